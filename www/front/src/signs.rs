//! Several things as one text: the signs that stand between them, where the page's script takes them apart.
//!
//! A page reads one text faster, and with less code, than it calls back for each part of it. No text of a site has any of these
//! signs here: they are left out.

/// Between the greatest parts of a text.
pub const GROUP: char = '\u{1D}';
/// Between things of one kind.
pub const ITEM: char = '\u{1E}';
/// Between the parts of a thing.
pub const PART: char = '\u{1F}';

/// Appends a text without signs.
pub fn push(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|c| *c >= ' '));
}

/// Names and values of a page's attributes, told as items of two parts.
pub fn attributes(told: &str) -> Vec<(String, String)> {
    let pairs = told.split([ITEM]).filter_map(|pair| pair.split_once([PART]));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The attributes as a function.
pub fn of(attributes: &[(String, String)]) -> impl Fn(&str) -> Option<String> {
    |name| attributes.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_by_their_names() {
        let all = attributes("data-a\u{1F}one\u{1E}data-b\u{1F}\u{1E}nothing");
        assert_eq!(of(&all)("data-a").as_deref(), Some("one"));
        assert_eq!(of(&all)("data-b").as_deref(), Some(""));
        assert_eq!(of(&all)("nothing"), None);
    }

    #[test]
    fn signs_are_left_out() {
        let mut out = String::new();
        push(&mut out, "Talks\u{1F} open\n");
        assert_eq!(out, "Talks open");
    }
}

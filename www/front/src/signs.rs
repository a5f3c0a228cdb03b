//! Several things as one text: the signs that stand between them, where the page's script takes them apart.
//!
//! A page reads one text faster, and with less code, than it calls back for each part of it. No text of a site has any of these
//! signs here: they are left out.

use briefing_index::cut::{cut, parts};

/// Between the greatest parts of a text.
pub const GROUP: char = '\u{1D}';
/// Between things of one kind.
pub const ITEM: char = '\u{1E}';
/// Between the parts of a thing.
pub const PART: char = '\u{1F}';

/// Appends a text without signs.
pub fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        if c >= ' ' {
            out.push(c);
        }
    }
}

/// Names and values of a page's attributes, told as items of two parts. They are looked for in what was told: to take them apart
/// costs more code.
#[derive(Debug, Default)]
pub struct Attributes(String);

impl Attributes {
    /// Takes what was told.
    pub fn new(told: &str) -> Self {
        Self(told.to_owned())
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        parts(&self.0, ITEM as u8).map(|pair| cut(pair, PART as u8)).find(|(own, _)| *own == name)?.1
    }

    /// The value of that name, or nothing.
    pub fn said(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Names and values as attributes.
    #[cfg(test)]
    pub(crate) fn of<'t>(pairs: impl IntoIterator<Item = &'t (&'t str, &'t str)>) -> Self {
        Self(pairs.into_iter().flat_map(|(name, value)| [name, "\u{1F}", value, "\u{1E}"]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_by_their_names() {
        let all = Attributes::new("data-a\u{1F}one\u{1E}data-b\u{1F}\u{1E}nothing");
        assert_eq!((all.get("data-a"), all.get("data-b"), all.get("nothing")), (Some("one"), Some(""), None));
        assert_eq!((all.said("data-a"), all.said("data-c")), ("one", ""));
    }

    #[test]
    fn signs_are_left_out() {
        let mut out = String::new();
        push(&mut out, "Talks\u{1F} open\n");
        assert_eq!(out, "Talks open");
    }
}

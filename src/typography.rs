//! How texts are set: curved apostrophes for the straight ones that people type in front matter, as the Markdown of bodies has
//! them, and texts that are cut where there is no room.

use std::borrow::Cow;

/// `text` with a curved apostrophe for each straight one between letters. Nothing is escaped.
pub(crate) fn typographic(text: &str) -> Cow<'_, str> {
    if !text.contains('\'') {
        return Cow::Borrowed(text);
    }
    let curved = text.char_indices().map(|(at, c)| if c == '\'' && is_apostrophe(text, at) { '’' } else { c });
    Cow::Owned(curved.collect())
}

/// Whether the mark at `at` stands between letters of a script that has this apostrophe. (Hebrew has a sign of its own.)
pub(crate) fn is_apostrophe(text: &str, at: usize) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && c < '\u{590}';
    text[..at].chars().next_back().is_some_and(is_letter) && text[at + 1..].chars().next().is_some_and(is_letter)
}

/// At most `limit` characters, cut at a word, with `…` where something is left out.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    // A text without spaces, as Chinese is, is cut where it is full.
    let word = cut.rfind(char::is_whitespace).filter(|&at| at > end / 2).unwrap_or(end);
    let kept = cut[..word].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-،؛".contains(c));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_between_letters_is_curved() {
        let check = |text: &str, expected: &str| assert_eq!(typographic(text), expected);
        check("Iraq's <b> 'x'", "Iraq’s <b> 'x'");
        check("l'été 5'3 צ'ק", "l’été 5'3 צ'ק");
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let check = |text: &str, limit: usize, expected: &str| assert_eq!(shortened(text, limit), expected);
        check("one two three", 13, "one two three");
        check("one two, three", 10, "one two…");
        check("one two three", 7, "one two…");
        check("日本語の長い文", 4, "日本語の…");
        check("averylongword and more", 5, "avery…");
        check("", 5, "");
    }
}

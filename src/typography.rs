//! Curved apostrophes for the straight ones that people type in front matter, as the Markdown of bodies has them.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_between_letters_is_curved() {
        let check = |text: &str, expected: &str| assert_eq!(typographic(text), expected);
        check("Iraq's <b> 'x'", "Iraq’s <b> 'x'");
        check("l'été 5'3 צ'ק", "l’été 5'3 צ'ק");
    }
}

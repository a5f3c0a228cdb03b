//! One name, many spellings: what counts as the same name, and which spelling is shown.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A name as it is compared: in NFC, with single spaces and none around it. Case counts.
pub(super) fn name_key(name: &str) -> Cow<'_, str> {
    if is_plain(name) {
        return Cow::Borrowed(name);
    }
    let words: Vec<_> = name.split_whitespace().collect();
    Cow::Owned(words.join(" ").nfc().collect())
}

fn is_plain(name: &str) -> bool {
    let mut before = ' ';
    for c in name.chars() {
        if c.is_whitespace() && (c != ' ' || before == ' ') {
            return false;
        }
        before = c;
    }
    (before != ' ' || name.is_empty()) && (name.is_ascii() || is_nfc_quick(name.chars()) == IsNormalized::Yes)
}

/// A name as it is compared where case does not count either.
pub(super) fn caseless_key(name: &str) -> String {
    name_key(name).to_lowercase()
}

/// How often each spelling of one thing is used.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings(Vec<(String, usize)>);

impl Spellings {
    /// One more use of a spelling.
    pub(super) fn count(&mut self, name: &str) {
        let name = name_key(name);
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, uses)) => *uses += 1,
            None => self.0.push((name.into_owned(), 1)),
        }
    }

    /// How often all of them are used.
    pub(super) fn uses(&self) -> usize {
        self.0.iter().map(|(_, uses)| uses).sum()
    }

    /// The commonest spelling; of equally common ones the one that was used first.
    pub(super) fn commonest(self) -> String {
        let most = self.0.iter().map(|(_, uses)| *uses).max();
        self.0.into_iter().find(|(_, uses)| Some(*uses) == most).map(|(name, _)| name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_compared_in_one_form() {
        let check = |name: &str, expected: &str| assert_eq!(name_key(name), expected, "{name:?}");
        check("Al Sudani", "Al Sudani");
        check("  Al \u{a0} Sudani\n", "Al Sudani");
        check("Cafe\u{301}", "Café");
        check("وزارة الدفاع", "وزارة الدفاع");
        check("", "");
        check(" a", "a");
        check("a ", "a");
        check("a  b", "a b");
        assert_eq!(caseless_key("South  CHINA Sea"), "south china sea");
        assert!(matches!(name_key("Plain name"), Cow::Borrowed(_)));
    }

    #[test]
    fn the_commonest_spelling_wins_and_the_first_of_equals() {
        let check = |names: &[&str], expected: &str| {
            let mut spellings = Spellings::default();
            names.iter().for_each(|name| spellings.count(name));
            assert_eq!(spellings.commonest(), expected, "{names:?}");
        };
        check(&["security", "Security", "Security"], "Security");
        check(&["Security", "security"], "Security");
        check(&[], "");
    }
}

//! Slugs: the names of pages and events in addresses.

use std::fmt;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest slug, in characters.
pub const MAX_CHARS: usize = 80;
/// The longest slug, in bytes of UTF-8: file systems stop at 255 for a name.
pub const MAX_BYTES: usize = 200;

/// Lower-case letters of any script, combining marks and digits, in NFC, joined by single `-`; at most
/// [`MAX_CHARS`] characters and [`MAX_BYTES`] bytes; never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Slug(String);

impl Slug {
    /// `text` as a slug, if it is written as one.
    pub fn parse(text: &str) -> Option<Slug> {
        let slug = Slug::from_text(text)?;
        (slug.0 == text).then_some(slug)
    }

    /// The slug of a name or a sentence, cut at a word where it is long; `None` where `text` has no letter or digit.
    /// Nothing is transliterated.
    pub fn from_text(text: &str) -> Option<Slug> {
        let mut slug = Growing { text: String::with_capacity(text.len().min(MAX_BYTES)), chars: 0 };
        let mut word = String::new();
        // What stands after the last letter ends it.
        for c in lower_case(text).chars().chain([' ']) {
            if c.is_alphanumeric() || (is_combining_mark(c) && !word.is_empty()) {
                word.push(c);
            } else if is_apostrophe(c) && !word.is_empty() {
                // "Iraq's" is one word: `iraqs`.
            } else if !word.is_empty() {
                if !slug.add(&word) {
                    break;
                }
                word.clear();
            }
        }
        (!slug.text.is_empty()).then_some(Slug(slug.text))
    }

    /// The slug with `-n` behind it, shortened so that it keeps within the bounds.
    pub fn numbered(&self, n: usize) -> Slug {
        let ending = format!("-{n}");
        let mut stem = self.0.as_str();
        while stem.len() + ending.len() > MAX_BYTES || stem.chars().count() + ending.len() > MAX_CHARS {
            let mut chars = stem.chars();
            chars.next_back();
            stem = chars.as_str();
        }
        Slug(format!("{}{ending}", stem.trim_end_matches('-')))
    }

    /// The slug as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Small letters in NFC. Normalizing is dear, and most texts of many sites need none.
fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfc().flat_map(char::to_lowercase).collect::<String>().nfc().collect()
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// A slug to which words are added as long as they fit.
struct Growing {
    text: String,
    chars: usize,
}

impl Growing {
    /// Adds a word; of a first word that is too long, as many characters as fit. `false` where it does not fit whole.
    fn add(&mut self, word: &str) -> bool {
        let dash = usize::from(!self.text.is_empty());
        let chars = self.chars + dash + word.chars().count();
        if chars > MAX_CHARS || self.text.len() + dash + word.len() > MAX_BYTES {
            if self.text.is_empty() {
                self.cut(word);
            }
            return false;
        }
        self.text.push_str(if dash == 1 { "-" } else { "" });
        self.text.push_str(word);
        self.chars = chars;
        true
    }

    fn cut(&mut self, word: &str) {
        for c in word.chars().take(MAX_CHARS) {
            if self.text.len() + c.len_utf8() > MAX_BYTES {
                break;
            }
            self.text.push(c);
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Slug::from_text(text).as_ref().map(Slug::as_str), expected, "{text:?}");
    }

    #[test]
    fn a_slug_is_made_of_the_words_of_any_script() {
        check("Baghdad and Washington open talks", Some("baghdad-and-washington-open-talks"));
        check("  Iraq’s  parliament: 100 members! ", Some("iraqs-parliament-100-members"));
        check("بغداد وواشنطن", Some("بغداد-وواشنطن"));
        check("Cafe\u{301}", Some("café"));
        check("İstanbul", Some("i\u{307}stanbul"));
        check("–!?", None);
        check("", None);
    }

    #[test]
    fn a_long_slug_is_cut_at_a_word() {
        let slug = Slug::from_text(&"word ".repeat(40)).expect("it has letters");
        assert_eq!(slug.as_str(), "word-".repeat(16).trim_end_matches('-'));
        let slug = Slug::from_text(&"ب".repeat(300)).expect("it has letters");
        assert_eq!(slug.as_str().chars().count(), MAX_CHARS);
        let slug = Slug::from_text(&"語".repeat(300)).expect("it has letters");
        assert!(slug.as_str().len() <= MAX_BYTES);
        assert!(slug.numbered(12).as_str().ends_with("-12"));
        assert!(slug.numbered(12).as_str().len() <= MAX_BYTES);
    }

    #[test]
    fn only_what_is_written_as_a_slug_is_one() {
        for good in ["a", "hmc-first-session", "2024", "بغداد-1"] {
            assert!(Slug::parse(good).is_some(), "{good}");
        }
        for bad in ["", "-", "a--b", "A", "a b", "a-", "a/b", "..", "e\u{301}"] {
            assert!(Slug::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn every_made_slug_parses() {
        for text in ["İstanbul", "Straße", "ǅ", "a\u{301}b", "x²", "Ⅷ", "ß’s"] {
            let slug = Slug::from_text(text).expect("it has letters");
            assert_eq!(Slug::parse(slug.as_str()).as_ref(), Some(&slug), "{text}");
        }
    }
}

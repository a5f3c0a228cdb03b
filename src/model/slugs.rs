//! Slugs that must differ from one another: those of one list, or the ids in one brief.

use std::collections::{HashMap, HashSet};

use crate::slug::Slug;

/// Gives out slugs: who asks first keeps the slug asked for, the next gets it with `-2`.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: HashSet<Slug>,
    next: HashMap<Slug, usize>,
}

impl Slugs {
    /// Takes `slug` as it is; `false` where it is taken already.
    pub(super) fn take(&mut self, slug: &Slug) -> bool {
        self.taken.insert(slug.clone())
    }

    /// `wanted`, or where it is taken `wanted` with the next free number.
    pub(super) fn give(&mut self, wanted: Slug) -> Slug {
        if self.take(&wanted) {
            return wanted;
        }
        let mut number = self.next.get(&wanted).copied().unwrap_or(2);
        let numbered = loop {
            let numbered = wanted.numbered(number);
            number += 1;
            if self.take(&numbered) {
                break numbered;
            }
        };
        self.next.insert(wanted, number);
        numbered
    }
}

/// The slug of a name or sentence; `otherwise`, a plain word, where it has no letter or digit.
pub(super) fn slug_of(text: &str, otherwise: &str) -> Slug {
    Slug::from_text(text).or_else(|| Slug::from_text(otherwise)).expect("a plain word has letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_later_gets_the_next_free_number() {
        let mut slugs = Slugs::default();
        let given: Vec<_> =
            ["A b", "a-b", "A, B!", "a b 3", "a b"].map(|text| slugs.give(slug_of(text, "x")).to_string()).to_vec();
        assert_eq!(given, ["a-b", "a-b-2", "a-b-3", "a-b-3-2", "a-b-4"]);
    }

    #[test]
    fn a_text_without_letters_has_a_slug_too() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.give(slug_of("?!", "event")).as_str(), "event");
        assert_eq!(slugs.give(slug_of("…", "event")).as_str(), "event-2");
    }
}

//! Numbers in the digits of a language, and the plural forms of what is counted.

use std::collections::{BTreeMap, BTreeSet};

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

use super::{Language, fill::fill};

/// How a language writes numbers.
#[derive(Clone, Debug)]
pub(super) struct Numerals {
    /// Zero to nine.
    pub(super) digits: [char; 10],
    /// What stands between groups of three.
    pub(super) group: String,
    /// The smallest number that has groups.
    pub(super) group_from: u64,
    pub(super) plurals: Plurals,
}

/// Chooses plural forms by the rules of CLDR.
///
/// The rules themselves are made anew for each number, in 0.2 µs: ICU4X keeps them in an `Rc`, which threads cannot
/// share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plurals(PluralRulesPreferences);

/// A counted phrase: its forms by plural category. `other` is always there.
#[derive(Clone, Debug)]
pub(super) struct Forms {
    pub(super) other: String,
    pub(super) rest: BTreeMap<&'static str, String>,
}

impl Plurals {
    /// The rules of a language tag; of one that CLDR does not know, those with the one form `other`.
    pub(super) fn new(tag: &str) -> Plurals {
        let locale = Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN);
        Plurals(PluralRulesPreferences::from(&locale))
    }

    /// The name of the form that goes with `n`.
    pub(super) fn category(self, n: usize) -> &'static str {
        self.rules().map_or("other", |rules| name(rules.category_for(n)))
    }

    /// The categories of the language, but for `other`.
    pub(super) fn known(self) -> Vec<&'static str> {
        let Some(rules) = self.rules() else { return Vec::new() };
        rules.categories().map(name).filter(|name| *name != "other").collect()
    }

    /// Those that some whole number up to a thousand belongs to. French and Spanish know one more, for millions; it
    /// may be left out, and `other` stands for it.
    pub(super) fn needed(self) -> Vec<&'static str> {
        let Some(rules) = self.rules() else { return Vec::new() };
        let found: BTreeSet<_> = (0..=1000_usize).map(|n| name(rules.category_for(n))).collect();
        found.into_iter().filter(|name| *name != "other").collect()
    }

    fn rules(self) -> Option<PluralRules> {
        PluralRules::try_new_cardinal(self.0).ok()
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

impl Numerals {
    /// A whole number without groups.
    pub(super) fn plain(&self, n: u64) -> String {
        self.in_digits(&n.to_string())
    }

    /// A whole number of at least two digits, as in a clock time.
    pub(super) fn two_digits(&self, n: u64) -> String {
        self.in_digits(&format!("{n:02}"))
    }

    /// A whole number with groups where they are due.
    pub(super) fn grouped(&self, n: u64) -> String {
        if n < self.group_from {
            return self.plain(n);
        }
        let ascii = n.to_string();
        let mut grouped = String::with_capacity(ascii.len() * 2);
        for (i, digit) in ascii.bytes().enumerate() {
            if i > 0 && (ascii.len() - i).is_multiple_of(3) {
                grouped.push_str(&self.group);
            }
            grouped.push(self.digit(digit));
        }
        grouped
    }

    fn in_digits(&self, ascii: &str) -> String {
        ascii.bytes().map(|digit| self.digit(digit)).collect()
    }

    fn digit(&self, ascii: u8) -> char {
        self.digits[usize::from(ascii - b'0') % 10]
    }
}

impl Language {
    /// A whole number: `5,200`, `٥٬٢٠٠`.
    pub fn number(&self, n: usize) -> String {
        self.numerals.grouped(n as u64)
    }

    /// The counted phrase of that key for `n`: `1 brief`, `12 briefs`. A key that does not exist gives itself and the
    /// number; a test finds those.
    pub fn count(&self, key: &str, n: usize) -> String {
        let number = self.number(n);
        let Some(forms) = self.counts.get(key) else { return format!("{key} {number}") };
        let form = forms.rest.get(self.numerals.plurals.category(n)).unwrap_or(&forms.other);
        fill(form, &[("n", &number)])
    }
}

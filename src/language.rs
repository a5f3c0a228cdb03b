//! The language of the interface: phrases, numbers, and dates in words.
//!
//! One table for each language, `www/languages/LANG.toml`, holds everything that differs: no code names a language. The
//! English table is the model: every other has its keys, and its phrases have the same placeholders.
//! In: a table, then numbers, dates and keys. Out: plain text, never markup, and never escaped. Nothing here reads a
//! clock, a locale of the machine, or the disk.

use std::collections::BTreeMap;

use crate::lang::{Direction, Lang};

mod dates;
mod fill;
mod names;
mod numbers;
mod patterns;
mod read;
mod reader;
mod when;

#[cfg(test)]
mod tests;

pub use read::read;
pub use reader::Mistake;

/// Tag and table of every language that comes with the program, but for English: a language is a file and a line here.
const TABLES: &[(&str, &str)] =
    &[("ar", include_str!("../www/languages/ar.toml")), ("ckb", include_str!("../www/languages/ckb.toml"))];
const ENGLISH: &str = include_str!("../www/languages/en.toml");

/// Names in themselves of languages that have no table, for links between the versions of a brief.
const OWN_NAMES: &[(&str, &str)] = &[
    ("de", "Deutsch"),
    ("es", "español"),
    ("fa", "فارسی"),
    ("fr", "français"),
    ("he", "עברית"),
    ("ja", "日本語"),
    ("kmr", "kurmancî"),
    ("ku", "kurdî"),
    ("ru", "русский"),
    ("tr", "Türkçe"),
    ("zh", "中文"),
];

/// Every language that the interface speaks.
#[derive(Clone, Debug)]
pub struct Languages {
    english: Language,
    others: BTreeMap<Lang, Language>,
}

/// One language of the interface.
#[derive(Clone, Debug)]
pub struct Language {
    lang: Lang,
    name: String,
    quotes: [String; 2],
    numerals: numbers::Numerals,
    weekdays: [String; 7],
    months: dates::Months,
    lists: patterns::Lists,
    dates: patterns::Dates,
    spans: patterns::Spans,
    ranges: patterns::Ranges,
    words: patterns::Words,
    languages: BTreeMap<String, String>,
    in_languages: BTreeMap<String, String>,
    roles: names::Roles,
    phrases: BTreeMap<String, String>,
    counts: BTreeMap<String, numbers::Forms>,
}

impl Languages {
    /// The languages whose tables come with the program.
    ///
    /// # Panics
    /// Where one of these tables has a mistake, which a test rules out.
    pub fn builtin() -> Languages {
        let table = |tag: &str, text: &str, model: Option<&Language>| {
            let lang = Lang::parse(tag).expect("the tag of a built-in table is well-formed");
            read(lang, text, model).unwrap_or_else(|mistakes| panic!("the built-in table `{tag}`: {mistakes:#?}"))
        };
        let english = table("en", ENGLISH, None);
        let others = TABLES.iter().map(|(tag, text)| table(tag, text, Some(&english)));
        let others = others.map(|language| (language.lang.clone(), language)).collect();
        Languages { english, others }
    }

    /// The language of that tag; without one, that of the tag's language; without that too, English.
    /// [`Language::lang`] tells which it is.
    pub fn get(&self, lang: &Lang) -> &Language {
        self.find(lang).unwrap_or(&self.english)
    }

    /// The name of a language in itself (`العربية`), or its tag where that is not known.
    pub fn own_name<'a>(&'a self, lang: &'a Lang) -> &'a str {
        let known = OWN_NAMES.iter().find(|(tag, _)| *tag == lang.language()).map(|(_, name)| *name);
        self.find(lang).map(Language::name).or(known).unwrap_or(lang.as_str())
    }

    /// All languages, by tag.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        let before = self.others.values().filter(|language| language.lang < self.english.lang);
        let after = self.others.values().filter(|language| language.lang > self.english.lang);
        before.chain([&self.english]).chain(after)
    }

    fn find(&self, lang: &Lang) -> Option<&Language> {
        let tagged = |tag: &str| self.iter().find(|language| language.lang.as_str() == tag);
        tagged(lang.as_str()).or_else(|| tagged(lang.language()))
    }
}

impl Language {
    /// The tag of the table: `ar` also where `ar-IQ` was asked for.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// The direction of its script.
    pub fn direction(&self) -> Direction {
        self.lang.direction()
    }

    /// Its name in itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All plain phrases by key. They hold none of `<`, `>`, `&` and `"`, so that they are the same in HTML.
    pub fn phrases(&self) -> &BTreeMap<String, String> {
        &self.phrases
    }

    /// The phrase of that key, with its placeholders. A key that does not exist gives itself; a test finds those.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.phrases.get(key).map_or(key, String::as_str)
    }

    /// The phrase of that key with values for its placeholders. Values go in as they are: text for text, markup for
    /// markup.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill::fill(self.text(key), values)
    }

    /// The text in quotation marks.
    pub fn quote(&self, text: &str) -> String {
        let [open, close] = &self.quotes;
        format!("{open}{text}{close}")
    }

    /// The text with its first letter as a capital, where the script has capitals: for what begins a line.
    pub fn sentence(&self, text: &str) -> String {
        let mut chars = text.chars();
        let dotted = matches!(self.lang.language(), "az" | "tr");
        match chars.next() {
            Some('i') if dotted => format!("İ{}", chars.as_str()),
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => String::new(),
        }
    }

    /// `a, b and c`.
    pub fn list_and(&self, items: &[impl AsRef<str>]) -> String {
        self.list(items, &self.lists.and)
    }

    /// `a, b or c`.
    pub fn list_or(&self, items: &[impl AsRef<str>]) -> String {
        self.list(items, &self.lists.or)
    }

    /// What stands between the items of an enumeration that has no "and".
    pub fn comma(&self) -> &str {
        &self.lists.comma
    }

    fn list(&self, items: &[impl AsRef<str>], last: &str) -> String {
        let mut list = String::new();
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                list.push_str(if i + 1 == items.len() { last } else { &self.lists.comma });
            }
            list.push_str(item.as_ref());
        }
        list
    }
}

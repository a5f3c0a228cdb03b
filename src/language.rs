//! The language of the interface: phrases, numbers, and dates in words.
//!
//! One table for each language, `www/languages/LANG.toml`, holds everything that differs: no code names a language. The
//! English table is the model: every other has its keys, and its phrases have the same placeholders. A site can bring tables of its
//! own, which win.
//! In: a table, then numbers, dates and keys. Out: plain text, never markup, and never escaped. Nothing here reads a
//! clock, a locale of the machine, or the disk.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

use crate::lang::{Direction, Lang};

mod dates;
mod fill;
mod names;
mod numbers;
mod own;
mod patterns;
mod read;
mod reader;
mod when;

#[cfg(test)]
mod tests;

pub use own::of_site;
pub use read::read;
pub use reader::{Mistake, MistakeKind};

/// Tag and table of every language that comes with the program, but for English: a language is a file and a line here.
const TABLES: &[(&str, &str)] = &[
    ("ar", include_str!("../www/languages/ar.toml")),
    ("ckb", include_str!("../www/languages/ckb.toml")),
    ("de", include_str!("../www/languages/de.toml")),
    ("es", include_str!("../www/languages/es.toml")),
    ("fa", include_str!("../www/languages/fa.toml")),
    ("fr", include_str!("../www/languages/fr.toml")),
    ("he", include_str!("../www/languages/he.toml")),
    ("ja", include_str!("../www/languages/ja.toml")),
    ("ru", include_str!("../www/languages/ru.toml")),
    ("tr", include_str!("../www/languages/tr.toml")),
    ("zh", include_str!("../www/languages/zh.toml")),
];
const ENGLISH: &str = include_str!("../www/languages/en.toml");

/// Names in themselves of languages that have no table, for links between the versions of a brief.
const OWN_NAMES: &[(&str, &str)] = &[("kmr", "kurmancî"), ("ku", "kurdî")];

/// Every language that the interface speaks.
#[derive(Clone, Debug, Default)]
pub struct Languages {
    /// Tables of the site. They win.
    own: BTreeMap<Lang, Language>,
}

/// A language that comes with the program. Its table is read when it is asked for: most sites speak one or two.
#[derive(Debug)]
struct BuiltIn {
    lang: Lang,
    text: &'static str,
    read: OnceLock<Language>,
}

/// By tag. Read once: a run that builds often needs them each time.
static BUILT_IN: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| {
    let built_in = |(tag, text): (&str, &'static str)| {
        let lang = Lang::parse(tag).expect("the tag of a built-in table is well-formed");
        BuiltIn { lang, text, read: OnceLock::new() }
    };
    let mut all: Vec<_> = TABLES.iter().copied().chain([("en", ENGLISH)]).map(built_in).collect();
    all.sort_by(|a, b| a.lang.cmp(&b.lang));
    all
});

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
    /// The first of a month, where it is written in another way than the other days.
    first_day: Option<String>,
    dates: patterns::Dates,
    forms: BTreeMap<String, patterns::Form>,
    spans: patterns::Spans,
    ranges: patterns::Ranges,
    words: patterns::Words,
    languages: BTreeMap<String, String>,
    in_languages: BTreeMap<String, String>,
    roles: names::Roles,
    phrases: BTreeMap<String, String>,
    counts: BTreeMap<String, numbers::Forms>,
}

impl BuiltIn {
    /// # Panics
    /// Where the table has a mistake, which a test rules out.
    fn language(&self) -> &Language {
        let model = || (self.text != ENGLISH).then(|| english());
        self.read.get_or_init(|| {
            read(self.lang.clone(), self.text, model())
                .unwrap_or_else(|mistakes| panic!("the built-in table `{}`: {mistakes:#?}", self.lang))
        })
    }
}

/// The English that comes with the program: the model for all tables.
fn english() -> &'static Language {
    let english = BUILT_IN.iter().find(|built_in| built_in.text == ENGLISH);
    english.expect("English is built in").language()
}

impl Languages {
    /// The languages whose tables come with the program.
    pub fn builtin() -> Languages {
        Languages::default()
    }

    /// The language of that tag; without one, that of the tag's language; without that too, English.
    /// [`Language::lang`] tells which it is.
    pub fn get(&self, lang: &Lang) -> &Language {
        self.find(lang).or_else(|| self.tagged("en")).unwrap_or_else(|| english())
    }

    /// The name of a language in itself (`العربية`), or its tag where that is not known.
    pub fn own_name<'a>(&'a self, lang: &'a Lang) -> &'a str {
        let known = OWN_NAMES.iter().find(|(tag, _)| *tag == lang.language()).map(|(_, name)| *name);
        self.find(lang).map(Language::name).or(known).unwrap_or(lang.as_str())
    }

    /// All languages, by tag.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        let built_in = BUILT_IN.iter().filter(|built_in| !self.own.contains_key(&built_in.lang));
        let mut all: Vec<_> = built_in.map(BuiltIn::language).chain(self.own.values()).collect();
        all.sort_by(|a, b| a.lang.cmp(&b.lang));
        all.into_iter()
    }

    /// Puts a language in the place of the one of its tag, if there is one.
    fn insert(&mut self, language: Language) {
        self.own.insert(language.lang.clone(), language);
    }

    fn find(&self, lang: &Lang) -> Option<&Language> {
        self.tagged(lang.as_str()).or_else(|| self.tagged(lang.language()))
    }

    fn tagged(&self, tag: &str) -> Option<&Language> {
        let own = self.own.values().find(|language| language.lang.as_str() == tag);
        let built_in = || BUILT_IN.iter().find(|built_in| built_in.lang.as_str() == tag);
        own.or_else(|| built_in().map(BuiltIn::language))
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

    /// A text, or finished HTML, with a full stop.
    pub fn as_sentence(&self, text: &str) -> String {
        self.fill("as_sentence", &[("text", text)])
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

    fn list(&self, items: &[impl AsRef<str>], last: &patterns::Joint) -> String {
        let mut list = String::new();
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                let is_last = i + 1 == items.len();
                list.push_str(if is_last { last.before(item.as_ref()) } else { &self.lists.comma });
            }
            list.push_str(item.as_ref());
        }
        list
    }
}

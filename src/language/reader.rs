//! Takes a table apart, and collects everything that is wrong with it.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::fill::slots;

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands in the table, in bytes.
    pub span: Range<usize>,
    /// What it is: lower case, no final full stop, names in backticks.
    pub message: String,
}

/// Reads values and keeps the mistakes. A value that is missing or wrong is empty: the mistakes keep the table from
/// being used.
#[derive(Debug, Default)]
pub(super) struct Reader {
    mistakes: Vec<Mistake>,
}

/// A table of the file, or the file itself.
#[derive(Debug)]
pub(super) struct Section<'i> {
    /// As it is written between brackets; empty for the file.
    name: String,
    span: Range<usize>,
    /// What has not been read yet; `None` where the section is missing.
    entries: Option<BTreeMap<Cow<'i, str>, Entry<'i>>>,
}

#[derive(Debug)]
struct Entry<'i> {
    key: Range<usize>,
    value: Spanned<DeValue<'i>>,
}

impl Reader {
    /// The whole file.
    pub(super) fn file<'i>(&mut self, text: &'i str) -> Section<'i> {
        match DeTable::parse(text) {
            Ok(table) => Section::new(String::new(), 0..0, table.into_inner()),
            Err(error) => {
                self.mistake(error.span().unwrap_or(0..0), error.message());
                Section { name: String::new(), span: 0..0, entries: None }
            }
        }
    }

    /// A table that has to be there.
    pub(super) fn section<'i>(&mut self, parent: &mut Section<'i>, key: &str) -> Section<'i> {
        if !parent.has(key) {
            self.missing(parent, key);
        }
        self.section_if_there(parent, key)
    }

    /// A table that may be missing, and is empty then.
    pub(super) fn section_if_there<'i>(&mut self, parent: &mut Section<'i>, key: &str) -> Section<'i> {
        let name = if parent.name.is_empty() { key.to_owned() } else { format!("{}.{key}", parent.name) };
        let Some(entry) = parent.take(key) else { return Section { name, span: 0..0, entries: None } };
        let span = entry.key;
        match entry.value.into_inner() {
            DeValue::Table(table) => Section::new(name, span, table),
            _ => {
                self.mistake(span.clone(), format!("`{name}` is not a table"));
                Section { name, span, entries: None }
            }
        }
    }

    /// A text.
    pub(super) fn text(&mut self, section: &mut Section<'_>, key: &str) -> String {
        let Some(entry) = self.entry(section, key) else { return String::new() };
        self.text_of(key, entry.value)
    }

    /// A list of texts: `None` where it is missing.
    pub(super) fn texts(&mut self, section: &mut Section<'_>, key: &str) -> Option<Vec<String>> {
        let entry = self.entry(section, key)?;
        let span = entry.value.span();
        match entry.value.into_inner() {
            DeValue::Array(items) => Some(items.into_iter().map(|item| self.text_of(key, item)).collect()),
            _ => {
                self.mistake(span, format!("`{key}` is not a list"));
                None
            }
        }
    }

    /// A list of that many texts.
    pub(super) fn exactly<const N: usize>(&mut self, section: &mut Section<'_>, key: &str) -> [String; N] {
        let span = section.span_of(key);
        let Some(texts) = self.texts(section, key) else { return std::array::from_fn(|_| String::new()) };
        texts.try_into().unwrap_or_else(|texts: Vec<_>| {
            self.mistake(span, format!("`{key}` has {} entries, not {N}", texts.len()));
            std::array::from_fn(|_| String::new())
        })
    }

    /// A whole number that is not negative.
    pub(super) fn number(&mut self, section: &mut Section<'_>, key: &str) -> u64 {
        let Some(entry) = self.entry(section, key) else { return 0 };
        let number = match entry.value.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.unwrap_or_else(|| {
            self.mistake(entry.value.span(), format!("`{key}` is not a whole number"));
            0
        })
    }

    /// A text with at least one placeholder, and none but these.
    pub(super) fn pattern(&mut self, section: &mut Section<'_>, key: &str, known: &[&str]) -> String {
        let span = section.span_of(key);
        let pattern = self.text(section, key);
        match slots(&pattern) {
            Ok(found) if found.is_empty() && !pattern.is_empty() => {
                self.mistake(span, format!("`{key}` holds none of {}", braced(known)));
            }
            Ok(found) => {
                for name in found.into_iter().filter(|name| !known.contains(name)) {
                    self.mistake(span.clone(), format!("`{key}` can hold {}, not `{{{name}}}`", braced(known)));
                }
            }
            Err(message) => self.mistake(span, message),
        }
        pattern
    }

    /// Every key that has not been read is unknown.
    pub(super) fn close(&mut self, section: Section<'_>) {
        let place = if section.name.is_empty() { String::new() } else { format!(" in `[{}]`", section.name) };
        for (key, entry) in section.entries.unwrap_or_default() {
            self.mistake(entry.key, format!("unknown key `{key}`{place}"));
        }
    }

    /// Keeps a mistake.
    pub(super) fn mistake(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.mistakes.push(Mistake { span, message: message.into() });
    }

    /// What was wrong, sorted by place.
    pub(super) fn into_mistakes(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by(|a, b| (a.span.start, &a.message).cmp(&(b.span.start, &b.message)));
        self.mistakes
    }

    fn entry<'i>(&mut self, section: &mut Section<'i>, key: &str) -> Option<Entry<'i>> {
        let entry = section.take(key);
        if entry.is_none() {
            self.missing(section, key);
        }
        entry
    }

    fn missing(&mut self, section: &Section<'_>, key: &str) {
        // Of a section that is missing itself, that alone is said.
        if section.entries.is_some() {
            let place = if section.name.is_empty() { String::new() } else { format!(" in `[{}]`", section.name) };
            self.mistake(section.span.clone(), format!("missing key `{key}`{place}"));
        }
    }

    fn text_of(&mut self, key: &str, value: Spanned<DeValue<'_>>) -> String {
        let span = value.span();
        let DeValue::String(text) = value.into_inner() else {
            self.mistake(span, format!("`{key}` is not a text"));
            return String::new();
        };
        if text.is_empty() {
            self.mistake(span.clone(), format!("`{key}` is empty"));
        }
        if let Some(c) = text.chars().find(|c| is_refused(*c)) {
            self.mistake(span, format!("`{key}` holds `{}`, which a phrase cannot", c.escape_debug()));
        }
        text.into_owned()
    }
}

impl<'i> Section<'i> {
    fn new(name: String, span: Range<usize>, table: DeTable<'i>) -> Section<'i> {
        let entry = |(key, value): (Spanned<Cow<'i, str>>, _)| {
            let span = key.span();
            (key.into_inner(), Entry { key: span, value })
        };
        Section { name, span, entries: Some(table.into_iter().map(entry).collect()) }
    }

    /// Keys that have not been read yet, sorted.
    pub(super) fn keys(&self) -> Vec<String> {
        self.entries.iter().flat_map(BTreeMap::keys).map(|key| key.clone().into_owned()).collect()
    }

    /// Where the value of a key stands, or the section where there is none.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.as_ref().and_then(|entries| entries.get(key));
        entry.map_or_else(|| self.span.clone(), |entry| entry.value.span())
    }

    /// Whether a key is there and has not been read yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.as_ref().is_some_and(|entries| entries.contains_key(key))
    }

    fn take(&mut self, key: &str) -> Option<Entry<'i>> {
        self.entries.as_mut()?.remove(key)
    }
}

/// Markup characters would mean another thing in a page than outside it; controls, those of direction among them, are
/// never needed, since pages isolate runs of another direction by markup.
fn is_refused(c: char) -> bool {
    let direction =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    matches!(c, '<' | '>' | '&' | '"' | '\u{feff}') || direction || c.is_control()
}

/// `{a}`, `{b}`
fn braced(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ")
}

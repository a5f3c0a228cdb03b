//! Takes a table apart, and collects everything that is wrong with it.
//!
//! A site's own table may leave out what another has: that of the same language which comes with the program, or the English one.
//! What is taken from there has no place in the site's file, so nothing is ever told of it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, btree_map},
    ops::Range,
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::fill::{name_and_form, slots};
use crate::parse::nearest::did_you_mean;

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands in the table, in bytes.
    pub span: Range<usize>,
    /// What it is: lower case, no final full stop, names in backticks.
    pub message: String,
    /// What to do, where that is known.
    pub help: Option<String>,
    pub kind: MistakeKind,
}

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MistakeKind {
    /// A key is missing.
    Missing,
    /// There is no such key.
    Unknown,
    /// A value cannot be used.
    Bad,
}

/// Reads values and keeps the mistakes. A value that is missing or wrong is empty: the mistakes keep the table from
/// being used.
#[derive(Debug, Default)]
pub(super) struct Reader {
    mistakes: Vec<Mistake>,
    /// Whether something stands in for a key that is missing.
    pub(super) is_mended: bool,
    /// Whether it is told of, where something does.
    tells_missing: bool,
    /// Names of the language's forms of dates.
    pub(super) forms: Vec<String>,
}

/// The place of what does not stand in the file.
const NOWHERE: Range<usize> = usize::MAX..usize::MAX;
/// Among the placeholders of a pattern: that they may ask for a form.
const FORMED: &str = "formed";

/// A table of the file, or the file itself.
#[derive(Debug)]
pub(super) struct Section<'i> {
    /// As it is written between brackets; empty for the file.
    name: String,
    span: Range<usize>,
    /// What has not been read yet; `None` where the section is missing.
    entries: Option<BTreeMap<Cow<'i, str>, Entry<'i>>>,
    /// Keys that have been asked for.
    asked: Vec<String>,
}

#[derive(Debug)]
struct Entry<'i> {
    /// [`NOWHERE`] where it is taken from another table.
    key: Range<usize>,
    value: Spanned<DeValue<'i>>,
    /// A table of the other file, for what this one leaves out.
    other: Option<DeTable<'i>>,
}

impl Reader {
    /// For a table that may leave out what another has.
    pub(super) fn mending(tells_missing: bool) -> Reader {
        Reader { is_mended: true, tells_missing, ..Reader::default() }
    }

    /// The whole file. What it leaves out is taken from `other`, which is a good table.
    pub(super) fn file<'i>(&mut self, text: &'i str, other: Option<&'i str>) -> Section<'i> {
        let other = other.and_then(|text| DeTable::parse(text).ok()).map(Spanned::into_inner);
        match DeTable::parse(text) {
            Ok(table) => Section::new(String::new(), 0..0, table.into_inner(), other),
            Err(error) => {
                self.mistake(error.span().unwrap_or(0..0), error.message());
                Section::missing(String::new())
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
        let Some(entry) = self.take(parent, key) else { return Section::missing(name) };
        let span = entry.key;
        match entry.value.into_inner() {
            DeValue::Table(table) => Section::new(name, span, table, entry.other),
            _ => {
                self.mistake(span.clone(), format!("`{name}` is not a table"));
                Section { span, ..Section::missing(name) }
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

    /// A text with at least one placeholder, and none but these. Where [`FORMED`] is among them, they may ask for a form.
    pub(super) fn pattern(&mut self, section: &mut Section<'_>, key: &str, known: &[&str]) -> String {
        let span = section.span_of(key);
        let pattern = self.text(section, key);
        let is_formed = known.contains(&FORMED);
        let known: Vec<&str> = known.iter().copied().filter(|name| *name != FORMED).collect();
        let known = known.as_slice();
        match slots(&pattern) {
            Ok(found) if found.is_empty() && !pattern.is_empty() => {
                self.mistake(span, format!("`{key}` holds none of {}", braced(known)));
            }
            Ok(found) => {
                for slot in found {
                    let (name, form) = name_and_form(slot);
                    if !known.contains(&name) || (form.is_some() && !is_formed) {
                        self.mistake(span.clone(), format!("`{key}` can hold {}, not `{{{slot}}}`", braced(known)));
                    } else if let Some(form) = form.filter(|form| !self.forms.iter().any(|known| known == form)) {
                        let help = did_you_mean(form, self.forms.iter().map(String::as_str));
                        let message = format!("`{key}` asks for the form `{form}`, and there is no `[forms.{form}]`");
                        self.tell(span.clone(), message, help, MistakeKind::Bad);
                    }
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
            let help = did_you_mean(&key, section.asked.iter().map(String::as_str));
            self.tell(entry.key, format!("unknown key `{key}`{place}"), help, MistakeKind::Unknown);
        }
    }

    /// Keeps a mistake.
    pub(super) fn mistake(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.tell(span, message.into(), None, MistakeKind::Bad);
    }

    fn tell(&mut self, span: Range<usize>, message: String, help: Option<String>, kind: MistakeKind) {
        if span != NOWHERE {
            self.mistakes.push(Mistake { span, message, help, kind });
        }
    }

    /// What was wrong, sorted by place.
    pub(super) fn into_mistakes(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by(|a, b| (a.span.start, &a.message).cmp(&(b.span.start, &b.message)));
        self.mistakes
    }

    fn entry<'i>(&mut self, section: &mut Section<'i>, key: &str) -> Option<Entry<'i>> {
        let entry = self.take(section, key);
        if entry.is_none() {
            self.missing(section, key);
        }
        entry
    }

    /// Takes an entry. Where another table stands in for it, that may be told.
    fn take<'i>(&mut self, section: &mut Section<'i>, key: &str) -> Option<Entry<'i>> {
        section.asked.push(key.to_owned());
        let entry = section.entries.as_mut()?.remove(key)?;
        if self.tells_missing && entry.key == NOWHERE {
            self.missing(section, key);
        }
        Some(entry)
    }

    pub(super) fn missing(&mut self, section: &Section<'_>, key: &str) {
        // Of a section that is missing itself, that alone is said.
        if section.entries.is_some() {
            let place = if section.name.is_empty() { String::new() } else { format!(" in `[{}]`", section.name) };
            self.tell(section.span.clone(), format!("missing key `{key}`{place}"), None, MistakeKind::Missing);
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
    fn new(name: String, span: Range<usize>, table: DeTable<'i>, other: Option<DeTable<'i>>) -> Section<'i> {
        let entry = |(key, value): (Spanned<Cow<'i, str>>, _)| {
            // What is in a table that was taken from another file is from there.
            let at = if span == NOWHERE { NOWHERE } else { key.span() };
            (key.into_inner(), Entry { key: at, value, other: None })
        };
        let mut entries: BTreeMap<_, _> = table.into_iter().map(entry).collect();
        for (key, value) in other.into_iter().flatten() {
            // The forms of a counted phrase belong together.
            let is_mixed = name != "counts";
            match (entries.entry(key.into_inner()), value.get_ref()) {
                (btree_map::Entry::Vacant(place), _) => {
                    place.insert(Entry { key: NOWHERE, value, other: None });
                }
                (btree_map::Entry::Occupied(mut own), DeValue::Table(table)) if is_mixed => {
                    own.get_mut().other = Some(table.clone());
                }
                _ => {}
            }
        }
        Section { name, span, entries: Some(entries), asked: Vec::new() }
    }

    /// A section that is not there.
    fn missing(name: String) -> Section<'i> {
        Section { name, span: 0..0, entries: None, asked: Vec::new() }
    }

    /// Keys that have not been read yet, sorted.
    pub(super) fn keys(&self) -> Vec<String> {
        self.entries.iter().flat_map(BTreeMap::keys).map(|key| key.clone().into_owned()).collect()
    }

    /// Where the value of a key stands, or the section where there is none.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.as_ref().and_then(|entries| entries.get(key));
        entry.map_or_else(|| self.span.clone(), |entry| if entry.key == NOWHERE { NOWHERE } else { entry.value.span() })
    }

    /// Whether a key is there and has not been read yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.as_ref().is_some_and(|entries| entries.contains_key(key))
    }

    /// Leaves out what another table has under this key.
    pub(super) fn leave(&mut self, key: &str) {
        let Some(entries) = &mut self.entries else { return };
        entries.retain(|name, entry| name != key || entry.key != NOWHERE);
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

//! TOML as tables whose keys are taken one by one: the only module that knows the TOML parser.

use toml::de::{DeTable, DeValue};

use super::{Notes, unknown_key};
use crate::{
    diagnostic::{Code, Span},
    source::TextFile,
};

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Value<'t> {
    /// Where it stands in the file.
    pub(super) at: Span,
    value: DeValue<'t>,
}

/// The pairs of a table that have not been taken yet, in the order of the file.
#[derive(Clone, Debug)]
pub(super) struct Table<'t> {
    at: Span,
    left: Vec<(String, Span, Value<'t>)>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// The root of a file. What is not TOML is noted.
    pub(super) fn read(file: &'t TextFile, notes: &mut Notes<'_>) -> Table<'t> {
        let (root, errors) = DeTable::parse_recoverable(&file.text);
        for error in errors {
            // What has no place is told at the start of the file.
            let at = Span::from(error.span().unwrap_or(0..0));
            let line = quoted(&file.text, at);
            let message = match &line {
                Some(_) => "a text needs quotes".to_owned(),
                None => format!("`site.toml` is not valid TOML: {}", error.message()),
            };
            let diagnostic = notes.at(Code::BadSettings, at, message);
            notes.push(match line {
                Some(line) => diagnostic.help(format!("put quotes around it: `{line}`")),
                None => diagnostic,
            });
        }
        Table::of(root.into_inner(), (0..0).into())
    }

    fn of(table: DeTable<'t>, at: Span) -> Table<'t> {
        let mut left: Vec<_> = table
            .into_iter()
            .map(|(key, value)| {
                let at = Span::from(value.span());
                (key.get_ref().to_string(), Span::from(key.span()), Value { at, value: value.into_inner() })
            })
            .collect();
        left.sort_by_key(|(_, at, _)| *at);
        Table { at, left, known: Vec::new() }
    }

    /// The value under `key`, unless it is an empty text.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        let at = self.left.iter().position(|(name, ..)| name == key)?;
        Some(self.left.remove(at).2).filter(|value| value.text().is_none_or(|text| !text.trim().is_empty()))
    }

    /// The same; it is an error if there is none.
    pub(super) fn require(&mut self, key: &'static str, form: &str, notes: &mut Notes<'_>) -> Option<Value<'t>> {
        let value = self.take(key);
        if value.is_none() {
            let message = format!("`{key}` is missing");
            notes.push(notes.at(Code::MissingField, self.at, message).help(format!("add `{form}`")));
        }
        value
    }

    /// Notes what is left as unknown.
    pub(super) fn finish(&self, notes: &mut Notes<'_>) {
        for (key, at, _) in &self.left {
            unknown_key(key, *at, &self.known, notes);
        }
    }

    /// All pairs, in the order of the file: key, place of the key, value.
    pub(super) fn into_entries(self) -> Vec<(String, Span, Value<'t>)> {
        self.left
    }
}

/// The line of `at` with quotes around its value, if that begins like a text and the line is TOML then.
fn quoted(text: &str, at: Span) -> Option<String> {
    let start = text.get(..at.range().start)?.rfind('\n').map_or(0, |at| at + 1);
    let (key, value) = text[start..].lines().next()?.split_once('=')?;
    let is_text = value.trim().starts_with(char::is_alphabetic) && at.range().start > start + key.len();
    let line = format!("{} = \"{}\"", key.trim(), value.trim());
    (is_text && DeTable::parse(&line).is_ok()).then_some(line)
}

impl<'t> Value<'t> {
    /// What it is, for a message.
    pub(super) fn type_name(&self) -> &'static str {
        match &self.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// A text.
    pub(super) fn text(&self) -> Option<&str> {
        self.value.as_str()
    }

    /// `true` or `false`.
    pub(super) fn flag(&self) -> Option<bool> {
        self.value.as_bool()
    }

    /// A whole number.
    pub(super) fn whole(&self) -> Option<i64> {
        let number = self.value.as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// The entries of a list.
    pub(super) fn list(&self) -> Option<Vec<Value<'t>>> {
        let list = self.value.as_array()?;
        let item = |item: &toml::Spanned<DeValue<'t>>| Value { at: item.span().into(), value: item.get_ref().clone() };
        Some(list.iter().map(item).collect())
    }

    /// A table.
    pub(super) fn table(&self) -> Option<Table<'t>> {
        self.value.as_table().map(|table| Table::of(table.clone(), self.at))
    }
}

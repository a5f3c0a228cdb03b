//! What the tests of the decoders share: front matter in, values and diagnostics out.

use super::{
    fields::Fields,
    format::{Field, Form, Format, Need, Rule, Short},
    notes::Notes,
    yaml::{self, Kind},
};
use crate::{
    config::{BaseUrl, Config},
    diagnostic::{Diagnostic, Span},
    lang::Lang,
    site_path::SitePath,
    source::TextFile,
};

/// A table for tests of values: its keys stand for any.
pub(super) static ANY: Format = {
    const fn any(key: &'static str) -> Field {
        Field { key, form: Form::Text, need: Need::Never, says: "", example: "" }
    }
    const FIELDS: &[Field] = &[
        any("a"),
        any("b"),
        any("title"),
        any("date"),
        any("source"),
        any("people"),
        any("organisations"),
        any("places"),
        any("events"),
        any("statements"),
        any("disputes"),
        any("image"),
        any("updates"),
        any("corrections"),
        any("status"),
        any("embargo"),
    ];
    Format { name: "any", short: Short::None, rule: Rule::None, fields: FIELDS, has_free: true }
};

/// Reads the fields of a YAML text by `read`, and tells what is unknown among them.
pub(super) fn values<T>(
    text: &str,
    read: impl FnOnce(&mut Notes<'_>, &mut Fields<'_, '_>) -> T,
) -> (T, Vec<Diagnostic>) {
    let file =
        TextFile { path: SitePath::new("briefs/2024-01-28-talks.md").expect("a plain path"), text: text.to_owned() };
    let mut notes = Notes::new(&file);
    let root = yaml::tree(&file.text, &Span::from, &mut notes).expect("the text is YAML");
    let pairs = if let Kind::Map(pairs) = &root.kind { pairs.as_slice() } else { &[] };
    let mut fields = Fields::new(&ANY, pairs, Span::default());
    let value = read(&mut notes, &mut fields);
    fields.finish(&mut notes);
    (value, notes.into_found())
}

/// Each diagnostic as its code, the columns marked (from 1, the last exclusive) and its hint.
pub(super) fn said(found: &[Diagnostic]) -> Vec<String> {
    let one = |note: &Diagnostic| {
        let end = note.column + note.marked().chars().count();
        let help = note.help.as_deref().map_or_else(String::new, |help| format!(" {help}"));
        format!("{} {}..{end}{help}", note.code.name(), note.column)
    };
    found.iter().map(one).collect()
}

/// Settings with nothing special in them.
pub(super) fn config() -> Config {
    Config {
        title: "Site".to_owned(),
        base_url: BaseUrl::parse("https://site.test/").expect("an address"),
        lang: Lang::parse("en").expect("a tag"),
        description: String::new(),
        author: Vec::new(),
        time_zone: jiff::tz::TimeZone::UTC,
        page_size: 20,
        quote_limit: 300,
        raw_html: false,
        share_pictures: false,
        licence: None,
        topics: Vec::new(),
        nav: Vec::new(),
        sections: Vec::new(),
    }
}

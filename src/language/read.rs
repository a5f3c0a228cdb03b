//! Reads the table of a language and checks it against the model, so that the rest never misses a phrase.

use std::collections::BTreeMap;

use super::{
    Language,
    dates::{Months, OTHER_MONTHS},
    fill::slots,
    names::{Roles, folded},
    numbers::{Forms, Numerals, Plurals},
    patterns::{Dates, Form, Lists, Ranges, Spans, Words},
    reader::{Mistake, MistakeKind, Reader, Section},
};
use crate::{config::Role, lang::Lang};

/// What stands in for what a table of a site leaves out: a table that has no mistakes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base<'a> {
    pub(super) text: &'a str,
    /// Whether it is in the same language: then nothing is missing.
    pub(super) is_same: bool,
}

/// Reads the table of a language. `model` is the language whose phrases it has to have: the English one, which has
/// none itself.
///
/// # Errors
/// All mistakes, sorted by place: TOML that is none, keys that are missing or unknown, placeholders that the model
/// does not have, markup or control characters in a phrase, plural forms that the language lacks or does not know.
pub fn read(lang: Lang, text: &str, model: Option<&Language>) -> Result<Language, Vec<Mistake>> {
    let mut reader = Reader::default();
    let mut file = reader.file(text, None);
    let language = read_file(&mut reader, &mut file, lang, model);
    reader.close(file);
    let mistakes = reader.into_mistakes();
    if mistakes.is_empty() { Ok(language) } else { Err(mistakes) }
}

/// Reads the table of a site, which may leave out what `base` has. The mistakes are those of [`read`]; where a key is missing, the
/// language can be used nonetheless. It is `None` where it cannot.
pub(super) fn read_own(lang: Lang, text: &str, base: Base<'_>, model: &Language) -> (Option<Language>, Vec<Mistake>) {
    let mut reader = Reader::mending(!base.is_same);
    let mut file = reader.file(text, Some(base.text));
    if !base.is_same {
        // The name of another language would be wrong.
        file.leave("name");
    }
    let language = read_file(&mut reader, &mut file, lang, Some(model));
    reader.close(file);
    let mistakes = reader.into_mistakes();
    let is_good = mistakes.iter().all(|mistake| mistake.kind == MistakeKind::Missing) && !language.name.is_empty();
    (is_good.then_some(language), mistakes)
}

fn read_file(reader: &mut Reader, file: &mut Section<'_>, lang: Lang, model: Option<&Language>) -> Language {
    let numerals = read_numerals(reader, file, &lang);
    let forms = read_forms_of_dates(reader, file);
    let [mut dates, spans, ranges] = ["dates", "spans", "ranges"].map(|key| reader.section(file, key));
    let [months, lists, words] = ["months", "lists", "words"].map(|key| reader.section(file, key));
    let [languages, phrases, counts] = ["languages", "phrases", "counts"].map(|key| reader.section(file, key));
    let in_languages = reader.section_if_there(file, "in_languages");
    let roles = reader.section(file, "roles");
    let first_day = dates.has("first_day").then(|| reader.text(&mut dates, "first_day"));
    Language {
        name: reader.text(file, "name"),
        quotes: reader.exactly(file, "quotes"),
        weekdays: reader.exactly(file, "weekdays"),
        months: read_months(reader, months),
        lists: Lists::read(reader, lists),
        first_day,
        dates: Dates::read(reader, dates),
        forms,
        spans: Spans::read(reader, spans),
        ranges: Ranges::read(reader, ranges),
        words: Words::read(reader, words),
        languages: read_names(reader, languages),
        in_languages: read_names(reader, in_languages),
        roles: read_roles(reader, roles),
        phrases: read_phrases(reader, phrases, model),
        counts: read_counts(reader, counts, model, numerals.plurals),
        numerals,
        lang,
    }
}

fn read_numerals(reader: &mut Reader, file: &mut Section<'_>, lang: &Lang) -> Numerals {
    let span = file.span_of("digits");
    let written: Vec<char> = reader.text(file, "digits").chars().collect();
    let digits = <[char; 10]>::try_from(written).unwrap_or_else(|written| {
        if !written.is_empty() {
            reader.mistake(span, format!("`digits` has {} characters, not 10", written.len()));
        }
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
    });
    let (group, group_from) = (reader.text(file, "group"), reader.number(file, "group_from"));
    Numerals { digits, group, group_from, plurals: Plurals::new(lang.as_str()) }
}

/// Forms first, since patterns ask for them.
fn read_forms_of_dates(reader: &mut Reader, file: &mut Section<'_>) -> BTreeMap<String, Form> {
    let mut section = reader.section_if_there(file, "forms");
    reader.forms = section.keys();
    let mut forms = BTreeMap::new();
    for name in section.keys() {
        let form = reader.section(&mut section, &name);
        forms.insert(name, Form::read(reader, form));
    }
    forms
}

fn read_months(reader: &mut Reader, mut section: Section<'_>) -> Months {
    let spans = ["full", "short", "in_day"].map(|key| section.span_of(key));
    let full: [String; 12] = reader.exactly(&mut section, "full");
    let short = reader.exactly(&mut section, "short");
    let in_day = if section.has("in_day") { reader.exactly(&mut section, "in_day") } else { full.clone() };
    for (months, span) in [&full, &short, &in_day].into_iter().zip(spans) {
        // The browser gets the names as one text.
        if let Some(month) = months.iter().find(|month| month.contains(',')) {
            reader.mistake(span, format!("the month `{month}` holds a comma"));
        }
    }
    let other = OTHER_MONTHS.map(|(calendar, count)| read_other_months(reader, &mut section, calendar, count));
    reader.close(section);
    Months { full, short, in_day, other }
}

/// The months of another calendar, joined as the browser gets them; `None` where the table leaves them to it.
fn read_other_months(reader: &mut Reader, section: &mut Section<'_>, calendar: &str, count: usize) -> Option<String> {
    if !section.has(calendar) {
        return None;
    }
    let span = section.span_of(calendar);
    let months = reader.texts(section, calendar)?;
    if months.len() != count || months.iter().any(|month| month.contains(',')) {
        reader.mistake(span, format!("`{calendar}` is not {count} months without a comma"));
    }
    Some(months.join(","))
}

/// Names by language tag.
fn read_names(reader: &mut Reader, mut section: Section<'_>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for key in section.keys() {
        let span = section.span_of(&key);
        let name = reader.text(&mut section, &key);
        if Lang::parse(&key).is_none_or(|lang| lang.as_str() != key) {
            reader.mistake(span, format!("`{key}` is not a language tag in its usual case"));
        }
        names.insert(key, name);
    }
    names
}

fn read_roles(reader: &mut Reader, mut section: Section<'_>) -> Roles {
    let mut roles = Roles::default();
    for role in Role::ALL {
        let span = section.span_of(role.as_str());
        let headings = reader.texts(&mut section, role.as_str()).unwrap_or_default();
        for heading in &headings {
            if roles.by_heading.insert(folded(heading), role).is_some_and(|other| other != role) {
                reader.mistake(span.clone(), format!("the heading `{heading}` has another role already"));
            }
        }
        roles.usual.extend(headings.into_iter().next().map(|heading| (role, heading)));
    }
    reader.close(section);
    roles
}

fn read_phrases(reader: &mut Reader, mut section: Section<'_>, model: Option<&Language>) -> BTreeMap<String, String> {
    let keys = model.map_or_else(|| section.keys(), |model| model.phrases.keys().cloned().collect());
    let mut phrases = BTreeMap::new();
    for key in keys {
        let span = section.span_of(&key);
        let phrase = reader.text(&mut section, &key);
        match slots(&phrase) {
            Err(message) => reader.mistake(span, message),
            Ok(found) => {
                let asked = model.map(|model| model.text(&key)).filter(|asked| slots(asked).as_ref() != Ok(&found));
                if let Some(asked) = asked.filter(|_| !phrase.is_empty()) {
                    reader.mistake(span, format!("`{key}` has other placeholders than `{asked}`"));
                }
            }
        }
        phrases.insert(key, phrase);
    }
    reader.close(section);
    phrases
}

fn read_counts(
    reader: &mut Reader,
    mut section: Section<'_>,
    model: Option<&Language>,
    plurals: Plurals,
) -> BTreeMap<String, Forms> {
    let keys = model.map_or_else(|| section.keys(), |model| model.counts.keys().cloned().collect());
    let (known, needed) = (plurals.known(), plurals.needed());
    let mut counts = BTreeMap::new();
    for key in keys {
        let forms = reader.section(&mut section, &key);
        counts.insert(key, read_forms(reader, forms, &known, &needed));
    }
    reader.close(section);
    counts
}

/// The forms of a counted phrase: those that the language needs, and none that it does not know.
fn read_forms(reader: &mut Reader, mut section: Section<'_>, known: &[&'static str], needed: &[&str]) -> Forms {
    let span = section.span_of("other");
    let other = read_form(reader, &mut section, "other");
    if !other.is_empty() && !other.contains("{n}") {
        reader.mistake(span, "`other` does not hold `{n}`");
    }
    let mut rest = BTreeMap::new();
    for &category in known {
        if !section.has(category) && needed.contains(&category) && reader.is_mended {
            // `other` stands in.
            reader.missing(&section, category);
        } else if needed.contains(&category) || section.has(category) {
            rest.insert(category, read_form(reader, &mut section, category));
        }
    }
    reader.close(section);
    Forms { other, rest }
}

fn read_form(reader: &mut Reader, section: &mut Section<'_>, category: &str) -> String {
    let span = section.span_of(category);
    let form = reader.text(section, category);
    match slots(&form) {
        Err(message) => reader.mistake(span, message),
        Ok(found) if found.iter().any(|name| *name != "n") => {
            reader.mistake(span, format!("`{category}` can hold `{{n}}` alone"));
        }
        Ok(_) => {}
    }
    form
}

//! `source`: the article that a brief summarises, as a text or a map.

use std::ops::Range;

use briefing_index::edtf::Edtf;

use super::{
    address::{address, bad_address, http_address},
    dates::{self, bad_edtf, day, edtf},
    fields::{Fields, first_line, line, map, one_or_list, text},
    format::SOURCE,
    notes::Notes,
    values::{choice, lang, slug},
    yaml::{Kind, Node, Style},
};
use crate::{
    diagnostic::{At, Code, Span},
    manuscript::{Access, Source, SourceKind},
    slug::Slug,
};

const KINDS: &[(&str, SourceKind)] = &[
    ("news-report", SourceKind::NewsReport),
    ("press-release", SourceKind::PressRelease),
    ("document", SourceKind::Document),
    ("social", SourceKind::Social),
    ("interview", SourceKind::Interview),
    ("broadcast", SourceKind::Broadcast),
];
const ACCESS: &[(&str, Access)] = &[("free", Access::Free), ("paywall", Access::Paywall)];

/// The words of `kind`.
pub(super) fn kinds() -> Vec<&'static str> {
    KINDS.iter().map(|(word, _)| *word).collect()
}

/// The words of `access`.
pub(super) fn access() -> Vec<&'static str> {
    ACCESS.iter().map(|(word, _)| *word).collect()
}

/// The sources, numbered where they have no id.
pub(super) fn sources(node: &Node<'_>, notes: &mut Notes<'_>) -> Vec<Source> {
    let mut number = 0;
    one_or_list("source", node, notes, |node, notes| {
        number += 1;
        let id = Slug::from_text(&format!("s{number}"))?;
        let (source, dated) = match &node.kind {
            Kind::Text(_) => short(node, id, notes),
            _ => long(node, id, notes),
        }?;
        check(&source, dated, notes);
        Some(source)
    })
}

/// Whether a source has a date, be it a wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dated {
    Yes,
    No,
}

fn empty(at: Span, id: Slug) -> Source {
    Source {
        at,
        id,
        url: None,
        publisher: None,
        title: None,
        author: Vec::new(),
        published: None,
        retrieved: None,
        lang: None,
        archived: None,
        kind: None,
        access: None,
    }
}

fn long(node: &Node<'_>, id: Slug, notes: &mut Notes<'_>) -> Option<(Source, Dated)> {
    let mut fields = map(&SOURCE, "a source", "{publisher: …, url: …}", node, notes)?;
    let mut source = empty(first_line(node, notes), id);
    let f = &mut fields;
    source.id = f.take("id", notes).and_then(|node| slug("id", node, notes)).map_or(source.id, |id| id.value);
    let url = f.take("url", notes);
    source.url = url.and_then(|node| address("url", node, notes));
    let publisher = f.take("publisher", notes);
    source.publisher = publisher.and_then(|node| line("publisher", node, notes));
    source.title = f.take("title", notes).and_then(|node| line("title", node, notes)).map(|at| at.value);
    source.author = names("author", f, notes).into_iter().map(|at| at.value).collect();
    let (published, retrieved, archived) =
        (f.take("published", notes), f.take("retrieved", notes), f.take("archived", notes));
    source.published = published.and_then(|node| edtf("published", node, notes));
    source.retrieved = retrieved.and_then(|node| day("retrieved", node, notes));
    source.archived = archived.and_then(|node| address("archived", node, notes)).map(|at| at.value);
    source.lang = f.take("lang", notes).and_then(|node| lang("lang", node, notes)).map(|at| at.value);
    source.kind = f.take("kind", notes).and_then(|node| choice("kind", node, KINDS, notes));
    source.access = f.take("access", notes).and_then(|node| choice("access", node, ACCESS, notes));
    if url.or(publisher).is_none() && !f.is_spoiled("publisher") && !f.is_spoiled("url") {
        nameless(source.at, notes);
    }
    fields.finish(notes);
    let dated = if published.or(retrieved).or(archived).is_some() { Dated::Yes } else { Dated::No };
    Some((source, dated))
}

/// One name under `key`, or a list of them.
pub(super) fn names(key: &'static str, fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Vec<At<String>> {
    let node = fields.take(key, notes);
    node.map_or_else(Vec::new, |node| one_or_list(key, node, notes, |node, notes| line(key, node, notes)))
}

fn nameless(at: Span, notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::MissingField, at, "a source needs `url` or `publisher`");
    notes.push(diagnostic.label("neither is given").help("name the publisher, or give the article's address"));
}

// --------------------------------------------------------------------------------------------------- the short form

/// `Gulan Media, 2024-01-27`: an address is the `url`, a date is `published`, the rest is the `publisher`.
fn short(node: &Node<'_>, id: Slug, notes: &mut Notes<'_>) -> Option<(Source, Dated)> {
    let written = text("source", node, notes)?;
    let (text, at) = (written.value.as_str(), written.at);
    let mut source = empty(at, id);
    let mut rest: Vec<String> = Vec::new();
    let (mut dated, mut addressed) = (Dated::No, false);
    // Escapes and line breaks may hide where in the file a word stands.
    let start = notes.slice(at).find(text).map(|found| at.range().start + found);
    let place = |word: Range<usize>| start.map_or(at, |start| Span::from(start + word.start..start + word.end));
    for part in parts(text) {
        let mut name: Vec<&str> = Vec::new();
        for (role, word) in roles(text, words_of(text, part)) {
            match role {
                Role::Name => name.push(&text[word]),
                Role::Date => {
                    dated = Dated::Yes;
                    date(&mut source, &text[word.clone()], place(word), node.style, notes);
                }
                Role::Address => {
                    addressed = true;
                    url(&mut source, &text[word.clone()], place(word), notes);
                }
            }
        }
        rest.extend(Some(name.join(" ")).filter(|name| !name.is_empty()));
    }
    let publisher = rest.join(", ");
    if publisher.is_empty() && !addressed {
        nameless(at, notes);
    }
    source.publisher = (!publisher.is_empty()).then(|| At::new(publisher, at));
    Some((source, dated))
}

/// What a word of the short form is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Address,
    Date,
    Name,
}

/// The parts between commas that a space follows: other commas stand inside of sets and addresses.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(',') {
        if text[at + 1..].chars().next().is_none_or(char::is_whitespace) {
            parts.push(from..at);
            from = at + 1;
        }
    }
    parts.push(from..text.len());
    parts
}

/// The words of a part, with spaces between them.
fn words_of(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text[part.clone()].char_indices().chain([(part.len(), ' ')]) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(part.start + from..part.start + at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The words of a part with their roles. Within a name a lone number is no date ("Channel 2024"), and other dates only
/// begin or end it.
fn roles(text: &str, words: Vec<Range<usize>>) -> Vec<(Role, Range<usize>)> {
    let is_address = |word: &Range<usize>| text[word.clone()].contains("://");
    let others: Vec<Range<usize>> = words.iter().filter(|word| !is_address(word)).cloned().collect();
    let is_date = |word: &Range<usize>| {
        let said = &text[word.clone()];
        match others.len() {
            1 => Edtf::parse(said).is_ok() || looks_like_date(said),
            _ => (others.first() == Some(word) || others.last() == Some(word)) && looks_like_date(said),
        }
    };
    let role = |word: Range<usize>| match (is_address(&word), is_date(&word)) {
        (true, _) => (Role::Address, word),
        (_, true) => (Role::Date, word),
        _ => (Role::Name, word),
    };
    words.into_iter().map(role).collect()
}

/// Whether a word can only be meant as a date: `2024-13` too, which is none; but neither a lone number nor `9/11`.
fn looks_like_date(word: &str) -> bool {
    let date_like = |c: char| c.is_ascii_digit() || "-/.:TZXY?~%+,[]{}".contains(c);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && word.contains(|c: char| !c.is_ascii_digit()) && word.chars().all(date_like)
}

fn url(source: &mut Source, text: &str, at: Span, notes: &mut Notes<'_>) {
    match http_address(text) {
        Some(_) if source.url.is_some() => second("address", at, notes),
        Some(address) => source.url = Some(At::new(address, at)),
        None => bad_address("source", &At::new(text, at), notes),
    }
}

fn date(source: &mut Source, text: &str, at: Span, style: Style, notes: &mut Notes<'_>) {
    match Edtf::parse(text) {
        Ok(_) if source.published.is_some() => second("date", at, notes),
        Ok(date) => source.published = Some(At::new(date, at)),
        Err(error) => {
            let start = at.range().start;
            let wrong =
                if notes.slice(at) == text { (start + error.at.start..start + error.at.end).into() } else { at };
            bad_edtf(text, &error.to_string(), (wrong, style), notes);
        }
    }
}

fn second(what: &str, at: Span, notes: &mut Notes<'_>) {
    let diagnostic =
        notes.at(Code::BadValue, at, format!("a source has one {what}")).label(format!("the second {what}"));
    notes.push(diagnostic.help("write several sources as a list, and other fields of a source as a map"));
}

// ------------------------------------------------------------------------------------------------------------ rules

fn check(source: &Source, dated: Dated, notes: &mut Notes<'_>) {
    if dated == Dated::No {
        let message = "the source has none of `published`, `retrieved` and `archived`";
        let diagnostic = notes.at(Code::UndatedSource, source.at, message).label("no date");
        let help = source.publisher.as_ref().and_then(|publisher| undated_hint(&publisher.value));
        notes.push(diagnostic.help(help.unwrap_or_else(|| UNDATED.to_owned())));
    }
    let (Some(published), Some(retrieved)) = (&source.published, &source.retrieved) else { return };
    let first = dates::days(&published.value).0.filter(|_| !dates::is_unsure(&published.value));
    if first.is_some_and(|first| dates::day_number(retrieved.value) < first) {
        let diagnostic = notes.at(Code::RetrievedBeforePublished, retrieved.at, "`retrieved` is before `published`");
        notes.push(diagnostic.label(format!("published {}", published.value)));
    }
}

const UNDATED: &str = "say when it was published, or the day on which you read it";

/// A hint for a name that holds an address without its scheme, or ends with a date in a form of its own: `P (2024-01-27)`,
/// `P, 27 January 2024`.
fn undated_hint(name: &str) -> Option<String> {
    let with_scheme = format!("https://{name}");
    if name.starts_with("www.") && http_address(&with_scheme).is_some() {
        return Some(format!("write `{with_scheme}`, and when it was published"));
    }
    let third_last = name.rmatch_indices(' ').nth(2).map(|(at, _)| at);
    let cuts = [name.rfind(", "), name.rfind('('), third_last];
    cuts.into_iter().flatten().find_map(|at| {
        let (publisher, date) = (name[..at].trim(), name[at..].trim_matches([',', ' ', '(', ')']));
        let date = Edtf::parse(date).ok().map(|date| date.to_string()).or_else(|| Edtf::repair(date))?;
        (!publisher.is_empty()).then(|| format!("write `{publisher}, {date}`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn read(text: &str) -> (Vec<Source>, Vec<String>) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("source", notes).map(|node| sources(node, notes))
        };
        let (sources, found) = values(text, take);
        (sources.unwrap_or_default(), said(&found))
    }

    #[test]
    fn a_text_is_split_into_its_parts() {
        let check = |text: &str, publisher: Option<&str>, url: Option<&str>, published: Option<&str>| {
            let (sources, said) = read(&format!("source: {text}"));
            let source = sources.first().expect("a source");
            let undated = said.iter().filter(|said| !said.starts_with("undated-source")).count();
            assert_eq!(undated, 0, "{said:?}");
            let value = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone());
            assert_eq!(value(&source.publisher).as_deref(), publisher, "{text:?}");
            assert_eq!(value(&source.url).as_deref(), url);
            assert_eq!(source.published.as_ref().map(|at| at.value.to_string()).as_deref(), published);
        };
        check("Gulan Media, 2024-01-27", Some("Gulan Media"), None, Some("2024-01-27"));
        check("Gulan Media 2024-01-27", Some("Gulan Media"), None, Some("2024-01-27"));
        check("Gulan Media", Some("Gulan Media"), None, None);
        check("https://example.org/a,b", None, Some("https://example.org/a,b"), None);
        check(
            "https://example.org/a, Gulan, Media, 2024-01",
            Some("Gulan, Media"),
            Some("https://example.org/a"),
            Some("2024-01"),
        );
        check(
            "Gulan Media https://example.org/a 2024-01-27?",
            Some("Gulan Media"),
            Some("https://example.org/a"),
            Some("2024-01-27?"),
        );
        check("France 24, 2024", Some("France 24"), None, Some("2024"));
        check("France 24", Some("France 24"), None, None);
        check("Channel 2024", Some("Channel 2024"), None, None);
        check("9/11 Commission, 2004", Some("9/11 Commission"), None, Some("2004"));
        check(
            "Gulan Media 2024-01-27 https://example.org/a",
            Some("Gulan Media"),
            Some("https://example.org/a"),
            Some("2024-01-27"),
        );
        check("\"Gulan Media, [2024-01,2024-03]\"", Some("Gulan Media"), None, Some("[2024-01,2024-03]"));
        check("2024-01-27, Rûdaw, Hewlêr", Some("Rûdaw, Hewlêr"), None, Some("2024-01-27"));
    }

    #[test]
    fn a_map_has_fields() {
        let text = "source:\n  - publisher: Gulan\n    url: https://example.org\n    published: 2024-01-27\n    retrieved: 2024-01-28\n    \
                    lang: ku\n    author: [A, B]\n    kind: news-report\n    access: free\n    title: T\n    archived: https://a.example\n  \
                    - id: second\n    publisher: Other\n    retrieved: 2024-02-01\n  - Third, 2024\n";
        let (sources, said) = read(text);
        assert_eq!(said, [""; 0]);
        let ids: Vec<_> = sources.iter().map(|source| source.id.to_string()).collect();
        assert_eq!(ids, ["s1", "second", "s3"]);
        let first = &sources[0];
        assert_eq!(
            (first.kind, first.access, first.author.len()),
            (Some(SourceKind::NewsReport), Some(Access::Free), 2)
        );
    }

    #[test]
    fn mistakes_are_told() {
        let check = |text: &str, expected: &[&str]| assert_eq!(read(text).1, expected, "{text}");
        let undated = "say when it was published, or the day on which you read it";
        let named = "name the publisher, or give the article's address";
        check("source: Gulan Media", &[&format!("undated-source 9..20 {undated}")]);
        check("source: P (2024-01-27)", &["undated-source 9..23 write `P, 2024-01-27`"]);
        check("source: P, 27 January 2024", &["undated-source 9..27 write `P, 2024-01-27`"]);
        check("source: P 27 January 2024", &["undated-source 9..26 write `P, 2024-01-27`"]);
        check("source: www.bbc.com", &["undated-source 9..20 write `https://www.bbc.com`, and when it was published"]);
        check("source: Channel 2024", &[&format!("undated-source 9..21 {undated}")]);
        check("source: 2024-01-27", &[&format!("missing-field 9..19 {named}")]);
        check("source: {title: T, published: 2024}", &[&format!("missing-field 9..36 {named}")]);
        check("source: Gulan, 2024-13-01", &["bad-edtf 21..23"]);
        check(
            "source: Gulan, 2024-01-27, 2024",
            &["bad-value 28..32 write several sources as a list, and other fields of a source as a map"],
        );
        check("source: ftp://example.org, Gulan, 2024", &["bad-address 9..26"]);
        check(
            "source: {publisher: A, published: 2024-01-27, retrieved: 2024-01-26}",
            &["retrieved-before-published 58..68"],
        );
        check("source: {publisher: A, published: 2024-01, retrieved: 2024-01-26}", &[]);
        check("source: {publisher: A, published: \"2024-01-27~\", retrieved: 2024-01-26}", &[]);
        check(
            "source: {publisher: A, published: 2024, kind: news}",
            &[
                "bad-value 47..51 it is one of `news-report`, `press-release`, `document`, `social`, `interview`, `broadcast`",
            ],
        );
    }
}

//! Corpora: records read from folders, and the Markdown that an author would have written of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use briefing::{
    site_path::SitePath,
    source::{Source, TextFile},
};
use serde_json::Value;

use crate::{Result, generate::MadeUp};

/// Records to be measured.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) records: Vec<Record>,
    pub(crate) judged: Option<Judged>,
}

/// Queries with known answers.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Id and text.
    pub(crate) queries: Vec<(String, String)>,
    /// Of each query the slugs that answer it, with their grades.
    pub(crate) grades: BTreeMap<String, BTreeMap<String, f64>>,
}

/// What becomes a brief.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) slug: String,
    /// `2024-01-28`.
    pub(crate) date: String,
    /// Else the first sentence.
    pub(crate) title: Option<String>,
    pub(crate) text: String,
    pub(crate) sources: Vec<String>,
    pub(crate) topic: Option<String>,
    pub(crate) story: Option<String>,
}

/// Later dates are slips of the pen.
const LAST_DAY: &str = "2026-10-31";

/// Reads folders. Those with records of events are one corpus together, those with judged queries one each.
pub(crate) fn read(folders: &[PathBuf]) -> Result<Vec<Corpus>> {
    let mut corpora = Vec::new();
    let mut events: (Vec<String>, Vec<Record>) = Default::default();
    for folder in folders {
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        if let Some(lines) = lines(folder, "data.jsonl")? {
            events.0.push(name);
            let values =
                lines.lines().map(serde_json::from_str::<Value>).collect::<std::result::Result<Vec<_>, _>>()?;
            events.1.extend(values.iter().map(event).filter(|record| record.date.as_str() <= LAST_DAY));
        } else if let Some(lines) = lines(folder, "docs.jsonl")? {
            corpora.push(judged(name, folder, &lines)?);
        } else {
            return Err(format!("`{}` holds neither data.jsonl nor docs.jsonl", folder.display()).into());
        }
    }
    if !events.1.is_empty() {
        corpora.insert(0, Corpus { name: events.0.join(", "), records: events.1, judged: None });
    }
    Ok(corpora)
}

/// The text of a file, or of the same one packed; `None` where there is neither.
fn lines(folder: &Path, name: &str) -> Result<Option<String>> {
    let plain = folder.join(name);
    if plain.is_file() {
        return Ok(Some(fs::read_to_string(plain)?));
    }
    let packed = folder.join(format!("{name}.gz"));
    if !packed.is_file() {
        return Ok(None);
    }
    let output = Command::new("gzip").arg("-dc").arg(&packed).output();
    let output =
        output.map_err(|cause| format!("unpack `{}` first, as gzip does not start: {cause}", packed.display()))?;
    if !output.status.success() {
        return Err(format!("gzip cannot unpack `{}`", packed.display()).into());
    }
    Ok(Some(String::from_utf8(output.stdout)?))
}

fn text(value: &Value, key: &str) -> Option<String> {
    value[key]
        .as_str()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
}

fn event(value: &Value) -> Record {
    let id = text(value, "id").unwrap_or_default();
    let sources = value["sources"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let body = text(value, "text").unwrap_or_default();
    Record {
        slug: format!("{}-{}", slug(&shortened(&body, 40)), id.replace('-', "")),
        date: text(value, "date").unwrap_or_default(),
        title: text(value, "title"),
        text: body,
        sources: sources.map(str::to_owned).collect(),
        topic: text(value, "category").filter(|topic| topic != "Uncategorized"),
        story: text(value, "topic"),
    }
}

fn judged(name: String, folder: &Path, lines: &str) -> Result<Corpus> {
    let mut records = Vec::new();
    for (n, line) in lines.lines().enumerate() {
        let value: Value = serde_json::from_str(line)?;
        records.push(Record {
            slug: doc_slug(value["id"].as_str().unwrap_or_default()),
            date: text(&value, "date").unwrap_or_else(|| date(n / 336 % 60, n % 336)),
            title: text(&value, "title"),
            text: text(&value, "text").unwrap_or_default(),
            ..Record::default()
        });
    }
    let mut queries = Vec::new();
    for line in fs::read_to_string(folder.join("queries.jsonl"))?.lines() {
        let value: Value = serde_json::from_str(line)?;
        queries.extend(text(&value, "id").zip(text(&value, "text")));
    }
    let mut grades: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("qrels.tsv"))?.lines() {
        if let [query, document, grade] = line.split('\t').collect::<Vec<_>>()[..] {
            grades.entry(query.to_owned()).or_default().insert(doc_slug(document), grade.trim().parse()?);
        }
    }
    queries.retain(|(id, _)| grades.contains_key(id));
    Ok(Corpus { name, records, judged: Some(Judged { queries, grades }) })
}

fn doc_slug(id: &str) -> String {
    format!("doc-{}", slug(id))
}

/// A date by the years since 1965 and a number below 336.
fn date(year: usize, day: usize) -> String {
    format!("{}-{:02}-{:02}", 1965 + year, day / 28 + 1, day % 28 + 1)
}

impl From<MadeUp> for Record {
    fn from(made_up: MadeUp) -> Record {
        let (year, day) = made_up.day;
        let date = date(37 + year, day * 336 / 365);
        let slug = format!("{}-{}", slug(&shortened(&made_up.text, 40)), date.replace('-', ""));
        let sources = vec![made_up.source];
        Record { slug, date, text: made_up.text, sources, story: Some(made_up.story), ..Record::default() }
    }
}

/// The site that an author would have written.
pub(crate) fn source(records: &[Record]) -> Result<Source> {
    let file = |path: &str, text: String| {
        SitePath::new(path).map(|path| TextFile { path, text }).ok_or_else(|| format!("`{path}` is no path"))
    };
    let settings = "title = \"Bench\"\nbase_url = \"https://bench.test/\"\n".to_owned();
    let mut briefs = BTreeMap::new();
    let mut slugs = BTreeSet::new();
    for record in records {
        let mut slug = record.slug.clone();
        while !slugs.insert(slug.clone()) {
            slug.push('x');
        }
        let path = format!("briefs/{}-{slug}.md", record.date);
        briefs.insert(path.clone(), file(&path, manuscript(record, &slug))?);
    }
    let settings = Some(file("site.toml", settings)?);
    Ok(Source { settings, briefs: briefs.into_values().collect(), ..Source::default() })
}

fn manuscript(record: &Record, slug: &str) -> String {
    let first =
        record.text.find(['.', '!', '?']).filter(|at| *at > 20).map_or(record.text.as_str(), |at| &record.text[..at]);
    let title = record.title.as_deref().unwrap_or(first);
    let date = &record.date;
    let mut out = format!("---\ntitle: {}\nslug: {slug}\ndate: {date}\nsource:\n", quoted(&shortened(title, 120)));
    let sources: BTreeSet<&str> = record.sources.iter().map(String::as_str).collect();
    for source in if sources.is_empty() { BTreeSet::from(["The bench"]) } else { sources } {
        let _ = write!(out, "  - publisher: {}\n    published: {date}\n", quoted(source));
    }
    for (key, value) in [("topics", &record.topic), ("story", &record.story)] {
        if let Some(value) = value {
            let value = if key == "story" { slug_of_story(value) } else { format!("[{}]", quoted(value)) };
            let _ = writeln!(out, "{key}: {value}");
        }
    }
    if record.title.is_none() {
        let _ =
            write!(out, "events:\n  - when: {date}\n    what: {}\n    source: s1\n", quoted(&shortened(first, 180)));
    }
    out + "---\n" + &escaped(&record.text) + "\n"
}

fn slug_of_story(story: &str) -> String {
    format!("story-{}", slug(&shortened(story, 60)))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Markdown that says just this.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // At the front a hyphen or a number may begin a list.
        if "\\`*_[]<>#|~&!$=+{}".contains(c) || at < 8 && "-.)".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn slug(text: &str) -> String {
    let parts: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    parts.join("-")
}

/// The longest run of whole words of at most `limit` characters.
fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.trim_end_matches('.').to_owned();
    }
    let end = text.char_indices().nth(limit).map_or(text.len(), |(at, _)| at);
    let end = text[..end].rfind(' ').unwrap_or(end);
    text[..end].trim_end_matches([' ', ',', ';', ':', '.', '–', '-']).to_owned()
}

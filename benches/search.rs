//! What the search costs and how well it finds. Briefs go through the generator as an author's do, but from memory; the rest is the
//! reader's side, with a map for a host.

mod queries;
mod reader;
mod relevance;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use briefing::{
    build::understand,
    config::{Held, Options},
    index::indexes,
    model::Site,
    output::Body,
};

use self::{
    queries::{drawn, slipped},
    reader::{Reader, Told},
    relevance::relevance,
};
use crate::{
    Result, Row, bytes,
    corpus::{Corpus, Record, source},
    generate::Random,
    machine, seconds,
};

/// So many pairs of queries, a first and a next.
const PAIRS: usize = 200;
const SEED: u32 = 7;

/// The files of a search index.
#[derive(Debug, PartialEq)]
pub(crate) struct Files {
    pub(crate) root: String,
    pub(crate) all: BTreeMap<String, Vec<u8>>,
}

impl Files {
    pub(crate) fn root_bytes(&self) -> &[u8] {
        &self.all[&self.root]
    }
}

/// Measures a corpus.
pub(crate) fn measure(corpus: &Corpus) -> Result<Vec<Row>> {
    let site = site(&corpus.records)?;
    let (from, cpu) = (Instant::now(), machine::cpu());
    let files = files(&site)?;
    let (wall, cpu) = (from.elapsed(), machine::cpu().zip(cpu).map(|(after, before)| after - before));
    let mut rows = vec![
        ("briefs", site.briefs.len().to_string()),
        ("index files written in", seconds(wall)),
        ("the same on all processors", cpu.map_or_else(String::new, seconds)),
        (
            "most memory, texts and model too",
            machine::peak_memory().map_or_else(String::new, |most| bytes(most as usize)),
        ),
    ];
    drop(site);
    rows.extend(sizes(&files));
    let texts: Vec<&str> = corpus.records.iter().map(|record| record.text.as_str()).collect();
    let queries = drawn(&texts, PAIRS * 2, SEED);
    rows.extend(costs(&files, &queries)?);
    rows.extend(warm(&files, &queries)?);
    if let Some(judged) = &corpus.judged {
        let [full, short, pair] = relevance(&mut Reader::with_all(&files)?, &corpus.records, judged)?;
        rows.push(("NDCG@10, queries as they are", format!("{full:.3}")));
        rows.push(("NDCG@10, their three rarest words", format!("{short:.3}")));
        rows.push(("NDCG@10, their two rarest words", format!("{pair:.3}")));
    }
    rows.extend(changes(&corpus.records, &files)?);
    Ok(rows)
}

fn site(records: &[Record]) -> Result<Site> {
    let options = Options { base_url: None, held: Held::Left, strict: false, now: "2026-11-22T12:00:00Z".parse()? };
    let (site, found) = understand(&source(records)?, Vec::new(), &options);
    let site = site.ok_or("the settings cannot be used")?;
    if site.briefs.len() == records.len() {
        return Ok(site);
    }
    let first = found.first().map(|note| format!("{} in {}", note.code.name(), note.file.as_str())).unwrap_or_default();
    Err(format!("{} of {} records became briefs: {first}", site.briefs.len(), records.len()).into())
}

/// The search index of a site. The timeline is written with it, and left out.
fn files(site: &Site) -> Result<Files> {
    let indexes = indexes(site);
    let root = indexes.search().to_owned();
    let mut all = BTreeMap::new();
    for output in indexes.into_files().filter(|output| output.path.starts_with("search/")) {
        let Body::Bytes(bytes) = output.body else { return Err("an index file that is copied".into()) };
        all.insert(output.path, bytes);
    }
    Ok(Files { root, all })
}

fn sizes(files: &Files) -> Vec<Row> {
    // Records are in a folder of their own.
    let (records, others): (Vec<_>, Vec<_>) = files
        .all
        .iter()
        .filter(|(path, _)| **path != files.root)
        .map(|(path, bytes)| (path.matches('/').count() > 1, bytes.len()))
        .partition(|(is_record, _)| *is_record);
    let size =
        |files: &[(bool, usize)]| format!("{} in {}", bytes(files.iter().map(|(_, size)| size).sum()), files.len());
    vec![
        ("root", format!("{} B", files.root_bytes().len())),
        ("word and list files", size(&others)),
        ("record files", size(&records)),
    ]
}

/// What readers fetch: each pair of queries is a reader's first and second.
fn costs(files: &Files, queries: &[String]) -> Result<Vec<Row>> {
    let (mut first, mut next): (Vec<Told>, Vec<Told>) = Default::default();
    let (mut asked, mut kept) = (0usize, 0usize);
    let mut random = Random::new(SEED);
    for pair in queries.chunks_exact(2) {
        let mut reader = Reader::new(files)?;
        first.push(reader.ask(&pair[0])?);
        next.push(reader.ask(&pair[1])?);
    }
    let mut reader = Reader::with_all(files)?;
    for query in queries {
        if let Some(best) = reader.ask(query)?.slugs.first() {
            asked += 1;
            kept += usize::from(reader.ask(&slipped(query, &mut random))?.slugs.contains(best));
        }
    }
    let root = files.root_bytes().len();
    let all: Vec<&Told> = first.iter().chain(&next).collect();
    let empty = all.iter().filter(|told| told.slugs.is_empty()).count();
    Ok(vec![
        ("first query with the root, bytes", spread(first.iter().map(|told| told.bytes + root).collect())),
        ("next query, bytes", spread(next.iter().map(|told| told.bytes).collect())),
        ("requests of a first query, after the root", spread(first.iter().map(|told| told.requests).collect())),
        ("waves of a first query, after the root", spread(first.iter().map(|told| told.waves).collect())),
        ("without an answer", share(empty, all.len())),
        ("best answer still among ten after a slip", share(kept, asked)),
    ])
}

/// How long an answer takes when all files are there. Each query is asked three times, and the fastest counts.
fn warm(files: &Files, queries: &[String]) -> Result<Vec<Row>> {
    let mut reader = Reader::with_all(files)?;
    let mut times = Vec::new();
    for query in queries {
        let mut fastest = Duration::MAX;
        for _ in 0..3 {
            let from = Instant::now();
            reader.ask(query)?;
            fastest = fastest.min(from.elapsed());
        }
        times.push(fastest.as_micros() as usize);
    }
    Ok(vec![("answer when all is there, µs", spread(times))])
}

/// The files that a host has to be sent when a brief changes.
fn changes(records: &[Record], before: &Files) -> Result<Vec<Row>> {
    let middle = &records[records.len() / 2];
    let mut edited = records.to_vec();
    edited[records.len() / 2].text.push_str(" The bridge was opened again in the evening.");
    // News are made of words that other news have.
    let half = |text: &str| text.split(' ').take(text.split(' ').count() / 2).collect::<Vec<_>>().join(" ");
    let text = format!("{} {}", half(&records[records.len() / 3].text), half(&middle.text));
    let added = |date: &str| {
        let new = Record {
            slug: "one-brief-more".to_owned(),
            date: date.to_owned(),
            title: None,
            text: text.clone(),
            ..middle.clone()
        };
        [records, &[new]].concat()
    };
    let mut rows = Vec::new();
    let cases = [
        ("files new when one brief is edited", edited),
        ("files new when one is added today", added("2026-11-20")),
        ("files new when one is added five years back", added("2021-11-20")),
    ];
    for (name, records) in cases {
        let after = files(&site(&records)?)?;
        let new = after.all.iter().filter(|(path, bytes)| before.all.get(*path) != Some(bytes));
        let (count, size) = new.fold((0usize, 0), |(count, size), (_, bytes)| (count + 1, size + bytes.len()));
        rows.push((name, format!("{} of {}, {}", count, after.all.len(), bytes(size))));
    }
    Ok(rows)
}

/// Median and 95th percentile.
fn spread(mut values: Vec<usize>) -> String {
    values.sort_unstable();
    let at = |share: usize| values.get(values.len() * share / 100).copied().unwrap_or_default();
    format!("{}, p95 {}", at(50), at(95))
}

fn share(part: usize, all: usize) -> String {
    format!("{:.1} %", part as f64 * 100.0 / all.max(1) as f64)
}

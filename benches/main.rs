//! What the search and the timeline cost, as a table in Markdown: `cargo xtask bench search [--corpus DIR]…`, and `timeline`.
//!
//! Without a corpus, briefs are made up from a seed.

mod corpus;
mod generate;
mod machine;
mod search;
mod timeline;

use std::{
    env,
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use corpus::{Corpus, Record};

/// A failure, in words.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What was measured, and what came out.
type Row = (&'static str, String);
/// Measures a corpus.
type Measure = fn(&Corpus) -> Result<Vec<Row>>;

const USAGE: &str = "\
usage: cargo xtask bench search|timeline [--corpus DIR]…

DIR holds data.jsonl ({id, date, text, sources?, category?, topic?} in each line), or docs.jsonl ({id, title, text, date?})
with queries.jsonl ({id, text}) and qrels.tsv (query, document, grade). Folders with data.jsonl are one corpus together.
Files ending in .gz are unpacked by the program gzip. Without a corpus briefs are made up.
";

fn main() -> ExitCode {
    run().map_or_else(
        |error| {
            eprintln!("error: {error}");
            ExitCode::from(2)
        },
        |()| ExitCode::SUCCESS,
    )
}

fn run() -> Result<()> {
    // Cargo adds `--bench`.
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let (measure, made_up): (Measure, &[usize]) = match args.first().map(String::as_str) {
        Some("search") => (search::measure, &[1_000, 10_000]),
        Some("timeline") => (timeline::measure, &[1_000, 10_000, 100_000]),
        _ => return Err(USAGE.into()),
    };
    let mut folders = Vec::new();
    let mut rest = args[1..].iter();
    while let Some(arg) = rest.next() {
        match (arg.as_str(), rest.next()) {
            ("--corpus", Some(folder)) => folders.push(PathBuf::from(folder)),
            _ => return Err(USAGE.into()),
        }
    }
    let mut columns = Vec::new();
    for corpus in corpora(&folders, made_up)? {
        columns.push((corpus.name.clone(), measure(&corpus)?));
    }
    io::stdout().write_all(table(&columns).as_bytes())?;
    Ok(())
}

fn corpora(folders: &[PathBuf], made_up: &[usize]) -> Result<Vec<Corpus>> {
    if !folders.is_empty() {
        return corpus::read(folders);
    }
    let made_up = made_up.iter().map(|&count| Corpus {
        name: format!("{count} made up"),
        records: generate::records(count).into_iter().map(Record::from).collect(),
        judged: None,
    });
    Ok(made_up.collect())
}

/// Rows by their names, in the order of the first column that has them.
fn table(columns: &[(String, Vec<Row>)]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in columns.iter().flat_map(|(_, rows)| rows) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
    let mut out = format!("| | {} |\n|---|{}\n", heads.join(" | "), "---:|".repeat(columns.len()));
    for name in names {
        let cell = |rows: &[Row]| rows.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone());
        let cells: Vec<String> = columns.iter().map(|(_, rows)| cell(rows).unwrap_or_default()).collect();
        out.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    }
    out
}

/// A length of time in seconds.
fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

/// A number of bytes.
fn bytes(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{:.1} kB", bytes as f64 / 1e3) } else { format!("{:.1} MB", bytes as f64 / 1e6) }
}

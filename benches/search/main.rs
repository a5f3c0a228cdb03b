//! What the search costs and how well it finds, as a table in Markdown: `cargo xtask bench search [--corpus DIR]…`.
//!
//! Briefs go through the generator as an author's do, but from memory; the rest is the reader's side, with a map for a host.
//! Without a corpus, briefs are made up from a seed.

mod corpus;
mod generate;
mod machine;
mod measure;
mod queries;
mod reader;
mod relevance;

use std::{
    env,
    error::Error,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use corpus::{Corpus, Record};

/// A failure, in words.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "\
usage: cargo xtask bench search [--corpus DIR]…

DIR holds data.jsonl ({id, date, text, sources?, category?, topic?} in each line), or docs.jsonl ({id, title, text, date?})
with queries.jsonl ({id, text}) and qrels.tsv (query, document, grade). Folders with data.jsonl are one corpus together.
Files ending in .gz are unpacked by the program gzip. Without a corpus 1,000 and 10,000 briefs are made up.
";

/// How many briefs are made up.
const MADE_UP: [usize; 2] = [1_000, 10_000];

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
    let mut folders = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match (arg.as_str(), rest.next()) {
            ("--corpus", Some(folder)) => folders.push(PathBuf::from(folder)),
            _ => return Err(USAGE.into()),
        }
    }
    let mut columns = Vec::new();
    for corpus in corpora(&folders)? {
        columns.push((corpus.name.clone(), measure::measure(&corpus)?));
    }
    io::stdout().write_all(table(&columns).as_bytes())?;
    Ok(())
}

fn corpora(folders: &[PathBuf]) -> Result<Vec<Corpus>> {
    if folders.is_empty() {
        let made_up = |count| Corpus {
            name: format!("{count} made up"),
            records: generate::records(count).into_iter().map(Record::from).collect(),
            judged: None,
        };
        return Ok(MADE_UP.map(made_up).into());
    }
    corpus::read(folders)
}

/// Rows by their names, in the order of the first column that has them.
fn table(columns: &[(String, Vec<measure::Row>)]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in columns.iter().flat_map(|(_, rows)| rows) {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let heads: Vec<&str> = columns.iter().map(|(head, _)| head.as_str()).collect();
    let mut out = format!("| | {} |\n|---|{}\n", heads.join(" | "), "---:|".repeat(columns.len()));
    for name in names {
        let cell = |rows: &[measure::Row]| rows.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone());
        let cells: Vec<String> = columns.iter().map(|(_, rows)| cell(rows).unwrap_or_default()).collect();
        out.push_str(&format!("| {name} | {} |\n", cells.join(" | ")));
    }
    out
}

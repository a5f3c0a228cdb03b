//! `cargo xtask`: reads what was asked, calls the library, and ends with 0 (done), 1 (judges object) or 2 (it could not
//! be tried); a failed test or bench ends with the code of its command.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use xtask::{Error, Result, bench, checks, dist, judge};

const USAGE: &str = "\
The project's own tasks.

Usage: cargo xtask COMMAND

  test [-- ARGS]   format, clippy and all tests, browser tests included; ARGS go to `cargo test`
  judge [edtf|hostile|timeline|site [FOLDER]|lighthouse [FOLDER]]
                   axe-core, pa11y and the Nu HTML checker look at the example site; two parsers read a calendar
                   that its timeline saves, and two others of EDTF a list of dates; timelines are walked through
                   by keys alone; hostile texts stand in every field; linkinator, html-validate,
                   schemaorg-validate and a parser of feeds look at all of the site; Lighthouse counts to 100.
                   Or only one of these; with FOLDER, `site` and `lighthouse` look at the site there, and `site`
                   is all but what goes by the texts of the example
  dist             the built front end into www/dist, before `cargo package`
  package          packages of both crates, each built as one who installs it would: without a wasm target
  bench search [--corpus DIR]…
                   what the search costs and how well it finds, as a table; a DIR holds data.jsonl, or
                   docs.jsonl with queries.jsonl and qrels.tsv; without one, briefs are made up
  bench timeline [--corpus DIR]…
                   what the timeline costs, as a table
  help             this text

What is missing (Chromium, Java, npm, Python) is installed where that is allowed: as root or with a sudo that
asks for no password, on Debian and Ubuntu.
";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    run(&args).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}

fn run(args: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] => checks::run(&[]).map(ExitCode::from),
        ["test", "--", ..] => checks::run(&args[2..]).map(ExitCode::from),
        ["judge"] => judge::run().map(code),
        ["judge", "timeline"] => judge::timeline().map(code),
        ["judge", "hostile"] => judge::hostile().map(code),
        ["judge", "site"] => judge::site(None).map(code),
        ["judge", "site", folder] => judge::site(Some(Path::new(folder))).map(code),
        ["judge", "lighthouse"] => judge::lighthouse(None).map(code),
        ["judge", "lighthouse", content] => judge::lighthouse(Some(Path::new(content))).map(code),
        ["judge", "edtf"] => judge::dates().map(code),
        ["dist"] => dist::run().map(|folder| {
            eprintln!("{} is filled", folder.display());
            ExitCode::SUCCESS
        }),
        ["package"] => dist::package().map(|()| {
            eprintln!("the packages build without a wasm target");
            ExitCode::SUCCESS
        }),
        ["bench", name @ ("search" | "timeline"), ..] => bench::run(name, &args[2..]).map(ExitCode::from),
        ["help" | "--help" | "-h"] => help(),
        _ => Err(Error::new(format!("there is no task `{}`\n\n{USAGE}", words.join(" ")))),
    }
}

fn code(passed: bool) -> ExitCode {
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn help() -> Result<ExitCode> {
    io::stdout().write_all(USAGE.as_bytes()).map_err(|cause| Error::new(format!("cannot write to stdout: {cause}")))?;
    Ok(ExitCode::SUCCESS)
}

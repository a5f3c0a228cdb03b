//! Lighthouse on its mobile setting: home, a brief, a story, search and timeline have 100 in each of its five categories.
//!
//! The site is served as a static host does that compresses texts and obeys the headers that the site writes. How fast a page is
//! depends on what else the machine does: a page that falls short of speed is looked at again, and the median of its runs counts.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{Verdict, pages, site, tools};
use crate::{Error, Result};

const VERSION: &str = "13.5.0";
const CATEGORIES: [&str; 5] = ["performance", "accessibility", "best-practices", "seo", "agentic-browsing"];
/// The most runs of a page: odd, so that one of them is the median.
const RUNS: usize = 5;
/// Wrong for each category: slow and unsteady, without names and a language, with errors, and closed to search engines.
const BAD_PAGE: &str = r#"<!doctype html><html><head><meta charset="utf-8"><title></title><meta name="robots" content="noindex">
<script>const end = performance.now() + 3000; while (performance.now() < end); document.write("<div id=late></div>");
setTimeout(() => { late.style.height = "300px"; throw new Error("bad"); }, 200);</script></head>
<body><img src="x.png"><p style="color: #eee; background: #fff">Pale</p><button></button><input><a href="x">here</a></body></html>"#;

/// Asks Lighthouse, which is installed below `folder` if it is not there yet, about the site whose source is `content`.
///
/// # Errors
/// When Lighthouse cannot be installed or does not answer, when the site does not build or lacks one of the pages, or when nothing
/// is wrong with a page that is bad on purpose.
pub(super) fn judge(folder: &Path, program: &Path, content: &Path) -> Result<Vec<Verdict>> {
    tools::npm_package(folder, "lighthouse", VERSION, "core/index.js")?;
    bites(folder, program)?;
    let (out, port) = (folder.join("site-lighthouse"), free_port()?);
    site::clear(&out)?;
    site::run(content, &out, &format!("http://127.0.0.1:{port}/"))?;
    let pages = looked_at(&pages::all(&out)?)?;
    let answers = ask(folder, program, &json!({ "root": out, "port": port, "pages": pages, "runs": RUNS }))?;
    let verdict = |(page, answer): (&String, &Value)| {
        let told = medians(answer).map(|score| score.map_or_else(|| "none".to_owned(), |score| score.to_string()));
        Verdict { judge: "lighthouse", page: format!("/{page} ({})", told.join(" ")), complaints: complaints(answer) }
    };
    Ok(pages.iter().zip(&answers).map(verdict).collect())
}

/// Home, the first brief, the first story, search and timeline. A site may be without stories.
fn looked_at(all: &[pages::SitePage]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for kind in ["", "briefs/*/", "stories/*/", "search/", "timeline/"] {
        match all.iter().find(|page| page.kind == kind && !page.redirects) {
            Some(page) => found.push(page.address.clone()),
            None if kind == "stories/*/" => {}
            None => return Err(Error::new(format!("the site has no page `{kind}`"))),
        }
    }
    Ok(found)
}

/// Fails unless each category falls short on a page that is bad on purpose.
fn bites(folder: &Path, program: &Path) -> Result<()> {
    let root = folder.join("bad-lighthouse");
    fs::create_dir_all(&root).map_err(Error::at("make the folder", &root))?;
    let file = root.join("index.html");
    fs::write(&file, BAD_PAGE).map_err(Error::at("write", &file))?;
    let answers = ask(folder, program, &json!({ "root": root, "port": free_port()?, "pages": [""], "runs": 1 }))?;
    for (category, score) in CATEGORIES.iter().zip(medians(&answers[0])) {
        if score.is_none_or(|score| score >= 100) {
            return Err(Error::new(format!("Lighthouse does not bite: {category} of a bad page is {score:?}")));
        }
    }
    Ok(())
}

/// An answer for each page of the question.
fn ask(folder: &Path, program: &Path, question: &Value) -> Result<Vec<Value>> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", include_str!("lighthouse/ask.mjs")]).current_dir(folder);
    node.env("CHROMIUM", program);
    let answer = tools::ask("Lighthouse", &mut node, question)?;
    let answers = answer.as_array().cloned().unwrap_or_default();
    if answers.len() != question["pages"].as_array().map_or(0, Vec::len) {
        return Err(Error::new(format!("Lighthouse did not answer for each page: {answer}")));
    }
    Ok(answers)
}

/// A port that nothing listens at: the site must know its address before it is served.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(Error::on("open a port on 127.0.0.1"))?;
    Ok(listener.local_addr().map_err(Error::on("learn the port of the server"))?.port())
}

/// The median score of each category, in hundredths; nothing where there is none, which is no praise.
fn medians(answer: &Value) -> [Option<u64>; 5] {
    let runs = answer["scores"].as_array().map(Vec::as_slice).unwrap_or_default();
    CATEGORIES.map(|category| {
        let mut scores: Vec<u64> = runs.iter().filter_map(|run| run[category].as_u64()).collect();
        scores.sort_unstable();
        if scores.is_empty() || scores.len() < runs.len() { None } else { Some(scores[scores.len() / 2]) }
    })
}

fn complaints(answer: &Value) -> Vec<String> {
    let lines = |key: &str| {
        let lines = answer[key].as_array().map(Vec::as_slice).unwrap_or_default();
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let medians = medians(answer);
    let mut short: Vec<String> = Vec::new();
    for (category, score) in CATEGORIES.iter().zip(medians).filter(|(_, score)| *score != Some(100)) {
        short.push(score.map_or_else(|| format!("{category} was not judged"), |score| format!("{category} {score}")));
        short.extend(lines("costs").into_iter().filter(|cost| cost.starts_with(category)));
    }
    short.extend(lines("errors"));
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(performance: u64) -> Value {
        json!({ "performance": performance, "accessibility": 100, "best-practices": 100, "seo": 100, "agentic-browsing": 100 })
    }

    #[test]
    fn the_median_counts() {
        let check = |scores: &[u64], expected: &[&str]| {
            let scores: Vec<Value> = scores.iter().map(|score| run(*score)).collect();
            let answer = json!({ "scores": scores, "costs": ["performance: speed-index", "seo: x"], "errors": [] });
            assert_eq!(complaints(&answer), expected);
        };
        check(&[100], &[]);
        check(&[98, 100, 100], &[]);
        check(&[100, 98, 97], &["performance 98", "performance: speed-index"]);
    }

    #[test]
    fn what_is_not_judged_is_no_praise() {
        let answer = json!({ "scores": [run(100), {}], "costs": [], "errors": ["no page"] });
        let told = complaints(&answer);
        assert_eq!((told.len(), told[0].as_str()), (6, "performance was not judged"));
        assert_eq!(complaints(&json!({})).len(), 5);
    }
}

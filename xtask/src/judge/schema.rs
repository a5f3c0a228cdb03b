//! schemaorg-validate, with its profile of what Google asks for: is the structured data of pages whole?

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::pages::SitePage;
use super::{Verdict, tools};
use crate::{Error, Result};

/// An article without most of what an article must have.
const BAD: &str = r#"<!doctype html><html lang="en"><title>Bad</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","colour":"red"}</script>"#;

/// Has the pages judged that hold structured data. The program is installed below `folder` if it is not there yet.
///
/// # Errors
/// When the program cannot be installed or does not answer, finds nothing wrong with what is bad on purpose, or when no page
/// has structured data.
pub(super) fn judge(folder: &Path, pages: &[SitePage], mut tell: impl FnMut(&Verdict) -> Result<()>) -> Result<()> {
    let program = tools::cargo_program(folder, "schemaorg-validate", "0.3.0", "cli")?;
    let bad = folder.join("bad-schema.html");
    fs::write(&bad, BAD).map_err(Error::at("write", &bad))?;
    let told = complaints(&ask(&program, &bad)?).join("\n");
    if !told.contains("NewsArticle.image") {
        return Err(Error::new(format!(
            "schemaorg-validate does not bite: no image is missed on a bad page, but\n{told}"
        )));
    }
    let mut judged = 0;
    for page in pages {
        let answer = ask(&program, &page.file)?;
        if answer["extraction"]["node_count"] != 0 {
            judged += 1;
            let page = format!("/{}", page.address);
            tell(&Verdict { judge: "schemaorg-validate", page, complaints: complaints(&answer) })?;
        }
    }
    if judged == 0 { Err(Error::new("no page has structured data")) } else { Ok(()) }
}

fn ask(program: &Path, page: &Path) -> Result<Value> {
    let mut command = Command::new(program);
    command.args(["--profile", "google", "--format", "json", "--file"]).arg(page);
    let output = command.output().map_err(Error::at("run", program))?;
    serde_json::from_slice(&output.stdout).map_err(Error::at("read what schemaorg-validate says of", page))
}

/// Errors of the vocabulary and of the profile. What is only recommended, or not yet in the stable vocabulary, is no complaint.
fn complaints(answer: &Value) -> Vec<String> {
    let parts = [&answer["vocabulary"], &answer["profile"]];
    let all = parts.iter().flat_map(|part| part["diagnostics"].as_array().map(Vec::as_slice).unwrap_or_default());
    let text = |found: &Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    all.filter(|found| found["severity"] == "Error")
        .map(|found| format!("{}: {}", text(found, "path"), text(found, "message")))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn errors_of_both_parts_are_told() {
        let found = |severity: &str| json!({ "severity": severity, "path": "A.b", "message": "missing" });
        let answer = json!({
            "vocabulary": { "diagnostics": [found("Error"), found("Info")] },
            "profile": { "diagnostics": [found("Warning"), found("Error")] },
        });
        assert_eq!(complaints(&answer), ["A.b: missing", "A.b: missing"]);
        assert_eq!(complaints(&Value::Null), [""; 0]);
    }
}

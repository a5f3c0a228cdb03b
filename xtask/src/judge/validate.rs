//! html-validate, with its own recommended rules: is it HTML, and written well?

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::pages::SitePage;
use super::{Verdict, tools};
use crate::{Error, Result};

/// Has all pages judged, after a page that is `bad` on purpose. html-validate is installed below `folder` if it is not there yet.
///
/// # Errors
/// When html-validate cannot be installed or does not answer, or finds nothing wrong with the bad page.
pub(super) fn judge(
    folder: &Path,
    bad: &Path,
    pages: &[SitePage],
    mut tell: impl FnMut(&Verdict) -> Result<()>,
) -> Result<()> {
    tools::npm_package(folder, "html-validate", "10.17.0", "dist/esm/index.js")?;
    let files: Vec<&Path> = std::iter::once(bad).chain(pages.iter().map(|page| page.file.as_path())).collect();
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", include_str!("validate/ask.mjs")]).current_dir(folder);
    let answers = tools::ask("html-validate", &mut node, &Value::from_iter(files.iter().map(|file| file.to_str())))?;
    let answers = answers.as_array().map(Vec::as_slice).unwrap_or_default();
    if answers.len() != files.len() {
        return Err(Error::new(format!("html-validate answers for {} of {} pages", answers.len(), files.len())));
    }
    let told = complaints(&answers[0]).join("\n");
    for rule in ["wcag/h37", "empty-title"] {
        if !told.contains(rule) {
            return Err(Error::new(format!("html-validate does not bite: no `{rule}` on a bad page, but\n{told}")));
        }
    }
    for (page, answer) in pages.iter().zip(&answers[1..]) {
        let page = format!("/{}", page.address);
        tell(&Verdict { judge: "html-validate", page, complaints: complaints(answer) })?;
    }
    Ok(())
}

fn complaints(answer: &Value) -> Vec<String> {
    let lines = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

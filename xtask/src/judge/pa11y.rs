//! pa11y: HTML_CodeSniffer and its own axe-core look at pages with a picture, and at embed pages.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{Verdict, pages::SitePage, tools};
use crate::static_server::StaticServer;
use crate::{Error, Result};

const WIDTHS: [u32; 2] = [1280, 320];

/// Asks pa11y, which is installed below `folder` if it is not there yet, about the timeline and the first story among the `pages`
/// of the site that `server` has, and about their embed pages, after a page that is `bad` on purpose.
///
/// # Errors
/// When there are no such pages, pa11y cannot be installed or does not answer, or finds nothing wrong with the bad page.
pub(super) fn judge(
    folder: &Path,
    program: &Path,
    server: &StaticServer,
    pages: &[SitePage],
    bad: &StaticServer,
) -> Result<Vec<Verdict>> {
    let is_embed = |page: &&SitePage| page.address.starts_with("stories/") && page.address.ends_with("/embed/");
    let embed = &pages.iter().find(is_embed).ok_or_else(|| Error::new("no story has an embed page"))?.address;
    let pages = ["timeline/", "timeline/embed/", embed.trim_end_matches("embed/"), embed];
    tools::npm_package(folder, "pa11y", "10.0.0", "lib/pa11y.js")?;
    let mut looks = vec![(bad.base_url(), 1280, false)];
    looks.extend(WIDTHS.iter().flat_map(|width| pages.map(|page| (server.url(page), *width, true))));
    let asked: Vec<Value> =
        looks.iter().map(|(url, width, is_drawn)| json!({ "url": url, "width": width, "drawn": is_drawn })).collect();
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", include_str!("pa11y/ask.mjs")]).current_dir(folder);
    node.env("CHROMIUM", program);
    let answers = tools::ask("pa11y", &mut node, &Value::from(asked))?;
    let mut found = answers.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(complaints);
    if found.len() != looks.len() {
        return Err(Error::new(format!("pa11y did not answer for each page: {answers}")));
    }
    if found.next().is_none_or(|bad| bad.is_empty()) {
        return Err(Error::new("pa11y does not bite: it finds nothing wrong with a bad page"));
    }
    let judged = WIDTHS.iter().flat_map(|width| pages.map(|page| format!("/{page} at {width}")));
    Ok(judged.zip(found).map(|(page, complaints)| Verdict { judge: "pa11y", page, complaints }).collect())
}

fn complaints(answer: &Value) -> Vec<String> {
    let lines = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

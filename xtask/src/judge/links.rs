//! linkinator: does every link of a site lead to a page that is there, and to a part of it that is there?

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{Verdict, tools};
use crate::static_server::StaticServer;
use crate::{Error, Result};

/// A link to nowhere, and one to a part that is nowhere.
const BAD: &str =
    "<!doctype html><html lang=en><title>Bad</title><a href=gone/>Gone</a><a href=other.html#nowhere>Nowhere</a>";

/// Follows all links from the home page of the site that `server` has. linkinator is installed below `folder` if it is not there yet.
///
/// # Errors
/// When linkinator cannot be installed or does not answer, or finds nothing wrong with what is bad on purpose.
pub(super) fn judge(folder: &Path, server: &StaticServer) -> Result<Verdict> {
    tools::npm_package(folder, "linkinator", "7.6.1", "build/src/index.js")?;
    let bad = folder.join("bad-links");
    fs::create_dir_all(&bad).map_err(Error::at("make the folder", &bad))?;
    for (name, text) in [("index.html", BAD), ("other.html", "<!doctype html><html lang=en><title>Other</title>")] {
        fs::write(bad.join(name), text).map_err(Error::at("write", &bad))?;
    }
    let bad = StaticServer::start(bad)?;
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", include_str!("links/ask.mjs")]).current_dir(folder);
    // It would ask for our own pages there.
    for proxy in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"] {
        node.env_remove(proxy);
    }
    let answers = tools::ask("linkinator", &mut node, &json!([bad.base_url(), server.base_url()]))?;
    let told = complaints(&answers[0]).join("\n");
    for wrong in ["/gone/ is 404", "/other.html#nowhere is "] {
        if !told.contains(wrong) {
            return Err(Error::new(format!("linkinator does not bite: no `{wrong}` of a bad site, but\n{told}")));
        }
    }
    let count = answers[1]["links"].as_u64().unwrap_or_default();
    Ok(Verdict { judge: "linkinator", page: format!("{count} addresses"), complaints: complaints(&answers[1]) })
}

fn complaints(answer: &Value) -> Vec<String> {
    let lines = answer["complaints"].as_array().map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

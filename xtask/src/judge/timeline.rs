//! The timeline as it is used: by keyboard alone, in odd shapes, with files that are damaged, and each of its parts under axe-core and
//! the strict policy of its pages.
//!
//! Sites for this are made here, so that it is known what must be found. What was seen is left as pictures beside them.

mod made;
mod odd;
mod used;
mod walk;

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::axe::Axe;
use super::{Verdict, site};
use crate::browser::{Browser, Page};
use crate::static_server::StaticServer;
use crate::{Error, Result};
use made::Made;

/// How long a picture may take to come.
const AWAKENING: Duration = Duration::from_secs(20);

/// Has the timeline judged, with the `example` site's own pages, which a server has. Each verdict is told.
///
/// # Errors
/// When a site does not build, when Chromium fails, or when a judge finds nothing wrong with what is bad on purpose.
pub(super) fn judge(
    folder: &Path,
    axe: &Axe,
    example: &StaticServer,
    mut tell: impl FnMut(&Verdict) -> Result<()>,
) -> Result<()> {
    let folder = folder.join("timeline");
    fs::create_dir_all(&folder).map_err(Error::at("make the folder", &folder))?;
    let browser = Browser::launch()?;
    walk::judge(&folder, &browser, &mut tell)?;
    odd::judge(&folder, &browser, &mut tell)?;
    used::judge(&folder, &browser, axe, example, &mut tell)
}

/// Builds a made site and serves it.
fn build(folder: &Path, made: &Made) -> Result<StaticServer> {
    let (source, out) = (folder.join(made.name), folder.join(format!("{}-public", made.name)));
    site::clear(&source)?;
    made.write(&source)?;
    site::write(&source, &out)
}

/// Opens an address and waits for the picture. Says whether it came.
fn open(page: &Page, address: &str) -> Result<bool> {
    page.goto(address)?;
    page.eval("document.getElementById('timeline')?.scrollIntoView({ behavior: 'instant' })")?;
    Ok(page.wait_for("document.documentElement.dataset.timeline === 'ready'", AWAKENING).is_ok())
}

/// Waits until the picture rests: what it shows is told in the line above it.
fn rest(page: &Page) -> Result<()> {
    // The pause after the last frame is shorter than this.
    page.eval("new Promise((done) => setTimeout(done, 300))").map(drop)
}

fn text(page: &Page, js: &str) -> Result<String> {
    Ok(page.eval(js)?.as_str().unwrap_or_default().to_owned())
}

fn number(page: &Page, js: &str) -> Result<f64> {
    Ok(page.eval(js)?.as_f64().unwrap_or(f64::NAN))
}

/// The name and the role that a screen reader is told of the element with the focus, and what it says of its changes.
fn spoken(page: &Page, element: &str) -> Result<(String, String, String)> {
    let object = page.send("Runtime.evaluate", serde_json::json!({ "expression": element }))?;
    let id = object["result"]["objectId"].clone();
    let tree =
        page.send("Accessibility.getPartialAXTree", serde_json::json!({ "objectId": id, "fetchRelatives": false }))?;
    let node = &tree["nodes"][0];
    let said = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let properties = node["properties"].as_array().map(Vec::as_slice).unwrap_or_default();
    let live = properties.iter().find(|property| property["name"] == "live");
    Ok((said(&node["name"]), said(&node["role"]), live.map(|live| said(&live["value"])).unwrap_or_default()))
}

//! A parser of feeds, the crate `feed-rs`: does it read every feed of a site, and the same in both formats?
//!
//! It is lenient, and makes up what it misses; so ids, links to themselves and dates are looked at here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use feed_rs::model::{Entry, Feed};

use super::{Verdict, pages};
use crate::{Error, Result};

/// What no parser may take for a feed, and one that says the same twice, of times that run backwards, at a wrong address.
const NONE: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>a</feed>";
const BAD: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>https://made.test/</id><title>Bad</title>\
    <updated>2024-01-01T00:00:00Z</updated><link rel=\"self\" href=\"https://made.test/other.xml\"/>\
    <entry><id>https://made.test/a/</id><title>A</title><published>2024-02-02T00:00:00Z</published>\
    <updated>2024-02-01T00:00:00Z</updated></entry>\
    <entry><id>https://made.test/a/</id><title>B</title><published>2024-02-02T00:00:00Z</published>\
    <updated>2024-02-03T00:00:00Z</updated></entry></feed>";

/// Has each feed judged of the site in `root`, which is served at `base`.
///
/// # Errors
/// When there is no feed, a file cannot be read, or the parser takes what is none for a feed.
pub(super) fn judge(root: &Path, base: &str, mut tell: impl FnMut(&Verdict) -> Result<()>) -> Result<()> {
    if read(NONE.as_bytes()).is_ok() {
        return Err(Error::new("feed-rs does not bite: it takes what is broken for a feed"));
    }
    let told = atom("https://made.test/", "feed.xml", BAD);
    if told.len() != 4 {
        return Err(Error::new(format!("the judge of feeds does not bite: of a bad feed it tells {told:?}")));
    }
    let folders = folders(root)?;
    if folders.is_empty() {
        return Err(Error::new("the site has no feed"));
    }
    for folder in folders {
        let text = |name: &str| {
            let file = root.join(&folder).join(name);
            fs::read_to_string(&file).map_err(Error::at("read", &file))
        };
        let (xml, json) = (text("feed.xml")?, text("feed.json")?);
        let mut complaints = atom(base, &format!("{folder}feed.xml"), &xml);
        complaints.extend(same(base, &format!("{folder}feed.json"), &xml, &json));
        tell(&Verdict { judge: "feed-rs", page: format!("/{folder}feed.xml and .json"), complaints })?;
    }
    Ok(())
}

/// The folders below `root` that have a feed, relative to it, with a final slash or empty.
fn folders(root: &Path) -> Result<Vec<String>> {
    let (mut found, mut open) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::at("read the folder", &folder))? {
            let path = entry.map_err(Error::at("read the folder", &folder))?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.file_name().is_some_and(|name| name == "feed.xml" || name == "feed.json") {
                let relative = folder.strip_prefix(root).map_err(Error::at("place", &folder))?;
                found.push(relative.iter().map(|part| format!("{}/", part.to_string_lossy())).collect());
            }
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn read(bytes: &[u8]) -> Result<Feed> {
    // The name that it would make up for an entry without one.
    let parser = feed_rs::parser::Builder::new().id_generator(|_, _, _| String::new()).build();
    parser.parse(bytes).map_err(Error::on("read a feed"))
}

/// What is wrong with an Atom feed that is at `path` of the site at `base`.
fn atom(base: &str, path: &str, xml: &str) -> Vec<String> {
    let feed = match read(xml.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => return vec![error.to_string()],
    };
    let mut wrong = Vec::new();
    let mut is = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    let own = format!("{base}{}", pages::encode(path));
    let leads = |rel: &str| feed.links.iter().find(|link| link.rel.as_deref() == Some(rel)).map(|link| &*link.href);
    is(leads("self") == Some(&own), format!("it says it is at {:?}, not {own}", leads("self")));
    is(feed.id.starts_with(base), format!("its id is `{}`", feed.id));
    is(feed.title.as_ref().is_some_and(|title| !title.content.trim().is_empty()), "it has no title".to_owned());
    let last = feed.entries.iter().filter_map(|entry| entry.updated).max();
    is(
        feed.updated.is_some() && feed.updated >= last,
        format!("it changed at {:?}, an entry at {last:?}", feed.updated),
    );
    let mut ids = BTreeSet::new();
    for entry in &feed.entries {
        let id = &entry.id;
        is(id.starts_with(base), format!("an entry has the id `{id}`"));
        is(ids.insert(id), format!("`{id}` is there twice"));
        is(entry.title.is_some(), format!("`{id}` has no title"));
        is(
            entry.published.is_some() && entry.published <= entry.updated,
            format!("`{id}` is of {:?}, changed at {:?}", entry.published, entry.updated),
        );
    }
    wrong
}

/// What the feed in JSON, at `path`, has otherwise than the one in Atom.
fn same(base: &str, path: &str, xml: &str, json: &str) -> Vec<String> {
    let (atom, feed) = match (read(xml.as_bytes()), read(json.as_bytes())) {
        (Ok(atom), Ok(feed)) => (atom, feed),
        (_, Err(error)) => return vec![format!("JSON: {error}")],
        // That is told of the other.
        (Err(_), _) => return Vec::new(),
    };
    let own = format!("{base}{}", pages::encode(path));
    let mut wrong = Vec::new();
    if !feed.links.iter().any(|link| link.href == own) {
        wrong.push(format!("JSON does not say it is at {own}"));
    }
    if atom.entries.len() != feed.entries.len() {
        wrong.push(format!("{} entries, and {} in JSON", atom.entries.len(), feed.entries.len()));
    }
    for (one, other) in atom.entries.iter().zip(&feed.entries) {
        if told(one) != told(other) {
            wrong.push(format!("{:?}, but in JSON {:?}", told(one), told(other)));
        }
    }
    wrong
}

/// What both formats must say of an entry: id, title, times and text.
fn told(entry: &Entry) -> [Option<String>; 5] {
    [
        Some(entry.id.clone()),
        entry.title.as_ref().map(|title| title.content.clone()),
        entry.published.map(|time| time.to_string()),
        entry.updated.map(|time| time.to_string()),
        entry.content.as_ref().and_then(|content| content.body.as_ref()).map(|text| text.trim().to_owned()),
    ]
}

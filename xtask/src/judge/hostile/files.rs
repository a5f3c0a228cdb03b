//! What other programs are given of a site of hostile texts: tables, calendars, feeds and JSON.
//!
//! A table must hold no formula, a calendar no line that a text has made, a feed no markup but its own and no HTML that acts.
//! Chromium reads the feeds: its parser of XML forgives nothing, and what their entries say is opened in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::looked;
use crate::browser::Page;
use crate::judge::site;
use crate::static_server::StaticServer;
use crate::{Error, Result};

/// Id and HTML of an entry of a feed.
type Entry = (String, String);

/// The most bytes of a line of a calendar.
const LINE: usize = 75;
/// The properties that a calendar has, and those that an event has.
const OF_CALENDAR: [&str; 7] = ["BEGIN", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "END"];
const OF_EVENT: [&str; 12] = [
    "BEGIN",
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "URL",
    "STATUS",
    "TRANSP",
    "CATEGORIES",
    "END",
];
/// What is wrong with an Atom feed, and the HTML of its entries by their ids.
const READ_ATOM: &str = r"(async () => {
    const wrong = [];
    const feed = new DOMParser().parseFromString(await (await fetch(ADDRESS)).text(), 'application/xml');
    const elements = 'feed id title subtitle updated link icon author name rights entry published category summary content'.split(' ');
    const attributes = 'xmlns xml:lang rel type href hreflang title term label'.split(' ');
    const walker = document.createTreeWalker(feed, NodeFilter.SHOW_ALL);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (![Node.ELEMENT_NODE, Node.TEXT_NODE].includes(node.nodeType)) wrong.push(`there is a ${node.nodeName}`);
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.namespaceURI !== 'http://www.w3.org/2005/Atom' || !elements.includes(node.localName)) wrong.push(`there is a ${node.nodeName}`);
        for (const { name, value } of node.attributes) {
            if (!attributes.includes(name)) wrong.push(`${node.localName} has ${name}`);
            if (name === 'href' && !/^https?:/.test(value)) wrong.push(`${node.localName} leads to ${value}`);
        }
        if (node.localName !== 'content' && node.hasAttribute('type') && node.localName !== 'link') wrong.push(`${node.localName} is no plain text`);
    }
    const entries = [...feed.getElementsByTagName('entry')].map((entry) => ['id', 'content'].map((name) => entry.getElementsByTagName(name)[0]?.textContent ?? ''));
    return { wrong: wrong.slice(0, 5), entries };
})()";

/// What is wrong with the files of the site that `server` has and that is below `root`, in which `briefs` briefs stand. Pages of what
/// feeds say are made in `folder`.
///
/// # Errors
/// When a file cannot be read, or Chromium fails.
pub(super) fn complaints(
    page: &Page,
    server: &StaticServer,
    root: &Path,
    folder: &Path,
    briefs: usize,
) -> Result<Vec<String>> {
    let files = files(root)?;
    let mut wrong = Vec::new();
    let mut told = BTreeSet::new();
    let mut counts = BTreeMap::new();
    page.goto(&server.base_url())?;
    for file in &files {
        let name = file.strip_prefix(root).map_err(Error::at("place", file))?.to_string_lossy().into_owned();
        let ending = name.rsplit('.').next().unwrap_or_default();
        let complaints = match ending {
            "csv" => of_table(&read(file)?, &events_beside(file)?),
            "ics" => of_calendar(&read(file)?, &events_beside(file)?),
            "json" => match serde_json::from_str(&read(file)?) {
                Ok(json) if name.ends_with("feed.json") => {
                    let entries = entries_of_json(&json);
                    told.extend(entries.iter().map(|(id, _)| id.clone()));
                    [of_links(&json), of_entries(page, folder, &entries)?].concat()
                }
                Ok(_) => Vec::new(),
                Err(error) => vec![error.to_string()],
            },
            "xml" if name.ends_with("feed.xml") => {
                page.goto(&server.base_url())?;
                let (complaints, entries) = read_atom(page, &server.url(&name))?;
                [complaints, of_entries(page, folder, &entries)?].concat()
            }
            _ => continue,
        };
        *counts.entry(ending.to_owned()).or_insert(0_usize) += 1;
        wrong.extend(complaints.into_iter().map(|complaint| format!("{name}: {complaint}")));
    }
    for ending in ["csv", "ics", "json", "xml"] {
        if !counts.contains_key(ending) {
            wrong.push(format!("there is no .{ending}"));
        }
    }
    // A text that no feed tells was not looked at.
    let untold = (0..briefs).map(|n| server.url(&format!("briefs/brief-{n}/"))).filter(|id| !told.contains(id));
    wrong.extend(untold.map(|id| format!("{id} is in no feed")));
    Ok(wrong)
}

/// Fails unless a table, a calendar and feeds that are bad on purpose are condemned.
///
/// # Errors
/// Then, and when Chromium fails.
pub(super) fn bite(page: &Page, folder: &Path) -> Result<()> {
    let events = vec!["=1+1".to_owned(), "A".to_owned()];
    let table = "\u{feff}\"what\",\"note\"\r\n\"=1+1\",\"\"\r\n\" @A\"\r\n";
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:A\r\nSUMMARY:B\r\nATTACH:x\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nUID:a\r\nDESCRIPTION:x\n\r\n\tEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let entry =
        "<script>hostile(1)</script><a href=\"javascript:hostile(2)\">press</a><img src=\"x\" onerror=\"hostile(3)\">";
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><!-- x --><link href=\"javascript:hostile(4)\"/><script/><entry><id>a</id><content type=\"html\">{}</content></entry></feed>",
        entry.replace('<', "&lt;")
    );
    let json = serde_json::json!({ "items": [{ "id": "a", "url": "javascript:hostile(5)", "content_html": entry }] });
    let site = folder.join("feeds");
    fs::create_dir_all(&site).map_err(Error::at("make the folder", &site))?;
    for (name, text) in
        [("feed.xml", atom.as_str()), ("broken.xml", "<feed><b></feed>"), ("index.html", "<!doctype html>")]
    {
        let file = site.join(name);
        fs::write(&file, text).map_err(Error::at("write", &file))?;
    }
    let server = StaticServer::start(&site)?;
    page.goto(&server.base_url())?;
    let (broken, _) = read_atom(page, &server.url("broken.xml"))?;
    let (told, entries) = read_atom(page, &server.url("feed.xml"))?;
    let spoken = of_entries(page, folder, &entries)?;
    let cases: [(&str, Vec<String>, &[&str]); 6] = [
        (
            "table",
            of_table(table, &events),
            &["`=1+1` is a formula", "` @A` is a formula", "1 of 2 cells", "` @A` where `A`"],
        ),
        (
            "calendar",
            of_calendar(calendar, &events),
            &["SUMMARY twice", "ATTACH", "not end", "control", "`a` is there twice"],
        ),
        ("broken Atom feed", broken, &["parsererror"]),
        ("Atom feed", told, &["a #comment", "a script", "leads to javascript"]),
        ("text of a feed", spoken, &["executed: 1", "leads to javascript", "img has onerror"]),
        ("JSON feed", of_links(&json), &["leads to javascript"]),
    ];
    for (what, complaints, parts) in cases {
        let all = complaints.join("; ");
        if let Some(part) = parts.iter().find(|part| !all.contains(*part)) {
            return Err(Error::new(format!("a bad {what} is not seen: no `{part}`, but {all}")));
        }
    }
    Ok(())
}

/// What is wrong with a table (RFC 4180) of events of which these are told.
fn of_table(text: &str, events: &[String]) -> Vec<String> {
    let rows = match rows(text.trim_start_matches('\u{feff}')) {
        Ok(rows) => rows,
        Err(complaint) => return vec![complaint],
    };
    let mut wrong = Vec::new();
    let head = rows.first().map(Vec::as_slice).unwrap_or_default();
    let what = head.iter().position(|name| name == "what");
    if rows.len() != events.len() + 1 {
        wrong.push(format!("{} rows for {} events", rows.len(), events.len()));
    }
    for (row, event) in rows.iter().skip(1).zip(events) {
        if row.len() != head.len() {
            wrong.push(format!("{} of {} cells", row.len(), head.len()));
        }
        wrong.extend(row.iter().filter(|cell| is_formula(cell)).map(|cell| format!("`{cell}` is a formula")));
        let told = what.and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default();
        // A text with an apostrophe before it has it so that it is none.
        if told != event && told.strip_prefix('\'') != Some(event) {
            wrong.push(format!("`{told}` where `{event}` should be"));
        }
    }
    wrong
}

/// Whether a spreadsheet may calculate a cell. Some pass over blanks before a sign.
fn is_formula(cell: &str) -> bool {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let is_date = cell.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(|c| c.is_ascii_digit() || "XT:Z%~?/.,-".contains(c))
    });
    !is_date && cell.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The rows of a table in which each cell stands between quotes.
fn rows(text: &str) -> std::result::Result<Vec<Vec<String>>, String> {
    let (mut rows, mut row, mut rest) = (Vec::new(), Vec::new(), text);
    while !rest.is_empty() {
        let mut cell = String::new();
        rest = rest.strip_prefix('"').ok_or_else(|| format!("a cell without quotes after `{row:?}`"))?;
        loop {
            let (part, after) = rest.split_once('"').ok_or("a cell that does not end")?;
            cell.push_str(part);
            rest = after;
            match rest.strip_prefix('"') {
                Some(after) => rest = after,
                None => break,
            }
            cell.push('"');
        }
        row.push(cell);
        if let Some(after) = rest.strip_prefix("\r\n") {
            rows.push(std::mem::take(&mut row));
            rest = after;
        } else {
            rest = rest.strip_prefix(',').ok_or_else(|| format!("something behind a cell of `{row:?}`"))?;
        }
    }
    if row.is_empty() { Ok(rows) } else { Err("a row that does not end".to_owned()) }
}

/// What is wrong with a calendar (RFC 5545) of events of which these are told.
fn of_calendar(text: &str, events: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    if !text.ends_with("\r\n") {
        wrong.push("the last line does not end".to_owned());
    }
    if text.replace("\r\n", "").chars().any(char::is_control) {
        wrong.push("there are control signs".to_owned());
    }
    // The text is UTF-8 as a whole; a line that is cut within a sign would not be.
    let long = text.split("\r\n").filter(|line| line.len() > LINE);
    wrong.extend(long.map(|line| format!("a line of {} bytes: {line}", line.len())));
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
    let (mut open, mut summaries, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut had = BTreeSet::new();
    for line in unfolded.split_terminator("\r\n") {
        let Some((name, value)) = line.split_once(':') else {
            wrong.push(format!("`{line}` is no line"));
            continue;
        };
        let name = name.split(';').next().unwrap_or_default();
        let known: &[&str] = if open.last() == Some(&"VEVENT") { &OF_EVENT } else { &OF_CALENDAR };
        if !known.contains(&name) {
            wrong.push(format!("there is a {name}"));
        }
        match name {
            "BEGIN" => {
                if (open.len(), value) != (0, "VCALENDAR") && (open.len(), value) != (1, "VEVENT") {
                    wrong.push(format!("{value} begins in {open:?}"));
                }
                open.push(value);
                had.clear();
                continue;
            }
            "END" if open.pop() != Some(value) => wrong.push(format!("{value} ends where it did not begin")),
            "UID" if !ids.insert(value) => wrong.push(format!("`{value}` is there twice")),
            "SUMMARY" => summaries.push(unescaped(value)),
            _ => {}
        }
        if name != "END" && !had.insert(name) {
            wrong.push(format!("{name} twice"));
        }
    }
    if !open.is_empty() {
        wrong.push(format!("{open:?} does not end"));
    }
    let told: Vec<String> = events.iter().map(|event| one_line(event)).collect();
    let summaries: Vec<String> = summaries.iter().map(|summary| one_line(summary)).collect();
    if summaries != told {
        let odd = summaries.iter().zip(&told).find(|(summary, event)| summary != event);
        wrong.push(format!("{} events, of which {} are told: {odd:?}", told.len(), summaries.len()));
    }
    wrong
}

/// A control sign that no calendar may hold is a blank there.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text that a value of a calendar stands for.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                other => out.extend(other),
            },
            _ => out.push(c),
        }
    }
    out
}

/// What is wrong with the addresses of a JSON feed.
fn of_links(feed: &Value) -> Vec<String> {
    let Value::Object(fields) = feed else { return Vec::new() };
    let mut wrong = Vec::new();
    for (name, value) in fields {
        match value {
            Value::String(address) if name == "url" || name.ends_with("_url") || name == "image" => {
                if !address.starts_with("http://") && !address.starts_with("https://") {
                    wrong.push(format!("{name} leads to {address}"));
                }
            }
            Value::Array(list) => wrong.extend(list.iter().flat_map(of_links)),
            _ => wrong.extend(of_links(value)),
        }
    }
    wrong
}

/// Ids and HTML of the entries of a JSON feed.
fn entries_of_json(feed: &Value) -> Vec<Entry> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let items = feed["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| (text(&item["id"]), text(&item["content_html"]))).collect()
}

/// What is wrong with the Atom feed at an address of the page's site, and ids and HTML of its entries.
fn read_atom(page: &Page, address: &str) -> Result<(Vec<String>, Vec<Entry>)> {
    let answer = page.eval(&READ_ATOM.replace("ADDRESS", &Value::from(address).to_string()))?;
    let wrong = serde_json::from_value(answer["wrong"].clone());
    let entries = serde_json::from_value(answer["entries"].clone());
    let unreadable = Error::on("read what Chromium says of a feed");
    wrong.and_then(|wrong| Ok((wrong, entries?))).map_err(unreadable)
}

/// What is wrong with the HTML of entries, opened one after another in a page as a reader's program would that trusts them.
fn of_entries(page: &Page, folder: &Path, entries: &[Entry]) -> Result<Vec<String>> {
    let reader = folder.join("reader");
    site::clear(&reader)?;
    fs::create_dir_all(&reader).map_err(Error::at("make the folder", &reader))?;
    let server = StaticServer::start(&reader)?;
    let articles: String = entries.iter().map(|(_, html)| format!("<article>{html}</article>\n")).collect();
    let file = reader.join("index.html");
    let text = format!("<!doctype html><meta charset=\"utf-8\"><title>Reader</title>\n{articles}");
    fs::write(&file, text).map_err(Error::at("write", &file))?;
    page.goto(&server.base_url())?;
    looked(page)
}

/// What the events are of the export in JSON that lies beside a file of another format.
fn events_beside(file: &Path) -> Result<Vec<String>> {
    let json = file.with_extension("json");
    let export: Value = serde_json::from_str(&read(&json)?).map_err(Error::at("read", &json))?;
    let events = export["events"].as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(events.iter().filter_map(|event| event["what"].as_str()).map(str::to_owned).collect())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(Error::at("read", file))
}

/// All files below a folder, sorted.
fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::at("read the folder", &folder))? {
            let path = entry.map_err(Error::at("read the folder", &folder))?.path();
            if path.is_dir() { &mut folders } else { &mut files }.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_may_be_calculated_is_a_formula() {
        for formula in ["=1", " =1", "\u{a0}@A", "\t+1", "-1+1", "-A1", "＝1", "\n=1"] {
            assert!(is_formula(formula), "{formula:?}");
        }
        for text in ["", "'=1", "a=1", "-0043-03-15", "-0043~/.."] {
            assert!(!is_formula(text), "{text:?}");
        }
    }

    #[test]
    fn a_table_is_read_whole() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(rows("\"a\",\"b\"\r\n\"c\"\"\r\n,\",\"\"\r\n"), Ok(vec![row(["a", "b"]), row(["c\"\r\n,", ""])]));
        for bad in ["a\r\n", "\"a", "\"a\"b\r\n", "\"a\",", "\"a\"\n"] {
            assert!(rows(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_calendar_has_no_line_of_a_text() {
        let calendar = |lines: &str| {
            format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            )
        };
        let check = |lines: &str, expected: &[&str]| {
            let wrong = of_calendar(&calendar(lines), &["A; b\nc".to_owned()]);
            assert_eq!(wrong.len(), expected.len(), "{wrong:?}");
            assert!(wrong.iter().zip(expected).all(|(wrong, part)| wrong.contains(part)), "{wrong:?}");
        };
        check("A\\; b\\nc", &[]);
        check("A\\;\r\n  b\\nc", &[]);
        check("A\\; b\\nc\r\nX-EVIL:1", &["X-EVIL"]);
        check("A\\; b\\nc\r\nSUMMARY:b", &["SUMMARY twice", "1 events, of which 2"]);
        check("A\\; b\\nc\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a", &["`a` is there twice"]);
        check("A\\; b\nc", &["control signs"]);
        check(&format!("A\\; b\\nc\r\nURL:{}", "x".repeat(80)), &["a line of 84 bytes"]);
    }

    #[test]
    fn an_address_of_a_feed_leads_to_the_web() {
        let feed = serde_json::json!({ "feed_url": "https://a.test/", "items": [{ "url": "javascript:x" }, { "image": "x" }] });
        assert_eq!(of_links(&feed), ["url leads to javascript:x", "image leads to x"]);
    }
}

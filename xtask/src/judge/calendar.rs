//! Two parsers of calendars: do they read what a timeline saves and what a site publishes, and alike?
//!
//! They are the packages `icalendar` of PyPI and `ical.js` of npm.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::{Verdict, tools};
use crate::browser::Browser;
use crate::static_server::StaticServer;
use crate::{Error, Result};

/// A picture of most of what the example site has.
const PICTURE: &str = "timeline/?from=1990-01-01&to=2040-01-01";
/// The calendars that the example site publishes: all events, and those of a story.
const PUBLISHED: [&str; 2] = ["data/events.ics", "stories/coalition-in-iraq/events.ics"];
/// How long the picture may take, and the calendar.
const PATIENCE: Duration = Duration::from_secs(20);
/// Saves what the picture shows, and gives it here rather than into a file.
const SAVE: &str = r#"(async () => {
    document.getElementById("timeline").scrollIntoView();
    while (document.documentElement.dataset.timeline !== "ready") await new Promise((go) => setTimeout(go, 50));
    const saved = new Promise((done) => {
        URL.createObjectURL = (file) => {
            file.text().then(done);
            return "data:,";
        };
    });
    const button = document.querySelector("[data-export=ics]");
    button.closest("details").open = true;
    while (button.disabled) await new Promise((done) => setTimeout(done, 50));
    button.click();
    return await saved;
})()"#;
/// Wrong in a way that both must see.
const BAD: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bad//EN\r\nBEGIN:VEVENT\r\nUID:a\r\n\
    DTSTAMP:20240101T000000Z\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Identity, start and end.
type Event = [String; 3];

/// Asks both parsers, which are installed below `folder` if they are not there yet, about the calendars of the site that
/// `server` has and that is below `root`.
///
/// # Errors
/// When a tool is missing and cannot be installed, does not answer or does not bite, when the page saves nothing, or when a
/// calendar is not there.
pub(super) fn judge(folder: &Path, root: &Path, server: &StaticServer) -> Result<Vec<Verdict>> {
    let page = Browser::launch()?.page()?;
    page.goto(&server.url(PICTURE))?;
    let saved = page.eval_within(PATIENCE, SAVE)?;
    let saved = saved.as_str().ok_or_else(|| Error::new("the timeline saves no calendar"))?;
    let mut verdicts = Vec::from(read(folder, PICTURE, saved)?);
    for path in PUBLISHED {
        let file = root.join(path);
        let calendar = fs::read_to_string(&file).map_err(Error::at("read", &file))?;
        verdicts.extend(read(folder, path, &calendar)?);
    }
    Ok(verdicts)
}

/// What each parser says of a calendar that is at `place`.
fn read(folder: &Path, place: &str, saved: &str) -> Result<[Verdict; 2]> {
    tools::npm_package(folder, "ical.js", "2.2.1", "dist/ical.js")?;
    let mut npm = Command::new("node");
    npm.args(["--input-type=module", "--eval", include_str!("calendar/ask.mjs")]).current_dir(folder);
    let python = tools::python_with(folder, &["icalendar==7.3.0"])?;
    let mut pypi = Command::new(python);
    pypi.args(["-c", include_str!("calendar/ask.py")]);
    let (npm, pypi) = (answer(&mut npm, saved)?, answer(&mut pypi, saved)?);
    Ok([("npm ical.js", &npm, &pypi), ("PyPI icalendar", &pypi, &npm)].map(|(judge, own, other)| Verdict {
        judge,
        page: format!("/{place}"),
        complaints: complaints(saved, own.as_deref(), other.as_deref()),
    }))
}

/// What a parser finds in the calendar; nothing where it refuses it.
fn answer(command: &mut Command, saved: &str) -> Result<Option<Vec<Event>>> {
    let answers = tools::ask("a parser of calendars", command, &Value::from(vec![saved, BAD]))?;
    if !answers[1].is_null() {
        return Err(Error::new(format!("a parser of calendars does not bite: {}", answers[1])));
    }
    serde_json::from_value(answers[0].clone())
        .map_err(|error| Error::new(format!("a parser of calendars says {error}")))
}

fn complaints(saved: &str, own: Option<&[Event]>, other: Option<&[Event]>) -> Vec<String> {
    let Some(own) = own else { return vec!["it is no calendar".to_owned()] };
    let count = saved.matches("BEGIN:VEVENT").count();
    let mut complaints = Vec::new();
    if own.len() != count || count == 0 {
        complaints.push(format!("{} of {count} events", own.len()));
    }
    let mut known = BTreeSet::new();
    for (at, event) in own.iter().enumerate() {
        let [id, start, end] = event;
        if !known.insert(id) {
            complaints.push(format!("`{id}` is there twice"));
        }
        if start >= end {
            complaints.push(format!("`{id}` ends at {end}, but begins at {start}"));
        }
        if let Some(theirs) = other.and_then(|other| other.get(at)).filter(|theirs| *theirs != event) {
            complaints.push(format!("{event:?}, but the other reads {theirs:?}"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told() {
        let event = |id: &str, start: &str, end: &str| [id.to_owned(), start.to_owned(), end.to_owned()];
        let good = [event("a", "2024-01-01", "2024-01-02"), event("b", "2024-01-01", "2024-02-01")];
        let saved = "BEGIN:VEVENT BEGIN:VEVENT";
        assert_eq!(complaints(saved, Some(&good), Some(&good)), [""; 0]);
        assert_eq!(complaints(saved, None, Some(&good)), ["it is no calendar"]);
        assert_eq!(complaints(saved, Some(&good[..1]), Some(&good)), ["1 of 2 events"]);
        let bad = [event("a", "2024-01-01", "2024-01-01"), event("a", "2024-01-01", "2024-02-01")];
        let told = complaints(saved, Some(&bad), Some(&good));
        assert_eq!(told.len(), 4, "an end, an identity, and two that differ: {told:?}");
    }
}

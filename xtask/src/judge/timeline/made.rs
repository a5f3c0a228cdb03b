//! Sites that are made to be judged.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::{Error, Result};

/// An event of a made site.
#[derive(Debug, Clone)]
pub(super) struct MadeEvent {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) lane: String,
    pub(super) is_disputed: bool,
}

impl MadeEvent {
    pub(super) fn new(when: impl Into<String>, what: impl Into<String>) -> Self {
        Self { when: when.into(), what: what.into(), lane: String::new(), is_disputed: false }
    }
}

/// A site of nothing but events.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) name: &'static str,
    /// The language of its pages.
    pub(super) lang: &'static str,
    pub(super) events: Vec<MadeEvent>,
}

/// So many events stand in one brief.
const BRIEF: usize = 100;

impl Made {
    /// Writes its sources.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let briefs = folder.join("briefs");
        fs::create_dir_all(&briefs).map_err(Error::at("make the folder", &briefs))?;
        let write = |path: &Path, text: String| fs::write(path, text).map_err(Error::at("write", path));
        let settings = format!("title = \"Made\"\nbase_url = \"https://made.test/\"\nlang = \"{}\"\n", self.lang);
        write(&folder.join("site.toml"), settings)?;
        // A site without events has a brief all the same.
        let events = if self.events.is_empty() { vec![&[][..]] } else { self.events.chunks(BRIEF).collect() };
        for (n, events) in events.into_iter().enumerate() {
            write(&briefs.join(format!("report-{n}.md")), brief(n, events))?;
        }
        Ok(())
    }
}

fn brief(n: usize, events: &[MadeEvent]) -> String {
    let mut text = format!("---\ntitle: Report {n}\nlang: en\ndate: 2025-01-01\nsource: Gulan Media, 2025-01-01\n");
    for (at, event) in events.iter().enumerate() {
        let MadeEvent { when, what, lane, is_disputed } = event;
        let opening = if at == 0 { "events:\n" } else { "" };
        let lane = if lane.is_empty() { String::new() } else { format!("    lane: {lane}\n") };
        let state = if *is_disputed { "    state: disputed\n" } else { "" };
        // Writing into a text cannot fail.
        let _ = write!(text, "{opening}  - when: \"{when}\"\n    what: {what}\n{lane}{state}");
    }
    text + "---\nText.\n"
}

/// Sixty events of two years in three lanes, in the order of time, of days, clock times, months and stretches; three of them disputed.
pub(super) fn sixty(name: &'static str, lang: &'static str) -> Made {
    let lanes = ["talks", "strikes", "parliament"];
    let event = |n: usize| {
        // Of each month and the next five: no two begin at one moment.
        let (year, month, at) = (2023 + n / 30, 1 + n % 30 * 2 / 5, n % 30 * 2 % 5);
        let day = 2 + at * 5;
        let when = match n % 6 {
            1 => format!("{year}-{month:02}-{day:02}T10:30Z"),
            2 => format!("{year}-{month:02}-{day:02}?"),
            3 => format!("{year}-{month:02}-{day:02}/{year}-{month:02}-{:02}", day + 3),
            4 => format!("{year}-{month:02}-{day:02}/.."),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        MadeEvent {
            lane: lanes[n * 7 % 3].to_owned(),
            is_disputed: n % 20 == 5,
            ..MadeEvent::new(when, format!("Made event {n} comes to pass"))
        }
    };
    Made { name, lang, events: (0..60).map(event).collect() }
}

/// Sites that few would make, each with the date and the lanes of its events.
pub(super) fn odd() -> Vec<Made> {
    let made = |name, events| Made { name, lang: "en", events };
    let second = |n: usize| format!("2024-01-27T{:02}:{:02}:{:02}Z", 10 + n / 3600, n / 60 % 60, n % 60);
    let in_lane = |n: usize, lanes: usize| MadeEvent {
        lane: format!("lane-{}", n % lanes),
        ..MadeEvent::new(format!("2024-{:02}-{:02}", 1 + n % 12, 1 + n % 28), format!("Event {n} in its lane"))
    };
    let deep = |rest: usize| {
        let long = MadeEvent::new("Y-298000/2024-01-30", "People live on the plain");
        [long].into_iter().chain((0..rest).map(move |n| MadeEvent::new(second(n), format!("Talk {n}")))).collect()
    };
    vec![
        made("none", Vec::new()),
        made("one", vec![MadeEvent::new("2024-01-27", "The only thing that happened")]),
        made("day", (0..10_000).map(|n| MadeEvent::new("2024-01-27", format!("Call {n} of the day"))).collect()),
        made("lanes", (0..200).map(|n| in_lane(n, 200)).collect()),
        made("lanes-in-files", (0..600).map(|n| in_lane(n, 200)).collect()),
        made("deep", deep(2)),
        made("deep-in-files", deep(400)),
        made("seconds", (0..90).map(|n| MadeEvent::new(second(n), format!("Shot {n} is heard"))).collect()),
        made("seconds-in-files", (0..600).map(|n| MadeEvent::new(second(n), format!("Shot {n} is heard"))).collect()),
    ]
}

/// So many events that their timeline has several files.
pub(super) fn large() -> Made {
    let event = |n: usize| {
        let (year, month, day) = (2000 + n / 300, 1 + n % 300 / 25, 1 + n % 25);
        MadeEvent::new(format!("{year}-{month:02}-{day:02}"), format!("Talk {n} is held"))
    };
    Made { name: "large", lang: "en", events: (0..6_000).map(event).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_of_the_sixty_begin_at_one_moment() {
        let made = sixty("sixty", "en");
        let begins: Vec<&str> = made.events.iter().map(|event| &event.when[..10]).collect();
        assert!(begins.windows(2).all(|pair| pair[0] < pair[1]), "{begins:?}");
        assert_eq!(made.events.iter().filter(|event| event.is_disputed).count(), 3);
    }

    #[test]
    fn a_brief_has_its_events() {
        let event = MadeEvent { lane: "talks".to_owned(), is_disputed: true, ..MadeEvent::new("2024", "It is") };
        let text = brief(3, &[event, MadeEvent::new("2025", "It was")]);
        let events = "events:\n  - when: \"2024\"\n    what: It is\n    lane: talks\n    state: disputed\n  \
                      - when: \"2025\"\n    what: It was\n---\n";
        assert!(text.contains(events), "{text}");
        assert!(!brief(0, &[]).contains("events"));
    }
}

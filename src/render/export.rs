//! Exports: what the site holds as files for programs, tables and calendars, under `data/`, and the events of each story
//! beside its page. `docs/exports.md` describes them; the schemas are in `www/schemas` and are published beside the files.
//!
//! A set is one file as long as it is small. A larger one is cut by years ([`parts`]), and its file then lists the parts,
//! so that its address stays and nothing grows without bound.

use rayon::prelude::*;
use serde::Serialize;

use super::{Press, begin};
use crate::{
    address,
    model::{BriefId, EntityId, EventId, Site, StoryId},
    output::{Emit, Output},
};

mod calendar;
mod dates;
mod page;
mod parts;
mod records;
mod table;

pub(crate) use page::page;

use dates::Bounds;
use parts::{Part, parts};
use records::{Told, brief_record, dispute_record, entity_record, event_record, statement_record};

/// The folder of the site's exports.
const FOLDER: &str = "data/";
/// The version of the format: it changes where a program that reads the last one would fail or be misled.
const VERSION: u8 = 1;

/// The schemas by the names of their sets.
const SCHEMAS: [(&str, &str); 5] = [
    ("briefs", include_str!("../../www/schemas/briefs.json")),
    ("entities", include_str!("../../www/schemas/entities.json")),
    ("events", include_str!("../../www/schemas/events.json")),
    ("statements", include_str!("../../www/schemas/statements.json")),
    ("disputes", include_str!("../../www/schemas/disputes.json")),
];

/// What is exported, of the whole site.
#[derive(Debug)]
pub(crate) struct Exports {
    sets: [Set; 5],
}

/// A set of records, from the oldest to the newest.
#[derive(Debug)]
struct Set {
    /// As its file and its schema are called.
    name: &'static str,
    /// Where its files are.
    folder: String,
    records: Records,
    /// Ranges of the records; one, without a name, where they are in one file.
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Records {
    Briefs(Vec<BriefId>),
    Entities(Vec<EntityId>),
    Events(Vec<EventId>),
    Statements(Vec<(BriefId, usize)>),
    Disputes(Vec<(BriefId, usize)>),
}

/// A file that is offered.
#[derive(Debug, Serialize)]
pub(crate) struct FileLink {
    /// The ending of its name, which says what it is for.
    kind: &'static str,
    href: String,
}

/// The head of a JSON file, before its records.
#[derive(Serialize)]
struct Head<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    version: u8,
    site: String,
    title: &'a str,
    lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    /// The page of the story whose events they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    story: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    count: usize,
}

/// An entry of the list of parts.
#[derive(Serialize)]
struct PartEntry<'a> {
    part: &'a str,
    count: usize,
    json: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    csv: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ics: Option<String>,
}

impl Exports {
    pub(crate) fn new(site: &Site, events: &[EventId]) -> Exports {
        let briefs: Vec<_> = site.items.iter().rev().copied().collect();
        let each = |count: fn(&Site, BriefId) -> usize| {
            briefs.iter().flat_map(|&id| (0..count(site, id)).map(move |at| (id, at))).collect::<Vec<_>>()
        };
        let statements = each(|site, id| site[id].statements.len());
        let disputes = each(|site, id| site[id].disputes.len());
        let entities = (0..site.entities.len()).map(|at| EntityId(at as u32)).collect();
        let sets = [
            Records::Briefs(briefs),
            Records::Entities(entities),
            Records::Events(events.to_vec()),
            Records::Statements(statements),
            Records::Disputes(disputes),
        ];
        Exports { sets: sets.map(|records| Set::new(site, FOLDER.to_owned(), records)) }
    }
}

impl Set {
    fn new(site: &Site, folder: String, mut records: Records) -> Set {
        let of_brief = |id: BriefId| {
            let day = site[id].date.day;
            (i64::from(day.year()), day.month().unsigned_abs())
        };
        let (name, parts) = match &mut records {
            Records::Briefs(ids) => ("briefs", parts(ids, |&id| of_brief(id))),
            // By the brief that names it first: later ones come, this one stays.
            Records::Entities(ids) => {
                ("entities", parts(ids, |&id| site[id].briefs.last().map_or((0, 0), |&id| of_brief(id))))
            }
            Records::Events(ids) => ("events", parts(ids, |&id| begin(site, id))),
            Records::Statements(ids) => ("statements", parts(ids, |&(id, _)| of_brief(id))),
            Records::Disputes(ids) => ("disputes", parts(ids, |&(id, _)| of_brief(id))),
        };
        Set { name, folder, records, parts }
    }

    fn is_of_events(&self) -> bool {
        matches!(self.records, Records::Events(_))
    }

    /// Where the file of a part is.
    fn address(&self, part: &Part, ending: &str) -> String {
        match &part.name {
            Some(part) => format!("{}{}/{part}.{ending}", self.folder, self.name),
            None => format!("{}{}.{ending}", self.folder, self.name),
        }
    }

    /// Where the file is that holds all records, or lists the parts.
    fn own_address(&self) -> String {
        format!("{}{}.json", self.folder, self.name)
    }
}

impl Press<'_> {
    /// Gives all exports and their schemas, from several threads and in any order.
    pub(crate) fn exports(&self, emit: &Emit<'_>) {
        for (name, schema) in SCHEMAS {
            emit(Output::bytes(schema_address(name), schema));
        }
        for set in &self.exports.sets {
            self.export(set, None, emit);
        }
        let stories = (0..self.site.stories.len()).into_par_iter().map(|at| StoryId(at as u32));
        stories.for_each(|id| {
            if let Some(set) = self.events_of_story(id) {
                self.export(&set, Some(id), emit);
            }
        });
    }

    /// The events of a story, unless it has none.
    fn events_of_story(&self, id: StoryId) -> Option<Set> {
        let story = &self.site[id];
        let set = || Set::new(self.site, address::story(story), Records::Events(story.events.clone()));
        (!story.events.is_empty()).then(set)
    }

    /// The files of a story's events: those for programs, tables and calendars, or where there are parts, their list.
    pub(crate) fn files_of_story(&self, id: StoryId) -> Vec<FileLink> {
        let Some(set) = self.events_of_story(id) else { return Vec::new() };
        match &set.parts[..] {
            [part] => self.files_of(&set, part),
            _ => vec![FileLink { kind: "json", href: self.voice.href(&set.own_address()) }],
        }
    }

    /// The files of a part.
    fn files_of(&self, set: &Set, part: &Part) -> Vec<FileLink> {
        let file = |kind| FileLink { kind, href: self.voice.href(&set.address(part, kind)) };
        let (has_table, has_calendar) = (set.is_of_events(), self.has_calendar(set, part));
        let others = [(has_calendar, "ics"), (has_table, "csv")];
        let others = others.into_iter().filter(|(has, _)| *has).map(|(_, kind)| kind);
        others.chain(["json"]).map(file).collect()
    }

    /// Whether there is an event that a calendar can hold: one without events is not allowed.
    fn has_calendar(&self, set: &Set, part: &Part) -> bool {
        match &set.records {
            Records::Events(ids) => {
                let mut ids = ids[part.records.clone()].iter();
                ids.any(|&id| calendar::has_place(Bounds::of(&self.site.telling(self.site[id].tellings[0]).when)))
            }
            _ => false,
        }
    }

    fn export(&self, set: &Set, story: Option<StoryId>, emit: &Emit<'_>) {
        set.parts.par_iter().for_each(|part| {
            emit(self.json(set, part, story));
            if let Records::Events(ids) = &set.records {
                let told: Vec<_> = ids[part.records.clone()].iter().map(|&id| Told::new(self, id)).collect();
                emit(Output::bytes(set.address(part, "csv"), table::write(&told)));
                if self.has_calendar(set, part) {
                    let title = story.map(|id| self.site[id].title.as_str());
                    emit(Output::bytes(set.address(part, "ics"), calendar::write(self, title, &told)));
                }
            }
        });
        if !matches!(&set.parts[..], [Part { name: None, .. }]) {
            emit(self.list_of_parts(set, story));
        }
    }

    fn json(&self, set: &Set, part: &Part, story: Option<StoryId>) -> Output {
        let mut out = self.head_of(set, part.name.as_deref(), part.records.len(), story);
        out.extend_from_slice(format!(",\"{}\":[", set.name).as_bytes());
        for (nth, at) in part.records.clone().enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            match &set.records {
                Records::Briefs(ids) => push(&mut out, &brief_record(self, ids[at])),
                Records::Entities(ids) => push(&mut out, &entity_record(self, ids[at])),
                Records::Events(ids) => push(&mut out, &event_record(self, &Told::new(self, ids[at]))),
                Records::Statements(ids) => push(&mut out, &statement_record(self, ids[at].0, ids[at].1)),
                Records::Disputes(ids) => push(&mut out, &dispute_record(self, ids[at].0, ids[at].1)),
            }
        }
        out.extend_from_slice(b"\n]}\n");
        Output::bytes(set.address(part, "json"), out)
    }

    /// The file of a set whose records are in parts.
    fn list_of_parts(&self, set: &Set, story: Option<StoryId>) -> Output {
        let count = set.parts.iter().map(|part| part.records.len()).sum();
        let mut out = self.head_of(set, None, count, story);
        out.extend_from_slice(b",\"parts\":[");
        for (nth, part) in set.parts.iter().enumerate() {
            out.extend_from_slice(if nth == 0 { b"\n" } else { b",\n" });
            let file = |ending| address::absolute(&self.site.config.base_url, &set.address(part, ending));
            let entry = PartEntry {
                part: part.name.as_deref().unwrap_or_default(),
                count: part.records.len(),
                json: file("json"),
                csv: set.is_of_events().then(|| file("csv")),
                ics: self.has_calendar(set, part).then(|| file("ics")),
            };
            push(&mut out, &entry);
        }
        out.extend_from_slice(b"\n]}\n");
        Output::bytes(set.own_address(), out)
    }

    /// The head as an object that is not closed.
    fn head_of(&self, set: &Set, part: Option<&str>, count: usize, story: Option<StoryId>) -> Vec<u8> {
        let config = &self.site.config;
        let absolute = |address: &str| address::absolute(&config.base_url, address);
        let head = Head {
            schema: absolute(&schema_address(set.name)),
            version: VERSION,
            site: absolute(""),
            title: &config.title,
            lang: config.lang.as_str(),
            licence: config.licence.as_deref(),
            story: story.map(|id| absolute(&address::story(&self.site[id]))),
            part,
            count,
        };
        let mut out = Vec::new();
        push(&mut out, &head);
        out.pop();
        out
    }
}

fn schema_address(name: &str) -> String {
    format!("{FOLDER}schema/{name}.json")
}

/// Appends JSON. Texts, numbers and lists of these: nothing in a record can fail.
fn push(out: &mut Vec<u8>, record: &impl Serialize) {
    let written = serde_json::to_writer(&mut *out, record);
    debug_assert!(written.is_ok(), "{written:?}");
}

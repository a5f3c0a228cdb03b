//! What the timeline costs. Every record is an event of its day; the files are those that a site would have, and the rest is the
//! reader's side without a browser: what is fetched for a picture, and what a frame takes to lay out.

use std::{collections::BTreeMap, time::Instant};

use briefing_index::{
    Store,
    edtf::Edtf,
    search::places,
    timeline::{
        Events, Labels, State, Texts, View, Wording, layout, parts,
        tiles::{self, TileEvent, Tiles},
    },
};

use crate::{
    Result, Row, bytes,
    corpus::{Corpus, Record},
    machine, seconds,
};

/// What is looked at, in days up to the last event.
const STEPS: [(&str, &str, i64); 5] = [
    ("first view: a week", "frame: a week", 7),
    ("first view: a month", "frame: a month", 31),
    ("first view: a year", "frame: a year", 366),
    ("first view: a decade", "frame: a decade", 3_653),
    ("first view: everything", "frame: everything", 40_000),
];
const DAY: i64 = 86_400;
/// So many frames pan through the stretch before.
const FRAMES: usize = 100;
/// The picture on a desk, in pixels.
const WIDTH: f32 = 1_100.0;
const HEIGHT: f32 = 640.0;
const LINE: f32 = 17.0;
/// A label has at most so many characters.
const LABEL: usize = 90;

/// A host, or one that has nothing yet.
struct Host<'a>(Option<&'a BTreeMap<String, Vec<u8>>>);

impl Store for Host<'_> {
    fn file(&self, path: &str) -> Option<&[u8]> {
        self.0?.get(path).map(Vec::as_slice)
    }
}

/// Measures a corpus.
pub(crate) fn measure(corpus: &Corpus) -> Result<Vec<Row>> {
    let (lanes, mut events) = events(&corpus.records)?;
    let from = machine::cpu();
    let files = tiles::write(&lanes, &events);
    let cpu = machine::cpu().zip(from).map(|(after, before)| after - before);
    let sizes = || files.files.values().map(Vec::len);
    let root = &files.files[&files.root];
    let mut rows = vec![
        ("events", events.len().to_string()),
        ("lanes", lanes.len().to_string()),
        ("files written in, on all processors", cpu.map_or_else(String::new, seconds)),
        ("files", format!("{} in {}", bytes(sizes().sum()), files.files.len())),
        ("root; largest file", format!("{}; {}", bytes(root.len()), bytes(sizes().max().unwrap_or(0)))),
    ];
    let begun = Instant::now();
    let tiles = Tiles::open(root).map_err(|error| error.as_str())?;
    rows.push(("root opened in", milliseconds(begun.elapsed().as_secs_f64())));
    for (view, frame, days) in STEPS {
        let from = tiles.last() - days * DAY;
        let first = tiles.stretch(from, tiles.last(), &Host(None)).map_err(|error| error.as_str())?;
        let lacks: usize = first.lacks.iter().map(|path| files.files[path].len()).sum();
        rows.push((view, format!("{} in {}", bytes(root.len() + lacks), first.lacks.len() + 1)));
        rows.push((frame, frames(&tiles, &files.files, (from, tiles.last()))?));
    }
    // Another event of the last day.
    let last = events.iter().max_by_key(|event| event.place).ok_or("there is no event")?;
    events.push(TileEvent { label: "One event more", id: "more", number: last.number + 1, ..last.clone() });
    let after = tiles::write(&lanes, &events);
    let changed = after.files.iter().filter(|(path, file)| files.files.get(*path) != Some(file));
    let (count, size) = changed.fold((0, 0), |(count, size), (_, file)| (count + 1, size + file.len()));
    rows.push(("changed by one event more today", format!("{} in {count}", bytes(size))));
    Ok(rows)
}

/// One event of its day for each record, in lanes by their topics.
fn events(records: &[Record]) -> Result<(Vec<&str>, Vec<TileEvent<'_>>)> {
    let mut lanes: Vec<&str> = Vec::new();
    let mut named = Vec::with_capacity(records.len());
    let mut events = Vec::with_capacity(records.len());
    for record in records {
        let lane = record.topic.as_deref().unwrap_or_default();
        let lane = lanes.iter().position(|known| *known == lane).unwrap_or_else(|| {
            lanes.push(lane);
            lanes.len() - 1
        });
        let parts = parts(&Edtf::parse(&record.date).map_err(|error| error.to_string())?);
        let event = TileEvent {
            parts,
            state: State::Reported,
            rank: 3,
            lane: u16::try_from(lane)?,
            label: label(&record.text),
            when: "",
            slug: &record.slug,
            id: "e",
            place: 0,
            number: 0,
        };
        let day = event.parts.first().map_or(0, |part| part.anchor()).div_euclid(DAY);
        named.push((day, event.slug));
        events.push(event);
    }
    for (event, place) in events.iter_mut().zip(places(&named)) {
        event.place = place;
    }
    Ok((lanes, events))
}

fn label(text: &str) -> &str {
    let end = text.char_indices().nth(LABEL).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// What a frame takes that pans through a stretch and the one before it: reading of tiles and layout; the median, and the longest.
fn frames(tiles: &Tiles, files: &BTreeMap<String, Vec<u8>>, (from, to): (i64, i64)) -> Result<String> {
    let (mut labels, wording) = (Labels::new([180.0, 252.0], 3), Wording::default());
    let mut times = Vec::with_capacity(FRAMES);
    let mut known = Events::default();
    let mut said: Vec<String> = Vec::new();
    let mut touched = None;
    for frame in 0..FRAMES {
        let begun = Instant::now();
        let back = (to - from) * frame as i64 / FRAMES as i64;
        let (from, to) = (from - back, to - back);
        // As the page does: what is known changes only at the border of a tile.
        let now = tiles.touched(from, to);
        if touched != Some(now) {
            let stretch = tiles.stretch(from, to, &Host(Some(files))).map_err(|error| error.as_str())?;
            let spread: Vec<u32> = stretch.known.iter().map(|known| known.spread).collect();
            said = stretch.known.iter().map(|known| known.text.clone().unwrap_or_default().label).collect();
            let events = stretch.known.into_iter().map(|known| known.event).collect();
            known = Events::with_crowds(events, &spread, stretch.crowds, tiles.lanes.clone());
            (labels, touched) = (Labels::new([180.0, 252.0], 3), Some(now));
        }
        let view = View { from: from as f64, to: to as f64, width: WIDTH, height: HEIGHT, line: LINE, selected: None };
        let label = |event: usize| said.get(event).map_or("", String::as_str);
        let texts = Texts { wording: &wording, other: "Other", all: "All", state: &|_| "", label: &label };
        // A letter is seven pixels wide.
        let picture = layout(&known, &view, &mut labels, &texts, &mut |text, _| text.chars().count() as f32 * 7.0);
        times.push(begun.elapsed().as_secs_f64());
        if picture.shown == 0 && frame == 0 {
            return Err("the last stretch shows no event".into());
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(format!("{}; {}", milliseconds(times[FRAMES / 2]), milliseconds(times[FRAMES - 1])))
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.2} ms", seconds * 1e3)
}

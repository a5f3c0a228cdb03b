//! Where events and their texts come from: the list in the page, or tiles as a stretch of time needs them, and records of the search for
//! what tiles do not say. To a picture both are one: of a list everything is known from the beginning.

use crate::files::Files;
use crate::signs::{ITEM, PART};
use briefing_index::cut::parts;
use briefing_index::search::Records;
use briefing_index::timeline::{
    Density, Event, Events, Part, State, from_attribute,
    tiles::{Known, Text, Tiles},
};
use briefing_index::{Error, is_whole};

/// Nothing is said.
static NOTHING: Text = Text { label: String::new(), when: String::new(), address: String::new() };

/// Records of so many events are fetched at once.
const WANTED: usize = 24;

/// The events of a picture.
#[derive(Debug)]
pub struct Source {
    events: Events,
    /// What else is known of them, in the order in which they have their numbers.
    known: Vec<Known>,
    /// All events, drawn or not.
    count: usize,
    /// Seconds at which events begin, each with how many do so at about that time.
    points: Vec<(i64, usize)>,
    /// The last known second of all.
    last: i64,
    tiles: Tiles,
    files: Files,
    /// What of the tiles was looked at last.
    touched: (usize, usize, bool),
    /// Whether it is to be looked at anew.
    is_old: bool,
    /// Whether a list is drawn, and no tile.
    is_list: bool,
    /// Paths of tiles.
    lacks: Vec<String>,
    /// The path of the search's root, and its records once that has come.
    search: String,
    records: Option<Records>,
    /// Paths of files that tell of events.
    wanted: Vec<String>,
    /// All such files that were ever wanted, each with a place of which it tells.
    places: Vec<(String, u32)>,
    /// What they told: place, number, and text of an event.
    told: Vec<(u32, u32, Text)>,
}

impl Source {
    /// The events of a timeline with that root. `search` is the path of the search's root.
    ///
    /// # Errors
    /// When the root is damaged.
    pub fn of_tiles(root: &[u8], search: &str) -> Result<Self, Error> {
        Ok(Self::of(Tiles::open(root)?, search))
    }

    /// Each field is written, as to leave some to `Default` costs what drops those that are not.
    fn of(tiles: Tiles, search: &str) -> Self {
        Self {
            events: Events::default(),
            known: Vec::new(),
            count: tiles.count(),
            points: tiles.points(),
            last: tiles.last(),
            tiles,
            files: Files::default(),
            touched: (0, 0, false),
            is_old: true,
            is_list: false,
            lacks: Vec::new(),
            search: search.to_owned(),
            records: None,
            wanted: Vec::new(),
            places: Vec::new(),
            told: Vec::new(),
        }
    }

    /// The events of the list in the page: see [`Source::list`].
    pub fn of_list(told: &str) -> Self {
        let mut source = Self::of(Tiles::default(), "");
        source.count = source.list(told);
        for event in &source.events.events {
            let (from, to) = event.bounds();
            source.last = if source.points.is_empty() { to } else { source.last.max(to) };
            source.points.push((from, 1));
        }
        source
    }

    /// Draws the events of a list in place of all others; what is counted stays. An item is told in parts: what is drawn of its date,
    /// its lane, state, rank, label, when in words, address. An item of `+` and a lane says that the event before it lies there
    /// too; the lanes stand in the order in which they first come up. An item whose date cannot be read is not drawn: the picture draws no date
    /// that is not known. Says how many items there are.
    pub fn list(&mut self, told: &str) -> usize {
        let (mut count, mut events, mut others) = (0, Vec::new(), Vec::new());
        let mut lanes = Vec::<String>::new();
        self.is_list = true;
        self.known.clear();
        for item in parts(told, ITEM as u8).filter(|item| !item.is_empty()) {
            count += 1;
            let mut said = parts(item, PART as u8);
            let mut next = || said.next().unwrap_or_default();
            let (drawn, name) = (next(), next());
            let is_again = drawn == "+";
            let drawn = from_attribute(drawn);
            if drawn.is_none() && !is_again {
                continue;
            }
            let lane = lanes.iter().position(|known| known == name).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(name.to_owned());
            }
            let Some(drawn) = drawn else {
                if let Some(last) = events.len().checked_sub(1) {
                    others.push((last, lane as u16));
                }
                continue;
            };
            let state = State::named(next()).unwrap_or_default();
            let event = Event { parts: drawn, state, rank: rank(next()), lane: lane as u16 };
            let mut next = || next().to_owned();
            let text = Some(Text { label: next(), when: next(), address: next() });
            let key = events.len() as u64;
            self.known.push(Known { event: Event::default(), key, spread: 0, place: 0, number: 0, text });
            events.push(event);
        }
        self.events = Events::new(events, lanes, &others);
        count
    }

    /// Draws the events of the tiles again.
    pub fn all(&mut self) {
        (self.is_list, self.is_old) = (false, true);
    }

    /// The events that are there to be drawn.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// All events, drawn or not.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many events begin in a stretch of time, about.
    pub fn count_within(&self, from: f64, to: f64) -> usize {
        let mut sum = 0;
        for (at, count) in &self.points {
            if (from..to).contains(&(*at as f64)) {
                sum += count;
            }
        }
        sum
    }

    /// How many events that could be shown have ended by a second; of those in tiles about.
    pub fn count_before(&self, at: f64) -> usize {
        if !self.is_list {
            return self.count_within(f64::MIN, at);
        }
        let mut count = 0;
        for event in &self.events.events {
            count += usize::from(event.bounds().1 as f64 <= at);
        }
        count
    }

    /// The strip for so many pixels.
    pub fn density(&self, width: f32) -> Density {
        Density::of_points(&self.points, self.last, width)
    }

    /// Looks at a stretch of time. Says whether the events have other numbers now. Where a file cannot be read, nothing changes.
    pub fn look(&mut self, from: f64, to: f64) -> bool {
        // What fades into the picture begins beside it.
        let beside = (to - from) * 0.1;
        let (from, to) = ((from - beside) as i64, (to + beside) as i64);
        let touched = self.tiles.touched(from, to);
        if self.is_list || self.touched == touched && !self.is_old {
            return false;
        }
        (self.touched, self.is_old) = (touched, false);
        let Ok(stretch) = self.tiles.stretch(from, to, &self.files) else { return false };
        (self.lacks, self.known) = (stretch.lacks, stretch.known);
        let (mut events, mut spread) = (Vec::new(), Vec::new());
        for known in &mut self.known {
            events.push(core::mem::take(&mut known.event));
            spread.push(known.spread);
        }
        self.events = Events::with_crowds(events, &spread, stretch.crowds, self.tiles.lanes.clone());
        true
    }

    /// What tells an event from all others, whatever numbers they have.
    pub fn key(&self, event: usize) -> Option<u64> {
        self.known.get(event).map(|known| known.key)
    }

    /// The event with that key.
    pub fn with_key(&self, key: u64) -> Option<usize> {
        self.known.iter().position(|known| known.key == key)
    }

    /// An event by its number.
    pub fn event(&self, number: usize) -> Option<&Event> {
        self.events.events.get(number)
    }

    /// What is said of an event: nothing where no file says it yet; and no words for when where it is a plain day.
    pub fn text(&self, event: usize) -> &Text {
        let Some(known) = self.known.get(event) else { return &NOTHING };
        if let Some(text) = &known.text {
            return text;
        }
        let told = self.told.iter().find(|(place, number, _)| (*place, *number) == (known.place, known.number));
        told.map_or(&NOTHING, |(.., text)| text)
    }

    /// Whether no file says anything of an event yet.
    pub fn is_untold(&self, event: usize) -> bool {
        self.text(event).label.is_empty()
    }

    /// The event with an address.
    pub fn at_address(&self, address: &str) -> Option<usize> {
        (0..self.known.len()).find(|event| !address.is_empty() && self.text(*event).address == address)
    }

    /// The events at that moment of which too little is known to say what their addresses are.
    pub fn untold_at(&self, bounds: (i64, i64)) -> Vec<usize> {
        let mut untold = Vec::new();
        for (number, event) in self.events.events.iter().enumerate() {
            if event.bounds() == bounds && self.is_untold(number) {
                untold.push(number);
            }
        }
        untold
    }

    /// These events are to be told of, the first ones first.
    pub fn want(&mut self, events: &[usize]) {
        self.wanted.clear();
        for event in events.iter().take(WANTED) {
            let Some(place) = self.known.get(*event).map(|known| known.place) else { continue };
            let path = match &self.records {
                Some(records) => records.path(place),
                None => self.search.clone(),
            };
            if self.wanted.contains(&path) {
                continue;
            }
            if !self.places.iter().any(|(own, _)| *own == path) {
                self.places.push((path.clone(), place));
            }
            self.wanted.push(path);
        }
    }

    /// The paths of the files that lack and are not on their way; now they are. What did not come is among them if they are asked for
    /// `again`.
    pub fn lacks(&mut self, again: bool) -> Vec<String> {
        if again {
            self.files.again();
        }
        self.files.lack(&[]);
        for paths in [&self.lacks, &self.wanted] {
            self.files.lack_too(paths);
        }
        self.files.ask()
    }

    /// Whether tiles are on their way.
    pub fn is_waiting(&self) -> bool {
        self.lacks.iter().any(|path| self.files.is_coming(path))
    }

    /// Whether all tiles of what was looked at last are there, or will not come soon.
    pub fn is_complete(&self) -> bool {
        self.lacks.iter().all(|path| self.files.is_put_off(path))
    }

    /// Takes a file that lacked, or nothing where it did not come. Says whether it did, and is whole.
    pub fn arrived(&mut self, path: &str, file: Option<Vec<u8>>) -> bool {
        let file = file.filter(|file| self.reads(path, file));
        self.is_old |= self.lacks.iter().any(|own| own == path);
        let has_come = file.is_some();
        self.files.take(path, file);
        if !has_come {
            self.files.put_off(path);
        }
        has_come
    }

    /// Reads all that a file of the search tells of events. Says whether this file, or another, is whole.
    fn reads(&mut self, path: &str, file: &[u8]) -> bool {
        if path == self.search {
            self.records = Records::open(file).ok();
            return self.records.is_some();
        }
        match (&self.records, self.places.iter().find(|(own, _)| own == path)) {
            (Some(records), Some((_, place))) => {
                let told = &mut self.told;
                records.texts(*place, file, &mut |place, number, text| told.push((place, number, text))).is_ok()
            }
            _ => is_whole(path, file),
        }
    }
}

/// The rank as the list says it; the usual one where it says none, or what is no rank.
fn rank(said: &str) -> u8 {
    match said.as_bytes() {
        [digit @ b'1'..=b'5'] => digit - b'0',
        _ => 3,
    }
}

/// The seconds between which an event is known to have been.
pub(super) fn bounds(parts: Vec<Part>) -> (i64, i64) {
    Event { parts, state: State::default(), rank: 3, lane: 0 }.bounds()
}

#[cfg(test)]
mod tests;

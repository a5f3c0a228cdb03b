//! Where events and their texts come from: the list in the page, or files as they are needed (`tiled`).

use super::tiled::Tiled;
use crate::signs::{ITEM, PART};
use briefing_index::Error;
use briefing_index::timeline::{Density, Event, Events, State, from_attribute};

/// What is said of an event: label, when in words, address.
pub type Texts = [String; 3];

/// The events of a picture.
#[derive(Debug)]
pub struct Source {
    kind: Kind,
    events: Events,
    /// How many items of the list have a date that cannot be drawn.
    undated: usize,
}

#[derive(Debug)]
enum Kind {
    List(Vec<Texts>),
    Tiles(Box<Tiled>),
}

impl Source {
    /// The events of a timeline with that root. `search` is the path of the search's root.
    ///
    /// # Errors
    /// When the root is damaged.
    pub fn of_tiles(root: &[u8], search: &str) -> Result<Self, Error> {
        let tiles = Kind::Tiles(Box::new(Tiled::open(root, search)?));
        Ok(Self { kind: tiles, events: Events::default(), undated: 0 })
    }

    /// The events of the list in the page. An item is told in parts: what is drawn of its date, lane, state, rank, label, when in
    /// words, address. The lanes stand in the order in which they first come up. An item whose date cannot be read is counted and not
    /// drawn: the picture draws no date that is not known.
    pub fn of_list(told: &str) -> Self {
        let (mut events, mut lanes, mut texts, mut undated) = (Vec::new(), Vec::<String>::new(), Vec::new(), 0);
        for item in told.split([ITEM]).filter(|item| !item.is_empty()) {
            let mut said = item.split([PART]);
            let mut next = || said.next().unwrap_or_default();
            let Some(parts) = from_attribute(next()) else {
                undated += 1;
                continue;
            };
            let name = next();
            let lane = lanes.iter().position(|known| known == name).unwrap_or(lanes.len());
            if lane == lanes.len() {
                lanes.push(name.to_owned());
            }
            let state = State::named(next()).unwrap_or_default();
            events.push(Event { parts, state, rank: rank(next()), lane: lane as u16 });
            texts.push([(); 3].map(|()| next().to_owned()));
        }
        Self { kind: Kind::List(texts), events: Events::new(events, lanes), undated }
    }

    /// The events that are there to be drawn.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// All events, drawn or not.
    pub fn count(&self) -> usize {
        match &self.kind {
            Kind::List(texts) => texts.len() + self.undated,
            Kind::Tiles(tiled) => tiled.count(),
        }
    }

    /// How many events begin in a stretch of time, about.
    pub fn count_within(&self, from: f64, to: f64) -> usize {
        match &self.kind {
            Kind::List(_) => {
                self.events.events.iter().filter(|event| (from..to).contains(&(event.bounds().0 as f64))).count()
            }
            Kind::Tiles(tiled) => tiled.count_within(from, to),
        }
    }

    /// The strip for so many pixels.
    pub fn density(&self, width: f32) -> Density {
        match &self.kind {
            Kind::List(_) => Density::of(&self.events.events, width),
            Kind::Tiles(tiled) => tiled.density(width),
        }
    }

    /// Looks at a stretch of time. Says whether the events have other numbers now.
    pub fn look(&mut self, from: f64, to: f64) -> bool {
        let found = match &mut self.kind {
            Kind::List(_) => None,
            Kind::Tiles(tiled) => tiled.look(from, to),
        };
        let is_new = found.is_some();
        self.events = found.unwrap_or_else(|| core::mem::take(&mut self.events));
        is_new
    }

    /// What tells an event from all others, whatever numbers they have.
    pub fn key(&self, event: usize) -> Option<u64> {
        match &self.kind {
            Kind::List(_) => Some(event as u64),
            Kind::Tiles(tiled) => tiled.key(event),
        }
    }

    /// The event with that key.
    pub fn with_key(&self, key: u64) -> Option<usize> {
        match &self.kind {
            Kind::List(texts) => usize::try_from(key).ok().filter(|event| *event < texts.len()),
            Kind::Tiles(tiled) => tiled.with_key(key),
        }
    }

    /// An event by its number.
    pub fn event(&self, number: usize) -> Option<&Event> {
        self.events.events.get(number)
    }

    /// Label, when in words, and address of an event. Nothing where no file says it yet; and no words for when where it is a plain
    /// day.
    pub fn texts(&self, event: usize) -> Texts {
        match &self.kind {
            Kind::List(texts) => texts.get(event).cloned().unwrap_or_default(),
            Kind::Tiles(tiled) => tiled.texts(event),
        }
    }

    /// The event with an address.
    pub fn at_address(&self, address: &str) -> Option<usize> {
        (0..self.events.events.len()).find(|event| !address.is_empty() && self.texts(*event)[2] == address)
    }

    /// The events at that moment of which too little is known to say what their addresses are.
    pub fn untold_at(&self, bounds: (i64, i64)) -> Vec<usize> {
        match &self.kind {
            Kind::List(_) => Vec::new(),
            Kind::Tiles(tiled) => tiled.untold_at(bounds),
        }
    }

    /// These events are to be told of, the first ones first.
    pub fn want(&mut self, events: &[usize]) {
        if let Kind::Tiles(tiled) = &mut self.kind {
            tiled.want(events);
        }
    }

    /// The paths of the files that lack and are not on their way; now they are. A list has all.
    pub fn lacks(&mut self) -> Vec<String> {
        match &mut self.kind {
            Kind::List(_) => Vec::new(),
            Kind::Tiles(tiled) => tiled.lacks(),
        }
    }

    /// Whether tiles are on their way.
    pub fn is_waiting(&self) -> bool {
        match &self.kind {
            Kind::List(_) => false,
            Kind::Tiles(tiled) => tiled.is_waiting(),
        }
    }

    /// Takes a file that lacked, or nothing where it did not come. Says whether there is more to draw now.
    pub fn arrived(&mut self, path: &str, file: Option<Vec<u8>>) -> bool {
        match &mut self.kind {
            Kind::List(_) => false,
            Kind::Tiles(tiled) => tiled.arrived(path, file),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_rank_is_the_usual_one() {
        for (said, expected) in [("1", 1), ("5", 5), ("", 3), ("0", 3), ("6", 3), ("-1", 3), ("high", 3), ("44", 3)] {
            assert_eq!(rank(said), expected, "{said}");
        }
    }

    #[test]
    fn the_list_is_read() {
        let told = "0 86400 0|Talks|disputed|5|Talks open|1 January 1970|briefs/a/#e-b‖\
                    soon|Talks||||Later|briefs/a/#e-c‖86400 172800 0||||Strike|2 January 1970|briefs/a/#e-d";
        let source = Source::of_list(&told.replace('‖', "\u{1E}").replace('|', "\u{1F}"));
        assert_eq!((source.events().events.len(), source.count()), (2, 3));
        assert_eq!(source.events().lanes, ["Talks", ""]);
        let event = source.event(0).expect("the first");
        assert_eq!((event.state, event.rank, event.lane), (State::Disputed, 5, 0));
        assert_eq!(source.texts(1), ["Strike", "2 January 1970", "briefs/a/#e-d"]);
        assert_eq!(source.at_address("briefs/a/#e-d"), Some(1));
        assert_eq!((source.at_address("briefs/a/#e-c"), source.at_address("")), (None, None));
    }

    #[test]
    fn a_page_without_a_list_has_no_events() {
        assert_eq!(Source::of_list("").count(), 0);
    }
}

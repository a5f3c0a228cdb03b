//! Where events and their texts come from: the list in the page, or a file.

use crate::files::Files;
use crate::signs::{ITEM, PART};
use briefing_index::Error;
#[cfg(test)]
use briefing_index::search::Store;
use briefing_index::timeline::{Event, Events, State, Timeline, from_attribute};

/// What is said of an event: label, when in words, address.
pub type Texts = [String; 3];

/// The events of a picture.
#[derive(Debug)]
pub struct Source {
    kind: Kind,
    events: Events,
    /// How many items of the list have a date that cannot be drawn.
    undated: usize,
    files: Files,
}

#[derive(Debug)]
enum Kind {
    List(Vec<Texts>),
    File(Timeline<'static>),
    /// Files that the events come from bit by bit.
    #[cfg(test)]
    Tiles(Vec<String>),
}

impl Source {
    /// The events of a file.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn of_file(bytes: &'static [u8]) -> Result<Self, Error> {
        let mut file = Timeline::open(bytes)?;
        let lanes = file.lanes.iter().map(|name| (*name).to_owned()).collect();
        let events = core::mem::take(&mut file.events);
        Ok(Self::new(Kind::File(file), events, lanes, 0))
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
        Self::new(Kind::List(texts), events, lanes, undated)
    }

    fn new(kind: Kind, events: Vec<Event>, lanes: Vec<String>, undated: usize) -> Self {
        Self { kind, events: Events::new(events, lanes), undated, files: Files::default() }
    }

    /// The events that are there to be drawn.
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// All events, drawn or not.
    pub fn count(&self) -> usize {
        self.events.events.len() + self.undated
    }

    /// An event by its number.
    pub fn event(&self, number: usize) -> Option<&Event> {
        self.events.events.get(number)
    }

    /// Label, when in words, and address of an event; nothing where they are damaged.
    pub fn texts(&self, event: usize) -> Texts {
        match &self.kind {
            Kind::List(texts) => texts.get(event).cloned().unwrap_or_default(),
            Kind::File(file) => file.texts(event).unwrap_or_default(),
            #[cfg(test)]
            Kind::Tiles(_) => Texts::default(),
        }
    }

    /// The event with an address.
    pub fn at_address(&self, address: &str) -> Option<usize> {
        (0..self.events.events.len()).find(|event| !address.is_empty() && self.texts(*event)[2] == address)
    }

    /// The paths of the files that lack and are not on their way; now they are. List and file have all.
    pub fn lacks(&mut self) -> Vec<String> {
        match &self.kind {
            Kind::List(_) | Kind::File(_) => {}
            #[cfg(test)]
            Kind::Tiles(paths) => {
                let lacks: Vec<_> = paths.iter().filter(|path| self.files.file(path).is_none()).cloned().collect();
                self.files.lack(&lacks);
            }
        }
        self.files.ask()
    }

    /// Takes a file that lacked, or nothing where it did not come. Says whether there is more to draw now.
    pub fn arrived(&mut self, path: &str, file: Option<Vec<u8>>) -> bool {
        let has_come = file.is_some();
        self.files.take(path, file) && has_come
    }

    /// A source that lacks files until they are there.
    #[cfg(test)]
    pub(super) fn of_tiles(paths: &[&str]) -> Self {
        let paths = paths.iter().map(|path| (*path).to_owned()).collect();
        Self::new(Kind::Tiles(paths), Vec::new(), Vec::new(), 0)
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

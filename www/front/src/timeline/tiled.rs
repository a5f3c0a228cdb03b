//! The events of a large timeline: tiles as a stretch of time needs them, and records of the search for what tiles do not say.

use super::source::Texts;
use crate::files::Files;
use briefing_index::search::{EventRecord, Records};
use briefing_index::timeline::{
    Density, Event, Events,
    tiles::{Known, Tiles},
};
use briefing_index::{Error, Store};

/// Records of so many events are fetched at once.
const WANTED: usize = 24;

/// A timeline, and what is known of the stretch that was looked at last.
#[derive(Debug)]
pub(super) struct Tiled {
    tiles: Tiles,
    files: Files,
    /// The path of the search's root, and its records once that has come.
    search: String,
    records: Option<Records>,
    /// The events, in the order in which they have their numbers.
    known: Vec<Known>,
    /// What was looked at last.
    touched: Option<(usize, usize, bool)>,
    /// Whether a tile has come since.
    is_old: bool,
    /// Paths of files that tell of events.
    wanted: Vec<String>,
    /// Paths of tiles.
    lacks: Vec<String>,
}

impl Tiled {
    /// Opens a timeline. `search` is the path of the search's root.
    ///
    /// # Errors
    /// When the root is damaged.
    pub(super) fn open(root: &[u8], search: &str) -> Result<Self, Error> {
        Ok(Self {
            tiles: Tiles::open(root)?,
            files: Files::default(),
            search: search.to_owned(),
            records: None,
            known: Vec::new(),
            touched: None,
            is_old: false,
            wanted: Vec::new(),
            lacks: Vec::new(),
        })
    }

    pub(super) fn count(&self) -> usize {
        self.tiles.count()
    }

    /// How many events begin in a stretch of time, about.
    pub(super) fn count_within(&self, from: f64, to: f64) -> usize {
        let points = self.tiles.points();
        points.iter().filter(|(at, _)| (from..to).contains(&(*at as f64))).map(|(_, count)| count).sum()
    }

    pub(super) fn density(&self, width: f32) -> Density {
        Density::of_points(&self.tiles.points(), self.tiles.last(), width)
    }

    /// What is known of a stretch of time, where that is not what was known before. Nothing where a file is damaged: then it comes
    /// anew with the next look.
    pub(super) fn look(&mut self, from: f64, to: f64) -> Option<Events> {
        // What fades into the picture begins beside it.
        let beside = (to - from) * 0.1;
        let (from, to) = ((from - beside) as i64, (to + beside) as i64);
        let touched = self.tiles.touched(from, to);
        if self.touched == Some(touched) && !self.is_old {
            return None;
        }
        let Ok(stretch) = self.tiles.stretch(from, to, &self.files) else {
            self.files.forget();
            return None;
        };
        (self.touched, self.is_old) = (Some(touched), false);
        self.lacks = stretch.lacks;
        self.known = stretch.known;
        let events = self.known.iter().map(|known| known.event.clone()).collect();
        let spread: Vec<u32> = self.known.iter().map(|known| known.spread).collect();
        Some(Events::with_crowds(events, &spread, stretch.crowds, self.tiles.lanes.clone()))
    }

    /// What tells an event from all others.
    pub(super) fn key(&self, event: usize) -> Option<u64> {
        self.known.get(event).map(|known| known.key)
    }

    /// The event with that key.
    pub(super) fn with_key(&self, key: u64) -> Option<usize> {
        self.known.iter().position(|known| known.key == key)
    }

    /// The events at that moment of which too little is known to say whether they are the one that is looked for.
    pub(super) fn untold_at(&self, bounds: (i64, i64)) -> Vec<usize> {
        let is_candidate = |known: &Known| known.text.is_none() && known.event.bounds() == bounds;
        self.known.iter().enumerate().filter(|(_, known)| is_candidate(known)).map(|(event, _)| event).collect()
    }

    /// Label, when in words (nothing for a plain day), and address; nothing where no file says it yet.
    pub(super) fn texts(&self, event: usize) -> Texts {
        let Some(known) = self.known.get(event) else { return Texts::default() };
        if let Some(text) = &known.text {
            return [text.label.clone(), text.when.clone(), address(&text.slug, &text.id)];
        }
        let told = self.records.as_ref().and_then(|records| {
            let record = records.record(known.place, self.files.file(&records.path(known.place))?).ok()??;
            let EventRecord { when, what, id } = record.events.into_iter().nth(known.number as usize)?;
            Some([what, when, address(&record.slug, &id)])
        });
        told.unwrap_or_default()
    }

    /// These events are to be told of, the first ones first.
    pub(super) fn want(&mut self, events: &[usize]) {
        self.wanted.clear();
        let untold = events.iter().filter_map(|event| self.known.get(*event)).filter(|known| known.text.is_none());
        for known in untold.take(WANTED) {
            let path = self.records.as_ref().map_or(self.search.clone(), |records| records.path(known.place));
            if !self.wanted.contains(&path) {
                self.wanted.push(path);
            }
        }
    }

    /// The paths of the files that lack and are not on their way; now they are.
    pub(super) fn lacks(&mut self) -> Vec<String> {
        let all = self.lacks.iter().chain(&self.wanted).filter(|path| self.files.file(path).is_none());
        let lacks: Vec<String> = all.cloned().collect();
        self.files.lack(&lacks);
        self.files.ask()
    }

    /// Whether tiles are on their way.
    pub(super) fn is_waiting(&self) -> bool {
        self.lacks.iter().any(|path| self.files.is_coming(path))
    }

    /// Takes a file that lacked, or nothing where it did not come. Says whether there is more to draw now.
    pub(super) fn arrived(&mut self, path: &str, file: Option<Vec<u8>>) -> bool {
        let has_come = file.is_some();
        if path == self.search {
            self.records = file.as_deref().and_then(|root| Records::open(root).ok());
        }
        self.is_old |= self.lacks.iter().any(|own| own == path);
        self.files.take(path, file) && has_come
    }
}

fn address(slug: &str, id: &str) -> String {
    ["briefs/", slug, "/#e-", id].concat()
}

/// The seconds between which an event is known to have been.
pub(super) fn bounds(parts: Vec<briefing_index::timeline::Part>) -> (i64, i64) {
    Event { parts, state: Default::default(), rank: 3, lane: 0 }.bounds()
}

#[cfg(test)]
mod tests {
    use super::super::chart::{Chart, Step};
    use super::super::source::Source;
    use briefing_index::edtf::Edtf;
    use briefing_index::search::{self, Document, Stem};
    use briefing_index::timeline::tiles::{self, TileEvent};
    use briefing_index::timeline::{State, parts};
    use std::collections::BTreeMap;

    /// A site of so many briefs, one each day from 2014 on, and a second one on each hundredth day, each with an event of its day.
    struct Site {
        files: BTreeMap<String, Vec<u8>>,
        root: Vec<u8>,
        search: String,
    }

    fn site(count: usize) -> Site {
        let slugs: Vec<String> = (0..count).map(|n| format!("brief-{n}")).collect();
        let labels: Vec<String> = (0..count).map(|n| format!("Event {n}")).collect();
        let days: Vec<i64> = (0..count as i64).map(|n| 16_071 + n - i64::from(n % 100 == 99)).collect();
        let document = |n: usize| Document {
            slug: &slugs[n],
            day: days[n],
            lang: "en",
            title: &labels[n],
            events: vec![("", &labels[n], "it")],
            ..Document::default()
        };
        let documents: Vec<_> = (0..count).map(document).collect();
        let files = search::write(&documents, &|_, word| Stem { text: word.to_owned(), is_function_word: false }, 1);
        let named: Vec<_> = documents.iter().map(|document| (document.day, document.slug)).collect();
        let event = |(n, place): (usize, u32)| TileEvent {
            parts: parts(&Edtf::parse(&date(days[n])).expect("a valid date")),
            state: State::Reported,
            rank: 3,
            lane: 0,
            label: &labels[n],
            when: "",
            slug: &slugs[n],
            id: "it",
            place,
            number: 0,
        };
        let events: Vec<_> = search::places(&named).into_iter().enumerate().map(event).collect();
        let timeline = tiles::write(&["Talks"], &events);
        let root = timeline.files[&timeline.root].clone();
        Site { search: files.root, files: files.files.into_iter().chain(timeline.files).collect(), root }
    }

    fn date(day: i64) -> String {
        let (year, month, day) = briefing_index::edtf::calendar::civil_from_days(day);
        format!("{year:04}-{month:02}-{day:02}")
    }

    fn measure(text: &str, _bold: bool) -> f32 {
        text.chars().count() as f32 * 7.0
    }

    fn chart(site: &Site, address: &[(&str, &str)]) -> Chart {
        let source = Source::of_tiles(&site.root, &site.search).expect("a root just written");
        let texts = [
            ("data-f-day", "{y}-{m}-{d}"),
            ("data-t-status", "{n} of {all}"),
            ("data-months", "01,02,03,04,05,06,07,08,09,10,11,12"),
        ];
        let texts = texts.iter().chain(address).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut chart = Chart::new(source, texts, 1e10);
        chart.resize(1000.0, 400.0, 17.0);
        chart
    }

    /// Draws, rests, and brings what lacks, until nothing does. Gives the paths in their order.
    fn settle(chart: &mut Chart, site: &Site) -> Vec<String> {
        let mut brought = Vec::new();
        loop {
            chart.draw(&mut measure);
            chart.rest();
            let lacks = chart.lacks();
            if lacks.is_empty() {
                return brought;
            }
            for path in lacks {
                chart.arrived(&path, Some(site.files[&path].clone()));
                brought.push(path);
            }
        }
    }

    #[test]
    fn a_picture_asks_for_its_tile_and_for_what_its_events_say() {
        let site = site(4_000);
        let mut chart = chart(&site, &[("from", "2020-01-01"), ("to", "2020-02-01")]);
        chart.draw(&mut measure);
        chart.rest();
        let lacks = chart.lacks();
        assert!(chart.rest().starts_with('\u{1D}'), "nothing is said that another moment makes untrue");
        assert_eq!(lacks.len(), 1, "the tile: {lacks:?}");
        assert_eq!(chart.lacks(), [""; 0], "they are on their way");
        assert_eq!(chart.arrived(&lacks[0], None), Step::Stay, "it did not come");
        assert!(chart.lacks().contains(&lacks[0]), "so it is asked for again");
        chart.arrived(&lacks[0], Some(site.files[&lacks[0]].clone()));
        let brought = settle(&mut chart, &site);
        assert_eq!(brought[0], site.search, "then the search's root, and records");
        assert!(chart.rest().starts_with("31 of 4000"), "{}", chart.rest());
        assert!(chart.picture.placed.len() > 20 && chart.untold().is_empty(), "all of the picture is told of");
    }

    #[test]
    fn an_event_is_chosen_once_it_is_known() {
        let site = site(4_000);
        let address = ("event", "briefs/brief-2000/#e-it");
        let day = (16_071 + 2_000) * 86_400;
        let parts = format!("{day} {} 0", day + 86_400);
        let mut chart = chart(&site, &[address, ("parts", &parts)]);
        assert_eq!(chart.selected, None);
        settle(&mut chart, &site);
        assert!(
            chart.chosen().starts_with("briefs/brief-2000/#e-it\u{1F}Event 2000\u{1F}2019-06-24"),
            "{}",
            chart.chosen()
        );
        // The next ones in time, over the border of the tile too.
        for next in 2_001..2_200 {
            chart.key("ArrowRight");
            settle(&mut chart, &site);
            let said = chart.chosen();
            // Of two on one day either may be the first.
            assert!(next % 100 >= 98 || said.contains(&format!("Event {next}\u{1F}")), "{next}: {said}");
        }
    }

    #[test]
    fn a_damaged_tile_is_asked_for_again() {
        let site = site(3_000);
        let mut chart = chart(&site, &[("from", "2020-01-01"), ("to", "2020-02-01")]);
        chart.draw(&mut measure);
        let path = chart.lacks().remove(0);
        chart.arrived(&path, Some(vec![1, 2, 3, 4, 5]));
        chart.draw(&mut measure);
        assert!(chart.lacks().contains(&path));
        settle(&mut chart, &site);
        assert!(chart.picture.squares.is_empty(), "every event has its own place");
    }
}

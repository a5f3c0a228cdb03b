//! Events of a list, and of tiles with the records of the search, as a picture asks for them.

use super::super::chart::{Chart, Step};
use super::*;
use crate::signs::Attributes;
use briefing_index::edtf::Edtf;
use briefing_index::search::{self, Document, Stem};
use briefing_index::timeline::parts;
use briefing_index::timeline::tiles::{self, TileEvent};
use std::collections::BTreeMap;

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
    let Text { label, when, address } = source.text(1);
    assert_eq!([label, when, address], ["Strike", "2 January 1970", "briefs/a/#e-d"]);
    assert_eq!(source.at_address("briefs/a/#e-d"), Some(1));
    assert_eq!((source.at_address("briefs/a/#e-c"), source.at_address("")), (None, None));
}

#[test]
fn another_list_is_drawn_and_all_are_still_counted() {
    let told = |text: &str| text.replace('‖', "\u{1E}").replace('|', "\u{1F}");
    let mut source = Source::of_list(&told("0 86400 0|Talks||||1 January 1970|a‖86400 172800 0|Talks||||2|b"));
    // Lanes that are named first come first; an event lies in its own lane and in those that follow it.
    let other = told("+|Iran‖+|Iraq‖86400 172800 0|Iraq||||2|b‖+|Iran‖soon|Syria||||never|c");
    assert_eq!(source.list(&other), 5);
    assert_eq!((source.events().events.len(), source.count()), (1, 2));
    assert_eq!(source.events().lanes, ["Iran", "Iraq"]);
    assert_eq!(source.event(0).map(|event| event.lane), Some(1));
    assert_eq!((source.at_address("b"), source.at_address("a")), (Some(0), None));
    // A list may hold nothing.
    assert_eq!(source.list("\u{1E}"), 0);
    assert_eq!((source.events().events.len(), source.count()), (0, 2));
}

#[test]
fn a_page_without_a_list_has_no_events() {
    assert_eq!(Source::of_list("").count(), 0);
}

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
    let mut chart = Chart::new(source, Attributes::of(texts.iter().chain(address)), 1e10);
    chart.resize(1000.0, 400.0, 17.0);
    chart
}

/// Draws, rests, and brings what lacks, until nothing does. Gives the paths in their order.
fn settle(chart: &mut Chart, site: &Site) -> Vec<String> {
    let mut brought = Vec::new();
    loop {
        chart.draw(&mut measure);
        chart.rest();
        let lacks = chart.lacks(false);
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
    let lacks = chart.lacks(false);
    assert!(chart.rest().starts_with('\u{1D}'), "nothing is said that another moment makes untrue");
    assert_eq!(lacks.len(), 1, "the tile: {lacks:?}");
    assert_eq!(chart.lacks(false), [""; 0], "they are on their way");
    assert_eq!(chart.arrived(&lacks[0], None), Step::Leave, "it did not come");
    assert_eq!(chart.lacks(false), [""; 0], "so it is not asked for with each frame");
    assert!(chart.lacks(true).contains(&lacks[0]), "but later");
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
        chart.press("ArrowRight");
        settle(&mut chart, &site);
        let said = chart.chosen();
        // Of two on one day either may be the first.
        assert!(next % 100 >= 98 || said.contains(&format!("Event {next}\u{1F}")), "{next}: {said}");
    }
}

#[test]
fn the_first_event_of_all_is_reached_at_once() {
    let site = site(7_990);
    let mut chart = chart(&site, &[("from", "2024-01-01"), ("to", "2024-02-01")]);
    settle(&mut chart, &site);
    for (key, expected) in [("Home", "Event 0\u{1F}"), ("ArrowRight", "Event 1\u{1F}"), ("End", "Event 7989\u{1F}")] {
        chart.press(key);
        settle(&mut chart, &site);
        assert!(chart.chosen().contains(expected), "{key}: {}", chart.chosen());
    }
}

#[test]
fn an_event_that_nothing_is_told_of_is_not_shown_as_one_without_a_text() {
    let site = site(4_000);
    let mut chart = chart(&site, &[("from", "2020-01-01"), ("to", "2021-01-01")]);
    chart.draw(&mut measure);
    let tile = chart.lacks(false).remove(0);
    chart.arrived(&tile, Some(site.files[&tile].clone()));
    chart.draw(&mut measure);
    let untold = chart.picture.placed.iter().map(|placed| placed.event).find(|event| chart.source.is_untold(*event));
    let untold = untold.expect("of most a tile does not tell");
    chart.choose(Some(untold));
    chart.draw(&mut measure);
    assert_eq!(chart.chosen(), "", "nothing is known to show");
    let before = chart.links().numbers[0];
    assert!(before < -1.0, "{before}");
    settle(&mut chart, &site);
    assert!(chart.chosen().contains("Event "), "{}", chart.chosen());
    let after = chart.links();
    assert_eq!(Some(after.numbers[0] as usize), chart.selected, "its link has another number, and so is told anew");
    assert!(after.texts.contains("Event "));
}

#[test]
fn keys_do_not_wait_for_files_that_do_not_come() {
    let site = site(8_000);
    let mut chart = chart(&site, &[("from", "2024-01-01"), ("to", "2024-02-01")]);
    for key in ["Home", "ArrowRight", "End"] {
        chart.press(key);
        chart.draw(&mut measure);
        for path in chart.lacks(false) {
            chart.arrived(&path, None);
        }
        assert!(chart.selected.is_some(), "{key}: what is known is chosen");
        chart.press("Escape");
        chart.press(key);
        assert!(chart.selected.is_some(), "{key}: and at once, now that it is known that nothing comes");
    }
}

#[test]
fn a_damaged_tile_is_asked_for_again() {
    let site = site(3_000);
    let mut chart = chart(&site, &[("from", "2020-01-01"), ("to", "2020-02-01")]);
    chart.draw(&mut measure);
    let path = chart.lacks(false).remove(0);
    let whole = site.files[&path].clone();
    let other =
        site.files.iter().find(|(other, _)| other.starts_with("timeline/") && **other != path).expect("a tile").1;
    for damaged in [vec![1, 2, 3, 4, 5], vec![], whole[..whole.len() / 2].to_vec(), other.clone()] {
        assert_eq!(chart.arrived(&path, Some(damaged)), Step::Leave);
        chart.draw(&mut measure);
        assert_eq!(chart.lacks(false), [""; 0], "not with each frame");
        assert!(chart.rest().contains("of 3000"), "what is known is said: {}", chart.rest());
        assert!(chart.lacks(true).contains(&path));
    }
    chart.arrived(&path, Some(whole));
    settle(&mut chart, &site);
    assert!(chart.picture.squares.is_empty(), "every event has its own place");
}

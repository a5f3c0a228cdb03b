//! Any bytes as a timeline: there are events or an error, and every event is in a picture of them all.
//!
//! `cargo +nightly fuzz run timeline`

#![no_main]

mod frame;

use briefing_index::timeline::{Density, Events, Labels, Texts, Timeline, View, Wording, layout};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Timeline::open(bytes);
    let file = frame::framed(*b"bftl", 2, bytes);
    let Ok(timeline) = Timeline::open(&file) else { return };
    for event in 0..timeline.events.len() {
        let _ = timeline.texts(event);
    }
    assert!(timeline.texts(timeline.events.len()).is_err());
    Density::of(&timeline.events, 800.0).bars().for_each(drop);
    let (from, to) = span(&timeline);
    let events = Events::new(timeline.events, timeline.lanes.into_iter().map(str::to_owned).collect());
    draw(&events, from, to);
});

/// From before the first to after the last known second.
fn span(timeline: &Timeline<'_>) -> (f64, f64) {
    let bounds = timeline.events.iter().map(|event| event.bounds());
    let (from, to) = bounds.fold((0, 1), |(from, to), (first, last)| (first.min(from), last.max(to)));
    (from as f64, to as f64)
}

fn draw(events: &Events, from: f64, to: f64) {
    let view = View { from, to, width: 800.0, height: 400.0, line: 17.0, selected: Some(0) };
    let wording = Wording::default();
    let texts = Texts { wording: &wording, other: "Other", state: &|_| "", label: &|_| "An event".to_owned() };
    let measure = &mut |text: &str, _| text.chars().count() as f32 * 7.0;
    let picture = layout(events, &view, &mut Labels::new(160.0, 3), &texts, measure);
    assert!(picture.shown <= events.events.len());
    assert!(picture.placed.iter().all(|placed| placed.rect.iter().all(|edge| edge.is_finite())));
    let counted: usize = picture.squares.iter().map(|square| square.count).sum();
    assert_eq!(picture.placed.len() + counted, picture.shown);
}

//! Any bytes as the root and the tiles of a timeline: there are events or an error, and every event is in a picture of them all.
//!
//! `cargo +nightly fuzz run timeline`

#![no_main]

mod frame;

use briefing_index::{
    Store,
    timeline::{Density, Events, Labels, Texts, View, Wording, layout, tiles::Tiles},
};
use libfuzzer_sys::fuzz_target;

/// Every tile is the same.
struct Same(Vec<u8>);

impl Store for Same {
    fn file(&self, _: &str) -> Option<&[u8]> {
        Some(&self.0)
    }
}

fuzz_target!(|bytes: &[u8]| {
    let _ = Tiles::open(bytes);
    // The root says how long it is; the rest is a tile.
    let Some((&size, rest)) = bytes.split_first() else { return };
    let (root, tile) = rest.split_at_checked(usize::from(size) * 8).unwrap_or((rest, &[]));
    let framed = frame::framed(*b"bftl", 4, &[&[0; 12], root].concat());
    let Ok(tiles) = Tiles::open(&framed) else { return };
    // What the root leads to has the checksum alone before it.
    let store = Same(frame::framed(*b"bftl", 4, &[&[0; 12], tile].concat())[8..].to_vec());
    let density = Density::of_points(&tiles.points(), tiles.last(), 800.0);
    density.bars().for_each(drop);
    for (from, to) in [(density.from, density.to), (0.0, 1e9), (1.7e9, 1.71e9)] {
        let Ok(stretch) = tiles.stretch(from as i64, to as i64, &store) else { continue };
        let spread: Vec<u32> = stretch.known.iter().map(|known| known.spread).collect();
        let events = stretch.known.into_iter().map(|known| known.event).collect();
        draw(&Events::with_crowds(events, &spread, stretch.crowds, tiles.lanes.clone()), from, to);
    }
});

fn draw(events: &Events, from: f64, to: f64) {
    let view = View { from, to, width: 800.0, height: 400.0, line: 17.0, selected: Some(0) };
    let wording = Wording::default();
    let texts = Texts { wording: &wording, other: "Other", all: "All events", state: &|_| "", label: &|_| "An event" };
    let measure = &mut |text: &str, _| text.chars().count() as f32 * 7.0;
    let picture = layout(events, &view, &mut Labels::new([160.0, 224.0], 3), &texts, measure);
    let counted = picture.squares.iter().fold(0usize, |sum, square| sum.saturating_add(square.count));
    assert_eq!(picture.shown, counted.saturating_add(picture.placed.len()));
    assert!(picture.placed.iter().all(|placed| placed.rect.iter().all(|edge| edge.is_finite())));
}

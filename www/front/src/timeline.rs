//! The timeline as a page calls it. What a page shows and hears is the script `www/picture.js`.
//!
//! | | |
//! |---|---|
//! | `source` | where events and their texts come from |
//! | `chart` | the state: what is shown and chosen |
//! | `moves`, `gesture`, `keys`, `view` | what a reader does with it |
//! | `briefing_index::timeline::layout` | where everything stands |
//! | `widths` | how wide texts are |
//! | `drawing` | what comes out for `www/paint.js` to draw |
//! | `told` | what the page shows beside it |

pub mod chart;
pub mod drawing;
pub mod gesture;
pub mod keys;
pub mod source;
pub mod view;

mod moves;
mod told;
mod widths;

use crate::signs::Attributes;
use chart::Chart;
use source::Source;
use std::cell::{OnceCell, RefCell, RefMut};
use told::told_event;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The one picture of a page.
    static CHART: OnceCell<&'static RefCell<Chart>> = const { OnceCell::new() };
}

// What is asked back of a page: functions of `www/picture.js`, with which this comes as one file. To take an object with methods instead
// would bring a table of objects along.
#[wasm_bindgen]
extern "C" {
    /// The width of a text in pixels, in the plain letters of the picture or in the bold ones.
    fn width(text: &str, bold: bool) -> f32;

    /// Takes what is shown there, or where the links over it are, which is nowhere after that.
    fn tell(is_link: bool, numbers: &[f32], texts: &str);
}

/// Opens the picture of a timeline by its root, or without one of the list in the page: see [`Source::of_list`]. `texts` are told as
/// names and values: see [`Chart::new`]. Gives back what is wrong with the root, or nothing.
#[wasm_bindgen]
pub fn open(root: Option<Vec<u8>>, list: &str, texts: &str, today: f64) -> String {
    let texts = Attributes::new(texts);
    let source = match root {
        Some(root) => match Source::of_tiles(&root, texts.said("data-search")) {
            Ok(source) => source,
            Err(error) => return error.as_str().to_owned(),
        },
        None => Source::of_list(list),
    };
    let chart = RefCell::new(Chart::new(source, texts, today));
    // It opens once. `with` would bring its own panic along.
    let _ = CHART.try_with(|known| known.set(Box::leak(Box::new(chart))));
    String::new()
}

/// See [`Chart::list`].
#[wasm_bindgen]
pub fn list(told: &str) -> u8 {
    chart().list(told) as u8
}

/// Nothing asks for it twice at once; a panic would say so with 1 kB of formatting.
fn chart() -> RefMut<'static, Chart> {
    let chart = CHART.try_with(|known| known.get().copied()).ok().flatten();
    chart.and_then(|chart| chart.try_borrow_mut().ok()).unwrap_or_else(|| std::process::abort())
}

/// See [`Chart::resize`].
#[wasm_bindgen]
pub fn resize(width: f32, height: f32, line: f32) {
    chart().resize(width, height, line);
}

/// Tells what is shown now.
#[wasm_bindgen]
pub fn draw() {
    let drawing = chart().draw(&mut width);
    tell(false, &drawing.numbers, &drawing.texts);
}

/// See [`Chart::shift`].
#[wasm_bindgen]
pub fn shift() -> f32 {
    chart().shift()
}

/// Tells the places of the links over the picture, and what they say.
#[wasm_bindgen]
pub fn links() {
    let links = chart().links();
    tell(true, &links.numbers, &links.texts);
}

/// See [`Chart::rest`].
#[wasm_bindgen]
pub fn rest() -> String {
    chart().rest()
}

/// See [`Chart::chosen`].
#[wasm_bindgen]
pub fn chosen() -> String {
    chart().chosen()
}

/// The files to be fetched, each on a line of its own; with those that did not come if it is asked `again`.
#[wasm_bindgen]
pub fn lacks(again: bool) -> String {
    let mut told = String::new();
    for path in chart().lacks(again) {
        told.push_str(&path);
        told.push('\n');
    }
    told
}

/// See [`Chart::arrived`]; steps are told by their numbers.
#[wasm_bindgen]
pub fn arrived(path: &str, file: Option<Vec<u8>>) -> u8 {
    chart().arrived(path, file) as u8
}

/// See [`Chart::down`].
#[wasm_bindgen]
pub fn down(pointer: i32, x: f32, y: f32) {
    chart().down(pointer, x, y);
}

/// See [`Chart::moved`].
#[wasm_bindgen]
pub fn moved(pointer: i32, x: f32, y: f32) -> u8 {
    chart().moved(pointer, x, y) as u8
}

/// See [`Chart::up`].
#[wasm_bindgen]
pub fn up(pointer: i32) {
    chart().up(pointer);
}

/// See [`Chart::wheel`].
#[wasm_bindgen]
pub fn wheel(across: f64, along: f64, x: f32, is_own: bool) -> u8 {
    chart().wheel(across, along, x, is_own) as u8
}

/// See [`Chart::press`].
#[wasm_bindgen]
pub fn press(name: &str) -> u8 {
    chart().press(name) as u8
}

/// See [`Chart::click`]; beside all links the event is -1.
#[wasm_bindgen]
pub fn click(event: i32, x: f32, y: f32, is_for_more: bool) -> u8 {
    chart().click(told_event(event), x, y, is_for_more) as u8
}

/// See [`Chart::click_item`].
#[wasm_bindgen]
pub fn click_item(address: &str, parts: &str) -> u8 {
    chart().click_item(address, parts) as u8
}

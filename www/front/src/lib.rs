//! The browser's part: live search, and the picture of the timeline over its list.
//!
//! They are two modules, `search` and `timeline`, each from its feature of this crate, so that nobody loads both. `loader.js` loads
//! one at the moment it is used and hands over the bytes of the file that a page names. What is computed from them is
//! `briefing-index`; what the reader did with it is in plain values (`query`, `view`, `keys`, `gesture`, `texts`), tested on the host.
//!
//! The search tells what is to be shown as a text (`told`), and the script `www/find.js` shows it: results, fields and boxes take a
//! third of the bytes there that they take here. The timeline draws, and moves with the reader's hand: `dom` and `canvas` know its page,
//! through `web`. Both add to a page and take nothing away: an error is handed to the loader, which says so in one line, and the page
//! stays as it was.

#![cfg_attr(
    not(all(feature = "search", feature = "timeline")),
    allow(dead_code, unused_imports, reason = "each module uses a part of what they share")
)]

pub mod files;
#[cfg(feature = "timeline")]
pub mod gesture;
#[cfg(feature = "timeline")]
pub mod keys;
#[cfg(feature = "search")]
pub mod query;
#[cfg(feature = "search")]
pub mod search;
pub mod signs;
pub mod texts;
#[cfg(feature = "search")]
pub mod told;
#[cfg(feature = "timeline")]
pub mod view;

#[cfg(feature = "timeline")]
mod canvas;
#[cfg(feature = "timeline")]
mod dom;
#[cfg(feature = "timeline")]
mod web;

#[cfg(feature = "timeline")]
use wasm_bindgen::prelude::*;

/// A small allocator: the standard one costs 3 kB more, for threads and sizes that a page does not have.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

/// Draws the timeline of this page: from a file, or without one from the list in the page.
///
/// # Errors
/// When the file cannot be read, or the page has no place for the picture.
#[cfg(feature = "timeline")]
#[wasm_bindgen]
pub fn timeline(file: Option<Vec<u8>>) -> Result<(), JsValue> {
    dom::timeline::start(file)
}

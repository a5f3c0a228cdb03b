//! The browser's part: live search, and the picture of the timeline over its list.
//!
//! They are two modules, `search` and `timeline`, each from its feature of this crate, so that nobody loads both. `loader.js` loads
//! one at the moment it is used and hands over the bytes of the file that a page names. What is computed
//! from them is `briefing-index`; what the reader did with it is in plain values (`query`, `view`, `keys`, `gesture`, `texts`), tested on the
//! host; `dom` and `canvas` know the page, through `web`. They add to a page and take nothing away: an error is handed to the loader,
//! which says so in one line, and the page stays as it was.

#![cfg_attr(
    not(all(feature = "search", feature = "timeline")),
    allow(dead_code, unused_imports, reason = "each module uses a part of what they share")
)]

#[cfg(feature = "search")]
pub mod filters;
#[cfg(feature = "timeline")]
pub mod gesture;
#[cfg(feature = "timeline")]
pub mod keys;
#[cfg(feature = "search")]
pub mod query;
pub mod texts;
#[cfg(feature = "timeline")]
pub mod view;

#[cfg(feature = "timeline")]
mod canvas;
mod dom;
mod web;

use wasm_bindgen::prelude::*;

/// A small allocator: the standard one costs 3 kB more, for threads and sizes that a page does not have.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

/// Starts the search of this page over the index with that root. `fetch` begins to fetch the file at a path below the site's root,
/// and hands it to [`arrived`].
///
/// # Errors
/// When the root cannot be read, or the page has no form for it.
#[cfg(feature = "search")]
#[wasm_bindgen]
pub fn search(root: &[u8], fetch: js_sys::Function) -> Result<(), JsValue> {
    dom::search::start(root, fetch)
}

/// Takes a file that the search has asked for, or nothing where it did not come.
#[cfg(feature = "search")]
#[wasm_bindgen]
pub fn arrived(path: &str, file: Option<Vec<u8>>) {
    dom::search::arrived(path, file);
}

/// Draws the timeline of this page: from a file, or without one from the list in the page.
///
/// # Errors
/// When the file cannot be read, or the page has no place for the picture.
#[cfg(feature = "timeline")]
#[wasm_bindgen]
pub fn timeline(file: Option<Vec<u8>>) -> Result<(), JsValue> {
    dom::timeline::start(file)
}

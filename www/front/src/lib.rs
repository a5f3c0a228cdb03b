//! The browser's part: live search, and the picture of the timeline over its list.
//!
//! They are two modules, `search` and `timeline`, each from its feature of this crate, so that nobody loads both. `loader.js` loads
//! one at the moment it is used, with a script of its own, and hands over the bytes of the file that a page names. What is computed
//! from them is `briefing-index`; what the reader did with it is in plain values, tested on the host.
//!
//! No module knows the browser. What happens in a page goes in as numbers and texts, and what is to be shown comes out the same way:
//! as a text (`told`, `timeline::told`), or as records of numbers (`timeline::drawing`). The scripts `www/find.js`, `www/picture.js` and
//! `www/paint.js` do the rest: fields, results, canvas and links take fewer bytes there than they take here. Both add to a page and
//! take nothing away: an error is handed to the loader, which says so in one line, and the page stays as it was.

#![cfg_attr(
    not(all(feature = "search", feature = "timeline")),
    allow(dead_code, unused_imports, reason = "each module uses a part of what they share")
)]

pub mod files;
#[cfg(feature = "search")]
pub mod query;
#[cfg(feature = "search")]
pub mod search;
pub mod signs;
pub mod texts;
#[cfg(feature = "timeline")]
pub mod timeline;
#[cfg(feature = "search")]
pub mod told;

/// A small allocator: the standard one costs 3 kB more, for threads and sizes that a page does not have.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

//! Search and timeline of article briefs: file formats, the writer and the reader of each, and all that is computed from them.
//!
//! Bytes and plain values go in and come out. Nothing here touches a disk, a network, a clock or a page, so the generator,
//! the browser and the tests use the same code. Readers take untrusted bytes: a damaged file is an [`Error`] value, never a
//! panic, an endless loop or an allocation larger than the file warrants.

mod adaptive;
mod bits;
mod bytes;
pub mod cut;
pub mod edtf;
mod files;
pub mod fold;
pub mod search;
mod symbols;
pub mod timeline;
pub mod tokenize;

pub use bytes::Error;
pub use files::{Files, Store, is_whole};

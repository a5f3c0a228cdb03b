//! The project's own tools: what `cargo xtask` runs, and what the browser tests drive Chromium with.
//!
//! In reading order: [`chromium`] finds or installs the program, [`browser`] drives it, [`static_server`] serves a
//! folder to it, [`judge`] lets outside judges look at the example site, [`checks`] runs all tests,
//! [`bench`] measures, [`dist`] prepares a package. [`system`] knows the
//! package manager and the folders. Nothing here is part of the generator.

pub mod bench;
pub mod browser;
pub mod checks;
pub mod chromium;
pub mod dist;
pub mod error;
pub mod judge;
pub mod static_server;
pub mod system;

pub use error::{Error, Result};

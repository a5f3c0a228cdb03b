//! Article briefs in Markdown become a static site with search and a timeline.
//!
//! The pipeline is the architecture; data flows one way:
//!
//! 1. [`load`] reads a folder into a [`Source`](source::Source). It alone reads.
//! 2. [`parse`] understands each file for itself: a [`Manuscript`](manuscript::Manuscript), and diagnostics.
//! 3. [`model`] puts them together: a [`Site`](model::Site) with every reference resolved, and diagnostics.
//!    [`pictures`] looks at those that texts name and makes smaller copies, from a shelf that is handed in.
//! 4. [`render`] and [`index`] turn the site into a parallel stream of outputs: pages, feeds, index files.
//! 5. [`write`] compares each output with what is on disk and writes what differs. It alone writes.
//!
//! [`build`](build::build) is the whole of 2 to 4: the command, the preview and the tests call it.

mod address;
pub mod assets;
pub mod build;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod failure;
pub mod index;
pub mod lang;
pub mod language;
pub mod load;
pub mod manuscript;
pub mod model;
pub mod new;
pub mod output;
pub mod parse;
pub mod pictures;
pub mod render;
pub mod schema;
pub mod serve;
pub mod site_path;
pub mod slug;
pub mod source;
mod typography;
pub mod write;

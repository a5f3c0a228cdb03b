//! The one test program: each module tests the generator from one side, as its users see it.

mod bench;
mod browser;
mod build_script;
mod cli;
mod diagnostics;
mod example;
mod exports;
mod feeds;
mod golden;
mod guide;
mod interface;
mod languages;
mod package;
mod pictures;
mod serve;
mod support;
mod theming;
mod tidy;

//! The one test program: each module tests the generator from one side, as its users see it.

mod bench;
mod browser;
mod build_script;
mod cli;
mod diagnostics;
mod example;
mod golden;
mod languages;
mod package;
mod serve;
mod support;
mod tidy;

//! Any text as a brief: there is an answer, every mark lies in the text, and what is not understood is told.
//!
//! `cargo +nightly fuzz run front_matter`

#![no_main]

use std::sync::LazyLock;

use briefing::{
    config::{self, Config, Held, Options},
    diagnostic::{Format, Severity, show},
    parse,
    site_path::SitePath,
    source::{Source, TextFile},
};
use libfuzzer_sys::fuzz_target;

static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let text = "title = \"Site\"\nbase_url = \"https://site.test/\"\n".to_owned();
    let file = TextFile { path: SitePath::new("site.toml").expect("a plain path"), text };
    let options = Options { base_url: None, held: Held::Left, strict: false, now: jiff::Timestamp::UNIX_EPOCH };
    config::parse(Some(&file), &options, &mut Vec::new()).expect("settings")
});

fuzz_target!(|text: &str| {
    let path = SitePath::new("briefs/2024-01-28-talks.md").expect("a plain path");
    let file = TextFile { path, text: text.to_owned() };
    let (manuscript, found) = parse::brief(&file, &Source::default(), &CONFIG);
    let told = found.iter().any(|note| note.severity() == Severity::Error);
    assert!(manuscript.is_some() || told, "nothing was read, and nothing said");
    for note in &found {
        assert!(text.contains(note.marked()), "{note:?}");
    }
    assert_eq!(show(&found, Format::Human).is_empty(), found.is_empty());
    if let Some(manuscript) = manuscript {
        let body = &manuscript.body;
        assert_eq!(text.get(body.start..), Some(body.markdown.as_str()));
        assert!(body.references.iter().all(|reference| text.get(reference.at.range()).is_some()));
    }
});

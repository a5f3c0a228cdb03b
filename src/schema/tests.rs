use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::*;

fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).expect("it is JSON");
    jsonschema::draft7::meta::validate(&schema).expect("it is a schema");
    jsonschema::draft7::new(&schema).expect("it is a schema")
}

/// What a program that knows the schema says of a file.
fn found(validator: &jsonschema::Validator, text: &str) -> Vec<String> {
    let front = text.trim_start_matches('\u{feff}').split("\n---").next().unwrap_or_default();
    let front = front.trim_start_matches("---");
    let json = plain::json(front).unwrap_or_else(|| panic!("no YAML:\n{front}"));
    let value = serde_json::to_value(json).expect("it is JSON");
    validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All Markdown below a folder.
fn markdown(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            found.extend(markdown(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_good_brief_and_page_is_valid() {
    let (briefs, pages) = (validator(&of_briefs()), validator(&of_pages()));
    let golden = ["empty", "small", "full"].map(|case| format!("tests/golden/{case}/site"));
    let mut seen = 0;
    for site in golden.iter().map(String::as_str).chain(["content"]) {
        for (folder, validator) in [("briefs", &briefs), ("pages", &pages), ("stories", &pages)] {
            for path in markdown(&root(site).join(folder)) {
                let text = fs::read_to_string(&path).expect("a text");
                assert_eq!(found(validator, &text), [""; 0], "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 60, "{seen}");
}

#[test]
fn what_a_brief_lacks_or_has_too_much_is_told() {
    let validator = validator(&of_briefs());
    let check = |front: &str, expected: &[&str]| {
        let said = found(&validator, &format!("---\n{front}\n---\n"));
        assert_eq!(said.len(), expected.len(), "{front}: {said:#?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.contains(expected), "{front}: {said}");
        }
    };
    let good = "title: A\nsource: B, 2024\n";
    let with = |more: &str| format!("{good}{more}");
    check(good, &[]);
    check("title: A", &["\"source\" is a required property"]);
    check("translation_of: a", &[]);
    check(&with("tilte: A"), &["'tilte' was unexpected"]);
    check(&with("x-mine: {a: [b]}"), &[]);
    check("title: 2024\nsource: 2024\npeople: [2024, {name: 7}]", &[]);
    check(&with("takeaway:\ntopics:\nstory: []\nimage:\nevents: []"), &[]);
    check(&with("topics: diplomacy"), &["/topics: "]);
    check(&with("story: [a, b]\nauthor: [C, D]"), &[]);
    check(&with("story: A title"), &["/story: "]);
    check(&with("status: drafted"), &["/status: "]);
    check(&with("events:\n- 2024-01-27?: A\n- '[2024,2025]': B\n- {when: 2024, what: C, rank: 5}\n- {id: d}"), &[]);
    check(&with("events: [{wen: 2024}]"), &["/events/0: "]);
    check(&with("events: [{when: 2024, what: A, rnak: 5}]"), &["/events/0: "]);
    check(&with("events: [{when: 2024, what: A, rank: 6}]"), &["/events/0"]);
    check(&with("events: [{when: 2024}]"), &["/events/0: "]);
    check(&with("statements:\n- Pentagon: it says so\n- {who: A, says: B}\n- {who: A, quote: B, for: C}"), &[]);
    check(&with("statements: [{who: A}]"), &["/statements/0: "]);
    check(&with("statements: [{who: A, says: B, quote: C}]"), &["/statements/0: "]);
    check(&with("disputes: [{about: A, positions: {B: C, D: E}}, {about: A, positions: [{B: C}, {D: E}]}]"), &[]);
    check(&with("disputes: [{about: A, positions: {B: C}}]"), &["/disputes/0"]);
    check("title: A\nsource: {title: B}", &["/source: "]);
    check("title: A\nsource: [B, {publisher: C, url: 'ftp://a'}]", &["/source/1"]);
    check(&with("image: {src: a.png, decorative: true}"), &[]);
    check(&with("image: {src: a.png}"), &["/image: "]);
    check(&with("places: [{name: A, lat: 91, lon: 0}]"), &["/places/0"]);
}

#[test]
fn what_the_program_calls_an_unknown_key_is_not_valid() {
    let validator = validator(&of_briefs());
    let mut seen = 0;
    for path in markdown(&root("tests/diagnostics/unknown-key/site/briefs")) {
        let text = fs::read_to_string(&path).expect("a text");
        assert_ne!(found(&validator, &text), [""; 0], "{}", path.display());
        seen += 1;
    }
    assert!(seen > 0, "there are none");
}

/// The schema in the documentation is that of this program.
#[test]
fn the_written_schema_is_this_one() {
    let path = root("docs/brief.schema.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, of_briefs()).expect("it can be written");
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), of_briefs(), "UPDATE_GOLDEN=1 writes it anew");
}

use super::*;
use crate::{
    parse::testing::config,
    site_path::SitePath,
    source::{Source, TextFile},
};

/// What the site says of a brief with this in its front matter.
fn said(front: &str) -> Vec<String> {
    let path = SitePath::new("briefs/2024-01-28-a.md").expect("a plain path");
    let file = TextFile { path, text: format!("---\n{front}---\nText.\n") };
    let picture = SitePath::new("briefs/map.svg").expect("a plain path");
    let source = Source { files: [(picture, "map.svg".into())].into(), ..Source::default() };
    let (_, found) = crate::parse::brief(&file, &source, &config());
    found.iter().map(|one| format!("{}: {}", one.code.name(), one.message)).collect()
}

/// A brief with nothing but what is needed, but without `key`.
fn brief_without(key: &str) -> String {
    let needed = [("title", "title: A\n"), ("source", "source: {id: s1, publisher: B, published: 2024-01-27}\n")];
    needed.iter().filter(|(name, _)| *name != key).map(|(_, line)| *line).collect()
}

/// What has to stand beside a key for its map to be right.
fn beside(map: &str, key: &str) -> &'static str {
    match (map, key) {
        ("brief", "embargo") => "status: embargoed",
        ("source", "publisher" | "published") => "url: https://a.test/; retrieved: 2024-06-01",
        ("source", "retrieved" | "archived") => "publisher: C",
        ("source", _) => "publisher: C; archived: https://a.test/",
        ("event", "when") => "what: D",
        ("event", "what") => "when: 2024",
        ("event", _) => "when: 2024; what: D",
        ("entity", "name") => "role: E",
        ("entity", "lat") => "name: F; lon: 1",
        ("entity", "lon") => "name: F; lat: 1",
        ("entity", _) => "name: F",
        ("statement", "who") => "says: G",
        ("statement", "says" | "quote") => "who: H",
        ("statement", _) => "who: H; says: G",
        ("dispute", "about") => "positions: {I: J, K: L}",
        ("dispute", "positions") => "about: M",
        ("dispute", "state") => "about: M; positions: {I: J, K: L}; settled_by: N",
        ("dispute", "settled_by") => "about: M; positions: {I: J, K: L}; state: settled",
        ("dispute", _) => "about: M; positions: {I: J, K: L}",
        ("image", "src" | "credit") => "alt: O; src: map.svg; credit: P",
        ("image", "alt" | "decorative") => "src: map.svg; credit: P",
        ("update" | "correction", "date") => "what: Q",
        ("update" | "correction", "what") => "date: 2024-05-01",
        ("update" | "correction", _) => "date: 2024-05-01; what: Q",
        _ => "",
    }
}

/// Each example of a map's keys, in a brief.
fn check(within: &str, format: &Format) {
    for field in format.fields {
        let others: Vec<&str> = beside(format.name, field.key).split("; ").collect();
        // Of what is needed beside it, what is the key itself is left out.
        let own = format!("{}: ", field.key);
        let others: Vec<&str> =
            others.into_iter().filter(|other| !other.is_empty() && !other.starts_with(&own)).collect();
        let pairs = [vec![format!("{own}{}", field.example)], others.iter().map(|&other| other.to_owned()).collect()];
        let brief = match within {
            "" => format!("{}{}\n", brief_without(field.key), pairs.concat().join("\n")),
            key => format!("{}{key}: {}\n", brief_without(key), entry(key, &pairs.concat())),
        };
        assert_eq!(said(&brief), [""; 0], "{brief}");
    }
}

fn entry(key: &str, pairs: &[String]) -> String {
    let first = if key == "image" { "\n    " } else { "\n  - " };
    format!("{first}{}", pairs.join("\n    "))
}

#[test]
fn every_example_is_read_without_a_word() {
    check("", &BRIEF);
    check("source", &SOURCE);
    check("people", &ENTITY);
    check("events", &EVENT);
    check("statements", &STATEMENT);
    check("disputes", &DISPUTE);
    check("image", &IMAGE);
    check("updates", &UPDATE);
    check("corrections", &CORRECTION);
}

#[test]
fn the_examples_of_pages_are_read() {
    let path = SitePath::new("pages/a.md").expect("a plain path");
    let front: String = PAGE.fields.iter().map(|field| format!("{}: {}\n", field.key, field.example)).collect();
    let file = TextFile { path, text: format!("---\n{front}---\n") };
    assert_eq!(crate::parse::page(&file, &Source::default(), &config()).1, []);
}

#[test]
fn a_key_stands_once_in_its_table_and_says_what_it_is_for() {
    for format in [&BRIEF, &PAGE, &SOURCE, &UPDATE, &CORRECTION, &ENTITY, &EVENT, &STATEMENT, &DISPUTE, &IMAGE] {
        for (at, field) in format.fields.iter().enumerate() {
            assert!(!format.fields[..at].iter().any(|other| other.key == field.key), "{}", field.key);
            assert!(field.says.len() > 10 && field.says.ends_with('.'), "{}", field.says);
        }
    }
    assert!(KEYS.windows(2).all(|pair| pair[0] < pair[1]), "{KEYS:?}");
}

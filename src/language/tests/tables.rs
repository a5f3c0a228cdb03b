//! The built-in tables are whole, bad ones tell what is wrong, and every key that is asked for exists.

use std::{collections::BTreeSet, fs, path::Path};

use super::{languages, tag};
use crate::{
    config::Role,
    language::{ENGLISH, TABLES, read},
};

#[test]
fn the_built_in_tables_are_whole() {
    let english = read(tag("en"), ENGLISH, None).expect("the English table");
    for (lang, text) in TABLES {
        let read = read(tag(lang), text, Some(&english));
        assert_eq!(read.as_ref().err(), None, "{lang}");
        let read = read.expect("it was good");
        let unnamed = languages().iter().any(|other| !read.languages.contains_key(other.lang.as_str()));
        assert!(!unnamed, "{lang} has a name for every language of the interface");
        for role in Role::ALL {
            assert_eq!(read.role(read.role_heading(role)), Some(role), "{lang}");
        }
    }
}

#[test]
fn a_bad_table_tells_all_its_mistakes() {
    let english = read(tag("en"), ENGLISH, None).expect("the English table");
    let check = |old: &str, new: &str, expected: &[&str]| {
        assert!(ENGLISH.contains(old), "{old}");
        let mistakes = read(tag("en"), &ENGLISH.replacen(old, new, 1), Some(&english)).err().unwrap_or_default();
        let messages: Vec<_> = mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
        assert_eq!(messages, expected, "{new}");
    };
    check("", "", &[]);
    check(
        "brief = \"Brief\"",
        "breif = \"Brief\"",
        &["missing key `brief` in `[phrases]`", "unknown key `breif` in `[phrases]`"],
    );
    check("brief = \"Brief\"", "brief = \"\"", &["`brief` is empty"]);
    check("brief = \"Brief\"", "brief = 'a <b>'", &["`brief` holds `<`, which a phrase cannot"]);
    check("brief = \"Brief\"", "brief = \"\\u200fBrief\"", &["`brief` holds `\\u{200f}`, which a phrase cannot"]);
    check("brief = \"Brief\"", "brief = 1", &["`brief` is not a text"]);
    check("{n} of {all}", "{n}", &["`some_of` has other placeholders than `{n} of {all}`"]);
    check("{n} of {all}", "{n of {all}", &["`{n of {all}` has a brace that makes no placeholder"]);
    check(
        "day = \"{day} {month} {year}\"",
        "day = \"{d}\"",
        &["`day` can hold `{day}`, `{month}`, `{year}`, not `{d}`"],
    );
    check("day = \"{day} {month} {year}\"", "day = \"day\"", &["`day` holds none of `{day}`, `{month}`, `{year}`"]);
    check("digits = \"0123456789\"", "digits = \"01\"", &["`digits` has 2 characters, not 10"]);
    check("group_from = 1000", "group_from = -1", &["`group_from` is not a whole number"]);
    check("\"Monday\", ", "", &["`weekdays` has 6 entries, not 7"]);
    check("\"Jan\"", "\"Jan,\"", &["the month `Jan,` holds a comma"]);
    check("[spans]", "[span]", &["missing key `spans`", "unknown key `span`"]);
    check("kmr = \"Northern", "ku-arab = \"Northern", &["`ku-arab` is not a language tag in its usual case"]);
    check("\"Context\"", "\"ANALYSIS\"", &["the heading `Analysis` has another role already"]);
    check(
        "one = \"{n} brief\"",
        "few = \"{n} brief\"",
        &["missing key `one` in `[counts.briefs]`", "unknown key `few` in `[counts.briefs]`"],
    );
    check("one = \"{n} brief\"", "one = \"{m} brief\"", &["`one` can hold `{n}` alone"]);
    check("other = \"{n} briefs\"", "other = \"briefs\"", &["`other` does not hold `{n}`"]);
    let mistakes = read(tag("en"), "name = \"English", Some(&english)).expect_err("it is no TOML");
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    let mistakes = read(tag("en"), "", Some(&english)).expect_err("it is empty");
    assert!(mistakes.len() > 10, "{mistakes:?}");
}

/// A key is a text, so only this finds one that is written wrong.
#[test]
fn every_key_in_sources_and_templates_exists() {
    let languages = languages();
    let english = languages.get(&tag("en"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut unknown = BTreeSet::new();
    for (file, text) in files(&root.join("src/render")).into_iter().chain(files(&root.join("src/serve"))) {
        let phrases = calls(&text, ".text(").chain(calls(&text, ".fill("));
        unknown.extend(phrases.filter(|key| !english.phrases.contains_key(*key)).map(|key| format!("{file}: {key}")));
        let counts = calls(&text, ".count(");
        unknown.extend(counts.filter(|key| !english.counts.contains_key(*key)).map(|key| format!("{file}: {key}")));
    }
    for (file, text) in files(&root.join("www/templates")) {
        let keys = calls_of_word(&text, "t.");
        unknown.extend(keys.filter(|key| !english.phrases.contains_key(*key)).map(|key| format!("{file}: {key}")));
    }
    assert_eq!(unknown, BTreeSet::new());
}

/// Path and text of every file of a folder, at any depth.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.path()) {
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push((path.display().to_string(), fs::read_to_string(&path).expect("the file is text"))),
        }
    }
    found
}

/// The first arguments of the calls that are written as a text.
fn calls<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

/// The names behind `word`, where no letter stands before it.
fn calls_of_word<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    text.match_indices(word)
        .filter(move |(at, _)| !text[..*at].ends_with(in_name))
        .map(move |(at, _)| text[at + word.len()..].split(|c| !in_name(c)).next().unwrap_or_default())
        .filter(|key| !key.is_empty())
}

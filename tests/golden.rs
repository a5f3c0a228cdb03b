//! Whole sites: each folder of `golden/` holds a site and every file that it becomes.
//!
//! `UPDATE_GOLDEN=1 cargo test golden` writes the expected files anew: read the difference before you commit it.
//! Styles and scripts are left out: their names change with every edit of theirs, and they have tests. So have the schemas of exports,
//! which are the same for every site.

use std::{collections::BTreeMap, fs, path::Path};

use briefing::diagnostic::{Format, show};

use crate::support::{build_in_memory, files_below, folders, options, root, update_golden};

#[test]
fn sites_become_the_expected_files() {
    let cases = folders(&root().join("tests/golden"));
    assert!(cases.len() >= 3, "the cases are there");
    for case in cases {
        let actual = outputs(&case.join("site"));
        let expected = case.join("expected");
        if update_golden() {
            replace(&expected, &actual);
        }
        compare(&case, &actual, &files_below(&expected));
    }
}

/// The pages, feeds, index files and messages of a site, with the hashes of assets replaced.
fn outputs(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let (report, files) = build_in_memory(site, &options());
    let mut outputs: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .filter(|(path, _)| !path.starts_with("assets/") && !path.starts_with("data/schema/"))
        .map(|(path, bytes)| (path, cleaned(bytes)))
        .collect();
    outputs.insert("messages.txt".to_owned(), show(&report.diagnostics, Format::Human).into_bytes());
    outputs
}

/// A text without hashes; other bytes as they are.
fn cleaned(bytes: Vec<u8>) -> Vec<u8> {
    String::from_utf8(bytes).map_or_else(|other| other.into_bytes(), |text| without_hashes(&text).into_bytes())
}

/// `assets/site-0123456789abcdef.css` becomes `assets/site-HASH.css`.
fn without_hashes(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("assets/") {
        let (before, after) = rest.split_at(at + "assets/".len());
        clean.push_str(before);
        let name_end = after.find(['"', '\'', '<', '>', ' ', '\n']).unwrap_or(after.len());
        let (name, more) = after.split_at(name_end);
        match name.rsplit_once('-').zip(name.rsplit_once('.')) {
            Some(((stem, _), (_, ending))) => clean.push_str(&format!("{stem}-HASH.{ending}")),
            None => clean.push_str(name),
        }
        rest = more;
    }
    clean.push_str(rest);
    clean
}

fn replace(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the old expectation can be removed");
    }
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

#[track_caller]
fn compare(case: &Path, actual: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let case = case.display();
    let names = |missing: Vec<&String>| missing.into_iter().cloned().collect::<Vec<_>>().join("\n");
    let stale = names(expected.keys().filter(|path| !actual.contains_key(*path)).collect());
    assert_eq!(stale, "", "{case}: expected, and not built");
    let new = names(actual.keys().filter(|path| !expected.contains_key(*path)).collect());
    assert_eq!(new, "", "{case}: built, and not expected");
    for (path, actual) in actual {
        let lines = |bytes| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
        let (is, was) = (lines(actual), lines(&expected[path]));
        let first = is.iter().zip(&was).enumerate().find(|(_, (is, was))| is != was);
        assert!(first.is_none(), "{case}: {path} differs first in line {first:#?}");
        assert!(*actual == expected[path], "{case}: {path} differs in bytes or in its length");
    }
}

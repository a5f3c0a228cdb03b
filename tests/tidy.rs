//! Rules of the repository that no compiler checks.

use std::{fs, path::Path, process::Command};

use crate::support::root;

/// All files that git knows, with their text; files that are no text are left out.
fn texts() -> Vec<(String, String)> {
    let list = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root()).output();
    let list = String::from_utf8(list.expect("git is there").stdout).expect("paths are UTF-8");
    let files = list.lines().filter(|path| root().join(path).is_file());
    files.filter_map(|path| Some((path.to_owned(), fs::read_to_string(root().join(path)).ok()?))).collect()
}

fn is_source(path: &str) -> bool {
    path.ends_with(".rs") && !path.starts_with("fuzz/")
}

fn is_program(path: &str) -> bool {
    path.starts_with("src/") && !path.ends_with("tests.rs") && !path.contains("/tests/")
}

#[test]
fn nothing_is_left_over() {
    let words = ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "#[ignore"];
    for (path, text) in texts().iter().filter(|(path, _)| !path.ends_with("tidy.rs") && path != "Cargo.toml") {
        for word in words {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for (path, text) in texts().iter().filter(|(path, _)| is_source(path) && !path.ends_with("/tests.rs")) {
        assert!(text.starts_with("//!"), "{path} does not open with //!");
    }
}

#[test]
fn only_the_reader_and_the_writer_touch_the_disk() {
    let may = |path: &str| ["src/load.rs", "src/write.rs"].contains(&path) || path.starts_with("src/write/");
    for (path, text) in texts().iter().filter(|(path, _)| is_program(path) && !may(path)) {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in ["std::fs", "fs::", "File::"] {
            assert!(!code.contains(word), "{path} touches the disk: {word}");
        }
    }
}

/// The stages in the order of the pipeline, and what stands after them.
const STAGES: [&str; 8] = ["load", "parse", "model", "index", "render", "build", "write", "serve"];

#[test]
fn a_stage_knows_none_that_comes_after_it() {
    for (path, text) in texts().iter().filter(|(path, _)| is_program(path) && path != "src/serve.rs") {
        let Some(place) = STAGES
            .iter()
            .position(|stage| path == &format!("src/{stage}.rs") || path.starts_with(&format!("src/{stage}/")))
        else {
            continue;
        };
        for later in &STAGES[place + 1..] {
            let known = text.contains(&format!("crate::{later}::")) || text.contains(&format!("\n    {later}::"));
            assert!(!known, "{path} knows {later}");
        }
    }
}

#[test]
fn files_are_text_but_for_pictures() {
    let list = Command::new("git").args(["ls-files"]).current_dir(root()).output().expect("git is there");
    let list = String::from_utf8(list.stdout).expect("paths are UTF-8");
    let text: Vec<_> = texts().into_iter().map(|(path, _)| path).collect();
    for path in list.lines().filter(|path| root().join(path).is_file()) {
        let may_be_bytes = path.ends_with(".png")
            || path.ends_with(".bin")
            || path.starts_with("tests/")
            || path.starts_with("fuzz/corpus/");
        assert!(may_be_bytes || text.iter().any(|known| known == path), "{path} is no text");
    }
}

#[test]
fn every_phrase_has_a_caller() {
    let texts = texts();
    let is_caller = |path: &str| is_program(path) || path.starts_with("www/") && !path.starts_with("www/languages/");
    let callers: Vec<_> = texts.iter().filter(|(path, _)| is_caller(path)).map(|(_, text)| text).collect();
    let table = fs::read_to_string(root().join("www/languages/en.toml")).expect("the table is there");
    let table: toml::Table = table.parse().expect("it is TOML");
    for section in ["phrases", "counts"] {
        for key in table[section].as_table().expect("a section").keys() {
            let other = if section == "counts" { "phrases" } else { "counts" };
            let is_twofold = table[other].get(key).is_some();
            let is_called = callers.iter().any(|text| calls(text, section, key, is_twofold));
            assert!(is_called, "no code and no template uses `{key}` of `{section}`");
        }
    }
}

/// Whether code or a template asks for a key of a section. The bare word is not enough: `share` is in many a sentence.
/// Where a key `is_twofold`, in both sections, the code says which by the function that it calls.
fn calls(text: &str, section: &str, key: &str, is_twofold: bool) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let (in_template, in_code) = (format!("t.{key}"), format!("\"{key}\""));
    let is_count = |at: usize| text[..at].trim_end().ends_with("count(");
    let is_meant = |at: usize| !is_twofold || is_count(at) == (section == "counts");
    let in_code = text.match_indices(&in_code).any(|(at, _)| is_meant(at));
    let after = |at: usize| text[at + in_template.len()..].chars().next();
    in_code || section == "phrases" && text.match_indices(&in_template).any(|(at, _)| !is_part(after(at)))
}

#[test]
fn only_the_shells_know_the_time() {
    let may = ["src/main.rs", "src/serve.rs"];
    for (path, text) in texts().iter().filter(|(path, _)| is_program(path) && !may.contains(&path.as_str())) {
        for word in ["Timestamp::now", "SystemTime", "Zoned::now"] {
            assert!(!text.contains(word), "{path} reads the clock: {word}");
        }
    }
}

#[test]
fn styles_know_neither_left_nor_right() {
    for (path, text) in texts().iter().filter(|(path, _)| path.starts_with("www/styles/")) {
        for (n, line) in text.lines().enumerate() {
            let property = line.split(':').next().unwrap_or_default();
            let bad = ["-left", "-right", "left", "right"].iter().any(|word| property.trim().ends_with(word));
            assert!(!bad || line.trim_start().starts_with("/*"), "{path}:{}: {line}", n + 1);
        }
    }
}

#[test]
fn no_path_of_a_machine_is_in_the_repository() {
    for (path, text) in texts().iter().filter(|(path, _)| !path.ends_with("tidy.rs")) {
        for word in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")] {
            let found = text.match_indices(word).find(|(at, _)| {
                let before = text[..*at].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || "\"'`(=".contains(c))
            });
            assert!(found.is_none(), "{path} holds a path of a machine: {word}");
        }
        assert!(!text.contains("\"resolved\": \"http"), "{path} names a registry");
    }
}

#[test]
fn the_architecture_page_names_every_module() {
    let page = fs::read_to_string(root().join("docs/architecture.md")).expect("the page is there");
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("the crate is there");
    for module in lib.lines().filter_map(|line| line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ")) {
        let module = module.trim_end_matches(';');
        assert!(page.contains(&format!("`{module}`")) || page.contains(&format!("`src/{module}.rs`")), "{module}");
    }
    assert!(page.lines().count() < 120, "it is one page");
}

#[test]
fn the_changelog_knows_this_version() {
    let text = fs::read_to_string(Path::new(root()).join("CHANGELOG.md")).expect("the changelog is there");
    assert!(text.contains("## Unreleased") || text.contains(env!("CARGO_PKG_VERSION")));
}

/// The list of codes as the documentation shows it.
fn list_of_codes() -> String {
    use briefing::diagnostic::{Code, Severity};
    let mut page = String::from(
        "# Diagnostics\n\nEach kind of message has a stable code. Errors stop a build; warnings do with `--strict`.\n",
    );
    for (title, severity) in [("Errors", Severity::Error), ("Warnings", Severity::Warning)] {
        page.push_str(&format!("\n## {title}\n\n| code | what it means |\n|---|---|\n"));
        for code in Code::ALL.iter().filter(|code| code.severity() == severity) {
            page.push_str(&format!("| `{}` | {} |\n", code.name(), code.meaning()));
        }
    }
    page
}

#[test]
fn the_codes_are_documented() {
    let path = root().join("docs/diagnostics.md");
    if crate::support::update_golden() {
        fs::write(&path, list_of_codes()).expect("the page can be written");
    }
    assert_eq!(fs::read_to_string(path).expect("the page is there"), list_of_codes(), "UPDATE_GOLDEN=1 writes it anew");
}

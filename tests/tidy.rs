//! Rules of the repository that no compiler checks.

use std::{fs, process::Command};

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

/// The generator and the crate that it shares with the browser.
fn is_pure(path: &str) -> bool {
    is_program(path) || path.starts_with("index/src/") && !path.ends_with("tests.rs")
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
    for (path, text) in texts().iter().filter(|(path, _)| is_pure(path) && !may(path)) {
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
fn files_are_text_but_for_pictures_and_fonts() {
    let list = Command::new("git").args(["ls-files"]).current_dir(root()).output().expect("git is there");
    let list = String::from_utf8(list.stdout).expect("paths are UTF-8");
    let text: Vec<_> = texts().into_iter().map(|(path, _)| path).collect();
    for path in list.lines().filter(|path| root().join(path).is_file()) {
        let may_be_bytes = path.ends_with(".png")
            || path.starts_with("www/fonts/") && path.ends_with(".ttf")
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
fn only_the_shells_know_the_time_and_the_environment() {
    let is_shell = |path: &str| path == "src/main.rs" || path == "src/serve.rs" || path.starts_with("src/serve/");
    for (path, text) in texts().iter().filter(|(path, _)| is_pure(path) && !is_shell(path)) {
        for word in ["Timestamp::now", "SystemTime", "Zoned::now", "Instant::now"] {
            assert!(!text.contains(word), "{path} reads the clock: {word}");
        }
        // `env!` is the compiler's environment, which is the same for all runs.
        for word in ["std::env", "env::var", "env::args", "env::current_dir", "env::temp_dir"] {
            assert!(!text.contains(word), "{path} reads the environment: {word}");
        }
    }
}

#[test]
fn styles_know_neither_left_nor_right() {
    for (path, text) in texts().iter().filter(|(path, _)| path.starts_with("www/styles/")) {
        let found = sided(text);
        assert!(found.is_empty(), "{path} tells left from right: {found:#?}");
    }
}

/// The declarations of a sheet in which left or right is a word, in the property or in the value.
fn sided(sheet: &str) -> Vec<String> {
    let is_side = |word: &str| word == "left" || word == "right";
    let all = declarations(sheet).into_iter();
    all.filter(|declaration| declaration.split(|c: char| !c.is_alphanumeric()).any(is_side)).collect()
}

/// All declarations of a sheet, the last of a block without its semicolon too. Selectors and at-rules are none.
fn declarations(sheet: &str) -> Vec<String> {
    let (mut found, mut current) = (Vec::new(), String::new());
    for sign in without_css_comments(sheet).chars() {
        match sign {
            '{' => current.clear(),
            '}' | ';' => found.push(std::mem::take(&mut current).trim().to_owned()),
            _ => current.push(sign),
        }
    }
    found.retain(|declaration| declaration.contains(':'));
    found
}

fn without_css_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("*/").map_or("", |(_, after)| after))
}

#[test]
fn every_declaration_is_looked_at() {
    let check = |sheet: &str, expected: &[&str]| assert_eq!(sided(sheet), expected, "{sheet}");
    check("a:hover { color: red; margin-inline: 0 } /* left: 0; */", &[]);
    check("a { color: red; left: 0 }", &["left: 0"]);
    check(
        "a { text-align: left; float:right; border-left-color: red }",
        &["text-align: left", "float:right", "border-left-color: red"],
    );
    check(
        "@media print { .left { background: linear-gradient(to right, red, blue); } }",
        &["background: linear-gradient(to right, red, blue)"],
    );
    check(".right:first-child > b { --copyright: 1; inset-inline-start: 0 }", &[]);
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

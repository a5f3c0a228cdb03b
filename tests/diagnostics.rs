//! Every message to authors: each folder of `diagnostics/` is named after a code and holds a site that gives it, and
//! `expected.txt`, which is what the author sees.
//!
//! `UPDATE_GOLDEN=1 cargo test diagnostics` writes the expected texts anew: read the difference before you commit it.

use std::{collections::BTreeSet, fs, path::Path};

use briefing::{
    config::{Held, Options},
    diagnostic::{Code, Diagnostic, Format, show},
};

use crate::support::{build_in_memory, folders, options, root, update_golden};

/// Codes that no site in a repository can give, and the tests that give them instead.
const ELSEWHERE: &[(Code, &str)] = &[
    (Code::SymlinkOut, "load: a link that leads out is not followed"),
    (Code::TooLarge, "load: a text that is too large is told of"),
    (Code::BadPath, "load: a name that is no text is told of"),
];

fn name(case: &Path) -> String {
    case.file_name().expect("it has a name").to_string_lossy().into_owned()
}

fn cases() -> Vec<std::path::PathBuf> {
    folders(&root().join("tests/diagnostics"))
}

/// What is found in a site; held briefs count as for `briefing check`, unless the case is about them.
fn found(case: &Path) -> Vec<Diagnostic> {
    let held = if name(case) == Code::HeldReference.name() { Held::Left } else { Held::Shown };
    build_in_memory(&case.join("site"), &Options { held, ..options() }).0.diagnostics
}

#[test]
fn every_mistake_is_told_as_expected() {
    for case in cases() {
        let found = found(&case);
        let code = name(&case);
        assert!(found.iter().any(|one| one.code.name() == code), "{code}: {found:#?}");
        let text = show(&found, Format::Human);
        let expected = case.join("expected.txt");
        if update_golden() {
            fs::write(&expected, &text).expect("the expectation can be written");
        }
        let expected = fs::read_to_string(expected).unwrap_or_default();
        assert_eq!(text, expected, "{code}");
    }
}

#[test]
fn every_code_has_a_case() {
    let there: BTreeSet<String> = cases().iter().map(|case| name(case)).collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(code, _)| code.name()).collect();
    let missing: Vec<_> = Code::ALL.iter().map(|code| code.name()).filter(|name| !there.contains(*name)).collect();
    assert_eq!(missing.into_iter().filter(|name| !elsewhere.contains(name)).collect::<Vec<_>>(), [""; 0]);
    let unknown: Vec<_> = there.iter().filter(|name| Code::named(name).is_none()).collect();
    assert!(unknown.is_empty(), "no such code: {unknown:?}");
}

#[test]
fn messages_keep_to_one_style() {
    for case in cases() {
        for one in found(&case) {
            for text in [Some(&one.message), Some(&one.label), one.help.as_ref()].into_iter().flatten() {
                // Names such as `YAML` keep their capitals.
                let mut letters = text.chars();
                let first = letters.next().filter(|_| !letters.next().is_some_and(char::is_uppercase));
                assert!(!text.ends_with('.') || text.ends_with("…"), "{}: a full stop: {text}", one.code.name());
                assert!(first.is_none_or(|c| !c.is_uppercase()), "{}: a capital: {text}", one.code.name());
            }
        }
    }
}

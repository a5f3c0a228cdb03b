use super::*;
use crate::{site_path::SitePath, source::TextFile};

/// The tree in one line, and the codes of what was noted with the places marked.
fn read(text: &str) -> (String, Vec<String>) {
    let path = SitePath::new("briefs/a.md").expect("a plain path");
    let file = TextFile { path, text: text.to_owned() };
    let mut notes = Notes::new(&file);
    let shown = match tree(&file.text, &Span::from, &mut notes) {
        Ok(root) => show(&root, text),
        Err(fault) => format!("at {}: {}", fault.at, fault.message),
    };
    let found = notes.into_found().into_iter().map(|note| format!("{} {}", note.code.name(), note.column));
    (shown, found.collect())
}

fn show(node: &Node<'_>, text: &str) -> String {
    let at = |at: Span| text[at.range()].replace('\n', "⏎");
    match &node.kind {
        Kind::Empty => "∅".to_owned(),
        Kind::Text(value) if at(node.at) == *value => format!("‹{value}›"),
        Kind::Text(value) => format!("‹{value}›@{}", at(node.at)),
        Kind::List(list) => format!("[{}]", list.iter().map(|n| show(n, text)).collect::<Vec<_>>().join(" ")),
        Kind::Map(map) => {
            let pair = |pair: &Pair<'_>| format!("{}={}", pair.key, show(&pair.value, text));
            format!("{{{}}}", map.iter().map(pair).collect::<Vec<_>>().join(" "))
        }
    }
}

fn check_tree(text: &str, expected: &str) {
    assert_eq!(read(text), (expected.to_owned(), Vec::new()), "{text:?}");
}

#[test]
fn every_scalar_is_text_with_its_place() {
    check_tree("title: Talks\ndate: 2024-01\n", "{title=‹Talks› date=‹2024-01›}");
    check_tree("a: ~\nb: null\nc: true\nd: 012\n", "{a=‹~› b=‹null› c=‹true› d=‹012›}");
    check_tree("a: \"b # c\" # d\n", "{a=‹b # c›@\"b # c\"}");
    check_tree("a: 'it''s'\n", "{a=‹it's›@'it''s'}");
    check_tree("a: >-\n  b\n  c\nd: e\n", "{a=‹b c›@b⏎  c d=‹e›}");
    check_tree("a: é\r\nb: ü\r\n", "{a=‹é› b=‹ü›}");
    check_tree("a:\n- b\n- c: d\n", "{a=[‹b› {c=‹d›}]}");
    check_tree("a: {b: c, d: [e, f]}\n", "{a={b=‹c› d=[‹e› ‹f›]}}");
}

#[test]
fn what_is_empty_is_absent() {
    check_tree("", "∅");
    check_tree("# nothing\n", "∅");
    check_tree("a:\nb: ''\nc: \"  \"\nd: # e\nf: [x, ]\n", "{a=∅ b=∅ c=∅ d=∅ f=[‹x›]}");
    check_tree("a:\n  -\n  - b\n", "{a=[∅ ‹b›]}");
}

#[test]
fn dates_are_plain_keys() {
    for key in
        ["2024-01-27?", "/2024-01-27", "201X", "2024-01/..", "../2024", "Y-170000", "-0044-03-15", "~2024", "2024%"]
    {
        check_tree(&format!("- {key}: x\n"), &format!("[{{{key}=‹x›}}]"));
    }
    check_tree("- 2024-01-27T10:00+03:00: x\n", "[{2024-01-27T10:00+03:00=‹x›}]");
}

#[test]
fn what_the_format_does_not_have_is_noted_and_read_on() {
    let check = |text: &str, expected: &str, notes: &[&str]| {
        let notes = notes.iter().map(|note| (*note).to_owned()).collect();
        assert_eq!(read(text), (expected.to_owned(), notes), "{text:?}");
    };
    check("a: !x b\n", "{a=‹b›}", &["yaml-tag 4"]);
    check("a: !!map {b: c}\n", "{a={b=‹c›}}", &["yaml-tag 4"]);
    check("a: &x b\nc: *x\n", "{a=‹b› c=‹*x›}", &["yaml-anchor 4", "yaml-anchor 4"]);
    check("a: *x\n", "{a=‹*x›}", &["yaml-anchor 4"]);
    check("a: b\na: c\n", "{a=‹b›}", &["duplicate-key 1"]);
    check("- [1,2]: x\n", "[{[1,2]=‹x›}]", &["unquoted-indicator 3"]);
    check("- {1,2}: x\n", "[{{1,2}=‹x›}]", &["unquoted-indicator 3"]);
    check("a: b\n--- c\n", "{a=‹b›}", &["second-document 1"]);
    check("a: b\n...\nc: d\n", "{a=‹b›}", &["second-document 1"]);
    check(": x\n", "{=‹x›}", &["yaml 1"]);
    check("\"a\\u0007\": x\n", "{a =‹x›}", &["control-character 1"]);
    check("a: >5\nb: |\nc: d\n", "{a=∅ b=∅ c=‹d›}", &["unquoted-indicator 4"]);
}

#[test]
fn what_is_not_yaml_is_told_in_words() {
    let check = |text: &str, expected: &str| assert_eq!(read(text), (expected.to_owned(), vec![]), "{text:?}");
    check("a: b: c\n", "at 4: a colon cannot stand here");
    check("a: \"b\" c\n", "at 7: text stands after a closing quote");
    check("a: [b\n", "at 3: `[` is not closed by `]`");
    check("a: @b\n", "at 3: a value cannot begin with `@`");
    check("a:\n\t- b\n", "at 4: a tab cannot indent a line");
    check("%YAML 1.2\n", "at 0: a line cannot begin with `%`");
    check(&"[".repeat(20_000), "at 16: lists and maps are nested too deeply");
    check(&"- ".repeat(20_000), "at 32: lists and maps are nested too deeply");
}

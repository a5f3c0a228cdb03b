use super::*;
use crate::{site_path::SitePath, source::TextFile};

const KEYS: &[&str] = &["title", "date", "what", "when", "events", "topics"];

/// What is said of `text`: the code, the marked text, and the hint; and then what could be read of it.
fn check(text: &str, expected: &[(&str, &str, &str)], read: &str) {
    let path = SitePath::new("briefs/a.md").expect("a plain path");
    let file = TextFile { path, text: format!("---\n{text}") };
    let mut notes = Notes::new(&file);
    let mended = mend(&file.text[4..], 4, KEYS, &mut notes);
    let found = notes.into_found();
    let marked = |note: &Diagnostic| {
        file.text.lines().nth(note.line - 1).map(|line| line.chars().skip(note.column - 1).collect::<String>())
    };
    let said: Vec<_> = found
        .iter()
        .map(|note| (note.code.name(), marked(note).unwrap_or_default(), note.help.clone().unwrap_or_default()))
        .collect();
    let said: Vec<_> = said.iter().map(|(code, mark, help)| (*code, mark.as_str(), help.as_str())).collect();
    assert_eq!(said, expected, "{text:?}");
    let pair = |pair: &Pair<'_>| format!("{}={}", pair.key, show(&pair.value, &file));
    let pairs: Vec<String> = mended.pairs.iter().map(pair).collect();
    assert_eq!(pairs.join(" "), read, "{text:?}");
}

/// The node, with each text as the file has it at its place.
fn show(node: &Node<'_>, file: &TextFile) -> String {
    match &node.kind {
        Kind::Empty => "∅".to_owned(),
        Kind::Text(_) => file.slice(node.at).to_owned(),
        Kind::List(list) => format!("[{}]", list.iter().map(|node| show(node, file)).collect::<Vec<_>>().join(" | ")),
        Kind::Map(map) => {
            let pair = |pair: &Pair<'_>| format!("{}={}", pair.key, show(&pair.value, file));
            format!("{{{}}}", map.iter().map(pair).collect::<Vec<_>>().join(" | "))
        }
    }
}

#[test]
fn an_unquoted_colon_is_repaired() {
    check(
        "title: Iraq: talks open\ndate: x\n",
        &[("unquoted-colon", ": talks open", "put quotes around it: `title: \"Iraq: talks open\"`")],
        "title=Iraq: talks open date=x",
    );
    check(
        "events:\n  - 2024-01-27: First: meeting\n  - 2024-01-28: Second\n",
        &[("unquoted-colon", ": meeting", "put quotes around it: `- 2024-01-27: \"First: meeting\"`")],
        "events=[{2024-01-27=First: meeting} | {2024-01-28=Second}]",
    );
    check(
        "title: Iraq\n  opens: the talks\n  at last\ndate: x\n",
        &[("unquoted-colon", ": the talks", "put quotes around it: `title: \"Iraq opens: the talks at last\"`")],
        "title=Iraq\n  opens: the talks\n  at last date=x",
    );
    check(
        "title: \u{201c}Iraq\u{201d}: it\"s\nx: y\n",
        &[("unquoted-colon", ": it\"s", "put quotes around it: `title: '\u{201c}Iraq\u{201d}: it\"s'`")],
        "title=\u{201c}Iraq\u{201d}: it\"s x=y",
    );
    check(
        "title: Ends with a colon:\n",
        &[("unquoted-colon", ":", "put quotes around it: `title: \"Ends with a colon:\"`")],
        "title=Ends with a colon:",
    );
}

#[test]
fn text_after_a_quote_is_repaired() {
    let say = |mark, help| [("text-after-quote", mark, help)];
    check(
        "title: \"Iraq\" talks\n",
        &say("talks", "put quotes around it: `title: '\"Iraq\" talks'`"),
        "title=\"Iraq\" talks",
    );
    check(
        "title: 'Iraq's talks'\n",
        &say("s talks'", "put quotes around it: `title: \"Iraq's talks\"`"),
        "title='Iraq's talks'",
    );
    check(
        "title: \"He said \"no\" to it\"\n",
        &say("no\" to it\"", "put quotes around it: `title: 'He said \"no\" to it'`"),
        "title=\"He said \"no\" to it\"",
    );
    check(
        "topics: [a, 'b' c, d]\n",
        &say("'b' c, d]", "put quotes around it: `topics: [a, \"'b' c\", d]`"),
        "topics=[a | 'b' c | d]",
    );
}

#[test]
fn a_key_that_goes_on_behind_a_quote_or_bracket_is_repaired() {
    check(
        "events:\n  - \"Yes\" he said: x\n",
        &[("text-after-quote", "he said: x", "put quotes around it: `- '\"Yes\" he said': x`")],
        "events=[{\"Yes\" he said=x}]",
    );
    check(
        "events:\n  - [Iraq] talks: x\n",
        &[("unquoted-indicator", "[Iraq] talks: x", "put quotes around it: `- \"[Iraq] talks\": x`")],
        "events=[{[Iraq] talks=x}]",
    );
}

#[test]
fn an_event_of_hundreds_of_years_is_written_with_two_keys() {
    let years: Vec<String> = (1000..1300).map(|year| year.to_string()).collect();
    let text = format!("events:\n  - \"{{{}}}\": x\n  - a: b\n", years.join(","));
    let found = said(&text).1;
    assert_eq!(found, [("yaml", 2)]);
}

#[test]
fn a_value_that_begins_with_an_indicator_is_repaired() {
    check(
        "topics: [a, [Iraq] talks, b]\n",
        &[("unquoted-indicator", "[Iraq] talks, b]", "put quotes around it: `topics: [a, \"[Iraq] talks\", b]`")],
        "topics=[a | [Iraq] talks | b]",
    );
    for value in [
        "[Breaking] talks",
        "{x} talks",
        "@x talks",
        "`x` talks",
        "*x* talks",
        "%5 more",
        "> 5 killed",
        "- 5",
        ", 5",
        "] 5",
    ] {
        let (mark, help) = (value, format!("put quotes around it: `title: \"{value}\"`"));
        check(
            &format!("title: {value}\ndate: x\n"),
            &[("unquoted-indicator", mark, &help)],
            &format!("title={value} date=x"),
        );
    }
    check(
        "events:\n  - %2024: x\n",
        &[("unquoted-indicator", "%2024: x", "put quotes around it: `- \"%2024\": x`")],
        "events=[{%2024=x}]",
    );
    check(
        "topics: [a, @b, c]\n",
        &[("unquoted-indicator", "@b, c]", "put quotes around it: `topics: [a, \"@b\", c]`")],
        "topics=[a | @b | c]",
    );
    check(
        "topics: [a, #b, c]\n",
        &[("unquoted-indicator", "#b, c]", "put quotes around it: `topics: [a, \"#b\", c]`")],
        "topics=[a | #b | c]",
    );
}

#[test]
fn what_is_not_closed_is_closed() {
    check("title: \"Iraq\ndate: x\n", &[("yaml", "\"Iraq", "close it: `title: \"Iraq\"`")], "title=\"Iraq date=x");
    check("topics: [a, b\ndate: x\n", &[("yaml", "[a, b", "close it: `topics: [a, b]`")], "topics=[a | b] date=x");
    check(
        "events:\n  - a: \"First\n  - b: \"Second\"\n  - c: d\n",
        &[("yaml", "\"First", "close it: `- a: \"First\"`")],
        "events=[{a=\"First} | {b=\"Second\"} | {c=d}]",
    );
}

#[test]
fn slips_of_layout_are_repaired() {
    check("title:Talks\ndate: x\n", &[("yaml", ":Talks", "write: `title: Talks`")], "title=Talks date=x");
    check("title Talks\ndate: x\n", &[("yaml", "title Talks", "write: `title: Talks`")], "title=Talks date=x");
    check(
        "title: Talks\n date: x\n",
        &[("yaml", "date: x", "begin it in the same column as its neighbours above")],
        "title=Talks date=x",
    );
    check(
        "events:\n  - when: x\n   what: y\n",
        &[("yaml", "what: y", "begin it in the same column as its neighbours above")],
        "events=[{when=x | what=y}]",
    );
    check("events:\n\t- a: b\n", &[("yaml", "\t- a: b", "indent it with spaces")], "events=[{a=b}]");
}

#[test]
fn one_run_finds_all_slips() {
    check(
        "title: a: b\nevents:\n  - x: c: d\n  - y: @e\n  - z: f\ntopics: [g\ndate: h\n",
        &[
            ("unquoted-colon", ": b", "put quotes around it: `title: \"a: b\"`"),
            ("unquoted-colon", ": d", "put quotes around it: `- x: \"c: d\"`"),
            ("unquoted-indicator", "@e", "put quotes around it: `- y: \"@e\"`"),
            ("yaml", "[g", "close it: `topics: [g]`"),
        ],
        "title=a: b events=[{x=c: d} | {y=@e} | {z=f}] topics=[g] date=h",
    );
}

#[test]
fn what_nothing_repairs_is_left_out() {
    check("events:\n  - a: b\n  c: d\n    e: f\n  - g: h\n", &[("yaml", "c: d", "")], "events=[{a=b} | {g=h}]");
    check(
        "title: a\nopen talks\ndate: x\n",
        &[("yaml", "open talks", "indent the line if it goes on with the value above")],
        "title=a date=x",
    );
    check(
        "title: a: b\n...\nc: d\n",
        &[
            ("unquoted-colon", ": b", "put quotes around it: `title: \"a: b\"`"),
            (
                "second-document",
                "...",
                "remove the line; the front matter ends at a line that is `---` and nothing else",
            ),
        ],
        "title=a: b",
    );
    check(
        "title: a: b\ntitle: c\n",
        &[("unquoted-colon", ": b", "put quotes around it: `title: \"a: b\"`"), ("duplicate-key", "title: c", "")],
        "title=a: b",
    );
}

#[test]
fn deep_nesting_is_told_once() {
    let deep = format!("title: {}\ndate: x\n", "[".repeat(5_000));
    check(&deep, &[("too-deep", &"[".repeat(5_000 - 16), "")], "date=x");
}

/// What could be read, and the code and line of all that is said.
fn said(text: &str) -> (Mended<'static>, Vec<(&'static str, usize)>) {
    let path = SitePath::new("briefs/a.md").expect("a plain path");
    let file = TextFile { path, text: text.to_owned() };
    let mut notes = Notes::new(&file);
    let mended = mend(&file.text, 0, KEYS, &mut notes);
    let found = notes.into_found();
    (mended, found.iter().map(|note| (note.code.name(), note.line)).collect())
}

#[test]
fn a_hundred_slips_in_one_list_are_all_told() {
    for slips in [64, 65, 100] {
        let (mended, found) = said(&format!("events:\n{}", "  - 2024-01-01: a: b\n".repeat(slips)));
        assert_eq!(found, (2..slips + 2).map(|line| ("unquoted-colon", line)).collect::<Vec<_>>());
        assert_eq!((mended.pairs.len(), mended.lost.len()), (1, 0));
    }
    // A map of one item has as many slips as its lines.
    let keys: Vec<String> = (0..100).map(|n| format!("k{n}: a: b")).collect();
    let (mended, found) = said(&format!("x:\n  {}\n", keys.join("\n  ")));
    assert_eq!((found.len(), found.last().copied()), (ROUNDS + 2, Some(("too-many-mistakes", 1))));
    assert_eq!(mended.lost, ["x"]);
}

#[test]
fn a_long_broken_text_is_not_tried_for_ever() {
    let text = format!("title: a: b\nevents:\n{}", "  - @x: [y\n".repeat(50_000));
    let path = SitePath::new("briefs/a.md").expect("a plain path");
    let file = TextFile { path, text };
    let mut notes = Notes::new(&file);
    let mended = mend(&file.text, 0, KEYS, &mut notes);
    assert_eq!(mended.pairs.len(), 1);
    assert_eq!(mended.lost, ["events"]);
}

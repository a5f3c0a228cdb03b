use super::*;
use crate::parse::testing::{said, values};

#[test]
fn a_text_is_read_from_any_scalar() {
    let read = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
        fields.take("a", notes).and_then(|node| prose("a", node, notes)).map(|text| text.value)
    };
    let check = |text: &str, expected: Option<&str>, said_expected: &[&str]| {
        let (value, found) = values(text, read);
        assert_eq!(
            (value.as_deref(), said(&found)),
            (expected, said_expected.iter().map(|s| (*s).to_owned()).collect()),
            "{text}"
        );
    };
    check("a: b", Some("b"), &[]);
    check("a: ' b '", Some("b"), &[]);
    check("a: |\n  b\n  c\n", Some("b c"), &[]);
    check("a:", None, &[]);
    check("a: # none", None, &[]);
    check("a: b #c", Some("b"), &["text-after-hash 6..8 put quotes around it: `a: \"b #c\"`"]);
    check("a: b # c", Some("b"), &["text-after-hash 6..9 put quotes around it: `a: \"b # c\"`"]);
    check("a: 'b' # c", Some("b"), &[]);
    check("a: #c d", None, &["unquoted-indicator 4..8 put quotes around it: `a: \"#c d\"`"]);
    check("a: [b]", None, &["wrong-type 4..7 put quotes around it: `a: \"[b]\"`"]);
    check("a:\n  - b\n  - c", None, &["wrong-type 3..6"]);
    check("a:\n  b: c", None, &["unquoted-colon 4..5 put quotes around it: `\"b: c\"`"]);
    check("a: \"b\\u0007\"", None, &["control-character 4..13"]);
}

#[test]
fn a_list_is_read_entry_by_entry() {
    let read = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
        let node = fields.take("a", notes);
        node.map(|node| list_of_names("a", node, notes, |node, notes| line("a", node, notes).map(|at| at.value)))
    };
    let check = |text: &str, expected: &[&str], said_expected: &[&str]| {
        let (value, found) = values(text, read);
        assert_eq!(value.unwrap_or_default(), expected, "{text}");
        assert_eq!(said(&found), said_expected, "{text}");
    };
    check("a: [b, c]", &["b", "c"], &[]);
    check("a:\n- b\n-\n- c\n", &["b", "c"], &[]);
    check("a: b, c", &[], &["wrong-type 4..8 write `a: [b, c]`"]);
    check("a: b", &[], &["wrong-type 4..5 write `a: [b]`"]);
    check("a:\n  b: c\n  d: e", &[], &["wrong-type 3..7 begin each entry with `- ` on a line of its own"]);
    check("a:\n- #b\n- c", &["c"], &["unquoted-indicator 3..5 put quotes around it: `- \"#b\"`"]);
    check(
        "a:\n- b: c\n- d:",
        &[],
        &[
            "unquoted-colon 4..5 put quotes around it: `- \"b: c\"`",
            "unquoted-colon 4..5 put quotes around it: `- \"d:\"`",
        ],
    );
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let read = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
        let _ = (fields.take("title", notes), fields.require("date", "add `date: b`", notes), fields.take_free());
    };
    let check = |text: &str, expected: &[&str]| assert_eq!(said(&values(text, read).1), expected, "{text}");
    check("tilte: a\ndate: b\nx-mine: c", &["unknown-key 1..6 did you mean `title`?"]);
    check("headline: a\ndate: b", &["unknown-key 1..9 a key of your own begins with `x-`: `x-headline`"]);
    check("title: a", &["missing-field 1..1 add `date: b`"]);
    check("title: a\ndate:", &["missing-field 1..5 write it as `date: b`"]);
    check("title: a\ndate: #1", &["unquoted-indicator 7..9 put quotes around it: `date: \"#1\"`"]);
}

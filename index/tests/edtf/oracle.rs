//! Agreement with `edtf-core`, an independent implementation of levels 0 to 2, and every difference by name.

use briefing_index::edtf::calendar::{DAY, civil_from_days};
use briefing_index::edtf::{Date, Edtf, Form, Interval, Member};
use edtf_core::Bound;

use crate::generated::{Random, damaged, expression};
use crate::{expressions, parse};

/// Texts that one of the two reads and the other refuses: ours, theirs, why ours does as it does.
const DIFFERENCES: &[(&str, bool, bool, &str)] = &[
    ("2024-01-27T10:00Z", true, false, "seconds are optional"),
    ("2024-01-27T10:00:00Z?", true, false, "clock times may have a mark"),
    ("-0044-03-15T10:00:00Z", true, false, "clock times may be before year zero"),
    ("2024-01-27T10:00:00Z/2024-01-27T12:00:00Z", true, false, "intervals of clock times"),
    ("2024-01-27T10:00:00Z/..", true, false, "intervals of clock times"),
    ("2024-01-27T10:00:00", false, true, "a clock time needs its offset"),
    ("2024-01-27T23:59:60Z", false, true, "no leap seconds"),
    ("{..1983,1985..}", false, true, "a date needs a bound on one side at least"),
    ("[1984..,1990]", false, true, "an open side is the first or the last member (Library of Congress, Set 5)"),
    ("[1984,..1990]", false, true, "an open side is the first or the last member (Library of Congress, Set 5)"),
    ("Y123456789012", false, true, "a bound is an `i64` of seconds"),
    ("2024-?01", false, true, "level 2: a mark within a date"),
    ("?2024", false, true, "a mark before a date, for which level 1 has the end"),
    ("2024?-01", false, true, "level 2: a mark within a date"),
    ("Y17E8", false, true, "level 2: exponents"),
    ("1950S2", false, true, "level 2: significant digits"),
    ("2024-25", false, true, "level 2: further seasons"),
    ("2024-0X", false, true, "level 2: `X` in other places"),
    ("156X-12-25", false, true, "level 2: `X` in other places"),
    ("XXXX", false, true, "level 2: `X` in other places"),
    ("2004-06-XX/2004-07-03", false, true, "level 2: `X` in intervals"),
    ("..2004-06-01/2004-06-20", false, true, "level 2: ends on or before"),
];

#[test]
fn differences_are_these() {
    for (text, ours, theirs, why) in DIFFERENCES {
        assert_eq!(Edtf::parse(text).is_ok(), *ours, "ours of `{text}`: {why}");
        assert_eq!(edtf_core::Edtf::parse(text).is_ok(), *theirs, "theirs of `{text}`: {why}");
    }
}

/// Whether a difference over a text is one of those above.
fn explained(text: &str, theirs: Option<&edtf_core::Edtf>) -> bool {
    // Clock times: their date-times are a part of ours, and the rest is in the table.
    if text.contains('T') {
        return true;
    }
    match theirs {
        Some(edtf_core::Edtf::Set(set)) => {
            use edtf_core::SetElement::{OnOrAfter, OnOrBefore};
            let last = set.elements.len() - 1;
            let open_inside = set.elements.iter().enumerate().any(|(i, element)| {
                matches!(element, OnOrBefore(_)) && i > 0 || matches!(element, OnOrAfter(_)) && i < last
            });
            let both = matches!(set.elements[0], OnOrBefore(_)) && matches!(set.elements[last], OnOrAfter(_));
            open_inside || both || text.split(['[', '{', ',', ']', '}']).any(beyond_level_1)
        }
        Some(other) => other.level() == 2 || beyond_level_1(text),
        None => false,
    }
}

/// Notations that are of level 2 in some part, or that say something of level 1 in another way.
fn beyond_level_1(text: &str) -> bool {
    let long = text
        .split('/')
        .any(|date| date.trim_start_matches(['Y', '-']).find(|c: char| !c.is_ascii_digit()).unwrap_or(date.len()) > 11);
    let inner = text.split(['/', '.']).any(|date| date.trim_end_matches(['?', '~', '%']).contains(['?', '~', '%']));
    long || inner || text.split("..").any(|date| edtf_core::level(date) == Some(2))
}

#[test]
fn what_both_read_is_the_same() {
    let characters: Vec<char> = "0123456789XYTZES-.,/[]{}?~%".chars().collect();
    let mut random = Random(0x00ed_7f00);
    let (mut both, mut neither) = (0, 0);
    for round in 0..60_000 {
        let whole = expression(&mut random);
        let text = if round % 2 == 0 { whole } else { damaged(&mut random, &whole, &characters) };
        match (Edtf::parse(&text), edtf_core::Edtf::parse(&text)) {
            (Ok(ours), Ok(theirs)) => {
                check_same(&text, &ours, &theirs);
                both += 1;
            }
            (Err(_), Err(_)) => neither += 1,
            (Ok(_), Err(error)) => assert!(explained(&text, None), "they refuse `{text}`: {error}"),
            (Err(error), Ok(theirs)) => assert!(explained(&text, Some(&theirs)), "we refuse `{text}`: {error}"),
        }
    }
    assert!(both > 20_000 && neither > 10_000, "{both} {neither}");
}

#[test]
fn all_forms_are_the_same() {
    for text in expressions::valid() {
        let ours = parse(&text);
        assert_eq!(parse(&ours.to_string()), ours, "`{text}`");
        match edtf_core::Edtf::parse(&text) {
            Ok(theirs) => check_same(&text, &ours, &theirs),
            Err(error) => assert!(explained(&text, None), "they refuse `{text}`: {error}"),
        }
    }
    for text in expressions::invalid() {
        assert!(Edtf::parse(&text).is_err(), "`{text}` was read");
        let theirs = edtf_core::Edtf::parse(&text);
        assert!(theirs.is_err() || explained(&text, theirs.as_ref().ok()), "they read `{text}`");
    }
}

fn check_same(text: &str, ours: &Edtf, theirs: &edtf_core::Edtf) {
    let marked = |test: fn(&Date) -> bool| dates(ours).iter().any(test);
    assert_eq!(marked(|date| date.mark().is_uncertain()), theirs.is_uncertain(), "`{text}`");
    assert_eq!(marked(|date| date.mark().is_approximate()), theirs.is_approximate(), "`{text}`");
    assert_eq!(marked(|date| date.part().has_unknown_digits()), theirs.has_unspecified(), "`{text}`");
    // Their bounds are the days of a clock time as it is written, ours are instants.
    if text.contains('T') {
        return;
    }
    assert_eq!(ours.to_string(), theirs.to_string(), "`{text}`");
    let bounds = ours.bounds();
    assert_eq!(bounds.from.map(|from| day(from.div_euclid(DAY))), their_day(theirs.bounds().earliest), "`{text}`");
    assert_eq!(bounds.to.map(|to| day(to.div_euclid(DAY) - 1)), their_day(theirs.bounds().latest), "`{text}`");
}

fn dates(edtf: &Edtf) -> Vec<Date> {
    match edtf.form() {
        Form::Single(date) => vec![*date],
        Form::Interval(Interval::Between(start, end)) => vec![*start, *end],
        Form::Interval(Interval::From(date, _) | Interval::Until(_, date)) => vec![*date],
        Form::OneOf(members) | Form::AllOf(members) => {
            let of_member = |member: &Member| match member {
                Member::Range(first, last) => vec![*first, *last],
                Member::One(date) | Member::Until(date) | Member::From(date) => vec![*date],
            };
            members.iter().flat_map(of_member).collect()
        }
    }
}

fn day(days: i64) -> (i64, u8, u8) {
    civil_from_days(days)
}

fn their_day(bound: Bound) -> Option<(i64, u8, u8)> {
    match bound {
        Bound::Date(day) => Some((day.year, day.month, day.day)),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    }
}

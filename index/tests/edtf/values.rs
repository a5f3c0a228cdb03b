//! What expressions are, and their bounds.

use briefing_index::edtf::{Date, Edge, Edtf, Form, Interval, Mark, Member, Part};

use crate::{bounds_text, parse};

/// Every row also holds that the text is canonical.
#[track_caller]
fn check(text: &str, meaning: &str, bounds: &str) {
    let edtf = parse(text);
    assert_eq!(words(&edtf), meaning, "meaning of `{text}`");
    assert_eq!(bounds_text(edtf.bounds()), bounds, "bounds of `{text}`");
    assert_eq!(edtf.to_string(), text, "canonical text");
}

fn words(edtf: &Edtf) -> String {
    match edtf.form() {
        Form::Single(date) => date_words(date),
        Form::Interval(Interval::Between(start, end)) => format!("{} to {}", date_words(start), date_words(end)),
        Form::Interval(Interval::From(start, Edge::Open)) => format!("since {}", date_words(start)),
        Form::Interval(Interval::From(start, Edge::Unknown)) => format!("from {}, end unknown", date_words(start)),
        Form::Interval(Interval::Until(Edge::Open, end)) => format!("until {}", date_words(end)),
        Form::Interval(Interval::Until(Edge::Unknown, end)) => format!("until {}, start unknown", date_words(end)),
        Form::OneOf(members) => format!("one of: {}", members_words(members)),
        Form::AllOf(members) => format!("all of: {}", members_words(members)),
    }
}

fn members_words(members: &[Member]) -> String {
    let words = members.iter().map(|member| match member {
        Member::One(date) => date_words(date),
        Member::Range(first, last) => format!("{} through {}", date_words(first), date_words(last)),
        Member::Until(last) => format!("by {}", date_words(last)),
        Member::From(first) => format!("after {}", date_words(first)),
    });
    words.collect::<Vec<_>>().join("; ")
}

fn date_words(date: &Date) -> String {
    let mark = match date.mark() {
        Mark::None => "",
        Mark::Uncertain => "probably ",
        Mark::Approximate => "around ",
        Mark::Both => "perhaps around ",
    };
    let year = date.year();
    let part = match date.part() {
        Part::Century => format!("century {year}"),
        Part::Decade => format!("decade {year}"),
        Part::Year => format!("year {year}"),
        Part::SomeMonth => format!("some month {year}"),
        Part::SomeDayOfYear => format!("some day {year}"),
        Part::Season(season) => format!("{season:?} {year}"),
        Part::Month(month) => format!("month {year} {month}"),
        Part::SomeDayOfMonth(month) => format!("some day {year} {month}"),
        Part::Day { month, day } => format!("day {year} {month} {day}"),
        Part::Clock { month, day, clock } => {
            let second = clock.second.map_or(String::new(), |second| format!(" {second}"));
            format!("clock {year} {month} {day} {} {}{second} {:+}", clock.hour, clock.minute, clock.offset)
        }
    };
    format!("{mark}{part}")
}

#[test]
fn the_table_of_the_format() {
    check("2024-01", "month 2024 1", "2024-01-01 2024-02-01");
    check("2024-01-27?", "probably day 2024 1 27", "2024-01-27 2024-01-28");
    check("2024-01-27~", "around day 2024 1 27", "2024-01-27 2024-01-28");
    check("2024-01-27%", "perhaps around day 2024 1 27", "2024-01-27 2024-01-28");
    check("2024-01-27/..", "since day 2024 1 27", "2024-01-27 -");
    check("2024-01-27/", "from day 2024 1 27, end unknown", "2024-01-27 -");
    check("/2024-01-27", "until day 2024 1 27, start unknown", "- 2024-01-28");
    check("../2024-01-27", "until day 2024 1 27", "- 2024-01-28");
    check("[..2024-01-27]", "one of: by day 2024 1 27", "- 2024-01-28");
    check("[2024-01,2024-03]", "one of: month 2024 1; month 2024 3", "2024-01-01 2024-04-01");
    check("[2024-01..2024-03]", "one of: month 2024 1 through month 2024 3", "2024-01-01 2024-04-01");
    check("{2024-01,2024-03}", "all of: month 2024 1; month 2024 3", "2024-01-01 2024-04-01");
    check("{2024-01..2024-03}", "all of: month 2024 1 through month 2024 3", "2024-01-01 2024-04-01");
    check("201X", "decade 2010", "2010-01-01 2020-01-01");
    check("2024-XX", "some month 2024", "2024-01-01 2025-01-01");
    check("2024-01-XX", "some day 2024 1", "2024-01-01 2024-02-01");
    check("2024-21", "Spring 2024", "2024-03-01 2024-06-01");
    check("2024-22", "Summer 2024", "2024-06-01 2024-09-01");
    check("2024-23", "Autumn 2024", "2024-09-01 2024-12-01");
    check("2024-24", "Winter 2024", "2024-12-01 2025-03-01");
}

#[test]
fn years() {
    check("2024", "year 2024", "2024-01-01 2025-01-01");
    check("0001", "year 1", "1-01-01 2-01-01");
    check("0000", "year 0", "0-01-01 1-01-01");
    check("-0001", "year -1", "-1-01-01 0-01-01");
    check("-0044?", "probably year -44", "-44-01-01 -43-01-01");
    check("9999", "year 9999", "9999-01-01 10000-01-01");
    check("-9999", "year -9999", "-9999-01-01 -9998-01-01");
    check("Y10000", "year 10000", "10000-01-01 10001-01-01");
    check("Y-170000", "year -170000", "-170000-01-01 -169999-01-01");
    check("Y-170000~", "around year -170000", "-170000-01-01 -169999-01-01");
    check("Y170000002", "year 170000002", "170000002-01-01 170000003-01-01");
    check("Y99999999999", "year 99999999999", "99999999999-01-01 100000000000-01-01");
    check("Y-99999999999", "year -99999999999", "-99999999999-01-01 -99999999998-01-01");
}

#[test]
fn unknown_digits() {
    check("20XX", "century 2000", "2000-01-01 2100-01-01");
    check("00XX", "century 0", "0-01-01 100-01-01");
    check("000X", "decade 0", "0-01-01 10-01-01");
    check("201X~", "around decade 2010", "2010-01-01 2020-01-01");
    check("20XX%", "perhaps around century 2000", "2000-01-01 2100-01-01");
    check("2024-XX?", "probably some month 2024", "2024-01-01 2025-01-01");
    check("2024-XX-XX", "some day 2024", "2024-01-01 2025-01-01");
    check("2024-02-XX~", "around some day 2024 2", "2024-02-01 2024-03-01");
    check("-0044-03-XX", "some day -44 3", "-44-03-01 -44-04-01");
}

#[test]
fn months_days_and_seasons() {
    check("2024-12", "month 2024 12", "2024-12-01 2025-01-01");
    check("2024-02", "month 2024 2", "2024-02-01 2024-03-01");
    check("2024-02-29", "day 2024 2 29", "2024-02-29 2024-03-01");
    check("2023-02-28", "day 2023 2 28", "2023-02-28 2023-03-01");
    check("2000-02-29", "day 2000 2 29", "2000-02-29 2000-03-01");
    check("0000-02-29", "day 0 2 29", "0-02-29 0-03-01");
    check("-0004-02-29", "day -4 2 29", "-4-02-29 -4-03-01");
    check("-0044-03-15", "day -44 3 15", "-44-03-15 -44-03-16");
    check("1969-12-31", "day 1969 12 31", "1969-12-31 1970-01-01");
    check("2024-12-31", "day 2024 12 31", "2024-12-31 2025-01-01");
    check("2024-24~", "around Winter 2024", "2024-12-01 2025-03-01");
    check("2023-24", "Winter 2023", "2023-12-01 2024-03-01");
    check("-0001-24", "Winter -1", "-1-12-01 0-03-01");
}

#[test]
fn clock_times() {
    check("2024-01-27T10:00Z", "clock 2024 1 27 10 0 +0", "2024-01-27T10:00:00 2024-01-27T10:01:00");
    check("2024-01-27T10:00:30Z", "clock 2024 1 27 10 0 30 +0", "2024-01-27T10:00:30 2024-01-27T10:00:31");
    check("2024-01-27T10:00:30+03:00", "clock 2024 1 27 10 0 30 +180", "2024-01-27T07:00:30 2024-01-27T07:00:31");
    check("2024-01-27T01:15+03:30", "clock 2024 1 27 1 15 +210", "2024-01-26T21:45:00 2024-01-26T21:46:00");
    check("2024-01-27T23:59-05:00", "clock 2024 1 27 23 59 -300", "2024-01-28T04:59:00 2024-01-28T05:00:00");
    check("2024-01-27T00:00Z", "clock 2024 1 27 0 0 +0", "2024-01-27 2024-01-27T00:01:00");
    check("2024-12-31T23:59:59Z", "clock 2024 12 31 23 59 59 +0", "2024-12-31T23:59:59 2025-01-01");
    check("2024-01-27T10:00+14:00", "clock 2024 1 27 10 0 +840", "2024-01-26T20:00:00 2024-01-26T20:01:00");
    check("2024-01-27T10:00-00:30", "clock 2024 1 27 10 0 -30", "2024-01-27T10:30:00 2024-01-27T10:31:00");
    check("2024-01-27T10:00Z~", "around clock 2024 1 27 10 0 +0", "2024-01-27T10:00:00 2024-01-27T10:01:00");
    check("-0044-03-15T12:00Z", "clock -44 3 15 12 0 +0", "-44-03-15T12:00:00 -44-03-15T12:01:00");
}

#[test]
fn intervals() {
    check("2024-01-27/2024-02-03", "day 2024 1 27 to day 2024 2 3", "2024-01-27 2024-02-04");
    check("2024-01-27/2024-01-27", "day 2024 1 27 to day 2024 1 27", "2024-01-27 2024-01-28");
    check("2014/2024-01", "year 2014 to month 2024 1", "2014-01-01 2024-02-01");
    // The start may be late in the month that is the end.
    check("2024-01-27/2024-01", "day 2024 1 27 to month 2024 1", "2024-01-27 2024-02-01");
    check("2024-02/2024", "month 2024 2 to year 2024", "2024-02-01 2025-01-01");
    check("2014?/2024-01~", "probably year 2014 to around month 2024 1", "2014-01-01 2024-02-01");
    check("2024-21/2024-24", "Spring 2024 to Winter 2024", "2024-03-01 2025-03-01");
    check("Y-170000/-9999", "year -170000 to year -9999", "-170000-01-01 -9998-01-01");
    check("-0044/0014", "year -44 to year 14", "-44-01-01 15-01-01");
    check("2024?/..", "since probably year 2024", "2024-01-01 -");
    check("2024-21/", "from Spring 2024, end unknown", "2024-03-01 -");
    check("/2024%", "until perhaps around year 2024, start unknown", "- 2025-01-01");
    check("../Y-170000", "until year -170000", "- -169999-01-01");
    check(
        "2024-01-27T10:00Z/2024-01-27T12:30Z",
        "clock 2024 1 27 10 0 +0 to clock 2024 1 27 12 30 +0",
        "2024-01-27T10:00:00 2024-01-27T12:31:00",
    );
    // The end is written as an earlier hour, but is later by its offset.
    check(
        "2024-01-27T10:00+03:00/2024-01-27T08:00Z",
        "clock 2024 1 27 10 0 +180 to clock 2024 1 27 8 0 +0",
        "2024-01-27T07:00:00 2024-01-27T08:01:00",
    );
    check(
        "2024-01-27T10:00:30Z/2024-01-27T10:00Z",
        "clock 2024 1 27 10 0 30 +0 to clock 2024 1 27 10 0 +0",
        "2024-01-27T10:00:30 2024-01-27T10:01:00",
    );
    check("2024-01-27T10:00Z/..", "since clock 2024 1 27 10 0 +0", "2024-01-27T10:00:00 -");
    check("/2024-01-27T10:00Z?", "until probably clock 2024 1 27 10 0 +0, start unknown", "- 2024-01-27T10:01:00");
}

#[test]
fn sets() {
    check(
        "[1667,1668,1670..1672]",
        "one of: year 1667; year 1668; year 1670 through year 1672",
        "1667-01-01 1673-01-01",
    );
    check("{1960,1961-12}", "all of: year 1960; month 1961 12", "1960-01-01 1962-01-01");
    check("[1760-01,1760-02,1760-12..]", "one of: month 1760 1; month 1760 2; after month 1760 12", "1760-01-01 -");
    check("[1760-12..]", "one of: after month 1760 12", "1760-12-01 -");
    check("{..1984}", "all of: by year 1984", "- 1985-01-01");
    check("[..1984,1990]", "one of: by year 1984; year 1990", "- 1991-01-01");
    check("[2024]", "one of: year 2024", "2024-01-01 2025-01-01");
    // The order is the author's; the bounds are those of the earliest and the latest.
    check("{2024-03,2024-01}", "all of: month 2024 3; month 2024 1", "2024-01-01 2024-04-01");
    check("[2024-01-27?,2024-01-28~]", "one of: probably day 2024 1 27; around day 2024 1 28", "2024-01-27 2024-01-29");
    check("[201X,2024-21]", "one of: decade 2010; Spring 2024", "2010-01-01 2024-06-01");
    check("[..2024-01-27?]", "one of: by probably day 2024 1 27", "- 2024-01-28");
    check("[-0044-03-15..-0044-03-17]", "one of: day -44 3 15 through day -44 3 17", "-44-03-15 -44-03-18");
    check("{Y-170000,-0044}", "all of: year -170000; year -44", "-170000-01-01 -43-01-01");
}

#[test]
fn each_member_has_bounds_of_its_own() {
    let edtf = parse("{..2023,2024-01,2024-03..2024-05,2024-12-24}");
    let Form::AllOf(members) = edtf.form() else { panic!("{edtf:?}") };
    let each: Vec<String> = members.iter().map(|member| bounds_text(member.bounds())).collect();
    assert_eq!(each, ["- 2024-01-01", "2024-01-01 2024-02-01", "2024-03-01 2024-06-01", "2024-12-24 2024-12-25"]);
    assert_eq!(bounds_text(edtf.bounds()), "- 2024-12-25");
}

#[test]
fn one_value_has_one_text() {
    for (text, canonical) in [
        ("2024-01-27T10:00+03", "2024-01-27T10:00+03:00"),
        ("2024-01-27T10:00-05", "2024-01-27T10:00-05:00"),
        ("2024-01-27T10:00+00:00", "2024-01-27T10:00Z"),
        ("2024-01-27T10:00:00+00", "2024-01-27T10:00:00Z"),
    ] {
        assert_eq!(parse(text).to_string(), canonical);
        assert_eq!(parse(text), parse(canonical));
    }
}

#[test]
fn parts_of_a_date() {
    let edtf = parse("2024-01-27T10:00Z%");
    let Form::Single(date) = edtf.form() else { panic!("{edtf:?}") };
    assert_eq!((date.year(), date.month(), date.day()), (2024, Some(1), Some(27)));
    assert_eq!(date.clock().map(|clock| clock.to_string()), Some("10:00Z".to_owned()));
    assert!(date.mark().is_uncertain() && date.mark().is_approximate());
    for (text, month, day) in [("2024", None, None), ("2024-21", None, None), ("2024-01-XX", Some(1), None)] {
        let edtf = parse(text);
        let Form::Single(date) = edtf.form() else { panic!("{edtf:?}") };
        assert_eq!((date.month(), date.day(), date.clock()), (month, day, None), "`{text}`");
        assert!(!date.mark().is_uncertain() && !date.mark().is_approximate());
    }
}

#[test]
fn the_datetime_attribute_is_what_html_can_write() {
    for (text, attribute) in [
        ("2024", Some("2024")),
        ("0001", Some("0001")),
        ("Y12024", Some("12024")),
        ("2024-01", Some("2024-01")),
        ("2024-01~", Some("2024-01")),
        ("2024-01-27", Some("2024-01-27")),
        ("2024-01-27?", Some("2024-01-27")),
        ("2024-01-27T10:00Z", Some("2024-01-27T10:00Z")),
        ("2024-01-27T10:00:30+03", Some("2024-01-27T10:00:30+03:00")),
        ("2024-01-27T10:00+00:00", Some("2024-01-27T10:00Z")),
        ("0000", None),
        ("-0044-03-15", None),
        ("Y-170000", None),
        ("201X", None),
        ("20XX", None),
        ("2024-XX", None),
        ("2024-XX-XX", None),
        ("2024-01-XX", None),
        ("2024-21", None),
        ("2024-01-27/2024-01-28", None),
        ("/2024-01-27", None),
        ("[2024,2025]", None),
        ("[2024]", None),
        ("{2024-01-27}", None),
    ] {
        assert_eq!(parse(text).datetime_attribute().as_deref(), attribute, "`{text}`");
    }
}

#[test]
fn values_are_small() {
    // A plain date holds nothing on the heap: its type is `Copy`.
    fn copied<T: Copy>() -> usize {
        size_of::<T>()
    }
    assert!(copied::<Date>() <= 24, "{}", copied::<Date>());
    assert!(size_of::<Edtf>() <= 56, "{}", size_of::<Edtf>());
}

//! Where the other parsers may differ from us, and must: a text that no longer does is taken out.

use super::Differs::{self, Both, End, Reads, Refuses, Start};

/// Texts about which a parser differs from us in one way, and why.
///
/// Texts are told by their shape: `*` is anything, `#` a digit, `~` one of the marks `?`, `~`, `%`. A text belongs to the
/// first exception of its kind: `Reads` is for texts that we refuse, the others are for those that we read.
pub(super) type Exception = (Differs, &'static [&'static str], Why);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// A choice of ours, told in docs/format.md or [`briefing_index::edtf`], where the standard is silent or allows more.
    Format(&'static str),
    /// The parser is wrong.
    Fault(&'static str),
}

use Why::{Fault, Format};

pub(super) const NPM: &[Exception] = &[
    (Both, &["####-2#", "-####-2#"], Format("seasons are meteorological; theirs are quarters of the year")),
    (Refuses, &["*####-2#*/*", "*/*####-2#*"], Format("seasons can be ends of an interval")),
    (Refuses, &["*Y*/*", "*/*Y*"], Format("years of five digits and more can be ends of an interval")),
    (Refuses, &["*X~", "####-2#~", "Y*~", "*Z~"], Format("marks stand after `X`, seasons, long years and clocks too")),
    (End, &["*T##:##Z", "*T##:##+*", "*T##:##-*"], Format("a time without seconds lasts a minute; theirs a second")),
    (Refuses, &["2024/2024", "2024-01/2024", "2024-01-27/2024-01"], Format("the two ends may overlap")),
    (Reads, &["/", "../", "/..", "../.."], Format("one side has a date at least")),
    (Reads, &["*T10:00", "*T10:00:00"], Format("a clock time needs its offset")),
    (Reads, &["*T24:00Z", "*T24:00:00Z", "*T24:00:00"], Format("there is no 24:00")),
    (Reads, &["2024-01-27/2024-01-27T10:00:00Z"], Format("an interval has clock times on both sides or on neither")),
    (Reads, &["24", "-44"], Format("a year has four digits; theirs are the centuries of ISO 8601-1")),
    (Reads, &["*T10:00:30.5Z", "*T10:00:30.500Z"], Fault("EDTF has no parts of a second")),
    (Reads, &["*+0300"], Fault("an offset has a colon")),
    (Reads, &["*-02-29*"], Fault("29 February of a common year is read as 1 March")),
    (Both, &["-*-XX"], Fault("before year zero, the bounds of what has an `X` are turned around")),
    (End, &["0000-02-28", "0000-02-XX"], Fault("year zero, a leap year, is taken for 1900 on the way")),
    (Both, &["0000-02-29"], Fault("year zero, a leap year, is taken for 1900 on the way")),
    (Refuses, &["Y275761", "Y170000002", "Y-99999999999"], Fault("no bounds beyond JavaScript's own dates")),
];

pub(super) const PYPI: &[Exception] = &[
    (Refuses, &["*Y*/*", "*/*Y*"], Format("years of five digits and more can be ends of an interval")),
    (End, &["*####-24"], Format("winter ends in the next year; theirs is December alone")),
    (Refuses, &["####-2#~", "Y*~", "*Z~"], Format("marks stand after seasons, long years and clocks too")),
    (Refuses, &["*T*/*", "*/*T*"], Format("intervals of clock times")),
    (Refuses, &["*T##:##Z", "*T##:##+*", "*T##:##-*"], Format("seconds are optional")),
    (End, &["*/"], Format("an unknown end has no bound; theirs is ten years away")),
    (Start, &["/*"], Format("an unknown start has no bound; theirs is ten years away")),
    (Reads, &["../.."], Format("one side has a date at least")),
    (Reads, &["*T10:00:00"], Format("a clock time needs its offset")),
    (Reads, &["*T24:00:00Z", "*T24:00:00"], Format("there is no 24:00")),
    (Refuses, &["*+00:00"], Fault("an offset can be zero")),
    (End, &["*T00:00:00Z"], Fault("a clock time lasts the whole day")),
    (Start, &["*T23:59:59Z"], Fault("a clock time lasts the whole day")),
    (Both, &["*T##:##:##*"], Fault("a clock time lasts the whole day, in whatever offset")),
    (Reads, &["2024T10:00:00Z", "2024-01T10:00:00Z"], Fault("a clock time needs a whole day before it")),
    (Reads, &["*-02-29*"], Fault("29 February of a common year")),
    (
        Reads,
        &["2024/2023", "2024-02/2024-01-31", "2024-01-27/2024-01-26", "2024-01-28/2024-01-27?"],
        Fault("an interval does not end before its start"),
    ),
    (Reads, &[" 2024", "2024 ", "2024\n", "2024\u{a0}"], Fault("an expression has no spaces")),
    (Both, &["-*-XX"], Fault("before year zero, the bounds of what has an `X` are turned around")),
];

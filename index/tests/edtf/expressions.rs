//! Expressions of levels 0 and 1 in all their forms, and texts that are none. The tests here read them, and so does
//! `cargo xtask judge edtf`, which asks other parsers about each.

/// Around leap years, centuries, year zero, 1970, and both ends of what four digits can say.
const YEARS: &str = "-9999 -0400 -0100 -0044 -0004 -0001 0000 0001 0004 0100 1900 1969 1970 2000 2023 2024 9999";

/// What can follow any year; with the year alone these are all forms of a date but those below.
const PARTS: &str = "-01 -02 -12 -01-01 -02-28 -03-01 -12-31 -XX -XX-XX -02-XX -21 -22 -23 -24";

const MONTH_ENDS: &str = "01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31";

/// Hours and minutes, and with seconds.
const TIMES: &str = "00:00 10:00 23:59 00:00:00 10:00:30 23:59:59";

const OFFSETS: &str = "Z +00:00 +03:00 -05:00 +05:30 -11:30 +00:30 -00:30 +14:00 +03 -05";

/// One of each precision, none before the one to its left: two of them make an interval.
const ENDS: &str = "Y-170000 -0044-03-15 0000 2023-21 2024 2024-12 2024-12-31 Y170000";

/// What takes a mark, besides those ends.
const MARKED: &str = "201X 20XX 2024-XX 2024-XX-XX 2024-01-XX 2024-01-27T10:00:30Z";

/// What the rules above leave out, and examples of the Library of Congress.
const FURTHER: &str = "\
    -0400-02-29 -0004-02-29 0000-02-29 0004-02-29 1904-02-29 2000-02-29 \
    000X 00XX 199X 19XX 201X 20XX 999X 99XX \
    Y10000 Y-10000 Y12024 Y170000 Y-170000 Y275761 Y170000002 Y-99999999999 \
    1985-04-12T23:20:30Z 1985-04-12T23:20:30-04 1985-04-12T23:20:30+04:30 2024-02-29T23:59:59-05:00 \
    2024-12-31T23:59:59Z 1969-12-31T23:59:59Z 1970-01-01T00:00:00Z -0044-03-15T12:00:00Z 0000-01-01T00:00:00Z \
    9999-12-31T23:59:59Z 2024-01-27T10:00-12:00 \
    1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005 2005/2006-02 \
    2023/2023-24 1984~/2004-06 1984?/2004% 1984-06-02?/2004-08-08~ 2024/2024 2024-01/2024 2024-01-27/2024-01 \
    2024-01-27T10:00:00Z/2024-01-27T12:30:00Z 2024-01-27T10:00:00+03:00/2024-01-27T08:00:00Z \
    2024-01-27T10:00:00Z/.. /2024-01-27T10:00:00Z";

/// What is no expression.
const INVALID: &str = "\
    ? - T X Y Z / [] {} [2024 2024] yesterday 2024\u{2013}01 \u{662}\u{660}\u{662}\u{664} \u{200f}2024 \
    2 24 202 20244 20240127 -44 -170000 -0000 -0000-01 +2024 Y0 Y2024 Y-2024 Y012345 Y170000-01 \
    2024- 2024-1 2024-00 2024-13 2024-20 2024-99 2024-001 2024-Jan 2024-W04 2024-21-05 2024:01:27 2024/01/27 \
    2024-1-05 2024-01- 2024-01-5 2024-01-00 2024-01-32 2024-04-31 2024-02-30 2024-01-27-03 27.01.2024 01/27/2024 \
    2023-02-29 1900-02-29 2100-02-29 -0001-02-29 2023-02-29T10:00:00Z 2023-02-29/2024 \
    2024?? 2024?~ 2024-01-27~~ 2024! 2024-01-27?2 201x 20xx 199u 2024-uu 2024-XXX \
    T10:00:00Z 2024T10:00:00Z 2024-01T10:00:00Z 2024-21T10:00:00Z 2024-01-XXT10:00:00Z 2024-01-27T 2024-01-27TZ \
    2024-01-27T10 2024-01-27T10Z 2024-01-27T1000Z 2024-01-27T9:30:00Z 2024-01-27T10:0:00Z 2024-01-27T10:00:0Z \
    2024-01-27T10:00: 2024-01-27t10:00:00z 2024-01-27T25:00:00Z 2024-01-27T10:60:00Z 2024-01-27T10:00:60Z \
    2024-01-27T10:00:99Z 2024-01-27T24:00Z 2024-01-27T24:00:00Z 2024-01-27T24:00:00 2024-01-27T24:00:01Z \
    2024-01-27T24:30:00Z 2024-01-27T10:00:00 2024-01-27T10:00 2024-01-27T10:00:30.5Z 2024-01-27T10:00:30.500Z \
    2024-01-27T10:00:30,5Z 2024-01-27T10:00:00ZZ 2024-01-27T10:00:00+ 2024-01-27T10:00:00+3 \
    2024-01-27T10:00:00+0300 2024-01-27T10:00:00+03:60 2024-01-27T10:00:00+14:01 2024-01-27T10:00:00-15:00 \
    2024-01-27T10:00:00-00:00 \
    ../.. ../ /.. 2024/2023 2024-02/2024-01-31 2024-01-27/2024-01-26 2024-01-28/2024-01-27? \
    2024-01-27T10:00:00Z/2024-01-27T09:59:59Z 2024-01-27/2024-01-27T10:00:00Z 2024/2025/2026 2024//2025 2024/25 \
    2024/2025-13 2024/open unknown/2024 2024/... ..2024 2024.. 2024..2025 2024-01-27/28 2024-2025";

/// What is no expression, and holds a space or nothing at all.
const SPACES: [&str; 8] = ["", " ", " 2024", "2024 ", "2024\n", "2024\u{a0}", "2024 - 01", "2024-01-27 10:00:00Z"];

/// Expressions, each once, in no order that matters.
pub(crate) fn valid() -> Vec<String> {
    let mut all: Vec<String> = words(FURTHER).map(str::to_owned).collect();
    for year in words(YEARS) {
        all.push(year.to_owned());
        all.extend(words(PARTS).map(|part| format!("{year}{part}")));
    }
    all.extend(words(MONTH_ENDS).map(|end| format!("2024-{end}")));
    for time in words(TIMES) {
        all.extend(words(OFFSETS).map(|offset| format!("2024-01-27T{time}{offset}")));
    }
    for date in words(ENDS).chain(words(MARKED)) {
        all.extend(["?", "~", "%"].map(|mark| format!("{date}{mark}")));
    }
    for (number, end) in words(ENDS).enumerate() {
        all.extend([format!("{end}/.."), format!("{end}/"), format!("../{end}"), format!("/{end}")]);
        all.extend([format!("{end}?/.."), format!("{end}~/"), format!("../{end}%"), format!("/{end}?")]);
        for later in words(ENDS).skip(number + 1) {
            all.extend([format!("{end}/{later}"), format!("{end}?/{later}"), format!("{end}%/{later}~")]);
        }
    }
    all.sort();
    all.dedup();
    all
}

/// Texts that are no expressions.
pub(crate) fn invalid() -> Vec<String> {
    words(INVALID).chain(SPACES).map(str::to_owned).collect()
}

fn words(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split_ascii_whitespace()
}

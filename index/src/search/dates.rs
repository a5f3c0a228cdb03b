//! The days that a date in a query may mean.
//!
//! The generator reads EDTF with [`crate::edtf`] and says what is wrong with it. A reader of a site only asks for days, and all
//! of that would cost the browser more than the search itself; so this reads bounds and nothing else. A test holds it to the bounds
//! of the other.

use crate::{
    edtf::calendar::{days_from_civil, days_in_month},
    fold::fold_into,
};

/// The first and the last day that an EDTF value may mean, counted from 1970-01-01. Where it has no beginning or no end, the least or
/// the greatest number. Months and days may have one digit, and digits may be those of any script that is folded.
pub(super) fn days(text: &str) -> Option<(i64, i64)> {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            // How sure a date is changes no bounds.
            '?' | '~' | '%' | '[' | ']' | '{' | '}' => {}
            '.' if plain.as_bytes().last() == Some(&b'.') => {
                plain.pop();
                plain.push(char::from(POINTS));
            }
            _ => fold_into(c, &mut plain),
        }
    }
    let mut all = (i64::MAX, i64::MIN);
    let mut rest = Some(plain.as_bytes());
    while let Some(text) = rest {
        let (part, after) = split(text, b',');
        rest = after;
        let ends = match split(part, b'/') {
            (_, None) => split(part, POINTS),
            ends => ends,
        };
        let (from, to) = match ends {
            (from, Some(to)) => (end(from, i64::MIN)?.0, end(to, i64::MAX)?.1),
            (_, None) => date(part)?,
        };
        all = (all.0.min(from), all.1.max(to));
    }
    if all.0 <= all.1 && all != (i64::MIN, i64::MAX) { Some(all) } else { None }
}

/// Two points as one byte.
const POINTS: u8 = 0;

/// The text before the first such byte, and what follows that, if it is there.
#[inline(never)]
fn split(text: &[u8], sign: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|byte| *byte == sign) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    }
}

/// One end of an interval.
fn end(text: &[u8], open: i64) -> Option<(i64, i64)> {
    if matches!(text, [] | [POINTS]) { Some((open, open)) } else { date(text) }
}

/// A year, a month, a season or a day. A clock time is that day.
#[inline(never)]
fn date(text: &[u8]) -> Option<(i64, i64)> {
    let (text, _) = split(text, b't');
    let (is_long, text) = if let [b'y', rest @ ..] = text { (true, rest) } else { (false, text) };
    let (is_before, text) = if let [b'-', rest @ ..] = text { (true, rest) } else { (false, text) };
    let (year, rest) = split(text, b'-');
    if !is_long && year.len() != 4 {
        return None;
    }
    let (low, high) = digits(year, 9)?;
    let (low, high) = if is_before { (-high, -low) } else { (low, high) };
    let Some(rest) = rest else {
        return Some((days_from_civil(low, 1, 1), days_from_civil(high, 12, 31)));
    };
    let (month, rest) = split(rest, b'-');
    let (first, last) = digits(month, 2)?;
    if matches!(first, 21..=24) {
        let first = (first as u8 - 20) * 3;
        // Winter ends in the next year.
        let (year, last) = if first == 12 { (high + 1, 2) } else { (high, first + 2) };
        return Some((days_from_civil(low, first, 1), days_from_civil(year, last, days_in_month(year, last))));
    }
    let (first, last) = (first.max(1) as u8, if last > 12 && first < 2 { 12 } else { last as u8 });
    let ending = days_in_month(high, last);
    if ending == 0 || days_in_month(low, first) == 0 {
        return None;
    }
    let (mut from, mut to) = (1, ending);
    if let Some(day) = rest {
        let (least, most) = digits(day, 2)?;
        let is_open = least < most;
        if least > i64::from(ending) || !is_open && most > i64::from(ending) || most == 0 {
            return None;
        }
        (from, to) = (least.max(1) as u8, most.min(ending.into()) as u8);
    }
    Some((days_from_civil(low, first, from), days_from_civil(high, last, to)))
}

/// The least and the greatest number that up to `most` digits may mean, of which some may be an X.
fn digits(text: &[u8], most: usize) -> Option<(i64, i64)> {
    if text.is_empty() || text.len() > most {
        return None;
    }
    let (mut low, mut high) = (0, 0);
    for digit in text {
        let (least, greatest) = match digit {
            b'0'..=b'9' => (digit - b'0', digit - b'0'),
            b'x' => (0, 9),
            _ => return None,
        };
        (low, high) = (low * 10 + i64::from(least), high * 10 + i64::from(greatest));
    }
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::{Edtf, calendar::DAY, calendar::civil_from_days};

    fn check(text: &str, expected: &str) {
        let shown = days(text).map_or("none".to_owned(), |(from, to)| {
            let shown = |day: i64| match day {
                i64::MIN | i64::MAX => "..".to_owned(),
                day => {
                    let (year, month, day) = civil_from_days(day);
                    format!("{year:04}-{month:02}-{day:02}")
                }
            };
            format!("{} {}", shown(from), shown(to))
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_date_has_a_first_and_a_last_day() {
        check("2024", "2024-01-01 2024-12-31");
        check("2024-02", "2024-02-01 2024-02-29");
        check("2024-2-9", "2024-02-09 2024-02-09");
        check("٢٠٢٤-٠١", "2024-01-01 2024-01-31");
        check("2024-01-27?", "2024-01-27 2024-01-27");
        check("2024-01-27T10:00:00Z", "2024-01-27 2024-01-27");
        check("201X~", "2010-01-01 2019-12-31");
        check("2024-XX", "2024-01-01 2024-12-31");
        check("2024-02-XX", "2024-02-01 2024-02-29");
        check("2024-21", "2024-03-01 2024-05-31");
        check("2024-24", "2024-12-01 2025-02-28");
        check("Y-170000", "-170000-01-01 -170000-12-31");
        check("-0044-03-15", "-044-03-15 -044-03-15");
        check("2024-01/2024-03", "2024-01-01 2024-03-31");
        check("2024-01/..", "2024-01-01 ..");
        check("/2024-01", ".. 2024-01-31");
        check("[..2024-01]", ".. 2024-01-31");
        check("[2024-01,2024-03]", "2024-01-01 2024-03-31");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "x",
            "20",
            "2024-13",
            "2024-02-30",
            "2024-00",
            "2024-01-00",
            "2024-01-01-01",
            "..",
            "/",
            "2024-",
            "soon",
            "20244",
        ] {
            check(text, "none");
        }
        check("2024-03/2024-01", "none");
    }

    #[test]
    fn the_bounds_are_those_of_the_generator() {
        let values = [
            "2024",
            "1999-12",
            "2024-02-29",
            "0000",
            "-0044",
            "2023-21",
            "2023-22",
            "2023-23",
            "2023-24",
            "201X",
            "20XX",
            "2024-XX",
            "2024-02-XX",
            "2024-01~/2024-03?",
            "2024-01-05/2024-02",
            "2024-01-27%",
            "{2024-01,2024-05-06}",
            "Y12345",
            "2021-02-XX",
        ];
        for text in values {
            let edtf = Edtf::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            let bounds = edtf.bounds();
            let (Some(from), Some(to)) = (bounds.from, bounds.to) else { panic!("{text} is open") };
            assert_eq!(days(text), Some((from.div_euclid(DAY), (to - 1).div_euclid(DAY))), "{text}");
        }
    }
}

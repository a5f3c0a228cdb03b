//! What is drawn of a date, as an attribute of a page says it: in numbers, so that the browser needs no reader of dates.
//!
//! For each part three words, all with a space between them: start, end, and what the part is. An end is a number of seconds since
//! 1970-01-01T00:00Z, `?` where nobody knows it, or `.` where it is open. What the part is, is a number: 0 a point, 1 some time
//! within, 2 lasted; and 4 more if uncertain, 8 if approximate, 16 if it is one of several that exclude each other.

use super::{End, Part, Shape};
use crate::cut;

/// Writes parts for [`from_attribute`].
pub fn to_attribute(parts: &[Part]) -> String {
    let end = |end| match end {
        End::At(at) => at.to_string(),
        End::Unknown => "?".to_owned(),
        End::Open => ".".to_owned(),
    };
    let words = parts.iter().flat_map(|part| {
        let marks = [(part.uncertain, 4), (part.approximate, 8), (part.alternative, 16)];
        let marks: u8 = marks.iter().filter(|(set, _)| *set).map(|(_, mark)| mark).sum();
        [end(part.start), end(part.end), (part.shape as u8 + marks).to_string()]
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Reads what [`to_attribute`] wrote. Nothing where it is something else, or where nothing can be drawn of it.
pub fn from_attribute(text: &str) -> Option<Vec<Part>> {
    let mut words = cut::parts(text, b' ');
    let mut parts = Vec::new();
    while let Some(start) = words.next() {
        let (start, end) = (end(start)?, end(words.next()?)?);
        let what = number(words.next()?).filter(|what| what & 3 < 3)?;
        let part = Part {
            start,
            end,
            shape: Shape::of(what as u8 & 3),
            uncertain: what & 4 != 0,
            approximate: what & 8 != 0,
            alternative: what & 16 != 0,
        };
        if !part.can_be_drawn() {
            return None;
        }
        parts.push(part);
    }
    Some(parts)
}

fn end(word: &str) -> Option<End> {
    Some(match word {
        "?" => End::Unknown,
        "." => End::Open,
        _ => End::At(match cut::cut(word, b'-') {
            ("", Some(before)) => -number(before)?,
            _ => number(word)?,
        }),
    })
}

/// A number of at most 18 decimal digits, and nothing else.
pub fn number(digits: &str) -> Option<i64> {
    if !(1..=18).contains(&digits.len()) {
        return None;
    }
    let mut number = 0;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit & 15);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::super::parts;
    use super::*;
    use crate::edtf::Edtf;

    #[test]
    fn parts_come_back() {
        let check = |date: &str, expected: &str| {
            let parts = parts(&Edtf::parse(date).expect("a valid date"));
            let text = to_attribute(&parts);
            assert_eq!(text, expected, "{date}");
            assert_eq!(from_attribute(&text), Some(parts), "{date}");
        };
        check("1970-01-02", "86400 172800 0");
        check("1969-12-31?", "-86400 0 4");
        check("1970-01~", "0 2678400 9");
        check("1970-01-02/1970-01-03", "86400 259200 2");
        check("/1970-01-01", "? 86400 2");
        check("1970-01-01/..", "0 . 2");
        check("[1970-01-01,1970-01-03%]", "0 86400 16 172800 259200 28");
        check("{..1970-01-01,1970-02}", ". 86400 2 2678400 5097600 1");
    }

    #[test]
    fn what_cannot_be_drawn_is_nothing() {
        for text in [
            "",
            " ",
            "2024-01-27",
            "0",
            "0 86400",
            "0 86400 0 ",
            "0 86400 0 0",
            "86400 0 0",
            "? . 2",
            "0 86400 3",
            "0 + 0",
            "0 -? 0",
            "- 0 0",
            "0 86400 -1",
            "0 9999999999999999999 0",
        ] {
            assert_eq!(from_attribute(text), None, "{text}");
        }
    }
}

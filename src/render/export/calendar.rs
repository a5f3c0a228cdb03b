//! Events as a calendar: iCalendar (RFC 5545), after the rules of the file that a timeline's page saves (`www/export.js`).
//!
//! An event is whole days, but for clock times; what is coarser than a day spans all its days, and its description says
//! the date in words and in EDTF. Its identity is its address, so that a calendar that has it already does not get it
//! twice, and its stamp is the time of its brief's last change: the same site gives the same file.

use std::fmt::Write;

use super::{
    Press,
    dates::{Bounds, civil},
    records::Told,
};

/// Calendars know the years 1 to 9999: the first second of these, and the one after the last.
const KNOWN: (i64, i64) = (-62_135_596_800, 253_402_300_800);
const DAY: i64 = 86_400;
/// The most bytes of a line, without its end.
const LINE: usize = 75;

/// Whether a calendar can hold an event of that date.
pub(super) fn has_place(bounds: Bounds) -> bool {
    let (from, to) = bounds.spanned();
    from >= KNOWN.0 && to < KNOWN.1
}

/// The calendar of those events that it can hold, under the name of the site or of a story.
pub(super) fn write(press: &Press<'_>, story: Option<&str>, events: &[Told<'_>]) -> String {
    let config = &press.site.config;
    let title = match story {
        Some(story) => press.voice.language.fill("page_title", &[("page", story), ("site", &config.title)]),
        None => config.title.clone(),
    };
    let host = config.base_url.origin.split("://").nth(1).unwrap_or_default();
    let mut out = String::with_capacity(events.len() * 512 + 256);
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Briefing//Events//EN", "CALSCALE:GREGORIAN"] {
        push_line(&mut out, line);
    }
    // The one name is of RFC 7986, the other that which older programs read.
    for name in ["NAME", "X-WR-CALNAME"] {
        push_line(&mut out, &format!("{name}:{}", escaped(&title)));
    }
    for event in events.iter().filter(|event| has_place(event.bounds)) {
        push_event(&mut out, event, host);
    }
    push_line(&mut out, "END:VCALENDAR");
    out
}

fn push_event(out: &mut String, event: &Told<'_>, host: &str) {
    let (start, end) = span(event.bounds);
    let words = format!("{} ({})", event.when, event.edtf);
    let publishers = event.publishers.join(", ");
    let notes = [Some(words.as_str()), event.state_in_words, event.note, Some(&publishers), Some(&event.url)];
    let notes: Vec<_> = notes.into_iter().flatten().filter(|note| !note.is_empty()).collect();
    push_line(out, "BEGIN:VEVENT");
    push_line(out, &format!("UID:{}@{host}", event.place));
    push_line(out, &format!("DTSTAMP:{}", moment(event.changed)));
    push_line(out, &format!("DTSTART{start}"));
    push_line(out, &format!("DTEND{end}"));
    push_line(out, &format!("SUMMARY:{}", escaped(event.what)));
    push_line(out, &format!("DESCRIPTION:{}", escaped(&notes.join("\n"))));
    push_line(out, &format!("URL:{}", event.url));
    push_line(out, &format!("STATUS:{}", status(event.state)));
    push_line(out, "TRANSP:TRANSPARENT");
    if let Some(lane) = &event.lane {
        push_line(out, &format!("CATEGORIES:{}", escaped(lane)));
    }
    push_line(out, "END:VEVENT");
}

/// Start and end, which is exclusive, as the values of their properties.
fn span(bounds: Bounds) -> (String, String) {
    let (from, to) = bounds.spanned();
    if from.rem_euclid(DAY) == 0 && to.rem_euclid(DAY) == 0 {
        return (format!(";VALUE=DATE:{}", day(from)), format!(";VALUE=DATE:{}", day(to)));
    }
    (format!(":{}", moment(from)), format!(":{}", moment(to)))
}

fn status(state: &str) -> &'static str {
    match state {
        "planned" | "disputed" | "denied" => "TENTATIVE",
        "cancelled" => "CANCELLED",
        _ => "CONFIRMED",
    }
}

fn day(second: i64) -> String {
    let (year, month, day, ..) = civil(second);
    format!("{year:04}{month:02}{day:02}")
}

fn moment(second: i64) -> String {
    let (.., hour, minute, rest) = civil(second);
    format!("{}T{hour:02}{minute:02}{rest:02}Z", day(second))
}

/// A text as a value.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => {
                let _ = write!(out, "\\{c}");
            }
            '\n' => out.push_str("\\n"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\u{0}'..='\u{1f}' | '\u{7f}' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// Appends a line, folded after at most [`LINE`] bytes and never within a character.
fn push_line(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use briefing_index::edtf::Edtf;

    use super::*;

    #[test]
    fn a_line_is_folded_between_characters() {
        let mut out = String::new();
        let line = format!("SUMMARY:{}", "Эй 😀, ".repeat(40));
        push_line(&mut out, &line);
        assert!(out.split("\r\n").all(|line| line.len() <= LINE), "{out}");
        assert!(out.lines().count() > 5 && out.ends_with("\r\n"));
        assert_eq!(out.replace("\r\n ", ""), format!("{line}\r\n"));
    }

    #[test]
    fn a_text_is_one_value() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected, "{text:?}");
        check("a; b, c\\n\nd\r\ne\rf\u{7}g", "a\\; b\\, c\\\\n\\nd\\ne f g");
        check("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT");
    }

    #[test]
    fn an_event_spans_what_its_date_can_be() {
        let check = |when: &str, expected: (&str, &str)| {
            let (start, end) = span(Bounds::of(&Edtf::parse(when).expect("a good date")));
            assert_eq!((start.as_str(), end.as_str()), expected, "{when}");
        };
        check("2024-01-27", (";VALUE=DATE:20240127", ";VALUE=DATE:20240128"));
        check("2024-02~", (";VALUE=DATE:20240201", ";VALUE=DATE:20240301"));
        check("2024-03-01/..", (";VALUE=DATE:20240301", ";VALUE=DATE:20240302"));
        check("2024-01-27T10:00+03:00", (":20240127T070000Z", ":20240127T070100Z"));
        check("2024-01-27T10:00Z/..", (":20240127T100000Z", ":20240127T100100Z"));
        check("0001", (";VALUE=DATE:00010101", ";VALUE=DATE:00020101"));
        check("/2024-01-27", (";VALUE=DATE:20240127", ";VALUE=DATE:20240128"));
        check("[..2024-01-27]", (";VALUE=DATE:20240127", ";VALUE=DATE:20240128"));
    }

    #[test]
    fn a_calendar_holds_the_years_from_1_to_9999() {
        let check = |when: &str, expected: bool| {
            assert_eq!(has_place(Bounds::of(&Edtf::parse(when).expect("a good date"))), expected, "{when}");
        };
        check("0001-01-01", true);
        check("9999-12-30", true);
        for odd in ["0000", "-0043", "[..0000-12-31]", "9999-12-31", "Y12000", "0000/2024"] {
            check(odd, false);
        }
    }
}

//! Dates: EDTF expressions, days, and instants with the day on which they fall.

use briefing_index::edtf::{Date, Edtf, Form, Interval, Mark, Member, Part, calendar};
use jiff::{Timestamp, civil, tz::TimeZone};

use super::{
    fields::{scalar, with_help, within},
    notes::Notes,
    quote::quote_hint,
    yaml::{Kind, Node, Style},
};
use crate::{
    diagnostic::{At, Code, Span},
    manuscript::Moment,
};

/// An EDTF expression.
pub(super) fn edtf(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<Edtf>> {
    if let Some(set) = unquoted_set(node, notes) {
        return Some(set);
    }
    let text = scalar(key, node, notes)?;
    unquoted_mark(node.at, node.style, text.value, notes);
    match Edtf::parse(text.value) {
        Ok(date) => Some(At::new(date, text.at)),
        Err(error) => {
            let at = within(node, text.value, error.at.clone(), notes);
            bad_edtf(text.value, &error.to_string(), (at, node.style), notes);
            None
        }
    }
}

/// Notes that `text` is no EDTF expression, with what was meant, where that is sure.
pub(super) fn bad_edtf(text: &str, message: &str, (at, style): (Span, Style), notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::BadEdtf, at, message);
    let help = Edtf::repair(text).map(|date| format!("write `{}`", as_yaml(&date, style)));
    notes.push(with_help(diagnostic, help));
}

/// A date as it stands in YAML: sets are quoted, what begins with `%` would be, and inside `[…]` or `{…}` every date with a
/// mark is.
fn as_yaml(date: &str, style: Style) -> String {
    let has_mark = style.in_flow && date.contains(['?', '~', '%']);
    if date.starts_with(['[', '{', '%']) || has_mark { format!("\"{date}\"") } else { date.to_owned() }
}

/// `[2024-01,2024-03]` without quotes is a list for YAML: noted, and read as what it was meant to be.
fn unquoted_set(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<Edtf>> {
    let raw = notes.slice(node.at);
    let is_set = matches!(node.kind, Kind::List(_) | Kind::Map(_)) && raw.starts_with(['[', '{']);
    let date = Edtf::parse(raw).ok().or_else(|| Edtf::parse(&Edtf::repair(raw)?).ok()).filter(|_| is_set)?;
    let message = format!("a date that begins with `{}` needs quotes", &raw[..1]);
    let diagnostic = notes.at(Code::UnquotedIndicator, node.at, message).label("a list or map for YAML");
    let help = quote_hint(&notes.file.text, &node.at.range());
    notes.push(with_help(diagnostic, help));
    Some(At::new(date, node.at))
}

/// Notes a date with a mark that stands without quotes inside `[…]` or `{…}`, where some readers of YAML end it.
pub(super) fn unquoted_mark(at: Span, style: Style, text: &str, notes: &mut Notes<'_>) {
    if style.plain && style.in_flow && text.contains(['?', '~', '%']) {
        let diagnostic = notes.at(Code::UnquotedDate, at, "a date with a mark needs quotes inside `[…]` or `{…}`");
        let help = quote_hint(&notes.file.text, &at.range());
        notes.push(with_help(diagnostic, help));
    }
}

/// A day: `2024-01-28`.
pub(super) fn day(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<civil::Date>> {
    let text = scalar(key, node, notes)?;
    let day = day_of(text.value);
    if day.is_none() {
        let meant = Edtf::repair(text.value).filter(|date| day_of(date).is_some());
        bad_date(key, node, text.value, "a day such as `2024-01-28`", meant, notes);
    }
    day.map(|day| At::new(day, text.at))
}

/// The day that `text` writes, from year 1 to 9999.
pub(super) fn day_of(text: &str) -> Option<civil::Date> {
    match Edtf::parse(text).ok()?.form() {
        Form::Single(date) if matches!(date.part(), Part::Day { .. }) && date.mark() == Mark::None => civil_day(date),
        _ => None,
    }
}

/// The day that a date names.
fn civil_day(date: &Date) -> Option<civil::Date> {
    let (month, day) = date.month().zip(date.day())?;
    let year = i16::try_from(date.year()).ok().filter(|year| *year > 0)?;
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day, or a date-time with its offset.
pub(super) fn moment(key: &str, node: &Node<'_>, zone: &TimeZone, notes: &mut Notes<'_>) -> Option<At<Moment>> {
    let text = scalar(key, node, notes)?;
    let read = |text: &str| {
        let day = day_of(text).map(|day| Moment { day, instant: None });
        day.or_else(|| instant_of(text).map(|instant| moment_of(instant, zone)))
    };
    let moment = read(text.value);
    if moment.is_none() {
        let meant = Edtf::repair(text.value).filter(|date| read(date).is_some());
        bad_date(
            key,
            node,
            text.value,
            "a day such as `2024-01-28`, or a date-time such as `2024-01-28T09:00Z`",
            meant,
            notes,
        );
    }
    moment.map(|moment| At::new(moment, text.at))
}

/// The moment of an instant: its day is that of the zone.
fn moment_of(instant: Timestamp, zone: &TimeZone) -> Moment {
    Moment { day: instant.to_zoned(zone.clone()).date(), instant: Some(instant) }
}

/// A date-time with its offset.
pub(super) fn instant(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<Timestamp>> {
    let text = scalar(key, node, notes)?;
    let instant = instant_of(text.value);
    if instant.is_none() {
        let meant = Edtf::repair(text.value).filter(|date| instant_of(date).is_some());
        bad_date(key, node, text.value, "a date-time with an offset, such as `2024-01-28T09:00Z`", meant, notes);
    }
    instant.map(|instant| At::new(instant, text.at))
}

fn instant_of(text: &str) -> Option<Timestamp> {
    let date = Edtf::parse(text).ok()?;
    let Form::Single(single) = date.form() else { return None };
    civil_day(single).filter(|_| single.clock().is_some() && single.mark() == Mark::None)?;
    Timestamp::from_second(date.bounds().from?).ok()
}

fn bad_date(key: &str, node: &Node<'_>, text: &str, wanted: &str, meant: Option<String>, notes: &mut Notes<'_>) {
    let diagnostic = match Edtf::parse(text) {
        Err(error) => notes.at(Code::BadDate, within(node, text, error.at.clone(), notes), format!("`{key}`: {error}")),
        Ok(_) => notes.at(Code::BadDate, node.at, format!("`{key}` is {wanted}")),
    };
    notes.push(with_help(diagnostic, meant.map(|date| format!("write `{date}`"))));
}

/// The first and the last day that a date can be on, as days since 1970-01-01; a clock time is on the day of its own
/// offset. `None` where that side is open or unknown.
pub(super) fn days(date: &Edtf) -> (Option<i64>, Option<i64>) {
    let ends = |dates: &[Option<&Date>]| {
        let days: Vec<_> = dates.iter().flatten().map(|date| days_of(date)).collect();
        (days.iter().map(|(first, _)| *first).min(), days.iter().map(|(_, last)| *last).max())
    };
    match date.form() {
        Form::Single(date) => ends(&[Some(date)]),
        Form::Interval(Interval::Between(start, end)) => ends(&[Some(start), Some(end)]),
        Form::Interval(Interval::From(start, _)) => (ends(&[Some(start)]).0, None),
        Form::Interval(Interval::Until(_, end)) => (None, ends(&[Some(end)]).1),
        Form::OneOf(members) | Form::AllOf(members) => {
            let dates: Vec<_> = members.iter().flat_map(|member| member_ends(member)).collect();
            let (first, last) = ends(&dates);
            let open = |open: fn(&Member) -> bool| members.iter().any(open);
            (
                first.filter(|_| !open(|member| matches!(member, Member::Until(_)))),
                last.filter(|_| !open(|member| matches!(member, Member::From(_)))),
            )
        }
    }
}

fn member_ends(member: &Member) -> [Option<&Date>; 2] {
    match member {
        Member::One(date) | Member::Until(date) | Member::From(date) => [Some(date), None],
        Member::Range(first, last) => [Some(first), Some(last)],
    }
}

fn days_of(date: &Date) -> (i64, i64) {
    if let (Some(month), Some(day)) = (date.month(), date.day()) {
        let day = calendar::days_from_civil(date.year(), month, day);
        return (day, day);
    }
    let span = date.span();
    (span.start.div_euclid(calendar::DAY), (span.end - 1).div_euclid(calendar::DAY))
}

/// A day as the number of days since 1970-01-01.
pub(super) fn day_number(day: civil::Date) -> i64 {
    let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    calendar::days_from_civil(i64::from(day.year()), month, of_month)
}

/// Whether the date is written as uncertain or approximate at one place or another.
pub(super) fn is_unsure(date: &Edtf) -> bool {
    let marked = |date: &Date| date.mark() != Mark::None;
    match date.form() {
        Form::Single(date) => marked(date),
        Form::Interval(Interval::Between(start, end)) => marked(start) || marked(end),
        Form::Interval(Interval::From(date, _) | Interval::Until(_, date)) => marked(date),
        Form::OneOf(members) | Form::AllOf(members) => members.iter().flat_map(member_ends).flatten().any(marked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{
        fields::Fields,
        testing::{ANY, said, values},
    };

    fn read<T>(value: &str, decode: impl Fn(&str, &Node<'_>, &mut Notes<'_>) -> Option<T>) -> (Option<T>, Vec<String>) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("a", notes).and_then(|node| decode("a", node, notes))
        };
        let (value, found) = values(&format!("a: {value}"), take);
        (value, said(&found))
    }

    #[test]
    fn edtf_errors_mark_their_own_place() {
        let check = |value: &str, expected: Option<&str>, notes: &[&str]| {
            let (date, said) = read(value, edtf);
            assert_eq!(
                (date.map(|at| at.value.to_string()).as_deref(), said),
                (expected, notes.iter().map(|s| (*s).to_owned()).collect()),
                "{value}"
            );
        };
        check("2024-01-27?", Some("2024-01-27?"), &[]);
        check("2024-01 # guessed", Some("2024-01"), &[]);
        check("'[2024-01,2024-03]'", Some("[2024-01,2024-03]"), &[]);
        check("2024-02-30", None, &["bad-edtf 12..14"]);
        check("'2024-02-30'", None, &["bad-edtf 13..15"]);
        check("2024-13", None, &["bad-edtf 9..11"]);
        check(
            "[2024-01, 2024-03]",
            Some("[2024-01,2024-03]"),
            &["unquoted-indicator 4..22 put quotes around it: `a: \"[2024-01, 2024-03]\"`"],
        );
        check(
            "{2024-01,2024-03}",
            Some("{2024-01,2024-03}"),
            &["unquoted-indicator 4..21 put quotes around it: `a: \"{2024-01,2024-03}\"`"],
        );
    }

    #[test]
    fn a_marked_date_in_brackets_needs_quotes() {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            let inner = fields.take("a", notes).and_then(|node| crate::parse::fields::map(&ANY, "a", "", node, notes));
            inner.and_then(|mut inner| inner.take("b", notes).and_then(|node| edtf("b", node, notes)))
        };
        let said = |text: &str| said(&values(text, take).1);
        assert_eq!(said("a: {b: 2024?}"), ["unquoted-date 8..13 put quotes around it: `a: {b: \"2024?\"}`"]);
        assert_eq!(said("a: {b: \"2024?\"}"), [""; 0]);
        assert_eq!(said("a: {b: 2024}"), [""; 0]);
        assert_eq!(said("a: {b: circa 2024-01}"), ["bad-edtf 13..14 write `\"2024-01~\"`"]);
    }

    #[test]
    fn days_are_days() {
        let check = |value: &str, expected: Option<&str>, notes: &[&str]| {
            let (day, said) = read(value, day);
            assert_eq!(
                (day.map(|at| at.value.to_string()).as_deref(), said),
                (expected, notes.iter().map(|s| (*s).to_owned()).collect()),
                "{value}"
            );
        };
        check("2024-01-28", Some("2024-01-28"), &[]);
        check("2024-01", None, &["bad-date 4..11"]);
        check("2024-01-28?", None, &["bad-date 4..15"]);
        check("2024-1-28", None, &["bad-date 9..10 write `2024-01-28`"]);
        check("0000-01-01", None, &["bad-date 4..14"]);
        check("28 January 2024", None, &["bad-date 6..7 write `2024-01-28`"]);
    }

    #[test]
    fn moments_have_the_day_of_the_zone() {
        let zone = TimeZone::get("Asia/Baghdad").expect("a known zone");
        let check = |value: &str, expected: Option<(&str, Option<&str>)>| {
            let (moment, _) = read(value, |key, node, notes| moment(key, node, &zone, notes));
            let shown =
                moment.map(|at| (at.value.day.to_string(), at.value.instant.map(|instant| instant.to_string())));
            let expected = expected.map(|(day, instant)| (day.to_owned(), instant.map(str::to_owned)));
            assert_eq!(shown, expected, "{value}");
        };
        check("2024-01-28", Some(("2024-01-28", None)));
        check("2024-01-28T22:00Z", Some(("2024-01-29", Some("2024-01-28T22:00:00Z"))));
        check("2024-01-28T09:00:30+03:00", Some(("2024-01-28", Some("2024-01-28T06:00:30Z"))));
        check("2024-01-28T09:00", None);
        check("2024-01-28T24:00Z", None);
        check("2024-01-28T09:00:60Z", None);
        check("2024-01-28T09:00Z?", None);
        check("2024-01-28/2024-01-29", None);
    }

    #[test]
    fn a_date_spans_days() {
        let check = |text: &str, first: Option<&str>, last: Option<&str>| {
            let date = Edtf::parse(text).expect("a date");
            let number = |day: Option<&str>| day.map(|day| day_number(day_of(day).expect("a day")));
            assert_eq!(days(&date), (number(first), number(last)), "{text}");
        };
        check("2024-01-27", Some("2024-01-27"), Some("2024-01-27"));
        check("2024-01-27T23:30-05:00", Some("2024-01-27"), Some("2024-01-27"));
        check("2024-02", Some("2024-02-01"), Some("2024-02-29"));
        check("2024-24", Some("2024-12-01"), Some("2025-02-28"));
        check("2024-01/..", Some("2024-01-01"), None);
        check("/2024-01-27", None, Some("2024-01-27"));
        check("2024-01/2024-02", Some("2024-01-01"), Some("2024-02-29"));
        check("[..2024-01-27]", None, Some("2024-01-27"));
        check("{2024-03,2024-01}", Some("2024-01-01"), Some("2024-03-31"));
    }
}

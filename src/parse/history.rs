//! `updates` and `corrections`: what became of a brief after its first publication.

use jiff::tz::TimeZone;

use super::{
    dates::moment,
    fields::{Fields, list, map, only_pair, prose},
    format::{CORRECTION, Format, UPDATE},
    notes::Notes,
    yaml::Node,
};
use crate::{
    diagnostic::{At, Code},
    manuscript::{Correction, Moment, Update},
};

/// `updates`.
pub(super) fn updates(node: &Node<'_>, zone: &TimeZone, notes: &mut Notes<'_>) -> Vec<Update> {
    let entries = list("updates", node, notes, |node, notes| {
        let mut fields = entry(&UPDATE, "updates", node, notes)?;
        let (date, what) = date_and_what(&mut fields, zone, notes);
        fields.finish(notes);
        let date = date?;
        Some((date, Update { date: date.value, what: what? }))
    });
    in_order("updates", entries, notes)
}

/// `corrections`.
pub(super) fn corrections(node: &Node<'_>, zone: &TimeZone, notes: &mut Notes<'_>) -> Vec<Correction> {
    let entries = list("corrections", node, notes, |node, notes| {
        let mut fields = entry(&CORRECTION, "corrections", node, notes)?;
        let (date, what) = date_and_what(&mut fields, zone, notes);
        let was = fields.take("was", notes).and_then(|node| prose("was", node, notes)).map(|at| at.value);
        let now = fields.take("now", notes).and_then(|node| prose("now", node, notes)).map(|at| at.value);
        fields.finish(notes);
        let date = date?;
        Some((date, Correction { date: date.value, what: what?, was, now }))
    });
    in_order("corrections", entries, notes)
}

/// The fields of an entry. Events have a short form of date and text; entries here have none.
fn entry<'n, 't>(
    format: &'static Format,
    key: &str,
    node: &'n Node<'t>,
    notes: &mut Notes<'_>,
) -> Option<Fields<'n, 't>> {
    let Some(pair) = only_pair(node).filter(|pair| pair.key.starts_with(|c: char| c.is_ascii_digit())) else {
        return map(format, &format!("an entry of `{key}`"), "{date: …, what: …}", node, notes);
    };
    let diagnostic = notes.at(Code::WrongType, pair.at, format!("an entry of `{key}` has the keys `date` and `what`"));
    notes.push(diagnostic.label("no key").help(format!("write `- date: {}`, and `what: …` below it", pair.key)));
    None
}

fn date_and_what(
    fields: &mut Fields<'_, '_>,
    zone: &TimeZone,
    notes: &mut Notes<'_>,
) -> (Option<At<Moment>>, Option<String>) {
    let date =
        fields.require("date", "add `date: 2024-01-28`", notes).and_then(|node| moment("date", node, zone, notes));
    let what = fields.require("what", "add `what: …`", notes).and_then(|node| prose("what", node, notes));
    (date, what.map(|at| at.value))
}

/// The entries, after a check that each is not before the one above it.
fn in_order<T>(key: &str, entries: Vec<(At<Moment>, T)>, notes: &mut Notes<'_>) -> Vec<T> {
    let mut last: Option<Moment> = None;
    let check = |(date, entry): (At<Moment>, T)| {
        if last.is_some_and(|last| is_before(date.value, last)) {
            let diagnostic = notes.at(Code::NotAscending, date.at, format!("`{key}` are not in order of time"));
            notes.push(diagnostic.label("before the one above it").help("put the oldest first"));
        }
        last = Some(date.value);
        entry
    };
    entries.into_iter().map(check).collect()
}

/// Whether `a` is surely before `b`: of one day alone and a clock time on it, neither is.
fn is_before(a: Moment, b: Moment) -> bool {
    match (a.instant, b.instant) {
        (Some(a), Some(b)) => a < b,
        _ => a.day < b.day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn check(text: &str, expected: &[&str], notes_expected: &[&str]) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            let updates = fields.take("updates", notes).map(|node| updates(node, &TimeZone::UTC, notes));
            let corrections = fields.take("corrections", notes).map(|node| corrections(node, &TimeZone::UTC, notes));
            let updates = updates.into_iter().flatten().map(|update| format!("{} {}", update.date.day, update.what));
            let full = |c: Correction| format!("{} {} {:?} {:?}", c.date.day, c.what, c.was, c.now);
            updates.chain(corrections.into_iter().flatten().map(full)).collect::<Vec<_>>()
        };
        let (shown, found) = values(text, take);
        assert_eq!(shown, expected, "{text}");
        assert_eq!(said(&found), notes_expected, "{text}");
    }

    #[test]
    fn entries_ascend() {
        check(
            "updates:\n- {date: 2024-01-28, what: A}\n- {date: 2024-01-28, what: B}",
            &["2024-01-28 A", "2024-01-28 B"],
            &[],
        );
        check(
            "updates:\n- {date: \"2024-01-28T10:00Z\", what: A}\n- {date: 2024-01-28, what: B}",
            &["2024-01-28 A", "2024-01-28 B"],
            &[],
        );
        check(
            "corrections:\n- {date: 2024-01-28, what: A, was: B, now: C}",
            &["2024-01-28 A Some(\"B\") Some(\"C\")"],
            &[],
        );
        let late = ["not-ascending 10..20 put the oldest first"];
        check(
            "updates:\n- {date: 2024-01-28, what: A}\n- {date: 2024-01-27, what: B}",
            &["2024-01-28 A", "2024-01-27 B"],
            &late,
        );
    }

    #[test]
    fn mistakes_are_told() {
        check(
            "updates:\n- 2024-01-28: A",
            &[],
            &["wrong-type 3..13 write `- date: 2024-01-28`, and `what: …` below it"],
        );
        check("corrections: A", &[], &["wrong-type 14..15 begin each entry with `- ` on a line of its own"]);
        check("corrections:\n- A", &[], &["wrong-type 3..4 write it as `{date: …, what: …}`"]);
    }
}

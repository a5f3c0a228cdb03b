//! `status` and `embargo`: whether a brief is out.

use jiff::Timestamp;

use super::{dates::instant, event::Needs, fields::Fields, notes::Notes, values::choice, yaml::Node};
use crate::{
    diagnostic::{At, Code},
    manuscript::{Embargo, Status},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Draft,
    Embargoed,
    Published,
    Withdrawn,
}

const WORDS: &[(&str, Word)] = &[
    ("draft", Word::Draft),
    ("embargoed", Word::Embargoed),
    ("published", Word::Published),
    ("withdrawn", Word::Withdrawn),
];

/// The words of `status`.
pub(super) fn words() -> Vec<&'static str> {
    WORDS.iter().map(|(word, _)| *word).collect()
}

/// Status and embargo, each `None` where none is written. Whether the two go together the model judges where it hangs on
/// the build's time.
pub(super) fn status(
    fields: &mut Fields<'_, '_>,
    needs: Needs,
    notes: &mut Notes<'_>,
) -> (Option<Status>, Option<Embargo>) {
    let node = fields.take("status", notes);
    let written = fields.take("embargo", notes);
    let until = written.and_then(|node| instant("embargo", node, notes));
    let embargo = until.map(Embargo::Until);
    let Some(node) = node else {
        if let Some(written) = written.filter(|_| !fields.is_spoiled("status")) {
            // Without its status the brief would be out at once.
            let diagnostic = notes.at(Code::EmbargoMissing, written.at, "an embargo is given, yet no `status`");
            notes.push(diagnostic.label("holds nothing back").help("add `status: embargoed`"));
        }
        return (None, embargo);
    };
    let is_missing = written.is_none() && !fields.is_spoiled("embargo");
    match choice("status", node, WORDS, notes) {
        None => (None, embargo),
        Some(Word::Draft) => (Some(Status::Draft), embargo),
        Some(Word::Published) => (Some(Status::Published), embargo),
        Some(Word::Withdrawn) => (Some(Status::Withdrawn), embargo),
        Some(Word::Embargoed) if is_missing && needs == Needs::Id => {
            (Some(Status::Draft), Some(Embargo::OfOriginal(node.at)))
        }
        Some(Word::Embargoed) => (Some(embargoed(node, until, is_missing, notes)), embargo),
    }
}

fn embargoed(status: &Node<'_>, until: Option<At<Timestamp>>, is_missing: bool, notes: &mut Notes<'_>) -> Status {
    if is_missing {
        let diagnostic = notes.at(Code::EmbargoMissing, status.at, "an embargoed brief needs an `embargo`");
        notes.push(diagnostic.label("until when?").help("add `embargo: 2024-01-28T09:00Z`"));
    }
    // Without a time that can be read it is held in any case.
    until.map_or(Status::Draft, |until| Status::Embargoed(until.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    #[test]
    fn a_brief_is_held_until_it_may_be_out() {
        let check_as = |needs: Needs, text: &str, expected: &str, notes_expected: &[&str]| {
            let (status, found) = values(text, |notes, fields| status(fields, needs, notes));
            let shown = status.0.map_or("none".to_owned(), |status| format!("{status:?}"));
            assert_eq!(
                (shown, said(&found)),
                (expected.to_owned(), notes_expected.iter().map(|s| (*s).to_owned()).collect()),
                "{text}"
            );
        };
        let check = |text: &str, expected: &str, notes: &[&str]| check_as(Needs::All, text, expected, notes);
        check(
            "title: a",
            "none",
            &["unknown-key 1..6 did you mean `title`?"].map(|_| "unknown-key 1..6 known here are `status`, `embargo`"),
        );
        check("status: draft", "Draft", &[]);
        check("status: withdrawn # see below", "Withdrawn", &[]);
        check("status: embargoed\nembargo: 2024-01-28T09:00+03:00", "Embargoed(2024-01-28T06:00:00Z)", &[]);
        check("status: embargoed", "Draft", &["embargo-missing 9..18 add `embargo: 2024-01-28T09:00Z`"]);
        check("status: embargoed\nembargo: 2024-01-28", "Draft", &["bad-date 10..20"]);
        check_as(Needs::Id, "status: embargoed", "Draft", &[]);
        check("status: draft\nembargo: 2024-01-28T09:00Z", "Draft", &[]);
        check("embargo: 2024-01-28T09:00Z", "none", &["embargo-missing 10..27 add `status: embargoed`"]);
        check("status: publisht", "none", &["bad-value 9..17 did you mean `published`?"]);
    }
}

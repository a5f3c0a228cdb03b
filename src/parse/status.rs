//! `status` and `embargo`: whether a brief is out.

use jiff::Timestamp;

use super::{dates::instant, fields::Fields, notes::Notes, values::choice, yaml::Node};
use crate::{diagnostic::Code, manuscript::Status};

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

/// The status; `None` where none is written.
pub(super) fn status(fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<Status> {
    let status = fields.take("status", notes);
    let embargo = fields.take("embargo", notes);
    let until = embargo.and_then(|node| instant("embargo", node, notes)).map(|at| at.value);
    let Some(node) = status else {
        if let Some(embargo) = embargo {
            // Without its status the brief would be out at once.
            let diagnostic = notes.at(Code::EmbargoMissing, embargo.at, "an embargo is given, yet no `status`");
            notes.push(diagnostic.label("holds nothing back").help("add `status: embargoed`"));
        }
        return None;
    };
    match choice("status", node, WORDS, notes)? {
        Word::Draft => Some(Status::Draft),
        Word::Published => Some(Status::Published),
        Word::Withdrawn => Some(Status::Withdrawn),
        Word::Embargoed => Some(embargoed(node, embargo, until, fields, notes)),
    }
}

fn embargoed(
    status: &Node<'_>,
    embargo: Option<&Node<'_>>,
    until: Option<Timestamp>,
    fields: &Fields<'_, '_>,
    notes: &mut Notes<'_>,
) -> Status {
    if embargo.is_none() && !fields.is_spoiled("embargo") {
        let diagnostic = notes.at(Code::EmbargoMissing, status.at, "an embargoed brief needs an `embargo`");
        notes.push(diagnostic.label("until when?").help("add `embargo: 2024-01-28T09:00Z`"));
    }
    // Without a time that can be read it is held in any case.
    until.map_or(Status::Draft, Status::Embargoed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    #[test]
    fn a_brief_is_held_until_it_may_be_out() {
        let check = |text: &str, expected: &str, notes_expected: &[&str]| {
            let (status, found) = values(text, |notes, fields| status(fields, notes));
            let shown = status.map_or("none".to_owned(), |status| format!("{status:?}"));
            assert_eq!(
                (shown, said(&found)),
                (expected.to_owned(), notes_expected.iter().map(|s| (*s).to_owned()).collect()),
                "{text}"
            );
        };
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
        check("embargo: 2024-01-28T09:00Z", "none", &["embargo-missing 10..27 add `status: embargoed`"]);
        check("status: publisht", "none", &["bad-value 9..17 did you mean `published`?"]);
    }
}

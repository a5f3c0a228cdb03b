//! `disputes`: what parties disagree on.

use std::collections::HashSet;

use super::{
    fields::{
        Fields, dash_forgotten, first_line, key_cut_off, list, map, one_or_list, only_pair, prose, value_of_pair,
    },
    format::DISPUTE,
    notes::Notes,
    values::{choice, slug},
    yaml::{Kind, Node, Pair},
};
use crate::{
    diagnostic::{At, Code},
    manuscript::{Dispute, Position},
};

/// The disputes of a brief.
pub(super) fn disputes(node: &Node<'_>, notes: &mut Notes<'_>) -> Vec<Dispute> {
    list("disputes", node, notes, dispute)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Settled,
}

const STATES: &[(&str, State)] = &[("open", State::Open), ("settled", State::Settled)];

/// The words of `state`.
pub(super) fn states() -> Vec<&'static str> {
    STATES.iter().map(|(word, _)| *word).collect()
}

fn dispute(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Dispute> {
    let at = first_line(node, notes);
    let mut fields = map(&DISPUTE, "a dispute", "{about: …, positions: …}", node, notes)?;
    let about = fields.require("about", "add `about: …`", notes).and_then(|node| prose("about", node, notes));
    let party = "add `positions:` with a line `- Party: what it holds` for each";
    let positions = fields.require("positions", party, notes).map(|node| positions(node, notes)).unwrap_or_default();
    let events = fields.take("events", notes);
    let events = events
        .map_or_else(Vec::new, |node| one_or_list("events", node, notes, |node, notes| slug("events", node, notes)));
    let settled_by = settled_by(&mut fields, notes);
    fields.finish(notes);
    Some(Dispute { at, about: about?.value, positions, events, settled_by })
}

/// Parties and what they hold, as a map or a list of pairs.
fn positions(node: &Node<'_>, notes: &mut Notes<'_>) -> Vec<Position> {
    let found: Vec<Option<Position>> = match &node.kind {
        Kind::Map(pairs) => pairs.iter().map(|pair| position(pair, notes)).collect(),
        _ => list("positions", node, notes, |node, notes| Some(position_of_entry(node, notes))),
    };
    let is_collection = matches!(node.kind, Kind::Map(_) | Kind::List(_));
    if is_collection && found.len() < 2 {
        let diagnostic =
            notes.at(Code::TooFewPositions, first_line(node, notes), "a dispute needs at least two positions");
        notes.push(diagnostic.label(if found.is_empty() { "there is none" } else { "there is one" }));
    }
    let positions: Vec<Position> = found.into_iter().flatten().collect();
    let mut parties = HashSet::new();
    for party in positions.iter().map(|position| &position.party) {
        if !parties.insert(party.value.as_str()) {
            let message = format!("`{}` has two positions", party.value);
            notes.push(notes.at(Code::DuplicateKey, party.at, message).label("the second time"));
        }
    }
    positions
}

fn position_of_entry(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Position> {
    if let Some(pair) = only_pair(node) {
        return position(pair, notes);
    }
    if dash_forgotten(node, |_| false, notes) || key_cut_off(node, notes) {
        return None;
    }
    let diagnostic =
        notes.at(Code::WrongType, first_line(node, notes), "a position is a pair of a party and what it holds");
    notes.push(diagnostic.help("write it as `- Party: what it holds`"));
    None
}

fn position(pair: &Pair<'_>, notes: &mut Notes<'_>) -> Option<Position> {
    let missing = |notes: &Notes<'_>| {
        let message = format!("the position of `{}` is missing", pair.key.trim());
        notes.at(Code::MissingField, pair.at, message).label("what does it hold?")
    };
    let holds = value_of_pair(pair, missing, notes).and_then(|node| prose("positions", node, notes))?.value;
    Some(Position { party: At::new(pair.key.trim().to_owned(), pair.at), holds })
}

/// What settled the dispute: needed where it is settled, and wrong where it is open.
fn settled_by(fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Option<String> {
    let state_node = fields.take("state", notes);
    let state = state_node.and_then(|node| choice("state", node, STATES, notes));
    let node = fields.take("settled_by", notes);
    let settled_by = node.and_then(|node| prose("settled_by", node, notes)).map(|at| at.value);
    match (state_node, state, node) {
        (Some(at), Some(State::Settled), None) if !fields.is_spoiled("settled_by") => {
            let diagnostic =
                notes.at(Code::SettledByMissing, at.at, "the dispute is settled, and nothing says by what");
            notes.push(diagnostic.label("settled").help("add `settled_by: …`"));
        }
        (None, _, Some(node)) | (_, Some(State::Open), Some(node)) => {
            let diagnostic = notes.at(
                Code::SettledByMissing,
                first_line(node, notes),
                "the dispute is open, and yet settled by something",
            );
            notes.push(diagnostic.label("settles it").help("add `state: settled`, or remove `settled_by`"));
        }
        _ => {}
    }
    settled_by.filter(|_| state == Some(State::Settled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn check(text: &str, expected: &str, notes_expected: &[&str]) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("disputes", notes).map(|node| disputes(node, notes))
        };
        let (disputes, found) = values(text, take);
        let one = |dispute: &Dispute| {
            let positions: Vec<_> = dispute
                .positions
                .iter()
                .map(|position| format!("{}={}", position.party.value, position.holds))
                .collect();
            let settled = dispute.settled_by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            format!("{}: {}{settled}", dispute.about, positions.join(" "))
        };
        let shown: Vec<_> = disputes.unwrap_or_default().iter().map(one).collect();
        assert_eq!(shown.join("; "), expected, "{text}");
        assert_eq!(said(&found), notes_expected, "{text}");
    }

    #[test]
    fn positions_are_a_map_or_a_list_of_pairs() {
        check("disputes:\n- about: A\n  positions:\n    US: b\n    Iraq: c\n", "A: US=b Iraq=c", &[]);
        check(
            "disputes:\n- about: A\n  positions:\n    - US: b\n    - Iraq: c\n  events: [x]\n",
            "A: US=b Iraq=c",
            &[],
        );
        check(
            "disputes:\n- about: A\n  positions: {US: b, Iraq: c}\n  state: settled\n  settled_by: D\n",
            "A: US=b Iraq=c by D",
            &[],
        );
    }

    #[test]
    fn mistakes_are_told() {
        check("disputes:\n- about: A\n  positions: {US: b}", "A: US=b", &["too-few-positions 14..21"]);
        check(
            "disputes:\n- about: A\n  positions: [\"\"]",
            "A: ",
            &["missing-field 14..18 write it as `positions:` with a line `- Party: what it holds` for each"],
        );
        check(
            "disputes:\n- about: A",
            "A: ",
            &["missing-field 3..11 add `positions:` with a line `- Party: what it holds` for each"],
        );
        check("disputes:\n- positions: {US: b, Iraq: c}", "", &["missing-field 3..30 add `about: …`"]);
        check(
            "disputes:\n- about: A\n  positions:\n    - US: b\n    - P: #1 thing",
            "A: US=b",
            &["unquoted-indicator 10..18 put quotes around it: `- P: \"#1 thing\"`"],
        );
        check("disputes:\n- about: A\n  positions: [{US: b}, {US: c}]", "A: US=b US=c", &["duplicate-key 25..27"]);
        check("disputes:\n- about: A\n  positions: {US: b, Iraq: }", "A: US=b", &["missing-field 22..26"]);
        check(
            "disputes:\n- about: A\n  positions: [US, Iraq]",
            "A: ",
            &[
                "wrong-type 15..17 write it as `- Party: what it holds`",
                "wrong-type 19..23 write it as `- Party: what it holds`",
            ],
        );
        let positions = "positions: {US: b, Iraq: c}";
        check(
            &format!("disputes:\n- {{about: A, {positions}, state: settled}}"),
            "A: US=b Iraq=c",
            &["settled-by-missing 50..57 add `settled_by: …`"],
        );
        check(
            &format!("disputes:\n- {{about: A, {positions}, settled_by: D}}"),
            "A: US=b Iraq=c",
            &["settled-by-missing 55..56 add `state: settled`, or remove `settled_by`"],
        );
    }
}

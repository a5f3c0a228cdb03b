//! `events`: what happened when, as a pair or a map.

use std::collections::HashMap;

use briefing_index::edtf::Edtf;

use super::{
    dates::{self, bad_edtf, edtf, unquoted_mark},
    fields::{Fields, dash_forgotten, first_line, key_cut_off, line, list, map, only_pair, prose, value_of_pair},
    format::{self, EVENT},
    nearest::nearest,
    notes::Notes,
    source::names,
    values::{choice, slug, whole},
    yaml::{Kind, Node, Pair},
};
use crate::{
    diagnostic::{At, Code, Span},
    manuscript::{Event, EventRef, EventState, Source},
    slug::Slug,
};

const KEYS: &[&str] = &format::keys::<11>(&EVENT);
const STATES: &[(&str, EventState)] = &[
    ("reported", EventState::Reported),
    ("confirmed", EventState::Confirmed),
    ("disputed", EventState::Disputed),
    ("planned", EventState::Planned),
    ("cancelled", EventState::Cancelled),
    ("denied", EventState::Denied),
];
/// The words of `state`.
pub(super) fn states() -> Vec<&'static str> {
    STATES.iter().map(|(word, _)| *word).collect()
}

/// Longer texts of an event get a warning, in characters.
const LONG: usize = 200;

/// What an event has to say for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// `when` and `what`.
    All,
    /// In a translation `id` will do: the original has the rest.
    Id,
}

/// The events of a brief.
pub(super) fn events(node: &Node<'_>, needs: Needs, notes: &mut Notes<'_>) -> Vec<Event> {
    list("events", node, notes, |node, notes| event(node, needs, notes))
}

fn event(node: &Node<'_>, needs: Needs, notes: &mut Notes<'_>) -> Option<Event> {
    let mut event = empty(first_line(node, notes));
    if let Some(pair) = only_pair(node).filter(|pair| is_short(pair)) {
        short(pair, &mut event, notes);
        return Some(event);
    }
    if let Kind::Text(text) = &node.kind {
        if !key_cut_off(node, notes) {
            no_pair(text, node, notes);
        }
        return None;
    }
    if dash_forgotten(node, |key| !begins_as_date(key), notes) {
        return None;
    }
    let mut fields = map(&EVENT, "an event", "2024-01-27: What happened", node, notes)?;
    if let Some(pair) = fields.take_mixed(KEYS, &["when", "what"]) {
        mixed(pair, notes);
        short(pair, &mut event, notes);
    }
    long(&mut fields, &mut event, needs, notes);
    fields.finish(notes);
    Some(event)
}

fn empty(at: Span) -> Event {
    Event {
        at,
        id: None,
        when: None,
        what: None,
        same_as: None,
        who: Vec::new(),
        places: Vec::new(),
        lane: None,
        state: None,
        sources: Vec::new(),
        note: None,
        rank: None,
    }
}

/// Whether the pair is date and text, and not the only key of a map.
fn is_short(pair: &Pair<'_>) -> bool {
    let slip = !begins_as_date(&pair.key) && nearest(&pair.key, KEYS.iter().copied()).is_some();
    !KEYS.contains(&pair.key.as_ref()) && !slip
}

fn begins_as_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '{' | '/' | '.' | '-' | 'Y' | '~' | '?' | '%'))
}

fn short(pair: &Pair<'_>, event: &mut Event, notes: &mut Notes<'_>) {
    event.when = date_of_key(pair, notes);
    let missing = |notes: &Notes<'_>| {
        notes.at(Code::MissingField, pair.at, "the event has a date and no text").label("what happened?")
    };
    event.what = value_of_pair(pair, missing, notes).and_then(|node| what(node, notes));
}

fn date_of_key(pair: &Pair<'_>, notes: &mut Notes<'_>) -> Option<At<Edtf>> {
    let key = pair.key.trim();
    unquoted_mark(pair.at, pair.style, key, notes);
    let error = match Edtf::parse(key) {
        Ok(date) => return Some(At::new(date, pair.at)),
        Err(error) => error,
    };
    // A set without its quotes has been told already.
    let written = notes.slice(pair.at);
    let repaired = Edtf::repair(key).filter(|_| written.starts_with(['[', '{']));
    if let Some(date) = repaired.and_then(|date| Edtf::parse(&date).ok()) {
        return Some(At::new(date, pair.at));
    }
    let start = pair.at.range().start + written.find(key).unwrap_or(0);
    let at = if written.contains(key) { (start + error.at.start..start + error.at.end).into() } else { pair.at };
    bad_edtf(key, &error.to_string(), (at, pair.style), notes);
    None
}

/// A text without a pair in it: most often the colon after the date was forgotten.
fn no_pair(text: &str, node: &Node<'_>, notes: &mut Notes<'_>) {
    let (first, rest) = text.trim().split_once(char::is_whitespace).unwrap_or((text.trim(), ""));
    let date = first.trim_end_matches([',', '.', ';']);
    let form = match (Edtf::parse(date), rest.trim()) {
        (Ok(_), rest) if !rest.is_empty() && !rest.contains([':', '#', '\n']) && !date.starts_with(['[', '{']) => {
            format!("- {date}: {rest}")
        }
        _ => "- 2024-01-27: What happened".to_owned(),
    };
    let at = first_line(node, notes);
    let diagnostic = notes.at(Code::WrongType, at, "an event is a pair of a date and a text, or a map");
    notes.push(diagnostic.label("a text").help(format!("write it as `{form}`")));
}

fn mixed(pair: &Pair<'_>, notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::UnknownKey, pair.at, "the short form of an event stands among other keys");
    let label = "short for `when` and `what`";
    notes.push(diagnostic.label(label).help(format!("write `when: {}` and `what: …`", pair.key)));
}

fn long(fields: &mut Fields<'_, '_>, event: &mut Event, needs: Needs, notes: &mut Notes<'_>) {
    let id = fields.take("id", notes);
    event.id = id.and_then(|node| slug("id", node, notes));
    let has_id = needs == Needs::Id && id.is_some();
    if event.when.is_none() && event.what.is_none() {
        let when =
            if has_id { fields.take("when", notes) } else { fields.require("when", "add `when: 2024-01-27`", notes) };
        event.when = when.and_then(|node| edtf("when", node, notes));
        let text = if has_id { fields.take("what", notes) } else { fields.require("what", "add `what: …`", notes) };
        event.what = text.and_then(|node| what(node, notes));
    }
    event.same_as = fields.take("same_as", notes).and_then(|node| same_as(node, notes));
    event.who = names("who", fields, notes);
    event.places = names("where", fields, notes);
    event.lane = fields.take("lane", notes).and_then(|node| slug("lane", node, notes)).map(|at| at.value);
    event.state = fields.take("state", notes).and_then(|node| choice("state", node, STATES, notes));
    event.sources = names("source", fields, notes);
    event.note = fields.take("note", notes).and_then(|node| prose("note", node, notes)).map(|at| at.value);
    event.rank = fields.take("rank", notes).and_then(|node| whole("rank", node, 1..=5, notes));
}

fn what(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let what = prose("what", node, notes)?;
    let length = what.value.chars().count();
    if length > LONG {
        let diagnostic = notes.at(
            Code::LongEvent,
            first_line(node, notes),
            format!("the text of the event has {length} characters"),
        );
        notes.push(diagnostic.label(format!("over {LONG}")));
    }
    Some(what)
}

/// `brief-slug#event-id`.
fn same_as(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<EventRef>> {
    let text = line("same_as", node, notes)?;
    let parsed = text
        .value
        .split_once('#')
        .and_then(|(brief, event)| Some(EventRef { brief: Slug::parse(brief)?, event: Slug::parse(event)? }));
    if parsed.is_none() {
        let message = format!("`{}` does not name an event", text.value);
        notes.push(notes.at(Code::BadSlug, text.at, message).label("such as `brief-slug#event-id`"));
    }
    parsed.map(|event| At::new(event, text.at))
}

/// Warns of events that are later than the publication of what tells of them, and not planned.
pub(super) fn after_sources(events: &[Event], sources: &[Source], notes: &mut Notes<'_>) {
    // A source without a date may be later than the event.
    let last = |source: &Source| source.published.as_ref().and_then(|date| dates::days(&date.value).1);
    let lasts: Vec<(&str, Option<i64>)> = sources.iter().map(|source| (source.id.as_str(), last(source))).collect();
    let latest = |lasts: &mut dyn Iterator<Item = Option<i64>>| lasts.collect::<Option<Vec<i64>>>()?.into_iter().max();
    let of_all = latest(&mut lasts.iter().map(|(_, last)| *last));
    let of_id: HashMap<&str, Option<i64>> = lasts.into_iter().collect();
    for event in events.iter().filter(|event| event.state != Some(EventState::Planned)) {
        let Some(when) = &event.when else { continue };
        let named = event.sources.iter().filter_map(|id| of_id.get(id.value.as_str()).copied());
        let last = if event.sources.is_empty() { of_all } else { latest(&mut { named }) };
        let first = dates::days(&when.value).0;
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            let diagnostic =
                notes.at(Code::EventAfterSource, when.at, "the event is later than the source that tells of it");
            notes.push(diagnostic.label("after its publication").help("if it is yet to come, add `state: planned`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn check_as(needs: Needs, text: &str, expected: &str, notes_expected: &[&str]) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("events", notes).map(|node| events(node, needs, notes))
        };
        let (events, found) = values(text, take);
        let one = |event: &Event| {
            let when = event.when.as_ref().map_or("-".to_owned(), |when| when.value.to_string());
            format!("{when} {}", event.what.as_ref().map_or("-", |what| &what.value))
        };
        let shown: Vec<_> = events.unwrap_or_default().iter().map(one).collect();
        assert_eq!(shown.join("; "), expected, "{text}");
        assert_eq!(said(&found), notes_expected, "{text}");
    }

    fn check(text: &str, expected: &str, notes_expected: &[&str]) {
        check_as(Needs::All, text, expected, notes_expected);
    }

    #[test]
    fn an_event_is_a_pair_or_a_map() {
        check(
            "events:\n- 2024-01-27?: First meeting\n- \"[2024-01,2024-03]\": Talks",
            "2024-01-27? First meeting; [2024-01,2024-03] Talks",
            &[],
        );
        check(
            "events:\n- 2024-01-27T10:00Z: It begins\n- /2024: Attacks\n- 201X: A decade",
            "2024-01-27T10:00Z It begins; /2024 Attacks; 201X A decade",
            &[],
        );
        let long = "events:\n- when: 2024\n  what: W\n  id: w\n  same_as: other#x\n  who: A\n  where: [B, C]\n  lane: l\n  state: planned\n  \
                    source: s1\n  note: N\n  rank: 5\n";
        check(long, "2024 W", &[]);
    }

    #[test]
    fn mistakes_are_told() {
        check("events:\n- 2024-02-30: Never", "- Never", &["bad-edtf 11..13"]);
        check("events:\n- 2024-01-27:", "2024-01-27 -", &["missing-field 3..13"]);
        check(
            "events:\n- 2024-01-27 First meeting",
            "",
            &["wrong-type 3..27 write it as `- 2024-01-27: First meeting`"],
        );
        check("events:\n- First meeting", "", &["wrong-type 3..16 write it as `- 2024-01-27: What happened`"]);
        check(
            "events:\n- 2024-01-20: #1 thing",
            "2024-01-20 -",
            &["unquoted-indicator 15..23 put quotes around it: `- 2024-01-20: \"#1 thing\"`"],
        );
        check("events:\n- 2024-01-20: x\n  2024-01-21: y", "", &["wrong-type 3..13 begin each with `- `"]);
        check("events:\n- when: 2024", "2024 -", &["missing-field 3..13 add `what: …`"]);
        check(
            "events:\n- wen: 2024\n  what: W",
            "- W",
            &["missing-field 3..12 add `when: 2024-01-27`", "unknown-key 3..6 did you mean `when`?"],
        );
        check("events:\n- 2024: W\n  where: Iraq", "2024 W", &["unknown-key 3..7 write `when: 2024` and `what: …`"]);
        check(
            "events:\n- [2024, 2025]: W",
            "[2024,2025] W",
            &["unquoted-indicator 3..15 put quotes around it: `- \"[2024, 2025]\": W`"],
        );
        check("events:\n- {2024?: W}", "2024? W", &["unquoted-date 4..9 put quotes around it: `- {\"2024?\": W}`"]);
        check("events:\n  2024: W", "", &["wrong-type 3..10 begin each entry with `- ` on a line of its own"]);
        check(
            "events:\n- {when: 2024, what: W, same_as: x, rank: 9, state: done}",
            "2024 W",
            &[
                "bad-slug 34..35",
                "bad-value 53..57 it is one of `reported`, `confirmed`, `disputed`, `planned`, `cancelled`, `denied`",
                "bad-number 43..44",
            ],
        );
        let long = format!("events:\n- 2024: {}", "w".repeat(201));
        check(&long, &format!("2024 {}", "w".repeat(201)), &["long-event 9..210"]);
    }

    #[test]
    fn a_translation_needs_no_more_than_ids() {
        check_as(Needs::Id, "events:\n- {id: x, what: W}", "- W", &[]);
        check_as(Needs::Id, "events:\n- {what: W}", "- W", &["missing-field 3..12 add `when: 2024-01-27`"]);
    }
}

//! `statements`: who claims what, as a pair or a map.

use super::{
    dates::edtf,
    fields::{Fields, dash_forgotten, first_line, line, list, map, only_pair, prose, value_of_pair},
    format::{self, STATEMENT},
    nearest::nearest,
    notes::Notes,
    source::names,
    values::slug,
    yaml::{Node, Pair},
};
use crate::{
    diagnostic::{At, Code, Span},
    manuscript::{Statement, Words},
};

const KEYS: &[&str] = &format::keys::<8>(&STATEMENT);

/// The statements of a brief. Quotations over `quote_limit` characters get a warning.
pub(super) fn statements(node: &Node<'_>, quote_limit: usize, notes: &mut Notes<'_>) -> Vec<Statement> {
    list("statements", node, notes, |node, notes| statement(node, quote_limit, notes))
}

fn statement(node: &Node<'_>, quote_limit: usize, notes: &mut Notes<'_>) -> Option<Statement> {
    let at = first_line(node, notes);
    if let Some(pair) = only_pair(node).filter(|pair| !KEYS.contains(&pair.key.as_ref())) {
        let (who, words) = short(pair, notes)?;
        return Some(empty(at, who, words));
    }
    if dash_forgotten(node, is_key, notes) {
        return None;
    }
    let mut fields = map(&STATEMENT, "a statement", "Who: what they say", node, notes)?;
    let spoken = match fields.take_mixed(KEYS, &["who", "says", "quote"]) {
        Some(pair) => {
            let diagnostic =
                notes.at(Code::UnknownKey, pair.at, "the short form of a statement stands among other keys");
            let help = format!("write `who: {}` and `says: …`", pair.key);
            notes.push(diagnostic.label("short for `who` and `says`").help(help));
            short(pair, notes)
        }
        None => long(&mut fields, at, quote_limit, notes),
    };
    let (on_behalf_of, when, place, sources, about) = details(&mut fields, notes);
    fields.finish(notes);
    let (who, words) = spoken?;
    Some(Statement { on_behalf_of, when, place, sources, about, ..empty(at, who, words) })
}

/// Whether it is a key of a statement, or a slip of one.
fn is_key(key: &str) -> bool {
    KEYS.contains(&key) || nearest(key, KEYS.iter().copied()).is_some()
}

fn empty(at: Span, who: At<String>, words: Words) -> Statement {
    Statement { at, who, on_behalf_of: None, words, when: None, place: None, sources: Vec::new(), about: None }
}

/// `Pentagon: it has had no request to leave`.
fn short(pair: &Pair<'_>, notes: &mut Notes<'_>) -> Option<(At<String>, Words)> {
    let who = At::new(pair.key.trim().to_owned(), pair.at);
    let missing = |notes: &Notes<'_>| {
        notes.at(Code::SaysOrQuote, pair.at, "the statement says nothing").label("what does it say?")
    };
    let says = value_of_pair(pair, missing, notes).and_then(|node| prose("says", node, notes))?;
    Some((who, Words::Paraphrase(says.value)))
}

fn long(
    fields: &mut Fields<'_, '_>,
    at: Span,
    quote_limit: usize,
    notes: &mut Notes<'_>,
) -> Option<(At<String>, Words)> {
    let who = fields.require("who", "add `who: …`", notes).and_then(|node| line("who", node, notes));
    let (says, quote) = (fields.take("says", notes), fields.take("quote", notes));
    if let (Some(_), Some(quote)) = (says, quote) {
        let diagnostic =
            notes.at(Code::SaysOrQuote, first_line(quote, notes), "a statement has `says` or `quote`, not both");
        notes.push(diagnostic.label("given besides `says`").help("make two statements of it"));
    }
    if says.or(quote).is_none() && !fields.is_spoiled("says") && !fields.is_spoiled("quote") {
        let diagnostic = notes.at(Code::SaysOrQuote, at, "a statement needs `says` or `quote`");
        notes.push(diagnostic.help("add `says: …`, or `quote: …` for the exact words"));
    }
    let quote = quote.and_then(|node| quotation(node, quote_limit, notes)).map(Words::Quote);
    let says = says.and_then(|node| prose("says", node, notes)).map(|at| Words::Paraphrase(at.value));
    who.zip(quote.or(says))
}

fn quotation(node: &Node<'_>, limit: usize, notes: &mut Notes<'_>) -> Option<At<String>> {
    let quote = prose("quote", node, notes)?;
    let length = quote.value.chars().count();
    if length > limit {
        let diagnostic =
            notes.at(Code::LongQuote, first_line(node, notes), format!("the quotation has {length} characters"));
        notes.push(diagnostic.label(format!("the site's limit is {limit}")));
    }
    Some(quote)
}

type Details = (
    Option<At<String>>,
    Option<At<briefing_index::edtf::Edtf>>,
    Option<At<String>>,
    Vec<At<String>>,
    Option<At<crate::slug::Slug>>,
);

fn details(fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Details {
    let on_behalf_of = fields.take("for", notes).and_then(|node| line("for", node, notes));
    let when = fields.take("when", notes).and_then(|node| edtf("when", node, notes));
    let place = fields.take("where", notes).and_then(|node| line("where", node, notes));
    let sources = names("source", fields, notes);
    let about = fields.take("about", notes).and_then(|node| slug("about", node, notes));
    (on_behalf_of, when, place, sources, about)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn check(text: &str, expected: &str, notes_expected: &[&str]) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("statements", notes).map(|node| statements(node, 20, notes))
        };
        let (statements, found) = values(text, take);
        let one = |statement: &Statement| match &statement.words {
            Words::Paraphrase(says) => format!("{} says {says}", statement.who.value),
            Words::Quote(quote) => format!("{} “{}”", statement.who.value, quote.value),
        };
        let shown: Vec<_> = statements.unwrap_or_default().iter().map(one).collect();
        assert_eq!(shown.join("; "), expected, "{text}");
        assert_eq!(said(&found), notes_expected, "{text}");
    }

    #[test]
    fn a_statement_is_a_pair_or_a_map() {
        check(
            "statements:\n- Pentagon: no request\n- who: A\n  quote: B\n  for: C\n  when: 2024\n  where: D\n  source: s1\n  about: e",
            "Pentagon says no request; A “B”",
            &[],
        );
        check("statements:\n- who: A\n  says: >-\n    B\n    C\n", "A says B C", &[]);
    }

    #[test]
    fn mistakes_are_told() {
        check("statements:\n- Pentagon", "", &["wrong-type 3..11 write it as `Who: what they say`"]);
        check("statements:\n- Pentagon:", "", &["says-or-quote 3..11"]);
        check(
            "statements:\n- P: #1 thing",
            "",
            &["unquoted-indicator 6..14 put quotes around it: `- P: \"#1 thing\"`"],
        );
        check("statements:\n- Iraq: x\n  Pentagon: y", "", &["wrong-type 3..11 begin each with `- `"]);
        check(
            "statements:\n- a #1 b: it says",
            "",
            &["text-after-hash 5..18 put quotes around it: `- \"a #1 b\": it says`"],
        );
        check("statements:\n- who: A", "", &["says-or-quote 3..9 add `says: …`, or `quote: …` for the exact words"]);
        check("statements:\n- says: A", "", &["missing-field 3..10 add `who: …`"]);
        check(
            "statements:\n- {who: A, says: B, quote: C}",
            "A “C”",
            &["says-or-quote 28..29 make two statements of it"],
        );
        check("statements:\n- A: B\n  when: 2024", "A says B", &["unknown-key 3..4 write `who: A` and `says: …`"]);
        check(
            "statements:\n- {who: A, quote: This has over twenty characters}",
            "A “This has over twenty characters”",
            &["long-quote 19..50"],
        );
    }
}

//! What was typed, taken apart: words, phrases, fields and dates.
//!
//! | written | means |
//! |---|---|
//! | `coalition talks` | either word, better both |
//! | `"air strike"` | these words one after another, in each result |
//! | `-iran`, `-"air strike"`, `-topic:oil` | in no result |
//! | `topic:oil`, `person:"al-Sudani"` | a topic, a person with such a name |
//! | `topic:=oil-exports` | the topic of that address; several of one field are alternatives |
//! | `before:2024`, `after:2024-01-27`, `on:2024-01` | briefs of earlier, later or those days |
//! | `sort:newest` | the latest first |
//!
//! What holds for each result is a *clause*, and has a bit of its own.

use super::{Field, dates::days};
use crate::tokenize::{Form, letters, tokenize};

/// A query. Nothing in it means that nothing was asked.
#[derive(Debug)]
pub(super) struct Query<'q> {
    pub(super) words: Vec<Word<'q>>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) filters: Vec<Filter<'q>>,
    /// The clauses that hold, and those that do not, in each result.
    pub(super) must: u32,
    pub(super) must_not: u32,
    /// The days between which results are, both among them.
    pub(super) days: (i64, i64),
    pub(super) is_newest: bool,
    /// Whether briefs are found by words.
    pub(super) has_words: bool,
    /// What has the look of a field and says nothing that is understood.
    pub(super) unread: Vec<&'q str>,
    clauses: u32,
}

/// A word of the query.
#[derive(Debug)]
pub(super) struct Word<'q> {
    /// Folded.
    pub(super) text: String,
    /// As typed.
    pub(super) typed: &'q str,
    /// Whether it is all parts of a name together, which says nothing that the parts do not say.
    pub(super) is_joined: bool,
    /// Parts of one name, and the whole of them, have one number.
    pub(super) name: usize,
    /// The clause that it is; 0 where it is only wished for.
    pub(super) clause: u32,
    /// Whether briefs are found by it: not where they are to be without it.
    pub(super) is_wanted: bool,
    /// Whether more letters may follow.
    pub(super) is_open: bool,
    /// How often it was said.
    pub(super) times: f32,
}

/// Words that follow one another.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Folded words, as a text gives them.
    pub(super) words: Vec<String>,
    /// The clauses of its words: where one does not hold, the phrase is not there.
    pub(super) clauses: u32,
    pub(super) is_wanted: bool,
    /// Whether more letters may follow the last word.
    pub(super) is_open: bool,
}

/// A value of a field.
#[derive(Debug)]
pub(super) struct Filter<'q> {
    pub(super) field: Field,
    /// The form under which it is in the index.
    pub(super) form: String,
    /// Its key, if that was given.
    pub(super) key: Option<&'q str>,
    /// As typed.
    pub(super) typed: &'q str,
    pub(super) clause: u32,
    pub(super) is_open: bool,
}

/// More words than this are not looked up.
const MOST: usize = 48;

/// What may stand before a colon.
#[derive(Clone, Copy)]
enum Key {
    Before,
    After,
    On,
    Sort,
    Field(Field),
}

impl Key {
    fn of(name: &str) -> Option<Key> {
        match name {
            "before" => Some(Key::Before),
            "after" => Some(Key::After),
            "on" => Some(Key::On),
            "sort" => Some(Key::Sort),
            _ => Field::of(name).map(Key::Field),
        }
    }
}

/// What stands between two spaces outside quotes.
struct Chunk<'q> {
    key: Option<Key>,
    value: &'q str,
    is_quoted: bool,
    is_wanted: bool,
    /// Whether the query ends with it, so that more letters may follow.
    is_open: bool,
    whole: &'q str,
}

impl<'q> Query<'q> {
    /// Takes a query apart. It has an answer, whatever was typed.
    pub(super) fn of(text: &'q str) -> Query<'q> {
        let mut query = Query {
            words: Vec::new(),
            phrases: Vec::new(),
            filters: Vec::new(),
            must: 0,
            must_not: 0,
            days: (i64::MIN, i64::MAX),
            is_newest: false,
            has_words: false,
            unread: Vec::new(),
            clauses: 0,
        };
        let mut rest = text;
        while let Some(chunk) = next(&mut rest) {
            match chunk.key {
                Some(key) => query.field(key, &chunk),
                None => query.text(&chunk),
            }
        }
        query
    }

    /// Whether it asks for nothing: what is not wanted alone is no question.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_words && self.must == 0 && self.days == (i64::MIN, i64::MAX) && !self.is_newest
    }

    /// Whether it asks for days alone: then all briefs of those days are results.
    pub(super) fn is_browsing(&self) -> bool {
        !self.has_words && self.must == 0
    }

    /// Takes the quotes away from what is wanted, and says whether there were any.
    pub(super) fn loosen(&mut self) -> bool {
        let mut quoted = 0;
        for word in self.words.iter_mut().filter(|word| word.is_wanted) {
            quoted |= core::mem::take(&mut word.clause);
        }
        self.must &= !quoted;
        self.phrases.retain(|phrase| !phrase.is_wanted);
        quoted != 0
    }

    /// Whether nothing leaves anything out.
    pub(super) fn is_plain(&self) -> bool {
        self.must | self.must_not == 0
            && self.phrases.is_empty()
            && self.days == (i64::MIN, i64::MAX)
            && !self.is_newest
    }

    /// The bit of the next clause; 0 where there are too many.
    fn clause(&mut self) -> u32 {
        let bit = 1u32.checked_shl(self.clauses).unwrap_or(0);
        self.clauses += 1;
        bit
    }

    /// A clause that holds or does not hold in each result.
    fn held(&mut self, is_wanted: bool) -> u32 {
        let clause = self.clause();
        *if is_wanted { &mut self.must } else { &mut self.must_not } |= clause;
        clause
    }

    fn field(&mut self, key: Key, chunk: &Chunk<'q>) {
        let is_read = match key {
            Key::Sort => {
                self.is_newest |= chunk.value == "newest";
                matches!(chunk.value, "newest" | "relevance")
            }
            Key::Field(field) => self.value(field, chunk),
            _ => self.between(key, chunk.value),
        };
        // While it is typed, nobody is told that it is not there yet.
        let is_finished = !chunk.is_open || chunk.is_quoted;
        if !is_read && is_finished {
            self.unread.push(chunk.whole);
        }
    }

    /// Days are always wanted: without a time is with another one.
    fn between(&mut self, key: Key, value: &str) -> bool {
        let Some((from, to)) = days(value) else { return false };
        let (from, to) = match key {
            Key::Before => (i64::MIN, from.saturating_sub(1)),
            Key::After => (to.saturating_add(1), i64::MAX),
            _ => (from, to),
        };
        self.days = (self.days.0.max(from), self.days.1.min(to));
        true
    }

    fn value(&mut self, field: Field, chunk: &Chunk<'q>) -> bool {
        if let Some(key) = chunk.value.strip_prefix('=') {
            let known = self.filters.iter().find(|known| known.field == field && known.key.is_some());
            let known = known.map(|known| known.clause).filter(|clause| chunk.is_wanted && self.must & clause != 0);
            let clause = known.unwrap_or_else(|| self.held(chunk.is_wanted));
            let form = field.key_form(key);
            self.filters.push(Filter { field, form, typed: key, key: Some(key), clause, is_open: false });
            return true;
        }
        // Parts of a name, but no articles; a name that has nothing else is taken as a whole.
        let says = |text: &str, form| match form {
            Form::Whole => true,
            Form::Part => letters(text) > 2,
            Form::Joined => false,
        };
        let (mut is_any, mut is_some) = (false, false);
        tokenize(chunk.value, &mut |text, _, form| {
            is_any = true;
            is_some |= says(text, form);
        });
        tokenize(chunk.value, &mut |text, range, form| {
            if says(text, form) || !is_some {
                let is_open = chunk.is_open && range.end == chunk.value.len();
                let clause = self.held(chunk.is_wanted);
                let form = field.word_form(text);
                self.filters.push(Filter { field, form, typed: chunk.value, key: None, clause, is_open });
            }
        });
        is_any
    }

    fn text(&mut self, chunk: &Chunk<'q>) {
        let mut phrase = Phrase { words: Vec::new(), clauses: 0, is_wanted: chunk.is_wanted, is_open: chunk.is_open };
        let first = self.words.last().map_or(0, |word| word.name + 1);
        let mut name = first;
        tokenize(chunk.value, &mut |text, range, form| {
            let own = name;
            name += usize::from(form != Form::Part);
            if chunk.is_quoted {
                // As a text has it: the parts of a name, not the whole of it once more.
                if form == Form::Joined {
                    return;
                }
                phrase.words.push(text.to_owned());
            }
            let is_open = chunk.is_open && range.end == chunk.value.len();
            if let Some(known) =
                self.words.iter_mut().find(|word| word.text == text && word.is_wanted == chunk.is_wanted)
            {
                known.times += 1.0;
                known.is_open |= is_open;
                if chunk.is_quoted && known.clause != 0 {
                    phrase.clauses |= known.clause;
                    return;
                }
                if !chunk.is_quoted {
                    return;
                }
            }
            // Short parts, such as the article, say nothing where the whole name does; and without `al-Sudani` does not mean
            // without `al`.
            let is_part = form == Form::Part && !chunk.is_quoted;
            if is_part && (letters(text) < 3 || !chunk.is_wanted) || self.words.len() >= MOST {
                return;
            }
            let clause = match (chunk.is_quoted, chunk.is_wanted) {
                (false, true) => 0,
                (false, false) => self.held(false),
                (true, true) => self.held(true),
                (true, false) => self.clause(),
            };
            phrase.clauses |= clause;
            self.has_words |= chunk.is_wanted;
            self.words.push(Word {
                text: text.to_owned(),
                typed: chunk.value.get(range).unwrap_or(""),
                is_joined: form == Form::Joined,
                name: own,
                clause,
                is_wanted: chunk.is_wanted,
                is_open,
                times: 1.0,
            });
        });
        match phrase.words.len() {
            0 => {}
            // One word is a word that is required or forbidden.
            1 if !chunk.is_wanted => self.must_not |= phrase.clauses,
            1 => {}
            _ => self.phrases.push(phrase),
        }
    }
}

/// Takes the next chunk off the front of a query.
fn next<'q>(rest: &mut &'q str) -> Option<Chunk<'q>> {
    let (_, text) = cut(rest, &|c| !c.is_whitespace());
    if text.is_empty() {
        return None;
    }
    let after = tail(text);
    let is_wanted = !text.starts_with('-') || after.starts_with(char::is_whitespace);
    let mut body = if is_wanted { text } else { after };
    let (name, after) = cut(body, &|c| matches!(c, ':' | ' ' | '"'));
    let key = if after.starts_with(':') { Key::of(name) } else { None };
    if key.is_some() {
        body = tail(after);
    }
    let is_quoted = body.starts_with(is_quote);
    let (value, mut after) = if is_quoted { cut(tail(body), &is_quote) } else { cut(body, &char::is_whitespace) };
    let is_closed = is_quoted && !after.is_empty();
    if is_closed {
        after = tail(after);
    }
    *rest = after;
    let whole = text.strip_suffix(after).unwrap_or_default();
    let is_open = after.is_empty() && !is_closed && is_wanted;
    Some(Chunk { key, value, is_quoted, is_wanted, is_open, whole })
}

/// A text before and from the first such character on.
fn cut<'q>(text: &'q str, ends: &dyn Fn(char) -> bool) -> (&'q str, &'q str) {
    let mut rest = text;
    while rest.chars().next().is_some_and(|c| !ends(c)) {
        rest = tail(rest);
    }
    (text.strip_suffix(rest).unwrap_or_default(), rest)
}

/// A text without its first character.
#[inline(never)]
fn tail(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// What opens and closes a phrase: telephones write quotes of their own.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests;

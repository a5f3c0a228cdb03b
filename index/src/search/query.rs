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
use crate::tokenize::{Form, tokenize};

/// A query. Nothing in it means that nothing was asked.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) words: Vec<Word>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) filters: Vec<Filter>,
    /// The clauses that hold, and those that do not, in each result.
    pub(super) must: u32,
    pub(super) must_not: u32,
    /// The days between which results are, both among them.
    pub(super) days: (i64, i64),
    pub(super) is_newest: bool,
    /// Whether briefs are found by words.
    pub(super) has_words: bool,
    /// What has the look of a field and says nothing that is understood.
    pub(super) unread: Vec<String>,
    clauses: u32,
}

/// A word of the query.
#[derive(Debug)]
pub(super) struct Word {
    /// Folded.
    pub(super) text: String,
    /// As typed.
    pub(super) typed: String,
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
pub(super) struct Filter {
    pub(super) field: Field,
    /// The form under which it is in the index.
    pub(super) form: String,
    /// Its key, if that was given.
    pub(super) key: Option<String>,
    /// As typed.
    pub(super) typed: String,
    pub(super) clause: u32,
    pub(super) is_open: bool,
}

/// More words than this are not looked up.
const MOST: usize = 48;

/// What stands between two spaces outside quotes.
struct Chunk<'q> {
    field: Option<&'q str>,
    value: &'q str,
    is_quoted: bool,
    is_wanted: bool,
    /// Whether the query ends with it, so that more letters may follow.
    is_open: bool,
    whole: &'q str,
}

impl Query {
    /// Takes a query apart. It has an answer, whatever was typed.
    pub(super) fn of(text: &str) -> Query {
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
            match chunk.field {
                Some(name) => query.field(name, &chunk),
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

    fn field(&mut self, name: &str, chunk: &Chunk<'_>) {
        let value = chunk.value;
        let is_read = match name {
            "before" | "after" | "on" => days(value).is_some_and(|(from, to)| self.between(name, from, to)),
            "sort" => {
                self.is_newest |= value == "newest";
                matches!(value, "newest" | "relevance")
            }
            _ => Field::of(name).is_some_and(|field| self.value(field, chunk)),
        };
        // While it is typed, nobody is told that it is not there yet.
        let is_finished = !chunk.is_open || chunk.is_quoted;
        if !is_read && is_finished {
            self.unread.push(chunk.whole.to_owned());
        }
    }

    /// Days are always wanted: without a time is with another one.
    fn between(&mut self, name: &str, from: i64, to: i64) -> bool {
        let (from, to) = match name {
            "before" => (i64::MIN, from.saturating_sub(1)),
            "after" => (to.saturating_add(1), i64::MAX),
            _ => (from, to),
        };
        self.days = (self.days.0.max(from), self.days.1.min(to));
        true
    }

    fn value(&mut self, field: Field, chunk: &Chunk<'_>) -> bool {
        if let Some(key) = chunk.value.strip_prefix('=') {
            let known = self.filters.iter().find(|known| known.field == field && known.key.is_some());
            let known = known.map(|known| known.clause).filter(|clause| chunk.is_wanted && self.must & clause != 0);
            let clause = known.unwrap_or_else(|| self.held(chunk.is_wanted));
            let (key, form) = (key.to_owned(), field.key_form(key));
            self.filters.push(Filter { field, form, typed: key.clone(), key: Some(key), clause, is_open: false });
            return true;
        }
        let mut tokens = Vec::new();
        tokenize(chunk.value, &mut |text, range, form| tokens.push((text.to_owned(), range, form)));
        // Parts of a name, but no articles; a name that has nothing else is taken as a whole.
        let says = |(text, _, form): &&(String, core::ops::Range<usize>, Form)| match form {
            Form::Whole => true,
            Form::Part => text.chars().nth(2).is_some(),
            Form::Joined => false,
        };
        let some = tokens.iter().any(|token| says(&token));
        for token in tokens.iter().filter(|token| says(token) || !some) {
            let is_open = chunk.is_open && token.1.end == chunk.value.len();
            let clause = self.held(chunk.is_wanted);
            let (form, typed) = (field.word_form(&token.0), chunk.value.to_owned());
            self.filters.push(Filter { field, form, typed, key: None, clause, is_open });
        }
        !tokens.is_empty()
    }

    fn text(&mut self, chunk: &Chunk<'_>) {
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
            if is_part && (text.chars().nth(2).is_none() || !chunk.is_wanted) || self.words.len() >= MOST {
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
                typed: chunk.value.get(range).unwrap_or("").to_owned(),
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
    let text = rest.trim_start();
    if text.is_empty() {
        return None;
    }
    let after = text.strip_prefix('-').filter(|after| !after.starts_with(char::is_whitespace));
    let (is_wanted, body) = (after.is_none(), after.unwrap_or(text));
    let field = body
        .find([':', ' ', '"'])
        .and_then(|end| body.get(..end))
        .filter(|name| body.get(name.len()..).is_some_and(|after| after.starts_with(':')) && is_field(name));
    let body = field.map_or(body, |name| body.get(name.len() + 1..).unwrap_or(""));
    let opening = body.chars().next().filter(|c| QUOTES.contains(c));
    let (value, after, is_closed) = match opening {
        Some(quote) => {
            let inside = body.get(quote.len_utf8()..).unwrap_or("");
            match inside.char_indices().find(|(_, c)| QUOTES.contains(c)) {
                Some((end, quote)) => (inside.get(..end)?, inside.get(end + quote.len_utf8()..)?, true),
                None => (inside, "", false),
            }
        }
        None => {
            let end = body.find(char::is_whitespace).unwrap_or(body.len());
            (body.get(..end)?, body.get(end..)?, false)
        }
    };
    let whole = text.get(..text.len() - after.len())?;
    *rest = after;
    let is_open = after.is_empty() && !is_closed && is_wanted;
    Some(Chunk { field, value, is_quoted: opening.is_some(), is_wanted, is_open, whole })
}

/// What opens and closes a phrase: telephones write quotes of their own.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

fn is_field(name: &str) -> bool {
    matches!(name, "before" | "after" | "on" | "sort") || Field::of(name).is_some()
}

#[cfg(test)]
mod tests;

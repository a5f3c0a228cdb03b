//! Answering a query from the files that are there.
//!
//! The engine fetches nothing. It is asked again when files have come that it said it lacks; each round it gets further,
//! so a query takes at most three: word blocks, chunks, records.
//!
//! All words are wished for and none is required, but what lacks a word falls behind: where a query has few words, the sum of
//! weights is multiplied with the root of the share of the query, counted in rarity, that was found. A word that has no meaning of
//! its own, or on a large site one that over half of the briefs have, is left out where there are others. The last word may be a
//! beginning, as long as no space follows it. Only words that no brief has are corrected.

mod marks;
mod near;

use core::ops::Range;

use super::{
    NAME, VERSION,
    analyse::rarity,
    list::{self, LEVELS},
    name::Name,
    query::{Word, words},
    record_path,
    records::{self, PLACES, Record},
    root::{Entry, Root},
    words::{self as blocks, Postings, Term},
};
use crate::{
    bytes::{Error, unframe, unframe_as},
    symbols::Symbols,
};

/// The files that are there.
pub trait Store {
    /// The bytes of the file at that path below the site's root, if it has come.
    fn file(&self, path: &str) -> Option<&[u8]>;
}

/// What a query gave so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Paths of files without which there is no better answer. Empty when the answer is whole.
    pub lacks: Vec<String>,
    /// How many briefs match, as far as lists were read.
    pub total: usize,
    /// Whether only the best part of a long list was read, so that `total` is a lower bound.
    pub is_part: bool,
    /// The best briefs, best first; only those whose records are there.
    pub hits: Vec<Hit>,
    /// Words that no brief has, and what was searched for in their place.
    pub corrections: Vec<Correction>,
    /// Words that no brief has and that are near to none.
    pub unknown: Vec<String>,
}

/// A brief that matches. Marks are byte ranges, ascending and apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hit {
    /// What is shown of it.
    pub record: Record,
    /// Words of the query in the title.
    pub title_marks: Vec<Range<usize>>,
    /// Words of the query in the takeaway.
    pub takeaway_marks: Vec<Range<usize>>,
    /// Of each event the words of the query in it; an event without any does not match.
    pub event_marks: Vec<Vec<Range<usize>>>,
}

/// A word that was not found as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// What was searched for, folded.
    pub used: String,
}

/// The index of a site, opened by its root.
#[derive(Debug)]
pub struct Engine {
    root: Root,
}

/// What a whole word and a word of which only the beginning was typed count.
const WHOLE: f32 = 1.0;
const BEGUN: f32 = 0.7;
/// So many words that begin as the open one does are searched for with it.
const ENDINGS: usize = 12;
/// Of a beginning so many blocks are looked into.
const BLOCKS: usize = 2;
/// Of more briefs than this, a word that over half of them have is not fetched beside others.
const MANY: u32 = 2_000;
/// Up to so many words of a query, briefs that have all of them go first.
const FEW: usize = 4;

/// A word of the query, looked up.
struct Found<'f> {
    word: Word,
    /// The forms that are searched for.
    forms: Vec<Form<'f>>,
    /// Other forms of the same word, to be marked.
    others: Vec<String>,
    /// How many briefs have it.
    count: u32,
    /// Whether it can be left out beside others.
    is_dull: bool,
}

/// A form of a word, its weight and its terms.
type Form<'f> = (String, f32, Vec<Term<'f>>);

impl Engine {
    /// Opens an index by the bytes of its root.
    ///
    /// # Errors
    /// Where the bytes are no root of this version.
    pub fn open(root: &[u8]) -> Result<Engine, Error> {
        Ok(Engine { root: Root::read(unframe(NAME, VERSION, root)?)? })
    }

    /// How many briefs can be found.
    pub fn briefs(&self) -> usize {
        self.root.briefs as usize
    }

    /// The language of a record, BCP 47.
    pub fn language(&self, record: &Record) -> &str {
        self.root.languages.get(record.lang as usize).map_or("", String::as_str)
    }

    /// The day of a record, counted from 1970-01-01.
    pub fn day(&self, record: &Record) -> i64 {
        self.root.months.first_day().saturating_add(i64::from(record.day))
    }

    /// Answers a query with the best `limit` briefs as far as the files allow. An empty query finds nothing.
    ///
    /// # Errors
    /// Where a file is damaged.
    pub fn answer(&self, query: &str, limit: usize, store: &dyn Store) -> Result<Answer, Error> {
        let mut asking = Asking { root: &self.root, store, answer: Answer::default() };
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for word in words(query) {
            match asking.forms(&word)? {
                Some(forms) if forms.is_empty() => missing.push(word),
                Some(forms) => found.push(asking.found(word, forms)?),
                None => {}
            }
        }
        // Where the parts of a name are known, or all of it together, the rest of it is no slip.
        missing.retain(|word| {
            !word.is_joined && !word.is_forbidden && !found.iter().any(|one| one.word.name == word.name)
        });
        let parts: Vec<usize> = found.iter().filter(|one| !one.word.is_joined).map(|one| one.word.name).collect();
        found.retain(|one| !one.word.is_joined || !parts.contains(&one.word.name));
        for word in missing {
            found.extend(asking.correct(word)?);
        }
        if asking.answer.lacks.is_empty() {
            asking.settle(&mut found);
            let scores = asking.score(&found)?;
            if asking.answer.lacks.is_empty() {
                asking.show(&found, &scores, limit)?;
            }
        }
        Ok(asking.answer)
    }
}

/// A query on its way.
struct Asking<'f> {
    root: &'f Root,
    store: &'f dyn Store,
    answer: Answer,
}

/// What is known of a place so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Score {
    /// Weights times rarities.
    sum: f32,
    /// The rarities of the words found there.
    share: f32,
    /// How many of the words found there are required.
    required: u8,
    /// Whether a word is there that is forbidden.
    is_out: bool,
}

impl<'f> Asking<'f> {
    /// The body of a file, if it is there.
    fn file(&mut self, name: Name) -> Result<Option<&'f [u8]>, Error> {
        let path = name.path();
        match self.store.file(&path) {
            Some(bytes) => unframe_as(NAME, VERSION, name.0, bytes).map(Some),
            None => {
                self.lack(path);
                Ok(None)
            }
        }
    }

    fn lack(&mut self, path: String) {
        if !self.answer.lacks.contains(&path) {
            self.answer.lacks.push(path);
        }
    }

    /// A word with its forms and the others of the same terms.
    fn found(&mut self, word: Word, forms: Vec<Form<'f>>) -> Result<Found<'f>, Error> {
        let mut others = Vec::new();
        if let (Some((_, _, own)), Some(block)) = (forms.first(), self.root.words.block_of(&word.text)) {
            let name = self.root.words.blocks.get(block).map(|entry| entry.name).unwrap_or_default();
            if let Some(bytes) = self.file(name)? {
                blocks::read(bytes, &mut |form, terms| {
                    if terms.iter().any(|term| own.iter().any(|own| own.is(term))) {
                        others.push(form.to_owned());
                    }
                    true
                })?;
            }
        }
        Ok(Found { word, forms, others, count: 0, is_dull: false })
    }

    /// The forms of the index that a word means: itself, and what begins so if it is open. `None` where a block lacks.
    fn forms(&mut self, word: &Word) -> Result<Option<Vec<Form<'f>>>, Error> {
        let mut forms: Vec<Form<'f>> = Vec::new();
        let mut is_whole = true;
        for block in self.blocks(word) {
            let Some(bytes) = self.file(block)? else {
                is_whole = false;
                continue;
            };
            blocks::read(bytes, &mut |form, terms| {
                let weight = if form == word.text { WHOLE } else { BEGUN };
                if form == word.text || word.is_open && form.starts_with(&word.text) {
                    forms.push((form.to_owned(), weight, terms.to_vec()));
                }
                form <= word.text.as_str() || form.starts_with(&word.text)
            })?;
        }
        for (_, _, terms) in &mut forms {
            for term in terms {
                match self.at_home(term)? {
                    Some(found) => *term = found,
                    None => is_whole = false,
                }
            }
        }
        // The whole word first, then the commonest. What would have to be fetched for an ending is not worth it beside the whole.
        let mut forms = best_of(forms, ENDINGS + 1, |(_, weight, terms)| (*weight == WHOLE, count_of(terms)));
        if forms.first().is_some_and(|(_, weight, _)| *weight == WHOLE) {
            let is_here = |term: &Term<'_>| matches!(term.postings, Postings::Here(_));
            let mut first = true;
            forms.retain(|(_, _, terms)| std::mem::take(&mut first) || terms.iter().all(is_here));
        }
        Ok(is_whole.then_some(forms))
    }

    /// A term where its postings are; `None` where that block lacks.
    fn at_home(&mut self, term: &Term<'f>) -> Result<Option<Term<'f>>, Error> {
        let Postings::Elsewhere(home, at) = term.postings else { return Ok(Some(term.clone())) };
        let block = self.root.words.block_of(home).and_then(|block| self.root.words.blocks.get(block));
        let Some(bytes) = self.file(block.ok_or(Error::Damaged)?.name)? else { return Ok(None) };
        let mut found = None;
        blocks::read(bytes, &mut |form, terms| {
            if form == home {
                found = terms.get(at).filter(|term| !matches!(term.postings, Postings::Elsewhere(..))).cloned();
            }
            form < home
        })?;
        found.map(Some).ok_or(Error::Damaged)
    }

    /// The blocks in which to look for a word: for a beginning that is in many, those with the commonest words.
    fn blocks(&self, word: &Word) -> Vec<Name> {
        let directory = &self.root.words;
        let all = if word.is_open {
            directory.blocks_of(&word.text)
        } else {
            directory.block_of(&word.text).map_or(0..0, |block| block..block + 1)
        };
        let found = directory.blocks.get(all).unwrap_or_default();
        // The first block may have the word itself.
        let Some((first, others)) = found.split_first() else { return Vec::new() };
        let others = commonest(others, BLOCKS - 1);
        core::iter::once(first.name).chain(others).collect()
    }

    /// Leaves out words that are everywhere, unless there are no others, and finds terms that stand with another form.
    fn settle(&mut self, found: &mut Vec<Found<'f>>) {
        for one in found.iter_mut() {
            let of_first = one.forms.first().filter(|(_, weight, _)| *weight == WHOLE);
            let terms: Vec<&Term<'_>> = match of_first {
                Some((_, _, terms)) => terms.iter().collect(),
                None => one.forms.iter().flat_map(|(_, _, terms)| terms).collect(),
            };
            one.count = terms.iter().map(|term| term.count).max().unwrap_or_default();
            let is_everywhere = self.root.briefs > MANY && one.count > self.root.briefs / 2;
            one.is_dull = is_everywhere || terms.iter().all(|term| term.is_function_word);
        }
        if found.iter().any(|one| !one.is_dull && !one.word.is_forbidden) {
            found.retain(|one| !one.is_dull || one.word.is_required || one.word.is_forbidden);
        }
    }

    /// The places that have a word of the query, with their scores, in no order.
    fn score(&mut self, found: &[Found<'f>]) -> Result<Vec<(u32, Score)>, Error> {
        let places = self.root.months.places() as usize;
        let mut scores = vec![Score::default(); places];
        let mut levels = vec![0.0f32; places];
        let (mut met, mut all) = (Vec::new(), Vec::new());
        for one in found {
            for (_, weight, terms) in &one.forms {
                for term in terms {
                    self.add(term, *weight, &mut levels, &mut met)?;
                }
            }
            let rarity = rarity(self.root.briefs as usize, one.count as usize);
            for place in met.drain(..) {
                let at = place as usize;
                let (Some(level), Some(score)) = (levels.get_mut(at), scores.get_mut(at)) else { continue };
                if *score == Score::default() {
                    all.push(place);
                }
                score.sum += one.word.times * rarity * *level;
                score.share += rarity;
                score.required += u8::from(one.word.is_required);
                score.is_out |= one.word.is_forbidden;
                *level = 0.0;
            }
        }
        Ok(all.into_iter().filter_map(|place| Some((place, *scores.get(place as usize)?))).collect())
    }

    /// Adds the levels of a term, where they are higher than what is there, and the places that had none.
    fn add(&mut self, term: &Term<'f>, weight: f32, levels: &mut [f32], met: &mut Vec<u32>) -> Result<(), Error> {
        let places = self.root.months.places();
        let mut each = |(place, level): (u32, u8)| {
            let level = weight * (f32::from(level) + 0.5) / LEVELS as f32;
            if let Some(best) = levels.get_mut(place as usize) {
                if *best == 0.0 {
                    met.push(place);
                }
                *best = best.max(level);
            }
        };
        match &term.postings {
            Postings::Here(bytes) => list::read(bytes, term.count, places, &mut each),
            Postings::Chunk { chunk, start, length, tail } => {
                let Some(bytes) = self.file(*chunk)? else { return Ok(()) };
                let end = start.checked_add(*length).ok_or(Error::Damaged)?;
                self.answer.is_part |= tail.is_some();
                list::read(bytes.get(*start..end).ok_or(Error::Damaged)?, term.count, places, &mut each)
            }
            // What stands elsewhere was looked up there.
            Postings::Elsewhere(..) => Ok(()),
        }
    }

    /// Counts the matches, and shows the best.
    fn show(&mut self, found: &[Found<'_>], scores: &[(u32, Score)], limit: usize) -> Result<(), Error> {
        let wished = found.iter().filter(|one| !one.word.is_forbidden);
        let all: f32 = wished.clone().map(|one| rarity(self.root.briefs as usize, one.count as usize)).sum();
        let is_few = wished.count() <= FEW;
        let required = found.iter().filter(|one| one.word.is_required).count();
        let mut best: Vec<(f32, u32)> = Vec::new();
        for (place, score) in scores {
            if score.is_out || usize::from(score.required) < required {
                continue;
            }
            self.answer.total += 1;
            let value = if is_few && all > 0.0 { score.sum * (score.share / all).sqrt() } else { score.sum };
            // Of equals the latest come first.
            let goes_before = |(other, at): &(f32, u32)| *other > value || *other == value && at > place;
            if best.len() == limit && best.last().is_none_or(goes_before) {
                continue;
            }
            let at = best.partition_point(goes_before);
            best.insert(at, (value, *place));
            best.truncate(limit);
        }
        let symbols = Symbols::open(&self.root.symbols)?;
        for (_, place) in best {
            let path = record_path(self.root.records, place / PLACES);
            let Some(bytes) = self.store.file(&path) else {
                self.lack(path);
                continue;
            };
            let record = records::read(unframe(NAME, VERSION, bytes)?, place % PLACES, &symbols)?;
            self.answer.hits.extend(record.map(|record| marks::marked(record, found)));
        }
        Ok(())
    }
}

/// The blocks with the commonest words.
fn commonest(blocks: &[Entry], most: usize) -> Vec<Name> {
    let blocks: Vec<&Entry> = blocks.iter().collect();
    best_of(blocks, most, |entry| (false, entry.commonest.into())).into_iter().map(|entry| entry.name).collect()
}

/// The items with the highest ranks, in their order; of equals the first goes before. They are few, and so are those that are wanted: a sort
/// would cost the browser more code than it saves time.
fn best_of<T>(mut items: Vec<T>, most: usize, rank: impl Fn(&T) -> (bool, u32)) -> Vec<T> {
    let mut best = Vec::new();
    while best.len() < most {
        let Some(first) = items.first() else { break };
        let (mut at, mut highest) = (0, rank(first));
        for (other, item) in items.iter().enumerate() {
            if rank(item) > highest {
                (at, highest) = (other, rank(item));
            }
        }
        best.push(items.remove(at));
    }
    best
}

/// The most briefs that one of the terms has.
fn count_of(terms: &[Term<'_>]) -> u32 {
    terms.iter().map(|term| term.count).max().unwrap_or_default()
}

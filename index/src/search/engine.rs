//! Answering a query from the files that are there.
//!
//! The engine fetches nothing. It is asked again when files have come that it said it lacks; each round it gets further, so words
//! take at most three rounds: word blocks, chunks, records.
//!
//! All words are wished for and none is required, but what lacks a word falls behind: where a query has few words, the sum of
//! weights is multiplied with the root of the share of the query, counted in rarity, that was found. A word that has no meaning of
//! its own, or on a large site one that over half of the briefs have, is left out where there are others. The last word may be a
//! beginning, as long as no space follows it. Only words that no brief has are corrected. A word that is written as it was typed,
//! accents and all, counts a little more than one that is written otherwise.
//!
//! Of long lists only the best part is read for the first ten results of words alone; whatever leaves briefs out, or puts the
//! newest first, reads them whole. A phrase is looked for in what is shown of a brief, and where it is not there, in its page: for each
//! result that is wanted in four briefs at most, those that are best without it.

mod facets;
mod look;
mod marks;
mod near;
mod reading;
mod score;
mod show;

use core::ops::Range;

use super::{
    NAME, VERSION,
    fields::Fields,
    list,
    query::{Query, Word},
    records::Record,
    root::Root,
};
use crate::{
    bytes::{Error, unframe},
    files::{Name, Store},
};

pub use facets::{Facet, FacetValue, Facets};
use reading::{Meaning, Reading};
use score::Score;

/// What a query gave so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Paths of files without which there is no better answer. Empty when the answer is whole.
    pub lacks: Vec<String>,
    /// How many briefs match, as far as lists were read.
    pub total: usize,
    /// Whether not all was read or looked at, so that `total` is a lower bound.
    pub is_part: bool,
    /// Whether the query asks for nothing yet: a field without a value, say.
    pub is_nothing: bool,
    /// Whether no brief has what is in quotes, so that it was searched for without them.
    pub is_loose: bool,
    /// The best briefs, best first; only those whose records are there.
    pub hits: Vec<Hit>,
    /// Words that no brief has, and what was searched for in their place.
    pub corrections: Vec<Correction>,
    /// Words that no brief has and that are near to none, and values that no brief has.
    pub unknown: Vec<String>,
    /// What has the look of a field or a date and is not understood.
    pub unread: Vec<String>,
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

/// So many results are looked for in the best part of long lists; for more the whole lists are read.
const FIRST: usize = 10;

/// A word of the query, looked up.
struct Found<'f> {
    word: &'f Word<'f>,
    /// Whether another word is searched for: one of `others`.
    is_corrected: bool,
    /// The terms that are searched for; those of the first form first.
    meanings: Vec<Meaning<'f>>,
    /// Other forms of the same word, to be marked.
    others: Vec<String>,
    /// How many briefs have it.
    count: u32,
    /// Whether it is left out beside others.
    is_dull: bool,
}

/// The briefs that a query finds.
struct Matches<'f> {
    query: &'f Query<'f>,
    found: Vec<Found<'f>>,
    /// What is known of each place.
    scores: Vec<Score>,
    /// The places that have a word of the query, or where it has no words, one of its values; in no order.
    places: Vec<u32>,
}

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

    /// Answers a query with the best `limit` briefs as far as the files allow. An empty query finds nothing. The language of
    /// queries is in `docs/search.md`.
    ///
    /// # Errors
    /// Where a file is damaged.
    pub fn answer(&self, query: &str, limit: usize, store: &dyn Store) -> Result<Answer, Error> {
        let mut query = Query::of(query);
        let mut answer = self.once(&query, limit, store)?;
        if answer.hits.is_empty() && answer.lacks.is_empty() && query.loosen() {
            answer = self.once(&query, limit, store)?;
            answer.is_loose = true;
        }
        Ok(answer)
    }

    fn once(&self, query: &Query<'_>, limit: usize, store: &dyn Store) -> Result<Answer, Error> {
        let mut asking = Asking::new(&self.root, store, limit > FIRST || !query.is_plain());
        if let Some(matches) = asking.matches(query) {
            asking.show(&matches, limit);
        }
        asking.end()
    }

    /// Counts what a query finds by the commonest values of each field. Within a field in which values are chosen (`topic:=oil`)
    /// it counts as if none were.
    ///
    /// # Errors
    /// Where a file is damaged.
    pub fn facets(&self, query: &str, store: &dyn Store) -> Result<Facets, Error> {
        let query = Query::of(query);
        let mut asking = Asking::new(&self.root, store, true);
        let facets = match asking.matches(&query) {
            Some(matches) => asking.facets(&matches),
            None => Vec::new(),
        };
        Ok(Facets { lacks: asking.end()?.lacks, facets })
    }
}

/// A query on its way.
struct Asking<'f> {
    root: &'f Root,
    files: Reading<'f>,
    /// Whether lists are read to their ends.
    is_whole: bool,
    answer: Answer,
    /// The fields, once they were needed.
    fields: Option<Fields>,
    /// The day files that were needed so far.
    days: Vec<(Name, &'f [u8])>,
}

impl<'f> Asking<'f> {
    fn new(root: &'f Root, store: &'f dyn Store, is_whole: bool) -> Self {
        let files = Reading::new(store, list::single(root.months.places()));
        Asking { root, files, is_whole, answer: Answer::default(), fields: None, days: Vec::new() }
    }

    /// What was found, unless a file is damaged.
    fn end(mut self) -> Result<Answer, Error> {
        self.answer.lacks = self.files.lacks;
        self.files.error.map_or(Ok(self.answer), Err)
    }

    /// The briefs that have what is asked for; none where a file lacks, or nothing is asked.
    fn matches(&mut self, query: &'f Query<'f>) -> Option<Matches<'f>> {
        self.answer.unread.extend(query.unread.iter().map(|text| String::from(*text)));
        if query.is_empty() {
            self.answer.is_nothing = true;
            return None;
        }
        let found = self.look_up(&query.words);
        let values = self.values(&query.filters);
        if self.files.is_stuck() {
            return None;
        }
        let mut matches = Matches { query, found, scores: Vec::new(), places: Vec::new() };
        self.score(&mut matches, &values);
        if self.files.is_stuck() { None } else { Some(matches) }
    }

    /// Reads the fields, if that was not done yet and their file is there.
    fn read_fields(&mut self) {
        if self.fields.is_none() {
            let file = self.files.file(self.root.fields);
            self.fields = file.and_then(|file| self.files.note(Fields::read(file)));
        }
    }
}

//! Reading the index: its sections, its words one after another, and its records.

use super::{NAME, RECORDS_IN_BLOCK, VERSION, WORDS_IN_BLOCK};
use crate::bytes::{Error, Input, entry, unframe};
use crate::symbols::Symbols;
use crate::tokenize::LONGEST;

/// An index, as it lies in memory. Opening looks at the frame and the sections; words and records are read when asked for.
#[derive(Debug)]
pub struct Index<'a> {
    pub(super) briefs: usize,
    pub(super) events: usize,
    languages: Vec<&'a str>,
    symbols: Symbols<'a>,
    table: &'a [u8],
    words: &'a [u8],
    postings: &'a [u8],
    record_table: &'a [u8],
    records: &'a [u8],
}

impl<'a> Index<'a> {
    /// Opens an index.
    ///
    /// # Errors
    /// When the bytes are not an index of this version, whole and unchanged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut body = Input::new(unframe(NAME, VERSION, bytes)?);
        let (briefs, events, _words) = (body.size()?, body.size()?, body.size()?);
        let mut languages = Vec::new();
        let mut names = Input::new(body.bytes()?);
        while !names.is_empty() {
            languages.push(names.text()?);
        }
        let index = Self {
            briefs,
            events,
            languages,
            symbols: Symbols::open(body.bytes()?)?,
            table: body.bytes()?,
            words: body.bytes()?,
            postings: body.bytes()?,
            record_table: body.bytes()?,
            records: body.bytes()?,
        };
        // Every text has a record, so the counts cannot ask for more memory than the file warrants.
        let texts = briefs.checked_add(events).ok_or(Error::Damaged)?;
        if texts > index.records.len() || texts.div_ceil(RECORDS_IN_BLOCK) != index.record_table.len() / 4 {
            return Err(Error::Damaged);
        }
        Ok(index)
    }

    /// All words from the beginning.
    pub(super) fn all_words(&self) -> Result<Words<'a>, Error> {
        self.words_of_block(0)
    }

    /// The words from the block on in which `word` stands, if it stands anywhere.
    pub(super) fn words_near(&self, word: &str) -> Result<Words<'a>, Error> {
        let (mut low, mut high) = (0, self.table.len() / 8);
        while high - low > 1 {
            let middle = (low + high) / 2;
            let mut words = self.words_of_block(middle)?;
            if words.next()?.is_some_and(|first| first.text.as_bytes() > word.as_bytes()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        self.words_of_block(low)
    }

    fn words_of_block(&self, block: usize) -> Result<Words<'a>, Error> {
        if self.table.is_empty() {
            return Ok(Words { input: Input::new(&[]), postings: Input::new(&[]), word: Vec::new(), position: 0 });
        }
        let words = self.words.get(entry(self.table, block * 2)?..).ok_or(Error::Damaged)?;
        let postings = self.postings.get(entry(self.table, block * 2 + 1)?..).ok_or(Error::Damaged)?;
        Ok(Words { input: Input::new(words), postings: Input::new(postings), word: Vec::new(), position: 0 })
    }

    /// The record of a brief, or, counted on from them, of an event.
    fn record(&self, number: usize) -> Result<Input<'a>, Error> {
        let start = entry(self.record_table, number / RECORDS_IN_BLOCK)?;
        let mut block = Input::new(self.records.get(start..).ok_or(Error::Damaged)?);
        for _ in 0..number % RECORDS_IN_BLOCK {
            block.bytes()?;
        }
        Ok(Input::new(block.bytes()?))
    }

    /// Language, address, title, takeaway, publisher and date of a brief.
    pub(super) fn brief(&self, number: usize) -> Result<(&'a str, [String; 5]), Error> {
        let mut record = self.record(number)?;
        Ok((self.language(&mut record)?, self.symbols.texts(&mut record)?))
    }

    /// Language, address, what and when of an event.
    pub(super) fn event(&self, number: usize) -> Result<(&'a str, [String; 3]), Error> {
        let mut record = self.record(self.briefs.saturating_add(number))?;
        let lang = self.language(&mut record)?;
        let brief = record.size()?;
        let mut texts: [String; 3] = self.symbols.texts(&mut record)?;
        if let Some(brief) = brief.checked_sub(1) {
            let mut brief = self.record(brief)?;
            brief.number()?;
            let [address] = self.symbols.texts(&mut brief)?;
            texts[0].insert_str(0, &address);
        }
        Ok((lang, texts))
    }

    fn language(&self, record: &mut Input<'a>) -> Result<&'a str, Error> {
        self.languages.get(record.size()?).copied().ok_or(Error::Damaged)
    }
}

/// Words in order, from the start of a block.
#[derive(Debug)]
pub(super) struct Words<'a> {
    input: Input<'a>,
    postings: Input<'a>,
    word: Vec<u8>,
    position: usize,
}

/// A word of the index, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'w, 'a> {
    pub(super) text: &'w str,
    pub(super) found: Found<'a>,
}

/// The postings of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub(super) briefs: usize,
    pub(super) events: usize,
    postings: Input<'a>,
}

impl<'a> Words<'a> {
    /// The next word; its text lasts until the one after it is asked for.
    pub(super) fn next(&mut self) -> Result<Option<Word<'_, 'a>>, Error> {
        if self.input.is_empty() {
            return Ok(None);
        }
        let shared = self.input.size()?;
        let own = self.input.bytes()?;
        let first = self.position.is_multiple_of(WORDS_IN_BLOCK);
        if shared > self.word.len() || (first && shared > 0) || shared.saturating_add(own.len()) > LONGEST {
            return Err(Error::Damaged);
        }
        self.position += 1;
        self.word.truncate(shared);
        self.word.extend_from_slice(own);
        let (briefs, events) = (self.input.size()?, self.input.size()?);
        let postings = Input::new(self.postings.take(self.input.size()?)?);
        let text = core::str::from_utf8(&self.word).map_err(|_| Error::Damaged)?;
        Ok(Some(Word { text, found: Found { briefs, events, postings } }))
    }
}

impl Found<'_> {
    /// Calls `each` with the number of every brief, then of every event, and the level of the word there.
    /// Events are counted on from the briefs; `counts` says how many there are of both.
    pub(super) fn each(&self, counts: (usize, usize), each: &mut dyn FnMut(usize, u8)) -> Result<(), Error> {
        let mut postings = self.postings;
        for (count, from, all) in [(self.briefs, 0, counts.0), (self.events, counts.0, counts.1)] {
            let mut next = 0;
            for _ in 0..count {
                let number = postings.size()?;
                next = (number >> 4).checked_add(next).filter(|next| (1..=all).contains(next)).ok_or(Error::Damaged)?;
                each(from + next - 1, (number & 15) as u8);
            }
        }
        Ok(())
    }
}

//! Corrections: the word that was meant by one that no brief has.

use super::{
    Asking, Correction, Found,
    reading::{commonest, count_of},
};
use crate::files::Name;
use crate::{
    bytes::{Error, Input},
    search::{
        distance::{forgiven, slips},
        query::Word,
        root::Directory,
        words::read_front,
    },
};

/// Blocks that are looked into for a correction, forwards and backwards.
const NEAR_BLOCKS: usize = 3;

impl<'f> Asking<'f> {
    /// Looks for a word near to one that no brief has; nothing if there is none or its block is not there.
    pub(super) fn correct(&mut self, word: &'f Word<'f>) -> Option<Found<'f>> {
        let before = self.files.missed;
        match self.nearest(word) {
            Some(near) => {
                let meanings = self.files.meanings(&self.root.words, &near, false)?;
                self.answer.corrections.push(Correction { typed: word.typed.to_owned(), used: near.clone() });
                let mut found = self.found(word, &near, meanings);
                found.is_corrected = true;
                found.others.push(near);
                Some(found)
            }
            None => {
                if self.files.missed == before {
                    self.answer.unknown.push(word.typed.to_owned());
                }
                None
            }
        }
    }

    /// The word nearest to one that does not exist: fewest slips first, then the same first letter, then the commonest.
    fn nearest(&mut self, word: &Word<'_>) -> Option<String> {
        let typed: Vec<char> = word.text.chars().collect();
        if typed.iter().any(char::is_ascii_digit) {
            return None;
        }
        let before = self.files.missed;
        let turned = turned(&word.text);
        // One slip leaves one half of the word as it is, two leave a third.
        for limit in 1..=forgiven(typed.len()) {
            let whole = typed.len() / (usize::from(limit) + 1);
            let mut near = Near { typed: &typed, limit, rank: u32::MAX, word: String::new() };
            for block in near_blocks(&self.root.words, &word.text, whole) {
                self.files.block(block, &mut |form, terms| {
                    near.compare(form, u32::BITS - count_of(terms).leading_zeros(), word.is_open);
                    true
                });
            }
            if let Some(file) = self.files.file(self.root.backwards) {
                let mut input = Input::new(file);
                let backwards = Directory::read(&mut input);
                self.files.note(input.end());
                for block in near_blocks(&backwards, &turned, whole) {
                    if let Some(bytes) = self.files.file(block) {
                        let read = near.compare_backwards(bytes);
                        self.files.note(read);
                    }
                }
            }
            if near.rank < u32::MAX {
                return Some(near.word);
            }
            if self.files.missed > before {
                return None;
            }
        }
        None
    }
}

/// The best correction so far.
struct Near<'t> {
    typed: &'t [char],
    /// So many slips are forgiven.
    limit: u8,
    /// How far the word is.
    rank: u32,
    word: String,
}

impl Near<'_> {
    /// Takes `form` if it is nearer than the best. `count` is how many bits the count of its briefs has, and `is_open` whether a
    /// beginning may be meant.
    fn compare(&mut self, form: &str, count: u32, is_open: bool) {
        let (whole, beginning) = slips(self.typed, form, self.limit);
        let (kind, slips) = if whole < 2 {
            (0, whole)
        } else if is_inflected(self.typed, form) {
            (1, 0)
        } else if whole <= self.limit {
            (2, whole)
        } else if is_open && beginning <= self.limit {
            (2, beginning)
        } else {
            return;
        };
        let is_other = form.chars().next() != self.typed.first().copied();
        let rank = u32::from_be_bytes([kind, slips, is_other.into(), u8::MAX - count as u8]);
        if rank < self.rank || rank == self.rank && form < self.word.as_str() {
            self.rank = rank;
            form.clone_into(&mut self.word);
        }
    }

    /// The same for all words of a backwards block.
    fn compare_backwards(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut input = Input::new(bytes);
        let mut word = Vec::new();
        while !input.is_empty() {
            read_front(&mut input, &mut word);
            let count = input.byte();
            input.end()?;
            let word = core::str::from_utf8(&word).map_err(|_| Error::Damaged)?;
            self.compare(&turned(word), count.into(), false);
        }
        Ok(())
    }
}

/// Whether two words look like forms of one: they differ in their endings alone, and those are short.
fn is_inflected(typed: &[char], form: &str) -> bool {
    let (mut shared, mut others) = (0, 0);
    for letter in form.chars() {
        if others == 0 && typed.get(shared) == Some(&letter) {
            shared += 1;
        } else {
            others += 1;
        }
    }
    let ending = (typed.len() - shared).max(others);
    shared > 3 && ending < 4 && ending < shared || shared > 5 && ending < 6
}

/// Blocks in which words have the first so many letters of this one, as many as are looked into; those with the commonest words.
fn near_blocks(directory: &Directory, word: &str, letters: usize) -> Vec<Name> {
    let mut rest = word.chars();
    for _ in 0..letters {
        rest.next();
    }
    let beginning = word.strip_suffix(rest.as_str()).unwrap_or_default();
    commonest(directory.blocks.get(directory.blocks_of(beginning)).unwrap_or_default(), NEAR_BLOCKS)
}

/// A word from its last letter to its first.
fn turned(word: &str) -> String {
    word.chars().rev().collect()
}

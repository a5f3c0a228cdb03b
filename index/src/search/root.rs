//! The root: the only file of the index whose name is in the page. It names the word blocks and says how to read the rest.
//!
//! # Bytes
//!
//! 1. The count of briefs; the months ([`super::places`]); the languages: their count, each with its length.
//! 2. The symbols, with their length ([`crate::symbols`]).
//! 3. The names of the folder of the record blocks, of the directory of words written backwards, and of the fields
//!    ([`super::fields`]).
//! 4. The directory of word blocks, to the end.
//!
//! A directory: of each block, in the order of their words,
//!
//! 1. a byte, from its highest bit: how many bytes its first form shares with that of the block before, three bits; how many
//!    others it has, two bits, one less than they are; how common its commonest form is, three bits. Where there is no room for
//!    the first two, the three bits are 7, the two 0, and each has a byte of its own;
//! 2. those other bytes, and the name of the block.
//!
//! A form that half of the briefs have is of commonness 7, and each step down is a quarter of that.
//!
//! A first form is cut where it is told apart from the last form of the block before.

use super::places::Months;
use crate::{
    bytes::{Error, Input, put, put_bytes, shared},
    files::Name,
};

/// A first form has at most so many bytes.
pub(super) const LONGEST_FIRST: usize = 31;

/// The root as a reader has it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Root {
    /// How many briefs there are.
    pub(super) briefs: u32,
    pub(super) months: Months,
    /// BCP 47.
    pub(super) languages: Vec<String>,
    pub(super) symbols: Vec<u8>,
    /// Record blocks are in a folder of this name.
    pub(super) records: Name,
    /// The directory of words from their last letter to their first.
    pub(super) backwards: Name,
    pub(super) fields: Name,
    pub(super) words: Directory,
}

/// Blocks in the order of their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Directory {
    pub(super) blocks: Vec<Entry>,
    /// The first forms of the blocks, one after another.
    firsts: Vec<u8>,
}

/// A block of a directory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    /// Where its first form is.
    first: (u32, u32),
    pub(super) name: Name,
    /// How common its commonest form is, up to 7.
    pub(super) commonest: u8,
}

impl Directory {
    /// Adds a block. None of its forms comes before `first`, and all of those before it do.
    pub(super) fn push(&mut self, first: &[u8], name: Name, commonest: u8) {
        let start = self.firsts.len() as u32;
        self.firsts.extend_from_slice(first);
        self.blocks.push(Entry { first: (start, self.firsts.len() as u32), name, commonest });
    }

    fn first(&self, entry: &Entry) -> &[u8] {
        self.firsts.get(entry.first.0 as usize..entry.first.1 as usize).unwrap_or_default()
    }

    /// The number of the block in which a word is, if it is in any.
    pub(super) fn block_of(&self, word: &str) -> Option<usize> {
        self.blocks.partition_point(|entry| self.first(entry) <= word.as_bytes()).checked_sub(1)
    }

    /// The name of that block.
    pub(super) fn name_of(&self, word: &str) -> Option<Name> {
        self.blocks.get(self.block_of(word)?).map(|entry| entry.name)
    }

    /// The numbers of the blocks in which words that begin so may be.
    pub(super) fn blocks_of(&self, beginning: &str) -> core::ops::Range<usize> {
        let begins = |entry: &Entry| self.first(entry).starts_with(beginning.as_bytes());
        let first = self.block_of(beginning).unwrap_or(0);
        let after = self.blocks.get(first + 1..).unwrap_or_default().iter().take_while(|entry| begins(entry)).count();
        first..(first + 1 + after).min(self.blocks.len())
    }

    /// Appends it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut last: &[u8] = &[];
        for entry in &self.blocks {
            let first = self.first(entry);
            let shared = shared(last, first) as u8;
            let others = first.len() as u8 - shared;
            if shared < 7 && (1..=4).contains(&others) {
                out.push(shared << 5 | (others - 1) << 3 | entry.commonest);
            } else {
                out.extend_from_slice(&[7 << 5 | entry.commonest, shared, others]);
            }
            out.extend_from_slice(&first[usize::from(shared)..]);
            entry.name.write(out);
            last = first;
        }
    }

    /// Reads it to the end of the input.
    pub(super) fn read(input: &mut Input<'_>) -> Directory {
        let mut directory = Directory::default();
        let mut first = Vec::new();
        while !input.is_empty() {
            let head = input.byte();
            let (mut shared, mut others) = (head >> 5, (head >> 3 & 3) + 1);
            if shared == 7 {
                (shared, others) = (input.byte(), input.byte());
            }
            input.follow(&mut first, shared.into(), others.into());
            directory.push(&first, Name::read(input), head & 7);
        }
        directory
    }
}

impl Root {
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, u64::from(self.briefs));
        self.months.write(&mut out);
        put(&mut out, self.languages.len() as u64);
        for language in &self.languages {
            put_bytes(&mut out, language.as_bytes());
        }
        put_bytes(&mut out, &self.symbols);
        for name in [self.records, self.backwards, self.fields] {
            name.write(&mut out);
        }
        self.words.write(&mut out);
        out
    }

    pub(super) fn read(body: &[u8]) -> Result<Root, Error> {
        let mut input = Input::new(body);
        let (briefs, months) = (input.number(), Months::read(&mut input));
        let mut languages = Vec::new();
        for _ in 0..input.count() {
            languages.push(input.own_text());
        }
        let symbols = input.bytes().to_vec();
        let (records, backwards, fields) = (Name::read(&mut input), Name::read(&mut input), Name::read(&mut input));
        let words = Directory::read(&mut input);
        input.end().map(|()| Root { briefs, months, languages, symbols, records, backwards, fields, words })
    }
}

/// Reads of a root what leads to events in records, and no more: the count of languages, the symbols, and where records are.
pub(super) fn read_records<'a>(input: &mut Input<'a>) -> (u32, &'a [u8], Name) {
    input.number();
    Months::skip(input);
    let languages = input.number();
    for _ in 0..languages {
        if input.is_empty() {
            break;
        }
        input.bytes();
    }
    (languages, input.bytes(), Name::read(input))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Root {
        let mut words = Directory::default();
        for (first, name) in [("", 1), ("ira", 2), ("iraq", 3), ("it", 4), ("it-is-long", 5)] {
            words.push(first.as_bytes(), Name(name), 5);
        }
        Root { briefs: 12, languages: vec!["en".to_owned()], symbols: vec![0], words, ..Root::default() }
    }

    #[test]
    fn a_root_comes_back() {
        let bytes = root().write();
        assert_eq!(Root::read(&bytes), Ok(root()));
        for at in 0..bytes.len() {
            // Where a block ends, a directory may.
            assert_ne!(Root::read(&bytes[..at]), Ok(root()));
        }
        assert_eq!(Root::read(&bytes[..bytes.len() - 1]), Err(Error::Damaged));
    }

    #[test]
    fn a_word_is_in_one_block_and_a_beginning_in_several() {
        let words = root().words;
        let check = |word: &str, block: usize, blocks: core::ops::Range<usize>| {
            assert_eq!((words.block_of(word), words.blocks_of(word)), (Some(block), blocks), "{word}");
        };
        check("a", 0, 0..1);
        check("i", 0, 0..5);
        check("ira", 1, 1..3);
        check("iran", 1, 1..2);
        check("iraq", 2, 2..3);
        check("isis", 2, 2..3);
        check("it-is", 3, 3..5);
        check("z", 4, 4..5);
        assert_eq!((Directory::default().block_of("a"), Directory::default().blocks_of("a")), (None, 0..0));
    }
}

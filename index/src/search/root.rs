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
//! 1. two bytes, of which the first is the higher: how many bytes its first form shares with that of the block before, five
//!    bits; how many others it has, five bits; how many bits the count of briefs of its commonest form has, six bits;
//! 2. those other bytes, and the name of the block.
//!
//! A first form is cut where it is told apart from the last form of the block before.

use super::{name::Name, places::Months};
use crate::bytes::{Error, Input, put, put_bytes, shared};

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
}

/// A block of a directory.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// No form of the block comes before this, and all of those before the block do.
    pub(super) first: Vec<u8>,
    pub(super) name: Name,
    /// How many bits the count of briefs of its commonest form has.
    pub(super) commonest: u8,
}

impl Directory {
    /// The number of the block in which a word is, if it is in any.
    pub(super) fn block_of(&self, word: &str) -> Option<usize> {
        self.blocks.partition_point(|entry| entry.first.as_slice() <= word.as_bytes()).checked_sub(1)
    }

    /// The numbers of the blocks in which words that begin so may be.
    pub(super) fn blocks_of(&self, beginning: &str) -> core::ops::Range<usize> {
        let begins = |entry: &Entry| entry.first.starts_with(beginning.as_bytes());
        let first = self.block_of(beginning).unwrap_or(0);
        let after = self.blocks.get(first + 1..).unwrap_or_default().iter().take_while(|entry| begins(entry)).count();
        first..(first + 1 + after).min(self.blocks.len())
    }

    /// Appends it.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut last: &[u8] = &[];
        for Entry { first, name, commonest } in &self.blocks {
            let shared = shared(last, first);
            let head = shared << 11 | (first.len() - shared) << 6 | usize::from(*commonest);
            out.extend_from_slice(&[(head >> 8) as u8, head as u8]);
            out.extend_from_slice(&first[shared..]);
            name.write(out);
            last = first;
        }
    }

    /// Reads it to the end of the input.
    pub(super) fn read(input: &mut Input<'_>) -> Result<Directory, Error> {
        let mut blocks: Vec<Entry> = Vec::new();
        let mut first = Vec::new();
        while !input.is_empty() {
            let head = usize::from(input.byte()?) << 8 | usize::from(input.byte()?);
            let shared = head >> 11;
            if shared > first.len() {
                return Err(Error::Damaged);
            }
            first.truncate(shared);
            first.extend_from_slice(input.take(head >> 6 & 31)?);
            blocks.push(Entry { first: first.clone(), name: Name::read(input)?, commonest: head as u8 & 63 });
        }
        Ok(Directory { blocks })
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
        let briefs = u32::try_from(input.number()?).map_err(|_| Error::Damaged)?;
        let months = Months::read(&mut input)?;
        let mut languages = Vec::new();
        for _ in 0..input.number()? {
            languages.push(input.text()?.to_owned());
        }
        let symbols = input.bytes()?.to_vec();
        let (records, backwards, fields) = (Name::read(&mut input)?, Name::read(&mut input)?, Name::read(&mut input)?);
        let words = Directory::read(&mut input)?;
        Ok(Root { briefs, months, languages, symbols, records, backwards, fields, words })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Root {
        let entry = |first: &str, name| Entry { first: first.as_bytes().to_vec(), name: Name(name), commonest: 9 };
        let words = Directory { blocks: vec![entry("", 1), entry("ira", 2), entry("iraq", 3), entry("it", 4)] };
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
        check("i", 0, 0..4);
        check("ira", 1, 1..3);
        check("iran", 1, 1..2);
        check("iraq", 2, 2..3);
        check("isis", 2, 2..3);
        check("z", 3, 3..4);
        assert_eq!((Directory::default().block_of("a"), Directory::default().blocks_of("a")), (None, 0..0));
    }
}

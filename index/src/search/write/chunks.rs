//! Lists that are too long for word blocks: heads in chunks, and what is left of the longest among the tails.

use std::collections::BTreeMap;

use super::{Ending, LARGE};
use crate::search::{FOLDER, Files, analyse::Forms, list, words::Stretch};

/// A list of at most so many bytes is in its word block.
const HERE: usize = 384;
/// Of a longer list so many bytes are in a chunk, at most, and the rest among the tails.
const HEAD: usize = 1_536;

/// The coded postings of each term, and where they may be cut.
pub(super) struct Lists {
    whole: Vec<Vec<u8>>,
    cuts: Vec<Vec<usize>>,
}

impl Lists {
    pub(super) fn new(terms: &[Vec<(u32, u8)>], places: &[u32], all: u32) -> Lists {
        let coded = |postings: &Vec<(u32, u8)>| {
            let mut postings: Vec<_> =
                postings.iter().map(|(brief, level)| (places[*brief as usize], *level)).collect();
            postings.sort_unstable();
            list::write(&postings, all)
        };
        let mut lists = Lists { whole: Vec::new(), cuts: Vec::new() };
        for pieces in terms.iter().map(coded) {
            lists.cuts.push(pieces.iter().map(Vec::len).collect());
            lists.whole.push(pieces.concat());
        }
        lists
    }

    pub(super) fn whole(&self, term: u32) -> &[u8] {
        &self.whole[term as usize]
    }

    /// The front of a list, and the rest of it.
    fn head_and_tail(&self, term: u32) -> (&[u8], &[u8]) {
        let (mut size, mut head) = (0, 0);
        for piece in &self.cuts[term as usize] {
            size += piece;
            if head == 0 || size <= HEAD {
                head = size;
            }
        }
        self.whole(term).split_at(head)
    }
}

/// Where a list is that is too long for a word block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stored {
    pub(super) head: Stretch,
    pub(super) tail: Option<Stretch>,
}

/// Where all lists are that are too long for a word block.
pub(super) struct Stores<'a> {
    pub(super) lists: &'a Lists,
    pub(super) stored: Vec<Option<Stored>>,
}

impl Stores<'_> {
    /// Writes the chunks and the tails of the terms of some forms. Short lists are in none of them.
    pub(super) fn store(&mut self, forms: &Forms, ending: Ending, files: &mut Files) {
        let (mut heads, mut tails) = (Chunks::new(ending), Chunks::new(LARGE));
        let mut seen = vec![false; self.stored.len()];
        for (form, terms) in forms {
            for &(term, _) in terms {
                if std::mem::replace(&mut seen[term as usize], true) || self.lists.whole(term).len() <= HERE {
                    continue;
                }
                let (head, tail) = self.lists.head_and_tail(term);
                heads.add(term, form, head, files);
                if !tail.is_empty() {
                    tails.add(term, form, tail, files);
                }
            }
        }
        let mut tails = tails.close(files);
        for (term, head) in heads.close(files) {
            self.stored[term as usize] = Some(Stored { head, tail: tails.remove(&term) });
        }
    }
}

/// Parts of lists, several to a file.
struct Chunks {
    ending: Ending,
    open: Vec<u8>,
    /// The parts in the open chunk: the term, where it begins and how long it is.
    parts: Vec<(u32, usize, usize)>,
    closed: BTreeMap<u32, Stretch>,
}

impl Chunks {
    fn new(ending: Ending) -> Chunks {
        Chunks { ending, open: Vec::new(), parts: Vec::new(), closed: BTreeMap::new() }
    }

    fn add(&mut self, term: u32, form: &str, part: &[u8], files: &mut Files) {
        let size = self.open.len();
        if self.ending.is_before(size, form) || size + part.len() > self.ending.most {
            self.end(files);
        }
        self.parts.push((term, self.open.len(), part.len()));
        self.open.extend_from_slice(part);
    }

    fn end(&mut self, files: &mut Files) {
        let bytes = std::mem::take(&mut self.open);
        if bytes.is_empty() {
            return;
        }
        let chunk = files.add(FOLDER, &bytes);
        self.closed.extend(self.parts.drain(..).map(|(term, start, length)| (term, Stretch { chunk, start, length })));
    }

    fn close(mut self, files: &mut Files) -> BTreeMap<u32, Stretch> {
        self.end(files);
        self.closed
    }
}

//! Corrections: the word that was meant by one that no brief has.

use super::{
    Asking, Correction, Found,
    look::{commonest, count_of},
};
use crate::{
    bytes::{Error, Input},
    search::{
        distance::{forgiven, slips},
        name::Name,
        query::Word,
        root::Directory,
        words::{self as blocks, read_front},
    },
};

/// Blocks that are looked into for a correction, forwards and backwards.
const NEAR_BLOCKS: usize = 3;
impl<'f> Asking<'f> {
    /// Looks for a word near to one that no brief has; nothing if there is none or its block is not there.
    pub(super) fn correct(&mut self, word: Word) -> Result<Option<Found<'f>>, Error> {
        let before = self.answer.lacks.len();
        match self.nearest(&word)? {
            Some(near) => {
                let used = Word { text: near.clone(), is_open: false, ..word.clone() };
                let Some(forms) = self.forms(&self.root.words, &near, false)? else { return Ok(None) };
                self.answer.corrections.push(Correction { typed: word.typed, used: near });
                self.found(used, forms).map(Some)
            }
            None => {
                if self.answer.lacks.len() == before {
                    self.answer.unknown.push(word.typed);
                }
                Ok(None)
            }
        }
    }

    /// The word nearest to one that does not exist: fewest slips first, then the same first letter, then the commonest.
    fn nearest(&mut self, word: &Word) -> Result<Option<String>, Error> {
        let typed: Vec<char> = word.text.chars().collect();
        if typed.iter().any(char::is_ascii_digit) {
            return Ok(None);
        }
        // One slip leaves one half of the word as it is, two leave a third.
        for limit in 1..=forgiven(typed.len()) {
            let whole = typed.len() / (usize::from(limit) + 1);
            let front: String = typed[..whole].iter().collect();
            let back: String = typed[typed.len() - whole..].iter().rev().collect();
            let mut best: Best = None;
            let root = self.root;
            let mut is_there = true;
            for name in near_blocks(&root.words, &front) {
                let Some(bytes) = self.file(name)? else {
                    is_there = false;
                    continue;
                };
                blocks::read(bytes, self.single(), &mut |form, terms| {
                    compare(
                        &typed,
                        form,
                        u32::BITS - count_of(terms).leading_zeros(),
                        (limit, word.is_open),
                        &mut best,
                    );
                    true
                })?;
            }
            let backwards = match self.file(root.backwards)? {
                Some(file) => Directory::read(&mut Input::new(file))?,
                None => {
                    is_there = false;
                    Directory::default()
                }
            };
            for name in near_blocks(&backwards, &back) {
                let Some(bytes) = self.file(name)? else {
                    is_there = false;
                    continue;
                };
                read_backwards(bytes, &mut |form, count| compare(&typed, form, count, (limit, false), &mut best))?;
            }
            if let Some((_, word)) = best {
                return Ok(Some(word));
            }
            if !is_there {
                return Ok(None);
            }
        }
        Ok(None)
    }
}

/// The best correction so far: how far it is, and the word.
type Best = Option<((u8, u8, bool, u32), String)>;

/// Takes `form` if it is nearer than the best. `limit` is of slips, and whether a beginning may be meant.
fn compare(typed: &[char], form: &str, count: u32, (limit, is_open): (u8, bool), best: &mut Best) {
    let (whole, beginning) = slips(typed, form, limit);
    let (kind, slips) = match (whole <= limit, is_open && beginning <= limit) {
        (true, _) if whole < 2 => (0, whole),
        _ if is_inflected(typed, form) => (1, 0),
        (true, _) => (2, whole),
        (false, true) => (2, beginning),
        (false, false) => return,
    };
    let rank = (kind, slips, form.chars().next() != typed.first().copied(), u32::MAX - count);
    if best.as_ref().is_none_or(|(known, word)| (rank, form) < (*known, word.as_str())) {
        *best = Some((rank, form.to_owned()));
    }
}

/// Whether two words look like forms of one: they differ in their endings alone, and those are short.
fn is_inflected(typed: &[char], form: &str) -> bool {
    let shared = typed.iter().zip(form.chars()).take_while(|(a, b)| **a == *b).count();
    let ending = (typed.len() - shared).max(form.chars().count() - shared);
    shared > 3 && ending < 4 && ending < shared || shared > 5 && ending < 6
}

/// Blocks in which words begin so, as many as are looked into; those with the commonest words.
fn near_blocks(directory: &Directory, beginning: &str) -> Vec<Name> {
    commonest(directory.blocks.get(directory.blocks_of(beginning)).unwrap_or_default(), NEAR_BLOCKS)
}

/// Gives the words of a backwards block, each the right way round, with how many bits the count of its briefs has.
fn read_backwards(bytes: &[u8], each: &mut dyn FnMut(&str, u32)) -> Result<(), Error> {
    let mut input = Input::new(bytes);
    let mut word = Vec::new();
    while !input.is_empty() {
        read_front(&mut input, &mut word)?;
        let turned: String = core::str::from_utf8(&word).map_err(|_| Error::Damaged)?.chars().rev().collect();
        each(&turned, u32::from(input.byte()?));
    }
    Ok(())
}

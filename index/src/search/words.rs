//! Word blocks: the forms of words in the order of their bytes, and where the postings of their terms are.
//!
//! # Bytes
//!
//! The count of forms, a number. Each form:
//!
//! 1. how many bytes it shares with the form before it (0 for the first), and its other bytes with their length;
//! 2. one or more terms. A term begins with a byte: its lowest two bits say where its postings are, the next whether
//!    another term follows, the next whether the list has a tail, the next whether it is a word without a meaning of its own.
//!
//! | lowest bits | what follows |
//! |---|---|
//! | 0, here | count of briefs; the list with its length |
//! | 1, in a chunk | count of briefs; name of the chunk, four bytes; where in it the list begins, and its length; the name of its tail, four bytes, if it has one |
//! | 2, met before | the number of a term of this block, counted from 0 in the order in which they are first met |
//! | 3, elsewhere | a form in an earlier block, with its length; which of its terms is meant, counted from 0 |

use super::name::Name;
use crate::bytes::{Error, Input, put, put_bytes, shared};

/// Where the postings of a term are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Postings<'a> {
    /// In the block itself.
    Here(&'a [u8]),
    /// In a chunk: its name, the bytes in it, and the file with the rest of them.
    Chunk { chunk: Name, start: usize, length: usize, tail: Option<Name> },
    /// With another form of the word, in an earlier block, of which it is that term.
    Elsewhere(&'a str, usize),
}

/// A term of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term<'a> {
    /// How many briefs have it; 0 where that stands elsewhere.
    pub(super) count: u32,
    /// Whether it is a word without a meaning of its own, such as `the`.
    pub(super) is_function_word: bool,
    pub(super) postings: Postings<'a>,
}

impl Term<'_> {
    /// Whether both are one term of one block: other terms may have the same list.
    pub(super) fn is(&self, other: &Term<'_>) -> bool {
        match (&self.postings, &other.postings) {
            (Postings::Here(own), Postings::Here(others)) => core::ptr::eq(*own, *others),
            (own, others) => own == others,
        }
    }
}

const HERE: u8 = 0;
const CHUNK: u8 = 1;
const MET: u8 = 2;
const ELSEWHERE: u8 = 3;
const MORE: u8 = 4;
const TAIL: u8 = 8;
const FUNCTION: u8 = 16;

/// Gives each form of a block with its terms, in their order, until `each` has had enough and says so by `false`.
///
/// # Errors
/// Where the bytes are no such block.
pub(super) fn read<'a>(bytes: &'a [u8], each: &mut dyn FnMut(&str, &[Term<'a>]) -> bool) -> Result<(), Error> {
    let mut input = Input::new(bytes);
    let mut form = Vec::new();
    let mut met: Vec<Term<'a>> = Vec::new();
    let mut terms = Vec::new();
    for _ in 0..input.size()? {
        let shared = input.size()?;
        if shared > form.len() {
            return Err(Error::Damaged);
        }
        form.truncate(shared);
        form.extend_from_slice(input.bytes()?);
        terms.clear();
        while read_term(&mut input, &mut met, &mut terms)? {}
        if !each(core::str::from_utf8(&form).map_err(|_| Error::Damaged)?, &terms) {
            break;
        }
    }
    Ok(())
}

/// Reads a term, and says whether another follows.
fn read_term<'a>(input: &mut Input<'a>, met: &mut Vec<Term<'a>>, terms: &mut Vec<Term<'a>>) -> Result<bool, Error> {
    let head = input.byte()?;
    if head & 3 == MET {
        terms.push(met.get(input.size()?).ok_or(Error::Damaged)?.clone());
        return Ok(head & MORE != 0);
    }
    let count = if head & 3 == ELSEWHERE { 0 } else { u32::try_from(input.number()?).map_err(|_| Error::Damaged)? };
    let postings = match head & 3 {
        HERE => Postings::Here(input.bytes()?),
        CHUNK => Postings::Chunk {
            chunk: Name::read(input)?,
            start: input.size()?,
            length: input.size()?,
            tail: if head & TAIL != 0 { Some(Name::read(input)?) } else { None },
        },
        _ => Postings::Elsewhere(input.text()?, input.size()?),
    };
    let term = Term { count, postings, is_function_word: head & FUNCTION != 0 };
    met.push(term.clone());
    terms.push(term);
    Ok(head & MORE != 0)
}

/// A block that is being filled.
#[derive(Debug, Default)]
pub(super) struct Block {
    count: u64,
    forms: Vec<u8>,
    last: String,
    /// The terms met in it, each with its number.
    met: Vec<u32>,
}

impl Block {
    /// How many bytes it has so far.
    pub(super) fn size(&self) -> usize {
        self.forms.len()
    }

    /// Appends a form. `term` says of a number where its postings are.
    pub(super) fn push<'a>(&mut self, form: &str, terms: &[u32], term: &dyn Fn(u32) -> Term<'a>) {
        let shared = shared(self.last.as_bytes(), form.as_bytes());
        put(&mut self.forms, shared as u64);
        put_bytes(&mut self.forms, &form.as_bytes()[shared..]);
        for (at, number) in terms.iter().enumerate() {
            let more = if at + 1 < terms.len() { MORE } else { 0 };
            self.push_term(*number, more, term);
        }
        self.count += 1;
        form.clone_into(&mut self.last);
    }

    fn push_term<'a>(&mut self, number: u32, more: u8, term: &dyn Fn(u32) -> Term<'a>) {
        if let Some(at) = self.met.iter().position(|met| *met == number) {
            self.forms.push(MET | more);
            put(&mut self.forms, at as u64);
            return;
        }
        self.met.push(number);
        let Term { count, postings, is_function_word } = term(number);
        let more = more | if is_function_word { FUNCTION } else { 0 };
        match postings {
            Postings::Here(bytes) => {
                self.forms.push(HERE | more);
                put(&mut self.forms, u64::from(count));
                put_bytes(&mut self.forms, bytes);
            }
            Postings::Chunk { chunk, start, length, tail } => {
                self.forms.push(CHUNK | more | if tail.is_some() { TAIL } else { 0 });
                put(&mut self.forms, u64::from(count));
                chunk.write(&mut self.forms);
                put(&mut self.forms, start as u64);
                put(&mut self.forms, length as u64);
                if let Some(tail) = tail {
                    tail.write(&mut self.forms);
                }
            }
            Postings::Elsewhere(form, at) => {
                self.forms.push(ELSEWHERE | more);
                put_bytes(&mut self.forms, form.as_bytes());
                put(&mut self.forms, at as u64);
            }
        }
    }

    /// The bytes of the block.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.forms.len() + 2);
        put(&mut out, self.count);
        out.extend_from_slice(&self.forms);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(number: u32) -> Term<'static> {
        let (chunk, tail) = (Name(0xDEAD_BEEF), Some(Name(7)));
        match number {
            0 => Term { count: 3, postings: Postings::Here(b"list"), is_function_word: true },
            1 => Term {
                count: 500,
                postings: Postings::Chunk { chunk, start: 300, length: 99, tail },
                is_function_word: false,
            },
            2 => Term {
                count: 500,
                postings: Postings::Chunk { chunk, start: 0, length: 2, tail: None },
                is_function_word: true,
            },
            _ => Term { count: 0, postings: Postings::Elsewhere("talk", 0), is_function_word: false },
        }
    }

    fn block() -> Vec<u8> {
        let mut block = Block::default();
        block.push("talk", &[0], &term);
        block.push("talking", &[0, 1], &term);
        block.push("talks", &[2, 3, 1], &term);
        block.push("تحالف", &[1], &term);
        block.into_bytes()
    }

    #[test]
    fn forms_come_back_with_their_terms() {
        let bytes = block();
        let mut found = Vec::new();
        read(&bytes, &mut |form, terms| {
            found.push((form.to_owned(), terms.to_vec()));
            true
        })
        .expect("just written");
        let expected = [("talk", vec![0]), ("talking", vec![0, 1]), ("talks", vec![2, 3, 1]), ("تحالف", vec![1])];
        let expected = expected.map(|(form, numbers)| (form.to_owned(), numbers.into_iter().map(term).collect()));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_reader_may_stop() {
        let bytes = block();
        let mut count = 0;
        read(&bytes, &mut |form, _| {
            count += 1;
            form < "talking"
        })
        .expect("just written");
        assert_eq!(count, 2);
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = block();
        for at in 0..bytes.len() {
            let _ = read(&bytes[..at], &mut |_, _| true);
            for flip in [1, 0x55, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                let _ = read(&damaged, &mut |_, _| true);
            }
        }
        assert_eq!(read(&bytes[..bytes.len() - 1], &mut |_, _| true), Err(Error::Damaged));
        assert_eq!(read(&[1, 1, 0], &mut |_, _| true), Err(Error::Damaged));
        assert_eq!(read(&[1, 0, 1, b'a', MET, 0], &mut |_, _| true), Err(Error::Damaged));
    }
}

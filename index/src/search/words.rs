//! Word blocks: the forms of words in the order of their bytes, and where the postings of their terms are.
//!
//! # Bytes
//!
//! Forms one after another to the end. Each form:
//!
//! 1. a *front*: how many bytes it shares with the form before it (0 for the first) in the high four bits of a byte, and how many
//!    others it has in the low four; where one of them is 15 or more, it is 15 there and the rest of it follows, a number; then the
//!    other bytes;
//! 2. one or more terms. A term begins with a byte:
//!
//! | bits, from the lowest | what they say |
//! |---|---|
//! | 0–1 | where its postings are: 0 here, 1 in a chunk, 2 met before, 3 elsewhere |
//! | 2 | whether another term follows |
//! | 3 | whether it is a word without a meaning of its own |
//! | 4 | whether the form is always written otherwise where it has this term: with accents, for one |
//! | 5–7 | of postings here: the count of briefs, 0 where it follows; in a chunk: 1 where the list has a tail |
//!
//! | where | what follows |
//! |---|---|
//! | here | count of briefs, a number, if it is not said yet; the list, with its length before it where it has more than one brief |
//! | in a chunk | count of briefs; the stretch of the list, and that of its tail, if it has one: name of the file, where in it the list begins, its length |
//! | met before | the number of a term of this block, counted from 0 in the order in which they are first met |
//! | elsewhere | a form in an earlier block, with its length; which of its terms is meant, counted from 0 |
//!
//! The list of a single brief has as many bytes as its place and its level need: see [`super::list`].

use crate::{
    bytes::{Error, Input, put, put_bytes, shared},
    files::Name,
};

/// Where the postings of a term are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Postings<'a> {
    /// In the block itself.
    Here(&'a [u8]),
    /// In a chunk, and the rest of them in another.
    Chunk { head: Stretch, tail: Option<Stretch> },
    /// With another form of the word, in an earlier block, of which it is that term.
    Elsewhere(&'a str, usize),
}

/// Some bytes of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) chunk: Name,
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Stretch {
    fn read(input: &mut Input<'_>) -> Stretch {
        Stretch { chunk: Name::read(input), start: input.number() as usize, length: input.number() as usize }
    }

    fn write(self, out: &mut Vec<u8>) {
        self.chunk.write(out);
        put(out, self.start as u64);
        put(out, self.length as u64);
    }

    /// The bytes, of the chunk's.
    pub(super) fn of(self, chunk: &[u8]) -> Result<&[u8], Error> {
        let end = self.start.checked_add(self.length).ok_or(Error::Damaged)?;
        chunk.get(self.start..end).ok_or(Error::Damaged)
    }
}

/// A term of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term<'a> {
    /// How many briefs have it; 0 where that stands elsewhere.
    pub(super) count: u32,
    /// Whether it is a word without a meaning of its own, such as `the`.
    pub(super) is_function_word: bool,
    /// Whether the form is always written otherwise where it has this term: with accents, for one.
    pub(super) is_other: bool,
    pub(super) postings: Postings<'a>,
}

impl Term<'_> {
    /// Whether both are one term of one block: other terms may have the same list.
    pub(super) fn is(&self, other: &Term<'_>) -> bool {
        match (self.postings, other.postings) {
            (Postings::Here(own), Postings::Here(others)) => core::ptr::eq(own, others),
            (Postings::Chunk { head: own, .. }, Postings::Chunk { head: others, .. }) => own == others,
            _ => false,
        }
    }
}

const HERE: u8 = 0;
const CHUNK: u8 = 1;
const MET: u8 = 2;
const ELSEWHERE: u8 = 3;
const MORE: u8 = 4;
const FUNCTION: u8 = 8;
const OTHER: u8 = 16;
/// Where in the byte the count of briefs is, or whether there is a tail.
const COUNT: u8 = 5;

/// Gives each form of a block with its terms, in their order, until `each` has had enough and says so by `false`. `single` is the
/// length of a list of one brief.
///
/// # Errors
/// Where the bytes are no such block.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    single: usize,
    each: &mut dyn FnMut(&str, &[Term<'a>]) -> bool,
) -> Result<(), Error> {
    let mut input = Input::new(bytes);
    let mut form = Vec::new();
    let mut met: Vec<Term<'a>> = Vec::new();
    let mut terms = Vec::new();
    while !input.is_empty() {
        read_front(&mut input, &mut form);
        terms.clear();
        while read_term(&mut input, single, &mut met, &mut terms) {}
        input.end()?;
        if !each(core::str::from_utf8(&form).map_err(|_| Error::Damaged)?, &terms) {
            break;
        }
    }
    Ok(())
}

/// Puts a front before the text that follows another.
pub(super) fn put_front(out: &mut Vec<u8>, before: &str, text: &str) {
    let shared = shared(before.as_bytes(), text.as_bytes());
    let others = text.len() - shared;
    out.push((shared.min(15) << 4 | others.min(15)) as u8);
    for number in [shared, others] {
        if number >= 15 {
            put(out, number as u64 - 15);
        }
    }
    out.extend_from_slice(&text.as_bytes()[shared..]);
}

/// Makes the next text of the one before it.
pub(super) fn read_front(input: &mut Input<'_>, text: &mut Vec<u8>) {
    let head = input.byte();
    let mut number = |nibble: u8| match nibble {
        15 => (input.number() as usize).saturating_add(15),
        _ => usize::from(nibble),
    };
    let (shared, others) = (number(head >> 4), number(head & 15));
    input.follow(text, shared, others);
}

/// Reads a term, and says whether another follows.
fn read_term<'a>(input: &mut Input<'a>, single: usize, met: &mut Vec<Term<'a>>, terms: &mut Vec<Term<'a>>) -> bool {
    let head = input.byte();
    let kind = head & 3;
    let is_other = head & OTHER != 0;
    if kind == MET {
        let known = met.get(input.number() as usize);
        input.check(known.is_some());
        terms.extend(known.map(|term| Term { is_other, ..*term }));
    } else {
        let said = if kind == HERE { u32::from(head >> COUNT) } else { 0 };
        let count = if kind == ELSEWHERE || said > 0 { said } else { input.number() };
        let postings = match kind {
            HERE if count == 1 => Postings::Here(input.take(single)),
            HERE => Postings::Here(input.bytes()),
            CHUNK => Postings::Chunk {
                head: Stretch::read(input),
                tail: if head >> COUNT != 0 { Some(Stretch::read(input)) } else { None },
            },
            _ => Postings::Elsewhere(input.text(), input.number() as usize),
        };
        let term = Term { count, is_function_word: head & FUNCTION != 0, is_other, postings };
        met.push(term);
        terms.push(term);
    }
    head & MORE != 0
}

/// A block that is being filled.
#[derive(Debug, Default)]
pub(super) struct Block {
    bytes: Vec<u8>,
    last: String,
    /// The terms met in it, each with its number.
    met: Vec<u32>,
}

impl Block {
    /// How many bytes it has so far.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Appends a form with its terms, each a number and whether it is always written otherwise. `term` says of a number where its
    /// postings are.
    pub(super) fn push<'a>(&mut self, form: &str, terms: &[(u32, bool)], term: &dyn Fn(u32) -> Term<'a>) {
        put_front(&mut self.bytes, &self.last, form);
        for (at, (number, is_other)) in terms.iter().enumerate() {
            let more = if at + 1 < terms.len() { MORE } else { 0 } | if *is_other { OTHER } else { 0 };
            self.push_term(*number, more, term);
        }
        form.clone_into(&mut self.last);
    }

    fn push_term<'a>(&mut self, number: u32, head: u8, term: &dyn Fn(u32) -> Term<'a>) {
        if let Some(at) = self.met.iter().position(|met| *met == number) {
            self.bytes.push(MET | head);
            put(&mut self.bytes, at as u64);
            return;
        }
        self.met.push(number);
        let Term { count, postings, is_function_word, .. } = term(number);
        let head = head | if is_function_word { FUNCTION } else { 0 };
        let out = &mut self.bytes;
        match postings {
            Postings::Here(bytes) => {
                let is_said = count < 1 << (8 - COUNT);
                out.push(HERE | head | if is_said { (count as u8) << COUNT } else { 0 });
                if !is_said {
                    put(out, u64::from(count));
                }
                if count == 1 {
                    out.extend_from_slice(bytes);
                } else {
                    put_bytes(out, bytes);
                }
            }
            Postings::Chunk { head: front, tail } => {
                out.push(CHUNK | head | u8::from(tail.is_some()) << COUNT);
                put(out, u64::from(count));
                front.write(out);
                if let Some(tail) = tail {
                    tail.write(out);
                }
            }
            Postings::Elsewhere(form, at) => {
                out.push(ELSEWHERE | head);
                put_bytes(out, form.as_bytes());
                put(out, at as u64);
            }
        }
    }

    /// The bytes of the block.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(number: u32) -> Term<'static> {
        let head = Stretch { chunk: Name(0xAD_BEEF), start: 300, length: 99 };
        let tail = Some(Stretch { chunk: Name(7), start: 0, length: 2_000 });
        let (count, postings, is_function_word) = match number {
            0 => (3, Postings::Here(b"list"), true),
            1 => (500, Postings::Chunk { head, tail }, false),
            2 => (500, Postings::Chunk { head, tail: None }, true),
            3 => (1, Postings::Here(b"one"), false),
            4 => (8, Postings::Here(b"eight"), false),
            _ => (0, Postings::Elsewhere("talk", 0), false),
        };
        Term { count, postings, is_function_word, is_other: false }
    }

    const FORMS: [(&str, &[(u32, bool)]); 5] = [
        ("talk", &[(0, false)]),
        ("talking", &[(0, true), (1, false)]),
        ("talks", &[(2, false), (5, true), (1, true)]),
        ("talkthatgoesonandonandonandonandon", &[(3, false), (4, true)]),
        ("تحالف", &[(1, false)]),
    ];

    fn block() -> Vec<u8> {
        let mut block = Block::default();
        for (form, terms) in FORMS {
            block.push(form, terms, &term);
        }
        block.into_bytes()
    }

    fn all(bytes: &[u8]) -> Result<Vec<(String, Vec<Term<'_>>)>, Error> {
        let mut found = Vec::new();
        read(bytes, 3, &mut |form, terms| {
            found.push((form.to_owned(), terms.to_vec()));
            true
        })?;
        Ok(found)
    }

    #[test]
    fn forms_come_back_with_their_terms() {
        let bytes = block();
        let expected = FORMS.map(|(form, terms)| {
            let terms = terms.iter().map(|(number, is_other)| Term { is_other: *is_other, ..term(*number) });
            (form.to_owned(), terms.collect::<Vec<_>>())
        });
        assert_eq!(all(&bytes).as_deref(), Ok(expected.as_slice()));
    }

    #[test]
    fn a_reader_may_stop() {
        let bytes = block();
        let mut count = 0;
        read(&bytes, 3, &mut |form, _| {
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
            let _ = all(&bytes[..at]);
            for flip in [1, 0x55, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                let _ = all(&damaged);
            }
        }
        assert_eq!(all(&bytes[..bytes.len() - 1]), Err(Error::Damaged));
        assert_eq!(all(&[0x10, 0]), Err(Error::Damaged));
        assert_eq!(all(&[0x01, b'a', MET, 0]), Err(Error::Damaged));
        assert_eq!(all(&[0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]), Err(Error::Damaged));
    }
}

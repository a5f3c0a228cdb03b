//! Short texts in about half their bytes: a table of up to 255 frequent pieces of one to eight bytes, and a byte for each.
//!
//! The way is that of FSST (Boncz, Neumann, Leis, VLDB 2020) without its speed. A text is unpacked alone, by copying, so a
//! reader of ten results touches ten records and nothing else.
//!
//! The table: eight bytes, the counts of pieces of one byte, of two, up to eight; then the pieces in that order. A packed text:
//! byte *n* stands for piece *n*; 255 says that the next byte stands for itself. A text *after another* is how many bytes it shares
//! with the other's front, a number, and the rest, packed, with its length.

use crate::bytes::{Error, Input, put, put_bytes, utf8};

const LONGEST: usize = 8;
const MOST: usize = 255;
const ESCAPE: u8 = 255;

/// How many bytes of the texts the table is made from.
const SAMPLE: usize = 1 << 18;

/// How often the table is made anew from what the last one left.
const ROUNDS: usize = 6;

/// The table as a reader sees it.
#[derive(Debug)]
pub(crate) struct Symbols<'a> {
    pieces: Vec<&'a [u8]>,
}

impl<'a> Symbols<'a> {
    pub(crate) fn open(table: &'a [u8]) -> Result<Self, Error> {
        let mut input = Input::new(table);
        let mut pieces = Vec::new();
        for (before, count) in input.take(LONGEST).iter().enumerate() {
            for _ in 0..*count {
                pieces.push(input.take(before + 1));
            }
        }
        input.end().map(|()| Self { pieces })
    }

    /// The packed text that comes next, with its length before it, and `before` in front of it: at most eight times as long.
    pub(crate) fn text(&self, input: &mut Input<'_>, before: &[u8]) -> String {
        let mut packed = Input::new(input.bytes());
        let mut text = before.to_vec();
        while !packed.is_empty() {
            match packed.byte() {
                ESCAPE => text.push(packed.byte()),
                code => {
                    let piece = self.pieces.get(usize::from(code));
                    packed.check(piece.is_some());
                    text.extend_from_slice(piece.copied().unwrap_or_default());
                }
            }
        }
        let text = utf8(&text);
        input.check(text.is_some() && packed.end().is_ok());
        text.unwrap_or_default()
    }

    /// The text that comes next and was written after another.
    pub(crate) fn after(&self, input: &mut Input<'_>, before: &str) -> String {
        let shared = before.as_bytes().get(..input.number() as usize);
        input.check(shared.is_some());
        self.text(input, shared.unwrap_or_default())
    }
}

/// The table as a writer sees it: pieces, and by first byte their codes, longest first.
#[derive(Debug)]
pub(crate) struct Packer {
    pieces: Vec<Vec<u8>>,
    by_first: Vec<Vec<Candidate>>,
}

/// A piece in one number: the same bytes as those of a text are where the mask has ones.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    bytes: u64,
    mask: u64,
    length: usize,
    code: u8,
}

/// The first eight bytes as a number, and a mask with ones where there are any.
fn front(bytes: &[u8]) -> (u64, u64) {
    let mut pair = ([0; LONGEST], [0; LONGEST]);
    for (at, byte) in bytes.iter().take(LONGEST).enumerate() {
        (pair.0[at], pair.1[at]) = (*byte, 0xFF);
    }
    (u64::from_le_bytes(pair.0), u64::from_le_bytes(pair.1))
}

impl Packer {
    /// Makes the table that packs these texts well. It depends on the texts and their order alone.
    pub(crate) fn train<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let sample = sample(&texts.collect::<Vec<_>>());
        let mut packer = Self::new(Vec::new());
        for _ in 0..ROUNDS {
            packer = Self::new(packer.better(&sample));
        }
        packer
    }

    fn new(pieces: Vec<Vec<u8>>) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for (code, piece) in (0..=u8::MAX).zip(&pieces) {
            if let Some(first) = piece.first() {
                let (bytes, mask) = front(piece);
                by_first[usize::from(*first)].push(Candidate { bytes, mask, length: piece.len(), code });
            }
        }
        for candidates in &mut by_first {
            candidates.sort_by_key(|candidate| core::cmp::Reverse(candidate.length));
        }
        Self { pieces, by_first }
    }

    /// The code of the longest piece at the front of `text`, if there is one.
    fn longest(&self, text: &[u8]) -> Option<u8> {
        let candidates = self.by_first.get(usize::from(*text.first()?))?;
        let (bytes, mask) = match text.first_chunk() {
            Some(chunk) => (u64::from_le_bytes(*chunk), u64::MAX),
            None => front(text),
        };
        let is_there = |piece: &&Candidate| mask & piece.mask == piece.mask && bytes & piece.mask == piece.bytes;
        candidates.iter().find(is_there).map(|piece| piece.code)
    }

    /// The best pieces among those in use, their neighbours put together, and single bytes.
    fn better(&self, sample: &[&[u8]]) -> Vec<Vec<u8>> {
        let single = self.pieces.len();
        let mut alone = vec![0u64; single + 256];
        let mut pairs = vec![0u64; alone.len() * alone.len()];
        for text in sample {
            let mut rest = *text;
            let mut last = None;
            while let Some(first) = rest.first() {
                let code = self.longest(rest).map_or(single + usize::from(*first), usize::from);
                rest = &rest[self.piece(code).len()..];
                alone[code] += 1;
                if let Some(last) = last {
                    pairs[last * alone.len() + code] += 1;
                }
                last = Some(code);
            }
        }
        let mut gains = std::collections::BTreeMap::<Vec<u8>, u64>::new();
        for (code, count) in alone.iter().enumerate().filter(|(_, count)| **count > 0) {
            let piece = self.piece(code);
            // A single byte without a piece costs two, so its piece saves as much as a longer one.
            let worth = if piece.len() == 1 { 4 } else { piece.len() as u64 };
            *gains.entry(piece).or_default() += count * worth;
        }
        for (pair, count) in pairs.iter().enumerate().filter(|(_, count)| **count > 1) {
            let mut piece = self.piece(pair / alone.len());
            piece.extend(self.piece(pair % alone.len()));
            if piece.len() <= LONGEST {
                *gains.entry(piece.clone()).or_default() += count * piece.len() as u64;
            }
        }
        let mut best: Vec<_> = gains.into_iter().collect();
        best.sort_by(|(a, gain_a), (b, gain_b)| gain_b.cmp(gain_a).then_with(|| a.cmp(b)));
        best.truncate(MOST);
        let mut pieces: Vec<_> = best.into_iter().map(|(piece, _)| piece).collect();
        pieces.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        pieces
    }

    /// The piece of a code; codes after the last piece stand for single bytes.
    fn piece(&self, code: usize) -> Vec<u8> {
        self.pieces.get(code).cloned().unwrap_or_else(|| vec![(code - self.pieces.len()) as u8])
    }

    /// The table's bytes.
    pub(crate) fn table(&self) -> Vec<u8> {
        let of_length = |length: usize| self.pieces.iter().filter(|piece| piece.len() == length).count() as u8;
        let mut out: Vec<u8> = (1..=LONGEST).map(of_length).collect();
        out.extend(self.pieces.iter().flatten());
        out
    }

    pub(crate) fn pack(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len() / 2 + 1);
        let mut rest = text.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            if let Some(code) = self.longest(rest) {
                out.push(code);
                rest = &rest[self.pieces[usize::from(code)].len()..];
            } else {
                out.extend_from_slice(&[ESCAPE, *first]);
                rest = after;
            }
        }
        out
    }

    /// Appends a text after another.
    pub(crate) fn put_after(&self, out: &mut Vec<u8>, before: &str, text: &str) {
        let same = |(a, b): &(char, char)| a == b;
        let shared: usize = before.chars().zip(text.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        put(out, shared as u64);
        put_bytes(out, &self.pack(&text[shared..]));
    }
}

/// The text as an address might have it, which is only a good guess: letters of ASCII in lower case, digits and all characters beyond
/// as they are, whatever is between as one `-`.
pub(crate) fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug
}

/// Texts spread evenly over all, up to [`SAMPLE`] bytes.
fn sample<'t>(texts: &[&'t str]) -> Vec<&'t [u8]> {
    let all: usize = texts.iter().map(|text| text.len()).sum();
    let step = all / SAMPLE + 1;
    texts.iter().step_by(step).map(|text| text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpack(symbols: &Symbols<'_>, packed: &[u8]) -> Result<String, Error> {
        let mut bytes = Vec::new();
        put_bytes(&mut bytes, packed);
        let mut input = Input::new(&bytes);
        let text = symbols.text(&mut input, &[]);
        input.end().map(|()| text)
    }

    fn check(texts: &[&str]) -> (usize, usize) {
        let packer = Packer::train(texts.iter().copied());
        let table = packer.table();
        let symbols = Symbols::open(&table).expect("a table just written");
        let mut packed_size = 0;
        for text in texts {
            let packed = packer.pack(text);
            packed_size += packed.len();
            assert_eq!(unpack(&symbols, &packed).as_deref(), Ok(*text));
        }
        (texts.iter().map(|text| text.len()).sum(), packed_size)
    }

    #[test]
    fn texts_come_back() {
        check(&[]);
        check(&[""]);
        check(&["a", "é", "東京 😀", "السودان"]);
        let text =
            "The coalition and the government of Iraq begin talks on the future of the coalition in Iraq. ".repeat(20);
        let (all, packed) = check(&[&text]);
        assert!(packed * 3 < all, "{packed} of {all}");
    }

    #[test]
    fn damage_is_an_error() {
        let packer = Packer::train(["some text"].into_iter());
        let table = packer.table();
        assert!(Symbols::open(&table[..table.len() - 1]).is_err());
        assert!(Symbols::open(&[]).is_err());
        let symbols = Symbols::open(&[1, 0, 0, 0, 0, 0, 0, 0, b'x']).expect("a table of one piece");
        assert_eq!(unpack(&symbols, &[7]), Err(Error::Damaged));
        assert_eq!(unpack(&symbols, &[255]), Err(Error::Damaged));
        assert_eq!(unpack(&symbols, &[255, 0xFF]), Err(Error::Damaged));
        assert_eq!(unpack(&symbols, &[0, 255, b'y']).as_deref(), Ok("xy"));
    }

    #[test]
    fn the_slug_of_a_text_is_guessed() {
        assert_eq!(slug_of("U.S. troops, 2024!"), "u-s-troops-2024-");
        assert_eq!(slug_of(" غارات أمريكية"), "غارات-أمريكية");
    }
}

//! A text with repairs in it that still knows where each of its bytes stood in the file.

use std::ops::Range;

use super::Piece;

/// Repaired text.
#[derive(Clone, Debug)]
pub(super) struct Patched {
    text: String,
    /// For each byte of the text, and for its end, the byte of the file that it comes from or was put before.
    origin: Vec<usize>,
}

impl Patched {
    /// `text` as it stands at byte `start` of the file.
    pub(super) fn new(text: &str, start: usize) -> Patched {
        Patched { text: text.to_owned(), origin: (start..=start + text.len()).collect() }
    }

    /// Adds what follows byte `from` of another text.
    pub(super) fn push(&mut self, other: &Patched, from: usize) {
        self.text.push_str(&other.text[from..]);
        self.origin.pop();
        self.origin.extend(&other.origin[from..]);
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The same with `pieces` in place of `range`.
    pub(super) fn replaced(&self, range: &Range<usize>, pieces: &[Piece]) -> Patched {
        let mut new = Patched { text: String::with_capacity(self.text.len() + 8), origin: Vec::new() };
        new.keep(self, 0..range.start);
        for piece in pieces {
            match piece {
                Piece::Keep(kept) => new.keep(self, kept.clone()),
                Piece::New(added) => {
                    let before = new.origin.last().map_or(self.origin[range.start], |last| last + 1);
                    new.origin.extend(std::iter::repeat_n(before.min(self.origin[range.end]), added.len()));
                    new.text.push_str(added);
                }
            }
        }
        new.keep(self, range.end..self.text.len());
        new.origin.extend(self.origin.last());
        new
    }

    fn keep(&mut self, from: &Patched, range: Range<usize>) {
        self.text.push_str(&from.text[range.clone()]);
        self.origin.extend(&from.origin[range]);
    }

    /// Where `range` of the text stood in the file.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.origin[byte.min(self.origin.len() - 1)];
        let start = at(range.start);
        // The end is where its last byte ends: what follows may have been put in, or left out.
        let end = if range.is_empty() { start } else { at(range.end - 1) + 1 };
        start..self.boundary(range.end, end).max(start)
    }

    /// `end` in the file, moved past the other bytes of a character that ends there.
    fn boundary(&self, end: usize, file: usize) -> usize {
        let next = self.origin[end.min(self.origin.len() - 1)];
        if next < file { next } else { file }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_where_it_was() {
        let check = |patched: &Patched, what: &str, expected: Range<usize>| {
            let at = patched.text().find(what).expect("it is there");
            assert_eq!(patched.original(&(at..at + what.len())), expected, "{what}");
        };
        let patched = Patched::new("title: Iraq: talks\nx", 100);
        let pieces = [Piece::new("\""), Piece::Keep(7..18), Piece::new("\"")];
        let quoted = patched.replaced(&(7..18), &pieces);
        assert_eq!(quoted.text(), "title: \"Iraq: talks\"\nx");
        check(&quoted, "title", 100..105);
        check(&quoted, "Iraq", 107..111);
        check(&quoted, "\nx", 118..120);
        let shorter = quoted.replaced(&(0..7), &[]);
        assert_eq!(shorter.text(), "\"Iraq: talks\"\nx");
        check(&shorter, "talks", 113..118);
        check(&shorter, "x", 119..120);
        let mut joined = Patched::new("a:\n", 0);
        joined.push(&shorter, 14);
        assert_eq!(joined.text(), "a:\nx");
        check(&joined, "a", 0..1);
        check(&joined, "x", 119..120);
    }
}

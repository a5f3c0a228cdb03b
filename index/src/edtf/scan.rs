//! Small steps through the bytes of an expression: runs of digits, and the place of what is not one.

use std::ops::Range;

use super::EdtfError;
use super::error::EdtfErrorKind as Kind;

pub(super) type Parsed<T> = Result<T, EdtfError>;

/// Where `what` first stands within a part of the text. The search of `str` would be most of this module's code.
pub(super) fn find(text: &[u8], within: Range<usize>, what: &[u8]) -> Option<usize> {
    let part = text.get(within.clone()).unwrap_or_default();
    part.windows(what.len()).position(|bytes| bytes == what).map(|at| within.start + at)
}

/// A place in the text; the bytes end where the date has to end.
pub(super) struct Scan<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

/// A run of digits and `X`, which count as zeros.
pub(super) struct Field {
    pub(super) at: Range<usize>,
    pub(super) value: i64,
    /// How many `X` stand at its end.
    pub(super) unknown: usize,
    /// Whether a digit follows an `X`.
    pub(super) mixed: bool,
}

/// Two digits, or `XX` with the value 0.
pub(super) struct Two {
    pub(super) at: Range<usize>,
    pub(super) value: u8,
    pub(super) unknown: bool,
}

impl Scan<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    pub(super) fn field(&mut self) -> Field {
        let mut field = Field { at: self.at..self.at, value: 0, unknown: 0, mixed: false };
        while let Some(byte @ (b'0'..=b'9' | b'X')) = self.peek() {
            let known = byte != b'X';
            field.mixed |= known && field.unknown > 0;
            field.unknown += usize::from(!known);
            // Nobody reads the value of more than eleven digits: there are too many for any field.
            field.value = field.value.wrapping_mul(10).wrapping_add(if known { i64::from(byte - b'0') } else { 0 });
            self.at += 1;
        }
        field.at.end = self.at;
        field
    }

    /// A field of two digits or two `X`; `otherwise` says what was asked for.
    pub(super) fn two(&mut self, otherwise: Kind) -> Parsed<Two> {
        let field = self.field();
        match field.at.len() {
            0 => Err(self.odd(otherwise)),
            2 if field.mixed || field.unknown == 1 => Err(Kind::UnknownDigits.at(field.at)),
            2 => Ok(Two { at: field.at, value: field.value as u8, unknown: field.unknown == 2 }),
            _ => Err(otherwise.at(field.at)),
        }
    }

    /// An error about what stands here in place of digits: a mark, a word, any other byte, or the end.
    pub(super) fn odd(&self, kind: Kind) -> EdtfError {
        match self.peek() {
            Some(b'?' | b'~' | b'%') => Kind::MarkInside.at(self.at..self.at + 1),
            Some(_) => kind.at(self.word()),
            // At the end the last byte is shown, since nothing stands here.
            None => kind.at(self.at.saturating_sub(1)..self.at),
        }
    }

    /// The letters and digits from here on, or the one byte that is neither.
    pub(super) fn word(&self) -> Range<usize> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let len = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        self.at..self.at + len.max(1)
    }

    pub(super) fn before_dots(&self) -> bool {
        self.bytes.get(self.at..).unwrap_or_default().starts_with(b"..")
    }

    pub(super) fn digits_after(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }
}

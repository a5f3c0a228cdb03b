//! What is kept of a picture beside its copies: a text that says whether they are whole.
//!
//! ```text
//! briefing picture 1
//! 1600 1067 copies
//! 480 0123456789abcdef
//! 800 …
//! end 0123456789abcdef
//! ```
//! The second line has width and height, and `itself` in place of `copies` where the picture is the widest on offer; then
//! come the copies, each with its width and the sum of its bytes; the last has the sum of all lines before it. A text of
//! another form is no record, and the picture is made again.

use std::fmt::Write;

use xxhash_rust::xxh3::xxh3_64;

const FIRST_LINE: &str = "briefing picture 1";

/// What one picture gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) is_widest: bool,
    /// Width and sum of each copy, narrowest first.
    pub(super) copies: Vec<(u32, u64)>,
}

/// The sum of bytes that tells whether they are whole.
pub(super) fn sum(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

impl Record {
    pub(super) fn text(&self) -> String {
        let widest = if self.is_widest { "itself" } else { "copies" };
        let mut text = format!("{FIRST_LINE}\n{} {} {widest}\n", self.width, self.height);
        for (width, sum) in &self.copies {
            let _ = writeln!(text, "{width} {sum:016x}");
        }
        let _ = writeln!(text, "end {:016x}", sum(text.clone().as_bytes()));
        text
    }

    /// The record that a text writes; `None` where it is not whole, or of another version.
    pub(super) fn parse(text: &str) -> Option<Record> {
        let (lines, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let expected = u64::from_str_radix(end.strip_prefix("end ")?, 16).ok()?;
        if sum(&text.as_bytes()[..=lines.len()]) != expected {
            return None;
        }
        let mut lines = lines.strip_prefix(FIRST_LINE)?.strip_prefix('\n')?.lines();
        let mut size = lines.next()?.split(' ');
        let (width, height) = (size.next()?.parse().ok()?, size.next()?.parse().ok()?);
        let is_widest = size.next()? == "itself";
        let copy = |line: &str| {
            let (width, sum) = line.split_once(' ')?;
            Some((width.parse().ok()?, u64::from_str_radix(sum, 16).ok()?))
        };
        Some(Record { width, height, is_widest, copies: lines.map(copy).collect::<Option<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_leads_back_and_a_damaged_one_is_none() {
        let record = Record { width: 1600, height: 1067, is_widest: false, copies: vec![(480, 7), (800, u64::MAX)] };
        let text = record.text();
        assert_eq!(Record::parse(&text), Some(record));
        for at in 0..text.len() {
            assert_eq!(Record::parse(&text[..at]), None, "cut at {at}");
            let mut flipped = text.clone().into_bytes();
            flipped[at] ^= 1;
            let flipped = String::from_utf8(flipped).expect("one bit of ASCII");
            // The sum is written in small letters alone, so that no bit of it is free.
            assert_eq!(Record::parse(&flipped), None, "flipped at {at}");
        }
    }
}

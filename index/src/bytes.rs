//! The frame of the files of this crate, and the few ways in which numbers and texts stand inside it.
//!
//! | bytes | what |
//! |---|---|
//! | 0–3 | four letters that name the format |
//! | 4–5 | version, little-endian; a reader refuses every version but its own |
//! | 6–7 | zero |
//! | 8–11 | FNV-1a of 32 bits over all bytes from 12 on, little-endian |
//! | 12– | the body |
//!
//! A file to which another leads is *sealed* only: it has the checksum and the body, bytes 8 and on.
//!
//! A *number* is a varint: seven bits a byte, lowest first, the highest bit set in all bytes but the last, at most ten bytes.
//! A *signed number* is zigzag-coded first (0, -1, 1, -2 … as 0, 1, 2, 3 …).

use core::fmt;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// The file is of another format, or shorter than its own frame.
    Foreign,
    /// The file is of another version of the format.
    Version,
    /// The file is cut off, changed, or says something that cannot be.
    Damaged,
}

impl Error {
    /// The error in words, for a console or a log.
    pub fn as_str(self) -> &'static str {
        match self {
            Error::Foreign => "not a file of this kind",
            Error::Version => "a file of another version",
            Error::Damaged => "a damaged file",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl core::error::Error for Error {}

const HEAD: usize = 8;
/// How long a seal is.
pub(crate) const SEAL: usize = 4;

/// Puts the frame around a body.
pub(crate) fn frame(name: [u8; 4], version: u16, body: &[u8]) -> Vec<u8> {
    let mut out = name.to_vec();
    out.extend_from_slice(&version.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend(seal(body));
    out
}

/// Puts the checksum before a body.
pub(crate) fn seal(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(SEAL + body.len());
    out.extend_from_slice(&checksum(body).to_le_bytes());
    out.extend_from_slice(body);
    out
}

/// The body inside a frame, after name, version and checksum were looked at.
pub(crate) fn unframe(name: [u8; 4], version: u16, bytes: &[u8]) -> Result<&[u8], Error> {
    let Some((head, sealed)) = bytes.split_at_checked(HEAD) else { return Err(Error::Foreign) };
    if head.get(..4) != Some(&name) {
        return Err(Error::Foreign);
    }
    if head.get(4..) != Some(&[version.to_le_bytes()[0], version.to_le_bytes()[1], 0, 0]) {
        return Err(Error::Version);
    }
    unseal(sealed)
}

/// The body after a checksum, which was looked at.
pub(crate) fn unseal(bytes: &[u8]) -> Result<&[u8], Error> {
    let Some((sum, body)) = bytes.split_at_checked(SEAL) else { return Err(Error::Damaged) };
    // A fuzzer does not guess checksums.
    if sum == checksum(body).to_le_bytes() || cfg!(fuzzing) { Ok(body) } else { Err(Error::Damaged) }
}

/// The same where the lowest 24 bits of the checksum have to be these: those of the file which was asked for.
pub(crate) fn unseal_as(sum: u32, bytes: &[u8]) -> Result<&[u8], Error> {
    let is_it = bytes.get(..3) == sum.to_le_bytes().get(..3) || cfg!(fuzzing);
    if is_it { unseal(bytes) } else { Err(Error::Damaged) }
}

/// The checksum of a body: FNV-1a, 32 bits. It tells every change of a single byte, which is what broken transfers and disks do.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// How many bytes the fronts of two texts share.
pub(crate) fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

/// The text of some bytes, if they are UTF-8. What the standard does costs the browser 0.3 kB more, as it is fast.
pub(crate) fn utf8(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(first) = rest.next() {
        // As many ones as the character has bytes; none for one of ASCII.
        let length = first.leading_ones();
        let mut code = u32::from(*first) & (0x7F >> length);
        for _ in 1..length {
            let next = rest.next().filter(|next| **next >> 6 == 2)?;
            code = code << 6 | u32::from(*next & 0x3F);
        }
        let c = char::from_u32(code).filter(|c| c.len_utf8() as u32 == length.max(1) && length != 1)?;
        text.push(c);
    }
    Some(text)
}

/// Appends a number.
pub(crate) fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number as u8) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a signed number.
pub(crate) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, ((number << 1) ^ (number >> 63)) as u64);
}

/// Appends the length of some bytes, and the bytes.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Bytes that are read from front to back. What they cannot answer, and whatever is asked after it, is nothing: zeros and no bytes.
/// So a loop ends where the bytes do, and a reader asks [`Input::end`] once instead of after each step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    bytes: &'a [u8],
    is_damaged: bool,
}

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, is_damaged: false }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether all that was read was there and in order.
    pub(crate) fn end(self) -> Result<(), Error> {
        if self.is_damaged { Err(Error::Damaged) } else { Ok(()) }
    }

    /// Whether something was asked for that was not there, or said what cannot be.
    pub(crate) fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Notes that the bytes say something that cannot be, unless it is in order.
    #[inline(never)]
    pub(crate) fn check(&mut self, is_right: bool) {
        if !is_right {
            *self = Input { bytes: &[], is_damaged: true };
        }
    }

    /// All that is left.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at_checked(count).unwrap_or_default();
        self.check(taken.len() == count);
        self.bytes = rest;
        taken
    }

    /// A number of up to 64 bits.
    pub(crate) fn long(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.check(false);
        0
    }

    /// A number of up to 32 bits.
    pub(crate) fn number(&mut self) -> u32 {
        let number = u32::try_from(self.long());
        self.check(number.is_ok());
        number.unwrap_or_default()
    }

    /// The count of items that follow, each of a byte at least: never more than there can be.
    pub(crate) fn count(&mut self) -> usize {
        let count = self.number() as usize;
        self.check(count <= self.bytes.len());
        count.min(self.bytes.len())
    }

    pub(crate) fn signed(&mut self) -> i64 {
        let number = self.long();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    /// Bytes with their length before them.
    pub(crate) fn bytes(&mut self) -> &'a [u8] {
        let count = self.number() as usize;
        self.take(count)
    }

    pub(crate) fn text(&mut self) -> &'a str {
        let text = core::str::from_utf8(self.bytes());
        self.check(text.is_ok());
        text.unwrap_or_default()
    }

    /// The same, for one who keeps it.
    pub(crate) fn own_text(&mut self) -> String {
        let text = utf8(self.bytes());
        self.check(text.is_some());
        text.unwrap_or_default()
    }

    /// Makes the next text of the one before it: so many bytes of its front, and so many that come next.
    pub(crate) fn follow(&mut self, text: &mut Vec<u8>, shared: usize, others: usize) {
        self.check(shared <= text.len());
        text.truncate(shared);
        text.extend_from_slice(self.take(others));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 300, 1 << 32, u64::MAX] {
            let mut out = Vec::new();
            put(&mut out, number);
            let mut input = Input::new(&out);
            assert_eq!((input.long(), input.end()), (number, Ok(())));
        }
        for number in [0, -1, 1, i64::MIN, i64::MAX, -5_000_000_000_000] {
            let mut out = Vec::new();
            put_signed(&mut out, number);
            let mut input = Input::new(&out);
            assert_eq!((input.signed(), input.end()), (number, Ok(())));
        }
    }

    #[test]
    fn texts_are_utf8() {
        for text in ["", "Talks", "é “–” کورد 東京 😀", "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"]
        {
            assert_eq!(utf8(text.as_bytes()).as_deref(), Some(text));
        }
        // What the standard refuses is refused, in all texts of up to two bytes and in some longer ones.
        for two in 0..=u16::MAX {
            for bytes in [&two.to_be_bytes()[..], &[two as u8], &[0xE0 | (two as u8 & 15), (two >> 8) as u8, 0x80]] {
                assert_eq!(utf8(bytes).is_some(), core::str::from_utf8(bytes).is_ok(), "{bytes:x?}");
            }
            let long = [0xF0 | (two as u8 & 15), (two >> 8) as u8, 0xBF, 0x80];
            assert_eq!(utf8(&long).is_some(), core::str::from_utf8(&long).is_ok(), "{long:x?}");
        }
    }

    #[test]
    fn an_endless_number_is_damage() {
        for bytes in [&[0x80; 20][..], &[0x80], &[0xFF, 0xFF, 0xFF, 0xFF, 0x1F]] {
            let mut input = Input::new(bytes);
            assert_eq!((input.number(), input.end()), (0, Err(Error::Damaged)));
        }
    }

    #[test]
    fn after_damage_there_is_nothing() {
        let mut input = Input::new(&[9, 1, 2, 3]);
        assert_eq!(
            (input.bytes(), input.is_empty(), input.byte(), input.end()),
            (&[][..], true, 0, Err(Error::Damaged))
        );
        let mut input = Input::new(&[3, 1, 2]);
        assert_eq!((input.count(), input.end()), (0, Err(Error::Damaged)));
        let (mut input, mut text) = (Input::new(b"cd"), b"ab".to_vec());
        input.follow(&mut text, 3, 1);
        assert_eq!((text.as_slice(), input.end()), (&b"ab"[..], Err(Error::Damaged)));
    }

    #[test]
    fn the_frame_says_what_is_wrong() {
        let file = frame(*b"test", 3, b"body");
        assert_eq!(unframe(*b"test", 3, &file), Ok(&b"body"[..]));
        assert_eq!(unframe(*b"tess", 3, &file), Err(Error::Foreign));
        assert_eq!(unframe(*b"test", 4, &file), Err(Error::Version));
        assert_eq!(unframe(*b"test", 3, &file[..7]), Err(Error::Foreign));
        assert_eq!(unframe(*b"test", 3, &file[..11]), Err(Error::Damaged));
        assert_eq!(unframe(*b"test", 3, &file[..15]), Err(Error::Damaged));
    }
}

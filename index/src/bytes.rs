//! The frame that every file of this crate has, and the few ways in which numbers and texts stand inside it.
//!
//! | bytes | what |
//! |---|---|
//! | 0–3 | four letters that name the format |
//! | 4–5 | version, little-endian; a reader refuses every version but its own |
//! | 6–7 | zero |
//! | 8–11 | FNV-1a of 32 bits over all bytes from 12 on, little-endian |
//! | 12– | the body |
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

const HEAD: usize = 12;

/// Puts the frame around a body.
pub(crate) fn frame(name: [u8; 4], version: u16, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEAD + body.len());
    out.extend_from_slice(&name);
    out.extend_from_slice(&version.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&checksum(body).to_le_bytes());
    out.extend_from_slice(body);
    out
}

/// The body inside a frame, after name, version and checksum were looked at.
pub(crate) fn unframe(name: [u8; 4], version: u16, bytes: &[u8]) -> Result<&[u8], Error> {
    let Some((head, body)) = bytes.split_at_checked(HEAD) else { return Err(Error::Foreign) };
    if head.get(..4) != Some(&name) {
        return Err(Error::Foreign);
    }
    if head.get(4..8) != Some(&[version.to_le_bytes()[0], version.to_le_bytes()[1], 0, 0]) {
        return Err(Error::Version);
    }
    // A fuzzer does not guess checksums.
    if head.get(8..) != Some(&checksum(body).to_le_bytes()) && !cfg!(fuzzing) {
        return Err(Error::Damaged);
    }
    Ok(body)
}

/// The same where the lowest 24 bits of the checksum have to be these: those of the file which was asked for.
pub(crate) fn unframe_as(name: [u8; 4], version: u16, sum: u32, bytes: &[u8]) -> Result<&[u8], Error> {
    if bytes.get(8..11) == sum.to_le_bytes().get(..3) || cfg!(fuzzing) {
        unframe(name, version, bytes)
    } else {
        Err(Error::Damaged)
    }
}

/// The checksum of a body: FNV-1a, 32 bits. It tells every change of a single byte, which is what broken transfers and disks do.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// How many bytes the fronts of two texts share.
pub(crate) fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
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

/// Bytes that are read from front to back. Every read that the bytes cannot answer is [`Error::Damaged`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a> {
    bytes: &'a [u8],
}

impl<'a> Input<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Error> {
        let (first, rest) = self.bytes.split_first().ok_or(Error::Damaged)?;
        self.bytes = rest;
        Ok(*first)
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(Error::Damaged)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(crate) fn number(&mut self) -> Result<u64, Error> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Error::Damaged)
    }

    /// A number that is a size or a position.
    pub(crate) fn size(&mut self) -> Result<usize, Error> {
        usize::try_from(self.number()?).map_err(|_| Error::Damaged)
    }

    pub(crate) fn signed(&mut self) -> Result<i64, Error> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// Bytes with their length before them.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Error> {
        let count = self.size()?;
        self.take(count)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Error> {
        core::str::from_utf8(self.bytes()?).map_err(|_| Error::Damaged)
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
            assert_eq!(Input::new(&out).number(), Ok(number));
        }
        for number in [0, -1, 1, i64::MIN, i64::MAX, -5_000_000_000_000] {
            let mut out = Vec::new();
            put_signed(&mut out, number);
            assert_eq!(Input::new(&out).signed(), Ok(number));
        }
    }

    #[test]
    fn an_endless_number_is_damage() {
        assert_eq!(Input::new(&[0x80; 20]).number(), Err(Error::Damaged));
        assert_eq!(Input::new(&[0x80]).number(), Err(Error::Damaged));
    }

    #[test]
    fn the_frame_says_what_is_wrong() {
        let file = frame(*b"test", 3, b"body");
        assert_eq!(unframe(*b"test", 3, &file), Ok(&b"body"[..]));
        assert_eq!(unframe(*b"tess", 3, &file), Err(Error::Foreign));
        assert_eq!(unframe(*b"test", 4, &file), Err(Error::Version));
        assert_eq!(unframe(*b"test", 3, &file[..8]), Err(Error::Foreign));
        assert_eq!(unframe(*b"test", 3, &file[..15]), Err(Error::Damaged));
    }
}

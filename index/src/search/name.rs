//! Names of files: what is in a file says what it is called, so that it never changes under its name.

use crate::bytes::{Error, Input};

/// The name of a file: the checksum of its frame, which a reader compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(pub(super) u32);

impl Name {
    /// The next four bytes, little-endian.
    pub(super) fn read(input: &mut Input<'_>) -> Result<Name, Error> {
        let bytes = input.take(4)?.first_chunk().ok_or(Error::Damaged)?;
        Ok(Name(u32::from_le_bytes(*bytes)))
    }

    /// Appends it.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes());
    }

    /// The path of the file below the site's root: `search/1f4c09aa.bin`.
    pub(super) fn path(self) -> String {
        let mut path = String::from("search/");
        for shift in (0..8).rev() {
            let digit = (self.0 >> (shift * 4) & 15) as u8;
            path.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
        }
        path.push_str(".bin");
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_eight_digits() {
        assert_eq!(Name(0x01F4_C09A).path(), "search/01f4c09a.bin");
        let mut out = Vec::new();
        Name(0x0102_0304).write(&mut out);
        assert_eq!((out.as_slice(), Name::read(&mut Input::new(&out))), (&[4, 3, 2, 1][..], Ok(Name(0x0102_0304))));
    }
}

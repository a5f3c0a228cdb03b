//! Names of files: what is in a file says what it is called, so that it never changes under its name.

use crate::bytes::Input;

/// The name of a file: the lowest 24 bits of its checksum, which a reader compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Name(pub(super) u32);

impl Name {
    /// The name of a file with that checksum.
    pub(super) fn of(checksum: u32) -> Name {
        Name(checksum & 0xFF_FFFF)
    }

    /// The next three bytes, the lowest first.
    pub(super) fn read(input: &mut Input<'_>) -> Name {
        let mut byte = || u32::from(input.byte());
        Name(byte() | byte() << 8 | byte() << 16)
    }

    /// Appends it.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes()[..3]);
    }

    /// The path of the folder of that name below the site's root: `search/1f4c09`.
    pub(super) fn folder(self) -> String {
        let mut path = String::from("search/");
        for shift in (0..6).rev() {
            let digit = (self.0 >> (shift * 4) & 15) as u8;
            path.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
        }
        path
    }

    /// The path of the file: `search/1f4c09.bin`.
    pub(super) fn path(self) -> String {
        self.folder() + ".bin"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_six_digits() {
        assert_eq!(Name::of(0x1201_F4C9).path(), "search/01f4c9.bin");
        let mut out = Vec::new();
        Name(0x02_0304).write(&mut out);
        assert_eq!((out.as_slice(), Name::read(&mut Input::new(&out))), (&[4, 3, 2][..], Name(0x02_0304)));
    }
}

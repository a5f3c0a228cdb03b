//! Files of an index: how they are named, gathered when they are written, and found when they are read.

use std::collections::BTreeMap;

use crate::bytes::{Input, SEAL, checksum, seal, unseal};

/// The files of an index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// Where the root is, below the site's root.
    pub root: String,
    /// All files by their paths, the root among them.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// Adds a sealed file to a folder, named after what is in it.
    pub(crate) fn add(&mut self, folder: &str, body: &[u8]) -> Name {
        let mut body = body.to_vec();
        loop {
            let name = Name::of(checksum(&body));
            let path = name.path(folder);
            match self.files.get(&path) {
                // Two files with one checksum: bytes at the end, which readers do not look at, tell them apart.
                Some(other) if other.get(SEAL..) != Some(&body) => body.push(0),
                Some(_) => return name,
                None => {
                    self.files.insert(path, seal(&body));
                    return name;
                }
            }
        }
    }
}

/// The files that are there.
pub trait Store {
    /// The bytes of the file at that path below the site's root, if it has come. The path of a page ends with `/`: of it the text
    /// of its main part is wanted, in UTF-8.
    fn file(&self, path: &str) -> Option<&[u8]>;
}

/// Whether these are the bytes of the file with that path: neither damaged nor another's.
pub fn is_whole(path: &str, bytes: &[u8]) -> bool {
    let name = Name::read(&mut Input::new(bytes));
    path.ends_with(&name.path("")) && unseal(bytes).is_ok()
}

/// The name of a file: the lowest 24 bits of its checksum, which a reader compares. So a file never changes under its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(pub(crate) u32);

impl Name {
    /// The name of a file with that checksum.
    pub(crate) fn of(checksum: u32) -> Name {
        Name(checksum & 0xFF_FFFF)
    }

    /// The next three bytes, the lowest first.
    pub(crate) fn read(input: &mut Input<'_>) -> Name {
        let mut byte = || u32::from(input.byte());
        Name(byte() | byte() << 8 | byte() << 16)
    }

    /// Appends it.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes()[..3]);
    }

    /// The path of what has that name in a folder: `search/1f4c09`.
    pub(crate) fn below(self, folder: &str) -> String {
        let mut path = folder.to_owned();
        for shift in (0..6).rev() {
            let digit = (self.0 >> (shift * 4) & 15) as u8;
            path.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
        }
        path
    }

    /// The path of the file of that name: `search/1f4c09.bin`.
    pub(crate) fn path(self, folder: &str) -> String {
        self.below(folder) + ".bin"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_six_digits() {
        assert_eq!(Name::of(0x1201_F4C9).path("search/"), "search/01f4c9.bin");
        let mut out = Vec::new();
        Name(0x02_0304).write(&mut out);
        assert_eq!((out.as_slice(), Name::read(&mut Input::new(&out))), (&[4, 3, 2][..], Name(0x02_0304)));
    }

    #[test]
    fn a_file_is_known_by_its_name_and_its_bytes() {
        let mut files = Files::default();
        let paths = [b"text", b"else"].map(|body| files.add("a/", body).path("a/"));
        let bytes = |at: usize| files.files[&paths[at]].clone();
        assert!(is_whole(&paths[0], &bytes(0)) && is_whole(&paths[1], &bytes(1)));
        assert!(!is_whole(&paths[0], &bytes(1)), "it is another's");
        for end in 0..bytes(0).len() {
            assert!(!is_whole(&paths[0], &bytes(0)[..end]), "it ends after {end}");
        }
        for at in 0..bytes(0).len() {
            let mut flipped = bytes(0);
            flipped[at] ^= 4;
            assert!(!is_whole(&paths[0], &flipped), "{at}");
        }
    }

    #[test]
    fn one_file_is_kept_once_and_two_of_one_checksum_apart() {
        let mut files = Files::default();
        let name = files.add("a/", b"text");
        assert_eq!((files.add("a/", b"text"), files.files.len()), (name, 1));
        let clash = files.files.get_mut(&name.path("a/")).expect("just added");
        *clash = seal(b"another");
        assert_ne!(files.add("a/", b"text"), name);
    }
}

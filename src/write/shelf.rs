//! The folder `.briefing/pictures` of a site: what was made of its pictures, for the next build.
//!
//! Files are named by what they were made of, are whole at every moment, and may be deleted at any time. Where the folder
//! cannot be written, nothing is kept and every build makes its pictures anew: that is slow, and no failure.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    mem,
    path::{Path, PathBuf},
    process,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::pictures;

/// The shelf of a site.
#[derive(Debug)]
pub struct Shelf {
    /// `None` where no file is kept or found.
    folder: Option<PathBuf>,
    keeps: Keeps,
}

/// Where what is new is kept.
#[derive(Debug)]
enum Keeps {
    /// In the folder. The number parts temporary files.
    Files(AtomicUsize),
    /// In memory, by name.
    Memory(Mutex<HashMap<String, Kept>>),
}

/// What is kept in memory.
#[derive(Debug)]
struct Kept {
    bytes: Vec<u8>,
    /// Whether the last build asked for it.
    is_used: bool,
}

impl Shelf {
    /// The shelf in the folder of a site.
    pub fn of(site: &Path) -> Shelf {
        Shelf { folder: folder(site), keeps: Keeps::Files(AtomicUsize::new(0)) }
    }

    /// The same for a preview or a check, which write nothing: what is new stays in memory.
    pub fn unwritten(site: &Path) -> Shelf {
        Shelf { folder: folder(site), keeps: Keeps::Memory(Mutex::default()) }
    }

    /// Forgets what is in memory and no build has asked for since the last time.
    pub fn sweep(&self) {
        if let Keeps::Memory(memory) = &self.keeps {
            memory.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, kept| mem::take(&mut kept.is_used));
        }
    }

    /// A shelf without files.
    pub fn closed() -> Shelf {
        Shelf { folder: None, keeps: Keeps::Memory(Mutex::default()) }
    }
}

fn folder(site: &Path) -> Option<PathBuf> {
    let ours = site.join(".briefing");
    // What is behind a link is not ours to write to.
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir());
    let folder = ours.join("pictures");
    (!is_link(&ours) && !is_link(&folder)).then_some(folder)
}

/// Writes a file that is whole at every moment, and gives its place.
fn write(folder: &Path, name: &str, bytes: &[u8], number: usize) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    // Two builds at once may make the same picture.
    let temporary = folder.join(format!("{}-{number}.tmp", process::id()));
    let place = folder.join(name);
    // Whatever stands there is none of ours, and what a link leads to is not written to.
    let _ = fs::remove_file(&temporary);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&temporary)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&temporary, &place));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map(|()| place)
}

impl pictures::Shelf for Shelf {
    fn read(&self, file: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= limit).then_some(bytes))
    }

    fn find(&self, name: &str) -> Option<(Vec<u8>, Option<PathBuf>)> {
        if let Keeps::Memory(memory) = &self.keeps
            && let Some(kept) = memory.lock().unwrap_or_else(PoisonError::into_inner).get_mut(name)
        {
            kept.is_used = true;
            return Some((kept.bytes.clone(), None));
        }
        let place = self.folder.as_ref()?.join(name);
        // Links, pipes and devices are none of ours either.
        if !fs::symlink_metadata(&place).is_ok_and(|found| found.is_file()) {
            return None;
        }
        Some((fs::read(&place).ok()?, Some(place)))
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> Option<PathBuf> {
        match &self.keeps {
            Keeps::Files(count) => {
                write(self.folder.as_ref()?, name, bytes, count.fetch_add(1, Ordering::Relaxed)).ok()
            }
            Keeps::Memory(memory) => {
                let kept = Kept { bytes: bytes.to_vec(), is_used: true };
                memory.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), kept);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pictures::Shelf as _;

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_or_written_through_a_link() {
        let site = tempfile::tempdir().expect("a temporary folder");
        let folder = site.path().join(".briefing/pictures");
        fs::create_dir_all(&folder).expect("a folder");
        let other = site.path().join("other");
        fs::write(&other, "theirs").expect("a file");
        for name in [format!("{}-0.tmp", process::id()), "a".to_owned()] {
            std::os::unix::fs::symlink(&other, folder.join(name)).expect("a link");
        }
        let shelf = Shelf::of(site.path());
        assert_eq!(shelf.find("a"), None);
        assert_eq!(shelf.keep("a", b"ours"), Some(folder.join("a")));
        assert_eq!(shelf.find("a"), Some((b"ours".to_vec(), Some(folder.join("a")))));
        assert_eq!(fs::read(&other).expect("it is there"), b"theirs");
    }

    #[test]
    fn a_preview_writes_nothing_and_forgets_what_is_no_longer_shown() {
        let site = tempfile::tempdir().expect("a temporary folder");
        let shelf = Shelf::unwritten(site.path());
        assert_eq!((shelf.keep("a", b"1"), shelf.keep("b", b"2")), (None, None));
        shelf.sweep();
        assert_eq!(shelf.find("a"), Some((b"1".to_vec(), None)));
        shelf.sweep();
        assert_eq!((shelf.find("a"), shelf.find("b")), (Some((b"1".to_vec(), None)), None));
        assert!(!site.path().join(".briefing").exists());
    }
}

//! Outputs to disk: the only module that writes.
//!
//! A file is written only where it differs, to a temporary file that is then renamed, so that every file is whole at
//! every moment and files that did not change keep their times. Only files that an earlier build wrote are removed.
//!
//! Nothing is written through a symbolic link, and what another program wrote is never taken for ours, even where it
//! holds the same bytes. What we know of a folder from build to build stands in its folder `.briefing`, see `ours`.

use std::{
    collections::{BTreeSet, HashSet},
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    failure::Failure,
    output::{Body, Output},
    site_path::SitePath,
};

mod ours;
mod shelf;
mod target;
#[cfg(test)]
mod tests;

pub use shelf::Shelf;
pub use target::Target;

use ours::OURS;

/// How many files a build wrote, left and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New or changed.
    pub written: usize,
    /// The same as before, and not touched.
    pub unchanged: usize,
    /// Written by an earlier build and no longer part of the site.
    pub removed: usize,
}

/// An output folder that is being written.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    /// Held until the writer is dropped.
    _lock: File,
    /// What earlier builds wrote.
    old: HashSet<String>,
    /// The paths of all outputs of this build.
    new: Mutex<BTreeSet<String>>,
    /// Those of them that stood there with the same bytes and that no build wrote.
    foreign: Mutex<HashSet<String>>,
    manifest: Mutex<File>,
    /// Folders that are known to be there and to be no links.
    folders: Mutex<HashSet<PathBuf>>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    temporary: AtomicUsize,
    failure: Mutex<Option<Failure>>,
}

/// What becomes of an output folder that briefing did not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// It is left alone, and that is a failure.
    Refused,
    /// It is written into; files that are not ours stay unless an output has their name.
    Taken,
}

impl Writer {
    /// Opens or makes the folder. Where another build is writing into it, `waiting` is called and it waits.
    ///
    /// # Errors
    /// Where the folder cannot be made, is not ours, or holds the site.
    pub fn open(root: &Path, site: &Path, foreign: Foreign, waiting: &dyn Fn()) -> Result<Writer, Failure> {
        target::look(root, site, foreign)?;
        let lock = ours::lock(root, waiting)?;
        ours::empty_tmp(root)?;
        let (old, manifest) = ours::open_manifest(root)?;
        Ok(Writer {
            root: root.to_owned(),
            _lock: lock,
            old,
            new: Mutex::default(),
            foreign: Mutex::default(),
            manifest: Mutex::new(manifest),
            folders: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            temporary: AtomicUsize::new(0),
            failure: Mutex::new(None),
        })
    }

    /// Writes an output if it differs. May be called from many threads. The first failure is kept for
    /// [`finish`](Writer::finish); what comes after it is not written.
    pub fn put(&self, output: Output) {
        if held(&self.failure).is_some() {
            return;
        }
        if let Err(failure) = self.try_put(&output) {
            held(&self.failure).get_or_insert(failure);
        }
    }

    fn try_put(&self, output: &Output) -> Result<(), Failure> {
        let path = self.place(&output.path)?;
        let copied;
        let bytes = match &output.body {
            Body::Bytes(bytes) => bytes,
            Body::Copy(from) => {
                copied = fs::read(from).map_err(|cause| Failure::io("read", from, cause))?;
                &copied
            }
        };
        if !held(&self.new).insert(output.path.clone()) {
            return Err(Failure::refused("write", &path, "two outputs have this path"));
        }
        let is_old = self.old.contains(&output.path);
        if is_same(&path, bytes) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            if !is_old {
                held(&self.foreign).insert(output.path.clone());
            }
            return Ok(());
        }
        if !is_old {
            self.announce(&output.path)?;
        }
        self.replace(&path, bytes)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// The place of an output on disk: below the root, in folders that are no links.
    fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        let outside = || Failure::refused("write", Path::new(path), "the path leads out of the output folder");
        let path = SitePath::new(path).ok_or_else(outside)?;
        // Some disks do not tell upper from lower case.
        if path.as_str().split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(OURS)) {
            return Err(Failure::refused(
                "write",
                Path::new(path.as_str()),
                "the name is kept for the build's own files",
            ));
        }
        let mut folder = self.root.clone();
        for part in path.folder().split('/').filter(|part| !part.is_empty()) {
            folder.push(part);
            self.make_folder(&folder)?;
        }
        Ok(folder.join(path.file_name()))
    }

    fn make_folder(&self, folder: &Path) -> Result<(), Failure> {
        if held(&self.folders).contains(folder) {
            return Ok(());
        }
        match fs::symlink_metadata(folder) {
            Ok(found) if found.is_dir() => {}
            Ok(found) if found.is_symlink() => {
                return Err(Failure::refused("write to", folder, "a symbolic link stands where a folder is needed"));
            }
            Ok(_) => self.make_room(folder)?,
            Err(_) => self.create_folder(folder)?,
        }
        held(&self.folders).insert(folder.to_owned());
        Ok(())
    }

    /// A file of an earlier build stands where a folder is needed. Under the lock: of two threads that saw the file, the
    /// second would find the folder that the first made in its place.
    fn make_room(&self, folder: &Path) -> Result<(), Failure> {
        let _one_at_a_time = held(&self.folders);
        if fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir()) {
            return Ok(());
        }
        if !self.is_old(folder) {
            return Err(Failure::refused("make the folder", folder, "a file that is not ours has its name"));
        }
        fs::remove_file(folder).map_err(|cause| Failure::io("remove", folder, cause))?;
        self.create_folder(folder)
    }

    fn create_folder(&self, folder: &Path) -> Result<(), Failure> {
        match fs::create_dir(folder) {
            Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => {
                Err(Failure::io("make the folder", folder, cause))
            }
            _ => Ok(()),
        }
    }

    fn is_old(&self, path: &Path) -> bool {
        let relative = path.strip_prefix(&self.root).ok().and_then(Path::to_str);
        relative.is_some_and(|path| self.old.contains(&path.replace('\\', "/")))
    }

    /// Notes a path that no earlier build wrote.
    fn announce(&self, path: &str) -> Result<(), Failure> {
        let line = format!("{path}\n");
        let written = held(&self.manifest).write_all(line.as_bytes());
        written.map_err(|cause| Failure::io("write", &ours::manifest(&self.root), cause))
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let failed = |cause| Failure::io("write", path, cause);
        if path.is_dir() && !path.is_symlink() {
            self.remove_old_files_below(path)?;
        }
        let n = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = ours::tmp(&self.root).join(n.to_string());
        fs::write(&temporary, bytes).map_err(failed)?;
        fs::rename(&temporary, path).map_err(failed)
    }

    /// A folder of an earlier build stands where a file is needed: `a/index.html` became `a`.
    fn remove_old_files_below(&self, folder: &Path) -> Result<(), Failure> {
        let Some(prefix) = folder.strip_prefix(&self.root).ok().and_then(Path::to_str).map(|path| format!("{path}/"))
        else {
            return Ok(());
        };
        for old in self.old.iter().filter(|old| old.starts_with(&prefix)) {
            remove_with_empty_folders(&self.root, old)?;
        }
        Ok(())
    }

    /// Removes what is no longer part of the site, and ends.
    ///
    /// # Errors
    /// The first failure of all that was put, or of the removal.
    pub fn finish(self) -> Result<Counts, Failure> {
        if let Some(failure) = held(&self.failure).take() {
            return Err(failure);
        }
        let new = std::mem::take(&mut *held(&self.new));
        let mut stale: Vec<&String> = self.old.iter().filter(|old| !new.contains(*old)).collect();
        stale.sort();
        let mut removed = 0;
        for path in stale {
            removed += usize::from(remove_with_empty_folders(&self.root, path)?);
        }
        let foreign = std::mem::take(&mut *held(&self.foreign));
        let manifest = ours::manifest_text(new.iter().filter(|path| !foreign.contains(*path)));
        self.replace(&ours::manifest(&self.root), manifest.as_bytes())?;
        Ok(Counts { written: self.written.into_inner(), unchanged: self.unchanged.into_inner(), removed })
    }
}

/// Writes a new file, and the folders that it needs. Never replaces one.
///
/// # Errors
/// Where a file is there, or the disk refuses.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |cause| Failure::io("write", path, cause);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|cause| Failure::io("make the folder", folder, cause))?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Writes files into a folder: paths in it, and texts. Files that are there with the same text stay as they are; where
/// one has another text, nothing at all is written, unless it may be replaced. Gives the number of files written.
///
/// # Errors
/// Where a file may not be replaced, or the disk refuses.
pub fn copies(folder: &Path, files: &[(String, &str)], others: Others) -> Result<usize, Failure> {
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    let files: Vec<_> = files.iter().map(|(path, text)| (folder.join(path), *text)).collect();
    let differs = |(path, text): &&(PathBuf, &str)| !is_same(path, text.as_bytes());
    let different: Vec<_> = files.iter().filter(differs).collect();
    if let Some((path, _)) = different.iter().find(|(path, _)| is_there(path) && others == Others::Kept) {
        let reason = "it is there with another text; `--force` replaces it";
        return Err(Failure::refused("write", path, reason));
    }
    for (path, text) in &different {
        // Removed first, so that nothing is written through a link.
        if is_there(path) {
            fs::remove_file(path).map_err(|cause| Failure::io("remove", path, cause))?;
        }
        create(path, text)?;
    }
    Ok(different.len())
}

/// What becomes of files that hold something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They stay, and that is a failure.
    Kept,
    /// They are replaced.
    Replaced,
}

/// Whether a folder is empty or not there.
///
/// # Errors
/// Where it cannot be read, or is no folder.
pub fn is_empty(folder: &Path) -> Result<bool, Failure> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(cause) => Err(Failure::io("read the folder", folder, cause)),
    }
}

/// A lock that a panicking thread left is as good as any: each step under it is whole.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the file is there, is no link, and holds these bytes.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let plain = fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    plain && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Removes a file below `root` and the folders that this leaves empty. `false` where it was not there, or is behind a
/// link: then it is not ours.
fn remove_with_empty_folders(root: &Path, path: &str) -> Result<bool, Failure> {
    let mut place = root.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let folder = parts.peek().is_some();
        match fs::symlink_metadata(&place) {
            Ok(found) if folder == found.is_dir() => {}
            _ => return Ok(false),
        }
    }
    fs::remove_file(&place).map_err(|cause| Failure::io("remove", &place, cause))?;
    while place.pop() && place != root && fs::remove_dir(&place).is_ok() {}
    Ok(true)
}

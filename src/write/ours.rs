//! The folder `.briefing` in an output folder: what one build tells the next.
//!
//! It holds `manifest` (its first line names the format, then one path a line), `lock` (held while a build runs) and
//! `tmp/`. A path stands in the manifest before its file is first written, so that a build that was killed leaves
//! nothing behind that the next one does not know of. The manifest alone makes a folder ours: a folder of that name
//! may be anybody's.

use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{failure::Failure, site_path::SitePath};

/// Our folder in the output.
pub(super) const OURS: &str = ".briefing";
/// First line of the manifest.
const FORMAT: &str = "briefing manifest 1";
/// What the first line of every format begins with.
const ANY_FORMAT: &str = "briefing manifest ";

/// Whose an output folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody's: it is not there, or holds nothing but what a build that was killed at its start left.
    Nobody,
    /// An earlier build's.
    Us,
    /// A build's of another version, whose manifest this one cannot read.
    AnotherVersion,
    /// Somebody else's.
    SomebodyElse,
}

/// Whose the folder `root` is. Changes nothing.
///
/// # Errors
/// Where it cannot be read, or a link or a thing of another kind has the name of a file of ours.
pub(super) fn owner(root: &Path) -> Result<Owner, Failure> {
    refuse_links(root)?;
    let path = manifest(root);
    let first = read_if_there(&path)?.map(|bytes| {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        String::from_utf8_lossy(line).into_owned()
    });
    match first.as_deref() {
        Some(FORMAT) => Ok(Owner::Us),
        Some(line) if line.starts_with(ANY_FORMAT) => Ok(Owner::AnotherVersion),
        _ if holds_nothing_else(root)? => Ok(Owner::Nobody),
        _ => Ok(Owner::SomebodyElse),
    }
}

/// The list of what builds wrote.
pub(super) fn manifest(root: &Path) -> PathBuf {
    root.join(OURS).join("manifest")
}

/// The folder of files that are not whole yet.
pub(super) fn tmp(root: &Path) -> PathBuf {
    root.join(OURS).join("tmp")
}

/// Takes the lock, which is held until the file is dropped. Makes the folders that it needs.
pub(super) fn lock(root: &Path, waiting: &dyn Fn()) -> Result<File, Failure> {
    let folder = root.join(OURS);
    fs::create_dir_all(&folder).map_err(|cause| Failure::io("make the folder", &folder, cause))?;
    let path = folder.join("lock");
    let failed = |cause| Failure::io("lock", &path, cause);
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::WouldBlock) => {
            waiting();
            file.lock().map_err(failed)?;
        }
        Err(fs::TryLockError::Error(cause)) => return Err(failed(cause)),
    }
    Ok(file)
}

/// Makes `tmp/`, without what a killed build left in it.
pub(super) fn empty_tmp(root: &Path) -> Result<(), Failure> {
    let folder = tmp(root);
    match fs::remove_dir_all(&folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::io("empty the folder", &folder, cause));
        }
        _ => {}
    }
    fs::create_dir(&folder).map_err(|cause| Failure::io("make the folder", &folder, cause))
}

/// The paths that earlier builds wrote, and the manifest open for more. A manifest of another format, which is only met
/// where a foreign folder is taken, is begun anew.
pub(super) fn open_manifest(root: &Path) -> Result<(HashSet<String>, File), Failure> {
    let path = manifest(root);
    let failed = |cause| Failure::io("read", &path, cause);
    let text = read_if_there(&path)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let known = text.strip_prefix(FORMAT).and_then(|rest| rest.strip_prefix('\n'));
    let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
    let Some(list) = known else {
        file.set_len(0).map_err(failed)?;
        file.write_all(format!("{FORMAT}\n").as_bytes()).map_err(failed)?;
        return Ok((HashSet::new(), file));
    };
    if !text.ends_with('\n') {
        // The last line was cut by a kill: the file that it announces was never written.
        file.write_all(b"\n").map_err(failed)?;
    }
    let whole = &list[..list.rfind('\n').map_or(0, |at| at + 1)];
    Ok((whole.lines().filter(|line| SitePath::new(line).is_some()).map(str::to_owned).collect(), file))
}

/// A whole manifest.
pub(super) fn manifest_text<'a>(paths: impl Iterator<Item = &'a String>) -> String {
    let mut text = format!("{FORMAT}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// A link in the place of a file of ours would have us write, and remove, wherever it leads.
fn refuse_links(root: &Path) -> Result<(), Failure> {
    let ours = root.join(OURS);
    for (path, is_folder) in
        [(ours.clone(), true), (ours.join("tmp"), true), (ours.join("manifest"), false), (ours.join("lock"), false)]
    {
        let Ok(found) = fs::symlink_metadata(&path) else { continue };
        if found.is_symlink() {
            return Err(Failure::refused("write to", &path, "it is a symbolic link; remove it and build again"));
        }
        if found.is_dir() != is_folder {
            let wanted = if is_folder { "a folder" } else { "a file" };
            return Err(Failure::refused("write to", &path, format!("it is not {wanted}; remove it and build again")));
        }
    }
    Ok(())
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Failure::io("read", path, cause)),
    }
}

/// Whether `root` is not there, or holds at most a folder `.briefing` with nothing in it but a lock and `tmp/`.
fn holds_nothing_else(root: &Path) -> Result<bool, Failure> {
    Ok(holds_only(root, &[OURS])? && holds_only(&root.join(OURS), &["lock", "tmp"])?)
}

fn holds_only(folder: &Path, names: &[&str]) -> Result<bool, Failure> {
    let failed = |cause| Failure::io("read the folder", folder, cause);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(cause) => return Err(failed(cause)),
    };
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        if !names.iter().any(|known| name == *known) {
            return Ok(false);
        }
    }
    Ok(true)
}

//! An output folder before it is written to: whether it may be, and a writer that opens it with the first output.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    sync::OnceLock,
};

use super::{
    Counts, Foreign, Writer,
    ours::{self, Owner},
};
use crate::{failure::Failure, output::Output};

/// An output folder that was looked at. It is opened with the first output, so that a site with errors leaves the disk
/// as it was.
#[expect(missing_debug_implementations, reason = "it holds what to call, which has nothing to show")]
pub struct Target<'a> {
    open: Box<dyn Fn() -> Result<Writer, Failure> + Sync + 'a>,
    writer: OnceLock<Result<Writer, Failure>>,
}

impl<'a> Target<'a> {
    /// Looks at the folder and changes nothing. Where another build is writing into it when it is opened, `waiting` is
    /// called.
    ///
    /// # Errors
    /// Where the folder is not ours, or holds the site.
    pub fn look(
        root: &'a Path,
        site: &'a Path,
        foreign: Foreign,
        waiting: &'a (dyn Fn() + Sync),
    ) -> Result<Target<'a>, Failure> {
        look(root, site, foreign)?;
        let open = move || Writer::open(root, site, foreign, waiting);
        Ok(Target { open: Box::new(open), writer: OnceLock::new() })
    }

    /// Writes an output if it differs. May be called from many threads.
    pub fn put(&self, output: Output) {
        if let Ok(writer) = self.writer.get_or_init(&self.open) {
            writer.put(output);
        }
    }

    /// Removes what is no longer part of the site, and ends.
    ///
    /// # Errors
    /// The first failure of all: of opening the folder, of an output, or of the removal.
    pub fn finish(self) -> Result<Counts, Failure> {
        self.writer.into_inner().unwrap_or_else(self.open)?.finish()
    }
}

/// Refuses a folder that may not be written to.
pub(super) fn look(root: &Path, site: &Path, foreign: Foreign) -> Result<(), Failure> {
    refuse_the_site(root, site)?;
    let reason = match ours::owner(root)? {
        Owner::Nobody | Owner::Us => return Ok(()),
        Owner::AnotherVersion => "another version of briefing made it; give another folder, or --force to build anew",
        Owner::SomebodyElse => "the folder is not empty and briefing did not make it; give another, or --force",
    };
    if foreign == Foreign::Taken { Ok(()) } else { Err(Failure::refused("write to", root, reason)) }
}

/// The output may not replace what it is made of.
fn refuse_the_site(root: &Path, site: &Path) -> Result<(), Failure> {
    let (output, site) = (absolute(root), absolute(site));
    if site.starts_with(&output) {
        return Err(Failure::refused("write to", root, "the site itself lies there"));
    }
    let sources = ["briefs", "pages", "stories", "templates", "styles", "languages", "static"];
    match sources.iter().find(|folder| output.starts_with(site.join(folder))) {
        Some(folder) => Err(Failure::refused("write to", root, format!("it is part of the site's `{folder}`"))),
        None => Ok(()),
    }
}

/// The path with links resolved as far as it exists, and without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            _ => {
                clean.push(part);
                clean = fs::canonicalize(&clean).unwrap_or(clean);
            }
        }
    }
    clean
}

//! Tells that something in a site changed, once the writing has come to rest.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, ModifyKind},
};

use crate::{failure::Failure, load};

/// A change is told when nothing more has come for so long: an editor saves in several steps.
const REST: Duration = Duration::from_millis(8);
/// But no later than this after the first: a checkout of many files goes on for long.
const PATIENCE: Duration = Duration::from_millis(400);

/// The folders of a site that are watched. The output folder is not among them.
const FOLDERS: [&str; 7] = ["briefs", "pages", "stories", "templates", "styles", "languages", "static"];

/// Changes of a site's files.
pub(super) struct Changes {
    site: PathBuf,
    events: Receiver<PathBuf>,
    watcher: RecommendedWatcher,
    /// The folders that are watched.
    watched: HashSet<PathBuf>,
}

/// Begins to watch a site.
///
/// # Errors
/// Where the system gives no notice of changes.
pub(super) fn watch(site: &Path) -> Result<Changes, Failure> {
    let failed = |cause: notify::Error| Failure::refused("watch", site, cause.to_string());
    let site = load::place(site)?;
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if let Ok(event) = event.as_ref()
            && is_change(event.kind)
        {
            for path in &event.paths {
                // The receiver is gone only when the preview ends.
                let _ = sender.send(path.clone());
            }
        }
    })
    .map_err(failed)?;
    watcher.watch(&site, RecursiveMode::NonRecursive).map_err(failed)?;
    let mut changes = Changes { site, events, watcher, watched: HashSet::new() };
    changes.watch_folders();
    Ok(changes)
}

/// Reading a site, as the preview itself does, is an event too: only writing counts.
fn is_change(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_)
            | EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Data(_) | ModifyKind::Any)
            | EventKind::Access(AccessKind::Close(AccessMode::Write))
    )
}

impl Changes {
    /// Waits for the next change to come to rest. `false` where no more can come.
    pub(super) fn wait(&mut self) -> bool {
        loop {
            let Ok(path) = self.events.recv() else { return false };
            if self.counts(&path) {
                self.forget(&path);
                break;
            }
        }
        let first = Instant::now();
        while first.elapsed() < PATIENCE {
            match self.events.recv_timeout(REST) {
                Ok(path) => self.forget(&path),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        self.watch_folders();
        true
    }

    /// Something happened to the path itself. Where it is one of the watched folders, it was made, moved or removed, and
    /// the watch may be of a folder that is now elsewhere.
    fn forget(&mut self, path: &Path) {
        if self.watched.remove(path) {
            // The system may have ended the watch with the folder.
            let _ = self.watcher.unwatch(path);
        }
    }

    /// Whether a path is part of the site's sources: what `load` leaves out and the output are not.
    fn counts(&self, path: &Path) -> bool {
        let Ok(path) = path.strip_prefix(&self.site) else { return false };
        let mut parts = path.components().map(|part| part.as_os_str().to_string_lossy());
        let Some(first) = parts.next().filter(|first| first == "site.toml" || FOLDERS.contains(&first.as_ref())) else {
            return false;
        };
        parts.all(|part| !load::is_left_out(&first, &part))
    }

    /// Watches the folders that are there and were not before; forgets those that are gone.
    fn watch_folders(&mut self) {
        for folder in FOLDERS.map(|folder| self.site.join(folder)) {
            if !folder.is_dir() {
                self.watched.remove(&folder);
            } else if !self.watched.contains(&folder) && self.watcher.watch(&folder, RecursiveMode::Recursive).is_ok() {
                self.watched.insert(folder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, thread};

    use super::*;

    #[test]
    fn a_folder_that_was_replaced_is_still_watched() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let briefs = folder.path().join("briefs");
        fs::create_dir(&briefs).expect("a folder");
        fs::write(briefs.join("a.md"), "a").expect("a file");
        let mut changes = watch(folder.path()).expect("the system tells of changes");
        let (tell, told) = channel();
        thread::spawn(move || while changes.wait() && tell.send(()).is_ok() {});

        fs::rename(&briefs, folder.path().join("away")).expect("it is there");
        fs::create_dir(&briefs).expect("a folder");
        told.recv_timeout(Duration::from_secs(20)).expect("the folder was replaced");
        while told.recv_timeout(Duration::from_millis(600)).is_ok() {}

        fs::write(briefs.join("b.md"), "b").expect("a file");
        told.recv_timeout(Duration::from_secs(20)).expect("a file in the new folder was written");
    }
}

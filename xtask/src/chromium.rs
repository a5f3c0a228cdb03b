//! Where Chromium is, and how it comes onto a machine that has none.
//!
//! Any browser of the family will do. A candidate counts only if it answers `--version`: Ubuntu ships a
//! `chromium-browser` that does nothing but ask for its snap.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::{Error, Result, system};

/// What to do where Chromium is missing and cannot be installed.
const ADVICE: &str = "install Chromium (on Debian: `apt-get install chromium fonts-noto-core`), \
                      or name a Chromium or Chrome program in the environment variable CHROMIUM";

/// Searched in each folder of `PATH`.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/// Searched after `PATH`, which a service or an editor may have shortened.
const PLACES: [&str; 7] = [
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/opt/google/chrome/chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/opt/homebrew/bin/chromium",
];

/// Packages that bring Chromium: Debian's name, then Ubuntu's. The fonts hold the Arabic script.
const PACKAGES: [[&str; 2]; 2] = [["chromium", "fonts-noto-core"], ["chromium-browser", "fonts-noto-core"]];

/// The Chromium of this machine: the environment variable `CHROMIUM`, else the usual names and places.
///
/// # Errors
/// When there is none, with what to install; when `CHROMIUM` names something that does not run.
pub fn find() -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    find_among(env::var_os("CHROMIUM"), &path, answers)
}

/// As [`find`]; where there is none, installs the system's package if that is allowed.
///
/// # Errors
/// When there is none and it cannot be installed, with what to install.
pub fn find_or_install() -> Result<PathBuf> {
    if env::var_os("CHROMIUM").is_some_and(|chosen| !chosen.is_empty()) {
        return find();
    }
    installed(find, system::may_install, system::install)
}

/// Tries the packages in turn until Chromium is found.
fn installed(
    find: impl Fn() -> Result<PathBuf>,
    may_install: impl Fn() -> Result<()>,
    install: impl Fn(&[&str]) -> Result<()>,
) -> Result<PathBuf> {
    for packages in PACKAGES {
        match find() {
            Ok(program) => return Ok(program),
            Err(missing) => may_install().map_err(|cause| Error::new(format!("{missing} ({cause})")))?,
        };
        if let Err(cause) = install(&packages) {
            eprintln!("{cause}");
        }
    }
    find()
}

fn find_among(chosen: Option<OsString>, path: &OsStr, answers: impl Fn(&Path) -> bool) -> Result<PathBuf> {
    if let Some(chosen) = chosen.filter(|chosen| !chosen.is_empty()) {
        let program = PathBuf::from(chosen);
        let message = || Error::new(format!("CHROMIUM names `{}`, which does not run", program.display()));
        return if answers(&program) { Ok(program) } else { Err(message()) };
    }
    // A relative folder would make the answer depend on where we stand.
    let folders = env::split_paths(path).filter(|folder| folder.is_absolute());
    let named = folders.flat_map(|folder| NAMES.map(|name| folder.join(name)));
    let mut candidates = named.chain(PLACES.map(PathBuf::from));
    candidates.find(|program| answers(program)).ok_or_else(|| Error::new(format!("no Chromium was found: {ADVICE}")))
}

fn answers(program: &Path) -> bool {
    program.is_file() && system::succeeds(program, &["--version"])
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// What is found where only `programs` run.
    fn check(chosen: Option<&str>, path: &str, programs: &[&str], expected: std::result::Result<&str, &str>) {
        let answers = |program: &Path| programs.iter().any(|known| Path::new(known) == program);
        let found = find_among(chosen.map(OsString::from), OsStr::new(path), answers);
        match (found, expected) {
            (Ok(program), Ok(expected)) => assert_eq!(program, Path::new(expected)),
            (Err(error), Err(expected)) => assert!(error.to_string().contains(expected), "{error}"),
            (found, _) => panic!("{found:?} where {expected:?} was expected"),
        }
    }

    #[test]
    fn the_named_program_comes_first() {
        check(Some("/my/chrome"), "/a", &["/my/chrome", "/a/chromium"], Ok("/my/chrome"));
        check(Some("/my/chrome"), "/a", &["/a/chromium"], Err("`/my/chrome`, which does not run"));
        check(Some(""), "/a", &["/a/chromium"], Ok("/a/chromium"));
    }

    #[test]
    fn then_the_folders_of_the_path_in_order() {
        check(None, "/a:/b", &["/b/chromium", "/a/google-chrome"], Ok("/a/google-chrome"));
        check(None, "/a", &["/a/chromium-browser", "/a/chromium"], Ok("/a/chromium"));
    }

    #[test]
    fn then_the_usual_places() {
        let app = "/Applications/Chromium.app/Contents/MacOS/Chromium";
        check(None, "/a", &[app], Ok(app));
        check(None, "", &["/snap/bin/chromium"], Ok("/snap/bin/chromium"));
    }

    #[test]
    fn where_there_is_none_the_error_says_what_to_install() {
        check(None, "/a", &[], Err("apt-get install chromium"));
    }

    /// What is found where only installing `good` brings a Chromium, and what was installed for it.
    fn install(allowed: bool, good: &str) -> (Result<PathBuf>, Vec<String>) {
        let done = RefCell::new(Vec::new());
        let find = || match done.borrow().iter().any(|package| package == good) {
            true => Ok(PathBuf::from("/usr/bin/chromium")),
            false => Err(Error::new("no Chromium was found")),
        };
        let may = || if allowed { Ok(()) } else { Err(Error::new("not root")) };
        let install = |packages: &[&str]| {
            done.borrow_mut().push(packages[0].to_owned());
            if packages[0] == good { Ok(()) } else { Err(Error::new("no such package")) }
        };
        let found = installed(find, may, install);
        (found, done.into_inner())
    }

    #[test]
    fn packages_are_tried_in_turn_where_that_is_allowed() {
        let chromium = || Ok(PathBuf::from("/usr/bin/chromium"));
        assert_eq!(install(true, "chromium"), (chromium(), vec!["chromium".to_owned()]));
        let both = ["chromium", "chromium-browser"].map(str::to_owned).to_vec();
        assert_eq!(install(true, "chromium-browser"), (chromium(), both.clone()));
        assert_eq!(install(true, "none"), (Err(Error::new("no Chromium was found")), both));
        assert_eq!(install(false, "chromium"), (Err(Error::new("no Chromium was found (not root)")), vec![]));
    }
}

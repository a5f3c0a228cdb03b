//! The browser's part as files that are already built: where they are looked for, and how they come into the build.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The parts of the browser's code, by the features that they are compiled with: a page has one of them, or none.
pub(crate) const PARTS: [&str; 2] = ["search", "timeline"];

/// The glue and the module of each part.
pub(crate) const FILES: [&str; 4] = ["search.js", "search_bg.wasm", "timeline.js", "timeline_bg.wasm"];

/// The folder with the built files, or none where the browser's part is there as source. `named` is what the
/// environment names, relative to the package.
pub(crate) fn folder(root: &Path, named: Option<OsString>) -> Option<PathBuf> {
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        return Some(root.join(named));
    }
    let is_source = root.join("www/front/Cargo.toml").exists();
    (!is_source).then(|| root.join("www/dist"))
}

/// Copies the built files.
///
/// # Errors
/// When one is missing or cannot be copied, with its path.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    for name in FILES {
        let path = from.join(name);
        let advice = "`cargo xtask dist` in the repository builds what a package needs";
        fs::copy(&path, to.join(name))
            .map_err(|cause| format!("cannot copy `{}`: {cause}; {advice}", path.display()))?;
    }
    Ok(())
}

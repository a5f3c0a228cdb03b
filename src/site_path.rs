//! Paths inside a site: relative, with `/` between parts, and never leading out.

use std::fmt;

/// A path relative to the root of a site (or of its output), such as `briefs/2024/hmc.md`.
///
/// Invariant: not empty, parts joined by `/`, no part is empty, `.` or `..`, no NUL and no backslash, so that joining
/// it to a folder stays inside that folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// The path that `text` writes, or `None` where it is absolute, empty or leads out.
    pub fn new(text: &str) -> Option<SitePath> {
        let bad = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(['\\', '\0']);
        if text.split('/').any(bad) { None } else { Some(SitePath(text.to_owned())) }
    }

    /// The path as written, with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part without what follows its last dot.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// All but the last part; empty for a path of one part.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// What `link` means when it stands in this file: a path beside it, with `./` and `../` resolved, or `None` where
    /// it leads out of the site.
    pub fn beside(&self, link: &str) -> Option<SitePath> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in link.split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop()?;
                }
                _ => parts.push(part),
            }
        }
        SitePath::new(&parts.join("/"))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_out() {
        for bad in ["", "/", "/etc/passwd", "a//b", "../a", "a/../b", "a/.", "a\\b", "a\0"] {
            assert_eq!(SitePath::new(bad), None, "{bad:?}");
        }
        assert_eq!(SitePath::new("briefs/2024/a.md").expect("a plain path").folder(), "briefs/2024");
    }

    #[test]
    fn a_link_is_resolved_beside_its_file() {
        let check = |link: &str, expected: Option<&str>| {
            let file = SitePath::new("briefs/2024/a.md").expect("a plain path");
            assert_eq!(file.beside(link).as_ref().map(SitePath::as_str), expected, "{link}");
        };
        check("map.png", Some("briefs/2024/map.png"));
        check("./img/map.png", Some("briefs/2024/img/map.png"));
        check("../../static/map.png", Some("static/map.png"));
        check("../../../map.png", None);
        check("/etc/passwd", None);
    }
}

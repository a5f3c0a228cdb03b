//! Files of the site that a text names.

use super::{address::percent_decoded, nearest::nearest};
use crate::{site_path::SitePath, source::Source};

/// What a path means that stands in `file`: with a leading `/` it begins at the root of the output, where `static/` is
/// copied to, otherwise beside the file. `None` where it leads out of the site.
pub(super) fn resolve(file: &SitePath, path: &str) -> Option<SitePath> {
    match path.strip_prefix('/') {
        Some(path) => SitePath::new("static/placeholder")?.beside(path),
        None => file.beside(path),
    }
}

/// The same for an address in Markdown: percent-encoded, and perhaps with a query or fragment.
pub(super) fn resolve_link(file: &SitePath, link: &str) -> Option<SitePath> {
    let path = link.split(['?', '#']).next().unwrap_or(link);
    resolve(file, &percent_decoded(path)?)
}

/// A path to write in `file` in place of one that names no file: the file of the nearest name.
pub(super) fn path_hint(file: &SitePath, missing: &SitePath, source: &Source) -> Option<String> {
    let same_name = |path: &&SitePath| path.file_name().eq_ignore_ascii_case(missing.file_name());
    let in_folder = || source.files.keys().filter(|path| path.folder() == missing.folder());
    let near = || {
        let name = nearest(missing.file_name(), in_folder().map(SitePath::file_name))?;
        in_folder().find(|path| path.file_name() == name)
    };
    let found = source.files.keys().find(same_name).or_else(near)?;
    Some(format!("did you mean `{}`?", path_from(file, found)))
}

/// How `target` is written in `file`.
fn path_from(file: &SitePath, target: &SitePath) -> String {
    if let Some(path) = target.as_str().strip_prefix("static/") {
        return format!("/{path}");
    }
    let (from, to) = (file.folder(), target.as_str());
    match to.strip_prefix(from).and_then(|rest| rest.strip_prefix('/')) {
        Some(beside) => beside.to_owned(),
        None => format!("{}{to}", "../".repeat(from.split('/').filter(|part| !part.is_empty()).count())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("a plain path")
    }

    #[test]
    fn a_path_is_beside_the_file_or_at_the_root_of_the_output() {
        let check = |link: &str, expected: Option<&str>| {
            let found = resolve_link(&path("briefs/2024/a.md"), link);
            assert_eq!(found.as_ref().map(SitePath::as_str), expected, "{link}");
        };
        check("map.png", Some("briefs/2024/map.png"));
        check("../map%20of%20Iraq.png?x#y", Some("briefs/map of Iraq.png"));
        check("/map.png", Some("static/map.png"));
        check("/../site.toml", Some("site.toml"));
        check("/../../passwd", None);
        check("../../../passwd", None);
        check("%2e%2e/%2e%2e/%2e%2e/x", None);
    }

    #[test]
    fn a_missing_file_names_the_nearest() {
        let files = ["briefs/2024/map.png", "static/logo.svg", "briefs/other.jpg"];
        let source = Source { files: files.iter().map(|file| (path(file), "x".into())).collect(), ..Source::default() };
        let check = |missing: &str, expected: Option<&str>| {
            let hint = path_hint(&path("briefs/2024/a.md"), &path(missing), &source);
            assert_eq!(hint.as_deref(), expected, "{missing}");
        };
        check("briefs/2024/mpa.png", Some("did you mean `map.png`?"));
        check("briefs/2024/logo.svg", Some("did you mean `/logo.svg`?"));
        check("briefs/2024/Other.JPG", Some("did you mean `../../briefs/other.jpg`?"));
        check("briefs/2024/nothing.like", None);
    }
}

//! Where the links and images of a body lead.

use super::{address::http_address, fields::with_help, files, notes::Notes};
use crate::{
    diagnostic::{Code, Span},
    site_path::SitePath,
    source::Source,
};

/// What an address is, its entities decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// http or https.
    Web,
    /// mailto.
    Mail,
    /// A path, perhaps with a query or fragment.
    Path,
    /// A place in the page.
    Place,
    /// Anything else.
    Unsafe,
}

fn kind(address: &str) -> Kind {
    // Browsers drop tabs and line breaks, and take a backslash for a slash.
    if address.contains(|c: char| c.is_control() || c == '\\') {
        return Kind::Unsafe;
    }
    let address = address.trim();
    if address.is_empty() || address.starts_with(['#', '?']) {
        return Kind::Place;
    }
    let before_colon =
        address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    match before_colon.map(str::to_ascii_lowercase).as_deref() {
        Some("http" | "https") if http_address(&address.replace(char::is_whitespace, "%20")).is_some() => Kind::Web,
        Some("mailto") => Kind::Mail,
        None if !address.starts_with("//") => Kind::Path,
        _ => Kind::Unsafe,
    }
}

/// Checks a link, and returns the file of the site that it names, if any.
pub(super) fn link(address: &str, at: Span, source: &Source, notes: &mut Notes<'_>) -> Option<SitePath> {
    match kind(address) {
        Kind::Web | Kind::Mail | Kind::Place => None,
        Kind::Unsafe => {
            not_safe(address, at, "the link is not safe", notes);
            None
        }
        Kind::Path if address.starts_with('/') && !is_file_to_copy(address) => None,
        Kind::Path => file(address, at, source, notes),
    }
}

/// Checks an image, and returns the file of the site that it shows.
pub(super) fn image(address: &str, at: Span, source: &Source, notes: &mut Notes<'_>) -> Option<SitePath> {
    let is_remote = address.trim_start().starts_with("//") && !address.contains('\\');
    match kind(address) {
        Kind::Path => file(address, at, source, notes),
        Kind::Unsafe | Kind::Mail if !is_remote => {
            not_safe(address, at, "the image is not a file of the site", notes);
            None
        }
        Kind::Place => {
            notes.push(notes.at(Code::MissingFile, at, "the image names no file").label("an empty address"));
            None
        }
        Kind::Web | Kind::Unsafe | Kind::Mail => {
            let diagnostic = notes.at(Code::RemoteImage, at, "the image comes from another host");
            let help = "put the picture beside this file and name it";
            notes.push(diagnostic.label("a page asks no other host").help(help));
            None
        }
    }
}

/// Checks a picture in raw HTML, and returns the file of the site that it shows. HTML goes into the page as it is, so that
/// only a path below the folder of the text leads to the file that is copied.
pub(super) fn raw_image(address: &str, at: Span, source: &Source, notes: &mut Notes<'_>) -> Option<SitePath> {
    let folder = format!("{}/", notes.file.path.folder());
    let path = files::resolve_link(&notes.file.path, address.trim()).filter(|_| kind(address) == Kind::Path);
    let is_elsewhere = |path: &SitePath| source.files.contains_key(path) && !path.as_str().starts_with(folder.as_str());
    if path.is_some_and(|path| is_elsewhere(&path)) {
        let message = "a picture in HTML has to lie beside this file";
        let diagnostic = notes.at(Code::MissingFile, at, message).label("not found from the page");
        notes.push(diagnostic.help(format!("write it in Markdown: `![…]({})`", address.trim())));
        return None;
    }
    image(address, at, source, notes)
}

fn not_safe(address: &str, at: Span, message: &str, notes: &mut Notes<'_>) {
    let label = "only http, https and mailto addresses, and paths in the site";
    let host = address.trim().strip_prefix("//").filter(|host| http_address(&format!("https://{host}")).is_some());
    let help = host.map(|host| format!("write `https://{host}`"));
    notes.push(with_help(notes.at(Code::UnsafeLink, at, message).label(label), help));
}

/// Whether a path from the root of the output can only be a file of `static/`: pages have no such endings, and no file
/// that the generator makes has.
fn is_file_to_copy(address: &str) -> bool {
    const MADE: [&str; 9] = ["html", "xml", "json", "txt", "csv", "ics", "css", "js", "webmanifest"];
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !MADE.contains(&ending))
}

/// The file that a path names.
fn file(address: &str, at: Span, source: &Source, notes: &mut Notes<'_>) -> Option<SitePath> {
    let here = &notes.file.path;
    let path = files::resolve_link(here, address.trim());
    if let Some(path) = path.as_ref().filter(|path| source.files.contains_key(*path)) {
        return Some(path.clone());
    }
    let shown = path.as_ref().map_or(address, SitePath::as_str);
    let diagnostic = notes.at(Code::MissingFile, at, format!("there is no file `{shown}`")).label("not found");
    let help = brief_hint(path.as_ref(), source)
        .or_else(|| address.starts_with("www.").then(|| format!("write `https://{address}`")))
        .or_else(|| files::path_hint(here, path.as_ref()?, source));
    notes.push(with_help(diagnostic, help));
    None
}

/// A link to the file of another brief is meant as a link to that brief.
fn brief_hint(path: Option<&SitePath>, source: &Source) -> Option<String> {
    let path = path.filter(|path| source.briefs.iter().any(|brief| brief.path == **path))?;
    let slug = super::brief::slug_of_file(path)?;
    Some(format!("write `[[brief:{slug}]]`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        parse::testing::{config, said},
        source::TextFile,
    };

    #[test]
    fn an_address_has_a_kind() {
        let check = |address: &str, expected: Kind| assert_eq!(kind(address), expected, "{address:?}");
        for web in ["https://example.org", "HTTP://example.org/a b", " https://example.org "] {
            check(web, Kind::Web);
        }
        check("mailto:a@example.org", Kind::Mail);
        for path in ["map.png", "../a/b.png", "/about/", "a?b:c", "./a:b"] {
            check(path, Kind::Path);
        }
        for place in ["", "#top", "?q=a:b"] {
            check(place, Kind::Place);
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//example.org",
            "\\\\example.org",
            "/\\example.org",
            "https:example.org",
            "http:///x",
            "C:\\x",
            "a:b",
            "blob:x",
        ] {
            check(bad, Kind::Unsafe);
        }
    }

    /// What a body names, and what is said of it.
    fn check(body: &str, files: &[&str], notes_expected: &[&str]) {
        let path = |text: &str| SitePath::new(text).expect("a plain path");
        let file = TextFile { path: path("briefs/a.md"), text: body.to_owned() };
        let there = ["briefs/map.png", "briefs/a b.pdf", "static/logo.svg"];
        let other = TextFile { path: path("briefs/2024-01-27-other.md"), text: String::new() };
        let source = Source {
            files: there.iter().map(|file| (path(file), "x".into())).collect(),
            briefs: vec![other],
            ..Source::default()
        };
        let mut notes = Notes::new(&file);
        let read = super::super::body::read(0, &source, &config(), &mut notes);
        let named: Vec<&str> = read.files.iter().map(|file| file.value.as_str()).collect();
        assert_eq!(named, files, "{body}");
        assert_eq!(said(&notes.into_found()), notes_expected, "{body}");
    }

    #[test]
    fn files_that_a_body_names_have_to_exist() {
        check(
            "![m](map.png) [x](<a b.pdf>) [x](a%20b.pdf#p2) ![l](/logo.svg)",
            &["briefs/map.png", "briefs/a b.pdf", "briefs/a b.pdf", "static/logo.svg"],
            &[],
        );
        check("[a](/about/) [b](/feed.xml) [c](#x) <https://x.org> <me@x.org> [d](mailto:me@x.org)", &[], &[]);
        check("![m](mpa.png)", &[], &["missing-file 1..14 did you mean `map.png`?"]);
        check("[o](2024-01-27-other.md)", &[], &["missing-file 1..25 write `[[brief:other]]`"]);
        check("[o](www.example.org)", &[], &["missing-file 1..21 write `https://www.example.org`"]);
        check("[o](/logo.png)", &[], &["missing-file 1..15 did you mean `/logo.svg`?"]);
        check("[o](../../../x)", &[], &["missing-file 1..16"]);
    }

    #[test]
    fn unsafe_links_and_remote_images_are_told() {
        check("a [x](javascript:alert%281%29)", &[], &["unsafe-link 3..31"]);
        check(
            "[x](&#106;avascript:x) <java:foo> ![y](data:image/png,x)",
            &[],
            &["unsafe-link 1..23", "unsafe-link 24..34", "unsafe-link 35..57"],
        );
        check("[x][y]\n\n[y]: java&Tab;script:x", &[], &["unsafe-link 1..7"]);
        check("[x](//example.org/a)", &[], &["unsafe-link 1..21 write `https://example.org/a`"]);
        let put = "put the picture beside this file and name it";
        check("![x](https://example.org/a.png)", &[], &[&format!("remote-image 1..32 {put}")]);
        check("![x](//example.org/a.png)", &[], &[&format!("remote-image 1..26 {put}")]);
        check("`[x](javascript:y)`\n\n    [x](javascript:y)\n", &[], &[]);
    }
}

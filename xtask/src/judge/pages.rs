//! The pages of a built site: their addresses, kinds and languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// First parts of an address below which all pages are of one kind, by the address scheme of the site.
const SECTIONS: [&str; 13] = [
    "briefs",
    "stories",
    "topics",
    "people",
    "organisations",
    "places",
    "sources",
    "archive",
    "a-z",
    "timeline",
    "search",
    "corrections",
    "page",
];

/// One HTML file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SitePage {
    pub(super) file: PathBuf,
    /// Relative to the site, percent-encoded, without `index.html`: empty for the home page.
    pub(super) address: String,
    /// The address with names and numbers replaced by `*`; free pages are all of the kind `*`.
    pub(super) kind: String,
    pub(super) lang: String,
    pub(super) right_to_left: bool,
    /// Leads elsewhere at once, so that a browser cannot look at it.
    pub(super) redirects: bool,
}

impl SitePage {
    /// Reads what `file` of the site in `folder` says of itself.
    ///
    /// # Errors
    /// When it cannot be read, or lies outside the folder.
    pub(super) fn read(folder: &Path, file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).map_err(Error::at("read", file))?;
        let relative = file.strip_prefix(folder).map_err(Error::at("place", file))?;
        let parts: Vec<&str> = relative.iter().filter_map(|part| part.to_str()).collect();
        let path = parts.join("/");
        let path = if parts.last() == Some(&"index.html") { path.trim_end_matches("index.html") } else { &path };
        let html = tag(&text, "<html");
        Ok(Self {
            file: file.to_owned(),
            address: encode(path),
            kind: kind(path),
            lang: attribute(html, "lang").to_owned(),
            right_to_left: attribute(html, "dir") == "rtl",
            // In the text of a page these quotes and brackets would be escaped.
            redirects: ["<meta http-equiv=\"refresh\"", "<meta http-equiv=refresh"]
                .iter()
                .any(|tag| text.contains(tag)),
        })
    }
}

/// All HTML files below `folder`, sorted by path.
///
/// # Errors
/// When a folder or file cannot be read.
pub(super) fn all(folder: &Path) -> Result<Vec<SitePage>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).map_err(Error::at("read the folder", &next))? {
            let path = entry.map_err(Error::at("read the folder", &next))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "html") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.iter().map(|file| SitePage::read(folder, file)).collect()
}

/// The first page of each kind, language and direction that is not in `seen` yet, which is added to.
pub(super) fn first_of_each<'a>(
    pages: &'a [SitePage],
    seen: &mut BTreeSet<(String, String, bool)>,
) -> Vec<&'a SitePage> {
    let new = |page: &&SitePage| seen.insert((page.kind.clone(), page.lang.clone(), page.right_to_left));
    pages.iter().filter(|page| !page.redirects).filter(new).collect()
}

fn kind(path: &str) -> String {
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or_default();
    if !SECTIONS.contains(&first) {
        return if path.is_empty() || path == "404.html" { path.to_owned() } else { "*".to_owned() };
    }
    let rest = parts.map(|part| if part.is_empty() || part == "page" { part } else { "*" });
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("/")
}

/// A path as an address has it: what is no plain letter or sign is percent-encoded.
pub(super) fn encode(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let code = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(code).collect()
}

/// The first tag that begins with `opening`, without its last bracket; empty where there is none.
fn tag<'a>(text: &'a str, opening: &str) -> &'a str {
    let rest = text.find(opening).map(|start| &text[start..]).unwrap_or_default();
    rest.split('>').next().unwrap_or_default()
}

/// The value of an attribute that holds no space, quoted or not; empty where there is none.
fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let mut words = tag.split_ascii_whitespace();
    let value = words.find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    value.unwrap_or_default().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::ScratchFolder;

    #[test]
    fn kinds_follow_the_address_scheme() {
        let check = |path: &str, expected: &str| assert_eq!(kind(path), expected, "{path}");
        check("", "");
        check("404.html", "404.html");
        check("briefs/talks-open/", "briefs/*/");
        check("archive/2024/01/", "archive/*/*/");
        check("timeline/", "timeline/");
        check("timeline/2024/", "timeline/*/");
        check("topics/diplomacy/page/2/", "topics/*/page/*/");
        check("page/3/", "page/*/");
        check("about/", "*");
        check("about/team/", "*");
        check("stray.html", "*");
    }

    #[test]
    fn pages_tell_address_language_and_direction() {
        let site = ScratchFolder::new("pages").expect("a scratch folder");
        let read = |path: &str, text: &str| {
            let file = site.path().join(path);
            fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
            fs::write(&file, text).expect("a page");
            let page = SitePage::read(site.path(), &file).expect("read");
            (page.address, page.lang, page.right_to_left, page.redirects)
        };
        let told = |address: &str, lang: &str, rtl, redirects| (address.to_owned(), lang.to_owned(), rtl, redirects);
        assert_eq!(read("index.html", "<html lang=\"en\"><body dir=\"rtl\">"), told("", "en", false, false));
        let kurdish = "<!doctype html>\n<html lang='ckb' dir=rtl>";
        assert_eq!(read("places/كرك/index.html", kurdish), told("places/%D9%83%D8%B1%D9%83/", "ckb", true, false));
        let moved = "<html lang=en><meta http-equiv=\"refresh\" content=\"0; url=/x/\">";
        assert_eq!(read("briefs/old/index.html", moved), told("briefs/old/", "en", false, true));
        assert_eq!(read("404.html", "no tag at all"), told("404.html", "", false, false));
    }

    #[test]
    fn the_first_of_each_is_taken_once() {
        let page = |address: &str, lang: &str| SitePage {
            file: PathBuf::new(),
            address: address.to_owned(),
            kind: kind(address),
            lang: lang.to_owned(),
            right_to_left: lang == "ar",
            redirects: address.contains("old"),
        };
        let pages = [
            page("briefs/old/", "en"),
            page("briefs/a/", "en"),
            page("briefs/b/", "en"),
            page("briefs/c/", "ar"),
            page("search/", "en"),
        ];
        let mut seen = BTreeSet::new();
        let mut first = |pages: &[SitePage]| {
            first_of_each(pages, &mut seen).into_iter().map(|page| page.address.clone()).collect::<Vec<_>>()
        };
        assert_eq!(first(&pages), ["briefs/a/", "briefs/c/", "search/"]);
        assert_eq!(first(&[page("search/", "en"), page("search/", "ar")]), ["search/"]);
    }

    #[test]
    fn all_pages_come_sorted() {
        let site = ScratchFolder::new("pages").expect("a scratch folder");
        fs::create_dir_all(site.path().join("b/c")).expect("folders");
        for name in ["z.html", "b/c/index.html", "b/data.json", "a.html"] {
            fs::write(site.path().join(name), "<html lang=en>").expect("a file");
        }
        let found = all(site.path()).expect("read").into_iter().map(|page| page.address).collect::<Vec<_>>();
        assert_eq!(found, ["a.html", "b/c/", "z.html"]);
        assert!(all(&site.path().join("none")).is_err());
    }
}

//! One address, one page.
//!
//! Briefs, stories, topics, entities and publishers have slugs that differ, each list under a folder of its own. So only
//! what authors place freely can clash: pages, old addresses, and files that are copied.

use std::collections::HashMap;

use crate::{
    diagnostic::{At, Code, Diagnostic},
    manuscript::EntityKind,
    site_path::SitePath,
    slug::Slug,
    source::Source,
};

use super::{Site, ids::BriefId, report::Files, versions::Versions};

/// Folders whose pages the generator writes.
const FOLDERS: &[&str] = &[
    "a-z",
    "archive",
    "assets",
    "briefs",
    "corrections",
    "organisations",
    "page",
    "people",
    "places",
    "search",
    "sources",
    "stories",
    "timeline",
    "topics",
];
/// Files that the generator writes in its root.
const FILES: &[&str] = &["404.html", "_headers", "sitemap.xml"];
/// Files that the generator writes beside a list.
const FEEDS: &[&str] = &["feed.xml", "feed.json"];

/// An address that a brief had, and the file that says so.
pub(super) type Former = (SitePath, At<String>);

/// The old addresses of all briefs.
pub(super) fn former(versions: &Versions) -> Vec<Former> {
    let of_version = |manuscript: &crate::manuscript::Manuscript| {
        manuscript.formerly.iter().map(|address| (manuscript.file.clone(), address.clone())).collect::<Vec<_>>()
    };
    versions.list.iter().flat_map(|version| of_version(&version.manuscript)).collect()
}

/// Says which pages, old addresses and copied files are where another page is.
pub(super) fn check(
    site: &Site,
    slugs: &HashMap<Slug, BriefId>,
    former: &[Former],
    source: &Source,
    found: &mut Vec<Diagnostic>,
) {
    let mut taken = Taken { site, slugs, free: HashMap::new() };
    for page in &site.pages {
        let at = |code: Code, message: String| Diagnostic::of_file(code, &page.file, message);
        let folder = page.address.split('/').next().unwrap_or_default();
        if FOLDERS.contains(&folder) {
            let message = format!("`/{}` is in a folder that the generator writes", page.address);
            found.push(at(Code::ReservedAddress, message).help("give the file or its folder another name"));
        } else {
            found.extend(taken.take(&page.address, format!("the address of `{}`", page.file), at));
        }
    }
    for (file, address) in former {
        let at = |code: Code, message: String| Files(source).at(code, file, address.at, message);
        found.extend(taken.take(address_of(&address.value), format!("an old address of `{file}`"), at));
    }
    for file in source.files.keys() {
        if let Some(path) = file.as_str().strip_prefix("static/") {
            let at = |code: Code, message: String| Diagnostic::of_file(code, file, message);
            found.extend(taken.take(address_of(path), format!("the address of `{file}`"), at));
        }
    }
}

/// The address at which a file of the output is shown: `old/index.html` is `old/`.
fn address_of(file: &str) -> &str {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => file,
    }
}

/// The addresses of the site.
struct Taken<'a> {
    site: &'a Site,
    slugs: &'a HashMap<Slug, BriefId>,
    /// Those of pages, old addresses and copied files, with what is there.
    free: HashMap<String, String>,
}

impl Taken<'_> {
    /// Takes `address` for `what`, unless something is there.
    fn take(&mut self, address: &str, what: String, at: impl Fn(Code, String) -> Diagnostic) -> Option<Diagnostic> {
        if is_reserved(address) {
            return Some(at(
                Code::ReservedAddress,
                format!("`/{address}` is a page or file that the generator writes"),
            ));
        }
        let other = self.listed(address).or_else(|| self.free.get(address).cloned());
        if let Some(other) = other {
            return Some(at(Code::DuplicateAddress, format!("`/{address}` is also {other}")));
        }
        self.free.insert(address.to_owned(), what);
        None
    }

    /// What a list of the site has at that address.
    fn listed(&self, address: &str) -> Option<String> {
        let (folder, slug) = address.strip_suffix('/')?.split_once('/')?;
        let site = self.site;
        let entity = |kind: EntityKind| {
            let key = |at: usize| (site.entities[at].kind, site.entities[at].slug.as_str());
            find(site.entities.len(), (kind, slug), key).map(|at| site.entities[at].name.as_str())
        };
        let name = match folder {
            "briefs" => Slug::parse(slug).filter(|slug| self.slugs.contains_key(slug)).map(|_| slug),
            "stories" => find(site.stories.len(), slug, |at| site.stories[at].slug.as_str()).map(|_| slug),
            "topics" => find(site.topics.len(), slug, |at| site.topics[at].slug.as_str()).map(|_| slug),
            "sources" => find(site.publishers.len(), slug, |at| site.publishers[at].slug.as_str()).map(|_| slug),
            "people" => entity(EntityKind::Person),
            "organisations" => entity(EntityKind::Organisation),
            "places" => entity(EntityKind::Place),
            _ => None,
        };
        let what = match folder {
            "briefs" => "brief",
            "stories" => "story",
            "topics" => "topic",
            "sources" => "source",
            _ => "entity",
        };
        name.map(|name| format!("the address of the {what} `{name}`"))
    }
}

/// The place of `key` among `len` keys that ascend.
fn find<K: Ord>(len: usize, key: K, of: impl Fn(usize) -> K) -> Option<usize> {
    let (mut from, mut to) = (0, len);
    while from < to {
        let middle = from + (to - from) / 2;
        if of(middle) < key { from = middle + 1 } else { to = middle }
    }
    (from < len && of(from) == key).then_some(from)
}

/// Whether the generator writes something at that address which is not in a list of the site.
fn is_reserved(address: &str) -> bool {
    let parts: Vec<_> = address.trim_end_matches('/').split('/').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        [""] | ["assets", ..] => true,
        [one] if FOLDERS.contains(&one) || FILES.contains(&one) || FEEDS.contains(&one) => true,
        [one] => one.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml")).is_some_and(is_number),
        [.., "page", number] if is_number(number) => true,
        ["archive" | "timeline", year] => is_number(year),
        ["archive" | "timeline", year, month] => is_number(year) && is_number(month),
        [folder, .., last] => FEEDS.contains(&last) && FOLDERS.contains(&folder),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::draft;

    #[test]
    fn what_the_generator_writes_is_reserved() {
        let check = |address: &str, expected: bool| assert_eq!(is_reserved(address), expected, "{address}");
        for address in [
            "",
            "404.html",
            "timeline/",
            "timeline/2024/",
            "archive/2024/01/",
            "page/2/",
            "feed.xml",
            "_headers",
            "sitemap-2.xml",
        ] {
            check(address, true);
        }
        for address in ["topics/iraq/page/3/", "stories/a/feed.xml", "assets/a.css", "briefs/"] {
            check(address, true);
        }
        for address in ["about/", "old/feed.xml", "briefs/a/", "archive/2024/talks/", "2024/01/talks.html", "page/one/"]
        {
            check(address, false);
        }
    }

    #[test]
    fn an_index_is_its_folder() {
        let check = |file: &str, expected: &str| assert_eq!(address_of(file), expected);
        check("index.html", "");
        check("old/index.html", "old/");
        check("old/myindex.html", "old/myindex.html");
        check("old/", "old/");
    }

    #[test]
    fn a_key_is_found_among_ascending_ones() {
        let keys = ["a", "c", "e"];
        let check = |key: &str, expected: Option<usize>| assert_eq!(find(keys.len(), key, |at| keys[at]), expected);
        check("a", Some(0));
        check("e", Some(2));
        check("d", None);
        check("f", None);
    }

    #[test]
    fn two_pages_at_one_address_are_told_of() {
        let page = "---\ntitle: T\n---\n";
        let draft = draft().brief(
            "a",
            "story: s\npeople: [Ann]\nformerly: [about/, old/, briefs/b/, stories/s/, timeline/2024/]",
            "",
        );
        let draft = draft.brief("b", "formerly: [old/index.html, people/ann/, briefs/gone/, old.html]", "");
        let draft = draft.file("pages/about.md", page).file("pages/About.md", page).file("pages/topics/x.md", page);
        let draft = draft.file("static/old.html", "").file("static/index.html", "").file("static/robots.txt", "");
        draft.model().says(&[
            "duplicate-address a <about/> `/about/` is also the address of `pages/About.md`",
            "duplicate-address a <briefs/b/> `/briefs/b/` is also the address of the brief `b`",
            "duplicate-address a <stories/s/> `/stories/s/` is also the address of the story `s`",
            "reserved-address a <timeline/2024/> `/timeline/2024/` is a page or file that the generator writes",
            "duplicate-address b <old/index.html> `/old/` is also an old address of `briefs/a.md`",
            "duplicate-address b <people/ann/> `/people/ann/` is also the address of the entity `Ann`",
            "duplicate-address pages/about.md <> `/about/` is also the address of `pages/About.md`",
            "reserved-address pages/topics/x.md <> `/topics/x/` is in a folder that the generator writes | give the file or its folder another name",
            "reserved-address static/index.html <> `/` is a page or file that the generator writes",
            "duplicate-address static/old.html <> `/old.html` is also an old address of `briefs/b.md`",
        ]);
    }
}

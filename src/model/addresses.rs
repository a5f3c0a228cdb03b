//! One place in the output, one file.
//!
//! Briefs, stories, topics, entities and publishers have slugs that differ, each list under a folder of its own. So only
//! what authors place freely can clash: pages, old addresses, files that are copied as they are, and files that texts
//! name. All are compared as paths of files: an address `old/` is the file `old/index.html`, for which a file `old` leaves
//! no room.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::{
    address,
    diagnostic::{At, Code, Diagnostic, Span},
    manuscript::Body,
    site_path::SitePath,
};

use super::{Site, report::Files, versions::Versions};

/// Folders whose pages the generator writes.
const FOLDERS: &[&str] = &[
    "a-z",
    "archive",
    "assets",
    "briefs",
    "corrections",
    "data",
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
/// Files that the generator writes in its root unless `static/` has them.
const REPLACEABLE: &[&str] = &["favicon.ico", "manifest.webmanifest", "robots.txt"];
/// Files that the generator writes in `data/`.
const EXPORTS: &[&str] =
    &["briefs.json", "disputes.json", "entities.json", "events.csv", "events.ics", "events.json", "statements.json"];
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

/// Says which pages, old addresses and files are where something else is.
pub(super) fn check(site: &Site, former: &[Former], files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let mut places = Places::default();
    place_lists(site, &mut places);
    place_companions(site, &mut places);
    for page in &site.pages {
        let folder = page.address.split('/').next().unwrap_or_default();
        if FOLDERS.contains(&folder) {
            let message = format!("`/{}` is in a folder that the generator writes", page.address);
            let diagnostic = Diagnostic::of_file(Code::ReservedAddress, &page.file, message);
            found.push(diagnostic.help("give the file or its folder another name"));
        } else {
            places.add_free(&page.address, What::Page(&page.file));
        }
    }
    for (file, address) in former {
        places.add_free(address_of(&address.value), What::Former(file, address.at));
    }
    for file in files.source.files.keys() {
        if let Some(path) = file.as_str().strip_prefix("static/") {
            places.add_free(address_of(path), What::Copied(file));
        }
    }
    let reserved = |(address, what): &(String, What<'_>)| {
        what.diagnostic(
            Code::ReservedAddress,
            format!("`/{address}` is a page or file that the generator writes"),
            files,
        )
    };
    found.extend(places.reserved.iter().filter_map(reserved));
    found.extend(places.clashes().into_iter().filter_map(|clash| clash.diagnostic(files)));
}

/// The pages of all lists.
fn place_lists<'a>(site: &'a Site, places: &mut Places<'a>) {
    for brief in &site.briefs {
        places.add(&address::brief(brief), What::Listed("brief", brief.slug.as_str()));
    }
    for story in &site.stories {
        places.add(&address::story(story), What::Listed("story", story.slug.as_str()));
    }
    for topic in &site.topics {
        places.add(&address::topic(topic), What::Listed("topic", topic.slug.as_str()));
    }
    for entity in &site.entities {
        places.add(&address::entity(entity), What::Listed("entity", &entity.name));
    }
    for publisher in &site.publishers {
        places.add(&address::publisher(publisher), What::Listed("source", publisher.slug.as_str()));
    }
}

/// The files that texts name.
fn place_companions<'a>(site: &'a Site, places: &mut Places<'a>) {
    for brief in &site.briefs {
        let image = brief.image.as_ref().map(|image| &image.src.value);
        for file in named(&brief.body).chain(image) {
            places.add_companion(&brief.file, &address::brief(brief), file);
        }
    }
    for page in &site.pages {
        named(&page.body).for_each(|file| places.add_companion(&page.file, &page.address, file));
    }
    for story in &site.stories {
        if let (Some(owner), Some(text)) = (&story.file, &story.text) {
            let page = address::story(story);
            named(text).for_each(|file| places.add_companion(owner, &page, file));
        }
    }
}

fn named(body: &Body) -> impl Iterator<Item = &SitePath> {
    body.files.iter().map(|file| &file.value)
}

/// The address of the file `path` of the site, named by the text `owner` whose page is at `page`.
///
/// `static/` is the root of the site. What lies beside the text, or below, keeps its path below the page; everything
/// else goes into a folder `_` there, so that two files never meet.
pub(crate) fn companion(owner: &SitePath, page: &str, path: &SitePath) -> String {
    if let Some(address) = path.as_str().strip_prefix("static/") {
        return address.to_owned();
    }
    let folder = format!("{}/", owner.folder());
    match path.as_str().strip_prefix(&folder).filter(|rest| !rest.starts_with("_/") && *rest != "index.html") {
        Some(rest) => format!("{page}{rest}"),
        None => format!("{page}_/{path}"),
    }
}

/// The address at which a file of the output is shown: `old/index.html` is `old/`.
fn address_of(file: &str) -> &str {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => file,
    }
}

/// What lies at a place of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What<'a> {
    /// The page of something in a list, with its kind and name.
    Listed(&'static str, &'a str),
    /// A file that a text names: the text, and the file.
    Companion(&'a SitePath, &'a SitePath),
    /// A page of `pages/`.
    Page(&'a SitePath),
    /// A page that leads from an old address to a brief: the brief's file, and where it says so.
    Former(&'a SitePath, Span),
    /// A file of `static/`.
    Copied(&'a SitePath),
}

impl What<'_> {
    fn in_words(self) -> String {
        match self {
            What::Listed(kind, name) => format!("the address of the {kind} `{name}`"),
            What::Companion(owner, file) => format!("the place of `{file}`, which `{owner}` names"),
            What::Page(file) | What::Copied(file) => format!("the address of `{file}`"),
            What::Former(file, _) => format!("an old address of `{file}`"),
        }
    }

    /// `None` for what is in a list: its place is nobody's choice.
    fn diagnostic(self, code: Code, message: String, files: Files<'_>) -> Option<Diagnostic> {
        match self {
            What::Companion(_, file) | What::Page(file) | What::Copied(file) => {
                Some(Diagnostic::of_file(code, file, message))
            }
            What::Former(file, at) => Some(files.at(code, file, at, message)),
            What::Listed(..) => None,
        }
    }
}

/// All places of the output that can clash.
#[derive(Debug, Default)]
struct Places<'a> {
    list: Vec<Placed<'a>>,
    /// What is placed where the generator writes something that is in no list of the site.
    reserved: Vec<(String, What<'a>)>,
}

#[derive(Debug)]
struct Placed<'a> {
    /// The path of the file, with NUL for `/`: so what lies in a folder follows directly after a file of its name.
    path: String,
    /// From the lists, which nobody can change, to the files, which are most easily moved: the later one is to blame.
    order: usize,
    what: What<'a>,
}

impl<'a> Places<'a> {
    fn add(&mut self, address: &str, what: What<'a>) {
        let path = address::file(address).replace('/', "\0");
        self.list.push(Placed { path, order: self.list.len(), what });
    }

    /// Adds what an author places freely.
    fn add_free(&mut self, address: &str, what: What<'a>) {
        let replaces = |file: &&str| match address.strip_prefix(file) {
            Some("") => !matches!(what, What::Copied(_)),
            rest => rest.is_some_and(|rest| rest.starts_with('/')),
        };
        if is_reserved(address) || lies_in_a_reserved_file(address) || REPLACEABLE.iter().any(replaces) {
            self.reserved.push((address.to_owned(), what));
        } else {
            self.add(address, what);
        }
    }

    fn add_companion(&mut self, owner: &'a SitePath, page: &str, file: &'a SitePath) {
        // What lies in `static/` is copied whether a text names it or not.
        if file.as_str().starts_with("static/") {
            return;
        }
        let (address, what) = (companion(owner, page, file), What::Companion(owner, file));
        // A story is a list, with feeds and further pages beside it; a brief and a page have nothing beside them.
        if page.starts_with("stories/") { self.add_free(&address, what) } else { self.add(&address, what) }
    }

    /// The places that are taken twice, or where one would be a file and the other its folder.
    fn clashes(mut self) -> Vec<Clash<'a>> {
        self.list.par_sort_unstable_by(|a, b| (&a.path, a.order).cmp(&(&b.path, b.order)));
        let mut clashes: Vec<Clash<'a>> = Vec::new();
        let (mut told, mut file) = (HashSet::new(), None::<&Placed<'a>>);
        for next in &self.list {
            let Some(above) = file.filter(|above| above.holds(next)) else {
                file = Some(next);
                continue;
            };
            let (first, second) = if above.order < next.order { (above, next) } else { (next, above) };
            let is_told = || matches!(second.what, What::Listed(..)) || first.what == second.what;
            if !is_told() && told.insert(second.order) {
                clashes.push(Clash::new(first, second));
            }
        }
        clashes
    }
}

impl Placed<'_> {
    /// Whether `other` has the same place, or one below it as if it were a folder.
    fn holds(&self, other: &Placed<'_>) -> bool {
        other.path.strip_prefix(self.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('\0'))
    }

    fn address(&self) -> String {
        address_of(&self.path.replace('\0', "/")).to_owned()
    }
}

/// Two things that cannot both be there.
#[derive(Debug)]
struct Clash<'a> {
    what: What<'a>,
    message: String,
}

impl<'a> Clash<'a> {
    fn new(first: &Placed<'a>, second: &Placed<'a>) -> Clash<'a> {
        let (address, other, words) = (second.address(), first.address(), first.what.in_words());
        let message = if first.path == second.path {
            format!("`/{address}` is also {words}")
        } else if second.path.len() < first.path.len() {
            format!("`/{address}` is a file, which leaves no room for `/{other}`, {words}")
        } else {
            format!("`/{address}` needs a folder where `/{other}`, {words}, is a file")
        };
        Clash { what: second.what, message }
    }

    fn diagnostic(self, files: Files<'_>) -> Option<Diagnostic> {
        self.what.diagnostic(Code::DuplicateAddress, self.message, files)
    }
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
        ["timeline", "embed"] | ["stories" | "topics" | "people" | "organisations" | "places", _, "embed"] => true,
        ["data", "briefs" | "entities" | "events" | "statements" | "disputes" | "schema", ..] => true,
        ["data", file] => EXPORTS.contains(&file),
        ["stories", _, "events.json" | "events.csv" | "events.ics"] | ["stories", _, "events", ..] => true,
        ["archive" | "timeline", year] => is_number(year),
        ["archive" | "timeline", year, month] => is_number(year) && is_number(month),
        [folder, .., last] => (FEEDS.contains(&last) || last == "page") && FOLDERS.contains(&folder),
        [] => false,
    }
}

/// Whether the address would make a folder of a file that the generator writes.
fn lies_in_a_reserved_file(address: &str) -> bool {
    let mut folders = address.match_indices('/').map(|(at, _)| &address[..at]);
    let is_file = |folder: &str| {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        (name.contains('.') || FILES.contains(&name)) && is_reserved(address_of(folder))
    };
    folders.any(is_file)
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
            "data/",
            "data/briefs.json",
            "stories/a/events.json",
            "stories/a/events/2024.ics",
        ] {
            check(address, true);
        }
        for address in ["timeline/embed/", "stories/a/embed", "people/ann/embed/index.html"] {
            check(address_of(address), true);
        }
        for address in ["topics/iraq/page/3/", "stories/a/feed.xml", "assets/a.css", "briefs/"] {
            check(address, true);
        }
        for address in [
            "about/",
            "old/feed.xml",
            "briefs/a/",
            "archive/2024/talks/",
            "2024/01/talks.html",
            "page/one/",
            "embed/",
            "briefs/a/embed/",
            "data/map.json",
            "briefs/a/events.json",
        ] {
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
    fn a_file_lies_beside_the_page_that_names_it() {
        let check = |path: &str, expected: &str| {
            let owner = SitePath::new("briefs/2024/hmc.md").expect("a good path");
            let path = SitePath::new(path).expect("a good path");
            assert_eq!(companion(&owner, "briefs/hmc/", &path), expected);
        };
        check("briefs/2024/img/map.png", "briefs/hmc/img/map.png");
        check("briefs/20245/map.png", "briefs/hmc/_/briefs/20245/map.png");
        check("briefs/2024/_/map.png", "briefs/hmc/_/briefs/2024/_/map.png");
        check("briefs/2024/index.html", "briefs/hmc/_/briefs/2024/index.html");
        check("static/map.png", "map.png");
    }

    #[test]
    fn a_file_where_something_needs_a_folder_is_told_of() {
        let page = "---\ntitle: T\n---\n";
        let draft = draft().brief(
            "a",
            "formerly: [/old.html, /old.html/x/, /404.html/x/]\nimage: {src: /l.svg, alt: L}",
            "![M](m.png)",
        );
        let draft = draft.file("static/l.svg", "");
        let draft = draft.file("briefs/m.png", "").file("pages/foo.md", page).file("static/foo", "");
        let draft = draft.file("static/briefs/a/m.png", "").brief("b", "", "").file("static/briefs/b", "");
        let draft = draft.file("pages/a.md", "---\ntitle: T\n---\n[x](b/index.html)").file("pages/b/index.html", "");
        draft.file("pages/a/b.md", page).model().says(&[
            "duplicate-address a </old.html/x/> `/old.html/x/` needs a folder where `/old.html`, an old address of `briefs/a.md`, is a file",
            "reserved-address a </404.html/x/> `/404.html/x/` is a page or file that the generator writes",
            "duplicate-address pages/a/b.md <> `/a/b/` is also the place of `pages/b/index.html`, which `pages/a.md` names",
            "duplicate-address static/briefs/a/m.png <> `/briefs/a/m.png` is also the place of `briefs/m.png`, which `briefs/a.md` names",
            "duplicate-address static/briefs/b <> `/briefs/b` is a file, which leaves no room for `/briefs/b/`, the address of the brief `b`",
            "duplicate-address static/foo <> `/foo` is a file, which leaves no room for `/foo/`, the address of `pages/foo.md`",
        ]);
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

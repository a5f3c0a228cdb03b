//! Every file that is embedded in the program, and the files of the site that are copied as they are.
//!
//! Styles and scripts are named by their content, so that hosts may let browsers keep them for ever.

mod script;

use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::{
    output::{Body, Output},
    source::Source,
};

/// A file of the site that is neither a page nor an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its name without the hash: `site.css`, `loader.js`. Of a copied file, its path in the output.
    pub name: String,
    /// Where and what it is.
    pub output: Output,
}

/// The built-in templates by name. A file of the same name in the site's `templates/` replaces one.
pub(crate) const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../www/templates/404.html")),
    ("archive.html", include_str!("../www/templates/archive.html")),
    ("base.html", include_str!("../www/templates/base.html")),
    ("brief.html", include_str!("../www/templates/brief.html")),
    ("card.html", include_str!("../www/templates/card.html")),
    ("components.html", include_str!("../www/templates/components.html")),
    ("corrections.html", include_str!("../www/templates/corrections.html")),
    ("data.html", include_str!("../www/templates/data.html")),
    ("embed.html", include_str!("../www/templates/embed.html")),
    ("entity.html", include_str!("../www/templates/entity.html")),
    ("event.html", include_str!("../www/templates/event.html")),
    ("home.html", include_str!("../www/templates/home.html")),
    ("index.html", include_str!("../www/templates/index.html")),
    ("list.html", include_str!("../www/templates/list.html")),
    ("moved.html", include_str!("../www/templates/moved.html")),
    ("page.html", include_str!("../www/templates/page.html")),
    ("search.html", include_str!("../www/templates/search.html")),
    ("stories.html", include_str!("../www/templates/stories.html")),
    ("story.html", include_str!("../www/templates/story.html")),
    ("timeline.html", include_str!("../www/templates/timeline.html")),
];

/// The built-in styles by name. A file of the same name in the site's `styles/` replaces one; others are added.
const STYLES: &[(&str, &str)] = &[("site.css", include_str!("../www/styles/site.css"))];
const ICON: &str = include_str!("../www/icon.svg");
const LOADER: &str = include_str!("../www/loader.js");
/// What shows in a page what the modules tell, with what calls these in one file each: so they are 0.3 kB smaller than in several, and
/// come at once.
const SCRIPTS: [(&str, &str); 2] = [
    ("find.js", concat!(include_str!(concat!(env!("OUT_DIR"), "/front/search.js")), include_str!("../www/find.js"))),
    (
        "picture.js",
        concat!(
            include_str!(concat!(env!("OUT_DIR"), "/front/timeline.js")),
            include_str!("../www/paint.js"),
            include_str!("../www/element.js"),
            include_str!("../www/picture.js")
        ),
    ),
];

/// What only some pages have, or what comes when a reader asks for it: the page, or the part of it that it belongs to, names it.
const ASKED: [(&str, &str); 7] = [
    ("dates.js", include_str!("../www/dates.js")),
    ("embed.js", include_str!("../www/embed.js")),
    ("export.js", concat!(include_str!("../www/lists.js"), include_str!("../www/export.js"))),
    (
        "lanes.js",
        concat!(include_str!("../www/element.js"), include_str!("../www/lists.js"), include_str!("../www/lanes.js")),
    ),
    ("panel.js", include_str!("../www/panel.js")),
    ("share.js", concat!(include_str!("../www/element.js"), include_str!("../www/share.js"))),
    ("since.js", include_str!("../www/since.js")),
];

/// The modules, as the loader calls them.
const MODULES: [(&str, &[u8]); 2] = [
    ("search.wasm", include_bytes!(concat!(env!("OUT_DIR"), "/front/search_bg.wasm"))),
    ("timeline.wasm", include_bytes!(concat!(env!("OUT_DIR"), "/front/timeline_bg.wasm"))),
];

/// What a site may replace: paths in its folder, and the built-in texts.
pub fn replaceable() -> impl Iterator<Item = (String, &'static str)> {
    let templates = TEMPLATES.iter().map(|(name, text)| (format!("templates/{name}"), *text));
    templates.chain(STYLES.iter().map(|(name, text)| (format!("styles/{name}"), *text)))
}

/// The folder of styles and scripts.
pub(crate) const FOLDER: &str = "assets/";

/// The icon of a site, by its names in `static/`, the best first.
const ICONS: [&str; 3] = ["favicon.svg", "favicon.png", "favicon.ico"];

/// All assets: styles (`site.css` first, then by name), the browser part, the files of `static/`, `.nojekyll`, then the built-in
/// icon, unless there is one among them.
pub fn assets(source: &Source) -> Vec<Asset> {
    let mut assets = styles(source);
    assets.extend_from_slice(&FRONT);
    assets.extend(copied(source));
    assets.extend(no_jekyll(source));
    if icon(&assets).is_none() {
        assets.push(hashed(FOLDER, ICONS[0], ICON.as_bytes().to_vec()));
    }
    assets
}

/// The icon that pages name, so that no browser asks for one that is not there.
pub(crate) fn icon(assets: &[Asset]) -> Option<&Asset> {
    ICONS.iter().find_map(|name| assets.iter().find(|asset| asset.name == *name))
}

/// A file whose name carries the hash of its bytes: `folder` + `stem-HASH.ending`.
pub(crate) fn hashed(folder: &str, name: &str, bytes: Vec<u8>) -> Asset {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let path = format!("{folder}{stem}-{:016x}.{ending}", xxh3_64(&bytes));
    Asset { name: name.to_owned(), output: Output::bytes(path, bytes) }
}

fn styles(source: &Source) -> Vec<Asset> {
    let own =
        |name: &str| source.styles.iter().find(|file| file.path.file_name() == name).map(|file| file.text.as_str());
    let built_in = STYLES.iter().map(|(name, text)| (*name, own(name).unwrap_or(text)));
    let added = source.styles.iter().map(|file| (file.path.file_name(), file.text.as_str()));
    let added = added.filter(|(name, _)| name.ends_with(".css") && STYLES.iter().all(|(known, _)| known != name));
    built_in.chain(added).map(|(name, text)| hashed(FOLDER, name, text.as_bytes().to_vec())).collect()
}

/// The browser's part, which is the same for every site: a run that builds often makes it once.
static FRONT: LazyLock<Vec<Asset>> = LazyLock::new(front);

/// The loader names the files that it loads, so they are hashed before it.
fn front() -> Vec<Asset> {
    let mut assets: Vec<_> = MODULES.iter().map(|(name, bytes)| hashed(FOLDER, name, bytes.to_vec())).collect();
    assets.extend(SCRIPTS.iter().map(|(name, script)| hashed(FOLDER, name, script::shrunk(script).into_bytes())));
    let loader = assets.iter().fold(script::shrunk(LOADER), |loader, asset| {
        let name = asset.output.path.trim_start_matches(FOLDER);
        loader.replace(&format!("\"./{}\"", asset.name), &format!("\"./{name}\""))
    });
    assets.push(hashed(FOLDER, "loader.js", loader.into_bytes()));
    assets.extend(ASKED.iter().map(|(name, script)| hashed(FOLDER, name, script::shrunk(script).into_bytes())));
    assets
}

/// An empty file that keeps GitHub Pages from leaving out files and folders whose names begin with `_`, unless the site
/// has its own.
fn no_jekyll(source: &Source) -> Option<Asset> {
    let is_there = source.files.keys().any(|path| path.as_str() == "static/.nojekyll");
    let name = ".nojekyll".to_owned();
    (!is_there).then(|| Asset { output: Output::bytes(name.as_str(), Vec::new()), name })
}

/// `static/` is the root of the output.
fn copied(source: &Source) -> impl Iterator<Item = Asset> {
    source.files.iter().filter_map(|(path, from)| {
        let path = path.as_str().strip_prefix("static/")?.to_owned();
        Some(Asset { name: path.clone(), output: Output { path, body: Body::Copy(from.clone()) } })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{site_path::SitePath, source::TextFile};

    fn style(path: &str, text: &str) -> TextFile {
        TextFile { path: SitePath::new(path).expect("a good path"), text: text.to_owned() }
    }

    #[test]
    fn a_style_of_the_site_replaces_the_built_in_one_and_others_follow() {
        let styles =
            vec![style("styles/a.css", "a{}"), style("styles/notes.txt", ""), style("styles/site.css", "own{}")];
        let found = assets(&Source { styles, ..Source::default() });
        let names: Vec<_> = found.iter().map(|asset| asset.name.as_str()).take(2).collect();
        assert_eq!(names, ["site.css", "a.css"]);
        assert_eq!(found[0].output.body, Body::Bytes(b"own{}".to_vec()));
        assert!(found.iter().all(|asset| asset.name != "notes.txt"));
    }

    #[test]
    fn a_name_follows_from_the_content() {
        let check = |bytes: &[u8]| hashed("assets/", "a.css", bytes.to_vec()).output.path;
        assert_eq!(check(b"a{}"), check(b"a{}"));
        assert_ne!(check(b"a{}"), check(b"b{}"));
        assert!(check(b"").starts_with("assets/a-") && check(b"").ends_with(".css"));
    }

    #[test]
    fn the_loader_names_the_hashed_files() {
        let assets = front();
        let (parts, _) = assets.split_at(assets.len() - ASKED.len());
        let [parts @ .., loader] = parts else { panic!("the loader is the last that comes unasked") };
        let Body::Bytes(bytes) = &loader.output.body else { panic!("the loader is embedded") };
        let text = String::from_utf8(bytes.clone()).expect("the loader is text");
        assert_eq!(parts.len(), 4);
        for asset in parts {
            let name = asset.output.path.trim_start_matches(FOLDER);
            assert_eq!(text.matches(&format!("./{name}")).count(), 1, "{name} in {text}");
        }
        assert!(!text.contains("\n//") && !text.contains("\n "), "{text}");
    }

    #[test]
    fn an_icon_of_the_site_replaces_the_built_in_one() {
        let check = |files: &[&str], expected: &str| {
            let file = |name: &&str| (SitePath::new(name).expect("a good path"), format!("/site/{name}").into());
            let found = assets(&Source { files: files.iter().map(file).collect(), ..Source::default() });
            let path = &icon(&found).expect("there is one").output.path;
            assert!(path.starts_with(expected), "{path}");
            assert_eq!(found.iter().filter(|asset| asset.name.starts_with("favicon.")).count(), files.len().max(1));
        };
        check(&[], "assets/favicon-");
        check(&["static/favicon.ico"], "favicon.ico");
        check(&["static/favicon.ico", "static/favicon.svg"], "favicon.svg");
    }

    #[test]
    fn static_is_the_root() {
        let path = SitePath::new("static/img/map.png").expect("a good path");
        let files = [(path, "/site/static/img/map.png".into())].into();
        let found = assets(&Source { files, ..Source::default() });
        let paths: Vec<_> = found.iter().map(|asset| asset.output.path.as_str()).collect();
        assert!(paths.contains(&"img/map.png"), "{paths:?}");
    }

    #[test]
    fn the_file_that_github_asks_for_is_there_once() {
        let check = |files: &[&str]| {
            let path = |path: &&str| (SitePath::new(path).expect("a good path"), "/site/file".into());
            let found = assets(&Source { files: files.iter().map(path).collect(), ..Source::default() });
            assert_eq!(found.iter().filter(|asset| asset.output.path == ".nojekyll").count(), 1);
        };
        check(&[]);
        check(&["static/.nojekyll"]);
    }
}

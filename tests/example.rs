//! The example site: it is complete, correct and within its budgets.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::PathBuf,
};

use briefing::config::{BaseUrl, Held, Options};

use crate::support::{build_in_memory, options, root};

fn content() -> PathBuf {
    root().join("content")
}

fn example() -> BTreeMap<String, Vec<u8>> {
    build_in_memory(&content(), &options()).1
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, String)> {
    files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(path, bytes)| (path.as_str(), text(bytes)))
}

/// The values of an attribute in a page, unescaped as far as addresses need it.
fn attribute(page: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    page.match_indices(&start)
        .filter_map(|(at, _)| page[at + start.len()..].split('"').next())
        .map(|value| value.replace("&amp;", "&").replace("&#x2F;", "/"))
        .collect()
}

#[test]
fn it_has_no_mistake() {
    let (report, files) = build_in_memory(&content(), &options());
    let found: Vec<_> = report.diagnostics.iter().map(|found| (found.code.name(), found.file.as_str())).collect();
    assert_eq!(found, [("example-base-url", "site.toml")]);
    assert!(report.built && report.briefs >= 12, "{} briefs", report.briefs);
    assert_eq!(report.pages, pages(&files).count());
}

/// The keys of a front matter as written, each with the keys above it and its value (`events.when`, `2024-01~`), and the
/// items of lists that are no maps under the key of their list (`source`, `BBC News, 2014-09-26`).
fn written(front: &str) -> Vec<(String, String)> {
    let mut above: Vec<(usize, &str)> = Vec::new();
    let mut found = Vec::new();
    for line in front.lines() {
        let mut text = line.trim_start();
        while let Some(item) = text.strip_prefix("- ") {
            text = item;
        }
        let indent = line.len() - text.len();
        above.retain(|(outer, _)| *outer < indent);
        let key = text.split_once(':').filter(|(key, value)| {
            let is_key = key.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'));
            is_key && (value.is_empty() || value.starts_with(' '))
        });
        let value = match key {
            Some((key, value)) => {
                above.push((indent, key));
                value
            }
            None => text,
        };
        let path: Vec<_> = above.iter().map(|(_, key)| *key).collect();
        found.push((path.join("."), value.trim().to_owned()));
    }
    found
}

/// `docs/format.md`, point for point. Not here, since no report on Iraq that we found asks for it: the year zero, centuries
/// (`20XX`), intervals of clock times, and clock times with `Z`. Raw HTML is not here either, as `site.toml` leaves it off.
#[test]
fn each_feature_of_the_format_is_shown() {
    let files = crate::support::files_below(&content());
    let texts: Vec<_> = files.iter().map(|(path, bytes)| (path.as_str(), text(bytes))).collect();
    let briefs = texts.iter().filter(|(path, _)| path.starts_with("briefs/") && path.ends_with(".md"));
    let parts = briefs.map(|(path, brief)| {
        let (front, body) = brief.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect(path);
        (written(front), body.to_owned())
    });
    let (fronts, bodies): (Vec<_>, Vec<_>) = parts.unzip();
    let (fronts, body) = (fronts.concat(), bodies.join("\n"));
    let mut missing = Vec::new();

    let keys = "title date source takeaway slug formerly lang translation_of author editor status embargo story topics \
                related licence disclosure cite_as people organisations places events statements disputes x-thread \
                source.url source.publisher source.title source.author source.published source.retrieved source.lang \
                source.archived source.kind source.access source.id updates.date updates.what corrections.date \
                corrections.what corrections.was corrections.now people.name people.id people.aka people.role people.of \
                people.lang organisations.name organisations.id organisations.aka places.name places.id places.aka \
                places.lat places.lon image.src image.alt image.credit image.decorative events.id events.when \
                events.what events.same_as events.who events.where events.lane events.state events.source events.note \
                events.rank statements.who statements.for statements.says statements.quote statements.when \
                statements.where statements.source statements.about disputes.about disputes.positions disputes.events \
                disputes.state disputes.settled_by";
    missing
        .extend(keys.split_whitespace().filter(|key| !fronts.iter().any(|(path, _)| path == key)).map(str::to_owned));

    let values = [
        ("status", "draft embargoed published withdrawn"),
        ("source.kind", "news-report press-release document social interview broadcast"),
        ("source.access", "free paywall"),
        ("events.state", "reported confirmed planned cancelled denied disputed"),
        ("events.rank", "1 2 3 4 5"),
        ("disputes.state", "open settled"),
        ("lang", "en ar ckb"),
    ];
    for (key, values) in values {
        let shown = |value: &str| fronts.iter().any(|found| found.0 == key && found.1 == value);
        missing.extend(values.split(' ').filter(|value| !shown(value)).map(|value| format!("{key}: {value}")));
    }

    let starts = [
        ("people.id", "wikidata:Q"),
        ("people.id", "viaf:"),
        ("people.id", "orcid:"),
        ("places.id", "geonames:"),
        ("organisations.id", "https://"),
        // The short forms.
        ("source", "Reuters, 20"),
        ("source", "The National, https://"),
        ("source.author", "["),
        ("story", "coalition-in-iraq"),
        ("story", "["),
        ("people", "Qasem Soleimani"),
        ("places", "["),
        ("events", "2017-08-13: "),
        ("events", "\"[..2024-05-03]\": "),
        ("statements", "Peshmerga Ministry: "),
        ("takeaway", ">-"),
    ];
    let shown = |key: &str, start: &str| fronts.iter().any(|found| found.0 == key && found.1.starts_with(start));
    missing
        .extend(starts.iter().filter(|(key, start)| !shown(key, start)).map(|(key, start)| format!("{key}: {start}")));

    let dates = fronts.iter().filter(|(path, _)| path == "events.when").map(|(_, date)| date.trim_matches('"'));
    let shapes: BTreeSet<_> =
        dates.clone().map(|date| date.replace(|digit: char| digit.is_ascii_digit(), "0")).collect();
    let forms = "0000 0000-00 0000-00-00 0000-00-00? 0000-00~ 0000-00-00% 000X 000X~ 0000-XX 0000-00-XX -0000 -0000~ \
                 0000-00-00T00:00-00:00 0000-00-00/0000-00-00 0000-00-00/.. 0000-00-00/ /0000-00-00 ../0000-00 \
                 [..0000-00-00] [0000-00-00,0000-00-00] [0000-00-00..0000-00-00] {0000-00-00,0000-00-00}";
    missing.extend(forms.split_whitespace().filter(|form| !shapes.contains(*form)).map(str::to_owned));
    let is_season = |date: &str| date.len() == 7 && date.get(5..).is_some_and(|part| ("21"..="24").contains(&part));
    missing.extend((!dates.clone().any(is_season)).then(|| "a season".to_owned()));

    let links = [
        "[[Mosul]]",
        "[[place:Iraq]]",
        "[[story:",
        "[[brief:",
        "[[Iraqi Army|",
        "[[brief:iraqi-police-reach-mosul-airport|",
    ];
    let marks = ["\n|---", "[^count]: ", "~~", "](votes-2014-09-26.svg)"];
    let sections = ["Key points", "Why it matters", "What is next", "Background", "Analysis", "Method", "In numbers"];
    let sections = sections.map(|name| format!("\n## {name}\n"));
    let texts_of_bodies = links.into_iter().chain(marks).chain(sections.iter().map(String::as_str));
    missing.extend(texts_of_bodies.filter(|part| !body.contains(part)).map(str::to_owned));

    let settings = &texts.iter().find(|(path, _)| *path == "site.toml").expect("the settings").1;
    let keys = "title base_url lang description author time_zone page_size quote_limit raw_html share_pictures licence topics nav";
    let is_set = |key: &str| settings.lines().any(|line| line.starts_with(&format!("{key} = ")));
    missing.extend(keys.split(' ').filter(|key| !is_set(key)).map(|key| format!("site.toml: {key}")));
    missing.extend((!settings.contains("\n[sections.en]\n")).then(|| "site.toml: sections".to_owned()));
    let folders = ["pages/", "stories/", "static/"];
    let is_there = |folder: &&str| texts.iter().any(|(path, _)| path.starts_with(*folder));
    missing.extend(folders.iter().filter(|folder| !is_there(folder)).map(|folder| (*folder).to_owned()));

    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(example)
    };
    assert!(with(1) == with(8));
}

#[test]
fn every_link_leads_somewhere() {
    let files = example();
    let ids: BTreeMap<&str, BTreeSet<String>> =
        pages(&files).map(|(path, page)| (path, attribute(&page, "id").into_iter().collect())).collect();
    let mut broken = Vec::new();
    for (path, page) in pages(&files) {
        let links =
            ["href", "src", "data-src", "data-news", "data-index"].into_iter().flat_map(|name| attribute(&page, name));
        for link in links.filter(|link| !link.starts_with("http") && !link.starts_with("mailto:")) {
            let (target, fragment) = link.split_once('#').map_or((link.as_str(), None), |(to, id)| (to, Some(id)));
            let target = target.split('?').next().unwrap_or_default();
            let file = match target {
                "" => path.to_owned(),
                _ if target.ends_with('/') => decode(&format!("{}index.html", &target[1..])),
                _ => decode(&target[1..]),
            };
            let there = files.contains_key(&file)
                && fragment.is_none_or(|id| {
                    id.is_empty() || ids.get(file.as_str()).is_some_and(|ids| ids.contains(&decode(id)))
                });
            if !there {
                broken.push(format!("{path}: {link}"));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}

fn decode(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            let hex = std::str::from_utf8(&hex).expect("digits");
            bytes.push(u8::from_str_radix(hex, 16).expect("digits"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn ids_are_unique_in_each_page() {
    for (path, page) in pages(&example()) {
        let mut ids = attribute(&page, "id");
        ids.sort();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone()).collect();
        assert_eq!(twice, [""; 0], "{path}");
    }
}

#[test]
fn nothing_comes_from_another_host() {
    let files = example();
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                  font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";
    for (path, page) in pages(&files) {
        assert!(attribute(&page, "src").iter().all(|src| src.starts_with('/')), "{path}");
        assert!(!page.contains(" style=\""), "{path} has a style that the policy refuses");
        let policies = attribute(&page, "content").into_iter().filter(|content| content.starts_with("default-src"));
        let policies: Vec<_> = policies.map(|policy| policy.replace("&#x27;", "'").replace("&#39;", "'")).collect();
        assert_eq!(policies, [policy], "{path}");
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap_or_default();
            assert!(tag.contains(" src=\"/") || tag.contains("application/ld+json"), "{path}: <script{tag}>");
        }
    }
    assert!(text(&files["_headers"]).contains(policy));
    let styles = files.iter().filter(|(path, _)| path.ends_with(".css"));
    assert!(styles.clone().count() > 0);
    for (path, style) in styles {
        for word in ["url(http", "url(//", "url(\"http", "@import"] {
            assert!(!text(style).contains(word), "{path}: {word}");
        }
    }
}

/// Bytes after brotli at its best.
fn compressed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    writer.write_all(bytes).expect("memory");
    drop(writer);
    out.len()
}

#[test]
fn a_brief_with_its_styles_is_small() {
    let files = example();
    let styles: usize =
        files.iter().filter(|(path, _)| path.ends_with(".css")).map(|(_, style)| compressed(style)).sum();
    let briefs = files.iter().filter(|(path, _)| path.starts_with("briefs/") && path.ends_with(".html"));
    let largest = briefs.map(|(_, page)| compressed(page)).max().expect("there are briefs");
    assert!(styles + largest <= 15_000, "{styles} + {largest} bytes");
}

/// The most bytes of code that a reader loads who searches, and one who sees the timeline's picture, after brotli: these
/// files, two scripts and a module.
const CODE_BUDGETS: [(&[&str], usize); 2] =
    [(&["loader", "find", "search"], 33_500), (&["loader", "picture", "timeline"], 37_000)];

#[test]
fn the_browser_part_keeps_its_budgets() {
    let files = example();
    for (parts, budget) in CODE_BUDGETS {
        let is_part = |path: &str| parts.iter().any(|part| path.starts_with(&format!("assets/{part}-")));
        let code: Vec<_> = files.iter().filter(|(path, _)| is_part(path)).map(|(_, code)| compressed(code)).collect();
        assert_eq!(code.len(), parts.len(), "{parts:?}");
        let bytes: usize = code.iter().sum();
        assert!(bytes <= budget, "{parts:?}: {bytes} bytes");
    }
}

#[test]
fn a_site_below_a_path_has_all_its_links_below_it() {
    let base_url = BaseUrl::parse("https://briefs.test/news/");
    let (report, files) = build_in_memory(&content(), &Options { base_url, ..options() });
    assert!(report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    for (path, page) in pages(&files) {
        for link in ["href", "src", "action", "data-src", "data-news", "data-index", "data-base"]
            .iter()
            .flat_map(|name| attribute(&page, name))
        {
            let below = link.starts_with("/news/")
                || link.starts_with('#')
                || link.starts_with("http")
                || link.starts_with("mailto:");
            assert!(below, "{path}: {link}");
        }
    }
    assert!(!files.keys().any(|path| path.starts_with("news/")), "the path is the host's matter");
}

#[test]
fn no_held_brief_is_in_any_byte() {
    let held = ["x-held-title", "x-held-takeaway", "x-held-topic", "x-held-person", "x-held-event", "x-held-story"];
    let site = crate::support::Site::small();
    for (name, status) in [("draft", "draft"), ("later", "embargoed\nembargo: 2030-01-01T00:00:00Z")] {
        site.write(
            &format!("briefs/2024-02-01-x-held-{name}.md"),
            format!(
                "---\ntitle: x-held-title {name}\ndate: 2024-02-01\nsource: x-held-publisher {name}, 2024-02-01\nstatus: {status}\n\
                 takeaway: x-held-takeaway\ntopics: [x-held-topic]\npeople: [x-held-person]\nstory: x-held-story\n\
                 events:\n  - 2024-01-31: x-held-event\n---\nx-held-body\n"
            ),
        );
    }
    site.write("stories/x-held-story.md", "---\ntitle: x-held-story-title\n---\nx-held-story-text\n");
    site.write(
        "briefs/2024-01-28-talks.md",
        "---\ntitle: Talks open\ndate: 2024-01-28\nsource: Gulan Media, 2024-01-27\nrelated: [x-held-draft]\n---\n\
         See [[brief:x-held-draft|this]] and [[brief:x-held-later]].\n",
    );
    let (report, files) = build_in_memory(site.path(), &options());
    let codes: BTreeSet<_> = report.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["held-reference"]);
    assert!(report.built);
    for (path, bytes) in &files {
        assert!(!path.contains("held"), "{path}");
        assert!(!bytes.windows(6).any(|window| window == b"x-held"), "{path} holds a held name");
    }
    site.run(&["build"]).status(0);
    for (path, bytes) in crate::support::files_below(&site.path().join("public")) {
        assert!(!path.contains("held") && !bytes.windows(6).any(|window| window == b"x-held"), "{path}");
    }
    let (_, shown) = build_in_memory(site.path(), &Options { held: Held::Shown, ..options() });
    for word in held {
        assert!(shown.values().any(|bytes| text(bytes).contains(word)), "the preview shows {word}");
    }
}

#[test]
fn an_empty_site_is_a_site() {
    let site = crate::support::Site::empty().file("site.toml", crate::support::SETTINGS);
    let (report, files) = build_in_memory(site.path(), &options());
    assert!(report.built && report.diagnostics.is_empty(), "{:?}", report.diagnostics);
    for page in ["index.html", "404.html", "search/index.html", "timeline/index.html", "feed.xml", "sitemap.xml"] {
        assert!(files.contains_key(page), "{page}");
    }
}

#[test]
fn what_readers_load_tells_nothing_of_the_machine_that_built_it() {
    let folders = ["HOME", "USERPROFILE", "CARGO_HOME", "RUSTUP_HOME"].iter().filter_map(std::env::var_os);
    let folders = folders.map(PathBuf::from).chain([root().to_owned()]);
    // The root folder alone would be found by chance.
    let folders = folders.filter(|folder| folder.components().count() > 1);
    let mut words: Vec<String> = folders.map(|folder| folder.join("").display().to_string()).collect();
    words.extend(["/.cargo/", "/.rustup/"].map(str::to_owned));
    for (path, bytes) in example().iter().filter(|(path, _)| path.starts_with("assets/")) {
        for word in &words {
            assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{path} holds {word}");
        }
    }
}

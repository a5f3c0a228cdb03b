//! Feeds, read by a reader of feeds: which lists have them, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use briefing::config::Options;
use feed_rs::model::{Feed, FeedType};
use serde_json::Value;

use crate::support::{Site, build_in_memory, options, root};

type Files = BTreeMap<String, Vec<u8>>;

fn example() -> Files {
    build_in_memory(&root().join("content"), &options()).1
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path} is there"))).expect("UTF-8")
}

/// Every feed of a site, as a reader of feeds finds it.
fn feeds(files: &Files) -> Vec<(&str, Feed)> {
    let is_feed = |path: &str| path.ends_with("feed.xml") || path.ends_with("feed.json");
    let feeds = files.iter().filter(|(path, _)| is_feed(path));
    let read = |bytes: &[u8], path: &str| {
        feed_rs::parser::parse(bytes).unwrap_or_else(|error| panic!("{path} is no feed: {error}"))
    };
    feeds.map(|(path, bytes)| (path.as_str(), read(bytes, path))).collect()
}

/// A site of briefs numbered from 1, of which each has `more` in its front matter.
fn numbered(count: usize, more: &str) -> Site {
    let site = Site::small();
    for n in 1..=count {
        let text = format!("---\ntitle: Brief {n}\nsource: A Paper, 2024-01-01\n{more}---\nText {n}.\n");
        site.write(&format!("briefs/2024-{:02}-{:02}-b{n}.md", n / 28 + 2, n % 28 + 1), text);
    }
    site
}

#[test]
fn a_reader_of_feeds_understands_every_feed_of_the_example() {
    let files = example();
    let mut kinds = BTreeSet::new();
    for (path, feed) in feeds(&files) {
        let (list, file) = path.rsplit_once('/').map_or(("", path), |(list, file)| (list, file));
        kinds.insert(list.split('/').next().unwrap_or_default().to_owned());
        let page =
            if list.is_empty() { "https://example.org/".to_owned() } else { format!("https://example.org/{list}/") };
        let page = encoded(&page);
        let own = format!("{page}{file}");
        assert!(feed.links.iter().any(|link| link.href == own), "{path} does not name itself: {:?}", feed.links);
        assert!(feed.links.iter().any(|link| link.href == page), "{path} does not name its list: {:?}", feed.links);
        assert!(
            feed.title.as_ref().is_some_and(|title| title.content.contains("Two Rivers")),
            "{path}: {:?}",
            feed.title
        );
        assert_eq!(feed.language.as_deref(), Some("en"), "{path}");
        let is_atom = feed.feed_type == FeedType::Atom;
        if is_atom {
            assert_eq!(feed.id, page, "{path}");
            let newest = feed.entries.iter().filter_map(|entry| entry.updated).max();
            assert_eq!(feed.updated, newest, "{path}");
        }
        assert!((1..=40).contains(&feed.entries.len()), "{path} has {} entries", feed.entries.len());
        assert!(list.is_empty() || list == "corrections" || feed.entries.len() <= 20, "{path}");
        let ids: BTreeSet<_> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{path} has an identity twice");
        for entry in &feed.entries {
            let at = format!("{path}: {}", entry.id);
            let page = entry.id.split('#').next().unwrap_or_default();
            assert_eq!(page == entry.id, list != "corrections", "{at}");
            let file = format!("{}index.html", decoded(page.trim_start_matches("https://example.org/")));
            assert!(files.contains_key(&file), "{at}: no page {file}");
            assert!(entry.title.as_ref().is_some_and(|title| !title.content.is_empty()), "{at}");
            assert!(entry.summary.as_ref().is_some_and(|summary| !summary.content.is_empty()), "{at}");
            assert!(!entry.authors.is_empty() && entry.published <= entry.updated && entry.published.is_some(), "{at}");
            let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
            assert!(content.starts_with("<div lang=\"") && content.len() > 60, "{at}: {content}");
            for start in ["href=\"/", "src=\"/", "href=\"#", "<script", "style="] {
                assert!(!content.contains(start), "{at} holds {start}: {content}");
            }
        }
    }
    let expected = ["", "corrections", "organisations", "people", "places", "stories", "topics"];
    assert_eq!(kinds, expected.map(str::to_owned).into());
}

/// Addresses are percent-encoded.
fn encoded(address: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(byte);
    address.bytes().map(|byte| if plain(&byte) { (byte as char).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.split('%');
    bytes.extend(rest.next().unwrap_or_default().bytes());
    for part in rest {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("a byte"));
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn both_formats_have_the_same_entries() {
    let files = example();
    let all: BTreeMap<_, _> = feeds(&files).into_iter().collect();
    let atom = all.iter().filter(|(path, _)| path.ends_with(".xml"));
    for (path, feed) in atom {
        let other = &all[path.replace(".xml", ".json").as_str()];
        let entries = |feed: &Feed| -> Vec<_> {
            let entry = |entry: &feed_rs::model::Entry| {
                let body = entry.content.as_ref().and_then(|content| content.body.clone());
                let title = entry.title.as_ref().map(|title| title.content.clone());
                let topics: Vec<_> =
                    entry.categories.iter().map(|it| it.label.clone().unwrap_or_else(|| it.term.clone())).collect();
                (
                    entry.id.clone(),
                    title,
                    entry.published,
                    entry.updated,
                    topics,
                    body.map(|body| body.trim().to_owned()),
                )
            };
            feed.entries.iter().map(entry).collect()
        };
        assert_eq!(entries(feed), entries(other), "{path}");
    }
}

#[test]
fn a_topic_has_feeds_from_three_briefs_on_and_its_page_names_them() {
    for (count, expected) in [(2, false), (3, true)] {
        let site = numbered(count, "topics: [Oil]\npeople: [Ann]\nstory: s\n");
        let files = build_in_memory(site.path(), &options()).1;
        for list in ["topics/oil", "people/ann"] {
            let page = text(&files, &format!("{list}/index.html"));
            for (file, kind) in [("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json")] {
                assert_eq!(files.contains_key(&format!("{list}/{file}")), expected, "{list}/{file}");
                let head = page.split("</head>").next().unwrap_or_default();
                let is_named =
                    head.contains(&format!("type=\"{kind}\"")) && head.contains(&format!("/{list}/{file}\""));
                assert_eq!(is_named, expected, "{head}");
                let body = page.split("</head>").nth(1).unwrap_or_default();
                assert_eq!(body.contains(&format!("<a href=\"/{list}/{file}\"")), expected, "{body}");
            }
        }
        // A story has feeds from its first brief on, a source none.
        assert!(files.contains_key("stories/s/feed.xml") && !files.contains_key("sources/a-paper/feed.xml"));
    }
}

#[test]
fn a_feed_has_the_newest_and_not_all() {
    let site = numbered(45, "topics: [Oil]\n");
    let files = build_in_memory(site.path(), &options()).1;
    let all: BTreeMap<_, _> = feeds(&files).into_iter().collect();
    assert_eq!([all["feed.xml"].entries.len(), all["topics/oil/feed.json"].entries.len()], [40, 20]);
    assert_eq!(all["feed.xml"].entries[0].id, "https://briefs.test/briefs/b45/");
    assert_eq!(all["topics/oil/feed.xml"].entries[19].id, "https://briefs.test/briefs/b26/");
}

#[test]
fn an_entry_is_the_brief_whole() {
    let site = Site::small()
        .file("pages/about.md", "---\ntitle: About\n---\nUs.\n")
        .file("briefs/plan.svg", "<svg/>")
        .file(
            "briefs/2024-02-01-long.md",
            "---\ntitle: A <b> & c\nauthor: Ann\nimage: {src: plan.svg, alt: A plan}\n\
             source: [{publisher: Gulan, url: \"https://gulan.test/a?b&c\", published: 2024-01-31}]\n\
             updates: [{date: 2024-02-03, what: A number came}]\ncorrections: [{date: 2024-02-02T10:00Z, what: Wrong, was: 1, now: 2}]\n---\n\
             Lead[^1] and [us](/about/), [[brief:talks]].\n\n![P](plan.svg)\n\n## Background\nMore <xss> \\u0007.\n\n[^1]: Note.\n",
        )
        .file("briefs/2024-02-01-long-ar.md", "---\ntitle: طويل\nlang: ar\ntranslation_of: long\n---\nنص.\n");
    let files = build_in_memory(site.path(), &options()).1;
    let all: BTreeMap<_, _> = feeds(&files).into_iter().collect();
    let entry = &all["feed.xml"].entries[0];
    assert_eq!(entry.title.as_ref().map(|title| title.content.as_str()), Some("A <b> & c"));
    assert_eq!(entry.updated.map(|time| time.to_rfc3339()).as_deref(), Some("2024-02-03T00:00:00+00:00"));
    let links: Vec<_> = entry.links.iter().map(|link| (link.rel.as_deref(), link.href.as_str())).collect();
    assert!(links.contains(&(Some("via"), "https://gulan.test/a?b&c")), "{links:?}");
    assert!(links.contains(&(Some("alternate"), "https://briefs.test/briefs/long-ar/")), "{links:?}");
    let html = entry.content.as_ref().and_then(|content| content.body.as_deref()).expect("a text");
    for part in [
        "<img src=\"https://briefs.test/briefs/long/plan.svg\" alt=\"A plan\">",
        "href=\"https://briefs.test/briefs/long/#fn-1\"",
        "<a href=\"https://briefs.test/about/\">us</a>",
        "<a href=\"https://briefs.test/briefs/talks/\">Talks open</a>",
        "<h2>Background</h2>",
        "&lt;xss&gt;",
        "<p>Source: <a href=\"https://gulan.test/a?b&amp;c\">Gulan</a>, ",
        "Updated <time datetime=\"2024-02-03\">3 February 2024</time>.</strong> A number came</p>",
        "Wrong It said <del>1</del>; it now says <ins>2</ins>.",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    let json: Value = serde_json::from_slice(&files["feed.json"]).expect("JSON");
    let item = &json["items"][0];
    assert_eq!(item["external_url"], "https://gulan.test/a?b&c");
    assert_eq!(item["image"], "https://briefs.test/briefs/long/plan.svg");
    assert_eq!(item["_briefing"]["translations"][0]["title"], "طويل");
    assert_eq!(json["items"].as_array().map(Vec::len), Some(2), "a translation is no entry of its own");
}

#[test]
fn corrections_and_withdrawals_have_a_feed_and_other_feeds_do_not_name_what_was_withdrawn() {
    let site = numbered(3, "")
        .file(
            "briefs/2024-05-01-twice.md",
            "---\ntitle: Twice\nsource: A Paper, 2024-05-01\ncorrections: [{date: 2024-05-02, what: First}, {date: 2024-05-04, what: Second}]\n---\nT.\n",
        )
        .file(
            "briefs/2024-05-01-gone.md",
            "---\ntitle: Gone\nsource: A Paper, 2024-05-01\nstatus: withdrawn\ncorrections: [{date: 2024-05-03, what: It was untrue}]\n---\nT.\n",
        )
        .file("briefs/2024-05-01-mute.md", "---\ntitle: Mute\nsource: A Paper, 2024-05-01\nstatus: withdrawn\n---\nT.\n");
    let files = build_in_memory(site.path(), &options()).1;
    let all: BTreeMap<_, _> = feeds(&files).into_iter().collect();
    for file in ["corrections/feed.xml", "corrections/feed.json"] {
        let told: Vec<_> = all[file]
            .entries
            .iter()
            .map(|entry| {
                let id = entry.id.trim_start_matches("https://briefs.test/briefs/");
                (id, entry.title.as_ref().map_or("", |title| title.content.as_str()))
            })
            .collect();
        let expected = [
            ("twice/#correction-2", "Corrected: Twice"),
            ("gone/#correction-1", "Withdrawn: Gone"),
            ("twice/#correction-1", "Corrected: Twice"),
            ("mute/#withdrawn", "Withdrawn: Mute"),
        ];
        assert_eq!(told, expected, "{file}");
    }
    for file in ["feed.xml", "feed.json", "sitemap.xml", "data/briefs.json", "data/events.json"] {
        assert!(!text(&files, file).contains("/briefs/gone/"), "{file}");
    }
    let page = text(&files, "corrections/index.html");
    assert!(page.contains("href=\"/corrections/feed.json\"") && page.contains("<a href=\"/corrections/feed.xml\""));
}

#[test]
fn the_time_of_the_build_is_in_no_feed_and_no_export() {
    let later = Options { now: "2027-03-01T08:00:00Z".parse().expect("an instant"), ..options() };
    let (files, others) = (example(), build_in_memory(&root().join("content"), &later).1);
    let is_for_programs = |path: &str| {
        let ending = path.rsplit('.').next().unwrap_or_default();
        ["xml", "json", "csv", "ics", "txt", "webmanifest"].contains(&ending)
    };
    let mut count = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| is_for_programs(path)) {
        count += 1;
        assert!(others[path] == *bytes, "{path}");
    }
    assert!(count > 60, "{count} files");
}

#[test]
fn an_empty_site_has_feeds_and_exports_that_are_read() {
    let site = Site::empty().file("site.toml", crate::support::SETTINGS);
    let files = build_in_memory(site.path(), &options()).1;
    let all: Vec<_> = feeds(&files).into_iter().map(|(path, feed)| (path, feed.entries.len())).collect();
    assert_eq!(all, [("corrections/feed.json", 0), ("corrections/feed.xml", 0), ("feed.json", 0), ("feed.xml", 0)]);
    // A calendar without events is none.
    assert!(files.contains_key("data/events.csv") && !files.contains_key("data/events.ics"));
}

#[test]
fn crawlers_and_browsers_find_the_files_that_they_ask_for() {
    let files = build_in_memory(Site::small().path(), &options()).1;
    assert_eq!(text(&files, "robots.txt"), "User-agent: *\nDisallow:\n\nSitemap: https://briefs.test/sitemap.xml\n");
    let manifest: Value = serde_json::from_slice(&files["manifest.webmanifest"]).expect("JSON");
    for (key, value) in
        [("name", "Test"), ("lang", "en"), ("dir", "ltr"), ("start_url", "/"), ("theme_color", "#fdfcf9")]
    {
        assert_eq!(manifest[key], value, "{key}");
    }
    let icon = manifest["icons"][0]["src"].as_str().expect("an icon").trim_start_matches('/');
    assert!(files.contains_key(icon) && files["favicon.ico"].starts_with(&[0, 0, 1, 0, 1, 0]));
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(page);
        assert!(page.contains(&format!("<link rel=\"icon\" href=\"/{icon}\">")), "{path}");
        let is_of_site = page.contains("class=\"mast\"");
        assert_eq!(page.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\">"), is_of_site, "{path}");
    }
    // What the site has itself stays as it is.
    let own = Site::small()
        .file("static/robots.txt", "own robots")
        .file("static/manifest.webmanifest", "own manifest")
        .file("static/favicon.svg", "<svg/>");
    let files = build_in_memory(own.path(), &options()).1;
    assert_eq!([text(&files, "robots.txt"), text(&files, "manifest.webmanifest")], ["own robots", "own manifest"]);
    assert!(!files.contains_key("favicon.ico"), "the built-in icon is not that of this site");
    let arabic = Site::small().file("site.toml", format!("{}lang = \"ar\"\n", crate::support::SETTINGS));
    let files = build_in_memory(arabic.path(), &options()).1;
    let manifest: Value = serde_json::from_slice(&files["manifest.webmanifest"]).expect("JSON");
    assert_eq!([&manifest["lang"], &manifest["dir"]], ["ar", "rtl"]);
}

#[test]
fn an_old_address_does_not_take_the_place_of_a_file_that_programs_ask_for() {
    let site = Site::small().file(
        "briefs/2024-01-29-b.md",
        "---\ntitle: B\nsource: A Paper, 2024-01-01\nformerly: [robots.txt, favicon.ico/x/, data/briefs.json]\n---\nT.\n",
    );
    let report = build_in_memory(site.path(), &options()).0;
    let codes: Vec<_> = report.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(codes, ["reserved-address"; 3]);
}

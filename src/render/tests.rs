//! Whole sites, built in memory: which pages there are, that links lead somewhere, that text stays text.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use crate::{
    build::{self, Report},
    config::{Held, Options},
    diagnostic::Severity,
    output::Body,
    pictures::Empty,
    site_path::SitePath,
    source::{Source, TextFile},
};

const SETTINGS: &str = "title = \"Two Rivers\"\nbase_url = \"https://news.example.net/\"\nlang = \"en\"\n";

/// Outputs by path; of copied files, the path that they come from.
type Files = BTreeMap<String, String>;

fn source(files: &[(String, String)]) -> Source {
    let mut source = Source::default();
    for (path, text) in files {
        let path = SitePath::new(path).expect("a good path");
        let file = TextFile { path: path.clone(), text: text.clone() };
        match path.as_str().split('/').next() {
            Some("site.toml") => source.settings = Some(file),
            Some("pages") => source.pages.push(file),
            Some("stories") => source.stories.push(file),
            Some("templates") => source.templates.push(file),
            Some("styles") => source.styles.push(file),
            _ if path.as_str().ends_with(".md") => source.briefs.push(file),
            _ => drop(source.files.insert(path, text.into())),
        }
    }
    source.briefs.sort_by(|a, b| a.path.cmp(&b.path));
    source
}

fn build(files: &[(String, String)], held: Held) -> (Files, Report) {
    let options =
        Options { base_url: None, held, strict: false, now: "2026-11-22T12:00:00Z".parse().expect("a good time") };
    let found = Mutex::new(Files::new());
    let report = build::build(source(files), Vec::new(), &options, &Empty, &|output| {
        let text = match output.body {
            Body::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Body::Copy(from) => from.to_string_lossy().into_owned(),
        };
        let before = found.lock().expect("no test panics here").insert(output.path.clone(), text);
        assert_eq!(before, None, "two outputs at {}", output.path);
    });
    (found.into_inner().expect("no test panics here"), report)
}

fn built(files: &[(&str, &str)]) -> Files {
    let mut all: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    if files.iter().all(|(path, _)| *path != "site.toml") {
        all.push(("site.toml".to_owned(), SETTINGS.to_owned()));
    }
    let (files, report) = build(&all, Held::Left);
    let errors: Vec<_> = report.diagnostics.iter().filter(|found| found.severity() == Severity::Error).collect();
    assert!(report.built, "{errors:#?}");
    files
}

fn brief(n: usize, more: &str) -> (String, String) {
    let (year, month, day) = (2020 + n / 336, n / 28 % 12 + 1, n % 28 + 1);
    let text = format!("---\ntitle: Brief {n}\nsource: A Paper, {year:04}-{month:02}-{day:02}\n{more}---\nText {n}.\n");
    (format!("briefs/{year:04}-{month:02}-{day:02}-b{n}.md"), text)
}

/// The parts of `html` that stand between `start` and `end`.
fn between<'a>(html: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

/// Every link and fragment of every page leads to something.
fn check_links(files: &Files, base: &str) {
    let mut broken = BTreeSet::new();
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let here = format!("{base}{}", path.trim_end_matches("index.html"));
        for link in between(html, "href=\"", "\"").chain(between(html, "src=\"", "\"")) {
            let link = link.replace("&amp;", "&");
            if link.starts_with("http") || link.starts_with("mailto:") {
                continue;
            }
            let (page, fragment) = link.split_once('#').map_or((link.as_str(), None), |(page, id)| (page, Some(id)));
            let page = if page.is_empty() { here.as_str() } else { page };
            let page = page.split('?').next().unwrap_or(page);
            let target = page.strip_prefix(base).map(crate::address::decoded);
            let target = target.map(|address| crate::address::file(&address));
            let found = target.as_ref().and_then(|target| files.get(target));
            let id = fragment.map(|id| format!("id=\"{}\"", crate::address::decoded(id)));
            if found.is_none() || id.is_some_and(|id| !found.is_some_and(|html| html.contains(&id))) {
                broken.insert(format!("{path}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

const RICH: &str = "---
title: Talks open
date: 2024-01-28T10:00Z
source:
- {publisher: Gulan Media, url: \"https://gulan.example/a?b=1&c=2\", published: 2024-01-27, lang: ar, kind: news-report, title: محادثات}
- {publisher: Reuters, published: 2024-01, archived: \"https://archive.example/x\"}
takeaway: Both talk.
lang: en
story: talks
topics: [Diplomacy]
formerly: [old/talks/]
people: [{name: A. Singh, role: spokeswoman, of: The Office, id: \"wikidata:Q1\", aka: [أ. سينغ]}]
organisations: [The Office]
places: [{name: Baghdad, lat: 33.3, lon: 44.4}]
events:
- {when: \"2024-01-27?\", what: First session, id: first, who: The Office, where: Baghdad, note: No day is given}
- \"/2024-01-27\": Attacks
statements:
- {who: A. Singh, for: The Office, quote: \"لم نتلق\", about: first, source: s1, when: 2024-01-27}
- The Office: it is about departure
disputes:
- {about: What it is for, positions: {The Office: departure, A. Singh: partnership}, events: [first]}
corrections: [{date: 2024-02-01, what: A number was wrong, was: 100 members, now: about 100}]
image: {src: map.svg, alt: A map, credit: Us}
x-mood: calm
---
Lead with [[Baghdad]], [[story:talks]], [[brief:other|another]] and a note[^1].

![Plan](img/plan.svg)

## Key points
- One

## Background
| a | b |
|---|--:|
| 1 | 2 |

[^1]: The note.
";

fn rich() -> Vec<(&'static str, &'static str)> {
    vec![
        ("briefs/2024/talks.md", RICH),
        ("briefs/2024-01-29-talks-ar.md", "---\ntitle: محادثات\nlang: ar\ntranslation_of: talks\n---\nنص.\n"),
        (
            "briefs/2024-02-03-other.md",
            "---\ntitle: Other\nsource: Reuters, 2024-02-02\nstory: talks\nevents:\n- {when: 2024-01-28, what: First session held, same_as: talks#first}\n---\nText.\n",
        ),
        (
            "briefs/2024-03-01-gone.md",
            "---\ntitle: Gone\nsource: Reuters, 2024-02-02\nstatus: withdrawn\ncorrections: [{date: 2024-03-02, what: It was wrong}]\n---\nText.\n",
        ),
        ("briefs/2024/map.svg", "map"),
        ("briefs/2024/img/plan.svg", "plan"),
        ("static/robots.txt.bak", "static"),
        ("pages/about.md", "---\ntitle: About\n---\nSee [[story:talks]] and [the list](/archive/).\n\n## Who\nUs.\n"),
        ("stories/talks.md", "---\ntitle: The talks\n---\nThey began.\n"),
    ]
}

#[test]
fn every_page_is_there_and_every_link_leads_somewhere() {
    let files = built(&rich());
    let pages = [
        "index.html",
        "404.html",
        "a-z/index.html",
        "archive/index.html",
        "archive/2024/01/index.html",
        "search/index.html",
        "corrections/index.html",
        "stories/index.html",
        "stories/talks/index.html",
        "timeline/index.html",
        "about/index.html",
        "briefs/talks/index.html",
        "briefs/talks-ar/index.html",
        "briefs/gone/index.html",
        "people/a-singh/index.html",
        "organisations/the-office/index.html",
        "places/baghdad/index.html",
        "topics/diplomacy/index.html",
        "sources/reuters/index.html",
        "old/talks/index.html",
        "feed.xml",
        "sitemap.xml",
        "_headers",
        "briefs/talks/map.svg",
        "briefs/talks/img/plan.svg",
        "robots.txt.bak",
    ];
    for page in pages {
        assert!(files.contains_key(page), "{page} is not among {:#?}", files.keys());
    }
    check_links(&files, "/");
}

#[test]
fn a_site_below_a_path_links_below_it() {
    let mut files = rich();
    files.push(("site.toml", "title = \"T\"\nbase_url = \"https://news.example.net/a/b\"\nlang = \"ar\"\n"));
    let files = built(&files);
    check_links(&files, "/a/b/");
    assert!(files["_headers"].starts_with("/a/b/*\n"));
    assert!(files["briefs/talks/index.html"].contains("href=\"https://news.example.net/a/b/briefs/talks/\""));
}

#[test]
fn a_brief_shows_what_it_has() {
    let html = &built(&rich())["briefs/talks/index.html"];
    let parts = [
        "<html lang=\"en\" dir=\"ltr\">",
        "<a href=\"https://gulan.example/a?b=1&amp;c=2\">Gulan Media</a>",
        "<cite lang=\"ar\" dir=\"rtl\">«محادثات»</cite>",
        "<p class=\"take\">Both talk.</p>",
        "<blockquote lang=\"ar\" dir=\"rtl\"><p>«لم نتلق»</p></blockquote>",
        "<p>It is about departure</p>",
        "id=\"e-first\"",
        "<time datetime=\"2024-01-27\" data-edtf=\"2024-01-27?\">",
        "<span data-edtf=\"/2024-01-27\">",
        "<use href=\"#m-unc-two\"/>",
        "<symbol id=\"m-nostart\"",
        "It said <del>100 members</del>; it now says <ins>about 100</ins>.",
        "<img src=\"/briefs/talks/map.svg\" alt=\"A map\">",
        "<td class=\"end\">2</td>",
        "hreflang=\"ar\"",
        "hreflang=\"x-default\"",
        "<dd id=\"s-s1\">",
        "<div class=\"told apart\">",
        "\"@type\":\"CorrectionComment\"",
    ];
    for part in parts {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(!html.contains("style=\"") && !html.contains("<script>"), "{html}");
}

#[test]
fn an_event_leads_to_its_dispute_and_to_its_sources() {
    let text = "---\ntitle: T\ndate: 2024-03-01\n\
        source:\n- Reuters, 2024-02-28\n- {publisher: AFP, url: 'https://afp.example/a', published: 2024-02-27}\n\
        events:\n- {id: a, when: 2024-01, what: A, source: s2}\n- {id: b, when: 2024-02, what: B}\n\
        disputes:\n- {about: The date & the place, events: [b], positions: {Ann: May, Bob: June}}\n\
        - {about: C, events: [b], positions: {Ann: D, Bob: E}}\n---\nText.\n";
    let html = &built(&[("briefs/t.md", text)])["briefs/t/index.html"];
    let event =
        |id: &str| html.split("<li class=\"ev\"").find(|part| part.contains(id)).expect("it is there").to_owned();
    let [a, b] = ["id=\"e-a\"", "id=\"e-b\""].map(event);
    assert!(a.contains("<p class=\"meta\"><span><a href=\"#s-s2\">AFP</a></span> </p>"), "{a}");
    assert!(html.contains("<dt data-one=\"Source\">Sources</dt>") && html.contains("<dd id=\"s-s2\">"), "{html}");
    let links =
        "In dispute: <a href=\"#d-the-date-the-place\">The date &amp; the place</a>, <a href=\"#d-c\">C</a></p>";
    assert!(b.contains(links), "{b}");
    assert!(!a.contains("In dispute"), "{a}");
}

/// The first event of a brief, of which another tells too.
fn told_twice(own: &str, other: &str) -> String {
    let brief = |source: &str, event: &str| {
        format!("---\ntitle: From {source}\ndate: 2024-03-01\nsource: {source}\nevents: [{{{event}}}]\n---\nText.\n")
    };
    let first = brief("https://a.example/1", &format!("id: x, what: It began, note: Own <note>, {own}"));
    let second = brief("AFP", &format!("id: y, what: It began & ended, note: Other, same_as: a#x, {other}"));
    let files = built(&[("briefs/a.md", &first), ("briefs/b.md", &second)]);
    files["briefs/a/index.html"].split("class=\"ev\"").nth(1).expect("an event").to_owned()
}

#[test]
fn accounts_of_one_event_stand_side_by_side_where_they_differ() {
    let check = |own: &str, other: &str, expected: &[&str]| {
        let html = told_twice(own, other);
        for part in expected {
            assert!(html.contains(part), "{own}; {other}: {part} is not in {html}");
        }
        assert_eq!(html.matches("Own &lt;note&gt;").count(), 1, "{html}");
    };
    check(
        "when: 2024-01-27",
        "when: 2024-01-28, state: confirmed",
        &[
            "<div class=\"told apart\">",
            "<dt><a href=\"https://a.example/1\">a.example</a></dt>\n<dd class=\"when\"><time datetime=\"2024-01-27\"",
            "<dt><a href=\"/sources/afp/\">AFP</a></dt>\n<dd class=\"when\"><time datetime=\"2024-01-28\"",
            "28 January 2024</time> <span class=\"state plain\">confirmed</span></dd>",
            "<dd>It began &amp; ended</dd>\n<dd class=\"note\">Other</dd>\n<dd class=\"note\"><a href=\"/briefs/b/#e-y\">From AFP</a></dd>",
        ],
    );
    check("when: 2024-01", "when: 2024-01-28", &["<div class=\"told\">", "28 January 2024"]);
    check("when: 2024-01", "when: 2024-01, state: denied", &["<div class=\"told apart\">", ">denied</span>"]);
    check("when: 2024-01", "when: 2024-01, state: disputed", &["<div class=\"told\">", ">disputed</span>"]);
    let agreed = "Also told in: <a href=\"/briefs/b/#e-y\">From AFP</a> (<a href=\"/sources/afp/\">AFP</a>)</p>";
    check("when: 2024-01", "when: 2024-01, state: confirmed", &[agreed]);
    assert!(!told_twice("when: 2024-01", "when: 2024-01").contains("class=\"told"));
}

#[test]
fn a_withdrawn_brief_keeps_its_page_and_leaves_all_lists() {
    let files = built(&rich());
    let page = &files["briefs/gone/index.html"];
    assert!(page.contains("noindex") && page.contains("It was wrong"), "{page}");
    for (path, text) in &files {
        let may_name_it = ["briefs/gone/", "corrections/"].iter().any(|start| path.starts_with(start));
        assert!(may_name_it || !text.contains("gone"), "{path} names the withdrawn brief");
    }
}

#[test]
fn an_event_of_two_briefs_stands_once_with_both_dates() {
    let html = &built(&rich())["timeline/index.html"];
    assert_eq!(html.matches("data-event=").count(), 2, "{html}");
    assert!(html.contains("data-event=\"briefs/talks/#e-first\""));
    assert!(html.contains("data-state=\"disputed\"") && html.contains("datetime=\"2024-01-28\""));
}

#[test]
fn a_dispute_that_the_newest_brief_settles_is_open_nowhere() {
    let told = |n: usize, rest: &str| {
        brief(n, &format!("story: talks\ndisputes: [{{about: The date, positions: {{A: May, B: June}}{rest}}}]\n"))
    };
    let (old, new) = (told(0, ""), told(1, ", state: settled, settled_by: A letter"));
    let files = built(&[(&old.0, &old.1), (&new.0, &new.1)]);
    assert!(!files["index.html"].contains("Open disputes"), "{}", files["index.html"]);
    assert!(!files["stories/index.html"].contains("open dispute"), "{}", files["stories/index.html"]);
    assert!(!files["stories/talks/index.html"].contains("class=\"dispute"), "{}", files["stories/talks/index.html"]);
}

#[test]
fn what_is_known_to_a_decade_stands_under_no_year() {
    let (path, text) = brief(0, "story: talks\nevents: [{201X: Began}, {2010: Went on}, {20XX: Is to end}]\n");
    let files = built(&[(&path, &text)]);
    for page in ["timeline/index.html", "stories/talks/index.html"] {
        let headings = between(&files[page], "\">", "</h2>").chain(between(&files[page], "\"year\">", "</h3>"));
        let headings: Vec<_> = headings.filter_map(|html| html.rsplit('>').next()).collect();
        for heading in ["The 2010s", "2010", "The years 2000 to 2099"] {
            assert!(headings.contains(&heading), "{page}: {heading} is not in {headings:?}");
        }
    }
}

#[test]
fn a_source_that_is_used_twice_stands_once_in_the_rail() {
    let twice = "---\ntitle: T\ndate: 2024-01-01\nsource:\n- {publisher: A Paper, published: 2024-01-01}\n\
        - {publisher: B Paper, published: 2024-01-01}\n- {publisher: A Paper, published: 2024-01-02}\n---\nText.\n";
    let html = &built(&[("briefs/t.md", twice)])["briefs/t/index.html"];
    let rail = html.split("class=\"rail\"").nth(1).expect("there is a rail");
    assert_eq!(rail.matches("A Paper").count(), 1, "{rail}");
}

#[test]
fn pages_of_one_name_have_titles_of_their_own() {
    let more = "topics: [Mosul]\nplaces: [Mosul]\nevents:\n";
    let events: String =
        (0..310).map(|n| format!("- {{when: 2024-01-{:02}, what: Event {n}}}\n", n % 28 + 1)).collect();
    let (path, text) = brief(0, &format!("{more}{events}"));
    let files = built(&[(&path, &text)]);
    let mut titles = BTreeMap::new();
    // No reader looks for an embed page by its title.
    let is_found = |path: &str| path.ends_with(".html") && !path.ends_with("/embed/index.html");
    for (path, html) in files.iter().filter(|(path, _)| is_found(path)) {
        let title = between(html, "<title>", "</title>").next().expect("a title");
        assert_eq!(titles.insert(title.to_owned(), path), None, "{title}: {path}");
    }
    assert!(files["timeline/2024/01/page/2/index.html"].contains("January 2024, 2 of 2"));
    // The first page tells of all of them, and of where those are that its list does not hold.
    let intro = between(&files["timeline/index.html"], "<p class=\"count\">", "</p>").next().expect("a sentence");
    assert!(intro.starts_with("All events of all briefs, in order of time. 310 events"), "{intro}");
    assert!(intro.ends_with(". The newest 300 are listed below, all others under their years."), "{intro}");
    assert!(!files["timeline/2024/index.html"].contains("are listed below"));
    // What leads to lists says which stretch of time they hold.
    let within = "data-within=\"1704067200 1706486400\"";
    assert!(files["timeline/index.html"].contains(&format!("/timeline/2024/\" {within}>2024<")));
    assert!(files["timeline/2024/index.html"].contains(&format!("/timeline/2024/01/\" {within}>January 2024<")));
    assert!(files["timeline/2024/01/index.html"].contains("/timeline/2024/01/page/2/\" data-within="));
}

#[test]
fn a_page_with_a_picture_has_an_embed_page_for_frames_alone() {
    let files = built(&rich());
    let embeds: Vec<_> = files.keys().filter(|path| path.ends_with("/embed/index.html")).collect();
    // The organisation and the place have one event, which makes no picture.
    let expected = ["stories/talks/embed/index.html", "timeline/embed/index.html", "topics/diplomacy/embed/index.html"];
    assert_eq!(embeds, expected);
    for path in embeds {
        let (html, whole) = (&files[path], path.trim_end_matches("embed/index.html"));
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        assert!(
            html.contains(&format!("<link rel=\"canonical\" href=\"https://news.example.net/{whole}\">")),
            "{path}"
        );
        assert!(html.contains("<base target=\"_blank\">") && !html.contains("<base href"), "{path}");
        assert!(
            !html.contains("class=\"mast\"")
                && ["keep", "frame"].iter().all(|part| !html.contains(&format!("<details class=\"{part}\""))),
            "{path}"
        );
        let items = |html: &str| html.matches("<li class=\"ev\" data-event").count();
        assert_eq!(items(html), items(&files[&format!("{whole}index.html")]), "{path}");
        assert!(!files["sitemap.xml"].contains(&format!("/{whole}embed/")), "{path}");
        let element = format!("&lt;iframe src=&quot;https://news.example.net/{whole}embed/&quot;");
        assert!(files[&format!("{whole}index.html")].contains(&element), "{path}");
    }
    // A host that is told of frames would have to be told of these first.
    assert!(!files["_headers"].contains("frame-ancestors") && !files["_headers"].contains("X-Frame-Options"));
}

/// The file that tells what is new.
fn since(files: &Files) -> Option<&str> {
    let mut found = files.iter().filter(|(path, _)| path.starts_with("timeline/since-") && path.ends_with(".json"));
    found.next().map(|(path, text)| {
        let slot = format!("<p class=\"since\" data-news=\"/{path}\" ");
        assert!(files["timeline/index.html"].contains(&slot) && files["_headers"].contains(&format!("/{path}\n")));
        let mut others = files.iter().filter(|(other, _)| other.ends_with(".html") && *other != "timeline/index.html");
        assert!(others.all(|(_, html)| !html.contains("<p class=\"since\"")), "only the site's timeline tells it");
        text.as_str()
    })
}

#[test]
fn what_is_new_is_told_by_the_events_of_the_newest_briefs() {
    assert_eq!(since(&built(&[])), None);
    // The older brief tells of it first; the newer one has an event of its own.
    let mut site = rich();
    site.push((
        "briefs/2024-02-04-last.md",
        "---\ntitle: Last\nsource: Reuters, 2024-02-04\nevents:\n- {when: 2023, what: B, id: b}\n- {when: -0043, what: A, id: a}\n---\nText.\n",
    ));
    site.push((
        "briefs/2024-02-05-held.md",
        "---\ntitle: Held\nsource: Reuters, 2024-02-04\nstatus: draft\nevents: [{when: 2023, what: H}]\n---\nText.\n",
    ));
    assert_eq!(
        since(&built(&site)),
        Some(
            "{\"more\":false,\"events\":[[\"briefs/last/#e-a\",-63524131200,-63492595200],[\"briefs/last/#e-b\",1672531200,1704067200],\
             [\"briefs/talks/#e-first\",1706313600,1706400000],[\"briefs/talks/#e-attacks\",1706400000,1706400000]]}"
        )
    );
    // Of many events those of the newest briefs, and so that one finds out.
    let many: Vec<_> = (0..101).map(|n| brief(n, "events:\n- {when: 2024-01, what: X, id: x}\n")).collect();
    let many: Vec<_> = many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let files = built(&many);
    let told = since(&files).expect("there is one");
    assert!(told.starts_with("{\"more\":true,\"events\":[[\"briefs/b100/#e-x\","), "{told}");
    assert_eq!((told.matches("#e-x").count(), told.contains("briefs/b0/")), (100, false));
}

#[test]
fn an_empty_site_and_one_of_six_lines_have_all_their_pages() {
    let files = built(&[]);
    assert!(files["index.html"].contains("There are no briefs yet."));
    check_links(&files, "/");
    let (path, text) = brief(0, "");
    let files = built(&[(path.as_str(), text.as_str())]);
    assert!(files["index.html"].contains("Brief 0"));
    check_links(&files, "/");
}

#[test]
fn a_long_list_has_pages_that_show_only_their_own_items() {
    let mut all: Vec<_> = (0..130).map(|n| brief(n, "topics: [T]\nevents:\n- 2024-01: X\n")).collect();
    all.push(("site.toml".to_owned(), SETTINGS.to_owned()));
    let (files, report) = build(&all, Held::Left);
    assert!(report.built, "{:#?}", report.diagnostics);
    check_links(&files, "/");
    let items = |path: &str| files[path].matches("class=\"item\"").count();
    assert_eq!([items("index.html"), items("page/5/index.html"), items("page/1/index.html")], [30, 20, 20]);
    assert_eq!([items("topics/t/index.html"), items("topics/t/page/1/index.html")], [30, 20]);
    assert!(files["page/1/index.html"].contains("1 January 2020 – 20 January 2020"), "{}", files["page/1/index.html"]);
    // A new brief changes no page with older items.
    all.push(brief(130, "topics: [T]\n"));
    let (more, _) = build(&all, Held::Left);
    for (path, text) in files.iter().filter(|(path, _)| path.contains("page/")) {
        assert_eq!(more.get(path), Some(text), "{path}");
    }
}

#[test]
fn many_stories_have_several_pages() {
    let mut all: Vec<_> = (0..230).map(|n| brief(n, &format!("story: story-{n}\n"))).collect();
    all.push(("site.toml".to_owned(), SETTINGS.to_owned()));
    let (files, report) = build(&all, Held::Left);
    assert!(report.built, "{:#?}", report.diagnostics);
    check_links(&files, "/");
    let items = |path: &str| files[path].matches("class=\"item\"").count();
    assert_eq!([items("stories/index.html"), items("stories/page/1/index.html")], [130, 100]);
    assert!(!files.contains_key("stories/page/2/index.html"));
    assert!(
        files["stories/page/1/index.html"]
            .contains("<title>Stories, 1 January 2020 – 16 April 2020 – Two Rivers</title>")
    );
    // A story that is added to moves to the front; the pages with older ones stay.
    all.push(brief(231, "story: story-150\n"));
    let (more, _) = build(&all, Held::Left);
    assert_eq!(more["stories/page/1/index.html"], files["stories/page/1/index.html"]);
}

#[test]
fn nothing_of_a_held_brief_is_in_the_output_but_in_the_preview() {
    let secret = "---\ntitle: Zebra title\ndate: 2024-01-01\nslug: zebra-slug\nsource: Zebra Paper, 2024-01-01\nstatus: draft\nstory: zebra-story\n\
        topics: [Zebra topic]\npeople: [Zebra Person]\nevents:\n- 2024-01-01: Zebra event\nimage: {src: zebra.svg, alt: Zebra, credit: Zebra}\n---\nZebra body.\n";
    let mut all: Vec<_> = rich().into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    all.push(("site.toml".to_owned(), SETTINGS.to_owned()));
    all.push(("briefs/held.md".to_owned(), secret.to_owned()));
    all.push(("briefs/zebra.svg".to_owned(), "zebra".to_owned()));
    let (files, _) = build(&all, Held::Left);
    for (path, text) in &files {
        assert!(!path.to_lowercase().contains("zebra") && !text.to_lowercase().contains("zebra"), "{path}");
    }
    let (files, _) = build(&all, Held::Shown);
    let page = &files["briefs/zebra-slug/index.html"];
    assert!(page.contains("noindex") && page.contains("not published yet"), "{page}");
    assert!(!files["sitemap.xml"].contains("zebra-slug"));
}

#[test]
fn hostile_text_stays_text() {
    let bad = "\\\"'><xss onload=alert(1)>{{ t }}{% if %}</script></title><!--&";
    let list = format!("[\"{bad}\"]");
    let text = format!(
        "---\ntitle: \"{bad}\"\ndate: 2024-01-01\nsource:\n- {{publisher: \"{bad}\", title: \"{bad}\", author: {list}, published: 2024-01-01}}\n\
         takeaway: \"{bad}\"\nauthor: {list}\neditor: {list}\nupdates: [{{date: 2024-01-02, what: \"{bad}\"}}]\n\
         corrections: [{{date: 2024-01-02, what: \"{bad}\", was: \"{bad}\", now: \"{bad}\"}}]\nstory: s\ntopics: {list}\n\
         people: [{{name: \"{bad}\", role: \"{bad}\", of: \"{bad}\", aka: [\"a {bad}\"]}}]\nplaces: [\"p {bad}\"]\n\
         events: [{{when: 2024-01-01, what: \"{bad}\", who: \"{bad}\", where: \"p {bad}\", note: \"{bad}\"}}]\n\
         statements: [{{who: \"{bad}\", for: \"{bad}\", says: \"{bad}\"}}, {{who: \"{bad}\", quote: \"{bad}\"}}]\n\
         disputes: [{{about: \"{bad}\", positions: {{\"{bad}\": \"{bad}\", b: \"{bad}\"}}, state: settled, settled_by: \"{bad}\"}}]\n\
         licence: \"{bad}\"\ndisclosure: \"{bad}\"\ncite_as: \"{bad}\"\nimage: {{src: m.svg, alt: \"{bad}\", credit: \"{bad}\"}}\nx-a: \"{bad}\"\n---\n\
         \"'><xss onload=alert(1)> `<xss>`\n\n## <xss>\n\n```<xss>\n<xss>\n```\n"
    );
    let settings = format!(
        "title = \"{bad}\"\nbase_url = \"https://news.example.net/\"\ndescription = \"{bad}\"\nlicence = \"{bad}\"\nnav = [{{title = \"{bad}\", url = \"/x/\"}}]\n"
    );
    let page = format!("---\ntitle: \"{bad}\"\ndescription: \"{bad}\"\n---\n<xss>\n");
    let files = [
        ("site.toml", settings.as_str()),
        ("briefs/x.md", text.as_str()),
        ("briefs/m.svg", ""),
        ("pages/x.md", page.as_str()),
        ("stories/s.md", page.as_str()),
    ];
    let files = built(&files);
    assert!(files.len() > 15, "{:#?}", files.keys());
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        let lower = text.to_lowercase();
        assert!(!lower.contains("<xss") && !lower.contains("\"'>") && !lower.contains("<!--"), "{path}: {text}");
        // Between the tags of a page nothing but its own scripts begins or ends one.
        assert_eq!(text.matches("<script").count(), text.matches("</script>").count(), "{path}");
    }
}

#[test]
fn a_template_of_the_site_replaces_the_built_in_one() {
    let files = built(&[(
        "templates/404.html",
        "{% extends \"base.html\" %}{% block main %}<p>Own {{ t.search }}</p>{% endblock main %}",
    )]);
    assert!(files["404.html"].contains("<p>Own Search</p>") && files["404.html"].contains("class=\"mast\""));
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place() {
    let check = |text: &str, expected: (&str, usize, usize)| {
        let all = [("site.toml".to_owned(), SETTINGS.to_owned()), ("templates/404.html".to_owned(), text.to_owned())];
        let (files, report) = build(&all, Held::Left);
        assert!(!report.built && files.is_empty(), "{text}");
        let errors: Vec<_> = report.diagnostics.iter().filter(|found| found.severity() == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{errors:#?}");
        let place = (errors[0].file.as_str(), errors[0].line, errors[0].column);
        assert_eq!(place, expected, "{errors:#?}");
    };
    check("<p>\n  {{ t.search", ("templates/404.html", 2, 8));
    check("<p>\n  {{ nothing }}", ("templates/404.html", 2, 6));
    check("<p>é {{ t.search | shout }}", ("templates/404.html", 1, 20));
    check("{% include \"nowhere.html\" %}", ("templates/404.html", 1, 12));
}

#[test]
fn feeds_and_sitemap_name_what_is_published() {
    let files = built(&rich());
    let feed = &files["feed.xml"];
    assert_eq!(feed.matches("<entry").count(), 2, "{feed}");
    for part in [
        "<id>https://news.example.net/briefs/talks/</id>",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://news.example.net/feed.xml\"/>",
        "<updated>2024-02-01T00:00:00+00:00</updated>",
        "<link rel=\"via\" href=\"https://gulan.example/a?b=1&amp;c=2\" title=\"Gulan Media\"/>",
    ] {
        assert!(feed.contains(part), "{part} is not in {feed}");
    }
    let sitemap = &files["sitemap.xml"];
    assert!(sitemap.contains("<loc>https://news.example.net/briefs/talks-ar/</loc>"));
    for part in ["/search/", "404", "old/talks", "gone"] {
        assert!(!sitemap.contains(part), "{part} is in {sitemap}");
    }
}

/// The structured data of a page.
fn structured(files: &Files, path: &str) -> serde_json::Value {
    let data = between(&files[path], "<script type=\"application/ld+json\">", "</script>").next();
    serde_json::from_str(data.expect("there are some")).expect("JSON")
}

#[test]
fn structured_data_say_all_that_the_model_knows() {
    let files = built(&rich());
    let brief = structured(&files, "briefs/talks/index.html");
    let check = |pointer: &str, expected: serde_json::Value| {
        assert_eq!(brief.pointer(pointer), Some(&expected), "{pointer} of {brief:#}");
    };
    let text = |text: &str| serde_json::Value::from(text);
    check("/@type", text("NewsArticle"));
    check("/headline", text("Talks open"));
    check("/abstract", text("Both talk."));
    check("/keywords", text("Diplomacy"));
    check("/creativeWorkStatus", text("Published"));
    check("/dateModified", text("2024-02-01"));
    check("/isBasedOn/0/@type", text("NewsArticle"));
    check("/isBasedOn/0/publisher/name", text("Gulan Media"));
    check("/isBasedOn/0/datePublished", text("2024-01-27"));
    check("/isBasedOn/0/inLanguage", text("ar"));
    check("/isBasedOn/1/archivedAt", text("https://archive.example/x"));
    check("/isBasedOn/1/datePublished", text("2024-01"));
    check("/isPartOf/@type", text("CreativeWorkSeries"));
    check("/isPartOf/name", text("The talks"));
    check("/mentions/0/sameAs", text("https://www.wikidata.org/wiki/Q1"));
    check("/hasPart/0/@type", serde_json::json!(["Claim", "Quotation"]));
    check("/hasPart/0/author/0/name", text("A. Singh"));
    check("/hasPart/0/author/1/name", text("The Office"));
    check("/hasPart/0/appearance/@id", text("https://gulan.example/a?b=1&c=2"));
    check("/hasPart/1/@type", text("Claim"));
    check("/correction/@type", text("CorrectionComment"));
    check("/correction/text", text("A number was wrong"));
    // An uncertain day is in EDTF and nowhere a date.
    check("/temporalCoverage", serde_json::json!(["2024-01-27?", "/2024-01-27"]));
    check("/workTranslation/@id", text("https://news.example.net/briefs/talks-ar/#brief"));
    assert!(!brief.to_string().contains("ClaimReview"));
    let gone = structured(&files, "briefs/gone/index.html");
    assert_eq!(gone["creativeWorkStatus"], "Withdrawn");
    assert_eq!(structured(&files, "stories/talks/index.html")["@type"], "CreativeWorkSeries");
    let person = structured(&files, "people/a-singh/index.html");
    assert_eq!(person["mainEntity"]["alternateName"], "أ. سينغ");
}

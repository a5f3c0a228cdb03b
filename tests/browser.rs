//! The example site in a real browser: search, timeline, and pages that are whole without either.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;
use xtask::{
    browser::{Browser, Media, Page, Viewport},
    static_server::StaticServer,
};

use crate::support::{Site, root};

/// The example site as `briefing build` writes it, served.
struct Example {
    _folder: TempDir,
    server: StaticServer,
}

fn example() -> &'static Example {
    static EXAMPLE: OnceLock<Example> = OnceLock::new();
    EXAMPLE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().join("public");
        let content = root().join("content");
        let path = |path: &std::path::Path| path.to_str().expect("UTF-8").to_owned();
        Site::empty().run(&["build", &path(&content), "--out", &path(&out)]).status(0);
        let server = StaticServer::start(out).expect("a server");
        Example { _folder: folder, server }
    })
}

const PATIENCE: Duration = Duration::from_secs(30);

fn page() -> Page {
    let page = Browser::shared().expect("Chromium starts").page().expect("a page");
    page.viewport(Viewport::DESK).expect("a size");
    page
}

fn open(path: &str) -> Page {
    let page = page();
    go(&page, path);
    page
}

fn go(page: &Page, path: &str) {
    page.goto(&example().server.url(path)).unwrap_or_else(|problem| panic!("{path}: {problem}"));
}

fn eval(page: &Page, js: &str) -> Value {
    page.eval(js).unwrap_or_else(|problem| panic!("{js}: {problem}"))
}

fn text(page: &Page, js: &str) -> String {
    eval(page, js).as_str().unwrap_or_default().to_owned()
}

fn wait(page: &Page, condition: &str) {
    page.wait_for(condition, PATIENCE).unwrap_or_else(|problem| panic!("{condition}: {problem}"));
}

/// Nothing was refused, nothing failed, nothing came from elsewhere.
#[track_caller]
fn all_is_well(page: &Page) {
    assert_eq!(page.csp_violations(), [""; 0]);
    assert_eq!(page.console(), [""; 0]);
    let base = example().server.base_url();
    let foreign: Vec<_> =
        page.requests().into_iter().map(|request| request.url).filter(|url| !url.starts_with(&base)).collect();
    assert_eq!(foreign, [""; 0]);
}

fn requested(page: &Page, ending: &str) -> usize {
    page.requests().iter().filter(|request| request.url.ends_with(ending)).count()
}

/// Results are there: the page's own content has links, too, and no marks.
const FOUND: &str = "document.querySelectorAll('#results mark').length > 0";

const KINDS: &[&str] = &[
    "/",
    "/stories/",
    "/stories/coalition-in-iraq/",
    "/archive/",
    "/a-z/",
    "/timeline/",
    "/search/",
    "/corrections/",
    "/about/",
    "/404.html",
];

/// One page of each kind; those with names that the content may change are found by their links.
fn kinds() -> Vec<String> {
    let page = open("/a-z/");
    let mut kinds: Vec<String> = KINDS.iter().map(|&kind| kind.to_owned()).collect();
    for start in ["/people/", "/organisations/", "/places/", "/topics/", "/sources/"] {
        let link =
            text(&page, &format!("document.querySelector('main a[href^=\"{start}\"]')?.getAttribute('href') ?? ''"));
        assert_ne!(link, "", "the index of names links to {start}");
        kinds.push(link);
    }
    go(&page, "/");
    kinds.push(text(&page, "document.querySelector('.item h3 a').getAttribute('href')"));
    kinds
}

#[test]
fn a_reader_finds_the_seed_brief_by_typing() {
    let page = open("/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("coalition").expect("one can type");
    wait(&page, FOUND);
    let links = text(&page, "[...document.querySelectorAll('#results a')].map(a => a.getAttribute('href')).join(' ')");
    assert!(links.contains("/briefs/baghdad-and-washington-open-coalition-talks"), "{links}");
    assert!(eval(&page, "document.querySelectorAll('#results mark').length").as_u64() > Some(2));
    wait(&page, "document.querySelector('#status').textContent.length > 5");
    wait(&page, "location.search === '?q=coalition'");
    all_is_well(&page);
}

#[test]
fn a_slip_is_mended_and_said() {
    let page = open("/search/?q=coaliton");
    wait(&page, FOUND);
    wait(&page, "document.querySelector('#status').textContent.includes('coalition')");
    let marked = text(&page, "document.querySelector('#results mark').textContent.toLowerCase()");
    assert_eq!(marked, "coalition");
    all_is_well(&page);
}

#[test]
fn arabic_is_found_in_any_spelling() {
    let page = open("/search/");
    page.click("#q").expect("the box can be clicked");
    // Without the hamza of the alef, as many type it.
    page.type_text("التحالف").expect("one can type");
    wait(&page, FOUND);
    wait(&page, "document.querySelector('#results [lang=ar]') !== null");
}

#[test]
fn results_are_reached_by_keyboard() {
    let page = open("/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("coalition").expect("one can type");
    wait(&page, FOUND);
    page.press("ArrowDown").expect("a key");
    wait(&page, "document.activeElement.closest('#results') !== null");
    let href = text(&page, "document.activeElement.getAttribute('href')");
    page.press("Enter").expect("a key");
    wait(&page, &format!("location.pathname + location.hash === '{href}' || location.pathname === '{href}'"));
}

#[test]
fn the_module_is_loaded_when_it_is_used_and_only_then() {
    let page = open("/");
    assert_eq!((requested(&page, ".wasm"), requested(&page, ".js")), (0, 0), "home");
    go(&page, &kinds().pop().expect("a brief"));
    assert_eq!((requested(&page, ".wasm"), requested(&page, ".js")), (0, 0), "a brief");
    let page = open("/search/");
    assert_eq!((requested(&page, ".wasm"), requested(&page, ".bin")), (0, 0), "search before it is used");
    page.click("#q").expect("the box can be clicked");
    wait(&page, "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('.wasm'))");
    all_is_well(&page);
}

#[test]
fn the_timeline_is_drawn_over_its_list() {
    let shifts = "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })\
                  .observe({ type: 'layout-shift', buffered: true });";
    for path in ["/timeline/", "/stories/coalition-in-iraq/"] {
        let page = page();
        page.before_load(shifts).expect("a script");
        go(&page, path);
        eval(&page, "document.querySelector('#timeline').scrollIntoView()");
        wait(&page, "document.documentElement.dataset.timeline === 'ready'");
        let inked = "(() => { const canvas = document.querySelector('#timeline canvas'); \
                     const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
                     let inked = 0; for (let i = 3; i < pixels.length; i += 4) inked += pixels[i] > 128; return inked; })()";
        assert!(eval(&page, inked).as_u64() > Some(500), "{path}: the picture is empty");
        assert!(eval(&page, "document.querySelectorAll('[data-event]').length").as_u64() > Some(5), "{path}");
        assert_eq!(eval(&page, "window.shift").as_f64(), Some(0.0), "{path}: the page moved");
        all_is_well(&page);
    }
}

#[test]
fn the_keyboard_walks_through_the_timeline() {
    let page = open("/timeline/");
    eval(&page, "document.querySelector('#timeline').scrollIntoView()");
    wait(&page, "document.documentElement.dataset.timeline === 'ready'");
    eval(&page, "document.querySelector('#timeline').focus()");
    let mut seen = std::collections::BTreeSet::new();
    page.press("Home").expect("a key");
    for _ in 0..10 {
        wait(&page, "!document.querySelector('#timeline-panel').hidden");
        seen.insert(text(&page, "document.querySelector('#timeline-panel').textContent"));
        page.press("ArrowRight").expect("a key");
    }
    assert!(seen.len() >= 5, "{seen:?}");
    page.press("Escape").expect("a key");
    wait(&page, "document.querySelector('#timeline-panel').hidden");
    assert!(!text(&page, "document.querySelector('.tl-status').textContent").trim().is_empty());
    let before = text(&page, "location.search");
    page.press("+").expect("a key");
    wait(&page, &format!("location.search !== '{before}'"));
    all_is_well(&page);
}

#[test]
fn a_failure_of_the_module_leaves_the_page_whole() {
    let page = page();
    page.block(&["*.wasm"]).expect("it blocks");
    go(&page, "/timeline/");
    wait(&page, "document.querySelectorAll('li[data-event]').length > 5");
    let start = Instant::now();
    while page.console().is_empty() && start.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
    assert!(
        eval(&page, "[...document.querySelectorAll('li[data-event]')].every(item => item.offsetHeight > 0)")
            == Value::Bool(true)
    );
    go(&page, "/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("coalition").expect("one can type");
    assert!(
        eval(&page, "document.querySelectorAll('#results a').length").as_u64() > Some(0),
        "the ways on are still there"
    );
}

#[test]
fn every_page_is_whole_without_javascript() {
    let with = page();
    let kinds = kinds();
    let without = page();
    without.javascript(false).expect("it can be switched off");
    for kind in &kinds {
        go(&with, kind);
        go(&without, kind);
        let read = "document.querySelector('main').innerText.replace(/\\s+/g, ' ').length";
        let (a, b) = (eval(&with, read).as_u64().unwrap_or(0), eval(&without, read).as_u64().unwrap_or(0));
        assert!(b > 40 && b * 10 >= a * 8, "{kind}: {b} letters without, {a} with");
    }
}

#[test]
fn no_page_scrolls_sideways_on_a_phone() {
    let page = page();
    page.viewport(Viewport { width: 320, height: 640, ..Viewport::DESK }).expect("a size");
    let mut kinds = kinds();
    for language in ["ar", "ckb"] {
        go(&page, "/search/");
        kinds.push(versions(language));
    }
    for kind in kinds {
        go(&page, &kind);
        let overflow = "(() => { const width = document.documentElement.clientWidth; const wide = [...document.querySelectorAll('body *')]\
                        .filter(e => { const box = e.getBoundingClientRect(); return box.width > 1 && (box.right > width + 1 || box.left < -1) \
                        && getComputedStyle(e).position !== 'absolute'; }); \
                        return document.documentElement.scrollWidth > width ? wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join('\\n') || 'page' : ''; })()";
        assert_eq!(text(&page, overflow), "", "{kind}");
    }
}

/// The address of the seed brief in another language.
fn versions(language: &str) -> String {
    let page = open("/stories/coalition-in-iraq/");
    let seed = text(
        &page,
        "[...document.querySelectorAll('a[href^=\"/briefs/baghdad-and-washington\"]')][0].getAttribute('href').split('#')[0]",
    );
    go(&page, &seed);
    let link = text(&page, &format!("document.querySelector('a[hreflang={language}]')?.getAttribute('href') ?? ''"));
    assert_ne!(link, "", "{seed} links to its version in {language}");
    link
}

#[test]
fn translations_are_in_their_language_and_direction() {
    for language in ["ar", "ckb"] {
        let page = open(&versions(language));
        let html = "document.documentElement.lang + ' ' + getComputedStyle(document.body).direction";
        assert_eq!(text(&page, html), format!("{language} rtl"));
        assert!(eval(&page, "document.querySelectorAll('link[rel=alternate][hreflang]').length").as_u64() >= Some(3));
        all_is_well(&page);
    }
}

#[test]
fn every_page_can_be_read_in_the_dark() {
    let page = open("/");
    let paper = "getComputedStyle(document.documentElement).backgroundColor";
    let light = text(&page, paper);
    page.media(Media { dark: true, ..Default::default() }).expect("it is dark");
    assert_ne!(text(&page, paper), light);
}

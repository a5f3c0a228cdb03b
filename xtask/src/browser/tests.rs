//! Chromium itself, on pages from the static server.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::*;
use crate::static_server::StaticServer;
use crate::system::ScratchFolder;

const PAGE: &str = r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'">
<link rel="stylesheet" href="style.css">
<script src="script.js"></script>
<input id="q"><button id="go">Go</button><p id="said"></p><a id="next" href="next.html">next</a>
<p style="color: red">Refused style</p><button id="low">Low</button><button id="hidden" hidden>Hidden</button>"#;

const SCRIPT: &str = r##"addEventListener("DOMContentLoaded", () => {
    const [q, said] = [document.querySelector("#q"), document.querySelector("#said")];
    window.keys = [];
    q.addEventListener("keydown", event => keys.push(event.key));
    document.querySelector("#go").addEventListener("click", () => said.textContent = "went: " + q.value);
    document.querySelector("#low").addEventListener("click", () => alert("low"));
});"##;

const STYLE: &str = "#low { margin-top: 3000px } body { color: rgb(1, 2, 3) } @media (prefers-color-scheme: dark) { body { color: rgb(4, 5, 6) } }
@media print { body { color: rgb(7, 8, 9) } }";

/// A page on a small site, and what must outlive it.
struct Visit {
    page: Page,
    server: StaticServer,
    scratch: ScratchFolder,
}

impl Visit {
    fn new() -> Self {
        let scratch = ScratchFolder::new("browser-test").expect("a scratch folder");
        for (name, text) in [("index.html", PAGE), ("script.js", SCRIPT), ("style.css", STYLE), ("next.html", "next")] {
            fs::write(scratch.path().join(name), text).expect("a file");
        }
        let server = StaticServer::start(scratch.path()).expect("a server");
        let page = Browser::shared().and_then(|browser| browser.page()).expect("a page");
        Self { page, server, scratch }
    }

    fn opened() -> Self {
        let visit = Self::new();
        visit.page.goto(&visit.server.url("")).expect("opened");
        visit
    }

    fn eval(&self, js: &str) -> Value {
        self.page.eval(js).unwrap_or_else(|error| panic!("{js}: {error}"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }
}

#[test]
fn expressions_have_values_and_errors() {
    let visit = Visit::opened();
    assert_eq!(
        visit.eval("({ a: [1, 'b', null], title: document.title })"),
        json!({ "a": [1, "b", null], "title": "Test" })
    );
    assert_eq!(visit.eval("new Promise(resolve => setTimeout(() => resolve('late'), 20))"), json!("late"));
    assert_eq!(visit.eval("undefined"), Value::Null);
    let error = |js: &str| visit.page.eval(js).expect_err(js).to_string();
    assert_eq!(error("throw new TypeError('no')"), "TypeError: no");
    assert_eq!(error("Promise.reject('why')"), "why");
    assert!(error("1 +").starts_with("SyntaxError"));
    let slow = visit.page.eval_within(Duration::from_millis(50), "new Promise(() => {})").expect_err("never");
    assert!(slow.to_string().contains("no reply within 0.05 s"), "{slow}");
}

#[test]
fn a_reader_types_presses_and_clicks() {
    let visit = Visit::opened();
    let page = &visit.page;
    page.click("#q").expect("clicked");
    page.type_text("Ab? كوردستان").expect("typed");
    page.press("Shift+ArrowLeft").expect("pressed");
    page.press("Backspace").expect("pressed");
    assert_eq!(visit.eval("document.querySelector('#q').value"), json!("Ab? كوردستا"));
    assert_eq!(visit.eval("keys.slice(0, 3).concat(keys.slice(-2))"), json!(["A", "b", "?", "ArrowLeft", "Backspace"]));
    page.press("Tab").expect("pressed");
    assert_eq!(visit.eval("document.activeElement.id"), json!("go"));
    page.press("Enter").expect("pressed");
    page.wait_for("document.querySelector('#said').textContent == 'went: Ab? كوردستا'", PATIENCE).expect("said");
    page.click("#q").expect("clicked");
    page.press("Control+a").expect("pressed");
    page.type_text("x").expect("typed");
    assert_eq!(visit.eval("document.querySelector('#q').value"), json!("x"));
}

#[test]
fn clicks_scroll_answer_dialogs_and_follow_links() {
    let visit = Visit::opened();
    let page = &visit.page;
    page.click("#low").expect("clicked");
    assert_eq!(page.dialogs(), ["low"]);
    let refused = |selector: &str| page.click(selector).expect_err(selector).to_string();
    assert_eq!(refused("#none"), "cannot point at `#none`: Error: nothing matches");
    assert_eq!(refused("#hidden"), "cannot point at `#hidden`: Error: it takes no room");
    page.click("#next").expect("clicked");
    page.wait_for("location.pathname == '/next.html' && document.body.textContent == 'next'", PATIENCE).expect("next");
}

#[test]
fn media_and_windows_reach_the_page() {
    let visit = Visit::opened();
    let color = || visit.eval("getComputedStyle(document.body).color");
    let matches = |query: &str| visit.eval(&format!("matchMedia('({query})').matches"));
    assert_eq!(color(), json!("rgb(1, 2, 3)"));
    visit.page.media(Media { dark: true, forced_colors: false, ..Media::default() }).expect("dark");
    assert_eq!(color(), json!("rgb(4, 5, 6)"));
    visit.page.media(Media { print: true, ..Media::default() }).expect("print");
    assert_eq!(color(), json!("rgb(7, 8, 9)"));
    visit
        .page
        .media(Media { reduced_motion: true, forced_colors: true, more_contrast: true, ..Media::default() })
        .expect("all");
    for query in ["prefers-reduced-motion: reduce", "forced-colors: active", "prefers-contrast: more"] {
        assert_eq!(matches(query), json!(true), "{query}");
    }
    visit.page.media(Media::default()).expect("none");
    assert_eq!(matches("forced-colors: active"), json!(false));
    assert_eq!(visit.eval("[innerWidth, innerHeight, devicePixelRatio]"), json!([1280, 900, 1]));
    visit.page.viewport(Viewport::PHONE).expect("a phone");
    assert_eq!(visit.eval("[screen.width, devicePixelRatio, navigator.maxTouchPoints > 0]"), json!([360, 2, true]));
}

#[test]
fn pictures_and_paper_are_written() {
    let visit = Visit::opened();
    // Width and height stand in the head of a PNG, most significant byte first.
    let size = |name: &str| {
        let bytes = fs::read(visit.file(name)).expect("a picture");
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        [16, 20].map(|at| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
    };
    visit.page.screenshot(visit.file("view.png")).expect("a picture");
    assert_eq!(size("view.png"), [1280, 900]);
    visit.page.screenshot_whole(visit.file("whole.png")).expect("a picture");
    assert!(size("whole.png")[0] == 1280 && size("whole.png")[1] > 3000, "{:?}", size("whole.png"));
    visit.page.pdf(visit.file("paper.pdf")).expect("a document");
    assert!(fs::read(visit.file("paper.pdf")).expect("a document").starts_with(b"%PDF-"));
    assert!(visit.page.screenshot(visit.file("no/such/folder.png")).is_err());
}

#[test]
fn requests_are_told_with_their_bytes() {
    let visit = Visit::opened();
    visit.page.wait_for("document.fonts.status == 'loaded'", PATIENCE).expect("settled");
    let told: Vec<_> =
        visit.page.requests().into_iter().filter(|request| !request.url.ends_with("favicon.ico")).collect();
    let names: Vec<_> = told.iter().map(|request| (request.url.as_str(), request.status)).collect();
    let url = |path: &str| visit.server.url(path);
    assert_eq!(names, [(url("").as_str(), Some(200)), (&url("style.css"), Some(200)), (&url("script.js"), Some(200))]);
    let script = &told[2];
    let length = SCRIPT.len() as u64;
    assert!(script.encoded > length && script.encoded < length + 500, "{script:?}");
    assert_eq!((script.kind.as_str(), script.mime.as_str()), ("Script", "text/javascript"));
}

#[test]
fn the_network_can_fail_and_be_slow() {
    let visit = Visit::opened();
    let page = &visit.page;
    let fetched = |name: &str| visit.eval(&format!("fetch('{name}').then(() => 'came', () => 'failed')"));
    page.block(&["*next.html"]).expect("blocked");
    assert_eq!(fetched("next.html"), json!("failed"));
    assert_eq!(fetched("style.css"), json!("came"));
    page.block(&[]).expect("unblocked");
    assert_eq!(fetched("next.html"), json!("came"));
    page.link(Link::OFFLINE).expect("offline");
    assert_eq!(fetched("next.html"), json!("failed"));
    assert!(page.goto(&visit.server.url("next.html")).is_err());
    page.link(Link { latency: 400.0, ..Link::FULL }).expect("slow");
    page.goto(&visit.server.url("")).expect("opened");
    let time = visit.eval(
        "(async () => { const t = performance.now(); await fetch('script.js?x'); return performance.now() - t })()",
    );
    assert!(time.as_f64().is_some_and(|time| time >= 390.0), "{time}");
    page.link(Link::FULL).expect("fast");
}

#[test]
fn console_and_policy_are_noted() {
    let visit = Visit::opened();
    assert_eq!(
        (visit.page.console(), visit.page.csp_violations().len()),
        (vec![], 1),
        "the style attribute is refused"
    );
    visit.eval("console.warn('a', 1, null)");
    visit.eval("setTimeout(() => { throw new RangeError('far') })");
    visit.eval(
        "document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))",
    );
    assert_eq!(visit.eval("[window.ran, new Promise(resolve => setTimeout(resolve, 50))][0]"), Value::Null);
    visit.eval("new Promise(resolve => setTimeout(resolve, 50))");
    assert_eq!(visit.page.console(), ["warning: a 1 null", "exception: RangeError: far"]);
    assert_eq!(visit.page.csp_violations().len(), 2, "{:?}", visit.page.log());
}

#[test]
fn scripts_can_be_switched_off() {
    let visit = Visit::new();
    visit.page.javascript(false).expect("off");
    visit.page.goto(&visit.server.url("")).expect("opened");
    assert_eq!(visit.eval("typeof window.keys"), json!("undefined"));
    visit.page.wait_for("document.querySelector('#go')", PATIENCE).expect("the page is there");
    visit.page.javascript(true).expect("on");
    visit.page.reload().expect("loaded anew");
    assert_eq!(visit.eval("typeof window.keys"), json!("object"));
}

#[test]
fn pages_share_nothing() {
    let visit = Visit::opened();
    visit.eval("localStorage.setItem('a', 'b')");
    let other = Browser::shared().and_then(|browser| browser.page()).expect("a page");
    other.goto(&visit.server.url("")).expect("opened");
    assert_eq!(other.eval("localStorage.getItem('a')"), Ok(Value::Null));
    assert_eq!(visit.eval("[document.hasFocus(), document.visibilityState]"), json!([true, "visible"]));
    assert_eq!(other.eval("[document.hasFocus(), document.visibilityState]"), Ok(json!([true, "visible"])));
}

#[test]
fn scripts_come_first_and_counters_count() {
    let visit = Visit::new();
    visit.page.before_load("window.early = document.readyState").expect("noted");
    visit.page.slow_cpu(2.0).expect("slowed");
    visit.page.goto(&visit.server.url("")).expect("opened");
    assert_eq!(visit.eval("early"), json!("loading"));
    let metrics = visit.page.metrics().expect("metrics");
    assert!(metrics["Nodes"] > 10.0 && metrics["TaskDuration"] > 0.0, "{metrics:?}");
}

#[test]
fn what_does_not_come_is_an_error() {
    let visit = Visit::opened();
    let patience = Duration::from_millis(60);
    let check = |condition: &str, expected: &str| {
        let error = visit.page.wait_for(condition, patience).expect_err(condition);
        assert_eq!(error.to_string(), format!("not within 0.06 s: {condition}{expected}"));
    };
    check("false", "");
    check("nowhere.x", ": ReferenceError: nowhere is not defined");
    assert!(visit.page.goto("http://127.0.0.1:1/").expect_err("closed").to_string().contains("net::ERR_"));
    assert!(visit.page.send("No.such", json!({})).expect_err("unknown").to_string().starts_with("`No.such`: "));
}

#[test]
fn a_browser_leaves_nothing_behind() {
    let browser = Browser::launch().expect("a browser");
    assert!(browser.version().expect("a version").contains('/'));
    let page = browser.page().expect("a page");
    let profile = browser.process.profile().to_owned();
    assert!(profile.is_dir());
    drop(browser);
    assert_eq!(page.eval("1 + 1"), Ok(json!(2)), "a page keeps its browser");
    drop(page);
    assert!(!profile.exists());
}

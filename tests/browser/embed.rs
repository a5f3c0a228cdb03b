//! Timelines in articles of others.

use serde_json::{Value, json};
use xtask::{
    browser::{Page, Viewport},
    static_server::StaticServer,
};

use super::{eval, example, go, open, page, text, wait, wait_for_the_picture};
use crate::support::Site;

/// An article of another origin, with the example's timeline in a frame of the smallest size.
struct Article {
    page: Page,
    _site: Site,
    _server: StaticServer,
}

impl Article {
    fn open(address: &str) -> Article {
        let src = example().server.url(address);
        let frame = format!("<iframe src=\"{src}\" title=\"T\" width=\"320\" height=\"400\"></iframe>");
        let site = Site::empty().file("index.html", format!("<!DOCTYPE html><title>A</title><h1>Article</h1>{frame}"));
        let server = StaticServer::start(site.path()).expect("a server");
        let page = page();
        page.goto(&server.base_url()).expect("it opens");
        Article { page, _site: site, _server: server }
    }

    /// The value of an expression within the frame.
    fn eval(&self, js: &str) -> Value {
        let tree = self.page.send("Page.getFrameTree", json!({})).expect("frames");
        let frame = &tree["frameTree"]["childFrames"][0]["frame"]["id"];
        let world = self.page.send("Page.createIsolatedWorld", json!({ "frameId": frame })).expect("a place to ask in");
        let asked = json!({ "expression": js, "contextId": world["executionContextId"], "returnByValue": true });
        self.page.send("Runtime.evaluate", asked).expect("an answer")["result"]["value"].clone()
    }

    #[track_caller]
    fn wait(&self, condition: &str) {
        let start = std::time::Instant::now();
        while self.eval(&format!("!!({condition})")) != Value::Bool(true) {
            assert!(start.elapsed() < super::PATIENCE, "{condition}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

#[test]
fn a_timeline_stands_in_an_article_of_another_origin() {
    let article = Article::open("/stories/mosul/embed/?from=2016-01-01&to=2018-01-01");
    article.wait("document.documentElement.dataset.timeline === 'ready'");
    let said = article.eval("document.querySelector('.tl-status').textContent");
    assert!(said.as_str().is_some_and(|said| said.starts_with("January 2016 – December 2017")), "{said}");
    let beside = "[...document.querySelectorAll('.mast, .foot, .keep, .frame, details')].filter(part => part.offsetHeight > 0).length";
    assert_eq!(article.eval(beside), 0);
    assert_eq!(article.eval("document.documentElement.scrollWidth <= 320"), true);
    let high = "document.querySelector('#timeline').offsetHeight";
    assert!(article.eval(high).as_u64() >= Some(200), "the picture can be seen");
    assert_eq!(article.page.csp_violations(), [""; 0]);
    assert_eq!(article.page.console(), [""; 0]);
    // What is chosen is told within what can be seen.
    article.eval("document.querySelector('#timeline').focus()");
    article.page.press("Home").expect("a key");
    article.wait("!document.querySelector('.panel').hidden");
    article.wait("(({ top, bottom }) => top > 0 && bottom <= innerHeight)(document.querySelector('.panel').getBoundingClientRect())");
}

#[test]
fn links_leave_the_frame_and_the_article_stays() {
    let article = Article::open("/stories/mosul/embed/");
    article.wait("document.querySelectorAll('li[data-event] a').length > 3");
    let (before, there) = (text(&article.page, "location.href"), article.eval("location.pathname"));
    let link = article.eval(
        "(() => { const link = document.querySelector('.embed header a'); const { left, top } = link.getBoundingClientRect();\
         return [link.getAttribute('href'), left + 5, top + 5]; })()",
    );
    assert_eq!(link[0], "/stories/mosul/");
    let frame = eval(
        &article.page,
        "(({ left, top }) => [left + 2, top + 2])(document.querySelector('iframe').getBoundingClientRect())",
    );
    let at = |side: usize| frame[side].as_f64().unwrap_or_default() + link[side + 1].as_f64().unwrap_or_default();
    let opened = || {
        let targets = article.page.send("Target.getTargets", json!({})).expect("targets");
        let targets = targets["targetInfos"].as_array().expect("a list").clone();
        let url = example().server.url("/stories/mosul/");
        targets.iter().filter(|target| target["url"] == url.as_str()).count()
    };
    let already = opened();
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": at(0), "y": at(1), "button": "left", "clickCount": 1 });
        article.page.send("Input.dispatchMouseEvent", event).expect("a click");
    }
    let start = std::time::Instant::now();
    while opened() == already && start.elapsed() < super::PATIENCE {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(opened() > already, "a new tab");
    assert_eq!(text(&article.page, "location.href"), before);
    assert_eq!(article.eval("location.pathname"), there);
    assert_eq!(article.page.csp_violations(), [""; 0]);
}

#[test]
fn an_embed_page_is_a_list_without_scripts() {
    let page = page();
    page.viewport(Viewport { width: 320, height: 400, ..Viewport::DESK }).expect("a size");
    page.javascript(false).expect("it can be switched off");
    for path in ["/timeline/embed/", "/stories/mosul/embed/"] {
        go(&page, path);
        let whole = "[...document.querySelectorAll('li[data-event]')].filter(item => item.offsetHeight > 0).length";
        assert!(eval(&page, whole).as_u64() > Some(5), "{path}");
        assert_eq!(eval(&page, "document.querySelector('.pic').offsetHeight"), 0, "{path}");
    }
    // And whoever wants to embed it finds the element.
    go(&page, "/stories/mosul/");
    page.click(".frame summary").expect("it can be opened");
    wait(&page, "document.querySelector('#frame').offsetHeight > 20");
    let element = text(&page, "document.querySelector('#frame').value");
    assert!(
        element.starts_with("<iframe src=\"https://example.org/stories/mosul/embed/\" title=\"Timeline, "),
        "{element}"
    );
    assert_eq!(eval(&page, "document.querySelector('.frame button').offsetHeight"), 0);
}

#[test]
fn the_element_follows_what_is_shown_and_is_copied() {
    let page = page();
    // The browser of a test has no clipboard that can be read, or is asked whether it may be.
    page.before_load(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => {\
         if (window.refused) throw new Error(); window.copied = text; } } })",
    )
    .expect("a script");
    go(&page, "/timeline/");
    wait_for_the_picture(&page);
    page.click(".frame summary").expect("it can be opened");
    wait(&page, "!document.querySelector('.frame button').hidden");
    let element = "document.querySelector('#frame').value";
    assert!(text(&page, element).contains("/timeline/embed/\" title=\"Timeline "), "what comes later will be shown");
    page.click("[data-zoom=decade]").expect("a button");
    wait(&page, &format!("{element}.includes('/timeline/embed/?from=')"));
    let query = format!("{element}.match(/embed\\/([^\"]*)/)[1].replaceAll('&amp;', '&')");
    assert_eq!(text(&page, &query), text(&page, "location.search"));
    page.click(".frame button").expect("a button");
    wait(&page, &format!("window.copied === {element}"));
    let status = "document.querySelector('.frame [role=status]').textContent";
    wait(&page, &format!("{status} === 'Copied.'"));
    eval(&page, "window.refused = true");
    page.click(".frame button").expect("a button");
    wait(&page, &format!("{status}.includes('selected')"));
    let selected = "getSelection().toString() || (({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.querySelector('#frame'))";
    assert_eq!(text(&page, selected), text(&page, element));
    super::all_is_well(&page);
}

#[test]
fn an_element_that_cannot_follow_stays_as_it_was() {
    let page = page();
    page.block(&["*/embed-*.js"]).expect("it blocks");
    go(&page, "/timeline/");
    wait_for_the_picture(&page);
    page.click(".frame summary").expect("it can be opened");
    super::wait_for_the_complaint(&page);
    assert!(text(&page, "document.querySelector('#frame').value").starts_with("<iframe src="));
    assert_eq!(eval(&page, "document.querySelector('.frame button').hidden"), true);
}

#[test]
fn a_page_of_its_own_has_what_an_embed_page_lacks() {
    let page = open("/stories/mosul/");
    let (events, buttons) =
        ("document.querySelectorAll('li[data-event]').length", "document.querySelectorAll('[data-export]').length");
    let listed = eval(&page, events);
    assert_eq!(eval(&page, buttons), 4);
    go(&page, "/stories/mosul/embed/");
    assert_eq!(eval(&page, events), listed);
    assert_eq!(eval(&page, buttons), 0);
}

#[test]
fn an_embed_page_says_what_was_chosen_and_leads_to_the_same() {
    let page = open("/timeline/embed/?q=talks&topic=diplomacy");
    let line = "document.querySelector('main > .sifted')";
    wait(&page, &format!("{line}.textContent.includes('Left out')"));
    let parts = text(&page, &format!("[...{line}.children].map((part) => part.textContent).join('|')"));
    assert!(parts.starts_with("“talks”|Diplomacy|Left out by this choice: "), "{parts}");
    let link = "document.querySelector('.embed header a')";
    let shown = "(link => link.pathname + link.search)";
    assert_eq!(text(&page, &format!("{shown}({link})")), "/timeline/?q=talks&topic=diplomacy");
    page.click("[data-zoom=all]").expect("a button");
    wait(&page, &format!("{link}.search.includes('from=')"));
    assert!(text(&page, &format!("{link}.search")).starts_with("?q=talks&topic=diplomacy&from="));
    go(&page, "/timeline/embed/");
    wait_for_the_picture(&page);
    assert_eq!(eval(&page, &format!("{line}.offsetHeight")), 0, "where nothing was chosen nothing is said");
}

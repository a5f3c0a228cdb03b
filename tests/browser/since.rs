//! What is new since the last visit.

use serde_json::Value;
use xtask::{
    browser::{Page, Viewport},
    static_server::StaticServer,
};

use super::{eval, example, page, text, wait, wait_for_the_picture};
use crate::support::Site;

/// A site that grows, served.
struct Growing {
    site: Site,
    server: StaticServer,
}

impl Growing {
    fn new() -> Growing {
        let site = Site::empty().file("site.toml", crate::support::SETTINGS);
        let server = StaticServer::start(site.path().join("public")).expect("a server");
        let growing = Growing { site, server };
        growing.publish("a", "2024-01-01", "First talks");
        growing.publish("b", "2024-02-01", "Second talks");
        growing
    }

    /// Adds a brief of 5 February 2024 with one event.
    fn publish(&self, name: &str, when: &str, what: &str) {
        let front = format!("title: {what}\ndate: 2024-02-05\nsource: Gulan Media, 2024-02-05");
        let text = format!("---\n{front}\nevents:\n  - id: e\n    when: {when}\n    what: {what}\n---\nText.\n");
        self.site.write(&format!("briefs/2024-02-05-{name}.md"), text);
        self.site.run(&["build"]).status(0);
    }

    fn visit(&self, page: &Page) {
        page.goto(&self.server.url("/timeline/")).expect("it opens");
        wait_for_the_picture(page);
    }
}

/// What this browser knows of the last visit.
const KNOWN: &str = "(localStorage.getItem('seen:/') ?? '')";
/// What the link says; nothing where there is none.
const LINK: &str = "[...document.querySelectorAll('.since span')].filter(part => part.offsetWidth > 0).map(part => part.textContent).join()";
/// The events that are marked in the list.
const MARKED: &str = "[...document.querySelectorAll('li:has(.new)')].map(item => item.dataset.event).join(' ')";

#[test]
fn a_second_visit_is_told_what_is_new() {
    let growing = Growing::new();
    let page = page();
    growing.visit(&page);
    wait(&page, &format!("{KNOWN}.includes('briefs/b/#e-e')"));
    assert_eq!((text(&page, LINK), text(&page, MARKED)), (String::new(), String::new()), "the first visit");

    // Of the same day as the others, and of an older time.
    growing.publish("c", "2023-06-10/2023-06-12", "Earlier talks");
    growing.publish("d", "2023-08-01", "Later talks");
    page.before_load(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })\
         .observe({ type: 'layout-shift', buffered: true });",
    )
    .expect("a script");
    growing.visit(&page);
    wait(&page, &format!("{LINK} === 'New since your last visit: 2'"));
    assert_eq!(text(&page, MARKED), "briefs/c/#e-e briefs/d/#e-e");
    assert_eq!(text(&page, "document.querySelector('.new').textContent"), "new");
    assert_eq!(eval(&page, "window.shift").as_f64(), Some(0.0), "the page moved");

    // The link shows the stretch of time in which they lie, and it is still the same visit.
    wait(&page, &format!("{KNOWN}.includes('briefs/d/#e-e')"));
    page.click(".since a").expect("a link");
    wait(
        &page,
        "location.search.includes('from=2023-06-0') && location.search.includes('to=2023-08-0') && document.readyState === 'complete'",
    );
    wait_for_the_picture(&page);
    wait(&page, &format!("{MARKED} === 'briefs/c/#e-e briefs/d/#e-e'"));
    assert!(text(&page, "document.querySelector('.tl-status').textContent").contains("Events: 2 of 4"));
    page.reload().expect("the page again");
    wait_for_the_picture(&page);
    wait(&page, &format!("{LINK} === 'New since your last visit: 2'"));

    // Whoever comes from elsewhere makes another visit, and what is newer yet is all that is new.
    growing.visit(&page);
    wait(&page, "performance.getEntriesByType('resource').some(file => file.name.endsWith('.json'))");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!((text(&page, LINK), text(&page, MARKED)), (String::new(), String::new()));
    growing.publish("e", "2024-02-04T10:00Z", "Last talks");
    page.viewport(Viewport { width: 320, height: 640, ..Viewport::DESK }).expect("a size");
    page.reload().expect("the page again");
    wait_for_the_picture(&page);
    wait(&page, &format!("{LINK} === 'New: 1'"));
    assert!(text(&page, "document.querySelector('.since a').search").ends_with("&event=briefs%2Fe%2F%23e-e"));
    assert_eq!(eval(&page, "window.shift").as_f64(), Some(0.0), "the page moved");
    assert_eq!(page.csp_violations(), [""; 0]);
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn a_tab_that_nobody_looked_at_is_no_visit() {
    let growing = Growing::new();
    let page = page();
    page.before_load("Object.defineProperty(document, 'hidden', { get: () => !window.isSeen })").expect("a script");
    growing.visit(&page);
    wait(&page, "performance.getEntriesByType('resource').some(file => file.name.endsWith('.json'))");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(text(&page, KNOWN), "");
    eval(&page, "window.isSeen = true; document.dispatchEvent(new Event('visibilitychange'))");
    wait(&page, &format!("{KNOWN}.includes('briefs/a/#e-e')"));
}

#[test]
fn without_a_store_nothing_is_told_and_nothing_fails() {
    let growing = Growing::new();
    for store in ["get: () => { throw new DOMException('no', 'SecurityError'); }", "value: { 'seen:/': '{]' }"] {
        let page = page();
        let both = ["localStorage", "sessionStorage"]
            .map(|name| format!("Object.defineProperty(window, '{name}', {{ {store} }});"));
        page.before_load(&both.concat()).expect("a script");
        growing.visit(&page);
        wait(&page, "performance.getEntriesByType('resource').some(file => file.name.endsWith('.json'))");
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(text(&page, LINK), "");
        assert_eq!(page.console(), [""; 0]);
    }
}

#[test]
fn a_file_that_does_not_come_leaves_the_page_as_it_was() {
    let page = page();
    page.block(&["*/since-*.json"]).expect("it blocks");
    page.goto(&example().server.url("/timeline/")).expect("it opens");
    wait_for_the_picture(&page);
    super::wait_for_the_complaint(&page);
    assert_eq!(text(&page, LINK), "");
    assert!(eval(&page, "document.querySelector('#timeline').offsetHeight").as_u64() > Some(100));
}

#[test]
fn what_had_no_room_in_the_file_before_is_not_new() {
    let page = page();
    page.goto(&example().server.url("/timeline/")).expect("it opens");
    wait_for_the_picture(&page);
    let loaded = "performance.getEntriesByType('resource').map(file => file.name).find(name => name.endsWith('.js') && name.includes('/since-'))";
    wait(&page, &format!("{loaded} !== undefined"));
    let check = |now: &str, before: &str, more: bool, expected: &str| {
        let events: Vec<_> = now.chars().map(|event| format!("['{event}', 0, 1]")).collect();
        let before: Vec<_> = before.chars().map(|event| format!("'{event}'")).collect();
        let js = format!(
            "import({loaded}).then(({{ fresh }}) => fresh({{ events: [{}] }}, {{ more: {more}, events: [{}] }}).map(event => event[0]).join(''))",
            events.join(","),
            before.join(",")
        );
        assert_eq!(eval(&page, &js), Value::String(expected.to_owned()), "{now} after {before:?}, {more}");
    };
    check("cba", "ba", true, "c");
    check("cba", "cba", true, "");
    // The newest was taken back, so that there is room for an older one.
    check("ba0", "cba", true, "");
    check("ba0", "ba", false, "0");
    // One that was written later for an earlier day.
    check("cxba", "cba", true, "x");
    check("fed", "cba", true, "fed");
}

//! The preview's bar: what is wrong with the site, in every page of it.

use serde_json::Value;
use xtask::browser::{Media, Page, Viewport};

use super::{eval, page, text, wait};
use crate::{
    serve::Preview,
    support::{BRIEF, SETTINGS, Site},
};

const BAR: &str = "document.querySelector('#briefing-problems')?.shadowRoot";
const BAD: &str = "---\ntitle: Bad\ndate: 2024-02-30\nsource: A, 2024\n---\nText.\n";
const UNDATED: &str = "---\ntitle: Undated\ndate: 2024-02-01\nsource: A\n---\nText.\n";

fn open(preview: &Preview, path: &str) -> Page {
    let page = page();
    page.goto(&format!("http://127.0.0.1:{}{path}", preview.port)).expect("the preview answers");
    page
}

fn said(page: &Page) -> String {
    text(page, &format!("{BAR}?.querySelector('section').innerText ?? ''"))
}

fn shows(page: &Page, words: &str) {
    wait(page, &format!("{BAR}?.querySelector('section').innerText.includes({})", Value::from(words)));
}

fn is_gone(page: &Page) {
    wait(page, &format!("!{BAR} && document.readyState === 'complete'"));
}

#[test]
fn a_bar_follows_each_save_and_goes_when_all_is_well() {
    let site = Site::small();
    let preview = Preview::start(&site, &[]);
    let page = open(&preview, "/briefs/talks/");
    assert_eq!(said(&page), "");
    site.write("briefs/2024-02-01-bad.md", BAD);
    shows(&page, "1 error. The page is as it was before");
    let bar = said(&page);
    for part in ["briefs/2024-02-01-bad.md:3:15", "bad-date", "date: 2024-02-30", "there is no day 30"] {
        assert!(bar.contains(part), "{part} is not in {bar}");
    }
    assert_eq!(text(&page, &format!("{BAR}.querySelector('mark').textContent")), "30");
    assert!(text(&page, "document.querySelector('h1').textContent").contains("Talks open"), "the page stays");
    site.write("briefs/2024-02-01-bad.md", UNDATED);
    shows(&page, "1 warning");
    let list = format!("{BAR}.querySelector('ol').hidden");
    assert_eq!(eval(&page, &list), Value::from(true), "a warning is folded");
    site.write("briefs/2024-02-01-bad.md", BRIEF.replace("Talks open", "Good"));
    is_gone(&page);
    assert_eq!(page.csp_violations(), [""; 0]);
    assert_eq!(page.console(), [""; 0]);
    site.run(&["build"]).status(0);
    for (path, bytes) in crate::support::files_below(&site.path().join("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("-briefing/"), "{path} holds the preview's script");
    }
}

#[test]
fn a_bar_is_used_by_keys_and_stays_away_until_the_messages_change() {
    let site = Site::small().file("briefs/2024-02-01-undated.md", UNDATED);
    let preview = Preview::start(&site, &[]);
    let page = open(&preview, "/");
    shows(&page, "1 warning");
    let focused = format!("{BAR}?.activeElement?.textContent ?? ''");
    eval(&page, &format!("{BAR}.querySelector('.fold').focus()"));
    page.press("Enter").expect("a key");
    shows(&page, "undated-source");
    assert_eq!(text(&page, &focused), "Hide");
    assert_eq!(text(&page, &format!("{BAR}.querySelector('.fold').getAttribute('aria-expanded')")), "true");
    page.press("Enter").expect("a key");
    assert_eq!(text(&page, &focused), "Show");
    page.reload().expect("it loads anew");
    shows(&page, "1 warning");
    eval(&page, &format!("{BAR}.querySelector('.fold').focus()"));
    page.press("Tab").expect("a key");
    assert_eq!(text(&page, &focused), "Put away");
    page.reload().expect("it loads anew");
    shows(&page, "1 warning");
    eval(&page, &format!("{BAR}.querySelector('.fold').focus()"));
    page.press("Escape").expect("a key");
    is_gone(&page);
    page.reload().expect("it loads anew");
    wait(&page, "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/-briefing/problems'))");
    assert_eq!(said(&page), "", "what was put away stays away");
    site.write("briefs/2024-02-02-bad.md", BAD);
    shows(&page, "1 error, 1 warning");
    assert_eq!(eval(&page, &format!("{BAR}.querySelector('ol').hidden")), Value::from(false), "errors are not folded");
    let first = format!("{BAR}.querySelector('li').className");
    assert_eq!(text(&page, &first), "error", "errors come first");
}

#[test]
fn a_site_that_was_never_whole_appears_when_it_is() {
    let site = Site::empty().file("site.toml", SETTINGS).file("briefs/a.md", BAD);
    let preview = Preview::start(&site, &[]);
    let page = open(&preview, "/briefs/a/");
    shows(&page, "bad-date");
    assert_eq!(text(&page, "document.querySelector('h1').textContent"), "The site has errors");
    site.write("briefs/a.md", BRIEF);
    wait(&page, "document.querySelector('h1')?.textContent.includes('Talks open')");
    is_gone(&page);
}

#[test]
fn a_bar_fits_a_phone_and_hides_no_end_of_a_page() {
    let site = Site::empty()
        .file("site.toml", format!("{SETTINGS}lang = \"ar\"\n"))
        .file("briefs/a.md", BRIEF)
        .file("briefs/b.md", UNDATED);
    let preview = Preview::start(&site, &[]);
    let page = page();
    page.viewport(Viewport::PHONE).expect("a size");
    page.media(Media { dark: true, ..Media::default() }).expect("dark");
    page.goto(&format!("http://127.0.0.1:{}/", preview.port)).expect("the preview answers");
    shows(&page, "1 warning");
    eval(&page, &format!("{BAR}.querySelector('.fold').click()"));
    shows(&page, "undated-source");
    assert_eq!(eval(&page, "document.documentElement.scrollWidth <= innerWidth"), Value::from(true));
    assert_eq!(text(&page, &format!("{BAR}.querySelector('section').dir")), "ltr", "the messages are English");
    let room =
        format!("parseFloat(document.body.style.paddingBlockEnd) >= {BAR}.querySelector('.summary').offsetHeight");
    assert_eq!(eval(&page, &room), Value::from(true));
}

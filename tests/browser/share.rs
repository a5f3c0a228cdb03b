//! What a reader takes along from a page: its link, and its citation for programs.

use super::{all_is_well, eval, go, page, text, wait};

const BRIEF: &str = "/briefs/baghdad-and-washington-open-coalition-talks/";

#[test]
fn a_page_is_shared_by_the_devices_own_sheet() {
    let page = page();
    page.before_load(
        "Object.defineProperty(navigator, 'share', { value: async (what) => {\
         if (window.refused) throw new DOMException('', window.refused); window.shared = JSON.stringify(what); } })",
    )
    .expect("a sheet");
    go(&page, BRIEF);
    wait(&page, "!document.querySelector('.share button').hidden");
    let url = text(&page, "document.querySelector('link[rel=canonical]').href");
    page.click(".share button").expect("a click");
    wait(&page, "window.shared");
    let shared: serde_json::Value = serde_json::from_str(&text(&page, "window.shared")).expect("JSON");
    assert_eq!(shared["url"], url.as_str());
    assert_eq!(shared["title"], text(&page, "document.querySelector('h1').textContent").as_str());
    let status = "document.querySelector('.share [role=status]').textContent";
    // Who closes the sheet has changed their mind.
    eval(&page, "window.refused = 'AbortError'; window.shared = ''");
    page.click(".share button").expect("a click");
    assert_eq!(text(&page, status), "");
    eval(&page, "window.refused = 'NotAllowedError'");
    page.click(".share button").expect("a click");
    wait(&page, &format!("{status}.startsWith('Sharing is not allowed')"));
    all_is_well(&page);
}

#[test]
fn without_a_sheet_the_link_is_copied() {
    let page = page();
    page.before_load(
        "Object.defineProperty(navigator, 'share', { value: undefined });\
         Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })",
    )
    .expect("a clipboard");
    go(&page, "/stories/mosul/");
    wait(&page, "!document.querySelector('.share button').hidden");
    page.click(".share button").expect("a click");
    wait(&page, "window.copied === document.querySelector('link[rel=canonical]').href");
    wait(&page, "document.querySelector('.share [role=status]').textContent === 'Link copied.'");
    all_is_well(&page);
}

#[test]
fn a_citation_is_copied_and_saved() {
    let page = page();
    page.before_load(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } });\
         URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return 'blob:x'; };\
         addEventListener('click', (event) => { if (event.target.download) { window.file = event.target.download; event.preventDefault(); } }, true)",
    )
    .expect("a clipboard");
    go(&page, BRIEF);
    wait(&page, "document.querySelectorAll('.formats .tools').length === 3");
    eval(&page, "document.querySelector('.formats').open = true");
    page.click(".formats .tools button").expect("a click");
    wait(&page, "window.copied === document.querySelector('.formats pre').textContent");
    assert!(text(&page, "window.copied").starts_with("@misc{"));
    eval(&page, "document.querySelectorAll('.formats .tools')[1].querySelectorAll('button')[1].click()");
    wait(&page, "window.saved");
    assert_eq!(text(&page, "window.file"), "baghdad-and-washington-open-coalition-talks.ris");
    let saved = text(&page, "window.saved");
    assert!(saved.starts_with("TY  - ELEC\r\nTI  - Baghdad") && saved.ends_with("\r\nER  - \r\n"), "{saved:?}");
    assert_eq!(saved.matches('\n').count(), saved.matches("\r\n").count());
    all_is_well(&page);
}

#[test]
fn without_a_script_nothing_is_offered_that_does_nothing() {
    let page = page();
    page.javascript(false).expect("a setting");
    go(&page, BRIEF);
    let shown = "[...document.querySelectorAll('.share button, .formats button')].filter((button) => button.offsetHeight > 0).length";
    assert_eq!(eval(&page, shown), 0);
    let formats =
        "[...document.querySelectorAll('.formats h3 + pre')].map((text) => text.textContent.slice(0, 5)).join('|')";
    assert_eq!(text(&page, formats), "@misc|TY  -|[\n  {");
}

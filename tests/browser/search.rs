//! What a reader can do with the search beyond words: the dialog over any page, filters, phrases, the history.

use super::{FOUND, all_is_well, eval, go, open, page, text, wait};

const DIALOG: &str = "document.querySelector('dialog.searching')?.open";
const OPTIONS: &str = "document.querySelectorAll('dialog [role=option] mark').length > 0";

#[test]
fn a_key_opens_the_search_over_any_page() {
    let page = open("/timeline/");
    eval(&page, "document.querySelector('main a').focus()");
    page.press("Control+k").expect("a key");
    wait(&page, DIALOG);
    wait(&page, "document.activeElement.name === 'q'");
    page.type_text("coalit").expect("one can type");
    wait(&page, OPTIONS);
    let marked = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))";
    assert_eq!(text(&page, &format!("{marked}.id")), "option-1");
    page.press("ArrowDown").expect("a key");
    wait(&page, &format!("{marked}.id === 'option-2' && {marked}.getAttribute('aria-selected') === 'true'"));
    assert_eq!(eval(&page, "document.querySelectorAll('dialog [aria-selected=true]').length"), 1);
    wait(&page, "document.querySelector('dialog [role=status]').textContent.length > 3");
    page.press("Escape").expect("a key");
    wait(&page, "!document.querySelector('dialog.searching').open");
    wait(&page, "document.activeElement.closest('main') !== null");
    // The second time it is there at once, with what was asked; Enter follows the option that is marked.
    page.press("Control+k").expect("a key");
    wait(&page, DIALOG);
    let href = text(&page, &format!("{marked}.href"));
    page.press("Enter").expect("a key");
    wait(&page, &format!("location.href === '{href}'"));
    all_is_well(&page);
}

#[test]
fn a_letter_opens_the_search_until_that_is_switched_off() {
    let page = open("/");
    page.click("#q").expect("the box can be clicked");
    page.press("/").expect("a key");
    assert_eq!(text(&page, "document.querySelector('#q').value"), "/", "in a field it is a letter");
    eval(&page, "document.activeElement.blur()");
    page.press("/").expect("a key");
    wait(&page, DIALOG);
    page.click("[data-slash]").expect("it can be switched off");
    page.press("Escape").expect("a key");
    wait(&page, "!document.querySelector('dialog.searching').open");
    page.reload().expect("the page again");
    eval(&page, "document.activeElement.blur()");
    page.press("/").expect("a key");
    page.press("Control+k").expect("a key");
    wait(&page, DIALOG);
    assert_eq!(eval(&page, "document.querySelector('[data-slash]').checked"), false);
    assert_eq!(text(&page, "document.querySelector('dialog [name=q]').value"), "");
    eval(&page, "localStorage.clear()");
    all_is_well(&page);
}

#[test]
fn filters_narrow_the_results_and_are_in_the_address_and_the_history() {
    let page = open("/search/?q=coalition");
    wait(&page, FOUND);
    let count = "document.querySelector('#status').textContent.match(/\\d+/)?.[0]";
    wait(&page, &format!("{count} > 20"));
    page.click("[data-panel]").expect("the filters can be opened");
    let choice = "#panel [data-field=topic] input";
    wait(&page, &format!("document.querySelectorAll('{choice}').length > 2"));
    let (topic, expected) = (
        text(&page, &format!("document.querySelector('{choice}').dataset.value")),
        text(&page, &format!("document.querySelector('{choice}').closest('label').querySelector('.num').textContent")),
    );
    page.click(choice).expect("a topic can be chosen");
    wait(&page, &format!("{count} === '{expected}'"));
    assert_eq!(text(&page, "location.search"), format!("?q=coalition&topic={topic}"));
    assert_eq!(eval(&page, "document.activeElement.checked"), true, "the focus stays");
    page.click("[data-value=newest]").expect("the order can be chosen");
    wait(&page, "location.search.endsWith('&sort=newest')");
    eval(&page, "history.back()");
    wait(&page, &format!("location.search === '?q=coalition&topic={topic}'"));
    eval(&page, "history.back()");
    wait(&page, "location.search === '?q=coalition'");
    wait(&page, &format!("{count} > {expected}"));
    eval(&page, "history.forward()");
    wait(&page, &format!("{count} === '{expected}'"));
    page.click(".chosen button").expect("it can be taken back");
    wait(&page, "location.search === '?q=coalition' && document.activeElement.id === 'q'");
    all_is_well(&page);
}

#[test]
fn days_and_the_order_come_from_the_address() {
    let page = open("/search/?sort=newest&after=2024-01&before=2025&q=coalition");
    wait(&page, FOUND);
    let dates = text(
        &page,
        "[...document.querySelectorAll('#results .meta')].map(meta => meta.lastElementChild.textContent).join()",
    );
    assert!(dates.split(',').all(|date| date.contains("2024")), "{dates}");
    assert_eq!(text(&page, "document.querySelector('#panel [data-name=after]').value"), "2024-01");
    assert_eq!(text(&page, "document.querySelector('[data-value=newest]').getAttribute('aria-pressed')"), "true");
    let first = text(&page, "document.querySelector('#results .meta').textContent");
    let months = ["Dec", "Nov", "Oct", "Sep"];
    assert!(months.iter().any(|month| first.contains(month)), "{first}");
    all_is_well(&page);
}

#[test]
fn a_phrase_is_looked_for_in_the_pages_too() {
    let page = open("/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("\"how long foreign troops stay\"").expect("one can type");
    wait(&page, "document.querySelector('#status').textContent.length > 3");
    wait(
        &page,
        "document.querySelectorAll('#results h3').length > 0 || document.querySelector('#status').textContent.includes('quotes')",
    );
    let pages =
        page.requests().iter().filter(|request| request.url.ends_with('/') && request.url.contains("/briefs/")).count();
    assert!(pages > 0, "pages are read");
    all_is_well(&page);
    let page = open("/search/?q=%22talks+coalition+petition%22");
    wait(&page, "document.querySelector('#status').textContent.includes('quotes')");
    wait(&page, FOUND);
    all_is_well(&page);
}

#[test]
fn what_is_not_understood_is_said() {
    let page = open("/search/?q=before:soon+coalition");
    wait(&page, FOUND);
    wait(&page, "document.querySelector('#status').textContent.includes('before:soon')");
    all_is_well(&page);
}

#[test]
fn a_result_says_nothing_twice() {
    let page = page();
    // Whoever saves data has no search until it is asked for: the page's own would clear what is shown here.
    page.before_load("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
        .expect("a script");
    go(&page, "/search/");
    let told = "\u{1f}talks\u{1f}Talks \\x02resume\\x03\u{1f}Talks resume.\u{1f}Paper\u{1f}2 May\
        \u{1f}\u{1f}Talks resume\u{1f}a\u{1f}1 May\u{1f}Talks resume\u{1f}b\u{1f}\u{1f}Envoys leave\u{1f}c";
    eval(
        &page,
        &format!(
            "(async () => {{
                const loader = document.querySelector('script[type=module]').src;
                const name = new URL((await (await fetch(loader)).text()).match(/[.][/]find-[0-9a-f]+[.]js/)[0], loader);
                const module = {{ search: () => '', ask: () => `sBriefs: 1.\\x1d\\x1d{told}` }};
                (await import(name)).find(module, [], document.getElementById('search'), fetch, console.error);
            }})()"
        ),
    );
    wait(&page, "document.querySelectorAll('.item').length === 1");
    let all = "[...document.querySelectorAll('.item p, .item li')].map((line) => line.textContent.trim()).join('|')";
    assert_eq!(text(&page, all), "Paper 2 May|1 May – Talks resume|2 May – Envoys leave");
    all_is_well(&page);
}

//! Lanes and filters of the timeline: what the picture shows, and the list with it.

use xtask::{
    browser::{Page, Viewport},
    static_server::StaticServer,
};

use super::{all_is_well, eval, go, open, page, site_of_tiles, text, wait, wait_for_the_picture};

const STATUS: &str = "document.querySelector('.tl-status').textContent";
/// How many items of the list can be seen.
const LISTED: &str = "document.querySelectorAll('li[data-event]:not([hidden])').length";
/// The keys of the lanes, in their order.
const LANES: &str = "[...document.querySelectorAll('[data-lanes] input')].map(input => input.dataset.key).join(' ')";

fn opened(address: &str) -> Page {
    let page = open(address);
    begin(&page);
    page
}

/// Waits for the picture, and opens the choice.
fn begin(page: &Page) {
    wait_for_the_picture(page);
    if eval(page, "document.querySelector('.sift').open").as_bool() == Some(false) {
        page.click(".sift summary").expect("it can be opened");
    }
    wait(page, "document.querySelector('[data-lanes] input') !== null");
}

/// How many events the picture shows.
fn shown(page: &Page) -> usize {
    text(page, &format!("{STATUS}.match(/Events: (\\d+)/)[1]")).parse().expect("a number")
}

fn listed(page: &Page) -> u64 {
    eval(page, LISTED).as_u64().expect("a number")
}

fn choose(page: &Page, kind: &str) {
    let select = "document.querySelector('[data-kinds]')";
    eval(page, &format!("{select}.value = '{kind}'; {select}.dispatchEvent(new Event('change', {{ bubbles: true }}))"));
    wait(page, &format!("location.search.includes('lanes={kind}')"));
}

/// Presses the box of a value of a field.
fn tick(page: &Page, field: &str, value: &str) {
    eval(page, &format!("document.querySelector('[data-name={field}][data-value={value}]').click()"));
    wait(page, &format!("location.search.includes('{field}={value}')"));
}

#[test]
fn lanes_are_of_the_kind_and_in_the_order_that_a_reader_wants() {
    let page = opened("/timeline/?from=2014-01-01&to=2030-01-01");
    let all = shown(&page);
    choose(&page, "party");
    // Who is in most events comes first.
    wait(&page, &format!("{LANES}.startsWith('org:islamic-state org:us-government ')"));
    assert_eq!(shown(&page), all, "an event in several lanes is one event");
    // By keyboard: the focus stays with what is pressed until it is at its end.
    eval(&page, "document.querySelector('[data-key=\"org:us-government\"][data-way=\"-1\"]').focus()");
    page.press("Enter").expect("a key");
    wait(&page, &format!("{LANES}.startsWith('org:us-government org:islamic-state ')"));
    assert_eq!(text(&page, "document.activeElement.dataset.key"), "org:us-government");
    assert!(text(&page, "location.search").contains("first=org%3Aus-government&first=org%3Aislamic-state"));
    // A lane that is not wanted goes with the events that lie in no other one.
    let listed_before = listed(&page);
    eval(&page, "document.querySelector('[data-lanes] input').click()");
    wait(&page, "location.search.includes('hide=org%3Aus-government')");
    let left = "document.querySelector('[data-sifted]').textContent";
    wait(&page, &format!("{left} !== ''"));
    let left: u64 = text(&page, &format!("{left}.match(/\\d+/)[0]")).parse().expect("a number");
    assert_eq!(listed(&page), listed_before - left);
    all_is_well(&page);
    // All of it is in the address.
    let address = text(&page, "location.pathname + location.search");
    let lanes = text(&page, LANES);
    go(&page, &address);
    begin(&page);
    assert_eq!((text(&page, LANES), listed(&page)), (lanes, listed_before - left));
    page.click("[data-all]").expect("a button");
    wait(&page, &format!("{LISTED} === {listed_before}"));
    assert_eq!(text(&page, "location.search"), "");
}

#[test]
fn what_is_chosen_is_what_picture_list_and_file_hold() {
    let page = opened("/timeline/?from=2014-01-01&to=2030-01-01");
    let (all, listed_before) = (shown(&page), listed(&page));
    tick(&page, "topic", "heritage");
    wait(&page, &format!("{LISTED} < {listed_before}"));
    wait(&page, &format!("{STATUS}.match(/Events: (\\d+)/)[1] < {all}"));
    let heritage = shown(&page);
    // Another value of the same field adds to it; words take from it.
    tick(&page, "topic", "oil");
    wait(&page, &format!("{STATUS}.match(/Events: (\\d+)/)[1] > {heritage}"));
    let both = shown(&page);
    page.click("[data-words]").expect("a field");
    page.type_text("nimrud").expect("one can type");
    wait(&page, "location.search.includes('q=nimrud')");
    wait(&page, &format!("{STATUS}.match(/Events: (\\d+)/)[1] < {both}"));
    let items = "[...document.querySelectorAll('li[data-event]:not([hidden])')]";
    let has = format!("{items}.every(item => /topic:(heritage|oil)/.test(item.dataset.is))");
    assert_eq!(eval(&page, &has).as_bool(), Some(true));
    // What nothing has leaves nothing, and says so.
    page.type_text("xyz").expect("one can type");
    wait(&page, &format!("{STATUS}.includes('Events: 0 of ')"));
    assert_eq!(listed(&page), 0);
    for _ in 0..3 {
        page.press("Backspace").expect("a key");
    }
    wait(&page, &format!("{LISTED} > 0 && !{STATUS}.includes('Events: 0 of ')"));
    // No heading is left without an item.
    let empty = "[...document.querySelectorAll('.day:not([hidden])')].filter(day => !day.querySelector('li:not([hidden])')).length";
    assert_eq!(eval(&page, empty).as_u64(), Some(0));
    // What is saved is what is shown.
    let count = shown(&page);
    page.click(".keep summary").expect("it can be opened");
    wait(&page, "!document.querySelector('[data-export]').disabled");
    page.click("[data-export=json]").expect("a button");
    let said = "document.querySelector('[data-saved]').textContent";
    wait(&page, &format!("{said}.startsWith('Events saved')"));
    assert_eq!(text(&page, said), format!("Events saved: {count}."));
    all_is_well(&page);
}

#[test]
fn a_large_timeline_gathers_the_lists_of_what_it_shows() {
    let (site, _) = site_of_tiles();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let page = page();
    // 2003 is not in the page, whose list has the newest events.
    page.goto(&format!("{}timeline/?from=2003-01-01&to=2004-01-01&lanes=source", server.base_url())).expect("a page");
    begin(&page);
    wait(&page, &format!("{LANES} === 'source:gulan-media'"));
    wait(&page, &format!("{STATUS}.includes('Events: 28 of 560.')"));
    page.click("[data-words]").expect("a field");
    page.type_text("5 of 2003").expect("one can type");
    wait(&page, &format!("{STATUS}.includes('Events: 1 of 560.')"));
    // Another stretch is gathered when it is shown.
    page.click("[data-zoom=all]").expect("a button");
    wait(&page, "Number(document.getElementById('timeline').dataset.from.slice(0, 4)) < 2002");
    // That is too many lists at once: it is said, and all is shown, in the list too.
    wait(&page, "document.querySelector('[data-sifted]').textContent.startsWith('Too many events')");
    wait(&page, &format!("{STATUS}.includes('Events: 560 of 560.')"));
    assert_eq!(eval(&page, "document.querySelectorAll('li[data-event][hidden]').length").as_u64(), Some(0));
    page.click("[data-all]").expect("a button");
    wait(&page, "document.querySelector('[data-sifted]').textContent === ''");
    assert!(text(&page, STATUS).contains("Events: 560 of 560."));
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn an_address_that_names_no_kind_of_lanes_is_read_without_it() {
    let page = opened("/timeline/?lanes=toString&topic=oil");
    assert_eq!(text(&page, "location.search"), "?topic=oil");
    assert_eq!(text(&page, "document.querySelector('[data-kinds]').value"), "");
    all_is_well(&page);
}

#[test]
fn the_choice_fits_a_phone() {
    let page = opened("/timeline/?lanes=topic");
    page.viewport(Viewport { width: 320, height: 700, ..Viewport::DESK }).expect("a size");
    assert_eq!(eval(&page, "document.documentElement.scrollWidth").as_u64(), Some(320));
    let small = "[...document.querySelectorAll('.sift :is(button, label, select)')].map(node => node.getBoundingClientRect())\
                 .filter(box => box.width && (box.width < 24 || box.height < 24)).length";
    assert_eq!(eval(&page, small).as_u64(), Some(0));
}

#[test]
fn what_was_chosen_is_said_while_its_controls_are_folded_away() {
    let page = open("/timeline/?q=strike&topic=air-strikes&from=2014-01-01&to=2030-01-01");
    wait_for_the_picture(&page);
    let said = "document.querySelector('.sift summary').innerText";
    wait(&page, &format!("{said}.includes('Left out')"));
    assert_eq!(eval(&page, "document.querySelector('.sift').open").as_bool(), Some(false));
    let parts = "[...document.querySelectorAll('.sifted > *')].map(part => part.textContent).join('|')";
    let parts = text(&page, parts);
    assert!(parts.starts_with("“strike”|Air strikes|Left out by this choice: "), "{parts}");
    // The controls say the same themselves.
    page.click(".sift summary").expect("it can be opened");
    assert_eq!(text(&page, said).trim(), "Lanes and filters");
    page.click("[data-all]").expect("a button");
    wait(&page, "document.querySelector('.sifted').childElementCount === 0");
    // On a phone it has one line, and the picture stays where it is.
    page.viewport(Viewport { width: 320, height: 700, ..Viewport::DESK }).expect("a size");
    let top = "document.getElementById('timeline').offsetTop";
    page.click(".sift summary").expect("it can be closed");
    let before = eval(&page, top).as_u64();
    eval(&page, "document.querySelector('.sifted').textContent = 'chosen '.repeat(40)");
    assert_eq!(eval(&page, top).as_u64(), before);
    assert_eq!(eval(&page, "document.documentElement.scrollWidth").as_u64(), Some(320));
    all_is_well(&page);
}

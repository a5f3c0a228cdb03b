//! The panel of the timeline: an event whole, and its accounts side by side.

use std::{fmt::Write, time::Duration};

use serde_json::Value;
use xtask::{
    browser::{Media, Page, Viewport},
    static_server::StaticServer,
};

use super::{all_is_well, eval, go, open, page, text, wait, wait_for_the_complaint, wait_for_the_picture};
use crate::support::Site;

const SEED: &str = "/timeline/?event=briefs/baghdad-and-washington-open-coalition-talks/%23e-hmc-first-session";
/// What has come from the event's own brief.
const ALL: &str = "#timeline-panel .all";

fn wait_for_all(page: &Page) {
    wait(page, &format!("document.querySelector('{ALL}') !== null"));
}

/// The page of an event in the picture, and the panel with all that is known of it.
fn opened(address: &str) -> Page {
    let page = open(address);
    wait_for_the_picture(&page);
    wait_for_all(&page);
    page
}

fn panel(page: &Page) -> String {
    text(page, "document.querySelector('#timeline-panel').innerText")
}

/// No anchor stands twice in this page, and each link of the panel leads to where it led in its own page.
fn nothing_is_doubled(page: &Page) {
    let twice = "[...document.querySelectorAll('[id]')].map(node => node.id).filter((id, at, all) => all.indexOf(id) !== at).join(' ')";
    assert_eq!(text(page, twice), "");
    let inner = "[...document.querySelectorAll('#timeline-panel a')].filter(link => !link.getAttribute('href') || link.pathname === location.pathname || link.origin === location.origin && link.getAttribute('href')[0] !== '/')\
                 .map(link => link.outerHTML).join(' ')";
    assert_eq!(text(page, inner), "");
}

#[test]
fn an_event_is_shown_whole_with_both_accounts() {
    let page = opened(SEED);
    let shown = panel(&page);
    let parts = [
        // Who and where.
        "Mohammed Shia al-Sudani and Higher Military Commission",
        "Iraq",
        // What is disputed, and how the date was found.
        "What the talks are for",
        "To agree on a timetable",
        "To shape a lasting partnership",
        "The report names no day.",
        // What another brief says, and who says what.
        "The National",
        "The report speaks of Saturday",
        "Sabrina Singh",
        // The source.
        "Gulan Media, 27 January 2024",
        "Free to read.",
    ];
    for part in parts {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    assert!(!shown.contains("air strikes"), "another event's dispute: {shown}");
    assert!(!shown.contains("About:") && !shown.contains("Concerns:"), "links to the event itself: {shown}");
    nothing_is_doubled(&page);
    let links = text(&page, &format!("[...document.querySelectorAll('{ALL} a')].map(link => link.href).join(' ')"));
    for part in [
        "https://www.gulanmedia.com/",
        "https://thenationalnews.com/",
        "/people/mohammed-shia-al-sudani/",
        "/briefs/prime-minister-opens-first-round-in-baghdad/#e-first-session",
    ] {
        assert!(links.contains(part), "{part} is not in {links}");
    }
    all_is_well(&page);
}

/// The columns of the first block of accounts that matches, by their places: left, top, width.
fn columns(page: &Page, block: &str) -> Vec<[f64; 3]> {
    let js = format!(
        "[...document.querySelector('#timeline-panel {block} .sides').children].map(side => side.getBoundingClientRect())\
         .map(box => [box.left, box.top, box.width])"
    );
    let places = eval(page, &js);
    let number = |value: &Value| value.as_f64().expect("a number");
    let place = |side: &Value| [0, 1, 2].map(|at| number(&side[at]));
    places.as_array().expect("places").iter().map(place).collect()
}

#[test]
fn accounts_stand_side_by_side_where_there_is_room() {
    let page = opened(SEED);
    for block in [".dispute", ".told"] {
        let [one, other] = columns(&page, block)[..] else { panic!("two accounts in {block}") };
        assert_eq!(one[1], other[1], "{block}: they begin at one height");
        assert!((one[2] - other[2]).abs() < 1.0, "{block}: they are equally wide");
        assert!(other[0] >= one[0] + one[2], "{block}: one beside the other");
    }
    page.viewport(Viewport { width: 320, height: 640, ..Viewport::DESK }).expect("a size");
    for block in [".dispute", ".told"] {
        let [one, other] = columns(&page, block)[..] else { panic!("two accounts in {block}") };
        assert_eq!(one[0], other[0], "{block}: they have one edge");
        assert!(other[1] > one[1], "{block}: one below the other");
    }
    assert_eq!(eval(&page, "document.documentElement.scrollWidth"), 320, "nothing scrolls sideways");
    let small = format!(
        "[...document.querySelectorAll('#timeline-panel button, #timeline-panel h2 a, {ALL} dt a, {ALL} .more a')]\
         .map(target => [target.getBoundingClientRect().height, target.outerHTML]).filter(([height]) => height < 18).join()"
    );
    assert_eq!(text(&page, &small), "");
}

#[test]
fn an_event_of_the_list_opens_the_same_panel() {
    let page = opened(SEED);
    let by_address = panel(&page);
    page.click("#timeline-panel button").expect("it closes");
    wait(&page, "document.querySelector('#timeline-panel').hidden");
    assert_eq!(text(&page, "document.querySelector('#timeline-panel').textContent"), "");
    page.click("[data-event$=\"#e-hmc-first-session\"] .when").expect("an event of the list");
    // What the list says is there at once, and stays until there is more.
    assert!(panel(&page).contains("The two governments hold their first session"));
    wait_for_all(&page);
    assert_eq!(panel(&page), by_address);
    let current = "document.querySelector('li[aria-current=true]').dataset.event";
    assert!(text(&page, current).ends_with("#e-hmc-first-session"));
    wait(&page, "document.querySelectorAll('li[aria-current]').length === 1");
    all_is_well(&page);
}

/// A site of more events than a page lists, the oldest of which has a long text.
fn long_site() -> (Site, StaticServer) {
    let mut events = String::new();
    for n in 0..400 {
        let _ = writeln!(
            events,
            "- {{id: n{n}, when: {}-{:02}-{:02}, what: Event {n}}}",
            1980 + n / 12,
            n % 12 + 1,
            n % 28 + 1
        );
    }
    let long = "It is told at length ".repeat(7);
    let brief = |source: &str, events: &str| {
        format!(
            "---\ntitle: After {source}\ndate: 2024-01-28\nsource:\n- {source}, 2024-01-27\n- Other, 2024-01-27\nplaces: [Basra]\nevents:\n{events}---\nText.\n"
        )
    };
    let oldest = format!(
        "- {{id: oldest, when: 1970-01, what: {long}to the end, who: Ann, where: Basra, note: By hand, source: s1}}\n\
         - {{id: beside, when: 1970-03, what: It follows, who: Bob}}\n"
    );
    let site = Site::small()
        .file("briefs/2024-01-28-many.md", brief("Reuters", &events))
        .file("briefs/2024-01-29-قديم.md", brief("AFP", &oldest));
    site.run(&["build"]).status(0);
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    (site, server)
}

const OLDEST: &str = "/timeline/?event=briefs/قديم/%23e-oldest&from=1970-01-01&to=1970-06-01";

#[test]
fn an_event_that_the_page_does_not_list_is_shown_whole() {
    let (_site, server) = long_site();
    let page = page();
    page.goto(&server.url(OLDEST)).expect("it opens");
    assert_eq!(eval(&page, "document.querySelector('li[data-event$=\"#e-oldest\"]')"), Value::Null);
    wait_for_the_picture(&page);
    wait_for_all(&page);
    let shown = panel(&page);
    for part in [
        "January 1970",
        "at length to the end",
        "Ann",
        "Basra",
        "By hand",
        "Source",
        "AFP, 27 January 2024",
        "After AFP",
    ] {
        assert!(shown.contains(part), "{part} is not in {shown}");
    }
    for part in ["…", "Sources", "Other", "It follows"] {
        assert!(!shown.contains(part), "{part} is in {shown}");
    }
    assert_eq!(page.console(), [""; 0]);
    assert_eq!(page.csp_violations(), [""; 0]);
    nothing_is_doubled(&page);
}

#[test]
fn a_brief_that_does_not_come_leaves_the_panel_and_a_link() {
    let (_site, server) = long_site();
    let page = page();
    page.block(&["*/briefs/*"]).expect("it blocks");
    page.goto(&server.url(OLDEST)).expect("it opens");
    wait_for_the_picture(&page);
    wait(&page, "document.querySelector('#timeline-panel').textContent.includes('Read the brief')");
    wait_for_the_complaint(&page);
    assert!(panel(&page).contains("January 1970") && panel(&page).contains("It is told at length"));
    let link = "[...document.querySelectorAll('#timeline-panel a')].at(-1)";
    assert!(text(&page, &format!("decodeURI({link}.href)")).ends_with("/briefs/قديم/#e-oldest"));
    // The next failure is of the same kind; when a page comes again, all is there.
    eval(&page, "document.querySelector('#timeline').focus()");
    page.press("ArrowRight").expect("a key");
    wait(&page, "document.querySelector('#timeline-panel').textContent.includes('It follows')");
    wait(&page, "document.querySelector('#timeline-panel').textContent.includes('Read the brief')");
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
    page.block(&[]).expect("it blocks no more");
    page.press("ArrowLeft").expect("a key");
    wait_for_all(&page);
    assert!(panel(&page).contains("By hand"));
}

#[test]
fn a_listed_event_keeps_what_the_list_says_where_its_brief_does_not_come() {
    for part in ["*/briefs/*", "*/panel-*.js"] {
        let page = page();
        page.block(&[part]).expect("it blocks");
        go(&page, SEED);
        wait_for_the_picture(&page);
        wait_for_the_complaint(&page);
        let shown = panel(&page);
        assert!(shown.contains("The National: 27 January 2024") && shown.contains("Diplomacy"), "{part}: {shown}");
        assert!(!shown.contains("Read the brief"), "{part}: {shown}");
    }
}

/// Pages of briefs do not come before `release(ADDRESS)` is called for them.
const SLOW_BRIEFS: &str = "window.held = {};\
     window.release = part => { for (const address in held) if (address.includes(part)) held[address](); };\
     window.fetch = new Proxy(fetch, { apply: async (fetch, self, parts) => {\
     const address = decodeURI(String(parts[0]));\
     if (address.includes('/briefs/')) await new Promise(done => { held[address] = done; });\
     return fetch.apply(self, parts); } });";

#[test]
fn who_chooses_another_event_is_not_shown_the_older_one() {
    let page = page();
    page.before_load(SLOW_BRIEFS).expect("a script");
    go(&page, "/timeline/");
    wait_for_the_picture(&page);
    let choose = |event: &str| {
        page.click(&format!("[data-event$=\"#e-{event}\"] .when")).expect("an event of the list");
        wait(&page, &format!("document.querySelector('#timeline-panel h2 a').href.endsWith('#e-{event}')"));
    };
    let asked = |part: &str| wait(&page, &format!("Object.keys(held).some(address => address.includes('{part}'))"));
    let first = "baghdad-and-washington-open-coalition-talks";
    choose("hmc-first-session");
    asked(first);
    choose("dialogue");
    let second = "washington-announces-working-groups";
    asked(second);
    eval(&page, &format!("release('{first}')"));
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(eval(&page, &format!("document.querySelector('{ALL}')")), Value::Null);
    eval(&page, &format!("release('{second}')"));
    wait_for_all(&page);
    assert!(panel(&page).contains("US Department of Defense, 25 January 2024"), "{}", panel(&page));
    // What came too late is at hand the next time.
    choose("hmc-first-session");
    wait_for_all(&page);
    // What comes when the panel is closed leaves it closed.
    choose("attacks");
    asked("prime-minister-opens");
    page.click("#timeline-panel button").expect("it closes");
    eval(&page, "release('prime-minister-opens')");
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(eval(&page, "document.querySelector('#timeline-panel').hidden"), true);
    assert_eq!(text(&page, "document.querySelector('#timeline-panel').textContent"), "");
    all_is_well(&page);
}

#[test]
fn a_panel_that_closed_before_its_script_came_stays_closed() {
    let page = opened(SEED);
    let name =
        "performance.getEntriesByType('resource').map((file) => file.name).find((name) => name.includes('/panel-'))";
    let closed = "document.createElement('section')";
    eval(
        &page,
        &format!(
            "import({name}).then(({{ use }}) => use({closed}, undefined, () => {{ window.asked = true; }}, console.error))\
             .then(() => {{ window.done = true; }}, (error) => {{ window.done = String(error); }})"
        ),
    );
    wait(&page, "window.done !== undefined");
    assert_eq!(eval(&page, "[window.done, window.asked ?? false]"), serde_json::json!([true, false]));
}

#[test]
fn who_walks_through_the_events_asks_for_no_page_in_between() {
    let page = page();
    page.before_load(SLOW_BRIEFS).expect("a script");
    go(&page, "/timeline/");
    wait_for_the_picture(&page);
    // As a key that is held down; the module is told each time.
    eval(
        &page,
        "(() => { const place = document.querySelector('#timeline'); place.focus();\
         for (let n = 0; n < 12; n++) place.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true })); })()",
    );
    std::thread::sleep(Duration::from_millis(700));
    let asked = eval(&page, "Object.keys(held).length").as_u64().expect("a number");
    assert!((1..=2).contains(&asked), "{asked} pages");
}

#[test]
fn the_focus_stays_in_the_panel_and_goes_back_to_the_picture() {
    let page = page();
    page.before_load(SLOW_BRIEFS).expect("a script");
    go(&page, SEED);
    wait_for_the_picture(&page);
    wait(&page, "!document.querySelector('#timeline-panel').hidden");
    wait(&page, "Object.keys(held).length > 0");
    // A link of the list's, which gives way to the same one of the brief's.
    eval(&page, "document.querySelector('#timeline-panel .note a').focus()");
    let focused = "document.activeElement.closest('#timeline-panel') && document.activeElement.href";
    let before = text(&page, focused);
    assert!(before.contains("/prime-minister-opens-first-round-in-baghdad/"), "{before}");
    eval(&page, "release('')");
    wait_for_all(&page);
    assert_eq!(text(&page, focused), before);
    // It is a part of the page with a name, and is not spoken by itself.
    let role = "document.querySelector('section#timeline-panel[aria-label=Event]:not([aria-live], [role])') !== null";
    assert_eq!(eval(&page, role), true);
    // From the picture by the Tab key: what can be embedded, the title, the button.
    eval(&page, "document.querySelector('.frame summary').focus()");
    page.press("Tab").expect("a key");
    assert_eq!(eval(&page, "document.activeElement.matches('#timeline-panel h2 a')"), true);
    page.press("Tab").expect("a key");
    assert_eq!(eval(&page, "document.activeElement.matches('#timeline-panel button')"), true);
    page.press("Enter").expect("a key");
    wait(&page, "document.querySelector('#timeline-panel').hidden");
    assert_eq!(text(&page, "document.activeElement.id"), "timeline");
    page.press("Home").expect("a key");
    wait(&page, "!document.querySelector('#timeline-panel').hidden");
    assert_eq!(eval(&page, "document.activeElement.matches('#timeline a')"), true, "the event's link has the focus");
    // Until what it asks for after a pause has come too.
    eval(&page, "setInterval(release, 100, '')");
    wait_for_all(&page);
    assert_eq!(eval(&page, "document.activeElement.matches('#timeline a')"), true, "and keeps it");
    page.press("Escape").expect("a key");
    wait(&page, "document.querySelector('#timeline-panel').hidden");
    assert_eq!(text(&page, "document.activeElement.id"), "timeline");
    all_is_well(&page);
}

#[test]
fn an_empty_panel_is_not_printed() {
    let page = open("/timeline/");
    wait_for_the_picture(&page);
    let height = "document.querySelector('#timeline-panel').offsetHeight";
    page.media(Media { print: true, ..Media::default() }).expect("paper");
    assert_eq!(eval(&page, height), 0);
    let page = opened(SEED);
    page.media(Media { print: true, ..Media::default() }).expect("paper");
    assert!(eval(&page, height).as_u64() > Some(100));
    assert_eq!(eval(&page, "document.querySelector('#timeline-panel button').offsetHeight"), 0, "paper has no buttons");
}

#[test]
fn a_brief_says_all_this_without_a_script() {
    let page = page();
    page.javascript(false).expect("it can be switched off");
    go(&page, "/briefs/baghdad-and-washington-open-coalition-talks/");
    let event = text(&page, "document.querySelector('#e-hmc-first-session').innerText");
    for part in ["In dispute: What the talks are for", "Gulan Media", "The National", "The report speaks of Saturday"] {
        assert!(event.contains(part), "{part} is not in {event}");
    }
    go(&page, "/timeline/");
    assert_eq!(eval(&page, "document.querySelector('#timeline-panel').offsetHeight"), 0);
}

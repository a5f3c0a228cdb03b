//! The example site in a real browser: search, timeline, and pages that are whole without either.

mod dates;
mod embed;
mod export;
mod lanes;
mod languages;
mod odd;
mod panel;
mod preview;
mod search;
mod share;
mod since;

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
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

/// The names of the scripts that were asked for, without their hashes, sorted.
fn scripts(page: &Page) -> Vec<String> {
    let requests = page.requests();
    let urls = requests.iter().filter_map(|request| request.url.strip_suffix(".js"));
    let mut names: Vec<_> =
        urls.filter_map(|url| url.rsplit('/').next()?.split('-').next()).map(str::to_owned).collect();
    names.sort();
    names
}

/// Results are there, and what was typed is marked in them.
const FOUND: &str = "document.querySelectorAll('#results mark').length > 0";
/// There are none: nothing but results stands there, and the ways on are seen.
const OVERVIEW: &str = "document.querySelector('#results').childNodes.length === 0 && document.querySelector('#overview').offsetHeight > 0";

const KINDS: &[&str] = &[
    "/",
    "/stories/",
    "/stories/coalition-in-iraq/",
    "/archive/",
    "/a-z/",
    "/timeline/",
    "/timeline/embed/",
    "/stories/coalition-in-iraq/embed/",
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
fn the_address_is_right_before_a_result_is_followed() {
    let page = open("/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("coalition").expect("one can type");
    wait(&page, FOUND);
    let followed = "(() => {
        const link = document.querySelector('#results a');
        link.addEventListener('click', (event) => event.preventDefault());
        link.click();
        return location.search;
    })()";
    assert_eq!(text(&page, followed), "?q=coalition");
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
fn results_take_the_place_of_the_ways_on() {
    let page = open("/search/");
    assert_eq!(eval(&page, OVERVIEW), Value::Bool(true), "at first");
    page.click("#q").expect("the box can be clicked");
    page.type_text("c").expect("one can type");
    wait(&page, "document.querySelector('#status').textContent === ''");
    assert_eq!(eval(&page, OVERVIEW), Value::Bool(true), "one letter is not enough");
    page.type_text("oalition").expect("one can type");
    wait(&page, FOUND);
    assert_eq!(eval(&page, "document.querySelector('#overview').offsetHeight").as_u64(), Some(0));
    go(&page, "/search/?q=xqzjxqzj");
    wait(&page, "document.querySelector('#status').textContent.includes('Nothing')");
    assert_eq!(eval(&page, OVERVIEW), Value::Bool(true), "where nothing was found");
    all_is_well(&page);
}

#[test]
fn a_word_that_no_brief_has_is_said() {
    let page = open("/search/?q=coalition+xqzjxqzj");
    wait(&page, FOUND);
    wait(&page, "document.querySelector('#status').textContent.includes('“xqzjxqzj”')");
    assert!(text(&page, "document.querySelector('#status').textContent").contains("Briefs: "));
    all_is_well(&page);
}

#[test]
fn events_that_match_lead_to_their_place() {
    let page = open("/search/?q=petition");
    wait(&page, FOUND);
    let link = "document.querySelector('#results .hits a[href$=\"#e-petition\"]')";
    wait(&page, &format!("{link} !== null"));
    assert!(text(&page, &format!("{link}.querySelector('mark').textContent")).to_lowercase().starts_with("petition"));
    assert!(text(&page, &format!("{link}.closest('li').textContent")).contains(" – "), "the date stands before it");
    let brief = text(&page, &format!("{link}.closest('.item').querySelector('h3 a').getAttribute('href')"));
    assert_eq!(text(&page, &format!("{link}.getAttribute('href')")), format!("{brief}#e-petition"));
    go(&page, &format!("{brief}#e-petition"));
    wait(&page, "document.querySelector(':target') !== null");
    all_is_well(&page);
}

#[test]
fn more_results_come_below_and_have_the_focus() {
    let page = open("/search/?q=iraq");
    wait(&page, FOUND);
    let items = "document.querySelectorAll('#results .item').length";
    assert_eq!(eval(&page, items).as_u64(), Some(10), "nobody types: all are there at once");
    // By the keyboard, as those do whom a lost focus throws back to the beginning of the page.
    let mut before = 10;
    while eval(&page, "!!document.querySelector('[data-more]')") == Value::Bool(true) {
        eval(&page, "document.querySelector('[data-more]').focus()");
        page.press("Enter").expect("a key");
        wait(&page, &format!("{items} > {before}"));
        let focused = "[...document.querySelectorAll('#results h3 a')].indexOf(document.activeElement)";
        assert_eq!(eval(&page, focused).as_u64(), Some(before), "the first new one has the focus");
        before = eval(&page, items).as_u64().expect("a number");
    }
    assert!(before > 20, "{before}");
    all_is_well(&page);
}

#[test]
fn while_one_types_a_screen_of_results_is_enough() {
    let page = open("/search/");
    let items = "document.querySelectorAll('#results .item').length";
    // Counted as they come: a look from outside may be too late.
    let count = format!(
        "counts = []; after = 0; isGoing = false;
         new MutationObserver(() => {{
           counts.push({items});
           if (isGoing && {items} === 5) {{
             dispatchEvent(new Event('scroll'));
             after = {items};
           }}
         }}).observe(document.querySelector('#results'), {{ childList: true, subtree: true }})"
    );
    eval(&page, &count);
    page.click("#q").expect("the box can be clicked");
    page.type_text("iraq").expect("one can type");
    wait(&page, &format!("{items} === 10"));
    assert_eq!(eval(&page, "counts.find((count) => count > 0)").as_u64(), Some(5));
    // Who goes there need not wait.
    eval(&page, "isGoing = true");
    page.type_text("i").expect("one can type");
    wait(&page, "after > 0");
    assert_eq!(eval(&page, "after").as_u64(), Some(10));
    all_is_well(&page);
}

#[test]
fn arabic_is_found_in_any_spelling() {
    let page = open("/search/");
    // Without the hamza of the alef and with heh for teh marbuta; stretched; with vowel marks; with all of these missing.
    let spellings = [
        ("الامريكيه", "الأمريكية"),
        ("التحـــالف", "التحالف"),
        ("التَّحَالُف", "التحالف"),
        ("الاولى", "الأولى"),
        ("يقدم", "يقدّم"),
    ];
    for (typed, found) in spellings {
        go(&page, "/search/");
        page.click("#q").expect("the box can be clicked");
        page.type_text(typed).expect("one can type");
        wait(&page, FOUND);
        wait(
            &page,
            &format!(
                "[...document.querySelectorAll('#results [lang=ar] mark')].some(mark => mark.textContent === '{found}')"
            ),
        );
    }
    all_is_well(&page);
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
fn a_module_is_loaded_where_it_is_used_and_only_there() {
    let page = open("/");
    assert_eq!((requested(&page, ".wasm"), scripts(&page)), (0, vec!["loader".to_owned()]));
    let page = open(&kinds().pop().expect("a brief"));
    let both = vec!["loader".to_owned(), "share".to_owned()];
    assert_eq!((requested(&page, ".wasm"), scripts(&page)), (0, both), "a brief can be shared, too");
    let page = open("/search/");
    wait(&page, "performance.getEntriesByType('resource').some(entry => entry.name.endsWith('.bin'))");
    assert_eq!((requested(&page, ".wasm"), requested(&page, ".bin")), (1, 1), "the search is ready before it is used");
    assert_eq!(text(&page, "document.querySelector('#status').textContent"), "");
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
        eval(&page, "document.querySelector('#timeline').scrollIntoView({ behavior: 'instant' })");
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

/// Shows the picture and waits until it is there.
fn wait_for_the_picture(page: &Page) {
    eval(page, "document.querySelector('#timeline').scrollIntoView({ behavior: 'instant' })");
    wait(page, "document.documentElement.dataset.timeline === 'ready'");
}

#[test]
fn a_reader_goes_from_a_search_to_a_brief_and_its_events() {
    let page = open("/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("coalition").expect("one can type");
    let seed = "#results a[href^=\"/briefs/baghdad-and-washington-open-coalition-talks\"]";
    wait(&page, &format!("document.querySelector('{seed}') !== null"));
    page.click(seed).expect("a result can be clicked");
    wait(&page, "document.querySelector('.source')?.textContent.includes('Gulan Media')");
    // What is clicked on while a page comes may be elsewhere by then.
    wait(&page, "document.readyState === 'complete'");
    page.click("a[href*=\"/timeline/?event=\"]").expect("the link to the timeline can be clicked");
    wait(&page, "location.pathname === '/timeline/' && document.readyState === 'complete'");
    let is_chosen = "!document.querySelector('#timeline-panel').hidden \
                     && document.querySelector('#timeline-panel').textContent.includes('petition')";
    let address = text(&page, "location.href");
    let stays = |way: &str| {
        wait_for_the_picture(&page);
        wait(&page, is_chosen);
        assert_eq!(text(&page, "location.href"), address, "{way}");
    };
    stays("by the link");
    page.reload().expect("it loads anew");
    stays("after loading it anew");
    go(&page, "/about/");
    eval(&page, "history.back()");
    wait(&page, "location.pathname === '/timeline/'");
    stays("by going away and back");
    assert!(text(&page, "document.querySelector('.tl-status').textContent").contains("petition"));
    let shown = "['hmc-first-session', 'petition', 'attacks-on-us-troops', 'us-air-strikes']\
                 .filter(id => document.querySelector(`#timeline a[href$=\"#e-${id}\"]`)).length";
    assert_eq!(eval(&page, shown).as_u64(), Some(4), "all events of the brief have their place in the picture");
    let current = "document.querySelector('li[aria-current]')?.dataset.event ?? ''";
    assert!(text(&page, current).ends_with("#e-petition"), "the list marks the chosen event");
    all_is_well(&page);
}

#[test]
fn what_is_dragged_moves_and_is_drawn_anew_at_rest() {
    for (direction, way) in [("ltr", -1.0), ("rtl", 1.0)] {
        let page = page();
        // However slow the machine is, a frame is a sixtieth of a second.
        let turned = format!(
            "addEventListener('readystatechange', () => {{ document.documentElement.dir = '{direction}'; }}, true);
             const ask = requestAnimationFrame.bind(window);
             let now = 1000;
             window.requestAnimationFrame = (frame) => ask(() => frame(now += 16));"
        );
        page.before_load(&turned).expect("a script");
        go(&page, "/timeline/?from=2008-01-01&to=2022-01-01");
        wait_for_the_picture(&page);
        let place = "document.querySelector('#timeline')";
        eval(&page, &format!("{place}.scrollIntoView({{ behavior: 'instant' }})"));
        let side = |name: &str| {
            eval(&page, &format!("{place}.getBoundingClientRect().{name}")).as_f64().expect("the picture has a place")
        };
        let (x, y) = (side("left") + side("width") / 2.0, side("top") + 60.0);
        let watched = format!(
            "window.moved = []; (function watch() {{
                moved.push(parseFloat({place}.querySelector('canvas').style.translate || 0));
                requestAnimationFrame(watch);
            }})()"
        );
        eval(&page, &watched);
        let mouse = |kind: &str, x: f64| {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
            page.send("Input.dispatchMouseEvent", event).expect("the mouse");
        };
        mouse("mousePressed", x);
        for step in 1..=30 {
            mouse("mouseMoved", x + way * f64::from(step) * 3.0);
        }
        mouse("mouseReleased", x + way * 90.0);
        wait(&page, "moved.at(-1) === 0 && location.search.includes('from=')");
        let least = format!("Math.max(0, ...moved.map(by => by * {way}))");
        let moved = eval(&page, &least).as_f64().expect("a number");
        assert!(moved > 0.0 && moved <= 48.0, "{direction}: {moved}");
        assert_eq!(eval(&page, &format!("moved.filter(by => by * {way} < 0).length")).as_u64(), Some(0), "{direction}");
        let places = format!("[...{place}.querySelectorAll('a')].map(a => a.href + a.style.left).join(' ')");
        let dragged = text(&page, &places);
        page.reload().expect("it loads anew");
        wait_for_the_picture(&page);
        assert_eq!(text(&page, &places), dragged, "{direction}");
        all_is_well(&page);
    }
}

#[test]
fn a_fragment_of_the_address_stays() {
    let page = open("/timeline/#main");
    wait_for_the_picture(&page);
    page.click("[data-move=in]").expect("a button");
    wait(&page, "location.search.includes('from=') && location.hash === '#main'");
}

#[test]
fn the_focus_stays_with_its_event() {
    let page = open("/timeline/");
    wait_for_the_picture(&page);
    eval(&page, "document.querySelector('#timeline').focus()");
    page.press("End").expect("a key");
    let focused = "document.activeElement.closest('#timeline a')?.getAttribute('href') ?? ''";
    wait(&page, &format!("({focused}) !== ''"));
    let event = text(&page, focused);
    for key in ["+", "+", "+", "-", "-", "-", "-", "-"] {
        let before = text(&page, "location.search");
        page.press(key).expect("a key");
        wait(&page, &format!("location.search !== '{before}'"));
        assert_eq!(text(&page, focused), event, "after {key}");
    }
    all_is_well(&page);
}

#[test]
fn a_step_to_a_day_shows_something() {
    let page = open("/timeline/?from=2018-01-01&to=2018-12-31");
    wait_for_the_picture(&page);
    page.click("[data-zoom=day]").expect("a button");
    wait(&page, "document.querySelector('[data-zoom=day]').getAttribute('aria-pressed') === 'true'");
    assert_ne!(eval(&page, "document.querySelectorAll('#timeline a').length").as_u64(), Some(0));
}

#[test]
fn names_keep_their_direction_in_a_picture_of_the_other() {
    let brief = |title: &str, day: u8| {
        format!(
            "---\ntitle: {title}\nlang: en\ndate: 2024-01-{day}\nsource: Gulan Media, 2024-01-{day}\nstory: a\nevents:\n  \
             - when: 2024-01-{day}\n    what: {title} (HMC), 2024\n---\nText.\n"
        )
    };
    let site = Site::empty()
        .file("site.toml", "title = \"موجز\"\nbase_url = \"https://briefs.test/\"\nlang = \"ar\"\n")
        .file("briefs/2024-01-11-a.md", brief("Talks open", 11))
        .file("briefs/2024-01-28-b.md", brief("محادثات", 28));
    site.run(&["build"]).status(0);
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let page = page();
    let watched = "window.drawn = []; const fill = CanvasRenderingContext2D.prototype.fillText;\
                   CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {\
                   drawn.push([text, this.direction, this.textAlign].join(' ')); return fill.call(this, text, ...place); };";
    page.before_load(watched).expect("a script");
    page.goto(&server.url("/search/")).expect("it opens");
    let direction = "getComputedStyle(document.querySelector('#q')).direction";
    assert_eq!(text(&page, direction), "rtl", "an empty box goes the way of the page");
    page.click("#q").expect("the box can be clicked");
    page.type_text("talks").expect("one can type");
    assert_eq!(text(&page, direction), "ltr", "and then of what is typed");
    page.goto(&server.url("/timeline/")).expect("it opens");
    wait_for_the_picture(&page);
    let drawn = |label: &str| text(&page, &format!("drawn.find(text => text.startsWith('{label}')) ?? ''"));
    assert_eq!(drawn("Talks open"), "Talks open (HMC), 2024 ltr right");
    // It stands before its mark, which is at the late side.
    assert_eq!(drawn("محادثات"), "محادثات (HMC), 2024 rtl left");
}

#[test]
fn the_keyboard_walks_through_the_timeline() {
    let page = open("/timeline/");
    eval(&page, "document.querySelector('#timeline').scrollIntoView({ behavior: 'instant' })");
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

/// Waits for the one line in which the console says what failed.
fn wait_for_the_complaint(page: &Page) {
    let start = Instant::now();
    while page.console().is_empty() && start.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
}

#[test]
fn a_timeline_that_fails_leaves_its_list() {
    for part in ["*.wasm", "*/picture-*.js"] {
        let page = page();
        page.block(&[part]).expect("it blocks");
        go(&page, "/timeline/");
        wait(&page, "document.querySelectorAll('li[data-event]').length > 5");
        wait_for_the_complaint(&page);
        let whole = "[...document.querySelectorAll('li[data-event]')].every(item => item.offsetHeight > 0)";
        assert_eq!(eval(&page, whole), Value::Bool(true), "{part}");
        wait(&page, "document.querySelector('.pic').offsetHeight === 0");
    }
}

/// A site of more events than one page lists, so that its picture reads files: these.
fn site_of_tiles() -> (Site, Vec<std::path::PathBuf>) {
    let mut site = Site::empty().file("site.toml", crate::support::SETTINGS);
    for year in 2000..2020 {
        let events: String = (1..=28).map(|day| format!("  - {year}-02-{day:02}: Talks {day} of {year}\n")).collect();
        let brief = format!(
            "---\ntitle: Talks of {year}\ndate: {year}-03-01\nsource: Gulan Media, {year}-03-01\nevents:\n{events}---\nText.\n"
        );
        site = site.file(&format!("briefs/{year}-03-01-talks-{year}.md"), brief);
    }
    site.run(&["build"]).status(0);
    let folder = site.path().join("public/timeline");
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let tiles = files.filter(|path| path.extension().is_some_and(|ending| ending == "bin")).collect();
    (site, tiles)
}

#[test]
fn a_missing_tile_leaves_the_rest_of_the_picture_and_is_asked_for_again() {
    let (site, files) = site_of_tiles();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let page = page();
    page.goto(&server.url("/timeline/")).expect("it opens");
    wait_for_the_picture(&page);
    let src = text(&page, "document.querySelector('#timeline').dataset.src");
    let is_tile = |path: &&std::path::PathBuf| !src.ends_with(&*path.file_name().expect("a name").to_string_lossy());
    let tiles: Vec<_> = files.iter().filter(is_tile).collect();
    assert!(!tiles.is_empty() && tiles.len() < files.len(), "{files:?}");
    let kept: Vec<_> = tiles.iter().map(|path| (path, std::fs::read(path).expect("a tile"))).collect();
    for tile in &tiles {
        std::fs::remove_file(tile).expect("it was there");
    }
    page.goto(&server.url("/timeline/?from=2004-02-01&to=2004-03-01")).expect("it opens");
    wait_for_the_picture(&page);
    wait_for_the_complaint(&page);
    let inked = "(() => { const canvas = document.querySelector('#timeline canvas'); \
                 const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data; \
                 return pixels.filter((value, at) => at % 4 === 3 && value > 128).length; })()";
    assert!(eval(&page, inked).as_u64() > Some(500), "axis, lanes, strip and counts are there");
    wait(&page, "document.querySelector('.tl-status').textContent.includes('Events: ')");
    for (path, bytes) in kept {
        std::fs::write(path, bytes).expect("it can be written");
    }
    // Nobody needs to do anything for it.
    wait(&page, "[...document.querySelectorAll('#timeline a')].some(link => link.title.includes('of 2004'))");
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
}

#[test]
fn a_missing_root_hides_the_picture_and_leaves_the_list() {
    let (site, files) = site_of_tiles();
    for file in files {
        std::fs::remove_file(file).expect("it was there");
    }
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let page = page();
    page.goto(&server.url("/timeline/")).expect("it opens");
    wait_for_the_complaint(&page);
    wait(&page, "document.querySelector('.pic').offsetHeight === 0");
    assert!(eval(&page, "document.querySelectorAll('li[data-event]').length").as_u64() > Some(5));
}

#[test]
fn a_search_that_fails_says_so_and_works_when_it_can() {
    for part in ["*.wasm", "*.bin", "*/find-*.js"] {
        let page = page();
        page.block(&[part]).expect("it blocks");
        go(&page, "/search/");
        page.click("#q").expect("the box can be clicked");
        wait(&page, "document.querySelector('#status').textContent === document.querySelector('form').dataset.tFailed");
        wait_for_the_complaint(&page);
        assert_eq!(eval(&page, OVERVIEW), Value::Bool(true), "{part}: the ways on are still there");
        page.block(&[]).expect("it blocks no more");
        page.type_text("coalition").expect("one can type");
        wait(&page, FOUND);
        wait(&page, "document.querySelector('#status').textContent.includes('Briefs')");
    }
}

#[test]
fn a_search_whose_files_fail_says_so_and_works_when_it_can() {
    let page = page();
    go(&page, "/search/?q=coalition");
    wait(&page, FOUND);
    page.block(&["*.bin"]).expect("it blocks");
    page.click("#q").expect("the box can be clicked");
    page.press("End").expect("a key");
    page.type_text(" davos").expect("one can type");
    wait(&page, "document.querySelector('#status').textContent === document.querySelector('form').dataset.tFailed");
    wait_for_the_complaint(&page);
    assert_eq!(eval(&page, FOUND), Value::Bool(true), "what was shown is still there");
    page.block(&[]).expect("it blocks no more");
    // It is tried again when the reader comes back to the box.
    eval(&page, "document.querySelector('#q').blur()");
    page.click("#q").expect("the box can be clicked");
    wait(&page, "[...document.querySelectorAll('#results mark')].some(mark => mark.textContent === 'Davos')");
    wait(&page, "document.querySelector('#status').textContent.includes('Briefs')");
}

/// Files that the search needs do not come before `release()` is called; its module and its root do.
const SLOW_FILES: &str = "window.held = new Promise(done => { window.release = done; });\
     window.fetch = new Proxy(fetch, { apply: async (fetch, self, parts) => {\
     const root = document.querySelector('form[data-index]').dataset.index;\
     if (String(parts[0]).endsWith('.bin') && parts[0] !== root) await held;\
     return fetch.apply(self, parts); } });";

#[test]
fn a_search_that_waits_for_files_says_so() {
    let page = page();
    page.before_load(SLOW_FILES).expect("a script");
    go(&page, "/search/");
    page.click("#q").expect("the box can be clicked");
    wait(&page, "document.querySelector('#status').textContent === ''");
    page.type_text("coalition").expect("one can type");
    wait(&page, "document.querySelector('#status').textContent === document.querySelector('form').dataset.tLoading");
    assert_eq!(eval(&page, OVERVIEW), Value::Bool(true));
    eval(&page, "release()");
    wait(&page, FOUND);
    wait(&page, "document.querySelector('#status').textContent.includes('Briefs')");
    all_is_well(&page);
}

#[test]
fn what_comes_late_shows_no_older_query() {
    let page = page();
    page.before_load(SLOW_FILES).expect("a script");
    go(&page, "/search/");
    page.click("#q").expect("the box can be clicked");
    page.type_text("coalition").expect("one can type");
    wait(&page, "location.search === '?q=coalition'");
    eval(&page, "document.querySelector('#q').select()");
    page.press("Backspace").expect("a key");
    wait(&page, "location.search === ''");
    eval(&page, "release()");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(eval(&page, OVERVIEW), Value::Bool(true));
    all_is_well(&page);
}

#[test]
fn a_search_that_takes_its_time_says_so() {
    let page = page();
    page.before_load(
        "window.fetch = new Proxy(fetch, { apply: (fetch, self, parts) => new Promise(done => { window.release = done; })\
         .then(() => fetch.apply(self, parts)) })",
    )
    .expect("a script");
    go(&page, "/search/?q=coalition");
    wait(&page, "document.querySelector('#status').textContent === document.querySelector('form').dataset.tLoading");
    assert_eq!(eval(&page, OVERVIEW), Value::Bool(true));
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

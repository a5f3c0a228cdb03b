//! Timelines that few would make, and files that are damaged on their way. `cargo xtask judge timeline` looks at more of them, and larger
//! ones.

use std::fmt::Write;

use xtask::{browser::Page, static_server::StaticServer};

use super::{eval, page, site_of_tiles, text, wait, wait_for_the_complaint, wait_for_the_picture};
use crate::support::{SETTINGS, Site};

const STATUS: &str = "document.querySelector('.tl-status').textContent";
/// What is spoken of the link with the focus.
const FOCUSED: &str = "document.activeElement.closest('#timeline a')?.getAttribute('aria-label') ?? ''";

/// A site of so many events in one brief, each with its date and its text, served.
fn served(events: &[(String, String)]) -> (Site, StaticServer) {
    let mut brief = "---\ntitle: Report\ndate: 2024-01-28\nsource: Gulan Media, 2024-01-28\nevents:\n".to_owned();
    for (when, what) in events {
        write!(brief, "  - when: \"{when}\"\n    what: {what}\n").expect("a text takes all");
    }
    let site = Site::empty().file("site.toml", SETTINGS).file("briefs/report.md", brief + "---\nText.\n");
    site.run(&["build"]).status(0);
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    (site, server)
}

fn seconds(count: usize) -> Vec<(String, String)> {
    let event = |n: usize| (format!("2024-01-27T10:{:02}:{:02}Z", n / 60, n % 60), format!("Shot {n} is heard"));
    (0..count).map(event).collect()
}

fn opened(server: &StaticServer, path: &str) -> Page {
    let page = page();
    page.goto(&server.url(path)).expect("it opens");
    wait_for_the_picture(&page);
    eval(&page, "document.querySelector('#timeline').focus()");
    page
}

#[test]
fn events_one_second_apart_are_told_apart() {
    // A page lists 300; of more a picture reads files.
    for count in [90, 400] {
        let (_site, server) = served(&seconds(count));
        let page = opened(&server, "/timeline/");
        wait(&page, &format!("{STATUS}.includes('Events: {count} of {count}.')"));
        let opening = text(&page, STATUS);
        assert!(opening.contains("27 January 2024"), "it opens where there is something: {opening}");
        page.press("Home").expect("a key");
        wait(&page, &format!("({FOCUSED}) === '27 January 2024, 10:00:00 UTC: Shot 0 is heard'"));
        for _ in 0..10 {
            page.press("+").expect("a key");
        }
        wait(&page, &format!("{STATUS}.startsWith('27 January 2024 09:5')"));
        page.press("ArrowRight").expect("a key");
        wait(&page, &format!("({FOCUSED}) === '27 January 2024, 10:00:01 UTC: Shot 1 is heard'"));
        let left = |n: usize| {
            let js = format!(
                "[...document.querySelectorAll('#timeline a')].find((link) => link.title.endsWith('Shot {n} is heard')).offsetLeft"
            );
            eval(&page, &js).as_f64().expect("a place")
        };
        assert!(left(1) > left(0), "seconds have places of their own");
        assert_eq!(page.console(), [""; 0]);
    }
}

#[test]
fn an_age_beside_a_moment_is_one_picture() {
    let age = ("Y-298000/2024-01".to_owned(), "People live on the plain".to_owned());
    let (_site, server) = served(&[age].into_iter().chain(seconds(2)).collect::<Vec<_>>());
    let page = opened(&server, "/timeline/");
    for (key, spoken) in
        [("Home", "People live on the plain"), ("ArrowRight", "Shot 0 is heard"), ("End", "Shot 1 is heard")]
    {
        page.press(key).expect("a key");
        wait(&page, &format!("({FOCUSED}).endsWith(': {spoken}')"));
        // What is all in view stays there.
        wait(&page, &format!("{STATUS}.includes('Events: 3 of 3.')"));
    }
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn a_damaged_tile_is_said_once_and_asked_for_after_a_while() {
    let (site, files) = site_of_tiles();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let first = page();
    first.goto(&server.url("/timeline/")).expect("it opens");
    let src = text(&first, "document.querySelector('#timeline').dataset.src");
    let tiles: Vec<_> =
        files.iter().filter(|path| !src.ends_with(&*path.file_name().expect("a name").to_string_lossy())).collect();
    let kept: Vec<_> = tiles.iter().map(|path| (path, std::fs::read(path).expect("a tile"))).collect();
    for (tile, bytes) in &kept {
        std::fs::write(tile, &bytes[..bytes.len() / 2]).expect("it can be written");
    }
    let page = opened(&server, "/timeline/?from=2004-02-01&to=2004-03-01");
    wait_for_the_complaint(&page);
    assert!(page.console()[0].contains(": damaged"), "{:?}", page.console());
    wait(&page, &format!("{STATUS}.includes('Events: ')"));
    for key in ["+", "-", "PageUp", "PageDown"] {
        page.press(key).expect("a key");
        eval(&page, "new Promise(requestAnimationFrame)");
    }
    let asked = page.requests().iter().filter(|request| request.url.ends_with(".bin")).count();
    assert!(asked < 8, "it was asked for {asked} times within a moment");
    for (path, bytes) in kept {
        std::fs::write(path, bytes).expect("it can be written");
    }
    wait(&page, "[...document.querySelectorAll('#timeline a')].some(link => link.title.includes('of 2004'))");
    assert_eq!(page.console().len(), 1, "{:?}", page.console());
}

#[test]
fn the_first_and_the_last_event_are_reached_from_anywhere() {
    let (site, _) = site_of_tiles();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let page = opened(&server, "/timeline/?from=2010-02-05&to=2010-02-09");
    for (key, spoken) in [
        ("Home", "Talks 1 of 2000"),
        ("ArrowRight", "Talks 2 of 2000"),
        ("End", "Talks 28 of 2019"),
        ("ArrowLeft", "Talks 27 of 2019"),
    ] {
        page.press(key).expect("a key");
        wait(&page, &format!("({FOCUSED}).endsWith(': {spoken}')"));
        wait(&page, &format!("document.querySelector('#timeline-panel h2').textContent === '{spoken}'"));
    }
    assert_eq!(page.console(), [""; 0]);
}

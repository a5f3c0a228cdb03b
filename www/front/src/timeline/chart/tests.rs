//! What a reader does with a picture, and what comes of it, without a page.

use super::super::drawing::Drawing;
use super::*;
use briefing_index::edtf::Edtf;
use briefing_index::timeline::{parts, to_attribute};

const TEXTS: [(&str, &str); 7] = [
    ("data-t-status", "{range}. Events: {n} of {all}."),
    ("data-t-disputed-count", "Disputed: {n}."),
    ("data-t-disputed", "Two accounts"),
    ("data-t-all", "All"),
    ("data-f-day", "{y}-{m}-{d}"),
    ("data-months", "01,02,03,04,05,06,07,08,09,10,11,12"),
    ("data-months-short", "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"),
];

/// Events by date, lane and state; each is named after its number.
fn source(events: &[(&str, &str, &str)]) -> Source {
    let items = events.iter().enumerate().map(|(n, (date, lane, state))| {
        let parts = to_attribute(&parts(&Edtf::parse(date).expect("a valid date")));
        format!("{parts}|{lane}|{state}||Event {n}.|{date}|briefs/a/#e-{n}")
    });
    Source::of_list(&items.collect::<Vec<_>>().join("\u{1E}").replace('|', "\u{1F}"))
}

fn measure(text: &str, _bold: bool) -> f32 {
    text.chars().count() as f32 * 7.0
}

/// A picture of three events in two lanes, drawn at 1000 by 400 pixels.
fn chart(address: &[(&str, &str)]) -> Chart {
    let source =
        source(&[("2024-03-01", "Talks", ""), ("2024-01-10", "Talks", "disputed"), ("2024-02-01", "Strikes", "")]);
    let mut chart = Chart::new(source, Attributes::of(TEXTS.iter().chain(address)), 1e9);
    chart.resize(1000.0, 400.0, 17.0);
    chart.draw(&mut measure);
    chart
}

fn texts(drawing: &Drawing) -> Vec<&str> {
    drawing.texts.split_terminator('\u{1F}').collect()
}

/// The middle of an event's mark.
fn place(chart: &Chart, event: usize) -> (f32, f32) {
    let mark = chart.picture.marks.iter().find(|mark| mark.event == event).expect("it is drawn");
    ((mark.x0 + mark.x1) / 2.0, mark.y)
}

#[test]
fn it_draws_labels_lanes_and_the_strip() {
    let drawing = chart(&[]).draw(&mut measure);
    let texts = texts(&drawing);
    for text in ["Talks", "Strikes", "Event 0", "Event 1", "Event 2"] {
        assert!(texts.contains(&text), "{text} is not in {texts:?}");
    }
    assert_eq!(texts.last(), Some(&"3"), "how many there are in all is the last");
    assert_eq!(chart(&[]).draw(&mut measure), drawing, "the same picture is drawn the same");
}

#[test]
fn it_opens_with_what_the_address_says() {
    let mut opened = chart(&[("from", "2024-01-05"), ("to", "2024-01-15"), ("event", "briefs/a/#e-1")]);
    assert_eq!(opened.chosen(), ["briefs/a/#e-1", "Event 1.", "2024-01-10", "Two accounts"].join("\u{1F}"));
    opened.draw(&mut measure);
    let rest = opened.rest();
    let told: Vec<_> = rest.split('\u{1D}').collect();
    // A fade is a little more than a tenth of the picture.
    let range = "2024-01-05\u{1F}2024-01-15\u{1F}2024-01-03T17:45Z\u{1F}";
    assert_eq!(told, ["2024-01-10: Event 1", "", range], "it says which event this is, and writes no address");
    opened.press("in");
    opened.draw(&mut measure);
    assert!(
        opened.rest().starts_with("2024-01-7 – 2024-01-12. Events: 1 of 3. Disputed: 1.\u{1D}"),
        "{}",
        opened.rest()
    );
    let mut nothing = chart(&[("event", "briefs/a/#e-9"), ("from", "soon"), ("to", "later")]);
    assert_eq!((nothing.chosen().as_str(), nothing.rest().split('\u{1D}').nth(1)), ("", Some("all ")));
}

#[test]
fn what_was_changed_is_told_for_the_address() {
    let mut chart = chart(&[("from", "2024-01-05"), ("to", "2024-01-15")]);
    chart.draw(&mut measure);
    assert_eq!(chart.rest().matches('\u{1D}').count(), 2);
    chart.choose(Some(1));
    let rest = chart.rest();
    let told: Vec<_> = rest.split('\u{1D}').skip(2).collect();
    assert!(told[0].starts_with("2024-01-05\u{1F}2024-01-15\u{1F}"), "{rest:?}");
    assert_eq!(told[1..], ["briefs/a/#e-1"]);
}

#[test]
fn keys_walk_through_time_and_over_lanes() {
    let mut chart = chart(&[]);
    let mut check = |key: &str, expected: Option<usize>| {
        assert_eq!((chart.press(key), chart.selected), (Step::Focus, expected), "{key}");
        chart.draw(&mut measure);
    };
    check("Home", Some(1));
    check("ArrowRight", Some(2));
    check("ArrowRight", Some(0));
    check("ArrowRight", Some(0));
    check("ArrowDown", Some(2));
    check("ArrowUp", Some(1));
    check("Escape", None);
    assert_eq!(chart.press("x"), Step::Leave);
    let before = chart.window.length();
    assert_eq!((chart.press("+"), chart.window.length()), (Step::Draw, before / 2.0));
}

#[test]
fn a_drag_moves_and_is_no_click() {
    let mut chart = chart(&[]);
    let from = chart.window.from;
    chart.down(1, 500.0, 100.0);
    assert_eq!(chart.moved(1, 502.0, 100.0), Step::Leave);
    assert_eq!(chart.moved(1, 400.0, 100.0), Step::Draw);
    chart.up(1);
    assert!(chart.window.from > from);
    assert_eq!((chart.click(Some(0), 400.0, 100.0, false), chart.selected), (Step::Stay, None));
}

#[test]
fn clicks_choose_or_stay_the_browsers() {
    let mut chart = chart(&[]);
    let (x, y) = place(&chart, 0);
    assert_eq!(chart.click(Some(0), x, y, true), Step::Leave, "a new tab");
    assert_eq!((chart.click(Some(0), x, y, false), chart.selected), (Step::Choose, Some(0)));
    assert_eq!((chart.click(None, x, 40.0, false), chart.selected), (Step::Choose, None));
    assert_eq!((chart.click_item("briefs/a/#e-2", ""), chart.selected), (Step::Choose, Some(2)));
    let before = chart.window;
    chart.press("month");
    assert_eq!(chart.click(None, 900.0, 390.0, false), Step::Draw, "the strip");
    assert_ne!(chart.window, before);
    assert_eq!(chart.press("close"), Step::Leave);
}

#[test]
fn the_wheel_zooms_where_it_is_the_pictures() {
    let mut chart = chart(&[]);
    let length = chart.window.length();
    assert_eq!(chart.wheel(0.0, -120.0, 500.0, false), Step::Leave);
    assert_eq!(chart.wheel(0.0, -120.0, 500.0, true), Step::Draw);
    assert!(chart.window.length() < length);
    let from = chart.window.from;
    assert_eq!(chart.wheel(100.0, 0.0, 500.0, false), Step::Draw);
    assert!(chart.window.from > from);
}

#[test]
fn links_say_what_they_are_once() {
    let mut chart = chart(&[]);
    let links = chart.links();
    assert_eq!((links.numbers.len(), links.numbers[0]), (1 + 3 * 5, -1.0));
    let first = links.numbers[1] as usize;
    let said = texts(&links);
    assert_eq!(said.len(), 6);
    assert_eq!(said[0], format!("briefs/a/#e-{first}"));
    assert!(said[1].ends_with(&format!(": Event {first}")), "{said:?}");
    chart.choose(Some(2));
    let again = chart.links();
    assert_eq!((again.numbers[0], again.texts.as_str()), (2.0, ""));
}

#[test]
fn a_link_over_an_event_that_nothing_tells_of_yet_says_so() {
    let parts = to_attribute(&parts(&Edtf::parse("2024-03-01").expect("a valid date")));
    let source = Source::of_list(&format!("{parts}|Talks||||").replace('|', "\u{1F}"));
    let untold = [("data-t-untold", "not loaded yet")];
    let mut chart = Chart::new(source, Attributes::of(TEXTS.iter().chain(&untold)), 1e9);
    chart.resize(1000.0, 400.0, 17.0);
    chart.draw(&mut measure);
    let links = chart.links();
    assert_eq!(texts(&links), ["", "2024-03-1: not loaded yet"]);
    assert_eq!(links.numbers[1], -2.0);
}

#[test]
fn a_picture_from_right_to_left_is_mirrored() {
    let (left, right) = (chart(&[]).links(), chart(&[("direction", "rtl")]).links());
    let sides = |links: &Drawing| links.numbers[1..].chunks(5).map(|link| (link[1], link[3])).collect::<Vec<_>>();
    for ((left, width), (mirrored, _)) in sides(&left).into_iter().zip(sides(&right)) {
        assert!((1000.0 - left - width - mirrored).abs() <= 1.0, "{left} {mirrored}");
    }
    let mut chart = chart(&[("direction", "rtl")]);
    chart.press("Home");
    chart.press("ArrowLeft");
    assert_eq!(chart.selected, Some(2));
}

#[test]
fn a_full_stop_goes_and_an_abbreviation_stays() {
    let check = |text, expected| assert_eq!(without_stop(text), expected);
    check("Talks open.", "Talks open");
    check("They meet in the U.S.", "They meet in the U.S.");
    check("会談。", "会談");
    check("Talks", "Talks");
}

#[test]
fn what_was_chosen_stays_chosen_in_another_list() {
    let mut chart = chart(&[]);
    chart.click_item("briefs/a/#e-1", "");
    let item = |n: usize| {
        let parts = to_attribute(&parts(&Edtf::parse("2024-01-10").expect("a valid date")));
        format!("{parts}|Iraq|||Event {n}.||briefs/a/#e-{n}").replace('|', "\u{1F}")
    };
    assert_eq!(chart.list(&[item(7), item(1)].join("\u{1E}")), Step::Choose);
    assert_eq!(chart.selected, Some(1));
    assert!(texts(&chart.draw(&mut measure)).contains(&"Iraq"));
    assert_eq!(chart.list(&item(7)), Step::Choose);
    assert_eq!(chart.selected, None);
}

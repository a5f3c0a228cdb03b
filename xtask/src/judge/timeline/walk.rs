//! A walk through a timeline by keys alone: every event is reached, by its name, and every key does what is written of it.

use std::path::Path;

use super::made::{self, Made};
use super::{build, number, open, rest, spoken, text};
use crate::browser::{Browser, Page};
use crate::judge::Verdict;
use crate::{Error, Result};

const STATUS: &str = "document.querySelector('.tl-status').textContent.trim()";
const FOCUSED: &str = "document.activeElement";
/// So many stops of the Tab key are before the picture, at most.
const STOPS: usize = 80;
/// The keys do nothing.
const DEAF: &str =
    "addEventListener('keydown', (event) => { if (event.key !== 'Tab') event.stopImmediatePropagation(); }, true)";
/// Nothing has a name.
const NAMELESS: &str = "new MutationObserver(() => { for (const link of document.querySelectorAll('#timeline a')) {\
    link.removeAttribute('title'); link.removeAttribute('aria-label'); } })\
    .observe(document, { childList: true, subtree: true, attributes: true })";
/// Digits of Arabic texts as they are counted here.
const DIGITS: &str = "((text) => text.replace(/[٠-٩]/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.indexOf(digit)).match(/\\d+/g) ?? [])";

pub(super) fn judge(folder: &Path, browser: &Browser, tell: &mut impl FnMut(&Verdict) -> Result<()>) -> Result<()> {
    for (name, lang) in [("sixty", "en"), ("sixty-arabic", "ar")] {
        let made = made::sixty(name, lang);
        let server = build(folder, &made)?;
        let address = server.url("timeline/");
        let is_first = lang == "en";
        for (script, why, least) in [(DEAF, "no key is heard", 8), (NAMELESS, "no event has a name", 60)] {
            let page = browser.page()?;
            page.before_load(script)?;
            let complaints = if is_first { walk(&page, &address, &made)? } else { Vec::new() };
            if is_first && complaints.len() < least {
                return Err(Error::new(format!("the keyboard does not bite where {why}: {complaints:?}")));
            }
        }
        let page = browser.page()?;
        let mut complaints = walk(&page, &address, &made)?;
        page.screenshot(folder.join(format!("{name}.png")))?;
        complaints.extend(page.console());
        complaints.extend(page.csp_violations());
        tell(&Verdict { judge: "keyboard", page: format!("/timeline/ of {name} ({lang})"), complaints })?;
    }
    Ok(())
}

/// Walks and gives what is wrong.
fn walk(page: &Page, address: &str, made: &Made) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    if !open(page, address)? {
        return Ok(vec!["the picture does not come".to_owned()]);
    }
    let is_rtl = text(page, "getComputedStyle(document.getElementById('timeline')).direction")? == "rtl";
    let (later, earlier) = if is_rtl { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    if !tabbed(page, &mut wrong)? {
        return Ok(wrong);
    }
    every_event(page, made, (later, earlier), &mut wrong)?;
    lanes(page, made, &mut wrong)?;
    screens(page, &mut wrong)?;
    status(page, made, &mut wrong)?;
    sides(page, is_rtl, &mut wrong)?;
    enter(page, &mut wrong)?;
    Ok(wrong)
}

fn check(wrong: &mut Vec<String>, holds: bool, what: impl Into<String>) {
    if !holds {
        wrong.push(what.into());
    }
}

/// Tabs to the picture: it is one stop, and a group with a name.
fn tabbed(page: &Page, wrong: &mut Vec<String>) -> Result<bool> {
    let is_there = || Ok::<_, Error>(page.eval("document.activeElement.id === 'timeline'")? == true);
    let mut stops = 0;
    while !is_there()? && stops < STOPS {
        page.press("Tab")?;
        stops += 1;
    }
    if stops == STOPS {
        wrong.push("the Tab key does not get to the picture".to_owned());
        return Ok(false);
    }
    let (name, role, _) = spoken(page, FOCUSED)?;
    check(wrong, role == "group" && !name.is_empty(), format!("the picture is a `{role}` named `{name}`"));
    page.press("Tab")?;
    let within = page.eval("document.getElementById('timeline').contains(document.activeElement)")?;
    check(wrong, within == false, "the picture has more than one stop of the Tab key");
    page.press("Shift+Tab")?;
    check(wrong, is_there()?, "Shift and Tab do not get back to the picture");
    Ok(true)
}

/// What is spoken of the chosen event.
fn name(page: &Page) -> Result<String> {
    Ok(spoken(page, FOCUSED)?.0)
}

fn is_of(name: &str, what: &str) -> bool {
    name.contains(&format!(": {what}"))
}

fn every_event(page: &Page, made: &Made, (later, earlier): (&str, &str), wrong: &mut Vec<String>) -> Result<()> {
    page.press("Home")?;
    rest(page)?;
    for (n, event) in made.events.iter().enumerate() {
        if n > 0 {
            page.press(later)?;
        }
        let (name, role, _) = spoken(page, FOCUSED)?;
        let key = if n == 0 { "Home" } else { later };
        check(wrong, is_of(&name, &event.what), format!("{key} gets to `{name}` rather than to `{}`", event.what));
        check(wrong, role == "link", format!("`{}` is a `{role}`", event.what));
    }
    let [.., before, last] = &made.events[..] else { return Ok(()) };
    page.press(later)?;
    check(wrong, is_of(&name(page)?, &last.what), "there is something after the last event");
    page.press(earlier)?;
    check(wrong, is_of(&name(page)?, &before.what), format!("{earlier} does not get to the event before"));
    page.press("End")?;
    rest(page)?;
    check(wrong, is_of(&name(page)?, &last.what), "End does not get to the last event");
    page.press("Escape")?;
    rest(page)?;
    let is_back = "document.activeElement.id === 'timeline' && document.getElementById('timeline-panel').hidden";
    check(wrong, page.eval(is_back)? == true, "Escape does not let go");
    Ok(())
}

/// The lane of the event with the focus.
fn lane<'m>(page: &Page, made: &'m Made) -> Result<&'m str> {
    let name = name(page)?;
    Ok(made.events.iter().find(|event| is_of(&name, &event.what)).map_or("", |event| event.lane.as_str()))
}

/// From the top lane down to the last one, each once, and back.
fn lanes(page: &Page, made: &Made, wrong: &mut Vec<String>) -> Result<()> {
    page.press("End")?;
    rest(page)?;
    for _ in 0..4 {
        page.press("ArrowUp")?;
    }
    let mut down = vec![lane(page, made)?];
    for _ in 0..2 {
        page.press("ArrowDown")?;
        down.push(lane(page, made)?);
    }
    let mut all = down.clone();
    all.sort_unstable();
    check(wrong, all == ["parliament", "strikes", "talks"], format!("ArrowDown leads through the lanes {down:?}"));
    for expected in down.iter().rev().skip(1) {
        page.press("ArrowUp")?;
        let got = lane(page, made)?;
        check(wrong, got == *expected, format!("ArrowUp leads to `{got}` rather than to `{expected}`"));
    }
    page.press("Escape")?;
    rest(page)
}

/// The seconds that are shown, from and to.
fn stretch(page: &Page) -> Result<(f64, f64)> {
    let at =
        |name: &str| number(page, &format!("Date.parse(document.getElementById('timeline').dataset.{name}) / 1000"));
    Ok((at("from")?, at("to")?))
}

/// A screen earlier and later, nearer and farther.
fn screens(page: &Page, wrong: &mut Vec<String>) -> Result<()> {
    let press = |key: &str| -> Result<((f64, f64), (f64, f64))> {
        let before = stretch(page)?;
        page.press(key)?;
        rest(page)?;
        Ok((before, stretch(page)?))
    };
    // From all to a part of it.
    press("+")?;
    press("+")?;
    for (key, share) in [("PageUp", -0.9), ("PageDown", 0.9)] {
        let ((from, to), (after, end)) = press(key)?;
        let moved = (after - from) / (to - from);
        check(wrong, (moved - share).abs() < 0.02, format!("{key} moves the picture by {moved:.2} of a screen"));
        check(wrong, ((end - after) / (to - from) - 1.0).abs() < 0.02, format!("{key} zooms"));
    }
    for (key, factor) in [("+", 0.5), ("-", 2.0)] {
        let ((from, to), (after, end)) = press(key)?;
        let zoomed = (end - after) / (to - from);
        check(wrong, (zoomed - factor).abs() < 0.02, format!("{key} makes the stretch {zoomed:.2} times as long"));
    }
    Ok(())
}

/// The polite line says the range, how many events of how many it has, and how many are disputed.
fn status(page: &Page, made: &Made, wrong: &mut Vec<String>) -> Result<()> {
    let (_, role, live) = spoken(page, "document.querySelector('.tl-status')")?;
    check(wrong, role == "status" && live == "polite", format!("the line above the picture is `{role}`, `{live}`"));
    let part = text(page, STATUS)?;
    for _ in 0..8 {
        page.press("-")?;
    }
    rest(page)?;
    let all = text(page, STATUS)?;
    check(wrong, part != all, format!("the line does not follow the keys: {all}"));
    let counts = text(page, &format!("{DIGITS}({STATUS}).slice(-4).join(' ')"))?;
    let disputed = made.events.iter().filter(|event| event.is_disputed).count();
    let expected = format!("{0} {0} {disputed}", made.events.len());
    check(wrong, counts.contains(&expected), format!("the line says `{all}`, and not {expected}"));
    Ok(())
}

/// The axis follows the direction of writing.
fn sides(page: &Page, is_rtl: bool, wrong: &mut Vec<String>) -> Result<()> {
    let x = "document.activeElement.getBoundingClientRect().left";
    page.press("End")?;
    rest(page)?;
    let last = number(page, x)?;
    page.press("Home")?;
    rest(page)?;
    let first = number(page, x)?;
    check(wrong, (first > last) == is_rtl, format!("the first event is at {first}, and the last one at {last}"));
    Ok(())
}

/// Enter opens the brief.
fn enter(page: &Page, wrong: &mut Vec<String>) -> Result<()> {
    page.press("Enter")?;
    rest(page)?;
    let opened = page
        .wait_for("location.pathname.startsWith('/briefs/') && location.hash.startsWith('#e-')", super::AWAKENING / 4);
    check(wrong, opened.is_ok(), "Enter does not open the event's brief");
    Ok(())
}

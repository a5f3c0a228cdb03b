//! Timelines that few would make, and files that are damaged on their way: no panic, no freeze, one line in the console where something
//! failed, and counts that are right.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::made::{self, Made};
use super::{build, open, rest, text};
use crate::browser::{Browser, Page, Viewport};
use crate::judge::Verdict;
use crate::static_server::StaticServer;
use crate::{Error, Result};

/// A page that takes longer for a key is frozen.
const FROZEN: Duration = Duration::from_secs(1);
const NARROW: Viewport = Viewport { width: 320, height: 800, scale: 1.0, mobile: false };

/// How many events the line above the picture says are shown, and how many there are.
const COUNTS: &str = "(document.querySelector('.tl-status').textContent.replaceAll(',', '').match(/Events: (\\d+) of (\\d+)/) ?? []).slice(1).join(' of ')";
/// Links that lie over one another by more than their edges.
const OVERLAPS: &str = "(() => { const boxes = [...document.querySelectorAll('#timeline a')].map((link) => [link.getBoundingClientRect(), link.title]);\
    const found = []; boxes.forEach(([one, name], n) => { for (const [other, its] of boxes.slice(n + 1)) {\
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);\
    const along = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);\
    if (across > 4 && along > 4) found.push(`${name} lies over ${its}`); } });\
    return found.slice(0, 3).join('; '); })()";
/// How much of the lanes is inked: an empty picture has lines alone.
const INK: &str = "(() => { const canvas = document.querySelector('#timeline canvas');\
    const pixels = canvas.getContext('2d').getImageData(0, 30, canvas.width, canvas.height - 130).data;\
    let inked = 0; for (let at = 3; at < pixels.length; at += 4) inked += pixels[at] > 128; return inked; })()";

pub(super) fn judge(folder: &Path, browser: &Browser, tell: &mut impl FnMut(&Verdict) -> Result<()>) -> Result<()> {
    for made in made::odd() {
        let server = build(folder, &made)?;
        for (width, viewport) in [(1280, Viewport::DESK), (320, NARROW)] {
            let page = browser.page()?;
            page.viewport(viewport)?;
            let complaints = shape(&page, &server, &made, &folder.join(format!("{}-{width}.png", made.name)))?;
            tell(&Verdict { judge: "shape", page: format!("{} at {width}", made.name), complaints })?;
        }
    }
    damaged(folder, browser, tell)
}

/// Looks at a timeline, all of it and its ends.
fn shape(page: &Page, server: &StaticServer, made: &Made, picture: &Path) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let count = made.events.len();
    if count == 0 {
        page.goto(&server.url("timeline/"))?;
        let none =
            page.eval("!document.getElementById('timeline') && document.querySelector('main').innerText.length > 20")?;
        check(&mut wrong, none == true, "a page without events has a picture, or no text");
        page.screenshot(picture)?;
        wrong.extend(page.console());
        return Ok(wrong);
    }
    if !open(page, &server.url("timeline/"))? {
        return Ok(vec![format!("the picture does not come: {:?}", page.console())]);
    }
    settled(page)?;
    page.screenshot(picture)?;
    wrong.extend(looked(page, "at first", count)?);
    page.eval("document.getElementById('timeline').focus()")?;
    for key in ["Home", "+", "End", "PageUp", "-", "Escape"] {
        let began = Instant::now();
        page.press(key)?;
        page.eval("new Promise(requestAnimationFrame)")?;
        let took = began.elapsed();
        check(&mut wrong, took < FROZEN, format!("the page is frozen by {key}: {took:?}"));
        settled(page)?;
        if key == "Home" || key == "End" {
            wrong.extend(looked(page, key, count)?);
            let name = super::spoken(page, "document.activeElement")?.0;
            let is_known = made.events.iter().any(|event| name.ends_with(&event.what));
            check(&mut wrong, is_known, format!("{key} gets to `{name}`"));
        }
    }
    page.eval("document.querySelector('[data-zoom=all]').click()")?;
    settled(page)?;
    let counts = text(page, COUNTS)?;
    // What is much older than all others is not in the stretch of all, but counted.
    let is_all = counts == format!("{count} of {count}");
    check(&mut wrong, is_all, format!("all events are {counts}"));
    wrong.extend(page.console());
    wrong.extend(page.csp_violations());
    Ok(wrong)
}

/// What is wrong with what is shown now.
fn looked(page: &Page, what: &str, count: usize) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let overlaps = text(page, OVERLAPS)?;
    check(&mut wrong, overlaps.is_empty(), format!("{what}: {overlaps}"));
    let counts = text(page, COUNTS)?;
    check(&mut wrong, counts.ends_with(&format!(" of {count}")), format!("{what}: the line says {counts}"));
    let inked = page.eval(INK)?.as_u64().unwrap_or_default();
    check(&mut wrong, inked > 100, format!("{what}: the picture is empty"));
    Ok(wrong)
}

/// Waits until the picture rests, and the files that it wants have come.
fn settled(page: &Page) -> Result<()> {
    for _ in 0..20 {
        let before = page.requests().len();
        rest(page)?;
        if page.requests().len() == before {
            return Ok(());
        }
    }
    Err(Error::new("the page asks for files without end"))
}

fn check(wrong: &mut Vec<String>, holds: bool, what: impl Into<String>) {
    if !holds {
        wrong.push(what.into());
    }
}

/// What happens to files.
const DAMAGES: [&str; 4] = ["missing", "cut short", "changed", "another's"];

/// Damages the root of a timeline, and its other files, in each way.
fn damaged(folder: &Path, browser: &Browser, tell: &mut impl FnMut(&Verdict) -> Result<()>) -> Result<()> {
    let server = build(folder, &made::large())?;
    let public = folder.join("large-public");
    let page = browser.page()?;
    page.goto(&server.url("timeline/"))?;
    let root = text(&page, "document.getElementById('timeline').dataset.src")?;
    let root = public.join(root.trim_start_matches('/'));
    let mut tiles = Vec::new();
    let tile_folder = public.join("timeline");
    for entry in fs::read_dir(&tile_folder).map_err(Error::at("read the folder", &tile_folder))? {
        let path = entry.map_err(Error::at("read the folder", &tile_folder))?.path();
        tiles.extend(Some(path).filter(|path| path.extension().is_some_and(|suffix| suffix == "bin") && *path != root));
    }
    tiles.sort();
    if tiles.len() < 2 {
        return Err(Error::new("the large timeline has too few files"));
    }
    for damage in DAMAGES {
        for (what, paths) in [("root", std::slice::from_ref(&root)), ("files", &tiles[..])] {
            let kept = apply(damage, paths, &tiles)?;
            let page = browser.page()?;
            let mut complaints = if what == "root" { rootless(&page, &server)? } else { tileless(&page, &server)? };
            page.screenshot(folder.join(format!("{what}-{}.png", damage.replace([' ', '\''], "-"))))?;
            let console = page.console();
            let is_said = console.len() == 1 && console[0].starts_with("error: briefing: ");
            check(&mut complaints, is_said, format!("the console says {console:?}"));
            for (path, bytes) in kept {
                fs::write(&path, bytes).map_err(Error::at("write", &path))?;
            }
            tell(&Verdict { judge: "damage", page: format!("{what}: {damage}"), complaints })?;
        }
    }
    Ok(())
}

/// Damages files, and gives what they were.
fn apply(damage: &str, paths: &[PathBuf], tiles: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let read = |path: &PathBuf| fs::read(path).map_err(Error::at("read", path));
    let mut kept = Vec::new();
    for path in paths {
        kept.push((path.clone(), read(path)?));
    }
    for (n, (path, bytes)) in kept.iter().enumerate() {
        let mut bytes = bytes.clone();
        match damage {
            "missing" => {
                fs::remove_file(path).map_err(Error::at("remove", path))?;
                continue;
            }
            "cut short" => bytes.truncate(bytes.len() / 2),
            "changed" => {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x55;
            }
            _ => {
                bytes = kept
                    .get((n + 1) % kept.len())
                    .filter(|_| kept.len() > 1)
                    .map_or_else(|| read(&tiles[0]), |(_, other)| Ok(other.clone()))?
            }
        }
        fs::write(path, bytes).map_err(Error::at("write", path))?;
    }
    Ok(kept)
}

/// Without its root a timeline is its list.
fn rootless(page: &Page, server: &StaticServer) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    page.goto(&server.url("timeline/"))?;
    let hidden = page.wait_for("document.querySelector('.pic').offsetHeight === 0", super::AWAKENING);
    check(&mut wrong, hidden.is_ok(), "the picture does not go");
    listed(page, &mut wrong)?;
    Ok(wrong)
}

/// Without tiles it counts what it does not know, and asks again, but not all the time.
fn tileless(page: &Page, server: &StaticServer) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    if !open(page, &server.url("timeline/?from=2004-02-01&to=2006-02-01"))? {
        wrong.push("the picture does not come".to_owned());
    }
    rest(page)?;
    page.eval("document.getElementById('timeline').focus()")?;
    for key in ["+", "PageUp", "-", "Home", "ArrowRight"] {
        let began = Instant::now();
        page.press(key)?;
        page.eval("new Promise(requestAnimationFrame)")?;
        check(&mut wrong, began.elapsed() < FROZEN, format!("the page is frozen by {key}"));
        rest(page)?;
    }
    let name = super::spoken(page, "document.activeElement")?.0;
    check(&mut wrong, name.contains(": Talk "), format!("the keys get to `{name}`"));
    wrong.extend(looked(page, "after the keys", 6_000)?);
    listed(page, &mut wrong)?;
    let asked = page.requests().iter().filter(|request| request.url.ends_with(".bin")).count();
    check(&mut wrong, asked < 40, format!("it asks for {asked} files"));
    Ok(wrong)
}

fn listed(page: &Page, wrong: &mut Vec<String>) -> Result<()> {
    let whole = "document.querySelectorAll('li[data-event]').length > 200 \
                 && [...document.querySelectorAll('li[data-event]')].every((item) => item.offsetHeight > 0)";
    check(wrong, page.eval(whole)? == true, "the list is not whole");
    Ok(())
}

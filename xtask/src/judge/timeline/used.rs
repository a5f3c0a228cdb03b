//! Each part of a timeline's page, opened and used: axe-core finds nothing, the page's policy refuses nothing, the console is silent. Wide
//! and narrow, in forced colours and without movement, in both directions of writing, by a reader who was here before.

use std::path::Path;

use serde_json::json;

use super::{build, made, number, open, rest, text};
use crate::browser::{Browser, Media, Page, Viewport};
use crate::judge::Verdict;
use crate::judge::axe::Axe;
use crate::static_server::StaticServer;
use crate::{Error, Result};

/// Tells of each breach of the policy.
const LISTEN: &str = "window.breaches = []; addEventListener('securitypolicyviolation', (breach) => \
    breaches.push(`${breach.violatedDirective} ${breach.blockedURI}`))";
/// A breach.
const BREACH: &str = "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')";
/// Opens a part of the page by its class, and waits for what its script makes of it.
const PARTS: [(&str, &str, &str); 5] = [
    ("lanes", "sift", "document.querySelector('[data-lanes] input')"),
    ("dates", "dates", "document.querySelector('.dates select option:nth-child(2)')"),
    ("export", "keep", "document.querySelector('[data-export]:not(:disabled)')"),
    (
        "embed",
        "frame",
        "document.querySelector('.frame textarea').value.includes('<iframe') && document.querySelector('.frame button:not([hidden])')",
    ),
    ("panel", "", "document.querySelector('#timeline-panel .all')"),
];
/// A reader who was here before anything was written: all is new.
const BEFORE: &str = "localStorage.setItem('seen:/', '{ \"more\": false, \"events\": [] }')";
/// What is new, once it is said: the link to it.
const NEWS: &str = "document.querySelector('.since a')";
/// How many events the list marks as new.
const MARKED: &str = "document.querySelectorAll('li[data-event] .new').length";

pub(super) fn judge(
    folder: &Path,
    browser: &Browser,
    axe: &Axe,
    example: &StaticServer,
    tell: &mut impl FnMut(&Verdict) -> Result<()>,
) -> Result<()> {
    bites(browser, example)?;
    news_bite(browser, example)?;
    let arabic = build(folder, &made::sixty("parts-arabic", "ar"))?;
    let narrow = Viewport { width: 320, height: 800, scale: 1.0, mobile: false };
    let still = Media { reduced_motion: true, ..Media::default() };
    let views = [
        ("1280", Viewport::DESK, still),
        ("320", narrow, still),
        ("1280 forced colours", Viewport::DESK, Media { forced_colors: true, ..still }),
        ("320 dark", narrow, Media { dark: true, ..still }),
    ];
    let pages = [
        (example, "timeline/", "ltr"),
        (example, "stories/coalition-in-iraq/", "ltr"),
        (example, "timeline/embed/", "ltr"),
        (example, "stories/coalition-in-iraq/embed/", "ltr"),
        (&arabic, "timeline/", "rtl"),
        (&arabic, "timeline/embed/", "rtl"),
    ];
    for (server, address, direction) in pages {
        for (view, viewport, media) in views {
            let page = browser.page()?;
            page.viewport(viewport)?;
            page.media(media)?;
            page.before_load(LISTEN)?;
            page.before_load(BEFORE)?;
            let mut complaints = used(&page, axe, &server.url(address))?;
            if text(&page, "getComputedStyle(document.getElementById('timeline')).direction")? != direction {
                complaints.push(format!("the picture is not written {direction}"));
            }
            if address == "timeline/" {
                complaints.extend(news(&page, axe)?);
            }
            tell(&Verdict { judge: "parts", page: format!("/{address} at {view} ({direction})"), complaints })?;
        }
    }
    Ok(())
}

/// Fails unless a breach of the policy is heard of.
fn bites(browser: &Browser, example: &StaticServer) -> Result<()> {
    let page = browser.page()?;
    page.before_load(LISTEN)?;
    page.goto(&example.url("timeline/"))?;
    page.eval(BREACH)?;
    rest(&page)?;
    let heard = heard(&page)?;
    if heard.is_empty() { Err(Error::new("a breach of the policy is not heard of")) } else { Ok(()) }
}

/// Fails if something is new to a reader who was never here.
fn news_bite(browser: &Browser, example: &StaticServer) -> Result<()> {
    let page = browser.page()?;
    open(&page, &example.url("timeline/"))?;
    let wrong = said_as_new(&page)?;
    if wrong.is_empty() { Err(Error::new("all is new on a first visit")) } else { Ok(()) }
}

/// What lacks of what is said to a reader to whom events are new.
fn said_as_new(page: &Page) -> Result<Vec<String>> {
    rest(page)?;
    if page.eval(&format!("!!{NEWS}"))? != true {
        return Ok(vec!["nothing is said to be new".to_owned()]);
    }
    let mut wrong = Vec::new();
    if number(page, MARKED)? < 1.0 {
        wrong.push("the list marks nothing as new".to_owned());
    }
    Ok(wrong)
}

/// What is new since the last visit is said, in a line that does not overflow, and its link leads to events.
fn news(page: &Page, axe: &Axe) -> Result<Vec<String>> {
    let mut wrong = said_as_new(page)?;
    if !wrong.is_empty() {
        return Ok(wrong);
    }
    if page.eval("document.documentElement.scrollWidth > innerWidth")? == true {
        wrong.push("the page is wider than its window".to_owned());
    }
    let address = text(page, &format!("{NEWS}.href"))?;
    if !open(page, &address)? {
        wrong.push("the link to what is new leads to no picture".to_owned());
        return Ok(wrong);
    }
    rest(page)?;
    if number(page, "document.querySelectorAll('#timeline a').length")? < 1.0 {
        wrong.push("the link to what is new leads to nothing".to_owned());
    }
    for complaint in axe.complaints(page)? {
        wrong.push(format!("at what is new: {complaint}"));
    }
    wrong.extend(heard(page)?);
    wrong.extend(page.console());
    Ok(wrong)
}

fn heard(page: &Page) -> Result<Vec<String>> {
    let breaches = page.eval("breaches.join('\\n')")?;
    let mut all: Vec<String> = breaches.as_str().unwrap_or_default().lines().map(str::to_owned).collect();
    all.extend(page.csp_violations());
    Ok(all)
}

/// Uses all parts that the page has, one after the other, and has it judged with all of them open.
fn used(page: &Page, axe: &Axe, address: &str) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    if !open(page, address)? {
        return Ok(vec![format!("the picture does not come: {:?}", page.console())]);
    }
    wrong.extend(axe.complaints(page)?);
    for (part, class, holds) in PARTS {
        let opened = if class.is_empty() {
            page.eval("(item => { item?.click(); return !!item; })(document.querySelector('#timeline-panel') && document.querySelector('li[data-event] .when'))")?
        } else {
            page.eval(&format!(
                "(part => {{ if (part) part.open = true; return !!part; }})(document.querySelector('details.{class}'))"
            ))?
        };
        // An embed page has not all of them.
        if opened == true && page.wait_for(holds, super::AWAKENING).is_err() {
            wrong.push(format!("{part} does not come"));
        }
    }
    rest(page)?;
    let movements = "document.getAnimations().filter((one) => one.playState === 'running').length";
    if page.eval(movements)? != json!(0) {
        wrong.push("something moves where nothing should".to_owned());
    }
    for complaint in axe.complaints(page)? {
        if !wrong.contains(&complaint) {
            wrong.push(format!("with all parts open: {complaint}"));
        }
    }
    wrong.extend(heard(page)?);
    wrong.extend(page.console());
    Ok(wrong)
}

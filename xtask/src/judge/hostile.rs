//! Hostile texts in every field of a brief, in Chromium with the pages' policy switched off: none may be executed, and no page may hold
//! what could be. The policy would stop most of it once more; here it is shown that nothing relies on that.
//!
//! The site is made here, so that it is known what must stand on its pages. A page that is bad on purpose must be condemned first.

mod files;
mod vectors;

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Verdict, pages, site};
use crate::browser::{Browser, Page};
use crate::static_server::StaticServer;
use crate::{Error, Result, system};

/// How long search and timeline may take to show what they show.
const PATIENCE: Duration = Duration::from_secs(20);
/// Told by whatever is executed, in a page or in a frame of it.
const TELL: &str = "window.executed = []; window.hostile = (n) => { executed.push(n); if (parent !== window) parent.executed?.push(n); };\
    for (const ask of ['alert', 'confirm', 'prompt']) window[ask] = () => hostile(ask);";
/// What could be executed later: by a click, by a reader's program, by another browser.
const LOOK: &str = r"(() => {
    const wrong = executed.map((n) => `executed: ${n}`);
    const own = (address) => new URL(address, document.baseURI).origin === location.origin;
    const templates = [...document.querySelectorAll('template')].map(({ content }) => content);
    for (const node of [document, ...templates].flatMap((part) => [...part.querySelectorAll('*')])) {
        for (const { name, value } of node.attributes) {
            if (/^on/i.test(name)) wrong.push(`${node.localName} has ${name}`);
            if (/^(href|src|action|formaction|data|xlink:href|background|poster)$/i.test(name) && !/^(https?|mailto|blob):/.test(new URL(value, document.baseURI).href))
                wrong.push(`${node.localName} leads to ${value}`);
        }
        if (node.shadowRoot) wrong.push('a shadow');
    }
    for (const script of document.scripts) {
        if (script.type === 'application/ld+json') {
            try { JSON.parse(script.textContent); } catch (error) { wrong.push(`${error}`); }
        } else if (!script.src || !own(script.src)) wrong.push(`script: ${script.outerHTML.slice(0, 80)}`);
    }
    for (const node of document.querySelectorAll('iframe, object, embed, base[href], style, frameset, marquee, meta[http-equiv=refresh]'))
        wrong.push(`there is a ${node.localName}`);
    return wrong.slice(0, 5); })()";
/// What a brief's page says as its title, with each apostrophe straight.
const TITLE: &str = "document.querySelector('h1').textContent.replaceAll('\u{2019}', \"'\")";
/// The briefs of a topic that they share, so that each text is told by a feed: so many entries a topic's feed has.
const OF_FEED: usize = 20;
/// A picture of one pixel.
const PIXEL: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0,
    1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// Has a site of hostile texts judged, and another one that lets HTML through. Each verdict is told.
///
/// # Errors
/// When a site does not build, when Chromium fails, or when nothing is wrong with a page that is bad on purpose.
pub(super) fn judge(folder: &Path, mut tell: impl FnMut(&Verdict) -> Result<()>) -> Result<()> {
    let folder = folder.join("hostile");
    fs::create_dir_all(&folder).map_err(Error::at("make the folder", &folder))?;
    let browser = Browser::launch()?;
    bites(&browser, &folder.join("bad"))?;
    let texts: Vec<String> =
        vectors::texts().iter().enumerate().map(|(n, text)| text.replace('X', &format!("hostile({n})"))).collect();
    tell(&Verdict { judge: "hostile", page: "addresses".to_owned(), complaints: addresses(&folder)? })?;
    for (name, lets_html) in [("text", false), ("html", true)] {
        let (content, out) = (folder.join(name), folder.join(format!("{name}-public")));
        site::clear(&content)?;
        write(&content, &texts, lets_html)?;
        let server = site::write(&content, &out)?;
        let page = page(&browser)?;
        let mut wrong = Vec::new();
        // Of the pages of names, which are alike, some are enough. A page that leads elsewhere at once has nothing of its own.
        let mut all = pages::all(&out)?;
        let mut names = 0;
        all.retain(|found| {
            let is_name = ["people/", "organisations/", "places/", "topics/", "sources/"]
                .iter()
                .any(|kind| found.address.starts_with(kind));
            names += usize::from(is_name);
            !found.redirects && (!is_name || names % 5 == 0)
        });
        for found in &all {
            page.goto(&server.url(&found.address))?;
            wrong.extend(looked(&page)?.into_iter().map(|what| format!("{}: {what}", found.address)));
            let number =
                found.address.strip_prefix("briefs/brief-").and_then(|rest| rest.trim_end_matches('/').parse().ok());
            if let Some(text) = number.and_then(|n: usize| texts.get(n)) {
                let title = page.eval(TITLE)?;
                let is_whole = title.as_str().map(one_line) == Some(one_line(text));
                if !is_whole {
                    wrong.push(format!("{}: the title `{text}` has become {title}", found.address));
                }
            }
        }
        let what = format!("{name}: {} texts on {} pages", texts.len(), all.len());
        tell(&Verdict { judge: "hostile", page: what, complaints: wrong })?;
        let complaints = used(&page, &server)?;
        tell(&Verdict { judge: "hostile", page: format!("{name}: search, timeline, opened feeds"), complaints })?;
        let complaints = files::complaints(&page, &server, &out, &folder, texts.len())?;
        tell(&Verdict { judge: "hostile", page: format!("{name}: tables, calendars, feeds, JSON"), complaints })?;
    }
    Ok(())
}

/// Blanks of any kind are one to a reader.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A tab in which policies do not count.
fn page(browser: &Browser) -> Result<Page> {
    let page = browser.page()?;
    page.send("Page.setBypassCSP", json!({ "enabled": true }))?;
    page.before_load(TELL)?;
    Ok(page)
}

/// What is wrong with the page that is open. What acts by itself has had its time.
fn looked(page: &Page) -> Result<Vec<String>> {
    page.eval("new Promise((done) => setTimeout(done, 30))")?;
    let wrong = page.eval(LOOK)?;
    let lines = wrong.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).chain(page.dialogs()).collect())
}

/// Fails unless a page that holds hostile texts as they are is condemned.
fn bites(browser: &Browser, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(Error::at("make the folder", folder))?;
    let file = folder.join("index.html");
    let bad = "<!doctype html><title>Bad</title><script>hostile(1)</script><img src=x onerror=hostile(2)>\
        <a href=javascript:hostile(3)>press</a><iframe srcdoc='<script>parent.hostile(4)</script>'></iframe>";
    fs::write(&file, bad).map_err(Error::at("write", &file))?;
    let server = StaticServer::start(folder)?;
    let page = page(browser)?;
    page.goto(&server.base_url())?;
    page.wait_for("executed.length > 2", PATIENCE)?;
    let wrong = page.eval(&LOOK.replace("slice(0, 5)", "join('; ')"))?;
    let wrong = wrong.as_str().unwrap_or_default();
    for part in ["executed: 1", "executed: 2", "executed: 4", "img has onerror", "a leads to javascript", "a iframe"] {
        if !wrong.contains(part) {
            return Err(Error::new(format!("hostile texts are not seen: no `{part}` on a bad page, but {wrong}")));
        }
    }
    files::bite(&page, folder)
}

/// Writes a site in which each text stands in every field of a brief of its own, and in its body.
fn write(content: &Path, texts: &[String], lets_html: bool) -> Result<()> {
    let briefs = content.join("briefs");
    for folder in [&briefs, &content.join("stories"), &content.join("pages")] {
        fs::create_dir_all(folder).map_err(Error::at("make the folder", folder))?;
    }
    let file = |path: &str, bytes: &[u8]| {
        let path = content.join(path);
        fs::write(&path, bytes).map_err(Error::at("write", &path))
    };
    let quoted = |text: &str| Value::from(text).to_string();
    let site = quoted(&texts[0]);
    let settings = format!(
        "title = {site}\ndescription = {site}\nlicence = {site}\nauthor = {site}\nbase_url = \"https://made.test/\"\nlang = \"en\"\nraw_html = {lets_html}\n"
    );
    file("site.toml", settings.as_bytes())?;
    // HTML that is let through names the other two.
    for picture in ["pixel.png", "x", "y"] {
        file(&format!("briefs/{picture}"), &PIXEL)?;
    }
    file("stories/matter.md", format!("---\ntitle: {site}\n---\n{}\n", texts[0]).as_bytes())?;
    file("pages/about.md", format!("---\ntitle: {site}\n---\n{}\n", texts[0]).as_bytes())?;
    for (n, text) in texts.iter().enumerate() {
        let brief = if lets_html { html_brief(n, text, &quoted(text)) } else { brief(n, text, &quoted(text)) };
        file(&format!("briefs/brief-{n}.md"), brief.as_bytes())?;
    }
    for (n, text) in vectors::LINES.iter().enumerate() {
        file(&format!("briefs/lines-{n}.md"), brief_of_lines(&quoted(text)).as_bytes())?;
    }
    Ok(())
}

/// A brief whose body lets HTML through, but for a picture without a name, which is refused.
fn html_brief(n: usize, text: &str, quoted: &str) -> String {
    let part = n / OF_FEED;
    let body = text.replace("<img src onerror", "<img src=x onerror");
    format!(
        "---\ntitle: {quoted}\ndate: 2024-01-01\nsource: B, 2024-01-01\nstory: matter\ntopics: [Part {part}]\nevents:\n  - {{when: 2024-01-01, what: {quoted}}}\n---\n{body}\n\nA sentence with {body} in it.\n\n- {body}\n\n{body}\n{body}\n"
    )
}

/// A brief with a text of several lines in each field that may have one.
fn brief_of_lines(quoted: &str) -> String {
    format!(
        "---
title: Lines
date: 2024-01-01
takeaway: {quoted}
source: B, 2024-01-01
story: matter
topics: [Lines]
people: [A]
events:
  - {{id: one, when: 2024-01-01, what: {quoted}, note: {quoted}}}
statements:
  - {{who: A, quote: {quoted}, about: one}}
  - {{who: A, says: {quoted}}}
corrections: [{{date: 2026-01-02, what: {quoted}, was: {quoted}, now: {quoted}}}]
---
Lines.
"
    )
}

fn brief(n: usize, text: &str, quoted: &str) -> String {
    let part = n / OF_FEED;
    let day = format!("20{:02}-0{}-1{}", 10 + n % 15, 1 + n % 9, n % 10);
    format!(
        "---
title: {quoted}
date: {day}
takeaway: {quoted}
author: {quoted}
editor: {quoted}
source: [{{publisher: {quoted}, title: {quoted}, author: {quoted}, url: \"https://news.test/{n}?q='onclick='hostile({n})\", published: \"{day}\"}}]
story: matter
topics: [{quoted}, Part {part}]
people: [{{name: {quoted}, role: {quoted}, of: {quoted}}}]
organisations: [{quoted}]
places: [{quoted}]
events:
  - {{id: one, when: \"{day}\", what: {quoted}, who: {quoted}, where: {quoted}, note: {quoted}}}
statements:
  - {{who: {quoted}, quote: {quoted}, where: {quoted}, about: one}}
  - {{who: {quoted}, for: {quoted}, says: {quoted}}}
disputes:
  - {{about: {quoted}, positions: {{{quoted}: {quoted}, Another: {quoted}}}, events: [one]}}
  - {{about: {quoted}, positions: {{{quoted}: {quoted}, Another: {quoted}}}, state: settled, settled_by: {quoted}}}
updates: [{{date: 2026-01-01, what: {quoted}}}]
corrections: [{{date: 2026-01-02, what: {quoted}, was: {quoted}, now: {quoted}}}]
image: {{src: pixel.png, alt: {quoted}, credit: {quoted}}}
licence: {quoted}
disclosure: {quoted}
cite_as: {quoted}
x-own: {quoted}
---
{text}

A sentence with {text} in it, **{text}**, and a note.[^1]

## {text}

- {text}

| {text} | b |
|---|---|
| {text} | {text} |

> {text}

``{text}``

~~~~
{text}
~~~~

[^1]: {text}
"
    )
}

/// Which addresses a body may have although they are hostile.
fn addresses(folder: &Path) -> Result<Vec<String>> {
    let content = folder.join("addresses");
    site::clear(&content)?;
    let briefs = content.join("briefs");
    fs::create_dir_all(&briefs).map_err(Error::at("make the folder", &briefs))?;
    let write = |path: &Path, text: String| fs::write(path, text).map_err(Error::at("write", path));
    write(&content.join("site.toml"), "title = \"A\"\nbase_url = \"https://made.test/\"\nlang = \"en\"\n".to_owned())?;
    for (n, address) in vectors::ADDRESSES.iter().enumerate() {
        let address = address.replace('X', "hostile(0)");
        let text = format!("---\ntitle: A\ndate: 2024-01-01\nsource: B, 2024-01-01\n---\n[press](<{address}>)\n");
        write(&briefs.join(format!("link-{n}.md")), text)?;
        let text = format!("---\ntitle: A\ndate: 2024-01-01\nsource: B, 2024-01-01\n---\n![A](<{address}>)\n");
        write(&briefs.join(format!("image-{n}.md")), text)?;
    }
    let mut cargo = system::cargo();
    cargo.args(["run", "--quiet", "--package", "briefing", "--", "check", "--format", "json"]).arg(&content);
    let out = cargo.output().map_err(|cause| Error::new(format!("cannot check the addresses: {cause}")))?;
    let told: Value = serde_json::from_slice(&out.stdout)
        .map_err(|cause| Error::new(format!("what `check` says is no JSON: {cause}")))?;
    let told = told.to_string();
    let names = (0..vectors::ADDRESSES.len()).flat_map(|n| [format!("link-{n}.md"), format!("image-{n}.md")]);
    Ok(names.filter(|name| !told.contains(&format!("/{name}"))).map(|name| format!("{name} passes")).collect())
}

/// What the browser's part makes of hostile texts, and what other programs are given.
fn used(page: &Page, server: &StaticServer) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut note = |what: &str, page: &Page| -> Result<()> {
        wrong.extend(looked(page)?.into_iter().map(|line| format!("{what}: {line}")));
        Ok(())
    };
    page.goto(&server.url("search/?q=hostile"))?;
    page.wait_for("document.querySelectorAll('#search li').length > 4", PATIENCE)?;
    note("search", page)?;
    for query in ["press", "script", "img onerror", "\"<script>hostile\"", "person:img"] {
        page.goto(&server.url("search/"))?;
        page.eval("document.querySelector('[name=q]').focus()")?;
        page.type_text(query)?;
        page.wait_for("document.querySelector('#search [role=status]').textContent.trim()", PATIENCE)?;
        page.eval("new Promise((done) => setTimeout(done, 1200))")?;
        note(query, page)?;
    }
    page.goto(&server.url("timeline/?lanes=party"))?;
    page.wait_for("document.documentElement.dataset.timeline === 'ready'", PATIENCE)?;
    note("lanes", page)?;
    page.eval("for (const part of document.querySelectorAll('details')) part.open = true")?;
    page.eval("document.getElementById('timeline').focus()")?;
    for key in ["End", "ArrowLeft", "ArrowLeft", "Home", "ArrowRight", "ArrowDown"] {
        page.press(key)?;
        page.eval("new Promise((done) => setTimeout(done, 150))")?;
        note(key, page)?;
    }
    for feed in ["feed.xml", "sitemap.xml"] {
        page.goto(&server.url(feed))?;
        let executed = page.eval("window.executed?.length ?? 0")?;
        if executed != 0 {
            wrong.push(format!("{feed}: executed"));
        }
    }
    Ok(wrong)
}

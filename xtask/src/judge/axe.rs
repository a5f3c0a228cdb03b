//! axe-core in Chromium: can everybody use the page?

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use super::Verdict;
use super::pages::SitePage;
use crate::browser::{Browser, Media, Page, Viewport};
use crate::static_server::StaticServer;
use crate::{Error, Result};

/// What is typed on the search page, so that its results are judged too.
const QUERY: &str = "coalition";

/// How long a picture or a list of results may take to come.
const AWAKENING: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 10 });

/// How long axe may take for one page.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs axe; gives the number of rules that held and one line for each that did not.
const RUN: &str = r#"axe.run(document, { resultTypes: ["violations"] }).then(results => ({
    held: results.passes.length,
    broken: results.violations.map(rule =>
        `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.map(node => node.target.flat().join(" ")).join(", ")}`),
}))"#;

#[derive(Debug)]
pub(super) struct Axe {
    browser: Browser,
    script: String,
}

impl Axe {
    /// # Errors
    /// When the script at `path` cannot be read.
    pub(super) fn new(browser: Browser, path: &Path) -> Result<Self> {
        // Nothing of the script's own value is wanted back.
        let script = fs::read_to_string(path).map_err(Error::at("read", path))? + "\n;0";
        Ok(Self { browser, script })
    }

    /// Judges `site_page`, served by `server`, in each view. A complaint is told once, with the views that share it.
    ///
    /// # Errors
    /// When Chromium fails, or the page does not load.
    pub(super) fn judge(&self, server: &StaticServer, site_page: &SitePage) -> Result<Verdict> {
        let page = self.browser.page()?;
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let mut asleep = false;
        for (view, viewport, media) in views() {
            page.viewport(viewport)?;
            page.media(media)?;
            page.goto(&server.url(&site_page.address))?;
            // What did not come once is not waited for again.
            let missing = awake(&page, &site_page.kind, if asleep { Duration::ZERO } else { AWAKENING })?;
            asleep |= missing.is_some();
            for complaint in missing.map(str::to_owned).into_iter().chain(self.complaints(&page)?) {
                match found.iter_mut().find(|(known, _)| *known == complaint) {
                    Some((_, views)) => views.push(view.clone()),
                    None => found.push((complaint, vec![view.clone()])),
                }
            }
        }
        let direction = if site_page.right_to_left { "rtl" } else { "ltr" };
        let page = format!("/{} ({}, {direction})", site_page.address, site_page.lang);
        let complaints = found.into_iter().map(|(complaint, views)| format!("[{}] {complaint}", views.join(", ")));
        Ok(Verdict { judge: "axe", page, complaints: complaints.collect() })
    }

    /// Judges a page as it is now.
    ///
    /// # Errors
    /// When Chromium fails, or axe finds nothing to judge.
    pub(super) fn complaints(&self, page: &Page) -> Result<Vec<String>> {
        page.eval_within(PATIENCE, &self.script)?;
        let told = page.eval_within(PATIENCE, RUN)?;
        if told["held"].as_u64().unwrap_or_default() == 0 {
            return Err(Error::new(format!("axe found nothing to judge: {told}")));
        }
        let broken = told["broken"].as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(broken.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}

/// Wide and narrow, light and dark, each with its name. Nothing moves: colours in transition would be misjudged.
fn views() -> Vec<(String, Viewport, Media)> {
    let widths = [Viewport::DESK, Viewport::PHONE];
    let schemes = [("light", false), ("dark", true)];
    let view = |viewport: Viewport, (scheme, dark)| {
        let media = Media { dark, reduced_motion: true, ..Media::default() };
        (format!("{} {scheme}", viewport.width), viewport, media)
    };
    widths.into_iter().flat_map(|viewport| schemes.map(|scheme| view(viewport, scheme))).collect()
}

/// Brings up what scripts add to a page, the picture of a timeline with an event chosen, or the results of a
/// search, and gives a complaint where it does
/// not come: a page that was judged without it would pass for what nobody sees.
fn awake(page: &Page, kind: &str, patience: Duration) -> Result<Option<&'static str>> {
    let came = |condition: &str| page.wait_for(condition, patience).is_ok();
    if kind == "search/" && page.eval("!!document.querySelector('#q')")? == true {
        page.click("#q")?;
        page.type_text(QUERY)?;
        // Links stand there without a search, too; only in results is what was typed marked.
        let found = came("document.querySelector('#results mark')");
        return Ok((!found).then_some("asleep: the search gives no results"));
    }
    let shown = page.eval(
        "(timeline => { timeline?.scrollIntoView(); return !!timeline; })(document.querySelector('#timeline'))",
    )?;
    if shown == false {
        return Ok(None);
    }
    if !came("document.documentElement.dataset.timeline === 'ready'") {
        return Ok(Some("asleep: the timeline is not drawn"));
    }
    // A picture without a list has nothing that a click would choose.
    let chosen = page.eval(
        "(item => { item?.click(); return !!item; })(document.querySelector('#timeline-panel') && document.querySelector('li[data-event] .when'))",
    )?;
    let told = chosen == false || came("document.querySelector('#timeline-panel .all')");
    Ok((!told).then_some("asleep: the panel does not show the chosen event"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::ScratchFolder;

    /// Stands in for axe-core, which is not fetched for unit tests: it holds text against the page, and tells the view.
    const STAND_IN: &str = r##"window.axe = { run: () => Promise.resolve({
        passes: [{}],
        violations: [
            { id: "always", impact: "minor", help: "Help", nodes: [{ target: ["#a"] }, { target: [["#b", "#c"]] }] },
            ...(innerWidth < 400 && matchMedia("(prefers-color-scheme: dark)").matches
                ? [{ id: "seldom", impact: "minor", help: "Help", nodes: [] }] : []),
        ] }) };"##;

    fn judged(script: &str, html: &str) -> Result<Verdict> {
        judged_at("index.html", script, html)
    }

    fn judged_at(file: &str, script: &str, html: &str) -> Result<Verdict> {
        let site = ScratchFolder::new("axe-test")?;
        let (file, axe) = (site.path().join(file), site.path().join("axe.js"));
        fs::create_dir_all(file.parent().expect("it has a parent")).map_err(Error::at("make", &file))?;
        fs::write(&file, html).map_err(Error::at("write", &file))?;
        fs::write(&axe, script).map_err(Error::at("write", &axe))?;
        let page = SitePage::read(site.path(), &file)?;
        Axe::new(Browser::shared()?, &axe)?.judge(&StaticServer::start(site.path())?, &page)
    }

    #[test]
    fn complaints_are_told_once_with_their_views() {
        let meta = "<meta name=viewport content=\"width=device-width\">";
        let html = format!("<!doctype html><html lang=ckb dir=rtl>{meta}<title>T</title>");
        let verdict = judged(STAND_IN, &html).expect("judged");
        let expected = Verdict {
            judge: "axe",
            page: "/ (ckb, rtl)".to_owned(),
            complaints: vec![
                "[1280 light, 1280 dark, 360 light, 360 dark] always (minor): Help: #a, #b #c".to_owned(),
                "[360 dark] seldom (minor): Help: ".to_owned(),
            ],
        };
        assert_eq!(verdict, expected);
    }

    #[test]
    fn an_axe_that_checks_nothing_is_an_error() {
        let blind = "window.axe = { run: () => Promise.resolve({ passes: [], violations: [] }) };";
        let error = judged(blind, "<html lang=en>").expect_err("nothing was judged").to_string();
        assert!(error.starts_with("axe found nothing to judge"), "{error}");
    }

    #[test]
    fn a_picture_is_waited_for() {
        let html = "<!doctype html><html lang=en><div id=timeline></div>\
                    <script>setTimeout(() => document.documentElement.dataset.timeline = 'ready', 200)</script>";
        let verdict = judged(STAND_IN, html).expect("judged");
        assert_eq!(verdict.page, "/ (en, ltr)");
        assert!(!verdict.complaints.iter().any(|complaint| complaint.contains("asleep")), "{verdict:?}");
    }

    #[test]
    fn a_page_whose_script_does_not_come_up_is_a_complaint() {
        let check = |file: &str, html: &str, expected: &str| {
            let html = format!("<!doctype html><html lang=en><title>T</title>{html}");
            let verdict = judged_at(file, STAND_IN, &html).expect("judged");
            let expected = format!("[1280 light, 1280 dark, 360 light, 360 dark] asleep: {expected}");
            assert!(verdict.complaints.contains(&expected), "{verdict:?}");
        };
        check("index.html", "<div id=timeline></div>", "the timeline is not drawn");
        check(
            "index.html",
            "<div id=timeline></div><div id=timeline-panel></div><ol><li data-event=a><p class=when>A</p></ol>\
             <script>document.documentElement.dataset.timeline = 'ready'</script>",
            "the panel does not show the chosen event",
        );
        // A link is no result.
        check(
            "search/index.html",
            "<input id=q><div id=results><a href=/>A–Z</a></div>",
            "the search gives no results",
        );
    }
}

//! Outside judges look at the example site: axe-core in Chromium, pa11y, and the Nu HTML checker; two parsers of calendars read what its
//! timeline saves and what it publishes. Two parsers of EDTF are asked how they read dates. Timelines that are made for it are walked
//! through by keys alone, and looked at in odd shapes and with damaged files (`timeline`). Hostile texts stand in every field of a
//! site of their own (`hostile`). Lighthouse looks at one page of each important kind.
//!
//! The site is built by the real program and served from loopback. It is built twice, once as it is and once with an
//! Arabic interface, so that every kind of page is seen left to right and right to left. Nu reads all pages; axe reads
//! the first of each kind and language, light and dark, wide and narrow. A judge must first condemn a page that is
//! bad on purpose: one that no longer finds anything is worse than none.

mod axe;
mod calendar;
mod edtf;
mod feeds;
mod hostile;
mod lighthouse;
mod links;
mod nu;
mod pa11y;
mod pages;
mod schema;
mod site;
mod timeline;
mod tools;
mod validate;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::browser::Browser;
use crate::static_server::StaticServer;
use crate::{Error, Result, chromium, system};
use axe::Axe;
use nu::Nu;
use pages::SitePage;

/// Wrong in ways that both judges must see: a picture without a text, text too pale, an empty title, no language.
const BAD_PAGE: &str = r#"<!doctype html><html><head><meta charset="utf-8"><title></title></head>
<body><img src="x.png"><p style="color: #eee; background: #fff">Pale</p><p><table></p></body></html>"#;

/// What a judge says of one page, or of all dates.
#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    judge: &'static str,
    /// The page's address and whatever else tells it from others; for dates, how many there are.
    page: String,
    /// One line each; none is praise.
    complaints: Vec<String>,
}

/// Has dates judged, builds the example site and has it judged too, with one line for each page on stdout. Installs what it
/// lacks, where that is allowed. Gives back whether all passed.
///
/// # Errors
/// When a tool is missing and cannot be installed, when the site does not build, or when a judge does not judge.
pub fn run() -> Result<bool> {
    let folder = folder()?;
    let mut tally = Tally::default();
    tally.add_dates(&folder)?;
    let program = chromium::find_or_install()?;
    eprintln!("Chromium: {}", program.display());
    let (nu, axe) = (nu(&folder)?, axe(&folder)?);
    let mut seen = BTreeSet::new();
    for language in [site::Language::Own, site::Language::Arabic] {
        let (server, pages) = site::build(&folder, language)?;
        eprintln!("{} pages at {}", pages.len(), server.base_url());
        if language == site::Language::Own {
            calendar::judge(&folder, &site::output(&folder, language), &server)?
                .iter()
                .try_for_each(|verdict| tally.add("", verdict))?;
            tally.add_timeline(&folder, &program, &axe, &server, &pages)?;
            hostile::judge(&folder, |verdict| tally.add("", verdict))?;
            tally.add_site(&folder, &site::output(&folder, language), &server, &pages)?;
            tally.add_lighthouse(&folder, &program, None)?;
        }
        tally.add_pages(&nu, &axe, &server, &pages, &mut seen, language.note())?;
    }
    tally.close()
}

/// Has only dates judged: as [`run`], in seconds.
///
/// # Errors
/// When a tool is missing and cannot be installed, or does not answer.
pub fn dates() -> Result<bool> {
    let mut tally = Tally::default();
    tally.add_dates(&folder()?)?;
    tally.close()
}

/// Has only the timeline judged: as [`run`], without what is not its own.
///
/// # Errors
/// As [`run`].
pub fn timeline() -> Result<bool> {
    let folder = folder()?;
    let program = chromium::find_or_install()?;
    let axe = axe(&folder)?;
    let (server, pages) = site::build(&folder, site::Language::Own)?;
    let mut tally = Tally::default();
    tally.add_timeline(&folder, &program, &axe, &server, &pages)?;
    tally.close()
}

/// Has pages, links, structured data and feeds judged of the example site, or of the site whose folder is `content`: as [`run`],
/// without what goes by the example's own texts.
///
/// # Errors
/// As [`run`].
pub fn site(content: Option<&Path>) -> Result<bool> {
    let folder = folder()?;
    let mut tally = Tally::default();
    let (root, server, pages) = built(&folder, content)?;
    let program = chromium::find_or_install()?;
    let axe = axe(&folder)?;
    tally.add_pages(&nu(&folder)?, &axe, &server, &pages, &mut BTreeSet::new(), "")?;
    tally.add_pa11y(&folder, &program, &server, &pages)?;
    tally.add_site(&folder, &root, &server, &pages)?;
    tally.close()
}

/// Has only hostile texts judged: as [`run`], without what is not theirs.
///
/// # Errors
/// As [`run`].
pub fn hostile() -> Result<bool> {
    let folder = folder()?;
    chromium::find_or_install()?;
    let mut tally = Tally::default();
    hostile::judge(&folder, |verdict| tally.add("", verdict))?;
    tally.close()
}

/// Has only Lighthouse judge: the site in `content`, else the example site.
///
/// # Errors
/// As [`run`].
pub fn lighthouse(content: Option<&Path>) -> Result<bool> {
    let folder = folder()?;
    let program = chromium::find_or_install()?;
    let mut tally = Tally::default();
    tally.add_lighthouse(&folder, &program, content)?;
    tally.close()
}

/// The example site, or the one in the folder `content`: where it is, served, and its pages.
fn built(folder: &Path, content: Option<&Path>) -> Result<(PathBuf, StaticServer, Vec<SitePage>)> {
    let Some(content) = content else {
        let (server, pages) = site::build(folder, site::Language::Own)?;
        return Ok((site::output(folder, site::Language::Own), server, pages));
    };
    // The program runs in another folder.
    let content = content.canonicalize().map_err(Error::at("find", content))?;
    let root = folder.join("site-given");
    let server = site::write(&content, &root)?;
    let pages = pages::all(&root)?;
    Ok((root, server, pages))
}

/// Where the judges and what they look at are.
fn folder() -> Result<PathBuf> {
    let folder = system::target_folder()?.join("judge");
    fs::create_dir_all(&folder).map_err(Error::at("make the folder", &folder))?;
    Ok(folder)
}

fn nu(folder: &Path) -> Result<Nu> {
    Ok(Nu::new(tools::java()?, tools::npm_package(folder, "vnu-jar", "26.9.27", "build/dist/vnu.jar")?))
}

/// axe, which has condemned a bad page.
fn axe(folder: &Path) -> Result<Axe> {
    let axe = Axe::new(Browser::launch()?, &tools::npm_package(folder, "axe-core", "4.14.1", "axe.min.js")?)?;
    bites(&axe, &folder.join("bad"))?;
    Ok(axe)
}

/// Fails unless axe condemns the bad page. Nu is tried on it with every batch.
fn bites(axe: &Axe, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(Error::at("make the folder", folder))?;
    let file = folder.join("index.html");
    fs::write(&file, BAD_PAGE).map_err(Error::at("write", &file))?;
    let page = SitePage::read(folder, &file)?;
    let verdict = axe.judge(&StaticServer::start(folder)?, &page)?;
    let all = verdict.complaints.join("\n");
    for rule in ["image-alt", "color-contrast", "html-has-lang"] {
        if !all.contains(rule) {
            return Err(Error::new(format!("axe does not bite: no `{rule}` on a bad page, but\n{all}")));
        }
    }
    Ok(())
}

/// How many passed and failed.
#[derive(Debug, Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn add_dates(&mut self, folder: &Path) -> Result<()> {
        edtf::judge(folder)?.iter().try_for_each(|verdict| self.add("", verdict))
    }

    /// Nu on all pages; axe on the first of each kind that was not `seen`.
    fn add_pages(
        &mut self,
        nu: &Nu,
        axe: &Axe,
        server: &StaticServer,
        pages: &[SitePage],
        seen: &mut BTreeSet<(String, String, bool)>,
        note: &str,
    ) -> Result<()> {
        nu.judge(pages, BAD_PAGE, |verdict| self.add(note, &verdict))?;
        pages::first_of_each(pages, seen).into_iter().try_for_each(|page| self.add(note, &axe.judge(server, page)?))
    }

    fn add_pa11y(&mut self, folder: &Path, program: &Path, server: &StaticServer, pages: &[SitePage]) -> Result<()> {
        let bad = StaticServer::start(folder.join("bad"))?;
        let verdicts = pa11y::judge(folder, program, server, pages, &bad)?;
        verdicts.iter().try_for_each(|verdict| self.add("", verdict))
    }

    fn add_timeline(
        &mut self,
        folder: &Path,
        program: &Path,
        axe: &Axe,
        example: &StaticServer,
        pages: &[SitePage],
    ) -> Result<()> {
        self.add_pa11y(folder, program, example, pages)?;
        timeline::judge(folder, axe, example, |verdict| self.add("", verdict))
    }

    fn add_site(&mut self, folder: &Path, root: &Path, server: &StaticServer, pages: &[SitePage]) -> Result<()> {
        let bad = folder.join("bad");
        fs::create_dir_all(&bad).map_err(Error::at("make the folder", &bad))?;
        let bad = bad.join("index.html");
        fs::write(&bad, BAD_PAGE).map_err(Error::at("write", &bad))?;
        feeds::judge(root, &server.base_url(), |verdict| self.add("", verdict))?;
        schema::judge(folder, pages, |verdict| self.add("", verdict))?;
        validate::judge(folder, &bad, pages, |verdict| self.add("", verdict))?;
        self.add("", &links::judge(folder, server)?)
    }

    fn add_lighthouse(&mut self, folder: &Path, program: &Path, content: Option<&Path>) -> Result<()> {
        let example = system::project().join("content");
        let verdicts = lighthouse::judge(folder, program, content.unwrap_or(&example))?;
        verdicts.iter().try_for_each(|verdict| self.add("", verdict))
    }

    /// Counts a verdict and tells it, with a `note` behind the page.
    fn add(&mut self, note: &str, verdict: &Verdict) -> Result<()> {
        let word = if verdict.complaints.is_empty() { "ok" } else { "FAILED" };
        *(if verdict.complaints.is_empty() { &mut self.passed } else { &mut self.failed }) += 1;
        let indented = verdict.complaints.iter().map(|complaint| format!("\n    {complaint}"));
        say(&format!("{word} {} {}{}{}", verdict.judge, verdict.page, note, indented.collect::<String>()))
    }

    fn close(&self) -> Result<bool> {
        say(&format!("{} passed, {} failed", self.passed, self.failed))?;
        Ok(self.failed == 0)
    }
}

/// The verdicts are this command's data, and data goes to stdout.
fn say(line: &str) -> Result<()> {
    writeln!(io::stdout(), "{line}").map_err(Error::on("write to stdout"))
}

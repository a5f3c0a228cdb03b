//! The picture of a brief that is shown where its address is shared: its title, source and date, on the site's paper.
//!
//! In: the site and a shelf. Out: a PNG of 1200 by 630 pixels for each brief, named by what is written in it, so that a second
//! build draws none again. A brief with a letter that no font has gets no picture: boxes help nobody. That is said once.

use std::collections::BTreeMap;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::{
    FOLDER, Shelf, body,
    record::{self, Record},
    record_name,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Direction,
    model::{Brief, Site},
    output::{Body, Output},
    site_path::SitePath,
    slug::Slug,
    typography::shortened,
};

mod draw;

use draw::Pen;
pub(crate) use draw::{HEIGHT, WIDTH};

/// Stands in the name of what is kept. To be raised whenever the same words give another picture.
const EDITION: &str = "briefing share pictures 2";
/// The longest title and the longest line that are drawn, in characters.
const TITLE: usize = 180;
const LINE: usize = 60;

/// What a picture says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) site: String,
    pub(super) title: String,
    /// Source and date.
    pub(super) foot: String,
    pub(super) direction: Direction,
}

/// The pictures of briefs, by slug.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    of: BTreeMap<Slug, Output>,
}

impl Shared {
    /// The address of a brief's picture.
    pub(crate) fn get(&self, brief: &Brief) -> Option<&str> {
        self.of.get(&brief.slug).map(|output| output.path.as_str())
    }

    /// All pictures, each once: two briefs may say the same.
    pub(super) fn outputs(&self) -> BTreeMap<&str, &Output> {
        self.of.values().map(|output| (output.path.as_str(), output)).collect()
    }
}

/// Draws the pictures that the shelf does not have.
pub(super) fn shared(site: &Site, shelf: &dyn Shelf) -> (Shared, Option<Diagnostic>) {
    let pen = Pen::new();
    // What was withdrawn is not spread with its title.
    let briefs = site.briefs.par_iter().filter(|brief| !brief.is_withdrawn());
    let drawn: Vec<_> = briefs.map(|brief| (brief, picture(&card(site, brief), &pen, shelf))).collect();
    let mut shared = Shared::default();
    let mut without = Vec::new();
    for (brief, output) in drawn {
        match output {
            Some(output) => drop(shared.of.insert(brief.slug.clone(), output)),
            None => without.push(brief),
        }
    }
    (shared, told(&without))
}

/// What is said of briefs without a picture.
fn told(without: &[&Brief]) -> Option<Diagnostic> {
    let first = without.first()?;
    let titles = if without.len() == 1 { "1 brief".to_owned() } else { format!("{} briefs", without.len()) };
    let message = format!("no font has the letters of {titles}, `{}` among them", first.file);
    let diagnostic = Diagnostic::of_file(Code::MissingLetters, &SitePath::new("site.toml")?, message);
    Some(diagnostic.help("they are shared without a drawn picture; an `image` of their own is shown instead"))
}

fn card(site: &Site, brief: &Brief) -> Card {
    let language = site.languages.get(&brief.lang);
    let publisher = brief.sources.first().and_then(|source| source.publisher_name()).unwrap_or_default();
    let day = language.day(brief.date.day);
    let room = LINE.saturating_sub(day.chars().count());
    // A publisher of another script would take the date's first number with it.
    let foot = match shortened(publisher, room) {
        publisher if publisher.is_empty() => day,
        publisher => format!("\u{2068}{publisher}\u{2069} · {day}"),
    };
    Card {
        site: shortened(&site.config.title, LINE),
        title: shortened(&brief.title, TITLE),
        foot,
        direction: brief.lang.direction(),
    }
}

fn picture(card: &Card, pen: &Pen, shelf: &dyn Shelf) -> Option<Output> {
    let words = [EDITION, &card.site, &card.title, &card.foot, card.direction.as_str()].join("\0");
    let key = format!("{:032x}", xxh3_128(words.as_bytes()));
    let name = format!("{key}.png");
    let path = format!("{FOLDER}{name}");
    if let Some(kept) = kept(&key, &name, shelf) {
        return kept.map(|body| Output { path, body });
    }
    let png = pen.draw(card);
    let sums = png.iter().map(|png| (WIDTH, record::sum(png))).collect();
    let record = Record { width: WIDTH, height: HEIGHT, is_widest: true, copies: sums };
    let output = png.map(|png| {
        let place = shelf.keep(&name, &png);
        Output { path, body: body(png, place) }
    });
    let _ = shelf.keep(&record_name(&key), record.text().as_bytes());
    output
}

/// What an earlier build drew; `Some(None)` where it found that it could not.
fn kept(key: &str, name: &str, shelf: &dyn Shelf) -> Option<Option<Body>> {
    let (text, _) = shelf.find(&record_name(key))?;
    let record = Record::parse(std::str::from_utf8(&text).ok()?)?;
    let Some((_, sum)) = record.copies.first() else { return Some(None) };
    let (bytes, place) = shelf.find(name)?;
    (record::sum(&bytes) == *sum).then(|| Some(body(bytes, place)))
}

#[cfg(test)]
mod tests;

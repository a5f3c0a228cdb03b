//! The page that names all exports and the feeds of the whole site.

use serde::Serialize;

use super::{FileLink, Records, Set, schema_address};
use crate::{
    diagnostic::Diagnostic,
    output::Output,
    render::{
        Press,
        feed::Subject,
        page::{FeedLink, Head},
    },
};

/// `page` in `data.html`.
#[derive(Serialize)]
struct DataPage {
    sets: Vec<SetItem>,
    feeds: Vec<FeedItem>,
}

#[derive(Serialize)]
struct SetItem {
    id: &'static str,
    title: String,
    count: String,
    /// With one part, its files; with several, the file that lists them.
    files: Vec<FileLink>,
    parts: Vec<PartItem>,
    schema: String,
}

#[derive(Serialize)]
struct PartItem {
    name: String,
    files: Vec<FileLink>,
}

#[derive(Serialize)]
struct FeedItem {
    title: String,
    links: Vec<FeedLink>,
}

/// Renders the page.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn page(press: &Press<'_>) -> Result<Output, Vec<Diagnostic>> {
    let voice = &press.voice;
    let feed = |title: &'static str, subject| FeedItem {
        title: voice.text(title).to_owned(),
        links: press.feed_links(subject),
    };
    let page = DataPage {
        sets: press.exports.sets.iter().map(|set| press.set_item(set)).collect(),
        feeds: vec![feed("newest_briefs", Subject::Site), feed("corrections", Subject::Corrections)],
    };
    let head = Head {
        description: Some(voice.text("data_intro").to_owned()),
        feeds: press.feed_links(Subject::Site),
        ..press.head(voice, super::FOLDER, voice.text("data"))
    };
    press.output("data.html", voice, &head, &page)
}

impl Press<'_> {
    fn set_item(&self, set: &Set) -> SetItem {
        let (voice, language) = (&self.voice, self.voice.language);
        let title = match &set.records {
            Records::Briefs(_) => voice.text("briefs").to_owned(),
            Records::Entities(_) => {
                ["people", "organisations", "places"].map(|key| voice.text(key)).join(language.comma())
            }
            Records::Events(_) => voice.text("events").to_owned(),
            Records::Statements(_) => voice.text("statements").to_owned(),
            Records::Disputes(_) => voice.text("disputes").to_owned(),
        };
        let count = set.parts.iter().map(|part| part.records.len()).sum();
        let (files, parts) = match &set.parts[..] {
            [part] => (self.files_of(set, part), Vec::new()),
            parts => {
                let whole = FileLink { kind: "json", href: voice.href(&set.own_address()) };
                let item = |part: &super::Part| PartItem {
                    name: part.name.clone().unwrap_or_default(),
                    files: self.files_of(set, part),
                };
                (vec![whole], parts.iter().rev().map(item).collect())
            }
        };
        let schema = voice.href(&schema_address(set.name));
        SetItem { id: set.name, title, count: language.number(count), files, parts, schema }
    }
}

//! JSON Feed 1.1 (jsonfeed.org).

use serde::Serialize;

use super::{Entry, Feed, Press};
use crate::{address, output::Output};

pub(super) const FILE: &str = "feed.json";
pub(super) const TYPE: &str = "application/feed+json";

#[derive(Serialize)]
struct Written<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    favicon: String,
    authors: Vec<Author<'a>>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    /// The article that the brief is after.
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
    #[serde(rename = "_briefing", skip_serializing_if = "Option::is_none")]
    more: Option<More<'a>>,
}

/// What JSON Feed has no names for.
#[derive(Serialize)]
struct More<'a> {
    /// The page that says what these are.
    about: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translations: Vec<Translation<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    url: &'a str,
    publisher: &'a str,
}

#[derive(Serialize)]
struct Translation<'a> {
    language: &'a str,
    url: &'a str,
    title: &'a str,
}

pub(super) fn write(press: &Press<'_>, feed: &Feed<'_>) -> Output {
    let config = &press.site.config;
    let absolute = |address: &str| address::absolute(&config.base_url, address);
    let (own, about) = (format!("{}{FILE}", feed.list), absolute("data/"));
    let written = Written {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: absolute(&feed.list),
        feed_url: absolute(&own),
        description: feed.subtitle,
        favicon: absolute(&press.theme.icon),
        authors: vec![Author { name: &config.title }],
        language: feed.lang.as_str(),
        items: feed.entries.iter().map(|entry| item(entry, &about)).collect(),
    };
    // Texts and lists of texts: nothing in them can fail.
    let mut bytes = serde_json::to_vec(&written).unwrap_or_default();
    bytes.push(b'\n');
    Output::bytes(own, bytes)
}

fn item<'a>(entry: &'a Entry<'_>, about: &str) -> Item<'a> {
    let sources: Vec<_> = entry.sources.iter().map(|&(url, publisher)| Source { url, publisher }).collect();
    let translations = entry.translations.iter();
    let translations: Vec<_> =
        translations.map(|(lang, url, title)| Translation { language: lang.as_str(), url, title }).collect();
    let has_more = !sources.is_empty() || !translations.is_empty();
    Item {
        id: &entry.id,
        url: &entry.url,
        external_url: entry.sources.first().map(|(url, _)| *url),
        title: &entry.title,
        content_html: &entry.content,
        summary: &entry.summary,
        image: entry.image.as_deref(),
        date_published: &entry.published,
        date_modified: &entry.updated,
        authors: entry.authors.iter().map(|name| Author { name }).collect(),
        tags: entry.topics.iter().map(|(_, name)| *name).collect(),
        language: entry.lang.as_str(),
        more: has_more.then(|| More { about: about.to_owned(), sources, translations }),
    }
}

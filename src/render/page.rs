//! What every page has: its head, and the way to its file.

use jiff::Timestamp;
use serde::Serialize;

use super::{
    Press,
    feed::Subject,
    html::Html,
    voice::{Voice, plain_run},
};
use crate::{address, diagnostic::Diagnostic, manuscript::Moment, output::Output};

/// `head` in templates.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Head {
    /// Where the page is.
    #[serde(skip)]
    pub(crate) address: String,
    /// Language and direction of the interface.
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
    /// The name of the page, and the same with the site's.
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    /// The link to it.
    pub(crate) href: String,
    /// Its whole address.
    pub(crate) url: String,
    /// Whether search engines are asked not to list it.
    pub(crate) noindex: bool,
    /// The same in all its languages, itself included; empty where there is one.
    pub(crate) versions: Vec<Version>,
    pub(crate) feeds: Vec<FeedLink>,
    /// Open Graph's type.
    pub(crate) kind: &'static str,
    pub(crate) locale: String,
    pub(crate) image: Option<String>,
    /// RFC 3339.
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    /// A script element, or nothing.
    pub(crate) json_ld: Html,
    /// The entry of the navigation that the page belongs to.
    pub(crate) section: &'static str,
    /// Whether it needs the browser part.
    pub(crate) script: bool,
    /// The symbols that it uses.
    pub(crate) sprite: Html,
}

/// A language version of a page.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    pub(crate) lang: String,
    pub(crate) url: String,
}

/// A feed that a page offers.
#[derive(Debug, Serialize)]
pub(crate) struct FeedLink {
    /// Of its format.
    pub(crate) name: &'static str,
    /// Its media type.
    pub(crate) kind: &'static str,
    /// What it is a feed of.
    pub(crate) title: String,
    pub(crate) href: String,
}

/// A list under a heading in the rail.
#[derive(Debug, Serialize)]
pub(crate) struct RailList {
    pub(crate) title: String,
    pub(crate) links: Vec<Html>,
}

/// A name and a value: an entry of a `dl`.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) name: String,
    pub(crate) value: Html,
}

impl RailList {
    /// The list, unless it is empty.
    pub(crate) fn some(title: &str, links: Vec<Html>) -> Option<RailList> {
        (!links.is_empty()).then(|| RailList { title: title.to_owned(), links })
    }
}

impl Press<'_> {
    /// The head of a page of the site's language or another.
    pub(crate) fn head(&self, voice: &Voice<'_>, address: &str, name: &str) -> Head {
        let site = &self.site.config;
        let title = if name.is_empty() || name == site.title {
            site.title.clone()
        } else {
            // A title is plain text, so the two are isolated by signs.
            let [name, site] = [name, &site.title].map(|text| plain_run(text, voice.direction()));
            voice.language.fill("page_title", &[("page", &name), ("site", &site)])
        };
        let feed = self.feed_links(Subject::Site).into_iter().next();
        Head {
            address: address.to_owned(),
            lang: voice.lang.to_string(),
            dir: voice.direction().as_str(),
            name: if name.is_empty() { site.title.clone() } else { name.to_owned() },
            title,
            href: voice.href(address),
            url: address::absolute(&site.base_url, address),
            feeds: feed.into_iter().collect(),
            kind: "website",
            locale: voice.lang.as_str().replace('-', "_"),
            ..Head::default()
        }
    }

    /// Renders a page.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn output(
        &self,
        template: &str,
        voice: &Voice<'_>,
        head: &Head,
        page: &impl Serialize,
    ) -> Result<Output, Vec<Diagnostic>> {
        let bytes = self.theme.page(template, voice, head, page)?;
        Ok(Output::bytes(address::file(&head.address), bytes))
    }

    /// A moment as RFC 3339 writes it: a day begins at midnight in the site's time zone.
    pub(crate) fn rfc3339(&self, moment: &Moment) -> String {
        let instant = self.instant(moment);
        instant.display_with_offset(self.site.config.time_zone.to_offset(instant)).to_string()
    }

    /// The instant at which a moment begins.
    pub(crate) fn instant(&self, moment: &Moment) -> Timestamp {
        let zone = &self.site.config.time_zone;
        let midnight = || moment.day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp());
        moment.instant.or_else(|| midnight().ok()).unwrap_or_default()
    }
}

/// A moment at the precision at which it is known: the instant, or the day.
pub(crate) fn iso8601(moment: &Moment) -> String {
    moment.instant.map_or_else(|| moment.day.to_string(), |instant| instant.to_string())
}

//! What every page has: its head, and the way to its file.

use jiff::Timestamp;
use serde::Serialize;

use super::{
    Press,
    feed::Subject,
    html::Html,
    voice::{Voice, plain_run},
};
use crate::{address, diagnostic::Diagnostic, manuscript::Moment, output::Output, pictures::Picture};

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
    /// The picture that those show who link here, its size in pixels where that is known, and what it shows.
    pub(crate) image: Option<String>,
    pub(crate) image_size: Option<Size>,
    pub(crate) image_alt: Option<String>,
    /// Whether it is wide enough to be shown above the title.
    pub(crate) large_image: bool,
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

/// Of a picture, in pixels.
#[derive(Debug, Serialize)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Size {
    pub(crate) fn of(picture: &Picture) -> Size {
        Size { width: picture.width, height: picture.height }
    }
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

/// The longest title of a window, in UTF-16 units of its HTML, as checkers count. Search engines and windows cut what is longer, and the
/// site's name at its end goes first. The heading of the page has the whole name, and so has what is said to programs.
const LONGEST_TITLE: usize = 70;

fn units(text: &str) -> usize {
    text.chars().map(units_of).sum()
}

/// What is escaped counts as it stands in the page, whether or not an apostrophe becomes a curved one.
fn units_of(c: char) -> usize {
    match c {
        '"' => 6,
        '&' | '\'' => 5,
        '<' | '>' => 4,
        _ => c.len_utf16(),
    }
}

/// As many whole words of `text` as a title of a window holds, with an ellipsis where any are left out.
fn shortened(text: &str) -> String {
    if units(text) <= LONGEST_TITLE {
        return text.to_owned();
    }
    let (mut end, mut length, mut word) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        length += units_of(c);
        if length >= LONGEST_TITLE {
            break;
        }
        if c.is_whitespace() {
            word = at;
        }
        end = at + c.len_utf8();
    }
    // A script without blanks, or one long word, is cut where it is.
    let end = if word > end / 2 { word } else { end };
    format!("{}…", text[..end].trim_end_matches(|c: char| c.is_whitespace() || ",;:–-".contains(c)))
}

impl Press<'_> {
    /// The head of a page of the site's language or another.
    pub(crate) fn head(&self, voice: &Voice<'_>, address: &str, name: &str) -> Head {
        let site = &self.site.config;
        let title = if name.is_empty() || name == site.title {
            shortened(&site.title)
        } else {
            // A title is plain text, so the two are isolated by signs.
            let [of_page, of_site] = [name, &site.title].map(|text| plain_run(text, voice.direction()));
            let both = voice.language.fill("page_title", &[("page", &of_page), ("site", &of_site)]);
            if units(&both) > LONGEST_TITLE { shortened(name) } else { both }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_behind_a_word() {
        let check = |text: &str, expected: &str| {
            assert_eq!(shortened(text), expected);
            assert!(units(&shortened(text)) <= LONGEST_TITLE, "{text}");
        };
        check("Talks open", "Talks open");
        check(&"a".repeat(70), &"a".repeat(70));
        check(&"a".repeat(71), &format!("{}…", "a".repeat(69)));
        check(
            &format!("{} and more of it", "word, ".repeat(11)),
            &format!("{}…", "word, ".repeat(11).trim_end_matches(", ")),
        );
        check(&"伊".repeat(80), &format!("{}…", "伊".repeat(69)));
        check(&"'".repeat(15), &format!("{}…", "'".repeat(13)));
        check(&"𐎠".repeat(36), &format!("{}…", "𐎠".repeat(34)));
    }
}

//! Atom feeds (RFC 4287) of any list of briefs.

use super::{
    Press,
    card::excerpt,
    xml::{push_element, push_empty, push_tag},
};
use crate::{
    address,
    model::{Brief, BriefId},
    output::Output,
};

/// The most entries of a feed.
const ENTRIES: usize = 40;
/// `updated` of a feed without entries: it must have one, and the build's time would change the file each time.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// A list that has a feed.
pub(crate) struct Feed<'a> {
    /// The name of the list.
    pub(crate) title: &'a str,
    pub(crate) subtitle: &'a str,
    /// The page that shows the list.
    pub(crate) page: &'a str,
    /// Where the feed is.
    pub(crate) address: &'a str,
    /// Newest first; as many as a feed holds are taken.
    pub(crate) briefs: &'a [BriefId],
}

impl Press<'_> {
    /// The feed of the whole site.
    pub(crate) fn site_feed(&self) -> Output {
        let config = &self.site.config;
        let feed = Feed {
            title: &config.title,
            subtitle: &config.description,
            page: "",
            address: "feed.xml",
            briefs: &self.site.items,
        };
        self.atom(&feed)
    }

    /// A feed. An entry's id is the address of its page.
    pub(crate) fn atom(&self, feed: &Feed<'_>) -> Output {
        let config = &self.site.config;
        let absolute = |address: &str| address::absolute(&config.base_url, address);
        let briefs: Vec<_> = feed.briefs.iter().take(ENTRIES).map(|&id| &self.site[id]).collect();
        let updated = briefs.iter().map(|brief| brief.modified()).max();
        let updated = updated.map_or_else(|| NEVER.to_owned(), |moment| self.rfc3339(&moment));
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        push_tag(&mut out, "feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.lang.as_str())]);
        out.push('\n');
        push_element(&mut out, "id", &absolute(feed.page));
        push_element(&mut out, "title", feed.title);
        if !feed.subtitle.is_empty() {
            push_element(&mut out, "subtitle", feed.subtitle);
        }
        push_element(&mut out, "updated", &updated);
        push_empty(
            &mut out,
            "link",
            &[("rel", "self"), ("type", "application/atom+xml"), ("href", &absolute(feed.address))],
        );
        push_empty(&mut out, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(feed.page))]);
        push_person(&mut out, &config.title);
        if let Some(licence) = &config.licence {
            push_element(&mut out, "rights", licence);
        }
        briefs.iter().for_each(|brief| self.push_entry(&mut out, brief));
        out.push_str("</feed>\n");
        Output::bytes(feed.address, out)
    }

    fn push_entry(&self, out: &mut String, brief: &Brief) {
        let site = self.site;
        let page = address::absolute(&site.config.base_url, &address::brief(brief));
        push_tag(out, "entry", &[("xml:lang", brief.lang.as_str())]);
        out.push('\n');
        push_element(out, "id", &page);
        push_element(out, "title", &brief.title);
        push_empty(out, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
        for source in &brief.sources {
            if let Some(url) = &source.url {
                let title = source.publisher_name().unwrap_or_default();
                push_empty(out, "link", &[("rel", "via"), ("href", &url.value), ("title", title)]);
            }
        }
        push_element(out, "published", &self.rfc3339(&brief.date));
        push_element(out, "updated", &self.rfc3339(&brief.modified()));
        brief.author.iter().for_each(|name| push_person(out, name));
        for &id in &brief.topics {
            push_empty(out, "category", &[("term", site[id].slug.as_str()), ("label", &site[id].name)]);
        }
        push_element(out, "summary", &excerpt(brief));
        out.push_str("</entry>\n");
    }
}

fn push_person(out: &mut String, name: &str) {
    out.push_str("<author>");
    push_element(out, "name", name);
    out.pop();
    out.push_str("</author>\n");
}

//! Atom (RFC 4287).

use super::{Entry, Feed, Press};
use crate::{
    address,
    output::Output,
    render::xml::{push_element, push_empty, push_tag, push_text},
};

pub(super) const FILE: &str = "feed.xml";
pub(super) const TYPE: &str = "application/atom+xml";

pub(super) fn write(press: &Press<'_>, feed: &Feed<'_>) -> Output {
    let config = &press.site.config;
    let absolute = |address: &str| address::absolute(&config.base_url, address);
    let (list, own) = (absolute(&feed.list), format!("{}{FILE}", feed.list));
    let texts: usize = feed.entries.iter().map(|entry| entry.content.len()).sum();
    let mut out = String::with_capacity(texts * 5 / 4 + feed.entries.len() * 1_024 + 1_024);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    push_tag(&mut out, "feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.lang.as_str())]);
    out.push('\n');
    push_element(&mut out, "id", &list);
    push_element(&mut out, "title", &feed.title);
    if !feed.subtitle.is_empty() {
        push_element(&mut out, "subtitle", feed.subtitle);
    }
    push_element(&mut out, "updated", &feed.updated);
    push_empty(&mut out, "link", &[("rel", "self"), ("type", TYPE), ("href", &absolute(&own))]);
    push_empty(&mut out, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &list)]);
    push_element(&mut out, "icon", &absolute(&press.theme.icon));
    push_person(&mut out, &config.title);
    if let Some(licence) = &config.licence {
        push_element(&mut out, "rights", licence);
    }
    feed.entries.iter().for_each(|entry| push_entry(&mut out, entry));
    out.push_str("</feed>\n");
    Output::bytes(own, out)
}

fn push_entry(out: &mut String, entry: &Entry<'_>) {
    push_tag(out, "entry", &[("xml:lang", entry.lang.as_str())]);
    out.push('\n');
    push_element(out, "id", &entry.id);
    push_element(out, "title", &entry.title);
    let own = (entry.lang, &entry.url);
    for (lang, url) in [own].into_iter().chain(entry.translations.iter().map(|(lang, url, _)| (*lang, url))) {
        let lang = ("hreflang", lang.as_str());
        push_empty(out, "link", &[("rel", "alternate"), ("type", "text/html"), lang, ("href", url)]);
    }
    for (url, publisher) in &entry.sources {
        push_empty(out, "link", &[("rel", "via"), ("href", url), ("title", publisher)]);
    }
    push_element(out, "published", &entry.published);
    push_element(out, "updated", &entry.updated);
    entry.authors.iter().for_each(|name| push_person(out, name));
    for (slug, name) in &entry.topics {
        push_empty(out, "category", &[("term", slug), ("label", name)]);
    }
    if !entry.summary.is_empty() {
        push_element(out, "summary", &entry.summary);
    }
    push_tag(out, "content", &[("type", "html")]);
    push_text(out, &entry.content);
    out.push_str("</content>\n</entry>\n");
}

fn push_person(out: &mut String, name: &str) {
    out.push_str("<author>");
    push_element(out, "name", name);
    out.pop();
    out.push_str("</author>\n");
}

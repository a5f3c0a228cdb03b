//! The sitemap.

use std::fmt::Write;

use super::{
    Press,
    page::iso8601,
    xml::{push_element, push_text},
};
use crate::{address, manuscript::Moment, output::Output};

/// The most addresses in one file of a sitemap (sitemaps.org, "Sitemaps XML format").
const ADDRESSES: usize = 50_000;

impl Press<'_> {
    /// The sitemap: one file, or several and a list of them. `pages` are the addresses of all pages that search engines
    /// may list, with the time of their last change where it is known.
    pub(crate) fn sitemap(&self, pages: &[(String, Option<Moment>)]) -> Vec<Output> {
        if pages.len() <= ADDRESSES {
            return vec![Output::bytes("sitemap.xml", self.url_set(pages))];
        }
        let base = &self.site.config.base_url;
        let parts: Vec<_> =
            pages.chunks(ADDRESSES).enumerate().map(|(at, pages)| (format!("sitemap-{}.xml", at + 1), pages)).collect();
        let mut list = String::from(XML_AND_OPEN_INDEX);
        for (path, _) in &parts {
            list.push_str("<sitemap>");
            push_element(&mut list, "loc", &address::absolute(base, path));
            list.pop();
            list.push_str("</sitemap>\n");
        }
        list.push_str("</sitemapindex>\n");
        let files = parts.iter().map(|(path, pages)| Output::bytes(path.as_str(), self.url_set(pages)));
        std::iter::once(Output::bytes("sitemap.xml", list)).chain(files).collect()
    }

    fn url_set(&self, pages: &[(String, Option<Moment>)]) -> String {
        let base = &self.site.config.base_url;
        let mut out = String::from(XML_AND_OPEN_SET);
        for (address, changed) in pages {
            out.push_str("<url><loc>");
            push_text(&mut out, &address::absolute(base, address));
            out.push_str("</loc>");
            if let Some(changed) = changed {
                let _ = write!(out, "<lastmod>{}</lastmod>", iso8601(changed));
            }
            out.push_str("</url>\n");
        }
        out.push_str("</urlset>\n");
        out
    }
}

const XML_AND_OPEN_INDEX: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
const XML_AND_OPEN_SET: &str =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

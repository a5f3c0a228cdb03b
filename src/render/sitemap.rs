//! The sitemap (sitemaps.org, "Sitemaps XML format"), and the file that tells search engines where it is.

use std::fmt::Write;

use super::{
    Press,
    page::iso8601,
    xml::{push_element, push_text},
};
use crate::{address, manuscript::Moment, output::Output};

/// The most addresses in one file of a sitemap.
const ADDRESSES: usize = 50_000;
/// The most bytes of such a file: 50 MB, however one counts these.
const BYTES: usize = 50_000_000;

/// A page that search engines may list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) address: String,
    /// When it last changed, where that is known.
    pub(crate) changed: Option<Moment>,
}

impl Press<'_> {
    /// The sitemap: one file, or several and a list of them.
    pub(crate) fn sitemap(&self, pages: &[Listed]) -> Vec<Output> {
        let base = &self.site.config.base_url;
        let mut files = files(pages, |page| address::absolute(base, &page.address), ADDRESSES, BYTES);
        if files.len() <= 1 {
            let only = files.pop().map_or_else(|| UrlSet::default().finished(), UrlSet::finished);
            return vec![Output::bytes("sitemap.xml", only)];
        }
        let mut list = String::from(XML_AND_OPEN_INDEX);
        let mut outputs = Vec::with_capacity(files.len() + 1);
        for (at, file) in files.into_iter().enumerate() {
            let path = format!("sitemap-{}.xml", at + 1);
            list.push_str("<sitemap>");
            push_element(&mut list, "loc", &address::absolute(base, &path));
            list.pop();
            if let Some(changed) = &file.changed {
                let _ = write!(list, "<lastmod>{}</lastmod>", iso8601(changed));
            }
            list.push_str("</sitemap>\n");
            outputs.push(Output::bytes(path, file.finished()));
        }
        list.push_str("</sitemapindex>\n");
        outputs.push(Output::bytes("sitemap.xml", list));
        outputs
    }

    /// What crawlers read first, unless the site has its own: all pages are for all, and here is the sitemap.
    pub(crate) fn robots(&self) -> Option<Output> {
        if self.theme.has_own("robots.txt") {
            return None;
        }
        let sitemap = address::absolute(&self.site.config.base_url, "sitemap.xml");
        Some(Output::bytes("robots.txt", format!("User-agent: *\nDisallow:\n\nSitemap: {sitemap}\n")))
    }
}

/// A file of the sitemap, while it is written.
#[derive(Debug, Default)]
struct UrlSet {
    entries: String,
    count: usize,
    /// When the page that changed last did.
    changed: Option<Moment>,
}

impl UrlSet {
    fn finished(self) -> String {
        [XML_AND_OPEN_SET, &self.entries, CLOSE_SET].concat()
    }
}

/// The entries of all pages in their order, in as few files as the bounds allow. `url` gives a page's whole address.
fn files(pages: &[Listed], url: impl Fn(&Listed) -> String, most: usize, bytes: usize) -> Vec<UrlSet> {
    let frame = XML_AND_OPEN_SET.len() + CLOSE_SET.len();
    let mut files: Vec<UrlSet> = Vec::new();
    for page in pages {
        let entry = entry(&url(page), page.changed.as_ref());
        let has_room = |file: &UrlSet| file.count < most && frame + file.entries.len() + entry.len() <= bytes;
        if !files.last().is_some_and(has_room) {
            files.push(UrlSet::default());
        }
        if let Some(file) = files.last_mut() {
            file.entries.push_str(&entry);
            file.count += 1;
            file.changed = file.changed.max(page.changed);
        }
    }
    files
}

fn entry(url: &str, changed: Option<&Moment>) -> String {
    let mut out = String::from("<url><loc>");
    push_text(&mut out, url);
    out.push_str("</loc>");
    if let Some(changed) = changed {
        let _ = write!(out, "<lastmod>{}</lastmod>", iso8601(changed));
    }
    out.push_str("</url>\n");
    out
}

const XML_AND_OPEN_INDEX: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
const XML_AND_OPEN_SET: &str =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
const CLOSE_SET: &str = "</urlset>\n";

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(count: usize) -> Vec<Listed> {
        let day = |n: usize| jiff::civil::date(2024, 1, 1).saturating_add(jiff::Span::new().days(n as i64 % 365));
        let page = |n| Listed {
            address: format!("briefs/b{n}/"),
            changed: (n % 2 == 0).then(|| Moment { day: day(n), instant: None }),
        };
        (0..count).map(page).collect()
    }

    /// The number of addresses in each file, and its bytes.
    fn cut(count: usize, url: impl Fn(&Listed) -> String, most: usize, bytes: usize) -> Vec<(usize, usize)> {
        let files = files(&pages(count), url, most, bytes);
        files.into_iter().map(|file| (file.count, file.finished().len())).collect()
    }

    #[test]
    fn a_file_has_at_most_so_many_addresses() {
        let url = |page: &Listed| page.address.clone();
        let counts = |count| cut(count, url, ADDRESSES, BYTES).into_iter().map(|(count, _)| count).collect::<Vec<_>>();
        assert_eq!(counts(50_000), [50_000]);
        assert_eq!(counts(50_001), [50_000, 1]);
        assert_eq!(counts(120_000), [50_000, 50_000, 20_000]);
    }

    #[test]
    fn a_file_has_at_most_so_many_bytes() {
        // As long as addresses may be, so that bytes run out before the number of addresses does.
        let long = |page: &Listed| format!("https://news.test/{}{}", "%D8%A3".repeat(330), page.address);
        let found = cut(30_000, long, ADDRESSES, BYTES);
        assert_eq!(found.iter().map(|(count, _)| count).sum::<usize>(), 30_000);
        assert!(found.len() > 1 && found.iter().all(|&(_, bytes)| bytes <= BYTES), "{found:?}");
        let (count, bytes) = found[0];
        assert!(count < ADDRESSES && bytes > BYTES - 4_000, "{count} addresses in {bytes} bytes");
    }

    #[test]
    fn a_file_changed_when_its_newest_page_did() {
        let files = files(&pages(5), |page| page.address.clone(), 3, BYTES);
        let changed: Vec<_> = files.iter().filter_map(|file| file.changed.as_ref().map(iso8601)).collect();
        assert_eq!(changed, ["2024-01-03", "2024-01-05"]);
    }
}

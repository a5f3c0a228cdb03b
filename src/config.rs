//! The settings of a build: what `site.toml` and the command line decided.

use jiff::{Timestamp, tz::TimeZone};

use crate::lang::Lang;

mod settings;

pub use settings::parse;

/// What `site.toml` says, checked, with its defaults.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// Language of the interface, and of briefs that name none.
    pub lang: Lang,
    /// One or two sentences on the site.
    pub description: String,
    /// Default of `author`.
    pub author: Vec<String>,
    /// Decides what a day is.
    pub time_zone: TimeZone,
    /// Items on a page of a list, at least 1.
    pub page_size: usize,
    /// Longest quotation without a warning, in characters.
    pub quote_limit: usize,
    /// Whether raw HTML in Markdown is kept, sanitised.
    pub raw_html: bool,
    /// Whether a picture is drawn for each brief, for where its address is shared.
    pub share_pictures: bool,
    /// Default of `licence`.
    pub licence: Option<String>,
    /// The closed set of topics; empty: any.
    pub topics: Vec<String>,
    /// The site's own entries of the navigation.
    pub nav: Vec<NavItem>,
    /// Further names of body sections, by language.
    pub sections: Vec<SectionName>,
}

/// An entry of `nav`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NavItem {
    /// What it says.
    pub title: String,
    /// A path in the site with a leading `/`, or an http(s) address.
    pub url: String,
}

/// A heading that gives a section of the body its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionName {
    /// The language that the heading is in.
    pub lang: Lang,
    /// What the section is.
    pub role: Role,
    /// The heading.
    pub heading: String,
}

/// What a section of a brief's body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Key points
    KeyPoints,
    /// Why it matters
    WhyItMatters,
    /// What is next
    WhatIsNext,
    /// Background
    Background,
    /// Analysis
    Analysis,
    /// Method
    Method,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 6] =
        [Role::KeyPoints, Role::WhyItMatters, Role::WhatIsNext, Role::Background, Role::Analysis, Role::Method];

    /// The name in `site.toml` and the anchor in the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::KeyPoints => "key-points",
            Role::WhyItMatters => "why-it-matters",
            Role::WhatIsNext => "what-is-next",
            Role::Background => "background",
            Role::Analysis => "analysis",
            Role::Method => "method",
        }
    }
}

/// An http(s) address that ends with `/`, split where its path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host, without a final `/`: `https://example.org`.
    pub origin: String,
    /// The path, with `/` at both ends: `/` or `/news/`.
    pub path: String,
}

impl BaseUrl {
    /// The address that `text` writes, or `None` where it is not http(s), has no host, a query or a fragment.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
        let rest = &text[scheme.len()..];
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let bad = |c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '?' | '#' | '\'' | '@')
        };
        if host.is_empty() || rest.contains(bad) || path.split('/').any(|part| part == ".." || part == ".") {
            return None;
        }
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(BaseUrl { origin: format!("{scheme}{}", host.to_lowercase()), path })
    }

    /// Whether it is the one that `briefing new` writes and nobody has changed.
    pub fn is_example(&self) -> bool {
        self.origin.ends_with("//example.org") || self.origin.ends_with("//example.com")
    }
}

/// What the command decides about a build, apart from the site.
#[derive(Clone, Debug)]
pub struct Options {
    /// Replaces `base_url` of the site.
    pub base_url: Option<BaseUrl>,
    /// What becomes of drafts and embargoed briefs.
    pub held: Held,
    /// Whether any warning stops the build.
    pub strict: bool,
    /// The build's time: decides embargo and "future".
    pub now: Timestamp,
}

/// What becomes of drafts and embargoed briefs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// They are in no output.
    Left,
    /// They are shown, marked as held.
    Shown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_ends_with_a_slash() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = BaseUrl::parse(text);
            assert_eq!(found.as_ref().map(|url| (url.origin.as_str(), url.path.as_str())), expected, "{text}");
        };
        check("https://example.org", Some(("https://example.org", "/")));
        check("https://Example.org/news", Some(("https://example.org", "/news/")));
        check("http://127.0.0.1:4000/a/b/", Some(("http://127.0.0.1:4000", "/a/b/")));
        for bad in
            ["", "example.org", "ftp://example.org", "https://", "https://a/../b", "https://a/?q", "https://a\" x"]
        {
            check(bad, None);
        }
    }
}

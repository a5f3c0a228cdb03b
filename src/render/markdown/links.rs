//! Links and pictures of a text, with addresses that a page may have.

use std::fmt::Write;

use pulldown_cmark::LinkType;

use super::{Image, Rules, SIZES, Shown, Writer as Text};
use crate::{manuscript::Reference, render::html::push_escaped};

impl Text<'_> {
    pub(super) fn start_link(&mut self, kind: LinkType, to: &str, title: &str) {
        let href = match kind {
            LinkType::WikiLink { has_pothole } => {
                let goal = (self.rules.reference)(&Reference::parse(to));
                self.silent = !has_pothole || goal.is_none();
                let (href, label) = goal.map_or_else(Default::default, |goal| (goal.href, goal.label));
                self.begin_link(href, "");
                if !has_pothole {
                    self.push_text(&label);
                }
                return;
            }
            LinkType::Email => Some(format!("mailto:{to}")),
            _ => safe_address(to, self.rules),
        };
        self.begin_link(href, title);
    }

    fn begin_link(&mut self, href: Option<String>, title: &str) {
        self.links.push(href.is_some());
        let Some(href) = href else { return };
        let mut html = String::from("<a href=\"");
        push_escaped(&mut html, &href);
        if !title.is_empty() {
            html.push_str("\" title=\"");
            push_escaped(&mut html, title);
        }
        html.push_str("\">");
        self.tag(&html);
    }

    pub(super) fn end_image(&mut self) {
        let Some(Image { source, shown, title, alt }) = self.image.take() else { return };
        let Some(source) = source else { return self.push_text(&alt) };
        let mut html = String::from("<img src=\"");
        push_escaped(&mut html, &source);
        html.push_str("\" alt=\"");
        push_escaped(&mut html, &alt);
        if !title.is_empty() {
            html.push_str("\" title=\"");
            push_escaped(&mut html, &title);
        }
        html.push('"');
        if let Some(Shown { width, height, srcset }) = shown {
            let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
            if let Some(srcset) = srcset {
                html.push_str(" srcset=\"");
                push_escaped(&mut html, &srcset);
                let _ = write!(html, "\" sizes=\"{SIZES}\"");
            }
        }
        html.push_str(" loading=\"lazy\">");
        self.push(&html);
    }
}

/// The address of a link, if it is one that a page may have: http, https, mailto, an anchor, or a path in the site.
fn safe_address(to: &str, rules: &Rules<'_>) -> Option<String> {
    let to = to.trim();
    if to.contains(|c: char| c.is_control() || c == '\\') || to.starts_with("//") {
        return None;
    }
    if to.starts_with('#') {
        return Some(to.to_owned());
    }
    match to.split_once(':').filter(|(scheme, _)| !scheme.contains(['/', '?', '#'])) {
        Some((scheme, _)) => {
            let scheme = scheme.to_ascii_lowercase();
            matches!(scheme.as_str(), "http" | "https" | "mailto").then(|| to.to_owned())
        }
        None => (rules.path)(to),
    }
}

/// The address of a picture: only a path in the site.
pub(super) fn image_source(to: &str, rules: &Rules<'_>) -> Option<String> {
    let address = safe_address(to, rules)?;
    let elsewhere =
        ["http:", "https:", "mailto:", "#"].iter().any(|start| address.to_ascii_lowercase().starts_with(start));
    (!elsewhere).then_some(address)
}

//! Markdown to HTML, cut at its headings into the sections of a page.
//!
//! In: the text and the [`Rules`] that know the site. Out: [`Prose`]. The writer is our own, because a page needs what
//! the parser's does not give: no `style` attributes (the site's policy blocks them), footnotes at the end with links
//! back, quotation marks of the language, and raw HTML as text. Every address is checked here once more.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use serde::Serialize;

use super::html::{Html, push_escaped, push_verbatim};
use crate::{config::Role, manuscript::Reference, parse, slug::Slug};

mod links;
mod notes;
mod raw;
#[cfg(test)]
mod tests;

use links::image_source;
use notes::Notes;

/// The `sizes` of pictures: a column of text (`--measure` in `site.css`, of which a rem is 1.125 em here), or a narrow window.
pub(crate) const SIZES: &str = "(min-width: 44em) 40.5em, 100vw";

/// What the text is part of.
pub(crate) struct Rules<'a> {
    /// Opening and closing double quotation mark, then single ones.
    pub(crate) quotes: [&'a str; 4],
    /// Whether raw HTML is kept, sanitised.
    pub(crate) raw_html: bool,
    /// What a `[[…]]` link leads to; `None` where nothing of it may be shown, not even its text.
    pub(crate) reference: &'a dyn Fn(&Reference) -> Option<Goal>,
    /// The link to a path in the site, as written: `map.png`, `/about/`. `None` where there is no such thing.
    pub(crate) path: &'a dyn Fn(&str) -> Option<String>,
    /// What is known of the picture at a path in the site, as written: size and copies.
    pub(crate) shown: &'a dyn Fn(&str) -> Option<Shown>,
    /// The role that a heading gives its section.
    pub(crate) role: &'a dyn Fn(&str) -> Option<Role>,
    /// A number in the digits of the language.
    pub(crate) number: &'a dyn Fn(usize) -> String,
    /// What the link from a footnote back to the text is called; the note's number follows.
    pub(crate) back: &'a str,
    /// What a table that has to be scrolled is called.
    pub(crate) table: &'a str,
}

/// What is known of a picture.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// In pixels.
    pub(crate) width: u32,
    /// In pixels.
    pub(crate) height: u32,
    /// Its copies, where there are any.
    pub(crate) srcset: Option<String>,
}

/// The target of a `[[…]]` link.
#[derive(Clone, Debug)]
pub(crate) struct Goal {
    /// Where it leads; `None` where it has no page.
    pub(crate) href: Option<String>,
    /// Its name or title, shown where the author gives no other text.
    pub(crate) label: String,
}

/// A text in parts.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Prose {
    /// What stands before the first heading.
    pub(crate) lead: Html,
    /// From each heading of the first or second level to the next.
    pub(crate) sections: Vec<Section>,
    /// The footnotes, as items of a list; empty where there are none.
    pub(crate) notes: Html,
}

/// A part of a text with its heading.
#[derive(Debug, Serialize)]
pub(crate) struct Section {
    /// Its anchor: the role's name, or `s-` and the heading's words.
    pub(crate) id: String,
    /// The name of its role.
    pub(crate) role: Option<&'static str>,
    /// The heading.
    pub(crate) title: Html,
    /// What follows it.
    pub(crate) html: Html,
}

/// Turns `markdown` into HTML.
pub(crate) fn prose(markdown: &str, rules: &Rules<'_>) -> Prose {
    let mut writer = Writer::new(markdown, rules);
    for (event, range) in Parser::new_ext(markdown, parse::options()).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

struct Image {
    /// `None` where there is no such file.
    source: Option<String>,
    shown: Option<Shown>,
    title: String,
    /// Its alternative text so far.
    alt: String,
}

struct Writer<'a> {
    source: &'a str,
    rules: &'a Rules<'a>,
    /// What is being written; the last is innermost (a heading or a footnote).
    buffers: Vec<String>,
    parts: Vec<Part>,
    /// Open lists, quotes and notes: a heading in them begins no section.
    depth: usize,
    /// Plain text of the heading that is open.
    heading: Option<String>,
    /// The image that is open.
    image: Option<Image>,
    /// For each open link, whether it has a tag to close.
    links: Vec<bool>,
    /// Inside a `[[…]]` link, whose text is replaced or left out.
    silent: bool,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Inside a block of code.
    in_code: bool,
    open_single_quotes: usize,
    ids: Vec<String>,
    notes: Notes<'a>,
}

struct Part {
    id: String,
    role: Option<Role>,
    title: String,
    html: String,
}

impl<'a> Writer<'a> {
    fn new(source: &'a str, rules: &'a Rules<'a>) -> Writer<'a> {
        Writer {
            source,
            rules,
            buffers: vec![String::with_capacity(source.len() * 5 / 4)],
            parts: Vec::new(),
            depth: 0,
            heading: None,
            image: None,
            links: Vec::new(),
            silent: false,
            columns: Vec::new(),
            column: 0,
            in_head: false,
            in_code: false,
            open_single_quotes: 0,
            ids: Vec::new(),
            notes: Notes::default(),
        }
    }

    fn push(&mut self, html: &str) {
        if let Some(buffer) = self.buffers.last_mut() {
            buffer.push_str(html);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some(Image { alt, .. }) = &mut self.image {
            alt.push_str(text);
            return;
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        if let Some(buffer) = self.buffers.last_mut() {
            push_escaped(buffer, text);
        }
    }

    fn push_code(&mut self, text: &str) {
        if self.image.is_some() {
            return self.push_text(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        if let Some(buffer) = self.buffers.last_mut() {
            push_verbatim(buffer, text);
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        if self.silent && !matches!(event, Event::End(TagEnd::Link)) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.push_code(&text),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                self.tag("<code>");
                self.push_code(&text);
                self.tag("</code>");
            }
            Event::Html(text) | Event::InlineHtml(text) if self.rules.raw_html && self.image.is_none() => {
                self.push(&text)
            }
            Event::Html(text) | Event::InlineHtml(text) => self.push_text(&text),
            Event::SoftBreak => self.push_text("\n"),
            Event::HardBreak => self.tag("<br>"),
            Event::Rule => self.push("<hr>\n"),
            Event::FootnoteReference(name) => {
                let html = self.notes.refer(name, self.rules);
                self.tag(&html);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    /// A tag within running text, which an image's alternative text does without.
    fn tag(&mut self, html: &str) {
        if self.image.is_none() {
            self.push(html);
        }
    }

    /// Text, with straight quotation marks turned into those of the language.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let [double_open, double_close, single_open, single_close] = self.rules.quotes;
        match (text, &self.source[range]) {
            ("“", "\"") => self.push_text(double_open),
            ("”", "\"") => self.push_text(double_close),
            ("‘", "'") => {
                self.open_single_quotes += 1;
                self.push_text(single_open);
            }
            // Without an opening mark before it, it is an apostrophe.
            ("’", "'") if self.open_single_quotes > 0 => {
                self.open_single_quotes -= 1;
                self.push_text(single_close);
            }
            _ => self.push_text(text),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph => {
                self.open_single_quotes = 0;
                self.push("<p>");
            }
            Tag::Heading { .. } => {
                self.open_single_quotes = 0;
                self.heading = Some(String::new());
                self.buffers.push(String::new());
            }
            Tag::BlockQuote(_) => self.open("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.push(if self.rules.raw_html { "" } else { "<p>" }),
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(name) => {
                self.depth += 1;
                self.notes.open(name);
                self.buffers.push(String::new());
            }
            Tag::Table(columns) => {
                self.columns = columns;
                let mut label = String::new();
                push_escaped(&mut label, self.rules.table);
                self.open(&format!("<section class=\"scroll\" tabindex=\"0\" aria-label=\"{label}\"><table>\n"));
            }
            Tag::TableHead => {
                self.in_head = true;
                self.push("<thead><tr>");
                self.column = 0;
            }
            Tag::TableRow => {
                self.push("<tr>");
                self.column = 0;
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<s>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { dest_url, title, .. } => {
                let source = image_source(&dest_url, self.rules);
                let shown = (self.rules.shown)(dest_url.trim());
                self.image = Some(Image { source, shown, title: title.to_string(), alt: String::new() });
            }
            // Not read: see `parse::options`.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.push("</p>\n"),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_) => self.close("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.push("</code></pre>\n");
            }
            TagEnd::HtmlBlock => self.push(if self.rules.raw_html { "" } else { "</p>\n" }),
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => {
                self.depth -= 1;
                let html = self.buffers.pop().unwrap_or_default();
                self.notes.close(html);
            }
            TagEnd::Table => self.close("</tbody></table></section>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.push("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => self.push(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</s>"),
            TagEnd::Link => {
                self.silent = false;
                if self.links.pop() == Some(true) {
                    self.tag("</a>");
                }
            }
            TagEnd::Image => self.end_image(),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
            TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {}
        }
    }

    fn open(&mut self, html: &str) {
        self.depth += 1;
        self.push(html);
    }

    fn close(&mut self, html: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.push(html);
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        self.push("<pre><code");
        if let CodeBlockKind::Fenced(info) = kind
            && let Some(language) = info.split_whitespace().next()
        {
            self.push(" class=\"language-");
            let mut class = String::new();
            push_escaped(&mut class, language);
            self.push(&class);
            self.push("\"");
        }
        self.push(">");
    }

    fn start_cell(&mut self) {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"middle\"",
            _ => "",
        };
        self.column += 1;
        self.push(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.push(class);
        self.push(">");
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let title = self.buffers.pop().unwrap_or_default();
        let words = self.heading.take().unwrap_or_default();
        if self.depth == 0 && level <= HeadingLevel::H2 {
            let role = (self.rules.role)(words.trim());
            let id = self.unique_id(role, &words);
            let html = std::mem::take(&mut self.buffers[0]);
            match self.parts.last_mut() {
                Some(part) => part.html = html,
                None => self.parts.push(Part { id: String::new(), role: None, title: String::new(), html }),
            }
            self.parts.push(Part { id, role, title, html: String::new() });
        } else {
            let id = self.unique_id(None, &words);
            let level = if level <= HeadingLevel::H3 { 3 } else { 4 };
            self.push(&format!("<h{level} id=\"{id}\">{title}</h{level}>\n"));
        }
    }

    /// An anchor that no other heading has. Only a role's first section gets the role's name.
    fn unique_id(&mut self, role: Option<Role>, words: &str) -> String {
        let words = Slug::from_text(words).map_or_else(|| "section".to_owned(), |slug| slug.to_string());
        let plain = format!("s-{words}");
        let wanted = role.map(|role| role.as_str().to_owned()).filter(|id| !self.ids.contains(id)).unwrap_or(plain);
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        let id = id.unwrap_or(wanted);
        self.ids.push(id.clone());
        id
    }

    fn finish(mut self) -> Prose {
        let rest = std::mem::take(&mut self.buffers[0]);
        let mut parts = std::mem::take(&mut self.parts);
        let finished = |html: &str| {
            if self.rules.raw_html { Html::finished(&raw::sanitised(html)) } else { Html::finished(html) }
        };
        let lead = match parts.last_mut() {
            Some(part) => {
                part.html = rest;
                finished(&parts.remove(0).html)
            }
            None => finished(&rest),
        };
        let section = |part: Part| Section {
            id: part.id,
            role: part.role.map(Role::as_str),
            title: finished(&part.title),
            html: finished(&part.html),
        };
        let sections = parts.into_iter().map(section).collect();
        Prose { lead, sections, notes: finished(&self.notes.list(self.rules)) }
    }
}

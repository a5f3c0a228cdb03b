//! The Markdown body, read without rendering it: what it says as plain text, and what it links to.
//!
//! Places are told as bytes of the file. Links may lead to http, https and mailto addresses, to paths in the site, and
//! to places in the page; files that a relative link names have to exist.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{front::is_forbidden, link, notes::Notes, raw_html};
use crate::{
    config::Config,
    diagnostic::{At, Code, Span},
    manuscript::{Body, Reference},
    source::Source,
};

/// What of Markdown a body may use, beyond CommonMark. Rendering uses the same.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_WIKILINKS
}

/// Reads the body, which begins at byte `start` of the file.
pub(super) fn read(start: usize, source: &Source, config: &Config, notes: &mut Notes<'_>) -> Body {
    let file = notes.file;
    let markdown = file.text.get(start..).unwrap_or("");
    let mut body = Body { markdown: markdown.to_owned(), start, ..Body::default() };
    let mut plain = Plain { raw_html: config.raw_html, ..Plain::default() };
    let mut html = Html::default();
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let at = (start + range.start..start + range.end).into();
        control_characters(&event, at, notes);
        if let Some(piece) = html.take(&event).filter(|_| config.raw_html) {
            body.files.extend(raw_html::images(&piece, at, source, notes));
        }
        match &event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }) => {
                body.references.push(At::new(Reference::parse(dest_url), at));
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if *link_type != LinkType::Email => {
                body.files.extend(link::link(dest_url, at, source, notes).map(|path| At::new(path, at)));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                body.files.extend(link::image(dest_url, at, source, notes).map(|path| At::new(path, at)));
            }
            _ => {}
        }
        plain.take(event, &shown);
    }
    let texts = plain.finish();
    body.words = words(&texts.plain);
    Body { lead: texts.lead, plain: texts.plain, ..body }
}

/// Raw HTML put together: a block of it comes line by line.
#[derive(Default)]
struct Html {
    block: Option<String>,
}

impl Html {
    /// A whole block, or a whole tag in a paragraph.
    fn take(&mut self, event: &Event<'_>) -> Option<String> {
        match (event, &mut self.block) {
            (Event::Start(Tag::HtmlBlock), _) => self.block = Some(String::new()),
            (Event::End(TagEnd::HtmlBlock), _) => return self.block.take(),
            (Event::Html(html), Some(block)) => block.push_str(html),
            (Event::Html(html) | Event::InlineHtml(html), None) => return Some(html.to_string()),
            _ => {}
        }
        None
    }
}

/// Notes control characters that come from entities such as `&#1;`: the text of the file does not show them.
fn control_characters(event: &Event<'_>, at: Span, notes: &mut Notes<'_>) {
    let texts: [&str; 2] = match event {
        Event::Text(text) | Event::Code(text) => [text, ""],
        Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => [dest_url, title],
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => [info, ""],
        _ => return,
    };
    let found = texts.iter().find_map(|text| text.chars().find(|c| is_forbidden(*c)));
    if let Some(c) = found.filter(|_| !notes.slice(at).contains(is_forbidden)) {
        entity(c, at, notes);
    }
}

/// Notes that an entity stands for a control character.
pub(super) fn entity(c: char, at: Span, notes: &mut Notes<'_>) {
    let message = format!("an entity stands for the control character `U+{:04X}`", u32::from(c));
    notes.push(notes.at(Code::ControlCharacter, at, message).help("remove it"));
}

/// What a reference shows where its author gave no text: a name is its own text, and the titles of stories and briefs
/// are not known from one file.
fn shown(reference: &Reference) -> Option<String> {
    match reference {
        Reference::Entity(_, name) => Some(name.clone()),
        Reference::Story(_) | Reference::Brief(_) => Some(String::new()),
    }
}

/// A body as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// All text, a line for each block.
    pub plain: String,
    /// Where in it the first paragraph is that says something; empty where there is none.
    pub lead: Range<usize>,
}

/// Markdown as plain text. `show` says what a `[[…]]` link shows where its author gave no text; `None` leaves the link
/// out, with its author's text.
pub fn texts(markdown: &str, raw_html: bool, show: &dyn Fn(&Reference) -> Option<String>) -> Texts {
    let mut plain = Plain { raw_html, ..Plain::default() };
    for event in Parser::new_ext(markdown, options()) {
        plain.take(event, show);
    }
    plain.finish()
}

#[derive(Default)]
struct Plain {
    raw_html: bool,
    text: String,
    lead: Range<usize>,
    /// The block that is being read.
    block: String,
    /// Lists, quotes, notes and tables around it: a lead stands in none.
    depth: usize,
    /// Images and struck text around it: the texts of images are for those who do not see them, and what is struck is taken
    /// back, so neither is part of what a paragraph says.
    unsaid: usize,
    /// Links left out around it.
    hidden: usize,
    /// For each link, whether it is hidden.
    links: Vec<bool>,
    /// Whether the text of a link stands in the block already.
    replaced: bool,
}

impl Plain {
    fn finish(mut self) -> Texts {
        self.end_block(false);
        self.text.shrink_to_fit();
        Texts { plain: self.text, lead: self.lead }
    }

    fn take(&mut self, event: Event<'_>, show: &dyn Fn(&Reference) -> Option<String>) {
        match event {
            Event::Start(tag) => self.start(&tag, show),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text)
            }
            Event::Html(html) | Event::InlineHtml(html) if !self.raw_html => self.push(&html),
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.unsaid == 0 && self.hidden == 0 && !self.replaced {
            self.block.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, show: &dyn Fn(&Reference) -> Option<String>) {
        match tag {
            Tag::Image { .. } | Tag::Strikethrough => self.unsaid += 1,
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                let shown = show(&Reference::parse(dest_url));
                self.links.push(shown.is_none());
                self.hidden += usize::from(shown.is_none());
                if let Some(shown) = shown.filter(|_| !has_pothole) {
                    self.push(&shown);
                    self.replaced = true;
                }
            }
            Tag::Link { .. } => self.links.push(false),
            Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.end_block(false);
                self.depth += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::Strikethrough => self.unsaid = self.unsaid.saturating_sub(1),
            TagEnd::Link => {
                self.replaced = false;
                self.hidden -= usize::from(self.links.pop().unwrap_or(false));
            }
            TagEnd::TableCell => self.push(" "),
            TagEnd::Paragraph => self.end_block(true),
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.end_block(false);
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow => {
                self.end_block(false);
            }
            _ => {}
        }
    }

    /// Adds the block to the text; `may_lead` for a paragraph.
    fn end_block(&mut self, may_lead: bool) {
        let block = std::mem::take(&mut self.block);
        let words: Vec<&str> = block.split_ascii_whitespace().collect();
        if words.is_empty() {
            return;
        }
        let line = words.join(" ");
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&line);
        if may_lead && self.depth == 0 && self.lead.is_empty() {
            self.lead = self.text.len() - line.len()..self.text.len();
        }
    }
}

/// The number of words; in scripts that have no spaces, each character counts as one, as word processors count.
fn words(text: &str) -> usize {
    let in_word = |word: &str| {
        let alone = word.chars().filter(|c| is_without_spaces(*c)).count();
        let rest = word.split(is_without_spaces).filter(|part| part.contains(char::is_alphanumeric)).count();
        alone + rest
    };
    text.split_whitespace().map(in_word).sum()
}

/// Han, Hiragana and Katakana.
fn is_without_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, lead: &str, plain: &str) {
        let found = texts(markdown, false, &shown);
        assert_eq!((&found.plain[found.lead], found.plain.as_str()), (lead, plain), "{markdown:?}");
    }

    #[test]
    fn the_lead_is_the_first_paragraph_as_plain_text() {
        check("One *two*\n`three`.\n\nFour.", "One two three.", "One two three.\nFour.");
        check("## Key points\n\n- a\n- b\n\nLast.", "Last.", "Key points\na\nb\nLast.");
        check("> quoted\n\n[^1]: note\n\nText[^1].", "Text.", "quoted\nnote\nText.");
        check("![Map of Iraq](map.png)\n\nText.", "Text.", "Text.");
        check("The new figure: ~~5,200~~ 3,000.", "The new figure: 3,000.", "The new figure: 3,000.");
        check("", "", "");
        check("\"Quoted\" -- it's", "“Quoted” – it’s", "“Quoted” – it’s");
        check("| a | b |\n|---|---|\n| c | d |\n", "", "a b\nc d");
        check("a<b>c</b>\n\n<div>x</div>\n", "a<b>c</b>", "a<b>c</b>\n<div>x</div>");
        check("One &amp; two\\\nthree\r\nfour", "One & two three four", "One & two three four");
    }

    #[test]
    fn references_show_names_and_hide_what_is_left_out() {
        check(
            "[[Iraq]] and [[place:Georgia]] and [[US|America]].",
            "Iraq and Georgia and America.",
            "Iraq and Georgia and America.",
        );
        check("See [[story:talks]] and [[brief:a|that brief]].", "See and that brief.", "See and that brief.");
        let hide = |reference: &Reference| (*reference != Reference::Brief("a".to_owned())).then(|| "X".to_owned());
        let found = texts("See [[brief:a|that *brief*]], [[brief:b]] and [[Iraq|it]].", false, &hide);
        assert_eq!(found.plain, "See , X and it.");
        assert_eq!(texts("a<b>c</b>", true, &shown).plain, "ac");
    }

    #[test]
    fn words_are_counted_in_any_script() {
        let check = |text: &str, expected: usize| assert_eq!(words(text), expected, "{text}");
        check("Iraq's talks – at last", 4);
        check("محادثات في بغداد", 3);
        check("伊拉克 talks 伊", 5);
        check("", 0);
    }
}

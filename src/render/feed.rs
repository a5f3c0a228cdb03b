//! Feeds: which lists have them, and what stands in one. `atom` and `json` write the same feed, each in its format.
//!
//! An entry is a brief, and its id the address of its page; in the feed of corrections it is one correction or withdrawal.
//! All links in a feed are whole addresses, since a reader's program shows it elsewhere.

use std::fmt::Write;

use super::{
    Press,
    brief::{Change, View, correction_text},
    card::excerpt,
    files,
    html::escaped,
    kind,
    overview::{Changed, changes},
    page::FeedLink,
    prose::Owner,
    voice::{Voice, language_attributes},
};
use crate::{
    address,
    lang::Lang,
    manuscript::Moment,
    model::{Brief, BriefId, EntityId, StoryId, TopicId},
    output::Output,
};

mod absolute;
mod atom;
mod json;

use absolute::absolute;

/// The most entries of the site's feed and of that of corrections.
const ENTRIES: usize = 40;
/// The most entries of the feed of a story, a topic or an entity. A program asks for a feed every hour or so, and each of
/// its entries is a whole text.
const ENTRIES_OF_LIST: usize = 20;
/// Topics and entities have feeds from so many briefs on.
const BRIEFS: usize = 3;
/// When a feed without entries changed: it must say so, and the build's time would change the file each time.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// A list that may have feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Site,
    Corrections,
    Story(StoryId),
    Topic(TopicId),
    Entity(EntityId),
}

/// A feed, apart from its format.
struct Feed<'a> {
    title: String,
    subtitle: &'a str,
    lang: &'a Lang,
    /// Where the list is that it follows: below the site's root, with a final `/` or empty.
    list: String,
    /// RFC 3339.
    updated: String,
    entries: Vec<Entry<'a>>,
}

/// An entry of a feed. Addresses are whole.
struct Entry<'a> {
    id: String,
    url: String,
    title: String,
    lang: &'a Lang,
    /// RFC 3339.
    published: String,
    /// RFC 3339.
    updated: String,
    authors: &'a [String],
    /// Slug and name.
    topics: Vec<(&'a str, &'a str)>,
    /// Address and publisher of those sources that have an address.
    sources: Vec<(&'a str, &'a str)>,
    /// The same brief in other languages: language, address and title.
    translations: Vec<(&'a Lang, String, &'a str)>,
    image: Option<String>,
    /// Plain text.
    summary: String,
    /// HTML.
    content: String,
}

impl Press<'_> {
    /// All lists that have feeds.
    pub(crate) fn feeds(&self) -> Vec<Subject> {
        let site = self.site;
        let stories = (0..site.stories.len()).map(|at| Subject::Story(StoryId(at as u32)));
        let topics = (0..site.topics.len()).map(|at| Subject::Topic(TopicId(at as u32)));
        let entities = (0..site.entities.len()).map(|at| Subject::Entity(EntityId(at as u32)));
        let lists = stories.chain(topics).chain(entities).filter(|&subject| self.has_feeds(subject));
        [Subject::Site, Subject::Corrections].into_iter().chain(lists).collect()
    }

    fn has_feeds(&self, subject: Subject) -> bool {
        match subject {
            Subject::Site | Subject::Corrections | Subject::Story(_) => true,
            Subject::Topic(id) => self.site[id].briefs.len() >= BRIEFS,
            Subject::Entity(id) => self.site[id].briefs.len() >= BRIEFS,
        }
    }

    /// The feeds of a list in both formats.
    pub(crate) fn feed(&self, subject: Subject) -> [Output; 2] {
        let feed = self.feed_of(subject);
        [atom::write(self, &feed), json::write(self, &feed)]
    }

    /// The links to the feeds of a list, Atom first; none where it has no feeds.
    pub(crate) fn feed_links(&self, subject: Subject) -> Vec<FeedLink> {
        if !self.has_feeds(subject) {
            return Vec::new();
        }
        let (list, title) = (self.list_of_feed(subject), self.title_of_feed(subject));
        let link = |(name, kind, file): (&'static str, &'static str, &str)| FeedLink {
            name,
            kind,
            title: title.clone(),
            href: self.voice.href(&format!("{list}{file}")),
        };
        [("Atom", atom::TYPE, atom::FILE), ("JSON Feed", json::TYPE, json::FILE)].map(link).into()
    }

    /// The same, and behind them the site's, for the head of the list's page.
    pub(crate) fn with_site_feed(&self, subject: Subject) -> Vec<FeedLink> {
        let site = self.feed_links(Subject::Site).into_iter().take(1);
        self.feed_links(subject).into_iter().filter(|_| subject != Subject::Site).chain(site).collect()
    }

    fn feed_of(&self, subject: Subject) -> Feed<'_> {
        let site = self.site;
        let (subtitle, entries) = match subject {
            Subject::Site => (site.config.description.as_str(), self.entries(&site.items, ENTRIES)),
            Subject::Corrections => (self.voice.text("corrections_intro"), self.entries_of_corrections()),
            Subject::Story(id) => {
                let story = &site[id];
                (story.description.as_deref().unwrap_or_default(), self.entries(&story.briefs, ENTRIES_OF_LIST))
            }
            Subject::Topic(id) => ("", self.entries(&site[id].briefs, ENTRIES_OF_LIST)),
            Subject::Entity(id) => ("", self.entries(&site[id].briefs, ENTRIES_OF_LIST)),
        };
        let updated = entries.iter().map(|(changed, _)| changed).max();
        Feed {
            title: self.title_of_feed(subject),
            subtitle,
            lang: &site.config.lang,
            list: self.list_of_feed(subject),
            updated: updated.map_or_else(|| NEVER.to_owned(), |changed| self.rfc3339(changed)),
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        }
    }

    fn list_of_feed(&self, subject: Subject) -> String {
        let site = self.site;
        match subject {
            Subject::Site => String::new(),
            Subject::Corrections => "corrections/".to_owned(),
            Subject::Story(id) => address::story(&site[id]),
            Subject::Topic(id) => address::topic(&site[id]),
            Subject::Entity(id) => address::entity(&site[id]),
        }
    }

    /// The title of the list's page: a reader's program shows feeds of many sites in one list.
    fn title_of_feed(&self, subject: Subject) -> String {
        let (site, voice) = (self.site, &self.voice);
        let page = match subject {
            Subject::Site => return site.config.title.clone(),
            Subject::Corrections => voice.text("corrections").to_owned(),
            Subject::Story(id) => site[id].title.clone(),
            Subject::Topic(id) => kind::titled(voice.text("topic"), &site[id].name),
            Subject::Entity(id) => kind::titled(voice.text(kind::name(site[id].kind)), &site[id].name),
        };
        voice.language.fill("page_title", &[("page", &page), ("site", &site.config.title)])
    }

    /// Entries for the newest of briefs that begin with the newest, each with the time of its last change.
    fn entries(&self, ids: &[BriefId], most: usize) -> Vec<(Moment, Entry<'_>)> {
        ids.iter().take(most).map(|&id| (self.site[id].modified(), self.entry(id))).collect()
    }

    fn entry(&self, id: BriefId) -> Entry<'_> {
        let (site, brief) = (self.site, &self.site[id]);
        let base = &site.config.base_url;
        let url = address::absolute(base, &address::brief(brief));
        let others = brief.versions.iter().filter(|&&other| other != id).map(|&other| &site[other]);
        let others = others.filter(|other| !other.is_withdrawn());
        let image = brief.image.as_ref().map(|image| {
            address::absolute(base, &files::address(&brief.file, &address::brief(brief), &image.src.value))
        });
        let content = self.text_of_entry(id, &url, image.as_deref());
        Entry {
            id: url.clone(),
            title: brief.title.clone(),
            lang: &brief.lang,
            published: self.rfc3339(&brief.date),
            updated: self.rfc3339(&brief.modified()),
            authors: &brief.author,
            topics: brief.topics.iter().map(|&id| (site[id].slug.as_str(), site[id].name.as_str())).collect(),
            sources: sources(brief).collect(),
            translations: others
                .map(|other| (&other.lang, address::absolute(base, &address::brief(other)), other.title.as_str()))
                .collect(),
            image,
            summary: excerpt(brief),
            content,
            url,
        }
    }

    /// The text of a brief as its page has it, between its picture and what it is after and what was changed in it.
    fn text_of_entry(&self, id: BriefId, url: &str, image: Option<&str>) -> String {
        let brief = &self.site[id];
        let voice = self.theme.voice(self.site, &brief.lang);
        let owner = Owner { file: &brief.file, address: address::brief(brief), lang: &brief.lang };
        let prose = self.prose(&voice, &owner, &brief.body, &brief.links);
        let mut html = String::with_capacity(brief.body.markdown.len() * 2);
        if let (Some(src), Some(image)) = (image, &brief.image) {
            let _ = writeln!(html, "<p><img src=\"{}\" alt=\"{}\"></p>", escaped(src), escaped(&image.alt));
        }
        html.push_str(prose.lead.as_str());
        for section in &prose.sections {
            let _ = write!(html, "<h2>{}</h2>\n{}", section.title.as_str(), section.html.as_str());
        }
        if !prose.notes.is_empty() {
            let _ = writeln!(html, "<ol>\n{}</ol>", prose.notes.as_str());
        }
        let view = View { press: self, voice: &voice, id, brief, page: "" };
        let sources: Vec<_> = (0..brief.sources.len()).map(|at| view.source_line(at)).collect();
        let heading = voice.text(if sources.len() == 1 { "source" } else { "sources" });
        let of_interface = language_attributes(&voice.lang, &brief.lang);
        let _ = writeln!(html, "<p{}>{heading}: {}</p>", of_interface.as_str(), sources.join("; "));
        for Change { title, text } in view.changes() {
            let title = format!("<strong{}>{}.</strong>", of_interface.as_str(), title.as_str());
            let _ = writeln!(html, "<p>{title} {}</p>", text.as_str());
        }
        wrapped(&voice, brief, url, &html)
    }

    /// Every correction and withdrawal is an entry of its own: programs show an entry that changes only to those who have
    /// not read it yet.
    fn entries_of_corrections(&self) -> Vec<(Moment, Entry<'_>)> {
        let all = changes(self.site).into_iter().take(ENTRIES);
        all.map(|change| (change.date, self.entry_of_correction(&change))).collect()
    }

    fn entry_of_correction<'a>(&'a self, change: &Changed<'a>) -> Entry<'a> {
        let (brief, language) = (change.brief, self.voice.language);
        let url = address::absolute(&self.site.config.base_url, &address::brief(brief));
        let voice = self.theme.voice(self.site, &brief.lang);
        let withdraws = brief.is_withdrawn() && change.number == brief.corrections.len();
        let word = language.sentence(language.text(if withdraws { "withdrawn" } else { "corrected" }));
        let (summary, told) = match change.correction {
            Some(correction) => (correction.what.clone(), correction_text(&voice, correction).as_str().to_owned()),
            None => {
                let text = voice.text("withdrawn_heading");
                (text.to_owned(), escaped(text))
            }
        };
        let name = if change.number == 0 { "withdrawn".to_owned() } else { format!("correction-{}", change.number) };
        Entry {
            id: format!("{url}#{name}"),
            title: kind::titled(&word, &brief.title),
            lang: &brief.lang,
            published: self.rfc3339(&change.date),
            updated: self.rfc3339(&change.date),
            authors: &brief.author,
            topics: Vec::new(),
            sources: Vec::new(),
            translations: Vec::new(),
            image: None,
            summary,
            content: wrapped(&voice, brief, &url, &format!("<p>{told}</p>\n")),
            url: format!("{url}#corrections"),
        }
    }
}

/// HTML with whole addresses. It says its language and direction, since it stands alone.
fn wrapped(voice: &Voice<'_>, brief: &Brief, url: &str, html: &str) -> String {
    let dir = brief.lang.direction().as_str();
    format!("<div lang=\"{}\" dir=\"{dir}\">\n{}</div>", brief.lang, absolute(html, &voice.base.origin, url))
}

fn sources(brief: &Brief) -> impl Iterator<Item = (&str, &str)> {
    let addressed = brief.sources.iter().filter_map(|source| Some((source, source.url.as_ref()?)));
    addressed.map(|(source, url)| (url.value.as_str(), source.publisher_name().unwrap_or_default()))
}

//! The page of a brief.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Press, files,
    html::{Html, escaped, heading},
    json_ld,
    markdown::{SIZES, Section},
    marks::{self, Mark},
    page::{Fact, Head, RailList, Size, Version, iso8601},
    prose::Owner,
    voice::{Voice, language_attributes},
};
use crate::{
    address,
    config::Role,
    diagnostic::Diagnostic,
    manuscript::{Correction, Extra, Moment, Status},
    model::{Brief, BriefId},
    output::Output,
    pictures::{HEIGHT, WIDTH},
    typography::shortened,
};

mod around;
mod cite;
mod claims;
mod events;
mod source;

pub(crate) use claims::{DisputeItem, Said};

use around::RelatedItem;
use cite::Format;
use events::ToldEvent;
use source::SourceItem;

/// The longest first paragraph that is set as large as a takeaway, where the author wrote none; in characters.
const OPENING: usize = 280;
/// The longest description for search engines, in characters.
const DESCRIPTION: usize = 300;

/// `page` in `brief.html`.
#[derive(Serialize)]
struct BriefPage<'a> {
    attributes: Html,
    title: Html,
    date: Html,
    by: Vec<Html>,
    jumps: Vec<Html>,
    notices: Vec<Notice>,
    stories: Vec<Html>,
    sources: Vec<SourceItem<'a>>,
    takeaway: Option<&'a str>,
    lead: Html,
    /// Whether the first paragraph stands for the takeaway.
    opens: bool,
    image: Option<Picture>,
    before: Vec<Section>,
    statements: Vec<Said>,
    disputes: Vec<DisputeItem>,
    events: Vec<ToldEvent<'a>>,
    timeline: Option<Html>,
    after: Vec<Section>,
    notes: Html,
    changes: Vec<Change>,
    cite: Html,
    formats: Vec<Format>,
    terms: Vec<Fact>,
    related: Vec<RelatedItem>,
    rail: Vec<RailList>,
    /// The `x-` keys.
    extra: BTreeMap<&'a str, &'a Extra>,
}

#[derive(Serialize)]
struct Notice {
    title: String,
    texts: Vec<Html>,
}

#[derive(Serialize)]
struct Picture {
    src: String,
    alt: String,
    credit: Option<String>,
    /// In pixels, upright, where they are known.
    width: Option<u32>,
    height: Option<u32>,
    /// Smaller copies, and from which width of a window on which is needed.
    srcset: Option<String>,
    sizes: &'static str,
}

/// A correction or an update, with its date as title.
#[derive(Serialize)]
pub(crate) struct Change {
    pub(crate) title: Html,
    pub(crate) text: Html,
}

/// Renders the page of a brief.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn page(press: &Press<'_>, id: BriefId) -> Result<Output, Vec<Diagnostic>> {
    let brief = &press.site[id];
    let voice = press.theme.voice(press.site, &brief.lang);
    let view = View { press, voice: &voice, id, brief, page: "" };
    let (page, sprite) = (view.page(), view.sprite());
    let head = Head { sprite, ..view.head() };
    press.output("brief.html", &voice, &head, &page)
}

/// A brief that is being shown in a language of the interface.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) press: &'a Press<'a>,
    pub(crate) voice: &'a Voice<'a>,
    pub(crate) id: BriefId,
    pub(crate) brief: &'a Brief,
    /// The link to the brief's page; empty on that page.
    pub(crate) page: &'a str,
}

impl<'a> View<'a> {
    fn head(&self) -> Head {
        let (press, brief) = (self.press, self.brief);
        let mut versions: Vec<_> =
            brief.versions.iter().map(|&id| &press.site[id]).filter(|version| !version.is_withdrawn()).collect();
        if versions.len() < 2 || brief.is_withdrawn() {
            versions.clear();
        }
        let version = |version: &&Brief| Version {
            lang: version.lang.to_string(),
            url: address::absolute(self.voice.base, &address::brief(version)),
        };
        let original = versions.iter().find(|version| version.slug == press.site[brief.original].slug);
        let default = original.map(|original| Version { lang: "x-default".to_owned(), ..version(original) });
        let address = address::brief(brief);
        let own = brief.image.as_ref().map(|image| files::address(&brief.file, &address, &image.src.value));
        let pictures = &press.theme.pictures;
        // A drawn one says what the brief is about, in the shape that is asked for; a picture may be a vector, which none takes.
        let drawn = pictures.shared(brief);
        let image = drawn.or(own.as_deref());
        let image_size = match drawn {
            Some(_) => Some(Size { width: WIDTH, height: HEIGHT }),
            None => brief.image.as_ref().and_then(|image| pictures.get(&image.src.value)).map(Size::of),
        };
        let image_alt = match drawn {
            Some(_) => Some(brief.title.clone()),
            None => brief.image.as_ref().map(|image| image.alt.clone()).filter(|alt| !alt.is_empty()),
        };
        Head {
            large_image: drawn.is_some(),
            description: Some(shortened(brief.takeaway(), DESCRIPTION)).filter(|text| !text.is_empty()),
            noindex: brief.is_withdrawn() || brief.is_held(),
            versions: versions.iter().map(version).chain(default).collect(),
            kind: "article",
            image: image.map(|image| address::absolute(self.voice.base, image)),
            image_size,
            image_alt,
            published: Some(iso8601(&brief.date)),
            modified: Some(iso8601(&brief.modified())),
            json_ld: json_ld::brief(press, self.id),
            ..press.head(self.voice, &address, &brief.title)
        }
    }

    fn sprite(&self) -> Html {
        let marks: BTreeSet<_> = self.brief.events.iter().map(|event| Mark::of(&event.when, event.state)).collect();
        marks::sprite(&marks, self.voice.language)
    }

    fn page(&self) -> BriefPage<'a> {
        let brief = self.brief;
        let owner = Owner { file: &brief.file, address: address::brief(brief), lang: &brief.lang };
        let prose = self.press.prose(self.voice, &owner, &brief.body, &brief.links);
        let is_before = |section: &Section| {
            [Role::KeyPoints, Role::WhyItMatters].iter().any(|role| section.role == Some(role.as_str()))
        };
        let (before, after) = prose.sections.into_iter().partition(is_before);
        BriefPage {
            attributes: language_attributes(&brief.lang, &self.voice.lang),
            title: heading(&brief.title),
            date: self.voice.moment(&brief.date),
            by: self.by(),
            jumps: self.jumps(),
            notices: self.notices(),
            stories: self.stories(),
            sources: (0..brief.sources.len()).map(|at| self.source(at)).collect(),
            takeaway: brief.written_takeaway.as_deref(),
            lead: prose.lead,
            opens: brief.written_takeaway.is_none() && brief.takeaway().chars().count() <= OPENING,
            image: self.image(),
            before,
            statements: brief.statements.iter().map(|statement| self.said(statement)).collect(),
            disputes: brief.disputes.iter().map(|dispute| self.dispute(dispute)).collect(),
            events: (0..brief.events.len()).map(|at| self.event(at)).collect(),
            timeline: self.timeline_link(),
            after,
            notes: prose.notes,
            changes: self.changes(),
            cite: self.cite(),
            formats: self.formats(),
            terms: self.terms(),
            related: brief.related.iter().map(|related| self.related(related)).collect(),
            rail: self.rail(),
            extra: brief.extra.iter().map(|(key, value)| (key.as_str(), value)).collect(),
        }
    }

    /// Author, editor, original.
    fn by(&self) -> Vec<Html> {
        let language = self.voice.language;
        let names = |names: &[String]| {
            let names: Vec<_> = names.iter().map(|name| self.voice.run(name, None)).collect();
            language.list_and(&names)
        };
        let mut by = Vec::new();
        if !self.brief.author.is_empty() {
            by.push(Html::finished(&language.fill("by_author", &[("names", &names(&self.brief.author))])));
        }
        if !self.brief.editor.is_empty() {
            by.push(Html::finished(&language.fill("edited_by", &[("names", &names(&self.brief.editor))])));
        }
        let original = &self.press.site[self.brief.original];
        if self.brief.original != self.id && !original.is_withdrawn() {
            let text = language.fill("translated_from", &[("language", language.language_name(&original.lang))]);
            by.push(self.voice.anchor(&address::brief(original), &escaped(&text)));
        }
        by
    }

    /// Links to parts of the page, each with what there is.
    fn jumps(&self) -> Vec<Html> {
        let (brief, language) = (self.brief, self.voice.language);
        let link = |to: &str, text: &str| Html::finished(&format!("<a href=\"#{to}\">{text}</a>"));
        let mut jumps = Vec::new();
        let changed = brief.corrections.last().map(|correction| ("corrected_on", correction.date));
        let changed = changed.or_else(|| brief.updates.last().map(|update| ("updated_on", update.date)));
        if let Some((key, date)) = changed {
            jumps.push(link("corrections", &language.fill(key, &[("date", &escaped(&language.day(date.day)))])));
        }
        if !brief.disputes.is_empty() {
            jumps.push(link("disputes", &language.count("disputes", brief.disputes.len())));
        }
        if !brief.events.is_empty() {
            jumps.push(link("events", &language.count("events", brief.events.len())));
        }
        jumps
    }

    fn notices(&self) -> Vec<Notice> {
        let language = self.voice.language;
        match self.brief.status {
            Status::Published => Vec::new(),
            Status::Draft => vec![Notice { title: language.text("draft_notice").to_owned(), texts: Vec::new() }],
            Status::Embargoed(until) => {
                let until = language.instant(until, self.voice.time_zone);
                vec![Notice { title: language.fill("embargo_notice", &[("date", &until)]), texts: Vec::new() }]
            }
            Status::Withdrawn => {
                let reason = self.brief.corrections.last().map(|correction| {
                    let date = self.voice.day(correction.date.day);
                    let on = language.fill("withdrawn_on", &[("date", date.as_str())]);
                    Html::finished(&format!("{} {}", language.as_sentence(&on), escaped(&correction.what)))
                });
                let note = Html::finished(&escaped(language.text("withdrawn_note")));
                let texts = reason.into_iter().chain([note]).collect();
                vec![Notice { title: language.text("withdrawn_heading").to_owned(), texts }]
            }
        }
    }

    fn stories(&self) -> Vec<Html> {
        let stories = self.brief.stories.iter().map(|&id| &self.press.site[id]);
        stories
            .map(|story| self.voice.anchor(&address::story(story), &self.voice.run(&story.title, Some(&story.lang))))
            .collect()
    }

    fn image(&self) -> Option<Picture> {
        let image = self.brief.image.as_ref()?;
        let address = files::address(&self.brief.file, &address::brief(self.brief), &image.src.value);
        let credit =
            image.credit.as_ref().map(|credit| self.voice.language.fill("image_credit", &[("credit", credit)]));
        let src = self.voice.href(&address);
        let known = self.press.theme.pictures.get(&image.src.value);
        Some(Picture {
            alt: image.alt.clone(),
            credit,
            width: known.map(|picture| picture.width),
            height: known.map(|picture| picture.height),
            srcset: known.and_then(|picture| picture.srcset(&src, |address| self.voice.href(address))),
            sizes: SIZES,
            src,
        })
    }

    /// Corrections and updates, newest first.
    pub(crate) fn changes(&self) -> Vec<Change> {
        let language = self.voice.language;
        let titled = |key: &str, date: &Moment| {
            Html::finished(&language.fill(key, &[("date", self.voice.moment(date).as_str())]))
        };
        let corrections = self.brief.corrections.iter().map(|correction| {
            let text = correction_text(self.voice, correction);
            (correction.date, Change { title: titled("corrected_on", &correction.date), text })
        });
        let updates = self.brief.updates.iter().map(|update| {
            let text = Html::finished(&escaped(&update.what));
            (update.date, Change { title: titled("updated_on", &update.date), text })
        });
        let mut changes: Vec<_> = corrections.chain(updates).collect();
        changes.sort_by(|(a, _), (b, _)| b.cmp(a));
        changes.into_iter().map(|(_, change)| change).collect()
    }
}

/// What was wrong, and what the brief said and says.
pub(crate) fn correction_text(voice: &Voice<'_>, correction: &Correction) -> Html {
    let marked = |tag: &str, text: &str| format!("<{tag}>{}</{tag}>", escaped(text));
    let (was, now) = (correction.was.as_deref(), correction.now.as_deref());
    let (was, now) = (was.map(|text| marked("del", text)), now.map(|text| marked("ins", text)));
    let said = match (&was, &now) {
        (Some(was), Some(now)) => voice.language.fill("it_said_now_says", &[("was", was), ("now", now)]),
        (Some(was), None) => voice.language.fill("it_said", &[("was", was)]),
        (None, Some(now)) => voice.language.fill("it_now_says", &[("now", now)]),
        (None, None) => String::new(),
    };
    Html::finished(format!("{} {said}", escaped(&correction.what)).trim_end())
}

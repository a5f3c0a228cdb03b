//! The events of a brief, on its own page.

use serde::Serialize;

use super::View;
use crate::{
    address,
    manuscript::EventState,
    model::{BriefEvent, Name, Telling},
    render::{
        event_row::state_words,
        html::{Html, escaped},
        marks::Mark,
        voice::foreign_attributes,
    },
};

/// An event of `page.events`.
#[derive(Serialize)]
pub(super) struct ToldEvent<'a> {
    id: &'a str,
    mark: String,
    mark_width: u8,
    bad: bool,
    when: Html,
    words: Option<&'a str>,
    attributes: Html,
    what: &'a str,
    meta: Vec<Html>,
    note: Option<&'a str>,
    others: Vec<Html>,
}

impl<'a> View<'a> {
    /// The link to an event of the brief.
    pub(super) fn event_link(&self, event: &BriefEvent) -> String {
        format!("<a href=\"{}#e-{}\">{}</a>", escaped(self.page), escaped(event.id.as_str()), escaped(&event.what))
    }

    /// An event with all that the brief says of it.
    pub(super) fn event(&self, event: &'a BriefEvent) -> ToldEvent<'a> {
        let (site, language) = (self.press.site, self.voice.language);
        let mark = Mark::of(&event.when, event.state);
        let names = |names: &[Name]| {
            let names: Vec<_> = names.iter().map(|name| self.voice.name(site, name).as_str().to_owned()).collect();
            (!names.is_empty()).then(|| Html::finished(&language.list_and(&names)))
        };
        let meta = [names(&event.who), names(&event.places), self.some_sources(&event.sources)];
        ToldEvent {
            id: event.id.as_str(),
            mark: mark.id(),
            mark_width: mark.width(),
            bad: event.state == EventState::Disputed,
            when: self.voice.when(&event.when),
            words: state_words(event.state, self.voice),
            attributes: foreign_attributes(&event.what, self.voice.direction(), &self.other_languages(&event.sources)),
            what: &event.what,
            meta: meta.into_iter().flatten().collect(),
            note: event.note.as_deref(),
            others: self.other_tellings(event),
        }
    }

    /// Links to what other briefs tell of an event.
    fn other_tellings(&self, event: &BriefEvent) -> Vec<Html> {
        let site = self.press.site;
        let Some(id) = event.event else { return Vec::new() };
        let others = site[id].tellings.iter().filter(|telling| site[telling.brief].item != self.brief.item);
        let told = |telling: &Telling| {
            let (brief, other) = (&site[telling.brief], site.telling(*telling));
            let title = self.voice.run(&brief.title, Some(&brief.lang));
            let link = self.voice.anchor(&address::event(site, *telling), &title);
            let also = format!("{}: {}", self.voice.text("event_also_told"), link.as_str());
            if other.when == event.when {
                return Html::finished(&also);
            }
            Html::finished(&format!("{also} ({})", self.voice.when_within(&other.when).as_str()))
        };
        others.map(told).collect()
    }

    /// The link to the picture, with the first event chosen.
    pub(super) fn timeline_link(&self) -> Option<Html> {
        let first = self.brief.events.iter().find_map(|event| event.event)?;
        let telling = self.press.site[first].tellings.first()?;
        let shown = self.brief.events.iter().filter(|event| event.event.is_some()).count();
        let event = address::event(self.press.site, *telling).replace('#', "%23");
        let href = format!("{}?event={}", self.voice.href("timeline/"), address::query(&event));
        let text = self.voice.language.count("events_on_timeline", shown);
        Some(Html::finished(&format!("<a href=\"{}\">{}</a>", escaped(&href), escaped(&text))))
    }
}

//! Who says what, and what is in dispute.

use serde::Serialize;

use super::View;
use crate::{
    lang::Lang,
    manuscript::{Source, Words},
    model::{Dispute, Name, Statement},
    render::{
        html::{Html, escaped},
        voice::foreign_attributes,
    },
};

/// A statement as `components.html` shows it.
#[derive(Serialize)]
pub(crate) struct Said {
    who: Html,
    exact: bool,
    attributes: Html,
    words: String,
    pub(crate) meta: Vec<Html>,
}

/// A dispute as `components.html` shows it.
#[derive(Serialize)]
pub(crate) struct DisputeItem {
    /// Its anchor, on the page of its brief.
    id: Option<String>,
    attributes: Html,
    about: String,
    open: bool,
    state: String,
    positions: Vec<Position>,
    settled_by: Option<String>,
    note: Option<Html>,
}

#[derive(Serialize)]
struct Position {
    party: Html,
    attributes: Html,
    holds: String,
}

impl<'a> View<'a> {
    /// Languages that a text of the brief may be in besides its own: a translation takes over what it does not give.
    pub(super) fn other_languages(&self, sources: &[usize]) -> Vec<&'a Lang> {
        let sources = sources.iter().filter_map(|&at| self.brief.sources.get(at)?.lang.as_ref());
        sources.chain([&self.press.site[self.brief.original].lang]).collect()
    }

    /// A statement.
    pub(crate) fn said(&self, statement: &Statement) -> Said {
        let languages = self.other_languages(&statement.sources);
        let (exact, text) = match &statement.words {
            Words::Paraphrase(text) => (false, text),
            Words::Quote(text) => (true, &text.value),
        };
        let attributes = foreign_attributes(text, self.voice.direction(), &languages);
        // A paraphrase stands as a sentence of its own; exact words stay exact.
        let words = if exact { self.quoted(text, &attributes, &languages) } else { self.voice.language.sentence(text) };
        Said { who: self.speaker(statement), exact, attributes, words, meta: self.said_where_and_when(statement) }
    }

    /// The words in the quotation marks of their language, unless they have some.
    fn quoted(&self, text: &str, attributes: &Html, languages: &[&Lang]) -> String {
        if text.starts_with(['“', '"', '«', '„', '‘', '”', '「']) {
            return text.to_owned();
        }
        let foreign = languages.iter().find(|lang| lang.direction() != self.voice.direction());
        match foreign.filter(|_| !attributes.is_empty()) {
            Some(lang) => self.press.theme.language(lang).quote(text),
            None => self.voice.language.quote(text),
        }
    }

    /// `<b>Sabrina Singh</b>, deputy press secretary, for the US Department of Defense`.
    fn speaker(&self, statement: &Statement) -> Html {
        let (site, language) = (self.press.site, self.voice.language);
        let mut parts = vec![format!("<b>{}</b>", self.voice.name(site, &statement.who).as_str())];
        parts.extend(statement.role.as_ref().map(|role| self.voice.run(role, None)));
        if let Some(body) = &statement.on_behalf_of {
            parts.push(language.fill("speaks_for", &[("body", self.voice.name(site, body).as_str())]));
        }
        Html::finished(&parts.join(language.comma()))
    }

    fn said_where_and_when(&self, statement: &Statement) -> Vec<Html> {
        let (site, language) = (self.press.site, self.voice.language);
        let mut meta = Vec::new();
        if let Some(when) = &statement.when {
            meta.push(Html::finished(&language.fill("said_when", &[("date", self.voice.when_within(when).as_str())])));
        }
        if let Some(place) = &statement.place {
            meta.push(Html::finished(
                &language.fill("said_where", &[("place", self.voice.name(site, place).as_str())]),
            ));
        }
        meta.extend(self.some_sources(&statement.sources));
        if let Some(event) = statement.about.and_then(|at| self.brief.events.get(at)) {
            meta.push(Html::finished(&language.fill("about_event", &[("event", &self.event_link(event))])));
        }
        meta
    }

    /// The publishers of some of the brief's sources, with links to what is known of each; nothing where it is all of them.
    pub(super) fn some_sources(&self, sources: &[usize]) -> Option<Html> {
        if sources.len() >= self.brief.sources.len() {
            return None;
        }
        let named = sources.iter().filter_map(|&at| self.brief.sources.get(at));
        let link = |source: &Source| {
            let name = self.voice.run(source.publisher_name().unwrap_or_default(), None);
            format!("<a href=\"{}#s-{}\">{name}</a>", escaped(self.page), escaped(source.id.as_str()))
        };
        let names: Vec<_> = named.map(link).collect();
        Some(Html::finished(&self.voice.language.list_and(&names)))
    }

    /// A dispute.
    pub(crate) fn dispute(&self, dispute: &Dispute) -> DisputeItem {
        let language = self.voice.language;
        let languages = self.other_languages(&[]);
        let attributes = |text: &str| foreign_attributes(text, self.voice.direction(), &languages);
        let open = dispute.settled_by.is_none();
        let position = |(party, holds): &(Name, String)| Position {
            party: self.voice.name(self.press.site, party),
            attributes: attributes(holds),
            holds: self.voice.language.sentence(holds),
        };
        DisputeItem {
            id: self.page.is_empty().then(|| format!("d-{}", dispute.id)),
            attributes: attributes(&dispute.about),
            about: dispute.about.clone(),
            open,
            state: language.text(if open { "dispute_open" } else { "dispute_settled" }).to_owned(),
            positions: dispute.positions.iter().map(position).collect(),
            settled_by: dispute.settled_by.as_ref().map(|what| language.fill("settled_by", &[("what", what)])),
            note: if self.page.is_empty() {
                self.disputed_events(dispute)
            } else {
                Some(self.brief_link(&format!("#d-{}", dispute.id)))
            },
        }
    }

    /// `Baghdad and Washington open talks, 28 January 2024`, to a place in the brief.
    pub(crate) fn brief_link(&self, anchor: &str) -> Html {
        let title = self.voice.run(&self.brief.title, Some(&self.brief.lang));
        let date = self.voice.moment(&self.brief.date);
        let comma = self.voice.language.comma();
        Html::finished(&format!(
            "<a href=\"{}{}\">{title}</a>{comma}{}",
            escaped(self.page),
            escaped(anchor),
            date.as_str()
        ))
    }

    /// The events that a dispute is about, where the page has them.
    fn disputed_events(&self, dispute: &Dispute) -> Option<Html> {
        let events = dispute.events.iter().filter_map(|&at| self.brief.events.get(at));
        let links: Vec<_> = events.map(|event| self.event_link(event)).collect();
        let heading = self.voice.text("dispute_events");
        (!links.is_empty()).then(|| Html::finished(&format!("{heading}: {}", links.join(self.voice.language.comma()))))
    }
}

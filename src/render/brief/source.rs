//! The sources of a brief: what it is after, and how it is cited.

use serde::Serialize;

use super::View;
use crate::{
    address,
    manuscript::{Access, Source},
    render::{
        html::{Html, escaped},
        page::Fact,
        voice::language_attributes,
    },
};

/// An entry of the source block.
#[derive(Serialize)]
pub(super) struct SourceItem<'a> {
    /// Its anchor is `s-ID`: who names some of the sources leads there.
    id: &'a str,
    line: Html,
    title: Option<Html>,
    note: Html,
}

impl<'a> View<'a> {
    /// The source at that place: publisher and date, headline, and what is known of it.
    pub(super) fn source(&self, at: usize) -> SourceItem<'a> {
        let source = &self.brief.sources[at];
        SourceItem {
            id: source.id.as_str(),
            line: Html::finished(&self.source_line(at)),
            title: self.headline(source),
            note: self.source_note(source),
        }
    }

    /// Its publisher and date.
    pub(crate) fn source_line(&self, at: usize) -> String {
        let linked = self.publisher_link(at);
        let published = self.brief.sources[at].published.as_ref();
        match published.map(|published| self.voice.when_within(&published.value)) {
            Some(date) => format!("{linked}{}{}", self.voice.language.comma(), date.as_str()),
            None => linked,
        }
    }

    /// Its publisher, date and headline.
    pub(crate) fn source_cited(&self, at: usize) -> String {
        let line = self.source_line(at);
        match self.headline(&self.brief.sources[at]) {
            Some(headline) => format!("{line} {}", headline.as_str()),
            None => line,
        }
    }

    /// The publisher of the source at that place, with a link to the article, or without one to the publisher's page.
    pub(super) fn publisher_link(&self, at: usize) -> String {
        let source = &self.brief.sources[at];
        let name = self.voice.run(source.publisher_name().unwrap_or_default(), None);
        let page = self.brief.publishers.get(at).copied().flatten();
        match (&source.url, page) {
            (Some(url), _) => format!("<a href=\"{}\">{name}</a>", escaped(&url.value)),
            (None, Some(id)) => self.voice.anchor(&address::publisher(&self.press.site[id]), &name).as_str().to_owned(),
            (None, None) => name,
        }
    }

    /// The headline of the article, in its language.
    fn headline(&self, source: &Source) -> Option<Html> {
        let title = source.title.as_ref()?;
        let lang = source.lang.as_ref().unwrap_or(&self.brief.lang);
        let quoted = self.press.theme.language(lang).quote(title);
        let attributes = language_attributes(lang, &self.voice.lang);
        Some(Html::finished(&format!("<cite{}>{}</cite>", attributes.as_str(), escaped(&quoted))))
    }

    fn source_note(&self, source: &Source) -> Html {
        let language = self.voice.language;
        let mut parts: Vec<String> = Vec::new();
        if !source.author.is_empty() {
            let names: Vec<_> = source.author.iter().map(|name| self.voice.run(name, None)).collect();
            parts.push(language.fill("source_by", &[("names", &language.list_and(&names))]));
        }
        parts.extend(language.source_kind(source.kind, source.lang.as_ref()).map(|kind| escaped(&kind)));
        parts.extend(source.access.map(|access| {
            {
                language.text(match access {
                    Access::Free => "source_free",
                    Access::Paywall => "source_paywall",
                })
            }
            .to_owned()
        }));
        if let Some(day) = &source.retrieved {
            parts.push(language.fill("source_read_on", &[("date", self.voice.day(day.value).as_str())]));
        }
        match (&source.archived, &source.url) {
            (Some(copy), url) => {
                let link = format!("<a href=\"{}\">{}</a>", escaped(copy), language.text("source_archived"));
                parts.push(language.as_sentence(&link));
                parts.extend(url.is_none().then(|| language.text("source_no_address").to_owned()));
            }
            (None, Some(_)) => parts.push(language.text("source_no_archive").to_owned()),
            (None, None) => parts.push(language.text("source_no_address_no_archive").to_owned()),
        }
        Html::finished(&parts.join(" "))
    }

    /// `Gulan Media, 27 January 2024`.
    pub(super) fn plain_source(&self, source: &Source) -> String {
        let name = self.voice.run(source.publisher_name().unwrap_or_default(), None);
        match &source.published {
            Some(published) => {
                format!("{name}{}{}", self.voice.language.comma(), escaped(&self.voice.language.when(&published.value)))
            }
            None => name,
        }
    }

    /// Licence and disclosure.
    pub(super) fn terms(&self) -> Vec<Fact> {
        let term = |key: &'static str, value: &Option<String>| {
            let value = value.as_ref()?;
            Some(Fact { name: self.voice.text(key).to_owned(), value: Html::finished(&escaped(value)) })
        };
        [term("licence", &self.brief.licence), term("disclosure", &self.brief.disclosure)]
            .into_iter()
            .flatten()
            .collect()
    }
}

//! Pages of people, organisations, places, topics and sources.

use serde::Serialize;

use super::{
    Press,
    brief::{DisputeItem, Said, View},
    feed::Subject,
    html::{Html, escaped},
    json_ld, kind,
    list::{ListOf, Pager},
    offers::Offers,
    page::{Fact, Head, RailList},
    paginate::Sheet,
    story::jump,
    timeline::EventList,
};
use crate::{
    address,
    diagnostic::Diagnostic,
    model::{BriefId, Entity, EntityId, EventId, PublisherId, TopicId},
    output::Output,
};

/// The most statements and disputes that are shown.
const CLAIMS: usize = 12;
/// The most entries in the rail.
const RAIL: usize = 6;

/// `page` in `entity.html`.
#[derive(Serialize)]
struct EntityPage<'a> {
    kind: String,
    jumps: Vec<Html>,
    name: Html,
    facts: Vec<Fact>,
    items: Vec<Html>,
    pager: Pager,
    offers: Option<Offers>,
    events: Option<EventList<'a>>,
    rail_title: String,
    rail: Vec<RailList>,
    #[serde(flatten)]
    profile: Profile,
}

/// What only people, organisations and places have.
#[derive(Default, Serialize)]
struct Profile {
    role: Option<Html>,
    /// Other names.
    names: Vec<Html>,
    statements_title: String,
    statements: Vec<Said>,
    statements_some: Option<String>,
    disputes_title: String,
    disputes: Vec<DisputeItem>,
    disputes_some: Option<String>,
}

/// What all such pages have.
struct Listed<'a> {
    kind: &'a str,
    rail_title: &'a str,
    name: &'a str,
    address: String,
    briefs: &'a [BriefId],
    events: &'a [EventId],
    /// The entity that need not be told to be named with itself.
    itself: Option<EntityId>,
    /// Its place among lists that may have feeds.
    feeds: Option<Subject>,
}

/// Renders the page of a person, an organisation or a place, or a page with older briefs.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn entity_page(press: &Press<'_>, id: EntityId, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
    let (entity, voice) = (&press.site[id], &press.voice);
    let subject = Listed {
        kind: voice.text(kind::name(entity.kind)),
        rail_title: voice.text(kind::about(entity.kind)),
        name: &entity.name,
        address: address::entity(entity),
        briefs: &entity.briefs,
        events: &entity.events,
        itself: Some(id),
        feeds: Some(Subject::Entity(id)),
    };
    if sheet.number.is_some() {
        return subject.older(press, sheet);
    }
    let (mut page, head) = subject.page(press, sheet, profile(press, entity));
    page.facts.extend(identifiers(press, entity));
    let head = Head { json_ld: json_ld::entity(press, id), ..head };
    press.output("entity.html", voice, &head, &page)
}

/// Renders the page of a topic, or a page with older briefs.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn topic_page(press: &Press<'_>, id: TopicId, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
    let (topic, voice) = (&press.site[id], &press.voice);
    let subject = Listed {
        kind: voice.text("topic"),
        rail_title: voice.text("about_this_topic"),
        name: &topic.name,
        address: address::topic(topic),
        briefs: &topic.briefs,
        events: &topic.events,
        itself: None,
        feeds: Some(Subject::Topic(id)),
    };
    subject.output(press, sheet)
}

/// Renders the page of a publisher of sources, or a page with older briefs.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn publisher_page(press: &Press<'_>, id: PublisherId, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
    let (publisher, voice) = (&press.site[id], &press.voice);
    let subject = Listed {
        kind: voice.text("publisher"),
        rail_title: voice.text("about_this_publisher"),
        name: &publisher.name,
        address: address::publisher(publisher),
        briefs: &publisher.briefs,
        events: &[],
        itself: None,
        feeds: None,
    };
    subject.output(press, sheet)
}

impl Listed<'_> {
    fn output(&self, press: &Press<'_>, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
        if sheet.number.is_some() {
            return self.older(press, sheet);
        }
        let (page, head) = self.page(press, sheet, Profile::default());
        press.output("entity.html", &press.voice, &head, &page)
    }

    fn older(&self, press: &Press<'_>, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
        let (html, title) = (press.voice.run(self.name, None), self.title());
        let list = ListOf { address: self.address.clone(), kind: self.kind, name: &title, html, section: "index" };
        press.older_page(&list, self.briefs, sheet)
    }

    fn page<'p>(&self, press: &'p Press<'_>, sheet: &Sheet, profile: Profile) -> (EntityPage<'p>, Head) {
        let (site, voice) = (press.site, &press.voice);
        let frame = press.frame(&self.address, Some(&self.title()));
        let (events, sprite) = press
            .event_list(self.events, frame)
            .map_or_else(Default::default, |(events, sprite)| (Some(events), sprite));
        // What is named with it once is not often named with it.
        let named_with = press.most_named(self.briefs, |id| Some(id) != self.itself).into_iter().take(RAIL);
        let named_with = named_with.filter(|&(_, count)| count > 1);
        let entry = |(id, count): (EntityId, usize)| {
            press.noted(&address::entity(&site[id]), &site[id].name, &voice.language.count("briefs", count))
        };
        let often = RailList::some(voice.text("often_named_with"), named_with.map(entry).collect());
        let sources = press.sources_of(self.briefs).filter(|_| self.itself.is_some() || !self.events.is_empty());
        let head = Head {
            description: Some(self.description(press)),
            feeds: press.with_site_feed(self.feeds.unwrap_or(Subject::Site)),
            section: "index",
            script: events.as_ref().is_some_and(|events| events.picture.is_some()),
            sprite,
            ..press.head(voice, &self.address, &self.title())
        };
        let page = EntityPage {
            kind: self.kind.to_owned(),
            jumps: self.jumps(press),
            name: Html::finished(&voice.run(self.name, None)),
            facts: self.mentions(press),
            items: press.cards(&self.briefs[sheet.items.clone()]),
            pager: press.pager(sheet, &self.address),
            offers: self.feeds.and_then(|subject| press.offers(subject)),
            events,
            rail_title: self.rail_title.to_owned(),
            rail: [often, sources].into_iter().flatten().collect(),
            profile,
        };
        (page, head)
    }

    fn title(&self) -> String {
        kind::titled(self.kind, self.name)
    }

    /// "Topic: Diplomacy. 12 briefs, 30 events."
    fn description(&self, press: &Press<'_>) -> String {
        let language = press.voice.language;
        let mut there = vec![language.count("briefs", self.briefs.len())];
        if !self.events.is_empty() {
            there.push(language.count("events", self.events.len()));
        }
        format!("{} {}", language.as_sentence(&self.title()), language.as_sentence(&there.join(language.comma())))
    }

    /// Links to parts of the page, each with what there is.
    fn jumps(&self, press: &Press<'_>) -> Vec<Html> {
        let language = press.voice.language;
        let events = (!self.events.is_empty()).then(|| jump("events", &language.count("events", self.events.len())));
        [Some(jump("briefs", &language.count("briefs", self.briefs.len()))), events].into_iter().flatten().collect()
    }

    /// First and last mention; nothing where there is one.
    fn mentions(&self, press: &Press<'_>) -> Vec<Fact> {
        let mention = |key: &'static str, id: BriefId| {
            let brief = &press.site[id];
            let date = press.voice.moment(&brief.date);
            Fact {
                name: press.voice.text(key).to_owned(),
                value: press.voice.anchor(&address::brief(brief), date.as_str()),
            }
        };
        match self.briefs {
            [newest, .., oldest] => vec![mention("first_named", *oldest), mention("last_named", *newest)],
            _ => Vec::new(),
        }
    }
}

impl Press<'_> {
    /// `12 of 40`, where not all are shown.
    fn some_of(&self, shown: usize, all: usize) -> Option<String> {
        let language = self.voice.language;
        let numbers = (language.number(shown), language.number(all));
        (shown < all).then(|| language.fill("some_of", &[("n", &numbers.0), ("all", &numbers.1)]))
    }
}

fn profile(press: &Press<'_>, entity: &Entity) -> Profile {
    let voice = &press.voice;
    let (statements, disputes) = (statements(press, entity), disputes(press, entity));
    let names = entity.other_names.iter().map(|(lang, name)| Html::finished(&voice.run(name, lang.as_ref())));
    Profile {
        role: role(press, entity),
        names: names.collect(),
        statements_title: voice.text(kind::statements(entity.kind)).to_owned(),
        statements_some: press.some_of(statements.len(), entity.statements.len()),
        statements,
        disputes_title: voice.text(kind::disputes(entity.kind)).to_owned(),
        disputes_some: press.some_of(disputes.len(), entity.disputes.len()),
        disputes,
    }
}

/// `Deputy press secretary, US Department of Defense`.
fn role(press: &Press<'_>, entity: &Entity) -> Option<Html> {
    let voice = &press.voice;
    let (role, body) = entity.role.as_ref()?;
    let role = voice.run(&voice.language.sentence(role), None);
    let html = match body {
        Some(body) => {
            voice.language.fill("role_at", &[("role", &role), ("body", voice.name(press.site, body).as_str())])
        }
        None => role,
    };
    Some(Html::finished(&html))
}

fn identifiers(press: &Press<'_>, entity: &Entity) -> Vec<Fact> {
    let voice = &press.voice;
    let fact =
        |key: &'static str, value: String| Fact { name: voice.text(key).to_owned(), value: Html::finished(&value) };
    let links = entity.ids.iter().map(|id| {
        let (href, shown) = (json_ld::same_as(id), identifier_in_words(id));
        format!("<a href=\"{}\"><bdi>{}</bdi></a>", escaped(&href), escaped(&shown))
    });
    let links: Vec<_> = links.collect();
    let coordinates = entity.coordinates.map(|(north, east)| format!("<bdi class=\"num\">{north:.4}, {east:.4}</bdi>"));
    let identifiers = (!links.is_empty()).then(|| fact("identifiers", links.join(voice.language.comma())));
    identifiers.into_iter().chain(coordinates.map(|value| fact("coordinates", value))).collect()
}

/// `wikidata:Q796` as "Wikidata Q796"; an address as its host.
fn identifier_in_words(id: &str) -> String {
    let known = [("wikidata:", "Wikidata"), ("viaf:", "VIAF"), ("orcid:", "ORCID"), ("geonames:", "GeoNames")];
    let known = known.iter().find_map(|(scheme, name)| id.strip_prefix(scheme).map(|id| format!("{name} {id}")));
    known.unwrap_or_else(|| address::host(id).unwrap_or(id).to_owned())
}

fn statements(press: &Press<'_>, entity: &Entity) -> Vec<Said> {
    let shown = entity.statements.iter().take(CLAIMS).map(|&(id, at)| {
        let brief = &press.site[id];
        let page = press.voice.href(&address::brief(brief));
        let view = View { press, voice: &press.voice, id, brief, page: &page };
        let mut said = view.said(&brief.statements[at]);
        said.meta.insert(0, view.brief_link("#statements"));
        said
    });
    shown.collect()
}

fn disputes(press: &Press<'_>, entity: &Entity) -> Vec<DisputeItem> {
    let shown = entity.disputes.iter().take(CLAIMS).map(|&(id, at)| {
        let brief = &press.site[id];
        let page = press.voice.href(&address::brief(brief));
        View { press, voice: &press.voice, id, brief, page: &page }.dispute(&brief.disputes[at])
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_shown_by_its_register() {
        let check = |id: &str, expected: &str| assert_eq!(identifier_in_words(id), expected);
        check("wikidata:Q796", "Wikidata Q796");
        check("geonames:98182", "GeoNames 98182");
        check("https://www.example.org/people/1", "example.org");
    }
}

//! The records of the JSON files, field by field as the schemas have them. What has no value is left out. Addresses are
//! whole; the address of a page is the identity of what it shows.

use std::borrow::Cow;

use serde::Serialize;

use super::{Press, dates::Bounds};
use crate::{
    address,
    manuscript::{Access, EntityKind, Moment, Source, SourceKind, Words},
    model::{Brief, BriefEvent, BriefId, Entity, EntityId, Event, EventId, Name, Telling},
    render::{event_row::state_words, files, json_ld::same_as, page::iso8601},
};

#[derive(Serialize)]
pub(super) struct BriefRecord<'a> {
    url: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    takeaway: &'a str,
    lang: &'a str,
    date: String,
    modified: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    author: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    editor: &'a [String],
    sources: Vec<SourceRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stories: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<MentionRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translations: Vec<TranslationRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    updates: Vec<ChangeRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<ChangeRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disclosure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cite_as: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
}

#[derive(Serialize)]
struct SourceRecord<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    author: &'a [String],
    /// EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retrieved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access: Option<&'static str>,
}

/// Something with a page.
#[derive(Serialize)]
struct Link<'a> {
    url: String,
    name: &'a str,
}

/// A name that may have a page.
#[derive(Serialize)]
struct NameRecord<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct MentionRecord<'a> {
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct TranslationRecord<'a> {
    lang: &'a str,
    url: String,
    title: &'a str,
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    date: String,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<&'a str>,
}

#[derive(Serialize)]
struct ImageRecord<'a> {
    url: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    alt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct EntityRecord<'a> {
    url: String,
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<OtherName<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ids: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same_as: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    briefs: usize,
    events: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
}

#[derive(Serialize)]
struct OtherName<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct EventRecord<'a> {
    url: &'a str,
    edtf: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    when: &'a str,
    what: &'a str,
    lang: &'a str,
    state: &'static str,
    rank: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    lane: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    who: Vec<NameRecord<'a>>,
    #[serde(rename = "where", skip_serializing_if = "Vec::is_empty")]
    places: Vec<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    publishers: &'a [&'a str],
    brief: String,
    sources: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stories: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tellings: Vec<TellingRecord<'a>>,
}

/// What one of several briefs says of an event.
#[derive(Serialize)]
struct TellingRecord<'a> {
    url: String,
    brief: String,
    edtf: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    what: &'a str,
    lang: &'a str,
    state: &'static str,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct StatementRecord<'a> {
    brief: String,
    /// Which of the brief's, from 1.
    number: usize,
    who: NameRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    sources: Vec<&'a str>,
}

#[derive(Serialize)]
pub(super) struct DisputeRecord<'a> {
    url: String,
    brief: String,
    about: &'a str,
    lang: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_by: Option<&'a str>,
    positions: Vec<PositionRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<String>,
}

#[derive(Serialize)]
struct PositionRecord<'a> {
    party: NameRecord<'a>,
    holds: &'a str,
}

/// An event, as all formats have it.
pub(super) struct Told<'a> {
    event: &'a Event,
    brief: &'a Brief,
    told: &'a BriefEvent,
    /// Its address below the root of the site, percent-encoded.
    pub(super) place: String,
    pub(super) url: String,
    pub(super) edtf: String,
    pub(super) bounds: Bounds,
    /// The date in words of the site's language.
    pub(super) when: String,
    pub(super) what: &'a str,
    pub(super) lang: &'a str,
    pub(super) state: &'static str,
    pub(super) state_in_words: Option<&'a str>,
    pub(super) rank: u8,
    pub(super) lane: Option<Cow<'a, str>>,
    pub(super) note: Option<&'a str>,
    /// Of the sources of all tellings.
    pub(super) publishers: Vec<&'a str>,
    /// When the brief that it stands under last changed, in seconds since 1970-01-01T00:00Z.
    pub(super) changed: i64,
}

impl<'a> Told<'a> {
    pub(super) fn new(press: &'a Press<'_>, id: EventId) -> Told<'a> {
        let (site, voice, event) = (press.site, &press.voice, &press.site[id]);
        // The model promises a telling.
        let telling = event.tellings[0];
        let (brief, told) = (&site[telling.brief], site.telling(telling));
        let address = address::event(site, telling);
        Told {
            event,
            brief,
            told,
            place: address::encoded_address(&address),
            url: address::absolute(&site.config.base_url, &address),
            edtf: told.when.to_string(),
            bounds: Bounds::of(&told.when),
            when: voice.language.sentence(&voice.language.when(&told.when)),
            what: &told.what,
            lang: brief.lang.as_str(),
            state: event.state.as_str(),
            state_in_words: state_words(event.state, voice),
            rank: event.rank,
            lane: site.lane_name(told),
            note: told.note.as_deref(),
            publishers: press.publishers_of_event(event),
            changed: press.instant(&brief.modified()).as_second(),
        }
    }

    pub(super) fn who(&self) -> Vec<&'a str> {
        self.told.who.iter().map(|name| name.text.as_str()).collect()
    }

    pub(super) fn places(&self) -> Vec<&'a str> {
        self.told.places.iter().map(|name| name.text.as_str()).collect()
    }
}

pub(super) fn brief_record<'a>(press: &Press<'a>, id: BriefId) -> BriefRecord<'a> {
    let (site, brief) = (press.site, &press.site[id]);
    let others = brief.versions.iter().filter(|&&other| other != id).map(|&other| &site[other]);
    let others = others.filter(|other| !other.is_withdrawn());
    BriefRecord {
        url: page_of(press, brief),
        title: &brief.title,
        takeaway: brief.takeaway(),
        lang: brief.lang.as_str(),
        date: iso8601(&brief.date),
        modified: iso8601(&brief.modified()),
        author: &brief.author,
        editor: &brief.editor,
        sources: brief.sources.iter().map(source).collect(),
        stories: brief.stories.iter().map(|&id| link(press, &address::story(&site[id]), &site[id].title)).collect(),
        topics: brief.topics.iter().map(|&id| link(press, &address::topic(&site[id]), &site[id].name)).collect(),
        entities: brief
            .entities
            .iter()
            .map(|mention| MentionRecord {
                kind: kind(mention.kind),
                name: &mention.name,
                url: mention.entity.map(|id| entity_page(press, id)),
                role: mention.role.as_deref(),
                of: mention.of.as_ref().map(|name| name.text.as_str()),
            })
            .collect(),
        events: (0..brief.events.len()).map(|event| event_page(press, Telling { brief: id, event })).collect(),
        translations: others
            .map(|other| TranslationRecord {
                lang: other.lang.as_str(),
                url: page_of(press, other),
                title: &other.title,
            })
            .collect(),
        updates: brief.updates.iter().map(|update| change(&update.date, &update.what, None, None)).collect(),
        corrections: brief
            .corrections
            .iter()
            .map(|it| change(&it.date, &it.what, it.was.as_deref(), it.now.as_deref()))
            .collect(),
        image: brief.image.as_ref().map(|image| ImageRecord {
            url: absolute(press, &files::address(&brief.file, &address::brief(brief), &image.src.value)),
            alt: &image.alt,
            credit: image.credit.as_deref(),
        }),
        licence: brief.licence.as_deref(),
        disclosure: brief.disclosure.as_deref(),
        cite_as: brief.cite_as.as_deref(),
        text: &brief.body.plain,
    }
}

pub(super) fn entity_record<'a>(press: &Press<'a>, id: EntityId) -> EntityRecord<'a> {
    let (site, entity): (_, &Entity) = (press.site, &press.site[id]);
    let (role, of) = entity.role.as_ref().map_or((None, None), |(role, of)| (Some(role.as_str()), of.as_ref()));
    let date = |id: Option<&BriefId>| id.map(|&id| iso8601(&site[id].date));
    EntityRecord {
        url: entity_page(press, id),
        kind: kind(entity.kind),
        name: &entity.name,
        other_names: entity
            .other_names
            .iter()
            .map(|(lang, name)| OtherName { name, lang: lang.as_ref().map(|lang| lang.as_str()) })
            .collect(),
        ids: &entity.ids,
        same_as: entity.ids.iter().map(|id| same_as(id)).collect(),
        role,
        of: of.map(|of| name(press, of)),
        lat: entity.coordinates.map(|(north, _)| north),
        lon: entity.coordinates.map(|(_, east)| east),
        briefs: entity.briefs.len(),
        events: entity.events.len(),
        first: date(entity.briefs.last()),
        last: date(entity.briefs.first()),
    }
}

pub(super) fn event_record<'t>(press: &'t Press<'_>, told: &'t Told<'_>) -> EventRecord<'t> {
    let (site, event) = (press.site, told.event);
    let tellings = if event.tellings.len() > 1 { &event.tellings[..] } else { &[] };
    EventRecord {
        url: &told.url,
        edtf: &told.edtf,
        from: told.bounds.first(),
        to: told.bounds.end(),
        when: &told.when,
        what: told.what,
        lang: told.lang,
        state: told.state,
        rank: told.rank,
        lane: told.lane.as_deref(),
        who: told.told.who.iter().map(|it| name(press, it)).collect(),
        places: told.told.places.iter().map(|it| name(press, it)).collect(),
        note: told.note,
        publishers: &told.publishers,
        brief: page_of(press, told.brief),
        sources: source_ids(told.brief, &told.told.sources),
        stories: event.stories.iter().map(|&id| absolute(press, &address::story(&site[id]))).collect(),
        topics: event.topics.iter().map(|&id| absolute(press, &address::topic(&site[id]))).collect(),
        tellings: tellings.iter().map(|&telling| telling_record(press, telling)).collect(),
    }
}

fn telling_record<'a>(press: &Press<'a>, telling: Telling) -> TellingRecord<'a> {
    let (brief, told) = (&press.site[telling.brief], press.site.telling(telling));
    let bounds = Bounds::of(&told.when);
    TellingRecord {
        url: event_page(press, telling),
        brief: page_of(press, brief),
        edtf: told.when.to_string(),
        from: bounds.first(),
        to: bounds.end(),
        what: &told.what,
        lang: brief.lang.as_str(),
        state: told.state.as_str(),
        sources: source_ids(brief, &told.sources),
    }
}

pub(super) fn statement_record<'a>(press: &Press<'a>, id: BriefId, at: usize) -> StatementRecord<'a> {
    let brief = &press.site[id];
    let statement = &brief.statements[at];
    let bounds = statement.when.as_ref().map(Bounds::of);
    let language = press.voice.language;
    let (says, quote) = match &statement.words {
        Words::Paraphrase(text) => (Some(text.as_str()), None),
        Words::Quote(text) => (None, Some(text.value.as_str())),
    };
    StatementRecord {
        brief: page_of(press, brief),
        number: at + 1,
        who: name(press, &statement.who),
        role: statement.role.as_deref(),
        on_behalf_of: statement.on_behalf_of.as_ref().map(|it| name(press, it)),
        says,
        quote,
        lang: brief.lang.as_str(),
        edtf: statement.when.as_ref().map(ToString::to_string),
        from: bounds.and_then(Bounds::first),
        to: bounds.and_then(Bounds::end),
        when: statement.when.as_ref().map(|when| language.sentence(&language.when(when))),
        place: statement.place.as_ref().map(|it| name(press, it)),
        about: statement.about.map(|event| event_page(press, Telling { brief: id, event })),
        sources: source_ids(brief, &statement.sources),
    }
}

pub(super) fn dispute_record<'a>(press: &Press<'a>, id: BriefId, at: usize) -> DisputeRecord<'a> {
    let brief = &press.site[id];
    let dispute = &brief.disputes[at];
    DisputeRecord {
        url: absolute(press, &format!("{}#d-{}", address::brief(brief), dispute.id)),
        brief: page_of(press, brief),
        about: &dispute.about,
        lang: brief.lang.as_str(),
        state: if dispute.settled_by.is_some() { "settled" } else { "open" },
        settled_by: dispute.settled_by.as_deref(),
        positions: dispute
            .positions
            .iter()
            .map(|(party, holds)| PositionRecord { party: name(press, party), holds })
            .collect(),
        events: dispute.events.iter().map(|&event| event_page(press, Telling { brief: id, event })).collect(),
    }
}

fn source(source: &Source) -> SourceRecord<'_> {
    SourceRecord {
        id: source.id.as_str(),
        publisher: source.publisher_name(),
        url: source.url.as_ref().map(|url| url.value.as_str()),
        title: source.title.as_deref(),
        author: &source.author,
        published: source.published.as_ref().map(|date| date.value.to_string()),
        retrieved: source.retrieved.as_ref().map(|day| day.value.to_string()),
        lang: source.lang.as_ref().map(|lang| lang.as_str()),
        archived: source.archived.as_deref(),
        kind: source.kind.map(|kind| match kind {
            SourceKind::NewsReport => "news-report",
            SourceKind::PressRelease => "press-release",
            SourceKind::Document => "document",
            SourceKind::Social => "social",
            SourceKind::Interview => "interview",
            SourceKind::Broadcast => "broadcast",
        }),
        access: source.access.map(|access| match access {
            Access::Free => "free",
            Access::Paywall => "paywall",
        }),
    }
}

fn source_ids<'a>(brief: &'a Brief, sources: &[usize]) -> Vec<&'a str> {
    sources.iter().filter_map(|&at| brief.sources.get(at)).map(|source| source.id.as_str()).collect()
}

fn change<'a>(date: &Moment, what: &'a str, was: Option<&'a str>, now: Option<&'a str>) -> ChangeRecord<'a> {
    ChangeRecord { date: iso8601(date), what, was, now }
}

fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

fn name<'a>(press: &Press<'_>, name: &'a Name) -> NameRecord<'a> {
    NameRecord { name: &name.text, url: name.entity.map(|id| entity_page(press, id)) }
}

fn link<'a>(press: &Press<'_>, address: &str, name: &'a str) -> Link<'a> {
    Link { url: absolute(press, address), name }
}

fn absolute(press: &Press<'_>, address: &str) -> String {
    address::absolute(&press.site.config.base_url, address)
}

fn page_of(press: &Press<'_>, brief: &Brief) -> String {
    absolute(press, &address::brief(brief))
}

fn entity_page(press: &Press<'_>, id: EntityId) -> String {
    absolute(press, &address::entity(&press.site[id]))
}

fn event_page(press: &Press<'_>, telling: Telling) -> String {
    absolute(press, &address::event(press.site, telling))
}

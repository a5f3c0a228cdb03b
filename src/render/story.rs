//! The page of a story: where it stands, what is disputed, what happened when, all its briefs.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::{
    Press,
    brief::{DisputeItem, View},
    card::excerpt,
    disputes,
    feed::Subject,
    html::{Html, escaped, heading},
    json_ld,
    list::{ListOf, Pager},
    markdown::{Prose, Section},
    offers::Offers,
    page::{Head, RailList},
    paginate::Sheet,
    prose::Owner,
    timeline::EventList,
    voice::language_attributes,
};
use crate::{
    address,
    diagnostic::Diagnostic,
    manuscript::EntityKind,
    model::{BriefId, EntityId, Story, StoryId},
    output::Output,
    typography::shortened,
};

/// The most open disputes that are shown.
const DISPUTES: usize = 12;
/// The most parties and sources in the rail.
const RAIL: usize = 5;

/// `page` in `story.html`.
#[derive(Serialize)]
struct StoryPage<'a> {
    attributes: Html,
    title: Html,
    facts: Vec<Html>,
    stands: Option<Stands>,
    lead: Html,
    sections: Vec<Section>,
    notes: Html,
    disputes: Vec<DisputeItem>,
    disputes_count: String,
    events: Option<EventList<'a>>,
    items: Vec<Html>,
    pager: Pager,
    /// What these briefs are after.
    sources: Vec<Html>,
    offers: Option<Offers>,
    rail: Vec<RailList>,
}

/// What the newest brief says.
#[derive(Serialize)]
struct Stands {
    title: Html,
    attributes: Html,
    takeaway: String,
    more: Html,
}

/// Renders the page of a story, or a page with its older briefs.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn page(press: &Press<'_>, id: StoryId, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
    let (story, voice) = (&press.site[id], &press.voice);
    let address = address::story(story);
    if sheet.number.is_some() {
        let html = voice.run(&story.title, Some(&story.lang));
        let list = ListOf { address, kind: voice.text("story"), name: &story.title, html, section: "stories" };
        return press.older_page(&list, &story.briefs, sheet);
    }
    let prose = text(press, story, &address);
    let (disputes, disputes_count) = open_disputes(press, story);
    let frame = press.frame(&address, Some(&story.title));
    let (events, sprite) =
        press.event_list(&story.events, frame).map_or_else(Default::default, |(events, sprite)| (Some(events), sprite));
    let stands = stands(press, story);
    let description =
        story.description.clone().or_else(|| stands.as_ref().map(|stands| shortened(&stands.takeaway, 300)));
    let page = StoryPage {
        attributes: language_attributes(&story.lang, &voice.lang),
        title: heading(&story.title),
        facts: facts(press, story),
        stands,
        lead: prose.lead,
        sections: prose.sections,
        notes: prose.notes,
        disputes,
        disputes_count: voice.language.number(disputes_count),
        events,
        items: press.cards(&story.briefs[sheet.items.clone()]),
        pager: press.pager(sheet, &address),
        sources: sources(press, &story.briefs[sheet.items.clone()]),
        offers: press.offers(Subject::Story(id)),
        rail: [parties(press, story), press.sources_of(&story.briefs)].into_iter().flatten().collect(),
    };
    let head = Head {
        description,
        feeds: press.with_site_feed(Subject::Story(id)),
        json_ld: json_ld::story(press, story),
        section: "stories",
        script: page.events.as_ref().is_some_and(|events| events.picture.is_some()),
        sprite,
        ..press.head(voice, &address, &story.title)
    };
    press.output("story.html", voice, &head, &page)
}

fn text(press: &Press<'_>, story: &Story, address: &str) -> Prose {
    match (&story.file, &story.text) {
        (Some(file), Some(text)) => {
            let owner = Owner { file, address: address.to_owned(), lang: &story.lang };
            press.prose(&press.voice, &owner, text, &story.links)
        }
        _ => Prose::default(),
    }
}

fn facts(press: &Press<'_>, story: &Story) -> Vec<Html> {
    let language = press.voice.language;
    let publishers: std::collections::BTreeSet<_> =
        story.briefs.iter().flat_map(|&id| press.site[id].publishers.iter().flatten()).collect();
    let oldest = story.briefs.last().map(|&id| press.site[id].date.day);
    let since = oldest.map(|day| language.since_month(day.year().into(), day.month().unsigned_abs()));
    let briefs = jump("briefs", &language.count("briefs", story.briefs.len()));
    let events = (!story.events.is_empty()).then(|| jump("events", &language.count("events", story.events.len())));
    let sources = Html::finished(&escaped(&language.count("sources", publishers.len())));
    [Some(briefs), events, Some(sources), since.map(|since| Html::finished(&escaped(&since)))]
        .into_iter()
        .flatten()
        .collect()
}

/// The articles that briefs are after: publisher, date and headline, each once.
fn sources(press: &Press<'_>, briefs: &[BriefId]) -> Vec<Html> {
    let mut once = HashSet::new();
    let views = briefs.iter().map(|&id| View { press, voice: &press.voice, id, brief: &press.site[id], page: "" });
    views
        .flat_map(|view| (0..view.brief.sources.len()).map(|at| view.source_cited(at)).collect::<Vec<_>>())
        .filter(|source| once.insert(source.clone()))
        .map(|source| Html::finished(&source))
        .collect()
}

/// A link to a place in the page.
pub(crate) fn jump(anchor: &str, text: &str) -> Html {
    Html::finished(&format!("<a href=\"#{anchor}\">{}</a>", escaped(text)))
}

fn stands(press: &Press<'_>, story: &Story) -> Option<Stands> {
    let voice = &press.voice;
    let newest = &press.site[*story.briefs.first()?];
    let takeaway = excerpt(newest);
    if takeaway.is_empty() {
        return None;
    }
    let date = voice.moment(&newest.date);
    Some(Stands {
        title: Html::finished(&voice.language.fill("where_it_stands_on", &[("date", date.as_str())])),
        attributes: language_attributes(&newest.lang, &voice.lang),
        takeaway,
        more: voice.anchor(&address::brief(newest), voice.text("read_the_brief")),
    })
}

/// The open disputes of a story, as its page shows them, and how many there are.
fn open_disputes(press: &Press<'_>, story: &Story) -> (Vec<DisputeItem>, usize) {
    let open: Vec<_> = disputes::open(press.site, &story.briefs).collect();
    let shown = open.iter().take(DISPUTES).map(|&(id, dispute)| {
        let brief = &press.site[id];
        let page = press.voice.href(&address::brief(brief));
        View { press, voice: &press.voice, id, brief, page: &page }.dispute(dispute)
    });
    (shown.collect(), open.len())
}

/// The people and organisations that most briefs name.
fn parties(press: &Press<'_>, story: &Story) -> Option<RailList> {
    let (site, voice) = (press.site, &press.voice);
    let mut statements: BTreeMap<EntityId, usize> = BTreeMap::new();
    for statement in story.briefs.iter().flat_map(|&id| &site[id].statements) {
        let speakers = [&statement.who].into_iter().chain(&statement.on_behalf_of).filter_map(|name| name.entity);
        speakers.for_each(|id| *statements.entry(id).or_default() += 1);
    }
    let is_party = |id: EntityId| site[id].kind != EntityKind::Place;
    let entry = |(id, briefs): (EntityId, usize)| {
        let mut note = voice.language.count("briefs", briefs);
        if let Some(&said) = statements.get(&id) {
            note = format!("{note}{}{}", voice.language.comma(), voice.language.count("statements", said));
        }
        press.noted(&address::entity(&site[id]), &site[id].name, &note)
    };
    let entities = press.most_named(&story.briefs, is_party).into_iter().take(RAIL).map(entry);
    RailList::some(voice.text("parties"), entities.collect())
}

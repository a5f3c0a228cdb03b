//! Pages, feeds and exports: the site in, a parallel stream of outputs out.
//!
//! This file is the table of contents: which pages there are. Each page has a plain struct of its own, which templates
//! see as `page`, beside `head` (every page's head), `t` (the phrases of its language) and `site`. What stands on many
//! pages, briefs and events in lists, is rendered once. Nothing here reads a file, a clock or the environment.

use std::sync::atomic::{AtomicUsize, Ordering};

use briefing_index::edtf::calendar;
use rayon::prelude::*;

use crate::{
    address,
    diagnostic::{self, Diagnostic},
    model::{BriefId, EntityId, EventId, PublisherId, Site, StoryId, TopicId},
    output::{Emit, Output},
};

mod a_z;
mod brief;
mod card;
mod disputes;
mod embed;
mod entity;
mod event_facets;
mod event_row;
mod export;
mod feed;
mod files;
mod headers;
mod home;
mod html;
mod json_ld;
mod kind;
mod list;
mod manifest;
mod markdown;
mod marks;
mod offers;
mod overview;
mod page;
mod paginate;
mod prose;
mod rail;
mod sitemap;
mod story;
mod theme;
mod timeline;
mod voice;
mod xml;

pub(crate) use theme::POLICY;
pub use theme::Theme;

use event_row::Row;
use export::Exports;
use html::Html;
use list::Month;
use paginate::{Sheet, sheets};
use sitemap::Listed;
use timeline::Period;
use voice::Voice;

/// Everything that pages are made from.
pub(crate) struct Press<'a> {
    site: &'a Site,
    theme: &'a Theme,
    /// The interface in the site's language.
    voice: Voice<'a>,
    /// The pattern of a range of dates in that language: `{from} – {to}`.
    range: String,
    /// What the picture of a timeline says in that language.
    picture_attributes: Html,
    dates_attributes: Html,
    /// Briefs as lists show them, by [`BriefId`]; empty for those that lists do not show.
    cards: Vec<Html>,
    /// Events as lists show them, by [`EventId`].
    rows: Vec<Row>,
    /// All events in the order of time.
    events: Vec<EventId>,
    /// Those that have briefs, the one that was added to last first.
    stories: Vec<StoryId>,
    /// The months of the archive, newest first.
    months: Vec<Month>,
    /// The pages of A–Z.
    index: Vec<a_z::Part>,
    /// The pages of the timeline.
    periods: Vec<Period>,
    exports: Exports,
}

/// A page to be rendered.
enum Job {
    Home(Sheet),
    Brief(BriefId),
    Moved(BriefId, usize),
    Story(StoryId, Sheet),
    Topic(TopicId, Sheet),
    Entity(EntityId, Sheet),
    Publisher(PublisherId, Sheet),
    Archive,
    Month(usize, Sheet),
    Stories(Sheet),
    Index(usize),
    Timeline(usize),
    Embed(embed::Subject),
    Search,
    Corrections,
    Data,
    NotFound,
    Free(usize),
}

/// Renders every page, feed and other text of the site, from several threads and in any order. Returns the number of
/// HTML pages.
///
/// # Errors
/// What is wrong with the site's own templates. Pages that could be rendered have then been emitted nevertheless.
pub fn render(site: &Site, theme: &Theme, emit: &Emit<'_>) -> Result<usize, Vec<Diagnostic>> {
    let press = Press::new(site, theme)?;
    let jobs = press.jobs();
    let pages = AtomicUsize::new(0);
    let problems = jobs.par_iter().filter_map(|job| match press.run(job) {
        Ok(output) => {
            pages.fetch_add(1, Ordering::Relaxed);
            emit(output);
            None
        }
        Err(problems) => Some(problems),
    });
    let mut problems: Vec<_> = problems.flatten().collect();
    if !problems.is_empty() {
        diagnostic::sort(&mut problems);
        return Err(problems);
    }
    press.feeds().par_iter().for_each(|&subject| press.feed(subject).into_iter().for_each(emit));
    press.exports(emit);
    emit(press.headers());
    press.sitemap(&press.addresses(&jobs)).into_iter().for_each(emit);
    [press.robots(), press.manifest(), press.icon()].into_iter().flatten().for_each(emit);
    theme.files.iter().cloned().for_each(emit);
    Ok(pages.into_inner())
}

impl<'a> Press<'a> {
    fn new(site: &'a Site, theme: &'a Theme) -> Result<Press<'a>, Vec<Diagnostic>> {
        let voice = theme.voice(site, &site.config.lang);
        let range = voice.language.browser().range;
        let events = in_order_of_time(site);
        let mut press = Press {
            site,
            theme,
            picture_attributes: timeline::picture_attributes(&voice),
            dates_attributes: timeline::dates_attributes(&voice),
            voice,
            range,
            cards: vec![Html::default(); site.briefs.len()],
            rows: Vec::new(),
            exports: Exports::new(site, &events),
            events,
            stories: overview::newest_stories(site),
            months: Vec::new(),
            index: a_z::parts(site),
            periods: Vec::new(),
        };
        let cards: Vec<Html> = site.items.par_iter().map(|&id| press.render_card(id)).collect::<Result<_, _>>()?;
        press.rows = (0..site.events.len())
            .into_par_iter()
            .map(|at| press.render_row(EventId(at as u32)))
            .collect::<Result<_, _>>()?;
        site.items.iter().zip(cards).for_each(|(id, card)| press.cards[id.0 as usize] = card);
        press.months = press.months_of(&site.items);
        press.periods = timeline::periods(&press.events.iter().map(|&id| begin(site, id)).collect::<Vec<_>>());
        Ok(press)
    }

    /// A brief as lists show it.
    fn card(&self, id: BriefId) -> Html {
        self.cards[id.0 as usize].clone()
    }

    /// All pages of the site.
    fn jobs(&self) -> Vec<Job> {
        let site = self.site;
        let size = site.config.page_size;
        let mut jobs = vec![Job::Archive, Job::Search, Job::Corrections, Job::Data, Job::NotFound];
        jobs.extend(sheets(site.items.len(), size).into_iter().map(Job::Home));
        jobs.extend(sheets(self.stories.len(), overview::STORIES).into_iter().map(Job::Stories));
        jobs.extend((0..self.index.len()).map(Job::Index));
        jobs.extend((0..site.pages.len()).map(Job::Free));
        jobs.extend((0..self.periods.len()).map(Job::Timeline));
        jobs.extend(self.embeds().into_iter().map(Job::Embed));
        for (at, month) in self.months.iter().enumerate() {
            jobs.extend(sheets(month.items.len(), size).into_iter().map(|sheet| Job::Month(at, sheet)));
        }
        for (id, story) in (0..).map(StoryId).zip(&site.stories) {
            jobs.extend(sheets(story.briefs.len(), size).into_iter().map(|sheet| Job::Story(id, sheet)));
        }
        for (id, topic) in (0..).map(TopicId).zip(&site.topics) {
            jobs.extend(sheets(topic.briefs.len(), size).into_iter().map(|sheet| Job::Topic(id, sheet)));
        }
        for (id, entity) in (0..).map(EntityId).zip(&site.entities) {
            jobs.extend(sheets(entity.briefs.len(), size).into_iter().map(|sheet| Job::Entity(id, sheet)));
        }
        for (id, publisher) in (0..).map(PublisherId).zip(&site.publishers) {
            jobs.extend(sheets(publisher.briefs.len(), size).into_iter().map(|sheet| Job::Publisher(id, sheet)));
        }
        for (id, brief) in (0..).map(BriefId).zip(&site.briefs) {
            jobs.push(Job::Brief(id));
            jobs.extend((0..brief.formerly.len()).map(|at| Job::Moved(id, at)));
        }
        jobs
    }

    fn run(&self, job: &Job) -> Result<Output, Vec<Diagnostic>> {
        match job {
            Job::Home(sheet) => home::page(self, sheet),
            Job::Brief(id) => brief::page(self, *id),
            Job::Moved(id, at) => overview::moved(self, *id, &self.site[*id].formerly[*at]),
            Job::Story(id, sheet) => story::page(self, *id, sheet),
            Job::Topic(id, sheet) => entity::topic_page(self, *id, sheet),
            Job::Entity(id, sheet) => entity::entity_page(self, *id, sheet),
            Job::Publisher(id, sheet) => entity::publisher_page(self, *id, sheet),
            Job::Archive => overview::archive(self),
            Job::Month(at, sheet) => self.month_page(*at, sheet),
            Job::Stories(sheet) => overview::stories(self, sheet),
            Job::Index(at) => a_z::page(self, &self.index[*at]),
            Job::Timeline(at) => timeline::page(self, *at),
            Job::Embed(subject) => embed::page(self, *subject),
            Job::Search => overview::search(self),
            Job::Corrections => overview::corrections(self),
            Job::Data => export::page(self),
            Job::NotFound => overview::not_found(self),
            Job::Free(at) => overview::free_page(self, *at),
        }
    }

    /// The pages that search engines may list, by address. A list changed when the brief in it that changed last did.
    fn addresses(&self, jobs: &[Job]) -> Vec<Listed> {
        let site = self.site;
        let newest = |ids: &[BriefId]| ids.iter().map(|&id| site[id].modified()).max();
        let list = |address: &str, ids: &[BriefId], sheet: &Sheet| {
            // The first page tells something of all.
            let ids = if sheet.number.is_some() { &ids[sheet.items.clone()] } else { ids };
            Some((sheet.address(address), newest(ids)))
        };
        let all = newest(&site.items);
        let listed = jobs.par_iter().filter_map(|job| match job {
            Job::Home(sheet) => list("", &site.items, sheet),
            Job::Brief(id) => {
                let brief = &site[*id];
                let listed = !brief.is_withdrawn() && !brief.is_held();
                listed.then(|| (address::brief(brief), Some(brief.modified())))
            }
            Job::Story(id, sheet) => list(&address::story(&site[*id]), &site[*id].briefs, sheet),
            Job::Topic(id, sheet) => list(&address::topic(&site[*id]), &site[*id].briefs, sheet),
            Job::Entity(id, sheet) => list(&address::entity(&site[*id]), &site[*id].briefs, sheet),
            Job::Publisher(id, sheet) => list(&address::publisher(&site[*id]), &site[*id].briefs, sheet),
            Job::Month(at, sheet) => {
                let month = &self.months[*at];
                list(&month.address(), &site.items[month.items.clone()], sheet)
            }
            Job::Archive => Some(("archive/".to_owned(), all)),
            Job::Stories(sheet) => {
                let of = |id: &StoryId| newest(&site[*id].briefs);
                let changed = self.stories[sheet.items.clone()].iter().filter_map(of).max();
                Some((sheet.address("stories/"), if sheet.number.is_some() { changed } else { all }))
            }
            Job::Index(at) => Some((self.index[*at].address(), all)),
            Job::Timeline(at) => Some((self.periods[*at].address.clone(), None)),
            Job::Corrections => Some(("corrections/".to_owned(), None)),
            Job::Data => Some(("data/".to_owned(), all)),
            Job::Free(at) => Some((site.pages[*at].address.clone(), None)),
            Job::Embed(_) | Job::Moved(..) | Job::Search | Job::NotFound => None,
        });
        let mut listed: Vec<_> = listed.map(|(address, changed)| Listed { address, changed }).collect();
        listed.sort_by(|a, b| a.address.cmp(&b.address));
        listed
    }
}

/// All events by the time at which they begin. The model's order is the same but for what several briefs tell.
fn in_order_of_time(site: &Site) -> Vec<EventId> {
    let mut events: Vec<_> = (0..site.events.len()).map(|at| EventId(at as u32)).collect();
    events.sort_by_key(|&id| begin(site, id));
    events
}

/// Year and month in which an event begins, or, without a beginning, ends; in UTC.
fn begin(site: &Site, id: EventId) -> (i64, u8) {
    let at = site[id].tellings.first().map_or(0, |&telling| site.telling(telling).when.sort_key().at);
    let (year, month, _) = calendar::civil_from_days(at.div_euclid(calendar::DAY));
    (year, month)
}

#[cfg(test)]
mod tests;

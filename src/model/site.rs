//! The types of the whole site: what the model gives to all that writes outputs.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use briefing_index::edtf::Edtf;
use jiff::{Timestamp, civil};

use crate::{
    config::Config,
    lang::Lang,
    language::Languages,
    manuscript::{self, Correction, EntityKind, EventState, Extra, Image, Moment, Source, Status, Update, Words},
    site_path::SitePath,
    slug::Slug,
};

use super::ids::{BriefId, EntityId, EventId, PublisherId, StoryId, TopicId};

/// Everything that is published, and in preview also what is held.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// The languages of the interface.
    pub languages: Languages,
    /// The build's time.
    pub now: Timestamp,
    /// Every brief that has a page, withdrawn ones and translations among them: newest first, then by slug.
    pub briefs: Vec<Brief>,
    /// What lists show, newest first: one version of each brief that is not withdrawn.
    pub items: Vec<BriefId>,
    /// By slug.
    pub stories: Vec<Story>,
    /// By slug.
    pub topics: Vec<Topic>,
    /// By kind, then slug.
    pub entities: Vec<Entity>,
    /// By slug.
    pub publishers: Vec<Publisher>,
    /// What timelines show, in the order of time. Events of withdrawn briefs are not among them.
    pub events: Vec<Event>,
    /// By address.
    pub pages: Vec<Page>,
}

/// A brief with all that follows from the rest of the site.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The file that it was written in.
    pub file: SitePath,
    /// Its name in addresses: `/briefs/SLUG/`.
    pub slug: Slug,
    /// One line.
    pub title: String,
    /// When it was first published.
    pub date: Moment,
    /// The articles, at least one.
    pub sources: Vec<Source>,
    /// The publisher of each source, in the same order; `None` where only withdrawn briefs have it, so that it has no page.
    pub publishers: Vec<Option<PublisherId>>,
    /// As its author wrote it; see [`takeaway`](Brief::takeaway).
    pub written_takeaway: Option<String>,
    /// Paths in the site, as in the manuscript.
    pub formerly: Vec<String>,
    /// Its language.
    pub lang: Lang,
    /// All versions of this brief in order of language, itself included; one where there is no translation.
    pub versions: Arc<[BriefId]>,
    /// The version that is the original.
    pub original: BriefId,
    /// The version that lists show; where all are withdrawn, the original.
    pub item: BriefId,
    /// Who wrote it.
    pub author: Vec<String>,
    /// Who edited it.
    pub editor: Vec<String>,
    /// Published or withdrawn; in preview also draft or embargoed.
    pub status: Status,
    /// Ascending.
    pub updates: Vec<Update>,
    /// Ascending.
    pub corrections: Vec<Correction>,
    /// Its threads. Of a withdrawn brief only those that others belong to.
    pub stories: Vec<StoryId>,
    /// Its topics. Of a withdrawn brief only those that others have.
    pub topics: Vec<TopicId>,
    /// People, organisations and places, in the order written; then places that only a `where` names.
    pub entities: Vec<Mention>,
    /// In the order of time.
    pub events: Vec<BriefEvent>,
    /// In the order written.
    pub statements: Vec<Statement>,
    /// In the order written.
    pub disputes: Vec<Dispute>,
    /// Written ones first, then those that share most with it; at most [`RELATED_LIMIT`] that are not written.
    pub related: Vec<Related>,
    /// A picture.
    pub image: Option<Image>,
    /// Terms.
    pub licence: Option<String>,
    /// The author's interests.
    pub disclosure: Option<String>,
    /// How to cite it.
    pub cite_as: Option<String>,
    /// `x-` keys.
    pub extra: Vec<(String, Extra)>,
    /// The text.
    pub body: manuscript::Body,
    /// What its `[[…]]` links lead to; `None` where the target is held, and the link is left out with its text.
    pub links: Links,
}

/// What each `[[…]]` link of a text leads to; `None` where the target is held, and the link is left out with its text.
pub type Links = BTreeMap<manuscript::Reference, Option<Target>>;

/// The most briefs that are related to one without being named by its author.
pub const RELATED_LIMIT: usize = 3;

impl Brief {
    /// As written, or the first paragraph whole.
    pub fn takeaway(&self) -> &str {
        self.written_takeaway.as_deref().unwrap_or(self.body.lead())
    }

    /// Whether it is draft or embargoed, and so only seen in preview.
    pub fn is_held(&self) -> bool {
        matches!(self.status, Status::Draft | Status::Embargoed(_))
    }

    /// Whether it was taken back.
    pub fn is_withdrawn(&self) -> bool {
        self.status == Status::Withdrawn
    }

    /// The last correction or update, or its first publication.
    pub fn modified(&self) -> Moment {
        let changes = self.updates.last().map(|update| update.date).into_iter();
        changes
            .chain(self.corrections.last().map(|correction| correction.date))
            .chain([self.date])
            .max()
            .unwrap_or(self.date)
    }
}

/// What a `[[…]]` link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A person, organisation or place.
    Entity(EntityId),
    /// A story.
    Story(StoryId),
    /// A brief.
    Brief(BriefId),
    /// Nothing: it has no page, because only withdrawn briefs name it, or it is not there, which is told. The text stands
    /// without a link.
    Unlinked,
}

/// An entity as a brief names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Which list of the brief it stands in.
    pub kind: EntityKind,
    /// Which; `None` where only withdrawn briefs name it, so that it has no page.
    pub entity: Option<EntityId>,
    /// The name that the brief uses.
    pub name: String,
    /// What the person is.
    pub role: Option<String>,
    /// The body that the role is in.
    pub of: Option<Name>,
}

/// A name, with its page where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// The entity of that name.
    pub entity: Option<EntityId>,
}

/// An event as one brief tells it.
#[derive(Clone, Debug)]
pub struct BriefEvent {
    /// Its address is the brief's with `#e-ID`.
    pub id: Slug,
    /// When.
    pub when: Edtf,
    /// One sentence.
    pub what: String,
    /// Who took part.
    pub who: Vec<Name>,
    /// Where.
    pub places: Vec<Name>,
    /// Where it stands on a timeline; `None`: other.
    pub lane: Option<Slug>,
    /// As written, or disputed by an open dispute of the brief.
    pub state: EventState,
    /// Indexes into the brief's sources, ascending; never empty. Events that have all share the list.
    pub sources: Arc<[usize]>,
    /// How the date was established.
    pub note: Option<String>,
    /// 1 to 5.
    pub rank: u8,
    /// The mark on timelines; `None` where the brief is withdrawn, or where only a version that lists do not show tells it.
    pub event: Option<EventId>,
}

/// One mark on a timeline: an event that one brief or several tell of.
#[derive(Clone, Debug)]
pub struct Event {
    /// Who tells of it; the first is the earliest brief, under which it is shown. Never empty. Of a brief and its
    /// translations only the version that lists show is here.
    pub tellings: Vec<Telling>,
    /// The highest rank that a telling gives.
    pub rank: u8,
    /// Disputed where a telling says so or where the tellings contradict each other, else what the latest says.
    pub state: EventState,
    /// All states that a telling gives, without repetition, in the order of the tellings.
    pub states: Vec<EventState>,
    /// Whether the tellings contradict each other, in their dates or in their states, so that not all can be right.
    pub is_contradicted: bool,
    /// The stories of all tellings.
    pub stories: Vec<StoryId>,
    /// The topics of all tellings.
    pub topics: Vec<TopicId>,
    /// The entities of all tellings' `who` and `where`, ascending.
    pub entities: Vec<EntityId>,
    /// The publishers of all tellings' sources, ascending.
    pub publishers: Vec<PublisherId>,
}

/// An event in a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telling {
    /// The brief.
    pub brief: BriefId,
    /// Index into the brief's events.
    pub event: usize,
}

/// Who claims what.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Who speaks.
    pub who: Name,
    /// The speaker's role, where the brief's list of people gives one.
    pub role: Option<String>,
    /// The office or body spoken for.
    pub on_behalf_of: Option<Name>,
    /// What is said.
    pub words: Words,
    /// When.
    pub when: Option<Edtf>,
    /// Where.
    pub place: Option<Name>,
    /// Indexes into the brief's sources, ascending; never empty.
    pub sources: Arc<[usize]>,
    /// The event that it speaks of: an index into the brief's events.
    pub about: Option<usize>,
}

/// What parties disagree on.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// Its anchor is `#d-ID`; from `about`, unique in the brief.
    pub id: Slug,
    /// What is disputed.
    pub about: String,
    /// At least two, in the order written.
    pub positions: Vec<(Name, String)>,
    /// Indexes into the brief's events.
    pub events: Vec<usize>,
    /// What settled it; `None` while it is open.
    pub settled_by: Option<String>,
}

/// A brief that is related to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Which: the version that lists show.
    pub brief: BriefId,
    /// Why.
    pub reason: Reason,
}

/// Why a brief is related, the strongest reason that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The author names it.
    Written,
    /// Both tell of one event.
    SameEvent(EventId),
    /// Both belong to that story; the other is so many days later (negative: earlier).
    SameStory(StoryId, i64),
    /// Both name that entity.
    SharedEntity(EntityId),
    /// Both are about that topic.
    SharedTopic(TopicId),
}

/// A thread of briefs. Its `briefs` are newest first, items only.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its name in addresses.
    pub slug: Slug,
    /// The file `stories/SLUG.md`, if there is one.
    pub file: Option<SitePath>,
    /// Of that file, or made from the slug.
    pub title: String,
    /// Of that file: what it is, for search engines.
    pub description: Option<String>,
    /// Language of title and text.
    pub lang: Lang,
    /// The text of that file.
    pub text: Option<manuscript::Body>,
    /// What the text's `[[…]]` links lead to.
    pub links: Links,
    /// Its briefs, newest first. Never empty.
    pub briefs: Vec<BriefId>,
    /// Its events, in the order of time.
    pub events: Vec<EventId>,
}

/// A topic. Its `briefs` are newest first, items only.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its name in addresses.
    pub slug: Slug,
    /// The commonest spelling.
    pub name: String,
    /// Its briefs, newest first. Never empty.
    pub briefs: Vec<BriefId>,
    /// Its events, in the order of time.
    pub events: Vec<EventId>,
}

/// A person, an organisation or a place.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Which of the three.
    pub kind: EntityKind,
    /// Its name in addresses.
    pub slug: Slug,
    /// The commonest name, in the site's language where there is one.
    pub name: String,
    /// All other names, with their language where it is known, by name.
    pub other_names: Vec<(Option<Lang>, String)>,
    /// Its identifiers, as written.
    pub ids: Vec<String>,
    /// Its newest role, and the body that it is in.
    pub role: Option<(String, Option<Name>)>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// Briefs that name it, newest first, items only. Never empty.
    pub briefs: Vec<BriefId>,
    /// Its events, in the order of time.
    pub events: Vec<EventId>,
    /// What it says, or is said for it: a brief of `briefs` and an index into its statements, newest first.
    pub statements: Vec<(BriefId, usize)>,
    /// What it holds: a brief of `briefs` and an index into its disputes, newest first.
    pub disputes: Vec<(BriefId, usize)>,
}

/// Who publishes sources.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Its name in addresses: `/sources/SLUG/`.
    pub slug: Slug,
    /// The commonest spelling; of a source without a publisher the host of its address.
    pub name: String,
    /// Briefs after its articles, newest first, items only. Never empty.
    pub briefs: Vec<BriefId>,
}

/// A page of `pages/`.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file that it was written in.
    pub file: SitePath,
    /// Its address without the leading `/`, with a final `/`: `about/`.
    pub address: String,
    /// Its title.
    pub title: String,
    /// What it is, for search engines.
    pub description: Option<String>,
    /// Its language.
    pub lang: Lang,
    /// Its text.
    pub body: manuscript::Body,
    /// What its `[[…]]` links lead to.
    pub links: Links,
}

impl Site {
    /// The event that a telling tells of.
    pub fn telling(&self, telling: Telling) -> &BriefEvent {
        &self[telling.brief].events[telling.event]
    }

    /// The name of the lane that an event lies in: that of the topic with the lane's slug, else the slug in plain words.
    pub fn lane_name(&self, event: &BriefEvent) -> Option<Cow<'_, str>> {
        let slug = event.lane.as_ref()?;
        let topic = self.topics.binary_search_by(|topic| topic.slug.cmp(slug));
        Some(
            topic.map_or_else(
                |_| Cow::Owned(in_words(slug.as_str())),
                |at| Cow::Borrowed(self.topics[at].name.as_str()),
            ),
        )
    }

    /// The day of the build in the site's time zone.
    pub fn today(&self) -> civil::Date {
        self.now.to_zoned(self.config.time_zone.clone()).date()
    }
}

/// `us-strikes` as "Us strikes".
fn in_words(slug: &str) -> String {
    let mut chars = slug.chars().map(|c| if c == '-' { ' ' } else { c });
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_without_a_topic_is_named_by_its_slug() {
        assert_eq!(in_words("us-strikes"), "Us strikes");
        assert_eq!(in_words("غارات-أمريكية"), "غارات أمريكية");
        assert_eq!(in_words("ßa"), "SSa");
    }
}

//! What one brief's file says: its front matter and body understood, nothing yet looked up elsewhere.
//!
//! A field that is not written is `None` or empty. What the site makes of it (defaults, inheritance of translations,
//! references resolved) is a [`Brief`](crate::model::Brief).

use std::ops::Range;

use briefing_index::edtf::Edtf;
use jiff::{Timestamp, civil};

use crate::{
    address,
    diagnostic::{At, Span},
    lang::Lang,
    site_path::SitePath,
    slug::Slug,
};

/// One file under `briefs/`. See FORMAT in the documentation for each field.
#[derive(Clone, Debug, PartialEq)]
pub struct Manuscript {
    /// Where it is in the site.
    pub file: SitePath,
    /// `slug`, or from the file name without its day. The span is empty where it comes from the name.
    pub slug: At<Slug>,
    /// One line. Only a translation may lack it.
    pub title: Option<At<String>>,
    /// `date`, or the day that the file name begins with. Only a translation may lack it.
    pub date: Option<At<Moment>>,
    /// At least one, unless the brief is a translation.
    pub sources: Vec<Source>,
    /// One sentence.
    pub takeaway: Option<At<String>>,
    /// Old addresses: paths in the site, without a leading `/`, as a folder (`old/name/`) or a file (`old.html`).
    pub formerly: Vec<At<String>>,
    /// Language of the brief.
    pub lang: Option<At<Lang>>,
    /// The original that this brief translates.
    pub translation_of: Option<At<Slug>>,
    /// Who wrote the brief.
    pub author: Vec<String>,
    /// Who edited it.
    pub editor: Vec<String>,
    /// `status`, with the time of an embargo that holds the brief.
    pub status: Option<Status>,
    /// `embargo`, whatever the status.
    pub embargo: Option<Embargo>,
    /// Ascending by date.
    pub updates: Vec<Update>,
    /// Ascending by date.
    pub corrections: Vec<Correction>,
    /// Threads that the brief belongs to.
    pub stories: Vec<At<Slug>>,
    /// As written, trimmed.
    pub topics: Vec<At<String>>,
    /// `people`, `organisations` and `places`, in the order written.
    pub entities: Vec<EntityMention>,
    /// What happened when.
    pub events: Vec<Event>,
    /// Who claims what.
    pub statements: Vec<Statement>,
    /// What parties disagree on.
    pub disputes: Vec<Dispute>,
    /// Briefs that the author names.
    pub related: Vec<At<Slug>>,
    /// A picture.
    pub image: Option<Image>,
    /// Terms of the brief.
    pub licence: Option<String>,
    /// What a reader should know of the author's interests.
    pub disclosure: Option<String>,
    /// How to cite the brief.
    pub cite_as: Option<String>,
    /// Keys that begin with `x-`, in the order written.
    pub extra: Vec<(String, Extra)>,
    /// What follows the front matter.
    pub body: Body,
}

/// A day, or an instant with the day on which it falls in the site's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: civil::Date,
    /// The instant, where a clock time was given.
    pub instant: Option<Timestamp>,
}

/// Whether the brief is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not out.
    Draft,
    /// Not out before that instant.
    Embargoed(Timestamp),
    /// Out.
    Published,
    /// Taken back: the page stays with a notice and leaves all lists.
    Withdrawn,
}

/// Until when a brief is embargoed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embargo {
    /// Until that instant.
    Until(At<Timestamp>),
    /// As long as the original: of a translation that is embargoed and does not say until when. The place is that of its
    /// status.
    OfOriginal(Span),
}

/// A page or the text of a story as its file says it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageManuscript {
    /// Where it is in the site.
    pub file: SitePath,
    /// `title`.
    pub title: String,
    /// `description`.
    pub description: Option<String>,
    /// `lang`.
    pub lang: Option<Lang>,
    /// What follows the front matter.
    pub body: Body,
}

/// An article that the brief summarises. At least one of `url` and `publisher` is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The whole entry.
    pub at: Span,
    /// `id`, or `s1`, `s2` … in order.
    pub id: Slug,
    /// http or https.
    pub url: Option<At<String>>,
    /// Who published it.
    pub publisher: Option<At<String>>,
    /// Its headline.
    pub title: Option<String>,
    /// Its authors.
    pub author: Vec<String>,
    /// When it was published.
    pub published: Option<At<Edtf>>,
    /// The day on which it was read.
    pub retrieved: Option<At<civil::Date>>,
    /// Its language.
    pub lang: Option<Lang>,
    /// An archived copy: http or https.
    pub archived: Option<String>,
    /// What it is.
    pub kind: Option<SourceKind>,
    /// Whether one has to pay for it.
    pub access: Option<Access>,
}

impl Source {
    /// Who published it: the publisher as written, else the host of its address. `None` where the address has no host.
    pub fn publisher_name(&self) -> Option<&str> {
        let written = self.publisher.as_ref().map(|publisher| publisher.value.as_str());
        written.or_else(|| address::host(&self.url.as_ref()?.value))
    }
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `news-report`
    NewsReport,
    /// `press-release`
    PressRelease,
    /// `document`
    Document,
    /// `social`
    Social,
    /// `interview`
    Interview,
    /// `broadcast`
    Broadcast,
}

/// Whether one has to pay for a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// `free`
    Free,
    /// `paywall`
    Paywall,
}

/// An entry of `updates`.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// When.
    pub date: Moment,
    /// What changed.
    pub what: String,
}

/// An entry of `corrections`.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// When.
    pub date: Moment,
    /// What was wrong.
    pub what: String,
    /// What the brief said.
    pub was: Option<String>,
    /// What it says.
    pub now: Option<String>,
}

/// The three kinds of named things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// `people`
    Person,
    /// `organisations`
    Organisation,
    /// `places`
    Place,
}

/// An entry of `people`, `organisations` or `places`.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityMention {
    /// Which list it stands in.
    pub kind: EntityKind,
    /// Its name, trimmed.
    pub name: At<String>,
    /// `wikidata:Q…`, `viaf:…`, `orcid:…`, `geonames:…` or an http(s) address.
    pub id: Option<At<String>>,
    /// Other names.
    pub aka: Vec<At<String>>,
    /// What the person is.
    pub role: Option<String>,
    /// The body that the role is in.
    pub of: Option<String>,
    /// Language of the name.
    pub lang: Option<Lang>,
    /// Degrees north, −90 to 90.
    pub lat: Option<f64>,
    /// Degrees east, −180 to 180.
    pub lon: Option<f64>,
}

/// An entry of `events`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The whole entry.
    pub at: Span,
    /// As written; the default comes from `what` and is set by the model.
    pub id: Option<At<Slug>>,
    /// Only a translation, which takes it from the original, may lack it.
    pub when: Option<At<Edtf>>,
    /// One sentence. Only a translation may lack it.
    pub what: Option<At<String>>,
    /// An event of another brief that is this event.
    pub same_as: Option<At<EventRef>>,
    /// Who took part.
    pub who: Vec<At<String>>,
    /// Where it was.
    pub places: Vec<At<String>>,
    /// The lane on a timeline.
    pub lane: Option<Slug>,
    /// What is known of it.
    pub state: Option<EventState>,
    /// Ids of sources; empty: all of the brief.
    pub sources: Vec<At<String>>,
    /// How the date was established.
    pub note: Option<String>,
    /// 1 to 5.
    pub rank: Option<u8>,
}

/// `brief-slug#event-id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventRef {
    /// The brief.
    pub brief: Slug,
    /// The event in it.
    pub event: Slug,
}

/// What is known of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventState {
    /// `reported`, the default
    Reported,
    /// `confirmed`
    Confirmed,
    /// `disputed`
    Disputed,
    /// `planned`
    Planned,
    /// `cancelled`
    Cancelled,
    /// `denied`
    Denied,
}

impl EventState {
    /// As manuscripts, queries and the page's scripts name it.
    pub fn as_str(self) -> &'static str {
        match self {
            EventState::Reported => "reported",
            EventState::Confirmed => "confirmed",
            EventState::Disputed => "disputed",
            EventState::Planned => "planned",
            EventState::Cancelled => "cancelled",
            EventState::Denied => "denied",
        }
    }
}

/// An entry of `statements`.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The whole entry.
    pub at: Span,
    /// Who speaks.
    pub who: At<String>,
    /// The office or body spoken for.
    pub on_behalf_of: Option<At<String>>,
    /// What is said.
    pub words: Words,
    /// When it was said.
    pub when: Option<At<Edtf>>,
    /// Where.
    pub place: Option<At<String>>,
    /// Ids of sources; empty: all of the brief.
    pub sources: Vec<At<String>>,
    /// The event that it speaks of.
    pub about: Option<At<Slug>>,
}

/// The words of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Words {
    /// `says`: a paraphrase.
    Paraphrase(String),
    /// `quote`: the exact words.
    Quote(At<String>),
}

/// An entry of `disputes`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The whole entry.
    pub at: Span,
    /// What is disputed.
    pub about: String,
    /// Party and position, in the order written; at least two.
    pub positions: Vec<Position>,
    /// Events that the dispute is about.
    pub events: Vec<At<Slug>>,
    /// What settled it; `None` while it is open.
    pub settled_by: Option<String>,
}

/// What a party of a dispute holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Who.
    pub party: At<String>,
    /// What.
    pub holds: String,
}

/// `image`.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// A file of the site.
    pub src: At<SitePath>,
    /// What it shows; empty only where it is decorative.
    pub alt: String,
    /// Whose it is.
    pub credit: Option<String>,
}

/// A value under an `x-` key.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Extra {
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Extra>),
    /// Pairs in the order written.
    #[serde(serialize_with = "pairs")]
    Map(Vec<(String, Extra)>),
}

fn pairs<S: serde::Serializer>(map: &[(String, Extra)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(map.iter().map(|(key, value)| (key, value)))
}

/// What follows the front matter: Markdown, and what had to be read off it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The text.
    pub markdown: String,
    /// Where it begins in the file, in bytes.
    pub start: usize,
    /// All text without markup, a line for each block.
    pub plain: String,
    /// Where in it the first paragraph is; empty where there is none.
    pub lead: Range<usize>,
    /// Number of words.
    pub words: usize,
    /// `[[…]]` links.
    pub references: Vec<At<Reference>>,
    /// Files of the site that links and images name.
    pub files: Vec<At<SitePath>>,
}

impl Body {
    /// The first paragraph as plain text; empty where there is none.
    pub fn lead(&self) -> &str {
        &self.plain[self.lead.clone()]
    }
}

/// The target of a `[[…]]` link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// `[[Name]]`, or `[[place:Georgia]]` with its kind.
    Entity(Option<EntityKind>, String),
    /// `[[story:slug]]`
    Story(String),
    /// `[[brief:slug]]`
    Brief(String),
}

impl Reference {
    /// The target that stands between `[[` and `]]` (before any `|`).
    pub fn parse(target: &str) -> Reference {
        // A name may be broken over two lines of Markdown.
        let target = target.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((kind, name)) = target.split_once(':') else {
            return Reference::Entity(None, target);
        };
        let name = name.trim().to_owned();
        match kind.trim() {
            "story" => Reference::Story(name),
            "brief" => Reference::Brief(name),
            "person" => Reference::Entity(Some(EntityKind::Person), name),
            "organisation" => Reference::Entity(Some(EntityKind::Organisation), name),
            "place" => Reference::Entity(Some(EntityKind::Place), name),
            _ => Reference::Entity(None, target.clone()),
        }
    }
}

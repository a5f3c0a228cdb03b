//! Timelines: the list of events with its headings, the frame of the picture, and the site's timeline pages.

use std::{collections::BTreeSet, fmt::Write};

use serde::Serialize;

use super::{
    Press,
    event_facets::{FIELDS, FacetName, facet_names},
    event_row::Row,
    html::{Html, escaped, push_escaped},
    marks::{self, LegendEntry, Mark},
    page::Head,
    voice::Voice,
};
use crate::{diagnostic::Diagnostic, lang::Direction, model::EventId, output::Output};

mod periods;

pub(crate) use periods::{Period, periods};

/// The most events that a page lists.
pub(crate) const MOST: usize = 300;
/// The most events that a small and a middle-sized picture show.
const SIZES: [usize; 2] = [6, 20];

/// The frame of the picture.
#[derive(Serialize)]
pub(crate) struct Picture {
    size: &'static str,
    /// What the script needs: `data-` attributes.
    attributes: Html,
    /// What the script of other calendars needs.
    dates: Html,
    /// Arrows towards earlier and later time.
    back: &'static str,
    forth: &'static str,
    legend: Vec<LegendEntry>,
    /// What its events can be chosen by.
    fields: Vec<Field>,
    /// What the script that tells what is new needs: `data-` attributes.
    since: Option<Html>,
    /// The element that shows it in a page of others, where it has an embed page.
    pub(crate) frame: Option<String>,
    /// Whether it stands in such a page, where nothing is saved.
    pub(crate) is_embedded: bool,
}

/// A field that events are chosen by.
#[derive(Serialize)]
struct Field {
    name: &'static str,
    title: String,
}

/// Events under one heading.
#[derive(Serialize)]
pub(crate) struct Group {
    title: String,
    rows: Vec<Html>,
}

/// The events of a story, a topic or an entity.
#[derive(Serialize)]
pub(crate) struct EventList<'a> {
    /// `32 events from June 2014 to March 2026`.
    span: String,
    /// `300 of 412`, where not all are listed.
    some: Option<String>,
    groups: Vec<Group>,
    /// What the items' facets are called.
    names: Vec<FacetName<'a>>,
    /// Where there are two or more.
    pub(crate) picture: Option<Picture>,
}

/// `page` in `timeline.html`.
#[derive(Serialize)]
struct TimelinePage<'a> {
    title: String,
    count: Option<String>,
    intro: String,
    picture: Option<Picture>,
    periods: Vec<Html>,
    groups: Vec<Group>,
    names: Vec<FacetName<'a>>,
    links: Vec<Html>,
}

impl Press<'_> {
    fn row(&self, id: EventId) -> &Row {
        &self.rows[id.0 as usize]
    }

    /// The list of the newest of `ids`, newest first by year, with its picture, and the symbols that both use. Nothing
    /// where there are no events. `frame` is the element that shows the same in a page of others.
    pub(crate) fn event_list(&self, ids: &[EventId], frame: Option<String>) -> Option<(EventList<'_>, Html)> {
        let shown = &ids[ids.len().saturating_sub(MOST)..];
        let picture = |marks: &mut _| Picture { frame, ..self.picture(shown, marks, None) };
        self.list_of(ids, shown, |marks| (ids.len() > 1).then(|| picture(marks)))
    }

    /// The same of the site's timeline: its list has the events of the first page, its picture has all.
    pub(crate) fn newest_events(&self) -> Option<(EventList<'_>, Html)> {
        let shown = &self.events[self.periods.first()?.events.clone()];
        self.list_of(&self.events, shown, |marks| {
            marks.extend(self.marks(&self.events));
            Some(self.picture(&self.events, marks, self.timeline_index()))
        })
    }

    /// Where the events of the site's timeline are, where its first page does not list them all.
    fn timeline_index(&self) -> Option<&str> {
        (self.events.len() > MOST).then_some(self.theme.timeline.as_str())
    }

    /// The attributes of the place where the site's timeline says what is new.
    fn since(&self) -> Option<Html> {
        let text = |key: &'static str| Some(self.voice.text(key).to_owned());
        let file = self.voice.href(self.theme.since.as_ref()?);
        Some(data_attributes(&[
            ("news", Some(file)),
            ("t-new", text("timeline_new")),
            ("t-since", text("timeline_since")),
            ("t-more", text("timeline_more")),
            ("t-mark", text("timeline_is_new")),
        ]))
    }

    fn list_of(
        &self,
        ids: &[EventId],
        shown: &[EventId],
        picture: impl FnOnce(&mut BTreeSet<Mark>) -> Option<Picture>,
    ) -> Option<(EventList<'_>, Html)> {
        if ids.is_empty() {
            return None;
        }
        let newest_first: Vec<_> = shown.iter().rev().copied().collect();
        let groups = self.groups(&newest_first, |row| (row.year, None));
        let language = self.voice.language;
        let (shown_count, all) = (language.number(shown.len()), language.number(ids.len()));
        let mut marks = self.marks(shown);
        let list = EventList {
            span: self.span(ids),
            picture: picture(&mut marks),
            some: (shown.len() < ids.len()).then(|| language.fill("some_of", &[("n", &shown_count), ("all", &all)])),
            groups,
            names: facet_names(self.site, language, shown.iter().copied()),
        };
        Some((list, marks::sprite(&marks, self.voice.language)))
    }

    fn marks(&self, ids: &[EventId]) -> BTreeSet<Mark> {
        ids.iter().map(|&id| self.row(id).mark).collect()
    }

    /// `32 events from June 2014 to March 2026, 2 with two accounts`.
    fn span(&self, ids: &[EventId]) -> String {
        let language = self.voice.language;
        let events = language.count("events", ids.len());
        let words = |id: &EventId| {
            let row = self.row(*id);
            row.span.clone().unwrap_or_else(|| self.year_or_month(row.year, row.month))
        };
        let (from, to) = (ids.first().map(words).unwrap_or_default(), ids.last().map(words).unwrap_or_default());
        let span = if from == to {
            events
        } else {
            language.fill("timeline_range", &[("events", &events), ("from", &from), ("to", &to)])
        };
        match ids.iter().filter(|&&id| self.row(id).is_disputed).count() {
            0 => span,
            n => format!("{span}{}{}", language.comma(), language.count("events_with_two_accounts", n)),
        }
    }

    /// The frame for a picture of events. The marks of its legend are added to `marks`.
    fn picture(&self, ids: &[EventId], marks: &mut BTreeSet<Mark>, index: Option<&str>) -> Picture {
        let (voice, events) = (&self.voice, ids.len());
        let disputed = ids.iter().any(|&id| self.row(id).is_disputed);
        let legend = marks::legend(marks, events > SIZES[1], disputed, voice.language);
        marks.extend(legend.iter().map(|entry| entry.mark));
        let (back, forth) = match voice.direction() {
            Direction::Ltr => ("←", "→"),
            Direction::Rtl => ("→", "←"),
        };
        let size = ["s", "m"].into_iter().zip(SIZES).find(|(_, most)| events <= *most).map_or("l", |(size, _)| size);
        let search = index.map(|_| self.theme.search.clone());
        let source = data_attributes(&[("src", index.map(|path| voice.href(path))), ("search", search)]);
        let attributes = Html::finished(&format!("{}{}", source.as_str(), self.picture_attributes.as_str()));
        let fields = FIELDS.map(|(name, title)| Field { name, title: voice.text(title).to_owned() }).into();
        Picture {
            size,
            attributes,
            dates: self.dates_attributes.clone(),
            back,
            forth,
            legend,
            fields,
            since: None,
            frame: None,
            is_embedded: false,
        }
    }

    /// Neighbouring events under one heading each: their year and month as `key` has them, or the years in which they
    /// lie where no single one is known.
    fn groups(&self, ids: &[EventId], key: impl Fn(&Row) -> (i64, Option<u8>)) -> Vec<Group> {
        let heading = |id: &EventId| (key(self.row(*id)), self.row(*id).span.as_ref());
        let groups = ids.chunk_by(|a, b| heading(a) == heading(b)).map(|ids| {
            let ((year, month), span) = heading(&ids[0]);
            let title = span.map_or_else(|| self.year_or_month(year, month), |span| self.voice.language.sentence(span));
            Group { title, rows: ids.iter().map(|&id| self.row(id).html.clone()).collect() }
        });
        groups.collect()
    }

    fn year_or_month(&self, year: i64, month: Option<u8>) -> String {
        let language = self.voice.language;
        month.map_or_else(|| language.year(year), |month| language.month(year, month))
    }
}

/// The `data-` attributes that `#timeline` has on every page.
pub(crate) fn picture_attributes(voice: &Voice<'_>) -> Html {
    let browser = voice.language.browser();
    let text = |key: &'static str| Some(voice.text(key).to_owned());
    let attributes = [
        ("base", Some(voice.base.path.clone())),
        ("digits", browser.digits),
        ("group", Some(browser.group)),
        ("group-from", Some(browser.group_from)),
        ("months", Some(browser.months)),
        ("months-short", Some(browser.months_short)),
        ("f-day", Some(browser.day)),
        ("f-month", Some(browser.month)),
        ("f-range", Some(browser.range)),
        ("f-ce", browser.ce),
        ("f-bce", Some(browser.bce)),
        ("first", browser.first),
        ("t-label", text("timeline_label")),
        ("t-status", text("timeline_status")),
        ("t-older", text("timeline_older")),
        ("t-disputed-count", text("timeline_disputed")),
        ("t-unlabelled", text("timeline_unlabelled")),
        ("t-untold", text("timeline_untold")),
        ("t-all", text("timeline_all")),
        ("t-other", text("timeline_other")),
        ("t-disputed", text("two_accounts")),
        ("t-planned", text("legend_planned")),
        ("t-cancelled", text("legend_cancelled")),
        ("t-denied", text("legend_denied")),
        ("t-close", text("timeline_close")),
        ("t-loading", text("search_loading")),
        ("t-saved", text("timeline_saved")),
        ("t-left-out", text("timeline_left_out")),
    ];
    data_attributes(&attributes)
}

/// The `data-` attributes of the choice between calendars: they are not with the others, since all of those go to the module.
pub(crate) fn dates_attributes(voice: &Voice<'_>) -> Html {
    let phrases = [
        ("year-hijri", "year_hijri"),
        ("year-persian", "year_persian"),
        ("year-hebrew", "year_hebrew"),
        ("here", "time_here"),
        ("utc", "time_utc"),
        ("shown", "dates_shown"),
    ];
    let phrases = phrases.map(|(name, key)| (name, Some(voice.text(key).to_owned())));
    let attributes: Vec<_> = phrases.into_iter().chain(voice.language.browser_words()).collect();
    data_attributes(&attributes)
}

/// ` data-NAME="VALUE"` of those that have a value.
pub(crate) fn data_attributes(attributes: &[(&str, Option<String>)]) -> Html {
    let mut html = String::new();
    for (name, value) in attributes.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        let _ = write!(html, " data-{name}=\"");
        push_escaped(&mut html, value);
        html.push('"');
    }
    Html::finished(&html)
}

impl Period {
    fn is_first_part(&self) -> bool {
        self.part.is_none_or(|(part, _)| part == 1)
    }

    /// "January 2024, 2 of 5".
    fn name(&self, press: &Press<'_>) -> String {
        let (language, whole) = (press.voice.language, self.name_of_whole(press));
        let Some((part, parts)) = self.part else { return whole };
        let number = |n: usize| language.number(n);
        let part = language.fill("some_of", &[("n", &number(part)), ("all", &number(parts))]);
        language.fill("title_and_range", &[("title", &whole), ("range", &part)])
    }

    /// The same without the part.
    fn name_of_whole(&self, press: &Press<'_>) -> String {
        let language = press.voice.language;
        match (self.year, self.month) {
            (Some(year), Some(month)) => language.month(year, month),
            (Some(year), None) => language.year(year),
            _ => language.text("timeline").to_owned(),
        }
    }
}

/// Renders one of the site's timeline pages.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn page(press: &Press<'_>, at: usize) -> Result<Output, Vec<Diagnostic>> {
    let (voice, language, period) = (&press.voice, press.voice.language, &press.periods[at]);
    let is_first = period.year.is_none();
    let ids = &press.events[period.events.clone()];
    let mut marks = if is_first { press.marks(&press.events) } else { press.marks(ids) };
    let picture = (is_first && !ids.is_empty()).then(|| Picture {
        since: press.since(),
        frame: press.frame(&period.address, None),
        ..press.picture(&press.events, &mut marks, press.timeline_index())
    });
    let name = period.name(press);
    let page = TimelinePage {
        title: name.clone(),
        count: is_first.then(|| language.count("events", press.events.len())).filter(|_| !ids.is_empty()),
        intro: if press.events.is_empty() {
            language.text("timeline_empty").to_owned()
        } else {
            intro(press, period, ids)
        },
        picture,
        periods: period_links(press, at),
        groups: if period.is_split { Vec::new() } else { press.groups(ids, |row| (row.year, row.month)) },
        names: if period.is_split { Vec::new() } else { facet_names(press.site, language, ids.iter().copied()) },
        links: neighbours(press, at),
    };
    let head = Head {
        description: Some(page.intro.clone()),
        section: "timeline",
        script: page.picture.is_some(),
        sprite: marks::sprite(&marks, language),
        ..press.head(voice, &period.address, &title(press, period, &name))
    };
    press.output("timeline.html", voice, &head, &page)
}

/// The first page's name, or "Timeline, January 2024".
fn title(press: &Press<'_>, period: &Period, name: &str) -> String {
    if period.year.is_none() {
        return name.to_owned();
    }
    press.voice.language.fill("title_and_range", &[("title", press.voice.text("timeline")), ("range", name)])
}

/// The first page tells of all events, since its picture shows them all, and where those stand that its list does not hold.
fn intro(press: &Press<'_>, period: &Period, ids: &[EventId]) -> String {
    if period.year.is_some() {
        return press.voice.language.as_sentence(&press.span(ids));
    }
    let language = press.voice.language;
    let mut intro = format!("{} {}", language.text("timeline_intro"), language.as_sentence(&press.span(&press.events)));
    if ids.len() < press.events.len() {
        intro.push(' ');
        intro.push_str(&language.fill("timeline_listed", &[("n", &language.number(ids.len()))]));
    }
    intro
}

/// From the first page to all years, from a year to its months.
fn period_links(press: &Press<'_>, at: usize) -> Vec<Html> {
    let period = &press.periods[at];
    let is_below = |other: &&Period| match (period.year, period.is_split) {
        (None, _) => other.year.is_some() && other.month.is_none(),
        (Some(year), true) => other.year == Some(year) && other.month.is_some() && other.is_first_part(),
        _ => false,
    };
    let below = press.periods.iter().enumerate().filter(|(_, other)| is_below(other));
    let mut links: Vec<_> = below.map(|(at, other)| list_link(press, at, &other.name_of_whole(press))).collect();
    if period.year.is_none() {
        links.reverse();
    }
    links
}

/// A link to a list that goes on there, with the first and last second of the events to which it leads: whoever gathers those of
/// a stretch of time follows no other.
fn list_link(press: &Press<'_>, at: usize, text: &str) -> Html {
    let period = &press.periods[at];
    let parts = press.periods[at..].iter().take_while(|other| (other.year, other.month) == (period.year, period.month));
    let end = parts.map(|part| part.events.end).max().unwrap_or(period.events.end);
    let bounds = press.events[period.events.start..end].iter().map(|&id| press.row(id).bounds);
    let (from, to) = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default();
    let href = escaped(&press.voice.href(&period.address));
    Html::finished(&format!("<a href=\"{href}\" data-within=\"{from} {to}\">{}</a>", escaped(text)))
}

/// To the page before and after in time, and to the first.
fn neighbours(press: &Press<'_>, at: usize) -> Vec<Html> {
    let period = &press.periods[at];
    if period.year.is_none() {
        return Vec::new();
    }
    let same_level = |other: &&Period| other.year.is_some() && other.month.is_some() == period.month.is_some();
    let before = press.periods[..at].iter().rev().find(same_level);
    let after = (at + 1..press.periods.len()).find(|&other| same_level(&&press.periods[other]));
    let text = |key: &str, other: &Period| press.voice.language.fill(key, &[("date", &other.name(press))]);
    let after = after.map(|at| {
        let other = &press.periods[at];
        let text = text("timeline_after", other);
        // The list of a month goes on there.
        if other.is_first_part() {
            press.voice.anchor(&other.address, &escaped(&text))
        } else {
            list_link(press, at, &text)
        }
    });
    let links = [
        before.map(|other| press.voice.anchor(&other.address, &escaped(&text("timeline_before", other)))),
        Some(press.voice.anchor("timeline/", press.voice.text("timeline"))),
        after,
    ];
    links.into_iter().flatten().collect()
}

//! An event as lists show it: rendered once in the site's language, and used on every list and timeline.

use std::borrow::Cow;

use briefing_index::edtf::{Date, Edtf, Form, Interval, Member};
use briefing_index::timeline;
use serde::Serialize;

use super::{
    Press,
    event_facets::facets,
    html::Html,
    marks::Mark,
    voice::{Voice, language_attributes},
};
use crate::{
    address,
    diagnostic::Diagnostic,
    manuscript::EventState,
    model::{Event, EventId, Telling},
};

/// A rendered event, with what lists group it by.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) html: Html,
    pub(crate) mark: Mark,
    pub(crate) is_disputed: bool,
    /// The year in which it begins, or, without a beginning, ends.
    pub(crate) year: i64,
    /// The month; `None` where the date does not say one.
    pub(crate) month: Option<u8>,
    /// `the 2010s`, where the date says no closer: the year is then but the first of several.
    pub(crate) span: Option<String>,
    /// The first known second, and the one after the last.
    pub(crate) bounds: (i64, i64),
}

/// `event` in `event.html`.
#[derive(Serialize)]
struct EventItem<'a> {
    address: String,
    /// What the picture draws of its date.
    parts: String,
    lane: Option<Cow<'a, str>>,
    /// What it can be chosen by.
    facets: String,
    /// Left out where it is `reported`.
    state: Option<&'static str>,
    /// Left out where it is 3.
    rank: Option<u8>,
    mark: String,
    mark_width: u8,
    bad: bool,
    when: Html,
    words: Option<&'a str>,
    attributes: Html,
    href: String,
    what: &'a str,
    other_dates: Vec<Html>,
    publishers: Vec<Html>,
}

/// The rank that an event has without saying so.
const USUAL_RANK: u8 = 3;

impl Press<'_> {
    /// The HTML of an event in a list.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn render_row(&self, id: EventId) -> Result<Row, Vec<Diagnostic>> {
        let (site, voice, event) = (self.site, &self.voice, &self.site[id]);
        // The model promises a telling.
        let telling = event.tellings[0];
        let told = site.telling(telling);
        let state = event.state;
        let mark = Mark::of(&told.when, state);
        let address = address::event(site, telling);
        let parts = timeline::parts(&told.when);
        let item = EventItem {
            href: voice.href(&address),
            address,
            parts: timeline::to_attribute(&parts),
            lane: site.lane_name(told),
            facets: facets(site, event),
            state: (state != EventState::Reported).then(|| state.as_str()),
            rank: (event.rank != USUAL_RANK).then_some(event.rank),
            mark: mark.id(),
            mark_width: mark.width(),
            bad: state == EventState::Disputed,
            when: voice.when(&told.when),
            words: state_words(state, voice),
            attributes: language_attributes(&site[telling.brief].lang, &voice.lang),
            what: &told.what,
            other_dates: self.other_dates(voice, event),
            publishers: self.event_publishers(voice, event),
        };
        let html = Html::finished(&self.theme.part("event.html", voice, "event", &item)?);
        let (year, month) = period(&told.when);
        let span = first_date(&told.when).and_then(|date| voice.language.span_of_years(date));
        Ok(Row {
            html,
            mark,
            is_disputed: state == EventState::Disputed,
            year,
            month,
            span,
            bounds: timeline::bounds(&parts),
        })
    }

    /// What other briefs say of the date, where it is not what the first says.
    fn other_dates(&self, voice: &Voice<'_>, event: &Event) -> Vec<Html> {
        let mut known = vec![&self.site.telling(event.tellings[0]).when];
        let mut notes = Vec::new();
        for &telling in &event.tellings[1..] {
            let when = &self.site.telling(telling).when;
            if !known.contains(&when) {
                known.push(when);
                notes.push(self.other_date(voice, telling));
            }
        }
        notes
    }

    /// `Reuters: 28 January 2024`, with a link to the brief.
    pub(crate) fn other_date(&self, voice: &Voice<'_>, telling: Telling) -> Html {
        let brief = &self.site[telling.brief];
        let publishers: Vec<_> = self.publishers(voice, brief).iter().map(|name| name.as_str().to_owned()).collect();
        let link = voice.anchor(&address::event(self.site, telling), &publishers.join(voice.language.comma()));
        let date = voice.when_within(&self.site.telling(telling).when);
        Html::finished(&voice.language.fill("own_date", &[("publisher", link.as_str()), ("date", date.as_str())]))
    }

    /// Who published the sources of all tellings, each once.
    fn event_publishers(&self, voice: &Voice<'_>, event: &Event) -> Vec<Html> {
        let names = self.publishers_of_event(event).into_iter();
        names.map(|name| Html::finished(&voice.run(name, None))).collect()
    }

    /// Their names.
    pub(crate) fn publishers_of_event(&self, event: &Event) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for &telling in &event.tellings {
            let brief = &self.site[telling.brief];
            for source in self.site.telling(telling).sources.iter().filter_map(|&at| brief.sources.get(at)) {
                let name = source.publisher_name().unwrap_or_default();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// What stands beside the date.
pub(crate) fn state_words<'a>(state: EventState, voice: &'a Voice<'_>) -> Option<&'a str> {
    match state {
        EventState::Reported => None,
        EventState::Disputed => Some(voice.text("two_accounts")),
        _ => Some(voice.language.state(state)),
    }
}

/// Year and month under which a date stands in lists, as it states them.
fn period(when: &Edtf) -> (i64, Option<u8>) {
    first_date(when).map_or((0, None), |date| (date.year(), date.month()))
}

/// The date by which another is put in order: that of its beginning, or, without one, of its end.
fn first_date(when: &Edtf) -> Option<&Date> {
    match when.form() {
        Form::Single(date)
        | Form::Interval(Interval::Between(date, _) | Interval::From(date, _) | Interval::Until(_, date)) => Some(date),
        Form::OneOf(members) | Form::AllOf(members) => members.first().map(|member| match member {
            Member::One(date) | Member::Range(date, _) | Member::Until(date) | Member::From(date) => date,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_stands_under_its_month_where_it_says_one() {
        let check = |when: &str, expected: (i64, Option<u8>)| {
            assert_eq!(period(&Edtf::parse(when).expect("a good date")), expected, "{when}");
        };
        check("2024-01-27?", (2024, Some(1)));
        check("2024-01", (2024, Some(1)));
        check("2024-02-29T23:30Z", (2024, Some(2)));
        check("2024", (2024, None));
        check("2024-21", (2024, None));
        check("2024-01-20/2024-02-03", (2024, Some(1)));
        check("/2024-01-27", (2024, Some(1)));
        check("[..2024-01]", (2024, Some(1)));
        check("{2024,2025-03}", (2024, None));
        check("2024-03-01/..", (2024, Some(3)));
        check("201X", (2010, None));
        check("-0044-03-15", (-44, Some(3)));
    }
}

//! The events of a brief, on its own page.

use briefing_index::edtf::{
    Bounds,
    calendar::{DAY, civil_from_days},
};
use serde::Serialize;

use super::View;
use crate::{
    address,
    manuscript::EventState,
    model::{BriefEvent, Name, Telling},
    render::{
        event_row::state_words,
        html::{Html, escaped},
        marks::Mark,
        voice::foreign_attributes,
    },
};

/// An event of `page.events`.
#[derive(Serialize)]
pub(super) struct ToldEvent<'a> {
    id: &'a str,
    mark: String,
    mark_width: u8,
    bad: bool,
    when: Html,
    words: Option<&'a str>,
    attributes: Html,
    what: &'a str,
    meta: Vec<Html>,
    note: Option<&'a str>,
    others: Vec<Html>,
}

impl<'a> View<'a> {
    /// The link to an event of the brief.
    pub(super) fn event_link(&self, event: &BriefEvent) -> String {
        format!("<a href=\"{}#e-{}\">{}</a>", escaped(self.page), escaped(event.id.as_str()), escaped(&event.what))
    }

    /// An event with all that the brief says of it.
    pub(super) fn event(&self, event: &'a BriefEvent) -> ToldEvent<'a> {
        let (site, language) = (self.press.site, self.voice.language);
        let mark = Mark::of(&event.when, event.state);
        let names = |names: &[Name]| {
            let names: Vec<_> = names.iter().map(|name| self.voice.name(site, name).as_str().to_owned()).collect();
            (!names.is_empty()).then(|| Html::finished(&language.list_and(&names)))
        };
        let meta = [names(&event.who), names(&event.places), self.some_sources(&event.sources)];
        ToldEvent {
            id: event.id.as_str(),
            mark: mark.id(),
            mark_width: mark.width(),
            bad: event.state == EventState::Disputed,
            when: self.voice.when(&event.when),
            words: state_words(event.state, self.voice),
            attributes: foreign_attributes(&event.what, self.voice.direction(), &self.other_languages(&event.sources)),
            what: &event.what,
            meta: meta.into_iter().flatten().collect(),
            note: event.note.as_deref(),
            others: self.other_tellings(event),
        }
    }

    /// Links to what other briefs tell of an event.
    fn other_tellings(&self, event: &BriefEvent) -> Vec<Html> {
        let site = self.press.site;
        let Some(id) = event.event else { return Vec::new() };
        let others = site[id].tellings.iter().filter(|telling| site[telling.brief].item != self.brief.item);
        let told = |telling: &Telling| {
            let (brief, other) = (&site[telling.brief], site.telling(*telling));
            let title = self.voice.run(&brief.title, Some(&brief.lang));
            let link = self.voice.anchor(&address::event(site, *telling), &title);
            let also = format!("{}: {}", self.voice.text("event_also_told"), link.as_str());
            if other.when == event.when {
                return Html::finished(&also);
            }
            Html::finished(&format!("{also} ({})", self.voice.when_within(&other.when).as_str()))
        };
        others.map(told).collect()
    }

    /// The link to the picture, with the first event chosen and all of them in view.
    pub(super) fn timeline_link(&self) -> Option<Html> {
        let first = self.brief.events.iter().find_map(|event| event.event)?;
        let telling = self.press.site[first].tellings.first()?;
        let shown = self.brief.events.iter().filter(|event| event.event.is_some()).count();
        let event = address::event(self.press.site, *telling).replace('#', "%23");
        let range = self.stretch().map(|(from, to)| format!("&from={from}&to={to}")).unwrap_or_default();
        let href = format!("{}?event={}{range}", self.voice.href("timeline/"), address::query(&event));
        let text = self.voice.language.count("events_on_timeline", shown);
        Some(Html::finished(&format!("<a href=\"{}\">{}</a>", escaped(&href), escaped(&text))))
    }

    /// The first and the last day of a stretch around all events of the brief, as the timeline dates them. `None` where their dates
    /// are beyond the years of four digits.
    fn stretch(&self) -> Option<(String, String)> {
        let site = self.press.site;
        let events = self.brief.events.iter().filter_map(|event| event.event);
        let dates =
            events.filter_map(|id| site[id].tellings.first()).map(|&telling| site.telling(telling).when.bounds());
        let (from, to) = around(dates)?;
        Some((written_day(from)?, written_day(to)?))
    }
}

/// What is before and after the events of a brief in the picture, at the least, in days: a day alone tells nothing.
const MARGIN: i64 = 15;

/// The days around all these bounds, since 1970-01-01, with a tenth before and after, so that nothing stands at the edge.
fn around(bounds: impl Iterator<Item = Bounds>) -> Option<(i64, i64)> {
    let ends: Vec<i64> = bounds.flat_map(|bounds| [bounds.from, bounds.to]).flatten().collect();
    let (from, to) = (ends.iter().min()?.div_euclid(DAY), ends.iter().max()?.div_euclid(DAY));
    let margin = MARGIN.max((to - from) / 10 + 1);
    Some((from - margin, to + margin))
}

/// A day as EDTF writes it; `None` beyond four digits.
fn written_day(day: i64) -> Option<String> {
    let (year, month, day) = civil_from_days(day);
    let sign = if year < 0 { "-" } else { "" };
    (year.abs() <= 9999).then(|| format!("{sign}{:04}-{month:02}-{day:02}", year.abs()))
}

#[cfg(test)]
mod tests {
    use briefing_index::edtf::Edtf;

    use super::*;

    #[test]
    fn the_stretch_of_a_brief_holds_all_its_events() {
        let check = |dates: &[&str], expected: Option<(&str, &str)>| {
            let bounds = dates.iter().map(|date| Edtf::parse(date).expect("a good date").bounds());
            let days = around(bounds).and_then(|(from, to)| Some((written_day(from)?, written_day(to)?)));
            assert_eq!(days, expected.map(|(from, to)| (from.to_owned(), to.to_owned())), "{dates:?}");
        };
        check(&["2024-01-27"], Some(("2024-01-12", "2024-02-12")));
        check(&["/2024-01-27", "2024-01~"], Some(("2023-12-17", "2024-02-16")));
        check(&["2014", "2024-03-01/.."], Some(("2012-12-25", "2025-03-08")));
        check(&["-0044-03-15"], Some(("-0044-02-29", "-0044-03-31")));
        check(&["Y17000"], None);
        check(&[], None);
    }
}

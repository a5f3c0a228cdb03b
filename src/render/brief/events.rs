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
    model::{BriefEvent, Dispute, Name, Telling},
    render::{
        event_row::state_words,
        html::{Html, escaped},
        marks::Mark,
        voice::{foreign_attributes, language_attributes},
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
    /// `None` where the accounts have it.
    note: Option<&'a str>,
    /// Links to the disputes about it.
    disputes: Option<Html>,
    accounts: Option<Accounts<'a>>,
    others: Vec<Html>,
}

/// What several briefs say of one event, as `components.html` shows it: this one first.
#[derive(Serialize)]
struct Accounts<'a> {
    /// Whether not all of them can be right.
    apart: bool,
    told: Vec<Account<'a>>,
}

/// What one brief says.
#[derive(Serialize)]
struct Account<'a> {
    /// The publishers of its sources.
    by: Html,
    when: Html,
    words: Option<&'a str>,
    attributes: Html,
    /// `None` where it stands above all accounts.
    what: Option<&'a str>,
    note: Option<&'a str>,
    note_attributes: Html,
    /// The link to the brief, where it is another.
    brief: Option<Html>,
}

impl<'a> View<'a> {
    /// The link to an event of the brief.
    pub(super) fn event_link(&self, event: &BriefEvent) -> String {
        format!("<a href=\"{}#e-{}\">{}</a>", escaped(self.page), escaped(event.id.as_str()), escaped(&event.what))
    }

    /// The event at that place with all that the brief says of it.
    pub(super) fn event(&self, at: usize) -> ToldEvent<'a> {
        let (site, language, event) = (self.press.site, self.voice.language, &self.brief.events[at]);
        let mark = Mark::of(&event.when, event.state);
        let names = |names: &[Name]| {
            let names: Vec<_> = names.iter().map(|name| self.voice.name(site, name).as_str().to_owned()).collect();
            (!names.is_empty()).then(|| Html::finished(&language.list_and(&names)))
        };
        let meta = [names(&event.who), names(&event.places), self.some_sources(&event.sources)];
        let (apart, agreeing): (Vec<_>, Vec<_>) =
            self.other_tellings(event).into_iter().partition(|other| self.is_told_otherwise(event, *other));
        let accounts = (!apart.is_empty()).then(|| self.accounts(event, &apart));
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
            note: event.note.as_deref().filter(|_| accounts.is_none()),
            disputes: self.disputes_about(at),
            accounts,
            others: agreeing.into_iter().map(|other| self.also_told(other)).collect(),
        }
    }

    /// Links to the disputes that are about the event at that place.
    fn disputes_about(&self, at: usize) -> Option<Html> {
        let disputes = self.brief.disputes.iter().filter(|dispute| dispute.events.contains(&at));
        let link = |dispute: &Dispute| {
            let (id, about) = (escaped(dispute.id.as_str()), self.voice.run(&dispute.about, None));
            format!("<a href=\"{}#d-{id}\">{about}</a>", escaped(self.page))
        };
        let (links, heading): (Vec<_>, _) = (disputes.map(link).collect(), self.voice.text("disputes_heading"));
        (!links.is_empty()).then(|| Html::finished(&format!("{heading}: {}", links.join(self.voice.language.comma()))))
    }

    /// What other briefs tell of an event.
    fn other_tellings(&self, event: &BriefEvent) -> Vec<Telling> {
        let site = self.press.site;
        let Some(id) = event.event else { return Vec::new() };
        let others = site[id].tellings.iter().filter(|telling| site[telling.brief].item != self.brief.item);
        others.copied().collect()
    }

    /// Whether another brief dates an event otherwise, or has it in a state that speaks against this one's.
    fn is_told_otherwise(&self, event: &BriefEvent, other: Telling) -> bool {
        let told = self.press.site.telling(other);
        let is_against = told.state == EventState::Disputed || self.is_contradicted(event);
        told.when != event.when || told.state != event.state && is_against
    }

    /// Whether the tellings of an event cannot all be right.
    fn is_contradicted(&self, event: &BriefEvent) -> bool {
        event.event.is_some_and(|id| self.press.site[id].is_contradicted)
    }

    /// This brief's account of an event, beside those of others.
    fn accounts(&self, event: &'a BriefEvent, others: &[Telling]) -> Accounts<'a> {
        let site = self.press.site;
        // What it says stands above, and the dispute that makes it disputed.
        let own = self.account(event);
        let words = own.words.filter(|_| event.state != EventState::Disputed);
        let own = Account { what: None, words, ..own };
        let other = |telling: &Telling| {
            let brief = &site[telling.brief];
            let title = self.voice.run(&brief.title, Some(&brief.lang));
            let view = View { id: telling.brief, brief, ..*self };
            Account {
                brief: Some(self.voice.anchor(&address::event(site, *telling), &title)),
                ..view.account(site.telling(*telling))
            }
        };
        Accounts {
            apart: self.is_contradicted(event),
            told: std::iter::once(own).chain(others.iter().map(other)).collect(),
        }
    }

    fn account(&self, event: &'a BriefEvent) -> Account<'a> {
        let voice = self.voice;
        let publishers: Vec<_> = event.sources.iter().map(|&at| self.publisher_link(at)).collect();
        Account {
            by: Html::finished(&voice.language.list_and(&publishers)),
            when: voice.when(&event.when),
            words: (event.state != EventState::Reported).then(|| voice.language.state(event.state)),
            attributes: self.told_attributes(&event.what, event),
            what: Some(&event.what),
            note: event.note.as_deref(),
            note_attributes: self.told_attributes(event.note.as_deref().unwrap_or_default(), event),
            brief: None,
        }
    }

    /// The attributes of an element with what the brief says of an event, on its own page or on that of another. A translation may
    /// have taken over the text, so that its script tells more than the brief's language.
    fn told_attributes(&self, text: &str, event: &BriefEvent) -> Html {
        let mut languages = vec![&self.brief.lang];
        languages.extend(self.other_languages(&event.sources));
        let attributes = foreign_attributes(text, self.voice.direction(), &languages);
        if attributes.is_empty() && self.brief.lang.direction() == self.voice.direction() {
            return language_attributes(&self.brief.lang, &self.voice.lang);
        }
        attributes
    }

    /// Another brief that tells the same of an event, and its sources.
    fn also_told(&self, telling: Telling) -> Html {
        let site = self.press.site;
        let brief = &site[telling.brief];
        let title = self.voice.run(&brief.title, Some(&brief.lang));
        let link = self.voice.anchor(&address::event(site, telling), &title);
        let view = View { id: telling.brief, brief, ..*self };
        let by = view.account(site.telling(telling)).by;
        Html::finished(&format!("{}: {} ({})", self.voice.text("event_also_told"), link.as_str(), by.as_str()))
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

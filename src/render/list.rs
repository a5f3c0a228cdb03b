//! Lists of briefs: cards by day, and the pages that older items stand on.

use std::ops::Range;

use serde::Serialize;

use super::{
    Press,
    html::{Html, escaped},
    page::Head,
    paginate::Sheet,
};
use crate::{diagnostic::Diagnostic, model::BriefId, output::Output};

/// The briefs of one day.
#[derive(Serialize)]
pub(crate) struct Day {
    date: Html,
    weekday: String,
    items: Vec<Html>,
}

/// The links from one page of a list to the others.
#[derive(Default, Serialize)]
pub(crate) struct Pager {
    newer: Option<String>,
    older: Option<String>,
    oldest: Option<String>,
}

/// `page` in `list.html`.
#[derive(Serialize)]
pub(crate) struct ListPage {
    /// What stands in the margin.
    pub(crate) kind: Html,
    pub(crate) count: Option<String>,
    /// What the page is part of.
    pub(crate) over: Option<Html>,
    pub(crate) title: String,
    pub(crate) days: Vec<Day>,
    pub(crate) pager: Pager,
    /// To neighbours.
    pub(crate) links: Vec<Html>,
}

/// A list that has pages of older items.
pub(crate) struct ListOf<'a> {
    /// Of its first page.
    pub(crate) address: String,
    /// What it is: "Topic".
    pub(crate) kind: &'a str,
    /// Its name as text and as HTML.
    pub(crate) name: &'a str,
    pub(crate) html: String,
    /// The entry of the navigation that it belongs to.
    pub(crate) section: &'static str,
}

impl Press<'_> {
    /// The cards of briefs.
    pub(crate) fn cards(&self, ids: &[BriefId]) -> Vec<Html> {
        ids.iter().map(|&id| self.card(id)).collect()
    }

    /// Cards by day. The briefs are in the order of their days.
    pub(crate) fn days(&self, ids: &[BriefId]) -> Vec<Day> {
        let same_day = |a: &BriefId, b: &BriefId| self.site[*a].date.day == self.site[*b].date.day;
        let days = ids.chunk_by(same_day).map(|ids| {
            let day = self.site[ids[0]].date.day;
            Day {
                date: self.voice.day(day),
                weekday: self.voice.language.weekday(day).to_owned(),
                items: self.cards(ids),
            }
        });
        days.collect()
    }

    /// The links from `sheet` of the list at `address`.
    pub(crate) fn pager(&self, sheet: &Sheet, address: &str) -> Pager {
        let href = |address: Option<String>| address.map(|address| self.voice.href(&address));
        Pager {
            newer: href(sheet.newer(address)),
            older: href(sheet.older(address)),
            oldest: href(sheet.oldest(address)),
        }
    }

    /// A page with older items of a list. It names the time that it covers rather than its place among the pages: that
    /// would change with every page that is added.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn older_page(
        &self,
        list: &ListOf<'_>,
        ids: &[BriefId],
        sheet: &Sheet,
    ) -> Result<Output, Vec<Diagnostic>> {
        let ids = &ids[sheet.items.clone()];
        let range = self.range_of(ids);
        let name = self.voice.language.fill("title_and_range", &[("title", list.name), ("range", &range)]);
        let page = ListPage {
            kind: Html::finished(&escaped(list.kind)),
            count: None,
            over: Some(self.voice.anchor(&list.address, &list.html)),
            title: range,
            days: self.days(ids),
            pager: self.pager(sheet, &list.address),
            links: Vec::new(),
        };
        let head = Head { section: list.section, ..self.head(&self.voice, &sheet.address(&list.address), &name) };
        self.output("list.html", &self.voice, &head, &page)
    }

    /// From the oldest to the newest day of briefs that begin with the newest.
    pub(crate) fn range_of(&self, ids: &[BriefId]) -> String {
        let day = |id: Option<&BriefId>| id.map(|&id| self.site[id].date.day);
        let (Some(from), Some(to)) = (day(ids.last()), day(ids.first())) else { return String::new() };
        let language = self.voice.language;
        let (first, last) = (language.day(from), language.day(to));
        if from == to { first } else { self.range.replace("{from}", &first).replace("{to}", &last) }
    }
}

/// A month of the archive: its briefs are a range of the site's items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    pub(crate) year: i16,
    pub(crate) month: i8,
    pub(crate) items: Range<usize>,
}

impl Month {
    /// `archive/2024/01/`
    pub(crate) fn address(&self) -> String {
        format!("archive/{:04}/{:02}/", self.year, self.month)
    }

    /// In words.
    pub(crate) fn name(&self, press: &Press<'_>) -> String {
        press.voice.language.month(self.year.into(), self.month.unsigned_abs())
    }
}

impl Press<'_> {
    /// The months that have briefs, newest first.
    pub(crate) fn months_of(&self, ids: &[BriefId]) -> Vec<Month> {
        let key = |id: &BriefId| (self.site[*id].date.day.year(), self.site[*id].date.day.month());
        let mut start = 0;
        let chunks = ids.chunk_by(|a, b| key(a) == key(b));
        let months = chunks.map(|chunk| {
            let ((year, month), items) = (key(&chunk[0]), start..start + chunk.len());
            start = items.end;
            Month { year, month, items }
        });
        months.collect()
    }

    /// A month of the archive, or a page with its older items.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn month_page(&self, at: usize, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
        let month = &self.months[at];
        let ids = &self.site.items[month.items.clone()];
        let (voice, language) = (&self.voice, self.voice.language);
        let name = language.fill("archive_of", &[("date", &month.name(self))]);
        let address = month.address();
        if sheet.number.is_some() {
            let list = ListOf { html: escaped(&name), address, kind: voice.text("archive"), name: &name, section: "" };
            return self.older_page(&list, ids, sheet);
        }
        let neighbour = |key: &str, at: Option<usize>| {
            let month = at.and_then(|at| self.months.get(at))?;
            let text = language.fill(key, &[("date", &month.name(self))]);
            Some(voice.anchor(&month.address(), &escaped(&text)))
        };
        let count = language.count("briefs", ids.len());
        let page = ListPage {
            kind: voice.anchor("archive/", voice.text("archive")),
            count: Some(count.clone()),
            over: None,
            title: name.clone(),
            days: self.days(&ids[sheet.items.clone()]),
            pager: self.pager(sheet, &address),
            links: [neighbour("earlier_month", Some(at + 1)), neighbour("later_month", at.checked_sub(1))]
                .into_iter()
                .flatten()
                .collect(),
        };
        let description = Some(format!("{name}{}{count}.", language.comma()));
        let head = Head { description, ..self.head(voice, &address, &name) };
        self.output("list.html", voice, &head, &page)
    }
}

//! Dates of events in words: every form of EDTF that the format takes.
//!
//! The words begin with a small letter, so that they fit into a sentence; [`Language::sentence`] makes a line of them.

use briefing_index::edtf::{Clock, Date, Edge, Edtf, Form as EdtfForm, Interval, Mark, Member, Part, Season};

use super::{
    Language,
    dates::month_of,
    fill::{fill, fill_forms},
    patterns::Form,
};

impl Language {
    /// The date in words: `probably 27 January 2024`.
    pub fn when(&self, when: &Edtf) -> String {
        Speaker { language: self, year: None }.edtf(when)
    }

    /// `the 2010s`: the words for a date that names no single year, without its mark; `None` for one that does.
    pub fn span_of_years(&self, date: &Date) -> Option<String> {
        let speaker = Speaker { language: self, year: None };
        matches!(date.part(), Part::Decade | Part::Century).then(|| speaker.bare(date, None))
    }

    /// The date in words without its year where that is `year`: `probably 27 January`. For lists by year.
    pub fn when_in_year(&self, when: &Edtf, year: i64) -> String {
        Speaker { language: self, year: Some(year) }.edtf(when)
    }
}

/// How a date is said.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// By itself: `in the 2010s`.
    Alone,
    /// Behind a word, in the form for which that word asks: `since the 2010s`.
    Behind(Option<&'a Form>),
}

/// Says dates in a language.
#[derive(Clone, Copy)]
struct Speaker<'a> {
    language: &'a Language,
    /// The year that goes without saying.
    year: Option<i64>,
}

impl<'a> Speaker<'a> {
    fn edtf(self, when: &Edtf) -> String {
        match when.form() {
            EdtfForm::Single(date) => self.date(date, Place::Alone),
            EdtfForm::Interval(interval) => self.interval(interval),
            EdtfForm::OneOf(members) => {
                if let Some(days) = self.days_of_a_month(members, |days| self.language.list_or(days)) {
                    return days;
                }
                let said: Vec<_> = members.iter().map(|member| self.alternative(member)).collect();
                self.language.list_or(&said)
            }
            EdtfForm::AllOf(members) => {
                if let Some(days) = self.days_of_a_month(members, |days| self.language.list_and(days)) {
                    return days;
                }
                let said: Vec<_> = members.iter().map(|member| self.member(member)).collect();
                self.language.list_and(&said)
            }
        }
    }

    /// `9 or 10 June 2014`: where all members are plain days of one month, which is then said once.
    fn days_of_a_month(self, members: &[Member], join: impl Fn(&[String]) -> String) -> Option<String> {
        let day = |member: &Member| match member {
            Member::One(date) if date.mark() == Mark::None => match date.part() {
                Part::Day { month, day } => Some((date.year(), month, day)),
                _ => None,
            },
            _ => None,
        };
        let days = members.iter().map(day).collect::<Option<Vec<_>>>()?;
        let &(year, month, _) = days.first()?;
        if days.len() < 2 || days.iter().any(|&(y, m, _)| (y, m) != (year, month)) {
            return None;
        }
        let language = self.language;
        let numbers: Vec<_> = days.iter().map(|&(.., day)| language.day_number(day)).collect();
        let pattern = if self.year == Some(year) { &language.dates.day_of_year } else { &language.dates.day };
        let month = month_of(&language.months.in_day, month);
        Some(fill(pattern, &[("day", &join(&numbers)), ("month", month), ("year", &language.year(year))]))
    }

    /// A date with what its mark says.
    fn date(self, date: &Date, place: Place<'a>) -> String {
        let words = &self.language.words;
        // The form is that for which the first word asks: "since probably …", not "probably on …".
        let asked = |form: Option<&'a Form>| match place {
            Place::Behind(before) => before.or(form),
            Place::Alone => form,
        };
        match (date.mark(), place) {
            (Mark::None, Place::Alone) => self.placed(date),
            (Mark::None, Place::Behind(form)) => self.bare(date, form),
            (Mark::Uncertain, Place::Alone) => {
                self.around(&words.uncertain, |form| form.map_or_else(|| self.placed(date), |_| self.bare(date, form)))
            }
            (Mark::Uncertain, _) => self.around(&words.uncertain, |form| self.bare(date, asked(form))),
            (Mark::Approximate, _) => self.around(&words.approximate, |form| self.bare(date, asked(form))),
            (Mark::Both, _) => self.around(&words.uncertain_approximate, |form| self.bare(date, asked(form))),
        }
    }

    /// A pattern with a date, said in the form that the pattern asks for.
    fn around(self, pattern: &str, date: impl Fn(Option<&'a Form>) -> String) -> String {
        fill_forms(pattern, |_, form| date(self.form(form)))
    }

    /// A pattern with a date, marks and all.
    fn behind(self, pattern: &str, date: &Date) -> String {
        self.around(pattern, |form| self.date(date, Place::Behind(form)))
    }

    /// The same with two dates.
    fn between(self, pattern: &str, from: &Date, to: &Date) -> String {
        fill_forms(pattern, |name, form| {
            let date = if name == "from" { from } else { to };
            self.date(date, Place::Behind(self.form(form)))
        })
    }

    fn form(self, name: Option<&str>) -> Option<&'a Form> {
        name.and_then(|name| self.language.forms.get(name))
    }

    /// The date without its mark; with unknown digits, as that in which it lies: `in the 2010s`.
    fn placed(self, date: &Date) -> String {
        let spans = &self.language.spans;
        match date.part() {
            Part::Century => self.years(&spans.in_years, date, 99),
            Part::Decade if date.year() > 0 => self.decade(&spans.in_decade, date),
            Part::Decade => self.years(&spans.in_years, date, 9),
            Part::SomeMonth | Part::SomeDayOfYear => self.around(&spans.in_year, |form| self.bare(date, form)),
            Part::SomeDayOfMonth(_) => self.around(&spans.in_month, |form| self.bare(date, form)),
            _ => self.bare(date, None),
        }
    }

    /// The date without its mark: `the 2010s`, `January 2024`.
    fn bare(self, date: &Date, form: Option<&Form>) -> String {
        let language = self.language;
        let formed = |key: &str| form.and_then(|form| form.patterns.get(key)).map(String::as_str);
        let spans = &language.spans;
        match date.part() {
            Part::Decade if date.year() > 0 => self.decade(formed("decade").unwrap_or(&spans.decade), date),
            Part::Decade => self.years(formed("years").unwrap_or(&spans.years), date, 9),
            Part::Century => self.years(formed("years").unwrap_or(&spans.years), date, 99),
            Part::Year | Part::SomeMonth | Part::SomeDayOfYear => {
                let year = language.year(date.year());
                formed("year").map_or_else(|| year.clone(), |pattern| fill(pattern, &[("year", &year)]))
            }
            Part::Season(season) => self.season(season, date.year(), &formed),
            Part::Month(month) | Part::SomeDayOfMonth(month) => {
                let months = form.and_then(|form| form.months.as_ref()).unwrap_or(&language.months.full);
                let (month, year) = (month_of(months, month), language.year(date.year()));
                let pattern = match self.says(date) {
                    true => formed("month").unwrap_or(&language.dates.month),
                    false => formed("month_of_year").unwrap_or("{month}"),
                };
                fill(pattern, &[("month", month), ("year", &year)])
            }
            Part::Day { month, day } => in_pattern(formed("day"), self.day(date, month, day)),
            Part::Clock { month, day, clock } => {
                let time = language.clock_time(clock.hour, clock.minute, clock.second);
                let said = language.clock(&self.day(date, month, day), &time, clock.offset);
                in_pattern(formed("day"), said)
            }
        }
    }

    fn day(self, date: &Date, month: u8, day: u8) -> String {
        match self.says(date) {
            true => self.language.day_of(date.year(), month, day),
            false => self.language.day_and_month(month, day),
        }
    }

    /// A span that begins with the date's year and ends `more` years later.
    fn years(self, pattern: &str, date: &Date, more: i64) -> String {
        let (first, last) = (date.year(), date.year().saturating_add(more));
        fill(pattern, &[("first", &self.language.year(first)), ("last", &self.language.year(last))])
    }

    /// A decade from the year 10 on.
    fn decade(self, pattern: &str, date: &Date) -> String {
        let [first, last] = [0, 9].map(|more| self.language.bare_year(date.year().saturating_add(more)));
        fill(pattern, &[("first", &first), ("last", &last)])
    }

    /// A winter lies in two years, so seasons keep their year always.
    fn season<'f>(self, season: Season, year: i64, formed: &impl Fn(&str) -> Option<&'f str>) -> String {
        let (language, dates) = (self.language, &self.language.dates);
        let (key, usual) = match season {
            Season::Spring => ("spring", &dates.spring),
            Season::Summer => ("summer", &dates.summer),
            Season::Autumn => ("autumn", &dates.autumn),
            Season::Winter => ("winter", &dates.winter),
        };
        let pattern = formed(key).unwrap_or(usual);
        let next = year.saturating_add(1);
        // Two digits say enough within one century of four-digit years: 2024–25, but 1999–2000 and 2 BCE–1 BCE.
        let short = match next {
            1000..=9999 if next % 100 != 0 => language.numerals.two_digits(next.unsigned_abs() % 100),
            _ => language.bare_year(next),
        };
        // Where it lies in two years, what is said beside their numbers is said of both.
        let said = if season == Season::Winter { language.bare_year(year) } else { language.year(year) };
        fill(pattern, &[("year", &said), ("next", &language.bare_year(next)), ("next_short", &short)])
    }

    fn interval(self, interval: &Interval) -> String {
        let words = &self.language.words;
        match interval {
            Interval::Between(from, to) => self.range(from, to),
            Interval::From(from, Edge::Open) => self.behind(&words.since, from),
            Interval::From(from, Edge::Unknown) => self.behind(&words.from_end_unknown, from),
            Interval::Until(Edge::Open, to) => self.behind(&words.until, to),
            Interval::Until(Edge::Unknown, to) => self.behind(&words.until_start_unknown, to),
        }
    }

    /// A member of `[…]`.
    fn alternative(self, member: &Member) -> String {
        let words = &self.language.words;
        match member {
            Member::One(date) => self.date(date, Place::Alone),
            Member::Range(from, to) => self.between(&words.once_between, from, to),
            Member::Until(to) => self.behind(&words.by, to),
            Member::From(from) => self.behind(&words.not_before, from),
        }
    }

    /// A member of `{…}`.
    fn member(self, member: &Member) -> String {
        let words = &self.language.words;
        match member {
            Member::One(date) => self.date(date, Place::Alone),
            Member::Range(from, to) => self.range(from, to),
            Member::Until(to) => self.behind(&words.until, to),
            Member::From(from) => self.behind(&words.since, from),
        }
    }

    /// From one date to another, as short as it can be said.
    fn range(self, from: &Date, to: &Date) -> String {
        if from == to {
            return self.date(from, Place::Alone);
        }
        if from.mark() != Mark::None || to.mark() != Mark::None {
            return self.between(&self.language.ranges.words, from, to);
        }
        let ranges = &self.language.ranges;
        let one_year = from.year() == to.year();
        match (from.part(), to.part()) {
            (Part::Day { month, day }, Part::Day { month: end_month, day: end_day }) if one_year => {
                self.days(from, (month, day), (end_month, end_day))
            }
            (Part::Month(month), Part::Month(end_month)) if one_year => self.months(from, month, end_month),
            (Part::Year, Part::Year) if from.year() > 0 => {
                let [from, to] = [from, to].map(|date| self.language.bare_year(date.year()));
                fill(&ranges.years, &[("from", &from), ("to", &to)])
            }
            (Part::Clock { clock, .. }, Part::Clock { clock: end, .. }) if same_day(from, to) => {
                self.clocks(from, clock, end)
            }
            (a, b) if std::mem::discriminant(&a) == std::mem::discriminant(&b) => {
                fill(&ranges.other, &[("from", &self.bare(from, None)), ("to", &self.bare(to, None))])
            }
            _ => self.between(&ranges.words, from, to),
        }
    }

    /// From a month and day to a month and day of the same year.
    fn days(self, from: &Date, (month, day): (u8, u8), (end_month, end_day): (u8, u8)) -> String {
        let (language, ranges) = (self.language, &self.language.ranges);
        let pattern = match (month == end_month, self.says(from)) {
            (true, true) => &ranges.days,
            (true, false) => &ranges.days_of_year,
            (false, true) => &ranges.days_of_months,
            (false, false) => &ranges.days_of_months_of_year,
        };
        let number = |n: u8| language.day_number(n);
        let name = |month: u8| month_of(&language.months.in_day, month);
        let (day, end_day, year) = (number(day), number(end_day), language.year(from.year()));
        let months = [("month", name(month)), ("end_month", name(end_month))];
        fill(pattern, &[("day", &day), ("end_day", &end_day), months[0], months[1], ("year", &year)])
    }

    fn months(self, from: &Date, month: u8, end_month: u8) -> String {
        let (language, ranges) = (self.language, &self.language.ranges);
        let pattern = if self.says(from) { &ranges.months } else { &ranges.months_of_year };
        let (month, end_month) = (language.month_name(month), language.month_name(end_month));
        fill(pattern, &[("month", month), ("end_month", end_month), ("year", &language.year(from.year()))])
    }

    /// From a clock time to another of the same day and offset.
    fn clocks(self, from: &Date, start: Clock, end: Clock) -> String {
        let (language, dates) = (self.language, &self.language.dates);
        let pattern = if start.offset == 0 { &dates.clock_range_utc } else { &dates.clock_range_offset };
        let time = |clock: Clock| language.clock_time(clock.hour, clock.minute, clock.second);
        let day = self.day(from, from.month().unwrap_or(1), from.day().unwrap_or(1));
        let (start_time, end_time, offset) = (time(start), time(end), language.offset(start.offset));
        fill(pattern, &[("date", &day), ("from", &start_time), ("to", &end_time), ("offset", &offset)])
    }

    /// Whether the date's year has to be said.
    fn says(self, date: &Date) -> bool {
        self.year != Some(date.year())
    }
}

/// Whether two clock times are of one day as written, with one offset.
fn same_day(a: &Date, b: &Date) -> bool {
    let day = |date: &Date| (date.year(), date.month(), date.day(), date.clock().map(|clock| clock.offset));
    day(a) == day(b)
}

fn in_pattern(pattern: Option<&str>, date: String) -> String {
    pattern.map_or_else(|| date.clone(), |pattern| fill(pattern, &[("date", &date)]))
}

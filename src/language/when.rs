//! Dates of events in words: every form of EDTF that the format takes.
//!
//! The words begin with a small letter, so that they fit into a sentence; [`Language::sentence`] makes a line of them.

use briefing_index::edtf::{Clock, Date, Edge, Edtf, Form, Interval, Mark, Member, Part, Season};

use super::{Language, dates::month_of, fill::fill};

impl Language {
    /// The date in words: `probably 27 January 2024`.
    pub fn when(&self, when: &Edtf) -> String {
        Speaker { language: self, year: None }.edtf(when)
    }

    /// `the 2010s`: the words for a date that names no single year, without its mark; `None` for one that does.
    pub fn span_of_years(&self, date: &Date) -> Option<String> {
        let speaker = Speaker { language: self, year: None };
        matches!(date.part(), Part::Decade | Part::Century).then(|| speaker.bare(date))
    }

    /// The date in words without its year where that is `year`: `probably 27 January`. For lists by year.
    pub fn when_in_year(&self, when: &Edtf, year: i64) -> String {
        Speaker { language: self, year: Some(year) }.edtf(when)
    }
}

/// Says dates in a language.
#[derive(Clone, Copy)]
struct Speaker<'a> {
    language: &'a Language,
    /// The year that goes without saying.
    year: Option<i64>,
}

impl Speaker<'_> {
    fn edtf(self, when: &Edtf) -> String {
        match when.form() {
            Form::Single(date) => self.date(date),
            Form::Interval(interval) => self.interval(interval),
            Form::OneOf(members) => {
                if let Some(days) = self.days_of_a_month(members, |days| self.language.list_or(days)) {
                    return days;
                }
                let said: Vec<_> = members.iter().map(|member| self.alternative(member)).collect();
                self.language.list_or(&said)
            }
            Form::AllOf(members) => {
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
        let numbers: Vec<_> = days.iter().map(|&(.., day)| language.numerals.plain(day.into())).collect();
        let pattern = if self.year == Some(year) { &language.dates.day_of_year } else { &language.dates.day };
        let month = month_of(&language.months.in_day, month);
        Some(fill(pattern, &[("day", &join(&numbers)), ("month", month), ("year", &language.year(year))]))
    }

    /// A date with what its mark says.
    fn date(self, date: &Date) -> String {
        let words = &self.language.words;
        match date.mark() {
            Mark::None => self.placed(date),
            Mark::Uncertain => around(&words.uncertain, &self.placed(date)),
            Mark::Approximate => around(&words.approximate, &self.bare(date)),
            Mark::Both => around(&words.uncertain_approximate, &self.bare(date)),
        }
    }

    /// The date without its mark; with unknown digits, as that in which it lies: `in the 2010s`.
    fn placed(self, date: &Date) -> String {
        let spans = &self.language.spans;
        match date.part() {
            Part::Century => self.years(&spans.in_years, date, 99),
            Part::Decade if date.year() > 0 => self.years(&spans.in_decade, date, 9),
            Part::Decade => self.years(&spans.in_years, date, 9),
            Part::SomeMonth | Part::SomeDayOfYear => around(&spans.in_year, &self.bare(date)),
            Part::SomeDayOfMonth(_) => around(&spans.in_month, &self.bare(date)),
            _ => self.bare(date),
        }
    }

    /// The date without its mark, by itself: `the 2010s`, `January 2024`.
    fn bare(self, date: &Date) -> String {
        let language = self.language;
        match date.part() {
            Part::Century => self.years(&language.spans.years, date, 99),
            Part::Decade if date.year() > 0 => self.years(&language.spans.decade, date, 9),
            Part::Decade => self.years(&language.spans.years, date, 9),
            Part::Year | Part::SomeMonth | Part::SomeDayOfYear => language.year(date.year()),
            Part::Season(season) => self.season(season, date.year()),
            Part::Month(month) | Part::SomeDayOfMonth(month) if self.says(date) => language.month(date.year(), month),
            Part::Month(month) | Part::SomeDayOfMonth(month) => language.month_name(month).to_owned(),
            Part::Day { month, day } => self.day(date, month, day),
            Part::Clock { month, day, clock } => {
                let time = language.clock_time(clock.hour, clock.minute, clock.second);
                language.clock(&self.day(date, month, day), &time, clock.offset)
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

    /// A winter lies in two years, so seasons keep their year always.
    fn season(self, season: Season, year: i64) -> String {
        let language = self.language;
        let pattern = match season {
            Season::Spring => &language.dates.spring,
            Season::Summer => &language.dates.summer,
            Season::Autumn => &language.dates.autumn,
            Season::Winter => &language.dates.winter,
        };
        let next = year.saturating_add(1);
        // Two digits say enough within one century of four-digit years: 2024–25, but 1999–2000 and 2 BCE–1 BCE.
        let short = match next {
            1000..=9999 if next % 100 != 0 => language.numerals.two_digits(next.unsigned_abs() % 100),
            _ => language.year(next),
        };
        fill(pattern, &[("year", &language.year(year)), ("next", &language.year(next)), ("next_short", &short)])
    }

    fn interval(self, interval: &Interval) -> String {
        let words = &self.language.words;
        match interval {
            Interval::Between(from, to) => self.range(from, to),
            Interval::From(from, Edge::Open) => around(&words.since, &self.date(from)),
            Interval::From(from, Edge::Unknown) => around(&words.from_end_unknown, &self.date(from)),
            Interval::Until(Edge::Open, to) => around(&words.until, &self.date(to)),
            Interval::Until(Edge::Unknown, to) => around(&words.until_start_unknown, &self.date(to)),
        }
    }

    /// A member of `[…]`.
    fn alternative(self, member: &Member) -> String {
        let words = &self.language.words;
        match member {
            Member::One(date) => self.date(date),
            Member::Range(from, to) => between(&words.once_between, &self.date(from), &self.date(to)),
            Member::Until(to) => around(&words.by, &self.date(to)),
            Member::From(from) => around(&words.not_before, &self.date(from)),
        }
    }

    /// A member of `{…}`.
    fn member(self, member: &Member) -> String {
        let words = &self.language.words;
        match member {
            Member::One(date) => self.date(date),
            Member::Range(from, to) => self.range(from, to),
            Member::Until(to) => around(&words.until, &self.date(to)),
            Member::From(from) => around(&words.since, &self.date(from)),
        }
    }

    /// From one date to another, as short as it can be said.
    fn range(self, from: &Date, to: &Date) -> String {
        if from == to {
            return self.date(from);
        }
        if from.mark() != Mark::None || to.mark() != Mark::None {
            return between(&self.language.ranges.words, &self.date(from), &self.date(to));
        }
        let ranges = &self.language.ranges;
        let one_year = from.year() == to.year();
        match (from.part(), to.part()) {
            (Part::Day { month, day }, Part::Day { month: end_month, day: end_day }) if one_year => {
                self.days(from, (month, day), (end_month, end_day))
            }
            (Part::Month(month), Part::Month(end_month)) if one_year => self.months(from, month, end_month),
            (Part::Year, Part::Year) if from.year() > 0 => between(&ranges.years, &self.bare(from), &self.bare(to)),
            (Part::Clock { clock, .. }, Part::Clock { clock: end, .. }) if same_day(from, to) => {
                self.clocks(from, clock, end)
            }
            (a, b) if std::mem::discriminant(&a) == std::mem::discriminant(&b) => {
                between(&ranges.other, &self.bare(from), &self.bare(to))
            }
            _ => between(&ranges.words, &self.bare(from), &self.bare(to)),
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
        let number = |n: u8| language.numerals.plain(n.into());
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

fn around(pattern: &str, date: &str) -> String {
    fill(pattern, &[("date", date)])
}

fn between(pattern: &str, from: &str, to: &str) -> String {
    fill(pattern, &[("from", from), ("to", to)])
}

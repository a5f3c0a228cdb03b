//! Days, months, years and instants.

use jiff::{Timestamp, civil, tz::TimeZone};

use super::{Language, fill::fill};
use crate::manuscript::Moment;

/// Names of months, January first.
#[derive(Clone, Debug)]
pub(super) struct Months {
    pub(super) full: [String; 12],
    pub(super) short: [String; 12],
    /// As they stand behind the number of a day.
    pub(super) in_day: [String; 12],
    /// Of other calendars, joined by `,`, where browsers have none or wrong ones in this language: [`OTHER_MONTHS`].
    pub(super) other: [Option<String>; 3],
}

/// The other calendars whose months a table may name, with how many they are. The thirteenth and fourteenth of the Hebrew one are
/// Elul and Adar II.
pub(super) const OTHER_MONTHS: [(&str, usize); 3] = [("hijri", 12), ("persian", 12), ("hebrew", 14)];

/// The longest year that is written without groups of digits.
const LONGEST_PLAIN_YEAR: u64 = 9999;

/// What the browser needs in order to write dates: values of `data-` attributes. In the patterns `{d}`, `{m}` and
/// `{y}` stand for day, month and year, `{from}` and `{to}` for dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// Zero to nine; `None` for those of ASCII.
    pub digits: Option<String>,
    /// What stands between groups of three digits, and the smallest number that has groups.
    pub group: String,
    pub group_from: String,
    /// Twelve names, joined by `,`, as they stand behind the number of a day.
    pub months: String,
    /// Twelve short names, joined by `,`.
    pub months_short: String,
    /// Day, month and year.
    pub day: String,
    /// Month and year.
    pub month: String,
    /// From one date to another.
    pub range: String,
    /// A year before the first.
    pub bce: String,
}

impl Language {
    /// `27 January 2024`
    pub fn day(&self, date: civil::Date) -> String {
        self.day_with(&self.months.in_day, date)
    }

    /// `27 Jan 2024`
    pub fn day_short(&self, date: civil::Date) -> String {
        self.day_with(&self.months.short, date)
    }

    /// `27 January`
    pub fn day_of_year(&self, date: civil::Date) -> String {
        self.day_and_month(ordinal(date.month()), ordinal(date.day()))
    }

    /// `Saturday`
    pub fn weekday(&self, date: civil::Date) -> &str {
        &self.weekdays[(date.weekday().to_monday_zero_offset() as usize) % 7]
    }

    /// `January 2024`
    pub fn month(&self, year: i64, month: u8) -> String {
        fill(&self.dates.month, &[("month", month_of(&self.months.full, month)), ("year", &self.year(year))])
    }

    /// `Jan 2024`
    pub fn month_short(&self, year: i64, month: u8) -> String {
        fill(&self.dates.month, &[("month", month_of(&self.months.short, month)), ("year", &self.year(year))])
    }

    /// `January`; months count from 1.
    pub fn month_name(&self, month: u8) -> &str {
        month_of(&self.months.full, month)
    }

    /// `2024`, and `44 BCE` for −43: years are astronomical, as in EDTF.
    pub fn year(&self, year: i64) -> String {
        if year > 0 {
            return self.bare_year(year.unsigned_abs());
        }
        fill(&self.dates.bce, &[("year", &self.bare_year(1_i64.saturating_sub(year).unsigned_abs()))])
    }

    /// The day of a moment, with the clock time where it has one.
    pub fn moment(&self, moment: &Moment, zone: &TimeZone) -> String {
        moment.instant.map_or_else(|| self.day(moment.day), |instant| self.instant(instant, zone))
    }

    /// `28 January 2024, 13:00 (UTC+3)`, to the minute, in that time zone.
    pub fn instant(&self, instant: Timestamp, zone: &TimeZone) -> String {
        let local = instant.to_zoned(zone.clone());
        let time = self.clock_time(ordinal(local.hour()), ordinal(local.minute()), None);
        let offset = (local.offset().seconds() / 60) as i16;
        self.clock(&self.day(local.date()), &time, offset)
    }

    /// What the browser needs in order to write dates as this language does.
    pub fn browser(&self) -> Browser {
        let ascii = self.numerals.digits.iter().collect::<String>();
        let short = [("day", "{d}"), ("month", "{m}"), ("year", "{y}")];
        Browser {
            digits: Some(ascii).filter(|digits| digits != "0123456789"),
            group: self.numerals.group.clone(),
            group_from: self.numerals.group_from.to_string(),
            months: self.months.in_day.join(","),
            months_short: self.months.short.join(","),
            day: fill(&self.dates.day, &short),
            month: fill(&self.dates.month, &short),
            range: self.ranges.other.clone(),
            bce: fill(&self.dates.bce, &short),
        }
    }

    /// What the browser needs beyond [`Language::browser`] in order to say a date of any form, in whatever calendar: names and values
    /// of `data-` attributes. The patterns have the placeholders that they have in the table.
    pub fn browser_words(&self) -> Vec<(&'static str, Option<String>)> {
        let (words, ranges, [hijri, persian, hebrew]) = (&self.words, &self.ranges, &self.months.other);
        let patterns = [
            ("uncertain", &words.uncertain),
            ("approximate", &words.approximate),
            ("both", &words.uncertain_approximate),
            ("since", &words.since),
            ("since-unknown", &words.from_end_unknown),
            ("until", &words.until),
            ("until-unknown", &words.until_start_unknown),
            ("by", &words.by),
            ("not-before", &words.not_before),
            ("once", &words.once_between),
            ("words", &ranges.words),
            ("days", &ranges.days_of_months),
            ("comma", &self.lists.comma),
            ("and", &self.lists.and),
            ("or", &self.lists.or),
        ];
        let months = [("months-hijri", hijri), ("months-persian", persian), ("months-hebrew", hebrew)];
        let patterns = patterns.map(|(name, pattern)| (name, Some(pattern.clone())));
        patterns.into_iter().chain(months.map(|(name, months)| (name, months.clone()))).collect()
    }

    pub(super) fn day_of(&self, year: i64, month: u8, day: u8) -> String {
        self.day_parts(&self.months.in_day, year, month, day)
    }

    pub(super) fn day_and_month(&self, month: u8, day: u8) -> String {
        let month = month_of(&self.months.in_day, month);
        fill(&self.dates.day_of_year, &[("day", &self.numerals.plain(day.into())), ("month", month)])
    }

    /// `10:00` or `10:00:05`
    pub(super) fn clock_time(&self, hour: u8, minute: u8, second: Option<u8>) -> String {
        let two = |n: u8| self.numerals.two_digits(n.into());
        let time = format!("{}:{}", two(hour), two(minute));
        second.map_or_else(|| time.clone(), |second| format!("{time}:{}", two(second)))
    }

    /// A clock time on a date, with the offset in minutes ahead of UTC.
    pub(super) fn clock(&self, date: &str, time: &str, offset: i16) -> String {
        let pattern = if offset == 0 { &self.dates.clock_utc } else { &self.dates.clock_offset };
        fill(pattern, &[("date", date), ("time", time), ("offset", &self.offset(offset))])
    }

    /// `+3`, `−3:30`
    pub(super) fn offset(&self, minutes: i16) -> String {
        let sign = if minutes < 0 { '−' } else { '+' };
        let (hours, minutes) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
        let hours = self.numerals.plain(hours.into());
        match minutes {
            0 => format!("{sign}{hours}"),
            _ => format!("{sign}{hours}:{}", self.numerals.two_digits(minutes.into())),
        }
    }

    fn day_with(&self, months: &[String; 12], date: civil::Date) -> String {
        self.day_parts(months, date.year().into(), ordinal(date.month()), ordinal(date.day()))
    }

    fn day_parts(&self, months: &[String; 12], year: i64, month: u8, day: u8) -> String {
        let (day, year) = (self.numerals.plain(day.into()), self.year(year));
        fill(&self.dates.day, &[("day", &day), ("month", month_of(months, month)), ("year", &year)])
    }

    fn bare_year(&self, year: u64) -> String {
        if year > LONGEST_PLAIN_YEAR { self.numerals.grouped(year) } else { self.numerals.plain(year) }
    }
}

/// The name of a month that counts from 1; one that does not exist gives the nearest that does.
pub(super) fn month_of(months: &[String; 12], month: u8) -> &str {
    &months[usize::from(month.clamp(1, 12)) - 1]
}

/// Months, days, hours and minutes are never negative.
fn ordinal(n: i8) -> u8 {
    n.unsigned_abs()
}

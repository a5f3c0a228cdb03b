//! Days, months, years and instants.

use briefing_index::edtf::Edtf;
use jiff::{Timestamp, civil, tz::TimeZone};

use super::{
    Language,
    fill::{fill, without_forms},
};
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
    /// Twelve names, joined by `,`, as they stand behind the number of a day; where they are others without a day, twelve more.
    pub months: String,
    /// Twelve short names, joined by `,`.
    pub months_short: String,
    /// Day, month and year.
    pub day: String,
    /// Month and year.
    pub month: String,
    /// From one date to another.
    pub range: String,
    /// A year, where more is said than its number.
    pub ce: Option<String>,
    /// A year before the first.
    pub bce: String,
    /// The first of a month, where it is written in another way than the other days.
    pub first: Option<String>,
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
        self.month_of_year(&self.months.full, month, year)
    }

    /// `since January 2024`
    pub fn since_month(&self, year: i64, month: u8) -> String {
        let since = Edtf::parse(&format!("{year:04}-{month:02}/.."));
        since.map_or_else(|_| self.month(year, month), |since| self.when(&since))
    }

    /// `Jan 2024`
    pub fn month_short(&self, year: i64, month: u8) -> String {
        self.month_of_year(&self.months.short, month, year)
    }

    /// `January`; months count from 1.
    pub fn month_name(&self, month: u8) -> &str {
        month_of(&self.months.full, month)
    }

    /// `2024`, and `44 BCE` for −43: years are astronomical, as in EDTF.
    pub fn year(&self, year: i64) -> String {
        let pattern = if year > 0 { &self.dates.ce } else { &self.dates.bce };
        let number = if year > 0 { year } else { 1_i64.saturating_sub(year) };
        fill(pattern, &[("year", &self.number_of_year(number))])
    }

    /// The same, but of a year from 1 on its number alone.
    pub(super) fn bare_year(&self, year: i64) -> String {
        if year > 0 { self.number_of_year(year) } else { self.year(year) }
    }

    /// The number of a day, as it stands in a date: `27`, and `1er` or `27.` where that is the custom.
    pub(super) fn day_number(&self, day: u8) -> String {
        match &self.first_day {
            Some(first) if day == 1 => first.clone(),
            _ => fill(&self.dates.day_number, &[("day", &self.numerals.plain(day.into()))]),
        }
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
        let number = fill(&self.dates.day_number, &[("day", "{d}")]);
        let short = [("day", number.as_str()), ("month", "{m}"), ("year", "{y}")];
        let (in_day, alone) = (self.months.in_day.join(","), self.months.full.join(","));
        let ce = fill(&self.dates.ce, &short);
        Browser {
            digits: Some(ascii).filter(|digits| digits != "0123456789"),
            group: self.numerals.group.clone(),
            group_from: self.numerals.group_from.to_string(),
            months: if in_day == alone { in_day } else { format!("{in_day},{alone}") },
            months_short: self.months.short.join(","),
            day: fill(&self.dates.day, &short),
            month: fill(&self.dates.month, &short),
            range: self.ranges.other.clone(),
            ce: Some(ce).filter(|ce| ce != "{y}"),
            bce: fill(&self.dates.bce, &short),
            first: self.first_day.clone(),
        }
    }

    /// What the browser needs beyond [`Language::browser`] in order to say a date of any form, in whatever calendar: names and values
    /// of `data-` attributes. The patterns have the placeholders that they have in the table.
    pub fn browser_words(&self) -> Vec<(&'static str, Option<String>)> {
        let (words, ranges, [hijri, persian, hebrew]) = (&self.words, &self.ranges, &self.months.other);
        let number = |slot: &str| fill(&self.dates.day_number, &[("day", slot)]);
        let days = fill(&ranges.days_of_months, &[("day", &number("{day}")), ("end_day", &number("{end_day}"))]);
        let clock = &self.dates.clock;
        // Nearly all dates begin with a digit.
        let [and, or] = [&self.lists.and, &self.lists.or].map(|joint| joint.before("2").to_owned());
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
            ("days", &days),
            ("clock", clock),
            ("comma", &self.lists.comma),
            ("and", &and),
            ("or", &or),
        ];
        let months = [("months-hijri", hijri), ("months-persian", persian), ("months-hebrew", hebrew)];
        let patterns = patterns.map(|(name, pattern)| (name, Some(without_forms(pattern))));
        patterns.into_iter().chain(months.map(|(name, months)| (name, months.clone()))).collect()
    }

    pub(super) fn day_of(&self, year: i64, month: u8, day: u8) -> String {
        self.day_parts(&self.months.in_day, year, month, day)
    }

    pub(super) fn day_and_month(&self, month: u8, day: u8) -> String {
        let month = month_of(&self.months.in_day, month);
        fill(&self.dates.day_of_year, &[("day", &self.day_number(day)), ("month", month)])
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
        let (day, year) = (self.day_number(day), self.year(year));
        fill(&self.dates.day, &[("day", &day), ("month", month_of(months, month)), ("year", &year)])
    }

    fn month_of_year(&self, months: &[String; 12], month: u8, year: i64) -> String {
        fill(&self.dates.month, &[("month", month_of(months, month)), ("year", &self.year(year))])
    }

    fn number_of_year(&self, year: i64) -> String {
        let year = year.unsigned_abs();
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

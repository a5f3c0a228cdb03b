//! Dates and numbers of the picture in the reader's language, from what the page says about it.

use crate::cut::cut;
use crate::edtf::calendar::{DAY, civil_from_days};

/// Names and patterns of a language. Patterns hold `{d}`, `{m}`, `{y}`, or `{from}` and `{to}`.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// Twelve names of months; twelve more where they have another form without a day.
    pub months: Vec<String>,
    /// Twelve short names.
    pub short: Vec<String>,
    /// Ten digits, or none where they are 0 to 9.
    pub digits: Vec<char>,
    /// What stands between groups of three digits of a count.
    pub group: String,
    /// The smallest count that has groups; years have them from 10,000 on.
    pub group_from: usize,
    /// A day: `{d} {m} {y}`.
    pub day: String,
    /// A month: `{m} {y}`.
    pub month: String,
    /// A stretch of time: `{from} – {to}`.
    pub range: String,
    /// A year: `{y}`.
    pub ce: String,
    /// A year before the first: `{y} BCE`.
    pub bce: String,
}

/// Puts values into a pattern: `{name}` becomes the value of that name; what has no value stays as it is.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let (first, mut rest) = cut(pattern, b'{');
    out.push_str(first);
    while let Some(slot) = rest {
        let (name, after) = cut(slot, b'}');
        let value = values.iter().find(|(known, _)| *known == name && after.is_some());
        out.push_str(value.map_or("{", |(_, value)| value));
        let (text, next) = cut(if value.is_some() { after.unwrap_or_default() } else { slot }, b'{');
        out.push_str(text);
        rest = next;
    }
    out
}

impl Wording {
    /// A whole number in the language's digits, without grouping.
    pub fn number(&self, number: i64) -> String {
        let sign = if number < 0 { "−" } else { "" };
        sign.to_owned() + &self.written(number.unsigned_abs(), "")
    }

    /// A number with `group` between its groups of three digits.
    fn written(&self, number: u64, group: &str) -> String {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = (rest % 10) as u8;
            rest /= 10;
            if rest == 0 || at == 0 {
                break;
            }
        }
        let mut out = String::new();
        for (place, digit) in digits.iter().enumerate().skip(at) {
            if place > at && (digits.len() - place).is_multiple_of(3) {
                out.push_str(group);
            }
            out.push(self.digits.get(usize::from(*digit)).copied().unwrap_or(char::from(b'0' + digit)));
        }
        out
    }

    /// A count in the language's digits, with groups where they are due.
    pub fn count(&self, count: usize) -> String {
        self.written(count as u64, if count < self.group_from { "" } else { &self.group })
    }

    /// An astronomical year: 0 is 1 BCE. From five digits on it has groups, as in the text of a page.
    pub fn year(&self, year: i64) -> String {
        let (pattern, counted) = if year > 0 { (&self.ce, year) } else { (&self.bce, 1_i64.saturating_sub(year)) };
        let written = self.written(counted.unsigned_abs(), if counted < 10_000 { "" } else { &self.group });
        fill(pattern, &[("y", &written)])
    }

    /// Day, month and year of a second.
    pub fn day(&self, at: i64) -> String {
        self.date(&self.day, at, &self.months, 0)
    }

    /// The same with the short name of the month.
    pub fn short_day(&self, at: i64) -> String {
        self.date(&self.day, at, &self.short, 0)
    }

    /// Month and year of a second.
    pub fn month(&self, at: i64) -> String {
        self.date(&self.month, at, &self.months, self.months.len() as u8 / 24 * 12)
    }

    /// The same with the short name of the month.
    pub fn short_month(&self, at: i64) -> String {
        self.date(&self.month, at, &self.short, 0)
    }

    /// The short name of a second's month alone.
    pub fn month_name(&self, at: i64) -> String {
        let (_, month, _) = civil_from_days(at.div_euclid(DAY));
        name(&self.short, month).to_owned()
    }

    /// Hour and minute of a second, in UTC.
    pub fn clock(&self, at: i64) -> String {
        let minutes = at.rem_euclid(DAY) / 60;
        let mut out = String::new();
        for (number, joint) in [(minutes / 60, ":"), (minutes % 60, "")] {
            if number < 10 {
                out.push_str(&self.number(0));
            }
            out.push_str(&self.number(number));
            out.push_str(joint);
        }
        out
    }

    /// A stretch of time, `to` exclusive, as exactly as its length deserves.
    pub fn stretch(&self, from: i64, to: i64) -> String {
        let last = to.saturating_sub(1).max(from);
        let length = to.saturating_sub(from);
        let is_whole_days = from.rem_euclid(DAY) == 0 && to.rem_euclid(DAY) == 0;
        let word = |at: i64| {
            if length <= 3 * DAY && !is_whole_days {
                self.day(at) + " " + &self.clock(at)
            } else if length <= 92 * DAY {
                self.day(at)
            } else if length <= 1830 * DAY {
                self.month(at)
            } else {
                self.year(civil_from_days(at.div_euclid(DAY)).0)
            }
        };
        let (from, to) = (word(from), word(last));
        if from == to { from } else { fill(&self.range, &[("from", &from), ("to", &to)]) }
    }

    fn date(&self, pattern: &str, at: i64, names: &[String], skipped: u8) -> String {
        let (year, month, day) = civil_from_days(at.div_euclid(DAY));
        let (day, month) = (self.number(i64::from(day)), name(names, month + skipped));
        fill(pattern, &[("d", &day), ("m", month), ("y", &self.year(year))])
    }
}

fn name(names: &[String], month: u8) -> &str {
    names.get(usize::from(month) - 1).map_or("", String::as_str)
}

/// English, for the tests of this folder.
#[cfg(test)]
pub(crate) fn english() -> Wording {
    let months = "January February March April May June July August September October November December";
    Wording {
        months: months.split(' ').map(str::to_owned).collect(),
        short: months.split(' ').map(|name| name[..3].to_owned()).collect(),
        digits: Vec::new(),
        group: ",".to_owned(),
        group_from: 1000,
        day: "{d} {m} {y}".to_owned(),
        month: "{m} {y}".to_owned(),
        range: "{from} – {to}".to_owned(),
        ce: "{y}".to_owned(),
        bce: "{y} BCE".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::Edtf;

    fn at(date: &str) -> i64 {
        Edtf::parse(date).expect("a valid date").bounds().from.expect("a start")
    }

    #[test]
    fn patterns_are_filled() {
        let check = |pattern, expected: &str| assert_eq!(fill(pattern, &[("n", "7"), ("q", "{n}")]), expected);
        check("{n} of {n}", "7 of 7");
        check("“{q}”", "“{n}”");
        check("{x} {n", "{x} {n");
        check("", "");
        check("{n}{n}", "77");
    }

    #[test]
    fn numbers_in_their_digits() {
        let check = |number, expected: &str| assert_eq!(english().number(number), expected);
        check(0, "0");
        check(10_240, "10240");
        check(-5, "−5");
        check(i64::MIN, "−9223372036854775808");
        let arabic = Wording { digits: "٠١٢٣٤٥٦٧٨٩".chars().collect(), ..english() };
        assert_eq!(arabic.number(2024), "٢٠٢٤");
        assert_eq!(arabic.clock(3_900), "٠١:٠٥");
    }

    #[test]
    fn counts_have_groups() {
        let check = |count, expected: &str| assert_eq!(english().count(count), expected);
        check(0, "0");
        check(999, "999");
        check(1000, "1,000");
        check(1_234_567, "1,234,567");
        let spanish = Wording { group: "\u{a0}".to_owned(), group_from: 10_000, ..english() };
        assert_eq!((spanish.count(9999).as_str(), spanish.count(10_000).as_str()), ("9999", "10\u{a0}000"));
        assert_eq!(Wording::default().count(1000), "1000");
    }

    #[test]
    fn what_differs_from_english() {
        let numbered = |from: i64| (from..from + 12).map(|n| format!("m{n}"));
        let months = numbered(1).chain(numbered(21)).collect();
        let wording = Wording { months, ce: "{y}年".to_owned(), ..english() };
        assert_eq!(wording.day(at("2024-02-01")), "1 m2 2024年");
        assert_eq!(wording.day(at("2024-02-11")), "11 m2 2024年");
        assert_eq!(wording.month(at("2024-02")), "m22 2024年");
        assert_eq!(wording.short_month(at("2024-02")), "Feb 2024年");
        assert_eq!((wording.year(2024).as_str(), wording.year(-43).as_str()), ("2024年", "44 BCE"));
    }

    #[test]
    fn years_of_five_digits_have_groups() {
        let check = |year, expected: &str| assert_eq!(english().year(year), expected);
        check(2024, "2024");
        check(9_999, "9999");
        check(10_000, "10,000");
        check(0, "1 BCE");
        check(-9_998, "9999 BCE");
        check(-9_999, "10,000 BCE");
        check(-280_000, "280,001 BCE");
        let spanish = Wording { group: "\u{a0}".to_owned(), group_from: 10_000, ..english() };
        assert_eq!(spanish.year(-280_000), "280\u{a0}001 BCE");
    }

    #[test]
    fn a_stretch_is_as_exact_as_it_is_long() {
        let check = |from, to, expected: &str| assert_eq!(english().stretch(at(from), at(to)), expected);
        check("2023-10-01", "2024-10-01", "October 2023 – September 2024");
        check("2024-01-05", "2024-02-01", "5 January 2024 – 31 January 2024");
        check("2024-01-05", "2024-01-06", "5 January 2024");
        check("2024-01-05", "2024-01-07", "5 January 2024 – 6 January 2024");
        check("2024-01-05T06:00Z", "2024-01-06T06:00Z", "5 January 2024 06:00 – 6 January 2024 05:59");
        check("2014", "2026", "2014 – 2025");
        check("-0043", "0015", "44 BCE – 14");
        check("2024-01-05", "2024-01-05", "5 January 2024");
    }
}

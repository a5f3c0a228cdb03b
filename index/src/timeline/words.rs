//! Dates and numbers of the picture in the reader's language, from what the page says about it.

use crate::cut::cut;
use crate::edtf::calendar::{DAY, civil_from_days};

/// Names and patterns of a language. Patterns hold `{d}`, `{m}`, `{y}`, or `{from}` and `{to}`.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// Twelve names of months.
    pub months: Vec<String>,
    /// Twelve short names.
    pub short: Vec<String>,
    /// Ten digits, or none where they are 0 to 9.
    pub digits: Vec<char>,
    /// What stands between groups of three digits of a count.
    pub group: String,
    /// The smallest count that has groups; years never have.
    pub group_from: usize,
    /// A day: `{d} {m} {y}`.
    pub day: String,
    /// A month: `{m} {y}`.
    pub month: String,
    /// A stretch of time: `{from} – {to}`.
    pub range: String,
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

    /// An astronomical year: 0 is 1 BCE.
    pub fn year(&self, year: i64) -> String {
        if year > 0 { self.number(year) } else { fill(&self.bce, &[("y", &self.number(1 - year))]) }
    }

    /// Day, month and year of a second.
    pub fn day(&self, at: i64) -> String {
        self.date(&self.day, at, false)
    }

    /// The same with the short name of the month.
    pub fn short_day(&self, at: i64) -> String {
        self.date(&self.day, at, true)
    }

    /// Month and year of a second.
    pub fn month(&self, at: i64) -> String {
        self.date(&self.month, at, false)
    }

    /// The same with the short name of the month.
    pub fn short_month(&self, at: i64) -> String {
        self.date(&self.month, at, true)
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

    fn date(&self, pattern: &str, at: i64, short: bool) -> String {
        let (year, month, day) = civil_from_days(at.div_euclid(DAY));
        let names = if short { &self.short } else { &self.months };
        fill(pattern, &[("d", &self.number(i64::from(day))), ("m", name(names, month)), ("y", &self.year(year))])
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

//! The axis: where its lines stand and what they say.

use super::words::Wording;
use crate::edtf::calendar::{DAY, civil_from_days, days_from_civil, first_day_of, month_of};

/// A line of the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Distance from the axis' early side, in pixels.
    pub x: f32,
    /// What it says, if there was room for it.
    pub text: Option<String>,
    /// Whether something greater than the step begins here: a year among months, a month among days, a day among hours.
    pub strong: bool,
}

/// The distance between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// So many seconds, which make a day when they are repeated.
    Clock(i64),
    Days,
    /// Weeks begin on Mondays.
    Weeks,
    Months(i64),
    Years(i64),
}

/// The steps below years.
const STEPS: [Step; 11] = [
    Step::Clock(60),
    Step::Clock(300),
    Step::Clock(900),
    Step::Clock(3_600),
    Step::Clock(10_800),
    Step::Clock(21_600),
    Step::Clock(43_200),
    Step::Days,
    Step::Weeks,
    Step::Months(1),
    Step::Months(3),
];

impl Step {
    /// The smallest step of at least so many seconds; beyond months 1, 2, 5, 10, 20, 50 and so on years.
    pub(super) fn at_least(seconds: f64) -> Self {
        if let Some(step) = STEPS.iter().find(|step| step.seconds() >= seconds) {
            return *step;
        }
        let mut ten = 1;
        loop {
            for factor in [1, 2, 5] {
                let step = Step::Years(ten * factor);
                if step.seconds() >= seconds || ten > i64::MAX / 1000 {
                    return step;
                }
            }
            ten *= 10;
        }
    }

    /// How long it is, about.
    fn seconds(self) -> f64 {
        let day = DAY as f64;
        match self {
            Step::Clock(seconds) => seconds as f64,
            Step::Days => day,
            Step::Weeks => day * 7.0,
            Step::Months(months) => months as f64 * day * 30.4,
            Step::Years(years) => years as f64 * day * 365.0,
        }
    }

    /// The last line at or before a second.
    pub(super) fn floor(self, at: i64) -> i64 {
        self.line(at, 0)
    }

    /// The line after the one at `at`.
    pub(super) fn next(self, at: i64) -> i64 {
        self.line(at, 1)
    }

    /// The line that is so many lines after the last one at or before a second.
    fn line(self, at: i64, further: i64) -> i64 {
        let days = at.div_euclid(DAY);
        let day = match self {
            Step::Clock(seconds) => return at - after(at, seconds) + seconds * further,
            Step::Days => days + further,
            // 1970-01-01 was a Thursday.
            Step::Weeks => days - after(days + 3, 7) + 7 * further,
            Step::Months(count) => {
                let month = month_of(days);
                first_day_of(month - after(month, count) + count * further)
            }
            Step::Years(count) => {
                let round = counted(civil_from_days(days).0, count);
                begin((round - after(round, count)).saturating_add(count * further), count)
            }
        };
        day.saturating_mul(DAY)
    }

    /// All lines from `from` to `to`, at most `most`.
    pub(super) fn lines(self, from: f64, to: f64, most: usize) -> Vec<i64> {
        let mut lines = Vec::new();
        let mut at = self.floor(from as i64);
        while (at as f64) <= to && lines.len() < most {
            if at as f64 >= from {
                lines.push(at);
            }
            let next = self.next(at);
            if next <= at {
                break;
            }
            at = next;
        }
        lines
    }

    /// What a line says, how strong it is, and how much it wants to be read: 0 most.
    fn text(self, at: i64, first: bool, wording: &Wording) -> (String, bool, u8) {
        let days = at.div_euclid(DAY);
        let (year, month, day) = civil_from_days(days);
        // Whether something greater begins here.
        let is_greater = match self {
            Step::Clock(_) => after(at, DAY) == 0,
            Step::Days => day == 1,
            Step::Weeks => day <= 7,
            Step::Months(_) => month == 1,
            Step::Years(count) => {
                let is_round = after(counted(year, count), count * 5) < count;
                return (wording.year(year), is_round && count > 1, u8::from(!is_round));
            }
        };
        let is_day = !matches!(self, Step::Months(_));
        if is_greater || first {
            let mut text = if is_day { wording.short_day(at) } else { wording.short_month(at) };
            if !is_greater && matches!(self, Step::Clock(_)) {
                // The day does not begin there.
                text.push(' ');
                text.push_str(&wording.clock(at));
            }
            return (text, true, u8::from(!is_greater));
        }
        let (text, is_less) = match self {
            Step::Clock(seconds) => (wording.clock(at), after(at, seconds * 2) != 0),
            Step::Months(_) => (wording.month_name(at), month % 3 != 1),
            _ => (wording.number(i64::from(day)), false),
        };
        (text, false, 2 + u8::from(is_less))
    }
}

/// A year as a round number of years before or after the first is counted: 500 BCE is -500 and not -499, as astronomers have it.
/// Steps of a few years stay theirs, since 1 BCE and the year 1 would otherwise share a line.
fn counted(year: i64, step: i64) -> i64 {
    if year > 0 || step < 5 { year } else { year.saturating_sub(1) }
}

/// The first day of the year that is counted so; for that of none, of the year 1.
fn begin(counted: i64, step: i64) -> i64 {
    let year = if counted > 0 || step < 5 { counted } else { counted.saturating_add(1) };
    days_from_civil(year, 1, 1)
}

/// How far a number is after the last multiple of another, which is positive. An operator would bring its panics along.
fn after(number: i64, size: i64) -> i64 {
    number.checked_rem_euclid(size).unwrap_or_default()
}

/// The smallest distance between two lines, in pixels.
const CLOSEST: f64 = 44.0;
/// What a text takes besides its width, in pixels.
const BESIDE: f32 = 11.0;

/// The lines of a stretch of time that is drawn from `left` to `right`, with texts that do not touch.
pub(super) fn ticks(
    from: f64,
    to: f64,
    left: f32,
    right: f32,
    wording: &Wording,
    measure: &mut dyn FnMut(&str, bool) -> f32,
) -> Vec<Tick> {
    let scale = f64::from(right - left) / (to - from).max(1.0);
    let mut step = Step::at_least(CLOSEST / scale);
    if let Step::Years(_) = step {
        // Years of many digits, or before the first, are wider than others: each line is to have its text.
        let longest = wording.year(civil_from_days((from as i64).div_euclid(DAY)).0);
        step = Step::at_least(f64::from(measure(&longest, true) + BESIDE).max(CLOSEST) / scale);
    }
    let most = ((right - left) as usize / 20).max(2);
    let lines = step.lines(from, to, most);
    let mut ticks = Vec::new();
    let mut wishes = Vec::new();
    for (n, at) in lines.iter().enumerate() {
        let x = left + ((*at as f64 - from) * scale) as f32;
        let (text, bold, wish) = step.text(*at, n == 0, wording);
        // The first line says the year, and is drawn strong only where something greater begins.
        let strong = bold && wish == 0;
        ticks.push(Tick { x, text: Some(text), strong });
        wishes.push((wish, bold));
    }
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for wish in 0..=3 {
        for (tick, (own, bold)) in ticks.iter_mut().zip(&wishes) {
            if *own != wish {
                continue;
            }
            let (start, end) =
                (tick.x + 3.0, tick.x + BESIDE + tick.text.as_ref().map_or(0.0, |text| measure(text, *bold)));
            if end <= right + 10.0 && taken.iter().all(|(from, to)| end <= *from || start >= *to) {
                taken.push((start, end));
            } else {
                tick.text = None;
            }
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::super::words::english;
    use super::*;
    use crate::edtf::Edtf;

    fn at(date: &str) -> f64 {
        Edtf::parse(date).expect("a valid date").bounds().from.expect("a start") as f64
    }

    /// The texts of the axis; `*` stands before strong lines, `.` for lines without a text.
    fn check(from: &str, to: &str, width: f32, expected: &str) {
        let ticks = ticks(at(from), at(to), 0.0, width, &english(), &mut |text, _| text.chars().count() as f32 * 7.0);
        let shown: Vec<_> = ticks
            .iter()
            .map(|tick| format!("{}{}", if tick.strong { "*" } else { "" }, tick.text.as_deref().unwrap_or(".")))
            .collect();
        assert_eq!(shown.join(" | "), expected, "{from} {to}");
        assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x > 20.0), "{from} {to}");
    }

    #[test]
    fn steps_fit_the_width() {
        check(
            "2023-10-01",
            "2024-10-01",
            950.0,
            "Oct 2023 | Nov | Dec | *Jan 2024 | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | .",
        );
        check("2023-10-01", "2024-10-01", 320.0, "Oct 2023 | *Jan 2024 | Apr | Jul | .");
        check("2014-06-01", "2018-06-01", 400.0, "2015 | 2016 | 2017 | 2018");
        check(
            "2024-01-27",
            "2024-01-28",
            700.0,
            "*27 Jan 2024 | 03:00 | 06:00 | 09:00 | 12:00 | 15:00 | 18:00 | 21:00 | *.",
        );
        check(
            "2024-01-20",
            "2024-02-03",
            900.0,
            "20 Jan 2024 | . | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31 | *1 Feb 2024 | . | .",
        );
        check("2024-01-27T10:00Z", "2024-01-27T10:05Z", 700.0, "27 Jan 2024 10:00 | 10:01 | 10:02 | 10:03 | 10:04 | .");
        // The second day is said rather than the first, which would be taken for both.
        check("2024-01-22T14:00Z", "2024-01-24T02:00Z", 300.0, ". | *23 Jan 2024 | . | 12:00 | 18:00 | *.");
        check("2024-01-02", "2024-03-03", 400.0, "8 Jan 2024 | . | 22 | 29 | *5 Feb 2024 | . | 19 | 26");
        // The day of the first line does not begin there, and a day that begins is said first.
        check(
            "2024-01-27T12:00Z",
            "2024-01-28T12:00Z",
            700.0,
            "27 Jan 2024 12:00 | . | 18:00 | 21:00 | *28 Jan 2024 | 03:00 | 06:00 | 09:00 | .",
        );
        check("2024-01-27T18:00Z", "2024-01-29", 400.0, ". | *28 Jan 2024 | . | 12:00 | 18:00 | *.");
    }

    #[test]
    fn round_years_are_those_of_the_words() {
        check("-3000", "2024", 500.0, "3000 BCE | 2000 BCE | 1000 BCE | *1 | 1000 | .");
        check("-1315", "2090", 950.0, "1000 BCE | 500 BCE | *1 | 500 | 1000 | 1500 | .");
        check("-0499", "0011", 500.0, "*500 BCE | 400 BCE | 300 BCE | 200 BCE | 100 BCE | *1");
        check("-0004", "0006", 950.0, "5 BCE | 4 BCE | 3 BCE | 2 BCE | 1 BCE | 1 | 2 | 3 | 4 | 5 | .");
        check("Y-170000", "Y-150000", 500.0, "170,000 BCE | 165,000 BCE | 160,000 BCE | 155,000 BCE");
    }

    #[test]
    fn deep_time_has_few_lines_and_an_end() {
        let from = at("Y-99999999999");
        let to = at("Y99999999999");
        let lines = ticks(from, to, 0.0, 1000.0, &english(), &mut |text, _| text.len() as f32 * 7.0);
        assert!(lines.len() < 60, "{}", lines.len());
    }

    #[test]
    fn weeks_begin_on_mondays() {
        assert_eq!(Step::Weeks.floor(at("2024-01-28") as i64), at("2024-01-22") as i64);
        assert_eq!(Step::Weeks.floor(at("2024-01-22") as i64), at("2024-01-22") as i64);
    }
}

//! The stretch of time that the picture shows: where it opens, how it moves, and how it is written in the address.

use briefing_index::cut::{cut, parts};
use briefing_index::edtf::calendar::{DAY, civil_from_days, days_from_civil, days_in_month};
use briefing_index::timeline::{limited, number};

/// A stretch of time, and all time that there is to show. Seconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// First second.
    pub from: f64,
    /// The second after the last.
    pub to: f64,
    /// The first second of all events, with a margin.
    pub first: f64,
    /// The last one.
    pub last: f64,
    /// The first second of all events; a few of them may be older than `first`.
    pub oldest: f64,
}

/// The named steps, by the names of their buttons, with their seconds.
pub const STEPS: [(&str, f64); 6] = [
    ("day", 86_400.0),
    ("week", 604_800.0),
    ("month", 2_678_400.0),
    ("year", 31_622_400.0),
    ("decade", 315_619_200.0),
    ("all", f64::INFINITY),
];

/// The seconds of a named step, if there is one of that name.
#[inline(never)]
pub fn step_length(name: &str) -> Option<f64> {
    STEPS.iter().find(|(known, _)| *known == name).map(|(_, length)| *length)
}

/// The shortest stretch, five minutes: in it events one second apart have places of their own.
pub const SHORTEST: f64 = 300.0;
/// Up to this many events are shown all at once at first.
const FEW: usize = 60;
/// More events are not shown at once at first.
const MANY: usize = 500;

impl Window {
    /// Where the picture of all time from `first` to `last` opens. A few events are all shown; of more the year up to today,
    /// or up to the newest event if that is earlier, with a little of what follows; where there are many of them `within` it, the
    /// month, the week or the day.
    pub fn opening(
        first: f64,
        last: f64,
        newest: f64,
        count: usize,
        today: f64,
        within: &dyn Fn(f64, f64) -> usize,
    ) -> Self {
        let all = Self { from: first, to: last, first, last, oldest: first };
        if count <= FEW {
            return all;
        }
        let newest = newest.min(today.max(first));
        let mut best = all;
        for (_, length) in STEPS.iter().take(4) {
            let end = newest + length * 0.06;
            let window = Self { from: end - length, to: end, ..all }.kept();
            if best != all && within(window.from, window.to) > MANY {
                break;
            }
            // Beyond all there is nothing more to see.
            if *length >= all.length() {
                return if within(first, last) > MANY { best } else { all };
            }
            best = window;
        }
        best
    }

    /// How long it is.
    pub fn length(&self) -> f64 {
        self.to - self.from
    }

    /// Moves it by a share of its length, later if positive.
    pub fn moved(self, share: f64) -> Self {
        let by = self.length() * share;
        Self { from: self.from + by, to: self.to + by, ..self }.kept()
    }

    /// Makes it `factor` times as long, with the place at `share` of it where it was.
    pub fn zoomed(self, factor: f64, share: f64) -> Self {
        let length = limited(self.length() * factor, SHORTEST, self.longest());
        let fixed = self.from + self.length() * share;
        let from = fixed - length * share;
        Self { from, to: from + length, ..self }.kept()
    }

    /// Makes it as long as a named step of whole days, around the day of its middle or of a second that is to stay in view.
    pub fn step(self, name: &str, around: Option<f64>) -> Self {
        let Some(length) = step_length(name) else { return self };
        if length.is_infinite() {
            return Self { from: self.first, to: self.last, ..self };
        }
        let day = DAY as f64;
        let middle = (around.unwrap_or((self.from + self.to) / 2.0) / day).floor();
        let from = (middle - (length / day / 2.0).floor()) * day;
        Self { from, to: from + length, ..self }.kept()
    }

    /// Moves it earlier by whole days where it would show more than a little of what follows the newest event.
    pub fn until(self, newest: f64) -> Self {
        let day = DAY as f64;
        let late = ((self.to - newest - self.length() * 0.06) / day).floor().max(0.0) * day;
        Self { from: self.from - late, to: self.to - late, ..self }
    }

    /// Whether it is as long as a named step, give or take a hundredth.
    pub fn is_step(&self, name: &str) -> bool {
        let Some(length) = step_length(name) else { return false };
        if length.is_infinite() {
            return self.from <= self.first && self.to >= self.last;
        }
        (self.length() / length - 1.0).abs() < 0.01
    }

    /// Shows exactly this, as far as there is something.
    pub fn between(self, from: f64, to: f64) -> Self {
        let (from, to) = (from.min(to), to.max(from));
        let spare = ((SHORTEST - (to - from)) / 2.0).max(0.0);
        Self { from: from - spare, to: to + spare, ..self }.kept()
    }

    /// Moves its middle to a second.
    pub fn around(self, at: f64) -> Self {
        let half = self.length() / 2.0;
        Self { from: at - half, to: at + half, ..self }.kept()
    }

    /// Moves it as little as needed to show a stretch, or its beginning; with a margin where there is room for one.
    pub fn showing(self, from: f64, to: f64) -> Self {
        let margin = if to - from > self.length() * 0.88 { 0.0 } else { self.length() * 0.06 };
        let mut by = 0.0;
        if from < self.from + margin {
            by = from - margin - self.from;
        } else if to > self.to - margin {
            by = (to + margin - self.to).min(from - margin - self.from);
        }
        Self { from: self.from + by, to: self.to + by, ..self }
    }

    /// The same, no longer than all there is, and with its middle where there is something.
    fn kept(self) -> Self {
        let length = limited(self.length(), SHORTEST, self.longest());
        let middle = limited((self.from + self.to) / 2.0, self.oldest, self.last.max(self.oldest));
        Self { from: middle - length / 2.0, to: middle + length / 2.0, ..self }
    }

    fn longest(&self) -> f64 {
        (self.last - self.oldest).max(STEPS[4].1)
    }
}

/// The second of some stretches of time, `to` exclusive, that is nearest to `at`; `at` itself where there are none.
pub fn nearest(at: f64, stretches: impl Iterator<Item = (i64, i64)>) -> f64 {
    let mut best: Option<f64> = None;
    for (from, to) in stretches {
        let near = limited(at, from as f64, ((to - 1) as f64).max(from as f64));
        if best.is_none_or(|best| (near - at).abs() < (best - at).abs()) {
            best = Some(near);
        }
    }
    best.unwrap_or(at)
}

/// A second as the address writes it: a day, or a minute if it is not the first of its day.
pub fn written(at: f64) -> String {
    let at = at as i64;
    let (year, month, day) = civil_from_days(at.div_euclid(DAY));
    let size = year.unsigned_abs() as i64;
    let is_long = size > 9999;
    let mut out = String::from(if is_long { "Y" } else { "" });
    digits(&mut out, if year < 0 { "-" } else { "" }, size, 1000);
    if is_long {
        return out;
    }
    digits(&mut out, "-", month.into(), 10);
    digits(&mut out, "-", day.into(), 10);
    let minutes = at.rem_euclid(DAY) / 60;
    if minutes > 0 {
        digits(&mut out, "T", minutes / 60, 10);
        digits(&mut out, ":", minutes % 60, 10);
        out.push('Z');
    }
    out
}

/// Appends a number after a sign. `power` is that of its first digit, if it has not more of them.
fn digits(out: &mut String, sign: &str, number: i64, mut power: i64) {
    out.push_str(sign);
    while number.checked_div(power).is_some_and(|first| first > 9) {
        power *= 10;
    }
    while power > 0 {
        out.push(char::from(b'0' + (number / power % 10) as u8));
        power /= 10;
    }
}

/// The second that the address means: the first of a year, a month, a day or a minute, as [`written`] has them. The reader of all
/// that EDTF can say would cost the browser 3 kB.
pub fn read(text: &str) -> Option<f64> {
    let (date, clock) = cut(text, b'T');
    let clock = match clock.map(|clock| cut(clock, b'Z')) {
        Some((clock, Some(""))) => clock,
        Some(_) => return None,
        None => "00:00",
    };
    let (date, most) = date.strip_prefix("Y").map_or((date, 4), |date| (date, 11));
    let (date, sign) = date.strip_prefix("-").map_or((date, 1), |date| (date, -1));
    let mut fields = parts(date, b'-');
    let year = fields.next().filter(|year| year.len() <= most && year.len() >= 4)?;
    let year = sign * number(year)?;
    let month = fields.next().map_or(Some(1), two)?;
    let day = fields.next().map_or(Some(1), two)?;
    let (hour, minute) = cut(clock, b':');
    let (hour, minute) = (two(hour)?, two(minute?)?);
    let is_day = day > 0 && day <= days_in_month(year, month);
    let days = days_from_civil(year, month, day);
    let is_date = is_day && hour < 24 && minute < 60 && fields.next().is_none();
    is_date.then(|| (days * DAY + i64::from(hour) * 3600 + i64::from(minute) * 60) as f64)
}

/// A number of two digits.
fn two(digits: &str) -> Option<u8> {
    if digits.len() == 2 { number(digits).map(|number| number as u8) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> f64 {
        read(text).expect("a date")
    }

    fn window(from: &str, to: &str) -> Window {
        Window { from: at(from), to: at(to), first: at("2002"), last: at("2026"), oldest: at("2002") }
    }

    fn check(window: Window, from: &str, to: &str) {
        assert_eq!((written(window.from).as_str(), written(window.to).as_str()), (from, to));
    }

    #[test]
    fn it_opens_where_there_is_something() {
        let opening = |count, today| {
            Window::opening(at("2002"), at("2026"), at("2025-12-01"), count, at(today), &|_, _| count / 24)
        };
        check(opening(30, "2024-01-01"), "2002-01-01", "2026-01-01");
        check(opening(3000, "2024-01-01"), "2023-01-21T23:02Z", "2024-01-22T23:02Z");
        check(opening(3000, "2090-01-01"), "2024-12-21T23:02Z", "2025-12-22T23:02Z");
        check(opening(3000, "1990-01-01"), "2001-07-02", "2002-07-03");
        let many = |from: f64, to: f64| ((to - from) / 86_400.0) as usize * 13;
        let busy = Window::opening(at("2002"), at("2026"), at("2025-12-01"), 113_611, at("2030"), &many);
        assert!(busy.is_step("month"), "a year has too many");
    }

    #[test]
    fn it_opens_no_wider_than_there_is_something() {
        let (first, last) = (at("2024-01-26T22:00Z"), at("2024-01-28"));
        let opening = |count: usize| Window::opening(first, last, at("2024-01-27"), count, last, &|_, _| count);
        check(opening(90), "2024-01-26T22:00Z", "2024-01-28");
        check(opening(9000), "2024-01-26T10:00Z", "2024-01-27T10:00Z");
    }

    #[test]
    fn what_is_in_view_does_not_move_it() {
        let year = window("2023", "2024");
        assert_eq!(year.showing(at("2023-01-02"), at("2023-12-30")), year, "there is no room for margins");
        check(year.showing(at("2022-12-01"), at("2024-02-01")), "2022-12-01", "2023-12-01");
    }

    #[test]
    fn it_moves_and_zooms() {
        check(window("2023-01-01", "2023-01-03").around(at("2024-01-02")), "2024-01-01", "2024-01-03");
        check(window("2023", "2024").moved(0.5), "2023-07-02T12:00Z", "2024-07-01T12:00Z");
        check(window("2023-01-01", "2023-01-03").zoomed(0.5, 0.0), "2023-01-01", "2023-01-02");
        check(window("2023-01-01", "2023-01-03").zoomed(0.5, 1.0), "2023-01-02", "2023-01-03");
        check(window("2023-01-01", "2023-01-03").step("day", None), "2023-01-02", "2023-01-03");
        check(
            window("2023-01-01", "2023-01-03").step("day", Some(at("2023-01-01T18:20Z"))),
            "2023-01-01",
            "2023-01-02",
        );
        check(window("2023-01-01", "2023-01-03").step("week", None), "2022-12-30", "2023-01-06");
        check(window("2023-01-01", "2023-12-31").until(at("2023-06-01T10:00Z")), "2022-06-25", "2023-06-24");
        check(window("2023-01-01", "2023-01-02").until(at("2023-01-01T10:00Z")), "2023-01-01", "2023-01-02");
        check(window("2023-01-01", "2023-01-03").until(at("2024-06-01")), "2023-01-01", "2023-01-03");
        check(window("2023-01-01", "2023-01-03").step("all", None), "2002-01-01", "2026-01-01");
        check(window("2023-01-01", "2023-01-03").step("aeon", None), "2023-01-01", "2023-01-03");
        check(
            window("2023-01-01", "2023-01-11").showing(at("2023-01-20"), at("2023-01-21")),
            "2023-01-11T14:24Z",
            "2023-01-21T14:24Z",
        );
        check(
            window("2023-01-01", "2023-01-11").showing(at("2023-01-05"), at("2023-01-06")),
            "2023-01-01",
            "2023-01-11",
        );
    }

    #[test]
    fn the_nearest_moment_with_an_event_is_found() {
        let check = |at, expected| assert_eq!(nearest(at, [(0, 10), (40, 41), (100, 200)].into_iter()), expected);
        check(30.0, 40.0);
        check(20.0, 9.0);
        check(150.0, 150.0);
        check(500.0, 199.0);
        check(-5.0, 0.0);
        assert_eq!(nearest(7.0, [].into_iter()), 7.0);
        assert_eq!(nearest(7.0, [(3, 3)].into_iter()), 3.0);
    }

    #[test]
    fn it_stays_within_reason() {
        let far = window("2023", "2024").moved(1000.0);
        assert!(far.from < far.last && far.to > far.last);
        assert_eq!(window("2023", "2024").zoomed(1e-12, 0.5).length(), SHORTEST);
        assert_eq!(window("2023", "2024").zoomed(1e12, 0.5).length(), at("2026") - at("2002"));
        assert!(window("2023", "2024").between(at("2023-05-01"), at("2023-05-01")).length() >= SHORTEST);
        // What is older than the strip can be seen too.
        let ancient = Window { oldest: at("-1250"), ..window("2023", "2024") };
        check(ancient.between(at("-1249"), at("-1248")), "-1249-01-01", "-1248-01-01");
        check(ancient.between(at("-1249"), at("2020")), "-1249-01-01", "2020-01-01");
        check(ancient.step("all", None), "2002-01-01", "2026-01-01");
    }

    #[test]
    fn steps_are_known_by_their_length() {
        assert!(window("2023-01-01", "2024-01-02").is_step("year"));
        assert!(!window("2023-01-01", "2023-06-01").is_step("year"));
        assert!(window("2002", "2026").is_step("all"));
        assert!(!window("2002", "2026").is_step("nothing"));
    }

    #[test]
    fn dates_in_the_address_come_back() {
        for text in ["2024-01-27", "2024-01-27T10:05Z", "-0043-03-15", "0001-01-01", "Y-170000", "Y12345"] {
            assert_eq!(written(at(text)), text);
        }
    }

    #[test]
    fn dates_in_the_address_are_those_of_events() {
        for text in ["2024", "2024-02", "2024-02-29", "2024-02-29T23:59Z", "-0043", "-0043-03", "Y-99999999999", "0000"]
        {
            let date = briefing_index::edtf::Edtf::parse(text).expect("a valid date");
            assert_eq!(read(text), date.bounds().from.map(|at| at as f64), "{text}");
        }
        for text in
            ["", "yesterday", "../2024", "24", "20245", "2024-1", "2023-02-29", "2024-00-01", "2024-13", "2024-01-00"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        for text in
            ["2024-01-01T10:00", "2024-01-01T24:00Z", "2024-01-01T10:60Z", "2024-01-01T10Z", "2024-01-01-01", "Y"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! The bounds of a date as texts: what programs, tables and calendars have beside EDTF.

use briefing_index::{
    edtf::{Edtf, calendar},
    timeline::{self, End},
};

const DAY: i64 = calendar::DAY;

/// The bounds of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// The first known second, since 1970-01-01T00:00Z.
    pub(super) from: i64,
    /// The second after the last known one.
    pub(super) to: i64,
    /// Whether nothing is known beyond these, on either side: the date is open there, or nobody knows.
    is_open: [bool; 2],
}

impl Bounds {
    pub(super) fn of(when: &Edtf) -> Bounds {
        let parts = timeline::parts(when);
        let (from, to) = timeline::bounds(&parts);
        let is_open = |end: End| !matches!(end, End::At(_));
        Bounds {
            from,
            to,
            is_open: [parts.iter().any(|part| is_open(part.start)), parts.iter().any(|part| is_open(part.end))],
        }
    }

    /// The first second as a day or a clock time; nothing where the start is open or unknown.
    pub(super) fn first(self) -> Option<String> {
        (!self.is_open[0]).then(|| edtf(self.from))
    }

    /// The same of the end, which is exclusive.
    pub(super) fn end(self) -> Option<String> {
        (!self.is_open[1]).then(|| edtf(self.to))
    }

    /// The same for a calendar, in which what has but one end has to have both: its first day, or its last where the start is
    /// open or unknown; of clock times, the minute.
    pub(super) fn spanned(self) -> (i64, i64) {
        let unit = if self.from.rem_euclid(DAY) == 0 { DAY } else { 60 };
        match (self.from < self.to, self.is_open[0]) {
            (true, _) => (self.from, self.to),
            (false, true) => (self.to - unit, self.to),
            (false, false) => (self.from, self.from + unit),
        }
    }
}

/// Year, month, day, hour, minute and second in UTC.
pub(super) fn civil(second: i64) -> (i64, u8, u8, i64, i64, i64) {
    let (year, month, day) = calendar::civil_from_days(second.div_euclid(DAY));
    let rest = second.rem_euclid(DAY);
    (year, month, day, rest / 3_600, rest / 60 % 60, rest % 60)
}

/// A second as EDTF: a day where it begins one, with four digits for the year, or more behind a `Y`.
fn edtf(second: i64) -> String {
    let (year, month, day, hour, minute, rest) = civil(second);
    let sign = if year < 0 { "-" } else { "" };
    let digits = format!("{:04}", year.unsigned_abs());
    let long = if digits.len() > 4 { "Y" } else { "" };
    let date = format!("{long}{sign}{digits}-{month:02}-{day:02}");
    match second.rem_euclid(DAY) {
        0 => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{rest:02}Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_stand_beside_a_date_but_where_it_is_open() {
        let check = |when: &str, expected: (Option<&str>, Option<&str>)| {
            let bounds = Bounds::of(&Edtf::parse(when).expect("a good date"));
            let found = (bounds.first(), bounds.end());
            assert_eq!((found.0.as_deref(), found.1.as_deref()), expected, "{when}");
        };
        check("2024-01-27?", (Some("2024-01-27"), Some("2024-01-28")));
        check("2024-12", (Some("2024-12-01"), Some("2025-01-01")));
        check("2024-01-27/..", (Some("2024-01-27"), None));
        check("/2024-01-27", (None, Some("2024-01-28")));
        check("[..2024-01-27]", (None, Some("2024-01-28")));
        check("{2023,2024-02}", (Some("2023-01-01"), Some("2024-03-01")));
        check("2024-01-27T10:00+03:00", (Some("2024-01-27T07:00:00Z"), Some("2024-01-27T07:01:00Z")));
        check("-0043-03-15", (Some("-0043-03-15"), Some("-0043-03-16")));
        check("Y-170000", (Some("Y-170000-01-01"), Some("Y-169999-01-01")));
    }
}

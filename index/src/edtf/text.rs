//! Values as text: the canonical expression, and what an HTML `time` element may hold.

use std::fmt::{Display, Formatter, Result, Write};

use super::{Clock, Date, Edge, Edtf, Form, Interval, Mark, Member, Part, Season};

impl Edtf {
    /// The value of `datetime` in `<time datetime>`, at the date's own precision and without its mark.
    ///
    /// `None` where HTML cannot write it, so that a `span` is due: intervals, sets, seasons, dates with `X`, and
    /// years before 1 (HTML Living Standard, "Dates and times": a year is greater than zero).
    pub fn datetime_attribute(&self) -> Option<String> {
        let Form::Single(date) = self.form() else { return None };
        let writable = matches!(date.part, Part::Year | Part::Month(_) | Part::Day { .. } | Part::Clock { .. });
        (writable && date.year > 0).then(|| HtmlDate(date).to_string())
    }
}

/// A date as HTML writes it: as EDTF does, but for the mark and the `Y` of long years.
struct HtmlDate<'a>(&'a Date);

impl Display for HtmlDate<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:04}{}", self.0.year, self.0.part)
    }
}

/// The canonical text: parsing it gives an equal value.
impl Display for Edtf {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.form() {
            Form::Single(date) => date.fmt(f),
            Form::Interval(interval) => interval.fmt(f),
            Form::OneOf(members) => write_set(f, '[', members, ']'),
            Form::AllOf(members) => write_set(f, '{', members, '}'),
        }
    }
}

impl Display for Interval {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Interval::Between(start, end) => write!(f, "{start}/{end}"),
            Interval::From(start, edge) => write!(f, "{start}/{edge}"),
            Interval::Until(edge, end) => write!(f, "{edge}/{end}"),
        }
    }
}

impl Display for Edge {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Edge::Open => f.write_str(".."),
            Edge::Unknown => Ok(()),
        }
    }
}

fn write_set(f: &mut Formatter<'_>, open: char, members: &[Member], close: char) -> Result {
    let mut before = open;
    for member in members {
        f.write_char(before)?;
        member.fmt(f)?;
        before = ',';
    }
    f.write_char(close)
}

impl Display for Member {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Member::One(date) => date.fmt(f),
            Member::Range(first, last) => write!(f, "{first}..{last}"),
            Member::Until(last) => write!(f, "..{last}"),
            Member::From(first) => write!(f, "{first}.."),
        }
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.part {
            Part::Century => write!(f, "{:02}", self.year / 100)?,
            Part::Decade => write!(f, "{:03}", self.year / 10)?,
            _ if self.year.unsigned_abs() > 9999 => write!(f, "Y{}", self.year)?,
            _ if self.year < 0 => write!(f, "{:05}", self.year)?,
            _ => write!(f, "{:04}", self.year)?,
        }
        write!(f, "{}{}", self.part, self.mark)
    }
}

/// All of a date that follows its year.
impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Part::Century => f.write_str("XX"),
            Part::Decade => f.write_str("X"),
            Part::Year => Ok(()),
            Part::SomeMonth => f.write_str("-XX"),
            Part::SomeDayOfYear => f.write_str("-XX-XX"),
            Part::Season(season) => write!(f, "-{}", season.number()),
            Part::Month(month) => write!(f, "-{month:02}"),
            Part::SomeDayOfMonth(month) => write!(f, "-{month:02}-XX"),
            Part::Day { month, day } => write!(f, "-{month:02}-{day:02}"),
            Part::Clock { month, day, clock } => write!(f, "-{month:02}-{day:02}T{clock}"),
        }
    }
}

impl Season {
    /// 21 to 24, as it is written in place of a month.
    pub fn number(self) -> u8 {
        match self {
            Season::Spring => 21,
            Season::Summer => 22,
            Season::Autumn => 23,
            Season::Winter => 24,
        }
    }
}

impl Display for Clock {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        if self.offset == 0 {
            return f.write_char('Z');
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Display for Mark {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Mark::None => "",
            Mark::Uncertain => "?",
            Mark::Approximate => "~",
            Mark::Both => "%",
        })
    }
}

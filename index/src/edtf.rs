//! Dates as authors write them: one type, [`Edtf`], for the generator. The browser gets what is drawn of them.
//!
//! In goes text, out comes a value that says all that the text says, or an error with its place. Read are the
//! Extended Date/Time Format's levels 0 and 1 and the sets of level 2 (ISO 8601-2:2019; Library of Congress,
//! "EDTF Specification", 4 February 2019), with these choices of our own:
//!
//! - A clock time needs `Z` or an offset, and may leave out its seconds. It may carry a mark, have a year before
//!   zero, and be an end of an interval whose other end is a clock time too. An offset may be hours alone (`+03`,
//!   level 0), and lies within ±14:00 as in XML Schema. There is no 24:00 and no second 60.
//! - A mark may follow any date. Any date without `X` may be an end of an interval, seasons and long years too, and the
//!   two ends may overlap.
//! - `X` stands where level 1 has it: `201X`, `20XX`, `2024-XX`, `2024-XX-XX`, `2024-01-XX`. In an interval it is
//!   level 2, and adds nothing there: `2024-01` as an end says the same.
//! - Members of sets are dates, not clock times. They may carry marks and `X`, except the two ends of `a..b`, which
//!   must also have the same precision. `..b` comes first and `a..` last.
//! - What is without bounds on both sides says nothing: `../..`, `/`, and `[..a,b..]` too.
//! - A year has at most eleven digits, so that every bound is an `i64` of seconds.
//!
//! Parsing allocates nothing but the members of a set, and nothing here reads a clock or a locale.

mod bounds;
pub mod calendar;
mod error;
mod parse;
mod repair;
mod scan;
mod text;

pub use bounds::{Bounds, SortKey};
pub use error::{EdtfError, EdtfErrorKind};

/// A valid date expression. The only way to get one is [`Edtf::parse`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edtf(Form);

/// What an expression is, for saying it in words and for drawing it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// One date or clock time.
    Single(Date),
    /// `a/b`, `a/..`, `a/`, `../b`, `/b`.
    Interval(Interval),
    /// `[…]`: one of the members. Never empty, in the order written.
    OneOf(Vec<Member>),
    /// `{…}`: all of the members. Never empty, in the order written.
    AllOf(Vec<Member>),
}

/// An interval has at least one dated end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interval {
    /// `a/b`; `a` does not begin after `b` ends.
    Between(Date, Date),
    /// `a/..` or `a/`.
    From(Date, Edge),
    /// `../b` or `/b`.
    Until(Edge, Date),
}

/// An end of an interval that has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Edge {
    /// `..`: there is no start meant, or it goes on.
    Open,
    /// Nothing written: there is one, and nobody knows when.
    Unknown,
}

/// A member of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Member {
    /// One date, never a clock time.
    One(Date),
    /// `a..b`: both ends and all between, at the precision of the ends.
    Range(Date, Date),
    /// `..b`, as first member: on or before `b`.
    Until(Date),
    /// `a..`, as last member: on or after `a`.
    From(Date),
}

/// One date of any precision, with its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    year: i64,
    part: Part,
    mark: Mark,
}

/// What of its year a date names: its precision, and the values that come with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `20XX`: some year of a hundred.
    Century,
    /// `201X`: some year of ten.
    Decade,
    /// `2024`: some time in the year.
    Year,
    /// `2024-XX`: some month of the year.
    SomeMonth,
    /// `2024-XX-XX`: some day of the year.
    SomeDayOfYear,
    /// `2024-21` to `2024-24`.
    Season(Season),
    /// `2024-01`, 1 to 12: some time in the month.
    Month(u8),
    /// `2024-01-XX`, 1 to 12: some day of the month.
    SomeDayOfMonth(u8),
    /// `2024-01-27`.
    Day {
        /// 1 to 12.
        month: u8,
        /// From 1 to the last day of that month.
        day: u8,
    },
    /// `2024-01-27T10:00Z`; the day is that of the clock's own offset.
    Clock {
        /// 1 to 12.
        month: u8,
        /// From 1 to the last day of that month.
        day: u8,
        /// The time of that day.
        clock: Clock,
    },
}

/// Seasons of the northern hemisphere, by whole months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// `21`: March to May.
    Spring,
    /// `22`: June to August.
    Summer,
    /// `23`: September to November.
    Autumn,
    /// `24`: December to February of the next year.
    Winter,
}

/// A time of day and where it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59; without it the time is known to the minute.
    pub second: Option<u8>,
    /// Minutes ahead of UTC, −840 to 840. `Z` and `+00:00` are one value, written `Z`.
    pub offset: i16,
}

/// How sure a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// No mark.
    None,
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`: both.
    Both,
}

impl Edtf {
    /// Reads one expression; the whole text must be it, without spaces around it.
    ///
    /// # Errors
    /// The first mistake from the left, with its place in `text` in bytes, always at character boundaries.
    pub fn parse(text: &str) -> Result<Edtf, EdtfError> {
        parse::parse(text).map(Edtf)
    }

    /// What the expression is.
    pub fn form(&self) -> &Form {
        &self.0
    }
}

impl Date {
    /// The astronomical year (0 is 1 BCE); of a decade or century, its first.
    pub fn year(&self) -> i64 {
        self.year
    }

    /// The precision, with the month, day and clock where there are any.
    pub fn part(&self) -> Part {
        self.part
    }

    /// How sure the date is.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// The month, 1 to 12, where one is named.
    pub fn month(&self) -> Option<u8> {
        match self.part {
            Part::Month(month) | Part::SomeDayOfMonth(month) | Part::Day { month, .. } | Part::Clock { month, .. } => {
                Some(month)
            }
            _ => None,
        }
    }

    /// The day of the month, where one is named.
    pub fn day(&self) -> Option<u8> {
        match self.part {
            Part::Day { day, .. } | Part::Clock { day, .. } => Some(day),
            _ => None,
        }
    }

    /// The time of day, where one is named.
    pub fn clock(&self) -> Option<Clock> {
        match self.part {
            Part::Clock { clock, .. } => Some(clock),
            _ => None,
        }
    }
}

impl Part {
    /// Whether digits of the date are written `X`.
    pub fn has_unknown_digits(self) -> bool {
        matches!(self, Part::Century | Part::Decade | Part::SomeMonth | Part::SomeDayOfYear | Part::SomeDayOfMonth(_))
    }
}

impl Mark {
    /// `?` or `%`.
    pub fn is_uncertain(self) -> bool {
        matches!(self, Mark::Uncertain | Mark::Both)
    }

    /// `~` or `%`.
    pub fn is_approximate(self) -> bool {
        matches!(self, Mark::Approximate | Mark::Both)
    }
}

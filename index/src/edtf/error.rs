//! What can be wrong with an expression, where, and the words for it.

use std::fmt::{Display, Formatter, Result};
use std::ops::Range;

/// A mistake in an expression. What to write instead, where that is sure, tells [`Edtf::repair`](super::Edtf::repair).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdtfError {
    /// The bytes of the text that are wrong, at character boundaries; empty only for an empty text.
    pub at: Range<usize>,
    /// What is wrong with them. Its `Display` is a message: lower case, no full stop, values in backticks.
    pub kind: EdtfErrorKind,
}

/// Kinds of mistakes. Numbers are those written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdtfErrorKind {
    /// Nothing is written.
    Empty,
    /// No date begins here.
    NotADate,
    /// A space, anywhere.
    Space,
    /// A character that no expression has, such as a long dash or an Arabic digit.
    Character(char),
    /// A year of other than four digits, without `Y`.
    YearDigits,
    /// `Y` before a year that has four digits or fewer.
    ShortYear,
    /// Zeros at the start of a year with `Y`.
    LeadingZero,
    /// More than eleven digits.
    YearTooLong,
    /// `-0000`.
    NegativeZero,
    /// `Y17E8`, of level 2.
    Exponent,
    /// `1950S2`, of level 2.
    SignificantDigits,
    /// `X` in a place of level 2: `2024-0X`, `156X-12-25`, `XXXX`.
    UnknownDigits,
    /// `X` in an end of an interval, of level 2.
    UnknownInInterval,
    /// A month of other than two digits.
    MonthDigits,
    /// 0, or 13 to 20, or more than 41.
    NoSuchMonth(u8),
    /// 25 to 41, which level 2 has.
    NoSuchSeason(u8),
    /// A day after a season.
    SeasonWithDay,
    /// A day of other than two digits.
    DayDigits,
    /// A day that its month does not have.
    NoSuchDay {
        /// The year written: where a day follows, it has four digits.
        year: i16,
        /// 1 to 12.
        month: u8,
        /// The day written, 0 or too high.
        day: u8,
    },
    /// A clock time after something other than a day.
    ClockWithoutDay,
    /// A clock time not written `hh:mm` or `hh:mm:ss`.
    ClockDigits,
    /// 24:00, which is 00:00 of the next day.
    HourTwentyFour,
    /// An hour over 24.
    NoSuchHour(u8),
    /// A minute over 59.
    NoSuchMinute(u8),
    /// A second over 59: leap seconds are not told apart.
    NoSuchSecond(u8),
    /// Parts of a second.
    Fraction,
    /// A clock time of no known place.
    ClockWithoutOffset,
    /// An offset not written `+hh:mm`, `-hh:mm`, `+hh` or `-hh`.
    OffsetDigits,
    /// An offset beyond 14 hours, with more than 59 minutes, or `-00:00`.
    NoSuchOffset,
    /// A mark before or within a date, of level 2.
    MarkInside,
    /// More than one mark.
    TwoMarks,
    /// Something after a whole date.
    Trailing,
    /// `a..b`, `..b` or `a..` without brackets.
    RangeOutsideSet,
    /// More than one `/`.
    ThreeEnds,
    /// No bound on either side.
    OpenBothSides,
    /// A start after its end.
    EndBeforeStart,
    /// A clock time on one side, a date on the other.
    MixedInterval,
    /// A bracket that is not closed by its like.
    UnclosedSet,
    /// Nothing between two commas or brackets.
    EmptyMember,
    /// A `/` in a set.
    IntervalInSet,
    /// A clock time in a set.
    ClockInSet,
    /// A second `..` in one member.
    TwoRanges,
    /// `..b` not first or `a..` not last.
    OpenInside,
    /// An end of `a..b` with a mark, with `X`, or a season.
    RangeEnd,
    /// Ends of `a..b` of two precisions.
    RangePrecision,
}

impl EdtfErrorKind {
    pub(super) fn at(self, at: Range<usize>) -> EdtfError {
        EdtfError { at, kind: self }
    }
}

impl Display for EdtfError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for EdtfError {}

impl Display for EdtfErrorKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Character(c) => write!(f, "`{}` cannot stand in a date", c.escape_debug()),
            Self::NoSuchMonth(month) => write!(f, "there is no month `{month:02}`"),
            Self::NoSuchSeason(number) => write!(f, "there is no season `{number}`: they run from `21` to `24`"),
            Self::NoSuchDay { year, month, day } => {
                let days = super::calendar::days_in_month((*year).into(), *month);
                write!(f, "there is no day `{day:02}` in a month of {days} days")
            }
            Self::NoSuchHour(hour) => write!(f, "there is no hour `{hour}`"),
            Self::NoSuchMinute(minute) => write!(f, "there is no minute `{minute}`"),
            Self::NoSuchSecond(60) => f.write_str("there is no second `60`: leap seconds are not told apart"),
            Self::NoSuchSecond(second) => write!(f, "there is no second `{second}`"),
            fixed => f.write_str(fixed.words()),
        }
    }
}

impl EdtfErrorKind {
    /// The message of a kind without values.
    fn words(self) -> &'static str {
        match self {
            Self::Empty => "the date is empty",
            Self::Space => "a date has no spaces",
            Self::YearDigits => "a year has four digits, a longer one begins with `Y`",
            Self::ShortYear => "`Y` stands only before a year of more than four digits",
            Self::LeadingZero => "a year with `Y` does not begin with `0`",
            Self::YearTooLong => "a year has at most eleven digits",
            Self::NegativeZero => "the year zero has no sign",
            Self::Exponent => "a year with an exponent is not supported (EDTF level 2)",
            Self::SignificantDigits => "a year with significant digits is not supported (EDTF level 2)",
            Self::UnknownDigits => {
                "`X` stands only as in `201X`, `20XX`, `2024-XX`, `2024-XX-XX` and `2024-01-XX` (EDTF level 1)"
            }
            Self::UnknownInInterval => "`X` cannot stand in an interval (EDTF level 2)",
            Self::MonthDigits => "a month has two digits",
            Self::SeasonWithDay => "a season has no days",
            Self::DayDigits => "a day has two digits",
            Self::ClockWithoutDay => "a clock time needs a whole day before it",
            Self::ClockDigits => "a clock time is written `hh:mm` or `hh:mm:ss`",
            Self::HourTwentyFour => "there is no hour `24`: the day ends at `00:00` of the next",
            Self::Fraction => "a clock time has no parts of a second",
            Self::ClockWithoutOffset => "a clock time needs `Z` or an offset such as `+03:00`",
            Self::OffsetDigits => "an offset is written `Z`, or as in `+03:00`",
            Self::NoSuchOffset => "an offset lies between `-14:00` and `+14:00`, and none is `Z`",
            Self::MarkInside => "a mark stands only at the end of a date (EDTF level 1)",
            Self::TwoMarks => "a date has only one mark: `%` is both `?` and `~`",
            Self::Trailing => "nothing can follow the date here",
            Self::RangeOutsideSet => "`..` beside a date stands only within `[…]` or `{…}`",
            Self::ThreeEnds => "an interval has only one `/`",
            Self::OpenBothSides => "a date needs a bound on at least one side",
            Self::EndBeforeStart => "the end is before the start",
            Self::MixedInterval => "an interval has a clock time on both sides or on neither",
            Self::UnclosedSet => "the set is not closed by its own bracket",
            Self::EmptyMember => "a member of the set is missing",
            Self::IntervalInSet => "a set holds no intervals: between two dates stands `..`",
            Self::ClockInSet => "a set holds no clock times",
            Self::TwoRanges => "a member of a set has only one `..`",
            Self::OpenInside => "`..` without a start stands only first in a set, without an end only last",
            Self::RangeEnd => "the ends of `..` have no mark and no `X`, and are no seasons",
            Self::RangePrecision => "both ends of `..` are years, or months, or days",
            _ => "this is not a date",
        }
    }
}

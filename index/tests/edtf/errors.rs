//! What is refused: the kind of the mistake, and its place, between `<` and `>`.

use briefing_index::edtf::{Edtf, EdtfErrorKind::*};

#[track_caller]
fn check(marked: &str, kind: briefing_index::edtf::EdtfErrorKind) {
    let text = marked.replace(['<', '>'], "");
    let error = match Edtf::parse(&text) {
        Ok(edtf) => panic!("`{text}` was read as {edtf:?}"),
        Err(error) => error,
    };
    let (start, end) = (error.at.start, error.at.end);
    let found = format!("{}<{}>{}", &text[..start], &text[start..end], &text[end..]);
    assert_eq!((found.as_str(), error.kind), (marked, kind));
    check_message(&error.to_string());
}

fn check_message(message: &str) {
    assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
    assert!(!message.starts_with(|c: char| c.is_uppercase()), "{message}");
    assert_eq!(message.matches('`').count() % 2, 0, "{message}");
}

#[test]
fn the_list_of_the_format() {
    check("2024-02-<30>", NoSuchDay { year: 2024, month: 2, day: 30 });
    check("2024-<13>", NoSuchMonth(13));
    check("2024-<0X>", UnknownDigits);
    check("<156X>-12-25", UnknownDigits);
    check("<Y17E8>", Exponent);
    check("2024-01-27T<24>:00Z", HourTwentyFour);
    check("2024-01-27T23:59:<60>Z", NoSuchSecond(60));
    check("<../..>", OpenBothSides);
    check("</>", OpenBothSides);
    check("<../>", OpenBothSides);
    check("</..>", OpenBothSides);
    check("2024/<2023>", EndBeforeStart);
    check("2024-01-27T<10:00>", ClockWithoutOffset);
}

#[test]
fn not_a_date() {
    check("<>", Empty);
    check("<yesterday>", NotADate);
    check("<?>", MarkInside);
    check("<->", NotADate);
    check("<Y>", NotADate);
    check("<P1Y>", NotADate);
    check("R12/1985</1990>", ThreeEnds);
    check("<..>2024", RangeOutsideSet);
}

#[test]
fn characters() {
    check("< >2024", Space);
    check("2024< >", Space);
    check("2024-01-27< >10:00Z", Space);
    check("[2024,< >2025]", Space);
    check("2024<\t>", Space);
    check("2024<–>2025", Character('–'));
    check("<٢>٠٢٤", Character('٢'));
    check("2024<\u{a0}>?", Character('\u{a0}'));
    check("2024<\u{200f}>", Character('\u{200f}'));
    check("2024<\0>", Character('\0'));
}

#[test]
fn years() {
    check("<24>", YearDigits);
    check("<202>", YearDigits);
    check("<20240127>", YearDigits);
    check("<20244>-01", YearDigits);
    check("<-44>", YearDigits);
    check("<-170000>", YearDigits);
    check("<27>.01.2024", YearDigits);
    check("<99999999999999999999999999>", YearDigits);
    check("<-0000>", NegativeZero);
    check("<-0000>-01", NegativeZero);
    check("<Y2024>", ShortYear);
    check("<Y-2024>", ShortYear);
    check("<Y0>", ShortYear);
    check("<Y012345>", LeadingZero);
    check("<Y123456789012>", YearTooLong);
    check("<Y99999999999999999999999999>", YearTooLong);
    check("<Y-17E7>", Exponent);
    check("<Y3388E2S3>", Exponent);
    check("<1950S2>", SignificantDigits);
    check("<Y171010000S3>", SignificantDigits);
    check("Y170000<-01>", Trailing);
    check("Y170000<T10:00Z>", Trailing);
    check("2024<E3>", Trailing);
    check("<+>2024", NotADate);
}

#[test]
fn unknown_digits() {
    for text in ["<XXXX>", "<2XXX>", "<1X99>", "<1XX3>", "<-201X>", "<201X>-01", "<20XX>-XX", "<Y17000X>", "<Y1X0000>"]
    {
        check(text, UnknownDigits);
    }
    check("2024-<X1>", UnknownDigits);
    check("2024-<XX>-05", UnknownDigits);
    check("2024-01-<0X>", UnknownDigits);
    check("2024-01-<X7>", UnknownDigits);
    check("2024-01-27T<XX>:00Z", UnknownDigits);
    check("2024-01-27T10:<0X>Z", UnknownDigits);
    check("2024-01-27T10:00<+XX:00>", UnknownDigits);
    check("2024-<XXX>", MonthDigits);
    check("<201X>/2024", UnknownInInterval);
    check("2024-01-01/<2024-02-XX>", UnknownInInterval);
    check("../<2024-XX?>", UnknownInInterval);
}

#[test]
fn months_and_days() {
    check("2024-<1>-05", MonthDigits);
    check("2024-<001>", MonthDigits);
    check("2024-<Jan>", MonthDigits);
    check("2024-<W04>", MonthDigits);
    check("2024<->", MonthDigits);
    check("2024-<->01", MonthDigits);
    check("2024-<00>", NoSuchMonth(0));
    check("2024-<20>", NoSuchMonth(20));
    check("2024-<42>", NoSuchMonth(42));
    check("2024-<25>", NoSuchSeason(25));
    check("2024-<41>", NoSuchSeason(41));
    check("2024-21<-05>", SeasonWithDay);
    check("2024-01-<5>", DayDigits);
    check("2024-01-<005>", DayDigits);
    check("2024-01<->", DayDigits);
    check("2024-01-<00>", NoSuchDay { year: 2024, month: 1, day: 0 });
    check("2024-01-<32>", NoSuchDay { year: 2024, month: 1, day: 32 });
    check("2024-04-<31>", NoSuchDay { year: 2024, month: 4, day: 31 });
    check("2023-02-<29>", NoSuchDay { year: 2023, month: 2, day: 29 });
    check("1900-02-<29>", NoSuchDay { year: 1900, month: 2, day: 29 });
    check("-0001-02-<29>", NoSuchDay { year: -1, month: 2, day: 29 });
    check("2024-01-27<-03>", Trailing);
    check("2024<:>", Trailing);
    check("2024-01<.05>", Trailing);
}

#[test]
fn clock_times() {
    check("2024-01-27T<10:00:30>", ClockWithoutOffset);
    check("2024-01-27T<10:00>?", ClockWithoutOffset);
    check("2024<T10:00Z>", ClockWithoutDay);
    check("2024-01<T10:00Z>", ClockWithoutDay);
    check("2024-21<T10:00Z>", ClockWithoutDay);
    check("2024-XX<T10:00Z>", ClockWithoutDay);
    check("2024-XX-XX<T10:00Z>", ClockWithoutDay);
    check("2024-01-XX<T10:00Z>", ClockWithoutDay);
    check("2024-01-27<T>", ClockDigits);
    check("2024-01-27T1<0>", ClockDigits);
    check("2024-01-27T<9>:30Z", ClockDigits);
    check("2024-01-27T<1000>Z", ClockDigits);
    check("2024-01-27T10<Z>", ClockDigits);
    check("2024-01-27T10:<0>Z", ClockDigits);
    check("2024-01-27T10:00:<0>Z", ClockDigits);
    check("2024-01-27T10:00<:>", ClockDigits);
    check("2024-01-27T<25>:00Z", NoSuchHour(25));
    check("2024-01-27T10:<60>Z", NoSuchMinute(60));
    check("2024-01-27T10:00:<99>Z", NoSuchSecond(99));
    check("2024-01-27T10:00:30<.5>Z", Fraction);
    check("2024-01-27T10:00:30<.>", Fraction);
    check("2024-01-27T10:00:30<,123>+03:00", Fraction);
    check("2024-01-27T10:00<+>", OffsetDigits);
    check("2024-01-27T10:00+<3>", OffsetDigits);
    check("2024-01-27T10:00+<0300>", OffsetDigits);
    check("2024-01-27T10:00+03:<3>", OffsetDigits);
    check("2024-01-27T10:00<+14:01>", NoSuchOffset);
    check("2024-01-27T10:00<-15>", NoSuchOffset);
    check("2024-01-27T10:00<+03:60>", NoSuchOffset);
    check("2024-01-27T10:00<-00:00>", NoSuchOffset);
    check("2024-01-27T10:00Z<Z>", Trailing);
    check("2024-01-27T10:00+03:00<:00>", Trailing);
}

#[test]
fn marks() {
    check("<~>2024", MarkInside);
    check("2024<?>-01", MarkInside);
    check("2024-<?>01", MarkInside);
    check("2024-01<~>-05", MarkInside);
    check("2024-01-<%>05", MarkInside);
    check("2024-01-27<?>T10:00Z", MarkInside);
    check("2024-01-27T<?>10:00Z", MarkInside);
    check("2024<?~>", TwoMarks);
    check("2024-01-27<~~>", TwoMarks);
    check("2024?<2>", Trailing);
}

#[test]
fn intervals() {
    check("2024-01-27/<2024-01-26>", EndBeforeStart);
    check("2024-02/<2024-01-31>", EndBeforeStart);
    check("2024-02-01/<2024-01>", EndBeforeStart);
    check("2024-01-27T10:00Z/<2024-01-27T09:59Z>", EndBeforeStart);
    check("2024-01-27T10:00Z/<2024-01-27T12:00+03:00>", EndBeforeStart);
    check("2024/2025</2026>", ThreeEnds);
    check("2024/01</27>", ThreeEnds);
    check("2024/<01>", YearDigits);
    check("2024-01-27/<28>", YearDigits);
    check("2024/2025-<13>", NoSuchMonth(13));
    check("<2024-01-27/2024-01-27T10:00Z>", MixedInterval);
    check("<2024-01-27T10:00Z/2024-02>", MixedInterval);
    check("2024<..>2025", RangeOutsideSet);
    check("2024/<..>.", RangeOutsideSet);
    check("2024/<open>", NotADate);
    check("2024/<..>2025", RangeOutsideSet);
    check("2024/2025<..>", RangeOutsideSet);
    check("2024/<[>2025]", NotADate);
}

#[test]
fn sets() {
    check("<[>2024", UnclosedSet);
    check("<[>2024}", UnclosedSet);
    check("<{>2024]", UnclosedSet);
    check("[2024]<?>", Trailing);
    check("[2024]<]>", Trailing);
    check("{2024}<,2025>", Trailing);
    check("[<]>", EmptyMember);
    check("[2024,<]>", EmptyMember);
    check("[<,>2024]", EmptyMember);
    check("[2024,<2024/2025>]", IntervalInSet);
    check("[<2024-01-27T10:00Z>]", ClockInSet);
    check("[..<2024-01-27T10:00Z>]", ClockInSet);
    check("[<..>]", OpenBothSides);
    check("<[..2024,2025..]>", OpenBothSides);
    check("[2024,<..2025>]", OpenInside);
    check("[<2024..>,2025]", OpenInside);
    check("[<2024?>..2025]", RangeEnd);
    check("[2024..<202X>]", RangeEnd);
    check("[<2024-21>..2024-23]", RangeEnd);
    check("[<2024-01..2024-02-03>]", RangePrecision);
    check("[2025..<2024>]", EndBeforeStart);
    check("[2024..2025<..>2026]", TwoRanges);
    check("[2024,2025-<13>]", NoSuchMonth(13));
    check("[<[>2024]]", NotADate);
}

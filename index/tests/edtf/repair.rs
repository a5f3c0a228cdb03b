//! What is offered in place of a slip.

use briefing_index::edtf::Edtf;

#[track_caller]
fn check(text: &str, repaired: &str) {
    assert!(Edtf::parse(text).is_err(), "`{text}` needs no repair");
    assert_eq!(Edtf::repair(text).as_deref(), Some(repaired), "repair of `{text}`");
    assert!(Edtf::parse(repaired).is_ok(), "`{repaired}` is offered, and refused");
}

#[track_caller]
fn check_none(text: &str) {
    assert!(Edtf::parse(text).is_err(), "`{text}` needs no repair");
    assert_eq!(Edtf::repair(text), None, "repair of `{text}`");
}

#[test]
fn zeros_and_separators() {
    check("2024-1-5", "2024-01-05");
    check("2024-1", "2024-01");
    check("2024/01/27", "2024-01-27");
    check("2024.01.27", "2024-01-27");
    check("2024/01", "2024-01");
    check("20240127", "2024-01-27");
    check("1/2024", "2024-01");
    check("01.2024", "2024-01");
    check_none("2024.");
    check_none("2024-011-27");
    check_none("2024 01 27");
    check_none("2024/21");
    check_none("21/2024");
    check_none("2024-01.27");
}

#[test]
fn the_day_first() {
    check("27.01.2024", "2024-01-27");
    check("5.1.2024", "2024-01-05");
    check("5. 1. 2024", "2024-01-05");
    check("27/01/2024", "2024-01-27");
    check("27-01-2024", "2024-01-27");
    check("01/27/2024", "2024-01-27");
    check("5/5/2024", "2024-05-05");
    // The fifth of January or the first of May.
    check_none("05/01/2024");
    check_none("05-01-2024");
}

#[test]
fn names() {
    check("27 January 2024", "2024-01-27");
    check("January 27, 2024", "2024-01-27");
    check("27th Jan. 2024", "2024-01-27");
    check("Sept 2024", "2024-09");
    check("2024-Jan-27", "2024-01-27");
    check("Spring 2024", "2024-21");
    check("fall 2024", "2024-23");
    check("44 BC", "-0043");
    check("1 BCE", "0000");
    check("144 BCE", "-0143");
    check("44 AD", "0044");
    check_none("30 February 2024");
    check_none("Ma 2024");
    check_none("2024 2025 May");
    check_none("yesterday");
    check_none("last week");
}

#[test]
fn marks() {
    check("c. 2024", "2024~");
    check("ca 2024", "2024~");
    check("circa 1850", "1850~");
    check("c2024", "2024~");
    check("around January 2024", "2024-01~");
    check("probably 27.1.2024", "2024-01-27?");
    check("~2024", "2024~");
    check("?2024-01", "2024-01?");
    check("2024 ?", "2024?");
    check("2024-01-27?~", "2024-01-27%");
    check("~2024?", "2024%");
    check("c. 2024?", "2024%");
    check("≈2024", "2024~");
    check("2024؟", "2024?");
    check_none("2024?-01");
    check_none("?");
    check_none("c.");
}

#[test]
fn characters() {
    check(" 2024-01-27 ", "2024-01-27");
    check("2024–01–27", "2024-01-27");
    check("٢٠٢٤-٠١-٢٧", "2024-01-27");
    check("۲۰۲۴-۰۱", "2024-01");
    check("\u{200f}2024-01-27\u{200f}", "2024-01-27");
    check("2024\u{a0}?", "2024?");
    check("201x", "201X");
}

#[test]
fn clock_times() {
    check("2024-01-27 10:00Z", "2024-01-27T10:00Z");
    check("2024-01-27t10:00z", "2024-01-27T10:00Z");
    check("2024-01-27T9:30Z", "2024-01-27T09:30Z");
    check("2024-1-27 9:30:05 +03:00", "2024-01-27T09:30:05+03:00");
    check("2024-01-27T10:00+0300", "2024-01-27T10:00+03:00");
    check("2024-01-27T10:00+3", "2024-01-27T10:00+03");
    check("2024-01-27T10:00+3:30", "2024-01-27T10:00+03:30");
    check("2024-01-27 10:00 UTC", "2024-01-27T10:00Z");
    check("2024-01-27T10:00-00:00", "2024-01-27T10:00Z");
    check("2024-01-27T10:00:30.500Z", "2024-01-27T10:00:30Z");
    check("2024-01-27T24:00Z", "2024-01-28T00:00Z");
    check("2024-12-31T24:00:00+03:00", "2025-01-01T00:00:00+03:00");
    check("2024-01-27T10:00 Z?", "2024-01-27T10:00Z?");
    // Which offset is not known, nor which second.
    check_none("2024-01-27T10:00");
    check_none("2024-01-27 10:00");
    check_none("2024-01-27T10:00:60Z");
    check_none("2024-01-27T10::00Z");
    check_none("2024-01-27T10.00:00Z");
    check_none("2024-01-27T24:30Z");
    check_none("2024-01-27T25:00Z");
}

#[test]
fn intervals() {
    check("2014-2016", "2014/2016");
    check("2014–2016", "2014/2016");
    check("2014 - 2016", "2014/2016");
    check("2014 / 2016", "2014/2016");
    check("2014 to 2016", "2014/2016");
    check("2024-01-27 – 2024-02-03", "2024-01-27/2024-02-03");
    check("2024-01-27--2024-02-03", "2024-01-27/2024-02-03");
    check("2024-1/2024-3", "2024-01/2024-03");
    check("2024-01-27/28", "2024-01-27/2024-01-28");
    check("2024-01-27?/28?", "2024-01-27?/2024-01-28?");
    check("2024-01-27/02-03", "2024-01-27/2024-02-03");
    check("2024-01/03", "2024-01/2024-03");
    check("2014/16", "2014/2016");
    check("2024-01-27T10:00Z/12:00Z", "2024-01-27T10:00Z/2024-01-27T12:00Z");
    check("2024/open", "2024/..");
    check("2024/now", "2024/..");
    check("2024/…", "2024/..");
    check("unknown/2024", "/2024");
    check("c. 2014/2016", "2014~/2016");
    check("27.1.2024 - 3.2.2024", "2024-01-27/2024-02-03");
    check("27/01/2024 - 30/01/2024", "2024-01-27/2024-01-30");
    check_none("27/01/2024 - 03/02/2024");
    check("2024-01-XX/2024-02-03", "2024-01/2024-02-03");
    check("2024-XX-XX?/..", "2024?/..");
    check_none("201X/2024");
    check_none("2024-01-27/2024/25");
    check_none("2024-01-2728");
    // The month or the year, an interval or a choice, an open end or a slip.
    check_none("2011/12");
    check_none("2014-16");
    check_none("2014..2016");
    check_none("2024-");
    check_none("2024/2023");
    check_none("../..");
    check_none("2024-01-27/2024-01-27T10:00Z");
}

#[test]
fn sets() {
    check("[2024, 2025]", "[2024,2025]");
    check("[ 2024-1 , 27.1.2024 ]", "[2024-01,2024-01-27]");
    check("[2024-1 .. 2024-3]", "[2024-01..2024-03]");
    check("{2024،2025}", "{2024,2025}");
    check("[…2024]", "[..2024]");
    check_none("[2024,2025");
    check_none("[]");
    check_none("[2024/2025]");
    check_none("2024,2025");
}

#[test]
fn the_last_digit_unknown() {
    check("2024-0X", "[2024-01..2024-09]");
    check("2024-1X", "[2024-10..2024-12]");
    check("2024-01-2X", "[2024-01-20..2024-01-29]");
    check("2024-02-2x", "[2024-02-20..2024-02-29]");
    check_none("156X-12-25");
    check_none("XXXX");
    check_none("2024-2X");
}

#[test]
fn years() {
    check("Y2024", "2024");
    check("Y012345", "Y12345");
    check("-44", "-0044");
    check("-170000", "Y-170000");
    check("−44", "-0044");
    check_none("–44");
    check("-0000", "0000");
    check_none("44");
    check_none("20245");
    check_none("202401");
    check_none("Y17E8");
    check_none("1950S2");
}

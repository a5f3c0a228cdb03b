//! Days since 1970-01-01 and back.

use briefing_index::edtf::calendar::{civil_from_days, days_from_civil, days_in_month, is_leap};

#[test]
fn known_days() {
    for (year, month, day, days) in [
        (1970, 1, 1, 0),
        (1969, 12, 31, -1),
        (2000, 2, 29, 11_016),
        (2000, 3, 1, 11_017),
        (2024, 1, 27, 19_749),
        (1, 1, 1, -719_162),
        (0, 1, 1, -719_528),
        (0, 3, 1, -719_468),
        (-1, 12, 31, -719_529),
        // A whole number of eras of 400 years before 1970-01-01.
        (-398_030, 1, 1, -146_097 * 1000),
        (401_970, 1, 1, 146_097 * 1000),
    ] {
        assert_eq!(days_from_civil(year, month, day), days, "{year}-{month}-{day}");
        assert_eq!(civil_from_days(days), (year, month, day), "{days}");
    }
}

/// Counts every day on from another, with no arithmetic in common with the functions but the length of months.
#[test]
fn every_day_of_twenty_thousand_years_follows_the_one_before() {
    let mut days = -4_371_587;
    for year in -9999..=9999 {
        for month in 1..=12 {
            for day in 1..=days_in_month(year, month) {
                assert_eq!(days_from_civil(year, month, day), days, "{year}-{month}-{day}");
                assert_eq!(civil_from_days(days), (year, month, day), "{days}");
                days += 1;
            }
        }
    }
    assert_eq!(days, days_from_civil(10_000, 1, 1));
}

#[test]
fn leap_years() {
    let leap = [-400, -4, 0, 4, 1600, 2000, 2024];
    let common = [-100, -1, 1, 100, 1700, 1900, 2023, 2100];
    assert!(leap.into_iter().all(|year| is_leap(year) && days_in_month(year, 2) == 29));
    assert!(common.into_iter().all(|year| !is_leap(year) && days_in_month(year, 2) == 28));
    let year: Vec<u8> = (0..=13).map(|month| days_in_month(2023, month)).collect();
    assert_eq!(year, [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0]);
}

#[test]
fn far_days_come_back_and_no_argument_overflows() {
    for days in [-(1 << 52), -999_999_999_999, 999_999_999_999, (1 << 52) - 1] {
        let (year, month, day) = civil_from_days(days);
        if year.abs() < 1 << 50 {
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }
    let limits = [i64::MIN, i64::MAX];
    assert!(limits.into_iter().all(|days| (1..=12).contains(&civil_from_days(days).1)));
    assert!(days_from_civil(i64::MIN, 1, 1) < days_from_civil(i64::MAX, 12, 31));
    assert!(days_from_civil(2024, 255, 255) > 0);
}

//! How expressions follow one another.

use std::cmp::Ordering;

use crate::parse;

/// Each comes before all that follow it.
#[track_caller]
fn check(ascending: &[&str]) {
    for (i, first) in ascending.iter().enumerate() {
        assert_eq!(parse(first).cmp_in_time(&parse(first)), Ordering::Equal);
        for second in &ascending[i + 1..] {
            assert_eq!(parse(first).cmp_in_time(&parse(second)), Ordering::Less, "`{first}` before `{second}`");
            assert_eq!(parse(second).cmp_in_time(&parse(first)), Ordering::Greater, "`{second}` after `{first}`");
        }
    }
}

#[track_caller]
fn check_equal(texts: &[&str]) {
    for pair in texts.windows(2) {
        assert_eq!(parse(pair[0]).sort_key(), parse(pair[1]).sort_key(), "`{}` and `{}`", pair[0], pair[1]);
        assert_eq!(parse(pair[0]).cmp_in_time(&parse(pair[1])), Ordering::Equal);
    }
}

#[test]
fn earliest_first() {
    check(&["Y-170000", "-0044-03-15", "-0044-03-16", "0000", "0001", "2023-12-31", "2024-01-02", "Y10000"]);
}

#[test]
fn coarser_first() {
    check(&[
        "2000/..",
        "20XX",
        "200X",
        "2000",
        "2000-01",
        "2000-01-01",
        "2000-01-01T00:00Z",
        "2000-01-01T00:00:00Z",
        "2000-01-01T00:00:01Z",
        "2000-01-01T00:01Z",
    ]);
    check(&["2024-01-01/2024-02", "2024-01-01/2024-01-31", "2024-01-01/2024-01-30", "2024-01-01"]);
    check(&["2024-24", "2024-12", "2025-01"]);
}

#[test]
fn without_a_start_the_last_day_counts() {
    check(&["2024-01-26", "2024-01-27", "2024-01-27T23:59Z", "../2024-01-27", "2024-01-28/..", "2024-01-28"]);
    check_equal(&["../2024-01-27", "/2024-01-27", "[..2024-01-27]", "{..2024-01-20,2024-01-27}"]);
}

#[test]
fn clock_times_order_as_utc() {
    check(&[
        "2024-01-27T14:00+05:00",
        "2024-01-27T11:00+01:00",
        "2024-01-27T10:30Z",
        "2024-01-27T06:00-05:00",
        // The day before by its own clock, the next one by that of UTC.
        "2024-01-27T23:00-05:00",
    ]);
    check_equal(&["2024-01-27T10:00Z", "2024-01-27T13:00+03:00", "2024-01-27T05:00-05:00"]);
}

#[test]
fn marks_and_open_or_unknown_ends_do_not_move_a_date() {
    check_equal(&["2024", "2024?", "2024~", "2024%", "2024-XX", "2024-XX-XX"]);
    check_equal(&["2024/..", "2024/", "[2024..]"]);
    check_equal(&["2024-01/2024-02", "[2024-02,2024-01]", "{2024-01..2024-02}"]);
}

#[test]
fn far_years_keep_their_order() {
    check(&["../Y-99999999999", "Y-99999999998", "2024", "Y99999999998", "Y99999999999/..", "Y99999999999"]);
}

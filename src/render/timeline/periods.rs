//! How the site's events are cut into pages.

use std::{collections::BTreeMap, ops::Range};

use super::MOST;

/// One of the site's timeline pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) address: String,
    /// The year, and the month where a year has too many events for a page. Neither for the first page.
    pub(super) year: Option<i64>,
    pub(super) month: Option<u8>,
    /// Which part of its month it is, from 1, and how many there are; where the month has several.
    pub(super) part: Option<(usize, usize)>,
    /// Its events, as a range of the site's.
    pub(super) events: Range<usize>,
    /// Whether its events stand on the pages of its months.
    pub(super) is_split: bool,
}

/// The timeline pages of a site whose events, in the order of time, begin in these years and months.
///
/// The first page holds all events, or, where they are too many, the newest of them. Then each year has a page, each
/// month of a year with too many events, and a month with too many has several.
pub(crate) fn periods(begins: &[(i64, u8)]) -> Vec<Period> {
    let all = 0..begins.len();
    let first = |events| Period {
        address: "timeline/".to_owned(),
        year: None,
        month: None,
        part: None,
        events,
        is_split: false,
    };
    if all.len() <= MOST {
        return vec![first(all)];
    }
    let mut pages = vec![first(newest(begins))];
    for (year, events) in runs(begins, all, |(year, _)| year) {
        let address = format!("timeline/{}/", year_in_address(year));
        let is_split = events.len() > MOST;
        pages.push(Period {
            address: address.clone(),
            year: Some(year),
            month: None,
            part: None,
            events: events.clone(),
            is_split,
        });
        if is_split {
            for (month, events) in runs(begins, events, |(_, month)| month) {
                pages.extend(month_periods(&address, year, month, events));
            }
        }
    }
    pages
}

fn month_periods(year_address: &str, year: i64, month: u8, events: Range<usize>) -> Vec<Period> {
    let address = format!("{year_address}{month:02}/");
    let parts = events.len().div_ceil(MOST);
    let starts = events.clone().step_by(MOST).enumerate();
    let pages = starts.map(|(at, start)| Period {
        address: if at == 0 { address.clone() } else { format!("{address}page/{}/", at + 1) },
        year: Some(year),
        month: Some(month),
        part: (parts > 1).then_some((at + 1, parts)),
        events: start..(start + MOST).min(events.end),
        is_split: false,
    });
    pages.collect()
}

/// As many whole years from the newest as one page holds; else months; else events.
fn newest(begins: &[(i64, u8)]) -> Range<usize> {
    let all = 0..begins.len();
    let fits = |events: &&Range<usize>| begins.len() - events.start <= MOST;
    let years: Vec<_> = runs(begins, all.clone(), |(year, _)| year).into_values().collect();
    let months: Vec<_> = runs(begins, all, |begin| begin).into_values().collect();
    let start = years.iter().find(fits).or_else(|| months.iter().find(fits)).map(|events| events.start);
    start.unwrap_or(begins.len() - MOST)..begins.len()
}

/// The stretches of `range` with one key each. The keys are in order.
fn runs<K: Ord>(begins: &[(i64, u8)], range: Range<usize>, key: impl Fn((i64, u8)) -> K) -> BTreeMap<K, Range<usize>> {
    let mut runs: BTreeMap<K, Range<usize>> = BTreeMap::new();
    for at in range {
        runs.entry(key(begins[at])).or_insert(at..at).end = at + 1;
    }
    runs
}

/// Four digits, as in the dates of the format.
fn year_in_address(year: i64) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(begins: &[(i64, u8)], expected: &[(&str, Range<usize>)]) {
        let found: Vec<_> = periods(begins).into_iter().map(|page| (page.address, page.events)).collect();
        let found: Vec<_> = found.iter().map(|(address, events)| (address.as_str(), events.clone())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_page_lists_at_most_300_events() {
        check(&[], &[("timeline/", 0..0)]);
        check(&[(2024, 1); 300], &[("timeline/", 0..300)]);
        let mut begins = vec![(-44, 3); 10];
        begins.extend([(2023, 5); 200]);
        begins.extend([(2024, 1); 150]);
        let expected = [
            ("timeline/", 210..360),
            ("timeline/-0044/", 0..10),
            ("timeline/2023/", 10..210),
            ("timeline/2024/", 210..360),
        ];
        check(&begins, &expected);
    }

    #[test]
    fn a_full_year_is_cut_into_months_and_a_full_month_into_parts() {
        let mut begins = vec![(2024, 1); 100];
        begins.extend([(2024, 2); 650]);
        let expected = [
            ("timeline/", 450..750),
            ("timeline/2024/", 0..750),
            ("timeline/2024/01/", 0..100),
            ("timeline/2024/02/", 100..400),
            ("timeline/2024/02/page/2/", 400..700),
            ("timeline/2024/02/page/3/", 700..750),
        ];
        check(&begins, &expected);
    }
}

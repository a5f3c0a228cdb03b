//! How a set of records is cut into files of bounded size.

use std::ops::Range;

/// The most records of a file.
pub(super) const MOST: usize = 5_000;

/// A file's share of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// `2024`, `2024-01` or `2024-01-2`; `None` for all that there is.
    pub(super) name: Option<String>,
    /// A range of the records.
    pub(super) records: Range<usize>,
}

/// The parts of a set, which is put into their order. Up to [`MOST`] records are one part; of more, each year is one; of a
/// year with more, each month; of a month with more, every [`MOST`] of its records. `key` gives a record's year and month.
///
/// A new record changes one part alone, but for the days on which a year or a month first has too many.
pub(super) fn parts<T>(records: &mut [T], key: impl Fn(&T) -> (i64, u8)) -> Vec<Part> {
    cut(records, key, MOST)
}

fn cut<T>(records: &mut [T], key: impl Fn(&T) -> (i64, u8), most: usize) -> Vec<Part> {
    if records.len() <= most {
        return vec![Part { name: None, records: 0..records.len() }];
    }
    // Records of one month keep their order.
    records.sort_by_key(&key);
    let mut parts = Vec::new();
    let mut start = 0;
    for year in records.chunk_by(|a, b| key(a).0 == key(b).0) {
        let name = year_name(key(&year[0]).0);
        if year.len() <= most {
            parts.push(Part { name: Some(name), records: start..start + year.len() });
            start += year.len();
            continue;
        }
        for month in year.chunk_by(|a, b| key(a) == key(b)) {
            let name = format!("{name}-{:02}", key(&month[0]).1);
            for (nth, piece) in month.chunks(most).enumerate() {
                let name = if nth == 0 { name.clone() } else { format!("{name}-{}", nth + 1) };
                parts.push(Part { name: Some(name), records: start..start + piece.len() });
                start += piece.len();
            }
        }
    }
    parts
}

/// A year as EDTF writes it.
fn year_name(year: i64) -> String {
    let sign = if year < 0 { "-" } else { "" };
    let digits = format!("{:04}", year.unsigned_abs());
    format!("{}{sign}{digits}", if digits.len() > 4 { "Y" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(keys: &[(i64, u8)], most: usize, expected: &[(Option<&str>, Range<usize>)]) {
        let mut keys = keys.to_vec();
        let parts = cut(&mut keys, |key| *key, most);
        let found: Vec<_> = parts.iter().map(|part| (part.name.as_deref(), part.records.clone())).collect();
        assert_eq!(found, expected, "{keys:?}");
        assert!(parts.iter().all(|part| part.records.len() <= most));
    }

    #[test]
    fn what_is_small_is_one_part_and_what_is_not_has_years_months_and_pieces() {
        check(&[], 2, &[(None, 0..0)]);
        check(&[(2024, 1), (2023, 1)], 2, &[(None, 0..2)]);
        check(&[(2024, 1), (2023, 1), (2023, 5)], 2, &[(Some("2023"), 0..2), (Some("2024"), 2..3)]);
        check(
            &[(2023, 1), (2023, 5), (2023, 5), (2023, 5), (-43, 1), (12_000, 1)],
            2,
            &[
                (Some("-0043"), 0..1),
                (Some("2023-01"), 1..2),
                (Some("2023-05"), 2..4),
                (Some("2023-05-2"), 4..5),
                (Some("Y12000"), 5..6),
            ],
        );
    }

    #[test]
    fn records_of_a_month_keep_their_order() {
        let mut records = vec![("b", 2), ("a", 2), ("c", 1)];
        cut(&mut records, |&(_, year)| (year, 1), 2);
        assert_eq!(records, [("c", 1), ("b", 2), ("a", 2)]);
    }
}

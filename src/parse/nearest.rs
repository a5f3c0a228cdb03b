//! The name that an author most likely meant.

use std::cmp::Reverse;

/// Longer words are not compared: the effort grows with the square, and nobody mistypes a paragraph.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of its letters differ, and one
/// letter always may. Case does not count. Of equally near ones that which begins most alike, then the first.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = letters(word)?;
    let near = |candidate: &'c str| {
        let other = letters(candidate)?;
        let limit = (word.len().max(other.len()) / 3).max(1);
        // One letter is no word to compare: everything would be near.
        let enough = word.len().min(other.len()) > 1 && word.len().abs_diff(other.len()) <= limit;
        let distance = if enough { distance(&word, &other) } else { usize::MAX };
        let alike = word.iter().zip(&other).take_while(|(a, b)| a == b).count();
        (distance <= limit).then_some((distance, Reverse(alike), candidate))
    };
    let best = candidates.into_iter().filter_map(near).min_by_key(|(distance, alike, _)| (*distance, *alike));
    best.map(|(_, _, candidate)| candidate)
}

/// "did you mean `…`?", where there is something near.
pub(crate) fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

fn letters(word: &str) -> Option<Vec<char>> {
    let letters: Vec<char> = word.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    (letters.len() <= LONGEST).then_some(letters)
}

/// The least number of letters to insert, remove, replace, or swap with their neighbour ("optimal string alignment").
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<&str>) {
        let keys = ["title", "date", "topics", "source", "people", "status", "story", "statements", "of"];
        assert_eq!(nearest(word, keys), expected, "{word}");
    }

    #[test]
    fn the_nearest_name_is_found() {
        check("tilte", Some("title"));
        check("Title", Some("title"));
        check("sources", Some("source"));
        check("stats", Some("status"));
        check("statement", Some("statements"));
        check("dat", Some("date"));
        check("ofs", Some("of"));
        assert_eq!(nearest("wher", ["when", "where"]), Some("where"));
    }

    #[test]
    fn what_is_far_from_all_is_no_slip() {
        for word in ["", "x", "colour", "headline", &"t".repeat(10_000)] {
            check(word, None);
        }
    }

    #[test]
    fn swapped_letters_are_one_slip() {
        let check = |a: &str, b: &str, expected| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(distance(&a, &b), expected);
            assert_eq!(distance(&b, &a), expected);
        };
        check("", "abc", 3);
        check("abc", "acb", 1);
        check("kitten", "sitting", 3);
        check("بغداد", "بغدد", 1);
    }
}

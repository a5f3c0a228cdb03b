//! How many slips lie between what was typed and a word: letters changed, left out, put in, or swapped with a neighbour.

use crate::tokenize::LONGEST;

/// Slips that are forgiven in a typed word: none below four letters, where most words are near one another.
pub(super) fn forgiven(letters: usize) -> u8 {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The slips between `typed` and the whole `word`, and between `typed` and the nearest beginning of `word`.
/// Anything above `limit` may be given as any number above it.
pub(super) fn slips(typed: &[char], word: &str, limit: u8) -> (u8, u8) {
    let far = limit.saturating_add(1);
    let width = typed.len() + 1;
    if word.len() + usize::from(limit) < typed.len() {
        return (far, far);
    }
    let mut rows = [[far; LONGEST + 1]; 3];
    let [mut before, mut last, mut row] = rows.each_mut();
    for (n, cell) in (0..).zip(last.iter_mut().take(width)) {
        *cell = n;
    }
    let mut previous = '\0';
    let mut beginning = far;
    for (n, letter) in (1u8..).zip(word.chars()) {
        // What is longer than this is too long as a whole, and its beginnings have been seen.
        if usize::from(n) > typed.len() + usize::from(limit) {
            return (far, beginning);
        }
        let mut nearest = n;
        row[0] = n;
        for (at, wanted) in (1..width.min(row.len())).zip(typed) {
            let change = last[at - 1] + u8::from(*wanted != letter);
            let mut cell = change.min(last[at] + 1).min(row[at - 1] + 1);
            if at > 1 && *wanted == previous && typed.get(at - 2) == Some(&letter) {
                cell = cell.min(before[at - 2] + 1);
            }
            row[at] = cell;
            nearest = nearest.min(cell);
        }
        if nearest > limit {
            return (far, beginning);
        }
        beginning = beginning.min(row.get(width - 1).copied().unwrap_or(far));
        (before, last, row) = (last, row, before);
        previous = letter;
    }
    (last.get(width - 1).copied().unwrap_or(far), beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str, whole: u8, beginning: u8) {
        let letters: Vec<char> = typed.chars().collect();
        let (found, start) = slips(&letters, word, 3);
        assert_eq!((found.min(4), start.min(4)), (whole, beginning), "{typed} {word}");
    }

    #[test]
    fn slips_are_counted() {
        check("coalition", "coalition", 0, 0);
        check("coaliton", "coalition", 1, 1);
        check("coalittion", "coalition", 1, 1);
        check("coalitian", "coalition", 1, 1);
        check("coaliiton", "coalition", 1, 1);
        check("caoliiton", "coalition", 2, 2);
        check("coali", "coalition", 4, 0);
        check("caoli", "coalition", 4, 1);
        check("", "abc", 3, 1);
        check("abc", "", 3, 4);
        check("السودان", "السوداني", 1, 0);
        check("xyzw", "coalition", 4, 4);
    }

    #[test]
    fn the_longest_words_fit() {
        let long = "x".repeat(LONGEST);
        check(&long, &long, 0, 0);
        check(&"x".repeat(LONGEST * 2), &long, 4, 4);
        check("x", &"é".repeat(LONGEST), 4, 1);
    }
}

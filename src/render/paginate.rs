//! How a long list is cut into pages.
//!
//! The first page holds the newest items, from `size` up to `2 × size − 1` of them; the pages after it hold `size`
//! each and are numbered from the oldest. So a new item changes the first page alone, and every `size` items a page is
//! added before the others without renaming them.

use std::ops::Range;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// `None` for the first page; others count from 1, the oldest.
    pub(crate) number: Option<usize>,
    /// Its items, in a list that begins with the newest.
    pub(crate) items: Range<usize>,
    /// How many numbered pages the list has.
    numbered: usize,
}

/// The pages of a list of `items`, first page first, then from the newest to the oldest. `size` is at least 1.
pub(crate) fn sheets(items: usize, size: usize) -> Vec<Sheet> {
    let size = size.max(1);
    let numbered = (items / size).saturating_sub(1);
    let first = Sheet { number: None, items: 0..items - numbered * size, numbered };
    let others = (1..=numbered).rev().map(|n| {
        let items = items - n * size..items - (n - 1) * size;
        Sheet { number: Some(n), items, numbered }
    });
    std::iter::once(first).chain(others).collect()
}

impl Sheet {
    /// Its address, where the list's is `list` (with a final `/`, or empty).
    pub(crate) fn address(&self, list: &str) -> String {
        address(list, self.number)
    }

    /// The address of the page with older items, if there is one.
    pub(crate) fn older(&self, list: &str) -> Option<String> {
        let number = self.number.unwrap_or(self.numbered + 1) - 1;
        (number > 0).then(|| address(list, Some(number)))
    }

    /// The address of the page with newer items, if there is one.
    pub(crate) fn newer(&self, list: &str) -> Option<String> {
        let number = self.number? + 1;
        Some(address(list, (number <= self.numbered).then_some(number)))
    }

    /// The address of the page with the oldest items, if it is neither this page nor the next.
    pub(crate) fn oldest(&self, list: &str) -> Option<String> {
        let number = self.number.unwrap_or(self.numbered + 1);
        (number > 2).then(|| address(list, Some(1)))
    }
}

fn address(list: &str, number: Option<usize>) -> String {
    match number {
        None => list.to_owned(),
        Some(n) => format!("{list}page/{n}/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(items: usize, size: usize, expected: &[(Option<usize>, Range<usize>)]) {
        let found: Vec<_> = sheets(items, size).into_iter().map(|sheet| (sheet.number, sheet.items)).collect();
        assert_eq!(found, expected, "{items} items, {size} a page");
    }

    #[test]
    fn the_first_page_holds_the_newest_and_pages_count_from_the_oldest() {
        check(0, 20, &[(None, 0..0)]);
        check(1, 20, &[(None, 0..1)]);
        check(39, 20, &[(None, 0..39)]);
        check(40, 20, &[(None, 0..20), (Some(1), 20..40)]);
        check(59, 20, &[(None, 0..39), (Some(1), 39..59)]);
        check(60, 20, &[(None, 0..20), (Some(2), 20..40), (Some(1), 40..60)]);
        check(3, 1, &[(None, 0..1), (Some(2), 1..2), (Some(1), 2..3)]);
    }

    #[test]
    fn a_new_item_changes_the_first_page_alone_until_a_page_is_full() {
        // Items are named from the oldest, so that a page's items keep their names when one is added.
        let names = |items: usize| -> Vec<(Option<usize>, Range<usize>)> {
            let sheets = sheets(items, 20).into_iter().skip(1);
            sheets.map(|sheet| (sheet.number, items - sheet.items.end..items - sheet.items.start)).collect()
        };
        for items in 0..200 {
            let (before, after) = (names(items), names(items + 1));
            let kept = &after[after.len() - before.len()..];
            assert_eq!(kept, before, "{items}");
        }
    }

    #[test]
    fn pages_lead_to_each_other() {
        let sheets = sheets(100, 20);
        let check = |at: usize, expected: [Option<&str>; 3]| {
            let sheet = &sheets[at];
            let found = [sheet.newer("a/"), sheet.older("a/"), sheet.oldest("a/")];
            assert_eq!(found.each_ref().map(Option::as_deref), expected, "{sheet:?}");
        };
        check(0, [None, Some("a/page/4/"), Some("a/page/1/")]);
        check(1, [Some("a/"), Some("a/page/3/"), Some("a/page/1/")]);
        check(3, [Some("a/page/3/"), Some("a/page/1/"), None]);
        check(4, [Some("a/page/2/"), None, None]);
        assert_eq!(sheets[0].address(""), "");
        assert_eq!(sheets[2].address(""), "page/3/");
    }
}

//! Texts of the interface, which the page brings in the reader's language as attributes.

use crate::signs::Attributes;
use briefing_index::cut::parts;
use briefing_index::fold::fold;
use briefing_index::search::{Answer, Correction};
use briefing_index::timeline::{Wording, fill, number};
use core::ops::Range;

/// Dates and numbers as the page wants them; English signs where it says nothing.
pub fn wording(attributes: &Attributes) -> Wording {
    let mut digits = Vec::new();
    for digit in attributes.said("data-digits").chars() {
        digits.push(digit);
    }
    Wording {
        months: names(attributes, "data-months"),
        short: names(attributes, "data-months-short"),
        digits,
        group: text(attributes, "data-group", ""),
        group_from: number(attributes.said("data-group-from")).unwrap_or_default() as usize,
        day: text(attributes, "data-f-day", "{y}-{m}-{d}"),
        month: text(attributes, "data-f-month", "{y}-{m}"),
        range: text(attributes, "data-f-range", "{from} – {to}"),
        ce: text(attributes, "data-f-ce", "{y}"),
        bce: text(attributes, "data-f-bce", "−{y}"),
    }
}

// Called for each, and not repeated for each: so both are smaller.
#[inline(never)]
fn text(attributes: &Attributes, name: &str, otherwise: &str) -> String {
    attributes.get(name).unwrap_or(otherwise).to_owned()
}

#[inline(never)]
fn names(attributes: &Attributes, name: &str) -> Vec<String> {
    let mut names = Vec::new();
    for name in parts(attributes.said(name), b',') {
        names.push(name.to_owned());
    }
    names
}

/// Whether a query says enough to search for: two letters or digits of Latin script, accents or not, or one of another script,
/// which may be a whole word.
pub fn is_enough(query: &str) -> bool {
    // A folded letter of Latin script is one byte, and one of another script is more.
    fold(query).len() >= 2
}

/// Whether a query asks for anything: for something chosen, or for words that say enough.
pub fn is_asked(query: &str) -> bool {
    query.contains(':') || is_enough(query)
}

/// What the status line of the search says. A word that no brief has is told of where others were found: where nothing was, that
/// says it all.
pub fn search_status(attributes: &Attributes, wording: &Wording, query: &str, answer: &Answer) -> String {
    let mut out = String::new();
    let mut say = |name: &str, values: &[(&str, &str)]| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&fill(attributes.said(name), values));
    };
    for Correction { typed, used } in &answer.corrections {
        say("data-t-fixed", &[("new", used), ("old", typed)]);
    }
    for text in &answer.unread {
        say("data-t-unread", &[("q", text)]);
    }
    if answer.is_loose {
        say("data-t-loose", &[]);
    }
    if answer.is_nothing {
        return out;
    }
    if answer.total == 0 {
        say(if query.is_empty() { "data-t-nothing" } else { "data-t-none" }, &[("q", query)]);
    } else {
        for word in &answer.unknown {
            say("data-t-unknown", &[("q", word)]);
        }
        let count = wording.count(answer.total);
        say(if answer.is_part { "data-t-least" } else { "data-t-count" }, &[("briefs", &count)]);
    }
    out
}

/// What the status line of the timeline says: the range, how many events it has, and what is special about them.
pub fn timeline_status(attributes: &Attributes, wording: &Wording, range: &str, counts: [usize; 5]) -> String {
    let [shown, all, older, disputed, unlabelled] = counts;
    let (shown, all) = (wording.count(shown), wording.count(all));
    let mut out = fill(attributes.said("data-t-status"), &[("range", range), ("n", &shown), ("all", &all)]);
    let others = [("data-t-older", older), ("data-t-disputed-count", disputed), ("data-t-unlabelled", unlabelled)];
    for (name, count) in others {
        if count > 0 {
            out.push(' ');
            out.push_str(&fill(attributes.said(name), &[("n", &wording.count(count))]));
        }
    }
    out
}

/// A text in stretches that are marked and stretches that are not.
pub fn spans<'t>(text: &'t str, marks: &[Range<usize>]) -> Vec<(&'t str, bool)> {
    let mut spans = Vec::new();
    let mut at = 0;
    for mark in marks {
        spans.push((text.get(at..mark.start).unwrap_or(""), false));
        spans.push((text.get(mark.clone()).unwrap_or(""), true));
        at = mark.end;
    }
    spans.push((text.get(at..).unwrap_or(""), false));
    spans.retain(|(part, _)| !part.is_empty());
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Attributes {
        let attributes = [
            ("data-t-fixed", "Showing results for “{new}”; nothing here is spelt “{old}”."),
            ("data-t-none", "Nothing found for “{q}”."),
            ("data-t-nothing", "Nothing found."),
            ("data-t-unread", "“{q}” is not understood."),
            ("data-t-loose", "Nothing has what is in quotes."),
            ("data-t-unknown", "No brief has the word “{q}”."),
            ("data-t-count", "Briefs: {briefs}."),
            ("data-t-least", "Briefs: at least {briefs}."),
            ("data-t-status", "{range}. Events: {n} of {all}."),
            ("data-t-older", "Earlier: {n}."),
            ("data-t-disputed-count", "With two accounts: {n}."),
            ("data-t-unlabelled", "Without a label here: {n}."),
            ("data-months", "كانون الثاني,شباط"),
            ("data-digits", "٠١٢٣٤٥٦٧٨٩"),
            ("data-group", "٬"),
            ("data-group-from", "1000"),
        ];
        Attributes::of(&attributes)
    }

    #[test]
    fn one_latin_letter_is_not_enough() {
        let check = |query: &str, expected: bool| assert_eq!(is_enough(query), expected, "{query}");
        check("", false);
        check("  ", false);
        check("e", false);
        check("é", false);
        check("e\u{301}", false);
        check("“e”", false);
        check("5", false);
        check("ép", true);
        check("us", true);
        check("م", true);
        check("مُ", true);
        check("\u{640}", false);
        check("東", true);
        check("я", true);
    }

    #[test]
    fn the_search_says_what_it_did() {
        let check = |answer: &Answer, expected: &str| {
            assert_eq!(search_status(&page(), &Wording::default(), "coaliton", answer), expected)
        };
        let unknown = vec!["xyzzy".to_owned()];
        check(&Answer { unknown: unknown.clone(), ..Answer::default() }, "Nothing found for “coaliton”.");
        check(&Answer { total: 2, unknown, ..Answer::default() }, "No brief has the word “xyzzy”. Briefs: 2.");
        let corrections = vec![Correction { typed: "coaliton".into(), used: "coalition".into() }];
        let found = Answer { total: 9, corrections, ..Answer::default() };
        check(&found, "Showing results for “coalition”; nothing here is spelt “coaliton”. Briefs: 9.");
        check(&Answer { is_nothing: true, ..Answer::default() }, "");
        check(&Answer { total: 43, is_part: true, ..Answer::default() }, "Briefs: at least 43.");
    }

    #[test]
    fn the_timeline_says_what_it_shows() {
        let check = |counts, expected: &str| {
            assert_eq!(timeline_status(&page(), &Wording::default(), "2024", counts), expected)
        };
        check([4, 212, 0, 2, 0], "2024. Events: 4 of 212. With two accounts: 2.");
        check([4, 212, 0, 0, 3], "2024. Events: 4 of 212. Without a label here: 3.");
        check([91, 94, 3, 0, 0], "2024. Events: 91 of 94. Earlier: 3.");
        check([0, 0, 0, 0, 0], "2024. Events: 0 of 0.");
    }

    #[test]
    fn wording_comes_from_the_page() {
        let arabic = wording(&page());
        assert_eq!(arabic.count(1027), "١٬٠٢٧");
        assert_eq!(wording(&Attributes::default()).range, "{from} – {to}");
    }

    #[test]
    fn marked_text_is_cut_at_its_marks() {
        let check = |text, marks: &[(usize, usize)], expected: &[(&str, bool)]| {
            let marks: Vec<_> = marks.iter().map(|(start, end)| *start..*end).collect();
            assert_eq!(spans(text, &marks), expected);
        };
        check("open coalition talks", &[(5, 14)], &[("open ", false), ("coalition", true), (" talks", false)]);
        check("talks", &[(0, 5)], &[("talks", true)]);
        check("one two", &[(0, 3), (4, 7)], &[("one", true), (" ", false), ("two", true)]);
        check("", &[], &[]);
    }
}

//! Briefs damaged at random: whatever is written, there is an answer and no panic.

use super::{brief, brief::tests::FULL, testing::config};
use crate::{
    diagnostic::Severity,
    site_path::SitePath,
    source::{Source, TextFile},
};

/// Debug builds are slow; the fuzz targets go on where this ends.
const ROUNDS: usize = 250;

/// What people and attackers write in places where it means something else.
const WORDS: &[&str] = &[
    ": ",
    "- ",
    " #",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "---\n",
    "...\n",
    "\n",
    "\r\n",
    "\t",
    "  ",
    "&a ",
    "*a",
    "!t ",
    "|",
    ">",
    "%",
    "@",
    "`",
    "? ",
    "2024-13-45",
    "..",
    "/",
    "?",
    "~",
    "X",
    "بغداد",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "é",
    "😀",
    "[[",
    "]]",
    "](",
    "javascript:",
    "<",
    "&#",
    "\\",
    "title: ",
    "x-",
    "Y-170000",
    "9999999999999999999",
    "\u{2028}",
    "events:\n",
    "~~~",
    "| a |\n|--|\n",
    "[^1]",
];

/// A generator of numbers, the same in every run (Marsaglia, "Xorshift RNGs").
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn range(&mut self, text: &str) -> std::ops::Range<usize> {
        let start = self.place(text);
        let mut end = (start + self.below(30)).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        start..end.max(start)
    }

    fn damage(&mut self, text: &mut String) {
        let (range, other) = (self.range(text), self.range(text));
        let (taken, word) = (text[other.clone()].to_owned(), WORDS[self.below(WORDS.len())]);
        match self.below(5) {
            0 => text.replace_range(range, ""),
            1 => text.replace_range(range, word),
            2 => text.insert_str(range.start, &taken),
            3 => text.insert_str(range.start, word),
            _ => text.replace_range(range, &taken),
        }
    }
}

#[test]
fn damaged_briefs_are_answered() {
    let (config, source, mut numbers) = (config(), Source::default(), Numbers(0x2024_0128));
    let path = SitePath::new("briefs/2024-01-28-talks.md").expect("a plain path");
    let mut unread = 0;
    for round in 0..ROUNDS {
        let mut file = TextFile { path: path.clone(), text: FULL.to_owned() };
        for _ in 0..=numbers.below(4) {
            numbers.damage(&mut file.text);
        }
        if round % 50 == 0 {
            file.text.truncate(numbers.place(&file.text));
        }
        let (manuscript, found) = brief(&file, &source, &config);
        let lines = file.text.matches('\n').count() + 1;
        for note in &found {
            assert!(note.line <= lines && file.text.contains(note.marked()), "{note:?}\n{}", file.text);
            assert!(!note.message.is_empty() && !note.message.ends_with('.'), "{note:?}");
        }
        let is_told = found.iter().any(|note| note.severity() == Severity::Error);
        assert!(manuscript.is_some() || is_told, "{}", file.text);
        unread += usize::from(manuscript.is_none());
    }
    assert!(unread < ROUNDS / 20, "{unread} of {ROUNDS} gave nothing");
}

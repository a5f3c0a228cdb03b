//! Labels: a text broken at its words into a few lines, measured once and kept.

use crate::fold::{Kind, kind};

/// The width in pixels of a text, bold or not.
pub type Measure<'m> = dyn FnMut(&str, bool) -> f32 + 'm;

/// A broken text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The lines.
    pub lines: Vec<String>,
    /// The widest line, in pixels.
    pub width: f32,
}

/// Broken labels by event. Measuring costs more than all the rest of a frame, so it is done once for each text.
#[derive(Debug, Default)]
pub struct Labels {
    /// Whole and short; no lines of those that nobody asked for yet, or that say nothing yet.
    kept: Vec<[Label; 2]>,
    widest: [f32; 2],
    most: usize,
}

impl Labels {
    /// No label yet; `widest` are the widths in pixels at which a line of a whole label is broken, and the one line of a short label is
    /// cut; `most` is the number of lines after which a whole one is.
    pub fn new(widest: [f32; 2], most: usize) -> Self {
        Self { kept: Vec::new(), widest, most }
    }

    /// The label of an event, whole or short, if it was asked for before.
    pub fn kept(&self, event: usize, short: bool) -> Option<&Label> {
        self.kept.get(event)?.get(usize::from(short)).filter(|label| !label.lines.is_empty())
    }

    /// Count of lines and width of an event's label, whole and short, which is broken now if it was not before.
    pub(super) fn sizes(&mut self, event: usize, text: &str, measure: &mut Measure<'_>) -> [(usize, f32); 2] {
        while self.kept.len() <= event {
            self.kept.push(Default::default());
        }
        let Some([whole, short]) = self.kept.get_mut(event) else { return Default::default() };
        if whole.lines.is_empty() {
            let [widest, stretched] = self.widest;
            *whole = broken(text, widest, self.most, false, measure);
            *short = broken(text, stretched, 1, false, measure);
        }
        [(whole.lines.len(), whole.width), (short.lines.len(), short.width)]
    }
}

/// What does not stand before an ellipsis.
const JOINTS: [&str; 6] = [",", ";", ":", "–", "،", "؛"];

/// Breaks a text into at most `most` lines of at most `widest` pixels. A word alone may be wider. What does not fit is left out
/// after a whole word, and an ellipsis says so.
pub(super) fn broken(text: &str, widest: f32, most: usize, bold: bool, measure: &mut Measure<'_>) -> Label {
    let space = measure(" ", bold);
    let mut label = Label::default();
    // The width of the last line.
    let mut width = 0.0;
    let mut spaced = false;
    let mut rest = text;
    while let Some((kind, piece)) = first_piece(&mut rest) {
        if kind == Class::Space {
            spaced = true;
            continue;
        }
        let own = measure(piece, bold);
        let is_full = label.lines.len() == most;
        match label.lines.last_mut() {
            Some(line) if width + space + own <= widest => {
                if spaced {
                    line.push(' ');
                    width += space;
                }
                line.push_str(piece);
                width += own;
            }
            Some(line) if is_full => {
                while let Some(plain) = JOINTS.iter().find_map(|joint| line.strip_suffix(joint)) {
                    *line = plain.to_owned();
                }
                line.push('…');
                label.width = label.width.max(width + measure("…", bold));
                break;
            }
            _ => {
                label.lines.push(piece.to_owned());
                width = own;
            }
        }
        label.width = label.width.max(width);
        spaced = false;
    }
    label
}

/// Takes the first piece off a text: a word, the space between two, or a single character of a script without spaces. A line may be
/// broken between any two.
fn first_piece<'t>(text: &mut &'t str) -> Option<(Class, &'t str)> {
    let first = class(text.chars().next()?);
    let mut end = 0;
    for c in text.chars() {
        if end > 0 && (first == Class::Single || class(c) != first) {
            break;
        }
        end += c.len_utf8();
    }
    let (piece, rest) = text.split_at_checked(end)?;
    *text = rest;
    Some((first, piece))
}

#[derive(PartialEq)]
enum Class {
    Space,
    Word,
    Single,
}

fn class(c: char) -> Class {
    match c {
        ' ' | '\t' | '\n' | '\r' => Class::Space,
        _ if kind(c) == Kind::Unspaced => Class::Single,
        _ => Class::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, most: usize, expected: &[&str]) {
        let label = broken(text, 100.0, most, false, &mut |text, _| text.chars().count() as f32 * 10.0);
        assert_eq!(label.lines, expected);
        let widest = expected.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        assert_eq!(label.width, widest as f32 * 10.0, "{text}");
    }

    #[test]
    fn lines_are_broken_at_words() {
        check("", 3, &[]);
        check("  ", 3, &[]);
        check("one two", 3, &["one two"]);
        check("one two three four", 3, &["one two", "three four"]);
        check("extraordinarily long", 3, &["extraordinarily", "long"]);
        check(" one  two\nthree ", 3, &["one two", "three"]);
        check("東京都議会選挙の結果が出た", 3, &["東京都議会選挙の結", "果が出た"]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        check("one two three four five six seven", 2, &["one two", "three four…"]);
        check("one two three four", 2, &["one two", "three four"]);
        check("one, two three four five", 1, &["one, two…"]);
    }

    #[test]
    fn a_label_is_measured_once() {
        let mut labels = Labels::new([100.0, 140.0], 3);
        let mut count = 0;
        for _ in 0..3 {
            let sizes = labels.sizes(5, "one two three four", &mut |text, _| {
                count += 1;
                text.chars().count() as f32 * 10.0
            });
            assert_eq!(sizes, [(2, 100.0), (1, 140.0)]);
        }
        assert_eq!(count, 11);
        assert_eq!(labels.kept(5, true).map(|label| label.lines.clone()), Some(vec!["one two three…".to_owned()]));
        assert_eq!(labels.kept(4, false), None);
    }
}

//! Widths of texts, asked of the page once: to ask costs more than all else that a frame does with a text.

use briefing_index::timeline::{Measure, last_first};

/// So many are kept; then it begins anew. The axis, names, words and counts of a frame are two hundred at most.
const MOST: usize = 512;

/// What was measured, in order: bold or not, text, width in pixels.
#[derive(Debug, Default)]
pub(super) struct Widths(Vec<(bool, String, f32)>);

impl Widths {
    /// The width of a text.
    pub(super) fn of(&mut self, text: &str, bold: bool, measure: &mut Measure<'_>) -> f32 {
        let wanted = (bold, text);
        let place = self.0.partition_point(|(bold, text, _)| (*bold, text.as_str()) < wanted);
        if let Some((_, _, width)) = self.0.get(place).filter(|(bold, text, _)| (*bold, text.as_str()) == wanted) {
            return *width;
        }
        let width = measure(text, bold);
        if self.0.len() == MOST {
            self.0.clear();
        }
        self.0.push((bold, text.to_owned(), width));
        last_first(self.0.get_mut(place..).unwrap_or_default());
        width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_measured_once() {
        let (mut widths, mut count) = (Widths::default(), 0);
        for _ in 0..2 {
            for (text, bold, expected) in [("b", false, 1.0), ("a", true, 1.5), ("abc", false, 3.0), ("a", false, 1.0)]
            {
                let width = widths.of(text, bold, &mut |text, bold| {
                    count += 1;
                    text.len() as f32 * if bold { 1.5 } else { 1.0 }
                });
                assert_eq!(width, expected, "{text}");
            }
        }
        assert_eq!(count, 4);
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let mut widths = Widths::default();
        for number in 0..MOST * 3 {
            assert_eq!(widths.of(&number.to_string(), false, &mut |_, _| number as f32), number as f32);
            assert!(widths.0.len() <= MOST);
        }
    }
}

//! Widths of texts, asked of the page once: to ask costs more than all else that a frame does with a text.

use briefing_index::timeline::{Measure, last_first};

/// So many of each kind are kept; then it begins anew. The axis, names, words and counts of a frame are two hundred at most.
const MOST: usize = 256;

/// What was measured, in the order of texts: in plain letters, and in bold ones.
#[derive(Debug, Default)]
pub(super) struct Widths([Vec<(String, f32)>; 2]);

impl Widths {
    /// The width of a text.
    pub(super) fn of(&mut self, text: &str, bold: bool, measure: &mut Measure<'_>) -> f32 {
        let known = &mut self.0[usize::from(bold)];
        let place = known.partition_point(|(known, _)| known.as_str() < text);
        if let Some((_, width)) = known.get(place).filter(|(known, _)| known == text) {
            return *width;
        }
        let width = measure(text, bold);
        if known.len() == MOST {
            known.clear();
        }
        known.push((text.to_owned(), width));
        last_first(known.get_mut(place..).unwrap_or_default());
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
            assert!(widths.0.iter().all(|known| known.len() <= MOST));
        }
    }
}

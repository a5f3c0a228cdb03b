//! The display list: what a canvas is to do, as numbers, with the texts beside them. `www/picture.js` plays it.
//!
//! An operation is its number and what follows; colours are the numbers of [`TOKENS`]. Places are pixels from the left and from above.
//!
//! | | operation | numbers |
//! |---|---|---|
//! | 0 | fills from now on with | colour |
//! | 1 | strokes from now on with | colour, width |
//! | 2 | dashes lines, or no more | 1 or 0 |
//! | 3 | fills a bar | x, y, width, height |
//! | 4 | strokes a line | count of points; x, y of each |
//! | 5 | begins a path: an arc | x, y, radius, first and last angle |
//! | 6 | begins a path: a bar with round corners | x, y, width, height, radius |
//! | 7 | fills the path | |
//! | 8 | strokes the path | |
//! | 9 | fills a pale bar | x, y, width, height |
//! | 10 | the same, fading out | x, y, width, height, x where it is full, x where it is clear |
//! | 11 | writes the next text, `y` its middle | x, y, colour, side, 1 if bold, 1 with a halo of paper |
//! | 12 | writes from now on | 1 from right to left, else 0 |
//! | 13 | keeps what follows within | x, y, width, height |
//! | 14 | no more | |
//!
//! The side of a text that stands at `x`: 0 its left, 1 its middle, 2 its right.

use crate::signs::{PART, push};

/// The page's colours, in the order of their numbers. The script has the same names.
pub const TOKENS: [&str; 9] =
    ["--ink", "--soft", "--paper", "--wash", "--rule", "--edge", "--tint", "--split", "--link"];

/// A colour by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Texts and marks.
    Ink,
    /// Texts of less weight.
    Soft,
    /// The page.
    Paper,
    /// The frame of the strip.
    Wash,
    /// Fine lines.
    Rule,
    /// Lines.
    Edge,
    /// Pale bars. The operations for these know it.
    Tint,
    /// Two accounts.
    Split,
    /// What is chosen.
    Link,
}

/// Where in a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Its left side.
    Left,
    /// Its middle.
    Middle,
    /// Its right side.
    Right,
}

/// An operation by its number.
#[derive(Clone, Copy, Debug)]
enum Operation {
    Fill,
    Stroke,
    Dash,
    Bar,
    Line,
    Arc,
    Round,
    FillPath,
    StrokePath,
    Pale,
    Fade,
    Text,
    Direction,
    Within,
    NoMore,
}

/// A display list while it is recorded, and then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The operations.
    pub numbers: Vec<f32>,
    /// The texts that they write, in that order, with U+001F after each.
    pub texts: String,
}

impl Drawing {
    pub(super) fn fill(&mut self, colour: Colour) {
        self.record(Operation::Fill, &[f32::from(colour as u8)]);
    }

    pub(super) fn stroke(&mut self, colour: Colour, width: f32) {
        self.record(Operation::Stroke, &[f32::from(colour as u8), width]);
    }

    pub(super) fn dashed(&mut self, dashed: bool) {
        self.record(Operation::Dash, &[f32::from(dashed)]);
    }

    pub(super) fn bar(&mut self, [x, y, width, height]: [f32; 4]) {
        self.record(Operation::Bar, &[x, y, width, height]);
    }

    pub(super) fn line(&mut self, points: impl ExactSizeIterator<Item = (f32, f32)>) {
        self.record(Operation::Line, &[points.len() as f32]);
        for (x, y) in points {
            self.numbers.extend_from_slice(&[x, y]);
        }
    }

    pub(super) fn arc(&mut self, x: f32, y: f32, radius: f32, [from, to]: [f32; 2]) {
        self.record(Operation::Arc, &[x, y, radius, from, to]);
    }

    pub(super) fn round(&mut self, [x, y, width, height]: [f32; 4], radius: f32) {
        self.record(Operation::Round, &[x, y, width, height, radius]);
    }

    pub(super) fn fill_path(&mut self) {
        self.record(Operation::FillPath, &[]);
    }

    pub(super) fn stroke_path(&mut self) {
        self.record(Operation::StrokePath, &[]);
    }

    pub(super) fn pale(&mut self, [x, y, width, height]: [f32; 4]) {
        self.record(Operation::Pale, &[x, y, width, height]);
    }

    pub(super) fn fade(&mut self, [x, y, width, height]: [f32; 4], [full, clear]: [f32; 2]) {
        self.record(Operation::Fade, &[x, y, width, height, full, clear]);
    }

    pub(super) fn text(&mut self, text: &str, (x, y): (f32, f32), how: Letters) {
        let Letters { colour, side, bold, halo } = how;
        let how = [f32::from(colour as u8), f32::from(side as u8), f32::from(bold), f32::from(halo)];
        self.record(Operation::Text, &[x, y]);
        self.numbers.extend_from_slice(&how);
        self.say(text);
    }

    pub(super) fn right_to_left(&mut self, right_to_left: bool) {
        self.record(Operation::Direction, &[f32::from(right_to_left)]);
    }

    pub(super) fn within(&mut self, [x, y, width, height]: [f32; 4]) {
        self.record(Operation::Within, &[x, y, width, height]);
    }

    pub(super) fn no_more(&mut self) {
        self.record(Operation::NoMore, &[]);
    }

    /// Adds a text for one who takes it from the list.
    pub(super) fn say(&mut self, text: &str) {
        push(&mut self.texts, text);
        self.texts.push(PART);
    }

    fn record(&mut self, operation: Operation, numbers: &[f32]) {
        self.numbers.push(f32::from(operation as u8));
        self.numbers.extend_from_slice(numbers);
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    pub(super) colour: Colour,
    pub(super) side: Side,
    pub(super) bold: bool,
    /// A halo in the colour of the paper, so that lines pass behind it.
    pub(super) halo: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The script knows operations and colours by these numbers.
    #[test]
    fn numbers_are_fixed() {
        let mut drawing = Drawing::default();
        let letters = Letters { colour: Colour::Link, side: Side::Right, bold: true, halo: false };
        drawing.fill(Colour::Ink);
        drawing.stroke(Colour::Tint, 1.5);
        drawing.dashed(true);
        drawing.bar([1.0, 2.0, 3.0, 4.0]);
        drawing.line([(1.0, 2.0), (3.0, 4.0)].into_iter());
        drawing.arc(1.0, 2.0, 3.0, [4.0, 5.0]);
        drawing.round([1.0, 2.0, 3.0, 4.0], 5.0);
        drawing.fill_path();
        drawing.stroke_path();
        drawing.pale([1.0, 2.0, 3.0, 4.0]);
        drawing.fade([1.0, 2.0, 3.0, 4.0], [5.0, 6.0]);
        drawing.text("Talks", (1.0, 2.0), letters);
        drawing.right_to_left(true);
        drawing.within([1.0, 2.0, 3.0, 4.0]);
        drawing.no_more();
        let expected: [&[f32]; 15] = [
            &[0.0, 0.0],
            &[1.0, 6.0, 1.5],
            &[2.0, 1.0],
            &[3.0, 1.0, 2.0, 3.0, 4.0],
            &[4.0, 2.0, 1.0, 2.0, 3.0, 4.0],
            &[5.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            &[6.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            &[7.0],
            &[8.0],
            &[9.0, 1.0, 2.0, 3.0, 4.0],
            &[10.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
            &[11.0, 1.0, 2.0, 8.0, 2.0, 1.0, 0.0],
            &[12.0, 1.0],
            &[13.0, 1.0, 2.0, 3.0, 4.0],
            &[14.0],
        ];
        assert_eq!(drawing.numbers, expected.concat());
        assert_eq!(drawing.texts, "Talks\u{1F}");
    }

    #[test]
    fn the_script_has_the_same_colours() {
        let script = include_str!("../../../picture.js");
        let names = TOKENS.map(|token| format!("\"{token}\"")).join(", ");
        assert!(script.contains(&names), "{names}");
        assert_eq!(Colour::Link as usize, TOKENS.len() - 1);
    }
}

//! How a picture looks: recorded as a drawing, in the page's own colours and letters. It knows nothing of what a mark means.
//!
//! A picture counts from the early side. Where the page is written from right to left, every place is mirrored here, and nothing
//! else is: signs and digits keep their direction, and each name its own.

use super::drawing::Colour::{Edge, Ink, Link, Paper, Rule, Soft, Split, Wash};
use super::drawing::{Colour, Drawing, Letters, Side};
use crate::texts::is_right_to_left;
use briefing_index::timeline::{
    Area, Density, LabelPlace, Labels, Measure, Picture, Placed, Square, State, Tick, Wording, limited,
};
use core::f32::consts::TAU;

/// What the picture says besides labels.
pub(super) struct Words<'w> {
    pub(super) wording: &'w Wording,
    pub(super) question: &'w str,
    pub(super) state: &'w dyn Fn(State) -> &'w str,
    /// Title and count beside the strip.
    pub(super) strip: [&'w str; 2],
}

/// A drawing while it is made.
pub(super) struct Painter<'p, 'm> {
    pub(super) drawing: &'p mut Drawing,
    pub(super) measure: &'p mut Measure<'m>,
    pub(super) width: f32,
    pub(super) line: f32,
    pub(super) right_to_left: bool,
}

/// Height of the bars of the strip.
pub(super) const BARS: f32 = 44.0;

/// Which side of the picture a text begins at: to a canvas "start" would be the side where that text begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Early,
    Middle,
    Late,
}

impl Painter<'_, '_> {
    /// Axis, lanes, and all that is in them.
    pub(super) fn paint(
        &mut self,
        picture: &Picture,
        labels: &Labels,
        words: &Words<'_>,
        selected: Option<usize>,
        height: f32,
    ) {
        self.drawing.right_to_left(self.right_to_left);
        let area = &picture.area;
        self.axis(&picture.ticks, area.top, area.bottom);
        self.rule(0.0, self.width, area.top, Edge);
        for lane in &picture.lanes {
            if lane.top > area.top + 1.0 {
                self.rule(0.0, self.width, lane.top, Rule);
            }
            let wide = area.left > 50.0;
            let first = lane.top + if wide { 6.0 + 12.0 } else { self.line / 2.0 + 3.0 };
            self.direct(&lane.name);
            for (n, line) in (0u8..).zip(&lane.name) {
                self.text(line, 2.0, first + f32::from(n) * self.line, Ink, true, Align::Early);
            }
            self.drawing.right_to_left(self.right_to_left);
        }
        // What is dragged out of view may not run over the names.
        let within = self.mirrored(area.left - 8.0, 0.0, self.width, height);
        self.drawing.within(within);
        self.ties(&picture.marks);
        for mark in &picture.marks {
            self.mark(mark, picture.fade, words.question);
        }
        for placed in &picture.placed {
            self.label(placed, picture, labels, words);
        }
        for square in &picture.squares {
            self.square(square, words.wording);
        }
        if let Some(placed) = picture.placed.iter().find(|placed| Some(placed.event) == selected) {
            let [x0, x1, y0, y1] = placed.rect;
            self.frame(x0 - 3.0, y0 - 2.0, x1 + 3.0, y1 + 2.0);
        }
        self.drawing.no_more();
    }

    /// The strip below: all events over all time, and the frame of what is shown above.
    pub(super) fn strip(
        &mut self,
        density: &Density,
        ticks: &[Tick],
        area: &Area,
        top: f32,
        frame: (f32, f32),
        words: &Words<'_>,
    ) {
        let bottom = top + BARS;
        self.drawing.fill(Wash);
        self.bar(frame.0, top, frame.1, bottom);
        self.rule(area.left, area.right, bottom, Edge);
        self.drawing.fill(Ink);
        let scale = f64::from(area.right - area.left) / (density.to - density.from).max(1.0);
        let x = |at: f64| area.left + ((at - density.from) * scale) as f32;
        for (from, to, share) in density.bars() {
            let height = (share * (BARS - 6.0)).max(2.0);
            self.bar(x(from), bottom - height, (x(to) - 1.0).max(x(from) + 2.0), bottom);
        }
        for tick in ticks {
            if let Some(text) = &tick.text {
                self.text(text, tick.x, bottom + self.line / 2.0 + 2.0, Soft, false, Align::Early);
            }
        }
        self.frame(frame.0, top, frame.1, bottom);
        self.drawing.fill(Link);
        for x in [frame.0, frame.1] {
            self.bar(x - 3.0, top + 10.0, x + 3.0, bottom - 10.0);
        }
        if area.left > 50.0 {
            self.text(words.strip[0], 2.0, top + self.line / 2.0 + 4.0, Ink, true, Align::Early);
            self.text(words.strip[1], 2.0, top + self.line * 1.5 + 4.0, Soft, false, Align::Early);
        }
    }

    fn axis(&mut self, ticks: &[Tick], top: f32, bottom: f32) {
        for tick in ticks {
            self.drawing.stroke(if tick.strong { Edge } else { Rule }, 1.0);
            // Lines of one pixel are sharp in the middle of a pixel.
            let x = tick.x.floor() + 0.5;
            self.path(&[(x, top), (x, bottom)]);
        }
        for (n, tick) in ticks.iter().enumerate() {
            if let Some(text) = &tick.text {
                let bold = tick.strong || n == 0;
                let colour = if bold { Ink } else { Soft };
                self.text(text, tick.x + 3.0, top - self.line / 2.0 - 3.0, colour, bold, Align::Early);
            }
        }
    }

    fn label(&mut self, placed: &Placed, picture: &Picture, labels: &Labels, words: &Words<'_>) {
        let Some(LabelPlace { x, y: top, before, short }) = placed.label else { return };
        let (Some(label), Some(whole)) = (labels.kept(placed.event, short), labels.kept(placed.event, false)) else {
            return;
        };
        let state =
            picture.marks.iter().find(|mark| mark.event == placed.event).map_or(State::Reported, |mark| mark.state);
        let align = if before { Align::Late } else { Align::Early };
        let mut y = top + self.line / 2.0;
        let word = (words.state)(state);
        if !word.is_empty() {
            let disputed = state == State::Disputed;
            self.text(word, x, y, if disputed { Split } else { Soft }, disputed, align);
            y += self.line;
        }
        self.direct(&whole.lines);
        for (n, line) in (0u8..).zip(&label.lines) {
            let y = y + f32::from(n) * self.line;
            self.text(line, x, y, Ink, false, align);
            if state == State::Cancelled {
                let width = (self.measure)(line, false);
                self.drawing.stroke(Ink, 1.0);
                self.path(&[(x, y), (if before { x - width } else { x + width }, y)]);
            }
        }
        self.drawing.right_to_left(self.right_to_left);
    }

    /// Lines of one text are drawn in the direction of the whole of it: a line that begins with a name of another script does not
    /// turn, and the ellipsis stands at the text's own end.
    fn direct(&mut self, whole: &[String]) {
        let own = whole.iter().find_map(|line| is_right_to_left(line)).unwrap_or(self.right_to_left);
        self.drawing.right_to_left(own);
    }

    fn square(&mut self, square: &Square, wording: &Wording) {
        let Square { x, y, count, .. } = *square;
        let text = wording.count(count);
        let half = limited((self.measure)(&text, true) / 2.0 + 4.0, 11.0, 15.0);
        self.drawing.fill(Ink);
        self.round(x - half, y - 10.0, x + half, y + 10.0);
        self.drawing.fill_path();
        self.inside(&text, x, y, Paper, true);
    }

    fn frame(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) {
        self.drawing.stroke(Link, 2.0);
        self.round(x0, y0, x1, y1);
        self.drawing.stroke_path();
    }

    /// A text in the middle of something, without a halo.
    pub(super) fn inside(&mut self, text: &str, x: f32, y: f32, colour: Colour, bold: bool) {
        self.drawing.text(text, (self.x(x), y), Letters { colour, side: Side::Middle, bold, halo: false });
    }

    /// A text with a halo. `y` is the middle of the line.
    pub(super) fn text(&mut self, text: &str, x: f32, y: f32, colour: Colour, bold: bool, align: Align) {
        let side = match align {
            Align::Middle => Side::Middle,
            _ if (align == Align::Early) == self.right_to_left => Side::Right,
            _ => Side::Left,
        };
        self.drawing.text(text, (self.x(x), y), Letters { colour, side, bold, halo: true });
    }

    #[inline(never)]
    pub(super) fn x(&self, x: f32) -> f32 {
        if self.right_to_left { self.width - x } else { x }
    }

    /// Left, top, width and height.
    pub(super) fn mirrored(&self, x0: f32, y0: f32, x1: f32, y1: f32) -> [f32; 4] {
        [self.x(if self.right_to_left { x1 } else { x0 }), y0, x1 - x0, y1 - y0]
    }

    pub(super) fn bar(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) {
        self.drawing.bar(self.mirrored(x0, y0, x1, y1));
    }

    fn rule(&mut self, x0: f32, x1: f32, y: f32, colour: Colour) {
        self.drawing.fill(colour);
        self.bar(x0, y.floor(), x1, y.floor() + 1.0);
    }

    pub(super) fn path(&mut self, points: &[(f32, f32)]) {
        let (width, right_to_left) = (self.width, self.right_to_left);
        let points = points.iter().map(|(x, y)| (if right_to_left { width - x } else { *x }, *y));
        self.drawing.line(points);
    }

    fn round(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) {
        self.drawing.round(self.mirrored(x0, y0, x1, y1), 4.0);
    }

    pub(super) fn circle(&mut self, x: f32, y: f32, radius: f32) {
        self.drawing.arc(self.x(x), y, radius, [0.0, TAU]);
    }
}

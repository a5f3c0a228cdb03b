//! The marks of events: shape is the state, edges are the date, "?" is always a question.

use super::drawing::Colour;
use super::drawing::Colour::{Ink, Paper, Split};
use super::paint::{Align, Painter};
use briefing_index::timeline::{Figure, Mark, Rim, State};
use core::f32::consts::TAU;

impl Painter<'_, '_> {
    /// Lines between the marks of one event: dashed if only one of them holds.
    pub(super) fn ties(&mut self, marks: &[Mark]) {
        for pair in marks.windows(2) {
            let [one, other] = pair else { continue };
            if one.event == other.event {
                self.drawing.stroke(Ink, 1.0);
                self.drawing.dashed(one.alternative);
                self.path(&[(one.x1, one.y), (other.x0, other.y)]);
                self.drawing.dashed(false);
            }
        }
    }

    pub(super) fn mark(&mut self, mark: &Mark, fade: f32, question: &str) {
        let Mark { x0, x1, y, .. } = *mark;
        let colour = if mark.state == State::Disputed { Split } else { Ink };
        match mark.figure {
            Figure::Dot => {
                if mark.uncertain {
                    self.drawing.stroke(colour, 1.5);
                    self.drawing.dashed(true);
                    self.circle(x0, y, 10.0);
                    self.drawing.stroke_path();
                    self.drawing.dashed(false);
                }
                self.disc(mark, x0, if mark.uncertain { 5.0 } else { 5.5 }, colour);
            }
            Figure::Bar => {
                self.drawing.fill(colour);
                self.bar(x0, y - 5.0, x1, y + 5.0);
                self.hollow_bar(mark, colour);
            }
            Figure::Around => {
                let soft = mark.softness();
                let half = (x1 - x0) * 0.26;
                let middle = (x0 + x1) / 2.0;
                self.faded(middle - half - soft, middle - half, y, false);
                self.tinted(middle - half, middle + half, y);
                self.faded(middle + half, middle + half + soft, y, true);
                if matches!(mark.state, State::Reported | State::Confirmed) {
                    self.inside(if mark.uncertain { "≈?" } else { "≈" }, middle, y, Ink, false);
                } else {
                    self.disc(mark, middle, 5.0, colour);
                }
            }
            Figure::Band => {
                let (before, after) = (x0 - fade, x1 + fade);
                if mark.start != Rim::Known {
                    self.faded(before, x0, y, false);
                }
                self.tinted(x0, x1, y);
                if mark.end != Rim::Known {
                    self.faded(x1, after, y, true);
                }
                self.drawing.stroke(colour, 2.0);
                self.brackets(mark);
                self.arrow(mark.start == Rim::Open, before, y, -1.0);
                self.arrow(mark.end == Rim::Open, after, y, 1.0);
                for (rim, x) in [(mark.start, before - 7.0), (mark.end, after + 7.0)] {
                    if rim == Rim::Unknown {
                        self.text(question, x, y, colour, true, Align::Middle);
                    }
                }
                if mark.start == Rim::Known
                    && mark.end == Rim::Known
                    && !matches!(mark.state, State::Reported | State::Confirmed)
                {
                    self.disc(mark, (x0 + x1) / 2.0, 5.0, colour);
                }
            }
        }
        let after = match mark.figure {
            Figure::Dot => x1 + 17.0,
            Figure::Around => return,
            _ => x1 + 8.0,
        };
        if mark.uncertain && mark.end == Rim::Known {
            self.text(question, after, y, colour, true, Align::Middle);
        }
    }

    /// The shape of a state: full, half, ring, ring struck across, ring with a slash.
    fn disc(&mut self, mark: &Mark, x: f32, radius: f32, colour: Colour) {
        let y = mark.y;
        let solid = matches!(mark.state, State::Reported | State::Confirmed) && !mark.alternative;
        self.drawing.fill(if solid { colour } else { Paper });
        self.circle(x, y, if solid { radius } else { radius - 0.5 });
        self.drawing.fill_path();
        if solid {
            return;
        }
        self.drawing.stroke(colour, 2.0);
        self.drawing.stroke_path();
        match mark.state {
            State::Disputed => {
                self.drawing.fill(colour);
                let side = if self.right_to_left { -0.25 } else { 0.25 };
                self.drawing.arc(self.x(x), y, radius, [TAU * side, TAU * (side + 0.5)]);
                self.drawing.fill_path();
            }
            State::Cancelled => self.path(&[(x - 9.0, y), (x + 9.0, y)]),
            State::Denied => self.path(&[(x - 7.0, y + 7.0), (x + 7.0, y - 7.0)]),
            _ => {}
        }
    }

    /// A bar of which only one holds, or which did not come to pass, is an outline.
    fn hollow_bar(&mut self, mark: &Mark, colour: Colour) {
        let Mark { x0, x1, y, .. } = *mark;
        let did = matches!(mark.state, State::Reported | State::Confirmed);
        if did && !mark.alternative {
            return;
        }
        self.drawing.fill(Paper);
        self.bar(x0 + 2.0, y - 3.0, x1 - 2.0, y + 3.0);
        self.drawing.fill(colour);
        match mark.state {
            State::Disputed => self.bar(x0, y - 5.0, (x0 + x1) / 2.0, y + 5.0),
            State::Cancelled | State::Denied => self.bar(x0 - 4.0, y - 1.0, x1 + 4.0, y + 1.0),
            _ => {}
        }
    }

    /// Brackets say some time within; a cap stands where a fade begins.
    fn brackets(&mut self, mark: &Mark) {
        let Mark { x0, x1, y, .. } = *mark;
        let whole = mark.start == Rim::Known && mark.end == Rim::Known;
        for (rim, x, inwards) in [(mark.start, x0, 4.0), (mark.end, x1, -4.0)] {
            if rim == Rim::Known && whole {
                self.path(&[(x + inwards, y - 7.0), (x, y - 7.0), (x, y + 7.0), (x + inwards, y + 7.0)]);
            } else if rim == Rim::Known {
                self.path(&[(x, y - 8.0), (x, y + 8.0)]);
            }
        }
    }

    fn arrow(&mut self, there: bool, x: f32, y: f32, direction: f32) {
        if there {
            let back = x - 4.0 * direction;
            self.path(&[(back, y - 4.0), (x, y), (back, y + 4.0)]);
        }
    }

    fn tinted(&mut self, x0: f32, x1: f32, y: f32) {
        self.drawing.pale(self.mirrored(x0, y - 6.0, x1, y + 6.0));
    }

    /// A pale stretch that fades out, to the late side or to the early one.
    fn faded(&mut self, x0: f32, x1: f32, y: f32, late: bool) {
        let (full, clear) = if late { (x0, x1) } else { (x1, x0) };
        self.drawing.fade(self.mirrored(x0, y - 6.0, x1, y + 6.0), [self.x(full), self.x(clear)]);
    }
}

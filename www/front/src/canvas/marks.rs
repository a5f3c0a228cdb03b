//! The marks of events: shape is the state, edges are the date, "?" is always a question.

use super::{INK, PAPER, Painter, SPLIT, TINT};
use briefing_index::timeline::{Figure, Mark, Rim, State};
use core::f64::consts::TAU;

impl Painter<'_> {
    /// Lines between the marks of one event: dashed if only one of them holds.
    pub(super) fn ties(&self, marks: &[Mark]) {
        for pair in marks.windows(2) {
            let [one, other] = pair else { continue };
            if one.event == other.event {
                self.stroke(INK, 1.0);
                self.dashed(one.alternative);
                self.path(&[(one.x1, one.y), (other.x0, other.y)]);
                self.dashed(false);
            }
        }
    }

    pub(super) fn mark(&self, mark: &Mark, fade: f32, question: &str) {
        let Mark { x0, x1, y, .. } = *mark;
        let colour = if mark.state == State::Disputed { SPLIT } else { INK };
        match mark.figure {
            Figure::Dot => {
                if mark.uncertain {
                    self.stroke(colour, 1.5);
                    self.dashed(true);
                    self.ring(x0, y, 10.0);
                    self.dashed(false);
                }
                self.disc(mark, x0, if mark.uncertain { 5.0 } else { 5.5 }, colour);
            }
            Figure::Bar => {
                self.fill(colour);
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
                    self.sign(if mark.uncertain { "≈?" } else { "≈" }, middle, y);
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
                self.stroke(colour, 2.0);
                self.brackets(mark);
                self.arrow(mark.start == Rim::Open, before, y, -1.0);
                self.arrow(mark.end == Rim::Open, after, y, 1.0);
                for (rim, x) in [(mark.start, before - 7.0), (mark.end, after + 7.0)] {
                    if rim == Rim::Unknown {
                        self.text(question, x, y, colour, true, "center");
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
            self.text(question, after, y, colour, true, "center");
        }
    }

    /// The shape of a state: full, half, ring, ring struck across, ring with a slash.
    fn disc(&self, mark: &Mark, x: f32, radius: f32, colour: usize) {
        let y = mark.y;
        let solid = matches!(mark.state, State::Reported | State::Confirmed) && !mark.alternative;
        self.fill(if solid { colour } else { PAPER });
        self.ring_path(x, y, if solid { radius } else { radius - 0.5 });
        self.ctx.fill();
        if solid {
            return;
        }
        self.stroke(colour, 2.0);
        self.ctx.stroke();
        match mark.state {
            State::Disputed => {
                self.fill(colour);
                self.ctx.begin_path();
                let side = if self.right_to_left { -0.25 } else { 0.25 };
                self.ctx.arc(self.x(x), f64::from(y), f64::from(radius), TAU * side, TAU * (side + 0.5));
                self.ctx.fill();
            }
            State::Cancelled => self.path(&[(x - 9.0, y), (x + 9.0, y)]),
            State::Denied => self.path(&[(x - 7.0, y + 7.0), (x + 7.0, y - 7.0)]),
            _ => {}
        }
    }

    /// A bar of which only one holds, or which did not come to pass, is an outline.
    fn hollow_bar(&self, mark: &Mark, colour: usize) {
        let Mark { x0, x1, y, .. } = *mark;
        let did = matches!(mark.state, State::Reported | State::Confirmed);
        if did && !mark.alternative {
            return;
        }
        self.fill(PAPER);
        self.bar(x0 + 2.0, y - 3.0, x1 - 2.0, y + 3.0);
        self.fill(colour);
        match mark.state {
            State::Disputed => self.bar(x0, y - 5.0, (x0 + x1) / 2.0, y + 5.0),
            State::Cancelled | State::Denied => self.bar(x0 - 4.0, y - 1.0, x1 + 4.0, y + 1.0),
            _ => {}
        }
    }

    /// Brackets say some time within; a cap stands where a fade begins.
    fn brackets(&self, mark: &Mark) {
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

    fn arrow(&self, there: bool, x: f32, y: f32, direction: f32) {
        if there {
            let back = x - 4.0 * direction;
            self.path(&[(back, y - 4.0), (x, y), (back, y + 4.0)]);
        }
    }

    fn dashed(&self, dashed: bool) {
        self.ctx.set_line_dash(if dashed { vec![3.3, 2.5] } else { Vec::new() });
    }

    /// A pale stretch. In forced colours tint and ink are one colour, so it is thinned.
    fn tinted(&self, x0: f32, x1: f32, y: f32) {
        self.thin(true);
        self.fill(TINT);
        self.bar(x0, y - 6.0, x1, y + 6.0);
        self.thin(false);
    }

    fn thin(&self, thin: bool) {
        let same = self.colour(TINT) == self.colour(INK);
        self.ctx.set_alpha(if thin && same { 0.35 } else { 1.0 });
    }

    /// A pale stretch that fades out, to the late side or to the early one.
    fn faded(&self, x0: f32, x1: f32, y: f32, late: bool) {
        let (from, to) = if late { (x0, x1) } else { (x1, x0) };
        let gradient = self.ctx.gradient(self.x(from), 0.0, self.x(to), 0.0);
        let tint = self.colour(TINT);
        gradient.add_stop(0.0, tint);
        let clear =
            tint.strip_suffix(')').unwrap_or(tint).to_owned() + if tint.contains(',') { ", 0)" } else { " / 0)" };
        gradient.add_stop(1.0, &clear);
        self.thin(true);
        self.ctx.set_fill_gradient(&gradient);
        self.bar(x0, y - 6.0, x1, y + 6.0);
        self.thin(false);
    }
}

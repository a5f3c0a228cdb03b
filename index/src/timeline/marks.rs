//! Marks: what stands on the axis for an event. Shape is the state, edges are the date, "?" is always a question.

use super::{End, Event, Part, Shape, State, limited};

/// The figure of a part, between `x0` and `x1` in pixels from the early side; its state is drawn by the caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The event.
    pub event: usize,
    /// What is drawn.
    pub figure: Figure,
    /// Where the known part begins; for a dot its middle.
    pub x0: f32,
    /// Where the known part ends; for a dot its middle.
    pub x1: f32,
    /// The middle of the mark from above.
    pub y: f32,
    /// How it begins.
    pub start: Rim,
    /// How it ends.
    pub end: Rim,
    /// Whether a "?" stands after it.
    pub uncertain: bool,
    /// Whether one of several holds: drawn hollow.
    pub alternative: bool,
    /// State of the event.
    pub state: State,
}

/// The figure of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A disc, at a day or a clock time.
    Dot,
    /// A pale band: some time within.
    Band,
    /// A solid bar: all of it.
    Bar,
    /// A band that fades on both sides: around.
    Around,
}

/// The side of a band or bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rim {
    /// Known: a bracket of a band, the end of a bar, a cap before a fade.
    Known,
    /// Fades to a question mark.
    Unknown,
    /// Fades to an arrow, or to nothing where one of several holds: it was once, by a date or after one.
    Open,
}

/// Time to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) from: f64,
    pub(super) left: f32,
    /// Pixels a second.
    pub(super) pixels: f64,
    /// Marks are cut a little beyond these pixels, so that no number grows without bound.
    pub(super) right: f32,
    /// Length of a fade in pixels: it measures nothing.
    pub(super) fade: f32,
}

/// Half a dot.
pub(super) const DOT: f32 = 6.0;
/// Half the dashed ring around an uncertain dot.
const HALO: f32 = 10.0;
/// A question mark or an arrow beside a mark.
const SIGN: f32 = 14.0;
/// The least width of a band or bar: narrower ones could not be told from dots.
const NARROWEST: f32 = 12.0;
/// A day that is drawn wider than this is some time within it.
const WIDE_DAY: f32 = 40.0;
/// The least fade at the sides of an approximate band.
const SOFT: f32 = 14.0;

impl Scale {
    pub(super) fn x(&self, at: f64) -> f32 {
        let x = f64::from(self.left) + (at - self.from) * self.pixels;
        limited(x, f64::from(self.left) - 300.0, f64::from(self.right) + 300.0) as f32
    }
}

/// The marks of an event at a height of 0, and how far they reach, signs and fades included.
pub(super) fn marks(number: usize, event: &Event, scale: &Scale, out: &mut Vec<Mark>) -> (f32, f32) {
    let mut reach = (f32::MAX, f32::MIN);
    for part in &event.parts {
        let mark = mark(number, event, part, scale);
        let (from, to) = mark.reach(scale.fade);
        reach = (reach.0.min(from), reach.1.max(to));
        out.push(mark);
    }
    reach
}

fn mark(number: usize, event: &Event, part: &Part, scale: &Scale) -> Mark {
    let (start, end) = (rim(part.start), rim(part.end));
    // An end without a date stands where the other one does.
    let [x0, x1] = [part.start, part.end].map(|end| {
        let at = if let End::At(at) = end { at } else { part.anchor() };
        scale.x(at as f64)
    });
    let whole = start == Rim::Known && end == Rim::Known;
    let figure = match part.shape {
        _ if whole && part.approximate => Figure::Around,
        Shape::Point if x1 - x0 < WIDE_DAY => Figure::Dot,
        Shape::Point | Shape::Within => Figure::Band,
        Shape::Lasted if whole => Figure::Bar,
        Shape::Lasted => Figure::Band,
    };
    let mut mark = Mark {
        event: number,
        figure,
        x0,
        x1,
        y: 0.0,
        start,
        end,
        uncertain: part.uncertain,
        alternative: part.alternative,
        state: event.state,
    };
    let middle = (x0 + x1) / 2.0;
    // Brackets leave room for the disc of a state between them.
    let has_disc = figure == Figure::Band && event.state as u8 > State::Confirmed as u8;
    let narrowest = if has_disc { 2.0 * NARROWEST } else { NARROWEST };
    if figure == Figure::Dot {
        // Of a day that begins or ends out of view the dot stands in what is in view: half a dot on the rim says nothing.
        let side = scale.right - DOT;
        let middle = if x1 > scale.left && x0 < side { (x0.max(scale.left) + x1.min(side)) / 2.0 } else { middle };
        (mark.x0, mark.x1) = (middle, middle);
    } else if whole && x1 - x0 < narrowest {
        (mark.x0, mark.x1) = (middle - narrowest / 2.0, middle + narrowest / 2.0);
    }
    mark
}

fn rim(end: End) -> Rim {
    match end {
        End::At(_) => Rim::Known,
        End::Unknown => Rim::Unknown,
        End::Open => Rim::Open,
    }
}

impl Mark {
    /// From where to where the mark reaches, signs and fades included; `fade` is the length of a fade.
    pub fn reach(&self, fade: f32) -> (f32, f32) {
        let sign = if self.uncertain && self.end == Rim::Known { SIGN } else { 0.0 };
        match self.figure {
            Figure::Dot if self.uncertain => (self.x0 - HALO, self.x1 + HALO + SIGN),
            Figure::Dot => (self.x0 - DOT, self.x1 + DOT),
            Figure::Around => (self.x0 - self.softness(), self.x1 + self.softness()),
            Figure::Band | Figure::Bar => {
                let side = |rim| if rim == Rim::Known { 1.0 } else { fade + SIGN };
                (self.x0 - side(self.start), self.x1 + side(self.end) + sign)
            }
        }
    }

    /// The width of the fades beside an approximate band.
    pub fn softness(&self) -> f32 {
        limited((self.x1 - self.x0) * 0.5, SOFT, 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parts;
    use super::*;
    use crate::edtf::Edtf;

    /// Figure, ends and reach at ten pixels a day, with 2024-01-01 at zero.
    fn check(date: &str, expected: &str) {
        let scale = Scale { from: 1_704_067_200.0, left: 0.0, pixels: 10.0 / 86_400.0, right: 1000.0, fade: 110.0 };
        let event =
            Event { parts: parts(&Edtf::parse(date).expect("a valid date")), state: State::Reported, rank: 3, lane: 0 };
        let mut out = Vec::new();
        let (from, to) = marks(0, &event, &scale, &mut out);
        let shown: Vec<_> = out.iter().map(|mark| format!("{:?} {:.0}–{:.0}", mark.figure, mark.x0, mark.x1)).collect();
        assert_eq!(format!("{} in {from:.0}–{to:.0}", shown.join(", ")), expected, "{date}");
    }

    #[test]
    fn a_day_at_the_rim_has_a_whole_dot() {
        let scale =
            Scale { from: 1_704_067_200.0 + 64_800.0, left: 4.0, pixels: 30.0 / 86_400.0, right: 304.0, fade: 64.0 };
        let x = |date: &str| {
            let parts = parts(&Edtf::parse(date).expect("a valid date"));
            let mut out = Vec::new();
            marks(0, &Event { parts, state: State::Reported, rank: 3, lane: 0 }, &scale, &mut out);
            out[0].x0
        };
        assert_eq!(x("2024-01-01"), 7.75, "a quarter of the day is in view");
        assert_eq!(x("2024-01-02"), 26.5);
        assert!(x("2023-12-31") < 4.0 - 8.0, "and none of this one");
    }

    #[test]
    fn marks_are_as_wide_as_what_is_known() {
        check("2024-01-27", "Dot 265–265 in 259–271");
        check("2024-01-27?", "Dot 265–265 in 255–289");
        check("2024-01", "Band 0–310 in -1–311");
        check("2024-01?", "Band 0–310 in -1–325");
        check("2024-01~", "Around 0–310 in -60–370");
        check("2024-01-05/2024-01-10", "Bar 40–100 in 39–101");
        check("2024-01-05T10:00Z/2024-01-05T11:00Z", "Bar 38–50 in 37–51");
        check("/2024-01-27", "Band 270–270 in 146–271");
        check("2024-01-27/..", "Band 260–260 in 259–384");
        check("[2024-01-01,2024-01-05]", "Dot 5–5, Dot 45–45 in -1–51");
        check(
            "1900",
            "Band -300–-288 in -301–-287".replace("-300–-288", "-306–-294").replace("-301–-287", "-307–-293").as_str(),
        );
    }
}

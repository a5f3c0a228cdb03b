//! Drawing a picture on a canvas, in the page's own colours and letters. It knows how a mark looks and nothing of what it means.
//!
//! A picture counts from the early side. Where the page is written from right to left, every place is mirrored here, and nothing
//! else is: signs and digits keep their direction, and each name its own.

mod marks;

use crate::texts::is_right_to_left;
use crate::web::Context;
use briefing_index::timeline::{
    Area, Density, LabelPlace, Labels, Picture, Placed, Square, State, Tick, Wording, limited,
};
use core::f64::consts::TAU;

/// The page's colours by the names of its tokens, in the order of [`TOKENS`].
pub(crate) type Colours = Vec<String>;

pub(crate) const TOKENS: [&str; 9] =
    ["--ink", "--soft", "--paper", "--wash", "--rule", "--edge", "--tint", "--split", "--link"];
const INK: usize = 0;
const SOFT: usize = 1;
const PAPER: usize = 2;
const WASH: usize = 3;
const RULE: usize = 4;
const EDGE: usize = 5;
const TINT: usize = 6;
const SPLIT: usize = 7;
const LINK: usize = 8;

/// What the picture says besides labels.
pub(crate) struct Words<'w> {
    pub(crate) wording: &'w Wording,
    pub(crate) question: &'w str,
    pub(crate) state: &'w dyn Fn(State) -> &'w str,
    /// Title and count beside the strip.
    pub(crate) strip: [String; 2],
}

/// A canvas and how to draw on it.
pub(crate) struct Painter<'p> {
    pub(crate) ctx: &'p Context,
    pub(crate) colours: &'p Colours,
    /// Plain and bold font, as CSS writes them.
    pub(crate) fonts: &'p [String; 2],
    pub(crate) width: f32,
    pub(crate) line: f32,
    pub(crate) right_to_left: bool,
}

/// Height of the bars of the strip.
pub(crate) const BARS: f32 = 44.0;

impl Painter<'_> {
    /// Draws everything anew.
    pub(crate) fn paint(
        &self,
        picture: &Picture,
        labels: &Labels,
        words: &Words<'_>,
        selected: Option<usize>,
        height: f32,
    ) {
        self.ctx.clear_rect(0.0, 0.0, f64::from(self.width), f64::from(height));
        self.ctx.set_line_join("round");
        self.ctx.set_right_to_left(self.right_to_left);
        let area = &picture.area;
        self.axis(&picture.ticks, area.top, area.bottom);
        self.rule(0.0, self.width, area.top, EDGE);
        for lane in &picture.lanes {
            if lane.top > area.top + 1.0 {
                self.rule(0.0, self.width, lane.top, RULE);
            }
            let wide = area.left > 50.0;
            let first = lane.top + if wide { 6.0 + 12.0 } else { self.line / 2.0 + 3.0 };
            self.directed(&lane.name, &|| {
                for (n, line) in (0u8..).zip(&lane.name) {
                    self.text(line, 2.0, first + f32::from(n) * self.line, INK, true, "start");
                }
            });
        }
        // What is dragged out of view may not run over the names.
        self.ctx.save();
        self.ctx.begin_path();
        self.rect(area.left - 8.0, 0.0, self.width - area.left + 8.0, height);
        self.ctx.clip();
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
        self.ctx.restore();
    }

    /// The strip below: all events over all time, and the frame of what is shown above.
    pub(crate) fn strip(
        &self,
        density: &Density,
        ticks: &[Tick],
        area: &Area,
        top: f32,
        frame: (f32, f32),
        words: &Words<'_>,
    ) {
        let bottom = top + BARS;
        self.fill(WASH);
        self.bar(frame.0, top, frame.1, bottom);
        self.rule(area.left, area.right, bottom, EDGE);
        self.fill(INK);
        let scale = f64::from(area.right - area.left) / (density.to - density.from).max(1.0);
        let x = |at: f64| area.left + ((at - density.from) * scale) as f32;
        for (from, to, share) in density.bars() {
            let height = (share * (BARS - 6.0)).max(2.0);
            self.bar(x(from), bottom - height, (x(to) - 1.0).max(x(from) + 2.0), bottom);
        }
        for tick in ticks {
            if let Some(text) = &tick.text {
                self.text(text, tick.x, bottom + self.line / 2.0 + 2.0, SOFT, false, "start");
            }
        }
        self.frame(frame.0, top, frame.1, bottom);
        self.fill(LINK);
        for x in [frame.0, frame.1] {
            self.bar(x - 3.0, top + 10.0, x + 3.0, bottom - 10.0);
        }
        if area.left > 50.0 {
            self.text(&words.strip[0], 2.0, top + self.line / 2.0 + 4.0, INK, true, "start");
            self.text(&words.strip[1], 2.0, top + self.line * 1.5 + 4.0, SOFT, false, "start");
        }
    }

    fn axis(&self, ticks: &[Tick], top: f32, bottom: f32) {
        for tick in ticks {
            self.stroke(if tick.strong { EDGE } else { RULE }, 1.0);
            // Lines of one pixel are sharp in the middle of a pixel.
            let x = tick.x.floor() + 0.5;
            self.path(&[(x, top), (x, bottom)]);
        }
        for (n, tick) in ticks.iter().enumerate() {
            if let Some(text) = &tick.text {
                let bold = tick.strong || n == 0;
                self.text(
                    text,
                    tick.x + 3.0,
                    top - self.line / 2.0 - 3.0,
                    if bold { INK } else { SOFT },
                    bold,
                    "start",
                );
            }
        }
    }

    fn label(&self, placed: &Placed, picture: &Picture, labels: &Labels, words: &Words<'_>) {
        let Some(LabelPlace { x, y: top, before, short }) = placed.label else { return };
        let (Some(label), Some(whole)) = (labels.kept(placed.event, short), labels.kept(placed.event, false)) else {
            return;
        };
        let state =
            picture.marks.iter().find(|mark| mark.event == placed.event).map_or(State::Reported, |mark| mark.state);
        let align = if before { "end" } else { "start" };
        let mut y = top + self.line / 2.0;
        let word = (words.state)(state);
        if !word.is_empty() {
            let disputed = state == State::Disputed;
            self.text(word, x, y, if disputed { SPLIT } else { SOFT }, disputed, align);
            y += self.line;
        }
        self.directed(&whole.lines, &|| {
            for (n, line) in (0u8..).zip(&label.lines) {
                let y = y + f32::from(n) * self.line;
                self.text(line, x, y, INK, false, align);
                if state == State::Cancelled {
                    let width = self.ctx.width_of(line);
                    self.stroke(INK, 1.0);
                    self.path(&[(x, y), (if before { x - width } else { x + width }, y)]);
                }
            }
        });
    }

    /// Draws lines of one text in the direction of the whole of it: a line that begins with a name of another script does not turn,
    /// and the ellipsis stands at the text's own end.
    fn directed(&self, whole: &[String], draw: &dyn Fn()) {
        let own = whole.iter().find_map(|line| is_right_to_left(line)).unwrap_or(self.right_to_left);
        self.ctx.set_right_to_left(own);
        draw();
        self.ctx.set_right_to_left(self.right_to_left);
    }

    fn square(&self, square: &Square, wording: &Wording) {
        let Square { x, y, count, .. } = *square;
        let text = wording.count(count);
        self.font(true);
        let half = limited(self.ctx.width_of(&text) / 2.0 + 4.0, 11.0, 15.0);
        self.fill(INK);
        self.ctx.begin_path();
        self.round(x - half, y - 10.0, x + half, y + 10.0, 4.0);
        self.ctx.fill();
        self.fill(PAPER);
        self.ctx.set_text_align("center");
        self.ctx.fill_text(&text, self.x(x), f64::from(y));
    }

    fn frame(&self, x0: f32, y0: f32, x1: f32, y1: f32) {
        self.stroke(LINK, 2.0);
        self.ctx.begin_path();
        self.round(x0, y0, x1, y1, 4.0);
        self.ctx.stroke();
    }

    /// A sign inside a band.
    fn sign(&self, text: &str, x: f32, y: f32) {
        self.font(false);
        self.ctx.set_text_align("center");
        self.fill(INK);
        self.ctx.fill_text(text, self.x(x), f64::from(y))
    }

    /// A text with a halo in the colour of the paper, so that lines pass behind it. `y` is the middle of the line. "start" is the
    /// early side of the picture; to a canvas it would be the side where that text begins.
    fn text(&self, text: &str, x: f32, y: f32, colour: usize, bold: bool, align: &str) {
        self.font(bold);
        self.ctx.set_text_align(match align {
            "center" => align,
            _ if (align == "start") == self.right_to_left => "right",
            _ => "left",
        });
        self.stroke(PAPER, 4.0);
        let (x, y) = (self.x(x), f64::from(y));
        self.ctx.stroke_text(text, x, y);
        self.fill(colour);
        self.ctx.fill_text(text, x, y)
    }

    pub(crate) fn font(&self, bold: bool) {
        self.ctx.set_text_baseline("middle");
        self.ctx.set_font(&self.fonts[usize::from(bold)]);
    }

    fn x(&self, x: f32) -> f64 {
        f64::from(if self.right_to_left { self.width - x } else { x })
    }

    fn colour(&self, colour: usize) -> &str {
        self.colours.get(colour).map_or("", String::as_str)
    }

    fn fill(&self, colour: usize) {
        self.ctx.set_fill(self.colour(colour));
    }

    fn stroke(&self, colour: usize, width: f64) {
        self.ctx.set_stroke(self.colour(colour));
        self.ctx.set_line_width(width);
    }

    fn rect(&self, x: f32, y: f32, width: f32, height: f32) {
        let early = self.x(if self.right_to_left { x + width } else { x });
        self.ctx.rect(early, f64::from(y), f64::from(width), f64::from(height));
    }

    fn bar(&self, x0: f32, y0: f32, x1: f32, y1: f32) {
        let early = self.x(if self.right_to_left { x1 } else { x0 });
        self.ctx.fill_rect(early, f64::from(y0), f64::from(x1 - x0), f64::from(y1 - y0));
    }

    fn rule(&self, x0: f32, x1: f32, y: f32, colour: usize) {
        self.fill(colour);
        self.bar(x0, y.floor(), x1, y.floor() + 1.0);
    }

    fn path(&self, points: &[(f32, f32)]) {
        self.ctx.begin_path();
        for (x, y) in points {
            self.ctx.line_to(self.x(*x), f64::from(*y));
        }
        self.ctx.stroke();
    }

    fn round(&self, x0: f32, y0: f32, x1: f32, y1: f32, radius: f64) {
        let early = self.x(if self.right_to_left { x1 } else { x0 });
        self.ctx.round_rect(early, f64::from(y0), f64::from(x1 - x0), f64::from(y1 - y0), radius)
    }

    fn ring_path(&self, x: f32, y: f32, radius: f32) {
        self.ctx.begin_path();
        self.ctx.arc(self.x(x), f64::from(y), f64::from(radius), 0.0, TAU);
    }

    fn ring(&self, x: f32, y: f32, radius: f32) {
        self.ring_path(x, y, radius);
        self.ctx.stroke();
    }
}

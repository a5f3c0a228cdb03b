//! The picture with what a reader did with it: which stretch of time is shown, what is chosen, what is held.
//!
//! What happens in the page goes in as plain values (`moves`), and a [`Step`] comes out. A frame lays out and records what is drawn;
//! what is not part of the picture is told when it rests (`told`). Nothing here knows a page, a network or a clock.

use super::drawing::Drawing;
use super::gesture::Gesture;
use super::keys::Action;
use super::source::{Source, bounds};
use super::view::{Window, read};
use super::widths::Widths;
use crate::signs::Attributes;
use crate::texts::wording;
use briefing_index::timeline::{
    Density, Labels, Measure, Picture, State, Texts, Tick, View, Wording, from_attribute, in_order, layout, limited,
};

/// Height of the bars of the strip, which the script knows too.
const BARS: f32 = 44.0;

/// From here on the names of lanes stand in the margin.
const NARROW: f32 = 50.0;

/// Up to so many events of a picture are all told of.
const FEW: usize = 150;

/// What the page does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing, and what happened stays the browser's.
    Leave,
    /// Nothing; but it was for the picture.
    Stay,
    /// Draws.
    Draw,
    /// Shows what is chosen now, and draws.
    Choose,
    /// The same, and gives the focus to the chosen event, or to the picture where there is none.
    Focus,
}

/// A picture of events.
#[derive(Debug)]
pub struct Chart {
    pub(super) source: Source,
    /// Events in the order of time.
    pub(super) order: Vec<usize>,
    pub(super) texts: Attributes,
    pub(super) wording: Wording,
    pub(super) right_to_left: bool,
    pub(super) window: Window,
    /// What of it was drawn last.
    drawn: Window,
    pub(super) selected: Option<usize>,
    /// The address of an event that is to be chosen once it is known which it is, and when it is.
    pub(super) sought: Option<(String, (i64, i64))>,
    pub(super) width: f32,
    pub(super) height: f32,
    line: f32,
    widths: Widths,
    labels: Labels,
    /// The widest line of a label, and how many lines it has at most.
    new_labels: Option<([f32; 2], usize)>,
    pub(super) density: Density,
    strip_ticks: Vec<Tick>,
    pub(super) picture: Picture,
    pub(super) gesture: Gesture,
    /// A step from event to event that waits for files of a stretch of time.
    pub(super) ahead: Option<(Action, f64, f64)>,
    /// Whether the reader has changed anything: only then it is written into the address.
    pub(super) touched: bool,
    /// The events of the links over the picture, as they were told last.
    pub(super) links: Vec<i32>,
}

impl Chart {
    /// Opens with the stretch and the event that the address names, or with what there is to see. `texts` are the attributes of its
    /// place, `from`, `to` and `event` of the address, and `direction`; `today` is in seconds since 1970-01-01T00:00Z.
    pub fn new(source: Source, texts: Attributes, today: f64) -> Self {
        let density = source.density(100.0);
        let within = |from, to| source.count_within(from, to);
        let opening = Window::opening(density.from, density.to, density.last, source.count(), today, &within);
        let opening = Window { oldest: density.oldest, ..opening };
        let window = match (read(texts.said("from")), read(texts.said("to"))) {
            (Some(from), Some(to)) => opening.between(from, to),
            _ => opening,
        };
        let mut chart = Self {
            order: Vec::new(),
            sought: None,
            wording: wording(&texts),
            right_to_left: texts.said("direction") == "rtl",
            texts,
            source,
            window,
            drawn: window,
            selected: None,
            width: 0.0,
            height: 0.0,
            line: 0.0,
            widths: Widths::default(),
            labels: Labels::default(),
            new_labels: None,
            density,
            strip_ticks: Vec::new(),
            picture: Picture::default(),
            gesture: Gesture::default(),
            ahead: None,
            touched: false,
            links: Vec::new(),
        };
        chart.count_anew();
        chart.look();
        let [address, parts] = ["event", "parts"].map(|name| chart.texts.said(name).to_owned());
        if !address.is_empty() {
            chart.seek(&address, &parts);
        }
        // The address says all this already.
        chart.touched = false;
        chart
    }

    /// The picture has another size in pixels, or other letters: what was measured is forgotten. `line` is the height of a line.
    pub fn resize(&mut self, width: f32, height: f32, line: f32) {
        (self.width, self.height, self.line) = (width, height, line);
        self.widths = Widths::default();
        let wide = width >= 672.0;
        let widest = if wide { limited(width * 0.22, 140.0, 240.0) } else { limited(width * 0.42, 110.0, 180.0) };
        // Where a mark and its label beside it fill the width, each event has a row of its own; a little shorter, and two share one.
        let (stretch, most) = if wide { (1.4, 3) } else { (1.1, 4) };
        self.new_labels = Some(([widest, widest * stretch], most));
        self.density = self.source.density(width);
        self.strip_ticks.clear();
        self.forget_labels();
    }

    fn forget_labels(&mut self) {
        if let Some((widest, most)) = self.new_labels {
            self.labels = Labels::new(widest, most);
        }
    }

    /// The events have other numbers.
    fn count_anew(&mut self) {
        let mut begins = Vec::new();
        for event in &self.source.events().events {
            begins.push(event.bounds().0 as f64);
        }
        self.order = in_order(&begins);
        self.links.clear();
        self.forget_labels();
    }

    /// Looks at what the window shows: other files may tell of it, and what they tell may be what is waited for.
    pub(super) fn look(&mut self) {
        let key = self.selected.and_then(|event| self.source.key(event));
        let (mut from, mut to) = (self.window.from, self.window.to);
        if self.selected.is_some() {
            // Who goes from event to event finds the next one there.
            let beside = self.window.length();
            (from, to) = (from - beside, to + beside);
        }
        if let Some((_, start, end)) = self.ahead {
            (from, to) = (from.min(start), to.max(end));
        }
        if self.source.look(from, to) {
            self.selected = key.and_then(|key| self.source.with_key(key));
            self.count_anew();
        }
    }

    /// Draws the events of a list in place of all others, or without one those of the tiles again: see [`Source::list`]. What was
    /// chosen stays chosen if it is among them.
    pub fn list(&mut self, told: &str) -> Step {
        let chosen = self.selected.map(|event| self.source.text(event).address.clone());
        if told.is_empty() {
            self.source.all();
        } else {
            self.source.list(told);
        }
        self.selected = None;
        self.look();
        self.count_anew();
        self.selected = chosen.and_then(|address| self.source.at_address(&address));
        Step::Choose
    }

    /// Chooses the event with an address, at once or when it is known which it is. `parts` are what is drawn of its date, or nothing.
    pub(super) fn seek(&mut self, address: &str, parts: &str) -> Step {
        if let Some(event) = self.source.at_address(address) {
            return self.choose(Some(event));
        }
        let bounds = from_attribute(parts).map(bounds);
        if let Some((from, to)) = bounds {
            self.window = self.window.showing(from as f64, to as f64);
        }
        self.sought = Some((address.to_owned(), bounds.unwrap_or_default()));
        self.look();
        self.want();
        Step::Draw
    }

    /// Lays out what is shown now and tells what is drawn.
    pub fn draw(&mut self, measure: &mut Measure<'_>) -> Drawing {
        let mut widths = core::mem::take(&mut self.widths);
        let drawing = self.laid_out(&mut |text, bold| widths.of(text, bold, measure));
        self.widths = widths;
        drawing
    }

    /// Asks for what tells of events: of those that may be the one that is sought, then of the picture's.
    pub(super) fn want(&mut self) {
        let mut wanted = self.sought.as_ref().map(|(_, bounds)| self.source.untold_at(*bounds)).unwrap_or_default();
        for event in &self.untold() {
            wanted.push(*event);
        }
        self.source.want(&wanted);
    }

    /// The events of the picture that nobody tells of yet, if they are so few that they may be asked for.
    pub(super) fn untold(&self) -> Vec<usize> {
        let mut events = Vec::new();
        if let Some(event) = self.selected
            && self.source.is_untold(event)
        {
            events.push(event);
        }
        if self.picture.shown <= FEW {
            for placed in &self.picture.placed {
                if self.source.is_untold(placed.event) {
                    events.push(placed.event);
                }
            }
        }
        events
    }

    /// How many pixels what was drawn last has to move later, and that is all: 0 where the picture has to be laid out anew. Where the
    /// names of lanes stand inside, nothing moves without them.
    pub fn shift(&self) -> f32 {
        let (area, length) = (&self.picture.area, self.window.length());
        let is_zoomed = (self.drawn.length() / length - 1.0).abs() > 1e-6;
        if is_zoomed || area.left < NARROW {
            return 0.0;
        }
        ((self.drawn.from - self.window.from) / length) as f32 * (area.right - area.left)
    }

    fn laid_out(&mut self, measure: &mut Measure<'_>) -> Drawing {
        self.look();
        self.drawn = self.window;
        let strip = self.strip_height();
        let Window { from, to, .. } = self.window;
        let view =
            View { from, to, width: self.width, height: self.height - strip, line: self.line, selected: self.selected };
        let (source, page) = (&self.source, &self.texts);
        let label = |event| without_stop(&source.text(event).label);
        let state = |state| word(page, state);
        let [other, all] = ["data-t-other", "data-t-all"].map(|name| page.said(name));
        let texts = Texts { wording: &self.wording, other, all, state: &state, label: &label };
        self.picture = layout(source.events(), &view, &mut self.labels, &texts, measure);
        let area = self.picture.area;
        if self.strip_ticks.is_empty() {
            self.strip_ticks = self.density.ticks(area.left, area.right, &self.wording, measure);
        }
        let mut drawing = Drawing::default();
        let state_of = |event| source.event(event).map_or(State::default(), |event| event.state);
        drawing.picture(&self.picture, &self.labels, &self.wording, &state_of, self.selected);
        let (from, to) = (self.strip_x(from), self.strip_x(to));
        let spare = ((18.0 - (to - from)) / 2.0).max(0.0);
        let frame = [self.height - strip + 4.0, from - spare, to + spare];
        drawing.strip(&self.density, &self.strip_ticks, &area, frame);
        drawing.say(&self.wording.count(source.count()));
        drawing
    }

    /// The paths of files that lack for this, each once: see [`Source::lacks`].
    pub fn lacks(&mut self, again: bool) -> Vec<String> {
        self.source.lacks(again)
    }

    /// A file has come, or has not, or is damaged. Then there is nothing to do but to ask for it again after a while.
    pub fn arrived(&mut self, path: &str, file: Option<Vec<u8>>) -> Step {
        let has_come = self.source.arrived(path, file);
        self.look();
        if let Some(action) = self.ahead.map(|(action, ..)| action)
            && !self.source.is_waiting()
        {
            self.ahead = None;
            return self.go(action);
        }
        if !has_come {
            return Step::Leave;
        }
        self.forget_labels();
        self.want();
        match self.sought.as_ref().and_then(|(address, _)| self.source.at_address(address)) {
            Some(event) => self.choose(Some(event)),
            // What is chosen may say more now.
            None if self.selected.is_some() => Step::Choose,
            None => Step::Draw,
        }
    }

    /// When an event was, in words.
    pub(super) fn when(&self, event: usize) -> String {
        let when = &self.source.text(event).when;
        match self.source.event(event) {
            Some(event) if when.is_empty() => self.wording.day(event.bounds().0),
            _ => when.clone(),
        }
    }

    /// Height of the strip and what is around it.
    pub(super) fn strip_height(&self) -> f32 {
        self.line + BARS + 12.0
    }

    /// Where a second stands in the strip.
    pub(super) fn strip_x(&self, at: f64) -> f32 {
        let area = &self.picture.area;
        let share = limited((at - self.density.from) / (self.density.to - self.density.from), 0.0, 1.0);
        area.left + (f64::from(area.right - area.left) * share) as f32
    }

    pub(super) fn begin(&self, event: usize) -> f64 {
        self.source.event(event).map_or(0.0, |event| event.bounds().0 as f64)
    }

    /// The word for a state, or nothing where none is said.
    pub(super) fn word(&self, state: State) -> &str {
        word(&self.texts, state)
    }
}

fn word(texts: &Attributes, state: State) -> &str {
    texts.said(match state {
        State::Disputed => "data-t-disputed",
        State::Planned => "data-t-planned",
        State::Cancelled => "data-t-cancelled",
        State::Denied => "data-t-denied",
        State::Reported | State::Confirmed => return "",
    })
}

/// A sentence without its full stop, unless that belongs to an abbreviation at its end.
pub(super) fn without_stop(text: &str) -> &str {
    let stop = [".", "。", "۔"].iter().find_map(|stop| text.strip_suffix(stop));
    let Some(plain) = stop.filter(|plain| plain.len() > 2) else { return text };
    for byte in plain.bytes().rev() {
        match byte {
            b' ' => break,
            b'.' => return text,
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests;

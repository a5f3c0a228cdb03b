//! The picture of a stretch of time: lanes one below the other, in them marks and labels that never touch, and above them the axis.
//!
//! All distances are in pixels from the early side and from above, whatever the direction of writing is; the one who draws mirrors them.
//! Every event of the stretch is in the picture: with its label, without it, or counted in a square.

use super::labels::{Labels, Measure, broken};
use super::lanes::Span;
use super::marks::{DOT, Mark, Scale, marks};
use super::pack::{LabelPlace, Place, ROW, Shelf, Wish};
use super::ticks::{Tick, ticks};
use super::{Events, State, Wording, limited};

/// What is looked at, and how large the picture is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// First second, since 1970-01-01T00:00Z.
    pub from: f64,
    /// The second after the last.
    pub to: f64,
    /// Width of the picture in pixels, lane names included.
    pub width: f32,
    /// Height of axis and lanes together.
    pub height: f32,
    /// Height of a line of text.
    pub line: f32,
    /// The chosen event, which always has its place.
    pub selected: Option<usize>,
}

/// The part of the picture in which marks stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// The early side; before it are the names of the lanes.
    pub left: f32,
    /// The late side.
    pub right: f32,
    /// The line under the axis.
    pub top: f32,
    /// The end of the last lane.
    pub bottom: f32,
}

/// A lane of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneBox {
    /// Its place among the lanes; none for the rest of them together.
    pub lane: Option<usize>,
    /// From above.
    pub top: f32,
    /// From above.
    pub bottom: f32,
    /// Its name, broken into lines.
    pub name: Vec<String>,
}

/// An event that has its own place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The event.
    pub event: usize,
    /// Its box with mark and label: early, late, top, bottom.
    pub rect: [f32; 4],
    /// Where its label stands.
    pub label: Option<LabelPlace>,
}

/// Several events that share a place, counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Square {
    /// Middle.
    pub x: f32,
    /// Middle.
    pub y: f32,
    /// How many.
    pub count: usize,
    /// The earliest of their known seconds.
    pub from: f64,
    /// The latest.
    pub to: f64,
}

/// Everything that is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Where the marks stand.
    pub area: Area,
    /// The lines of the axis.
    pub ticks: Vec<Tick>,
    /// The lanes, in the order of the list.
    pub lanes: Vec<LaneBox>,
    /// The marks of events that have their own place.
    pub marks: Vec<Mark>,
    /// Those events.
    pub placed: Vec<Placed>,
    /// All others of this stretch.
    pub squares: Vec<Square>,
    /// How many events are in this stretch.
    pub shown: usize,
    /// How many of them are disputed.
    pub disputed: usize,
    /// How many have no label here.
    pub unlabelled: usize,
    /// The length of a fade.
    pub fade: f32,
}

/// Up to this many events of a lane try for a label: more would not fit, and trying costs time in each frame.
const TRY_LABEL: usize = 60;

/// The height of a lane, one of many, that has room for a label or two.
const ROOMY: f32 = 62.0;
/// After so many events in a row without a place the lane is full.
const FULL: usize = 16;
/// Space above and below the content of a lane.
const PAD: f32 = 7.0;
/// The widest square with the space beside it.
const CELL: f32 = 28.0;
/// From this width on, lane names stand in the margin, and labels are wider.
const WIDE: f32 = 672.0;

/// The words of the picture.
#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct Texts<'t> {
    /// Dates and numbers.
    pub wording: &'t Wording,
    /// The name of the lane for all that has no other.
    pub other: &'t str,
    /// The word of a state, or nothing where none is said.
    pub state: &'t dyn Fn(State) -> &'t str,
    /// The text of an event's label.
    pub label: &'t dyn Fn(usize) -> String,
}

/// Lays a view out.
pub fn layout(events: &Events, view: &View, labels: &mut Labels, texts: &Texts<'_>, measure: &mut Measure<'_>) -> Picture {
    let wide = view.width >= WIDE;
    let left = if wide { limited(view.width * 0.121, 100.0, 150.0) } else { 4.0 };
    let right = (view.width - 6.0).max(left + 50.0);
    let top = view.line + 9.0;
    let fade = if wide { 110.0 } else { 64.0 };
    let scale = Scale { from: view.from, left, pixels: f64::from(right - left) / (view.to - view.from).max(1.0), right, fade };
    let head = if wide { 0.0 } else { view.line + 2.0 };
    let space = (view.height - top).max(0.0);
    let around = 2.0 * PAD + head;
    let (most, room) = ((space / (ROW + around)) as usize, (space / (ROOMY + around)) as usize);
    let (slots, slot_of) = events.slots(most.max(1), room.max(1));

    let mut lanes: Vec<Lane> = slots.iter().map(|slot| Lane::new(*slot, head)).collect();
    let mut picture = Picture { fade, ticks: ticks(view.from, view.to, left, right, texts.wording, measure), ..Picture::default() };
    gather(events, view, &scale, &slot_of, &mut lanes, &mut picture);

    let mut packer = Packer { events, scale: &scale, view, labels, texts, measure };
    // No lane gets more than it would of a third of the others' share, so it need not be filled further to know what it wants.
    let first = space * (3.0 / lanes.len().max(3) as f32);
    for lane in &mut lanes {
        packer.pack(lane, first);
        let widest = if wide { left - 12.0 } else { right - left };
        let name = lane.lane.and_then(|lane| events.lanes.get(lane)).map_or(texts.other, String::as_str);
        lane.name = broken(name, widest, 2, true, packer.measure).lines;
        if wide {
            lane.least = lane.least.max(ROW - view.line + lane.name.len() as f32 * view.line);
        }
    }
    for (number, budget) in budgets(&lanes, space) {
        if let Some(lane) = lanes.get_mut(number) {
            packer.pack(lane, budget);
        }
    }
    picture.area = Area { left, right, top, bottom: top };
    stack(lanes, space, &mut picture);
    picture
}

/// A lane while the picture is made.
struct Lane {
    lane: Option<usize>,
    name: Vec<String>,
    /// Height of its name above its content.
    head: f32,
    /// The least height of its content.
    least: f32,
    /// Its events, the most important first.
    events: Vec<Span>,
    placed: Vec<Placed>,
    marks: Vec<Mark>,
    squares: Vec<Square>,
    height: f32,
}

impl Lane {
    fn new(lane: Option<usize>, head: f32) -> Self {
        let (name, events, placed, marks, squares) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { lane, name, head, least: ROW, events, placed, marks, squares, height: 0.0 }
    }

    /// All of its height that is not content.
    fn around(&self) -> f32 {
        self.head + 2.0 * PAD
    }
}

/// Puts the events of the view into their lanes and counts them.
fn gather(events: &Events, view: &View, scale: &Scale, slot_of: &[usize], lanes: &mut [Lane], picture: &mut Picture) {
    // A fade has a length in pixels, so what it covers depends on the zoom.
    let faded = f64::from(scale.fade) / scale.pixels;
    let chosen = |span: &&Span| Some(span.event) == view.selected;
    let spans = events.order.iter();
    for span in spans.clone().filter(chosen).chain(spans.filter(|span| !chosen(span))) {
        let from = span.from - if span.fades_in { faded } else { 0.0 };
        let to = span.to + if span.fades_out { faded } else { 0.0 };
        if from >= view.to || to <= view.from {
            continue;
        }
        if let Some(lane) = slot_of.get(span.lane).and_then(|slot| lanes.get_mut(*slot)) {
            let disputed = events.events.get(span.event).is_some_and(|event| event.state == State::Disputed);
            picture.shown += 1;
            picture.disputed += usize::from(disputed);
            lane.events.push(*span);
        }
    }
}

/// The heights of the lanes that must do with less than they want: the space is shared evenly, and what one lane does not
/// need goes to the others.
fn budgets(lanes: &[Lane], space: f32) -> Vec<(usize, f32)> {
    let around: f32 = lanes.iter().map(Lane::around).sum();
    let mut open: Vec<usize> = (0..lanes.len()).collect();
    let mut left = space - around;
    loop {
        let share = (left / open.len().max(1) as f32).max(ROW);
        let before = open.len();
        open.retain(|lane| {
            let wish = lanes.get(*lane).map_or(0.0, |lane| lane.height.max(lane.least));
            let modest = wish <= share;
            if modest {
                left -= wish;
            }
            !modest
        });
        if open.len() == before {
            return open.into_iter().map(|lane| (lane, share)).collect();
        }
    }
}

/// Sets the lanes one below the other and gives them what space is left.
fn stack(lanes: Vec<Lane>, space: f32, picture: &mut Picture) {
    let height = |lane: &Lane| lane.around() + lane.height.max(lane.least);
    let spare = (space - lanes.iter().map(height).sum::<f32>()) / lanes.len().max(1) as f32;
    let spare = limited(spare, 0.0, 48.0);
    let mut top = picture.area.top;
    for lane in lanes {
        let bottom = top + height(&lane) + spare;
        let inner = top + lane.head + PAD + spare / 3.0;
        picture.unlabelled += lane.squares.iter().map(|square| square.count).sum::<usize>();
        picture.unlabelled += lane.placed.iter().filter(|placed| placed.label.is_none()).count();
        picture.marks.extend(lane.marks.into_iter().map(|mark| Mark { y: mark.y + inner, ..mark }));
        picture.squares.extend(lane.squares.into_iter().map(|square| Square { y: square.y + inner, ..square }));
        picture.placed.extend(lane.placed.into_iter().map(|placed| {
            let [x0, x1, y0, y1] = placed.rect;
            let label = placed.label.map(|label| LabelPlace { y: label.y + inner, ..label });
            Placed { rect: [x0, x1, y0 + inner, y1 + inner], label, ..placed }
        }));
        picture.lanes.push(LaneBox { lane: lane.lane, top, bottom, name: lane.name });
        top = bottom;
    }
    picture.area.bottom = top;
}

/// What it takes to fill a lane.
struct Packer<'p, 't, 'm> {
    events: &'p Events,
    scale: &'p Scale,
    view: &'p View,
    labels: &'p mut Labels,
    texts: &'p Texts<'t>,
    measure: &'p mut Measure<'m>,
}

impl Packer<'_, '_, '_> {
    /// Fills a lane of at most this height. If not all events find a place, the last row is for squares that count the rest.
    fn pack(&mut self, lane: &mut Lane, budget: f32) {
        let rest = self.fill(lane, budget);
        if rest.is_empty() {
            return;
        }
        let rest = self.fill(lane, budget - ROW - 4.0);
        let y = if lane.placed.is_empty() { 0.0 } else { lane.height + 4.0 } + ROW / 2.0;
        lane.height = y + ROW / 2.0;
        self.count(lane, &rest, y);
    }

    /// Places what finds a place, first with labels, then without, and gives the rest.
    fn fill(&mut self, lane: &mut Lane, budget: f32) -> Vec<Span> {
        let mut shelf = Shelf::new(self.scale.left, self.scale.right, budget, self.view.line);
        lane.placed.clear();
        lane.marks.clear();
        lane.squares.clear();
        let (first, others) = lane.events.split_at(lane.events.len().min(TRY_LABEL));
        let (marks, placed) = (&mut lane.marks, &mut lane.placed);
        let mut rest = self.try_each(first, marks, placed, &mut |wish| shelf.place_labelled(wish), true);
        rest.extend_from_slice(others);
        let rest = self.try_each(&rest, marks, placed, &mut |wish| shelf.place_mark(wish), false);
        lane.height = shelf.height;
        rest
    }

    /// Tries to place events one after the other, until too many in a row have found no place. Gives those that have none.
    fn try_each(
        &mut self,
        spans: &[Span],
        out: &mut Vec<Mark>,
        placed: &mut Vec<Placed>,
        place: &mut dyn FnMut(&Wish) -> Option<Place>,
        labelled: bool,
    ) -> Vec<Span> {
        let (mut rest, mut failures) = (Vec::new(), 0);
        for span in spans {
            let first = out.len();
            let found = self.events.events.get(span.event).filter(|_| failures < FULL).and_then(|event| {
                let reach = marks(span.event, event, self.scale, out);
                let labels = if labelled { self.sizes(span.event, event.state) } else { [(0, 0.0); 2] };
                place(&Wish { reach, labels })
            });
            let Some(found) = found else {
                failures += 1;
                out.truncate(first);
                rest.push(*span);
                continue;
            };
            failures = 0;
            for mark in out.iter_mut().skip(first) {
                mark.y = found.rect.y0 + ROW / 2.0;
            }
            let rect = [found.rect.x0, found.rect.x1, found.rect.y0, found.rect.y1];
            placed.push(Placed { event: span.event, rect, label: found.label });
        }
        rest
    }

    /// Lines and width of a label, whole and short, with the word of its state above it.
    fn sizes(&mut self, number: usize, state: State) -> [(usize, f32); 2] {
        let sizes = self.labels.sizes(number, self.texts.label, self.measure);
        match (self.texts.state)(state) {
            "" => sizes,
            word => {
                let own = (self.measure)(word, state == State::Disputed);
                sizes.map(|(lines, width)| (lines + 1, width.max(own)))
            }
        }
    }

    /// Counts events that have no place of their own, by the cells of a row. Cells keep their place in time, so that squares
    /// move with the picture and do not change while it is dragged. An event alone in its cell is a dot if that is its figure.
    fn count(&self, lane: &mut Lane, rest: &[Span], y: f32) {
        let cell = f64::from(CELL) / self.scale.pixels;
        let first = (self.view.from / cell).floor();
        let count = ((f64::from(self.scale.right - self.scale.left) / f64::from(CELL)) as usize).saturating_add(2);
        let mut cells: Vec<(usize, f64, f64, usize)> = vec![(0, f64::MAX, f64::MIN, 0); count];
        for span in rest {
            let middle = (span.from.max(self.view.from) + span.to.min(self.view.to)) / 2.0;
            let own = limited((middle / cell).floor() - first, 0.0, count as f64 - 1.0) as usize;
            if let Some((count, start, end, last)) = cells.get_mut(own) {
                (*count, *last) = (*count + 1, span.event);
                (*start, *end) = (start.min(span.from), end.max(span.to));
            }
        }
        for (n, (count, from, to, last)) in cells.into_iter().enumerate().filter(|(_, cell)| cell.0 > 0) {
            let x = self.scale.x((first + n as f64 + 0.5) * cell);
            let x = limited(x, self.scale.left + 12.0, self.scale.right - 12.0);
            if count > 1 || !self.alone(lane, last, x, y) {
                lane.squares.push(Square { x, y, count, from, to });
            }
        }
    }

    /// Draws the only event of a cell as itself if it stays within the cell.
    fn alone(&self, lane: &mut Lane, number: usize, x: f32, y: f32) -> bool {
        let Some(event) = self.events.events.get(number) else { return false };
        let mut own = Vec::new();
        let (from, to) = marks(number, event, self.scale, &mut own);
        let fits = own.len() == 1 && from >= x - CELL / 2.0 && to <= x + CELL / 2.0 && to - from <= DOT * 2.0 + 0.5;
        if fits {
            lane.marks.extend(own.into_iter().map(|mark| Mark { y, ..mark }));
            lane.placed.push(Placed { event: number, rect: [from - DOT, to + DOT, y - ROW / 2.0, y + ROW / 2.0], label: None });
        }
        fits
    }
}

#[cfg(test)]
mod tests;

//! Filling a lane: which of its events get a label, which a mark alone, and which are counted in squares.

use super::labels::{Labels, Measure};
use super::lanes::Span;
use super::layout::{PAD, Placed, Square, Texts, View};
use super::marks::{Mark, Scale, marks};
use super::pack::{Place, ROW, Shelf, Wish};
use super::{Crowd, Events, State, limited};

/// Up to this many events of a lane try for a label: more would not fit, and trying costs time in each frame.
pub(super) const TRY_LABEL: usize = 60;

/// Of a lane that lacks a place for no more than so many events, others may lose their labels for them.
const FEW: usize = 3;

/// As a count of labels: all that are no higher than a mark.
const LOW: usize = usize::MAX;

/// After so many events in a row without a place the lane is full.
const FULL: usize = 16;
/// The widest square with the space beside it; where thousands are counted, with so much more for each digit.
const CELL: f32 = 32.0;
const DIGIT: f32 = 10.0;

/// Which labels a lane is filled with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Whole, and short where that is too large.
    Whole,
    /// Short.
    Short,
    /// None.
    None,
}

/// A lane while the picture is made.
pub(super) struct Lane {
    pub(super) lane: Option<usize>,
    pub(super) name: Vec<String>,
    /// Height of its name above its content.
    pub(super) head: f32,
    /// The least height of its content.
    pub(super) least: f32,
    /// Its events, the most important first.
    pub(super) events: Vec<Span>,
    /// Those that are only counted.
    pub(super) crowds: Vec<Crowd>,
    pub(super) placed: Vec<Placed>,
    pub(super) marks: Vec<Mark>,
    pub(super) squares: Vec<Square>,
    pub(super) height: f32,
    /// The height of its content with all labels short.
    pub(super) short: f32,
    /// Whether that is not settled yet.
    pub(super) is_open: bool,
}

impl Lane {
    pub(super) fn new(lane: Option<usize>, head: f32) -> Self {
        let (name, events, crowds) = (Vec::new(), Vec::new(), Vec::new());
        let (placed, marks, squares) = (Vec::new(), Vec::new(), Vec::new());
        let (least, height, short, is_open) = (ROW, 0.0, 0.0, true);
        Self { lane, name, head, least, events, crowds, placed, marks, squares, height, short, is_open }
    }

    /// How many of its events have labels, or whole ones.
    fn labelled(&self, is_whole: bool) -> usize {
        let mut count = 0;
        for placed in &self.placed {
            count += usize::from(placed.label.is_some_and(|label| !(is_whole && label.short)));
        }
        count
    }

    /// Whether more height would give it more labels, or whole ones in place of short ones.
    pub(super) fn wants_more(&self, is_whole: bool) -> bool {
        self.labelled(is_whole) < self.events.len()
    }

    /// All of its height.
    pub(super) fn whole(&self) -> f32 {
        self.around() + self.height.max(self.least)
    }

    /// All of its height that is not content.
    pub(super) fn around(&self) -> f32 {
        self.head + 2.0 * PAD
    }
}

/// What it takes to fill a lane.
pub(super) struct Packer<'p, 't, 'm> {
    pub(super) events: &'p Events,
    pub(super) scale: &'p Scale,
    pub(super) view: &'p View,
    pub(super) labels: &'p mut Labels,
    pub(super) texts: &'p Texts<'t>,
    pub(super) measure: &'p mut Measure<'m>,
}

impl Packer<'_, '_, '_> {
    /// Fills a lane of at most this height: with whole labels if all events get one, else with whichever form labels more of them, or
    /// as many and leaves fewer without a mark. If a few events find no place, others lose their labels for them: a square that counts
    /// one event hides when it was and what is known of that. If not all find a place even so, the last row is for squares that count
    /// the rest.
    pub(super) fn pack(&mut self, lane: &mut Lane, budget: f32) {
        let (is_crowded, above_squares) = (!lane.crowds.is_empty(), budget - ROW - 4.0);
        let height = if is_crowded { above_squares } else { budget };
        let mut rest = self.fill(lane, height, false, TRY_LABEL);
        let labelled = lane.labelled(false);
        if labelled == lane.events.len() && !is_crowded {
            return;
        }
        let short = self.fill(lane, height, true, TRY_LABEL);
        let more = lane.labelled(false);
        let whole = more < labelled || more == labelled && short.len() >= rest.len();
        if !whole {
            rest = short;
        }
        if rest.is_empty() && !is_crowded {
            if whole {
                self.fill(lane, budget, false, TRY_LABEL);
            }
            return;
        }
        if rest.len() <= FEW && !is_crowded {
            // Not one fewer each time: a frame has no time for that. Then all labels that need no more than the row of their mark.
            let all = lane.events.len().min(TRY_LABEL);
            for most in [all * 3 / 4, all / 2, LOW, 0] {
                if self.fill(lane, budget, true, most).is_empty() {
                    return;
                }
            }
        }
        if whole || !is_crowded {
            rest = self.fill(lane, above_squares, !whole, TRY_LABEL);
        }
        let y = if lane.placed.is_empty() { 0.0 } else { lane.height + 4.0 } + ROW / 2.0;
        lane.height = y + ROW / 2.0;
        self.count(lane, &rest, y);
    }

    /// Finds out the height of a lane with all labels short, which is at most what it wants; of one that is not filled `most`.
    pub(super) fn shorten(&mut self, lane: &mut Lane, most: f32) {
        let wish = lane.height;
        let mut short = wish.min(most);
        if !lane.placed.is_empty() {
            self.fill(lane, wish, true, TRY_LABEL);
            short = lane.height;
        }
        (lane.height, lane.short) = (wish, short.max(lane.least));
    }

    /// Places what finds a place, first the `most` first ones with labels, or [`LOW`] labels only, then all others without, and gives the rest.
    fn fill(&mut self, lane: &mut Lane, budget: f32, short: bool, most: usize) -> Vec<Span> {
        let tallest = if most == LOW { ROW } else { budget };
        let mut shelf = Shelf::new(self.scale.left, self.scale.right, budget, tallest, self.view.line);
        lane.placed.clear();
        lane.marks.clear();
        lane.squares.clear();
        let (first, others) = lane.events.split_at(lane.events.len().min(most));
        let (marks, placed) = (&mut lane.marks, &mut lane.placed);
        let labels = if short { Form::Short } else { Form::Whole };
        let mut rest = self.try_each(first, marks, placed, &mut |wish| shelf.place_labelled(wish), labels);
        rest.extend_from_slice(others);
        // Where most are only counted, single marks say little: they get no rows of their own.
        if !lane.crowds.is_empty() {
            shelf.budget = limited(shelf.height, ROW, budget);
        }
        let rest = self.try_each(&rest, marks, placed, &mut |wish| shelf.place_mark(wish), Form::None);
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
        form: Form,
    ) -> Vec<Span> {
        let (mut rest, mut failures) = (Vec::new(), 0);
        for span in spans {
            let first = out.len();
            let found = self.events.events.get(span.event).filter(|_| failures < FULL).and_then(|event| {
                let reach = marks(span.event, event, self.scale, out);
                let labels = self.sizes(span.event, event.state, form);
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

    /// Lines and width of a label, whole and short, with the word of its state above it; no lines for a form that is not wanted.
    fn sizes(&mut self, number: usize, state: State, form: Form) -> [(usize, f32); 2] {
        if form == Form::None {
            return Default::default();
        }
        let mut sizes = self.labels.sizes(number, (self.texts.label)(number), self.measure);
        // What it says is not known yet.
        if sizes[0].0 == 0 {
            return Default::default();
        }
        let word = (self.texts.state)(state);
        if !word.is_empty() {
            let own = (self.measure)(word, state == State::Disputed);
            sizes = sizes.map(|(lines, width)| (lines + 1, width.max(own)));
        }
        if form == Form::Short { [(0, 0.0), sizes[1]] } else { sizes }
    }

    /// Counts events that have no place of their own, by the cells of a row. Cells keep their place in time, so that squares
    /// move with the picture and do not change while it is dragged. An event alone in its cell is drawn as itself where there is room.
    fn count(&self, lane: &mut Lane, rest: &[Span], y: f32) {
        let mut all = rest.len();
        for crowd in &lane.crowds {
            all = all.saturating_add(crowd.count);
        }
        let mut wide = CELL;
        while all > 999 {
            (wide, all) = (wide + DIGIT, all / 10);
        }
        let cell = f64::from(wide) / self.scale.pixels;
        let first = (self.view.from / cell).floor();
        let count = ((f64::from(self.scale.right - self.scale.left) / f64::from(wide)) as usize).saturating_add(2);
        // Of each how many, from when to when, and its event if it is alone and known.
        let mut cells: Vec<(usize, f64, f64, Option<usize>)> = Vec::new();
        for _ in 0..count {
            cells.push((0, f64::MAX, f64::MIN, None));
        }
        // Cells of which the middle is out of view belong to their neighbours.
        let middle_of = |n: f64| self.scale.x((first + n + 0.5) * cell);
        let least = if middle_of(0.0) < self.scale.left + wide / 2.0 { 1.0 } else { 0.0 };
        let mut most = count as f64 - 1.0;
        while most > 0.0 && middle_of(most) > self.scale.right - wide / 2.0 {
            most -= 1.0;
        }
        let mut add = |middle: f64, from: f64, to: f64, own: usize, event: Option<usize>| {
            let at = limited((middle / cell).floor() - first, least, most.max(least)) as usize;
            if let Some((count, start, end, last)) = cells.get_mut(at) {
                (*count, *last) = (count.saturating_add(own), event);
                (*start, *end) = (start.min(from), end.max(to));
            }
        };
        for span in rest {
            let middle = (span.from.max(self.view.from) + span.to.min(self.view.to)) / 2.0;
            add(middle, span.from, span.to, 1, Some(span.event));
        }
        for crowd in &lane.crowds {
            add(crowd.middle(), crowd.from, crowd.to, crowd.count, None);
        }
        // What each cell takes of the row: a square's width, until its only event is drawn as itself.
        let mut taken: Vec<(f32, f32)> = Vec::new();
        for (n, (count, ..)) in cells.iter().enumerate() {
            let (x, half) = (middle_of(n as f64), if *count > 0 { wide / 2.0 - 3.0 } else { 0.0 });
            taken.push((x - half, x + half));
        }
        for (n, (count, from, to, last)) in cells.iter().enumerate() {
            let x = middle_of(n as f64);
            let is_drawn = *count == 1 && last.is_some_and(|last| self.alone(lane, last, y, n, &mut taken));
            if *count > 0 && !is_drawn {
                lane.squares.push(Square { x, y, count: *count, from: *from, to: *to });
            }
        }
    }

    /// Draws the only event of a cell as itself if nothing else of the row is in its way.
    fn alone(&self, lane: &mut Lane, number: usize, y: f32, cell: usize, taken: &mut [(f32, f32)]) -> bool {
        let Some(event) = self.events.events.get(number) else { return false };
        let mut own = Vec::new();
        let (from, to) = marks(number, event, self.scale, &mut own);
        let apart = |(start, end): &(f32, f32)| start == end || to + 2.0 <= *start || from - 2.0 >= *end;
        let free = taken.iter().enumerate().all(|(other, range)| other == cell || apart(range));
        if free {
            if let Some(range) = taken.get_mut(cell) {
                *range = (from, to);
            }
            for mark in &mut own {
                mark.y = y;
            }
            lane.marks.append(&mut own);
            lane.placed.push(Placed { event: number, rect: [from, to, y - ROW / 2.0, y + ROW / 2.0], label: None });
        }
        free
    }
}

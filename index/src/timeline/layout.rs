//! The picture of a stretch of time: lanes one below the other, in them marks and labels that never touch, and above them the axis.
//!
//! All distances are in pixels from the early side and from above, whatever the direction of writing is; the one who draws mirrors them.
//! Every event of the stretch is in the picture: with its label, without it, or counted in a square.

use super::fill::{Lane, Packer, TRY_LABEL};
use super::labels::{Labels, Measure, broken};
use super::lanes::Span;
use super::marks::{Mark, Scale};
use super::pack::{LabelPlace, ROW};
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

/// The height of a lane, one of many, that has room for a label or two.
const ROOMY: f32 = 62.0;
/// Space above and below the content of a lane.
pub(super) const PAD: f32 = 6.0;
/// From this width on, lane names stand in the margin, and labels are wider.
const WIDE: f32 = 672.0;

/// The words of the picture.
#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct Texts<'t> {
    /// Dates and numbers.
    pub wording: &'t Wording,
    /// The name of the lane for all that has no other.
    pub other: &'t str,
    /// The name of that lane where it is the only one.
    pub all: &'t str,
    /// The word of a state, or nothing where none is said.
    pub state: &'t dyn Fn(State) -> &'t str,
    /// The text of an event's label.
    pub label: &'t dyn Fn(usize) -> &'t str,
}

/// Lays a view out.
pub fn layout(
    events: &Events,
    view: &View,
    labels: &mut Labels,
    texts: &Texts<'_>,
    measure: &mut Measure<'_>,
) -> Picture {
    let wide = view.width >= WIDE;
    let left = if wide { limited(view.width * 0.121, 100.0, 150.0) } else { 4.0 };
    let right = (view.width - 6.0).max(left + 50.0);
    let top = view.line + 9.0;
    let fade = if wide { 110.0 } else { 64.0 };
    let scale =
        Scale { from: view.from, left, pixels: f64::from(right - left) / (view.to - view.from).max(1.0), right, fade };
    let head = if wide { 0.0 } else { view.line + 2.0 };
    let space = (view.height - top).max(0.0);
    let around = 2.0 * PAD + head;
    // Names stand above or beside what is in a lane, there in two lines at most.
    let most = space / (ROW + view.line + 2.0 * PAD);
    let room = space / (ROOMY + around);
    let seen = seen(events, view, &scale);
    let mut crowds = Vec::new();
    for crowd in &events.crowds {
        if (view.from..view.to).contains(&crowd.middle()) {
            crowds.push(*crowd);
        }
    }
    let (slots, slot_of) = events.slots(&seen, &crowds, most as usize, room as usize);

    let mut lanes = Vec::new();
    for slot in slots {
        lanes.push(Lane::new(slot, head));
    }
    let mut picture =
        Picture { fade, ticks: ticks(view.from, view.to, left, right, texts.wording, measure), ..Picture::default() };
    let mut last = None;
    for span in seen {
        if let Some(lane) = slot_of.get(span.lane).and_then(|slot| lanes.get_mut(*slot)) {
            if last != Some(span.event) {
                let disputed = events.events.get(span.event).is_some_and(|event| event.state == State::Disputed);
                picture.shown += 1;
                picture.disputed += usize::from(disputed);
            }
            last = Some(span.event);
            lane.events.push(span);
        }
    }

    for crowd in crowds {
        let slot = slot_of.get(crowd.lane.unwrap_or(events.lanes.len()));
        if let Some(lane) = slot.and_then(|slot| lanes.get_mut(*slot)) {
            picture.shown += crowd.count;
            lane.crowds.push(crowd);
        }
    }

    let mut packer = Packer { events, scale: &scale, view, labels, texts, measure };
    // No lane gets more than it would of a third of the others' share, so it need not be filled further to know what it wants. One with
    // more events than try for a label wants it all.
    let first = space * (3.0 / lanes.len().max(3) as f32);
    let is_one = lanes.len() == 1;
    for lane in &mut lanes {
        if lane.events.len() > TRY_LABEL || !lane.crowds.is_empty() {
            lane.height = first;
        } else {
            packer.pack(lane, first);
        }
        let widest = if wide { left - 12.0 } else { right - left };
        // Where there is one lane for all, they are not other than anything.
        let rest = if is_one { texts.all } else { texts.other };
        let name = lane.lane.and_then(|lane| events.lanes.get(lane)).map_or(rest, String::as_str);
        lane.name = broken(name, widest, 2, true, packer.measure).lines;
        // A lane without events here keeps its place and as little height as its name needs.
        let named = if wide { lane.name.len() as f32 * view.line } else { 0.0 };
        lane.least =
            if lane.events.is_empty() && lane.crowds.is_empty() { named } else { (ROW - view.line + named).max(ROW) };
    }
    let is_tight = spare(&lanes, space) < 0.0;
    if is_tight {
        for lane in &mut lanes {
            packer.shorten(lane, first / 3.0);
        }
        share(&mut lanes, space);
    }
    for lane in &mut lanes {
        if is_tight || lane.placed.is_empty() {
            packer.pack(lane, lane.height);
        }
    }
    // Labels come in whole lines, so something is left over. Where not all lanes have what they want, it goes to those that lack labels;
    // else to those that lack the rest of them too; in their order, so that the first does not take all.
    for at in 0..lanes.len() {
        let spare = spare(&lanes, space);
        if let Some(lane) = lanes.get_mut(at)
            && spare > view.line
            && lane.wants_more(!is_tight)
        {
            packer.pack(lane, lane.height + if spare < 2.0 * ROW { spare } else { 2.0 * ROW });
        }
    }
    picture.area = Area { left, right, top, bottom: top };
    stack(lanes, space, &mut picture);
    picture
}

/// The events of the view, the chosen one and then the most important first.
fn seen(events: &Events, view: &View, scale: &Scale) -> Vec<Span> {
    // A fade has a length in pixels, so what it covers depends on the zoom.
    let faded = f64::from(scale.fade) / scale.pixels;
    let mut seen = Vec::new();
    for is_chosen in [true, false] {
        for span in &events.order {
            let from = span.from - if span.fades_in { faded } else { 0.0 };
            let to = span.to + if span.fades_out { faded } else { 0.0 };
            if from < view.to && to > view.from && (Some(span.event) == view.selected) == is_chosen {
                seen.push(*span);
            }
        }
    }
    seen
}

/// Settles the heights of the lanes where they cannot have all that they want. If there is so much room, each gets what its events take
/// with short labels, and what is left is shared evenly. Else no event has a whole label in place of another's short one: the space is
/// shared by the square root of their events, so that a busy lane gets more and a quiet one keeps its label, and a row is all that is
/// certain. What one lane does not need goes to the others.
fn share(lanes: &mut [Lane], space: f32) {
    let mut left = space - lanes.iter().map(Lane::around).sum::<f32>();
    let most = if lanes.iter().map(|lane| lane.short).sum::<f32>() > left { 3.0 } else { 1.0 };
    let weight = |lane: &Lane| limited((lane.events.len() as f32).sqrt(), 1.0, most);
    if most > 1.0 {
        for lane in lanes.iter_mut() {
            if !lane.placed.is_empty() {
                lane.height = lane.short;
            }
            lane.short = lane.least;
        }
    }
    loop {
        let mut weights: f32 = 0.0;
        for lane in lanes.iter().filter(|lane| lane.is_open) {
            weights += weight(lane);
        }
        let share = left / weights.max(1.0);
        let mut is_settled = true;
        for lane in lanes.iter_mut().filter(|lane| lane.is_open) {
            let (wish, own) = (lane.height.max(lane.least), share * weight(lane));
            lane.is_open = wish > own && own > lane.short;
            if !lane.is_open {
                is_settled = false;
                lane.height = wish.min(own.max(lane.short));
                left -= lane.height;
            }
        }
        if is_settled {
            for lane in lanes.iter_mut().filter(|lane| lane.is_open) {
                lane.height = share * weight(lane);
            }
            return;
        }
    }
}

/// What the lanes leave of the space.
#[inline(never)]
fn spare(lanes: &[Lane], space: f32) -> f32 {
    space - lanes.iter().map(Lane::whole).sum::<f32>()
}

/// Sets the lanes one below the other and gives them what space is left.
fn stack(mut lanes: Vec<Lane>, space: f32, picture: &mut Picture) {
    let spare = limited(spare(&lanes, space) / lanes.len().max(1) as f32, 0.0, 48.0);
    let mut top = picture.area.top;
    // An event may have its label in one lane and not in another.
    let mut labelled = Vec::new();
    for lane in &mut lanes {
        let bottom = top + lane.whole() + spare;
        let inner = top + lane.head + PAD + spare / 3.0;
        for mark in &mut lane.marks {
            mark.y += inner;
        }
        for square in &mut lane.squares {
            square.y += inner;
        }
        for placed in &mut lane.placed {
            placed.rect[2] += inner;
            placed.rect[3] += inner;
            if let Some(label) = &mut placed.label {
                label.y += inner;
                if !labelled.contains(&placed.event) {
                    labelled.push(placed.event);
                }
            }
        }
        picture.marks.append(&mut lane.marks);
        picture.squares.append(&mut lane.squares);
        picture.placed.append(&mut lane.placed);
        picture.lanes.push(LaneBox { lane: lane.lane, top, bottom, name: core::mem::take(&mut lane.name) });
        top = bottom;
    }
    picture.unlabelled = picture.shown.saturating_sub(labelled.len());
    // The last lane has all that is left over: nothing lies empty between the lanes and what comes below them.
    let end = top.max(picture.area.top + space);
    if let Some(last) = picture.lanes.last_mut() {
        last.bottom = end;
    }
    picture.area.bottom = end;
}

#[cfg(test)]
mod tests;

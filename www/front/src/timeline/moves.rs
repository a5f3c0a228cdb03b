//! What a reader does with the picture: pointers, wheel, keys, clicks. Each says what is to be done then.
//!
//! Places are pixels from the early side and from above.

use super::chart::{Chart, Step};
use super::gesture::{Motion, Zone};
use super::keys::{Action, across, action, along};
use super::view::{SHORTEST, Window, nearest, step_length};
use briefing_index::timeline::limited;

impl Chart {
    /// A pointer goes down.
    pub fn down(&mut self, pointer: i32, x: f32, y: f32) {
        let near = |at: f64| (self.strip_x(at) - x).abs() < 12.0;
        let zone = match (self.in_strip(y), near(self.window.from), near(self.window.to)) {
            (false, ..) => Zone::Lanes,
            (true, true, false) => Zone::Start,
            (true, false, true) => Zone::End,
            _ => Zone::Strip,
        };
        self.gesture.down(pointer, x, y, zone);
    }

    /// A pointer is lifted or lost.
    pub fn up(&mut self, pointer: i32) {
        self.gesture.up(pointer);
    }

    /// A pointer moves.
    pub fn moved(&mut self, pointer: i32, x: f32, y: f32) -> Step {
        let Some(motion) = self.gesture.moved(pointer, x, y) else { return Step::Leave };
        let width = self.axis();
        let window = self.window;
        self.change(match motion {
            Motion::Drag(by) => window.moved(f64::from(-by / width)),
            Motion::Pinch(factor, x, by) => {
                window.zoomed(f64::from(factor), self.share(x)).moved(f64::from(-by / width))
            }
            Motion::Strip(Zone::Start, x) => window.between(self.strip_second(x).min(window.to - SHORTEST), window.to),
            Motion::Strip(Zone::End, x) => {
                window.between(window.from, self.strip_second(x).max(window.from + SHORTEST))
            }
            Motion::Strip(_, x) => window.around(self.strip_second(x)),
        })
    }

    /// The wheel is turned by so many pixels, at `x`. It zooms where it `is_own`: while the picture has the focus, or with Control as
    /// everywhere. Otherwise the page scrolls. Sideways it moves the picture.
    pub fn wheel(&mut self, across: f64, along: f64, x: f32, is_own: bool) -> Step {
        let sideways = across.abs() > along.abs();
        if !(is_own || sideways) {
            return Step::Leave;
        }
        self.change(if sideways {
            let across = if self.right_to_left { -across } else { across };
            self.window.moved(across / f64::from(self.axis()))
        } else {
            self.window.zoomed(1.0 + limited(along, -300.0, 300.0) / 600.0, self.share(x))
        })
    }

    /// A key is pressed, by its name in `KeyboardEvent.key`, or a button, by its own: no key has such a name.
    pub fn press(&mut self, name: &str) -> Step {
        let Some(action) = action(name, self.right_to_left) else { return self.press_button(name) };
        self.ahead = None;
        match action {
            Action::Page(share) => return self.change(self.window.moved(share)),
            Action::Zoom(factor) => {
                let around =
                    self.selected.map_or(0.5, |event| (self.begin(event) - self.window.from) / self.window.length());
                let around = if (0.0..1.0).contains(&around) { around } else { 0.5 };
                return self.change(self.window.zoomed(factor, around));
            }
            // What lies between is in files that may have to come first: no event is passed over.
            Action::End(late) => {
                let end = if late { self.density.last } else { self.density.oldest };
                self.ahead = Some((action, end, end));
            }
            Action::Along(_) => {
                let next = self.next(action).map_or(0.0, |event| self.begin(event));
                let own = self.selected.map_or(next, |event| self.begin(event));
                self.ahead = Some((action, own.min(next), own.max(next)));
            }
            _ => {}
        }
        self.look();
        if !self.source.is_complete() && self.ahead.is_some() {
            return Step::Draw;
        }
        self.ahead = None;
        self.go(action)
    }

    /// Goes from event to event.
    pub(super) fn go(&mut self, action: Action) -> Step {
        self.choose(self.next(action));
        Step::Focus
    }

    /// The event to which an action leads, among those that are known.
    fn next(&self, action: Action) -> Option<usize> {
        let count = self.order.len();
        let place = match (action, self.selected) {
            (Action::End(true), _) => count.saturating_sub(1),
            (Action::End(false), _) => 0,
            (Action::Along(steps), Some(event)) => {
                let place = self.order.iter().position(|other| *other == event);
                along(count, place, steps, 0)
            }
            (Action::Across(steps), Some(event)) => {
                let lane = |event| self.lane_place(event);
                return across(count, event, steps, &lane, &|event| self.begin(event)).or(self.selected);
            }
            (Action::Along(_) | Action::Across(_), None) => self.first_in_view(),
            _ => return None,
        };
        self.order.get(place).copied()
    }

    /// A click into the picture, on the link of an event or beside them all; `is_for_more` if keys are held that ask for a new tab.
    pub fn click(&mut self, link: Option<usize>, x: f32, y: f32, is_for_more: bool) -> Step {
        let dragged = self.gesture.dragging();
        if link.is_some() && !dragged && is_for_more {
            return Step::Leave;
        }
        if dragged {
            return Step::Stay;
        }
        let near = |own: f32, other: f32| (own - other).abs() < 14.0;
        let square = self.picture.squares.iter().find(|square| near(square.x, x) && near(square.y, y)).copied();
        if let (None, Some(square)) = (link, square) {
            let margin = ((square.to - square.from) * 0.1).max(SHORTEST);
            let (from, to) = (square.from - margin, square.to + margin);
            // What lies on one moment cannot be taken apart; but nearer there is more room for it.
            let near = to - from < self.window.length() * 0.9;
            self.change(if near { self.window.between(from, to) } else { self.window.zoomed(0.3, self.share(x)) })
        } else if self.in_strip(y) {
            self.change(self.window.around(self.strip_second(x)))
        } else {
            self.choose(link)
        }
    }

    /// A click on the item of the list with that address; `parts` are what is drawn of its date.
    pub fn click_item(&mut self, address: &str, parts: &str) -> Step {
        self.seek(address, parts)
    }

    /// There are buttons, and keys, that are not the picture's.
    fn press_button(&mut self, name: &str) -> Step {
        let window = self.window;
        self.change(match name {
            "earlier" => window.moved(-0.5),
            "later" => window.moved(0.5),
            "out" => window.zoomed(2.0, 0.5),
            "in" => window.zoomed(0.5, 0.5),
            _ if step_length(name).is_some() => self.step(name),
            _ => return Step::Leave,
        })
    }

    /// Chooses an event or none, and moves the window as little as needed to show it.
    pub(super) fn choose(&mut self, chosen: Option<usize>) -> Step {
        self.selected = chosen;
        self.sought = None;
        self.touched = true;
        if let Some((from, to)) = chosen.and_then(|event| self.source.event(event)).map(|event| event.bounds()) {
            self.window = self.window.showing(from as f64, to as f64);
        }
        Step::Choose
    }

    #[inline(never)]
    fn change(&mut self, window: Window) -> Step {
        self.window = window;
        self.touched = true;
        Step::Draw
    }

    /// A named step around the chosen event, if it is in view; else around the middle, or where nothing would be seen there, around
    /// what is nearest.
    fn step(&self, name: &str) -> Window {
        let window = self.window;
        let within = |at: &f64| (window.from..window.to).contains(at);
        if let Some(chosen) = self.selected.map(|event| self.begin(event)).filter(within) {
            return window.step(name, Some(chosen));
        }
        // Whoever looks at the newest looks back from there.
        let step = |around| {
            let step = window.step(name, around);
            if step.to > self.window.to { step.until(self.density.last) } else { step }
        };
        let at = step(None);
        let events = &self.source.events().events;
        let near = nearest((window.from + window.to) / 2.0, events.iter().map(|event| event.bounds()));
        if (at.from..at.to).contains(&near) { at } else { step(Some(near)) }
    }

    /// The place in time of the first event of the view, else of the last before it.
    fn first_in_view(&self) -> usize {
        let before = self.order.partition_point(|event| self.begin(*event) < self.window.from);
        before.min(self.order.len().saturating_sub(1))
    }

    /// The place of an event's lane in the picture.
    fn lane_place(&self, event: usize) -> usize {
        let own = self.source.event(event).map(|event| usize::from(event.lane));
        let lanes = &self.picture.lanes;
        lanes.iter().position(|lane| lane.lane.is_some() && lane.lane == own).unwrap_or(lanes.len())
    }

    /// The second of the strip at a place.
    fn strip_second(&self, x: f32) -> f64 {
        self.density.from + (self.density.to - self.density.from) * self.share(x)
    }

    /// How far a place is along the axis, from 0 to 1.
    fn share(&self, x: f32) -> f64 {
        f64::from(limited((x - self.picture.area.left) / self.axis(), 0.0, 1.0))
    }

    /// The length of the axis in pixels.
    fn axis(&self) -> f32 {
        (self.picture.area.right - self.picture.area.left).max(1.0)
    }

    fn in_strip(&self, y: f32) -> bool {
        y > self.height - self.strip_height()
    }
}

//! What a reader does with the picture: pointers, wheel, keys, clicks. Each says whether the picture has changed.

use super::{Now, Page};
use crate::gesture::{Motion, Zone};
use crate::keys::{Action, across, action, along};
use crate::view::{STEPS, Window, nearest};
use crate::web::{Event, Node, find, same};
use briefing_index::timeline::limited;

/// What the mouse wheel means by a line, in pixels.
const LINE: f64 = 16.0;

impl Page {
    /// Where a pointer is, from the early side and from above.
    fn place_of(&self, event: &Event) -> (f32, f32) {
        let bounds = self.place.bounds();
        let x = event.x() - bounds.left();
        let x = if self.right_to_left { bounds.width() - x } else { x };
        (x as f32, (event.y() - bounds.top()) as f32)
    }

    /// The second of the strip at a place.
    fn strip_second(now: &Now, x: f32) -> f64 {
        now.density.from + (now.density.to - now.density.from) * Self::share(now, x)
    }

    /// How far a place is along the axis, from 0 to 1.
    fn share(now: &Now, x: f32) -> f64 {
        let area = &now.picture.area;
        f64::from(limited((x - area.left) / Self::width(now), 0.0, 1.0))
    }

    /// The length of the axis in pixels.
    fn width(now: &Now) -> f32 {
        (now.picture.area.right - now.picture.area.left).max(1.0)
    }

    fn in_strip(now: &Now, y: f32) -> bool {
        y > now.height - Self::strip_height(now)
    }

    pub(super) fn down(&self, event: &Event) -> bool {
        let (x, y) = self.place_of(event);
        let now = &mut *self.now();
        let near = |at: f64| (self.strip_x(now, at) - x).abs() < 12.0;
        let zone = match (Self::in_strip(now, y), near(now.window.from), near(now.window.to)) {
            (false, ..) => Zone::Lanes,
            (true, true, false) => Zone::Start,
            (true, false, true) => Zone::End,
            _ => Zone::Strip,
        };
        if event.button() == 0 {
            now.gesture.down(event.pointer(), x, y, zone);
        }
        false
    }

    pub(super) fn up(&self, event: &Event) -> bool {
        self.now().gesture.up(event.pointer());
        false
    }

    pub(super) fn moved(&self, event: &Event) -> bool {
        let (x, y) = self.place_of(event);
        let now = &mut *self.now();
        let Some(motion) = now.gesture.moved(event.pointer(), x, y) else { return false };
        self.place.capture_pointer(event.pointer());
        let width = Self::width(now);
        let (from, to) = (now.window.from, now.window.to);
        now.window = match motion {
            Motion::Drag(by) => now.window.moved(f64::from(-by / width)),
            Motion::Pinch(factor, x, by) => {
                now.window.zoomed(f64::from(factor), Self::share(now, x)).moved(f64::from(-by / width))
            }
            Motion::Strip(Zone::Start, x) => now.window.between(Self::strip_second(now, x).min(to - 3600.0), to),
            Motion::Strip(Zone::End, x) => now.window.between(from, Self::strip_second(now, x).max(from + 3600.0)),
            Motion::Strip(_, x) => now.window.around(Self::strip_second(now, x)),
        };
        now.touched = true;
        true
    }

    /// The wheel zooms while the picture has the focus, or with Ctrl as everywhere; otherwise the page scrolls.
    pub(super) fn wheel(&self, event: &Event) -> bool {
        let own = find(":focus").is_some_and(|focused| self.place.contains(&focused));
        let lines = if event.delta_mode() == 0 { 1.0 } else { LINE };
        let (across, along) = (event.delta_x() * lines, event.delta_y() * lines);
        let sideways = across.abs() > along.abs();
        if !(own || event.ctrl() || sideways) {
            return false;
        }
        event.prevent_default();
        let (x, _) = self.place_of(event);
        let now = &mut *self.now();
        now.window = if sideways {
            let across = if self.right_to_left { -across } else { across };
            now.window.moved(across / f64::from(Self::width(now)))
        } else {
            now.window.zoomed(1.0 + limited(along, -300.0, 300.0) / 600.0, Self::share(now, x))
        };
        now.touched = true;
        true
    }

    pub(super) fn key(&self, event: &Event) -> bool {
        let Some(action) = action(&event.key(), self.right_to_left).filter(|_| !event.modified()) else { return false };
        event.prevent_default();
        let mut now = self.now();
        now.touched = true;
        let place = now.selected.and_then(|event| self.order.iter().position(|other| *other == event));
        let chosen = match action {
            Action::Page(share) => {
                now.window = now.window.moved(share);
                return true;
            }
            Action::Zoom(factor) => {
                let around =
                    now.selected.map_or(0.5, |event| (self.begin(event) - now.window.from) / now.window.length());
                now.window = now.window.zoomed(factor, if (0.0..1.0).contains(&around) { around } else { 0.5 });
                return true;
            }
            Action::Leave => None,
            Action::End(true) => self.order.last().copied(),
            Action::End(false) => self.order.first().copied(),
            Action::Along(steps) => {
                self.order.get(along(self.order.len(), place, steps, self.first_in_view(&now))).copied()
            }
            Action::Across(steps) => match now.selected {
                Some(event) => {
                    across(self.order.len(), event, steps, &|event| self.lane_place(&now, event), &|event| {
                        self.begin(event)
                    })
                    .or(now.selected)
                }
                None => self.order.get(self.first_in_view(&now)).copied(),
            },
        };
        drop(now);
        self.choose_and_focus(chosen);
        true
    }

    /// Chooses by key: the focus goes to the event, or back to the picture.
    fn choose_and_focus(&self, chosen: Option<usize>) {
        self.choose(chosen);
        match chosen {
            Some(_) => self.focus_chosen(),
            None => self.place.focus(),
        }
    }

    /// The place in time of the first event of the view, else of the last before it.
    fn first_in_view(&self, now: &Now) -> usize {
        let before = self.order.partition_point(|event| self.begin(*event) < now.window.from);
        before.min(self.order.len().saturating_sub(1))
    }

    /// The place of an event's lane in the picture.
    fn lane_place(&self, now: &Now, event: usize) -> usize {
        let own = self.events.events.get(event).map(|event| usize::from(event.lane));
        let lanes = &now.picture.lanes;
        lanes.iter().position(|lane| lane.lane.is_some() && lane.lane == own).unwrap_or(lanes.len())
    }

    /// Clicks anywhere in the page: on buttons, links over the picture, squares, and items of the list.
    pub(super) fn click(&self, event: &Event) -> bool {
        let target = event.target();
        if let Some(button) = target.closest("button") {
            return self.press(&button);
        }
        if self.place.contains(&target) {
            return self.click_picture(event, &target);
        }
        match (target.closest("li[data-event]"), target.closest("a")) {
            (Some(item), None) => {
                self.choose(self.at_address(&item.said("data-event")));
                true
            }
            _ => false,
        }
    }

    fn click_picture(&self, event: &Event, target: &Node) -> bool {
        let (x, y) = self.place_of(event);
        let mut now = self.now();
        let chosen = now.links.iter().find(|(link, _)| same(link, target)).map(|(_, event)| *event);
        // Enter on a link is a click without a pointer, and opens it.
        if event.detail() == 0 {
            return false;
        }
        let dragged = now.gesture.dragging();
        // So do clicks with keys that ask for a new tab.
        if chosen.is_some() && !dragged && (event.modified() || event.shift()) {
            return false;
        }
        event.prevent_default();
        if dragged {
            return false;
        }
        let square = now
            .picture
            .squares
            .iter()
            .find(|square| (square.x - x).abs() < 14.0 && (square.y - y).abs() < 14.0)
            .copied();
        now.touched = true;
        if let (None, Some(square)) = (chosen, square) {
            let margin = ((square.to - square.from) * 0.1).max(3600.0);
            let (from, to) = (square.from - margin, square.to + margin);
            // What lies on one moment cannot be taken apart; but nearer there is more room for it.
            let near = to - from < now.window.length() * 0.9;
            now.window = if near { now.window.between(from, to) } else { now.window.zoomed(0.3, Self::share(&now, x)) };
        } else if Self::in_strip(&now, y) {
            now.window = now.window.around(Self::strip_second(&now, x));
        } else {
            drop(now);
            self.choose(chosen);
        }
        true
    }

    /// A named step around the chosen event, if it is in view; else around the middle, or where nothing would be seen there, around
    /// what is nearest.
    fn step(&self, now: &Now, name: &str) -> Window {
        let window = now.window;
        let within = |at: &f64| (window.from..window.to).contains(at);
        if let Some(chosen) = now.selected.map(|event| self.begin(event)).filter(within) {
            return window.step(name, Some(chosen));
        }
        let step = window.step(name, None);
        let near = nearest((window.from + window.to) / 2.0, self.events.events.iter().map(|event| event.bounds()));
        if (step.from..step.to).contains(&near) { step } else { window.step(name, Some(near)) }
    }

    /// A button of the tools or of the panel.
    fn press(&self, button: &Node) -> bool {
        if self.panel.contains(button) {
            self.choose_and_focus(None);
            return true;
        }
        let now = &mut *self.now();
        let (zoom, step) = (button.attribute("data-zoom"), button.attribute("data-move"));
        now.window = match (zoom.as_deref(), step.as_deref()) {
            (Some(name), _) if STEPS.iter().any(|(known, _)| *known == name) => self.step(now, name),
            (_, Some("earlier")) => now.window.moved(-0.5),
            (_, Some("later")) => now.window.moved(0.5),
            (_, Some("out")) => now.window.zoomed(2.0, 0.5),
            (_, Some("in")) => now.window.zoomed(0.5, 0.5),
            _ => return false,
        };
        now.touched = true;
        true
    }
}

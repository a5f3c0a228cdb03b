//! What follows when the picture rests, and what is chosen: all of the timeline that is not on the canvas.

use super::{Now, Page, pixels_of, without_stop};
use crate::dom::list;
use crate::texts::timeline_status;
use crate::view::written;
use crate::web::{Node, find, parameters, same, set_parameters};
use briefing_index::timeline::Picture;

/// At most so many links lie over the picture.
const LINKS: usize = 300;

impl Page {
    /// Lays the links, tells what is shown, writes the address, and says that the picture is there.
    pub(super) fn rest(&self) {
        let now = &mut *self.now();
        self.links(now);
        self.say(now);
        if now.touched {
            self.write_address(now);
        }
        if let Some(html) = find("html") {
            html.set_attribute("data-timeline", "ready");
        }
    }

    /// Tells range and counts, and shows which named step this is.
    fn say(&self, now: &Now) {
        let Picture { shown, disputed, unlabelled, .. } = now.picture;
        let range = self.wording.stretch(now.window.from as i64, now.window.to as i64);
        let counts = [shown, self.count(), disputed, unlabelled];
        let text = match now.selected.filter(|_| !now.touched) {
            // Who came here by a link to an event hears which it is, in a line that leaves the picture where it is. Keys give the
            // event's link the focus, which says the same.
            Some(event) => self.name(event),
            None => timeline_status(&|name| self.place.attribute(name), &self.wording, &range, counts),
        };
        // What is said twice would be spoken twice.
        if self.status.text() != text {
            self.status.set_text(&text);
        }
        for button in &self.buttons {
            if let Some(name) = button.attribute("data-zoom") {
                button.set_attribute("aria-pressed", if now.window.is_step(&name) { "true" } else { "false" });
            }
        }
    }

    fn write_address(&self, now: &Now) {
        let parameters = parameters();
        parameters.set("from", &written(now.window.from));
        parameters.set("to", &written(now.window.to));
        match now.selected {
            Some(event) => parameters.set("event", &self.texts(event)[2]),
            None => parameters.delete("event"),
        }
        set_parameters(&parameters);
    }

    /// Lays a real link over every event that has a place, so that a new tab, its menu and its name are the browser's own.
    fn links(&self, now: &mut Now) {
        let Now { picture, links, width, .. } = now;
        let wanted = picture.placed.len().min(LINKS);
        let focused = find(":focus").filter(|focused| self.overlay.contains(focused));
        let of_focus = |links: &[(Node, usize)]| {
            let focused = focused.as_ref()?;
            links.iter().find(|(link, _)| same(link, focused)).map(|(_, event)| *event)
        };
        let before = of_focus(links);
        for (n, placed) in picture.placed.iter().take(LINKS).enumerate() {
            if links.len() <= n {
                let link = self.overlay.add("a", "", "");
                link.set_attribute("tabindex", "-1");
                link.set_attribute("draggable", "false");
                links.push((link, usize::MAX));
            }
            let Some((link, known)) = links.get_mut(n) else { continue };
            if *known != placed.event {
                *known = placed.event;
                let [_, _, address] = self.texts(placed.event);
                let name = self.name(placed.event);
                link.set_attribute("href", &(self.base.clone() + &address));
                link.set_attribute("aria-label", &name);
                link.set_attribute("title", &name);
            }
            let [x0, x1, y0, y1] = placed.rect;
            let (x0, x1) = (x0.max(picture.area.left - 8.0), x1.min(*width));
            let left = if self.right_to_left { *width - x1 } else { x0 };
            let style = link.style();
            for (name, value) in [("left", left), ("top", y0), ("width", (x1 - x0).max(24.0)), ("height", y1 - y0)] {
                style.set_property(name, &pixels_of(value));
            }
        }
        while links.len() > wanted {
            if let Some((link, _)) = links.pop() {
                link.remove();
            }
        }
        // The focus stays with an event or goes back to the picture; it never slips to another event.
        if before != of_focus(links) {
            let own = links.iter().find(|(_, event)| Some(*event) == before);
            own.map_or(&self.place, |(link, _)| link).focus();
        }
    }

    /// What an event is called where it stands alone: when, and what.
    fn name(&self, event: usize) -> String {
        let [label, when, _] = self.texts(event);
        when + ": " + without_stop(&label)
    }

    /// Draws at once and gives the focus to the link of the chosen event, whose name is then spoken.
    pub(super) fn focus_chosen(&self) {
        let now = &mut *self.now();
        self.draw(now);
        self.links(now);
        if let Some((link, _)) = now.links.iter().find(|(_, event)| Some(*event) == now.selected) {
            link.focus();
        }
    }

    /// Chooses an event or none: in the picture, in the list, and in the panel.
    pub(super) fn choose(&self, chosen: Option<usize>) {
        let mut now = self.now();
        now.selected = chosen;
        now.touched = true;
        now.window = self.showing(now.window, chosen);
        let [label, when, address] = chosen.map(|event| self.texts(event)).unwrap_or_default();
        let item = list::choose(&address);
        self.panel.set_text("");
        self.panel.set_hidden(chosen.is_none());
        let Some(event) = chosen.and_then(|event| self.events.events.get(event)) else { return };
        let first = self.panel.add("p", "over", &(when + " "));
        let state = self.state(event.state);
        if !state.is_empty() {
            first.add("span", "state", state);
        }
        let link = self.panel.add("h2", "", "").add("a", "", &label);
        link.set_attribute("href", &(self.base.clone() + &address));
        if let Some(item) = item {
            list::copy_rest(&item, &self.panel);
        }
        let close = self.panel.add("p", "", "").add("button", "", &self.place.said("data-t-close"));
        close.set_attribute("type", "button");
    }
}

//! What the page shows beside the picture: links, the status line, the address, and what is chosen. As texts, with signs between
//! their parts (`crate::signs`).

use super::chart::{Chart, without_stop};
use super::drawing::Drawing;
use super::view::{STEPS, written};
use crate::signs::{GROUP, PART, push};
use crate::texts::timeline_status;
use briefing_index::timeline::{Picture, tiles::Text};

/// The event of a link, by the number that was told.
pub(super) fn told_event(link: i32) -> Option<usize> {
    usize::try_from(if link < -1 { -2 - link } else { link }).ok()
}

/// At most so many links lie over the picture.
const LINKS: usize = 300;

impl Chart {
    /// A real link over every event that has a place, so that a new tab, its menu and its name are the browser's own. The numbers:
    /// the chosen event, or -1; of each link its event, left, top, width, height. An event of which nothing is told yet has another
    /// number, less than -1: see [`told_event`]. The texts: address and name of each link that had
    /// another event the last time.
    pub fn links(&mut self) -> Drawing {
        let mut links = Drawing::default();
        links.numbers.push(self.selected.map_or(-1, |event| self.link(event)) as f32);
        let mut events = Vec::new();
        for (n, placed) in self.picture.placed.iter().take(LINKS).enumerate() {
            let [x0, x1, y0, y1] = placed.rect;
            let (x0, x1) = (x0.max(self.picture.area.left - 8.0), x1.min(self.width));
            let left = if self.right_to_left { self.width - x1 } else { x0 };
            // Whole pixels, as the picture has them.
            let place = [left, y0, (x1 - x0).max(24.0), y1 - y0].map(|pixels| pixels.trunc());
            let event = self.link(placed.event);
            events.push(event);
            links.numbers.push(event as f32);
            links.numbers.extend_from_slice(&place);
            if self.links.get(n) != Some(&event) {
                links.say(&self.source.text(placed.event).address);
                links.say(&self.name(placed.event));
            }
        }
        self.links = events;
        links
    }

    fn link(&self, event: usize) -> i32 {
        if self.source.is_untold(event) { -2 - event as i32 } else { event as i32 }
    }

    /// What follows when the picture rests, in groups: what the status line says, or nothing to leave it; the names of the steps that
    /// this is, with spaces; from, to, and from where a fade reaches the first, in parts; and the address of the chosen event or
    /// nothing, if all this is to be written into the page's address.
    pub fn rest(&mut self) -> String {
        self.want();
        let mut out = String::new();
        // What is about to come makes other numbers.
        if !self.source.is_waiting() {
            push(&mut out, &self.status());
        }
        out.push(GROUP);
        for (name, _) in STEPS.iter().filter(|(name, _)| self.window.is_step(name)) {
            out.push_str(name);
            out.push(' ');
        }
        out.push(GROUP);
        let Picture { fade, area, .. } = &self.picture;
        let faded = self.window.length() * f64::from(fade / (area.right - area.left));
        for at in [self.window.from, self.window.to, self.window.from - faded] {
            out.push_str(&written(at));
            out.push(PART);
        }
        if self.touched {
            out.push(GROUP);
            if let Some(event) = self.selected {
                push(&mut out, &self.source.text(event).address);
            }
        }
        out
    }

    /// What is chosen, in parts: address, label, when in words, the word for its state or nothing. Nothing at all where none is,
    /// or where no file tells of it yet.
    pub fn chosen(&self) -> String {
        let mut out = String::new();
        let known = self.selected.filter(|event| !self.source.is_untold(*event));
        let Some((number, event)) = known.and_then(|number| Some((number, self.source.event(number)?))) else {
            return out;
        };
        let Text { label, address, .. } = self.source.text(number);
        for text in [address, label, &self.when(number)] {
            push(&mut out, text);
            out.push(PART);
        }
        push(&mut out, self.word(event.state));
        out
    }

    /// Range and counts.
    fn status(&self) -> String {
        let Picture { shown, disputed, unlabelled, .. } = self.picture;
        match self.selected.filter(|_| !self.touched) {
            // Who came here by a link to an event hears which it is, in a line that leaves the picture where it is. Keys give the
            // event's link the focus, which says the same.
            Some(event) => self.name(event),
            None => {
                let range = self.wording.stretch(self.window.from as i64, self.window.to as i64);
                // A few events may be too old for all that is shown to have a place beside them.
                let is_all = self.window.is_step("all");
                let older = if is_all { self.source.count_before(self.window.from) } else { 0 };
                let counts = [shown, self.source.count(), older, disputed, unlabelled];
                timeline_status(&self.texts, &self.wording, &range, counts)
            }
        }
    }

    /// What an event is called where it stands alone: when, and what, or that this is not told yet.
    fn name(&self, event: usize) -> String {
        let mut label = without_stop(&self.source.text(event).label);
        if label.is_empty() {
            label = self.texts.said("data-t-untold");
        }
        self.when(event) + ": " + label
    }
}

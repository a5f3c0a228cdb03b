//! What the picture shows, as numbers with the texts beside them. `www/paint.js` draws it.
//!
//! Places are pixels from the early side and from above. First the numbers of the area; then, one after the other, the sections of this
//! list, each with the count of its records and then these; the strip has its own numbers before its sections. Lines of one text have
//! a line feed between them, and after each text is U+001F.
//!
//! | section | numbers of a record | its text |
//! |---|---|---|
//! | area (no count) | early, late, top, bottom; length of a fade | |
//! | lines of the axis | x, 1 if strong | what it says, or nothing |
//! | lanes | top | name |
//! | marks | event, figure, state, from, to, y, start, end, 1 if uncertain, 1 if one of several | |
//! | labels | x, y, 1 if it stands before its mark, state | label |
//! | squares | x, y | count |
//! | places of the chosen event, one in each of its lanes | early, late, top, bottom | |
//! | strip (no count) | top; early and late side of its frame | |
//! | bars of the strip | from, to, share of the highest | |
//! | lines of the strip's axis | x | what it says |
//! | all events (no count) | | how many |
//!
//! Figures, states, and how a mark starts and ends are told by their places in [`Figure`], [`State`] and [`Rim`].

use crate::signs::{PART, push};
use briefing_index::timeline::{Area, Density, Labels, Picture, State, Tick, Wording};
#[cfg(doc)]
use briefing_index::timeline::{Figure, Rim};

/// Numbers and texts for the script.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The numbers.
    pub numbers: Vec<f32>,
    /// The texts, with U+001F after each.
    pub texts: String,
    /// Where the count of the last section stands.
    count: usize,
}

impl Drawing {
    /// Axis, lanes, and all that is in them. `state_of` gives the state of an event.
    pub(super) fn picture(
        &mut self,
        picture: &Picture,
        labels: &Labels,
        wording: &Wording,
        state_of: &dyn Fn(usize) -> State,
        selected: Option<usize>,
    ) {
        let area = &picture.area;
        self.numbers.extend_from_slice(&[area.left, area.right, area.top, area.bottom, picture.fade]);
        self.begin();
        for tick in &picture.ticks {
            self.record(&[tick.x, f32::from(tick.strong)]);
            self.say(tick.text.as_deref().unwrap_or_default());
        }
        self.begin();
        for lane in &picture.lanes {
            self.record(&[lane.top]);
            self.say_lines(&lane.name);
        }
        self.begin();
        for mark in &picture.marks {
            self.record(&[
                mark.event as f32,
                f32::from(mark.figure as u8),
                f32::from(mark.state as u8),
                mark.x0,
                mark.x1,
                mark.y,
                f32::from(mark.start as u8),
                f32::from(mark.end as u8),
                f32::from(mark.uncertain),
                f32::from(mark.alternative),
            ]);
        }
        self.begin();
        for placed in &picture.placed {
            let Some(place) = placed.label else { continue };
            let Some(label) = labels.kept(placed.event, place.short) else { continue };
            let state = f32::from(state_of(placed.event) as u8);
            self.record(&[place.x, place.y, f32::from(place.before), state]);
            self.say_lines(&label.lines);
        }
        self.begin();
        for square in &picture.squares {
            self.record(&[square.x, square.y]);
            self.say(&wording.count(square.count));
        }
        self.begin();
        for placed in picture.placed.iter().filter(|placed| Some(placed.event) == selected) {
            self.record(&placed.rect);
        }
    }

    /// The strip below: all events over all time. `frame` is its top and the sides of what is shown above.
    pub(super) fn strip(&mut self, density: &Density, ticks: &[Tick], area: &Area, frame: [f32; 3]) {
        self.numbers.extend_from_slice(&frame);
        self.begin();
        let scale = f64::from(area.right - area.left) / (density.to - density.from).max(1.0);
        let x = |at: f64| area.left + ((at - density.from) * scale) as f32;
        for (from, to, share) in density.bars() {
            self.record(&[x(from), x(to), share]);
        }
        self.begin();
        for tick in ticks {
            self.record(&[tick.x]);
            self.say(tick.text.as_deref().unwrap_or_default());
        }
    }

    /// Adds a text.
    pub(super) fn say(&mut self, text: &str) {
        push(&mut self.texts, text);
        self.texts.push(PART);
    }

    fn say_lines(&mut self, lines: &[String]) {
        for (n, line) in lines.iter().enumerate() {
            if n > 0 {
                self.texts.push('\n');
            }
            push(&mut self.texts, line);
        }
        self.texts.push(PART);
    }

    /// Begins a section.
    fn begin(&mut self) {
        self.count = self.numbers.len();
        self.numbers.push(0.0);
    }

    /// Adds a record to it.
    fn record(&mut self, numbers: &[f32]) {
        if let Some(count) = self.numbers.get_mut(self.count) {
            *count += 1.0;
        }
        self.numbers.extend_from_slice(numbers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use briefing_index::timeline::{Figure, LaneBox, Mark, Placed, Rim, Square};

    /// The script takes the numbers in this order, and knows figures, states and rims by these numbers.
    #[test]
    fn a_picture_is_told_record_by_record() {
        let tick = |x, text: Option<&str>, strong| Tick { x, text: text.map(str::to_owned), strong };
        let lane = LaneBox { lane: None, top: 26.0, bottom: 90.0, name: vec!["Other".into(), "topics".into()] };
        let mark = Mark {
            event: 7,
            figure: Figure::Around,
            x0: 110.0,
            x1: 120.0,
            y: 38.0,
            start: Rim::Open,
            end: Rim::Unknown,
            uncertain: true,
            alternative: false,
            state: State::Denied,
        };
        let picture = Picture {
            area: Area { left: 100.0, right: 900.0, top: 26.0, bottom: 300.0 },
            fade: 64.0,
            ticks: vec![tick(104.0, Some("2024"), true), tick(204.0, None, false)],
            lanes: vec![lane],
            marks: vec![mark],
            placed: vec![Placed { event: 7, rect: [109.0, 121.0, 32.0, 56.0], label: None }],
            squares: vec![Square { x: 300.0, y: 50.0, count: 12, from: 0.0, to: 1.0 }],
            ..Picture::default()
        };
        let told = |selected| {
            let mut drawing = Drawing::default();
            drawing.picture(&picture, &Labels::default(), &Wording::default(), &|_| State::Denied, selected);
            drawing
        };
        let sections: [&[f32]; 7] = [
            &[100.0, 900.0, 26.0, 300.0, 64.0],
            &[2.0, 104.0, 1.0, 204.0, 0.0],
            &[1.0, 26.0],
            &[1.0, 7.0, 3.0, 5.0, 110.0, 120.0, 38.0, 2.0, 1.0, 1.0, 0.0],
            &[0.0],
            &[1.0, 300.0, 50.0],
            &[1.0, 109.0, 121.0, 32.0, 56.0],
        ];
        assert_eq!(told(Some(7)).numbers, sections.concat());
        assert_eq!(told(Some(7)).texts, "2024\u{1F}\u{1F}Other\ntopics\u{1F}12\u{1F}");
        assert_eq!(told(None).numbers, [&sections[..6].concat()[..], &[0.0]].concat());
    }

    #[test]
    fn a_strip_is_told_with_its_bars() {
        let density = Density::of_points(&[(0, 1), (86_400 * 99, 2)], 86_400 * 100, 600.0);
        let (mut drawing, area) = (Drawing::default(), Area { left: 100.0, right: 204.0, ..Area::default() });
        let tick = Tick { x: 150.0, text: Some("1970".into()), strong: false };
        drawing.strip(&density, &[tick], &area, [300.0, 110.0, 190.0]);
        let [start @ .., count, x] = &drawing.numbers[..] else { panic!("{:?}", drawing.numbers) };
        assert_eq!((start.len(), *count, *x), (4 + 2 * 3, 1.0, 150.0));
        let rounded: Vec<_> = start.iter().map(|number| (number * 2.0).round() / 2.0).collect();
        assert_eq!(rounded, [300.0, 110.0, 190.0, 2.0, 102.0, 103.0, 0.5, 201.0, 202.0, 1.0]);
        assert_eq!(drawing.texts, "1970\u{1F}");
    }
}

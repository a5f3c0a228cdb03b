//! Packing: where in its lane an event stands, so that no mark and no label touches another.
//!
//! Events come in the order of their importance. Each takes the highest free place, with its label after the mark, before it or
//! below it, whichever stands highest; else with the short form of its label. Marks without labels come when all labels have their
//! places, and what finds no place within the lane's height is left over.

use super::last_first;

/// The height of a mark with its ring.
pub(super) const ROW: f32 = 24.0;
/// Space between neighbours.
const GAP: f32 = 8.0;
/// Space between rows.
const ROW_GAP: f32 = 4.0;
/// Space between a mark and its label.
const BESIDE: f32 = 6.0;

/// A box, edges in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y0: f32,
    pub(super) y1: f32,
}

impl Rect {
    fn touches(&self, other: &Rect) -> bool {
        self.x0 < other.x1 + GAP
            && other.x0 < self.x1 + GAP
            && self.y0 < other.y1 + ROW_GAP
            && other.y0 < self.y1 + ROW_GAP
    }
}

/// What wants a place: how far its mark reaches, and lines and width of its label, whole and short (no lines: it has none).
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    pub(super) reach: (f32, f32),
    pub(super) labels: [(usize, f32); 2],
}

/// Where something stands: its box, the top of its mark's row, and its label's early side, top and direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) rect: Rect,
    pub(super) label: Option<LabelPlace>,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelPlace {
    /// The early side, or the late side of a label that stands before its mark.
    pub x: f32,
    /// The top of the first line.
    pub y: f32,
    /// Whether the lines end at the mark instead of beginning there.
    pub before: bool,
    /// Whether it is the short label.
    pub short: bool,
}

/// A lane while it is filled.
#[derive(Debug)]
pub(super) struct Shelf {
    /// The early and late side of the picture.
    pub(super) left: f32,
    pub(super) right: f32,
    /// How high the lane may become.
    pub(super) budget: f32,
    /// How high a mark may be with its label.
    tallest: f32,
    /// The height of a line of text.
    pub(super) line: f32,
    /// What stands here, by its lower edge.
    taken: Vec<Rect>,
    /// How high it is.
    pub(super) height: f32,
}

impl Shelf {
    pub(super) fn new(left: f32, right: f32, budget: f32, tallest: f32, line: f32) -> Self {
        Self { left, right, budget, tallest, line, taken: Vec::new(), height: 0.0 }
    }

    /// The best place for a mark with its label, or with the short form of it, which is taken then.
    pub(super) fn place_labelled(&mut self, wish: &Wish) -> Option<Place> {
        let mark = self.mark(wish);
        for (short, size) in [false, true].into_iter().zip(wish.labels) {
            if let Some(place) = self.highest(&mark, size, short) {
                return Some(self.take(place));
            }
        }
        None
    }

    /// The best place for a mark alone, which is taken then.
    pub(super) fn place_mark(&mut self, wish: &Wish) -> Option<Place> {
        self.drop_down(self.mark(wish), None).map(|place| self.take(place))
    }

    fn take(&mut self, place: Place) -> Place {
        let at = self.taken.partition_point(|taken| taken.y1 <= place.rect.y1);
        self.taken.push(place.rect);
        last_first(self.taken.get_mut(at..).unwrap_or_default());
        self.height = self.height.max(place.rect.y1);
        place
    }

    fn mark(&self, wish: &Wish) -> Rect {
        Rect { x0: wish.reach.0.max(self.left - BESIDE), x1: wish.reach.1.min(self.right + BESIDE), y0: 0.0, y1: ROW }
    }

    /// The highest place for a mark with a label of so many lines and that width.
    fn highest(&self, mark: &Rect, (lines, width): (usize, f32), short: bool) -> Option<Place> {
        if lines == 0 {
            return None;
        }
        let text = lines as f32 * self.line;
        let top = (ROW - self.line) / 2.0;
        let beside = (top + text).max(ROW);
        let under = mark.x0.min(self.right - width).max(self.left);
        let mut best: Option<Place> = None;
        for (x, y, before, height) in [
            (mark.x1 + BESIDE, top, false, beside),
            (mark.x0 - BESIDE, top, true, beside),
            (under, ROW - 2.0, false, ROW - 2.0 + text),
        ] {
            if let Some(place) = self.labelled(mark, width, height, LabelPlace { x, y, before, short })
                && best.is_none_or(|best| place.rect.y1 < best.rect.y1)
            {
                best = Some(place);
            }
        }
        best
    }

    /// The highest place for a mark and a label in their places to each other, if the lane is wide and high enough for them.
    fn labelled(&self, mark: &Rect, width: f32, height: f32, label: LabelPlace) -> Option<Place> {
        let x = if label.before { label.x - width } else { label.x };
        if x < self.left || x + width > self.right || height > self.tallest {
            return None;
        }
        self.drop_down(Rect { x0: mark.x0.min(x), x1: mark.x1.max(x + width), y0: 0.0, y1: height }, Some(label))
    }

    /// Moves a box down until it touches nothing; none if it leaves the lane. What is in its way is met by lower edges: what was
    /// passed stands above it for good.
    fn drop_down(&self, mut rect: Rect, label: Option<LabelPlace>) -> Option<Place> {
        let height = rect.y1 - rect.y0;
        for taken in &self.taken {
            if taken.touches(&rect) {
                rect.y0 = taken.y1 + ROW_GAP;
                rect.y1 = rect.y0 + height;
            }
            if rect.y1 > self.budget {
                return None;
            }
        }
        let label = label.map(|label| LabelPlace { y: label.y + rect.y0, ..label });
        (rect.y1 <= self.budget).then_some(Place { rect, label })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(x: f32, lines: usize) -> Wish {
        Wish { reach: (x - 6.0, x + 6.0), labels: [(lines, 100.0), (lines.min(1), 150.0)] }
    }

    /// The place of each wish: `x,y` of the label, with `<` before its mark and `-` without one; the top of its row without a label.
    fn check(budget: f32, wishes: &[Wish], expected: &str) {
        let mut shelf = Shelf::new(0.0, 400.0, budget, budget, 17.0);
        let mut rects: Vec<Rect> = Vec::new();
        let shown: Vec<_> = wishes
            .iter()
            .map(|wish| match shelf.place_labelled(wish).or_else(|| shelf.place_mark(wish)) {
                None => "none".to_owned(),
                Some(place) => {
                    assert!(rects.iter().all(|rect| !rect.touches(&place.rect)), "{:?}", place.rect);
                    assert!(place.rect.y1 <= budget);
                    rects.push(place.rect);
                    match place.label {
                        Some(label) => format!(
                            "{}{}{},{}",
                            if label.before { "<" } else { "" },
                            if label.short { "~" } else { "" },
                            label.x,
                            label.y
                        ),
                        None => format!("-{}", place.rect.y0),
                    }
                }
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn labels_stand_after_before_or_below() {
        check(100.0, &[wish(50.0, 1)], "62,3.5");
        check(100.0, &[wish(380.0, 1)], "<368,3.5");
        check(100.0, &[Wish { reach: (-50.0, 500.0), labels: [(2, 100.0), (0, 0.0)] }], "0,22");
        check(100.0, &[wish(200.0, 1), wish(180.0, 1)], "212,3.5 <168,3.5");
    }

    #[test]
    fn what_has_no_room_loses_its_label_and_then_its_place() {
        check(24.0, &[wish(50.0, 1), wish(52.0, 1)], "62,3.5 none");
        check(24.0, &[wish(50.0, 3), wish(80.0, 1)], "~62,3.5 none");
        check(52.0, &[wish(50.0, 1), wish(52.0, 1), wish(54.0, 1)], "62,3.5 64,31.5 none");
    }

    #[test]
    fn many_wishes_never_touch() {
        let wishes: Vec<_> = (0..200).map(|n| wish((n * 37 % 400) as f32, n % 4)).collect();
        let mut shelf = Shelf::new(0.0, 400.0, 500.0, 500.0, 17.0);
        let places: Vec<_> =
            wishes.iter().filter_map(|wish| shelf.place_labelled(wish).or_else(|| shelf.place_mark(wish))).collect();
        assert!(places.len() > 40, "{}", places.len());
        for (n, place) in places.iter().enumerate() {
            assert!(places.iter().skip(n + 1).all(|other| !other.rect.touches(&place.rect)));
        }
    }
}

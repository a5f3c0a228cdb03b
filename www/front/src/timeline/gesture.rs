//! Fingers and mice: what their movements ask of the picture.

/// What was taken hold of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// Axis and lanes: the picture is dragged along.
    #[default]
    Lanes,
    /// The strip below: the frame goes to the pointer.
    Strip,
    /// The early side of the frame.
    Start,
    /// The late side.
    End,
}

/// What a movement asks for. Distances are in pixels along the axis, later if positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// The picture goes along by so many pixels.
    Drag(f32),
    /// The frame's middle, start or end goes to a place in the strip.
    Strip(Zone, f32),
    /// The stretch becomes so many times as long around a place, and that place moves by so many pixels.
    Pinch(f32, f32, f32),
}

/// The pointers that are down.
#[derive(Clone, Debug, Default)]
pub struct Gesture {
    down: Vec<(i32, f32, f32)>,
    zone: Zone,
    travelled: f32,
}

/// Less than this is a click with an unsteady hand.
const UNSTEADY: f32 = 4.0;

impl Gesture {
    /// A pointer goes down.
    pub fn down(&mut self, id: i32, x: f32, y: f32, zone: Zone) {
        self.up(id);
        if self.down.is_empty() {
            self.zone = zone;
            self.travelled = 0.0;
        }
        if self.down.len() < 2 {
            self.down.push((id, x, y));
        }
    }

    /// A pointer moves. Nothing is asked for before it has left the place where it went down.
    pub fn moved(&mut self, id: i32, x: f32, y: f32) -> Option<Motion> {
        let at = self.down.iter().position(|(known, ..)| *known == id)?;
        let (_, old_x, old_y) = core::mem::replace(self.down.get_mut(at)?, (id, x, y));
        self.travelled += (x - old_x).abs() + (y - old_y).abs();
        if !self.dragging() {
            return None;
        }
        if let Some((_, other_x, other_y)) = self.down.iter().find(|(known, ..)| *known != id) {
            let apart = |x: f32, y: f32| ((x - other_x).powi(2) + (y - other_y).powi(2)).sqrt().max(20.0);
            return Some(Motion::Pinch(apart(old_x, old_y) / apart(x, y), (x + other_x) / 2.0, (x - old_x) / 2.0));
        }
        Some(match self.zone {
            Zone::Lanes => Motion::Drag(x - old_x),
            zone => Motion::Strip(zone, x),
        })
    }

    /// A pointer is lifted or lost.
    pub fn up(&mut self, id: i32) {
        self.down.retain(|(known, ..)| *known != id);
    }

    /// Whether this is, or was when the last pointer was lifted, more than a click.
    pub fn dragging(&self) -> bool {
        self.travelled > UNSTEADY || self.down.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_is_no_drag() {
        let mut gesture = Gesture::default();
        gesture.down(1, 100.0, 50.0, Zone::Lanes);
        assert_eq!(gesture.moved(1, 102.0, 51.0), None);
        gesture.up(1);
        assert!(!gesture.dragging());
    }

    #[test]
    fn a_drag_takes_the_picture_along() {
        let mut gesture = Gesture::default();
        gesture.down(1, 100.0, 50.0, Zone::Lanes);
        assert_eq!(gesture.moved(1, 110.0, 50.0), Some(Motion::Drag(10.0)));
        assert_eq!(gesture.moved(1, 90.0, 50.0), Some(Motion::Drag(-20.0)));
        gesture.up(1);
        assert!(gesture.dragging());
        assert_eq!(gesture.moved(1, 0.0, 0.0), None);
    }

    #[test]
    fn the_strip_is_held_by_its_frame_or_its_sides() {
        for zone in [Zone::Strip, Zone::Start, Zone::End] {
            let mut gesture = Gesture::default();
            gesture.down(1, 100.0, 50.0, zone);
            assert_eq!(gesture.moved(1, 140.0, 50.0), Some(Motion::Strip(zone, 140.0)));
        }
    }

    #[test]
    fn two_fingers_zoom() {
        let mut gesture = Gesture::default();
        gesture.down(1, 100.0, 50.0, Zone::Lanes);
        gesture.down(2, 200.0, 50.0, Zone::Lanes);
        gesture.down(3, 0.0, 0.0, Zone::Lanes);
        assert_eq!(gesture.moved(2, 300.0, 50.0), Some(Motion::Pinch(0.5, 200.0, 50.0)));
        assert_eq!(gesture.moved(3, 300.0, 50.0), None);
        gesture.up(2);
        assert_eq!(gesture.moved(1, 110.0, 50.0), Some(Motion::Drag(10.0)));
    }
}

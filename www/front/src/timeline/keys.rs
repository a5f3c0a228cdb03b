//! What a key does while the picture has the focus.

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    /// The next event in time, or the one before.
    Along(i32),
    /// The nearest event in the next lane, or the one before.
    Across(i32),
    /// The first or the last event.
    End(bool),
    /// A screen later or earlier.
    Page(f64),
    /// Nearer or farther: how many times as long.
    Zoom(f64),
    /// Back to the picture, with nothing chosen.
    Leave,
}

/// The action of a key, by its name in `KeyboardEvent.key`. The axis follows the direction of writing, and so do the arrows.
pub fn action(key: &str, right_to_left: bool) -> Option<Action> {
    let later = if right_to_left { -1 } else { 1 };
    Some(match key {
        "ArrowRight" => Action::Along(later),
        "ArrowLeft" => Action::Along(-later),
        "ArrowDown" => Action::Across(1),
        "ArrowUp" => Action::Across(-1),
        "Home" => Action::End(false),
        "End" => Action::End(true),
        "PageDown" => Action::Page(0.9),
        "PageUp" => Action::Page(-0.9),
        "+" | "=" => Action::Zoom(0.5),
        "-" | "−" => Action::Zoom(2.0),
        "Escape" => Action::Leave,
        _ => return None,
    })
}

/// The place in the order of time that follows `chosen` by so many steps; `nearest` if none is chosen.
pub fn along(count: usize, chosen: Option<usize>, steps: i32, nearest: usize) -> usize {
    match chosen {
        Some(chosen) => chosen.saturating_add_signed(steps as isize).min(count.saturating_sub(1)),
        None => nearest,
    }
}

/// The event of the next lane that has one, nearest in time to the chosen one.
/// `lane_of` gives the lane's place in the picture, and `at` a second, of an event.
pub fn across(
    count: usize,
    chosen: usize,
    steps: i32,
    lane_of: &dyn Fn(usize) -> usize,
    at: &dyn Fn(usize) -> f64,
) -> Option<usize> {
    let own = lane_of(chosen);
    let mut best: Option<(usize, f64, usize)> = None;
    for event in 0..count {
        let lane = lane_of(event);
        let away = if steps > 0 { lane.checked_sub(own) } else { own.checked_sub(lane) };
        let Some(away) = away.filter(|away| *away > 0) else { continue };
        let time = (at(event) - at(chosen)).abs();
        if best.is_none_or(|(lanes, known, _)| (away, time) < (lanes, known)) {
            best = Some((away, time, event));
        }
    }
    best.map(|(_, _, event)| event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_follow_the_axis() {
        assert_eq!(action("ArrowRight", false), Some(Action::Along(1)));
        assert_eq!(action("ArrowRight", true), Some(Action::Along(-1)));
        assert_eq!(action("ArrowDown", true), Some(Action::Across(1)));
        assert_eq!(action("x", false), None);
        assert_eq!(action("Enter", false), None);
    }

    #[test]
    fn steps_in_time_stop_at_the_ends() {
        assert_eq!(along(5, None, 1, 3), 3);
        assert_eq!(along(5, Some(3), 1, 0), 4);
        assert_eq!(along(5, Some(4), 1, 0), 4);
        assert_eq!(along(5, Some(0), -1, 3), 0);
        assert_eq!(along(0, Some(0), 1, 0), 0);
    }

    #[test]
    fn steps_over_lanes_find_the_nearest_in_time() {
        let events = [(0, 0.0), (1, 50.0), (1, 5.0), (3, 0.0)];
        let check = |chosen, steps, expected| {
            assert_eq!(
                across(events.len(), chosen, steps, &|event| events[event].0, &|event| events[event].1),
                expected
            );
        };
        check(0, 1, Some(2));
        check(1, 1, Some(3));
        check(3, -1, Some(2));
        check(0, -1, None);
        check(3, 1, None);
    }
}

//! The list of events in the page, which is the truth: what the picture reads from it, and what it marks in it.

use crate::web::{Node, Nodes, find_all};
use briefing_index::timeline::{Event, State, from_attribute};

/// What an item of the list says of an event: label, when in words, address.
pub(crate) type Texts = [String; 3];

/// All items of the list.
fn items() -> Nodes {
    find_all("li[data-event]")
}

/// Reads all events of the list, the names of their lanes in the order in which they first come up, and their texts; and counts
/// the items whose date cannot be read: the picture draws no date that is not known.
pub(crate) fn read() -> (Vec<Event>, Vec<String>, Vec<Texts>, usize) {
    let (mut events, mut lanes, mut texts, mut undated) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for item in items().iter() {
        let Some(parts) = from_attribute(&item.said("data-parts")) else {
            undated += 1;
            continue;
        };
        let name = item.said("data-lane");
        let lane = lanes.iter().position(|known| *known == name).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(name);
        }
        events.push(Event {
            parts,
            state: State::named(&item.said("data-state")).unwrap_or_default(),
            rank: rank(&item.said("data-rank")),
            lane: lane as u16,
        });
        texts.push([inner(&item, ".to"), inner(&item, ".when > *"), item.said("data-event")]);
    }
    (events, lanes, texts, undated)
}

/// The rank as the list says it; the usual one where it says none, or what is no rank.
fn rank(said: &str) -> u8 {
    match said.as_bytes() {
        [digit @ b'1'..=b'5'] => digit - b'0',
        _ => 3,
    }
}

/// Marks the item of an event as the chosen one, and no other, and gives it.
pub(crate) fn choose(address: &str) -> Option<Node> {
    let mut chosen = None;
    for item in items().iter() {
        if item.said("data-event") == address {
            item.set_attribute("aria-current", "true");
            chosen = Some(item);
        } else {
            item.remove_attribute("aria-current");
        }
    }
    chosen
}

/// Copies into the panel what an item says besides its date and its text: who, where, sources, notes, accounts.
pub(crate) fn copy_rest(item: &Node, panel: &Node) {
    for part in item.find_all(":scope > :not(.mk, .when, :has(> .to))").iter() {
        panel.append(&part.copy(true));
    }
}

fn inner(item: &Node, selector: &str) -> String {
    item.find(selector).map(|found| found.text()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_rank_is_the_usual_one() {
        for (said, expected) in [("1", 1), ("5", 5), ("", 3), ("0", 3), ("6", 3), ("-1", 3), ("high", 3), ("44", 3)] {
            assert_eq!(rank(said), expected, "{said}");
        }
    }
}

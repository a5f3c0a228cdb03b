//! The list of events in the page, which is the truth: what the picture reads from it, and what it marks in it.

use crate::web::{Node, Nodes, find_all};
use briefing_index::edtf::Edtf;
use briefing_index::timeline::{Event, State, parts};

/// What an item of the list says of an event: label, when in words, address.
pub(crate) type Texts = [String; 3];

/// All items of the list.
fn items() -> Nodes {
    find_all("li[data-event]")
}

/// Reads all events of the list, the names of their lanes in the order in which they first come up, and their texts.
/// An item whose date cannot be read is left out: the picture draws no date that is not known.
pub(crate) fn read() -> (Vec<Event>, Vec<String>, Vec<Texts>) {
    let (mut events, mut lanes, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for item in items().iter() {
        let Ok(date) = Edtf::parse(&item.said("data-edtf")) else { continue };
        let name = item.said("data-lane");
        let lane = lanes.iter().position(|known| *known == name).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(name);
        }
        events.push(Event {
            parts: parts(&date),
            state: State::named(&item.said("data-state")).unwrap_or_default(),
            rank: item.said("data-rank").bytes().next().map_or(3, |digit| digit.wrapping_sub(b'0').clamp(1, 5)),
            lane: lane as u16,
        });
        texts.push([inner(&item, ".to"), inner(&item, ".when > *"), item.said("data-event")]);
    }
    (events, lanes, texts)
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

//! The list of events in the page, which is the truth: what the picture reads from it, and what it marks in it.

use super::{Done, document};
use briefing_index::edtf::Edtf;
use briefing_index::timeline::{Event, State, parts};
use wasm_bindgen::prelude::*;
use web_sys::{Element, NodeList};

/// An event as the list tells it.
pub(crate) struct Item {
    pub(crate) label: String,
    pub(crate) when: String,
    pub(crate) address: String,
}

/// All items of the list.
pub(crate) fn items() -> Done<NodeList> {
    document()?.query_selector_all("li[data-event]")
}

/// Copies into the panel what an item says besides its date and its text: who, where, sources, notes, accounts.
pub(crate) fn copy_rest(address: &str, panel: &Element) -> Done {
    let items = items()?;
    for item in (0..items.length()).filter_map(|n| items.item(n)) {
        let item: Element = item.unchecked_into();
        if attribute(&item, "data-event") != address {
            continue;
        }
        let parts = item.query_selector_all(":scope > :not(.mk, .when, :has(> .to))")?;
        for part in (0..parts.length()).filter_map(|n| parts.item(n)) {
            panel.append_child(&part.clone_node_with_deep(true)?)?;
        }
        return Ok(());
    }
    Ok(())
}

/// Reads all events of the list, and the names of their lanes in the order in which they first come up.
/// An item whose date cannot be read is left out: the picture draws no date that is not known.
pub(crate) fn read() -> Done<(Vec<Event>, Vec<String>, Vec<Item>)> {
    let (mut events, mut lanes, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let items = items()?;
    for item in (0..items.length()).filter_map(|n| items.item(n)) {
        let item: Element = item.unchecked_into();
        let Ok(date) = Edtf::parse(&attribute(&item, "data-edtf")) else { continue };
        let name = attribute(&item, "data-lane");
        let lane = lanes.iter().position(|known| *known == name).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(name);
        }
        events.push(Event {
            parts: parts(&date),
            state: State::named(&attribute(&item, "data-state")).unwrap_or_default(),
            rank: attribute(&item, "data-rank").bytes().next().map_or(3, |digit| digit.wrapping_sub(b'0').clamp(1, 5)),
            lane: lane as u16,
        });
        texts.push(Item { label: inner(&item, ".to")?, when: inner(&item, ".when > *")?, address: attribute(&item, "data-event") });
    }
    Ok((events, lanes, texts))
}

/// Marks the item of an event as the chosen one, and no other.
pub(crate) fn choose(address: Option<&str>) -> Done {
    let items = items()?;
    for item in (0..items.length()).filter_map(|n| items.item(n)) {
        let item: Element = item.unchecked_into();
        if address == Some(attribute(&item, "data-event").as_str()) {
            item.set_attribute("aria-current", "true")?;
        } else {
            item.remove_attribute("aria-current")?;
        }
    }
    Ok(())
}

pub(crate) fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// The text of the first element that a selector finds, without the space around it.
fn inner(element: &Element, selector: &str) -> Done<String> {
    let found = element.query_selector(selector)?.and_then(|found| found.text_content()).unwrap_or_default();
    Ok(found.trim().to_owned())
}

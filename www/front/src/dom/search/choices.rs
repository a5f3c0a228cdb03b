//! What a reader can choose on the search page: facets with their counts, days, the order; and what is chosen, with a way back.

use crate::filters::{AFTER, BEFORE, Filters, NEWEST, SORT};
use crate::web::{Node, create_fragment};
use briefing_index::search::Facet;
use briefing_index::timeline::{Wording, fill};

/// So many values of a field are offered.
const OFFERED: usize = 8;

pub(super) struct Choices {
    /// The line over the results.
    bar: Node,
    /// In it, what is chosen.
    chosen: Node,
    panel: Node,
}

impl Choices {
    /// Those of the page, if it has any.
    pub(super) fn find(place: &Node) -> Option<Choices> {
        Some(Choices { bar: place.find(".choices")?, chosen: place.find(".chosen")?, panel: place.find("#panel")? })
    }

    /// Shows that there is something to choose.
    pub(super) fn show(&self, is_asked: bool) {
        self.bar.set_hidden(!is_asked && !self.is_open());
    }

    pub(super) fn is_open(&self) -> bool {
        self.panel.attribute("hidden").is_none()
    }

    pub(super) fn open(&self, is_open: bool) {
        self.panel.set_hidden(!is_open);
        if let Some(button) = self.bar.find("[data-panel]") {
            button.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
        }
    }

    /// Shows the days and the order that are chosen.
    pub(super) fn show_values(&self, filters: &Filters) {
        for name in [AFTER, BEFORE] {
            if let Some(field) = self.field(name) {
                field.set_value(filters.value(name));
            }
        }
        if let Some(button) = self.bar.find("[data-name=sort]") {
            button.set_attribute("aria-pressed", if filters.has(SORT, NEWEST) { "true" } else { "false" });
        }
    }

    fn field(&self, name: &str) -> Option<Node> {
        self.panel.find(&["[data-name=", name, "]:not([data-value])"].concat())
    }

    /// Shows the values of fields with their counts. The focus stays where it is.
    pub(super) fn show_facets(&self, facets: &[Facet], wording: &Wording) {
        for place in self.panel.find_all("[data-field]").iter() {
            let name = place.said("data-field");
            let values = facets.iter().find(|facet| facet.field.name() == name).map_or(&[][..], |facet| &facet.values);
            let list = create_fragment();
            for value in values.iter().take(OFFERED) {
                let label = list.add("label", "", "");
                let choice = label.add("input", "", "");
                for (attribute, text) in
                    [("type", "checkbox"), ("data-name", name.as_str()), ("data-value", &value.key)]
                {
                    choice.set_attribute(attribute, text);
                }
                if value.is_chosen {
                    choice.set_attribute("checked", "");
                }
                label.add("bdi", "", &value.name);
                label.add("span", "num", &wording.count(value.count as usize));
            }
            let Some(old) = place.find("div") else { continue };
            let focused = old.find(":focus").map(|choice| choice.said("data-value"));
            old.set_text("");
            old.append(&list);
            place.set_hidden(values.is_empty());
            if let Some(focused) = focused {
                let choices = old.find_all("input");
                let same = choices.iter().find(|choice| choice.said("data-value") == focused);
                if let Some(choice) = same.or_else(|| choices.item(0)) {
                    choice.focus();
                }
            }
        }
    }

    /// Shows what is chosen, each a button that takes it back.
    pub(super) fn show_chosen(&self, filters: &Filters, texts: &Node) {
        let list = create_fragment();
        for (name, value) in filters.iter().filter(|(name, _)| *name != SORT) {
            let shown = match name {
                AFTER => [&texts.said("data-t-after"), " ", value].concat(),
                BEFORE => [&texts.said("data-t-before"), " ", value].concat(),
                _ => self.name_of(name, value),
            };
            let button = list.add("button", "", &shown);
            button.set_attribute("aria-label", &fill(&texts.said("data-t-remove"), &[("name", &shown)]));
            for (attribute, text) in [("type", "button"), ("data-name", name), ("data-value", value)] {
                button.set_attribute(attribute, text);
            }
        }
        self.chosen.set_text("");
        self.chosen.append(&list);
    }

    /// The name of a value: as the facets have it, or until these are there as an address has it.
    fn name_of(&self, name: &str, value: &str) -> String {
        let places = self.panel.find_all("input");
        let own = places.iter().find(|choice| choice.said("data-name") == name && choice.said("data-value") == value);
        let label = own.and_then(|choice| choice.closest("label")).and_then(|label| label.find("bdi"));
        label.map_or_else(|| value.replace('-', " "), |label| label.text())
    }
}

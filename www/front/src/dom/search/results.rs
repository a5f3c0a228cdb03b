//! Results on the search page: headings, takeaways and what happened, each a way to the brief.

use super::Page;
use crate::texts::spans;
use crate::web::{Event, Node, create_fragment};
use briefing_index::edtf::calendar::DAY;
use briefing_index::search::{Answer, Hit};

impl Page {
    /// Shows results in place of the ways on; these are back where nothing was found. A focus that was inside goes to the first new
    /// result, or to the last, or to the field, and never back to the beginning of the page.
    pub(super) fn render(&self, answer: &Answer) {
        let page = create_fragment();
        let some = !answer.hits.is_empty();
        if some {
            let section = page.add("section", "row", "");
            section.add("h2", "side", &self.form.said("data-t-briefs"));
            let main = section.add("div", "main", "");
            for hit in &answer.hits {
                self.brief(&main, hit);
            }
            if answer.total > answer.hits.len() || answer.is_part {
                let button = main.add("p", "more", "").add("button", "", &self.form.said("data-t-more"));
                button.set_attribute("type", "button");
                button.set_attribute("data-more", "");
            }
        }
        let next = self.next.take().or_else(|| self.results.find(":focus").map(|_| 0));
        self.results.set_text("");
        self.results.append(&page);
        if let Some(overview) = &self.overview {
            overview.set_hidden(some);
        }
        if let Some(next) = next {
            let links = self.results.find_all("h3 a");
            let link = links.item(next).or_else(|| links.item(links.length().wrapping_sub(1)));
            link.as_ref().unwrap_or(&self.input).focus();
        }
    }

    fn brief(&self, list: &Node, hit: &Hit) {
        let record = &hit.record;
        let item = list.add("div", "item", "");
        self.set_language(&item, hit);
        let address = self.address(hit);
        link(&item.add("h3", "", ""), "", &address, &spans(&record.title, &hit.title_marks));
        if !record.takeaway.is_empty() {
            item.add("p", "", "").add_marked(&spans(&record.takeaway, &hit.takeaway_marks));
        }
        let day = self.day(hit);
        item.add("p", "meta", "").add_names(&[&record.publisher, &day]);
        let mut list = None;
        for (event, marks) in record.events.iter().zip(&hit.event_marks).filter(|(_, marks)| !marks.is_empty()) {
            let line = list.get_or_insert_with(|| item.add("ul", "hits", "")).add("li", "", "");
            line.add("bdi", "", if event.when.is_empty() { &day } else { &event.when });
            line.add_marked(&[(" – ", false)]);
            link(&line, "", &(address.clone() + "#e-" + &event.id), &spans(&event.what, marks));
        }
    }

    /// Where it is not the page's.
    pub(super) fn set_language(&self, item: &Node, hit: &Hit) {
        let lang = self.engine.language(&hit.record);
        if lang != self.lang && !lang.is_empty() {
            item.set_attribute("lang", lang);
            item.set_attribute("dir", "auto");
        }
    }

    pub(super) fn address(&self, hit: &Hit) -> String {
        self.base.clone() + &hit.record.slug + "/"
    }

    pub(super) fn day(&self, hit: &Hit) -> String {
        self.wording.day(self.engine.day(&hit.record).saturating_mul(DAY))
    }

    /// Arrows lead from the field into the results and back; Enter on a link is the browser's.
    pub(super) fn step_by_key(&self, event: &Event) {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Escape" => 0,
            _ => return,
        };
        if event.modified() {
            return;
        }
        let target = event.target();
        let links = self.results.find_all("a");
        let own = (0u32..).zip(links.iter()).find(|(_, link)| *link == target).map(|(n, _)| n);
        let to = match own {
            None if target == self.input && step == 1 => links.item(0),
            Some(own) if step == 1 => links.item(own + 1),
            Some(own) if step == -1 && own > 0 => links.item(own - 1),
            Some(_) => Some(self.input.clone()),
            None => None,
        };
        if let Some(to) = to {
            event.prevent_default();
            to.focus();
        }
    }
}

/// Appends a link with a text in which words are marked.
pub(super) fn link(parent: &Node, class: &str, address: &str, text: &[(&str, bool)]) -> Node {
    let link = parent.add("a", class, "");
    link.set_attribute("href", address);
    link.add_marked(text);
    link
}

//! The search page: results while one types, and the page as it was when the field is empty again.

use super::{heard, needed};
use crate::texts::{is_enough, search_range, search_status, spans, wording};
use crate::web::{
    Event, Heard, Node, create_fragment, find, listen_everywhere, parameters, same, set_parameters, wait, wait_no_more,
};
use briefing_index::search::{BriefHit, EventHit, Index, Results, search};
use briefing_index::timeline::Wording;
use std::cell::Cell;
use wasm_bindgen::prelude::*;

/// Results of each kind at first, and how many more each time.
const SHOWN: usize = 20;
/// The status line and the address follow after this pause, in milliseconds.
const PAUSE: i32 = 300;

struct Page {
    index: Index<'static>,
    form: Node,
    input: Node,
    results: Node,
    /// The ways on that stand here while there are no results.
    overview: Node,
    status: Node,
    wording: Wording,
    base: String,
    lang: String,
    /// How many briefs and events are shown at most.
    shown: Cell<[usize; 2]>,
    said: Cell<String>,
    timer: Cell<i32>,
}

/// Starts the search. The bytes stay as long as the page.
pub(crate) fn start(bytes: Vec<u8>) -> Result<(), JsValue> {
    let index = Index::open(bytes.leak()).map_err(|error| JsValue::from_str(error.as_str()))?;
    let (form, input) = (needed("form[data-index]")?, needed("#q")?);
    let (results, overview, status) = (needed("#results")?, needed("#overview")?, needed("#status")?);
    let page = Page {
        index,
        wording: wording(&|name| form.attribute(name)),
        base: form.said("data-base"),
        lang: find("html").map(|html| html.said("lang")).unwrap_or_default(),
        form,
        input,
        results,
        overview,
        status,
        shown: Cell::new([SHOWN; 2]),
        said: Cell::default(),
        timer: Cell::new(0),
    };
    if page.input.value().is_empty() {
        page.input.set_value(&parameters().get("q").unwrap_or_default());
    }
    let page: &'static Page = Box::leak(Box::new(page));
    let heard = heard(Box::new(|value, heard| page.hear(value, heard)));
    page.form.listen("input", heard);
    page.form.listen("submit", heard);
    page.results.listen("click", heard);
    listen_everywhere("keydown", heard);
    // The first look at the field, as if something had been typed.
    wait(heard, 0);
    Ok(())
}

impl Page {
    fn hear(&self, value: &JsValue, heard: &Heard) {
        if value.is_undefined() {
            return self.rest(heard);
        }
        let event = &Event::of(value);
        match event.kind().as_str() {
            "keydown" => return self.key(event),
            "click" => return self.more(&event.target(), heard),
            "submit" => event.prevent_default(),
            _ => {}
        }
        self.shown.set([SHOWN; 2]);
        self.show(heard);
    }

    /// Searches for what the field holds and shows it.
    fn show(&self, heard: &Heard) {
        let query = self.input.value();
        let query = query.trim_start();
        let [briefs, events] = self.shown.get();
        let (said, results) = if !is_enough(query) {
            (String::new(), Results::default())
        } else if let Ok(mut results) = search(&self.index, query, briefs.max(events)) {
            results.briefs.truncate(briefs);
            results.events.truncate(events);
            (search_status(&|name| self.form.attribute(name), &self.wording, query.trim_end(), &results), results)
        } else {
            (self.form.said("data-t-failed"), Results::default())
        };
        self.said.set(said);
        self.render(&results);
        wait_no_more(self.timer.get());
        self.timer.set(wait(heard, PAUSE));
    }

    /// After a pause: tells the count, once, and writes the query into the address.
    fn rest(&self, heard: &Heard) {
        if self.timer.get() == 0 {
            return self.show(heard);
        }
        self.status.set_text(&self.said.take());
        let parameters = parameters();
        match self.input.value().trim() {
            "" => parameters.delete("q"),
            query => parameters.set("q", query),
        }
        set_parameters(&parameters);
    }

    /// Shows results in place of the ways on; these are back where nothing was found.
    fn render(&self, results: &Results) {
        let page = create_fragment();
        if results.total > 0 {
            let main = self.section(&page, "data-t-briefs", results.briefs.len(), results.total);
            for hit in &results.briefs {
                self.brief(&main, hit);
            }
            self.offer_more(&main, "briefs", results.total > results.briefs.len());
        }
        if results.events_total > 0 {
            let main = self.section(&page, "data-t-events", results.events.len(), results.events_total);
            let list = main.add("ol", "ev-list", "");
            for hit in &results.events {
                self.event(&list, hit);
            }
            self.offer_more(&main, "events", results.events_total > results.events.len());
        }
        self.results.set_text("");
        self.results.append(&page);
        self.overview.set_hidden(results.total + results.events_total > 0);
    }

    /// A section with a heading.
    fn section(&self, page: &Node, name: &str, shown: usize, all: usize) -> Node {
        let section = page.add("section", "row", "");
        let head = section.add("h2", "side", &(self.form.said(name) + " "));
        head.add("small", "", &search_range(&|name| self.form.attribute(name), &self.wording, shown, all));
        section.add("div", "main", "")
    }

    fn brief(&self, list: &Node, hit: &BriefHit) {
        let item = list.add("div", "item", "");
        self.speak(&item, &hit.lang);
        self.link(&item.add("h3", "", ""), "", &hit.address, &spans(&hit.title, &hit.title_marks));
        if !hit.takeaway.is_empty() {
            item.add("p", "", "").add_marked(&spans(&hit.takeaway, &hit.takeaway_marks));
        }
        let meta = item.add("p", "meta", "");
        for text in [&hit.publisher, &hit.date] {
            if !text.is_empty() {
                meta.add("span", "", text);
                meta.add_marked(&[(" ", false)]);
            }
        }
    }

    fn event(&self, list: &Node, hit: &EventHit) {
        let item = list.add("li", "ev", "");
        self.speak(&item, &hit.lang);
        item.add("p", "when", &hit.when);
        self.link(&item.add("p", "", ""), "to", &hit.address, &spans(&hit.what, &hit.marks));
    }

    fn link(&self, parent: &Node, class: &str, address: &str, text: &[(&str, bool)]) {
        let link = parent.add("a", class, "");
        link.set_attribute("href", &(self.base.clone() + address));
        link.add_marked(text);
    }

    /// Says the language of an item where it is not the page's.
    fn speak(&self, item: &Node, lang: &str) {
        if lang != self.lang && !lang.is_empty() {
            item.set_attribute("lang", lang);
            item.set_attribute("dir", "auto");
        }
    }

    /// A button for more of a kind. Both may be there at once, so their names say of what.
    fn offer_more(&self, parent: &Node, kind: &str, more: bool) {
        if !more {
            return;
        }
        let text = self.form.said("data-t-more");
        let button = parent.add("p", "more", "").add("button", "", &text);
        button.set_attribute("type", "button");
        button.set_attribute("aria-label", &(text + ": " + &self.form.said(&("data-t-".to_owned() + kind))));
        button.set_attribute("data-more", kind);
    }

    /// More results of the kind whose button was pressed, with the focus on the first new one. The button is gone then: without a
    /// new one the focus goes to the last, or to the field, and never back to the beginning of the page.
    fn more(&self, target: &Node, heard: &Heard) {
        let [briefs, events] = self.shown.get();
        let (links, shown) = match target.attribute("data-more").as_deref() {
            Some("briefs") => (".item a", [briefs + SHOWN, events]),
            Some(_) => (".ev a", [briefs, events + SHOWN]),
            None => return,
        };
        let before = self.results.find_all(links).length();
        self.shown.set(shown);
        self.show(heard);
        let links = self.results.find_all(links);
        let next = links.item(before).or_else(|| links.item(links.length().wrapping_sub(1)));
        next.as_ref().unwrap_or(&self.input).focus();
    }

    /// Arrows lead from the field into the results and back; Enter on a link is the browser's.
    fn key(&self, event: &Event) {
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
        let own = (0u32..).zip(links.iter()).find(|(_, link)| same(link, &target)).map(|(n, _)| n);
        let to = match own {
            None if same(&target, &self.input) && step == 1 => links.item(0),
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

//! The search page: results while one types, and the page as it was when the field is empty again.

use super::{Done, Heard, add, add_marked, document, find, listen, parameters, set_parameters, window};
use crate::texts::{Attributes, search_range, search_status, spans, wording};
use briefing_index::search::{BriefHit, EventHit, Index, Results, search};
use briefing_index::timeline::Wording;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DocumentFragment, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

/// Results of each kind at first, and how many more each time.
const SHOWN: usize = 20;
/// The status line and the address follow after this pause, in milliseconds.
const PAUSE: i32 = 300;

struct Page {
    index: Index<'static>,
    form: HtmlElement,
    input: HtmlInputElement,
    results: HtmlElement,
    status: HtmlElement,
    wording: Wording,
    base: String,
    lang: String,
    /// What stood in the page's results before the first query.
    kept: DocumentFragment,
    live: Cell<bool>,
    shown: Cell<usize>,
    said: RefCell<String>,
    timer: Cell<i32>,
}

/// Starts the search. The bytes stay as long as the page.
pub(crate) fn start(bytes: Vec<u8>) -> Done {
    let index = Index::open(bytes.leak()).map_err(|error| JsValue::from_str(error.as_str()))?;
    let form = find("form[data-index]")?;
    let attribute = |name: &str| form.get_attribute(name);
    let page = Page {
        index,
        input: find("#q")?.unchecked_into(),
        results: find("#results")?,
        status: find("#status")?,
        wording: wording(&attribute),
        base: attribute("data-base").unwrap_or_default(),
        lang: document()?.document_element().and_then(|html| html.get_attribute("lang")).unwrap_or_default(),
        form: form.clone(),
        kept: document()?.create_document_fragment(),
        live: Cell::new(false),
        shown: Cell::new(SHOWN),
        said: RefCell::default(),
        timer: Cell::new(0),
    };
    if page.input.value().is_empty() {
        page.input.set_value(&parameters()?.get("q").unwrap_or_default());
    }
    let page = Rc::new(page);
    let heard = Rc::new_cyclic(|own: &std::rc::Weak<Heard>| {
        let (page, own) = (page.clone(), own.clone());
        Closure::new(move |value: JsValue| {
            if let Some(own) = own.upgrade()
                && let Err(error) = page.hear(&value, &own)
            {
                wasm_bindgen::throw_val(error);
            }
        })
    });
    listen(&page.form, &["input", "submit"], &heard)?;
    listen(&page.results, &["click"], &heard)?;
    listen(document()?.as_ref(), &["keydown"], &heard)?;
    page.show(&heard)?;
    // The page listens as long as it is there.
    core::mem::forget(heard);
    Ok(())
}

impl Page {
    fn hear(&self, value: &JsValue, heard: &Heard) -> Done {
        if value.is_undefined() {
            return self.rest();
        }
        let event: &Event = value.unchecked_ref();
        match event.type_().as_str() {
            "submit" => event.prevent_default(),
            "keydown" => return self.key(event.unchecked_ref()),
            "click" => {
                let button = event.target().is_some_and(|target| target.unchecked_ref::<Element>().tag_name() == "BUTTON");
                return if button { self.more(heard) } else { Ok(()) };
            }
            _ => {}
        }
        self.shown.set(SHOWN);
        self.show(heard)
    }

    /// Searches for what the field holds and shows it.
    fn show(&self, heard: &Heard) -> Done {
        let query = self.input.value();
        let query = query.trim_start();
        // Two letters of Latin script, or one of a script that says more with one.
        if query.len() < 2 {
            self.restore()?;
        } else {
            let results = search(&self.index, query, self.shown.get()).map_err(|error| JsValue::from_str(error.as_str()))?;
            *self.said.borrow_mut() = search_status(&self.attributes(), &self.wording, query.trim_end(), &results);
            self.render(&results)?;
        }
        let window = window()?;
        window.clear_timeout_with_handle(self.timer.get());
        self.timer.set(window.set_timeout_with_callback_and_timeout_and_arguments_0(heard.as_ref().unchecked_ref(), PAUSE)?);
        Ok(())
    }

    /// After a pause: tells the count, once, and writes the query into the address.
    fn rest(&self) -> Done {
        self.status.set_text_content(Some(&self.said.borrow()));
        let parameters = parameters()?;
        let query = self.input.value();
        match query.trim() {
            "" => parameters.delete("q"),
            query => parameters.set("q", query),
        }
        // A browser may refuse too many changes; the next pause comes.
        let _ = set_parameters(&parameters);
        Ok(())
    }

    /// Puts back what stood here without a query.
    fn restore(&self) -> Done {
        self.said.borrow_mut().clear();
        if self.live.replace(false) {
            self.results.set_text_content(None);
            self.results.append_child(&self.kept)?;
        }
        Ok(())
    }

    fn render(&self, results: &Results) -> Done {
        if !self.live.replace(true) {
            while let Some(node) = self.results.first_child() {
                self.kept.append_child(&node)?;
            }
        }
        let page = document()?.create_element("div")?;
        if let Some(list) = self.section(&page, "data-t-briefs", results.briefs.len(), results.total)? {
            for hit in &results.briefs {
                self.brief(&list, hit)?;
            }
            self.offer_more(&list, results.total > results.briefs.len() || results.events_total > results.events.len())?;
        }
        if let Some(main) = self.section(&page, "data-t-events", results.events.len(), results.events_total)? {
            let list = add(&main, "ol", "ev-list", "")?;
            for hit in &results.events {
                self.event(&list, hit)?;
            }
            self.offer_more(&main, results.total == 0 && results.events_total > results.events.len())?;
        }
        self.results.set_text_content(None);
        while let Some(node) = page.first_child() {
            self.results.append_child(&node)?;
        }
        Ok(())
    }

    /// A section with a heading, or none if it would be empty.
    fn section(&self, page: &Element, name: &str, shown: usize, all: usize) -> Done<Option<Element>> {
        if all == 0 {
            return Ok(None);
        }
        let section = add(page, "section", "row", "")?;
        let head = add(&section, "h2", "side", &(self.text(name) + " "))?;
        add(&head, "small", "", &search_range(&self.attributes(), &self.wording, shown, all))?;
        add(&section, "div", "main", "").map(Some)
    }

    fn brief(&self, list: &Element, hit: &BriefHit) -> Done {
        let item = add(list, "div", "item", "")?;
        self.speak(&item, &hit.lang)?;
        self.link(&add(&item, "h3", "", "")?, "", &hit.address, &spans(&hit.title, &hit.title_marks))?;
        if !hit.takeaway.is_empty() {
            add_marked(&add(&item, "p", "", "")?, &spans(&hit.takeaway, &hit.takeaway_marks))?;
        }
        let meta = add(&item, "p", "meta", "")?;
        for text in [&hit.publisher, &hit.date] {
            if !text.is_empty() {
                add(&meta, "span", "", text)?;
                add_marked(&meta, &[(" ", false)])?;
            }
        }
        Ok(())
    }

    fn event(&self, list: &Element, hit: &EventHit) -> Done {
        let item = add(list, "li", "ev", "")?;
        self.speak(&item, &hit.lang)?;
        add(&item, "p", "when", &hit.when)?;
        self.link(&add(&item, "p", "", "")?, "to", &hit.address, &spans(&hit.what, &hit.marks))
    }

    fn link(&self, parent: &Element, class: &str, address: &str, text: &[(&str, bool)]) -> Done {
        let link = add(parent, "a", class, "")?;
        link.set_attribute("href", &(self.base.clone() + address))?;
        add_marked(&link, text)
    }

    /// Says the language of an item where it is not the page's.
    fn speak(&self, item: &Element, lang: &str) -> Done {
        if lang == self.lang || lang.is_empty() {
            return Ok(());
        }
        item.set_attribute("lang", lang)?;
        item.set_attribute("dir", "auto")
    }

    fn offer_more(&self, parent: &Element, more: bool) -> Done {
        if !more {
            return Ok(());
        }
        let button = add(&add(parent, "p", "more", "")?, "button", "", &self.text("data-t-more"))?;
        button.set_attribute("type", "button")
    }

    /// More results, with the focus on the first new one.
    fn more(&self, heard: &Heard) -> Done {
        let before = self.results.query_selector_all(".item a")?.length();
        self.shown.set(self.shown.get() + SHOWN);
        self.show(heard)?;
        match self.results.query_selector_all(".item a")?.item(before) {
            Some(link) => link.unchecked_ref::<HtmlElement>().focus(),
            None => Ok(()),
        }
    }

    /// Arrows lead from the field into the results and back; Enter on a link is the browser's.
    fn key(&self, event: &KeyboardEvent) -> Done {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "Escape" => 0,
            _ => return Ok(()),
        };
        let target: JsValue = event.target().into();
        let links = self.results.query_selector_all("a")?;
        let own = (0..links.length()).find(|n| links.item(*n).map(JsValue::from).as_ref() == Some(&target));
        let field = target == JsValue::from(self.input.clone());
        let to = match own {
            _ if event.ctrl_key() || event.meta_key() || event.alt_key() => return Ok(()),
            None if field && step == 1 => links.item(0),
            Some(own) if step == 1 => links.item(own + 1),
            Some(own) if step == -1 && own > 0 => links.item(own - 1),
            Some(_) if step < 1 => Some(self.input.clone().unchecked_into()),
            _ => None,
        };
        match to {
            Some(to) => {
                event.prevent_default();
                to.unchecked_ref::<HtmlElement>().focus()
            }
            None => Ok(()),
        }
    }

    fn attributes(&self) -> Box<Attributes<'_>> {
        Box::new(|name| self.form.get_attribute(name))
    }

    fn text(&self, name: &str) -> String {
        self.form.get_attribute(name).unwrap_or_default()
    }
}

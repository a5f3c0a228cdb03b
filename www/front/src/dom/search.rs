//! The search page: results while one types, and the page as it was when the field is empty again.

use super::{heard, needed};
use crate::query::{Search, Step};
use crate::texts::{is_enough, search_status, spans, wording};
use crate::web::{
    Event, Heard, Node, call, create_fragment, find, listen_everywhere, parameters, same, set_parameters, wait,
    wait_no_more,
};
use briefing_index::edtf::calendar::DAY;
use briefing_index::search::{Answer, Engine, Hit};
use briefing_index::timeline::Wording;
use js_sys::Function;
use std::cell::{Cell, OnceCell, RefCell, RefMut};
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;

/// Pauses in milliseconds. So long after a letter nothing is fetched: the next one comes after 60 to 200.
const LETTER: i32 = 120;
/// What takes longer than this is said to take its time.
const LONG: i32 = 400;
/// The status line and the address follow this long after the results.
const REST: i32 = 300;

struct Page {
    engine: &'static Engine,
    search: RefCell<Search>,
    /// Begins to fetch the file with a path.
    fetch: Function,
    form: Node,
    input: Node,
    results: Node,
    /// The ways on that stand here while there are no results.
    overview: Node,
    status: Node,
    wording: Wording,
    base: String,
    lang: String,
    /// The number of the result that gets the focus when more are there.
    next: Cell<Option<u32>>,
    /// What the status line says next.
    said: Cell<String>,
    timer: Cell<i32>,
    is_waiting: Cell<bool>,
}

thread_local! {
    static PAGE: OnceCell<(&'static Page, &'static Heard)> = const { OnceCell::new() };
}

/// Starts the search.
pub(crate) fn start(root: &[u8], fetch: Function) -> Result<(), JsValue> {
    let engine = Engine::open(root).map_err(|error| JsValue::from_str(error.as_str()))?;
    let engine: &'static Engine = Box::leak(Box::new(engine));
    let (form, input) = (needed("form[data-index]")?, needed("#q")?);
    let (results, overview, status) = (needed("#results")?, needed("#overview")?, needed("#status")?);
    let page = Page {
        engine,
        search: RefCell::new(Search::new(engine)),
        fetch,
        wording: wording(&|name| form.attribute(name)),
        base: form.said("data-base") + "briefs/",
        lang: find("html").map(|html| html.said("lang")).unwrap_or_default(),
        form,
        input,
        results,
        overview,
        status,
        next: Cell::new(None),
        said: Cell::default(),
        timer: Cell::new(0),
        is_waiting: Cell::new(false),
    };
    if page.input.value().is_empty() {
        page.input.set_value(&parameters().get("q").unwrap_or_default());
    }
    let page: &'static Page = Box::leak(Box::new(page));
    let heard = heard(Box::new(|value, heard| page.hear(value, heard)));
    // It starts once. `with` would bring its own panic along.
    let _ = PAGE.try_with(|known| known.set((page, heard)));
    for kind in ["input", "focus"] {
        page.input.listen(kind, heard);
    }
    page.form.listen("submit", heard);
    page.results.listen("click", heard);
    listen_everywhere("keydown", heard);
    page.look(heard);
    Ok(())
}

/// Goes on with a file, or without it.
pub(crate) fn arrived(path: &str, file: Option<Vec<u8>>) {
    if let Ok(Some((page, heard))) = PAGE.try_with(|known| known.get().copied()) {
        let step = page.search().arrived(path, file, &page.input.value());
        page.go(step, heard);
    }
}

impl Page {
    /// Nothing asks for it twice at once; the standard panic would say so with 1 kB of formatting.
    fn search(&self) -> RefMut<'_, Search> {
        self.search.try_borrow_mut().unwrap_or_else(|_| throw_str("busy"))
    }

    fn hear(&self, value: &JsValue, heard: &Heard) {
        if value.is_undefined() {
            return if self.search().is_typing() { self.look(heard) } else { self.say() };
        }
        let event = &Event::of(value);
        match event.kind().as_str() {
            "keydown" => self.key(event),
            "click" => self.more(&event.target(), heard),
            "focus" => {
                // Whoever goes back to the field wants the focus there.
                self.next.set(None);
                if self.search().has_failed() {
                    self.look(heard);
                }
            }
            "submit" => {
                event.prevent_default();
                self.look(heard);
            }
            _ => {
                self.next.set(None);
                let step = self.search().typed(&self.input.value());
                self.go(step, heard);
            }
        }
    }

    /// Searches for what the field holds.
    fn look(&self, heard: &Heard) {
        let step = self.search().look(&self.input.value());
        self.go(step, heard);
    }

    fn go(&self, step: Step, heard: &Heard) {
        match step {
            Step::Stay => {}
            Step::Pause => self.wait(heard, LETTER),
            Step::Fetch(paths) => {
                for path in &paths {
                    call(&self.fetch, path);
                }
                // Files that follow from others belong to the same wait.
                if !self.is_waiting.get() {
                    self.said.set(self.form.said("data-t-loading"));
                    self.wait(heard, LONG);
                    self.is_waiting.set(true);
                }
            }
            Step::Show(answer) => {
                let query = self.input.value();
                let query = query.trim();
                self.said.set(if is_enough(query) {
                    search_status(&|name| self.form.attribute(name), &self.wording, query, &answer)
                } else {
                    String::new()
                });
                self.render(&answer);
                self.wait(heard, REST);
            }
            Step::Fail(error) => {
                self.said.set(self.form.said("data-t-failed"));
                self.wait(heard, 0);
                if let Some(error) = error {
                    throw_str(error.as_str());
                }
            }
        }
    }

    /// Waits for one thing at a time.
    fn wait(&self, heard: &Heard, pause: i32) {
        self.is_waiting.set(false);
        wait_no_more(self.timer.get());
        self.timer.set(wait(heard, pause));
    }

    /// Tells how it stands, nothing twice, and writes the query into the address.
    fn say(&self) {
        let said = self.said.take();
        if self.status.text() != said {
            self.status.set_text(&said);
        }
        let parameters = parameters();
        match self.input.value().trim() {
            "" => parameters.delete("q"),
            query => parameters.set("q", query),
        }
        set_parameters(&parameters);
    }

    /// Shows results in place of the ways on; these are back where nothing was found. A focus that was inside goes to the first new
    /// result, or to the last, or to the field, and never back to the beginning of the page.
    fn render(&self, answer: &Answer) {
        let page = create_fragment();
        let some = !answer.hits.is_empty();
        if some {
            let section = page.add("section", "row", "");
            section.add("h2", "side", &self.form.said("data-t-briefs"));
            let main = section.add("div", "main", "");
            for hit in &answer.hits {
                self.brief(&main, hit);
            }
            if answer.total > answer.hits.len() {
                let button = main.add("p", "more", "").add("button", "", &self.form.said("data-t-more"));
                button.set_attribute("type", "button");
                button.set_attribute("data-more", "");
            }
        }
        let next = self.next.take().or_else(|| self.results.find(":focus").map(|_| 0));
        self.results.set_text("");
        self.results.append(&page);
        self.overview.set_hidden(some);
        if let Some(next) = next {
            let links = self.results.find_all("h3 a");
            let link = links.item(next).or_else(|| links.item(links.length().wrapping_sub(1)));
            link.as_ref().unwrap_or(&self.input).focus();
        }
    }

    fn brief(&self, list: &Node, hit: &Hit) {
        let record = &hit.record;
        let item = list.add("div", "item", "");
        // Where it is not the page's.
        let lang = self.engine.language(record);
        if lang != self.lang && !lang.is_empty() {
            item.set_attribute("lang", lang);
            item.set_attribute("dir", "auto");
        }
        let address = self.base.clone() + &record.slug + "/";
        link(&item.add("h3", "", ""), &address, &spans(&record.title, &hit.title_marks));
        if !record.takeaway.is_empty() {
            item.add("p", "", "").add_marked(&spans(&record.takeaway, &hit.takeaway_marks));
        }
        let meta = item.add("p", "meta", "");
        let day = self.wording.day(self.engine.day(record).saturating_mul(DAY));
        for text in [&record.publisher, &day] {
            if !text.is_empty() {
                meta.add("bdi", "", text);
                meta.add_marked(&[(" ", false)]);
            }
        }
        let mut list = None;
        for (event, marks) in record.events.iter().zip(&hit.event_marks).filter(|(_, marks)| !marks.is_empty()) {
            let line = list.get_or_insert_with(|| item.add("ul", "hits", "")).add("li", "", "");
            line.add("bdi", "", if event.when.is_empty() { &day } else { &event.when });
            line.add_marked(&[(" – ", false)]);
            link(&line, &(address.clone() + "#e-" + &event.id), &spans(&event.what, marks));
        }
    }

    /// More results. The button goes when they are there; the focus will be on the first new one.
    fn more(&self, target: &Node, heard: &Heard) {
        if target.attribute("data-more").is_none() {
            return;
        }
        if self.next.replace(Some(self.results.find_all("h3").length())).is_some() {
            // It was pressed before: nothing has come yet, or something failed.
            return self.look(heard);
        }
        let step = self.search().more(&self.input.value());
        self.go(step, heard);
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

fn link(parent: &Node, address: &str, text: &[(&str, bool)]) {
    let link = parent.add("a", "", "");
    link.set_attribute("href", address);
    link.add_marked(text);
}

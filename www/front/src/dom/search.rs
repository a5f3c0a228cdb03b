//! The search: results while one types, on its own page or in a dialog over any other.
//!
//! On the page the way from the field leads into the results, which are headings and links; facets, days and the order can be
//! chosen, all of it is in the address, and the page is as it was when nothing is asked. In the dialog (`list`) the focus stays in the
//! field, and an option is marked.

mod choices;
mod list;
mod results;

use super::{heard, needed};
use crate::filters::{Filters, names};
use crate::query::{Search, Step};
use crate::texts::{is_asked, search_status, wording};
use crate::web::{
    Event, Heard, Node, Parameters, call, find, listen_everywhere, parameters, push_parameters, set_parameters,
    values_of, wait, wait_no_more,
};
use briefing_index::search::{Answer, Engine};
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
    status: Node,
    /// The ways on that stand here while there are no results; and what can be chosen. A dialog has neither.
    overview: Option<Node>,
    choices: Option<choices::Choices>,
    wording: Wording,
    base: String,
    lang: String,
    filters: RefCell<Filters>,
    /// What is shown: the same is not shown twice.
    shown: RefCell<Answer>,
    /// The number of the result that gets the focus when more are there.
    next: Cell<Option<u32>>,
    /// The number of the option that is marked.
    marked: Cell<u32>,
    /// What the status line says next.
    said: Cell<String>,
    timer: Cell<i32>,
    is_waiting: Cell<bool>,
}

thread_local! {
    static PAGE: OnceCell<(&'static Page, &'static Heard)> = const { OnceCell::new() };
}

/// Starts the search, in the dialog where there is one.
pub(crate) fn start(root: &[u8], fetch: Function) -> Result<(), JsValue> {
    let engine = Engine::open(root).map_err(|error| JsValue::from_str(error.as_str()))?;
    let engine: &'static Engine = Box::leak(Box::new(engine));
    let dialog = find("dialog.searching");
    let is_dialog = dialog.is_some();
    let place = match dialog {
        Some(dialog) => dialog,
        None => needed("#search")?,
    };
    let within = |selector: &str| place.find(selector).ok_or_else(|| JsValue::from_str("the search lacks an element"));
    let (form, status) = (within("form")?, within("[role=status]")?);
    let page = Page {
        engine,
        search: RefCell::new(Search::new(engine)),
        fetch,
        wording: wording(&|name| form.attribute(name)),
        base: form.said("data-base") + "briefs/",
        lang: find("html").map(|html| html.said("lang")).unwrap_or_default(),
        input: within("input[name=q]")?,
        results: within(if is_dialog { ".options" } else { "#results" })?,
        overview: place.find("#overview"),
        choices: choices::Choices::find(&place),
        form,
        status,
        filters: RefCell::default(),
        shown: RefCell::default(),
        next: Cell::new(None),
        marked: Cell::new(0),
        said: Cell::default(),
        timer: Cell::new(0),
        is_waiting: Cell::new(false),
    };
    let page: &'static Page = Box::leak(Box::new(page));
    if !is_dialog {
        page.read_address(page.input.value().is_empty());
    }
    let heard = heard(Box::new(|value, heard| page.hear(value, heard)));
    // It starts once. `with` would bring its own panic along.
    let _ = PAGE.try_with(|known| known.set((page, heard)));
    for kind in ["input", "focusin", "submit", "click", "change", "keydown"] {
        place.listen(kind, heard);
    }
    if !is_dialog {
        listen_everywhere("popstate", heard);
    }
    page.look(heard);
    Ok(())
}

/// Goes on with a file, or without it.
pub(crate) fn arrived(path: &str, file: Option<Vec<u8>>) {
    if let Ok(Some((page, heard))) = PAGE.try_with(|known| known.get().copied()) {
        let step = page.search().arrived(path, file, &page.query());
        page.go(step, heard);
    }
}

impl Page {
    /// Nothing asks for it twice at once; the standard panic would say so with 1 kB of formatting.
    fn search(&self) -> RefMut<'_, Search> {
        self.search.try_borrow_mut().unwrap_or_else(|_| throw_str("busy"))
    }

    fn filters(&self) -> RefMut<'_, Filters> {
        self.filters.try_borrow_mut().unwrap_or_else(|_| throw_str("busy"))
    }

    /// What is asked: by what is chosen, and by the field.
    fn query(&self) -> String {
        self.filters().query(self.input.value().trim_start())
    }

    fn is_dialog(&self) -> bool {
        self.overview.is_none()
    }

    fn hear(&self, value: &JsValue, heard: &Heard) {
        if value.is_undefined() {
            return if self.search().is_typing() { self.look(heard) } else { self.say() };
        }
        let event = &Event::of(value);
        let target = &event.target();
        let is_field = *target == self.input;
        match event.kind().as_str() {
            "keydown" if self.is_dialog() => self.mark_by_key(event),
            "keydown" => self.step_by_key(event),
            "click" => self.click(target, heard),
            "change" => self.change(target, heard),
            "focusin" if is_field => {
                // Whoever goes back to the field wants the focus there.
                self.next.set(None);
                if self.search().has_failed() {
                    self.look(heard);
                }
            }
            // A dialog's form leads to the page.
            "submit" if !self.is_dialog() => {
                event.prevent_default();
                self.look(heard);
            }
            "input" if is_field => {
                self.next.set(None);
                let step = self.search().typed(&self.query());
                self.go(step, heard);
            }
            "popstate" => {
                self.read_address(true);
                self.look(heard);
            }
            _ => {}
        }
    }

    /// Searches for what the field holds and for what is chosen.
    fn look(&self, heard: &Heard) {
        let step = self.search().look(&self.query());
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
            Step::Show(answer) => self.show(answer, heard),
            Step::Count(facets) => {
                if let Some(choices) = &self.choices {
                    choices.show_facets(&facets, &self.wording);
                    choices.show_chosen(&self.filters(), &self.form);
                }
                self.tell(&self.shown.borrow(), heard);
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

    fn show(&self, answer: Answer, heard: &Heard) {
        if *self.shown.borrow() != answer || self.next.get().is_some() {
            if self.is_dialog() { self.list(&answer) } else { self.render(&answer) }
        }
        self.tell(&answer, heard);
        self.shown.replace(answer);
        if let Some(choices) = &self.choices {
            let query = self.query();
            choices.show(is_asked(&query));
            choices.show_chosen(&self.filters(), &self.form);
            if choices.is_open() {
                let step = self.search().count(&query);
                self.go(step, heard);
            }
        }
    }

    /// Says what was found, after a pause.
    fn tell(&self, answer: &Answer, heard: &Heard) {
        let query = self.input.value();
        self.said.set(if is_asked(&self.query()) {
            search_status(&|name| self.form.attribute(name), &self.wording, query.trim(), answer)
        } else {
            String::new()
        });
        self.wait(heard, REST);
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
        self.write_address(&set_parameters);
    }

    /// What the address asks for.
    fn read_address(&self, with_words: bool) {
        let parameters = parameters();
        let all = names().flat_map(|name| values_of(&parameters, name).into_iter().map(move |value| (name, value)));
        *self.filters() = Filters::of(all);
        if with_words {
            self.input.set_value(&parameters.get("q").unwrap_or_default());
        }
        if let Some(choices) = &self.choices {
            choices.show_values(&self.filters());
        }
    }

    fn write_address(&self, write: &dyn Fn(&Parameters)) {
        if self.is_dialog() {
            return;
        }
        let parameters = parameters();
        for name in names().chain(["q"]) {
            parameters.delete(name);
        }
        let words = self.input.value();
        if !words.trim().is_empty() {
            parameters.append("q", words.trim());
        }
        for (name, value) in self.filters().iter() {
            parameters.append(name, value);
        }
        write(&parameters);
    }

    /// Something else was chosen: it is another place in the history.
    fn chosen(&self, heard: &Heard) {
        self.next.set(None);
        self.write_address(&push_parameters);
        if let Some(choices) = &self.choices {
            choices.show_values(&self.filters());
        }
        self.look(heard);
    }

    fn click(&self, target: &Node, heard: &Heard) {
        if target.attribute("data-more").is_some() {
            return self.more(heard);
        }
        let Some(choices) = &self.choices else { return };
        if target.attribute("data-panel").is_some() {
            choices.open(!choices.is_open());
            return self.look(heard);
        }
        let (name, value) = (target.said("data-name"), target.said("data-value"));
        // Boxes and fields tell of a change.
        if !value.is_empty() && target.attribute("type").as_deref() == Some("button") {
            // What takes a choice back goes with it.
            if target.closest(".chosen").is_some() {
                self.input.focus();
            }
            let has = self.filters().has(&name, &value);
            self.filters().choose(&name, &value, !has);
            self.chosen(heard);
        }
    }

    fn change(&self, target: &Node, heard: &Heard) {
        let name = target.said("data-name");
        if name.is_empty() {
            return;
        }
        match target.attribute("data-value") {
            Some(value) => {
                let has = self.filters().has(&name, &value);
                self.filters().choose(&name, &value, !has);
            }
            None => self.filters().set(&name, target.value().trim()),
        }
        self.chosen(heard);
    }

    /// More results. The button goes when they are there; the focus will be on the first new one.
    fn more(&self, heard: &Heard) {
        if self.next.replace(Some(self.results.find_all("h3").length())).is_some() {
            // It was pressed before: nothing has come yet, or something failed.
            return self.look(heard);
        }
        let step = self.search().more(&self.query());
        self.go(step, heard);
    }
}

//! The search as a page calls it. What a page shows and hears is the script `www/find.js`.

use crate::query::{Search, Step};
use crate::told::Teller;
use briefing_index::search::Engine;
use std::cell::{OnceCell, RefCell, RefMut};
use wasm_bindgen::prelude::*;

/// The one search of a page.
struct Part {
    search: RefCell<Search>,
    teller: Teller,
}

thread_local! {
    static PART: OnceCell<&'static Part> = const { OnceCell::new() };
}

/// Starts the search over the index with that root. `texts` are the attributes of its form: see [`Teller::new`]. Gives back what is
/// wrong with the root, or nothing: an exception would bring 0.3 kB along.
#[wasm_bindgen]
pub fn search(root: &[u8], texts: &str) -> String {
    let engine: &'static Engine = match Engine::open(root) {
        Ok(engine) => Box::leak(Box::new(engine)),
        Err(error) => return error.as_str().to_owned(),
    };
    let part = Part { search: RefCell::new(Search::new(engine)), teller: Teller::new(engine, texts) };
    // It starts once. `with` would bring its own panic along.
    let _ = PART.try_with(|known| known.set(Box::leak(Box::new(part))));
    String::new()
}

/// Asks for the next step: 0 after another letter was typed, 1 after none was for a while, 2 for more results, 3 for counts. What is
/// chosen and what is typed, with U+001F between them, make the query. The step is told as [`crate::told`] says.
#[wasm_bindgen]
pub fn ask(what: u8, asked: &str) -> String {
    told(asked, &|search, query| match what {
        0 => search.typed(query),
        1 => search.look(query),
        2 => search.more(query),
        _ => search.count(query),
    })
}

/// Takes a file that was to be fetched, or nothing where it did not come, and tells the next step.
#[wasm_bindgen]
pub fn arrived(path: &str, file: Option<Vec<u8>>, asked: &str) -> String {
    let file = RefCell::new(file);
    told(asked, &|search, query| search.arrived(path, file.take(), query))
}

fn told(asked: &str, step: &dyn Fn(&mut Search, &str) -> Step) -> String {
    let (chosen, typed) = asked.split_once('\u{1F}').unwrap_or_default();
    let Ok(Some(part)) = PART.try_with(|known| known.get().copied()) else { return String::new() };
    let query = [chosen, typed].concat();
    let step = step(&mut part.search(), &query);
    part.teller.told(step, &query, typed)
}

impl Part {
    /// Nothing asks for it twice at once; a panic would say so with 1 kB of formatting.
    fn search(&self) -> RefMut<'_, Search> {
        self.search.try_borrow_mut().unwrap_or_else(|_| std::process::abort())
    }
}

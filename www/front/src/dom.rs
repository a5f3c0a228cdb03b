//! The pages: what is read from them, put into them and heard from them. All text goes in as text, never as markup.

pub(crate) mod list;
pub(crate) mod timeline;

use crate::web::{Heard, Node, find};
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

/// The element that a page must have, or the error of one that lacks it.
fn needed(selector: &str) -> Result<Node, JsValue> {
    find(selector).ok_or_else(|| JsValue::from_str("the page lacks an element"))
}

/// What a page does with what it hears.
type Hear = dyn Fn(&JsValue, &Heard);

/// Makes the function that a page hears with. It stays as long as the page, and so can hand itself to the browser again, for
/// frames and timers.
fn heard(hear: Box<Hear>) -> &'static Heard {
    let own: &'static OnceCell<Heard> = Box::leak(Box::default());
    let hears = Closure::new(move |value: JsValue| {
        if let Some(own) = own.get() {
            hear(&value, own);
        }
    });
    let _ = own.set(hears);
    own.get().unwrap_throw()
}

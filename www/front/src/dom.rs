//! The pages: what is read from them, put into them and heard from them. All text goes in as text, never as markup.

pub(crate) mod list;
pub(crate) mod search;
pub(crate) mod timeline;

use crate::web::{Heard, Node, find};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;

/// The element that a page must have, or the error of one that lacks it.
fn needed(selector: &str) -> Result<Node, JsValue> {
    find(selector).ok_or_else(|| JsValue::from_str("the page lacks an element"))
}

/// What a page does with what it hears.
type Hear = dyn Fn(&JsValue, &Heard);

/// Makes the function that a page hears with. It can hand itself to the browser again, for frames and timers, and stays as long
/// as the page.
fn heard(hear: Box<Hear>) -> Rc<Heard> {
    let heard = Rc::new_cyclic(|own: &Weak<Heard>| {
        let own = own.clone();
        Closure::new(move |value: JsValue| {
            if let Some(own) = own.upgrade() {
                hear(&value, &own);
            }
        })
    });
    core::mem::forget(heard.clone());
    heard
}

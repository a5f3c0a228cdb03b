//! The page: what is read from it, put into it and heard from it. All text goes in as text, never as markup.

pub(crate) mod list;
pub(crate) mod search;
pub(crate) mod timeline;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, UrlSearchParams, Window};

/// What every step that touches the page gives: an error is a JavaScript value, for the console.
pub(crate) type Done<T = ()> = Result<T, JsValue>;

/// The one kind of function that this module hands to the browser. It gets an event, a time (frame) or nothing (timer).
pub(crate) type Heard = Closure<dyn Fn(JsValue)>;

pub(crate) fn window() -> Done<Window> {
    web_sys::window().ok_or_else(missing)
}

pub(crate) fn document() -> Done<Document> {
    window()?.document().ok_or_else(missing)
}

/// The error of a page that lacks what this module was started for.
pub(crate) fn missing() -> JsValue {
    JsValue::from_str("the page lacks an element")
}

/// The first element that a selector finds in the page.
pub(crate) fn find(selector: &str) -> Done<HtmlElement> {
    Ok(document()?.query_selector(selector)?.ok_or_else(missing)?.unchecked_into())
}

/// Appends a new element with a class and a text to another.
pub(crate) fn add(parent: &Element, name: &str, class: &str, text: &str) -> Done<Element> {
    let element = document()?.create_element(name)?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    parent.append_child(&element)?;
    Ok(element)
}

/// Appends a text whose marked stretches are `mark` elements.
pub(crate) fn add_marked(parent: &Element, spans: &[(&str, bool)]) -> Done {
    for (text, marked) in spans {
        if *marked {
            add(parent, "mark", "", text)?;
        } else {
            parent.append_child(&document()?.create_text_node(text))?;
        }
    }
    Ok(())
}

/// Calls `heard` for every event of these kinds.
pub(crate) fn listen(target: &web_sys::EventTarget, kinds: &[&str], heard: &Heard) -> Done {
    for kind in kinds {
        target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref())?;
    }
    Ok(())
}

/// The parameters of the page's address.
pub(crate) fn parameters() -> Done<UrlSearchParams> {
    UrlSearchParams::new_with_str(&window()?.location().search()?)
}

/// Writes parameters into the address without a new page in the history.
pub(crate) fn set_parameters(parameters: &UrlSearchParams) -> Done {
    let window = window()?;
    let text = parameters.to_string().as_string().unwrap_or_default();
    let path = window.location().pathname()?;
    let address = if text.is_empty() { path } else { path + "?" + &text };
    window.history()?.replace_state_with_url(&JsValue::NULL, "", Some(&address))
}

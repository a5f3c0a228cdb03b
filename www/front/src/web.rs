//! The parts of the browser's interface that are used, over `web-sys`. No other module knows that crate.
//!
//! `web-sys` hands every exception over as a `Result`. They all end here, each in one place: an exception leaves the page as it is,
//! so there is nothing for the callers to do, and what each `?` of theirs would clean up makes 4 kB of code. What gives no value does
//! nothing then, what looks for something finds nothing, and what must give a value throws the same exception again: it ends the call
//! and is one line on the console.

mod canvas;

pub(crate) use canvas::Context;
use js_sys::{Date, Function, parse_float};
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_val;
use web_sys::{
    CssStyleDeclaration, Document, HtmlCanvasElement, HtmlElement, KeyboardEvent, MouseEvent, NodeList, PointerEvent,
    WheelEvent, Window,
};
pub(crate) use web_sys::{DomRect as Bounds, UrlSearchParams as Parameters};

/// The one kind of function that is handed to the browser. It gets an event, a time (frame) or nothing (timer).
pub(crate) type Heard = Closure<dyn Fn(JsValue)>;

/// An element, a text, the document, or anything else that hears events. The browser looks a method up by its name alone, so that
/// one type serves for all.
#[derive(Clone, PartialEq)]
pub(crate) struct Node(HtmlElement);

impl Node {
    fn of(value: impl Into<JsValue>) -> Self {
        Self(value.into().unchecked_into())
    }

    #[inline(never)]
    pub(crate) fn listen(&self, kind: &str, heard: &Heard) {
        let _ = self.0.add_event_listener_with_callback(kind, function(heard));
    }

    #[inline(never)]
    pub(crate) fn append(&self, child: &Node) {
        let _ = self.0.append_with_node_1(&child.0);
    }

    pub(crate) fn copy(&self, deep: bool) -> Node {
        Node::of(or_throw(self.0.clone_node_with_deep(deep)))
    }

    pub(crate) fn remove(&self) {
        self.0.remove();
    }

    #[inline(never)]
    pub(crate) fn find(&self, selector: &str) -> Option<Node> {
        self.0.query_selector(selector).ok()?.map(Node::of)
    }

    #[inline(never)]
    pub(crate) fn find_all(&self, selector: &str) -> Nodes {
        Nodes(or_throw(self.0.query_selector_all(selector)))
    }

    #[inline(never)]
    pub(crate) fn closest(&self, selector: &str) -> Option<Node> {
        self.0.closest(selector).ok()?.map(Node::of)
    }

    pub(crate) fn contains(&self, other: &Node) -> bool {
        self.0.contains(Some(&other.0))
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.0.get_attribute(name)
    }

    #[inline(never)]
    pub(crate) fn set_attribute(&self, name: &str, value: &str) {
        let _ = self.0.set_attribute(name, value);
    }

    #[inline(never)]
    pub(crate) fn remove_attribute(&self, name: &str) {
        let _ = self.0.remove_attribute(name);
    }

    /// An attribute, or nothing.
    pub(crate) fn said(&self, name: &str) -> String {
        self.attribute(name).unwrap_or_default()
    }

    /// The text in an element, without the space around it.
    pub(crate) fn text(&self) -> String {
        self.0.text_content().unwrap_or_default().trim().to_owned()
    }

    pub(crate) fn set_text(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    pub(crate) fn set_hidden(&self, hidden: bool) {
        self.0.set_hidden(hidden);
    }

    pub(crate) fn set_width(&self, pixels: u32) {
        self.0.unchecked_ref::<HtmlCanvasElement>().set_width(pixels);
    }

    pub(crate) fn set_height(&self, pixels: u32) {
        self.0.unchecked_ref::<HtmlCanvasElement>().set_height(pixels);
    }

    #[inline(never)]
    pub(crate) fn focus(&self) {
        let _ = self.0.focus();
    }

    pub(crate) fn capture_pointer(&self, pointer: i32) {
        let _ = self.0.set_pointer_capture(pointer);
    }

    pub(crate) fn style(&self) -> Style {
        Style(self.0.style())
    }

    pub(crate) fn bounds(&self) -> Bounds {
        self.0.get_bounding_client_rect()
    }

    pub(crate) fn context(&self, kind: &str) -> Context {
        Context(given(self.0.unchecked_ref::<HtmlCanvasElement>().get_context(kind)).unchecked_into())
    }

    /// Appends a new element with a class and a text.
    pub(crate) fn add(&self, name: &str, class: &str, text: &str) -> Node {
        let element = Node::of(or_throw(document().create_element(name)));
        if !class.is_empty() {
            element.set_attribute("class", class);
        }
        if !text.is_empty() {
            element.set_text(text);
        }
        self.append(&element);
        element
    }
}

/// What a selector finds.
pub(crate) struct Nodes(NodeList);

impl Nodes {
    pub(crate) fn length(&self) -> u32 {
        self.0.length()
    }

    pub(crate) fn item(&self, number: u32) -> Option<Node> {
        self.0.item(number).map(Node::of)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Node> + '_ {
        (0..self.length()).filter_map(|number| self.item(number))
    }
}

pub(crate) struct Style(CssStyleDeclaration);

impl Style {
    #[inline(never)]
    pub(crate) fn property(&self, name: &str) -> String {
        self.0.get_property_value(name).unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn set_property(&self, name: &str, value: &str) {
        let _ = self.0.set_property(name, value);
    }
}

/// What has happened. Who asks for a part of it knows from its kind that it is there.
pub(crate) struct Event<'v>(&'v MouseEvent);

impl<'v> Event<'v> {
    /// The event that a function was called with.
    pub(crate) fn of(value: &'v JsValue) -> Self {
        Self(value.unchecked_ref())
    }

    pub(crate) fn kind(&self) -> String {
        self.0.type_()
    }

    pub(crate) fn target(&self) -> Node {
        Node::of(self.0.target())
    }

    pub(crate) fn prevent_default(&self) {
        self.0.prevent_default();
    }

    pub(crate) fn key(&self) -> String {
        self.0.unchecked_ref::<KeyboardEvent>().key()
    }

    pub(crate) fn ctrl(&self) -> bool {
        self.0.ctrl_key()
    }

    pub(crate) fn shift(&self) -> bool {
        self.0.shift_key()
    }

    /// Whether a key is held that makes another command of this one.
    pub(crate) fn modified(&self) -> bool {
        self.ctrl() || self.0.meta_key() || self.0.alt_key()
    }

    pub(crate) fn x(&self) -> f64 {
        self.0.client_x().into()
    }

    pub(crate) fn y(&self) -> f64 {
        self.0.client_y().into()
    }

    pub(crate) fn pointer(&self) -> i32 {
        self.0.unchecked_ref::<PointerEvent>().pointer_id()
    }

    pub(crate) fn button(&self) -> i16 {
        self.0.button()
    }

    pub(crate) fn detail(&self) -> i32 {
        self.0.detail()
    }

    pub(crate) fn delta_x(&self) -> f64 {
        self.0.unchecked_ref::<WheelEvent>().delta_x()
    }

    pub(crate) fn delta_y(&self) -> f64 {
        self.0.unchecked_ref::<WheelEvent>().delta_y()
    }

    pub(crate) fn delta_mode(&self) -> u32 {
        self.0.unchecked_ref::<WheelEvent>().delta_mode()
    }
}

#[wasm_bindgen]
extern "C" {
    // `web_sys::window` looks for the global object in four places and keeps it; a page has one place, and it gives itself.
    #[wasm_bindgen(js_namespace = globalThis, js_name = valueOf)]
    fn window() -> Window;
}

#[inline(never)]
fn document() -> Document {
    window().document().unwrap_throw()
}

/// A value that there must be, or the browser's exception.
fn or_throw<T>(answer: Result<T, JsValue>) -> T {
    answer.unwrap_or_else(|exception| throw_val(exception))
}

/// The same where the browser may also say that it has none: what is then asked of it is an exception again.
fn given(answer: Result<Option<impl Into<JsValue>>, JsValue>) -> JsValue {
    match answer {
        Ok(value) => value.map_or(JsValue::UNDEFINED, Into::into),
        Err(exception) => throw_val(exception),
    }
}

fn function(heard: &Heard) -> &Function {
    heard.as_ref().unchecked_ref()
}

pub(crate) fn find(selector: &str) -> Option<Node> {
    Node::of(document()).find(selector)
}

pub(crate) fn find_all(selector: &str) -> Nodes {
    Node::of(document()).find_all(selector)
}

pub(crate) fn listen_everywhere(kind: &str, heard: &Heard) {
    let _ = window().add_event_listener_with_callback(kind, function(heard));
}

#[inline(never)]
pub(crate) fn ask_for_frame(heard: &Heard) {
    let _ = window().request_animation_frame(function(heard));
}

/// The number of the timer; there is none with the number 0.
#[inline(never)]
pub(crate) fn wait(heard: &Heard, milliseconds: i32) -> i32 {
    window().set_timeout_with_callback_and_timeout_and_arguments_0(function(heard), milliseconds).unwrap_or_default()
}

pub(crate) fn wait_no_more(timer: i32) {
    window().clear_timeout_with_handle(timer);
}

pub(crate) fn media(query: &str) -> Node {
    Node::of(given(window().match_media(query)))
}

#[inline(never)]
pub(crate) fn computed_style(node: &Node) -> Style {
    Style(given(window().get_computed_style(&node.0)).unchecked_into())
}

pub(crate) fn parse_number(text: &str) -> f64 {
    parse_float(text)
}

pub(crate) fn milliseconds() -> f64 {
    Date::now()
}

/// Whether two handles are of one thing.
pub(crate) fn same(one: &Node, other: &Node) -> bool {
    one == other
}

/// Pixels of the screen for one of the page.
pub(crate) fn pixel_ratio() -> f64 {
    window().device_pixel_ratio()
}

/// The parameters of the page's address.
pub(crate) fn parameters() -> Parameters {
    or_throw(window().location().search().and_then(|text| Parameters::new_with_str(&text)))
}

/// Writes parameters into the address without a new page in the history; a fragment stays. A browser may refuse too many changes
/// at once; then the next one says it all.
pub(crate) fn set_parameters(parameters: &Parameters) {
    let text = String::from(parameters.to_string());
    let sign = if text.is_empty() { "" } else { "?" };
    let window = window();
    let location = window.location();
    let (Ok(path), Ok(fragment), Ok(history)) = (location.pathname(), location.hash(), window.history()) else {
        return;
    };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&(path + sign + &text + &fragment)));
}

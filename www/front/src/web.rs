//! The parts of the browser's interface that are used, and no others.
//!
//! `web-sys` hands every exception over as a `Result`, and all that is dropped on the way out of each `?` made the module half as large
//! again. Declared as here, an exception ends the call and is one line on the console, and the page stays as it is.

use wasm_bindgen::prelude::*;

/// The one kind of function that is handed to the browser. It gets an event, a time (frame) or nothing (timer).
pub(crate) type Heard = Closure<dyn Fn(JsValue)>;

#[wasm_bindgen]
extern "C" {
    pub(crate) type Window;
    // The window is its own value; a static would be kept with more code than it is worth.
    #[wasm_bindgen(js_namespace = globalThis, js_name = valueOf)]
    fn window() -> Window;
    #[wasm_bindgen(method, getter, js_name = devicePixelRatio)]
    fn device_pixel_ratio(this: &Window) -> f64;
    #[wasm_bindgen(method, getter)]
    fn location(this: &Window) -> Location;

    pub(crate) type Location;
    #[wasm_bindgen(method, getter)]
    fn search(this: &Location) -> String;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &Location) -> String;

    #[wasm_bindgen(js_name = addEventListener)]
    pub(crate) fn listen_everywhere(kind: &str, heard: &Heard);
    #[wasm_bindgen(js_name = requestAnimationFrame)]
    pub(crate) fn ask_for_frame(heard: &Heard) -> i32;
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn wait(heard: &Heard, milliseconds: i32) -> i32;
    #[wasm_bindgen(js_name = clearTimeout)]
    pub(crate) fn wait_no_more(timer: i32);
    #[wasm_bindgen(js_name = matchMedia)]
    pub(crate) fn media(query: &str) -> Node;
    #[wasm_bindgen(js_name = getComputedStyle)]
    pub(crate) fn computed_style(node: &Node) -> Style;
    #[wasm_bindgen(js_name = parseFloat)]
    pub(crate) fn parse_number(text: &str) -> f64;
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    pub(crate) fn milliseconds() -> f64;
    #[wasm_bindgen(js_namespace = history, js_name = replaceState, catch)]
    fn replace_state(state: &JsValue, title: &str, address: &str) -> Result<(), JsValue>;

    pub(crate) type Parameters;
    #[wasm_bindgen(constructor, js_class = "URLSearchParams")]
    fn new(text: &str) -> Parameters;
    #[wasm_bindgen(method)]
    pub(crate) fn get(this: &Parameters, name: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    pub(crate) fn set(this: &Parameters, name: &str, value: &str);
    #[wasm_bindgen(method)]
    pub(crate) fn delete(this: &Parameters, name: &str);
    #[wasm_bindgen(method, js_name = toString)]
    fn text(this: &Parameters) -> String;

    #[wasm_bindgen(js_namespace = document, js_name = querySelector)]
    pub(crate) fn find(selector: &str) -> Option<Node>;
    #[wasm_bindgen(js_namespace = document, js_name = querySelectorAll)]
    pub(crate) fn find_all(selector: &str) -> Nodes;
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create(name: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    fn create_text(text: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createDocumentFragment)]
    pub(crate) fn create_fragment() -> Node;

    pub(crate) type Nodes;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn length(this: &Nodes) -> u32;
    #[wasm_bindgen(method)]
    pub(crate) fn item(this: &Nodes, number: u32) -> Option<Node>;

    /// An element, a text, or anything else that hears events.
    #[derive(Clone)]
    pub(crate) type Node;
    #[wasm_bindgen(method, js_name = addEventListener)]
    pub(crate) fn listen(this: &Node, kind: &str, heard: &Heard);
    #[wasm_bindgen(method, getter, js_name = parentElement)]
    pub(crate) fn parent(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, js_name = firstChild)]
    fn first_child(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, js_name = append)]
    pub(crate) fn append(this: &Node, child: &Node);
    #[wasm_bindgen(method, js_name = cloneNode)]
    pub(crate) fn copy(this: &Node, deep: bool) -> Node;
    #[wasm_bindgen(method)]
    pub(crate) fn remove(this: &Node);
    #[wasm_bindgen(method, js_name = querySelector)]
    pub(crate) fn find(this: &Node, selector: &str) -> Option<Node>;
    #[wasm_bindgen(method, js_name = querySelectorAll)]
    pub(crate) fn find_all(this: &Node, selector: &str) -> Nodes;
    #[wasm_bindgen(method)]
    pub(crate) fn closest(this: &Node, selector: &str) -> Option<Node>;
    #[wasm_bindgen(method)]
    pub(crate) fn contains(this: &Node, other: &Node) -> bool;
    #[wasm_bindgen(method, js_name = getAttribute)]
    pub(crate) fn attribute(this: &Node, name: &str) -> Option<String>;
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(crate) fn set_attribute(this: &Node, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeAttribute)]
    pub(crate) fn remove_attribute(this: &Node, name: &str);
    #[wasm_bindgen(method, getter, js_name = textContent)]
    fn text_content(this: &Node) -> Option<String>;
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub(crate) fn set_text(this: &Node, text: &str);
    #[wasm_bindgen(method, getter, js_name = tagName)]
    pub(crate) fn tag(this: &Node) -> String;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn value(this: &Node) -> String;
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_value(this: &Node, value: &str);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_hidden(this: &Node, hidden: bool);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_width(this: &Node, pixels: u32);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_height(this: &Node, pixels: u32);
    #[wasm_bindgen(method)]
    pub(crate) fn focus(this: &Node);
    #[wasm_bindgen(method, js_name = setPointerCapture)]
    pub(crate) fn capture_pointer(this: &Node, pointer: i32);
    #[wasm_bindgen(method, getter)]
    pub(crate) fn style(this: &Node) -> Style;
    #[wasm_bindgen(method, js_name = getBoundingClientRect)]
    pub(crate) fn bounds(this: &Node) -> Bounds;
    #[wasm_bindgen(method, js_name = getContext)]
    pub(crate) fn context(this: &Node, kind: &str) -> Context;

    pub(crate) type Style;
    #[wasm_bindgen(method, js_name = getPropertyValue)]
    pub(crate) fn property(this: &Style, name: &str) -> String;
    #[wasm_bindgen(method, js_name = setProperty)]
    pub(crate) fn set_property(this: &Style, name: &str, value: &str);

    pub(crate) type Bounds;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn left(this: &Bounds) -> f64;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn top(this: &Bounds) -> f64;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn width(this: &Bounds) -> f64;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn height(this: &Bounds) -> f64;

    pub(crate) type Event;
    #[wasm_bindgen(method, getter, js_name = type)]
    pub(crate) fn kind(this: &Event) -> String;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn target(this: &Event) -> Node;
    #[wasm_bindgen(method, js_name = preventDefault)]
    pub(crate) fn prevent_default(this: &Event);
    #[wasm_bindgen(method, getter)]
    pub(crate) fn key(this: &Event) -> String;
    #[wasm_bindgen(method, getter, js_name = ctrlKey)]
    pub(crate) fn ctrl(this: &Event) -> bool;
    #[wasm_bindgen(method, getter, js_name = metaKey)]
    fn meta(this: &Event) -> bool;
    #[wasm_bindgen(method, getter, js_name = altKey)]
    fn alt(this: &Event) -> bool;
    #[wasm_bindgen(method, getter, js_name = shiftKey)]
    pub(crate) fn shift(this: &Event) -> bool;
    #[wasm_bindgen(method, getter, js_name = clientX)]
    pub(crate) fn x(this: &Event) -> f64;
    #[wasm_bindgen(method, getter, js_name = clientY)]
    pub(crate) fn y(this: &Event) -> f64;
    #[wasm_bindgen(method, getter, js_name = pointerId)]
    pub(crate) fn pointer(this: &Event) -> i32;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn button(this: &Event) -> i32;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn detail(this: &Event) -> i32;
    #[wasm_bindgen(method, getter, js_name = deltaX)]
    pub(crate) fn delta_x(this: &Event) -> f64;
    #[wasm_bindgen(method, getter, js_name = deltaY)]
    pub(crate) fn delta_y(this: &Event) -> f64;
    #[wasm_bindgen(method, getter, js_name = deltaMode)]
    pub(crate) fn delta_mode(this: &Event) -> u32;

    /// A canvas to draw on.
    pub(crate) type Context;
    #[wasm_bindgen(method, setter, js_name = fillStyle)]
    pub(crate) fn set_fill(this: &Context, colour: &str);
    #[wasm_bindgen(method, setter, js_name = fillStyle)]
    pub(crate) fn set_fill_gradient(this: &Context, gradient: &Gradient);
    #[wasm_bindgen(method, setter, js_name = strokeStyle)]
    pub(crate) fn set_stroke(this: &Context, colour: &str);
    #[wasm_bindgen(method, setter, js_name = lineWidth)]
    pub(crate) fn set_line_width(this: &Context, width: f64);
    #[wasm_bindgen(method, setter, js_name = lineJoin)]
    pub(crate) fn set_line_join(this: &Context, kind: &str);
    #[wasm_bindgen(method, js_name = setLineDash)]
    pub(crate) fn set_line_dash(this: &Context, lengths: Vec<f64>);
    #[wasm_bindgen(method, setter, js_name = globalAlpha)]
    pub(crate) fn set_alpha(this: &Context, alpha: f64);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_font(this: &Context, font: &str);
    #[wasm_bindgen(method, setter, js_name = textAlign)]
    pub(crate) fn set_text_align(this: &Context, side: &str);
    #[wasm_bindgen(method, setter, js_name = textBaseline)]
    pub(crate) fn set_text_baseline(this: &Context, line: &str);
    #[wasm_bindgen(method)]
    pub(crate) fn save(this: &Context);
    #[wasm_bindgen(method)]
    pub(crate) fn restore(this: &Context);
    #[wasm_bindgen(method)]
    pub(crate) fn scale(this: &Context, x: f64, y: f64);
    #[wasm_bindgen(method)]
    pub(crate) fn clip(this: &Context);
    #[wasm_bindgen(method, js_name = beginPath)]
    pub(crate) fn begin_path(this: &Context);
    #[wasm_bindgen(method, js_name = lineTo)]
    pub(crate) fn line_to(this: &Context, x: f64, y: f64);
    #[wasm_bindgen(method)]
    pub(crate) fn arc(this: &Context, x: f64, y: f64, radius: f64, from: f64, to: f64);
    #[wasm_bindgen(method)]
    pub(crate) fn rect(this: &Context, x: f64, y: f64, width: f64, height: f64);
    #[wasm_bindgen(method, js_name = roundRect)]
    pub(crate) fn round_rect(this: &Context, x: f64, y: f64, width: f64, height: f64, radius: f64);
    #[wasm_bindgen(method)]
    pub(crate) fn fill(this: &Context);
    #[wasm_bindgen(method)]
    pub(crate) fn stroke(this: &Context);
    #[wasm_bindgen(method, js_name = fillRect)]
    pub(crate) fn fill_rect(this: &Context, x: f64, y: f64, width: f64, height: f64);
    #[wasm_bindgen(method, js_name = clearRect)]
    pub(crate) fn clear_rect(this: &Context, x: f64, y: f64, width: f64, height: f64);
    #[wasm_bindgen(method, js_name = fillText)]
    pub(crate) fn fill_text(this: &Context, text: &str, x: f64, y: f64);
    #[wasm_bindgen(method, js_name = strokeText)]
    pub(crate) fn stroke_text(this: &Context, text: &str, x: f64, y: f64);
    #[wasm_bindgen(method, js_name = measureText)]
    fn measure_text(this: &Context, text: &str) -> Bounds;
    #[wasm_bindgen(method, js_name = createLinearGradient)]
    pub(crate) fn gradient(this: &Context, x0: f64, y0: f64, x1: f64, y1: f64) -> Gradient;

    pub(crate) type Gradient;
    #[wasm_bindgen(method, js_name = addColorStop)]
    pub(crate) fn add_stop(this: &Gradient, at: f64, colour: &str);
}

impl Node {
    /// Appends a new element with a class and a text.
    pub(crate) fn add(&self, name: &str, class: &str, text: &str) -> Node {
        let element = create(name);
        if !class.is_empty() {
            element.set_attribute("class", class);
        }
        if !text.is_empty() {
            element.set_text(text);
        }
        self.append(&element);
        element
    }

    /// Appends a text whose marked stretches are `mark` elements.
    pub(crate) fn add_marked(&self, spans: &[(&str, bool)]) {
        for (text, marked) in spans {
            if *marked {
                self.add("mark", "", text);
            } else {
                self.append(&create_text(text));
            }
        }
    }

    /// Moves all that is in this element into another.
    pub(crate) fn move_into(&self, other: &Node) {
        while let Some(child) = self.first_child() {
            other.append(&child);
        }
    }

    /// An attribute, or nothing.
    pub(crate) fn said(&self, name: &str) -> String {
        self.attribute(name).unwrap_or_default()
    }

    /// The text in an element, without the space around it.
    pub(crate) fn text(&self) -> String {
        self.text_content().unwrap_or_default().trim().to_owned()
    }
}

impl Nodes {
    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Node> + '_ {
        (0..self.length()).filter_map(|number| self.item(number))
    }
}

impl Event {
    /// Whether a key is held that makes another command of this one.
    pub(crate) fn modified(&self) -> bool {
        self.ctrl() || self.meta() || self.alt()
    }
}

impl Context {
    /// The width of a text in pixels.
    pub(crate) fn width_of(&self, text: &str) -> f32 {
        self.measure_text(text).width() as f32
    }
}

/// Whether two handles are of one thing.
pub(crate) fn same(one: &Node, other: &Node) -> bool {
    let (one, other): (&JsValue, &JsValue) = (one, other);
    one == other
}

/// Pixels of the screen for one of the page.
pub(crate) fn pixel_ratio() -> f64 {
    window().device_pixel_ratio()
}

/// The parameters of the page's address.
pub(crate) fn parameters() -> Parameters {
    Parameters::new(&window().location().search())
}

/// Writes parameters into the address without a new page in the history. A browser may refuse too many changes at once;
/// then the next one says it all.
pub(crate) fn set_parameters(parameters: &Parameters) {
    let (path, text) = (window().location().pathname(), parameters.text());
    let sign = if text.is_empty() { "" } else { "?" };
    let _ = replace_state(&JsValue::NULL, "", &(path + sign + &text));
}

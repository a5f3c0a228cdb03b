//! The timeline page: the picture over the list, and what a reader does with it.
//!
//! A change (`moves`) asks for a frame; a frame lays out and draws. When nothing has changed for a moment (`rest`), what is not part
//! of the picture follows: links over the marks, the status line, the buttons and the address.

mod moves;
mod rest;

use super::list::{self, Texts as Told};
use super::{heard, needed};
use crate::canvas::{BARS, Colours, Painter, TOKENS, Words};
use crate::gesture::Gesture;
use crate::keys::in_time;
use crate::texts::{question, wording};
use crate::view::{Window, read};
use crate::web::{
    Context, Event, Heard, Node, ask_for_frame, computed_style, listen_everywhere, media, milliseconds, parameters,
    parse_number, pixel_ratio, wait, wait_no_more,
};
use briefing_index::timeline::{
    Density, Events, Labels, Picture, State, Texts, Tick, Timeline, View, Wording, layout, limited,
};
use std::cell::{Cell, RefCell, RefMut};
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;

/// The picture rests after this pause, in milliseconds.
const PAUSE: i32 = 180;

/// Where the texts of events come from.
enum Source {
    List(Vec<Told>),
    File(Timeline<'static>),
}

/// What does not change while the page is there.
struct Page {
    place: Node,
    status: Node,
    panel: Node,
    buttons: Vec<Node>,
    canvas: Node,
    ctx: Context,
    overlay: Node,
    probe: Node,
    source: Source,
    events: Events,
    /// How many items of the list have a date that cannot be drawn.
    undated: usize,
    /// Events in the order of time.
    order: Vec<usize>,
    wording: Wording,
    base: String,
    /// The words for disputed, planned, cancelled, denied, and for the lane of all that has no other.
    words: [String; 5],
    right_to_left: bool,
    bold: Cell<Option<bool>>,
    now: RefCell<Now>,
}

/// What changes.
#[derive(Default)]
struct Now {
    window: Window,
    selected: Option<usize>,
    width: f32,
    height: f32,
    line: f32,
    fonts: [String; 2],
    colours: Colours,
    labels: Labels,
    density: Density,
    strip_ticks: Vec<Tick>,
    picture: Picture,
    gesture: Gesture,
    frame: bool,
    timer: i32,
    /// Whether the reader has changed anything: only then it is written into the address.
    touched: bool,
    painted: bool,
    /// The links over the picture and their events.
    links: Vec<(Node, usize)>,
}

/// Draws the picture. The bytes stay as long as the page.
pub(crate) fn start(bytes: Option<Vec<u8>>) -> Result<(), JsValue> {
    let place = needed("#timeline")?;
    let figure = needed("figure:has(> #timeline)")?;
    let status = needed("figure > [role=status]")?;
    let panel = needed("#timeline-panel")?;
    let (events, lanes, source, undated) = match bytes {
        Some(bytes) => {
            let mut file = Timeline::open(bytes.leak()).map_err(|error| JsValue::from_str(error.as_str()))?;
            let lanes = file.lanes.iter().map(|name| (*name).to_owned()).collect();
            (core::mem::take(&mut file.events), lanes, Source::File(file), 0)
        }
        None => {
            let (events, lanes, texts, undated) = list::read();
            (events, lanes, Source::List(texts), undated)
        }
    };
    let page = Page::new(place, &figure, [status, panel], Events::new(events, lanes), undated, source);
    let page: &'static Page = Box::leak(Box::new(page));
    page.open();
    page.measure_place();
    let heard = heard(Box::new(|value, heard| page.hear(value, heard)));
    for kind in ["pointerdown", "pointermove", "pointerup", "pointercancel", "wheel", "keydown"] {
        page.place.listen(kind, heard);
    }
    listen_everywhere("click", heard);
    listen_everywhere("resize", heard);
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"] {
        media(query).listen("change", heard);
    }
    ask_for_frame(heard);
    Ok(())
}

/// A sentence without its full stop, unless that belongs to an abbreviation at its end.
fn without_stop(text: &str) -> &str {
    let Some(plain) = text.strip_suffix(['.', '。', '۔']) else { return text };
    let mut last = plain.bytes().rev().take_while(|byte| *byte != b' ');
    if last.any(|byte| byte == b'.') || plain.len() < 3 { text } else { plain }
}

/// Whole pixels, as CSS writes them.
fn pixels_of(value: f32) -> String {
    Wording::default().number(value as i64) + "px"
}

impl Page {
    fn new(
        place: Node,
        figure: &Node,
        [status, panel]: [Node; 2],
        events: Events,
        undated: usize,
        source: Source,
    ) -> Self {
        let canvas = place.add("canvas", "", "");
        canvas.set_attribute("aria-hidden", "true");
        place.set_attribute("tabindex", "0");
        place.set_attribute("role", "group");
        place.set_attribute("aria-label", &place.said("data-t-label"));
        let buttons: Vec<Node> = figure.find_all("button[data-zoom], button[data-move]").iter().collect();
        for button in &buttons {
            button.remove_attribute("disabled");
        }
        let begins: Vec<f64> = events.events.iter().map(|event| event.bounds().0 as f64).collect();
        Self {
            status,
            panel,
            buttons,
            ctx: canvas.context("2d"),
            canvas,
            overlay: place.add("div", "", ""),
            probe: place.add("span", "", ""),
            source,
            events,
            undated,
            order: in_time(&begins),
            wording: wording(&|name| place.attribute(name)),
            base: place.said("data-base"),
            words: ["data-t-disputed", "data-t-planned", "data-t-cancelled", "data-t-denied", "data-t-other"]
                .map(|name| place.said(name)),
            right_to_left: computed_style(&place).property("direction") == "rtl",
            bold: Cell::new(None),
            now: RefCell::default(),
            place,
        }
    }

    /// What changes. Nothing asks for it twice at once; the standard panic would say so with 1 kB of formatting.
    fn now(&self) -> RefMut<'_, Now> {
        self.now.try_borrow_mut().unwrap_or_else(|_| throw_str("busy"))
    }

    /// The stretch and the event of the address, or what the page opens with.
    fn open(&self) {
        let density = Density::of(&self.events.events, 100.0);
        let opening =
            Window::opening(density.from, density.to, density.last, self.events.events.len(), milliseconds() / 1000.0);
        let parameters = parameters();
        let second = |name: &str| read(&parameters.get(name)?);
        self.now().window = match (second("from"), second("to")) {
            (Some(from), Some(to)) => opening.between(from, to),
            _ => opening,
        };
        if let Some(event) = parameters.get("event").and_then(|address| self.at_address(&address)) {
            self.choose(Some(event));
        }
        // The address says all this already.
        self.now().touched = false;
    }

    /// All events, drawn or not.
    fn count(&self) -> usize {
        self.events.events.len() + self.undated
    }

    /// A window that shows an event, moved as little as needed.
    fn showing(&self, window: Window, event: Option<usize>) -> Window {
        match event.and_then(|event| self.events.events.get(event)) {
            Some(event) => window.showing(event.bounds().0 as f64, event.bounds().1 as f64),
            None => window,
        }
    }

    /// Reads size, letters and colours of the place, and forgets what was measured with others.
    fn measure_place(&self) {
        let bounds = self.place.bounds();
        let style = computed_style(&self.place);
        let now = &mut *self.now();
        // Whole pixels: a canvas that is stretched by a part of one is blurred all over.
        (now.width, now.height) = (bounds.width().floor() as f32, bounds.height().floor() as f32);
        let size = style.property("font-size");
        let line = parse_number(&style.property("line-height")) as f32;
        now.line = if line > 0.0 { line } else { parse_number(&size) as f32 * 1.3 };
        let font = size + " " + &style.property("font-family");
        now.fonts = [font.clone(), "600 ".to_owned() + &font];
        self.read_colours(now);
        let scale = pixel_ratio();
        self.canvas.set_width((f64::from(now.width) * scale).round() as u32);
        self.canvas.set_height((f64::from(now.height) * scale).round() as u32);
        let style = self.canvas.style();
        style.set_property("width", &pixels_of(now.width));
        style.set_property("height", &pixels_of(now.height));
        self.ctx.scale(scale, scale);
        self.bold.set(None);
        let wide = now.width >= 672.0;
        let widest =
            if wide { limited(now.width * 0.22, 140.0, 240.0) } else { limited(now.width * 0.42, 110.0, 180.0) };
        now.labels = Labels::new(widest, if wide { 3 } else { 4 });
        now.density = Density::of(&self.events.events, now.width);
        now.strip_ticks.clear();
    }

    /// Canvas knows neither custom properties nor the colours of dark mode: an element that has them is asked.
    fn read_colours(&self, now: &mut Now) {
        let (style, own) = (computed_style(&self.probe), self.probe.style());
        own.set_property("forced-color-adjust", "none");
        now.colours.clear();
        for token in TOKENS {
            own.set_property("color", &("var(".to_owned() + token + ")"));
            now.colours.push(style.property("color"));
        }
    }

    fn hear(&self, value: &JsValue, heard: &Heard) {
        if value.is_undefined() {
            return self.rest();
        }
        if !value.is_object() {
            return self.frame(heard);
        }
        let event = &Event::of(value);
        let changed = match event.kind().as_str() {
            "pointerdown" => self.down(event),
            "pointermove" => self.moved(event),
            "pointerup" | "pointercancel" => self.up(event),
            "wheel" => self.wheel(event),
            "keydown" => self.key(event),
            "click" => self.click(event),
            // At once, and not in the next frame: before a page is printed there is none.
            _ => {
                self.measure_place();
                self.draw(&mut self.now());
                true
            }
        };
        // A frame is asked for once.
        if changed && !core::mem::replace(&mut self.now().frame, true) {
            ask_for_frame(heard);
        }
    }

    fn frame(&self, heard: &Heard) {
        let now = &mut *self.now();
        now.frame = false;
        self.draw(now);
        wait_no_more(now.timer);
        let first = !core::mem::replace(&mut now.painted, true);
        now.timer = wait(heard, if first { 0 } else { PAUSE });
    }

    /// Height of the strip and what is around it.
    fn strip_height(now: &Now) -> f32 {
        now.line + BARS + 12.0
    }

    fn draw(&self, now: &mut Now) {
        let strip = Self::strip_height(now);
        let Window { from, to, .. } = now.window;
        let view =
            View { from, to, width: now.width, height: now.height - strip, line: now.line, selected: now.selected };
        let fonts = &now.fonts;
        let mut measure = |text: &str, bold: bool| {
            if self.bold.replace(Some(bold)) != Some(bold) {
                self.ctx.set_font(if bold { &fonts[1] } else { &fonts[0] });
            }
            self.ctx.width_of(text)
        };
        let label = |event| without_stop(&self.texts(event)[0]).to_owned();
        let state = |state| self.state(state);
        let texts = Texts { wording: &self.wording, other: &self.words[4], state: &state, label: &label };
        now.picture = layout(&self.events, &view, &mut now.labels, &texts, &mut measure);
        let area = now.picture.area;
        if now.strip_ticks.is_empty() {
            now.strip_ticks = now.density.ticks(area.left, area.right, &self.wording, &mut measure);
        }
        self.bold.set(None);
        let painter = Painter {
            ctx: &self.ctx,
            colours: &now.colours,
            fonts: &now.fonts,
            width: now.width,
            line: now.line,
            right_to_left: self.right_to_left,
        };
        let strip_words = [self.place.said("data-t-all"), self.wording.count(self.count())];
        let words =
            Words { wording: &self.wording, question: question(&self.wording), state: &state, strip: strip_words };
        painter.paint(&now.picture, &now.labels, &words, now.selected, now.height);
        let (from, to) = (self.strip_x(now, from), self.strip_x(now, to));
        let spare = ((12.0 - (to - from)) / 2.0).max(0.0);
        painter.strip(
            &now.density,
            &now.strip_ticks,
            &area,
            now.height - strip + 4.0,
            (from - spare, to + spare),
            &words,
        );
    }

    /// Where a second stands in the strip.
    fn strip_x(&self, now: &Now, at: f64) -> f32 {
        let area = &now.picture.area;
        let share = limited((at - now.density.from) / (now.density.to - now.density.from), 0.0, 1.0);
        area.left + (f64::from(area.right - area.left) * share) as f32
    }

    fn begin(&self, event: usize) -> f64 {
        self.events.events.get(event).map_or(0.0, |event| event.bounds().0 as f64)
    }

    /// Label, when in words, and address of an event.
    fn texts(&self, event: usize) -> Told {
        match &self.source {
            Source::List(texts) => texts.get(event).cloned().unwrap_or_default(),
            Source::File(file) => file.texts(event).unwrap_or_default(),
        }
    }

    /// The event with an address.
    fn at_address(&self, address: &str) -> Option<usize> {
        (0..self.events.events.len()).find(|event| self.texts(*event)[2] == address)
    }

    /// The word for a state, or nothing where none is said.
    fn state(&self, state: State) -> &str {
        match state {
            State::Disputed => &self.words[0],
            State::Planned => &self.words[1],
            State::Cancelled => &self.words[2],
            State::Denied => &self.words[3],
            State::Reported | State::Confirmed => "",
        }
    }
}

//! The timeline page: the picture over the list, and what a reader does with it.
//!
//! A change asks for a frame; a frame lays out and draws. When nothing has changed for a moment, what is not part of the picture
//! follows: links over the marks, the status line, the buttons and the address.

use super::list::{self, Item, attribute};
use super::{Done, Heard, add, document, find, listen, missing, parameters, set_parameters, window};
use crate::canvas::{BARS, Colours, Painter, TOKENS, Words};
use crate::gesture::{Gesture, Motion, Zone};
use crate::keys::{Action, across, action, along, in_time};
use crate::texts::{Attributes, count, question, timeline_status, wording};
use crate::view::{STEPS, Window, read, written};
use briefing_index::timeline::{Density, Events, Labels, Picture, State, Texts, Tick, Timeline, View, Wording, layout, limited};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, Element, Event, HtmlCanvasElement, HtmlElement, KeyboardEvent, PointerEvent, WheelEvent};

/// The picture rests after this pause, in milliseconds.
const PAUSE: i32 = 180;
/// At most so many links lie over the picture.
const LINKS: usize = 300;
/// What the mouse wheel says of one line or page, in pixels.
const LINE: f64 = 16.0;

/// Where the texts of events come from.
enum Source {
    List(Vec<Item>),
    File(Timeline<'static>),
}

/// What does not change while the page is there.
struct Page {
    place: HtmlElement,
    status: Element,
    panel: HtmlElement,
    buttons: Vec<HtmlElement>,
    canvas: HtmlCanvasElement,
    ctx: CanvasRenderingContext2d,
    overlay: HtmlElement,
    probe: HtmlElement,
    source: Source,
    events: Events,
    /// Events in the order of time.
    order: Vec<usize>,
    wording: Wording,
    base: String,
    states: [(State, String); 4],
    other: String,
    right_to_left: bool,
    bold: Cell<Option<bool>>,
    now: RefCell<Now>,
}

/// What changes.
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
    touched: bool,
    painted: bool,
    links: Vec<(Element, usize)>,
}

/// Draws the picture. The bytes stay as long as the page.
pub(crate) fn start(bytes: Option<Vec<u8>>) -> Done {
    let page = Rc::new(Page::new(bytes)?);
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
    let window = window()?;
    listen(&page.place, &["pointerdown", "pointermove", "pointerup", "pointercancel", "wheel", "keydown"], &heard)?;
    listen(document()?.as_ref(), &["click"], &heard)?;
    listen(&window, &["resize"], &heard)?;
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)", "print"] {
        if let Some(media) = window.match_media(query)? {
            listen(&media, &["change"], &heard)?;
        }
    }
    page.open()?;
    page.measure_place()?;
    page.ask(&heard)?;
    // The page listens as long as it is there.
    core::mem::forget(heard);
    Ok(())
}

impl Page {
    fn new(bytes: Option<Vec<u8>>) -> Done<Self> {
        let place = find("#timeline")?;
        let figure: HtmlElement = place.parent_element().ok_or_else(missing)?.unchecked_into();
        let (events, lanes, source) = match bytes {
            Some(bytes) => {
                let mut file = Timeline::open(bytes.leak()).map_err(|error| JsValue::from_str(error.as_str()))?;
                let lanes = file.lanes.iter().map(|name| (*name).to_owned()).collect();
                (core::mem::take(&mut file.events), lanes, Source::File(file))
            }
            None => {
                let (events, lanes, items) = list::read()?;
                (events, lanes, Source::List(items))
            }
        };
        let begins: Vec<f64> = events.iter().map(|event| event.bounds().0 as f64).collect();
        let word = |name: &str| place.get_attribute(name).unwrap_or_default();
        let canvas: HtmlCanvasElement = add(&place, "canvas", "", "")?.unchecked_into();
        canvas.set_attribute("aria-hidden", "true")?;
        let ctx = canvas.get_context("2d")?.ok_or_else(missing)?.unchecked_into();
        place.set_attribute("tabindex", "0")?;
        place.set_attribute("role", "group")?;
        place.set_attribute("aria-label", &word("data-t-label"))?;
        let found = figure.query_selector_all("button[data-zoom], button[data-move]")?;
        let buttons: Vec<HtmlElement> = (0..found.length()).filter_map(|n| found.item(n)).map(JsCast::unchecked_into).collect();
        for button in &buttons {
            button.remove_attribute("disabled")?;
        }
        Ok(Self {
            status: figure.query_selector("[role=status]")?.ok_or_else(missing)?,
            panel: find("#timeline-panel")?,
            buttons,
            canvas,
            ctx,
            overlay: add(&place, "div", "", "")?.unchecked_into(),
            probe: add(&place, "span", "", "")?.unchecked_into(),
            source,
            events: Events::new(events, lanes),
            order: in_time(&begins),
            wording: wording(&|name| place.get_attribute(name)),
            base: word("data-base"),
            states: [
                (State::Disputed, word("data-t-disputed")),
                (State::Planned, word("data-t-planned")),
                (State::Cancelled, word("data-t-cancelled")),
                (State::Denied, word("data-t-denied")),
            ],
            other: word("data-t-other"),
            right_to_left: window()?.get_computed_style(&place)?.ok_or_else(missing)?.get_property_value("direction")? == "rtl",
            bold: Cell::new(None),
            now: RefCell::new(Now {
                window: Window { from: 0.0, to: 1.0, first: 0.0, last: 1.0 },
                selected: None,
                width: 0.0,
                height: 0.0,
                line: 17.0,
                fonts: Default::default(),
                colours: Vec::new(),
                labels: Labels::default(),
                density: Density::default(),
                strip_ticks: Vec::new(),
                picture: Picture::default(),
                gesture: Gesture::default(),
                frame: false,
                timer: 0,
                touched: false,
                painted: false,
                links: Vec::new(),
            }),
            place,
        })
    }

    /// The stretch and the event of the address, or what the page opens with.
    fn open(&self) -> Done {
        let mut now = self.now.borrow_mut();
        let density = Density::of(&self.events.events, 100.0);
        let opening = Window::opening(density.from, density.to, self.events.events.len(), js_sys::Date::now() / 1000.0);
        let parameters = parameters()?;
        let second = |name: &str| parameters.get(name).and_then(|text| read(&text));
        now.window = match (second("from"), second("to")) {
            (Some(from), Some(to)) => opening.between(from, to),
            _ => opening,
        };
        if let Some(address) = parameters.get("event") {
            now.selected = (0..self.events.events.len()).find(|event| self.texts(*event)[2] == address);
            if let Some(event) = now.selected.and_then(|event| self.events.events.get(event)) {
                let (from, to) = event.bounds();
                now.window = now.window.showing(from as f64, to as f64);
            }
        }
        Ok(())
    }

    /// Reads size, letters and colours of the place, and forgets what was measured with others.
    fn measure_place(&self) -> Done {
        let window = window()?;
        let rect = self.place.get_bounding_client_rect();
        let style = window.get_computed_style(&self.place)?.ok_or_else(missing)?;
        let pixels = |name: &str| Done::Ok(js_sys::parse_float(&style.get_property_value(name)?));
        let mut now = self.now.borrow_mut();
        now.width = rect.width() as f32;
        now.height = rect.height() as f32;
        let line = pixels("line-height")? as f32;
        now.line = if line > 0.0 { line } else { pixels("font-size")? as f32 * 1.3 };
        let font = style.get_property_value("font-size")? + " " + &style.get_property_value("font-family")?;
        now.fonts = [font.clone(), "600 ".to_owned() + &font];
        self.read_colours(&mut now)?;
        let scale = window.device_pixel_ratio();
        self.canvas.set_width((rect.width() * scale) as u32);
        self.canvas.set_height((rect.height() * scale) as u32);
        self.ctx.scale(scale, scale)?;
        self.bold.set(None);
        let wide = now.width >= 672.0;
        let widest = if wide { limited(now.width * 0.22, 140.0, 240.0) } else { limited(now.width * 0.42, 110.0, 180.0) };
        now.labels = Labels::new(widest, if wide { 3 } else { 4 });
        now.density = Density::of(&self.events.events, now.width);
        now.strip_ticks.clear();
        Ok(())
    }

    /// Canvas knows neither custom properties nor the colours of dark mode: an element that has them is asked.
    fn read_colours(&self, now: &mut Now) -> Done {
        let style = window()?.get_computed_style(&self.probe)?.ok_or_else(missing)?;
        let own = self.probe.style();
        own.set_property("forced-color-adjust", "none")?;
        now.colours.clear();
        for token in TOKENS {
            own.set_property("color", &("var(".to_owned() + token + ")"))?;
            now.colours.push(style.get_property_value("color")?);
        }
        Ok(())
    }

    fn hear(&self, value: &JsValue, heard: &Heard) -> Done {
        if value.is_undefined() {
            return self.rest();
        }
        if !value.is_object() {
            return self.frame(heard);
        }
        let event: &Event = value.unchecked_ref();
        let changed = match event.type_().as_str() {
            "pointerdown" => self.down(event.unchecked_ref()),
            "pointermove" => self.moved(event.unchecked_ref()),
            "pointerup" | "pointercancel" => {
                self.now.borrow_mut().gesture.up(event.unchecked_ref::<PointerEvent>().pointer_id());
                Ok(false)
            }
            "wheel" => self.wheel(event.unchecked_ref()),
            "keydown" => self.key(event.unchecked_ref()),
            "click" => self.click(event.unchecked_ref()),
            _ => self.measure_place().map(|()| true),
        }?;
        if changed { self.ask(heard) } else { Ok(()) }
    }

    /// Asks for a frame, once.
    fn ask(&self, heard: &Heard) -> Done {
        if !core::mem::replace(&mut self.now.borrow_mut().frame, true) {
            window()?.request_animation_frame(heard.as_ref().unchecked_ref())?;
        }
        Ok(())
    }

    fn frame(&self, heard: &Heard) -> Done {
        let window = window()?;
        let mut now = self.now.borrow_mut();
        now.frame = false;
        self.draw(&mut now)?;
        window.clear_timeout_with_handle(now.timer);
        let first = !core::mem::replace(&mut now.painted, true);
        let pause = if first { 0 } else { PAUSE };
        now.timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(heard.as_ref().unchecked_ref(), pause)?;
        Ok(())
    }

    fn draw(&self, now: &mut Now) -> Done {
        let strip = now.line + BARS + 12.0;
        let view = View {
            from: now.window.from,
            to: now.window.to,
            width: now.width,
            height: now.height - strip,
            line: now.line,
            selected: now.selected,
        };
        let fonts = now.fonts.clone();
        let mut measure = |text: &str, bold: bool| {
            if self.bold.replace(Some(bold)) != Some(bold) {
                self.ctx.set_font(&fonts[usize::from(bold)]);
            }
            self.ctx.measure_text(text).map_or(0.0, |size| size.width() as f32)
        };
        let label = |event| self.texts(event)[0].trim_end_matches(['.', '。', '۔']).to_owned();
        let state = |state| self.state(state);
        let texts = Texts { wording: &self.wording, other: &self.other, state: &state, label: &label };
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
        let words = Words {
            wording: &self.wording,
            question: question(&self.wording),
            state: &state,
            strip: [attribute(&self.place, "data-t-all"), count(&self.wording, self.events.events.len())],
        };
        painter.paint(&now.picture, &now.labels, &words, now.selected, now.height)?;
        let frame = (self.strip_x(now, now.window.from), self.strip_x(now, now.window.to));
        painter.strip(&now.density, &now.strip_ticks, &area, now.height - strip + 4.0, frame, &words)
    }

    /// What follows when the picture rests.
    fn rest(&self) -> Done {
        let mut now = self.now.borrow_mut();
        self.links(&mut now)?;
        self.say(&now)?;
        if now.touched {
            self.write_address(&now)?;
        }
        if let Some(html) = document()?.document_element() {
            html.set_attribute("data-timeline", "ready")?;
        }
        Ok(())
    }

    /// Tells range and counts, and shows which named step this is.
    fn say(&self, now: &Now) -> Done {
        let Picture { shown, disputed, unlabelled, .. } = now.picture;
        let range = self.wording.stretch(now.window.from as i64, now.window.to as i64);
        let text = timeline_status(&self.attributes(), &self.wording, &range, [shown, self.events.events.len(), disputed, unlabelled]);
        if self.status.text_content().as_deref() != Some(&text) {
            self.status.set_text_content(Some(&text));
        }
        for button in &self.buttons {
            if let Some(name) = button.get_attribute("data-zoom") {
                button.set_attribute("aria-pressed", if now.window.is_step(&name) { "true" } else { "false" })?;
            }
        }
        Ok(())
    }

    fn write_address(&self, now: &Now) -> Done {
        let parameters = parameters()?;
        parameters.set("from", &written(now.window.from));
        parameters.set("to", &written(now.window.to));
        match now.selected {
            Some(event) => parameters.set("event", &self.texts(event)[2]),
            None => parameters.delete("event"),
        }
        // A browser may refuse too many changes; the next pause comes.
        let _ = set_parameters(&parameters);
        Ok(())
    }

    /// Lays a real link over every event that has a place, so that a new tab, its menu and its name are the browser's own.
    fn links(&self, now: &mut Now) -> Done {
        let wanted: Vec<_> = now.picture.placed.iter().take(LINKS).copied().collect();
        let focused: JsValue = document()?.active_element().into();
        for (n, placed) in wanted.iter().enumerate() {
            if now.links.len() <= n {
                let link = add(&self.overlay, "a", "", "")?;
                link.set_attribute("tabindex", "-1")?;
                link.set_attribute("draggable", "false")?;
                now.links.push((link, usize::MAX));
            }
            let Some((link, known)) = now.links.get_mut(n) else { continue };
            if *known != placed.event {
                *known = placed.event;
                let [label, when, address] = self.texts(placed.event);
                let name = when + ": " + &label;
                link.set_attribute("href", &(self.base.clone() + &address))?;
                link.set_attribute("aria-label", &name)?;
                link.set_attribute("title", &name)?;
            }
            let [x0, x1, y0, y1] = placed.rect;
            let (x0, x1) = (x0.max(now.picture.area.left - 8.0), x1.min(now.width));
            let left = if self.right_to_left { now.width - x1 } else { x0 };
            let style = link.unchecked_ref::<HtmlElement>().style();
            for (name, value) in [("left", left), ("top", y0), ("width", (x1 - x0).max(24.0)), ("height", y1 - y0)] {
                style.set_property(name, &(Wording::default().number(value as i64) + "px"))?;
            }
        }
        for (link, _) in now.links.drain(wanted.len().min(now.links.len())..) {
            if JsValue::from(link.clone()) == focused {
                self.place.focus()?;
            }
            link.remove();
        }
        Ok(())
    }

    /// Where a pointer is, from the early side and from above.
    fn place_of(&self, event: &web_sys::MouseEvent) -> (f32, f32) {
        let rect = self.place.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - rect.left();
        let x = if self.right_to_left { rect.width() - x } else { x };
        (x as f32, (f64::from(event.client_y()) - rect.top()) as f32)
    }

    fn strip_x(&self, now: &Now, at: f64) -> f32 {
        let area = &now.picture.area;
        let share = limited((at - now.density.from) / (now.density.to - now.density.from), 0.0, 1.0);
        area.left + (f64::from(area.right - area.left) * share) as f32
    }

    fn down(&self, event: &PointerEvent) -> Done<bool> {
        let (x, y) = self.place_of(event);
        let mut now = self.now.borrow_mut();
        let zone = if y < now.height - now.line - BARS - 12.0 {
            Zone::Lanes
        } else {
            let near = |at: f64| (self.strip_x(&now, at) - x).abs() < 12.0;
            match (near(now.window.from), near(now.window.to)) {
                (true, false) => Zone::Start,
                (false, true) => Zone::End,
                _ => Zone::Strip,
            }
        };
        if event.button() == 0 {
            now.gesture.down(event.pointer_id(), x, y, zone);
        }
        Ok(false)
    }

    fn moved(&self, event: &PointerEvent) -> Done<bool> {
        let (x, y) = self.place_of(event);
        let mut now = self.now.borrow_mut();
        let Some(motion) = now.gesture.moved(event.pointer_id(), x, y) else { return Ok(false) };
        self.place.set_pointer_capture(event.pointer_id())?;
        let area = now.picture.area;
        let width = area.right - area.left;
        let share = |x: f32| f64::from(limited((x - area.left) / width, 0.0, 1.0));
        now.window = match motion {
            Motion::Drag(by) => now.window.moved(f64::from(-by / width)),
            Motion::Pinch(factor, x, by) => now.window.zoomed(f64::from(factor), share(x)).moved(f64::from(-by / width)),
            Motion::Strip(zone, x) => {
                let at = now.density.from + (now.density.to - now.density.from) * share(x);
                match zone {
                    Zone::Start => now.window.between(at.min(now.window.to - 3600.0), now.window.to),
                    Zone::End => now.window.between(now.window.from, at.max(now.window.from + 3600.0)),
                    _ => now.window.moved((at - (now.window.from + now.window.to) / 2.0) / now.window.length()),
                }
            }
        };
        now.touched = true;
        Ok(true)
    }

    /// The wheel zooms while the picture has the focus, or with Ctrl as everywhere; otherwise the page scrolls.
    fn wheel(&self, event: &WheelEvent) -> Done<bool> {
        let focused = document()?.active_element();
        let own = focused.is_some_and(|element| self.place.contains(Some(&element)));
        let lines = if event.delta_mode() == 0 { 1.0 } else { LINE };
        let (across, along) = (event.delta_x() * lines, event.delta_y() * lines);
        let sideways = across.abs() > along.abs();
        if !(own || event.ctrl_key() || sideways) {
            return Ok(false);
        }
        event.prevent_default();
        let (x, _) = self.place_of(event);
        let mut now = self.now.borrow_mut();
        let area = now.picture.area;
        let width = f64::from(area.right - area.left);
        now.window = if sideways {
            now.window.moved(if self.right_to_left { -across } else { across } / width)
        } else {
            now.window.zoomed(1.0 + limited(along, -300.0, 300.0) / 600.0, limited(f64::from(x - area.left) / width, 0.0, 1.0))
        };
        now.touched = true;
        Ok(true)
    }

    fn key(&self, event: &KeyboardEvent) -> Done<bool> {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return Ok(false);
        }
        let Some(action) = action(&event.key(), self.right_to_left) else { return Ok(false) };
        event.prevent_default();
        let mut now = self.now.borrow_mut();
        now.touched = true;
        let place = now.selected.and_then(|event| self.order.iter().position(|other| *other == event));
        let chosen = match action {
            Action::Page(share) => {
                now.window = now.window.moved(share);
                return Ok(true);
            }
            Action::Zoom(factor) => {
                let around = now.selected.map_or(0.5, |event| (self.begin(event) - now.window.from) / now.window.length());
                now.window = now.window.zoomed(factor, if (0.0..1.0).contains(&around) { around } else { 0.5 });
                return Ok(true);
            }
            Action::Leave => {
                drop(now);
                self.choose(None)?;
                return self.place.focus().map(|()| true);
            }
            Action::End(last) => if last { self.order.last() } else { self.order.first() }.copied(),
            Action::Along(steps) => along(self.order.len(), place, steps, self.first_in_view(&now)).and_then(|place| self.order.get(place).copied()),
            Action::Across(steps) => match now.selected {
                Some(event) => across(self.order.len(), event, steps, &|event| self.lane_place(&now, event), &|event| self.begin(event)),
                None => self.first_in_view(&now).and_then(|place| self.order.get(place).copied()),
            },
        };
        drop(now);
        if let Some(chosen) = chosen {
            self.choose(Some(chosen))?;
            self.focus_chosen()?;
        }
        Ok(true)
    }

    /// The place in time of the first event of the view, else the last before it.
    fn first_in_view(&self, now: &Now) -> Option<usize> {
        let before = self.order.partition_point(|event| self.begin(*event) < now.window.from);
        Some(before.min(self.order.len().checked_sub(1)?))
    }

    /// The place of an event's lane in the picture.
    fn lane_place(&self, now: &Now, event: usize) -> usize {
        let own = self.events.events.get(event).map(|event| usize::from(event.lane));
        let lanes = &now.picture.lanes;
        lanes.iter().position(|lane| lane.lane.is_some() && lane.lane == own).unwrap_or(lanes.len())
    }

    fn begin(&self, event: usize) -> f64 {
        self.events.events.get(event).map_or(0.0, |event| event.bounds().0 as f64)
    }

    /// Draws at once and gives the focus to the link of the chosen event, whose name is then spoken.
    fn focus_chosen(&self) -> Done {
        let mut now = self.now.borrow_mut();
        self.draw(&mut now)?;
        self.links(&mut now)?;
        let chosen = now.links.iter().find(|(_, event)| Some(*event) == now.selected).map(|(link, _)| link.clone());
        drop(now);
        match chosen {
            Some(link) => link.unchecked_ref::<HtmlElement>().focus(),
            None => Ok(()),
        }
    }

    /// Clicks anywhere in the page: on buttons, links over the picture, squares, and items of the list.
    fn click(&self, event: &web_sys::MouseEvent) -> Done<bool> {
        let Some(target) = event.target() else { return Ok(false) };
        let target: Element = target.unchecked_into();
        if let Some(button) = target.closest("button")? {
            return self.press(&button);
        }
        if self.place.contains(Some(&target)) {
            return self.click_picture(event, &target);
        }
        let item = target.closest("li[data-event]")?;
        let link = target.closest("a")?;
        match (item, link) {
            (Some(item), None) => {
                let address = attribute(&item, "data-event");
                self.choose((0..self.events.events.len()).find(|event| self.texts(*event)[2] == address)).map(|()| true)
            }
            _ => Ok(false),
        }
    }

    fn click_picture(&self, event: &web_sys::MouseEvent, target: &Element) -> Done<bool> {
        let mut now = self.now.borrow_mut();
        if now.gesture.dragging() {
            event.prevent_default();
            return Ok(false);
        }
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return Ok(false);
        }
        let chosen = now.links.iter().find(|(link, _)| link == target).map(|(_, event)| *event);
        // Enter on a link is a click without a place, and opens it.
        if chosen.is_some() && event.detail() == 0 {
            return Ok(false);
        }
        event.prevent_default();
        let (x, y) = self.place_of(event);
        let square = now.picture.squares.iter().find(|square| (square.x - x).abs() < 14.0 && (square.y - y).abs() < 14.0).copied();
        if let (None, Some(square)) = (chosen, square) {
            let margin = ((square.to - square.from) * 0.1).max(3600.0);
            let (from, to) = (square.from - margin, square.to + margin);
            // What lies at one moment cannot be taken apart by zooming: then the nearest event is chosen.
            now.window = if to - from < now.window.length() * 0.9 { now.window.between(from, to) } else { now.window.zoomed(0.3, 0.5) };
            now.touched = true;
            return Ok(true);
        }
        if y > now.height - now.line - BARS - 12.0 {
            let area = now.picture.area;
            let share = f64::from(limited((x - area.left) / (area.right - area.left), 0.0, 1.0));
            let at = now.density.from + (now.density.to - now.density.from) * share;
            now.window = now.window.moved((at - (now.window.from + now.window.to) / 2.0) / now.window.length());
            now.touched = true;
            return Ok(true);
        }
        drop(now);
        self.choose(chosen).map(|()| true)
    }

    /// A button of the tools or of the panel.
    fn press(&self, button: &Element) -> Done<bool> {
        if self.panel.contains(Some(button)) {
            self.choose(None)?;
            return self.place.focus().map(|()| true);
        }
        let mut now = self.now.borrow_mut();
        if let Some(name) = button.get_attribute("data-zoom").filter(|name| STEPS.iter().any(|(known, _)| known == name)) {
            let around = now.selected.map(|event| self.begin(event)).filter(|at| (now.window.from..now.window.to).contains(at));
            now.window = now.window.step(&name, around);
        } else {
            now.window = match button.get_attribute("data-move").as_deref() {
                Some("earlier") => now.window.moved(-0.5),
                Some("later") => now.window.moved(0.5),
                Some("out") => now.window.zoomed(2.0, 0.5),
                Some("in") => now.window.zoomed(0.5, 0.5),
                _ => return Ok(false),
            };
        }
        now.touched = true;
        Ok(true)
    }

    /// Chooses an event or none: in the picture, in the list, and in the panel.
    fn choose(&self, chosen: Option<usize>) -> Done {
        let mut now = self.now.borrow_mut();
        now.selected = chosen;
        now.touched = true;
        if let Some(event) = chosen.and_then(|event| self.events.events.get(event)) {
            let (from, to) = event.bounds();
            now.window = now.window.showing(from as f64, to as f64);
        }
        drop(now);
        let texts = chosen.map(|event| self.texts(event));
        list::choose(texts.as_ref().map(|[_, _, address]| address.as_str()))?;
        self.panel.set_text_content(None);
        self.panel.set_hidden(texts.is_none());
        let Some([label, when, address]) = texts else { return Ok(()) };
        let state = chosen.and_then(|event| self.events.events.get(event)).map_or("", |event| self.state(event.state));
        let first = add(&self.panel, "p", "over", &(when + " "))?;
        if !state.is_empty() {
            add(&first, "span", "state", state)?;
        }
        let link = add(&add(&self.panel, "h2", "", "")?, "a", "", &label)?;
        link.set_attribute("href", &(self.base.clone() + &address))?;
        list::copy_rest(&address, &self.panel)?;
        let close = add(&add(&self.panel, "p", "", "")?, "button", "", &attribute(&self.place, "data-t-close"))?;
        close.set_attribute("type", "button")
    }

    /// Label, when in words, and address of an event.
    fn texts(&self, event: usize) -> [String; 3] {
        match &self.source {
            Source::List(items) => {
                items.get(event).map(|item| [item.label.clone(), item.when.clone(), item.address.clone()]).unwrap_or_default()
            }
            Source::File(file) => file.texts(event).unwrap_or_default(),
        }
    }

    /// The word for a state, or nothing where none is said.
    fn state(&self, state: State) -> &str {
        self.states.iter().find(|(known, _)| *known == state).map_or("", |(_, word)| word)
    }

    fn attributes(&self) -> Box<Attributes<'_>> {
        Box::new(|name| self.place.get_attribute(name))
    }
}

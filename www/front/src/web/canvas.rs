//! The part of the canvas that is used.

use std::ops::Deref;

use js_sys::Float64Array;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasGradient, CanvasRenderingContext2d};

#[wasm_bindgen]
extern "C" {
    /// What `web-sys` does not know of a canvas.
    type Directed;

    #[wasm_bindgen(method, setter)]
    fn set_direction(this: &Directed, direction: &str);
}

/// A canvas to draw on. What cannot fail is called on the browser's own.
pub(crate) struct Context(pub(super) CanvasRenderingContext2d);

impl Deref for Context {
    type Target = CanvasRenderingContext2d;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Context {
    pub(crate) fn set_fill(&self, colour: &str) {
        self.0.set_fill_style_str(colour);
    }

    pub(crate) fn set_fill_gradient(&self, gradient: &Gradient) {
        self.0.set_fill_style_canvas_gradient(&gradient.0);
    }

    pub(crate) fn set_stroke(&self, colour: &str) {
        self.0.set_stroke_style_str(colour);
    }

    pub(crate) fn set_line_dash(&self, lengths: Vec<f64>) {
        let _ = self.0.set_line_dash(&Float64Array::from(lengths.as_slice()));
    }

    /// The direction in which texts are written from now on.
    pub(crate) fn set_right_to_left(&self, right_to_left: bool) {
        let directed: &Directed = self.0.unchecked_ref();
        directed.set_direction(if right_to_left { "rtl" } else { "ltr" });
    }

    pub(crate) fn set_alpha(&self, alpha: f64) {
        self.0.set_global_alpha(alpha);
    }

    pub(crate) fn scale(&self, x: f64, y: f64) {
        let _ = self.0.scale(x, y);
    }

    #[inline(never)]
    pub(crate) fn arc(&self, x: f64, y: f64, radius: f64, from: f64, to: f64) {
        let _ = self.0.arc(x, y, radius, from, to);
    }

    #[inline(never)]
    pub(crate) fn round_rect(&self, x: f64, y: f64, width: f64, height: f64, radius: f64) {
        let _ = self.0.round_rect_with_f64(x, y, width, height, radius);
    }

    #[inline(never)]
    pub(crate) fn fill_text(&self, text: &str, x: f64, y: f64) {
        let _ = self.0.fill_text(text, x, y);
    }

    #[inline(never)]
    pub(crate) fn stroke_text(&self, text: &str, x: f64, y: f64) {
        let _ = self.0.stroke_text(text, x, y);
    }

    /// The width of a text in pixels.
    #[inline(never)]
    pub(crate) fn width_of(&self, text: &str) -> f32 {
        self.0.measure_text(text).map_or(0.0, |metrics| metrics.width() as f32)
    }

    pub(crate) fn gradient(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Gradient {
        Gradient(self.0.create_linear_gradient(x0, y0, x1, y1))
    }
}

pub(crate) struct Gradient(CanvasGradient);

impl Gradient {
    #[inline(never)]
    pub(crate) fn add_stop(&self, at: f32, colour: &str) {
        let _ = self.0.add_color_stop(at, colour);
    }
}

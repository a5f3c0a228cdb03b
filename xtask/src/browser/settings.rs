//! The reader that a page is shown to: window, preferences and connection.

use serde_json::{Value, json};

/// A window, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    pub width: u32,
    pub height: u32,
    /// Device pixels for each CSS pixel.
    pub scale: f64,
    /// A phone: obeys the page's viewport element, and has a touch screen.
    pub mobile: bool,
}

impl Viewport {
    /// A phone, 360 pixels wide.
    pub const PHONE: Self = Self { width: 360, height: 780, scale: 2.0, mobile: true };
    /// A window on a desk, 1280 pixels wide.
    pub const DESK: Self = Self { width: 1280, height: 900, scale: 1.0, mobile: false };

    pub(super) fn params(self) -> Value {
        let Self { width, height, scale, mobile } = self;
        json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": mobile })
    }
}

/// The medium and the reader's preferences. The default is a screen, light, with nothing asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Media {
    pub print: bool,
    pub dark: bool,
    pub reduced_motion: bool,
    pub forced_colors: bool,
    pub more_contrast: bool,
}

impl Media {
    /// Every feature is named, so that what an earlier call asked for does not linger.
    pub(super) fn params(self) -> Value {
        let pick = |on: bool, yes: &'static str, no: &'static str| if on { yes } else { no };
        let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
        json!({
            "media": pick(self.print, "print", "screen"),
            "features": [
                feature("prefers-color-scheme", pick(self.dark, "dark", "light")),
                feature("prefers-reduced-motion", pick(self.reduced_motion, "reduce", "no-preference")),
                feature("forced-colors", pick(self.forced_colors, "active", "none")),
                feature("prefers-contrast", pick(self.more_contrast, "more", "no-preference")),
            ],
        })
    }
}

/// A connection to the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    pub offline: bool,
    /// Added to each request, in milliseconds.
    pub latency: f64,
    /// Bits in a second, down; nothing is no limit.
    pub down: Option<f64>,
    /// Bits in a second, up; nothing is no limit.
    pub up: Option<f64>,
}

impl Link {
    /// As fast as the machine is.
    pub const FULL: Self = Self { offline: false, latency: 0.0, down: None, up: None };
    /// A slow phone: 150 ms, 1.6 Mbit/s down, 0.75 up.
    pub const SLOW: Self = Self { offline: false, latency: 150.0, down: Some(1.6e6), up: Some(0.75e6) };
    /// No network.
    pub const OFFLINE: Self = Self { offline: true, ..Self::FULL };

    pub(super) fn params(self) -> Value {
        // The protocol counts bytes, and -1 is no limit.
        let bytes = |bits: Option<f64>| bits.map_or(-1.0, |bits| bits / 8.0);
        json!({
            "offline": self.offline,
            "latency": self.latency,
            "downloadThroughput": bytes(self.down),
            "uploadThroughput": bytes(self.up),
        })
    }
}

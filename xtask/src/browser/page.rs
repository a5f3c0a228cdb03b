//! One page, as a test holds it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::PATIENCE;
use super::keys::Stroke;
use super::process::Process;
use super::record::{Request, Watch, exception};
use super::settings::{Link, Media, Viewport};
use crate::{Error, Result};

/// How often [`Page::wait_for`] looks.
const GLANCE: Duration = Duration::from_millis(20);

/// Gives the middle of the element, in view, or throws why a reader could not point at it.
const POINT_AT: &str = r#"(selector => {
    const element = document.querySelector(selector);
    if (!element) throw new Error("nothing matches");
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = [...element.getClientRects()].find(box => box.width > 0 && box.height > 0);
    if (!box) throw new Error("it takes no room");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    if (!top) throw new Error("it is out of view");
    if (!element.contains(top) && !(top.closest("label")?.control === element))
        throw new Error("it is covered by " + top.cloneNode().outerHTML);
    return { x, y };
})"#;

/// An element that is at one place for so long stands still, and is given so many tries.
const STILL: Duration = Duration::from_millis(50);
const STILL_TRIES: u32 = 40;

/// A page with a store, cache and cookies of its own. It closes when dropped, and keeps its browser running until then.
///
/// All methods fail with a sentence when Chromium refuses, has ended, or does not answer within [`PATIENCE`].
#[derive(Debug)]
pub struct Page {
    process: Arc<Process>,
    context: String,
    session: String,
    watch: Arc<Watch>,
}

impl Page {
    pub(super) fn open(process: Arc<Process>) -> Result<Self> {
        let browser = |method: &str, params: Value| process.wire().call(None, method, params, PATIENCE);
        let context = member(&browser("Target.createBrowserContext", json!({}))?, "browserContextId")?;
        let target = json!({ "url": "about:blank", "browserContextId": context });
        let target = member(&browser("Target.createTarget", target)?, "targetId")?;
        let session = browser("Target.attachToTarget", json!({ "targetId": target, "flatten": true }))?;
        let session = member(&session, "sessionId")?;
        let watch = Arc::new(Watch::default());
        process.wire().watch(&session, Arc::clone(&watch));
        let page = Self { process, context, session, watch };
        for domain in ["Page", "Runtime", "Log", "Network", "Performance", "Inspector"] {
            page.send(&format!("{domain}.enable"), json!({}))?;
        }
        page.send("Page.setLifecycleEventsEnabled", json!({ "enabled": true }))?;
        // Several pages are open at once, and each must act as the one in front.
        page.send("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
        page.viewport(Viewport::DESK)?;
        page.media(Media::default())?;
        Ok(page)
    }

    /// Sends any command of the DevTools protocol to this page.
    pub fn send(&self, method: &str, params: Value) -> Result<Value> {
        self.send_within(PATIENCE, method, params)
    }

    fn send_within(&self, patience: Duration, method: &str, params: Value) -> Result<Value> {
        self.process.wire().call(Some(&self.session), method, params, patience)
    }

    /// Opens `url` and waits until it is loaded, or at once if only the fragment differs.
    pub fn goto(&self, url: &str) -> Result<()> {
        let reply = self.send("Page.navigate", json!({ "url": url }))?;
        if let Some(reason) = reply["errorText"].as_str() {
            return Err(Error::new(format!("cannot open {url}: {reason}")));
        }
        let Some(loader) = reply["loaderId"].as_str() else { return Ok(()) };
        self.loaded(|loaded| loaded.iter().any(|known| known == loader), url)
    }

    /// Loads the page anew and waits until it is loaded.
    pub fn reload(&self) -> Result<()> {
        let before = self.watch.record().loaded.len();
        self.send("Page.reload", json!({}))?;
        self.loaded(|loaded| loaded.len() > before, "the page anew")
    }

    fn loaded(&self, holds: impl Fn(&[String]) -> bool, what: &str) -> Result<()> {
        let over = self.watch.wait(PATIENCE, |record| record.crashed || holds(&record.loaded));
        match (over, self.watch.record().crashed) {
            (_, true) => Err(Error::new(format!("cannot open {what}: the page crashed"))),
            (false, _) => Err(Error::new(format!("{what}: not loaded within {} s", PATIENCE.as_secs()))),
            _ => Ok(()),
        }
    }

    /// The value of a JavaScript expression, as JSON; of a promise, what it resolves to. `undefined` is null, and `NaN`
    /// and its like are strings. The page's own security policy does not apply.
    ///
    /// # Errors
    /// With what was thrown, too.
    pub fn eval(&self, js: &str) -> Result<Value> {
        self.eval_within(PATIENCE, js)
    }

    /// As [`Page::eval`], for what may take long.
    pub fn eval_within(&self, patience: Duration, js: &str) -> Result<Value> {
        let params = json!({ "expression": js, "awaitPromise": true, "returnByValue": true, "userGesture": true });
        let reply = self.send_within(patience, "Runtime.evaluate", params)?;
        evaluated(&reply)
    }

    /// Waits until a JavaScript expression (not a promise) is truthy.
    ///
    /// # Errors
    /// When it is not within `patience`, with the last exception if it threw.
    pub fn wait_for(&self, condition: &str, patience: Duration) -> Result<()> {
        let deadline = Instant::now() + patience;
        loop {
            // An error may pass: between two documents there is nothing to ask.
            let answer = self.eval(&format!("!!({condition})"));
            if matches!(answer, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                let cause = answer.err().map(|error| format!(": {error}")).unwrap_or_default();
                return Err(Error::new(format!("not within {} s: {condition}{cause}", patience.as_secs_f32())));
            }
            thread::sleep(GLANCE);
        }
    }

    /// Presses the key of each sign in turn, as one who types.
    pub fn type_text(&self, text: &str) -> Result<()> {
        text.chars().try_for_each(|sign| self.stroke(&Stroke::sign(sign)))
    }

    /// Presses a key, such as `Enter`, `a`, `?`, `Shift+Tab`, `Control+K`. Names are those of `KeyboardEvent.key`, and
    /// `Space`.
    ///
    /// # Errors
    /// When there is no such key, too.
    pub fn press(&self, chord: &str) -> Result<()> {
        self.stroke(&Stroke::named(chord)?)
    }

    fn stroke(&self, stroke: &Stroke) -> Result<()> {
        stroke.events().into_iter().try_for_each(|event| self.send("Input.dispatchKeyEvent", event).map(drop))
    }

    /// Scrolls the first element that matches into view and clicks its middle.
    ///
    /// # Errors
    /// When nothing matches, or when the element cannot be pointed at, too.
    pub fn click(&self, selector: &str) -> Result<()> {
        let point = self.hover(selector)?;
        self.mouse("mousePressed", &point, 1)?;
        self.mouse("mouseReleased", &point, 1)
    }

    /// Moves the mouse to the middle of the first element that matches, and gives that point as `{x, y}`.
    ///
    /// # Errors
    /// As [`Page::click`].
    pub fn hover(&self, selector: &str) -> Result<Value> {
        let mut point = self.point_at(selector)?;
        // A page that scrolls smoothly, or is just being laid out, moves the element away from under the mouse, perhaps
        // only while that is on its way.
        for _ in 0..STILL_TRIES {
            std::thread::sleep(STILL);
            let next = self.point_at(selector)?;
            if next == point {
                self.mouse("mouseMoved", &point, 0)?;
                if self.point_at(selector)? == point {
                    return Ok(point);
                }
            }
            point = next;
        }
        self.mouse("mouseMoved", &point, 0)?;
        Ok(point)
    }

    fn point_at(&self, selector: &str) -> Result<Value> {
        let found = self.eval(&format!("{POINT_AT}({})", Value::from(selector)));
        found.map_err(|error| Error::new(format!("cannot point at `{selector}`: {error}")))
    }

    fn mouse(&self, kind: &str, point: &Value, clicks: u32) -> Result<()> {
        let button = if clicks == 0 { "none" } else { "left" };
        let event = json!({ "type": kind, "x": point["x"], "y": point["y"], "button": button, "clickCount": clicks });
        self.send("Input.dispatchMouseEvent", event).map(drop)
    }

    /// Writes a picture of what is in view, as PNG.
    pub fn screenshot(&self, path: impl AsRef<Path>) -> Result<()> {
        let reply = self.send("Page.captureScreenshot", json!({ "format": "png" }))?;
        write_data(&reply, path.as_ref())
    }

    /// Writes a picture of the whole page, as PNG.
    pub fn screenshot_whole(&self, path: impl AsRef<Path>) -> Result<()> {
        let size = self.send("Page.getLayoutMetrics", json!({}))?["cssContentSize"].take();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let params = json!({ "format": "png", "clip": clip, "captureBeyondViewport": true });
        write_data(&self.send("Page.captureScreenshot", params)?, path.as_ref())
    }

    /// Writes the page as it prints on A4, as PDF.
    pub fn pdf(&self, path: impl AsRef<Path>) -> Result<()> {
        let params = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
        write_data(&self.send("Page.printToPDF", params)?, path.as_ref())
    }

    /// Sets the window. A new page has [`Viewport::DESK`].
    pub fn viewport(&self, viewport: Viewport) -> Result<()> {
        self.send("Emulation.setDeviceMetricsOverride", viewport.params())?;
        self.send("Emulation.setTouchEmulationEnabled", json!({ "enabled": viewport.mobile })).map(drop)
    }

    /// Sets the medium and the reader's preferences, all of them. A new page has [`Media::default`].
    pub fn media(&self, media: Media) -> Result<()> {
        self.send("Emulation.setEmulatedMedia", media.params()).map(drop)
    }

    /// Sets the time zone in which the reader is, by its name in the tz database.
    ///
    /// # Errors
    /// When Chromium does not know it, refuses, or does not answer.
    pub fn time_zone(&self, name: &str) -> Result<()> {
        self.send("Emulation.setTimezoneOverride", json!({ "timezoneId": name })).map(drop)
    }

    /// Switches the page's scripts on or off, from the next load on. [`Page::eval`] works all the same.
    pub fn javascript(&self, enabled: bool) -> Result<()> {
        self.send("Emulation.setScriptExecutionDisabled", json!({ "value": !enabled })).map(drop)
    }

    /// Sets the connection to the network. A new page has [`Link::FULL`].
    pub fn link(&self, link: Link) -> Result<()> {
        self.send("Network.emulateNetworkConditions", link.params()).map(drop)
    }

    /// Makes the processor `rate` times slower; 1 is as it is.
    pub fn slow_cpu(&self, rate: f64) -> Result<()> {
        self.send("Emulation.setCPUThrottlingRate", json!({ "rate": rate })).map(drop)
    }

    /// Lets requests fail whose address matches one of `patterns`, in which `*` stands for anything. An empty list
    /// blocks nothing.
    pub fn block(&self, patterns: &[&str]) -> Result<()> {
        self.send("Network.setBlockedURLs", json!({ "urls": patterns })).map(drop)
    }

    /// Runs a script before any of the page's own, on each load from the next on.
    pub fn before_load(&self, js: &str) -> Result<()> {
        self.send("Page.addScriptToEvaluateOnNewDocument", json!({ "source": js })).map(drop)
    }

    /// Console calls and uncaught exceptions so far, each as `kind: text`.
    pub fn console(&self) -> Vec<String> {
        self.watch.record().console.clone()
    }

    /// What the browser itself complained about so far (failed requests, blocked content), as `source level: text`.
    pub fn log(&self) -> Vec<String> {
        self.watch.record().log.clone()
    }

    /// The entries of [`Page::log`] that tell of a breach of the content security policy.
    pub fn csp_violations(&self) -> Vec<String> {
        let log = self.log().into_iter();
        log.filter(|line| line.starts_with("security ") && line.contains("Content Security Policy")).collect()
    }

    /// The texts of dialogs so far, `alert` and the like. Each is accepted at once.
    pub fn dialogs(&self) -> Vec<String> {
        self.watch.record().dialogs.clone()
    }

    /// All requests so far, in the order in which they began.
    pub fn requests(&self) -> Vec<Request> {
        self.watch.record().requests.clone()
    }

    /// Chromium's counters for this page, such as `TaskDuration` (seconds), `JSHeapUsedSize` (bytes) and `Nodes`.
    pub fn metrics(&self) -> Result<BTreeMap<String, f64>> {
        let reply = self.send("Performance.getMetrics", json!({}))?;
        let metrics = reply["metrics"].as_array().map(Vec::as_slice).unwrap_or_default();
        let pair = |metric: &Value| Some((metric["name"].as_str()?.to_owned(), metric["value"].as_f64()?));
        Ok(metrics.iter().filter_map(pair).collect())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.process.wire().forget(&self.session);
        self.process.wire().tell(None, "Target.disposeBrowserContext", json!({ "browserContextId": self.context }));
    }
}

fn member(reply: &Value, name: &str) -> Result<String> {
    let text = reply[name].as_str().map(str::to_owned);
    text.ok_or_else(|| Error::new(format!("Chromium's reply has no `{name}`")))
}

/// The value in a reply to `Runtime.evaluate`, or what was thrown.
fn evaluated(reply: &Value) -> Result<Value> {
    let thrown = &reply["exceptionDetails"];
    if !thrown.is_null() {
        return Err(Error::new(exception(thrown)));
    }
    let result = &reply["result"];
    let special = &result["unserializableValue"];
    Ok(if special.is_null() { result["value"].clone() } else { special.clone() })
}

fn write_data(reply: &Value, path: &Path) -> Result<()> {
    let data = member(reply, "data")?;
    let bytes = BASE64.decode(data).map_err(Error::on("read a picture from Chromium"))?;
    fs::write(path, bytes).map_err(Error::at("write", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_hold_a_value_or_what_was_thrown() {
        let check = |reply: Value, expected: Result<Value>| assert_eq!(evaluated(&reply), expected);
        check(json!({ "result": { "type": "number", "value": 3 } }), Ok(json!(3)));
        check(json!({ "result": { "type": "undefined" } }), Ok(Value::Null));
        check(json!({ "result": { "type": "number", "unserializableValue": "-Infinity" } }), Ok(json!("-Infinity")));
        let error = json!({ "subtype": "error", "description": "Error: no\n  at …" });
        check(json!({ "exceptionDetails": { "exception": error } }), Err(Error::new("Error: no")));
    }

    #[test]
    fn a_reply_without_its_member_is_an_error() {
        assert_eq!(member(&json!({ "a": "b" }), "a"), Ok("b".to_owned()));
        assert_eq!(member(&json!({ "a": 1 }), "a"), Err(Error::new("Chromium's reply has no `a`")));
    }
}

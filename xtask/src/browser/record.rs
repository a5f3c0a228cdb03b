//! What a page has seen so far: a pure fold of Chromium's events into lists.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A request that a page made. A redirect is one request, and what it leads to another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    pub url: String,
    pub method: String,
    /// Chromium's word for what was wanted: `Document`, `Stylesheet`, `Script`, `Fetch`, …
    pub kind: String,
    /// Nothing before there is an answer.
    pub status: Option<u16>,
    pub mime: String,
    /// Bytes over the network, the answer's head included, as they were encoded there. Zero from a cache.
    pub encoded: u64,
    pub from_cache: bool,
    /// Why it failed; nothing where it did not.
    pub failure: Option<String>,
    /// Seconds on Chromium's clock: comparable with each other, and nothing else.
    pub started: f64,
    /// As `started`; nothing before the end.
    pub ended: Option<f64>,
}

/// All that a page has seen.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// `kind: text` of each call to the console and each uncaught exception.
    pub(super) console: Vec<String>,
    /// `source level: text` of what the browser itself complains about.
    pub(super) log: Vec<String>,
    /// The texts of dialogs.
    pub(super) dialogs: Vec<String>,
    pub(super) requests: Vec<Request>,
    /// The loader of each document that is loaded; the newest is the last.
    pub(super) loaded: Vec<String>,
    /// The page's renderer is gone.
    pub(super) crashed: bool,
    /// The place in `requests` of the newest request of each id.
    under_way: BTreeMap<String, usize>,
}

/// A record that can be waited for.
#[derive(Debug, Default)]
pub(super) struct Watch {
    record: Mutex<Record>,
    changed: Condvar,
}

impl Watch {
    pub(super) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn note(&self, method: &str, params: &Value) {
        self.record().note(method, params);
        self.changed.notify_all();
    }

    /// Whether `holds` comes true within `patience`.
    pub(super) fn wait(&self, patience: Duration, mut holds: impl FnMut(&Record) -> bool) -> bool {
        let deadline = Instant::now() + patience;
        let mut record = self.record();
        loop {
            if holds(&record) {
                return true;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            record = self.changed.wait_timeout(record, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Record {
    fn note(&mut self, method: &str, params: &Value) {
        match method {
            "Runtime.consoleAPICalled" => self.console.push(console_line(params)),
            "Runtime.exceptionThrown" => {
                self.console.push(format!("exception: {}", exception(&params["exceptionDetails"])));
            }
            "Log.entryAdded" => self.log.push(log_line(&params["entry"])),
            "Page.javascriptDialogOpening" => self.dialogs.push(text(&params["message"])),
            "Page.lifecycleEvent" if params["name"] == "load" => self.loaded.push(text(&params["loaderId"])),
            "Inspector.targetCrashed" => self.crashed = true,
            "Network.requestWillBeSent" => self.begin(params),
            "Network.requestServedFromCache" => self.with(params, |request| request.from_cache = true),
            "Network.responseReceived" => self.with(params, |request| answered(request, &params["response"])),
            "Network.loadingFinished" => self.with(params, |request| {
                request.encoded = whole(&params["encodedDataLength"]);
                request.ended = params["timestamp"].as_f64();
            }),
            "Network.loadingFailed" => self.with(params, |request| {
                let blocked = params["blockedReason"].as_str().map(|reason| format!("blocked: {reason}"));
                request.failure = Some(blocked.unwrap_or_else(|| text(&params["errorText"])));
                request.ended = params["timestamp"].as_f64();
            }),
            _ => {}
        }
    }

    fn begin(&mut self, params: &Value) {
        let redirect = &params["redirectResponse"];
        if !redirect.is_null() {
            self.with(params, |request| {
                answered(request, redirect);
                request.encoded = whole(&redirect["encodedDataLength"]);
                request.ended = params["timestamp"].as_f64();
            });
        }
        self.under_way.insert(text(&params["requestId"]), self.requests.len());
        self.requests.push(Request {
            url: text(&params["request"]["url"]),
            method: text(&params["request"]["method"]),
            kind: text(&params["type"]),
            started: params["timestamp"].as_f64().unwrap_or_default(),
            ..Request::default()
        });
    }

    fn with(&mut self, params: &Value, change: impl FnOnce(&mut Request)) {
        let place = params["requestId"].as_str().and_then(|id| self.under_way.get(id));
        if let Some(request) = place.and_then(|place| self.requests.get_mut(*place)) {
            change(request);
        }
    }
}

fn answered(request: &mut Request, response: &Value) {
    request.status = response["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    request.mime = text(&response["mimeType"]);
    request.from_cache |= response["fromDiskCache"] == true;
}

fn console_line(params: &Value) -> String {
    let arguments = params["args"].as_array().map(Vec::as_slice).unwrap_or_default();
    let words: Vec<String> = arguments.iter().map(described).collect();
    format!("{}: {}", text(&params["type"]), words.join(" "))
}

fn log_line(entry: &Value) -> String {
    let place = entry["url"].as_str().map(|url| format!(" ({url})")).unwrap_or_default();
    format!("{} {}: {}{place}", text(&entry["source"]), text(&entry["level"]), text(&entry["text"]))
}

/// What a thrown value says. Errors describe themselves with their stack, of which the first line is the message.
pub(super) fn exception(details: &Value) -> String {
    let thrown = &details["exception"];
    let said = if thrown.is_null() { text(&details["text"]) } else { described(thrown) };
    match thrown["subtype"].as_str() {
        Some("error") => said.lines().next().unwrap_or_default().to_owned(),
        _ => said,
    }
}

/// A value of the page in words.
fn described(value: &Value) -> String {
    let known = ["unserializableValue", "description"].iter().find_map(|key| value[*key].as_str());
    match (&value["value"], known) {
        (Value::String(text), _) => text.clone(),
        (Value::Null, Some(known)) => known.to_owned(),
        (Value::Null, None) => value["subtype"].as_str().or(value["type"].as_str()).unwrap_or("undefined").to_owned(),
        (plain, _) => plain.to_string(),
    }
}

/// Lengths arrive as floats that hold whole numbers.
fn whole(value: &Value) -> u64 {
    value.as_f64().unwrap_or_default() as u64
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(events: &[(&str, Value)]) -> Record {
        let mut record = Record::default();
        for (method, params) in events {
            record.note(method, params);
        }
        record
    }

    #[test]
    fn the_console_is_told_in_words() {
        let check = |params: Value, expected: &str| {
            assert_eq!(record(&[("Runtime.consoleAPICalled", params)]).console, [expected]);
        };
        check(json!({ "type": "log", "args": [{ "type": "string", "value": "a" }, { "value": 1 }] }), "log: a 1");
        check(json!({ "type": "error", "args": [{ "type": "object", "description": "Error: b" }] }), "error: Error: b");
        check(json!({ "type": "log", "args": [{ "type": "undefined" }] }), "log: undefined");
        check(json!({ "type": "log", "args": [{ "type": "object", "subtype": "null", "value": null }] }), "log: null");
        check(json!({ "type": "log", "args": [{ "type": "number", "unserializableValue": "NaN" }] }), "log: NaN");
        check(json!({ "type": "clear" }), "clear: ");
    }

    #[test]
    fn exceptions_say_their_message_and_not_their_stack() {
        let check = |details: Value, expected: &str| assert_eq!(exception(&details), expected);
        let error = json!({ "subtype": "error", "description": "TypeError: no\n    at x.js:1" });
        check(json!({ "text": "Uncaught", "exception": error }), "TypeError: no");
        check(json!({ "text": "Uncaught", "exception": { "type": "string", "value": "plain" } }), "plain");
        check(json!({ "text": "Uncaught" }), "Uncaught");
    }

    #[test]
    fn log_entries_name_source_level_and_place() {
        let entry = json!({ "source": "security", "level": "error", "text": "Refused", "url": "http://a/" });
        assert_eq!(
            record(&[("Log.entryAdded", json!({ "entry": entry }))]).log,
            ["security error: Refused (http://a/)"]
        );
    }

    #[test]
    fn a_request_gathers_what_is_told_of_it() {
        let begun = json!({ "requestId": "1", "type": "Script", "timestamp": 2.0,
                            "request": { "url": "http://a/x.js", "method": "GET" } });
        let answer = json!({ "requestId": "1", "response": { "status": 200, "mimeType": "text/javascript" } });
        let end = json!({ "requestId": "1", "encodedDataLength": 123.0, "timestamp": 3.5 });
        let record = record(&[
            ("Network.requestWillBeSent", begun),
            ("Network.responseReceived", answer),
            ("Network.loadingFinished", end),
            ("Network.loadingFinished", json!({ "requestId": "unknown", "encodedDataLength": 9 })),
        ]);
        let expected = Request {
            url: "http://a/x.js".to_owned(),
            method: "GET".to_owned(),
            kind: "Script".to_owned(),
            status: Some(200),
            mime: "text/javascript".to_owned(),
            encoded: 123,
            started: 2.0,
            ended: Some(3.5),
            ..Request::default()
        };
        assert_eq!(record.requests, [expected]);
    }

    #[test]
    fn a_redirect_is_two_requests() {
        let first = json!({ "requestId": "1", "request": { "url": "http://a/b" } });
        let second = json!({ "requestId": "1", "request": { "url": "http://a/b/" },
                             "redirectResponse": { "status": 301, "encodedDataLength": 90 } });
        let failed = json!({ "requestId": "1", "errorText": "net::ERR_FAILED" });
        let record = record(&[
            ("Network.requestWillBeSent", first),
            ("Network.requestWillBeSent", second),
            ("Network.loadingFailed", failed),
        ]);
        let told = |request: &Request| (request.url.clone(), request.status, request.encoded, request.failure.clone());
        let expected = [
            ("http://a/b".to_owned(), Some(301), 90, None),
            ("http://a/b/".to_owned(), None, 0, Some("net::ERR_FAILED".to_owned())),
        ];
        assert_eq!(record.requests.iter().map(told).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn odd_events_change_nothing() {
        let record = record(&[
            ("Network.loadingFinished", Value::Null),
            ("Page.lifecycleEvent", json!({ "name": "init", "loaderId": "L" })),
            ("What.ever", json!([1, 2])),
        ]);
        assert!(record.requests.is_empty() && record.loaded.is_empty() && record.console.is_empty());
    }

    #[test]
    fn waiting_ends_with_the_event_or_with_the_time() {
        let watch = Watch::default();
        assert!(!watch.wait(Duration::from_millis(1), |record| record.crashed));
        std::thread::scope(|scope| {
            scope.spawn(|| watch.note("Inspector.targetCrashed", &Value::Null));
            assert!(watch.wait(Duration::from_secs(30), |record| record.crashed));
        });
    }
}

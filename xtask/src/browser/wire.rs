//! Messages to and from Chromium: JSON, each ended by a zero byte.
//!
//! Any thread may call. One thread reads: it hands each reply to the caller that waits for it and notes each event in
//! the record of its page.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, ChildStdout};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::record::Watch;
use crate::{Error, Result};

/// The connection to one Chromium.
#[derive(Debug)]
pub(super) struct Wire {
    ends: Arc<Ends>,
}

/// What callers and the reading thread share.
#[derive(Debug)]
struct Ends {
    /// Nothing once we have hung up.
    output: Mutex<Option<ChildStdin>>,
    next: AtomicU64,
    routes: Mutex<Routes>,
}

#[derive(Debug, Default)]
struct Routes {
    /// Who waits for the reply to which message.
    replies: BTreeMap<u64, Sender<Result<Value>>>,
    /// The record of each page, by its session.
    watches: BTreeMap<String, Arc<Watch>>,
    /// Chromium has closed its end: nobody will be answered any more.
    closed: bool,
}

/// What Chromium says.
#[derive(Debug, PartialEq)]
enum Message {
    Reply { id: u64, outcome: Result<Value> },
    Event { session: String, method: String, params: Value },
}

impl Wire {
    pub(super) fn new(to: ChildStdin, from: ChildStdout) -> Self {
        let ends = Ends { output: Mutex::new(Some(to)), next: AtomicU64::new(1), routes: Mutex::default() };
        let ends = Arc::new(ends);
        let reading = Arc::clone(&ends);
        thread::spawn(move || reading.read_all(from));
        Self { ends }
    }

    /// Sends a command to a page's `session`, or to the browser itself, and waits for the reply.
    ///
    /// # Errors
    /// When Chromium refuses, ends, or does not reply within `patience`.
    pub(super) fn call(&self, session: Option<&str>, method: &str, params: Value, patience: Duration) -> Result<Value> {
        let id = self.ends.next.fetch_add(1, Ordering::Relaxed);
        let (reply, replied) = mpsc::channel();
        {
            let mut routes = self.ends.routes();
            if routes.closed {
                return Err(Error::new(format!("`{method}`: Chromium has ended")));
            }
            routes.replies.insert(id, reply);
        }
        self.ends.send(id, session, method, params)?;
        match replied.recv_timeout(patience) {
            Ok(outcome) => outcome.map_err(|error| Error::new(format!("`{method}`: {error}"))),
            Err(RecvTimeoutError::Disconnected) => Err(Error::new(format!("`{method}`: Chromium has ended"))),
            Err(RecvTimeoutError::Timeout) => {
                self.ends.routes().replies.remove(&id);
                Err(Error::new(format!("`{method}`: no reply within {} s", patience.as_secs_f32())))
            }
        }
    }

    /// Sends a command and waits for nothing, for use where nobody is left to care.
    pub(super) fn tell(&self, session: Option<&str>, method: &str, params: Value) {
        self.ends.tell(session, method, params);
    }

    /// From now on notes the events of `session` in `watch`.
    pub(super) fn watch(&self, session: &str, watch: Arc<Watch>) {
        self.ends.routes().watches.insert(session.to_owned(), watch);
    }

    pub(super) fn forget(&self, session: &str) {
        self.ends.routes().watches.remove(session);
    }

    /// Closes our end, on which Chromium ends.
    pub(super) fn hang_up(&self) {
        self.ends.output.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Ends {
    fn routes(&self) -> MutexGuard<'_, Routes> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, session: Option<&str>, method: &str, params: Value) {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        // It fails where Chromium has ended, and then there is nothing to tell.
        self.send(id, session, method, params).unwrap_or_default();
    }

    fn send(&self, id: u64, session: Option<&str>, method: &str, params: Value) -> Result<()> {
        let message = encode(id, session, method, params);
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        let output = output.as_mut().ok_or_else(|| Error::new("the connection to Chromium is closed"))?;
        output.write_all(&message).map_err(Error::on("write to Chromium"))
    }

    fn read_all(&self, from: ChildStdout) {
        let mut input = BufReader::new(from);
        let mut bytes = Vec::new();
        while matches!(input.read_until(0, &mut bytes), Ok(1..)) {
            if let Some(message) = decode(bytes.strip_suffix(&[0]).unwrap_or(&bytes)) {
                self.deliver(message);
            }
            bytes.clear();
        }
        let mut routes = self.routes();
        routes.closed = true;
        // Dropping the senders wakes all who wait.
        routes.replies.clear();
    }

    fn deliver(&self, message: Message) {
        match message {
            Message::Reply { id, outcome } => {
                let waiting = self.routes().replies.remove(&id);
                // The caller may have lost patience a moment ago.
                waiting.map(|reply| reply.send(outcome)).transpose().unwrap_or_default();
            }
            Message::Event { session, method, params } => {
                let watch = self.routes().watches.get(&session).cloned();
                let Some(watch) = watch else { return };
                watch.note(&method, &params);
                if method == "Page.javascriptDialogOpening" {
                    // A dialog stops the page until it is answered, and no reader sits here.
                    self.tell(Some(&session), "Page.handleJavaScriptDialog", json!({ "accept": true }));
                }
            }
        }
    }
}

fn encode(id: u64, session: Option<&str>, method: &str, params: Value) -> Vec<u8> {
    let mut message = json!({ "id": id, "method": method, "params": params });
    if let Some(session) = session {
        message["sessionId"] = session.into();
    }
    let mut bytes = message.to_string().into_bytes();
    bytes.push(0);
    bytes
}

/// Nothing where the message is of no kind that we know.
fn decode(bytes: &[u8]) -> Option<Message> {
    let mut message: Value = serde_json::from_slice(bytes).ok()?;
    if let Some(id) = message["id"].as_u64() {
        let outcome = match message["error"].take() {
            Value::Null => Ok(message["result"].take()),
            error => Err(Error::new(error["message"].as_str().unwrap_or("refused without a reason"))),
        };
        return Some(Message::Reply { id, outcome });
    }
    let method = message["method"].as_str()?.to_owned();
    let session = message["sessionId"].as_str().unwrap_or_default().to_owned();
    Some(Message::Event { session, method, params: message["params"].take() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_out_end_with_a_zero() {
        let check = |session: Option<&str>, expected: &str| {
            let bytes = encode(7, session, "Page.enable", json!({ "x": "a\0b" }));
            let (zero, text) = bytes.split_last().expect("not empty");
            assert_eq!((*zero, serde_json::from_slice::<Value>(text).ok()), (0, serde_json::from_str(expected).ok()));
            assert!(!text.contains(&0));
        };
        check(None, r#"{"id":7,"method":"Page.enable","params":{"x":"a\u0000b"}}"#);
        check(Some("S"), r#"{"id":7,"method":"Page.enable","params":{"x":"a\u0000b"},"sessionId":"S"}"#);
    }

    #[test]
    fn messages_in_are_replies_or_events() {
        let check = |text: &str, expected: Option<Message>| assert_eq!(decode(text.as_bytes()), expected, "{text}");
        let reply = |outcome| Some(Message::Reply { id: 3, outcome });
        check(r#"{"id":3,"result":{"a":1},"sessionId":"S"}"#, reply(Ok(json!({ "a": 1 }))));
        check(r#"{"id":3,"result":{}}"#, reply(Ok(json!({}))));
        check(r#"{"id":3,"error":{"code":-32000,"message":"no such page"}}"#, reply(Err(Error::new("no such page"))));
        check(r#"{"id":3,"error":{}}"#, reply(Err(Error::new("refused without a reason"))));
        let event = |session: &str, params| {
            Some(Message::Event { session: session.to_owned(), method: "A.b".to_owned(), params })
        };
        check(r#"{"method":"A.b","params":{"c":2},"sessionId":"S"}"#, event("S", json!({ "c": 2 })));
        check(r#"{"method":"A.b"}"#, event("", Value::Null));
        check(r#"{"what":1}"#, None);
        check(r#"{"id":3,"resu"#, None);
        check("[]", None);
        check("", None);
    }
}

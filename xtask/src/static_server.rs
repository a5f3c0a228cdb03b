//! A small server of files for browser tests and judges: one folder, on loopback, one thread for each connection.
//!
//! It answers as a plain static host does (types by suffix, `index.html` of a folder, `404.html`), under `/` or under a
//! sub-path, and keeps a list of what was asked. It never writes, and never reads outside its folder.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::{Error, Result};

/// The longest head of a request that is read, in bytes.
const LONGEST_HEAD: u64 = 64 * 1024;

/// Serves a folder until it is dropped. Files may change meanwhile: each request reads the disk anew.
#[derive(Debug)]
pub struct StaticServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// What was asked, as it was sent: percent-encoded, with its query.
    pub target: String,
    /// The status of the answer.
    pub status: u16,
    /// The length of the answer's body in bytes.
    pub bytes: usize,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    mount: String,
    served: Mutex<Vec<Served>>,
    closing: AtomicBool,
}

struct Answer {
    status: u16,
    kind: &'static str,
    location: Option<String>,
    body: Vec<u8>,
}

impl StaticServer {
    /// Serves `folder` at `/`, on a free port of 127.0.0.1. The folder need not exist yet.
    ///
    /// # Errors
    /// When no port can be opened.
    pub fn start(folder: impl Into<PathBuf>) -> Result<Self> {
        Self::start_under("/", folder)
    }

    /// Serves `folder` under the path `mount`, such as `/sub/path/`; outside it there is nothing but 404.
    ///
    /// # Errors
    /// When `mount` does not begin and end with a slash, or when no port can be opened.
    pub fn start_under(mount: &str, folder: impl Into<PathBuf>) -> Result<Self> {
        if !(mount.starts_with('/') && mount.ends_with('/')) {
            return Err(Error::new(format!("the path `{mount}` does not begin and end with a slash")));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(Error::on("open a port on 127.0.0.1"))?;
        let address = listener.local_addr().map_err(Error::on("learn the port of the server"))?;
        let shared = Arc::new(Shared {
            folder: folder.into(),
            mount: mount.to_owned(),
            served: Mutex::default(),
            closing: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &accepting));
        Ok(Self { address, shared })
    }

    /// The address that the folder is served at, such as `http://127.0.0.1:4000/sub/path/`. It ends with a slash.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.shared.mount)
    }

    /// The address of `path`, which is relative to the folder and percent-encoded; a slash before it does no harm.
    pub fn url(&self, path: &str) -> String {
        self.base_url() + path.trim_start_matches('/')
    }

    /// All requests answered so far, in the order of their answers.
    pub fn served(&self) -> Vec<Served> {
        self.shared.served.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets the requests answered so far.
    pub fn forget_served(&self) {
        self.shared.served.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::Relaxed);
        // Wakes the thread that waits in `accept`; if it is gone already there is nothing to wake.
        drop(TcpStream::connect(self.address));
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.closing.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A connection that breaks is the browser's affair: it left the page or was closed.
        thread::spawn(move || converse(&stream, &shared).unwrap_or_default());
    }
}

/// Reads one request and answers it. One request for each connection keeps this free of framing.
fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut head = BufReader::new(stream.take(LONGEST_HEAD)).lines();
    let Some(line) = head.next().transpose()? else { return Ok(()) };
    for header in head {
        if header?.is_empty() {
            break;
        }
    }
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let answer = match method {
        "GET" | "HEAD" => shared.answer(target),
        _ => Answer::plain(405, "method not allowed"),
    };
    let served = Served { target: target.to_owned(), status: answer.status, bytes: answer.body.len() };
    shared.served.lock().unwrap_or_else(PoisonError::into_inner).push(served);
    answer.send(stream, method == "HEAD")
}

impl Shared {
    fn answer(&self, target: &str) -> Answer {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let found = path.strip_prefix(&self.mount).and_then(|rest| self.inside(rest));
        match found {
            Some(folder) if folder.is_dir() && !path.ends_with('/') => Answer::redirect(format!("{path}/")),
            Some(folder) if folder.is_dir() => self.file(200, &folder.join("index.html")),
            Some(file) if !path.ends_with('/') => self.file(200, &file),
            _ => self.missing(),
        }
    }

    /// The existing path that `rest` (percent-encoded, relative) names, if it lies inside the folder.
    fn inside(&self, rest: &str) -> Option<PathBuf> {
        let decoded = decode(rest)?;
        if decoded.split('/').any(|part| part == "..") {
            return None;
        }
        // Joining "/x" would replace the whole path; links that lead out show only after they are followed.
        let path = self.folder.join(decoded.trim_start_matches('/')).canonicalize().ok()?;
        path.starts_with(self.folder.canonicalize().ok()?).then_some(path)
    }

    fn file(&self, status: u16, path: &Path) -> Answer {
        match fs::read(path) {
            Ok(body) => Answer { status, kind: kind_of(path), location: None, body },
            Err(_) => self.missing(),
        }
    }

    fn missing(&self) -> Answer {
        let page = self.folder.join("404.html");
        match fs::read(&page) {
            Ok(body) => Answer { status: 404, kind: kind_of(&page), location: None, body },
            Err(_) => Answer::plain(404, "not found"),
        }
    }
}

impl Answer {
    fn plain(status: u16, text: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", location: None, body: text.into() }
    }

    fn redirect(location: String) -> Self {
        Self { location: Some(location), ..Self::plain(301, "moved") }
    }

    fn send(&self, mut stream: &TcpStream, head_only: bool) -> io::Result<()> {
        let location = self.location.as_ref().map(|to| format!("Location: {to}\r\n")).unwrap_or_default();
        let head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{location}\
             Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
            self.status,
            reason(self.status),
            self.kind,
            self.body.len(),
        );
        let body = if head_only { &[] } else { self.body.as_slice() };
        stream.write_all(&[head.as_bytes(), body].concat())
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        405 => "Method Not Allowed",
        _ => "Not Found",
    }
}

/// Undoes percent-encoding. Nothing where a code is broken or the text is not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        bytes.push(match first {
            b'%' => {
                let (code, tail) = tail.split_at_checked(2)?;
                rest = tail;
                // A sign would pass as part of a number.
                let code = std::str::from_utf8(code).ok().filter(|code| !code.starts_with('+'))?;
                u8::from_str_radix(code, 16).ok()?
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn kind_of(path: &Path) -> &'static str {
    match path.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[path = "static_server/tests.rs"]
mod tests;

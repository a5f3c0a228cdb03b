//! A request of the preview and its answer. Files come from the last good build, never from a path in the request.

use std::{convert::Infallible, future::Future, pin::Pin, task};

use http_body_util::{Either, Full};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body as HttpBody, Bytes, Frame},
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue, LOCATION},
};
use tokio::sync::watch;

use super::Shown;
use crate::{address, load, output::Body};

/// Shows a page anew after a build, and what is wrong.
const SCRIPT: &str = include_str!("../../www/preview.js");

pub(super) type Answer = Response<Either<Full<Bytes>, Events>>;

/// The answer to a request.
pub(super) fn respond<B>(request: &Request<B>, shown: watch::Receiver<Shown>, port: u16) -> Answer {
    if !is_ours(request, port) {
        return text(
            StatusCode::FORBIDDEN,
            "text/plain; charset=utf-8",
            "This preview answers to its own address only.\n",
        );
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut answer = text(StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", "Only GET and HEAD.\n");
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    match request.uri().path() {
        "/-briefing/events" => events(shown),
        "/-briefing/preview.js" => text(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
        "/-briefing/problems" => {
            let problems = shown.borrow().problems.to_string();
            text(StatusCode::OK, "application/json", problems)
        }
        path => file(path, request.uri().query(), &shown.borrow()),
    }
}

/// Whether the request names this server by a loopback name: a page elsewhere whose name is made to lead here does not.
fn is_ours<B>(request: &Request<B>, port: u16) -> bool {
    let Some(host) = request.headers().get(HOST).and_then(|host| host.to_str().ok()) else { return false };
    let names = ["127.0.0.1", "localhost", "[::1]"];
    names.iter().any(|name| host.eq_ignore_ascii_case(&format!("{name}:{port}")) || (port == 80 && host == *name))
}

fn file(path: &str, query: Option<&str>, shown: &Shown) -> Answer {
    if shown.files.is_empty() {
        return first_build_failed(shown);
    }
    let path = address::decoded(path);
    let path = path.trim_start_matches('/');
    let page = address::file(path);
    if let Some(body) = shown.files.get(&page) {
        return send(StatusCode::OK, &page, body, shown);
    }
    if shown.files.contains_key(&format!("{path}/index.html")) {
        return redirect(&format!("{path}/"), query);
    }
    not_found(shown)
}

fn not_found(shown: &Shown) -> Answer {
    match shown.files.get("404.html") {
        Some(body) => send(StatusCode::NOT_FOUND, "404.html", body, shown),
        None => text(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "There is no such page.\n"),
    }
}

/// A page that waits for the first good build. The script shows what is wrong; without scripts the page does.
fn first_build_failed(shown: &Shown) -> Answer {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>The site has errors</title>\n{}\n</head>\n<body>\n<main>\n\
         <h1>The site has errors</h1>\n<p>It appears here when they are mended.</p>\n\
         <noscript><pre>{}</pre></noscript>\n</main>\n</body>\n</html>\n",
        script_tag(shown),
        shown.errors.replace('&', "&amp;").replace('<', "&lt;")
    );
    text(StatusCode::OK, "text/html; charset=utf-8", page)
}

fn send(status: StatusCode, path: &str, body: &Body, shown: &Shown) -> Answer {
    let kind = content_type(path);
    let bytes = match body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::Copy(from) => match load::read_copy(from) {
            Ok(bytes) => bytes,
            Err(problem) => return text(StatusCode::NOT_FOUND, "text/plain; charset=utf-8", format!("{problem}\n")),
        },
    };
    if kind.starts_with("text/html") {
        return text(status, kind, with_script(&bytes, shown));
    }
    text(status, kind, bytes)
}

/// The script, which learns from its address which build its page is of.
fn script_tag(shown: &Shown) -> String {
    format!("<script type=\"module\" src=\"/-briefing/preview.js?build={}\"></script>", name(shown))
}

/// The last good build, by a name that no other run of the preview gives; empty where there was none.
fn name(shown: &Shown) -> String {
    if shown.good == 0 { String::new() } else { format!("{}-{}", std::process::id(), shown.good) }
}

/// The page with the script at the end of its head.
fn with_script(page: &[u8], shown: &Shown) -> Vec<u8> {
    let end = b"</head>";
    let Some(at) = page.windows(end.len()).position(|window| window == end) else { return page.to_vec() };
    [&page[..at], script_tag(shown).as_bytes(), &page[at..]].concat()
}

/// To another path below the root. The query goes along: `/search?q=a` is a search too.
fn redirect(path: &str, query: Option<&str>) -> Answer {
    let mut answer = text(StatusCode::MOVED_PERMANENTLY, "text/plain; charset=utf-8", "");
    let mut to = format!("/{}", address::encoded_path(path));
    if let Some(query) = query {
        to = format!("{to}?{query}");
    }
    if let Ok(location) = HeaderValue::from_str(&to) {
        answer.headers_mut().insert(LOCATION, location);
    }
    answer
}

fn text(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Either::Left(Full::new(body.into())));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// One server-sent event for each build, the last one at once.
fn events(shown: watch::Receiver<Shown>) -> Answer {
    let mut answer = Response::new(Either::Right(Events { next: Box::pin(first_event(shown)) }));
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

type NextEvent = Pin<Box<dyn Future<Output = Option<(watch::Receiver<Shown>, String)>> + Send>>;

/// A body that goes on for as long as the preview does.
pub(super) struct Events {
    next: NextEvent,
}

async fn first_event(mut shown: watch::Receiver<Shown>) -> Option<(watch::Receiver<Shown>, String)> {
    let event = event(&shown.borrow_and_update());
    Some((shown, event))
}

async fn later_event(mut shown: watch::Receiver<Shown>) -> Option<(watch::Receiver<Shown>, String)> {
    shown.changed().await.ok()?;
    let event = event(&shown.borrow_and_update());
    Some((shown, event))
}

fn event(shown: &Shown) -> String {
    format!("data: {{\"shown\":\"{}\",\"build\":{}}}\n\n", name(shown), shown.build)
}

impl HttpBody for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut task::Context<'_>,
    ) -> task::Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.next.as_mut().poll(context).map(|next| {
            let (shown, event) = next?;
            self.next = Box::pin(later_event(shown));
            Some(Ok(Frame::data(Bytes::from(event))))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn shown() -> Shown {
        let page = |text: &str| Body::Bytes(text.as_bytes().to_vec());
        let files = [
            ("index.html", "<head></head>home"),
            ("404.html", "<head></head>lost"),
            ("briefs/بغداد/index.html", "<head></head>brief"),
            ("a.css", "css"),
        ];
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), page(text))).collect();
        Shown { files: Arc::new(files), build: 1, good: 1, problems: "[]".into(), errors: "".into() }
    }

    fn check(method: &str, host: &str, path: &str, expected: (u16, &str)) {
        let (_sender, receiver) = watch::channel(shown());
        let request = Request::builder().method(method).uri(path).header(HOST, host).body(()).expect("a request");
        let answer = respond(&request, receiver, 4000);
        let header = |name| answer.headers().get(name).map_or("", |value| value.to_str().unwrap_or("?"));
        let said = if answer.status() == 301 { header(LOCATION) } else { header(CONTENT_TYPE) };
        assert_eq!((answer.status().as_u16(), said), expected, "{method} {host} {path}");
    }

    #[test]
    fn pages_are_found_by_their_address() {
        check("GET", "127.0.0.1:4000", "/", (200, "text/html; charset=utf-8"));
        check("HEAD", "localhost:4000", "/a.css", (200, "text/css; charset=utf-8"));
        check("GET", "localhost:4000", "/briefs/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF/", (200, "text/html; charset=utf-8"));
        check(
            "GET",
            "localhost:4000",
            "/briefs/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF",
            (301, "/briefs/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF/"),
        );
        check(
            "GET",
            "localhost:4000",
            "/briefs/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF?q=a%26b",
            (301, "/briefs/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF/?q=a%26b"),
        );
        check("GET", "localhost:4000", "/none", (404, "text/html; charset=utf-8"));
        check("GET", "localhost:4000", "/../../etc/passwd", (404, "text/html; charset=utf-8"));
        check("GET", "localhost:4000", "/%2e%2e/%2e%2e/etc/passwd", (404, "text/html; charset=utf-8"));
        check("GET", "localhost:4000", "/%ff%", (404, "text/html; charset=utf-8"));
        check("GET", "localhost:4000", "/-briefing/events", (200, "text/event-stream"));
    }

    #[test]
    fn a_foreign_name_is_refused() {
        for host in ["evil.example:4000", "127.0.0.1:80", "localhost", "127.0.0.1.evil.example:4000", ""] {
            check("GET", host, "/", (403, "text/plain; charset=utf-8"));
        }
        check("POST", "localhost:4000", "/", (405, "text/plain; charset=utf-8"));
    }

    #[test]
    fn the_script_is_put_at_the_end_of_the_head() {
        let page = with_script(b"<head><title>x</title></head><body>", &shown());
        let page = String::from_utf8(page).expect("text");
        let tag =
            format!("<script type=\"module\" src=\"/-briefing/preview.js?build={}-1\"></script>", std::process::id());
        assert_eq!(page, format!("<head><title>x</title>{tag}</head><body>"));
        assert_eq!(with_script(b"no head", &shown()), b"no head");
    }
}

//! The preview over a real connection: pages, the notice of a change, and who is refused.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use crate::support::{BRIEF, SETTINGS, Site};

/// A running preview. It ends with the test.
pub(crate) struct Preview {
    process: Child,
    pub(crate) port: u16,
}

impl Preview {
    pub(crate) fn start(site: &Site, arguments: &[&str]) -> Preview {
        let mut command = site.command(&["serve"]);
        let mut process = command.args(arguments).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(process.stderr.take().expect("it is piped")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.split_once("http://127.0.0.1:").and_then(|(_, rest)| rest.split('/').next()?.parse().ok())
            })
            .expect("it says where");
        std::thread::spawn(move || lines.for_each(drop));
        Preview { process, port }
    }

    fn connect(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it reads");
        stream
    }

    /// The whole answer to a request.
    fn get(&self, path: &str) -> String {
        let mut answer = Vec::new();
        self.connect(path, &format!("127.0.0.1:{}", self.port)).read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn wait_for(&self, path: &str, text: &str) {
        let start = Instant::now();
        while !self.get(path).contains(text) {
            assert!(start.elapsed() < Duration::from_secs(20), "{path} never holds {text:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_saved_brief_is_shown_and_nothing_is_written() {
    let site = Site::small();
    let preview = Preview::start(&site, &[]);
    assert!(preview.get("/").contains("Talks open"));
    assert!(preview.get("/briefs/talks/").contains(&format!("http://127.0.0.1:{}/briefs/talks/", preview.port)));
    let mut events =
        BufReader::new(preview.connect("/-briefing/events", &format!("localhost:{}", preview.port))).lines();
    let mut event = || events.by_ref().map_while(Result::ok).find(|line| line.starts_with("data: ")).expect("an event");
    let first = event();
    site.write("briefs/2024-01-28-talks.md", BRIEF.replace("Talks open", "Talks end"));
    assert_ne!(event(), first);
    preview.wait_for("/", "Talks end");
    site.write("briefs/2024-02-01-more.md", BRIEF.replace("Talks open", "One more"));
    preview.wait_for("/", "One more");
    std::fs::remove_file(site.path().join("briefs/2024-02-01-more.md")).expect("it is there");
    let start = Instant::now();
    while preview.get("/").contains("One more") {
        assert!(start.elapsed() < Duration::from_secs(20), "the removed brief is still there");
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_broken_brief_is_told_of_and_the_rest_stays() {
    let site = Site::small();
    let preview = Preview::start(&site, &[]);
    site.write("briefs/2024-02-01-bad.md", "---\ntitle: Bad\ndate: 2024-02-30\nsource: A, 2024\n---\n");
    preview.wait_for("/-briefing/problems", "\"code\":\"bad-date\"");
    assert!(preview.get("/").contains("Talks open"));
    site.write("briefs/2024-02-01-bad.md", BRIEF.replace("Talks open", "Good"));
    preview.wait_for("/", "Good");
    assert!(!preview.get("/-briefing/problems").contains("error"));
    assert!(preview.get("/-briefing/problems").ends_with("\r\n\r\n[]\n"), "all is well");
}

#[test]
fn a_site_that_was_never_whole_shows_its_errors() {
    let site =
        Site::empty().file("site.toml", SETTINGS).file("briefs/bad.md", "---\ntitle: <i>\ndate: 2024-02-30\n---\n");
    let preview = Preview::start(&site, &[]);
    let page = preview.get("/briefs/any/");
    assert!(page.contains("The site has errors") && page.contains("preview.js?build=\""), "{page}");
    assert!(page.contains("error[bad-date]") && page.contains("briefs/bad.md:3:"), "{page}");
    site.write("briefs/bad.md", BRIEF);
    preview.wait_for("/", "Talks open");
    assert!(preview.get("/").contains("preview.js?build="), "the page knows its build");
}

#[test]
fn held_briefs_are_shown_marked_unless_published_is_asked() {
    let site = Site::small().file("briefs/2024-02-01-x.md", BRIEF.replace("Talks open", "Not yet\nstatus: draft"));
    let preview = Preview::start(&site, &[]);
    assert!(preview.get("/briefs/x/").contains("Not yet"));
    drop(preview);
    let preview = Preview::start(&site, &["--published"]);
    assert!(preview.get("/briefs/x/").starts_with("HTTP/1.1 404"));
}

#[test]
fn foreign_names_and_paths_that_lead_out_are_refused() {
    let site = Site::small();
    let preview = Preview::start(&site, &[]);
    let mut answer = String::new();
    preview.connect("/", "evil.example").read_to_string(&mut answer).expect("it answers");
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    for path in ["/../site.toml", "/%2e%2e/site.toml", "//etc/passwd", "/site.toml", "/briefs/2024-01-28-talks.md"] {
        assert!(preview.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn a_port_that_is_taken_is_a_failure() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    Site::small().run(&["serve", "--port", &port]).status(2).says("cannot listen on `127.0.0.1:");
}

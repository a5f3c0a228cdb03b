//! The preview: the same build, kept in memory, served on loopback, made anew when a file is saved.
//!
//! One thread watches and builds; one answers requests from the last good build. Nothing is written to disk.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use tokio::{net::TcpListener, sync::watch};

use crate::{
    build::{Report, build},
    config::{BaseUrl, Held, Options},
    diagnostic::{Format, Severity, show},
    failure::Failure,
    load,
    output::{Body, Output},
    write::Shelf,
};

mod respond;
mod watcher;

/// The first port that is tried where none is given.
const FIRST_PORT: u16 = 4000;
/// How many ports are tried.
const PORTS: u16 = 100;

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's folder.
    pub site: PathBuf,
    /// The port; `None`: the first free one.
    pub port: Option<u16>,
    /// Whether drafts and embargoed briefs are shown.
    pub held: Held,
    /// Whether to open a browser.
    pub open: bool,
}

/// The last good build, and what the last build says.
#[derive(Clone, Debug, Default)]
struct Shown {
    /// The outputs of the last build without errors.
    files: Arc<BTreeMap<String, Body>>,
    /// Number of the last build, from 1.
    build: u64,
    /// Number of the last build without errors; 0 where there was none.
    good: u64,
    /// Errors and warnings of the last build, as JSON.
    problems: Arc<str>,
    /// Its errors, as people read them in a terminal.
    errors: Arc<str>,
}

/// Builds the site and serves it until the process is ended. `told` hears of each build and how long it took.
///
/// # Errors
/// Where the site cannot be read, the port cannot be had, or the system gives no notice of changes.
pub fn serve(settings: &Settings, told: &(dyn Fn(&Report, Duration) + Sync)) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| Failure::io("start the server for", &settings.site, cause))?;
    let listener = runtime.block_on(listen(settings.port))?;
    let address = listener.local_addr().map_err(|cause| Failure::io("listen on", Path::new("127.0.0.1"), cause))?;
    let origin = format!("http://{address}");
    let options = options(settings, &origin);

    let mut changes = watcher::watch(&settings.site)?;
    let (sender, receiver) = watch::channel(Shown::default());
    let shelf = Shelf::unwritten(&settings.site);
    rebuild(settings, &options, &shelf, &sender, told)?;
    eprintln!("Serving `{}` at {origin}/ (end with Ctrl+C)", settings.site.display());
    if settings.open {
        open_browser(&format!("{origin}/"));
    }
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while changes.wait() {
                // Messages of the build before end here, for editors that read along.
                eprintln!("Something was saved.");
                if let Err(problem) = rebuild(settings, &options, &shelf, &sender, told) {
                    // A file may vanish between two looks; the next change brings the next try.
                    eprintln!("error: {problem}");
                }
            }
            eprintln!("error: the system tells of no more changes; start the preview again");
        });
        runtime.block_on(answer(listener, receiver, address));
    });
    Ok(())
}

/// A site for the preview: its links use the preview's own address.
fn options(settings: &Settings, origin: &str) -> Options {
    Options { base_url: BaseUrl::parse(origin), held: settings.held, strict: false, now: Timestamp::now() }
}

async fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let ports = port.map_or(FIRST_PORT..=FIRST_PORT + PORTS, |port| port..=port);
    let mut refused = None;
    for port in ports {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(cause) => refused = Some(Failure::io("listen on", Path::new(&format!("127.0.0.1:{port}")), cause)),
        }
    }
    Err(refused.unwrap_or_else(|| Failure::refused("listen on", Path::new("127.0.0.1"), "no port was tried")))
}

/// Loads and builds once, and shows the result.
fn rebuild(
    settings: &Settings,
    options: &Options,
    shelf: &Shelf,
    sender: &watch::Sender<Shown>,
    told: &(dyn Fn(&Report, Duration) + Sync),
) -> Result<(), Failure> {
    let start = Instant::now();
    let options = Options { now: Timestamp::now(), ..options.clone() };
    let (source, found) = load::load(&settings.site)?;
    let files = Mutex::new(BTreeMap::new());
    let report = build(source, found, &options, shelf, &|output: Output| {
        files.lock().unwrap_or_else(PoisonError::into_inner).insert(output.path, output.body);
    });
    // A build that stopped at a mistake has asked for nothing.
    if report.built {
        shelf.sweep();
    }
    let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    let errors: Vec<_> = report.diagnostics.iter().filter(|d| d.severity() == Severity::Error).cloned().collect();
    sender.send_modify(|shown| {
        shown.build += 1;
        if report.built {
            shown.files = Arc::new(files);
            shown.good = shown.build;
        }
        shown.problems = show(&report.diagnostics, Format::Json).into();
        shown.errors = show(&errors, Format::Human).into();
    });
    told(&report, start.elapsed());
    Ok(())
}

/// Answers requests for ever.
async fn answer(listener: TcpListener, shown: watch::Receiver<Shown>, address: SocketAddr) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, say: wait until some are closed.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let shown = shown.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let shown = shown.clone();
                async move { Ok::<_, Infallible>(respond::respond(&request, shown, address.port())) }
            });
            // A browser that hangs up in the middle is no failure of ours.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Asks the system to show an address. Where it cannot, the printed address is there to click.
fn open_browser(url: &str) {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let silent = process::Stdio::null;
    let started = process::Command::new(program).args(arguments).arg(url).stdout(silent()).stderr(silent()).spawn();
    if started.is_err() {
        eprintln!("No browser could be opened; go to {url}");
    }
}

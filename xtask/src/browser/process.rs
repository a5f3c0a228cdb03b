//! The Chromium process: its start, its flags, its end.
//!
//! It is spoken to by a pair of pipes and not by a socket. There is no port to find out and nothing else on the machine
//! can connect; above all, Chromium ends by itself when the pipes close, so that a killed test leaves nothing running.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::PATIENCE;
use super::wire::Wire;
use crate::system::ScratchFolder;
use crate::{Error, Result};

/// Chromium reads commands from file 3 and writes to file 4. The shell puts its own stdin and stdout there, since the
/// standard library hands on no other files.
const PLUMBING: &str = r#"exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#;

const FLAGS: [&str; 16] = [
    "--headless=new",
    // Chromium's sandbox does not work for root, nor in most containers. Only our own pages are opened.
    "--no-sandbox",
    "--disable-gpu",
    // Containers have a small /dev/shm, and a page that outgrows it crashes.
    "--disable-dev-shm-usage",
    // Nothing but the tested pages may reach the network.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    // Tests run at the same time: the pages behind must not be slowed down.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // The same picture on every machine.
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    // Asks no keyring of the desktop for a password.
    "--password-store=basic",
    "--use-mock-keychain",
];

/// How long Chromium has to end by itself.
const FAREWELL: Duration = Duration::from_secs(10);

/// A running Chromium and the folder of its profile.
#[derive(Debug)]
pub(super) struct Process {
    wire: Wire,
    child: Child,
    profile: ScratchFolder,
}

impl Process {
    /// Starts `program` and waits until it answers.
    pub(super) fn start(program: &Path) -> Result<Self> {
        let profile = ScratchFolder::new("chromium")?;
        let log = profile.path().join("stderr.txt");
        let errors = File::create(&log).map_err(Error::at("write", &log))?;
        let mut child = Command::new("/bin/sh")
            .args(["-c", PLUMBING])
            .arg(program)
            .args(FLAGS)
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(Error::at("start", program))?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::new("Chromium started without pipes"));
        };
        let process = Self { wire: Wire::new(to, from), child, profile };
        let greeting = process.wire.call(None, "Browser.getVersion", json!({}), PATIENCE);
        greeting.map_err(|error| process.failed_start(program, &error))?;
        Ok(process)
    }

    pub(super) fn wire(&self) -> &Wire {
        &self.wire
    }

    #[cfg(test)]
    pub(super) fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// What Chromium wrote last says more than that it did not answer.
    fn failed_start(&self, program: &Path, error: &Error) -> Error {
        let log = fs::read_to_string(self.profile.path().join("stderr.txt")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let last = &lines[lines.len().saturating_sub(5)..];
        Error::new(format!("cannot start `{}`: {error}\n{}", program.display(), last.join("\n")))
    }

    fn ends_within(&mut self, time: Duration) -> bool {
        let deadline = Instant::now() + time;
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return true;
            }
            thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.wire.tell(None, "Browser.close", json!({}));
        self.wire.hang_up();
        if !self.ends_within(FAREWELL) {
            // Both fail only where the process has ended after all.
            let _ended = self.child.kill().and_then(|()| self.child.wait());
        }
    }
}

//! Drives a headless Chromium by the DevTools protocol, without an async runtime.
//!
//! ```no_run
//! # fn main() -> xtask::Result<()> {
//! use std::time::Duration;
//! use xtask::browser::{Browser, Viewport};
//!
//! let browser = Browser::shared()?;
//! let page = browser.page()?;
//! page.viewport(Viewport::PHONE)?;
//! page.goto("http://127.0.0.1:4000/search/")?;
//! page.click("#q")?;
//! page.type_text("coalition")?;
//! page.wait_for("document.querySelector('#results a')", Duration::from_secs(10))?;
//! assert_eq!(page.console(), Vec::<String>::new());
//! # Ok(())
//! # }
//! ```
//!
//! Inside, `process` starts and ends the program, `wire` carries messages to and from it, `page` is what a test holds,
//! `record` is what a page has seen, `keys` and `settings` are the words for what a reader presses and has.

mod keys;
mod page;
mod process;
mod record;
mod settings;
mod wire;

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use serde_json::json;

pub use page::Page;
pub use record::Request;
pub use settings::{Link, Media, Viewport};

use crate::{Result, chromium};
use process::Process;

/// How long an answer of Chromium may take: long, since the machine may have few cores and much to do.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How often Chromium is started before that counts as a failure.
const STARTS: usize = 3;

/// A running Chromium. It ends when the last handle, its pages included, is dropped, and when our process ends.
#[derive(Debug, Clone)]
pub struct Browser {
    process: Arc<Process>,
}

impl Browser {
    /// Starts the Chromium of this machine with a fresh profile.
    ///
    /// # Errors
    /// When no Chromium is found, or when it does not start.
    pub fn launch() -> Result<Self> {
        let program = chromium::find()?;
        let mut result = Process::start(&program);
        for _ in 1..STARTS {
            result = result.or_else(|_| Process::start(&program));
        }
        Ok(Self { process: Arc::new(result?) })
    }

    /// The Chromium that tests running at the same time share; the first of them starts it, the last one ends it.
    /// Pages do not see each other, so that a test needs a browser of its own only to measure undisturbed.
    ///
    /// # Errors
    /// As [`Browser::launch`].
    pub fn shared() -> Result<Self> {
        static SHARED: Mutex<Weak<Process>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(process) = shared.upgrade() {
            return Ok(Self { process });
        }
        let browser = Self::launch()?;
        *shared = Arc::downgrade(&browser.process);
        Ok(browser)
    }

    /// Opens an empty page with a store, cache and cookies of its own: a new reader.
    ///
    /// # Errors
    /// When Chromium refuses or does not answer.
    pub fn page(&self) -> Result<Page> {
        Page::open(Arc::clone(&self.process))
    }

    /// The version of the program, such as `Chrome/156.0.8078.79`.
    ///
    /// # Errors
    /// When Chromium does not answer.
    pub fn version(&self) -> Result<String> {
        let version = self.process.wire().call(None, "Browser.getVersion", json!({}), PATIENCE)?;
        Ok(version["product"].as_str().unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests;

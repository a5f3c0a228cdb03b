//! The Nu HTML checker: is it HTML?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::Verdict;
use super::pages::SitePage;
use crate::system::ScratchFolder;
use crate::{Error, Result};

/// Files for one run: starting Java costs seconds, but a command line has an end.
const BATCH: usize = 500;

/// The name under which the bad page goes along.
const BAD: &str = "bad.html";

#[derive(Debug)]
pub(super) struct Nu {
    java: &'static str,
    jar: PathBuf,
}

impl Nu {
    pub(super) fn new(java: &'static str, jar: PathBuf) -> Self {
        Self { java, jar }
    }

    /// Judges all `pages`, telling each verdict in order. `bad_page` is judged with each batch.
    ///
    /// # Errors
    /// When Java fails, or when Nu finds nothing wrong with the bad page.
    pub(super) fn judge(
        &self,
        pages: &[SitePage],
        bad_page: &str,
        mut tell: impl FnMut(Verdict) -> Result<()>,
    ) -> Result<()> {
        for batch in pages.chunks(BATCH) {
            let messages = self.messages(batch, bad_page)?;
            if complaints(&messages, BAD).is_empty() {
                return Err(Error::new(format!("the Nu checker does not bite: a bad page passed\n{messages}")));
            }
            for (number, page) in batch.iter().enumerate() {
                let complaints = complaints(&messages, &name(number));
                tell(Verdict { judge: "nu", page: format!("/{}", page.address), complaints })?;
            }
        }
        Ok(())
    }

    /// Nu gets copies with plain names: one that its locale cannot write it would pass over in silence. Over HTTP it
    /// refuses loopback.
    fn messages(&self, pages: &[SitePage], bad_page: &str) -> Result<Value> {
        let folder = ScratchFolder::new("nu")?;
        let file = |name: &str| folder.path().join(name);
        fs::write(file(BAD), bad_page).map_err(Error::at("write", &file(BAD)))?;
        for (number, page) in pages.iter().enumerate() {
            fs::copy(&page.file, file(&name(number))).map_err(Error::at("copy", &page.file))?;
        }
        let mut command = Command::new(self.java);
        command.arg("-jar").arg(&self.jar);
        command.args(["--stdout", "--exit-zero-always", "--errors-only", "--format", "json"]);
        command.arg(BAD).args((0..pages.len()).map(name)).current_dir(folder.path());
        self.parsed(&mut command)
    }

    fn parsed(&self, command: &mut Command) -> Result<Value> {
        let output = command.output().map_err(Error::at("run the Nu checker", Path::new(self.java)))?;
        let unreadable = |cause| {
            let errors = String::from_utf8_lossy(&output.stderr);
            Error::new(format!("the Nu checker did not answer: {cause}\n{errors}"))
        };
        serde_json::from_slice(&output.stdout).map_err(unreadable)
    }
}

fn name(number: usize) -> String {
    format!("{number}.html")
}

/// What the messages say against the file called `name`.
fn complaints(messages: &Value, name: &str) -> Vec<String> {
    let all = messages["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let about = |message: &&Value| message["url"].as_str().and_then(|url| url.rsplit('/').next()) == Some(name);
    all.iter().filter(about).map(complaint).collect()
}

fn complaint(message: &Value) -> String {
    let text = |key: &str| message[key].as_str().unwrap_or_default();
    // A position is left out where the whole document is meant.
    let number = |key: &str| message[key].as_u64().map(|number| format!("{number}:")).unwrap_or_default();
    let extract = text("extract").split_whitespace().collect::<Vec<_>>().join(" ");
    let line = format!("{}{} {} | {extract}", number("lastLine"), number("firstColumn"), text("message"));
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn messages_go_to_their_page() {
        let messages = json!({ "messages": [
            { "type": "error", "url": "file:/tmp/x/1.html", "lastLine": 3, "firstColumn": 7, "message": "Stray tag.",
              "extract": "a\n <b>" },
            { "type": "non-document-error", "url": "file:/tmp/x/11.html", "message": "Not found." },
        ] });
        let check = |name: &str, expected: &[&str]| assert_eq!(complaints(&messages, name), expected, "{name}");
        check("1.html", &["3:7: Stray tag. | a <b>"]);
        check("11.html", &["Not found. |"]);
        check("2.html", &[]);
        assert_eq!(complaints(&Value::Null, "1.html"), Vec::<String>::new());
    }

    #[test]
    fn a_judge_that_does_not_run_is_an_error() {
        let folder = ScratchFolder::new("nu-test").expect("a scratch folder");
        let file = folder.path().join("index.html");
        fs::write(&file, "<html lang=en>").expect("a page");
        let page = SitePage::read(folder.path(), &file).expect("read");
        // `true` says nothing, which is no answer.
        let nu = Nu::new("true", PathBuf::from("none.jar"));
        let error = nu.judge(&[page], "bad", |_| Ok(())).expect_err("no answer").to_string();
        assert!(error.starts_with("the Nu checker did not answer: "), "{error}");
    }
}

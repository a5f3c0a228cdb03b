//! Failures of the machine: a disk, a permission, a port. They end the run; an author's mistake is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic) and never one of these.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// What could not be done, with what, and why.
#[derive(Debug)]
pub struct Failure {
    /// What was tried, after "cannot": `read`, `write`, `listen on`.
    action: &'static str,
    /// The file, folder or address.
    thing: PathBuf,
    /// Why not.
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Io(io::Error),
    Said(String),
}

impl Failure {
    /// The system refused.
    pub fn io(action: &'static str, thing: &Path, cause: io::Error) -> Failure {
        Failure { action, thing: thing.to_owned(), cause: Cause::Io(cause) }
    }

    /// We refuse, for that reason: a clause in lower case without a full stop.
    pub fn refused(action: &'static str, thing: &Path, reason: impl Into<String>) -> Failure {
        Failure { action, thing: thing.to_owned(), cause: Cause::Said(reason.into()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: ", self.action, self.thing.display())?;
        match &self.cause {
            Cause::Io(cause) => write!(f, "{}", plain(cause)),
            Cause::Said(reason) => f.write_str(reason),
        }
    }
}

/// The system's reason in our style: lower case, without the number.
fn plain(cause: &io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_action_thing_and_reason() {
        let cause = io::Error::from_raw_os_error(13);
        let failure = Failure::io("write", Path::new("public/index.html"), cause);
        assert_eq!(failure.to_string(), "cannot write `public/index.html`: permission denied");
    }
}

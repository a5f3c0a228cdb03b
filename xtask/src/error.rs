//! One kind of error: a sentence for the person at the terminal.

use std::fmt;
use std::path::Path;

/// What could not be done and why, in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(String);

/// A result whose error is a sentence.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// For `map_err`: says that `action` failed on `path`, and the cause.
    pub(crate) fn at<E: fmt::Display>(action: &str, path: &Path) -> impl FnOnce(E) -> Self {
        move |cause| Self(format!("cannot {action} `{}`: {cause}", path.display()))
    }

    /// For `map_err`: says that `action` failed, and the cause.
    pub(crate) fn on<E: fmt::Display>(action: &str) -> impl FnOnce(E) -> Self {
        move |cause| Self(format!("cannot {action}: {cause}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As text too: a test that ends in `Err` or unwraps one then shows the sentence and not a structure.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

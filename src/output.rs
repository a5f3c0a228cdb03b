//! A file of the finished site: what render and index give, and the writer takes.

use std::path::PathBuf;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its path below the output folder, with `/` between parts: `briefs/hmc/index.html`.
    pub path: String,
    /// What it holds.
    pub body: Body,
}

/// What a file of the site holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What is in that file of the source, copied.
    Copy(PathBuf),
}

impl Output {
    /// A file of these bytes.
    pub fn bytes(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Output {
        Output { path: path.into(), body: Body::Bytes(bytes.into()) }
    }
}

/// Takes outputs, from any thread and in any order.
pub type Emit<'a> = dyn Fn(Output) + Sync + 'a;

//! The reader's side: what is brought, how often and how many bytes. All use of the engine is here.

use std::collections::BTreeSet;

use briefing_index::search::{Engine, Store};

use super::Files;
use crate::Result;

/// A reader with nothing but the page.
pub(crate) struct Reader<'a> {
    files: &'a Files,
    engine: Engine,
    come: BTreeSet<&'a str>,
}

/// What a query gave, and what it cost beyond what had come before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// The slugs of the best ten, best first.
    pub(crate) slugs: Vec<String>,
    /// How often files were brought; of the first query the root is none of them.
    pub(crate) waves: usize,
    pub(crate) requests: usize,
    pub(crate) bytes: usize,
}

impl Store for Reader<'_> {
    fn file(&self, path: &str) -> Option<&[u8]> {
        self.come.get(path).and_then(|path| self.files.all.get(*path)).map(Vec::as_slice)
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(files: &'a Files) -> Result<Reader<'a>> {
        let engine = Engine::open(files.root_bytes()).map_err(|error| format!("the root: {error:?}"))?;
        Ok(Reader { files, engine, come: BTreeSet::new() })
    }

    /// A reader to whom all files have come.
    pub(crate) fn with_all(files: &'a Files) -> Result<Reader<'a>> {
        let reader = Reader::new(files)?;
        Ok(Reader { come: files.all.keys().map(String::as_str).collect(), ..reader })
    }

    pub(crate) fn ask(&mut self, query: &str) -> Result<Told> {
        let mut told = Told::default();
        loop {
            let answer = self.engine.answer(query, 10, self).map_err(|error| format!("{query}: {error:?}"))?;
            if answer.lacks.is_empty() {
                told.slugs = answer.hits.into_iter().map(|hit| hit.record.slug).collect();
                return Ok(told);
            }
            told.waves += 1;
            for path in answer.lacks {
                let (path, bytes) = self.files.all.get_key_value(&path).ok_or_else(|| format!("no file {path}"))?;
                told.requests += 1;
                told.bytes += bytes.len();
                if !self.come.insert(path) {
                    return Err(format!("{query} asks for {path} twice").into());
                }
            }
        }
    }
}

//! Reading files for a query. What is not there is noted and taken to be empty, and so is what is damaged: nobody has to ask after
//! each step.

use super::{Store, show::best_of};
use crate::{
    bytes::{Error, unseal_as},
    files::Name,
    search::{
        FOLDER,
        root::{Directory, Entry},
        words::{self, Postings, Stretch, Term},
    },
};

/// What a whole word and a word of which only the beginning was typed count.
pub(super) const WHOLE: f32 = 1.0;
const BEGUN: f32 = 0.7;
/// So many words that begin as the open one does are searched for with it.
const ENDINGS: usize = 12;
/// Of a beginning so many blocks are looked into.
const BLOCKS: usize = 2;

/// The files, and what is wrong with them.
pub(super) struct Reading<'f> {
    pub(super) store: &'f dyn Store,
    /// How many bytes a list of one brief has.
    single: usize,
    /// The paths of files that are not there, each once.
    pub(super) lacks: Vec<String>,
    /// How often a file was not there.
    pub(super) missed: usize,
    pub(super) error: Option<Error>,
}

/// A term that a text means.
#[derive(Clone, Copy)]
pub(super) struct Meaning<'f> {
    /// Terms of one form have one number.
    pub(super) form: u32,
    pub(super) weight: f32,
    pub(super) term: Term<'f>,
}

impl<'f> Reading<'f> {
    pub(super) fn new(store: &'f dyn Store, single: usize) -> Self {
        Reading { store, single, lacks: Vec::new(), missed: 0, error: None }
    }

    /// Whether a file lacks or is damaged, so that nothing can be said yet.
    pub(super) fn is_stuck(&self) -> bool {
        !self.lacks.is_empty() || self.error.is_some()
    }

    /// Notes that a file is not there.
    pub(super) fn lack(&mut self, path: String) {
        self.missed += 1;
        if !self.lacks.contains(&path) {
            self.lacks.push(path);
        }
    }

    /// What was read, unless it is damaged.
    pub(super) fn note<T>(&mut self, read: Result<T, Error>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    /// The body of a file, if it is there.
    pub(super) fn file(&mut self, name: Name) -> Option<&'f [u8]> {
        let path = name.path(FOLDER);
        match self.store.file(&path) {
            Some(bytes) => self.note(unseal_as(name.0, bytes)),
            None => {
                self.lack(path);
                None
            }
        }
    }

    /// A list that is in a chunk, if that is there.
    pub(super) fn stretch(&mut self, stretch: Stretch) -> Option<&'f [u8]> {
        let chunk = self.file(stretch.chunk)?;
        self.note(stretch.of(chunk))
    }

    /// Gives the forms of a word block with their terms, as [`words::read`] does; none where it lacks.
    pub(super) fn block(&mut self, name: Name, each: &mut dyn FnMut(&str, &[Term<'f>]) -> bool) {
        if let Some(bytes) = self.file(name) {
            let read = words::read(bytes, self.single, each);
            self.note(read);
        }
    }

    /// The terms of the forms that a text means: of itself, and of what begins so if it is open. `None` where a block lacks.
    pub(super) fn meanings(&mut self, directory: &Directory, text: &str, is_open: bool) -> Option<Vec<Meaning<'f>>> {
        let before = self.missed;
        let mut all = Vec::new();
        let mut form = 0;
        for block in block_names(directory, text, is_open) {
            self.block(block, &mut |found, terms| {
                let begins = found.starts_with(text);
                let is_whole = begins && found.len() == text.len();
                if is_whole || is_open && begins {
                    let weight = if is_whole { WHOLE } else { BEGUN };
                    all.extend(terms.iter().map(|term| Meaning { form, weight, term: *term }));
                    form += 1;
                }
                begins || found < text
            });
        }
        let mut ranks = vec![(0.0f32, 0); form as usize];
        for one in &mut all {
            self.bring_home(directory, &mut one.term);
            if let Some((rank, at)) = ranks.get_mut(one.form as usize) {
                // The whole word first, then the commonest; of equals the first.
                *rank = rank.max(if one.weight == WHOLE { f32::INFINITY } else { one.term.count as f32 });
                *at = u32::MAX - one.form;
            }
        }
        let mut best: Vec<Meaning<'f>> = Vec::new();
        for (_, at) in best_of(&ranks, ENDINGS + 1) {
            let own = || all.iter().filter(|one| one.form == u32::MAX - at);
            let is_here = own().all(|one| matches!(one.term.postings, Postings::Here(_)));
            // What would have to be fetched for an ending is not worth it beside the whole word.
            if is_here || best.first().is_none_or(|first| first.weight != WHOLE) {
                best.extend(own());
            }
        }
        if self.missed == before { Some(best) } else { None }
    }

    /// Puts in the place of a term whose postings are elsewhere the one that has them, if its block is there.
    fn bring_home(&mut self, directory: &Directory, term: &mut Term<'f>) {
        let Postings::Elsewhere(home, at) = term.postings else { return };
        let Some(name) = directory.name_of(home) else { return self.damaged() };
        let before = self.missed;
        let mut found = None;
        self.block(name, &mut |form, terms| {
            if form == home {
                found = terms.get(at).copied();
            }
            form < home
        });
        match found {
            Some(found) if !matches!(found.postings, Postings::Elsewhere(..)) => {
                *term = Term { is_other: term.is_other, ..found };
            }
            _ if self.missed > before => {}
            _ => self.damaged(),
        }
    }

    /// Notes that a file says what cannot be.
    pub(super) fn damaged(&mut self) {
        self.error = Some(Error::Damaged);
    }
}

/// The blocks in which to look for a text: for a beginning that is in many, those with the commonest words.
fn block_names(directory: &Directory, text: &str, is_open: bool) -> Vec<Name> {
    let mut names: Vec<Name> = directory.name_of(text).into_iter().collect();
    if is_open {
        // The first block may have the word itself.
        let all = directory.blocks.get(directory.blocks_of(text)).unwrap_or_default();
        names.extend(commonest(all.get(1..).unwrap_or_default(), BLOCKS - 1));
    }
    names
}

/// The blocks with the commonest words.
pub(super) fn commonest(blocks: &[Entry], most: usize) -> Vec<Name> {
    let mut ranks = Vec::new();
    for (at, entry) in (0..).zip(blocks) {
        ranks.push((f32::from(entry.commonest), u32::MAX - at));
    }
    let mut names = Vec::new();
    for (_, at) in best_of(&ranks, most) {
        names.extend(blocks.get((u32::MAX - at) as usize).map(|entry| entry.name));
    }
    names
}

/// The most briefs that one of the terms has.
pub(super) fn count_of(terms: &[Term<'_>]) -> u32 {
    terms.iter().map(|term| term.count).max().unwrap_or_default()
}

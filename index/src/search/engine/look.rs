//! Looking words and values up: from what was typed to terms.

use super::{Asking, Form, Found};
use crate::{
    bytes::Error,
    search::{
        name::Name,
        query::{Query, Word},
        root::{Directory, Entry},
        words::{self as blocks, Postings, Term},
    },
};

/// What a whole word and a word of which only the beginning was typed count.
pub(super) const WHOLE: f32 = 1.0;
const BEGUN: f32 = 0.7;
/// So many words that begin as the open one does are searched for with it.
const ENDINGS: usize = 12;
/// Of a beginning so many blocks are looked into.
const BLOCKS: usize = 2;

impl<'f> Asking<'f> {
    /// Looks the words up, and corrects those that no brief has.
    pub(super) fn look_up(&mut self, words: &[Word]) -> Result<Vec<Found<'f>>, Error> {
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for word in words {
            match self.forms(&self.root.words, &word.text, word.is_open)? {
                Some(forms) if forms.is_empty() => missing.push(word),
                Some(forms) => found.push(self.found(word.clone(), forms)?),
                None => {}
            }
        }
        // Where the parts of a name are known, or all of it together, the rest of it is no slip.
        missing.retain(|word| !word.is_joined && word.is_wanted && !found.iter().any(|one| one.word.name == word.name));
        let parts: Vec<usize> = found.iter().filter(|one| !one.word.is_joined).map(|one| one.word.name).collect();
        found.retain(|one| !one.word.is_joined || !parts.contains(&one.word.name));
        for word in missing {
            if word.clause == 0 {
                found.extend(self.correct(word.clone())?);
            } else {
                // What is in quotes is meant as it stands.
                self.answer.unknown.push(word.typed.clone());
            }
        }
        Ok(found)
    }

    /// The terms of the query's values, each with its clause.
    pub(super) fn values(&mut self, query: &Query) -> Result<Vec<(u32, Vec<Term<'f>>)>, Error> {
        let mut values = Vec::new();
        if query.filters.is_empty() {
            return Ok(values);
        }
        let Some(fields) = self.fields()? else { return Ok(values) };
        for filter in &query.filters {
            let Some(forms) = self.forms(&fields.forms, &filter.form, filter.is_open)? else { continue };
            if forms.is_empty() {
                self.answer.unknown.push(filter.typed.clone());
            }
            values.push((filter.clause, forms.into_iter().flat_map(|(_, _, terms)| terms).collect()));
        }
        Ok(values)
    }

    /// A word with its forms and the others of the same terms.
    pub(super) fn found(&mut self, word: Word, forms: Vec<Form<'f>>) -> Result<Found<'f>, Error> {
        let mut others = Vec::new();
        if let (Some((_, _, own)), Some(block)) = (forms.first(), self.root.words.block_of(&word.text)) {
            let name = self.root.words.blocks.get(block).map(|entry| entry.name).unwrap_or_default();
            if let Some(bytes) = self.file(name)? {
                blocks::read(bytes, self.single(), &mut |form, terms| {
                    if terms.iter().any(|term| own.iter().any(|own| own.is(term))) {
                        others.push(form.to_owned());
                    }
                    true
                })?;
            }
        }
        Ok(Found { word, forms, others, count: 0, is_dull: false })
    }

    /// The forms that a text means: itself, and what begins so if it is open. `None` where a block lacks.
    pub(super) fn forms(
        &mut self,
        directory: &Directory,
        text: &str,
        is_open: bool,
    ) -> Result<Option<Vec<Form<'f>>>, Error> {
        let mut forms: Vec<Form<'f>> = Vec::new();
        let mut is_whole = true;
        for block in block_names(directory, text, is_open) {
            let Some(bytes) = self.file(block)? else {
                is_whole = false;
                continue;
            };
            blocks::read(bytes, self.single(), &mut |form, terms| {
                let weight = if form == text { WHOLE } else { BEGUN };
                if form == text || is_open && form.starts_with(text) {
                    forms.push((form.to_owned(), weight, terms.to_vec()));
                }
                form <= text || form.starts_with(text)
            })?;
        }
        for (_, _, terms) in &mut forms {
            for term in terms {
                match self.at_home(directory, term)? {
                    Some(found) => *term = found,
                    None => is_whole = false,
                }
            }
        }
        // The whole word first, then the commonest. What would have to be fetched for an ending is not worth it beside the whole.
        let mut forms = best_of(forms, ENDINGS + 1, |(_, weight, terms)| (*weight == WHOLE, count_of(terms)));
        if forms.first().is_some_and(|(_, weight, _)| *weight == WHOLE) {
            let is_here = |term: &Term<'_>| matches!(term.postings, Postings::Here(_));
            let mut first = true;
            forms.retain(|(_, _, terms)| std::mem::take(&mut first) || terms.iter().all(is_here));
        }
        Ok(is_whole.then_some(forms))
    }

    /// A term where its postings are; `None` where that block lacks.
    fn at_home(&mut self, directory: &Directory, term: &Term<'f>) -> Result<Option<Term<'f>>, Error> {
        let Postings::Elsewhere(home, at) = term.postings else { return Ok(Some(term.clone())) };
        let block = directory.block_of(home).and_then(|block| directory.blocks.get(block));
        let Some(bytes) = self.file(block.ok_or(Error::Damaged)?.name)? else { return Ok(None) };
        let mut found = None;
        blocks::read(bytes, self.single(), &mut |form, terms| {
            if form == home {
                found = terms.get(at).filter(|term| !matches!(term.postings, Postings::Elsewhere(..))).cloned();
            }
            form < home
        })?;
        found.map(|found| Some(Term { is_other: term.is_other, ..found })).ok_or(Error::Damaged)
    }
}

/// The blocks in which to look for a text: for a beginning that is in many, those with the commonest words.
fn block_names(directory: &Directory, text: &str, is_open: bool) -> Vec<Name> {
    let all = if is_open {
        directory.blocks_of(text)
    } else {
        directory.block_of(text).map_or(0..0, |block| block..block + 1)
    };
    let found = directory.blocks.get(all).unwrap_or_default();
    // The first block may have the word itself.
    let Some((first, others)) = found.split_first() else { return Vec::new() };
    let others = commonest(others, BLOCKS - 1);
    core::iter::once(first.name).chain(others).collect()
}

/// The blocks with the commonest words.
pub(super) fn commonest(blocks: &[Entry], most: usize) -> Vec<Name> {
    let blocks: Vec<&Entry> = blocks.iter().collect();
    best_of(blocks, most, |entry| (false, entry.commonest.into())).into_iter().map(|entry| entry.name).collect()
}

/// The items with the highest ranks, in their order; of equals the first goes before. They are few, and so are those that are wanted: a
/// sort would cost the browser more code than it saves time.
fn best_of<T>(mut items: Vec<T>, most: usize, rank: impl Fn(&T) -> (bool, u32)) -> Vec<T> {
    let mut best = Vec::new();
    while best.len() < most {
        let Some(first) = items.first() else { break };
        let (mut at, mut highest) = (0, rank(first));
        for (other, item) in items.iter().enumerate() {
            if rank(item) > highest {
                (at, highest) = (other, rank(item));
            }
        }
        best.push(items.remove(at));
    }
    best
}

/// The most briefs that one of the terms has.
pub(super) fn count_of(terms: &[Term<'_>]) -> u32 {
    terms.iter().map(|term| term.count).max().unwrap_or_default()
}

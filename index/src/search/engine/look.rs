//! Looking words and values up: from what was typed to terms.

use super::{Asking, Found, Meaning};
use crate::search::{
    query::{Filter, Word},
    words::Term,
};

impl<'f> Asking<'f> {
    /// Looks the words up, and corrects those that no brief has.
    pub(super) fn look_up(&mut self, words: &'f [Word<'f>]) -> Vec<Found<'f>> {
        let mut found: Vec<Found<'f>> = Vec::new();
        let mut missing = Vec::new();
        for word in words {
            match self.files.meanings(&self.root.words, &word.text, word.is_open) {
                Some(meanings) if meanings.is_empty() => missing.push(word),
                // All parts together come after the parts, and say nothing beside them.
                Some(meanings) if !word.is_joined || !has_name(&found, word.name) => {
                    found.push(self.found(word, &word.text, meanings))
                }
                _ => {}
            }
        }
        let known = found.len();
        for word in missing {
            // Where the parts of a name are known, or all of it together, the rest of it is no slip.
            let is_known = has_name(found.get(..known).unwrap_or_default(), word.name);
            if is_known || word.is_joined || !word.is_wanted {
                continue;
            }
            if word.clause == 0 {
                found.extend(self.correct(word));
            } else {
                // What is in quotes is meant as it stands.
                self.answer.unknown.push(word.typed.to_owned());
            }
        }
        found
    }

    /// The terms of the query's values, each with its clause.
    pub(super) fn values(&mut self, filters: &[Filter<'f>]) -> Vec<(u32, Vec<Meaning<'f>>)> {
        let mut values = Vec::new();
        if filters.is_empty() {
            return values;
        }
        self.read_fields();
        let Some(fields) = &self.fields else { return values };
        for filter in filters {
            if let Some(meanings) = self.files.meanings(&fields.forms, &filter.form, filter.is_open) {
                if meanings.is_empty() {
                    self.answer.unknown.push(filter.typed.to_owned());
                }
                values.push((filter.clause, meanings));
            }
        }
        values
    }

    /// A word of which `text` is searched for, with its terms and all forms that have a term of its first.
    pub(super) fn found(&mut self, word: &'f Word<'f>, text: &str, meanings: Vec<Meaning<'f>>) -> Found<'f> {
        let mut others = Vec::new();
        if let (Some(own), Some(block)) = (meanings.first(), self.root.words.name_of(text)) {
            self.files.block(block, &mut |form, terms| {
                let is_own = |term: &Term<'_>| meanings.iter().any(|one| one.form == own.form && one.term.is(term));
                if terms.iter().any(is_own) {
                    others.push(form.to_owned());
                }
                true
            });
        }
        Found { word, is_corrected: false, meanings, others, count: 0, is_dull: false }
    }
}

/// Whether a word of that name was found.
fn has_name(found: &[Found<'_>], name: usize) -> bool {
    found.iter().any(|one| one.word.name == name)
}

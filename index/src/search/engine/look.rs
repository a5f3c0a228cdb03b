//! Looking words and values up: from what was typed to terms.

use super::{Asking, Form, Found};
use crate::search::query::{Filter, Word};

impl<'f> Asking<'f> {
    /// Looks the words up, and corrects those that no brief has.
    pub(super) fn look_up(&mut self, words: Vec<Word<'f>>) -> Vec<Found<'f>> {
        let mut found: Vec<Found<'f>> = Vec::new();
        let mut missing = Vec::new();
        for word in words {
            match self.files.forms(&self.root.words, &word.text, word.is_open) {
                Some(forms) if forms.is_empty() => missing.push(word),
                // All parts together come after the parts, and say nothing beside them.
                Some(forms) if !word.is_joined || !has_name(&found, word.name) => found.push(self.found(word, forms)),
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

    /// The forms of the query's values, each with its clause.
    pub(super) fn values(&mut self, filters: &[Filter<'f>]) -> Vec<(u32, Vec<Form<'f>>)> {
        let mut values = Vec::new();
        if filters.is_empty() {
            return values;
        }
        self.read_fields();
        let Some(fields) = &self.fields else { return values };
        for filter in filters {
            if let Some(forms) = self.files.forms(&fields.forms, &filter.form, filter.is_open) {
                if forms.is_empty() {
                    self.answer.unknown.push(filter.typed.to_owned());
                }
                values.push((filter.clause, forms));
            }
        }
        values
    }

    /// A word with its forms and the others of the same terms.
    pub(super) fn found(&mut self, word: Word<'f>, forms: Vec<Form<'f>>) -> Found<'f> {
        let mut others = Vec::new();
        if let (Some(own), Some(block)) = (forms.first(), self.root.words.name_of(&word.text)) {
            self.files.block(block, &mut |form, terms| {
                if terms.iter().any(|term| own.terms.iter().any(|own| own.is(term))) {
                    others.push(form.to_owned());
                }
                true
            });
        }
        Found { word, forms, others, count: 0, is_dull: false }
    }
}

/// Whether a word of that name was found.
fn has_name(found: &[Found<'_>], name: usize) -> bool {
    found.iter().any(|one| one.word.name == name)
}

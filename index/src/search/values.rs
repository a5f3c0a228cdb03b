//! The values of fields that briefs have, as forms and terms.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Document, Field,
    analyse::{Analysis, Forms, Quick},
    list::LEVELS,
};
use crate::tokenize::tokenize;

/// All values of all fields.
#[derive(Debug, Default)]
pub(super) struct Values<'a> {
    /// The forms by which they are found.
    pub(super) forms: Forms,
    /// Ascending by field and key.
    pub(super) all: Vec<Known<'a>>,
}

/// A value, and the term that the briefs are under that have it.
#[derive(Clone, Debug)]
pub(super) struct Known<'a> {
    pub(super) field: Field,
    pub(super) key: &'a str,
    pub(super) name: &'a str,
    pub(super) term: u32,
}

/// What is gathered of a value.
#[derive(Default)]
struct Gathered<'a> {
    name: Option<&'a str>,
    briefs: Vec<u32>,
    names: BTreeSet<&'a str>,
}

/// Finds the values of the briefs, and adds their terms.
pub(super) fn values<'a>(documents: &[&Document<'a>], analysis: &mut Analysis) -> Values<'a> {
    let mut gathered: HashMap<(Field, &str), Gathered<'_>, Quick> = HashMap::default();
    for (brief, document) in (0..).zip(documents) {
        for value in &document.values {
            let own = gathered.entry((value.field, value.key)).or_default();
            own.name.get_or_insert(value.name);
            own.names.insert(value.name);
            own.names.extend(&value.others);
            if own.briefs.last() != Some(&brief) {
                own.briefs.push(brief);
            }
        }
    }
    let mut gathered: Vec<_> = gathered.into_iter().collect();
    gathered.sort_unstable_by_key(|(named, _)| *named);
    let mut out = Values::default();
    // The values that each word leads to.
    let mut words: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for ((field, key), value) in &gathered {
        let term = add(analysis, value.briefs.iter().copied());
        out.forms.insert(field.key_form(key), vec![(term, false)]);
        for name in &value.names {
            tokenize(name, &mut |word, _, _| {
                words.entry(field.word_form(word)).or_default().insert(term);
            });
        }
        out.all.push(Known { field: *field, key, name: value.name.unwrap_or(key), term });
    }
    for (form, values) in words {
        let term = match values.first() {
            Some(only) if values.len() == 1 => *only,
            _ => {
                let briefs: BTreeSet<u32> =
                    values.iter().flat_map(|term| &analysis.terms[*term as usize]).map(|(brief, _)| *brief).collect();
                add(analysis, briefs.into_iter())
            }
        };
        out.forms.insert(form, vec![(term, false)]);
    }
    out
}

/// Adds a term that these briefs have, ascending.
fn add(analysis: &mut Analysis, briefs: impl Iterator<Item = u32>) -> u32 {
    analysis.terms.push(briefs.map(|brief| (brief, LEVELS as u8 - 1)).collect());
    analysis.function_words.push(false);
    analysis.terms.len() as u32 - 1
}

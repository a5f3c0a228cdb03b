//! Facets: what was found, counted by the values of its fields.

use super::{Asking, Matches, show::holds};
use crate::{
    bytes::Input,
    search::{
        Field,
        fields::{Value, read_value},
    },
    timeline::last_first,
};

/// The values of fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Paths of files without which there are none. Empty when they are whole.
    pub lacks: Vec<String>,
    /// One for each field that has values, in the order of [`Field::ALL`].
    pub facets: Vec<Facet>,
}

/// The commonest values of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// Its values, those that most results have first; of equals the commonest on the site.
    pub values: Vec<FacetValue>,
}

/// A value of a field, and how many results have it.
#[derive(Clone, Debug, PartialEq)]
pub struct FacetValue {
    /// Its name in addresses and, after `=`, in queries.
    pub key: String,
    /// Its name for readers.
    pub name: String,
    /// How many results have it. Phrases are not looked for: with one, it is an upper bound.
    pub count: u32,
    /// Whether the query chooses it.
    pub is_chosen: bool,
}

impl<'f> Asking<'f> {
    /// Counts the values of all fields.
    pub(super) fn facets(&mut self, matches: &Matches<'f>) -> Vec<Facet> {
        self.read_fields();
        let Some(fields) = &self.fields else { return Vec::new() };
        // All that lack at once.
        let mut files = Vec::new();
        for (field, name) in &fields.facets {
            files.extend(self.files.file(*name).map(|file| (*field, file)));
        }
        let mut facets = Vec::new();
        for (field, file) in files {
            facets.push(Facet { field, values: self.counted(field, file, matches) });
        }
        facets
    }

    fn counted(&mut self, field: Field, file: &[u8], matches: &Matches<'f>) -> Vec<FacetValue> {
        let mut chosen = Vec::new();
        let mut own = 0;
        for filter in &matches.query.filters {
            if filter.field == field && filter.key.is_some() && matches.query.must & filter.clause != 0 {
                chosen.push(filter.key);
                own |= filter.clause;
            }
        }
        let mut values: Vec<FacetValue> = Vec::new();
        let mut input = Input::new(file);
        while !input.is_empty() {
            let value = read_value(&mut input);
            let count = self.count(&value, own, matches);
            let is_chosen = chosen.contains(&Some(value.key));
            if count > 0 || is_chosen {
                let at = values.partition_point(|other| other.count >= count);
                values.push(FacetValue { key: value.key.to_owned(), name: value.name.to_owned(), count, is_chosen });
                last_first(values.get_mut(at..).unwrap_or_default());
            }
        }
        self.files.note(input.end());
        values
    }

    /// How many results have a value, where the clauses `own` are taken to hold.
    fn count(&mut self, value: &Value<'_>, own: u32, matches: &Matches<'f>) -> u32 {
        let query = &matches.query;
        let mut count = 0;
        let read = value.each(self.root.months.places(), &mut |place| {
            let Some(score) = matches.scores.get(place as usize) else { return };
            let is_met = !query.has_words || score.sum > 0.0;
            if is_met && holds(query, score.clauses | own) && self.is_between(place, query.days) {
                count += 1;
            }
        });
        self.files.note(read);
        count
    }
}

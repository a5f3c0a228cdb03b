//! What a reader has chosen beside the words: values of fields, days, the order. It is in the address of the page, and goes into
//! the query in the language that readers may type as well.

use briefing_index::search::Field;

/// The names that are no fields.
pub const AFTER: &str = "after";
/// See [`AFTER`].
pub const BEFORE: &str = "before";
/// See [`AFTER`]; its only value is [`NEWEST`].
pub const SORT: &str = "sort";
/// The latest first.
pub const NEWEST: &str = "newest";

/// All names, in the order in which they stand in an address.
pub fn names() -> impl Iterator<Item = &'static str> {
    Field::ALL.into_iter().map(|(_, name, _)| name).chain([AFTER, BEFORE, SORT])
}

/// What is chosen: a name and a value each, in the order in which they were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters(Vec<(String, String)>);

impl Filters {
    /// Those of an address. What can be no value is left out: a value has no spaces and no quotes.
    pub fn of(pairs: impl Iterator<Item = (&'static str, String)>) -> Self {
        let mut filters = Self::default();
        for (name, value) in pairs {
            filters.choose(name, &value, true);
        }
        filters
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a value is chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.iter().any(|own| own == (name, value))
    }

    /// The value of a name that has one at most, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value)
    }

    /// Chooses a value, or no longer.
    pub fn choose(&mut self, name: &str, value: &str, is_chosen: bool) {
        self.0.retain(|(own, other)| (own.as_str(), other.as_str()) != (name, value));
        if is_chosen && !value.is_empty() && !value.contains(|c: char| c == '"' || c.is_whitespace()) {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Chooses the only value of a name; nothing chooses none.
    pub fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(own, _)| own != name);
        self.choose(name, value, true);
    }

    /// The query: what is chosen, and behind it the words, so that the last of these may be a beginning.
    pub fn query(&self, words: &str) -> String {
        let mut query = String::new();
        for (name, value) in self.iter() {
            query.push_str(name);
            query.push_str(if matches!(name, AFTER | BEFORE | SORT) { ":" } else { ":=" });
            query.push_str(value);
            query.push(' ');
        }
        query.push_str(words);
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_goes_before_the_words() {
        let mut filters = Filters::default();
        assert_eq!((filters.query("oil pr").as_str(), filters.is_empty()), ("oil pr", true));
        filters.choose("topic", "us-coalition", true);
        filters.choose("topic", "oil", true);
        filters.set(AFTER, "2024-01");
        filters.set(SORT, NEWEST);
        assert_eq!(filters.query("oil pr"), "topic:=us-coalition topic:=oil after:2024-01 sort:newest oil pr");
        filters.choose("topic", "us-coalition", false);
        filters.choose("topic", "oil", true);
        filters.set(AFTER, "");
        assert_eq!(filters.query(""), "sort:newest topic:=oil ");
        assert!(filters.has("topic", "oil") && !filters.has("topic", "us-coalition"));
        assert_eq!((filters.value(SORT), filters.value(BEFORE)), (NEWEST, ""));
    }

    #[test]
    fn an_address_chooses_what_can_be_chosen() {
        let pairs =
            [("topic", "oil"), ("topic", "oil"), ("source", "a b"), ("place", ""), ("is", "x\"y"), (BEFORE, "2024")];
        let filters = Filters::of(pairs.into_iter().map(|(name, value)| (name, value.to_owned())));
        assert_eq!(filters.iter().collect::<Vec<_>>(), [("topic", "oil"), (BEFORE, "2024")]);
        assert_eq!(names().last(), Some(SORT));
    }
}

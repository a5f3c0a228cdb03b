//! Topics and publishers: things that are matched by their name without case, and shown by its commonest spelling.

use std::collections::HashMap;

use crate::{diagnostic::Span, slug::Slug};

use super::{
    ids::BriefId,
    slugs::{Slugs, slug_of},
    spelling::{Spellings, caseless_key},
};

/// Counts the names of one list, from the oldest brief to the newest.
#[derive(Debug, Default)]
pub(super) struct Counting {
    keys: HashMap<String, usize>,
    terms: Vec<Counted>,
}

#[derive(Debug)]
struct Counted {
    spellings: Spellings,
    first: (BriefId, Span),
}

/// The names of one list, by slug.
#[derive(Debug, Default)]
pub(super) struct Terms {
    keys: HashMap<String, usize>,
    pub(super) list: Vec<Term>,
}

/// A topic or a publisher.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) slug: Slug,
    /// As shown.
    pub(super) name: String,
    /// The oldest brief that names it, and where.
    pub(super) first: (BriefId, Span),
    /// How often it is named.
    pub(super) uses: usize,
    /// Its place among all, from the one that was named first.
    pub(super) age: usize,
}

impl Counting {
    /// One more use of `name`.
    pub(super) fn count(&mut self, name: &str, brief: BriefId, at: Span) {
        let next = self.terms.len();
        let term = *self.keys.entry(caseless_key(name)).or_insert(next);
        if term == next {
            self.terms.push(Counted { spellings: Spellings::default(), first: (brief, at) });
        }
        self.terms[term].spellings.count(name);
    }

    /// Settles names and slugs. A name of `fixed` is spelt as it is there; a name without letters gets the slug
    /// `otherwise`.
    pub(super) fn settle(self, fixed: &[String], otherwise: &str) -> Terms {
        let fixed: HashMap<_, _> = fixed.iter().map(|name| (caseless_key(name), name)).collect();
        let mut slugs = Slugs::default();
        let settled = self.terms.into_iter().enumerate().map(|(age, counted)| {
            let uses = counted.spellings.uses();
            let name = counted.spellings.commonest();
            let name = fixed.get(&caseless_key(&name)).map_or(name, |&fixed| fixed.clone());
            Term { slug: slugs.give(slug_of(&name, otherwise)), name, first: counted.first, uses, age }
        });
        let mut list: Vec<_> = settled.collect();
        list.sort_by(|a, b| a.slug.cmp(&b.slug));
        let mut place = vec![0; list.len()];
        list.iter().enumerate().for_each(|(at, term)| place[term.age] = at);
        let keys = self.keys.into_iter().map(|(key, number)| (key, place[number])).collect();
        Terms { keys, list }
    }
}

impl Terms {
    /// The place in the list of the term with that name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.keys.get(&caseless_key(name)).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::draft;

    #[test]
    fn topics_are_matched_without_case_and_shown_as_they_are_most_written() {
        let draft = draft().brief("a", "topics: [world NEWS, ' Iraq ']", "").brief("b", "topics: [World News]", "");
        let made = draft.brief("c", "topics: [World News, iraq, Iraq]", "").model().says(&[]);
        let topics: Vec<_> =
            made.site.topics.iter().map(|topic| (topic.name.as_str(), made.slugs(&topic.briefs))).collect();
        assert_eq!(topics, [("Iraq", "a c".to_owned()), ("World News", "a b c".to_owned())]);
        assert_eq!(made.brief("c").topics.len(), 2);
    }

    #[test]
    fn a_closed_set_of_topics_decides_which_there_are() {
        let closed = draft().config(|config| config.topics = vec!["Diplomacy".to_owned(), "security".to_owned()]);
        let made = closed.brief("a", "topics: [diplomcy, SECURITY, Weather]", "").model().says(&[
            "unknown-topic a <diplomcy> unknown topic `diplomcy` | did you mean `Diplomacy`?",
            "unknown-topic a <Weather> unknown topic `Weather`",
        ]);
        assert!(made.site.topics.iter().any(|topic| topic.name == "security"));
    }

    #[test]
    fn publishers_are_named_by_their_host_where_they_have_no_name() {
        let draft = draft().brief("a", "source: https://www.example.org/1 2024-01-01", "");
        let draft = draft.brief("b", "source: BBC News, 2024\nevents: [{2024: X}]", "").brief(
            "c",
            "source: bbc news, 2024",
            "",
        );
        let made = draft.brief("d", "source: [{publisher: BBC News}, {publisher: 'BBC, News'}]", "").model();
        let shown = |publisher: &crate::model::Publisher| {
            format!("{} {}: {}", publisher.slug, publisher.name, made.slugs(&publisher.briefs))
        };
        let publishers: Vec<_> = made.site.publishers.iter().map(shown).collect();
        assert_eq!(publishers, ["bbc-news BBC News: b c d", "bbc-news-2 BBC, News: d", "example-org example.org: a"]);
        assert_eq!(made.site.events[0].publishers.len(), 1);
    }
}

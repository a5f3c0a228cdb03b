//! A search on its way: what is shown, what is fetched and when, as plain values.
//!
//! Files and what the field holds go in, and the next [`Step`] comes out. Every answer is to what the field holds now, so a file that
//! comes late never brings back the results of an older query. Nothing here knows a page, a network or a clock.

use crate::files::Files;
use crate::texts::is_asked;
use briefing_index::Error;
use briefing_index::search::{Answer, Engine, Facet};

/// Results at first, and how many more each time.
const SHOWN: usize = 10;

/// What the page does next.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// Nothing: something else will happen.
    Stay,
    /// Looks again after a pause in which nothing was typed.
    Pause,
    /// Fetches these files. There may be none: those that lack are on their way then.
    Fetch(Vec<String>),
    /// Shows all of an answer.
    Show(Answer),
    /// Shows what was found by the values of its fields.
    Count(Vec<Facet>),
    /// Says that the search does not work, and leaves what is shown. The error is none where a file did not come.
    Fail(Option<Error>),
}

/// A search with what it has and what it waits for.
#[derive(Debug)]
pub struct Search {
    engine: &'static Engine,
    files: Files,
    limit: usize,
    /// Whether the query may go on at once: then nothing is fetched for it yet.
    is_typing: bool,
    has_failed: bool,
}

impl Search {
    /// A search for nothing, without any file.
    pub fn new(engine: &'static Engine) -> Self {
        Self { engine, files: Files::default(), limit: SHOWN, is_typing: false, has_failed: false }
    }

    /// Whether a pause is due before anything is fetched.
    pub fn is_typing(&self) -> bool {
        self.is_typing
    }

    /// Whether it stands still because of a failure.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Another query was typed.
    pub fn typed(&mut self, query: &str) -> Step {
        self.limit = SHOWN;
        self.is_typing = true;
        self.step(query)
    }

    /// The query is finished for now: what lacks is fetched, and what failed is tried again.
    pub fn look(&mut self, query: &str) -> Step {
        self.is_typing = false;
        self.step(query)
    }

    /// More results are wanted.
    pub fn more(&mut self, query: &str) -> Step {
        self.limit += SHOWN;
        self.look(query)
    }

    /// What the query finds is wanted by the values of its fields, after its answer was shown.
    pub fn count(&mut self, query: &str) -> Step {
        if !is_asked(query) {
            return Step::Count(Vec::new());
        }
        match self.engine.facets(query, &self.files) {
            Ok(facets) if facets.lacks.is_empty() => Step::Count(facets.facets),
            Ok(facets) => {
                self.files.lack(&facets.lacks);
                Step::Fetch(self.files.ask())
            }
            Err(error) => self.damaged(error),
        }
    }

    /// A file has come, or has not.
    pub fn arrived(&mut self, path: &str, bytes: Option<Vec<u8>>, query: &str) -> Step {
        let has_come = bytes.is_some();
        let was_lacking = self.files.take(path, bytes);
        if !was_lacking || self.is_typing && !has_come {
            // It was for an older query, or is asked for again after the pause.
            Step::Stay
        } else if !has_come {
            self.fail(None)
        } else if self.files.are_lacking() {
            Step::Stay
        } else {
            match self.step(query) {
                // It has begun already.
                Step::Pause => Step::Stay,
                step => step,
            }
        }
    }

    fn step(&mut self, query: &str) -> Step {
        self.has_failed = false;
        let answer =
            if is_asked(query) { self.engine.answer(query, self.limit, &self.files) } else { Ok(Answer::default()) };
        match answer {
            Ok(answer) => {
                self.files.lack(&answer.lacks);
                if answer.lacks.is_empty() {
                    self.is_typing = false;
                    Step::Show(answer)
                } else if self.is_typing {
                    Step::Pause
                } else {
                    Step::Fetch(self.files.ask())
                }
            }
            Err(error) => self.damaged(error),
        }
    }

    fn damaged(&mut self, error: Error) -> Step {
        // Nobody knows which file it was.
        self.files.forget();
        self.fail(Some(error))
    }

    fn fail(&mut self, error: Option<Error>) -> Step {
        self.is_typing = false;
        self.has_failed = true;
        Step::Fail(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use briefing_index::search::{Document, Files as Index, Stem, write};

    /// Twelve briefs of talks and a strike.
    fn index() -> Index {
        let slugs: Vec<String> = (0..12).map(|n| format!("talks-{n}")).collect();
        let mut documents: Vec<Document<'_>> = slugs
            .iter()
            .map(|slug| Document { slug, day: 19_700, lang: "en", title: "Talks open", ..Document::default() })
            .collect();
        documents.push(Document {
            slug: "strike",
            day: 19_800,
            lang: "en",
            title: "Strike in Mosul",
            ..Document::default()
        });
        write(&documents, &|_, word| Stem { text: word.to_owned(), is_function_word: false }, 1)
    }

    fn search(index: &Index) -> Search {
        let engine = Engine::open(&index.files[&index.root]).expect("a root");
        Search::new(Box::leak(Box::new(engine)))
    }

    /// Brings what a step asks for until it asks for nothing.
    fn bring(search: &mut Search, index: &Index, mut step: Step, query: &str) -> Answer {
        loop {
            match step {
                Step::Show(answer) => return answer,
                Step::Fetch(paths) => {
                    assert!(!paths.is_empty(), "it waits for nothing");
                    step = Step::Stay;
                    for path in paths {
                        assert_eq!(step, Step::Stay, "it does not go on before all are there");
                        let bytes = Some(index.files[&path].clone());
                        step = search.arrived(&path, bytes, query);
                    }
                }
                step => panic!("{step:?}"),
            }
        }
    }

    fn fetched(step: Step) -> Vec<String> {
        match step {
            Step::Fetch(paths) => paths,
            step => panic!("{step:?}"),
        }
    }

    #[test]
    fn too_short_a_query_shows_nothing_at_once() {
        let mut search = search(&index());
        assert_eq!(search.look(""), Step::Show(Answer::default()));
        assert_eq!(search.typed(" t"), Step::Show(Answer::default()));
        assert!(!search.is_typing());
    }

    #[test]
    fn files_are_fetched_after_a_pause_and_kept() {
        let index = index();
        let mut search = search(&index);
        assert_eq!(search.typed("mosul"), Step::Pause);
        assert!(search.is_typing());
        let step = search.look("mosul");
        let answer = bring(&mut search, &index, step, "mosul");
        assert_eq!((answer.total, answer.hits[0].record.slug.as_str()), (1, "strike"));
        // The next time it is shown without a pause.
        assert_eq!(search.typed("mosul"), Step::Show(answer));
        assert!(!search.is_typing());
    }

    #[test]
    fn more_results_come_ten_by_ten() {
        let index = index();
        let mut search = search(&index);
        let step = search.look("talks");
        assert_eq!(bring(&mut search, &index, step, "talks").hits.len(), 10);
        let step = search.more("talks");
        let answer = bring(&mut search, &index, step, "talks");
        assert_eq!((answer.hits.len(), answer.total), (12, 12));
        let Step::Show(answer) = search.typed("talks ") else { panic!("all is there") };
        assert_eq!(answer.hits.len(), 10, "another query begins anew");
    }

    #[test]
    fn what_is_on_its_way_is_asked_for_once() {
        let index = index();
        let mut search = search(&index);
        assert!(!fetched(search.look("mosul")).is_empty());
        assert_eq!(search.look("mosul"), Step::Fetch(Vec::new()));
    }

    #[test]
    fn a_late_file_brings_back_no_older_query() {
        let index = index();
        let mut search = search(&index);
        let paths = fetched(search.look("mosul"));
        assert_eq!(search.typed(""), Step::Show(Answer::default()));
        for path in paths {
            let bytes = Some(index.files[&path].clone());
            assert_eq!(search.arrived(&path, bytes, ""), Step::Stay);
        }
    }

    #[test]
    fn a_file_that_comes_while_one_types_ends_no_pause() {
        let index = index();
        let mut search = search(&index);
        let paths = fetched(search.look("mosul"));
        assert_eq!(search.typed("mosul s"), Step::Pause);
        for path in paths {
            let bytes = Some(index.files[&path].clone());
            assert_eq!(search.arrived(&path, bytes, "mosul s"), Step::Stay);
        }
        assert!(search.is_typing());
    }

    #[test]
    fn what_failed_is_tried_again() {
        let index = index();
        let mut search = search(&index);
        let paths = fetched(search.look("mosul"));
        for path in &paths {
            assert_eq!(search.arrived(path, None, "mosul"), Step::Fail(None));
        }
        assert!(search.has_failed());
        let step = search.look("mosul");
        assert!(!search.has_failed());
        assert_eq!(step, Step::Fetch(paths));
        assert_eq!(bring(&mut search, &index, step, "mosul").total, 1);
    }

    #[test]
    fn a_failure_for_an_older_query_is_none() {
        let mut search = search(&index());
        let paths = fetched(search.look("mosul"));
        assert_eq!(search.typed(""), Step::Show(Answer::default()));
        for path in paths {
            assert_eq!(search.arrived(&path, None, ""), Step::Stay);
        }
        assert!(!search.has_failed());
    }

    #[test]
    fn a_damaged_file_is_fetched_anew() {
        let index = index();
        let mut search = search(&index);
        let paths = fetched(search.look("mosul"));
        let mut step = Step::Stay;
        for path in &paths {
            step = search.arrived(path, Some(vec![0; 9]), "mosul");
        }
        assert!(matches!(step, Step::Fail(Some(_))), "{step:?}");
        assert_eq!(search.look("mosul"), Step::Fetch(paths));
    }
}

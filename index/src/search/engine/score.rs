//! Scoring: from terms to what is known of each place.

use super::{
    Asking, Found, Matches,
    reading::{Meaning, WHOLE},
};
use crate::{
    search::{
        analyse::rarity,
        list::{self, LEVELS},
        words::{Postings, Term},
    },
    tokenize::folded,
};

/// Of more briefs than this, a word that over half of them have is not fetched beside others.
const MANY: u32 = 2_000;
/// What a word counts that is written otherwise than it was typed.
const OTHER: f32 = 0.9;

/// What is known of a place so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// Weights times rarities.
    pub(super) sum: f32,
    /// The rarities of the words found there.
    pub(super) share: f32,
    /// The clauses that hold there.
    pub(super) clauses: u32,
}

/// What was gathered so far.
struct Sums {
    scores: Vec<Score>,
    /// The places that have a score of what is wanted.
    places: Vec<u32>,
    /// The levels of the word at hand, and the places where it has one.
    levels: Vec<f32>,
    met: Vec<u32>,
}

impl<'f> Asking<'f> {
    /// Finds the places that have a word of the query or one of its values, with their scores.
    pub(super) fn score(&mut self, matches: &mut Matches<'f>, values: &[(u32, Vec<Meaning<'f>>)]) {
        self.settle(&mut matches.found);
        let places = self.root.months.places() as usize;
        let (scores, levels) = (vec![Score::default(); places], vec![0.0; places]);
        let mut sums = Sums { scores, places: Vec::new(), levels, met: Vec::new() };
        for one in matches.found.iter().filter(|one| !one.is_dull) {
            let share = if one.word.is_wanted { self.rarity(one) } else { 0.0 };
            let found = Score { sum: one.word.times * share, share, clauses: one.word.clause };
            self.gather(&one.meanings, is_accented(one.word.typed), found, &mut sums);
        }
        // Places are found by values only where no word is wanted.
        let share = if matches.query.has_words { 0.0 } else { 1.0 };
        for (clauses, meanings) in values {
            self.gather(meanings, false, Score { sum: 0.0, share, clauses: *clauses }, &mut sums);
        }
        (matches.scores, matches.places) = (sums.scores, sums.places);
    }

    /// Adds `found` to each place that has one of the terms, its sum times the level there.
    fn gather(&mut self, meanings: &[Meaning<'f>], is_accented: bool, found: Score, sums: &mut Sums) {
        for Meaning { weight, term, .. } in meanings {
            self.add(term, if term.is_other == is_accented { *weight } else { weight * OTHER }, sums);
        }
        for place in sums.met.drain(..) {
            let at = place as usize;
            let (Some(level), Some(score)) = (sums.levels.get_mut(at), sums.scores.get_mut(at)) else { continue };
            if score.share == 0.0 && found.share > 0.0 {
                sums.places.push(place);
            }
            score.sum += found.sum * *level;
            score.share += found.share;
            score.clauses |= found.clauses;
            *level = 0.0;
        }
    }

    pub(super) fn rarity(&self, one: &Found<'_>) -> f32 {
        rarity(self.root.briefs as usize, one.count as usize)
    }

    /// Leaves out words that are everywhere, unless there are no others.
    fn settle(&self, found: &mut [Found<'f>]) {
        for one in found.iter_mut() {
            one.is_dull = true;
            let Some(first) = one.meanings.first() else { continue };
            for meaning in &one.meanings {
                // Where the whole word is there, its endings do not count.
                if first.weight < WHOLE || meaning.form == first.form {
                    one.count = one.count.max(meaning.term.count);
                    one.is_dull &= meaning.term.is_function_word;
                }
            }
            one.is_dull |= self.root.briefs > MANY && one.count > self.root.briefs / 2;
        }
        let has_others = found.iter().any(|one| !one.is_dull && one.word.is_wanted);
        for one in found {
            one.is_dull &= has_others && one.word.clause == 0;
        }
    }

    /// Adds the levels of a term, where they are higher than what is there, and the places that had none.
    fn add(&mut self, term: &Term<'f>, weight: f32, sums: &mut Sums) {
        let lists = match term.postings {
            Postings::Here(list) => [Some(list), None],
            Postings::Chunk { head, tail } => {
                self.answer.is_part |= tail.is_some() && !self.is_whole;
                let tail = tail.filter(|_| self.is_whole);
                [self.files.stretch(head), tail.and_then(|tail| self.files.stretch(tail))]
            }
            // What stands elsewhere was looked up there.
            Postings::Elsewhere(..) => [None, None],
        };
        for list in lists.into_iter().flatten() {
            let read = list::read(list, term.count, self.root.months.places(), &mut |(place, level)| {
                let level = weight * (f32::from(level) + 0.5) / LEVELS as f32;
                if let Some(best) = sums.levels.get_mut(place as usize) {
                    if *best == 0.0 {
                        sums.met.push(place);
                    }
                    *best = best.max(level);
                }
            });
            self.files.note(read);
        }
    }
}

/// Whether a text has a letter that is folded to another, beyond A to Z: an accent, for one.
fn is_accented(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && folded(c) != c)
}

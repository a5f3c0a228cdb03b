//! Scoring: from terms to what is known of each place.

use super::{Asking, Found, Matches, look::WHOLE};
use crate::{
    bytes::Error,
    fold::fold_into,
    search::{
        analyse::rarity,
        list::{self, LEVELS},
        words::{Postings, Term},
    },
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

impl<'f> Asking<'f> {
    /// Finds the places that have a word of the query or one of its values, with their scores.
    pub(super) fn score(&mut self, matches: &mut Matches<'f>, values: &[(u32, Vec<Term<'f>>)]) -> Result<(), Error> {
        self.settle(&mut matches.found);
        let places = self.root.months.places() as usize;
        let mut scores = vec![Score::default(); places];
        let mut levels = vec![0.0f32; places];
        let mut met = Vec::new();
        for one in &matches.found {
            let is_accented = is_accented(&one.word.typed);
            for (_, weight, terms) in &one.forms {
                for term in terms {
                    let weight = if term.is_other == is_accented { *weight } else { *weight * OTHER };
                    self.add(term, weight, &mut levels, &mut met)?;
                }
            }
            let rarity = self.rarity(one);
            for place in met.drain(..) {
                let at = place as usize;
                let (Some(level), Some(score)) = (levels.get_mut(at), scores.get_mut(at)) else { continue };
                if one.word.is_wanted {
                    if score.sum == 0.0 {
                        matches.places.push(place);
                    }
                    score.sum += one.word.times * rarity * *level;
                    score.share += rarity;
                }
                score.clauses |= one.word.clause;
                *level = 0.0;
            }
        }
        let has_words = matches.query.has_words();
        for (clause, terms) in values {
            for term in terms {
                self.add(term, WHOLE, &mut levels, &mut met)?;
            }
            for place in met.drain(..) {
                let at = place as usize;
                let (Some(level), Some(score)) = (levels.get_mut(at), scores.get_mut(at)) else { continue };
                if !has_words && score.clauses == 0 {
                    matches.places.push(place);
                }
                score.clauses |= clause;
                *level = 0.0;
            }
        }
        matches.scores = scores;
        Ok(())
    }

    pub(super) fn rarity(&self, one: &Found<'_>) -> f32 {
        rarity(self.root.briefs as usize, one.count as usize)
    }

    /// Leaves out words that are everywhere, unless there are no others.
    fn settle(&mut self, found: &mut Vec<Found<'f>>) {
        for one in found.iter_mut() {
            let of_first = one.forms.first().filter(|(_, weight, _)| *weight == WHOLE);
            let terms: Vec<&Term<'_>> = match of_first {
                Some((_, _, terms)) => terms.iter().collect(),
                None => one.forms.iter().flat_map(|(_, _, terms)| terms).collect(),
            };
            one.count = terms.iter().map(|term| term.count).max().unwrap_or_default();
            let is_everywhere = self.root.briefs > MANY && one.count > self.root.briefs / 2;
            one.is_dull = is_everywhere || terms.iter().all(|term| term.is_function_word);
        }
        if found.iter().any(|one| !one.is_dull && one.word.is_wanted) {
            found.retain(|one| !one.is_dull || one.word.clause != 0);
        }
    }

    /// Adds the levels of a term, where they are higher than what is there, and the places that had none.
    fn add(&mut self, term: &Term<'f>, weight: f32, levels: &mut [f32], met: &mut Vec<u32>) -> Result<(), Error> {
        let places = self.root.months.places();
        let mut each = |(place, level): (u32, u8)| {
            let level = weight * (f32::from(level) + 0.5) / LEVELS as f32;
            if let Some(best) = levels.get_mut(place as usize) {
                if *best == 0.0 {
                    met.push(place);
                }
                *best = best.max(level);
            }
        };
        match &term.postings {
            Postings::Here(bytes) => list::read(bytes, term.count, places, &mut each),
            Postings::Chunk { head, tail } => {
                self.answer.is_part |= tail.is_some() && !self.is_whole;
                let front = self.file(head.chunk)?;
                let rest = match tail.filter(|_| self.is_whole) {
                    Some(tail) => self.file(tail.chunk)?.map(|rest| tail.of(rest)).transpose()?,
                    None => Some(&[][..]),
                };
                let (Some(front), Some(rest)) = (front, rest) else { return Ok(()) };
                list::read(head.of(front)?, term.count, places, &mut each)?;
                list::read(rest, term.count, places, &mut each)
            }
            // What stands elsewhere was looked up there.
            Postings::Elsewhere(..) => Ok(()),
        }
    }
}

/// Whether a text has a letter that is folded to another, beyond A to Z: an accent, for one.
fn is_accented(text: &str) -> bool {
    let mut folded = String::new();
    text.chars().any(|c| {
        folded.clear();
        fold_into(c, &mut folded);
        !c.is_ascii() && !folded.starts_with(c)
    })
}

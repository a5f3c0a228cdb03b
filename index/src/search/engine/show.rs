//! Showing: the best of what was found, with days, phrases and records.

use super::{Asking, Matches, marks};
use crate::{
    bytes::{Error, unframe},
    search::{
        NAME, VERSION,
        fields::{DAYS, day},
        places::month_of,
        query::{Phrase, Query},
        record_path,
        records::{self, PLACES, Record},
    },
    symbols::Symbols,
    tokenize::{Form, tokenize},
};

/// Up to so many words of a query, briefs that have all of them go first.
const FEW: usize = 4;
/// For each result that is wanted so many briefs are looked at for a phrase.
const CHECKED: usize = 4;

impl<'f> Asking<'f> {
    /// Counts the matches, and shows the best.
    pub(super) fn show(&mut self, matches: &Matches<'f>, limit: usize) -> Result<(), Error> {
        let query = &matches.query;
        let mut candidates = if query.is_browsing() { self.browse(matches, limit)? } else { self.candidates(matches)? };
        self.answer.total = candidates.len();
        let most = if query.phrases.is_empty() { limit } else { limit * CHECKED };
        if query.is_newest || !query.has_words() {
            self.date(&mut candidates, most)?;
        }
        let best = best_of(&candidates, most);
        if !self.answer.lacks.is_empty() {
            return Ok(());
        }
        let symbols = Symbols::open(&self.root.symbols)?;
        let mut checked = 0;
        for (_, place) in best {
            // Not more pages at once than there are results.
            if self.answer.hits.len() + self.answer.lacks.len() >= limit {
                break;
            }
            checked += 1;
            let path = record_path(self.root.records, place / PLACES);
            let Some(bytes) = self.store.file(&path) else {
                self.lack(path);
                continue;
            };
            let Some(record) = records::read(unframe(NAME, VERSION, bytes)?, place % PLACES, &symbols)? else {
                continue;
            };
            let clauses = matches.scores.get(place as usize).map_or(0, |score| score.clauses);
            if self.has_phrases(&record, query, clauses) == Some(true) {
                self.answer.hits.push(marks::marked(record, &matches.found));
            }
        }
        if !query.phrases.is_empty() {
            self.answer.is_part |= checked < self.answer.total;
            self.answer.total = self.answer.hits.len();
        }
        Ok(())
    }

    /// The places that have all that is required and nothing that is forbidden, with their values.
    fn candidates(&mut self, matches: &Matches<'f>) -> Result<Vec<(f32, u32)>, Error> {
        let query = &matches.query;
        let wished = matches.found.iter().filter(|one| one.word.is_wanted);
        let all: f32 = wished.clone().map(|one| self.rarity(one)).sum();
        let is_few = wished.count() <= FEW;
        let mut candidates = Vec::new();
        for place in &matches.places {
            let Some(score) = matches.scores.get(*place as usize) else { continue };
            if holds(query, score.clauses) && self.is_between(*place, query.days)? {
                let value = if is_few && all > 0.0 { score.sum * (score.share / all).sqrt() } else { score.sum };
                candidates.push((value, *place));
            }
        }
        Ok(candidates)
    }

    /// Whether the day of a place is between two others. Where its file lacks, it is taken to be.
    pub(super) fn is_between(&mut self, place: u32, (from, to): (i64, i64)) -> Result<bool, Error> {
        let months = &self.root.months;
        let (first, last) = (month_of(from), month_of(to));
        if place < months.start_of(first) || place >= months.start_of(last.saturating_add(1)) {
            return Ok(false);
        }
        // Most places are in months that are wholly between both.
        if place >= months.start_of(first.saturating_add(1)) && place < months.start_of(last) {
            return Ok(true);
        }
        Ok(self.day(place)?.is_none_or(|day| (from..=to).contains(&day)))
    }

    /// The day of a place; none where nobody stands there, or the file lacks.
    fn day(&mut self, place: u32) -> Result<Option<i64>, Error> {
        let Some(fields) = self.fields()? else { return Ok(None) };
        let name = *fields.days.get((place / DAYS) as usize).ok_or(Error::Damaged)?;
        let file = match self.days.iter().find(|(known, _)| *known == name) {
            Some((_, file)) => *file,
            None => {
                let Some(file) = self.file(name)? else { return Ok(None) };
                self.days.push((name, file));
                file
            }
        };
        Ok(day(file, place, &self.root.months))
    }

    /// Replaces values by days where they count for the newest `most`.
    fn date(&mut self, candidates: &mut Vec<(f32, u32)>, most: usize) -> Result<(), Error> {
        let months = &self.root.months;
        for (value, place) in candidates.iter_mut() {
            *value = months.month_at(*place) as f32;
        }
        let Some((last, _)) = best_of(candidates, most).pop() else { return Ok(()) };
        candidates.retain(|(month, _)| *month >= last);
        for (value, place) in candidates {
            *value = self.day(*place)?.unwrap_or_default() as f32;
        }
        Ok(())
    }

    /// The newest places between the days of a query that asks for no words: whole months, until there are enough.
    fn browse(&mut self, matches: &Matches<'f>, limit: usize) -> Result<Vec<(f32, u32)>, Error> {
        let months = &self.root.months;
        let query = &matches.query;
        let (first, last) = (month_of(query.days.0), month_of(query.days.1));
        let start = months.start_of(first);
        let mut places = Vec::new();
        let mut end = months.start_of(last.saturating_add(1));
        while end > start && places.len() < limit && self.answer.lacks.is_empty() {
            let month = months.month_at(end - 1);
            for place in months.start_of(month)..end {
                let clauses = matches.scores.get(place as usize).map_or(0, |score| score.clauses);
                let is_there = self.day(place)?.is_some_and(|day| (query.days.0..=query.days.1).contains(&day));
                if is_there && holds(query, clauses) {
                    places.push((0.0, place));
                }
            }
            end = months.start_of(month);
        }
        self.answer.is_part |= end > start;
        Ok(places)
    }

    /// Whether a brief has all phrases that are wanted and no other; nothing where its page is needed and lacks.
    fn has_phrases(&mut self, record: &Record, query: &Query, clauses: u32) -> Option<bool> {
        for phrase in &query.phrases {
            let has = clauses & phrase.clauses == phrase.clauses && self.has_phrase(record, phrase)?;
            if has != phrase.is_wanted {
                return Some(false);
            }
        }
        Some(true)
    }

    fn has_phrase(&mut self, record: &Record, phrase: &Phrase) -> Option<bool> {
        let shown = [&record.title, &record.takeaway].into_iter().chain(record.events.iter().map(|event| &event.what));
        if shown.into_iter().any(|text| is_in(text, phrase)) {
            return Some(true);
        }
        let path = ["briefs/", &record.slug, "/"].concat();
        let Some(page) = self.store.file(&path) else {
            self.lack(path);
            return None;
        };
        Some(core::str::from_utf8(page).is_ok_and(|text| is_in(text, phrase)))
    }
}

/// Whether a place with these clauses is a result.
pub(super) fn holds(query: &Query, clauses: u32) -> bool {
    clauses & query.must == query.must && clauses & query.must_not == 0
}

/// The highest values, the highest first; of equal ones the last place.
fn best_of(candidates: &[(f32, u32)], most: usize) -> Vec<(f32, u32)> {
    let mut best: Vec<(f32, u32)> = Vec::new();
    for &(value, place) in candidates {
        let goes_before = |(other, at): &(f32, u32)| *other > value || *other == value && *at > place;
        if best.len() == most && best.last().is_none_or(goes_before) {
            continue;
        }
        let at = best.partition_point(goes_before);
        best.insert(at, (value, place));
        best.truncate(most);
    }
    best
}

/// Whether the words of a phrase follow one another in a text.
fn is_in(text: &str, phrase: &Phrase) -> bool {
    // How many words of the phrase have been met, at each place where it may have begun.
    let mut begun: Vec<usize> = Vec::new();
    let mut is_found = false;
    tokenize(text, &mut |word, _, form| {
        if form == Form::Joined {
            return;
        }
        begun.push(0);
        begun.retain_mut(|met| {
            let last = *met + 1 == phrase.words.len();
            let is_met = phrase
                .words
                .get(*met)
                .is_some_and(|wanted| word == wanted || last && phrase.is_open && word.starts_with(wanted.as_str()));
            *met += 1;
            is_found |= is_met && last;
            is_met && !last
        });
    });
    is_found
}

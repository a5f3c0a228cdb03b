//! Showing: the best of what was found, with days, phrases and records.

use super::{Asking, Matches, marks};
use crate::{
    bytes::unseal,
    edtf::calendar::month_of,
    search::{
        fields::{DAYS, day},
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
    pub(super) fn show(&mut self, matches: &Matches<'f>, limit: usize) {
        let query = &matches.query;
        let mut candidates = if query.is_browsing() { self.browse(matches, limit) } else { self.candidates(matches) };
        self.answer.total = candidates.len();
        let most = if query.phrases.is_empty() { limit } else { limit * CHECKED };
        if query.is_newest || !query.has_words {
            self.date(&mut candidates, most);
        }
        let Some(symbols) = self.files.note(Symbols::open(&self.root.symbols)) else { return };
        if self.files.is_stuck() {
            return;
        }
        let mut checked = 0;
        for (_, place) in best_of(&candidates, most) {
            // Not more pages at once than there are results.
            if self.answer.hits.len() + self.files.lacks.len() >= limit {
                break;
            }
            checked += 1;
            let path = record_path(self.root.records, place / PLACES);
            let Some(bytes) = self.files.store.file(&path) else {
                self.files.lack(path);
                continue;
            };
            let record = unseal(bytes).and_then(|block| records::read(block, place, self.root, &symbols));
            let Some(Some(record)) = self.files.note(record) else { continue };
            let clauses = clauses_at(matches, place);
            if query.phrases.iter().all(|phrase| self.agrees(&record, phrase, clauses)) {
                self.answer.hits.push(marks::marked(record, &matches.found));
            }
        }
        if !query.phrases.is_empty() {
            self.answer.is_part |= checked < self.answer.total;
            self.answer.total = self.answer.hits.len();
        }
    }

    /// The places that have all that is required and nothing that is forbidden, with their values.
    fn candidates(&mut self, matches: &Matches<'f>) -> Vec<(f32, u32)> {
        let query = &matches.query;
        let (mut all, mut count) = (0.0, 0);
        for one in &matches.found {
            if one.word.is_wanted && !one.is_dull {
                all += self.rarity(one);
                count += 1;
            }
        }
        let is_few = 0 < count && count <= FEW;
        let mut candidates = Vec::new();
        for place in &matches.places {
            let Some(score) = matches.scores.get(*place as usize) else { continue };
            if holds(query, score.clauses) && self.is_between(*place, query.days) {
                let value = if is_few { score.sum * (score.share / all).sqrt() } else { score.sum };
                candidates.push((value, *place));
            }
        }
        candidates
    }

    /// Whether the day of a place is between two others. Where its file lacks, it is taken to be.
    pub(super) fn is_between(&mut self, place: u32, (from, to): (i64, i64)) -> bool {
        let months = &self.root.months;
        let (first, last) = (month_of(from), month_of(to));
        if place < months.start_of(first) || place >= months.start_of(last.saturating_add(1)) {
            return false;
        }
        // Most places are in months that are wholly between both.
        if place >= months.start_of(first.saturating_add(1)) && place < months.start_of(last) {
            return true;
        }
        self.day(place).is_none_or(|day| from <= day && day <= to)
    }

    /// The day of a place; none where nobody stands there, or the file lacks.
    fn day(&mut self, place: u32) -> Option<i64> {
        // Nothing that comes after damage is shown.
        if self.files.error.is_some() {
            return None;
        }
        self.read_fields();
        let Some(&name) = self.fields.as_ref()?.days.get((place / DAYS) as usize) else {
            self.files.damaged();
            return None;
        };
        let known = self.days.iter().find(|(known, _)| *known == name);
        let file = match known {
            Some((_, file)) => *file,
            None => {
                let file = self.files.file(name)?;
                self.days.push((name, file));
                file
            }
        };
        day(file, place, &self.root.months)
    }

    /// Replaces values by days where they count for the newest `most`.
    fn date(&mut self, candidates: &mut [(f32, u32)], most: usize) {
        let months = &self.root.months;
        for (value, place) in candidates.iter_mut() {
            *value = months.month_at(*place) as f32;
        }
        let Some((last, _)) = best_of(candidates, most).pop() else { return };
        for (value, place) in candidates {
            let is_early = *value < last;
            *value = if is_early { f32::NEG_INFINITY } else { self.day(*place).unwrap_or_default() as f32 };
        }
    }

    /// The newest places between the days of a query that asks for no words: whole months, until there are enough.
    fn browse(&mut self, matches: &Matches<'f>, limit: usize) -> Vec<(f32, u32)> {
        let months = &self.root.months;
        let query = &matches.query;
        let (from, to) = query.days;
        let start = months.start_of(month_of(from));
        let mut places = Vec::new();
        let mut end = months.start_of(month_of(to).saturating_add(1));
        while end > start && places.len() < limit && !self.files.is_stuck() {
            let month = months.month_at(end - 1);
            let first = months.start_of(month);
            for place in first..end {
                // A damaged month may be of millions of places.
                if self.files.is_stuck() {
                    break;
                }
                let is_there = self.day(place).is_some_and(|day| from <= day && day <= to);
                if is_there && holds(query, clauses_at(matches, place)) {
                    places.push((0.0, place));
                }
            }
            end = first;
        }
        self.answer.is_part |= end > start;
        places
    }

    /// Whether a brief has a phrase that is wanted, or has not one that is not. No, where its page is needed and lacks.
    fn agrees(&mut self, record: &Record, phrase: &Phrase, clauses: u32) -> bool {
        let mut has = clauses & phrase.clauses == phrase.clauses;
        let is_shown = is_in(&record.title, phrase)
            || is_in(&record.takeaway, phrase)
            || record.events.iter().any(|event| is_in(&event.what, phrase));
        if has && !is_shown {
            let path = String::from("briefs/") + &record.slug + "/";
            let Some(page) = self.files.store.file(&path) else {
                self.files.lack(path);
                return false;
            };
            has = core::str::from_utf8(page).is_ok_and(|text| is_in(text, phrase));
        }
        has == phrase.is_wanted
    }
}

/// The clauses that hold at a place.
fn clauses_at(matches: &Matches<'_>, place: u32) -> u32 {
    matches.scores.get(place as usize).map_or(0, |score| score.clauses)
}

/// Whether a place with these clauses is a result.
pub(super) fn holds(query: &Query<'_>, clauses: u32) -> bool {
    clauses & query.must == query.must && clauses & query.must_not == 0
}

/// The highest values, the highest first; of equal ones the last place.
pub(super) fn best_of(candidates: &[(f32, u32)], most: usize) -> Vec<(f32, u32)> {
    let mut best: Vec<(f32, u32)> = Vec::new();
    for &(value, place) in candidates {
        let goes_before = |(other, at): &(f32, u32)| *other > value || *other == value && *at > place;
        if best.len() == most {
            if best.last().is_none_or(goes_before) {
                continue;
            }
            best.pop();
        }
        best.push((value, place));
        for at in (1..best.len()).rev() {
            match best.get_mut(at - 1..=at) {
                Some([before, last]) if !goes_before(before) => core::mem::swap(before, last),
                _ => break,
            }
        }
    }
    best
}

/// Whether the words of a phrase follow one another in a text.
fn is_in(text: &str, phrase: &Phrase) -> bool {
    // For each word of the phrase, whether it and all before it have just been met.
    let mut met = vec![false; phrase.words.len()];
    let last = phrase.words.len().saturating_sub(1);
    let mut is_found = false;
    tokenize(text, &mut |word, _, form| {
        if form == Form::Joined {
            return;
        }
        let mut is_begun = true;
        for (at, wanted) in phrase.words.iter().enumerate() {
            let is_open = phrase.is_open && at == last;
            let is_met = is_begun && word.starts_with(wanted.as_str()) && (is_open || word.len() == wanted.len());
            is_found |= is_met && at == last;
            is_begun = met.get_mut(at).is_some_and(|met| core::mem::replace(met, is_met));
        }
    });
    is_found
}

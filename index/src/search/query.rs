//! Searching: what was typed, taken apart; its words, looked up or corrected; and the best briefs and events.
//!
//! All words are wished for and none is required, but what lacks a word falls far behind: the sum of weights is multiplied with the
//! square of the share of the query, counted in rarity, that was found. Words in quotation marks are required, a word after a
//! minus is forbidden. The last word may be a beginning, as long as no space follows it. Only words that no brief holds are corrected.

use super::distance::{forgiven, letters, slips};
use super::read::{Found, Index};
use super::weight::rarity;
use crate::bytes::Error;
use crate::timeline::last_first;
use crate::tokenize::{Form, tokenize};
use core::ops::Range;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// All briefs that match, of which `briefs` are the best.
    pub total: usize,
    /// The best briefs, best first.
    pub briefs: Vec<BriefHit>,
    /// All events that match.
    pub events_total: usize,
    /// The best events, best first.
    pub events: Vec<EventHit>,
    /// Words that no brief holds, and what was searched for in their place.
    pub corrections: Vec<Correction>,
}

/// A brief that matches. Marks are byte ranges, ascending and apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BriefHit {
    /// Address from the site's root.
    pub address: String,
    /// Title.
    pub title: String,
    /// Words of the query in the title.
    pub title_marks: Vec<Range<usize>>,
    /// Takeaway.
    pub takeaway: String,
    /// Words of the query in the takeaway.
    pub takeaway_marks: Vec<Range<usize>>,
    /// Publisher as shown.
    pub publisher: String,
    /// Date as shown.
    pub date: String,
    /// Language, BCP 47.
    pub lang: String,
}

/// An event that matches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventHit {
    /// Address from the site's root.
    pub address: String,
    /// What happened.
    pub what: String,
    /// Words of the query in it, as byte ranges, ascending and apart.
    pub marks: Vec<Range<usize>>,
    /// When, in words.
    pub when: String,
    /// Language, BCP 47.
    pub lang: String,
}

/// A word that was not found as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// What was searched for, folded.
    pub used: String,
}

/// Searches for `query` and gives the best `limit` briefs and events. An empty query finds nothing.
///
/// # Errors
/// When the index says something that cannot be, although its checksum is right.
pub fn search(index: &Index<'_>, query: &str, limit: usize) -> Result<Results, Error> {
    let mut search = Search { index, scores: Vec::new(), wanted: Vec::new(), corrections: Vec::new() };
    let terms = terms_of(query);
    if terms.is_empty() {
        return Ok(Results::default());
    }
    search.scores = vec![Score::default(); index.briefs + index.events];
    let mut share = 0.0;
    for term in &terms {
        share += search.look_up(term)?;
    }
    search.finish(share, limit)
}

/// A word of the query.
#[derive(Debug)]
struct Term {
    word: String,
    typed: String,
    form: Form,
    required: bool,
    forbidden: bool,
    /// Whether more letters may follow.
    open: bool,
}

/// Takes a query apart.
fn terms_of(query: &str) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    tokenize(query, &mut |word, range, form| {
        let before = query.get(..range.start).unwrap_or("");
        let start = before.rfind([' ', '"']).map_or(0, |at| at + 1);
        let forbidden = query.get(start..).is_some_and(|chunk| chunk.starts_with('-'));
        let quoted = before.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        let known = terms.iter().any(|term| term.word == word);
        // The parts of a forbidden name are not forbidden: without `al-Sudani` does not mean without `al`.
        if !(known || forbidden && form == Form::Part) {
            let typed = query.get(range.clone()).unwrap_or("").to_owned();
            let open = range.end == query.len() && !quoted;
            terms.push(Term {
                word: word.to_owned(),
                typed,
                form,
                required: quoted && form != Form::Joined,
                forbidden,
                open,
            });
        }
    });
    terms
}

/// What is known of a brief or event so far.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    sum: f32,
    share: f32,
    out: bool,
}

/// A word that is marked where it stands, or all words that begin with it.
#[derive(Debug)]
struct Wanted {
    word: String,
    open: bool,
}

struct Search<'i, 'a> {
    index: &'i Index<'a>,
    scores: Vec<Score>,
    wanted: Vec<Wanted>,
    corrections: Vec<Correction>,
}

/// How a whole word and a word of which only the beginning was typed count, per level.
const WHOLE: u8 = 10;
const BEGUN: u8 = 7;

impl<'a> Search<'_, 'a> {
    /// Looks a word up and adds its weights. Gives its rarity, or 0 if it is not to be counted.
    fn look_up(&mut self, term: &Term) -> Result<f32, Error> {
        let mut levels = vec![0u8; self.scores.len()];
        let mut found = self.add_words(&term.word, term.open, &mut levels)?;
        let mut word = term.word.clone();
        if found == 0
            && !term.forbidden
            && term.form != Form::Joined
            && let Some(near) = self.nearest(term)?
        {
            found = self.add_words(&near, false, &mut levels)?;
            self.corrections.push(Correction { typed: term.typed.clone(), used: near.clone() });
            word = near;
        }
        if found == 0 && term.form == Form::Joined {
            return Ok(0.0);
        }
        let rarity = if term.forbidden { 0.0 } else { rarity(self.index.briefs, found.min(self.index.briefs)) };
        for (score, level) in self.scores.iter_mut().zip(&levels) {
            if *level > 0 {
                score.out |= term.forbidden;
                score.share += rarity;
                score.sum += rarity * f32::from(*level);
            } else {
                score.out |= term.required;
            }
        }
        if !term.forbidden {
            self.wanted.push(Wanted { word, open: term.open });
        }
        // The joined form of a name is a bonus: its parts are counted already.
        Ok(if term.form == Form::Joined { 0.0 } else { rarity })
    }

    /// Adds the postings of a word, and of all words that begin with it if it is open. Gives the count of briefs,
    /// or of events if no brief has it: that of the word itself if there is one, else of all.
    fn add_words(&self, word: &str, open: bool, levels: &mut [u8]) -> Result<usize, Error> {
        let counts = (self.index.briefs, self.index.events);
        let (mut whole, mut begun) = (0, 0);
        let mut words = self.index.words_near(word)?;
        while let Some(next) = words.next()? {
            let exact = next.text == word;
            if exact || (open && next.text.starts_with(word)) {
                let weight = if exact { WHOLE } else { BEGUN };
                next.found.each(counts, &mut |number, level| {
                    if let Some(best) = levels.get_mut(number) {
                        *best = (*best).max((level + 1) * weight);
                    }
                })?;
                *(if exact { &mut whole } else { &mut begun }) += count(next.found);
            } else if next.text.as_bytes() > word.as_bytes() {
                break;
            }
        }
        Ok(if whole > 0 { whole } else { begun })
    }

    /// The word nearest to one that does not exist: fewest slips first, then the same first letter, then the commonest.
    /// For an open word the beginnings of words count too, after whole words.
    fn nearest(&self, term: &Term) -> Result<Option<String>, Error> {
        let typed: Vec<char> = term.word.chars().collect();
        let own = letters(term.word.chars());
        let limit = forgiven(typed.len());
        if limit == 0 || term.word.bytes().any(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        let mut best: Option<((u8, u8, bool, usize), String)> = None;
        let mut words = self.index.all_words()?;
        while let Some(word) = words.next()? {
            if (own & !letters(word.text.chars())).count_ones() > u32::from(limit) {
                continue;
            }
            let (whole, beginning) = slips(&typed, word.text, limit);
            let (kind, slips) = match (whole <= limit, term.open && beginning <= limit) {
                (true, _) => (0, whole),
                (false, true) => (1, beginning),
                (false, false) => continue,
            };
            let rank =
                (kind, slips, word.text.chars().next() != typed.first().copied(), usize::MAX - count(word.found));
            if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                best = Some((rank, word.text.to_owned()));
            }
        }
        Ok(best.map(|(_, word)| word))
    }

    /// The best of both kinds, with their records.
    fn finish(self, share: f32, limit: usize) -> Result<Results, Error> {
        let (briefs, events) = self.scores.split_at(self.index.briefs.min(self.scores.len()));
        let (total, best_briefs) = best(briefs, share, limit);
        let (events_total, best_events) = best(events, share, limit);
        let mut results = Results { total, events_total, ..Results::default() };
        for (_, number) in &best_briefs {
            results.briefs.push(self.brief(*number)?);
        }
        for (_, number) in &best_events {
            results.events.push(self.event(*number)?);
        }
        results.corrections = self.corrections;
        Ok(results)
    }

    fn brief(&self, number: usize) -> Result<BriefHit, Error> {
        let (lang, [address, title, takeaway, publisher, date]) = self.index.brief(number)?;
        let (title_marks, takeaway_marks) = (self.marks(&title), self.marks(&takeaway));
        Ok(BriefHit { address, title, title_marks, takeaway, takeaway_marks, publisher, date, lang: lang.to_owned() })
    }

    fn event(&self, number: usize) -> Result<EventHit, Error> {
        let (lang, [address, what, when]) = self.index.event(number)?;
        let marks = self.marks(&what);
        Ok(EventHit { address, what, marks, when, lang: lang.to_owned() })
    }

    /// Where the words of the query stand in a text.
    fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let mut marks: Vec<Range<usize>> = Vec::new();
        tokenize(text, &mut |word, range, _| {
            let wanted = |wanted: &Wanted| word == wanted.word || (wanted.open && word.starts_with(&wanted.word));
            if !self.wanted.iter().any(wanted) {
                return;
            }
            match marks.last_mut() {
                Some(last) if range.start <= last.end => {
                    last.start = last.start.min(range.start);
                    last.end = last.end.max(range.end);
                }
                _ => marks.push(range),
            }
        });
        marks
    }
}

fn count(found: Found<'_>) -> usize {
    if found.briefs > 0 { found.briefs } else { found.events }
}

/// How many have a score, and values and numbers of the best, best first, equals in the order of their numbers.
/// A sort of all would cost more code than it saves time: the list is short and most scores do not reach it.
fn best(scores: &[Score], share: f32, limit: usize) -> (usize, Vec<(f32, usize)>) {
    let mut total = 0;
    let mut best: Vec<(f32, usize)> = Vec::new();
    for (number, score) in scores.iter().enumerate() {
        if score.out || score.sum <= 0.0 {
            continue;
        }
        total += 1;
        let found = if share > 0.0 { (score.share / share).min(1.0) } else { 1.0 };
        let value = score.sum * found * found;
        if best.len() == limit && best.last().is_none_or(|(last, _)| *last >= value) {
            continue;
        }
        let at = best.partition_point(|(other, _)| *other >= value);
        best.push((value, number));
        last_first(best.get_mut(at..).unwrap_or_default());
        best.truncate(limit);
    }
    (total, best)
}

//! What each word says about each brief: words become terms, terms get weights, and a weight is corrected by what the
//! nearest other briefs say.
//!
//! # Terms
//!
//! Forms of a word (`talk`, `talks`, `talking`) are one term: the stem that the language of the brief gives them, folded. A
//! reader types a form, so the index keeps for each form the terms that it stands for in any language of the site, and the
//! browser needs no stemmer.
//!
//! # Weights
//!
//! BM25 (Robertson and Zaragoza, 2009) without the rarity, which is multiplied in when a query is answered:
//! `f / (f + 1.2 · (0.5 + 0.5 · length / mean))`, where `f` counts the term's occurrences, twice in the title. Of each
//! brief the eight nearest others (by the cosine of its sixteen most telling terms with theirs) then say how far its words are what
//! it is about: a term's weight becomes `(own + ½ · mean of theirs) / 1.5`. Only terms that the brief has are weighed, so this
//! costs no byte. (Smoothing by neighbours: Kurland and Lee 2004; Tao, Wang, Mei and Zhai 2006.)

use std::collections::{BTreeMap, HashMap};

use super::{Document, list::LEVELS};
use crate::{
    fold::{Kind, fold, kind},
    tokenize::{Form, tokenize},
};

/// Forms with their terms, ascending, each with whether the form is always written otherwise where it has that term.
pub(super) type Forms = BTreeMap<String, Vec<(u32, bool)>>;

/// What a language makes of a word: given a language and a word in lower case.
pub type StemOf<'a> = dyn Fn(&str, &str) -> Stem + Sync + 'a;

/// What stands behind a form of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stem {
    /// What all forms of the word share.
    pub text: String,
    /// Whether it is a word without a meaning of its own, such as `the`.
    pub is_function_word: bool,
}

/// All terms of some briefs.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// The terms that each form stands for, ascending, and whether it is always written otherwise there.
    pub(super) forms: Forms,
    /// Of each term the briefs that have it, ascending, and its level there.
    pub(super) terms: Vec<Vec<(u32, u8)>>,
    /// Whether a term is a word without a meaning of its own.
    pub(super) function_words: Vec<bool>,
}

const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.5;
/// How much an occurrence in the title counts.
const TITLE: f32 = 2.0;

/// How many of the nearest briefs are heard, and how much they count beside the brief itself.
const NEIGHBOURS: usize = 8;
const SHARE: f32 = 0.5;
/// So many of a brief's terms look for neighbours.
const TELLING: usize = 16;
/// Terms that so many briefs have, or a tenth of all, are no help in that.
const COMMON: usize = 150;

/// A brief's terms, ascending, each with its weight.
type Weights = Vec<(u32, f32)>;

/// Finds the terms of the briefs and their levels.
pub(super) fn analyse(documents: &[&Document<'_>], stem: &StemOf<'_>, threads: usize) -> Analysis {
    let mut reader = Reader {
        stem,
        known: HashMap::new(),
        terms: HashMap::default(),
        forms: BTreeMap::new(),
        function_words: Vec::new(),
    };
    let counted: Vec<(Weights, f32)> = documents.iter().map(|document| reader.read(document)).collect();
    let mean = counted.iter().map(|(_, length)| length).sum::<f32>() / counted.len().max(1) as f32;
    // In steps: a brief more or less then seldom changes the weights of all others.
    let mean = (mean / 4.0).round().max(1.0) * 4.0;
    let weights: Vec<Weights> = counted.into_iter().map(|(counts, length)| saturated(counts, length / mean)).collect();
    let mut found = vec![0; reader.terms.len()];
    for (term, _) in weights.iter().flatten() {
        found[*term as usize] += 1;
    }
    let mut levels = levels(&weights, &found, threads).into_iter();
    let mut terms: Vec<Vec<(u32, u8)>> = found.into_iter().map(Vec::with_capacity).collect();
    for (brief, own) in (0..).zip(weights) {
        for ((term, _), level) in own.into_iter().zip(&mut levels) {
            terms[term as usize].push((brief, level));
        }
    }
    Analysis { forms: reader.forms, terms, function_words: reader.function_words }
}

fn saturated(counts: Weights, length: f32) -> Weights {
    let norm = SATURATION * (1.0 - LENGTH + LENGTH * length);
    counts.into_iter().map(|(term, count)| (term, count / (count + norm))).collect()
}

fn level(weight: f32) -> u8 {
    ((weight * LEVELS as f32) as u8).min(LEVELS as u8 - 1)
}

/// How rare a term is that `found` of `all` briefs have: the logarithm to base 2 of BM25's ratio. The exponent of the float is the
/// whole part and its mantissa close enough to the rest; a logarithm would cost the browser more code than that is worth.
pub(super) fn rarity(all: usize, found: usize) -> f32 {
    let ratio = 1.0 + (all.saturating_sub(found) as f32 + 0.5) / (found as f32 + 0.5);
    ratio.to_bits() as f32 / (1u32 << 23) as f32 - 126.957
}

/// Reads briefs into terms and remembers what it met.
struct Reader<'a> {
    stem: &'a StemOf<'a>,
    /// The term of each word as it is written, and of what is no plain word by its folded form, for each language.
    known: HashMap<String, [HashMap<String, u32, Quick>; 2]>,
    terms: HashMap<String, u32, Quick>,
    forms: Forms,
    /// Whether a term is a word without a meaning of its own.
    function_words: Vec<bool>,
}

impl Reader<'_> {
    /// The terms of a brief with how often each stands there, and how long it is.
    fn read(&mut self, document: &Document<'_>) -> (Weights, f32) {
        let mut known = self.known.remove(document.lang).unwrap_or_default();
        let mut counts: Weights = Vec::new();
        let mut length = 0.0;
        for (text, count) in document.texts.iter().map(|text| (*text, 1.0)).chain([(document.title, TITLE)]) {
            tokenize(text, &mut |word, range, form| {
                let written = if form == Form::Joined { "" } else { text.get(range).unwrap_or("") };
                let (known, key) = if is_plain(written) { (&mut known[0], written) } else { (&mut known[1], word) };
                let term = known.get(key).copied().unwrap_or_else(|| {
                    let term = self.term(document.lang, word, if is_plain(written) { written } else { "" });
                    known.insert(key.to_owned(), term);
                    term
                });
                counts.push((term, count));
                // Words without a meaning make no text longer.
                if form != Form::Joined && !self.function_words[term as usize] {
                    length += count;
                }
            });
        }
        self.known.insert(document.lang.to_owned(), known);
        counts.sort_unstable_by_key(|(term, _)| *term);
        counts.dedup_by(|other, first| {
            let is_same = other.0 == first.0;
            first.1 += if is_same { other.1 } else { 0.0 };
            is_same
        });
        // All briefs have theirs at once.
        counts.shrink_to_fit();
        (counts, length)
    }

    /// The term of a folded word that is written so; nothing is written of what is no plain word.
    fn term(&mut self, lang: &str, word: &str, written: &str) -> u32 {
        let written = written.to_lowercase();
        let stem = if written.is_empty() { Stem::default() } else { (self.stem)(lang, &written) };
        let (text, folded) = match fold(&stem.text) {
            folded if folded.is_empty() => (word.to_owned(), word.to_owned()),
            folded => (stem.text, folded),
        };
        let next = self.terms.len() as u32;
        let term = *self.terms.entry(text).or_insert(next);
        if term == next {
            self.function_words.push(stem.is_function_word);
        }
        self.form(word, term, !written.is_empty() && written != word);
        // What the stem has lost at its front is typed without it as well: `تحالف` finds `التحالف`.
        if !word.starts_with(&folded) && word.contains(&folded) {
            self.form(&folded, term, false);
        }
        term
    }

    fn form(&mut self, word: &str, term: u32, is_other: bool) {
        let terms = match self.forms.get_mut(word) {
            Some(terms) => terms,
            None => self.forms.entry(word.to_owned()).or_default(),
        };
        match terms.binary_search_by_key(&term, |(known, _)| *known) {
            Ok(at) => terms[at].1 &= is_other,
            Err(at) => terms.insert(at, (term, is_other)),
        }
    }
}

/// Whether all of a word is written in letters: then it has a stem.
fn is_plain(written: &str) -> bool {
    !written.is_empty() && written.chars().all(|c| matches!(kind(c), Kind::Letter | Kind::Ignored))
}

/// A quick hash of short texts. Whoever chose words that it tells badly apart would slow down the writing of a site of their own.
pub(super) type Quick = std::hash::BuildHasherDefault<QuickHasher>;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct QuickHasher(u64);

impl std::hash::Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517C_C1B7_2722_0A95);
        }
    }

    fn finish(&self) -> u64 {
        // A table looks at the highest and the lowest bits.
        self.0 ^ self.0 >> 32
    }
}

/// The levels of all weights, brief by brief, after these were corrected by those of the nearest briefs. `found` is how many briefs
/// have each term. Threads share the work; each brief's answer is its own.
fn levels(weights: &[Weights], found: &[usize], threads: usize) -> Vec<u8> {
    let rarities: Vec<f32> = found.iter().map(|found| rarity(weights.len(), *found)).collect();
    let norms: Vec<f32> = weights
        .iter()
        .map(|own| own.iter().map(|(term, weight)| (weight * rarities[*term as usize]).powi(2)).sum::<f32>().sqrt())
        .collect();
    let common = COMMON.min(weights.len() / 10 + 1);
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); found.len()];
    for (brief, own) in (0..).zip(weights) {
        for (term, weight) in own.iter().filter(|(term, _)| (2..=common).contains(&found[*term as usize])) {
            lists[*term as usize].push((brief, *weight));
        }
    }
    let around = Around { weights, lists, rarities, norms };
    let share = weights.len().div_ceil(threads.max(1)).max(1);
    let mut out = Vec::new();
    std::thread::scope(|scope| {
        let parts = (0..weights.len()).step_by(share);
        let parts: Vec<_> = parts
            .map(|from| {
                let (around, to) = (&around, (from + share).min(weights.len()));
                scope.spawn(move || around.smooth(from..to))
            })
            .collect();
        for part in parts {
            // A thread that panicked has a bug, which is shown as such.
            out.extend(part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    out
}

struct Around<'a> {
    weights: &'a [Weights],
    /// Of each term by which neighbours are found the briefs that have it; of others nothing.
    lists: Vec<Vec<(u32, f32)>>,
    rarities: Vec<f32>,
    norms: Vec<f32>,
}

impl Around<'_> {
    fn smooth(&self, briefs: std::ops::Range<usize>) -> Vec<u8> {
        let mut nearness = vec![0.0; self.weights.len()];
        let mut met = Vec::new();
        let mut levels = Vec::new();
        for brief in briefs {
            let neighbours = self.neighbours(brief, &mut nearness, &mut met);
            levels.extend(self.weights[brief].iter().map(|(term, own)| level(self.heard(*term, *own, &neighbours))));
        }
        levels
    }

    /// The nearest briefs; of equally near ones the first. `nearness` is all zero before and after.
    fn neighbours(&self, brief: usize, nearness: &mut [f32], met: &mut Vec<u32>) -> Vec<u32> {
        let value = |term: u32, weight: f32| weight * self.rarities[term as usize];
        let mut telling: Vec<(u32, f32)> = self.weights[brief].clone();
        telling.retain(|(term, _)| !self.lists[*term as usize].is_empty());
        telling.sort_unstable_by(|a, b| value(b.0, b.1).total_cmp(&value(a.0, a.1)).then(a.0.cmp(&b.0)));
        telling.truncate(TELLING);
        for (term, own) in telling {
            let own = value(term, own);
            for (other, weight) in &self.lists[term as usize] {
                let other = *other as usize;
                if nearness[other] == 0.0 {
                    met.push(other as u32);
                }
                nearness[other] += own * value(term, *weight) / self.norms[other];
            }
        }
        let mut found: Vec<(f32, u32)> =
            met.drain(..).map(|other| (std::mem::take(&mut nearness[other as usize]), other)).collect();
        found.retain(|(_, other)| *other as usize != brief);
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > NEIGHBOURS {
            found.select_nth_unstable_by(NEIGHBOURS, order);
            found.truncate(NEIGHBOURS);
        }
        found.into_iter().map(|(_, other)| other).collect()
    }

    /// The weight of a term in a brief with these neighbours. A brief with fewer hears the others as silent.
    fn heard(&self, term: u32, own: f32, neighbours: &[u32]) -> f32 {
        let of = |brief: &u32| {
            let weights = &self.weights[*brief as usize];
            weights.binary_search_by_key(&term, |(term, _)| *term).map_or(0.0, |at| weights[at].1)
        };
        // Whole thousandths: the sum then does not depend on the order of the neighbours.
        let sum: u32 = neighbours.iter().map(|brief| (of(brief) * 1000.0) as u32).sum();
        (own + SHARE * (sum as f32 / 1000.0) / NEIGHBOURS as f32) / (1.0 + SHARE)
    }
}

//! How well the best ten answer a query of which the answers are known: NDCG as trec_eval has it, with linear gain.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::reader::Reader;
use crate::{
    Result,
    corpus::{Judged, Record},
};

/// The mean of the normalised discounted gain of the best ten, for queries as they are, and for their three and two rarest words.
pub(crate) fn relevance(reader: &mut Reader<'_>, records: &[Record], judged: &Judged) -> Result<[f64; 3]> {
    let frequencies = frequencies(records);
    let mut sums = [0.0; 3];
    for (id, text) in &judged.queries {
        let sets = [text.clone(), rarest(text, &frequencies, 3), rarest(text, &frequencies, 2)];
        for (sum, query) in sums.iter_mut().zip(sets) {
            *sum += ndcg(&reader.ask(&query)?.slugs, &judged.grades[id]);
        }
    }
    Ok(sums.map(|sum| sum / judged.queries.len().max(1) as f64))
}

fn ndcg(ranked: &[String], grades: &BTreeMap<String, f64>) -> f64 {
    let dcg = |gains: &[f64]| gains.iter().zip(2u8..).map(|(gain, n)| gain / f64::from(n).log2()).sum::<f64>();
    let mut best: Vec<f64> = grades.values().copied().filter(|grade| *grade > 0.0).collect();
    best.sort_by(|a, b| b.total_cmp(a));
    best.truncate(10);
    let ideal = dcg(&best);
    let found: Vec<f64> = ranked.iter().map(|slug| grades.get(slug).copied().unwrap_or(0.0)).collect();
    if ideal > 0.0 { dcg(&found) / ideal } else { 0.0 }
}

/// In how many records each word is.
fn frequencies(records: &[Record]) -> HashMap<String, usize> {
    let mut frequencies = HashMap::new();
    for record in records {
        let title = record.title.as_deref().unwrap_or_default();
        let words: BTreeSet<String> = words(title).chain(words(&record.text)).collect();
        for word in words {
            *frequencies.entry(word).or_default() += 1;
        }
    }
    frequencies
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase)
}

/// The words of a query that are in the fewest records, in its order: what a reader in a hurry types.
fn rarest(query: &str, frequencies: &HashMap<String, usize>, count: usize) -> String {
    let mut all: Vec<(usize, usize, String)> = Vec::new();
    for (at, word) in words(query).enumerate() {
        if let Some(found) = frequencies.get(&word)
            && !all.iter().any(|(_, _, known)| *known == word)
        {
            all.push((*found, at, word));
        }
    }
    all.sort();
    all.truncate(count);
    all.sort_by_key(|(_, at, _)| *at);
    all.into_iter().map(|(_, _, word)| word).collect::<Vec<_>>().join(" ")
}

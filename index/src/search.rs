//! The search index: one file with words, postings and records of briefs and events.
//!
//! Briefs are numbered from the newest to the oldest, and so are events, so that equal scores come newest first.
//!
//! # Format `bfse`, version 1
//!
//! The body (frame, numbers and tables as in [`crate::bytes`]; packed texts as in `symbols`):
//!
//! 1. Numbers: count of briefs, of events, of words.
//! 2. Seven sections, each with its length before it: languages, symbols, word table, words, postings, record table, records.
//!
//! - **languages**: texts with their lengths, one after another; records name them by position.
//! - **symbols**: the table that packs the texts of records.
//! - **words**: all folded words, sorted by their bytes, in blocks of sixteen. Each word: how many bytes it shares with the word before it
//!   (a number, 0 for the first in a block), its other bytes with their length, the count of briefs that hold it, the count of
//!   events, the length of its postings.
//! - **word table**: for each block its start among the words and the start of its first word's postings.
//! - **postings**: for each word its briefs ascending, then its events ascending, each as the number `gap × 16 + level`. A gap
//!   counts from the one before (from -1 at first, so it is at least 1); a level of 0 to 15 is the weight of the word there, (level + 1) / 16.
//! - **records**: the briefs, then the events. A record has its length before it. A brief: number of its language, then packed texts with their
//!   lengths: address, title, takeaway, publisher, date. An event: number of its language; 0, or 1 + the number of its brief; packed
//!   texts: address (only what follows the brief's, if there is one), what, when.
//! - **record table**: the start of every sixteenth record.
//!
//! # Weight
//!
//! BM25F (Robertson, Zaragoza, 2009): the frequency of a word in each field, divided by the length of the field against the mean,
//! is weighted and added up to `f`; the weight is `f / (1.2 + f)`. It needs nothing but the brief and five means, so it is computed
//! when the index is written, and a reader multiplies it with the rarity of the word.

mod distance;
mod query;
mod read;
mod weight;
mod write;

pub use query::{BriefHit, Correction, EventHit, Results, search};
pub use read::Index;
pub use write::write;

const NAME: [u8; 4] = *b"bfse";
const VERSION: u16 = 1;
const WORDS_IN_BLOCK: usize = 16;
const RECORDS_IN_BLOCK: usize = 16;
const LEVELS: u64 = 16;

/// A brief, as the index wants it. All texts are plain; those that are shown are given back as they are.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// Address from the site's root without the base and without a slash in front: `briefs/slug/`.
    pub address: &'a str,
    /// Title, shown.
    pub title: &'a str,
    /// Takeaway, shown.
    pub takeaway: &'a str,
    /// Publisher or publishers, shown and searched for.
    pub publisher: &'a str,
    /// Date as it is shown.
    pub date: &'a str,
    /// Days since 1970-01-01, for order.
    pub day: i64,
    /// Language, BCP 47.
    pub lang: &'a str,
    /// All other text, searched for and not shown.
    pub body: &'a str,
    /// People, organisations, places, with their other names.
    pub names: Vec<&'a str>,
    /// Topics and stories.
    pub topics: Vec<&'a str>,
}

/// An event, as the index wants it.
#[derive(Clone, Debug, Default)]
pub struct EventEntry<'a> {
    /// Address from the site's root: `briefs/slug/#e-id`.
    pub address: &'a str,
    /// What happened, shown.
    pub what: &'a str,
    /// When, in words, shown.
    pub when: &'a str,
    /// Days since 1970-01-01 of its earliest bound, for order.
    pub day: i64,
    /// Language, BCP 47.
    pub lang: &'a str,
    /// Who and where.
    pub names: Vec<&'a str>,
}

#[cfg(test)]
mod tests;

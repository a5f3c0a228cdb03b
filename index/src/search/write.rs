//! Writing the index: briefs in, small files out. It needs all briefs at once, and memory in proportion; the browser has none of
//! this.
//!
//! Where one file ends and the next begins is decided by the words themselves and not by a count from the front, so that a
//! new word changes the file that it is in and no other.

use std::collections::BTreeMap;

use super::{
    Document, Files, NAME, VERSION,
    analyse::{Analysis, StemOf, analyse},
    list,
    name::Name,
    places::{Months, assign},
    records::{self, EventRecord, PLACES, Record},
    root::{Directory, Entry, Root},
    words::{Block, Postings, Term},
};
use crate::{
    bytes::{checksum, frame, put, put_bytes, shared},
    symbols::Packer,
};

/// A list of at most so many bytes is in its word block.
const HERE: usize = 512;
/// Of a longer list so many bytes are in a chunk, at most, and the rest in a file of its own.
const HEAD: usize = 2_048;
/// A block or chunk ends from the first size on where a word says so, one in so many, and at the second size anyway.
const BLOCK: (usize, u32, usize) = (900, 24, 3_600);
const CHUNK: (usize, u32, usize) = (1_024, 2, 3_072);
const BACKWARDS: (usize, u32, usize) = (900, 96, 3_600);
/// The symbols are made from so many briefs.
const SAMPLE: usize = 400;

/// Writes the index of some briefs. The same briefs give the same files, in whatever order they come.
pub fn write(documents: &[Document<'_>], stem: &StemOf<'_>) -> Files {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|at| documents[*at].slug);
    let documents: Vec<&Document<'_>> = order.into_iter().map(|at| &documents[at]).collect();
    let named: Vec<(i64, &str)> = documents.iter().map(|document| (document.day, document.slug)).collect();
    let (months, places) = assign(&named);
    let mut files = Files::default();
    let analysis = analyse(&documents, stem);
    let lists = Lists::new(&analysis, &places, months.places());
    let stored = stored(&analysis, &lists, &mut files);
    let languages = languages(&documents);
    let records = records(&documents, &languages, &months, &places);
    let packer = packer(&records);
    let symbols = packer.table();
    let folder = Name(checksum(&symbols));
    record_blocks(&records, &packer, folder, &mut files);
    let root = Root {
        briefs: documents.len() as u32,
        months,
        languages: languages.into_iter().map(str::to_owned).collect(),
        symbols,
        records: folder,
        words: word_blocks(&analysis, &lists, &stored, &mut files),
        backwards: backwards(&analysis, &mut files),
    };
    files.root = files.add(&root.write()).path();
    files
}

impl Files {
    /// Adds a file named after what is in it.
    fn add(&mut self, body: &[u8]) -> Name {
        let mut body = body.to_vec();
        loop {
            let name = Name(checksum(&body));
            match self.files.get(&name.path()) {
                // Two files with one checksum: bytes at the end, which readers do not look at, tell them apart.
                Some(other) if other.get(12..) != Some(&body) => body.push(0),
                Some(_) => return name,
                None => {
                    self.files.insert(name.path(), frame(NAME, VERSION, &body));
                    return name;
                }
            }
        }
    }
}

/// Whether a file of `size` bytes ends before `word`.
fn ends((least, one_in, most): (usize, u32, usize), size: usize, word: &str) -> bool {
    size >= most
        || size >= least && checksum(word.as_bytes()).wrapping_mul(0x9E37_79B1) >> 8 & 0xFFFF < 0x1_0000 / one_in
}

/// The coded postings of each term, and where they may be cut.
struct Lists {
    whole: Vec<Vec<u8>>,
    cuts: Vec<Vec<usize>>,
}

impl Lists {
    fn new(analysis: &Analysis, places: &[u32], all: u32) -> Lists {
        let coded = |postings: &Vec<(u32, u8)>| {
            let mut postings: Vec<_> =
                postings.iter().map(|(brief, level)| (places[*brief as usize], *level)).collect();
            postings.sort_unstable();
            list::write(&postings, all)
        };
        let mut lists = Lists { whole: Vec::new(), cuts: Vec::new() };
        for pieces in analysis.terms.iter().map(coded) {
            lists.cuts.push(pieces.iter().map(Vec::len).collect());
            lists.whole.push(pieces.concat());
        }
        lists
    }

    fn whole(&self, term: u32) -> &[u8] {
        &self.whole[term as usize]
    }

    /// The front of a list, and the rest of it.
    fn head_and_tail(&self, term: u32) -> (&[u8], &[u8]) {
        let (mut size, mut head) = (0, 0);
        for piece in &self.cuts[term as usize] {
            size += piece;
            if head == 0 || size <= HEAD {
                head = size;
            }
        }
        self.whole(term).split_at(head)
    }
}

/// Where a list is that is too long for a word block.
#[derive(Clone, Copy, Debug)]
struct Stored {
    chunk: Name,
    start: usize,
    length: usize,
    tail: Option<Name>,
}

/// Writes the chunks and the tails. Short lists are none of them.
fn stored(analysis: &Analysis, lists: &Lists, files: &mut Files) -> Vec<Option<Stored>> {
    let mut stored: Vec<Option<Stored>> = vec![None; analysis.terms.len()];
    let mut chunk: (Vec<u8>, Vec<u32>) = Default::default();
    let mut seen = vec![false; analysis.terms.len()];
    for (form, terms) in &analysis.forms {
        for &term in terms {
            if std::mem::replace(&mut seen[term as usize], true) || lists.whole(term).len() <= HERE {
                continue;
            }
            let (head, tail) = lists.head_and_tail(term);
            if !chunk.0.is_empty() && (ends(CHUNK, chunk.0.len(), form) || chunk.0.len() + head.len() > CHUNK.2) {
                close_chunk(&mut chunk, &mut stored, files);
            }
            let tail = (!tail.is_empty()).then(|| files.add(tail));
            stored[term as usize] = Some(Stored { chunk: Name(0), start: chunk.0.len(), length: head.len(), tail });
            chunk.0.extend_from_slice(head);
            chunk.1.push(term);
        }
    }
    close_chunk(&mut chunk, &mut stored, files);
    stored
}

fn close_chunk(chunk: &mut (Vec<u8>, Vec<u32>), stored: &mut [Option<Stored>], files: &mut Files) {
    let (bytes, terms) = std::mem::take(chunk);
    if terms.is_empty() {
        return;
    }
    let name = files.add(&bytes);
    for term in terms {
        if let Some(stored) = &mut stored[term as usize] {
            stored.chunk = name;
        }
    }
}

/// Writes the word blocks.
fn word_blocks(analysis: &Analysis, lists: &Lists, stored: &[Option<Stored>], files: &mut Files) -> Directory {
    let mut out = Blocks::default();
    let mut block = Block::default();
    // The form with which a term's list stands, which of its terms it is, and the number of its block.
    let mut homes: BTreeMap<u32, (&str, usize, usize)> = BTreeMap::new();
    for (form, terms) in &analysis.forms {
        if ends(BLOCK, block.size(), form) {
            out.close(std::mem::take(&mut block).into_bytes(), files);
        }
        let number = out.directory.blocks.len();
        for (at, term) in terms.iter().enumerate() {
            homes.entry(*term).or_insert((form, at, number));
        }
        let count = |term: u32| analysis.terms[term as usize].len() as u32;
        block.push(form, terms, &|term| {
            let (home, at, own) = homes[&term];
            let postings = match stored[term as usize] {
                Some(Stored { chunk, start, length, tail }) => Postings::Chunk { chunk, start, length, tail },
                None if own == number => Postings::Here(lists.whole(term)),
                None => Postings::Elsewhere(home, at),
            };
            Term { count: count(term), postings, is_function_word: analysis.function_words[term as usize] }
        });
        out.see(form, terms.iter().map(|term| count(*term)).max().unwrap_or_default());
    }
    out.close(block.into_bytes(), files);
    out.directory
}

/// Writes the words from their last letter to their first, for readers who slip in the front half.
fn backwards(analysis: &Analysis, files: &mut Files) -> Directory {
    let mut words: Vec<(String, u32)> = Vec::new();
    for (form, terms) in &analysis.forms {
        let count = terms.iter().map(|term| analysis.terms[*term as usize].len()).max().unwrap_or_default();
        if super::distance::forgiven(form.chars().count()) > 0 && !form.bytes().any(|byte| byte.is_ascii_digit()) {
            words.push((form.chars().rev().collect(), count as u32));
        }
    }
    words.sort_unstable();
    let mut out = Blocks::default();
    let (mut block, mut count, mut last) = (Vec::new(), 0u64, String::new());
    for (word, found) in words {
        if ends(BACKWARDS, block.len(), &word) {
            out.close(counted(count, &block), files);
            (count, last) = (0, String::new());
            block.clear();
        }
        let shared = shared(last.as_bytes(), word.as_bytes());
        put(&mut block, shared as u64);
        put_bytes(&mut block, &word.as_bytes()[shared..]);
        block.push((u32::BITS - found.leading_zeros()) as u8);
        count += 1;
        out.see(&word, found);
        last = word;
    }
    out.close(counted(count, &block), files);
    out.directory
}

fn counted(count: u64, block: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(block.len() + 2);
    put(&mut out, count);
    out.extend_from_slice(block);
    out
}

/// Blocks as they are closed, and what the directory says of each.
#[derive(Default)]
struct Blocks {
    directory: Directory,
    first: Option<String>,
    before: String,
    last: String,
    commonest: u32,
}

impl Blocks {
    /// Notes a word of the open block.
    fn see(&mut self, word: &str, count: u32) {
        if self.first.is_none() {
            self.first = Some(word.to_owned());
        }
        word.clone_into(&mut self.last);
        self.commonest = self.commonest.max(count);
    }

    fn close(&mut self, bytes: Vec<u8>, files: &mut Files) {
        let Some(first) = self.first.take() else { return };
        let shared = shared(self.before.as_bytes(), first.as_bytes());
        let cut = if self.directory.blocks.is_empty() { 0 } else { (shared + 1).min(first.len()) };
        self.directory.blocks.push(Entry {
            first: first.as_bytes()[..cut].to_vec(),
            name: files.add(&bytes),
            commonest: (u32::BITS - self.commonest.leading_zeros()) as u8,
        });
        self.before = std::mem::take(&mut self.last);
        self.commonest = 0;
    }
}

fn languages<'a>(documents: &[&Document<'a>]) -> Vec<&'a str> {
    let mut languages: Vec<&str> = documents.iter().map(|document| document.lang).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
}

/// The records, by their places.
fn records(documents: &[&Document<'_>], languages: &[&str], months: &Months, places: &[u32]) -> BTreeMap<u32, Record> {
    let first = months.first_day();
    let record = |document: &Document<'_>| Record {
        lang: languages.binary_search(&document.lang).unwrap_or_default() as u32,
        day: u32::try_from(document.day - first).unwrap_or_default(),
        marks: document.marks,
        title: document.title.to_owned(),
        takeaway: document.takeaway.to_owned(),
        slug: document.slug.to_owned(),
        publisher: document.publisher.to_owned(),
        events: document
            .events
            .iter()
            .map(|(when, what, id)| EventRecord {
                when: (*when).to_owned(),
                what: (*what).to_owned(),
                id: (*id).to_owned(),
            })
            .collect(),
    };
    places.iter().zip(documents).map(|(place, document)| (*place, record(document))).collect()
}

/// Symbols for the texts of records, from briefs that their names choose: a new brief is seldom one of them.
fn packer(records: &BTreeMap<u32, Record>) -> Packer {
    let mut chosen: Vec<&Record> = records.values().collect();
    chosen.sort_by_key(|record| (checksum(record.slug.as_bytes()), &record.slug));
    chosen.truncate(SAMPLE);
    Packer::train(chosen.iter().flat_map(|record| [record.title.as_str(), &record.takeaway, &record.publisher]))
}

fn record_blocks(records: &BTreeMap<u32, Record>, packer: &Packer, folder: Name, files: &mut Files) {
    let mut blocks: BTreeMap<u32, Vec<Option<Record>>> = BTreeMap::new();
    for (place, record) in records {
        let block = blocks.entry(place / PLACES).or_insert_with(|| vec![None; PLACES as usize]);
        block[(place % PLACES) as usize] = Some(record.clone());
    }
    for (number, block) in blocks {
        let bytes = frame(NAME, VERSION, &records::write(&block, packer));
        files.files.insert(super::record_path(folder, number), bytes);
    }
}

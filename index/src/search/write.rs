//! Writing the index: briefs in, small files out. It needs all briefs at once, and memory in proportion; the browser has none of
//! this.
//!
//! Where one file ends and the next begins is decided by the words themselves and not by a count from the front, so that a
//! new word changes the file that it is in and no other.

mod chunks;

use std::collections::BTreeMap;

use super::{
    Document, FOLDER, Field, Files, NAME, VERSION,
    analyse::{Forms, StemOf, analyse},
    fields::{Fields, VALUES, day_files, put_value},
    places::assign,
    records::{self, EventRecord, PLACES, Record},
    root::{Directory, LONGEST_FIRST, Root},
    values::{Values, values},
    words::{Block, Postings, Term, put_front},
};
use chunks::{Lists, Stored, Stores};

use crate::{
    bytes::{checksum, frame, seal, shared},
    edtf::calendar::civil_from_days,
    files::Name,
    symbols::Packer,
};

/// A file ends from the first size on where a word says so, one in so many, and at the second size anyway.
const BLOCK: Ending = Ending { least: 1_160, one_in: 2, most: 2_600 };
/// The same where there are fewer forms than [`MANY_FORMS`], so that their directory is short all the same.
const SMALL_BLOCK: Ending = Ending { least: 640, one_in: 2, most: 2_000 };
const MANY_FORMS: usize = 1 << 16;
/// Few queries have slips, fields, or need whole lists.
const FIELD_BLOCK: Ending = Ending { least: 6_000, one_in: 2, most: 12_000 };
const BACKWARDS: Ending = Ending { least: 4_000, one_in: 4, most: 8_000 };
const CHUNK: Ending = Ending { least: 1_200, one_in: 2, most: 2_600 };
const LARGE: Ending = Ending { least: 8_000, one_in: 2, most: 14_000 };
/// The symbols are made from so many briefs.
const SAMPLE: usize = 400;

/// The places of briefs with these days, counted from 1970-01-01, and slugs: those that [`write()`] gives them where it gets these and
/// no others.
pub fn places(briefs: &[(i64, &str)]) -> Vec<u32> {
    assign(briefs).1
}

/// Writes the index of some briefs, with so many threads where work can be shared. The same briefs give the same files, in whatever
/// order they come, and whatever the number of threads.
pub fn write(documents: &[Document<'_>], stem: &StemOf<'_>, threads: usize) -> Files {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|at| documents[*at].slug);
    let documents: Vec<&Document<'_>> = order.into_iter().map(|at| &documents[at]).collect();
    let named: Vec<(i64, &str)> = documents.iter().map(|document| (document.day, document.slug)).collect();
    let (months, places) = assign(&named);
    let mut files = Files::default();
    let mut analysis = analyse(&documents, stem, threads);
    let values = values(&documents, &mut analysis);
    let lists = Lists::new(&analysis.terms, &places, months.places());
    let mut stored = Stores { lists: &lists, stored: vec![None; analysis.terms.len()] };
    stored.store(&analysis.forms, CHUNK, &mut files);
    stored.store(&values.forms, LARGE, &mut files);
    let briefs = documents.len() as u32;
    let words = Words { briefs, stored: &stored, terms: &analysis.terms, function_words: &analysis.function_words };
    let languages = languages(&documents);
    let packer = packer(&documents);
    let symbols = packer.table();
    // Another version never has its record blocks in the same folder.
    let folder = Name::of(checksum(&[&VERSION.to_le_bytes(), symbols.as_slice()].concat()));
    record_blocks(&documents, &languages, &places, &packer, |number, block| {
        files.files.insert(super::record_path(folder, number), seal(&block));
    });
    let fields = Fields {
        facets: facets(&values, &analysis.terms, &places, months.places(), &mut files),
        days: days(&documents, &places, months.count(), &mut files),
        forms: words.blocks(&values.forms, FIELD_BLOCK, &mut files),
    };
    let backwards = backwards(&analysis.forms, &analysis.terms, briefs, &mut files);
    let mut directory = Vec::new();
    backwards.write(&mut directory);
    let ending = if analysis.forms.len() < MANY_FORMS { SMALL_BLOCK } else { BLOCK };
    let root = Root {
        briefs,
        languages: languages.into_iter().map(str::to_owned).collect(),
        symbols,
        records: folder,
        backwards: files.add(FOLDER, &directory),
        fields: files.add(FOLDER, &fields.write()),
        words: words.blocks(&analysis.forms, ending, &mut files),
        months,
    };
    let root = root.write();
    files.root = Name::of(checksum(&root)).path(FOLDER);
    files.files.insert(files.root.clone(), frame(NAME, VERSION, &root));
    files
}

/// Where files end.
#[derive(Clone, Copy)]
struct Ending {
    least: usize,
    one_in: u32,
    most: usize,
}

impl Ending {
    /// Whether a file of `size` bytes ends before `word`.
    fn is_before(self, size: usize, word: &str) -> bool {
        size >= self.most
            || size >= self.least
                && checksum(word.as_bytes()).wrapping_mul(0x9E37_79B1) >> 8 & 0xFFFF < 0x1_0000 / self.one_in
    }

    /// The same for a file that a directory names: it ends where a few letters tell its words apart from those of the next.
    fn is_between(self, size: usize, last: &str, word: &str) -> bool {
        let shared = shared(last.as_bytes(), word.as_bytes());
        // The fewer letters they share, the fewer the directory has to tell them apart by.
        let is_short = shared < 3 || shared < 5 && size >= self.least + self.least / 2;
        shared < LONGEST_FIRST && (size >= self.most || is_short && self.is_before(size, word))
    }
}

/// What word blocks are made of.
struct Words<'a> {
    briefs: u32,
    stored: &'a Stores<'a>,
    terms: &'a [Vec<(u32, u8)>],
    function_words: &'a [bool],
}

impl Words<'_> {
    /// Writes the word blocks of some forms.
    fn blocks(&self, forms: &Forms, ending: Ending, files: &mut Files) -> Directory {
        let mut out = Blocks::new(self.briefs);
        let mut block = Block::default();
        // The form with which a term's list stands, which of its terms it is, and the number of its block.
        let mut homes: BTreeMap<u32, (&str, usize, usize)> = BTreeMap::new();
        for (form, terms) in forms {
            if ending.is_between(block.size(), &out.last, form) {
                out.close(std::mem::take(&mut block).into_bytes(), files);
            }
            let number = out.directory.blocks.len();
            for (at, (term, _)) in terms.iter().enumerate() {
                homes.entry(*term).or_insert((form, at, number));
            }
            block.push(form, terms, &|term| {
                let (home, at, own) = homes[&term];
                let postings = match self.stored.stored[term as usize] {
                    Some(Stored { head, tail }) => Postings::Chunk { head, tail },
                    None if own == number => Postings::Here(self.stored.lists.whole(term)),
                    None => Postings::Elsewhere(home, at),
                };
                let is_function_word = self.function_words[term as usize];
                Term { count: count(self.terms, term), postings, is_function_word, is_other: false }
            });
            out.see(form, terms.iter().map(|(term, _)| count(self.terms, *term)).max().unwrap_or_default());
        }
        out.close(block.into_bytes(), files);
        out.directory
    }
}

/// How many briefs have a term.
fn count(terms: &[Vec<(u32, u8)>], term: u32) -> u32 {
    terms[term as usize].len() as u32
}

/// Writes the words from their last letter to their first, for readers who slip in the front half.
fn backwards(forms: &Forms, terms: &[Vec<(u32, u8)>], briefs: u32, files: &mut Files) -> Directory {
    let mut words: Vec<(String, u32)> = Vec::new();
    for (form, own) in forms {
        if super::distance::forgiven(form.chars().count()) > 0 && !form.bytes().any(|byte| byte.is_ascii_digit()) {
            let count = own.iter().map(|(term, _)| count(terms, *term)).max().unwrap_or_default();
            words.push((form.chars().rev().collect(), count));
        }
    }
    words.sort_unstable();
    let mut out = Blocks::new(briefs);
    let mut block = Vec::new();
    let mut last = String::new();
    for (word, found) in words {
        if BACKWARDS.is_between(block.len(), &out.last, &word) {
            out.close(std::mem::take(&mut block), files);
            last.clear();
        }
        put_front(&mut block, &last, &word);
        block.push((u32::BITS - found.leading_zeros()) as u8);
        out.see(&word, found);
        last = word;
    }
    out.close(block, files);
    out.directory
}

/// Writes the facets of fields with several values.
fn facets(
    values: &Values<'_>,
    terms: &[Vec<(u32, u8)>],
    places: &[u32],
    all: u32,
    files: &mut Files,
) -> Vec<(Field, Name)> {
    let mut facets = Vec::new();
    for (field, ..) in Field::ALL {
        let mut own: Vec<_> = values.all.iter().filter(|value| value.field == field).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|value| (std::cmp::Reverse(count(terms, value.term)), value.key));
        own.truncate(VALUES);
        let mut file = Vec::new();
        for value in own {
            let mut found: Vec<u32> =
                terms[value.term as usize].iter().map(|(brief, _)| places[*brief as usize]).collect();
            found.sort_unstable();
            put_value(&mut file, value.key, value.name, &found, all);
        }
        facets.push((field, files.add(FOLDER, &file)));
    }
    facets
}

/// Writes the days of all places.
fn days(documents: &[&Document<'_>], places: &[u32], all: u32, files: &mut Files) -> Vec<Name> {
    let mut days = vec![0; all as usize];
    for (document, place) in documents.iter().zip(places) {
        days[*place as usize] = civil_from_days(document.day).2;
    }
    day_files(&days).iter().map(|file| files.add(FOLDER, file)).collect()
}

/// Blocks as they are closed, and what the directory says of each.
#[derive(Default)]
struct Blocks {
    /// How many briefs there are.
    briefs: u32,
    directory: Directory,
    first: Option<String>,
    before: String,
    last: String,
    commonest: u32,
}

impl Blocks {
    fn new(briefs: u32) -> Blocks {
        Blocks { briefs, ..Blocks::default() }
    }

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
        let steps = self.commonest.leading_zeros().saturating_sub(self.briefs.leading_zeros()) / 2;
        let commonest = 7 - steps.min(7) as u8;
        self.directory.push(&first.as_bytes()[..cut], files.add(FOLDER, &bytes), commonest);
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

fn record(document: &Document<'_>, languages: &[&str]) -> Record {
    let event = |(when, what, id): &(&str, &str, &str)| EventRecord {
        when: (*when).to_owned(),
        what: (*what).to_owned(),
        id: (*id).to_owned(),
    };
    Record {
        lang: languages.binary_search(&document.lang).unwrap_or_default() as u32,
        day: document.day,
        marks: document.marks,
        title: document.title.to_owned(),
        takeaway: document.takeaway.to_owned(),
        slug: document.slug.to_owned(),
        publisher: document.publisher.to_owned(),
        events: document.events.iter().map(event).collect(),
    }
}

/// Symbols for the texts of records, from briefs that their names choose: a new brief is seldom one of them.
fn packer(documents: &[&Document<'_>]) -> Packer {
    let mut chosen = documents.to_vec();
    chosen.sort_by_cached_key(|document| (checksum(document.slug.as_bytes()), document.slug));
    chosen.truncate(SAMPLE);
    Packer::train(chosen.iter().flat_map(|document| [document.title, document.takeaway, document.publisher]))
}

/// Gives the record blocks with their numbers.
fn record_blocks(
    documents: &[&Document<'_>],
    languages: &[&str],
    places: &[u32],
    packer: &Packer,
    mut each: impl FnMut(u32, Vec<u8>),
) {
    let mut placed: Vec<(u32, &Document<'_>)> = places.iter().copied().zip(documents.iter().copied()).collect();
    placed.sort_unstable_by_key(|(place, _)| *place);
    for own in placed.chunk_by(|(a, _), (b, _)| a / PLACES == b / PLACES) {
        let mut records = vec![None; PLACES as usize];
        for (place, document) in own {
            records[(place % PLACES) as usize] = Some(record(document, languages));
        }
        let number = own[0].0 / PLACES;
        each(number, records::write(number, &records, languages.len() as u32, packer));
    }
}

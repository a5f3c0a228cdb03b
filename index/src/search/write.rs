//! Writing the index. It needs everything at once and may use memory in proportion; the browser has none of this.

use super::weight::{BODY, FIELDS, NAMES, PerField, TAKEAWAY, TITLE, TOPICS, level, means};
use super::{Document, EventEntry, NAME, RECORDS_IN_BLOCK, VERSION, WORDS_IN_BLOCK};
use crate::bytes::{frame, put, put_bytes};
use crate::symbols::Packer;
use crate::tokenize::tokenize;
use std::collections::{BTreeMap, HashMap};

/// Writes the index of briefs and events. The same briefs and events give the same bytes, in whatever order they come.
pub fn write(documents: &[Document<'_>], events: &[EventEntry<'_>]) -> Vec<u8> {
    let mut documents: Vec<_> = documents.iter().collect();
    documents.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.address.cmp(b.address)));
    let mut events: Vec<_> = events.iter().collect();
    events.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.address.cmp(b.address)));

    let mut words = Words::default();
    words.add(documents.iter().map(|document| fields_of(document)));
    let briefs = words.postings();
    words.add(events.iter().map(|event| fields_of_event(event)));
    let found = words.postings();

    let mut body = Vec::new();
    put(&mut body, documents.len() as u64);
    put(&mut body, events.len() as u64);
    let dictionary = Dictionary::new(&words.numbers, &briefs, &found);
    put(&mut body, dictionary.count);
    let records = Records::new(&documents, &events);
    put_bytes(&mut body, &records.languages);
    put_bytes(&mut body, &records.symbols);
    put_bytes(&mut body, &dictionary.table);
    put_bytes(&mut body, &dictionary.words);
    put_bytes(&mut body, &dictionary.postings);
    put_bytes(&mut body, &records.table);
    put_bytes(&mut body, &records.records);
    frame(NAME, VERSION, &body)
}

/// The texts of each field, in the order of the field numbers.
type Fields<'a> = PerField<Vec<&'a str>>;

fn fields_of<'a>(document: &Document<'a>) -> Fields<'a> {
    let mut fields: Fields<'a> = Default::default();
    fields[TITLE] = vec![document.title];
    fields[TAKEAWAY] = vec![document.takeaway];
    fields[NAMES] = document.names.iter().copied().chain([document.publisher]).collect();
    fields[TOPICS] = document.topics.clone();
    fields[BODY] = vec![document.body];
    fields
}

fn fields_of_event<'a>(event: &EventEntry<'a>) -> Fields<'a> {
    let mut fields: Fields<'a> = Default::default();
    fields[TITLE] = vec![event.what];
    fields[NAMES] = event.names.clone();
    fields
}

/// Words with their numbers, and how often each stands in each field of each text, until [`Words::postings`] takes that.
#[derive(Default)]
struct Words {
    numbers: HashMap<String, u32>,
    frequencies: Vec<(u32, u32, PerField<u32>)>,
    lengths: Vec<PerField<u32>>,
}

impl Words {
    fn add<'a>(&mut self, texts: impl Iterator<Item = Fields<'a>>) {
        for (text, fields) in (0u32..).zip(texts) {
            let mut counts = BTreeMap::<u32, PerField<u32>>::new();
            let mut lengths = [0; FIELDS];
            for (field, parts) in fields.iter().enumerate() {
                for part in parts {
                    tokenize(part, &mut |word, _, _| {
                        let number = self.number(word);
                        counts.entry(number).or_default()[field] += 1;
                        lengths[field] += 1;
                    });
                }
            }
            self.frequencies.extend(counts.into_iter().map(|(word, counts)| (word, text, counts)));
            self.lengths.push(lengths);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// The coded postings of each word, by its number, with their count. What was added is taken out.
    fn postings(&mut self) -> Vec<(u64, Vec<u8>)> {
        let lengths = core::mem::take(&mut self.lengths);
        let means = means(&lengths);
        let mut lists = vec![(0, Vec::new()); self.numbers.len()];
        let mut last = vec![0u64; self.numbers.len()];
        for (word, text, frequency) in core::mem::take(&mut self.frequencies) {
            let word = word as usize;
            let level = level(&frequency, &lengths[text as usize], &means);
            let (count, list) = &mut lists[word];
            *count += 1;
            put(list, (u64::from(text) + 1 - last[word]) << 4 | level);
            last[word] = u64::from(text) + 1;
        }
        lists
    }
}

/// Words and postings as they stand in the file.
struct Dictionary {
    count: u64,
    table: Vec<u8>,
    words: Vec<u8>,
    postings: Vec<u8>,
}

impl Dictionary {
    fn new(numbers: &HashMap<String, u32>, briefs: &[(u64, Vec<u8>)], events: &[(u64, Vec<u8>)]) -> Self {
        let sorted: BTreeMap<&str, usize> =
            numbers.iter().map(|(word, number)| (word.as_str(), *number as usize)).collect();
        let mut out = Self { count: sorted.len() as u64, table: Vec::new(), words: Vec::new(), postings: Vec::new() };
        let none = (0, Vec::new());
        let mut last = "";
        for (position, (word, number)) in sorted.into_iter().enumerate() {
            if position % WORDS_IN_BLOCK == 0 {
                last = "";
                out.table.extend_from_slice(&(out.words.len() as u32).to_le_bytes());
                out.table.extend_from_slice(&(out.postings.len() as u32).to_le_bytes());
            }
            let (brief_count, brief_list) = briefs.get(number).unwrap_or(&none);
            let (event_count, event_list) = events.get(number).unwrap_or(&none);
            let shared = last.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            put(&mut out.words, shared as u64);
            put_bytes(&mut out.words, &word.as_bytes()[shared..]);
            put(&mut out.words, *brief_count);
            put(&mut out.words, *event_count);
            put(&mut out.words, (brief_list.len() + event_list.len()) as u64);
            out.postings.extend_from_slice(brief_list);
            out.postings.extend_from_slice(event_list);
            last = word;
        }
        out
    }
}

/// What is shown of each brief and event, as it stands in the file.
struct Records {
    languages: Vec<u8>,
    symbols: Vec<u8>,
    table: Vec<u8>,
    records: Vec<u8>,
}

impl Records {
    fn new(documents: &[&Document<'_>], events: &[&EventEntry<'_>]) -> Self {
        let names: BTreeMap<&str, usize> =
            documents.iter().map(|d| d.lang).chain(events.iter().map(|e| e.lang)).map(|lang| (lang, 0)).collect();
        let names: BTreeMap<&str, usize> = names.into_keys().enumerate().map(|(number, lang)| (lang, number)).collect();
        let addresses: HashMap<&str, usize> =
            documents.iter().enumerate().map(|(number, d)| (d.address, number)).collect();
        let briefs =
            documents.iter().map(|d| (names[d.lang], None, vec![d.address, d.title, d.takeaway, d.publisher, d.date]));
        let found = events.iter().map(|e| {
            let brief = e.address.split_once('#').and_then(|(page, _)| addresses.get(page));
            let own = brief.and_then(|number| e.address.strip_prefix(documents[*number].address)).unwrap_or(e.address);
            (names[e.lang], Some(brief.map_or(0, |number| number + 1)), vec![own, e.what, e.when])
        });
        let records: Vec<_> = briefs.chain(found).collect();
        let packer = Packer::train(records.iter().flat_map(|(_, _, texts)| texts).copied());
        let mut out = Self { languages: Vec::new(), symbols: packer.table(), table: Vec::new(), records: Vec::new() };
        for lang in names.keys() {
            put_bytes(&mut out.languages, lang.as_bytes());
        }
        for (position, (lang, brief, texts)) in records.into_iter().enumerate() {
            if position % RECORDS_IN_BLOCK == 0 {
                out.table.extend_from_slice(&(out.records.len() as u32).to_le_bytes());
            }
            let mut record = Vec::new();
            put(&mut record, lang as u64);
            if let Some(brief) = brief {
                put(&mut record, brief as u64);
            }
            for text in texts {
                put_bytes(&mut record, &packer.pack(text));
            }
            put_bytes(&mut out.records, &record);
        }
        out
    }
}

//! Record blocks: what a result shows. Three places next to each other make a block; a reader of ten results fetches about
//! ten small files and nothing else.
//!
//! # Bytes
//!
//! The number of the block. Then for each place the length of its record, a number, 0 where nobody stands; and the record. Texts are
//! packed, some after another ([`crate::symbols`]). A record:
//!
//! 1. a byte: the day of the month in which its place is, five bits; its marks, the three highest;
//! 2. the count of its events, multiplied with the count of the site's languages, and the number of its own added, a number;
//! 3. title, packed, with its length; takeaway, after the title; slug, after the slug of the title; publisher, packed, with
//!    its length;
//! 4. its events; each: when, in words, packed, with its length, empty where it is the brief's own day; what
//!    happened, after the takeaway; its id, after the slug of that.
//!
//! The slug of a text is here only a good guess: [`slug_of`].

use super::{
    NAME, VERSION, record_path,
    root::{self, Root},
};
use crate::{
    bytes::{Error, Input, put, put_bytes, unframe, unseal},
    edtf::calendar::civil_from_days,
    files::Name,
    symbols::{Packer, Symbols, slug_of},
    timeline::tiles::{Text, address},
};

/// So many places make a block.
pub(super) const PLACES: u32 = 3;

/// What a result shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Number of its language in the root.
    pub lang: u32,
    /// Days since 1970-01-01.
    pub day: i64,
    /// One bit each: corrected, updated, disputed.
    pub marks: u8,
    /// Title.
    pub title: String,
    /// Takeaway, as lists show it.
    pub takeaway: String,
    /// `briefs/SLUG/` is its address.
    pub slug: String,
    /// Publisher or publishers.
    pub publisher: String,
    /// What happened.
    pub events: Vec<EventRecord>,
}

/// An event of a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventRecord {
    /// When, in words; empty for the brief's own day.
    pub when: String,
    /// What happened.
    pub what: String,
    /// `#e-ID` leads to it.
    pub id: String,
}

/// What the records of an index say of events, for those who know their places: less than all that answers a query.
#[derive(Debug)]
pub struct Records {
    languages: u32,
    symbols: Vec<u8>,
    records: Name,
}

impl Records {
    /// Opens them by the bytes of the index's root.
    ///
    /// # Errors
    /// Where the bytes are no root of this version.
    pub fn open(root: &[u8]) -> Result<Records, Error> {
        let mut input = Input::new(unframe(NAME, VERSION, root)?);
        let (languages, symbols, records) = root::read_records(&mut input);
        input.end().map(|()| Records { languages, symbols: symbols.to_vec(), records })
    }

    /// The path of the file in which the record of a place is.
    pub fn path(&self, place: u32) -> String {
        record_path(self.records, place / PLACES)
    }

    /// Gives what that file says of each event: place, number in the record there, text.
    ///
    /// # Errors
    /// Where the bytes are not that file.
    pub fn texts(&self, place: u32, file: &[u8], each: &mut dyn FnMut(u32, u32, Text)) -> Result<(), Error> {
        let (block, symbols) = (unseal(file)?, Symbols::open(&self.symbols)?);
        let first = place - place % PLACES;
        for place in first..first.saturating_add(PLACES) {
            let input = &mut Input::new(find(block, place)?);
            input.byte();
            let count = input.number() / self.languages.max(1);
            let title = symbols.text(input, &[]);
            let takeaway = symbols.after(input, &title);
            let slug = symbols.after(input, &slug_of(&title));
            // The publisher.
            input.bytes();
            for number in 0..count {
                // After damage there is nothing.
                if input.is_empty() {
                    break;
                }
                let EventRecord { when, what, id } = event(input, &takeaway, &symbols);
                each(place, number, Text { label: what, when, address: address(&slug, &id) });
            }
        }
        Ok(())
    }
}

/// The block of that number: the records at neighbouring places of a site with so many languages.
pub(super) fn write(number: u32, records: &[Option<Record>], languages: u32, packer: &Packer) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, u64::from(number));
    for record in records {
        let bytes = record.as_ref().map(|record| record_bytes(record, languages, packer)).unwrap_or_default();
        put_bytes(&mut out, &bytes);
    }
    out
}

fn record_bytes(record: &Record, languages: u32, packer: &Packer) -> Vec<u8> {
    let mut out = vec![civil_from_days(record.day).2 | record.marks << 5];
    put(&mut out, record.events.len() as u64 * u64::from(languages) + u64::from(record.lang));
    put_bytes(&mut out, &packer.pack(&record.title));
    packer.put_after(&mut out, &record.title, &record.takeaway);
    packer.put_after(&mut out, &slug_of(&record.title), &record.slug);
    put_bytes(&mut out, &packer.pack(&record.publisher));
    for event in &record.events {
        put_bytes(&mut out, &packer.pack(&event.when));
        packer.put_after(&mut out, &record.takeaway, &event.what);
        packer.put_after(&mut out, &slug_of(&event.what), &event.id);
    }
    out
}

/// The record at a place, if somebody stands there. `block` is the block of the place.
///
/// # Errors
/// Where the bytes are not that block.
pub(super) fn read(block: &[u8], place: u32, root: &Root, symbols: &Symbols<'_>) -> Result<Option<Record>, Error> {
    let record = find(block, place)?;
    if record.is_empty() {
        return Ok(None);
    }
    let input = &mut Input::new(record);
    let (head, count) = (input.byte(), input.number());
    let (day, marks) = (root.months.day_at(place, head & 31), head >> 5);
    let languages = (root.languages.len() as u32).max(1);
    let (events, lang) = (count / languages, count % languages);
    let title = symbols.text(input, &[]);
    let takeaway = symbols.after(input, &title);
    let slug = symbols.after(input, &slug_of(&title));
    let publisher = symbols.text(input, &[]);
    let mut all = Vec::new();
    // After damage there is nothing.
    while (all.len() as u32) < events && !input.is_empty() {
        all.push(event(input, &takeaway, symbols));
    }
    input.check(all.len() == events as usize);
    input.end().map(|()| Some(Record { lang, day, marks, title, takeaway, slug, publisher, events: all }))
}

/// The bytes of the record at a place, from the block of that place; none where nobody stands there.
fn find(block: &[u8], place: u32) -> Result<&[u8], Error> {
    let mut input = Input::new(block);
    let number = input.number();
    input.check(number == place / PLACES);
    for _ in 0..place % PLACES {
        input.bytes();
    }
    let record = input.bytes();
    input.end().map(|()| record)
}

fn event(input: &mut Input<'_>, takeaway: &str, symbols: &Symbols<'_>) -> EventRecord {
    let when = symbols.text(input, &[]);
    let what = symbols.after(input, takeaway);
    let id = symbols.after(input, &slug_of(&what));
    EventRecord { when, what, id }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::places::assign;

    fn records() -> Vec<Option<Record>> {
        let event = |when: &str, what: &str, id: &str| EventRecord {
            when: when.to_owned(),
            what: what.to_owned(),
            id: id.to_owned(),
        };
        let first = Record {
            lang: 2,
            day: 19_725,
            marks: 5,
            title: "Talks open in Baghdad".to_owned(),
            takeaway: "Talks open in Baghdad on the coalition’s future.".to_owned(),
            slug: "talks-open-in-baghdad".to_owned(),
            publisher: "Gulan Media".to_owned(),
            events: vec![event("", "Talks open in Baghdad on troops", "talks-open-in-baghdad-on-troops-2")],
        };
        let second =
            Record { day: 19_754, title: "بغداد".to_owned(), slug: "بغداد".to_owned(), ..Record::default() };
        vec![Some(first), None, Some(second)]
    }

    /// The block of places 3 to 5, and the root of a site that has four places in each of January and February 2024.
    fn block() -> (Vec<u8>, Root) {
        let packer = Packer::train(["Talks open in Baghdad", "on the coalition’s future"].into_iter());
        let (months, _) = assign(&[(19_723, "a"), (19_754, "b")]);
        let languages = ["ar", "ckb", "en"].map(str::to_owned).to_vec();
        let root = Root { months, languages, symbols: packer.table(), ..Root::default() };
        (write(1, &records(), 3, &packer), root)
    }

    #[test]
    fn records_come_back() {
        let (block, root) = block();
        let symbols = Symbols::open(&root.symbols).expect("just written");
        for (place, record) in (3..).zip(records()) {
            assert_eq!(read(&block, place, &root, &symbols), Ok(record));
        }
        assert_eq!(read(&block, 6, &root, &symbols), Err(Error::Damaged), "another block");
    }

    #[test]
    fn damage_is_an_error() {
        let (block, root) = block();
        let symbols = Symbols::open(&root.symbols).expect("just written");
        for at in 0..block.len() {
            let mut damaged = block.clone();
            damaged[at] ^= 0x41;
            let _ = (3..6).map(|place| read(&damaged, place, &root, &symbols)).collect::<Vec<_>>();
            assert_eq!(read(&block[..at], 5, &root, &symbols), Err(Error::Damaged));
        }
    }
}

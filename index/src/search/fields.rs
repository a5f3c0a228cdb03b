//! What only some queries need: the values of fields, how many briefs each has, and the days of briefs.
//!
//! Forms of fields are in word blocks of their own, under a directory of their own, which is in this file. A form is `:`, the letter
//! of the field, and a folded word of a name (`:psudani`); or `=` and, in eight letters, the lowest 40 bits of the FNV-1a of 64 bits
//! over the key of a value, as it stands in addresses (`oil-exports`): a key may be long, and says nothing here. Their lists have one
//! level for all briefs.
//!
//! # Bytes
//!
//! 1. The count of facets; each: the letter of its field, the name of its file.
//! 2. The count of day files; the name of each.
//! 3. The directory of the forms ([`super::root`]), to the end.
//!
//! A *facet file* has the commonest values of a field, the commonest first, to its end: key, with its length; name, with its length;
//! count of briefs; their places, interpolative below the count of places, with their length.
//!
//! A *day file* has the days of [`DAYS`] places next to each other, five bits each: the day of the month, 0 where nobody stands.

use super::{places::Months, root::Directory};
use crate::{
    bits::{BitReader, BitWriter},
    bytes::{Error, Input, put, put_bytes},
    files::Name,
};

/// What briefs can be chosen by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Publisher.
    Source,
    /// Topic.
    Topic,
    /// Person.
    Person,
    /// Organisation.
    Organisation,
    /// Place.
    Place,
    /// Story.
    Story,
    /// Language, BCP 47.
    Language,
    /// How events stand: `planned`, `denied`, and so on.
    State,
    /// What is special about a brief: `corrected`, `updated`, `disputed`.
    Is,
}

impl Field {
    /// All of them, each with its name in queries and addresses and its letter in forms.
    pub const ALL: [(Field, &'static str, char); 9] = [
        (Field::Source, "source", 's'),
        (Field::Topic, "topic", 't'),
        (Field::Person, "person", 'p'),
        (Field::Organisation, "org", 'o'),
        (Field::Place, "place", 'l'),
        (Field::Story, "story", 'y'),
        (Field::Language, "lang", 'g'),
        (Field::State, "state", 'e'),
        (Field::Is, "is", 'i'),
    ];

    /// The field of that name.
    pub(super) fn of(name: &str) -> Option<Field> {
        Field::ALL.iter().find(|(_, known, _)| *known == name).map(|(field, ..)| *field)
    }

    /// Its name in queries and addresses.
    pub fn name(self) -> &'static str {
        Field::ALL.iter().find(|(field, ..)| *field == self).map_or("", |(_, name, _)| name)
    }

    fn letter(self) -> char {
        Field::ALL.iter().find(|(field, ..)| *field == self).map_or(' ', |(.., letter)| *letter)
    }

    /// The form of a folded word of it.
    pub(super) fn word_form(self, word: &str) -> String {
        let mut form = String::from(":");
        form.push(self.letter());
        form.push_str(word);
        form
    }

    /// The form of a value of it.
    pub(super) fn key_form(self, key: &str) -> String {
        let mut form = self.word_form("=");
        let hash = key
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325, |sum: u64, byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
        for letter in (0..8).map(|at| (hash >> (at * 5) & 31) as u8) {
            form.push(char::from(if letter < 26 { b'a' + letter } else { b'0' - 26 + letter }));
        }
        form
    }
}

/// So many values of a field are in its facet.
pub(super) const VALUES: usize = 24;
/// So many places are in a day file.
pub(super) const DAYS: u32 = 4_096;

/// What the file has.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Fields {
    pub(super) facets: Vec<(Field, Name)>,
    pub(super) days: Vec<Name>,
    pub(super) forms: Directory,
}

impl Fields {
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.facets.len() as u64);
        for (field, name) in &self.facets {
            out.push(field.letter() as u8);
            name.write(&mut out);
        }
        put(&mut out, self.days.len() as u64);
        for name in &self.days {
            name.write(&mut out);
        }
        self.forms.write(&mut out);
        out
    }

    pub(super) fn read(body: &[u8]) -> Result<Fields, Error> {
        let mut input = Input::new(body);
        let mut fields = Fields::default();
        for _ in 0..input.count() {
            let letter = char::from(input.byte());
            let field = Field::ALL.iter().find(|(.., known)| *known == letter);
            input.check(field.is_some());
            let name = Name::read(&mut input);
            fields.facets.extend(field.map(|(field, ..)| (*field, name)));
        }
        for _ in 0..input.count() {
            fields.days.push(Name::read(&mut input));
        }
        fields.forms = Directory::read(&mut input);
        input.end().map(|()| fields)
    }
}

/// A value in a facet file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value<'a> {
    pub(super) key: &'a str,
    pub(super) name: &'a str,
    pub(super) count: u32,
    /// Places, interpolative.
    pub(super) places: &'a [u8],
}

/// Appends a value with these places, ascending, below `all`.
pub(super) fn put_value(out: &mut Vec<u8>, key: &str, name: &str, places: &[u32], all: u32) {
    put_bytes(out, key.as_bytes());
    put_bytes(out, name.as_bytes());
    put(out, places.len() as u64);
    let mut bits = BitWriter::default();
    bits.put_ascending(places, 0, all);
    put_bytes(out, &bits.into_bytes());
}

/// The next value of a facet file.
pub(super) fn read_value<'a>(input: &mut Input<'a>) -> Value<'a> {
    Value { key: input.text(), name: input.text(), count: input.number(), places: input.bytes() }
}

impl Value<'_> {
    /// Gives the places, ascending, below `all`.
    pub(super) fn each(&self, all: u32, each: &mut dyn FnMut(u32)) -> Result<(), Error> {
        let mut bits = BitReader::new(self.places);
        bits.ascending(self.count, (0, all), each);
        bits.rest().map(drop)
    }
}

/// The day files of places with these days of the month, by their places.
pub(super) fn day_files(days: &[u8]) -> Vec<Vec<u8>> {
    let file = |days: &[u8]| {
        let mut bits = BitWriter::default();
        days.iter().for_each(|day| bits.put(u32::from(*day), 5));
        bits.into_bytes()
    };
    days.chunks(DAYS as usize).map(file).collect()
}

/// The day of a place, counted from 1970-01-01, if somebody stands there. `file` is the day file of the place.
pub(super) fn day(file: &[u8], place: u32, months: &Months) -> Option<i64> {
    let at = (place % DAYS) as usize * 5;
    let bits = |at: usize| u32::from(file.get(at / 8).copied().unwrap_or_default());
    let pair = bits(at) << 8 | bits(at + 8);
    match pair >> (11 - at % 8) & 31 {
        0 => None,
        day => Some(months.day_at(place, day as u8)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::places::assign;

    #[test]
    fn the_file_comes_back() {
        let mut fields = Fields {
            facets: vec![(Field::Topic, Name(1)), (Field::Is, Name(2))],
            days: vec![Name(5)],
            forms: Directory::default(),
        };
        fields.forms.push(b":pa", Name(9), 3);
        let bytes = fields.write();
        assert_eq!(Fields::read(&bytes), Ok(fields));
        assert_eq!(Fields::read(&bytes[..bytes.len() - 1]), Err(Error::Damaged));
        assert_eq!(Fields::read(&[1, b'?', 0, 0, 0, 0]), Err(Error::Damaged));
    }

    #[test]
    fn a_value_comes_back() {
        let mut out = Vec::new();
        put_value(&mut out, "oil-exports", "Oil exports", &[3, 5, 900], 1024);
        let mut input = Input::new(&out);
        let value = read_value(&mut input);
        assert_eq!((value.key, value.name, value.count, input.is_empty()), ("oil-exports", "Oil exports", 3, true));
        let mut places = Vec::new();
        value.each(1024, &mut |place| places.push(place)).expect("just written");
        assert_eq!(places, [3, 5, 900]);
        for at in 0..out.len() {
            let mut input = Input::new(&out[..at]);
            read_value(&mut input);
            assert_eq!(input.end(), Err(Error::Damaged));
        }
    }

    #[test]
    fn days_come_back() {
        let briefs: Vec<(i64, String)> = (0..9_000).map(|n| (19_000 + n * 7 % 4_000, format!("brief-{n}"))).collect();
        let named: Vec<(i64, &str)> = briefs.iter().map(|(day, name)| (*day, name.as_str())).collect();
        let (months, places) = assign(&named);
        let mut days = vec![0; months.count() as usize];
        for ((day, _), place) in briefs.iter().zip(&places) {
            days[*place as usize] = crate::edtf::calendar::civil_from_days(*day).2;
        }
        let files = day_files(&days);
        for ((own, _), place) in briefs.iter().zip(&places) {
            assert_eq!(day(&files[(place / DAYS) as usize], *place, &months), Some(*own));
        }
        let free = (0..months.count()).find(|place| days[*place as usize] == 0).expect("there is room to spare");
        assert_eq!(day(&files[(free / DAYS) as usize], free, &months), None);
        assert_eq!(day(&[], 0, &months), None);
    }
}

//! The search index: many small files, of which a query needs a few.
//!
//! - The **root** is the only file whose name is in the page. It names the word blocks.
//! - A **word block** has some hundred forms of words, and short lists of the briefs that they are in.
//! - A **chunk** has longer lists, of the longest only the front: the best of them. A **tail** has the rest of one list.
//! - A **record block** has what is shown of the briefs at three neighbouring places. Places follow the months.
//! - **Backwards** blocks have the words from their last letter on, for readers who slip at the front.
//! - The **fields** have what a topic, a person, a day and the like need; they lead to word blocks of their own.
//!
//! All but record blocks are named after what is in them, so they never change under their names, and one brief more changes a few of
//! them. Nowhere is a list of all pages. The root has the frame of [`crate::bytes`], with the letters `bfse`, all other files its
//! seal; what is in the body is said in the module of its kind: `root`, `words`, `list`, `records`, `fields`. A chunk and a tail
//! are lists one after another.
//!
//! [`write()`] makes the files, [`Engine`] answers a query from those of them that are there and says which it lacks.

mod analyse;
mod dates;
mod distance;
mod engine;
mod fields;
mod list;
mod places;
mod query;
mod records;
mod root;
mod values;
mod words;
mod write;

pub use crate::files::{Files, Store};
pub use analyse::{Stem, StemOf};
pub use engine::{Answer, Correction, Engine, Facet, FacetValue, Facets, Hit};
pub use fields::Field;
pub use records::{EventRecord, Record, Records};
pub use write::{places, write};

use crate::files::Name;

const NAME: [u8; 4] = *b"bfse";
const VERSION: u16 = 5;
/// Where the files are, below the site's root.
const FOLDER: &str = "search/";

/// A brief, as the index wants it. All texts are plain; those that are shown are given back as they are.
#[derive(Clone, Debug, Default)]
pub struct Document<'a> {
    /// Its name: `briefs/SLUG/` is its address.
    pub slug: &'a str,
    /// Days since 1970-01-01.
    pub day: i64,
    /// Language, BCP 47.
    pub lang: &'a str,
    /// One bit each: corrected, updated, disputed.
    pub marks: u8,
    /// Title, shown and searched for.
    pub title: &'a str,
    /// Takeaway as lists show it; not searched for.
    pub takeaway: &'a str,
    /// Publisher or publishers as shown; not searched for.
    pub publisher: &'a str,
    /// Each event: when, in words, empty for the brief's own day; what; its id. Not searched for.
    pub events: Vec<(&'a str, &'a str, &'a str)>,
    /// All that is searched for besides the title: body, names, topics, what happened.
    pub texts: Vec<&'a str>,
    /// What it can be chosen by.
    pub values: Vec<Value<'a>>,
}

/// A value of a field, such as a topic or a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    /// The field.
    pub field: Field,
    /// Its name in addresses; two values of one field with one key are one value.
    pub key: &'a str,
    /// Its name for readers. Where briefs differ in it, one of the names is shown.
    pub name: &'a str,
    /// Other names by which it is found.
    pub others: Vec<&'a str>,
}

/// Where a record block is: `search/1f4c09/300.bin`.
fn record_path(folder: Name, block: u32) -> String {
    let mut path = folder.below(FOLDER) + "/";
    push_number(&mut path, block);
    path.push_str(".bin");
    path
}

/// Appends a number in digits; `format!` would cost the browser more than all the rest of this file.
fn push_number(out: &mut String, number: u32) {
    if number > 9 {
        push_number(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests;

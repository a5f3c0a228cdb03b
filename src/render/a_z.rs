//! A–Z: everything that has a page of its own besides briefs.
//!
//! A long one is cut by the letters that names begin with: its page then leads to one for each letter, and so on. So no page is
//! long, and a new name changes only the page that lists it.

use std::collections::BTreeMap;

use briefing_index::fold::fold;
use serde::Serialize;

use super::{
    Press,
    html::{Html, escaped},
    kind,
    page::Head,
};
use crate::{
    address,
    diagnostic::Diagnostic,
    model::{EntityId, PublisherId, Site, TopicId},
    output::Output,
};

/// How many names one page lists.
const NAMES: usize = 1000;
/// The most letters of an address, in bytes: file systems have names of up to 255.
const LONGEST: usize = 120;
/// Stands for the letter of names that begin with none. No letters are written so.
const NO_LETTER: &str = "0-9";

/// What has a page of its own.
#[derive(Clone, Copy, Debug)]
enum Named {
    Entity(EntityId),
    Topic(TopicId),
    Publisher(PublisherId),
}

/// A page of A–Z.
#[derive(Debug)]
pub(super) struct Part {
    /// The letters, folded, that its names begin with. Empty for the page of all.
    letters: String,
    /// The letters of the pages that it leads to.
    leads: Vec<String>,
    names: Vec<Named>,
}

impl Part {
    pub(super) fn address(&self) -> String {
        address(&self.letters)
    }
}

fn address(letters: &str) -> String {
    if letters.is_empty() { "a-z/".to_owned() } else { format!("a-z/{letters}/") }
}

/// The pages that A–Z has.
pub(super) fn parts(site: &Site) -> Vec<Part> {
    let entities = (0..site.entities.len()).map(|at| Named::Entity(EntityId(at as u32)));
    let topics = (0..site.topics.len()).map(|at| Named::Topic(TopicId(at as u32)));
    let publishers = (0..site.publishers.len()).map(|at| Named::Publisher(PublisherId(at as u32)));
    let all = entities.chain(topics).chain(publishers).map(|named| (letters(name(site, named)), named));
    let mut parts = Vec::new();
    cut(String::new(), all.collect(), NAMES, &mut parts);
    parts
}

/// Puts a page for `names`, which begin with `letters`, and those that it leads to among `parts`. Returns the letters of
/// that page.
fn cut(letters: String, names: Vec<(String, Named)>, most: usize, parts: &mut Vec<Part>) -> String {
    let part = |leads, names: Vec<(String, Named)>| Part {
        letters: letters.clone(),
        leads,
        names: names.into_iter().map(|(_, named)| named).collect(),
    };
    if names.len() <= most || letters == NO_LETTER || letters.len() > LONGEST {
        parts.push(part(Vec::new(), names));
        return letters;
    }
    let mut longer: BTreeMap<String, Vec<(String, Named)>> = BTreeMap::new();
    let mut ended = Vec::new();
    for (own, named) in names {
        match own[letters.len().min(own.len())..].chars().next() {
            Some(_) if own == NO_LETTER => longer.entry(own.clone()).or_default().push((own, named)),
            Some(letter) => longer.entry(format!("{letters}{letter}")).or_default().push((own, named)),
            None => ended.push((own, named)),
        }
    }
    // Names that go on alike, such as those of resolutions, need no page for each letter.
    if ended.is_empty() && longer.len() == 1 && !letters.is_empty() {
        return longer.into_iter().map(|(letters, names)| cut(letters, names, most, parts)).next().unwrap_or_default();
    }
    let leads = longer.into_iter().map(|(letters, names)| cut(letters, names, most, parts)).collect();
    parts.push(part(leads, ended));
    letters
}

/// What a name is found under: its letters and digits, folded, where the first is a letter.
fn letters(name: &str) -> String {
    let letters: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.starts_with(char::is_alphabetic) { letters } else { NO_LETTER.to_owned() }
}

fn name(site: &Site, named: Named) -> &str {
    match named {
        Named::Entity(id) => &site[id].name,
        Named::Topic(id) => &site[id].name,
        Named::Publisher(id) => &site[id].name,
    }
}

/// `page` in `index.html`.
#[derive(Serialize)]
struct IndexPage {
    letters: Vec<Html>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    id: String,
    title: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    link: Html,
    note: String,
}

/// # Errors
/// What is wrong with the template.
pub(super) fn page(press: &Press<'_>, part: &Part) -> Result<Output, Vec<Diagnostic>> {
    let voice = &press.voice;
    let groups = groups(press, part);
    let jump =
        |group: &Group| Html::finished(&format!("<a href=\"#{}\">{}</a>", escaped(&group.id), escaped(&group.title)));
    // Where there is a page above, it leads there first.
    let above = (!part.letters.is_empty()).then(|| voice.anchor("a-z/", voice.text("index")));
    let leads = part.leads.iter().map(|letters| voice.anchor(&address(letters), &escaped(&titled(press, letters))));
    let letters = above.into_iter().chain(leads).chain(groups.iter().map(jump)).collect();
    let title = voice.text("index");
    let name = match &*part.letters {
        "" => title.to_owned(),
        letters => voice.language.fill("title_and_range", &[("title", title), ("range", &titled(press, letters))]),
    };
    let head = Head {
        description: part.letters.is_empty().then(|| voice.text("index_intro").to_owned()),
        section: "index",
        ..press.head(voice, &part.address(), &name)
    };
    press.output("index.html", voice, &head, &IndexPage { letters, groups })
}

/// The names of a page, under one letter more than they have in common.
fn groups(press: &Press<'_>, part: &Part) -> Vec<Group> {
    let (site, voice) = (press.site, &press.voice);
    let mut groups: BTreeMap<Option<String>, Vec<(String, &str, Entry)>> = BTreeMap::new();
    for &named in &part.names {
        let (address, kind, briefs) = match named {
            Named::Entity(id) => (address::entity(&site[id]), kind::name(site[id].kind), site[id].briefs.len()),
            Named::Topic(id) => (address::topic(&site[id]), "topic", site[id].briefs.len()),
            Named::Publisher(id) => (address::publisher(&site[id]), "publisher", site[id].briefs.len()),
        };
        let name = name(site, named);
        let letters = letters(name);
        let common = part.letters.chars().count() + 1;
        let group = (letters != NO_LETTER).then(|| letters.chars().take(common).collect());
        let entry = Entry {
            link: voice.anchor(&address, &voice.run(name, None)),
            note: [voice.text(kind).to_owned(), voice.language.count("briefs", briefs)].join(voice.language.comma()),
        };
        groups.entry(group).or_default().push((fold(name), name, entry));
    }
    let group = |(letters, mut names): (Option<String>, Vec<(String, &str, Entry)>)| {
        names.sort_by(|a, b| (&a.0, a.1, a.2.link.as_str()).cmp(&(&b.0, b.1, b.2.link.as_str())));
        Group {
            id: letters.as_ref().map_or_else(|| "other".to_owned(), |letters| format!("letter-{letters}")),
            title: titled(press, letters.as_deref().unwrap_or(NO_LETTER)),
            entries: names.into_iter().map(|(_, _, entry)| entry).collect(),
        }
    };
    groups.into_iter().map(group).collect()
}

/// Folded letters as a title: `Ma`.
fn titled(press: &Press<'_>, letters: &str) -> String {
    if letters == NO_LETTER {
        return press.voice.text("index_other").to_owned();
    }
    let mut rest = letters.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pages of these names, in the order in which they are made: letters, what they lead to, how many names they list.
    fn check(names: &[&str], most: usize, expected: &[(&str, &[&str], usize)]) {
        let names = names.iter().map(|name| (letters(name), Named::Topic(TopicId(0)))).collect();
        let mut parts = Vec::new();
        cut(String::new(), names, most, &mut parts);
        let found = parts.iter().map(|part| (&*part.letters, part.leads.join(" "), part.names.len()));
        let expected = expected.iter().map(|(letters, leads, n)| (*letters, leads.join(" "), *n));
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{most} a page");
    }

    #[test]
    fn a_long_list_is_cut_by_letters() {
        check(&[], 2, &[("", &[], 0)]);
        check(&["Anbar", "7 October"], 2, &[("", &[], 2)]);
        check(
            &["Anbar", "Erbil", "Élysée", "7 October", "‘Afrin"],
            2,
            &[("0-9", &[], 1), ("a", &[], 2), ("e", &[], 2), ("", &["0-9", "a", "e"], 0)],
        );
        check(
            &["Resolution 1", "Resolution 2", "Resolution 20", "Resolution"],
            1,
            &[
                ("resolution1", &[], 1),
                ("resolution20", &[], 1),
                ("resolution2", &["resolution20"], 1),
                ("resolution", &["resolution1", "resolution2"], 1),
                ("", &["resolution"], 0),
            ],
        );
        // What goes on alike for very long is not cut any more.
        let [one, other] = ["1", "2"].map(|end| format!("{}{end}", "中".repeat(90)));
        check(&[&one, &other], 1, &[(&"中".repeat(41), &[], 2), ("", &[&"中".repeat(41)], 0)]);
        // As many as there are of one name.
        check(&["Mosul", "Mosul", "Mosul"], 2, &[("mosul", &[], 3), ("", &["mosul"], 0)]);
    }
}

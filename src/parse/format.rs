//! The tables of the format: which keys each map has, what stands under them, and how to say so to an author.
//!
//! The decoders take no key that is not in their table, and `briefing schema` prints the tables: what the program
//! reads and what editors are told is one thing. Only rules of one value or of the keys beside it are here; what dates
//! mean and which names exist the decoders and the model judge.

use std::sync::LazyLock;

use super::{event, source, status};

/// A map of the format.
#[derive(Debug)]
pub(crate) struct Format {
    /// Its name, in the singular: `event`.
    pub(crate) name: &'static str,
    /// What else may stand in its place.
    pub(crate) short: Short,
    /// Which of its keys hang together.
    pub(crate) rule: Rule,
    /// Its keys, in the order in which an author would write them.
    pub(crate) fields: &'static [Field],
    /// Whether keys that begin with `x-` are the author's own.
    pub(crate) has_free: bool,
}

/// What may stand in place of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// Nothing.
    None,
    /// A text.
    Text,
    /// A pair of a date and a text.
    DateAndText,
    /// A pair of a name and a text.
    NameAndText,
}

/// A rule of several keys.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// There is none.
    None,
    /// At least one of these sets of keys is there.
    Any(&'static [&'static [&'static str]]),
    /// One of these keys is there, and no more.
    One(&'static [&'static str]),
}

/// A key and what stands under it.
#[derive(Debug)]
pub(crate) struct Field {
    /// As it is written.
    pub(crate) key: &'static str,
    /// What stands under it.
    pub(crate) form: Form,
    /// Whether a map without it is wrong.
    pub(crate) need: Need,
    /// What it is for: sentences.
    pub(crate) says: &'static str,
    /// A value, as YAML. It is read without a message in the map that `parse/format/tests` puts around it.
    pub(crate) example: &'static str,
}

/// Whether a key has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// It may be left out.
    Never,
    /// It is needed, but in a translation, which takes it from the original.
    InOriginals,
    /// It is needed.
    Always,
}

/// The forms of a value. A scalar is text, whatever YAML makes of its look.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// Any text.
    Text,
    /// A text that has this form, as a regular expression of ECMA-262.
    Pattern(&'static str),
    /// One of some words.
    Words(fn() -> Vec<&'static str>),
    /// `true` or `false`.
    Flag,
    /// A whole number, both bounds inclusive.
    Whole(u8, u8),
    /// A number of degrees, at most so many to each side.
    Degrees(u8),
    /// A map.
    Map(&'static Format),
    /// A list.
    List(&'static Form),
    /// One, or a list.
    OneOrList(&'static Form),
    /// At least two parties and what they hold: a map, or a list of pairs.
    Positions,
}

const DAY: Form = Form::Pattern(r"^\d{4}-\d{2}-\d{2}$");
const MOMENT: Form = Form::Pattern(r"^\d{4}-\d{2}-\d{2}([Tt ].+)?$");
const INSTANT: Form = Form::Pattern(r"^\d{4}-\d{2}-\d{2}[Tt ].+$");
const SLUG: Form = Form::Pattern(r"^[^\sA-Z/#?]+$");
const ADDRESS: Form = Form::Pattern("^[Hh][Tt][Tt][Pp][Ss]?://.+$");
const LANG: Form = Form::Pattern("^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$");
const TEXTS: Form = Form::List(&Form::Text);
const NAMES: Form = Form::OneOrList(&Form::Text);

const fn field(key: &'static str, form: Form, says: &'static str, example: &'static str) -> Field {
    Field { key, form, need: Need::Never, says, example }
}

impl Field {
    const fn needed(mut self, need: Need) -> Field {
        self.need = need;
        self
    }
}

impl Format {
    /// Whether the map has that key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }
}

/// The keys of a map, for the decoders that have to tell them from the key of a short form.
pub(super) const fn keys<const N: usize>(format: &Format) -> [&'static str; N] {
    let mut keys = [""; N];
    let mut at = 0;
    while at < N {
        keys[at] = format.fields[at].key;
        at += 1;
    }
    keys
}

/// All keys of the format, at any level, sorted: a line that begins with one of them is never meant as text.
pub(super) static KEYS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let formats = [&BRIEF, &PAGE, &SOURCE, &UPDATE, &CORRECTION, &ENTITY, &EVENT, &STATEMENT, &DISPUTE, &IMAGE];
    let mut keys: Vec<_> = formats.iter().flat_map(|format| format.fields.iter().map(|field| field.key)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
});

/// The front matter of a brief.
pub(crate) static BRIEF: Format = Format {
    name: "brief",
    short: Short::None,
    rule: Rule::None,
    has_free: true,
    fields: &[
        field(
            "title",
            Form::Text,
            "What is reported, in one line of at most 140 characters, without a full stop.",
            "Talks on the coalition open in Baghdad",
        )
        .needed(Need::InOriginals),
        field(
            "date",
            MOMENT,
            "When the brief was first published: a day, or a day and time with `Z` or an offset. It may be \
            left out where the file's name begins with the day.",
            "2024-01-28",
        ),
        field(
            "source",
            Form::OneOrList(&Form::Map(&SOURCE)),
            "The article, or a list of several. In a text, an address is the \
            address, a date the date of publication, and the rest the publisher.",
            "Gulan Media, 2024-01-27",
        )
        .needed(Need::InOriginals),
        field(
            "takeaway",
            Form::Text,
            "The point, in one sentence of at most 240 characters; else the first paragraph is shown.",
            "Iraq speaks of a timetable, Washington of a partnership.",
        ),
        field("lang", LANG, "The language of the brief, as a BCP 47 tag; else the site's.", "ckb"),
        field(
            "translation_of",
            SLUG,
            "The slug of the brief that this is a translation of. What is not given is taken from \
            there.",
            "coalition-talks",
        ),
        field(
            "status",
            Form::Words(status::words),
            "Whether the brief is out. Drafts and embargoed briefs are in no file of the \
            site; a withdrawn one keeps its page, with a notice.",
            "draft",
        ),
        field(
            "embargo",
            INSTANT,
            "When an embargoed brief comes out: a day and time with `Z` or an offset.",
            "2024-02-01T06:00:00+03:00",
        ),
        field(
            "story",
            Form::OneOrList(&SLUG),
            "The slug of the story that the brief belongs to, or a list of several.",
            "coalition-in-iraq",
        ),
        field(
            "topics",
            TEXTS,
            "What the brief is about, as a list of names; upper and lower case are one.",
            "[diplomacy, security]",
        ),
        field(
            "people",
            Form::List(&Form::Map(&ENTITY)),
            "The people whom the brief names: names, or maps with `name` and more.",
            "[{name: Sabrina Singh, role: Deputy press secretary, of: US Department of Defense}]",
        ),
        field(
            "organisations",
            Form::List(&Form::Map(&ENTITY)),
            "The organisations that the brief names: names, or maps with \
            `name` and more.",
            "[{name: US Department of Defense, aka: [Pentagon]}]",
        ),
        field(
            "places",
            Form::List(&Form::Map(&ENTITY)),
            "The places that the brief names: names, or maps with `name` and more.",
            "[Iraq, {name: Erbil, lat: 36.19, lon: 44.01}]",
        ),
        field(
            "events",
            Form::List(&Form::Map(&EVENT)),
            "What happened when. An entry is a pair of a date and a text, or a map \
            with `when`, `what` and more.",
            "[{\"2024-01-27?\": The two governments meet}]",
        ),
        field(
            "statements",
            Form::List(&Form::Map(&STATEMENT)),
            "Who claims what. An entry is a pair of a name and what it says, \
            or a map with `who`, and `says` or `quote`.",
            "[{Pentagon: it has had no request to leave}]",
        ),
        field(
            "disputes",
            Form::List(&Form::Map(&DISPUTE)),
            "What parties disagree on, with the position of each.",
            "[{about: What the talks are for, positions: {Iraq: to agree on a timetable, Pentagon: to shape a partnership}}]",
        ),
        field("related", Form::List(&SLUG), "The slugs of briefs that a reader may want next.", "[al-asad-attack]"),
        field(
            "image",
            Form::Map(&IMAGE),
            "A picture of the site.",
            "{src: map.svg, alt: A map of the bases, credit: The site}",
        ),
        field("author", NAMES, "Who wrote the brief: a name, or a list; else the site's author.", "Dana Aziz"),
        field("editor", NAMES, "Who edited the brief: a name, or a list.", "[Sami Noor]"),
        field(
            "updates",
            Form::List(&Form::Map(&UPDATE)),
            "What was added after publication, the oldest first.",
            "[{date: 2024-05-01, what: The source was read again.}]",
        ),
        field(
            "corrections",
            Form::List(&Form::Map(&CORRECTION)),
            "What was wrong and is put right, the oldest first. A \
            withdrawn brief says here why.",
            "[{date: 2024-05-02, what: The petition was listed with an exact number.}]",
        ),
        field(
            "slug",
            SLUG,
            "The last part of the address: lower-case letters and digits, joined by `-`; else the file's name \
            without its day.",
            "coalition-talks",
        ),
        field("formerly", TEXTS, "Paths at which the brief stood before; each leads here.", "[old/address/]"),
        field("licence", Form::Text, "The terms on which the brief may be used; shown at its foot.", "CC BY 4.0"),
        field(
            "disclosure",
            Form::Text,
            "What readers should know of whoever publishes the brief; shown at its foot.",
            "The editor once worked for the publisher of the article.",
        ),
        field(
            "cite_as",
            Form::Text,
            "How to cite the brief; shown at its foot.",
            "Two Rivers desk, Talks on the coalition open in Baghdad",
        ),
    ],
};

/// The front matter of a page, or of the text of a story.
pub(crate) static PAGE: Format = Format {
    name: "page",
    short: Short::None,
    rule: Rule::None,
    has_free: true,
    fields: &[
        field("title", Form::Text, "The title of the page, in one line.", "About").needed(Need::Always),
        field(
            "description",
            Form::Text,
            "What the page says, in a sentence, for search engines.",
            "Who publishes these briefs.",
        ),
        field("lang", LANG, "The language of the page, as a BCP 47 tag; else the site's.", "ar"),
    ],
};

/// An article.
pub(crate) static SOURCE: Format = Format {
    name: "source",
    short: Short::Text,
    rule: Rule::Any(&[&["publisher"], &["url"]]),
    has_free: false,
    fields: &[
        field("publisher", Form::Text, "Who published the article.", "Gulan Media"),
        field("title", Form::Text, "The title of the article.", "Iraq and U.S. hold talks"),
        field("url", ADDRESS, "The address of the article, with http or https.", "https://news.example/talks"),
        field(
            "published",
            Form::Text,
            "When it was published: a day, month or year, or another date of EDTF.",
            "2024-01-27",
        ),
        field("retrieved", DAY, "The day on which it was read.", "2024-05-01"),
        field("author", NAMES, "Who wrote the article: a name, or a list.", "Dana Aziz"),
        field("lang", LANG, "The language of the article, as a BCP 47 tag.", "en"),
        field("kind", Form::Words(source::kinds), "What it is.", "news-report"),
        field("access", Form::Words(source::access), "Whether it can be read without paying.", "free"),
        field("archived", ADDRESS, "The address of a copy in an archive.", "https://archive.example/talks"),
        field(
            "id",
            SLUG,
            "A name by which events and statements refer to the source; else `s1`, `s2` and so on.",
            "gulan",
        ),
    ],
};

/// A person, an organisation or a place.
pub(crate) static ENTITY: Format = Format {
    name: "entity",
    short: Short::Text,
    rule: Rule::None,
    has_free: false,
    fields: &[
        field("name", Form::Text, "The name, as it is shown.", "US Department of Defense").needed(Need::Always),
        field("aka", NAMES, "Other names, in any language: a name, or a list.", "[Pentagon]"),
        field(
            "id",
            Form::Pattern(
                "^(wikidata:Q[1-9][0-9]*|viaf:[0-9]+|geonames:[0-9]+|orcid:[0-9X-]+|[Hh][Tt][Tt][Pp][Ss]?://.+)$",
            ),
            "Who or what it is: `wikidata:Q…`, `viaf:…`, `orcid:…`, `geonames:…` or an address.",
            "wikidata:Q11209",
        ),
        field("role", Form::Text, "The office or role that counts here.", "Deputy press secretary"),
        field("of", Form::Text, "Whose office it is.", "US Department of Defense"),
        field("lang", LANG, "The language of the name, as a BCP 47 tag.", "en"),
        field(
            "lat",
            Form::Degrees(90),
            "Degrees of latitude, south of the equator below zero; together with `lon`.",
            "36.19",
        ),
        field(
            "lon",
            Form::Degrees(180),
            "Degrees of longitude, west of Greenwich below zero; together with `lat`.",
            "44.01",
        ),
    ],
};

/// Something that happened.
pub(crate) static EVENT: Format = Format {
    name: "event",
    short: Short::DateAndText,
    // In a translation the original's `id` will do.
    rule: Rule::Any(&[&["when", "what"], &["id"]]),
    has_free: false,
    fields: &[
        field(
            "when",
            Form::Text,
            "When it happened, as EDTF: `2024-01-27`, `2024-01`, with `?` probably, with `~` around, \
            `a/b` from one to the other. Sets in brackets need quotes.",
            "2024-01-27?",
        ),
        field(
            "what",
            Form::Text,
            "What happened: one sentence that stands alone, of at most 200 characters.",
            "The two governments meet for the first time on the coalition's future",
        ),
        field(
            "id",
            SLUG,
            "The name of the event in its address, `#e-` and the `id`; else made from `what`.",
            "first-session",
        ),
        field(
            "same_as",
            Form::Pattern(r"^[^\sA-Z/#?]+#[^\sA-Z/#?]+$"),
            "The same event in another brief, as `brief-slug#event-id`.",
            "al-asad-attack#missiles",
        ),
        field("who", NAMES, "Who did it or was there: a name, or a list.", "[Council of Representatives]"),
        field("where", NAMES, "Where: a name, or a list.", "Baghdad"),
        field("lane", SLUG, "The lane of the timeline in which it stands; else that of the first topic.", "parliament"),
        field("state", Form::Words(event::states), "How sure it is; else `reported`.", "confirmed"),
        field("source", NAMES, "The `id` of the source that tells of it, or a list; else all of them.", "s1"),
        field("note", Form::Text, "How its date was established.", "The report says only that it was recent."),
        field("rank", Form::Whole(1, 5), "How much it matters, from 1 to 5, where many share a place; else 3.", "4"),
    ],
};

/// A claim.
pub(crate) static STATEMENT: Format = Format {
    name: "statement",
    short: Short::NameAndText,
    rule: Rule::One(&["says", "quote"]),
    has_free: false,
    fields: &[
        field("who", Form::Text, "Who says it.", "Sabrina Singh").needed(Need::Always),
        field("for", Form::Text, "The office or body that is spoken for.", "US Department of Defense"),
        field("says", Form::Text, "What is said, in your own words.", "it has had no request to leave"),
        field(
            "quote",
            Form::Text,
            "What is said, in the exact words.",
            "We've received no request from the government of Iraq to withdraw our forces.",
        ),
        field("when", Form::Text, "When it was said, as EDTF.", "2024-01-25"),
        field("where", Form::Text, "Where it was said.", "Washington"),
        field("source", NAMES, "The `id` of the source that tells of it, or a list; else all of them.", "s1"),
        field("about", SLUG, "The `id` of the event that it is about.", "first-session"),
    ],
};

/// What parties disagree on.
pub(crate) static DISPUTE: Format = Format {
    name: "dispute",
    short: Short::None,
    rule: Rule::None,
    has_free: false,
    fields: &[
        field("about", Form::Text, "What they disagree on.", "What the talks are for").needed(Need::Always),
        field(
            "positions",
            Form::Positions,
            "What each party holds; at least two.",
            "{Iraq: to agree on a timetable, Pentagon: to shape a partnership}",
        )
        .needed(Need::Always),
        field(
            "events",
            Form::OneOrList(&SLUG),
            "The `id` of the event that is disputed, or a list.",
            "[first-session]",
        ),
        field("state", Form::Words(super::dispute::states), "Whether it goes on; else `open`.", "settled"),
        field(
            "settled_by",
            Form::Text,
            "What settled it; needed where `state` is `settled`.",
            "A joint statement of both.",
        ),
    ],
};

/// A picture.
pub(crate) static IMAGE: Format = Format {
    name: "image",
    short: Short::None,
    rule: Rule::Any(&[&["alt"], &["decorative"]]),
    has_free: false,
    fields: &[
        field("src", Form::Text, "The picture: a file beside the brief, or a path in the site.", "map.svg")
            .needed(Need::Always),
        field("alt", Form::Text, "What the picture shows, for those who do not see it.", "A map of the bases"),
        field("credit", Form::Text, "Whose picture it is.", "The site"),
        field("decorative", Form::Flag, "Whether the picture says nothing, so that no `alt` is needed.", "true"),
    ],
};

/// An addition to a brief.
pub(crate) static UPDATE: Format = Format {
    name: "update",
    short: Short::None,
    rule: Rule::None,
    has_free: false,
    fields: &[
        field("date", MOMENT, "When it was added: a day, or a day and time with `Z` or an offset.", "2024-05-01")
            .needed(Need::Always),
        field("what", Form::Text, "What was added.", "The source was read again.").needed(Need::Always),
    ],
};

/// A correction of a brief.
pub(crate) static CORRECTION: Format = Format {
    name: "correction",
    short: Short::None,
    rule: Rule::None,
    has_free: false,
    fields: &[
        field("date", MOMENT, "When it was corrected: a day, or a day and time with `Z` or an offset.", "2024-05-02")
            .needed(Need::Always),
        field("what", Form::Text, "What was wrong.", "The petition was first listed with an exact number.")
            .needed(Need::Always),
        field("was", Form::Text, "What the brief said.", "100 members"),
        field("now", Form::Text, "What it says now.", "about 100 members"),
    ],
};

#[cfg(test)]
mod tests;

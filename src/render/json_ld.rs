//! Structured data for search engines, as schema.org names things.
//!
//! A brief gives no verdict, so there is no ClaimReview, and a date that is not certain is never written as if it were:
//! a source's is left out, and an event's stands in `temporalCoverage` in EDTF, as the author wrote it.

use briefing_index::edtf::{Edtf, Form, Mark};
use serde_json::{Map, Value, json};

use super::{Press, files, html::Html, kind, page::iso8601};
use crate::{
    address,
    manuscript::{EntityKind, Source, SourceKind, Status, Words},
    model::{Brief, BriefId, Entity, EntityId, Mention, Name, Statement, Story},
    pictures::{HEIGHT, WIDTH},
};

/// A brief as NewsArticle.
pub(crate) fn brief(press: &Press<'_>, id: BriefId) -> Html {
    let (site, brief) = (press.site, &press.site[id]);
    let base = &site.config.base_url;
    let page = address::absolute(base, &address::brief(brief));
    let (about, mentions): (Vec<_>, Vec<_>) = brief.entities.iter().partition(|mention| is_subject(brief, mention));
    let (about, mentions) = (mentioned(press, about), mentioned(press, mentions));
    let image = brief.image.as_ref().map(|image| {
        let address = files::address(&brief.file, &address::brief(brief), &image.src.value);
        let size = press.theme.pictures.get(&image.src.value);
        object([
            ("@type", json!("ImageObject")),
            ("url", json!(address::absolute(base, &address))),
            ("width", json!(size.map(|size| size.width))),
            ("height", json!(size.map(|size| size.height))),
            ("caption", text(&image.alt)),
            ("creditText", json!(image.credit)),
        ])
    });
    let original = &site[brief.original];
    let translations = brief.versions.iter().filter(|&&version| version != id && brief.original == id);
    let links = |id: &BriefId| json!({ "@id": article_id(press, &site[*id]) });
    script(&object([
        ("@context", json!("https://schema.org")),
        ("@type", json!("NewsArticle")),
        ("@id", json!(article_id(press, brief))),
        ("url", json!(page)),
        ("mainEntityOfPage", json!(page)),
        ("headline", json!(brief.title)),
        ("abstract", text(brief.takeaway())),
        ("keywords", list(brief.topics.iter().map(|&id| json!(site[id].name)))),
        ("inLanguage", json!(brief.lang.as_str())),
        ("datePublished", json!(iso8601(&brief.date))),
        ("dateModified", json!(iso8601(&brief.modified()))),
        ("creativeWorkStatus", json!(status(brief))),
        ("author", authors(press, brief)),
        ("editor", list(brief.editor.iter().map(|name| json!({ "@type": "Person", "name": name })))),
        ("publisher", publisher(press)),
        ("license", license(brief)),
        // Search engines require one of an article: that of the site where there is no other.
        ("image", image.or_else(|| drawn(press, brief)).unwrap_or_else(|| json!(icon(press)))),
        ("isBasedOn", list(brief.sources.iter().map(|source| article(press, brief, source)))),
        ("isPartOf", list(brief.stories.iter().map(|&id| series(press, &site[id])))),
        ("about", about),
        ("mentions", mentions),
        ("hasPart", list(brief.statements.iter().map(|statement| claim(press, brief, statement)))),
        ("temporalCoverage", list(dates(brief).into_iter().map(Value::String))),
        ("correction", list(brief.corrections.iter().map(|correction| {
            json!({ "@type": "CorrectionComment", "text": correction.what, "datePublished": iso8601(&correction.date) })
        }))),
        ("translationOfWork", if brief.original == id { Value::Null } else { json!({ "@id": article_id(press, original) }) }),
        ("workTranslation", list(translations.map(links))),
    ]))
}

/// The picture that is drawn for a brief.
fn drawn(press: &Press<'_>, brief: &Brief) -> Option<Value> {
    let address = press.theme.pictures.shared(brief)?;
    Some(object([
        ("@type", json!("ImageObject")),
        ("url", json!(address::absolute(&press.site.config.base_url, address))),
        ("width", json!(WIDTH)),
        ("height", json!(HEIGHT)),
    ]))
}

/// The site itself, for its home page.
pub(crate) fn site(press: &Press<'_>) -> Html {
    let config = &press.site.config;
    script(&object([
        ("@context", json!("https://schema.org")),
        ("@type", json!("WebSite")),
        ("name", json!(config.title)),
        ("url", json!(address::absolute(&config.base_url, ""))),
        ("description", text(&config.description)),
        ("inLanguage", json!(config.lang.as_str())),
        ("publisher", publisher(press)),
    ]))
}

/// A story as a series of articles.
pub(crate) fn story(press: &Press<'_>, story: &Story) -> Html {
    let mut series = series(press, story);
    series["@context"] = json!("https://schema.org");
    script(&series)
}

/// The page of a person, an organisation or a place.
pub(crate) fn entity(press: &Press<'_>, id: EntityId) -> Html {
    let entity = &press.site[id];
    let mut thing = thing(press, entity);
    if !entity.other_names.is_empty() {
        thing["alternateName"] = list(entity.other_names.iter().map(|(_, name)| json!(name)));
    }
    if let (EntityKind::Place, Some((latitude, longitude))) = (entity.kind, entity.coordinates) {
        thing["geo"] = json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude });
    }
    let page = address::absolute(&press.site.config.base_url, &address::entity(entity));
    script(&json!({ "@context": "https://schema.org", "@type": "ProfilePage", "url": page, "mainEntity": thing }))
}

/// The address that an identifier stands for.
pub(crate) fn same_as(id: &str) -> String {
    let start = |start: &str| id.strip_prefix(start);
    let known = [
        ("wikidata:", "https://www.wikidata.org/wiki/"),
        ("viaf:", "https://viaf.org/viaf/"),
        ("orcid:", "https://orcid.org/"),
        ("geonames:", "https://www.geonames.org/"),
    ];
    let known = known.iter().find_map(|(scheme, address)| start(scheme).map(|id| format!("{address}{id}")));
    known.unwrap_or_else(|| id.to_owned())
}

/// The dates of a brief's events, each once, in the order of the events.
fn dates(brief: &Brief) -> Vec<String> {
    let mut dates = Vec::new();
    for date in brief.events.iter().map(|event| event.when.to_string()) {
        if !dates.contains(&date) {
            dates.push(date);
        }
    }
    dates
}

/// Whether the brief is about what it mentions: its title or takeaway names it.
fn is_subject(brief: &Brief, mention: &Mention) -> bool {
    names(&brief.title, &mention.name) || names(brief.takeaway(), &mention.name)
}

/// Whether a text names something: as whole words, for Oman is not in "woman". What a script writes before a name
/// without a space, as Arabic does with "and" and "in", counts as part of another word.
fn names(text: &str, name: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && text
            .match_indices(name)
            .any(|(at, _)| !is_word(text[..at].chars().next_back()) && !is_word(text[at + name.len()..].chars().next()))
}

fn mentioned(press: &Press<'_>, mentions: Vec<&Mention>) -> Value {
    list(mentions.into_iter().map(|mention| match mention.entity {
        Some(id) => thing(press, &press.site[id]),
        None => json!({ "@type": kind::schema(mention.kind), "name": mention.name }),
    }))
}

fn thing(press: &Press<'_>, entity: &Entity) -> Value {
    object([
        ("@type", json!(kind::schema(entity.kind))),
        ("name", json!(entity.name)),
        ("url", json!(address::absolute(&press.site.config.base_url, &address::entity(entity)))),
        ("sameAs", list(entity.ids.iter().map(|id| json!(same_as(id))))),
    ])
}

/// A name that may be an entity's. Of one that is not, nothing but the name is known.
fn named(press: &Press<'_>, name: &Name) -> Value {
    match name.entity {
        Some(id) => thing(press, &press.site[id]),
        None => json!({ "@type": "Thing", "name": name.text }),
    }
}

fn article_id(press: &Press<'_>, brief: &Brief) -> String {
    format!("{}#brief", address::absolute(&press.site.config.base_url, &address::brief(brief)))
}

fn status(brief: &Brief) -> &'static str {
    match brief.status {
        Status::Draft => "Draft",
        Status::Embargoed(_) => "Embargoed",
        Status::Published => "Published",
        Status::Withdrawn => "Withdrawn",
    }
}

/// Those named as authors, or the site.
fn authors(press: &Press<'_>, brief: &Brief) -> Value {
    if brief.author.is_empty() {
        return publisher(press);
    }
    list(brief.author.iter().map(|name| json!({ "@type": "Person", "name": name })))
}

fn publisher(press: &Press<'_>) -> Value {
    let config = &press.site.config;
    let url = address::absolute(&config.base_url, "");
    json!({ "@type": "Organization", "name": config.title, "url": url, "logo": icon(press) })
}

/// The address of the site's icon.
fn icon(press: &Press<'_>) -> String {
    address::absolute(&press.site.config.base_url, &press.theme.icon)
}

fn license(brief: &Brief) -> Value {
    match &brief.licence {
        Some(address) if address.starts_with("http://") || address.starts_with("https://") => json!(address),
        Some(name) => json!({ "@type": "CreativeWork", "name": name }),
        None => Value::Null,
    }
}

fn series(press: &Press<'_>, story: &Story) -> Value {
    let url = address::absolute(&press.site.config.base_url, &address::story(story));
    json!({ "@type": "CreativeWorkSeries", "@id": format!("{url}#story"), "name": story.title, "url": url })
}

/// The article that a brief is after.
fn article(press: &Press<'_>, brief: &Brief, source: &Source) -> Value {
    let kind = match source.kind {
        Some(SourceKind::Document) => "DigitalDocument",
        Some(SourceKind::Social) => "SocialMediaPosting",
        _ => "NewsArticle",
    };
    object([
        ("@type", json!(kind)),
        ("@id", json!(source_id(press, brief, source))),
        ("url", json!(source.url.as_ref().map(|url| &url.value))),
        ("headline", json!(source.title)),
        ("author", list(source.author.iter().map(|name| json!({ "@type": "Person", "name": name })))),
        (
            "publisher",
            match source.publisher_name() {
                Some(name) => json!({ "@type": "Organization", "name": name }),
                None => Value::Null,
            },
        ),
        ("datePublished", source.published.as_ref().map_or(Value::Null, |date| certain(&date.value))),
        ("inLanguage", json!(source.lang.as_ref().map(|lang| lang.as_str()))),
        ("archivedAt", json!(source.archived)),
    ])
}

fn source_id(press: &Press<'_>, brief: &Brief, source: &Source) -> String {
    let url = source.url.as_ref().map(|url| url.value.clone());
    url.unwrap_or_else(|| {
        format!("{}#{}", address::absolute(&press.site.config.base_url, &address::brief(brief)), source.id)
    })
}

/// The date, if it is a day, month or year without a mark.
fn certain(date: &Edtf) -> Value {
    match date.form() {
        Form::Single(single) if single.mark() == Mark::None => json!(date.datetime_attribute()),
        _ => Value::Null,
    }
}

fn claim(press: &Press<'_>, brief: &Brief, statement: &Statement) -> Value {
    let (kind, text) = match &statement.words {
        Words::Paraphrase(text) => (json!("Claim"), text),
        Words::Quote(text) => (json!(["Claim", "Quotation"]), &text.value),
    };
    let sources = statement.sources.iter().filter_map(|&at| brief.sources.get(at));
    object([
        ("@type", kind),
        ("text", json!(text)),
        ("author", list([&statement.who].into_iter().chain(&statement.on_behalf_of).map(|name| named(press, name)))),
        ("appearance", list(sources.map(|source| json!({ "@id": source_id(press, brief, source) })))),
    ])
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

/// Nothing for no items, the item for one, a list for more.
fn list(items: impl Iterator<Item = Value>) -> Value {
    let mut items: Vec<_> = items.collect();
    match items.len() {
        0 => Value::Null,
        1 => items.remove(0),
        _ => Value::Array(items),
    }
}

/// The entries that have a value.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(entries.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// A script element that holds `value`. Nothing in it can end the element or begin another.
fn script(value: &Value) -> Html {
    let json = value.to_string();
    let mut html = String::with_capacity(json.len() + 64);
    html.push_str("<script type=\"application/ld+json\">");
    let mut rest = json.as_str();
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let (before, special) = rest.split_at(at);
        let c = special.chars().next().unwrap_or_default();
        html.push_str(before);
        html.push_str(&format!("\\u{:04x}", u32::from(c)));
        rest = &special[c.len_utf8()..];
    }
    html.push_str(rest);
    html.push_str("</script>");
    Html::finished(&html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_the_data_ends_the_script() {
        let html = script(&json!({ "name": "</script><script>alert(1)//<!--\u{2028}" }));
        let inner =
            html.as_str().trim_start_matches("<script type=\"application/ld+json\">").trim_end_matches("</script>");
        assert!(!inner.contains(['<', '>', '&', '\u{2028}']), "{inner}");
        let back: Value = serde_json::from_str(inner).expect("it is JSON");
        assert_eq!(back["name"], "</script><script>alert(1)//<!--\u{2028}");
    }

    #[test]
    fn a_name_is_named_as_whole_words() {
        let check =
            |text: &str, name: &str, expected: bool| assert_eq!(names(text, name), expected, "{name} in {text}");
        check("A woman in Romania", "Oman", false);
        check("Talks in Oman’s capital", "Oman", true);
        check("Iran and Iraq", "Iran", true);
        check("Iran", "", false);
        check("انتخابات في العراق", "العراق", true);
    }

    #[test]
    fn only_a_certain_date_is_a_date() {
        let check = |date: &str, expected: Value| {
            assert_eq!(certain(&Edtf::parse(date).expect("a good date")), expected, "{date}")
        };
        check("2024-01-27", json!("2024-01-27"));
        check("2024-01", json!("2024-01"));
        check("2024-01-27?", Value::Null);
        check("2024-01/2024-02", Value::Null);
    }

    #[test]
    fn an_identifier_is_an_address() {
        let check = |id: &str, expected: &str| assert_eq!(same_as(id), expected);
        check("wikidata:Q796", "https://www.wikidata.org/wiki/Q796");
        check("orcid:0000-0001-2345-6789", "https://orcid.org/0000-0001-2345-6789");
        check("https://example.org/x", "https://example.org/x");
    }
}

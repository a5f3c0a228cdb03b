//! A brief: its fields, and the rules that concern it alone.

use super::{
    address::old_path,
    body, dates,
    dates::moment,
    dispute::disputes,
    entity::entities,
    event::{self, Needs, events},
    fields::{Fields, line, list_of_names, one_or_list, prose, text},
    format::BRIEF,
    front::Front,
    history::{corrections, updates},
    image::image,
    notes::Notes,
    source::{names, sources},
    statement::statements,
    status::status,
    values::{lang, slug},
    yaml::{Kind, Node},
};
use crate::{
    config::Config,
    diagnostic::{At, Code, Diagnostic, Span},
    manuscript::{Body, Extra, Manuscript, Moment},
    site_path::SitePath,
    slug::Slug,
    source::Source,
};

/// Longer titles get a warning, in characters.
const LONG_TITLE: usize = 140;
/// Longer takeaways get a warning, in characters.
const LONG_TAKEAWAY: usize = 240;
/// Longer bodies get a warning, in words.
const LONG_BODY: usize = 400;

/// Reads a brief; `None` where it has neither a slug nor anything to make one of.
pub(super) fn brief(front: &Front<'_>, source: &Source, config: &Config, notes: &mut Notes<'_>) -> Option<Manuscript> {
    let mut fields = Fields::new(&BRIEF, &front.pairs, front.at).with_lost(&front.lost);
    let f = &mut fields;
    let translation_of = f.take("translation_of", notes);
    let needs = if translation_of.is_some() || f.is_spoiled("translation_of") { Needs::Id } else { Needs::All };
    let translation_of = translation_of.and_then(|node| slug("translation_of", node, notes));
    let (status, embargo) = status(f, needs, notes);
    let title = wanted(f, "title", "add `title: …`", needs, notes).and_then(|node| title(node, notes));
    let manuscript = Manuscript {
        file: notes.file.path.clone(),
        slug: own_slug(f, title.as_ref(), notes)?,
        date: date(f, needs, config, notes),
        sources: wanted(f, "source", SOURCE_HELP, needs, notes).map_or_else(Vec::new, |node| sources(node, notes)),
        takeaway: f.take("takeaway", notes).and_then(|node| takeaway(node, notes)),
        formerly: f
            .take("formerly", notes)
            .map_or_else(Vec::new, |node| list_of_names("formerly", node, notes, |n, s| old_path("formerly", n, s))),
        lang: f.take("lang", notes).and_then(|node| lang("lang", node, notes)),
        author: plain(names("author", f, notes)),
        editor: plain(names("editor", f, notes)),
        status,
        embargo,
        updates: f.take("updates", notes).map_or_else(Vec::new, |node| updates(node, &config.time_zone, notes)),
        corrections: f
            .take("corrections", notes)
            .map_or_else(Vec::new, |node| corrections(node, &config.time_zone, notes)),
        stories: f
            .take("story", notes)
            .map_or_else(Vec::new, |node| one_or_list("story", node, notes, |n, s| slug("story", n, s))),
        topics: f
            .take("topics", notes)
            .map_or_else(Vec::new, |node| list_of_names("topics", node, notes, |n, s| line("topics", n, s))),
        entities: entities(f, notes),
        events: f.take("events", notes).map_or_else(Vec::new, |node| events(node, needs, notes)),
        statements: f
            .take("statements", notes)
            .map_or_else(Vec::new, |node| statements(node, config.quote_limit, notes)),
        disputes: f.take("disputes", notes).map_or_else(Vec::new, |node| disputes(node, notes)),
        related: f
            .take("related", notes)
            .map_or_else(Vec::new, |node| list_of_names("related", node, notes, |n, s| slug("related", n, s))),
        image: f.take("image", notes).and_then(|node| image(node, source, notes)),
        licence: f.take("licence", notes).and_then(|node| prose("licence", node, notes)).map(|at| at.value),
        disclosure: f.take("disclosure", notes).and_then(|node| prose("disclosure", node, notes)).map(|at| at.value),
        cite_as: f.take("cite_as", notes).and_then(|node| prose("cite_as", node, notes)).map(|at| at.value),
        extra: extra(f, notes),
        body: body::read(front.body, source, config, notes),
        translation_of,
        title,
    };
    fields.finish(notes);
    event::after_sources(&manuscript.events, &manuscript.sources, notes);
    long_body(&manuscript.body, notes);
    Some(manuscript)
}

const SOURCE_HELP: &str = "add `source: Publisher, 2024-01-27`, or the article's address";

fn plain(names: Vec<At<String>>) -> Vec<String> {
    names.into_iter().map(|name| name.value).collect()
}

/// A field that only a translation may leave to the original.
fn wanted<'n, 't>(
    fields: &mut Fields<'n, 't>,
    key: &'static str,
    help: &str,
    needs: Needs,
    notes: &mut Notes<'_>,
) -> Option<&'n Node<'t>> {
    match needs {
        Needs::All => fields.require(key, help, notes),
        Needs::Id => fields.take(key, notes),
    }
}

fn title(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let title = line("title", node, notes)?;
    let length = title.value.chars().count();
    if length > LONG_TITLE {
        let diagnostic = notes.at(Code::LongTitle, title.at, format!("the title has {length} characters"));
        notes.push(diagnostic.label(format!("over {LONG_TITLE}")));
    }
    // An ellipsis is no full stop.
    if title.value.ends_with(['.', '。', '۔', '।']) && !title.value.ends_with("..") {
        let diagnostic = notes.at(Code::TitleFullStop, title.at, "the title ends with a full stop");
        notes.push(diagnostic.label("a headline has none").help("remove it"));
    }
    Some(title)
}

fn takeaway(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let takeaway = prose("takeaway", node, notes)?;
    let length = takeaway.value.chars().count();
    if length > LONG_TAKEAWAY {
        let at = super::fields::first_line(node, notes);
        let diagnostic = notes.at(Code::LongTakeaway, at, format!("the takeaway has {length} characters"));
        notes.push(diagnostic.label(format!("over {LONG_TAKEAWAY}")));
    }
    Some(takeaway)
}

fn long_body(body: &Body, notes: &mut Notes<'_>) {
    if body.words > LONG_BODY {
        let blank = body.markdown.len() - body.markdown.trim_start().len();
        let start = body.start + blank;
        let end = start + body.markdown.split_whitespace().next().unwrap_or("").len();
        let diagnostic = notes.at(Code::LongBody, (start..end).into(), format!("the body has {} words", body.words));
        notes.push(diagnostic.label(format!("over {LONG_BODY}")));
    }
}

// --------------------------------------------------------------------------------------- what the file's name says

/// The day that a file's name begins with, and the rest of the name.
fn day_and_rest(file: &SitePath) -> (Option<jiff::civil::Date>, &str) {
    let stem = file.stem();
    let day = stem.get(..10).and_then(dates::day_of);
    match (day, stem.get(10..)) {
        (Some(day), Some(rest)) if !rest.starts_with(|c: char| c.is_alphanumeric()) => (Some(day), rest),
        _ => (None, stem),
    }
}

/// The slug that a file's name gives; `None` where it has no letter or digit beside its day.
pub(super) fn slug_of_file(file: &SitePath) -> Option<Slug> {
    Slug::from_text(day_and_rest(file).1)
}

fn own_slug(fields: &mut Fields<'_, '_>, title: Option<&At<String>>, notes: &mut Notes<'_>) -> Option<At<Slug>> {
    let node = fields.take("slug", notes);
    if let Some(slug) = node.and_then(|node| slug("slug", node, notes)) {
        return Some(slug);
    }
    if let Some(slug) = slug_of_file(&notes.file.path) {
        return Some(At::new(slug, Span::default()));
    }
    let from_title = title.and_then(|title| Slug::from_text(&title.value));
    if node.is_none() {
        let message = "the file's name gives no slug";
        let help = from_title.as_ref().map_or_else(|| "add `slug: …`".to_owned(), |slug| format!("add `slug: {slug}`"));
        notes.push(Diagnostic::of_file(Code::BadSlug, &notes.file.path, message).help(help));
    }
    from_title.map(|slug| At::new(slug, Span::default()))
}

fn date(fields: &mut Fields<'_, '_>, needs: Needs, config: &Config, notes: &mut Notes<'_>) -> Option<At<Moment>> {
    let in_name = day_and_rest(&notes.file.path).0;
    let node = match in_name {
        Some(_) => fields.take("date", notes),
        None => wanted(fields, "date", "add `date: 2024-01-28`, or begin the file's name with the day", needs, notes),
    };
    let written = node.and_then(|node| moment("date", node, &config.time_zone, notes));
    let from_name = in_name.map(|day| At::new(Moment { day, instant: None }, Span::default()));
    written.or(from_name)
}

// ------------------------------------------------------------------------------------------------------ `x-` keys

fn extra(fields: &mut Fields<'_, '_>, notes: &mut Notes<'_>) -> Vec<(String, Extra)> {
    let pairs = fields.take_free();
    pairs.into_iter().filter_map(|pair| Some((pair.key.to_string(), free(&pair.value, notes)?))).collect()
}

/// Any value. The reader of YAML allows no deep nesting.
fn free(node: &Node<'_>, notes: &mut Notes<'_>) -> Option<Extra> {
    match &node.kind {
        Kind::Empty => None,
        Kind::Text(_) => text("x-", node, notes).map(|text| Extra::Text(text.value)),
        Kind::List(list) => Some(Extra::List(list.iter().filter_map(|node| free(node, notes)).collect())),
        Kind::Map(map) => {
            let pairs = map.iter().filter_map(|pair| Some((pair.key.to_string(), free(&pair.value, notes)?)));
            Some(Extra::Map(pairs.collect()))
        }
    }
}

#[cfg(test)]
pub(super) mod tests;

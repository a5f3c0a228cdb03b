//! "Did you mean": the nearest known name as a hint.

use crate::{diagnostic::Diagnostic, parse::nearest::did_you_mean, slug::Slug};

use super::report::Files;

/// The most names that one slip is compared with letter by letter: that costs microseconds, and a site may have a hundred
/// thousand slugs.
const LIMIT: usize = 500;
/// So many letters at the beginning or at the end are right in a slip in a long list.
const RIGHT: usize = 3;

/// `diagnostic` with the slug of `known` that `slug` may be a slip of, if there is one.
pub(super) fn nearest_slug<'a>(
    files: Files<'_>,
    diagnostic: Diagnostic,
    slug: &Slug,
    known: impl Iterator<Item = &'a Slug>,
) -> Diagnostic {
    nearest_name(files, diagnostic, slug.as_str(), known.map(Slug::as_str))
}

/// `diagnostic` with the name of `known` that `name` may be a slip of, if there is one. The order of `known` does not count.
///
/// Of thousands of slips in a site of thousands of names only the first get a hint: nobody reads so many, and to find
/// them all would take minutes.
pub(super) fn nearest_name<'a>(
    files: Files<'_>,
    diagnostic: Diagnostic,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    if !files.may_compare(0) {
        return diagnostic;
    }
    let mut known: Vec<_> = known.collect();
    if !files.may_compare(known.len()) {
        return diagnostic;
    }
    if known.len() > LIMIT {
        known.retain(|other| is_alike(name, other));
    }
    if known.len() > LIMIT {
        known.select_nth_unstable(LIMIT);
        known.truncate(LIMIT);
    }
    known.sort_unstable();
    match did_you_mean(name, known) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn is_alike(a: &str, b: &str) -> bool {
    a.chars().take(RIGHT).eq(b.chars().take(RIGHT)) || a.chars().rev().take(RIGHT).eq(b.chars().rev().take(RIGHT))
}

//! The order of briefs, and which of them are translations of which.
//!
//! From here on a brief is named by its place in the site's order. What a translation inherits is not copied here: it is
//! taken from the original when both are resolved, so that no message speaks of a line that is in another file.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use jiff::civil;

use crate::{
    config::Config,
    diagnostic::{At, Code, Diagnostic, Span},
    lang::Lang,
    manuscript::{Manuscript, Moment, Status},
    slug::Slug,
};

use super::{
    held::{Absence, Absent},
    hint::nearest_slug,
    ids::BriefId,
    report::Files,
};

/// A manuscript in its place.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) manuscript: Manuscript,
    /// Its own, or that of the original.
    pub(super) date: Moment,
    /// Its own, or that of the site.
    pub(super) lang: Lang,
    /// The original; itself where it is no translation.
    pub(super) original: BriefId,
    /// All versions, itself included, in order of language.
    pub(super) versions: Arc<[BriefId]>,
    /// The version that lists show; where all are withdrawn, the original.
    pub(super) item: BriefId,
}

impl Version {
    /// Whether it was taken back.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.manuscript.status == Some(Status::Withdrawn)
    }
}

/// All briefs that are out, newest first, then by slug.
#[derive(Debug)]
pub(super) struct Versions {
    pub(super) list: Vec<Version>,
    /// Places in the list by slug.
    pub(super) slugs: HashMap<Slug, BriefId>,
    /// The list from the oldest to the newest, then by slug.
    pub(super) by_age: Vec<BriefId>,
}

/// Says where two briefs have one slug, held ones too: they would clash on the day that they come out.
pub(super) fn check_slugs(manuscripts: &[Manuscript], files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&Slug, &Manuscript> = HashMap::with_capacity(manuscripts.len());
    for manuscript in manuscripts {
        let slug = &manuscript.slug;
        if let Some(other) = first.get(&slug.value) {
            let message = format!("the slug `{}` is also that of `{}`", slug.value, other.file);
            let diagnostic = files.at(Code::DuplicateSlug, &manuscript.file, slug.at, message);
            found.push(diagnostic.help("give one of the two another `slug`"));
        } else {
            first.insert(&slug.value, manuscript);
        }
    }
}

/// Puts the briefs into their order and translations to their originals.
pub(super) fn arrange(
    manuscripts: Vec<Manuscript>,
    held: &Absent,
    config: &Config,
    files: Files<'_>,
    found: &mut Vec<Diagnostic>,
) -> Versions {
    let originals = originals(&manuscripts, held, files, found);
    let dates = dates(&manuscripts, &originals);
    let order = order(&manuscripts, &dates);
    let mut place = vec![BriefId(0); order.len()];
    order.iter().enumerate().for_each(|(at, &from)| place[from] = BriefId::at(at));
    let mut manuscripts: Vec<_> = manuscripts.into_iter().map(Some).collect();
    let versions = order.iter().filter_map(|&from| {
        let manuscript = manuscripts[from].take()?;
        let lang = manuscript.lang.as_ref().map_or(&config.lang, |lang| &lang.value).clone();
        let original = place[originals[from].unwrap_or(from)];
        Some(Version {
            manuscript,
            date: dates[from],
            lang,
            original,
            versions: Arc::new([place[from]]),
            item: place[from],
        })
    });
    let mut list: Vec<_> = versions.collect();
    group(&mut list, config, files, found);
    Versions { slugs: slugs(&list), by_age: by_age(&list), list }
}

/// The original of each translation, as an index.
fn originals(
    manuscripts: &[Manuscript],
    held: &Absent,
    files: Files<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let mut by_slug = HashMap::with_capacity(manuscripts.len());
    for (at, manuscript) in manuscripts.iter().enumerate() {
        by_slug.entry(&manuscript.slug.value).or_insert(at);
    }
    let original = |manuscript: &Manuscript| {
        let slug = manuscript.translation_of.as_ref()?;
        let at = by_slug.get(&slug.value).copied();
        match at.map(|at| &manuscripts[at]) {
            Some(other) if other.translation_of.is_none() => return at,
            Some(other) => found.push(of_translation(manuscript, slug, other, files)),
            None => {
                if let Some(absence) = held.brief(&slug.value) {
                    orphan(manuscript, slug, absence, files, found);
                    return None;
                }
                let message = format!("no brief has the slug `{}`", slug.value);
                let diagnostic = files.at(Code::UnknownBrief, &manuscript.file, slug.at, message);
                let known = manuscripts.iter().filter(|m| m.translation_of.is_none()).map(|m| &m.slug.value);
                found.push(nearest_slug(files, diagnostic, &slug.value, known));
            }
        }
        None
    };
    manuscripts.iter().map(original).collect()
}

fn of_translation(manuscript: &Manuscript, slug: &At<Slug>, other: &Manuscript, files: Files<'_>) -> Diagnostic {
    let message = format!("`{}` is itself a translation", slug.value);
    let diagnostic = files.at(Code::TranslationOfTranslation, &manuscript.file, slug.at, message);
    match &other.translation_of {
        Some(original) if original.value != manuscript.slug.value && original.value != slug.value => {
            diagnostic.help(format!("name the original: `{}`", original.value))
        }
        _ => diagnostic.help("name the original, or leave `translation_of` out of the original"),
    }
}

/// A translation that is out, of an original that is not: it stands for itself, so it must have all that a brief has.
fn orphan(manuscript: &Manuscript, slug: &At<Slug>, absence: Absence, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let message = format!("the original `{}` is held, so this brief stands without it", slug.value);
    let diagnostic = files.at(Code::HeldReference, &manuscript.file, slug.at, message);
    let diagnostic = diagnostic.passing(absence == Absence::Passing);
    found.push(diagnostic.help("leave `status` out here, and the translation is held with its original"));
    let mut lacks = |at: Span, keys: &[(bool, &str)]| {
        let keys: Vec<_> = keys.iter().filter(|(lacks, _)| *lacks).map(|(_, key)| format!("`{key}`")).collect();
        if !keys.is_empty() {
            let message = format!("the original that would give {} is held", keys.join(", "));
            found.push(files.at(Code::MissingField, &manuscript.file, at, message).label("given nowhere else"));
        }
    };
    let (title, date) = (manuscript.title.is_none(), manuscript.date.is_none());
    lacks(slug.at, &[(title, "title"), (date, "date"), (manuscript.sources.is_empty(), "source")]);
    for event in &manuscript.events {
        lacks(event.at, &[(event.when.is_none(), "when"), (event.what.is_none(), "what")]);
    }
}

/// The date of each brief. One without any has been told of; it goes to the end.
fn dates(manuscripts: &[Manuscript], originals: &[Option<usize>]) -> Vec<Moment> {
    let own = |manuscript: &Manuscript| manuscript.date.as_ref().map(|date| date.value);
    let of_original = |original: &Option<usize>| original.and_then(|at| own(&manuscripts[at]));
    let none = Moment { day: civil::Date::MIN, instant: None };
    let all = manuscripts.iter().zip(originals);
    all.map(|(manuscript, original)| own(manuscript).or_else(|| of_original(original)).unwrap_or(none)).collect()
}

fn order(manuscripts: &[Manuscript], dates: &[Moment]) -> Vec<usize> {
    let mut order: Vec<_> = (0..manuscripts.len()).collect();
    // Files last: briefs with one slug are a mistake, but their order must not hang on chance.
    order.sort_by_key(|&at| (Reverse(dates[at]), &manuscripts[at].slug.value, &manuscripts[at].file));
    order
}

fn slugs(list: &[Version]) -> HashMap<Slug, BriefId> {
    let mut slugs = HashMap::with_capacity(list.len());
    for (at, version) in list.iter().enumerate() {
        slugs.entry(version.manuscript.slug.value.clone()).or_insert(BriefId::at(at));
    }
    slugs
}

fn by_age(list: &[Version]) -> Vec<BriefId> {
    let mut by_age: Vec<_> = (0..list.len()).map(BriefId::at).collect();
    // Within a day the list is in order of slugs already, and a stable sort keeps that.
    by_age.sort_by_key(|id| list[id.index()].date);
    by_age
}

/// Tells each version of the others, and which of them lists show.
fn group(list: &mut [Version], config: &Config, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let mut groups: HashMap<BriefId, Vec<BriefId>> = HashMap::new();
    let mut originals = Vec::new();
    for (at, version) in list.iter().enumerate() {
        if version.original != BriefId::at(at) {
            let versions = groups.entry(version.original).or_insert_with(|| vec![version.original]);
            versions.push(BriefId::at(at));
            originals.push(version.original);
        }
    }
    originals.sort();
    originals.dedup();
    for original in originals {
        let mut versions = groups.remove(&original).unwrap_or_default();
        // The original comes before translations into its own language, so that these are the mistake.
        versions.sort_by_key(|&id| (&list[id.index()].lang, id != original, id));
        check_languages(list, &versions, files, found);
        let item = shown(list, original, &versions, config);
        let versions: Arc<[BriefId]> = versions.into();
        for id in versions.iter() {
            list[id.index()].versions = Arc::clone(&versions);
            list[id.index()].item = item;
        }
    }
}

fn check_languages(list: &[Version], versions: &[BriefId], files: Files<'_>, found: &mut Vec<Diagnostic>) {
    for pair in versions.windows(2) {
        let (first, second) = (&list[pair[0].index()], &list[pair[1].index()]);
        if first.lang == second.lang {
            let manuscript = &second.manuscript;
            let at = manuscript.lang.as_ref().map(|lang| lang.at);
            let at = at.or(manuscript.translation_of.as_ref().map(|slug| slug.at)).unwrap_or_default();
            let message = format!("`{}` is in the same language, `{}`", first.manuscript.file, first.lang);
            let diagnostic = files.at(Code::DuplicateTranslation, &manuscript.file, at, message);
            found.push(match manuscript.lang {
                Some(_) => diagnostic,
                None => diagnostic.help("give the language of the translation as `lang`"),
            });
        }
    }
}

/// The version that lists show: in the site's language where there is one, else the original.
fn shown(list: &[Version], original: BriefId, versions: &[BriefId], config: &Config) -> BriefId {
    let alive = || versions.iter().copied().filter(|id| !list[id.index()].is_withdrawn());
    let lang = |id: BriefId| &list[id.index()].lang;
    let exact = alive().find(|&id| *lang(id) == config.lang);
    let near = || alive().find(|&id| lang(id).language() == config.lang.language());
    let first = || alive().find(|&id| id == original).or_else(|| alive().next());
    exact.or_else(near).or_else(first).unwrap_or(original)
}

#[cfg(test)]
mod tests {
    use crate::model::testing::draft;

    #[test]
    fn briefs_are_newest_first_then_by_slug() {
        let brief = |draft: crate::model::testing::Draft, slug, date| draft.brief(slug, &format!("date: {date}"), "");
        let dates = [
            ("a", "2024-01-01"),
            ("b", "2024-01-02"),
            ("c", "2024-01-01"),
            ("d", "2024-01-01T10:00Z"),
            ("e", "2024-01-01T23:30-02:00"),
        ];
        let made = dates.into_iter().fold(draft(), |draft, (slug, date)| brief(draft, slug, date)).model().says(&[]);
        assert_eq!(made.slugs(&made.site.items), "e b d a c");
    }

    #[test]
    fn a_withdrawn_version_is_no_item() {
        let check = |original: &str, translation: &str, items: &str| {
            let draft = draft().brief("a", &format!("title: A\nstatus: {original}"), "");
            let front = format!("translation_of: a\nlang: ar\nstatus: {translation}");
            let made = draft.brief("b", &front, "").model().says(&[]);
            assert_eq!(made.slugs(&made.site.items), items);
        };
        check("published", "published", "a");
        check("withdrawn", "published", "b");
        check("published", "withdrawn", "a");
        check("withdrawn", "withdrawn", "");
    }

    #[test]
    fn mistakes_of_translations_are_told() {
        let check = |front: &str, expected: &[&str]| {
            let draft = draft().brief("a", "", "").brief("b", "translation_of: a\nlang: ar", "");
            let made = draft.brief("c", front, "").model().says(expected);
            assert_eq!(made.site.briefs.len(), 3);
        };
        check("translation_of: a\nlang: de", &[]);
        check("translation_of: x\nlang: de", &["unknown-brief c <x> no brief has the slug `x`"]);
        check(
            "translation_of: b\nlang: de",
            &["translation-of-translation c <b> `b` is itself a translation | name the original: `a`"],
        );
        let help = "name the original, or leave `translation_of` out of the original";
        check(
            "translation_of: c\nlang: de",
            &[&format!("translation-of-translation c <c> `c` is itself a translation | {help}")],
        );
        check(
            "translation_of: a\nlang: ar",
            &["duplicate-translation c <ar> `briefs/b.md` is in the same language, `ar`"],
        );
        check(
            "translation_of: a",
            &[
                "duplicate-translation c <a> `briefs/a.md` is in the same language, `en` | give the language of the translation as `lang`",
            ],
        );
    }

    #[test]
    fn two_briefs_with_one_slug_are_told_of_even_where_one_is_held() {
        let check = |status: &str| {
            let file = format!("---\ntitle: T\ndate: 2024-01-01\nsource: P, 2024\nslug: a\nstatus: {status}\n---\n");
            let by_name = file.replace("slug: a\n", "");
            let made = draft().brief("a", "", "").file("briefs/x.md", &file).file("briefs/y/a.md", &by_name).model();
            made.says(&[
                "duplicate-slug x <a> the slug `a` is also that of `briefs/a.md` | give one of the two another `slug`",
                "duplicate-slug y/a <> the slug `a` is also that of `briefs/a.md` | give one of the two another `slug`",
            ]);
        };
        check("published");
        check("draft");
    }
}

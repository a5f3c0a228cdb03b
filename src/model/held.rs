//! What is not out yet: drafts, and briefs before their embargo. They are left out before anything else is looked at,
//! so that nothing of them can be in any output; only their names are kept, to tell a reference to one from a mistake.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use jiff::Timestamp;

use crate::{
    config::{Held, Options},
    diagnostic::{Code, Diagnostic, Span},
    manuscript::{Embargo, EntityKind, Manuscript, Status},
    slug::Slug,
};

use super::{names::where_names, report::Files, spelling::name_key};

/// Why a name is not in the lists of the site. Where several briefs use it, the first that is out brings it back, so that
/// time goes before an author's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Absence {
    /// Until an author decides otherwise.
    Decided,
    /// Until an embargo is over.
    Passing,
}

/// The names that some briefs use which are not in the lists of the site.
#[derive(Debug, Default)]
pub(super) struct Absent {
    slugs: HashMap<Slug, Absence>,
    stories: HashMap<Slug, Absence>,
    names: [HashMap<String, Absence>; 3],
}

fn add<K: Eq + Hash>(names: &mut HashMap<K, Absence>, name: K, absence: Absence) {
    let known = names.entry(name).or_insert(absence);
    *known = absence.max(*known);
}

impl Absent {
    /// The names that these briefs use.
    pub(super) fn of<'a>(manuscripts: impl IntoIterator<Item = &'a Manuscript>) -> Absent {
        let mut absent = Absent::default();
        for manuscript in manuscripts {
            let is_embargoed = matches!(manuscript.status, Some(Status::Embargoed(_)));
            let absence = if is_embargoed { Absence::Passing } else { Absence::Decided };
            add(&mut absent.slugs, manuscript.slug.value.clone(), absence);
            for story in &manuscript.stories {
                add(&mut absent.stories, story.value.clone(), absence);
            }
            let mentions = manuscript
                .entities
                .iter()
                .flat_map(|mention| [&mention.name].into_iter().chain(&mention.aka).map(|name| (mention.kind, name)));
            for (kind, name) in mentions.chain(where_names(manuscript).map(|name| (EntityKind::Place, name))) {
                add(&mut absent.names[kind as usize], name_key(&name.value).into_owned(), absence);
            }
        }
        absent
    }

    /// Why the brief of that slug is absent, if it is one of these.
    pub(super) fn brief(&self, slug: &Slug) -> Option<Absence> {
        self.slugs.get(slug).copied()
    }

    /// Why that story is absent, if one of the briefs belongs to it.
    pub(super) fn story(&self, slug: &Slug) -> Option<Absence> {
        self.stories.get(slug).copied()
    }

    /// Why that entity is absent, if one of the briefs names it; without a kind, one of any kind.
    pub(super) fn name(&self, kind: Option<EntityKind>, name: &str) -> Option<Absence> {
        let name = name_key(name);
        let of_kind = |names: &HashMap<String, Absence>| names.get(name.as_ref()).copied();
        match kind {
            Some(kind) => of_kind(&self.names[kind as usize]),
            None => self.names.iter().filter_map(of_kind).max(),
        }
    }
}

/// Parts the briefs that are out, in their order and each with its status settled, from the names of those that are not.
/// In preview all are taken for out.
pub(super) fn part(
    mut manuscripts: Vec<Manuscript>,
    options: &Options,
    files: Files<'_>,
    found: &mut Vec<Diagnostic>,
) -> (Vec<Manuscript>, Absent) {
    check_embargoes(&manuscripts, options.now, files, found);
    settle(&mut manuscripts, options.now, files, found);
    if options.held == Held::Shown {
        return (manuscripts, Absent::default());
    }
    let is_held = |manuscript: &Manuscript| matches!(manuscript.status, Some(Status::Draft | Status::Embargoed(_)));
    let held: Vec<_> = manuscripts.extract_if(.., |manuscript| is_held(manuscript)).collect();
    (manuscripts, Absent::of(&held))
}

/// Says which briefs are out though their embargo has not passed. One that has passed may stay where it is.
fn check_embargoes(manuscripts: &[Manuscript], now: Timestamp, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    for manuscript in manuscripts {
        let (Some(Status::Published | Status::Withdrawn), Some(Embargo::Until(until))) =
            (manuscript.status, manuscript.embargo)
        else {
            continue;
        };
        if until.value > now {
            let message = "the embargo has not passed, yet the `status` is not `embargoed`";
            let diagnostic = files.at(Code::EmbargoMissing, &manuscript.file, until.at, message);
            let diagnostic = diagnostic.label("holds nothing back");
            found.push(diagnostic.help("write `status: embargoed`, or remove `embargo`"));
        }
    }
}

/// Gives every brief the status that it has at `now`; a translation without one has that of its original, and one that is
/// embargoed without saying until when has its original's embargo.
fn settle(manuscripts: &mut [Manuscript], now: Timestamp, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let translated: HashSet<_> =
        manuscripts.iter().filter_map(|m| m.translation_of.as_ref()).map(|slug| &slug.value).collect();
    let originals: HashMap<Slug, (Option<Status>, Option<Embargo>)> = manuscripts
        .iter()
        .filter(|manuscript| translated.contains(&manuscript.slug.value))
        .map(|manuscript| (manuscript.slug.value.clone(), (manuscript.status, manuscript.embargo)))
        .collect();
    for manuscript in manuscripts {
        let original = manuscript.translation_of.as_ref().and_then(|slug| originals.get(&slug.value));
        if let Some(Embargo::OfOriginal(at)) = manuscript.embargo {
            match original {
                Some((_, Some(Embargo::Until(until)))) => manuscript.status = Some(Status::Embargoed(until.value)),
                _ => found.push(without_embargo(manuscript, at, files)),
            }
        }
        manuscript.status = Some(match manuscript.status.or(original.and_then(|(status, _)| *status)) {
            Some(Status::Embargoed(until)) if until <= now => Status::Published,
            Some(status) => status,
            None => Status::Published,
        });
    }
}

fn without_embargo(manuscript: &Manuscript, at: Span, files: Files<'_>) -> Diagnostic {
    let message = "neither this translation nor its original has an `embargo`";
    let diagnostic = files.at(Code::EmbargoMissing, &manuscript.file, at, message);
    diagnostic.label("until when?").help("add `embargo: 2024-01-28T09:00Z`")
}

#[cfg(test)]
mod tests {
    use crate::model::testing::draft;

    const SECRET: &str = "\
title: Hush title
story: hush-story
topics: [Hush topic]
people: [{name: Hush Person, aka: [Hush Alias], id: wikidata:Q1}]
source: Hush Press, 2024
events: [{id: hush-event, when: 2024, what: Hush happens, where: Hush Town}]
formerly: [hush-old/]
";

    fn secret(status: &str) -> String {
        format!("{SECRET}{status}\n")
    }

    #[test]
    fn nothing_of_a_held_brief_is_in_the_site() {
        for status in ["status: draft", "status: embargoed\nembargo: 2026-11-22T12:00:01Z"] {
            let made = draft()
                .brief("hush", &secret(status), "Hush body.")
                .brief("open", "", "Text.")
                .file("stories/hush-story.md", "---\ntitle: Hush\n---\n")
                .model()
                .says(&[]);
            let site = format!("{:?}", made.site).to_lowercase();
            assert!(!site.contains("hush"), "{site}");
            assert_eq!(made.site.briefs.len(), 1);
        }
    }

    #[test]
    fn an_embargo_that_has_passed_holds_nothing() {
        let front = secret("status: embargoed\nembargo: 2026-11-22T12:00:00Z");
        let made = draft().brief("hush", &front, "").model().says(&[]);
        assert!(!made.brief("hush").is_held());
        assert_eq!(made.site.stories.len(), 1);
    }

    #[test]
    fn an_embargo_that_another_status_would_break_is_told_of() {
        let check = |status: &str, until: &str, expected: &[&str]| {
            let front = format!("status: {status}\nembargo: {until}");
            draft().brief("a", &front, "").model().says(expected);
        };
        let (past, future) = ("2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z");
        let told = "embargo-missing a <2026-11-22T12:00:01Z> the embargo has not passed, yet the `status` is not \
                    `embargoed` | write `status: embargoed`, or remove `embargo`";
        check("published", future, &[told]);
        check("withdrawn", future, &[told]);
        check("draft", future, &[]);
        check("published", past, &[]);
        check("withdrawn", past, &[]);
    }

    #[test]
    fn an_embargoed_translation_has_the_embargo_of_its_original() {
        let check = |original: &str, shown: &str, expected: &[&str]| {
            let front = "translation_of: a\nlang: ar\ntitle: B\ndate: 2024-01-01\nsource: P, 2024\nstatus: embargoed";
            let made = draft().brief("a", original, "").brief("b", front, "").model().says(expected);
            assert_eq!(made.slugs(&made.site.items), shown);
        };
        check("status: embargoed\nembargo: 2026-11-22T12:00:01Z", "", &[]);
        check("status: embargoed\nembargo: 2026-11-22T12:00:00Z", "a", &[]);
        check("status: draft\nembargo: 2026-11-22T12:00:01Z", "", &[]);
        let told = "embargo-missing b <embargoed> neither this translation nor its original has an `embargo` | add \
                    `embargo: 2024-01-28T09:00Z`";
        check("status: published", "a", &[told]);
    }

    #[test]
    fn the_preview_leaves_nothing_out() {
        let made =
            draft().shown().brief("hush", &secret("status: draft"), "").brief("open", "related: [hush]", "").model();
        let made = made.says(&[]);
        assert!(made.brief("hush").is_held());
        assert_eq!(made.slugs(&made.site.items), "hush open");
        assert_eq!(made.brief("open").related.len(), 1);
    }

    #[test]
    fn a_reference_to_what_is_held_is_left_out() {
        let body = "See [[brief:hush|Hush title]], [[story:hush-story]], [[Hush Alias]] and [[place:Hush Town]].";
        let front = "related: [hush]\nevents: [{when: 2024, what: Open, same_as: hush#hush-event}]";
        let draft = draft().brief("hush", &secret("status: draft"), "").brief("open", front, body);
        let made = draft.file("pages/about.md", "---\ntitle: About\n---\n[[brief:hush]]").model().says(&[
            "held-reference open <hush> the brief `hush` is held | until that is published, the reference is left out",
            "held-reference open <hush#hush-event> the brief `hush` is held | until that is published, the reference is left out",
            "held-reference open <[[brief:hush|Hush title]]> the brief `hush` is held | until that is published, the link and its text are left out",
            "held-reference open <[[story:hush-story]]> every brief of the story `hush-story` is held | until that is published, the link and its text are left out",
            "held-reference open <[[Hush Alias]]> only held briefs name `Hush Alias` | until that is published, the link and its text are left out",
            "held-reference open <[[place:Hush Town]]> only held briefs name `Hush Town` | until that is published, the link and its text are left out",
            "held-reference pages/about.md <[[brief:hush]]> the brief `hush` is held | until that is published, the link and its text are left out",
        ]);
        let brief = made.brief("open");
        assert!(brief.links.values().all(Option::is_none));
        assert_eq!((brief.body.plain.as_str(), brief.takeaway()), ("See , , and .", "See , , and ."));
        assert_eq!(made.site.pages[0].body.plain, "");
        assert!(brief.related.is_empty());
    }

    #[test]
    fn only_what_an_embargo_holds_passes_with_time() {
        let check = |status: &str, expected: bool| {
            let draft = draft().brief("hush", &secret(status), "");
            let made = draft.brief("open", "related: [hush]", "[[story:hush-story]] [[Hush Person]]").model();
            assert_eq!(made.found.len(), 3);
            assert!(made.found.iter().all(|diagnostic| diagnostic.passes == expected), "{status}");
        };
        check("status: draft", false);
        check("status: embargoed\nembargo: 2026-11-22T12:00:01Z", true);
    }

    #[test]
    fn a_translation_without_a_status_has_that_of_its_original() {
        let original = |status: &str| draft().brief("a", &format!("title: A\n{status}"), "");
        let translation = "translation_of: a\nlang: ar\ntitle: B";
        let made = original("status: draft").brief("b", translation, "").model().says(&[]);
        assert!(made.site.briefs.is_empty());
        let made = original("status: withdrawn").brief("b", translation, "").model().says(&[]);
        assert!(made.brief("b").is_withdrawn());
    }

    #[test]
    fn a_translation_that_is_out_stands_without_its_held_original() {
        let front = "translation_of: a\nlang: ar\nstatus: published\nevents: [{id: x, what: Y}]";
        let made = draft().brief("a", "status: draft\ntitle: Hush", "").brief("b", front, "").model();
        let made = made.says(&[
            "missing-field b <a> the original that would give `title`, `date`, `source` is held",
            "held-reference b <a> the original `a` is held, so this brief stands without it | leave `status` out here, and the translation is held with its original",
            "missing-field b <{id: x, what: Y}> the original that would give `when` is held",
        ]);
        assert!(!format!("{:?}", made.site).contains("Hush"));
        let whole = "translation_of: a\nstatus: published\ntitle: T\ndate: 2024-01-01\nsource: P, 2024";
        let made = draft().brief("a", "status: draft", "").brief("b", whole, "").model();
        assert_eq!(made.found.len(), 1);
        assert_eq!(made.slugs(&made.site.items), "b");
    }
}

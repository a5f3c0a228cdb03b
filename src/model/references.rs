//! What the `[[…]]` links of a text, and the fields that name a brief, lead to.

use crate::{
    diagnostic::{At, Code, Diagnostic, Span},
    manuscript::{Body, EntityKind, Reference},
    site_path::SitePath,
    slug::Slug,
};

use super::{
    BriefId, Links, Target,
    held::{Absence, Absent},
    hint::nearest_name,
    known::Known,
    names::KINDS,
};

/// A place where something is referred to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) known: &'a Known<'a>,
    pub(super) file: &'a SitePath,
    pub(super) at: Span,
}

impl Place<'_> {
    fn diagnostic(self, code: Code, message: String) -> Diagnostic {
        self.known.files.at(code, self.file, self.at, message)
    }

    fn held(self, absence: Absence, message: String) -> Miss {
        Box::new(self.diagnostic(Code::HeldReference, message).passing(absence == Absence::Passing))
    }
}

/// What is to be told where there is no target. In a box, because results should be small.
type Miss = Box<Diagnostic>;

/// The targets of all links of a text, each told of once where it is wrong. `None` where the target is held; where there
/// is none, the text stands without a link.
pub(super) fn links(known: &Known<'_>, file: &SitePath, body: &Body, found: &mut Vec<Diagnostic>) -> Links {
    let mut links = Links::new();
    for At { value: reference, at } in &body.references {
        if !links.contains_key(reference) {
            let place = Place { known, file, at: *at };
            let target = target(place, reference).unwrap_or_else(|miss| {
                let is_held = miss.code == Code::HeldReference;
                found.push(*miss);
                (!is_held).then_some(Target::Unlinked)
            });
            links.insert(reference.clone(), target);
        }
    }
    links
}

fn target(place: Place<'_>, reference: &Reference) -> Result<Option<Target>, Miss> {
    let target = match reference {
        Reference::Entity(kind, name) => entity(place, *kind, name),
        Reference::Story(slug) => story(place, slug),
        Reference::Brief(slug) => brief(place, slug).map(Target::Brief),
    };
    target.map(Some).map_err(|miss| until_then(miss, "until that is published, the link and its text are left out"))
}

/// Says what becomes of a reference to something held.
fn until_then(miss: Miss, help: &str) -> Miss {
    if miss.code == Code::HeldReference { Box::new(miss.help(help)) } else { miss }
}

fn entity(place: Place<'_>, kind: Option<EntityKind>, name: &str) -> Result<Target, Miss> {
    let known = place.known;
    let wanted = KINDS.into_iter().filter(|one| kind.is_none_or(|kind| kind == *one));
    let found: Vec<_> = wanted.filter_map(|kind| Some((kind, known.entities.find(kind, name)?))).collect();
    match found[..] {
        [(_, entity)] => Ok(Target::Entity(entity)),
        [(first, _), (second, _), ..] => Err(Box::new(ambiguous(place, name, first, second))),
        [] => {
            if let Some(absence) = known.held.name(kind, name) {
                return Err(place.held(absence, format!("only held briefs name `{name}`")));
            }
            if known.withdrawn.name(kind, name).is_some() {
                return Ok(Target::Unlinked);
            }
            let message =
                format!("no {} is called `{name}`", kind.map_or("person, organisation or place", |kind| word(kind).1));
            let diagnostic = place.diagnostic(Code::UnknownEntity, message);
            Err(Box::new(match other_kind(known, name) {
                Some(meant) => diagnostic.help(format!("did you mean `[[{meant}]]`?")),
                None => nearest_name(known.files, diagnostic, name, known.entities.names(kind)),
            }))
        }
    }
}

/// `People:Bob` as it should be written, if there is such an entity: `person:Bob`.
fn other_kind(known: &Known<'_>, name: &str) -> Option<String> {
    let (kind, name) = name.split_once(':')?;
    let (kind, name) = (kind.trim().to_lowercase(), name.trim());
    let kind = match kind.as_str() {
        "person" | "persons" | "people" => EntityKind::Person,
        "organisation" | "organisations" | "organization" | "organizations" | "org" => EntityKind::Organisation,
        "place" | "places" => EntityKind::Place,
        _ => return None,
    };
    known.entities.find(kind, name).map(|_| format!("{}:{name}", word(kind).1))
}

fn ambiguous(place: Place<'_>, name: &str, first: EntityKind, second: EntityKind) -> Diagnostic {
    let diagnostic =
        place.diagnostic(Code::AmbiguousEntity, format!("`{name}` is {} and {}", word(first).0, word(second).0));
    diagnostic.help(format!("write `[[{}:{name}]]` or `[[{}:{name}]]`", word(first).1, word(second).1))
}

/// A kind in a sentence, and in `[[…]]`.
fn word(kind: EntityKind) -> (&'static str, &'static str) {
    match kind {
        EntityKind::Person => ("a person", "person"),
        EntityKind::Organisation => ("an organisation", "organisation"),
        EntityKind::Place => ("a place", "place"),
    }
}

fn story(place: Place<'_>, name: &str) -> Result<Target, Miss> {
    let known = place.known;
    let slug = Slug::parse(name);
    if let Some(story) = slug.as_ref().and_then(|slug| known.story(slug)) {
        return Ok(Target::Story(story));
    }
    let absence = |absent: &Absent| absent.story(slug.as_ref()?);
    if let Some(absence) = absence(&known.held) {
        return Err(place.held(absence, format!("every brief of the story `{name}` is held")));
    }
    if absence(&known.withdrawn).is_some() {
        return Ok(Target::Unlinked);
    }
    let diagnostic = place.diagnostic(Code::UnknownStory, format!("no brief belongs to the story `{name}`"));
    Err(Box::new(nearest_name(known.files, diagnostic, name, known.stories.iter().map(Slug::as_str))))
}

fn brief(place: Place<'_>, name: &str) -> Result<BriefId, Miss> {
    let known = place.known;
    let slug = Slug::parse(name);
    if let Some(brief) = slug.as_ref().and_then(|slug| known.slugs.get(slug)) {
        return Ok(*brief);
    }
    if let Some(absence) = slug.as_ref().and_then(|slug| known.held.brief(slug)) {
        return Err(place.held(absence, format!("the brief `{name}` is held")));
    }
    let diagnostic = place.diagnostic(Code::UnknownBrief, format!("no brief has the slug `{name}`"));
    Err(Box::new(nearest_name(known.files, diagnostic, name, known.slugs.keys().map(Slug::as_str))))
}

/// The brief that a field names.
///
/// # Errors
/// What is to be told where it is held or unknown.
pub(super) fn named_brief(place: Place<'_>, slug: &Slug) -> Result<BriefId, Miss> {
    brief(place, slug.as_str()).map_err(|miss| until_then(miss, "until that is published, the reference is left out"))
}

#[cfg(test)]
mod tests {
    use crate::{
        manuscript::Reference,
        model::{Target, testing::draft},
    };

    #[test]
    fn links_lead_to_entities_stories_and_briefs() {
        let body = "[[Iraq]] [[person:Georgia|she]] [[story:talks]] [[brief:b]] [[Gone]] [[story:gone]] [[Baghdad]].";
        let front = "story: talks\npeople: [Georgia]\nplaces: [{name: Iraq, aka: [Baghdad]}, Georgia]";
        let draft = draft().brief("a", front, body).brief("b", "title: Bee", "See [[brief:a]]");
        let draft = draft.brief("c", "status: withdrawn\nstory: gone\npeople: [Gone]", "");
        let made = draft.file("stories/talks.md", "---\ntitle: The talks\n---\n[[brief:b]]").model().says(&[]);
        let links = &made.brief("a").links;
        let target = |text: &str| links[&Reference::parse(text)];
        assert_eq!((links.len(), target("Baghdad")), (7, target("Iraq")));
        assert!(
            matches!(target("person:Georgia"), Some(Target::Entity(person)) if made.site[person].slug.as_str() == "georgia")
        );
        assert_eq!((target("Gone"), target("story:gone")), (Some(Target::Unlinked), Some(Target::Unlinked)));
        assert_eq!(made.brief("a").takeaway(), "Iraq she The talks Bee Gone gone Baghdad.");
        assert_eq!(made.brief("b").takeaway(), "See a");
        assert_eq!(made.site.stories[0].text.as_ref().expect("a text").plain, "Bee");
    }

    #[test]
    fn links_that_lead_nowhere_are_told_of_once() {
        let body = "[[Irak]] [[Irak]] [[People: Georgia]] [[Georgia]] [[person:Iraq]] [[story:tals]] [[brief:othr]] [[brief:No slug]]";
        let front = "story: talks\npeople: [Georgia]\nplaces: [Iraq, Georgia]";
        draft().brief("a", front, body).brief("other", "", "").model().says(&[
            "unknown-entity a <[[Irak]]> no person, organisation or place is called `Irak` | did you mean `Iraq`?",
            "unknown-entity a <[[People: Georgia]]> no person, organisation or place is called `People: Georgia` | did you mean `[[person:Georgia]]`?",
            "ambiguous-entity a <[[Georgia]]> `Georgia` is a person and a place | write `[[person:Georgia]]` or `[[place:Georgia]]`",
            "unknown-entity a <[[person:Iraq]]> no person is called `Iraq`",
            "unknown-story a <[[story:tals]]> no brief belongs to the story `tals` | did you mean `talks`?",
            "unknown-brief a <[[brief:othr]]> no brief has the slug `othr` | did you mean `other`?",
            "unknown-brief a <[[brief:No slug]]> no brief has the slug `No slug`",
        ]);
    }
}

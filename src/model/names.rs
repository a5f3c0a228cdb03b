//! The names of people, organisations and places, as briefs use them.
//!
//! They are gathered from the oldest brief to the newest. Two names are one entity where a brief gives one as `aka` of
//! the other, or where both have one identifier: so a translation names an entity in its own language. A name that only
//! a `where` uses becomes a place, once it is clear that the brief lists nothing of that name.

use std::collections::{HashMap, HashSet};

use crate::{
    diagnostic::{At, Span},
    lang::Lang,
    manuscript::{EntityKind, EntityMention, Manuscript},
};

use super::{
    ids::BriefId,
    spelling::name_key,
    union::Union,
    versions::{Version, Versions},
};

/// All kinds, in the order of [`EntityKind`].
pub(super) const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

/// A name of one kind, and how briefs use it.
#[derive(Debug)]
pub(super) struct NameUse {
    pub(super) kind: EntityKind,
    pub(super) name: String,
    /// How often it is the name of an entry or in a `where`, by language. Nothing for a name that is only an `aka`.
    uses: Vec<(Lang, usize)>,
    /// The oldest brief that has it, and where.
    pub(super) first: (BriefId, Span),
    /// The order of first uses: age of the brief, then place in it.
    pub(super) age: (usize, usize),
    /// The last of its identifiers in [`Gathered::ids`].
    id: Option<usize>,
}

/// An identifier that a brief gives to a name.
#[derive(Debug)]
pub(super) struct IdUse {
    pub(super) id: String,
    pub(super) name: usize,
    pub(super) brief: BriefId,
    pub(super) at: Span,
}

/// The names of all briefs, as they are gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) names: Vec<NameUse>,
    /// In order of age; each identifier once for each name.
    pub(super) ids: Vec<IdUse>,
    /// The number of each name, by kind.
    pub(super) numbers: [HashMap<String, u32>; 3],
    /// The first name with each identifier.
    by_id: HashMap<(EntityKind, String), usize>,
    pub(super) union: Union,
}

/// Gathers the names of all briefs that are not withdrawn.
pub(super) fn gather(versions: &Versions) -> Gathered {
    let mut gathered = Gathered::default();
    let alive = || {
        let by_age = versions.by_age.iter().map(|&id| (id, &versions.list[id.index()]));
        by_age.enumerate().filter(|(_, (_, version))| !version.is_withdrawn())
    };
    for (age, (id, version)) in alive() {
        let mentions = version.manuscript.entities.iter().enumerate();
        mentions.for_each(|(order, mention)| gathered.mention(mention, version, id, (age, order)));
    }
    for (age, (id, version)) in alive() {
        gathered.places(versions, version, id, age);
    }
    gathered
}

/// The names that stand in a `where` of the brief.
pub(super) fn where_names(manuscript: &Manuscript) -> impl Iterator<Item = &At<String>> {
    let events = manuscript.events.iter().flat_map(|event| &event.places);
    events.chain(manuscript.statements.iter().filter_map(|statement| statement.place.as_ref()))
}

impl Gathered {
    fn mention(&mut self, mention: &EntityMention, version: &Version, brief: BriefId, age: (usize, usize)) {
        let lang = mention.lang.as_ref().unwrap_or(&version.lang);
        let name = self.name(mention.kind, &mention.name, brief, age);
        self.names[name].count(lang);
        for aka in &mention.aka {
            let other = self.name(mention.kind, aka, brief, age);
            self.union.join(name, other);
        }
        if let Some(id) = &mention.id {
            let same = *self.by_id.entry((mention.kind, id.value.clone())).or_insert(name);
            self.union.join(name, same);
            // Only the last identifier of a name is compared: one that differs is told of, one that does not is known.
            if self.names[name].id.is_none_or(|last| self.ids[last].id != id.value) {
                self.names[name].id = Some(self.ids.len());
                self.ids.push(IdUse { id: id.value.clone(), name, brief, at: id.at });
            }
        }
    }

    /// The number of a name, a new one where it is new.
    fn name(&mut self, kind: EntityKind, name: &At<String>, brief: BriefId, age: (usize, usize)) -> usize {
        let key = name_key(&name.value);
        let numbers = &mut self.numbers[kind as usize];
        if let Some(&number) = numbers.get(key.as_ref()) {
            return number as usize;
        }
        let number = self.names.len();
        numbers.insert(key.clone().into_owned(), u32::try_from(number).unwrap_or(u32::MAX));
        self.names.push(NameUse {
            kind,
            name: key.into_owned(),
            uses: Vec::new(),
            first: (brief, name.at),
            age,
            id: None,
        });
        self.union.add();
        number
    }

    /// Makes places of the names in a `where` under which the brief lists nothing.
    fn places(&mut self, versions: &Versions, version: &Version, brief: BriefId, age: usize) {
        let manuscript = &version.manuscript;
        let mut names = where_names(manuscript).enumerate().peekable();
        if names.peek().is_none() {
            return;
        }
        let original = &versions.list[version.original.index()].manuscript;
        let spelt: HashSet<&str> = manuscript.entities.iter().map(|entry| entry.name.value.as_str()).collect();
        let listed = self.roots(manuscript.entities.iter().chain(&original.entities));
        for (order, name) in names {
            if spelt.contains(name.value.as_str()) || self.is_listed(name, &listed) {
                continue;
            }
            let number = self.name(EntityKind::Place, name, brief, (age, manuscript.entities.len() + order));
            self.names[number].count(&version.lang);
        }
    }

    /// What stands for the entities of these entries.
    fn roots<'m>(&mut self, entries: impl Iterator<Item = &'m EntityMention>) -> HashSet<usize> {
        let number = |entry: &EntityMention| {
            self.numbers[entry.kind as usize].get(name_key(&entry.name.value).as_ref()).copied()
        };
        let numbers: Vec<u32> = entries.filter_map(number).collect();
        numbers.into_iter().map(|number| self.union.root(number as usize)).collect()
    }

    /// Whether an entity of that name, of whatever kind, is among those that a brief or its original lists.
    fn is_listed(&mut self, name: &At<String>, listed: &HashSet<usize>) -> bool {
        let key = name_key(&name.value);
        let of_kind = |kind: EntityKind| self.numbers[kind as usize].get(key.as_ref()).map(|&number| number as usize);
        let meant: Vec<_> = KINDS.into_iter().filter_map(of_kind).collect();
        meant.into_iter().any(|number| listed.contains(&self.union.root(number)))
    }
}

impl NameUse {
    fn count(&mut self, lang: &Lang) {
        match self.uses.iter_mut().find(|(known, _)| known == lang) {
            Some((_, uses)) => *uses += 1,
            None => self.uses.push((lang.clone(), 1)),
        }
    }

    /// How often it is used in a language, of whatever region.
    pub(super) fn uses_in(&self, lang: &Lang) -> usize {
        self.uses.iter().filter(|(used, _)| used.language() == lang.language()).map(|(_, uses)| uses).sum()
    }

    /// How often it is used in any language.
    pub(super) fn uses_in_all(&self) -> usize {
        self.uses.iter().map(|(_, uses)| uses).sum()
    }

    /// The language in which it is used most; of an `aka` it is not known.
    pub(super) fn lang(&self) -> Option<&Lang> {
        let most = self.uses.iter().map(|(_, uses)| uses).max();
        self.uses.iter().find(|(_, uses)| Some(uses) == most).map(|(lang, _)| lang)
    }
}

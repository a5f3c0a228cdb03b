//! Looking up what one brief names: its entities, sources and events.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    diagnostic::{At, Code, Diagnostic, Span},
    manuscript::{EntityKind, EntityMention, Source},
    site_path::SitePath,
    slug::Slug,
};

use super::{
    Brief, Mention, Name,
    hint::nearest_name,
    ids::EntityId,
    known::Known,
    names::KINDS,
    spelling::{caseless_key, name_key},
};

/// One brief's view of the site while it is resolved.
#[derive(Debug)]
pub(super) struct Resolver<'a> {
    pub(super) known: &'a Known<'a>,
    /// The brief's file.
    pub(super) file: &'a SitePath,
    /// Of a translation, the original, resolved.
    pub(super) original: Option<&'a Brief>,
    /// What is wrong, so far.
    pub(super) found: Vec<Diagnostic>,
    /// The entities that the brief or its original lists, ascending.
    listed: Vec<EntityId>,
    /// All names in the brief's own lists, each by the form in which case does not count.
    names: HashMap<String, String>,
    /// The same names as they are.
    spelt: HashSet<String>,
    /// What a translation calls the entities that it lists, by entity.
    called: Vec<(EntityId, String)>,
    /// Names that a warning has told of.
    told: HashSet<String>,
}

impl<'a> Resolver<'a> {
    /// The view of the brief in `file`, which has these entries in its lists.
    pub(super) fn new(
        known: &'a Known<'a>,
        file: &'a SitePath,
        original: Option<&'a Brief>,
        entries: &[EntityMention],
    ) -> Resolver<'a> {
        let find = |entry: &EntityMention| known.entities.find(entry.kind, &entry.name.value);
        let of_original = original.iter().flat_map(|brief| &brief.entities).filter_map(|mention| mention.entity);
        let mut listed: Vec<_> = entries.iter().filter_map(find).chain(of_original).collect();
        listed.sort_unstable();
        listed.dedup();
        let names = entries.iter().flat_map(|entry| [&entry.name].into_iter().chain(&entry.aka));
        let spelt: HashSet<String> = names.clone().map(|name| name_key(&name.value).into_owned()).collect();
        let mut caseless = HashMap::with_capacity(spelt.len());
        for name in names {
            caseless.entry(caseless_key(&name.value)).or_insert_with(|| name_key(&name.value).into_owned());
        }
        let called = entries.iter().filter(|_| original.is_some());
        let mut called: Vec<_> =
            called.filter_map(|entry| Some((find(entry)?, name_key(&entry.name.value).into_owned()))).collect();
        called.sort();
        Resolver {
            known,
            file,
            original,
            found: Vec::new(),
            listed,
            names: caseless,
            spelt,
            called,
            told: HashSet::new(),
        }
    }

    /// A message about a place in the brief; it counts once it is pushed to `found`.
    pub(super) fn at(&self, code: Code, at: Span, message: impl Into<String>) -> Diagnostic {
        self.known.files.at(code, self.file, at, message)
    }

    /// The brief's entries as mentions, each entity once; of each kind that a translation does not list, those of the
    /// original.
    pub(super) fn mentions(&self, entries: Vec<EntityMention>) -> Vec<Mention> {
        let own = KINDS.map(|kind| entries.iter().any(|entry| entry.kind == kind));
        let inherited =
            self.original.iter().flat_map(|brief| &brief.entities).filter(|mention| !own[mention.kind as usize]);
        let inherited = inherited.map(|mention| self.inherited_mention(mention));
        let mut mentions: Vec<Mention> = Vec::with_capacity(entries.len());
        let mut places: HashMap<EntityId, usize> = HashMap::with_capacity(entries.len());
        for mention in entries.into_iter().map(|entry| self.mention(entry)).chain(inherited) {
            let next = mentions.len();
            let place = mention.entity.map_or(next, |entity| *places.entry(entity).or_insert(next));
            match mentions.get_mut(place) {
                Some(known) if known.role.is_none() => (known.role, known.of) = (mention.role, mention.of),
                Some(_) => {}
                None => mentions.push(mention),
            }
        }
        mentions
    }

    fn mention(&self, entry: EntityMention) -> Mention {
        let entity = self.known.entities.find(entry.kind, &entry.name.value);
        let of = entry.of.map(|of| self.lookup(&of, KINDS));
        Mention { kind: entry.kind, entity, name: name_key(&entry.name.value).into_owned(), role: entry.role, of }
    }

    fn inherited_mention(&self, mention: &Mention) -> Mention {
        Mention { of: mention.of.as_ref().map(|of| self.inherited_name(of)), ..mention.clone() }
    }

    /// A name that should be in the brief's lists; otherwise it stays plain text, and a warning says so.
    pub(super) fn listed_name(&mut self, name: &At<String>) -> Name {
        let resolved = self.lookup(&name.value, KINDS);
        if resolved.entity.is_none() && !self.spelt.contains(&resolved.text) && self.told.insert(resolved.text.clone())
        {
            let message = format!("`{}` is not among the brief's people, organisations and places", name.value);
            let diagnostic = self.at(Code::UnlistedName, name.at, message);
            self.found.push(self.name_hint(diagnostic, &name.value));
        }
        resolved
    }

    fn name_hint(&self, diagnostic: Diagnostic, name: &str) -> Diagnostic {
        let plain = diagnostic.clone().help("list it there, if it is to have a page and a link");
        match self.names.get(&caseless_key(name)) {
            Some(listed) => diagnostic.help(format!("write it as it is listed: `{listed}`")),
            None => Some(nearest_name(self.known.files, diagnostic, name, self.spelt.iter().map(String::as_str)))
                .filter(|hinted| hinted.help.is_some())
                .unwrap_or(plain),
        }
    }

    /// The name in a `where`: what the brief lists, else the place of that name.
    pub(super) fn place(&self, name: &At<String>) -> Name {
        let [person, organisation, place] = KINDS;
        let mut resolved = self.lookup(&name.value, [place, organisation, person]);
        if resolved.entity.is_none() {
            resolved.entity = self.known.entities.find(EntityKind::Place, &name.value);
        }
        resolved
    }

    /// A name with the entity that the brief lists under it, looked for in these kinds one after another.
    fn lookup(&self, name: &str, kinds: [EntityKind; 3]) -> Name {
        let found = kinds.into_iter().filter_map(|kind| self.known.entities.find(kind, name));
        let entity = found.into_iter().find(|id| self.listed.binary_search(id).is_ok());
        Name { text: name_key(name).into_owned(), entity }
    }

    /// A name of the original as the translation calls it.
    pub(super) fn inherited_name(&self, name: &Name) -> Name {
        let called = name.entity.and_then(|entity| {
            let at = self.called.partition_point(|(id, _)| *id < entity);
            self.called.get(at).filter(|(id, _)| *id == entity)
        });
        called.map_or_else(|| name.clone(), |(id, text)| Name { text: text.clone(), entity: Some(*id) })
    }

    /// The same for a list of names.
    pub(super) fn inherited_names(&self, names: &[Name]) -> Vec<Name> {
        names.iter().map(|name| self.inherited_name(name)).collect()
    }

    /// The places of these sources in the brief's list, ascending; all where none is written.
    pub(super) fn sources(&mut self, written: &[At<String>], sources: &SourcePlaces) -> Arc<[usize]> {
        let mut places = Vec::with_capacity(written.len());
        for id in written {
            match sources.of_id.get(&id.value) {
                Some(at) => places.push(*at),
                None => {
                    let message = format!("no source of the brief has the id `{}`", id.value);
                    let diagnostic = self.at(Code::UnknownSource, id.at, message);
                    let known = sources.of_id.keys().map(String::as_str);
                    self.found.push(nearest_name(self.known.files, diagnostic, &id.value, known));
                }
            }
        }
        sources.or_all(places)
    }

    /// The places in the brief's list of sources that the original gives by places in its own.
    pub(super) fn inherited_sources(&self, places: &[usize], sources: &SourcePlaces) -> Arc<[usize]> {
        if places.len() == sources.of_original.len() {
            return Arc::clone(&sources.all_of_original);
        }
        sources.or_all(places.iter().filter_map(|&at| *sources.of_original.get(at)?).collect())
    }

    /// The place of an event in the brief's list, given the ids of that list.
    pub(super) fn event(&mut self, id: &At<Slug>, ids: &HashMap<Slug, usize>) -> Option<usize> {
        let at = ids.get(&id.value).copied();
        if at.is_none() {
            let message = format!("no event of the brief has the id `{}`", id.value);
            let diagnostic = self.at(Code::UnknownEvent, id.at, message);
            self.found.push(nearest_name(
                self.known.files,
                diagnostic,
                id.value.as_str(),
                ids.keys().map(Slug::as_str),
            ));
        }
        at
    }
}

/// Where the sources of a brief are in its list. Most events and statements have all of them, and share one list.
#[derive(Debug)]
pub(super) struct SourcePlaces {
    of_id: HashMap<String, usize>,
    all: Arc<[usize]>,
    /// For each source of the original, where the brief has it.
    of_original: Vec<Option<usize>>,
    /// The places of all sources of the original.
    all_of_original: Arc<[usize]>,
}

impl SourcePlaces {
    /// The places in `sources`, for a translation of `original`.
    pub(super) fn new(sources: &[Source], original: Option<&Brief>) -> SourcePlaces {
        let mut of_id = HashMap::with_capacity(sources.len());
        for (at, source) in sources.iter().enumerate() {
            of_id.entry(source.id.to_string()).or_insert(at);
        }
        let of_original = original.map_or(&[][..], |brief| &brief.sources);
        let of_original: Vec<_> = of_original.iter().map(|source| of_id.get(source.id.as_str()).copied()).collect();
        let all: Arc<[usize]> = (0..sources.len()).collect();
        let mut places = SourcePlaces { of_id, all_of_original: Arc::clone(&all), all, of_original };
        places.all_of_original = places.or_all(places.of_original.iter().flatten().copied().collect());
        places
    }

    fn or_all(&self, mut places: Vec<usize>) -> Arc<[usize]> {
        places.sort_unstable();
        places.dedup();
        if places.is_empty() || places.len() == self.all.len() { Arc::clone(&self.all) } else { places.into() }
    }
}

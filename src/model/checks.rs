//! What only all briefs together show to be wrong or doubtful: identifiers that contradict one another, names that look
//! alike, and sources that are used twice.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use briefing_index::fold::fold;

use crate::{
    diagnostic::{Code, Diagnostic, Span},
    slug::Slug,
};

use super::{
    ids::BriefId,
    names::{Gathered, IdUse, NameUse},
    report::Files,
    terms::Terms,
    versions::Versions,
};

/// Says where one name has two identifiers, or an entity two of one kind.
///
/// Of an entity with several names one may have an identifier of a library and another one of an encyclopaedia; two of
/// one kind are two entities.
pub(super) fn identifiers(gathered: &mut Gathered, versions: &Versions, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let mut entities: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..gathered.ids.len() {
        let root = gathered.union.root(gathered.ids[number].name);
        entities.entry(root).or_default().push(number);
    }
    for numbers in entities.values().filter(|numbers| numbers.len() > 1) {
        let uses: Vec<_> = numbers.iter().map(|&number| &gathered.ids[number]).collect();
        for (at, second) in uses.iter().enumerate() {
            if let Some(first) = uses[..at].iter().find(|first| contradict(first, second)) {
                found.push(conflict(gathered, first, second, versions, files));
            }
        }
    }
}

fn contradict(first: &IdUse, second: &IdUse) -> bool {
    first.id != second.id && (first.name == second.name || scheme(&first.id) == scheme(&second.id))
}

/// `wikidata`, `viaf` and so on; addresses are of one kind.
fn scheme(id: &str) -> &str {
    match id.split_once(':') {
        Some(("http" | "https", _)) | None => "",
        Some((scheme, _)) => scheme,
    }
}

fn conflict(gathered: &Gathered, first: &IdUse, second: &IdUse, versions: &Versions, files: Files<'_>) -> Diagnostic {
    let file = |brief: BriefId| &versions.list[brief.index()].manuscript.file;
    let name = |id: &IdUse| &gathered.names[id.name].name;
    let other = file(first.brief);
    let whose =
        if first.name == second.name { String::new() } else { format!(", where it is called `{}`", name(first)) };
    let message = format!("`{}` has the identifier `{}` in `{other}`{whose}", name(second), first.id);
    files.at(Code::ConflictingIds, file(second.brief), second.at, message).label("another identifier")
}

/// Says which names of entities look alike and are not one.
pub(super) fn similar_names(
    gathered: &mut Gathered,
    versions: &Versions,
    files: Files<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut groups: HashMap<(usize, String), usize> = HashMap::with_capacity(gathered.names.len());
    let mut alike: Vec<Vec<usize>> = Vec::new();
    for (number, name) in gathered.names.iter().enumerate() {
        let group = *groups.entry((name.kind as usize, fold(&name.name))).or_insert(alike.len());
        if group == alike.len() {
            alike.push(Vec::new());
        }
        alike[group].push(number);
    }
    for numbers in alike.iter().filter(|numbers| numbers.len() > 1) {
        for (first, second) in unlike(numbers, gathered) {
            found.push(similar(&first.name, &second.name, second.first, versions, files));
        }
    }
}

/// Says which publishers or topics look alike and are not one.
pub(super) fn similar_terms(terms: &Terms, versions: &Versions, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let mut commonest: Vec<_> = terms.list.iter().collect();
    commonest.sort_by_key(|term| (Reverse(term.uses), term.age));
    let mut first: HashMap<String, &str> = HashMap::with_capacity(commonest.len());
    for term in commonest {
        let other = *first.entry(fold(&term.name)).or_insert(&term.name);
        if other != term.name && term.name.contains(char::is_alphanumeric) {
            found.push(similar(other, &term.name, term.first, versions, files));
        }
    }
}

fn similar(first: &str, second: &str, at: (BriefId, Span), versions: &Versions, files: Files<'_>) -> Diagnostic {
    let message = format!("`{second}` is written almost as `{first}`, which is another name");
    let file = &versions.list[at.0.index()].manuscript.file;
    files.at(Code::SimilarNames, file, at.1, message).help(format!("write `{first}` here, if it is meant"))
}

/// Of names that look alike the commonest, with one name of each other entity. Names without letters look like none.
fn unlike<'a>(numbers: &[usize], gathered: &'a mut Gathered) -> Vec<(&'a NameUse, &'a NameUse)> {
    let mut roots: Vec<_> = numbers.iter().map(|&number| (gathered.union.root(number), number)).collect();
    roots.sort_unstable();
    roots.dedup_by_key(|(root, _)| *root);
    let names = roots.iter().map(|&(_, number)| &gathered.names[number]);
    let names: Vec<_> = names.filter(|name| name.name.contains(char::is_alphanumeric)).collect();
    let most = names.iter().map(|name| name.uses_in_all()).max();
    let Some(commonest) = names.iter().position(|name| Some(name.uses_in_all()) == most) else { return Vec::new() };
    let others = names.iter().enumerate().filter(|(at, _)| *at != commonest);
    others.map(|(_, name)| (names[commonest], *name)).collect()
}

/// Says which source addresses stand in two briefs. Translations share theirs, and a withdrawn brief's may be used again.
pub(super) fn repeated_sources(versions: &Versions, files: Files<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, (BriefId, &Slug)> = HashMap::with_capacity(versions.list.len());
    for &id in &versions.by_age {
        let version = &versions.list[id.index()];
        let manuscript = &version.manuscript;
        for url in
            manuscript.sources.iter().filter_map(|source| source.url.as_ref()).filter(|_| !version.is_withdrawn())
        {
            let (other, slug) = *first.entry(&url.value).or_insert((version.original, &manuscript.slug.value));
            if other != version.original {
                let message = format!("the brief `{slug}` has this source too");
                found.push(files.at(Code::RepeatedSource, &manuscript.file, url.at, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::testing::draft;

    #[test]
    fn two_identifiers_of_one_name_are_an_error() {
        let check = |first: &str, second: &str, expected: &[&str]| {
            let draft =
                draft().brief("a", &format!("people: [{first}]"), "").brief("b", &format!("people: [{second}]"), "");
            draft.model().says(expected);
        };
        check("{name: Ann, id: wikidata:Q1}", "{name: Ann, id: wikidata:Q1}", &[]);
        check("{name: Ann, id: wikidata:Q1}", "{name: Anna, aka: [Ann], id: viaf:1}", &[]);
        check(
            "{name: Ann, id: wikidata:Q1}",
            "{name: Ann, id: wikidata:Q2}",
            &["conflicting-ids b <wikidata:Q2> `Ann` has the identifier `wikidata:Q1` in `briefs/a.md`"],
        );
        check(
            "{name: Ann, id: wikidata:Q1}",
            "{name: Ann, id: viaf:1}",
            &["conflicting-ids b <viaf:1> `Ann` has the identifier `wikidata:Q1` in `briefs/a.md`"],
        );
        check(
            "{name: Ann, id: 'https://a.test/'}",
            "{name: Anna, aka: [Ann], id: 'http://b.test/'}",
            &[
                "conflicting-ids b <'http://b.test/'> `Anna` has the identifier `https://a.test/` in `briefs/a.md`, where it is called `Ann`",
            ],
        );
    }

    #[test]
    fn names_that_look_alike_are_told_of() {
        let front = "people: [Mohammed Shia' al-Sudani]\nplaces: [Beyoğlu, كردستان]\nsource: Gulan Media, 2024";
        let other = "people: [Mohammed Shia Al Sudani]\nplaces: [Beyoglu, کردستان, Iraq]\nsource: Gulan-Media, 2024";
        let same = "organisations: [{name: DoD, aka: [D.o.D.]}]\npeople: [IRAQ]";
        let draft =
            draft().brief("a", front, "").brief("b", other, "").brief("c", &other.replace("Gulan-", "Gulan "), "");
        draft.brief("d", same, "").model().says(&[
            "similar-names a <Mohammed Shia' al-Sudani> `Mohammed Shia' al-Sudani` is written almost as `Mohammed Shia Al Sudani`, which is another name | write `Mohammed Shia Al Sudani` here, if it is meant",
            "similar-names a <Beyoğlu> `Beyoğlu` is written almost as `Beyoglu`, which is another name | write `Beyoglu` here, if it is meant",
            "similar-names a <كردستان> `كردستان` is written almost as `کردستان`, which is another name | write `کردستان` here, if it is meant",
            "similar-names b <Gulan-Media, 2024> `Gulan-Media` is written almost as `Gulan Media`, which is another name | write `Gulan Media` here, if it is meant",
        ]);
    }

    #[test]
    fn topics_that_look_alike_are_told_of() {
        let draft = draft().brief("a", "topics: [Économie, Iraq]", "").brief("b", "topics: [économie, iraq]", "");
        draft.brief("c", "topics: [Economie]", "").model().says(&[
            "similar-names c <Economie> `Economie` is written almost as `Économie`, which is another name | write `Économie` here, if it is meant",
        ]);
    }

    #[test]
    fn a_source_of_two_briefs_is_told_of() {
        let source = "source: https://a.test/1 2024";
        let draft = draft().brief("a", source, "").brief("b", &format!("translation_of: a\nlang: ar\n{source}"), "");
        let draft = draft.brief("c", &format!("{source}\nstatus: withdrawn"), "").brief(
            "d",
            "source: https://a.test/2 2024",
            "",
        );
        let said = ["repeated-source e <https://a.test/1> the brief `a` has this source too"];
        draft.brief("e", &format!("date: 2024-02-01\n{source}"), "").model().says(&said);
    }
}

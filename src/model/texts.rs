//! The plain text of bodies, once it is known what their `[[…]]` links lead to.
//!
//! One file alone does not tell the title of another brief, nor that a brief is held. So texts with such links are read
//! again: a title takes the place of its link, and of a link to something held nothing is left.

use crate::{
    manuscript::{Body, Reference},
    parse,
};

use super::{Links, Site, Target};

/// Reads the texts again that hold links to stories and briefs, or to what is held.
pub(super) fn reread(site: &mut Site) {
    let texts = |body: &Body, links: &Links| reread_one(site, body, links);
    let of_briefs: Vec<_> = site.briefs.iter().map(|brief| texts(&brief.body, &brief.links)).collect();
    let of_pages: Vec<_> = site.pages.iter().map(|page| texts(&page.body, &page.links)).collect();
    let of_stories = site.stories.iter().map(|story| story.text.as_ref().and_then(|text| texts(text, &story.links)));
    let of_stories: Vec<_> = of_stories.collect();
    for (brief, texts) in site.briefs.iter_mut().zip(of_briefs) {
        put(&mut brief.body, texts);
    }
    site.pages.iter_mut().zip(of_pages).for_each(|(page, texts)| put(&mut page.body, texts));
    let with_text = site.stories.iter_mut().zip(of_stories);
    with_text.for_each(|(story, texts)| story.text.iter_mut().for_each(|text| put(text, texts.clone())));
}

fn put(body: &mut Body, texts: Option<parse::Texts>) {
    if let Some(texts) = texts {
        body.lead = texts.lead;
        body.plain = texts.plain;
    }
}

/// The texts of a body, where they are not those that its file alone gives.
fn reread_one(site: &Site, body: &Body, links: &Links) -> Option<parse::Texts> {
    let differs = |(reference, target): (&Reference, &Option<Target>)| {
        target.is_none() || matches!(reference, Reference::Story(_) | Reference::Brief(_))
    };
    let show = |reference: &Reference| {
        let target = links.get(reference)?.as_ref();
        target.map(|target| shown(site, reference, *target))
    };
    links.iter().any(differs).then(|| parse::texts(&body.markdown, site.config.raw_html, &show))
}

/// What a link without a text of its own shows.
fn shown(site: &Site, reference: &Reference, target: Target) -> String {
    match (target, reference) {
        (Target::Story(story), _) => site[story].title.clone(),
        (Target::Brief(brief), _) => site[brief].title.clone(),
        (_, Reference::Entity(_, name) | Reference::Story(name) | Reference::Brief(name)) => name.clone(),
    }
}

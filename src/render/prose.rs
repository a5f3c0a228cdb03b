//! The texts of the site (bodies of briefs, pages, stories), with all links of the site in them.

use super::{
    Press, files,
    markdown::{self, Goal, Prose, Rules, Shown},
    voice::Voice,
};
use crate::{
    address,
    config::Role,
    lang::Lang,
    manuscript::{Body, Reference},
    model::{Links, Target},
    site_path::SitePath,
};

/// What a text belongs to.
pub(crate) struct Owner<'a> {
    /// The file that it is written in.
    pub(crate) file: &'a SitePath,
    /// The page that shows it.
    pub(crate) address: String,
    /// Its language.
    pub(crate) lang: &'a Lang,
}

impl Press<'_> {
    /// A text as HTML, for a page of that voice.
    pub(crate) fn prose(&self, voice: &Voice<'_>, owner: &Owner<'_>, body: &Body, links: &Links) -> Prose {
        let pair = self.theme.language(owner.lang).quote("\n");
        let (open, close) = pair.split_once('\n').unwrap_or(("“", "”"));
        let rules = Rules {
            quotes: [open, close, "‘", "’"],
            raw_html: self.site.config.raw_html,
            reference: &|reference| self.goal(voice, reference, links),
            path: &|path| self.path(voice, owner, body, path),
            shown: &|path| self.shown(voice, owner, body, path),
            role: &|heading| self.role(owner.lang, heading),
            number: &|n| voice.language.number(n),
            back: voice.text("back_to_text"),
            table: voice.text("table"),
        };
        markdown::prose(&body.markdown, &rules)
    }

    /// What a `[[…]]` link leads to; `None` where its target is held.
    fn goal(&self, voice: &Voice<'_>, reference: &Reference, links: &Links) -> Option<Goal> {
        let written = || match reference {
            Reference::Entity(_, name) | Reference::Story(name) | Reference::Brief(name) => name.clone(),
        };
        let (address, label) = match (*links.get(reference)?)? {
            // The name as the author writes it here: it may be another of the entity's names.
            Target::Entity(id) => (address::entity(&self.site[id]), written()),
            Target::Story(id) => (address::story(&self.site[id]), self.site[id].title.clone()),
            Target::Brief(id) => (address::brief(&self.site[id]), self.site[id].title.clone()),
            Target::Unlinked => return Some(Goal { href: None, label: written() }),
        };
        Some(Goal { href: Some(voice.href(&address)), label })
    }

    /// The link to a path as a text writes it: from the root of the site with a leading `/`, or a file beside the text.
    fn path(&self, voice: &Voice<'_>, owner: &Owner<'_>, body: &Body, written: &str) -> Option<String> {
        if let Some(path) = written.strip_prefix('/') {
            return Some(address::as_written(voice.base, path));
        }
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        let path = owner.file.beside(&address::decoded(path))?;
        let is_named = body.files.iter().any(|file| file.value == path);
        is_named.then(|| format!("{}{rest}", voice.href(&files::address(owner.file, &owner.address, &path))))
    }

    /// What is known of a picture that a text names.
    fn shown(&self, voice: &Voice<'_>, owner: &Owner<'_>, body: &Body, written: &str) -> Option<Shown> {
        let written = &written[..written.find(['?', '#']).unwrap_or(written.len())];
        let path = match written.strip_prefix('/') {
            Some(path) => SitePath::new(&format!("static/{}", address::decoded(path)))?,
            None => owner.file.beside(&address::decoded(written))?,
        };
        let picture = self.theme.pictures.get(&path)?;
        let own = self.path(voice, owner, body, written)?;
        let srcset = picture.srcset(&own, |address| voice.href(address));
        Some(Shown { width: picture.width, height: picture.height, srcset })
    }

    /// The role of a section by its heading: names of the site first, then those of the language.
    fn role(&self, lang: &Lang, heading: &str) -> Option<Role> {
        let same = |name: &str| name.trim().to_lowercase() == heading.trim().to_lowercase();
        let own = self
            .site
            .config
            .sections
            .iter()
            .find(|name| name.lang.language() == lang.language() && same(&name.heading));
        own.map(|name| name.role).or_else(|| self.theme.language(lang).role(heading))
    }
}

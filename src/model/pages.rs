//! Free pages, and the pages of stories with the texts that the site has for them.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Diagnostic},
    lang::Lang,
    manuscript::PageManuscript,
    site_path::SitePath,
    slug::Slug,
};

use super::{Page, Story, hint::nearest_slug, known::Known, references::links};

/// The pages, by address.
pub(super) fn pages(known: &Known<'_>, manuscripts: Vec<PageManuscript>, found: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut pages = Vec::with_capacity(manuscripts.len());
    for manuscript in manuscripts {
        let Some(address) = address(&manuscript) else {
            let message = "the file name has no letter or digit to make an address of";
            found.push(Diagnostic::of_file(Code::BadPath, &manuscript.file, message));
            continue;
        };
        let links = links(known, &manuscript.file, &manuscript.body, found);
        let lang = lang(known, manuscript.lang);
        let PageManuscript { file, title, description, body, .. } = manuscript;
        pages.push(Page { file, address, title, description, lang, body, links });
    }
    pages.sort_by(|a, b| (&a.address, &a.file).cmp(&(&b.address, &b.file)));
    pages
}

fn lang(known: &Known<'_>, written: Option<Lang>) -> Lang {
    written.unwrap_or_else(|| known.config.lang.clone())
}

/// `pages/help/First steps.md` has the address `help/first-steps/`.
fn address(manuscript: &PageManuscript) -> Option<String> {
    let file = &manuscript.file;
    let folders = file.folder().split('/').skip(1);
    let mut address = String::new();
    for part in folders.chain([file.stem()]) {
        address.push_str(Slug::from_text(part)?.as_str());
        address.push('/');
    }
    Some(address)
}

/// All stories, their lists still empty. A text for a story that no brief belongs to is told of, unless briefs do that
/// are not in any list.
pub(super) fn stories(known: &Known<'_>, manuscripts: Vec<PageManuscript>, found: &mut Vec<Diagnostic>) -> Vec<Story> {
    let mut texts = BTreeMap::new();
    let mut first: BTreeMap<String, SitePath> = BTreeMap::new();
    for manuscript in manuscripts {
        if let Some(other) = first.get(manuscript.file.stem()) {
            found.push(second_text(&manuscript, other));
            continue;
        }
        first.insert(manuscript.file.stem().to_owned(), manuscript.file.clone());
        match Slug::parse(manuscript.file.stem()) {
            Some(slug) if known.story(&slug).is_some() => {
                texts.insert(slug, manuscript);
            }
            Some(slug) if known.held.story(&slug).or_else(|| known.withdrawn.story(&slug)).is_some() => {}
            slug => found.push(without_story(known, &manuscript, slug)),
        }
    }
    known.stories.iter().map(|slug| story(known, slug, texts.remove(slug), found)).collect()
}

fn second_text(manuscript: &PageManuscript, other: &SitePath) -> Diagnostic {
    let message = format!("the story `{}` has its text in `{other}` too", manuscript.file.stem());
    let diagnostic = Diagnostic::of_file(Code::DuplicateSlug, &manuscript.file, message);
    diagnostic.help("remove one of the two files, or name it after another story")
}

fn without_story(known: &Known<'_>, manuscript: &PageManuscript, slug: Option<Slug>) -> Diagnostic {
    let name = manuscript.file.stem();
    match slug.or_else(|| Slug::from_text(name)) {
        Some(slug) if slug.as_str() == name => {
            let message = format!("no brief belongs to the story `{slug}`");
            let diagnostic = Diagnostic::of_file(Code::UnknownStory, &manuscript.file, message);
            nearest_slug(known.files, diagnostic, &slug, known.stories.iter())
        }
        slug => {
            let message = "the file name is not the slug of a story";
            let diagnostic = Diagnostic::of_file(Code::UnknownStory, &manuscript.file, message);
            match slug {
                Some(slug) => diagnostic.help(format!("rename it to `{slug}.md`")),
                None => diagnostic,
            }
        }
    }
}

fn story(known: &Known<'_>, slug: &Slug, text: Option<PageManuscript>, found: &mut Vec<Diagnostic>) -> Story {
    let (slug, briefs, events) = (slug.clone(), Vec::new(), Vec::new());
    let Some(manuscript) = text else {
        let (title, lang) = (title_of(&slug), lang(known, None));
        let (file, description, text, links) = Default::default();
        return Story { slug, file, title, description, lang, text, links, briefs, events };
    };
    let links = links(known, &manuscript.file, &manuscript.body, found);
    let lang = lang(known, manuscript.lang);
    let PageManuscript { file, title, description, body, .. } = manuscript;
    Story { slug, file: Some(file), title, description, lang, text: Some(body), links, briefs, events }
}

/// `coalition-in-iraq` is called `Coalition in iraq` as long as nobody gives it a title.
fn title_of(slug: &Slug) -> String {
    let words = slug.as_str().replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::model::testing::draft;

    #[test]
    fn a_page_has_the_address_of_its_file() {
        let page = "---\ntitle: T\n---\n[[brief:a]]";
        let made = draft().brief("a", "", "").file("pages/about.md", page).file("pages/help/First steps.md", page);
        let made = made
            .file("pages/?.md", page)
            .model()
            .says(&["bad-path pages/?.md <> the file name has no letter or digit to make an address of"]);
        let pages: Vec<_> = made.site.pages.iter().map(|page| (page.address.as_str(), page.links.len())).collect();
        assert_eq!(pages, [("about/", 1), ("help/first-steps/", 1)]);
    }

    #[test]
    fn two_texts_for_one_story_are_told_of() {
        let text = "---\ntitle: T\n---\n";
        let draft = draft().brief("a", "story: s", "").file("stories/s.md", text).file("stories/sub/s.md", text);
        draft.model().says(&[
            "duplicate-slug stories/sub/s.md <> the story `s` has its text in `stories/s.md` too | remove one of the two files, or name it after another story",
        ]);
    }

    #[test]
    fn a_story_has_a_title_of_its_file_or_its_slug() {
        let draft = draft().brief("a", "story: [talks-in-iraq, éire]", "").brief("b", "story: gone\nstatus: draft", "");
        let draft = draft.file("stories/talks-in-iraq.md", "---\ntitle: Talks\nlang: ar\ndescription: D\n---\nText.");
        let draft =
            draft.file("stories/gone.md", "---\ntitle: G\n---\n").file("stories/éir.md", "---\ntitle: E\n---\n");
        let made = draft.file("stories/Ir aq.md", "---\ntitle: I\n---\n").model().says(&[
            "unknown-story stories/Ir aq.md <> the file name is not the slug of a story | rename it to `ir-aq.md`",
            "unknown-story stories/éir.md <> no brief belongs to the story `éir` | did you mean `éire`?",
        ]);
        let stories: Vec<_> =
            made.site.stories.iter().map(|story| (story.title.as_str(), story.lang.as_str())).collect();
        assert_eq!(stories, [("Talks", "ar"), ("Éire", "en")]);
        assert_eq!(made.site.stories[0].description.as_deref(), Some("D"));
    }
}

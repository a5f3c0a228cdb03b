//! A page of the site, or the text of a story.

use super::{
    body,
    fields::{Fields, line, prose},
    format::PAGE,
    front::Front,
    notes::Notes,
    values::lang,
};
use crate::{config::Config, manuscript::PageManuscript, source::Source};

/// Reads a page. Without a title it has the name of its file: the mistake has been noted.
pub(super) fn page(front: &Front<'_>, source: &Source, config: &Config, notes: &mut Notes<'_>) -> PageManuscript {
    let mut fields = Fields::new(&PAGE, &front.pairs, front.at).with_lost(&front.lost);
    let title = fields.require("title", "add `title: …`", notes).and_then(|node| line("title", node, notes));
    let description = fields.take("description", notes).and_then(|node| prose("description", node, notes));
    let lang = fields.take("lang", notes).and_then(|node| lang("lang", node, notes));
    // Templates of pages do not ask for them yet, but they are free.
    let _ = fields.take_free();
    fields.finish(notes);
    PageManuscript {
        file: notes.file.path.clone(),
        title: title.map_or_else(|| notes.file.path.stem().to_owned(), |title| title.value),
        description: description.map(|at| at.value),
        lang: lang.map(|at| at.value),
        body: body::read(front.body, source, config, notes),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        parse::{
            page,
            testing::{config, said},
        },
        site_path::SitePath,
        source::{Source, TextFile},
    };

    #[test]
    fn a_page_has_a_title() {
        let check = |text: &str, title: &str, notes_expected: &[&str]| {
            let file = TextFile { path: SitePath::new("pages/about.md").expect("a plain path"), text: text.to_owned() };
            let (page, found) = page(&file, &Source::default(), &config());
            assert_eq!(page.map(|page| page.title).as_deref(), Some(title), "{text}");
            assert_eq!(said(&found), notes_expected, "{text}");
        };
        check("---\ntitle: About us\ndescription: D\nlang: ckb\nx-order: 2\n---\nText.", "About us", &[]);
        check(
            "---\ndate: 2024\n---\n",
            "about",
            &["missing-field 1..4 add `title: …`", "unknown-key 1..5 a key of your own begins with `x-`: `x-date`"],
        );
    }
}

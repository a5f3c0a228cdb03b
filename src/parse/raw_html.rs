//! Pictures in raw HTML, for sites that allow it.
//!
//! What a page may hold is decided where it is rendered. Here authors are told what would be lost there, and the files
//! that `<img>` names are copied as those of Markdown are.

use std::{
    collections::HashSet,
    mem,
    sync::{Arc, Mutex},
};

use ammonia::Builder;

use super::{body::entity, front::is_forbidden, link, notes::Notes};
use crate::{
    diagnostic::{At, Span},
    site_path::SitePath,
    source::Source,
};

/// Schemes of addresses that are looked at, so that they can be told of.
const SCHEMES: [&str; 7] = ["http", "https", "mailto", "data", "blob", "file", "javascript"];

/// The files that the pictures of some HTML show. What they must not show is noted.
pub(super) fn images(html: &str, at: Span, source: &Source, notes: &mut Notes<'_>) -> Vec<At<SitePath>> {
    // Most HTML has neither, and reading it takes long.
    let has_image = html.to_ascii_lowercase().contains("<img");
    if !has_image && !html.contains("&#") {
        return Vec::new();
    }
    let (sources, text) = read(html);
    if let Some(c) = text.chars().find(|c| is_forbidden(*c)).filter(|_| !notes.slice(at).contains(is_forbidden)) {
        entity(c, at, notes);
    }
    let file = |src: &String| link::raw_image(src, at, source, notes).map(|path| At::new(path, at));
    sources.iter().filter_map(file).collect()
}

/// The `src` of each `<img>`, its entities decoded, and the HTML as it would be shown.
fn read(html: &str) -> (Vec<String>, String) {
    let found = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&found);
    let mut builder = Builder::default();
    builder.url_schemes(HashSet::from(SCHEMES)).attribute_filter(move |element, attribute, value| {
        if (element, attribute) == ("img", "src") {
            seen.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(value.to_owned());
        }
        Some(value.into())
    });
    let text = builder.clean(html).to_string();
    let sources = mem::take(&mut *found.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
    (sources, text)
}

#[cfg(test)]
mod tests {
    use crate::{
        parse::{
            body,
            notes::Notes,
            testing::{config, said},
        },
        site_path::SitePath,
        source::{Source, TextFile},
    };

    fn check(markdown: &str, files: &[&str], notes_expected: &[&str]) {
        let path = |text: &str| SitePath::new(text).expect("a plain path");
        let file = TextFile { path: path("briefs/a.md"), text: markdown.to_owned() };
        let there = ["briefs/map.png", "maps/other.png", "static/logo.svg"];
        let source = Source { files: there.iter().map(|file| (path(file), "x".into())).collect(), ..Source::default() };
        let mut config = config();
        config.raw_html = true;
        let mut notes = Notes::new(&file);
        let read = body::read(0, &source, &config, &mut notes);
        let named: Vec<&str> = read.files.iter().map(|file| file.value.as_str()).collect();
        assert_eq!(named, files, "{markdown}");
        assert_eq!(said(&notes.into_found()), notes_expected, "{markdown}");
    }

    #[test]
    fn a_picture_beside_the_text_is_a_file_that_it_names() {
        check("Text <img src=\"map.png\" alt=\"M\">.", &["briefs/map.png"], &[]);
        check("<div>\n<IMG\nalt=M src=map.png>\n</div>\n", &["briefs/map.png"], &[]);
        check("<b>no picture</b>", &[], &[]);
    }

    #[test]
    fn a_picture_that_a_page_cannot_show_is_told_of() {
        let put = "put the picture beside this file and name it";
        check("<img src=\"https://example.org/a.png\">", &[], &[&format!("remote-image 1..38 {put}")]);
        check("a <img src=\"&#104;ttps://example.org/a.png\">", &[], &[&format!("remote-image 3..45 {put}")]);
        check("a <img src=//example.org/a.png>", &[], &[&format!("remote-image 3..32 {put}")]);
        check("a <img src=\"data:image/png,x\">", &[], &["unsafe-link 3..31"]);
        check("a <img src=\"mpa.png\">", &[], &["missing-file 3..22 did you mean `map.png`?"]);
        check("a <img src=\"/logo.svg\">", &[], &["missing-file 3..24 write it in Markdown: `![…](/logo.svg)`"]);
        check(
            "a <img src=\"../maps/other.png\">",
            &[],
            &["missing-file 3..32 write it in Markdown: `![…](../maps/other.png)`"],
        );
    }

    #[test]
    fn an_entity_may_not_stand_for_a_control_character() {
        check("Te&#1;xt", &[], &["control-character 3..7 remove it"]);
        check("Text [a](/x/ \"&#xFFFE;\")", &[], &["control-character 6..25 remove it"]);
        check("<b title=\"&#2;\">x</b>", &[], &["control-character 1..17 remove it"]);
        check("Te&#10;x&amp;t &#x41;", &[], &[]);
    }
}

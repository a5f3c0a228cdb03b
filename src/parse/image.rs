//! `image`: a picture of the site.

use super::{
    fields::{Fields, first_line, map, prose, scalar, with_help},
    files,
    format::IMAGE,
    notes::Notes,
    values::flag,
    yaml::Node,
};
use crate::{
    diagnostic::{At, Code},
    manuscript::Image,
    site_path::SitePath,
    source::Source,
};

/// The picture of a brief.
pub(super) fn image(node: &Node<'_>, source: &Source, notes: &mut Notes<'_>) -> Option<Image> {
    let mut fields = map(&IMAGE, "`image`", "{src: picture.jpg, alt: …}", node, notes)?;
    let at = first_line(node, notes);
    let src = fields.require("src", "add `src: …`, a file beside the brief", notes);
    let src = src.and_then(|node| path(node, source, notes));
    let alt_node = fields.take("alt", notes);
    let alt = alt_node.and_then(|node| prose("alt", node, notes)).map(|at| at.value);
    let decorative = fields.take("decorative", notes).and_then(|node| flag("decorative", node, notes)).unwrap_or(false);
    if alt_node.is_none() && !decorative && !fields.is_spoiled("alt") {
        let diagnostic = notes.at(Code::AltMissing, at, "the image has no `alt`");
        notes.push(diagnostic.label("nothing for those who do not see it").help("add `alt: …`, or `decorative: true`"));
    }
    let credit = credit(&mut fields, at, notes);
    fields.finish(notes);
    // Who says that it is decorative wants nobody to be told of it.
    let alt = alt.filter(|_| !decorative).unwrap_or_default();
    Some(Image { src: src?, alt, credit })
}

fn credit(fields: &mut Fields<'_, '_>, at: crate::diagnostic::Span, notes: &mut Notes<'_>) -> Option<String> {
    let node = fields.take("credit", notes);
    if node.is_none() && !fields.is_spoiled("credit") {
        let diagnostic = notes.at(Code::NoCredit, at, "the image has no `credit`");
        notes.push(diagnostic.label("whose is it?").help("add `credit: …`"));
    }
    node.and_then(|node| prose("credit", node, notes)).map(|at| at.value)
}

fn path(node: &Node<'_>, source: &Source, notes: &mut Notes<'_>) -> Option<At<SitePath>> {
    let text = scalar("src", node, notes)?;
    if text.value.contains("://") || text.value.starts_with("//") {
        let diagnostic = notes.at(Code::RemoteImage, text.at, "the image comes from another host");
        notes.push(diagnostic.label("a page asks no other host").help("put the picture beside the brief and name it"));
        return None;
    }
    let file = &notes.file.path;
    let beside = files::resolve(file, text.value);
    // "A path in the site" may also be meant from the site's own folder.
    let from_root = SitePath::new(text.value.trim_start_matches("./"));
    let found = [&beside, &from_root].into_iter().flatten().find(|path| source.files.contains_key(*path));
    if let Some(found) = found {
        return Some(At::new(found.clone(), text.at));
    }
    let message = format!("there is no file `{}`", beside.as_ref().map_or(text.value, SitePath::as_str));
    let help = beside.and_then(|path| files::path_hint(file, &path, source));
    notes.push(with_help(notes.at(Code::MissingFile, text.at, message).label("not found"), help));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{said, values};

    fn check(text: &str, expected: Option<(&str, &str)>, notes_expected: &[&str]) {
        let files = ["briefs/map.png", "static/logo.svg"].iter().filter_map(|file| SitePath::new(file));
        let source = Source { files: files.map(|file| (file, "x".into())).collect(), ..Source::default() };
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("image", notes).and_then(|node| image(node, &source, notes))
        };
        let (image, found) = values(text, take);
        let shown = image.as_ref().map(|image| (image.src.value.as_str(), image.alt.as_str()));
        assert_eq!(shown, expected, "{text}");
        assert_eq!(said(&found), notes_expected, "{text}");
    }

    #[test]
    fn a_picture_is_a_file_of_the_site() {
        check("image: {src: map.png, alt: A map, credit: C}", Some(("briefs/map.png", "A map")), &[]);
        check("image: {src: /logo.svg, decorative: true, credit: C}", Some(("static/logo.svg", "")), &[]);
        check("image: {src: /logo.svg, alt: L, decorative: true, credit: C}", Some(("static/logo.svg", "")), &[]);
        check("image: {src: static/logo.svg, alt: A, credit: C}", Some(("static/logo.svg", "A")), &[]);
    }

    #[test]
    fn mistakes_are_told() {
        check("image: {src: mpa.png, alt: A, credit: C}", None, &["missing-file 14..21 did you mean `map.png`?"]);
        check("image: {src: ../../x.png, alt: A, credit: C}", None, &["missing-file 14..25"]);
        check(
            "image: {src: \"https://example.org/a.png\", alt: A, credit: C}",
            None,
            &["remote-image 14..41 put the picture beside the brief and name it"],
        );
        check(
            "image: {src: map.png, credit: C}",
            Some(("briefs/map.png", "")),
            &["alt-missing 8..33 add `alt: …`, or `decorative: true`"],
        );
        check("image: {src: map.png, alt: A}", Some(("briefs/map.png", "A")), &["no-credit 8..30 add `credit: …`"]);
        check("image: map.png", None, &["wrong-type 8..15 write it as `{src: picture.jpg, alt: …}`"]);
        check("image: {alt: A, credit: C}", None, &["missing-field 8..27 add `src: …`, a file beside the brief"]);
    }
}

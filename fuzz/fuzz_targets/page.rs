//! Any Markdown as the body of a brief, and its first line as the title: the page that comes out holds no element, attribute or address
//! that could be executed, with raw HTML and without, and each id once.
//!
//! `cargo +nightly fuzz run page`

#![no_main]

use std::{collections::BTreeSet, sync::Mutex};

use briefing::{
    build,
    config::{Held, Options},
    output::Body,
    pictures::Empty,
    site_path::SitePath,
    source::{Source, TextFile},
};
use html5ever::{parse_document, tendril::TendrilSink};
use libfuzzer_sys::fuzz_target;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What no page of a brief has.
const NEVER: [&str; 16] = [
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "form",
    "template",
    "frameset",
    "frame",
    "applet",
    "math",
    "noscript",
    "plaintext",
    "marquee",
    "foreignobject",
    "animate",
];
/// Attributes that lead somewhere.
const LEADING: [&str; 9] = ["href", "src", "action", "formaction", "data", "background", "poster", "cite", "srcset"];

fuzz_target!(|text: &str| {
    for raw_html in [false, true] {
        let Some(page) = built(text, raw_html) else { continue };
        let dom = parse_document(RcDom::default(), Default::default()).one(page.as_str());
        let mut ids = BTreeSet::new();
        let mut scripts = 0;
        let mut nodes = vec![dom.document.clone()];
        while let Some(node) = nodes.pop() {
            look(&node, &page, &mut ids, &mut scripts);
            nodes.extend(node.children.borrow().iter().cloned());
        }
        assert_eq!(scripts, 3, "the loader, what shares, and JSON-LD: {page}");
    }
});

/// The page of a brief with this body, if it can be built.
fn built(text: &str, raw_html: bool) -> Option<String> {
    let file = |path: &str, text: String| TextFile { path: SitePath::new(path).expect("a plain path"), text };
    let first = text.lines().next().unwrap_or_default();
    let title: String = first.chars().filter(|c| !c.is_control()).collect::<String>().replace('\'', "''");
    let brief = format!("---\ntitle: 'T {title}'\nsource: Gulan Media, 2024-01-27\n---\n{text}");
    let settings = format!("title = \"Site\"\nbase_url = \"https://site.test/\"\nraw_html = {raw_html}\n");
    let source = Source {
        settings: Some(file("site.toml", settings)),
        briefs: vec![file("briefs/2024-01-28-talks.md", brief)],
        ..Source::default()
    };
    let options = Options { base_url: None, held: Held::Left, strict: false, now: jiff::Timestamp::UNIX_EPOCH };
    let page = Mutex::new(None);
    build::build(source, Vec::new(), &options, &Empty, &|output| {
        if output.path == "briefs/talks/index.html"
            && let Body::Bytes(bytes) = output.body
        {
            *page.lock().expect("nobody panics with it") = Some(bytes);
        }
    });
    let bytes = page.into_inner().expect("nobody panics with it")?;
    Some(String::from_utf8(bytes).expect("a page is UTF-8"))
}

fn look(node: &Handle, page: &str, ids: &mut BTreeSet<String>, scripts: &mut usize) {
    let NodeData::Element { name, attrs, .. } = &node.data else { return };
    let element = &*name.local;
    *scripts += usize::from(element == "script");
    assert!(!NEVER.contains(&element.to_ascii_lowercase().as_str()), "there is a {element}: {page}");
    for attribute in attrs.borrow().iter() {
        let (name, value) = (&*attribute.name.local, &*attribute.value);
        assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "{element} has {name}: {page}");
        if LEADING.contains(&name) {
            // Browsers drop these from an address.
            let address: String = value.chars().filter(|c| !c.is_ascii_control() && *c != ' ').collect();
            let scheme = address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':'));
            let scheme = scheme.map(|(scheme, _)| scheme.to_ascii_lowercase());
            let is_safe = scheme.is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str()));
            assert!(is_safe, "{element} leads to {value}: {page}");
        }
        // Raw HTML has ids of its own making, which the sanitiser leaves out.
        if name == "id" {
            assert!(ids.insert(value.to_owned()), "the id {value} stands twice: {page}");
        }
    }
}

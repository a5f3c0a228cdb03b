//! What the documentation tells those who change a site's looks, or publish it: lists that follow from the sources, and
//! examples that work.

use std::{collections::BTreeSet, fs};

use crate::support::{BRIEF, Site, files_below, root, update_golden};

/// What each template is for. One that is missing here fails the test below.
const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", "what is not there"),
    ("archive.html", "all months"),
    ("base.html", "the frame of every page"),
    ("brief.html", "a brief"),
    ("card.html", "a brief in a list: `card`"),
    ("components.html", "parts that several pages have"),
    ("corrections.html", "all corrections"),
    ("data.html", "the files and feeds of the site"),
    ("embed.html", "a timeline in a frame of another page"),
    ("entity.html", "a person, an organisation or a place"),
    ("event.html", "an event in a list: `event`"),
    ("home.html", "the first page"),
    ("index.html", "all names, A to Z"),
    ("list.html", "a topic, a source or a month"),
    ("moved.html", "an old address"),
    ("page.html", "a page of `pages/`"),
    ("search.html", "the search"),
    ("stories.html", "all stories"),
    ("story.html", "a story"),
    ("timeline.html", "the timeline, whole or of a year"),
];

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).expect("the page is there")
}

/// The names that stand behind `page.` in a template, or behind the name of the part that it shows.
fn asked(name: &str, text: &str) -> BTreeSet<String> {
    let part = name.strip_suffix(".html").filter(|part| ["card", "event"].contains(part)).unwrap_or("page");
    let names = regex::Regex::new(&format!(r"\b{part}\.([a-z_]+)")).expect("a pattern");
    names.captures_iter(text).map(|found| format!("`{}`", &found[1])).collect()
}

fn list_of_templates() -> String {
    let mut list = String::from("| template | what it is | of `page`, or of its part |\n|---|---|---|\n");
    for (path, bytes) in files_below(&root().join("www/templates")) {
        let purpose = TEMPLATES.iter().find(|(name, _)| *name == path).map(|(_, purpose)| purpose);
        let purpose = purpose.unwrap_or_else(|| panic!("{path}: say in tests/theming.rs what it is for"));
        let names: Vec<String> = asked(&path, &String::from_utf8_lossy(&bytes)).into_iter().collect();
        list.push_str(&format!("| `{path}` | {purpose} | {} |\n", names.join(" ")));
    }
    list
}

/// The custom properties of the first rule of the style, with their values.
fn list_of_properties() -> String {
    let style = fs::read_to_string(root().join("www/styles/site.css")).expect("the style is there");
    let first = style.split(":root {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("the tokens come first");
    let property = regex::Regex::new(r"(?m)^\s*(--[a-z0-9-]+): ([^;]+);").expect("a pattern");
    let mut list = String::from("| property | value |\n|---|---|\n");
    for found in property.captures_iter(first) {
        list.push_str(&format!("| `{}` | `{}` |\n", &found[1], &found[2]));
    }
    list
}

#[test]
fn the_page_lists_templates_and_properties() {
    let mut text = page("theming.md");
    for (mark, list) in [("templates", list_of_templates()), ("properties", list_of_properties())] {
        let start = format!("<!-- {mark} -->\n");
        let from = text.find(&start).expect("a place for the list") + start.len();
        let to = from + text[from..].find("<!-- end -->").expect("its end");
        text.replace_range(from..to, &list);
    }
    if update_golden() {
        fs::write(root().join("docs/theming.md"), &text).expect("the page can be written");
    }
    assert_eq!(page("theming.md"), text, "UPDATE_GOLDEN=1 writes it anew");
}

/// The first example in that language.
fn example(page: &str, language: &str) -> String {
    let block = page.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next());
    block.unwrap_or_else(|| panic!("no example in {language}")).to_owned()
}

#[test]
fn the_examples_change_a_colour_and_add_a_line() {
    let text = page("theming.md");
    let brief = BRIEF.replace("source:", "x-desk: Baghdad <1>\nsource:");
    let site = Site::small()
        .file("styles/mine.css", example(&text, "css"))
        .file("briefs/2024-01-28-talks.md", brief)
        .file("briefs/2024-01-29-plain.md", BRIEF.replace("Talks open", "Plain"));
    site.run(&["assets", "brief.html"]).status(0);
    let template = site.read("templates/brief.html");
    let title = template.lines().find(|line| line.starts_with("<h1>")).expect("a title").to_owned();
    site.write("templates/brief.html", template.replace(&title, &format!("{title}\n{}", example(&text, "html"))));
    site.run(&["build"]).status(0);
    assert!(
        site.read("public/briefs/talks/index.html").contains("<p class=\"meta\">From the desk Baghdad &lt;1&gt;</p>")
    );
    assert!(!site.read("public/briefs/plain/index.html").contains("From the desk"));
    let styles: Vec<String> = files_below(&site.path().join("public/assets")).into_keys().collect();
    assert!(styles.iter().any(|name| name.starts_with("mine-")), "{styles:?}");
    let home = site.read("public/index.html");
    let place = |name: &str| home.find(name).unwrap_or_else(|| panic!("{name} is not in {home}"));
    assert!(place("assets/site-") < place("assets/mine-"), "the site's own style comes after the built-in one");
}

#[test]
fn the_recipes_send_the_policy_of_the_pages() {
    let site = Site::small();
    site.run(&["build"]).status(0);
    let headers = site.read("public/_headers");
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: ")).expect("one");
    assert_eq!(page("publishing.md").matches(&format!("\"{policy}\"")).count(), 3, "nginx, Apache and Caddy");
}

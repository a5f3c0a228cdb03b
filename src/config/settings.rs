//! `site.toml` to a [`Config`]: every key checked, every mistake told.
//!
//! A file with mistakes still gives settings, with defaults where a value is wrong, so that the mistakes in the briefs
//! are found in the same run.

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::{BaseUrl, Config, NavItem, Options, Role, SectionName};
use crate::{
    diagnostic::{Code, Diagnostic, Span},
    lang::Lang,
    parse::{
        address, is_forbidden,
        nearest::{did_you_mean, nearest},
        values,
    },
    site_path::SitePath,
    source::TextFile,
};

mod table;

use table::{Table, Value};

/// The settings of a site; `None` where there is no `site.toml`. `base_url` of the options replaces that of the file.
pub fn parse(settings: Option<&TextFile>, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Option<Config> {
    let Some(file) = settings else {
        diagnostics.extend(SitePath::new("site.toml").map(|path| {
            let help = "a site has one, with at least `title = \"…\"` and `base_url = \"https://…/\"`";
            Diagnostic::of_file(Code::MissingSettings, &path, "the folder has no `site.toml`").help(help)
        }));
        return None;
    };
    let mut notes = Notes { file, found: Vec::new() };
    let mut root = Table::read(file, &mut notes);
    let config = config(&mut root, options, &mut notes);
    root.finish(&mut notes);
    diagnostics.append(&mut notes.found);
    config
}

/// What is wrong with the settings.
struct Notes<'f> {
    file: &'f TextFile,
    found: Vec<Diagnostic>,
}

impl Notes<'_> {
    fn at(&self, code: Code, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.file, at, message)
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

fn config(root: &mut Table<'_>, options: &Options, notes: &mut Notes<'_>) -> Option<Config> {
    Some(Config {
        title: root
            .require("title", "title = \"…\"", notes)
            .and_then(|value| line("title", &value, notes))
            .unwrap_or_default(),
        base_url: base_url(root, options, notes),
        lang: root.take("lang").and_then(|value| lang("lang", &value, notes)).or_else(|| Lang::parse("en"))?,
        description: root.take("description").and_then(|value| line("description", &value, notes)).unwrap_or_default(),
        author: root.take("author").map_or_else(Vec::new, |value| one_or_list("author", &value, notes)),
        time_zone: root.take("time_zone").and_then(|value| time_zone(&value, notes)).unwrap_or(TimeZone::UTC),
        page_size: root.take("page_size").and_then(|value| number("page_size", &value, 1_000, notes)).unwrap_or(20),
        quote_limit: root
            .take("quote_limit")
            .and_then(|value| number("quote_limit", &value, 100_000, notes))
            .unwrap_or(300),
        raw_html: root.take("raw_html").and_then(|value| flag("raw_html", &value, notes)).unwrap_or(false),
        share_pictures: root
            .take("share_pictures")
            .and_then(|value| flag("share_pictures", &value, notes))
            .unwrap_or(false),
        licence: root.take("licence").and_then(|value| line("licence", &value, notes)),
        topics: root.take("topics").map_or_else(Vec::new, |value| list("topics", &value, notes)),
        nav: root.take("nav").map_or_else(Vec::new, |value| nav(&value, notes)),
        sections: root.take("sections").map_or_else(Vec::new, |value| sections(&value, notes)),
    })
}

/// Stands in for an address that is missing or wrong; the site is not built then.
fn no_address() -> BaseUrl {
    BaseUrl { origin: "https://example.org".to_owned(), path: "/".to_owned() }
}

fn base_url(root: &mut Table<'_>, options: &Options, notes: &mut Notes<'_>) -> BaseUrl {
    let value = root.require("base_url", "base_url = \"https://…/\"", notes);
    let written = value.and_then(|value| {
        let text = line("base_url", &value, notes)?;
        let url = BaseUrl::parse(&text);
        match &url {
            None => bad_base_url(&text, value.at, notes),
            Some(url) if url.is_example() && options.base_url.is_none() => {
                let diagnostic = notes.at(Code::ExampleBaseUrl, value.at, "`base_url` is still the example's");
                notes.push(
                    diagnostic.label("feeds and the sitemap would lead there").help("write the address of your site"),
                );
            }
            Some(_) => {}
        }
        url
    });
    options.base_url.clone().or(written).unwrap_or_else(no_address)
}

fn bad_base_url(text: &str, at: Span, notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::BadAddress, at, "`base_url` is not an http or https address");
    let diagnostic = diagnostic.label("scheme, host and path: no query, no fragment");
    let written = format!("https://{}/", text.trim_matches('/'));
    let is_host = text.contains('.') && !text.contains("://");
    notes.push(match is_host && BaseUrl::parse(&written).is_some() {
        true => diagnostic.help(format!("write `base_url = \"{written}\"`")),
        false => diagnostic,
    });
}

// ------------------------------------------------------------------------------------------------------------ values

fn wrong(key: &str, wanted: &str, value: &Value<'_>, notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::BadSettings, value.at, format!("`{key}` is {wanted}, not {}", value.type_name()));
    notes.push(diagnostic.label(value.type_name()));
}

fn text(key: &str, value: &Value<'_>, notes: &mut Notes<'_>) -> Option<String> {
    let text = value.text().map(|text| text.trim().to_owned());
    if text.is_none() {
        wrong(key, "a text in quotes", value, notes);
    }
    text.filter(|text| !text.is_empty())
}

fn line(key: &str, value: &Value<'_>, notes: &mut Notes<'_>) -> Option<String> {
    let text = text(key, value, notes)?;
    if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
        let message = format!("`{key}` holds the control character `U+{:04X}`", u32::from(c));
        notes.push(notes.at(Code::ControlCharacter, value.at, message).help("remove it"));
    } else if text.contains(char::is_control) {
        notes.push(notes.at(Code::NotOneLine, value.at, format!("`{key}` has to be one line")));
    }
    Some(text.replace(|c: char| c.is_control() || is_forbidden(c), " "))
}

fn list(key: &str, value: &Value<'_>, notes: &mut Notes<'_>) -> Vec<String> {
    match value.list() {
        Some(items) => items.iter().filter_map(|item| line(key, item, notes)).collect(),
        None => {
            wrong(key, "a list of texts", value, notes);
            Vec::new()
        }
    }
}

fn one_or_list(key: &str, value: &Value<'_>, notes: &mut Notes<'_>) -> Vec<String> {
    match value.list() {
        Some(_) => list(key, value, notes),
        None => line(key, value, notes).into_iter().collect(),
    }
}

fn flag(key: &str, value: &Value<'_>, notes: &mut Notes<'_>) -> Option<bool> {
    let flag = value.flag();
    if flag.is_none() {
        wrong(key, "`true` or `false`", value, notes);
    }
    flag
}

/// A whole number from 1 to `most`.
fn number(key: &str, value: &Value<'_>, most: usize, notes: &mut Notes<'_>) -> Option<usize> {
    let Some(number) = value.whole() else {
        wrong(key, "a whole number", value, notes);
        return None;
    };
    let number = usize::try_from(number).ok().filter(|number| (1..=most).contains(number));
    if number.is_none() {
        notes.push(
            notes.at(Code::BadNumber, value.at, format!("`{key}` lies between 1 and {most}")).label("out of bounds"),
        );
    }
    number
}

fn lang(key: &str, value: &Value<'_>, notes: &mut Notes<'_>) -> Option<Lang> {
    let text = text(key, value, notes)?;
    language(&text, value.at, notes)
}

fn language(text: &str, at: Span, notes: &mut Notes<'_>) -> Option<Lang> {
    let lang = values::language(text);
    if lang.is_none() {
        let diagnostic = notes.at(Code::BadLang, at, format!("`{text}` is not a language tag"));
        let diagnostic = diagnostic.label("such as `en`, `ckb` or `ku-Arab`");
        notes.push(match values::language_hint(text) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    lang
}

fn time_zone(value: &Value<'_>, notes: &mut Notes<'_>) -> Option<TimeZone> {
    let name = text("time_zone", value, notes)?;
    let zones = TimeZoneDatabase::bundled();
    let zone = zones.get(&name).ok();
    if zone.is_none() {
        let diagnostic = notes.at(Code::BadSettings, value.at, format!("`{name}` is not a time zone"));
        let diagnostic = diagnostic.label("a name such as `Asia/Baghdad`");
        let names: Vec<String> = zones.available().map(|name| name.to_string()).collect();
        notes.push(match time_zone_hint(&name, &names) {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    zone
}

/// A city alone, or a name that is nearly right.
fn time_zone_hint(name: &str, names: &[String]) -> Option<String> {
    let city = name.replace(' ', "_");
    let is_city = |known: &&String| known.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city));
    let of_city = names.iter().find(is_city).map(|known| format!("write `{known}`"));
    let cities = names.iter().filter_map(|known| known.rsplit('/').next());
    let near_city = || nearest(&city, cities).and_then(|near| names.iter().find(|known| known.ends_with(near)));
    of_city
        .or_else(|| did_you_mean(name, names.iter().map(String::as_str)))
        .or_else(|| near_city().map(|known| format!("did you mean `{known}`?")))
}

fn nav(value: &Value<'_>, notes: &mut Notes<'_>) -> Vec<NavItem> {
    let Some(items) = value.list() else {
        wrong("nav", "a list of `{title = \"…\", url = \"…\"}`", value, notes);
        return Vec::new();
    };
    items.iter().filter_map(|item| nav_item(item, notes)).collect()
}

fn nav_item(value: &Value<'_>, notes: &mut Notes<'_>) -> Option<NavItem> {
    let Some(mut table) = value.table() else {
        wrong("nav", "a list of `{title = \"…\", url = \"…\"}`", value, notes);
        return None;
    };
    let title = table.require("title", "title = \"…\"", notes).and_then(|value| line("title", &value, notes));
    let url = table.require("url", "url = \"/…/\"", notes).and_then(|value| nav_url(&value, notes));
    table.finish(notes);
    Some(NavItem { title: title?, url: url? })
}

/// A path in the site with a leading `/`, or an address.
fn nav_url(value: &Value<'_>, notes: &mut Notes<'_>) -> Option<String> {
    let text = line("url", value, notes)?;
    let bad = |c: char| c.is_whitespace() || matches!(c, '\\' | '<' | '>' | '"');
    let is_path = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains(bad)
        && !text.split('/').any(|part| part == "..");
    let url = if is_path { Some(text.clone()) } else { address::http_address(&text) };
    if url.is_none() {
        let diagnostic =
            notes.at(Code::BadAddress, value.at, format!("`{text}` is neither a path in the site nor an address"));
        let path = format!("/{}", text.trim_start_matches("./"));
        let works = !text.contains([':', '/']) || text.ends_with('/') && !text.contains(':') && !text.starts_with('/');
        let diagnostic = diagnostic.label("a path begins with `/`");
        notes.push(if works && !text.contains(bad) { diagnostic.help(format!("write `{path}`")) } else { diagnostic });
    }
    url
}

/// `[sections.LANG]`: for each role a heading, or several.
fn sections(value: &Value<'_>, notes: &mut Notes<'_>) -> Vec<SectionName> {
    let Some(languages) = value.table() else {
        wrong("sections", "a table for each language: `[sections.en]`", value, notes);
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, at, value) in languages.into_entries() {
        let Some(lang) = language(&key, at, notes) else { continue };
        match value.table() {
            Some(roles) => found.extend(roles_of(&lang, roles, notes)),
            None => wrong(&key, "a table of roles and headings", &value, notes),
        }
    }
    found
}

fn roles_of(lang: &Lang, roles: Table<'_>, notes: &mut Notes<'_>) -> Vec<SectionName> {
    let mut found = Vec::new();
    for (key, at, value) in roles.into_entries() {
        let Some(role) = Role::ALL.into_iter().find(|role| role.as_str() == key) else {
            unknown_key(&key, at, Role::ALL.map(Role::as_str).as_slice(), notes);
            continue;
        };
        let headings = one_or_list(&key, &value, notes);
        found.extend(headings.into_iter().map(|heading| SectionName { lang: lang.clone(), role, heading }));
    }
    found
}

fn unknown_key(key: &str, at: Span, known: &[&str], notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::UnknownKey, at, format!("unknown key `{key}`")).label("not part of the settings");
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let help = did_you_mean(key, known.iter().copied());
    notes.push(diagnostic.help(help.unwrap_or_else(|| format!("known here are {}", names.join(", ")))));
}

#[cfg(test)]
mod tests;

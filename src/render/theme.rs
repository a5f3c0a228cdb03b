//! The templates of a site, compiled, and all that is the same on every page.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use serde::Serialize;
use tera::{Context, ErrorKind, ReportError, Tera, Value};

use super::{
    files,
    html::{Html, write_escaped},
    manifest,
    page::Head,
    voice::Voice,
};
use crate::{
    address,
    assets::{Asset, FOLDER, TEMPLATES, icon},
    config::NavItem,
    diagnostic::{Code, Diagnostic, Span},
    index::Indexes,
    lang::Lang,
    language::{Language, Languages},
    model::Site,
    output::{Body, Output},
    pictures::Pictures,
    site_path::SitePath,
    source::{Source, TextFile},
};

/// What a page may load: nothing of other hosts, no inline script, no inline style.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// The most pages of `pages/` that the foot of every page leads to.
const FOOT_PAGES: usize = 8;

/// Templates, phrases, and the addresses of assets and indexes.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    languages: Languages,
    /// The phrases as templates see them, converted once, of the languages of the site and its briefs.
    phrases: BTreeMap<Lang, Value>,
    /// The site's own templates.
    own: Vec<TextFile>,
    /// Copies of the files that texts name, and smaller ones of pictures.
    pub(crate) files: Vec<Output>,
    /// What is known of these pictures.
    pub(crate) pictures: Pictures,
    /// The search index, below the output folder.
    pub(crate) search: String,
    /// The events of the timeline, below the output folder.
    pub(crate) timeline: String,
    /// The events of the newest briefs, below the output folder.
    pub(crate) since: Option<String>,
    /// The icon, below the output folder.
    pub(crate) icon: String,
    /// The colour of a page in light, where the styles say it.
    pub(crate) paper: Option<String>,
    /// The paths of the site's own files, as they are in the output.
    copied: BTreeSet<String>,
}

/// `site` in templates.
#[derive(Serialize)]
struct SiteTexts<'a> {
    title: &'a str,
    description: &'a str,
    lang: &'a str,
    dir: &'static str,
    licence: &'a Option<String>,
    /// The link to the home page; also the path before every address.
    home: String,
    data: String,
    base: &'a str,
    policy: Html,
    styles: Vec<String>,
    icon: String,
    manifest: String,
    loader: String,
    /// The scripts that come when a reader asks for them, by their names without the ending.
    scripts: BTreeMap<&'a str, String>,
    has_stories: bool,
    nav: Vec<Item<'a>>,
    more: Vec<Item<'a>>,
}

/// An entry of a navigation.
#[derive(Serialize)]
struct Item<'a> {
    href: String,
    title: &'a str,
    lang: &'a str,
    dir: &'static str,
}

impl Theme {
    /// The theme of a site: the built-in templates, replaced and added to by its own.
    ///
    /// # Errors
    /// What is wrong with its own templates.
    pub fn new(
        site: &Site,
        source: &Source,
        pictures: Pictures,
        assets: &[Asset],
        indexes: &Indexes,
    ) -> Result<Theme, Vec<Diagnostic>> {
        let languages = &site.languages;
        let spoken = site.briefs.iter().map(|brief| &brief.lang).chain([&site.config.lang]);
        let spoken: BTreeSet<_> = spoken.map(|lang| languages.get(lang).lang()).collect();
        let phrases =
            spoken.into_iter().map(|lang| (lang.clone(), Value::from_serializable(languages.get(lang).phrases())));
        let mut theme = Theme {
            tera: Tera::new(),
            phrases: phrases.collect(),
            languages: languages.clone(),
            own: source.templates.clone(),
            files: files::outputs(site, source).into_iter().chain(pictures.outputs()).collect(),
            pictures,
            search: indexes.search().to_owned(),
            timeline: indexes.timeline().to_owned(),
            since: indexes.since().map(str::to_owned),
            icon: icon(assets).map(|asset| asset.output.path.clone()).unwrap_or_default(),
            paper: assets.iter().find(|asset| asset.name == "site.css").and_then(|asset| match &asset.output.body {
                Body::Bytes(sheet) => manifest::paper(std::str::from_utf8(sheet).ok()?),
                Body::Copy(_) => None,
            }),
            copied: assets
                .iter()
                .filter(|asset| matches!(asset.output.body, Body::Copy(_)))
                .map(|asset| asset.output.path.clone())
                .collect(),
        };
        theme.tera.set_escape_fn(write_escaped);
        theme.tera.global_context().insert("site", &site_texts(site, assets));
        let own = source.templates.iter().map(|file| (file.path.file_name(), file.text.as_str()));
        // The built-in ones come first, so that every error that is left is the site's.
        let compiled =
            theme.tera.add_raw_templates(TEMPLATES.iter().copied()).and_then(|()| theme.tera.add_raw_templates(own));
        match compiled {
            Ok(()) => Ok(theme),
            Err(error) => Err(theme.diagnostics(&error)),
        }
    }

    /// Whether the site has a file of its own at that path.
    pub(crate) fn has_own(&self, path: &str) -> bool {
        self.copied.contains(path)
    }

    /// The interface in that language, or else in the site's.
    pub(crate) fn voice<'a>(&'a self, site: &'a Site, lang: &Lang) -> Voice<'a> {
        let speaks = |lang: &Lang| self.language(lang).lang().language() == lang.language();
        let lang = if speaks(lang) { lang } else { &site.config.lang };
        let language = self.language(lang);
        Voice {
            lang: if speaks(lang) { lang.clone() } else { language.lang().clone() },
            language,
            phrases: self
                .phrases
                .get(language.lang())
                .cloned()
                .unwrap_or_else(|| Value::from_serializable(language.phrases())),
            base: &site.config.base_url,
            time_zone: &site.config.time_zone,
        }
    }

    /// The table of that language, or the English one.
    pub(crate) fn language(&self, lang: &Lang) -> &Language {
        self.languages.get(lang)
    }

    /// The name of a language in itself.
    pub(crate) fn own_name<'a>(&'a self, lang: &'a Lang) -> &'a str {
        self.languages.own_name(lang)
    }

    /// Renders a page.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn page(
        &self,
        template: &str,
        voice: &Voice<'_>,
        head: &Head,
        page: &impl Serialize,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("t", voice.phrases.clone());
        context.insert("head", head);
        context.insert("page", page);
        let mut bytes = Vec::with_capacity(16_384);
        self.write(template, &context, &mut bytes)?;
        Ok(bytes)
    }

    /// Renders a part of a page, whose only variables are its own and the phrases.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn part(
        &self,
        template: &str,
        voice: &Voice<'_>,
        name: &'static str,
        part: &impl Serialize,
    ) -> Result<String, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("t", voice.phrases.clone());
        context.insert(name, part);
        let mut bytes = Vec::with_capacity(1_024);
        self.write(template, &context, &mut bytes)?;
        Ok(String::from_utf8_lossy(bytes.trim_ascii()).into_owned())
    }

    fn write(&self, template: &str, context: &Context, to: impl Write) -> Result<(), Vec<Diagnostic>> {
        self.tera.render_to(template, context, to).map_err(|error| self.diagnostics(&error))
    }

    fn diagnostics(&self, error: &tera::Error) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![self.reported(report)],
            // What is found when all templates are put together comes as one text of several reports.
            _ => error.to_string().split("\n\n").map(|report| self.told(report)).collect(),
        }
    }

    fn reported(&self, report: &ReportError) -> Diagnostic {
        let span = Span::from(report.span().range.clone());
        self.diagnostic(report.filename(), report.message(), |_| span)
    }

    /// A report as the template engine prints it: `error: MESSAGE`, then ` --> FILE:LINE:COLUMN`.
    fn told(&self, report: &str) -> Diagnostic {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or(report);
        let message = message.strip_prefix("error: ").unwrap_or(message);
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let mut parts = place.unwrap_or("").rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(1);
        let (column, line) = (number(), number());
        let file = parts.next().unwrap_or("");
        self.diagnostic(file, message, |text| {
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let before: usize = text.get(start..).unwrap_or("").chars().take(column - 1).map(char::len_utf8).sum();
            Span::from(start + before..start + before)
        })
    }

    fn diagnostic(&self, file: &str, message: &str, span: impl Fn(&str) -> Span) -> Diagnostic {
        let message = decapitalised(message);
        if let Some(own) = self.own.iter().find(|own| own.path.file_name() == file) {
            return Diagnostic::new(Code::BadTemplate, own, span(&own.text), message);
        }
        // The place is a built-in template that one of the site's does not fit, or none is known.
        let folder = SitePath::new("templates").expect("one part makes a path");
        let path = SitePath::new(&format!("templates/{file}")).unwrap_or(folder);
        Diagnostic::of_file(Code::BadTemplate, &path, message)
    }
}

/// Messages begin with a small letter and have no final full stop.
fn decapitalised(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn site_texts<'a>(site: &'a Site, assets: &'a [Asset]) -> SiteTexts<'a> {
    let config = &site.config;
    let base = &config.base_url;
    let embedded = |asset: &&Asset| asset.output.path.starts_with(FOLDER);
    let href = |asset: &Asset| address::link(base, &asset.output.path);
    let styles = assets.iter().filter(embedded).filter(|asset| asset.name.ends_with(".css")).map(href).collect();
    let loader = assets.iter().filter(embedded).find(|asset| asset.name == "loader.js").map(href).unwrap_or_default();
    let own = |item: &'a NavItem| Item {
        href: item.url.strip_prefix('/').map_or_else(|| item.url.clone(), |path| address::link(base, path)),
        title: &item.title,
        lang: config.lang.as_str(),
        dir: config.lang.direction().as_str(),
    };
    let nav: Vec<_> = config.nav.iter().map(own).collect();
    let more = foot_pages(site, &nav);
    SiteTexts {
        title: &config.title,
        description: &config.description,
        lang: config.lang.as_str(),
        dir: config.lang.direction().as_str(),
        licence: &config.licence,
        home: address::link(base, ""),
        data: address::link(base, "data/"),
        base: &base.path,
        policy: Html::finished(POLICY),
        styles,
        icon: icon(assets).map(href).unwrap_or_default(),
        manifest: address::link(base, manifest::PATH),
        loader,
        scripts: assets
            .iter()
            .filter(embedded)
            .filter_map(|asset| Some((asset.name.strip_suffix(".js")?, href(asset))))
            .collect(),
        has_stories: !site.stories.is_empty(),
        nav,
        more,
    }
}

/// The pages that stand at the top of `pages/` and that the site's own navigation does not name.
fn foot_pages<'a>(site: &'a Site, nav: &[Item<'_>]) -> Vec<Item<'a>> {
    let pages = site.pages.iter().filter(|page| page.address.trim_end_matches('/').split('/').count() == 1);
    let items = pages.map(|page| Item {
        href: address::link(&site.config.base_url, &page.address),
        title: &page.title,
        lang: page.lang.as_str(),
        dir: page.lang.direction().as_str(),
    });
    items.filter(|item| nav.iter().all(|other| other.href != item.href)).take(FOOT_PAGES).collect()
}

//! The whole generator as one function: a loaded site in, outputs and a report out.

use rayon::prelude::*;

use crate::{
    assets,
    config::{self, Config, Options},
    diagnostic::{self, Diagnostic, Severity},
    index,
    model::{self, Site},
    output::Emit,
    parse,
    pictures::{self, Pictures, Shelf},
    render,
    source::Source,
};

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// Briefs that have a page.
    pub briefs: usize,
    /// HTML pages.
    pub pages: usize,
    /// Whether the site was built: not where the content has errors.
    pub built: bool,
}

/// Builds the site: parses, models, indexes, renders. Nothing is emitted where the content has errors, or, if the
/// options are strict, warnings that do not depend on the build's time.
///
/// `found` are the diagnostics that loading gave; `shelf` has the pictures of the site, and those that earlier builds made.
pub fn build(source: Source, found: Vec<Diagnostic>, options: &Options, shelf: &dyn Shelf, emit: &Emit<'_>) -> Report {
    // On a thread of the pool. Allocators keep what a thread frees for that thread: so it is of use to the next stage,
    // which runs there too.
    rayon::scope(|_| build_here(source, found, options, shelf, emit))
}

fn build_here(
    mut source: Source,
    found: Vec<Diagnostic>,
    options: &Options,
    shelf: &dyn Shelf,
    emit: &Emit<'_>,
) -> Report {
    let (site, mut diagnostics) = understand(&source, found, options);
    // Nobody waits for pictures to hear of a mistake.
    let pictures = site
        .as_ref()
        .filter(|_| !stops(&diagnostics, options.strict))
        .map(|site| see(site, &source, shelf, &mut diagnostics))
        .unwrap_or_default();
    let Some(site) = site.filter(|_| !stops(&diagnostics, options.strict)) else {
        return Report { diagnostics, ..Report::default() };
    };
    // What they say is in the site, and their lines are in the diagnostics.
    (source.briefs, source.pages, source.stories) = Default::default();
    let briefs = site.briefs.len();
    match publish(&site, &source, pictures, emit) {
        Ok(pages) => Report { diagnostics, briefs, pages, built: true },
        Err(problems) => {
            diagnostics.extend(problems);
            diagnostic::sort(&mut diagnostics);
            Report { diagnostics, briefs, ..Report::default() }
        }
    }
}

/// The first half: from texts to the model of the site, which is missing where the settings are.
pub fn understand(source: &Source, found: Vec<Diagnostic>, options: &Options) -> (Option<Site>, Vec<Diagnostic>) {
    let mut diagnostics = found;
    let site = config::parse(source.settings.as_ref(), options, &mut diagnostics)
        .map(|config| understand_texts(source, config, options, &mut diagnostics));
    diagnostic::sort(&mut diagnostics);
    (site, diagnostic::limit(diagnostics))
}

/// Looks at the pictures of a site, and makes what the shelf does not have. What is wrong with them is put among the sorted
/// diagnostics.
pub fn see(site: &Site, source: &Source, shelf: &dyn Shelf, diagnostics: &mut Vec<Diagnostic>) -> Pictures {
    let (pictures, found) = pictures::pictures(site, source, shelf);
    diagnostics.extend(found);
    diagnostic::sort(diagnostics);
    *diagnostics = diagnostic::limit(std::mem::take(diagnostics));
    pictures
}

/// The settings alone; `None` where they cannot be used.
pub fn settings(source: &Source, options: &Options) -> Option<Config> {
    config::parse(source.settings.as_ref(), options, &mut Vec::new())
}

fn understand_texts(source: &Source, config: Config, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Site {
    let parsed: Vec<_> = source.briefs.par_iter().map(|file| parse::brief(file, source, &config)).collect();
    let mut manuscripts = Vec::with_capacity(parsed.len());
    for (manuscript, found) in parsed {
        manuscripts.extend(manuscript);
        diagnostics.extend(found);
    }
    let mut pages = |files: &[_]| {
        let parsed = files.iter().map(|file| parse::page(file, source, &config));
        let mut pages = Vec::new();
        for (page, found) in parsed {
            pages.extend(page);
            diagnostics.extend(found);
        }
        pages
    };
    let texts = model::Texts { manuscripts, pages: pages(&source.pages), stories: pages(&source.stories) };
    let (site, found) = model::model(texts, config, source, options);
    diagnostics.extend(found);
    site
}

/// The second half: from the model to outputs. Returns the number of HTML pages.
///
/// # Errors
/// What is wrong with the site's own templates.
fn publish(site: &Site, source: &Source, pictures: Pictures, emit: &Emit<'_>) -> Result<usize, Vec<Diagnostic>> {
    let assets = assets::assets(source);
    let indexes = index::indexes(site);
    let theme = render::Theme::new(site, source, pictures, &assets, &indexes)?;
    if !source.templates.is_empty() {
        // A mistake in a template of the site may show only on some page. The site on disk must then stay as it was,
        // so all pages are rendered once before the first is emitted.
        render::render(site, &theme, &|_| {})?;
    }
    // Before the pages: the index files then take no memory while these are rendered.
    assets.into_iter().map(|file| file.output).chain(indexes.into_files()).for_each(emit);
    render::render(site, &theme, emit)
}

/// Whether these diagnostics stop a build: errors do, and if it is strict also warnings, apart from those that depend on
/// the build's time.
pub fn stops(diagnostics: &[Diagnostic], strict: bool) -> bool {
    let counts = |d: &Diagnostic| d.severity() == Severity::Error || (strict && !d.passes);
    diagnostics.iter().any(counts)
}

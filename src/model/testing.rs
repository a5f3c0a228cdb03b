//! What the tests of the model share: texts in, a site and what was said out.

use crate::{
    config::{BaseUrl, Config, Held, Options},
    diagnostic::{self, Diagnostic, Severity},
    lang::Lang,
    parse,
    site_path::SitePath,
    source::{Source, TextFile},
};

use super::{Brief, BriefId, Entity, Event, Site, Texts, model};

/// A site in the making.
#[derive(Debug)]
pub(super) struct Draft {
    source: Source,
    config: Config,
    options: Options,
}

/// A site whose build's time is noon of 22 November 2026.
pub(super) fn draft() -> Draft {
    let config = Config {
        title: "Site".to_owned(),
        base_url: BaseUrl::parse("https://site.test/").expect("an address"),
        lang: lang("en"),
        description: String::new(),
        author: Vec::new(),
        time_zone: jiff::tz::TimeZone::UTC,
        page_size: 20,
        quote_limit: 300,
        raw_html: false,
        share_pictures: false,
        licence: None,
        topics: Vec::new(),
        nav: Vec::new(),
        sections: Vec::new(),
    };
    let now = "2026-11-22T12:00:00Z".parse().expect("an instant");
    let options = Options { base_url: None, held: Held::Left, strict: false, now };
    Draft { source: Source::default(), config, options }
}

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).expect("a language tag")
}

impl Draft {
    /// With a brief `briefs/SLUG.md`. Where the front matter does not say otherwise, its title is its slug, its date
    /// 1 January 2024 and its source a publisher of its own; a translation has these from its original.
    pub(super) fn brief(self, slug: &str, front: &str, body: &str) -> Draft {
        let mut text = String::from("---\n");
        let has = |key: &str| front.lines().any(|line| line.starts_with(key));
        let defaults =
            [("title:", slug.to_owned()), ("date:", "2024-01-01".to_owned()), ("source:", format!("P-{slug}, 2024"))];
        for (key, value) in defaults.iter().filter(|(key, _)| !has(key) && !has("translation_of:")) {
            text.push_str(&format!("{key} {value}\n"));
        }
        text.push_str(&format!("{}\n---\n{body}\n", front.trim_end()));
        self.file(&format!("briefs/{slug}.md"), &text)
    }

    /// With any text file.
    pub(super) fn file(mut self, path: &str, text: &str) -> Draft {
        let file = TextFile { path: SitePath::new(path).expect("a path in the site"), text: text.to_owned() };
        match path.split('/').next().filter(|_| path.ends_with(".md")) {
            Some("briefs") => self.source.briefs.push(file),
            Some("pages") => self.source.pages.push(file),
            Some("stories") => self.source.stories.push(file),
            _ => {
                self.source.files.insert(file.path, path.into());
            }
        }
        self
    }

    /// With other settings.
    pub(super) fn config(mut self, change: impl FnOnce(&mut Config)) -> Draft {
        change(&mut self.config);
        self
    }

    /// In another language.
    pub(super) fn lang(self, tag: &str) -> Draft {
        self.config(|config| config.lang = lang(tag))
    }

    /// As the preview shows it.
    pub(super) fn shown(mut self) -> Draft {
        self.options.held = Held::Shown;
        self
    }

    /// The site, and what the model said. The texts must be without mistakes of their own.
    pub(super) fn model(mut self) -> Modelled {
        let Draft { source, config, options } = &mut self;
        for files in [&mut source.briefs, &mut source.pages, &mut source.stories] {
            files.sort_by(|a, b| a.path.cmp(&b.path));
        }
        let mut texts = Texts::default();
        for file in &source.briefs {
            let (manuscript, found) = parse::brief(file, source, config);
            without_errors(&found);
            texts.manuscripts.extend(manuscript);
        }
        for (files, pages) in [(&source.pages, &mut texts.pages), (&source.stories, &mut texts.stories)] {
            for file in files {
                let (page, found) = parse::page(file, source, config);
                without_errors(&found);
                pages.extend(page);
            }
        }
        let (site, mut found) = model(texts, config.clone(), source, options);
        diagnostic::sort(&mut found);
        Modelled { site, found }
    }
}

fn without_errors(found: &[Diagnostic]) {
    let errors: Vec<_> = found.iter().filter(|found| found.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A site, and what the model said about it.
#[derive(Debug)]
pub(super) struct Modelled {
    pub(super) site: Site,
    pub(super) found: Vec<Diagnostic>,
}

impl Modelled {
    /// What was said, a line each: code, file, marked text, message, hint.
    pub(super) fn said(&self) -> Vec<String> {
        let one = |found: &Diagnostic| {
            let help = found.help.as_deref().map_or_else(String::new, |help| format!(" | {help}"));
            let path = found.file.as_str();
            let file = path.strip_prefix("briefs/").and_then(|file| file.strip_suffix(".md")).unwrap_or(path);
            format!("{} {file} <{}> {}{help}", found.code.name(), found.marked(), found.message)
        };
        self.found.iter().map(one).collect()
    }

    /// Compares what was said.
    #[track_caller]
    pub(super) fn says(self, expected: &[&str]) -> Modelled {
        assert_eq!(self.said(), expected);
        self
    }

    /// The brief with that slug.
    #[track_caller]
    pub(super) fn brief(&self, slug: &str) -> &Brief {
        self.site.briefs.iter().find(|brief| brief.slug.as_str() == slug).expect("a brief with that slug")
    }

    /// The entity with that slug, of any kind.
    #[track_caller]
    pub(super) fn entity(&self, slug: &str) -> &Entity {
        self.site.entities.iter().find(|entity| entity.slug.as_str() == slug).expect("an entity with that slug")
    }

    /// The slugs of briefs, with spaces between.
    pub(super) fn slugs(&self, ids: &[BriefId]) -> String {
        let slugs: Vec<_> = ids.iter().map(|&id| self.site[id].slug.as_str()).collect();
        slugs.join(" ")
    }

    /// Each mark of the timeline as its tellings: `a#x b#y`.
    pub(super) fn marks(&self) -> Vec<String> {
        let telling = |event: &Event| {
            let tellings = event.tellings.iter();
            let tellings = tellings.map(|&one| format!("{}#{}", self.site[one.brief].slug, self.site.telling(one).id));
            tellings.collect::<Vec<_>>().join(" ")
        };
        self.site.events.iter().map(telling).collect()
    }
}

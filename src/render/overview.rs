//! Pages that lead to others: archive, stories, corrections, search, free pages, 404 and old addresses.

use serde::Serialize;

use super::{
    Press,
    brief::correction_text,
    card::{excerpt, meta_attributes},
    disputes,
    feed::Subject,
    html::{Html, escaped, heading},
    list::Pager,
    markdown::Section,
    offers::Offers,
    page::{Head, RailList},
    paginate::Sheet,
    prose::Owner,
    timeline::data_attributes,
    voice::language_attributes,
};
use crate::{
    address,
    diagnostic::Diagnostic,
    manuscript::{Correction, Moment},
    model::{Brief, BriefId, Page, Site, StoryId},
    output::Output,
};

/// The most topics and stories that the search page offers.
const OFFERED: usize = 12;

type Result<T> = std::result::Result<T, Vec<Diagnostic>>;

/// The archive: all months that have briefs.
pub(crate) fn archive(press: &Press<'_>) -> Result<Output> {
    #[derive(Serialize)]
    struct ArchivePage {
        count: String,
        years: Vec<Year>,
    }
    #[derive(Serialize)]
    struct Year {
        title: String,
        count: String,
        months: Vec<MonthLink>,
    }
    #[derive(Serialize)]
    struct MonthLink {
        link: Html,
        count: String,
    }
    let (voice, language) = (&press.voice, press.voice.language);
    let years = press.months.chunk_by(|a, b| a.year == b.year).map(|months| Year {
        title: language.year(months[0].year.into()),
        count: language.count("briefs", months.iter().map(|month| month.items.len()).sum()),
        months: months
            .iter()
            .map(|month| MonthLink {
                link: voice
                    .anchor(&month.address(), &escaped(&language.month(month.year.into(), month.month.unsigned_abs()))),
                count: language.number(month.items.len()),
            })
            .collect(),
    });
    let page = ArchivePage { count: language.count("briefs", press.site.items.len()), years: years.collect() };
    let head = Head {
        description: Some(voice.text("archive_intro").to_owned()),
        ..press.head(voice, "archive/", voice.text("archive"))
    };
    press.output("archive.html", voice, &head, &page)
}

/// How many stories one page lists.
pub(super) const STORIES: usize = 100;

/// The stories that have briefs, the one that was added to last first.
pub(super) fn newest_stories(site: &Site) -> Vec<StoryId> {
    let newest = |id: StoryId| site[id].briefs.first().map(|&brief| site[brief].date);
    let mut stories: Vec<_> = (0..site.stories.len()).map(|at| StoryId(at as u32)).collect();
    stories.retain(|&id| newest(id).is_some());
    stories.sort_by_key(|&id| std::cmp::Reverse(newest(id)));
    stories
}

/// All stories, or a page with those that were added to longer ago.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn stories(press: &Press<'_>, sheet: &Sheet) -> Result<Output> {
    #[derive(Serialize)]
    struct StoriesPage {
        count: String,
        stories: Vec<StoryItem>,
        pager: Pager,
    }
    #[derive(Serialize)]
    struct StoryItem {
        date: Html,
        count: String,
        attributes: Html,
        href: String,
        title: Html,
        takeaway_attributes: Html,
        takeaway: String,
        disputes: Option<String>,
    }
    let (site, voice) = (press.site, &press.voice);
    let item = |id: &StoryId| {
        let story = &site[*id];
        let newest = &site[*story.briefs.first()?];
        let open = disputes::open(site, &story.briefs).count();
        Some(StoryItem {
            date: voice.moment(&newest.date),
            count: voice.language.count("briefs", story.briefs.len()),
            attributes: language_attributes(&story.lang, &voice.lang),
            href: voice.href(&address::story(story)),
            title: heading(&story.title),
            takeaway_attributes: language_attributes(&newest.lang, &story.lang),
            takeaway: excerpt(newest),
            disputes: (open > 0).then(|| voice.language.count("open_disputes", open)),
        })
    };
    let shown = &press.stories[sheet.items.clone()];
    let page = StoriesPage {
        count: voice.language.count("stories", press.stories.len()),
        stories: shown.iter().filter_map(item).collect(),
        pager: press.pager(sheet, "stories/"),
    };
    let title = voice.text("stories");
    // As lists of briefs do, a page of older ones is called by the time that it covers.
    let newest: Vec<_> = shown.iter().filter_map(|id| site[*id].briefs.first().copied()).collect();
    let name = match sheet.number {
        None => title.to_owned(),
        Some(_) => {
            let range = press.range_of(&newest);
            voice.language.fill("title_and_range", &[("title", title), ("range", &range)])
        }
    };
    let head = Head {
        description: sheet.number.is_none().then(|| voice.text("stories_intro").to_owned()),
        section: "stories",
        ..press.head(voice, &sheet.address("stories/"), &name)
    };
    press.output("stories.html", voice, &head, &page)
}

/// Every correction and every withdrawal, newest first.
pub(crate) fn corrections(press: &Press<'_>) -> Result<Output> {
    #[derive(Serialize)]
    struct CorrectionsPage {
        count: Option<String>,
        entries: Vec<Entry>,
        offers: Option<Offers>,
    }
    #[derive(Serialize)]
    struct Entry {
        date: Html,
        attributes: Html,
        meta_attributes: Html,
        href: String,
        title: Html,
        text: Html,
        meta: Vec<Html>,
    }
    let voice = &press.voice;
    let changes = changes(press.site);
    let entries = changes.iter().map(|&Changed { date, brief, correction, .. }| {
        let text =
            correction.map_or_else(|| Html::finished(voice.text("withdrawn_heading")), |it| correction_text(voice, it));
        let of = voice.language.fill("brief_of", &[("date", voice.moment(&brief.date).as_str())]);
        let days = (date.day - brief.date.day).get_days();
        let wrong = correction
            .filter(|_| !brief.is_withdrawn())
            .and_then(|_| usize::try_from(days).ok())
            .map(|days| escaped(&voice.language.wrong_for(days)));
        let withdrawn = brief.is_withdrawn().then(|| voice.text("withdrawn").to_owned());
        Entry {
            date: voice.moment(&date),
            attributes: language_attributes(&brief.lang, &voice.lang),
            meta_attributes: meta_attributes(brief, voice),
            href: voice.href(&format!("{}#corrections", address::brief(brief))),
            title: heading(&brief.title),
            text,
            meta: [Some(of), wrong, withdrawn].into_iter().flatten().map(|html| Html::finished(&html)).collect(),
        }
    });
    let count = (!changes.is_empty()).then(|| voice.language.count("in_all", changes.len()));
    let page = CorrectionsPage { count, entries: entries.collect(), offers: press.offers(Subject::Corrections) };
    let head = Head {
        description: Some(voice.text("corrections_intro").to_owned()),
        feeds: press.with_site_feed(Subject::Corrections),
        ..press.head(voice, "corrections/", voice.text("corrections"))
    };
    press.output("corrections.html", voice, &head, &page)
}

/// A correction, or a withdrawal.
pub(crate) struct Changed<'a> {
    pub(crate) date: Moment,
    pub(crate) brief: &'a Brief,
    /// `None` for a withdrawal that does not say why.
    pub(crate) correction: Option<&'a Correction>,
    /// Which of the brief's corrections: 1 for the oldest, 0 where there is none.
    pub(crate) number: usize,
}

/// All corrections and withdrawals, newest first; of a brief in several languages, those of the version that lists show.
pub(crate) fn changes(site: &Site) -> Vec<Changed<'_>> {
    let briefs = (0u32..).map(BriefId).zip(&site.briefs).filter(|(id, brief)| brief.item == *id);
    let mut changes: Vec<_> = briefs
        .flat_map(|(_, brief)| {
            let corrections = brief.corrections.iter().zip(1..).map(move |(correction, number)| Changed {
                date: correction.date,
                brief,
                correction: Some(correction),
                number,
            });
            // A withdrawn brief that does not say why is listed all the same.
            let silent = brief.is_withdrawn() && brief.corrections.is_empty();
            corrections.chain(silent.then_some(Changed { date: brief.date, brief, correction: None, number: 0 }))
        })
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
}

/// What results can be chosen by, in the order of the page: the name in queries, the key of the phrase that says it.
const FIELDS: [(&str, &str); 9] = [
    ("story", "story"),
    ("topic", "topic"),
    ("source", "source"),
    ("person", "person"),
    ("org", "organisation"),
    ("place", "place"),
    ("lang", "language"),
    ("state", "search_state"),
    ("is", "search_is"),
];

/// The language of queries by examples, each with the key of the phrase that says what it finds.
const EXAMPLES: [(&str, &str); 6] = [
    ("\"{words}\"", "search_example_phrase"),
    ("-{name}", "search_example_without"),
    ("after:2024-01", "search_example_after"),
    ("person:{name}", "search_example_field"),
    ("is:disputed", "search_example_is"),
    ("state:planned", "search_example_state"),
];

/// The search page.
pub(crate) fn search(press: &Press<'_>) -> Result<Output> {
    #[derive(Serialize)]
    struct SearchPage {
        index: String,
        attributes: Html,
        fields: Vec<Field>,
        examples: Vec<Example>,
        lists: Vec<RailList>,
    }
    #[derive(Serialize)]
    struct Field {
        name: &'static str,
        title: String,
    }
    /// Of the language of queries.
    #[derive(Serialize)]
    struct Example {
        query: String,
        meaning: String,
    }
    let (site, voice) = (press.site, &press.voice);
    let mut topics: Vec<_> = site.topics.iter().collect();
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.briefs.len()));
    let mut stories: Vec<_> = site.stories.iter().collect();
    stories.sort_by_key(|story| std::cmp::Reverse(story.briefs.len()));
    let count = |briefs: &[BriefId]| voice.language.count("briefs", briefs.len());
    let topics =
        topics.into_iter().map(|topic| press.noted(&address::topic(topic), &topic.name, &count(&topic.briefs)));
    let stories =
        stories.into_iter().map(|story| press.noted(&address::story(story), &story.title, &count(&story.briefs)));
    let lists = [
        RailList::some(voice.text("stories"), stories.take(OFFERED).collect()),
        RailList::some(voice.text("topics"), topics.take(OFFERED).collect()),
    ];
    let text = |key: &'static str| Some(voice.text(key).to_owned());
    let browser = voice.language.browser();
    let attributes = [
        ("digits", browser.digits),
        ("group", Some(browser.group)),
        ("group-from", Some(browser.group_from)),
        ("months", Some(browser.months)),
        ("f-day", Some(browser.day)),
        ("f-ce", browser.ce),
        ("t-briefs", text("briefs")),
        ("t-more", text("search_more")),
        ("t-count", text("search_counts")),
        ("t-least", text("search_least")),
        ("t-none", text("search_none")),
        ("t-unknown", text("search_unknown")),
        ("t-fixed", text("search_fixed")),
        ("t-loading", text("search_loading")),
        ("t-failed", text("search_failed")),
        ("t-nothing", text("search_nothing")),
        ("t-unread", text("search_unread")),
        ("t-loose", text("search_loose")),
        ("t-remove", text("search_remove")),
        ("t-after", text("search_after")),
        ("t-before", text("search_before")),
        ("t-event", text("event")),
    ];
    let fields = FIELDS.map(|(name, title)| Field { name, title: voice.text(title).to_owned() });
    let [name, words] = ["search_example_name", "search_example_words"].map(|key| voice.text(key));
    let examples = EXAMPLES.map(|(query, meaning)| Example {
        query: query.replace("{name}", name).replace("{words}", words),
        meaning: voice.text(meaning).to_owned(),
    });
    let page = SearchPage {
        index: voice.href(&press.theme.search),
        attributes: data_attributes(&attributes),
        fields: fields.into(),
        examples: examples.into(),
        lists: lists.into_iter().flatten().collect(),
    };
    let head = Head {
        section: "search",
        description: Some(voice.text("search_label").to_owned()),
        script: true,
        ..press.head(voice, "search/", voice.text("search"))
    };
    press.output("search.html", voice, &head, &page)
}

/// What hosts show where there is no page.
pub(crate) fn not_found(press: &Press<'_>) -> Result<Output> {
    let voice = &press.voice;
    let head = Head { noindex: true, ..press.head(voice, "404.html", voice.text("not_found")) };
    press.output("404.html", voice, &head, &())
}

/// A page of `pages/`.
pub(crate) fn free_page(press: &Press<'_>, at: usize) -> Result<Output> {
    #[derive(Serialize)]
    struct FreePage<'a> {
        attributes: Html,
        title: &'a str,
        lead: Html,
        sections: Vec<Section>,
        notes: Html,
    }
    let page: &Page = &press.site.pages[at];
    let voice = press.theme.voice(press.site, &page.lang);
    let owner = Owner { file: &page.file, address: page.address.clone(), lang: &page.lang };
    let prose = press.prose(&voice, &owner, &page.body, &page.links);
    let shown = FreePage {
        attributes: language_attributes(&page.lang, &voice.lang),
        title: &page.title,
        lead: prose.lead,
        sections: prose.sections,
        notes: prose.notes,
    };
    let head = Head { description: page.description.clone(), ..press.head(&voice, &page.address, &page.title) };
    press.output("page.html", &voice, &head, &shown)
}

/// A page at an old address of a brief, which leads to the new one.
pub(crate) fn moved(press: &Press<'_>, id: BriefId, old: &str) -> Result<Output> {
    #[derive(Serialize)]
    struct MovedPage<'a> {
        href: String,
        title: &'a str,
        attributes: Html,
    }
    let brief = &press.site[id];
    let voice = press.theme.voice(press.site, &brief.lang);
    let address = address::brief(brief);
    let page = MovedPage {
        href: voice.href(&address),
        title: &brief.title,
        attributes: language_attributes(&brief.lang, &voice.lang),
    };
    let head = press.head(&voice, &address, &brief.title);
    let mut output = press.output("moved.html", &voice, &head, &page)?;
    output.path = old_file(old);
    Ok(output)
}

/// The file of an old address: a folder's index, unless it names a file.
fn old_file(old: &str) -> String {
    let names_a_file = !old.ends_with('/') && old.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if names_a_file { old.to_owned() } else { format!("{}/index.html", old.trim_end_matches('/')) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_file_or_a_folder() {
        let check = |old: &str, expected: &str| assert_eq!(old_file(old), expected);
        check("old/name/", "old/name/index.html");
        check("old/name", "old/name/index.html");
        check("old/name.html", "old/name.html");
        check("v1.2/name", "v1.2/name/index.html");
    }
}

//! The home page: the newest briefs by day, and beside them what goes on.

use serde::Serialize;

use super::{
    Press, disputes,
    feed::Subject,
    html::{Html, escaped},
    json_ld,
    list::{Day, ListOf, Pager},
    page::{Head, RailList},
    paginate::Sheet,
};
use crate::{
    address,
    diagnostic::Diagnostic,
    model::{Brief, BriefId, Dispute, Story},
    output::Output,
};

/// The most entries of each list in the rail.
const RAIL: usize = 6;

/// `page` in `home.html`.
#[derive(Serialize)]
struct HomePage {
    count: Option<String>,
    days: Vec<Day>,
    pager: Pager,
    rail: Vec<RailList>,
}

/// Renders the home page, or a page with older briefs.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn page(press: &Press<'_>, sheet: &Sheet) -> Result<Output, Vec<Diagnostic>> {
    let (site, voice) = (press.site, &press.voice);
    if sheet.number.is_some() {
        let name = voice.text("home");
        let list =
            ListOf { address: String::new(), kind: voice.text("briefs"), name, html: escaped(name), section: "home" };
        return press.older_page(&list, &site.items, sheet);
    }
    let ids = &site.items[sheet.items.clone()];
    let page = HomePage {
        count: (!site.items.is_empty()).then(|| voice.language.count("briefs", site.items.len())),
        days: press.days(ids),
        pager: press.pager(sheet, ""),
        rail: [stories(press), disputes(press), corrections(press)].into_iter().flatten().collect(),
    };
    let head = Head {
        description: Some(site.config.description.clone()).filter(|text| !text.is_empty()),
        json_ld: json_ld::site(press),
        feeds: press.feed_links(Subject::Site),
        section: "home",
        ..press.head(voice, "", "")
    };
    press.output("home.html", voice, &head, &page)
}

/// The stories that were added to last.
fn stories(press: &Press<'_>) -> Option<RailList> {
    let (site, voice) = (press.site, &press.voice);
    let mut stories: Vec<&Story> = site.stories.iter().collect();
    stories.sort_by_key(|story| std::cmp::Reverse(story.briefs.first().map(|&id| site[id].date)));
    let entry = |story: &Story| {
        let link = voice.anchor(&address::story(story), &voice.run(&story.title, Some(&story.lang)));
        let count = voice.language.count("briefs", story.briefs.len());
        let note = match story.briefs.first() {
            Some(&newest) => {
                let date = voice.moment(&site[newest].date);
                voice.language.fill("briefs_newest", &[("briefs", &count), ("date", date.as_str())])
            }
            None => count,
        };
        Html::finished(&format!("{} <span class=\"note\">{note}</span>", link.as_str()))
    };
    RailList::some(voice.text("stories"), stories.into_iter().take(RAIL).map(entry).collect())
}

/// The open disputes of the newest briefs.
fn disputes(press: &Press<'_>) -> Option<RailList> {
    let (site, voice) = (press.site, &press.voice);
    let link = |(id, dispute): (BriefId, &Dispute)| {
        let brief = &site[id];
        let address = format!("{}#d-{}", address::brief(brief), dispute.id);
        voice.anchor(&address, &voice.run(&dispute.about, Some(&brief.lang)))
    };
    RailList::some(voice.text("open_disputes"), disputes::open(site, &site.items).take(RAIL).map(link).collect())
}

/// The briefs that were corrected last.
fn corrections(press: &Press<'_>) -> Option<RailList> {
    let (site, voice) = (press.site, &press.voice);
    let mut corrected: Vec<(&Brief, _)> =
        site.items.iter().filter_map(|&id| Some((&site[id], site[id].corrections.last()?.date))).collect();
    corrected.sort_by(|(_, a), (_, b)| b.cmp(a));
    let entry = |(brief, date): (&Brief, crate::manuscript::Moment)| {
        let address = format!("{}#corrections", address::brief(brief));
        let link = voice.anchor(&address, &voice.run(&brief.title, Some(&brief.lang)));
        Html::finished(&format!("{} <span class=\"note\">{}</span>", link.as_str(), voice.moment(&date).as_str()))
    };
    RailList::some(voice.text("corrected_lately"), corrected.into_iter().take(RAIL).map(entry).collect())
}

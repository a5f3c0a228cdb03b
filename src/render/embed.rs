//! Timelines for articles of others: pages that hold the picture and the list of a timeline and nothing else, to stand in
//! a frame, and the element that puts one there.
//!
//! Such a page lists what the page that it belongs to lists, from the same rows. It is in no sitemap, no navigation and
//! no search: readers come to it by a frame only, and leave it for the page that it belongs to.

use serde::Serialize;

use super::{
    Press,
    html::{Html, escaped},
    kind,
    page::Head,
    timeline::EventList,
};
use crate::{
    address,
    diagnostic::Diagnostic,
    model::{EntityId, StoryId, TopicId},
    output::Output,
};

/// What an embed page shows the timeline of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Site,
    Story(StoryId),
    Topic(TopicId),
    Entity(EntityId),
}

/// `page` in `embed.html`.
#[derive(Serialize)]
struct EmbedPage<'a> {
    name: Html,
    /// The link to the page that it belongs to, and its text.
    whole: String,
    credit: Html,
    events: Option<EventList<'a>>,
}

/// Height of a frame in pixels: the tools and a picture of some lanes.
const HEIGHT: u32 = 640;

/// Where the embed page of the page at `whole` is.
fn address_of(whole: &str) -> String {
    format!("{whole}embed/")
}

impl Press<'_> {
    /// All embed pages.
    pub(crate) fn embeds(&self) -> Vec<Subject> {
        let site = self.site;
        let site_alone = (!self.events.is_empty()).then_some(Subject::Site);
        let stories = (0..).map(|id| Subject::Story(StoryId(id))).zip(site.stories.iter().map(|it| &it.events));
        let topics = (0..).map(|id| Subject::Topic(TopicId(id))).zip(site.topics.iter().map(|it| &it.events));
        let entities = (0..).map(|id| Subject::Entity(EntityId(id))).zip(site.entities.iter().map(|it| &it.events));
        let others = stories.chain(topics).chain(entities).filter(|(_, events)| events.len() > 1);
        site_alone.into_iter().chain(others.map(|(subject, _)| subject)).collect()
    }

    /// The element that shows the embed page of the page at `whole`: HTML for the pages of others, told as text. `name` is
    /// that page's, but for the site's timeline.
    pub(crate) fn frame(&self, whole: &str, name: Option<&str>) -> Option<String> {
        let src = address::absolute(&self.site.config.base_url, &address_of(whole));
        let names = [("page", &*self.embed_title(name)), ("site", &self.site.config.title)];
        let title = self.voice.language.fill("page_title", &names);
        // Width and height are attributes, since the policy of such a page may refuse a style.
        Some(format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT}\" loading=\"lazy\" style=\"border:0\"></iframe>",
            escaped(&src),
            escaped(&title)
        ))
    }

    /// "Timeline", or "Timeline, Place: Mosul".
    fn embed_title(&self, name: Option<&str>) -> String {
        let timeline = self.voice.text("timeline");
        let of = |name| self.voice.language.fill("title_and_range", &[("title", timeline), ("range", name)]);
        name.map_or_else(|| timeline.to_owned(), of)
    }
}

/// Renders an embed page.
///
/// # Errors
/// What is wrong with the template.
pub(crate) fn page(press: &Press<'_>, subject: Subject) -> Result<Output, Vec<Diagnostic>> {
    let (site, voice) = (press.site, &press.voice);
    let plain = |name: &str| Html::finished(&voice.run(name, None));
    let (whole, name, title, events) = match subject {
        Subject::Site => {
            ("timeline/".to_owned(), plain(voice.text("timeline")), press.embed_title(None), press.newest_events())
        }
        Subject::Story(id) => {
            let story = &site[id];
            let name = Html::finished(&voice.run(&story.title, Some(&story.lang)));
            (address::story(story), name, press.embed_title(Some(&story.title)), press.event_list(&story.events, None))
        }
        Subject::Topic(id) => {
            let topic = &site[id];
            let title = press.embed_title(Some(&kind::titled(voice.text("topic"), &topic.name)));
            (address::topic(topic), plain(&topic.name), title, press.event_list(&topic.events, None))
        }
        Subject::Entity(id) => {
            let entity = &site[id];
            let title = press.embed_title(Some(&kind::titled(voice.text(kind::name(entity.kind)), &entity.name)));
            (address::entity(entity), plain(&entity.name), title, press.event_list(&entity.events, None))
        }
    };
    let (mut events, sprite) = events.map_or_else(Default::default, |(events, sprite)| (Some(events), sprite));
    if let Some(picture) = events.as_mut().and_then(|events| events.picture.as_mut()) {
        picture.is_embedded = true;
    }
    let site_name = voice.run(&site.config.title, Some(&site.config.lang));
    let page = EmbedPage {
        name,
        whole: voice.href(&whole),
        credit: Html::finished(&voice.language.fill("embed_credit", &[("site", &site_name)])),
        events,
    };
    let head = Head {
        url: address::absolute(&site.config.base_url, &whole),
        noindex: true,
        script: true,
        sprite,
        ..press.head(voice, &address_of(&whole), &title)
    };
    press.output("embed.html", voice, &head, &page)
}

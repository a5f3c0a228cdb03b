//! What a list's page offers to programs: its feeds, and its events as files.

use serde::Serialize;

use super::{Press, export::FileLink, feed::Subject, page::FeedLink};

/// `offers` in `components.html`.
#[derive(Serialize)]
pub(crate) struct Offers {
    title: String,
    feeds: Vec<FeedLink>,
    /// Of events.
    files: Vec<FileLink>,
}

impl Press<'_> {
    /// What the page of a list offers; nothing where it has no feeds.
    pub(crate) fn offers(&self, subject: Subject) -> Option<Offers> {
        let files = match subject {
            Subject::Story(id) => self.files_of_story(id),
            _ => Vec::new(),
        };
        let title = self.voice.text(if files.is_empty() { "feeds" } else { "data" }).to_owned();
        let feeds = self.feed_links(subject);
        (!feeds.is_empty()).then_some(Offers { title, feeds, files })
    }
}

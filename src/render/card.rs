//! A brief as lists show it: rendered once in the site's language, and used on every list.

use serde::Serialize;

use super::{
    Press, disputes,
    html::{Html, escaped, heading},
    voice::{Voice, language_attributes},
};
use crate::{
    address,
    diagnostic::Diagnostic,
    model::{Brief, BriefId, Story},
    typography::shortened,
};

/// The longest takeaway that lists show where the author wrote none, in characters.
const EXCERPT: usize = 220;

/// `card` in `card.html`.
#[derive(Serialize)]
struct Card<'a> {
    attributes: Html,
    /// What is not in the brief's language says so.
    meta_attributes: Html,
    href: String,
    title: Html,
    takeaway: String,
    publishers: Vec<Html>,
    date: Html,
    stories: Vec<Html>,
    disputes: Option<String>,
    changed: Option<&'a str>,
    held: Option<&'a str>,
    versions: Vec<Html>,
}

impl Press<'_> {
    /// The HTML of a brief in a list.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub(crate) fn render_card(&self, id: BriefId) -> Result<Html, Vec<Diagnostic>> {
        let (voice, brief) = (&self.voice, &self.site[id]);
        let open = disputes::open(self.site, &[id]).count();
        let story = |story: &Story| voice.anchor(&address::story(story), &voice.run(&story.title, Some(&story.lang)));
        let card = Card {
            attributes: language_attributes(&brief.lang, &voice.lang),
            meta_attributes: meta_attributes(brief, voice),
            href: voice.href(&address::brief(brief)),
            title: heading(&brief.title),
            takeaway: excerpt(brief),
            publishers: self.publishers(voice, brief),
            date: voice.moment(&brief.date),
            stories: brief.stories.iter().map(|&id| story(&self.site[id])).collect(),
            disputes: (open > 0).then(|| voice.language.count("disputes", open)),
            changed: changed(brief).map(|key| voice.text(key)),
            held: brief.is_held().then(|| voice.text("held")),
            versions: self.other_versions(id, voice),
        };
        self.theme.part("card.html", voice, "card", &card).map(|html| Html::finished(&html))
    }

    /// The names of those who published a brief's sources, each once.
    pub(crate) fn publishers(&self, voice: &Voice<'_>, brief: &Brief) -> Vec<Html> {
        let mut names: Vec<&str> = Vec::new();
        for source in &brief.sources {
            let name = source.publisher_name().unwrap_or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter().map(|name| Html::finished(&voice.run(name, None))).collect()
    }

    /// Links to the other versions of a brief, each in its own language.
    pub(crate) fn other_versions(&self, id: BriefId, voice: &Voice<'_>) -> Vec<Html> {
        let others =
            self.site[id].versions.iter().filter(|&&version| version != id).map(|&version| &self.site[version]);
        let others = others.filter(|version| !version.is_withdrawn());
        let link = |version: &Brief| {
            let (lang, name) = (&version.lang, escaped(self.theme.own_name(&version.lang)));
            let href = escaped(&voice.href(&address::brief(version)));
            let dir = lang.direction().as_str();
            Html::finished(&format!("<a href=\"{href}\" lang=\"{lang}\" hreflang=\"{lang}\" dir=\"{dir}\">{name}</a>"))
        };
        others.map(link).collect()
    }
}

/// Inside an item of another language, what speaks the page's language says so.
pub(crate) fn meta_attributes(brief: &Brief, voice: &Voice<'_>) -> Html {
    if brief.lang.language() == voice.lang.language() {
        return Html::default();
    }
    language_attributes(&voice.lang, &brief.lang)
}

fn changed(brief: &Brief) -> Option<&'static str> {
    if !brief.corrections.is_empty() {
        Some("corrected")
    } else if !brief.updates.is_empty() {
        Some("updated")
    } else {
        None
    }
}

/// The takeaway; where it is the first paragraph, shortened.
pub(crate) fn excerpt(brief: &Brief) -> String {
    brief.written_takeaway.clone().unwrap_or_else(|| shortened(brief.takeaway(), EXCERPT))
}

//! Names of things that the format knows: languages, kinds of sources, states, roles of sections, reasons.

use std::collections::BTreeMap;

use super::Language;
use crate::{
    config::Role,
    lang::Lang,
    manuscript::{EventState, SourceKind},
};

/// Up to that many days, briefs are said to be so many days apart; then so many months, and from two years on, years.
const MOST_DAYS: u64 = 60;
/// Days of 10,000 years of the Gregorian calendar.
const DAYS: u128 = 3_652_425;

/// Headings of sections that have a role.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    /// The first heading that the table gives.
    pub(super) usual: BTreeMap<Role, String>,
    /// All headings, [`folded`].
    pub(super) by_heading: BTreeMap<String, Role>,
}

impl Language {
    /// The name of a language in this one (`Arabic`), or its tag where the table has none.
    pub fn language_name<'a>(&'a self, lang: &'a Lang) -> &'a str {
        let named = |tag: &str| self.languages.get(tag).map(String::as_str);
        named(lang.as_str()).or_else(|| named(lang.language())).unwrap_or(lang.as_str())
    }

    /// `in Arabic`
    pub fn in_language(&self, lang: &Lang) -> String {
        let special = self.in_languages.get(lang.as_str()).or_else(|| self.in_languages.get(lang.language()));
        special.cloned().unwrap_or_else(|| self.fill("in_language", &[("language", self.language_name(lang))]))
    }

    /// What a source is, as a sentence: `News report, in English.` `None` where neither is known.
    pub fn source_kind(&self, kind: Option<SourceKind>, lang: Option<&Lang>) -> Option<String> {
        let kind = kind.map(|kind| self.text(source_kind_key(kind)));
        let in_language = lang.map(|lang| self.in_language(lang));
        let said = match (kind, in_language) {
            (Some(kind), Some(lang)) => self.fill("kind_in_language", &[("kind", kind), ("in_language", &lang)]),
            (Some(kind), None) => self.fill("kind_alone", &[("kind", kind)]),
            (None, Some(lang)) => self.fill("kind_unknown_in_language", &[("in_language", &lang)]),
            (None, None) => return None,
        };
        Some(self.sentence(&said))
    }

    /// What is known of an event: `planned`.
    pub fn state(&self, state: EventState) -> &str {
        self.text(match state {
            EventState::Reported => "state_reported",
            EventState::Confirmed => "state_confirmed",
            EventState::Disputed => "state_disputed",
            EventState::Planned => "state_planned",
            EventState::Cancelled => "state_cancelled",
            EventState::Denied => "state_denied",
        })
    }

    /// Why a brief of the same story is related, which is so many days later (negative: earlier):
    /// `Same story, 4 days later`, `Same story, 3 years earlier`.
    pub fn reason_same_story(&self, days: i64) -> String {
        let apart = days.unsigned_abs();
        if apart == 0 {
            return self.text("reason_same_story_same_day").to_owned();
        }
        // To the nearest month or year, in whole numbers.
        let rounded = |units: u128| ((u128::from(apart) * units * 10_000 + DAYS / 2) / DAYS) as u64;
        let (n, later, earlier) = match (apart, rounded(12), rounded(1)) {
            (..=MOST_DAYS, ..) => (apart, "same_story_days_later", "same_story_days_earlier"),
            (_, months @ ..24, _) => (months, "same_story_months_later", "same_story_months_earlier"),
            (.., years) => (years, "same_story_years_later", "same_story_years_earlier"),
        };
        self.count(if days > 0 { later } else { earlier }, usize::try_from(n).unwrap_or(usize::MAX))
    }

    /// How long a brief was wrong: `wrong for 3 days`, `corrected the same day`.
    pub fn wrong_for(&self, days: usize) -> String {
        if days == 0 { self.text("corrected_same_day").to_owned() } else { self.count("wrong_for_days", days) }
    }

    /// The role that a heading gives to its section, whatever its case, spaces and vowel marks.
    pub fn role(&self, heading: &str) -> Option<Role> {
        self.roles.by_heading.get(&folded(heading)).copied()
    }

    /// The usual heading of a section of that role.
    pub fn role_heading(&self, role: Role) -> &str {
        self.roles.usual.get(&role).map_or(role.as_str(), String::as_str)
    }
}

fn source_kind_key(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::NewsReport => "kind_news_report",
        SourceKind::PressRelease => "kind_press_release",
        SourceKind::Document => "kind_document",
        SourceKind::Social => "kind_social",
        SourceKind::Interview => "kind_interview",
        SourceKind::Broadcast => "kind_broadcast",
    }
}

/// A heading as it is compared: small letters, single spaces, no closing punctuation, one apostrophe, Arabic script
/// without vowel marks and with one form each of yeh and kaf, which keyboards mix up.
pub(super) fn folded(heading: &str) -> String {
    let words = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_end_matches([':', '：', '.', '。', '?', '؟', '？', '!']);
    let kept = words.chars().filter(|c| !matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'));
    let plain = kept.map(|c| match c {
        '’' | 'ʼ' => '\'',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        c => c,
    });
    plain.flat_map(char::to_lowercase).collect::<String>().trim_end().to_owned()
}

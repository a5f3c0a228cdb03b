//! The list of all kinds of diagnostics. A code is stable: it may be retired, never renamed or given another meaning.

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not built.
    Error,
    /// The site is built, unless `--strict` asks otherwise.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $meaning:literal)*) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// All codes, in the order of the list.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The stable name, such as `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }

            /// Error or warning.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Files
    NotUtf8 "not-utf8" Error "The file is not valid UTF-8."
    BadPath "bad-path" Error "A file or folder has a name or a place that a site has no use for."
    TooLarge "too-large" Error "The file is larger than a text of the site may be."
    SymlinkOut "symlink-out" Error "A symbolic link leads out of the site, to a folder, or nowhere."
    MissingSettings "missing-settings" Error "The folder has no `site.toml`."
    BadSettings "bad-settings" Error "`site.toml` is not valid, or a value in it is not."
    BadTemplate "bad-template" Error "A template of the site does not parse or cannot be rendered."
    BadLanguage "bad-language" Error "A table of `languages/` is not valid, or a value in it cannot be used."
    ControlCharacter "control-character" Error "The text holds a control character, which no page or feed can hold."
    TooManyMistakes "too-many-mistakes" Error "A file has over a thousand mistakes, or a part of it too many to mend; the rest is not told."
    // YAML
    NoFrontMatter "no-front-matter" Error "The file does not begin with front matter."
    UnclosedFrontMatter "unclosed-front-matter" Error "The closing `---` line is missing."
    Yaml "yaml" Error "The front matter is not valid YAML."
    UnquotedColon "unquoted-colon" Error "A plain value holds a colon and a space."
    TextAfterQuote "text-after-quote" Error "Text stands after a closing quote."
    UnquotedIndicator "unquoted-indicator" Error "A plain value begins with a character that YAML reserves."
    UnquotedDate "unquoted-date" Error "A date with a mark stands without quotes inside `[…]` or `{…}`."
    TextAfterHash "text-after-hash" Error "A plain value is cut off by ` #`, which begins a comment."
    DuplicateKey "duplicate-key" Error "A key is given twice."
    YamlTag "yaml-tag" Error "YAML tags are not part of the format."
    YamlAnchor "yaml-anchor" Error "YAML anchors and aliases are not part of the format."
    SecondDocument "second-document" Error "A second YAML document begins inside the front matter."
    TooDeep "too-deep" Error "Lists or maps are nested too deeply."
    // Fields
    UnknownKey "unknown-key" Error "The key is not part of the format."
    MissingField "missing-field" Error "A required field is missing."
    WrongType "wrong-type" Error "A text stands where a list or map is asked, or the other way round."
    BadValue "bad-value" Error "The value is none of those allowed."
    BadDate "bad-date" Error "The value is not a day or a date-time with an offset."
    BadEdtf "bad-edtf" Error "The value is not an EDTF date of the levels that the format takes."
    BadSlug "bad-slug" Error "The value is not a slug."
    BadLang "bad-lang" Error "The value is not a language tag."
    BadAddress "bad-address" Error "The address is not http or https."
    BadIdentifier "bad-identifier" Error "The identifier has no known form."
    BadNumber "bad-number" Error "The value is not a number in its bounds."
    NotOneLine "not-one-line" Error "The text has to stand on one line."
    NotAscending "not-ascending" Error "Updates or corrections are not in order of time."
    RetrievedBeforePublished "retrieved-before-published" Error "A source was read before it was published."
    EmbargoMissing "embargo-missing" Error "An embargoed brief has no embargo, or an embargo holds nothing back."
    SaysOrQuote "says-or-quote" Error "A statement needs exactly one of `says` and `quote`."
    TooFewPositions "too-few-positions" Error "A dispute needs at least two positions."
    SettledByMissing "settled-by-missing" Error "A settled dispute does not say by what, or an open one does."
    AltMissing "alt-missing" Error "An image has no `alt` and is not decorative."
    // Body
    UnsafeLink "unsafe-link" Error "A link is not http, https or mailto, nor a path in the site."
    RemoteImage "remote-image" Error "An image comes from another host."
    MissingFile "missing-file" Error "A file that the brief names does not exist."
    // References
    DuplicateSlug "duplicate-slug" Error "Two briefs, or the texts of two stories, have one slug."
    DuplicateAddress "duplicate-address" Error "Two pages have one address."
    DuplicateId "duplicate-id" Error "Two sources or two events of a brief have one id."
    UnknownBrief "unknown-brief" Error "No brief has that slug."
    UnknownEvent "unknown-event" Error "No event has that id."
    UnknownSource "unknown-source" Error "No source of the brief has that id."
    UnknownStory "unknown-story" Error "No brief belongs to that story."
    UnknownEntity "unknown-entity" Error "No person, organisation or place has that name."
    AmbiguousEntity "ambiguous-entity" Error "The name is that of entities of two kinds."
    UnknownTopic "unknown-topic" Error "The topic is not in the site's list."
    ConflictingIds "conflicting-ids" Error "Two identifiers are given for one name."
    TranslationOfTranslation "translation-of-translation" Error "A translation has to name the original."
    DuplicateTranslation "duplicate-translation" Error "Two translations of a brief have one language."
    ReservedAddress "reserved-address" Error "A page would take an address that the generator writes."
    // Warnings
    LongTitle "long-title" Warning "The title is over 140 characters."
    TitleFullStop "title-full-stop" Warning "The title ends with a full stop."
    LongTakeaway "long-takeaway" Warning "The takeaway is over 240 characters."
    LongEvent "long-event" Warning "The text of an event is over 200 characters."
    LongQuote "long-quote" Warning "A quotation is longer than the site allows."
    LongBody "long-body" Warning "The body is over 400 words."
    FutureDate "future-date" Warning "The brief's date is in the future."
    UndatedSource "undated-source" Warning "A source has none of `published`, `retrieved`, `archived`."
    EventAfterSource "event-after-source" Warning "An event is later than its source and not planned."
    PastPlan "past-plan" Warning "A planned event lies in the past."
    UnlistedName "unlisted-name" Warning "A name is not listed among the brief's people, organisations or places."
    RepeatedSource "repeated-source" Warning "One source address is used by two briefs."
    SimilarNames "similar-names" Warning "Two names differ only in case, diacritics or letter variants."
    NoCredit "no-credit" Warning "An image has no credit."
    BadPicture "bad-picture" Warning "A picture cannot be read, or is too large: no smaller copies are made of it."
    MissingLetters "missing-letters" Warning "Briefs have letters that no font for drawn pictures has."
    ExampleBaseUrl "example-base-url" Warning "`base_url` is still the example's."
    MissingPhrase "missing-phrase" Warning "A language of the site lacks a phrase; the English one stands in."
    HeldReference "held-reference" Warning "A published brief refers to one that is held."
}

impl Code {
    /// Whether every diagnostic of this code passes with time.
    pub(super) fn passes(self) -> bool {
        matches!(self, Code::FutureDate | Code::PastPlan)
    }

    /// The code of that name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_unique_and_leads_back() {
        for &code in Code::ALL {
            assert_eq!(Code::named(code.name()), Some(code));
            assert!(code.name().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }
    }
}

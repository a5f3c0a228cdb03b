//! Words of a text, for writing an index and for searching it: there is one tokenizer, so both always agree.
//!
//! - A word is a run of letters and digits, folded by [`crate::fold`].
//! - Parts joined by hyphens or apostrophes (`al-Sudani`, `Kata’ib`) are words of their own, and so is the whole without its
//!   joints (`alsudani`), so that every way of writing it is found. Single Latin letters are no parts (`F-16` gives `16`, `f16`).
//! - An English genitive is cut off: `Iraq’s` is `iraq`.
//! - An Arabic article is such a part too, with what is written together with it: `والعراق` gives `عراق`, `والعراق`.
//! - A quotation mark between Hebrew letters is one of an abbreviation: `צה"ל` is `צהל`.
//! - Full stops inside abbreviations and points inside numbers join in the same way: `U.S.` is `us`, `5,200` is also `5200`.
//! - In scripts without spaces every two neighbouring characters are a word, so that every longer run is found too.

use crate::fold::{Kind, fold_into, kind, voiced};
use core::ops::Range;

/// How a word stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Between spaces or signs, or two characters of a script without spaces.
    Whole,
    /// One of several parts that a hyphen or an apostrophe joins.
    Part,
    /// All parts together; it stands for nothing new, so a query may leave it unfound.
    Joined,
}

/// Longest folded word, in bytes; longer ones are cut at a character, alike when written and searched.
pub const LONGEST: usize = 64;

/// More parts than this are not one name but a chain, and start anew.
const MOST_PARTS: usize = 6;

/// Calls `each` for every word of `text` with its folded form, its byte range in `text` and its form, in the order of the text.
/// The range of a word without its article is that of both.
pub fn tokenize(text: &str, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
    let mut compound = Compound::default();
    let mut run = Run::default();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let mut kind = kind(c);
        if kind == Kind::Unspaced {
            compound.flush(each);
            run.push(folded(c), at..at + c.len_utf8(), each);
            continue;
        }
        if kind == Kind::Ignored {
            if let Some(voiced) = run.last.and_then(|last| voiced(last, c)) {
                (run.last, run.at.end) = (Some(voiced), at + c.len_utf8());
            }
            continue;
        }
        if matches!(c, '"' | '”') && compound.is_hebrew() && chars.as_str().starts_with(is_hebrew) {
            kind = Kind::Apostrophe;
        }
        run.flush(each);
        if kind == Kind::Letter {
            compound.letter(c, at, each);
        } else {
            compound.joint(kind, each);
        }
    }
    run.flush(each);
    compound.flush(each);
}

/// A run without spaces, of which every two neighbours are given, or its only character.
#[derive(Debug, Default)]
struct Run {
    /// The last character but one, and where it begins.
    before: Option<char>,
    start: usize,
    /// The last character, and where it is.
    last: Option<char>,
    at: Range<usize>,
}

impl Run {
    fn push(&mut self, c: char, at: Range<usize>, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
        if self.before.is_some() {
            self.give(each);
        }
        (self.before, self.start) = (self.last, self.at.start);
        (self.last, self.at) = (Some(c), at);
    }

    /// Gives what was not given yet, and is empty again.
    fn flush(&mut self, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
        if self.last.is_some() {
            self.give(each);
            *self = Run::default();
        }
    }

    #[inline(never)]
    fn give(&self, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
        let mut word = String::new();
        word.extend(self.before);
        word.extend(self.last);
        each(&word, if self.before.is_some() { self.start } else { self.at.start }..self.at.end, Form::Whole);
    }
}

/// How many characters a text has.
#[inline(never)]
pub(crate) fn letters(text: &str) -> usize {
    // All bytes but those that go on with a character.
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

/// The first character that a character is folded into.
pub(crate) fn folded(c: char) -> char {
    let mut folded = String::new();
    fold_into(c, &mut folded);
    folded.chars().next().unwrap_or(c)
}

fn is_hebrew(c: char) -> bool {
    ('א'..='ת').contains(&c)
}

/// One part of a compound: where it ends in the folded text, and where it stands in the text.
#[derive(Clone, Debug)]
struct Part {
    folded: Range<usize>,
    at: Range<usize>,
    after: Kind,
    article: Article,
}

/// How far a part begins with the Arabic article.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Article {
    /// Nothing was read, or so many letters that are written together with the article.
    Before(u8),
    /// Its first letter.
    Half,
    /// All of it.
    Whole,
    /// The word without it begins there.
    Ends(usize),
    /// Another word.
    None,
}

impl Article {
    /// How it goes on with a letter that stands at `at`.
    fn next(self, c: char, at: usize) -> Article {
        match (self, c) {
            (Article::Before(n @ 0..2), 'و' | 'ف' | 'ب' | 'ك') => Article::Before(n + 1),
            // After `ل` the article loses its first letter. With another alef it is none: `آلمان` is Germany.
            (Article::Before(_), 'ا' | 'ٱ' | 'ل') => Article::Half,
            (Article::Half, 'ل') => Article::Whole,
            (Article::Whole, _) => Article::Ends(at),
            (Article::Ends(_), _) => self,
            _ => Article::None,
        }
    }

    /// The rest of a word whose article this is.
    fn rest(self, word: &str) -> Option<&str> {
        let Article::Ends(at) = self else { return None };
        word.get(at..).filter(|rest| letters(rest) >= BARE)
    }
}

/// An Arabic word without its article and what is written together with that; `None` where it has none.
pub fn without_article(word: &str) -> Option<&str> {
    let letters = word.char_indices().filter(|(_, c)| kind(*c) == Kind::Letter);
    letters.fold(Article::Before(0), |article, (at, c)| article.next(c, at)).rest(word)
}

/// Without its article a word has at least so many letters; what is shorter may well have none.
const BARE: usize = 3;

/// Letters that belong together, with the joints between them.
#[derive(Debug, Default)]
struct Compound {
    folded: String,
    parts: Vec<Part>,
    /// The joint that was met last, if no letter has followed yet.
    joint: Option<Kind>,
}

impl Compound {
    fn letter(&mut self, c: char, at: usize, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
        if let Some(joint) = self.joint.take() {
            if !self.joins(joint, c) {
                self.flush(each);
            }
            self.start(joint, at);
        } else if self.parts.is_empty() {
            self.start(Kind::Break, at);
        }
        let before = self.folded.len();
        fold_into(c, &mut self.folded);
        if let Some(part) = self.parts.last_mut() {
            part.article = part.article.next(c, before - part.folded.start);
            part.folded.end = self.folded.len();
            part.at.end = at + c.len_utf8();
        }
    }

    /// A sign after a letter may join what follows; a second sign, or any other, ends the word.
    fn joint(&mut self, kind: Kind, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
        if kind == Kind::Break || self.parts.is_empty() || self.joint.is_some() {
            self.flush(each);
        } else {
            self.joint = Some(kind);
        }
    }

    fn start(&mut self, after: Kind, at: usize) {
        let folded = self.folded.len()..self.folded.len();
        self.parts.push(Part { folded, at: at..at, after, article: Article::Before(0) });
    }

    /// Whether a letter after `joint` goes on with the word: points join only single letters and digits.
    fn joins(&self, joint: Kind, next: char) -> bool {
        let last = self.parts.last().and_then(|part| self.folded.get(part.folded.clone())).unwrap_or("");
        let number = last.bytes().all(|byte| byte.is_ascii_digit()) && folded(next).is_ascii_digit();
        let chain = self.parts.len() >= MOST_PARTS;
        !chain && (joint != Kind::Point || number || letters(last) < 2)
    }

    /// Gives the parts and the whole, and is empty again.
    fn flush(&mut self, each: &mut dyn FnMut(&str, Range<usize>, Form)) {
        self.joint = None;
        self.drop_genitive();
        let whole = self.parts.len() < 2;
        let mut given = whole;
        for part in &self.parts {
            let folded = cut(self.folded.get(part.folded.clone()).unwrap_or(""));
            let initial = folded.len() == 1 && folded.bytes().all(|byte| byte.is_ascii_alphabetic());
            if !folded.is_empty() && (whole || !initial) {
                given = true;
                let mut form = if whole { Form::Whole } else { Form::Part };
                if let Some(bare) = part.article.rest(folded) {
                    each(bare, part.at.clone(), Form::Part);
                    form = Form::Joined;
                }
                each(folded, part.at.clone(), form);
            }
        }
        if let ([first, .., last], joined) = (self.parts.as_slice(), cut(&self.folded)) {
            each(joined, first.at.start..last.at.end, if given { Form::Joined } else { Form::Whole });
        }
        self.folded.clear();
        self.parts.clear();
    }

    /// Whether a Hebrew letter was the last, with no joint after it.
    fn is_hebrew(&self) -> bool {
        self.joint.is_none() && self.folded.chars().next_back().is_some_and(is_hebrew)
    }

    /// `Iraq’s` is found by `Iraq`, and nothing is found by `s`.
    fn drop_genitive(&mut self) {
        if let [.., _, last] = self.parts.as_slice()
            && last.after == Kind::Apostrophe
            && self.folded.get(last.folded.clone()) == Some("s")
        {
            self.folded.truncate(last.folded.start);
            self.parts.pop();
        }
    }
}

/// The first [`LONGEST`] bytes, cut at a character.
fn cut(word: &str) -> &str {
    let mut end = word.len().min(LONGEST);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words in order; parts are marked `-`, joined forms `=`.
    fn check(text: &str, expected: &str) {
        let mut words = Vec::new();
        tokenize(text, &mut |word, range, form| {
            assert!(!word.is_empty() && !range.is_empty(), "{text}");
            assert!(text.get(range).is_some(), "{text}");
            let sign = match form {
                Form::Whole => "",
                Form::Part => "-",
                Form::Joined => "=",
            };
            words.push(format!("{sign}{word}"));
        });
        assert_eq!(words.join(" "), expected, "{text}");
    }

    #[test]
    fn words_of_spaced_scripts() {
        check("", "");
        check("  Baghdad, and Washington! ", "baghdad and washington");
        check("Nouri al-Maliki", "nouri -al -maliki =almaliki");
        check("Iraq’s and Iraq's", "iraq and iraq");
        check("the coalition’s future", "the coalition future");
        check("States' rights", "states rights");
        check("Kata’ib Hezbollah", "-kata -ib =kataib hezbollah");
        check("l’État d'urgence", "-etat =letat -urgence =durgence");
        check("U.S. troops", "us troops");
        check("U.S.-led", "us led");
        check("F-16 e-mail", "-16 =f16 -mail =email");
        check("end.Start", "end start");
        check("5,200 3.5", "-5 -200 =5200 -3 -5 =35");
        check("2024-01-27", "-2024 -01 -27 =20240127");
        check("a -- b", "a b");
        check("well- known", "well known");
        check("‘quoted’ \"words\"", "quoted words");
        check("x'", "x");
    }

    #[test]
    fn arabic_script_and_its_marks() {
        check("رئيس الوزراء، محمد شياع السوداني.", "رييس -وزراء =الوزراء محمد شياع -سوداني =السوداني");
        check("می‌خواهم", "ميخواهم");
        check("٢٠٢٤", "2024");
        check("مُحَمَّـد", "محمد");
    }

    #[test]
    fn the_arabic_article_is_a_part() {
        check("العراق", "-عراق =العراق");
        check("وَالْعِرَاق فالعراق بالعراق", "-عراق =والعراق -عراق =فالعراق -عراق =بالعراق");
        check("وبالعراق للعراق وللعراق", "-عراق =وبالعراق -عراق =للعراق -عراق =وللعراق");
        // Too short, or no article.
        check("الله إلى والد بالون آلمان أليس", "الله الي والد بالون المان اليس");
        check("عبد-الكريم", "-عبد -كريم =الكريم =عبدالكريم");
        // A reader sees the whole word marked.
        let mut found = Vec::new();
        let text = "في والْعراق.";
        tokenize(text, &mut |_, range, _| found.push(&text[range]));
        assert_eq!(found, ["في", "والْعراق", "والْعراق"]);
        assert_eq!([text, "والْعراق", "الله"].map(without_article), [None, Some("عراق"), None]);
    }

    #[test]
    fn hebrew_abbreviations_and_joints() {
        check("צה\"ל דו״ח ארה”ב", "-צה -ל =צהל -דו -ח =דוח -ארה -ב =ארהב");
        check("\"צהל\" אמר \"לא\"", "צהל אמר לא");
        check("ראש־הממשלה שָׁלוֹם", "-ראש -הממשלה =ראשהממשלה שלום");
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        check("東京", "東京");
        check("東京都 京", "東京 京都 京");
        check("NHKは東京", "nhk は東 東京");
        check("ニュース2024", "ニュ ュー ース 2024");
        check("ｲﾗｸﾊﾞ", "イラ ラク クバ");
        check("ハ\u{309A}リ", "パリ");
    }

    #[test]
    fn ranges_lead_back_to_the_text() {
        let text = "À Kata’ib, Iraq’s 東京都";
        let mut found = Vec::new();
        tokenize(text, &mut |_, range, _| found.push(&text[range]));
        assert_eq!(found, ["À", "Kata", "ib", "Kata’ib", "Iraq", "東京", "京都"]);
    }

    #[test]
    fn long_words_and_chains_are_cut() {
        check(&"x".repeat(100), &"x".repeat(LONGEST));
        check(&"é".repeat(100), &"e".repeat(LONGEST));
        check("aa-bb-cc-dd-ee-ff-gg-hh", "-aa -bb -cc -dd -ee -ff =aabbccddeeff -gg -hh =gghh");
        let mut longest = 0;
        tokenize(&"東".repeat(10_000), &mut |word, _, _| longest = longest.max(word.len()));
        assert_eq!(longest, 6);
    }
}

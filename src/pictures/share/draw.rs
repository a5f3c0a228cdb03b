//! Words to a PNG: set in lines, shaped, drawn.
//!
//! The lines are found here, since SVG breaks none; everything else (shaping, both directions, which font has a letter) is
//! resvg's. It sets every line from the left, so one from the right is isolated by signs and anchored at its other end.

use std::{
    fmt::Write,
    sync::{Arc, LazyLock},
};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Group, Node, Options, Tree, fontdb::Database},
};

use super::Card;
use crate::lang::Direction;

/// The size that sites which show pictures of pages ask for, in pixels.
pub(crate) const WIDTH: u32 = 1200;
pub(crate) const HEIGHT: u32 = 630;

/// The sizes of a title, largest first, in pixels.
const SIZES: [f32; 6] = [84.0, 76.0, 68.0, 60.0, 54.0, 46.0];
/// The line height of a title, by its size; Arabic letters reach further up and down.
const LEADING: f32 = 1.24;
const LEADING_RTL: f32 = 1.42;
/// The room for a title, in pixels.
const ROOM: (f32, f32) = (1040.0, 366.0);
/// The longest piece of a word, in characters: of the widest letters a line of the smallest size.
const PIECE: usize = 24;
/// The size that words are measured at.
const RULER: f32 = 100.0;
/// The width of a blank at that size.
const BLANK: f32 = 26.0;

const TITLE: &str = "font-family=\"Noto Serif\" font-weight=\"700\" fill=\"#1d1c1a\"";
const LINE: &str = "font-family=\"Noto Sans\" fill=\"#5c5952\"";

/// The fonts, parsed once for all builds of a process.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("../../../www/fonts/NotoSerif-Bold.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../../www/fonts/NotoSans-Regular.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../../www/fonts/NotoNaskhArabic-Bold.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../../www/fonts/NotoSerifHebrew-Bold.ttf").to_vec());
    Arc::new(fonts)
});

/// Draws cards.
pub(super) struct Pen {
    options: Options<'static>,
}

impl Pen {
    pub(super) fn new() -> Pen {
        Pen { options: Options { fontdb: Arc::clone(&FONTS), ..Options::default() } }
    }

    /// The picture of a card as PNG; `None` where no font has one of its letters.
    pub(super) fn draw(&self, card: &Card) -> Option<Vec<u8>> {
        let words: Vec<_> =
            card.title.split(is_blank).filter(|word| !word.trim().is_empty()).flat_map(pieces).collect();
        let texts: Vec<_> = words.iter().map(|piece| piece.text).collect();
        let title = lines(&words, &self.widths(&texts, TITLE)?, leading(card.direction));
        let widths = self.widths(&[&card.site, &card.foot], LINE)?;
        let tree = Tree::from_str(&svg(card, &title, [widths[0], widths[1]]), &self.options).ok()?;
        if set(tree.root()).iter().any(|(_, is_missing)| *is_missing) {
            return None;
        }
        let mut picture = Pixmap::new(WIDTH, HEIGHT)?;
        resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
        picture.encode_png().ok()
    }

    /// The width of each text in that face at the size of the ruler; `None` where a letter is missing.
    fn widths(&self, texts: &[&str], face: &str) -> Option<Vec<f32>> {
        let mut svg = String::from(OPEN);
        for text in texts {
            let _ = write!(svg, "<text y=\"{RULER}\" font-size=\"{RULER}\" {face}>{}</text>", escaped(text));
        }
        svg.push_str("</svg>");
        let tree = Tree::from_str(&svg, &self.options).ok()?;
        let set = set(tree.root());
        let whole = set.len() == texts.len() && set.iter().all(|(_, is_missing)| !is_missing);
        whole.then(|| set.into_iter().map(|(width, _)| width).collect())
    }
}

const OPEN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">";

/// Each text with its width, and whether a letter of it is missing.
fn set(group: &Group) -> Vec<(f32, bool)> {
    let mut found = Vec::new();
    for node in group.children() {
        match node {
            Node::Group(group) => found.extend(set(group)),
            Node::Text(text) => {
                let mut glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                let is_missing = glyphs.any(|glyph| glyph.id.0 == 0 && !glyph.text.chars().all(is_sign));
                found.push((text.bounding_box().width(), is_missing));
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    found
}

/// Whether a character is one that nobody sees: signs of direction and joining.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || c.is_whitespace()
}

fn leading(direction: Direction) -> f32 {
    match direction {
        Direction::Ltr => LEADING,
        Direction::Rtl => LEADING_RTL,
    }
}

/// Whether a line may be broken there: at a blank, but not at one that holds together (`10 000`, `« `).
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// A word, or a part of a long one.
struct Piece<'a> {
    text: &'a str,
    /// Whether it goes on with the word of the piece before.
    goes_on: bool,
}

/// A word in pieces that are never wider than the picture: an address, say, has no blanks.
fn pieces(word: &str) -> Vec<Piece<'_>> {
    let mut ends: Vec<_> = word.char_indices().map(|(at, _)| at).step_by(PIECE).collect();
    ends.push(word.len());
    let text = |ends: &[usize]| Some(Piece { text: word.get(ends[0]..ends[1])?, goes_on: ends[0] > 0 });
    ends.windows(2).filter_map(text).collect()
}

/// The lines of a title at the largest size at which it has room, and that size.
fn lines(words: &[Piece<'_>], widths: &[f32], leading: f32) -> (Vec<String>, f32) {
    let mut set = (Vec::new(), RULER);
    let widest = widths.iter().copied().fold(0.0, f32::max);
    for size in SIZES {
        let room = ROOM.0 / size * RULER;
        set = (broken(words, widths, room), size);
        if widest <= room && set.0.len() as f32 * size * leading <= ROOM.1 {
            // As many lines, of much the same length: no word is left alone on the last.
            let narrower = (50..100).map(|part| room * part as f32 / 100.0).filter(|room| widest <= *room);
            let even = narrower.map(|room| broken(words, widths, room)).find(|lines| lines.len() == set.0.len());
            return (even.unwrap_or(set.0), size);
        }
    }
    let most = (ROOM.1 / (set.1 * leading)).floor().max(1.0) as usize;
    if set.0.len() > most {
        set.0.truncate(most);
        if let Some(last) = set.0.last_mut() {
            last.push_str(" …");
        }
    }
    set
}

fn broken(words: &[Piece<'_>], widths: &[f32], room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut at = 0.0;
    for (Piece { text, goes_on }, width) in words.iter().zip(widths) {
        let (blank, space) = if *goes_on { ("", 0.0) } else { (" ", BLANK) };
        match lines.last_mut().filter(|_| at + space + width <= room) {
            Some(line) => {
                line.push_str(blank);
                line.push_str(text);
                at += space + width;
            }
            None => {
                lines.push((*text).to_owned());
                at = *width;
            }
        }
    }
    lines
}

/// The picture: a title in lines of that size, and the site's name and the foot, with their widths at the size of the ruler.
fn svg(card: &Card, (title, size): &(Vec<String>, f32), widths: [f32; 2]) -> String {
    let mut svg = String::from(OPEN);
    svg.push_str(
        "<rect width=\"1200\" height=\"630\" fill=\"#fdfcf9\"/><rect width=\"1200\" height=\"14\" fill=\"#0b4f6c\"/>",
    );
    svg.push_str("<rect x=\"80\" y=\"528\" width=\"1040\" height=\"2\" fill=\"#dcd8ce\"/>");
    let fitting = |size: f32, width: f32| size.min(ROOM.0 * RULER / width.max(1.0));
    text(&mut svg, card.direction, 100.0, fitting(34.0, widths[0]), LINE, &card.site);
    let step = size * leading(card.direction);
    let top = 140.0 + (ROOM.1 - step * title.len() as f32) / 2.0 + step * 0.76;
    for (at, line) in title.iter().enumerate() {
        text(&mut svg, card.direction, top + step * at as f32, *size, TITLE, line);
    }
    text(&mut svg, card.direction, 582.0, fitting(32.0, widths[1]), LINE, &card.foot);
    svg.push_str("</svg>");
    svg
}

/// Text as XML has it, without what it cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

fn text(svg: &mut String, direction: Direction, y: f32, size: f32, face: &str, text: &str) {
    let text = escaped(text);
    let _ = match direction {
        Direction::Ltr => write!(svg, "<text x=\"80\" y=\"{y}\" font-size=\"{size}\" {face}>{text}</text>"),
        Direction::Rtl => write!(
            svg,
            "<text x=\"1120\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"end\" {face}>\u{2067}{text}\u{2069}</text>"
        ),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_word_has_no_blank_in_it() {
        let words: Vec<_> = "die Straßenverkehrszulassungsordnung und".split(is_blank).flat_map(pieces).collect();
        let widths: Vec<_> = words.iter().map(|piece| 50.0 * piece.text.chars().count() as f32).collect();
        assert_eq!(broken(&words, &widths, 9999.0), ["die Straßenverkehrszulassungsordnung und"]);
        assert_eq!("10\u{202f}000\u{a0}km east".split(is_blank).count(), 2);
    }
}

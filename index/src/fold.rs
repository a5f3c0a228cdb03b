//! Folding of characters: what a reader need not type exactly.
//!
//! Case, Latin diacritics, Greek and Cyrillic case, the Arabic letters that differ only by keyboard (alef, yeh, kaf, heh),
//! vowel marks, tatweel, zero-width characters, digits of other scripts, full-width letters and half-width kana. The tables are
//! this crate's own: those of Rust's `char` cost 6 kB in the browser, a normalizer 49 kB. A test compares them with NFKD.

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A letter or digit of a script that puts spaces between words.
    Letter,
    /// A letter of a script that does not: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
    Unspaced,
    /// Part of a word that is not searched for: vowel marks, tatweel, zero-width joiners, soft hyphens.
    Ignored,
    /// An apostrophe, which may stand inside a word.
    Apostrophe,
    /// A hyphen, which may join words.
    Hyphen,
    /// A full stop or comma, which may stand inside an abbreviation or a number.
    Point,
    /// Everything else ends a word.
    Break,
}

/// Ranges of characters, first and last, that are part of no word, from U+0080 up.
/// Whatever is not listed here, or in the tables below, counts as a letter: unknown scripts stay searchable.
const BREAKS: &[(u32, u32)] = &[
    (0x80, 0xA9),
    (0xAB, 0xB4),
    (0xB6, 0xB9),
    (0xBB, 0xBF),
    (0xD7, 0xD7),
    (0xF7, 0xF7),
    (0x2C2, 0x2C5),
    (0x2D2, 0x2DF),
    (0x37E, 0x37E),
    (0x387, 0x387),
    (0x55A, 0x55F),
    (0x589, 0x589),
    (0x5C0, 0x5C0),
    (0x5C3, 0x5C3),
    (0x5C6, 0x5C6),
    (0x600, 0x60F),
    (0x61B, 0x61B),
    (0x61D, 0x61F),
    (0x66A, 0x66A),
    (0x66D, 0x66D),
    (0x6D4, 0x6D4),
    (0x6DD, 0x6DE),
    (0x6E9, 0x6E9),
    (0x700, 0x70D),
    (0x964, 0x965),
    (0x970, 0x970),
    (0xE4F, 0xE4F),
    (0xE5A, 0xE5B),
    (0x104A, 0x104F),
    (0x10FB, 0x10FB),
    (0x1360, 0x1368),
    (0x17D4, 0x17DB),
    (0x2000, 0x2BFF),
    (0x2E00, 0x2E7F),
    (0x3000, 0x3004),
    (0x3008, 0x3020),
    (0x3030, 0x3030),
    (0x303D, 0x303F),
    (0x30A0, 0x30A0),
    (0x30FB, 0x30FB),
    (0xE000, 0xF8FF),
    (0xFD3E, 0xFD3F),
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE6F),
    (0xFF00, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFFF),
    (0x1F000, 0x1FAFF),
    (0xE0000, 0x10FFFF),
];

/// Ranges of [`Kind::Ignored`].
const IGNORED: &[(u32, u32)] = &[
    (0xAD, 0xAD),
    (0x300, 0x36F),
    (0x483, 0x489),
    (0x591, 0x5BD),
    (0x5BF, 0x5BF),
    (0x5C1, 0x5C2),
    (0x5C4, 0x5C5),
    (0x5C7, 0x5C7),
    (0x610, 0x61A),
    (0x61C, 0x61C),
    (0x640, 0x640),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x6D6, 0x6DC),
    (0x6DF, 0x6E4),
    (0x6E7, 0x6E8),
    (0x6EA, 0x6ED),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2069),
    (0x3099, 0x309A),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0xFF9E, 0xFF9F),
];

/// Ranges of [`Kind::Unspaced`].
const UNSPACED: &[(u32, u32)] = &[
    (0xE01, 0xE4E),
    (0xE81, 0xEDF),
    (0x1000, 0x109F),
    (0x1780, 0x17D3),
    (0x3005, 0x3007),
    (0x3021, 0x302F),
    (0x3031, 0x303C),
    (0x3041, 0x3098),
    (0x309B, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
    (0x20000, 0x3FFFF),
];

/// Base letters of U+00C0 to U+024F. Digits stand for the pairs in [`PAIRS`], `.` for a letter without a base, `-` for a sign.
const LATIN: &[u8] = b"\
    aaaaaa1ceeeeiiiidnooooo-ouuuuy32aaaaaa1ceeeeiiiidnooooo-ouuuuy3y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii55jjkkklllllll\
    lllnnnnnnnnnoooooo44rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
    bbbb..occdddddeeeffgghiikkllmnnoooqqpprssssttttuuuvyyzzzzzz....w\
    ....888666777aaiioouuuuuuuuuueaaaa11ggggkkoooozzj888gghwnnaa11oo\
    aaaaeeeeiiiioooorrrruuuussttyyhhndoozzaaeeooooooooyylntjbpacclts\
    z..buveejjqqrryy";

/// Base letters of U+1E00 to U+1EFF, written as in [`LATIN`].
const LATIN_MORE: &[u8] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwyasss2daaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

const PAIRS: [&str; 8] = ["ae", "ss", "th", "oe", "ij", "lj", "nj", "dz"];

/// What the half-width kana U+FF66 to U+FF9D are in full width, counted from U+3000.
const KANA: &[u8] = b"\
    \xF2\xA1\xA3\xA5\xA7\xA9\xE3\xE5\xE7\xC3\xFC\xA2\xA4\xA6\
    \xA8\xAA\xAB\xAD\xAF\xB1\xB3\xB5\xB7\xB9\xBB\xBD\xBF\xC1\
    \xC4\xC6\xC8\xCA\xCB\xCC\xCD\xCE\xCF\xD2\xD5\xD8\xDB\xDE\
    \xDF\xE0\xE1\xE2\xE4\xE6\xE8\xE9\xEA\xEB\xEC\xED\xEF\xF3";

/// Single characters with a base of their own: signs, accented Greek, Cyrillic, the variants of Arabic letters, and Kurdish
/// letters that keyboards for Arabic or Persian lack.
const SINGLE: &[(char, char)] = &[
    ('ª', 'a'),
    ('µ', 'μ'),
    ('º', 'o'),
    ('ə', 'e'),
    ('ʒ', 'z'),
    ('Ά', 'α'),
    ('Έ', 'ε'),
    ('Ή', 'η'),
    ('Ί', 'ι'),
    ('Ό', 'ο'),
    ('Ύ', 'υ'),
    ('Ώ', 'ω'),
    ('ΐ', 'ι'),
    ('ά', 'α'),
    ('έ', 'ε'),
    ('ή', 'η'),
    ('ί', 'ι'),
    ('ΰ', 'υ'),
    ('ς', 'σ'),
    ('ϊ', 'ι'),
    ('ϋ', 'υ'),
    ('ό', 'ο'),
    ('ύ', 'υ'),
    ('ώ', 'ω'),
    ('й', 'и'),
    ('ѐ', 'е'),
    ('ё', 'е'),
    ('ѓ', 'г'),
    ('ї', 'і'),
    ('ќ', 'к'),
    ('ѝ', 'и'),
    ('ў', 'у'),
    ('آ', 'ا'),
    ('أ', 'ا'),
    ('إ', 'ا'),
    ('ٱ', 'ا'),
    ('ؤ', 'و'),
    ('ئ', 'ي'),
    ('ى', 'ي'),
    ('ی', 'ي'),
    ('ێ', 'ي'),
    ('ې', 'ي'),
    ('ے', 'ي'),
    ('ۓ', 'ي'),
    ('ک', 'ك'),
    ('ڪ', 'ك'),
    ('ة', 'ه'),
    ('ھ', 'ه'),
    ('ہ', 'ه'),
    ('ۀ', 'ه'),
    ('ۂ', 'ه'),
    ('ۃ', 'ه'),
    ('ە', 'ه'),
    ('ۆ', 'و'),
    ('ڕ', 'ر'),
    ('ڵ', 'ل'),
];

/// Says what `c` is to the tokenizer.
pub fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Kind::Letter,
        '\'' | '`' | '´' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | '׳' | '״' => Kind::Apostrophe,
        '-' | '‐' | '‑' | '־' => Kind::Hyphen,
        '.' | ',' | '٫' | '٬' => Kind::Point,
        '\0'..='\x7F' => Kind::Break,
        _ if within(IGNORED, c) => Kind::Ignored,
        _ if within(BREAKS, c) => Kind::Break,
        _ if within(UNSPACED, c) => Kind::Unspaced,
        _ => Kind::Letter,
    }
}

/// Appends the folded form of a letter: one character or two, never an upper-case letter of a script that has case here
/// (Latin, Greek, Cyrillic, Armenian). A character without a folded form is appended as it is.
pub fn fold_into(c: char, out: &mut String) {
    let code = c as u32;
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\0'..='\x7F' => out.push(c),
        'À'..='ɏ' => base(LATIN, code - 0xC0, c, out),
        'Ḁ'..='ỿ' => base(LATIN_MORE, code - 0x1E00, c, out),
        'Α'..='Ϋ' | 'А'..='Я' => shift(code + 0x20, out),
        'Ѐ'..='Џ' => shift(code + 0x50, out),
        'Ѡ'..='ҁ' | 'Ҋ'..='Ҿ' | 'Ӑ'..='ԯ' => shift(code | 1, out),
        'Ա'..='Ֆ' => shift(code + 0x30, out),
        '٠'..='٩' => shift(code - 0x660 + 0x30, out),
        '۰'..='۹' => shift(code - 0x6F0 + 0x30, out),
        '０'..='９' => shift(code - 0xFF10 + 0x30, out),
        'Ａ'..='Ｚ' => shift(code - 0xFF21 + 0x61, out),
        'ａ'..='ｚ' => shift(code - 0xFF41 + 0x61, out),
        'ｦ'..='ﾝ' => shift(KANA.get((code - 0xFF66) as usize).map_or(code, |kana| 0x3000 + u32::from(*kana)), out),
        _ => out.push(single(c)),
    }
}

/// Folds a whole text and leaves everything out that is part of no word. Two names that give the same result are one name
/// to a reader, however they are written.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if let Some(voiced) = out.chars().next_back().and_then(|last| voiced(last, c)) {
            out.pop();
            out.push(voiced);
        } else if matches!(kind(c), Kind::Letter | Kind::Unspaced) {
            fold_into(c, &mut out);
        }
    }
    out
}

/// The kana that a folded one and a voicing mark after it are together, of combining marks and those of half width.
pub fn voiced(kana: char, mark: char) -> Option<char> {
    let half = match mark {
        '\u{3099}' | '\u{FF9E}' => false,
        '\u{309A}' | '\u{FF9F}' => true,
        _ => return None,
    };
    let code = kana as u32;
    // Katakana stand in the order of hiragana.
    let step = match if code > 0x30A0 { code - 0x60 } else { code } {
        0x3046 if !half => 0x4E,
        place @ 0x304B..=0x3061 if place % 2 == 1 && !half => 1,
        0x3064 | 0x3066 | 0x3068 | 0x309D if !half => 1,
        0x308F..=0x3092 if code > 0x30A0 && !half => 8,
        0x306F | 0x3072 | 0x3075 | 0x3078 | 0x307B => 1 + u32::from(half),
        _ => return None,
    };
    char::from_u32(code + step)
}

fn single(c: char) -> char {
    match SINGLE.iter().find(|(from, _)| *from == c) {
        Some((_, to)) => *to,
        None => c,
    }
}

fn base(table: &[u8], at: u32, c: char, out: &mut String) {
    match table.get(at as usize) {
        Some(letter @ b'a'..=b'z') => out.push(char::from(*letter)),
        Some(digit @ b'1'..=b'8') => out.push_str(PAIRS.get(usize::from(digit - b'1')).copied().unwrap_or("")),
        _ => out.push(c),
    }
}

/// Appends the base of the character with this code.
fn shift(code: u32, out: &mut String) {
    out.push(single(char::from_u32(code).unwrap_or('\u{FFFD}')));
}

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    let code = c as u32;
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
    }

    #[test]
    fn case_and_diacritics() {
        check("Ångström", "angstrom");
        check("A\u{30A}ngstro\u{308}m", "angstrom");
        check("ŁÓDŹ", "lodz");
        check("Straße", "strasse");
        check("Ærø Œuvre", "aerooeuvre");
        check("İstanbul ıssız", "istanbulissiz");
        check("Việt Nam", "vietnam");
        check("Ελλάδος", "ελλαδοσ");
        check("ЁЛКА Їжак Йод", "елкаіжакиод");
        check("Հայաստան", "հայաստան");
        check("ＴＯＫＹＯ２０２４", "tokyo2024");
    }

    #[test]
    fn arabic_script() {
        check("أحمد إلى آخر ٱلله", "احمدالياخرالله");
        check("العراق", "العراق");
        check("الـعـراق", "العراق");
        check("مُحَمَّد", "محمد");
        check("علی", "علي");
        check("على", "علي");
        check("کوردستان", "كوردستان");
        check("اتفاقية", "اتفاقيه");
        check("می\u{200C}خواهم", "ميخواهم");
        check("٢٠٢٤ ۲۰۲۴", "20242024");
        check("هەولێر", "ههولير");
        check("کۆڕ ساڵ", "كورسال");
    }

    #[test]
    fn kana() {
        check("ﾊﾟｿｺﾝ ﾊﾞｸﾞﾀﾞｯﾄﾞ ｳﾞ", "パソコンバグダッドヴ");
        check("ハ\u{309A}ソコン か\u{3099}", "パソコンが");
        // A mark after what has no voice of its own.
        check("ア\u{3099}ー\u{309A}a\u{3099}", "アーa");
    }

    #[test]
    fn the_latin_tables_agree_with_nfkd() {
        for code in (0xC0..=0x24F).chain(0x1E00..=0x1EFF) {
            let c = char::from_u32(code).expect("no surrogates here");
            let expected: String = c.nfkd().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
            let decomposes = c.nfkd().any(|part| part.is_ascii_alphabetic());
            if decomposes {
                check(&c.to_string(), &expected);
            }
        }
    }

    #[test]
    fn composed_and_decomposed_text_fold_alike() {
        let greek_and_cyrillic = (0x386..=0x3CE).chain(0x400..=0x45F);
        let arabic = (0x622..=0x626).chain(0x6C0..=0x6C2);
        let ranges = (0xC0..=0x24F).chain(0x1E00..=0x1EFF).chain(greek_and_cyrillic).chain(arabic);
        for c in ranges.chain(0x3041..=0x30FE).filter_map(char::from_u32).filter(|c| c.is_alphabetic()) {
            check(&c.nfd().collect::<String>(), &fold(&c.to_string()));
        }
    }

    #[test]
    fn no_letter_is_lost_and_no_sign_becomes_one() {
        for c in ['٪', '،', '؟', '۔', '—', '…', '€', '→', '，', '。', '「', '・', '😀', '×', '«', '\u{A0}']
        {
            assert_eq!(kind(c), Kind::Break, "{c}");
        }
        for c in ['ñ', 'я', 'ש', 'ێ', 'ہ', 'अ', '한', 'ა', 'ሀ'] {
            assert_eq!(kind(c), Kind::Letter, "{c}");
        }
        for c in ['中', 'ひ', 'カ', 'ー', 'ไ', '𠀋'] {
            assert_eq!(kind(c), Kind::Unspaced, "{c}");
        }
    }
}

//! Texts cut at signs of ASCII. The standard's ways look for any pattern, which costs the browser 1 kB.

/// What is before the first such sign, and what is after it; all, and nothing where there is none.
pub fn cut(text: &str, sign: u8) -> (&str, Option<&str>) {
    let end = text.bytes().position(|byte| byte == sign).unwrap_or(text.len());
    let (before, after) = text.split_at_checked(end).unwrap_or_default();
    (before, after.get(1..))
}

/// The parts of a text between such signs, one at least.
#[derive(Clone, Debug)]
pub struct Parts<'t> {
    rest: Option<&'t str>,
    sign: u8,
}

/// Cuts a text at each such sign.
pub fn parts(text: &str, sign: u8) -> Parts<'_> {
    Parts { rest: Some(text), sign }
}

impl<'t> Iterator for Parts<'t> {
    type Item = &'t str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'t str> {
        let (part, rest) = cut(self.rest?, self.sign);
        self.rest = rest;
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_signs() {
        let check = |text, expected: &[&str]| assert_eq!(parts(text, b',').collect::<Vec<_>>(), expected, "{text}");
        check("", &[""]);
        check("é", &["é"]);
        check("a,é,,b", &["a", "é", "", "b"]);
        check(",", &["", ""]);
        assert_eq!(
            (cut("a,b,c", b','), cut("a,", b','), cut("a", b',')),
            (("a", Some("b,c")), ("a", Some("")), ("a", None))
        );
    }
}

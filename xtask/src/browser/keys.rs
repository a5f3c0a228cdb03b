//! The names of keys, and what Chromium must be told when one is pressed.

use serde_json::{Value, json};

use crate::{Error, Result};

/// A key with the modifiers that are held: what `Input.dispatchKeyEvent` wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stroke {
    key: String,
    code: String,
    /// The Windows virtual key code, which decides what a text field does. Zero where the key has none.
    number: u32,
    /// What the key writes; empty for keys that write nothing.
    text: String,
    /// A sum of the values of [`MODIFIERS`].
    modifiers: u32,
}

const MODIFIERS: [(&str, u32); 4] = [("Alt", 1), ("Control", 2), ("Meta", 4), ("Shift", 8)];
const SHIFT: u32 = 8;

/// Keys that have a name: the name, the code, the number, the text.
const NAMED: [(&str, &str, u32, &str); 27] = [
    ("Enter", "Enter", 13, "\r"),
    ("Tab", "Tab", 9, ""),
    ("Escape", "Escape", 27, ""),
    ("Space", "Space", 32, " "),
    ("Backspace", "Backspace", 8, ""),
    ("Delete", "Delete", 46, ""),
    ("ArrowLeft", "ArrowLeft", 37, ""),
    ("ArrowUp", "ArrowUp", 38, ""),
    ("ArrowRight", "ArrowRight", 39, ""),
    ("ArrowDown", "ArrowDown", 40, ""),
    ("PageUp", "PageUp", 33, ""),
    ("PageDown", "PageDown", 34, ""),
    ("End", "End", 35, ""),
    ("Home", "Home", 36, ""),
    ("Insert", "Insert", 45, ""),
    ("F1", "F1", 112, ""),
    ("F2", "F2", 113, ""),
    ("F3", "F3", 114, ""),
    ("F4", "F4", 115, ""),
    ("F5", "F5", 116, ""),
    ("F6", "F6", 117, ""),
    ("F7", "F7", 118, ""),
    ("F8", "F8", 119, ""),
    ("F9", "F9", 120, ""),
    ("F10", "F10", 121, ""),
    ("F11", "F11", 122, ""),
    ("F12", "F12", 123, ""),
];

/// Signs of the American keyboard, without and with Shift, and the code and number of their key.
const SIGNS: [(char, char, &str, u32); 21] = [
    ('1', '!', "Digit1", 49),
    ('2', '@', "Digit2", 50),
    ('3', '#', "Digit3", 51),
    ('4', '$', "Digit4", 52),
    ('5', '%', "Digit5", 53),
    ('6', '^', "Digit6", 54),
    ('7', '&', "Digit7", 55),
    ('8', '*', "Digit8", 56),
    ('9', '(', "Digit9", 57),
    ('0', ')', "Digit0", 48),
    ('-', '_', "Minus", 189),
    ('=', '+', "Equal", 187),
    ('[', '{', "BracketLeft", 219),
    (']', '}', "BracketRight", 221),
    ('\\', '|', "Backslash", 220),
    (';', ':', "Semicolon", 186),
    ('\'', '"', "Quote", 222),
    ('`', '~', "Backquote", 192),
    (',', '<', "Comma", 188),
    ('.', '>', "Period", 190),
    ('/', '?', "Slash", 191),
];

impl Stroke {
    /// Reads a chord such as `Enter`, `/`, `Shift+Tab`, `Control+Shift+K`, `Control++`.
    ///
    /// # Errors
    /// When a modifier or key has a name that is not known.
    pub(super) fn named(chord: &str) -> Result<Self> {
        let unknown = || Error::new(format!("there is no key `{chord}`"));
        // The last sign is always the key, so that `+` itself can be one.
        let split = chord.char_indices().next_back().and_then(|(last, _)| chord[..last].rfind('+'));
        let (held, key) = split.map_or(("", chord), |plus| (&chord[..plus], &chord[plus + 1..]));
        let mut modifiers = 0;
        for name in held.split('+').filter(|_| !held.is_empty()) {
            modifiers |= MODIFIERS.iter().find(|(known, _)| *known == name).ok_or_else(unknown)?.1;
        }
        let stroke = match NAMED.iter().find(|(name, ..)| *name == key) {
            Some((name, code, number, text)) => Self::new(name, code, *number, text),
            None => {
                let mut signs = key.chars();
                let sign = signs.next().filter(|_| signs.next().is_none()).ok_or_else(unknown)?;
                Self::sign(sign)
            }
        };
        Ok(stroke.holding(modifiers))
    }

    /// The key that writes `sign`. One that is on no American keyboard has no code, as with an input method.
    pub(super) fn sign(sign: char) -> Self {
        let text = sign.to_string();
        match sign {
            '\n' | '\r' => Self::new("Enter", "Enter", 13, "\r"),
            '\t' => Self::new("Tab", "Tab", 9, ""),
            ' ' => Self::new(" ", "Space", 32, " "),
            'a'..='z' | 'A'..='Z' => {
                let upper = sign.to_ascii_uppercase();
                Self::new(&text, &format!("Key{upper}"), u32::from(upper), &text)
            }
            _ => match SIGNS.iter().find(|(plain, shifted, ..)| *plain == sign || *shifted == sign) {
                Some((_, _, code, number)) => Self::new(&text, code, *number, &text),
                None => Self::new(&text, "", 0, &text),
            },
        }
    }

    fn new(key: &str, code: &str, number: u32, text: &str) -> Self {
        let key = if key == "Space" { " " } else { key };
        Self { key: key.to_owned(), code: code.to_owned(), number, text: text.to_owned(), modifiers: 0 }
    }

    /// With modifiers held. Any but Shift makes a command of the key: it writes nothing.
    fn holding(self, modifiers: u32) -> Self {
        let text = if modifiers & !SHIFT == 0 { self.text } else { String::new() };
        Self { modifiers, text, ..self }
    }

    /// The two events of a press: down and up.
    pub(super) fn events(&self) -> [Value; 2] {
        ["keyDown", "keyUp"].map(|kind| {
            // Without text a key must come as a raw one, or Chromium takes it for an empty insertion.
            let kind = if kind == "keyDown" && self.text.is_empty() { "rawKeyDown" } else { kind };
            let text = if kind == "keyDown" { self.text.as_str() } else { "" };
            json!({
                "type": kind,
                "key": self.key,
                "code": self.code,
                "windowsVirtualKeyCode": self.number,
                "modifiers": self.modifiers,
                "text": text,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read() {
        let check = |chord: &str, key: &str, code: &str, number: u32, text: &str, modifiers: u32| {
            let stroke = Stroke::named(chord).expect(chord);
            let found = (stroke.key.as_str(), stroke.code.as_str(), stroke.number, stroke.text.as_str());
            assert_eq!((found, stroke.modifiers), ((key, code, number, text), modifiers), "{chord}");
        };
        check("Enter", "Enter", "Enter", 13, "\r", 0);
        check("Space", " ", "Space", 32, " ", 0);
        check(" ", " ", "Space", 32, " ", 0);
        check("a", "a", "KeyA", 65, "a", 0);
        check("/", "/", "Slash", 191, "/", 0);
        check("?", "?", "Slash", 191, "?", 0);
        check("+", "+", "Equal", 187, "+", 0);
        check("ك", "ك", "", 0, "ك", 0);
        check("Shift+Tab", "Tab", "Tab", 9, "", 8);
        check("Shift+A", "A", "KeyA", 65, "A", 8);
        check("Control+Shift+K", "K", "KeyK", 75, "", 10);
        check("Meta+Alt++", "+", "Equal", 187, "", 5);
    }

    #[test]
    fn unknown_keys_are_refused() {
        for chord in ["", "Retrun", "Hyper+A", "Control+", "++A", "Shift+ab"] {
            let error = Stroke::named(chord).expect_err(chord);
            assert_eq!(error.to_string(), format!("there is no key `{chord}`"));
        }
    }

    #[test]
    fn a_press_is_down_and_up() {
        let kinds = |chord: &str| Stroke::named(chord).expect(chord).events().map(|event| event["type"].clone());
        assert_eq!(kinds("a"), ["keyDown", "keyUp"]);
        assert_eq!(kinds("Control+a"), ["rawKeyDown", "keyUp"]);
    }
}

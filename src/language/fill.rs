//! Placeholders: `{name}` in a phrase.

/// The phrase with each placeholder replaced by the value of its name. One without a value stays as it is.
pub(super) fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let value = |name: &str| values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    push_filled(&mut filled, phrase, |filled, name| value(name).map(|value| filled.push_str(value)).is_some());
    filled
}

/// The same where values are made when they are asked for, by name and form: `{date}` asks for none, `{date.since}` for `since`.
pub(super) fn fill_forms(phrase: &str, mut value: impl FnMut(&str, Option<&str>) -> String) -> String {
    let mut filled = String::new();
    push_filled(&mut filled, phrase, |filled, slot| {
        let (name, form) = name_and_form(slot);
        filled.push_str(&value(name, form));
        true
    });
    filled
}

/// The phrase without the forms that its placeholders ask for.
pub(super) fn without_forms(phrase: &str) -> String {
    fill_forms(phrase, |name, _| format!("{{{name}}}"))
}

/// The name of a placeholder, and the form that it asks for.
pub(super) fn name_and_form(slot: &str) -> (&str, Option<&str>) {
    slot.split_once('.').map_or((slot, None), |(name, form)| (name, Some(form)))
}

/// `push` says whether it had a value.
fn push_filled(filled: &mut String, phrase: &str, mut push: impl FnMut(&mut String, &str) -> bool) {
    let mut rest = phrase;
    while let Some((before, name, after)) = next_slot(rest) {
        filled.push_str(before);
        if !push(filled, name) {
            filled.push_str(&rest[before.len()..rest.len() - after.len()]);
        }
        // "2024 г." and "Jr." end a sentence without a second full stop.
        rest = after.strip_prefix('.').filter(|_| ends_with_dot(filled)).unwrap_or(after);
    }
    filled.push_str(rest);
}

/// Whether a text ends with a full stop, before the ends of elements.
fn ends_with_dot(mut text: &str) -> bool {
    while let Some((before, _)) = text.strip_suffix('>').and_then(|text| text.rsplit_once("</")) {
        text = before;
    }
    text.ends_with('.')
}

/// The names of the placeholders, sorted, each once.
///
/// # Errors
/// What is wrong where a brace has no partner, or a name is not made of small letters, digits, `_` and, before a form, `.`.
pub(super) fn slots(phrase: &str) -> Result<Vec<&str>, String> {
    let (mut names, mut rest) = (Vec::new(), phrase);
    while let Some((before, name, after)) = next_slot(rest) {
        let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'.';
        if before.contains('}') || name.is_empty() || !name.bytes().all(good) {
            return Err(format!("`{phrase}` has a brace that makes no placeholder"));
        }
        names.push(name);
        rest = after;
    }
    if rest.contains(['{', '}']) {
        return Err(format!("`{phrase}` has a brace without a partner"));
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// What stands before the next placeholder, its name, and what stands behind it.
fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_take_their_values() {
        let check = |phrase: &str, expected: &str| {
            assert_eq!(
                fill(
                    phrase,
                    &[
                        ("day", "27"),
                        ("month", "{day}"),
                        ("abbreviated", "2024 г."),
                        ("element", "<time>2024 г.</time>")
                    ]
                ),
                expected,
                "{phrase}"
            );
        };
        check("{day} {month}", "27 {day}");
        check("{day}–{day}", "27–27");
        check("no placeholder", "no placeholder");
        check("{abbreviated}.", "2024 г.");
        check("{element}. It", "<time>2024 г.</time> It");
        check("{day}.", "27.");
        check("{year}: {day}", "{year}: 27");
        check("{day", "{day");
        check("", "");
    }

    #[test]
    fn a_brace_needs_a_partner_and_a_name() {
        let check = |phrase: &str, expected: Option<&[&str]>| {
            assert_eq!(slots(phrase).ok().as_deref(), expected, "{phrase}");
        };
        check("{b} and {a}, {b}", Some(&["a", "b"]));
        check("none", Some(&[]));
        for bad in ["{", "}", "{a", "a}", "{}", "{A}", "{a b}", "} {a}", "{a} }", "{{a}}"] {
            check(bad, None);
        }
    }
}

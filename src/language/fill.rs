//! Placeholders: `{name}` in a phrase.

/// The phrase with each placeholder replaced by the value of its name. One without a value stays as it is.
pub(super) fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = phrase;
    while let Some((before, name, after)) = next_slot(rest) {
        filled.push_str(before);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[before.len()..rest.len() - after.len()]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The names of the placeholders, sorted, each once.
///
/// # Errors
/// What is wrong where a brace has no partner, or a name is not made of small letters, digits and `_`.
pub(super) fn slots(phrase: &str) -> Result<Vec<&str>, String> {
    let (mut names, mut rest) = (Vec::new(), phrase);
    while let Some((before, name, after)) = next_slot(rest) {
        let good = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
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
            assert_eq!(fill(phrase, &[("day", "27"), ("month", "{day}")]), expected, "{phrase}");
        };
        check("{day} {month}", "27 {day}");
        check("{day}–{day}", "27–27");
        check("no placeholder", "no placeholder");
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

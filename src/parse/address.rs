//! Addresses: http(s) ones, and old paths of the site.

use std::net::Ipv6Addr;

use unicode_normalization::char::is_combining_mark;

use super::{
    fields::{scalar, with_help},
    front::is_forbidden,
    notes::Notes,
    yaml::Node,
};
use crate::diagnostic::{At, Code};

/// An http(s) address.
pub(super) fn address(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let text = scalar(key, node, notes)?;
    let address = http_address(text.value);
    if address.is_none() {
        bad_address(key, &text, notes);
    }
    address.map(|address| At::new(address, text.at))
}

/// Notes that a text is no address.
pub(super) fn bad_address(key: &str, text: &At<&str>, notes: &mut Notes<'_>) {
    let diagnostic = notes.at(Code::BadAddress, text.at, format!("`{key}` is not an http or https address"));
    let label = match text.value.find(forbidden_in_address) {
        Some(at) => {
            format!("`{}` cannot stand in an address", text.value[at..].chars().next().unwrap_or(' ').escape_debug())
        }
        None => "it has to begin with `https://` or `http://`".to_owned(),
    };
    let with_scheme = format!("https://{}", text.value.trim_start_matches('/'));
    let dotted = text
        .value
        .split('/')
        .find(|part| !part.is_empty())
        .is_some_and(|host| host.contains('.') && !host.contains(':'));
    let help = Some(with_scheme).filter(|address| dotted && http_address(address).is_some());
    notes.push(with_help(diagnostic.label(label), help.map(|address| format!("write `{address}`"))));
}

fn forbidden_in_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\') || is_forbidden(c)
}

/// `text` as an address, if it is http or https, has a host, and holds no space, control character, quote, angle or
/// backslash. Other characters that no address holds as they are (WHATWG URL, "URL code points") are percent-encoded.
pub(crate) fn http_address(text: &str) -> Option<String> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = &text[scheme.len()..];
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    if !is_host(host) || rest.contains(forbidden_in_address) {
        return None;
    }
    Some(format!("{scheme}{host}{}", encoded_path(path)))
}

/// Whether a name or number of a host stands there, perhaps with a port. No user: a password in a page is a mistake.
pub(crate) fn is_host(text: &str) -> bool {
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, port)) => (number.parse::<Ipv6Addr>().is_ok(), port),
        None => {
            let (name, port) = text.split_at(text.find(':').unwrap_or(text.len()));
            (name.strip_suffix('.').unwrap_or(name).split('.').all(is_label), port)
        }
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

/// A part of a host's name, in any script.
fn is_label(label: &str) -> bool {
    let begins = label.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    begins && label.chars().all(|c| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '_'))
}

fn encoded_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    let mut in_fragment = false;
    for (at, c) in path.char_indices() {
        let escape =
            |at: usize| path.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let odd = match c {
            '[' | ']' | '^' | '`' | '{' | '|' | '}' => true,
            '%' => !escape(at),
            '#' => std::mem::replace(&mut in_fragment, true),
            _ => false,
        };
        if odd {
            encoded.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// The longest old path, in bytes: with the folder of the output before it, it has to be a path of the file system.
const LONGEST_PATH: usize = 1_000;

/// An old address of the site: a folder, with a final `/`, or a file that ends in `.html`; without a leading `/`, and
/// with what was percent-encoded as it is on disk.
pub(super) fn old_path(key: &str, node: &Node<'_>, notes: &mut Notes<'_>) -> Option<At<String>> {
    let text = scalar(key, node, notes)?;
    match site_path(text.value) {
        Ok(path) => Some(At::new(path, text.at)),
        Err(label) => {
            let message = format!("`{}` is not a path in the site", text.value);
            notes.push(notes.at(Code::BadValue, text.at, message).label(label));
            None
        }
    }
}

fn site_path(text: &str) -> Result<String, &'static str> {
    if text.contains("://") || text.starts_with("//") {
        return Err("without the host: `/old/path/`");
    }
    if text.contains(['?', '#']) {
        return Err("a redirect page cannot tell a query or a fragment apart");
    }
    let decoded = percent_decoded(text.trim_matches('/')).ok_or("its percent-encoding is not UTF-8")?;
    if decoded.split('/').any(|part| matches!(part, "." | "..")) {
        return Err("it must not hold `.` or `..`");
    }
    if decoded.len() > LONGEST_PATH {
        return Err("it is longer than 1000 bytes");
    }
    if decoded.is_empty() {
        return Err("the home page cannot be a redirect");
    }
    let bad = |c: char| c.is_control() || matches!(c, '\\' | '"' | '<' | '>') || is_forbidden(c);
    if decoded.contains(bad) || decoded.split('/').any(|part| part.trim().is_empty() || part.len() > 255) {
        return Err("it cannot be a folder or a file");
    }
    let is_file = !text.ends_with('/') && (decoded.ends_with(".html") || decoded.ends_with(".htm"));
    Ok(if is_file { decoded } else { format!("{decoded}/") })
}

/// The text with `%41` and the like as the characters that they stand for; `None` where they are not UTF-8.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |digit: &u8| char::from(*digit).to_digit(16);
        match (first, after) {
            (b'%', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                let value = hex(high).unwrap_or(0) * 16 + hex(low).unwrap_or(0);
                bytes.push(u8::try_from(value).unwrap_or(b'%'));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{
        fields::Fields,
        testing::{said, values},
    };

    /// Reads the value under `a`, and what is said.
    fn read<T>(value: &str, decode: impl Fn(&str, &Node<'_>, &mut Notes<'_>) -> Option<T>) -> (Option<T>, Vec<String>) {
        let take = |notes: &mut Notes<'_>, fields: &mut Fields<'_, '_>| {
            fields.take("a", notes).and_then(|node| decode("a", node, notes))
        };
        let (value, found) = values(&format!("a: {value}"), take);
        (value, said(&found))
    }

    #[test]
    fn addresses() {
        let check = |value: &str, expected: Option<&str>, notes: &[&str]| {
            let (address, said) = read(value, address);
            assert_eq!(
                (address.map(|at| at.value).as_deref(), said),
                (expected, notes.iter().map(|s| (*s).to_owned()).collect()),
                "{value}"
            );
        };
        check("https://example.org", Some("https://example.org"), &[]);
        check("HTTP://Example.org/a?b=c&d#e", Some("http://Example.org/a?b=c&d#e"), &[]);
        check("https://example.org/بغداد", Some("https://example.org/بغداد"), &[]);
        check("https://[::1]/a|b[]=%zz%41#x#y", Some("https://[::1]/a%7Cb%5B%5D=%25zz%41#x%23y"), &[]);
        check("www.example.org/a", None, &["bad-address 4..21 write `https://www.example.org/a`"]);
        check("//example.org/a", None, &["bad-address 4..19 write `https://example.org/a`"]);
        check("https://example.org:8080/", Some("https://example.org:8080/"), &[]);
        check("https://مثال.إختبار./", Some("https://مثال.إختبار./"), &[]);
        for bad in [
            "https://[::1",
            "https://x:99999/",
            "https://x:/",
            "https://a,b/",
            "https://.",
            "https://-",
            "https://a..b/",
            "https://user:pw@h/",
            "ftp://example.org",
            "javascript:alert(1)",
            "https://",
            "https:///a",
            "https://a b",
            "https://a\\b",
            "data:text/html,x",
        ] {
            check(bad, None, &[&format!("bad-address 4..{}", 4 + bad.len())]);
        }
        check("\"https://a\\tb\"", None, &["bad-address 4..18"]);
    }

    #[test]
    fn old_paths() {
        let check = |value: &str, expected: Option<&str>| {
            assert_eq!(read(value, old_path).0.map(|at| at.value).as_deref(), expected, "{value}");
        };
        check("/2023/old/", Some("2023/old/"));
        check("old", Some("old/"));
        check("/old.html", Some("old.html"));
        check("/old.php", Some("old.php/"));
        check("/caf%C3%A9/", Some("café/"));
        for bad in [
            "/",
            "/a/../b",
            "/%2e%2e/b",
            "/a?b",
            "/a#b",
            "https://example.org/a",
            "//example.org",
            "a//b",
            "/%ff",
            "a\\b",
            &"abcdefghi/".repeat(101),
        ] {
            check(bad, None);
        }
    }
}

//! Where pages are: addresses in the site, links to them, and the files that they are in.
//!
//! An address has no leading `/` and is not encoded: `briefs/hmc/`, `feed.xml`, empty for the home page. A link is what
//! stands in a page: root-relative under the path of `base_url`, percent-encoded.

use crate::{
    config::BaseUrl,
    manuscript::EntityKind,
    model::{Brief, Entity, Publisher, Site, Story, Telling, Topic},
};

/// The characters that are left as they are, besides letters and digits of ASCII (RFC 3986, sections 2.3 and 3.3).
const PLAIN: &[u8] = b"-._~/!$()*+,;=:@";
const IS_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut at = 0;
    while at < PLAIN.len() {
        table[PLAIN[at] as usize] = true;
        at += 1;
    }
    table
};

/// A link to `address`.
pub(crate) fn link(base: &BaseUrl, address: &str) -> String {
    encoded(&base.path, address)
}

/// The whole address of `address`, with scheme and host.
pub(crate) fn absolute(base: &BaseUrl, address: &str) -> String {
    encoded(&format!("{}{}", base.origin, base.path), address)
}

/// A link to a path below the root of the site as an author writes it: what is already encoded stays so, and a query or
/// a fragment keeps its meaning.
pub(crate) fn as_written(base: &BaseUrl, path: &str) -> String {
    let mut out = base.path.clone();
    push_encoded(&mut out, path, b"%?#");
    out
}

/// Text as the value of a query's parameter, in which `%` stays as it is.
pub(crate) fn query(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    push_encoded(&mut out, value, b"%");
    out.replace('+', "%2B").replace('=', "%3D")
}

/// `path` with its percent-encoded bytes decoded, where the result is UTF-8; otherwise as it is.
pub(crate) fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|&digit| (digit as char).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// A path percent-encoded whole: a `#` in it is part of a name.
pub(crate) fn encoded_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    push_encoded(&mut out, path, b"");
    out
}

/// An address percent-encoded, without the path of the site before it.
pub(crate) fn encoded_address(address: &str) -> String {
    encoded("", address)
}

/// The file of the output that `address` shows.
pub(crate) fn file(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() }
}

/// `start` as it is, then `address` percent-encoded. A first `#` begins a fragment and stays.
fn encoded(start: &str, address: &str) -> String {
    let mut out = String::with_capacity(start.len() + address.len() + 8);
    out.push_str(start);
    match address.split_once('#') {
        Some((path, fragment)) => {
            push_encoded(&mut out, path, b"");
            out.push('#');
            push_encoded(&mut out, fragment, b"");
        }
        None => push_encoded(&mut out, address, b""),
    }
    out
}

/// Appends text percent-encoded, but for plain characters and those in `also_plain`.
fn push_encoded(out: &mut String, text: &str, also_plain: &[u8]) {
    let mut done = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if IS_PLAIN[usize::from(byte)] || also_plain.contains(&byte) {
            continue;
        }
        // What is left out so far is plain, and so at character boundaries.
        out.push_str(text.get(done..at).unwrap_or(""));
        out.push('%');
        out.extend([byte >> 4, byte & 15].map(|digit| b"0123456789ABCDEF"[usize::from(digit)] as char));
        done = at + 1;
    }
    out.push_str(text.get(done..).unwrap_or(""));
}

/// The host of an http(s) address, without name, port and `www.`; `None` where there is none.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// `briefs/S/`
pub(crate) fn brief(brief: &Brief) -> String {
    format!("briefs/{}/", brief.slug)
}

/// `briefs/S/#e-ID`
pub(crate) fn event(site: &Site, telling: Telling) -> String {
    format!("briefs/{}/#e-{}", site[telling.brief].slug, site.telling(telling).id)
}

/// `stories/S/`
pub(crate) fn story(story: &Story) -> String {
    format!("stories/{}/", story.slug)
}

/// `topics/S/`
pub(crate) fn topic(topic: &Topic) -> String {
    format!("topics/{}/", topic.slug)
}

/// `people/S/`, `organisations/S/` or `places/S/`
pub(crate) fn entity(entity: &Entity) -> String {
    let folder = match entity.kind {
        EntityKind::Person => "people",
        EntityKind::Organisation => "organisations",
        EntityKind::Place => "places",
    };
    format!("{folder}/{}/", entity.slug)
}

/// `sources/S/`
pub(crate) fn publisher(publisher: &Publisher) -> String {
    format!("sources/{}/", publisher.slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_root_relative_and_percent_encoded() {
        let check = |base: &str, address: &str, expected: (&str, &str)| {
            let base = BaseUrl::parse(base).expect("a good address");
            assert_eq!((link(&base, address).as_str(), absolute(&base, address).as_str()), expected);
        };
        check("https://example.org", "", ("/", "https://example.org/"));
        check("https://example.org", "briefs/hmc/", ("/briefs/hmc/", "https://example.org/briefs/hmc/"));
        check("https://example.org/news", "feed.xml", ("/news/feed.xml", "https://example.org/news/feed.xml"));
        check(
            "https://example.org",
            "topics/أمن/#e-é",
            ("/topics/%D8%A3%D9%85%D9%86/#e-%C3%A9", "https://example.org/topics/%D8%A3%D9%85%D9%86/#e-%C3%A9"),
        );
        check(
            "https://example.org",
            "a b\"<#x#y?",
            ("/a%20b%22%3C#x%23y%3F", "https://example.org/a%20b%22%3C#x%23y%3F"),
        );
    }

    #[test]
    fn a_path_of_an_author_keeps_what_is_encoded() {
        let base = BaseUrl::parse("https://example.org/news").expect("a good address");
        let check = |path: &str, expected: &str| assert_eq!(as_written(&base, path), expected);
        check("about/?a=b#c", "/news/about/?a=b#c");
        check("a%20b c", "/news/a%20b%20c");
        check("\"><script>", "/news/%22%3E%3Cscript%3E");
    }

    #[test]
    fn encoding_is_undone_where_it_is_text() {
        let check = |path: &str, expected: &str| assert_eq!(decoded(path), expected);
        check("a%20b", "a b");
        check("%D8%A3", "أ");
        check("100%", "100%");
        check("%zz%4", "%zz%4");
        check("%ff", "%ff");
        assert_eq!(query("briefs/a/%23e-é+=&"), "briefs/a/%23e-%C3%A9%2B%3D%26");
    }

    #[test]
    fn an_address_has_a_host() {
        let check = |url: &str, expected: Option<&str>| assert_eq!(host(url), expected, "{url}");
        check("https://www.example.org/a?b", Some("example.org"));
        check("http://user@news.example.org:8080#x", Some("news.example.org"));
        check("https://", None);
        check("example.org", None);
    }

    #[test]
    fn a_folder_shows_its_index() {
        let check = |address: &str, expected: &str| assert_eq!(file(address), expected);
        check("", "index.html");
        check("briefs/hmc/", "briefs/hmc/index.html");
        check("feed.xml", "feed.xml");
    }
}

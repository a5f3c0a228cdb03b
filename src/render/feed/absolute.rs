//! Links that lead somewhere wherever they are read.

/// `html` with each link and picture of the site at its whole address. `origin` is scheme and host of the site, `page` the
/// address of the page that the text is from, which links to places in it need.
///
/// It must be finished HTML: of this crate, or sanitised. Both write no `<` into a text, and values between double quotes.
pub(super) fn absolute(html: &str, origin: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        rest = push_tag(&mut out, tag, origin, page);
    }
    out.push_str(rest);
    out
}

/// Appends the tag that `html` begins with, and gives what follows it.
fn push_tag<'a>(out: &mut String, html: &'a str, origin: &str, page: &str) -> &'a str {
    let mut rest = html;
    // Up to the next value, or to the end of the tag.
    while let Some(at) = rest.find(['"', '>']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = from.strip_prefix('>') {
            out.push('>');
            return after;
        }
        let (value, after) = from[1..].split_once('"').unwrap_or((&from[1..], ""));
        out.push('"');
        match before.rsplit(' ').next() {
            Some("href=" | "src=") => push_address(out, value, origin, page),
            Some("srcset=") => push_addresses(out, value, origin, page),
            _ => out.push_str(value),
        }
        out.push('"');
        rest = after;
    }
    out.push_str(rest);
    ""
}

fn push_address(out: &mut String, address: &str, origin: &str, page: &str) {
    let first_part = address.split(['/', '?', '#']).next().unwrap_or(address);
    if address.starts_with("//") || first_part.contains(':') {
        out.push_str(address);
        return;
    }
    out.push_str(if address.starts_with('/') { origin } else { page });
    out.push_str(address);
}

/// `map-400.webp 400w, map-800.webp 800w`
fn push_addresses(out: &mut String, set: &str, origin: &str, page: &str) {
    for (at, candidate) in set.split(", ").enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        push_address(out, candidate, origin, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_site_become_whole_and_text_stays() {
        let check = |html: &str, expected: &str| {
            assert_eq!(absolute(html, "https://news.test", "https://news.test/briefs/a/"), expected);
        };
        check("<a href=\"/about/\">x</a>", "<a href=\"https://news.test/about/\">x</a>");
        check(
            "<a class=\"fn\" id=\"b\" href=\"#fn-1\">1</a>",
            "<a class=\"fn\" id=\"b\" href=\"https://news.test/briefs/a/#fn-1\">1</a>",
        );
        check("<img src=\"map.svg\" alt=\"/a\">", "<img src=\"https://news.test/briefs/a/map.svg\" alt=\"/a\">");
        check(
            "<img srcset=\"/a.webp 1x, /b.webp 2x\">",
            "<img srcset=\"https://news.test/a.webp 1x, https://news.test/b.webp 2x\">",
        );
        for same in [
            "<a href=\"https://example.org/x\">x</a><a href=\"mailto:a@b.org\">y</a><a href=\"//c.org/\">z</a>",
            "<p>a href=\"/x\" <b title=\" href=/x > src=\">c</b></p>",
            "2 &lt; 3 href=\"#x\"",
            "<p",
            "<a href=\"http:x",
            "",
        ] {
            let closed = if same.ends_with(":x") { format!("{same}\"") } else { same.to_owned() };
            check(same, &closed);
        }
    }
}

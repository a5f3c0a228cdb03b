//! Raw HTML that a site allows, made harmless.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

/// Classes that the Markdown writer itself gives. Others go: a text must not put on the clothes of the page.
const CLASSES: &[&str] = &["end", "middle", "scroll", "fn", "fn-back"];

/// Where a link of a text may lead.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_generic_attributes(["id", "class", "dir", "lang"])
        .add_tag_attributes("div", ["tabindex", "role", "aria-label"])
        .add_tag_attributes("a", ["aria-label"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("th", ["scope"])
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            (_, "class") => classes(value),
            (_, "id") => Some(if is_ours(value) { value.into() } else { format!("s-{value}").into() }),
            ("div", "tabindex") => (value == "0").then(|| value.into()),
            // A page asks nothing of other hosts.
            ("img", "src") => is_path(value).then(|| value.into()),
            (_, "href") => (is_path(value) || has_scheme(value)).then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
});

/// `html` with only what cannot do harm: no scripts, styles, frames or forms, and no picture of another host.
pub(super) fn sanitised(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

fn classes(value: &str) -> Option<Cow<'static, str>> {
    let kept: Vec<_> =
        value.split_whitespace().filter(|class| CLASSES.contains(class) || class.starts_with("language-")).collect();
    (!kept.is_empty()).then(|| kept.join(" ").into())
}

/// Whether an address has neither scheme nor host.
fn is_path(address: &str) -> bool {
    let address = address.trim_start();
    let first_part = address.split(['/', '?', '#']).next().unwrap_or(address);
    !address.starts_with("//") && !address.contains('\\') && !first_part.contains(':')
}

/// Whether an address begins with a scheme of ours. What is no scheme, such as `java&script:`, is no path either.
fn has_scheme(address: &str) -> bool {
    let scheme = address.trim_start().split_once(':').map(|(scheme, _)| scheme);
    let is_ours = |scheme: &str| SCHEMES.iter().any(|ours| ours.eq_ignore_ascii_case(scheme));
    scheme.is_some_and(is_ours) && !address.contains('\\')
}

/// Whether the Markdown writer gives such an anchor.
fn is_ours(id: &str) -> bool {
    ["fn-", "fnref-", "s-"].iter().any(|start| id.starts_with(start))
}

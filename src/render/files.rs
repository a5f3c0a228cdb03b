//! Files that briefs and pages name: where they are in the output.

use std::collections::BTreeSet;

use crate::{
    address, manuscript,
    model::Site,
    output::{Body, Output},
    site_path::SitePath,
    source::Source,
};

/// The address of the file `path` of the site, named by the text `owner` whose page is at `page`.
///
/// `static/` is the root of the site. What lies beside the text, or below, keeps its path below the page; everything
/// else goes into a folder `_` there, so that two files never meet.
pub(crate) fn address(owner: &SitePath, page: &str, path: &SitePath) -> String {
    if let Some(address) = path.as_str().strip_prefix("static/") {
        return address.to_owned();
    }
    let folder = format!("{}/", owner.folder());
    match path.as_str().strip_prefix(&folder).filter(|rest| !rest.starts_with("_/") && *rest != "index.html") {
        Some(rest) => format!("{page}{rest}"),
        None => format!("{page}_/{path}"),
    }
}

/// Copies of all files that published texts name, each place once.
pub(crate) fn outputs(site: &Site, source: &Source) -> Vec<Output> {
    let mut places = BTreeSet::new();
    let mut add = |owner: &SitePath, page: String, paths: Vec<&SitePath>| {
        let outside_static = paths.into_iter().filter(|path| !path.as_str().starts_with("static/"));
        places.extend(outside_static.map(|path| (address(owner, &page, path), path.clone())));
    };
    for brief in &site.briefs {
        let image = brief.image.as_ref().map(|image| &image.src.value);
        add(&brief.file, address::brief(brief), named(&brief.body).chain(image).collect());
    }
    for page in &site.pages {
        add(&page.file, page.address.clone(), named(&page.body).collect());
    }
    for story in &site.stories {
        if let (Some(file), Some(text)) = (&story.file, &story.text) {
            add(file, address::story(story), named(text).collect());
        }
    }
    let copy = |(address, path): (String, SitePath)| {
        let from = source.files.get(&path)?.clone();
        Some(Output { path: address, body: Body::Copy(from) })
    };
    places.into_iter().filter_map(copy).collect()
}

fn named(body: &manuscript::Body) -> impl Iterator<Item = &SitePath> {
    body.files.iter().map(|file| &file.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_beside_the_page_that_names_it() {
        let check = |path: &str, expected: &str| {
            let owner = SitePath::new("briefs/2024/hmc.md").expect("a good path");
            let path = SitePath::new(path).expect("a good path");
            assert_eq!(address(&owner, "briefs/hmc/", &path), expected);
        };
        check("briefs/2024/map.png", "briefs/hmc/map.png");
        check("briefs/2024/img/map.png", "briefs/hmc/img/map.png");
        check("briefs/common/map.png", "briefs/hmc/_/briefs/common/map.png");
        check("briefs/20245/map.png", "briefs/hmc/_/briefs/20245/map.png");
        check("briefs/2024/_/map.png", "briefs/hmc/_/briefs/2024/_/map.png");
        check("briefs/2024/index.html", "briefs/hmc/_/briefs/2024/index.html");
        check("static/map.png", "map.png");
    }
}

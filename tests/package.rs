//! What a package of the crate holds.

use std::{
    fs,
    path::{Component, Path, PathBuf},
    process::Command,
};

use crate::support::root;

/// The files that a package of the crate has now.
fn packaged() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--package", "briefing"])
        .current_dir(root())
        .output()
        .expect("cargo is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).expect("paths are UTF-8");
    list.lines().map(str::to_owned).collect()
}

#[test]
fn the_package_has_all_that_it_needs_and_no_more() {
    let files = packaged();
    for needed in ["build.rs", "src/main.rs", "Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]
    {
        assert!(files.iter().any(|file| file == needed), "{needed} is missing");
    }
    let kinds = [
        "Cargo",
        ".cargo_vcs_info.json",
        "build.rs",
        "build/",
        "src/",
        "www/",
        "README.md",
        "LICENSE-",
        "CHANGELOG.md",
    ];
    for file in &files {
        assert!(kinds.iter().any(|kind| file.starts_with(kind)), "{file} is not part of the program");
        // With its source there, the build script would compile the front end, which a package cannot.
        assert!(!file.starts_with("www/front/"), "{file} is of another crate");
    }
}

#[test]
fn every_file_that_the_package_embeds_is_in_it() {
    let files = packaged();
    let mut embedded = 0;
    for source in files.iter().filter(|file| file.ends_with(".rs")) {
        let text = fs::read_to_string(root().join(source)).expect("a source");
        for path in
            ["include_str!(\"", "include_bytes!(\"", "#[path = \""].iter().flat_map(|start| quoted(&text, start))
        {
            let needed = beside(Path::new(source), path);
            assert!(files.iter().any(|file| Path::new(file) == needed), "{source} needs {}", needed.display());
            embedded += 1;
        }
    }
    assert!(embedded > 20, "{embedded}");
}

/// Whether the built front end is there depends on `cargo xtask dist`; that it goes along does not.
#[test]
fn the_built_front_end_goes_along() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let manifest: toml::Table = manifest.parse().expect("it is TOML");
    let include = manifest["package"]["include"].as_array().expect("a list");
    assert!(include.iter().any(|pattern| pattern.as_str() == Some("/www/dist")), "{include:?}");
    let files = packaged();
    for name in
        ["search.js", "search_bg.wasm", "timeline.js", "timeline_bg.wasm"].map(|name| format!("www/dist/{name}"))
    {
        assert_eq!(root().join(&name).exists(), files.contains(&name), "{name}");
    }
}

/// What stands between `start` and the next quotation mark.
fn quoted<'t>(text: &'t str, start: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(start).filter_map(|(at, _)| text[at + start.len()..].split('"').next())
}

/// `path` as `source` names it, seen from the root.
fn beside(source: &Path, path: &str) -> PathBuf {
    let mut place = source.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(place.pop()),
            part => place.push(part),
        }
    }
    place
}

//! What a package of the crate holds.

use std::process::Command;

use crate::support::root;

#[test]
fn the_package_has_all_that_it_needs_and_no_more() {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--package", "briefing"])
        .current_dir(root())
        .output()
        .expect("cargo is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let files: Vec<&str> = list.lines().collect();
    for needed in [
        "build.rs",
        "build/target.rs",
        "src/main.rs",
        "www/templates/base.html",
        "www/styles/site.css",
        "www/loader.js",
        "www/languages/en.toml",
        "README.md",
    ] {
        assert!(files.contains(&needed), "{needed} is missing");
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
    }
}

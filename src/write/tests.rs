use std::{fs, path::Path};

use tempfile::TempDir;

use super::*;

/// Writes `files` into `root` as one build does.
fn build(root: &Path, foreign: Foreign, files: &[(&str, &str)]) -> Result<Counts, Failure> {
    let writer = Writer::open(root, Path::new("no-such-site"), foreign, &|| {})?;
    for (path, text) in files {
        writer.put(Output::bytes(*path, *text));
    }
    writer.finish()
}

fn counts(written: usize, unchanged: usize, removed: usize) -> Counts {
    Counts { written, unchanged, removed }
}

/// All files below `root` but ours, sorted.
fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with(OURS) {
                folders.push(path);
            } else if path.is_file() {
                found.push(path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn only_what_differs_is_written_and_only_ours_is_removed() {
    let out = folder();
    let root = out.path();
    let first = build(root, Foreign::Refused, &[("index.html", "a"), ("x/y/index.html", "b")]).expect("it builds");
    assert_eq!(first, counts(2, 0, 0));
    let before = fs::metadata(root.join("index.html")).expect("a file").modified().expect("a time");
    fs::write(root.join("x/note.txt"), "not ours").expect("a file");
    let second = build(root, Foreign::Refused, &[("index.html", "a"), ("z.html", "c")]).expect("it builds");
    assert_eq!(second, counts(1, 1, 1));
    assert_eq!(files(root), ["index.html", "x/note.txt", "z.html"]);
    assert_eq!(fs::metadata(root.join("index.html")).expect("a file").modified().expect("a time"), before);
    fs::remove_file(root.join("x/note.txt")).expect("it is there");
    assert!(!root.join("x/y").exists(), "folders that were left empty are gone");
}

#[test]
fn a_folder_that_is_not_ours_is_refused_unless_taken() {
    let out = folder();
    fs::write(out.path().join("thesis.txt"), "years of work").expect("a file");
    let failure = build(out.path(), Foreign::Refused, &[("index.html", "a")]).expect_err("it is not ours");
    assert!(failure.to_string().contains("briefing did not make it"), "{failure}");
    assert_eq!(files(out.path()), ["thesis.txt"]);
    build(out.path(), Foreign::Taken, &[("index.html", "a")]).expect("it is taken");
    build(out.path(), Foreign::Refused, &[]).expect("it is ours now");
    assert_eq!(files(out.path()), ["thesis.txt"]);
}

#[test]
fn the_site_itself_is_never_written_into() {
    let site = folder();
    fs::create_dir_all(site.path().join("briefs")).expect("a folder");
    for bad in ["", ".", "..", "briefs", "briefs/out", "x/../static"] {
        let root = site.path().join(bad);
        let failure = Writer::open(&root, site.path(), Foreign::Taken, &|| {}).expect_err(bad);
        assert!(failure.to_string().starts_with("cannot write to"), "{failure}");
    }
    assert!(Writer::open(&site.path().join("public"), site.path(), Foreign::Refused, &|| {}).is_ok());
}

#[test]
fn no_path_leads_out() {
    let out = folder();
    let check = |bad: &str, reason: &str| {
        let failure = build(out.path(), Foreign::Refused, &[(bad, "a")]).expect_err(bad);
        assert!(failure.to_string().contains(reason), "{failure}");
    };
    ["../x", "/etc/x", "a/../../x", "", "a//b"].iter().for_each(|bad| check(bad, "leads out"));
    [".briefing", ".briefing/manifest", ".Briefing/lock"].iter().for_each(|bad| check(bad, "kept for"));
    build(out.path(), Foreign::Refused, &[(".briefing-notes", "a")]).expect("a name that only begins the same");
}

#[test]
fn a_folder_named_briefing_does_not_make_a_folder_ours() {
    let check = |manifest: Option<&str>, expected: &str| {
        let out = folder();
        fs::create_dir(out.path().join(OURS)).expect("a folder");
        fs::write(out.path().join("thesis.txt"), "years of work").expect("a file");
        if let Some(text) = manifest {
            fs::write(out.path().join(OURS).join("manifest"), text).expect("a file");
        }
        let failure = build(out.path(), Foreign::Refused, &[("index.html", "a")]).expect_err("it is not ours");
        assert!(failure.to_string().contains(expected), "{failure}");
        assert_eq!(files(out.path()), ["thesis.txt"]);
        build(out.path(), Foreign::Taken, &[("index.html", "a")]).expect("it is taken");
        build(out.path(), Foreign::Refused, &[]).expect("it is ours now");
    };
    check(None, "briefing did not make it");
    check(Some(""), "briefing did not make it");
    check(Some("thesis.txt\n"), "briefing did not make it");
    check(Some("briefing manifest 2\nthesis.txt\n"), "another version of briefing");
}

#[test]
fn a_build_that_was_killed_before_its_manifest_does_not_lock_the_folder() {
    let out = folder();
    fs::create_dir_all(out.path().join(OURS).join("tmp/left/over")).expect("folders");
    fs::write(out.path().join(OURS).join("lock"), "").expect("a file");
    build(out.path(), Foreign::Refused, &[("index.html", "a")]).expect("nobody else is there");
    fs::create_dir_all(out.path().join(OURS).join("tmp/left/over")).expect("folders");
    build(out.path(), Foreign::Refused, &[("index.html", "b")]).expect("what is left over is removed");
}

#[test]
fn a_file_of_somebody_else_is_not_removed_for_having_been_the_same() {
    let out = folder();
    build(out.path(), Foreign::Refused, &[("index.html", "a")]).expect("it builds");
    fs::write(out.path().join("robots.txt"), "all").expect("a file");
    let same = build(out.path(), Foreign::Refused, &[("index.html", "a"), ("robots.txt", "all")]).expect("it builds");
    assert_eq!(same, counts(0, 2, 0));
    build(out.path(), Foreign::Refused, &[("index.html", "a")]).expect("it builds");
    assert_eq!(files(out.path()), ["index.html", "robots.txt"]);
}

#[test]
fn threads_that_need_one_folder_make_room_for_it_together() {
    for _ in 0..50 {
        let out = folder();
        build(out.path(), Foreign::Refused, &[("a", "1")]).expect("it builds");
        let writer = Writer::open(out.path(), Path::new("no-such-site"), Foreign::Refused, &|| {}).expect("it opens");
        std::thread::scope(|scope| {
            for n in 0..8 {
                let writer = &writer;
                scope.spawn(move || writer.put(Output::bytes(format!("a/{n}"), "2")));
            }
        });
        assert_eq!(writer.finish().expect("no failure"), counts(8, 0, 0));
    }
}

#[test]
fn a_target_is_refused_before_anything_is_put() {
    let out = folder();
    fs::write(out.path().join("thesis.txt"), "years of work").expect("a file");
    let look = |root: &Path| Target::look(root, Path::new("no-such-site"), Foreign::Refused, &|| {}).map(drop);
    assert!(look(out.path()).is_err());
    let new = out.path().join("new");
    look(&new).expect("it is not there");
    assert!(!new.exists(), "looking makes nothing");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_our_files_is_refused() {
    for name in ["", "tmp", "manifest", "lock"] {
        let (out, outside) = (folder(), folder());
        fs::write(outside.path().join("kept"), "kept").expect("a file");
        build(out.path(), Foreign::Refused, &[("index.html", "a")]).expect("it builds");
        let ours = if name.is_empty() { out.path().join(OURS) } else { out.path().join(OURS).join(name) };
        fs::rename(&ours, out.path().join("away")).expect("it is there");
        let target = if ours.ends_with("manifest") || ours.ends_with("lock") {
            outside.path().join("kept")
        } else {
            outside.path().to_owned()
        };
        std::os::unix::fs::symlink(target, &ours).expect("a link");
        for foreign in [Foreign::Refused, Foreign::Taken] {
            let failure = build(out.path(), foreign, &[("index.html", "b")]).expect_err(name);
            assert!(failure.to_string().contains("it is a symbolic link"), "{failure}");
        }
        assert_eq!(files(outside.path()), ["kept"]);
        assert_eq!(fs::read_to_string(outside.path().join("kept")).expect("a file"), "kept");
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_output_are_not_followed() {
    let (out, outside) = (folder(), folder());
    fs::write(outside.path().join("kept.html"), "kept").expect("a file");
    build(out.path(), Foreign::Refused, &[("a/index.html", "a")]).expect("it builds");
    let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, out.path().join(to)).expect("a link");
    link(outside.path(), "linked");
    link(&outside.path().join("kept.html"), "index.html");
    let failure = build(out.path(), Foreign::Refused, &[("linked/kept.html", "lost")]).expect_err("a link");
    assert!(failure.to_string().contains("symbolic link"), "{failure}");
    build(out.path(), Foreign::Refused, &[("index.html", "new")]).expect("it builds");
    assert_eq!(fs::read_to_string(outside.path().join("kept.html")).expect("a file"), "kept");
    assert_eq!(fs::read_to_string(out.path().join("index.html")).expect("a file"), "new");
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let out = folder();
    build(out.path(), Foreign::Refused, &[("a", "1"), ("b/c", "2")]).expect("it builds");
    let second = build(out.path(), Foreign::Refused, &[("a/d", "3"), ("b", "4")]).expect("it builds");
    assert_eq!(second.written, 2);
    assert_eq!(files(out.path()), ["a/d", "b"]);
}

#[test]
fn what_a_killed_build_wrote_is_known_to_the_next() {
    let out = folder();
    let writer = Writer::open(out.path(), Path::new("no-such-site"), Foreign::Refused, &|| {}).expect("it opens");
    writer.put(Output::bytes("old.html", "a"));
    drop(writer); // never finished
    fs::write(out.path().join(OURS).join("tmp/7"), "half").expect("a file");
    let mut manifest =
        OpenOptions::new().append(true).open(out.path().join(OURS).join("manifest")).expect("a manifest");
    manifest.write_all(b"cut.ht").expect("a cut line");
    assert_eq!(build(out.path(), Foreign::Refused, &[("new.html", "b")]).expect("it builds"), counts(1, 0, 1));
    assert_eq!(files(out.path()), ["new.html"]);
    assert!(is_empty(&out.path().join(OURS).join("tmp")).expect("a folder"));
}

#[test]
fn two_outputs_of_one_path_are_a_failure() {
    let out = folder();
    let failure = build(out.path(), Foreign::Refused, &[("a", "1"), ("a", "2")]).expect_err("twice");
    assert!(failure.to_string().contains("two outputs"), "{failure}");
}

#[test]
fn a_second_build_waits_for_the_first() {
    let out = folder();
    let open = |waiting: &dyn Fn()| Writer::open(out.path(), Path::new("no-such-site"), Foreign::Refused, waiting);
    let first = open(&|| panic!("nobody else is there")).expect("it opens");
    let waited = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (told, heard) = std::sync::mpsc::channel();
        let second = scope.spawn({
            let waited = &waited;
            move || {
                let waiting = || {
                    waited.store(true, Ordering::SeqCst);
                    told.send(()).expect("the test listens");
                };
                open(&waiting).map(drop)
            }
        });
        heard.recv().expect("the second build says that it waits");
        drop(first);
        second.join().expect("no panic").expect("it opens");
    });
    assert!(waited.load(Ordering::SeqCst));
}

#[test]
fn a_new_file_never_replaces_one() {
    let out = folder();
    let path = out.path().join("briefs/2024/a.md");
    create(&path, "first").expect("it is new");
    let failure = create(&path, "second").expect_err("it is there");
    assert!(failure.to_string().contains("file exists"), "{failure}");
    assert_eq!(fs::read_to_string(path).expect("a file"), "first");
}

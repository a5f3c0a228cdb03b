//! Pictures of briefs from a folder to pages: size, copies, cache, and what is wrong with them.

use std::{collections::BTreeMap, fs, path::Path, time::SystemTime};

use image::{ImageFormat, Rgb, RgbImage};
use tempfile::TempDir;

use crate::support::{BRIEF, SETTINGS, files_below};

/// A site with a picture of 500 by 250 pixels beside its brief, which names it twice.
fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path();
    fs::create_dir(site.join("briefs")).expect("a folder");
    fs::write(site.join("site.toml"), SETTINGS).expect("a file");
    let front = "image: {src: a map.png, alt: A map, credit: Us}\n---\n![Twice](<a map.png>)\n\n";
    fs::write(site.join("briefs/talks.md"), BRIEF.replace("---\nThe", &format!("{front}The"))).expect("a file");
    let grain = |x: u32, y: u32| (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) as u8;
    let picture = RgbImage::from_fn(500, 250, |x, y| Rgb([grain(x, y), grain(y, x), x as u8]));
    picture.save_with_format(site.join("briefs/a map.png"), ImageFormat::Png).expect("a picture");
    folder
}

/// Runs `briefing build` and gives the files of `public/` and what was said.
fn build(site: &Path) -> (BTreeMap<String, Vec<u8>>, String) {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_briefing")).arg("build").arg(site).output();
    let run = run.expect("it runs");
    let said = String::from_utf8(run.stderr).expect("messages are UTF-8");
    assert!(run.status.success(), "{said}");
    (files_below(&site.join("public")), said)
}

/// The files of the cache, with the time of their last change.
fn cache(site: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let folder = site.join(".briefing/pictures");
    let changed = |name: &str| fs::metadata(folder.join(name)).and_then(|found| found.modified()).expect("a time");
    files_below(&folder).into_iter().map(|(name, bytes)| (name.clone(), (bytes, changed(&name)))).collect()
}

#[test]
fn a_page_offers_copies_and_says_how_large_its_pictures_are() {
    let folder = site();
    let (files, _) = build(folder.path());
    let page = std::str::from_utf8(&files["briefs/talks/index.html"]).expect("a page is UTF-8");
    let images: Vec<_> =
        page.match_indices("<img ").map(|(at, _)| page[at..].split('>').next().expect("a tag")).collect();
    assert_eq!(images.len(), 2, "{page}");
    for image in &images {
        assert!(image.contains("src=\"/briefs/talks/a%20map.png\" "), "{image}");
        assert!(image.contains(" width=\"500\" height=\"250\" srcset=\"/assets/pictures/"), "{image}");
        let set = image.split("srcset=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a set");
        let widths: Vec<_> = set.split(", ").map(|one| one.split_once(' ').expect("a width")).collect();
        assert_eq!(widths.iter().map(|(_, width)| *width).collect::<Vec<_>>(), ["480w", "500w"]);
        for (link, _) in widths {
            let bytes = &files[link.trim_start_matches('/')];
            assert!(bytes.starts_with(b"RIFF") && bytes[8..].starts_with(b"WEBP"), "{link}");
        }
    }
    assert!(!images[1].contains("loading") && images[0].contains("loading=\"lazy\""), "{images:?}");
    let original = fs::read(folder.path().join("briefs/a map.png")).expect("a picture");
    assert_eq!(files["briefs/talks/a map.png"], original);
    assert!(page.contains("<meta property=\"og:image:width\" content=\"500\">"), "{page}");
}

#[test]
fn a_second_build_makes_no_picture_and_a_damaged_cache_heals() {
    let folder = site();
    let (first, _) = build(folder.path());
    let before = cache(folder.path());
    assert_eq!(before.len(), 3, "two copies and a record");
    let (second, said) = build(folder.path());
    assert_eq!((cache(folder.path()), second), (before.clone(), first.clone()));
    assert!(said.contains(": 0 files written, "), "{said}");
    for name in before.keys() {
        fs::write(folder.path().join(".briefing/pictures").join(name), "no picture").expect("a file");
        let (files, _) = build(folder.path());
        assert_eq!(files, first, "{name}");
        let bytes = |(name, (bytes, _)): (&String, &(Vec<u8>, SystemTime))| (name.clone(), bytes.clone());
        let healed: Vec<_> = cache(folder.path()).iter().map(bytes).collect();
        assert_eq!(healed, before.iter().map(bytes).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn a_site_whose_cache_cannot_be_written_is_built_all_the_same() {
    let folder = site();
    fs::write(folder.path().join(".briefing"), "a file where the folder should be").expect("a file");
    let (files, _) = build(folder.path());
    assert_eq!(files.keys().filter(|path| path.ends_with(".webp")).count(), 2);
}

#[test]
fn a_picture_that_is_none_is_told_where_it_is_named_and_copied() {
    let folder = site();
    fs::write(folder.path().join("briefs/a map.png"), "no picture").expect("a file");
    let (files, said) = build(folder.path());
    assert!(said.contains("warning[bad-picture]: the picture `briefs/a map.png` cannot be read"), "{said}");
    assert!(said.contains("--> briefs/talks.md:"), "{said}");
    assert_eq!(said.matches("bad-picture").count(), 1, "{said}");
    assert_eq!(files["briefs/talks/a map.png"], b"no picture");
    let page = std::str::from_utf8(&files["briefs/talks/index.html"]).expect("a page is UTF-8");
    assert!(!page.contains("srcset"), "{page}");
}

#[test]
fn a_picture_is_drawn_for_each_brief_once() {
    let folder = site();
    fs::write(folder.path().join("site.toml"), format!("{SETTINGS}share_pictures = true\n")).expect("a file");
    let (first, _) = build(folder.path());
    let page = std::str::from_utf8(&first["briefs/talks/index.html"]).expect("a page is UTF-8");
    let start = "<meta property=\"og:image\" content=\"https://briefs.test/";
    let address = page.split(start).nth(1).and_then(|rest| rest.split('"').next()).expect("a picture");
    let picture = image::load_from_memory_with_format(&first[address], ImageFormat::Png).expect("it is whole");
    assert_eq!((picture.width(), picture.height()), (1200, 630));
    assert!(first[address].len() < 100_000, "{}", first[address].len());
    let said =
        ["og:image:width\" content=\"1200", "og:image:height\" content=\"630", "og:image:alt\" content=\"Talks open"];
    for part in said.iter().chain(&["twitter:card\" content=\"summary_large_image"]) {
        assert!(page.contains(part), "{part}");
    }
    let before = cache(folder.path());
    let (second, _) = build(folder.path());
    assert_eq!((second, cache(folder.path())), (first, before));
}

//! What the build script decides before it compiles, with stand-ins for the compiler and rustup.

#[path = "../build/dist.rs"]
mod dist;
#[path = "../build/glue.rs"]
mod glue;
#[path = "../build/target.rs"]
mod target;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Site;

/// A package with some files, each of which holds its own path.
fn package(files: &[&str]) -> Site {
    files.iter().fold(Site::empty(), |site, path| site.file(path, path))
}

#[test]
fn built_files_are_taken_where_they_are_named_or_where_there_is_no_source() {
    let check = |files: &[&str], named: Option<&str>, expected: Option<&str>| {
        let package = package(files);
        let found = dist::folder(package.path(), named.map(Into::into));
        assert_eq!(found, expected.map(|folder| package.path().join(folder)), "{files:?} {named:?}");
    };
    check(&["www/front/Cargo.toml"], None, None);
    check(&["www/front/Cargo.toml"], Some(""), None);
    check(&["www/front/Cargo.toml", "www/dist/search.js"], None, None);
    check(&["www/front/Cargo.toml"], Some("built"), Some("built"));
    check(&[], Some("/elsewhere/built"), Some("/elsewhere/built"));
    check(&["www/dist/search.js"], None, Some("www/dist"));
    check(&[], None, Some("www/dist"));
}

#[test]
fn a_package_brings_its_built_files_along() {
    let built = dist::FILES.map(|name| format!("www/dist/{name}"));
    let package = built.iter().fold(package(&["out/other"]), |package, path| package.file(path, path));
    let (folder, out) = (dist::folder(package.path(), None).expect("no source"), package.path().join("out"));
    dist::copy(&folder, &out).expect("all are there");
    assert_eq!(dist::FILES.map(|name| package.read(&format!("out/{name}"))), built);
    fs::remove_file(folder.join("timeline_bg.wasm")).expect("it was there");
    let missing = dist::copy(&folder, &out).expect_err("one is missing");
    assert!(missing.contains("www/dist/timeline_bg.wasm") && missing.contains("`cargo xtask dist`"), "{missing}");
}

#[test]
fn each_part_has_a_script_and_a_module() {
    assert_eq!(dist::PARTS.map(|part| [format!("{part}.js"), format!("{part}_bg.wasm")]).concat(), dist::FILES);
}

#[test]
fn names_are_short_in_glue_and_module_alike() {
    let glue = "imports = { __wbg_now_00112233445566ff: f, __wbg_log_0a112233445566ff: g, __wbindgen_throw: h };";
    let module = b"\0\x1a__wbg_now_00112233445566ff\0\x1a__wbg_log_0a112233445566ff\0\x10__wbindgen_throw";
    let (glue, module) = glue::with_short_names(glue.to_owned(), module.to_vec()).expect("each is once in both");
    let [now, log] = ["__wbg_now_0000000000000000", "__wbg_log_0000000000000001"];
    assert_eq!(glue, format!("imports = {{ {now}: f, {log}: g, __wbindgen_throw: h }};"));
    assert_eq!(String::from_utf8(module).expect("text"), format!("\0\x1a{now}\0\x1a{log}\0\x10__wbindgen_throw"));
}

#[test]
fn names_that_do_not_match_end_the_build() {
    let check = |module: &str, count: usize| {
        let glue = "imports = { __wbg_now_00112233445566ff: f };".to_owned();
        let error = glue::with_short_names(glue, module.into()).expect_err("they differ");
        let told = format!("`_00112233445566ff` is 1 times in the glue, {count} times in the module");
        assert!(error.ends_with(&told), "{error}");
    };
    check("now", 0);
    check("__wbg_now_00112233445566ff and, by chance, again _00112233445566ff", 2);
}

#[test]
fn comments_leave_the_glue() {
    let glue = "/**\n * What it does.\n */\nexport function f() {\n    // Why.\n    return '// no comment';\n}\n\n/* one line */\n";
    assert_eq!(glue::without_comments(glue), "export function f() {\nreturn '// no comment';\n}\n");
}

/// The compiler and rustup as shell scripts in one folder; what is added to `sysroot` is the target's folder.
#[cfg(unix)]
mod programs {
    use std::os::unix::fs::PermissionsExt;
    use std::sync::{Mutex, PoisonError};

    use super::*;

    const COMPILER: &str = "#!/bin/sh\necho \"${0%/*}/sysroot\"\n";
    const ADDS: &str = "#!/bin/sh\n[ \"$*\" = 'target add wasm32-unknown-unknown' ] && mkdir -p \"${0%/*}/sysroot/lib/rustlib/$3/lib\"\n";
    const ADDS_ELSEWHERE: &str = "#!/bin/sh\nexit 0\n";
    const FAILS: &str = "#!/bin/sh\necho 'error: no network' >&2\nexit 1\n";
    const FAILS_SILENTLY: &str = "#!/bin/sh\nexit 3\n";

    /// What came of it, and what was told before. The test's folder is written as `[DIR]`.
    fn ensured(rustc: Option<&str>, rustup: Option<&str>, there: bool) -> (Result<PathBuf, String>, String) {
        // One at a time: a process started beside us may hold our script open, and then it cannot be run ("text file busy").
        static TURN: Mutex<()> = Mutex::new(());
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Site::empty();
        if there {
            folder.write("sysroot/lib/rustlib/wasm32-unknown-unknown/lib/libcore.rlib", "");
        }
        let [rustc, rustup] =
            [("rustc", rustc), ("rustup", rustup)].map(|(name, script)| program(folder.path(), name, script));
        let mut told = String::new();
        let result = target::ensure(rustc.as_ref(), rustup.as_ref(), |message| told.push_str(message));
        let clean = |text: &str| text.replace(&*folder.path().to_string_lossy(), "[DIR]");
        (result.map(|path| clean(&path.to_string_lossy()).into()).map_err(|error| clean(&error)), told)
    }

    fn program(folder: &Path, name: &str, script: Option<&str>) -> PathBuf {
        let path = folder.join(name);
        if let Some(script) = script {
            fs::write(&path, script).expect("a script");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
        }
        path
    }

    #[test]
    fn a_target_that_is_there_needs_no_rustup() {
        let (result, told) = ensured(Some(COMPILER), None, true);
        assert_eq!((result, told.as_str()), (Ok("[DIR]/sysroot".into()), ""));
    }

    #[test]
    fn a_missing_target_is_added() {
        let (result, told) = ensured(Some(COMPILER), Some(ADDS), false);
        assert_eq!(result, Ok("[DIR]/sysroot".into()));
        assert_eq!(told, "adding the target wasm32-unknown-unknown with rustup");
    }

    #[track_caller]
    fn fails(rustc: Option<&str>, rustup: Option<&str>, expected: &str) {
        let (result, _) = ensured(rustc, rustup, false);
        let error = result.expect_err("it cannot be had");
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn what_cannot_be_added_is_said_with_what_helps() {
        fails(
            Some(COMPILER),
            None,
            "there is no rustup here to add wasm32-unknown-unknown: install the standard library",
        );
        fails(Some(COMPILER), Some(FAILS), "`rustup target add wasm32-unknown-unknown` failed: error: no network");
        fails(
            Some(COMPILER),
            Some(FAILS_SILENTLY),
            "`rustup target add wasm32-unknown-unknown` failed: exit status: 3",
        );
    }

    #[test]
    fn a_target_added_to_another_compiler_is_told_from_a_good_end() {
        let message = "the compiler `[DIR]/rustc` in `[DIR]/sysroot` lacks wasm32-unknown-unknown, \
                       and rustup added it to another one: build with rustup's cargo, or install";
        fails(Some(COMPILER), Some(ADDS_ELSEWHERE), message);
    }

    #[test]
    fn a_compiler_that_does_not_answer_is_named() {
        fails(None, Some(ADDS), "cannot run the compiler `[DIR]/rustc`: ");
        fails(Some(FAILS), Some(ADDS), "`[DIR]/rustc --print sysroot` failed: error: no network");
    }
}

//! The program itself, with a stand-in for Cargo that notes how it was called and can fail at will.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::{env, fs};

/// Notes its arguments and the Chromium it was told of; fails at the command that `FAIL_AT` names.
const CARGO: &str = r#"#!/bin/sh
case "$2" in --version) exit 0 ;; esac
case "$1" in metadata) echo '{ "target_directory": "/target" }'; exit 0 ;; esac
echo "$* ${CHROMIUM##*/}" >> "$NOTES"
[ "$1" != "$FAIL_AT" ] || exit 77
"#;

struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    /// How Cargo was called, one line for each call.
    notes: String,
}

fn run(name: &str, args: &[&str], fail_at: &str) -> Ran {
    run_with(name, args, &[("FAIL_AT", fail_at)])
}

fn run_with(name: &str, args: &[&str], environment: &[(&str, &str)]) -> Ran {
    // One at a time: a process started beside us may hold our script open, and then it cannot be run ("text file busy").
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    // A Chromium that only answers is found first in the path.
    for (program, script) in [("cargo", CARGO), ("chromium", "#!/bin/sh\n")] {
        fs::write(folder.join(program), script).expect("a script");
        fs::set_permissions(folder.join(program), fs::Permissions::from_mode(0o755)).expect("a program");
    }
    let notes = folder.join("notes");
    fs::write(&notes, "").expect("an empty file");
    let path = env::join_paths([folder.clone(), "/usr/bin".into(), "/bin".into()]).expect("a path");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(args).env("CARGO", folder.join("cargo")).env("PATH", path).env_remove("CHROMIUM");
    command.env("NOTES", &notes).envs(environment.iter().copied());
    let output = command.output().expect("run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let notes = fs::read_to_string(notes).expect("notes");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr), notes }
}

#[test]
fn help_is_data_and_an_unknown_task_is_an_error() {
    let help = run("help", &["help"], "");
    assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
    assert!(help.stdout.contains("cargo xtask COMMAND"), "{}", help.stdout);
    for args in [&["tset"][..], &[], &["test", "--fast"], &["judge", "all"]] {
        let unknown = run("unknown", args, "");
        assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""), "{args:?}");
        assert!(unknown.stderr.starts_with(&format!("error: there is no task `{}`\n", args.join(" "))));
        assert_eq!(unknown.notes, "");
    }
}

#[test]
fn test_runs_all_checks_in_order() {
    let ran = run("order", &["test", "--", "browser", "--", "--nocapture"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(
        ran.notes,
        "fmt --all --check \n\
         fmt --check --manifest-path fuzz/Cargo.toml \n\
         clippy --workspace --all-targets -- -D warnings \n\
         check --locked --no-default-features --manifest-path fuzz/Cargo.toml --target-dir /target \n\
         test --workspace browser -- --nocapture chromium\n"
    );
    let titles: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("== ")).collect();
    assert_eq!(titles, ["== format", "== format of fuzz", "== clippy", "== fuzz", "== chromium", "== test"]);
    assert!(ran.stderr.ends_with("\nall checks passed\n"), "{}", ran.stderr);
}

#[test]
fn test_stops_at_the_first_failure_with_its_code() {
    let ran = run("clippy", &["test"], "clippy");
    assert_eq!(ran.code, Some(77));
    assert!(ran.notes.ends_with("clippy --workspace --all-targets -- -D warnings \n"), "{}", ran.notes);
    assert!(ran.stderr.contains("\nfailed: clippy (`"), "{}", ran.stderr);
    assert_eq!(run("test", &["test"], "test").code, Some(77));
}

#[test]
fn without_chromium_the_tests_are_not_tried() {
    for chromium in ["/no/chromium", "/bin/false"] {
        let ran = run_with("no-chromium", &["test"], &[("CHROMIUM", chromium)]);
        assert_eq!(ran.code, Some(2), "{}", ran.stderr);
        assert!(
            ran.stderr.ends_with(&format!("error: CHROMIUM names `{chromium}`, which does not run\n")),
            "{}",
            ran.stderr
        );
        assert!(!ran.notes.contains("test --workspace"), "{}", ran.notes);
    }
}

#[test]
fn dist_needs_a_build_that_tells_where_the_front_end_is() {
    let failed = run("dist-fails", &["dist"], "build");
    assert_eq!(failed.code, Some(2));
    assert!(failed.stderr.contains("error: `cargo build --workspace` failed: exit status: 77\n"), "{}", failed.stderr);
    let silent = run("dist-silent", &["dist"], "");
    assert_eq!(silent.notes, "build --workspace --message-format json-render-diagnostics \n");
    let error = "error: `cargo build` tells of no folder with the front end\n";
    assert_eq!((silent.code, silent.stderr.as_str()), (Some(2), error));
}

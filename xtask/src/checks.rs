//! `cargo xtask test`: all that must hold before a change is done, in the order of what fails fastest.

use std::process::{Command, Stdio};

use crate::{Error, Result, chromium, system};

/// One step: its name, and the command.
type Step = (&'static str, Command);

/// Runs all checks and stops at the first that fails. Gives the exit code: 0, or that of the failed command.
/// `test_args` go to `cargo test`.
///
/// # Errors
/// When Chromium is missing and cannot be installed, or a command cannot be started.
pub fn run(test_args: &[String]) -> Result<u8> {
    ensure_components()?;
    let fuzz = ["--manifest-path", "fuzz/Cargo.toml"];
    let before = [
        ("format", cargo(&["fmt", "--all", "--check"])),
        ("format of fuzz", cargo(&[&["fmt", "--check"], &fuzz[..]].concat())),
        ("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
        ("fuzz", check_fuzz(&fuzz)?),
    ];
    let code = run_steps(before)?;
    if code != 0 {
        return Ok(code);
    }
    eprintln!("== chromium");
    let chromium = chromium::find_or_install()?;
    eprintln!("{}", chromium.display());
    let mut test = cargo(&["test", "--workspace"]);
    test.args(test_args).env("CHROMIUM", chromium);
    let code = run_steps([("test", test)])?;
    if code == 0 {
        eprintln!("all checks passed");
    }
    Ok(code)
}

/// The fuzz targets are a workspace of their own, but share our target folder. Without the fuzzer itself they need neither
/// a nightly compiler nor one for C++.
fn check_fuzz(manifest: &[&str]) -> Result<Command> {
    let mut command = cargo(&["check", "--locked", "--no-default-features"]);
    command.args(manifest).arg("--target-dir").arg(system::target_folder()?);
    Ok(command)
}

fn cargo(args: &[&str]) -> Command {
    let mut command = system::cargo();
    command.args(args).stdin(Stdio::null());
    command
}

fn run_steps<const N: usize>(steps: [Step; N]) -> Result<u8> {
    for (name, mut command) in steps {
        eprintln!("== {name}");
        let shown = system::shown(&command);
        let status = command.status().map_err(Error::on(&format!("run `{shown}`")))?;
        if !status.success() {
            eprintln!("failed: {name} (`{shown}`: {status})");
            // A signal leaves no code.
            return Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1));
        }
    }
    Ok(0)
}

/// Adds what rustup's smallest profile leaves out.
fn ensure_components() -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let present = cargo(&[command, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !present.is_ok_and(|status| status.success()) {
            eprintln!("adding the component {component} with rustup");
            system::run(Command::new("rustup").args(["component", "add", component]).current_dir(system::project()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn the_first_failure_ends_the_run_with_its_code() {
        let folder = system::ScratchFolder::new("checks").expect("a scratch folder");
        let mark = folder.path().join("mark");
        let touch = format!("touch '{}'", mark.display());
        assert_eq!(
            run_steps([("good", shell("exit 0")), ("bad", shell("exit 101")), ("never", shell(&touch))]),
            Ok(101)
        );
        assert!(!mark.exists());
        assert_eq!(run_steps([("good", shell(&touch)), ("killed", shell("kill -9 $$"))]), Ok(1));
        assert!(mark.exists());
        assert_eq!(run_steps([]), Ok(0));
    }

    #[test]
    fn a_step_that_does_not_start_is_an_error() {
        let error = run_steps([("none", Command::new("no-such-program"))]).expect_err("no such program");
        assert!(error.to_string().starts_with("cannot run `no-such-program`: "), "{error}");
    }
}

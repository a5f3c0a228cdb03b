//! The compiler's wasm target: whether it is there, and how it comes there.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Sees to it that `rustc` has the target, and gives back the compiler's sysroot. Where the target is missing, `rustup` adds it,
/// of which `tell` hears. A compiler from elsewhere than rustup may have it too, so the sysroot is asked first.
///
/// # Errors
/// When the compiler does not answer, or when the target is missing and cannot be added, with what helps.
pub(crate) fn ensure(rustc: &OsStr, rustup: &OsStr, tell: impl FnOnce(&str)) -> Result<PathBuf, String> {
    let sysroot = sysroot(rustc)?;
    if has_target(&sysroot) {
        return Ok(sysroot);
    }
    tell(&format!("adding the target {TARGET} with rustup"));
    add(rustup)?;
    // rustup adds to the toolchain of its own choice, and the compiler may be another one.
    if has_target(&sysroot) { Ok(sysroot) } else { Err(added_elsewhere(rustc, &sysroot)) }
}

/// Those of LLVM's `flags` as flags of `rustc`, or none of them where this compiler's LLVM lacks one, of which `tell` hears: they are
/// LLVM's own matter, and each version may name them anew.
pub(crate) fn of_llvm(rustc: &OsStr, flags: &[&str], tell: impl FnOnce(&str)) -> Vec<String> {
    let flags: Vec<_> = flags.iter().map(|flag| format!("-Cllvm-args={flag}")).collect();
    let answer = Command::new(rustc).args(["--print", "cfg"]).args(&flags).output();
    if answer.is_ok_and(|answer| answer.status.success()) {
        return flags;
    }
    tell("this compiler lacks a flag that makes the browser's part smaller: it becomes 3 % larger");
    Vec::new()
}

fn has_target(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir()
}

fn sysroot(rustc: &OsStr) -> Result<PathBuf, String> {
    let name = rustc.display();
    let answer = Command::new(rustc).args(["--print", "sysroot"]).output();
    let answer = answer.map_err(|cause| format!("cannot run the compiler `{name}`: {cause}"))?;
    if !answer.status.success() {
        return Err(format!("`{name} --print sysroot` failed: {}", told(&answer)));
    }
    let path = String::from_utf8(answer.stdout).map_err(|_| format!("the sysroot of `{name}` is not UTF-8"))?;
    Ok(PathBuf::from(path.trim()))
}

fn add(rustup: &OsStr) -> Result<(), String> {
    match Command::new(rustup).args(["target", "add", TARGET]).output() {
        Ok(answer) if answer.status.success() => Ok(()),
        Ok(answer) => Err(format!("`rustup target add {TARGET}` failed: {}", told(&answer))),
        Err(_) => Err(format!("there is no rustup here to add {TARGET}: {}", by_hand())),
    }
}

fn added_elsewhere(rustc: &OsStr, sysroot: &Path) -> String {
    format!(
        "the compiler `{}` in `{}` lacks {TARGET}, and rustup added it to another one: build with rustup's cargo, or {}",
        rustc.display(),
        sysroot.display(),
        by_hand()
    )
}

fn by_hand() -> String {
    format!(
        "install the standard library of {TARGET} for this compiler \
         (Debian: `apt-get install libstd-rust-dev-wasm32`; Fedora: `dnf install rust-std-static-{TARGET}`)"
    )
}

/// What a failed program said, and how it ended where it said nothing.
fn told(answer: &Output) -> String {
    let text = String::from_utf8_lossy(&answer.stderr);
    if text.trim().is_empty() { answer.status.to_string() } else { text.trim().to_owned() }
}

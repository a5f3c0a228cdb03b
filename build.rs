//! Puts the browser's part, `front.js` and `front_bg.wasm`, into `OUT_DIR/front`, where `src/assets.rs` takes it in.
//!
//! It comes from the first of these that is there: the folder that `BRIEFING_FRONT_DIST` names (for packagers, and editors that must not
//! compile wasm); `www/front`, which is compiled; `www/dist`, which a packaged crate brings along.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const DIST: &str = "BRIEFING_FRONT_DIST";
const TARGET: &str = "wasm32-unknown-unknown";
const FILES: [&str; 2] = ["front.js", "front_bg.wasm"];

/// What the compiled module depends on. Templates and styles are not among it: they come in by `include_str!`.
const WATCHED: [&str; 8] = [
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "index/Cargo.toml",
    "index/src",
    "www/front/Cargo.toml",
    "www/front/src",
    "www/dist",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            for line in error.to_string().lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={DIST}");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?).join("front");
    // Cargo runs the script each time if a watched file is not there.
    for path in WATCHED.iter().filter(|path| root.join(path).exists()) {
        println!("cargo::rerun-if-changed={path}");
    }
    fs::create_dir_all(&out)?;
    if let Some(dist) = env::var_os(DIST) {
        return copy(Path::new(&dist), &out);
    }
    if root.join("www/front/Cargo.toml").exists() {
        return compile(&root, &out);
    }
    copy(&root.join("www/dist"), &out)
}

fn copy(from: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    for name in FILES {
        let path = from.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::copy(&path, out.join(name)).map_err(|error| format!("cannot copy `{}`: {error}", path.display()))?;
    }
    Ok(())
}

/// Compiles the module and writes the code that binds it to the browser.
fn compile(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    ensure_target()?;
    let folder = target_folder()?;
    let status = cargo()
        .current_dir(root)
        .args([
            "build",
            "--quiet",
            "--package",
            "briefing-front",
            "--lib",
            "--profile",
            "front",
            "--target",
            TARGET,
            "--target-dir",
        ])
        .arg(&folder)
        .status()?;
    if !status.success() {
        return Err("the browser's part does not compile; see `www/front`".into());
    }
    let module = folder.join(TARGET).join("front/briefing_front.wasm");
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(&module)
        .out_name("front")
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)?;
    let [glue, module] = FILES.map(|name| out.join(name));
    let (text, bytes) = with_short_names(without_comments(&fs::read_to_string(&glue)?), fs::read(&module)?);
    fs::write(glue, text)?;
    fs::write(module, bytes)?;
    Ok(())
}

/// A target folder of its own, beside those of the profiles: Cargo would wait for itself in the same one, and one inside `OUT_DIR`
/// would be cold again for every other command, clippy above all.
fn target_folder() -> Result<PathBuf, Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let beside = out.ancestors().nth(4).ok_or("`OUT_DIR` is not inside a target folder")?;
    Ok(beside.join("www"))
}

/// Cargo without what the outer Cargo or clippy set for the host. `CARGO_MAKEFLAGS` stays: both share the job slots.
fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        cargo.env_remove(name);
    }
    cargo
}

/// Adds the wasm target where it is missing. A compiler from elsewhere than rustup may have it too, so the sysroot is asked first.
fn ensure_target() -> Result<(), Box<dyn Error>> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let answer = Command::new(&rustc).args(["--print", "sysroot"]).output()?;
    let sysroot = PathBuf::from(String::from_utf8(answer.stdout)?.trim());
    if sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    println!("cargo::warning=adding the target {TARGET} with rustup");
    let added = Command::new("rustup").args(["target", "add", TARGET]).output();
    match added {
        Ok(answer) if answer.status.success() => Ok(()),
        Ok(answer) => {
            Err(format!("`rustup target add {TARGET}` failed: {}", String::from_utf8_lossy(&answer.stderr)).into())
        }
        Err(_) => Err(format!(
            "there is no rustup here to add {TARGET}: install the standard library of {TARGET} for this compiler, \
             or set {DIST} to a folder with the built files"
        )
        .into()),
    }
}

/// The glue without comments and indentation: a third of its bytes. Lines inside quotes do not begin with either.
fn without_comments(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut inside = false;
    for line in glue.lines().map(str::trim) {
        let opens = line.starts_with("/*");
        if !(inside || opens || line.is_empty() || line.starts_with("//")) {
            out.push_str(line);
            out.push('\n');
        }
        inside = (inside || opens) && !line.ends_with("*/");
    }
    out
}

/// Glue and module know each other's functions by names that end in sixteen digits of a hash, which no compression shortens.
/// Numbers of the same length tell them apart as well, and save 2 kB of what a reader loads.
fn with_short_names(mut glue: String, mut module: Vec<u8>) -> (String, Vec<u8>) {
    let hashes: BTreeSet<String> = glue.match_indices("__wb").filter_map(|(at, _)| hash_of(glue.get(at..)?)).collect();
    for (number, hash) in hashes.iter().enumerate() {
        let short = format!("_{number:016}");
        glue = glue.replace(hash, &short);
        let found: Vec<usize> = module
            .windows(hash.len())
            .enumerate()
            .filter(|(_, text)| *text == hash.as_bytes())
            .map(|(at, _)| at)
            .collect();
        for at in found {
            module[at..at + short.len()].copy_from_slice(short.as_bytes());
        }
    }
    (glue, module)
}

/// The underscore and the sixteen digits at the end of the name with which a text begins.
fn hash_of(text: &str) -> Option<String> {
    let name = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    let (_, hash) = name.split_at_checked(name.len().checked_sub(17)?)?;
    let digits = hash.strip_prefix('_')?;
    digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).then(|| hash.to_owned())
}

//! Puts the browser's part, script and module of the search and of the timeline, into `OUT_DIR/front`, where `src/assets.rs` takes
//! it in.
//!
//! It comes from the first of these that is there: the folder that `BRIEFING_FRONT_DIST` names; `www/front`, which is compiled;
//! `www/dist`, which a packaged crate brings along. What can be tried without compiling is in `build/`, and in the tests too.

#[path = "build/dist.rs"]
mod dist;
#[path = "build/glue.rs"]
mod glue;
#[path = "build/prune.rs"]
mod prune;
#[path = "build/target.rs"]
mod target;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use target::TARGET;

/// Names a folder with the built files: for packagers, and editors that must not compile wasm.
const DIST: &str = "BRIEFING_FRONT_DIST";

/// What the compiled module depends on. Templates and styles are not among it: they come in by `include_str!`.
const WATCHED: [&str; 8] = [
    "build.rs",
    "build",
    "Cargo.toml",
    "Cargo.lock",
    "index/Cargo.toml",
    "index/src",
    "www/front/Cargo.toml",
    "www/front/src",
];

/// What makes a module smaller, by 1.2 kB of 38 after compression: loops count as they are written, values are loaded where they are
/// used, and a function is inlined where the call would be about as long.
const SMALL: [&str; 3] = ["-disable-lsr", "-enable-load-pre=false", "-inline-threshold=8"];

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
    println!("cargo::rerun-if-env-changed={}", DIST);
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?).join("front");
    // Cargo runs the script each time if a watched file is not there.
    for path in WATCHED.iter().filter(|path| root.join(path).exists()) {
        println!("cargo::rerun-if-changed={path}");
    }
    fs::create_dir_all(&out)?;
    let Some(built) = dist::folder(&root, env::var_os(DIST)) else {
        return dist::PARTS.iter().try_for_each(|part| compile(part, &root, &out));
    };
    for name in dist::FILES {
        println!("cargo::rerun-if-changed={}", built.join(name).display());
    }
    Ok(dist::copy(&built, &out)?)
}

/// Compiles the module of a part and writes the code that binds it to the browser.
fn compile(part: &str, root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let folder = target_folder()?;
    let status = cargo(&flags(root)?)
        .current_dir(root)
        .args([
            "rustc",
            "--quiet",
            "--package",
            "briefing-front",
            "--lib",
            // Alone: beside a library for Rust, Cargo leaves out the optimization of the whole.
            "--crate-type",
            "cdylib",
            "--no-default-features",
            "--features",
            part,
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
    bind(part, &folder.join(TARGET).join("front/briefing_front.wasm"), out)
}

/// Writes the module of a part, and the script that binds it to the browser, both as small as they get.
fn bind(part: &str, module: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut output = wasm_bindgen_cli_support::Bindgen::new()
        .input_path(module)
        .out_name(part)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_producers_section(true)
        .generate_output()?;
    let glue = glue::trimmed(output.js())?;
    let module = output.wasm_mut();
    if !glue::names(&glue, glue::TABLE) {
        prune::empty_import(module, glue::TABLE)?;
    }
    let unused = module.exports.iter().filter(|export| !glue::names(&glue, &export.name)).map(|export| export.id());
    unused.collect::<Vec<_>>().into_iter().for_each(|export| module.exports.delete(export));
    prune::prune(module);
    let imports = module.imports.iter().map(|import| import.name.clone());
    let names: Vec<_> = imports.chain(module.exports.iter().map(|export| export.name.clone())).collect();
    let glue = glue::without_passing_on(&glue);
    let (glue, short) = glue::with_short_names(&glue, names.iter().map(String::as_str))?;
    let shorten = |name: &mut String| short.get(name.as_str()).into_iter().for_each(|short| name.clone_from(short));
    module.imports.iter_mut().for_each(|import| shorten(&mut import.name));
    module.exports.iter_mut().for_each(|export| shorten(&mut export.name));
    fs::write(out.join(format!("{part}.js")), glue)?;
    fs::write(out.join(format!("{part}_bg.wasm")), prune::without_names(module)?)?;
    Ok(())
}

/// A target folder of its own, beside those of the profiles: Cargo would wait for itself in the same one, and one inside `OUT_DIR`
/// would be cold again for every other command, clippy above all.
fn target_folder() -> Result<PathBuf, Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let beside = out.ancestors().nth(4).ok_or("`OUT_DIR` is not inside a target folder")?;
    Ok(beside.join("www"))
}

/// The compiler's flags: [`SMALL`]; and as panic messages name source files, the published module tells nobody where these were on
/// this machine.
fn flags(root: &Path) -> Result<String, String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let tell = |message: &str| println!("cargo::warning={message}");
    // The compiler's folder, in which the wasm target is.
    let sysroot = target::ensure(&rustc, "rustup".as_ref(), tell)
        .map_err(|cause| format!("{cause}; or set {} to a folder with the built files", DIST))?;
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    // The last one that matches counts, and Cargo's home may lie in the repository.
    let folders = [(Some(root), "briefing"), (home.as_deref(), "cargo"), (Some(&sysroot), "rust")];
    let remap =
        folders.iter().filter_map(|(from, to)| Some(format!("--remap-path-prefix={}={to}", from.as_ref()?.display())));
    Ok(remap.chain(target::of_llvm(&rustc, &SMALL, tell)).collect::<Vec<_>>().join("\u{1f}"))
}

/// Cargo without what the outer Cargo or clippy set for the host. `CARGO_MAKEFLAGS` stays: both share the job slots. Flags that
/// are set here win over those of a user's own settings, which are meant for the host: a linker, or the processor's own commands.
fn cargo(flags: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for name in ["RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        cargo.env_remove(name);
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags);
    cargo
}

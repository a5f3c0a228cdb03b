//! `cargo xtask dist`: the built front end as files in `www/dist`, which a package of the crate brings along.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Error, Result, system};

const FILES: [&str; 4] = ["search.js", "search_bg.wasm", "timeline.js", "timeline_bg.wasm"];

/// Builds the front end from its source and fills `www/dist` with it. Gives back that folder.
///
/// # Errors
/// When the build fails, or a file cannot be copied.
pub fn run() -> Result<PathBuf> {
    let to = system::project().join("www/dist");
    let from = built()?;
    fill(&from, &to)?;
    Ok(to)
}

/// Makes the packages of both crates and builds each from its own files alone. Were one to compile the front end, it would need
/// a linker that is not there.
///
/// # Errors
/// When the front end does not build, or a package does not.
pub fn package() -> Result<()> {
    run()?;
    system::run(&mut packaging())
}

fn packaging() -> Command {
    let mut command = system::cargo();
    // What is in `www/dist` is not in git.
    command.args(["package", "--allow-dirty", "--package", "briefing", "--package", "briefing-index"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "no-linker-for-wasm").env_remove("BRIEFING_FRONT_DIST");
    command.stdin(Stdio::null());
    command
}

/// The folder into which the build script has written. Cargo tells it for a script that did not have to run, too.
fn built() -> Result<PathBuf> {
    // All crates, so that nothing is compiled twice with other features.
    let output = system::cargo()
        .args(["build", "--workspace", "--message-format", "json-render-diagnostics"])
        .env_remove("BRIEFING_FRONT_DIST")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::on("run `cargo build`"))?;
    if !output.status.success() {
        return Err(Error::new(format!("`cargo build --workspace` failed: {}", output.status)));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    written(&messages).ok_or_else(|| Error::new("`cargo build` tells of no folder with the front end"))
}

/// The folder of the one build script that wrote a front end.
fn written(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut folders = messages
        .filter(|message| message["reason"] == "build-script-executed")
        .filter_map(|message| Some(Path::new(message["out_dir"].as_str()?).join("front")));
    folders.find(|folder| FILES.iter().all(|name| folder.join(name).is_file()))
}

fn fill(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).map_err(Error::at("make the folder", to))?;
    for name in FILES {
        fs::copy(from.join(name), to.join(name)).map_err(Error::at("write", &to.join(name)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::ScratchFolder;

    #[test]
    fn packages_are_built_where_no_module_can_be() {
        let command = packaging();
        let linker = command.get_envs().find(|(name, _)| *name == "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER");
        assert!(linker.is_some_and(|(_, linker)| linker.is_some()));
        let args: Vec<_> = command.get_args().collect();
        assert!(args.contains(&"briefing".as_ref()) && !args.contains(&"--no-verify".as_ref()), "{args:?}");
    }

    #[test]
    fn what_the_build_script_wrote_is_found_and_copied() {
        let folder = ScratchFolder::new("dist").expect("a scratch folder");
        let [other, own, to] = ["other", "own", "www/dist"].map(|name| folder.path().join(name));
        fs::create_dir_all(own.join("front")).expect("a folder");
        FILES.iter().for_each(|name| fs::write(own.join("front").join(name), name).expect("a file"));
        let message =
            |reason: &str, folder: &Path| serde_json::json!({ "reason": reason, "out_dir": folder }).to_string();
        let lines =
            [message("compiler-artifact", &own), "no JSON".to_owned(), message("build-script-executed", &other)];
        assert_eq!(written(&lines.join("\n")), None);
        let all = [&lines[..], &[message("build-script-executed", &own)]].concat().join("\n");
        let from = written(&all).expect("it is among the messages");
        fill(&from, &to).expect("copied");
        assert_eq!(FILES.map(|name| fs::read_to_string(to.join(name)).expect("a file")), FILES);
    }
}

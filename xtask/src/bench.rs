//! `cargo xtask bench`: measurements. They print tables and judge nothing, as a speed depends on the machine.

use std::env;
use std::path::PathBuf;
use std::process::Stdio;

use crate::{Error, Result, system};

/// Runs a bench; `args` go to it. Gives its exit code.
///
/// # Errors
/// When Cargo cannot be started.
pub fn run(name: &str, args: &[String]) -> Result<u8> {
    let here = env::current_dir().map_err(Error::on("find the current folder"))?;
    let mut command = system::cargo();
    command.args(["bench", "--quiet", "--bench", "costs", "--", name]);
    // Cargo starts a bench in the folder of its package.
    let mut is_folder = false;
    for arg in args {
        if is_folder {
            command.arg(here.join(PathBuf::from(arg)));
        } else {
            command.arg(arg);
        }
        is_folder = arg == "--corpus";
    }
    let status = command.stdin(Stdio::null()).status().map_err(Error::on("run `cargo bench`"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

//! What lies outside the project: other programs, and the system's packages.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use crate::{Error, Result};

/// The project's top folder.
pub fn project() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Cargo, as a command in the project's top folder: the same Cargo that started this program, where one did.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project());
    command
}

/// The folder that Cargo builds into, as its own settings have it.
///
/// # Errors
/// When Cargo cannot be run or its answer cannot be read.
pub fn target_folder() -> Result<PathBuf> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(Error::on("run `cargo metadata`"))?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).map_err(Error::on("read the answer of `cargo metadata`"))?;
    let folder = metadata["target_directory"].as_str();
    folder.map(PathBuf::from).ok_or_else(|| Error::new("`cargo metadata` names no target folder"))
}

/// How long a program may take to say that it is there: long, since a cold disk and a snap's wrapper are slow.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether `program`, given `args`, starts and ends well, and in half a minute. Its output is dropped.
pub(crate) fn succeeds<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, args: &[S]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    ends_well(&mut command, PATIENCE)
}

/// What `program`, given `args`, says on stderr if it ends well, and in half a minute.
pub(crate) fn told<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, args: &[S]) -> Option<String> {
    // Not into a pipe: a process that the program leaves behind could hold it open for ever.
    let folder = ScratchFolder::new("told").ok()?;
    let path = folder.path().join("stderr.txt");
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null()).stderr(fs::File::create(&path).ok()?);
    if !ends_well(&mut command, PATIENCE) {
        return None;
    }
    fs::read(&path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether `command` starts and ends well within `patience`. It is killed if it does not end.
fn ends_well(command: &mut Command, patience: Duration) -> bool {
    let Ok(mut child) = command.stdin(Stdio::null()).spawn() else { return false };
    let deadline = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(10)),
            _ => break,
        }
    }
    // Both fail only where it has ended after all.
    let _ended = child.kill().and_then(|()| child.wait());
    false
}

/// Runs `command` with its output on our stderr, since stdout is for data.
///
/// # Errors
/// When it cannot be started or does not end well.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = shown(command);
    let status =
        command.stdin(Stdio::null()).stdout(io::stderr()).status().map_err(Error::on(&format!("run `{name}`")))?;
    if status.success() { Ok(()) } else { Err(Error::new(format!("`{name}` failed: {status}"))) }
}

/// The command as one would type it, without the quotes that a shell may need.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Whether [`install`] may be tried.
///
/// # Errors
/// When there is no `apt-get`, or when we are neither root nor allowed to become it without a password.
pub(crate) fn may_install() -> Result<()> {
    way_to_root().map(drop)
}

/// Installs packages of Debian or Ubuntu, saying so on stderr.
///
/// # Errors
/// As [`may_install`], and when the installation fails.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let become_root = way_to_root()?;
    eprintln!("installing the system's packages: {}", packages.join(" "));
    run(apt_get(become_root).arg("update"))?;
    run(apt_get(become_root).args(["install", "-y", "--no-install-recommends"]).args(packages))
}

/// The words before a command that must run as root: none for root itself.
fn way_to_root() -> Result<&'static [&'static str]> {
    if !succeeds("apt-get", &["--version"]) {
        return Err(Error::new("this system has no `apt-get`"));
    }
    let id = Command::new("id").arg("-u").output().map_err(Error::on("run `id -u`"))?;
    if id.stdout.trim_ascii() == b"0" {
        return Ok(&[]);
    }
    if succeeds("sudo", &["-n", "true"]) {
        return Ok(&["sudo", "-n"]);
    }
    Err(Error::new("not root, and no `sudo` that asks for no password"))
}

/// `apt-get` that asks nothing and waits for another installation to end.
fn apt_get(become_root: &[&str]) -> Command {
    // `sudo` drops the environment, so that the variable travels as an argument of `env`.
    let words = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"];
    let mut all = become_root.iter().chain(&words);
    let mut command = Command::new(all.next().unwrap_or(&"env"));
    command.args(all);
    command
}

/// A new, empty folder among the system's temporary ones, removed with all in it when dropped.
#[derive(Debug)]
pub(crate) struct ScratchFolder(PathBuf);

impl ScratchFolder {
    /// # Errors
    /// When no folder can be made.
    pub(crate) fn new(purpose: &str) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = env::temp_dir().join(format!("briefing-{purpose}-{}-{number}", process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                // Left by a process that was killed and had our number.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::at("make the folder", &path)(error)),
            }
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        // A process that is just ending may still write here: then the first try finds the folder not empty.
        for _ in 0..20 {
            match fs::remove_dir_all(&self.0) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => thread::sleep(Duration::from_millis(50)),
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_runs_through_sudo_only_when_asked() {
        let check = |root: &[&str], expected: &str| assert_eq!(shown(apt_get(root).arg("update")), expected);
        let rest = "env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update";
        check(&[], rest);
        check(&["sudo", "-n"], &format!("sudo -n {rest}"));
    }

    #[test]
    fn a_failing_command_is_named() {
        let failure = run(Command::new("false").arg("now")).expect_err("`false` fails");
        assert!(failure.to_string().starts_with("`false now` failed: "), "{failure}");
        let missing = run(&mut Command::new("no-such-program")).expect_err("there is no such program");
        assert!(missing.to_string().starts_with("cannot run `no-such-program`: "), "{missing}");
    }

    #[test]
    fn a_program_that_does_not_end_is_not_waited_for() {
        let start = Instant::now();
        assert!(!ends_well(Command::new("sleep").arg("60"), Duration::from_millis(50)));
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
        assert!(ends_well(&mut Command::new("true"), PATIENCE));
        assert!(!ends_well(&mut Command::new("false"), PATIENCE));
        assert!(!ends_well(&mut Command::new("no-such-program"), PATIENCE));
    }

    #[test]
    fn what_a_program_says_counts_only_if_it_ends_well() {
        assert_eq!(told("sh", &["-c", "echo out; echo 'version 17' >&2"]).as_deref(), Some("version 17\n"));
        assert_eq!(told("sh", &["-c", "echo 'version 17' >&2; exit 1"]), None);
        assert_eq!(told("no-such-program", &["-version"]), None);
    }

    #[test]
    fn the_project_is_the_folder_of_the_workspace() {
        assert!(project().join("xtask/Cargo.toml").is_file());
    }

    #[test]
    fn a_scratch_folder_is_new_and_goes_away() {
        let (first, second) = (ScratchFolder::new("test").expect("one"), ScratchFolder::new("test").expect("two"));
        assert_ne!(first.path(), second.path());
        fs::write(first.path().join("file"), "text").expect("a file");
        let path = first.path().to_owned();
        drop(first);
        assert!(!path.exists() && second.path().is_dir());
    }

    #[test]
    fn cargo_tells_its_target_folder() {
        assert!(target_folder().expect("cargo answers").is_absolute());
    }
}

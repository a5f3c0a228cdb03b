//! The programs that the judges need: Java, and packages of npm and of PyPI in a folder of ours.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{Error, Result, system};

/// The Nu checker runs on this version of Java or a later one.
const JAVA: u32 = 17;

/// Debian's and Ubuntu's packages of Java: the system's own choice first, which an older system lets fall short.
const JAVA_PACKAGES: [&str; 2] = ["default-jre-headless", "openjdk-17-jre-headless"];

/// A Java that is new enough. Installs the system's package where there is none and that is allowed.
///
/// # Errors
/// When there is none and it cannot be installed, with what to install.
pub(super) fn java() -> Result<&'static str> {
    obtain(
        "Java 17 or later",
        || java_version().is_some_and(|version| version >= JAVA),
        &JAVA_PACKAGES.map(|p| vec![p]),
    )?;
    Ok("java")
}

/// The path of `file` in the npm package `name` of exactly this `version`, which is installed below `folder` if it is
/// not there yet. npm itself is installed as Java is.
///
/// # Errors
/// When npm is missing and cannot be installed, or fails; when the package has no such file.
pub(super) fn npm_package(folder: &Path, name: &str, version: &str, file: &str) -> Result<PathBuf> {
    let package = folder.join("node_modules").join(name);
    if installed_version(&package).as_deref() != Some(version) {
        obtain("Node.js with npm", || system::succeeds("npm", &["--version"]), &[vec!["nodejs", "npm"]])?;
        eprintln!("installing the npm package {name} {version}");
        // Scripts of packages do not run here: these need none.
        let flags = [
            "--omit=dev",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--save-exact",
            "--loglevel=error",
            "--omit-lockfile-registry-resolved",
        ];
        let exact = format!("{name}@{version}");
        system::run(Command::new("npm").arg("install").arg("--prefix").arg(folder).args(flags).arg(exact))?;
    }
    let path = package.join(file);
    if path.is_file() { Ok(path) } else { Err(Error::new(format!("{name} {version} has no file `{file}`"))) }
}

/// The program of the crate `name` of exactly this `version` with these `features`, which is compiled below `folder` if it is not
/// there yet.
///
/// # Errors
/// When it cannot be compiled.
pub(super) fn cargo_program(folder: &Path, name: &str, version: &str, features: &str) -> Result<PathBuf> {
    let root = folder.join(format!("cargo/{name}-{version}"));
    let program = root.join("bin").join(name);
    if !program.is_file() {
        eprintln!("compiling {name} {version}");
        let mut cargo = system::cargo();
        cargo.args(["install", "--quiet", "--locked", "--version", version, "--features", features, name]);
        system::run(cargo.arg("--root").arg(&root))?;
    }
    Ok(program)
}

/// A Python with exactly these `packages` (`name==1.2.3`), in an environment of its own below `folder`, which is made if it
/// is not there yet. Python itself is installed as Java is.
///
/// # Errors
/// When Python is missing and cannot be installed, or fails.
pub(super) fn python_with(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let environment = folder.join("python");
    let python = environment.join("bin/python");
    if !system::succeeds(&python, &["-m", "pip", "--version"]) {
        let present = || system::succeeds("python3", &["-c", "import ensurepip, venv"]);
        obtain("Python 3 with venv", present, &[vec!["python3-venv"]])?;
        system::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    }
    // What is there is not asked for again. Code of packages does not run here: wheels have none.
    let flags = ["--quiet", "--disable-pip-version-check", "--only-binary=:all:"];
    system::run(Command::new(&python).args(["-m", "pip", "install"]).args(flags).args(packages))?;
    Ok(python)
}

/// Writes a question in JSON to a program, which errors call `what`, and reads its answer.
///
/// # Errors
/// When it cannot be started, or its answer cannot be read.
pub(super) fn ask(what: &str, command: &mut Command, question: &Value) -> Result<Value> {
    let asking = format!("ask {what}");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Error::on(&asking))?;
    // It reads all before it writes, and the pipe is closed here: neither waits for the other.
    let written = child.stdin.take().map(|mut stdin| stdin.write_all(question.to_string().as_bytes()));
    let output = child.wait_with_output().map_err(Error::on(&asking))?;
    let unreadable = |cause| {
        let errors = String::from_utf8_lossy(&output.stderr);
        Error::new(format!("{what} did not answer: {cause}\n{errors}"))
    };
    let answers = serde_json::from_slice(&output.stdout).map_err(unreadable)?;
    written.transpose().map_err(Error::on(&asking))?;
    Ok(answers)
}

/// Tries sets of packages in turn until `present` holds.
fn obtain(what: &str, present: impl Fn() -> bool, choices: &[Vec<&str>]) -> Result<()> {
    for packages in choices {
        if present() {
            return Ok(());
        }
        let advice = |cause: Error| {
            Error::new(format!(
                "there is no {what}: install it (on Debian: `apt-get install {}`); {cause}",
                packages.join(" ")
            ))
        };
        system::may_install().map_err(advice)?;
        if let Err(cause) = system::install(packages) {
            eprintln!("{cause}");
        }
    }
    if present() { Ok(()) } else { Err(Error::new(format!("there is no {what}, and it could not be installed"))) }
}

fn installed_version(package: &Path) -> Option<String> {
    let manifest: Value = serde_json::from_slice(&fs::read(package.join("package.json")).ok()?).ok()?;
    manifest["version"].as_str().map(str::to_owned)
}

/// Java tells its version on stderr.
fn java_version() -> Option<u32> {
    major_version(&system::told("java", &["-version"])?)
}

fn major_version(told: &str) -> Option<u32> {
    let version = told.split('"').nth(1)?;
    version.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::ScratchFolder;

    #[test]
    fn java_tells_its_version_in_many_ways() {
        let check = |told: &str, expected| assert_eq!(major_version(told), expected, "{told}");
        check("openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime", Some(17));
        check("Picked up JAVA_TOOL_OPTIONS: -Dx\nopenjdk version \"21\" 2023-09-19", Some(21));
        check("java version \"1.8.0_392\"", Some(1));
        check("openjdk version \"25-ea\" 2025-09-16", Some(25));
        check("no java here", None);
        check("", None);
    }

    #[test]
    fn a_package_of_the_right_version_is_not_fetched_again() {
        let folder = ScratchFolder::new("npm").expect("a scratch folder");
        let package = folder.path().join("node_modules/judge");
        fs::create_dir_all(&package).expect("a folder");
        fs::write(package.join("package.json"), r#"{ "version": "1.2.3" }"#).expect("a manifest");
        fs::write(package.join("judge.js"), "").expect("a script");
        assert_eq!(npm_package(folder.path(), "judge", "1.2.3", "judge.js"), Ok(package.join("judge.js")));
        let missing = npm_package(folder.path(), "judge", "1.2.3", "none.js").expect_err("no such file");
        assert_eq!(missing.to_string(), "judge 1.2.3 has no file `none.js`");
        assert_eq!(installed_version(folder.path()), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_python_that_is_there_is_not_made_again() {
        let folder = ScratchFolder::new("python").expect("a scratch folder");
        let python = folder.path().join("python/bin/python");
        fs::create_dir_all(python.parent().expect("a parent")).expect("a folder");
        std::os::unix::fs::symlink("/bin/true", &python).expect("a link");
        assert_eq!(python_with(folder.path(), &["judge==1.2.3"]), Ok(python));
    }

    #[test]
    fn what_is_present_is_not_installed() {
        assert_eq!(obtain("a thing", || true, &[vec!["no-such-package"]]), Ok(()));
    }
}

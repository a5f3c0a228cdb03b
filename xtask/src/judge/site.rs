//! Builds the example site as the judges see it: as it is, and with an Arabic interface.

use std::fs;
use std::path::{Path, PathBuf};

use super::pages::{self, SitePage};
use crate::static_server::StaticServer;
use crate::{Error, Result, system};

/// The language of the site's interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// What the site says.
    Own,
    /// Lists follow the site's language: only so do they run from right to left.
    Arabic,
}

impl Language {
    /// What stands behind an address that both builds have.
    pub(super) fn note(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::Arabic => " [Arabic site]",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Arabic => "arabic",
        }
    }
}

/// Builds the example site below `folder` with the program itself, and serves it.
///
/// # Errors
/// When it does not build, or has no pages.
pub(super) fn build(folder: &Path, language: Language) -> Result<(StaticServer, Vec<SitePage>)> {
    let mut content = system::project().join("content");
    if language == Language::Arabic {
        let copy = folder.join("content-arabic");
        clear(&copy)?;
        copy_in_arabic(&content, &copy)?;
        content = copy;
    }
    let out = output(folder, language);
    clear(&out)?;
    let server = StaticServer::start(&out)?;
    run(&content, &out, &server.base_url())?;
    let pages = pages::all(&out)?;
    if pages.is_empty() { Err(Error::new("the example site has no pages")) } else { Ok((server, pages)) }
}

/// Where [`build`] puts the pages.
pub(super) fn output(folder: &Path, language: Language) -> PathBuf {
    folder.join(format!("site-{}", language.name()))
}

/// Builds any site and serves it.
///
/// # Errors
/// When it does not build.
pub(super) fn write(content: &Path, out: &Path) -> Result<StaticServer> {
    clear(out)?;
    let server = StaticServer::start(out)?;
    run(content, out, &server.base_url())?;
    Ok(server)
}

/// Builds any site for the address at which it will be served.
///
/// # Errors
/// When it does not build.
pub(super) fn run(content: &Path, out: &Path, base_url: &str) -> Result<()> {
    let mut cargo = system::cargo();
    cargo.args(["run", "--quiet", "--package", "briefing", "--", "build"]).arg(content);
    system::run(cargo.arg("--out").arg(out).args(["--base-url", base_url]))
}

pub(super) fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(Error::at("remove", folder)(error)),
        _ => Ok(()),
    }
}

/// Copies a site. In the copy its language is Arabic, and briefs that relied on the old one name it.
fn copy_in_arabic(from: &Path, to: &Path) -> Result<()> {
    let settings = from.join("site.toml");
    let text = fs::read_to_string(&settings).map_err(Error::at("read", &settings))?;
    let (arabic, old) = settings_in_arabic(&text);
    copy(from, to, &|relative, bytes| {
        if relative == Path::new("site.toml") {
            return arabic.clone().into_bytes();
        }
        let brief = relative.starts_with("briefs") && relative.extension().is_some_and(|suffix| suffix == "md");
        let text = if brief { std::str::from_utf8(&bytes).ok() } else { None };
        text.map(|text| with_language(text, &old).into_bytes()).unwrap_or(bytes)
    })
}

/// Copies a folder, but for the output that lies in it. `change` gets each file's relative path and bytes.
fn copy(from: &Path, to: &Path, change: &impl Fn(&Path, Vec<u8>) -> Vec<u8>) -> Result<()> {
    let mut folders = vec![from.to_owned()];
    while let Some(folder) = folders.pop() {
        let relative = folder.strip_prefix(from).map_err(Error::at("place", &folder))?;
        let made = to.join(relative);
        fs::create_dir_all(&made).map_err(Error::at("make the folder", &made))?;
        for entry in fs::read_dir(&folder).map_err(Error::at("read the folder", &folder))? {
            let path = entry.map_err(Error::at("read the folder", &folder))?.path();
            let relative = path.strip_prefix(from).map_err(Error::at("place", &path))?;
            if path.is_dir() {
                folders.extend((relative != Path::new("public")).then_some(path));
            } else {
                let bytes = fs::read(&path).map_err(Error::at("read", &path))?;
                let copy = to.join(relative);
                fs::write(&copy, change(relative, bytes)).map_err(Error::at("write", &copy))?;
            }
        }
    }
    Ok(())
}

/// The text of a `site.toml` with Arabic as its language, and the language it had.
fn settings_in_arabic(text: &str) -> (String, String) {
    let is_language = |line: &&str| line.split('=').next().is_some_and(|key| key.trim() == "lang");
    // Below a heading a key of that name would be another one.
    let old = text.lines().take_while(|line| !line.trim_start().starts_with('[')).find(is_language);
    let value = old.and_then(|line| line.split(['"', '\'']).nth(1)).unwrap_or("en");
    let rest = text.lines().filter(|line| Some(*line) != old);
    let lines: Vec<&str> = std::iter::once("lang = \"ar\"").chain(rest).collect();
    (lines.join("\n") + "\n", value.to_owned())
}

/// The text of a brief with `lang` in its front matter: what it has, else `language`.
fn with_language(text: &str, language: &str) -> String {
    let plain = text.trim_start_matches('\u{feff}');
    let Some((opening, rest)) = plain.split_once('\n').filter(|(opening, _)| opening.trim_end() == "---") else {
        return text.to_owned();
    };
    let mut fields = rest.lines().take_while(|line| line.trim_end() != "---");
    if fields.any(|line| line.starts_with("lang:")) {
        return text.to_owned();
    }
    format!("{opening}\nlang: {language}\n{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::ScratchFolder;

    #[test]
    fn settings_change_their_language_only() {
        let check = |text: &str, expected: &str, old: &str| {
            assert_eq!(settings_in_arabic(text), (expected.to_owned(), old.to_owned()));
        };
        check("title = \"A\"\nlang = \"de\"\n", "lang = \"ar\"\ntitle = \"A\"\n", "de");
        check("lang='ckb' # x\n", "lang = \"ar\"\n", "ckb");
        check("title = \"A\"\n[x]\nlang = \"de\"\n", "lang = \"ar\"\ntitle = \"A\"\n[x]\nlang = \"de\"\n", "en");
        check("", "lang = \"ar\"\n", "en");
    }

    #[test]
    fn briefs_keep_their_language() {
        let check = |text: &str, expected: &str| assert_eq!(with_language(text, "en"), expected);
        check("---\ntitle: A\n---\nlang: text\n", "---\nlang: en\ntitle: A\n---\nlang: text\n");
        check("\u{feff}---\r\ntitle: A\r\n---\r\n", "---\r\nlang: en\ntitle: A\r\n---\r\n");
        check("---\ntitle: A\nlang: ar\n---\n", "---\ntitle: A\nlang: ar\n---\n");
        check("no front matter", "no front matter");
        check("", "");
    }

    #[test]
    fn a_copy_leaves_the_output_behind() {
        let scratch = ScratchFolder::new("copy").expect("a scratch folder");
        let (from, to) = (scratch.path().join("from"), scratch.path().join("to"));
        for (path, text) in [
            ("site.toml", "lang = \"de\"\n"),
            ("briefs/2024/a.md", "---\ntitle: A\n---\n"),
            ("briefs/2024/a.png", "---\npicture"),
            ("pages/about.md", "---\ntitle: B\n---\n"),
            ("public/index.html", "old"),
        ] {
            fs::create_dir_all(from.join(path).parent().expect("a parent")).expect("folders");
            fs::write(from.join(path), text).expect("a file");
        }
        copy_in_arabic(&from, &to).expect("copied");
        let read = |path: &str| fs::read_to_string(to.join(path)).ok();
        assert_eq!(read("site.toml").as_deref(), Some("lang = \"ar\"\n"));
        assert_eq!(read("briefs/2024/a.md").as_deref(), Some("---\nlang: de\ntitle: A\n---\n"));
        assert_eq!(read("briefs/2024/a.png").as_deref(), Some("---\npicture"));
        assert_eq!(read("pages/about.md").as_deref(), Some("---\ntitle: B\n---\n"));
        assert_eq!(read("public/index.html"), None);
    }
}

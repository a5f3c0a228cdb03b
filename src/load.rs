//! Disk to [`Source`]: the only module that reads a site.
//!
//! It reads texts and notes where all other files are. It understands nothing, and follows a symbolic link only to a file
//! of the site. What is wrong with a file is told; only what the machine refuses ends a run.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    diagnostic::{Code, Diagnostic},
    failure::Failure,
    site_path::SitePath,
    source::{Source, TextFile},
};

/// The largest text that is read, in bytes. Briefs are short: more is a file in the wrong place.
const TEXT_LIMIT: u64 = 8 * 1024 * 1024;
/// The deepest folder below the site's.
const DEPTH_LIMIT: usize = 32;

/// A site as it is on disk, and what is wrong with its files.
///
/// # Errors
/// Where `root` or something in it cannot be read.
pub fn load(root: &Path) -> Result<(Source, Vec<Diagnostic>), Failure> {
    let root = place(root)?;
    if !root.is_dir() {
        return Err(Failure::refused("open the site", &root, "it is not a folder"));
    }
    let mut walk = Walk { root: &root, found: Vec::new(), diagnostics: Vec::new() };
    walk.root_file("site.toml")?;
    for folder in ["briefs", "pages", "stories", "templates", "styles", "languages", "static"] {
        walk.root_folder(folder)?;
    }
    let Walk { mut found, mut diagnostics, .. } = walk;
    found.sort();
    refuse_other_endings(&mut found, &mut diagnostics);
    let source = read_all(found, &mut diagnostics)?;
    Ok((source, diagnostics))
}

/// Of a site its `site.toml` alone.
///
/// # Errors
/// Where it cannot be read.
pub fn load_settings(root: &Path) -> Result<Source, Failure> {
    let root = place(root)?;
    let mut walk = Walk { root: &root, found: Vec::new(), diagnostics: Vec::new() };
    walk.root_file("site.toml")?;
    let Walk { found, mut diagnostics, .. } = walk;
    read_all(found, &mut diagnostics)
}

/// The place of a site on disk, with links resolved.
///
/// # Errors
/// Where it is not there.
pub fn place(site: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(site).map_err(|cause| Failure::io("open the site", site, cause))
}

/// The bytes of one file that a site copies: for the preview, which serves it from memory.
///
/// # Errors
/// Where the file cannot be read.
pub fn read_copy(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|cause| Failure::io("read", path, cause))
}

/// The folder of the site that `start` lies in: the nearest one, upwards, with a `site.toml`.
pub fn find_site(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    start.ancestors().find(|folder| folder.join("site.toml").is_file()).map(Path::to_owned)
}

/// Whether a file or folder called `name` in `folder`, a path in the site, is none of the site's. Hidden files are
/// editors' and systems'; but hosts ask for some (`.nojekyll`, `.well-known/`), so below `static/` they are copied, apart
/// from what systems and Git leave everywhere.
pub(crate) fn is_left_out(folder: &str, name: &str) -> bool {
    let is_copied = folder.split('/').next() == Some("static");
    let is_litter = [".DS_Store", "Thumbs.db", ".git"].contains(&name);
    is_litter || (name.starts_with('.') && !is_copied)
}

struct Walk<'a> {
    root: &'a Path,
    found: Vec<(SitePath, PathBuf)>,
    diagnostics: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn root_file(&mut self, name: &str) -> Result<(), Failure> {
        let path = self.root.join(name);
        match self.kind(&path, name)? {
            Some(kind) if kind.is_dir() => self.refuse(Code::BadPath, name, "a folder stands where a file is asked"),
            Some(_) => self.entry(path, name, 0)?,
            None => {}
        }
        Ok(())
    }

    fn root_folder(&mut self, name: &str) -> Result<(), Failure> {
        let path = self.root.join(name);
        match self.kind(&path, name)? {
            Some(kind) if kind.is_dir() => self.folder(&path, name, 0)?,
            Some(_) => self.refuse(Code::BadPath, name, "a file stands where a folder is asked"),
            None => {}
        }
        Ok(())
    }

    /// What is at a place; `None` where there is nothing, or a link that is not followed.
    fn kind(&mut self, on_disk: &Path, path: &str) -> Result<Option<fs::FileType>, Failure> {
        let kind = match fs::symlink_metadata(on_disk) {
            Ok(kind) => kind.file_type(),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(Failure::io("read", on_disk, cause)),
        };
        if !kind.is_symlink() {
            return Ok(Some(kind));
        }
        // A link may lead to nothing, or round in circles: the system's words for it would not help an author.
        let target = fs::canonicalize(on_disk).ok();
        if let Some(message) = refused_link(target.as_deref(), self.root) {
            self.refuse(Code::SymlinkOut, path, message);
            return Ok(None);
        }
        fs::metadata(on_disk).map(|kind| Some(kind.file_type())).map_err(|cause| Failure::io("read", on_disk, cause))
    }

    fn refuse(&mut self, code: Code, path: &str, message: &str) {
        self.diagnostics.extend(SitePath::new(path).map(|path| Diagnostic::of_file(code, &path, message)));
    }

    fn folder(&mut self, folder: &Path, path: &str, depth: usize) -> Result<(), Failure> {
        let entries = fs::read_dir(folder).map_err(|cause| Failure::io("read the folder", folder, cause))?;
        for entry in entries {
            let entry = entry.map_err(|cause| Failure::io("read the folder", folder, cause))?;
            let name = entry.file_name();
            if is_left_out(path, &name.to_string_lossy()) {
                continue;
            }
            match name.to_str() {
                Some(name) => self.entry(entry.path(), &format!("{path}/{name}"), depth)?,
                None => self.bad_path(&format!("{path}/{}", name.to_string_lossy())),
            }
        }
        Ok(())
    }

    /// A file or folder. What a link leads to is taken if it lies in the site.
    fn entry(&mut self, on_disk: PathBuf, path: &str, depth: usize) -> Result<(), Failure> {
        let Some(site_path) = SitePath::new(path).filter(|path| !path.as_str().contains(char::is_control)) else {
            self.bad_path(path);
            return Ok(());
        };
        // What went away since its folder was read was never there.
        let Some(kind) = self.kind(&on_disk, path)? else { return Ok(()) };
        if kind.is_dir() && depth >= DEPTH_LIMIT {
            self.refuse(Code::BadPath, path, &format!("the folder lies over {DEPTH_LIMIT} folders deep"));
            return Ok(());
        }
        if kind.is_dir() {
            return self.folder(&on_disk, path, depth + 1);
        }
        if kind.is_file() {
            self.found.push((site_path, on_disk));
        }
        Ok(())
    }

    fn bad_path(&mut self, path: &str) {
        let clean: String = path.chars().map(|c| if c.is_control() || c == '\\' { '\u{fffd}' } else { c }).collect();
        if let Some(path) = SitePath::new(&clean) {
            let message = "the file name cannot be used in an address";
            let help = "rename the file without control characters, backslashes and broken letters";
            self.diagnostics.push(Diagnostic::of_file(Code::BadPath, &path, message).help(help));
        }
    }
}

/// Why a symbolic link to `target` is not followed, if so; without a target it leads nowhere. Links to folders could lead
/// round in circles.
fn refused_link(target: Option<&Path>, root: &Path) -> Option<&'static str> {
    let Some(target) = target else { return Some("a symbolic link leads to nothing") };
    if !target.starts_with(root) {
        Some("a symbolic link leads out of the site")
    } else if target.is_dir() {
        Some("a symbolic link leads to a folder")
    } else {
        None
    }
}

/// Which list of the source a file belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Settings,
    Brief,
    Page,
    Story,
    Template,
    Style,
    Language,
    Copied,
}

fn kind(path: &SitePath) -> Kind {
    let markdown = has_ending(path, "md");
    match path.as_str().split('/').next() {
        Some("site.toml") => Kind::Settings,
        Some("briefs") if markdown => Kind::Brief,
        Some("pages") if markdown => Kind::Page,
        Some("stories") if markdown => Kind::Story,
        Some("templates") => Kind::Template,
        Some("styles") => Kind::Style,
        Some("languages") => Kind::Language,
        _ => Kind::Copied,
    }
}

fn has_ending(path: &SitePath, ending: &str) -> bool {
    path.file_name().rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(ending))
}

/// Texts whose ending is another one for Markdown would be no briefs, and nobody would know why.
fn refuse_other_endings(found: &mut Vec<(SitePath, PathBuf)>, diagnostics: &mut Vec<Diagnostic>) {
    found.retain(|(path, _)| {
        let is_text = ["briefs/", "pages/", "stories/"].iter().any(|folder| path.as_str().starts_with(folder));
        let is_other = is_text && ["markdown", "mdown", "mkd"].iter().any(|ending| has_ending(path, ending));
        if is_other {
            let diagnostic = Diagnostic::of_file(Code::BadPath, path, "the name of a text has to end in `.md`");
            diagnostics.push(diagnostic.help(format!("rename it to `{}.md`", path.stem())));
        }
        !is_other
    });
}

fn read_all(found: Vec<(SitePath, PathBuf)>, diagnostics: &mut Vec<Diagnostic>) -> Result<Source, Failure> {
    let mut source = Source::default();
    let (copied, texts): (Vec<_>, Vec<_>) = found.into_iter().partition(|(path, _)| kind(path) == Kind::Copied);
    source.files = copied.into_iter().collect();
    let read: Vec<_> =
        texts.into_par_iter().map(|(path, on_disk)| read_text(path, &on_disk)).collect::<Result<_, _>>()?;
    for file in read {
        match file {
            Ok(file) => match kind(&file.path) {
                Kind::Settings => source.settings = Some(file),
                Kind::Brief => source.briefs.push(file),
                Kind::Page => source.pages.push(file),
                Kind::Story => source.stories.push(file),
                Kind::Template => source.templates.push(file),
                Kind::Style => source.styles.push(file),
                Kind::Language => source.languages.push(file),
                Kind::Copied => {}
            },
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    Ok(source)
}

fn read_text(path: SitePath, on_disk: &Path) -> Result<Result<TextFile, Diagnostic>, Failure> {
    let failed = |cause| Failure::io("read", on_disk, cause);
    if fs::metadata(on_disk).map_err(failed)?.len() > TEXT_LIMIT {
        let message = format!("the file is over {} MB long", TEXT_LIMIT / 1024 / 1024);
        return Ok(Err(Diagnostic::of_file(Code::TooLarge, &path, message)));
    }
    let mut bytes = fs::read(on_disk).map_err(failed)?;
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    Ok(String::from_utf8(bytes).map_err(|error| not_utf8(&path, &error)).map(|text| TextFile { path, text }))
}

fn not_utf8(path: &SitePath, error: &std::string::FromUtf8Error) -> Diagnostic {
    let valid = error.utf8_error().valid_up_to();
    let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    let message = format!("the file is not valid UTF-8 from line {line} on");
    Diagnostic::of_file(Code::NotUtf8, path, message).help("save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }

    fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
        diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
    }

    #[test]
    fn each_file_comes_into_its_list() {
        let folder = site(&[
            ("site.toml", b"\xef\xbb\xbftitle = \"x\""),
            ("briefs/b.md", b"b"),
            ("briefs/a/a.md", b"a"),
            ("briefs/a/map.png", b"\xff"),
            ("briefs/.hidden.md", b""),
            ("static/robots.txt", b""),
            ("static/.nojekyll", b""),
            ("static/.well-known/security.txt", b""),
            ("static/.DS_Store", b""),
            ("static/img/Thumbs.db", b""),
            ("static/.git/HEAD", b""),
            ("pages/about.md", b""),
            ("stories/s.md", b""),
            ("templates/brief.html", b""),
            ("styles/site.css", b""),
            ("languages/ku.toml", b""),
            ("public/index.html", b""),
        ]);
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), [""; 0]);
        assert_eq!(source.settings.map(|file| file.text).as_deref(), Some("title = \"x\""));
        let names: Vec<_> = source.briefs.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["briefs/a/a.md", "briefs/b.md"]);
        let files: Vec<_> = source.files.keys().map(SitePath::as_str).collect();
        let copied = ["static/.nojekyll", "static/.well-known/security.txt", "static/robots.txt"];
        assert_eq!(files, [&["briefs/a/map.png"], copied.as_slice()].concat());
        assert_eq!(
            (source.pages.len(), source.stories.len(), source.templates.len(), source.styles.len()),
            (1, 1, 1, 1)
        );
        assert_eq!(source.languages.len(), 1);
    }

    #[test]
    fn a_file_that_is_no_text_is_told_of_with_its_line() {
        let folder = site(&[("site.toml", b""), ("briefs/a.md", b"one\ntwo \xff")]);
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["not-utf8"]);
        assert_eq!(diagnostics[0].message, "the file is not valid UTF-8 from line 2 on");
        assert!(source.briefs.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let outside = site(&[("secret.md", b"secret")]);
        let folder = site(&[("site.toml", b""), ("briefs/a.md", b"a")]);
        let link = |from: PathBuf, to: &str| std::os::unix::fs::symlink(from, folder.path().join(to)).expect("a link");
        link(outside.path().join("secret.md"), "briefs/out.md");
        link(outside.path().to_owned(), "briefs/folder");
        link(folder.path().join("briefs/a.md"), "briefs/in.md");
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["symlink-out"; 2]);
        let names: Vec<_> = source.briefs.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(names, ["briefs/a.md", "briefs/in.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_of_the_site_that_is_a_link_is_not_followed() {
        let outside = site(&[("secret.md", b"secret")]);
        let folder = site(&[("site.toml", b""), ("briefs/a.md", b"a")]);
        std::os::unix::fs::symlink(outside.path(), folder.path().join("static")).expect("a link");
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["symlink-out"]);
        assert_eq!((source.briefs.len(), source.files.len()), (1, 0));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_does_not_end_the_run() {
        let folder = site(&[("site.toml", b""), ("briefs/a.md", b"a")]);
        let link = |from: &str, to: &str| std::os::unix::fs::symlink(from, folder.path().join(to)).expect("a link");
        link("/nonexistent", "briefs/x.md");
        link("one.md", "briefs/two.md");
        link("two.md", "briefs/one.md");
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["symlink-out"; 3]);
        assert_eq!(source.briefs.len(), 1);
    }

    #[test]
    fn folders_in_the_wrong_place_do_not_end_the_run() {
        let deep = format!("briefs/{}b.md", "x/".repeat(DEPTH_LIMIT + 8));
        let folder = site(&[("site.toml", b""), (&deep, b""), ("briefs/a.md", b"a"), ("pages", b"")]);
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["bad-path"; 2]);
        assert_eq!(source.briefs.len(), 1);
        let folder = site(&[("site.toml/a.md", b"")]);
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!((codes(&diagnostics), source.settings), (vec!["bad-path"], None));
    }

    #[test]
    fn the_ending_of_a_text_has_any_case_and_no_other_name() {
        let folder = site(&[
            ("site.toml", b""),
            ("briefs/a.MD", b"a"),
            ("briefs/b.markdown", b"b"),
            ("static/c.markdown", b"c"),
        ]);
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!((codes(&diagnostics), source.briefs.len(), source.files.len()), (vec!["bad-path"], 1, 1));
        assert_eq!(diagnostics[0].help.as_deref(), Some("rename it to `b.md`"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_not_followed() {
        let folder = site(&[("site.toml", b""), ("briefs/a.md", b"a")]);
        std::os::unix::fs::symlink(folder.path().join("briefs"), folder.path().join("briefs/loop")).expect("a link");
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["symlink-out"]);
        assert_eq!(source.briefs.len(), 1);
    }

    #[test]
    fn a_text_that_is_too_large_is_told_of() {
        let folder = site(&[("site.toml", b"")]);
        let file = fs::File::create(folder.path().join("site.toml")).expect("a file");
        file.set_len(TEXT_LIMIT + 1).expect("a long file");
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["too-large"]);
        assert_eq!(source.settings, None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_no_text_is_told_of() {
        use std::os::unix::ffi::OsStrExt;
        let folder = site(&[("site.toml", b""), ("briefs/a.md", b"")]);
        for name in [b"b\\ad.md".as_slice(), b"b\xff.md", b"new\nline.md"] {
            fs::write(folder.path().join("briefs").join(std::ffi::OsStr::from_bytes(name)), "").expect("a file");
        }
        let (source, diagnostics) = load(folder.path()).expect("it can be read");
        assert_eq!(codes(&diagnostics), ["bad-path"; 3]);
        assert_eq!(source.briefs.len(), 1);
    }

    #[test]
    fn a_site_that_is_not_there_is_a_failure() {
        let failure = load(Path::new("no/such/site")).expect_err("there is none");
        assert_eq!(failure.to_string(), "cannot open the site `no/such/site`: no such file or directory");
    }
}

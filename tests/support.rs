//! What the tests share: a site on disk, the program run on it, and builds in memory.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Output as ProcessOutput},
    sync::Mutex,
};

use briefing::{
    build::{Report, build},
    config::{Held, Options},
    diagnostic::Diagnostic,
    load::load,
    output::{Body, Output},
    source::Source,
    write::Shelf,
};
use briefing_index::search::{Answer, Engine, Store};
use tempfile::TempDir;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The smallest settings.
pub(crate) const SETTINGS: &str = "title = \"Test\"\nbase_url = \"https://briefs.test/\"\n";

/// The smallest brief.
pub(crate) const BRIEF: &str =
    "---\ntitle: Talks open\ndate: 2024-01-28\nsource: Gulan Media, 2024-01-27\n---\nThe talks have begun.\n";

/// A folder with files, to run the program in.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// An empty folder.
    pub(crate) fn empty() -> Site {
        Site { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The smallest site.
    pub(crate) fn small() -> Site {
        Site::empty().file("site.toml", SETTINGS).file("briefs/2024-01-28-talks.md", BRIEF)
    }

    /// The same with a file more, or another text in one that is there.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Site {
        self.write(path, text);
        self
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|cause| panic!("{path}: {cause}"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().expect("the program starts");
        Run::of(&output, self.path())
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_briefing"));
        command.args(arguments).current_dir(self.path()).env("NO_COLOR", "1");
        command
    }

    /// All files but those in hidden folders, sorted, with `/` between parts.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found: Vec<String> = files_below(self.path()).into_keys().collect();
        found.retain(|path| !path.split('/').any(|part| part.starts_with('.') && part != ".gitignore"));
        found
    }
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Paths of the test's folder are written as `[SITE]`.
    fn of(output: &ProcessOutput, folder: &Path) -> Run {
        let text = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let folder = fs::canonicalize(folder).expect("a folder");
            text.replace(&*folder.to_string_lossy(), "[SITE]")
        };
        let status = output.status.code().expect("it was not killed");
        Run { status, stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// Compares the exit status.
    #[track_caller]
    pub(crate) fn status(self, expected: i32) -> Run {
        assert_eq!(self.status, expected, "{self:#?}");
        self
    }

    /// Compares what was said on standard error.
    #[track_caller]
    pub(crate) fn says(self, expected: &str) -> Run {
        assert!(self.stderr.contains(expected), "{expected:?} is not in\n{}", self.stderr);
        self
    }
}

/// The bytes of all files below a folder, by their path in it.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|cause| panic!("{}: {cause}", next.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// The options of tests: the build's time is noon of 22 November 2026.
pub(crate) fn options() -> Options {
    let now = "2026-11-22T12:00:00Z".parse().expect("an instant");
    Options { base_url: None, held: Held::Left, strict: false, now }
}

/// A build in memory.
pub(crate) fn build_in_memory(site: &Path, options: &Options) -> (Report, BTreeMap<String, Vec<u8>>) {
    let (source, found) = load(site).unwrap_or_else(|failure| panic!("{failure}"));
    build_source(source, found, options)
}

/// A build in memory of what was loaded.
pub(crate) fn build_source(
    source: Source,
    found: Vec<Diagnostic>,
    options: &Options,
) -> (Report, BTreeMap<String, Vec<u8>>) {
    let files = Mutex::new(BTreeMap::new());
    let report = build(source, found, options, &Shelf::closed(), &|Output { path, body }| {
        let bytes = match body {
            Body::Bytes(bytes) => bytes,
            Body::Copy(from) => fs::read(from).expect("a file"),
        };
        let twice = files.lock().expect("no panic").insert(path.clone(), bytes);
        assert!(twice.is_none(), "{path} is emitted twice");
    });
    (report, files.into_inner().expect("no panic"))
}

/// The search of a built site, as a reader's browser has it: what the engine lacks is brought, and stays.
pub(crate) struct Reader<'a> {
    files: &'a BTreeMap<String, Vec<u8>>,
    engine: Engine,
    come: BTreeSet<String>,
    /// The bytes of all that was brought, the root among them.
    pub(crate) bytes: usize,
    /// How often files were brought, the root apart.
    pub(crate) waves: usize,
}

impl Store for Reader<'_> {
    fn file(&self, path: &str) -> Option<&[u8]> {
        self.come.get(path).map(|path| self.files[path].as_slice())
    }
}

impl Reader<'_> {
    /// Opens the index that the site's search page names.
    pub(crate) fn new(files: &BTreeMap<String, Vec<u8>>) -> Reader<'_> {
        let root = &files[&search_root(files)];
        let engine = Engine::open(root).expect("the root was just written");
        Reader { files, engine, come: BTreeSet::new(), bytes: root.len(), waves: 0 }
    }

    /// The whole answer to a query, with at most ten briefs.
    pub(crate) fn ask(&mut self, query: &str) -> Answer {
        // Word blocks, their neighbours for a slip, chunks, records: more waves than that are an endless loop.
        for _ in 0..8 {
            let answer = self.engine.answer(query, 10, self).expect("the files were just written");
            if answer.lacks.is_empty() {
                return answer;
            }
            self.waves += 1;
            for path in answer.lacks {
                self.bytes += self.files[&path].len();
                assert!(self.come.insert(path), "{query} asks for a file twice");
            }
        }
        panic!("{query} has no end");
    }
}

/// Where the root of the search index is.
pub(crate) fn search_root(files: &BTreeMap<String, Vec<u8>>) -> String {
    let page = String::from_utf8_lossy(&files["search/index.html"]).replace("&#x2F;", "/");
    let path = page.split(" data-index=\"/").nth(1).and_then(|rest| rest.split('"').next());
    path.expect("the page names the root").to_owned()
}

/// The folders of a folder, sorted.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|cause| panic!("{}: {cause}", folder.display()));
    let mut folders: Vec<_> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Whether expected files are to be written anew.
pub(crate) fn update_golden() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

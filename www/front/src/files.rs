//! Files that come when they are needed: which are there, which lack, and which are on their way.

use briefing_index::search::Store;

/// All files that were ever needed. They are so few that a list will do.
#[derive(Debug, Default)]
pub struct Files(Vec<File>);

#[derive(Debug)]
struct File {
    path: String,
    /// None while it is on its way, and after it did not come.
    bytes: Option<Vec<u8>>,
    is_on_its_way: bool,
    /// Whether it is not asked for until [`Files::again`].
    is_put_off: bool,
    /// Whether what is asked for now has no answer without it.
    is_lacking: bool,
}

impl Store for Files {
    fn file(&self, path: &str) -> Option<&[u8]> {
        self.0.iter().find(|file| file.path == path)?.bytes.as_deref()
    }
}

impl Files {
    /// These and no others are lacking.
    pub fn lack(&mut self, paths: &[String]) {
        for file in &mut self.0 {
            file.is_lacking = false;
        }
        self.lack_too(paths);
    }

    /// These are lacking too, where they are not there.
    pub fn lack_too(&mut self, paths: &[String]) {
        for path in paths {
            match self.0.iter_mut().find(|file| file.path == *path) {
                Some(file) => file.is_lacking = file.bytes.is_none(),
                None => {
                    let (path, bytes) = (path.clone(), None);
                    self.0.push(File { path, bytes, is_on_its_way: false, is_put_off: false, is_lacking: true });
                }
            }
        }
    }

    /// Whether a file is on its way.
    pub fn is_coming(&self, path: &str) -> bool {
        self.0.iter().any(|file| file.path == path && file.is_on_its_way)
    }

    /// Whether any is lacking.
    pub fn are_lacking(&self) -> bool {
        self.0.iter().any(|file| file.is_lacking)
    }

    /// What is lacking and not on its way; now it is.
    pub fn ask(&mut self) -> Vec<String> {
        let mut paths = Vec::new();
        for file in &mut self.0 {
            if file.is_lacking && !file.is_on_its_way && !file.is_put_off {
                file.is_on_its_way = true;
                paths.push(file.path.clone());
            }
        }
        paths
    }

    /// Takes a file that was asked for, or nothing where it did not come. Says whether it was lacking.
    pub fn take(&mut self, path: &str, bytes: Option<Vec<u8>>) -> bool {
        let Some(file) = self.0.iter_mut().find(|file| file.path == path) else { return false };
        let was_lacking = file.is_lacking;
        file.is_on_its_way = false;
        file.is_lacking &= bytes.is_none();
        file.bytes = bytes;
        was_lacking
    }

    /// A file that did not come is not asked for until [`Files::again`]: otherwise each frame would ask for it.
    pub fn put_off(&mut self, path: &str) {
        for file in self.0.iter_mut().filter(|file| file.path == path) {
            file.is_put_off = true;
        }
    }

    /// Whether a file was put off.
    pub fn is_put_off(&self, path: &str) -> bool {
        self.0.iter().any(|file| file.path == path && file.is_put_off)
    }

    /// What was put off may be asked for again.
    pub fn again(&mut self) {
        for file in &mut self.0 {
            file.is_put_off = false;
        }
    }

    /// Forgets what all files say, so that they come anew.
    pub fn forget(&mut self) {
        for file in &mut self.0 {
            file.bytes = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_asked_for_until_it_is_there() {
        let mut files = Files::default();
        files.lack(&["a.bin".to_owned()]);
        assert_eq!(files.ask(), ["a.bin"]);
        assert_eq!(files.ask(), [""; 0], "it is on its way");
        assert!(files.take("a.bin", None));
        assert_eq!(files.ask(), ["a.bin"], "it did not come");
        assert!(files.take("a.bin", Some(vec![1])) && !files.are_lacking());
        assert_eq!(files.file("a.bin"), Some(&[1][..]));
        files.forget();
        assert_eq!(files.file("a.bin"), None);
    }

    #[test]
    fn what_is_put_off_is_asked_for_later() {
        let mut files = Files::default();
        files.lack(&["a.bin".to_owned()]);
        files.ask();
        assert!(files.take("a.bin", None));
        files.put_off("a.bin");
        assert!(files.is_put_off("a.bin") && !files.is_put_off("b.bin"));
        assert_eq!(files.ask(), [""; 0]);
        files.again();
        assert_eq!(files.ask(), ["a.bin"]);
    }

    #[test]
    fn what_nobody_needs_any_more_is_not_lacking() {
        let mut files = Files::default();
        files.lack(&["a.bin".to_owned()]);
        files.lack(&[]);
        assert!(!files.are_lacking() && !files.take("a.bin", None) && !files.take("b.bin", None));
    }
}

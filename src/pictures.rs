//! Pictures that texts name: how large they are, and smaller copies of them as WebP. And those that are drawn for briefs.
//!
//! In: the site and a [`Shelf`], which reads the pictures and keeps what is made of them. Out: [`Pictures`], by the path in
//! the site, and what is wrong with pictures. A copy is named by the content of the picture that it is made of, so a picture
//! on several pages is made once, and a second build finds it on the shelf. The picture itself is copied as it is, and the
//! pages name it: a copy is an offer. Nothing here touches the disk.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use crate::{
    diagnostic::{At, Code, Diagnostic},
    model::{Brief, Site},
    output::{Body, Output},
    site_path::SitePath,
    source::{Source, TextFile},
};

mod look;
mod make;
mod record;
mod share;

use look::Looked;
use make::Made;
use record::Record;
use share::Shared;
pub(crate) use share::{HEIGHT, WIDTH};

/// The folder of the copies in the output. What lies in `assets/` is named by its content, and browsers keep it for ever.
const FOLDER: &str = "assets/pictures/";
/// The largest file that is looked at, in bytes.
pub(crate) const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// Stands in the name of what is kept. To be raised whenever the same picture gives other bytes.
const EDITION: &str = "briefing pictures 1";

/// Where pictures come from, and where what is made of them is kept for the next build.
pub trait Shelf: Sync {
    /// The bytes of a file of the site; `None` where there are more than `limit`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn read(&self, file: &Path, limit: u64) -> io::Result<Option<Vec<u8>>>;

    /// What is kept under a name, and the place of its file where it has one.
    fn find(&self, name: &str) -> Option<(Vec<u8>, Option<PathBuf>)>;

    /// Keeps bytes under a name and gives the place of the file; `None` where there is none.
    fn keep(&self, name: &str, bytes: &[u8]) -> Option<PathBuf>;
}

/// A shelf without a picture, for builds of texts alone.
#[derive(Clone, Copy, Debug)]
pub struct Empty;

impl Shelf for Empty {
    fn read(&self, _: &Path, _: u64) -> io::Result<Option<Vec<u8>>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn find(&self, _: &str) -> Option<(Vec<u8>, Option<PathBuf>)> {
        None
    }

    fn keep(&self, _: &str, _: &[u8]) -> Option<PathBuf> {
        None
    }
}

/// What is known of the pictures of a site.
#[derive(Debug, Default)]
pub struct Pictures {
    of: BTreeMap<SitePath, Picture>,
    shared: Shared,
}

/// A picture as readers see it: turned as its EXIF orientation says.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    /// In pixels.
    pub(crate) width: u32,
    /// In pixels.
    pub(crate) height: u32,
    /// Narrowest first. None of a picture that is left as it is.
    copies: Vec<Copy>,
    /// Whether the picture itself is the widest that there is to offer: no copy is as wide and smaller in bytes.
    is_widest: bool,
}

/// A copy of a picture.
#[derive(Clone, Debug)]
struct Copy {
    width: u32,
    output: Output,
}

impl Pictures {
    /// What is known of the picture at a path in the site.
    pub(crate) fn get(&self, path: &SitePath) -> Option<&Picture> {
        self.of.get(path)
    }

    /// The address of the picture that is drawn for a brief.
    pub(crate) fn shared(&self, brief: &Brief) -> Option<&str> {
        self.shared.get(brief)
    }

    /// All copies and drawn pictures, each once.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = Output> {
        let all = self.of.values().flat_map(|picture| &picture.copies);
        let mut once = self.shared.outputs();
        once.extend(all.map(|copy| (copy.output.path.as_str(), &copy.output)));
        once.into_values().cloned().collect::<Vec<_>>().into_iter()
    }
}

impl Picture {
    /// The value of `srcset`, where there is a choice: `own` is the link to the picture itself, `link` makes one of an address.
    pub(crate) fn srcset(&self, own: &str, link: impl Fn(&str) -> String) -> Option<String> {
        let mut set = String::new();
        for copy in &self.copies {
            let _ = write!(set, "{} {}w, ", candidate(&link(&copy.output.path)), copy.width);
        }
        if self.copies.is_empty() {
            return None;
        }
        if self.is_widest {
            let _ = write!(set, "{} {}w, ", candidate(own), self.width);
        }
        set.truncate(set.len() - 2);
        Some(set)
    }
}

/// An address as `srcset` takes it, where blanks and commas part the candidates.
fn candidate(address: &str) -> String {
    address.replace(' ', "%20").replace(',', "%2C")
}

/// Looks at all pictures that published texts name, draws those of briefs, and makes of both what the shelf does not have.
/// Tells what is wrong with them.
pub fn pictures(site: &Site, source: &Source, shelf: &dyn Shelf) -> (Pictures, Vec<Diagnostic>) {
    let named = named(site);
    let looked: Vec<_> = named
        .into_par_iter()
        .filter_map(|(path, places)| {
            let file = source.files.get(path)?;
            Some((path, places, picture(file, shelf)?))
        })
        .collect();
    let mut pictures = Pictures::default();
    let mut diagnostics = Vec::new();
    let texts: HashMap<&SitePath, &TextFile> =
        [&source.briefs, &source.pages, &source.stories].into_iter().flatten().map(|text| (&text.path, text)).collect();
    for (path, places, looked) in looked {
        match looked {
            Ok(picture) => drop(pictures.of.insert(path.clone(), picture)),
            Err(trouble) => diagnostics.push(told(path, &places, &trouble, &texts)),
        }
    }
    if site.config.share_pictures {
        let (shared, found) = share::shared(site, shelf);
        pictures.shared = shared;
        diagnostics.extend(found);
    }
    (pictures, diagnostics)
}

/// Why a picture cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// Comes after `the picture PATH`.
    pub(crate) what: String,
    pub(crate) help: &'static str,
}

/// The texts that name a picture, and where they do.
type Places<'a> = Vec<(&'a SitePath, &'a At<SitePath>)>;

/// The pictures that published texts name, by path.
fn named(site: &Site) -> BTreeMap<&SitePath, Places<'_>> {
    let of_briefs = site.briefs.iter().flat_map(|brief| {
        let image = brief.image.as_ref().map(|image| &image.src);
        brief.body.files.iter().chain(image).map(|named| (&brief.file, named))
    });
    let of_pages = site.pages.iter().flat_map(|page| page.body.files.iter().map(|named| (&page.file, named)));
    let of_stories = site.stories.iter().filter_map(|story| Some((story.file.as_ref()?, story.text.as_ref()?)));
    let of_stories = of_stories.flat_map(|(file, text)| text.files.iter().map(move |named| (file, named)));
    let mut all: BTreeMap<&SitePath, Places<'_>> = BTreeMap::new();
    for (owner, named) in of_briefs.chain(of_pages).chain(of_stories) {
        if is_picture(&named.value) {
            all.entry(&named.value).or_default().push((owner, named));
        }
    }
    all
}

/// Whether a file is one of those that are looked at, by its name.
fn is_picture(path: &SitePath) -> bool {
    let ending = path.file_name().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["jpg", "jpeg", "png", "webp", "gif"].contains(&ending.as_str()))
}

/// What is to be said of a file; `None` where the machine refuses it, which the copying of the picture tells.
fn picture(file: &Path, shelf: &dyn Shelf) -> Option<Result<Picture, Trouble>> {
    let Some(bytes) = shelf.read(file, FILE_LIMIT).ok()? else {
        let what = format!("is over {} MB", FILE_LIMIT / 1024 / 1024);
        return Some(Err(Trouble { what, help: "save it smaller: no page shows more than some hundred kB" }));
    };
    let mut content = EDITION.as_bytes().to_vec();
    content.extend_from_slice(&bytes);
    let key = format!("{:032x}", xxh3_128(&content));
    drop(content);
    if let Some(picture) = kept(&key, shelf) {
        return Some(Ok(picture));
    }
    match look::look(&bytes) {
        Ok(Looked::Left(size)) => {
            let (width, height) = size?;
            Some(Ok(Picture { width, height, copies: Vec::new(), is_widest: true }))
        }
        Ok(Looked::Copied(decoder)) => {
            Some(make::make(decoder, bytes.len()).map(|made| put_on_shelf(&key, made, shelf)))
        }
        Err(trouble) => Some(Err(trouble)),
    }
}

fn record_name(key: &str) -> String {
    format!("{key}.txt")
}

fn copy_name(key: &str, width: u32) -> String {
    format!("{key}-{width}.webp")
}

/// A file that is copied from the shelf, where it has a place there.
fn body(bytes: Vec<u8>, place: Option<PathBuf>) -> Body {
    place.map_or(Body::Bytes(bytes), Body::Copy)
}

/// What an earlier build made, if all of it is there and whole.
fn kept(key: &str, shelf: &dyn Shelf) -> Option<Picture> {
    let (text, _) = shelf.find(&record_name(key))?;
    let record = Record::parse(std::str::from_utf8(&text).ok()?)?;
    let mut copies = Vec::new();
    for (width, sum) in &record.copies {
        let name = copy_name(key, *width);
        let (bytes, place) = shelf.find(&name)?;
        if record::sum(&bytes) != *sum {
            return None;
        }
        let output = Output { path: format!("{FOLDER}{name}"), body: body(bytes, place) };
        copies.push(Copy { width: *width, output });
    }
    Some(Picture { width: record.width, height: record.height, copies, is_widest: record.is_widest })
}

/// Keeps what was made; the record last, so that it never speaks of what is not there. What cannot be kept is used
/// all the same.
fn put_on_shelf(key: &str, made: Made, shelf: &dyn Shelf) -> Picture {
    let Made { width, height, copies, is_widest } = made;
    let sums = copies.iter().map(|(width, bytes)| (*width, record::sum(bytes))).collect();
    let record = Record { width, height, copies: sums, is_widest };
    let copies = copies.into_iter().map(|(width, bytes)| {
        let name = copy_name(key, width);
        let place = shelf.keep(&name, &bytes);
        let body = body(bytes, place);
        Copy { width, output: Output { path: format!("{FOLDER}{name}"), body } }
    });
    let copies = copies.collect();
    let _ = shelf.keep(&record_name(key), record.text().as_bytes());
    Picture { width, height, copies, is_widest }
}

/// The message about a picture, at the first place that names it.
fn told(path: &SitePath, places: &Places<'_>, trouble: &Trouble, texts: &HashMap<&SitePath, &TextFile>) -> Diagnostic {
    let message = format!("the picture `{path}` {}", trouble.what);
    // A translation has the picture of its original, whose text is another one.
    let is_there = |text: &TextFile, named: &At<SitePath>| text.slice(named.at).contains(path.file_name());
    let place = places
        .iter()
        .find_map(|(owner, named)| texts.get(owner).filter(|text| is_there(text, named)).map(|text| (*text, named.at)));
    let diagnostic = match place {
        Some((text, at)) => Diagnostic::new(Code::BadPicture, text, at, message).label("shown as it is, or not at all"),
        None => Diagnostic::of_file(Code::BadPicture, path, message),
    };
    diagnostic.help(trouble.help)
}

#[cfg(test)]
mod tests;

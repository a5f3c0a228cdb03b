//! The web app manifest (W3C), by which a site can be put on a home screen under its name and icon, and the icon for
//! programs that ask for `/favicon.ico` without reading a page.

use serde::Serialize;

use super::Press;
use crate::{address, output::Output};

/// Where the manifest is, unless the site has its own there.
pub(crate) const PATH: &str = "manifest.webmanifest";
const ICO: &str = "favicon.ico";

/// The built-in icon, 32 by 32 pixels.
const ICON: &[u8] = include_bytes!("../../www/icon.png");

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    lang: &'a str,
    dir: &'static str,
    id: &'a str,
    start_url: &'a str,
    scope: &'a str,
    display: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme_color: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color: Option<&'a str>,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sizes: Option<&'static str>,
}

impl Press<'_> {
    /// The manifest, unless the site has its own.
    pub(crate) fn manifest(&self) -> Option<Output> {
        if self.theme.has_own(PATH) {
            return None;
        }
        let (config, icon) = (&self.site.config, &self.theme.icon);
        let (kind, sizes) = match icon.rsplit('.').next() {
            Some("svg") => ("image/svg+xml", Some("any")),
            Some("png") => ("image/png", None),
            _ => ("image/vnd.microsoft.icon", None),
        };
        let paper = self.theme.paper.as_deref();
        let manifest = Manifest {
            name: &config.title,
            description: &config.description,
            lang: config.lang.as_str(),
            dir: config.lang.direction().as_str(),
            id: &config.base_url.path,
            start_url: &config.base_url.path,
            scope: &config.base_url.path,
            display: "minimal-ui",
            theme_color: paper,
            background_color: paper,
            icons: vec![Icon { src: address::link(&config.base_url, icon), kind, sizes }],
        };
        // Texts and lists of texts: nothing in them can fail.
        let mut bytes = serde_json::to_vec(&manifest).unwrap_or_default();
        bytes.push(b'\n');
        Some(Output::bytes(PATH, bytes))
    }

    /// The built-in icon where browsers and others look for one by habit; nothing where the site has an icon of its own, in
    /// whatever format.
    pub(crate) fn icon(&self) -> Option<Output> {
        let has_own = ["favicon.svg", "favicon.png", ICO].iter().any(|name| self.theme.has_own(name));
        (!has_own).then(|| Output::bytes(ICO, ico(ICON)))
    }
}

/// A PNG picture of 32 by 32 pixels as an icon file: a header, an entry of 16 bytes, and the picture.
fn ico(png: &[u8]) -> Vec<u8> {
    let mut out = vec![0, 0, 1, 0, 1, 0];
    // Width, height, no palette, reserved, one plane of 32 bits.
    out.extend([32, 32, 0, 0, 1, 0, 32, 0]);
    out.extend((png.len() as u32).to_le_bytes());
    out.extend(22_u32.to_le_bytes());
    out.extend_from_slice(png);
    out
}

/// The colour of the page in light, `--paper` of a sheet; nothing where it is not written in hexadecimal digits.
pub(crate) fn paper(sheet: &str) -> Option<String> {
    let (_, rest) = sheet.split_once("--paper:")?;
    let value = rest.split([';', '}']).next()?.trim();
    let digits = value.strip_prefix('#')?;
    let is_colour = matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_colour.then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_file_holds_its_picture() {
        let file = ico(ICON);
        assert_eq!(&file[..6], [0, 0, 1, 0, 1, 0]);
        let size = u32::from_le_bytes(file[14..18].try_into().expect("four bytes")) as usize;
        let start = u32::from_le_bytes(file[18..22].try_into().expect("four bytes")) as usize;
        assert_eq!(&file[start..start + size], ICON);
        assert!(ICON.starts_with(b"\x89PNG"));
        // The size that the entry says is that of the picture.
        assert_eq!((ICON[19], ICON[23]), (32, 32));
    }

    #[test]
    fn the_colour_of_the_paper_is_read_from_the_sheet() {
        let check = |sheet: &str, expected: Option<&str>| assert_eq!(paper(sheet).as_deref(), expected, "{sheet}");
        check(":root { --paper: #fdfcf9; --ink: #000 }", Some("#fdfcf9"));
        check("a{--paper:#fff}", Some("#fff"));
        check("a{--paper: Canvas}", None);
        check("a{color:red}", None);
        assert!(paper(include_str!("../../www/styles/site.css")).is_some());
    }
}

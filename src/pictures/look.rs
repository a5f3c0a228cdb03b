//! What a file is, from its first bytes: left as it is, or decoded and copied. Sizes are checked before anything is decoded.

use std::io::Cursor;

use image::{
    ImageDecoder, ImageError, ImageFormat, Limits,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
};

use super::Trouble;

/// The most pixels that are decoded: those of the largest cameras. A small file may claim far more.
const PIXEL_LIMIT: u64 = 64_000_000;
/// The most memory that a decoder may take, in bytes: four for each pixel, twice.
const MEMORY_LIMIT: u64 = PIXEL_LIMIT * 8;

/// What becomes of a picture.
pub(super) enum Looked<'a> {
    /// It is shown as it is; its size where that is known.
    Left(Option<(u32, u32)>),
    /// It is decoded, and copied smaller.
    Copied(Box<dyn ImageDecoder + 'a>),
}

/// Looks at the bytes of a file.
///
/// # Errors
/// Where they are no picture, or one that is too large.
pub(super) fn look(bytes: &[u8]) -> Result<Looked<'_>, Trouble> {
    let source = Cursor::new(bytes);
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => copied(Box::new(JpegDecoder::new(source).map_err(unread)?)),
        Ok(ImageFormat::Png) => {
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(MEMORY_LIMIT);
            let decoder = PngDecoder::with_limits(source, limits).map_err(unread)?;
            let is_animated = decoder.is_apng().map_err(unread)?;
            moving_or_copied(Box::new(decoder), is_animated)
        }
        Ok(ImageFormat::WebP) => {
            let decoder = WebPDecoder::new(source).map_err(unread)?;
            let is_animated = decoder.has_animation();
            moving_or_copied(Box::new(decoder), is_animated)
        }
        Ok(ImageFormat::Gif) => Ok(Looked::Left(gif_size(bytes))),
        // Browsers go by the content and show some formats that are not decoded here.
        Ok(_) => Ok(Looked::Left(None)),
        Err(_) => Err(Trouble { what: "cannot be read: it is no picture that is known".to_owned(), help: SAVE }),
    }
}

pub(super) const SAVE: &str = "save it anew as JPEG, PNG or WebP";

/// Why a decoder gave up. Its own words speak of chunks and codes, which help no author.
pub(super) fn unread(error: ImageError) -> Trouble {
    let what = match error {
        ImageError::Limits(_) => "cannot be read: it asks for too much memory",
        ImageError::Unsupported(_) => "cannot be read: it is of a kind that is not known here",
        _ => "cannot be read: it is damaged",
    };
    Trouble { what: what.to_owned(), help: SAVE }
}

fn moving_or_copied<'a>(decoder: Box<dyn ImageDecoder + 'a>, is_animated: bool) -> Result<Looked<'a>, Trouble> {
    if is_animated { Ok(Looked::Left(Some(decoder.dimensions()))) } else { copied(decoder) }
}

fn copied<'a>(mut decoder: Box<dyn ImageDecoder + 'a>) -> Result<Looked<'a>, Trouble> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > PIXEL_LIMIT {
        let what =
            format!("is {width} by {height} pixels, of which at most {} million are read", PIXEL_LIMIT / 1_000_000);
        return Err(Trouble { what, help: "save it smaller: pages show it at most 1200 pixels wide" });
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY_LIMIT);
    decoder.set_limits(limits).map_err(unread)?;
    Ok(Looked::Copied(decoder))
}

/// The size of the screen that a GIF is drawn on (GIF89a, 18): little-endian in the bytes 6 to 10.
fn gif_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = |at: usize| Some(u32::from(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?])));
    Some((size(6)?, size(8)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

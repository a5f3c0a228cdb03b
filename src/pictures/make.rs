//! A decoded picture to its copies: turned upright, smaller, as WebP.

use image::{DynamicImage, ImageDecoder, imageops::FilterType};

use super::{
    Trouble,
    look::{SAVE, unread},
};

/// The widths of copies in pixels: for phones, for a page's column, for the same on screens of twice the pixels.
const WIDTHS: [u32; 3] = [480, 800, 1200];
/// How well copies are kept, of 100.
const QUALITY: f32 = 78.0;
/// The longest side that WebP has, in pixels.
const LONGEST: u32 = 16_383;

/// What a picture gave.
pub(super) struct Made {
    /// Upright, in pixels.
    pub(super) width: u32,
    pub(super) height: u32,
    /// Width and WebP of each copy, narrowest first.
    pub(super) copies: Vec<(u32, Vec<u8>)>,
    /// Whether the widest copy would have been no smaller than the file, in bytes.
    pub(super) is_widest: bool,
}

/// Decodes a picture whose file is `size` bytes long and makes its copies: never larger than the picture in pixels, nor in bytes.
///
/// # Errors
/// Where it cannot be decoded.
pub(super) fn make(mut decoder: Box<dyn ImageDecoder + '_>, size: usize) -> Result<Made, Trouble> {
    let orientation = decoder.orientation().map_err(unread)?;
    let picture = eight_bits(DynamicImage::from_decoder(decoder).map_err(unread)?);
    let (width, height) = (picture.width(), picture.height());
    let mut picture = picture;
    let mut turned = DynamicImage::new_luma8(2, 1);
    turned.apply_orientation(orientation);
    let on_its_side = turned.width() == 1;
    let (upright_width, upright_height) = if on_its_side { (height, width) } else { (width, height) };
    // Smaller first, then turned: to turn a large picture takes longer.
    let widest = upright_width.min(WIDTHS[WIDTHS.len() - 1]);
    let tallest = scaled(upright_height, widest, upright_width);
    picture = if on_its_side { shrunk(picture, tallest, widest) } else { shrunk(picture, widest, tallest) };
    picture.apply_orientation(orientation);

    let mut copies = Vec::new();
    let narrower = WIDTHS.into_iter().rev().filter(|width| *width < widest);
    for width in [widest].into_iter().chain(narrower) {
        let height = scaled(upright_height, width, upright_width);
        picture = shrunk(picture, width, height);
        let webp = if height > LONGEST { None } else { Some(encoded(&picture)?) };
        copies.extend(webp.filter(|webp| webp.len() < size).map(|webp| (width, webp)));
    }
    copies.reverse();
    let is_widest = copies.last().is_none_or(|(width, _)| *width < widest);
    Ok(Made { width: upright_width, height: upright_height, copies, is_widest })
}

/// `side` as `of` becomes `to`, rounded, at least 1.
fn scaled(side: u32, to: u32, of: u32) -> u32 {
    let scaled = (u64::from(side) * u64::from(to) + u64::from(of) / 2) / u64::from(of);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// With or without transparency, eight bits each: what the encoder takes.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() { picture.into_rgba8().into() } else { picture.into_rgb8().into() }
}

/// The picture at that size, which is no larger than its own. Far smaller ones are averaged first, which takes a fifth of
/// the time and cannot be told apart.
fn shrunk(picture: DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture;
    }
    let far = |own: u32, asked: u32| own / 4 >= asked;
    let picture = if far(picture.width(), width) && far(picture.height(), height) {
        picture.thumbnail_exact(width * 2, height * 2)
    } else {
        picture
    };
    picture.resize_exact(width, height, FilterType::CatmullRom)
}

fn encoded(picture: &DynamicImage) -> Result<Vec<u8>, Trouble> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(picture) => webp::Encoder::from_rgba(picture.as_raw(), width, height),
        DynamicImage::ImageRgb8(picture) => webp::Encoder::from_rgb(picture.as_raw(), width, height),
        _ => return Err(Trouble { what: "cannot be read: its colours are unknown".to_owned(), help: SAVE }),
    };
    let webp = encoder
        .encode_simple(false, QUALITY)
        .map_err(|error| Trouble { what: format!("cannot be copied: {error:?}"), help: SAVE })?;
    Ok(webp.to_vec())
}

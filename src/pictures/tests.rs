use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;

/// A shelf in memory with one picture, which counts what is kept.
#[derive(Default)]
struct Memory {
    picture: Vec<u8>,
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    made: AtomicUsize,
}

impl Shelf for Memory {
    fn read(&self, _: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
        Ok((self.picture.len() as u64 <= limit).then(|| self.picture.clone()))
    }

    fn find(&self, name: &str) -> Option<(Vec<u8>, Option<PathBuf>)> {
        self.kept.lock().expect("no panic").get(name).map(|bytes| (bytes.clone(), Some(name.into())))
    }

    fn keep(&self, name: &str, bytes: &[u8]) -> Option<PathBuf> {
        self.made.fetch_add(1, Ordering::Relaxed);
        self.kept.lock().expect("no panic").insert(name.to_owned(), bytes.to_vec());
        Some(name.into())
    }
}

/// A picture with a red left half and a blue right one, and grain, so that no format makes nothing of it.
fn halves(width: u32, height: u32) -> DynamicImage {
    let grain = |x: u32, y: u32| (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) as u8 % 40;
    RgbImage::from_fn(width, height, |x, y| {
        let grain = grain(x, y);
        if x < width / 2 { Rgb([200 + grain, grain, grain]) } else { Rgb([grain, grain, 200 + grain]) }
    })
    .into()
}

fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("it can be written");
    bytes.into_inner()
}

/// A JPEG with an EXIF orientation, 1 to 8 (EXIF 2.32, 4.6.4: tag 274 in a big-endian TIFF).
fn jpeg_with_orientation(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let jpeg = bytes(picture, ImageFormat::Jpeg);
    let exif =
        [b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0]]
            .concat();
    let length = u16::try_from(exif.len() + 2).expect("it is short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn shelf(picture: Vec<u8>) -> Memory {
    Memory { picture, ..Memory::default() }
}

fn look(shelf: &Memory) -> Result<Picture, Trouble> {
    picture(Path::new("x"), shelf).expect("it can be read")
}

fn widths(picture: &Picture) -> Vec<u32> {
    picture.copies.iter().map(|copy| copy.width).collect()
}

/// The copy of a width, decoded.
fn copy(shelf: &Memory, width: u32) -> RgbImage {
    let kept = shelf.kept.lock().expect("no panic");
    let (_, webp) = kept.iter().find(|(name, _)| name.ends_with(&format!("-{width}.webp"))).expect("it is kept");
    image::load_from_memory_with_format(webp, ImageFormat::WebP).expect("it is whole").into_rgb8()
}

#[test]
fn copies_are_never_larger_than_the_picture() {
    let check = |width: u32, height: u32, expected: &[u32]| {
        let shelf = shelf(bytes(&halves(width, height), ImageFormat::Png));
        let picture = look(&shelf).expect("a picture");
        assert_eq!(((picture.width, picture.height), widths(&picture).as_slice()), ((width, height), expected));
        for width in expected {
            assert_eq!(copy(&shelf, *width).width(), *width);
        }
    };
    check(1600, 100, &[480, 800, 1200]);
    check(1000, 100, &[480, 800, 1000]);
    check(480, 100, &[480]);
    check(60, 40, &[60]);
}

#[test]
fn a_picture_is_turned_as_its_orientation_says() {
    let check = |orientation: u8, size: (u32, u32), red: (u32, u32), blue: (u32, u32)| {
        let shelf = shelf(jpeg_with_orientation(&halves(300, 150), orientation));
        let picture = look(&shelf).expect("a picture");
        assert_eq!((picture.width, picture.height), size, "{orientation}");
        let copy = copy(&shelf, size.0);
        assert_eq!(copy.dimensions(), size, "{orientation}");
        let (red, blue) = (copy.get_pixel(red.0, red.1), copy.get_pixel(blue.0, blue.1));
        assert!(red[0] > 150 && red[2] < 90 && blue[2] > 150 && blue[0] < 90, "{orientation}: {red:?} {blue:?}");
    };
    check(1, (300, 150), (20, 75), (280, 75));
    check(3, (300, 150), (280, 75), (20, 75));
    // The camera's left is the top.
    check(6, (150, 300), (75, 20), (75, 280));
    check(8, (150, 300), (75, 280), (75, 20));
}

#[test]
fn a_second_look_makes_nothing_and_a_damaged_shelf_heals() {
    let shelf = shelf(bytes(&halves(500, 100), ImageFormat::Jpeg));
    let first = look(&shelf).expect("a picture");
    let made = shelf.made.load(Ordering::Relaxed);
    let whole = shelf.kept.lock().expect("no panic").clone();
    assert_eq!((made, whole.len()), (3, 3), "two copies and a record");
    let second = look(&shelf).expect("a picture");
    assert_eq!((shelf.made.load(Ordering::Relaxed), widths(&second)), (3, widths(&first)));
    for name in whole.keys() {
        for damage in 0..3 {
            let mut kept = shelf.kept.lock().expect("no panic");
            let bytes = kept.get_mut(name).expect("it is kept");
            match damage {
                0 => drop(kept.remove(name)),
                1 => bytes.truncate(bytes.len() / 2),
                _ => bytes[20] ^= 0x10,
            }
            drop(kept);
            look(&shelf).expect("a picture");
            assert_eq!(*shelf.kept.lock().expect("no panic"), whole, "{name} {damage}");
        }
    }
}

#[test]
fn a_picture_that_is_none_is_told() {
    let check = |bytes: Vec<u8>, expected: &str| {
        let shelf = shelf(bytes);
        let trouble = look(&shelf).expect_err("it is bad");
        assert_eq!(trouble.what, expected);
        assert_eq!(shelf.made.load(Ordering::Relaxed), 0);
    };
    check(b"<!doctype html>".to_vec(), "cannot be read: it is no picture that is known");
    check(Vec::new(), "cannot be read: it is no picture that is known");
    // A whole head that claims 60,000 pixels each way, in 33 bytes.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0".to_vec();
    let sum = crc(&bomb[12..]);
    bomb.extend(sum.to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    check(bomb, "is 60000 by 60000 pixels, of which at most 64 million are read");
    let mut cut = bytes(&halves(300, 300), ImageFormat::Png);
    cut.truncate(cut.len() / 2);
    check(cut, "cannot be read: it is damaged");
    check(vec![0; FILE_LIMIT as usize + 1], "is over 64 MB");
}

/// The sum of a PNG's chunk (PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(sum & 1)))
    })
}

#[test]
fn what_moves_is_left_as_it_is() {
    let gif = b"GIF89a\x40\x01\xf0\0\0\0\0".to_vec();
    let shelf = shelf(gif);
    let picture = look(&shelf).expect("a picture");
    assert_eq!((picture.width, picture.height, widths(&picture)), (320, 240, vec![]));
    assert_eq!(picture.srcset("/a.gif", str::to_owned), None);
}

#[test]
fn the_picture_itself_is_on_offer_where_no_copy_is_as_wide_and_smaller() {
    let whole = bytes(&halves(700, 100), ImageFormat::Png);
    let Ok(Looked::Copied(decoder)) = look::look(&whole) else { panic!("a picture") };
    let made = make::make(decoder, 100).expect("it can be decoded");
    assert_eq!((made.copies.len(), made.is_widest), (0, true), "none is smaller than 100 bytes");
    let mut picture = put_on_shelf("a", made, &Empty);
    assert_eq!(picture.srcset("/b/map.png", str::to_owned), None);
    picture.copies = vec![Copy { width: 480, output: Output::bytes("assets/pictures/a-480.webp", b"") }];
    let set = picture.srcset("/b/my map,1.png", |address| format!("/{address}"));
    assert_eq!(set.as_deref(), Some("/assets/pictures/a-480.webp 480w, /b/my%20map%2C1.png 700w"));
}

#[test]
fn any_bytes_are_looked_at_without_a_panic() {
    let whole = [
        bytes(&halves(40, 30), ImageFormat::Png),
        jpeg_with_orientation(&halves(40, 30), 6),
        bytes(&halves(40, 30), ImageFormat::WebP),
    ];
    for bytes in whole {
        for at in (0..bytes.len()).step_by(3) {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x55;
            drop(look(&shelf(flipped)));
        }
    }
}

//! Made files of each type: the smallest headers that name their dimensions.

use super::{NoPicture, judge, picture_type, signature};
use proptest::prelude::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let head =
        [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &width.to_be_bytes(), &height.to_be_bytes()].concat();
    [&head[..], b"\x08\x02\0\0\0\0\0\0\0"].concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let frame = [&b"\xff\xc0\0\x11\x08"[..], &height.to_be_bytes(), &width.to_be_bytes()].concat();
    [
        &b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"[..],
        &frame,
        b"\x03\x01\x11\0\x02\x11\x01\x03\x11\x01",
    ]
    .concat()
}

fn gif(screen: (u16, u16), frame: (u16, u16)) -> Vec<u8> {
    let pair = |(width, height): (u16, u16)| [width.to_le_bytes(), height.to_le_bytes()].concat();
    let colours_and_note = b"\x80\0\0\0\0\0\xff\xff\xff!\xfe\x03abc\x02de\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0";
    [&b"GIF89a"[..], &pair(screen), colours_and_note, &pair(frame), b"\0\x02\x02D\x01\0;"].concat()
}

fn webp(width: u32, height: u32) -> Vec<u8> {
    let three = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    [&b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"[..], &three(width), &three(height)].concat()
}

fn chunk(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    [&(inside.len() as u32 + 8).to_be_bytes()[..], name, inside].concat()
}

fn avif(brand: &[u8; 4], width: u32, height: u32) -> Vec<u8> {
    let size = chunk(b"ispe", &[[0; 4], width.to_be_bytes(), height.to_be_bytes()].concat());
    let properties = chunk(b"iprp", &chunk(b"ipco", &size));
    let start = chunk(b"ftyp", &[&brand[..], &[0; 4], b"mif1"].concat());
    [start, chunk(b"meta", &[vec![0; 4], properties].concat()), chunk(b"mdat", b"")].concat()
}

/// An icon whose directory says 16 × 16 of what is inside.
fn icon(inside: &[u8]) -> Vec<u8> {
    let entry =
        [&b"\x10\x10\0\0\x01\0\x18\0"[..], &(inside.len() as u32).to_le_bytes(), &22_u32.to_le_bytes()]
            .concat();
    [&b"\0\0\x01\0\x01\0"[..], &entry, inside].concat()
}

fn bitmap(width: u32, height: u32) -> Vec<u8> {
    [40_u32.to_le_bytes(), width.to_le_bytes(), (height * 2).to_le_bytes()].concat()
}

#[test]
fn by_signature_and_dimensions() {
    let check = |bytes: &[u8], expected| assert_eq!(judge(bytes), expected, "{bytes:x?}");
    check(&png(640, 480), Ok("image/png"));
    check(&jpeg(640, 480), Ok("image/jpeg"));
    check(&gif((640, 480), (640, 480)), Ok("image/gif"));
    check(&webp(640, 480), Ok("image/webp"));
    check(&avif(b"avif", 640, 480), Ok("image/avif"));
    check(&avif(b"avis", 640, 480), Ok("image/avif"));
    check(&icon(&png(256, 256)), Ok("image/x-icon"));
    check(&icon(&bitmap(16, 16)), Ok("image/x-icon"));
    check(&jpeg(8_660, 5_773), Ok("image/jpeg"));

    check(&png(60_000, 60_000), Err(NoPicture::Huge(60_000, 60_000)));
    check(&png(u32::MAX, u32::MAX), Err(NoPicture::Huge(u32::MAX as usize, u32::MAX as usize)));
    check(&png(16_385, 1), Err(NoPicture::Huge(16_385, 1)));
    check(&jpeg(10_000, 5_001), Err(NoPicture::Huge(10_000, 5_001)));
    check(&gif((60_000, 60_000), (1, 1)), Err(NoPicture::Huge(60_000, 60_000)));
    check(&gif((1, 1), (60_000, 60_000)), Err(NoPicture::Huge(60_000, 60_000)));
    check(&webp(1 << 24, 1 << 24), Err(NoPicture::Huge(1 << 24, 1 << 24)));
    check(&avif(b"avif", 60_000, 60_000), Err(NoPicture::Huge(60_000, 60_000)));
    check(&icon(&png(60_000, 60_000)), Err(NoPicture::Huge(60_000, 60_000)));
    check(&icon(&bitmap(60_000, 60_000)), Err(NoPicture::Huge(60_000, 60_000)));

    check(&png(0, 7), Err(NoPicture::Unmeasured));
    check(b"\x89PNG\r\n\x1a\n and no more", Err(NoPicture::Unmeasured));
    check(b"\xff\xd8\xff\xe0", Err(NoPicture::Unmeasured));
    check(b"GIF89a\x01\0\x01\0", Err(NoPicture::Unmeasured));
    check(b"\0\0\x01\0\0\0", Err(NoPicture::Unmeasured));
    check(b"\0\0\0\x20ftypavif", Err(NoPicture::Unmeasured));
}

#[test]
fn what_is_something_else_is_named() {
    let check = |bytes: &[u8], word: &str| {
        let refused = judge(bytes).unwrap_err().to_string();
        assert!(refused.contains(word), "{refused}");
    };
    check(b"", "empty");
    check(b"<svg xmlns='x'><script/></svg>", "SVG");
    check(b"<?xml version='1.0'?><svg>", "SVG");
    check(b"<script>", "HTML");
    check(b"\x89PNGx\n\x1a\n", "unknown");
    check(b"BM", "unknown");
    check(&avif(b"heic", 640, 480), "unknown");
}

fn any_picture() -> impl Strategy<Value = Vec<u8>> {
    let sides = || (any::<u16>(), any::<u16>());
    prop_oneof![
        (any::<u32>(), any::<u32>()).prop_map(|(width, height)| png(width, height)),
        sides().prop_map(|(width, height)| jpeg(width, height)),
        (sides(), sides()).prop_map(|(screen, frame)| gif(screen, frame)),
        (1..=1_u32 << 24, 1..=1_u32 << 24).prop_map(|(width, height)| webp(width, height)),
        (any::<u32>(), any::<u32>()).prop_map(|(width, height)| avif(b"avis", width, height)),
        (any::<u32>(), any::<u32>()).prop_map(|(width, height)| icon(&png(width, height))),
        proptest::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    /// Files of each type with bytes changed, cut and added: no panic, and only what has a signature passes.
    #[test]
    fn any_bytes_are_judged(
        mut bytes in any_picture(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..6),
        keep in 0_usize..300,
        tail in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        for (place, byte) in changes {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
        }
        bytes.truncate(keep);
        bytes.extend(tail);
        if let Some(media_type) = picture_type(&bytes) {
            prop_assert_eq!(signature(&bytes), Some(media_type));
        }
    }

    /// Whatever the headers say, what passes is within the bounds.
    #[test]
    fn what_passes_is_bounded(width: u32, height: u32) {
        for bytes in [png(width, height), avif(b"avif", width, height), icon(&png(width, height))] {
            let within = u64::from(width) * u64::from(height) <= 50_000_000 && width.max(height) <= 16_384;
            prop_assert_eq!(picture_type(&bytes).is_some(), within && width > 0 && height > 0);
        }
    }
}

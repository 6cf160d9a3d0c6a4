use super::*;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;
use std::io::Write;

const CAP: usize = 1 << 20;
const CODINGS: [Coding; 4] = [Coding::Gzip, Coding::Deflate, Coding::Brotli, Coding::Zstd];

fn text() -> Vec<u8> {
    let body = "<p>The harbour opened again. ".repeat(12) + "</p>";
    body.into_bytes()
}

fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// [`text`] in Brotli, as Node's zlib packs it.
const BROTLI: &str = "1b5f01688d94a9eb3342a5370f151a9cf0810d3860af4c27a123a8516eaeb08cad1b95c03fd0f3a40a";
/// 4 MiB of zero bytes in Brotli.
const BROTLI_ZEROS: &str = "9bffff3ff82700e2b14020f7fe07";

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn raw(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// The text in every coding.
fn packed() -> [(Coding, Vec<u8>); 5] {
    let text = text();
    [
        (Coding::Gzip, gz(&text)),
        (Coding::Deflate, zlib(&text)),
        (Coding::Deflate, raw(&text)),
        (Coding::Brotli, hex(BROTLI)),
        (Coding::Zstd, zst(&text)),
    ]
}

fn whole(bytes: Vec<u8>) -> Result<Decoded, UnpackError> {
    Ok(Decoded { bytes, truncation: None })
}

#[test]
fn every_coding_is_undone() {
    for (coding, bytes) in packed() {
        assert_eq!(decode(bytes, &[coding], CAP, None), whole(text()), "{coding:?}");
    }
}

#[test]
fn a_missing_end_is_seen_wherever_it_is() {
    for (coding, bytes) in packed() {
        // The checksum of zlib counts as an end too; from one third on each coding has shown what it is.
        for keep in bytes.len() / 3..bytes.len() {
            let cut = bytes[..keep].to_vec();
            let decoded = decode(cut, &[coding], CAP, None)
                .unwrap_or_else(|error| panic!("{coding:?} {keep}: {error}"));
            assert_eq!(
                decoded.truncation,
                Some(Truncation::Compression),
                "{coding:?} cut at {keep} of {}",
                bytes.len()
            );
            assert!(text().starts_with(&decoded.bytes), "{coding:?} cut at {keep}");
        }
    }
}

#[test]
fn a_body_cut_before_keeps_its_first_reason() {
    let half = gz(&text())[..40].to_vec();
    let decoded = decode(half, &[Coding::Gzip], CAP, Some(Truncation::Length)).unwrap();
    assert_eq!(decoded.truncation, Some(Truncation::Length));
}

#[test]
fn what_is_plain_under_a_label_stays_plain() {
    for coding in CODINGS {
        assert_eq!(decode(text(), &[coding], CAP, None), whole(text()), "{coding:?}");
        assert_eq!(decode(Vec::new(), &[coding], CAP, None), whole(Vec::new()), "{coding:?}");
    }
}

#[test]
fn members_follow_each_other_and_garbage_is_ignored() {
    let two = [gz(b"one "), gz(b"two")].concat();
    assert_eq!(decode(two.clone(), &[Coding::Gzip], CAP, None), whole(b"one two".to_vec()));
    let trailing = [two, b"garbage".to_vec()].concat();
    assert_eq!(decode(trailing, &[Coding::Gzip], CAP, None), whole(b"one two".to_vec()));
}

#[test]
fn a_wrong_checksum_is_an_error() {
    let mut bytes = gz(&text());
    let at = bytes.len() - 6;
    bytes[at] ^= 255;
    assert!(matches!(decode(bytes, &[Coding::Gzip], CAP, None), Err(UnpackError::Coding(_))));
}

#[test]
fn bombs_end_at_the_cap_in_every_layer() {
    let zeros = vec![0; 4 << 20];
    let bombs = [
        (vec![Coding::Gzip], gz(&zeros)),
        (vec![Coding::Deflate], zlib(&zeros)),
        (vec![Coding::Brotli], hex(BROTLI_ZEROS)),
        (vec![Coding::Zstd], zst(&zeros)),
        (vec![Coding::Gzip, Coding::Gzip], gz(&gz(&zeros))),
    ];
    for (codings, bytes) in bombs {
        let found = decode(bytes, &codings, CAP, None);
        assert!(matches!(&found, Err(UnpackError::Bomb(text)) if text.contains("bomb")), "{codings:?}");
    }
}

#[test]
fn long_text_is_cut_not_refused() {
    // Text that packs to about a quarter: the digits of squares.
    let long: String = (0..200_000_u64).map(|n| (n * n).to_string()).collect();
    let decoded = decode(gz(long.as_bytes()), &[Coding::Gzip], CAP, None).unwrap();
    assert_eq!((decoded.bytes.len(), decoded.truncation), (CAP, Some(Truncation::Cap)));
    assert!(long.as_bytes().starts_with(&decoded.bytes));
}

#[test]
fn exactly_the_cap_is_whole() {
    let body = vec![b'a'; 5000];
    assert_eq!(decode(gz(&body), &[Coding::Gzip], 5000, None), whole(body.clone()));
    assert_eq!(decode(raw(&body), &[Coding::Deflate], 5000, None), whole(body));
}

#[test]
fn labels() {
    let cases = [
        ("", Some(0)),
        ("gzip", Some(1)),
        ("X-GZIP , br", Some(2)),
        ("identity", Some(0)),
        ("UTF-8", Some(0)),
        ("gzip, gzip, gzip", Some(3)),
        ("compress", None),
        ("aws-chunked", None),
    ];
    for (label, expected) in cases {
        assert_eq!(codings([label].into_iter()).ok().map(|found| found.len()), expected, "{label}");
    }
}

proptest! {
    #[test]
    fn any_bytes_end(bytes: Vec<u8>, magic in 0..4_usize) {
        let head: &[u8] = [&[0x1f, 0x8b, 8, 0][..], &[0x28, 0xb5, 0x2f, 0xfd], &[0x78, 0x9c], &[]][magic];
        let body = [head, &bytes].concat();
        for coding in CODINGS {
            if let Ok(decoded) = decode(body.clone(), &[coding], 4096, None) {
                prop_assert!(decoded.bytes.len() <= body.len().max(4096));
            }
        }
    }
}

#[test]
fn gzip_within_a_coding_that_is_named_once_is_unpacked_too() {
    let twice = gz(&gz(&text()));
    assert_eq!(decode(twice.clone(), &[Coding::Gzip], CAP, None), whole(text()));
    assert_eq!(decode(zst(&gz(&text())), &[Coding::Zstd], CAP, None), whole(text()));
    assert_eq!(decode(gz(&twice), &[Coding::Gzip], CAP, None), whole(text()));
    // Where nothing is named, the bytes are what they are; and what cannot be unpacked is an error, no text.
    assert_eq!(decode(twice.clone(), &[], CAP, None), whole(twice));
    let broken = gz(&[0x1f, 0x8b, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    assert!(matches!(
        decode(broken, &[Coding::Gzip], CAP, None),
        Err(_) | Ok(Decoded { truncation: Some(_), .. })
    ));
    // Each layer is held to the cap, and a bomb within a layer is one.
    let bomb = gz(&gz(&vec![0; 8 << 20]));
    assert!(matches!(decode(bomb, &[Coding::Gzip], CAP, None), Err(UnpackError::Bomb(_))));
}

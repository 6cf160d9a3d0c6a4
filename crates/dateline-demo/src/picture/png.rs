//! The smallest PNG writer that serves: truecolour, one filter, one data chunk. Reads nothing.

use super::canvas::Canvas;
use flate2::{Compression, Crc, write::ZlibEncoder};
use std::io::Write;

/// A whole PNG file of the canvas.
pub(super) fn encode(canvas: &Canvas) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::with_capacity(13);
    header.extend(canvas.width().to_be_bytes());
    header.extend(canvas.height().to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"IDAT", &deflate(&filtered(canvas)));
    chunk(&mut file, *b"IEND", &[]);
    file
}

/// Rows with the filter `Sub`: each byte less the one three before it.
fn filtered(canvas: &Canvas) -> Vec<u8> {
    let mut out = Vec::with_capacity(canvas.pixels().len() * 3 + canvas.height() as usize);
    for row in canvas.pixels().chunks(canvas.width() as usize) {
        out.push(1);
        let mut before = [0u8; 3];
        for pixel in row {
            for (now, then) in pixel.iter().zip(before) {
                out.push(now.wrapping_sub(then));
            }
            before = *pixel;
        }
    }
    out
}

/// zlib at a middling level. Writing to a vector cannot fail, so a failure gives what there is.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(8));
    if encoder.write_all(bytes).is_err() {
        return Vec::new();
    }
    encoder.finish().unwrap_or_default()
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    file.extend(kind);
    file.extend(data);
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(data);
    file.extend(crc.sum().to_be_bytes());
}

//! Width and height out of a picture's own headers; pixels are never unpacked.

/// Width and height in pixels, of the largest that a browser would make room for; `None` where they cannot be read or are 0.
pub(super) fn dimensions(media_type: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    let size = match media_type {
        "image/x-icon" => icon(bytes),
        "image/gif" => probe(bytes).and_then(|screen| Some(wider(screen, first_frame(bytes)?))),
        _ => probe(bytes),
    };
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

fn probe(bytes: &[u8]) -> Option<(usize, usize)> {
    imagesize::blob_size(bytes).ok().map(|size| (size.width, size.height))
}

fn wider(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0.max(b.0), a.1.max(b.1))
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(two)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

/// Right and lower edge of a GIF's first frame: browsers make room for it where it is larger than the screen that the file
/// names.
fn first_frame(bytes: &[u8]) -> Option<(usize, usize)> {
    const TABLE: u8 = 0x80;
    let flags = *bytes.get(10)?;
    let colours = if flags & TABLE == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + colours;
    while *bytes.get(at)? == b'!' {
        at += 2;
        while let length @ 1.. = *bytes.get(at)? {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
    if *bytes.get(at)? != b',' {
        return None;
    }
    let edge = |place, length| Some(short(bytes, at + place)? + short(bytes, at + length)?);
    Some((edge(1, 5)?, edge(3, 7)?))
}

/// The largest of an icon's pictures. What its directory says of them is one byte each and need not be true.
fn icon(bytes: &[u8]) -> Option<(usize, usize)> {
    const DIRECTORY: usize = 6;
    const ENTRY: usize = 16;
    let mut largest = (0, 0);
    for place in 0..short(bytes, 4)? {
        let entry = DIRECTORY + place * ENTRY;
        let (length, offset) = (long(bytes, entry + 8)?, long(bytes, entry + 12)?);
        let inside = bytes.get(offset..offset.checked_add(length)?)?;
        let size = if inside.starts_with(b"\x89PNG") {
            probe(inside)?
        } else {
            // A bitmap's header; its height counts colours and mask.
            (long(inside, 4)?, long(inside, 8)? / 2)
        };
        largest = wider(largest, size);
    }
    Some(largest)
}

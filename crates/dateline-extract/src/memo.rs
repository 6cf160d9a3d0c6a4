//! What was read of a name lately: pages repeat the same class names a thousand times.

/// A memory of names, each in a place that the name itself tells: a page of a thousand cards is read once, and no page
/// can make the memory slow or large.
pub(crate) struct Memo<'d, T> {
    places: Vec<(&'d str, T)>,
}

/// Names that are remembered.
const PLACES: usize = 1024;

impl<'d, T: Copy> Memo<'d, T> {
    /// A memory that knows the empty name only.
    pub(crate) fn new(empty: T) -> Self {
        Self { places: vec![("", empty); PLACES] }
    }

    /// What `read` makes of a name, now or lately.
    pub(crate) fn get(&mut self, name: &'d str, read: impl FnOnce(&str) -> T) -> T {
        let place = &mut self.places[place(name)];
        if place.0 != name {
            *place = (name, read(name));
        }
        place.1
    }
}

/// A place by length and the bytes at both ends and in the middle.
fn place(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (start, middle, end) = if bytes.len() >= 8 {
        let last = bytes.len() - 8;
        (eight(bytes, 0), eight(bytes, last / 2), eight(bytes, last))
    } else {
        let all = bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
        (all, 0, 0)
    };
    let mixed = start ^ middle.rotate_left(21) ^ end.rotate_left(42) ^ bytes.len() as u64;
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize % PLACES
}

fn eight(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_once_and_never_mixed_up() {
        let names: Vec<String> = (0..5000).map(|number| format!("card card--{number}")).collect();
        let mut lately = Memo::new(0);
        let mut reads = 0;
        for name in names.iter().flat_map(|name| [name, name]) {
            let length = lately.get(name, |name| {
                reads += 1;
                name.len()
            });
            assert_eq!(length, name.len());
        }
        assert_eq!(reads, names.len());
        assert_eq!(lately.get("", str::len), 0);
    }
}

//! How large a picture is said to be, within bounds that a page may lay out.

/// Longest side that is believed, in pixels.
const LONGEST: u32 = 20_000;
/// How many times longer than the other one side may be.
const STRETCHED: u32 = 12;

/// Width and height of a picture in pixels, as its page declares them. Browsers keep room for it before it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureSize {
    width: u32,
    height: u32,
}

impl PictureSize {
    /// `None` for a size that no picture of an article has: an empty, endless or needle-like one.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let (short, long) = (width.min(height), width.max(height));
        let believed = short > 0 && long <= LONGEST && long <= short.saturating_mul(STRETCHED);
        believed.then_some(Self { width, height })
    }

    /// A size as attributes have it: `640`, `640px`, `639.5`; nothing of `100%` and `auto`.
    pub fn declared(width: &str, height: &str) -> Option<Self> {
        Self::new(pixels(width)?, pixels(height)?)
    }

    /// Pixels across.
    pub const fn width(self) -> u32 {
        self.width
    }

    /// Pixels down.
    pub const fn height(self) -> u32 {
        self.height
    }

    /// The same ratio, so many pixels wide.
    pub fn scaled(self, width: u32) -> Option<Self> {
        let height =
            (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width);
        Self::new(width, u32::try_from(height).ok()?)
    }
}

fn pixels(text: &str) -> Option<u32> {
    let number = text.trim().trim_end_matches("px").trim_end();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    // Longer numbers are none that a picture has.
    let digits = |text: &str| text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(whole) && digits(part) { whole.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_no_picture_has_are_not_believed() {
        for (width, height) in
            [(0, 600), (800, 0), (1, 800), (9_000, 700), (20_001, 20_000), (u32::MAX, u32::MAX)]
        {
            assert_eq!(PictureSize::new(width, height), None, "{width} x {height}");
        }
        assert_eq!(PictureSize::new(20_000, 20_000).map(PictureSize::width), Some(20_000));
    }

    #[test]
    fn attributes_are_read_as_pages_write_them() {
        let read =
            |width, height| PictureSize::declared(width, height).map(|size| (size.width(), size.height()));
        assert_eq!(read("640", "427"), Some((640, 427)));
        assert_eq!(read(" 640px ", "426.67"), Some((640, 426)));
        for odd in ["100%", "auto", "", "-3", "1e9", "99999999999999999999", "640.5.5", "²"] {
            assert_eq!(read("640", odd), None, "{odd}");
        }
    }

    #[test]
    fn a_larger_file_of_the_same_picture_keeps_its_ratio() {
        let small = PictureSize::new(300, 199).expect("a size");
        assert_eq!(small.scaled(1200), PictureSize::new(1200, 796));
        assert_eq!(small.scaled(u32::MAX), None);
        assert_eq!(small.scaled(0), None);
    }
}

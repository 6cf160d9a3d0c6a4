//! A canvas with the few brushes that the scenes need: gradients, ridges, polygons, discs, glows. Knows no scene.

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// A point in units of 1200 x 675, x to the right, y down.
pub(super) type Point = (f32, f32);

/// Width of the drawing in its own units.
pub(super) const W: f32 = 1200.0;
/// Height of the drawing in its own units.
pub(super) const H: f32 = 675.0;

/// Pixels, row by row.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    scale: f32,
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A black canvas of this many pixels across, in the proportion 16:9.
    pub(super) fn new(width: u32) -> Self {
        let width = width as usize;
        let height = (width * 675).div_ceil(1200);
        Self { width, height, scale: width as f32 / W, pixels: vec![[0; 3]; width * height] }
    }

    pub(super) fn width(&self) -> u32 {
        self.width as u32
    }

    pub(super) fn height(&self) -> u32 {
        self.height as u32
    }

    pub(super) fn pixels(&self) -> &[Colour] {
        &self.pixels
    }

    fn blend(&mut self, x: usize, y: usize, colour: Colour, alpha: f32) {
        if x < self.width && y < self.height {
            let pixel = &mut self.pixels[y * self.width + x];
            *pixel = mix(*pixel, colour, alpha);
        }
    }

    /// Fills a band of rows with colours from `stops` (place in units, colour), which run from top to bottom.
    pub(super) fn gradient(&mut self, stops: &[(f32, Colour)]) {
        let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return };
        let rows = self.rows(first.0, last.0);
        for y in rows {
            let colour = between(stops, y as f32 / self.scale);
            self.pixels[y * self.width..(y + 1) * self.width].fill(colour);
        }
    }

    fn rows(&self, from: f32, to: f32) -> std::ops::Range<usize> {
        let clip = |y: f32| ((y * self.scale).round().max(0.0) as usize).min(self.height);
        clip(from)..clip(to).max(clip(from))
    }

    /// Fills everything below the line `top(x)`, with colours from `stops` by height, seen through `alpha`.
    pub(super) fn ridge(&mut self, stops: &[(f32, Colour)], alpha: f32, top: impl Fn(f32) -> f32) {
        self.band(stops, alpha, top, |_| H);
    }

    /// Fills between two lines.
    pub(super) fn band(
        &mut self,
        stops: &[(f32, Colour)],
        alpha: f32,
        top: impl Fn(f32) -> f32,
        bottom: impl Fn(f32) -> f32,
    ) {
        let colours: Vec<Colour> = (0..self.height).map(|y| between(stops, y as f32 / self.scale)).collect();
        for x in 0..self.width {
            let at = x as f32 / self.scale;
            let (from, to) = (top(at) * self.scale, (bottom(at) * self.scale).min(self.height as f32));
            let mut y = from.max(0.0).floor();
            while y < to {
                let cover = (y + 1.0 - from).min(to - y).clamp(0.0, 1.0);
                let row = y as usize;
                if let Some(colour) = colours.get(row) {
                    self.blend(x, row, *colour, alpha * cover);
                }
                y += 1.0;
            }
        }
    }

    /// A filled polygon, even-odd, with soft edges.
    pub(super) fn polygon(&mut self, points: &[Point], colour: Colour, alpha: f32) {
        const SUB: usize = 4;
        let ys = points.iter().map(|p| p.1 * self.scale);
        let (low, high) = ys.fold((f32::MAX, f32::MIN), |(a, b), y| (a.min(y), b.max(y)));
        let (first, last) = (low.max(0.0) as usize, (high.max(0.0).ceil() as usize).min(self.height));
        let mut cover = vec![0f32; self.width];
        for row in first..last {
            cover.fill(0.0);
            for sub in 0..SUB {
                let y = row as f32 + (sub as f32 + 0.5) / SUB as f32;
                spans(&crossings(points, y, self.scale), &mut cover, 1.0 / SUB as f32);
            }
            for (x, part) in cover.iter().enumerate().filter(|(_, part)| **part > 0.0) {
                let pixel = &mut self.pixels[row * self.width + x];
                *pixel = mix(*pixel, colour, alpha * part.min(1.0));
            }
        }
    }

    /// An upright rectangle.
    pub(super) fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, colour: Colour, alpha: f32) {
        self.polygon(&[(x, y), (x + w, y), (x + w, y + h), (x, y + h)], colour, alpha);
    }

    /// A straight stroke of this thickness.
    pub(super) fn line(&mut self, from: Point, to: Point, thick: f32, colour: Colour, alpha: f32) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(0.001);
        let (nx, ny) = (-dy / length * thick / 2.0, dx / length * thick / 2.0);
        let ends = [
            (from.0 + nx, from.1 + ny),
            (to.0 + nx, to.1 + ny),
            (to.0 - nx, to.1 - ny),
            (from.0 - nx, from.1 - ny),
        ];
        self.polygon(&ends, colour, alpha);
    }

    /// An ellipse.
    pub(super) fn oval(&mut self, centre: Point, rx: f32, ry: f32, colour: Colour, alpha: f32) {
        let points: Vec<Point> = (0..72)
            .map(|i| (i as f32 * std::f32::consts::TAU / 72.0).sin_cos())
            .map(|(sin, cos)| (centre.0 + rx * cos, centre.1 + ry * sin))
            .collect();
        self.polygon(&points, colour, alpha);
    }

    /// Light that fades outwards from a point.
    pub(super) fn glow(&mut self, centre: Point, radius: f32, colour: Colour, strength: f32) {
        let (cx, cy, r) = (centre.0 * self.scale, centre.1 * self.scale, radius * self.scale);
        let columns = (cx - r).max(0.0) as usize..((cx + r).max(0.0) as usize).min(self.width);
        for y in self.rows(centre.1 - radius, centre.1 + radius) {
            for x in columns.clone() {
                let far = (x as f32 - cx).hypot(y as f32 - cy) / r;
                if far < 1.0 {
                    self.blend(x, y, colour, strength * (1.0 - far) * (1.0 - far));
                }
            }
        }
    }
}

/// Where a horizontal line meets the edges of a polygon, from left to right, in pixels.
fn crossings(points: &[Point], y: f32, scale: f32) -> Vec<f32> {
    let mut found = Vec::new();
    for (i, a) in points.iter().enumerate() {
        let b = points[(i + 1) % points.len()];
        let (ay, by) = (a.1 * scale, b.1 * scale);
        if (ay <= y) != (by <= y) {
            found.push((a.0 + (b.0 - a.0) * (y - ay) / (by - ay)) * scale);
        }
    }
    found.sort_by(f32::total_cmp);
    found
}

/// Adds the cover of each pair of crossings.
fn spans(found: &[f32], cover: &mut [f32], weight: f32) {
    for pair in found.chunks_exact(2) {
        let (from, to) = (pair[0].max(0.0), pair[1].min(cover.len() as f32));
        let mut x = from.floor();
        while x < to {
            if let Some(cell) = cover.get_mut(x as usize) {
                *cell += weight * ((x + 1.0).min(to) - x.max(from)).clamp(0.0, 1.0);
            }
            x += 1.0;
        }
    }
}

/// The colour at a height among stops.
fn between(stops: &[(f32, Colour)], y: f32) -> Colour {
    let Some(after) = stops.iter().position(|stop| stop.0 > y) else {
        return stops.last().map_or([0; 3], |stop| stop.1);
    };
    let (to, Some(from)) = (stops[after], after.checked_sub(1).and_then(|i| stops.get(i))) else {
        return stops[after].1;
    };
    mix(from.1, to.1, (y - from.0) / (to.0 - from.0))
}

/// A blend of two colours: 0 gives the first, 1 the second.
pub(super) fn mix(a: Colour, b: Colour, t: f32) -> Colour {
    let t = t.clamp(0.0, 1.0);
    std::array::from_fn(|i| (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * t).round() as u8)
}

/// A small generator of numbers that look random (SplitMix64), the same for the same seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number from 0 to 1.
    pub(super) fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number between two others.
    pub(super) fn range(&mut self, low: f32, high: f32) -> f32 {
        low + self.roll() * (high - low)
    }

    /// One of a table.
    pub(super) fn pick<T: Copy>(&mut self, table: &[T], fallback: T) -> T {
        let at = (self.roll() * table.len() as f32) as usize;
        table.get(at).copied().unwrap_or(fallback)
    }
}

/// Rolling noise along a line, about -1 to 1: four octaves of smoothed values.
pub(super) fn noise(x: f32, wave: f32, seed: u64) -> f32 {
    let (mut sum, mut size, mut step) = (0.0, 0.6, wave);
    for octave in 0..4u64 {
        let place = x / step + 1000.0;
        let (cell, part) = (place.floor(), place.fract());
        let smooth = part * part * (3.0 - 2.0 * part);
        let value = |c: f32| Dice(seed ^ ((c as u64) << 8) ^ (octave << 56)).roll() * 2.0 - 1.0;
        sum += size * (value(cell) + (value(cell + 1.0) - value(cell)) * smooth);
        size *= 0.45;
        step *= 0.47;
    }
    sum
}

/// Turns points about a centre by an angle in degrees.
pub(super) fn turned(points: &[Point], centre: Point, degrees: f32) -> Vec<Point> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let turn = |p: &Point| {
        let (dx, dy) = (p.0 - centre.0, p.1 - centre.1);
        (centre.0 + dx * cos - dy * sin, centre.1 + dx * sin + dy * cos)
    };
    points.iter().map(turn).collect()
}

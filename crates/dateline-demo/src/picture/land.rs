//! Scenes of open country: mountains, glacier, fields, forest, desert, drought and the Moon.

use super::canvas::{Canvas, Colour, Dice, H, Point, W, mix, noise, turned};

/// Sky from top to horizon, the haze that far ridges fade into, and the colour of the nearest ridge.
#[derive(Clone, Copy)]
struct Air {
    sky: [Colour; 3],
    haze: Colour,
    near: Colour,
    sun: Colour,
}

const MORNING: Air = Air {
    sky: [[86, 130, 178], [196, 206, 214], [252, 224, 190]],
    haze: [214, 206, 206],
    near: [30, 52, 66],
    sun: [255, 244, 214],
};
const EVENING: Air = Air {
    sky: [[46, 36, 88], [182, 84, 110], [254, 178, 112]],
    haze: [226, 140, 122],
    near: [34, 22, 52],
    sun: [255, 226, 164],
};
const CLEAR: Air = Air {
    sky: [[44, 116, 182], [128, 186, 222], [222, 238, 244]],
    haze: [186, 212, 226],
    near: [22, 58, 72],
    sun: [255, 252, 236],
};
const MOONLIT: Air = Air {
    sky: [[10, 16, 44], [32, 52, 100], [102, 126, 162]],
    haze: [92, 116, 152],
    near: [8, 14, 34],
    sun: [240, 242, 232],
};

fn sky(canvas: &mut Canvas, air: Air, sun: Point, size: f32) {
    canvas.gradient(&[(0.0, air.sky[0]), (250.0, air.sky[1]), (440.0, air.sky[2]), (H, air.sky[2])]);
    canvas.glow(sun, 380.0, air.sun, 0.7);
    canvas.oval(sun, size, size, air.sun, 0.96);
}

/// Five ridges, one behind the other, fading into haze.
fn ridges(canvas: &mut Canvas, air: Air, seed: u64, from: f32) {
    for i in 0..5u64 {
        let depth = i as f32 / 4.0;
        let base = from + depth * 210.0;
        let tint = mix(air.haze, air.near, 0.12 + 0.85 * depth);
        let foot = mix(tint, air.haze, 0.35 * (1.0 - depth));
        canvas.ridge(&[(base - 120.0, tint), (base + 110.0, foot)], 1.0, |x| {
            base - (150.0 - 70.0 * depth) * noise(x, 330.0 - 110.0 * depth, seed ^ (i * 7919))
                - 8.0 * noise(x, 26.0, seed ^ i)
        });
    }
}

/// Mountains in one of four lights.
pub(super) fn mountains(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let air = dice.pick(&[MORNING, EVENING, CLEAR, MOONLIT], MORNING);
    sky(canvas, air, (dice.range(260.0, 940.0), dice.range(120.0, 230.0)), 40.0);
    if air.near == MOONLIT.near {
        stars(canvas, &mut dice, 120, 360.0);
    }
    ridges(canvas, air, seed, 300.0);
    birds(canvas, &mut dice);
}

fn birds(canvas: &mut Canvas, dice: &mut Dice) {
    let (x, y) = (dice.range(200.0, 900.0), dice.range(90.0, 220.0));
    for _ in 0..6 {
        let at = (x + dice.range(-110.0, 110.0), y + dice.range(-34.0, 34.0));
        canvas.line((at.0 - 11.0, at.1 - 5.0), at, 2.2, [24, 26, 40], 0.8);
        canvas.line(at, (at.0 + 11.0, at.1 - 6.0), 2.2, [24, 26, 40], 0.8);
    }
}

fn stars(canvas: &mut Canvas, dice: &mut Dice, count: u32, low: f32) {
    for _ in 0..count {
        let size = dice.range(0.7, 2.1);
        canvas.oval(
            (dice.range(0.0, W), dice.range(0.0, low)),
            size,
            size,
            [255, 255, 246],
            dice.range(0.4, 1.0),
        );
    }
}

/// A glacier between white peaks, and the lake at its foot.
pub(super) fn glacier(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let air = dice.pick(&[CLEAR, MORNING, EVENING], CLEAR);
    sky(canvas, air, (dice.range(160.0, 420.0), 110.0), 34.0);
    for i in 0..3u64 {
        let depth = i as f32 / 2.0;
        let base = 320.0 + 40.0 * depth;
        let top = move |x: f32| {
            base - (235.0 - 60.0 * depth) * noise(x, 300.0, seed ^ (i + 50)).abs()
                - 90.0 * ((x - 600.0).abs() / 600.0) * (1.0 - 0.4 * depth)
        };
        let rock = mix(air.haze, [70, 88, 112], 0.35 + 0.3 * depth);
        canvas.ridge(&[(60.0, rock), (460.0, mix(rock, air.haze, 0.4))], 1.0, top);
        let snow = mix([255, 255, 255], air.sky[2], 0.25);
        canvas.band(&[(0.0, snow), (H, snow)], 0.95, top, |x| {
            top(x) + 46.0 + 34.0 * noise(x, 46.0, seed ^ (i + 60))
        });
    }
    let edge = |x: f32| 430.0 - 90.0 * (-((x - 640.0) / 300.0).powi(2)).exp() + 10.0 * noise(x, 38.0, seed);
    canvas.ridge(&[(330.0, [240, 248, 252]), (470.0, [150, 200, 222])], 1.0, edge);
    for _ in 0..46 {
        let x = dice.range(300.0, 980.0);
        let y = edge(x) + dice.range(6.0, 70.0);
        canvas.line(
            (x, y),
            (x + dice.range(-16.0, 16.0), y + dice.range(18.0, 56.0)),
            2.6,
            [96, 160, 192],
            0.5,
        );
    }
    canvas.ridge(&[(486.0, [86, 176, 186]), (H, [18, 76, 104])], 1.0, |x| {
        490.0 + 3.0 * noise(x, 60.0, seed ^ 1)
    });
    for _ in 0..34 {
        let y = dice.range(496.0, H);
        let x = dice.range(0.0, W);
        canvas.oval((x, y), dice.range(16.0, 80.0), 1.6, [232, 248, 250], 0.4);
    }
    floes(canvas, &mut dice);
    canvas.ridge(&[(600.0, [44, 54, 60]), (H, [20, 26, 34])], 1.0, |x| {
        648.0 - 26.0 * noise(x, 120.0, seed ^ 21)
    });
}

/// Nine pieces of ice on the water.
fn floes(canvas: &mut Canvas, dice: &mut Dice) {
    for _ in 0..9 {
        let at = (dice.range(80.0, 1120.0), dice.range(506.0, 600.0));
        let s = dice.range(0.6, 1.5);
        canvas.polygon(
            &[
                (at.0 - 40.0 * s, at.1),
                (at.0 - 18.0 * s, at.1 - 24.0 * s),
                (at.0 + 8.0 * s, at.1 - 14.0 * s),
                (at.0 + 42.0 * s, at.1),
            ],
            [244, 250, 252],
            0.95,
        );
        canvas.polygon(
            &[
                (at.0 - 40.0 * s, at.1),
                (at.0 + 42.0 * s, at.1),
                (at.0 + 20.0 * s, at.1 + 9.0 * s),
                (at.0 - 22.0 * s, at.1 + 8.0 * s),
            ],
            [120, 196, 212],
            0.7,
        );
    }
}

/// Rolling fields with furrows, one tree.
pub(super) fn fields(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let air = dice.pick(&[MORNING, CLEAR, EVENING], MORNING);
    sky(canvas, air, (dice.range(240.0, 960.0), 220.0), 46.0);
    ridges(canvas, Air { near: mix(air.haze, air.near, 0.45), ..air }, seed, 340.0);
    let tones: [Colour; 4] = [[196, 170, 82], [146, 160, 74], [214, 148, 70], [96, 126, 66]];
    for i in 0..4u64 {
        let depth = i as f32;
        let base = 430.0 + 62.0 * depth;
        let tone = mix(tones[i as usize % 4], air.haze, 0.35 - 0.1 * depth);
        let top = move |x: f32| {
            base + 30.0 * noise(x, 520.0, seed ^ (i + 2))
                + (x - 600.0) * 0.05 * if i % 2 == 0 { 1.0 } else { -1.0 }
        };
        canvas.ridge(&[(base - 30.0, mix(tone, air.sun, 0.25)), (base + 90.0, tone)], 1.0, top);
        for furrow in 0..16 {
            let step = furrow as f32 * furrow as f32 * 1.2 + 8.0;
            canvas.band(
                &[(0.0, mix(tone, air.near, 0.5)), (H, mix(tone, air.near, 0.5))],
                0.22,
                move |x| top(x) + step,
                move |x| top(x) + step + 2.2,
            );
        }
    }
    let x = dice.range(300.0, 900.0);
    canvas.rect(x - 6.0, 410.0, 12.0, 78.0, [48, 36, 32], 1.0);
    for (dx, dy, r) in [(-34.0, -6.0, 40.0), (30.0, -2.0, 42.0), (0.0, -38.0, 50.0), (-8.0, 12.0, 44.0)] {
        canvas.oval((x + dx, 390.0 + dy), r, r * 0.86, mix([52, 84, 48], air.near, 0.25), 1.0);
    }
}

/// Rows of firs in mist.
pub(super) fn forest(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let air = dice.pick(&[MORNING, CLEAR, EVENING], MORNING);
    sky(canvas, air, (dice.range(300.0, 900.0), 190.0), 44.0);
    let near: Colour = [16, 44, 40];
    for row in 0..5u64 {
        let depth = row as f32 / 4.0;
        let base = 350.0 + depth * 230.0;
        let tint = mix(air.haze, near, 0.15 + 0.85 * depth);
        let ground = move |x: f32| base - 50.0 * noise(x, 420.0, seed ^ (row + 5));
        canvas.ridge(&[(base - 60.0, tint), (base + 120.0, mix(tint, air.haze, 0.3))], 1.0, ground);
        let mut x = -20.0;
        while x < W + 20.0 {
            fir(canvas, (x, ground(x) + 12.0), (40.0 + 90.0 * depth) * dice.range(0.7, 1.2), tint);
            x += dice.range(12.0, 26.0) * (0.8 + 1.6 * depth);
        }
    }
}

fn fir(canvas: &mut Canvas, foot: Point, high: f32, tint: Colour) {
    for tier in 0..3 {
        let t = tier as f32;
        let (top, low) = (foot.1 - high * (1.0 - t * 0.24), foot.1 - high * (0.50 - t * 0.24));
        let half = high * (0.12 + 0.06 * t);
        canvas.polygon(&[(foot.0, top), (foot.0 + half, low), (foot.0 - half, low)], tint, 1.0);
    }
}

fn dunes(canvas: &mut Canvas, seed: u64, tones: [Colour; 2], from: f32) {
    for i in 0..5u64 {
        let depth = i as f32 / 4.0;
        let base = from + depth * 190.0;
        let tone = mix(tones[0], tones[1], depth);
        let crest = move |x: f32| {
            base + (26.0 + 44.0 * depth)
                * (x / (150.0 + 120.0 * depth) + i as f32 * 2.1 + (seed % 7) as f32).sin()
                + 12.0 * noise(x, 300.0, seed ^ i)
        };
        canvas.ridge(&[(base - 60.0, mix(tone, [255, 240, 200], 0.25)), (base + 120.0, tone)], 1.0, crest);
        canvas.band(
            &[(0.0, mix(tone, [70, 30, 40], 0.5)), (H, mix(tone, [70, 30, 40], 0.5))],
            0.35,
            crest,
            move |x| crest(x) + 46.0 * depth.max(0.2) * (0.5 + 0.5 * (x / 90.0 + i as f32).sin()),
        );
    }
}

/// A field of mirrors in the desert, a tower of light above it.
pub(super) fn desert(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let air = dice.pick(
        &[
            Air {
                sky: [[52, 118, 172], [170, 204, 206], [252, 228, 176]],
                haze: [240, 206, 158],
                near: [150, 84, 52],
                sun: [255, 252, 230],
            },
            Air {
                sky: [[70, 44, 92], [214, 104, 92], [255, 196, 120]],
                haze: [236, 150, 104],
                near: [120, 52, 52],
                sun: [255, 232, 176],
            },
        ],
        MORNING,
    );
    let tower = dice.range(420.0, 780.0);
    sky(canvas, air, (tower + if tower > 600.0 { -330.0 } else { 330.0 }, 170.0), 52.0);
    dunes(canvas, seed, [air.haze, mix(air.haze, air.near, 0.6)], 400.0);
    canvas.polygon(
        &[(tower - 9.0, 200.0), (tower + 9.0, 200.0), (tower + 15.0, 470.0), (tower - 15.0, 470.0)],
        [74, 70, 84],
        1.0,
    );
    canvas.glow((tower, 200.0), 150.0, [255, 255, 236], 0.9);
    canvas.rect(tower - 12.0, 184.0, 24.0, 34.0, [255, 255, 240], 1.0);
    for row in 0..7 {
        let depth = row as f32 / 6.0;
        let (y, size) = (452.0 + depth * depth * 190.0, 15.0 + 42.0 * depth);
        let count = (W / (size * 2.1)) as i32;
        for i in -1..=count {
            let x = (i as f32 + 0.5 * (row % 2) as f32) * size * 2.1;
            let lean = ((tower - x) / 600.0).clamp(-1.0, 1.0) * size * 0.4;
            canvas.line((x, y), (x, y + size * 0.7), size * 0.09, [66, 52, 56], 1.0);
            let face = mix([120, 176, 208], [250, 250, 240], (0.5 + lean / size).clamp(0.0, 1.0) * 0.9);
            canvas.polygon(
                &[
                    (x - size * 0.8 + lean * 0.3, y - size * 0.34),
                    (x + size * 0.8 + lean * 0.3, y - size * 0.34),
                    (x + size * 0.8, y + size * 0.3),
                    (x - size * 0.8, y + size * 0.3),
                ],
                face,
                1.0,
            );
            canvas.line((x, y - size * 0.34), (x, y + size * 0.3), size * 0.05, [60, 78, 96], 0.7);
        }
    }
}

/// A huge sun over cracked ground and a dry tree.
pub(super) fn drought(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let air = Air {
        sky: [[186, 66, 44], [240, 132, 62], [255, 206, 122]],
        haze: [248, 176, 104],
        near: [112, 40, 36],
        sun: [255, 246, 214],
    };
    sky(canvas, air, (dice.range(420.0, 780.0), 280.0), 128.0);
    ridges(canvas, Air { near: mix(air.haze, air.near, 0.5), ..air }, seed, 390.0);
    canvas.gradient(&[(486.0, [216, 128, 74]), (H, [116, 52, 40])]);
    for _ in 0..70 {
        let y = 494.0 + dice.roll() * dice.roll() * 190.0;
        let size = 20.0 + (y - 486.0) * 0.6;
        let x = dice.range(0.0, W);
        let mid = (x + dice.range(-0.4, 0.4) * size, y + size * 0.12);
        canvas.line((x - size, y), mid, 1.0 + size * 0.03, [70, 26, 26], 0.7);
        canvas.line(mid, (x + size, y + dice.range(-0.2, 0.3) * size), 1.0 + size * 0.03, [70, 26, 26], 0.7);
    }
    let foot = (dice.range(180.0, 1020.0), 560.0);
    branch(canvas, foot, -90.0, 120.0, &mut dice);
}

fn branch(canvas: &mut Canvas, from: Point, angle: f32, length: f32, dice: &mut Dice) {
    if length < 14.0 {
        return;
    }
    let (sin, cos) = angle.to_radians().sin_cos();
    let tip = (from.0 + cos * length, from.1 + sin * length);
    canvas.line(from, tip, length / 7.0, [46, 20, 24], 1.0);
    for side in [-1.0, 1.0] {
        branch(canvas, tip, angle + side * dice.range(16.0, 42.0), length * dice.range(0.6, 0.76), dice);
    }
}

/// The lander on the Moon, leaning, with the Earth above.
pub(super) fn moon(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    canvas.gradient(&[(0.0, [4, 5, 14]), (450.0, [18, 20, 38])]);
    stars(canvas, &mut dice, 260, 460.0);
    let earth = (dice.range(180.0, 420.0), dice.range(120.0, 190.0));
    canvas.glow(earth, 190.0, [90, 150, 220], 0.5);
    canvas.oval(earth, 74.0, 74.0, [44, 110, 186], 1.0);
    for (dx, dy, rx, ry) in [
        (-22.0, -20.0, 26.0, 15.0),
        (18.0, 8.0, 28.0, 20.0),
        (-14.0, 34.0, 24.0, 10.0),
        (30.0, -30.0, 16.0, 9.0),
    ] {
        canvas.oval((earth.0 + dx, earth.1 + dy), rx, ry, [228, 240, 242], 0.55);
    }
    canvas.oval((earth.0 + 30.0, earth.1 + 16.0), 76.0, 76.0, [6, 8, 20], 0.55);
    let tones: [Colour; 3] = [[92, 94, 106], [140, 140, 148], [180, 178, 180]];
    for i in 0..3u64 {
        let base = 430.0 + 72.0 * i as f32;
        let tone = tones[i as usize % 3];
        canvas.ridge(
            &[(base - 70.0, mix(tone, [255, 255, 250], 0.2)), (base + 130.0, mix(tone, [24, 24, 34], 0.5))],
            1.0,
            |x| base - 44.0 * noise(x, 420.0, seed ^ (i + 70)),
        );
    }
    for _ in 0..26 {
        let y = 540.0 + dice.roll() * 130.0;
        let size = 8.0 + (y - 520.0) * dice.range(0.12, 0.5);
        let at = (dice.range(0.0, W), y);
        canvas.oval(at, size, size * 0.32, [66, 66, 76], 0.75);
        canvas.oval((at.0 + size * 0.08, at.1 + size * 0.09), size * 0.92, size * 0.24, [150, 150, 154], 0.8);
    }
    lander(canvas, (dice.range(640.0, 860.0), 452.0));
}

fn lander(canvas: &mut Canvas, at: Point) {
    let mut part = |points: &[Point], tint: Colour| {
        let moved: Vec<Point> = points.iter().map(|p| (at.0 + p.0 * 1.25, at.1 + p.1 * 1.25)).collect();
        canvas.polygon(&turned(&moved, at, 11.0), tint, 1.0);
    };
    for side in [-1.0f32, 1.0] {
        part(
            &[(side * 40.0, 20.0), (side * 48.0, 20.0), (side * 92.0, 92.0), (side * 84.0, 92.0)],
            [206, 206, 210],
        );
        part(
            &[(side * 72.0, 92.0), (side * 106.0, 92.0), (side * 106.0, 98.0), (side * 72.0, 98.0)],
            [232, 232, 234],
        );
        part(
            &[(side * 58.0, -66.0), (side * 150.0, -82.0), (side * 150.0, -34.0), (side * 58.0, -20.0)],
            [38, 62, 120],
        );
        part(
            &[(side * 103.0, -74.0), (side * 106.0, -74.0), (side * 106.0, -27.0), (side * 103.0, -27.0)],
            [130, 160, 210],
        );
    }
    part(&[(-16.0, 40.0), (16.0, 40.0), (24.0, 66.0), (-24.0, 66.0)], [60, 60, 68]);
    part(&[(-58.0, -24.0), (58.0, -24.0), (48.0, 42.0), (-48.0, 42.0)], [222, 170, 74]);
    part(&[(-58.0, -24.0), (0.0, -24.0), (-8.0, 42.0), (-48.0, 42.0)], [246, 204, 108]);
    part(&[(-44.0, -76.0), (44.0, -76.0), (52.0, -24.0), (-52.0, -24.0)], [226, 226, 230]);
    part(&[(-30.0, -64.0), (-2.0, -64.0), (-2.0, -40.0), (-30.0, -40.0)], [40, 44, 56]);
    part(&[(10.0, -76.0), (14.0, -76.0), (14.0, -122.0), (10.0, -122.0)], [210, 210, 214]);
    part(&[(-12.0, -128.0), (40.0, -128.0), (26.0, -108.0), (2.0, -108.0)], [240, 240, 242]);
}

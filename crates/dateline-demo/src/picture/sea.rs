//! Scenes with water: the ferry on the rocks, harbour, island, lighthouse, canal and the reef below.

use super::canvas::{Canvas, Colour, Dice, H, Point, W, mix, noise, turned};

/// Light over water: sky from top to horizon, water from horizon to the shore, and the sun or moon.
#[derive(Clone, Copy)]
struct Light {
    sky: [Colour; 3],
    water: [Colour; 2],
    sun: Colour,
}

const DAWN: Light = Light {
    sky: [[44, 62, 108], [214, 126, 120], [250, 205, 152]],
    water: [[214, 150, 132], [38, 52, 92]],
    sun: [255, 238, 200],
};
const NOON: Light = Light {
    sky: [[58, 128, 186], [138, 190, 220], [226, 240, 240]],
    water: [[96, 164, 184], [18, 74, 112]],
    sun: [255, 252, 232],
};
const DUSK: Light = Light {
    sky: [[34, 30, 72], [140, 64, 106], [246, 150, 96]],
    water: [[186, 92, 100], [28, 26, 64]],
    sun: [255, 214, 150],
};
const STORM: Light = Light {
    sky: [[22, 30, 44], [52, 68, 86], [128, 142, 150]],
    water: [[72, 92, 106], [12, 22, 36]],
    sun: [206, 216, 214],
};
const NIGHT: Light = Light {
    sky: [[8, 14, 36], [22, 40, 80], [70, 96, 132]],
    water: [[46, 70, 108], [6, 12, 32]],
    sun: [240, 240, 222],
};

const HORIZON: f32 = 372.0;

/// Sky, sun, clouds and rolling water.
fn seascape(canvas: &mut Canvas, light: Light, seed: u64, rough: f32) {
    let mut dice = Dice(seed);
    canvas.gradient(&[(0.0, light.sky[0]), (210.0, light.sky[1]), (HORIZON, light.sky[2])]);
    let sun = (dice.range(260.0, 940.0), HORIZON - dice.range(40.0, 150.0));
    canvas.glow(sun, 330.0, light.sun, 0.75);
    canvas.oval(sun, 42.0, 42.0, light.sun, 0.95);
    for i in 0..4u64 {
        let y = 60.0 + i as f32 * 62.0;
        let tint = mix(light.sky[1], light.sun, 0.25 + 0.12 * i as f32);
        clouds(canvas, y, 26.0 + 10.0 * rough, tint, seed ^ (i + 11));
    }
    canvas.gradient(&[(HORIZON, light.water[0]), (H, light.water[1])]);
    glitter(canvas, sun.0, light.sun, &mut dice);
    for i in 0..6u64 {
        let depth = i as f32 / 6.0;
        let y = HORIZON + 26.0 + depth * depth * 290.0 + depth * 40.0;
        let tint = mix(light.water[0], light.water[1], 0.35 + 0.6 * depth);
        let high = (3.0 + 16.0 * depth) * rough;
        canvas.ridge(&[(y - high, mix(tint, light.sun, 0.10)), (y + 60.0, tint)], 0.55, |x| {
            y + high * noise(x, 90.0 + 190.0 * depth, seed ^ (i + 31))
        });
    }
}

/// A bank of cloud: a lens of haze with a ragged upper edge.
fn clouds(canvas: &mut Canvas, y: f32, thick: f32, tint: Colour, seed: u64) {
    let lens = |x: f32| noise(x, 420.0, seed).max(0.0) * thick * 1.6;
    canvas.band(
        &[(0.0, tint), (H, tint)],
        0.34,
        |x| y - lens(x) * (1.0 + 0.5 * noise(x, 60.0, seed ^ 5)),
        |x| y + lens(x) * 0.35,
    );
}

/// The path of light on the water below the sun.
fn glitter(canvas: &mut Canvas, x: f32, sun: Colour, dice: &mut Dice) {
    for _ in 0..90 {
        let down = dice.roll();
        let y = HORIZON + 4.0 + down * down * 290.0;
        let wide = 8.0 + 60.0 * down * dice.roll();
        let at = x + dice.range(-1.0, 1.0) * (20.0 + 110.0 * down);
        canvas.oval((at, y), wide, 1.2 + 2.2 * down, sun, 0.5 - 0.3 * down);
    }
}

/// The open sea in one of four lights.
pub(super) fn open_sea(canvas: &mut Canvas, seed: u64) {
    let light = Dice(seed).pick(&[DAWN, NOON, DUSK, STORM], DAWN);
    seascape(canvas, light, seed, 1.0);
    sail(canvas, (Dice(seed ^ 3).range(300.0, 900.0), 430.0), 1.0);
}

fn sail(canvas: &mut Canvas, at: Point, size: f32) {
    let p = |x: f32, y: f32| (at.0 + x * size, at.1 + y * size);
    canvas.polygon(&[p(-44.0, 0.0), p(48.0, 0.0), p(34.0, 16.0), p(-34.0, 16.0)], [30, 32, 46], 1.0);
    canvas.polygon(&[p(0.0, -112.0), p(0.0, -6.0), p(44.0, -6.0)], [244, 236, 220], 0.95);
    canvas.polygon(&[p(-5.0, -92.0), p(-5.0, -6.0), p(-38.0, -6.0)], [216, 206, 196], 0.95);
}

/// A ferry with a list, lit from within, on black rocks under a helicopter's lamp.
pub(super) fn ferry(canvas: &mut Canvas, seed: u64) {
    let light = Dice(seed).pick(&[STORM, DAWN, NIGHT, DUSK], STORM);
    seascape(canvas, light, seed, 2.1);
    let mut dice = Dice(seed ^ 77);
    let centre = (dice.range(480.0, 720.0), 430.0);
    let lean = dice.range(7.0, 13.0) * if dice.roll() > 0.5 { 1.0 } else { -1.0 };
    beam(canvas, (centre.0 + 150.0, 96.0), centre);
    ship(canvas, centre, lean, &mut dice);
    let rock = mix(light.water[1], [8, 10, 16], 0.6);
    for i in 0..2u64 {
        let y = 520.0 + 62.0 * i as f32;
        canvas.ridge(&[(y - 70.0, mix(rock, light.sky[2], 0.16)), (y + 40.0, rock)], 1.0, |x| {
            y - 58.0 * noise(x, 150.0, seed ^ (i + 90)).max(-0.35) + 16.0 * noise(x, 34.0, seed ^ 8)
        });
    }
    for _ in 0..26 {
        let at = (dice.range(0.0, W), dice.range(500.0, 560.0));
        canvas.oval(at, dice.range(14.0, 52.0), dice.range(3.0, 9.0), [236, 242, 244], 0.35);
    }
}

fn beam(canvas: &mut Canvas, lamp: Point, centre: Point) {
    canvas.polygon(
        &[lamp, (centre.0 - 60.0, centre.1 + 10.0), (centre.0 + 130.0, centre.1 + 10.0)],
        [255, 250, 214],
        0.18,
    );
    canvas.oval(lamp, 30.0, 12.0, [18, 22, 32], 1.0);
    canvas.polygon(
        &[
            (lamp.0 + 20.0, lamp.1 - 5.0),
            (lamp.0 + 86.0, lamp.1 - 14.0),
            (lamp.0 + 86.0, lamp.1 - 8.0),
            (lamp.0 + 20.0, lamp.1 + 5.0),
        ],
        [18, 22, 32],
        1.0,
    );
    canvas.line((lamp.0 - 66.0, lamp.1 - 20.0), (lamp.0 + 62.0, lamp.1 - 16.0), 3.0, [18, 22, 32], 0.9);
    canvas.glow((lamp.0 - 16.0, lamp.1 + 8.0), 26.0, [255, 250, 220], 0.9);
}

fn ship(canvas: &mut Canvas, centre: Point, lean: f32, dice: &mut Dice) {
    let (cx, cy) = centre;
    let mut part = |points: &[(f32, f32)], colour: Colour| {
        let moved: Vec<Point> = points.iter().map(|p| (cx + p.0, cy + p.1)).collect();
        canvas.polygon(&turned(&moved, centre, lean), colour, 1.0);
    };
    part(&[(-210.0, 0.0), (226.0, 0.0), (188.0, 66.0), (-180.0, 66.0)], [126, 30, 38]);
    part(&[(-214.0, -34.0), (236.0, -34.0), (222.0, 14.0), (-206.0, 14.0)], [24, 34, 56]);
    part(&[(-190.0, -82.0), (150.0, -82.0), (176.0, -34.0), (-200.0, -34.0)], [232, 230, 222]);
    part(&[(-150.0, -116.0), (96.0, -116.0), (118.0, -82.0), (-160.0, -82.0)], [214, 212, 206]);
    part(&[(40.0, -142.0), (92.0, -142.0), (104.0, -116.0), (32.0, -116.0)], [232, 230, 222]);
    part(&[(-112.0, -168.0), (-62.0, -168.0), (-54.0, -116.0), (-116.0, -116.0)], [186, 64, 46]);
    part(&[(-113.0, -156.0), (-60.0, -156.0), (-59.0, -146.0), (-114.0, -146.0)], [240, 232, 214]);
    for (y, from, count) in [(-66.0, -178.0, 17), (-103.0, -140.0, 12)] {
        for i in 0..count {
            let x = from + i as f32 * 20.0;
            let lit = if dice.roll() > 0.25 { [255, 214, 120] } else { [70, 78, 92] };
            part(&[(x, y), (x + 10.0, y), (x + 10.0, y + 12.0), (x, y + 12.0)], lit);
        }
    }
}

/// A harbour town in the evening: gables, lit windows, masts and their reflection.
pub(super) fn harbour(canvas: &mut Canvas, seed: u64) {
    let light = Dice(seed).pick(&[DUSK, NIGHT, DAWN], DUSK);
    seascape(canvas, light, seed, 0.4);
    let mut dice = Dice(seed ^ 5);
    let hill = mix(light.sky[0], light.water[1], 0.5);
    canvas.band(
        &[(220.0, mix(hill, light.sky[2], 0.3)), (HORIZON, hill)],
        1.0,
        |x| 300.0 + 60.0 * noise(x, 380.0, seed),
        |_| HORIZON,
    );
    let mut x = -10.0;
    while x < W {
        let (wide, high) = (dice.range(38.0, 74.0), dice.range(54.0, 120.0));
        gable(canvas, x, wide, high, light, &mut dice);
        x += wide + 2.0;
    }
    canvas.rect(0.0, HORIZON - 2.0, W, 20.0, mix(light.water[1], [10, 10, 16], 0.4), 1.0);
    for _ in 0..9 {
        boat(canvas, (dice.range(60.0, 1140.0), dice.range(430.0, 590.0)), &mut dice);
    }
}

fn gable(canvas: &mut Canvas, x: f32, wide: f32, high: f32, light: Light, dice: &mut Dice) {
    let wall = mix(mix(light.water[1], [120, 70, 60], dice.roll() * 0.6), light.sky[1], 0.15);
    let top = HORIZON - high;
    canvas.polygon(
        &[(x, HORIZON), (x, top), (x + wide / 2.0, top - 26.0), (x + wide, top), (x + wide, HORIZON)],
        wall,
        1.0,
    );
    canvas.rect(x, HORIZON + 18.0, wide, high * 0.7, wall, 0.30);
    for row in 0..(high / 30.0) as u32 {
        for column in 0..(wide / 20.0) as u32 {
            if dice.roll() > 0.45 {
                let (wx, wy) = (x + 7.0 + column as f32 * 20.0, top + 8.0 + row as f32 * 28.0);
                canvas.rect(wx, wy, 8.0, 12.0, [255, 206, 120], 0.9);
                canvas.rect(wx, 2.0 * HORIZON + 30.0 - wy, 8.0, 26.0, [255, 206, 120], 0.16);
            }
        }
    }
}

fn boat(canvas: &mut Canvas, at: Point, dice: &mut Dice) {
    let size = 0.35 + (at.1 - 400.0) / 260.0;
    let p = |x: f32, y: f32| (at.0 + x * size, at.1 + y * size);
    let hull = dice.pick(&[[150, 46, 44], [32, 60, 96], [34, 86, 78], [226, 220, 206]], [150, 46, 44]);
    canvas.oval(p(0.0, 26.0), 74.0 * size, 7.0 * size, [8, 10, 22], 0.4);
    canvas.polygon(&[p(-66.0, -8.0), p(78.0, -16.0), p(56.0, 22.0), p(-54.0, 22.0)], hull, 1.0);
    canvas.rect(at.0 - 34.0 * size, at.1 - 44.0 * size, 44.0 * size, 36.0 * size, [236, 230, 216], 1.0);
    canvas.rect(at.0 - 28.0 * size, at.1 - 38.0 * size, 30.0 * size, 12.0 * size, [255, 214, 130], 1.0);
    canvas.line(p(26.0, -12.0), p(26.0, -112.0), 3.0 * size, [28, 26, 34], 1.0);
    canvas.line(p(26.0, -104.0), p(70.0, -16.0), 1.4 * size, [28, 26, 34], 0.8);
}

/// A green island with a chapel and a handful of houses.
pub(super) fn island(canvas: &mut Canvas, seed: u64) {
    seascape(canvas, NOON, seed, 0.7);
    let hump =
        |x: f32| HORIZON + 26.0 - 150.0 * (-((x - 620.0) / 230.0).powi(2)).exp() + 7.0 * noise(x, 50.0, seed);
    canvas.band(&[(230.0, [148, 178, 98]), (HORIZON + 20.0, [58, 96, 68])], 1.0, hump, |_| HORIZON + 22.0);
    canvas.band(
        &[(HORIZON, [92, 84, 76]), (HORIZON + 40.0, [60, 58, 62])],
        1.0,
        |x| hump(x).max(HORIZON + 8.0),
        |x| HORIZON + 24.0 + 8.0 * noise(x, 30.0, seed ^ 4),
    );
    let mut dice = Dice(seed ^ 9);
    for i in 0..9 {
        let x = 440.0 + i as f32 * 42.0 + dice.range(-10.0, 10.0);
        let y = hump(x) + 5.0;
        canvas.rect(x, y - 18.0, 26.0, 20.0, [248, 244, 234], 1.0);
        canvas.polygon(
            &[(x - 3.0, y - 17.0), (x + 13.0, y - 31.0), (x + 29.0, y - 17.0)],
            [178, 74, 58],
            1.0,
        );
    }
    canvas.rect(604.0, 166.0, 30.0, 66.0, [250, 247, 238], 1.0);
    canvas.polygon(&[(600.0, 168.0), (619.0, 118.0), (638.0, 168.0)], [72, 78, 96], 1.0);
    sail(canvas, (230.0, 520.0), 1.2);
}

/// A lighthouse on a cliff, its two beams over a dark sea.
pub(super) fn lighthouse(canvas: &mut Canvas, seed: u64) {
    let light = Dice(seed).pick(&[NIGHT, DUSK, STORM], NIGHT);
    seascape(canvas, light, seed, 1.3);
    let x = Dice(seed ^ 2).range(300.0, 860.0);
    let lamp = (x, 160.0);
    canvas.polygon(&[lamp, (-40.0, 20.0), (-40.0, 180.0)], [255, 244, 190], 0.34);
    canvas.polygon(&[lamp, (W + 40.0, 130.0), (W + 40.0, 300.0)], [255, 244, 190], 0.34);
    let cliff = |at: f32| 640.0 - 250.0 * (-((at - x) / 210.0).powi(4)).exp() + 14.0 * noise(at, 44.0, seed);
    canvas.ridge(
        &[(390.0, mix(light.water[1], light.sky[2], 0.3)), (H, mix(light.water[1], [4, 6, 12], 0.6))],
        1.0,
        cliff,
    );
    canvas.polygon(
        &[(x - 24.0, 184.0), (x + 24.0, 184.0), (x + 38.0, 410.0), (x - 38.0, 410.0)],
        [238, 232, 220],
        1.0,
    );
    for (top, wide) in [(224.0, 28.0), (316.0, 34.0)] {
        canvas.polygon(
            &[
                (x - wide + 1.5, top),
                (x + wide - 1.5, top),
                (x + wide + 1.5, top + 44.0),
                (x - wide - 1.5, top + 44.0),
            ],
            [176, 44, 44],
            1.0,
        );
    }
    canvas.rect(x - 34.0, 178.0, 68.0, 8.0, [30, 30, 40], 1.0);
    canvas.rect(x - 17.0, 142.0, 34.0, 36.0, [255, 236, 168], 1.0);
    canvas.polygon(&[(x - 24.0, 142.0), (x, 112.0), (x + 24.0, 142.0)], [120, 32, 36], 1.0);
    canvas.glow(lamp, 130.0, [255, 246, 200], 0.85);
}

/// A barge on a still canal between poplars.
pub(super) fn canal(canvas: &mut Canvas, seed: u64) {
    canvas.gradient(&[(0.0, [116, 164, 186]), (240.0, [222, 222, 196]), (340.0, [248, 226, 180])]);
    canvas.glow((760.0, 250.0), 320.0, [255, 244, 208], 0.8);
    canvas.gradient(&[(340.0, [204, 196, 160]), (H, [62, 92, 92])]);
    let mut dice = Dice(seed);
    for i in 0..34 {
        let x = i as f32 * 37.0 + dice.range(-12.0, 12.0);
        let (high, wide) = (dice.range(110.0, 220.0), dice.range(12.0, 22.0));
        let leaf = mix([66, 96, 62], [182, 154, 72], dice.roll());
        canvas.oval((x, 344.0 - high / 2.0), wide, high / 2.0, leaf, 1.0);
        canvas.oval((x, 352.0 + high / 2.0), wide, high / 2.0, leaf, 0.35);
    }
    canvas.rect(0.0, 334.0, W, 18.0, [96, 108, 64], 1.0);
    for _ in 0..40 {
        canvas.oval(
            (dice.range(0.0, W), dice.range(370.0, H)),
            dice.range(30.0, 130.0),
            1.6,
            [244, 232, 200],
            0.3,
        );
    }
    let hull = [(300.0, 478.0), (880.0, 478.0), (846.0, 540.0), (330.0, 540.0)];
    canvas.oval((590.0, 548.0), 300.0, 14.0, [20, 40, 44], 0.45);
    canvas.polygon(&hull, [36, 58, 76], 1.0);
    canvas.rect(300.0, 478.0, 580.0, 9.0, [196, 66, 52], 1.0);
    canvas.rect(420.0, 436.0, 330.0, 42.0, [238, 226, 200], 1.0);
    for i in 0..7 {
        canvas.rect(438.0 + i as f32 * 44.0, 446.0, 26.0, 20.0, [86, 122, 134], 1.0);
    }
    canvas.rect(770.0, 410.0, 60.0, 68.0, [196, 66, 52], 1.0);
}

/// White coral towers in dark water, lit from above by a diving robot.
pub(super) fn reef(canvas: &mut Canvas, seed: u64) {
    canvas.gradient(&[(0.0, [16, 62, 96]), (300.0, [8, 36, 70]), (H, [2, 10, 28])]);
    let mut dice = Dice(seed);
    let lamp = (dice.range(420.0, 780.0), 96.0);
    canvas.glow((lamp.0, 330.0), 420.0, [92, 190, 204], 0.55);
    for i in 0..3u64 {
        let y = 470.0 + 60.0 * i as f32;
        let tint = mix([58, 128, 146], [4, 18, 36], 0.3 + 0.3 * i as f32);
        canvas.ridge(&[(y - 90.0, tint), (H, [3, 12, 28])], 0.9, |x| {
            y - 60.0 * noise(x, 200.0, seed ^ (i + 3)).abs()
        });
        for _ in 0..7 {
            let root = (dice.range(30.0, W - 30.0), y + 30.0);
            let tint = dice
                .pick(&[[240, 236, 224], [246, 196, 170], [214, 232, 232], [238, 146, 122]], [240, 236, 224]);
            coral(
                canvas,
                root,
                -90.0,
                62.0 + 16.0 * i as f32,
                mix(tint, [20, 70, 100], 0.55 - 0.22 * i as f32),
                &mut dice,
            );
        }
    }
    canvas.polygon(
        &[(lamp.0, lamp.1 + 12.0), (lamp.0 - 190.0, 560.0), (lamp.0 + 190.0, 560.0)],
        [206, 244, 240],
        0.13,
    );
    canvas.rect(lamp.0 - 34.0, lamp.1 - 22.0, 68.0, 34.0, [244, 186, 52], 1.0);
    canvas.rect(lamp.0 - 40.0, lamp.1 + 10.0, 80.0, 7.0, [26, 34, 44], 1.0);
    canvas.glow((lamp.0, lamp.1 + 20.0), 44.0, [240, 255, 250], 0.9);
    for _ in 0..9 {
        fish(canvas, (dice.range(80.0, 1120.0), dice.range(190.0, 440.0)), dice.range(0.6, 1.3), &mut dice);
    }
    for _ in 0..70 {
        canvas.oval((dice.range(0.0, W), dice.range(0.0, 520.0)), 1.6, 1.6, [206, 236, 236], 0.45);
    }
}

fn coral(canvas: &mut Canvas, root: Point, angle: f32, length: f32, tint: Colour, dice: &mut Dice) {
    if length < 13.0 {
        canvas.oval(root, 4.0, 4.0, mix(tint, [255, 255, 255], 0.35), 0.9);
        return;
    }
    let (sin, cos) = angle.to_radians().sin_cos();
    let tip = (root.0 + cos * length, root.1 + sin * length);
    canvas.line(root, tip, length / 6.0, tint, 0.95);
    for side in [-1.0, 1.0] {
        coral(
            canvas,
            tip,
            angle + side * dice.range(14.0, 34.0),
            length * dice.range(0.62, 0.76),
            tint,
            dice,
        );
    }
}

fn fish(canvas: &mut Canvas, at: Point, size: f32, dice: &mut Dice) {
    let way = if dice.roll() > 0.5 { 1.0 } else { -1.0 };
    let tint = dice.pick(&[[250, 140, 60], [244, 206, 96], [160, 210, 216]], [250, 140, 60]);
    canvas.oval(at, 20.0 * size, 9.0 * size, tint, 0.9);
    canvas.polygon(
        &[
            (at.0 - way * 15.0 * size, at.1),
            (at.0 - way * 32.0 * size, at.1 - 10.0 * size),
            (at.0 - way * 32.0 * size, at.1 + 10.0 * size),
        ],
        tint,
        0.9,
    );
    canvas.oval((at.0 + way * 11.0 * size, at.1 - 2.0 * size), 2.2 * size, 2.2 * size, [10, 20, 32], 1.0);
}

//! Scenes of things: a painting on a wall, a circuit board, a chart, a bench of tools.

use super::canvas::{Canvas, Colour, Dice, H, Point, W, mix, noise};

/// A gilt frame on a dark wall, in it a shore with six women gathering salt.
pub(super) fn museum(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let wall = dice.pick(&[[92, 34, 42], [30, 58, 66], [54, 46, 78], [40, 62, 48]], [92, 34, 42]);
    canvas.gradient(&[
        (0.0, mix(wall, [0, 0, 0], 0.45)),
        (560.0, wall),
        (566.0, mix(wall, [240, 220, 190], 0.35)),
        (580.0, mix(wall, [0, 0, 0], 0.2)),
    ]);
    canvas.gradient(&[(580.0, [122, 84, 56]), (H, [58, 36, 28])]);
    canvas.glow((600.0, 250.0), 470.0, [255, 236, 196], 0.42);
    let gold: Colour = [206, 160, 74];
    canvas.rect(262.0, 92.0, 690.0, 426.0, [20, 10, 14], 0.45);
    canvas.rect(250.0, 78.0, 700.0, 430.0, gold, 1.0);
    canvas.polygon(
        &[(250.0, 78.0), (950.0, 78.0), (900.0, 122.0), (300.0, 122.0)],
        mix(gold, [255, 244, 200], 0.5),
        1.0,
    );
    canvas.polygon(
        &[(250.0, 508.0), (950.0, 508.0), (900.0, 464.0), (300.0, 464.0)],
        mix(gold, [70, 40, 20], 0.45),
        1.0,
    );
    canvas.rect(292.0, 116.0, 616.0, 354.0, [84, 52, 26], 1.0);
    painting(canvas, seed, &mut dice);
    canvas.rect(540.0, 528.0, 120.0, 22.0, mix(gold, [40, 30, 20], 0.2), 1.0);
    for x in [470.0, 730.0] {
        canvas.polygon(&[(x, 0.0), (x - 130.0, 520.0), (x + 130.0, 520.0)], [255, 240, 206], 0.06);
    }
    visitor(canvas, (dice.range(340.0, 480.0), 640.0), 1.0);
    visitor(canvas, (dice.range(700.0, 860.0), 650.0), 1.12);
}

fn painting(canvas: &mut Canvas, seed: u64, dice: &mut Dice) {
    let inside =
        |y: f32, to: f32, tint: Colour, canvas: &mut Canvas| canvas.rect(300.0, y, 600.0, to - y, tint, 1.0);
    for i in 0..30 {
        let t = i as f32 / 30.0;
        let tint = mix([122, 158, 186], [250, 218, 164], t);
        inside(124.0 + t * 150.0, 124.0 + (t + 1.0 / 30.0) * 150.0 + 1.0, tint, canvas);
    }
    canvas.oval((700.0, 238.0), 26.0, 26.0, [255, 246, 214], 1.0);
    for i in 0..14 {
        let t = i as f32 / 14.0;
        inside(272.0 + t * 60.0, 277.0 + t * 60.0, mix([196, 190, 170], [92, 132, 148], t), canvas);
    }
    canvas.band(
        &[(320.0, [236, 218, 186]), (462.0, [176, 140, 104])],
        1.0,
        |x| if (300.0..900.0).contains(&x) { 326.0 + 9.0 * noise(x, 120.0, seed) } else { 800.0 },
        |_| 462.0,
    );
    for i in 0..6 {
        let x = 366.0 + i as f32 * 88.0 + dice.range(-14.0, 14.0);
        let heap = (x + 34.0, 428.0 + dice.range(-6.0, 8.0));
        canvas.polygon(
            &[(heap.0 - 26.0, heap.1), (heap.0, heap.1 - 26.0), (heap.0 + 26.0, heap.1)],
            [250, 248, 242],
            1.0,
        );
        let skirt = dice.pick(&[[60, 78, 120], [140, 56, 52], [74, 90, 70], [110, 80, 120]], [60, 78, 120]);
        let y = 416.0;
        canvas.polygon(&[(x - 18.0, y), (x + 16.0, y), (x + 8.0, y - 46.0), (x - 8.0, y - 46.0)], skirt, 1.0);
        canvas.polygon(
            &[(x - 9.0, y - 44.0), (x + 9.0, y - 44.0), (x + 26.0, y - 66.0), (x + 8.0, y - 74.0)],
            mix(skirt, [240, 220, 190], 0.5),
            1.0,
        );
        canvas.oval((x + 22.0, y - 78.0), 9.0, 10.0, [246, 238, 222], 1.0);
        canvas.line((x + 16.0, y - 60.0), (x + 40.0, y - 14.0), 4.0, [206, 160, 130], 1.0);
    }
}

fn visitor(canvas: &mut Canvas, foot: Point, size: f32) {
    let tint: Colour = [18, 14, 20];
    let p = |x: f32, y: f32| (foot.0 + x * size, foot.1 + y * size);
    canvas.oval(p(4.0, 2.0), 44.0 * size, 7.0 * size, [10, 6, 8], 0.5);
    canvas.polygon(&[p(-30.0, -130.0), p(30.0, -130.0), p(26.0, 0.0), p(-26.0, 0.0)], tint, 1.0);
    canvas.oval(p(0.0, -128.0), 31.0 * size, 16.0 * size, tint, 1.0);
    canvas.oval(p(0.0, -160.0), 17.0 * size, 20.0 * size, tint, 1.0);
}

/// Copper paths on a board, one chip that glows.
pub(super) fn circuit(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let (dark, mid, trace) = dice.pick(
        &[
            ([6, 32, 40], [12, 62, 66], [86, 206, 176]),
            ([18, 16, 52], [40, 34, 96], [236, 140, 96]),
            ([34, 14, 40], [84, 26, 72], [250, 176, 110]),
        ],
        ([6, 32, 40], [12, 62, 66], [86, 206, 176]),
    );
    canvas.gradient(&[(0.0, dark), (340.0, mid), (H, dark)]);
    let chip = (dice.range(430.0, 770.0), dice.range(290.0, 390.0));
    canvas.glow(chip, 420.0, trace, 0.45);
    for i in 0..44 {
        let side = i % 4;
        let k = (i / 4) as f32 * 20.0 - 100.0;
        path(canvas, chip, side, k, trace, &mut dice);
    }
    canvas.rect(chip.0 - 128.0, chip.1 - 128.0, 256.0, 256.0, mix(dark, [0, 0, 0], 0.35), 1.0);
    canvas.rect(chip.0 - 104.0, chip.1 - 104.0, 208.0, 208.0, mix(dark, [230, 236, 240], 0.12), 1.0);
    canvas.rect(chip.0 - 60.0, chip.1 - 60.0, 120.0, 120.0, trace, 0.85);
    canvas.rect(chip.0 - 46.0, chip.1 - 46.0, 92.0, 92.0, mix(dark, trace, 0.25), 1.0);
    canvas.glow(chip, 150.0, [255, 250, 230], 0.6);
    for _ in 0..16 {
        let at = (dice.range(20.0, 1130.0), dice.range(20.0, 620.0));
        if (at.0 - chip.0).abs() > 190.0 {
            canvas.rect(
                at.0,
                at.1,
                dice.range(20.0, 64.0),
                dice.range(14.0, 30.0),
                mix(dark, [200, 210, 214], 0.22),
                1.0,
            );
            canvas.rect(at.0 - 6.0, at.1 + 3.0, 6.0, 9.0, [220, 200, 150], 0.9);
        }
    }
}

fn path(canvas: &mut Canvas, chip: Point, side: i32, k: f32, trace: Colour, dice: &mut Dice) {
    let out: Point = [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)][side as usize % 4];
    let along = (out.1.abs(), out.0.abs());
    let at =
        |far: f32, off: f32| (chip.0 + out.0 * far + along.0 * off, chip.1 + out.1 * far + along.1 * off);
    let (near, far) = (dice.range(150.0, 260.0), dice.range(320.0, 760.0));
    let bend = k * dice.range(1.3, 2.6);
    let turn = near + (bend - k).abs();
    let alpha = dice.range(0.35, 0.95);
    for (from, to) in [
        (at(120.0, k), at(near, k)),
        (at(near, k), at(turn, bend)),
        (at(turn, bend), at(far.max(turn), bend)),
    ] {
        canvas.line(from, to, 4.2, trace, alpha);
    }
    canvas.oval(at(far.max(turn), bend), 8.0, 8.0, trace, alpha);
    canvas.oval(at(far.max(turn), bend), 3.4, 3.4, [10, 16, 24], 1.0);
}

/// Bars and a line that ends higher than it began, or lower.
pub(super) fn chart(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let (back, bar, line) = dice.pick(
        &[([250, 238, 222], [15, 82, 87], [200, 70, 46]), ([18, 36, 52], [72, 138, 150], [250, 184, 92])],
        ([250, 238, 222], [15, 82, 87], [200, 70, 46]),
    );
    canvas.gradient(&[(0.0, mix(back, [255, 255, 255], 0.2)), (H, mix(back, bar, 0.16))]);
    for i in 0..8 {
        canvas.rect(70.0, 110.0 + i as f32 * 66.0, 1060.0, 1.6, bar, 0.22);
    }
    let fall = if dice.roll() > 0.5 { 1.0 } else { -1.0 };
    let value = |i: f32| 330.0 + fall * (i - 11.0) * 13.0 + 66.0 * noise(i * 50.0, 240.0, seed);
    for i in 0..23 {
        let (x, y) = (84.0 + i as f32 * 45.5, value(i as f32));
        let top = y + 60.0 + 40.0 * dice.roll();
        canvas.rect(x, top, 30.0, 596.0 - top, mix(bar, back, 0.15 + 0.35 * dice.roll()), 0.9);
    }
    canvas.rect(60.0, 596.0, 1080.0, 4.0, bar, 1.0);
    for i in 0..22 {
        let at = |k: f32| (99.0 + k * 45.5, value(k) - 30.0);
        canvas.line(at(i as f32), at(i as f32 + 1.0), 6.0, line, 1.0);
        canvas.oval(at(i as f32), 7.0, 7.0, line, 1.0);
    }
    let end = (99.0 + 22.0 * 45.5, value(22.0) - 30.0);
    canvas.glow(end, 90.0, line, 0.5);
    canvas.oval(end, 15.0, 15.0, line, 1.0);
    canvas.oval(end, 7.0, 7.0, back, 1.0);
}

/// Gears and tools laid out on a bench.
pub(super) fn workshop(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    let board = dice.pick(&[[196, 146, 96], [52, 70, 82], [224, 206, 176]], [196, 146, 96]);
    canvas.gradient(&[(0.0, mix(board, [255, 248, 230], 0.25)), (H, mix(board, [30, 16, 10], 0.4))]);
    for i in 0..7 {
        canvas.rect(0.0, i as f32 * 100.0, W, 3.0, mix(board, [20, 10, 8], 0.6), 0.6);
    }
    for _ in 0..60 {
        canvas.oval(
            (dice.range(0.0, W), dice.range(0.0, H)),
            dice.range(60.0, 260.0),
            1.2,
            mix(board, [30, 16, 10], 0.5),
            0.35,
        );
    }
    let (steel, brass, dark): (Colour, Colour, Colour) = ([190, 198, 204], [206, 160, 72], [36, 38, 46]);
    gear(canvas, (330.0, 300.0), 150.0, 18, brass, dark);
    gear(canvas, (566.0, 400.0), 96.0, 12, steel, dark);
    gear(canvas, (436.0, 548.0), 70.0, 10, mix(brass, [160, 70, 40], 0.5), dark);
    driver(canvas, (760.0, 110.0), [190, 52, 46], steel);
    driver(canvas, (880.0, 150.0), [34, 96, 130], steel);
    driver(canvas, (1000.0, 100.0), [238, 190, 70], steel);
    for _ in 0..22 {
        let at = (dice.range(640.0, 1140.0), dice.range(560.0, 650.0));
        canvas.oval((at.0 + 3.0, at.1 + 4.0), 10.0, 10.0, [20, 12, 10], 0.35);
        canvas.oval(at, 10.0, 10.0, steel, 1.0);
        canvas.line((at.0 - 6.0, at.1 - 3.0), (at.0 + 6.0, at.1 + 3.0), 2.4, dark, 0.9);
    }
}

fn gear(canvas: &mut Canvas, at: Point, radius: f32, teeth: u32, tint: Colour, dark: Colour) {
    let outline = |grow: f32, shift: f32| -> Vec<Point> {
        (0..teeth * 4)
            .map(|i| {
                let r = grow + if i % 4 < 2 { radius } else { radius * 0.86 };
                let (sin, cos) = ((i as f32 + 0.5) * std::f32::consts::TAU / (teeth * 4) as f32).sin_cos();
                (at.0 + shift + r * cos, at.1 + shift + r * sin)
            })
            .collect()
    };
    canvas.polygon(&outline(2.0, 10.0), [20, 10, 8], 0.35);
    canvas.polygon(&outline(0.0, 0.0), tint, 1.0);
    canvas.oval(at, radius * 0.68, radius * 0.68, mix(tint, dark, 0.25), 1.0);
    canvas.oval(at, radius * 0.60, radius * 0.60, mix(tint, [255, 255, 255], 0.12), 1.0);
    for i in 0..5 {
        let (sin, cos) = (i as f32 * std::f32::consts::TAU / 5.0).sin_cos();
        canvas.oval(
            (at.0 + cos * radius * 0.38, at.1 + sin * radius * 0.38),
            radius * 0.13,
            radius * 0.13,
            dark,
            0.75,
        );
    }
    canvas.oval(at, radius * 0.16, radius * 0.16, dark, 1.0);
}

fn driver(canvas: &mut Canvas, top: Point, handle: Colour, steel: Colour) {
    let (x, y) = top;
    canvas.rect(x - 14.0, y + 16.0, 56.0, 190.0, [20, 10, 8], 0.3);
    canvas.rect(x - 8.0, y + 200.0, 18.0, 200.0, [20, 10, 8], 0.25);
    canvas.oval((x, y + 20.0), 28.0, 28.0, handle, 1.0);
    canvas.rect(x - 28.0, y + 20.0, 56.0, 160.0, handle, 1.0);
    canvas.polygon(
        &[(x - 28.0, y + 180.0), (x + 28.0, y + 180.0), (x + 14.0, y + 206.0), (x - 14.0, y + 206.0)],
        mix(handle, [0, 0, 0], 0.25),
        1.0,
    );
    for groove in [-14.0, 0.0, 14.0] {
        canvas.rect(x + groove - 2.0, y + 26.0, 5.0, 148.0, mix(handle, [0, 0, 0], 0.35), 0.7);
    }
    canvas.rect(x - 7.0, y + 204.0, 14.0, 190.0, steel, 1.0);
    canvas.rect(x + 1.0, y + 204.0, 6.0, 190.0, mix(steel, [40, 44, 52], 0.4), 1.0);
    canvas.polygon(
        &[(x - 7.0, y + 392.0), (x + 7.0, y + 392.0), (x + 11.0, y + 424.0), (x - 11.0, y + 424.0)],
        steel,
        1.0,
    );
}

//! Scenes that people built: skyline, bank, parliament, stadium, viaduct and bridge.

use super::canvas::{Canvas, Colour, Dice, H, Point, W, mix, noise};

/// Sky (top, middle, low), wall in light, wall in shade, window.
type Hour = ([Colour; 3], Colour, Colour, Colour);

const HOURS: [Hour; 4] = [
    ([[44, 36, 92], [188, 92, 116], [254, 186, 124]], [120, 72, 104], [30, 22, 54], [255, 220, 140]),
    ([[86, 142, 190], [184, 212, 224], [250, 238, 214]], [178, 184, 190], [62, 78, 98], [236, 244, 246]),
    ([[8, 14, 40], [28, 46, 96], [92, 96, 146]], [54, 64, 106], [10, 14, 36], [255, 214, 122]),
    ([[120, 88, 92], [226, 160, 122], [252, 220, 176]], [184, 132, 110], [70, 44, 52], [255, 236, 186]),
];

fn hour(seed: u64) -> Hour {
    Dice(seed ^ 0xc0de).pick(&HOURS, HOURS[0])
}

fn backdrop(canvas: &mut Canvas, hour: &Hour, seed: u64) {
    canvas.gradient(&[(0.0, hour.0[0]), (300.0, hour.0[1]), (520.0, hour.0[2]), (H, hour.0[2])]);
    let mut dice = Dice(seed ^ 0x5eed);
    let sun = (dice.range(200.0, 1000.0), dice.range(170.0, 330.0));
    canvas.glow(sun, 400.0, [255, 244, 214], 0.6);
    canvas.oval(sun, 44.0, 44.0, [255, 246, 222], 0.9);
    for i in 0..4u64 {
        let y = 90.0 + 74.0 * i as f32;
        let tint = mix(hour.0[1], [255, 250, 240], 0.4);
        let lens = move |x: f32| noise(x, 460.0, seed ^ (i + 4)).max(0.0) * 34.0;
        canvas.band(&[(0.0, tint), (H, tint)], 0.30, move |x| y - lens(x), move |x| y + lens(x) * 0.3);
    }
}

/// Three rows of houses and towers, with lit windows.
pub(super) fn city(canvas: &mut Canvas, seed: u64) {
    let hour = hour(seed);
    backdrop(canvas, &hour, seed);
    let mut dice = Dice(seed);
    for row in 0..3 {
        let depth = row as f32 / 2.0;
        let tint = mix(mix(hour.1, hour.0[2], 0.45), hour.2, depth);
        let mut x = -20.0;
        while x < W {
            let wide = dice.range(34.0, 92.0);
            let high = dice.range(90.0, 330.0) * (1.0 - 0.28 * depth);
            tower(canvas, (x, 560.0 + 60.0 * depth), wide, high, tint, hour.3, depth, &mut dice);
            x += wide + dice.range(0.0, 10.0);
        }
    }
    canvas.gradient(&[(640.0, hour.2), (H, mix(hour.2, [0, 0, 0], 0.4))]);
}

#[expect(
    clippy::too_many_arguments,
    reason = "a brush, not an interface: place, size and colours of one tower"
)]
fn tower(
    canvas: &mut Canvas,
    foot: Point,
    wide: f32,
    high: f32,
    tint: Colour,
    window: Colour,
    depth: f32,
    dice: &mut Dice,
) {
    let top = foot.1 - high;
    canvas.rect(foot.0, top, wide, high + 120.0, tint, 1.0);
    match (dice.roll() * 5.0) as u32 {
        0 => canvas.polygon(
            &[(foot.0, top), (foot.0 + wide / 2.0, top - wide * 0.7), (foot.0 + wide, top)],
            tint,
            1.0,
        ),
        1 => canvas.line((foot.0 + wide / 2.0, top), (foot.0 + wide / 2.0, top - 56.0), 3.0, tint, 1.0),
        2 => canvas.rect(foot.0 + wide * 0.2, top - 22.0, wide * 0.6, 24.0, tint, 1.0),
        _ => {}
    }
    let step = 17.0;
    for floor in 0..((high + 30.0) / step) as u32 {
        for column in 0..((wide - 8.0) / 13.0) as u32 {
            if dice.roll() < 0.22 + 0.24 * depth {
                canvas.rect(
                    foot.0 + 6.0 + column as f32 * 13.0,
                    top + 9.0 + floor as f32 * step,
                    6.0,
                    9.0,
                    window,
                    0.35 + 0.5 * depth,
                );
            }
        }
    }
}

/// A portico: steps, columns, pediment.
pub(super) fn bank(canvas: &mut Canvas, seed: u64) {
    let hour = hour(seed);
    backdrop(canvas, &hour, seed);
    let (light, shade) = (mix(hour.1, [255, 246, 230], 0.55), mix(hour.1, hour.2, 0.7));
    canvas.rect(90.0, 330.0, 1020.0, 300.0, mix(hour.1, hour.2, 0.45), 1.0);
    for i in 0..12 {
        let x = 118.0 + i as f32 * 84.0;
        canvas.rect(x, 380.0, 38.0, 76.0, mix(hour.3, hour.1, 0.3), 0.8);
        canvas.rect(x, 490.0, 38.0, 90.0, shade, 1.0);
    }
    canvas.rect(262.0, 250.0, 676.0, 380.0, shade, 1.0);
    canvas.polygon(&[(226.0, 214.0), (600.0, 76.0), (974.0, 214.0)], light, 1.0);
    canvas.polygon(&[(300.0, 202.0), (600.0, 96.0), (900.0, 202.0)], mix(light, shade, 0.35), 1.0);
    canvas.oval((600.0, 164.0), 30.0, 30.0, light, 1.0);
    canvas.oval((600.0, 164.0), 22.0, 22.0, shade, 0.6);
    canvas.rect(226.0, 214.0, 748.0, 42.0, mix(light, shade, 0.15), 1.0);
    for i in 0..7 {
        let x = 268.0 + i as f32 * 101.0;
        canvas.rect(x, 262.0, 56.0, 330.0, light, 1.0);
        canvas.rect(x + 34.0, 262.0, 22.0, 330.0, mix(light, shade, 0.45), 1.0);
        for groove in [10.0, 20.0, 30.0] {
            canvas.rect(x + groove, 270.0, 3.0, 314.0, shade, 0.28);
        }
        canvas.rect(x - 9.0, 254.0, 74.0, 14.0, light, 1.0);
        canvas.rect(x - 9.0, 588.0, 74.0, 14.0, light, 1.0);
    }
    for i in 0..5 {
        let step = i as f32;
        canvas.rect(
            226.0 - step * 26.0,
            600.0 + step * 15.0,
            748.0 + step * 52.0,
            16.0,
            mix(light, shade, 0.12 + 0.12 * step),
            1.0,
        );
    }
    people(canvas, seed, 640.0, hour.2);
}

fn people(canvas: &mut Canvas, seed: u64, ground: f32, tint: Colour) {
    let mut dice = Dice(seed ^ 0xfee7);
    for _ in 0..11 {
        let (x, size) = (dice.range(180.0, 1020.0), dice.range(0.85, 1.1));
        let y = ground + dice.range(-6.0, 22.0);
        canvas.oval((x, y - 42.0 * size), 6.0 * size, 7.0 * size, tint, 1.0);
        canvas.polygon(
            &[
                (x - 9.0 * size, y - 34.0 * size),
                (x + 9.0 * size, y - 34.0 * size),
                (x + 6.0 * size, y),
                (x - 6.0 * size, y),
            ],
            tint,
            1.0,
        );
        canvas.oval((x + 4.0, y + 1.0), 16.0, 3.0, tint, 0.35);
    }
}

/// A dome above colonnades, flags, a square.
pub(super) fn parliament(canvas: &mut Canvas, seed: u64) {
    let hour = hour(seed);
    backdrop(canvas, &hour, seed);
    let (light, shade) = (mix(hour.1, [255, 244, 226], 0.45), mix(hour.1, hour.2, 0.75));
    let copper: Colour = mix([86, 150, 136], hour.2, 0.25);
    canvas.line((600.0, 40.0), (600.0, 130.0), 5.0, shade, 1.0);
    canvas.polygon(&[(602.0, 44.0), (664.0, 54.0), (602.0, 74.0)], [190, 52, 58], 1.0);
    let dome: Vec<Point> = (0..=40)
        .map(|i| (i as f32 / 40.0 * std::f32::consts::PI).sin_cos())
        .map(|(s, c)| (600.0 - 168.0 * c, 312.0 - 172.0 * s))
        .collect();
    canvas.polygon(&dome, copper, 1.0);
    for rib in [-110.0f32, -56.0, 0.0, 56.0, 110.0] {
        canvas.line((600.0 + rib * 0.25, 144.0), (600.0 + rib, 312.0), 4.0, mix(copper, hour.2, 0.4), 0.6);
    }
    canvas.rect(570.0, 116.0, 60.0, 36.0, light, 1.0);
    canvas.rect(420.0, 308.0, 360.0, 70.0, light, 1.0);
    for i in 0..14 {
        canvas.rect(434.0 + i as f32 * 25.0, 322.0, 11.0, 50.0, shade, 0.8);
    }
    canvas.rect(120.0, 372.0, 960.0, 200.0, mix(light, shade, 0.18), 1.0);
    canvas.rect(110.0, 362.0, 980.0, 18.0, light, 1.0);
    for i in 0..27 {
        let x = 142.0 + i as f32 * 34.6;
        canvas.rect(
            x,
            404.0,
            16.0,
            56.0,
            if (i + seed as usize % 3).is_multiple_of(3) { hour.3 } else { shade },
            0.9,
        );
        canvas.rect(x, 486.0, 16.0, 66.0, shade, 0.9);
    }
    canvas.polygon(&[(440.0, 392.0), (600.0, 320.0), (760.0, 392.0)], light, 1.0);
    canvas.rect(452.0, 392.0, 296.0, 180.0, mix(light, shade, 0.5), 1.0);
    for i in 0..7 {
        canvas.rect(462.0 + i as f32 * 43.0, 396.0, 20.0, 176.0, light, 1.0);
    }
    canvas.gradient(&[(570.0, mix(shade, light, 0.4)), (H, hour.2)]);
    for i in 0..6 {
        let x = 60.0 + i as f32 * 216.0;
        canvas.line((x, 420.0), (x, 620.0), 5.0, hour.2, 1.0);
        canvas.polygon(&[(x + 3.0, 424.0), (x + 58.0, 436.0), (x + 3.0, 462.0)], [190, 52, 58], 0.95);
    }
    people(canvas, seed, 634.0, hour.2);
}

/// Floodlights over a striped pitch.
pub(super) fn stadium(canvas: &mut Canvas, seed: u64) {
    let mut dice = Dice(seed);
    canvas.gradient(&[(0.0, [10, 14, 40]), (230.0, [40, 54, 108]), (330.0, [86, 96, 146])]);
    canvas.band(
        &[(220.0, [30, 34, 62]), (400.0, [16, 20, 40])],
        1.0,
        |x| 250.0 + ((x - 600.0) / 600.0).powi(2) * -84.0,
        |_| 420.0,
    );
    for _ in 0..2600 {
        let x = dice.range(0.0, W);
        let top = 262.0 - ((x - 600.0) / 600.0).powi(2) * 84.0;
        let y = top + dice.roll() * (398.0 - top);
        let tint = dice.pick(
            &[[222, 76, 66], [244, 236, 220], [238, 190, 84], [96, 126, 190], [60, 66, 100]],
            [222, 76, 66],
        );
        canvas.rect(x, y, 4.0, 4.0, tint, 0.75);
    }
    canvas.band(
        &[(180.0, [52, 58, 92]), (260.0, [28, 32, 58])],
        1.0,
        |x| 212.0 - ((x - 600.0) / 600.0).powi(2) * 96.0,
        |x| 246.0 - ((x - 600.0) / 600.0).powi(2) * 86.0,
    );
    for i in 0..10 {
        let (a, b) = (i as f32 / 10.0, (i + 1) as f32 / 10.0);
        let row = |t: f32| 400.0 + t * t * 275.0;
        let tint = if i % 2 == 0 { [58, 142, 74] } else { [48, 124, 66] };
        canvas.rect(0.0, row(a), W, row(b) - row(a) + 1.0, tint, 1.0);
    }
    let white: Colour = [240, 248, 240];
    canvas.line((0.0, 412.0), (W, 412.0), 3.0, white, 0.9);
    canvas.line((330.0, 412.0), (210.0, 540.0), 4.0, white, 0.9);
    canvas.line((870.0, 412.0), (990.0, 540.0), 4.0, white, 0.9);
    canvas.line((210.0, 540.0), (990.0, 540.0), 5.0, white, 0.9);
    goal(canvas);
    for x in [90.0, 420.0, 780.0, 1110.0] {
        let y = 120.0 - ((x - 600.0f32) / 600.0).powi(2) * 60.0;
        canvas.line((x, y), (x, 260.0), 6.0, [24, 28, 50], 1.0);
        canvas.glow((x, y), 190.0, [240, 246, 255], 0.7);
        canvas.polygon(
            &[(x - 40.0, y - 20.0), (x + 40.0, y - 20.0), (x + 36.0, y + 18.0), (x - 36.0, y + 18.0)],
            [250, 252, 255],
            1.0,
        );
    }
    let ball = (dice.range(480.0, 720.0), 560.0);
    canvas.oval((ball.0 + 8.0, ball.1 + 20.0), 26.0, 6.0, [12, 40, 22], 0.5);
    canvas.oval(ball, 20.0, 20.0, [250, 250, 248], 1.0);
    canvas.oval((ball.0 - 3.0, ball.1 - 2.0), 7.0, 7.0, [30, 30, 36], 1.0);
    canvas.oval((ball.0 + 13.0, ball.1 + 7.0), 4.0, 6.0, [30, 30, 36], 1.0);
}

fn goal(canvas: &mut Canvas) {
    for i in 0..21 {
        let x = 470.0 + i as f32 * 13.0;
        canvas.line((x, 318.0), (x, 412.0), 1.0, [230, 236, 244], 0.45);
    }
    for i in 0..8 {
        let y = 320.0 + i as f32 * 12.0;
        canvas.line((470.0, y), (730.0, y), 1.0, [230, 236, 244], 0.45);
    }
    for (from, to) in
        [((466.0, 314.0), (466.0, 414.0)), ((734.0, 314.0), (734.0, 414.0)), ((463.0, 315.0), (737.0, 315.0))]
    {
        canvas.line(from, to, 6.0, [252, 252, 252], 1.0);
    }
}

/// A train on a viaduct across a valley.
pub(super) fn rail(canvas: &mut Canvas, seed: u64) {
    let hour = hour(seed);
    backdrop(canvas, &hour, seed);
    for i in 0..3u64 {
        let base = 400.0 + 56.0 * i as f32;
        let tint = mix(mix(hour.0[2], hour.1, 0.5), hour.2, 0.25 + 0.2 * i as f32);
        canvas.ridge(&[(base - 90.0, tint), (H, mix(tint, hour.0[2], 0.3))], 1.0, |x| {
            base - 80.0 * noise(x, 380.0, seed ^ (i + 9))
        });
    }
    let (stone, dark) = (mix(hour.1, [214, 178, 140], 0.5), mix(hour.2, hour.1, 0.25));
    canvas.rect(0.0, 346.0, W, 26.0, stone, 1.0);
    canvas.rect(0.0, 368.0, W, 6.0, dark, 0.6);
    for i in -1..9 {
        let x = i as f32 * 148.0 + 20.0;
        canvas.polygon(&[(x, 372.0), (x + 40.0, 372.0), (x + 46.0, H), (x - 6.0, H)], stone, 1.0);
        canvas.polygon(&[(x + 28.0, 372.0), (x + 40.0, 372.0), (x + 46.0, H), (x + 30.0, H)], dark, 0.35);
        let arch: Vec<Point> = (0..=24)
            .map(|k| (k as f32 / 24.0 * std::f32::consts::PI).sin_cos())
            .map(|(s, c)| (x + 94.0 - 56.0 * c, 428.0 - 54.0 * s))
            .collect();
        let mut spandrel = vec![(x + 38.0, 372.0), (x + 150.0, 372.0), (x + 150.0, 428.0)];
        spandrel.extend(arch.iter().rev());
        canvas.polygon(&spandrel, stone, 1.0);
    }
    train(canvas, seed, hour.3);
    canvas.ridge(&[(560.0, mix(hour.2, [40, 70, 50], 0.4)), (H, hour.2)], 1.0, |x| {
        618.0 - 34.0 * noise(x, 160.0, seed ^ 40)
    });
}

fn train(canvas: &mut Canvas, seed: u64, window: Colour) {
    let body = Dice(seed ^ 6).pick(&[[176, 40, 46], [28, 74, 122], [34, 96, 80]], [176, 40, 46]);
    for i in 0..5 {
        let x = 150.0 + i as f32 * 168.0;
        canvas.rect(x, 284.0, 162.0, 54.0, body, 1.0);
        canvas.rect(x, 318.0, 162.0, 7.0, [244, 236, 220], 1.0);
        canvas.rect(x + 6.0, 278.0, 150.0, 8.0, mix(body, [20, 20, 30], 0.5), 1.0);
        for w in 0..6 {
            canvas.rect(x + 12.0 + w as f32 * 24.0, 294.0, 16.0, 17.0, window, 0.95);
        }
        for wheel in [24.0, 46.0, 116.0, 138.0] {
            canvas.oval((x + wheel, 340.0), 8.0, 8.0, [24, 24, 32], 1.0);
        }
    }
    canvas.polygon(
        &[(990.0, 284.0), (1030.0, 288.0), (1078.0, 326.0), (1078.0, 338.0), (990.0, 338.0)],
        body,
        1.0,
    );
    canvas.polygon(&[(1020.0, 292.0), (1034.0, 294.0), (1062.0, 316.0), (1020.0, 316.0)], [30, 40, 56], 1.0);
    canvas.glow((1076.0, 330.0), 90.0, [255, 246, 206], 0.8);
}

/// A chain bridge between two towers over a gorge.
pub(super) fn bridge(canvas: &mut Canvas, seed: u64) {
    let hour = hour(seed);
    backdrop(canvas, &hour, seed);
    let far = mix(hour.1, hour.0[2], 0.4);
    canvas.ridge(&[(330.0, far), (H, mix(far, hour.2, 0.4))], 1.0, |x| {
        470.0 - 120.0 * ((x - 600.0).abs() / 600.0) - 40.0 * noise(x, 260.0, seed)
    });
    canvas.gradient(&[(590.0, mix(hour.0[2], [70, 110, 130], 0.6)), (H, mix(hour.2, [30, 60, 80], 0.5))]);
    let iron = mix(hour.2, [70, 30, 30], 0.35);
    let cable = |x: f32| {
        let t = ((x - 600.0).abs() / 320.0).min(1.0);
        if (280.0..=920.0).contains(&x) {
            394.0 - 236.0 * t * t
        } else {
            158.0 + ((x - 600.0).abs() - 320.0) * 0.9
        }
    };
    for i in 0..61 {
        let x = i as f32 * 20.0;
        let top = cable(x);
        if top < 410.0 && !(i as u64 == 23 + seed % 9 || i == 35) {
            canvas.line((x, top), (x, 412.0), 2.2, iron, 0.9);
        }
        canvas.line((x, cable(x)), (x + 20.0, cable(x + 20.0)), 7.0, iron, 1.0);
    }
    canvas.rect(0.0, 410.0, W, 18.0, iron, 1.0);
    canvas.rect(0.0, 404.0, W, 4.0, mix(iron, hour.3, 0.4), 1.0);
    let stone = mix(hour.1, [226, 196, 160], 0.4);
    for x in [280.0, 920.0] {
        canvas.polygon(&[(x - 46.0, 150.0), (x + 46.0, 150.0), (x + 62.0, H), (x - 62.0, H)], stone, 1.0);
        canvas.polygon(&[(x + 16.0, 150.0), (x + 46.0, 150.0), (x + 62.0, H), (x + 22.0, H)], hour.2, 0.35);
        canvas.rect(x - 56.0, 138.0, 112.0, 20.0, stone, 1.0);
        canvas.oval((x, 340.0), 24.0, 24.0, hour.2, 0.9);
        canvas.rect(x - 24.0, 340.0, 48.0, 72.0, hour.2, 0.9);
    }
    for side in [0.0f32, 1.0] {
        canvas.ridge(&[(430.0, mix(hour.2, [50, 70, 50], 0.35)), (H, hour.2)], 1.0, move |x| {
            let from = if side < 0.5 { x } else { W - x };
            420.0 + (from - 190.0).max(0.0) * 1.5 + 16.0 * noise(x, 60.0, seed ^ 12)
        });
    }
}

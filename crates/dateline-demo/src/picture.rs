//! Illustrations for the invented press, drawn from a scene's name and a seed, as PNG. No files, no fonts, no clock.
//!
//! Everything is drawn in units of 1200 x 675 and scaled to the width asked for. Shapes are flat and gradients
//! change from row to row only, so that the PNG filter `Sub` leaves long runs of zeros and a picture stays small.

mod built;
mod canvas;
mod land;
mod png;
mod sea;
mod things;

use canvas::Canvas;

/// The widths that are served: the article's picture and the teaser card's.
pub(super) const WIDTHS: [u32; 2] = [1200, 600];

/// A scene painter, given the canvas and a seed.
type Painter = fn(&mut Canvas, u64);

/// Each scene's name in the article files, and who paints it.
const SCENES: &[(&str, Painter)] = &[
    ("ferry", sea::ferry),
    ("sea", sea::open_sea),
    ("harbour", sea::harbour),
    ("island", sea::island),
    ("lighthouse", sea::lighthouse),
    ("canal", sea::canal),
    ("reef", sea::reef),
    ("mountains", land::mountains),
    ("glacier", land::glacier),
    ("fields", land::fields),
    ("forest", land::forest),
    ("desert", land::desert),
    ("drought", land::drought),
    ("moon", land::moon),
    ("city", built::city),
    ("bank", built::bank),
    ("parliament", built::parliament),
    ("stadium", built::stadium),
    ("rail", built::rail),
    ("bridge", built::bridge),
    ("museum", things::museum),
    ("circuit", things::circuit),
    ("chart", things::chart),
    ("workshop", things::workshop),
];

/// Whether a scene of this name can be drawn.
#[cfg(test)]
pub(super) fn known(scene: &str) -> bool {
    SCENES.iter().any(|(name, _)| *name == scene)
}

/// The picture of a scene as PNG, `width` pixels wide, in the proportion 16:9. An unknown scene gives the open sea.
pub(super) fn draw(scene: &str, seed: u64, width: u32) -> Vec<u8> {
    let mut canvas = Canvas::new(width.clamp(16, 2400));
    let painter = SCENES
        .iter()
        .find(|(name, _)| *name == scene)
        .map_or(sea::open_sea as Painter, |(_, painter)| *painter);
    painter(&mut canvas, seed);
    png::encode(&canvas)
}

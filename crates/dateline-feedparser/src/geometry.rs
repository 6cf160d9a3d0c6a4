//! GeoRSS and GML: places as feedparser shows them, longitude first.

use super::dictionary::Dictionary;
use serde_json::{Map, Value, json};

/// Coordinates of one place.
const MOST: usize = 10_000;

impl Dictionary<'_> {
    pub(super) fn begin_where(&mut self, element: &'static str) {
        self.push(element, false);
        self.context().insert("where".into(), Value::Object(Map::new()));
    }

    pub(super) fn begin_gml(&mut self, ring: Option<&'static str>, srs: bool, attrs: &[(String, String)]) {
        if srs {
            let attr =
                |name: &str| attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            let dimension = attr("srsdimension").and_then(|value| value.parse::<u8>().ok()).unwrap_or(2);
            let name = attr("srsname").map(str::to_owned);
            if let Some(place) = self.context().get_mut("where").and_then(Value::as_object_mut) {
                place.insert("srsName".into(), name.into());
                place.insert("srsDimension".into(), dimension.into());
            }
        }
        if let Some(ring) = ring {
            self.geometry = ring;
        }
        self.push("geometry", false);
    }

    pub(super) fn end_geometry(&mut self, shape: &str) {
        let text = self.pop("geometry").unwrap_or_default();
        self.save_shape(shape, &text, true, 2);
    }

    pub(super) fn end_positions(&mut self, list: bool) {
        let text = self.pop("pos").unwrap_or_default();
        let place = self.context().get("where");
        let name = place.and_then(|place| place.get("srsName")).and_then(Value::as_str).unwrap_or_default();
        let dims = place.and_then(|place| place.get("srsDimension")).and_then(Value::as_u64).unwrap_or(2);
        let code = name.rsplit(':').next().and_then(|code| code.parse::<u32>().ok());
        // Geographic systems are 3819 to 4904 and 4979 in EPSG's numbering; the projected ones are not.
        let swap =
            !name.contains("EPSG") || code.is_some_and(|code| (3819..=4904).contains(&code) || code == 4979);
        let shape = if list { self.geometry } else { "Point" };
        self.save_shape(shape, &text, swap, dims);
    }

    fn save_shape(&mut self, shape: &str, text: &str, swap: bool, dims: u64) {
        let Some(points) = points(text, swap, dims) else { return };
        let coordinates = match shape {
            "Point" => match points.into_iter().next() {
                Some(point) => point,
                None => return,
            },
            "Polygon" if points.len() >= 4 => json!([points]),
            "LineString" | "Box" => Value::Array(points),
            _ => return,
        };
        if let Some(place) = self.context().get_mut("where").and_then(Value::as_object_mut) {
            place.insert("type".into(), shape.into());
            place.insert("coordinates".into(), coordinates);
        }
    }
}

fn points(text: &str, swap: bool, dims: u64) -> Option<Vec<Value>> {
    let numbers: Option<Vec<f64>> = text
        .split([',', ' ', '\n', '\t'])
        .filter(|part| !part.is_empty())
        .take(MOST)
        .map(|part| part.parse().ok())
        .collect();
    let numbers = numbers?;
    let size = if dims == 3 { 3 } else { 2 };
    let point = |chunk: &[f64]| match (swap, chunk) {
        (true, [a, b, rest @ ..]) => json!([[*b, *a].as_slice(), rest].concat()),
        (_, chunk) => json!(chunk),
    };
    Some(numbers.chunks_exact(size).map(point).collect())
}

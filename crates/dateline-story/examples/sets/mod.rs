//! The labelled sets, and which of their stories are for tuning.

use dateline_model::{EntryId, Holding, StoryDoc};
use std::collections::HashMap;

/// Articles with their ids in the set, and the story of each; `part` is `all`, `tune` or `check`.
pub(crate) fn load(dir: &str, name: &str, part: &str) -> (Vec<(String, StoryDoc)>, HashMap<String, String>) {
    let gold: HashMap<String, String> = lines(&format!("{dir}/{name}.gold.jsonl"))
        .into_iter()
        .map(|v| (v["id"].as_str().unwrap_or("").to_owned(), v["story_id"].as_str().unwrap_or("").to_owned()))
        .filter(|(_, story)| part == "all" || (sha1(story.as_bytes()) >= 64) == (part == "tune"))
        .collect();
    let mut docs = docs(dir, name);
    docs.retain(|(id, _)| gold.contains_key(id));
    (docs, gold)
}

/// Names of the sets of a folder that have a file of some ending, in order.
pub(crate) fn names(dir: &str, ending: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|file| file.file_name().to_str()?.strip_suffix(ending).map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// Articles with their ids in the set.
pub(crate) fn docs(dir: &str, name: &str) -> Vec<(String, StoryDoc)> {
    let text = |v: &serde_json::Value, k: &str| v[k].as_str().map(str::to_owned);
    lines(&format!("{dir}/{name}.jsonl"))
        .iter()
        .enumerate()
        .map(|(i, v)| {
            let doc = StoryDoc {
                id: EntryId(i as i64 + 1),
                title: text(v, "title").unwrap_or_default(),
                text: text(v, "text").unwrap_or_default(),
                publisher: text(v, "publisher"),
                agency: None,
                url: text(v, "url"),
                time: v["date"].as_str().and_then(|d| d.parse().ok()),
                language: text(v, "language"),
                holding: Holding::Full,
            };
            (text(v, "id").unwrap_or_default(), doc)
        })
        .collect()
}

pub(crate) fn lines(path: &str) -> Vec<serde_json::Value> {
    std::fs::read_to_string(path)
        .unwrap_or_default()
        .lines()
        .filter_map(|l| serde_json::from_str(l).ok())
        .collect()
}

/// First byte of SHA-1 (FIPS 180-4), by which stories are parted into tuning and checking.
fn sha1(bytes: &[u8]) -> u8 {
    let mut h: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut data = bytes.to_vec();
    data.push(0x80);
    data.resize(data.len().next_multiple_of(64) + if data.len() % 64 > 56 { 64 } else { 0 }, 0);
    let end = data.len() - 8;
    data[end..].copy_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    for chunk in data.chunks(64) {
        let mut w: Vec<u32> = chunk.chunks(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect();
        for i in 16..80 {
            w.push((w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = h;
        for (i, word) in w.iter().enumerate() {
            let (f, k) = match i / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let t = a.rotate_left(5).wrapping_add(f).wrapping_add(e).wrapping_add(k).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, t);
        }
        for (x, y) in h.iter_mut().zip([a, b, c, d, e]) {
            *x = x.wrapping_add(y);
        }
    }
    h[0].to_be_bytes()[0]
}

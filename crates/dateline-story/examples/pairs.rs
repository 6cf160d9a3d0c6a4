//! What the judge of pairs is trained on: `pairs DIR OUT` takes every `NAME.jsonl` of DIR as one window and writes
//! `OUT/NAME.f32` (rows of numbers) and `OUT/NAME.pairs` (the two ids of each row).
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

mod sets;

use dateline_story::{Settings, Stories};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, out] = args.as_slice() else {
        println!("pairs DIR OUT");
        return Ok(());
    };
    for name in &sets::names(dir, ".gold.jsonl") {
        let (docs, _) = sets::load(dir, name, "all");
        let mut stories = Stories::new(Settings::default());
        let mut order: Vec<_> = docs.iter().collect();
        order.sort_by_key(|(_, doc)| doc.time);
        for (_, doc) in order {
            let change = stories.plan(doc);
            stories.apply(&change);
        }
        let ids: std::collections::HashMap<_, _> =
            docs.iter().map(|(id, doc)| (doc.id, id.as_str())).collect();
        let (mut numbers, mut names) = (Vec::new(), String::new());
        for (a, b, row) in stories.pairs(usize::MAX) {
            row.iter().for_each(|x| numbers.extend(x.to_le_bytes()));
            names.push_str(&format!("{}\t{}\n", ids[&a], ids[&b]));
        }
        std::fs::write(Path::new(out).join(format!("{name}.f32")), numbers)?;
        std::fs::write(Path::new(out).join(format!("{name}.pairs")), names)?;
        println!("{name}: {} articles", docs.len());
    }
    Ok(())
}

//! Writes the rows that a body model is trained on: `rows DATA_DIR OUT_DIR SET…` reads `DATA_DIR/SET/gold.jsonl` and the
//! pages `DATA_DIR/SET/ID.html.gz`, writes `OUT_DIR/SET.f32` and `OUT_DIR/SET.jsonl`.

use dateline_extract::{Served, training_rows};
use dateline_model::WebUrl;
use std::io::{Read, Write};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(data), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other("give the data folder, the output folder and the names of sets"));
    };
    for set in arguments {
        write_set(&Path::new(&data).join(&set), &Path::new(&out).join(&set))?;
    }
    Ok(())
}

fn write_set(set: &Path, out: &Path) -> std::io::Result<()> {
    let mut numbers = std::io::BufWriter::new(std::fs::File::create(out.with_extension("f32"))?);
    let mut lines = std::io::BufWriter::new(std::fs::File::create(out.with_extension("jsonl"))?);
    for line in std::fs::read_to_string(set.join("gold.jsonl"))?.lines() {
        let gold: serde_json::Value = serde_json::from_str(line)?;
        let id = gold["id"].as_str().unwrap_or_default();
        let mut bytes = Vec::new();
        let page = std::fs::File::open(set.join(format!("{id}.html.gz")))?;
        flate2::read::GzDecoder::new(page).read_to_end(&mut bytes)?;
        let url = gold["url"].as_str().and_then(|url| WebUrl::parse(url).ok());
        let served = Served { url: url.clone(), final_url: url, ..Served::default() };
        let document = dateline_html::parse(&bytes, None, &dateline_html::Limits::default());
        let rows = training_rows::rows(&document, &served);
        for number in rows.iter().flat_map(|row| &row.numbers) {
            numbers.write_all(&number.to_le_bytes())?;
        }
        let all =
            |of: &dyn Fn(&training_rows::Row) -> serde_json::Value| rows.iter().map(of).collect::<Vec<_>>();
        let texts = all(&|row| row.text.as_str().into());
        let around = all(&|row| row.around.as_slice().into());
        let design = all(&|row| row.design.into());
        let open = all(&|row| row.open.into());
        let page =
            serde_json::json!({ "id": id, "texts": texts, "around": around, "design": design, "open": open });
        writeln!(lines, "{page}")?;
    }
    numbers.flush()?;
    lines.flush()
}

//! Search over made articles: the store's own against tantivy, with the same articles and the same log of queries. See
//! `bench/search/README.md` for how a run is made; `docs/search.md` has the figures.

mod fill;
mod log;
mod measure;
#[cfg(feature = "tantivy")]
mod other;
mod own;
mod words;

use anyhow::{Context as _, Result, bail};
use std::path::Path;

const USAGE: &str = "usage:
  dateline-bench-search make STORE ARTICLES     a store of so many made articles, index built anew
  dateline-bench-search own STORE [QUERIES]     the log of queries through the store's search
  dateline-bench-search tantivy-build STORE DIR an index of the store's texts
  dateline-bench-search tantivy STORE DIR [QUERIES]
  dateline-bench-search tantivy-crash DIR       kills a writer ten times and counts what is left";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse::<usize>().with_context(|| format!("{word} is no number"));
    match words.as_slice() {
        ["make", store, articles] => fill::make(Path::new(store), number(articles)?),
        ["own", store] => own::run(Path::new(store), log::QUERIES),
        ["own", store, queries] => own::run(Path::new(store), number(queries)?),
        #[cfg(feature = "tantivy")]
        ["tantivy-build", store, dir] => other::build(Path::new(store), Path::new(dir)),
        #[cfg(feature = "tantivy")]
        ["tantivy", store, dir] => other::run(Path::new(store), Path::new(dir), log::QUERIES),
        #[cfg(feature = "tantivy")]
        ["tantivy", store, dir, queries] => other::run(Path::new(store), Path::new(dir), number(queries)?),
        #[cfg(feature = "tantivy")]
        ["tantivy-crash", dir] => other::crash(Path::new(dir)),
        #[cfg(feature = "tantivy")]
        ["tantivy-write", dir] => other::write_for_ever(Path::new(dir)),
        _ => bail!(USAGE),
    }
}

//! The log through the store's own search, as the search page asks: forty articles with pieces of their texts.

use crate::{log, measure};
use anyhow::Result;
use dateline_store::{Options, SearchQuery, Store, Window};
use std::path::Path;
use std::time::Instant;

pub fn run(path: &Path, queries: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let begun = Instant::now();
    let store = Store::open(path, Options::default())?;
    println!("opened in {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    let articles = usize::try_from(runtime.block_on(store.counts())?.entries)?;
    let log = log::log(articles, queries);
    for round in ["cold", "warm"] {
        let mut times = measure::Times::default();
        let (mut found, mut empty) = (0, 0);
        let before = measure::cpu();
        for asked in &log {
            let query = SearchQuery { text: asked.text.clone(), window: Window::first(40) };
            let before = measure::work();
            let answer = runtime.block_on(store.search(query))?;
            times.add(asked.kind, measure::work().saturating_sub(before), &asked.text);
            let hits: usize = answer.groups.iter().map(|group| group.hits.len()).sum();
            found += hits;
            empty += usize::from(hits == 0);
        }
        println!("{round}: {} queries over {articles} articles, {found} hits, {empty} without", log.len());
        println!("{:.2} ms of processor a query", (measure::cpu() - before) * 1e3 / log.len() as f64);
        times.print();
    }
    println!("peak memory {} MB", measure::peak_mb());
    Ok(())
}

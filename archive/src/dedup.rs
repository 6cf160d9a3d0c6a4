//! Copies across the tables of a folder: which article is a copy of which earlier one, and how much of it. Band by band: what shares
//! shingles is paired, counted on disk, and then compared over all its shingles. Memory is bounded by the articles that are copies.

mod bands;
mod groups;
mod pairs;
mod texts;

use crate::claim::{Claim, Claimed};
use crate::cli::Dedup;
use crate::progress::{note, span};
use crate::run::Outcome;
use crate::table::TableWriter;
use anyhow::{Context, Result, anyhow, bail};
use bands::{BANDS, Bands};
use dateline_model::CopyKind;
use dateline_rows::{Cell, Kind};
use groups::Groups;
use pairs::Pairs;
use std::fs;
use std::io::{BufWriter, IntoInnerError};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;
use texts::Texts;

/// The file that is written.
const COPIES: &str = "copies.parquet";
/// Entries of bands that are sorted at once, 8 bytes each.
const ENTRIES: u64 = 16 << 20;
/// Pairs that a thread compares at once.
const PIECE: usize = 4096;

/// Its columns.
const COLUMNS: [(&str, Kind); 9] = [
    ("file", Kind::Text),
    ("row", Kind::Long),
    ("url", Kind::LongText),
    ("of_file", Kind::Text),
    ("of_row", Kind::Long),
    ("of_url", Kind::LongText),
    ("kind", Kind::Text),
    ("share", Kind::Double),
    ("group", Kind::Long),
];

/// One table and its articles.
struct Part {
    path: PathBuf,
    bands: Bands,
    /// Number of its first article.
    first: u32,
}

/// A copy and the earlier article that it is a copy of.
#[derive(Debug, Clone, Copy)]
struct Link {
    copy: u32,
    of: u32,
    kind: CopyKind,
    share: f64,
}

/// Finds the copies of a folder.
pub(crate) fn dedup(options: &Dedup) -> Result<Outcome> {
    let folder = &options.folder;
    let out = folder.join(COPIES);
    let Claimed::Ours(claim) = Claim::take_anew(&out)? else {
        bail!("another process looks for copies in {}; wait for it", folder.display());
    };
    match find(options, &claim) {
        Ok((articles, copies, groups)) => {
            claim.finish()?;
            let told = format!("{articles} articles, {copies} copies in {groups} groups: {}", out.display());
            crate::summary::print(&format!("{told}\n"))?;
            Ok(Outcome::Done)
        }
        Err(error) => {
            claim.drop_part();
            Err(error)
        }
    }
}

/// Writes the copies of a folder; tells how many articles, copies and groups of them there are.
fn find(options: &Dedup, claim: &Claim) -> Result<(u32, usize, usize)> {
    let begun = Instant::now();
    let folder = &options.folder;
    let tell = |what: &str| {
        if !options.quiet {
            note(&format!("{:>7}  {what}", span(begun.elapsed().as_secs_f64())));
        }
    };
    let parts = parts(tables(folder)?)?;
    let articles = parts.last().map_or(0, |part| part.first + part.bands.rows);
    tell(&format!("{articles} articles in {} tables, bands at hand", parts.len()));
    let cannot = || format!("copies cannot be counted in {}", folder.display());
    let pairs = candidates(&parts, folder).with_context(cannot)?;
    tell(&format!("{} pairs share enough to be compared", pairs.len()));
    let mut needed: Vec<u32> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    needed.sort_unstable();
    needed.dedup();
    let tables: Vec<_> = parts.iter().map(|part| (part.path.as_path(), part.first)).collect();
    let texts = Texts::draw(&tables, needed, folder).with_context(cannot)?;
    let links = compare(&pairs, &texts)?;
    let groups = write(&links, &parts, &texts, articles, claim)
        .with_context(|| format!("{} cannot be written", folder.join(COPIES).display()))?;
    tell("done");
    Ok((articles, links.len(), groups))
}

/// The tables of a folder, by name.
fn tables(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("{} cannot be read", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        let is_table = path.extension().is_some_and(|ending| ending == "parquet");
        if is_table && path.file_name().is_some_and(|name| name != COPIES) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        bail!(
            "{} holds no table; `dateline-archive IN... --to {}` writes them",
            folder.display(),
            folder.display()
        );
    }
    paths.sort();
    Ok(paths)
}

/// The bands of each table, made by as many threads as there are cores where they are not there.
fn parts(paths: Vec<PathBuf>) -> Result<Vec<Part>> {
    let bands = in_threads(&paths, |path| Bands::of(path))?;
    let mut parts = Vec::with_capacity(paths.len());
    let mut first = 0_u32;
    for (path, bands) in paths.into_iter().zip(bands) {
        let rows = bands.rows;
        parts.push(Part { path, bands, first });
        first =
            first.checked_add(rows).context("more than four thousand million articles; split the folder")?;
    }
    Ok(parts)
}

/// Work on each item, by as many threads as there are cores; the results in the items' order.
fn in_threads<T: Sync, O: Send>(items: &[T], work: impl Fn(&T) -> Result<O> + Sync) -> Result<Vec<O>> {
    let next = AtomicUsize::new(0);
    let jobs = thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let mut all: Vec<(usize, O)> = Vec::with_capacity(items.len());
    thread::scope(|scope| {
        let one = || {
            let mut done = Vec::new();
            while let Some((at, item)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?)))
            {
                done.push((at, work(item)?));
            }
            Ok::<_, anyhow::Error>(done)
        };
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(one)).collect();
        for worker in workers {
            let done: Result<_> = worker.join().unwrap_or_else(|_| Err(anyhow!("a worker broke")));
            all.extend(done?);
        }
        Ok::<_, anyhow::Error>(())
    })?;
    all.sort_unstable_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, done)| done).collect())
}

/// Pairs of articles that share enough sampled shingles, as many bands at once as fit.
fn candidates(parts: &[Part], folder: &Path) -> Result<Vec<(u32, u32)>> {
    let mut pairs = Pairs::new(folder)?;
    let count = |from, to| parts.iter().map(|part| part.bands.count(from, to)).sum::<u64>();
    let mut from = 0;
    while from < BANDS {
        let mut to = from + 1;
        while to < BANDS && count(from, to + 1) <= ENTRIES {
            to += 1;
        }
        let mut entries = Vec::with_capacity(usize::try_from(count(from, to))?);
        for part in parts {
            part.bands.read(from, to, part.first, &mut entries)?;
        }
        entries.sort_unstable();
        let mut articles = Vec::new();
        for same in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|same| same.len() > 1) {
            articles.clear();
            articles.extend(same.iter().map(|entry| entry & u64::from(u32::MAX)));
            pairs.share(&articles)?;
        }
        from = to;
    }
    pairs.counted()
}

/// The strongest link of each article to an earlier one, over all shingles of both.
fn compare(pairs: &[(u32, u32)], texts: &Texts) -> Result<Vec<Link>> {
    let pieces: Vec<_> = pairs.chunks(PIECE).collect();
    let links = in_threads(&pieces, |piece| {
        let mut links = Vec::new();
        for same in piece.chunk_by(|a, b| a.1 == b.1) {
            let Some((_, copy)) = same.first() else { continue };
            let shingles = texts.shingles(*copy)?;
            for (of, copy) in same {
                let found = shingles.copy_of(&texts.shingles(*of)?);
                links.extend(found.map(|(kind, share)| Link { copy: *copy, of: *of, kind, share }));
            }
        }
        Ok(links)
    })?;
    let mut links: Vec<Link> = links.into_iter().flatten().collect();
    links.sort_by(|a, b| a.copy.cmp(&b.copy).then(b.share.total_cmp(&a.share)).then(a.of.cmp(&b.of)));
    links.dedup_by_key(|link| link.copy);
    Ok(links)
}

/// Writes the copies; tells how many groups they are.
fn write(links: &[Link], parts: &[Part], texts: &Texts, articles: u32, claim: &Claim) -> Result<usize> {
    let mut groups = Groups::new(articles);
    links.iter().for_each(|link| groups.join(link.copy, link.of));
    let place = |article: u32| {
        let part = &parts[parts.partition_point(|part| part.first <= article).saturating_sub(1)];
        let name = part.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        [Cell::Text(name), Cell::Long(i64::from(article - part.first))]
    };
    let mut table = TableWriter::new(BufWriter::new(claim.file()), &COLUMNS)?;
    let mut roots = Vec::with_capacity(links.len());
    for link in links {
        let root = groups.root(link.of);
        let [file, row] = place(link.copy);
        let [of_file, of_row] = place(link.of);
        let (url, of_url) = (Cell::Text(texts.url(link.copy)?), Cell::Text(texts.url(link.of)?));
        let kind = Cell::Text(link.kind.as_str().to_owned());
        table.row([
            file,
            row,
            url,
            of_file,
            of_row,
            of_url,
            kind,
            Cell::Double(link.share),
            Cell::Long(i64::from(root)),
        ])?;
        roots.push(root);
    }
    table.finish(&[])?.into_inner().map_err(IntoInnerError::into_error)?;
    roots.sort_unstable();
    roots.dedup();
    Ok(roots.len())
}

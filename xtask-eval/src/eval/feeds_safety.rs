//! What hostile feeds can do: nothing that runs may reach the blocks, no XML may cost time or memory, nothing is read or
//! fetched. Says nothing about how blocks are rendered: that is shown where they are.

use super::Run;
use super::corpus::{self, string};
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::Result;
use dateline_extract::{Served, read_construct};
use dateline_feed::{Context, parse};
use dateline_model::{Article, Block, Construct, Entry, Feed, MarkKind, RichText, WebUrl};
use serde_json::Value;
use std::time::Instant;

/// What one attack may cost.
const MOST_MS: f64 = 100.0;
const MOST_BYTES: u64 = 64 << 20;
/// Begins the first line of the file that most of the attacks ask for.
const SECRET: &str = "root:x:0:";
/// What the scripts, handlers and styles of feedparser's cases would do: text of theirs in a block would be code taken for words.
const CODE: &[&str] = &["location.href", "<script"];

/// Three tables' worth of rows: sanitising by property, script payloads, XML attacks.
pub(crate) fn table(run: &Run<'_>) -> Result<Table> {
    let mut table = Table::new("Hostile feeds");
    sanitizing(run, &mut table)?;
    payloads(run, &mut table)?;
    attacks(run, &mut table)?;
    Ok(table)
}

fn sanitizing(run: &Run<'_>, table: &mut Table) -> Result<()> {
    let folder = run.data.join("feeds");
    let mut cases = corpus::lines(&folder.join("feedparser_cases.jsonl"))?;
    cases.retain(|case| string(case, "group") == "sanitize");
    let harms = corpus::parallel(&cases, |case| {
        let Ok(bytes) = corpus::bytes(&folder.join(string(case, "file"))) else {
            return Some("no such file".to_owned());
        };
        parse(&bytes, &Context::default()).map_or(None, |feed| harm(&feed, CODE))
    });
    let names: Vec<&str> = cases.iter().map(|case| string(case, "file")).collect();
    row(run, table, "feeds.hostile.sanitizing", &names, &harms);
    Ok(())
}

/// Payloads as the text of an entry, once as its summary and once whole. Their words may well speak of code.
fn payloads(run: &Run<'_>, table: &mut Table) -> Result<()> {
    let cases = corpus::lines(&run.data.join("security/xss.jsonl"))?;
    let harms = corpus::parallel(&cases, |case| {
        let text = string(case, "payload").replace('&', "&amp;").replace('<', "&lt;");
        let feed = format!(
            "<rss version='2.0'><channel><title>{text}</title><link>https://desk.example/</link><item><title>{text}</title>\
             <link>https://desk.example/1</link><description>{text}</description>\
             <c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>{text}</c:encoded></item></channel></rss>"
        );
        parse(feed.as_bytes(), &Context::default()).map_or(None, |feed| harm(&feed, &[]))
    });
    let names: Vec<&str> = cases.iter().map(|case| string(case, "payload")).collect();
    row(run, table, "feeds.hostile.script_payloads", &names, &harms);
    Ok(())
}

fn row(run: &Run<'_>, table: &mut Table, key: &str, names: &[&str], harms: &[Option<String>]) {
    for (name, harm) in names.iter().zip(harms) {
        if let (Some(harm), true) = (harm, run.worst > 0) {
            out::line(&format!("harm: {harm} in {name}"));
        }
    }
    let safe = harms.iter().filter(|harm| harm.is_none()).count();
    table.row(key, share(safe, harms.len()), format!("{safe} of {}", harms.len()), None);
}

/// What could run or lead to what runs, in anything that the desk takes from a feed.
fn harm(feed: &Feed, code: &[&str]) -> Option<String> {
    let own = [&feed.home, &feed.icon, &feed.self_url, &feed.hub].into_iter().flatten();
    let mut addresses: Vec<&WebUrl> = own.collect();
    addresses.extend(feed.entries.iter().flat_map(entry_addresses));
    let entries = feed.entries.iter().flat_map(|entry| [&entry.title, &entry.summary, &entry.content]);
    let constructs = [&feed.title, &feed.description].into_iter().chain(entries).flatten();
    addresses
        .into_iter()
        .find_map(foreign)
        .or_else(|| constructs.into_iter().find_map(|text| in_blocks(text, code)))
}

fn entry_addresses(entry: &Entry) -> impl Iterator<Item = &WebUrl> {
    let single = [&entry.link, &entry.image, &entry.comments, &entry.in_reply_to, &entry.license];
    let authors = entry.authors.iter().filter_map(|author| author.url.as_ref());
    let files = entry.enclosures.iter().map(|file| &file.url);
    let chapters = entry.chapters.iter().filter_map(|chapter| chapter.url.as_ref());
    let related = entry.related.iter().filter_map(|item| item.url.as_ref());
    single.into_iter().flatten().chain(authors).chain(files).chain(chapters).chain(related)
}

fn foreign(url: &WebUrl) -> Option<String> {
    let scheme = url.as_url().scheme();
    (!matches!(scheme, "http" | "https")).then(|| format!("a link of scheme {scheme}"))
}

/// Reads a text as the desk does and looks through its blocks.
fn in_blocks(construct: &Construct, code: &[&str]) -> Option<String> {
    let served = Served { url: construct.base.clone(), ..Served::default() };
    let article = read_construct(construct, None, &served).article.unwrap_or_default();
    let text = article.text();
    let found = code.iter().find(|code| text.contains(**code)).map(|code| format!("{code} in the text"));
    found.or_else(|| block_addresses(&article).into_iter().find_map(foreign))
}

fn block_addresses(article: &Article) -> Vec<&WebUrl> {
    let mut found: Vec<&WebUrl> = article.image.iter().map(|image| &image.url).collect();
    found.extend(&article.canonical_url);
    for block in &article.blocks {
        match block {
            Block::Paragraph(text) | Block::Heading { text, .. } => found.extend(links(text)),
            Block::List(items) => found.extend(items.iter().flat_map(|item| links(&item.text))),
            Block::Quote { paragraphs, source } => {
                found.extend(paragraphs.iter().flat_map(links));
                found.extend(source.iter().filter_map(|source| source.url.as_ref()));
            }
            Block::Figure(figure) => found.extend(figure.image.iter().map(|image| &image.url)),
            Block::Embed { url, .. } => found.push(url),
            Block::Table { .. } | Block::Code(_) => {}
        }
    }
    found
}

fn links(text: &RichText) -> impl Iterator<Item = &WebUrl> {
    text.marks.iter().filter_map(|mark| match &mark.kind {
        MarkKind::Link(url) => Some(url),
        _ => None,
    })
}

/// Every attack as it is, and its body as an item of a feed below its own declarations.
fn attacks(run: &Run<'_>, table: &mut Table) -> Result<()> {
    let cases = corpus::lines(&run.data.join("security/xml-attacks.jsonl"))?;
    let (mut held, mut slowest, mut largest) = (0, 0.0_f64, 0_u64);
    for case in &cases {
        let costs = ways(case).map(|xml| cost(&xml));
        let ms = costs.iter().map(|cost| cost.ms).fold(0.0, f64::max);
        let bytes = costs.iter().map(|cost| cost.bytes).max().unwrap_or_default();
        let fine = ms <= MOST_MS && bytes <= MOST_BYTES && costs.iter().all(|cost| !cost.read);
        held += usize::from(fine);
        (slowest, largest) = (slowest.max(ms), largest.max(bytes));
        if !fine {
            out::line(&format!("attack {}: {ms:.1} ms, {bytes} bytes", case["id"]));
        }
    }
    table.row(
        "feeds.hostile.xml_attacks",
        share(held, cases.len()),
        format!("{held} of {}", cases.len()),
        None,
    );
    let most = format!("slowest {slowest:.2} ms, most memory {} KiB", largest / 1024);
    table.row("feeds.hostile.xml_attacks.cost", share(held, cases.len()), most, None);
    Ok(())
}

fn ways(case: &Value) -> [String; 2] {
    let xml = string(case, "xml");
    let body = xml.find("]>").map_or(0, |end| end + 2);
    let (declared, rest) = xml.split_at(body);
    let wrapped =
        format!("{declared}<rss><channel><item><title>{rest}&xxe;&a9;&send;</title></item></channel></rss>");
    [xml.to_owned(), wrapped]
}

struct Cost {
    ms: f64,
    bytes: u64,
    /// Whether the file that was asked for came back.
    read: bool,
}

fn cost(xml: &str) -> Cost {
    let mut read = false;
    let mut ms = 0.0;
    let memory = allocation_counter::measure(|| {
        let start = Instant::now();
        let outcome = parse(xml.as_bytes(), &Context::default());
        ms = start.elapsed().as_secs_f64() * 1e3;
        read = format!("{outcome:?}").contains(SECRET);
    });
    Cost { ms, bytes: memory.bytes_max, read }
}

//! Previews made from whole articles in every way publishers make them: how many are recognised, and how many of the same
//! pages, untouched, are convicted.

mod make;

use super::Run;
use super::corpus::{self, Part, string};
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::{Context, Result, ensure};
use dateline_extract::{Served, read_document};
use dateline_html::{Limits, parse, parse_str};
use dateline_model::{Holding, Verdict, WebUrl};
use make::{Material, Way};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A page that holds its whole article.
struct Whole {
    name: String,
    file: PathBuf,
    url: Option<WebUrl>,
    part: Part,
}

/// What was seen on one page.
struct Seen {
    part: Part,
    name: String,
    /// Whether the untouched page was convicted.
    convicted: bool,
    /// Way, language of the notice, and whether the preview was recognised.
    made: Vec<(usize, &'static str, bool)>,
    /// Previews of the tuning part that were not recognised, by way and name.
    missed: Vec<(String, String)>,
}

/// One table: ways, languages of notices, controls, per part.
pub(crate) fn tables(run: &Run<'_>, root: &Path) -> Result<Vec<Table>> {
    let notices = Notices::read(&root.join("eval/preview-notices.tsv"))?;
    let pages = pages(run)?;
    let numbered: Vec<(usize, &Whole)> = pages.iter().enumerate().collect();
    let seen = corpus::parallel(&numbered, |(number, page)| look(*number, page, &notices));
    let seen: Vec<Seen> = seen.into_iter().flatten().collect();
    let mut table =
        Table::new("Previews made from whole articles (hosts and notices of the two parts are apart)");
    for part in Part::ALL {
        let seen: Vec<&Seen> = seen.iter().filter(|seen| seen.part == part).collect();
        rows(&mut table, part, &seen);
    }
    if let Some(folder) = run.report {
        keep(&folder.join("previews"), seen.iter().flat_map(|seen| &seen.missed))?;
    }
    if run.worst > 0 {
        let convicted = seen.iter().filter(|seen| seen.convicted && seen.part == Part::Tune);
        convicted.take(run.worst).for_each(|seen| out::line(&format!("convicted: {}", seen.name)));
    }
    Ok(vec![table])
}

/// Writes made pages, to be opened beside what was read from them.
fn keep<'m>(folder: &Path, pages: impl Iterator<Item = &'m (String, String)>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for (name, html) in pages {
        std::fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}

fn rows(table: &mut Table, part: Part, seen: &[&Seen]) {
    let part = part.as_str();
    let all = || seen.iter().flat_map(|seen| &seen.made);
    let mut row = |name: String, wanted: &dyn Fn(&&(usize, &'static str, bool)) -> bool, note: &str| {
        let (right, count) = all()
            .filter(wanted)
            .fold((0, 0), |(right, count), made| (right + usize::from(made.2), count + 1));
        if count > 0 {
            table.row(
                format!("previews.{part}.{name}"),
                share(right, count),
                format!("{right} of {count}{note}"),
                None,
            );
        }
    };
    row("recognised".to_owned(), &|made| Way::ALL[made.0].2, "");
    for (index, (_, name, says)) in Way::ALL.iter().enumerate() {
        let note = if *says { "" } else { ", nothing on the page tells" };
        row(format!("way.{name}"), &|made| made.0 == index, note);
    }
    for language in LANGUAGES {
        row(format!("language.{language}"), &|made| made.1 == language, "");
    }
    let convicted = seen.iter().filter(|seen| seen.convicted).count();
    let kept = 1.0 - share(convicted, seen.len());
    table.row(
        format!("previews.{part}.controls_kept"),
        kept,
        format!("{convicted} of {} convicted", seen.len()),
        None,
    );
}

fn look(number: usize, page: &Whole, notices: &Notices) -> Option<Seen> {
    let bytes = corpus::bytes(&page.file).ok()?;
    let doc = parse(&bytes, None, &Limits::default());
    let material = Material::of(&doc)?;
    let served = Served { url: page.url.clone(), final_url: page.url.clone(), ..Served::default() };
    let convicted = is_preview(&read_document(&doc, &served).verdict);
    let (mut made, mut missed) = (Vec::new(), Vec::new());
    for (index, (way, _, _)) in Way::ALL.iter().enumerate().filter(|_| !convicted) {
        let turn = number + index;
        let (language, notice) = notices.pick(page.part, *way, turn);
        let Some(html) = material.make(*way, &notice, turn / LANGUAGES.len()) else { continue };
        let verdict = read_document(&parse_str(&html, &Limits::default()), &served).verdict;
        if page.part == Part::Tune && Way::ALL[index].2 && !is_preview(&verdict) {
            missed.push((format!("{}.{}", Way::ALL[index].1, page.name), html));
        }
        let language = if speaks(*way) { language } else { "" };
        made.push((index, language, is_preview(&verdict)));
    }
    Some(Seen { part: page.part, name: page.name.clone(), convicted, made, missed })
}

fn speaks(way: Way) -> bool {
    use Way::{
        BlurredRest, HiddenRest, Overlay, ParagraphNotice, Percent, RuledRest, SentenceNotice, WordNotice,
    };
    matches!(
        way,
        ParagraphNotice
            | SentenceNotice
            | WordNotice
            | Percent
            | Overlay
            | HiddenRest
            | BlurredRest
            | RuledRest
    )
}

fn is_preview(verdict: &Verdict) -> bool {
    matches!(verdict.holding, Holding::Partial | Holding::HeadlineOnly | Holding::None)
}

/// Pages labelled complete, and the news pages of publishers whose parsers read them whole.
fn pages(run: &Run<'_>) -> Result<Vec<Whole>> {
    let access = run.data.join("access");
    let labels = corpus::lines(&access.join("labels.jsonl"))?;
    let disputes = super::verdicts::disputes(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let complete = labels.iter().filter(|label| string(label, "label") == "complete");
    let mut pages: Vec<Whole> = complete.map(|label| whole(label, &access)).collect();
    let fundus = run.data.join("extract/fundus_tests");
    pages.extend(corpus::lines(&fundus.join("gold.jsonl"))?.iter().map(|gold| whole(gold, &fundus)));
    pages.retain(|page| !disputes.contains_key(&page.name));
    Ok(pages)
}

fn whole(row: &Value, folder: &Path) -> Whole {
    let (id, url) = (string(row, "id"), string(row, "url"));
    Whole {
        name: id.to_owned(),
        file: folder.join(format!("{id}.html.gz")),
        url: WebUrl::parse(url).ok(),
        part: Part::of_url(if url.is_empty() { id } else { url }),
    }
}

/// Languages of the notices.
const LANGUAGES: [&str; 10] = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "ja"];

/// Notices by half, kind and language.
struct Notices(BTreeMap<(String, String, String), Vec<String>>);

impl Notices {
    fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let mut notices = BTreeMap::<_, Vec<String>>::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            ensure!(fields.len() == 4, "{}: four fields wanted: {line}", file.display());
            let key = (fields[1].to_owned(), fields[2].to_owned(), fields[0].to_owned());
            notices.entry(key).or_default().push(fields[3].to_owned());
        }
        Ok(Self(notices))
    }

    /// Language and words of the notice whose turn it is.
    fn pick(&self, part: Part, way: Way, turn: usize) -> (&'static str, String) {
        let language = LANGUAGES[turn % LANGUAGES.len()];
        let kind = if way == Way::Percent { "percent" } else { "wall" };
        let key = (part.as_str().to_owned(), kind.to_owned(), language.to_owned());
        let list = self.0.get(&key).map(Vec::as_slice).unwrap_or_default();
        let words =
            list.get(turn / LANGUAGES.len() % list.len().max(1)).map(String::as_str).unwrap_or_default();
        let left = (35 + turn * 7 % 55).to_string();
        (language, if kind == "percent" { put(words, &left) } else { words.to_owned() })
    }
}

/// The share in place of the letter that stands for it: an `N` before a per cent sign.
fn put(words: &str, left: &str) -> String {
    let marks = ["N%", "N %", "N Prozent", "N％"];
    let mark = marks.into_iter().find(|mark| words.contains(mark));
    mark.map_or_else(|| words.to_owned(), |mark| words.replace(mark, &mark.replace('N', left)))
}

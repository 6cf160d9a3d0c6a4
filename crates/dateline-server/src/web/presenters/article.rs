//! An article with its verdict.

use super::attached::{attached, clock, medium_sentence, medium_word};
use super::footnotes;
use super::{headline, held, length, picture, published, publisher};
use crate::film_still::{still, still_of_video};
use crate::picture_key::PictureKey;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::{
    ApartItem, ArticlePage, AsideView, BlockView, EmbedView, EvidenceView, FigureView, MarkView, Marks,
    Picture, ReasonView, Shell, SourceView, TableView, TextLanguage, VerdictView, VersionView,
};
use crate::web::wording::{self, Held};
use dateline_model::{
    Article, Aside, AsideItem, Block, Completeness, EmbedKind, EntryId, Evidence, Figure, Holding, Image,
    Medium, QuoteSource, Reading, Reason, Verdict, WebUrl, same_picture,
};
use dateline_store::{ArticleRecord, EntrySummary, ImageSize, Store, StoreError, TextSource, Version};
use jiff::Timestamp;

/// Words a minute of a person who reads the news.
const PACE: u32 = 230;

/// The page of an article. `story` and `copy_of` are address and words of what it belongs to.
pub(crate) fn article(
    shell: Shell,
    record: &ArticleRecord,
    story: Option<(String, String)>,
    copy_of: Option<(String, String)>,
    now: Timestamp,
) -> ArticlePage {
    let entry = &record.summary;
    let text = record.reading.as_ref().and_then(|reading| reading.article.as_ref());
    let withdrawn = entry.withdrawn_at.is_some();
    let mut blocks = text.filter(|_| !withdrawn).map(|text| blocks(text, Some(entry.id))).unwrap_or_default();
    footnotes::lead_to_notes(&mut blocks);
    let standfirst = text.and_then(|text| text.standfirst.clone()).or_else(|| entry.standfirst.clone());
    ArticlePage {
        labels: (record.summary.labels.clone(), Vec::new()),
        title: headline(&entry.title),
        text_language: TextLanguage::of(entry.language.as_deref()),
        section: text.and_then(|text| text.section.clone()),
        standfirst: standfirst.filter(|words| !withdrawn && text.is_none_or(|text| !text.begins_with(words))),
        byline: byline(text, entry),
        publisher: publisher(entry),
        publisher_host: entry.publisher_host.clone(),
        link: entry.url.as_ref().map(WebUrl::to_string),
        read_at: read_at(record),
        when: Some(published(entry, now)),
        modified: modified(text, now),
        length: reading_time(entry),
        image: lead_picture(entry, text).filter(|_| !withdrawn && record.attached.video_id.is_none()),
        film: film(record).filter(|_| !withdrawn),
        blocks,
        verdict: record.reading.as_ref().map(|reading| verdict_called(&reading.verdict, entry.medium)),
        other: other(record),
        attached: attached(record, text),
        asides: record.reading.as_ref().filter(|_| !withdrawn).map(asides).unwrap_or_default(),
        earlier: record.titles().map(|(title, until)| (title.to_owned(), When::at(until, now))).collect(),
        history: history(record, now),
        revised: entry.revised_at.map(|at| When::at(at, now)),
        story,
        copy_of,
        tombstone: withdrawn,
        waiting: held(entry) == Held::Waiting && !withdrawn,
        marks: Marks {
            story: None,
            entry: entry.id.0,
            read: entry.read_at.is_some(),
            starred: entry.starred_at.is_some(),
            back: format!("/article/{}", entry.id),
            ..Marks::default()
        },
        muted_by: entry.muted_by.clone(),
        notes: Vec::new(),
        resume: None,
        in_list: None,
        shell,
    }
}

/// What the article was before its feed changed it, the latest version first.
fn history(record: &ArticleRecord, now: Timestamp) -> Vec<VersionView> {
    let version = |version: &Version| {
        let line = |id: &'static str, text: Option<String>| text.map(|text| (l10n::text(id), text));
        let none = |text: String| if text.is_empty() { l10n::text("version-none").to_owned() } else { text };
        let lines = [
            line("version-headline", version.title.clone()),
            line("version-link", version.url.as_ref().map(WebUrl::to_string)),
            line("version-summary", version.summary.clone().map(none)),
            line("version-date", version.published.map(|at| When::at(at, at).long)),
            line("version-authors", version.authors.as_ref().map(|names| none(l10n::list(names)))),
            line("version-files", version.files.as_ref().map(|files| none(l10n::list(files)))),
        ];
        VersionView {
            until: When::at(version.until, now),
            lines: lines.into_iter().flatten().collect(),
            text: version.text.as_deref().unwrap_or_default().lines().map(str::to_owned).collect(),
        }
    };
    record.history.iter().rev().map(version).collect()
}

/// `The feed's own text: Preview`, and the way back from it.
fn other(record: &ArticleRecord) -> Option<(String, String)> {
    // A page that gave nothing is told of by the verdict; there is nothing to switch to.
    let other = record.other.as_ref().filter(|other| other.reading.verdict.holding != Holding::None)?;
    let path = format!("/article/{}", record.summary.id);
    let path = if record.showing_other { path } else { format!("{path}?reading=other") };
    let what = if other.source == TextSource::Feed { "other-feed" } else { "other-page" };
    let mark = MarkView::of_verdict(&other.reading.verdict).label;
    Some((path, l10n::with(what).text("mark", l10n::mid_sentence(&mark)).to_string()))
}

fn byline(text: Option<&Article>, entry: &EntrySummary) -> String {
    let names = text.map(|text| text.bylines.as_slice()).unwrap_or_default();
    let names = match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}{}{last}", first.join(", "), conjunction(entry.language.as_deref())),
    };
    // A house that signs for itself stands above the headline already.
    let names = if entry.publisher.as_ref() == Some(&names) { String::new() } else { names };
    match (&entry.agency, names.is_empty()) {
        (Some(agency), true) => agency.clone(),
        (Some(agency), false) => {
            l10n::with("byline-with").text("names", names).text("agency", agency).to_string()
        }
        (None, _) => names,
    }
}

/// What stands before the last of several names, in the article's language; a comma where that is not known.
fn conjunction(language: Option<&str>) -> &'static str {
    let primary = language.and_then(|tag| tag.split('-').next()).unwrap_or("en");
    match primary {
        "en" => " and ",
        "de" => " und ",
        "fr" => " et ",
        "es" => " y ",
        "it" | "pt" => " e ",
        "ca" | "pl" | "hr" | "sr" | "bs" => " i ",
        "nl" | "af" => " en ",
        "sv" => " och ",
        "da" | "nb" | "nn" | "no" => " og ",
        "fi" | "et" => " ja ",
        "cs" | "sk" => " a ",
        "sl" => " in ",
        "hu" => " és ",
        "ro" => " și ",
        "tr" => " ve ",
        "ru" | "bg" | "mk" => " и ",
        "uk" => " та ",
        "el" => " και ",
        "id" | "ms" => " dan ",
        _ => ", ",
    }
}

fn modified(text: Option<&Article>, now: Timestamp) -> Option<When> {
    let text = text?;
    let (published, modified) = (text.published?, text.modified?);
    let later = modified.approximate().as_second() - published.approximate().as_second() > 600;
    later.then(|| When::of(modified, now))
}

/// Nothing of what is to be heard or seen: what is said of it is not read for its length.
fn reading_time(entry: &EntrySummary) -> String {
    if entry.words == 0 || entry.medium.is_some() {
        return String::new();
    }
    let said = l10n::with("reading-time").text("length", length(entry));
    said.text("minutes", entry.words.div_ceil(PACE)).to_string()
}

/// `Read at paper.example`: the way to the original.
fn read_at(record: &ArticleRecord) -> String {
    let entry = &record.summary;
    let reasons = record.reading.as_ref().map(|reading| reading.verdict.reasons.as_slice());
    let id = match entry.medium {
        _ if entry.withdrawn_at.is_some() || reasons.is_some_and(is_dead) => "article-try-at",
        Some(Medium::Audio) => "article-listen-at",
        Some(Medium::Video) => "article-watch-at",
        Some(Medium::Picture | Medium::Note) | None => "article-read-at",
    };
    let host = entry.url.as_ref().map(|url| url.site().to_owned()).unwrap_or_default();
    l10n::with(id).text("host", host).to_string()
}

/// Whether there is nothing at an article's address any more.
fn is_dead(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| matches!(reason, Reason::Gone | Reason::NotFound))
}

/// The lead picture, unless the text begins with it anyway.
fn lead_picture(entry: &EntrySummary, text: Option<&Article>) -> Option<Picture> {
    let image = entry.image.as_ref()?;
    let in_text = text.is_some_and(|text| {
        text.blocks.iter().any(|block| match block {
            Block::Figure(figure) => {
                figure.image.as_ref().is_some_and(|inner| same_picture(&inner.url, &image.url))
            }
            _ => false,
        })
    });
    let declared = text.and_then(|text| text.image.as_ref()).filter(|inner| inner.url == image.url);
    let size = declared.and_then(|inner| inner.size);
    (!in_text).then(|| picture(PictureKey::Lead(entry.id), &Image { size, ..image.clone() }))
}

/// The film that an entry is, with its picture, title and length.
fn film(record: &ArticleRecord) -> Option<EmbedView> {
    let (entry, attached) = (&record.summary, &record.attached);
    let id = attached.video_id.as_deref()?;
    let url = entry.url.as_ref().or(attached.player.as_ref())?;
    let key = match &entry.image {
        Some(_) => PictureKey::Lead(entry.id),
        None => PictureKey::Still(entry.id, 0),
    };
    let picture = (entry.image.is_some() || still_of_video(id).is_some()).then(|| film_picture(key));
    let length =
        attached.duration_seconds.or_else(|| attached.files.iter().find_map(|file| file.duration_seconds));
    Some(EmbedView {
        url: url.to_string(),
        words: embed(url, Some(&entry.title), EmbedKind::Video),
        picture,
        length: length.map(clock),
    })
}

/// A still; what it shows is said beside it.
fn film_picture(key: PictureKey) -> Picture {
    Picture { src: format!("/image/{key}"), ..Picture::default() }
}

/// Pictures of an article whose size a page wants to know.
pub(crate) fn measurable<'v>(
    image: &'v mut Option<Picture>,
    blocks: &'v mut [BlockView],
) -> impl Iterator<Item = &'v mut Option<Picture>> {
    let figures = blocks.iter_mut().filter_map(|block| match block {
        BlockView::Figure(figure) => Some(&mut figure.picture),
        _ => None,
    });
    std::iter::once(image).chain(figures)
}

/// Notes how large pictures are that were shown before; those that could not be had then take no room.
pub(crate) async fn measure<'v>(
    store: &Store,
    pictures: impl Iterator<Item = &'v mut Option<Picture>>,
) -> Result<(), StoreError> {
    let pictures: Vec<&mut Option<Picture>> = pictures.filter(|picture| picture.is_some()).collect();
    let origins = pictures.iter().filter_map(|picture| picture.as_ref()?.origin.clone()).collect();
    let sizes = store.image_sizes(origins).await?;
    for slot in pictures {
        let known = slot.as_ref().and_then(|picture| sizes.get(picture.origin.as_ref()?)).copied();
        match (known, slot.as_mut()) {
            (Some(ImageSize::Pixels(width, height)), Some(picture)) => picture.size = Some((width, height)),
            (Some(ImageSize::Missing), _) => *slot = None,
            _ => {}
        }
    }
    Ok(())
}

/// Blocks for the template; pictures only where `entry` says whose they are.
pub(crate) fn blocks(article: &Article, entry: Option<EntryId>) -> Vec<BlockView> {
    let (mut figures, mut films) = (0, 0);
    article
        .below_title()
        .map(|block| match block {
            Block::Paragraph(text) => BlockView::Paragraph(text.clone()),
            Block::Heading { level, text } => BlockView::Heading(*level, text.clone()),
            Block::List(items) => BlockView::List(items.clone()),
            Block::Quote { paragraphs, source } => {
                BlockView::Quote(paragraphs.clone(), source.as_ref().map(source_view))
            }
            Block::Figure(inner) => {
                figures += 1;
                figure(inner, entry, figures)
            }
            Block::Table { caption, header, rows } => table(caption.clone(), *header, rows),
            Block::Code(text) => BlockView::Code(text.clone()),
            Block::Embed { url, title, kind } => {
                films += 1;
                let picture = entry.filter(|_| still(url).is_some());
                BlockView::Embed(EmbedView {
                    url: url.to_string(),
                    words: embed(url, title.as_deref(), *kind),
                    picture: picture.map(|entry| film_picture(PictureKey::Still(entry, films))),
                    length: None,
                })
            }
        })
        .collect()
}

fn figure(figure: &Figure, entry: Option<EntryId>, number: usize) -> BlockView {
    let shown = figure
        .image
        .as_ref()
        .zip(entry)
        .map(|(image, entry)| picture(PictureKey::Figure(entry, number), image));
    BlockView::Figure(FigureView { picture: shown, caption: figure.caption.clone() })
}

fn table(caption: Option<String>, header: bool, rows: &[Vec<String>]) -> BlockView {
    let (header, rows) = match rows.split_first() {
        Some((first, rest)) if header => (Some(first.clone()), rest.to_vec()),
        _ => (None, rows.to_vec()),
    };
    BlockView::Table(TableView { caption, header, rows })
}

/// Who said it, when and where: `Ann Lee, 4 March 2026, posts.example`.
fn source_view(source: &QuoteSource) -> SourceView {
    let day = source.published.map(|date| When::of(date, date.approximate()).long);
    let site = source.url.as_ref().map(|url| url.site().to_owned());
    let words: Vec<String> = [source.author.clone(), day, site].into_iter().flatten().collect();
    SourceView { words: words.join(", "), url: source.url.as_ref().map(ToString::to_string) }
}

fn embed(url: &WebUrl, title: Option<&str>, kind: EmbedKind) -> String {
    let what = match kind {
        EmbedKind::Video => "embed-video",
        EmbedKind::Audio => "embed-audio",
        EmbedKind::Post => "embed-post",
        EmbedKind::Map => "embed-map",
        EmbedKind::Chart => "embed-chart",
        EmbedKind::Document => "embed-document",
        EmbedKind::Other => "embed-page",
    };
    match title.map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => l10n::with("embed-titled")
            .text("title", title)
            .text("what", l10n::mid_sentence(l10n::text(what)))
            .text("host", url.site())
            .to_string(),
        None => l10n::with("embed-at").text("what", l10n::text(what)).text("host", url.site()).to_string(),
    }
}

/// The verdict on something that may be no article.
fn verdict_called(of: &Verdict, medium: Option<Medium>) -> VerdictView {
    let view = verdict(of);
    let Some(medium) = medium else { return view };
    let held = Held::of(of.holding, &of.reasons);
    let mark = view.mark.called(held, medium_word(medium));
    let sentence = if held == Held::Other { medium_sentence(medium) } else { view.sentence };
    let told = |reason: &Reason| held != Held::Other || *reason != Reason::MediaPage;
    let reasons =
        of.reasons.iter().filter(|reason| told(reason)).map(|reason| reason_view(*reason)).collect();
    VerdictView { mark, sentence, reasons, ..view }
}

/// The verdict for the template.
pub(crate) fn verdict(verdict: &Verdict) -> VerdictView {
    let held = Held::of(verdict.holding, &verdict.reasons);
    VerdictView {
        mark: MarkView::of_verdict(verdict),
        sentence: wording::holding_sentence(held),
        whole: held == Held::Whole,
        dead: is_dead(&verdict.reasons),
        completeness: verdict.completeness.as_ref().filter(|_| held == Held::Preview).map(completeness),
        percent: verdict.completeness.as_ref().filter(|_| held == Held::Preview).map(percent),
        reasons: verdict.reasons.iter().map(|reason| reason_view(*reason)).collect(),
        declared: wording::declared(verdict),
        evidence: verdict.evidence.iter().map(evidence).collect(),
    }
}

fn percent(part: &Completeness) -> u32 {
    // 0 to 100 after the clamp.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100")]
    let percent = (part.share.clamp(0.0, 1.0) * 100.0).round() as u32;
    percent
}

fn completeness(part: &Completeness) -> String {
    let source = part.source.replace('_', " ");
    l10n::with("completeness").text("percent", percent(part)).text("source", source).to_string()
}

fn reason_view(reason: Reason) -> ReasonView {
    let words = wording::reason(reason);
    ReasonView { short: words.short, sentence: words.sentence, advice: words.advice }
}

fn evidence(evidence: &Evidence) -> EvidenceView {
    EvidenceView {
        supports: wording::supports(&evidence.supports),
        quote: evidence.quote.clone(),
        place: wording::place(&evidence.place),
        origin: wording::origin(evidence.origin),
        rule: evidence.rule.map(dateline_model::Rule::as_str),
    }
}

fn asides(reading: &Reading) -> Vec<AsideView> {
    reading.asides.iter().map(aside).collect()
}

fn aside(aside: &Aside) -> AsideView {
    AsideView {
        name: wording::aside(aside.kind),
        class: aside.kind.as_str(),
        text: aside.text.clone(),
        items: aside.items.iter().map(apart).collect(),
    }
}

/// A headline without a text of ours.
pub(crate) fn apart(item: &AsideItem) -> ApartItem {
    ApartItem {
        title: item.title.clone(),
        publisher: item.publisher.clone(),
        link: item.url.as_ref().map(WebUrl::to_string),
    }
}

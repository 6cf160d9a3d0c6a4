//! A reading without its blocks: metadata, asides, verdict, reservations.

use super::{date_of, date_text, url_text};
use crate::rows::url;
use dateline_model::{
    Access, Article, Aside, AsideItem, AsideKind, Block, Completeness, Declared, Evidence, Holding, Image,
    Origin, PictureSize, Publisher, Reading, Reason, Reservations, Rule, Verdict, WebUrl,
};
use serde::{Deserialize, Serialize};

/// A reading; its blocks lie elsewhere.
#[derive(Serialize, Deserialize)]
pub(crate) struct ReadingRow {
    article: Option<ArticleRow>,
    #[serde(default)]
    asides: Vec<AsideRow>,
    verdict: VerdictRow,
    #[serde(default)]
    reserved: ReservedRow,
    #[serde(default)]
    caps: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct ArticleRow {
    title: Option<String>,
    standfirst: Option<String>,
    #[serde(default)]
    bylines: Vec<String>,
    agency: Option<String>,
    publisher: Option<(String, Option<String>)>,
    section: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    published: Option<String>,
    published_from: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
    image: Option<ImageRow>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct ImageRow {
    url: String,
    credit: Option<String>,
    alt: Option<String>,
    /// Width and height as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<(u32, u32)>,
}

#[derive(Serialize, Deserialize)]
struct AsideRow {
    kind: String,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<(Option<String>, Option<String>, Option<String>)>,
    reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct VerdictRow {
    holding: String,
    reasons: Vec<String>,
    access: Option<String>,
    words: Option<u32>,
    percent_left: Option<f64>,
    reservation: Option<String>,
    completeness: Option<(f64, String)>,
    evidence: Vec<EvidenceRow>,
}

#[derive(Serialize, Deserialize)]
struct EvidenceRow {
    supports: String,
    place: String,
    quote: String,
    origin: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct ReservedRow {
    tdm: bool,
    policy: Option<String>,
    noarchive: bool,
    nosnippet: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
}

impl From<&Reading> for ReadingRow {
    fn from(reading: &Reading) -> Self {
        Self {
            article: reading.article.as_ref().map(ArticleRow::from),
            asides: reading.asides.iter().map(AsideRow::from).collect(),
            verdict: VerdictRow::from(&reading.verdict),
            reserved: ReservedRow {
                tdm: reading.reservations.tdm,
                policy: reading.reservations.tdm_policy.clone(),
                noarchive: reading.reservations.noarchive,
                nosnippet: reading.reservations.nosnippet,
                licence: reading.reservations.licence.clone(),
            },
            caps: reading.caps.clone(),
        }
    }
}

impl ReadingRow {
    /// The page's own section.
    pub(crate) fn section(self) -> Option<String> {
        self.article?.section
    }

    /// Who wrote it, by the page.
    pub(crate) fn bylines(self) -> Vec<String> {
        self.article.map(|article| article.bylines).unwrap_or_default()
    }

    /// The reading with its blocks.
    pub(crate) fn reading(self, blocks: Vec<Block>) -> Reading {
        Reading {
            caps: self.caps,
            article: self.article.map(|article| article.article(blocks)),
            asides: self.asides.into_iter().filter_map(AsideRow::aside).collect(),
            verdict: self.verdict.verdict(),
            reservations: Reservations {
                tdm: self.reserved.tdm,
                tdm_policy: self.reserved.policy,
                noarchive: self.reserved.noarchive,
                nosnippet: self.reserved.nosnippet,
                licence: self.reserved.licence,
            },
        }
    }
}

impl From<&Article> for ArticleRow {
    fn from(article: &Article) -> Self {
        Self {
            title: article.title.clone(),
            standfirst: article.standfirst.clone(),
            bylines: article.bylines.clone(),
            agency: article.agency.clone(),
            publisher: article.publisher.as_ref().map(|p| (p.name.clone(), p.host.clone())),
            section: article.section.clone(),
            tags: article.tags.clone(),
            published: article.published.map(date_text),
            published_from: article.published_from.clone(),
            modified: article.modified.map(date_text),
            language: article.language.clone(),
            canonical: url_text(article.canonical_url.as_ref()),
            image: article.image.as_ref().map(ImageRow::from),
        }
    }
}

impl ArticleRow {
    fn article(self, blocks: Vec<Block>) -> Article {
        Article {
            title: self.title,
            standfirst: self.standfirst,
            bylines: self.bylines,
            agency: self.agency,
            publisher: self.publisher.map(|(name, host)| Publisher { name, host }),
            section: self.section,
            tags: self.tags,
            published: self.published.as_deref().and_then(date_of),
            published_from: self.published_from,
            modified: self.modified.as_deref().and_then(date_of),
            language: self.language,
            canonical_url: url(self.canonical),
            image: self.image.and_then(ImageRow::image),
            blocks,
        }
    }
}

impl From<&Image> for ImageRow {
    fn from(image: &Image) -> Self {
        Self {
            url: image.url.as_str().to_owned(),
            credit: image.credit.clone(),
            alt: image.alt.clone(),
            size: image.size.map(|size| (size.width(), size.height())),
        }
    }
}

impl ImageRow {
    pub(crate) fn image(self) -> Option<Image> {
        let size = self.size.and_then(|(width, height)| PictureSize::new(width, height));
        Some(Image { size, ..image_row(Some(self.url), self.credit, self.alt)? })
    }
}

/// An image from its columns.
pub(crate) fn image_row(url: Option<String>, credit: Option<String>, alt: Option<String>) -> Option<Image> {
    Some(Image { url: WebUrl::parse(&url?).ok()?, credit, alt, size: None })
}

impl From<&Aside> for AsideRow {
    fn from(aside: &Aside) -> Self {
        let item =
            |item: &AsideItem| (item.title.clone(), item.publisher.clone(), url_text(item.url.as_ref()));
        Self {
            kind: aside.kind.as_str().to_owned(),
            text: aside.text.clone(),
            items: aside.items.iter().map(item).collect(),
            reason: aside.reason.map(|reason| reason.as_str().to_owned()),
        }
    }
}

impl AsideRow {
    /// `None` for a kind that this version does not know.
    fn aside(self) -> Option<Aside> {
        let item = |(title, publisher, link)| AsideItem { title, publisher, url: url(link) };
        Some(Aside {
            kind: AsideKind::from_word(&self.kind)?,
            text: self.text,
            items: self.items.into_iter().map(item).collect(),
            reason: self.reason.as_deref().and_then(Reason::from_word),
        })
    }
}

impl From<&Verdict> for VerdictRow {
    fn from(verdict: &Verdict) -> Self {
        let evidence = verdict.evidence.iter().map(|evidence| EvidenceRow {
            supports: evidence.supports.clone(),
            place: evidence.place.to_string(),
            quote: evidence.quote.clone(),
            origin: evidence.origin.as_str().to_owned(),
            rule: evidence.rule.map(|rule| rule.as_str().to_owned()),
        });
        Self {
            holding: verdict.holding.as_str().to_owned(),
            reasons: verdict.reasons.iter().map(|reason| reason.as_str().to_owned()).collect(),
            access: verdict.declared.access.map(|access| access.as_str().to_owned()),
            words: verdict.declared.words,
            percent_left: verdict.declared.percent_left,
            reservation: verdict.declared.reservation.clone(),
            completeness: verdict.completeness.as_ref().map(|c| (c.share, c.source.clone())),
            evidence: evidence.collect(),
        }
    }
}

impl VerdictRow {
    fn verdict(self) -> Verdict {
        Verdict {
            holding: Holding::from_word(&self.holding).unwrap_or(Holding::None),
            reasons: self.reasons.iter().filter_map(|word| Reason::from_word(word)).collect(),
            declared: Declared {
                access: self.access.as_deref().and_then(Access::from_word),
                words: self.words,
                percent_left: self.percent_left,
                reservation: self.reservation,
            },
            completeness: self.completeness.map(|(share, source)| Completeness { share, source }),
            evidence: self.evidence.into_iter().filter_map(EvidenceRow::evidence).collect(),
        }
    }
}

impl EvidenceRow {
    fn evidence(self) -> Option<Evidence> {
        let origin = Origin::from_word(&self.origin)?;
        let rule = self.rule.as_deref().and_then(Rule::from_word);
        Some(Evidence {
            supports: self.supports,
            place: self.place.parse().ok()?,
            quote: self.quote,
            origin,
            rule,
        })
    }
}

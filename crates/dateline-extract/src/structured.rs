//! What a page says of itself in data: JSON-LD, microdata, meta tags, links. Collects claims with their source;
//! [`crate::meta`] settles conflicts.

mod claims;
mod json;
mod ld;
mod noscript;
pub(crate) mod state;

use crate::class_ids::ClassIds;
use claims::{CLAIMS_MAX, VALUE_MAX};
pub(crate) use claims::{Claim, Claims, Structured};
use dateline_html::{AttrName, AttrNames, Document, NodeId, Tag};
use dateline_model::Access;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Folds white space and resolves entities that were written twice.
pub(crate) fn clean(value: &str) -> String {
    let mut out = String::new();
    if value.contains('&') || value.contains('<') {
        let document = dateline_html::parse_str(value, &dateline_html::Limits::default());
        crate::char_classes::fold_into(&mut out, &document.collect_text(document.root()));
    } else {
        crate::char_classes::fold_into(&mut out, value);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Types of schema.org that say "this is one article".
pub(crate) const ARTICLES: &[&str] = &[
    "NewsArticle",
    "Article",
    "BlogPosting",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
    "AdvertiserContentArticle",
];

/// Walks the document once and collects what it says of itself.
pub(crate) fn gather(doc: &Document, classes: &ClassIds<'_>) -> Structured {
    let mut found = Structured::default();
    let mut noscripts = Vec::new();
    let mut at = Some(doc.root());
    while let Some(node) = at {
        at = if doc.tag(node) == Some(Tag::Noscript) {
            noscripts.push(node);
            doc.after(node, doc.root())
        } else {
            element(doc, node, classes, &mut found);
            doc.following(node, doc.root())
        };
    }
    found.claims.noscript = noscript::page(doc, &noscripts);
    for node in found.claims.noscript.into_iter().flat_map(|page| doc.descendants(page).skip(1)) {
        element(doc, node, classes, &mut found);
    }
    declare(doc, &mut found);
    found
}

fn element(doc: &Document, node: NodeId, classes: &ClassIds<'_>, found: &mut Structured) {
    if let Some(tag) = doc.tag(node) {
        match tag {
            Tag::Meta => meta(doc, node, found),
            Tag::Link => link(doc, node, found),
            Tag::Script => script(doc, node, found),
            Tag::Title => title(doc, node, found),
            Tag::Html => language(doc, node, found),
            Tag::Base => {
                found.claims.base =
                    found.claims.base.take().or_else(|| doc.attr(node, "href").map(str::to_owned));
            }
            Tag::H1 if found.claims.h1.len() < 16 => found.claims.h1.push(node),
            _ => visible(doc, node, tag, classes, found),
        }
    }
}

fn title(doc: &Document, node: NodeId, found: &mut Structured) {
    let in_head = doc.parent(node).is_none_or(|parent| doc.name(parent) != "svg");
    if in_head {
        Claims::add(&mut found.claims.titles, "title", &doc.collect_text(node));
    }
}

fn language(doc: &Document, node: NodeId, found: &mut Structured) {
    if let Some(lang) = doc.attr(node, "lang").or_else(|| doc.attr(node, "xml:lang")) {
        Claims::add(&mut found.claims.languages, "html.lang", lang);
    }
}

fn link(doc: &Document, node: NodeId, found: &mut Structured) {
    let (Some(rel), Some(href)) = (doc.attr(node, "rel"), doc.attr(node, "href")) else { return };
    if rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("canonical")) {
        Claims::add(&mut found.claims.canonicals, "link.canonical", href);
    }
    if rel.split_whitespace().any(|word| word.eq_ignore_ascii_case("license")) {
        Claims::add(&mut found.claims.licences, "link.license", href);
    }
    if rel.eq_ignore_ascii_case("image_src") {
        Claims::add(&mut found.claims.images, "link.image_src", href);
    }
}

fn script(doc: &Document, node: NodeId, found: &mut Structured) {
    let is_ld = doc
        .attr(node, "type")
        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"));
    if is_ld && let Some(text) = doc.first_child(node) {
        ld::read(doc.text(text), found);
    }
}

/// Name of a meta tag, what it speaks of and the name of the source. Sources: Open Graph, Dublin Core, the documents of
/// Parse.ly, Swiftype, Sailthru and Cxense, Google News, and names seen on pages.
const META: &[(&str, Subject, &str)] = &[
    ("og:title", Subject::Title, "og:title"),
    ("twitter:title", Subject::Title, "twitter:title"),
    ("dc.title", Subject::Title, "dc.title"),
    ("dcterms.title", Subject::Title, "dc.title"),
    ("parsely-title", Subject::Title, "parsely"),
    ("citation_title", Subject::Title, "citation"),
    ("sailthru.title", Subject::Title, "sailthru"),
    ("headline", Subject::Title, "meta.headline"),
    ("title", Subject::Title, "meta.title"),
    ("description", Subject::Standfirst, "meta.description"),
    ("og:description", Subject::Standfirst, "og:description"),
    ("twitter:description", Subject::Standfirst, "twitter:description"),
    ("dc.description", Subject::Standfirst, "dc.description"),
    ("author", Subject::Author, "meta.author"),
    ("authors", Subject::Author, "meta.author"),
    ("article:author", Subject::Author, "article:author"),
    ("og:article:author", Subject::Author, "article:author"),
    ("article:author_name", Subject::Author, "article:author"),
    ("dc.creator", Subject::Author, "dc.creator"),
    ("dcterms.creator", Subject::Author, "dc.creator"),
    ("parsely-author", Subject::Author, "parsely"),
    ("sailthru.author", Subject::Author, "sailthru"),
    ("citation_author", Subject::Author, "citation"),
    ("byl", Subject::Author, "meta.byl"),
    ("byline", Subject::Author, "meta.byl"),
    ("cxenseparse:author", Subject::Author, "cxense"),
    ("article:published_time", Subject::Published, "article:published_time"),
    ("og:published_time", Subject::Published, "article:published_time"),
    ("og:article:published_time", Subject::Published, "article:published_time"),
    ("cxenseparse:recs:publishtime", Subject::Published, "cxense"),
    ("cxenseparse:publishtime", Subject::Published, "cxense"),
    ("parsely-pub-date", Subject::Published, "parsely"),
    ("sailthru.date", Subject::Published, "sailthru"),
    ("datepublished", Subject::Published, "meta.published"),
    ("date", Subject::Published, "meta.date"),
    ("pubdate", Subject::Published, "meta.published"),
    ("publishdate", Subject::Published, "meta.published"),
    ("publish-date", Subject::Published, "meta.published"),
    ("publish_date", Subject::Published, "meta.published"),
    ("article_date_original", Subject::Published, "meta.published"),
    ("article.published", Subject::Published, "meta.published"),
    ("published_time_telegram", Subject::Published, "meta.published"),
    ("dc.date", Subject::Published, "dc.date"),
    ("dc.date.issued", Subject::Published, "dc.date"),
    ("dc.date.created", Subject::Published, "dc.date"),
    ("dcterms.created", Subject::Published, "dc.date"),
    ("dcterms.date", Subject::Published, "dc.date"),
    ("dcterms.issued", Subject::Published, "dc.date"),
    ("citation_publication_date", Subject::Published, "citation"),
    ("citation_date", Subject::Published, "citation"),
    ("ptime", Subject::Published, "meta.date"),
    ("pdate", Subject::Published, "meta.date"),
    ("article:modified_time", Subject::Modified, "article:modified_time"),
    ("og:updated_time", Subject::Modified, "og:updated_time"),
    ("og:modified_time", Subject::Modified, "article:modified_time"),
    ("og:article:modified_time", Subject::Modified, "article:modified_time"),
    ("lastmod", Subject::Modified, "meta.lastmod"),
    ("last-modified", Subject::Modified, "meta.lastmod"),
    ("dcterms.modified", Subject::Modified, "dc.modified"),
    ("article:section", Subject::Section, "article:section"),
    ("og:article:section", Subject::Section, "article:section"),
    ("parsely-section", Subject::Section, "parsely"),
    ("section", Subject::Section, "meta.section"),
    ("keywords", Subject::Tags, "meta.keywords"),
    ("news_keywords", Subject::Tags, "meta.news_keywords"),
    ("article:tag", Subject::Tags, "article:tag"),
    ("og:article:tag", Subject::Tags, "article:tag"),
    ("parsely-tags", Subject::Tags, "parsely"),
    ("sailthru.tags", Subject::Tags, "sailthru"),
    ("dcterms.license", Subject::Licence, "dc.license"),
    ("dc.rights.license", Subject::Licence, "dc.license"),
    ("og:image:alt", Subject::ImageAlt, "og:image:alt"),
    ("og:image:width", Subject::ImageWidth, "og:image"),
    ("og:image:height", Subject::ImageHeight, "og:image"),
    ("og:image", Subject::Image, "og:image"),
    ("og:image:url", Subject::Image, "og:image"),
    ("og:image:secure_url", Subject::Image, "og:image"),
    ("twitter:image", Subject::Image, "twitter:image"),
    ("twitter:image:src", Subject::Image, "twitter:image"),
    ("og:site_name", Subject::Publisher, "og:site_name"),
    ("application-name", Subject::Publisher, "meta.application-name"),
    ("dc.publisher", Subject::Publisher, "dc.publisher"),
    ("og:url", Subject::Canonical, "og:url"),
    ("og:locale", Subject::Language, "og:locale"),
    ("language", Subject::Language, "meta.language"),
    ("content-language", Subject::Language, "meta.language"),
    ("dc.language", Subject::Language, "dc.language"),
    ("og:type", Subject::OgType, "og:type"),
    ("robots", Subject::Robots, "robots"),
    ("googlebot", Subject::Robots, "robots"),
    ("googlebot-news", Subject::Robots, "robots"),
    ("article:content_tier", Subject::Tier, "article:content_tier"),
    ("og:article:content_tier", Subject::Tier, "article:content_tier"),
    ("tdm-reservation", Subject::Reservation, "tdm-reservation"),
    ("tdm-policy", Subject::Policy, "tdm-policy"),
];

/// The rows of [`META`] by name.
static BY_NAME: LazyLock<HashMap<&str, &(&str, Subject, &str)>> =
    LazyLock::new(|| META.iter().rev().map(|row| (row.0, row)).collect());

#[derive(Clone, Copy)]
enum Subject {
    Title,
    Standfirst,
    Author,
    Published,
    Modified,
    Section,
    Tags,
    Image,
    ImageAlt,
    ImageWidth,
    ImageHeight,
    Licence,
    Publisher,
    Canonical,
    Language,
    OgType,
    Robots,
    Tier,
    Reservation,
    Policy,
}

fn meta(doc: &Document, node: NodeId, found: &mut Structured) {
    // `value` is what some publishing systems write instead.
    let Some(content) = doc.attr(node, "content").or_else(|| doc.attr(node, "value")) else { return };
    for attribute in ["property", "name", "itemprop", "http-equiv"] {
        let Some(name) = doc.attr(node, attribute) else { continue };
        let name = name.trim().to_ascii_lowercase();
        let Some((_, subject, source)) = BY_NAME.get(name.as_str()) else {
            item_meta(&name, content, found);
            continue;
        };
        say(found, *subject, source, content);
        return;
    }
}

/// Microdata written as meta tags.
fn item_meta(name: &str, content: &str, found: &mut Structured) {
    let claims = &mut found.claims;
    match name {
        "datepublished" | "datecreated" => Claims::add(&mut claims.published, "microdata", content),
        "datemodified" => Claims::add(&mut claims.modified, "microdata", content),
        "headline" => Claims::add(&mut claims.titles, "microdata", content),
        "isaccessibleforfree" => found.declared.access = found.declared.access.or(access(content)),
        // `w-published-date`, `published`, `five:created_at`: names of their own that tell what they hold.
        _ if dates_publication(name) => Claims::add(&mut claims.published, "meta.published", content),
        _ => {}
    }
}

fn dates_publication(name: &str) -> bool {
    let told = name.contains("publi") || name.contains("created");
    told && (name.contains("date")
        || name.contains("time")
        || name.ends_with("published")
        || name.ends_with("_at"))
}

pub(crate) fn access(value: &str) -> Option<Access> {
    let value = value.trim();
    let value = value.rsplit('/').next().unwrap_or(value);
    match value.to_ascii_lowercase().as_str() {
        "true" | "free" | "yes" => Some(Access::Free),
        "metered" => Some(Access::Metered),
        "false" | "locked" | "no" => Some(Access::Locked),
        _ => None,
    }
}

fn say(found: &mut Structured, subject: Subject, source: &'static str, content: &str) {
    let claims = &mut found.claims;
    let list = match subject {
        Subject::Title => &mut claims.titles,
        Subject::Standfirst => &mut claims.standfirsts,
        Subject::Author => &mut claims.authors,
        Subject::Published => &mut claims.published,
        Subject::Modified => &mut claims.modified,
        Subject::Section => &mut claims.sections,
        Subject::Tags => return tags(claims, source, content),
        Subject::Image => &mut claims.images,
        Subject::ImageAlt => {
            return claims.image_alt = claims.image_alt.take().or_else(|| Some(clean(content)));
        }
        Subject::ImageWidth => return first(&mut claims.image_size.0, content),
        Subject::ImageHeight => return first(&mut claims.image_size.1, content),
        Subject::Licence => &mut claims.licences,
        Subject::Publisher => &mut claims.publishers,
        Subject::Canonical => &mut claims.canonicals,
        Subject::Language => &mut claims.languages,
        Subject::OgType => return found.og_type = found.og_type.take().or_else(|| Some(clean(content))),
        Subject::Robots => return robots(found, content),
        Subject::Tier => return found.declared.access = access(content).or(found.declared.access),
        Subject::Reservation => return found.declared.reservation = Some(clean(content)),
        Subject::Policy => return claims.tdm_policy = Some(clean(content)),
    };
    Claims::add(list, source, content);
}

fn first(known: &mut Option<String>, content: &str) {
    known.get_or_insert_with(|| clean(content));
}

fn robots(found: &mut Structured, content: &str) {
    let robots = found.robots.get_or_insert_default();
    if !robots.is_empty() {
        robots.push_str(", ");
    }
    robots.push_str(&content.to_ascii_lowercase());
}

fn tags(claims: &mut Claims, source: &'static str, content: &str) {
    for tag in content.split([',', ';']).take(CLAIMS_MAX) {
        Claims::add(&mut claims.tags, source, tag);
    }
}

/// Attributes that carry metadata.
const METADATA: AttrNames = AttrNames::of(&[AttrName::Itemprop, AttrName::Rel]);

/// Visible elements that carry metadata by their attributes.
fn visible(doc: &Document, node: NodeId, tag: Tag, classes: &ClassIds<'_>, found: &mut Structured) {
    if tag == Tag::Time && found.claims.times.len() < CLAIMS_MAX {
        found.claims.times.push(node);
    }
    let signs = classes.signs(node);
    let metadata = signs.has_metadata().then(|| doc.attrs_among(node, METADATA));
    for (name, value) in metadata.into_iter().flatten() {
        match name {
            AttrName::Itemprop => item(doc, node, value, found),
            _ if value.eq_ignore_ascii_case("license") => {
                let href = doc.attr(node, "href").unwrap_or_default();
                Claims::add(&mut found.claims.licences, "a.license", href);
            }
            _ if value == "tag" && found.claims.tags.len() < CLAIMS_MAX => {
                Claims::add(&mut found.claims.tags, "a.tag", &short_text(doc, node));
            }
            _ if value == "category tag" && found.claims.sections.len() < CLAIMS_MAX => {
                Claims::add(&mut found.claims.sections, "a.category", &short_text(doc, node));
            }
            _ => {}
        }
    }
    if signs.is_signed() && found.claims.bylines.len() < CLAIMS_MAX {
        found.claims.bylines.push(node);
    }
}

fn item(doc: &Document, node: NodeId, name: &str, found: &mut Structured) {
    let value = || doc.attr(node, "content").or_else(|| doc.attr(node, "datetime"));
    let claims = &mut found.claims;
    match name {
        "datePublished" | "dateCreated" => {
            if let Some(value) = value() {
                Claims::add(&mut claims.published, "microdata", value);
            } else if claims.times.len() < CLAIMS_MAX {
                claims.times.push(node);
            }
        }
        "dateModified" => {
            if let Some(value) = value() {
                Claims::add(&mut claims.modified, "microdata", value);
            }
        }
        "headline" => Claims::add(&mut claims.titles, "microdata", &short_text(doc, node)),
        "articleSection" => Claims::add(&mut claims.sections, "microdata", &short_text(doc, node)),
        "author" if claims.bylines.len() < CLAIMS_MAX => claims.bylines.push(node),
        _ => {}
    }
}

/// Text below an element, empty where there is too much of it to be a name or a headline.
pub(crate) fn short_text(doc: &Document, node: NodeId) -> String {
    let mut out = String::new();
    for below in doc.descendants(node).take(200) {
        match doc.tag(below) {
            Some(Tag::Script | Tag::Style | Tag::Br | Tag::Div | Tag::P | Tag::Li) => out.push(' '),
            _ if doc
                .parent(below)
                .is_some_and(|above| matches!(doc.tag(above), Some(Tag::Script | Tag::Style))) => {}
            _ => out.push_str(doc.text(below)),
        }
        if out.len() > VALUE_MAX {
            return String::new();
        }
    }
    out
}

/// Finds the words of the declaration in the source, so that evidence can point at them.
fn declare(doc: &Document, found: &mut Structured) {
    if found.declared.access.is_none() {
        return;
    }
    let source = doc.source();
    for key in ["isAccessibleForFree", "content_tier"] {
        if let Some(start) = memchr::memmem::find(source.as_bytes(), key.as_bytes()) {
            let tail = &source[start..source.len().min(source.floor_char_boundary(start + 80))];
            let end = tail.find([',', '}', '>', '\n']).unwrap_or(tail.len());
            found.declared_at = Some((start, start + end));
            return;
        }
    }
}

//! schema.org nodes in JSON-LD: one object, a list, `@graph`, references by `@id`.

use super::{Claims, access, clean, json};
use crate::structured::Structured;
use dateline_model::Access;
use serde_json::{Map, Value};
use std::borrow::Cow;

type Node = Map<String, Value>;

/// Objects of one script that are looked at, and how deep.
const NODES_MAX: usize = 2000;
const DEPTH_MAX: usize = 12;
/// Names of events and things that are kept.
const THINGS: usize = 16;

/// Adds what one script says.
pub(crate) fn read(text: &str, found: &mut Structured) {
    let Some(value) = json::parse(text) else { return };
    let mut nodes = Vec::new();
    collect(&value, 0, &[], &mut nodes);
    let mut own = Vec::new();
    collect(&value, 0, &OTHERS, &mut own);
    for node in &nodes {
        found.types.extend(types(node).map(str::to_owned).take(4));
        let is_thing = |kind: &str| kind.ends_with("Event") || kind.contains("Product");
        let name = node.get("name").and_then(Value::as_str).filter(|_| types(node).any(is_thing));
        if found.named.len() < THINGS {
            found.named.extend(name.map(clean));
        }
    }
    breadcrumbs(&nodes, found);
    let Some(article) = own.into_iter().filter(|node| rank(node) > 0).max_by_key(|node| rank(node)) else {
        return;
    };
    let graph = Graph { nodes: &nodes };
    article_claims(article, &graph, found);
    access_claims(&nodes, found);
}

/// The steps on the way from the front page to this one, the nearest first, without the front page.
fn breadcrumbs(nodes: &[&Node], found: &mut Structured) {
    let list = nodes.iter().find(|node| types(node).any(|name| name == "BreadcrumbList"));
    let items = list.and_then(|list| list.get("itemListElement")?.as_array());
    for item in items.map_or(&[][..], Vec::as_slice).iter().take(STEPS).skip(1).rev() {
        let inner = || item.get("item")?.get("name").and_then(text_of);
        if let Some(name) = item.get("name").and_then(text_of).or_else(inner) {
            Claims::add(&mut found.claims.sections, "jsonld.breadcrumb", name);
        }
    }
}

/// Steps of such a way that are read.
const STEPS: usize = 6;

/// What holds other stories than the page's.
const OTHERS: [&str; 3] = ["itemListElement", "relatedLink", "isRelatedTo"];

fn collect<'v>(value: &'v Value, depth: usize, without: &[&str], nodes: &mut Vec<&'v Node>) {
    if depth > DEPTH_MAX || nodes.len() >= NODES_MAX {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, without, nodes)),
        Value::Object(node) => {
            nodes.push(node);
            let below = node.iter().filter(|(key, _)| !without.contains(&key.as_str()));
            below.for_each(|(_, below)| collect(below, depth + 1, without, nodes));
        }
        _ => {}
    }
}

fn types(node: &Node) -> impl Iterator<Item = &str> {
    let (one, many) = match node.get("@type") {
        Some(Value::String(name)) => (Some(name.as_str()), None),
        Some(Value::Array(names)) => (None, Some(names.iter().filter_map(Value::as_str))),
        _ => (None, None),
    };
    one.into_iter()
        .chain(many.into_iter().flatten())
        .map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

/// How likely a node describes the page's article; 0 is never. The first of equals should win, so a headline and a body count.
fn rank(node: &Node) -> u32 {
    let kind = types(node).map(|name| match name {
        "NewsArticle"
        | "ReportageNewsArticle"
        | "AnalysisNewsArticle"
        | "OpinionNewsArticle"
        | "BackgroundNewsArticle"
        | "AdvertiserContentArticle"
        | "LiveBlogPosting"
        | "Report"
        | "ReviewNewsArticle"
        | "AskPublicNewsArticle" => 40,
        "Article" | "BlogPosting" | "TechArticle" | "ScholarlyArticle" | "SocialMediaPosting" | "Review"
        | "Recipe" => 36,
        name if name.ends_with("Article") => 36,
        "VideoObject" | "PodcastEpisode" | "Event" | "Product" => 0,
        "WebPage" | "ItemPage" | "CreativeWork" => 8,
        _ => 0,
    });
    let kind = kind.max().unwrap_or(0);
    if kind == 0 {
        return 0;
    }
    let has = |key: &str| u32::from(node.contains_key(key));
    kind + 4 * has("headline") + 2 * has("datePublished") + has("author") + 2 * has("articleBody")
}

struct Graph<'v> {
    nodes: &'v [&'v Node],
}

impl<'v> Graph<'v> {
    /// The node that a reference points to, or the value itself.
    fn follow(&self, value: &'v Value) -> &'v Value {
        let Some(node) = value.as_object().filter(|node| node.len() == 1) else { return value };
        let Some(id) = node.get("@id") else { return value };
        let target = self.nodes.iter().find(|other| other.len() > 1 && other.get("@id") == Some(id));
        target.and_then(|target| target.get("name")).unwrap_or(value)
    }

    /// Names in a value of any shape.
    fn names(&self, value: &'v Value, out: &mut Vec<(String, bool)>) {
        if out.len() > 40 {
            return;
        }
        match self.follow(value) {
            Value::String(name) => out.push((clean(name), false)),
            Value::Array(items) => items.iter().for_each(|item| self.names(item, out)),
            Value::Object(node) => {
                let organisation = types(node).any(|name| name.ends_with("Organization"));
                match node.get("name").or_else(|| node.get("@value")).or_else(|| node.get("@list")) {
                    Some(Value::String(name)) => out.push((clean(name), organisation)),
                    Some(list @ Value::Array(_)) => self.names(list, out),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn article_claims(node: &Node, graph: &Graph<'_>, found: &mut Structured) {
    let is_page = rank(node) < 30;
    let text = |key: &str| node.get(key).and_then(text_of);
    let claims = &mut found.claims;
    let source = |good: &'static str, weak: &'static str| if is_page { weak } else { good };
    if let Some(title) = text("headline").or_else(|| text("name")).or_else(|| text("alternativeHeadline")) {
        Claims::add(&mut claims.titles, source("jsonld.headline", "jsonld.page"), title);
    }
    if let Some(words) = text("description") {
        Claims::add(&mut claims.standfirsts, source("jsonld.description", "jsonld.page"), words);
    }
    if let Some(date) = date_of(node, "datePublished").or_else(|| date_of(node, "dateCreated")) {
        Claims::add(&mut claims.published, source("jsonld.datePublished", "jsonld.page"), &date);
    }
    if let Some(date) = date_of(node, "dateModified") {
        Claims::add(&mut claims.modified, "jsonld.dateModified", &date);
    }
    if let Some(url) = node.get("image").or_else(|| node.get("thumbnailUrl")).and_then(url_of) {
        Claims::add(&mut claims.images, "jsonld.image", url);
    }
    if let Some((url, credit)) = node.get("image").and_then(credited) {
        claims.credits.push((url.to_owned(), clean(credit)));
    }
    if let Some(licence) = node.get("license").and_then(url_of) {
        Claims::add(&mut claims.licences, source("jsonld.license", "jsonld.page"), licence);
    }
    if let Some(language) = text("inLanguage") {
        Claims::add(&mut claims.languages, "jsonld.inLanguage", language);
    }
    lists(node, graph, claims);
    found.declared.words = found.declared.words.or_else(|| words(node.get("wordCount")?));
    if let Some(body) = text("articleBody").filter(|body| body.len() > 40) {
        let longer = found.article_body.as_ref().is_none_or(|held| held.len() < body.len());
        if longer {
            found.article_body = Some(body.to_owned());
        }
    }
}

fn lists(node: &Node, graph: &Graph<'_>, claims: &mut Claims) {
    for key in ["author", "creator"] {
        let Some(value) = node.get(key) else { continue };
        let mut names = Vec::new();
        graph.names(value, &mut names);
        for (name, organisation) in names {
            Claims::add(
                &mut claims.authors,
                if organisation { "jsonld.organization" } else { "jsonld.author" },
                &name,
            );
        }
        if !claims.authors.is_empty() {
            break;
        }
    }
    let mut publishers = Vec::new();
    if let Some(value) = node.get("publisher") {
        graph.names(value, &mut publishers);
    }
    for (name, _) in publishers.iter().take(1) {
        Claims::add(&mut claims.publishers, "jsonld.publisher", name);
    }
    for section in strings(node.get("articleSection")) {
        Claims::add(&mut claims.sections, "jsonld.articleSection", section);
    }
    for tag in strings(node.get("keywords")).flat_map(|words| words.split(',')).take(40) {
        Claims::add(&mut claims.tags, "jsonld.keywords", tag);
    }
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match value {
        Some(Value::String(text)) => (Some(text.as_str()), None),
        Some(Value::Array(items)) => (None, Some(items.iter().filter_map(Value::as_str))),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten())
}

fn text_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.first().and_then(text_of),
        Value::Object(node) => node.get("@value").or_else(|| node.get("name")).and_then(Value::as_str),
        _ => None,
    }
}

/// A date as text; a number is seconds since 1970.
fn date_of<'n>(node: &'n Node, key: &str) -> Option<Cow<'n, str>> {
    let value = node.get(key)?;
    let seconds = || value.as_u64().map(|seconds| Cow::Owned(seconds.to_string()));
    text_of(value).map(Cow::Borrowed).or_else(seconds)
}

fn url_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(items) => items.first().and_then(url_of),
        Value::Object(node) => {
            node.get("url").or_else(|| node.get("contentUrl")).or_else(|| node.get("@id")).and_then(text_of)
        }
        _ => None,
    }
}

/// The address of an image with who made it.
fn credited(value: &Value) -> Option<(&str, &str)> {
    match value {
        Value::Array(items) => items.iter().find_map(credited),
        Value::Object(node) => {
            let keys = ["creditText", "creator", "author", "copyrightHolder", "copyrightNotice"];
            let credit = keys.iter().find_map(|key| node.get(*key).and_then(text_of))?;
            Some((url_of(value)?, credit))
                .filter(|(_, credit)| !credit.trim().is_empty() && credit.len() <= 200)
        }
        _ => None,
    }
}

fn words(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => number.as_u64().and_then(|n| u32::try_from(n).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Declared access and the classes of the parts that are not free.
fn access_claims(nodes: &[&Node], found: &mut Structured) {
    for node in nodes {
        let Some(said) = node.get("isAccessibleForFree").and_then(truth) else { continue };
        let selector = node.get("cssSelector");
        match selector {
            None => found.declared.access = found.declared.access.or(Some(said)),
            Some(_) if said == Access::Locked => locked(selector, found),
            Some(_) => {}
        }
    }
}

fn locked(selector: Option<&Value>, found: &mut Structured) {
    let classes = strings(selector)
        .flat_map(|text| text.split([',', ' ']))
        .filter_map(|part| part.trim().strip_prefix('.'));
    for class in classes.take(16) {
        found.locked_classes.push(class.to_owned());
    }
    found.declared.access = found.declared.access.or(Some(Access::Locked));
}

fn truth(value: &Value) -> Option<Access> {
    match value {
        Value::Bool(true) => Some(Access::Free),
        Value::Bool(false) => Some(Access::Locked),
        Value::String(text) => access(text),
        _ => None,
    }
}

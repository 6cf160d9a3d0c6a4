//! JSON Feed 1.0 and 1.1 (jsonfeed.org), numbers and missing lists forgiven.

use crate::caps::BASE;
use crate::read::{add_category, add_person, complete, person_of};
use crate::xml::{Budget, Fault, Faults};
use crate::{Context, NotAFeed, OtherKind, dates, loose_json, newest, quirks, titles};
use dateline_model::{Construct, ConstructKind, Enclosure, Entry, Feed, FeedKind, Person, WebUrl};
use serde_json::Value;

/// Authors, tags, attachments of one entry.
const LIST: usize = 256;

/// Parses the text as JSON; comments and the like are passed over, and a damaged end is cut back to the last whole item.
pub fn value(text: &str, faults: &mut Faults) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let strict = loose_json::strict(text);
    faults.add(if strict.cut { Fault::Truncated } else { Fault::LooseJson });
    serde_json::from_str(&strict.text).ok()
}

/// Reads a JSON Feed.
pub(crate) fn read(text: &str, context: &Context<'_>, mut faults: Faults) -> Result<Feed, NotAFeed> {
    let root = value(text, &mut faults).ok_or_else(|| {
        NotAFeed::new(OtherKind::Json, "this begins like JSON and is damaged beyond reading")
    })?;
    let items = root.get("items").and_then(Value::as_array);
    let claims =
        root.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed.org"));
    if items.is_none() && !claims {
        return Err(NotAFeed::new(OtherKind::Json, "this is JSON, but not a JSON Feed (it has no items)"));
    }
    let said = |key: &str| {
        let base = string(&root, key).and_then(|url| crate::links::resolve(context.url, &url));
        base.filter(|base| base.as_str().len() <= BASE)
    };
    let base = said("home_page_url").or_else(|| said("feed_url")).or_else(|| context.url.cloned());
    let reader = Json { base, budget: Budget::of(text.len()) };
    let items = items.map(Vec::as_slice).unwrap_or_default();
    let mut entries = Vec::new();
    let mut left_out = 0;
    for item in items.iter().filter(|item| item.is_object()) {
        left_out += newest::add(&mut entries, reader.entry(item));
    }
    if left_out + newest::keep_newest(&mut entries, newest::ENTRIES) > 0 {
        faults.add(Fault::Entries);
    }
    let mut feed = Feed {
        title: reader.text(&root, "title", ConstructKind::Text, reader.base.as_ref()),
        description: reader.text(&root, "description", ConstructKind::Text, reader.base.as_ref()),
        home: reader.url(&root, "home_page_url"),
        self_url: reader.url(&root, "feed_url"),
        next: reader.url(&root, "next_url"),
        hub: hub(&root).and_then(|hub| reader.url(hub, "url")),
        language: string(&root, "language"),
        icon: reader.url(&root, "icon").or_else(|| reader.url(&root, "favicon")),
        authors: reader.authors(&root),
        ..Feed::of_entries(FeedKind::Json, entries)
    };
    if reader.budget.refused() {
        faults.add(Fault::Expansion);
    }
    quirks::link_by_guid(&mut feed);
    feed.repairs = faults.sentences();
    Ok(feed)
}

/// The first hub that speaks WebSub; `rssCloud` may stand beside it.
fn hub(root: &Value) -> Option<&Value> {
    let speaks = |hub: &&Value| {
        let kind = hub.get("type").and_then(Value::as_str).unwrap_or_default();
        ["websub", "pubsubhubbub"].iter().any(|known| kind.eq_ignore_ascii_case(known))
    };
    root.get("hubs")?.as_array()?.iter().find(speaks)
}

struct Json {
    base: Option<WebUrl>,
    /// What bases and relative addresses may add to the document.
    budget: Budget,
}

impl Json {
    fn entry(&self, item: &Value) -> Entry {
        let guid = string(item, "id");
        let link = self.url(item, "url").or_else(|| self.url(item, "external_url"));
        let link = link.or_else(|| {
            guid.as_deref().filter(|id| id.starts_with("http")).and_then(|id| WebUrl::parse(id).ok())
        });
        // A text is relative to the item's page.
        let base = link.as_ref().or(self.base.as_ref());
        let text = |key: &str, kind| self.text(item, key, kind, base);
        let mut categories = Vec::new();
        list(item, "tags").filter_map(plain_string).for_each(|tag| add_category(&mut categories, &tag));
        let mut entry = Entry {
            title: text("title", ConstructKind::Text),
            summary: text("summary", ConstructKind::Text),
            content: text("content_html", ConstructKind::Html)
                .or_else(|| text("content_text", ConstructKind::Text)),
            link,
            guid,
            published: time(item, "date_published").map(|dated| dated.time),
            updated: time(item, "date_modified").map(|dated| dated.time),
            date_rule: time(item, "date_published")
                .or_else(|| time(item, "date_modified"))
                .map(dates::Dated::words),
            authors: self.authors(item),
            categories,
            image: self.url(item, "image").or_else(|| self.url(item, "banner_image")),
            enclosures: list(item, "attachments").filter_map(|file| self.enclosure(file)).collect(),
            language: string(item, "language"),
            ..Entry::default()
        };
        complete(&mut entry);
        entry
    }

    fn authors(&self, item: &Value) -> Vec<Person> {
        let mut authors: Vec<Person> = Vec::new();
        for author in list(item, "authors").chain(list(item, "author")) {
            match author {
                Value::String(text) => add_person(&mut authors, person_of(text)),
                _ => {
                    let (name, url) = (string(author, "name"), self.url(author, "url"));
                    add_person(&mut authors, Person { name, email: None, url });
                }
            }
        }
        authors
    }

    fn enclosure(&self, file: &Value) -> Option<Enclosure> {
        let length = number(file, "size_in_bytes").filter(|bytes| (0.0..1e15).contains(bytes));
        let duration = number(file, "duration_in_seconds");
        Some(Enclosure {
            url: self.url(file, "url")?,
            media_type: string(file, "mime_type"),
            length: length.map(|bytes| bytes as u64),
            title: string(file, "title").map(|title| titles::name(&title)).filter(|title| !title.is_empty()),
            duration_seconds: duration
                .filter(|seconds| (0.0..1e7).contains(seconds))
                .map(|seconds| seconds as u32),
        })
    }

    fn text(
        &self,
        object: &Value,
        key: &str,
        kind: ConstructKind,
        base: Option<&WebUrl>,
    ) -> Option<Construct> {
        let raw = string(object, key).filter(|text| !text.trim().is_empty())?;
        let raw = if kind == ConstructKind::Html { crate::xml::halves_joined(raw) } else { raw };
        let base = base.filter(|base| self.budget.take(base.as_str().len())).cloned();
        Some(Construct { raw, kind, base })
    }

    fn url(&self, object: &Value, key: &str) -> Option<WebUrl> {
        let reference = string(object, key)?;
        let url = crate::links::resolve(self.base.as_ref(), &reference)?;
        self.budget.take(url.as_str().len().saturating_sub(reference.len())).then_some(url)
    }
}

/// The values of a list. One value is a list of one.
fn list<'v>(object: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let values = match object.get(key) {
        Some(Value::Array(values)) => values.as_slice(),
        None | Some(Value::Null) => &[],
        Some(value) => std::slice::from_ref(value),
    };
    values.iter().take(LIST)
}

/// Numbers are sometimes written as texts.
fn number(object: &Value, key: &str) -> Option<f64> {
    match object.get(key)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn time(object: &Value, key: &str) -> Option<dates::Dated> {
    dates::read(&string(object, key)?, dates::Hints::default())
}

fn string(object: &Value, key: &str) -> Option<String> {
    plain_string(object.get(key)?)
}

/// Identifiers are sometimes numbers.
fn plain_string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

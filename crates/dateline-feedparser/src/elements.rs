//! What each element means to feedparser's dictionary. Elements without a rule are kept under their own names.

use super::dictionary::Dictionary;
use super::json_values::{append, media_type, object};
use super::uri;
use serde_json::{Map, Value, json};

type Attrs = [(String, String)];

fn attr<'v>(attrs: &'v Attrs, name: &str) -> Option<&'v str> {
    attrs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// `url` and `uri` are called `href`.
fn with_href(attrs: &Attrs) -> Map<String, Value> {
    let href = attr(attrs, "url")
        .or_else(|| attr(attrs, "uri"))
        .or_else(|| attr(attrs, "href"))
        .filter(|href| !href.is_empty());
    let kept =
        attrs.iter().filter(|(key, _)| href.is_none() || !matches!(key.as_str(), "url" | "uri" | "href"));
    let mut out: Map<String, Value> = kept.map(|(key, value)| (key.clone(), value.as_str().into())).collect();
    if let Some(href) = href {
        out.insert("href".into(), href.into());
    }
    out
}

/// A date as nine numbers: year to second, weekday from Monday, day of the year, no summer time.
pub(super) fn nine(text: &str) -> Value {
    let Some((time, _)) = dateline_feed::date(text) else { return Value::Null };
    let time = jiff::tz::Offset::UTC.to_datetime(time);
    let weekday = time.weekday().to_monday_zero_offset();
    json!([
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        weekday,
        time.day_of_year(),
        0
    ])
}

impl Dictionary<'_> {
    /// Begins an element that has a rule; `false` if it has none.
    pub(super) fn begin(&mut self, key: &str, attrs: &Attrs) -> bool {
        match key {
            "rss" => self.begin_rss(attrs),
            "channel" => {
                self.in_feed = true;
                self.cdf(attrs);
            }
            "feed" => self.begin_feed(attrs),
            "item" | "entry" => self.begin_item(attrs),
            "image" => self.begin_image(),
            "textinput" => self.begin_textinput(),
            "author" | "managingeditor" | "dc_author" | "dc_creator" | "itunes_author" => self.begin_author(),
            "contributor" => self.begin_contributor("contributor"),
            "dc_contributor" => self.begin_contributor("name"),
            "name" | "itunes_name" => self.push("name", false),
            "email" | "itunes_email" => self.push("email", false),
            "width" | "height" => self.push(key, false),
            "url" | "homepage" | "uri" => self.push("href", true),
            "language" | "dc_language" => self.push("language", true),
            "webmaster" | "dc_publisher" => self.push("publisher", true),
            "itunes_owner" => {
                self.in_publisher = true;
                self.push("publisher", false);
            }
            "published" | "issued" | "pubdate" | "dcterms_issued" => self.push("published", true),
            "updated" | "modified" | "lastbuilddate" | "dc_date" | "dcterms_modified" => {
                self.push("updated", true);
            }
            "created" | "dcterms_created" => self.push("created", true),
            "expirationdate" => self.push("expired", true),
            "dcterms_valid" => self.push("validity", true),
            "guid" | "id" => {
                self.guid_is_link = attr(attrs, "ispermalink").is_none_or(|value| value == "true");
                self.push("id", true);
            }
            "generator" => self.begin_generator(attrs),
            "newlocation" => self.push("newlocation", true),
            _ => return self.begin_text(key, attrs),
        }
        true
    }

    /// Elements with text for readers, links and tags.
    fn begin_text(&mut self, key: &str, attrs: &Attrs) -> bool {
        let expecting = self.expecting();
        match key {
            "title" | "dc_title" | "media_title" => {
                self.push_content("title", attrs, "text/plain", expecting);
            }
            "subtitle" | "tagline" | "itunes_subtitle" => {
                self.push_content("subtitle", attrs, "text/plain", true);
            }
            "rights" | "copyright" | "dc_rights" => self.push_content("rights", attrs, "text/plain", true),
            "info" | "feedburner_browserfriendly" => self.push_content("info", attrs, "text/plain", true),
            "abstract" => self.push_content("description", attrs, "text/plain", expecting),
            "description" | "dc_description" | "media_description" => {
                if !self.second_summary(attrs) {
                    self.push_content("description", attrs, "text/html", expecting);
                }
            }
            "summary" | "itunes_summary" => {
                if !self.second_summary(attrs) {
                    self.summary_key = Some("summary");
                    self.push_content("summary", attrs, "text/plain", true);
                }
            }
            "content" => self.begin_content(attrs),
            "body" | "xhtml_body" => self.push_content("content", attrs, "application/xhtml+xml", true),
            "content_encoded" | "fullitem" => {
                self.has_content = true;
                self.push_content("content", attrs, "text/html", true);
            }
            "link" => self.begin_link(attrs),
            "enclosure" => {
                let mut link = with_href(attrs);
                link.insert("rel".into(), "enclosure".into());
                append(self.context(), "links", link.into());
            }
            "category" | "keywords" | "dc_subject" => self.begin_category(attrs, None),
            "media_category" => {
                self.begin_category(attrs, Some("http://search.yahoo.com/mrss/category_schema"));
            }
            "itunes_category" => {
                self.tag(attr(attrs, "text"), Some("http://www.itunes.com/"), None);
                self.push("category", true);
            }
            "source" => self.begin_source(attrs),
            "cloud" => {
                self.context().insert("cloud".into(), object(attrs));
            }
            _ => return self.begin_module(key, attrs),
        }
        true
    }

    fn begin_module(&mut self, key: &str, attrs: &Attrs) -> bool {
        match key {
            "itunes_image" | "itunes_link" => {
                self.push("itunes_image", false);
                if let Some(href) =
                    attr(attrs, "href").or_else(|| attr(attrs, "url")).filter(|href| !href.is_empty())
                {
                    let image = json!({ "href": href });
                    self.context().insert("image".into(), image);
                }
            }
            "media_group" => {}
            "media_rating" | "media_restriction" | "media_license" => {
                self.context().entry(key).or_insert_with(|| object(attrs));
                self.push(key.trim_start_matches("media_"), true);
            }
            "media_credit" => {
                append(self.context(), key, object(attrs));
                self.push("credit", true);
            }
            "media_content" => append(self.context(), key, object(attrs)),
            "media_thumbnail" => {
                append(self.context(), key, object(attrs));
                self.push("url", true);
            }
            "media_player" => {
                self.push("media_player", false);
                self.context().insert(key.into(), object(attrs));
            }
            "cc_license" => self.license_link(attr(attrs, "rdf:resource").unwrap_or_default()),
            "creativecommons_license" => self.push("license", true),
            "georss_point" | "georss_line" | "georss_polygon" | "georss_box" => self.begin_where("geometry"),
            "where" | "georss_where" => self.begin_where("where"),
            "gml_point" => self.begin_gml(Some("Point"), true, attrs),
            "gml_linestring" => self.begin_gml(Some("LineString"), true, attrs),
            "gml_polygon" => self.begin_gml(None, true, attrs),
            "gml_exterior" => self.begin_gml(None, false, attrs),
            "gml_linearring" => self.begin_gml(Some("Polygon"), false, attrs),
            "gml_pos" | "gml_poslist" => self.push("pos", false),
            "psc_chapters" => self.begin_chapters(attrs),
            "psc_chapter" => self.chapter(attrs),
            _ => return false,
        }
        true
    }

    fn begin_rss(&mut self, attrs: &Attrs) {
        if !self.version.starts_with("rss") {
            self.version = match attr(attrs, "version").unwrap_or_default() {
                "0.91" => "rss091u",
                "0.92" => "rss092",
                "0.93" => "rss093",
                "0.94" => "rss094",
                version if version.starts_with("2.") => "rss20",
                _ => "rss",
            }
            .to_owned();
        }
    }

    fn begin_feed(&mut self, attrs: &Attrs) {
        self.in_feed = true;
        if self.version.is_empty() {
            self.version = match attr(attrs, "version") {
                Some("0.1") => "atom01",
                Some("0.2") => "atom02",
                Some("0.3") => "atom03",
                _ => "atom",
            }
            .to_owned();
        }
    }

    /// CDF says in attributes what others say in elements.
    fn cdf(&mut self, attrs: &Attrs) {
        if let Some(time) = attr(attrs, "lastmod") {
            self.push("updated", true);
            self.fill(time);
            self.end_date("updated");
        }
        if let Some(href) = attr(attrs, "href") {
            self.begin_link(&[]);
            self.fill(href);
            self.pop("link");
            self.entry_link = false;
        }
    }

    fn begin_item(&mut self, attrs: &Attrs) {
        self.new_entry();
        self.push("item", false);
        self.in_entry = true;
        self.guid_is_link = false;
        self.title_depth = None;
        if let Some(about) = attr(attrs, "rdf:about").filter(|about| !about.is_empty()) {
            self.context().insert("id".into(), about.into());
        }
        self.cdf(attrs);
    }

    fn begin_image(&mut self) {
        if !self.in_entry {
            self.context().entry("image").or_insert_with(|| Value::Object(Map::new()));
        }
        self.in_image = true;
        self.title_depth = None;
        self.push("image", false);
    }

    fn begin_textinput(&mut self) {
        self.context().entry("textinput").or_insert_with(|| Value::Object(Map::new()));
        self.in_textinput = true;
        self.title_depth = None;
        self.push("textinput", false);
    }

    fn begin_contributor(&mut self, element: &str) {
        self.in_contributor = true;
        append(self.context(), "contributors", Value::Object(Map::new()));
        self.push(element, false);
    }

    fn begin_generator(&mut self, attrs: &Attrs) {
        let mut detail = with_href(attrs);
        self.absolute(&mut detail);
        self.context().insert("generator_detail".into(), detail.into());
        self.push("generator", true);
    }

    fn absolute(&self, facts: &mut Map<String, Value>) {
        if let Some(href) = facts.get("href").and_then(Value::as_str) {
            let href = uri::join(&self.base, href);
            facts.insert("href".into(), href.into());
        }
    }

    /// A second description is the text itself.
    fn second_summary(&mut self, attrs: &Attrs) -> bool {
        let second = self.context().contains_key("summary") && !self.has_content;
        if second {
            self.summary_key = Some("content");
            self.begin_content(attrs);
        }
        second
    }

    fn begin_content(&mut self, attrs: &Attrs) {
        self.has_content = true;
        self.push_content("content", attrs, "text/plain", true);
        if let Some(src) = attr(attrs, "src").filter(|src| !src.is_empty()) {
            self.params.src = Some(src.to_owned());
        }
    }

    fn begin_link(&mut self, attrs: &Attrs) {
        let mut link = with_href(attrs);
        let rel = attr(attrs, "rel").unwrap_or("alternate").to_owned();
        let default = if rel == "self" { "application/atom+xml" } else { "text/html" };
        let kind = attr(attrs, "type").unwrap_or(default).to_owned();
        link.insert("rel".into(), rel.as_str().into());
        link.insert("type".into(), kind.as_str().into());
        self.absolute(&mut link);
        if rel == "alternate" && matches!(media_type(&kind).as_str(), "text/html" | "application/xhtml+xml") {
            self.entry_link = true;
        }
        let href = link.get("href").cloned();
        let expecting = self.expecting();
        if self.in_entry && self.in_image {
            self.context().entry("links").or_insert_with(|| json!([]));
        } else {
            append(self.context(), "links", link.into());
        }
        match href {
            Some(href) if self.entry_link => {
                self.context().insert("link".into(), href);
            }
            Some(_) => {}
            None => self.push("link", expecting),
        }
    }

    fn begin_category(&mut self, attrs: &Attrs, scheme: Option<&str>) {
        let scheme =
            attr(attrs, "scheme").or_else(|| attr(attrs, "domain").filter(|_| scheme.is_none())).or(scheme);
        self.tag(attr(attrs, "term"), scheme, attr(attrs, "label"));
        self.push("category", true);
    }

    fn begin_source(&mut self, attrs: &Attrs) {
        if let Some(url) = attr(attrs, "url") {
            self.source.insert("href".into(), url.into());
        }
        self.push("source", true);
        self.in_source = true;
        self.title_depth = None;
    }

    fn tag(&mut self, term: Option<&str>, scheme: Option<&str>, label: Option<&str>) {
        let context = self.context();
        let tags = context.entry("tags").or_insert_with(|| json!([]));
        if [term, scheme, label].iter().all(|part| part.is_none_or(str::is_empty)) {
            return;
        }
        let tag = json!({"term": term, "scheme": scheme, "label": label});
        if let Some(tags) = tags.as_array_mut().filter(|tags| !tags.contains(&tag)) {
            tags.push(tag);
        }
    }

    fn license_link(&mut self, href: &str) {
        let mut link = Map::new();
        link.insert("rel".into(), "license".into());
        if !href.is_empty() {
            link.insert("href".into(), uri::join(&self.base, href).into());
        }
        append(self.context(), "links", link.into());
    }

    fn begin_chapters(&mut self, attrs: &Attrs) {
        if self.context().contains_key("psc_chapters") {
            return;
        }
        self.chapters_open = true;
        let mut chapters = object(attrs);
        if let Some(chapters) = chapters.as_object_mut() {
            chapters.insert("chapters".into(), json!([]));
        }
        self.context().insert("psc_chapters".into(), chapters);
    }

    fn chapter(&mut self, attrs: &Attrs) {
        if !self.chapters_open {
            return;
        }
        let mut chapter = object(attrs);
        let start = attr(attrs, "start").or_else(|| attr(attrs, "psc:start")).and_then(seconds);
        if let Some(chapter) = chapter.as_object_mut() {
            chapter.insert(
                "start_parsed".into(),
                start.map_or(Value::Null, |seconds| json!({ "seconds": seconds })),
            );
        }
        if let Some(all) = self.context().get_mut("psc_chapters").and_then(Value::as_object_mut) {
            append(all, "chapters", chapter);
        }
    }

    /// Ends an element that has a rule; `false` if it has none.
    pub(super) fn finish(&mut self, key: &str) -> bool {
        match key {
            "channel" | "feed" => self.in_feed = false,
            "item" | "entry" => {
                self.pop("item");
                self.in_entry = false;
                self.has_content = false;
            }
            "image" => {
                self.pop("image");
                self.in_image = false;
            }
            "textinput" => {
                self.pop("textinput");
                self.in_textinput = false;
            }
            "author" | "managingeditor" | "dc_author" | "dc_creator" | "itunes_author" => self.end_author(),
            "contributor" => {
                self.pop("contributor");
                self.in_contributor = false;
            }
            "dc_contributor" => {
                self.end_person("name", "name");
                self.in_contributor = false;
            }
            "name" | "itunes_name" => self.end_person("name", "name"),
            "email" | "itunes_email" => self.end_person("email", "email"),
            "url" | "homepage" | "uri" => self.end_person("href", "href"),
            "width" | "height" => self.end_size(key),
            "language" | "dc_language" => self.lang = self.pop("language"),
            "webmaster" | "dc_publisher" => {
                self.pop("publisher");
                self.sync_author("publisher");
            }
            "itunes_owner" => {
                self.pop("publisher");
                self.in_publisher = false;
                self.sync_author("publisher");
            }
            "published" | "issued" | "pubdate" | "dcterms_issued" => self.end_date("published"),
            "updated" | "modified" | "lastbuilddate" | "dc_date" | "dcterms_modified" => {
                self.end_date("updated");
            }
            "created" | "dcterms_created" => self.end_date("created"),
            "expirationdate" => self.end_date("expired"),
            "dcterms_valid" => self.end_validity(),
            "guid" | "id" => self.end_guid(),
            "generator" => self.end_generator(),
            "newlocation" => self.end_new_location(),
            _ => return self.finish_text(key),
        }
        true
    }

    fn finish_text(&mut self, key: &str) -> bool {
        match key {
            "title" | "dc_title" => {
                if self.pop_content("title").is_some_and(|title| !title.is_empty()) {
                    self.title_depth = Some(self.depth);
                }
            }
            "media_title" => {
                self.pop_content("title");
            }
            "subtitle" | "tagline" | "itunes_subtitle" => drop(self.pop_content("subtitle")),
            "rights" | "copyright" | "dc_rights" => drop(self.pop_content("rights")),
            "info" | "feedburner_browserfriendly" => drop(self.pop_content("info")),
            "description" | "dc_description" | "media_description" | "abstract" => {
                self.end_summary("description");
            }
            "summary" | "itunes_summary" => self.end_summary("summary"),
            "content" | "body" | "xhtml_body" | "content_encoded" | "fullitem" => self.end_content(),
            "link" => {
                self.pop("link");
                self.entry_link = false;
            }
            "category" | "keywords" | "dc_subject" | "media_category" | "itunes_category" => {
                self.end_category();
            }
            "source" => self.end_source(),
            _ => return self.finish_module(key),
        }
        true
    }

    fn finish_module(&mut self, key: &str) -> bool {
        match key {
            "itunes_keywords" | "media_keywords" | "tags" => self.end_keywords(key),
            "itunes_block" => {
                let value = self.pop_with(key, false).unwrap_or_default();
                let block = i32::from(value == "yes" || value == "Yes");
                self.context().insert(key.into(), block.into());
            }
            "itunes_explicit" => {
                let value = match self.pop_with(key, false).unwrap_or_default().as_str() {
                    "yes" | "true" => Value::Bool(true),
                    "clean" | "no" | "false" => Value::Bool(false),
                    _ => Value::Null,
                };
                self.context().insert(key.into(), value);
            }
            "media_rating" | "media_license" | "media_restriction" | "media_credit" | "media_player"
            | "media_thumbnail" => {
                self.end_media(key);
            }
            "creativecommons_license" => self.end_license(),
            "georss_point" => self.end_geometry("Point"),
            "georss_line" => self.end_geometry("LineString"),
            "georss_polygon" => self.end_geometry("Polygon"),
            "georss_box" => self.end_geometry("Box"),
            "where" | "georss_where" => drop(self.pop("where")),
            "gml_pos" => self.end_positions(false),
            "gml_poslist" => self.end_positions(true),
            "gml_point" | "gml_linestring" | "gml_linearring" | "gml_exterior" | "gml_polygon" => {
                self.geometry = "";
                self.pop("geometry");
            }
            "psc_chapters" => self.chapters_open = false,
            _ => return false,
        }
        true
    }

    fn end_person(&mut self, element: &str, key: &str) {
        let value = self.pop(element).unwrap_or_default();
        self.person(key, &value);
    }

    fn end_size(&mut self, key: &str) {
        let value = self.pop(key).and_then(|value| value.parse::<i64>().ok()).unwrap_or(0);
        if self.in_image {
            self.context().insert(key.into(), value.into());
        }
    }

    fn end_date(&mut self, key: &str) {
        let value = self.pop(key).unwrap_or_default();
        let parsed = nine(&value);
        self.context().insert(format!("{key}_parsed"), parsed);
    }

    fn end_validity(&mut self) {
        let value = self.pop("validity").unwrap_or_default();
        for (key, value) in value.split(';').filter_map(|part| part.split_once('=')) {
            if matches!(key, "start" | "end") {
                let parsed = nine(value);
                self.context().insert(format!("validity_{key}"), value.into());
                self.context().insert(format!("validity_{key}_parsed"), parsed);
            }
        }
    }

    fn end_guid(&mut self) {
        let value = self.pop("id").unwrap_or_default();
        let link = self.guid_is_link;
        let context = self.context();
        let acts = link && !context.contains_key("link");
        context.entry("guidislink").or_insert(acts.into());
        if link {
            context.entry("link").or_insert(value.into());
        }
    }

    fn end_generator(&mut self) {
        let name = self.pop("generator").unwrap_or_default();
        if let Some(detail) = self.context().get_mut("generator_detail").and_then(Value::as_object_mut) {
            detail.insert("name".into(), name.into());
        }
    }

    fn end_new_location(&mut self) {
        let url = self.pop("newlocation").unwrap_or_default();
        if !(self.in_source || self.in_image || self.in_textinput || self.in_entry) {
            let url = uri::safe_join(&self.base, url.trim());
            let url = if uri::safe(&url) { url } else { String::new() };
            self.feed.insert("newlocation".into(), url.into());
        }
    }

    fn end_summary(&mut self, element: &str) {
        match self.summary_key.take() {
            Some("content") => self.end_content(),
            Some(key) => drop(self.pop_content(key)),
            None => drop(self.pop_content(element)),
        }
    }

    fn end_content(&mut self) {
        let kind = self.params.kind.as_deref().map(media_type).unwrap_or_default();
        let copy = matches!(kind.as_str(), "text/plain" | "text/html" | "application/xhtml+xml");
        let value = self.pop_content("content");
        if copy {
            self.context().entry("summary").or_insert(value.into());
        }
    }

    fn end_category(&mut self) {
        let Some(value) = self.pop("category").filter(|value| !value.is_empty()) else { return };
        let last =
            self.context().get_mut("tags").and_then(Value::as_array_mut).and_then(|tags| tags.last_mut());
        match last {
            Some(tag) if tag["term"].as_str().is_none_or(str::is_empty) => tag["term"] = value.into(),
            _ => self.tag(Some(&value), None, None),
        }
    }

    fn end_keywords(&mut self, key: &str) {
        let words = self.pop(key).unwrap_or_default();
        let scheme = (key == "itunes_keywords").then_some("http://www.itunes.com/");
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            self.tag(Some(word), scheme, None);
        }
    }

    fn end_source(&mut self) {
        self.in_source = false;
        if let Some(value) = self.pop("source").filter(|value| !value.is_empty()) {
            self.source.insert("title".into(), value.into());
        }
        let source = std::mem::take(&mut self.source);
        self.context().insert("source".into(), source.into());
    }

    fn end_media(&mut self, key: &str) {
        let player = key == "media_player";
        let element = if player { key } else { key.trim_start_matches("media_") };
        let element = if key == "media_thumbnail" { "url" } else { element };
        let value = self.pop(element).unwrap_or_default();
        if value.trim().is_empty() && !player {
            return;
        }
        let slot = self.context().get_mut(key);
        let slot = match slot {
            Some(Value::Array(list)) => list.last_mut(),
            slot => slot,
        };
        let Some(facts) = slot.and_then(Value::as_object_mut) else { return };
        match key {
            "media_thumbnail" => {
                facts.entry("url").or_insert(value.into());
            }
            "media_restriction" => {
                let words: Vec<String> = value.split(' ').map(str::to_lowercase).collect();
                facts.insert("content".into(), words.into());
            }
            _ => {
                facts.insert("content".into(), value.into());
            }
        }
    }

    fn end_license(&mut self) {
        let Some(value) = self.pop("license") else { return };
        self.license_link(&value);
        self.context().remove("license");
    }
}

/// `01:02:03.500` or `02:03`, in seconds.
fn seconds(text: &str) -> Option<f64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Option<Vec<u32>> =
        clock.split(':').map(|part| part.parse().ok().filter(|_| part.len() == 2)).collect();
    let parts = parts.filter(|parts| matches!(parts.len(), 2 | 3))?;
    let whole = parts.iter().fold(0.0, |sum, part| sum * 60.0 + f64::from(*part));
    Some(whole + format!("0.{fraction}").parse::<f64>().ok()?)
}

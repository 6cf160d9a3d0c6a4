//! The feeds of the invented press: RSS, Atom, RDF, JSON Feed and the cluster feed, with the faults that real ones have.

use super::content::{Article, Publisher};
use super::edition::{Edition, rss_date};
use super::text::{blocks, escape};

/// What one happening looks like in the cluster feed: the first article heads it.
pub(super) struct Cluster<'a> {
    pub(super) number: u64,
    pub(super) articles: Vec<&'a Article>,
}

/// Happenings in the cluster feed at most.
const CLUSTERS: usize = 7;

impl Edition<'_> {
    /// A publisher's feed: media type and text.
    pub(super) fn feed(&self, index: usize) -> (&'static str, String) {
        let publisher = &self.content.publishers[index];
        let articles = self.content.of(index);
        match publisher.feed.format.as_str() {
            "atom" => ("application/atom+xml", self.atom(publisher, &articles)),
            "rdf" => ("application/rdf+xml", self.rdf(publisher, &articles)),
            "json" => ("application/feed+json", self.json(publisher, &articles)),
            "cluster" => ("application/rss+xml", self.cluster_feed(publisher)),
            _ => ("application/rss+xml", self.rss(publisher, &articles)),
        }
    }

    fn rss(&self, publisher: &Publisher, articles: &[&Article]) -> String {
        let broken = publisher.feed.quirk == "broken";
        let items: String = articles
            .iter()
            .enumerate()
            .map(|(i, a)| if broken && i == 1 { self.broken_item(a) } else { self.rss_item(publisher, a) })
            .collect();
        let own = self.url(&publisher.key, &publisher.feed.path);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n<atom:link href=\"{own}\" rel=\"self\" type=\"application/rss+xml\"/>\n<description>{}</description>\n<language>{}</language>\n<lastBuildDate>{}</lastBuildDate>\n<ttl>15</ttl>\n{items}</channel>\n</rss>\n",
            escape(&publisher.name),
            self.url(&publisher.key, "/"),
            escape(&publisher.tagline),
            publisher.language,
            rss_date(self.changed(articles))
        )
    }

    fn rss_item(&self, publisher: &Publisher, article: &Article) -> String {
        let url = self.address(article);
        let (guid, text) = if publisher.feed.text == "wordpress" {
            (
                self.url(&publisher.key, &format!("/?p={}", article.number() % 100_000)),
                self.wordpress(publisher, article),
            )
        } else {
            (url.clone(), format!("<description>{}</description>", escape(&excerpt(article))))
        };
        let permalink = guid == url;
        format!(
            "<item>\n<title>{}</title>\n<link>{url}</link>\n<guid isPermaLink=\"{permalink}\">{guid}</guid>\n<pubDate>{}</pubDate>\n<dc:creator>{}</dc:creator>\n<category>{}</category>\n<media:content url=\"{}\" medium=\"image\" type=\"image/png\" width=\"1200\" height=\"675\"/>\n{text}\n</item>\n",
            escape(self.title(article)),
            rss_date(self.time(article)),
            escape(&article.byline),
            escape(&article.section),
            self.picture(article, 1200)
        )
    }

    /// A teaser that breaks off, the whole text, and under both the line that WordPress puts there.
    fn wordpress(&self, publisher: &Publisher, article: &Article) -> String {
        let footer = format!(
            "<p>The post <a href=\"{}\">{}</a> appeared first on <a href=\"{}\">{}</a>.</p>",
            self.address(article),
            escape(self.title(article)),
            self.url(&publisher.key, "/"),
            escape(&publisher.name)
        );
        let blocks_now = self.blocks(article);
        let teaser: String = blocks_now
            .first()
            .map(|b| b.split_whitespace().take(40).collect::<Vec<_>>().join(" "))
            .unwrap_or_default();
        format!(
            "<description><![CDATA[<p>{} [&#8230;]</p>\n{footer}]]></description>\n<content:encoded><![CDATA[{}\n{footer}]]></content:encoded>",
            escape(&teaser),
            blocks(&blocks_now)
        )
    }

    /// An item with an entity that nobody defined, a bare ampersand and a tag that never closes.
    fn broken_item(&self, article: &Article) -> String {
        let url = self.address(article);
        format!(
            "<item>\n<title>{}</title>\n<link>{url}</link>\n<guid>{url}</guid>\n<pubDate>{}</pubDate>\n<description>Cream teas & raffle &bunting; <b>from two o'clock <br> {}</description>\n</item>\n",
            escape(self.title(article)),
            rss_date(self.time(article)),
            escape(&excerpt(article))
        )
    }

    fn atom(&self, publisher: &Publisher, articles: &[&Article]) -> String {
        let entries: String = articles.iter().map(|a| self.atom_entry(publisher, a)).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<subtitle>{}</subtitle>\n<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}\"/>\n<id>tag:{}.localhost,2020:feed</id>\n<updated>{}</updated>\n{entries}</feed>\n",
            publisher.language,
            escape(&publisher.name),
            escape(&publisher.tagline),
            self.url(&publisher.key, "/"),
            self.url(&publisher.key, &publisher.feed.path),
            publisher.key,
            self.changed(articles)
        )
    }

    fn atom_entry(&self, publisher: &Publisher, article: &Article) -> String {
        let content = if publisher.feed.text == "full" {
            format!("<content type=\"html\">{}</content>\n", escape(&self.whole(article)))
        } else {
            String::new()
        };
        let (at, url) = (self.time(article), self.address(article));
        format!(
            "<entry>\n<title>{}</title>\n<link href=\"{url}\"/>\n<id>tag:{}.localhost,2020:{}</id>\n<published>{at}</published>\n<updated>{at}</updated>\n<author><name>{}</name></author>\n<category term=\"{}\"/>\n<summary>{}</summary>\n{content}<link rel=\"enclosure\" type=\"image/png\" href=\"{}\"/>\n</entry>\n",
            escape(self.title(article)),
            publisher.key,
            article.number(),
            escape(&article.byline),
            escape(&article.section),
            escape(&article.standfirst),
            self.picture(article, 1200)
        )
    }

    fn rdf(&self, publisher: &Publisher, articles: &[&Article]) -> String {
        let list: String =
            articles.iter().map(|a| format!("<rdf:li rdf:resource=\"{}\"/>", self.address(a))).collect();
        let item = |a: &&Article| {
            let url = self.address(a);
            format!(
                "<item rdf:about=\"{url}\">\n<title>{}</title>\n<link>{url}</link>\n<description>{}</description>\n<dc:date>{}</dc:date>\n<dc:creator>{}</dc:creator>\n<dc:subject>{}</dc:subject>\n</item>\n",
                escape(self.title(a)),
                escape(&a.standfirst),
                self.time(a),
                escape(&a.byline),
                escape(&a.section)
            )
        };
        let items: String = articles.iter().map(item).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel rdf:about=\"{}\">\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<dc:language>{}</dc:language>\n<items><rdf:Seq>{list}</rdf:Seq></items>\n</channel>\n{items}</rdf:RDF>\n",
            self.url(&publisher.key, &publisher.feed.path),
            escape(&publisher.name),
            self.url(&publisher.key, "/"),
            escape(&publisher.tagline),
            publisher.language
        )
    }

    fn json(&self, publisher: &Publisher, articles: &[&Article]) -> String {
        let item = |a: &&Article| {
            serde_json::json!({
                "id": self.address(a), "url": self.address(a), "title": self.title(a), "summary": a.standfirst,
                "content_text": a.standfirst, "image": self.picture(a, 1200), "date_published": self.time(a).to_string(),
                "authors": [{"name": a.byline}], "tags": [a.section], "language": publisher.language,
            })
        };
        let items: Vec<_> = articles.iter().map(item).collect();
        let feed = serde_json::json!({
            "version": "https://jsonfeed.org/version/1.1", "title": publisher.name, "description": publisher.tagline,
            "home_page_url": self.url(&publisher.key, "/"), "feed_url": self.url(&publisher.key, &publisher.feed.path),
            "language": publisher.language, "items": items,
        });
        feed.to_string()
    }

    /// Happenings that several papers report in English, the most recent first.
    pub(super) fn clusters(&self) -> Vec<Cluster<'_>> {
        let mut found: Vec<Cluster<'_>> = Vec::new();
        for article in self
            .content
            .articles
            .iter()
            .filter(|a| !a.happening.is_empty() && self.publisher(a).language == "en")
        {
            match found.iter_mut().find(|c| c.articles[0].happening == article.happening) {
                Some(cluster) => cluster.articles.push(article),
                None => found.push(Cluster {
                    number: super::content::number(&article.happening),
                    articles: vec![article],
                }),
            }
        }
        found.retain(|c| c.articles.len() >= 3);
        found.sort_by_key(|c| c.articles[0].ago);
        found.truncate(CLUSTERS);
        found
    }

    /// The opaque path of an article in the cluster feed, which tells nothing of where it leads.
    pub(super) fn opaque(article: &Article) -> String {
        let number = article.number();
        format!("/rss/articles/Q0x{:x}{:x}{:x}?oc=5", number * 2_654_435_761, number * 40_503, number)
    }

    /// Which article an opaque path stands for.
    pub(super) fn behind(&self, path: &str) -> Option<&Article> {
        self.content.articles.iter().find(|a| Self::opaque(a).split('?').next() == Some(path))
    }

    fn cluster_feed(&self, publisher: &Publisher) -> String {
        let items: String = self.clusters().iter().map(|c| self.cluster_item(publisher, c)).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><generator>Roundup</generator><title>Top stories - Roundup</title><link>{}</link><language>en</language><description>{}</description>{items}</channel></rss>",
            self.url(&publisher.key, "/"),
            escape(&publisher.tagline)
        )
    }

    fn cluster_item(&self, publisher: &Publisher, cluster: &Cluster<'_>) -> String {
        let head = cluster.articles[0];
        let link = |a: &Article| escape(&self.url(&publisher.key, &Self::opaque(a)));
        let row = |a: &&Article| {
            format!(
                "<li><a href=\"{}\" target=\"_blank\">{}</a>&nbsp;&nbsp;<font color=\"#6f6f6f\">{}</font></li>",
                link(a),
                escape(self.title(a)),
                escape(&self.publisher(a).name)
            )
        };
        let rows: String = cluster.articles.iter().map(row).collect();
        let source = self.publisher(head);
        format!(
            "<item><title>{} - {}</title><link>{}</link><guid isPermaLink=\"false\">CL{}</guid><pubDate>{}</pubDate><description>{}</description><source url=\"{}\">{}</source></item>",
            escape(self.title(head)),
            escape(&source.name),
            link(head),
            cluster.number,
            rss_date(self.time(head)),
            escape(&format!("<ol>{rows}</ol>")),
            self.url(&source.key, ""),
            escape(&source.name)
        )
    }
}

/// The standfirst, or the beginning of the text for an aggregator.
fn excerpt(article: &Article) -> String {
    if article.byline.is_empty() {
        let words: Vec<String> =
            article.first_words().split_whitespace().take(18).map(str::to_owned).collect();
        return format!("{}… Read More", words.join(" "));
    }
    article.standfirst.clone()
}

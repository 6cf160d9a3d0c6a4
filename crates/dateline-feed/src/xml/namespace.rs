//! Namespaces that feeds use, by address and by their usual prefix.

/// The namespaces that mean something here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ns {
    /// RSS, Atom, CDF, RDF Site Summary, sitemaps: the formats themselves, and no namespace.
    Core,
    /// Dublin Core, elements and terms.
    Dc,
    /// `content:encoded`.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts by Apple.
    Itunes,
    /// YouTube.
    Yt,
    /// Podcasts by Podcastindex.
    Podcast,
    /// Podlove simple chapters.
    Psc,
    /// GeoRSS.
    Georss,
    /// W3C basic geo.
    Geo,
    /// GML as GeoRSS uses it.
    Gml,
    /// Atom threading.
    Thr,
    /// Feedburner.
    Feedburner,
    /// Creative Commons, both spellings.
    Cc,
    /// Slash.
    Slash,
    /// Syndication.
    Sy,
    /// Well-formed web (comments).
    Wfw,
    /// RDF.
    Rdf,
    /// XHTML.
    Xhtml,
    /// News sitemaps.
    News,
    /// Image sitemaps.
    Image,
    /// Atom inside another format.
    Atom,
    /// Anything else.
    Other,
}

/// Address without a trailing slash or hash, in lower case; prefix by which the module is usually known; meaning.
/// Sources: the specifications of RSS 2.0, RSS 1.0 and its modules, RFC 4287, RFC 4685, the Media RSS, iTunes, GeoRSS,
/// Podlove and sitemap protocols' own pages.
const ADDRESSES: &[(&str, Ns)] = &[
    ("", Ns::Core),
    ("http://backend.userland.com/rss", Ns::Core),
    ("http://backend.userland.com/rss2", Ns::Core),
    ("http://blogs.law.harvard.edu/tech/rss", Ns::Core),
    ("http://purl.org/rss/1.0", Ns::Core),
    ("http://purl.org/net/rss1.1", Ns::Core),
    ("http://my.netscape.com/rdf/simple/0.9", Ns::Core),
    ("http://purl.org/rss/1.0/modules/rss091", Ns::Core),
    ("http://purl.org/atom/ns", Ns::Core),
    ("http://purl.org/pie", Ns::Core),
    ("http://purl.org/echo", Ns::Core),
    ("http://www.w3.org/2005/atom", Ns::Atom),
    ("http://www.sitemaps.org/schemas/sitemap/0.9", Ns::Core),
    ("http://www.google.com/schemas/sitemap/0.84", Ns::Core),
    ("http://purl.org/dc/elements/1.1", Ns::Dc),
    ("http://purl.org/dc/elements/1.0", Ns::Dc),
    ("http://purl.org/dc/terms", Ns::Dc),
    ("http://purl.org/rss/1.0/modules/content", Ns::Content),
    ("http://search.yahoo.com/mrss", Ns::Media),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", Ns::Itunes),
    ("http://www.youtube.com/xml/schemas/2015", Ns::Yt),
    ("http://podcastindex.org/namespace/1.0", Ns::Podcast),
    ("http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Ns::Podcast),
    ("http://podlove.org/simple-chapters", Ns::Psc),
    ("http://www.georss.org/georss", Ns::Georss),
    ("http://www.w3.org/2003/01/geo/wgs84_pos", Ns::Geo),
    ("http://www.opengis.net/gml", Ns::Gml),
    ("http://purl.org/syndication/thread/1.0", Ns::Thr),
    ("http://purl.org/rss/1.0/modules/threading", Ns::Thr),
    ("http://rssnamespace.org/feedburner/ext/1.0", Ns::Feedburner),
    ("http://backend.userland.com/creativecommonsrssmodule", Ns::Cc),
    ("http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html", Ns::Cc),
    ("http://web.resource.org/cc", Ns::Cc),
    ("http://creativecommons.org/ns", Ns::Cc),
    ("http://purl.org/rss/1.0/modules/slash", Ns::Slash),
    ("http://purl.org/rss/1.0/modules/syndication", Ns::Sy),
    ("http://wellformedweb.org/commentapi", Ns::Wfw),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns", Ns::Rdf),
    ("http://www.w3.org/1999/xhtml", Ns::Xhtml),
    ("http://www.google.com/schemas/sitemap-news/0.9", Ns::News),
    ("http://www.google.com/schemas/sitemap-image/1.1", Ns::Image),
];

/// Usual prefixes, for documents that forgot to declare them.
pub(super) const PREFIXES: &[(&str, Ns)] = &[
    ("rss", Ns::Core),
    ("atom", Ns::Atom),
    ("atom10", Ns::Atom),
    ("a10", Ns::Atom),
    ("dc", Ns::Dc),
    ("dcterms", Ns::Dc),
    ("content", Ns::Content),
    ("media", Ns::Media),
    ("itunes", Ns::Itunes),
    ("yt", Ns::Yt),
    ("podcast", Ns::Podcast),
    ("psc", Ns::Psc),
    ("georss", Ns::Georss),
    ("geo", Ns::Geo),
    ("gml", Ns::Gml),
    ("thr", Ns::Thr),
    ("feedburner", Ns::Feedburner),
    ("cc", Ns::Cc),
    ("creativeCommons", Ns::Cc),
    ("slash", Ns::Slash),
    ("sy", Ns::Sy),
    ("wfw", Ns::Wfw),
    ("rdf", Ns::Rdf),
    ("xhtml", Ns::Xhtml),
    ("news", Ns::News),
    ("image", Ns::Image),
];

impl Ns {
    /// By address; slash, hash, case and `https` do not matter.
    pub fn of_address(address: &str) -> Self {
        let address = address.trim().trim_end_matches(['/', '#']);
        let rest = address
            .strip_prefix("https:")
            .unwrap_or_else(|| address.strip_prefix("http:").unwrap_or(address));
        let same = |known: &str| known.strip_prefix("http:").unwrap_or(known).eq_ignore_ascii_case(rest);
        ADDRESSES.iter().find(|(known, _)| same(known)).map_or(Self::Other, |(_, ns)| *ns)
    }

    /// By the usual prefix.
    pub fn of_prefix(prefix: &str) -> Option<Self> {
        PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, ns)| *ns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_leniently() {
        assert_eq!(Ns::of_address("https://search.yahoo.com/mrss"), Ns::Media);
        assert_eq!(Ns::of_address("http://search.yahoo.com/mrss/"), Ns::Media);
        assert_eq!(Ns::of_address("http://www.itunes.com/dtds/podcast-1.0.dtd"), Ns::Itunes);
        assert_eq!(Ns::of_address("http://www.itunes.com/DTDs/PodCast-1.0.dtd"), Ns::Itunes);
        assert_eq!(Ns::of_address("urn:made-up"), Ns::Other);
    }
}

//! Links of feeds: made absolute, and freed from parameters that only watch readers.

use crate::link_repair::repaired;
use dateline_model::WebUrl;
use std::borrow::Cow;
use url::form_urlencoded;

/// How a row of [`TRACKERS`] names parameters.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// This name.
    Is(&'static str),
    /// Every name that begins so.
    Begins(&'static str),
}

use Rule::{Begins, Is};

/// Parameters that say where a reader came from and never what is shown, and who documents them.
const TRACKERS: &[(Rule, &str)] = &[
    (Begins("utm_"), "Google Analytics: campaign parameters"),
    (Is("gclid"), "Google Ads: auto-tagging"),
    (Is("gclsrc"), "Google Ads: auto-tagging"),
    (Is("dclid"), "Google Marketing Platform"),
    (Is("gbraid"), "Google Ads: iOS campaigns"),
    (Is("wbraid"), "Google Ads: iOS campaigns"),
    (Is("gad_source"), "Google Ads"),
    (Is("gad_campaignid"), "Google Ads"),
    (Is("srsltid"), "Google Merchant Center: auto-tagging"),
    (Is("_ga"), "Google Analytics: cross-domain"),
    (Is("_gl"), "Google Analytics: cross-domain linker"),
    (Begins("mtm_"), "Matomo: campaign tracking"),
    (Begins("matomo_"), "Matomo: campaign tracking"),
    (Begins("pk_"), "Matomo (Piwik): campaign tracking"),
    (Begins("piwik_"), "Matomo (Piwik): campaign tracking"),
    (Is("fbclid"), "Meta: click identifier"),
    (Begins("fb_action_"), "Meta: open graph actions"),
    (Is("fb_source"), "Meta: open graph actions"),
    (Is("fb_ref"), "Meta: open graph actions"),
    (Is("igshid"), "Instagram: share identifier"),
    (Is("igsh"), "Instagram: share identifier"),
    (Is("twclid"), "X: click identifier"),
    (Is("msclkid"), "Microsoft Advertising: click identifier"),
    (Is("yclid"), "Yandex Direct: click identifier"),
    (Is("ysclid"), "Yandex: search click identifier"),
    (Is("_openstat"), "Openstat: campaign"),
    (Is("ttclid"), "TikTok: click identifier"),
    (Is("li_fat_id"), "LinkedIn: click identifier"),
    (Is("epik"), "Pinterest: click identifier"),
    (Is("rdt_cid"), "Reddit: click identifier"),
    (Is("ScCid"), "Snapchat: click identifier"),
    (Is("irclickid"), "impact.com: click identifier"),
    (Is("mc_cid"), "Mailchimp: campaign"),
    (Is("mc_eid"), "Mailchimp: reader"),
    (Is("mkt_tok"), "Marketo: reader"),
    (Begins("hsa_"), "HubSpot: ads"),
    (Is("_hsenc"), "HubSpot: reader"),
    (Is("_hsmi"), "HubSpot: campaign"),
    (Is("__hssc"), "HubSpot: session"),
    (Is("__hstc"), "HubSpot: session"),
    (Is("__hsfp"), "HubSpot: fingerprint"),
    (Is("vero_id"), "Vero: reader"),
    (Is("vero_conv"), "Vero: reader"),
    (Is("_branch_match_id"), "Branch: link"),
    (Is("_branch_referrer"), "Branch: link"),
    (Is("oly_anon_id"), "Omeda: reader"),
    (Is("oly_enc_id"), "Omeda: reader"),
    (Is("rb_clickid"), "Rockerbox: click identifier"),
    (Is("s_cid"), "Adobe Analytics: campaign"),
    (Is("ef_id"), "Adobe Advertising: click identifier"),
    (Is("s_kwcid"), "Adobe Advertising: keyword"),
    (Is("wickedid"), "Wicked Reports: click identifier"),
    (Is("xtor"), "AT Internet (Piano Analytics): campaign"),
    (Is("wt_zmc"), "Webtrekk (Mapp): campaign"),
    (Is("at_medium"), "Piano Analytics: campaign"),
    (Is("at_campaign"), "Piano Analytics: campaign"),
    (Begins("at_custom"), "Piano Analytics: campaign"),
    (Begins("at_recipient_"), "Piano Analytics: reader"),
    (Is("ns_mchannel"), "Comscore: channel"),
    (Is("ns_source"), "Comscore: source"),
    (Is("ns_campaign"), "Comscore: campaign"),
    (Is("ns_linkname"), "Comscore: link"),
    (Is("ns_fee"), "Comscore: fee"),
    (Is("cmpid"), "newsrooms' own campaign mark (Comscore, Adobe)"),
    (Is("ncid"), "AOL and Yahoo: campaign"),
    (Is("guccounter"), "Yahoo: consent round trip"),
    (Is("guce_referrer"), "Yahoo: consent round trip"),
    (Is("guce_referrer_sig"), "Yahoo: consent round trip"),
    (Is("soc_src"), "Yahoo: social source"),
    (Is("soc_trk"), "Yahoo: social tracking"),
    (Begins("trk_"), "Listrak: campaign"),
    (Is("sr_share"), "SimpleReach: share"),
    (Is("campaign_id"), "newsletter campaign beside utm marks"),
];

/// `ref` says where a reader came from if its value is a host; elsewhere it may choose what is shown (a branch, a row).
fn is_host_ref(name: &str, value: &str, own: &str) -> bool {
    name == "ref" && (value == own || value.eq_ignore_ascii_case("rss") || value == "feed")
}

/// Medium names the feed that a reader comes from: `source=rss-1a2b------2`.
fn is_feed_source(name: &str, value: &str) -> bool {
    name == "source" && value.strip_prefix("rss-").is_some_and(|feed| feed.contains("------"))
}

/// The article behind Google's counting redirect, which alerts put before every link and which names it: `google.com/url?url=…`.
fn unwrapped(url: &WebUrl) -> Option<WebUrl> {
    let parsed = url.as_url();
    let names = |wanted: &str| parsed.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value);
    let counts = url.site() == "google.com" && parsed.path() == "/url";
    let address = names("url").or_else(|| names("q")).filter(|_| counts)?;
    WebUrl::parse(&address).ok().filter(|article| article.site() != url.site())
}

/// Parameters that mark a campaign only in company.
const ONLY_BESIDE_UTM: &[&str] = &["campaign_id"];

/// The same address without parameters that only watch readers, and without Matomo's and Google's marks in the fragment.
/// Everything else stays byte for byte.
pub fn clean(url: &WebUrl) -> WebUrl {
    let inside = unwrapped(url);
    let url = inside.as_ref().unwrap_or(url);
    let parsed = url.as_url();
    let fragment = parsed.fragment().is_some_and(fragment_tracks);
    let query = parsed.query().unwrap_or_default();
    let company = query.split('&').any(|pair| pair.starts_with("utm_"));
    let keep = |pair: &&str| !tracks(pair, url.site(), company);
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).filter(keep).collect();
    let all = query.split('&').filter(|pair| !pair.is_empty()).count();
    if kept.len() == all && !fragment {
        return url.clone();
    }
    let mut cleaned = parsed.clone();
    if kept.len() < all {
        cleaned.set_query(if kept.is_empty() { None } else { Some(kept.join("&")) }.as_deref());
    }
    if fragment {
        cleaned.set_fragment(None);
    }
    WebUrl::try_from(cleaned).unwrap_or_else(|_| url.clone())
}

/// A guid, without such parameters where it is an address: publishers who write their links as guids write the trackers too.
pub fn clean_guid(guid: &str) -> String {
    let Ok(url) = WebUrl::parse(guid) else { return guid.to_owned() };
    let cleaned = clean(&url);
    if cleaned == url { guid.to_owned() } else { cleaned.to_string() }
}

fn fragment_tracks(fragment: &str) -> bool {
    !fragment.is_empty() && fragment.split('&').all(|pair| pair.contains('=') && tracks(pair, "", false))
}

fn tracks(pair: &str, site: &str, company: bool) -> bool {
    let Some((name, value)) = form_urlencoded::parse(pair.as_bytes()).next() else { return false };
    if is_host_ref(&name, &value, site) || is_feed_source(&name, &value) {
        return true;
    }
    if ONLY_BESIDE_UTM.contains(&name.as_ref()) && !company {
        return false;
    }
    TRACKERS.iter().any(|(rule, _)| match rule {
        Is(known) => name.eq_ignore_ascii_case(known),
        Begins(start) => {
            name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
                && name.len() > start.len()
        }
    })
}

/// An address as a feed writes it: relative to `base`, without scheme, with white space inside.
pub fn resolve(base: Option<&WebUrl>, reference: &str) -> Option<WebUrl> {
    let reference = reference.trim();
    if reference.is_empty() {
        return None;
    }
    let decoded = once_more(reference);
    let reference = dateline_model::without_feed_scheme(&decoded);
    let reference = repaired(&reference, base.and_then(|base| base.as_url().host_str()));
    let host = names_a_host(&reference, base).then(|| format!("//{reference}"));
    let reference = host.unwrap_or(reference);
    if let Some(base) = base {
        return base.join(&reference).ok();
    }
    if reference.starts_with("//") {
        return WebUrl::parse(&format!("https:{reference}")).ok();
    }
    WebUrl::parse(&reference).ok()
}

/// An address that was escaped once too often, as in a CDATA section: `?a=1&amp;b=2`.
fn once_more(reference: &str) -> Cow<'_, str> {
    let escaped = |text: &str| ESCAPED.iter().find(|name| begins(text, name)).map_or(0, |name| name.len());
    if !reference.match_indices('&').any(|(at, _)| escaped(&reference[at + 1..]) > 0) {
        return Cow::Borrowed(reference);
    }
    let mut out = String::with_capacity(reference.len());
    let mut rest = reference;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        while escaped(rest) > 0 {
            rest = &rest[escaped(rest)..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What stands behind an `&` that is escaped.
const ESCAPED: [&str; 4] = ["amp;", "#038;", "#38;", "#x26;"];

fn begins(text: &str, name: &str) -> bool {
    text.as_bytes().get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
}

/// Whether an address without scheme begins with a host and not with a folder: `www.news.example/a`, or the base's own host.
fn names_a_host(reference: &str, base: Option<&WebUrl>) -> bool {
    let place = &reference[..reference.find(['/', '?', '#']).unwrap_or(reference.len())];
    let (host, port) = place.split_once(':').unwrap_or((place, "0"));
    let www = || {
        let rest = host.get(..4).filter(|start| start.eq_ignore_ascii_case("www.")).map(|_| &host[4..]);
        rest.is_some_and(|rest| {
            rest.split_once('.').is_some_and(|(name, end)| !name.is_empty() && !end.is_empty())
        })
    };
    let own =
        || base.and_then(|base| base.as_url().host_str()).is_some_and(|own| host.eq_ignore_ascii_case(own));
    host.contains('.') && port.parse::<u16>().is_ok() && (www() || own())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        assert_eq!(clean(&WebUrl::parse(url).unwrap()).as_str(), expected);
    }

    #[test]
    fn trackers_go_and_the_rest_stays() {
        check("https://news.example/a?utm_source=rss&id=7&fbclid=x#part", "https://news.example/a?id=7#part");
        check("https://news.example/a?utm_source=rss", "https://news.example/a");
        check(
            "https://news.example/a?q=a+b%20c&UTM_Medium=x&empty",
            "https://news.example/a?q=a+b%20c&empty",
        );
        check("https://news.example/a#utm_source=x&utm_medium=y", "https://news.example/a");
        check("https://news.example/a?ref=main", "https://news.example/a?ref=main");
        check("https://www.news.example/a?ref=news.example", "https://www.news.example/a");
        check("https://news.example/a?utm=1&campaign_id=3", "https://news.example/a?utm=1&campaign_id=3");
        check("https://news.example/a?&&b=1", "https://news.example/a?&&b=1");
        check("https://news.example/a?source=rss-1a2b------2", "https://news.example/a");
        check("https://news.example/a?source=rss-feeds", "https://news.example/a?source=rss-feeds");
        check(
            "https://www.google.com/url?rct=j&url=https://news.example/a%3Fid%3D7%26utm_source%3Dx&ct=ga&usg=A",
            "https://news.example/a?id=7",
        );
        for other in
            ["https://www.google.com/url?url=nowhere", "https://news.example/url?url=https://a.example/"]
        {
            check(other, other);
        }
    }

    #[test]
    fn guids_that_are_addresses_lose_their_trackers() {
        let check = |guid: &str, expected: &str| assert_eq!(clean_guid(guid), expected);
        check("https://News.example/a?utm_source=rss&p=7", "https://news.example/a?p=7");
        check("https://News.example/?p=7", "https://News.example/?p=7");
        check("tag:news.example,2026:utm_source=1", "tag:news.example,2026:utm_source=1");
        check("9182 utm_source=a", "9182 utm_source=a");
    }

    #[test]
    fn every_rule_has_a_source_and_works() {
        for (rule, source) in TRACKERS {
            let name = match rule {
                Is(name) => (*name).to_owned(),
                Begins(start) => format!("{start}x"),
            };
            assert!(!source.is_empty());
            check(&format!("https://news.example/?{name}=1&utm_x=1"), "https://news.example/");
        }
    }

    #[test]
    fn references() {
        let base = WebUrl::parse("https://news.example/feed/").unwrap();
        let resolved = |base: Option<&WebUrl>, text: &str| resolve(base, text).map(|url| url.to_string());
        assert_eq!(resolved(Some(&base), " ../a b "), Some("https://news.example/a%20b".to_owned()));
        assert_eq!(resolved(None, "//news.example/a"), Some("https://news.example/a".to_owned()));
        assert_eq!(resolved(None, "feed:https://news.example/a"), Some("https://news.example/a".to_owned()));
        assert_eq!(resolved(None, "feed://news.example/a"), Some("http://news.example/a".to_owned()));
        assert_eq!(resolved(None, "javascript:alert(1)"), None);
        assert_eq!(resolved(Some(&base), "javascript:alert(1)"), None);
        let hosts = ["www.gull.example/a", "WWW.gull.example", "news.example/a?b", "news.example"];
        for host in hosts {
            let expected = WebUrl::parse(&format!("https://{host}")).ok().map(|url| url.to_string());
            assert_eq!(resolved(Some(&base), host), expected, "{host}");
        }
        for host in ["www.gull.example:8080/a", "news.example:8080/a?b"] {
            assert_eq!(resolved(Some(&base), host), Some(format!("https://{host}")), "{host}");
        }
        assert_eq!(resolved(Some(&base), "www.gull.example:now/a"), None, "no port");
        assert_eq!(resolved(None, "www.gull.example/a"), Some("https://www.gull.example/a".to_owned()));
        for folder in ["gull.example/a", "www./a", "www.html", "news.example.html", "a/www.gull.example"] {
            let expected = Some(format!("https://news.example/feed/{folder}"));
            assert_eq!(resolved(Some(&base), folder), expected, "{folder}");
        }
    }
}

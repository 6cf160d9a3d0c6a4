//! The headline, without the site's name.

use crate::body::Layout;
use crate::keyed_hash::Keyed;
use crate::structured::Structured;
use crate::structured::{Claim, clean, short_text};
use crate::text::letters;
use crate::visually_hidden::Unseen;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use dateline_model::Publisher;
use std::collections::HashSet;

/// Sources in order of trust.
const TRUST: [&str; 11] = [
    "jsonld.headline",
    "og:title",
    "parsely",
    "microdata",
    "twitter:title",
    "citation",
    "sailthru",
    "meta.headline",
    "dc.title",
    "meta.title",
    "jsonld.page",
];

/// The page's headline.
pub(crate) fn settle(
    layout: &Layout<'_>,
    structured: &Structured,
    publisher: Option<&Publisher>,
) -> Option<String> {
    let doc = layout.doc;
    let claims = &structured.claims.titles;
    let headings = heading_texts(layout, structured);
    let window = claims.iter().find(|claim| claim.source == "title");
    let mut home = home_names(doc, &structured.claims.h1);
    home.extend(headings.iter().filter(|heading| is_house(heading, window)).cloned());
    let site = Site { publisher, home };
    let headings: Vec<String> = headings
        .into_iter()
        .filter(|heading| !is_tail(heading, window) && !site.home.contains(heading))
        .collect();
    let of = |source: &str| {
        claims.iter().find(|claim| claim.source == source && !is_broken_off(&claim.value, claims))
    };
    let said = TRUST.iter().find_map(|source| of(source));
    // The one heading of a page that says its title in the window alone is the headline, like it or not: right on 6 of the
    // 10 tuning pages where they differ, the window on 2.
    if said.is_none()
        && let [heading] = &headings[..]
        && (is_headline(heading, publisher) || window.is_some_and(|window| is_head(heading, &window.value)))
    {
        return Some(heading.clone());
    }
    let best = said.or(window).map(|claim| without_site(&claim.value, &site, claims));
    let best = best.map(|best| shortest_said(best, &headings, claims));
    let Some(best) = best else { return headings.into_iter().next() };
    if said.is_none() && headings.is_empty() {
        return Some(shown_part(doc, &best).unwrap_or(best));
    }
    let wanted: Vec<String> = claims
        .iter()
        .filter(|claim| claim.source != "jsonld.page")
        .map(|claim| folded(&claim.value))
        .chain([folded(&best)])
        .collect();
    let chosen = folded(&best);
    let likest = |heading: &String| {
        let words = folded(heading);
        let any = wanted.iter().map(|claim| likeness(&words, claim)).max().unwrap_or(0);
        (likeness(&words, &chosen) >= LIKE, any)
    };
    // The first of those that are equally like it.
    let same =
        headings.into_iter().rev().filter(|heading| is_headline(heading, publisher)).max_by_key(likest);
    // The visible headline wins where another source says much the same: readers know the article by it, and the others
    // are written for search engines. Exact on .87 of WCXB's articles on unseen hosts, against .79 without it. A kicker
    // before the title inside the heading is not part of it.
    match same {
        Some(heading) if ends_with_more(&heading, &best) => Some(best),
        Some(heading) if wanted.iter().any(|claim| likeness(&folded(&heading), claim) >= LIKE) => {
            Some(heading)
        }
        _ => Some(best),
    }
}

/// The words of the page's first headings.
fn heading_texts(layout: &Layout<'_>, structured: &Structured) -> Vec<String> {
    let claims = &structured.claims.titles;
    let words = |node: &NodeId| {
        let badged = || without_badge(layout.doc, *node, claims);
        let kicker = || with_kicker(layout, *node, claims);
        let part = || said_part(layout.doc, *node, claims);
        clean(&badged().or_else(kicker).or_else(part).unwrap_or_else(|| heading_text(layout, *node)))
    };
    structured.claims.h1.iter().map(words).filter(|text| !text.is_empty()).collect()
}

/// The title without what follows after a bar or dash, where a heading or another source has it without: sites' names and
/// sections that nothing else on the page names.
fn shortest_said(title: String, headings: &[String], claims: &[Claim]) -> String {
    let others = claims.iter().map(|claim| claim.value.as_str()).chain(headings.iter().map(String::as_str));
    let bare = others.map(str::trim).filter(|other| {
        let rest = title.strip_prefix(other).map(str::trim_start);
        other.chars().count() >= 8
            && rest.is_some_and(|rest| rest.starts_with(['|', '-', '–', '—', '·', '»']))
    });
    bare.max_by_key(|other| other.len()).map(str::to_owned).unwrap_or(title)
}

/// Words of a part of a title that may be the headline, and nodes that are looked at for it.
const PART: usize = 3;
const SHOWN: usize = 20_000;

/// The one part of a window's title that the page shows as a text of its own, unlinked: the other is its house or section.
fn shown_part(doc: &Document, title: &str) -> Option<String> {
    let parts: Vec<&str> = [" - ", " | ", " – ", " — ", " · ", " » ", " :: ", "_", "|", "-"]
        .iter()
        .filter(|sign| sign.len() > 1 || !title.is_ascii())
        .find(|sign| title.contains(**sign))
        .map(|sign| title.split(sign).map(str::trim).collect())?;
    let is_long = |part: &str| {
        let runs_on = part.chars().filter(|c| crate::char_classes::runs_on(*c)).count();
        part.split_whitespace().count() >= PART || runs_on >= 2 * PART
    };
    let is_shown = |node: &NodeId| {
        let mut above = doc.ancestors(*node).take(3);
        !above.any(|above| matches!(doc.tag(above), Some(Tag::Title | Tag::A | Tag::Script | Tag::Option)))
    };
    let texts = doc.descendants(doc.root()).take(SHOWN).filter(|node| doc.kind(*node) == NodeKind::Text);
    let shown = |text: &str| parts.iter().position(|part| is_long(part) && text.trim() == *part);
    let mut found = texts.filter_map(|node| shown(doc.text(node)).filter(|_| is_shown(&node)));
    let Some(first) = found.next() else { return headed_part(doc, &parts).filter(|part| is_long(part)) };
    found.all(|other| other == first).then(|| parts[first].to_owned())
}

/// The one part of a title that is all of a heading below the first level, linked or not.
fn headed_part(doc: &Document, parts: &[&str]) -> Option<String> {
    let nodes = doc.descendants(doc.root()).take(SHOWN);
    let headings = nodes.filter(|node| matches!(doc.tag(*node), Some(Tag::H2 | Tag::H3)));
    let mut found = headings.filter_map(|node| {
        let text = short_text(doc, node);
        parts.iter().position(|part| text.trim() == *part)
    });
    let first = found.next()?;
    let house =
        parts.iter().enumerate().all(|(at, part)| at == first || part.split_whitespace().count() <= PART);
    (house && found.all(|other| other == first)).then(|| parts[first].to_owned())
}

/// What stands in a heading beside the headline, by the name of its element: days, counts of comments, badges. Not kickers:
/// annotators hold them for a part of the headline (on 5 of the 6 tuning pages where it matters).
const BESIDE: [&str; 10] = [
    "date",
    "comment",
    "sr-only",
    "visually-hidden",
    "screen-reader",
    "badge",
    "pill",
    "chip",
    "-label",
    "edit-link",
];

/// Most words of a kicker.
const KICKER: usize = 6;

/// What the elements of badges are called: `LIVE`, `Plus`.
const BADGES: [&str; 9] = ["live", "label", "badge", "plus", "premium", "flag", "pill", "chip", "tag"];
/// Words of a badge at most.
const BADGE: usize = 3;

/// A heading without the badge in front of the headline or behind it, where what the page says elsewhere lacks that.
fn without_badge(doc: &Document, heading: NodeId, claims: &[Claim]) -> Option<String> {
    let has_words = |id: &NodeId| !short_text(doc, *id).trim().is_empty() || !doc.text(*id).trim().is_empty();
    let parts: Vec<NodeId> = doc.children(heading).take(8).filter(has_words).collect();
    let is_badge = |id: NodeId| {
        let class = doc.attr(id, "class").unwrap_or_default().to_ascii_lowercase();
        let words = class.split(|c: char| !c.is_ascii_alphanumeric());
        let named = words.into_iter().any(|word| BADGES.contains(&word));
        matches!(
            doc.kind(id),
            NodeKind::Element(Tag::Span | Tag::Small | Tag::Strong | Tag::B | Tag::I | Tag::Em | Tag::Div)
        ) && (named || doc.attr(id, "role") == Some("status"))
            && short_text(doc, id).split_whitespace().count() <= BADGE
    };
    let (first, last) = (*parts.first()?, *parts.last()?);
    let (badge, headline) = match parts.len() {
        2.. if is_badge(first) => (first, &parts[1..]),
        2.. if is_badge(last) => (last, &parts[..parts.len() - 1]),
        _ => return None,
    };
    let words = |id: &NodeId| {
        if doc.kind(*id) == NodeKind::Text { doc.text(*id).to_owned() } else { short_text(doc, *id) }
    };
    let headline = clean(&headline.iter().map(words).collect::<String>());
    let badge = clean(&short_text(doc, badge));
    let said = claims.iter().any(|claim| claim.value.starts_with(&headline));
    let with_badge =
        claims.iter().any(|claim| claim.value.contains(&badge) && claim.value.contains(&headline));
    (said && !with_badge && !headline.is_empty()).then_some(headline)
}

/// Letters of a part of a heading that is a headline.
const SAID: usize = 10;

/// The element or text of a heading that other sources give as the whole title, where none of them has the whole heading.
fn said_part(doc: &Document, heading: NodeId, claims: &[Claim]) -> Option<String> {
    let words = |id: NodeId| {
        if doc.kind(id) == NodeKind::Text { doc.text(id).to_owned() } else { short_text(doc, id) }
    };
    let parts: Vec<String> = doc.children(heading).take(8).map(|id| clean(&words(id))).collect();
    if parts.iter().filter(|part| !part.is_empty()).count() < 2 {
        return None;
    }
    let whole = letters(&short_text(doc, heading));
    let is_title = |part: &String| {
        claims.iter().any(|claim| {
            let rest = claim.value.strip_prefix(part.as_str()).map(str::trim_start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['|', '-', '–', '—', '·', '»', '«']))
        })
    };
    let part = parts.into_iter().filter(|part| letters(part).chars().count() >= SAID).find(is_title)?;
    (!claims.iter().any(|claim| letters(&claim.value).contains(&whole))).then_some(part)
}

/// A heading that is a kicker and a headline, each an element of a class of its own, with a colon between them: nothing but the style
/// sheet parts the two. Halves of one headline stand together in what the page says elsewhere.
fn with_kicker(layout: &Layout<'_>, heading: NodeId, claims: &[Claim]) -> Option<String> {
    let doc = layout.doc;
    let mut unseen = None;
    let mut parts = Vec::new();
    for below in doc.children(heading).take(8) {
        match doc.kind(below) {
            NodeKind::Text if !doc.text(below).trim().is_empty() => return None,
            NodeKind::Element(tag) if !is_beside(layout, heading, below, tag, &mut unseen) => {
                let mut words = String::new();
                words_of(layout, heading, below, &mut unseen, &mut words);
                parts.push((doc.attr(below, "class")?, clean(&words)));
            }
            _ => {}
        }
    }
    let [(kicker_class, kicker), (class, headline)] = &parts[..] else { return None };
    let words = |text: &str| text.split_whitespace().count();
    let begins = headline.chars().next().is_some_and(|first| !first.is_lowercase());
    let apart = kicker_class != class
        && (1..=KICKER.min(words(headline))).contains(&words(kicker))
        && kicker.ends_with(char::is_alphanumeric)
        && begins;
    // The window's title, where nothing else says one, may have it without.
    let alone = || {
        let said = |claim: &Claim| claim.value.starts_with(headline.as_str());
        claims.iter().all(|claim| claim.source == "title") && claims.iter().any(said)
    };
    if apart && alone() {
        return Some(headline.clone());
    }
    let one = format!("{kicker} {headline}");
    let said_as_one = || claims.iter().any(|claim| claim.value.contains(&one));
    (apart && !said_as_one()).then(|| format!("{kicker}: {headline}"))
}

/// The words of a heading without what its markup sets beside the headline, unless nothing else is left.
fn heading_text(layout: &Layout<'_>, node: NodeId) -> String {
    let mut rest = String::new();
    let mut unseen = None;
    words_of(layout, node, node, &mut unseen, &mut rest);
    if rest.trim().is_empty() { short_text(layout.doc, node) } else { rest }
}

fn words_of<'d>(
    layout: &Layout<'d>,
    heading: NodeId,
    node: NodeId,
    unseen: &mut Option<Unseen<'d>>,
    out: &mut String,
) {
    let doc = layout.doc;
    for below in doc.children(node).take(200) {
        match doc.kind(below) {
            NodeKind::Text => out.push_str(doc.text(below)),
            NodeKind::Element(tag) => {
                let unseen = &mut *unseen;
                if out.len() > 2000 || is_beside(layout, heading, below, tag, unseen) {
                    out.push_str(if matches!(tag, Tag::Rt | Tag::Rp) { "" } else { " " });
                    continue;
                }
                let apart = matches!(tag, Tag::Br | Tag::Div | Tag::P | Tag::Li);
                out.push_str(if apart { " " } else { "" });
                words_of(layout, heading, below, unseen, out);
                out.push_str(if apart { " " } else { "" });
            }
            _ => {}
        }
    }
}

/// Whether an element of a heading is none of its words.
fn is_beside<'d>(
    layout: &Layout<'d>,
    heading: NodeId,
    node: NodeId,
    tag: Tag,
    unseen: &mut Option<Unseen<'d>>,
) -> bool {
    let doc = layout.doc;
    if matches!(tag, Tag::Script | Tag::Style | Tag::Svg | Tag::Rt | Tag::Rp | Tag::Template | Tag::Button) {
        return true;
    }
    let names = ["class", "data-testid"].into_iter().filter_map(|name| doc.attr(node, name));
    let named = names.into_iter().any(|name| BESIDE.iter().any(|word| name.contains(word)));
    let has_words = || !short_text(doc, node).trim().is_empty();
    // What is named so and holds the whole heading is the heading.
    let whole = || short_text(doc, node).trim() == short_text(doc, heading).trim();
    let styled = doc.attr(node, "class").is_some() || doc.attr(node, "style").is_some();
    named && has_words() && !whole()
        || crate::visually_hidden::is_heading_mark(doc, node, tag)
        || styled
            && unseen.get_or_insert_with(|| Unseen::by(&layout.sheet, &layout.classes)).inline(doc, node, tag)
            && !whole()
}

/// A heading that is what the window's title ends with, behind a bar, is the site's.
fn is_tail(heading: &str, window: Option<&Claim>) -> bool {
    let head = window.and_then(|window| window.value.strip_suffix(heading)).map(str::trim_end);
    head.is_some_and(|head| !head.is_empty() && head.ends_with(['|', '-', '–', '—', '·', '»', '•']))
}

/// Whether such a heading is as short as names of houses are, and shorter than what stands before it.
fn is_house(heading: &str, window: Option<&Claim>) -> bool {
    is_tail(heading, window)
        && heading.split_whitespace().count() <= HOUSE
        && window.is_some_and(|window| heading.len() * 2 < window.value.len())
}

/// Words of a house's name at most.
const HOUSE: usize = 4;

/// Whether a window's title is a heading with a short name behind a bar.
fn is_head(heading: &str, window: &str) -> bool {
    let rest = window.strip_prefix(heading).map(str::trim_start).unwrap_or_default();
    let house = rest.strip_prefix(['|', '-', '–', '—', '·', '»', '•']).map(str::trim);
    heading.chars().count() > 1
        && house.is_some_and(|house| (1..=HOUSE).contains(&house.split_whitespace().count()))
}

/// Whether an attribute ended early because a quotation mark stood in it: another source goes on with the mark.
fn is_broken_off(value: &str, claims: &[Claim]) -> bool {
    claims
        .iter()
        .any(|claim| claim.value.strip_prefix(value).is_some_and(|rest| rest.trim_start().starts_with('"')))
}

fn ends_with_more(heading: &str, title: &str) -> bool {
    title.split_whitespace().count() >= 3
        && heading.len() > title.len()
        && folded(heading).ends_with(&folded(title))
}

/// Least share of words, in per cent of the shorter one, that a heading must have in common with a claimed title.
const LIKE: usize = 34;

/// Enough words for a headline, and not the site's name.
fn is_headline(heading: &str, publisher: Option<&Publisher>) -> bool {
    let words = heading.split_whitespace().count();
    let wide = heading.chars().filter(|c| *c >= '\u{2e80}').count();
    (words >= 3 || wide >= 6) && heading.len() <= 400 && !is_site(heading, publisher)
}

fn folded(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'")
}

/// Words of a text, and its letters where a script has no spaces.
fn units(text: &str) -> HashSet<&str, Keyed> {
    let wide = text.char_indices().filter(|(_, c)| *c >= '\u{2e80}');
    let wide = wide.map(|(at, c)| &text[at..at + c.len_utf8()]);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some());
    wide.chain(words).take(80).collect()
}

/// Words in common, in per cent of the shorter text; letters for scripts without spaces.
fn likeness(a: &str, b: &str) -> usize {
    let (a, b) = (units(a), units(b));
    let shorter = a.len().min(b.len());
    (a.intersection(&b).count() * 100).checked_div(shorter).unwrap_or(0)
}

/// Marks between a headline and the name of its house.
const BARS: [&str; 14] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " ~ ", " · ", " / ", " ｜ ", " • ", " › ", " ‹ "];
/// Marks that stand between them without a space too; in a headline they part nothing.
const TIGHT: [&str; 9] = ["::", "»", "«", "~", "|", "｜", "—", "›", "‹"];

/// Cuts the site's name off either end where it is known by name, by host or because another source lacks it.
fn without_site(title: &str, site: &Site<'_>, claims: &[Claim]) -> String {
    let mut title = title;
    for _ in 0..3 {
        let barred = BARS.iter().find_map(|bar| cut(title, bar, site, claims));
        let tight = || TIGHT.iter().find_map(|bar| cut_tight(title, bar, site));
        let Some(shorter) = barred.or_else(tight).or_else(|| cut_colon(title, site)) else { break };
        title = shorter;
    }
    // What stands behind an upright bar or a bullet is a site or a rubric, known or not; a dash may be the headline's own.
    let guillemet = title.find(" » ").filter(|at| !title[..*at].contains('«'));
    let ends = title.find(" | ").into_iter().chain(title.find(" • ")).chain(guillemet).min();
    match ends.map(|at| title[..at].trim()) {
        Some(head) if head.split_whitespace().count() >= 3 && !site.is(head) => head.to_owned(),
        _ => title.to_owned(),
    }
}

fn cut<'t>(title: &'t str, bar: &str, site: &Site<'_>, claims: &[Claim]) -> Option<&'t str> {
    let (head, tail) = title.rsplit_once(bar)?;
    let other_lacks_it = claims.iter().any(|claim| claim.value.trim() == head.trim());
    if other_lacks_it || site.is(tail) {
        return Some(head.trim());
    }
    let (first, rest) = title.split_once(bar)?;
    site.is(first).then(|| rest.trim())
}

fn cut_tight<'t>(title: &'t str, bar: &str, site: &Site<'_>) -> Option<&'t str> {
    let (head, tail) = title.rsplit_once(bar)?;
    if site.is(tail) && !head.trim().is_empty() {
        return Some(head.trim());
    }
    let (first, rest) = title.split_once(bar)?;
    (site.is(first) && !rest.trim().is_empty()).then(|| rest.trim())
}

/// A colon parts many a headline: what stands before it must be the house's whole name.
fn cut_colon<'t>(title: &'t str, site: &Site<'_>) -> Option<&'t str> {
    let (first, rest) = title.split_once(": ")?;
    let name = letters(&site.publisher?.name);
    (!name.is_empty() && letters(first) == name).then(|| rest.trim())
}

/// The house, by the names under which titles may have it.
struct Site<'p> {
    publisher: Option<&'p Publisher>,
    /// Headings that lead to the front page.
    home: Vec<String>,
}

impl Site<'_> {
    fn is(&self, part: &str) -> bool {
        is_site(part, self.publisher)
            || self.home.iter().any(|name| letters(name) == letters(part) && !letters(part).is_empty())
    }
}

/// Headings that are nothing but a link to the front page name the house.
fn home_names(doc: &Document, headings: &[NodeId]) -> Vec<String> {
    let leads_home = |node: &NodeId| {
        let whole = short_text(doc, *node);
        doc.descendants(*node).take(20).filter(|id| doc.tag(*id) == Some(Tag::A)).any(|link| {
            let href = doc.attr(link, "href").unwrap_or_default();
            let path =
                href.split_once("://").map_or(href, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
            (path == "/" || path == "./" || path == "/index.html")
                && short_text(doc, link).trim() == whole.trim()
        })
    };
    headings.iter().filter(|node| leads_home(node)).map(|node| clean(&short_text(doc, *node))).collect()
}

fn is_site(part: &str, publisher: Option<&Publisher>) -> bool {
    let Some(publisher) = publisher else { return false };
    let part = letters(part);
    if part.is_empty() {
        return false;
    }
    let name = letters(&publisher.name);
    let host = letters(publisher.host.as_deref().unwrap_or_default());
    part == name
        || (part.len() >= 3
            && (host.starts_with(&part)
                || part.starts_with(&name) && name.len() >= 4
                || name.starts_with(&part)))
}

//! Who signs the page: persons by the measured trust of each source; where no person signs, the house, desk or agency
//! that does.

use super::{
    author_roles, beside_day, byline_parser, date_labels, east_asian_byline, in_comments, is_by_reader,
};
use crate::body::{Elem, Layout};
use crate::class_hints::ClassHints;
use crate::structured::Claim;
use crate::structured::Structured;
use crate::text::{ends_sentence, letters};
use byline_parser::Signed;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::Publisher;

/// Sources in data, in order of trust. An organization is never read as persons: "Center for Research and Care" is one.
const DATA: [&str; 10] = [
    "jsonld.author",
    "jsonld.organization",
    "parsely",
    "meta.author",
    "meta.byl",
    "sailthru",
    "citation",
    "dc.creator",
    "cxense",
    "article:author",
];

/// Bytes of source from the first heading within which a signature is the article's and outweighs names in data that
/// the page does not show. Without a bound other stories' signatures win: news of unseen hosts .881 instead of .887.
const NEAR: usize = 8_000;

/// Elements named after authors that are read.
const NODES: usize = 12;

/// Whoever signs.
pub(super) fn find(
    layout: &Layout<'_>,
    structured: &Structured,
    publisher: Option<&Publisher>,
    catalan: bool,
) -> Signed {
    let host = publisher.and_then(|publisher| publisher.host.as_deref());
    let heading = structured.claims.h1.first().copied();
    let publisher = publisher.map(|publisher| publisher.name.as_str());
    let doc = layout.doc;
    let reader = Reader { doc, layout, publisher, heading, titles: &structured.claims.titles, host, catalan };
    let mut signed = Signed::default();
    let authors = &structured.claims.authors;
    let known = reader.data(authors, &structured.claims.bylines, &mut signed);
    // A house that JSON-LD names as the author is: then names in elements are mostly those of editors and other stories
    // (bylines of the tuning news pages .905 with this line, .891 without).
    let told = !signed.houses.is_empty() && authors.iter().any(|claim| claim.source.starts_with("jsonld"));
    let found = known
        // Where the data names an agency as the author, names on the page are other people's.
        || signed.agency.is_some() && signed.houses.is_empty()
        || reader.labelled(&mut signed)
        || reader.nodes(&structured.claims.bylines, byline_parser::opens_byline, &mut signed)
        || !told && reader.nodes(&structured.claims.bylines, |_| true, &mut signed)
        || reader.opening_lines(0..layout.segments.len().min(BYLINE_REACH), &mut signed)
        || signed.houses.is_empty() && reader.beside_day(&mut signed)
        || reader.below_text(&mut signed);
    if !found || signed.persons.is_empty() {
        signed.persons = nobody_else(authors, &signed);
    }
    signed
}

/// The signature of a page that no person signs.
fn nobody_else(authors: &[Claim], signed: &Signed) -> Vec<String> {
    let house = signed.houses.first().or(signed.agency.as_ref()).cloned();
    let account = || {
        let own = authors.iter().filter(|claim| ["jsonld.author", "meta.author"].contains(&claim.source));
        own.map(|claim| claim.value.trim()).find(|value| byline_parser::is_account(value)).map(str::to_owned)
    };
    house.or_else(account).into_iter().collect()
}

struct Reader<'d, 'p> {
    doc: &'d Document,
    layout: &'p Layout<'d>,
    publisher: Option<&'p str>,
    heading: Option<NodeId>,
    titles: &'p [Claim],
    host: Option<&'p str>,
    /// Whether `Per` opens a signature: elsewhere it is a name.
    catalan: bool,
}

/// Each step says whether persons are known after it.
impl Reader<'_, '_> {
    /// The persons of the first source whose names the page shows. Where it shows none of them, whoever signs visibly:
    /// data names owners and those who keep the site.
    fn data(&self, authors: &[Claim], bylines: &[NodeId], signed: &mut Signed) -> bool {
        let said: Vec<Signed> = DATA.iter().map(|source| self.source(authors, source)).collect();
        let Some(first) = said.iter().position(|said| !said.persons.is_empty()) else {
            said.into_iter().for_each(|said| signed.add(said));
            return false;
        };
        let shown = Shown::of(self.layout, self.heading);
        let seen = said.iter().position(|said| said.persons.iter().any(|name| shown.has(name)));
        said.into_iter().take(seen.unwrap_or(first) + 1).for_each(|said| {
            signed.persons.clear();
            signed.add(said);
        });
        if seen.is_none() {
            let visible = self.beside_heading(bylines);
            let same = |name: &String| signed.persons.iter().any(|said| name.starts_with(said.as_str()));
            if !visible.persons.is_empty() && !visible.persons.iter().any(same) {
                signed.persons = visible.persons;
            }
        } else if let [one] = &signed.persons[..] {
            self.others_beside(one, bylines).into_iter().for_each(|others| signed.persons = others);
        }
        true
    }

    /// All who sign beside the heading, where the one whom data names is among them: data has room for one account.
    fn others_beside(&self, one: &str, bylines: &[NodeId]) -> Option<Vec<String>> {
        let visible = self.beside_heading(bylines).persons;
        let full = visible.iter().all(|name| super::person::is_full_name(name));
        let known = visible.iter().any(|name| name.ends_with(one));
        (visible.len() > 1 && full && known).then_some(visible)
    }

    /// Whoever signs right beside the first heading.
    fn beside_heading(&self, bylines: &[NodeId]) -> Signed {
        let mut signed = Signed::default();
        let place = |node| self.doc.range(node).map_or(0, |range| range.start);
        let Some(heading) = self.heading else { return signed };
        let near: Vec<NodeId> =
            bylines.iter().copied().filter(|node| place(*node).abs_diff(place(heading)) <= NEAR).collect();
        if !self.nodes(&near, byline_parser::opens_byline, &mut signed) {
            let lines = 0..self.layout.segments.len().min(BYLINE_REACH);
            let near = |at: &usize| self.is_near(*at);
            self.opening_lines(lines.filter(near), &mut signed);
        }
        signed
    }

    /// Whether a segment stands right beside the first heading.
    fn is_near(&self, at: usize) -> bool {
        let place = |node| self.doc.range(node).map_or(0, |range| range.start);
        let node = self.layout.elem_of(at).node;
        self.heading.is_some_and(|heading| place(node).abs_diff(place(heading)) <= NEAR)
    }

    fn source(&self, authors: &[Claim], source: &str) -> Signed {
        let mut signed = Signed::default();
        for claim in authors.iter().filter(|claim| claim.source == source) {
            match source {
                "citation" => byline_parser::read_inverted(&claim.value, self.publisher, &mut signed),
                "jsonld.organization" => byline_parser::read_house(&claim.value, &mut signed),
                _ => byline_parser::read_data(&claim.value, self.publisher, &mut signed),
            }
        }
        let (houses, persons) = signed.persons.drain(..).partition(|name| east_asian_byline::is_house(name));
        signed.persons = persons;
        signed.houses.splice(0..0, houses);
        signed
    }

    /// What stands beside "Written by" in the labels of a link preview (`twitter:label1`, `twitter:data1`).
    fn labelled(&self, signed: &mut Signed) -> bool {
        let doc = self.doc;
        let named = |name: &str| {
            let mut metas = self.layout.classes.metas.iter().copied();
            metas.find(|id| doc.attr(*id, "name") == Some(name)).and_then(|id| doc.attr(id, "content"))
        };
        if let Some(name) = named("twitter:label1")
            .filter(|label| byline_parser::is_label(label))
            .and_then(|_| named("twitter:data1"))
        {
            byline_parser::read(name, self.publisher, signed);
        }
        !signed.persons.is_empty()
    }

    /// Elements named after authors, of those whose words are `wanted`.
    fn nodes(&self, bylines: &[NodeId], wanted: impl Fn(&str) -> bool, signed: &mut Signed) -> bool {
        let shares = |node: NodeId| self.doc.attr(node, "class").is_some_and(|class| class.contains("share"));
        let bylines = bylines.iter().filter(|node| !in_comments(self.doc, **node) && !shares(**node));
        for node in bylines.take(NODES) {
            let words = self.words(*node);
            let labelled = author_roles::labelled(&words).or_else(|| author_roles::behind_opening(&words));
            let known = labelled.is_some();
            let whole = labelled.unwrap_or_else(|| words.join(" "));
            let mut parts = std::iter::once(&whole).chain(&words);
            let east_asian = parts.find_map(|part| {
                Some(east_asian_byline::names(part, true)).filter(|names| !names.is_empty())
            });
            signed.persons.extend(east_asian.unwrap_or_else(|| author_roles::beside_jobs(&words)));
            if !signed.persons.is_empty() {
                return true;
            }
            let whole = self.without_per(&whole).unwrap_or(&whole);
            let text = author_roles::author(whole);
            let text = author_roles::behind_day(&text).unwrap_or(&text);
            if text.len() > 160 || text.is_empty() || !(known || wanted(text) || wanted(whole)) {
                continue;
            }
            let mut here = Signed::default();
            byline_parser::read(text, self.publisher, &mut here);
            if here.persons.is_empty() {
                self.one_by_one(&words, &mut here);
                self.keep_linked(*node, &mut here);
            }
            here.persons.iter_mut().for_each(|name| cut_to_element(name, &words));
            self.join(*node, here, signed);
            if !signed.persons.is_empty() {
                return true;
            }
        }
        false
    }

    /// Names that nothing but their elements parts, up to the first words that are none.
    fn one_by_one(&self, words: &[String], here: &mut Signed) {
        for part in words.iter().filter(|part| part.contains(' ') && !part.ends_with(':')) {
            let known = here.persons.len();
            byline_parser::read(part, self.publisher, here);
            if known > 0 && here.persons.len() == known {
                return;
            }
        }
    }

    /// Of several names that nothing but their elements parts, those that lead to a page called after them; the others are labels of
    /// buttons. All of them where none does.
    fn keep_linked(&self, node: NodeId, here: &mut Signed) {
        let doc = self.doc;
        let leads = |name: &String| {
            let last = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
            doc.descendants(node).take(200).filter(|id| doc.tag(*id) == Some(Tag::A)).any(|link| {
                let href = doc.attr(link, "href").unwrap_or_default().to_lowercase();
                !last.is_empty() && href.contains(&last) && doc.collect_text(link).trim() == name
            })
        };
        if here.persons.len() > 1 && here.persons.iter().any(leads) {
            here.persons.retain(leads);
        }
    }

    /// One word is a name only where the markup says that it is the author's: on the tuning pages the others are labels
    /// of buttons and rubrics.
    fn join(&self, node: NodeId, here: Signed, signed: &mut Signed) {
        let said = self.doc.attr(node, "rel") == Some("author")
            || self.doc.attr(node, "itemprop").is_some_and(|name| name == "author" || name == "name");
        let is_name = |name: &String| said || name.contains(' ') || !name.is_ascii();
        signed.persons.extend(here.persons.into_iter().filter(is_name));
        signed.agency = signed.agency.take().or(here.agency);
        signed.houses.extend(here.houses.into_iter().take(1));
    }

    /// The words of an element, apart as its elements part them.
    fn words(&self, node: NodeId) -> Vec<String> {
        let mut out = Vec::new();
        let (mut length, mut doubled) = (0, false);
        for below in self.doc.descendants(node).take(200) {
            let above = self.doc.parent(below).and_then(|above| self.doc.tag(above));
            let said =
                self.doc.tag(below) == Some(Tag::Meta) && self.doc.attr(below, "itemprop") == Some("name");
            let text = self.doc.attr(below, "content").filter(|_| said).unwrap_or(self.doc.text(below));
            if !matches!(above, Some(Tag::Script | Tag::Style)) && !text.trim().is_empty() {
                length += text.len();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                // Data and words tell the same name.
                doubled |= said;
                if !doubled || !out.contains(&text) {
                    out.push(text);
                }
            }
            if length > 1000 {
                return Vec::new();
            }
        }
        out
    }

    /// A name beside the day below the headline, with no word before it.
    fn beside_day(&self, signed: &mut Signed) -> bool {
        let Some(heading) = self.heading else { return false };
        let is_house = |name: &String| {
            let house = self.host.map(letters).unwrap_or_default();
            house.contains(&letters(name))
        };
        // `Ann Lee: The Yard` names who wrote it.
        let in_title = |name: &String| {
            let said = |title: &str| {
                title
                    .strip_prefix(name.as_str())
                    .map_or(title.contains(name.as_str()), |rest| !rest.starts_with(':'))
            };
            self.titles.iter().any(|claim| said(&claim.value))
        };
        for name in
            beside_day::names(self.layout, heading).iter().filter(|name| !in_title(name) && !is_house(name))
        {
            byline_parser::read(name, self.publisher, signed);
        }
        !signed.persons.is_empty()
    }

    /// Names below the text, with no word before them.
    fn below_text(&self, signed: &mut Signed) -> bool {
        let names = beside_day::set_apart(self.layout);
        names.iter().for_each(|name| byline_parser::read(name, self.publisher, signed));
        if names.is_empty() {
            let lines = 0..self.layout.segments.len();
            signed.persons = lines
                .rev()
                .find_map(|at| east_asian_byline::closing(self.layout.line(at)))
                .into_iter()
                .collect();
        }
        !signed.persons.is_empty()
    }

    fn opening_lines(&self, lines: impl Iterator<Item = usize>, signed: &mut Signed) -> bool {
        let layout = self.layout;
        for index in lines {
            let segment = &layout.segments[index];
            let joined = self.apart(index);
            let whole = joined.as_deref().unwrap_or(layout.line(index));
            signed.persons.extend(east_asian_byline::opening(whole));
            if !signed.persons.is_empty() {
                return true;
            }
            if segment.count.words > 4 * 25 || is_elsewhere(layout, self.heading, index) {
                continue;
            }
            if self.is_near(index) {
                signed.persons.extend(east_asian_byline::labelled(whole));
            }
            if signed.persons.is_empty() {
                signed.persons.extend(east_asian_byline::names(whole, self.ends_text(index)));
            }
            if !signed.persons.is_empty() {
                return true;
            }
            let per = self.without_per(whole);
            let signs = per.is_some()
                || byline_parser::is_opener(whole)
                || byline_parser::opens_byline(whole)
                || author_roles::may_sign(whole);
            if !signs && signed.persons.is_empty() {
                continue;
            }
            let pieces: Vec<String> = layout.pieces(index).map(|(_, text)| text.trim().to_owned()).collect();
            let parted = author_roles::labelled(&pieces);
            let text = author_roles::author(whole);
            if let Some(names) = parted.as_deref().or(per) {
                self.signature(names, signed);
            } else if byline_parser::is_opener(whole) {
                let next = (index + 1 < layout.segments.len()).then(|| layout.line(index + 1));
                self.signature(next.unwrap_or_default(), signed);
            } else if let Some(line) = byline_parser::opens_byline(whole)
                .then_some(text.as_ref())
                .or_else(|| author_roles::behind_day(&text))
            {
                self.signature(line, signed);
            }
            if !signed.persons.is_empty() && is_by_reader(self.doc, layout.elem_of(index).node) {
                signed.persons.clear();
                continue;
            }
            signed.persons.iter_mut().for_each(|name| cut_to_element(name, &pieces));
            let near = self.is_near(index);
            signed.persons.retain(|name| near || name.contains(' ') || !name.is_ascii());
            if !signed.persons.is_empty() {
                return true;
            }
        }
        false
    }

    /// A line whose first words stand in an element of their own, with nothing but the style sheet between them and the name: `By`.
    fn apart(&self, index: usize) -> Option<String> {
        let parts: Vec<&str> = self.layout.pieces(index).map(|(_, text)| text.trim()).collect();
        let opens = |part: &str| byline_parser::is_opener(part) || east_asian_byline::is_label(part);
        (parts.len() > 1 && opens(parts[0])).then(|| parts.join(" "))
    }

    /// Whether a line is the last of an element, behind a sentence.
    fn ends_text(&self, index: usize) -> bool {
        let layout = self.layout;
        let above = layout.above(layout.segments[index].elem).nth(1).map(|at| &layout.elems[at as usize]);
        let last =
            above.is_some_and(|above| (above.first as usize) < index && above.last as usize == index + 1);
        last && ends_sentence(layout.line(index - 1))
    }

    /// `Per Ann Lee` without its first word, in Catalan.
    fn without_per<'t>(&self, line: &'t str) -> Option<&'t str> {
        let rest = line.strip_prefix("Per ").filter(|_| self.catalan)?;
        let name = rest.split(['·', '|', ',', '•', '/']).next().unwrap_or_default();
        super::person::is_full_name(name.trim()).then_some(rest)
    }

    /// Reads a line of the page as a signature: what stands before the first bar or point, if that is short and no
    /// sentence.
    fn signature(&self, line: &str, signed: &mut Signed) {
        // `Par Ann Lee. Publié le …`: the names end before the word of the day.
        let lower = line.to_lowercase();
        let dated = date_labels::first_word(&lower).filter(|at| *at > 0 && lower.len() == line.len());
        let line = dated.and_then(|at| line.get(..at)).map_or(line, |head| head.trim().trim_end_matches('.'));
        let head = line.split(['·', '|', '•', '—', '–', '/']).next().unwrap_or_default().trim();
        let words = head.split_whitespace().count();
        let sentence = head.ends_with(['.', '!', '?', ':']) && words > 4;
        if head.len() <= 120 && words <= 14 && !sentence {
            byline_parser::read(head, self.publisher, signed);
        }
    }
}

/// What stands behind a name in an element of its own is a job or a button: `Ann Lee` `Head Gardener`.
fn cut_to_element(name: &mut String, words: &[String]) {
    let bare = |part: &str| part.trim_end_matches([' ', '-', '–', '—', '|', '·', ',']).to_owned();
    let whole = |part: &String| {
        part.contains(' ') && name.strip_prefix(part.as_str()).is_none_or(|rest| rest.starts_with(' '))
    };
    let mut parts = words.iter().map(|part| bare(part));
    if let Some(part) = parts.find(|part| whole(part) && name.starts_with(part.as_str())) {
        *name = part;
    }
}

/// The short lines of the page: where names stand that readers see.
struct Shown<'l, 'd> {
    layout: &'l Layout<'d>,
    lines: Vec<usize>,
}

impl<'l, 'd> Shown<'l, 'd> {
    fn of(layout: &'l Layout<'d>, heading: Option<NodeId>) -> Self {
        let all = layout.segments.len().min(BYLINE_REACH);
        let short = |at: &usize| {
            let segment = &layout.segments[*at];
            segment.count.words <= 4 * 60 && !is_elsewhere(layout, heading, *at)
        };
        Self { layout, lines: (0..all).filter(short).collect() }
    }

    fn has(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.lines.iter().any(|at| holds(self.layout.line(*at), &name))
    }
}

/// Whether words in lower case stand in a line, in any case.
fn holds(line: &str, words: &str) -> bool {
    let (Some(first), true) = (words.bytes().next(), line.is_ascii()) else {
        return line.to_lowercase().contains(words);
    };
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), line.as_bytes())
        .filter_map(|at| line.get(at..at + words.len()))
        .any(|here| here.eq_ignore_ascii_case(words))
}

/// Segments looked through for a line that opens like a byline.
const BYLINE_REACH: usize = 400;
/// Where a line that opens like a byline is another text's.
const NOT_HERE: ClassHints =
    ClassHints::COMMENTS.with(ClassHints::FOOTER).with(ClassHints::TEASER).with(ClassHints::RELATED);

/// Lines, and bytes of source behind the headline, of what introduces a text.
const HEAD_LINES: u32 = 3;
const HEAD_BYTES: usize = 1_500;

/// Whether a line stands in a part that is named so. What holds the headline too is the article, whatever its names tell of it.
fn is_elsewhere(layout: &Layout<'_>, heading: Option<NodeId>, at: usize) -> bool {
    let segment = &layout.segments[at];
    if !segment.hints.has(NOT_HERE) {
        return false;
    }
    let inline = segment.hints.without(layout.elem_of(at).all);
    let holds_heading = |node: NodeId| {
        heading.is_some_and(|heading| layout.doc.ancestors(heading).any(|above| above == node))
    };
    let mut around = layout.above(segment.elem).map(|elem| &layout.elems[elem as usize]);
    // Publishing systems also call the lines between headline and text a footer.
    let place = |node: NodeId| layout.doc.range(node).map_or(0, |range| range.start);
    let introduces = |elem: &Elem| {
        let behind = heading.and_then(|heading| place(elem.node).checked_sub(place(heading)));
        elem.last - elem.first <= HEAD_LINES && behind.is_some_and(|bytes| bytes <= HEAD_BYTES)
    };
    let not_here = |elem: &Elem| {
        let own = if introduces(elem) { elem.own.without(ClassHints::FOOTER) } else { elem.own };
        own.without(ClassHints::TEASER).has(NOT_HERE)
            || elem.own.has(ClassHints::TEASER) && !holds_heading(elem.node)
    };
    inline.has(NOT_HERE) || around.any(not_here)
}

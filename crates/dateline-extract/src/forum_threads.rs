//! Threads told by their set-up: posts one beside another, each with who wrote it and when, and nothing told before the first; or
//! answers below a question that is signed as they are. Says where the posts are; what that means for the page is the verdict's.

use crate::class_ids::{ByClass, ClassIds};
use crate::keyed_hash::Keyed;
use crate::lexicon::Class;
use crate::structured::Structured;
use crate::text::ends_sentence;
use crate::text_fragment::Fragment;
use aho_corasick::AhoCorasick;
use dateline_html::{AttrName, AttrNames, Document, NodeId, Tag};
use dateline_model::WebUrl;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Posts of a thread; answers to a question, or posts that a page declares.
const POSTS: usize = 3;
const ANSWERS: usize = 2;
/// Words of a post.
const POST: usize = 5;
/// Words of a line without a stop that is a post all the same.
const LINE: usize = 12;
/// Words that may stand before the first post.
const BEFORE: usize = 18;
const ABOUT: usize = 60;
/// Words of a name, and of a link that reads like a headline.
const NAME: usize = 3;
const HEADLINE: usize = 4;
/// Nodes of a post that are looked at, candidates, groups of them, and members of one.
const NODES: usize = 120;
const CANDIDATES: usize = 20_000;
const GROUPS: usize = 24;
const MEMBERS: usize = 80;

/// Types and properties by which pages declare threads, and those of articles.
const DECLARED: &[&str] = &["DiscussionForumPosting", "QAPage", "Question"];

/// What is known of a page before its text is chosen.
pub(crate) struct Page<'p> {
    doc: &'p Document,
    classes: &'p ClassIds<'p>,
    /// Which classes are those of elements that name who wrote something.
    writers: RefCell<ByClass<bool>>,
    structured: &'p Structured,
    fragments: &'p [Fragment],
    url: Option<&'p WebUrl>,
}

impl<'p> Page<'p> {
    /// A page and its address.
    pub(crate) fn new(
        doc: &'p Document,
        classes: &'p ClassIds<'p>,
        structured: &'p Structured,
        fragments: &'p [Fragment],
        url: Option<&'p WebUrl>,
    ) -> Self {
        let writers = RefCell::new(ByClass::new(classes, false));
        Self { doc, classes, writers, structured, fragments, url }
    }
}

/// The posts of a page that is a thread, in order; none of any other page.
pub(crate) fn posts(page: &Page<'_>) -> Vec<NodeId> {
    let structured = page.structured;
    let of_type = |names: &[&str]| structured.types.iter().any(|kind| names.contains(&kind.as_str()));
    let declared = of_type(DECLARED);
    let known = declared || page.url.is_some_and(is_addressed);
    if of_type(crate::structured::ARTICLES) || !known && structured.og_type.as_deref() == Some("article") {
        return Vec::new();
    }
    let threads = groups(page).into_iter().filter_map(|group| {
        let posts: Vec<Post> =
            group.iter().take(MEMBERS).filter_map(|id| Post::read(page, *id, known)).collect();
        let first = posts.first()?.node;
        let thread = posts.len() >= if declared { ANSWERS } else { POSTS };
        let alone =
            thread && opens(page.fragments, first, known) && (known || holds_most(page.fragments, &posts));
        let answers = || posts.len() >= ANSWERS && asks(page, &posts);
        let are_apart = posts.windows(2).any(|two| two[0].name != two[1].name);
        (are_apart && (alone || answers())).then_some(posts)
    });
    let said = |posts: &Vec<Post>| posts.iter().map(|post| post.words).sum::<usize>();
    let longest = threads.max_by_key(|posts| (said(posts), std::cmp::Reverse(posts[0].node)));
    longest.into_iter().flatten().map(|post| post.node).collect()
}

/// Elements that stand one beside another in one design: those that say most.
fn groups(page: &Page<'_>) -> Vec<Vec<NodeId>> {
    let doc = page.doc;
    let mut places: HashMap<(NodeId, Tag, u32), usize, Keyed> = HashMap::default();
    let (mut counts, mut members) = (Vec::new(), Vec::new());
    let mut numbers: HashMap<&str, u32, Keyed> = HashMap::default();
    let mut designs = ByClass::new(page.classes, 0);
    for id in doc.descendants(doc.root()).take(CANDIDATES) {
        let Some(tag) = doc.tag(id).filter(|tag| may_be_post(*tag)) else { continue };
        let Some(above) = doc.parent(id) else { continue };
        let design = designs.get(page.classes, id, |class| {
            let class = class.split_ascii_whitespace().next().unwrap_or_default();
            // Rows in turns: `row1`, `row2`.
            let class = class.trim_end_matches(|c: char| c.is_ascii_digit());
            let next = u32::try_from(numbers.len()).unwrap_or_default() + 1;
            if class.is_empty() { 0 } else { *numbers.entry(class).or_insert(next) }
        });
        let next = counts.len();
        let place = *places.entry((above, tag, design)).or_insert(next);
        if place == next {
            counts.push(0);
        }
        counts[place] += 1;
        members.push((place, id));
    }
    let mut groups = gathered(&counts, &members);
    let mut before = vec![0];
    for fragment in page.fragments {
        before.push(before[before.len() - 1] + fragment.words);
    }
    let at = |id: NodeId| before[page.fragments.partition_point(|fragment| fragment.first < id)];
    let words =
        |id: &NodeId| doc.after(*id, doc.root()).map_or(before[before.len() - 1], at).saturating_sub(at(*id));
    groups.sort_by_cached_key(|group| std::cmp::Reverse(group.iter().map(words).sum::<usize>()));
    groups.truncate(GROUPS);
    groups
}

/// The groups that have members enough, in the order of their first ones.
fn gathered(counts: &[usize], members: &[(usize, NodeId)]) -> Vec<Vec<NodeId>> {
    let mut groups = Vec::new();
    let large = |count: &usize| {
        (*count >= ANSWERS).then(|| {
            groups.push(Vec::with_capacity(*count));
            groups.len() - 1
        })
    };
    let places: Vec<Option<usize>> = counts.iter().map(large).collect();
    for (place, id) in members {
        if let Some(group) = places[*place] {
            groups[group].push(*id);
        }
    }
    groups
}

fn may_be_post(tag: Tag) -> bool {
    matches!(tag, Tag::Div | Tag::Li | Tag::Article | Tag::Section | Tag::Tr | Tag::Table)
}

/// Whether an address is one that forums and question boards give their threads.
fn is_addressed(url: &WebUrl) -> bool {
    let url_path = url.as_url();
    let path = format!("{}?{}", url_path.path(), url_path.query().unwrap_or_default()).to_ascii_lowercase();
    let named = [
        "viewtopic",
        "showthread",
        "showtopic",
        "/thread",
        "/topic",
        "?topic=",
        "/t/",
        "/forum",
        "/questions/",
        "/discussion",
        "/community/",
    ];
    let hosts = ["forum", "board", "community", "discuss", "answers"];
    named.iter().any(|part| path.contains(part))
        || hosts.iter().any(|name| url.host().trim_start_matches("www.").starts_with(name))
}

/// One post.
struct Post {
    node: NodeId,
    /// Who wrote it, as it stands there.
    name: String,
    /// The element that names the writer.
    signed: Option<NodeId>,
    words: usize,
}

impl Post {
    /// Whether an element tells who wrote it, when, and what. `known` where the page's address or data speaks of threads: then
    /// any name will do.
    fn read(page: &Page<'_>, id: NodeId, known: bool) -> Option<Self> {
        let doc = page.doc;
        let inside = inside(doc, page.fragments, id);
        let said = |fragment: &&Fragment| {
            let ends = ends_sentence(&fragment.text);
            !fragment.scope.heading
                && fragment.linked * 2 < fragment.text.len()
                && (ends || fragment.words >= LINE)
        };
        let words: usize = inside.iter().filter(said).map(|fragment| fragment.words).sum();
        if words < POST {
            return None;
        }
        let mut signed = doc.descendants(id).take(NODES).filter(|below| names_writer(page, *below));
        let signed = signed.find_map(|below| name_in(doc, below).map(|name| (below, name)));
        let dated = || known && signed.is_some() || is_dated(doc, id, inside);
        if !(signed.is_some() || known) || leads_on(doc, id, inside) || !dated() {
            return None;
        }
        let first = || inside.iter().find(|fragment| fragment.words > 0 && fragment.words <= NAME);
        let (signed, name) = match signed {
            Some((signed, name)) => (Some(signed), name),
            None => (None, first()?.text.clone()),
        };
        Some(Self { node: id, name, signed, words })
    }
}

/// The fragments inside of an element.
fn inside<'f>(doc: &Document, fragments: &'f [Fragment], id: NodeId) -> &'f [Fragment] {
    let end = doc.after(id, doc.root());
    let first = fragments.partition_point(|fragment| fragment.first < id);
    let last = end.map_or(fragments.len(), |end| fragments.partition_point(|fragment| fragment.first < end));
    &fragments[first..last.max(first)]
}

/// The name that an element holds, if it holds no more.
fn name_in(doc: &Document, id: NodeId) -> Option<String> {
    let text = doc.collect_text(id);
    let words: Vec<&str> = text.split_whitespace().take(NAME + 1).collect();
    (1..=NAME).contains(&words.len()).then(|| words.join(" "))
}

/// Whether an element says who wrote something: by its name, or as a link to a profile.
fn names_writer(page: &Page<'_>, id: NodeId) -> bool {
    let doc = page.doc;
    let is_link = doc.tag(id) == Some(Tag::A);
    let wanted = if is_link { SIGNING_LINKS } else { SIGNING };
    doc.attrs_among(id, wanted).any(|(name, value)| match name {
        AttrName::Class => page.writers.borrow_mut().get(page.classes, id, says_writer),
        AttrName::Href => is_profile(value),
        _ => says_writer(value),
    })
}

/// Attributes by which an element may say so, and a link.
const SIGNING: AttrNames = AttrNames::of(&[AttrName::Class, AttrName::Itemprop, AttrName::Rel]);
const SIGNING_LINKS: AttrNames =
    AttrNames::of(&[AttrName::Class, AttrName::Itemprop, AttrName::Rel, AttrName::Href]);

/// Whether a word of a name is that of a writer.
fn says_writer(value: &str) -> bool {
    let is_writer = |word: &str| {
        let ends = |known: &str| {
            let before = word.len().checked_sub(known.len());
            before.is_some_and(|at| word.as_bytes()[at..].eq_ignore_ascii_case(known.as_bytes()))
        };
        word.ends_with(['r', 'R', 'e', 'E'])
            && (word.eq_ignore_ascii_case("poster") || ends("username") || ends("author"))
    };
    value.split(|c: char| !c.is_ascii_alphanumeric()).any(is_writer)
}

static PROFILES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["/u/", "user", "member", "profile", "/@"]).ok());

fn is_profile(href: &str) -> bool {
    PROFILES.as_ref().is_some_and(|profiles| profiles.is_match(href))
}

fn is_dated(doc: &Document, id: NodeId, inside: &[Fragment]) -> bool {
    let year = |fragment: &Fragment| {
        let mut numbers = fragment.text.split(|c: char| !c.is_ascii_digit());
        fragment.words <= LINE && numbers.any(|word| word.len() == 4 && word.starts_with("20"))
    };
    inside.iter().any(year) || doc.descendants(id).take(NODES).any(|below| doc.tag(below) == Some(Tag::Time))
}

/// Whether an element has a headline that leads to another page, as entries of blogs and lists of threads have.
fn leads_on(doc: &Document, id: NodeId, inside: &[Fragment]) -> bool {
    let elsewhere = |link: NodeId| {
        let href = doc.attr(link, "href").unwrap_or_default();
        doc.tag(link) == Some(Tag::A) && !href.contains('#') && !is_profile(href)
    };
    let is_heading = |id: &NodeId| matches!(doc.tag(*id), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4));
    let headings = doc.descendants(id).take(NODES).filter(is_heading);
    let mut around = headings.flat_map(|heading| {
        doc.descendants(heading).take(8).chain(doc.ancestors(heading).take(2)).collect::<Vec<_>>()
    });
    let told = inside.iter().find(|fragment| fragment.words >= HEADLINE);
    let listed = || {
        let link = told.filter(|fragment| fragment.is_link());
        link.is_some_and(|link| {
            std::iter::once(link.node).chain(doc.ancestors(link.node)).take(3).any(elsewhere)
        })
    };
    around.any(elsewhere) || listed()
}

/// Whether hardly anything is told before a post: then it is no comment below an article. Where a page is `known` for a thread,
/// words about it may stand there.
fn opens(fragments: &[Fragment], post: NodeId, known: bool) -> bool {
    let before = fragments.iter().take_while(|fragment| fragment.first < post);
    let about_cookies = |fragment: &Fragment| {
        fragment.scope.consent || fragment.hits.iter().any(|hit| hit.class == Class::Cookie)
    };
    let told = before.filter(|fragment: &&Fragment| {
        !fragment.scope.frame && !fragment.scope.hidden && !fragment.is_link() && !about_cookies(fragment)
    });
    if known {
        return told.filter(|fragment| fragment.running()).map(|fragment| fragment.words).sum::<usize>()
            < ABOUT;
    }
    told.map(|fragment| fragment.words.saturating_sub(8)).sum::<usize>() < BEFORE
}

/// Whether posts, each signed by an element of its own, are most of what a page says.
fn holds_most(fragments: &[Fragment], posts: &[Post]) -> bool {
    let running = fragments.iter().filter(|fragment| fragment.running() && !fragment.scope.hidden);
    let all: usize = running.map(|fragment| fragment.words).sum();
    let said: usize = posts.iter().map(|post| post.words).sum();
    posts.iter().all(|post| post.signed.is_some()) && said * 4 >= all * 3
}

/// Whether the headline is a question, and whoever asked it signs before the posts as those who answer do.
fn asks(page: &Page<'_>, posts: &[Post]) -> bool {
    let doc = page.doc;
    let Some(heading) = page.structured.claims.h1.first() else { return false };
    let Some(signed) = posts.iter().find_map(|post| post.signed) else { return false };
    let question = doc.collect_text(*heading).trim_end().ends_with(['?', '？', '؟', ';']);
    let design = |id: NodeId| {
        let class = |id: Option<NodeId>| id.and_then(|id| doc.attr(id, "class")).unwrap_or_default();
        (doc.tag(id), class(Some(id)), class(doc.parent(id)))
    };
    let first = posts[0].node;
    let before = || doc.descendants(doc.root()).take(CANDIDATES).take_while(|id| *id < first);
    question && *heading < first && before().any(|id| names_writer(page, id) && design(id) == design(signed))
}

//! Where the text stops, and whether it stops inside a sentence. Lines of the house below a whole text (who edited it, when
//! the doors open, rights, tags) often lack a stop too: they are told by how they are set, or by being one line.

use super::{Case, word_filter};
use crate::lexicon::{self, Class};
use crate::text::{ends_sentence, words};
use crate::text_fragment::{Fragment, invitation};
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::collections::{HashMap, HashSet};

/// Words from which on a line may be a paragraph that was cut, and from which on it surely is one.
const SHORT_PARAGRAPH: usize = 10;
const LONG_PARAGRAPH: usize = 18;
/// A sentence without another before it and with fewer words may be a line of the house.
const LINE: usize = 22;
/// Words of a sentence that was begun: one word is the initials of who wrote it.
const BEGUN: usize = 2;
/// Words of the lines that a house adds below a text.
const HOUSE: usize = 110;
/// Letters of a fragment of a word that is too short for most names.
const PIECE: usize = 3;

/// A place where the text stops in dots or in the middle of a sentence.
pub(super) struct End {
    pub(super) text: String,
    pub(super) node: NodeId,
    /// Words of the text up to here.
    pub(super) words: usize,
    /// It was found by the element that holds the text; more may have been taken into the body behind it.
    pub(super) inner: bool,
    /// It is a paragraph or a quote.
    pub(super) prose: bool,
}

/// Whether a text stops inside a sentence: a sentence was begun where the others of the page end, or its last fragment of a
/// word stands nowhere else. Names and signatures below whole texts begin in upper case; they want both, and a long
/// paragraph or a very short fragment. On hosts not seen .95 of the texts cut inside a word are recognised; none of 227
/// whole pages is convicted.
pub(super) fn is_torn(case: &Case<'_, '_>, text: &str) -> bool {
    let mut tail = text.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(last) = tail.next() else { return false };
    let Some(first) = last.chars().next() else { return false };
    if is_verse(text) {
        return false;
    }
    let long = words(text) >= LONG_PARAGRAPH;
    let elsewhere = |fragment: &Fragment| {
        fragment.text.split(|c: char| !c.is_alphanumeric()).filter(|word| *word == last).count()
    };
    let alone =
        || case.fragments.iter().filter(|fragment| !fragment.scope.hidden).map(elsewhere).sum::<usize>() <= 1;
    match first {
        c if c.is_numeric() || ends_without_stops(c) => false,
        c if lexicon::is_cjk(c) => long && others_end(case, text),
        c if c.is_uppercase() && !is_signed(text) => {
            let letters = last.chars().count();
            let begins = letters < PIECE && long && begun(text) > BEGUN;
            alone() && (begins || (long || letters <= PIECE) && others_end(case, text))
        }
        c if c.is_uppercase() => false,
        _ if !has_stop(text) && words(text) < LINE && word_filter::may_end(last) => false,
        _ => begun(text) >= BEGUN && others_end(case, text) || alone(),
    }
}

/// Words of a line of verse, and lines of a stanza.
const VERSE: usize = 9;
const STANZA: usize = 3;

/// Whether a text is set in short lines: poems need no stops.
fn is_verse(text: &str) -> bool {
    text.lines().count() >= STANZA && text.lines().all(|line| words(line) <= VERSE)
}

/// Whether a letter is of a script in which sentences end in a space: Thai, Lao, Burmese, Khmer, Tibetan.
const fn ends_without_stops(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Words of a signature.
const SIGNATURE: usize = 6;

/// Whether a text whose last sentence ends has an agency and a name behind it: "(c) AGENCY/First LAST".
fn is_signed(text: &str) -> bool {
    let Some((at, mark)) = text.rmatch_indices(STOPS).next() else { return false };
    let behind = &text[at + mark.len()..];
    let mut names = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || word.eq_ignore_ascii_case("c");
    let count = names.clone().count();
    let marked = behind.contains(['/', '|', '©', '(', '—']);
    marked && (1..=SIGNATURE).contains(&count) && names.all(is_name)
}

/// Marks that end a sentence, in every script.
const STOPS: [char; 9] = ['.', '!', '?', '。', '！', '？', '؟', '।', '۔'];

/// Whether a sentence ends inside a text: a line without one may be a line of the house.
fn has_stop(text: &str) -> bool {
    text.match_indices(['.', '!', '?']).any(|(at, mark)| text[at + mark.len()..].starts_with(' '))
}

/// Words behind the last sentence that ends.
fn begun(text: &str) -> usize {
    let last = text.rsplit(['.', '!', '?', '/', '|', '–']).next().unwrap_or_default();
    words(last)
}

/// Whether all paragraphs of the body but this one end as sentences do, from the first that does: what stands before it is
/// a standfirst or a line of the house.
fn others_end(case: &Case<'_, '_>, text: &str) -> bool {
    let others = case.paragraphs.iter().filter(|other| !other.text.starts_with(text));
    let mut ends =
        others.filter(|other| other.words >= LONG_PARAGRAPH).map(|other| ends_sentence(&other.text));
    ends.clone().next().is_none() || ends.any(|ends| ends) && ends.all(|ends| ends)
}

/// The last paragraph of the body, or of the element that holds most of it, where it breaks off.
pub(super) fn cut(case: &Case<'_, '_>) -> Option<End> {
    let last = case.paragraphs.last()?;
    let last =
        End { text: last.text.clone(), node: last.node, words: case.held, inner: false, prose: last.prose };
    let ends = std::iter::once(last).chain(last_inside(case));
    let ends = ends.map(|end| before_link(case, end));
    ends.chain(above_the_house(case)).find_map(|end| broken_off(case, end))
}

/// A text without the link behind its dots, in the same paragraph, that leads on: "the council said that… Continue reading".
fn before_link(case: &Case<'_, '_>, mut end: End) -> End {
    let doc = case.survey.doc;
    let dots = end.text.rfind('…').map(|at| at + '…'.len_utf8());
    let dots = dots.max(end.text.rfind("...").map(|at| at + 3));
    let Some(dots) = dots else { return end };
    let behind = end.text[dots..].trim_start_matches([']', ')']).trim();
    let is_link = |id: NodeId| doc.tag(id) == Some(Tag::A) && doc.collect_text(id).trim() == behind;
    let leads_on = || {
        let hit = lexicon::search(behind).into_iter().find(|hit| hit.class == Class::Continuation);
        hit.is_some_and(|hit| hit.start <= ARROW)
    };
    if !behind.is_empty() && leads_on() && doc.descendants(end.node).any(is_link) {
        end.text.truncate(dots);
    }
    end
}

/// Bytes before the words of a link that leads on: an arrow.
const ARROW: usize = 4;

/// A paragraph that stops in a fragment of a word, with nothing but a line or two of the house below it.
fn above_the_house(case: &Case<'_, '_>) -> Option<End> {
    let mut behind = 0;
    let mut held = case.held;
    for paragraph in case.paragraphs.iter().rev().take(3) {
        let text = paragraph.text.trim_end();
        let text = text.strip_suffix('…').or_else(|| text.strip_suffix("...")).unwrap_or(text);
        let open = paragraph.words >= SHORT_PARAGRAPH && text.ends_with(char::is_alphabetic);
        if behind > 0 && behind <= HOUSE && open && paragraph.prose && word_filter::ends_in_a_piece(text) {
            let (text, node) = (paragraph.text.clone(), paragraph.node);
            return Some(End { text, node, words: held, inner: true, prose: true });
        }
        behind += paragraph.words;
        held -= paragraph.words;
    }
    None
}

/// The last paragraph in the element that holds most of the body, where hardly anything of the body follows.
fn last_inside(case: &Case<'_, '_>) -> Option<End> {
    let doc = case.survey.doc;
    let mut holders: Vec<(NodeId, usize)> = Vec::new();
    let mut places = HashMap::new();
    for paragraph in &case.paragraphs {
        let (parent, count) = (doc.parent(paragraph.node)?, paragraph.words);
        let place = *places.entry(parent).or_insert(holders.len());
        match holders.get_mut(place) {
            Some((_, sum)) => *sum += count,
            None => holders.push((parent, count)),
        }
    }
    let (holder, held) = holders.into_iter().max_by_key(|(_, words)| *words)?;
    let paragraph = |fragment: &Fragment| {
        let child = std::iter::once(fragment.node)
            .chain(doc.ancestors(fragment.node))
            .take(6)
            .find(|id| doc.parent(*id) == Some(holder))?;
        let text = fragment.words >= SHORT_PARAGRAPH && !fragment.scope.foreign() && !fragment.is_link();
        let said = fragment.hits.iter().any(|hit| hit.reason().is_some());
        (doc.tag(child) == Some(Tag::P) && text && !said).then(|| (child, fragment.text.clone()))
    };
    let (node, text) = case.fragments.iter().rev().find_map(paragraph)?;
    let behind: usize = case
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.node > node && doc.parent(paragraph.node) != Some(holder))
        .map(|paragraph| paragraph.words)
        .sum();
    (behind <= held / 3 + 60).then_some(End { text, node, words: held, inner: true, prose: true })
}

fn broken_off(case: &Case<'_, '_>, mut end: End) -> Option<End> {
    let text = end.text.trim_end();
    let in_brackets = text.ends_with([')', ']', '"', '”', '»']);
    let text = text.trim_end_matches([' ', '"', '”', '»', ']', '[', ')', '(']).to_owned();
    let dots = is_cut_mark(&text)
        && !in_parentheses(&end.text)
        && !is_said(&end.text)
        && !is_lone(case, &end, &text);
    let dots = dots && !is_habit(case, &end) && !is_followed(case, &end);
    let open = words(&text) >= SHORT_PARAGRAPH
        && !in_brackets
        && !ends_sentence(&text)
        && text.ends_with(|c: char| c.is_alphanumeric() || c == ',')
        && !is_address(&text)
        && !is_line_of_the_house(case, &end);
    end.text = text;
    (dots || open).then_some(end)
}

/// Whether the writer adds a line in parentheses behind it, in the same element: "(1 – to be continued)".
fn is_followed(case: &Case<'_, '_>, end: &End) -> bool {
    let doc = case.survey.doc;
    case.paragraphs.iter().any(|other| {
        other.node > end.node && doc.parent(other.node) == doc.parent(end.node) && in_parentheses(&other.text)
    })
}

/// Dots as a program sets them, not the row of them that a writer likes.
fn is_cut_mark(text: &str) -> bool {
    text.ends_with('…') && !text.ends_with("……") || text.ends_with("...") && !text.ends_with("....")
}

/// Whether dots stand right before the mark that ends a quotation within the text: a program that cuts closes none.
fn is_said(text: &str) -> bool {
    let text = text.trim_end();
    let Some(close) = text.chars().next_back() else { return false };
    let open: &[char] = match close {
        '”' => &['“', '„', '”'],
        '“' => &['„'],
        '»' => &['«'],
        '«' => &['»'],
        '"' => &['"'],
        '’' => &['‘'],
        '」' => &['「'],
        '』' => &['『'],
        _ => return false,
    };
    let inside = &text[..text.len() - close.len_utf8()];
    is_cut_mark(inside.trim_end()) && inside.rfind(open).is_some_and(|at| at > 0 || words(inside) < LINE)
}

/// Words of a last sentence that is a paragraph by itself, and paragraphs before it.
const LONE: usize = 8;
const BEFORE_LONE: usize = 3;

/// Whether the last paragraph is one short sentence that its writer lets trail off, "He waited…": what cuts a text leaves a piece of a
/// sentence, seldom so near to its beginning, or a piece of a word.
fn is_lone(case: &Case<'_, '_>, end: &End, text: &str) -> bool {
    let told = text.trim_end_matches(['…', '.', ' ']);
    let last = told.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let before = case.paragraphs.iter().filter(|other| other.node < end.node && ends_sentence(&other.text));
    end.prose
        && words(told) <= LONE
        && told.starts_with(|c: char| {
            c.is_uppercase() || matches!(c, '“' | '«' | '„' | '—' | '–' | '¿' | '¡' | '"')
        })
        && !word_filter::wants_more(last)
        && !word_filter::ends_in_a_piece(told)
        && before.take(BEFORE_LONE).count() == BEFORE_LONE
}

/// Whether a whole line stands in parentheses: it names a source, or says something beside the text.
fn in_parentheses(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with(')')
}

/// Whether sentences of the text end in dots before its last one does: its writer likes them.
fn is_habit(case: &Case<'_, '_>, end: &End) -> bool {
    let trails = |text: &str| {
        let dots = text.match_indices("...").chain(text.match_indices('…'));
        dots.filter(|(at, mark)| text[at + mark.len()..].starts_with([' ', '\n'])).count()
    };
    let ends = |text: &str| usize::from(is_cut_mark(text.trim_end()));
    let others = case.paragraphs.iter().filter(|other| other.node != end.node);
    let count: usize = others.map(|other| trails(&other.text) + ends(&other.text)).sum();
    let before = end.text.trim_end_matches(['…', '.']);
    let count = count + trails(&end.text);
    count > HABIT || count == HABIT && !word_filter::ends_in_a_piece(before)
}

/// Sentences that end in dots and make it a writer's way.
const HABIT: usize = 2;

/// Whether the last word is an address: notes below articles end in one.
fn is_address(text: &str) -> bool {
    text.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains(['@', '.', '/', '_']))
}

pub(super) fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    text[from..].split_once(' ').map_or(&text[from..], |(_, rest)| rest)
}

/// Whether the last line is set as a line of the house is: it ends in a link, all of it stands in another type, it alone has
/// a class, or it holds rights or tags.
fn is_line_of_the_house(case: &Case<'_, '_>, end: &End) -> bool {
    let doc = case.survey.doc;
    let texts: Vec<NodeId> = doc
        .descendants(end.node)
        .filter(|id| doc.kind(*id) == NodeKind::Text && !doc.text(*id).trim().is_empty())
        .collect();
    let under = |id: NodeId, tags: &[Tag]| {
        let above = doc.ancestors(id).take_while(|above| *above != end.node);
        above.chain([end.node]).any(|above| doc.tag(above).is_some_and(|tag| tags.contains(&tag)))
    };
    let linked = texts.last().is_some_and(|last| under(*last, &[Tag::A, Tag::Button]));
    let styled = [Tag::Em, Tag::I, Tag::Small, Tag::Cite, Tag::Strong, Tag::B];
    let styled = texts.iter().all(|text| under(*text, &styled));
    let marked = end.text.contains('©') || end.text.split_whitespace().any(is_tag);
    let alone = || is_line_alone(doc, &texts, end.node);
    linked || styled || marked || invitation::invites(&end.text) || is_set_apart(case, end) || alone()
}

/// Whether the last words stand on a line of their own, behind a sentence that ends: who signs a letter, and that no name is given.
fn is_line_alone(doc: &Document, texts: &[NodeId], holder: NodeId) -> bool {
    let Some((last, before)) = texts.split_last() else { return false };
    let Some(previous) = before.last() else { return false };
    let between = doc.descendants(holder).skip_while(|id| id != previous).take_while(|id| id != last);
    let line = doc.text(*last).trim();
    (1..=SIGNATURE).contains(&words(line))
        && line.starts_with(char::is_uppercase)
        && ends_sentence(doc.text(*previous))
        && between.into_iter().any(|id| doc.tag(id) == Some(Tag::Br))
}

fn is_tag(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphabetic))
}

/// Whether a paragraph has a class that none of the others has, which share theirs.
fn is_set_apart(case: &Case<'_, '_>, end: &End) -> bool {
    let doc = case.survey.doc;
    let class = |node: NodeId| doc.attr(node, "class").unwrap_or_default();
    let others: HashSet<&str> = case
        .paragraphs
        .iter()
        .filter(|other| other.node != end.node)
        .map(|other| class(other.node))
        .collect();
    let own = class(end.node);
    !own.is_empty() && others.len() == 1 && case.paragraphs.len() > 2 && !others.contains(own)
}

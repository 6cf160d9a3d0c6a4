//! What an address tells by itself: the root of a site, and places where a host keeps nothing but posts, films, sounds or offers.

use super::super::{Case, Finding};
use super::{is_gated, is_root, is_slight, longest_run, of_type};
use crate::structured::ARTICLES;
use crate::text::letters;
use dateline_model::{Holding, Reason, Rule};

const TABLE: &str = include_str!("../../../data/platforms.tsv");

/// Words in one stretch from which on a text stands at the root of its site, as a few do that are a site of their own.
const TEXT: usize = 400;

/// A page at an address that tells its kind.
pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    let url = case.survey.served.base()?.as_url();
    let path: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let host = url.host_str()?;
    let found =
        rows().find(|(known, pattern, _)| is_of(host, known) && begins(&path, pattern, *known == "*"));
    let reason = match found?.2 {
        "media" => Reason::MediaPage,
        "product" => Reason::Product,
        _ => Reason::NotAnArticle,
    };
    Finding::by(Rule::KnownAddress, Holding::OtherKind).because(reason, case.anything(reason))
}

/// Words for dictionaries in addresses.
const DICTIONARIES: &[&str] = &[
    "dictionary",
    "woerterbuch",
    "wörterbuch",
    "dictionnaire",
    "diccionario",
    "dizionario",
    "dicionario",
    "dicionário",
    "woordenboek",
    "ordbok",
    "ordbog",
    "sanakirja",
    "slownik",
    "słownik",
    "slovnik",
    "slovník",
    "rjecnik",
    "recnik",
    "szotar",
    "szótár",
    "dictionar",
    "dex",
    "sozluk",
    "sözluk",
    "slovar",
    "rechnik",
    "kamus",
    "thesaurus",
    "jisho",
    "cidian",
];

/// An entry of a dictionary: the address names one, and ends in the word that the page's heading is.
pub(super) fn entry(case: &Case<'_, '_>) -> Option<Finding> {
    let url = case.survey.served.base()?.as_url();
    let path: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let (last, above) = path.split_last()?;
    let mut labels = url.host_str()?.split('.').chain(above.iter().copied());
    if !labels.any(|label| DICTIONARIES.contains(&label)) {
        return None;
    }
    let doc = case.survey.doc;
    let word =
        letters(&url::form_urlencoded::parse(last.as_bytes()).map(|(name, _)| name).collect::<String>());
    let headed =
        case.survey.structured.claims.h1.iter().any(|heading| letters(&doc.collect_text(*heading)) == word);
    if !headed || is_gated(case) {
        return None;
    }
    Finding::by(Rule::KnownAddress, Holding::OtherKind)
        .because(Reason::NotAnArticle, case.anything(Reason::NotAnArticle))
}

/// A site's own address, where nobody signs and dates what stands there.
pub(super) fn root(case: &Case<'_, '_>) -> Option<Finding> {
    let url = case.survey.served.base()?.as_url();
    let is_root = is_root(url.path().trim_matches('/')) && url.query().is_none();
    let claims = &case.survey.structured.claims;
    let is_written = of_type(case, ARTICLES)
        || !case.survey.article.bylines.is_empty() && !claims.published.is_empty()
        || is_gated(case)
        || longest_run(case) >= TEXT;
    if !is_root || is_written || is_slight(case) {
        return None;
    }
    Finding::by(Rule::SiteRoot, Holding::OtherKind)
        .because(Reason::SectionFront, case.anything(Reason::SectionFront))
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

fn is_of(host: &str, known: &str) -> bool {
    known == "*" || host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Digits of a post's number, where any host may keep it.
const NUMBER: usize = 15;

/// Whether a path begins as a row says.
fn begins(path: &[&str], pattern: &str, anywhere: bool) -> bool {
    let counts =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && (!anywhere || part.len() >= NUMBER);
    let parts: Vec<&str> = pattern.split('/').collect();
    path.len() >= parts.len()
        && parts.iter().zip(path).all(|(wanted, part)| match *wanted {
            "*" => true,
            "#" => counts(part),
            "@" => part.starts_with('@'),
            wanted => *part == wanted,
        })
}

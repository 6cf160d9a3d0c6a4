//! Undoes what aggregators glue together: headline to publisher, publisher to the next headline, title to sentence.

use super::known_publishers::{self, Named};
use dateline_model::AsideItem;

/// Fewest words of a headline: shorter runs before a publisher's name are a section or a stray word.
const HEADLINE_WORDS: usize = 3;

/// Headlines with their publishers where a line names at least one with the next headline glued on, or two. What is
/// left after the last publisher is an item without title and publisher: nobody knows what it is.
pub(crate) fn cluster(stem: &str) -> Option<Vec<AsideItem>> {
    let (mut items, from, glued) = signed_by_known(stem);
    let parted = items.len() >= 2 || (glued >= 1 && !items.is_empty());
    add_rest(&mut items, &stem[from..]);
    if parted { Some(items) } else { glued_names(stem) }
}

/// The same only where two known publishers have the next headline glued on: what no sentence does, so that a paragraph
/// of a page may be doubted for it.
pub(crate) fn glued_list(text: &str) -> Option<Vec<AsideItem>> {
    if !known_publishers::may_be_glued(text) {
        return None;
    }
    let (mut items, from, glued) = signed_by_known(text);
    add_rest(&mut items, &text[from..]);
    (glued >= 2).then_some(items)
}

fn add_rest(items: &mut Vec<AsideItem>, rest: &str) {
    if rest.chars().any(char::is_alphanumeric) {
        items.push(AsideItem::default());
    }
}

/// Headlines with known publishers, where the last of them ends, and how many have the next headline glued on.
fn signed_by_known(stem: &str) -> (Vec<AsideItem>, usize, usize) {
    let mut items = Vec::new();
    let mut from = 0;
    let mut glued = 0;
    for Named { name, range } in known_publishers::named(stem) {
        if range.start < from {
            continue;
        }
        let rest = &stem[range.end..];
        let Some(end) = ending(rest) else { continue };
        let title =
            stem[from..range.start].trim_end_matches([' ', '-', '–', '—', '|', '·', '•', '\u{a0}']).trim();
        if title.split_whitespace().count() < HEADLINE_WORDS && !title.chars().any(crate::lexicon::is_cjk) {
            continue;
        }
        glued += usize::from(end == Ending::Glued);
        items.push(AsideItem { title: Some(title.to_owned()), publisher: Some(name.to_owned()), url: None });
        from = range.end;
    }
    (items, from, glued)
}

/// The same for publishers that no table knows, where the line shows the pattern twice: a headline in running case, a run
/// of capitalised words, and the next headline glued on ("…asks for protection LedgerFleet insurer…"). Once alone it
/// may be a brand's spelling.
fn glued_names(stem: &str) -> Option<Vec<AsideItem>> {
    let mut items = Vec::new();
    let mut from = 0;
    for at in seams(stem) {
        let Some((title, name)) = title_and_name(&stem[from..at]) else { continue };
        items.push(AsideItem { title: Some(title.to_owned()), publisher: Some(name.to_owned()), url: None });
        from = at;
    }
    if items.len() < 2 {
        return None;
    }
    add_rest(&mut items, &stem[from..]);
    Some(items)
}

/// Bytes where a capital follows a small letter inside a word that is capitalised itself.
fn seams(stem: &str) -> impl Iterator<Item = usize> {
    let chars = stem.char_indices().zip(stem.chars().skip(1).map(Some).chain([None]));
    let (mut letters, mut capital) = (0, false);
    chars.filter_map(move |((at, c), next)| {
        if c.is_alphanumeric() {
            capital = if letters == 0 { c.is_uppercase() } else { capital };
            letters += 1;
        } else {
            letters = 0;
        }
        let seam = letters >= 3 && capital && c.is_lowercase() && next.is_some_and(char::is_uppercase);
        if seam {
            letters = 0;
        }
        seam.then_some(at + c.len_utf8())
    })
}

/// Most words of a publisher's name.
const NAME_WORDS: usize = 4;

/// A headline in running case and the capitalised words that end it.
fn title_and_name(text: &str) -> Option<(&str, &str)> {
    let mut start = text.len();
    let mut words = 0;
    for word in text.split_whitespace().rev() {
        if !word.starts_with(char::is_uppercase) || word.ends_with([',', '.', ':', ';']) {
            break;
        }
        start = word.as_ptr() as usize - text.as_ptr() as usize;
        words += 1;
    }
    let title = text[..start].trim();
    let fits = (1..=NAME_WORDS).contains(&words) && title.split_whitespace().count() >= HEADLINE_WORDS;
    fits.then(|| (title, text[start..].trim()))
}

#[derive(PartialEq, Eq)]
enum Ending {
    Glued,
    Parted,
}

/// What follows a publisher's name in a list: nothing, the next headline glued on, or a mark between items. A name
/// inside a sentence is followed by a space and goes on.
fn ending(rest: &str) -> Option<Ending> {
    match rest.chars().next() {
        None => Some(Ending::Parted),
        Some(c)
            if c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '‘' | '"' | '«' | '¿' | '¡') =>
        {
            Some(Ending::Glued)
        }
        Some(c) if crate::lexicon::is_cjk(c) => Some(Ending::Glued),
        Some('…' | '•' | '|' | '·' | ';') => Some(Ending::Parted),
        Some(' ') if rest.trim_start().starts_with(['•', '|', '·', '…']) || rest.starts_with("  ") => {
            Some(Ending::Parted)
        }
        Some(_) => None,
    }
}

/// The title of "Headline - Publisher", where the name is known.
pub(crate) fn signed(stem: &str) -> Option<AsideItem> {
    let at = stem.rfind([' ', '|'])?;
    let marks = [" - ", " – ", " — ", " | ", " · "];
    let (cut, mark) = marks.iter().filter_map(|mark| stem.rfind(mark).map(|at| (at, mark))).max()?;
    let (name, _) = known_publishers::by_name(stem[cut + mark.len()..].trim())?;
    let title = stem[..cut].trim();
    (at >= cut && title.split_whitespace().count() >= HEADLINE_WORDS).then(|| AsideItem {
        title: Some(title.to_owned()),
        publisher: Some(name.to_owned()),
        url: None,
    })
}

/// Where a title is glued to the sentence after it: "luxury brands.The". Byte after the title's last mark.
///
/// Wants a lower-case word of two letters before the mark and a word that begins in upper case after it, so that
/// "U.S.", "z.B." and "example.Com/" stay whole.
pub(crate) fn glued_at(text: &str) -> Option<usize> {
    let mut before = [' '; 2];
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let marked = matches!(c, '.' | '!' | '?' | '…' | '”' | '"');
        let next = chars.peek().map(|(_, next)| *next);
        let glued = marked
            && before.iter().all(|c| c.is_lowercase() || matches!(c, '.' | '?' | '!'))
            && before.iter().any(|c| c.is_lowercase())
            && next.is_some_and(char::is_uppercase);
        if glued && starts_sentence(&text[at + c.len_utf8()..]) && words_before(text, at) >= 4 {
            return Some(at + c.len_utf8());
        }
        before = [before[1], c];
    }
    None
}

fn words_before(text: &str, at: usize) -> usize {
    text[..at].split_whitespace().count()
}

/// A word that starts in upper case and does not look like the rest of an address ("Com/", "Org").
fn starts_sentence(rest: &str) -> bool {
    let word: String =
        rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '’' | '\'')).collect();
    let plain = word.trim_end_matches('.');
    let address = word.contains('/') || ["Com", "Org", "Net", "De", "Uk", "Io", "Js"].contains(&plain);
    !plain.is_empty() && !address
}

/// Publisher named by a dateline: "CNN — …", "(Reuters) - …".
pub(crate) fn dateline(text: &str) -> Option<&'static str> {
    let head: String = text.chars().take(60).collect();
    let dash = [" — ", " – ", " - ", "—"].iter().filter_map(|mark| head.find(mark)).min()?;
    let before = head[..dash].trim();
    let name = match (before.find('('), before.strip_suffix(')')) {
        (Some(open), Some(inner)) => &inner[open + 1..],
        _ => before,
    };
    known_publishers::by_name(name.trim()).map(|(known, _)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stem: &str, expected: &[(Option<&str>, Option<&str>)]) {
        let items = cluster(stem).unwrap_or_default();
        let found: Vec<_> =
            items.iter().map(|item| (item.title.as_deref(), item.publisher.as_deref())).collect();
        assert_eq!(found, expected, "{stem}");
    }

    #[test]
    fn glued_clusters_come_apart() {
        check(
            "Ferry strike ends after nine days Financial TimesU.K. ports reopen The GuardianWhat the deal",
            &[
                (Some("Ferry strike ends after nine days"), Some("Financial Times")),
                (Some("U.K. ports reopen"), Some("The Guardian")),
                (None, None),
            ],
        );
        check(
            "Sturm legt Bahnverkehr lahm DER SPIEGELZüge fallen aus tagesschau.de",
            &[
                (Some("Sturm legt Bahnverkehr lahm"), Some("DER SPIEGEL")),
                (Some("Züge fallen aus"), Some("tagesschau.de")),
            ],
        );
    }

    #[test]
    fn unknown_names_come_apart_when_the_line_shows_it_twice() {
        check(
            "Insurer of half the fleet asks for help LedgerFleet insurer files, boats stay in port Nordkyst TidendeThe rest",
            &[
                (Some("Insurer of half the fleet asks for help"), Some("Ledger")),
                (Some("Fleet insurer files, boats stay in port"), Some("Nordkyst Tidende")),
                (None, None),
            ],
        );
        check("The makers of YouTube and LinkedIn met in the town of their birth", &[]);
        check("She bought an old MacBook there", &[]);
    }

    #[test]
    fn names_inside_sentences_part_nothing() {
        check("An official told The New York Times that the Guardian had asked first.", &[]);
        check("He left the BBC for Sky News in 2019, and then for CNN in Atlanta", &[]);
    }

    #[test]
    fn glued_sentences() {
        let title = |text: &'static str| glued_at(text).map(|at| &text[..at]);
        assert_eq!(
            title("A valley fears for its luxury brands.The mill closed"),
            Some("A valley fears for its luxury brands.")
        );
        assert_eq!(title("The U.S.Senate and the e.V.Verein wrote to news.Com/about it"), None);
        assert_eq!(title("All of this is one whole sentence. And another."), None);
    }

    #[test]
    fn datelines_name_publishers() {
        assert_eq!(dateline("CNN — A former minister has died"), Some("CNN"));
        assert_eq!(dateline("LONDON (Reuters) - Shares fell"), Some("Reuters"));
        assert_eq!(dateline("The mayor — who had resigned — spoke"), None);
    }
}

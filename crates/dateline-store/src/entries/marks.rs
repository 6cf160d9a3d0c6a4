//! What an article is found by besides its words.

/// The word that every article is found by.
pub(crate) const EVERY: &str = "every0article";

/// What an article is found by besides its words: publisher, labels of the host without the last, language, and [`EVERY`].
pub(crate) fn marks(publisher: Option<&str>, host: Option<&str>, language: Option<&str>) -> String {
    let host = host.map(host_words).unwrap_or_default();
    let language = language.map(language_mark).unwrap_or_default();
    format!("{} . {host} . {language} {EVERY}", publisher.unwrap_or_default())
}

/// Labels of a host as words, without the last one, which parts nobody from anybody.
pub(crate) fn host_words(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    labels[..labels.len().saturating_sub(1)].join(" ")
}

/// Marks of a language tag: of `de-AT`, those of `de` and of `de-AT`.
fn language_mark(tag: &str) -> String {
    let whole = tag_mark(tag);
    match tag.split_once('-') {
        Some((primary, _)) => format!("{} {whole}", tag_mark(primary)),
        None => whole,
    }
}

/// The mark of a tag: a word that nobody writes.
pub(crate) fn tag_mark(tag: &str) -> String {
    let letters = tag.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    format!("lang0{}", letters.collect::<String>())
}

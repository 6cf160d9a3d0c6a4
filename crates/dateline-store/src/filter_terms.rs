//! What an article is found by besides its words.

/// The word that every article is found by.
pub(crate) const EVERY: &str = "every0article";

/// What an article is found by besides its words: publisher, labels of the host without the last, language, and [`EVERY`].
pub(crate) fn index_terms(publisher: Option<&str>, host: Option<&str>, language: Option<&str>) -> String {
    let host = host.map(host_words).unwrap_or_default();
    let language = language.map(language_terms).unwrap_or_default();
    format!("{} . {host} . {language} {EVERY}", publisher.unwrap_or_default())
}

/// Labels of a host as words, without the last one, which parts nobody from anybody.
pub(crate) fn host_words(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    labels[..labels.len().saturating_sub(1)].join(" ")
}

/// Terms of a language tag: of `de-AT`, those of `de` and of `de-AT`.
fn language_terms(tag: &str) -> String {
    let whole = language_term(tag);
    match tag.split_once('-') {
        Some((primary, _)) => format!("{} {whole}", language_term(primary)),
        None => whole,
    }
}

/// The term of a tag: a word that nobody writes.
pub(crate) fn language_term(tag: &str) -> String {
    let letters = tag.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    format!("lang0{}", letters.collect::<String>())
}

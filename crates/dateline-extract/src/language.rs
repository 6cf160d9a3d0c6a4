//! The language that a text is written in.

/// The language of some text, where it can be told with certainty.
pub(crate) fn of_text(text: &str) -> Option<String> {
    whatlang::detect(text).filter(whatlang::Info::is_reliable).and_then(|info| two_letters(info.lang()))
}

/// Languages that are taken for each other.
const ALIKE: &[&[&str]] = &[
    &["da", "no", "nb", "nn", "sv"],
    &["cs", "sk"],
    &["hr", "sr", "sl", "bs", "sh"],
    &["ru", "uk", "be", "bg", "mk", "sr"],
    &["id", "ms", "jv"],
    &["nl", "af"],
    &["es", "pt", "gl", "it"],
    &["hi", "mr", "ne"],
    &["ar", "fa", "ur"],
    &["az", "tr", "tk", "uz"],
    &["zh", "ja", "ko"],
    &["iw", "he", "yi"],
];

/// Whether a text in one language is none in the language that a page names: both can be told, and are not taken for each other.
pub(crate) fn contradicts(named: &str, spoken: &str) -> bool {
    let primary = named.split('-').next().unwrap_or_default();
    let alike = ALIKE.iter().any(|group| group.contains(&primary) && group.contains(&spoken));
    primary != spoken && !alike && TAGS.split_whitespace().skip(1).step_by(2).any(|tag| tag == primary)
}

/// ISO 639-3 codes and the BCP 47 tags of languages that can be told.
const TAGS: &str = "eng en deu de fra fr spa es ita it por pt nld nl pol pl rus ru ukr uk tur tr ara ar jpn ja cmn zh \
                        kor ko swe sv dan da nob no fin fi ces cs slk sk hun hu ron ro ell el heb he hin hi ben bn vie vi \
                        tha th ind id bul bg srp sr hrv hr slv sl lit lt lav lv est et cat ca pes fa urd ur tam ta tel te \
                        mal ml mar mr guj gu kan kn pan pa mya my kat ka hye hy aze az uzb uz bel be mkd mk epo eo lat la \
                        jav jv khm km nep ne sin si tgl tl tuk tk zul zu afr af amh am aka ak yid yi ori or sna sn cym cy";

/// BCP 47 tag of a language.
fn two_letters(lang: whatlang::Lang) -> Option<String> {
    let mut words = TAGS.split_whitespace();
    while let (Some(code), Some(tag)) = (words.next(), words.next()) {
        if code == lang.code() {
            return Some(tag.to_owned());
        }
    }
    None
}

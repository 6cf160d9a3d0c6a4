//! The language that a text is written in.

/// The language of some text, where it can be told with certainty.
pub(crate) fn of_text(text: &str) -> Option<String> {
    whatlang::detect(text).filter(whatlang::Info::is_reliable).and_then(|info| two_letters(info.lang()))
}

/// BCP 47 tag of a language.
fn two_letters(lang: whatlang::Lang) -> Option<String> {
    const TAGS: &str = "eng en deu de fra fr spa es ita it por pt nld nl pol pl rus ru ukr uk tur tr ara ar jpn ja cmn zh \
                        kor ko swe sv dan da nob no fin fi ces cs slk sk hun hu ron ro ell el heb he hin hi ben bn vie vi \
                        tha th ind id bul bg srp sr hrv hr slv sl lit lt lav lv est et cat ca pes fa urd ur tam ta tel te \
                        mal ml mar mr guj gu kan kn pan pa mya my kat ka hye hy aze az uzb uz bel be mkd mk epo eo lat la \
                        jav jv khm km nep ne sin si tgl tl tuk tk zul zu afr af amh am aka ak yid yi ori or sna sn cym cy";
    let mut words = TAGS.split_whitespace();
    while let (Some(code), Some(tag)) = (words.next(), words.next()) {
        if code == lang.code() {
            return Some(tag.to_owned());
        }
    }
    None
}

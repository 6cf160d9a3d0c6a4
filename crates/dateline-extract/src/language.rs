//! The language that a text is written in.

use crate::keyed_hash::Keyed;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The language of some text, where it can be told with certainty.
pub(crate) fn of_text(text: &str) -> Option<String> {
    if is_korean(text) {
        return Some("ko".to_owned());
    }
    if let Some(tag) = Commonest::of(text).only() {
        return Some(tag.to_owned());
    }
    whatlang::detect(text).filter(whatlang::Info::is_reliable).and_then(|info| two_letters(info.lang()))
}

/// Whether most letters of a text are Hangul, which no other language is written in.
pub(crate) fn is_korean(text: &str) -> bool {
    let is_hangul = |c: &char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    !text.is_ascii() && letters().filter(is_hangul).count() * 2 > letters().count()
}

/// Words that texts in a language are full of: looking for them costs a hundredth of asking which of all languages it is.
const COMMON: [(&str, &str); 15] = [
    ("en", "the of and to a in that is for with it was on are as be by this from at have has you their"),
    (
        "de",
        "der die und den von das zu mit ist des auf im nicht dem ein eine sich es auch sie für einer wird hat",
    ),
    ("fr", "de la le les et des en un une du est que dans pour qui par au sur pas plus il a à ce"),
    ("es", "de la que el en y a los del se las por un con una para es al su lo como no más ha"),
    ("ca", "de la i el que a en els les un per una del amb al es és dels no va més com ha són"),
    ("it", "di e che la il un a per in una del non con della sono i da al più si le dei nel alla"),
    ("pt", "de a o que e do da em um para com uma os no se na por mais as dos não ao à é"),
    ("ro", "de și în a la cu pe din care să nu o un pentru mai este au sunt ce al ale lui fost prin"),
    ("nl", "de van het een en in is dat op te voor met zijn die niet aan er om ook als door bij uit naar"),
    ("sv", "och i att det som en på är av för med till den inte har de om ett han men var jag från vi"),
    ("da", "og i at det er en til af på der den for med de ikke som har et men var vi han om fra"),
    ("no nb", "og i at det er en til av på som den for med de ikke har et men var vi han om fra seg"),
    ("pl", "w i na z się nie do że jest to o po jak za od dla przez ale są tym tak czy co oraz"),
    ("tr", "ve bir bu da de için ile olarak çok olan daha gibi en kadar sonra var ancak her ise o ne olduğu"),
    ("ru", "в и на с не что по для от как из к за это о у его но а до все при так был"),
];

/// The languages of each such word, a bit for each.
static SPOKEN: LazyLock<HashMap<&str, u16, Keyed>> = LazyLock::new(|| {
    let mut spoken = HashMap::default();
    for (at, (_, words)) in COMMON.iter().enumerate() {
        words.split(' ').for_each(|word| *spoken.entry(word).or_default() |= 1 << at);
    }
    spoken
});

/// One word of so many is one of a language's commonest at least; of texts in these languages one of three is.
const NAMED: usize = 5;
/// The same where nobody names the language, and how often those of any other may stand beside so many of its own.
const UNNAMED: usize = 4;
const OTHERS: usize = 2;

/// How many words of a text are common in each language, and how many it has.
struct Commonest {
    counts: [usize; COMMON.len()],
    all: usize,
}

impl Commonest {
    fn of(text: &str) -> Self {
        let mut found = Self { counts: [0; COMMON.len()], all: 0 };
        for word in text.split_ascii_whitespace() {
            found.all += 1;
            let languages = SPOKEN.get(word).copied().unwrap_or_default();
            found
                .counts
                .iter_mut()
                .enumerate()
                .for_each(|(at, count)| *count += usize::from(languages >> at & 1));
        }
        found
    }

    /// The one language whose words it is full of.
    fn only(&self) -> Option<&'static str> {
        let (best, most) = self.counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
        let alone = self.counts.iter().enumerate().all(|(at, count)| at == best || count * OTHERS <= *most);
        let tags = (alone && *most > 0 && most * UNNAMED >= self.all).then_some(COMMON[best].0)?;
        tags.split(' ').next()
    }
}

/// Whether a text is plainly in the language that a page names: full of its commonest words. Of most languages it is not told.
pub(crate) fn is_plainly(named: &str, text: &str) -> bool {
    let known = |(tags, _): &(&str, &str)| tags.split(' ').any(|tag| tag == primary(named));
    COMMON.iter().position(known).is_some_and(|at| {
        let found = Commonest::of(text);
        let most =
            found.counts.iter().enumerate().all(|(other, count)| other == at || *count < found.counts[at]);
        most && found.counts[at] * NAMED >= found.all
    })
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
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
    let primary = primary(named);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_full_of_the_common_words_of_a_language_is_in_it() {
        let english = "The ferry between the two ports was stopped for eleven weeks, and it is to run again from Monday.";
        let german = "Die Fähre zwischen den Häfen ist elf Wochen nicht gefahren und wird von Montag an wieder fahren.";
        assert!(is_plainly("en-GB", english) && is_plainly("de", german));
        assert!(!is_plainly("de", english) && !is_plainly("en", german) && !is_plainly("en", ""));
        assert!(!is_plainly("fi", english), "no words are known of it");
        assert_eq!(of_text("펠머스 항구에는 KTX가 서지 않는다").as_deref(), Some("ko"));
        let catalan =
            "El vaixell de la línia que uneix els dos ports no va sortir en les últimes setmanes del mes.";
        assert!(!is_plainly("es", catalan) && is_plainly("ca", catalan));
        assert_eq!(
            Commonest::of(catalan).only(),
            None,
            "what is like another language is asked of all of them"
        );
        assert_eq!([english, german].map(|text| Commonest::of(text).only()), [Some("en"), Some("de")]);
        for text in ["", "Faerjen", "Og i at det er en til av på som den for med de ikke har et men var"] {
            assert_eq!(Commonest::of(text).only(), None, "{text}");
        }
    }
}

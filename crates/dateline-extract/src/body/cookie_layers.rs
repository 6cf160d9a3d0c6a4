//! Cookie layers whose names tell nothing: a box that speaks of cookies or consent and ends in a button that agrees, beside
//! the page's text. An article about cookies has no such button, and is most of its page.

use super::segmentation::{Layout, Segment};
use crate::class_hints::ClassHints;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use dateline_html::Tag;
use std::sync::LazyLock;

/// What such layers speak of, as stems of words in the languages of Europe and some of Asia.
const ABOUT: &[&str] = &[
    "cookie",
    "kolačić",
    "kolacic",
    "süti",
    "slapuk",
    "sīkdat",
    "küpsis",
    "eväste",
    "piškot",
    "piškotk",
    "бисквит",
    "куки",
    "колачић",
    "çerez",
    "クッキー",
    "쿠키",
    "ملفات تعريف",
    "עוגיות",
    "informasjonskapsl",
    "vafrakök",
    "consent",
    "zustimm",
    "einwillig",
    "toestemming",
    "consenso",
    "consentim",
    "samtyck",
    "samtykke",
    "suostumu",
    "souhlas",
    "súhlas",
    "hozzájárul",
    "onay",
    "συγκατάθεση",
    "соглас",
    "zgod",
    "同意",
    "동의",
    "موافقة",
    "tracking",
    "trackers",
    "traceurs",
    "galetes",
    "колачињ",
    "vidakuzi",
    "kuki ",
    "ქუქი",
    "քուքի",
    "کوکی",
    "কুকি",
    "குக்கீ",
    "కుకీ",
    "कुकी",
    "คุกกี้",
    "sutikim",
    "piekriš",
    "nõusolek",
    "soglasj",
    "pëlqim",
    "samþykk",
];

/// What the buttons of such layers say.
const AGREES: &[&str] = &[
    "accept",
    "agree",
    "allow",
    "got it",
    "understand",
    "okay",
    "akzept",
    "zustimm",
    "einverstanden",
    "verstanden",
    "erlauben",
    "acept",
    "aceit",
    "entendido",
    "accett",
    "consenti",
    "capito",
    "akkoord",
    "toestaan",
    "begrepen",
    "godkänn",
    "acceptera",
    "godta",
    "godkend",
    "tillad",
    "hyväksy",
    "salli",
    "akcept",
    "zgadzam",
    "rozumiem",
    "přijm",
    "prijm",
    "souhlas",
    "súhlas",
    "rozumím",
    "elfogad",
    "rendben",
    "kabul",
    "αποδ",
    "συμφων",
    "прин",
    "соглас",
    "хорошо",
    "прийн",
    "приема",
    "prihvat",
    "sprejm",
    "acord",
    "j'accepte",
    "tout accepter",
    "compris",
    "同意",
    "接受",
    "确定",
    "동의",
    "확인",
    "قبول",
    "موافق",
    "מסכי",
    "אישור",
    "setuju",
    "đồng ý",
    "ยอมรับ",
    "sutink",
    "piekrīt",
    "nõustu",
    "strinjam",
    "sprejmi",
    "прихват",
    "прифат",
    "pranoj",
    "samþykk",
    "d'acord",
    "onartu",
    "সম্মত",
    "গ্রহণ করুন",
    "ஏற்கிறேன்",
    "அனைத்தையும் ஏற்",
    "అంగీకరి",
    "स्वीकार",
    "सहमत",
    "می‌پذیرم",
    "terima semua",
    "kubali",
    "sumasang-ayon",
    "qəbul",
    "razıyam",
    "ვეთანხმ",
    "მიღება",
    "համաձայն",
    "ընդունել",
    "келісемін",
    "қабылда",
];

fn finder(stems: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).ascii_case_insensitive(true).build(stems).ok()
}

static SPEAKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(ABOUT));
static AGREEING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| finder(AGREES));

/// Whether the words of a control agree to something.
pub(crate) fn agrees(text: &str) -> bool {
    AGREEING.as_ref().is_some_and(|agreeing| agreeing.is_match(text))
}

/// Words of the largest layer beside an article, and of the largest within one.
const BESIDE: u32 = 900;
const WITHIN: u32 = 90;
/// Words of a button.
const BUTTON: u32 = 5;
/// Words to one that speaks of cookies, at most.
const DENSITY: u32 = 50;
/// A layer holds less than this share of the page's running text, in per cent.
const SHARE: u32 = 45;
/// The same for a layer that speaks of cookies once in so many words, where so many words of text stand beside it.
const SHARE_DENSE: u32 = 70;
const DENSE: u32 = 30;
const TEXT: u32 = 60;

/// Sums over the segments before each one.
#[derive(Clone, Copy, Default)]
struct Sums {
    words: u32,
    running: u32,
    spoken: u32,
    agreeing: u32,
    buttons: u32,
    headline: u32,
}

impl Sums {
    fn minus(self, other: Self) -> Self {
        Self {
            words: self.words - other.words,
            running: self.running - other.running,
            spoken: self.spoken - other.spoken,
            agreeing: self.agreeing - other.agreeing,
            buttons: self.buttons - other.buttons,
            headline: self.headline - other.headline,
        }
    }
}

/// Gives the segments of cookie layers the hint that their names lack.
pub(crate) fn mark(layout: &mut Layout<'_>) {
    let Some(sums) = sums(layout) else { return };
    let all = sums.last().copied().unwrap_or_default();
    let mut done = 0;
    for at in 1..layout.elems.len() {
        let elem = &layout.elems[at];
        let (first, last) = (elem.first as usize, elem.last as usize);
        if first < done
            || first == last
            || matches!(elem.tag, Tag::Body | Tag::Html | Tag::Main | Tag::Article)
        {
            continue;
        }
        let here = sums[last].minus(sums[first]);
        let within = elem.all.has(ClassHints::ARTICLE.with(ClassHints::MAIN).with(ClassHints::BODY));
        let named = elem.own.has(ClassHints::COOKIE) && is_named_layer(here, all);
        if named || is_layer(here, all, within) {
            done = last;
            for segment in &mut layout.segments[first..last] {
                segment.hints = segment.hints.with(ClassHints::COOKIE);
                segment.layer = true;
            }
        }
    }
}

/// Whether a box that is named after cookies is a layer: it may speak of them in any words.
fn is_named_layer(here: Sums, all: Sums) -> bool {
    here.agreeing >= 1
        && here.headline == 0
        && here.words <= BESIDE
        && here.running * 100 <= all.running * SHARE_DENSE
}

fn is_layer(here: Sums, all: Sums, within: bool) -> bool {
    // Of little else than cookies, beside a text with a headline of its own: it may be longer than a short article.
    let dense = here.words <= here.spoken * DENSE && all.headline > 0 && all.running >= here.running + TEXT;
    let share = if dense { SHARE_DENSE } else { SHARE };
    // A choice of two buttons behind a few sentences is a layer that speaks of cookies once.
    let chooses = here.buttons >= 2 && here.spoken >= 1 && here.words <= WITHIN && all.headline > 0;
    let speaks = here.spoken >= 2 && here.words <= here.spoken * DENSITY;
    here.agreeing >= 1
        && here.headline == 0
        && here.words <= if within { WITHIN } else { BESIDE }
        && (speaks || chooses)
        && here.running * 100 <= all.running * share
}

/// Running sums; nothing where no segment agrees to anything.
fn sums(layout: &Layout<'_>) -> Option<Vec<Sums>> {
    let (speaks, agrees) = (SPEAKS.as_ref()?, AGREEING.as_ref()?);
    let texts = |segment: &Segment| {
        let leaves = &layout.leaves[segment.leaves.0 as usize..segment.leaves.1 as usize];
        leaves.iter().map(|leaf| layout.doc.text(*leaf))
    };
    let agreeing = |segment: &Segment| {
        let pressed =
            || layout.elems[segment.elem as usize].tag == Tag::Button || segment.count.link_share() > 0.8;
        let is_ok = || texts(segment).any(|text| text.trim().eq_ignore_ascii_case("ok"));
        segment.count.words / 4 <= BUTTON
            && pressed()
            && (texts(segment).any(|text| agrees.is_match(text)) || is_ok())
    };
    // The buttons are few words; only where one agrees is all the text looked through.
    if !layout.segments.iter().any(agreeing) {
        return None;
    }
    let mut sums = Vec::with_capacity(layout.segments.len() + 1);
    let mut sum = Sums::default();
    sums.push(sum);
    for segment in &layout.segments {
        let words = segment.count.words / 4;
        sum.words += words;
        sum.running += if super::features::is_long(segment) { words } else { 0 };
        let spoken: usize = texts(segment).map(|text| speaks.find_iter(text).count()).sum();
        sum.spoken += u32::try_from(spoken).unwrap_or(u32::MAX);
        sum.agreeing += u32::from(agreeing(segment));
        let button = layout.elems[segment.elem as usize].tag == Tag::Button && words <= BUTTON;
        sum.buttons += u32::from(button);
        sum.headline += u32::from(segment.heading == 1);
        sums.push(sum);
    }
    (sum.agreeing > 0 && sum.spoken > 0).then_some(sums)
}

#[cfg(test)]
mod tests {
    use crate::{Served, read_html};

    const TEXT: &str = "<p>The paper mill at the bridge, empty since a flood took its boiler house, is to be turned into a school where young people learn to build and mend wooden boats, the county council decided on Thursday night.</p><p>Work on the roof begins in May, and the chimney, which carries a colony of swifts, may not be touched before the birds have left in August, when the second part of the work is to be let.</p>";

    fn text(body: &str) -> String {
        let page = format!(
            "<html><head><title>Old mill to become a school</title></head><body>{body}</body></html>"
        );
        read_html(page.as_bytes(), &Served::default())
            .article
            .map(|article| article.text())
            .unwrap_or_default()
    }

    #[test]
    fn cookie_layers_are_no_text() {
        for layer in [
            "<div class=layer><h2>Meral Media en cookies</h2><p>Meral Media Holding maakt gebruik van cookies en daarmee vergelijkbare technieken. Wij gebruiken functionele en analytische cookies om u een goede bezoekerservaring te bieden.</p><p>Daarnaast plaatsen sociale netwerken tracking cookies. Uw internetgedrag kan door deze derden worden gevolgd.</p><button>Akkoord</button> <a href=/c>Instellingen</a></div>",
            "<div><p>Wir und unsere Partner verwenden Cookies, um Inhalte zu zeigen, die zu Ihnen passen, und um zu messen, wie oft sie gelesen werden. Ihre Einwilligung können Sie jederzeit widerrufen.</p><div role=button><a href='#'>Alle akzeptieren</a></div></div>",
            "<div><p>Vi och våra partner sparar cookies på din enhet för att visa innehåll som passar dig och mäta hur ofta det läses. Du kan när som helst ta tillbaka ditt samtycke.</p><button>Godkänn alla</button></div>",
        ] {
            let read = text(&format!("{layer}<article><h1>Old mill to become a school</h1>{TEXT}</article>"));
            assert!(
                read.contains("The paper mill") && !read.to_lowercase().contains("cookie"),
                "{layer}: {read}"
            );
        }
    }

    #[test]
    fn articles_about_cookies_stay() {
        let law = "<p>Cookies need consent, the court in Pell decided on Thursday: whoever sets cookies without asking has to pay, and whoever asks must take a no for an answer, the judges wrote in a decision of forty pages.</p><p>The consent that most pages ask for is none, because the button that agrees to all cookies is larger than the one that does not, and because those who refuse are asked again on every page.</p>";
        let read = text(&format!(
            "<div class=page><h1>Court wants consent for cookies</h1><div class=copy>{law}<button>Share</button><a href=/x>Accept the newsletter</a></div></div>"
        ));
        assert!(read.contains("court in Pell") && read.contains("asked again on every page"), "{read}");
    }
}

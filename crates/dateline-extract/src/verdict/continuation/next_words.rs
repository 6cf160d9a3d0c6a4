//! Words by which a link below a text says that the text goes on there: `Next page`, `Continue to page 2`, `Page 1 of 3`. Where the
//! link leads is asked elsewhere.

use crate::word_finder::AnyOf;
use dateline_html::{Document, NodeId, NodeKind};
use std::sync::LazyLock;

/// Bytes of a link's words, and of the words of the box around it.
const LINK: usize = 240;
const BOX: usize = 400;
/// Elements around a link that may be the box.
const LEVELS: usize = 3;
/// Most pages of an article.
const PAGES: u32 = 60;

/// What a link to the next page is called, beside whatever else it says.
const NEXT_PAGE: &[&str] = &[
    "next page",
    "nächste seite",
    "page suivante",
    "página siguiente",
    "siguiente página",
    "próxima página",
    "página seguinte",
    "pagina successiva",
    "prossima pagina",
    "pagina seguente",
    "volgende pagina",
    "następna strona",
    "kolejna strona",
    "nästa sida",
    "neste side",
    "næste side",
    "seuraava sivu",
    "seuraavalle sivulle",
    "další strana",
    "další stránka",
    "na další stránk",
    "ďalšia strana",
    "ďalšia stránka",
    "következő oldal",
    "pagina următoare",
    "επόμενη σελίδα",
    "следующая страница",
    "на следующей странице",
    "наступна сторінка",
    "на наступній сторінці",
    "следваща страница",
    "следваща стр",
    "sljedeća stranica",
    "sledeća strana",
    "следећа страна",
    "naslednja stran",
    "следна страница",
    "faqja tjetër",
    "næsta síða",
    "kitas puslapis",
    "nākamā lapa",
    "nākošā lapa",
    "järgmine leh",
    "pàgina següent",
    "següent pàgina",
    "páxina seguinte",
    "hurrengo orria",
    "sonraki sayfa",
    "diğer sayfa",
    "الصفحة التالية",
    "صفحه بعد",
    "صفحهٔ بعد",
    "اگلا صفحہ",
    "העמוד הבא",
    "לעמוד הבא",
    "अगला पेज",
    "अगला पृष्ठ",
    "अगले पेज",
    "पुढील पान",
    "পরবর্তী পৃষ্ঠা",
    "পরের পাতা",
    "அடுத்த பக்கம்",
    "తదుపరి పేజీ",
    "หน้าถัดไป",
    "หน้าต่อไป",
    "trang sau",
    "trang tiếp",
    "halaman berikutnya",
    "halaman selanjutnya",
    "laman seterusnya",
    "muka surat seterusnya",
    "ukurasa unaofuata",
    "susunod na pahina",
    "növbəti səhifə",
    "შემდეგი გვერდი",
    "հաջորդ էջ",
    "келесі бет",
    "次ページ",
    "次のページ",
    "次頁",
    "つぎのページ",
    "下一页",
    "下一頁",
    "下页",
    "下頁",
    "다음 페이지",
    "다음페이지",
    "다음 쪽",
];

/// What it is called in a word, and in no more.
const NEXT: &[&str] = &[
    "next",
    "continue",
    "continued",
    "weiter",
    "nächste",
    "suivant",
    "suivante",
    "siguiente",
    "siguientes",
    "próxima",
    "próximo",
    "seguinte",
    "avanti",
    "successiva",
    "successivo",
    "segue",
    "volgende",
    "verder",
    "następna",
    "dalej",
    "nästa",
    "neste",
    "næste",
    "seuraava",
    "další",
    "ďalej",
    "ďalšia",
    "következő",
    "tovább",
    "următoarea",
    "înainte",
    "επόμενη",
    "επόμενο",
    "дальше",
    "далее",
    "следующая",
    "далі",
    "наступна",
    "следваща",
    "напред",
    "sljedeća",
    "dalje",
    "sledeća",
    "следећа",
    "naslednja",
    "naprej",
    "следна",
    "tjetër",
    "næsta",
    "kitas",
    "nākamā",
    "järgmine",
    "següent",
    "hurrengoa",
    "sonraki",
    "ileri",
    "التالي",
    "التالية",
    "بعدی",
    "اگلا",
    "הבא",
    "अगला",
    "पुढे",
    "পরবর্তী",
    "அடுத்து",
    "ถัดไป",
    "sau",
    "tiếp",
    "berikutnya",
    "selanjutnya",
    "seterusnya",
    "növbəti",
    "შემდეგი",
    "հաջորդ",
    "келесі",
    "次へ",
    "つぎへ",
    "続き",
    "다음",
    "tiếp theo",
];

/// What a page is called, beside its number.
const PAGE: &[&str] = &[
    "page",
    "seite",
    "página",
    "pagina",
    "pàgina",
    "páxina",
    "strona",
    "stronie",
    "sida",
    "side",
    "sivu",
    "stran",
    "oldal",
    "σελίδα",
    "страниц",
    "стр.",
    "сторін",
    "страна",
    "faqe",
    "síð",
    "puslap",
    "lapa",
    "lapp",
    "leh",
    "orri",
    "sayfa",
    "səhifə",
    "الصفحة",
    "صفحه",
    "صفحہ",
    "עמוד",
    "पेज",
    "पृष्ठ",
    "पान",
    "পৃষ্ঠা",
    "পাতা",
    "பக்கம்",
    "పేజీ",
    "หน้า",
    "trang",
    "halaman",
    "laman",
    "muka surat",
    "ukurasa",
    "pahina",
    "გვერდი",
    "էջ",
    "бет",
    "ページ",
    "頁",
    "页",
    "페이지",
    "쪽",
];

static NEXT_PAGE_SAID: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::of(NEXT_PAGE));
static PAGE_SAID: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::of(PAGE));

/// Whether a link calls itself the next page or a later one by its number, or stands beside the count of the pages.
pub(super) fn say_so(doc: &Document, link: NodeId) -> bool {
    let Some(words) = said(doc, link, LINK) else { return false };
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let later = || numbers(&words).first().is_some_and(|number| (2..=PAGES).contains(number));
    NEXT_PAGE_SAID.stands_in(&words)
        || NEXT.contains(&bare.as_str())
        || later() && PAGE_SAID.stands_in(&words)
        || doc.ancestors(link).take(LEVELS).any(|above| counts(doc, above))
}

/// Whether a small box says which of how many pages this is, and that some are left.
fn counts(doc: &Document, holder: NodeId) -> bool {
    let of = |text: &str| match numbers(text)[..] {
        [one, all] => one >= 1 && one < all && all <= PAGES,
        _ => false,
    };
    said(doc, holder, BOX).is_some()
        && doc.descendants(holder).any(|id| doc.kind(id) == NodeKind::Text && of(doc.text(id)))
}

/// The words of an element, where they are few.
fn said(doc: &Document, node: NodeId, most: usize) -> Option<String> {
    let mut words = String::new();
    for id in doc.descendants(node).filter(|id| doc.kind(*id) == NodeKind::Text) {
        words.push_str(doc.text(id));
        if words.len() > most {
            return None;
        }
    }
    Some(words)
}

/// The numbers in a text, the first few.
fn numbers(text: &str) -> Vec<u32> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.take(3).map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

//! Lines by which a house invites its readers to where else it is, `Follow us on Google News`, or tells them that it earns by its links.

use super::addressee;
use crate::text::ends_sentence;
use crate::word_finder::AnyOf;
use std::sync::LazyLock;

/// Names of networks and of places where news is followed; those that are words of a language too are left out.
const NETWORKS: &[&str] = &[
    "whatsapp",
    "telegram",
    "viber",
    "google news",
    "google discover",
    "instagram",
    "facebook",
    "tiktok",
    "youtube",
    "twitter",
    "bluesky",
    "mastodon",
    "discord",
    "wechat",
    "weibo",
    "flipboard",
    "телеграм",
    "вайбер",
    "вконтакте",
    "одноклассник",
    "дзен",
    "ватсап",
    "вотсап",
    "تليجرام",
    "تلغرام",
    "تيليجرام",
    "واتساب",
    "واتس اب",
    "واٹس ایپ",
    "فيسبوك",
    "انستغرام",
    "تلگرام",
    "اینستاگرام",
    "टेलीग्राम",
    "टेलीग्रॅम",
    "व्हाट्सएप",
    "व्हॉट्सअॅप",
    "फेसबुक",
    "गूगल न्यूज",
    "微信",
    "微博",
    "카카오톡",
    "네이버",
    "טלגרם",
    "וואטסאפ",
    "פייסבוק",
];

static NAMES_A_NETWORK: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::of(NETWORKS));
static NAMES_EARNING: LazyLock<[AnyOf; 2]> = LazyLock::new(|| [AnyOf::of(EARNS), AnyOf::of(EARNING)]);

/// Whether a line speaks to its reader, names a network and is no sentence with a stop. What somebody says in quotation marks is the
/// article's.
pub(crate) fn invites(line: &str) -> bool {
    let quoted = line.contains(['"', '“', '”', '„', '«', '»', '「']);
    !quoted
        && (!ends_sentence(line) || asks(line))
        && NAMES_A_NETWORK.stands_in(line)
        && addressee::addresses(line)
}

/// Letters of a last line that sends its reader elsewhere.
const CLOSING: usize = 180;

/// Whether a line is one sentence that tells its reader to do something and names a network, as last lines of a text do. It may name the
/// house in quotation marks.
pub(crate) fn closes(line: &str) -> bool {
    let inner = line.trim_end_matches(['.', '!', ' ', '»', '”']);
    line.chars().count() <= CLOSING
        && !inner.contains(['?', ';', ':'])
        && !inner.contains(". ")
        && !line.starts_with(['"', '“', '„', '«', '»', '「'])
        && names_a_network(line)
        && (addressee::orders(line) || follows(line))
}

/// How readers are told to follow or to join, beside what [`addressee`] knows.
const FOLLOWS: &[&str] = &[
    "follow",
    "like us",
    "join",
    "subscribe",
    "folgen sie",
    "folge",
    "folgt",
    "abonnieren sie",
    "abonniere",
    "suivez",
    "rejoignez",
    "abonnez-vous",
    "retrouvez",
    "sigue",
    "síguenos",
    "sigan",
    "únete",
    "suscríbete",
    "siga",
    "sigam",
    "segue",
    "inscreva-se",
    "junte-se",
    "entre no canal",
    "segui",
    "seguite",
    "seguici",
    "iscriviti",
    "iscrivetevi",
    "unisciti",
    "volg",
    "abonneer",
    "segueix",
    "segueix-nos",
    "följ",
    "gilla",
    "følg",
    "seuraa",
    "obserwuj",
    "polub",
    "śledź",
    "dołącz",
    "sledujte",
    "sleduj",
    "pridajte sa",
    "přidejte se",
    "kövesd",
    "kövesse",
    "kövess",
    "csatlakozz",
    "iratkozz",
    "urmărește",
    "urmăriți",
    "urmăreşte",
    "abonează-te",
    "pratite",
    "zapratite",
    "pridružite se",
    "spremljajte",
    "следите",
    "подписывайтесь",
    "подпишитесь",
    "присоединяйтесь",
    "читайте нас",
    "стежте",
    "підписуйтесь",
    "підписуйтеся",
    "підпишіться",
    "приєднуйтесь",
    "приєднуйтеся",
    "последвайте",
    "следвайте",
    "абонирайте се",
    "пратите",
    "запратите",
    "ακολουθήστε",
    "ακολούθησε",
    "takip edin",
    "katılın",
    "abone olun",
    "تابعوا",
    "تابعنا",
    "تابعونا",
    "انضموا",
    "انضم",
    "اشترك",
    "עקבו",
    "הצטרפו",
    "فالو کریں",
    "دنبال کنید",
    "फॉलो करें",
    "जुड़ें",
    "ikuti",
    "gabung",
    "theo dõi",
    "ติดตาม",
];

/// Whether a line opens or, where verbs stand last, ends with one of these words.
fn follows(line: &str) -> bool {
    let lower = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let inner = lower.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_mark_of_vowel(c));
    let whole = |rest: &str, ends: bool| {
        let beside = if ends { rest.chars().next_back() } else { rest.chars().next() };
        beside.is_none_or(|c| !c.is_alphanumeric())
    };
    FOLLOWS.iter().any(|known| {
        inner.strip_prefix(known).is_some_and(|rest| whole(rest, false))
            || inner.strip_suffix(known).is_some_and(|rest| whole(rest, true))
    })
}

/// A sign of Indic scripts that belongs to the letter before it.
const fn is_mark_of_vowel(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{dff}' | '\u{e30}'..='\u{e4e}')
}

/// Whether a line names a network or a place where news is followed.
pub(crate) fn names_a_network(line: &str) -> bool {
    NAMES_A_NETWORK.stands_in(line)
}

/// Letters of a whole sentence that asks its reader to follow the house.
const ASKING: usize = 110;
/// How such sentences open.
const OPENERS: &[&str] = &[
    "follow us",
    "follow our",
    "subscribe to our",
    "join our",
    "folgen sie uns",
    "folgt uns",
    "abonnieren sie unseren",
    "suivez-nous",
    "suivez notre",
    "abonnez-vous à notre",
    "rejoignez notre",
    "síguenos",
    "sigue nuestro",
    "suscríbete a nuestro",
    "únete a nuestro",
    "seguici",
    "iscriviti al nostro",
    "siga-nos",
    "siga nosso",
    "siga o nosso",
    "inscreva-se no nosso",
    "volg ons",
    "följ oss",
    "følg oss",
    "følg os",
    "seuraa meitä",
    "obserwuj nas",
    "dołącz do naszego",
    "sledujte nás",
    "sledujte náš",
    "kövess minket",
    "urmărește-ne",
    "urmăriți-ne",
    "pratite nas",
    "подписывайтесь на наш",
    "подпишитесь на наш",
    "читайте нас",
    "следите за нами",
    "підписуйтесь на наш",
    "підписуйтеся на наш",
    "абонирайте се",
    "последвайте ни",
    "ακολουθήστε",
    "bizi takip edin",
    "تابعونا",
    "تابعنا",
    "ikuti kami",
];

/// Whether one short sentence asks its reader to follow the house.
fn asks(line: &str) -> bool {
    let lower = line.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    line.chars().count() <= ASKING
        && !line.trim_end_matches(['.', '!']).contains(['.', '!', '?'])
        && OPENERS.iter().any(|opener| lower.starts_with(opener))
}

/// What a link is called that earns its house something, and the earning.
const EARNS: &[&str] = &[
    "affiliat",
    "afiliad",
    "afiliación",
    "affilié",
    "affiliazion",
    "earn a commission",
    "earn commission",
    "earn a small commission",
    "earn us a commission",
    "buying through links",
    "партнерск",
    "партнёрск",
    "アフィリエイト",
];
/// What earns it.
const EARNING: &[&str] =
    &["link", "enlace", "lien", "page", "página", "pagina", "ссылк", "リンク", "item", "product"];

/// Whether a line tells its reader of links that pay: `Links on this page may earn us a commission`.
pub(crate) fn tells_of_commission(line: &str) -> bool {
    NAMES_EARNING.iter().all(|words| words.stands_in(line))
        && !line.contains(['"', '“', '„', '«'])
        && addressee::addresses(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invitations_speak_to_their_reader() {
        for line in [
            "Follow us on Google News",
            "Підписуйтесь на наш Telegram-канал, щоб не пропустити головне",
            "Ακολουθήστε το Αιγαίο Νέα στο Google News",
            "Подписывайтесь на наш телеграм-канал, чтобы не пропустить главное.",
            "Suivez-nous sur WhatsApp pour ne rien manquer !",
        ] {
            assert!(invites(line), "{line}");
        }
        for line in [
            "The ministry published the list on its Telegram channel on Tuesday.",
            "\u{201c}You can follow me on Instagram\u{201d}, she said",
            "A report on Facebook and its shareholders",
        ] {
            assert!(!invites(line), "{line}");
        }
    }

    #[test]
    fn last_lines_send_their_reader_elsewhere() {
        for line in [
            "Follow the Corrin Ridge Observer on Facebook, X and Instagram.",
            "Join our WhatsApp channel for the latest from the villages.",
            "Folgen Sie dem Brunnauer Boten auf Facebook und Instagram.",
            "Suivez toute l’actualité de la vallée sur notre chaîne WhatsApp.",
            "Sigue a Diario de la Bahía en Facebook, X e Instagram.",
            "Siga o canal da Folha do Sabará no WhatsApp e receba as notícias no seu celular.",
            "Segui la Gazzetta di Monteluce su Facebook e su Instagram.",
            "Iscriviti al canale Telegram della Gazzetta per ricevere le notizie in tempo reale.",
            "Volg de Oosterwier Courant op Facebook en Instagram.",
            "Följ Sörviks Tidning på Facebook och Instagram.",
            "Følg Sørvik Avis på Facebook og Instagram.",
            "Seuraa Koskilehteä Facebookissa ja Instagramissa.",
            "Polub Kurier Zaleski na Facebooku i Instagramie.",
            "Obserwuj Kurier Zaleski na Facebooku.",
            "Sledujte Vrbické noviny na Facebooku.",
            "Kövesd a Hegyi Hírlapot a Facebookon.",
            "Urmărește Gazeta Văii pe Facebook și Instagram.",
            "Pratite Dnevnik zaljeva na Facebooku.",
            "Подписывайтесь на «Вестник Заречья» в Telegram и во «ВКонтакте».",
            "Підписуйтесь на «Вісник» у Facebook.",
            "Последвайте „Вестник“ във Facebook.",
            "Ακολουθήστε το Αιγαίο στο Facebook.",
            "تابعوا صحيفة الوادي على فيسبوك وواتساب",
        ] {
            assert!(closes(line), "{line}");
        }
        for line in [
            "The film can be seen on YouTube from Friday.",
            "Die Schule zeigt ihre Boote auf Instagram.",
            "Facebook did not answer before this article was printed.",
            "La ministre a annoncé sa démission sur Twitter.",
        ] {
            assert!(!closes(line), "{line}");
        }
    }

    #[test]
    fn notes_on_links_that_pay_speak_for_the_house() {
        for line in [
            "We may earn a commission if you buy through links on this page.",
            "Dieser Artikel enthält Affiliate-Links.",
            "Buying through links on our site supports our work.",
        ] {
            assert!(tells_of_commission(line), "{line}");
        }
        for line in [
            "The shop took affiliate links off its pages in March.",
            "Affiliate programmes pay whoever sends a buyer to a product.",
        ] {
            assert!(!tells_of_commission(line), "{line}");
        }
    }
}

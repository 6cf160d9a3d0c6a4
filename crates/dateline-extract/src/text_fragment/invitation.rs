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

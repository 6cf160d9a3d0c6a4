//! Lines by which a house invites its readers to where else it is: `Follow us on Google News`.

use super::addressee;
use crate::text::ends_sentence;

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

/// Whether a line speaks to its reader, names a network and is no sentence with a stop. What somebody says in quotation marks is the
/// article's.
pub(crate) fn invites(line: &str) -> bool {
    let quoted = line.contains(['"', '“', '”', '„', '«', '»', '「']);
    let lower = line.to_lowercase();
    !quoted
        && !ends_sentence(line)
        && NETWORKS.iter().any(|name| lower.contains(name))
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
}

//! What single notices ask for and withhold.

use super::*;
use proptest::prelude::*;

fn check(text: &str, expected: Option<Reason>) {
    let hit = SubscribePrompt::of(text, crate::text::words(text)).and_then(|prompt| prompt.notice());
    assert_eq!(hit.and_then(|hit| hit.reason()), expected, "{text}");
}

#[test]
fn a_notice_asks_for_what_it_withholds() {
    check("Take out a subscription and the remainder of this report is yours", Some(Reason::Paywall));
    check("Den Rest des Beitrags gibt es mit unserem Digitalabo", Some(Reason::Paywall));
    check("Loggen Sie sich ein, um den ganzen Text zu lesen", Some(Reason::Registration));
    check("この先の記事は購読者のみがご覧いただけます", Some(Reason::Paywall));
    check("You have used up your free articles", Some(Reason::Meter));
    check("0 of 3 free articles left this month: subscribe now", Some(Reason::Meter));
    check("Contenido exclusivo. Suscríbete hoy", Some(Reason::Paywall));
    check("Artikeln är endast för inloggade: skapa konto", Some(Reason::Registration));
    check("Continue in the app", Some(Reason::Registration));
    check("Den Rest des Textes gibt es in der App", Some(Reason::Registration));
    check("続きはアプリで読む", Some(Reason::Registration));
    check("在App中继续阅读", Some(Reason::Registration));
    check("Continua a leggere nell’app", Some(Reason::Registration));
    check("Download the app to read the rest", Some(Reason::Registration));
    check("Open in our app to see more", Some(Reason::Registration));
    check("You have reached the end of the free part. Upgrade to Plus.", Some(Reason::Paywall));
    check("3 more paragraphs are waiting for you. Start your free trial.", Some(Reason::Paywall));
    check("Subscribers can read this article in full", Some(Reason::Paywall));
}

#[test]
fn a_notice_says_who_may_read() {
    check("Dies ist ein Premium-Artikel. Wenn Sie Abonnent sind, melden Sie sich an.", Some(Reason::Paywall));
    check("Det här är en premiumartikel. Om du är prenumerant, logga in.", Some(Reason::Paywall));
    check("Este es un artículo premium. Si eres suscriptor, inicia sesión.", Some(Reason::Paywall));
    check("Это премиум-статья. Если вы подписчик, войдите.", Some(Reason::Paywall));
    check("Dieser Artikel ist für registrierte Leser. Legen Sie ein Konto an.", Some(Reason::Registration));
    check("Questo articolo è per i lettori registrati. Accedi.", Some(Reason::Registration));
    check("Um den ganzen Artikel zu lesen, müssen Sie Abonnent sein.", Some(Reason::Paywall));
    check("Seguí leyendo con una prueba gratuita.", Some(Reason::Paywall));
    check("Subscribers of the library read premium magazines there", None);
    check("The premium stands are for members", None);
}

#[test]
fn offers_of_something_else_withhold_nothing() {
    check("Subscribe to our newsletter and read more of our stories", None);
    check("Sign in to comment on this article", None);
    check("The council will register every barge on the river", None);
    check("Subscribe now", None);
    check("You have 2 free articles left. Subscribe for unlimited access", None);
    check("Noch 10 Gratis-Artikel", None);
    check("Du har 3 gratisartikler igjen. Bli abonnent", None);
    check("Du har 2 gratis artiklar kvar. Bli prenumerant", None);
    check(
        "This article first appeared in the Meral Gazette, whose subscribers could read it on Sunday",
        None,
    );
    check("Get our app for iPhone and Android", None);
    check("Read this story in our app, without advertising", None);
}

#[test]
fn what_still_counts_leaves_some() {
    let prompt = |text: &str| SubscribePrompt::of(text, crate::text::words(text));
    for text in [
        "You're reading 1 of 3 free articles. Register to get 3 more",
        "Vous avez lu 2 de vos 5 articles offerts",
        "This is your last free article this month",
    ] {
        assert!(prompt(text).is_some_and(|prompt| prompt.leaves_some()), "{text}");
        check(text, None);
    }
    check("You have read 5 of 5 free articles. Subscribe to continue reading", Some(Reason::Meter));
    check("0 of 3 free articles are left. Subscribe for 1 a month", Some(Reason::Meter));
}

#[test]
fn the_rest_of_all_is_not_the_rest_of_this() {
    check("Read the rest of our flood coverage in the app", None);
    check("Read the rest of this story in the app", Some(Reason::Registration));
    check("Recevez la suite de nos enquêtes : inscrivez-vous à notre lettre", None);
}

#[test]
fn what_is_read_besides_is_no_rest() {
    for text in [
        "Thanks for reading The Ferry Post! Subscribe for free to receive new posts and support my work.",
        "Merci d’avoir lu La Digue ! Abonnez-vous gratuitement pour recevoir les nouveaux billets.",
        "Dziękujemy za przeczytanie listu z młyna. Zaprenumeruj za darmo.",
        "Спасибо, что дочитали. Подпишитесь бесплатно.",
        "Lees ook onze bijlage. Nu abonneren!",
        "Läs också vår bilaga. Bli prenumerant nu.",
        "Leia também a nossa revista: assine por 3 euros.",
        "Przeczytaj także nasz dodatek. Zamów prenumeratę.",
        "Read our weekly supplement for the pictures. Order a trial subscription.",
        "Mehr solche Texte lesen? Jetzt abonnieren.",
    ] {
        check(text, None);
    }
    check("Thanks for reading. Subscribe to read the rest.", Some(Reason::Paywall));
    check("Thank you, now subscribe and read on in the digital edition", Some(Reason::Paywall));
    check("Merci de votre lecture. Abonnez-vous pour lire la suite.", Some(Reason::Paywall));
    check("Lesen Sie auch den Rest des Artikels: jetzt abonnieren", Some(Reason::Paywall));
    check("Den ganzen Artikel lesen Sie in der gedruckten Ausgabe. Jetzt abonnieren.", Some(Reason::Paywall));
    check(
        "ここまでお読みいただきありがとうございます。続きは登録すると読めます。",
        Some(Reason::Registration),
    );
}

#[test]
fn who_may_listen_is_no_matter_of_the_text() {
    let is_tool = |text: &str| {
        SubscribePrompt::of(text, crate::text::words(text)).is_some_and(|prompt| prompt.is_for_a_tool())
    };
    for text in ["Écouter cet article : réservé aux abonnés", "Artikel anhören: nur für Abonnenten"] {
        assert!(is_tool(text), "{text}");
    }
    for text in ["Subscribe to read or listen to this article", "Nur für Abonnenten"] {
        assert!(!is_tool(text), "{text}");
    }
}

#[test]
fn no_beginning_stands_behind_a_sign_within_a_word() {
    let mut found = Vec::new();
    each_beginning("গ্রাহক হোন", |at| found.push(at));
    assert_eq!(found, [0, "গ্রাহক ".len()]);
}

#[test]
fn a_share_that_remains_is_read() {
    assert_eq!(remaining("Il vous reste 57.09% de cet article", 8, false), Some(57.09));
    assert_eq!(remaining("Noch 40 Prozent dieses Artikels", 5, true), Some(40.0));
    assert_eq!(remaining("この記事は残り62％です", 6, false), Some(62.0));
    assert_eq!(remaining("The party has 40 % left", 6, false), None);
    assert_eq!(remaining("43 percent of this article remain for subscribers", 8, false), Some(43.0));
    let report = "The remaining 60 percent of the report is to be published in April.";
    assert_eq!(remaining(report, 12, false), None);
    assert_eq!(remaining("With 40 % left to read, the jury adjourns", 8, true), None);
}

#[test]
fn rows_are_whole() {
    let mut seen = std::collections::HashSet::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        assert!(fields.len() == 3 && part(fields[2]).is_some(), "{line}");
        assert!(seen.insert(line), "twice: {line}");
        assert_eq!(fields[0].to_lowercase().replace('\u{307}', ""), fields[0], "{line}");
        assert!(!fields[0].is_ascii() || fields[0].as_bytes()[0].is_ascii_alphanumeric(), "{line}");
        assert!(!fields[0].starts_with(' ') && fields[0].trim().chars().count() >= 1, "{line}");
    }
}

proptest! {
    #[test]
    fn places_lie_on_characters(text in "(?:subscribe|read|İ|ß|’| |登録|続き|\\PC){0,20}") {
        if let Some(hit) = SubscribePrompt::of(&text, 10).and_then(|prompt| prompt.notice()) {
            prop_assert!(text.get(hit.start..hit.end).is_some_and(|found| !found.is_empty()));
        }
    }
}

#[test]
fn a_long_plea_is_no_paragraph() {
    let plea = "You have come to the end of what is free here. Sign in or subscribe and you will see the full article at once.";
    let told = "The paper said that it had gained nine hundred subscribers since spring, most of them readers under thirty, and lost few.";
    for (text, expected) in [(plea, true), (told, false)] {
        let prompt = SubscribePrompt::of(text, crate::text::words(text));
        assert_eq!(prompt.is_some_and(|prompt| prompt.pleads()), expected, "{text}");
    }
}

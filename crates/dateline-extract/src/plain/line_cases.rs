//! Texts with what each line is: `+` article, `n:reason` notice, `t` teaser, `c` cluster, `k` cookie, anything else as named.

use super::explain;
use dateline_model::{AsideKind, Holding};

fn check(case: &str, holding: Holding) {
    let mut text = String::new();
    let mut expected = Vec::new();
    for line in case.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (mark, line) = line.split_once(' ').unwrap();
        expected.push(mark.to_owned());
        text.push_str(line);
        text.push('\n');
    }
    let found: Vec<String> = explain(&text)
        .iter()
        .map(|told| match (told.aside, told.reason) {
            (None, _) => "+".to_owned(),
            (Some(AsideKind::Notice), Some(reason)) => format!("n:{reason}"),
            (Some(AsideKind::Teaser), _) => "t".to_owned(),
            (Some(AsideKind::Cluster), _) => "c".to_owned(),
            (Some(AsideKind::Cookie), _) => "k".to_owned(),
            (Some(kind), _) => kind.to_string(),
        })
        .collect();
    assert_eq!(found, expected, "{text}");
    assert_eq!(super::read(&text).verdict.holding, holding, "{text}");
}

#[test]
fn an_aggregators_broken_copy() {
    check(
        "+ The harbour council of Lindenau voted on Tuesday to close the old ferry pier for two years while its foundations are rebuilt.
         + Engineers had warned in the spring that the oak piles under the pier, laid in 1911, were no longer able to carry heavy lorries.
         + “We would rather close it in time than too late,” said the harbour master, Ada Brandt, after the vote in the town hall.
         n:retrieval_failed We are having trouble retrieving the article content.
         n:paywall Already a subscriber? Log in.
         t Volcanologists on the southern islands have raised the alert level after a night of small tremors… Read More
         c Central bank holds rates for third month Financial TimesBorrowers wait for relief as rates stay put The GuardianAnalysts had
         k This website uses cookies.",
        Holding::Partial,
    );
}

#[test]
fn a_german_preview() {
    check(
        "+ Der Stadtrat von Lindenau hat am Dienstag beschlossen, den alten Fähranleger für zwei Jahre zu sperren und neu zu gründen.
         + Gutachter hatten schon im Frühjahr gewarnt, dass die Eichenpfähle unter dem Anleger keine schweren Lastwagen mehr tragen können.
         + Die Bürgermeisterin sprach von einem schweren, aber notwendigen Schritt für den Hafen und die Betriebe, die von ihm leben.
         n:paywall Dieser Artikel ist nur für Abonnenten.
         n:paywall Sie sind bereits Abonnent? Hier anmelden",
        Holding::Partial,
    );
}

#[test]
fn a_french_preview() {
    check(
        "+ Le conseil municipal de Lindenau a voté mardi la fermeture du vieux ponton des ferries pour deux ans, le temps de refaire ses fondations.
         + Des ingénieurs avaient averti au printemps que les pieux de chêne posés en 1911 ne pouvaient plus porter de camions lourds.
         + La maire a parlé d’une décision difficile mais nécessaire pour le port et pour les entreprises qui en vivent depuis un siècle.
         n:paywall La suite est réservée aux abonnés.",
        Holding::Partial,
    );
}

#[test]
fn what_stands_around_an_article() {
    check(
        "navigation Home
         byline_box By Idun Varg
         + The town council of Vessel Bay agreed on Wednesday to rebuild the fish market, which has stood empty since the storm two winters ago.
         caption Photo: Tove Rask / Coast Wire
         + Traders will be able to rent a stall for as little as a single day, the council said, and the cold store of the market is to run on solar power.
         advert Advertisement
         + The market is expected to cost the town a little over four million, half of which comes from the insurance and the rest from a loan.
         newsletter Sign up for our newsletter
         comments Leave a comment
         navigation All rights reserved",
        Holding::Full,
    );
}

#[test]
fn articles_about_walls_stay_whole() {
    check(
        "+ The publisher of the Lindenau Courier said on Monday that its paywall had brought in twelve thousand subscribers since the spring.
         + Readers who reach the limit now see a box that says “subscribe to continue reading”, which about one in fifty of them does.
         + Critics say the site loads so much JavaScript that older telephones give up before the first paragraph of a story is shown.
         + The company also uses cookies to count how many articles each visitor has read, a practice that the regulator is looking into.
         + A court is to decide next year whether consent to such cookies may be made a condition for reading the news at all.",
        Holding::Full,
    );
    check(
        "+ Der Bundesgerichtshof verhandelt am Donnerstag darüber, ob Zeitungen die Einwilligung in Cookies zur Bedingung machen dürfen.
         + Die Kläger argumentieren, eine Wahl zwischen Werbung und Abonnement sei keine freie Entscheidung im Sinne der Verordnung.
         + Die Verlage halten dagegen, dass Journalismus bezahlt werden müsse und niemand gezwungen sei, ihre Seiten zu besuchen.",
        Holding::Full,
    );
}

//! Every form of every name, alone and in dates.

use super::*;
use crate::dates::Hints;
use crate::dates::{date, read};

#[test]
fn every_form_is_its_month_in_its_language_and_never_another_without_it() {
    let mut undecided = Vec::new();
    for (language, months) in MONTHS {
        assert_eq!(months.split_whitespace().count(), 12, "{language}");
        for (names, expected) in months.split_whitespace().zip(1_i8..) {
            for name in names.split('/').map(|name| name.replace('_', " ")) {
                let name = name.as_str();
                assert_eq!(month(name, Some(language)), Some(expected), "{language}: {name}");
                match month(name, None) {
                    Some(found) => assert_eq!(found, expected, "{language}: {name}"),
                    None => undecided.push(name.to_owned()),
                }
            }
        }
    }
    undecided.sort_unstable();
    undecided.dedup();
    assert_eq!(undecided, ["lip", "lis", "listopad", "listopada", "srp"]);
}

fn day(text: &str, language: Option<&str>) -> Option<String> {
    read(text, Hints { language, ..Hints::default() })
        .map(|dated| dated.time.strftime("%Y-%m-%d %H:%M").to_string())
}

#[test]
fn whole_names_in_dates() {
    for (text, expected) in [
        ("5 července 2024 10:00", "2024-07-05 10:00"),
        ("5. červenec 2024", "2024-07-05 00:00"),
        ("5 června 2024", "2024-06-05 00:00"),
        ("5. marraskuuta 2024 klo 10.30", "2024-11-05 10:30"),
        ("5 Marraskuun 2024", "2024-11-05 00:00"),
        ("5. lipnja 2024. u 10:00", "2024-06-05 10:00"),
        ("5. srpnja 2024.", "2024-07-05 00:00"),
        ("5. listopada 2024. 10:00", "2024-10-05 10:00"),
        ("5 Meitheamh 2024 10:00", "2024-06-05 10:00"),
        ("5 Meán Fómhair 2024 10:00", "2024-09-05 10:00"),
        ("5 Deireadh Fómhair 2024", "2024-10-05 00:00"),
        ("2024 m. lapkričio 5 d. 10:00", "2024-11-05 10:00"),
        ("lapkričio 5, 2024", "2024-11-05 00:00"),
        ("2024. gada 5. novembris, 10:00", "2024-11-05 10:00"),
        ("5. novembris 2024", "2024-11-05 00:00"),
        ("2024. november 5. 10:00", "2024-11-05 10:00"),
        ("2024. szeptember 5.", "2024-09-05 00:00"),
        ("5 ноември 2024 г. 10:00", "2024-11-05 10:00"),
        ("5 листопада 2024, 10:00", "2024-11-05 10:00"),
        ("5. новембра 2024", "2024-11-05 00:00"),
        ("5 Νοεμβρίου 2024", "2024-11-05 00:00"),
        ("5 Kasım 2024 10:00", "2024-11-05 10:00"),
        ("5 KASIM 2024", "2024-11-05 00:00"),
        ("5 نوفمبر 2024 10:00", "2024-11-05 10:00"),
        ("٥ تشرين الثاني ٢٠٢٤", "2024-11-05 00:00"),
        ("5 كانون الأول 2024", "2024-12-05 00:00"),
        ("5 tháng 11 2024 10:00", "2024-11-05 10:00"),
        ("ngày 5 tháng 1 năm 2024", "2024-01-05 00:00"),
        ("Tháng mười một 5, 2024", "2024-11-05 00:00"),
        ("५ नवंबर 2024", "2024-11-05 00:00"),
        ("5 noiembrie 2024", "2024-11-05 00:00"),
        ("5 pazdziernika 2024", "2024-10-05 00:00"),
        ("5 fevrier 2024", "2024-02-05 00:00"),
        ("marți, 5 noiembrie 2024", "2024-11-05 00:00"),
        ("Mar 05 Nov 2024 10:00", "2024-11-05 10:00"),
        ("sam. 5 oct. 2024 à 10h30", "2024-10-05 10:30"),
        ("Szer, 5 júl 2023", "2023-07-05 00:00"),
        ("5 Septembers 2024", "2024-09-05 00:00"),
    ] {
        assert_eq!(day(text, None).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_means_two_months_is_decided_by_the_feed_or_not_at_all() {
    let check = |text: &str, language: Option<&str>, expected: Option<&str>| {
        assert_eq!(day(text, language).as_deref(), expected, "{text} {language:?}");
    };
    // In Croatian the day has a dot.
    check("5 listopada 2024 10:00", None, Some("2024-11-05 10:00"));
    check("5. listopada 2024 10:00", None, Some("2024-10-05 10:00"));
    check("5 listopada 2024 10:00", Some("en"), None);
    check("5 lip 2024", None, None);
    check("5 listopada 2024 10:00", Some("pl-PL"), Some("2024-11-05 10:00"));
    check("5 listopada 2024 10:00", Some("hr"), Some("2024-10-05 10:00"));
    check("5. srp 2024", Some("cs"), Some("2024-08-05 00:00"));
    check("5 červencem 2024", None, None);
    check("lun 5 2024", None, None);
    let feed = "<rss><channel><language>pl</language><item><title>A</title><pubDate>5 listopada 2024</pubDate></item></channel></rss>";
    let feed = crate::parse(feed.as_bytes(), &crate::Context::default()).unwrap();
    assert_eq!(feed.entries[0].published.unwrap().to_string(), "2024-11-05T00:00:00Z");
}

#[test]
fn halves_of_the_day_and_times_before_the_day() {
    for (text, expected) in [
        ("Nov 20, 2026 10:30 p.m. EST", "2026-11-21T03:30:00Z"),
        ("Nov 20, 2026 at 10:30 P.M. ET", "2026-11-21T03:30:00Z"),
        ("20 Nov 2026 10:30 p. m.", "2026-11-20T22:30:00Z"),
        ("20 Nov 2026 12:30 a.m.", "2026-11-20T00:30:00Z"),
        ("20 Nov 2026 10:30pm", "2026-11-20T22:30:00Z"),
        ("12:30 AM, 20 Nov 2026", "2026-11-20T00:30:00Z"),
        ("12:30 PM, 20 Nov 2026", "2026-11-20T12:30:00Z"),
        ("10:30 p.m. EST, Nov 20, 2026", "2026-11-21T03:30:00Z"),
        ("10:30 +0100 20 Nov 2026", "2026-11-20T09:30:00Z"),
        ("10:30:15 on 20.11.2026", "2026-11-20T10:30:15Z"),
        ("10:30 20/11/2026", "2026-11-20T10:30:00Z"),
        ("10:30, 2026-11-20", "2026-11-20T10:30:00Z"),
        ("20 Nov 2026 um 10:30 Uhr", "2026-11-20T10:30:00Z"),
        ("20 Nov 2026 o godz. 10:30", "2026-11-20T10:30:00Z"),
        ("20 novembre 2026 alle 10.30", "2026-11-20T10:30:00Z"),
        ("20 Nov 2026 10:30:00 America/New_York", "2026-11-20T15:30:00Z"),
        ("20 Nov 2026 10:30:00 AMT", "2026-11-20T14:30:00Z"),
        ("２０２６年１１月２０日", "2026-11-20T00:00:00Z"),
    ] {
        assert_eq!(date(text).map(|(time, _)| time.to_string()).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(read("Nov 20, 2026 10:30 p.m. EST", Hints::default()).unwrap().words(), "RFC 822");
}

//! Dates by dialect.

use super::*;

fn check(text: &str, expected: &str, rule: DateRule) {
    let found = date(text).map(|(time, rule)| (time.to_string(), rule));
    assert_eq!(found, Some((expected.to_owned(), rule)), "{text}");
}

#[test]
fn seconds_since_1970() {
    check("1773304200", "2026-03-12T08:30:00Z", DateRule::Epoch);
    check(" 1773304200123 ", "2026-03-12T08:30:00.123Z", DateRule::Epoch);
    for text in ["0773304200", "177330420", "17733042001", "177330420012"] {
        assert!(date(text).is_none_or(|(_, rule)| rule != DateRule::Epoch), "{text}");
    }
}

#[test]
fn iso_forms() {
    for (text, expected) in [
        ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"),
        ("2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"),
        ("2003-12-31T10:14:55−08:00", "2003-12-31T18:14:55Z"),
        ("2003–12–31T10：14：55‑08:00", "2003-12-31T18:14:55Z"),
        ("2003-12-31 10:14:55.25 +0100", "2003-12-31T09:14:55.25Z"),
        ("2003-12-31T10:14", "2003-12-31T10:14:00Z"),
        ("2003-12", "2003-12-01T00:00:00Z"),
        ("2003", "2003-01-01T00:00:00Z"),
        ("20031231", "2003-12-31T00:00:00Z"),
        ("2003-335", "2003-12-01T00:00:00Z"),
        ("2003335", "2003-12-01T00:00:00Z"),
        ("2026-W45-1", "2026-11-02T00:00:00Z"),
        ("2026W457T08:30", "2026-11-08T08:30:00Z"),
        ("2027-W01", "2027-01-04T00:00:00Z"),
        ("03-12-31", "2003-12-31T00:00:00Z"),
        ("2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
        ("2004-05-25 오후 11:17:31", "2004-05-25T23:17:31Z"),
    ] {
        check(text, expected, DateRule::Iso);
    }
}

#[test]
fn rfc822_dialects() {
    for (text, expected) in [
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
        ("Thu, 1 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
        ("01 Jan 2004 19:48:21 +0530", "2004-01-01T14:18:21Z"),
        ("Thu,01 Jan 2004 19:48:21 GMT+2", "2004-01-01T17:48:21Z"),
        ("Thursday, 1-Jan-2004 19:48:21 PDT", "2004-01-02T02:48:21Z"),
        ("Jeu, 5 févr. 2015 08:00:00 +0100", "2015-02-05T07:00:00Z"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
        ("Пт, 12 мая 2017 10:00:00 +0300", "2017-05-12T07:00:00Z"),
        ("12 de abril de 2020", "2020-04-12T00:00:00Z"),
        ("April 12, 2020 4:05 pm", "2020-04-12T16:05:00Z"),
        ("Mar, 07 Abr 2020 10:00:00 -0300", "2020-04-07T13:00:00Z"),
        ("Ke, 30 Lok 2013 11:34:37 +0000", "2013-10-30T11:34:37Z"),
        ("Ma, 04 Tou 2015 10:00:00 +0300", "2015-05-04T07:00:00Z"),
        ("ma, 07 maa 2016 10:00:00 +0100", "2016-03-07T09:00:00Z"),
        ("12 d’abril de 2020", "2020-04-12T00:00:00Z"),
        ("dt., 6 d'oct. 2015 10:00:00 +0200", "2015-10-06T08:00:00Z"),
        ("Gwe, 05 Tac 2021 10:00:00 +0000", "2021-11-05T10:00:00Z"),
        ("Pr, 12 Lap 2018 10:00:00 +0200", "2018-11-12T08:00:00Z"),
        ("30 דצמ׳ 2013, 10:00", "2013-12-30T10:00:00Z"),
        ("30 दिस॰ 2013 10:00", "2013-12-30T10:00:00Z"),
        ("30 thg 12, 2013 10:00", "2013-12-30T10:00:00Z"),
    ] {
        check(text, expected, DateRule::Rfc822);
    }
}

#[test]
fn others() {
    check("Sun Jan  4 16:29:06 PDT 2004", "2004-01-04T23:29:06Z", DateRule::Asctime);
    check("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z", DateRule::NamedMonth);
    check("2004년 05월 28일  01:31:15", "2004-05-27T16:31:15Z", DateRule::EastAsian);
    check("15.09.2006 08:19", "2006-09-15T08:19:00Z", DateRule::Digits);
    check("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z", DateRule::Digits);
}

#[test]
fn no_dates() {
    for text in ["", "yesterday", "2004-13-01", "32 Jan 2004 x", "99999999999", "12:30", "T", "-", "٣"] {
        assert_eq!(date(text), None, "{text}");
    }
}

#[test]
fn an_entry_names_the_rule_that_read_its_date() {
    let check = |feed: &str, expected: Option<&str>| {
        let feed = crate::parse(feed.as_bytes(), &crate::Context::default()).unwrap();
        assert_eq!(feed.entries[0].date_rule.as_deref(), expected);
    };
    let rss = |inside: &str| format!("<rss><channel><item><title>A</title>{inside}</item></channel></rss>");
    check(&rss("<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"), Some("RFC 822"));
    check(&rss("<lastBuildDate>2026-03-02</lastBuildDate><pubDate>02.03.2026</pubDate>"), Some("digits"));
    check(&rss("<pubDate>soon</pubDate><lastBuildDate>2026-03-02</lastBuildDate>"), Some("ISO 8601"));
    check(&rss("<pubDate>soon</pubDate>"), None);
    check(
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": 1, \"date_published\": \"2026-03-02T08:00:00Z\"}]}",
        Some("ISO 8601"),
    );
    check(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://gull.example/</loc>\
         <lastmod>2026-03-02</lastmod></url></urlset>",
        Some("ISO 8601"),
    );
}

#[test]
fn zones_by_name() {
    let check = |zone: &str, expected: &str| {
        let read = date(&format!("Thu, 30 Apr 2015 12:00:00 {zone}")).map(|(time, _)| time.to_string());
        assert_eq!(read, Some(format!("2015-{expected}:00Z")), "{zone}");
    };
    for (zone, expected) in [
        ("MEST", "04-30T10:00"),
        ("MESZ", "04-30T10:00"),
        ("(CEST)", "04-30T10:00"),
        ("PHT", "04-30T04:00"),
        ("ICT", "04-30T05:00"),
        ("COT", "04-30T17:00"),
        ("PET", "04-30T17:00"),
        ("WITA", "04-30T04:00"),
        ("WIT", "04-30T03:00"),
        ("NPT", "04-30T06:15"),
        ("AMT", "04-30T16:00"),
        ("pm EST", "04-30T17:00"),
        ("VLAT", "04-30T02:00"),
        ("Europe/Berlin", "04-30T10:00"),
        ("[Europe/Berlin]", "04-30T10:00"),
        ("America/Argentina/Buenos_Aires", "04-30T15:00"),
        ("america/new_york", "04-30T16:00"),
        ("Asia/Kolkata", "04-30T06:30"),
        ("Etc/GMT+5", "04-30T17:00"),
        ("Japan", "04-30T03:00"),
        ("Eastern Daylight Time", "04-30T16:00"),
        ("(Central European Summer Time)", "04-30T10:00"),
        ("Pacific Time (US & Canada)", "04-30T20:00"),
        ("GMT+02:00", "04-30T10:00"),
        ("+0200 (CEST)", "04-30T10:00"),
        ("Uhr", "04-30T12:00"),
        ("XQT", "04-30T12:00"),
    ] {
        check(zone, expected);
    }
    let winter = date("2015-01-30 12:00 Europe/Berlin").map(|(time, _)| time.to_string());
    assert_eq!(winter.as_deref(), Some("2015-01-30T11:00:00Z"));
}

#[test]
fn what_is_to_be_known_about_a_zone_is_said() {
    let check = |text: &str, expected: &str| {
        assert_eq!(read(text, Hints::default()).unwrap().words(), expected, "{text}");
    };
    check("Thu, 30 Apr 2015 12:00:00 BST", "RFC 822; BST read as British Summer Time");
    check("Thu, 30 Apr 2015 12:00:00 IST", "RFC 822; IST read as Indian Standard Time");
    check("2015-04-30 12:00 CST", "ISO 8601; CST read as American Central Time");
    check("Thu, 30 Apr 2015 12:00:00 XQT", "RFC 822; the zone XQT is unknown, read as UTC");
    check("Thu, 30 Apr 2015 12:00:00 EST", "RFC 822");
    check("Thu, 30 Apr 2015 12:00:00 Uhr", "RFC 822");
}

fn day(text: &str, hints: Hints<'_>) -> String {
    read(text, hints).map_or_else(String::new, |dated| dated.time.strftime("%F %H:%M").to_string())
}

#[test]
fn a_weekday_settles_which_number_is_the_day() {
    for (text, expected) in [
        ("Thu, 12/11/2026 09:05:00 GMT", "2026-11-12 09:05"),
        ("Thu, 11/12/2026 09:05:00 GMT", "2026-11-12 09:05"),
        ("Thứ năm, 12/11/2026 - 09:05", "2026-11-12 09:05"),
        ("jueves, 12/11/2026 09:05", "2026-11-12 09:05"),
        ("quinta-feira, 12/11/2026 09h05", "2026-11-12 09:05"),
        ("Do. 12/11/2026 09:05", "2026-11-12 09:05"),
        ("чт, 12/11/2026 09:05", "2026-11-12 09:05"),
        ("Chủ nhật, 08/11/2026 09:05", "2026-11-08 09:05"),
        ("Wed, 03/06/2026 09:05:00 +0000", "2026-06-03 09:05"),
        ("Thu, 11-12-2026 09:05", "2026-11-12 09:05"),
        ("Wed, 11-25-2026 09:05", "2026-11-25 09:05"),
        // Of neither day, or of nothing that is known: as it is usually written.
        ("Mon, 12/11/2026 09:05", "2026-12-11 09:05"),
        ("Posted 12/11/2026 09:05", "2026-12-11 09:05"),
        ("12/11/2026 09:05", "2026-12-11 09:05"),
        ("12.11.2026 09:05", "2026-11-12 09:05"),
    ] {
        assert_eq!(day(text, Hints::default()), expected, "{text}");
    }
}

#[test]
fn language_clock_and_other_dates_tell_which_number_is_the_day() {
    let of = |text, language, now: Option<&str>| {
        day(text, Hints { language, now: now.and_then(|now| now.parse().ok()), ..Hints::default() })
    };
    let text = "03/06/2026 09:05";
    for language in [None, Some("en"), Some("en-US"), Some("fil")] {
        assert_eq!(of(text, language, None), "2026-03-06 09:05", "{language:?}");
    }
    for language in ["es", "vi-VN", "pt_BR", "fr", "de", "en-GB", "EN-au"] {
        assert_eq!(of(text, Some(language), None), "2026-06-03 09:05", "{language}");
    }
    assert_eq!(of("12/11/2026", None, Some("2026-11-12T10:00:00Z")), "2026-11-12 00:00");
    assert_eq!(of("11/12/2026", Some("es"), Some("2026-11-12T10:00:00Z")), "2026-11-12 00:00");
    assert_eq!(of("12/11/2027", None, Some("2026-11-12T10:00:00Z")), "2027-12-11 00:00");
    let item = |date: &str| format!("<item><title>A</title><pubDate>{date}</pubDate></item>");
    let check = |other: &str, expected: &str| {
        let text = format!("<rss><channel>{}{}</channel></rss>", item("03/06/2026 09:05"), item(other));
        let feed = crate::parse(text.as_bytes(), &crate::Context::default()).unwrap();
        let published = feed.entries[0].published.map(|at| at.strftime("%F").to_string());
        assert_eq!(published.as_deref(), Some(expected), "{other}");
    };
    check("25/05/2026 09:05", "2026-06-03");
    check("<![CDATA[25/05/2026 09:05]]>", "2026-06-03");
    check("Mon, 25/05/2026 09:05", "2026-06-03");
    check("05/25/2026 09:05", "2026-03-06");
    check("05/05/2026 09:05", "2026-03-06");
    check("05/05/2026</pubDate><description>Read gull.example/25/05/2026 or 25/05/2026", "2026-03-06");
}

#[test]
fn clocks_of_east_asia() {
    for (text, expected) in [
        ("2026년 11월 12일 (목) 오후 3:05", "2026-11-12 06:05"),
        ("2026년 11월 12일 목요일 오후 3시 5분", "2026-11-12 06:05"),
        ("2026년 11월 12일(목) 15시 05분 30초", "2026-11-12 06:05"),
        ("2026년 11월 12일 오전 9:05", "2026-11-12 00:05"),
        ("2026年11月12日(木) 09時05分", "2026-11-12 09:05"),
        ("2026年11月12日（木曜日）午後3時05分", "2026-11-12 15:05"),
        ("2026年11月12日 木曜日 9:05", "2026-11-12 09:05"),
        ("2026年11月12日 星期四 下午3:05", "2026-11-12 15:05"),
        ("2026年11月12日 周四 15点05分", "2026-11-12 15:05"),
        ("2026年11月12日 9時", "2026-11-12 09:00"),
    ] {
        let found = day(text, Hints::default());
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_weekday_settles_which_month_is_meant() {
    for (text, expected) in [
        ("czw., 12 lis 2026 09:05:00 +0100", "2026-11-12 08:05"),
        ("pt., 13 lis 2026 09:05:00 +0100", "2026-11-13 08:05"),
        ("wtorek, 7 lip 2026 09:05", "2026-07-07 09:05"),
        ("pon, 10. srp 2026 09:05", "2026-08-10 09:05"),
        ("12 listopada 2026 09:05", "2026-11-12 09:05"),
        ("12. listopada 2026 09:05", "2026-10-12 09:05"),
        ("czwartek, 12. listopada 2026 09:05", "2026-11-12 09:05"),
        // Of neither.
        ("12 lis 2026 09:05", ""),
        ("wt., 12 lis 2026 09:05", ""),
    ] {
        assert_eq!(day(text, Hints::default()), expected, "{text}");
    }
}

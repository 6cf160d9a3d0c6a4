//! A story with invented versions, quotations and corrections.

use super::front::{card, marks};
use super::*;

pub(super) fn version(index: usize, publisher: &str, title: &str, kind: char, language: &str) -> Version {
    let kind = held(&kind.to_string())[0];
    let reasons: &[Reason] = match kind {
        Held::Preview => &[Reason::Paywall],
        Held::Blocked => &[Reason::BotCheck],
        _ => &[],
    };
    Version {
        anchor: format!("a{index}"),
        href: format!("/article/{index}"),
        link: Some("https://skerrypost.example/ports/pilots-walk-out".into()),
        title: title.into(),
        text_language: TextLanguage::of(Some(language)),
        publisher: publisher.into(),
        byline: if index == 0 { "Marta Lindqvist, Tomas Reyer".into() } else { String::new() },
        when: Some(before(600 - 40 * i64::try_from(index).unwrap())),
        mark: Some(MarkView::of(kind, reasons)),
        excerpt: matches!(kind, Held::Whole | Held::Preview).then(|| "Pilots in all nine northern ports left their boats at midnight on Sunday after talks over night shifts ended without a result, and the last ferry to the outer islands turned round within sight of the quay.".to_owned()),
        length: if kind == Held::Blocked { String::new() } else { "742 words".into() },
        earlier: if index == 1 { vec![("Losene streiker".into(), before(300))] } else { Vec::new() },
        added: if index == 2 {
            vec!["Exporters have moved perishable freight to rail since Friday, at three times the price.".into()]
        } else {
            Vec::new()
        },
        lead: index == 0,
        copies: Vec::new(),
        why: (index > 0).then(|| WhyView {
            by_reader: index == 4,
            terms: ["pilots", "Nordkyst", "night shifts", "ferries", "mediator"].map(str::to_owned).into(),
            score: "0.61, and 0.42 is enough".into(),
            against: vec!["No other headline here has Tarnby or flour.".to_owned(), "It gives 212 where others give 140.".to_owned()],
            hours: Some("Published 2 h after the nearest version.".into()),
        }),
        marks: marks("entry", i64::try_from(index).unwrap(), index == 2, false),
    }
}

fn versions() -> Vec<Version> {
    let mut versions = vec![
        version(
            0,
            "The Skerry Post",
            "Harbour pilots walk out across the northern ports, and ferries stop at midnight",
            'w',
            "en",
        ),
        version(1, "Nordkyst Tidende", "Losene la ned arbeidet ved midnatt", 'w', "no"),
        version(2, "Ledger", "Port strike to cost exporters 40m a day", 'p', "en"),
        version(
            3,
            "صحيفة المرفأ",
            "الموانئ الشمالية تتوقف عن العمل مع بدء إضراب المرشدين البحريين",
            'w',
            "ar",
        ),
        version(4, "Harbour & Hull", "Pilots' union: what they want, in nine points", 'b', "en"),
    ];
    versions[0].copies = [
        ("Valley Courier", "word for word", 'w'),
        ("Arden Review", "in part, 38 % of its text", 'p'),
        ("Island Radio", "edited, 91 % of its text", 'w'),
        ("Metro Arden", "word for word", 'w'),
    ]
    .into_iter()
    .map(|(publisher, how, kind)| CopyRow {
        href: "/article/9".into(),
        publisher: publisher.into(),
        how: how.into(),
        title: (publisher == "Island Radio").then(|| "Ferries stop as pilots walk out".into()),
        mark: Some(MarkView::of(held(&kind.to_string())[0], &[])),
        when: Some(before(400)),
    })
    .collect();
    versions
}

pub(super) fn story() -> StoryPage {
    let first = card(0);
    StoryPage {
        mute: "/story/7/mute".into(),
        muted_by: None,
        shell: shell("Harbour pilots walk out", Nav::Elsewhere),
        headline: first.headline,
        text_language: first.text_language,
        standfirst: first.standfirst,
        lead_href: "/article/1".into(),
        lead_publisher: "The Skerry Post".into(),
        image: picture(1, "Empty quay at night"),
        tally: first.tally,
        span: "First seen 10 h ago, last grew 38 min ago.".into(),
        timeline: Timeline::draw(dots(), now()),
        whole: true,
        paging: Paging::default(),
        versions: versions(),
        apart: vec![
            ApartItem {
                title: Some("Strike strands a thousand passengers".into()),
                publisher: Some("Coast Line".into()),
                link: Some("https://coastline.example/1".into()),
            },
            ApartItem { title: Some("What the ministry can do".into()), publisher: None, link: None },
        ],
        marks: marks("story", 1, false, true),
        details: details(),
        linked_stories: linked_stories(),
        acts: vec![lists::act(1, false)],
        others: vec![(2, "Parliament adopts the river law".into())],
        correct: "/story/1/correct".into(),
        articles: vec![
            (1, "The Skerry Post".into(), "Harbour pilots walk out".into()),
            (2, "Nordkyst Tidende".into(), "Losene la ned arbeidet ved midnatt".into()),
        ],
    }
}

fn dots() -> Vec<Dot> {
    let dots = [
        (600, 'w'),
        (560, 'w'),
        (555, 'w'),
        (430, 'w'),
        (400, 'p'),
        (398, 'w'),
        (300, 'p'),
        (120, 'w'),
        (38, 'b'),
    ];
    let dots = dots.map(|(minutes, kind)| Dot {
        at: now() - SignedDuration::from_mins(minutes),
        publisher: "The Skerry Post".into(),
        held: held(&kind.to_string())[0],
        copy: minutes == 555,
    });
    dots.to_vec()
}

fn linked_stories() -> Vec<LinkedStoryRow> {
    vec![
        LinkedStoryRow {
            how: "Continues",
            href: "/story/7".into(),
            title: "Pilots vote for a strike over night shifts".into(),
            text_language: TextLanguage::of(Some("en")),
            when: before(9 * 24 * 60),
            terms: ["pilots", "Nordkyst", "night shifts"].map(str::to_owned).into(),
        },
        LinkedStoryRow {
            how: "Beside",
            href: "/story/8".into(),
            title: "الموانئ الشمالية تستعد للإضراب".into(),
            text_language: TextLanguage::of(Some("ar")),
            when: before(30 * 60),
            terms: ["Nordkyst".to_owned()].into(),
        },
    ]
}

fn details() -> DetailsView {
    let name = |words: &str| NameView {
        words: words.into(),
        versions: "in 3 versions".into(),
        href: "/search?q=%22Port+Aldern%22".into(),
    };
    let quote = |words: &str, speaker: Option<&str>, language: &str| QuoteView {
        words: words.into(),
        text_language: TextLanguage::of(Some(language)),
        speaker: speaker.map(str::to_owned),
        sources: vec![
            Said { href: "/article/1".into(), publisher: "The Skerry Post".into() },
            Said { href: "/article/2".into(), publisher: "Nordkyst Tidende".into() },
        ],
    };
    DetailsView {
        people: vec![name("Marta Lindqvist"), name("Anton Weber")],
        places: vec![name("Port Aldern")],
        others: vec![name("Harbour Pilots' Union")],
        quotes: vec![
            quote("We sat here all night, and nobody came through that door.", Some("Marta Lindqvist"), "en"),
            quote("لم نتلق أي عرض جديد منذ يوم الجمعة", None, "ar"),
        ],
    }
}

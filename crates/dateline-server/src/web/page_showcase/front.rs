//! The front page with invented stories.

use super::*;

pub(super) struct Story(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static [&'static str],
    pub(super) &'static str,
    pub(super) usize,
    pub(super) i64,
    pub(super) usize,
);

/// Headline, standfirst, language, publishers, held, voices, minutes, picture (0 none).
pub(super) const STORIES: &[Story] = &[
    Story(
        "Harbour pilots walk out across the northern ports, and ferries stop at midnight",
        "Talks broke down over night shifts after eleven hours. Islands have food for four days, the operators say, and the ministry looks for a mediator both sides will accept.",
        "en",
        &["The Skerry Post", "Nordkyst Tidende", "Harbour & Hull"],
        "wwwwppb",
        3,
        38,
        1,
    ),
    Story(
        "Parliament adopts the river law after a night of amendments",
        "Farmers win a transition of six years; the fisheries council calls it a missed chance.",
        "en",
        &["Valley Courier", "Der Anzeiger"],
        "wwp",
        2,
        95,
        2,
    ),
    Story(
        "Telescope on Mount Arden sees the faintest galaxy yet measured",
        "Light that left when the universe was a thirtieth of its age.",
        "en",
        &["Quarterly Sky", "Arden Review", "The Skerry Post"],
        "wwwp",
        4,
        140,
        3,
    ),
    Story(
        "Zentralbank hält den Leitzins und warnt vor neuen Zöllen",
        "Die Notenbank sieht die Teuerung im Frühjahr bei zwei Prozent; zwei Mitglieder stimmten dagegen.",
        "de",
        &["Der Anzeiger", "Handelsbote"],
        "wpp",
        3,
        180,
        4,
    ),
    Story(
        "A town that moved uphill, one house at a time",
        "After three floods in four years, Lower Wexcombe has all but left its valley. The church went last.",
        "en",
        &["Valley Courier"],
        "w",
        1,
        240,
        5,
    ),
    Story(
        "الموانئ الشمالية تتوقف عن العمل مع بدء إضراب المرشدين البحريين",
        "تعثرت المفاوضات بعد إحدى عشرة ساعة، وتقول الشركات إن مؤونة الجزر تكفي أربعة أيام.",
        "ar",
        &["صحيفة المرفأ"],
        "w",
        1,
        260,
        0,
    ),
    Story(
        "Insurer of half the fishing fleet asks for protection from creditors",
        "",
        "en",
        &["Harbour & Hull", "Ledger", "Nordkyst Tidende"],
        "ppbb",
        4,
        300,
        0,
    ),
    Story(
        "City orchestra plays the lost symphony found in a bakery's attic",
        "Eighty-one pages in pencil, and a shopping list on the back of the finale.",
        "en",
        &["Arden Review"],
        "w",
        1,
        420,
        0,
    ),
    Story(
        "Women's cup: Arden beat Skerry on penalties after a goalless final that neither side deserved to lose",
        "",
        "en",
        &["Valley Courier", "Touchline"],
        "wm",
        2,
        500,
        0,
    ),
    Story("Live: the count in the island referendum", "", "en", &["The Skerry Post"], "o", 1, 620, 0),
    Story(
        "Elektrofähre fährt ab Mai im Linienverkehr",
        "Die erste Fähre mit Wechselakku nimmt 240 Autos mit.",
        "de",
        &["Handelsbote", "Der Anzeiger"],
        "hw",
        2,
        1500,
        0,
    ),
];

pub(super) fn marks(what: &'static str, id: i64, read: bool, starred: bool) -> Marks {
    Marks {
        story: (what == "story").then_some(id),
        entry: id,
        read,
        starred,
        back: "/".into(),
        ..Marks::default()
    }
}

pub(super) fn card(index: usize) -> StoryCard {
    let Story(headline, standfirst, language, publishers, signs, voices, minutes, image) =
        &STORIES[index % STORIES.len()];
    let signs = held(signs);
    let lone = (signs.len() == 1).then(|| MarkView::of(signs[0], &[]));
    StoryCard {
        anchor: format!("s{index}"),
        href: format!("/story/{index}"),
        section: None,
        headline: (*headline).into(),
        text_language: TextLanguage::of(Some(language)),
        standfirst: (!standfirst.is_empty()).then(|| (*standfirst).to_owned()),
        image: if *image > 0 { picture(*image, "") } else { None },
        publishers: publishers.iter().map(|name| (*name).to_owned()).collect(),
        more: signs.len().saturating_sub(publishers.len()),
        when: before(*minutes),
        tally: Tally::of(signs.len(), *voices, &signs),
        lone,
        rank: Some(RankView {
            score: "2.31".into(),
            breadth: "1.39 for 3 independent sources".into(),
            freshness: "0.96 for the 1 h since it last grew".into(),
            growth: "1.73 for what came in the last three hours".into(),
            diversity: "1.00 for the first of its publisher".into(),
            follow: "1.50 for what you follow".into(),
        }),
        marks: marks("story", 1 + i64::try_from(index).unwrap(), index == 8, index == 2),
    }
}

pub(super) fn filters() -> Vec<FilterLink> {
    [
        ("All", None, true),
        ("Unread", Some("41"), false),
        ("Starred", Some("3"), false),
        ("World", None, false),
        ("Business", None, false),
        ("Science", None, false),
    ]
    .map(|(name, count, current)| FilterLink {
        href: "/".into(),
        name: name.into(),
        count: count.map(str::to_owned),
        current,
    })
    .into()
}

pub(super) fn front() -> FrontPage {
    FrontPage {
        shell: shell("", Nav::Front),
        heading: "Stories".into(),
        filters: filters(),
        lead: Some(card(0)),
        second: (1..4).map(card).collect(),
        river: (4..11).map(card).collect(),
        alerts: vec![Alert {
            id: 1,
            name: "Harbour strike".into(),
            words: "3 new articles".into(),
            href: "/search?q=harbour".into(),
            seen: "/searches/looked",
        }],
        paging: Paging { newer: None, older: Some("/?page=2".into()), words: "Page 1 of 14".into() },
        no_feeds: false,
        empty: String::new(),
    }
}

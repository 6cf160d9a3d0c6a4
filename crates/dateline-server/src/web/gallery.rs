//! Every page with invented values: checked for what must never be in a page, and written out where a folder is named
//! in `DATELINE_GALLERY`, so that a person can look at them without a running desk.

use super::timeline::{Dot, Timeline};
use super::view::*;
use super::when::When;
use super::words::{self, Held};
use crate::assets;
use askama::Template;
use dateline_model::{AsideKind, Mark, MarkKind, Reason, RichText, WebUrl};
use jiff::{SignedDuration, Timestamp};

fn now() -> Timestamp {
    "2026-11-23T14:05:00Z".parse().unwrap()
}

fn before(minutes: i64) -> When {
    When::at(now() - SignedDuration::from_mins(minutes), now())
}

fn shell(title: &str, nav: Nav) -> Shell {
    Shell {
        title: title.into(),
        nav,
        query: String::new(),
        today: "Monday, 23 November 2026".into(),
        status: Status { updated: Some(before(12)), running: None, ill: 2 },
        css: assets::css(),
        js: assets::js(),
        refresh: None,
    }
}

fn picture(number: usize, alt: &str) -> Option<Picture> {
    Some(Picture {
        src: format!("/image/{number}.png"),
        alt: alt.into(),
        credit: Some("Ida Holm / Nordkyst Foto".into()),
    })
}

fn held(text: &str) -> Vec<Held> {
    text.chars()
        .map(|c| match c {
            'w' => Held::Whole,
            'p' => Held::Preview,
            'h' => Held::Headline,
            'b' => Held::Blocked,
            'm' => Held::Missing,
            _ => Held::Other,
        })
        .collect()
}

struct Story(
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    usize,
    i64,
    usize,
);

/// Headline, standfirst, language, publishers, held, voices, minutes, picture (0 none).
const STORIES: &[Story] = &[
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

fn marks(what: &'static str, id: i64, read: bool, starred: bool) -> Marks {
    Marks { story: (what == "story").then_some(id), entry: id, read, starred, back: "/".into() }
}

fn card(index: usize) -> StoryCard {
    let Story(headline, standfirst, language, publishers, signs, voices, minutes, image) =
        &STORIES[index % STORIES.len()];
    let signs = held(signs);
    let lone = (signs.len() == 1).then(|| MarkView::of(signs[0], &[]));
    StoryCard {
        anchor: format!("s{index}"),
        href: format!("/story/{index}"),
        section: None,
        headline: (*headline).into(),
        tongue: Tongue::of(Some(language)),
        standfirst: (!standfirst.is_empty()).then(|| (*standfirst).to_owned()),
        image: if *image > 0 { picture(*image, "") } else { None },
        publishers: publishers.iter().map(|name| (*name).to_owned()).collect(),
        more: signs.len().saturating_sub(publishers.len()),
        when: before(*minutes),
        tally: Tally::of(signs.len(), *voices, &signs),
        lone,
        marks: marks("story", 1 + i64::try_from(index).unwrap(), index == 8, index == 2),
    }
}

fn filters() -> Vec<FilterLink> {
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

fn front() -> FrontPage {
    FrontPage {
        shell: shell("", Nav::Front),
        heading: "Stories".into(),
        filters: filters(),
        lead: Some(card(0)),
        second: (1..4).map(card).collect(),
        river: (4..11).map(card).collect(),
        paging: Paging { newer: None, older: Some("/?page=2".into()), words: "Page 1 of 14".into() },
        no_feeds: false,
        empty: String::new(),
    }
}

fn version(index: usize, publisher: &str, title: &str, kind: char, language: &str) -> Version {
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
        tongue: Tongue::of(Some(language)),
        publisher: publisher.into(),
        byline: if index == 0 { "Marta Lindqvist, Tomas Reyer".into() } else { String::new() },
        when: Some(before(600 - 40 * i64::try_from(index).unwrap())),
        mark: Some(MarkView::of(kind, reasons)),
        excerpt: matches!(kind, Held::Whole | Held::Preview).then(|| "Pilots in all nine northern ports left their boats at midnight on Sunday after talks over night shifts ended without a result, and the last ferry to the outer islands turned round within sight of the quay.".to_owned()),
        length: if kind == Held::Blocked { String::new() } else { "742 words".into() },
        earlier: if index == 1 { vec![("Losene streiker".into(), before(300))] } else { Vec::new() },
        lead: index == 0,
        copies: Vec::new(),
        why: (index > 0).then(|| WhyView {
            terms: ["pilots", "Nordkyst", "night shifts", "ferries", "mediator"].map(str::to_owned).into(),
            score: "0.61, and 0.42 is enough".into(),
            hours: Some("Published 2 h after the nearest version.".into()),
        }),
        marks: marks("entry", i64::try_from(index).unwrap(), index == 2, false),
    }
}

fn story() -> StoryPage {
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
    let first = card(0);
    StoryPage {
        shell: shell("Harbour pilots walk out", Nav::Elsewhere),
        headline: first.headline,
        tongue: first.tongue,
        standfirst: first.standfirst,
        lead_href: "/article/1".into(),
        lead_publisher: "The Skerry Post".into(),
        image: picture(1, "Empty quay at night"),
        tally: first.tally,
        span: "First seen 10 h ago, last grew 38 min ago.".into(),
        timeline: Timeline::draw(dots.to_vec(), now()),
        versions,
        apart: vec![
            ApartItem {
                title: Some("Strike strands a thousand passengers".into()),
                publisher: Some("Coast Line".into()),
                link: Some("https://coastline.example/1".into()),
            },
            ApartItem { title: Some("What the ministry can do".into()), publisher: None, link: None },
        ],
        marks: marks("story", 1, false, true),
    }
}

fn rich(text: &str, link: &str, emphasis: &str) -> RichText {
    let mut marks = Vec::new();
    for (needle, kind) in [
        (link, MarkKind::Link(WebUrl::parse("https://skerrypost.example/x").unwrap())),
        (emphasis, MarkKind::Emphasis),
    ] {
        if let Some(at) = text.find(needle).filter(|_| !needle.is_empty()) {
            let (start, end) = (u32::try_from(at).unwrap(), u32::try_from(at + needle.len()).unwrap());
            marks.push(Mark { start, end, kind });
        }
    }
    marks.sort_by_key(|mark| mark.start);
    RichText { text: text.into(), marks }
}

const PARAGRAPHS: [&str; 4] = [
    "Pilots in all nine northern ports left their boats at midnight on Sunday after talks over night shifts ended without a result, and the last ferry to the outer islands turned round within sight of the quay.",
    "The union, which represents 412 of the 440 pilots on the coast, wants a second pilot on board between ten at night and four in the morning. The port authority calls the demand “neither safe nor affordable”, a phrase its spokeswoman repeated four times in as many minutes.",
    "“We have asked for this since the Marianne,” said Jorun Aas, who has brought ships into Skerry for twenty-six years, naming the tanker that went aground in 2019. “Nobody has to explain to me what one tired man can do.”",
    "Operators on the islands said that food would last for four days and fuel for nine. The ministry of transport was looking for a mediator whom both sides would accept.",
];

fn blocks() -> Vec<BlockView> {
    vec![
        BlockView::Paragraph(rich(PARAGRAPHS[0], "turned round", "")),
        BlockView::Paragraph(rich(PARAGRAPHS[1], "412 of the 440 pilots", "")),
        BlockView::Heading(2, "What the pilots want".into()),
        BlockView::Paragraph(rich(PARAGRAPHS[2], "", "Marianne")),
        BlockView::Figure(FigureView { picture: picture(2, "A pilot boat"), caption: Some("A pilot boat off Skerry in October. Nine of the twelve boats on the coast are older than thirty years.".into()) }),
        BlockView::List(false, vec!["a second pilot at night;".into(), "eleven hours of rest between two shifts, counted from the quay;".into(), "boats no older than twenty years.".into()]),
        BlockView::Quote(vec!["The sea does not read timetables.".into()]),
        BlockView::Table(Some(vec!["Port".into(), "Pilots".into(), "Ships a day".into()]), vec![vec!["Skerry".into(), "88".into(), "31".into()], vec!["Nordkyst".into(), "104".into(), "44".into()]]),
        BlockView::Paragraph(rich(PARAGRAPHS[3], "", "")),
        BlockView::Embed("https://video.example/v/1".into(), "Video at video.example: the last ferry".into()),
    ]
}

fn verdict(kind: Held) -> VerdictView {
    let reasons: &[Reason] = match kind {
        Held::Whole => &[],
        Held::Blocked => &[Reason::Consent],
        _ => &[Reason::Paywall, Reason::Meter],
    };
    VerdictView {
        mark: MarkView::of(kind, reasons),
        sentence: words::holding_sentence(kind),
        whole: kind == Held::Whole,
        completeness: (kind == Held::Preview)
            .then(|| "About 30 % of the article is here, going by the publisher's own count.".into()),
        percent: (kind == Held::Preview).then_some(30),
        reasons: reasons
            .iter()
            .map(|reason| {
                let words = words::reason(*reason);
                ReasonView { short: words.short, sentence: words.sentence, advice: words.advice }
            })
            .collect(),
        declared: Some("for subscribers, 1480 words in the whole article".into()),
        evidence: vec![
            EvidenceView {
                supports: "paid subscription".into(),
                quote: "You have 70 % of this article left to read. Subscribe to Ledger for 2 a week.".into(),
                place: "bytes 20812 to 20889 of the page".into(),
                origin: words::origin(dateline_model::Origin::ThisFetch),
            },
            EvidenceView {
                supports: "free articles used up".into(),
                quote: "0 of 3 free articles left this month".into(),
                place: "bytes 21090 to 21126 of the page".into(),
                origin: words::origin(dateline_model::Origin::ThisFetch),
            },
        ],
    }
}

fn article(kind: Held) -> ArticlePage {
    let blocks = match kind {
        Held::Whole => blocks(),
        Held::Preview => blocks().into_iter().take(2).collect(),
        _ => Vec::new(),
    };
    ArticlePage {
        shell: shell("Harbour pilots walk out", Nav::Elsewhere),
        title: STORIES[0].0.into(),
        tongue: Tongue::of(Some("en")),
        section: Some("Ports".into()),
        standfirst: Some(
            "Talks broke down over night shifts after eleven hours. Islands have food for four days.".into(),
        ),
        byline: "Marta Lindqvist and Tomas Reyer, with Coast Wire".into(),
        publisher: "The Skerry Post".into(),
        link: Some("https://skerrypost.example/ports/pilots-walk-out".into()),
        host: "skerrypost.example".into(),
        when: Some(before(600)),
        modified: Some(before(90)),
        length: "742 words".into(),
        image: if kind == Held::Whole { picture(1, "Empty quay") } else { None },
        blocks,
        verdict: Some(verdict(kind)),
        asides: vec![
            AsideView {
                name: words::aside(AsideKind::Newsletter),
                class: "newsletter",
                text: "The Morning Tide: what matters on the coast, at six.".into(),
                items: vec![],
            },
            AsideView {
                name: words::aside(AsideKind::Cluster),
                class: "cluster",
                text: String::new(),
                items: vec![ApartItem {
                    title: Some("Strike strands a thousand".into()),
                    publisher: Some("Coast Line".into()),
                    link: Some("https://coastline.example/1".into()),
                }],
            },
        ],
        story: Some(("/story/1".into(), "The story, with 6 other versions".into())),
        copy_of: None,
        earlier: vec![("Pilots walk out".into(), before(300))],
        tombstone: false,
        waiting: false,
        marks: marks("entry", 1, false, false),
    }
}

fn arabic() -> ArticlePage {
    let text = "غادر المرشدون البحريون في الموانئ الشمالية التسعة قواربهم منتصف ليل الأحد بعد أن انتهت المحادثات بشأن نوبات الليل دون نتيجة، وعادت آخر عبّارة إلى الجزر الخارجية أدراجها وهي على مرأى من الرصيف.";
    ArticlePage {
        title: STORIES[5].0.into(),
        tongue: Tongue::of(Some("ar")),
        standfirst: Some(STORIES[5].1.into()),
        publisher: "صحيفة المرفأ".into(),
        section: None,
        byline: "ليلى منصور".into(),
        blocks: (0..4).map(|_| BlockView::Paragraph(text.into())).collect(),
        ..article(Held::Whole)
    }
}

fn feeds() -> FeedsPage {
    let row = |id, title: &str, class, health: &str, gives: &str| FeedRow {
        id,
        title: title.into(),
        link: format!("https://feed{id}.example/feed.xml"),
        host: format!("feed{id}.example/feed.xml"),
        class,
        health: health.into(),
        gives: gives.into(),
        updated: (class != "new").then(|| before(12 * id)),
        next: Some("next in 18 min".into()),
        entries: "48 articles".into(),
    };
    FeedsPage {
        shell: Shell {
            status: Status {
                running: Some(Progress { done: 12, total: 34, words: "Updating: 12 of 34 feeds".into() }),
                ..Status::default()
            },
            ..shell("Feeds", Nav::Feeds)
        },
        notice: Some(Notice {
            good: true,
            text: "Added “The Skerry Post”. Its articles arrive with the update that is running.".into(),
        }),
        summary: "6 feeds: 3 well, 1 in trouble, 1 gone, 1 new".into(),
        choices: vec![(
            "https://skerry.example/all.xml".into(),
            "The Skerry Post: everything".into(),
            "named by the page".into(),
        )],
        feeds: vec![
            row(
                1,
                "Harbour & Hull",
                "trouble",
                "Refuses us since yesterday: status 403, nine times",
                "Headlines only; asks for proof of a human",
            ),
            row(2, "Metro Arden", "dead", "Gone since 3 November: status 410", "12 articles kept"),
            row(
                3,
                "Coast Line: the newsletter of everything that happens on the northern coast",
                "new",
                "Not asked yet",
                "",
            ),
            row(4, "The Skerry Post", "well", "Well", "Whole articles, 2 of 48 copies of others"),
            row(5, "Ledger", "well", "Well", "Excerpts; 31 of 40 pages behind a subscription"),
            row(6, "صحيفة المرفأ", "well", "Well, slow: 4.2 s", "Whole articles"),
        ],
        paging: Paging::default(),
        typed: String::new(),
    }
}

fn highlighted(text: &str) -> super::rich::Highlighted {
    let pieces = text.split(['[', ']']).enumerate();
    super::rich::Highlighted(pieces.map(|(index, piece)| (piece.to_owned(), index % 2 == 1)).collect())
}

fn search() -> SearchPage {
    let hit = |title: &str, snippet: &str, publisher: &str| SearchHit {
        href: "/article/1".into(),
        title: highlighted(title),
        snippet: highlighted(snippet),
        tongue: Tongue::of(Some("en")),
        publisher: publisher.into(),
        when: Some(before(90)),
        mark: Some(MarkView::of(Held::Preview, &[Reason::Paywall])),
    };
    SearchPage {
        shell: Shell { query: "harbour pilots".into(), ..shell("Search", Nav::Elsewhere) },
        query: "harbour pilots".into(),
        summary: "9 articles in 3 stories".into(),
        trouble: None,
        groups: vec![
            SearchGroup {
                anchor: "g1".into(),
                story: Some(("/story/1".into(), "The story, with 5 other versions".into())),
                hits: vec![
                    hit(
                        "[Harbour] [pilots] walk out across the northern ports",
                        "…the union, which represents 412 of the 440 [pilots] on the coast, wants a second [pilot] on board between ten at night…",
                        "The Skerry Post",
                    ),
                    hit(
                        "Port strike to cost exporters 40m a day",
                        "…with every [harbour] north of Arden closed…",
                        "Ledger",
                    ),
                ],
            },
            SearchGroup {
                anchor: "g2".into(),
                story: None,
                hits: vec![hit(
                    "The last [harbour] light goes electric",
                    "…the [pilots] say they will miss the hum…",
                    "Valley Courier",
                )],
            },
        ],
        paging: Paging::default(),
    }
}

fn read() -> ReadPage {
    let plain = |number, kind, note: Option<&str>, text: &str| ReadLine {
        number,
        kind,
        note: note.map(str::to_owned),
        because: String::new(),
        parts: vec![LinePart { text: text.into(), class: "" }],
    };
    let mut lines: Vec<_> = PARAGRAPHS
        .iter()
        .enumerate()
        .map(|(index, text)| plain(index + 1, LineKind::Article, None, text))
        .collect();
    lines.extend([
        plain(5, LineKind::Aside(AsideKind::Notice), Some("text could not be had"), "We are having trouble loading the rest of this article."),
        plain(6, LineKind::Aside(AsideKind::Notice), Some("needs JavaScript"), "Please switch on JavaScript in your browser."),
        plain(7, LineKind::Aside(AsideKind::Notice), Some("bot check"), "Thank you for waiting while we make sure that you are a person."),
        plain(8, LineKind::Aside(AsideKind::Teaser), None, "For Ruiz-Pardo, a regional quarrel asks for a regional answer. She contrasts her plan… Read More"),
        ReadLine { number: 9, kind: LineKind::Aside(AsideKind::Cluster), note: Some("2 headlines unglued".into()), because: String::new(), parts: vec![
            LinePart { text: "Insurer of half the fleet seeks protection".into(), class: "title" },
            LinePart { text: "Ledger".into(), class: "publisher" },
            LinePart { text: "Fishing insurer files, boats stay in port".into(), class: "title" },
            LinePart { text: "Nordkyst Tidende".into(), class: "publisher" },
            LinePart { text: "The largest remaining… Read More".into(), class: "" },
        ] },
        plain(10, LineKind::Aside(AsideKind::Cookie), None, "This website uses cookies."),
    ]);
    ReadPage {
        shell: shell("Read a page", Nav::Read),
        text: String::new(),
        address: String::new(),
        trouble: None,
        result: Some(ReadResult {
            input: "plain text, 10 lines".into(),
            verdict: VerdictView { declared: None, ..verdict(Held::Preview) },
            legend: vec![
                (LineKind::Article, 4),
                (LineKind::Aside(AsideKind::Notice), 3),
                (LineKind::Aside(AsideKind::Teaser), 1),
                (LineKind::Aside(AsideKind::Cluster), 1),
                (LineKind::Aside(AsideKind::Cookie), 1),
            ],
            lines,
            title: None,
            standfirst: None,
            facts: vec![("Publisher", "The Skerry Post".into()), ("Language", "English".into())],
            tongue: Tongue::of(Some("en")),
            blocks: PARAGRAPHS.iter().map(|text| BlockView::Paragraph((*text).into())).collect(),
        }),
    }
}

fn pages() -> Vec<(&'static str, String)> {
    let blank = FrontPage {
        shell: Shell { status: Status::default(), ..shell("", Nav::Front) },
        no_feeds: true,
        ..FrontPage::default()
    };
    let nothing = FrontPage {
        shell: shell("Starred", Nav::Starred),
        heading: "Starred".into(),
        filters: filters(),
        empty: "Press s on a story, or its star, and it waits for you here.".into(),
        ..FrontPage::default()
    };
    let help = HelpPage {
        shell: shell("Help", Nav::Help),
        signs: Held::ALL.iter().map(|held| MarkView::of(*held, &[])).collect(),
        reasons: Reason::ALL
            .iter()
            .map(|reason| {
                let words = words::reason(*reason);
                (words.short, words.sentence)
            })
            .collect(),
        version: "0.1.0",
    };
    let error = ErrorPage {
        shell: shell("No such story", Nav::Elsewhere),
        status: 404,
        happened: "No such story".into(),
        kept: "Nothing was changed. The story may have been merged into another, or its feed removed.".into(),
        next: "Look for it by its words, or go back to the front page.".into(),
    };
    let many = StoryPage {
        versions: (0..40)
            .map(|index| {
                version(
                    index % 14,
                    "Valley Courier",
                    STORIES[index % 5].0,
                    ['w', 'p', 'b', 'm'][index % 4],
                    "en",
                )
            })
            .collect(),
        image: None,
        ..story()
    };
    let asked = SearchPage { shell: shell("Search", Nav::Elsewhere), ..SearchPage::default() };
    let form = ReadPage { shell: shell("Read a page", Nav::Read), ..ReadPage::default() };
    vec![
        ("front", front().render().unwrap()),
        ("blank", blank.render().unwrap()),
        ("nothing", nothing.render().unwrap()),
        ("story", story().render().unwrap()),
        ("many", many.render().unwrap()),
        ("article", article(Held::Whole).render().unwrap()),
        ("preview", article(Held::Preview).render().unwrap()),
        ("blocked", article(Held::Blocked).render().unwrap()),
        ("arabic", arabic().render().unwrap()),
        ("feeds", feeds().render().unwrap()),
        ("search", search().render().unwrap()),
        ("syntax", asked.render().unwrap()),
        ("read", read().render().unwrap()),
        ("paste", form.render().unwrap()),
        ("help", help.render().unwrap()),
        ("error", error.render().unwrap()),
    ]
}

#[test]
fn pages_need_neither_inline_script_nor_inline_style() {
    let folder = std::env::var_os("DATELINE_GALLERY").map(std::path::PathBuf::from);
    for (name, html) in pages() {
        for banned in [" style=", "<style", "<script>", "javascript:", " onclick", " onload", "src=\"http"] {
            assert!(!html.contains(banned), "{name} has {banned}");
        }
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
        }
    }
}

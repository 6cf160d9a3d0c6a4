//! Feeds, search, kept searches, corrections and the page that reads pages.

use super::article::{PARAGRAPHS, verdict};
use super::*;
use crate::web::presenters;

pub(super) fn feed() -> FeedPage {
    let row = FeedRow {
        id: 4,
        title: "The Skerry Post".into(),
        link: "https://skerry.example/feed.xml".into(),
        host: "skerry.example/feed.xml".into(),
        class: "well",
        health: "Working".into(),
        gives: "Whole articles, 2 of 48 copies of others".into(),
        updated: Some(before(12)),
        next: Some("next in 18 min".into()),
        access: "Asked without a login.".into(),
        entries: "48 articles".into(),
        keep_days: "30".into(),
        ..FeedRow::default()
    };
    let known = vec!["Harbours".to_owned(), "Weather".to_owned()];
    FeedPage {
        shell: shell("The Skerry Post", Nav::Feeds),
        feed: row,
        unread: "3 unread articles".into(),
        folders: "Harbours".into(),
        folder: "Harbours".into(),
        known,
        polls: vec![
            PollLine {
                when: before(12),
                words: "2 new articles".into(),
                took: "0.4 s".into(),
                failed: false,
            },
            PollLine { when: before(48), words: "Status 503".into(), took: "2.1 s".into(), failed: true },
        ],
        volume: presenters::volume(&[3, 4, 0, 9, 5, 6]),
    }
}

pub(super) fn feeds() -> FeedsPage {
    let row = |id, title: &str, class, health: &str, folders: &str| FeedLine {
        id,
        title: title.into(),
        letter: presenters::letter(title),
        href: format!("/articles?feed={id}"),
        settings: format!("/feeds/{id}"),
        host: format!("feed{id}.example"),
        class,
        health: health.into(),
        folders: folders.into(),
        latest: (class != "new").then(|| before(12 * id)),
        unread: "17".into(),
        entries: "48".into(),
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
        summary: "6 feeds: 3 without trouble, 1 not answering, 1 withdrawn, 1 not asked yet".into(),
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
        any: true,
        folders: vec!["Harbours".to_owned()],
        ..FeedsPage::default()
    }
}

pub(super) fn highlighted(text: &str) -> crate::web::inline_markup::Highlighted {
    let pieces = text.split(['[', ']']).enumerate();
    crate::web::inline_markup::Highlighted(
        pieces.map(|(index, piece)| (piece.to_owned(), index % 2 == 1)).collect(),
    )
}

pub(super) fn search() -> SearchPage {
    let hit = |title: &str, snippet: &str, publisher: &str| SearchHit {
        href: "/article/1".into(),
        title: highlighted(title),
        snippet: highlighted(snippet),
        text_language: TextLanguage::of(Some("en")),
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
        kept: false,
        saved: 2,
    }
}

pub(super) fn searches() -> SearchesPage {
    let row = |id, name: &str, query: &str, alert: Option<&str>| SavedRow {
        id,
        name: name.into(),
        query: query.into(),
        href: "/search?q=harbour".into(),
        feed: "/searches/0123456789abcdef0123456789abcdef/feed.xml".into(),
        alert: alert.map(str::to_owned),
    };
    SearchesPage {
        shell: shell("Kept searches", Nav::Elsewhere),
        rows: vec![
            row(1, "Harbour strike", "harbour (strike OR pilots) -football", Some("3 new articles")),
            row(2, "مرفأ", "مرفأ lang:ar", None),
        ],
    }
}

pub(super) fn act(id: i64, undone: bool) -> ActRow {
    ActRow {
        more: 0,
        id,
        words: "1 article was made a story apart.".into(),
        when: before(300),
        from: "/story/1".into(),
        into: "/story/9".into(),
        articles: vec![("/article/4".into(), "The last harbour light goes electric".into())],
        undone: undone.then(|| before(20)),
        back: "/corrections".into(),
    }
}

pub(super) fn follows() -> FollowsPage {
    let row = |id, name: &str, kind| FollowRow { id, name: name.into(), kind };
    FollowsPage {
        shell: shell("Follows", Nav::Elsewhere),
        rows: vec![
            row(1, "the skerry post", "publisher"),
            row(2, "harbour pilots", "words of a headline or standfirst"),
            row(3, "صحيفة المرفأ", "publisher"),
            row(4, "Science", "section"),
        ],
        sections: dateline_store::Section::all().map(|section| (section.word(), section.name())).collect(),
    }
}

pub(super) fn webhooks() -> WebhooksPage {
    let sent = |event: &str, outcome: &str| DeliveryRow {
        event: event.into(),
        at: "Monday, 23 November 2026, 14:05 UTC".into(),
        outcome: outcome.into(),
    };
    let row = |id, url: &str| WebhookRow { id, url: url.into(), stories: true, ..WebhookRow::default() };
    WebhooksPage {
        shell: shell("Webhooks", Nav::Elsewhere),
        rows: vec![
            WebhookRow {
                sent: vec![sent("story.new", "arrived (204)")],
                ..row(1, "https://hooks.example/news")
            },
            WebhookRow {
                stopped: Some("Monday, 23 November 2026, 14:05 UTC".into()),
                sent: vec![sent(
                    "article.starred",
                    "given up: it answers 410: nobody wants to be told there",
                )],
                ..row(
                    2,
                    "https://hooks.example/a/very/long/address/that/a/program/made?with=many&fields=in&it=all",
                )
            },
        ],
        secret: Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()),
    }
}

pub(super) fn corrections() -> CorrectionsPage {
    CorrectionsPage {
        shell: shell("Corrections", Nav::Elsewhere),
        published: true,
        acts: vec![act(2, false), act(1, true)],
    }
}

pub(super) fn read() -> ReadPage {
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
        origin: None,
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
            text_language: TextLanguage::of(Some("en")),
            blocks: PARAGRAPHS.iter().map(|text| BlockView::Paragraph((*text).into())).collect(),
        }),
    }
}

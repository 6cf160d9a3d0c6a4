//! Articles with every kind of block and verdict.

use super::front::marks;
use super::*;

pub(super) fn rich(text: &str, link: &str, emphasis: &str) -> RichText {
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

pub(super) const PARAGRAPHS: [&str; 4] = [
    "Pilots in all nine northern ports left their boats at midnight on Sunday after talks over night shifts ended without a result, and the last ferry to the outer islands turned round within sight of the quay.",
    "The union, which represents 412 of the 440 pilots on the coast, wants a second pilot on board between ten at night and four in the morning. The port authority calls the demand “neither safe nor affordable”, a phrase its spokeswoman repeated four times in as many minutes.",
    "“We have asked for this since the Marianne,” said Jorun Aas, who has brought ships into Skerry for twenty-six years, naming the tanker that went aground in 2019. “Nobody has to explain to me what one tired man can do.”",
    "Operators on the islands said that food would last for four days and fuel for nine. The ministry of transport was looking for a mediator whom both sides would accept.",
];

pub(super) fn blocks() -> Vec<BlockView> {
    vec![
        BlockView::Paragraph(rich(PARAGRAPHS[0], "turned round", "")),
        BlockView::Paragraph(rich(PARAGRAPHS[1], "412 of the 440 pilots", "")),
        BlockView::Heading(2, "What the pilots want".into()),
        BlockView::Paragraph(rich(PARAGRAPHS[2], "", "Marianne")),
        BlockView::Figure(FigureView { picture: picture(2, "A pilot boat"), caption: Some("A pilot boat off Skerry in October. Nine of the twelve boats on the coast are older than thirty years.".into()) }),
        BlockView::List(vec!["a second pilot at night;".into(), "eleven hours of rest between two shifts, counted from the quay;".into(), "boats no older than twenty years.".into()]),
        BlockView::Quote(vec!["The sea does not read timetables.".into()], Some(SourceView { words: "Jorun Aas, 3 March 2026, posts.example".into(), url: Some("https://posts.example/1".into()) })),
        BlockView::Table(TableView { caption: Some("Pilots and ships".into()), header: Some(vec!["Port".into(), "Pilots".into(), "Ships a day".into()]), rows: vec![vec!["Skerry".into(), "88".into(), "31".into()], vec!["Nordkyst".into(), "104".into(), "44".into()]] }),
        BlockView::Paragraph(rich(PARAGRAPHS[3], "", "")),
        BlockView::Embed(EmbedView { url: "https://video.example/v/1".into(), words: "Video at video.example: the last ferry".into(), ..EmbedView::default() }),
    ]
}

pub(super) fn verdict(kind: Held) -> VerdictView {
    let reasons: &[Reason] = match kind {
        Held::Whole => &[],
        Held::Blocked => &[Reason::Consent],
        _ => &[Reason::Paywall, Reason::Meter],
    };
    VerdictView {
        mark: MarkView::of(kind, reasons),
        sentence: wording::holding_sentence(kind),
        whole: kind == Held::Whole,
        dead: false,
        completeness: (kind == Held::Preview)
            .then(|| "About 30 % of the article is here, going by the publisher's own count.".into()),
        percent: (kind == Held::Preview).then_some(30),
        reasons: reasons
            .iter()
            .map(|reason| {
                let words = wording::reason(*reason);
                ReasonView { short: words.short, sentence: words.sentence, advice: words.advice }
            })
            .collect(),
        declared: Some("for subscribers, 1480 words in the whole article".into()),
        evidence: vec![
            EvidenceView {
                supports: "paid subscription".into(),
                quote: "You have 70 % of this article left to read. Subscribe to Ledger for 2 a week.".into(),
                place: "bytes 20812 to 20889 of the page".into(),
                origin: wording::origin(dateline_model::Origin::ThisFetch),
                rule: Some(dateline_model::Rule::ShareLeft.as_str()),
            },
            EvidenceView {
                supports: "free articles used up".into(),
                quote: "0 of 3 free articles left this month".into(),
                place: "bytes 21090 to 21126 of the page".into(),
                origin: wording::origin(dateline_model::Origin::ThisFetch),
                rule: Some(dateline_model::Rule::Notice.as_str()),
            },
        ],
    }
}

fn notes() -> Vec<NoteView> {
    vec![NoteView {
        id: 1,
        quote: "Talks broke down after eleven hours".into(),
        place: Some("#:~:text=Talks".into()),
        text: "Compare with the strike of last year.".into(),
        when: before(30),
        ..NoteView::default()
    }]
}

fn attached() -> AttachedView {
    AttachedView {
        files: vec![FileView {
            what: "Audio",
            title: "Nights on the quay".into(),
            facts: "audio/mpeg, 12.3 MB, 24:10".into(),
            player: Some(("/media/e1-1".into(), false)),
            number: 1,
            stopped: Some(("#t=245".into(), "4:05".into())),
            speed: 1_500,
            link: "https://skerrypost.example/listen/7.mp3".into(),
        }],
        facts: vec!["Season 2, episode 7".into(), "With Mara Lund (guest)".into()],
        links: vec![("Comments".into(), "https://skerrypost.example/ports/pilots-walk-out/talk".into())],
        chapters: vec![("0:00".into(), "Midnight".into()), ("4:05".into(), "The last ferry".into())],
        categories: vec!["Ports".into(), "Work".into()],
    }
}

fn in_list() -> InList {
    InList {
        name: "Harbours".into(),
        href: "/articles?show=unread&folder=Harbours#a4".into(),
        previous: Some("/article/3?show=unread&folder=Harbours".into()),
        next: None,
    }
}

fn asides() -> Vec<AsideView> {
    vec![
        AsideView {
            name: wording::aside(AsideKind::Newsletter),
            class: "newsletter",
            text: "The Morning Tide: what matters on the coast, at six.".into(),
            items: vec![],
        },
        AsideView {
            name: wording::aside(AsideKind::Cluster),
            class: "cluster",
            text: String::new(),
            items: vec![ApartItem {
                title: Some("Strike strands a thousand".into()),
                publisher: Some("Coast Line".into()),
                link: Some("https://coastline.example/1".into()),
            }],
        },
    ]
}

pub(super) fn article(kind: Held) -> ArticlePage {
    let blocks = match kind {
        Held::Whole => blocks(),
        Held::Preview => blocks().into_iter().take(2).collect(),
        _ => Vec::new(),
    };
    ArticlePage {
        labels: (vec!["To keep".into()], vec!["To keep".into()]),
        muted_by: Some("Less about ferries".into()),
        notes: notes(),
        resume: Some(400),
        in_list: Some(in_list()),
        shell: shell("Harbour pilots walk out", Nav::Elsewhere),
        title: STORIES[0].0.into(),
        text_language: TextLanguage::of(Some("en")),
        section: Some("Ports".into()),
        standfirst: Some(
            "Talks broke down over night shifts after eleven hours. Islands have food for four days.".into(),
        ),
        byline: "Marta Lindqvist and Tomas Reyer, with Coast Wire".into(),
        publisher: "The Skerry Post".into(),
        publisher_host: Some("skerrypost.example".into()),
        link: Some("https://skerrypost.example/ports/pilots-walk-out".into()),
        read_at: "Read at skerrypost.example".into(),
        when: Some(before(600)),
        modified: Some(before(90)),
        length: "742 words".into(),
        image: if kind == Held::Whole { picture(1, "Empty quay") } else { None },
        film: None,
        blocks,
        verdict: Some(verdict(kind)),
        other: Some(("/article/1?reading=other".into(), "What the feed gave: preview".into())),
        attached: attached(),
        asides: asides(),
        story: Some(("/story/1".into(), "The story, with 6 other versions".into())),
        copy_of: None,
        history: vec![VersionView {
            until: before(300),
            lines: vec![("Headline", "Pilots walk out".into()), ("Authors", "none".into())],
            text: vec!["Pilots left their boats at midnight.".into()],
        }],
        revised: Some(before(300)),
        earlier: vec![("Pilots walk out".into(), before(300))],
        tombstone: false,
        waiting: false,
        marks: marks("entry", 1, false, false),
    }
}

pub(super) fn arabic() -> ArticlePage {
    let text = "غادر المرشدون البحريون في الموانئ الشمالية التسعة قواربهم منتصف ليل الأحد بعد أن انتهت المحادثات بشأن نوبات الليل دون نتيجة، وعادت آخر عبّارة إلى الجزر الخارجية أدراجها وهي على مرأى من الرصيف.";
    ArticlePage {
        title: STORIES[5].0.into(),
        text_language: TextLanguage::of(Some("ar")),
        standfirst: Some(STORIES[5].1.into()),
        publisher: "صحيفة المرفأ".into(),
        section: None,
        byline: "ليلى منصور".into(),
        blocks: (0..4).map(|_| BlockView::Paragraph(text.into())).collect(),
        ..article(Held::Whole)
    }
}

//! Whatever a publisher writes into whatever field, a page holds the same tags and attributes as with harmless words,
//! and a sanitiser that allows our own tags finds nothing to take away from the blocks.

use super::inline_markup::Inline;
use super::view::{
    ArticlePage, ArticlesPage, BlockView, DeliveryRow, EmbedView, EntryCard, FigureView, FilterLink,
    FrontPage, InList, MarkView, Marks, MarksPart, Nav, NoteView, Paging, Picture, PreviewRow, PreviewView,
    RuleChoices, RuleRow, RulesPage, Shell, SourceGroup, SourceView, StoryCard, TableView, Tally,
    TextLanguage, Told, WebhookRow, WebhooksPage,
};
use crate::rule_inputs::RuleForm;
use askama::Template;
use dateline_model::{ListItem, Mark, MarkKind, Marker, RichText, WebUrl};
use proptest::prelude::*;

/// Words that break out where something forgets to escape.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("\" onload=\"alert(1)".to_owned()),
        Just("' autofocus onfocus='alert(1)".to_owned()),
        Just("</p><img src=x onerror=alert(1)>".to_owned()),
        Just("{{ shell.title|safe }}{% raw %}".to_owned()),
        Just("&lt;b&gt;&#60;i>".to_owned()),
        Just("</title></textarea></svg><!--".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        ".{0,24}",
    ];
    proptest::collection::vec(pieces, 1..4).prop_map(|pieces| format!("x{}", pieces.concat()))
}

/// A list of articles and what a mark changes, with the same words everywhere.
fn lists(shell: &Shell, picture: &Picture, words: &str) -> [String; 2] {
    let told = Told { words: words.into(), undo: Some(3), back: words.into() };
    let marks = Marks {
        back: words.into(),
        list: format!("x{words}"),
        seen: 1,
        link: Some(words.into()),
        ..Marks::default()
    };
    let link =
        || FilterLink { href: words.into(), name: words.into(), count: Some(words.into()), current: true };
    let entry = EntryCard {
        anchor: words.into(),
        href: words.into(),
        headline: words.into(),
        text_language: TextLanguage::of(Some(words)),
        standfirst: Some(words.into()),
        image: Some(picture.clone()),
        publisher: words.into(),
        mark: MarkView { class: "whole", label: words.into(), word: "Whole" },
        labels: format!("x{words}"),
        muted_by: Some(words.into()),
        marks: marks.clone(),
        ..EntryCard::default()
    };
    let list = ArticlesPage {
        shell: Shell { told: Some(told.clone()), ..shell.clone() },
        heading: words.into(),
        note: format!("x{words}"),
        settings: Some(words.into()),
        tabs: vec![link()],
        ways: vec![link()],
        layout: "cards",
        entries: vec![entry],
        list: words.into(),
        back: words.into(),
        markable: true,
        groups: vec![SourceGroup { name: "Folders", links: vec![link()], more: 2 }],
        paging: Paging { newer: Some(words.into()), older: Some(words.into()), words: words.into() },
        ..ArticlesPage::default()
    };
    let part = MarksPart { marks, told: Some(told), unread: Some(words.into()), total: words.into() };
    [list.render().unwrap(), part.render().unwrap()]
}

/// A note, with the same words everywhere.
fn note(words: &str) -> NoteView {
    let typed = || words.to_owned();
    NoteView {
        quote: typed(),
        prefix: typed(),
        suffix: typed(),
        place: Some(typed()),
        text: typed(),
        ..NoteView::default()
    }
}

/// A reader's rules, with the same words everywhere.
fn rules(shell: &Shell, words: &str) -> String {
    let typed = || words.to_owned();
    let choice = || vec![(typed(), typed())];
    let row = RuleRow { name: typed(), conditions: vec![typed()], actions: typed(), ..RuleRow::default() };
    let found = PreviewRow { href: typed(), title: typed(), publisher: typed(), ..PreviewRow::default() };
    let page = RulesPage {
        shell: shell.clone(),
        rows: vec![row],
        muted: Some(typed()),
        form: RuleForm {
            id: format!("x{words}"),
            name: typed(),
            title: typed(),
            without: typed(),
            story: format!("x{words}"),
            ..RuleForm::default()
        },
        choices: RuleChoices {
            feeds: choice(),
            folders: choice(),
            sections: choice(),
            verdicts: choice(),
            kinds: choice(),
            labels: vec![typed()],
        },
        preview: Some(PreviewView { words: typed(), rows: vec![found], more: 1 }),
        wrong: Some(typed()),
        ..RulesPage::default()
    };
    page.render().unwrap()
}

/// Webhooks with the same words everywhere.
fn webhooks(shell: &Shell, words: &str) -> String {
    let sent = DeliveryRow { event: words.into(), at: words.into(), outcome: words.into() };
    let row = WebhookRow {
        url: words.into(),
        stopped: Some(words.into()),
        sent: vec![sent],
        ..WebhookRow::default()
    };
    WebhooksPage { shell: shell.clone(), rows: vec![row], secret: Some(words.into()) }.render().unwrap()
}

/// A film with the same words everywhere.
fn embed(words: &str) -> EmbedView {
    let picture = Picture { src: words.into(), alt: words.into(), ..Picture::default() };
    EmbedView { url: words.into(), words: words.into(), picture: Some(picture), length: Some(words.into()) }
}

/// A front page, an article and lists with the same words everywhere.
fn pages(words: &str) -> [String; 6] {
    let shell = Shell {
        title: words.into(),
        query: words.into(),
        today: words.into(),
        nav: Nav::Front,
        ..Shell::default()
    };
    let picture =
        Picture { src: words.into(), alt: words.into(), credit: Some(words.into()), ..Picture::default() };
    let card = StoryCard {
        anchor: words.into(),
        href: words.into(),
        headline: words.into(),
        text_language: TextLanguage::of(Some(words)),
        standfirst: Some(words.into()),
        image: Some(picture.clone()),
        publishers: vec![words.into()],
        tally: Tally { signs: vec!["whole"], few: words.into(), words: words.into() },
        ..StoryCard::default()
    };
    let front =
        FrontPage { shell: shell.clone(), heading: words.into(), lead: Some(card), ..FrontPage::default() };
    let [list, part] = lists(&shell, &picture, words);
    let (rules, webhooks) = (rules(&shell, words), webhooks(&shell, words));
    let text = RichText { text: words.into(), marks: Vec::new() };
    let article = ArticlePage {
        shell,
        labels: (vec![words.into()], vec![words.into()]),
        title: words.into(),
        standfirst: Some(words.into()),
        byline: words.into(),
        publisher: words.into(),
        read_at: words.into(),
        link: Some(words.into()),
        blocks: vec![
            BlockView::Paragraph(text.clone()),
            BlockView::Heading(2, text.clone()),
            BlockView::List(vec![ListItem { depth: 0, marker: Marker::Number(1), text: text.clone() }]),
            BlockView::Quote(vec![text], Some(SourceView { words: words.into(), url: Some(words.into()) })),
            BlockView::Figure(FigureView { picture: Some(picture), caption: Some(words.into()) }),
            BlockView::Table(TableView {
                caption: Some(words.into()),
                header: Some(vec![words.into()]),
                rows: vec![vec![words.into()]],
            }),
            BlockView::Code(words.into()),
            BlockView::Embed(embed(words)),
        ],
        notes: vec![note(words)],
        in_list: Some(InList {
            name: words.into(),
            href: words.into(),
            previous: Some(words.into()),
            next: Some(words.into()),
        }),
        ..ArticlePage::default()
    };
    [front.render().unwrap(), article.render().unwrap(), list, part, rules, webhooks]
}

/// How often each character that means something in markup stands in a page.
fn skeleton(page: &str) -> [usize; 4] {
    ['<', '>', '"', '\''].map(|wanted| page.matches(wanted).count())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_word_becomes_markup(words in hostile()) {
        // The language tag alone depends on the words; both are no tags.
        for (page, harmless) in pages(&words).iter().zip(pages("harmless words")) {
            prop_assert_eq!(skeleton(page), skeleton(&harmless), "{}", page);
        }
    }

    #[test]
    fn a_sanitiser_finds_nothing_to_take(words in hostile(), start in 0u32..40, len in 1u32..40) {
        let link = MarkKind::Link(WebUrl::parse("https://news.example/a?b=c&d=%22").unwrap());
        let rich = RichText {
            marks: vec![
                Mark { start, end: start + len, kind: link },
                Mark { start, end: start + len / 2, kind: MarkKind::Strong },
            ],
            text: words,
        };
        let html = Inline(&rich).to_string();
        let mut cleaner = ammonia::Builder::default();
        cleaner.link_rel(Some("noopener noreferrer"));
        let tags = |html: &str| (html.matches('<').count(), html.matches("<a ").count(), html.matches("<strong>").count());
        prop_assert_eq!(tags(&cleaner.clean(&html).to_string()), tags(&html), "{}", html);
    }
}

//! Readings come back as they went in; the front page, stories, lists and marks say what is held.

use crate::ground::*;
use dateline_model::*;
use dateline_store::{EntryKey, EntryMark, FrontQuery, Listing, ReadingCommit, Scope, TextSource, Window};

fn rich_article() -> Article {
    let marks = vec![
        Mark { start: 0, end: 3, kind: MarkKind::Strong },
        Mark { start: 4, end: 9, kind: MarkKind::Link(url("https://port.example/")) },
    ];
    let image = Image {
        url: url("https://gull.example/i.jpg"),
        credit: Some("A. Photographer".into()),
        alt: None,
        size: PictureSize::new(1200, 800),
    };
    let offset = 3600;
    Article {
        title: Some("Ferry late".into()),
        standfirst: Some("Again.".into()),
        bylines: vec!["Ada Tern".into()],
        agency: Some("Coast Wire".into()),
        publisher: Some(Publisher { name: "The Gull".into(), host: Some("gull.example".into()) }),
        section: Some("Harbour".into()),
        tags: vec!["ferries".into()],
        published: Some(Date::Instant { at: hour(1), offset }),
        published_from: Some("jsonld.datePublished".into()),
        modified: Some(Date::Day(jiff::civil::date(2026, 3, 2))),
        language: Some("en".into()),
        canonical_url: Some(url("https://gull.example/ferry-late")),
        image: Some(image.clone()),
        blocks: vec![
            Block::Paragraph(RichText { text: "The ferry was late.".into(), marks }),
            Block::Heading { level: 2, text: "Why".into() },
            Block::List(vec!["fog".into(), "tide".into()]),
            Block::Quote { paragraphs: vec!["We waited.".into()], source: None },
            Block::Figure(Figure { image: Some(image), caption: Some("The quay".into()) }),
            Block::Table {
                caption: Some("Ferries".into()),
                header: true,
                rows: vec![vec!["Hour".into(), "Boat".into()]],
            },
            Block::Code("10 PRINT".into()),
            Block::Embed {
                url: url("https://video.example/1"),
                title: Some("Film".into()),
                kind: EmbedKind::Video,
            },
        ],
    }
}

fn rich() -> Reading {
    let mut verdict = Verdict::of(Holding::Partial);
    let place = Place::Bytes(10, 20);
    verdict
        .because(Reason::Meter, Evidence::new("meter", place, "two free articles left", Origin::ThisFetch));
    verdict.declared = Declared {
        access: Some(Access::Metered),
        words: Some(800),
        percent_left: Some(62.5),
        reservation: None,
    };
    verdict.completeness = Some(Completeness { share: 0.375, source: "percent_notice".into() });
    Reading {
        article: Some(rich_article()),
        asides: vec![Aside {
            kind: AsideKind::Cluster,
            text: "Tide high The Tern".into(),
            items: vec![AsideItem {
                title: Some("Tide high".into()),
                publisher: Some("The Tern".into()),
                url: None,
            }],
            reason: None,
        }],
        verdict,
        reservations: Reservations {
            tdm: true,
            tdm_policy: None,
            noarchive: true,
            nosnippet: false,
            licence: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
        },
        caps: vec!["depth".to_owned(), "memory".to_owned()],
    }
}

#[tokio::test]
async fn a_reading_comes_back_as_it_went_in() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "Ferry late");
    let (found, _) = ground.poll(feed, hour(1), vec![facts.clone()]).await;
    let page = Page {
        url: url("https://gull.example/a"),
        final_url: url("https://gull.example/ferry-late"),
        redirects: vec![Hop {
            from: url("https://gull.example/a"),
            status: 301,
            to: url("https://gull.example/ferry-late"),
        }],
        status: 200,
        headers: Headers::from_iter([("content-type", "text/html")]),
        body: b"<p>The ferry was late.".repeat(50),
        fetched_at: hour(2),
        truncation: Some(Truncation::Cap),
    };
    let commit = ReadingCommit::new(found[0].id, hour(2), TextSource::Both, rich());
    let commit = ReadingCommit { page: Some(page.clone()), ..commit };
    ground.store.commit_reading(commit).await.unwrap();
    let article = ground.reader().article(found[0].id).await.unwrap().unwrap();
    assert_eq!(article.reading.unwrap(), rich());
    assert_eq!((article.source, article.read_from_at), (Some(TextSource::Both), Some(hour(2))));
    assert_eq!(article.summary.holding, Some(Holding::Partial));
    assert_eq!(article.summary.reasons, [Reason::Meter]);
    assert!(article.page_kept);
    let kept = ground.store.page(found[0].id).await.unwrap().unwrap();
    assert_eq!((kept.body, kept.redirects, kept.truncation), (page.body, page.redirects, page.truncation));
    let other =
        EntryKey { guid: Some("other".to_owned()), ..item("gull.example", "ferry-late", "Ferry late").key };
    let known = ground.store.recognise(ground.feed("tern.example").await, vec![other]).await.unwrap();
    assert_eq!(known[0].id, found[0].id, "the page's own address is known");
    let reserved = ground.store.reserved(vec![found[0].id, EntryId(99)]).await.unwrap();
    assert_eq!(reserved.into_iter().collect::<Vec<_>>(), [found[0].id]);
}

/// Three publishers on one story (the second a copy, the third a wall), one alone.
async fn two_stories(ground: &Ground) -> Vec<EntryId> {
    let mut ids = Vec::new();
    for (n, host, holding) in [
        (1, "gull.example", Holding::Full),
        (2, "tern.example", Holding::Full),
        (3, "skua.example", Holding::None),
    ] {
        let feed = ground.feed(host).await;
        let facts = item(host, "a", "Ferry late");
        let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
        let mut commit =
            read(id, ids.first().map_or(id.0, |first: &EntryId| first.0), &facts, "Text.", holding);
        if let (2, Some(change)) = (n, &mut commit.change) {
            change.copy = Some(CopyLink { of: ids[0], share: 0.9, kind: CopyKind::Same });
        }
        ground.store.commit_reading(commit).await.unwrap();
        ids.push(id);
    }
    let facts = item("gull.example", "b", "Fog again");
    let id = ground.poll(FeedId(1), hour(2), vec![facts.clone()]).await.0[0].id;
    ground.read(id, id.0, &facts, "Fog.", Holding::Full).await;
    ids.push(id);
    ids
}

fn front_query(unread: bool) -> FrontQuery {
    FrontQuery { language: Some("en".into()), unread, ..FrontQuery::all(hour(3), Window::first(9)) }
}

#[tokio::test]
async fn the_front_page_counts_voices_not_copies() {
    let ground = Ground::new();
    let ids = two_stories(&ground).await;
    let front = ground.reader().front(front_query(false)).await.unwrap();
    assert_eq!(front.items.len(), 2);
    let story = front.items.iter().find(|story| story.articles == 3).unwrap();
    assert_eq!((story.publisher_count, story.independent_sources, story.unread), (3, 1, 3));
    assert_eq!((story.counts.full, story.counts.none), (2, 1));
    assert_eq!(story.lead_article.id, ids[0]);
    assert_eq!(story.publishers, ["gull", "tern", "skua"]);
    let whole = ground.reader().story(story.id).await.unwrap().unwrap();
    assert_eq!(whole.members.len(), 3);
    assert_eq!(whole.members[0].why, None);
    assert_eq!(whole.members[1].copy.as_ref().map(|copy| copy.of), Some(ids[0]));
    assert_eq!(whole.members[1].why.as_ref().unwrap().terms, ["ferry", "harbour"]);
}

#[tokio::test]
async fn marks_are_kept_and_counted() {
    let ground = Ground::new();
    let ids = two_stories(&ground).await;
    let story = StoryId(ids[0].0);
    assert_eq!(ground.reader().mark_story(story, EntryMark::Read, hour(4)).await.unwrap(), 3);
    assert_eq!(ground.reader().mark_story(story, EntryMark::Read, hour(5)).await.unwrap(), 0);
    assert_eq!(ground.reader().front(front_query(true)).await.unwrap().items.len(), 1);
    ground.reader().mark(vec![ids[3]], EntryMark::Starred, hour(4)).await.unwrap();
    let starred = ground.reader().entries(Listing::Starred, Window::first(9)).await.unwrap();
    assert_eq!(starred.items.iter().map(|entry| entry.id).collect::<Vec<_>>(), [ids[3]]);
    let counts = ground.reader().counts().await.unwrap();
    assert_eq!((counts.entries, counts.unread, counts.starred, counts.stories), (4, 1, 1, 2));
    assert_eq!((counts.holdings.full, counts.holdings.none), (3, 1));
    assert_eq!(ground.reader().mark_all_read(Scope::Feed(FeedId(1)), hour(9), hour(9)).await.unwrap(), 1);
    assert!(ground.reader().entries(Listing::Unread, Window::first(9)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn lists_come_in_parts() {
    let ground = Ground::new();
    two_stories(&ground).await;
    let first = ground.reader().entries(Listing::All, Window { limit: 3, offset: 0 }).await.unwrap();
    let second = ground.reader().entries(Listing::All, Window { limit: 3, offset: 3 }).await.unwrap();
    assert_eq!((first.items.len(), first.more, second.items.len(), second.more), (3, true, 1, false));
    let of_feed = ground.reader().entries(Listing::Feed(FeedId(1)), Window::first(9)).await.unwrap();
    assert_eq!(of_feed.items.len(), 2);
}

#[tokio::test]
async fn a_withdrawn_article_leads_nothing_and_is_not_searched() {
    let ground = Ground::new();
    let ids = two_stories(&ground).await;
    ground.withdraw(ids[0], hour(5)).await;
    let story = ground.reader().story(StoryId(ids[0].0)).await.unwrap().unwrap();
    assert_eq!(story.front.lead_article.id, ids[1]);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

/// What a reader could see of an article's words: in its record, in lists, in its story, by search.
async fn words_shown(ground: &Ground, id: EntryId) -> Vec<String> {
    let store = &ground.store;
    let article = store.reader(UserId::OWNER).article(id).await.unwrap().unwrap();
    let listed = store.reader(UserId::OWNER).entries(Listing::All, Window::first(9)).await.unwrap().items;
    let front = store.reader(UserId::OWNER).front(front_query(false)).await.unwrap().items;
    let mut summaries = vec![article.summary.clone()];
    summaries.extend(listed.into_iter().chain(front.into_iter().map(|story| story.lead_article)));
    if let Some(story) = article.summary.story {
        let story = store.reader(UserId::OWNER).story(story).await.unwrap().unwrap();
        summaries.extend(story.members.into_iter().map(|member| member.entry));
    }
    let mut shown: Vec<String> =
        summaries.into_iter().filter(|entry| entry.id == id).filter_map(|entry| entry.standfirst).collect();
    let read = article.reading.and_then(|reading| reading.article).unwrap_or_default();
    shown.extend(read.standfirst.clone());
    shown.extend(Some(read.text()).filter(|text| !text.is_empty()));
    for word in ["teaser", "quay", "harbourmaster"] {
        let query = dateline_store::SearchQuery { text: word.to_owned(), window: Window::first(9) };
        shown.extend(
            (!store.reader(UserId::OWNER).search(query).await.unwrap().groups.is_empty())
                .then(|| format!("search: {word}")),
        );
    }
    shown
}

#[tokio::test]
async fn nothing_but_the_headline_of_a_withdrawn_article_is_shown() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "Ferry late");
    let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
    let mut commit = read(id, id.0, &facts, "On the quay.", Holding::Full);
    if let Some(article) = &mut commit.reading.article {
        article.standfirst = Some("Said the harbourmaster, a teaser.".to_owned());
    }
    ground.store.commit_reading(commit.clone()).await.unwrap();
    assert!(words_shown(&ground, id).await.len() > 6, "what is shown before");
    // The page may say it beside a text, which is hidden too.
    commit.reading.verdict = Verdict::of(Holding::None);
    commit.reading.verdict.reasons.push(Reason::Gone);
    ground.store.commit_reading(commit).await.unwrap();
    assert_eq!(words_shown(&ground, id).await, Vec::<String>::new());
    let article = ground.reader().article(id).await.unwrap().unwrap();
    assert_eq!(article.summary.title, "Ferry late");
    ground.store.rebuild_index().await.unwrap();
    assert_eq!(words_shown(&ground, id).await, Vec::<String>::new(), "nor after the index is built anew");
}

#[tokio::test]
async fn a_picture_keeps_its_credit_and_a_new_one_brings_its_own() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let facts = item("gull.example", "a", "Ferry late");
    let id = ground.poll(feed, hour(2), vec![facts.clone()]).await.0[0].id;
    let picture = |name: &str, credit: Option<&str>| Image {
        url: url(&format!("https://gull.example/{name}.jpg")),
        credit: credit.map(str::to_owned),
        alt: credit.map(|credit| format!("{credit} at sea")),
        size: None,
    };
    let first = picture("one", Some("Ann Reed"));
    let second = picture("two", None);
    let readings = [Some(first.clone()), None, Some(second.clone())];
    for (image, expected) in readings.into_iter().zip([&first, &first, &second]) {
        let mut commit = read(id, id.0, &facts, "Text.", Holding::Full);
        if let Some(article) = &mut commit.reading.article {
            article.image = image;
        }
        ground.store.commit_reading(commit).await.unwrap();
        let shown = ground.reader().article(id).await.unwrap().unwrap().summary.image;
        assert_eq!(shown.as_ref(), Some(expected));
    }
}

#[tokio::test]
async fn a_copy_of_what_is_cleaned_away_is_a_copy_of_nothing() {
    for elsewhere in [true, false] {
        let ground = Ground::new();
        let ids = two_stories(&ground).await;
        if elsewhere {
            let mut commit =
                read(ids[1], ids[1].0, &item("tern.example", "a", "Ferry late"), "Text.", Holding::Full);
            if let Some(change) = &mut commit.change {
                change.copy = Some(CopyLink { of: ids[0], share: 0.9, kind: CopyKind::Same });
            }
            ground.store.commit_reading(commit).await.unwrap();
        }
        let copy = ground.reader().article(ids[1]).await.unwrap().unwrap().summary;
        assert_eq!(copy.copy_of, Some(ids[0]));
        ground.reader().keep_feed(FeedId(1), Some(1), None).await.unwrap();
        ground.store.clean(dateline_store::Retention::default(), hour(99)).await.unwrap();
        assert_eq!(ground.reader().article(ids[0]).await.unwrap(), None);
        let copy = ground.reader().article(ids[1]).await.unwrap().unwrap().summary;
        assert_eq!(copy.copy_of, None, "elsewhere: {elsewhere}");
        let story = ground.reader().story(copy.story.unwrap()).await.unwrap().unwrap();
        assert!(story.members.iter().all(|member| member.copy.is_none()), "elsewhere: {elsewhere}");
    }
}

#[tokio::test]
async fn replay_gives_the_documents_that_were_placed() {
    let ground = Ground::new();
    let ids = two_stories(&ground).await;
    let changes = ground.store.placements(None, None, 9).await.unwrap();
    assert!(changes.iter().map(|change| change.entry).eq(ids.iter().rev().copied()), "the latest first");
    let facts = item("gull.example", "a", "Ferry late");
    let committed = read(ids[0], ids[0].0, &facts, "Text.", Holding::Full).change.unwrap();
    assert_eq!(changes[3], committed);
    let rest = ground.store.placements(Some(ids[1]), None, 9).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(ground.store.last_story().await.unwrap(), StoryId(ids[3].0));
}

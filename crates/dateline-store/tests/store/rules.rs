//! Rules are their reader's alone, are carried out once on what comes, and hide nothing for good.

use crate::ground::*;
use dateline_model::{EntryId, FeedId, Holding, Medium, StoryId, UserId};
use dateline_store::{
    EntryFacts, EntryList, EntryScope, FrontQuery, ListFrom, NewFeed, NewRule, RULES, Reader, RuleActions,
    RuleAlert, RuleConditions, RuleKind, RuleVerdict, Section, Show, Stream, StreamQuery, Window,
};

const HOST: &str = "gull.example";

fn words(words: &str) -> Vec<String> {
    words.split(',').map(str::to_owned).collect()
}

fn muting(conditions: RuleConditions) -> NewRule {
    let actions = RuleActions { mute: true, ..RuleActions::default() };
    NewRule { name: "No more".to_owned(), conditions, actions, paused: false }
}

fn in_title(phrase: &str) -> RuleConditions {
    RuleConditions { title: words(phrase), ..RuleConditions::default() }
}

/// Two readers of one feed.
async fn house() -> (Ground, FeedId) {
    let ground = Ground::new();
    let feed = ground.feed(HOST).await;
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    subscribe(&ground).await;
    (ground, feed)
}

async fn subscribe(ground: &Ground) {
    let new = NewFeed {
        url: url("https://gull.example/feed"),
        title: None,
        home: None,
        folder: Some("Sea".to_owned()),
    };
    ground.store.reader(UserId(2)).add_feed(new, hour(0)).await.unwrap();
}

fn facts(slug: &str, title: &str) -> EntryFacts {
    EntryFacts {
        authors: vec!["Mara Lund".to_owned()],
        publisher: Some("The Gull".to_owned()),
        ..item(HOST, slug, title)
    }
}

async fn listed(reader: Reader<'_>, show: Show) -> Vec<(String, Option<String>)> {
    let list = EntryList { show, ..EntryList::default() };
    let part = reader.list(list, ListFrom::Start, 50).await.unwrap();
    let mut titles: Vec<_> = part.items.into_iter().map(|item| (item.title, item.muted_by)).collect();
    titles.sort();
    titles
}

async fn titles(reader: Reader<'_>, show: Show) -> Vec<String> {
    listed(reader, show).await.into_iter().map(|(title, _)| title).collect()
}

async fn unread_by_apps(reader: Reader<'_>) -> usize {
    reader.stream(StreamQuery::new(Stream::Unread, 99)).await.unwrap().items.len()
}

#[tokio::test]
async fn what_is_muted_counts_nowhere_and_says_which_rule() {
    let (ground, feed) = house().await;
    let (owner, ada) = (ground.reader(), ground.store.reader(UserId(2)));
    let rule = ada.add_rule(muting(in_title("ferry")), hour(1)).await.unwrap().unwrap();
    let items = vec![facts("a", "Ferry late"), facts("b", "Ferryman wins"), facts("c", "Bridge shut")];
    let (found, _) = ground.poll(feed, hour(1), items).await;
    assert_eq!(titles(ada, Show::Unread).await, ["Bridge shut", "Ferryman wins"]);
    assert_eq!(titles(ada, Show::All).await, ["Bridge shut", "Ferryman wins"]);
    assert_eq!(listed(ada, Show::Muted).await, [("Ferry late".to_owned(), Some("No more".to_owned()))]);
    assert_eq!(ada.unread_counts().await.unwrap().all, 2);
    assert_eq!((unread_by_apps(ada).await, unread_by_apps(owner).await), (2, 3));
    assert_eq!((ada.muted().await.unwrap(), owner.muted().await.unwrap()), (1, 0));
    assert_eq!(titles(owner, Show::All).await.len(), 3, "another's rule is nothing to the owner");
    assert!(owner.rules().await.unwrap().is_empty() && owner.rule(rule).await.unwrap().is_none());
    assert_eq!(ada.rules().await.unwrap()[0].matches, 1);
    // Another's rule is nobody's to change, and what it hides nobody's to show.
    assert!(!owner.delete_rule(rule).await.unwrap());
    assert!(!owner.change_rule(rule, muting(in_title("bridge"))).await.unwrap());
    assert_eq!(owner.apply_rule(rule, hour(2)).await.unwrap(), None);
    assert_eq!(owner.unmute(vec![found[0].id], hour(2)).await.unwrap(), 0);
    // A polling that brings it again, and a page that is read, leave it as its reader wants it.
    assert_eq!(ada.unmute(vec![found[0].id], hour(2)).await.unwrap(), 1);
    assert_eq!(ada.unread_counts().await.unwrap().all, 3);
    ground.poll(feed, hour(3), vec![facts("a", "Ferry late, again")]).await;
    ground.read(found[0].id, 1, &facts("a", "Ferry late"), "The ferry.", Holding::Full).await;
    assert_eq!(titles(ada, Show::Unread).await.len(), 3);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn marking_unread_and_deleting_the_rule_show_it_again() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    let rule = ada.add_rule(muting(in_title("ferry,tram*")), hour(1)).await.unwrap().unwrap();
    let items = vec![facts("a", "Ferry late"), facts("b", "Trams late"), facts("c", "Bridge shut")];
    let (found, _) = ground.poll(feed, hour(1), items).await;
    assert_eq!(ada.muted().await.unwrap(), 2);
    ada.mark(vec![found[0].id], dateline_store::EntryMark::Unread, hour(2)).await.unwrap();
    assert_eq!((ada.muted().await.unwrap(), titles(ada, Show::Unread).await.len()), (1, 2));
    assert!(ada.delete_rule(rule).await.unwrap() && !ada.delete_rule(rule).await.unwrap());
    assert_eq!((ada.muted().await.unwrap(), titles(ada, Show::All).await.len()), (0, 3));
    assert_eq!(titles(ada, Show::Unread).await.len(), 2, "it comes back as read");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn each_condition_asks_for_what_it_says() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    let (found, _) =
        ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Comet seen")]).await;
    let text = "Pilots walked out at noon.\n\nThe harbour closed.";
    ground.read(found[0].id, 1, &facts("a", "Ferry late"), text, Holding::Partial).await;
    ground.read(found[1].id, 1, &facts("b", "Comet seen"), text, Holding::Full).await;
    let check = async |conditions: RuleConditions, expected: &[&str]| {
        let preview = ada.preview_rule(conditions.clone(), hour(0)).await.unwrap();
        let mut titles: Vec<_> = preview.items.into_iter().map(|item| item.title).collect();
        titles.sort();
        assert_eq!(titles, expected, "{conditions:?}");
        assert_eq!((preview.looked_at, preview.matched), (2, expected.len() as u64));
    };
    let none = RuleConditions::default;
    let both: &[&str] = &["Comet seen", "Ferry late"];
    check(none(), &[]).await;
    check(in_title("comet,tram"), &["Comet seen"]).await;
    check(in_title("harbour"), &[]).await;
    check(RuleConditions { text: words("HARBOUR closed"), ..none() }, both).await;
    check(RuleConditions { text: words("noon the harbour"), ..none() }, both).await;
    check(RuleConditions { without: words("comet"), feed: Some(feed), ..none() }, &["Ferry late"]).await;
    check(RuleConditions { authors: words("lund"), ..none() }, both).await;
    check(RuleConditions { authors: words("Lu"), ..none() }, &[]).await;
    check(RuleConditions { publishers: words("gull.example"), ..none() }, both).await;
    check(RuleConditions { publishers: words("Gull"), ..none() }, both).await;
    check(RuleConditions { publishers: words("example"), ..none() }, &[]).await;
    check(RuleConditions { feed: Some(FeedId(99)), ..none() }, &[]).await;
    check(RuleConditions { folder: Some("Sea".to_owned()), ..none() }, both).await;
    check(RuleConditions { folder: Some("Land".to_owned()), ..none() }, &[]).await;
    check(RuleConditions { verdict: Some(RuleVerdict::Is(Holding::Full)), ..none() }, &["Comet seen"]).await;
    check(RuleConditions { verdict: Some(RuleVerdict::NotWhole), ..none() }, &["Ferry late"]).await;
    check(RuleConditions { language: Some("EN".to_owned()), ..none() }, both).await;
    check(RuleConditions { language: Some("e".to_owned()), ..none() }, &[]).await;
    check(RuleConditions { kind: Some(RuleKind::Article), ..none() }, both).await;
    check(RuleConditions { kind: Some(RuleKind::Other(Medium::Audio)), ..none() }, &[]).await;
    check(RuleConditions { section: Section::all().next(), words_from: Some(1), ..none() }, &[]).await;
    check(RuleConditions { words_from: Some(8), ..none() }, both).await;
    check(RuleConditions { words_from: Some(9), ..none() }, &[]).await;
    check(RuleConditions { words_to: Some(7), ..none() }, &[]).await;
    check(RuleConditions { story_from: Some(2), ..none() }, both).await;
    check(RuleConditions { story_from: Some(3), ..none() }, &[]).await;
    check(RuleConditions { story_to: Some(1), ..none() }, &[]).await;
    check(RuleConditions { story: Some(StoryId(1)), ..none() }, both).await;
    check(RuleConditions { story: Some(StoryId(2)), ..none() }, &[]).await;
}

#[tokio::test]
async fn length_verdict_and_what_is_not_said_wait_for_the_page() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    let none = RuleConditions::default;
    for conditions in [
        RuleConditions { words_to: Some(3), ..none() },
        RuleConditions { without: words("harbour"), ..none() },
        RuleConditions { verdict: Some(RuleVerdict::NotWhole), ..none() },
    ] {
        ada.add_rule(muting(conditions), hour(1)).await.unwrap().unwrap();
    }
    let (found, _) = ground.poll(feed, hour(1), vec![facts("a", "Ferry"), facts("b", "Comet")]).await;
    assert_eq!(ada.muted().await.unwrap(), 0, "nobody has read the pages yet");
    ground.read(found[0].id, 1, &facts("a", "Ferry"), "The harbour is closed.", Holding::Full).await;
    assert_eq!(ada.muted().await.unwrap(), 0);
    ground.read(found[1].id, 2, &facts("b", "Comet"), "Seen.", Holding::Full).await;
    assert_eq!(titles(ada, Show::Muted).await, ["Comet"]);
}

#[tokio::test]
async fn rules_mark_star_and_label() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    let actions =
        RuleActions { read: true, star: true, label: Some("At sea".to_owned()), ..RuleActions::default() };
    let rule = NewRule { actions, ..muting(in_title("ferry")) };
    let id = ada.add_rule(rule.clone(), hour(1)).await.unwrap().unwrap();
    let (found, _) =
        ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Bridge shut")]).await;
    let of = async |id: EntryId| ada.article(id).await.unwrap().unwrap().summary;
    let ferry = of(found[0].id).await;
    assert_eq!(
        (ferry.read_at, ferry.starred_at, ferry.labels),
        (Some(hour(1)), Some(hour(1)), words("At sea"))
    );
    assert_eq!((of(found[1].id).await.read_at, unread_by_apps(ada).await), (None, 1));
    // A rule that rests does nothing; over what is there it is carried out as it is asked for, and once.
    assert!(
        ada.change_rule(id, NewRule { paused: true, conditions: in_title("bridge,tram"), ..rule })
            .await
            .unwrap()
    );
    ground.poll(feed, hour(2), vec![facts("d", "Tram late")]).await;
    assert_eq!(unread_by_apps(ada).await, 2);
    assert_eq!(ada.apply_rule(id, hour(3)).await.unwrap(), Some(2));
    assert_eq!(ada.apply_rule(id, hour(3)).await.unwrap(), Some(0));
    assert_eq!(unread_by_apps(ada).await, 0);
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_muted_story_goes_from_the_front_page_with_what_comes_of_it() {
    let (ground, feed) = house().await;
    let (owner, ada) = (ground.reader(), ground.store.reader(UserId(2)));
    let (found, _) =
        ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Comet seen")]).await;
    ground.read(found[0].id, 1, &facts("a", "Ferry late"), "Late.", Holding::Full).await;
    ground.read(found[1].id, 2, &facts("b", "Comet seen"), "Seen.", Holding::Full).await;
    let front = async |reader: Reader<'_>| {
        let query = FrontQuery::all(hour(3), Window::first(9));
        let items = reader.front(query).await.unwrap().items;
        items.into_iter().map(|story| story.lead_article.title).collect::<Vec<_>>()
    };
    let rule = ada.mute_story(StoryId(1), "Ferry late".to_owned(), hour(2)).await.unwrap().unwrap();
    assert_eq!(ada.mute_story(StoryId(1), "Ferry late".to_owned(), hour(2)).await.unwrap(), Some(rule));
    assert_eq!(ada.mute_story(StoryId(9), "None".to_owned(), hour(2)).await.unwrap(), None);
    let (later, _) = ground.poll(feed, hour(3), vec![facts("c", "Ferry sails")]).await;
    ground.read(later[0].id, 1, &facts("c", "Ferry sails"), "It sails.", Holding::Full).await;
    assert_eq!(titles(ada, Show::Muted).await, ["Ferry late", "Ferry sails"]);
    assert_eq!(front(ada).await, ["Comet seen"]);
    assert_eq!(front(owner).await.len(), 2);
    // Where one of several is shown, it leads its story.
    ada.unmute(vec![later[0].id], hour(4)).await.unwrap();
    assert!(front(ada).await.contains(&"Ferry sails".to_owned()));
}

#[tokio::test]
async fn what_others_had_before_is_looked_at_when_it_is_subscribed_to() {
    let ground = Ground::new();
    let feed = ground.feed(HOST).await;
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Bridge shut")]).await;
    let ada = ground.store.reader(UserId(2));
    let conditions = RuleConditions { folder: Some("Sea".to_owned()), ..in_title("ferry") };
    ada.add_rule(muting(conditions), hour(1)).await.unwrap().unwrap();
    subscribe(&ground).await;
    assert_eq!(titles(ada, Show::Unread).await, ["Bridge shut"]);
    // Left and subscribed to again, it is still hidden.
    ada.remove_feed(feed).await.unwrap();
    subscribe(&ground).await;
    assert_eq!(
        (titles(ada, Show::Muted).await, ada.unread_counts().await.unwrap().all),
        (vec!["Ferry late".to_owned()], 1)
    );
    assert!(ground.store.check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn a_rule_says_which_and_what_and_there_are_not_more_than_may_be() {
    let (ground, _) = house().await;
    let ada = ground.store.reader(UserId(2));
    for nothing in [
        muting(RuleConditions::default()),
        muting(in_title(" ,--")),
        NewRule { actions: RuleActions::default(), ..muting(in_title("ferry")) },
    ] {
        assert_eq!(ada.add_rule(nothing, hour(1)).await.unwrap(), None);
    }
    for n in 0..RULES {
        assert!(ada.add_rule(muting(in_title(&format!("word{n}"))), hour(1)).await.unwrap().is_some());
    }
    assert_eq!(ada.add_rule(muting(in_title("more")), hour(1)).await.unwrap(), None);
    assert!(ground.reader().add_rule(muting(in_title("more")), hour(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn what_was_there_before_a_rule_is_left_alone_when_it_only_changes() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    let (found, _) =
        ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Ferry sails")]).await;
    ground.read(found[1].id, 2, &facts("b", "Ferry sails"), "It sails.", Holding::Full).await;
    ada.add_rule(muting(in_title("ferry")), hour(5)).await.unwrap().unwrap();
    ground.read(found[0].id, 1, &facts("a", "Ferry late"), "It is late.", Holding::Full).await;
    assert_eq!(
        ada.muted().await.unwrap(),
        0,
        "its page was read after the rule was made, and it came before"
    );
    // A story that is muted takes what is moved into it, whenever that came.
    ada.mute_story(StoryId(1), "Story".to_owned(), hour(6)).await.unwrap().unwrap();
    let why = dateline_model::Why { score: 1.0, threshold: 0.5, terms: Vec::new(), hours_apart: None };
    let moved = dateline_store::StoryMove { from: StoryId(2), into: StoryId(1), entries: None, why };
    ground.store.move_articles(vec![moved], hour(7)).await.unwrap();
    assert_eq!(titles(ada, Show::Muted).await, ["Ferry late", "Ferry sails"]);
}

#[tokio::test]
async fn a_rule_lifts_the_stories_of_what_it_finds_and_no_longer_when_it_rests() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    let actions = RuleActions { lift: true, ..RuleActions::default() };
    let rule = NewRule { actions, ..muting(in_title("ferry")) };
    let id = ada.add_rule(rule.clone(), hour(0)).await.unwrap().unwrap();
    let (found, _) =
        ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Comet seen")]).await;
    ground.read(found[0].id, 1, &facts("a", "Ferry late"), "Late.", Holding::Full).await;
    ground.read(found[1].id, 2, &facts("b", "Comet seen"), "Seen.", Holding::Full).await;
    let follow = async |reader: Reader<'_>, title: &str| {
        let items = reader.front(FrontQuery::all(hour(3), Window::first(9))).await.unwrap().items;
        items.into_iter().find(|story| story.lead_article.title == title).unwrap().rank.follow
    };
    assert_eq!([follow(ada, "Ferry late").await, follow(ada, "Comet seen").await], [1.5, 1.0]);
    assert_eq!(follow(ground.reader(), "Ferry late").await, 1.0, "another reader's rules lift nothing");
    // Carried out later over what is there, it lifts too; resting or deleted it does not.
    let comet = NewRule { conditions: in_title("comet"), ..rule.clone() };
    let later = ada.add_rule(comet, hour(2)).await.unwrap().unwrap();
    assert_eq!(ada.apply_rule(later, hour(2)).await.unwrap(), Some(1));
    assert_eq!(follow(ada, "Comet seen").await, 1.5);
    assert!(ada.delete_rule(later).await.unwrap());
    assert!(ada.change_rule(id, NewRule { paused: true, ..rule }).await.unwrap());
    assert_eq!([follow(ada, "Ferry late").await, follow(ada, "Comet seen").await], [1.0, 1.0]);
}

#[tokio::test]
async fn a_rule_tells_of_what_came_since_its_reader_looked() {
    let (ground, feed) = house().await;
    let ada = ground.store.reader(UserId(2));
    ground.poll(feed, hour(0), vec![facts("old", "Ferry sails")]).await;
    let actions = RuleActions { notify: true, ..RuleActions::default() };
    let id = ada.add_rule(NewRule { actions, ..muting(in_title("ferry")) }, hour(0)).await.unwrap().unwrap();
    assert_eq!(ada.apply_rule(id, hour(0)).await.unwrap(), Some(1));
    assert_eq!(ada.rule_alerts().await.unwrap(), [], "what was there is no news");
    ground.poll(feed, hour(1), vec![facts("a", "Ferry late"), facts("b", "Comet seen")]).await;
    let alert = |new| RuleAlert { rule: id, name: "No more".to_owned(), new };
    assert_eq!(ada.rule_alerts().await.unwrap(), [alert(1)]);
    assert_eq!(ground.reader().rule_alerts().await.unwrap(), []);
    assert!(!ground.reader().rule_looked_at(id, hour(2)).await.unwrap());
    assert!(ada.rule_looked_at(id, hour(1)).await.unwrap());
    assert_eq!(ada.rule_alerts().await.unwrap(), []);
    ground.poll(feed, hour(2), vec![facts("c", "Ferry back"), facts("d", "A ferry more")]).await;
    assert_eq!(ada.rule_alerts().await.unwrap(), [alert(2)]);
    // All that it found is a list.
    let listed = async |show: Show| {
        let list = EntryList { scope: EntryScope::Rule(id), show, oldest_first: true };
        let items = ada.list(list, ListFrom::Start, 9).await.unwrap().items;
        items.into_iter().map(|entry| entry.title).collect::<Vec<_>>()
    };
    assert_eq!(listed(Show::All).await.len(), 4);
    assert_eq!(listed(Show::Starred).await, Vec::<String>::new());
    let list = EntryList { scope: EntryScope::Rule(id), show: Show::All, oldest_first: true };
    assert_eq!(ground.reader().list(list, ListFrom::Start, 9).await.unwrap().items, []);
}

//! The story index that is rebuilt from the store goes on where the live one stopped.

use crate::press::{Press, close, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::{EntryId, StoryId};
use dateline_store::{Correction, NewFeed, Reader, StoryMove};
use std::collections::BTreeMap;
use std::path::Path;

const SUBJECTS: [&str; 4] =
    ["the stranded ferry Skerrow", "the glacier lake of Ulvane", "rates of Calder bank", "the cup final"];

/// Four publishers on four subjects, in as many rounds as there are subjects.
fn round(press: &Press, n: usize) {
    for (k, host) in
        ["gull.localhost", "tern.localhost", "skua.localhost", "auk.localhost"].into_iter().enumerate()
    {
        let mut items = Vec::new();
        for (m, subject) in SUBJECTS.iter().enumerate().take(n + 1) {
            let title = format!("News {k} about {subject}");
            press.page(&format!("{host}/{m}"), &title, subject);
            items.push((format!("/{m}"), title));
        }
        let items: Vec<(&str, &str)> =
            items.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
        press.feed(host, &items);
    }
}

async fn stories(press: &Press, reopen: bool) -> BTreeMap<String, i64> {
    let path = press.dir.path().join(format!("desk-{reopen}.db"));
    let mut desk = press.desk_in(&path).await;
    for n in 0..SUBJECTS.len() {
        round(press, n);
        if n == 0 {
            for host in ["gull.localhost", "tern.localhost", "skua.localhost", "auk.localhost"] {
                desk.add(url(&format!("http://{host}/feed")), None).await.unwrap();
            }
        }
        // One feed after the other: the order of arrival decides the numbers.
        for feed in desk.reader().feeds().await.unwrap() {
            desk.update(Which::These(vec![feed.id])).await.unwrap();
        }
        if reopen {
            close(desk).await;
            desk = press.desk_in(&path).await;
        }
    }
    assert!(desk.store().check().await.unwrap().is_healthy());
    held(&desk)
        .await
        .into_iter()
        .map(|entry| (entry.url.unwrap().to_string(), entry.story.unwrap().0))
        .collect()
}

#[tokio::test]
async fn a_desk_that_was_closed_each_round_groups_the_same() {
    let press = Press::new().await;
    let live = stories(&press, false).await;
    let replayed = stories(&press, true).await;
    assert_eq!(live.len(), 16);
    assert_eq!(live, replayed);
}

/// Two reports of one happening that stand in two stories, as an unlucky order of arrival leaves them.
async fn apart(press: &Press, path: &Path) -> [EntryId; 2] {
    let desk = press.desk_in(path).await;
    for host in ["gull.localhost", "tern.localhost"] {
        press.page(&format!("{host}/1"), "Ferry Skerrow aground off Astrild", SUBJECTS[0]);
        press.feed(host, &[("/1", "Ferry Skerrow aground off Astrild")]);
        desk.add(url(&format!("http://{host}/feed")), None).await.unwrap();
    }
    desk.update(Which::All).await.unwrap();
    let mut ids =
        [held(&desk).await.remove(0), held(&desk).await.remove(1)].map(|entry| (entry.story, entry.id));
    ids.sort();
    assert_eq!(ids[0].0, ids[1].0);
    let ids = ids.map(|(_, id)| id);
    let (from, into) = (story(&desk, ids[1]).await, StoryId(900));
    let why = dateline_model::Why::default();
    let parted = StoryMove { entries: Some(vec![ids[1]]), from, into, why };
    desk.store().move_articles(vec![parted], desk.now()).await.unwrap();
    close(desk).await;
    ids
}

async fn story(desk: &Desk, entry: EntryId) -> StoryId {
    desk.reader().article(entry).await.unwrap().unwrap().summary.story.unwrap()
}

/// A third report arrives; gives the stories of the two, before and after.
async fn third(press: &Press, path: &Path, ids: [EntryId; 2]) -> ([StoryId; 2], [StoryId; 2]) {
    let desk = press.desk_in(path).await;
    let before = [story(&desk, ids[0]).await, story(&desk, ids[1]).await];
    press.page("skua.localhost/1", "Ferry Skerrow aground off Astrild", SUBJECTS[0]);
    press.feed("skua.localhost", &[("/1", "Ferry Skerrow aground off Astrild")]);
    desk.add(url("http://skua.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    assert!(desk.store().check().await.unwrap().is_healthy());
    let after = [story(&desk, ids[0]).await, story(&desk, ids[1]).await];
    close(desk).await;
    (before, after)
}

#[tokio::test]
async fn stories_that_are_one_are_joined_and_stay_so() {
    let press = Press::new().await;
    let path = press.dir.path().join("healed.db");
    let ids = apart(&press, &path).await;
    let (before, after) = third(&press, &path, ids).await;
    assert_eq!(before[1], StoryId(900));
    assert_eq!(after, [before[0]; 2]);
    let desk = press.desk_in(&path).await;
    assert_eq!([story(&desk, ids[0]).await, story(&desk, ids[1]).await], after, "opened anew");
    let old_link = desk.reader().story(StoryId(900)).await.unwrap().unwrap();
    assert_eq!((old_link.front.id, old_link.front.articles), (before[0], 3));
    let moved = old_link.members.iter().find(|member| member.entry.id == ids[1]).unwrap();
    assert!(!moved.why.as_ref().unwrap().terms.is_empty());
}

#[tokio::test]
async fn what_a_reader_parted_stays_apart_for_that_reader() {
    let press = Press::new().await;
    let path = press.dir.path().join("parted.db");
    let ids = apart(&press, &path).await;
    let (_, [kept, _]) = third(&press, &path, ids).await;
    let desk = press.desk_in(&path).await;
    let part = Correction::Part { entries: vec![ids[1]], from: kept };
    let own = desk.correct(part).await.unwrap().unwrap().into;
    let other = desk.store().add_user("Ada".to_owned(), desk.now()).await.unwrap().unwrap();
    for feed in desk.reader().feeds().await.unwrap() {
        let new = NewFeed { url: feed.url, title: None, home: None, folder: None };
        desk.store().reader(other).add_feed(new, desk.now()).await.unwrap();
    }
    // One more report comes to a desk that was opened anew, and the window is looked at again; it is a copy of what was parted.
    close(desk).await;
    let desk = press.desk_in(&path).await;
    let again =
        format!("{} Only this paper tells what the captain of the tug said to the pilot.", SUBJECTS[0]);
    press.page("tern.localhost/1", "Ferry Skerrow aground off Astrild", &again);
    press.page("tern.localhost/2", "Ferry Skerrow still aground off Astrild", &again);
    press.feed(
        "tern.localhost",
        &[("/1", "Ferry Skerrow aground off Astrild"), ("/2", "Ferry Skerrow still aground off Astrild")],
    );
    desk.update(Which::All).await.unwrap();
    assert_eq!([story(&desk, ids[0]).await, story(&desk, ids[1]).await], [kept, own]);
    let of =
        async |reader: Reader<'_>, story| reader.story(story).await.unwrap().map(|story| story.members.len());
    let shared = desk.store().reader(other);
    assert_eq!(
        (of(shared, kept).await, of(shared, own).await),
        (Some(4), None),
        "nobody else's story is parted"
    );
    let mine = [of(desk.reader(), kept).await, of(desk.reader(), own).await];
    assert_eq!(mine.iter().flatten().sum::<usize>(), 4);
    let acts = desk.reader().corrections(None).await.unwrap();
    assert!(desk.undo_correction(acts[0].id).await.unwrap());
    assert_eq!(of(desk.reader(), kept).await, Some(4));
}

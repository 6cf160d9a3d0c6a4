//! Two people at one desk do things at random, with numbers of their own and of each other: whatever one does, the other has and
//! sees exactly what was there before. `DATELINE_OPERATIONS=100000` does as many.

use crate::ground::*;
use crate::readers::new;
use dateline_model::{EntryId, FeedId, StoryId};
use dateline_store::{
    Correction, EntryMark, FollowKind, Listing, Password, Reader, Role, SavedSearch, Scope, Window,
};

const HOSTS: [&str; 3] = ["gull.example", "heron.example", "tern.example"];

/// Numbers by Marsaglia's xorshift, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % most
    }

    /// One of the numbers that there are, or one that is nothing's.
    fn of(&mut self, numbers: impl Iterator<Item = i64>) -> i64 {
        let numbers: Vec<i64> = numbers.collect();
        numbers.get(self.below(numbers.len() as u64 + 1) as usize).copied().unwrap_or(999_999_999)
    }

    fn number(&mut self, most: u64) -> i64 {
        self.below(most) as i64 + 1
    }
}

/// All that somebody has and sees.
async fn whole(reader: Reader<'_>) -> String {
    let entries = reader.entries(Listing::All, Window::first(500)).await.unwrap().items;
    let entries: Vec<_> =
        entries.iter().map(|one| (one.id, one.story, one.read_at, one.starred_at)).collect();
    let feeds = reader.feeds().await.unwrap();
    let feeds: Vec<_> = feeds.iter().map(|feed| (feed.id, &feed.title, &feed.folder, feed.unread)).collect();
    let searches = reader.saved_searches().await.unwrap();
    let searches: Vec<_> =
        searches.iter().map(|SavedSearch { id, name, query, .. }| (id, name, query)).collect();
    let (labels, follows) = (reader.labels().await.unwrap(), reader.follows().await.unwrap());
    let (counts, acts) = (reader.unread_counts().await.unwrap(), reader.all_corrections().await.unwrap());
    format!("{entries:?} {feeds:?} {searches:?} {labels:?} {follows:?} {counts:?} {acts:?}")
}

/// One thing that somebody does; much of it names what is not theirs, and comes to nothing.
async fn act(reader: Reader<'_>, other: Reader<'_>, random: &mut Random, at: i64) {
    let (entry, at) = (EntryId(random.number(14)), hour(at));
    let feed = FeedId(random.number(6));
    let host = HOSTS[random.below(3) as usize];
    match random.below(13) {
        0..=2 => {
            let marks = [EntryMark::Read, EntryMark::Unread, EntryMark::Starred, EntryMark::Unstarred];
            let _changed = reader.mark(vec![entry], marks[random.below(4) as usize], at).await;
        }
        3 => drop(reader.mark_story(StoryId(random.number(8)), EntryMark::Read, at).await),
        4 => {
            let scopes = [Scope::All, Scope::Feed(feed), Scope::Folder("Sea".to_owned())];
            let scope = scopes[random.below(3) as usize].clone();
            let _changed = reader.mark_all_read(scope, hour(99_999), at).await;
        }
        5 => {
            let folder = [None, Some("Sea")][random.below(2) as usize];
            let _added = reader.add_feed(new(host, folder), at).await.unwrap();
        }
        6 => {
            let _had = reader.remove_feed(feed).await.unwrap();
        }
        7 => drop(
            reader.file_feed(feed, Some(format!("Name {}", random.below(9))), vec!["Own".to_owned()]).await,
        ),
        8 => drop(reader.follow(FollowKind::Words, format!("ferry {}", random.below(4)), at).await.unwrap()),
        9 => {
            let of = [reader, other][random.below(2) as usize];
            let (follows, searches) = (of.follows().await.unwrap(), of.saved_searches().await.unwrap());
            let _had = reader.unfollow(random.of(follows.iter().map(|one| one.id))).await.unwrap();
            drop(reader.forget_search(random.of(searches.iter().map(|one| one.id))).await);
            let labels = of.labels().await.unwrap();
            let _had = reader.delete_label(random.of(labels.iter().map(|one| one.id))).await.unwrap();
        }
        10 => drop(reader.save_search("a".to_owned(), format!("ferry {}", random.below(4)), false, at).await),
        11 => drop(
            reader.set_label(["One", "Two"][random.below(2) as usize].to_owned(), vec![entry]).await.unwrap(),
        ),
        _ => {
            let part = Correction::Part { entries: vec![entry], from: StoryId(random.number(8)) };
            let _none = reader.correct(part, at).await;
            let of = [reader, other][random.below(2) as usize];
            let acts = of.corrections(None).await.unwrap();
            drop(reader.undo_correction(random.of(acts.iter().map(|one| one.id).take(20)), at).await);
        }
    }
}

#[tokio::test]
async fn whatever_one_does_the_other_has_what_was_there() {
    let wanted = std::env::var("DATELINE_OPERATIONS").ok().and_then(|text| text.parse().ok());
    let operations: i64 = wanted.unwrap_or(1_500);
    let ground = Ground::new();
    let mut people = Vec::new();
    for name in ["Ada", "Bert"] {
        let password = Password::from("gull heron tern avocet".to_owned());
        people
            .push(ground.store.open_account(name.to_owned(), password, Role::Reader, hour(0)).await.unwrap());
    }
    for person in &people {
        for host in HOSTS {
            ground.store.reader(*person).add_feed(new(host, None), hour(0)).await.unwrap();
        }
    }
    for (number, host) in HOSTS.iter().enumerate() {
        let items = (0..4).map(|n| item(host, &format!("a{n}"), &format!("Ferry {n} of {host}"))).collect();
        ground.poll(FeedId(number as i64 + 1), hour(1), items).await;
    }
    for page in ground.store.wanted_pages(None, hour(2), 99).await.unwrap() {
        ground
            .read(page.entry, 1 + page.entry.0 % 4, &page.facts, "Text.", dateline_model::Holding::Full)
            .await;
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut held, mut effects) = ([String::new(), String::new()], 0);
    for (of, person) in held.iter_mut().zip(&people) {
        *of = whole(ground.store.reader(*person)).await;
    }
    for at in 0..operations {
        let (one, other) = if random.below(2) == 0 { (0, 1) } else { (1, 0) };
        let (doing, idle) = (ground.store.reader(people[one]), ground.store.reader(people[other]));
        act(doing, idle, &mut random, at).await;
        assert_eq!(whole(ground.store.reader(people[other])).await, held[other], "operation {at}");
        let now = whole(ground.store.reader(people[one])).await;
        effects += usize::from(now != held[one]);
        held[one] = now;
    }
    println!("{operations} operations of two people, {effects} with an effect: 0 mixed");
    assert!(effects > operations as usize / 4, "{effects}");
    assert!(ground.store.check().await.unwrap().is_healthy());
}

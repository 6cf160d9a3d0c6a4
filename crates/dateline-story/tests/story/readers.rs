//! What a reader has corrected: articles that come later stand for that reader with what they fit, and for nobody else.
use dateline_model::{Change, EntryId, Holding, StoryDoc, StoryId, UserId};
use dateline_story::{ReaderPlacement, ReaderStory, Settings, Stories};

const READER: UserId = UserId(2);
const FERRY: &str = "Ferry Aurelia runs aground off Kestrel Island";
const INQUIRY: &str = "Inquiry into harbour master of Kestrel Island over Aurelia begins in Tarn";

fn plain(id: i64, title: &str) -> StoryDoc {
    StoryDoc {
        id: EntryId(id),
        title: title.to_owned(),
        text: String::new(),
        publisher: Some(format!("Paper {id}")),
        agency: None,
        url: None,
        time: Some("2026-03-01T08:00:00Z".parse().unwrap()),
        language: Some("en".to_owned()),
        holding: Holding::Full,
    }
}

/// Places an article where it is said, or where it fits.
fn bring(stories: &mut Stories, id: i64, title: &str, story: Option<i64>) -> (Change, Vec<ReaderPlacement>) {
    let mut change = stories.plan(&plain(id, title));
    if let Some(story) = story {
        change.placement = dateline_model::Placement::New(StoryId(story));
    }
    let placed = stories.plan_for_readers(&change);
    stories.apply(&change);
    let places: Vec<_> = placed.iter().map(|place| (place.user, place.story)).collect();
    stories.apply_for_readers(&change, &places);
    (change, placed)
}

/// Two articles on the ferry and one on the inquiry in story 1, which the reader parted from it as story 9.
fn parted() -> Stories {
    let mut stories = Stories::new(Settings::default());
    bring(&mut stories, 1, FERRY, Some(1));
    bring(&mut stories, 2, "Aurelia, the ferry, aground off Kestrel Island", Some(1));
    bring(&mut stories, 3, INQUIRY, Some(1));
    let own = |story: i64, sources: &[i64], members: &[i64]| ReaderStory {
        user: READER,
        story: StoryId(story),
        sources: sources.iter().copied().map(StoryId).collect(),
        members: members.iter().copied().map(EntryId).collect(),
    };
    stories.set_reader_stories(vec![own(1, &[1], &[1, 2]), own(9, &[9], &[3])]);
    stories
}

#[test]
fn a_later_article_follows_what_it_fits() {
    for (title, follows) in [
        ("Inquiry into harbour master over Aurelia begins in Tarn, Kestrel Island", Some(9)),
        ("Ferry Aurelia aground off Kestrel Island", None),
    ] {
        let mut stories = parted();
        let (change, placed) = bring(&mut stories, 4, title, Some(1));
        assert_eq!(change.placement.story(), StoryId(1), "for everybody");
        let to: Vec<_> = placed.iter().map(|place| (place.user, place.story.0)).collect();
        assert_eq!(to, follows.map(|story| (READER, story)).into_iter().collect::<Vec<_>>(), "{title}");
        for place in placed {
            assert!(place.why.score >= place.why.threshold && place.why.threshold > 0.0);
            assert!(place.why.terms.contains(&"Inquiry".to_owned()), "{:?}", place.why.terms);
        }
        // What followed is part of it: it is not asked again, and what comes after is compared with it.
        assert!(stories.plan_for_readers(&stories.plan(&plain(4, title))).is_empty());
    }
}

#[test]
fn what_starts_a_story_for_everybody_may_belong_to_a_readers() {
    let mut stories = parted();
    let (_, placed) = bring(&mut stories, 4, INQUIRY, Some(50));
    assert_eq!(placed.iter().map(|place| place.story.0).collect::<Vec<_>>(), [9]);
    let (_, placed) = bring(&mut stories, 5, "Tarn Valley choir sings", None);
    assert!(placed.is_empty());
}

#[test]
fn what_is_forgotten_is_not_followed_and_numbers_are_kept() {
    let mut stories = parted();
    stories.forget(&[EntryId(3)]);
    assert!(bring(&mut stories, 4, INQUIRY, Some(1)).1.is_empty());
    let (change, _) = bring(&mut stories, 5, "Tarn Valley choir sings", None);
    assert!(change.placement.story() > StoryId(9), "a reader's story has its number alone");
    // An article that comes after its reader's word was read joins what was said of it.
    bring(&mut stories, 3, INQUIRY, Some(1));
    assert_eq!(bring(&mut stories, 6, INQUIRY, Some(1)).1.len(), 1);
}

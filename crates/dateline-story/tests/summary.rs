//! Outlets, voices, leads and ranks of a story.

use dateline_model::{CopyKind, CopyLink, EntryId, Holding, StoryDoc};
use dateline_story::summary::{Member, lead, rank, voices};

fn doc(id: i64, publisher: &str, agency: Option<&str>, holding: Holding) -> StoryDoc {
    StoryDoc {
        id: EntryId(id),
        title: "Ferry Aurelia runs aground".to_owned(),
        text: String::new(),
        publisher: Some(publisher.to_owned()),
        agency: agency.map(str::to_owned),
        url: None,
        time: jiff::Timestamp::from_second(id * 3600).ok(),
        language: None,
        holding,
    }
}

const fn member<'a>(doc: &'a StoryDoc, copy: Option<&'a CopyLink>) -> Member<'a> {
    Member { doc, copy, has_image: false }
}

#[test]
fn copies_and_agency_texts_are_one_voice() {
    let docs = [
        doc(1, "Harbour Times", None, Holding::Full),
        doc(2, "Sandgate Post", None, Holding::Full),
        doc(3, "Tarn Echo", Some("Northern Wire"), Holding::Full),
        doc(4, "Daily Meridian", Some("northern wire"), Holding::Partial),
        doc(5, "Gated Gazette", None, Holding::None),
    ];
    let link = CopyLink { of: EntryId(1), share: 0.9, kind: CopyKind::Same };
    let members: Vec<Member<'_>> =
        docs.iter().map(|d| member(d, Some(&link).filter(|_| d.id == EntryId(2)))).collect();
    let counted = voices(&members);
    assert_eq!((counted.outlets, counted.independent), (5, 2));
}

#[test]
fn a_wall_never_leads_beside_a_whole_article() {
    let docs = [
        doc(1, "A", None, Holding::None),
        doc(2, "B", None, Holding::Partial),
        doc(3, "C", None, Holding::Full),
    ];
    let members: Vec<Member<'_>> = docs.iter().map(|d| member(d, None)).collect();
    assert_eq!(lead(&members), Some(EntryId(3)));
    assert_eq!(lead(&members[..2]), Some(EntryId(2)));
    assert_eq!(lead(&[]), None);
}

#[test]
fn more_voices_and_fresher_news_rank_higher() {
    let docs = [doc(1, "A", None, Holding::Full), doc(2, "B", None, Holding::Full)];
    let members: Vec<Member<'_>> = docs.iter().map(|d| member(d, None)).collect();
    let at = |hour: i64, of: &[Member<'_>]| {
        jiff::Timestamp::from_second(hour * 3600).map(|now| rank(of, now).score()).unwrap_or_default()
    };
    assert!(at(3, &members) > at(3, &members[1..]));
    assert!(at(3, &members) > at(30, &members));
}

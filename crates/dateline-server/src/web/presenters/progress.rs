//! How far a reader has come, on the page of an article.

use super::attached::clock;
use crate::web::view::ArticlePage;
use dateline_store::Progress;

/// Whoever has come less far, or further, in thousandths, has not begun, or is done.
const BEGUN: u32 = 30;
const DONE: u32 = 970;

/// Says where the reader stopped, and how fast recordings were played last.
pub(crate) fn set_progress(page: &mut ArticlePage, progress: &[Progress], speed: Option<u32>) {
    let of = |file: usize| progress.iter().find(|one| usize::try_from(one.file) == Ok(file));
    page.resume = of(0).map(|text| text.position).filter(|position| (BEGUN..DONE).contains(position));
    for file in &mut page.attached.files {
        let found = of(file.number);
        file.speed = found.and_then(|found| found.speed).or(speed).unwrap_or(1_000);
        file.stopped = found.and_then(stopped);
    }
}

/// Where to go on in a recording.
fn stopped(progress: &Progress) -> Option<(String, String)> {
    let seconds = progress.position / 1_000;
    let done = progress
        .length
        .is_some_and(|length| u64::from(progress.position) * 1_000 >= u64::from(length) * u64::from(DONE));
    (seconds > 0 && !done).then(|| (format!("#t={seconds}"), clock(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_done_begins_anew() {
        let check = |position: u32, length: Option<u32>, expected: Option<&str>| {
            let found = stopped(&Progress { file: 1, position, length, speed: None });
            assert_eq!(found.map(|found| found.0).as_deref(), expected, "{position} of {length:?}");
        };
        check(0, None, None);
        check(900, Some(600_000), None);
        check(245_900, Some(600_000), Some("#t=245"));
        check(245_900, None, Some("#t=245"));
        check(590_000, Some(600_000), None);
        check(u32::MAX, Some(u32::MAX), None);
    }
}

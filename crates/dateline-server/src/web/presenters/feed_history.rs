//! How a feed has been: its latest checks in words, and how many articles it brought each week.

use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::{PollLine, VolumeView};
use dateline_store::PollRecord;
use jiff::Timestamp;

/// Height of the chart in its own units.
const HEIGHT: u32 = 48;

/// One check.
pub(crate) fn poll_line(poll: &PollRecord, now: Timestamp) -> PollLine {
    let (outcome, rest) = poll.outcome.split_once(':').unwrap_or((&poll.outcome, ""));
    let words = match outcome {
        "ok" | "partial" if poll.new > 0 => l10n::count("poll-new", poll.new),
        "ok" | "partial" | "unchanged" => l10n::text("poll-nothing-new").to_owned(),
        "gone" => l10n::text("feed-state-dead").to_owned(),
        _ => match &poll.words {
            Some(what) => l10n::with("health-failure").text("kind", rest).text("what", what).to_string(),
            None => l10n::text("health-no-answer").to_owned(),
        },
    };
    let seconds = l10n::decimal(f64::from(poll.took_ms) / 1000.0, 1);
    PollLine {
        when: When::at(poll.at, now),
        words,
        took: l10n::with("poll-took").text("seconds", seconds).to_string(),
        failed: !matches!(outcome, "ok" | "partial" | "unchanged"),
    }
}

/// Bars for weeks, the present one last; nothing where no article came.
pub(crate) fn volume(weeks: &[u32]) -> Option<VolumeView> {
    let most = weeks.iter().copied().max().filter(|most| *most > 0)?;
    let bar = |(place, count): (usize, &u32)| {
        let height = (count * HEIGHT).div_ceil(most);
        (place * 12, HEIGHT - height, height)
    };
    let total: u32 = weeks.iter().sum();
    let average = l10n::decimal(f64::from(total) / weeks.len() as f64, 1);
    Some(VolumeView {
        words: l10n::with("feed-volume").number("weeks", weeks.len()).text("average", average).to_string(),
        bars: weeks.iter().enumerate().map(bar).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_the_ground_and_none_is_higher_than_the_chart() {
        assert!(volume(&[0, 0]).is_none());
        let drawn = volume(&[0, 1, 4]).unwrap();
        assert_eq!(drawn.bars, [(0, 48, 0), (12, 36, 12), (24, 0, 48)]);
        assert_eq!(drawn.words, "1.7 articles a week, in the last 3 weeks");
    }
}

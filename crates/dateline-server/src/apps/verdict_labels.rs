//! A label for each verdict, for readers who chose that: told with articles and as a stream, and kept nowhere. Labels of a reader's
//! own keep their articles for good; these do not.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use dateline_model::Holding;
use dateline_store::{Stream, StreamItem};

/// The setting that turns them on, and the value that it then has.
pub(crate) const SETTING: (&str, &str) = ("verdicts", "labels");

/// Each holding with its label.
pub(in crate::apps) const LABELS: [(Holding, &str); 5] = [
    (Holding::Full, "Verdict: Whole"),
    (Holding::Partial, "Verdict: Preview"),
    (Holding::HeadlineOnly, "Verdict: Headline only"),
    (Holding::None, "Verdict: Not available"),
    (Holding::OtherKind, "Verdict: Not an article"),
];

/// Whether the reader wants them.
pub(in crate::apps) async fn wanted(app: &App) -> Result<bool, ErrorResponse> {
    Ok(app.reader().preferences().await?.get(SETTING.0).is_some_and(|value| value == SETTING.1))
}

/// The label of an article; none while its text is waited for.
pub(in crate::apps) fn of(item: &StreamItem) -> Option<&'static str> {
    let holding = item.summary.holding?;
    LABELS.iter().find(|(known, _)| *known == holding).map(|(_, label)| *label)
}

/// The articles of a label, where it is one of these. Nobody gives it to an article or takes it away.
pub(in crate::apps) fn stream(label: &str) -> Option<Stream> {
    LABELS.iter().find(|(_, known)| *known == label).map(|(holding, _)| Stream::Held(*holding))
}

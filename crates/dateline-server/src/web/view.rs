//! What the templates need, as plain values: words, addresses, signs. Knows neither store nor desk.

mod article;
mod articles;
mod common;
mod corrections;
mod feeds;
mod follows;
mod front;
mod history;
mod notes;
mod offline;
mod read;
mod rules;
mod search;
mod settings;
mod story;
mod webhooks;

pub(crate) use article::{
    ArticlePage, AsideView, AttachedView, BlockView, EmbedView, EvidenceView, FigureView, FileView, InList,
    ReasonView, SourceView, TableView, VerdictView, VersionView,
};
pub(crate) use articles::{ArticlesPage, EntryCard, MarksPart, SourceGroup};
pub(crate) use common::{
    ErrorPage, HelpPage, MarkView, Marks, Nav, Paging, Picture, Progress, Shell, Status, Tally, TextLanguage,
    Told,
};
pub(crate) use corrections::{ActRow, CorrectionsPage};
pub(crate) use feeds::{FeedLine, FeedPage, FeedRow, FeedsPage, Notice, PollLine, VolumeView};
pub(crate) use follows::{FollowRow, FollowsPage};
pub(crate) use front::{Alert, FilterLink, FrontPage, RankView, StoryCard};
pub(crate) use history::HistoryPage;
pub(crate) use notes::{NoteView, NotedArticle, NotesPage};
pub(crate) use offline::OfflinePage;
pub(crate) use read::{LineKind, LinePart, ReadLine, ReadPage, ReadResult};
pub(crate) use rules::{PreviewRow, PreviewView, RuleChoices, RuleRow, RulesPage};
pub(crate) use search::{SavedRow, SearchGroup, SearchHit, SearchPage, SearchesPage};
pub(crate) use settings::{SettingView, SettingsPage};
pub(crate) use story::{
    ApartItem, CopyRow, DetailsView, LinkedStoryRow, NameView, QuoteView, Said, StoryPage, Version, WhyView,
};
pub(crate) use webhooks::{DeliveryRow, WebhookRow, WebhooksPage};

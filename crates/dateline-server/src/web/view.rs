//! What the templates need, as plain values: words, addresses, signs. Knows neither store nor desk.

mod article;
mod common;
mod feeds;
mod front;
mod read;
mod search;
mod story;

pub(crate) use article::{
    ArticlePage, AsideView, BlockView, EvidenceView, FigureView, ReasonView, VerdictView,
};
pub(crate) use common::{
    ErrorPage, HelpPage, MarkView, Marks, Nav, Paging, Picture, Progress, Shell, Status, Tally, Tongue,
};
pub(crate) use feeds::{FeedRow, FeedsPage, Notice};
pub(crate) use front::{FilterLink, FrontPage, StoryCard};
pub(crate) use read::{LineKind, LinePart, ReadLine, ReadPage, ReadResult};
pub(crate) use search::{SearchGroup, SearchHit, SearchPage};
pub(crate) use story::{ApartItem, CopyRow, StoryPage, Version, WhyView};

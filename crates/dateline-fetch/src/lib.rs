//! Address to page: the only door out of the house. Egress guard, redirects, robots, politeness, honest bodies.
//!
//! What comes back is bytes with their history; nothing here interprets a feed or an article, decides when to ask
//! again by itself (the rule is in [`cache`], the schedule with the caller) or reads a wall clock (it is passed in).

pub mod address;
pub mod cache;
pub mod door;
pub mod robots;

mod answer;
mod client;
mod error;
mod exchange;
mod http_date;
mod lines;
mod opened;
mod pace;
mod policy;
mod roots;
mod sniff;
mod sockets;

pub use answer::{Answer, Kind, Request, Unchanged, page_word};
pub use client::Fetcher;
pub use error::{FetchError, FetchErrorKind};
pub use opened::{NotOpened, OpenAddresses, Purpose};
pub use policy::{Clock, HostTable, Limits, NotLoopback, Pace, Policy, SizeLimits};
pub use roots::Roots;
pub use sniff::picture_type;
pub use sockets::sockets;

//! Address to page: the only crate that opens outgoing connections. Egress guard, redirects, robots, politeness, bounded bodies.
//!
//! What comes back is bytes with their history; nothing here interprets a feed or an article, decides when to ask
//! again by itself (the rule is in [`poll_interval`], the schedule with the caller) or reads a wall clock (it is passed in).

pub mod address_ranges;
pub mod guarded_connector;
pub mod poll_interval;
pub mod robots;

mod answer;
mod connection_pool;
mod error;
mod fetcher;
mod host_limiter;
mod http_date;
mod http_exchange;
mod image_type;
mod open_addresses;
mod policy;
mod request;
mod socket_limit;
mod thread_priority;
mod tls_roots;

pub use answer::{Answer, Unchanged, page_word};
pub use error::{ClosedAddress, FetchError, FetchErrorKind};
pub use fetcher::Fetcher;
pub use image_type::{picture_size, picture_type};
pub use open_addresses::{NotOpened, OpenAddresses, Purpose, host_name};
pub use policy::{Clock, HostTable, Limits, NotLoopback, Pace, Policy, SizeLimits};
pub use request::{Kind, MEDIA_PART, Message, Request};
pub use socket_limit::socket_limit;
pub use thread_priority::stand_back;
pub use tls_roots::TlsRoots;

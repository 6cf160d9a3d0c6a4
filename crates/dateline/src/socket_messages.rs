//! What a running `serve` answers to a request over the socket, and where the steps of an execution are told.

use crate::report::Report;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::UnboundedSender;

/// One line of the answer over the socket, as JSON.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ServerMessage {
    /// Nothing new, but it is being worked on.
    Alive,
    /// So many steps will follow.
    Total(u64),
    /// One step is done.
    Step(String),
    /// It is done.
    Report(Report),
    /// It could not be done.
    Failed(String),
}

/// Where the steps of an execution are told.
pub(crate) type MessageSender = UnboundedSender<ServerMessage>;

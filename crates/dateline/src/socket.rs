//! The local socket: while `serve` owns the store, other commands hand their orders to it, line by line as JSON.
//!
//! A client sends one order; the server answers with any number of steps and one report or failure. The socket lies in
//! the store's folder and can be opened by its owner alone.

use crate::order::{Order, Report, perform};
use crate::output::Progress;
use anyhow::{Context, Result, bail};
use dateline_desk::Desk;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::net::UnixStream as BlockingStream;
use std::path::{Path, PathBuf};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;

/// What the server says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Said {
    /// So many steps will follow.
    Total(u64),
    /// One step is done.
    Step(String),
    /// It is done.
    Report(Report),
    /// It could not be done.
    Failed(String),
}

/// Longest order in bytes: an OPML list travels inside.
const ORDER: u64 = 32 << 20;

/// A listening socket; its file goes with it.
pub(crate) struct Listening {
    listener: UnixListener,
    path: PathBuf,
}

impl Drop for Listening {
    fn drop(&mut self) {
        // A file that is gone already is what we want.
        let _gone = std::fs::remove_file(&self.path);
    }
}

/// Opens the socket. The caller holds the store's lock, so a file that lies there is left over.
pub(crate) fn listen(path: &Path) -> Result<Listening> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).context("an old socket cannot be removed");
        }
        _ => {}
    }
    let listener =
        bind_private(path).with_context(|| format!("no socket can be made at {}", path.display()))?;
    Ok(Listening { listener, path: path.to_owned() })
}

/// Binds in a folder that is closed to others and moves the socket out once it is closed itself: at no moment can
/// anybody else open it.
fn bind_private(path: &Path) -> std::io::Result<UnixListener> {
    let folder = path.with_file_name(format!(".{}", std::process::id()));
    std::fs::DirBuilder::new().mode(0o700).recursive(true).create(&folder)?;
    let inside = folder.join("s");
    let bound = UnixListener::bind(&inside).and_then(|listener| {
        std::fs::set_permissions(&inside, std::fs::Permissions::from_mode(0o600))?;
        std::fs::rename(&inside, path)?;
        Ok(listener)
    });
    // What failed may have left the socket; a folder of ours holds nothing else.
    let _gone = std::fs::remove_dir_all(&folder);
    bound
}

impl Listening {
    /// Carries out orders until the task is dropped.
    pub(crate) async fn serve(&self, desk: Desk) {
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    let desk = desk.clone();
                    tokio::spawn(async move {
                        if let Err(error) = answer(stream, &desk).await {
                            tracing::warn!("an order over the socket ended early: {error:#}");
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "the socket did not answer");
                    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
                }
            }
        }
    }
}

async fn answer(stream: UnixStream, desk: &Desk) -> Result<()> {
    let (input, mut output) = stream.into_split();
    let mut line = String::new();
    tokio::io::BufReader::new(input.take(ORDER)).read_line(&mut line).await?;
    let order: Order = serde_json::from_str(&line).context("the order is of another version of dateline")?;
    let (send, mut receive) = mpsc::unbounded_channel();
    let work = async {
        let said = match perform(order, desk, &send).await {
            Ok(report) => Said::Report(report),
            Err(error) => Said::Failed(format!("{error:#}")),
        };
        // The receiver lives as long as this future.
        let _sent = send.send(said);
        drop(send);
    };
    let talk = async {
        while let Some(said) = receive.recv().await {
            let mut line = serde_json::to_vec(&said)?;
            line.push(b'\n');
            output.write_all(&line).await?;
        }
        anyhow::Ok(())
    };
    let ((), talked) = tokio::join!(work, talk);
    talked
}

/// Hands an order to a running `serve`; nothing if none runs.
pub(crate) fn hand_over(path: &Path, order: &Order, progress: &Progress) -> Result<Option<Report>> {
    let mut stream = match BlockingStream::connect(path) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error).with_context(|| format!("{} does not answer", path.display())),
    };
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    for line in BufReader::new(stream).lines() {
        match serde_json::from_str(&line?).context("the running serve is of another version")? {
            Said::Total(total) => progress.total(total),
            Said::Step(words) => progress.step(&words),
            Said::Report(report) => return Ok(Some(report)),
            Said::Failed(words) => bail!(words),
        }
    }
    bail!("the running serve stopped before this was done; what was done is kept, give the command again")
}

//! The local socket: while `serve` owns the store, other commands hand their orders to it, line by line as JSON.
//!
//! A client sends one order; the server answers with any number of steps and one report or failure, and with a keep-alive
//! in between. Where the socket lies is said in [`path`]; it can be opened by its owner alone.

mod path;

use crate::execute::execute;
use crate::output::{Progress, sentence};
use crate::report::Report;
use crate::request::Request;
use crate::socket_messages::ServerMessage;
use anyhow::{Context, Result, bail};
use dateline_desk::Desk;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;
use tokio::sync::mpsc;
use tokio::time::timeout;

pub(crate) use path::{Listening, found, listen};

/// Longest order in bytes: an OPML list travels inside.
const ORDER: u64 = 32 << 20;

/// Interval of keep-alive messages.
const KEEP_ALIVE: Duration = Duration::from_secs(2);
/// A server that is silent for so long has been stopped, or hangs.
const SILENCE: Duration = Duration::from_secs(10);

impl Listening {
    /// Carries out orders until the task is dropped.
    pub(crate) async fn serve(&self, desk: Desk) {
        loop {
            match self.accept().await {
                Ok((stream, _)) => {
                    let desk = desk.clone();
                    tokio::spawn(async move {
                        if let Err(error) = answer(stream, &desk).await {
                            tracing::warn!("an order over the socket ended early: {}", sentence(&error));
                        }
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "the socket did not answer");
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        }
    }
}

async fn answer(stream: UnixStream, desk: &Desk) -> Result<()> {
    let (input, mut output) = stream.into_split();
    let mut line = String::new();
    BufReader::new(input.take(ORDER)).read_line(&mut line).await?;
    let order: Request =
        serde_json::from_str(&line).context("the order is of another version of dateline")?;
    let (send, mut receive) = mpsc::unbounded_channel();
    let work = async {
        let said = match execute(order, desk, &send).await {
            Ok(report) => ServerMessage::Report(report),
            Err(error) => ServerMessage::Failed(sentence(&error)),
        };
        // The receiver lives as long as this future.
        let _sent = send.send(said);
        drop(send);
    };
    let talk = async {
        loop {
            let said = match timeout(KEEP_ALIVE, receive.recv()).await {
                Ok(Some(said)) => said,
                Ok(None) => return anyhow::Ok(()),
                Err(_) => ServerMessage::Alive,
            };
            let mut line = serde_json::to_vec(&said)?;
            line.push(b'\n');
            output.write_all(&line).await?;
        }
    };
    let ((), talked) = tokio::join!(work, talk);
    talked
}

/// Hands an order to a running `serve`; nothing if none runs.
pub(crate) async fn hand_over(path: &Path, order: &Request, progress: &Progress) -> Result<Option<Report>> {
    let stream = match in_time(UnixStream::connect(found(path))).await? {
        Ok(stream) => stream,
        Err(error) if is_nobody(&error) => return Ok(None),
        // Where there is no folder either, what the store says is clearer.
        Err(_) if !path.parent().is_some_and(Path::is_dir) => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("{} does not answer", path.display())),
    };
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    let (input, mut output) = stream.into_split();
    for piece in line.chunks(PIECE) {
        in_time(output.write_all(piece)).await??;
    }
    let mut lines = BufReader::new(input).lines();
    while let Some(line) = in_time(lines.next_line()).await?? {
        match serde_json::from_str(&line).context("the running serve is of another version")? {
            ServerMessage::Alive => {}
            ServerMessage::Total(total) => progress.total(total),
            ServerMessage::Step(words) => progress.step(&words),
            ServerMessage::Report(report) => return Ok(Some(report)),
            ServerMessage::Failed(words) => bail!(words),
        }
    }
    bail!("the running serve stopped before this was done; what was done is kept, give the command again")
}

/// Bytes of an order that a server takes in the time it may be silent.
const PIECE: usize = 1 << 20;

/// Whether an error of connecting says that no server runs.
fn is_nobody(error: &std::io::Error) -> bool {
    use ErrorKind::{ConnectionRefused, InvalidInput, NotADirectory, NotFound, PermissionDenied};
    // A path that is too long for a socket is none that a server made; a server of somebody else's is none for us, and what
    // the store says of that is clearer.
    matches!(error.kind(), NotFound | ConnectionRefused | NotADirectory | InvalidInput | PermissionDenied)
}

async fn in_time<T>(work: impl Future<Output = T>) -> Result<T> {
    timeout(SILENCE, work).await.map_err(|_| {
        let seconds = SILENCE.as_secs();
        anyhow::anyhow!(
            "the running serve has not answered for {seconds} s: it was stopped or hangs; let it go on or end it, then give \
             the command again"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// A server that takes orders and says these lines, then nothing, without hanging up.
    async fn mute(path: &Path, said: &[ServerMessage]) -> Result<Option<Report>> {
        let listening = listen(path).unwrap();
        let lines: Vec<String> =
            said.iter().map(|said| serde_json::to_string(said).unwrap() + "\n").collect();
        let server = async {
            let (mut stream, _) = listening.accept().await.unwrap();
            for line in lines {
                tokio::time::sleep(SILENCE - KEEP_ALIVE).await;
                stream.write_all(line.as_bytes()).await.unwrap();
            }
            std::future::pending::<()>().await;
        };
        let progress = Progress::start(true);
        tokio::select! {
            answer = hand_over(path, &Request::Feeds, &progress) => answer,
            () = server => panic!("a mute server ended"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_hangs_is_given_up() {
        let dir = TempDir::new().unwrap();
        for said in [vec![], vec![ServerMessage::Alive, ServerMessage::Total(3), ServerMessage::Alive]] {
            let error = mute(&dir.path().join("s"), &said).await.unwrap_err().to_string();
            assert!(error.contains("has not answered for 10 s"), "{error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_works_long_is_waited_for() {
        let dir = TempDir::new().unwrap();
        let mut said: Vec<ServerMessage> = (0..100).map(|_| ServerMessage::Alive).collect();
        said.push(ServerMessage::Report(Report::done(serde_json::Value::Null, "done")));
        let report = mute(&dir.path().join("s"), &said).await.unwrap().unwrap();
        assert_eq!(report.text, "done");
    }

    #[tokio::test]
    async fn where_nobody_listens_there_is_no_server() {
        let dir = TempDir::new().unwrap();
        let progress = Progress::start(true);
        let left = dir.path().join("left");
        drop(std::os::unix::net::UnixListener::bind(&left).unwrap());
        for path in
            [left, dir.path().join("missing"), dir.path().join("deep".repeat(60)).join("dateline.sock")]
        {
            assert!(
                hand_over(&path, &Request::Feeds, &progress).await.unwrap().is_none(),
                "{}",
                path.display()
            );
        }
    }
}

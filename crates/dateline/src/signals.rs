//! Signals that ask the program to stop: work ends in order, the store is closed, and the exit code tells the signal.

use anyhow::Result;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The program was asked to stop before its work was done.
#[derive(Debug, thiserror::Error)]
#[error("stopped before it was done; what was done is kept")]
pub(crate) struct Stopped(SignalKind);

impl Stopped {
    /// As shells tell it: 128 and the signal's number.
    pub(crate) fn exit_code(&self) -> u8 {
        u8::try_from(128 + self.0.as_raw_value()).unwrap_or(1)
    }
}

/// What asks the program to stop.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    /// `None` where whoever started the program said that it shall outlive its terminal.
    hangup: Option<Signal>,
}

impl Signals {
    /// Listens from now on.
    pub(crate) fn listen() -> Result<Self> {
        let hangup = if ignores_hangup() { None } else { Some(signal(SignalKind::hangup())?) };
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup,
        })
    }

    /// The next one that comes.
    pub(crate) async fn next(&mut self) -> SignalKind {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.terminate.recv() => SignalKind::terminate(),
            _ = self.interrupt.recv() => SignalKind::interrupt(),
            _ = hangup => SignalKind::hangup(),
        }
    }
}

/// Whether hangups are ignored, as `nohup` has it. Where the system does not tell, they are not.
fn ignores_hangup() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| ignored(&status, SignalKind::hangup()))
}

/// Whether the status of a process, as the kernel writes it, has a signal ignored.
fn ignored(status: &str, signal: SignalKind) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal.as_raw_value() - 1) & 1 == 1)
}

/// Does work until it is done or the program is asked to stop; the work is dropped then, and with it what it had open. Who
/// asks twice does not want to wait for that.
pub(crate) async fn unless_stopped<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let mut signals = Signals::listen()?;
    tokio::select! {
        done = work => done,
        stopped = signals.next() => {
            tokio::spawn(async move {
                let again = signals.next().await;
                std::process::exit(128 + again.as_raw_value());
            });
            Err(Stopped(stopped).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_ignores_is_read() {
        let status = |mask: &str| format!("Name:\tdateline\nSigBlk:\tffffffffffffffff\nSigIgn:\t{mask}\n");
        for (mask, hangup, terminate) in [
            ("0000000000000001", true, false),
            ("0000000000001000", false, false),
            ("0000000000004001", true, true),
            ("", false, false),
        ] {
            let status = status(mask);
            assert_eq!(ignored(&status, SignalKind::hangup()), hangup, "{mask}");
            assert_eq!(ignored(&status, SignalKind::terminate()), terminate, "{mask}");
        }
    }
}

//! A folder of its own for each test, and the program run in it.

use rustix::process::{Pid, Signal};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The program under test.
pub(crate) const DATELINE: &str = env!("CARGO_BIN_EXE_dateline");
/// A command that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(90);

/// A temporary folder, the home of every command that runs in it.
pub(crate) struct Dir(tempfile::TempDir);

impl Dir {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, folders included.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The store of commands that name no other.
    pub(crate) fn store(&self) -> PathBuf {
        self.path("data/dateline.db")
    }

    /// The configuration that every command in this folder finds: hosts that lead to ports of this machine.
    pub(crate) fn config(&self, allow_private: bool, hosts: &[(&str, u16)]) {
        let mut text =
            format!("[fetch]\nallow_private = {allow_private}\npause_seconds = 0\n\n[fetch.hosts]\n");
        for (host, port) in hosts {
            text.push_str(&format!("\"{host}\" = {port}\n"));
        }
        self.file("config/dateline/dateline.toml", text);
    }

    /// The program with arguments, to be run in this folder.
    pub(crate) fn dateline<const N: usize>(&self, arguments: [&str; N]) -> TestCommand {
        let mut command = self.command(Path::new(DATELINE));
        command.command.args(arguments);
        // It looks whether the desk could listen: whatever has the usual port on this machine is no matter of the tests.
        let settings = fs::read_to_string(self.path("config/dateline/dateline.toml")).unwrap_or_default();
        if arguments.first() == Some(&"doctor") && !settings.contains("listen") {
            command.command.env("DATELINE_LISTEN", "127.0.0.1:0");
        }
        command
    }

    /// Another program in the same surroundings.
    pub(crate) fn command(&self, program: &Path) -> TestCommand {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).env_clear().env("NO_COLOR", "1").env("COLUMNS", "100");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.0.path()).env("DATELINE_DATA_DIR", self.path("data"));
        for place in ["config", "data", "cache"] {
            command.env(format!("XDG_{}_HOME", place.to_uppercase()), self.path(place));
        }
        TestCommand { command, input: Vec::new() }
    }
}

/// A command to be run.
pub(crate) struct TestCommand {
    pub(crate) command: Command,
    input: Vec<u8>,
}

impl TestCommand {
    pub(crate) fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// What stands on standard input.
    pub(crate) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// Starts it; the caller ends it.
    pub(crate) fn start(mut self) -> Running {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A copy of the program may still be open for writing in a process that another test is just starting.
        let mut child = loop {
            match self.command.spawn() {
                Err(busy) if busy.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                    thread::yield_now();
                }
                started => break started.unwrap(),
            }
        };
        let mut stdin = child.stdin.take().unwrap();
        let input = self.input;
        // A program that does not want its input closes it; that is its right.
        thread::spawn(move || stdin.write_all(&input).ok());
        let out = collect(child.stdout.take().unwrap());
        let err = collect(child.stderr.take().unwrap());
        Running { child, out, err }
    }

    /// Runs it to its end.
    pub(crate) fn run(self) -> Run {
        let said = format!("{:?}", self.command);
        let mut running = self.start();
        let mut status = None;
        until("the command to end", PATIENCE, || {
            status = running.child.try_wait().unwrap();
            status.is_some()
        });
        running.ended(said, status.unwrap())
    }

    /// Runs it and expects success without a word of trouble.
    pub(crate) fn done(self) -> Run {
        self.ends(0)
    }

    /// Runs it and expects an exit code.
    pub(crate) fn ends(self, code: i32) -> Run {
        let run = self.run();
        assert_eq!(run.code, Some(code), "{run:#?}");
        run
    }

    /// Runs it, expects failure, and gives the one sentence that says why.
    pub(crate) fn fails(self) -> String {
        let run = self.ends(1);
        let said: Vec<_> = run.err.lines().filter(|line| line.starts_with("failed: ")).collect();
        assert_eq!(said.len(), 1, "one sentence: {run:#?}");
        assert_eq!(run.out, "", "nothing on standard output: {run:#?}");
        said[0].trim_start_matches("failed: ").to_owned()
    }
}

/// A command that runs.
pub(crate) struct Running {
    pub(crate) child: Child,
    out: std::sync::Arc<std::sync::Mutex<Vec<u8>>>,
    err: std::sync::Arc<std::sync::Mutex<Vec<u8>>>,
}

impl Running {
    /// What it has said so far on standard error.
    pub(crate) fn err(&self) -> String {
        String::from_utf8_lossy(&self.err.lock().unwrap()).into_owned()
    }

    /// What it has printed so far.
    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.out.lock().unwrap()).into_owned()
    }

    /// Waits until standard error holds a text.
    pub(crate) fn says(&self, text: &str) {
        until(&format!("{text:?} on standard error"), PATIENCE, || self.err().contains(text));
    }

    /// Kills it as the kernel does, without a farewell.
    pub(crate) fn kill(&mut self) -> String {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.quiet();
        self.err()
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        rustix::process::kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Asks it to stop and waits.
    pub(crate) fn stop(self) -> Run {
        self.signal(Signal::TERM);
        self.end()
    }

    /// Waits until it ends.
    pub(crate) fn end(mut self) -> Run {
        let mut status = None;
        until("the command to end", PATIENCE, || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        self.ended("started".to_owned(), status.unwrap())
    }

    /// The readers of its output have read the last byte.
    fn quiet(&self) {
        use std::sync::Arc;
        until("output to end", PATIENCE, || {
            Arc::strong_count(&self.out) == 1 && Arc::strong_count(&self.err) == 1
        });
    }

    fn ended(&mut self, command: String, status: ExitStatus) -> Run {
        self.quiet();
        let run = Run {
            command,
            code: status.code(),
            out: String::from_utf8_lossy(&self.out.lock().unwrap()).into_owned(),
            err: self.err(),
        };
        assert!(!run.err.contains("panicked"), "{run:#?}");
        run
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended cannot be killed, and need not be.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn collect(mut pipe: impl Read + Send + 'static) -> std::sync::Arc<std::sync::Mutex<Vec<u8>>> {
    let heap = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let own = heap.clone();
    thread::spawn(move || {
        let mut piece = [0; 8192];
        while let Ok(read @ 1..) = pipe.read(&mut piece) {
            own.lock().unwrap().extend_from_slice(&piece[..read]);
        }
    });
    heap
}

/// How a command ended.
#[derive(Debug)]
#[expect(dead_code, reason = "the command line is read in the messages of failed tests")]
pub(crate) struct Run {
    command: String,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// One value a line.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Waits for something to come true; fails when it does not in time.
pub(crate) fn until(what: &str, patience: Duration, mut come: impl FnMut() -> bool) {
    let deadline = Instant::now() + patience;
    while !come() {
        assert!(Instant::now() < deadline, "waited {patience:?} for {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Whether a text says each of these.
#[track_caller]
pub(crate) fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word:?} in {text:?}");
    }
}

/// The repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Bytes as gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

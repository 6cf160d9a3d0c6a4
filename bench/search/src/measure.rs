//! Times in order, memory and processor time of this process.

use std::time::Duration;

/// Times of queries by kind.
#[derive(Default)]
pub struct Times(Vec<(&'static str, Duration, String)>);

impl Times {
    pub fn add(&mut self, kind: &'static str, took: Duration, query: &str) {
        self.0.push((kind, took, query.to_owned()));
    }

    /// A line for all and one for each kind: number, p50, p90, p99, longest, in milliseconds of processor, and the query that took longest.
    pub fn print(&self) {
        let mut kinds: Vec<&str> = self.0.iter().map(|row| row.0).collect();
        kinds.sort_unstable();
        kinds.dedup();
        println!("{:<12} {:>6} {:>9} {:>9} {:>9} {:>9}", "kind", "number", "p50 ms", "p90", "p99", "longest");
        for kind in std::iter::once("all").chain(kinds) {
            let mut some: Vec<_> = self.0.iter().filter(|row| kind == "all" || row.0 == kind).collect();
            some.sort_by_key(|row| row.1);
            let at = |share: f64| some[((some.len() - 1) as f64 * share) as usize].1.as_secs_f64() * 1e3;
            let worst = some.last().map_or("", |row| &row.2);
            println!(
                "{kind:<12} {:>6} {:>9.2} {:>9.2} {:>9.2} {:>9.2}  {worst}",
                some.len(),
                at(0.5),
                at(0.9),
                at(0.99),
                at(1.0)
            );
        }
    }
}

fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// Processor time of all threads but the first, which only waits while they work. Read from the scheduler's own figures, which
/// are exact for threads that have gone to sleep; other programs on the machine do not count.
pub fn work() -> Duration {
    let first = std::process::id().to_string();
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let others = tasks.filter(|task| task.file_name().to_string_lossy() != first);
    let nanos = others.filter_map(|task| {
        let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanos.sum())
}

/// Most resident memory so far, MB.
pub fn peak_mb() -> u64 {
    status("VmHWM") / 1_000
}

/// Processor seconds of this process, by ticks of a hundredth.
pub fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> = after.split_whitespace().map(|word| word.parse().unwrap_or(0.0)).collect();
    (fields.get(11).unwrap_or(&0.0) + fields.get(12).unwrap_or(&0.0)) / 100.0
}

//! Scratch.
use dateline_extract::{Served, explain_html};
fn main() {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap();
        let told = explain_html(&bytes, &Served::default());
        let v = &told.reading.verdict;
        println!("=== {file}\n{:?} {:?} {:?}", v.holding, v.reasons, v.completeness);
        for e in &v.evidence {
            println!("  ev {} {:?}", e.supports, e.quote);
        }
        let last = told.lines.iter().rposition(|l| l.is_body).unwrap_or(0);
        let words: usize =
            told.lines.iter().filter(|l| l.is_body).map(|l| l.text.split_whitespace().count()).sum();
        println!("  body words {words} lines {}", told.lines.iter().filter(|l| l.is_body).count());
        let from = told.lines.iter().position(|l| l.is_body).unwrap_or(0);
        for (i, l) in told.lines.iter().enumerate().skip(from).take_while(|(i, _)| *i <= last + 5) {
            if i < from + 3 || i + 5 > last {
                let n = l.text.chars().count();
                let tail: String = l.text.chars().skip(n.saturating_sub(110)).collect();
                println!(
                    "  {}{:?} [{}] …{}",
                    if l.is_body { "+" } else { "-" },
                    l.kind,
                    l.because,
                    tail.replace('\n', " / ")
                );
            }
        }
    }
}

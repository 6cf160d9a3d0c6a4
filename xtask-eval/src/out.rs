//! The one place of this program that prints.

/// A line of result.
#[expect(clippy::print_stdout, reason = "this is the output layer")]
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// A line of progress or trouble.
#[expect(clippy::print_stderr, reason = "this is the output layer")]
pub(crate) fn error(text: &str) {
    eprintln!("{text}");
}

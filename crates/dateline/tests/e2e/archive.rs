//! `archive` gives its arguments to a program of its own, or says how to get it.

use crate::fixture::{Dir, says};
use std::fs;
use std::os::unix::fs::PermissionsExt;

#[test]
fn archives_are_the_work_of_a_program_beside_or_on_the_path() {
    let dir = Dir::new();
    let programs = dir.path("programs");
    fs::create_dir(&programs).unwrap();
    let path = programs.to_str().unwrap();
    let missing = dir.dateline(["archive", "a.warc.gz", "--to", "out"]).env("PATH", path).fails();
    says(&missing, &["dateline-archive is not installed; `cargo install --path archive`"]);

    let program = dir.file("programs/dateline-archive", "#!/bin/sh\necho \"given: $*\"\nexit 3\n");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let run = dir.dateline(["archive", "--to", "out", "a.warc.gz", "--json"]).env("PATH", path).run();
    assert_eq!((run.code, run.out.as_str()), (Some(3), "given: --to out a.warc.gz --json\n"));
    let run = dir.dateline(["--quiet", "archive", "make", "a.warc"]).env("PATH", path).run();
    assert_eq!(run.out, "given: make a.warc --quiet\n");
    assert_eq!(dir.dateline(["archive"]).env("PATH", path).run().code, Some(2));
}

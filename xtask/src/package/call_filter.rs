//! The unit's filter of system calls, put on the program as systemd would: what its sets name is allowed, and nothing else.

use crate::out;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// Where a system tells the numbers of its calls.
const NUMBERS: &str = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h";
/// Puts a filter (seccomp) on itself that allows the calls whose numbers it is given, refuses others with EPERM and ends what calls
/// as another architecture, and goes on as the program behind them. Perl is in every Debian system.
const FILTER: &str = r#"
my @allowed = split /,/, shift;
my ($load, $equal, $ret) = (0x20, 0x15, 0x06);
my $rules = pack("SCCL", $load, 0, 0, 4) . pack("SCCL", $equal, 1, 0, 0xC000003E) . pack("SCCL", $ret, 0, 0, 0x80000000);
$rules .= pack("SCCL", $load, 0, 0, 0);
$rules .= pack("SCCL", $equal, 0, 1, $_) . pack("SCCL", $ret, 0, 0, 0x7FFF0000) for @allowed;
$rules .= pack("SCCL", $ret, 0, 0, 0x00050001);
my $program = pack("Sx6P", length($rules) / 8, $rules);
syscall(157, 38, 1, 0, 0, 0) == 0 && syscall(157, 22, 2, $program) == 0 or die "no filter: $!";
exec @ARGV or die "not run: $!";
"#;

/// The words that put the filter of a unit on the program whose words follow; none where that cannot be tried here.
pub(super) fn words(unit: &str) -> Result<Vec<String>> {
    let Ok(numbers) = fs::read_to_string(NUMBERS) else {
        out::line("not tried: the filter of system calls (of x86-64 alone the numbers are known)");
        return Ok(Vec::new());
    };
    let sets = Command::new("systemd-analyze").arg("syscall-filter").output();
    let Some(sets) = sets.ok().filter(|told| told.status.success()) else {
        out::line("not tried: the filter of system calls (systemd-analyze is not installed)");
        return Ok(Vec::new());
    };
    let allowed = allowed(unit, &sets_of(&String::from_utf8_lossy(&sets.stdout)));
    let numbers: BTreeMap<&str, &str> = numbers
        .lines()
        .filter_map(|line| line.strip_prefix("#define __NR_")?.split_once(' '))
        .map(|(name, number)| (name, number.trim()))
        .collect();
    let allowed: Vec<&str> = allowed.iter().filter_map(|name| numbers.get(name.as_str()).copied()).collect();
    (allowed.len() > 100).then_some(()).context("the unit allows too few system calls to be true")?;
    Ok(["perl", "-e", FILTER, &allowed.join(",")].map(str::to_owned).to_vec())
}

/// Calls and sets of each set, as systemd-analyze tells them.
fn sets_of(told: &str) -> BTreeMap<String, Vec<String>> {
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut name = String::new();
    for line in told.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let word = line.trim();
        if line.starts_with('@') {
            word.clone_into(&mut name);
        } else if !word.is_empty() {
            sets.entry(name.clone()).or_default().push(word.to_owned());
        }
    }
    sets
}

/// What the lines of a unit leave: sets are added, and those with a tilde taken away.
fn allowed(unit: &str, sets: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let mut allowed = BTreeSet::new();
    for line in unit.lines().filter_map(|line| line.strip_prefix("SystemCallFilter=")) {
        let (taken, names) = line.strip_prefix('~').map_or((false, line), |names| (true, names));
        for name in names.split_whitespace().flat_map(|name| calls(name, sets)) {
            if taken {
                allowed.remove(&name)
            } else {
                allowed.insert(name)
            };
        }
    }
    allowed
}

fn calls(name: &str, sets: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    match sets.get(name) {
        Some(names) => names.iter().flat_map(|name| calls(name, sets)).collect(),
        None => vec![name.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_sets_and_what_is_taken_away_is_gone() {
        let told =
            "@all\n    # Everything\n    @io\n    chown\n\n@io\n    read\n    write\n\n@own\n    chown\n";
        let sets = sets_of(told);
        let left = allowed("User=a\nSystemCallFilter=@all close\nSystemCallFilter=~@own\n", &sets);
        assert_eq!(left.into_iter().collect::<Vec<_>>(), ["close", "read", "write"]);
    }
}

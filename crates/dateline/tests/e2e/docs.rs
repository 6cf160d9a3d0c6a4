//! The reference of commands and settings is what the program says of itself.

use crate::fixture::{Dir, repository, says};
use std::fmt::Write;
use std::fs;

const HEAD: &str = "# Commands\n\nWhat `dateline` prints for `--help`, command by command. This file is written by the \
program: after a change run\n`DATELINE_BLESS=1 cargo test -p dateline --test e2e docs`.\n";

/// The commands below one, as its help lists them.
fn below(help: &str) -> Vec<String> {
    let lines =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

fn help(path: &[String]) -> String {
    let dir = Dir::new();
    let mut command = dir.dateline([]);
    command.command.args(path).arg("--help");
    let run = command.done();
    run.out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn describe(path: &[String], page: &mut String) {
    let help = help(path);
    let name = [&["dateline".to_owned()], path].concat().join(" ");
    write!(page, "\n## {name}\n\n```text\n{}\n```\n", help.trim()).unwrap();
    for command in below(&help) {
        describe(&[path, &[command]].concat(), page);
    }
}

#[test]
fn the_reference_is_what_the_program_says() {
    let mut page = HEAD.to_owned();
    describe(&[], &mut page);
    let path = repository().join("docs/cli.md");
    if std::env::var_os("DATELINE_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(written, page, "docs/cli.md is out of date; DATELINE_BLESS=1 writes it anew");
}

/// Every command of the source's list has its heading: nothing is hidden from the help.
#[test]
fn every_command_is_in_the_reference() {
    let reference = fs::read_to_string(repository().join("docs/cli.md")).unwrap();
    let source = fs::read_to_string(repository().join("crates/dateline/src/cli.rs")).unwrap();
    let variants = source.lines().skip_while(|line| !line.contains("enum Command {")).skip(1);
    let variants: Vec<_> =
        variants.take_while(|line| *line != "}").filter(|line| line.contains('(')).collect();
    assert!(variants.len() >= 15);
    for variant in variants {
        let name = variant.trim().split('(').next().unwrap().to_lowercase();
        assert!(reference.contains(&format!("\n## dateline {name}\n")), "{name}");
    }
}

/// The rows of the table in `config/settings_table.rs`: key, variable, default, help.
fn settings() -> Vec<[String; 4]> {
    let source =
        fs::read_to_string(repository().join("crates/dateline/src/config/settings_table.rs")).unwrap();
    let rows = source.lines().skip_while(|line| !line.contains("const SETTINGS:")).skip(1);
    let rows = rows.take_while(|line| *line != "];").collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for row in rows.split("setting(").skip(1) {
        let strings: Vec<&str> = row.split('"').skip(1).step_by(2).collect();
        let row = match strings[..] {
            [key, variable, default, help] => [key, variable, default, help],
            [key, default, help] => [key, "–", default, help],
            _ => panic!("a row of SETTINGS that this test cannot read: {row}"),
        };
        found.push(row.map(str::to_owned));
    }
    found
}

/// The documents count the demonstration's press as it is.
#[test]
fn the_press_is_as_large_as_the_documents_say() {
    let press = repository().join("crates/dateline-demo/content");
    let files: Vec<_> = fs::read_dir(press.join("press")).unwrap().map(|file| file.unwrap().path()).collect();
    let texts: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let pages = texts.lines().filter(|line| line.starts_with("slug")).count();
    let publishers = fs::read_to_string(press.join("publishers.toml")).unwrap();
    let publishers = publishers.lines().filter(|line| line.starts_with("[[")).count();
    let words = |page: &str| {
        let text = fs::read_to_string(repository().join(page)).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    says(&words("README.md"), &[&format!("an invented press of {publishers} publishers")]);
    says(
        &words("docs/demo.md"),
        &[&format!("starts {publishers} invented publishers"), &format!("There are {pages} pages")],
    );
    let writing = files.len();
    says(
        &words("docs/stories.md"),
        &[&format!("{pages} pages of the {writing} of its {publishers} publishers")],
    );
}

#[test]
fn every_setting_is_documented() {
    let page = fs::read_to_string(repository().join("docs/configuration.md")).unwrap();
    let cells = |line: &str| {
        line.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect::<Vec<_>>()
    };
    let documented: Vec<_> = page.lines().filter(|line| line.starts_with("| `")).map(cells).collect();
    let documented: Vec<_> = documented.into_iter().filter(|row| row.len() == 4).collect();
    let settings = settings();
    assert!(settings.len() >= 11);
    for [key, variable, default, help] in &settings {
        let row =
            documented.iter().find(|row| row[0] == *key).unwrap_or_else(|| panic!("{key} is not documented"));
        assert_eq!((&row[1], &row[2]), (variable, default), "{key}");
        assert!(row[3].starts_with(help.as_str()), "{key}: {:?} begins with {help:?}", row[3]);
    }
    for row in documented {
        assert!(
            settings.iter().any(|[key, ..]| *key == row[0]),
            "{} is documented, but does not exist",
            row[0]
        );
    }
}

/// Every test that the pages of security and apps name is there.
#[test]
fn the_pages_of_security_and_apps_name_tests_that_exist() {
    let read = |name: &str| fs::read_to_string(repository().join("docs").join(name)).unwrap();
    let page = read("security.md") + &read("asvs.md") + &read("apps.md");
    let mut sources = String::new();
    let mut folders = vec![repository().join("crates"), repository().join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                sources.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let names: Vec<&str> =
        page.split('`').skip(1).step_by(2).filter(|name| name.matches('_').count() >= 3).collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        assert!(sources.contains(&format!("fn {name}(")), "{name}");
    }
}

/// Items of the standard: by chapter how many each level has. Each stands once in the page, and nine tenths of those of level 2 that
/// apply, and all of level 1, name a test.
#[test]
fn every_item_of_the_standard_stands_in_the_page_with_a_test() {
    const LEVELS: [[usize; 17]; 2] = [
        [8, 4, 8, 2, 4, 13, 6, 4, 4, 5, 3, 3, 1, 2, 3, 0, 0],
        [19, 7, 11, 8, 5, 22, 12, 3, 3, 24, 11, 6, 12, 7, 10, 16, 7],
    ];
    let page = fs::read_to_string(repository().join("docs/asvs.md")).unwrap();
    let (mut found, mut known) = ([[0; 17]; 2], std::collections::BTreeSet::new());
    let (mut apply, mut tested) = ([0; 2], [0; 2]);
    for line in page.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit()) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let level = cells[1].parse::<usize>().unwrap() - 1;
        for item in cells[0].split(", ") {
            assert!(known.insert(item), "{item} stands twice");
            let chapter: usize = item.split('.').next().unwrap().parse().unwrap();
            found[level][chapter - 1] += 1;
        }
        if let Some(test) = cells.get(3) {
            apply[level] += 1;
            tested[level] += usize::from(test.starts_with('`'));
        }
    }
    assert_eq!(found, LEVELS);
    println!("level 1: {} of {} with a test; level 2: {} of {}", tested[0], apply[0], tested[1], apply[1]);
    assert!(tested[0] == apply[0] && tested[1] * 10 >= apply[1] * 9, "{tested:?} of {apply:?}");
}

/// The desk starts no program, whatever it is asked: the command line alone starts one, for archives.
#[test]
fn the_desk_starts_no_program() {
    let mut folders = vec![repository().join("crates")];
    let mut looked = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && !matches!(name, "tests" | "examples" | "benches") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs")
                && !path.ends_with("commands/archive.rs")
                // A browser, for who types `open`.
                && !path.ends_with("commands/open.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                assert!(!text.contains(concat!("process::", "Command")), "{}", path.display());
                looked += 1;
            }
        }
    }
    assert!(looked > 300, "{looked}");
}

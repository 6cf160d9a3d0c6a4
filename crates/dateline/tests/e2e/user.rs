//! Accounts from the command line, beside a running desk and without one.

use crate::fixture::{Dir, says};

const LONG: &str = "gull heron tern avocet";

#[test]
fn accounts_are_made_listed_kept_out_and_deleted() {
    let dir = Dir::new();
    says(&dir.dateline(["user", "list"]).done().out, &["no account", "user add NAME"]);
    let refused = |name: &str, password: &str, why: &str| {
        let run = dir.dateline(["user", "add", name, "--password-stdin"]).input(password).ends(1);
        says(&run.err, &[why]);
        assert!(password.is_empty() || !run.err.contains(password), "{}", run.err);
    };
    refused("Ada", "short", "8 to 256");
    refused("Ada", "password2026", "first that are tried");
    refused("Ada", "", "empty");
    refused("a:b", LONG, "no colon");
    says(&dir.dateline(["user", "add", "Ada"]).ends(1).err, &["--password-stdin"]);
    let add = |name: &str| {
        dir.dateline(["user", "add", name, "--password-stdin"]).input(format!("{LONG}\n")).done().out
    };
    says(&add("Ada"), &["Ada has an account as owner", "asks for a login"]);
    says(&add("Bert"), &["Bert has an account as reader"]);
    refused("ada", LONG, "account of that name already");
    says(&dir.dateline(["user", "disable", "bert"]).done().out, &["Bert is kept out"]);
    says(&dir.dateline(["user", "disable", "Ada"]).ends(1).err, &["last owner"]);
    says(&dir.dateline(["user", "list"]).done().out, &["Ada\towner\tmay log in", "Bert\treader\tdisabled"]);
    says(&dir.dateline(["user", "enable", "Bert"]).done().out, &["may log in again"]);
    says(&dir.dateline(["user", "delete", "Ada"]).ends(1).err, &["not deleted"]);
    let reset = dir.dateline(["user", "reset", "Bert"]).done().out;
    says(&reset, &["within a day", "Bert", "http://127.0.0.1:8460/link/"]);
    let link = dir.dateline(["user", "invite", "--json"]).done().json();
    assert!(link["link"].as_str().unwrap().starts_with("http://127.0.0.1:8460/link/"), "{link}");
    let new = dir
        .dateline(["user", "reset", "Bert", "--password-stdin", "--second-factor"])
        .input("other words than before");
    says(&new.done().out, &["new password"]);
    says(&dir.dateline(["user", "delete", "Bert"]).done().out, &["Bert is deleted"]);
    says(&dir.dateline(["user", "delete", "Bert"]).ends(1).err, &["no account Bert"]);
    let listed = dir.dateline(["user", "list", "--json"]).done().json();
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!((&listed[0]["name"], &listed[0]["role"]), (&"Ada".into(), &"owner".into()));
}

//! Feeds and publishers get other names, and their own back.

use crate::bad_input::stored;
use crate::fixture::{Dir, says};

fn publishers(dir: &Dir) -> String {
    dir.dateline(["stories", "--json"]).done().json().to_string()
}

#[test]
fn a_feed_and_a_publisher_are_called_as_their_reader_says() {
    let (dir, _origin) = stored();
    says(&dir.dateline(["rename", "1", "Morning  paper"]).done().out, &["is called Morning paper"]);
    says(&dir.dateline(["feeds"]).done().out, &["Morning paper"]);
    let update = dir.dateline(["update"]).done();
    says(&update.out, &["1 feed"]);
    says(&format!("{}{}", update.err, update.out), &["Morning paper"]);
    says(&dir.dateline(["feeds"]).done().out, &["Morning paper"]);
    says(
        &dir.dateline(["rename", "http://courier.example/feed"]).done().out,
        &["is called News of courier.example"],
    );

    let named =
        dir.dateline(["rename", "--publisher", "Courier.example", "The Courier of Skarvik"]).done().out;
    says(&named, &["the publisher at courier.example is called The Courier of Skarvik"]);
    assert!(publishers(&dir).contains("The Courier of Skarvik"));
    dir.dateline(["rename", "--publisher", "courier.example"]).done();
    assert!(!publishers(&dir).contains("The Courier of Skarvik"));
}

//! Articles in several pages: the following ones are fetched where they may be, and joined in order.

use crate::press::{Press, url};
use dateline_desk::{Desk, Which};
use dateline_model::{Article, Holding, Reading, Reason};

const HEAD: &str = "<h1>The long way round the bay</h1><p class=\"byline\">By Anke Dorn</p>";

/// A paragraph that no other number has.
fn paragraph(number: usize) -> String {
    let place =
        ["Kelm", "Orm", "Lind", "Marr", "Vass", "Aker", "Dorn", "Tove", "Hale", "Quist", "Runa", "Sund"];
    let place = place[number % place.len()];
    format!(
        "<p>Part {number} of the walk leads from the mill at {place} along the dyke to the next ferry, and takes a slow walker about \
         four hours with a rest in between. Whoever comes through {place} in the evening finds a bed at the harbour office, where a \
         lamp burns all night for those who are late.</p>"
    )
}

/// Page `number` of `last`; the last one names no next.
fn page(number: usize, last: usize, next: &str) -> String {
    let link = if number < last {
        format!("<nav class=\"pagination\"><a rel=\"next\" href=\"{next}\">Next</a></nav>")
    } else {
        String::new()
    };
    format!(
        "<html><head><title>The long way round the bay</title></head><body><article>{HEAD}{}{}{link}</article></body></html>",
        paragraph(number * 2),
        paragraph(number * 2 + 1)
    )
}

fn put(press: &Press, path: &str, body: &str) {
    press.set(&format!("gull.localhost{path}"), 200, "content-type: text/html", body);
}

async fn read(press: &Press) -> Reading {
    press.feed("gull.localhost", &[("/walk", "The long way round the bay")]);
    let desk: Desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let entry = crate::press::held(&desk).await.remove(0).id;
    desk.reader().article(entry).await.unwrap().unwrap().reading.unwrap()
}

fn text(reading: &Reading) -> String {
    reading.article.as_ref().map(Article::text).unwrap_or_default()
}

/// The numbers of the parts that a reading holds, in its order.
fn parts(reading: &Reading) -> Vec<usize> {
    let text = text(reading);
    text.split("Part ").skip(1).filter_map(|rest| rest.split(' ').next()?.parse().ok()).collect()
}

#[tokio::test]
async fn following_pages_are_joined_in_order() {
    let press = Press::new().await;
    for number in 1..=4 {
        let path = if number == 1 { "/walk".to_owned() } else { format!("/walk/{number}") };
        put(&press, &path, &page(number, 4, &format!("/walk/{}", number + 1)));
    }
    let reading = read(&press).await;
    assert_eq!(reading.verdict.holding, Holding::Full, "{:?}", reading.verdict);
    assert!(reading.verdict.reasons.is_empty(), "{:?}", reading.verdict);
    assert_eq!(parts(&reading), (2..=9).collect::<Vec<_>>());
    assert_eq!(text(&reading).matches("Anke Dorn").count(), 0, "{}", text(&reading));
    assert!((2..=4).all(|number| press.asked(&format!("gull.localhost/walk/{number}")) == 1));
    // An address that is only looked at gives the same.
    let (_, looked_at) = press.desk().await.read_address(url("http://gull.localhost/walk")).await.unwrap();
    assert_eq!(parts(&looked_at), parts(&reading));
}

#[tokio::test]
async fn a_following_page_that_cannot_be_had_leaves_a_part_with_its_reason() {
    for (name, refuse) in [("robots", true), ("missing", false)] {
        let press = Press::new().await;
        put(&press, "/walk", &page(1, 3, "/walk/2"));
        put(&press, "/walk/2", &page(2, 3, "/walk/3"));
        if refuse {
            press.set(
                "gull.localhost/robots.txt",
                200,
                "content-type: text/plain",
                "User-agent: *\nDisallow: /walk/3",
            );
            put(&press, "/walk/3", &page(3, 3, ""));
        }
        let reading = read(&press).await;
        assert_eq!(reading.verdict.holding, Holding::Partial, "{name}: {:?}", reading.verdict);
        let reasons = &reading.verdict.reasons;
        assert!(
            reasons.contains(&Reason::NextPage) && reasons.contains(&Reason::RetrievalFailed),
            "{name}: {reasons:?}"
        );
        assert_eq!(parts(&reading), [2, 3, 4, 5], "{name}");
        assert_eq!(press.asked("gull.localhost/walk/3"), usize::from(!refuse), "{name}");
    }
}

#[tokio::test]
async fn pages_that_lead_nowhere_new_come_to_an_end() {
    // Every page says that one more follows.
    let press = Press::new().await;
    put(&press, "/walk", &page(1, 99, "/walk/2"));
    for number in 2..40 {
        put(&press, &format!("/walk/{number}"), &page(number, 99, &format!("/walk/{}", number + 1)));
    }
    let reading = read(&press).await;
    assert_eq!(reading.verdict.holding, Holding::Partial);
    assert_eq!(parts(&reading).len(), 2 * 11);
    assert_eq!(press.asked("gull.localhost/walk/12"), 0);
    // The same page under every number.
    let press = Press::new().await;
    for path in ["/walk", "/walk/2", "/walk/3"] {
        put(&press, path, &page(1, 9, "/walk/2"));
    }
    let reading = read(&press).await;
    assert_eq!((reading.verdict.holding, parts(&reading)), (Holding::Partial, vec![2, 3]));
    assert_eq!(press.asked("gull.localhost/walk/3"), 0);
}

#[tokio::test]
async fn another_host_is_no_following_page() {
    let press = Press::new().await;
    put(&press, "/walk", &page(1, 2, "/walk/2"));
    press.set("gull.localhost/walk/2", 302, "location: http://tern.localhost/walk/2", "");
    press.set("tern.localhost/walk/2", 200, "content-type: text/html", &page(2, 2, ""));
    let reading = read(&press).await;
    assert_eq!((reading.verdict.holding, parts(&reading)), (Holding::Partial, vec![2, 3]));
}

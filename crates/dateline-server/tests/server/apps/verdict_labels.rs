//! A label for each verdict, where its reader wants that: in lists of labels, on articles, as streams; and kept nowhere.

use super::App;
use crate::house::House;
use dateline_model::EntryId;
use serde_json::Value;
use std::collections::BTreeMap;

const GREADER: &str = "/api/greader.php/reader/api/0";
/// What the six articles of the house hold, in the order in which they came.
const VERDICTS: [&str; 6] = ["Whole", "Whole", "Preview", "Headline only", "Whole", "Whole"];

/// Asks the API of Google Reader for JSON.
async fn greader(app: &App<'_>, method: &str, path: &str) -> Value {
    let bearer = format!("GoogleLogin auth={}", app.token);
    app.house.ask(&[("authorization", &bearer)], method, &format!("{GREADER}/{path}"), "").await.json()
}

/// The verdicts that articles are labelled with, by number.
fn labelled(items: &Value, key: &str, number: impl Fn(&Value) -> i64) -> BTreeMap<i64, Vec<String>> {
    let words = |item: &Value| {
        let words = item[key].as_array().unwrap().iter().filter_map(Value::as_str);
        words.filter_map(|word| Some(word.split_once("Verdict: ")?.1.to_owned())).collect()
    };
    items.as_array().unwrap().iter().map(|item| (number(item), words(item))).collect()
}

fn of_greader(item: &Value) -> i64 {
    let hex = item["id"].as_str().unwrap().rsplit('/').next().unwrap();
    i64::from_str_radix(hex, 16).unwrap() - 1_000_000_000_000_000
}

#[tokio::test]
async fn verdicts_are_labels_for_a_reader_who_wants_that() {
    let house = House::new().await;
    let (app, reader) = (house.app(house.ada).await, house.desk.store().reader(house.ada));
    let of_miniflux = |item: &Value| item["id"].as_i64().unwrap();
    for wanted in [false, true] {
        if wanted {
            reader.set_preferences(vec![("verdicts", "labels".to_owned())]).await.unwrap();
        }
        let expected: BTreeMap<i64, Vec<String>> = (1..)
            .zip(VERDICTS)
            .map(|(id, word)| (id, if wanted { vec![word.to_owned()] } else { Vec::new() }))
            .collect();
        let entries = app.get("/v1/entries").await;
        assert_eq!(labelled(&entries["entries"], "tags", of_miniflux), expected);
        let stream = greader(&app, "GET", "stream/contents").await;
        assert_eq!(labelled(&stream["items"], "categories", of_greader), expected);
        let tags = greader(&app, "GET", "tag/list").await;
        let tags = tags["tags"].as_array().unwrap();
        let names: Vec<&str> = tags.iter().filter_map(|tag| tag["label"].as_str()).collect();
        assert_eq!(names.contains(&"Verdict: Preview"), wanted, "{names:?}");
        assert_eq!(tags.len(), if wanted { 6 } else { 1 });
    }
    for (label, ids) in [("Whole", vec![1, 2, 5, 6]), ("Preview", vec![3]), ("Not available", vec![])] {
        let found = app.ids(&format!("tags=Verdict:%20{}&order=id", label.replace(' ', "%20"))).await;
        assert_eq!(found, ids, "{label}");
        let name = format!("user/-/label/Verdict:%20{}", label.replace(' ', "%20"));
        let told = greader(&app, "GET", &format!("stream/items/ids?r=o&s={name}")).await;
        assert_eq!(told["itemRefs"].as_array().unwrap().len(), ids.len(), "{label}");
    }
    let body = "i=1000000000000001&a=user/-/label/Verdict: Preview&r=user/-/label/Verdict: Whole";
    let bearer = format!("GoogleLogin auth={}", app.token);
    let fields = [("authorization", bearer.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let told = house.ask(&fields, "POST", &format!("{GREADER}/edit-tag"), body).await;
    assert_eq!(told.text, "OK");
    assert!(reader.labels().await.unwrap().is_empty(), "nobody gives a verdict, and none is kept");
    let summary = reader.article(EntryId(1)).await.unwrap().unwrap().summary;
    assert!(summary.labels.is_empty());
    let bert = house.app(house.bert).await;
    assert_eq!(greader(&bert, "GET", "tag/list").await["tags"].as_array().unwrap().len(), 1);
}

//! Output held to `docs/reading.schema.json` by a small checker of just the keywords used there.

use super::{ReadingJson, failed_json, reading_json};
use dateline_extract::{Served, read_html, read_text};
use dateline_model::{Access, AsideKind, Holding, Origin, Reason, Rule};
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../docs/reading.schema.json")).unwrap()
}

/// Says where `value` breaks `rule`.
fn check(root: &Value, rule: &Value, value: &Value, at: &str) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{at}: {what}: {value}"));
    if rule.get("type").is_some_and(|wanted| !is_type(wanted, value)) {
        return fail("type");
    }
    for (keyword, wanted) in rule.as_object().unwrap() {
        match keyword.as_str() {
            "$ref" => {
                let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).unwrap(), value, at)?;
            }
            "const" if wanted != value => return fail("const"),
            "enum" if !wanted.as_array().unwrap().contains(value) => return fail("enum"),
            "oneOf" => {
                let rules = wanted.as_array().unwrap();
                if rules.iter().filter(|rule| check(root, rule, value, at).is_ok()).count() != 1 {
                    return fail("oneOf");
                }
            }
            "required" => {
                for name in wanted.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() {
                        return fail(&format!("lacks {name}"));
                    }
                }
            }
            "additionalProperties" => {
                let known = rule["properties"].as_object().unwrap();
                if let Some(name) = value.as_object().unwrap().keys().find(|name| !known.contains_key(*name))
                {
                    return fail(&format!("unknown {name}"));
                }
            }
            "properties" => {
                for (name, rule) in wanted.as_object().unwrap() {
                    if let Some(inner) = value.get(name) {
                        check(root, rule, inner, &format!("{at}/{name}"))?;
                    }
                }
            }
            "items" => {
                for (index, inner) in value.as_array().unwrap().iter().enumerate() {
                    check(root, wanted, inner, &format!("{at}/{index}"))?;
                }
            }
            "minimum" if value.as_f64() < wanted.as_f64() => return fail("minimum"),
            "maximum" if value.as_f64() > wanted.as_f64() => return fail("maximum"),
            "maxLength" if value.as_str().unwrap().chars().count() as u64 > wanted.as_u64().unwrap() => {
                return fail("maxLength");
            }
            "pattern" if value.as_str().unwrap().parse::<dateline_model::Place>().is_err() => {
                return fail("pattern");
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    match wanted {
        Value::String(name) => is(name),
        names => names.as_array().unwrap().iter().any(|name| is(name.as_str().unwrap())),
    }
}

fn hold(written: &ReadingJson<'_>) {
    let schema = schema();
    check(&schema, &schema, &json!(written), "").unwrap();
}

#[test]
fn readings_keep_to_the_schema() {
    let page = "<html lang=en><head><title>Pilots walk out</title><meta property=og:image content=https://a.example/i.png>\
        <meta property=og:image:width content=1200><meta property=og:image:height content=630>\
        </head><body><nav><a href=/x>Home</a></nav><article><h1>Pilots walk out</h1><p>Pilots in all nine ports left \
        their boats at midnight after talks over night shifts ended without a result on Sunday.</p><img src=/boats.jpg width=800 height=533><ul><li>one<li>two</ul>\
        <p>To continue reading, subscribe. You have 70% of this article left.</p></article></body></html>";
    let url = dateline_model::WebUrl::parse("https://a.example/pilots").ok();
    let reading = read_html(page.as_bytes(), &Served { url, status: Some(403), ..Served::default() });
    let json = reading_json(&reading, Some("p"), Some("https://a.example/pilots"), 1.5);
    hold(&json);
    let json = serde_json::to_value(&json).unwrap();
    assert_eq!(json["article"]["image"]["width"], 1200, "{json}");
    let figure = json["article"]["blocks"].as_array().unwrap().iter().find(|block| block["kind"] == "figure");
    assert_eq!(figure.unwrap()["image"]["height"], 533, "{json}");
    hold(&reading_json(&read_html(b"", &Served::default()), None, None, 0.0));
    hold(&reading_json(
        &read_text(
            "Pilots walk out\n\nPilots in all nine ports left their boats at midnight.\n\nRelated: Fares to rise in spring … Read More",
        ),
        None,
        None,
        0.1,
    ));
    hold(&failed_json(None, None, "timeout", "nothing came"));
}

#[test]
fn every_word_of_the_model_is_in_the_schema_and_no_other() {
    let schema = schema();
    let same = |pointer: &str, ours: Vec<&str>| {
        let mut listed: Vec<&str> =
            schema.pointer(pointer).unwrap().as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let mut ours = ours;
        listed.sort_unstable();
        ours.sort_unstable();
        assert_eq!(listed, ours, "{pointer}");
    };
    same("/$defs/reason/enum", Reason::ALL.iter().map(|word| word.as_str()).collect());
    same("/$defs/aside/properties/kind/enum", AsideKind::ALL.iter().map(|word| word.as_str()).collect());
    same("/$defs/verdict/properties/holding/enum", Holding::ALL.iter().map(|word| word.as_str()).collect());
    same(
        "/$defs/verdict/properties/declared/properties/access/enum",
        Access::ALL.iter().map(|word| word.as_str()).collect(),
    );
    same(
        "/$defs/verdict/properties/evidence/items/properties/origin/enum",
        Origin::ALL.iter().map(|word| word.as_str()).collect(),
    );
    same(
        "/$defs/verdict/properties/evidence/items/properties/rule/enum",
        Rule::ALL.iter().map(|word| word.as_str()).collect(),
    );
}

#[test]
fn the_checker_can_fail() {
    let schema = schema();
    let mut value = json!(reading_json(&read_text("A line."), None, None, 0.0));
    value["verdict"]["holding"] = "most".into();
    assert!(check(&schema, &schema, &value, "").is_err());
    value["verdict"]["holding"] = "full".into();
    value.as_object_mut().unwrap().remove("url");
    assert!(check(&schema, &schema, &value, "").is_err());
}

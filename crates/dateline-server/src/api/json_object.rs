//! Bodies that are JSON objects: fields by their names, and never a list of values in the order that the desk happens to keep them.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// What an object says.
#[derive(Debug)]
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData))
    }
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = Object<T>;

    fn expecting(&self, words: &mut fmt::Formatter<'_>) -> fmt::Result {
        words.write_str("a map of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Asked {
        act: i64,
    }

    #[test]
    fn fields_have_names() {
        let read = |text| serde_json::from_str::<Object<Asked>>(text).map(|Object(asked)| asked.act);
        assert_eq!(read(r#"{"act": 3}"#).unwrap(), 3);
        assert!(read("[3]").unwrap_err().to_string().contains("expected a map of fields"));
        assert!(read("null").is_err() && read("3").is_err());
    }
}

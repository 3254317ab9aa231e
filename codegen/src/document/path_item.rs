//! What a path item says for all of its operations.

use std::fmt;

use openapiv3::{Parameter, ReferenceOr, Server};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

/// A Path Item Object without its operations.
///
/// That of `openapiv3` has room for eight operations, and there may be thousands of path items: moving them about was a
/// twentieth of the time that large documents took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathItem {
    /// What its operations have beside their own parameters.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// Where its operations are, unless they say so themselves.
    pub servers: Vec<Server>,
}

impl<'de> Deserialize<'de> for PathItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = PathItem;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PathItem, A::Error> {
        let mut item = PathItem::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "parameters" => item.parameters = map.next_value()?,
                "servers" => item.servers = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(item)
    }
}

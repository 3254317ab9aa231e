//! `Serialize` and `Deserialize` for all types, apart from them: who has no use for it need not compile it.

use super::{Host, Item, SourceModule};
use crate::ir::{Api, TypeDef};

/// The implementations for all types of one file.
pub fn module(api: &Api) -> Option<SourceModule<'_>> {
    let types: Vec<&TypeDef> = api
        .types
        .iter()
        .filter(|def| !def.kind.is_alias())
        .collect();
    let is_empty = types.is_empty();
    let types = types.into_iter().map(|def| (def, None));
    (!is_empty).then_some(SourceModule {
        host: Host::Package,
        name: Some("serde_impls"),
        docs: None,
        items: vec![implementations(api, "super", types.collect())],
    })
}

/// The same for a file of a package, with the Cargo feature of each type that has one.
pub fn of_package<'a>(
    api: &'a Api,
    types: impl Iterator<Item = (&'a TypeDef, Option<&'a str>)>,
) -> Vec<Item<'a>> {
    let types = types.filter(|(def, _)| !def.kind.is_alias());
    vec![implementations(api, "crate", types.collect())]
}

/// One line for each type: what is implemented is the same for all.
fn implementations<'a>(
    api: &'a Api,
    base: &'static str,
    types: Vec<(&'a TypeDef, Option<&'a str>)>,
) -> Item<'a> {
    Item::new(move |code| {
        code.line(["use ", base, "::runtime::{json, serde};"]);
        code.line(["use ", base, "::types::*;"]);
        code.blank();
        code.lines(&THROUGH_JSON.replace("$Result", api.words.say("Result")));
        code.blank();
        code.block(["through_json!"], |code| {
            for (def, feature) in &types {
                if let Some(feature) = feature {
                    code.line(["#[cfg(feature = \"", feature, "\")]"]);
                }
                code.line([def.name.as_str(), ","]);
            }
        });
    })
}

const THROUGH_JSON: &str = "\
macro_rules! through_json {
    ($($(#[$only_with:meta])* $name:ident,)*) => {$(
        $(#[$only_with])*
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> $Result<S::Ok, S::Error> {
                json::serialize(self, serializer)
            }
        }

        $(#[$only_with])*
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> $Result<Self, D::Error> {
                json::deserialize(deserializer)
            }
        }
    )*};
}
";

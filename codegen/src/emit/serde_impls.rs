//! `Serialize` and `Deserialize` for all types, apart from them: who has no use for it need not compile it.

use super::writer::CodeWriter;
use super::{Host, Item, SourceModule};
use crate::ir::{Api, TypeDef, TypeKind};

/// The implementations for all types of one file.
pub fn module(api: &Api) -> Option<SourceModule<'_>> {
    let types: Vec<&TypeDef> = api.types.iter().filter(|def| !is_alias(def)).collect();
    let items = types.into_iter().map(|def| item(def, None));
    let items: Vec<_> = std::iter::once(imports("super")).chain(items).collect();
    (items.len() > 1).then_some(SourceModule {
        host: Host::Package,
        name: Some("serde_impls"),
        docs: None,
        items,
    })
}

/// The same for a file of a package, with the Cargo feature of each type that has one.
pub fn of_package<'a>(
    types: impl Iterator<Item = (&'a TypeDef, Option<&'a str>)>,
) -> Vec<Item<'a>> {
    let types = types.filter(|(def, _)| !is_alias(def));
    let items = types.map(|(def, feature)| item(def, feature));
    std::iter::once(imports("crate")).chain(items).collect()
}

fn imports(base: &'static str) -> Item<'static> {
    Item::new(move |code| {
        code.line(["use ", base, "::runtime::{json, serde};"]);
        code.line(["use ", base, "::types::*;"]);
    })
}

fn item<'a>(def: &'a TypeDef, feature: Option<&'a str>) -> Item<'a> {
    Item::new(move |code| {
        let name = def.name.as_str();
        only_with(code, feature);
        code.implement("impl serde::Serialize", name, |code| code.lines(SERIALIZE));
        code.blank();
        only_with(code, feature);
        code.implement("impl<'de> serde::Deserialize<'de>", name, |code| {
            code.lines(DESERIALIZE);
        });
    })
}

/// Leaves out what follows where the feature is off.
fn only_with(code: &mut CodeWriter, feature: Option<&str>) {
    if let Some(feature) = feature {
        code.line(["#[cfg(feature = \"", feature, "\")]"]);
    }
}

const SERIALIZE: &str = "\
fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
    json::serialize(self, serializer)
}
";

const DESERIALIZE: &str = "\
fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
    json::deserialize(deserializer)
}
";

/// An alias has what it stands for.
fn is_alias(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Alias { .. })
}

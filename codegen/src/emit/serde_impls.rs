//! `Serialize` and `Deserialize` for all types, apart from them: who has no use for it need not compile it.

use quote::quote;

use super::{Host, Item, SourceModule, fixed};
use crate::ir::{Api, TypeDef, TypeKind};

/// The implementations for all types of one file.
pub fn module(api: &Api) -> Option<SourceModule<'_>> {
    let types: Vec<&TypeDef> = api.types.iter().filter(|def| !is_alias(def)).collect();
    let imports = Item::new(|| {
        quote!(
            use super::runtime::{json, serde};
            use super::types::*;
        )
        .into()
    });
    let items = types.into_iter().map(|def| item(def, None));
    let items: Vec<_> = std::iter::once(imports).chain(items).collect();
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
    let mut items = vec![Item::new(|| {
        quote!(
            use crate::runtime::{json, serde};
            use crate::types::*;
        )
        .into()
    })];
    let types = types.filter(|(def, _)| !is_alias(def));
    items.extend(types.map(|(def, feature)| item(def, feature)));
    items
}

fn item<'a>(def: &'a TypeDef, feature: Option<&'a str>) -> Item<'a> {
    Item::new(move || {
        let only = feature.map(|feature| format!("#[cfg(feature = \"{feature}\")]\n"));
        let only = only.unwrap_or_default();
        let text = fixed::SERDE.replace("$only", &only);
        text.replace(fixed::NAME, def.name.as_str()).into()
    })
}

/// An alias has what it stands for.
fn is_alias(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Alias { .. })
}

//! Schemas that the options leave out.

use crate::config::PlaceKey;
use crate::hash::Map;
use crate::ir::{Api, TypeId};
use crate::lower::options::Options;

/// Says which schemas can't be left out, because something needs their types.
pub fn check(options: &Options<'_>, api: &Api) {
    if !api.types.iter().any(|def| def.unwanted) {
        return;
    }
    let needed = api.needed();
    let needers = needers(api, &needed);
    for (index, def) in api.types.iter().enumerate() {
        if def.unwanted && needed.get(index) == Some(&true) {
            let needer = needers.get(&TypeId::new(index));
            let needer = needer.map_or("a header or a webhook", String::as_str);
            let why = format!(
                "{needer} needs it; leave that out too, or give what refers to it the type `json`"
            );
            options.refuse(&def.at, PlaceKey::Skip, why);
        }
    }
}

/// What uses each type: the first operation, or else the first type that is needed itself.
fn needers(api: &Api, needed: &[bool]) -> Map<TypeId, String> {
    let mut needers: Map<TypeId, String> = Map::default();
    for operation in &api.operations {
        let mut add = |id| {
            let name = || format!("the operation `{}`", operation.id);
            needers.entry(id).or_insert_with(name);
        };
        operation.for_each_type(&mut |ty| ty.for_each_named(&mut add));
    }
    for (def, _) in api.types.iter().zip(needed).filter(|(_, needed)| **needed) {
        let mut add = |id| {
            needers
                .entry(id)
                .or_insert_with(|| format!("`{}`", def.name));
        };
        def.kind
            .for_each_type(&mut |ty| ty.for_each_named(&mut add));
    }
    needers
}

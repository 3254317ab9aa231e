//! What modules of types use.

use std::collections::BTreeSet;

use super::types;
use super::writer::CodeWriter;
use crate::ir::{
    Additional, Api, Enum, EnumRepr, Operation, Presence, Struct, Type, TypeDef, TypeKind,
};

/// The runtime's types that occur in the definitions of types and in signatures of operations.
pub fn used_of_runtime<'a>(
    api: &Api,
    types: impl IntoIterator<Item = &'a TypeDef>,
    operations: &[Operation],
) -> Vec<&'static str> {
    let mut used = BTreeSet::new();
    for def in types {
        def.kind
            .for_each_type(&mut |ty| runtime_types(ty, &mut used));
        if let TypeKind::Union(union) = &def.kind {
            // Conversions and accessors name what aliases stand for.
            let variants = union.variants.iter().map(|variant| &variant.ty);
            let common = union.common.iter().map(|property| &property.ty);
            for ty in variants.chain(common) {
                runtime_types(api.plain(ty), &mut used);
            }
        }
        match &def.kind {
            TypeKind::Struct(object) => struct_imports(object, &mut used),
            TypeKind::Enum(Enum {
                repr: EnumRepr::Json,
                ..
            })
            | TypeKind::Union(_) => {
                used.insert("Value");
            }
            TypeKind::Enum(_)
            | TypeKind::Alias { .. }
            | TypeKind::Same { .. }
            | TypeKind::Newtype { .. } => {}
        }
    }
    for operation in operations {
        operation.for_each_type(&mut |ty| runtime_types(ty, &mut used));
    }
    used.into_iter().collect()
}

/// What a module with these types uses, and no more. The runtime is at `base`.
pub fn of_types<'a, T>(code: &mut CodeWriter, api: &Api, types: T, base: &str)
where
    T: IntoIterator<Item = &'a TypeDef> + Clone,
{
    let all = || types.clone().into_iter();
    let mut names = used_of_runtime(api, all(), &[]);
    let used = names.len();
    names.retain(|name| !api.words.is_taken(name));
    let by_path = names.len() < used;
    let defines = all().any(|def| !def.kind.is_alias());
    let modules: &[&str] = match (defines, by_path || all().any(is_redacted)) {
        // The root is named by a line of its own.
        (false, _) => &[],
        (true, false) => &["json"],
        (true, true) => &["self", "json"],
    };
    let runtime = ["use ", base, "::runtime"].concat();
    if by_path && !defines {
        code.line([runtime.as_str(), ";"]);
    }
    // In the order of rustfmt: one name before several, a type before a module.
    let types_first = names.len() == 1;
    if types_first {
        code.import(&runtime, &names);
    }
    code.import(&runtime, modules);
    if !types_first {
        code.import(&runtime, &names);
    }
    if all().any(has_map) {
        code.line(["use std::collections::BTreeMap;"]);
    }
}

/// Whether a type has a `Debug` that names what stands for its secrets.
fn is_redacted(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Struct(object) => {
            object.arguments.is_some() && object.arguments().any(|field| field.sensitive)
        }
        TypeKind::Union(union) => union.sensitive,
        _ => false,
    }
}

fn has_map(def: &TypeDef) -> bool {
    let typed = matches!(
        &def.kind,
        TypeKind::Struct(Struct {
            additional: Additional::Typed { .. },
            ..
        })
    );
    let mut found = typed;
    def.kind
        .for_each_type(&mut |ty| ty.for_each(&mut |part| found |= matches!(part, Type::Map(_))));
    found
}

fn struct_imports(object: &Struct, used: &mut BTreeSet<&'static str>) {
    if object
        .fields
        .iter()
        .any(|field| field.presence == Presence::OptionalNullable)
    {
        used.insert("Nullable");
    }
    if matches!(object.additional, Additional::Kept(_)) {
        used.insert("AdditionalProperties");
    }
}

/// Adds the runtime's types that the expression of `ty` names.
pub fn runtime_types(ty: &Type, used: &mut BTreeSet<&'static str>) {
    ty.for_each(&mut |part| used.extend(types::of_runtime(part)));
}

//! The part of a harness that builds a value of each variant of each union by its constructors.

use std::fmt::Write;

use openapi_build::emit::types::{self, Module};
use openapi_build::ir::{
    Api, Field, Presence, Struct, Type, TypeDef, TypeKind, Union, UnionVariant, Written,
};

/// The functions that make values, and the table of the variants.
pub fn unions(api: &Api) -> String {
    let values = Values::of(api);
    let mut code = String::new();
    for (index, (def, rank)) in api.types.iter().zip(&values.ranks).enumerate() {
        if let Some(value) = rank.and_then(|rank| values.of_definition(def, rank)) {
            let name = &def.name;
            // Writing to a string never fails.
            let _ = write!(
                code,
                "fn value_{index}() -> types::{name} {{\n    {value}\n}}\n\n"
            );
        }
    }
    code.push_str("/// Variants of unions, whether something in them says which they are, and what builds them.\nconst VARIANTS: &[Variant] = &[\n");
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else {
            continue;
        };
        let pointer = format!("#{}", def.at.text());
        for (index, variant) in union.variants.iter().enumerate() {
            let said = is_said(union, index);
            let name = variant.name.as_str();
            if values.ranks_of(&variant.ty).is_none() {
                let _ = writeln!(code, "    ({pointer:?}, {name:?}, {said}, unbuilt),");
                continue;
            }
            let value = values.full(&variant.ty);
            for value in values.built(def, union, index, &value) {
                let _ = writeln!(
                    code,
                    "    ({pointer:?}, {name:?}, {said}, || built({value})),"
                );
            }
        }
    }
    code.push_str("];\n");
    code
}

/// Whether a property says that a value is of this variant.
fn is_said(union: &Union, variant: usize) -> bool {
    let mut cases = union.cases.iter().filter(|case| case.variant == variant);
    cases.any(|case| case.tag.is_some() || !case.hints.is_empty())
}

/// Expressions for values of all types, with nothing in them that may be missing.
struct Values<'a> {
    api: &'a Api,
    /// Of each type, how many types its values are deep at least, from 1; none where there is no end, and so no value.
    ranks: Vec<Option<usize>>,
}

impl<'a> Values<'a> {
    fn of(api: &'a Api) -> Self {
        let ranks = vec![None; api.types.len()];
        let mut values = Self { api, ranks };
        // A type is as deep as the deepest that it needs, which are known before it.
        for rank in 1..=api.types.len() {
            let next = |(def, known): (&TypeDef, &Option<usize>)| match known {
                None => values.can_be_made(def).then_some(rank),
                known => *known,
            };
            let ranks: Vec<_> = api.types.iter().zip(&values.ranks).map(next).collect();
            if ranks == values.ranks {
                break;
            }
            values.ranks = ranks;
        }
        values
    }

    fn can_be_made(&self, def: &TypeDef) -> bool {
        let can = |ty: &Type| self.ranks_of(ty).is_some();
        match &def.kind {
            TypeKind::Struct(object) => object
                .arguments()
                .all(|field| field.presence == Presence::RequiredNullable || can(&field.ty)),
            TypeKind::Enum(list) => !list.variants.is_empty(),
            TypeKind::Union(union) => union.variants.iter().any(|variant| can(&variant.ty)),
            TypeKind::Alias { ty, .. }
            | TypeKind::Same { ty, .. }
            | TypeKind::Newtype { ty, .. } => can(ty),
        }
    }

    /// How deep values of a type are, as far as it is known yet.
    fn ranks_of(&self, ty: &Type) -> Option<usize> {
        match ty {
            Type::Named(id) => self.ranks.get(id.0).copied().flatten(),
            Type::Boxed(inner) | Type::JsonText(inner) => self.ranks_of(inner),
            Type::Tuple(items) => items
                .iter()
                .try_fold(0, |deepest, item| Some(deepest.max(self.ranks_of(item)?))),
            _ => Some(0),
        }
    }

    /// What the function of a type of this rank gives.
    fn of_definition(&self, def: &TypeDef, rank: usize) -> Option<String> {
        Some(match &def.kind {
            TypeKind::Struct(object) => self.structure(def, object, |_| None),
            TypeKind::Enum(list) => {
                let first = list.variants.first()?;
                format!("types::{}::{}", def.name, first.name)
            }
            TypeKind::Union(union) => {
                // One that is made without the union itself.
                let mut variants = union.variants.iter();
                let first = variants.position(|variant| {
                    let needed = self.ranks_of(&variant.ty);
                    needed.is_some_and(|needed| needed < rank)
                })?;
                let value = self.value(&union.variants.get(first)?.ty);
                self.built(def, union, first, &value).into_iter().next()?
            }
            TypeKind::Alias { ty, .. } | TypeKind::Same { ty, .. } => self.value(ty),
            TypeKind::Newtype { ty, .. } => format!("types::{}({})", def.name, self.value(ty)),
        })
    }

    /// An object with these expressions for its arguments.
    fn structure(
        &self,
        def: &TypeDef,
        object: &Struct,
        value: impl Fn(&Field) -> Option<String>,
    ) -> String {
        let name = &def.name;
        let named = object.arguments.as_ref();
        let values = object.arguments().map(|field| {
            let value = value(field);
            let value = value.unwrap_or_else(|| match (field.presence, &field.ty) {
                (Presence::RequiredNullable, _) => "None".to_owned(),
                // Where it isn't given by name, `new` puts it into a box itself.
                (_, Type::Boxed(inner)) if named.is_none() => self.value(inner),
                (_, ty) => self.value(ty),
            });
            match named {
                Some(_) => format!("{}: {value}", field.name),
                None => value,
            }
        });
        let values = values.collect::<Vec<_>>().join(", ");
        match named {
            Some(arguments) => format!("types::{name}::new(types::{arguments} {{ {values} }})"),
            None => format!("types::{name}::new({values})"),
        }
    }

    /// The variant at `index` as its constructors build it of a value; of each tag that has to be given.
    fn built(&self, def: &TypeDef, union: &Union, index: usize, value: &str) -> Vec<String> {
        let Some(variant) = union.variants.get(index) else {
            return Vec::new();
        };
        let name = &def.name;
        if let Written::Chosen { function, .. } = &variant.written {
            let tags = variant.tags.iter();
            return tags
                .map(|tag| format!("types::{name}::{function}({tag:?}, {value})"))
                .collect();
        }
        let values = self.tagged(union, variant);
        let values = values.unwrap_or_else(|| vec![value.to_owned()]);
        let built = |value: String| match self.has_conversion(union, index, &variant.ty) {
            true => format!("types::{name}::from({value})"),
            false => {
                let value = in_box(variant, &value);
                format!("types::{name}::{}({value})", variant.name)
            }
        };
        values.into_iter().map(built).collect()
    }

    /// The values of a variant whose constructor asks for the discriminator, for each of its tags.
    fn tagged(&self, union: &Union, variant: &UnionVariant) -> Option<Vec<String>> {
        let property = union.discriminator.as_ref()?;
        let Type::Named(id) = self.api.plain(&variant.ty) else {
            return None;
        };
        let def = self.api.get(*id)?;
        let TypeKind::Struct(object) = &def.kind else {
            return None;
        };
        let asked = object.arguments().any(|field| field.wire == *property);
        let value = |tag: &String| {
            self.structure(def, object, |field| {
                let ty = types::text(self.api, &field.ty, Module::Client);
                (field.wire == *property).then(|| format!("tag::<{ty}>({tag:?})"))
            })
        };
        let tags = variant.tags.iter();
        (asked && !variant.tags.is_empty()).then(|| tags.map(value).collect())
    }

    /// Whether a type that stands for one variant alone has its conversion.
    fn has_conversion(&self, union: &Union, index: usize, ty: &Type) -> bool {
        let Type::Named(id) = ty else {
            return false;
        };
        let def = self.api.get(*id);
        let is_alias = def.is_some_and(|def| matches!(def.kind, TypeKind::Alias { .. }));
        let before = union.variants.iter().take(index);
        !is_alias && before.into_iter().all(|other| other.ty != *ty)
    }

    /// A value with something in it, where an empty one could be of any type.
    fn full(&self, ty: &Type) -> String {
        match ty {
            Type::List(item) if self.ranks_of(item).is_some() => {
                format!("vec![{}]", self.full(item))
            }
            Type::Map(value) if self.ranks_of(value).is_some() => {
                format!("[(\"key\".to_owned(), {})].into()", self.full(value))
            }
            Type::Nullable(inner) if self.ranks_of(inner).is_some() => {
                format!("Some({})", self.full(inner))
            }
            _ => self.value(ty),
        }
    }

    fn value(&self, ty: &Type) -> String {
        let text = match ty {
            Type::List(_) => return "Vec::new()".to_owned(),
            Type::Map(_) => return "Default::default()".to_owned(),
            Type::Nullable(_) => return "None".to_owned(),
            Type::Boxed(inner) => return format!("Box::new({})", self.value(inner)),
            Type::Named(id) => return format!("value_{}()", id.0),
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.value(item) + ",");
                return format!("({})", items.collect::<String>());
            }
            Type::Omissible(_) => return "Default::default()".to_owned(),
            Type::JsonText(inner) => {
                let ty = types::text(self.api, inner, Module::Client);
                return format!("in_text::<{ty}>(&{})", self.value(inner));
            }
            Type::Bool => "true",
            Type::Integer(_) | Type::NumberOrText(_) => "1",
            Type::Float | Type::Float32 | Type::Number | Type::ParsedNumber(_) => "0.5",
            Type::String => "\"some text\"",
            Type::Parsed(_) => "\"0\"",
            Type::Base64 => "\"AAECAw==\"",
            Type::Uuid => "\"73a0a199-024f-454d-a916-9bbda8502c12\"",
            Type::DateTime => "\"2026-01-02T03:04:05Z\"",
            Type::Date => "\"2026-01-02\"",
            Type::Json => "{\"any\":[true]}",
        };
        let ty = types::text(self.api, ty, Module::Client);
        format!("value::<{ty}>({text:?})")
    }
}

/// Structs are in a box.
fn in_box(variant: &UnionVariant, value: &str) -> String {
    let mut held = false;
    variant.ty.for_each_held(&mut |_| held = true);
    match held {
        true => format!("Box::new({value})"),
        false => value.to_owned(),
    }
}

//! How a struct is read, written and checked.

use std::fmt::Write;

use crate::emit::layout::{self, Expr};
use crate::emit::{fixed, types, validate};
use crate::ir::{
    Additional, Api, Field, Hidden, Presence, Preset, Struct, Type, TypeDef, TypeKind,
};
use crate::names::{TypeName, VariantName};

/// Adds `json::Json` for a struct.
pub fn object(code: &mut String, api: &Api, def: &TypeDef, object: &Struct) {
    code.reserve(512 + 256 * object.fields.len());
    // Writing to a string never fails.
    let _ = write(code, api, def, object);
}

fn write(code: &mut String, api: &Api, def: &TypeDef, object: &Struct) -> std::fmt::Result {
    let fields = &object.fields;
    if fields.iter().any(|field| field.docs.deprecated) {
        code.push_str("#[allow(deprecated)]\n");
    }
    writeln!(code, "impl json::Json for {} {{", def.name)?;
    if !fields.is_empty() {
        code.push_str("    const FIELDS: &'static [json::Field] = &[\n");
        for field in fields {
            code.extend(["        json::Field::", need(field), "("]);
            layout::literal(code, &field.wire);
            code.push_str(if field.sensitive {
                ").secret(),\n"
            } else {
                "),\n"
            });
        }
        code.push_str("    ];\n\n");
    }
    // Of other files, the name is known where findings are told.
    if def.at.file() == 0 {
        code.push_str("    const SCHEMA: &'static str = ");
        layout::literal(code, &def.at.to_string());
        code.push_str(";\n\n");
    }
    blank(code, api, object)?;
    properties(code, object)?;
    validate::object(code, api, object);
    code.push_str("}\n");
    debug(code, &def.name, &object.hidden);
    fixed::add(code, fixed::EQUAL, &def.name);
    Ok(())
}

/// `Debug` by the runtime.
fn debug(code: &mut String, name: &TypeName, hidden: &Hidden) {
    let (function, arguments) = match hidden {
        Hidden::All => ("json::debug_declared", None),
        Hidden::Named(names) if names.is_empty() => ("json::debug", None),
        Hidden::Named(names) => ("json::debug_without", Some(Expr::strings(names))),
    };
    let mut all = vec![Expr::string(name.as_str()), Expr::text("self")];
    all.extend(arguments);
    all.push(Expr::text("f"));
    code.extend(["\nimpl std::fmt::Debug for ", name.as_str(), " {\n"]);
    code.push_str("    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {\n");
    layout::line(code, 8, "", &Expr::call(function, all), "");
    code.push_str("    }\n}\n");
}

/// The value before anything is read: `new` with what stands for required properties that are missing.
fn blank(code: &mut String, api: &Api, object: &Struct) -> std::fmt::Result {
    code.push_str("    fn blank() -> Self {\n");
    let value = |field: &Field| blank_of(api, field);
    // What `new` sets, and may be missing.
    let preset = object.fields.iter().filter(|field| field.preset.is_some());
    let unset = preset.filter_map(|field| Some((field, unset(field)?)));
    let unset: Vec<_> = unset.collect();
    let (before, after) = match unset.is_empty() {
        true => ("", ""),
        false => ("let mut blank = ", ";"),
    };
    match &object.arguments {
        Some(arguments) => {
            writeln!(code, "        {before}Self::new({arguments} {{")?;
            for field in object.arguments() {
                writeln!(code, "            {}: {},", field.name, value(field))?;
            }
            writeln!(code, "        }}){after}")?;
        }
        None => {
            let values = object.arguments().map(|field| Expr::text(value(field)));
            let new = Expr::call("Self::new", values.collect());
            layout::line(code, 8, before, &new, after);
        }
    }
    for (field, unset) in &unset {
        writeln!(code, "        blank.{} = {unset};", field.name)?;
    }
    if !unset.is_empty() {
        code.push_str("        blank\n");
    }
    code.push_str("    }\n");
    Ok(())
}

/// Where the values of the properties are.
fn properties(code: &mut String, object: &Struct) -> std::fmt::Result {
    let additional = match &object.additional {
        Additional::Kept(name) | Additional::Typed { name, .. } => Some(name),
        // That is what the trait does.
        Additional::Dropped if object.fields.is_empty() => return Ok(()),
        Additional::Dropped => None,
    };
    let index = match object.fields.is_empty() {
        true => "_",
        false => "index",
    };
    for (method, reference) in [("property", "&"), ("property_mut", "&mut ")] {
        let last = match additional {
            Some(name) => format!("{reference}self.{name}"),
            None => "json::nothing()".to_owned(),
        };
        writeln!(
            code,
            "\n    fn {method}({reference}self, {index}: usize) -> {reference}dyn json::Property {{"
        )?;
        if object.fields.is_empty() {
            writeln!(code, "        {last}\n    }}")?;
            continue;
        }
        code.push_str("        match index {\n");
        for (index, field) in object.fields.iter().enumerate() {
            write!(code, "            {index}")?;
            code.extend([" => ", reference, "self.", field.name.as_str(), ",\n"]);
        }
        writeln!(code, "            _ => {last},\n        }}\n    }}")?;
    }
    Ok(())
}

fn need(field: &Field) -> &'static str {
    match field.presence {
        Presence::Required | Presence::RequiredNullable if field.defaulted => "defaulted",
        Presence::Required | Presence::RequiredNullable => "required",
        Presence::Optional | Presence::OptionalNullable => "optional",
    }
}

/// The value of a field that `new` doesn't take.
pub fn initial(api: &Api, field: &Field) -> String {
    if let Some(value) = field
        .preset
        .as_ref()
        .and_then(|preset| preset_of(api, preset))
    {
        return match field.presence {
            Presence::Required => value,
            Presence::RequiredNullable | Presence::Optional => format!("Some({value})"),
            Presence::OptionalNullable => format!("Nullable::Value({value})"),
        };
    }
    unset(field).unwrap_or_else(
        || match constant(api, &field.ty).filter(|_| field.constant) {
            Some((ty, variant)) => format!("{ty}::{variant}"),
            None => "json::Json::blank()".to_owned(),
        },
    )
}

/// What a property is that is not there, or null.
fn unset(field: &Field) -> Option<String> {
    match field.presence {
        Presence::RequiredNullable | Presence::Optional => Some("None".to_owned()),
        Presence::OptionalNullable => Some("Nullable::Absent".to_owned()),
        Presence::Required => None,
    }
}

fn preset_of(api: &Api, preset: &Preset) -> Option<String> {
    match preset {
        Preset::Text(text) => {
            let mut code = String::new();
            layout::literal(&mut code, text);
            Some(code + ".to_owned()")
        }
        Preset::Variant(id, index) => {
            let def = api.get(*id)?;
            let TypeKind::Enum(list) = &def.kind else {
                return None;
            };
            let variant = list.variants.get(*index)?;
            Some(format!("{}::{}", def.name, variant.name))
        }
    }
}

/// What stands for a field that `new` takes before anything is read.
fn blank_of(api: &Api, field: &Field) -> String {
    if let Some(unset) = unset(field) {
        return unset;
    }
    match types::unaliased(api, &field.ty) {
        Type::String => "String::new()".to_owned(),
        Type::List(_) => "Vec::new()".to_owned(),
        Type::Bool => "false".to_owned(),
        Type::Integer(_) => "0".to_owned(),
        // `new` takes what becomes one.
        ty @ (Type::Parsed(_)
        | Type::ParsedNumber(_)
        | Type::NumberOrText(_)
        | Type::Number
        | Type::Base64) => {
            let ty = types::text(api, ty, types::Module::Types);
            format!("<{ty} as json::Json>::blank()")
        }
        _ => "json::Json::blank()".to_owned(),
    }
}

/// The one value of an enum that lists just one.
fn constant<'a>(api: &'a Api, ty: &Type) -> Option<(&'a TypeName, &'a VariantName)> {
    let Type::Named(id) = ty else {
        return None;
    };
    let def = api.get(*id)?;
    match &def.kind {
        TypeKind::Enum(list) => Some((&def.name, &list.variants.first()?.name)),
        TypeKind::Alias { ty, .. } => constant(api, ty),
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype { .. } => None,
    }
}

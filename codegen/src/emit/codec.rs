//! How a struct is read and written: lines that are laid out as they are made, for every struct has
//! several for each of its fields, all of the same form.

use std::fmt::Write;

use crate::emit::fixed;
use crate::ir::{Additional, Api, Field, Presence, Struct, Type, TypeDef, TypeKind};
use crate::names::{TypeName, VariantName};

/// `json::Object` for a struct.
pub fn object(api: &Api, def: &TypeDef, object: &Struct) -> String {
    let mut code = String::with_capacity(512 + 256 * object.fields.len());
    // Writing to a string never fails.
    let _ = write(&mut code, api, def, object);
    code
}

fn write(code: &mut String, api: &Api, def: &TypeDef, object: &Struct) -> std::fmt::Result {
    let fields = &object.fields;
    if fields.iter().any(|field| field.docs.deprecated) {
        code.push_str("#[allow(deprecated)]\n");
    }
    writeln!(code, "impl json::Object for {} {{", def.name)?;
    code.push_str("    const FIELDS: &'static [json::Field] = &[");
    let end = if fields.is_empty() { "" } else { "\n    " };
    for field in fields {
        write!(
            code,
            "\n        json::Field::{}({:?}),",
            need(field),
            field.wire
        )?;
    }
    writeln!(
        code,
        "{end}];\n\n    fn blank() -> Self {{\n        Self {{"
    )?;
    for field in fields {
        write!(code, "            {}: ", field.name)?;
        blank(code, api, field)?;
        code.push_str(",\n");
    }
    match &object.additional {
        Additional::Kept(name) => {
            writeln!(code, "            {name}: AdditionalProperties::new(),")?;
        }
        Additional::Typed { name, .. } => writeln!(code, "            {name}: BTreeMap::new(),")?,
        Additional::Dropped => {}
    }
    code.push_str("        }\n    }\n\n");
    set(code, fields)?;
    put(code, fields)?;
    if let Additional::Kept(name) | Additional::Typed { name, .. } = &object.additional {
        code.push('\n');
        code.push_str(&fixed::ADDITIONAL.replace("$name", name.as_str()));
    }
    code.push_str("}\n");
    Ok(())
}

fn set(code: &mut String, fields: &[Field]) -> std::fmt::Result {
    let index = if fields.is_empty() { "_" } else { "index" };
    writeln!(
        code,
        "    fn set(&mut self, {index}: usize, reader: &mut json::Reader<'_>) -> Result<(), json::Failure> {{"
    )?;
    if fields.is_empty() {
        code.push_str("        reader.skip()\n    }\n\n");
        return Ok(());
    }
    code.push_str("        match index {\n");
    for (index, field) in fields.iter().enumerate() {
        let method = match field.presence {
            Presence::Optional => "read_optional",
            _ => "read",
        };
        let name = &field.name;
        writeln!(
            code,
            "            {index} => reader.{method}(&mut self.{name}),"
        )?;
    }
    code.push_str("            _ => reader.skip(),\n        }\n    }\n\n");
    Ok(())
}

fn put(code: &mut String, fields: &[Field]) -> std::fmt::Result {
    if fields.is_empty() {
        code.push_str("    fn put(&self, _: &mut json::Writer) {}\n");
        return Ok(());
    }
    code.push_str("    fn put(&self, writer: &mut json::Writer) {\n");
    for field in fields {
        let method = match field.presence {
            Presence::Optional => "put_optional",
            _ => "put",
        };
        let (wire, name) = (&field.wire, &field.name);
        writeln!(code, "        writer.{method}({wire:?}, &self.{name});")?;
    }
    code.push_str("    }\n");
    Ok(())
}

fn need(field: &Field) -> &'static str {
    match field.presence {
        Presence::Required | Presence::RequiredNullable if field.defaulted => "defaulted",
        Presence::Required | Presence::RequiredNullable => "required",
        Presence::Optional | Presence::OptionalNullable => "optional",
    }
}

/// The value a field has before anything is read.
fn blank(code: &mut String, api: &Api, field: &Field) -> std::fmt::Result {
    if field.constant
        && field.presence == Presence::Required
        && let Some((ty, variant)) = constant(api, &field.ty)
    {
        return write!(code, "{ty}::{variant}");
    }
    code.push_str(match (field.presence, &field.ty) {
        (Presence::RequiredNullable | Presence::Optional, _) => "None",
        (Presence::OptionalNullable, _) => "Nullable::Absent",
        (Presence::Required, Type::String) => "String::new()",
        (Presence::Required, Type::List(_)) => "Vec::new()",
        (Presence::Required, Type::Bool) => "false",
        (Presence::Required, Type::Integer(_)) => "0",
        (Presence::Required, _) => "json::Json::blank()",
    });
    Ok(())
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

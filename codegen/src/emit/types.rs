//! Type expressions.

use proc_macro2::TokenStream;

use crate::ir::{Api, Field, Presence, Type, TypeKind};

/// Which module an expression stands in, which decides how it names things.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// `types`, where every type has its plain name
    Types,
    /// The root, with the client
    Client,
    /// `operations`, which sees the root
    Operations,
}

/// Whether the expression of a type has a name that the root has.
pub fn is_of_root(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) | Type::Float | Type::Float32 | Type::String => false,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            is_of_root(inner)
        }
        Type::JsonText(inner) => is_of_root(inner),
        Type::Tuple(items) => items.iter().any(is_of_root),
        Type::Uuid
        | Type::DateTime
        | Type::Date
        | Type::Base64
        | Type::Parsed(_)
        | Type::Json
        | Type::Named(_) => true,
    }
}

/// `ty` as it is written in `module`.
pub fn expression(api: &Api, ty: &Type, module: Module) -> TokenStream {
    // What is no Rust is seen when the module is laid out.
    text(api, ty, module).parse().unwrap_or_default()
}

/// The same as text.
pub fn text(api: &Api, ty: &Type, module: Module) -> String {
    let mut code = String::new();
    write(&mut code, api, ty, module);
    code
}

fn write(code: &mut String, api: &Api, ty: &Type, module: Module) {
    let mut generic = |name: &str, inner: &Type| {
        code.push_str(name);
        write(code, api, inner, module);
        code.push('>');
    };
    // The client exports the runtime's types that it uses, so that their plain names do everywhere.
    let plain = match ty {
        Type::Bool => "bool",
        Type::Integer(name) => name,
        Type::Float => "f64",
        Type::Float32 => "f32",
        Type::Base64 => "Base64",
        Type::String => "String",
        Type::Uuid => "Uuid",
        Type::DateTime => "DateTime",
        Type::Date => "Date",
        Type::Json => "Value",
        Type::Parsed(path) => {
            let parts = ["Parsed<", path.trim(), ">"];
            return code.extend(parts);
        }
        Type::JsonText(inner) => return generic("JsonText<", inner),
        Type::List(item) => return generic("Vec<", item),
        Type::Map(value) if module == Module::Types => return generic("BTreeMap<String, ", value),
        Type::Map(value) => return generic("std::collections::BTreeMap<String, ", value),
        Type::Nullable(value) => return generic("Option<", value),
        Type::Boxed(value) => return generic("Box<", value),
        Type::Tuple(items) => return tuple(code, api, items, module),
        Type::Named(id) => match api.get(*id) {
            None => "Value",
            Some(def) => {
                code.push_str(match module {
                    Module::Types => "",
                    Module::Client | Module::Operations => "types::",
                });
                def.name.as_str()
            }
        },
    };
    code.push_str(plain);
}

fn tuple(code: &mut String, api: &Api, items: &[Type], module: Module) {
    code.push('(');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            code.push(' ');
        }
        write(code, api, item, module);
        // One item needs the comma.
        if index == 0 || index + 1 < items.len() {
            code.push(',');
        }
    }
    code.push(')');
}

/// The type of a field: its value's, and what absent and null add to it.
pub fn field(api: &Api, field: &Field) -> String {
    let ty = text(api, &field.ty, Module::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => format!("Option<{ty}>"),
        Presence::OptionalNullable => format!("Nullable<{ty}>"),
    }
}

/// The type of an argument that gives a field its value, and the expression that converts it.
pub fn argument(api: &Api, of: &Field) -> (String, String) {
    let name = of.name.as_str();
    let (boxed, ty) = match &of.ty {
        Type::Boxed(inner) => (true, text(api, inner, Module::Types)),
        ty => (false, text(api, ty, Module::Types)),
    };
    match (of.presence, unaliased(api, &of.ty)) {
        (Presence::OptionalNullable, _) => {
            let more = if boxed { ".map(Box::new)" } else { "" };
            let ty = format!("impl Into<Nullable<{ty}>>");
            (ty, format!("{name}.into(){more}"))
        }
        (Presence::RequiredNullable, _) => {
            let more = if boxed { ".map(Box::new)" } else { "" };
            (format!("Option<{ty}>"), format!("{name}{more}"))
        }
        (presence, _) if boxed => (ty, some_if(presence, format!("Box::new({name})"))),
        (presence, Type::String | Type::Parsed(_) | Type::Base64) => {
            let value = some_if(presence, format!("{name}.into()"));
            (format!("impl Into<{ty}>"), value)
        }
        (presence, _) => (ty, some_if(presence, name.to_owned())),
    }
}

/// What a name that is an alias in Rust stands for.
pub fn unaliased<'a>(api: &'a Api, mut ty: &'a Type) -> &'a Type {
    // An alias for itself must not hold this up for ever.
    for _ in 0..api.types.len() {
        let Type::Named(id) = ty else {
            break;
        };
        let Some(TypeKind::Alias { ty: inner, .. }) = api.get(*id).map(|def| &def.kind) else {
            break;
        };
        ty = inner;
    }
    ty
}

fn some_if(presence: Presence, value: String) -> String {
    match presence {
        Presence::Optional => format!("Some({value})"),
        _ => value,
    }
}

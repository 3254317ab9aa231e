//! Type expressions.

use std::borrow::Cow;

use super::expr::Expr;
use crate::ir::{Api, Field, Presence, Type};

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

/// The type of the runtime that the expression of a type itself names, if it does.
pub fn of_runtime(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Base64 => Some("Base64"),
        Type::Date => Some("Date"),
        Type::DateTime => Some("DateTime"),
        Type::Json => Some("Value"),
        Type::JsonText(_) => Some("JsonText"),
        Type::Number => Some("JsonNumber"),
        Type::NumberOrText(_) => Some("NumberOrText"),
        Type::Omissible(_) => Some("Nullable"),
        Type::Parsed(_) => Some("Parsed"),
        Type::ParsedNumber(_) => Some("ParsedNumber"),
        Type::Uuid => Some("Uuid"),
        Type::Bool
        | Type::Integer(_)
        | Type::Float
        | Type::Float32
        | Type::String
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_)
        | Type::Tuple(_)
        | Type::Named(_) => None,
    }
}

/// Whether the expression of a type has a name that the root has.
pub fn is_of_root(ty: &Type) -> bool {
    let mut found = false;
    ty.for_each(&mut |part| found |= matches!(part, Type::Named(_)) || of_runtime(part).is_some());
    found
}

/// `ty` as it is written in `module`.
pub fn text(api: &Api, ty: &Type, module: Module) -> String {
    let mut code = String::new();
    write(&mut code, api, ty, module);
    code
}

fn write(code: &mut String, api: &Api, ty: &Type, module: Module) {
    let say = |word: &'static str| match module {
        Module::Types => api.words.say(word),
        Module::Client | Module::Operations => word,
    };
    let mut generic = |name: &'static str, inner: &Type| {
        code.push_str(say(name));
        code.push('<');
        write(code, api, inner, module);
        code.push('>');
    };
    // The client exports the runtime's types that it uses, so that their plain names do everywhere.
    let named = of_runtime(ty).unwrap_or_default();
    let text = match ty {
        Type::Bool => "bool",
        Type::Integer(name) => name,
        Type::Float => "f64",
        Type::Float32 => "f32",
        Type::String => say("String"),
        Type::Base64 | Type::Uuid | Type::DateTime | Type::Date | Type::Json | Type::Number => {
            say(named)
        }
        Type::Parsed(path) | Type::ParsedNumber(path) => {
            let parts = [say(named), "<", path.trim(), ">"];
            return code.extend(parts);
        }
        Type::JsonText(inner) => return generic("JsonText", inner),
        Type::NumberOrText(inner) => return generic("NumberOrText", inner),
        Type::List(item) => return generic("Vec", item),
        Type::Map(value) => {
            let map = match module {
                Module::Types => "BTreeMap<",
                Module::Client | Module::Operations => "std::collections::BTreeMap<",
            };
            code.extend([map, say("String"), ", "]);
            write(code, api, value, module);
            return code.push('>');
        }
        Type::Nullable(value) => return generic("Option", value),
        Type::Omissible(value) => return generic("Nullable", value),
        Type::Boxed(value) => return generic("Box", value),
        Type::Tuple(items) => return tuple(code, api, items, module),
        Type::Named(id) => match api.get(id.named()) {
            None => say("Value"),
            Some(def) => {
                code.push_str(match module {
                    Module::Types => "",
                    Module::Client | Module::Operations => "types::",
                });
                return code.push_str(def.name.as_str());
            }
        },
    };
    code.push_str(text);
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
        Presence::RequiredNullable | Presence::Optional => {
            format!("{}<{ty}>", api.words.say("Option"))
        }
        Presence::OptionalNullable => format!("{}<{ty}>", api.words.say("Nullable")),
    }
}

/// The name of an argument that gives a field its value. In scripts without capital letters a field may be called as a tuple
/// struct, and no argument can.
pub fn argument_name(of: &Field) -> Cow<'_, str> {
    let name = of.name.as_str();
    match name.contains(char::is_lowercase) {
        true => name.into(),
        false => format!("{name}_").into(),
    }
}

/// The type of an argument that gives a field its value, and the expression that converts it.
pub fn argument(api: &Api, of: &Field) -> (String, Expr) {
    let name = Expr::text(argument_name(of).into_owned());
    let (boxed, ty) = match &of.ty {
        Type::Boxed(inner) => (true, text(api, inner, Module::Types)),
        ty => (false, text(api, ty, Module::Types)),
    };
    let into = |name: Expr| name.method("into", Vec::new());
    let new_box = || Expr::text(api.words.fill("$Box::new").into_owned());
    let in_box = |value: Expr| match boxed {
        true => value.method("map", vec![new_box()]),
        false => value,
    };
    match (of.presence, api.plain(&of.ty)) {
        (Presence::OptionalNullable, _) => {
            let nullable = api.words.say("Nullable");
            (format!("impl Into<{nullable}<{ty}>>"), in_box(into(name)))
        }
        (Presence::RequiredNullable, _) => {
            (format!("{}<{ty}>", api.words.say("Option")), in_box(name))
        }
        (presence, _) if boxed => {
            let value = Expr::call(api.words.fill("$Box::new").into_owned(), vec![name]);
            (ty, some_if(presence, value))
        }
        (
            presence,
            Type::String
            | Type::Parsed(_)
            | Type::ParsedNumber(_)
            | Type::NumberOrText(_)
            | Type::Number
            | Type::Base64,
        ) => (format!("impl Into<{ty}>"), some_if(presence, into(name))),
        (presence, _) => (ty, some_if(presence, name)),
    }
}

fn some_if(presence: Presence, value: Expr) -> Expr {
    match presence {
        Presence::Optional => Expr::call("Some", vec![value]),
        _ => value,
    }
}

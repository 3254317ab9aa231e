//! How a struct is read, written and checked.

use std::borrow::Cow;

use crate::emit::expr::Expr;
use crate::emit::writer::CodeWriter;
use crate::emit::{structs, types, validate};
use crate::ir::{
    Additional, Api, Field, Hidden, Presence, Preset, Struct, Type, TypeDef, TypeKind,
};
use crate::names::{TypeName, VariantName};

/// Adds `json::Json` for a struct, `Debug` and `PartialEq`.
pub fn object(code: &mut CodeWriter, api: &Api, def: &TypeDef, object: &Struct) {
    let name = def.name.as_str();
    code.blank();
    structs::allow_deprecated(code, object);
    code.implement("impl json::Json", name, |code| {
        fields(code, object);
        // Of other files, the name is known where findings are told.
        if def.at.file() == 0 {
            code.blank();
            let schema = Expr::string(&def.at.to_string());
            code.assign("const SCHEMA: &'static str =", &schema, ";");
        }
        code.blank();
        code.block(["fn blank() -> Self"], |code| blank(code, api, object));
        properties(code, object);
        validate::object(code, api, object);
    });
    debug(code, name, &object.hidden);
    code.blank();
    code.implement("impl PartialEq", name, |code| {
        code.block(["fn eq(&self, other: &Self) -> bool"], |code| {
            code.line(["json::equal(self, other)"]);
        });
    });
}

/// What there is to know of each property.
fn fields(code: &mut CodeWriter, object: &Struct) {
    if object.fields.is_empty() {
        return;
    }
    let fields = object.fields.iter().map(|field| {
        let new = ["json::Field::", need(field)].concat();
        let secret = field.sensitive.then(|| Expr::text(".secret()"));
        Expr::call(new, vec![Expr::string(&field.wire)]).chain(secret)
    });
    let before = "const FIELDS: &'static [json::Field] =";
    // More than two are never on one line.
    if object.fields.len() > 2 {
        code.nested([before, " &["], "];", |code| {
            for field in fields {
                code.statement(&field, ",");
            }
        });
    } else {
        code.assign(before, &Expr::slice(fields.collect()), ";");
    }
}

/// `Debug` by the runtime.
fn debug(code: &mut CodeWriter, name: &str, hidden: &Hidden) {
    let (function, arguments) = match hidden {
        Hidden::All => ("json::debug_declared", None),
        Hidden::Named(names) if names.is_empty() => ("json::debug", None),
        Hidden::Named(names) => ("json::debug_without", Some(Expr::strings(names))),
    };
    let mut all = vec![Expr::string(name), Expr::text("self")];
    all.extend(arguments);
    all.push(Expr::text("f"));
    code.blank();
    code.implement_debug(name, |code| {
        code.statement(&Expr::call(function, all), "");
    });
}

/// The value before anything is read: `new` with what stands for required properties that are missing.
fn blank(code: &mut CodeWriter, api: &Api, object: &Struct) {
    let value = |field: &Field| blank_of(api, field);
    // What `new` sets, and may be missing.
    let preset = object.fields.iter().filter(|field| field.preset.is_some());
    let unset = preset.filter_map(|field| Some((field, unset(api, field)?)));
    let unset: Vec<_> = unset.collect();
    let given = match &object.arguments {
        Some(arguments) => {
            let fields = object.arguments();
            let fields = fields.map(|field| [field.name.as_str(), ": ", &value(field)].concat());
            let fields = fields.map(Expr::text).collect();
            vec![Expr::structure(arguments.to_string(), fields)]
        }
        None => object.arguments().map(value).map(Expr::text).collect(),
    };
    let new = Expr::call("Self::new", given);
    match unset.is_empty() {
        true => code.statement(&new, ""),
        false => code.assign("let mut blank =", &new, ";"),
    }
    for (field, unset) in &unset {
        code.line(["blank.", field.name.as_str(), " = ", unset, ";"]);
    }
    if !unset.is_empty() {
        code.line(["blank"]);
    }
}

/// Where the values of the properties are.
fn properties(code: &mut CodeWriter, object: &Struct) {
    let additional = match &object.additional {
        Additional::Kept(name) | Additional::Typed { name, .. } => Some(name),
        // That is what the trait does.
        Additional::Dropped if object.fields.is_empty() => return,
        Additional::Dropped => None,
    };
    for (method, reference) in [("property", "&"), ("property_mut", "&mut ")] {
        let last = match additional {
            Some(name) => [reference, "self.", name.as_str()].concat(),
            None => "json::nothing()".to_owned(),
        };
        let receiver = [reference, "self"].concat();
        let index = match object.fields.is_empty() {
            true => "_: usize",
            false => "index: usize",
        };
        let result = [reference, "dyn json::Property"].concat();
        let arguments = vec![Expr::text(receiver), Expr::text(index)];
        code.blank();
        code.function(&["fn ", method].concat(), arguments, &result, |code| {
            if object.fields.is_empty() {
                return code.line([&last]);
            }
            code.block(["match index"], |code| {
                for (index, field) in object.fields.iter().enumerate() {
                    let index = index.to_string();
                    code.line([&index, " => ", reference, "self.", field.name.as_str(), ","]);
                }
                code.line(["_ => ", &last, ","]);
            });
        });
    }
}

fn need(field: &Field) -> &'static str {
    match field.presence {
        Presence::Required | Presence::RequiredNullable if field.defaulted => "defaulted",
        Presence::Required | Presence::RequiredNullable => "required",
        Presence::Optional | Presence::OptionalNullable => "optional",
    }
}

/// The value of a field that `new` doesn't take.
pub fn initial(api: &Api, field: &Field) -> Expr {
    let preset = field.preset.as_ref();
    if let Some(value) = preset.and_then(|preset| preset_of(api, preset)) {
        return match field.presence {
            Presence::Required => value,
            Presence::RequiredNullable | Presence::Optional => Expr::call("Some", vec![value]),
            Presence::OptionalNullable => {
                let some = api.words.fill("$Nullable::Value").into_owned();
                Expr::call(some, vec![value])
            }
        };
    }
    if let Some(unset) = unset(api, field) {
        return Expr::text(unset);
    }
    match constant(api, &field.ty).filter(|_| field.constant) {
        Some((ty, variant)) => Expr::text(format!("{ty}::{variant}")),
        None => Expr::text("json::Json::blank()"),
    }
}

/// What a property is that is not there, or null.
fn unset(api: &Api, field: &Field) -> Option<Cow<'static, str>> {
    match field.presence {
        Presence::RequiredNullable | Presence::Optional => Some("None".into()),
        Presence::OptionalNullable => Some(api.words.fill("$Nullable::Absent")),
        Presence::Required => None,
    }
}

fn preset_of(api: &Api, preset: &Preset) -> Option<Expr> {
    match preset {
        Preset::Text(text) => Some(Expr::string(text).method("to_owned", Vec::new())),
        Preset::Variant(id, index) => {
            let def = api.get(*id)?;
            let TypeKind::Enum(list) = &def.kind else {
                return None;
            };
            let variant = list.variants.get(*index)?;
            Some(Expr::text(format!("{}::{}", def.name, variant.name)))
        }
    }
}

/// What stands for a field that `new` takes before anything is read.
fn blank_of(api: &Api, field: &Field) -> String {
    if let Some(unset) = unset(api, field) {
        return unset.into_owned();
    }
    match api.plain(&field.ty) {
        Type::String => api.words.fill("$String::new()").into_owned(),
        Type::List(_) => api.words.fill("$Vec::new()").into_owned(),
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
fn constant<'a>(api: &'a Api, ty: &'a Type) -> Option<(&'a TypeName, &'a VariantName)> {
    let Type::Named(id) = api.plain(ty) else {
        return None;
    };
    let def = api.get(*id)?;
    let TypeKind::Enum(list) = &def.kind else {
        return None;
    };
    Some((&def.name, &list.variants.first()?.name))
}

//! Structs: fields, `new`, setters, and how they are read and written.

use crate::docs::{self, Block, Inline};
use crate::emit::expr::Expr;
use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::emit::{codec, head, item_paragraphs, label, type_paragraphs, validate};
use crate::ir::{Additional, Api, Field, Struct, TypeDef};
use crate::names::TypeName;

pub fn emit(code: &mut CodeWriter, api: &Api, def: &TypeDef, object: &Struct) {
    code.reserve(1024 + 640 * object.fields.len());
    definition(code, api, def, object);
    implementation(code, api, def, object);
    if let Some(arguments) = &object.arguments {
        by_name(code, api, def, arguments, object);
    }
    codec::object(code, api, def, object);
    if object.is_default() {
        code.blank();
        code.implement("impl Default", def.name.as_str(), |code| {
            code.block(["fn default() -> Self"], |code| code.line(["Self::new()"]));
        });
    }
}

/// The struct itself.
fn definition(code: &mut CodeWriter, api: &Api, def: &TypeDef, object: &Struct) {
    code.docs(&type_paragraphs(def, || label(&def.at) + "."));
    head(code, def);
    let is_hash = |path: &String| path.rsplit("::").next() == Some("Hash");
    if def.extras.derives.iter().any(is_hash) {
        // Equality is not derived, and compares all that a derived one would.
        code.line(["#[allow(clippy::derived_hash_with_manual_eq)]"]);
    }
    code.line(["#[non_exhaustive]"]);
    code.block(["pub struct ", def.name.as_str()], |code| {
        for field in &object.fields {
            code.docs(&field_docs(field));
            deprecated(code, field);
            let name = ["pub ", field.name.as_str(), ":"].concat();
            code.typed(&name, &types::field(api, field), ",");
        }
        additional_field(code, api, &object.additional);
    });
}

fn deprecated(code: &mut CodeWriter, field: &Field) {
    if field.docs.deprecated {
        code.line(["#[deprecated]"]);
    }
}

fn field_docs(field: &Field) -> Vec<Block> {
    let fallback = || place(field) + ".";
    let mut notes = validate::notes(&field.constraints);
    if let Some(default) = &field.default {
        notes.push("Default: " + docs::code(&default.to_string()) + ".");
    }
    if field.preset.is_some() {
        notes.push("`new` sets it.".into());
    }
    if field.docs.deprecated {
        notes.push("Deprecated.".into());
    }
    item_paragraphs(&field.docs, fallback, notes)
}

/// Where a property stands in the document; in others, whose names are not known here, what it is called.
fn place(field: &Field) -> Inline {
    match field.at.file() {
        0 => docs::code(&field.at.to_string()),
        _ => "The property " + docs::code(&field.wire),
    }
}

/// Lets code of ours handle every field, if one of them is deprecated.
pub fn allow_deprecated(code: &mut CodeWriter, object: &Struct) {
    if object.fields.iter().any(|field| field.docs.deprecated) {
        code.line(["#[allow(deprecated)]"]);
    }
}

fn additional_field(code: &mut CodeWriter, api: &Api, additional: &Additional) {
    match additional {
        Additional::Kept(name) => {
            code.line(["/// Properties that the document does not declare, as they were received; they are written back."]);
            let ty = api.words.say("AdditionalProperties");
            code.line(["pub ", name.as_str(), ": ", ty, ","]);
        }
        Additional::Typed { name, ty, .. } => {
            code.line(["/// All other properties."]);
            let text = types::text(api, ty, Module::Types);
            let ty = ["BTreeMap<", api.words.say("String"), ", ", &text, ">"].concat();
            code.typed(&["pub ", name.as_str(), ":"].concat(), &ty, ",");
        }
        Additional::Dropped => {}
    }
}

/// `new` and the setters.
fn implementation(code: &mut CodeWriter, api: &Api, def: &TypeDef, object: &Struct) {
    code.blank();
    allow_deprecated(code, object);
    code.block(["impl ", def.name.as_str()], |code| {
        new(code, api, object);
        let setters = object.fields.iter();
        for field in setters.filter(|field| !field.presence.is_required()) {
            setter(code, api, field);
        }
    });
}

fn new(code: &mut CodeWriter, api: &Api, object: &Struct) {
    let is_preset = object.fields.iter().any(|field| field.preset.is_some());
    code.line([match object.is_default() {
        true if is_preset => "/// Nothing set but what is always the same.",
        true => "/// Nothing set.",
        false => "/// All that is required; the rest is left out until it is set.",
    }]);
    code.line(["#[must_use]"]);
    let given = object.arguments().filter(|_| object.arguments.is_none());
    let mut arguments: Vec<Expr> = given
        .map(|field| argument(field, &types::argument(api, field).0))
        .collect();
    let required = object.arguments.as_ref();
    arguments.extend(required.map(|arguments| Expr::text(format!("required: {arguments}"))));
    code.function("pub fn new", arguments, "Self", |code| {
        let values: Vec<(&str, Option<Expr>)> = object
            .fields
            .iter()
            .map(|field| (field.name.as_str(), initial(api, field, required)))
            .chain(additional(api, &object.additional))
            .collect();
        if let [(name, Some(Expr::Text(value)))] = values.as_slice()
            && name.len() + ": ".len() + value.len() <= STRUCT_WIDTH
        {
            return code.line(["Self { ", name, ": ", value, " }"]);
        }
        code.block(["Self"], |code| {
            for (name, value) in values {
                match value {
                    Some(value) => code.assign(&[name, ":"].concat(), &value, ","),
                    None => code.line([name, ","]),
                }
            }
        });
    });
}

/// Columns that the fields of a struct take on one line (rustfmt's `struct_lit_width`).
const STRUCT_WIDTH: usize = 18;

/// What `new` gives a field; none where an argument of its name is the value.
fn initial(api: &Api, field: &Field, required: Option<&TypeName>) -> Option<Expr> {
    let name = field.name.as_str();
    match (field.is_argument(), required) {
        (false, _) => Some(codec::initial(api, field)),
        (true, Some(_)) => {
            let field = Expr::text([".", name].concat());
            Some(Expr::text("required").chain([field]))
        }
        (true, None) => {
            let value = types::argument(api, field).1;
            (value != Expr::text(name.to_owned())).then_some(value)
        }
    }
}

/// What `new` gives the field of what is not declared.
fn additional<'a>(api: &Api, additional: &'a Additional) -> Option<(&'a str, Option<Expr>)> {
    match additional {
        Additional::Kept(name) => {
            let new = api.words.fill("$AdditionalProperties::new()");
            Some((name.as_str(), Some(Expr::text(new))))
        }
        Additional::Typed { name, .. } => {
            Some((name.as_str(), Some(Expr::text("BTreeMap::new()"))))
        }
        Additional::Dropped => None,
    }
}

/// The argument of the type `ty` for a field.
fn argument(field: &Field, ty: &str) -> Expr {
    Expr::text([&*types::argument_name(field), ": ", ty].concat())
}

/// Adds the struct that gives the arguments of `new` by name.
fn by_name(code: &mut CodeWriter, api: &Api, def: &TypeDef, arguments: &TypeName, object: &Struct) {
    let sensitive = object.arguments().any(|field| field.sensitive);
    let docs = "The properties that [`" + Inline::from(&def.name) + "::new`] requires, by name.";
    code.blank();
    code.docs(&[docs.into()]);
    code.line([match sensitive {
        true => "#[derive(Clone, PartialEq)]",
        false => "#[derive(Clone, Debug, PartialEq)]",
    }]);
    code.block(["pub struct ", arguments.as_str()], |code| {
        for field in object.arguments() {
            code.docs(&[(place(field) + ".").into()]);
            let name = ["pub ", field.name.as_str(), ":"].concat();
            code.typed(&name, &types::field(api, field), ",");
        }
    });
    if sensitive {
        redacted_debug(code, arguments, object);
    }
}

fn setter(code: &mut CodeWriter, api: &Api, field: &Field) {
    let name = field.name.as_str();
    let (ty, value) = types::argument(api, field);
    code.blank();
    let docs = "Sets " + docs::code(&field.wire) + ".";
    code.docs(&[docs.into()]);
    deprecated(code, field);
    code.line(["#[must_use]"]);
    let arguments = vec![Expr::text("mut self"), argument(field, &ty)];
    let head = ["pub fn ", field.setter.as_str()].concat();
    code.function(&head, arguments, "Self", |code| {
        code.assign(&["self.", name, " ="].concat(), &value, ";");
        code.line(["self"]);
    });
}

/// `Debug` of the struct of arguments, without the secret ones.
fn redacted_debug(code: &mut CodeWriter, name: &TypeName, object: &Struct) {
    let shown = |field: &Field| field.docs.deprecated && !field.sensitive;
    code.blank();
    if object.arguments().any(shown) {
        code.line(["#[allow(deprecated)]"]);
    }
    code.implement_debug(name.as_str(), |code| {
        let fields = object.arguments().map(|field| {
            let name = field.name.as_str();
            let value = match field.sensitive {
                true => "&runtime::Redacted".to_owned(),
                false => format!("&self.{name}"),
            };
            let label = Expr::string(name.trim_start_matches("r#"));
            Expr::call(".field", vec![label, Expr::text(value)])
        });
        let finish = std::iter::once(Expr::text(".finish()"));
        let new = Expr::call(".debug_struct", vec![Expr::string(name.as_str())]);
        let calls = std::iter::once(new).chain(fields).chain(finish);
        code.statement(&Expr::text("f").chain(calls), "");
    });
}

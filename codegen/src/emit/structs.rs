//! Structs: fields, `new`, setters, and how they are read and written.
//!
//! All but the checks is written as the lines that come out: most of a client are fields and setters.

use crate::docs::{self, Block, Inline};
use crate::emit::layout::Expr;
use crate::emit::types::Module;
use crate::emit::{
    codec, fixed, head, item_paragraphs, label, layout, type_paragraphs, types, validate,
};
use crate::ir::{Additional, Api, Field, Struct, TypeDef};
use crate::names::TypeName;

pub fn emit(api: &Api, def: &TypeDef, object: &Struct) -> String {
    let name = &def.name;
    let mut code = String::with_capacity(1024 + 640 * object.fields.len());
    definition(&mut code, api, def, object);
    code.push('\n');
    implementation(&mut code, api, def, object);
    if let Some(arguments) = &object.arguments {
        code.push('\n');
        by_name(&mut code, api, def, arguments, object);
    }
    code.push('\n');
    codec::object(&mut code, api, def, object);
    if object.is_default() {
        fixed::add(&mut code, fixed::DEFAULT, name);
    }
    code
}

/// The struct itself.
fn definition(code: &mut String, api: &Api, def: &TypeDef, object: &Struct) {
    let docs = type_paragraphs(def, || label(&def.at) + ".");
    docs::comments(code, "", &docs);
    let name = def.name.as_str();
    head(code, def);
    let is_hash = |path: &String| path.rsplit("::").next() == Some("Hash");
    if def.extras.derives.iter().any(is_hash) {
        // Equality is not derived, and compares all that a derived one would.
        code.push_str("#[allow(clippy::derived_hash_with_manual_eq)]\n");
    }
    code.extend(["#[non_exhaustive]\npub struct ", name, " {"]);
    let opened = code.len();
    for field in &object.fields {
        separate(code, opened);
        docs::comments(code, "    ", &field_docs(field));
        code.push_str(deprecated(field));
        let ty = types::field(api, field);
        code.extend(["    pub ", field.name.as_str(), ": ", &ty, ",\n"]);
    }
    if !matches!(object.additional, Additional::Dropped) {
        separate(code, opened);
    }
    additional_field(code, api, &object.additional);
    code.push_str("}\n");
}

/// Ends the line of an opening brace at `opened` before the first thing inside.
fn separate(code: &mut String, opened: usize) {
    if code.len() == opened {
        code.push('\n');
    }
}

fn deprecated(field: &Field) -> &'static str {
    match field.docs.deprecated {
        true => "    #[deprecated]\n",
        false => "",
    }
}

fn field_docs(field: &Field) -> Vec<Block> {
    let fallback = || "The " + docs::code(&field.wire) + " property.";
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

/// Whether code of ours, which handles every field, handles one that is deprecated.
fn has_deprecated(object: &Struct) -> bool {
    object.fields.iter().any(|field| field.docs.deprecated)
}

fn additional_field(code: &mut String, api: &Api, additional: &Additional) {
    match additional {
        Additional::Kept(name) => code.extend([
            "    /// Properties that the document does not declare, as they were received; they are written back.\n",
            "    pub ",
            name.as_str(),
            ": AdditionalProperties,\n",
        ]),
        Additional::Typed { name, ty, .. } => {
            let ty = types::text(api, ty, Module::Types);
            let name = name.as_str();
            code.push_str("    /// All other properties.\n");
            code.extend(["    pub ", name, ": BTreeMap<String, ", &ty, ">,\n"]);
        }
        Additional::Dropped => {}
    }
}

/// `new` and the setters.
fn implementation(code: &mut String, api: &Api, def: &TypeDef, object: &Struct) {
    if has_deprecated(object) {
        code.push_str("#[allow(deprecated)]\n");
    }
    code.extend(["impl ", def.name.as_str(), " {\n"]);
    new(code, api, object);
    for field in &object.fields {
        if !field.presence.is_required() {
            setter(code, api, field);
        }
    }
    code.push_str("}\n");
}

fn new(code: &mut String, api: &Api, object: &Struct) {
    let is_preset = object.fields.iter().any(|field| field.preset.is_some());
    code.push_str(match object.is_default() {
        true if is_preset => "    /// Nothing set but what is always the same.\n    #[must_use]\n",
        true => "    /// Nothing set.\n    #[must_use]\n",
        false => {
            "    /// All that is required; the rest is left out until it is set.\n    #[must_use]\n"
        }
    });
    let given = object.arguments().filter(|_| object.arguments.is_none());
    let mut arguments: Vec<Expr> = given
        .map(|field| argument(field, &types::argument(api, field).0))
        .collect();
    let required = object.arguments.as_ref();
    arguments.extend(required.map(|arguments| Expr::text(format!("required: {arguments}"))));
    layout::signature(code, "new", arguments, "Self");
    code.push_str("        Self {\n");
    for field in &object.fields {
        let name = field.name.as_str();
        let value = match (field.is_argument(), required) {
            (false, _) => codec::initial(api, field),
            (true, Some(_)) => format!("required.{name}"),
            (true, None) => types::argument(api, field).1,
        };
        match value == name {
            true => code.extend(["            ", name, ",\n"]),
            false => code.extend(["            ", name, ": ", &value, ",\n"]),
        }
    }
    match &object.additional {
        Additional::Kept(name) => {
            let name = name.as_str();
            code.extend(["            ", name, ": AdditionalProperties::new(),\n"]);
        }
        Additional::Typed { name, .. } => {
            code.extend(["            ", name.as_str(), ": BTreeMap::new(),\n"]);
        }
        Additional::Dropped => {}
    }
    code.push_str("        }\n    }\n");
}

/// The argument of the type `ty` for a field.
fn argument(field: &Field, ty: &str) -> Expr {
    Expr::text([&*types::argument_name(field), ": ", ty].concat())
}

/// Adds the struct that gives the arguments of `new` by name.
fn by_name(code: &mut String, api: &Api, def: &TypeDef, arguments: &TypeName, object: &Struct) {
    let sensitive = object.arguments().any(|field| field.sensitive);
    let docs = "The properties that [`" + Inline::from(&def.name) + "::new`] requires, by name.";
    docs::comments(code, "", &[docs.into()]);
    code.extend([
        match sensitive {
            true => "#[derive(Clone, PartialEq)]\n",
            false => "#[derive(Clone, Debug, PartialEq)]\n",
        },
        "pub struct ",
        arguments.as_str(),
        " {\n",
    ]);
    for field in object.arguments() {
        let docs = "The " + docs::code(&field.wire) + " property.";
        docs::comments(code, "    ", &[docs.into()]);
        let ty = types::field(api, field);
        code.extend(["    pub ", field.name.as_str(), ": ", &ty, ",\n"]);
    }
    code.push_str("}\n");
    if sensitive {
        code.push('\n');
        redacted_debug(code, arguments, object);
    }
}

fn setter(code: &mut String, api: &Api, field: &Field) {
    let name = field.name.as_str();
    let (ty, value) = types::argument(api, field);
    code.push('\n');
    let docs = "Sets " + docs::code(&field.wire) + ".";
    docs::comments(code, "    ", &[docs.into()]);
    code.push_str(deprecated(field));
    code.push_str("    #[must_use]\n");
    let arguments = vec![Expr::text("mut self"), argument(field, &ty)];
    layout::signature(code, field.setter.as_str(), arguments, "Self");
    code.extend(["        self.", name, " = ", &value, ";\n"]);
    code.push_str("        self\n    }\n");
}

/// `Debug` of the struct of arguments, without the secret ones.
fn redacted_debug(code: &mut String, name: &TypeName, object: &Struct) {
    let mut lines = String::new();
    let mut deprecated = false;
    for field in object.arguments() {
        deprecated |= field.docs.deprecated && !field.sensitive;
        let name = field.name.as_str();
        let value = match field.sensitive {
            true => "runtime::Redacted".to_owned(),
            false => format!("self.{name}"),
        };
        let label = name.trim_start_matches("r#");
        lines.extend(["            .field(\"", label, "\", &", &value, ")\n"]);
    }
    if deprecated {
        code.push_str("#[allow(deprecated)]\n");
    }
    code.extend([
        "impl std::fmt::Debug for ",
        name.as_str(),
        " {\n    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {\n        f.debug_struct(\"",
        name.as_str(),
        "\")\n",
        &lines,
        "            .finish()\n    }\n}\n",
    ]);
}

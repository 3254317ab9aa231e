//! Structs: fields, `new`, setters, and how they are read and written.
//!
//! All but the checks is written as the lines that come out: most of a client are fields and setters.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::types::Module;
use crate::emit::{
    Code, codec, docs, fixed, item_paragraphs, label, type_paragraphs, types, validate,
};
use crate::ir::{Additional, Api, Field, Struct, TypeDef};
use crate::names::TypeName;

/// More required properties than this are given to `new` by name.
pub const MOST_ARGUMENTS: usize = 7;

/// Columns that a signature may take before its arguments stand below each other.
const WIDTH: usize = 89;

pub fn emit(api: &Api, def: &TypeDef, object: &Struct) -> Code {
    let name = &def.name;
    let secret_rest = matches!(
        object.additional,
        Additional::Typed {
            sensitive: true,
            ..
        }
    );
    let sensitive = secret_rest || object.fields.iter().any(|field| field.sensitive);
    let debug = sensitive.then(|| {
        let (fields, allow) = (object.fields.iter(), allow_deprecated(object));
        redacted_debug(name, fields, &object.additional, allow)
    });
    let validate = validate::emit(api, def, object);
    let code = Code::default()
        .and_text(definition(api, def, object, sensitive))
        .and_text(implementation(api, def, object));
    let code = match &object.arguments {
        Some(arguments) => by_name(api, def, arguments, object, code),
        None => code,
    };
    let code = code
        .and_tokens(quote!(#validate #debug))
        .and_text(codec::object(api, def, object))
        .and(fixed::OBJECT, name);
    let code = if is_default(object) {
        code.and(fixed::DEFAULT, name)
    } else {
        code
    };
    code.and(fixed::BRIDGES, name)
}

/// Whether nothing has to be given to build one.
fn is_default(object: &Struct) -> bool {
    object.arguments.is_none() && object.arguments().next().is_none()
}

/// The struct itself.
fn definition(api: &Api, def: &TypeDef, object: &Struct, sensitive: bool) -> String {
    let mut code = String::with_capacity(256 + 128 * object.fields.len());
    let docs = type_paragraphs(def, &format!("{}.", label(&def.at)));
    docs::comments(&mut code, "", &docs);
    let name = def.name.as_str();
    code.extend([
        derives(sensitive),
        "#[non_exhaustive]\npub struct ",
        name,
        " {",
    ]);
    let opened = code.len();
    for field in &object.fields {
        separate(&mut code, opened);
        docs::comments(&mut code, "    ", &field_docs(field));
        code.push_str(deprecated(field));
        let ty = types::field(api, field);
        code.extend(["    pub ", field.name.as_str(), ": ", &ty, ",\n"]);
    }
    if !matches!(object.additional, Additional::Dropped) {
        separate(&mut code, opened);
    }
    additional_field(&mut code, api, &object.additional);
    code.push_str("}\n");
    code
}

/// Ends the line of an opening brace at `opened` before the first thing inside.
fn separate(code: &mut String, opened: usize) {
    if code.len() == opened {
        code.push('\n');
    }
}

fn derives(sensitive: bool) -> &'static str {
    match sensitive {
        true => "#[derive(Clone, PartialEq)]\n",
        false => "#[derive(Clone, Debug, PartialEq)]\n",
    }
}

fn deprecated(field: &Field) -> &'static str {
    match field.docs.deprecated {
        true => "    #[deprecated]\n",
        false => "",
    }
}

fn field_docs(field: &Field) -> Vec<String> {
    let fallback = format!("The {} property.", docs::code(&field.wire));
    let mut notes = validate::notes(&field.constraints);
    if let Some(default) = &field.default {
        notes.push(format!("Default: {}.", docs::code(&default.to_string())));
    }
    if field.docs.deprecated {
        notes.push("Deprecated.".to_owned());
    }
    item_paragraphs(&field.docs, &fallback, &notes)
}

/// `#[allow(deprecated)]` for code of ours that handles every field.
fn allow_deprecated(object: &Struct) -> Option<TokenStream> {
    has_deprecated(object).then(|| quote!(#[allow(deprecated)]))
}

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
fn implementation(api: &Api, def: &TypeDef, object: &Struct) -> String {
    let mut code = String::with_capacity(256 + 160 * object.fields.len());
    if has_deprecated(object) {
        code.push_str("#[allow(deprecated)]\n");
    }
    code.extend(["impl ", def.name.as_str(), " {\n"]);
    new(&mut code, api, object);
    for field in &object.fields {
        if !field.presence.is_required() {
            setter(&mut code, api, field);
        }
    }
    code.push_str("}\n");
    code
}

fn new(code: &mut String, api: &Api, object: &Struct) {
    if is_default(object) {
        code.push_str("    /// Nothing set.\n    #[must_use]\n    pub fn new() -> Self {\n        json::Object::blank()\n    }\n");
        return;
    }
    code.push_str(
        "    /// All that is required; the rest is left out until it is set.\n    #[must_use]\n",
    );
    let given: Vec<&Field> = object.arguments().collect();
    let (arguments, values): (Vec<String>, Vec<String>) = match &object.arguments {
        Some(arguments) => {
            let value = |field: &&Field| format!("{0}: required.{0}", field.name);
            (
                vec![format!("required: {arguments}")],
                given.iter().map(value).collect(),
            )
        }
        None => given.iter().map(|field| by_position(api, field)).unzip(),
    };
    signature(code, "new", &arguments);
    code.push_str("        Self {\n");
    for value in &values {
        code.extend(["            ", value, ",\n"]);
    }
    if given.len() < object.fields.len() || !matches!(object.additional, Additional::Dropped) {
        code.push_str("            ..json::Object::blank()\n");
    }
    code.push_str("        }\n    }\n");
}

/// The argument for a field, and `name: value`, or `name` where both are the same.
fn by_position(api: &Api, field: &Field) -> (String, String) {
    let (ty, value) = types::argument(api, field);
    let name = field.name.as_str();
    let argument = format!("{name}: {ty}");
    if value == name {
        return (argument, value);
    }
    (argument, format!("{name}: {value}"))
}

/// The first line of a method that gives `Self`, or several if it would be long.
fn signature(code: &mut String, name: &str, arguments: &[String]) {
    let short = arguments.join(", ");
    let around = "    pub fn () -> Self {".len() + name.len();
    // Writing to a string never fails.
    let _ = if around + short.chars().count() <= WIDTH {
        writeln!(code, "    pub fn {name}({short}) -> Self {{")
    } else {
        let long = arguments.join(",\n        ");
        writeln!(
            code,
            "    pub fn {name}(\n        {long},\n    ) -> Self {{"
        )
    };
}

/// Adds the struct that gives the arguments of `new` by name.
fn by_name(api: &Api, def: &TypeDef, arguments: &TypeName, object: &Struct, code: Code) -> Code {
    let sensitive = object.arguments().any(|field| field.sensitive);
    let mut text = String::new();
    let docs = format!(
        "The properties that [`{}::new`] requires, by name.",
        def.name
    );
    docs::comments(&mut text, "", &[docs]);
    text.extend([
        derives(sensitive),
        "pub struct ",
        arguments.as_str(),
        " {\n",
    ]);
    for field in object.arguments() {
        let docs = format!("The {} property.", docs::code(&field.wire));
        docs::comments(&mut text, "    ", &[docs]);
        let ty = types::field(api, field);
        text.extend(["    pub ", field.name.as_str(), ": ", &ty, ",\n"]);
    }
    text.push_str("}\n");
    let code = code.and_text(text);
    if !sensitive {
        return code;
    }
    let fields = object.arguments();
    code.and_tokens(redacted_debug(
        arguments,
        fields,
        &Additional::Dropped,
        None,
    ))
}

fn setter(code: &mut String, api: &Api, field: &Field) {
    let name = field.name.as_str();
    let (ty, value) = types::argument(api, field);
    code.push('\n');
    let docs = format!("Sets {}.", docs::code(&field.wire));
    docs::comments(code, "    ", &[docs]);
    code.push_str(deprecated(field));
    code.push_str("    #[must_use]\n");
    let arguments = ["mut self".to_owned(), format!("{name}: {ty}")];
    signature(code, field.setter.as_str(), &arguments);
    code.extend(["        self.", name, " = ", &value, ";\n"]);
    code.push_str("        self\n    }\n");
}

fn redacted_debug<'a>(
    name: &TypeName,
    fields: impl Iterator<Item = &'a Field>,
    additional: &Additional,
    allow: Option<TokenStream>,
) -> TokenStream {
    let text = name.as_str();
    let fields = fields.map(|field| {
        let (name, label) = (&field.name, field.name.as_str());
        if field.sensitive {
            quote!(.field(#label, &runtime::Redacted))
        } else {
            quote!(.field(#label, &self.#name))
        }
    });
    let additional = match additional {
        Additional::Typed {
            name,
            sensitive: true,
            ..
        } => {
            let label = name.as_str();
            Some(quote!(.field(#label, &runtime::Redacted)))
        }
        Additional::Kept(name) | Additional::Typed { name, .. } => {
            let label = name.as_str();
            Some(quote!(.field(#label, &self.#name)))
        }
        Additional::Dropped => None,
    };
    quote! {
        #allow
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text)
                    #(#fields)*
                    #additional
                    .finish()
            }
        }
    }
}

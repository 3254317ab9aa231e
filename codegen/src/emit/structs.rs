//! Structs: fields, `new`, setters, and how they are read and written.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{Code, codec, docs, fixed, item_docs, label, type_docs, types, validate};
use crate::ir::{Additional, Api, Field, Struct, TypeDef};
use crate::names::{FieldName, TypeName};

/// More required properties than this are given to `new` by name.
pub const MOST_ARGUMENTS: usize = 7;

pub fn emit(api: &Api, def: &TypeDef, object: &Struct) -> Code {
    let name = &def.name;
    let docs = type_docs(def, &format!("{}.", label(&def.at)));
    let fields = object.fields.iter().map(|field| {
        let docs = field_docs(field);
        let deprecated = field.docs.deprecated.then(|| quote!(#[deprecated]));
        let (name, ty) = (&field.name, types::field(api, field));
        let allow = types::allow_complex(field);
        quote!(#docs #deprecated #allow pub #name: #ty)
    });
    let additional = additional_field(api, &object.additional);
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
    let derives = if sensitive {
        quote!(Clone, PartialEq)
    } else {
        quote!(Clone, Debug, PartialEq)
    };
    let constructors = constructors(api, def, object);
    let validate = validate::emit(api, def, object);
    let code = Code::from(quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #additional
        }

        #constructors
        #validate
        #debug
    })
    .and_text(&codec::object(api, def, object))
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

fn field_docs(field: &Field) -> TokenStream {
    let fallback = format!("The {} property.", docs::code(&field.wire));
    let mut notes = validate::notes(&field.constraints);
    if let Some(default) = &field.default {
        notes.push(format!("Default: {}.", docs::code(&default.to_string())));
    }
    if field.docs.deprecated {
        notes.push("Deprecated.".to_owned());
    }
    item_docs(&field.docs, &fallback, &notes)
}

/// `#[allow(deprecated)]` for code of ours that handles every field.
fn allow_deprecated(object: &Struct) -> Option<TokenStream> {
    let any = object.fields.iter().any(|field| field.docs.deprecated);
    any.then(|| quote!(#[allow(deprecated)]))
}

fn additional_field(api: &Api, additional: &Additional) -> Option<TokenStream> {
    match additional {
        Additional::Kept(name) => Some(quote! {
            #[doc = " Properties that the document does not declare, as they were received; they are written back."]
            pub #name: AdditionalProperties,
        }),
        Additional::Typed { name, ty, .. } => {
            let ty = types::expression(api, ty, types::Module::Types);
            Some(quote! {
                #[doc = " All other properties."]
                pub #name: BTreeMap<String, #ty>,
            })
        }
        Additional::Dropped => None,
    }
}

fn constructors(api: &Api, def: &TypeDef, object: &Struct) -> TokenStream {
    let name = &def.name;
    let allow = allow_deprecated(object);
    let given: Vec<&Field> = object.arguments().collect();
    let rest = (given.len() < object.fields.len()
        || !matches!(object.additional, Additional::Dropped))
    .then(|| quote!(..json::Object::blank()));
    let setters = object
        .fields
        .iter()
        .filter(|field| !field.presence.is_required())
        .map(|f| setter(api, f));
    let (new, more) = match &object.arguments {
        Some(arguments) => by_name(api, def, arguments, &given, rest),
        None if given.is_empty() => {
            let new = quote! {
                #[doc = " Nothing set."]
                #[must_use]
                pub fn new() -> Self {
                    json::Object::blank()
                }
            };
            (new, None)
        }
        None => (by_position(api, &given, rest), None),
    };
    quote! {
        #allow
        impl #name {
            #new
            #(#setters)*
        }
        #more
    }
}

fn by_position(api: &Api, given: &[&Field], rest: Option<TokenStream>) -> TokenStream {
    let (arguments, values): (Vec<_>, Vec<_>) = given
        .iter()
        .map(|field| {
            let (ty, value) = types::argument(api, field);
            let name = &field.name;
            (quote!(#name: #ty), initializer(name, &value))
        })
        .unzip();
    quote! {
        #[doc = " All that is required; the rest is left out until it is set."]
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* #rest }
        }
    }
}

/// `name: value`, or `name` where both are the same.
fn initializer(name: &FieldName, value: &TokenStream) -> TokenStream {
    if value.to_string() == name.as_str() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

fn by_name(
    api: &Api,
    def: &TypeDef,
    arguments: &TypeName,
    given: &[&Field],
    rest: Option<TokenStream>,
) -> (TokenStream, Option<TokenStream>) {
    let name = &def.name;
    let names: Vec<_> = given.iter().map(|field| &field.name).collect();
    let allows = given.iter().map(|field| types::allow_complex(field));
    let tys = given.iter().map(|field| types::field(api, field));
    let field_docs = given
        .iter()
        .map(|field| docs::attributes(&[format!("The {} property.", docs::code(&field.wire))]));
    let docs = docs::attributes(&[format!(
        "The properties that [`{name}::new`] requires, by name."
    )]);
    let new = quote! {
        #[doc = " All that is required; the rest is left out until it is set."]
        #[must_use]
        pub fn new(required: #arguments) -> Self {
            Self { #(#names: required.#names,)* #rest }
        }
    };
    let sensitive = given.iter().any(|field| field.sensitive);
    let (derives, debug) = if sensitive {
        let fields = given.iter().copied();
        let debug = redacted_debug(arguments, fields, &Additional::Dropped, None);
        (quote!(Clone, PartialEq), Some(debug))
    } else {
        (quote!(Clone, Debug, PartialEq), None)
    };
    let more = quote! {
        #docs
        #[derive(#derives)]
        pub struct #arguments {
            #(#field_docs #allows pub #names: #tys,)*
        }
        #debug
    };
    (new, Some(more))
}

fn setter(api: &Api, field: &Field) -> TokenStream {
    let (name, setter) = (&field.name, &field.setter);
    let (ty, value) = types::argument(api, field);
    let docs = docs::attributes(&[format!("Sets {}.", docs::code(&field.wire))]);
    let deprecated = field.docs.deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
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

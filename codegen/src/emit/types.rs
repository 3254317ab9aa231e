//! Type expressions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

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

/// Whether the expression of a type has a name that the root has.
pub fn is_of_root(ty: &Type) -> bool {
    match ty {
        Type::Bool | Type::Integer(_) | Type::Float | Type::Float32 | Type::String => false,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            is_of_root(inner)
        }
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
    let inner = |ty: &Type| expression(api, ty, module);
    match ty {
        Type::Bool => quote!(bool),
        Type::Integer(name) => {
            let name = Ident::new(name, Span::call_site());
            quote!(#name)
        }
        Type::Float => quote!(f64),
        Type::Float32 => quote!(f32),
        Type::Base64 => runtime("Base64"),
        Type::Parsed(path) => {
            let path: TokenStream = path.parse().unwrap_or_default();
            quote!(Parsed<#path>)
        }
        Type::String => quote!(String),
        Type::Uuid => runtime("Uuid"),
        Type::DateTime => runtime("DateTime"),
        Type::Date => runtime("Date"),
        Type::Json => runtime("Value"),
        Type::List(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        Type::Tuple(items) => {
            let items = items.iter().map(inner);
            quote!((#(#items,)*))
        }
        Type::Map(value) => {
            let value = inner(value);
            match module {
                Module::Types => quote!(BTreeMap<String, #value>),
                Module::Client | Module::Operations => {
                    quote!(std::collections::BTreeMap<String, #value>)
                }
            }
        }
        Type::Nullable(value) => {
            let value = inner(value);
            quote!(Option<#value>)
        }
        Type::Boxed(value) => {
            let value = inner(value);
            quote!(Box<#value>)
        }
        Type::Named(id) => {
            let Some(def) = api.get(*id) else {
                return runtime("Value");
            };
            let name = &def.name;
            match module {
                Module::Types => quote!(#name),
                Module::Client | Module::Operations => quote!(types::#name),
            }
        }
    }
}

/// The client exports the runtime's types that it uses, so that their plain names do everywhere.
fn runtime(name: &str) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(#name)
}

/// The type of a field: its value's, and what absent and null add to it.
pub fn field(api: &Api, field: &Field) -> TokenStream {
    let ty = expression(api, &field.ty, Module::Types);
    match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => quote!(Option<#ty>),
        Presence::OptionalNullable => quote!(Nullable<#ty>),
    }
}

/// Where clippy would have a name for a part of a field's type, and the document has none.
pub fn allow_complex(field: &Field) -> Option<TokenStream> {
    let nesting = match field.presence {
        Presence::Required => 1,
        _ => 2,
    };
    let weight = weight(&field.ty, nesting) + 10 * (nesting - 1);
    (weight > 250).then(|| quote!(#[allow(clippy::type_complexity)]))
}

/// What `clippy::type_complexity` makes of a type: ten for each of its parts, times how deep it is.
fn weight(ty: &Type, nesting: usize) -> usize {
    let within = nesting + 1;
    let parts = match ty {
        Type::List(inner) | Type::Nullable(inner) | Type::Boxed(inner) => weight(inner, within),
        Type::Map(value) => 10 * within + weight(value, within),
        Type::Parsed(_) => 10 * within,
        Type::Tuple(items) => items.iter().map(|item| weight(item, within)).sum(),
        _ => 0,
    };
    10 * nesting + parts
}

/// The type of an argument that gives a field its value, and the expression that converts it.
pub fn argument(api: &Api, of: &Field) -> (TokenStream, TokenStream) {
    let name = &of.name;
    let ty = expression(api, &of.ty, Module::Types);
    match (of.presence, &of.ty) {
        (Presence::OptionalNullable, Type::Boxed(inner)) => {
            let inner = expression(api, inner, Module::Types);
            (
                quote!(impl Into<Nullable<#inner>>),
                quote!(#name.into().map(Box::new)),
            )
        }
        (Presence::OptionalNullable, _) => (quote!(impl Into<Nullable<#ty>>), quote!(#name.into())),
        (Presence::RequiredNullable, Type::Boxed(inner)) => {
            let inner = expression(api, inner, Module::Types);
            (quote!(Option<#inner>), quote!(#name.map(Box::new)))
        }
        (Presence::RequiredNullable, _) => (quote!(Option<#ty>), quote!(#name)),
        (presence, Type::Boxed(inner)) => {
            let inner = expression(api, inner, Module::Types);
            (quote!(#inner), some_if(presence, quote!(Box::new(#name))))
        }
        (presence, Type::String | Type::Parsed(_) | Type::Base64) => (
            quote!(impl Into<#ty>),
            some_if(presence, quote!(#name.into())),
        ),
        (presence, _) => (quote!(#ty), some_if(presence, quote!(#name))),
    }
}

fn some_if(presence: Presence, value: TokenStream) -> TokenStream {
    match presence {
        Presence::Optional => quote!(Some(#value)),
        _ => value,
    }
}

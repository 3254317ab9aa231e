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
        (presence, Type::String) => (
            quote!(impl Into<String>),
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

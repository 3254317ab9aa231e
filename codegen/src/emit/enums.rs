//! Open enums: the listed values, and one variant that keeps any other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::emit::{Code, docs, fixed, item_docs, label, type_docs};
use crate::ir::{Enum, EnumRepr, TypeDef, Variant};

pub fn emit(def: &TypeDef, list: &Enum) -> Code {
    let name = &def.name;
    let docs = type_docs(
        def,
        &format!("{}: one of a list of values.", label(&def.at)),
    );
    let variants = list.variants.iter().map(|Variant { name, value, docs }| {
        let value = docs::code(&json(value));
        let described = docs.title.is_some() || docs.description.is_some();
        let notes = described.then(|| value.clone());
        let docs = item_docs(docs, &value, notes.as_slice());
        quote!(#docs #name)
    });
    let (unknown, derives) = match list.repr {
        EnumRepr::String => (quote!(String), quote!(Clone, Debug, PartialEq, Eq, Hash)),
        EnumRepr::Integer => (quote!(i64), quote!(Clone, Copy, Debug, PartialEq, Eq, Hash)),
        EnumRepr::Json => (quote!(Value), quote!(Clone, Debug, PartialEq)),
    };
    let (implementation, rest) = match list.repr {
        EnumRepr::String => (string_enum(def, list), fixed::STRING_ENUM),
        EnumRepr::Integer => (integer_enum(def, list), fixed::INTEGER_ENUM),
        EnumRepr::Json => (json_enum(def, list), fixed::JSON_ENUM),
    };
    let listed = list.variants.iter().map(|variant| json(&variant.value));
    let boolean = list.repr == EnumRepr::Json
        && list
            .variants
            .iter()
            .all(|variant| variant.value.is_boolean());
    let code = Code::from(quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that the document does not list, as it was received."]
            Unknown(#unknown),
        }

        #implementation

        impl runtime::Validate for #name {
            fn check(&self, at: &mut runtime::Checker<'_>) {
                if let Self::Unknown(_) = self {
                    at.enumeration(&[#(#listed),*]);
                }
            }
        }
    })
    .and(rest, name);
    let code = if boolean {
        code.and(fixed::BOOLEAN_ENUM, name)
    } else {
        code
    };
    code.and(fixed::BRIDGES, name)
}

fn string_enum(def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let variants: Vec<_> = list.variants.iter().map(|variant| &variant.name).collect();
    let texts: Vec<_> = list
        .variants
        .iter()
        .map(|variant| variant.value.as_str().unwrap_or(""))
        .collect();
    quote! {
        impl #name {
            #[doc = " The value as it is on the wire."]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Unknown(other) => other,
                }
            }

            fn known(text: &str) -> Option<Self> {
                match text {
                    #(#texts => Some(Self::#variants),)*
                    _ => None,
                }
            }
        }
    }
}

fn integer_enum(def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let variants: Vec<_> = list.variants.iter().map(|variant| &variant.name).collect();
    let numbers: Vec<_> = list
        .variants
        .iter()
        .map(|variant| Literal::i64_unsuffixed(variant.value.as_i64().unwrap_or(0)))
        .collect();
    quote! {
        impl #name {
            #[doc = " The value as it is on the wire."]
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Unknown(other) => other,
                }
            }

            fn known(number: i64) -> Option<Self> {
                match number {
                    #(#numbers => Some(Self::#variants),)*
                    _ => None,
                }
            }
        }
    }
}

fn json_enum(def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let known = list.variants.iter().map(|Variant { name, value, .. }| {
        let guard = is(value);
        quote!(value if #guard => Some(Self::#name))
    });
    let values = list.variants.iter().map(|Variant { name, value, .. }| {
        let value = literal(value);
        quote!(Self::#name => #value)
    });
    quote! {
        impl #name {
            #[doc = " The value as it is on the wire."]
            #[must_use]
            pub fn to_value(&self) -> Value {
                match self {
                    #(#values,)*
                    Self::Unknown(other) => other.clone(),
                }
            }

            fn known(value: &Value) -> Option<Self> {
                match value {
                    #(#known,)*
                    _ => None,
                }
            }
        }
    }
}

/// Whether a `value` is this one.
fn is(listed: &Value) -> TokenStream {
    match listed {
        Value::Bool(listed) => quote!(value.as_bool() == Some(#listed)),
        Value::String(text) => quote!(value.as_str() == Some(#text)),
        Value::Number(number) => match number.as_f64() {
            Some(number) => quote!(value.as_f64() == Some(#number)),
            None => quote!(false),
        },
        other => {
            let text = other.to_string();
            quote!(#text.parse::<Value>().is_ok_and(|listed| listed == *value))
        }
    }
}

/// An expression that makes this value.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(Value::Bool(#value)),
        Value::String(text) => quote!(Value::from(#text)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(number), _) => {
                let number = Literal::i64_suffixed(number);
                quote!(Value::from(#number))
            }
            (None, number) => {
                let number = number.unwrap_or_default();
                quote!(Value::from(#number))
            }
        },
        other => {
            let text = other.to_string();
            quote!(#text.parse().unwrap_or_default())
        }
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

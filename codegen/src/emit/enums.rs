//! Open enums: the listed values, and one variant that keeps any other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::emit::{docs, item_docs, label, serde_bridges, type_docs};
use crate::ir::{Enum, EnumRepr, TypeDef, Variant};

pub fn emit(def: &TypeDef, list: &Enum) -> TokenStream {
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
    let implementation = match list.repr {
        EnumRepr::String => string_enum(def, list),
        EnumRepr::Integer => integer_enum(def, list),
        EnumRepr::Json => json_enum(def, list),
    };
    let listed = list.variants.iter().map(|variant| json(&variant.value));
    let bridges = serde_bridges(name);
    quote! {
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

        #bridges
    }
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

        impl json::Json for #name {
            fn blank() -> Self {
                Self::Unknown(String::new())
            }

            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
                reader.string_enum(Self::known, Self::Unknown)
            }

            fn write(&self, writer: &mut json::Writer) {
                writer.string(self.as_str());
            }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Unknown(text.to_owned()))
            }
        }

        impl From<String> for #name {
            fn from(text: String) -> Self {
                Self::known(&text).unwrap_or(Self::Unknown(text))
            }
        }

        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;

            // Not `Self::Err`: a variant may be called so.
            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
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

        impl json::Json for #name {
            fn blank() -> Self {
                Self::Unknown(0)
            }

            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
                reader.integer_enum(Self::known, Self::Unknown)
            }

            fn write(&self, writer: &mut json::Writer) {
                json::Json::write(&self.as_i64(), writer);
            }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl From<i64> for #name {
            fn from(number: i64) -> Self {
                Self::known(number).unwrap_or(Self::Unknown(number))
            }
        }

        impl std::str::FromStr for #name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(|number: i64| Self::from(number))
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
    let boolean = list
        .variants
        .iter()
        .all(|variant| variant.value.is_boolean())
        .then(|| boolean(def));
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

        impl json::Json for #name {
            fn blank() -> Self {
                Self::Unknown(Value::Null)
            }

            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
                reader.value_enum(Self::known, Self::Unknown)
            }

            fn write(&self, writer: &mut json::Writer) {
                json::Json::write(&self.to_value(), writer);
            }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.to_value(), f)
            }
        }

        impl From<Value> for #name {
            fn from(value: Value) -> Self {
                Self::known(&value).unwrap_or(Self::Unknown(value))
            }
        }

        #boolean
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

/// What an enum of booleans can do besides.
fn boolean(def: &TypeDef) -> TokenStream {
    let name = &def.name;
    quote! {
        impl #name {
            #[doc = " The value if it is a boolean."]
            #[must_use]
            pub fn as_bool(&self) -> Option<bool> {
                self.to_value().as_bool()
            }
        }

        impl From<bool> for #name {
            fn from(value: bool) -> Self {
                Self::from(Value::Bool(value))
            }
        }
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

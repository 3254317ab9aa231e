//! Lists, maps and tuples that hold themselves: a struct around each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::types::{self, Module};
use crate::emit::{Code, fixed, item_docs, label, validate};
use crate::ir::{Api, Constraints, Type, TypeDef};

pub fn emit(api: &Api, def: &TypeDef, ty: &Type, constraints: &Constraints) -> Code {
    let name = &def.name;
    let notes = validate::notes(constraints);
    let docs = item_docs(&def.docs, &format!("{}.", label(&def.at)), &notes);
    let held = types::expression(api, ty, Module::Types);
    let validate = validate::newtype(api, def, ty, constraints);
    let seen_through = seen_through(api, def, ty);
    let (derives, blank) = match ty {
        Type::Tuple(_) => (
            quote!(Clone, Debug, PartialEq),
            quote!(Self(json::Json::blank())),
        ),
        _ => (
            quote!(Clone, Debug, Default, PartialEq),
            quote!(Self::default()),
        ),
    };
    Code::from(quote! {
        #docs
        #[derive(#derives)]
        pub struct #name(pub #held);

        impl json::Json for #name {
            fn blank() -> Self {
                #blank
            }

            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
                reader.value().map(Self)
            }

            fn write(&self, writer: &mut json::Writer) {
                self.0.write(writer);
            }
        }

        impl From<#held> for #name {
            fn from(value: #held) -> Self {
                Self(value)
            }
        }

        #validate
        #seen_through
    })
    .and(fixed::BRIDGES, name)
}

/// What the rules of a place need that has the type.
fn seen_through(api: &Api, def: &TypeDef, ty: &Type) -> TokenStream {
    let name = &def.name;
    match ty {
        Type::List(inner) => {
            let item = types::expression(api, inner, Module::Types);
            quote! {
                impl runtime::validate::Sequence for #name {
                    type Item = #item;

                    fn sequence(&self) -> Option<&[Self::Item]> {
                        runtime::validate::Sequence::sequence(&self.0)
                    }
                }
            }
        }
        Type::Map(inner) => {
            let value = types::expression(api, inner, Module::Types);
            quote! {
                impl runtime::validate::Mapping for #name {
                    type Value = #value;

                    fn length(&self) -> Option<usize> {
                        runtime::validate::Mapping::length(&self.0)
                    }

                    fn visit(&self, entry: &mut dyn FnMut(&str, &Self::Value)) {
                        runtime::validate::Mapping::visit(&self.0, entry);
                    }
                }
            }
        }
        Type::Nullable(inner) => seen_through(api, def, inner),
        _ => TokenStream::new(),
    }
}

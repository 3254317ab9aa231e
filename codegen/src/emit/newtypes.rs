//! Lists and maps that hold themselves: a struct around each.

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
    Code::from(quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name(pub #held);

        impl json::Json for #name {
            fn blank() -> Self {
                Self::default()
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
    })
    .and(fixed::BRIDGES, name)
}

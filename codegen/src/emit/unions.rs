//! Unions: one variant for each type, and one that keeps any other value.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::types::{self, Module};
use crate::emit::{Code, docs, fixed, item_docs, label, type_docs, validate};
use crate::ir::{Api, Case, JsonKind, Tag, Type, TypeDef, Union, UnionVariant};

pub fn emit(api: &Api, def: &TypeDef, union: &Union) -> Code {
    let name = &def.name;
    let docs = type_docs(def, &format!("{}: one of several types.", label(&def.at)));
    let variants = union.variants.iter().map(|variant| {
        let fallback = format!(
            "A value of {}.",
            docs::code(&types::expression(api, &variant.ty, Module::Types).to_string())
        );
        let note = "Also what has no known value of the discriminator.".to_owned();
        let mut notes = validate::notes(&variant.constraints);
        notes.extend(variant.default.then_some(note));
        let docs = item_docs(&variant.docs, &fallback, &notes);
        let (name, ty) = (&variant.name, payload(api, &variant.ty));
        quote!(#docs #name(#ty))
    });
    let names: Vec<_> = union.variants.iter().map(|variant| &variant.name).collect();
    let cases = union.cases.iter().map(case);
    let reads = names.iter().enumerate().filter_map(|(variant, name)| {
        let of_variant = union.cases.iter().enumerate();
        let of_variant = of_variant.filter(|(_, case)| case.variant == variant);
        let patterns = ranges(of_variant.map(|(index, _)| index));
        (!patterns.is_empty()).then(|| quote!(#(#patterns)|* => reader.value().map(Self::#name)))
    });
    let conversions = conversions(api, def, union);
    let checks = checks(api, def, union);
    let debug = redacted_debug(def, union);
    let derives = match debug {
        Some(_) => quote!(Clone, PartialEq),
        None => quote!(Clone, Debug, PartialEq),
    };
    Code::from(quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value of none of these types, as it was received."]
            Unknown(Value),
        }

        impl json::Json for #name {
            fn blank() -> Self {
                Self::Unknown(Value::Null)
            }

            fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::Failure> {
                const CASES: &[json::Case] = &[#(#cases),*];
                reader.union(
                    CASES,
                    |index, reader| match index {
                        #(#reads,)*
                        _ => reader.value().map(Self::Unknown),
                    },
                    Self::Unknown,
                )
            }

            fn write(&self, writer: &mut json::Writer) {
                match self {
                    #(Self::#names(value) => value.write(writer),)*
                    Self::Unknown(value) => value.write(writer),
                }
            }
        }

        #debug
        #checks
        #conversions
    })
    .and(fixed::BRIDGES, name)
}

/// `Debug` without the secret, if one of the variants is one. A value of none of them may be it in
/// another form.
fn redacted_debug(def: &TypeDef, union: &Union) -> Option<TokenStream> {
    if !union.variants.iter().any(|variant| variant.sensitive) {
        return None;
    }
    let name = &def.name;
    let arms = union.variants.iter().map(|variant| {
        let (name, text) = (&variant.name, variant.name.as_str());
        match variant.sensitive {
            true => {
                quote!(Self::#name(_) => f.debug_tuple(#text).field(&runtime::Redacted).finish())
            }
            false => quote!(Self::#name(value) => f.debug_tuple(#text).field(value).finish()),
        }
    });
    Some(quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms,)*
                    Self::Unknown(_) => f.debug_tuple("Unknown").field(&runtime::Redacted).finish(),
                }
            }
        }
    })
}

/// Patterns for these numbers, which ascend.
fn ranges(numbers: impl Iterator<Item = usize>) -> Vec<TokenStream> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let pattern = |(first, last): (usize, usize)| {
        let literals = [first, last].map(Literal::usize_unsuffixed);
        match literals {
            [only, _] if first == last => quote!(#only),
            [first, last] => quote!(#first..=#last),
        }
    };
    ranges.into_iter().map(pattern).collect()
}

/// What a variant holds. Structs are in a box: they differ in size, and may contain the union.
fn payload(api: &Api, ty: &Type) -> TokenStream {
    let expression = types::expression(api, ty, Module::Types);
    let mut held = false;
    ty.for_each_held(&mut |_| held = true);
    match held {
        true => quote!(Box<#expression>),
        false => expression,
    }
}

fn case(case: &Case) -> TokenStream {
    let kinds = case.kinds.iter().map(|kind| {
        let name = format_ident!(
            "{}",
            match kind {
                JsonKind::Null => "Null",
                JsonKind::Bool => "Bool",
                JsonKind::Number => "Number",
                JsonKind::String => "String",
                JsonKind::Array => "Array",
                JsonKind::Object => "Object",
            }
        );
        quote!(json::Kind::#name)
    });
    let tag = case
        .tag
        .as_ref()
        .map(|Tag { property, values }| quote!(.tagged(#property, &[#(#values),*])));
    let default = case.default.then(|| quote!(.by_default()));
    let hints = case
        .hints
        .iter()
        .map(|Tag { property, values }| quote!((#property, &[#(#values),*])));
    let hints = (!case.hints.is_empty()).then(|| quote!(.hinted(&[#(#hints),*])));
    let (required, known, values) = (&case.required, &case.known, &case.values);
    let object = (!known.is_empty()).then(|| quote!(.object(&[#(#required),*], &[#(#known),*])));
    let strings = (!values.is_empty()).then(|| quote!(.strings(&[#(#values),*])));
    quote!(json::Case::of(&[#(#kinds),*]) #tag #default #hints #object #strings)
}

/// `From` for the types that stand for one variant alone.
fn conversions(api: &Api, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let mut seen: Vec<&Type> = Vec::new();
    let mut conversions = TokenStream::new();
    for UnionVariant {
        name: variant, ty, ..
    } in &union.variants
    {
        let Type::Named(id) = ty else {
            continue;
        };
        // An alias may be the same type as another variant.
        let named = api
            .get(*id)
            .is_some_and(|def| !matches!(def.kind, crate::ir::TypeKind::Alias { .. }));
        if !named || seen.contains(&ty) {
            continue;
        }
        seen.push(ty);
        let ty = types::expression(api, ty, Module::Types);
        conversions.extend(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(Box::new(value))
                }
            }
        });
    }
    conversions
}

fn checks(api: &Api, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let checked: Vec<_> = union
        .variants
        .iter()
        .filter_map(|variant| {
            let (at, value) = (quote!(at), quote!(value));
            let checks = validate::value(api, &variant.ty, &variant.constraints, &at, &value);
            let name = &variant.name;
            match checks.as_slice() {
                [] => None,
                [only] => Some((name, quote!(#only), quote!(#only;))),
                several => Some((name, quote!({ #(#several;)* }), quote!(#(#several;)*))),
            }
        })
        .collect();
    let all = checked.len() == union.variants.len();
    let (at, body) = match checked.as_slice() {
        [] => (quote!(_), TokenStream::new()),
        [(only, _, checks)] => (
            quote!(at),
            quote!(if let Self::#only(value) = self { #checks }),
        ),
        several => {
            let rest = if all {
                quote!(Self::Unknown(_))
            } else {
                quote!(_)
            };
            let arms = several
                .iter()
                .map(|(name, checks, _)| quote!(Self::#name(value) => #checks,));
            (quote!(at), quote!(match self { #(#arms)* #rest => {} }))
        }
    };
    quote! {
        impl runtime::Validate for #name {
            fn check(&self, #at: &mut runtime::Checker<'_>) {
                #body
            }
        }
    }
}

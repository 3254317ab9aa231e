//! The rules of the document as checks, and as words.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Number;

use crate::emit::docs;
use crate::ir::{Additional, Api, Constraints, Field, Rule, Struct, Type, TypeDef, TypeKind};

/// `runtime::Validate` for a struct.
pub fn emit(api: &Api, def: &TypeDef, object: &Struct) -> TokenStream {
    let name = &def.name;
    let allow = object
        .fields
        .iter()
        .any(|field| field.docs.deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    let mut checks: Vec<TokenStream> = object
        .fields
        .iter()
        .map(|field| property(api, field))
        .filter(|checks| !checks.is_empty())
        .collect();
    checks.extend(object.rules.iter().filter_map(property_count));
    if let Additional::Typed {
        name: map,
        ty,
        constraints,
        ..
    } = &object.additional
    {
        let map_type = Type::Map(Box::new(ty.clone()));
        let each = (!constraints.is_empty()).then(|| Box::new(constraints.clone()));
        let constraints = Constraints {
            rules: Vec::new(),
            each,
        };
        let of_map = value(
            api,
            &map_type,
            &constraints,
            &quote!(at),
            &quote!(&self.#map),
        );
        checks.extend(of_map.into_iter().map(|check| quote!(#check;)));
    }
    let at = if checks.is_empty() {
        quote!(_)
    } else {
        quote!(at)
    };
    quote! {
        #allow
        impl runtime::Validate for #name {
            fn check(&self, #at: &mut runtime::Checker<'_>) {
                #(#checks)*
            }
        }
    }
}

/// The same for a list or map that is a type of its own.
pub fn newtype(api: &Api, def: &TypeDef, ty: &Type, constraints: &Constraints) -> TokenStream {
    let name = &def.name;
    let checks = value(api, ty, constraints, &quote!(at), &quote!(&self.0));
    let at = if checks.is_empty() {
        quote!(_)
    } else {
        quote!(at)
    };
    quote! {
        impl runtime::Validate for #name {
            fn check(&self, #at: &mut runtime::Checker<'_>) {
                #(#checks;)*
            }
        }
    }
}

fn property(api: &Api, field: &Field) -> TokenStream {
    let (name, wire) = (&field.name, &field.wire);
    let (at, place) = (quote!(at.property(#wire)), quote!(&self.#name));
    let checks = value(api, &field.ty, &field.constraints, &at, &place);
    quote!(#(#checks;)*)
}

/// The checks of the value at `place`: expressions that begin with the checker that is there, `at`.
pub(super) fn value(
    api: &Api,
    ty: &Type,
    constraints: &Constraints,
    at: &TokenStream,
    place: &TokenStream,
) -> Vec<TokenStream> {
    let mut checks = rules(api, ty, constraints, at, place);
    if is_checked(api, ty) {
        checks.push(quote!(#at.each(#place)));
    }
    checks
}

/// The rules that the place of a value gives, for the value and what it holds.
fn rules(
    api: &Api,
    ty: &Type,
    constraints: &Constraints,
    at: &TokenStream,
    place: &TokenStream,
) -> Vec<TokenStream> {
    let mut checks: Vec<TokenStream> = constraints
        .rules
        .iter()
        .map(|rule| check(rule, at, place))
        .collect();
    let (inner, method) = match unnamed(api, ty) {
        Type::List(inner) => (inner, quote!(items)),
        Type::Map(inner) => (inner, quote!(entries)),
        _ => return checks,
    };
    if let Some(each) = &constraints.each {
        let inner = rules(api, inner, each, &quote!(at), &quote!(value));
        checks.push(match inner.as_slice() {
            [only] => quote!(#at.#method(#place, |value, at| #only)),
            _ => quote!(#at.#method(#place, |value, at| { #(#inner;)* })),
        });
    }
    checks
}

/// What a type holds: what its aliases stand for, and what stands around itself.
fn unnamed<'a>(api: &'a Api, mut ty: &'a Type) -> &'a Type {
    // An alias for itself must not hold this up for ever.
    for _ in 0..api.types.len() {
        let Type::Named(id) = ty else {
            break;
        };
        ty = match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Alias { ty, .. } | TypeKind::Newtype { ty, .. }) => ty,
            _ => break,
        };
    }
    ty
}

/// Whether values of this type can break a rule of a type that they contain.
pub(super) fn is_checked(api: &Api, ty: &Type) -> bool {
    let mut checked = false;
    ty.for_each_named(&mut |id| {
        checked |= api.get(id).is_some_and(|def| match &def.kind {
            TypeKind::Alias { ty, .. } => is_checked(api, ty),
            _ => def.checked,
        });
    });
    checked
}

fn check(rule: &Rule, at: &TokenStream, place: &TokenStream) -> TokenStream {
    let size = |n: &u64| Literal::u64_unsuffixed(*n);
    match rule {
        Rule::MinLength(n) => {
            let n = size(n);
            quote!(#at.min_length(#place, #n))
        }
        Rule::MaxLength(n) => {
            let n = size(n);
            quote!(#at.max_length(#place, #n))
        }
        Rule::Pattern(pattern) => quote!({
            static PATTERN: runtime::Pattern = runtime::Pattern::new(#pattern);
            #at.pattern(#place, &PATTERN)
        }),
        Rule::Minimum(n, exclusive) => {
            let n = number(n);
            if *exclusive {
                quote!(#at.exclusive_minimum(#place, #n))
            } else {
                quote!(#at.minimum(#place, #n))
            }
        }
        Rule::Maximum(n, exclusive) => {
            let n = number(n);
            if *exclusive {
                quote!(#at.exclusive_maximum(#place, #n))
            } else {
                quote!(#at.maximum(#place, #n))
            }
        }
        Rule::MultipleOf(n) => {
            let n = number(n);
            quote!(#at.multiple_of(#place, #n))
        }
        Rule::MinItems(n) => {
            let n = size(n);
            quote!(#at.min_items(#place, #n))
        }
        Rule::MaxItems(n) => {
            let n = size(n);
            quote!(#at.max_items(#place, #n))
        }
        Rule::UniqueItems => quote!(#at.unique_items(#place)),
        Rule::MinProperties(n) => {
            let n = size(n);
            quote!(#at.min_properties(#place, #n))
        }
        Rule::MaxProperties(n) => {
            let n = size(n);
            quote!(#at.max_properties(#place, #n))
        }
    }
}

/// `minProperties` and `maxProperties` count what is written, declared or not.
fn property_count(rule: &Rule) -> Option<TokenStream> {
    match rule {
        Rule::MinProperties(n) => {
            let n = Literal::u64_unsuffixed(*n);
            Some(quote!(at.min_members(self, #n);))
        }
        Rule::MaxProperties(n) => {
            let n = Literal::u64_unsuffixed(*n);
            Some(quote!(at.max_members(self, #n);))
        }
        _ => None,
    }
}

fn number(number: &Number) -> TokenStream {
    if let Some(whole) = number.as_i64() {
        let literal = Literal::i64_suffixed(whole);
        return quote!(#literal);
    }
    let literal = Literal::f64_suffixed(number.as_f64().unwrap_or_default());
    quote!(#literal)
}

/// The rules in words, for the documentation.
pub fn notes(constraints: &Constraints) -> Vec<String> {
    let mut notes: Vec<String> = constraints.rules.iter().map(words).collect();
    if let Some(each) = &constraints.each {
        let of_each = self::notes(each);
        notes.extend(
            of_each
                .iter()
                .map(|note| format!("Each: {}", lower_first(note))),
        );
    }
    notes
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

fn words(rule: &Rule) -> String {
    let count = |n: u64, one: &str, many: &str| {
        if n == 1 {
            format!("1 {one}")
        } else {
            format!("{n} {many}")
        }
    };
    match rule {
        Rule::MinLength(n) => format!("At least {}.", count(*n, "character", "characters")),
        Rule::MaxLength(n) => format!("At most {}.", count(*n, "character", "characters")),
        Rule::Pattern(pattern) => format!("Matches {}.", docs::code(pattern)),
        Rule::Minimum(n, false) => format!("At least {n}."),
        Rule::Minimum(n, true) => format!("More than {n}."),
        Rule::Maximum(n, false) => format!("At most {n}."),
        Rule::Maximum(n, true) => format!("Less than {n}."),
        Rule::MultipleOf(n) => format!("A multiple of {n}."),
        Rule::MinItems(n) => format!("At least {}.", count(*n, "item", "items")),
        Rule::MaxItems(n) => format!("At most {}.", count(*n, "item", "items")),
        Rule::UniqueItems => "No item twice.".to_owned(),
        Rule::MinProperties(n) => format!("At least {}.", count(*n, "property", "properties")),
        Rule::MaxProperties(n) => format!("At most {}.", count(*n, "property", "properties")),
    }
}

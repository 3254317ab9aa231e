//! Forms: structs that collect the parts of a body of `multipart/form-data`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::requests::{borrowed, reference, style};
use crate::emit::types::Module;
use crate::emit::{docs, item_docs, validate};
use crate::ir::{Api, Function, Multipart, Part, PartKind};

/// The form of a function.
pub fn form(api: &Api, function: &Function<'_>, form: &Multipart) -> TokenStream {
    let name = &form.name;
    let docs = docs::attributes(&[format!("The body of [`Client::{}`].", function.name)]);
    let new = constructor(api, form);
    let derives = match form.parts.iter().any(|part| part.required) {
        true => quote!(Debug),
        false => quote!(Debug, Default),
    };
    let setters = form
        .parts
        .iter()
        .filter(|part| !part.required)
        .map(|part| setter(api, part));
    quote! {
        #docs
        #[derive(#derives)]
        pub struct #name {
            parts: runtime::Multipart,
        }

        impl #name {
            #new
            #(#setters)*

            #[doc = " Adds a part that the document does not declare, or one more of a name."]
            #[must_use]
            pub fn part(mut self, name: impl Into<String>, part: impl Into<runtime::Part>) -> Self {
                self.parts.add(name, part);
                self
            }
        }

        #[doc = " Parts made by hand."]
        impl From<runtime::Multipart> for #name {
            fn from(parts: runtime::Multipart) -> Self {
                Self { parts }
            }
        }

        impl From<#name> for runtime::Multipart {
            fn from(form: #name) -> Self {
                form.parts
            }
        }
    }
}

fn constructor(api: &Api, form: &Multipart) -> TokenStream {
    let required: Vec<&Part> = form.parts.iter().filter(|part| part.required).collect();
    if required.is_empty() {
        return quote! {
            #[doc = " No parts."]
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let arguments = required.iter().map(|part| argument(api, part));
    let statements = required.iter().map(|part| set(part, &quote!(parts)));
    let texts: Vec<String> = required.iter().filter_map(|part| described(part)).collect();
    let mut paragraphs =
        vec!["The parts that are required; the rest is left out until it is set.".to_owned()];
    if !texts.is_empty() {
        paragraphs.extend(["# Arguments".to_owned(), texts.join("\n")]);
    }
    let docs = docs::attributes(&paragraphs);
    let many = (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #[must_use]
        #many
        pub fn new(#(#arguments),*) -> Self {
            let mut parts = runtime::Multipart::new();
            #(#statements)*
            Self { parts }
        }
    }
}

/// `- name: what the document says of it`, if it says something.
fn described(part: &Part) -> Option<String> {
    let name = docs::code(part.name.as_str());
    let description = part.docs.description.as_deref().map(docs::first_paragraph);
    let texts: Vec<String> = description.into_iter().chain(notes(part)).collect();
    (!texts.is_empty()).then(|| format!("- {name}: {}", texts.join(" ")))
}

fn notes(part: &Part) -> Vec<String> {
    let mut notes = validate::notes(&part.constraints);
    notes.extend(part.notes.iter().cloned());
    notes
}

fn setter(api: &Api, part: &Part) -> TokenStream {
    let name = &part.name;
    let argument = argument(api, part);
    let set = set(part, &quote!(self.parts));
    let fallback = format!("Sets {}.", docs::code(&part.wire));
    let docs = item_docs(&part.docs, &fallback, &notes(part));
    let deprecated = part.docs.deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #name(mut self, #argument) -> Self {
            #set
            self
        }
    }
}

fn argument(api: &Api, part: &Part) -> TokenStream {
    let name = &part.name;
    let ty = match &part.kind {
        PartKind::File | PartKind::Part => quote!(impl Into<runtime::Part>),
        PartKind::Files => quote!(impl IntoIterator<Item = runtime::Part>),
        PartKind::Value(ty) | PartKind::Styled(ty, ..) => borrowed(api, ty, Module::Operations),
    };
    quote!(#name: #ty)
}

fn set(part: &Part, parts: &TokenStream) -> TokenStream {
    let (name, wire, media) = (&part.name, &part.wire, &part.content_type);
    match &part.kind {
        PartKind::File => quote!(#parts.file(#wire, #media, #name);),
        PartKind::Files => quote!(#parts.files(#wire, #media, #name);),
        PartKind::Part => quote!(#parts.set(#wire, #media, #name);),
        PartKind::Value(ty) => {
            let value = reference(&quote!(#name), ty);
            quote!(#parts.value(#wire, #media, #value);)
        }
        PartKind::Styled(ty, of_part, explode) => {
            let value = reference(&quote!(#name), ty);
            let style = style(*of_part);
            quote!(#parts.styled(#wire, runtime::Style::#style, #explode, #value);)
        }
    }
}

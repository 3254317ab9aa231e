//! Webhooks and callbacks: the types of what servers send.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::operations::{item, section, status_text};
use crate::emit::outside::Mention;
use crate::emit::types::{self, Module};
use crate::emit::{docs, item_docs};
use crate::ir::{Api, HeaderSet, Incoming};

/// The type of a request's body.
pub fn emit(api: &Api, one: &Incoming, mention: Mention) -> TokenStream {
    let name = &one.name;
    let ty = match (&one.body, &one.media) {
        (Some(ty), _) => types::expression(api, ty, Module::Operations),
        (None, Some(_)) => quote!(runtime::Bytes),
        (None, None) => quote!(()),
    };
    let (method, target) = (docs::code(&one.method), docs::code(&one.target));
    let sent = match &one.function {
        Some(function) => {
            let function = mention.of(function);
            format!("{method} to {target}, as {function} asks for it.")
        }
        None => format!("The webhook {target}, sent as {method}."),
    };
    let body = match (&one.body, &one.media) {
        (Some(_), _) => {
            "Read its body by [`json::from_slice`](super::runtime::json::from_slice).".to_owned()
        }
        (None, Some(media)) => format!("Its body is {}, as bytes.", docs::code(media)),
        (None, None) => "It has no body.".to_owned(),
    };
    let headers = one.headers.and_then(|index| api.headers.get(index));
    let headers = headers.map(|HeaderSet { name, .. }| {
        format!(" Read its headers by [`{name}`](super::headers::{name}).")
    });
    let mut notes = vec![format!("{sent} {body}{}", headers.unwrap_or_default())];
    let parameters = one.parameters.iter().map(|(place, name, description)| {
        let text = description.as_deref().map(docs::first_paragraph);
        let name = format!("{}, in the {place}", docs::code(name));
        item(&name, &[text.unwrap_or_default()])
    });
    notes.extend(section("# Parameters", parameters.collect()));
    let replies = one.replies.iter().map(|(status, description)| {
        let text = docs::first_paragraph(description);
        item(&docs::code(&status_text(*status)), &[text])
    });
    notes.extend(section("# Expected replies", replies.collect()));
    if one.docs.deprecated {
        notes.push("Deprecated.".to_owned());
    }
    let has_text = one.docs.title.is_some() || one.docs.description.is_some();
    let first = match has_text {
        true => String::new(),
        false => notes.remove(0),
    };
    let docs = item_docs(&one.docs, &first, &notes);
    quote! {
        #docs
        pub type #name = #ty;
    }
}

/// Whether one of them names a type of the root.
pub fn needs_root(all: &[Incoming]) -> bool {
    all.iter().any(|one| match &one.body {
        Some(ty) => types::is_of_root(ty),
        None => one.media.is_some(),
    })
}

//! Headers of replies: a type for each set, with a method for each header.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::{self, Block, Inline};
use crate::emit::item_docs;
use crate::emit::outside::Mention;
use crate::emit::types::{self, Module};
use crate::ir::{Api, HeaderForm, HeaderSet, ReplyHeader};
use crate::names::{FunctionName, TypeName};

/// How many functions the documentation of a set names.
const NAMED: usize = 4;

pub fn emit(api: &Api, set: &HeaderSet, mention: Mention) -> TokenStream {
    let name = &set.name;
    let replies = (!set.functions.is_empty()).then(|| {
        let functions = functions(&set.functions, mention);
        "Headers that replies to " + functions + " declare."
    });
    let requests = (!set.requests.is_empty()).then(|| {
        let requests = requests(&set.requests);
        "Headers of the requests of " + requests + "."
    });
    let of = match requests {
        Some(_) => " Of the headers of a request or a reply.",
        None => " Of the headers of a reply or an error.",
    };
    let texts = replies.into_iter().chain(requests).map(Block::from);
    let docs = docs::attributes(&texts.collect::<Vec<_>>());
    let methods = set.headers.iter().map(|header| method(api, header));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'a>(runtime::reply::Headers<'a>);

        impl<'a> #name<'a> {
            #[doc = #of]
            pub fn of(headers: &'a runtime::http::HeaderMap) -> Self {
                Self(runtime::reply::Headers::new(headers))
            }

            #(#methods)*
        }
    }
}

fn functions(names: &[FunctionName], mention: Mention) -> Inline {
    let first = names.iter().take(NAMED).map(|name| mention.of(name));
    list(first.collect(), names.len(), "function")
}

fn requests(names: &[(&'static str, TypeName)]) -> Inline {
    let link = |(module, name): &(&'static str, TypeName)| {
        // Not `module::name`: where the module is in scope, rustdoc finds that said twice.
        "[`" + Inline::from(name) + "`](super::" + *module + "::" + name + ")"
    };
    list(
        names.iter().take(NAMED).map(link).collect(),
        names.len(),
        "request",
    )
}

/// The first of `count` links.
fn list(mut links: Vec<Inline>, count: usize, what: &'static str) -> Inline {
    let last = match count - links.len() {
        0 => links.pop().unwrap_or("".into()),
        1 => Inline::from("one more ") + what,
        others => Inline::from(others) + " more " + what + "s",
    };
    match links.is_empty() {
        true => last,
        false => docs::join(links, ", ") + " and " + last,
    }
}

fn method(api: &Api, header: &ReplyHeader) -> TokenStream {
    let (name, wire) = (&header.name, &header.wire);
    let deprecated = header.docs.deprecated.then_some("Deprecated.");
    let label = || "The header " + docs::code(wire) + ".";
    let docs = item_docs(&header.docs, label, deprecated);
    let expression = |ty| types::expression(api, ty, Module::Operations);
    let (ty, read) = match &header.form {
        HeaderForm::One(ty) => (expression(ty), quote!(one)),
        HeaderForm::List(ty) => {
            let item = expression(ty);
            (quote!(Vec<#item>), quote!(list))
        }
        HeaderForm::Json(ty) => (expression(ty), quote!(json)),
    };
    quote! {
        #docs
        pub fn #name(&self) -> Result<Option<#ty>, runtime::HeaderMismatch> {
            self.0.#read(#wire)
        }
    }
}

/// What the module uses.
pub fn imports(api: &Api) -> TokenStream {
    let types = api.headers.iter().flat_map(|set| &set.headers);
    let root = types
        .map(|header| header.form.ty())
        .any(types::is_of_root)
        .then(|| {
            quote!(
                use super::*;
            )
        });
    root.unwrap_or_else(|| {
        quote!(
            use super::runtime;
        )
    })
}

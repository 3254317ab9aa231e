//! The choice among the document's servers.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::{self, Inline};
use crate::emit::{Host, item_docs};
use crate::ir::{Server, ServerSetter, Servers};

/// The type of servers, and the builder's method that takes one.
pub fn emit(servers: &Servers, host: Host) -> TokenStream {
    let attributes = host.attribute_tokens();
    let list = servers.list.iter().map(server);
    let setters = servers.setters.iter().map(setter);
    quote! {
        #[doc = " A server that the document names, for [`ClientBuilder::server`]."]
        #attributes
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct Server {
            inner: runtime::Server,
        }

        #attributes
        impl Server {
            #(#list)*
            #(#setters)*
        }

        #attributes
        impl ClientBuilder {
            #[doc = " The server that requests go to. Operations with a server of their own still go there."]
            pub fn server(mut self, server: Server) -> Self {
                self.inner = self.inner.server(server.inner);
                self
            }
        }
    }
}

fn server(server: &Server) -> TokenStream {
    let (name, url) = (&server.name, &server.url);
    let docs = item_docs(&server.docs, || "", [docs::code(url)]);
    let variables = server.variables.iter().map(|variable| {
        let (name, default, values) = (&variable.name, &variable.default, &variable.values);
        quote!(runtime::Variable { name: #name, default: #default, values: &[#(#values),*] })
    });
    let arguments = server.arguments.iter();
    let parameters = arguments
        .clone()
        .map(|(argument, _)| quote!(#argument: impl Into<String>));
    let given = arguments.map(|(argument, variable)| quote!(.variable(#variable, #argument)));
    quote! {
        #docs
        pub fn #name(#(#parameters),*) -> Self {
            Self { inner: runtime::Server::new(#url, &[#(#variables),*]) #(#given)* }
        }
    }
}

fn setter(setter: &ServerSetter) -> TokenStream {
    let (name, variable) = (&setter.name, &setter.variable);
    let fallback = || "Sets " + docs::code(variable) + ".";
    let docs = item_docs(&setter.docs, fallback, [values(setter)]);
    quote! {
        #docs
        pub fn #name(mut self, value: impl Into<String>) -> Self {
            self.inner = self.inner.variable(#variable, value);
            self
        }
    }
}

/// The values of a variable and its default, in words.
fn values(setter: &ServerSetter) -> Inline {
    let default = docs::code(&setter.default) + " unless set.";
    match setter.values.as_slice() {
        [] => default,
        values => "One of " + docs::codes(values) + "; " + default,
    }
}

//! The client, its builder, and what they know of the document's security schemes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::{self, Inline};
use crate::emit::{Host, Snippet, fixed, item_docs};
use crate::ir::{Api, SchemeKind, SecurityScheme};
use crate::parameter::ParameterIn;

/// The client, without its operations.
pub fn client(api: &Api, host: Host) -> TokenStream {
    let (visibility, attributes) = (host.shared(), host.attribute_tokens());
    let title = docs::phrase(&api.title);
    let about = api
        .description
        .as_deref()
        .map(docs::markdown)
        .unwrap_or_default();
    let client_docs = docs::attributes(&[
        ("A client of " + title + " (version " + docs::code(&api.version) + ").").into(),
        about,
    ]);
    let server = api.server.as_deref().unwrap_or("");
    let default_server = match server {
        "" => "The document names no server, so [`ClientBuilder::base_url`] is needed.".into(),
        url if url.contains(['{', '}']) => {
            "The document's server "
                + docs::code(url)
                + " needs values: see [`Server`]. [`ClientBuilder::base_url`] takes its place."
        }
        url if !url.contains("://") => {
            "The document's server "
                + docs::code(url)
                + " has no host, so [`ClientBuilder::origin`] is needed, or [`ClientBuilder::base_url`] for the whole."
        }
        url => {
            "Requests go to "
                + docs::code(url)
                + " unless [`ClientBuilder::base_url`] says otherwise."
        }
    };
    let builder_docs = docs::attributes(&["Sets up a client.".into(), default_server.into()]);
    quote! {
        #client_docs
        #attributes
        #[derive(Clone, Debug)]
        pub struct Client {
            #visibility inner: runtime::HttpClient,
        }

        #attributes
        impl Client {
            #builder_docs
            pub fn builder() -> ClientBuilder {
                ClientBuilder { inner: runtime::HttpClient::builder(#server).user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))) }
            }
        }
    }
}

/// The builder of a client.
pub fn builder(api: &Api, host: Host) -> Snippet {
    let attributes = host.attribute_tokens();
    // The certificate of mutual TLS is the transport's.
    let held = |scheme: &&SecurityScheme| scheme.kind != SchemeKind::MutualTls;
    let schemes: Vec<TokenStream> = api.schemes.iter().filter(held).map(credential).collect();
    let credentials = (!schemes.is_empty()).then(|| {
        quote! {
            #attributes
            impl ClientBuilder {
                #(#schemes)*
            }
        }
    });
    Snippet::from(quote! {
        #[doc = " Sets up a [`Client`]."]
        #attributes
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder {
            inner: runtime::HttpClientBuilder,
        }

        #credentials
    })
    .and_text([host.attributes(), fixed::OPTIONS].concat())
}

fn credential(scheme: &SecurityScheme) -> TokenStream {
    let (method, description) = (&scheme.name, &scheme.description);
    let what: Inline = match &scheme.kind {
        SchemeKind::Bearer {
            format: Some(format),
        } => "a bearer token (" + docs::code(format) + ")",
        SchemeKind::Bearer { format: None } => "a bearer token".into(),
        SchemeKind::Basic => "a user name and a password".into(),
        SchemeKind::Http(name) => "credentials of the HTTP scheme " + docs::code(name),
        SchemeKind::OAuth2 => "an OAuth 2 access token".into(),
        SchemeKind::OpenIdConnect => "a token by OpenID Connect".into(),
        SchemeKind::MutualTls => "the certificate of the transport".into(),
        SchemeKind::Key(ParameterIn::Query, name) => {
            "a key in the query parameter " + docs::code(name)
        }
        SchemeKind::Key(ParameterIn::Cookie, name) => "a key in the cookie " + docs::code(name),
        SchemeKind::Key(_, name) => "a key in the header " + docs::code(name),
    };
    let note = "The credential of the scheme " + docs::code(&scheme.id) + ": " + what + ".";
    let docs = item_docs(&scheme.docs, || "", [note]);
    if scheme.kind == SchemeKind::Basic {
        return quote! {
            #docs
            pub fn #method(mut self, user: impl AsRef<str>, password: impl Into<Secret>) -> Self {
                self.inner = self.inner.basic(&descriptions::#description, user, password);
                self
            }
        };
    }
    quote! {
        #docs
        pub fn #method(mut self, secret: impl Into<Secret>) -> Self {
            self.inner = self.inner.credential(&descriptions::#description, secret);
            self
        }
    }
}

/// What the runtime knows of a scheme.
pub fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let (name, id, method) = (&scheme.description, &scheme.id, scheme.name.as_str());
    let made = match &scheme.kind {
        SchemeKind::Bearer { .. } => quote!(bearer(#id)),
        SchemeKind::Basic => quote!(basic(#id)),
        SchemeKind::Http(scheme) => quote!(http(#id, #scheme)),
        SchemeKind::OAuth2 => quote!(oauth2(#id)),
        SchemeKind::OpenIdConnect => quote!(open_id_connect(#id)),
        SchemeKind::MutualTls => quote!(mutual_tls(#id)),
        SchemeKind::Key(ParameterIn::Query, name) => quote!(api_key_query(#id, #name)),
        SchemeKind::Key(ParameterIn::Cookie, name) => quote!(api_key_cookie(#id, #name)),
        SchemeKind::Key(_, name) => quote!(api_key_header(#id, #name)),
    };
    let setter = (method != id).then(|| quote!(.setter(#method)));
    quote! {
        pub(super) static #name: SecurityScheme = SecurityScheme::#made #setter;
    }
}

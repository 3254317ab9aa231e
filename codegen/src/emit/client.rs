//! The client, its builder, and what they know of the document's security schemes.

use quote::quote;

use crate::docs::{self, Inline};
use crate::emit::expr::Expr;
use crate::emit::writer::CodeWriter;
use crate::emit::{Host, item_paragraphs};
use crate::ir::{Api, SchemeKind, SecurityScheme};
use crate::parameter::ParameterIn;

/// The client, without its operations.
pub fn client(code: &mut CodeWriter, api: &Api, host: Host) {
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
    code.tokens(quote! {
        #client_docs
        #attributes
        #[derive(Clone, Debug)]
        pub struct Client {
            #visibility inner: runtime::HttpClient,
        }
    });
    code.blank();
    host.attributes(code);
    code.block(["impl Client"], |code| {
        code.docs(&["Sets up a client.".into(), default_server.into()]);
        code.block(["pub fn builder() -> ClientBuilder"], |code| {
            let new = Expr::call("runtime::HttpClient::builder", vec![Expr::string(server)]);
            code.lines(AGENT);
            code.assign("let builder =", &new, ";");
            code.block(["ClientBuilder"], |code| {
                code.line(["inner: builder.user_agent(agent),"])
            });
        });
    });
}

/// The `User-Agent` unless set.
const AGENT: &str =
    "let agent = concat!(env!(\"CARGO_PKG_NAME\"), \"/\", env!(\"CARGO_PKG_VERSION\"));";

/// The builder of a client.
pub fn builder(code: &mut CodeWriter, api: &Api, host: Host) {
    let attributes = host.attribute_tokens();
    code.tokens(quote! {
        #[doc = " Sets up a [`Client`]."]
        #attributes
        #[derive(Debug)]
        #[must_use]
        pub struct ClientBuilder {
            inner: runtime::HttpClientBuilder,
        }
    });
    // The certificate of mutual TLS is the transport's.
    let held = |scheme: &&SecurityScheme| scheme.kind != SchemeKind::MutualTls;
    let schemes: Vec<&SecurityScheme> = api.schemes.iter().filter(held).collect();
    if !schemes.is_empty() {
        code.blank();
        host.attributes(code);
        code.block(["impl ClientBuilder"], |code| {
            for scheme in schemes {
                code.blank();
                credential(code, scheme);
            }
        });
    }
    code.blank();
    host.attributes(code);
    code.block(["impl ClientBuilder"], |code| code.lines(OPTIONS));
}

/// The builder's methods that every client has.
const OPTIONS: &str = "\
/// The URL that all paths are appended to.
pub fn base_url(mut self, url: impl Into<String>) -> Self {
    self.inner = self.inner.base_url(url);
    self
}

/// Scheme and host, such as `http://127.0.0.1:8080`, in the place of the document's; the paths of its servers count.
pub fn origin(mut self, url: impl Into<String>) -> Self {
    self.inner = self.inner.origin(url);
    self
}

/// Sends calls without a credential that the document asks for and this client doesn't have, instead of an error.
pub fn anonymous(mut self) -> Self {
    self.inner = self.inner.anonymous();
    self
}

/// A header of every request.
pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
    self.inner = self.inner.header(name, value);
    self
}

/// The `User-Agent` of every request; name and version of this crate unless set.
pub fn user_agent(mut self, agent: impl AsRef<str>) -> Self {
    self.inner = self.inner.user_agent(agent);
    self
}

/// The time limit of a call, from its start to the end of decoding its reply; 30 seconds
/// unless set, none with `None`.
pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
    self.inner = self.inner.timeout(timeout);
    self
}

/// How long a stream may be silent; 5 minutes unless set, without end with `None`. The time limit
/// of a call that gives a stream is for its beginning, and for decoding each item.
pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
    self.inner = self.inner.idle_timeout(timeout);
    self
}

/// The most bytes that the body of a reply may have, or an item of a stream; 64 MiB unless set.
pub fn max_body(mut self, bytes: u64) -> Self {
    self.inner = self.inner.max_body(bytes);
    self
}

/// The most redirects that a call follows; 10 unless set.
pub fn max_redirects(mut self, count: u32) -> Self {
    self.inner = self.inner.max_redirects(count);
    self
}

/// What sends the requests, in place of the default transport.
pub fn transport(mut self, transport: impl runtime::Transport) -> Self {
    self.inner = self.inner.transport(transport);
    self
}

/// The client.
///
/// # Errors
///
/// What is wrong with a value that was set: a URL, a header, a credential that can't be sent.
pub fn build(self) -> Result<Client, BuildError> {
    Ok(Client {
        inner: self.inner.build()?,
    })
}
";

fn credential(code: &mut CodeWriter, scheme: &SecurityScheme) {
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
    code.docs(&item_paragraphs(&scheme.docs, || "", [note]));
    let description = Expr::text(format!("&descriptions::{}", scheme.description));
    let (given, method): (&[&str], _) = match scheme.kind {
        SchemeKind::Basic => (
            &["user: impl AsRef<str>", "password: impl Into<Secret>"],
            "basic",
        ),
        _ => (&["secret: impl Into<Secret>"], "credential"),
    };
    let names = given.iter().filter_map(|given| given.split(':').next());
    let names = std::iter::once(description).chain(names.map(Expr::text));
    let inner = Expr::text("self").chain([Expr::text(".inner")]);
    let set = inner.method(method, names.collect());
    let arguments = ["mut self"].iter().chain(given).copied().map(Expr::text);
    let head = ["pub fn ", scheme.name.as_str()].concat();
    code.function(&head, arguments.collect(), "Self", |code| {
        code.assign("self.inner =", &set, ";");
        code.line(["self"]);
    });
}

/// What the runtime knows of a scheme.
pub fn scheme(code: &mut CodeWriter, scheme: &SecurityScheme) {
    let method = scheme.name.as_str();
    let (new, name) = match &scheme.kind {
        SchemeKind::Bearer { .. } => ("bearer", None),
        SchemeKind::Basic => ("basic", None),
        SchemeKind::Http(scheme) => ("http", Some(scheme)),
        SchemeKind::OAuth2 => ("oauth2", None),
        SchemeKind::OpenIdConnect => ("open_id_connect", None),
        SchemeKind::MutualTls => ("mutual_tls", None),
        SchemeKind::Key(ParameterIn::Query, name) => ("api_key_query", Some(name)),
        SchemeKind::Key(ParameterIn::Cookie, name) => ("api_key_cookie", Some(name)),
        SchemeKind::Key(_, name) => ("api_key_header", Some(name)),
    };
    let arguments = std::iter::once(&scheme.id).chain(name);
    let arguments = arguments.map(|text| Expr::string(text)).collect();
    let setter = Expr::call(".setter", vec![Expr::string(method)]);
    let setter = (method != scheme.id).then_some(setter);
    let new = Expr::call(format!("SecurityScheme::{new}"), arguments);
    let before = format!("pub(super) static {}: SecurityScheme =", scheme.description);
    code.assign(&before, &new.chain(setter), ";");
}

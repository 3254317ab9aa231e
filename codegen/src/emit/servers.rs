//! The choice among the document's servers.

use quote::quote;

use crate::docs::{self, Inline};
use crate::emit::expr::Expr;
use crate::emit::writer::CodeWriter;
use crate::emit::{Host, item_paragraphs};
use crate::ir::{Server, ServerSetter, Servers};

/// The type of servers, and the builder's method that takes one.
pub fn emit(code: &mut CodeWriter, servers: &Servers, host: Host) {
    let attributes = host.attribute_tokens();
    code.tokens(quote! {
        #[doc = " A server that the document names, for [`ClientBuilder::server`]."]
        #attributes
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct Server {
            inner: runtime::Server,
        }
    });
    code.blank();
    host.attributes(code);
    code.block(["impl Server"], |code| {
        for one in &servers.list {
            code.blank();
            server(code, one);
        }
        for one in &servers.setters {
            code.blank();
            setter(code, one);
        }
    });
    code.tokens(quote! {
        #attributes
        impl ClientBuilder {
            #[doc = " The server that requests go to. Operations with a server of their own still go there."]
            pub fn server(mut self, server: Server) -> Self {
                self.inner = self.inner.server(server.inner);
                self
            }
        }
    });
}

fn server(code: &mut CodeWriter, server: &Server) {
    code.docs(&item_paragraphs(
        &server.docs,
        || "",
        [docs::code(&server.url)],
    ));
    let variables = server.variables.iter().map(|variable| {
        let values = Expr::strings(&variable.values);
        Expr::call(
            "runtime::Variable::new",
            vec![
                Expr::string(&variable.name),
                Expr::string(&variable.default),
                values,
            ],
        )
    });
    let given = match server.variables.is_empty() {
        true => "&[]",
        false => "VARIABLES",
    };
    let new = vec![Expr::string(&server.url), Expr::text(given)];
    let new = Expr::call("runtime::Server::new", new);
    let variables = Expr::slice(variables.collect());
    let head = ["pub fn ", server.name.as_str()].concat();
    let arguments = server.arguments.iter();
    let parameters = arguments
        .clone()
        .map(|(argument, _)| Expr::text([argument.as_str(), ": impl Into<String>"].concat()));
    let new = arguments.fold(new, |new, (argument, variable)| {
        let argument = Expr::text(argument.to_string());
        new.method("variable", vec![Expr::string(variable), argument])
    });
    code.function(&head, parameters.collect(), "Self", |code| {
        if !server.variables.is_empty() {
            code.assign("const VARIABLES: &[runtime::Variable] =", &variables, ";");
        }
        code.assign("let inner =", &new, ";");
        code.line(["Self { inner }"]);
    });
}

fn setter(code: &mut CodeWriter, setter: &ServerSetter) {
    let fallback = || "Sets " + docs::code(&setter.variable) + ".";
    code.docs(&item_paragraphs(&setter.docs, fallback, [values(setter)]));
    let arguments = vec![
        Expr::text("mut self"),
        Expr::text("value: impl Into<String>"),
    ];
    let head = ["pub fn ", setter.name.as_str()].concat();
    code.function(&head, arguments, "Self", |code| {
        let inner = Expr::text("self").chain([Expr::text(".inner")]);
        let arguments = vec![Expr::string(&setter.variable), Expr::text("value")];
        code.assign("self.inner =", &inner.method("variable", arguments), ";");
        code.line(["self"]);
    });
}

/// The values of a variable and its default, in words.
fn values(setter: &ServerSetter) -> Inline {
    let default = docs::code(&setter.default) + " unless set.";
    match setter.values.as_slice() {
        [] => default,
        values => "One of " + docs::codes(values) + "; " + default,
    }
}

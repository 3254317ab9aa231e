//! Operations: a method of the client each, a description each, and structs for optional parameters.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::requests::{self, argument_type, body_arguments, set_body, set_parameter};
use crate::emit::types::{self, Module};
use crate::emit::{docs, item_docs, validate};
use crate::ir::{
    Api, BodyKind, ContentType, Function, Operation, Parameter, Replies, ReplyBody, ReplyCase,
    StatusPattern,
};

/// The methods of the client: one, or one for each media type of the body.
pub fn methods(api: &Api, operation: &Operation) -> Vec<TokenStream> {
    let functions = operation.functions();
    functions
        .map(|function| method(api, operation, &function))
        .collect()
}

fn method(api: &Api, operation: &Operation, function: &Function<'_>) -> TokenStream {
    let name = function.name;
    let description = &operation.description;
    let docs = operation_docs(operation, function);
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let (mut arguments, mut statements): (Vec<_>, Vec<_>) = required
        .map(|parameter| {
            let (name, ty) = (&parameter.name, argument_type(api, &parameter.ty));
            (
                quote!(#name: #ty),
                set_parameter(parameter, &quote!(request)),
            )
        })
        .unzip();
    if let Some(body) = function.body.filter(|body| body.required) {
        arguments.extend(body_arguments(api, body, Module::Client));
        statements.push(set_body(body, &quote!(request)));
    }
    let mutable = (!statements.is_empty()).then(|| quote!(mut));
    let call = {
        let (success, error) = (decoder(&operation.success), error_decoder(operation));
        quote!(request.call(#success, #error))
    };
    let (result, value) = match function.call {
        Some(call_type) => (
            quote!(operations::#call_type),
            quote!(operations::#call_type { call: #call }),
        ),
        None => (call_type(api, operation, Module::Client), call),
    };
    // Seven, with `self`, are what clippy takes for enough; the document asks for more.
    let many = (arguments.len() >= 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    quote! {
        #docs
        #deprecated
        #many
        pub fn #name(&self, #(#arguments),*) -> #result {
            let #mutable request = self.inner.request(&descriptions::#description);
            #(#statements)*
            #value
        }
    }
}

fn operation_docs(operation: &Operation, function: &Function<'_>) -> TokenStream {
    let line = format!("{} {}", operation.method, operation.path);
    let mut notes = vec![docs::code(&line)];
    if let Some(body) = function.body.filter(|_| function.is_alternative) {
        let (ContentType::Is(media) | ContentType::In(media)) = &body.content_type;
        notes.push(format!("The body is {}.", docs::code(media)));
    }
    notes.extend(operation.server.as_deref().map(server_note));
    notes.extend(section("# Arguments", arguments_docs(operation, function)));
    let failures = operation
        .cases
        .iter()
        .filter(|case| !case.success)
        .map(|case| {
            let status = match case.status {
                StatusPattern::Code(code) => code.to_string(),
                StatusPattern::Range(class) => format!("{class}XX"),
                StatusPattern::Default => "default".to_owned(),
            };
            item(
                &docs::code(&status),
                &[docs::first_paragraph(&case.description)],
            )
        });
    notes.extend(section("# Errors", failures.collect()));
    item_docs(&operation.docs, "", &notes)
}

fn server_note(url: &str) -> String {
    if url.contains("://") {
        let url = docs::code(url);
        return format!("Requests go to {url} unless [`ClientBuilder::base_url`] is set.");
    }
    let path = docs::code(&format!("/{}", url.trim_matches('/')));
    format!("The path begins at {path}, whatever the path of the base URL is.")
}

/// A heading and a list, if there is anything in the list.
fn section(heading: &str, items: Vec<String>) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![heading.to_owned(), items.join("\n")]
}

fn item(name: &str, texts: &[String]) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() {
        format!("- {name}")
    } else {
        format!("- {name}: {}", texts.join(" "))
    }
}

/// What the document says of required parameters and of a required body.
fn arguments_docs(operation: &Operation, function: &Function<'_>) -> Vec<String> {
    let mut items = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let description = parameter
            .docs
            .description
            .as_deref()
            .map(docs::first_paragraph)
            .unwrap_or_default();
        let mut texts = vec![description];
        texts.extend(parameter_notes(parameter));
        if texts.iter().any(|text| !text.is_empty()) {
            items.push(item(&docs::code(parameter.name.as_str()), &texts));
        }
    }
    let body = function.body.filter(|body| body.required);
    if let Some(ContentType::In(range)) = body.map(|body| &body.content_type) {
        let text = format!("The media type of the body: one of {}.", docs::code(range));
        items.push(item("`content_type`", &[text]));
    }
    if let Some(description) = body.and_then(|body| body.docs.description.as_deref()) {
        items.push(item("`body`", &[docs::first_paragraph(description)]));
    }
    items
}

/// The rules of a parameter, its default, and whether it is deprecated, in words.
pub(super) fn parameter_notes(parameter: &Parameter) -> Vec<String> {
    let mut notes = validate::notes(&parameter.constraints);
    notes.extend(
        parameter
            .default
            .as_ref()
            .map(|default| format!("Default: {}.", docs::code(&default.to_string()))),
    );
    if parameter.docs.deprecated {
        notes.push("Deprecated.".to_owned());
    }
    notes
}

/// `Call` with the types of an operation's results.
pub(super) fn call_type(api: &Api, operation: &Operation, module: Module) -> TokenStream {
    let (success, error) = (
        replies_type(api, &operation.success, module),
        error_type(api, operation, module),
    );
    match error {
        Some(error) => quote!(Call<#success, #error>),
        None => quote!(Call<#success>),
    }
}

pub(super) fn replies_type(api: &Api, replies: &Replies, module: Module) -> TokenStream {
    match replies {
        Replies::None => quote!(()),
        Replies::One(body) => reply_type(api, body),
        Replies::Many { name, .. } if module == Module::Operations => quote!(#name),
        Replies::Many { name, .. } => quote!(operations::#name),
    }
}

pub(super) fn error_type(api: &Api, operation: &Operation, module: Module) -> Option<TokenStream> {
    match &operation.error {
        Replies::None => None,
        error => Some(replies_type(api, error, module)),
    }
}

pub(super) fn reply_type(api: &Api, body: &ReplyBody) -> TokenStream {
    match body {
        ReplyBody::Empty => quote!(()),
        ReplyBody::Json(ty) => types::expression(api, ty, Module::Client),
        ReplyBody::Text => quote!(String),
        ReplyBody::Bytes => quote!(runtime::Bytes),
    }
}

fn decoder(replies: &Replies) -> TokenStream {
    match replies {
        Replies::None => quote!(runtime::reply::empty),
        Replies::One(body) => body_decoder(body),
        Replies::Many { name, .. } => quote!(operations::#name::decode),
    }
}

fn error_decoder(operation: &Operation) -> TokenStream {
    match &operation.error {
        Replies::None => quote!(runtime::reply::undeclared),
        error => decoder(error),
    }
}

pub(super) fn body_decoder(body: &ReplyBody) -> TokenStream {
    let name = match body {
        ReplyBody::Empty => "empty",
        ReplyBody::Json(_) => "json",
        ReplyBody::Text => "text",
        ReplyBody::Bytes => "bytes",
    };
    let name = format_ident!("{name}");
    quote!(runtime::reply::#name)
}

/// What the runtime knows of an operation.
pub fn description(api: &Api, operation: &Operation) -> TokenStream {
    let name = &operation.description;
    let (id, method, path) = (&operation.id, &operation.method, &operation.path);
    let security = (!operation.security.is_empty()).then(|| {
        let alternatives = operation.security.iter().map(|alternative| {
            let requirements = alternative.iter().filter_map(|requirement| {
                let scheme = &api.schemes.get(requirement.scheme)?.description;
                let scopes = &requirement.scopes;
                let scopes = (!scopes.is_empty()).then(|| quote!(.scopes(&[#(#scopes),*])));
                Some(quote!(Requirement::new(&#scheme)#scopes))
            });
            quote!(&[#(#requirements),*])
        });
        quote!(.security(&[#(#alternatives),*]))
    });
    let server = operation.server.as_ref().map(|url| quote!(.server(#url)));
    let forms = operation
        .functions()
        .filter_map(|function| match &function.body?.kind {
            BodyKind::Form(form) => requests::encodings(form),
            _ => None,
        });
    let replies = operation.cases.iter().map(reply);
    quote! {
        #(#forms)*
        pub(super) static #name: Operation = Operation::new(#id, #method, #path)
            #server
            #security
            .replies(&[#(#replies),*]);
    }
}

fn reply(case: &ReplyCase) -> TokenStream {
    let status = match case.status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Status::Code(#code))
        }
        StatusPattern::Range(class) => {
            let class = Literal::u8_unsuffixed(class);
            quote!(Status::Range(#class))
        }
        StatusPattern::Default => quote!(Status::Default),
    };
    let (media, usual) = match case.body {
        ReplyBody::Empty => ("None", ""),
        ReplyBody::Json(_) => ("Json", "application/json"),
        ReplyBody::Text => ("Text", "text/plain"),
        ReplyBody::Bytes => ("Bytes", "*/*"),
    };
    let media = format_ident!("{media}");
    let kind = format_ident!("{}", if case.success { "success" } else { "error" });
    let special = case.media.as_ref().filter(|media| *media != usual);
    let special = special.map(|media| quote!(.content_type(#media)));
    quote!(Reply::#kind(#status, Media::#media)#special)
}

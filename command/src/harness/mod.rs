//! `examples/harness.rs`: a program that lets test suites drive a generated client.

mod unions;

use std::collections::HashMap;
use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use openapi_build::Pointer;
use openapi_build::emit::requests::is_by_value;
use openapi_build::emit::types::{self, Module};
use openapi_build::emit::{Host, Item, SourceFile, SourceModule};
use openapi_build::ir::{
    Api, Body, BodyKind, ContentType, EventData, Form, Function, Multipart, Operation, Parameter,
    Part, PartKind, Replies, ReplyBody, SchemeKind, Side, Type, TypeDef,
};
use openapi_build::names::TypeName;

/// What is common to all.
const BASIS: &str = include_str!("basis.rs");
/// What every harness has: schemas.
const SCHEMAS: &str = include_str!("schemas.rs");
/// And unions.
const UNIONS: &str = include_str!("unions_built.rs");
/// What a harness has besides that is for operations.
const CALLS: &str = include_str!("calls.rs");
/// In place of it where there are none.
const NO_CALLS: &str = "\
fn called(_: &Any) -> Answer {
    Err(\"the document has no operations\".to_owned())
}
";

const DOCS: &str = "Lets a test suite drive this client: each line of the input is a JSON object, and so is the
line that answers it.

- `{\"schema\": POINTER, \"value\": V, \"side\": \"request\" or \"reply\"}` gives `{\"value\": V}`, read into the
  type of the schema and written again, or `{\"error\": TEXT, \"path\": PATH}`.
- `{\"variants\": true}` gives `{\"variants\": [{\"schema\", \"variant\", \"said\", \"value\", \"read\", \"back\"}]}`: each variant of each union
  as its constructor builds it from what is required, the variant that its JSON is read as, and what is written then. `said` is
  whether a property says which variant it is. One whose value would have no end has no `value`.
- `{\"operation\": \"GET /pets\", \"args\": {\"path\", \"query\", \"header\", \"cookie\", \"body\", \"content_type\"}}` gives
  the request as it would be sent: `{\"method\", \"url\", \"headers\", \"body\"}`. A `base_url` among `args` takes the
  place of the servers.
- `{\"operation\": \"GET /pets\", \"reply\": {\"status\", \"headers\", \"body\"}}` gives what the client makes of that reply:
  `{\"ok\": {\"status\", \"value\"}}`, or `{\"error\": KIND, \"value\", \"text\"}`.

Bytes that are no text are `{\"base64\": TEXT}`.";

/// The harness of the crate `library`.
#[must_use]
pub fn harness<'a>(api: &'a Api, library: &'a str) -> SourceFile<'a> {
    let mut items = vec![
        Item::new(move |code| {
            code.line(["// What a document has no use for is not called."]);
            code.line(["#![allow(dead_code, deprecated)]"]);
            code.blank();
            code.line(["use ::", library, "::*;"]);
            code.lines("use std::io::{BufRead, Write};");
            code.blank();
            code.lines(BASIS);
            code.lines(SCHEMAS);
        }),
        Item::new(|code| code.lines(&schemas(api))),
        Item::new(|code| code.lines(UNIONS)),
        Item::new(|code| code.lines(&unions::unions(api))),
    ];
    if api.operations.is_empty() {
        items.push(Item::new(|code| code.lines(NO_CALLS)));
    } else {
        items.push(Item::new(|code| code.lines(CALLS)));
        items.push(Item::new(|code| code.lines(&table(api))));
        items.push(Item::new(|code| code.tokens(credentials(api))));
        for (index, operation) in api.operations.iter().enumerate() {
            items.extend(
                operation
                    .functions
                    .iter()
                    .enumerate()
                    .map(|(number, function)| {
                        let name = function_name(index, number);
                        Item::new(move |code| code.tokens(call(api, &name, operation, function)))
                    }),
            );
        }
    }
    SourceFile {
        path: "examples/harness.rs".to_owned(),
        modules: vec![SourceModule {
            host: Host::Package,
            name: None,
            docs: Some(DOCS.into()),
            items,
        }],
    }
}

/// The code of a module, in the root of a client, whose function `variants` builds each variant of each union by its constructor, and
/// gives what it was read as.
#[must_use]
pub fn variants(api: &Api) -> String {
    [BASIS, UNIONS, &unions::unions(api)].concat()
}

/// Each schema that has a type, and the sides on which it has it.
fn schemas(api: &Api) -> String {
    let mut code = "/// Pointers of schemas, the side, and what reads and writes their values.\nconst SCHEMAS: &[(&str, &str, RoundTrip)] = &[\n".to_owned();
    let own = |def: &&TypeDef| def.at.file() == 0;
    let mut sent: HashMap<&Pointer, &TypeName> = HashMap::new();
    for def in api.types.iter().filter(|def| def.side == Side::Request) {
        sent.insert(&def.at, &def.name);
    }
    for def in api
        .types
        .iter()
        .filter(own)
        .filter(|def| def.side == Side::Reply)
    {
        let pointer = format!("#{}", def.at.text());
        let name = &def.name;
        let request = match def.component {
            true => component(api, def, Side::Request).filter(|request| *request != name),
            false => sent.get(&def.at).copied(),
        };
        let side = if request.is_some() { "reply" } else { "both" };
        let sides = [Some((side, name)), request.map(|name| ("request", name))];
        for (side, name) in sides.into_iter().flatten() {
            // Whoever uses a schema that allows null holds the null.
            let ty = match def.nullable {
                true => format!("Option<types::{name}>"),
                false => format!("types::{name}"),
            };
            // Writing to a string never fails.
            let _ = writeln!(code, "    ({pointer:?}, {side:?}, round_trip::<{ty}>),");
        }
    }
    code.push_str("];\n");
    code
}

fn component<'a>(api: &'a Api, def: &TypeDef, side: Side) -> Option<&'a TypeName> {
    let id = api.component(&def.at, side)?;
    api.get(id).map(|def| &def.name)
}

/// Each function of each operation.
fn table(api: &Api) -> String {
    let mut code = "/// Operations, the content type of a body, the one of the reply that is asked for, and what calls them.\nconst OPERATIONS: &[(&str, &str, &str, Operation)] = &[\n".to_owned();
    for (index, operation) in api.operations.iter().enumerate() {
        for (number, function) in operation.functions.iter().enumerate() {
            let key = format!("{} {}", operation.method, operation.path);
            let media = match operation.body(function).map(|body| &body.content_type) {
                Some(ContentType::Is(media) | ContentType::In(media)) => media.as_str(),
                None => "",
            };
            let accept = operation.success(function).accept.as_deref();
            let accept = accept.unwrap_or_default();
            let name = function_name(index, number);
            let _ = writeln!(code, "    ({key:?}, {media:?}, {accept:?}, {name}),");
        }
    }
    code.push_str("];\n");
    code
}

fn function_name(operation: usize, function: usize) -> String {
    format!("call_{operation}_{function}")
}

fn credentials(api: &Api) -> TokenStream {
    let setters = api.schemes.iter().filter_map(|scheme| {
        let name = &scheme.name;
        match scheme.kind {
            SchemeKind::Basic => Some(quote!(.#name("user", "password"))),
            SchemeKind::MutualTls => None,
            _ => Some(quote!(.#name("secret"))),
        }
    });
    let base = match api.server.as_deref() {
        Some(url) if url.contains("://") => None,
        Some(path) => Some(format!("http://localhost/{}", path.trim_start_matches('/'))),
        None => Some("http://localhost".to_owned()),
    };
    let base = base.map(|url| quote!(.base_url(#url)));
    quote! {
        fn credentials(builder: ClientBuilder) -> ClientBuilder {
            builder #base #(#setters)*
        }
    }
}

fn call(api: &Api, name: &str, operation: &Operation, function: &Function) -> TokenStream {
    let (name, method) = (format_ident!("{name}"), &function.name);
    let (mut lets, values): (Vec<_>, Vec<_>) = operation
        .required()
        .enumerate()
        .map(|(index, parameter)| {
            let variable = format_ident!("a{index}");
            let (ty, source) = (expression(api, &parameter.ty), source(parameter));
            let value = argument(api, &quote!(#variable), &parameter.ty);
            (quote!(let #variable: #ty = run.required(#source)?;), value)
        })
        .unzip();
    let mut arguments = match &operation.arguments {
        Some(structure) => {
            let fields = operation.required().map(|one| &one.name);
            vec![quote!(operations::#structure { #(#fields: #values),* })]
        }
        None => values,
    };
    let sent = operation.body(function);
    let body = sent.map(|body| body_value(api, body));
    let is_required = sent.is_some_and(|body| body.required);
    let mut later = Vec::new();
    if let Some((make, values)) = body {
        match is_required {
            true => {
                lets.push(make);
                arguments.extend(values);
                if sent.is_some_and(|body| body.may_be_omitted) {
                    lets.insert(0, quote!(let run = &run.with_any_body();));
                    later.push(
                        quote!(let call = if run.omits_body { call.without_body() } else { call };),
                    );
                }
            }
            false => later.push(quote! {
                let call = if run.has_body() {
                    #make
                    call.body(#(#values),*)
                } else {
                    call
                };
            }),
        }
    }
    later.extend(operation.optional().map(|one| setting(api, one)));
    let success = shown(&operation.success(function).replies, false);
    let error = shown(&operation.error, true);
    quote! {
        fn #name(run: &Run<'_>) -> Answer {
            #(#lets)*
            let call = run.client()?.#method(#(#arguments),*);
            #(#later)*
            run.answer(call.send(), #success, #error)
        }
    }
}

/// Sets an optional parameter that a value was given for.
fn setting(api: &Api, parameter: &Parameter) -> TokenStream {
    let (setter, source) = (&parameter.name, source(parameter));
    let ty = expression(api, &parameter.ty);
    let value = match &parameter.ty {
        Type::Nullable(_) if !parameter.data.allow_empty_value => quote!(value),
        Type::Nullable(_) => argument(api, &quote!(value), &parameter.ty),
        _ => quote!(&value),
    };
    quote! {
        let call = match run.optional::<#ty>(#source)? {
            Some(value) => call.#setter(#value),
            None => call,
        };
    }
}

fn expression(api: &Api, ty: &Type) -> TokenStream {
    types::text(api, ty, Module::Client)
        .parse()
        .unwrap_or_default()
}

/// Where the harness finds the value of a parameter.
fn source(parameter: &Parameter) -> TokenStream {
    let (place, wire) = (parameter.data.location.as_str(), &parameter.data.name);
    quote!(#place, #wire)
}

/// The value of a parameter as it is given to a function.
fn argument(api: &Api, name: &TokenStream, ty: &Type) -> TokenStream {
    let Type::Nullable(inner) = api.plain(ty) else {
        return passed(name, api.plain(ty));
    };
    match api.plain(inner) {
        Type::String | Type::List(_) => quote!(#name.as_deref()),
        inner if is_by_value(inner) => quote!(#name),
        _ => quote!(#name.as_ref()),
    }
}

/// A value as it is given to a function.
fn passed(name: &TokenStream, ty: &Type) -> TokenStream {
    match is_by_value(ty) {
        true => quote!(#name),
        false => quote!(&#name),
    }
}

/// The statements that make a body, and the arguments that pass it.
fn body_value(api: &Api, body: &Body) -> (TokenStream, Vec<TokenStream>) {
    let plain = |make: TokenStream| (make, vec![quote!(body)]);
    let (make, mut values) = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(Form { ty, .. }) => {
            let expression = expression(api, ty);
            let value = passed(&quote!(body), ty);
            (quote!(let body: #expression = run.body()?;), vec![value])
        }
        BodyKind::JsonLines(ty) => {
            let ty = expression(api, ty);
            plain(quote!(let body: Vec<#ty> = run.body()?;))
        }
        BodyKind::Multipart(Some(form)) => plain(form_value(api, form)),
        BodyKind::Multipart(None) => plain(quote!(let body = run.parts()?;)),
        BodyKind::Text => plain(quote!(let body = run.text()?;)),
        BodyKind::Bytes => plain(quote!(let body = run.bytes()?;)),
    };
    if let ContentType::In(_) = body.content_type {
        values.insert(0, quote!(run.content_type()));
    }
    (make, values)
}

fn form_value(api: &Api, form: &Multipart) -> TokenStream {
    let name = &form.name;
    let declared = form.parts.iter().map(|part| &part.wire);
    let (mut lets, mut arguments) = (Vec::new(), Vec::new());
    for (index, part) in form.parts.iter().filter(|part| part.required).enumerate() {
        let variable = format_ident!("p{index}");
        let (ty, value) = part_value(api, part);
        lets.push(quote!(let #variable #ty = #value;));
        arguments.push(match part.kind.ty() {
            Some(ty) => passed(&quote!(#variable), ty),
            None => quote!(#variable),
        });
    }
    let optional = form.parts.iter().filter(|part| !part.required);
    let setters = optional.map(|part| {
        let (setter, wire) = (&part.name, &part.wire);
        let (ty, value) = part_value(api, part);
        let argument = match part.kind.ty() {
            Some(ty) => passed(&quote!(value), ty),
            None => quote!(value),
        };
        quote! {
            if run.given("body", #wire).is_some_and(|value| !value.is_null()) {
                let value #ty = #value;
                body = body.#setter(#argument);
            }
        }
    });
    quote! {
        #(#lets)*
        let mut body = operations::#name::new(#(#arguments),*);
        #(#setters)*
        for (name, part) in run.other_parts(&[#(#declared),*])? {
            body = body.part(name, part);
        }
    }
}

/// The type of a part, if it has to be said, and the expression that reads it.
fn part_value(api: &Api, part: &Part) -> (Option<TokenStream>, TokenStream) {
    let wire = &part.wire;
    match &part.kind {
        PartKind::File | PartKind::Part => (None, quote!(run.file(#wire)?)),
        PartKind::Files => (None, quote!(run.files(#wire)?)),
        PartKind::Value(ty) | PartKind::Values(ty) | PartKind::Styled(ty, ..) => {
            let ty = expression(api, ty);
            (Some(quote!(: #ty)), quote!(run.required("body", #wire)?))
        }
    }
}

/// A function that shows the body of a reply.
fn shown(replies: &Replies, is_error: bool) -> TokenStream {
    match replies {
        Replies::None if is_error => quote!(undeclared),
        Replies::None => quote!(nothing),
        Replies::One(body) => {
            let shown = shown_body(body);
            match (is_error, body) {
                (true, _)
                | (_, ReplyBody::Empty | ReplyBody::Events(_) | ReplyBody::JsonLines { .. }) => {
                    shown
                }
                _ => quote!(|value| #shown(&value)),
            }
        }
        Replies::Many { name, variants, .. } => {
            let variants = variants.iter().map(|one| (&one.name, &one.body));
            let arms = variants.map(|(variant, body)| match body {
                ReplyBody::Empty => quote!(operations::#name::#variant => Any::Null),
                body => {
                    let shown = shown_body(body);
                    let value = match body {
                        ReplyBody::Json(Type::Named(_)) if is_error => quote!(&**value),
                        ReplyBody::Json(Type::Named(_)) => quote!(&*value),
                        _ if is_error => quote!(value),
                        _ => quote!(&value),
                    };
                    quote!(operations::#name::#variant(value) => #shown(#value))
                }
            });
            quote!(|reply| match reply { #(#arms,)* _ => Any::Null })
        }
    }
}

fn shown_body(body: &ReplyBody) -> TokenStream {
    match body {
        ReplyBody::Empty => quote!(nothing),
        ReplyBody::Json(_) | ReplyBody::Event(_) => quote!(written),
        ReplyBody::Text => quote!(text),
        ReplyBody::Bytes => quote!(raw),
        ReplyBody::Events(EventData::Text) => quote!(text_events),
        ReplyBody::Events(_) => quote!(events),
        ReplyBody::JsonLines { .. } => quote!(json_lines),
    }
}

//! What operations send: arguments, and the statements that put them into a request.

use crate::emit::expr::Expr;
use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::emit::{calls, multipart};
use crate::ir::{
    Api, Body, BodyKind, ContentType, Form, Function, Operation, Parameter, ParameterData, Type,
};
use crate::names::StaticName;
use crate::parameter::{ParameterIn, Serialization, Style};

/// The type of an argument: what is cheap to copy by value, the rest borrowed.
pub(super) fn borrowed(api: &Api, ty: &Type, module: Module) -> String {
    match ty {
        Type::String => "&str".to_owned(),
        Type::List(item) => format!("&[{}]", types::text(api, item, module)),
        ty if is_by_value(ty) => types::text(api, ty, module),
        ty => format!("&{}", types::text(api, ty, module)),
    }
}

/// A reference to the value of such an argument.
pub(super) fn reference(name: &str, ty: &Type) -> Expr {
    Expr::text(match is_by_value(ty) {
        true => format!("&{name}"),
        false => name.to_owned(),
    })
}

/// Whether a value of this type is cheap to copy, and so passed by value.
pub fn is_by_value(ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Integer(_)
        | Type::Float
        | Type::Float32
        | Type::Uuid
        | Type::DateTime
        | Type::Date => true,
        Type::Nullable(inner) => is_by_value(inner),
        _ => false,
    }
}

/// The request of a call, in a setter of it.
pub(super) fn request_of_call() -> Expr {
    Expr::text("self").chain([".call", ".request_mut()"].map(Expr::text))
}

/// The statement that puts the value of a parameter, a reference, into a request.
pub(super) fn set_parameter(parameter: &Parameter, request: Expr, value: Expr) -> Expr {
    let name = Expr::string(&parameter.data.name);
    match &parameter.description {
        Some(description) => {
            let description = Expr::text(format!("&descriptions::{description}"));
            request.method("set", vec![description, value])
        }
        None => request.method(constructor(&parameter.data), vec![name, value]),
    }
}

/// The runtime's `Parameter` for a place, and the method of a request that sets a plain one.
fn constructor(data: &ParameterData) -> &'static str {
    match data.location {
        ParameterIn::Path => "path",
        ParameterIn::Query => "query",
        ParameterIn::QueryString => "query_string",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    }
}

/// The static of a parameter of which there is more to say than its name.
pub(super) fn description(code: &mut CodeWriter, name: &StaticName, data: &ParameterData) {
    let new = format!("Parameter::{}", constructor(data));
    let new = Expr::call(new, vec![Expr::string(&data.name)]);
    let mut calls = serialization(&data.serialization, data.location.style(), "");
    let flags = [
        (data.allow_empty_value, ".allow_empty_value()"),
        (data.sensitive, ".sensitive()"),
    ];
    let flags = flags.into_iter().filter(|(is_set, _)| *is_set);
    calls.extend(flags.map(|(_, call)| Expr::text(call)));
    let before = format!("pub(super) static {name}: Parameter =");
    code.assign(&before, &new.chain(calls), ";");
}

/// The calls that say how a value is written where that differs from `style`. `runtime`: what stands before names of it.
pub(super) fn serialization(of: &Serialization, style: Style, runtime: &str) -> Vec<Expr> {
    let mut calls = Vec::new();
    if of.style != style {
        let style = Expr::text([runtime, self::style(of.style)].concat());
        calls.push(Expr::call(".style", vec![style]));
    }
    if of.explode != of.style.explodes() {
        calls.push(Expr::text(format!(".explode({})", of.explode)));
    }
    if of.allow_reserved {
        calls.push(Expr::text(".allow_reserved()"));
    }
    calls
}

/// The variant of the runtime's `Style`.
fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => "Style::Simple",
        Style::Label => "Style::Label",
        Style::Matrix => "Style::Matrix",
        Style::Form => "Style::Form",
        Style::Cookie => "Style::Cookie",
        Style::SpaceDelimited => "Style::SpaceDelimited",
        Style::PipeDelimited => "Style::PipeDelimited",
        Style::DeepObject => "Style::DeepObject",
        Style::Json => "Style::Json",
    }
}

/// The arguments of a body: itself, behind its content type where the caller says that.
pub(super) fn body_arguments(api: &Api, body: &Body, module: Module) -> Vec<String> {
    let ty = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(Form { ty, .. }) => borrowed(api, ty, Module::Client),
        BodyKind::JsonLines(ty) => {
            let ty = types::text(api, ty, Module::Client);
            format!("impl IntoIterator<Item = {ty}>")
        }
        BodyKind::Multipart(Some(form)) => match module {
            Module::Operations => form.name.as_str().to_owned(),
            Module::Client | Module::Types => format!("operations::{}", form.name),
        },
        BodyKind::Multipart(None) => "runtime::Multipart".to_owned(),
        BodyKind::Text => "impl Into<String>".to_owned(),
        BodyKind::Bytes => "impl Into<runtime::Body>".to_owned(),
    };
    let content_type = match &body.content_type {
        ContentType::Is(_) => None,
        ContentType::In(_) => Some("content_type: &str".to_owned()),
    };
    let body = format!("body: {ty}");
    content_type.into_iter().chain([body]).collect()
}

pub(super) fn set_body(body: &Body, request: Expr) -> Expr {
    let media = match &body.content_type {
        ContentType::Is(media) => Expr::string(media),
        ContentType::In(_) => Expr::text("content_type"),
    };
    let plain = || Expr::text("body");
    let json = "application/json";
    let (method, arguments) = match &body.kind {
        BodyKind::Json(ty) => {
            let value = reference("body", ty);
            match &body.content_type {
                ContentType::Is(media) if media == json => ("json", vec![value]),
                _ => ("json_as", vec![media, value]),
            }
        }
        BodyKind::JsonLines(_) => ("json_lines", vec![media, plain()]),
        BodyKind::Form(Form { ty, table, .. }) => {
            let table = match table {
                Some(table) => Expr::text(format!("descriptions::{table}")),
                None => Expr::text("&[]"),
            };
            ("form", vec![reference("body", ty), table])
        }
        BodyKind::Multipart(_) => ("multipart", vec![media, plain()]),
        BodyKind::Text => ("text", vec![media, plain()]),
        BodyKind::Bytes => ("body", vec![media, plain()]),
    };
    request.method(method, arguments)
}

/// How the properties of a form are written.
pub(super) fn encodings(code: &mut CodeWriter, form: &Form) {
    let Some(table) = &form.table else {
        return;
    };
    let encodings = form.encodings.iter();
    let encodings = encodings.map(|one| encoding(&one.property, &one.serialization, ""));
    let encodings = Expr::slice(encodings.collect());
    let before = format!("pub(super) static {table}: &[Encoding] =");
    code.blank();
    code.assign(&before, &encodings, ";");
}

/// The runtime's `Encoding` of a property. `runtime`: what stands before names of it.
pub(super) fn encoding(property: &str, of: &Serialization, runtime: &str) -> Expr {
    let new = Expr::call(
        [runtime, "Encoding::new"].concat(),
        vec![Expr::string(property)],
    );
    new.chain(serialization(of, Style::Form, runtime))
}

/// Adds what a function needs beside itself: its call, and the form of its parts.
pub(super) fn types_of(
    code: &mut CodeWriter,
    api: &Api,
    operation: &Operation,
    function: &Function,
) {
    calls::call(code, api, operation, function);
    match operation.body(function).map(|body| &body.kind) {
        // The plain function has it already.
        Some(BodyKind::Multipart(Some(form))) if !function.asks_for_another_success() => {
            multipart::form(code, api, function, form);
        }
        _ => {}
    }
}

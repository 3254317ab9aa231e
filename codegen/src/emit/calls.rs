//! Structs for operations with optional parameters, and enums for replies that differ by status.

use super::arguments;
use super::expr::Expr;
use super::item_paragraphs;
use super::operations::{
    body_decoder, call_type, error_type, parameter_notes, replies_type, reply_type, status_text,
};
use super::requests::{body_arguments, request_of_call, set_body, set_parameter};
use super::types::Module;
use super::writer::CodeWriter;
use crate::docs::{self, Block, Inline};
use crate::ir::{
    Api, Body, Function, Operation, Replies, ReplyBody, ReplyVariant, SharedError, StatusPattern,
    Type,
};
use crate::names::{FunctionName, TypeName};

/// Adds the struct of a function with optional parameters.
pub fn call(code: &mut CodeWriter, api: &Api, operation: &Operation, function: &Function) {
    let Some(name) = function.call.as_ref().map(TypeName::as_str) else {
        return;
    };
    let module = Module::Operations;
    let call = call_type(api, operation, function, module);
    let replies = &operation.success(function).replies;
    let success = replies_type(api, replies, module);
    let error = error_type(api, operation, module);
    let error = error.unwrap_or_else(|| "runtime::Undeclared".to_owned());
    let about = "A call of [`Client::" + Inline::from(&function.name) + "`].";
    code.blank();
    code.docs(&[about.into()]);
    code.line(["#[derive(Debug)]"]);
    code.line(["#[must_use = \"a call does nothing unless it is awaited\"]"]);
    code.block(["pub struct ", name], |code| {
        code.typed("pub(super) call:", &call, ",");
    });
    code.blank();
    code.block(["impl ", name], |code| {
        setters(code, api, operation);
        if let Some(body) = operation.body(function) {
            body_method(code, api, body);
        }
        code.blank();
        code.lines(OPTIONS);
        let itself = || vec![Expr::text("self")];
        code.blank();
        code.line(["/// Sends it and gives the result together with status and headers."]);
        let future = format!("runtime::SendFuture<{success}, {error}>");
        code.function("pub fn send", itself(), &future, |code| {
            code.line(["self.call.send()"]);
        });
        code.blank();
        code.line(["/// The call itself, for what the document lacks: a query parameter, or a reply of another media type or shape."]);
        code.function("pub fn into_call", itself(), &call, |code| code.line(["self.call"]));
        stream_methods(code, replies, &error);
    });
    code.blank();
    code.implement("impl std::future::IntoFuture", name, |code| {
        code.typed(
            "type Output =",
            &format!("Result<{success}, Error<{error}>>"),
            ";",
        );
        let future = format!("runtime::CallFuture<{success}, {error}>");
        code.typed("type IntoFuture =", &future, ";");
        code.blank();
        code.block(["fn into_future(self) -> Self::IntoFuture"], |code| {
            code.line(["self.call.into_future()"]);
        });
    });
}

/// What every call can do.
const OPTIONS: &str = "\
/// Sets the time limit of this call.
pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
    self.call = self.call.timeout(timeout);
    self
}

/// Sets a header of this call.
pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
    self.call = self.call.header(name, value);
    self
}
";

/// A setter for each optional parameter.
fn setters(code: &mut CodeWriter, api: &Api, operation: &Operation) {
    for parameter in operation.optional() {
        let name = parameter.name.as_str();
        let fallback = || "Sets " + docs::code(&parameter.data.name) + ".";
        let notes = parameter_notes(parameter);
        code.blank();
        code.docs(&item_paragraphs(&parameter.docs, fallback, notes));
        if parameter.docs.deprecated {
            code.line(["#[deprecated]"]);
        }
        let (argument, value, lifetime) = arguments::of_setter(api, parameter);
        let set = set_parameter(parameter, request_of_call(), value);
        setter(code, &[name, lifetime].concat(), [argument], &set);
    }
}

/// A method that changes the call and gives it back. `head`: its name, and the lifetime that an argument needs.
fn setter(code: &mut CodeWriter, head: &str, given: impl IntoIterator<Item = String>, set: &Expr) {
    let mut arguments = vec![Expr::text("mut self")];
    arguments.extend(given.into_iter().map(Expr::text));
    code.function(&["pub fn ", head].concat(), arguments, "Self", |code| {
        code.statement(set, ";");
        code.line(["self"]);
    });
}

/// What sets a body that is optional, or leaves out one that may be.
fn body_method(code: &mut CodeWriter, api: &Api, body: &Body) {
    if body.may_be_omitted {
        code.blank();
        return code.lines(WITHOUT_BODY);
    }
    if body.required {
        return;
    }
    let arguments = body_arguments(api, body, Module::Operations);
    let set = set_body(body, request_of_call());
    code.blank();
    code.docs(&item_paragraphs(
        &body.docs,
        || "Sets the body.",
        None::<Inline>,
    ));
    setter(code, "body", arguments, &set);
}

/// What a call can do whose body may be left out.
const WITHOUT_BODY: &str = "\
/// Sends no body: the document lets it be left out.
pub fn without_body(mut self) -> Self {
    self.call = self.call.without_body();
    self
}
";

/// What a call can do besides whose reply is a stream, or can be used as one.
fn stream_methods(code: &mut CodeWriter, success: &Replies, error: &str) {
    let bytes = success.bodies().any(|body| *body == ReplyBody::Bytes);
    let stream = success.stream().is_some();
    if stream || bytes {
        code.blank();
        code.lines(IDLE_TIMEOUT);
    }
    if !stream && bytes {
        code.blank();
        code.line(["/// Sends it and gives the body as it arrives, whatever its size."]);
        let result = format!("runtime::SendFuture<runtime::ByteStream, {error}>");
        code.function("pub fn stream", vec![Expr::text("self")], &result, |code| {
            code.line(["self.call.stream()"]);
        });
    }
}

/// What a call of a stream can do.
const IDLE_TIMEOUT: &str = "\
/// Sets how long the stream may be silent.
pub fn idle_timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
    self.call = self.call.idle_timeout(timeout);
    self
}
";

/// Adds the enum of replies that differ by status, or a name for one that several operations have.
pub fn replies(code: &mut CodeWriter, api: &Api, function: &FunctionName, replies: &Replies) {
    let Replies::Many {
        name,
        variants,
        shared,
    } = replies
    else {
        return;
    };
    let what = match variants.iter().all(|variant| variant.status.is_success()) {
        true => "A reply",
        false => "An error",
    };
    let about = Inline::from(what) + " of [`Client::" + function + "`], by status.";
    code.blank();
    code.docs(&[about.into()]);
    match shared.and_then(|index| api.shared_errors.get(index)) {
        Some(shared) => {
            let before = ["pub type ", name.as_str(), " ="].concat();
            code.typed(&before, shared.name.as_str(), ";");
        }
        None => by_status(code, api, name, variants),
    }
}

/// An enum of errors that several operations have.
pub fn shared_error(code: &mut CodeWriter, api: &Api, shared: &SharedError) {
    let about = "An error that several operations have, by status.";
    code.docs(&[about.into()]);
    by_status(code, api, &shared.name, &shared.variants);
}

fn by_status(code: &mut CodeWriter, api: &Api, name: &TypeName, variants: &[ReplyVariant]) {
    let name = name.as_str();
    code.line(["#[derive(Clone, Debug, PartialEq)]"]);
    code.line(["#[non_exhaustive]"]);
    code.block(["pub enum ", name], |code| {
        for variant in variants {
            declared_variant(code, api, variant);
        }
    });
    code.blank();
    code.block(["impl ", name], |code| {
        let arguments = vec![Expr::text("reply: &runtime::RawReply")];
        let result = "Result<Self, runtime::Mismatch>";
        code.function("pub(super) fn decode", arguments, result, |code| {
            code.block(
                ["match reply.declared().map(runtime::Reply::status)"],
                |code| {
                    for of_status in variants.chunk_by(|one, other| one.status == other.status) {
                        decoded(code, of_status);
                    }
                    code.line(["_ => Err(runtime::Mismatch::Undeclared),"]);
                },
            );
        });
    });
}

/// The arm that reads the body of a declared reply, by its media type where there are several variants.
fn decoded(code: &mut CodeWriter, variants: &[ReplyVariant]) {
    let (Some(first), Some(last)) = (variants.first(), variants.last()) else {
        return;
    };
    let status = format!("Some({})", reply_status(first.status));
    if variants.len() == 1 {
        return code.arm(&status, &read(first));
    }
    let media = variants.iter().flat_map(|variant| &variant.media);
    let media: Vec<&str> = media.map(String::as_str).collect();
    code.block([&status, " =>"], |code| {
        code.assign("let declared =", &Expr::strings(&media), ";");
        code.block(["match runtime::reply::choose(reply, declared)?"], |code| {
            let mut next = 0;
            for variant in variants {
                let places = next..next + variant.media.len();
                next = places.end;
                let places: Vec<String> = places.map(|place| place.to_string()).collect();
                let pattern = match std::ptr::eq(variant, last) {
                    true => "_".to_owned(),
                    false => places.join(" | "),
                };
                code.arm(&pattern, &read(variant));
            }
        });
    });
}

/// The expression that reads the body of a variant.
fn read(variant: &ReplyVariant) -> Expr {
    let name = Expr::text(format!("Self::{}", variant.name));
    match &variant.body {
        ReplyBody::Empty => Expr::call("Ok", vec![name]),
        body => {
            let read = Expr::call(body_decoder(body), vec![Expr::text("reply")]);
            read.method("map", vec![name])
        }
    }
}

fn declared_variant(code: &mut CodeWriter, api: &Api, variant: &ReplyVariant) {
    let name = variant.name.as_str();
    let text = match docs::markdown(&variant.description) {
        text if text.is_empty() => docs::code(&status_text(variant.status)).into(),
        text => text,
    };
    let media = variant
        .media
        .iter()
        .map(|media| docs::code(media))
        .collect::<Vec<_>>();
    let media = (!media.is_empty()).then(|| "As " + docs::join(media, " or ") + ".");
    let docs: Vec<Block> = std::iter::once(text)
        .chain(media.map(Block::from))
        .collect();
    code.docs(&docs);
    let ty = reply_type(api, &variant.body, Module::Operations);
    match variant.body {
        ReplyBody::Empty => code.line([name, ","]),
        // The variants differ in size; in a box they don't.
        ReplyBody::Json(Type::Named(_)) => code.variant(name, ["Box<", &ty, ">"].concat()),
        _ => code.variant(name, ty),
    }
}

fn reply_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => format!("runtime::Status::Code({code})"),
        StatusPattern::Range(class) => format!("runtime::Status::Range({class})"),
        StatusPattern::Default => "runtime::Status::Default".to_owned(),
    }
}

//! Structs for operations with optional parameters, and enums for replies that differ by status.

use super::layout::{self, Expr, separate};
use super::operations::{
    body_decoder, call_type, error_type, parameter_notes, replies_type, reply_type, status_text,
};
use super::requests::{argument_type, body_arguments, set_body, set_parameter};
use super::types::Module;
use super::{fixed, item_paragraphs};
use crate::docs::{self, Inline};
use crate::ir::{
    Api, Body, Function, Operation, Replies, ReplyBody, ReplyVariant, SharedError, StatusPattern,
    Type,
};
use crate::names::{FunctionName, TypeName};

/// Adds the struct of a function with optional parameters.
pub fn call(code: &mut String, api: &Api, operation: &Operation, function: &Function<'_>) {
    let Some(name) = function.call.map(|name| name.as_str()) else {
        return;
    };
    let module = Module::Operations;
    let call = call_type(api, operation, function, module);
    let success = replies_type(api, function.success, module);
    let error = error_type(api, operation, module);
    let error = error.unwrap_or_else(|| "runtime::Undeclared".to_owned());
    separate(code);
    let about = "A call of [`Client::" + Inline::from(function.name) + "`].";
    docs::comments(code, "", &[about.into()]);
    code.extend([
        "#[derive(Debug)]\n#[must_use = \"a call does nothing unless it is awaited\"]\npub struct ",
        name,
        " {\n    pub(super) call: ",
        &call,
        ",\n}\n\nimpl ",
        name,
        " {\n",
    ]);
    setters(code, api, operation);
    if let Some(body) = function.body {
        body_method(code, api, body);
    }
    code.push_str(fixed::CALL);
    layout::signature(
        code,
        "send",
        vec![Expr::text("self")],
        &format!("runtime::SendFuture<{success}, {error}>"),
    );
    code.push_str("        self.call.send()\n    }\n");
    code.push_str(fixed::INTO_CALL);
    layout::signature(code, "into_call", vec![Expr::text("self")], &call);
    code.push_str("        self.call\n    }\n");
    stream_methods(code, function.success, &error);
    code.push_str("}\n");
    let future = fixed::INTO_FUTURE;
    let future = future
        .replace("$Success", &success)
        .replace("$Error", &error);
    code.push_str(&future.replace("$Name", name));
}

/// A setter for each optional parameter.
fn setters(code: &mut String, api: &Api, operation: &Operation) {
    let parameters = operation.parameters.iter();
    for parameter in parameters.filter(|parameter| !parameter.required) {
        let name = parameter.name.as_str();
        let fallback = || "Sets " + docs::code(&parameter.data.name) + ".";
        let notes = parameter_notes(parameter);
        let paragraphs = item_paragraphs(&parameter.docs, fallback, notes);
        docs::comments(code, "    ", &paragraphs);
        if parameter.docs.deprecated {
            code.push_str("    #[deprecated]\n");
        }
        let argument = format!("{name}: {}", argument_type(api, &parameter.ty));
        let set = set_parameter(parameter, "self.call.request_mut()");
        setter(code, name, [argument], &set);
    }
}

/// A method that changes the call and gives it back, with a blank line after it.
fn setter(code: &mut String, name: &str, given: impl IntoIterator<Item = String>, set: &Expr) {
    let mut arguments = vec![Expr::text("mut self")];
    arguments.extend(given.into_iter().map(Expr::text));
    layout::signature(code, name, arguments, "Self");
    layout::line(code, 8, "", set, ";");
    code.push_str("        self\n    }\n\n");
}

/// What sets a body that is optional, or leaves out one that may be.
fn body_method(code: &mut String, api: &Api, body: &Body) {
    if body.may_be_omitted {
        code.push_str(fixed::WITHOUT_BODY);
        return;
    }
    if body.required {
        return;
    }
    let arguments = body_arguments(api, body, Module::Operations);
    let set = set_body(body, "self.call.request_mut()");
    let paragraphs = item_paragraphs(&body.docs, || "Sets the body.", None::<Inline>);
    docs::comments(code, "    ", &paragraphs);
    setter(code, "body", arguments, &set);
}

/// What a call can do besides whose reply is a stream, or can be used as one.
fn stream_methods(code: &mut String, success: &Replies, error: &str) {
    let bytes = success.bodies().any(|body| *body == ReplyBody::Bytes);
    let stream = success.stream().is_some();
    if stream || bytes {
        code.push_str(fixed::IDLE_TIMEOUT);
    }
    if !stream && bytes {
        code.push_str("\n    /// Sends it and gives the body as it arrives, whatever its size.\n");
        let result = format!("runtime::SendFuture<runtime::ByteStream, {error}>");
        layout::signature(code, "stream", vec![Expr::text("self")], &result);
        code.push_str("        self.call.stream()\n    }\n");
    }
}

/// Adds the enum of replies that differ by status, or a name for one that several operations have.
pub fn replies(code: &mut String, api: &Api, function: &FunctionName, replies: &Replies) {
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
    separate(code);
    let about = Inline::from(what) + " of [`Client::" + function + "`], by status.";
    docs::comments(code, "", &[about.into()]);
    match shared.and_then(|index| api.shared_errors.get(index)) {
        Some(shared) => code.extend([
            "pub type ",
            name.as_str(),
            " = ",
            shared.name.as_str(),
            ";\n",
        ]),
        None => by_status(code, api, name, variants),
    }
}

/// An enum of errors that several operations have.
pub fn shared_error(api: &Api, shared: &SharedError) -> String {
    let mut code = String::new();
    let about = "An error that several operations have, by status.";
    docs::comments(&mut code, "", &[about.into()]);
    by_status(&mut code, api, &shared.name, &shared.variants);
    code
}

fn by_status(code: &mut String, api: &Api, name: &TypeName, variants: &[ReplyVariant]) {
    let name = name.as_str();
    code.extend([
        "#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]\npub enum ",
        name,
        " {\n",
    ]);
    for variant in variants {
        declared_variant(code, api, variant);
    }
    code.extend(["}\n\nimpl ", name, " {\n", fixed::DECODE]);
    for variant in variants {
        let (name, status) = (&variant.name, reply_status(variant.status));
        let before = format!("Some({status}) => ");
        let read = match &variant.body {
            ReplyBody::Empty => Expr::text(format!("Ok(Self::{name})")),
            body => Expr::Chain(
                Box::new(Expr::call(body_decoder(body), vec![Expr::text("reply")])),
                vec![Expr::text(format!(".map(Self::{name})"))],
            ),
        };
        layout::line(code, 12, &before, &read, ",");
    }
    code.push_str("            _ => Err(runtime::Mismatch::Undeclared),\n        }\n    }\n}\n");
}

fn declared_variant(code: &mut String, api: &Api, variant: &ReplyVariant) {
    let name = variant.name.as_str();
    let text = match docs::markdown(&variant.description) {
        text if text.is_empty() => docs::code(&status_text(variant.status)).into(),
        text => text,
    };
    docs::comments(code, "    ", &[text]);
    let ty = reply_type(api, &variant.body);
    match variant.body {
        ReplyBody::Empty => code.extend(["    ", name, ",\n"]),
        // The variants differ in size; in a box they don't.
        ReplyBody::Json(Type::Named(_)) => code.extend(["    ", name, "(Box<", &ty, ">),\n"]),
        _ => code.extend(["    ", name, "(", &ty, "),\n"]),
    }
}

fn reply_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => format!("runtime::Status::Code({code})"),
        StatusPattern::Range(class) => format!("runtime::Status::Range({class})"),
        StatusPattern::Default => "runtime::Status::Default".to_owned(),
    }
}

//! Operations: a method of the client each, a description each, and structs for optional parameters.

use crate::docs::{self, Block, Inline};
use crate::emit::expr::Expr;
use crate::emit::requests::{self, body_arguments, set_body};
use crate::emit::types::{self, Module};
use crate::emit::writer::CodeWriter;
use crate::emit::{Host, arguments, item_paragraphs, validate};
use crate::ir::{
    Api, BodyKind, ContentType, EventData, Function, HeaderSet, Link, LinkTarget, Operation,
    Parameter, Replies, ReplyBody, ReplyCase, Requirement, StatusPattern,
};
use crate::names::StaticName;
use crate::parameter::ParameterIn;

/// A block of methods of the client: one for each operation, or one for each media type of its body.
pub fn methods(code: &mut CodeWriter, api: &Api, operations: &[&Operation], host: Host) {
    host.attributes(code);
    code.block(["impl Client"], |code| {
        for operation in operations {
            for function in &operation.functions {
                code.blank();
                method(code, api, operation, function);
            }
        }
    });
}

fn method(code: &mut CodeWriter, api: &Api, operation: &Operation, function: &Function) {
    code.docs(&operation_docs(api, operation, function));
    if operation.docs.deprecated {
        code.line(["#[deprecated]"]);
    }
    let request = || Expr::text("request");
    let given = arguments::of_function(api, operation, &request());
    let mut statements = given.statements;
    let mut arguments = vec![Expr::text("&self")];
    arguments.extend(given.arguments);
    let body = operation.body(function);
    if let Some(body) = body.filter(|body| body.required) {
        let given = body_arguments(api, body, Module::Client).into_iter();
        arguments.extend(given.map(Expr::text));
        statements.push(set_body(body, request()));
    }
    let accept = |media| request().chain([Expr::call(".accept", vec![Expr::string(media)])]);
    statements.extend(operation.success(function).accept.as_deref().map(accept));
    let result = match &function.call {
        Some(call_type) => format!("operations::{call_type}"),
        None => call_type(api, operation, function, Module::Client),
    };
    let head = ["pub fn ", function.name.as_str(), given.lifetime].concat();
    code.function(&head, arguments, &result, |code| {
        let before = match statements.is_empty() {
            true => "let request =",
            false => "let mut request =",
        };
        let description = format!("&descriptions::{}", operation.description);
        let new = Expr::call(".request", vec![Expr::text(description)]);
        let new = Expr::text("self").chain([Expr::text(".inner"), new]);
        code.assign(before, &new, ";");
        for statement in &statements {
            code.statement(statement, ";");
        }
        send(code, operation, function);
    });
}

/// The call of a request that is complete.
fn send(code: &mut CodeWriter, operation: &Operation, function: &Function) {
    let replies = &operation.success(function).replies;
    let method = match replies.stream() {
        Some(_) => ".stream",
        None => ".call",
    };
    let (success, error) = (decoder(replies), error_decoder(operation));
    let call = Expr::call(method, vec![Expr::text(success), Expr::text(error)]);
    let call = Expr::text("request").chain([call]);
    match &function.call {
        Some(call_type) => code.block(["operations::", call_type.as_str()], |code| {
            code.assign("call:", &call, ",");
        }),
        None => code.statement(&call, ""),
    }
}

fn operation_docs(api: &Api, operation: &Operation, function: &Function) -> Vec<Block> {
    let line = format!("{} {}", operation.method, operation.path);
    let mut notes = vec![Block::from(docs::code(&line))];
    let body = operation.body(function);
    if let Some(body) = body.filter(|_| function.sends_another_body()) {
        let (ContentType::Is(media) | ContentType::In(media)) = &body.content_type;
        notes.push(("The body is " + docs::code(media) + ".").into());
    }
    let accept = operation.success(function).accept.as_deref();
    let accept = accept.map(docs::code);
    notes.extend(accept.map(|media| Block::from("The reply is " + media + ".")));
    let server = operation.server.as_deref().map(server_note);
    notes.extend(server.map(Block::from));
    notes.extend(section("# Arguments", arguments_docs(operation, function)));
    let failures = operation
        .cases
        .iter()
        .filter(|case| !case.success)
        .map(|case| {
            let status = docs::code(&status_text(case.status));
            item(status, [docs::first_paragraph(&case.description)])
        });
    notes.extend(section("# Errors", failures.collect()));
    notes.extend(section(
        "# Headers of replies",
        headers_docs(api, operation),
    ));
    let callbacks = operation.callbacks.iter();
    let callbacks = callbacks.map(|name| "[`callbacks::" + Inline::from(name) + "`]");
    notes.extend(section("# Callbacks", callbacks.collect()));
    item_paragraphs(&operation.docs, || "", notes)
}

/// The type that reads them, and what they are called.
fn headers_docs(api: &Api, operation: &Operation) -> Vec<Inline> {
    let set = operation.headers.and_then(|index| api.headers.get(index));
    let item = |set: &HeaderSet| {
        let names = set.headers.iter().map(|header| docs::code(&header.wire));
        let names = docs::join(names.collect(), ", ");
        "[`headers::" + Inline::from(&set.name) + "`] reads " + names
    };
    set.map(item).into_iter().collect()
}

/// A key of `responses`.
pub(super) fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn server_note(url: &str) -> Inline {
    if url.contains("://") {
        let url = docs::code(url);
        return "Requests go to " + url + " unless [`ClientBuilder::base_url`] is set.";
    }
    let path = docs::code(&format!("/{}", url.trim_matches('/')));
    "The path begins at " + path + ", whatever the path of the base URL is."
}

/// A heading and a list, if there is anything in the list.
pub(super) fn section(heading: &'static str, items: Vec<Inline>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    vec![heading.into(), Block::list(items)]
}

/// `name: texts`.
pub(super) fn item(name: Inline, texts: impl IntoIterator<Item = Inline>) -> Inline {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    let texts: Vec<Inline> = texts.collect();
    match texts.is_empty() {
        true => name,
        false => name + ": " + docs::join(texts, " "),
    }
}

/// What the document says of required parameters and of a required body.
fn arguments_docs(operation: &Operation, function: &Function) -> Vec<Inline> {
    let mut items = Vec::new();
    // A struct of arguments says it at its fields.
    let named = operation
        .required()
        .filter(|_| operation.arguments.is_none());
    for parameter in named {
        let description = parameter.docs.description.as_deref();
        let description = description.map(docs::first_paragraph);
        let mut texts: Vec<Inline> = description.into_iter().collect();
        texts.extend(parameter_notes(parameter));
        if texts.iter().any(|text| !text.is_empty()) {
            items.push(item(docs::code(parameter.name.as_str()), texts));
        }
    }
    let body = operation.body(function).filter(|body| body.required);
    if let Some(ContentType::In(range)) = body.map(|body| &body.content_type) {
        let text = "The media type of the body: one of " + docs::code(range) + ".";
        items.push(item("`content_type`".into(), [text]));
    }
    if let Some(description) = body.and_then(|body| body.docs.description.as_deref()) {
        items.push(item("`body`".into(), [docs::first_paragraph(description)]));
    }
    items
}

/// The rules of a parameter, its default, and whether it is deprecated, in words.
pub(super) fn parameter_notes(parameter: &Parameter) -> Vec<Inline> {
    let mut notes = validate::notes(&parameter.constraints);
    let default = parameter.default.as_ref();
    notes.extend(default.map(|default| "Default: " + docs::code(&default.to_string()) + "."));
    if parameter.docs.deprecated {
        notes.push("Deprecated.".into());
    }
    notes
}

/// `Call` with the types of an operation's results.
pub(super) fn call_type(
    api: &Api,
    operation: &Operation,
    function: &Function,
    module: Module,
) -> String {
    let success = replies_type(api, &operation.success(function).replies, module);
    match error_type(api, operation, module) {
        Some(error) => format!("Call<{success}, {error}>"),
        None => format!("Call<{success}>"),
    }
}

pub(super) fn replies_type(api: &Api, replies: &Replies, module: Module) -> String {
    match replies {
        Replies::None => "()".to_owned(),
        Replies::One(body) => reply_type(api, body, module),
        Replies::Many { name, .. } if module == Module::Operations => name.as_str().to_owned(),
        Replies::Many { name, .. } => format!("operations::{name}"),
    }
}

pub(super) fn error_type(api: &Api, operation: &Operation, module: Module) -> Option<String> {
    match &operation.error {
        Replies::None => None,
        error => Some(replies_type(api, error, module)),
    }
}

pub(super) fn reply_type(api: &Api, body: &ReplyBody, module: Module) -> String {
    let text = |ty| types::text(api, ty, Module::Client);
    match body {
        ReplyBody::Empty => "()".to_owned(),
        ReplyBody::Json(ty) | ReplyBody::Event(ty) => text(ty),
        ReplyBody::Events(EventData::Text) => "runtime::Events<String>".to_owned(),
        ReplyBody::Events(EventData::Json(ty) | EventData::Whole { ty, .. }) => {
            format!("runtime::Events<{}>", text(ty))
        }
        ReplyBody::Events(EventData::ByName(index)) => {
            let union = api.event_unions.get(*index);
            let name = union.map_or("String", |union| union.name.as_str());
            match module {
                Module::Operations => format!("runtime::Events<{name}>"),
                Module::Client | Module::Types => format!("runtime::Events<operations::{name}>"),
            }
        }
        ReplyBody::JsonLines { item, .. } => format!("runtime::JsonLines<{}>", text(item)),
        ReplyBody::Text => "String".to_owned(),
        ReplyBody::Bytes => "runtime::Bytes".to_owned(),
    }
}

fn decoder(replies: &Replies) -> String {
    match replies {
        Replies::None => "runtime::reply::empty".to_owned(),
        Replies::One(body) => body_decoder(body).to_owned(),
        Replies::Many { name, .. } => format!("operations::{name}::decode"),
    }
}

fn error_decoder(operation: &Operation) -> String {
    match &operation.error {
        Replies::None => "runtime::reply::undeclared".to_owned(),
        error => decoder(error),
    }
}

pub(super) fn body_decoder(body: &ReplyBody) -> &'static str {
    match body {
        ReplyBody::Empty => "runtime::reply::empty",
        ReplyBody::Json(_) => "runtime::reply::json",
        ReplyBody::Event(_) => "runtime::reply::event",
        ReplyBody::Text => "runtime::reply::text",
        ReplyBody::Bytes => "runtime::reply::bytes",
        ReplyBody::Events(EventData::Text) => "runtime::Events::text",
        ReplyBody::Events(EventData::Json(_)) => "runtime::Events::json",
        ReplyBody::Events(EventData::ByName(_)) => "runtime::Events::by_name",
        ReplyBody::Events(EventData::Whole { json: false, .. }) => "runtime::Events::whole",
        ReplyBody::Events(EventData::Whole { json: true, .. }) => "runtime::Events::whole_of_json",
        ReplyBody::JsonLines {
            sequence: false, ..
        } => "runtime::JsonLines::lines",
        ReplyBody::JsonLines { sequence: true, .. } => "runtime::JsonLines::sequence",
    }
}

/// What several operations need, as a constant.
pub fn security_constant(
    code: &mut CodeWriter,
    api: &Api,
    name: &StaticName,
    security: &[Vec<Requirement>],
) {
    let before = format!("const {name}: &[&[Requirement]] =");
    code.assign(&before, &alternatives(api, security), ";");
}

fn alternatives(api: &Api, security: &[Vec<Requirement>]) -> Expr {
    let alternatives = security.iter().map(|alternative| {
        let requirements = alternative.iter().filter_map(|requirement| {
            let scheme = api.schemes.get(requirement.scheme)?.description.as_str();
            let scheme = Expr::text(format!("&{scheme}"));
            Some(match requirement.scopes.is_empty() {
                true => Expr::call("Requirement::new", vec![scheme]),
                false => {
                    let scopes = Expr::strings(&requirement.scopes);
                    Expr::call("Requirement::with_scopes", vec![scheme, scopes])
                }
            })
        });
        Expr::slice(requirements.collect())
    });
    Expr::slice(alternatives.collect())
}

/// The declared errors of an operation.
pub fn errors(operation: &Operation) -> Expr {
    let errors = operation.cases.iter().filter(|case| !case.success);
    Expr::slice(errors.map(reply).collect())
}

/// The constant for errors that several operations have.
pub fn errors_constant(code: &mut CodeWriter, name: &StaticName, errors: &Expr) {
    code.assign(&format!("const {name}: &[Reply] ="), errors, ";");
}

/// What the runtime knows of an operation. What it needs may be a constant of the name `security`, and its errors one of
/// the name `shared_errors`.
pub fn description(
    code: &mut CodeWriter,
    api: &Api,
    operation: &Operation,
    security: Option<&StaticName>,
    shared_errors: Option<&StaticName>,
) {
    for body in &operation.bodies {
        if let BodyKind::Form(form) = &body.kind {
            requests::encodings(code, form);
        }
    }
    let mut calls = Vec::new();
    if let Some(url) = &operation.server {
        calls.push(Expr::call(".server", vec![Expr::string(url)]));
    }
    parameters(operation, &mut calls);
    if !operation.security.is_empty() {
        let alternatives = match security {
            Some(name) => Expr::text(name.to_string()),
            None => alternatives(api, &operation.security),
        };
        calls.push(Expr::call(".security", vec![alternatives]));
    }
    let successes = operation.cases.iter().filter(|case| case.success);
    let successes: Vec<Expr> = successes.map(reply).collect();
    if !successes.is_empty() {
        calls.push(Expr::call(".replies", vec![Expr::slice(successes)]));
    }
    if operation.cases.iter().any(|case| !case.success) {
        let errors = match shared_errors {
            Some(name) => Expr::text(name.to_string()),
            None => errors(operation),
        };
        calls.push(Expr::call(".errors", vec![errors]));
    }
    let named = [&operation.id, &operation.method, &operation.path];
    let named = named.map(|text| Expr::string(text)).to_vec();
    let all = Expr::call("Operation::new", named).chain(calls);
    let before = format!("pub(super) static {}: Operation =", operation.description);
    code.blank();
    code.assign(&before, &all, ";");
}

/// What is declared of parameters: names of plain ones by their place, apart from those of the path, which it has itself.
fn parameters(operation: &Operation, calls: &mut Vec<Expr>) {
    let parameters = || operation.parameters.iter();
    for (call, location) in [
        (".query", ParameterIn::Query),
        (".headers", ParameterIn::Header),
        (".cookies", ParameterIn::Cookie),
    ] {
        let plain = parameters().filter(|one| one.description.is_none());
        let of_location = plain.filter(|one| one.data.location == location);
        let names: Vec<&str> = of_location.map(|one| one.data.name.as_str()).collect();
        if !names.is_empty() {
            calls.push(Expr::call(call, vec![Expr::strings(&names)]));
        }
    }
    let more = parameters().filter_map(|one| one.description.as_ref());
    let more: Vec<Expr> = more.map(|name| Expr::text(format!("&{name}"))).collect();
    if !more.is_empty() {
        calls.push(Expr::call(".parameters", vec![Expr::slice(more)]));
    }
}

fn reply(case: &ReplyCase) -> Expr {
    let status = match case.status {
        StatusPattern::Code(code) => format!("Status::Code({code})"),
        StatusPattern::Range(class) => format!("Status::Range({class})"),
        StatusPattern::Default => "Status::Default".to_owned(),
    };
    let (media, usual) = match case.body() {
        ReplyBody::Empty => ("Media::None", ""),
        ReplyBody::Json(_) => ("Media::Json", "application/json"),
        ReplyBody::Text => ("Media::Text", "text/plain"),
        ReplyBody::Bytes => ("Media::Bytes", "*/*"),
        ReplyBody::Events(_) | ReplyBody::Event(_) => ("Media::Events", "text/event-stream"),
        ReplyBody::JsonLines { .. } => ("Media::JsonLines", "application/jsonl"),
    };
    let special = case.media().filter(|media| *media != usual);
    let new = match (case.success, special) {
        (true, None) => "Reply::success",
        (true, Some(_)) => "Reply::success_of",
        (false, None) => "Reply::error",
        (false, Some(_)) => "Reply::error_of",
    };
    let mut arguments = vec![Expr::text(status), Expr::text(media)];
    arguments.extend(special.map(Expr::string));
    let new = Expr::call(new, arguments);
    let mut calls = Vec::new();
    // An error is read as whatever it is.
    let others = case.contents.iter().skip(1).filter(|_| case.success);
    let others: Vec<&str> = others
        .flat_map(|other| &other.media)
        .map(String::as_str)
        .collect();
    if !others.is_empty() {
        calls.push(Expr::call(".others", vec![Expr::strings(&others)]));
    }
    if !case.links.is_empty() {
        let links = Expr::slice(case.links.iter().map(link).collect());
        calls.push(Expr::call(".links", vec![links]));
    }
    new.chain(calls)
}

fn link(link: &Link) -> Expr {
    let target = match &link.target {
        LinkTarget::Id(id) => Expr::call("LinkTarget::Id", vec![Expr::string(id)]),
        LinkTarget::Reference(reference) => {
            Expr::call("LinkTarget::Reference", vec![Expr::string(reference)])
        }
    };
    let new = Expr::call("Link::new", vec![Expr::string(&link.name), target]);
    let mut calls = Vec::new();
    if !link.parameters.is_empty() {
        let pair = |(name, value): &(String, String)| {
            Expr::tuple(vec![Expr::string(name), Expr::string(value)])
        };
        let pairs = Expr::slice(link.parameters.iter().map(pair).collect());
        calls.push(Expr::call(".parameters", vec![pairs]));
    }
    if let Some(body) = &link.request_body {
        calls.push(Expr::call(".request_body", vec![Expr::string(body)]));
    }
    new.chain(calls)
}

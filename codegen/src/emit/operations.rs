//! Operations: a method of the client each, a description each, and structs for optional parameters.

use crate::docs::{self, Block, Inline};
use crate::emit::layout::{self, Expr};
use crate::emit::requests::{self, argument_type, body_arguments, set_body, set_parameter};
use crate::emit::types::{self, Module};
use crate::emit::{Host, item_paragraphs, validate};
use crate::ir::{
    Api, BodyKind, ContentType, EventData, Function, HeaderSet, Link, LinkTarget, MOST_ARGUMENTS,
    Operation, Parameter, Replies, ReplyBody, ReplyCase, Requirement, StatusPattern,
};
use crate::names::StaticName;
use crate::parameter::ParameterIn;

/// A block of methods of the client: one for each operation, or one for each media type of its body.
pub fn methods(api: &Api, operations: &[&Operation], host: Host) -> String {
    let mut code = [host.attributes(), "impl Client {\n"].concat();
    let of_operation =
        |&operation: &_| Operation::functions(operation).map(move |function| (operation, function));
    for (index, (operation, function)) in operations.iter().flat_map(of_operation).enumerate() {
        if index > 0 {
            code.push('\n');
        }
        method(&mut code, api, operation, &function);
    }
    code.push_str("}\n");
    code
}

fn method(code: &mut String, api: &Api, operation: &Operation, function: &Function<'_>) {
    docs::comments(code, "    ", &operation_docs(api, operation, function));
    if operation.docs.deprecated {
        code.push_str("    #[deprecated]\n");
    }
    let required = operation.parameters.iter().filter(|one| one.required);
    let mut arguments = vec![Expr::text("&self")];
    let mut statements = Vec::new();
    for parameter in required {
        let ty = argument_type(api, &parameter.ty);
        arguments.push(Expr::text([parameter.name.as_str(), ": ", &ty].concat()));
        statements.push(set_parameter(parameter, "request"));
    }
    if let Some(body) = function.body.filter(|body| body.required) {
        let given = body_arguments(api, body, Module::Client).into_iter();
        arguments.extend(given.map(Expr::text));
        statements.push(set_body(body, "request"));
    }
    let accept = |media| Expr::call("request.accept", vec![Expr::string(media)]);
    statements.extend(function.accept.map(accept));
    // `self` is one of them; the document asks for more.
    if arguments.len() > MOST_ARGUMENTS {
        code.push_str("    #[allow(clippy::too_many_arguments)]\n");
    }
    let result = match function.call {
        Some(call_type) => format!("operations::{call_type}"),
        None => call_type(api, operation, function, Module::Client),
    };
    layout::signature(code, function.name.as_str(), arguments, &result);
    code.extend([
        match statements.is_empty() {
            true => "        let request",
            false => "        let mut request",
        },
        " = self.inner.request(&descriptions::",
        operation.description.as_str(),
        ");\n",
    ]);
    for statement in &statements {
        layout::line(code, 8, "", statement, ";");
    }
    let method = match function.success.stream() {
        Some(_) => "request.stream",
        None => "request.call",
    };
    let (success, error) = (decoder(function.success), error_decoder(operation));
    let call = Expr::call(method, vec![Expr::text(success), Expr::text(error)]);
    match function.call {
        Some(call_type) => {
            code.extend(["        operations::", call_type.as_str(), " {\n"]);
            layout::line(code, 12, "call: ", &call, ",");
            code.push_str("        }\n");
        }
        None => layout::line(code, 8, "", &call, ""),
    }
    code.push_str("    }\n");
}

fn operation_docs(api: &Api, operation: &Operation, function: &Function<'_>) -> Vec<Block> {
    let line = format!("{} {}", operation.method, operation.path);
    let mut notes = vec![Block::from(docs::code(&line))];
    if let Some(body) = function.body.filter(|_| function.is_alternative) {
        let (ContentType::Is(media) | ContentType::In(media)) = &body.content_type;
        notes.push(("The body is " + docs::code(media) + ".").into());
    }
    let accept = function.accept.map(docs::code);
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
fn arguments_docs(operation: &Operation, function: &Function<'_>) -> Vec<Inline> {
    let mut items = Vec::new();
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let description = parameter.docs.description.as_deref();
        let description = description.map(docs::first_paragraph);
        let mut texts: Vec<Inline> = description.into_iter().collect();
        texts.extend(parameter_notes(parameter));
        if texts.iter().any(|text| !text.is_empty()) {
            items.push(item(docs::code(parameter.name.as_str()), texts));
        }
    }
    let body = function.body.filter(|body| body.required);
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
    function: &Function<'_>,
    module: Module,
) -> String {
    let success = replies_type(api, function.success, module);
    match error_type(api, operation, module) {
        Some(error) => format!("Call<{success}, {error}>"),
        None => format!("Call<{success}>"),
    }
}

pub(super) fn replies_type(api: &Api, replies: &Replies, module: Module) -> String {
    match replies {
        Replies::None => "()".to_owned(),
        Replies::One(body) => reply_type(api, body),
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

pub(super) fn reply_type(api: &Api, body: &ReplyBody) -> String {
    let text = |ty| types::text(api, ty, Module::Client);
    match body {
        ReplyBody::Empty => "()".to_owned(),
        ReplyBody::Json(ty) | ReplyBody::Event(ty) => text(ty),
        ReplyBody::Events(EventData::Text) => "runtime::Events<String>".to_owned(),
        ReplyBody::Events(EventData::Json(ty) | EventData::Whole(ty)) => {
            format!("runtime::Events<{}>", text(ty))
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
        ReplyBody::Events(EventData::Whole(_)) => "runtime::Events::whole",
        ReplyBody::JsonLines {
            sequence: false, ..
        } => "runtime::JsonLines::lines",
        ReplyBody::JsonLines { sequence: true, .. } => "runtime::JsonLines::sequence",
    }
}

/// What several operations need, as a constant.
pub fn security_constant(api: &Api, name: &StaticName, security: &[Vec<Requirement>]) -> String {
    let mut code = String::new();
    let before = format!("const {name}: &[&[Requirement]] = ");
    layout::line(&mut code, 0, &before, &alternatives(api, security), ";");
    code
}

fn alternatives(api: &Api, security: &[Vec<Requirement>]) -> Expr {
    let alternatives = security.iter().map(|alternative| {
        let requirements = alternative.iter().filter_map(|requirement| {
            let scheme = api.schemes.get(requirement.scheme)?.description.as_str();
            let new = Expr::call("Requirement::new", vec![Expr::text(format!("&{scheme}"))]);
            let scopes = Expr::strings(&requirement.scopes);
            let scopes = Expr::call(".scopes", vec![scopes]);
            let calls = (!requirement.scopes.is_empty()).then_some(scopes);
            Some(Expr::Chain(Box::new(new), calls.into_iter().collect()))
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
pub fn errors_constant(name: &StaticName, errors: &Expr) -> String {
    let mut code = String::new();
    layout::line(
        &mut code,
        0,
        &format!("const {name}: &[Reply] = "),
        errors,
        ";",
    );
    code
}

/// What the runtime knows of an operation. What it needs may be a constant of the name `security`, and its errors one of
/// the name `shared_errors`.
pub fn description(
    api: &Api,
    operation: &Operation,
    security: Option<&StaticName>,
    shared_errors: Option<&StaticName>,
) -> String {
    let mut code = String::new();
    let forms = operation
        .functions()
        .filter(|function| function.accept.is_none())
        .filter_map(|function| match &function.body?.kind {
            BodyKind::Form(form) => Some(form),
            _ => None,
        });
    for form in forms {
        requests::encodings(&mut code, form);
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
    let new = Expr::call("Operation::new", named);
    let before = format!("pub(super) static {}: Operation = ", operation.description);
    let all = Expr::Chain(Box::new(new), calls);
    layout::line(&mut code, 0, &before, &all, ";");
    code
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
    let (media, usual) = match case.body {
        ReplyBody::Empty => ("Media::None", ""),
        ReplyBody::Json(_) => ("Media::Json", "application/json"),
        ReplyBody::Text => ("Media::Text", "text/plain"),
        ReplyBody::Bytes => ("Media::Bytes", "*/*"),
        ReplyBody::Events(_) | ReplyBody::Event(_) => ("Media::Events", "text/event-stream"),
        ReplyBody::JsonLines { .. } => ("Media::JsonLines", "application/jsonl"),
    };
    let kind = match case.success {
        true => "Reply::success",
        false => "Reply::error",
    };
    let new = Expr::call(kind, vec![Expr::text(status), Expr::text(media)]);
    let special = case.media.as_ref().filter(|media| *media != usual);
    let special = special.map(|media| Expr::call(".content_type", vec![Expr::string(media)]));
    let mut calls: Vec<Expr> = special.into_iter().collect();
    if !case.links.is_empty() {
        let links = Expr::slice(case.links.iter().map(link).collect());
        calls.push(Expr::call(".links", vec![links]));
    }
    Expr::Chain(Box::new(new), calls)
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
            Expr::call("", vec![Expr::string(name), Expr::string(value)])
        };
        let pairs = Expr::slice(link.parameters.iter().map(pair).collect());
        calls.push(Expr::call(".parameters", vec![pairs]));
    }
    if let Some(body) = &link.request_body {
        calls.push(Expr::call(".request_body", vec![Expr::string(body)]));
    }
    Expr::Chain(Box::new(new), calls)
}

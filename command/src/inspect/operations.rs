//! Operations, and what servers send on their own.

use std::fmt::{Formatter, Result};

use openapi_build::emit::types::{self, Module};
use openapi_build::ir::{
    Api, Body, BodyKind, ContentType, EventData, Form, Function, HeaderForm, Incoming, Need,
    Operation, Parameter, ParameterData, Part, PartKind, Replies, ReplyBody, ReplyCase,
    ReplyContent, Requirement, SchemeKind, Serialization, StatusPattern, Type,
};

use super::types::rules;
use super::{place, quoted, renamed};

pub(super) fn schemes(f: &mut Formatter<'_>, api: &Api) -> Result {
    for scheme in &api.schemes {
        let kind = match &scheme.kind {
            SchemeKind::Bearer { .. } => "bearer".to_owned(),
            SchemeKind::Basic => "basic".to_owned(),
            SchemeKind::Http(name) => format!("http {}", quoted(name)),
            SchemeKind::OAuth2 => "oauth2".to_owned(),
            SchemeKind::OpenIdConnect => "openIdConnect".to_owned(),
            SchemeKind::MutualTls => "mutualTLS".to_owned(),
            SchemeKind::Key(at, name) => format!("key in {} {}", at.as_str(), quoted(name)),
        };
        let name = renamed(&scheme.id, scheme.name.as_str());
        writeln!(f, "    credential {name}: {kind}")?;
    }
    Ok(())
}

pub(super) fn operations(f: &mut Formatter<'_>, api: &Api) -> Result {
    for operation in &api.operations {
        let (method, path) = (&operation.method, &operation.path);
        let id = quoted(&operation.id);
        writeln!(
            f,
            "\n{method} {} {id} {}",
            quoted(path),
            place(&operation.at)
        )?;
        if let Some(server) = &operation.server {
            writeln!(f, "    server {}", quoted(server))?;
        }
        for (name, _) in &operation.extensions {
            writeln!(f, "    extension {}", quoted(name))?;
        }
        for one in &operation.parameters {
            parameter(f, api, one)?;
        }
        for function in &operation.functions {
            self::function(f, api, operation, function)?;
        }
        for case in &operation.cases {
            declared_reply(f, api, case)?;
            for link in &case.links {
                writeln!(f, "        link {}", quoted(&link.name))?;
            }
        }
        if !operation.security.is_empty() {
            writeln!(f, "    needs {}", security(api, &operation.security))?;
        }
    }
    Ok(())
}

/// A line for each of its media types.
fn declared_reply(f: &mut Formatter<'_>, api: &Api, case: &ReplyCase) -> Result {
    let status = status(case.status);
    let kind = if case.success { "" } else { " error" };
    if case.contents.is_empty() {
        writeln!(f, "    {status}{kind}: nothing")?;
    }
    for ReplyContent { media, body } in &case.contents {
        let gives = reply(api, body);
        let media = match media.is_empty() {
            true => String::new(),
            false => format!(" as {}", media.join(", ")),
        };
        writeln!(f, "    {status}{kind}: {gives}{media}")?;
    }
    Ok(())
}

fn parameter(f: &mut Formatter<'_>, api: &Api, one: &Parameter) -> Result {
    let presence = match one.need {
        Need::Required => "",
        Need::Defaulted => " defaulted",
        Need::Optional => " optional",
    };
    let ParameterData {
        name,
        location,
        serialization,
        allow_empty_value,
        sensitive,
    } = &one.data;
    let Serialization {
        style,
        explode,
        allow_reserved,
    } = *serialization;
    let mut notes = String::new();
    let usual = location.style();
    if (style, explode) != (usual, usual.explodes()) {
        let explode = if explode { " exploded" } else { "" };
        notes.push_str(&format!(" {style:?}{explode}"));
    }
    for (flag, name) in [
        (allow_reserved, " reserved"),
        (*allow_empty_value, " or empty"),
        (*sensitive, " secret"),
    ] {
        notes.push_str(if flag { name } else { "" });
    }
    writeln!(
        f,
        "    {} {}: {}{presence}{notes}{}",
        location.as_str(),
        renamed(name, one.name.as_str()),
        ty(api, &one.ty),
        rules(&one.constraints),
    )
}

fn function(
    f: &mut Formatter<'_>,
    api: &Api,
    operation: &Operation,
    function: &Function,
) -> Result {
    let error = match &operation.error {
        Replies::None => String::new(),
        error => format!(" or {}", replies(api, error)),
    };
    let success = operation.success(function);
    let accept = success.accept.as_deref();
    let accept = accept.map(|media| format!(" as {media}"));
    writeln!(
        f,
        "    fn {} -> {}{error}{}",
        function.name,
        replies(api, &success.replies),
        accept.unwrap_or_default(),
    )?;
    let sent = operation.body(function);
    sent.map_or(Ok(()), |one| body(f, api, one))
}

fn body(f: &mut Formatter<'_>, api: &Api, body: &Body) -> Result {
    let (ContentType::Is(media) | ContentType::In(media)) = &body.content_type;
    let what = match &body.kind {
        BodyKind::Json(one) => ty(api, one),
        BodyKind::JsonLines(one) => format!("lines of {}", ty(api, one)),
        BodyKind::Form(Form { ty: one, .. }) => format!("form of {}", ty(api, one)),
        BodyKind::Multipart(Some(form)) => format!("parts {}", form.name),
        BodyKind::Multipart(None) => "parts".to_owned(),
        BodyKind::Text => "text".to_owned(),
        BodyKind::Bytes => "bytes".to_owned(),
    };
    let presence = match (body.required, body.may_be_omitted) {
        (true, false) => "",
        (true, true) => " or none",
        (false, _) => " optional",
    };
    writeln!(f, "        body: {what} as {media}{presence}")?;
    match &body.kind {
        BodyKind::Form(form) => {
            for one in &form.encodings {
                let explode = if one.serialization.explode {
                    " exploded"
                } else {
                    ""
                };
                let (name, style) = (quoted(&one.property), one.serialization.style);
                writeln!(f, "            {name}: {style:?}{explode}")?;
            }
            Ok(())
        }
        BodyKind::Multipart(Some(form)) => {
            let mut parts = form.parts.iter();
            parts.try_for_each(|one| part(f, api, one))
        }
        _ => Ok(()),
    }
}

fn part(f: &mut Formatter<'_>, api: &Api, part: &Part) -> Result {
    let what = match &part.kind {
        PartKind::File => "file".to_owned(),
        PartKind::Files => "files".to_owned(),
        PartKind::Part => "part".to_owned(),
        PartKind::Value(one) => ty(api, one),
        PartKind::Values(one) => format!("{}, one part each", ty(api, one)),
        PartKind::Styled(one, written) => format!("{} {:?}", ty(api, one), written.style),
    };
    let presence = if part.required { "" } else { " optional" };
    let media = match part.content_type.as_str() {
        "" => String::new(),
        media => format!(" as {media}"),
    };
    let name = renamed(&part.wire, part.name.as_str());
    writeln!(f, "            {name}: {what}{presence}{media}")
}

pub(super) fn outside(f: &mut Formatter<'_>, api: &Api) -> Result {
    for set in &api.headers {
        writeln!(f, "\nheaders {}", set.name)?;
        for header in &set.headers {
            let form = match &header.form {
                HeaderForm::One(one) => ty(api, one),
                HeaderForm::List(one) => format!("list of {}", ty(api, one)),
                HeaderForm::Json(one) => format!("JSON of {}", ty(api, one)),
            };
            let name = renamed(&header.wire, header.name.as_str());
            writeln!(f, "    {name}: {form}")?;
        }
    }
    for shared in &api.shared_errors {
        writeln!(f, "\nshared error {}", shared.name)?;
        for variant in &shared.variants {
            let (status, body) = (status(variant.status), reply(api, &variant.body));
            writeln!(f, "    {}({status}): {body}", variant.name)?;
        }
    }
    for union in &api.event_unions {
        writeln!(f, "\nevents {} {}", union.name, place(&union.at))?;
        for variant in &union.variants {
            let data = variant.ty.as_ref();
            let data = data.map_or_else(|| "text".to_owned(), |one| ty(api, one));
            let names = match variant.events.is_empty() {
                true => "any other".to_owned(),
                false => quoted_list(&variant.events),
            };
            writeln!(f, "    {}({names}): {data}", variant.name)?;
        }
    }
    let webhooks = api.webhooks.iter().map(|one| ("webhook", one));
    let callbacks = api.callbacks.iter().map(|one| ("callback", one));
    for (kind, one) in webhooks.chain(callbacks) {
        incoming(f, api, kind, one)?;
    }
    Ok(())
}

fn incoming(f: &mut Formatter<'_>, api: &Api, kind: &str, one: &Incoming) -> Result {
    let (name, target) = (&one.name, quoted(&one.target));
    let body = one.body.as_ref().map(|body| ty(api, body));
    let body = body.unwrap_or_else(|| "raw".to_owned());
    writeln!(f, "\n{kind} {} {target} = {name}: {body}", one.method)?;
    for (at, name, _) in &one.parameters {
        writeln!(f, "    {at} {}", quoted(name))?;
    }
    Ok(())
}

fn quoted_list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    texts.join(", ")
}

fn ty(api: &Api, ty: &Type) -> String {
    types::text(api, ty, Module::Types)
}

fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn replies(api: &Api, replies: &Replies) -> String {
    match replies {
        Replies::None => "nothing".to_owned(),
        Replies::One(body) => reply(api, body),
        Replies::Many { name, .. } => name.to_string(),
    }
}

fn reply(api: &Api, body: &ReplyBody) -> String {
    match body {
        ReplyBody::Empty => "nothing".to_owned(),
        ReplyBody::Json(one) => ty(api, one),
        ReplyBody::Text => "text".to_owned(),
        ReplyBody::Bytes => "bytes".to_owned(),
        ReplyBody::Events(EventData::Text) => "events of text".to_owned(),
        ReplyBody::Events(EventData::Json(one)) => format!("events of {}", ty(api, one)),
        ReplyBody::Events(EventData::Whole { ty: one, .. }) => {
            format!("whole events of {}", ty(api, one))
        }
        ReplyBody::Events(EventData::ByName(index)) => {
            let union = api.event_unions.get(*index);
            format!(
                "events of {}",
                union.map_or("text", |union| union.name.as_str())
            )
        }
        ReplyBody::Event(one) => format!("an event of {}", ty(api, one)),
        ReplyBody::JsonLines { item, sequence } => match sequence {
            true => format!("sequence of {}", ty(api, item)),
            false => format!("lines of {}", ty(api, item)),
        },
    }
}

fn security(api: &Api, alternatives: &[Vec<Requirement>]) -> String {
    let one = |requirement: &Requirement| {
        let scheme = api.schemes.get(requirement.scheme);
        let name = scheme.map(|scheme| scheme.name.to_string());
        let name = name.unwrap_or_default();
        match requirement.scopes.as_slice() {
            [] => name,
            scopes => format!("{name}({})", scopes.join(", ")),
        }
    };
    let all = |all: &Vec<Requirement>| match all.as_slice() {
        [] => "nothing".to_owned(),
        all => all.iter().map(one).collect::<Vec<_>>().join(" and "),
    };
    let alternatives: Vec<String> = alternatives.iter().map(all).collect();
    alternatives.join(", or ")
}

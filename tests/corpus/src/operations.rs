//! The operations of a document: where their parameters, bodies and replies stand.

use serde_json::Value;

use crate::document::{Document, child, last_key};
use crate::servers;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// One operation. Everything in it is a pointer to where it stands, `$ref`s followed.
pub struct Operation {
    /// Such as `GET /pets/{id}`.
    pub name: String,
    pub pointer: String,
    pub parameters: Vec<Parameter>,
    /// What a client has to be given, as the document names no server of use.
    pub base_url: Option<&'static str>,
    /// Media types of the request's body with pointers to their objects.
    pub bodies: Vec<(String, String)>,
    pub body_required: bool,
    /// Status keys, media types, pointers to the media types' objects.
    pub replies: Vec<(String, String, String)>,
}

pub struct Parameter {
    pub name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub place: String,
    pub required: bool,
    pub pointer: String,
    /// Where its schema stands, be it in a media type.
    pub schema: Option<String>,
}

/// All operations under `paths`.
pub fn all(document: &Document) -> Vec<Operation> {
    let mut found = Vec::new();
    for path in document.children("#/paths") {
        let Some((at, item)) = document.resolve(&path) else {
            continue;
        };
        for method in METHODS {
            if item.get(method).is_some_and(Value::is_object) {
                let name = format!("{} {}", method.to_uppercase(), last_key(&path));
                found.push(operation(document, name, &at, &child(&at, method)));
            }
        }
    }
    found
}

fn operation(document: &Document, name: String, item: &str, pointer: &str) -> Operation {
    let mut parameters: Vec<Parameter> = Vec::new();
    for place in [pointer, item] {
        for one in document.children(&child(place, "parameters")) {
            if let Some(parameter) = parameter(document, &one)
                && !parameters
                    .iter()
                    .any(|old| old.name == parameter.name && old.place == parameter.place)
            {
                parameters.push(parameter);
            }
        }
    }
    undeclared(&name, pointer, &mut parameters);
    let body = document.resolve(&child(pointer, "requestBody"));
    let node = |pointer| document.at(pointer).unwrap_or(&Value::Null);
    let mut replies = Vec::new();
    // A reply to HEAD has no content, whatever is declared (RFC 9110, section 9.3.2).
    let declared = match name.starts_with("HEAD ") {
        true => Vec::new(),
        false => document.children(&child(pointer, "responses")),
    };
    for reply in declared {
        if let Some((at, _)) = document.resolve(&reply) {
            for (media_type, content) in contents(document, &at) {
                replies.push((last_key(&reply), media_type, content));
            }
        }
    }
    Operation {
        name,
        pointer: pointer.to_owned(),
        parameters,
        base_url: servers::base_url(node(pointer), node(item)),
        bodies: body
            .as_ref()
            .map(|(at, _)| contents(document, at))
            .unwrap_or_default(),
        body_required: body.is_some_and(|(_, body)| body["required"] == true),
        replies,
    }
}

/// Variables of the path for which a wrong document has no parameter.
fn undeclared(name: &str, pointer: &str, parameters: &mut Vec<Parameter>) {
    for part in name.split('{').skip(1) {
        let variable = part.split('}').next().unwrap_or_default();
        let known = |one: &Parameter| one.place == "path" && one.name == variable;
        if !parameters.iter().any(known) {
            parameters.push(Parameter {
                name: variable.to_owned(),
                place: "path".to_owned(),
                required: true,
                pointer: pointer.to_owned(),
                schema: None,
            });
        }
    }
}

fn parameter(document: &Document, pointer: &str) -> Option<Parameter> {
    let (pointer, node) = document.resolve(pointer)?;
    let name = node.get("name")?.as_str()?.to_owned();
    let place = node.get("in")?.as_str()?.to_owned();
    let schema = match node.get("schema") {
        Some(_) => Some(child(&pointer, "schema")),
        None => contents(document, &pointer)
            .first()
            .map(|(_, content)| child(content, "schema")),
    };
    Some(Parameter {
        required: place == "path" || node["required"] == true,
        name,
        place,
        schema: schema.filter(|schema| document.at(schema).is_some()),
        pointer,
    })
}

fn contents(document: &Document, pointer: &str) -> Vec<(String, String)> {
    document
        .children(&child(pointer, "content"))
        .into_iter()
        .filter_map(|one| Some((last_key(&one), document.resolve(&one)?.0)))
        .collect()
}

/// Whether bodies of a media type are JSON.
pub fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json") || essence == "*/*"
}

/// A status that a key such as `4XX` or `default` stands for and that no other key declares.
pub fn status(key: &str, operation: &Operation) -> u16 {
    if let Ok(status) = key.parse() {
        return status;
    }
    let declared = |status: u16| {
        let range = format!("{}XX", status / 100);
        operation.replies.iter().any(|(other, _, _)| {
            *other == status.to_string() || (other.to_uppercase() == range && other != key)
        })
    };
    let first = key.chars().next().and_then(|digit| digit.to_digit(10));
    let range = match first.and_then(|digit| u16::try_from(digit).ok()) {
        Some(digit) => digit * 100..digit * 100 + 100,
        None => 400..600,
    };
    let mut range = range;
    range.find(|status| !declared(*status)).unwrap_or(599)
}

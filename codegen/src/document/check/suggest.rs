//! Guesses what was meant.

use super::ObjectKind;
use crate::diagnostics::closest;

/// What to do about an unknown keyword.
pub(super) fn keyword<'a>(
    kind: ObjectKind,
    key: &str,
    words: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let help = match (kind, key) {
        (
            ObjectKind::Parameter | ObjectKind::Header,
            "type" | "format" | "items" | "enum" | "default",
        ) => "put it under `schema`, as OpenAPI 3 asks for",
        (ObjectKind::Response | ObjectKind::RequestBody, "schema") => {
            "put it under `content` and a media type such as `application/json`"
        }
        (ObjectKind::Operation, "consumes" | "produces") => {
            "OpenAPI 3 names media types under `content` of `requestBody` and `responses`"
        }
        (ObjectKind::OpenApi, "definitions") => "OpenAPI 3 has schemas under `components.schemas`",
        (ObjectKind::OpenApi, "securityDefinitions") => {
            "OpenAPI 3 has security schemes under `components.securitySchemes`"
        }
        (ObjectKind::OpenApi, "host" | "basePath" | "schemes") => {
            "OpenAPI 3 names URLs in `servers`"
        }
        (ObjectKind::Schema, "optional") => "properties are optional unless `required` names them",
        _ => return closest(key, words).map(|word| format!("did you mean `{word}`?")),
    };
    Some(help.to_owned())
}

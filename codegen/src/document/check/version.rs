//! Which specification a document is written for.

use super::super::node::{Node, Value};
use super::super::pointer::Pointer;
use crate::diagnostics::{Code, Diagnostic};

/// Accepts OpenAPI 3.0; otherwise tells why not, and where.
pub(super) fn check(root: &Node) -> Result<(), Box<(Diagnostic, Pointer)>> {
    let found = |code: Code, keyword: &str, message: String, help: &str| {
        let at = if keyword.is_empty() {
            Pointer::root()
        } else {
            Pointer::root().child(keyword)
        };
        Err(Box::new((
            Diagnostic::new(code, &at, message).help(help),
            at,
        )))
    };
    let Some(mapping) = root.as_mapping() else {
        let message = format!(
            "an OpenAPI document is an object, and this is {}",
            root.kind()
        );
        return found(
            Code::NOT_OPENAPI,
            "",
            message,
            "it begins with a line such as `openapi: 3.0.3`",
        );
    };
    let Some(version) = mapping.get("openapi") else {
        let Some(swagger) = mapping.get("swagger") else {
            let message = "this is not an OpenAPI document: it has no `openapi`".to_owned();
            let help = "add a line such as `openapi: 3.0.3` at the top";
            return found(Code::NOT_OPENAPI, "", message, help);
        };
        let message = format!(
            "this is a Swagger {} document, not OpenAPI 3",
            text(swagger)
        );
        let help = "convert it once, for example with https://converter.swagger.io or \
            `npx swagger2openapi swagger.yaml -o openapi.yaml`";
        return found(Code::SWAGGER_2, "swagger", message, help);
    };
    let version = text(version);
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Ok(()),
        (Some("3"), Some("1" | "2")) => {
            let message = format!("OpenAPI {version} is not yet supported by this version");
            let help =
                "OpenAPI 3.0 is; a document that uses nothing newer can say `openapi: 3.0.3`";
            found(Code::UNSUPPORTED_VERSION, "openapi", message, help)
        }
        _ => {
            let message = format!("`{version}` is no version of OpenAPI that is known here");
            found(
                Code::UNSUPPORTED_VERSION,
                "openapi",
                message,
                "write a version such as `openapi: 3.0.3`",
            )
        }
    }
}

/// The version as it was meant: `3.0` without quotes is a number.
fn text(node: &Node) -> String {
    match &node.value {
        Value::String(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        _ => node.kind().to_owned(),
    }
}

//! Which specification a document is written for.

use super::super::grammar::Version;
use super::super::node::{Mapping, Node, Value};
use super::{Checker, Spot};
use crate::diagnostics::{Code, Diagnostic};
use crate::pointer::Pointer;

/// Why a document can't be read, and where that stands.
type Unreadable = Box<(Diagnostic, Pointer)>;

/// The version whose rules count: that of the document, or the newest one known for a later 3.x, which
/// comes with a warning. For anything else the reason why it can't be read, and where that stands.
pub(in super::super) fn check(root: &Node) -> Result<(Version, Option<Diagnostic>), Unreadable> {
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
        (Some("3"), Some("0")) => Ok((Version::V3_0, None)),
        (Some("3"), Some("1")) => Ok((Version::V3_1, None)),
        (Some("3"), Some("2")) => Ok((Version::V3_2, None)),
        (Some("3"), Some(later)) if later.parse::<u32>().is_ok() => {
            let message =
                format!("OpenAPI {version} is newer than this compiler; it is read as 3.2");
            let at = Pointer::root().child("openapi");
            let found = Diagnostic::new(Code::LATER_VERSION, at, message)
                .help("what 3.2 does not have is reported as unknown");
            Ok((Version::V3_2, Some(found)))
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

impl<'d> Checker<'d, '_> {
    /// Rules for the whole document that depend on its version.
    pub(super) fn document_object(&mut self, root: &'d Mapping, at: &Spot<'_>) {
        let version = self.document.version;
        let parts = ["paths", "components", "webhooks"];
        if version.has_json_schema() && !parts.iter().any(|part| root.contains(part)) {
            let message = "a document needs `paths`, `components` or `webhooks`";
            self.report(Code::MISSING_KEYWORD, at, message, "");
        }
        let dialect = root.get("jsonSchemaDialect").and_then(Node::as_str);
        if let Some(dialect) = dialect.filter(|dialect| !is_known_dialect(dialect)) {
            let message = format!("`{dialect}` is no dialect that is known here");
            let help = "schemas are read as JSON Schema 2020-12";
            self.report(
                Code::FOREIGN_DIALECT,
                &at.key("jsonSchemaDialect"),
                message,
                help,
            );
        }
    }
}

/// Whether schemas of this dialect are read as they are meant.
fn is_known_dialect(dialect: &str) -> bool {
    dialect.starts_with("https://spec.openapis.org/oas/3.")
        || dialect.trim_end_matches('#') == "https://json-schema.org/draft/2020-12/schema"
}

//! What lowering has to say. All of it is about what the generated code can't represent.

use crate::diagnostics::{Code, Severity};

pub const UNION_AS_JSON: Code = Code::new(
    "union-as-json",
    Severity::Warning,
    "A `oneOf` or `anyOf` that became a JSON value.",
);
pub const ALL_OF_AS_JSON: Code = Code::new(
    "all-of-as-json",
    Severity::Warning,
    "An `allOf` whose parts have no type in common; it became a JSON value.",
);
pub const ALL_OF_CONFLICT: Code = Code::new(
    "all-of-conflict",
    Severity::Warning,
    "Two parts of an `allOf` declare one property in different ways; the last one counts.",
);
pub const SCHEMA_AS_JSON: Code = Code::new(
    "schema-as-json",
    // What is wrong with the schema was said where it stands.
    Severity::Note,
    "A schema that can't be understood; it became a JSON value.",
);
pub const KEYWORD_UNCHECKED: Code = Code::new(
    "keyword-unchecked",
    Severity::Note,
    "A keyword that restricts values and that nothing checks.",
);
pub const PATTERN_UNCHECKED: Code = Code::new(
    "pattern-unchecked",
    Severity::Note,
    "A `pattern` that is no regular expression of the kind that can be checked.",
);
pub const OPERATION_SKIPPED: Code = Code::new(
    "operation-skipped",
    Severity::Warning,
    "An operation for which no function is generated.",
);
pub const MEDIA_TYPE_IGNORED: Code = Code::new(
    "media-type-ignored",
    Severity::Note,
    "One of several media types; another one is used.",
);
pub const SERVERS_IGNORED: Code = Code::new(
    "servers-ignored",
    Severity::Warning,
    "Servers of a path or an operation; the client has one server for all.",
);
pub const PARAMETER_IGNORED: Code = Code::new(
    "parameter-ignored",
    Severity::Note,
    "A header parameter that OpenAPI says to ignore.",
);
pub const NOT_GENERATED: Code = Code::new(
    "not-generated",
    Severity::Note,
    "A part of the document for which no code is generated.",
);
pub const UNUSED_OPTION: Code = Code::new(
    "unused-option",
    Severity::Error,
    "An option names a place of the document that does not exist.",
);
pub const INVALID_TYPE: Code = Code::new(
    "invalid-type",
    Severity::Error,
    "An option gives a schema a type that it can't have.",
);

//! The kinds of findings. One table, so that what matters how much is decided in one place.

use super::Severity;

/// A kind of finding: its stable name and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    name: &'static str,
    severity: Severity,
    meaning: &'static str,
}

impl Code {
    /// The stable name, in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// How much findings of this kind matter.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.severity
    }

    /// What the code stands for, in one line.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        self.meaning
    }

    /// A kind that another part of the compiler adds.
    #[must_use]
    pub const fn new(name: &'static str, severity: Severity, meaning: &'static str) -> Self {
        Self {
            name,
            severity,
            meaning,
        }
    }
}

macro_rules! codes {
    ($($constant:ident $severity:ident $name:literal $meaning:literal;)*) => {
        impl Code {
            $(#[doc = $meaning]
            pub const $constant: Self = Self::new($name, Severity::$severity, $meaning);)*

            /// Every kind of finding about the document itself.
            pub const DOCUMENT: &[Self] = &[$(Self::$constant),*];
        }
    };
}

codes! {
    UNREADABLE_FILE Error "unreadable-file" "A file can't be read.";
    INVALID_UTF8 Error "invalid-utf8" "A file is not UTF-8.";
    SYNTAX Error "syntax" "The text is no valid YAML or JSON.";
    EMPTY_DOCUMENT Error "empty-document" "The file has no content.";
    TOO_DEEP Error "too-deep" "Values are nested deeper than the limit.";
    TOO_LARGE Error "too-large" "YAML aliases expand to more than the limit.";
    DUPLICATE_KEY Error "duplicate-key" "A mapping has the same key twice.";
    SWAGGER_2 Error "swagger-2" "The document is Swagger 2.0, not OpenAPI 3.";
    UNSUPPORTED_VERSION Error "unsupported-version" "A version of OpenAPI that can't be read yet.";
    LATER_VERSION Warning "later-version" "A version of OpenAPI later than the ones known.";
    FOREIGN_DIALECT Warning "foreign-dialect" "A dialect of JSON Schema that is not the one of OpenAPI.";
    NOT_OPENAPI Error "not-openapi" "The document is no OpenAPI document.";
    MISSING_KEYWORD Warning "missing-keyword" "A keyword that the specification requires is missing.";
    WRONG_TYPE Warning "wrong-type" "A keyword has a value of the wrong type.";
    UNKNOWN_KEYWORD Warning "unknown-keyword" "A keyword that OpenAPI does not know; it is ignored.";
    UNKNOWN_VALUE Warning "unknown-value" "A value that the specification does not list.";
    UNKNOWN_TYPE Warning "unknown-type" "A `type` that does not exist.";
    NEWER_KEYWORD Warning "newer-keyword" "A keyword of a later version of OpenAPI than the document's.";
    OLDER_KEYWORD Note "older-keyword" "A keyword that the document's version of OpenAPI no longer has.";
    UNRESOLVED_REFERENCE Warning "unresolved-reference" "A `$ref` that leads nowhere.";
    REFERENCE_CYCLE Warning "reference-cycle" "A `$ref` that leads back to itself.";
    SCHEMA_IS_ITSELF Warning "alias-as-json" "A schema that is itself and nothing else; it became a JSON value.";
    REMOTE_REFERENCE Warning "remote-reference" "A `$ref` to a URL; nothing is fetched.";
    MISSING_FILE Warning "missing-file" "A `$ref` to a file that can't be read.";
    OUTSIDE_FILE Warning "outside-file" "A `$ref` to a file outside of the document's directory and of the option `roots`; it is not read.";
    TOO_MANY_FILES Error "too-many-files" "The files of a document are more, or larger, than the limit.";
    UNUSABLE_ROOT Error "unusable-root" "A directory of the option `roots` can't be used.";
    WRONG_REFERENCE Warning "wrong-reference" "A `$ref` to a node of another kind.";
    REFERENCE_SIBLINGS Note "reference-siblings" "Keywords beside a `$ref` that OpenAPI ignores there.";
    REFERENCE_IN_PLACE Note "reference-in-place" "A `$ref` in the place of a map, where OpenAPI has none; it is followed.";
    UNUSABLE Warning "unusable" "A part of the document can't be understood.";
    ENUM_TYPE Warning "enum-type" "A value in `enum` that `type` excludes.";
    DUPLICATE_ENUM Warning "duplicate-enum" "The same value twice in `enum`.";
    EMPTY_ENUM Warning "empty-enum" "An `enum` without values.";
    UNDECLARED_REQUIRED Warning "undeclared-required" "`required` names an undeclared property.";
    ARRAY_WITHOUT_ITEMS Warning "array-without-items" "An array that does not say what it holds.";
    IMPOSSIBLE_RANGE Warning "impossible-range" "A minimum above its maximum.";
    NUMBER_RANGE Note "number-range" "A number that fits no 64 bits, or no double.";
    DEFAULT_TYPE Warning "default-type" "A `default` that `type` excludes.";
    DUPLICATE_OPERATION_ID Warning "duplicate-operation-id" "Two operations with one `operationId`.";
    DUPLICATE_PARAMETER Warning "duplicate-parameter" "The same parameter twice.";
    UNDECLARED_PATH_PARAMETER Warning "undeclared-path-parameter" "A `{name}` in a path that no parameter declares.";
    UNUSED_PATH_PARAMETER Warning "unused-path-parameter" "A path parameter that its path does not contain.";
    OPTIONAL_PATH_PARAMETER Warning "optional-path-parameter" "A path parameter that is not `required: true`.";
    INVALID_METHOD Warning "invalid-method" "A key of `additionalOperations` that is no method, or one with a keyword.";
    INVALID_PATH Warning "invalid-path" "A path that can't be part of a URL.";
    DUPLICATE_PATH Warning "duplicate-path" "Two paths that differ in parameter names only.";
    NO_RESPONSES Warning "no-responses" "An operation without responses.";
    INVALID_STATUS Warning "invalid-status" "A response key that is no status.";
    UNKNOWN_SECURITY_SCHEME Warning "unknown-security-scheme" "A security requirement that names no scheme.";
}

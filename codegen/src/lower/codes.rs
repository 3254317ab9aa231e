//! What lowering has to say. All of it is about what the generated code can't represent.

use crate::diagnostics::{Code, Severity};

pub const UNION_AS_JSON: Code = Code::new(
    "union-as-json",
    Severity::Warning,
    "A `oneOf` or `anyOf` that became a JSON value.",
);
pub const DISCRIMINATOR_VARIANT: Code = Code::new(
    "discriminator-variant",
    Severity::Warning,
    "A discriminator names what is none of its variants; such values are kept as JSON.",
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
pub const CIRCULAR_ALL_OF: Code = Code::new(
    "circular-all-of",
    Severity::Warning,
    "A part of an `allOf` that is the schema it is a part of; it adds nothing.",
);
pub const SCHEMA_AS_JSON: Code = Code::new(
    "schema-as-json",
    // What is wrong with the schema was said where it stands.
    Severity::Note,
    "A schema that can't be understood; it became a JSON value.",
);
pub const SCHEMA_TOO_DEEP: Code = Code::new(
    "schema-too-deep",
    Severity::Warning,
    "A schema that stands in too many others; it became a JSON value.",
);
pub const TOO_MANY_COMBINATIONS: Code = Code::new(
    "too-many-combinations",
    Severity::Warning,
    "A schema that puts others together in more ways than there is room for; some became JSON values.",
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
pub const FORMAT_CONTRADICTED: Code = Code::new(
    "format-contradicted",
    Severity::Note,
    "A schema whose other keywords contradict its `format`; its type holds what they say.",
);
pub const INTEGER_BEYOND: Code = Code::new(
    "integer-beyond",
    Severity::Note,
    "A schema that allows integers beyond those that its type holds.",
);
pub const OPERATION_SKIPPED: Code = Code::new(
    "operation-skipped",
    Severity::Warning,
    "An operation for which no function is generated.",
);
pub const MEDIA_TYPE_IGNORED: Code = Code::new(
    "media-type-ignored",
    Severity::Note,
    "One of several media types, which is another one of them or is not used.",
);
pub const SERVER_UNUSABLE: Code = Code::new(
    "server-unusable",
    Severity::Warning,
    "A server with a URL to which no request can be sent.",
);
pub const PARAMETER_AS_TEXT: Code = Code::new(
    "parameter-as-text",
    Severity::Note,
    "A parameter whose media type is not JSON; the caller brings the text.",
);
pub const PARAMETER_NESTED: Code = Code::new(
    "parameter-nested",
    Severity::Note,
    "A parameter that holds arrays or objects which its style has no form for; JSON is sent.",
);
pub const PARAMETER_LEFT_OUT: Code = Code::new(
    "parameter-left-out",
    Severity::Warning,
    "An optional parameter that can't be understood; the function doesn't have it.",
);
pub const PARAMETER_IGNORED: Code = Code::new(
    "parameter-ignored",
    Severity::Note,
    "A header parameter that OpenAPI says to ignore.",
);
pub const MUTUAL_TLS: Code = Code::new(
    "mutual-tls",
    Severity::Note,
    "A security scheme whose credential is the certificate of the transport.",
);
pub const CHALLENGE_SCHEME: Code = Code::new(
    "challenge-scheme",
    Severity::Warning,
    "An HTTP scheme whose credentials answer a challenge of the server, which the client does not compute.",
);
pub const UNASKED_SCHEME: Code = Code::new(
    "unasked-scheme",
    Severity::Warning,
    "A security scheme that nothing in the document asks for.",
);
pub const SERVER_DEFAULT: Code = Code::new(
    "server-default",
    Severity::Warning,
    "A server variable whose default is none of its values.",
);
pub const NOT_GENERATED: Code = Code::new(
    "not-generated",
    Severity::Note,
    "A part of the document for which no code is generated.",
);
pub const UNUSED_OPTION: Code = Code::new(
    "unused-option",
    Severity::Error,
    "An option names what the document does not have, or what may be several things.",
);
pub const CONFLICTING_OPTIONS: Code = Code::new(
    "conflicting-options",
    Severity::Error,
    "Two options that are equally specific say different things about one place.",
);
pub const IMPOSSIBLE_OPTION: Code = Code::new(
    "impossible-option",
    Severity::Error,
    "An option asks of a place of the document what can't be had there.",
);
pub const OPTION_WITHOUT_EFFECT: Code = Code::new(
    "option-without-effect",
    Severity::Warning,
    "An option names a place of the document where it changes nothing.",
);
pub const INVALID_TYPE: Code = Code::new(
    "invalid-type",
    Severity::Error,
    "An option gives a format a type that it can't have.",
);

//! The rows of schemas (JSON Schema Core and Validation 2020-12; OpenAPI 3.2.0, section 4.24).

use super::Holds::{
    Any, Bool, BoolOr, BoolOrNumber, Count, Filled, List, Map, Number, Object, Part, Text, Types,
};
use super::Version::{V3_0, V3_1, V3_2};
use super::rows::{DEPRECATED, DESCRIPTION, DOCS, EXAMPLE, may, must, object};
use super::{Grammar, Holds, ObjectKind};

const ONE: Holds = Part(ObjectKind::Schema);
const SUBSCHEMAS: Holds = Filled(&ONE);
const NAMED: Holds = Map(&ONE);

pub(super) static SCHEMA: Grammar = object(
    "a schema",
    &[
        may("type", Types),
        may("format", Text),
        DESCRIPTION,
        may("properties", NAMED),
        may("required", List(&Text)),
        may("items", ONE),
        may("enum", List(&Any)),
        may("nullable", Bool).until(V3_0),
        may("title", Text),
        may("default", Any),
        EXAMPLE,
        may("additionalProperties", BoolOr(ObjectKind::Schema)),
        may("allOf", SUBSCHEMAS),
        may("oneOf", SUBSCHEMAS),
        may("anyOf", SUBSCHEMAS),
        may("not", ONE),
        may("discriminator", Object(ObjectKind::Discriminator)),
        may("readOnly", Bool),
        may("writeOnly", Bool),
        DEPRECATED,
        may("pattern", Text),
        may("minimum", Number),
        may("maximum", Number),
        may("exclusiveMinimum", BoolOrNumber),
        may("exclusiveMaximum", BoolOrNumber),
        may("multipleOf", Number),
        may("minLength", Count),
        may("maxLength", Count),
        may("minItems", Count),
        may("maxItems", Count),
        may("uniqueItems", Bool),
        may("minProperties", Count),
        may("maxProperties", Count),
        may("xml", Object(ObjectKind::Xml)),
        DOCS,
        may("const", Any).since(V3_1),
        may("examples", List(&Any)).since(V3_1),
        may("prefixItems", SUBSCHEMAS).since(V3_1),
        may("patternProperties", NAMED).since(V3_1),
        may("contentEncoding", Text).since(V3_1),
        may("contentMediaType", Text).since(V3_1),
        may("contentSchema", ONE).since(V3_1),
        may("unevaluatedProperties", BoolOr(ObjectKind::Schema)).since(V3_1),
        may("unevaluatedItems", BoolOr(ObjectKind::Schema)).since(V3_1),
        may("propertyNames", ONE).since(V3_1),
        may("dependentRequired", Map(&List(&Text))).since(V3_1),
        may("dependentSchemas", NAMED).since(V3_1),
        may("contains", ONE).since(V3_1),
        may("minContains", Count).since(V3_1),
        may("maxContains", Count).since(V3_1),
        may("if", ONE).since(V3_1),
        may("then", ONE).since(V3_1),
        may("else", ONE).since(V3_1),
        may("$defs", NAMED).since(V3_1),
        may("$id", Text).since(V3_1),
        may("$schema", Text).since(V3_1),
        may("$anchor", Text).since(V3_1),
        may("$dynamicAnchor", Text).since(V3_1),
        may("$dynamicRef", Text).since(V3_1),
        may("$vocabulary", Any).since(V3_1),
        may("$comment", Text).since(V3_1),
    ],
);

pub(super) static DISCRIMINATOR: Grammar = object(
    "a discriminator",
    &[
        must("propertyName", Text),
        may("mapping", Map(&Text)),
        may("defaultMapping", Text).since(V3_2),
    ],
);

pub(super) static XML: Grammar = object(
    "an XML object",
    &[
        may("nodeType", Text).since(V3_2),
        may("name", Text),
        may("namespace", Text),
        may("prefix", Text),
        may("attribute", Bool),
        may("wrapped", Bool),
    ],
);

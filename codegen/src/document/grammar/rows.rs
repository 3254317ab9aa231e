//! The rows: one block per object, in the order of the specification.

use super::Shape::{
    Any, Apart, Bool, BoolOr, Choice, Count, Filled, List, Map, Number, Object, Part, Text,
};
use super::{Grammar, Kind, Missing, Row, Shape};

const fn may(keyword: &'static str, shape: Shape) -> Row {
    Row {
        keyword,
        shape,
        missing: Missing::Fine,
    }
}

const fn fill(keyword: &'static str, shape: Shape) -> Row {
    Row {
        keyword,
        shape,
        missing: Missing::Filled,
    }
}

const fn should(keyword: &'static str, shape: Shape) -> Row {
    Row {
        keyword,
        shape,
        missing: Missing::Reported,
    }
}

const fn must(keyword: &'static str, shape: Shape) -> Row {
    Row {
        keyword,
        shape,
        missing: Missing::Costs,
    }
}

const fn object(name: &'static str, rows: &'static [Row]) -> Grammar {
    Grammar {
        name,
        rows,
        others: None,
    }
}

const fn open(name: &'static str, rows: &'static [Row], others: Shape) -> Grammar {
    Grammar {
        name,
        rows,
        others: Some(others),
    }
}

const DESCRIPTION: Row = may("description", Text);
const EXAMPLE: Row = may("example", Apart(&Any));
const EXAMPLES: Row = may("examples", Apart(&Map(&Part(Kind::Example))));
const DOCS: Row = may("externalDocs", Object(Kind::ExternalDocs));
const SERVERS: Row = may("servers", List(&Object(Kind::Server)));
const PARAMETERS: Row = may("parameters", List(&Part(Kind::Parameter)));
const SECURITY: Row = may("security", List(&Object(Kind::SecurityRequirement)));
const CONTENT: Row = may("content", Map(&Object(Kind::MediaType)));
const HEADERS: Row = may("headers", Map(&Part(Kind::Header)));
const DEPRECATED: Row = may("deprecated", Bool);
const OPERATION: Shape = Apart(&Object(Kind::Operation));
const SUBSCHEMAS: Shape = Filled(&Part(Kind::Schema));

pub(super) static OPENAPI: Grammar = object(
    "an OpenAPI document",
    &[
        must("openapi", Text),
        should("info", Object(Kind::Info)),
        SERVERS,
        should("paths", Object(Kind::Paths)),
        may("components", Object(Kind::Components)),
        SECURITY,
        may("tags", List(&Object(Kind::Tag))),
        DOCS,
    ],
);

pub(super) static INFO: Grammar = object(
    "an info object",
    &[
        should("title", Text),
        DESCRIPTION,
        may("termsOfService", Text),
        may("contact", Object(Kind::Contact)),
        may("license", Object(Kind::License)),
        should("version", Text),
    ],
);

pub(super) static CONTACT: Grammar = object(
    "a contact",
    &[may("name", Text), may("url", Text), may("email", Text)],
);

pub(super) static LICENSE: Grammar = object("a license", &[should("name", Text), may("url", Text)]);

pub(super) static SERVER: Grammar = object(
    "a server",
    &[
        must("url", Text),
        DESCRIPTION,
        may("variables", Map(&Object(Kind::ServerVariable))),
    ],
);

pub(super) static SERVER_VARIABLE: Grammar = object(
    "a server variable",
    &[
        may("enum", Filled(&Text)),
        must("default", Text),
        DESCRIPTION,
    ],
);

pub(super) static COMPONENTS: Grammar = object(
    "the components object",
    &[
        may("schemas", Map(&Part(Kind::Schema))),
        may("responses", Map(&Part(Kind::Response))),
        may("parameters", Map(&Part(Kind::Parameter))),
        EXAMPLES,
        may("requestBodies", Map(&Part(Kind::RequestBody))),
        HEADERS,
        may("securitySchemes", Map(&Part(Kind::SecurityScheme))),
        may("links", Apart(&Map(&Part(Kind::Link)))),
        may("callbacks", Apart(&Map(&Part(Kind::Callback)))),
    ],
);

pub(super) static PATHS: Grammar = open("the paths object", &[], Part(Kind::PathItem));

pub(super) static PATH_ITEM: Grammar = object(
    "a path item",
    &[
        may("summary", Text),
        DESCRIPTION,
        may("get", OPERATION),
        may("put", OPERATION),
        may("post", OPERATION),
        may("delete", OPERATION),
        may("options", OPERATION),
        may("head", OPERATION),
        may("patch", OPERATION),
        may("trace", OPERATION),
        SERVERS,
        PARAMETERS,
    ],
);

pub(super) static OPERATION_OBJECT: Grammar = object(
    "an operation",
    &[
        may("tags", List(&Text)),
        may("summary", Text),
        DESCRIPTION,
        DOCS,
        may("operationId", Text),
        PARAMETERS,
        may("requestBody", Part(Kind::RequestBody)),
        should("responses", Object(Kind::Responses)),
        may("callbacks", Apart(&Map(&Part(Kind::Callback)))),
        DEPRECATED,
        SECURITY,
        SERVERS,
    ],
);

pub(super) static EXTERNAL_DOCS: Grammar = object(
    "an external documentation object",
    &[DESCRIPTION, should("url", Text)],
);

const STYLES: Shape = Choice(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
]);

pub(super) static PARAMETER: Grammar = object(
    "a parameter",
    &[
        must("name", Text),
        must("in", Choice(&["query", "header", "path", "cookie"])),
        DESCRIPTION,
        may("required", Bool),
        DEPRECATED,
        may("allowEmptyValue", Bool),
        may("style", STYLES),
        may("explode", Bool),
        may("allowReserved", Bool),
        may("schema", Part(Kind::Schema)),
        EXAMPLE,
        EXAMPLES,
        CONTENT,
    ],
);

pub(super) static HEADER: Grammar = object(
    "a header",
    &[
        DESCRIPTION,
        may("required", Bool),
        DEPRECATED,
        may("allowEmptyValue", Bool),
        may("style", Choice(&["simple"])),
        may("explode", Bool),
        may("allowReserved", Bool),
        may("schema", Part(Kind::Schema)),
        EXAMPLE,
        EXAMPLES,
        CONTENT,
    ],
);

pub(super) static REQUEST_BODY: Grammar = object(
    "a request body",
    &[
        DESCRIPTION,
        should("content", Map(&Object(Kind::MediaType))),
        may("required", Bool),
    ],
);

pub(super) static MEDIA_TYPE: Grammar = object(
    "a media type",
    &[
        may("schema", Part(Kind::Schema)),
        EXAMPLE,
        EXAMPLES,
        may("encoding", Map(&Object(Kind::Encoding))),
    ],
);

pub(super) static ENCODING: Grammar = object(
    "an encoding",
    &[
        may("contentType", Text),
        HEADERS,
        may("style", STYLES),
        may("explode", Bool),
        may("allowReserved", Bool),
    ],
);

pub(super) static RESPONSES: Grammar = open("the responses object", &[], Part(Kind::Response));

pub(super) static RESPONSE: Grammar = object(
    "a response",
    &[
        should("description", Text),
        HEADERS,
        CONTENT,
        may("links", Apart(&Map(&Part(Kind::Link)))),
    ],
);

pub(super) static CALLBACK: Grammar = open("a callback", &[], Part(Kind::PathItem));

pub(super) static EXAMPLE_OBJECT: Grammar = object(
    "an example",
    &[
        may("summary", Text),
        DESCRIPTION,
        may("value", Any),
        may("externalValue", Text),
    ],
);

pub(super) static LINK: Grammar = object(
    "a link",
    &[
        may("operationRef", Text),
        may("operationId", Text),
        may("parameters", Map(&Any)),
        may("requestBody", Any),
        DESCRIPTION,
        may("server", Object(Kind::Server)),
    ],
);

pub(super) static TAG: Grammar = object("a tag", &[should("name", Text), DESCRIPTION, DOCS]);

pub(super) static SCHEMA: Grammar = object(
    "a schema",
    &[
        may("type", Text),
        may("format", Text),
        DESCRIPTION,
        may("properties", Map(&Part(Kind::Schema))),
        may("required", List(&Text)),
        may("items", Part(Kind::Schema)),
        may("enum", List(&Any)),
        may("nullable", Bool),
        may("title", Text),
        may("default", Any),
        EXAMPLE,
        may("additionalProperties", BoolOr(Kind::Schema)),
        may("allOf", SUBSCHEMAS),
        may("oneOf", SUBSCHEMAS),
        may("anyOf", SUBSCHEMAS),
        may("not", Part(Kind::Schema)),
        may("discriminator", Object(Kind::Discriminator)),
        may("readOnly", Bool),
        may("writeOnly", Bool),
        DEPRECATED,
        may("pattern", Text),
        may("minimum", Number),
        may("maximum", Number),
        may("exclusiveMinimum", Bool),
        may("exclusiveMaximum", Bool),
        may("multipleOf", Number),
        may("minLength", Count),
        may("maxLength", Count),
        may("minItems", Count),
        may("maxItems", Count),
        may("uniqueItems", Bool),
        may("minProperties", Count),
        may("maxProperties", Count),
        may("xml", Object(Kind::Xml)),
        DOCS,
    ],
);

pub(super) static DISCRIMINATOR: Grammar = object(
    "a discriminator",
    &[must("propertyName", Text), may("mapping", Map(&Text))],
);

pub(super) static XML: Grammar = object(
    "an XML object",
    &[
        may("name", Text),
        may("namespace", Text),
        may("prefix", Text),
        may("attribute", Bool),
        may("wrapped", Bool),
    ],
);

pub(super) static SECURITY_SCHEME: Grammar = object(
    "a security scheme",
    &[
        must(
            "type",
            Choice(&["apiKey", "http", "oauth2", "openIdConnect"]),
        ),
        DESCRIPTION,
        may("name", Text),
        may("in", Choice(&["query", "header", "cookie"])),
        may("scheme", Text),
        may("bearerFormat", Text),
        may("flows", Object(Kind::OAuthFlows)),
        may("openIdConnectUrl", Text),
    ],
);

pub(super) static OAUTH_FLOWS: Grammar = object(
    "an OAuth flows object",
    &[
        may("implicit", Object(Kind::OAuthFlow)),
        may("password", Object(Kind::OAuthFlow)),
        may("clientCredentials", Object(Kind::OAuthFlow)),
        may("authorizationCode", Object(Kind::OAuthFlow)),
    ],
);

pub(super) static OAUTH_FLOW: Grammar = object(
    "an OAuth flow",
    &[
        fill("authorizationUrl", Text),
        fill("tokenUrl", Text),
        may("refreshUrl", Text),
        should("scopes", Map(&Text)),
    ],
);

pub(super) static SECURITY_REQUIREMENT: Grammar = open("a security requirement", &[], List(&Text));

//! The rows of all objects but schemas: one block per object, in the order of the specification.

use super::Holds::{Any, Apart, Bool, Choice, Filled, List, Map, Object, Part, Text};
use super::Version::{V3_0, V3_1, V3_2};
use super::{Grammar, Holds, Missing, ObjectKind, Row};

const fn row(keyword: &'static str, shape: Holds, missing: Missing) -> Row {
    Row {
        keyword,
        shape,
        missing,
        since: V3_0,
        until: V3_2,
        needed_until: V3_2,
    }
}

pub(super) const fn may(keyword: &'static str, shape: Holds) -> Row {
    row(keyword, shape, Missing::Fine)
}

const fn fill(keyword: &'static str, shape: Holds) -> Row {
    row(keyword, shape, Missing::Filled)
}

pub(super) const fn should(keyword: &'static str, shape: Holds) -> Row {
    row(keyword, shape, Missing::Reported)
}

pub(super) const fn must(keyword: &'static str, shape: Holds) -> Row {
    row(keyword, shape, Missing::Costs)
}

pub(super) const fn object(name: &'static str, rows: &'static [Row]) -> Grammar {
    Grammar {
        name,
        rows,
        others: None,
    }
}

const fn open(name: &'static str, rows: &'static [Row], others: Holds) -> Grammar {
    Grammar {
        name,
        rows,
        others: Some(others),
    }
}

pub(super) const DESCRIPTION: Row = may("description", Text);
pub(super) const EXAMPLE: Row = may("example", Apart(&Any));
const EXAMPLES: Row = may("examples", Apart(&Map(&Part(ObjectKind::Example))));
pub(super) const DOCS: Row = may("externalDocs", Object(ObjectKind::ExternalDocs));
const SERVERS: Row = may("servers", List(&Object(ObjectKind::Server)));
const PARAMETERS: Row = may("parameters", List(&Part(ObjectKind::Parameter)));
const SECURITY: Row = may("security", List(&Object(ObjectKind::SecurityRequirement)));
const CONTENT: Row = may("content", Map(&Part(ObjectKind::MediaType)));
const HEADERS: Row = may("headers", Map(&Part(ObjectKind::Header)));
pub(super) const DEPRECATED: Row = may("deprecated", Bool);
const PREFIX_ENCODING: Row = may(
    "prefixEncoding",
    Apart(&List(&Object(ObjectKind::Encoding))),
)
.since(V3_2);
const ITEM_ENCODING: Row = may("itemEncoding", Apart(&Object(ObjectKind::Encoding))).since(V3_2);
const OPERATION: Holds = Apart(&Object(ObjectKind::Operation));

pub(super) static OPENAPI: Grammar = object(
    "an OpenAPI document",
    &[
        must("openapi", Text),
        should("info", Object(ObjectKind::Info)),
        SERVERS,
        may("jsonSchemaDialect", Text).since(V3_1),
        may("$self", Text).since(V3_2),
        should("paths", Object(ObjectKind::Paths)).needed_until(V3_0),
        may("webhooks", Apart(&Map(&Part(ObjectKind::PathItem)))).since(V3_1),
        may("components", Object(ObjectKind::Components)),
        SECURITY,
        may("tags", List(&Object(ObjectKind::Tag))),
        DOCS,
    ],
);

pub(super) static INFO: Grammar = object(
    "an info object",
    &[
        should("title", Text),
        may("summary", Text).since(V3_1),
        DESCRIPTION,
        may("termsOfService", Text),
        may("contact", Object(ObjectKind::Contact)),
        may("license", Object(ObjectKind::License)),
        should("version", Text),
    ],
);

pub(super) static CONTACT: Grammar = object(
    "a contact",
    &[may("name", Text), may("url", Text), may("email", Text)],
);

pub(super) static LICENSE: Grammar = object(
    "a license",
    &[
        should("name", Text),
        may("identifier", Text).since(V3_1),
        may("url", Text),
    ],
);

pub(super) static SERVER: Grammar = object(
    "a server",
    &[
        must("url", Text),
        DESCRIPTION,
        may("name", Text).since(V3_2),
        may("variables", Map(&Object(ObjectKind::ServerVariable))),
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
        may("schemas", Map(&Part(ObjectKind::Schema))),
        may("responses", Map(&Part(ObjectKind::Response))),
        may("parameters", Map(&Part(ObjectKind::Parameter))),
        EXAMPLES,
        may("requestBodies", Map(&Part(ObjectKind::RequestBody))),
        HEADERS,
        may("securitySchemes", Map(&Part(ObjectKind::SecurityScheme))),
        may("links", Apart(&Map(&Part(ObjectKind::Link)))),
        may("callbacks", Apart(&Map(&Part(ObjectKind::Callback)))),
        may("pathItems", Apart(&Map(&Part(ObjectKind::PathItem)))).since(V3_1),
        may("mediaTypes", Apart(&Map(&Part(ObjectKind::MediaType)))).since(V3_2),
    ],
);

pub(super) static PATHS: Grammar = open("the paths object", &[], Part(ObjectKind::PathItem));

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
        may("query", OPERATION).since(V3_2),
        may(
            "additionalOperations",
            Apart(&Map(&Object(ObjectKind::Operation))),
        )
        .since(V3_2),
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
        may("requestBody", Part(ObjectKind::RequestBody)),
        should("responses", Object(ObjectKind::Responses)).needed_until(V3_0),
        may("callbacks", Apart(&Map(&Part(ObjectKind::Callback)))),
        DEPRECATED,
        SECURITY,
        SERVERS,
    ],
);

pub(super) static EXTERNAL_DOCS: Grammar = object(
    "an external documentation object",
    &[DESCRIPTION, should("url", Text)],
);

const STYLES: Holds = Choice(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]);

pub(super) static PARAMETER: Grammar = object(
    "a parameter",
    &[
        must("name", Text),
        must(
            "in",
            Choice(&["query", "header", "path", "cookie", "querystring"]),
        ),
        DESCRIPTION,
        may("required", Bool),
        DEPRECATED,
        may("allowEmptyValue", Bool),
        may("style", STYLES),
        may("explode", Bool),
        may("allowReserved", Bool),
        may("schema", Part(ObjectKind::Schema)),
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
        may("schema", Part(ObjectKind::Schema)),
        EXAMPLE,
        EXAMPLES,
        CONTENT,
    ],
);

pub(super) static REQUEST_BODY: Grammar = object(
    "a request body",
    &[
        DESCRIPTION,
        should("content", Map(&Part(ObjectKind::MediaType))),
        may("required", Bool),
    ],
);

pub(super) static MEDIA_TYPE: Grammar = object(
    "a media type",
    &[
        may("schema", Part(ObjectKind::Schema)),
        EXAMPLE,
        EXAMPLES,
        may("itemSchema", Apart(&Part(ObjectKind::Schema))).since(V3_2),
        may("encoding", Map(&Object(ObjectKind::Encoding))),
        PREFIX_ENCODING,
        ITEM_ENCODING,
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
        may("encoding", Apart(&Map(&Object(ObjectKind::Encoding)))).since(V3_2),
        PREFIX_ENCODING,
        ITEM_ENCODING,
    ],
);

pub(super) static RESPONSES: Grammar =
    open("the responses object", &[], Part(ObjectKind::Response));

pub(super) static RESPONSE: Grammar = object(
    "a response",
    &[
        may("summary", Text).since(V3_2),
        should("description", Text).needed_until(V3_1),
        HEADERS,
        CONTENT,
        may("links", Apart(&Map(&Part(ObjectKind::Link)))),
    ],
);

pub(super) static CALLBACK: Grammar = open("a callback", &[], Part(ObjectKind::PathItem));

pub(super) static EXAMPLE_OBJECT: Grammar = object(
    "an example",
    &[
        may("summary", Text),
        DESCRIPTION,
        may("value", Any),
        may("dataValue", Any).since(V3_2),
        may("serializedValue", Text).since(V3_2),
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
        may("server", Object(ObjectKind::Server)),
    ],
);

pub(super) static TAG: Grammar = object(
    "a tag",
    &[
        should("name", Text),
        may("summary", Text).since(V3_2),
        DESCRIPTION,
        DOCS,
        may("parent", Text).since(V3_2),
        may("kind", Text).since(V3_2),
    ],
);

pub(super) static SECURITY_SCHEME: Grammar = object(
    "a security scheme",
    &[
        must(
            "type",
            Choice(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"]),
        ),
        DESCRIPTION,
        may("name", Text),
        may("in", Choice(&["query", "header", "cookie"])),
        may("scheme", Text),
        may("bearerFormat", Text),
        may("flows", Object(ObjectKind::OAuthFlows)),
        may("openIdConnectUrl", Text),
        may("oauth2MetadataUrl", Text).since(V3_2),
        DEPRECATED.since(V3_2),
    ],
);

pub(super) static OAUTH_FLOWS: Grammar = object(
    "an OAuth flows object",
    &[
        may("implicit", Object(ObjectKind::OAuthFlow)),
        may("password", Object(ObjectKind::OAuthFlow)),
        may("clientCredentials", Object(ObjectKind::OAuthFlow)),
        may("authorizationCode", Object(ObjectKind::OAuthFlow)),
        may("deviceAuthorization", Apart(&Object(ObjectKind::OAuthFlow))).since(V3_2),
    ],
);

pub(super) static OAUTH_FLOW: Grammar = object(
    "an OAuth flow",
    &[
        fill("authorizationUrl", Text),
        may("deviceAuthorizationUrl", Apart(&Text)).since(V3_2),
        fill("tokenUrl", Text),
        may("refreshUrl", Text),
        should("scopes", Map(&Text)),
    ],
);

pub(super) static SECURITY_REQUIREMENT: Grammar = open("a security requirement", &[], List(&Text));

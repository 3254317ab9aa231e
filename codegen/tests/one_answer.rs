//! Questions that were answered in several places, each by its own rules, and have one answer now.

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::ir::{Api, BodyKind, ReplyBody};
use openapi_build::{Config, Source, lower};

fn lowered(text: &str) -> Api {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("answers.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let api = lower(&document, &Config::default(), &mut diagnostics);
    let found = diagnostics.finish(Some(&document));
    let errors: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        !errors.iter().any(|one| one.contains("error")),
        "{errors:?}"
    );
    api
}

/// How a body of this media type and schema is sent, and how it is received.
fn both_ways(media: &str, schema: &str) -> (BodyKind, ReplyBody) {
    let content = format!("{{ \"{media}\": {{ schema: {schema} }} }}");
    let mut api = lowered(&format!(
        "openapi: 3.0.3
info: {{ title: Bodies, version: '1' }}
paths:
  /body:
    post:
      requestBody: {{ content: {content} }}
      responses: {{ '200': {{ description: The same., content: {content} }} }}
"
    ));
    let mut operation = api.operations.remove(0);
    let body = operation.bodies.remove(0);
    (body.kind, operation.cases.remove(0).body().clone())
}

#[test]
fn text_whose_schema_says_that_it_is_bytes_is_bytes_both_ways() {
    let texts = [
        "text/csv",
        "text/csv; charset=iso-8859-1",
        "text/plain",
        "text/html",
        "text/vnd.example",
        "application/csv",
        "application/sql",
        "application/xml",
        "application/yaml",
        "application/x-yaml",
        "application/vnd.example+xml",
        "image/svg+xml",
        "application/x-www-form-urlencoded",
    ];
    for media in texts {
        for binary in [
            "{ type: string, format: binary }",
            "{ type: string, contentMediaType: application/octet-stream }",
        ] {
            let both = both_ways(media, binary);
            let is_bytes = matches!(both, (BodyKind::Bytes, ReplyBody::Bytes));
            assert!(is_bytes, "{media} {binary}: {both:?}");
        }
        let both = both_ways(media, "{ type: string }");
        let is_text = matches!(both, (BodyKind::Text, ReplyBody::Text));
        assert!(is_text, "{media}: {both:?}");
    }
}

/// One of each object that may be a reference and has a description that the client shows.
const REFERENCES: &str = "\
info: { title: References, version: '1' }
security: [{ query: [], basic: [], oauth: [], certificate: [] }]
paths:
  /all/{id}:
    post:
      operationId: all
      parameters:
        - { $ref: '#/components/parameters/id', description: Here. }
        - { $ref: '#/components/parameters/page', description: Here. }
        - { $ref: '#/components/parameters/x-trace', description: Here. }
        - { $ref: '#/components/parameters/form', description: Here. }
        - { $ref: '#/components/parameters/plain', description: Here. }
      requestBody: { $ref: '#/components/requestBodies/text', description: Here. }
      responses:
        '200': { $ref: '#/components/responses/done', description: Here. }
        '201':
          description: Here.
          headers: { X-Left: { $ref: '#/components/headers/left', description: Here. } }
      callbacks:
        told: { '{$request.query.page}': { post: { responses: {
          '200': { $ref: '#/components/responses/done', description: Here. } }, parameters: [
          { $ref: '#/components/parameters/x-trace', description: Here. }] } } }
  /whole:
    get:
      operationId: whole
      parameters: [{ $ref: '#/components/parameters/whole', description: Here. }]
      responses: { '204': { $ref: '#/components/responses/alias' } }
components:
  parameters:
    id: { name: id, in: path, required: true, description: There., schema: { type: string } }
    page: { name: page, in: query, description: There., schema: { type: string } }
    x-trace: { name: X-Trace, in: header, description: There., schema: { type: string } }
    form: { name: form, in: cookie, description: There., schema: { type: string } }
    plain: { name: plain, in: cookie, style: cookie, description: There., schema: { type: string } }
    whole: { name: whole, in: querystring, description: There., content: {
      application/json: { schema: { type: string } } } }
  requestBodies:
    text: { description: There., content: { text/plain: { schema: { type: string } } } }
  responses:
    done: { description: There. }
    alias: { $ref: '#/components/responses/done', description: Here. }
  headers:
    left: { description: There., schema: { type: integer } }
  securitySchemes:
    query: { $ref: '#/components/securitySchemes/one', description: Here. }
    basic: { $ref: '#/components/securitySchemes/two', description: Here. }
    oauth: { $ref: '#/components/securitySchemes/three', description: Here. }
    certificate: { $ref: '#/components/securitySchemes/four', description: Here. }
    one: { type: apiKey, in: query, name: key, description: There. }
    two: { type: http, scheme: basic, description: There. }
    three: { type: oauth2, flows: {}, description: There. }
    four: { type: mutualTLS, description: There. }
";

/// What each part of the client that stands for one of the references is described by.
fn descriptions(api: &Api) -> Vec<(String, String)> {
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for operation in &api.operations {
        let parameters = operation.parameters.iter();
        found.extend(parameters.map(|one| (one.data.name.clone(), one.docs.description.clone())));
        let bodies = operation.bodies.iter();
        found.extend(bodies.map(|body| ("body".to_owned(), body.docs.description.clone())));
        let cases = operation.cases.iter();
        found.extend(cases.map(|one| (format!("{:?}", one.status), Some(one.description.clone()))));
    }
    let headers = api.headers.iter().flat_map(|set| &set.headers);
    found.extend(headers.map(|one| (one.wire.clone(), one.docs.description.clone())));
    for callback in &api.callbacks {
        let parameters = callback.parameters.iter();
        found.extend(parameters.map(|(_, name, text)| (format!("told {name}"), text.clone())));
        let replies = callback.replies.iter();
        found.extend(replies.map(|(_, text)| ("told reply".to_owned(), Some(text.clone()))));
    }
    // The others are what these refer to.
    let schemes = api.schemes.iter().take(4);
    found.extend(schemes.map(|one| (one.id.clone(), one.docs.description.clone())));
    let text = |(name, text): (String, Option<String>)| (name, text.unwrap_or_default());
    found.into_iter().map(text).collect()
}

#[test]
fn what_stands_beside_a_reference_counts_whatever_it_leads_to() {
    let found = descriptions(&lowered(&format!("openapi: 3.2.0\n{REFERENCES}")));
    let lost: Vec<_> = found.iter().filter(|(_, text)| text != "Here.").collect();
    assert!(lost.is_empty(), "{lost:?}");
    // Nothing was left out of the comparison.
    assert_eq!(found.len(), 18, "{found:?}");
}

/// Up to 3.0, what stands beside a `$ref` is ignored (OpenAPI 3.0.4, section 4.7.23.1).
#[test]
fn what_stands_beside_a_reference_of_3_0_counts_for_nothing() {
    let found = descriptions(&lowered(&format!("openapi: 3.0.3\n{REFERENCES}")));
    let of_target = found.iter().filter(|(_, text)| text == "There.").count();
    // The reply with a header is no reference.
    assert_eq!((found.len(), of_target), (18, 17), "{found:?}");
}

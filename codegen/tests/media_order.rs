//! Media types are what they are, in whatever order a document lists them.

use std::collections::BTreeMap;

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::ir::{Api, Replies};
use openapi_build::{Config, Source, lower};

const MEDIA: [(&str, &str); 5] = [
    ("application/vnd.oai.openapi", "{ type: object }"),
    ("application/vnd.oai.openapi+json", "{ type: object }"),
    ("application/json", "{ $ref: '#/components/schemas/One' }"),
    ("text/json", "{ $ref: '#/components/schemas/One' }"),
    ("application/yaml", "{ type: object }"),
];

fn lowered(media: &[(&str, &str)]) -> Api {
    let content: Vec<String> = media
        .iter()
        .map(|(media, schema)| format!("{media}: {{ schema: {schema} }}"))
        .collect();
    let content = content.join(", ");
    let text = format!(
        "openapi: 3.0.3
info: {{ title: Order, version: '1' }}
paths:
  /order:
    get:
      operationId: order
      responses:
        '200': {{ description: All., content: {{ {content} }} }}
        '400': {{ description: All., content: {{ {content} }} }}
components: {{ schemas: {{ One: {{ type: object, required: [one], properties: {{ one: {{ type: string }} }} }} }} }}
"
    );
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("order.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let api = lower(&document, &Config::default(), &mut diagnostics);
    drop(diagnostics.finish(Some(&document)));
    api
}

/// What each media type is asked for by, and what each error is read as.
fn understood(api: &Api) -> BTreeMap<String, String> {
    let operation = &api.operations[0];
    let functions = operation.functions.iter().map(|function| {
        let success = operation.success(function);
        let asked = success.accept.as_deref().unwrap_or("best");
        let gives = format!("{} {:?}", function.name, success.replies);
        (asked.to_owned(), gives)
    });
    let mut found: BTreeMap<String, String> = functions.collect();
    let Replies::Many { variants, .. } = &operation.error else {
        panic!("{:?}", operation.error);
    };
    for variant in variants {
        for media in &variant.media {
            let read = format!("{} {:?}", variant.name, variant.body);
            found.insert(format!("error {media}"), read);
        }
    }
    found
}

#[test]
fn the_order_of_media_types_changes_nothing() {
    let expected = understood(&lowered(&MEDIA));
    assert_eq!(expected["best"], "order One(Json(Named(TypeId(0))))");
    let bytes = "order_oai_openapi_2 One(Bytes)";
    assert_eq!(expected["application/vnd.oai.openapi"], bytes);
    let yaml = "order_yaml One(Text)";
    assert_eq!(expected["application/yaml"], yaml);
    assert_eq!(
        expected["error text/json"],
        expected["error application/json"]
    );
    // All orders, by Heap's algorithm.
    let mut media = MEDIA;
    let mut counts = [0_usize; MEDIA.len()];
    let mut at = 0;
    while at < media.len() {
        if counts[at] < at {
            let other = if at % 2 == 0 { 0 } else { counts[at] };
            media.swap(other, at);
            let found = understood(&lowered(&media));
            assert_eq!(found, expected, "{media:?}");
            counts[at] += 1;
            at = 0;
        } else {
            counts[at] = 0;
            at += 1;
        }
    }
}

//! Schemas that lead into each other without end, very deep, or in more ways than there is memory for. Tests run in
//! threads whose stack has 2 MB, without optimisation: what ends here ends everywhere.

use openapi_build::{Config, Generated, Source, generate};
use serde_json::{Map, Value, json};

/// A document of these schemas, with others outside of `components`, which have no names.
fn document(schemas: Value, unnamed: Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Graph", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
        "x-schemas": unnamed,
    })
}

fn generated(document: &Value) -> Generated {
    let text = document.to_string();
    generate(
        Source::from_text("graph.json", text),
        &Config::default(),
        "client.rs",
    )
}

fn findings<'a>(generated: &'a Generated, code: &str) -> Vec<&'a str> {
    let reports = generated.reports.iter();
    let found = reports.filter(|report| report.diagnostic().code == code);
    found
        .map(|report| report.diagnostic().message.as_str())
        .collect()
}

/// Schemas of which each is made of the next one; `last` is the one after `levels` of them.
fn chain(prefix: &str, levels: usize, last: Value, of: impl Fn(usize, Value) -> Value) -> Value {
    let mut schemas = Map::new();
    for level in 0..levels {
        let next = json!({ "$ref": format!("{prefix}{}", level + 1) });
        schemas.insert(format!("A{level}"), of(level, next));
    }
    schemas.insert(format!("A{levels}"), last);
    Value::Object(schemas)
}

const NAMED: &str = "#/components/schemas/A";
const UNNAMED: &str = "#/x-schemas/A";

fn object(property: &str) -> Value {
    json!({ "type": "object", "properties": { property: { "type": "string" } } })
}

/// What came of a document is a client, and not much more than the document.
fn assert_small(name: &str, document: &Value, generated: &Generated) {
    let output = generated.output.as_ref().expect("a client");
    let size: usize = output.files.iter().map(|(_, text)| text.len()).sum();
    let document = document.to_string().len();
    let most = 30_000_000 + 100 * document;
    assert!(size < most, "{name}: {size} bytes of {document}");
}

#[test]
fn circles_through_any_keywords_are_named_once() {
    let circles = [
        (
            "oneOf, oneOf, allOf",
            json!({
                "A": { "oneOf": [{ "$ref": "#/components/schemas/B" }] },
                "B": { "oneOf": [{ "$ref": "#/components/schemas/C" }] },
                "C": { "required": ["x"], "allOf": [{ "$ref": "#/components/schemas/A" }] },
            }),
        ),
        (
            "allOf, allOf",
            json!({
                "A": { "allOf": [{ "$ref": "#/components/schemas/B" }] },
                "B": { "allOf": [{ "$ref": "#/components/schemas/A" }] },
            }),
        ),
        (
            "allOf with properties",
            json!({
                "A": { "allOf": [{ "$ref": "#/components/schemas/B" }], "properties": { "a": {} } },
                "B": { "allOf": [{ "$ref": "#/components/schemas/A" }], "properties": { "b": {} } },
            }),
        ),
        (
            "anyOf",
            json!({ "A": { "anyOf": [{ "$ref": "#/components/schemas/A" }] } }),
        ),
        (
            "an inline union",
            json!({
                "A": { "properties": { "a": { "oneOf": [{ "$ref": "#/components/schemas/A/properties/a" }] } } },
            }),
        ),
        (
            "additionalProperties, allOf",
            json!({
                "A": { "additionalProperties": { "allOf": [{ "$ref": "#/components/schemas/A/additionalProperties" }] } },
            }),
        ),
        (
            "items",
            json!({ "A": { "items": { "$ref": "#/components/schemas/A/items" } } }),
        ),
    ];
    for (name, schemas) in circles {
        let document = document(schemas, json!({}));
        let generated = generated(&document);
        let output = generated.output.as_ref().expect("a client");
        syn::parse_file(&output.files[0].1).expect("Rust");
        let codes = [
            "alias-as-json",
            "circular-all-of",
            "reference-cycle",
            "schema-as-json",
        ];
        let found = codes.iter().flat_map(|code| findings(&generated, code));
        let found: Vec<&str> = found.collect();
        assert_eq!(found.len(), 1, "{name}: {found:?}");
    }
}

/// Makes a schema that leads to the next one, at this place of a chain.
type Link = fn(usize, Value) -> Value;

#[test]
fn chains_of_schemas_end() {
    let links: [(&str, Link); 5] = [
        ("references", |_, next| next),
        ("allOf", |_, next| json!({ "allOf": [next] })),
        (
            "unions",
            |level, next| json!({ "oneOf": [next, object(&format!("a{level}"))] }),
        ),
        ("lists", |_, next| json!({ "type": "array", "items": next })),
        (
            "properties",
            |_, next| json!({ "type": "object", "properties": { "a": next } }),
        ),
    ];
    for (name, link) in links {
        let last = json!({ "type": "string", "minLength": 1 });
        let schemas = chain(NAMED, 500, last.clone(), link);
        let named = document(schemas, json!({}));
        assert_small(name, &named, &generated(&named));
        let first = json!({ "A": { "$ref": "#/x-schemas/A0" } });
        let unnamed = document(first, chain(UNNAMED, 500, last, link));
        assert_small(name, &unnamed, &generated(&unnamed));
    }
}

#[test]
fn a_schema_that_stands_too_deep_is_named() {
    let link = |_, next| json!({ "type": "object", "properties": { "a": next } });
    let unnamed = chain(UNNAMED, 100, json!({ "type": "string" }), link);
    let document = document(json!({ "A": { "$ref": "#/x-schemas/A0" } }), unnamed);
    let generated = generated(&document);
    assert_eq!(findings(&generated, "schema-too-deep").len(), 1);
    assert_eq!(generated.summary.fallbacks, 1);
}

#[test]
fn text_nested_as_deep_as_it_can_be_read_is_typed_or_named() {
    for (open, close) in [
        ("{\"items\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"oneOf\":[{\"type\":\"string\"},", "]}"),
        ("{\"properties\":{\"a\":", "}}"),
    ] {
        let levels = 122 / (1 + close.len() / 2);
        let schema = format!("{}{{}}{}", open.repeat(levels), close.repeat(levels));
        let schema: Value =
            serde_json::from_str(&schema).expect("not deeper than serde_json reads");
        let document = document(json!({ "A": schema }), json!({}));
        assert_small(open, &document, &generated(&document));
    }
}

/// Schemas of a few lines whose combinations are as many as two to the number of levels, or more.
fn families() -> Vec<(&'static str, Value)> {
    type Link = fn(usize, Value) -> Value;
    let links: [(&str, Link); 3] = [
        ("allOf of unions", |level, next| {
            let union = |name: &str| json!({ "oneOf": [next, object(&format!("{name}{level}"))] });
            json!({ "allOf": [union("a"), union("b")] })
        }),
        ("anyOf of allOf", |level, next| {
            let both = |name: &str| json!({ "allOf": [next, object(&format!("{name}{level}"))] });
            json!({ "anyOf": [both("a"), both("b")] })
        }),
        ("oneOf of allOf with required", |level, next| {
            let one =
                |name: &str| json!({ "allOf": [next], "required": [format!("{name}{level}")] });
            json!({ "oneOf": [one("a"), one("b")] })
        }),
    ];
    let mut families: Vec<(&str, Value)> = links
        .into_iter()
        .map(|(name, link)| {
            let schemas = chain(NAMED, 16, object("z"), link);
            (name, document(schemas, json!({})))
        })
        .collect();
    let tuples = chain(UNNAMED, 16, json!({ "type": "string" }), |_, next| {
        let items = vec![next; 12];
        json!({ "type": "array", "prefixItems": items, "items": false })
    });
    let first = json!({ "A": { "$ref": "#/x-schemas/A0" } });
    families.push(("tuples of tuples", document(first, tuples)));
    let heirs = |level: usize| {
        let up = match level {
            0 => json!({ "type": "object" }),
            _ => json!({ "$ref": format!("{NAMED}{}", level - 1) }),
        };
        let own =
            json!({ "kind": { "type": "string" }, format!("a{level}"): { "type": "string" } });
        json!({ "allOf": [up], "discriminator": { "propertyName": "kind" }, "properties": own })
    };
    let heirs: Map<String, Value> = (0..150)
        .map(|level| (format!("A{level}"), heirs(level)))
        .collect();
    families.push(("heirs of heirs", document(Value::Object(heirs), json!({}))));
    families
}

#[test]
fn combinations_end_where_there_are_more_than_there_is_room_for() {
    for (name, document) in families() {
        let generated = generated(&document);
        assert_small(name, &document, &generated);
        assert!(
            generated.summary.fields < 60_000,
            "{name}: {:?}",
            generated.summary
        );
    }
}

#[test]
fn what_costs_too_much_is_named_and_the_others_are_typed() {
    let (_, mut document) = families().swap_remove(0);
    let other = json!({ "allOf": [object("a"), object("b")] });
    document["components"]["schemas"]["Other"] = other;
    let generated = generated(&document);
    assert!(!findings(&generated, "too-many-combinations").is_empty());
    let output = generated.output.expect("a client");
    let (_, code) = &output.files[0];
    let other = code.split("pub struct Other {").nth(1).expect("a struct");
    assert!(
        other.starts_with("\n") && other.contains("pub a: Option<String>"),
        "{:.300}",
        other
    );
}

#[test]
fn null_is_found_at_the_end_of_a_long_chain() {
    let last = json!({ "type": ["string", "null"] });
    let mut schemas = chain(NAMED, 1000, last, |_, next| json!({ "allOf": [next] }));
    schemas["Holder"] = json!({
        "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/A0" } },
    });
    let generated = generated(&document(schemas, json!({})));
    let output = generated.output.expect("a client");
    let (_, code) = &output.files[0];
    assert!(code.contains("pub a: Option<A0>"));
}

#[test]
fn a_file_is_found_in_unions_that_lead_in_circles() {
    let schemas: Map<String, Value> = (0..12)
        .map(|one| {
            let others = (0..12).map(|next| json!({ "$ref": format!("{NAMED}{next}") }));
            (
                format!("A{one}"),
                json!({ "anyOf": others.collect::<Vec<_>>() }),
            )
        })
        .collect();
    let mut document = document(Value::Object(schemas), json!({}));
    document["components"]["schemas"]["A11"] = json!({ "type": "string", "format": "binary" });
    let form = json!({ "type": "object", "properties": { "file": { "$ref": "#/components/schemas/A0" } } });
    document["paths"]["/files"]["post"] = json!({
        "operationId": "send",
        "requestBody": { "content": { "multipart/form-data": { "schema": form } } },
        "responses": { "204": { "description": "Sent." } },
    });
    let generated = generated(&document);
    let output = generated.output.expect("a client");
    let setter = "pub fn file(mut self, file: impl Into<runtime::Part>)";
    assert!(output.files[0].1.contains(setter), "a setter for a file");
}

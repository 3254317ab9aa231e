//! The tools against each other: a client that loses or changes something must be noticed.

use serde_json::{Value, json};

use crate::document::Document;
use crate::findings::Findings;
use crate::harness::Answers;
use crate::operations::Parameter;
use crate::schema::{Schemas, Side};
use crate::validator::Validator;
use crate::value::{Beyond, Maker};
use crate::{examples, round_trips, styles};

fn document() -> Document {
    let root = json!({
        "openapi": "3.0.3",
        "paths": {"/pets/{id}": {"get": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "example": "a"}],
            "responses": {"200": {"description": "", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Pet"},
                "example": {"kind": "cat", "id": 1, "lives": 9},
            }}}},
        }}},
        "components": {"schemas": {
            "Pet": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {"propertyName": "kind", "mapping": {
                    "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog",
                }},
            },
            "Base": {"type": "object", "required": ["kind", "id"], "properties": {
                "kind": {"type": "string"}, "id": {"type": "integer", "readOnly": true},
            }},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {
                "kind": {"type": "string", "enum": ["cat"]},
                "lives": {"type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 9, "example": 10},
                "mood": {"type": "string", "enum": ["good", "bad"], "nullable": true, "example": "bad"},
            }}]},
            "Dog": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "required": ["tag"], "properties": {
                "kind": {"type": "string", "enum": ["dog"]},
                "tag": {"type": "string", "pattern": "^(?!x)[a-z]{2,4}-\\d+$", "maxLength": 9},
                "friends": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"$ref": "#/components/schemas/Pet"}},
                "weights": {"type": "object", "additionalProperties": {"type": "number", "multipleOf": 0.5}},
            }}]},
        }},
    });
    Document {
        name: "test".to_owned(),
        path: "test.json".into(),
        root,
    }
}

/// Gives back what it gets, changed by `change`.
struct Echo<F>(F);

impl<F: FnMut(&mut Value)> Answers for Echo<F> {
    fn ask(&mut self, question: &Value) -> Value {
        if let Some(reply) = question.get("reply") {
            let text = reply["body"].as_str().unwrap_or_default();
            let mut value = serde_json::from_str(text).unwrap_or_default();
            (self.0)(&mut value);
            return json!({"ok": {"status": reply["status"], "value": value}});
        }
        if question.get("operation").is_some() {
            return json!({"method": "GET", "url": "http://localhost/pets/a", "headers": []});
        }
        let mut value = question["value"].clone();
        (self.0)(&mut value);
        json!({"value": value})
    }
}

fn all_checks(change: impl FnMut(&mut Value)) -> Findings {
    let mut findings = Findings::default();
    let mut echo = Echo(change);
    let document = document();
    examples::check(&document, &mut echo, &mut findings).expect("examples");
    round_trips::check(&document, 20, &mut echo, &mut findings).expect("round trips");
    findings
}

fn failed(findings: &Findings, kind: &str) -> bool {
    findings.failures.iter().any(|failure| failure.kind == kind)
}

#[test]
fn values_are_valid_and_those_beyond_are_not() {
    let document = document();
    for side in [Side::Reply, Side::Request] {
        let mut schemas = Schemas::new(&document, side);
        let number = schemas.add("#/components/schemas/Pet");
        let validator = Validator::new(&schemas).expect("schemas");
        let mut maker = Maker::new(schemas.definitions(), "pets");
        let mut kinds = Vec::new();
        for _ in 0..50 {
            let pet = maker.valid(number, &validator).expect("a pet");
            assert_eq!(pet.get("id").is_some(), side == Side::Reply, "{pet}");
            kinds.push(pet["kind"].clone());
        }
        assert!(kinds.contains(&json!("cat")) && kinds.contains(&json!("dog")));
        let other = maker.beyond(number, Beyond::Variant).expect("another pet");
        assert_eq!(other["kind"], "zz_unknown_variant");
        assert!(validator.check(number, &other).is_err());
    }
}

#[test]
fn a_right_client_passes() {
    let findings = all_checks(|_| {});
    assert!(findings.failures.is_empty(), "{:?}", findings.failures);
    for kind in [
        "example",
        "round-trip",
        "unknown-member",
        "unknown-property",
        "unknown-variant",
    ] {
        assert!(findings.count(kind) > 0, "no {kind}");
    }
    // `lives: 10` breaks its own schema: listed, not sent.
    let invalid: Vec<_> = findings
        .notes
        .iter()
        .filter(|note| note.kind == "invalid-example")
        .collect();
    assert_eq!(invalid.len(), 1, "{invalid:?}");
    assert!(invalid[0].pointer.ends_with("/lives/example"));
}

#[test]
fn a_client_that_loses_a_property_fails() {
    let findings = all_checks(|value| {
        value.as_object_mut().map(|map| map.remove("mood"));
    });
    assert!(failed(&findings, "round-trip") && failed(&findings, "example"));
}

#[test]
fn a_client_that_drops_unknown_properties_fails() {
    let findings = all_checks(|value| {
        value
            .as_object_mut()
            .map(|map| map.remove("zz_unknown_property"));
    });
    assert!(failed(&findings, "unknown-property"));
    assert!(!failed(&findings, "round-trip"));
}

#[test]
fn a_client_that_changes_a_number_fails() {
    let findings = all_checks(|value| {
        if let Some(lives) = value.get_mut("lives") {
            *lives = json!(1);
        }
    });
    assert!(failed(&findings, "round-trip") && failed(&findings, "example"));
}

#[test]
fn a_client_that_refuses_unknown_variants_fails() {
    let findings = all_checks(|value| {
        if value["kind"] == "zz_unknown_variant" {
            *value = Value::Null;
        }
    });
    assert!(failed(&findings, "unknown-variant"));
    assert!(!failed(&findings, "unknown-property"));
}

/// The rows of the specification's table (OpenAPI 3.0.4, section 4.8.12.2.3): each is read as what it stands for,
/// and as nothing else.
#[test]
fn requests_are_read_by_style() {
    let list = json!(["blue", "bl,ack"]);
    let object = json!({"R": 100, "G": 2.5});
    let nested = json!({"a": {"b": ["x", "y"]}});
    let rows = [
        ("path", "simple", false, &list, "blue,bl%2Cack"),
        ("path", "simple", true, &object, "R=100,G=2.5e0"),
        ("path", "label", true, &list, ".blue.bl%2Cack"),
        ("path", "label", false, &object, ".R,100,G,2.5"),
        ("path", "matrix", true, &list, ";p=blue;p=bl%2Cack"),
        ("path", "matrix", false, &object, ";p=R,100,G,2.5"),
        ("path", "matrix", true, &object, ";R=100;G=2.5"),
        ("query", "form", true, &list, "p=blue&x=1&p=bl%2Cack"),
        ("query", "form", false, &list, "p=blue,bl%2Cack"),
        ("query", "form", true, &object, "R=100&G=2.5"),
        ("query", "form", false, &object, "p=R,100,G,2.5"),
        ("query", "spaceDelimited", false, &list, "p=blue%20bl%2Cack"),
        ("query", "pipeDelimited", false, &list, "p=blue%7Cbl%2Cack"),
        (
            "query",
            "deepObject",
            true,
            &object,
            "p[R]=100&p%5BG%5D=2.5",
        ),
        (
            "query",
            "deepObject",
            true,
            &nested,
            "p[a][b][0]=x&p[a][b][1]=y",
        ),
        ("query", "deepObject", true, &json!(100), "p=100"),
        ("header", "simple", false, &object, "R,100,G,2.5"),
        ("cookie", "form", true, &json!("a b"), "p=a%20b"),
    ];
    for (place, style, explode, given, text) in rows {
        let root = json!({"p": {"in": place, "style": style, "explode": explode}});
        let document = Document { root, ..document() };
        let parameter = Parameter {
            name: "p".to_owned(),
            place: place.to_owned(),
            required: true,
            pointer: "#/p".to_owned(),
            schema: None,
        };
        let read = |given: &Value, text: &str| match place {
            "query" | "cookie" => {
                styles::in_pairs(&document, &parameter, given, &styles::pairs(text, '&'))
            }
            _ => styles::inline(&document, &parameter, given, text),
        };
        assert_eq!(read(given, text), Ok(()), "{style} {text}");
        let other = text.replace("100", "101").replace("bl", "br");
        let other = other.replace("=x", "=z").replace("%20b", "%20c");
        assert!(read(given, &other).is_err(), "{style} {other}");
        assert!(read(given, "").is_err(), "{style} without a text");
    }
}

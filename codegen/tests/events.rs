//! Streams of events: whether a schema is that of their data, or of an event as a whole.

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::ir::{Api, EventData, ReplyBody, Type};
use openapi_build::{Config, Source, lower};

fn lowered(text: &str) -> Api {
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("events.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let api = lower(&document, &Config::default(), &mut diagnostics);
    let found = diagnostics.finish(Some(&document));
    let errors: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(
        !errors.iter().any(|one| one.contains("error[")),
        "{errors:?}"
    );
    api
}

/// What the events of this schema are, in a document of this version.
fn events(version: &str, keyword: &str, schema: &str) -> String {
    let api = lowered(&format!(
        "openapi: {version}
info: {{ title: Events, version: '1' }}
paths:
  /events:
    get:
      operationId: listen
      responses: {{ '200': {{ description: Events., content: {{ text/event-stream: {{ {keyword}: {schema} }} }} }} }}
components:
  schemas:
    Chunk: {{ type: object, required: [delta], properties: {{ delta: {{ type: string }} }} }}
    Other: {{ type: object, required: [other], properties: {{ other: {{ type: string }} }} }}
    Names: {{ type: string, enum: [a, b] }}
"
    ));
    let shown = |ty: &Type| match ty {
        Type::Named(id) => api.get(*id).expect("a type").name.to_string(),
        other => format!("{other:?}"),
    };
    let body = api.operations[0].cases[0].body();
    let ReplyBody::Events(data) = body else {
        panic!("{body:?}");
    };
    match data {
        EventData::Text => "text".to_owned(),
        EventData::Json(ty) => shown(ty),
        EventData::Whole { ty, json } => format!("whole {}, JSON {json}", shown(ty)),
        EventData::ByName(index) => {
            let union = &api.event_unions[*index];
            let variants = union.variants.iter().map(|one| {
                let names = one.events.join("|");
                let data = one.ty.as_ref().map_or_else(|| "text".to_owned(), shown);
                format!("{}({names}): {data}", one.name)
            });
            variants.collect::<Vec<_>>().join(", ")
        }
    }
}

const CHUNK: &str = "$ref: '#/components/schemas/Chunk'";
const OTHER: &str = "$ref: '#/components/schemas/Other'";

/// An object with these properties.
fn object(properties: &str) -> String {
    format!("{{ type: object, properties: {{ {properties} }} }}")
}

#[test]
fn an_envelope_is_one_in_every_version() {
    for version in ["3.0.3", "3.1.0", "3.2.0"] {
        let schema = object(&format!(
            "id: {{ type: string }}, event: {{ type: string }}, retry: {{ type: integer }}, data: {{ {CHUNK} }}"
        ));
        assert_eq!(events(version, "schema", &schema), "Chunk", "{version}");
        let named = |name: &str, data: &str| {
            object(&format!(
                "event: {{ type: string, enum: [{name}] }}, data: {{ {data} }}"
            ))
        };
        for keyword in ["oneOf", "anyOf"] {
            let schema = format!(
                "{{ {keyword}: [{}, {}, {}] }}",
                named("one", CHUNK),
                named("two, three", OTHER),
                named("four", "type: string"),
            );
            assert_eq!(
                events(version, "schema", &schema),
                "One(one): Chunk, TwoOrThree(two|three): Other, Four(four): text",
                "{version} {keyword}"
            );
        }
    }
}

#[test]
fn what_an_event_has_not_makes_it_the_data() {
    for (schema, expected) in [
        (
            object("type: { type: string }, data: { type: string }"),
            "ListenResponse",
        ),
        (object("event: { type: string }"), "ListenResponse"),
        (format!("{{ {CHUNK} }}"), "Chunk"),
        ("{ type: string }".to_owned(), "text"),
        ("{}".to_owned(), "text"),
        (
            format!("{{ type: array, items: {{ {CHUNK} }} }}"),
            "List(Named(TypeId(0)))",
        ),
    ] {
        assert_eq!(events("3.1.0", "schema", &schema), expected, "{schema}");
    }
}

#[test]
fn what_data_is() {
    let embedded =
        format!("type: string, contentMediaType: application/json, contentSchema: {{ {CHUNK} }}");
    let either = format!("anyOf: [{{ {CHUNK} }}, {{ type: string }}]");
    for (data, expected) in [
        (CHUNK, "Chunk"),
        (&*embedded, "Chunk"),
        ("type: string, contentMediaType: application/json", "Json"),
        ("type: string", "text"),
        ("type: [string, 'null']", "text"),
        ("$ref: '#/components/schemas/Names'", "text"),
        ("const: '[DONE]'", "text"),
        ("type: integer", "Integer(\"i64\")"),
        ("format: int64", "Integer(\"i64\")"),
        (&*either, "text"),
        ("description: Anything.", "text"),
    ] {
        let schema = object(&format!("data: {{ {data} }}"));
        for keyword in ["schema", "itemSchema"] {
            assert_eq!(
                events("3.2.0", keyword, &schema),
                expected,
                "{keyword} {data}"
            );
        }
    }
}

#[test]
fn what_stands_around_a_union_holds_for_each_of_its_variants() {
    let base = "required: [event], properties: { data: { type: string }, event: { type: string } }";
    let kinds = format!(
        "oneOf: [
            {{ properties: {{ event: {{ const: text }} }} }},
            {{ properties: {{ event: {{ const: number }}, data: {{ format: int64 }} }} }},
            {{ properties: {{ event: {{ const: json }}, data: {{ contentMediaType: application/json, contentSchema: {{ {CHUNK} }} }} }} }}]"
    );
    let expected = "Text(text): text, Number(number): text, Json(json): Chunk";
    let beside = format!("{{ type: object, {base}, {kinds} }}");
    let within = format!("{{ allOf: [{{ type: object, {base} }}, {{ {kinds} }}] }}");
    for schema in [beside, within.replace("allOf: [", "allOf: [ ")] {
        for keyword in ["schema", "itemSchema"] {
            assert_eq!(
                events("3.2.0", keyword, &schema),
                expected,
                "{keyword} {schema}"
            );
        }
    }
}

#[test]
fn what_names_do_not_tell_apart() {
    let of = |names: &str, data: &str| object(&format!("event: {{ {names} }}, data: {{ {data} }}"));
    let both = |one: &str, other: &str| format!("{{ oneOf: [{one}, {other}] }}");
    let free = "type: string";
    // One has all events but those of the others.
    let schema = both(&of(free, CHUNK), &of("const: error", OTHER));
    let found = events("3.1.0", "schema", &schema);
    assert_eq!(found, "Error(error): Other, Message(): Chunk");
    // Several have the same data, whatever they are called.
    let schema = both(&of(free, CHUNK), &of(free, CHUNK));
    assert_eq!(events("3.1.0", "schema", &schema), "Chunk");
    // Nothing but the data tells them apart.
    for names in [free, "const: a"] {
        let schema = both(&of(names, CHUNK), &of(names, OTHER));
        let found = events("3.1.0", "schema", &schema);
        assert_eq!(found, "whole ListenResponse, JSON true");
    }
}

/// An author's slip in one of many variants: its events are recognized all the same.
#[test]
fn a_property_that_one_of_many_has_beside_is_a_slip() {
    let of = |name: &str, more: &str| {
        object(&format!(
            "{more} event: {{ const: {name} }}, data: {{ {CHUNK} }}"
        ))
    };
    let many = |more: &str| {
        let all = ["a", "b", "c"].map(|name| of(name, more));
        format!(
            "{{ oneOf: [{}, {}] }}",
            of("slip", "enabled: { type: boolean },"),
            all.join(", ")
        )
    };
    let found = events("3.1.0", "schema", &many(""));
    assert!(
        found.starts_with("Slip(slip): Chunk, A(a): Chunk"),
        "{found}"
    );
    // All of them have it: it is no slip.
    let found = events("3.1.0", "schema", &many("enabled: { type: boolean },"));
    assert_eq!(found, "ListenResponse");
}

/// Schemas that lead back to themselves, and that are met more often than anybody can look at them.
#[test]
fn hostile_schemas_of_events_end() {
    let twice = |keyword: &str, name: &str| {
        let one = format!("{{ $ref: '#/$defs/{name}' }}");
        format!("{{ {keyword}: [{one}, {one}] }}")
    };
    for keyword in ["oneOf", "allOf"] {
        let itself = format!(
            "{{ {keyword}: [{{ $ref: '#/$defs/s0' }}, {{ type: string }}], $defs: {{ s0: {} }} }}",
            twice(keyword, "s0")
        );
        events("3.1.0", "schema", &itself);
        let defs: Vec<String> = (0..40)
            .map(|index| format!("s{index}: {}", twice(keyword, &format!("s{}", index + 1))))
            .collect();
        let last = object(&format!("data: {{ {CHUNK} }}"));
        let whole = |schema: &str| {
            format!(
                "{{ {schema}, $defs: {{ {}, s40: {last} }} }}",
                defs.join(", ")
            )
        };
        events("3.1.0", "schema", &whole("$ref: '#/$defs/s0'"));
        events(
            "3.1.0",
            "schema",
            &whole("type: object, properties: { data: { $ref: '#/$defs/s0' } }"),
        );
    }
}

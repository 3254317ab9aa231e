//! Schemas that are put together: each of them in more ways than the one before, where nothing ends it.

use serde_json::{Map, Value, json};

use super::Family;

/// Which schemas a reference leads to: components, which have names, or others.
#[derive(Clone, Copy)]
enum To {
    Named,
    Unnamed,
}

impl To {
    fn reference(self, number: usize) -> Value {
        let schemas = match self {
            Self::Named => "components/schemas",
            Self::Unnamed => "x-schemas",
        };
        json!({ "$ref": format!("#/{schemas}/A{number}") })
    }

    fn document(self, schemas: Map<String, Value>) -> String {
        let (named, unnamed) = match self {
            Self::Named => (Value::Object(schemas), json!({})),
            Self::Unnamed => (json!({ "A": self.reference(0) }), Value::Object(schemas)),
        };
        json!({
            "openapi": "3.1.0",
            "info": { "title": "T", "version": "1" },
            "paths": {},
            "components": { "schemas": named },
            "x-schemas": unnamed,
        })
        .to_string()
    }
}

/// Schemas of which each is made of the next one.
fn levels(count: usize, to: To, of: impl Fn(usize, Value) -> Value) -> String {
    let level = |number: usize| match number == count {
        true => object("z"),
        false => of(number, to.reference(number + 1)),
    };
    to.document(
        (0..=count)
            .map(|number| (format!("A{number}"), level(number)))
            .collect(),
    )
}

/// Schemas of which each is made of others.
fn graph(count: usize, of: impl Fn(usize) -> Value) -> String {
    let schemas = (0..count).map(|number| (format!("A{number}"), of(number)));
    To::Named.document(schemas.collect())
}

fn object(property: &str) -> Value {
    json!({ "type": "object", "properties": { property: { "type": "string" } } })
}

/// The next few schemas after this one, in a circle.
fn next(number: usize, count: usize) -> Value {
    let next = (1..5).map(|step| To::Named.reference((number + step) % count));
    next.collect()
}

fn unions_in_all_of(count: usize) -> String {
    levels(count, To::Named, |level, next| {
        let union = |name: &str| json!({ "oneOf": [next, object(&format!("{name}{level}"))] });
        json!({ "allOf": [union("a"), union("b")] })
    })
}

fn all_of_in_any_of(count: usize) -> String {
    levels(count, To::Named, |level, next| {
        let both = |name: &str| json!({ "allOf": [next, object(&format!("{name}{level}"))] });
        json!({ "anyOf": [both("a"), both("b")] })
    })
}

fn required_in_one_of(count: usize) -> String {
    levels(count, To::Named, |level, next| {
        let one = |name: &str| json!({ "allOf": [next], "required": [format!("{name}{level}")] });
        json!({ "oneOf": [one("a"), one("b")] })
    })
}

fn tuples(count: usize) -> String {
    levels(
        count,
        To::Unnamed,
        |_, next| json!({ "type": "array", "prefixItems": vec![next; 12], "items": false }),
    )
}

fn all_of_with_own(count: usize) -> String {
    levels(
        count,
        To::Named,
        |level, next| json!({ "allOf": [next, object(&format!("a{level}"))] }),
    )
}

fn unions_in_unions(count: usize) -> String {
    levels(
        count,
        To::Named,
        |level, next| json!({ "oneOf": [next, object(&format!("a{level}"))] }),
    )
}

fn lists_with_rules(count: usize) -> String {
    levels(
        count,
        To::Named,
        |_, next| json!({ "type": "array", "minItems": 1, "items": next }),
    )
}

fn heirs_of_heirs(count: usize) -> String {
    graph(count, |number| {
        let up = number.checked_sub(1).map(|up| To::Named.reference(up));
        let kind = json!({ "kind": { "type": "string" } });
        json!({
            "allOf": [up.unwrap_or_else(|| json!({ "type": "object" }))],
            "discriminator": { "propertyName": "kind" },
            "properties": kind,
        })
    })
}

fn all_of_in_circles(count: usize) -> String {
    graph(
        count,
        |number| json!({ "allOf": next(number, count), "properties": { format!("a{number}"): {} } }),
    )
}

fn any_of_in_circles(count: usize) -> String {
    graph(
        count,
        |number| json!({ "anyOf": next(number, count), "properties": { format!("a{number}"): {} } }),
    )
}

fn mixture_in_circles(count: usize) -> String {
    graph(count, |number| {
        let keyword = ["allOf", "anyOf", "oneOf"][number % 3];
        json!({ keyword: next(number, count), "required": [format!("a{number}")] })
    })
}

fn properties_times_variants(count: usize) -> String {
    let properties = (0..count).map(|number| (format!("p{number}"), json!({ "type": "string" })));
    let properties: Map<String, Value> = properties.collect();
    let variants: Vec<Value> = (0..count)
        .map(|number| object(&format!("v{number}")))
        .collect();
    graph(
        1,
        |_| json!({ "allOf": [{ "properties": properties }, { "oneOf": variants }] }),
    )
}

pub const FAMILIES: &[Family] = &[
    Family {
        name: "unions-in-all-of",
        document: unions_in_all_of,
    },
    Family {
        name: "all-of-in-any-of",
        document: all_of_in_any_of,
    },
    Family {
        name: "required-in-one-of",
        document: required_in_one_of,
    },
    Family {
        name: "tuples-of-tuples",
        document: tuples,
    },
    Family {
        name: "all-of-with-own",
        document: all_of_with_own,
    },
    Family {
        name: "unions-in-unions",
        document: unions_in_unions,
    },
    Family {
        name: "lists-with-rules",
        document: lists_with_rules,
    },
    Family {
        name: "heirs-of-heirs",
        document: heirs_of_heirs,
    },
    Family {
        name: "all-of-in-circles",
        document: all_of_in_circles,
    },
    Family {
        name: "any-of-in-circles",
        document: any_of_in_circles,
    },
    Family {
        name: "mixture-in-circles",
        document: mixture_in_circles,
    },
    Family {
        name: "properties-times-variants",
        document: properties_times_variants,
    },
];

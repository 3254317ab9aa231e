//! All that several schemas say together about one value.

use serde_json::{Map, Value, json};

/// Adds what `schema` says to `into`; false where nothing can be both.
///
/// `$ref`, `allOf`, `anyOf` and `oneOf` are the caller's.
pub fn merge(into: &mut Map<String, Value>, schema: &Map<String, Value>) -> bool {
    schema.iter().all(|(key, value)| match key.as_str() {
        "$ref" | "allOf" | "anyOf" | "oneOf" => true,
        "const" => listed(into, std::slice::from_ref(value)),
        "enum" => value.as_array().is_none_or(|list| listed(into, list)),
        "type" => typed(into, value),
        _ => {
            let merged = match into.get(key) {
                None => value.clone(),
                Some(old) => both(key, old, value),
            };
            into.insert(key.clone(), merged);
            true
        }
    })
}

/// What a keyword says when it is given twice.
fn both(key: &str, old: &Value, new: &Value) -> Value {
    match (key, old, new) {
        ("properties" | "patternProperties", Value::Object(old), Value::Object(new)) => {
            let mut all = old.clone();
            for (name, schema) in new {
                let schema = match all.get(name) {
                    Some(other) if other != schema => json!({"allOf": [other, schema]}),
                    _ => schema.clone(),
                };
                all.insert(name.clone(), schema);
            }
            Value::Object(all)
        }
        ("required", Value::Array(old), Value::Array(new)) => {
            let mut all = old.clone();
            all.extend(new.iter().filter(|name| !old.contains(name)).cloned());
            Value::Array(all)
        }
        ("items" | "additionalProperties" | "propertyNames", old, new) if old != new => {
            json!({"allOf": [old, new]})
        }
        ("minimum" | "exclusiveMinimum", old, new) => pick(old, new, true),
        ("maximum" | "exclusiveMaximum", old, new) => pick(old, new, false),
        ("minLength" | "minItems" | "minProperties", old, new) => pick(old, new, true),
        ("maxLength" | "maxItems" | "maxProperties", old, new) => pick(old, new, false),
        ("pattern" | "format" | "discriminator", old, _) => old.clone(),
        (_, _, new) => new.clone(),
    }
}

fn pick(old: &Value, new: &Value, larger: bool) -> Value {
    let new_is_larger = new.as_f64() > old.as_f64();
    if new_is_larger == larger {
        new.clone()
    } else {
        old.clone()
    }
}

fn listed(into: &mut Map<String, Value>, list: &[Value]) -> bool {
    let kept: Vec<Value> = match into.get("enum").and_then(Value::as_array) {
        Some(old) => old
            .iter()
            .filter(|one| list.contains(one))
            .cloned()
            .collect(),
        None => list.to_vec(),
    };
    let any = !kept.is_empty();
    into.insert("enum".to_owned(), Value::Array(kept));
    any
}

fn typed(into: &mut Map<String, Value>, value: &Value) -> bool {
    let new = names(value);
    let kept: Vec<&str> = match into.get("type") {
        None => new,
        Some(old) => {
            let old = names(old);
            let mut kept: Vec<&str> = Vec::new();
            for name in new.iter().chain(&old) {
                let within = |list: &[&str]| {
                    list.contains(name) || (*name == "integer" && list.contains(&"number"))
                };
                if within(&new) && within(&old) && !kept.contains(name) {
                    kept.push(name);
                }
            }
            kept
        }
    };
    let any = !kept.is_empty();
    let kept = json!(kept);
    into.insert("type".to_owned(), kept);
    any
}

/// The types that `type` names, in either form.
pub fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

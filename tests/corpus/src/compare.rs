//! Whether two JSON values are the same, numbers by value.

use serde_json::{Number, Value};

/// Nothing, or where and how the second differs.
pub fn difference(sent: &Value, back: &Value) -> Option<String> {
    at("$", sent, back)
}

fn at(path: &str, sent: &Value, back: &Value) -> Option<String> {
    match (sent, back) {
        (Value::Number(one), Value::Number(other)) if same(one, other) => None,
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => one
            .iter()
            .zip(other)
            .enumerate()
            .find_map(|(index, (one, other))| at(&format!("{path}[{index}]"), one, other)),
        (Value::Object(one), Value::Object(other)) => {
            let lost = one.keys().find(|key| !other.contains_key(*key));
            let invented = other.keys().find(|key| !one.contains_key(*key));
            if let Some(key) = lost {
                return Some(format!("{path}.{key}: lost"));
            }
            if let Some(key) = invented {
                return Some(format!("{path}.{key}: invented: {}", other[key]));
            }
            one.iter()
                .find_map(|(key, value)| at(&format!("{path}.{key}"), value, &other[key]))
        }
        (one, other) if one == other => None,
        (one, other) => Some(format!("{path}: {one} came back as {other}")),
    }
}

fn same(one: &Number, other: &Number) -> bool {
    let whole = |number: &Number| {
        let signed = number.as_i64().map(i128::from);
        signed.or_else(|| number.as_u64().map(i128::from))
    };
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

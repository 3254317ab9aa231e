//! Numbers, texts and JSON out of nodes, as authors write and mean them.

use serde_json::{Map, Number, Value as Json};

use super::node::{Node, Value};

impl Node {
    /// A finite number; whole ones as integers, however they are written: `1.0`, `1e3`. A number in
    /// quotes is the number.
    #[must_use]
    pub fn as_number(&self) -> Option<Number> {
        match &self.value {
            Value::Integer(value) => Some((*value).into()),
            Value::Unsigned(value) => Some((*value).into()),
            Value::Float(value) => float(*value),
            Value::String(text) => match text.trim().parse::<i64>() {
                Ok(whole) => Some(whole.into()),
                Err(_) => float(text.trim().parse().ok()?),
            },
            _ => None,
        }
    }

    /// The value of a keyword such as `minLength`: a whole number, zero or more.
    #[must_use]
    pub fn as_count(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// A truth value, also in quotes.
    #[must_use]
    pub fn as_flag(&self) -> Option<bool> {
        self.as_bool().or_else(|| self.as_str()?.parse().ok())
    }

    /// Text. Numbers and truth values where text is expected are what the author wrote without
    /// quotes.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        match &self.value {
            Value::String(text) => Some(text.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Integer(value) => Some(value.to_string()),
            Value::Unsigned(value) => Some(value.to_string()),
            Value::Float(value) => Some(format!("{value:?}")),
            Value::Huge(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// The value as JSON. Numbers that JSON does not have (`.inf`) are null, and those beyond doubles their text.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Integer(value) => (*value).into(),
            Value::Unsigned(value) => (*value).into(),
            Value::Float(value) => Number::from_f64(*value).map_or(Json::Null, Json::Number),
            Value::String(text) | Value::Huge(text) => Json::String(text.to_string()),
            Value::Sequence(items) => items.iter().map(Self::to_json).collect(),
            Value::Mapping(mapping) => {
                let members = mapping.iter();
                let members = members.map(|(key, value)| (key.to_owned(), value.to_json()));
                Json::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}

/// A double as JSON: a whole one as an integer where one holds it exactly.
fn float(number: f64) -> Option<Number> {
    /// 2^63: below it, a double without a fraction is an `i64`.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    if number.fract() == 0.0 && (-LIMIT..LIMIT).contains(&number) {
        return Some((number as i64).into());
    }
    Number::from_f64(number)
}

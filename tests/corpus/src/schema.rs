//! The schemas of a document in one dialect, JSON Schema 2020-12, for one direction.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::document::{Document, child};

/// Which way a value goes: a request has no `readOnly` properties, a reply no `writeOnly` ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Request,
    Reply,
}

impl Side {
    /// The keyword that takes a property out of values of this side.
    fn left_out_by(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Reply => "writeOnly",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reply => "reply",
        }
    }
}

/// Marks properties that values of this side don't have; unknown to validators.
pub const LEFT_OUT: &str = "x-left-out";

/// All schemas that were asked for and those they refer to, as `{"$ref": "#/$defs/N"}`.
pub struct Schemas<'a> {
    document: &'a Document,
    side: Side,
    /// Whether `nullable` counts only where the specification says so: in 3.0, beside `type`.
    strict: bool,
    index: HashMap<String, usize>,
    pointers: Vec<String>,
    converted: Vec<Value>,
    /// Texts of `pattern` that no engine at hand understands.
    pub dropped_patterns: Vec<String>,
}

impl<'a> Schemas<'a> {
    pub fn new(document: &'a Document, side: Side) -> Self {
        Self {
            document,
            side,
            strict: false,
            index: HashMap::new(),
            pointers: Vec::new(),
            converted: Vec::new(),
            dropped_patterns: Vec::new(),
        }
    }

    /// The same, with `nullable` as a judge who knows only the specification takes it.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// The number of the schema at a pointer, which is converted with all that it refers to.
    pub fn add(&mut self, pointer: &str) -> usize {
        let number = self.number(pointer);
        while let Some(next) = self.pointers.get(self.converted.len()).cloned() {
            let schema = match self.document.at(&next) {
                Some(schema) => self.convert(&schema.clone(), 0),
                None => Value::Bool(true),
            };
            self.converted.push(schema);
        }
        number
    }

    pub fn definitions(&self) -> &[Value] {
        &self.converted
    }

    pub fn side(&self) -> Side {
        self.side
    }

    /// A schema's number, if it was added or something added refers to it.
    pub fn find(&self, pointer: &str) -> Option<usize> {
        self.index.get(pointer).copied()
    }

    pub fn pointer(&self, number: usize) -> &str {
        &self.pointers[number]
    }

    fn number(&mut self, pointer: &str) -> usize {
        let next = self.pointers.len();
        let number = *self.index.entry(pointer.to_owned()).or_insert(next);
        if number == next {
            self.pointers.push(pointer.to_owned());
        }
        number
    }

    fn convert(&mut self, schema: &Value, depth: usize) -> Value {
        let Value::Object(map) = schema else {
            return Value::Bool(schema.as_bool().unwrap_or(true));
        };
        if depth > 64 {
            return Value::Bool(true);
        }
        let mut out = Map::new();
        if let Some(target) = map.get("$ref").and_then(Value::as_str) {
            let number = self.number(target);
            out.insert("$ref".to_owned(), format!("#/$defs/{number}").into());
            if self.document.version() < (3, 1) {
                return Value::Object(out);
            }
        }
        for (key, value) in map {
            self.keyword(&mut out, key, value, depth + 1);
        }
        self.required(&mut out, map);
        bounds(&mut out, map);
        let is_keyword = self.document.version() < (3, 1) && map.contains_key("type");
        if self.strict && (!is_keyword || map.contains_key("enum")) {
            return Value::Object(out);
        }
        nullable(out, map)
    }

    /// Keywords whose meaning doesn't depend on others.
    fn keyword(&mut self, out: &mut Map<String, Value>, key: &str, value: &Value, depth: usize) {
        let converted = match (key, value) {
            ("properties", Value::Object(map)) => Some(self.properties(map, depth)),
            ("patternProperties" | "dependentSchemas", Value::Object(map)) => {
                let converted = map
                    .iter()
                    .map(|(name, one)| (name.clone(), self.convert(one, depth)));
                Some(Value::Object(converted.collect()))
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(list))
                if !list.is_empty() =>
            {
                list.iter()
                    .map(|one| self.convert(one, depth))
                    .collect::<Value>()
                    .into()
            }
            (
                "items"
                | "additionalProperties"
                | "not"
                | "contains"
                | "propertyNames"
                | "if"
                | "then"
                | "else"
                | "unevaluatedProperties"
                | "unevaluatedItems",
                Value::Object(_) | Value::Bool(_),
            ) => Some(self.convert(value, depth)),
            ("type", _) => types(value),
            ("enum", Value::Array(list)) if !list.is_empty() => Some(value.clone()),
            ("const" | "default", _) => Some(value.clone()),
            ("format", Value::String(_)) => Some(value.clone()),
            ("pattern", Value::String(text)) => self.pattern(text),
            (
                "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
                | "maxProperties" | "minContains" | "maxContains",
                Value::Number(number),
            ) if number.as_u64().is_some() => Some(value.clone()),
            ("multipleOf", Value::Number(number)) if number.as_f64() > Some(0.0) => {
                Some(value.clone())
            }
            ("uniqueItems", Value::Bool(_)) => Some(value.clone()),
            ("discriminator", Value::Object(_)) => Some(self.discriminator(value)),
            _ => None,
        };
        if let Some(converted) = converted {
            out.insert(key.to_owned(), converted);
        }
    }

    fn properties(&mut self, map: &Map<String, Value>, depth: usize) -> Value {
        let mut out = Map::new();
        for (name, property) in map {
            let mut converted = self.convert(property, depth);
            if self.is_left_out(property, 0) {
                converted = json!({"allOf": [converted], LEFT_OUT: true});
            }
            out.insert(name.clone(), converted);
        }
        Value::Object(out)
    }

    fn is_left_out(&self, property: &Value, depth: usize) -> bool {
        if depth > 8 {
            return false;
        }
        let flag = property.get(self.side.left_out_by());
        let reference = property.get("$ref").and_then(Value::as_str);
        let parts = property.get("allOf").and_then(Value::as_array);
        flag == Some(&Value::Bool(true))
            || reference
                .and_then(|target| self.document.at(target))
                .is_some_and(|target| self.is_left_out(target, depth + 1))
            || parts.is_some_and(|parts| parts.iter().any(|part| self.is_left_out(part, depth + 1)))
    }

    fn required(&self, out: &mut Map<String, Value>, map: &Map<String, Value>) {
        let Some(Value::Array(names)) = map.get("required") else {
            return;
        };
        let mut kept: Vec<Value> = Vec::new();
        for name in names.iter().filter(|name| name.is_string()) {
            let property = name.as_str().and_then(|name| self.property(map, name, 0));
            let left_out = property.is_some_and(|property| self.is_left_out(property, 0));
            if !left_out && !kept.contains(name) {
                kept.push(name.clone());
            }
        }
        out.insert("required".to_owned(), Value::Array(kept));
    }

    /// The schema of a property, which parts of `allOf` may declare.
    fn property<'s>(
        &'s self,
        map: &'s Map<String, Value>,
        name: &str,
        depth: usize,
    ) -> Option<&'s Value> {
        if depth > 8 {
            return None;
        }
        let own = map.get("properties").and_then(|own| own.get(name));
        own.or_else(|| {
            let parts = map.get("allOf").and_then(Value::as_array)?;
            parts.iter().find_map(|part| {
                let target = part.get("$ref").and_then(Value::as_str);
                let part = target.map_or(Some(part), |target| self.document.at(target))?;
                self.property(part.as_object()?, name, depth + 1)
            })
        })
    }

    fn pattern(&mut self, text: &str) -> Option<Value> {
        let pattern = json!({"pattern": text});
        if jsonschema::draft202012::new(&pattern).is_ok() {
            return Some(text.into());
        }
        self.dropped_patterns.push(text.to_owned());
        None
    }

    /// Targets of the mapping as references, like every other.
    fn discriminator(&mut self, value: &Value) -> Value {
        let mut mapping = Map::new();
        let given = value.get("mapping").and_then(Value::as_object);
        for (tag, target) in given.into_iter().flatten() {
            let Some(target) = target.as_str() else {
                continue;
            };
            let pointer = if target.starts_with('#') {
                target.to_owned()
            } else {
                child("#/components/schemas", target)
            };
            let number = self.number(&pointer);
            mapping.insert(tag.clone(), format!("#/$defs/{number}").into());
        }
        json!({"propertyName": value.get("propertyName"), "mapping": mapping})
    }
}

fn types(value: &Value) -> Option<Value> {
    const TYPES: [&str; 7] = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ];
    let known = |one: &Value| one.as_str().is_some_and(|one| TYPES.contains(&one));
    match value {
        Value::String(_) if known(value) => Some(value.clone()),
        Value::Array(list) if !list.is_empty() && list.iter().all(known) => Some(value.clone()),
        _ => None,
    }
}

/// `exclusiveMinimum` is a flag in 3.0, a number later.
fn bounds(out: &mut Map<String, Value>, map: &Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let number = map.get(bound).filter(|number| number.is_number());
        match (map.get(exclusive), number) {
            (Some(Value::Bool(true)), Some(number)) => {
                out.insert(exclusive.to_owned(), number.clone());
                continue;
            }
            (Some(limit @ Value::Number(_)), _) => {
                out.insert(exclusive.to_owned(), limit.clone());
            }
            _ => {}
        }
        if let Some(number) = number {
            out.insert(bound.to_owned(), number.clone());
        }
    }
}

fn nullable(mut out: Map<String, Value>, map: &Map<String, Value>) -> Value {
    if map.get("nullable") != Some(&Value::Bool(true)) {
        return Value::Object(out);
    }
    // A null beside an enumeration that doesn't list it: what authors mean by `nullable`.
    if let Some(Value::Array(list)) = out.get_mut("enum")
        && !list.contains(&Value::Null)
    {
        list.push(Value::Null);
    }
    let combined = ["$ref", "allOf", "anyOf", "oneOf", "const"]
        .iter()
        .any(|key| out.contains_key(*key));
    match out.get_mut("type") {
        Some(kind @ Value::String(_)) if !combined => *kind = json!([kind, "null"]),
        Some(Value::Array(list)) if !combined => list.push("null".into()),
        _ => return json!({"anyOf": [{"type": "null"}, out]}),
    }
    if let Some(Value::Array(list)) = out.get_mut("type") {
        let mut seen = Vec::new();
        list.retain(|kind| {
            let new = !seen.contains(kind);
            seen.push(kind.clone());
            new
        });
    }
    Value::Object(out)
}

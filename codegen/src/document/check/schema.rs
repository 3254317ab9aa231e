//! Checks of the Schema Object (OpenAPI 3.0.4 section 4.8.24, 3.1.1 section 4.8.24).

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::node::{Mapping, Node, Value};
use super::{Checker, Holds, Spot};
use crate::diagnostics::{Code, Diagnostic, closest, list_of};

const TYPES: &[&str] = &[
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// What people write for types, and what to write instead.
const MEANT: &[(&[&str], &str)] = &[
    (
        &["int", "int32", "int64", "long", "short"],
        "write `type: integer`; `format` can be `int32` or `int64`",
    ),
    (
        &["float", "double", "decimal"],
        "write `type: number`; `format` can be `float` or `double`",
    ),
    (&["str", "text", "char"], "write `type: string`"),
    (&["bool"], "write `type: boolean`"),
    (
        &[
            "date",
            "datetime",
            "date-time",
            "uuid",
            "email",
            "uri",
            "url",
        ],
        "write `type: string` and put this into `format`",
    ),
    (
        &["file", "binary"],
        "write `type: string` and `format: binary`",
    ),
    (&["list"], "write `type: array`"),
    (
        &["dict", "map", "hash"],
        "write `type: object` and say with `additionalProperties` what it holds",
    ),
    (
        &["null", "none"],
        "write the type of the value and `nullable: true`",
    ),
    (&["any"], "leave `type` out"),
];

const COMBINERS: &[&str] = &["allOf", "oneOf", "anyOf", "not"];

impl<'d> Checker<'d, '_> {
    pub(super) fn schema(&mut self, schema: &'d Mapping, at: &Spot<'_>) {
        let mut types = types(schema);
        if let Some(typ) = types.iter().find(|typ| !TYPES.contains(typ)) {
            self.unknown_type(typ, at);
            // Each value is compared with each of them.
            types.truncate(TYPES.len());
        }
        if schema.get("type").is_some() && types.is_empty() {
            self.bad.insert(at.pointer());
        }
        let typ = match types.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let combined = COMBINERS.iter().any(|keyword| schema.contains(keyword));
        let items = ["items", "prefixItems", "$ref"];
        let untyped = !items.iter().any(|keyword| schema.contains(keyword)) && !combined;
        if typ == Some("array") && untyped && !self.document.version.has_json_schema() {
            let message = "an array needs `items`: nothing says what it holds";
            self.report(
                Code::ARRAY_WITHOUT_ITEMS,
                at,
                message,
                "write `items: {}` for values of any kind",
            );
        }
        self.enumeration(schema, &types, at);
        self.default_value(schema, &types, at);
        self.ranges(schema, typ, at);
        self.required(schema, at);
        let discriminator = schema.get("discriminator");
        if let Some(default) = discriminator.and_then(|node| node.get("defaultMapping"))
            && let Some(text) = default.as_str()
        {
            self.mapping_target(text, &at.key("discriminator").key("defaultMapping"));
        }
        let mapping = discriminator.and_then(|node| node.get("mapping"));
        for (key, target) in mapping
            .and_then(Node::as_mapping)
            .iter()
            .flat_map(|map| map.iter())
        {
            if let Some(text) = target.as_str() {
                self.mapping_target(text, &at.key("discriminator").key("mapping").key(key));
            }
        }
    }

    fn unknown_type(&mut self, typ: &str, at: &Spot<'_>) {
        let lower = typ.to_ascii_lowercase();
        let meant = MEANT
            .iter()
            .find(|(words, _)| words.contains(&lower.as_str()));
        let close = closest(typ, TYPES.iter().copied());
        let help = match (meant, close) {
            (Some((_, help)), _) => (*help).to_owned(),
            (None, Some(close)) => format!("did you mean `{close}`?"),
            (None, None) => format!("the types are {}", list_of(TYPES)),
        };
        let message = format!("there is no type `{typ}`");
        self.report(Code::UNKNOWN_TYPE, &at.key("type"), message, help);
        self.bad.insert(at.pointer());
    }

    /// `type`: one name, or since 3.1 a list of them.
    pub(super) fn types(&mut self, node: &'d Node, at: &Spot<'_>) {
        match &node.value {
            Value::String(name)
                if **name == *"null" && !self.document.version.has_json_schema() =>
            {
                let message = "OpenAPI 3.0 has no type `null`; it counts all the same";
                self.report(Code::UNKNOWN_TYPE, at, message, "write `nullable: true`");
            }
            Value::String(_) => {}
            Value::Sequence(names) if !names.is_empty() => {
                if !self.document.version.has_json_schema() {
                    let message =
                        "OpenAPI 3.0 knows one type per schema; the list counts all the same";
                    let help = "for `null` write `nullable: true`";
                    self.report(Code::WRONG_TYPE, at, message, help);
                }
                for (index, name) in names.iter().enumerate() {
                    self.value(name, Holds::Text, &at.index(index));
                }
            }
            _ => self.wrong_type(node, Holds::Types, at),
        }
    }

    /// A `default` that the type excludes is shown in the documentation all the same.
    fn default_value(&mut self, schema: &'d Mapping, types: &[&str], at: &Spot<'_>) {
        let Some(default) = schema.get("default") else {
            return;
        };
        if types.is_empty() || types.iter().any(|typ| fits(default, typ)) {
            return;
        }
        let message = format!(
            "this `default` is {}, and `type` says {}",
            default.kind(),
            types.join(" or ")
        );
        let help = match &default.value {
            Value::String(_) => "remove the quotes, or correct `type`",
            _ => "",
        };
        self.report(Code::DEFAULT_TYPE, &at.key("default"), message, help);
    }

    fn enumeration(&mut self, schema: &'d Mapping, types: &[&str], at: &Spot<'_>) {
        let Some(values) = schema.get("enum").and_then(Node::as_sequence) else {
            return;
        };
        let list = at.key("enum");
        if values.is_empty() {
            let message = "`enum` without values allows nothing; it is ignored";
            return self.report(Code::EMPTY_ENUM, &list, message, "");
        }
        let mut seen = HashSet::new();
        for (index, value) in values.iter().enumerate() {
            let here = list.index(index);
            if !types.is_empty() && !types.iter().any(|typ| fits(value, typ)) {
                let typ = types.join(" or ");
                let message = format!(
                    "`{}` is {}, and `type` says {typ}",
                    show(value),
                    value.kind()
                );
                let help = match (typ.as_str(), &value.value) {
                    ("string", Value::Bool(_) | Value::Integer(_) | Value::Float(_)) => {
                        "put quotes around it"
                    }
                    (_, Value::String(_)) => "remove the quotes, or correct `type`",
                    _ => "",
                };
                self.report(Code::ENUM_TYPE, &here, message, help);
            }
            if is_scalar(value) && !seen.insert((value.kind(), show(value))) {
                let message = format!("`{}` is in this `enum` twice", show(value));
                self.report(Code::DUPLICATE_ENUM, &here, message, "");
            }
        }
    }

    fn ranges(&mut self, schema: &'d Mapping, typ: Option<&str>, at: &Spot<'_>) {
        if !schema.keys().any(|key| key.starts_with('m')) {
            return;
        }
        let number = |keyword: &str| schema.get(keyword).and_then(as_f64);
        for (low, high) in [
            ("minimum", "maximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
            ("minProperties", "maxProperties"),
        ] {
            if let (Some(least), Some(most)) = (number(low), number(high))
                && least > most
            {
                let message = format!("`{low}` is above `{high}`: no value is allowed");
                self.report(Code::IMPOSSIBLE_RANGE, &at.key(low), message, "");
            }
        }
        if typ != Some("integer") {
            return;
        }
        for keyword in ["minimum", "maximum", "multipleOf"] {
            if let Some(node) = schema.get(keyword)
                && as_f64(node).is_some()
                && node.as_number().is_none_or(|number| number.is_f64())
            {
                let message = format!(
                    "`{keyword}` of an integer is no 64-bit integer; it is read as the nearest double"
                );
                self.report(Code::NUMBER_RANGE, &at.key(keyword), message, "");
            }
        }
    }

    /// `required` names properties that exist, unless another schema may declare them.
    fn required(&mut self, schema: &'d Mapping, at: &Spot<'_>) {
        let names = schema
            .get("required")
            .and_then(Node::as_sequence)
            .unwrap_or_default();
        let Some(properties) = schema.get("properties").and_then(Node::as_mapping) else {
            return;
        };
        let part = COMBINERS
            .iter()
            .any(|keyword| schema.contains(keyword) || at.is_item_of(keyword));
        if part || matches!(at.name(), "not") {
            return;
        }
        for (index, node) in names.iter().enumerate() {
            let Some(name) = node.as_str().filter(|name| !properties.contains(name)) else {
                continue;
            };
            let message = format!("`required` names `{name}`, which is not among the properties");
            let at_name = at.key("required").index(index).pointer();
            let found = Diagnostic::new(Code::UNDECLARED_REQUIRED, at_name, message);
            let found = match self.guesses.closest(name, properties.keys()) {
                Some(close) => found.help(format!("did you mean `{close}`?")),
                None => found.help("declare it under `properties`, or remove it from `required`"),
            };
            self.undeclared.push((at.pointer(), found));
        }
    }
}

/// The names of types that `type` has.
fn types(schema: &Mapping) -> Vec<&str> {
    match schema.get("type").map(|node| &node.value) {
        Some(Value::String(name)) => vec![name],
        Some(Value::Sequence(names)) => {
            let mut seen = HashSet::new();
            let names = names.iter().filter_map(Node::as_str);
            names.filter(|name| seen.insert(*name)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a value is of the type. `null` is left to `nullable`.
fn fits(value: &Node, typ: &str) -> bool {
    match (typ, &value.value) {
        (_, Value::Null) => true,
        ("string", value) => matches!(value, Value::String(_)),
        ("boolean", value) => matches!(value, Value::Bool(_)),
        ("integer", Value::Integer(_) | Value::Unsigned(_) | Value::Huge(_)) => true,
        ("integer", Value::Float(number)) => number.fract() == 0.0,
        ("number", value) => matches!(
            value,
            Value::Integer(_) | Value::Unsigned(_) | Value::Float(_) | Value::Huge(_)
        ),
        ("array", value) => matches!(value, Value::Sequence(_)),
        ("object", value) => matches!(value, Value::Mapping(_)),
        ("integer" | "null", _) => false,
        _ => true,
    }
}

fn is_scalar(node: &Node) -> bool {
    !matches!(node.value, Value::Sequence(_) | Value::Mapping(_))
}

fn show(node: &Node) -> Cow<'_, str> {
    match &node.value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string().into(),
        Value::Integer(value) => value.to_string().into(),
        Value::Unsigned(value) => value.to_string().into(),
        Value::Float(value) => value.to_string().into(),
        Value::String(text) | Value::Huge(text) => Cow::Borrowed(text),
        Value::Sequence(_) => "[...]".into(),
        Value::Mapping(_) => "{...}".into(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "bounds are compared, not kept")]
fn as_f64(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(value) => Some(value as f64),
        Value::Unsigned(value) => Some(value as f64),
        Value::Float(value) => Some(value),
        _ => None,
    }
}

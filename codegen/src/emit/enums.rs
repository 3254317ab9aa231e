//! Open enums: the listed values, and one variant that keeps any other.

use serde_json::Value;

use crate::docs;
use crate::emit::layout::{self, Expr};
use crate::emit::{fixed, head, item_paragraphs, label, type_paragraphs, validate};
use crate::ir::{Enum, EnumRepr, TypeDef, Variant};

pub fn emit(def: &TypeDef, list: &Enum) -> String {
    let name = &def.name;
    let mut code = String::with_capacity(2048 + 256 * list.variants.len());
    definition(&mut code, def, list);
    code.extend(["\nimpl ", name.as_str(), " {\n"]);
    let (json, rest) = match list.repr {
        EnumRepr::String => {
            string_enum(&mut code, list);
            (fixed::STRING_ENUM_JSON, fixed::STRING_ENUM)
        }
        EnumRepr::Integer => {
            integer_enum(&mut code, list);
            (fixed::INTEGER_ENUM_JSON, fixed::INTEGER_ENUM)
        }
        EnumRepr::Json => {
            json_enum(&mut code, list);
            (fixed::JSON_ENUM_JSON, fixed::JSON_ENUM)
        }
    };
    code.extend(["}\n\nimpl json::Json for ", name.as_str(), " {\n", json]);
    check(&mut code, list);
    code.push_str("}\n");
    fixed::add(&mut code, rest, name);
    let mut values = list.variants.iter().map(|variant| &variant.value);
    if list.repr == EnumRepr::Json && values.all(Value::is_boolean) {
        fixed::add(&mut code, fixed::BOOLEAN_ENUM, name);
    }
    code
}

/// The enum itself.
fn definition(code: &mut String, def: &TypeDef, list: &Enum) {
    let fallback = || label(&def.at) + ": one of a list of values.";
    docs::comments(code, "", &type_paragraphs(def, fallback));
    let unknown = match list.repr {
        EnumRepr::String => "String",
        EnumRepr::Integer => "i64",
        EnumRepr::Json => "Value",
    };
    let name = def.name.as_str();
    head(code, def);
    code.extend(["#[non_exhaustive]\npub enum ", name, " {\n"]);
    for variant in &list.variants {
        let value = || docs::code(&json(&variant.value));
        let described = variant.docs.title.is_some() || variant.docs.description.is_some();
        let notes = described.then(value);
        let paragraphs = item_paragraphs(&variant.docs, value, notes);
        docs::comments(code, "    ", &paragraphs);
        code.extend(["    ", variant.name.as_str(), ",\n"]);
    }
    code.extend([
        "    /// A value that the document does not list, as it was received.\n    Unknown(",
        unknown,
        "),\n}\n",
    ]);
}

/// The rule that only listed values keep.
fn check(code: &mut String, list: &Enum) {
    let listed: Vec<String> = list
        .variants
        .iter()
        .map(|variant| json(&variant.value))
        .collect();
    let check = Expr::call("at.enumeration", vec![Expr::strings(&listed)]);
    code.push_str(validate::BEGIN);
    code.push_str("        if let Self::Unknown(_) = self {\n");
    layout::line(code, 12, "", &check, ";");
    code.push_str("        }\n    }\n");
}

/// The two methods of an enum: from a variant to its value, with what an unknown one gives, and back.
struct Methods<'a> {
    to_value: &'a str,
    unknown: &'a str,
    known: &'a str,
}

fn methods<'a>(
    code: &mut String,
    methods: &Methods<'_>,
    variants: &'a [Variant],
    value: impl Fn(&'a Variant) -> String,
    pattern: impl Fn(&'a Variant) -> String,
) {
    let [to_value, unknown, known] = [methods.to_value, methods.unknown, methods.known];
    code.extend([
        "    /// The value as it is on the wire.\n    #[must_use]\n    pub fn ",
        to_value,
        " {\n        match self {\n",
    ]);
    for variant in variants {
        let (name, value) = (variant.name.as_str(), value(variant));
        code.extend(["            Self::", name, " => ", &value, ",\n"]);
    }
    code.extend([
        "            Self::Unknown(other) => ",
        unknown,
        ",\n        }\n    }\n\n    fn known",
        known,
        " {\n",
    ]);
    for variant in variants {
        let (name, pattern) = (variant.name.as_str(), pattern(variant));
        code.extend(["            ", &pattern, " => Some(Self::", name, "),\n"]);
    }
    code.push_str("            _ => None,\n        }\n    }\n");
}

fn string_enum(code: &mut String, list: &Enum) {
    let text = |variant: &Variant| format!("{:?}", variant.value.as_str().unwrap_or(""));
    let named = Methods {
        to_value: "as_str(&self) -> &str",
        unknown: "other",
        known: "(text: &str) -> Option<Self> {\n        match text",
    };
    methods(code, &named, &list.variants, text, text);
}

fn integer_enum(code: &mut String, list: &Enum) {
    let number = |variant: &Variant| variant.value.as_i64().unwrap_or(0).to_string();
    let named = Methods {
        to_value: "as_i64(self) -> i64",
        unknown: "other",
        known: "(number: i64) -> Option<Self> {\n        match number",
    };
    methods(code, &named, &list.variants, number, number);
}

fn json_enum(code: &mut String, list: &Enum) {
    let named = Methods {
        to_value: "to_value(&self) -> Value",
        unknown: "other.clone()",
        known: "(value: &Value) -> Option<Self> {\n        match value",
    };
    let pattern = |variant: &Variant| format!("value if {}", is(&variant.value));
    let value = |variant: &Variant| literal(&variant.value);
    methods(code, &named, &list.variants, value, pattern);
}

/// Whether a `value` is this one.
fn is(listed: &Value) -> String {
    match listed {
        Value::Bool(listed) => format!("value.as_bool() == Some({listed})"),
        Value::String(text) => format!("value.as_str() == Some({text:?})"),
        Value::Number(number) => format!("value.is_number_of(\"{number}\")"),
        other => {
            let text = other.to_string();
            format!("{text:?}.parse::<Value>().is_ok_and(|listed| listed == *value)")
        }
    }
}

/// An expression that makes this value.
fn literal(value: &Value) -> String {
    match value {
        Value::Bool(value) => format!("Value::Bool({value})"),
        Value::String(text) => format!("Value::from({text:?})"),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => format!("Value::from({number}i64)"),
            (None, Some(number)) => format!("Value::from({number}u64)"),
            (None, None) => format!("Value::from({:?}f64)", number.as_f64().unwrap_or_default()),
        },
        other => {
            let text = other.to_string();
            format!("{text:?}.parse().unwrap_or_default()")
        }
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

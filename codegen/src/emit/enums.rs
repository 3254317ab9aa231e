//! Open enums: the listed values, and one variant that keeps any other.

use serde_json::Value;

use crate::docs;
use crate::emit::expr::Expr;
use crate::emit::writer::CodeWriter;
use crate::emit::{head, item_paragraphs, label, type_paragraphs, validate};
use crate::ir::{Api, Enum, EnumRepr, TypeDef, Variant};
use crate::names::Words;

pub fn emit(code: &mut CodeWriter, api: &Api, def: &TypeDef, list: &Enum) {
    let name = def.name.as_str();
    let form = EnumForm::of(list, &api.words);
    code.reserve(2048 + 256 * list.variants.len());
    definition(code, def, list, &form);
    code.blank();
    code.block(["impl ", name], |code| form.methods(code, list));
    code.blank();
    code.implement("impl json::Json", name, |code| {
        form.json(code);
        check(code, list);
    });
    form.conversions(code, name);
    let mut values = list.variants.iter().map(|variant| &variant.value);
    if list.repr == EnumRepr::Json && values.all(Value::is_boolean) {
        code.blank();
        code.block(["impl ", name], |code| code.lines(&api.words.fill(AS_BOOL)));
        code.blank();
        let made = api.words.fill("Self::from($Value::Bool(value))");
        code.convert("bool", name, &made);
    }
}

/// The enum itself.
fn definition(code: &mut CodeWriter, def: &TypeDef, list: &Enum, form: &EnumForm) {
    let fallback = || label(&def.at) + ": one of a list of values.";
    code.docs(&type_paragraphs(def, fallback));
    head(code, def);
    code.line(["#[non_exhaustive]"]);
    code.block(["pub enum ", def.name.as_str()], |code| {
        for variant in &list.variants {
            let value = || docs::code(&json(&variant.value));
            let described = variant.docs.title.is_some() || variant.docs.description.is_some();
            let notes = described.then(value);
            code.docs(&item_paragraphs(&variant.docs, value, notes));
            code.line([variant.name.as_str(), ","]);
        }
        code.line(["/// A value that the document does not list, as it was received."]);
        code.line(["Unknown(", &*form.words.fill(form.held), "),"]);
    });
}

/// The rule that only listed values keep.
fn check(code: &mut CodeWriter, list: &Enum) {
    let listed = list.variants.iter().map(|variant| json(&variant.value));
    let listed: Vec<String> = listed.collect();
    validate::method(code, |code| {
        code.block(["if let Self::Unknown(_) = self"], |code| {
            let check = Expr::call(".enumeration", vec![Expr::strings(&listed)]);
            code.statement(&Expr::text("at").chain([check]), ";");
        });
    });
}

/// How the values of an enum are held, and what it does with them.
struct EnumForm<'a> {
    words: &'a Words,
    repr: EnumRepr,
    /// The type of a value that isn't listed.
    held: &'static str,
    /// Such a value before anything is read.
    blank: &'static str,
    /// The method that gives the value, and the type that it gives.
    to_value: (&'static str, &'static str),
    /// What it gives for a value that isn't listed.
    unknown: &'static str,
    /// The argument by which a listed value is found, and its type.
    known: (&'static str, &'static str),
}

impl<'a> EnumForm<'a> {
    fn of(list: &Enum, words: &'a Words) -> Self {
        let repr = list.repr;
        match repr {
            EnumRepr::String => Self {
                words,
                repr,
                held: "$String",
                blank: "$String::new()",
                to_value: ("as_str(&self)", "&str"),
                unknown: "other",
                known: ("text", "&str"),
            },
            EnumRepr::Integer => Self {
                words,
                repr,
                held: "i64",
                blank: "0",
                to_value: ("as_i64(self)", "i64"),
                unknown: "other",
                known: ("number", "i64"),
            },
            EnumRepr::Json => Self {
                words,
                repr,
                held: "$Value",
                blank: "$Value::Null",
                to_value: ("to_value(&self)", "$Value"),
                unknown: "other.clone()",
                known: ("value", "&$Value"),
            },
        }
    }

    /// From a variant to its value, and back.
    fn methods(&self, code: &mut CodeWriter, list: &Enum) {
        code.line(["/// The value as it is on the wire."]);
        code.line(["#[must_use]"]);
        let (method, result) = self.to_value;
        code.block(
            ["pub fn ", method, " -> ", &*self.words.fill(result)],
            |code| {
                code.block(["match self"], |code| {
                    for variant in &list.variants {
                        let pattern = ["Self::", variant.name.as_str()].concat();
                        code.arm(&pattern, &self.value(variant));
                    }
                    code.line(["Self::Unknown(other) => ", self.unknown, ","]);
                });
            },
        );
        code.blank();
        let (argument, ty) = self.known;
        code.block(
            [
                "fn known(",
                argument,
                ": ",
                &*self.words.fill(ty),
                ") -> ",
                self.words.say("Option"),
                "<Self>",
            ],
            |code| {
                code.block(["match ", argument], |code| {
                    for variant in &list.variants {
                        let name = ["Self::", variant.name.as_str()].concat();
                        let some = Expr::call("Some", vec![Expr::text(name)]);
                        code.arm(&self.pattern(variant), &some);
                    }
                    code.line(["_ => None,"]);
                });
            },
        );
    }

    fn value(&self, variant: &Variant) -> Expr {
        match self.repr {
            EnumRepr::String => Expr::string(variant.value.as_str().unwrap_or("")),
            EnumRepr::Integer => Expr::text(integer(variant)),
            EnumRepr::Json => literal(&variant.value, self.words.say("Value")),
        }
    }

    fn pattern(&self, variant: &Variant) -> String {
        match self.repr {
            EnumRepr::String => format!("{:?}", variant.value.as_str().unwrap_or("")),
            EnumRepr::Integer => integer(variant),
            EnumRepr::Json => format!("value if {}", is(&variant.value)),
        }
    }

    /// How it is read and written.
    fn json(&self, code: &mut CodeWriter) {
        code.block(["fn blank() -> Self"], |code| {
            code.line(["Self::Unknown(", &*self.words.fill(self.blank), ")"]);
        });
        code.blank();
        let read_and_write = match self.repr {
            EnumRepr::String => STRING_JSON,
            EnumRepr::Integer => INTEGER_JSON,
            EnumRepr::Json => VALUE_JSON,
        };
        code.lines(&self.words.fill(read_and_write));
    }

    /// Into text, and from what it holds.
    fn conversions(&self, code: &mut CodeWriter, name: &str) {
        code.blank();
        code.implement("impl std::fmt::Display", name, |code| {
            let fmt = "fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result";
            code.block([fmt], |code| {
                code.line([match self.repr {
                    EnumRepr::String => "f.pad(self.as_str())",
                    EnumRepr::Integer => "std::fmt::Display::fmt(&self.as_i64(), f)",
                    EnumRepr::Json => "std::fmt::Display::fmt(&self.to_value(), f)",
                }]);
            });
        });
        let sources: &[(&str, &str)] = match self.repr {
            EnumRepr::String => &[
                (
                    "&str",
                    "Self::known(value).unwrap_or_else(|| Self::Unknown(value.to_owned()))",
                ),
                (
                    "$String",
                    "Self::known(&value).unwrap_or(Self::Unknown(value))",
                ),
            ],
            EnumRepr::Integer => &[("i64", "Self::known(value).unwrap_or(Self::Unknown(value))")],
            EnumRepr::Json => &[(
                "$Value",
                "Self::known(&value).unwrap_or(Self::Unknown(value))",
            )],
        };
        for (source, made) in sources {
            code.blank();
            code.convert(&self.words.fill(source), name, made);
        }
        let parsed = match self.repr {
            EnumRepr::String => STRING_PARSED,
            EnumRepr::Integer => INTEGER_PARSED,
            EnumRepr::Json => return,
        };
        code.blank();
        code.implement("impl std::str::FromStr", name, |code| {
            code.lines(&self.words.fill(parsed));
        });
    }
}

const STRING_JSON: &str = "\
fn read(reader: &mut json::Reader<'_>) -> $Result<Self, json::Failure> {
    reader.string_enum(Self::known, Self::Unknown)
}

fn write(&self, writer: &mut json::Writer) {
    writer.string(self.as_str());
}
";

const INTEGER_JSON: &str = "\
fn read(reader: &mut json::Reader<'_>) -> $Result<Self, json::Failure> {
    reader.integer_enum(Self::known, Self::Unknown)
}

fn write(&self, writer: &mut json::Writer) {
    json::Json::write(&self.as_i64(), writer);
}
";

const VALUE_JSON: &str = "\
fn read(reader: &mut json::Reader<'_>) -> $Result<Self, json::Failure> {
    reader.value_enum(Self::known, Self::Unknown)
}

fn write(&self, writer: &mut json::Writer) {
    json::Json::write(&self.to_value(), writer);
}
";

const STRING_PARSED: &str = "\
type Err = std::convert::Infallible;

// Not `Self::Err`: a variant may be called so.
fn from_str(text: &str) -> $Result<Self, std::convert::Infallible> {
    Ok(Self::from(text))
}
";

const INTEGER_PARSED: &str = "\
type Err = std::num::ParseIntError;

fn from_str(text: &str) -> $Result<Self, std::num::ParseIntError> {
    text.parse().map(|number: i64| Self::from(number))
}
";

/// What an enum of booleans can do besides.
const AS_BOOL: &str = "\
/// The value if it is a boolean.
#[must_use]
pub fn as_bool(&self) -> $Option<bool> {
    self.to_value().as_bool()
}
";

fn integer(variant: &Variant) -> String {
    variant.value.as_i64().unwrap_or(0).to_string()
}

/// Whether a `value` is this one.
fn is(listed: &Value) -> String {
    match listed {
        Value::Bool(listed) => format!("value.as_bool() == Some({listed})"),
        Value::String(text) => format!("value.as_str() == Some({text:?})"),
        other => format!("value.is_json({:?})", other.to_string()),
    }
}

/// An expression that makes this value of the type that is called `word`.
fn literal(value: &Value, word: &str) -> Expr {
    match value {
        Value::Bool(value) => Expr::text(format!("{word}::Bool({value})")),
        Value::String(text) => Expr::call(format!("{word}::from"), vec![Expr::string(text)]),
        Value::Number(number) => Expr::text(match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => format!("{word}::from({number}i64)"),
            (None, Some(number)) => format!("{word}::from({number}u64)"),
            (None, None) => {
                let number = number.as_f64().unwrap_or_default();
                format!("{word}::from({number:?}f64)")
            }
        }),
        other => {
            let calls = [".parse()", ".unwrap_or_default()"].map(Expr::text);
            Expr::string(&other.to_string()).chain(calls)
        }
    }
}

fn json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

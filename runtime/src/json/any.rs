//! JSON of any shape: of [`Value`], and of `serde_json::Value` for those who ask for it.

use serde_json::Map;

use super::value::{Number, Value};
use super::{Checker, Failure, Json, Kind, Reader, Writer};

/// How a type of any JSON is read and written, whatever its numbers are.
macro_rules! any_json {
    ($value:ty, $read_number:expr, $write_number:expr) => {
        impl Json for $value {
            const HOLDS_NULL: bool = true;

            fn blank() -> Self {
                Self::Null
            }

            fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
                Ok(match reader.peek()? {
                    Kind::Null => {
                        reader.null()?;
                        Self::Null
                    }
                    Kind::Bool => Self::Bool(reader.bool()?),
                    Kind::Number => Self::Number($read_number(reader)?),
                    Kind::String => Self::String(String::read(reader)?),
                    Kind::Array => Self::Array(Vec::read(reader)?),
                    Kind::Object => Self::Object(Json::read(reader)?),
                })
            }

            fn write(&self, writer: &mut Writer) {
                match self {
                    Self::Null => writer.null(),
                    Self::Bool(value) => writer.bool(*value),
                    Self::Number(number) => $write_number(number, writer),
                    Self::String(text) => writer.string(text),
                    Self::Array(items) => items.write(writer),
                    Self::Object(entries) => entries.write(writer),
                }
            }
        }
    };
}

any_json!(Value, exact_number, Number::write);
any_json!(serde_json::Value, nearest_number, write_number);

impl Json for Map<String, serde_json::Value> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let mut entries = Self::new();
        reader.entries(&mut |reader, name| {
            let value = serde_json::Value::read(reader)?;
            entries.insert(name.into_owned(), value);
            Ok(())
        })?;
        Ok(entries)
    }

    fn write(&self, writer: &mut Writer) {
        writer.entries(|writer| {
            for (name, value) in self {
                writer.entry(name, value);
            }
        });
    }
}

/// Any number, as it is written.
impl Json for Number {
    fn blank() -> Self {
        0_u64.into()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        exact_number(reader)
    }

    fn write(&self, writer: &mut Writer) {
        Self::write(self, writer);
    }

    fn check(&self, _at: &mut Checker<'_>) {}
}

fn exact_number(reader: &mut Reader<'_>) -> Result<Number, Failure> {
    reader.number().map(Number::of_json)
}

/// Exact if it is whole and fits `u64` or `i64`; otherwise the nearest `f64`, and a failure if there is none.
/// [`Value`] keeps every number.
fn nearest_number(reader: &mut Reader<'_>) -> Result<serde_json::Number, Failure> {
    reader.look();
    let start = reader.position();
    let text = reader.number()?;
    // A minus before a zero is kept, which only a float can do.
    if text != "-0" {
        if let Ok(number) = text.parse::<u64>() {
            return Ok(number.into());
        }
        if let Ok(number) = text.parse::<i64>() {
            return Ok(number.into());
        }
    }
    reader.rewind(start);
    let number = reader.float()?;
    serde_json::Number::from_f64(number).ok_or_else(|| Failure::new("not a finite number"))
}

/// As serde_json writes it: a float keeps its point, so that it is read as one again.
fn write_number(number: &serde_json::Number, writer: &mut Writer) {
    if let Some(number) = number.as_u64() {
        writer.integer(number);
    } else if let Some(number) = number.as_i64() {
        writer.integer(number);
    } else {
        writer.raw(&number.to_string());
    }
}

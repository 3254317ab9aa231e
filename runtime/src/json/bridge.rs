//! Serde for types that implement [`Json`]: through JSON text, so that no rule is written twice.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::value::Value;
use super::{Failure, Json, Kind, Reader, Writer, from_str, to_string};

/// What a type's `Serialize` calls: the value goes to the serializer as its JSON would.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T: Json, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = to_string(value);
    NextValue::of(&mut Reader::new(&text)).serialize(serializer)
}

/// What a type's `Deserialize` calls. The format must be self-describing, as JSON and YAML are.
///
/// # Errors
///
/// Those of the deserializer, and a [`Failure`] as its custom error.
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut writer = Writer::new();
    Transcribe(&mut writer).deserialize(deserializer)?;
    from_str(writer.as_str()).map_err(de::Error::custom)
}

/// The value that the reader comes to next, serialized. (A cell, because `serialize` takes `&self`.)
struct NextValue<'r, 'a>(RefCell<&'r mut Reader<'a>>);

impl<'r, 'a> NextValue<'r, 'a> {
    fn of(reader: &'r mut Reader<'a>) -> Self {
        Self(RefCell::new(reader))
    }
}

impl Serialize for NextValue<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = self.0.borrow_mut();
        let reader: &mut Reader<'_> = &mut reader;
        match reader.peek().map_err(ser::Error::custom)? {
            Kind::Null => {
                reader.null().map_err(ser::Error::custom)?;
                serializer.serialize_unit()
            }
            Kind::Bool => serializer.serialize_bool(reader.bool().map_err(ser::Error::custom)?),
            Kind::Number => serialize_number(reader, serializer),
            Kind::String => serializer.serialize_str(&reader.string().map_err(ser::Error::custom)?),
            Kind::Array => {
                let mut items = serializer.serialize_seq(None)?;
                stopping(|stop| {
                    reader.items(&mut |reader| {
                        stop.keep(items.serialize_element(&NextValue::of(reader)))
                    })
                })?;
                items.end()
            }
            Kind::Object => {
                let mut entries = serializer.serialize_map(None)?;
                stopping(|stop| {
                    reader.entries(&mut |reader, name| {
                        stop.keep(entries.serialize_entry(&*name, &NextValue::of(reader)))
                    })
                })?;
                entries.end()
            }
        }
    }
}

/// Keeps the serializer's own error while the reader's calls return.
struct Stop<E>(Option<E>);

impl<E> Stop<E> {
    fn keep(&mut self, outcome: Result<(), E>) -> Result<(), Failure> {
        outcome.map_err(|error| {
            self.0 = Some(error);
            Failure::new("serializing failed")
        })
    }
}

fn stopping<E: ser::Error>(
    read: impl FnOnce(&mut Stop<E>) -> Result<(), Failure>,
) -> Result<(), E> {
    let mut stop = Stop(None);
    read(&mut stop).map_err(|failure| stop.0.unwrap_or_else(|| E::custom(failure)))
}

fn serialize_number<S: Serializer>(
    reader: &mut Reader<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = reader.number().map_err(ser::Error::custom)?;
    if let Ok(number) = text.parse::<u64>() {
        return serializer.serialize_u64(number);
    }
    if let Ok(number) = text.parse::<i64>() {
        return serializer.serialize_i64(number);
    }
    if let Ok(number) = text.parse::<i128>() {
        return serializer.serialize_i128(number);
    }
    if let Ok(number) = text.parse::<u128>() {
        return serializer.serialize_u128(number);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => serializer.serialize_f64(number),
        _ => Err(ser::Error::custom("a number beyond the range of a double")),
    }
}

/// Writes what a deserializer holds as JSON text.
struct Transcribe<'w>(&'w mut Writer);

impl<'de> DeserializeSeed<'de> for Transcribe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The same for an item of the array that is open.
struct ArrayItem<'w>(&'w mut Writer);

impl<'de> DeserializeSeed<'de> for ArrayItem<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.separate(b'[');
        Transcribe(self.0).deserialize(deserializer)
    }
}

impl<'de> Visitor<'de> for Transcribe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.bool(value);
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.integer(value);
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.integer(value);
        Ok(())
    }

    fn visit_i128<E>(self, value: i128) -> Result<(), E> {
        self.0.integer(value);
        Ok(())
    }

    fn visit_u128<E>(self, value: u128) -> Result<(), E> {
        self.0.integer(value);
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("JSON has no NaN and no infinity"));
        }
        serde_json::Number::from_f64(value)
            .iter()
            .for_each(|number| self.0.raw(&number.to_string()));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.string(value);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.open('[');
        while items.next_element_seed(ArrayItem(self.0))?.is_some() {}
        self.0.close(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.0.open('{');
        while let Some(name) = entries.next_key::<std::borrow::Cow<'_, str>>()? {
            self.0.name(&name);
            entries.next_value_seed(Transcribe(self.0))?;
        }
        self.0.close('}');
        Ok(())
    }
}

/// `Serialize` and `Deserialize` of the runtime's own types.
macro_rules! bridges {
    ($($type:ty $(, $parameter:ident)?;)*) => {$(
        impl$(<$parameter: Json>)? Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de $(, $parameter: Json)?> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

pub(crate) use bridges;

bridges! {
    Value;
}

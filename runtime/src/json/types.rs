//! JSON of the types of Rust's library, and of `Uuid`.

use std::any::Any;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::value::Value;
use super::{Additional, Checker, Failure, Json, Reader, Writer};

impl Json for () {
    const HOLDS_NULL: bool = true;

    fn blank() -> Self {}

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.null()
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }

    fn check(&self, _at: &mut Checker<'_>) {}
}

impl Json for bool {
    fn blank() -> Self {
        false
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.bool()
    }

    const READ_IN_PLACE: bool = true;

    fn read_into(&mut self, _optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
        *self = reader.bool()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.bool(*self);
    }
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        /// Reads every number that is whole and in range: `1`, `1.0`, `1e3`.
        impl Json for $integer {
            fn blank() -> Self {
                0
            }

            fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
                let mut number = 0;
                number.read_into(false, reader)?;
                Ok(number)
            }

            const READ_IN_PLACE: bool = true;

            fn read_into(&mut self, _: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
                let short = reader.short_integer();
                *self = match short.map(|(number, length)| (Self::try_from(number), length)) {
                    Some((Ok(number), length)) => {
                        reader.advance(length);
                        number
                    }
                    _ => reader.any_integer(stringify!($integer), Self::MIN, Self::MAX)?,
                };
                Ok(())
            }

            fn write(&self, writer: &mut Writer) {
                writer.integer(*self);
            }
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 u8 u16 u32 u64);

/// Reads every number that is whole and in range, those beyond `i128` written without a fraction and an exponent.
impl Json for u128 {
    fn blank() -> Self {
        0
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.look();
        let start = reader.position();
        if let Ok(number) = reader.number()?.parse() {
            return Ok(number);
        }
        reader.stand(start);
        reader.any_integer("u128", Self::MIN, Self::MAX)
    }

    fn write(&self, writer: &mut Writer) {
        writer.integer(*self);
    }
}

impl Json for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.float()
    }

    const READ_IN_PLACE: bool = true;

    fn read_into(&mut self, _optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
        *self = reader.float()?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.float(*self);
    }
}

/// Reads the nearest value; a number beyond the largest `f32` fails.
impl Json for f32 {
    fn blank() -> Self {
        0.0
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.look();
        let start = reader.position();
        match reader.number()?.parse::<f32>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => {
                reader.rewind(start);
                Err(reader.failure(format!(
                    "f32, a number from {:e} to {:e}",
                    Self::MIN,
                    Self::MAX
                )))
            }
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.float32(*self);
    }
}

impl Json for String {
    fn blank() -> Self {
        Self::new()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let mut text = Self::new();
        text.read_into(false, reader)?;
        Ok(text)
    }

    const READ_IN_PLACE: bool = true;

    fn read_into(&mut self, _optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
        if reader.look() != b'"' {
            return Err(reader.failure("a string"));
        }
        *self = match reader.plain_quoted() {
            Some(text) => text.to_owned(),
            None => reader.escaped_string()?,
        };
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

/// Reads every form that `Uuid::parse_str` takes; writes the one of RFC 9562 section 4, in lower case.
impl Json for Uuid {
    fn blank() -> Self {
        Self::nil()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        // The usual form needs no search for the end of the string.
        reader.look();
        if let [b'"', text @ .., b'"'] = reader.rest().get(..38).unwrap_or_default()
            && let Ok(uuid) = Self::try_parse_ascii(text)
        {
            reader.advance(38);
            return Ok(uuid);
        }
        reader.text("a UUID", |text| Self::try_parse(text).ok())
    }

    fn write(&self, writer: &mut Writer) {
        let mut buffer = Self::encode_buffer();
        writer.plain_string(self.hyphenated().encode_lower(&mut buffer));
    }
}

impl<T: Json> Json for Box<T> {
    const HOLDS_NULL: bool = T::HOLDS_NULL;

    fn blank() -> Self {
        Self::new(T::blank())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        T::read(reader).map(Self::new)
    }

    fn write(&self, writer: &mut Writer) {
        T::write(self, writer);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn named(&self, name: &str) -> Option<&dyn super::Property> {
        T::named(self, name)
    }

    fn check(&self, at: &mut Checker<'_>) {
        T::check(self, at);
    }
}

/// `null` is `None`.
impl<T: Json> Json for Option<T> {
    const HOLDS_NULL: bool = true;

    fn blank() -> Self {
        None
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        if reader.look() == b'n' {
            reader.null()?;
            return Ok(None);
        }
        T::read(reader).map(Some)
    }

    fn present(&self) -> Option<&dyn Any> {
        self.as_ref().and_then(T::present)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }

    /// A null for an optional property whose `T` cannot hold it leaves the place `None`; [`Reader::object`] keeps it with the additional properties.
    fn read_into(&mut self, optional: bool, reader: &mut Reader<'_>) -> Result<(), Failure> {
        if reader.look() == b'n' && (!optional || !T::HOLDS_NULL) {
            *self = None;
            return match optional {
                true => reader.leave_null(),
                false => reader.null(),
            };
        }
        if T::READ_IN_PLACE {
            return self.insert(T::blank()).read_into(false, reader);
        }
        *self = Some(T::read(reader)?);
        Ok(())
    }

    fn is_left_out(&self) -> bool {
        self.is_none()
    }

    fn check(&self, at: &mut Checker<'_>) {
        if let Some(value) = self {
            value.check(at);
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let mut items = Self::new();
        let mut more = reader.first_item()?;
        while more {
            match T::read(reader) {
                Ok(item) => items.push(item),
                Err(failure) => return Err(failure.in_item(items.len())),
            }
            more = reader.next_item()?;
        }
        Ok(items)
    }

    fn write(&self, writer: &mut Writer) {
        writer.items(|writer| {
            for item in self {
                writer.item(item);
            }
        });
    }

    fn check(&self, at: &mut Checker<'_>) {
        at.items(self, |item, at| item.check(at));
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let mut entries = Self::new();
        reader.entries(&mut |reader, name| {
            let value = T::read(reader)?;
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

    fn check(&self, at: &mut Checker<'_>) {
        at.entries(self, |value, at| value.check(at));
    }

    fn additional(&self) -> Option<&dyn Additional> {
        Some(self)
    }

    fn additional_mut(&mut self) -> Option<&mut dyn Additional> {
        Some(self)
    }
}

/// A null for a declared property that cannot hold it is lost if `T` cannot hold it either.
impl<T: Json> Additional for BTreeMap<String, T> {
    fn read(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), Failure> {
        match T::read(reader) {
            Ok(value) => {
                self.insert(name, value);
                Ok(())
            }
            Err(failure) => Err(failure.in_property(name)),
        }
    }

    fn keep_null(&mut self, name: &str) {
        if T::HOLDS_NULL
            && let Ok(value) = T::read(&mut Reader::new("null"))
        {
            self.insert(name.to_owned(), value);
        }
    }

    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }

    fn contains(&self, name: &str) -> bool {
        self.contains_key(name)
    }

    fn write(&self, wanted: &dyn Fn(&str) -> bool, writer: &mut Writer) {
        for (name, value) in self {
            if wanted(name) {
                writer.entry(name, value);
            }
        }
    }
}

/// Enumerations that are open: a value that the document does not list is kept.
impl Reader<'_> {
    /// Reads a string that stands for something: `known` gives the meaning, if it has one.
    pub(crate) fn text<T>(
        &mut self,
        expected: &'static str,
        known: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Failure> {
        if self.look() != b'"' {
            return Err(self.failure(expected));
        }
        let start = self.offset();
        let value = match self.plain_string()? {
            Some(text) => known(text),
            None => known(&self.escaped_string()?),
        };
        value.ok_or_else(|| Failure::mismatch(expected, "other text", start))
    }

    /// Reads a string: what `known` makes of it, or else `unknown` of the text.
    pub fn string_enum<T>(
        &mut self,
        known: fn(&str) -> Option<T>,
        unknown: fn(String) -> T,
    ) -> Result<T, Failure> {
        Ok(match self.plain_string()? {
            Some(text) => known(text).unwrap_or_else(|| unknown(text.to_owned())),
            None => {
                let text = self.escaped_string()?;
                known(&text).unwrap_or_else(|| unknown(text))
            }
        })
    }

    /// Reads a whole number: what `known` makes of it, or else `unknown`.
    pub fn integer_enum<T>(
        &mut self,
        known: fn(i64) -> Option<T>,
        unknown: fn(i64) -> T,
    ) -> Result<T, Failure> {
        let number = i64::read(self)?;
        Ok(known(number).unwrap_or_else(|| unknown(number)))
    }

    /// Reads any value: what `known` makes of it, or else `unknown`.
    pub fn value_enum<T>(
        &mut self,
        known: fn(&Value) -> Option<T>,
        unknown: fn(Value) -> T,
    ) -> Result<T, Failure> {
        let value = Value::read(self)?;
        Ok(known(&value).unwrap_or_else(|| unknown(value)))
    }
}

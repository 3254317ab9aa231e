//! JSON in and out: one concrete [`Reader`], one concrete [`Writer`], and the traits that generated types implement.
//!
//! Why not serde: generated code that calls one concrete reader type-checks several times faster than derived code, and
//! an object's loop exists once in the binary. `Serialize` and `Deserialize` are there for users, as bridges
//! ([`serialize`], [`deserialize`]).

// Why a reader of our own: a pull parser such as jiter would bring more crates and gain nothing. Instructions, counted by
// callgrind on x86-64, for the full `acs_credential` of tests/benches (1,823 bytes):
//   to pass over it:  this reader 16,200   serde_json 16,200   jiter 0.19 18,300
//   to decode it:     generated code 25,000   derived code on serde_json 44,300
//   to encode it:     generated code 16,500   derived code on serde_json 26,900

mod bridge;
mod ends;
mod failure;
mod number;
mod object;
pub(crate) mod path;
mod property;
mod reader;
mod scan;
#[cfg(test)]
mod tests;
mod to_json;
mod tuples;
mod types;
mod union;
mod value;
mod writer;

use std::fmt::Debug;
use std::time::Instant;

pub use crate::validate::{Checker, Mapping, Sequence};
pub use bridge::{deserialize, serialize};
pub use failure::Failure;
pub use object::Field;
pub use property::{Property, debug, debug_declared, debug_without, equal, nothing};
pub use reader::{Kind, Position, Reader};
pub use to_json::ToJson;
pub use union::Case;
pub use writer::Writer;

/// A type that is read from JSON and written as JSON.
///
/// Generated types implement it. One that is an object with properties known by name says what they are and where their
/// values are: [`FIELDS`](Self::FIELDS), [`property`](Self::property) and [`property_mut`](Self::property_mut). Reading, writing,
/// checking, comparing and printing are loops over them, once for all types: [`Reader::object`], [`Writer::object`],
/// [`Checker::object`], [`equal`], [`debug`]. A type that holds one value of another says [which](Self::held). Any other
/// type says how it is read and written as a whole.
pub trait Json: Debug + PartialEq + Sized + 'static {
    /// Whether the type has a value for `null`, as `Option`, [`Nullable`](crate::Nullable) and
    /// [`Value`](crate::Value) have.
    const HOLDS_NULL: bool = false;

    /// The declared properties of an object.
    const FIELDS: &'static [Field] = &[];

    /// A value to fill in, cheap to make: what stands before something was read, and for properties that are missing.
    fn blank() -> Self;

    /// Reads one value.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.object()
    }

    /// Writes the value.
    fn write(&self, writer: &mut Writer) {
        match self.held() {
            Some(held) => held.write(writer),
            None => writer.object(self),
        }
    }

    /// The value of declared property `index` of an object; beyond those, the map of the [`Additional`] ones, or
    /// [`nothing`].
    fn property(&self, _index: usize) -> &dyn Property {
        nothing()
    }

    /// The same, to change it.
    fn property_mut(&mut self, _index: usize) -> &mut dyn Property {
        nothing()
    }

    /// The one value that this one holds and that is written in its place: that of a union's variant.
    fn held(&self) -> Option<&dyn Property> {
        None
    }

    /// Whether it stands for a value that is not there.
    fn is_absent(&self) -> bool {
        false
    }

    /// Reports to `at` which rules the value breaks that the document gives for its type, apart from those of the values
    /// in it.
    fn rules(&self, _at: &mut Checker<'_>) {}

    /// Reports to `at` which rules of the document the value and all in it breaks. [`Validate`](crate::Validate) asks for it.
    fn check(&self, at: &mut Checker<'_>) {
        self.rules(at);
        match self.held() {
            Some(held) => held.check(at),
            None => at.object(self),
        }
    }

    /// Reads the value of a property into its place; whether it was a null that the type of an `optional` one cannot hold.
    #[doc(hidden)]
    fn read_into(&mut self, _optional: bool, reader: &mut Reader<'_>) -> Result<bool, Failure> {
        *self = Self::read(reader)?;
        Ok(false)
    }

    /// Whether an optional property that has this value is left out.
    #[doc(hidden)]
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }

    /// The value as a map of additional properties, if it can be one.
    #[doc(hidden)]
    fn additional(&self) -> Option<&dyn Additional> {
        None
    }

    /// The same, to change it.
    #[doc(hidden)]
    fn additional_mut(&mut self) -> Option<&mut dyn Additional> {
        None
    }
}

/// Where an object keeps the properties that its type does not declare.
///
/// Implemented by [`AdditionalProperties`](crate::AdditionalProperties) for values of any type, and by
/// `BTreeMap<String, T>` where the document gives them a type.
pub trait Additional: Debug {
    /// Reads the value of the property `name` and keeps it. A failure names the property.
    fn read(&mut self, name: String, reader: &mut Reader<'_>) -> Result<(), Failure>;

    /// Keeps a null that was read for `name`, a declared property that cannot hold it, if the values of this map can be
    /// null.
    fn keep_null(&mut self, name: &str);

    /// Whether there are none.
    fn is_empty(&self) -> bool;

    /// Whether there is one of this name.
    fn contains(&self, name: &str) -> bool;

    /// Writes the properties whose name is wanted.
    fn write(&self, wanted: &dyn Fn(&str) -> bool, writer: &mut Writer);
}

/// Reads a whole text.
///
/// # Errors
///
/// When the text is not JSON (RFC 8259), does not match the type, or goes on after the value.
pub fn from_str<T: Json>(text: &str) -> Result<T, Failure> {
    let mut reader = Reader::new(text);
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Reads a whole text from its bytes.
///
/// # Errors
///
/// Those of [`from_str`], and when the bytes are not UTF-8 (RFC 8259 section 8.1); the failure's offset is the first wrong byte.
pub fn from_slice<T: Json>(bytes: &[u8]) -> Result<T, Failure> {
    from_slice_until(bytes, None)
}

/// [`from_slice`] that fails once `deadline` has passed.
pub(crate) fn from_slice_until<T: Json>(
    bytes: &[u8],
    deadline: Option<Instant>,
) -> Result<T, Failure> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Failure::new("not UTF-8").at(error.valid_up_to()))?;
    let mut reader = Reader::new(text).until(deadline);
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Writes a value as compact JSON text.
pub fn to_string<T: ToJson + ?Sized>(value: &T) -> String {
    let mut writer = Writer::new();
    value.write_to(&mut writer);
    writer.into_string()
}

/// Writes a value as the bytes of compact JSON text.
pub fn to_vec<T: ToJson + ?Sized>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}

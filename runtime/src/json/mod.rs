//! JSON in and out: one concrete [`Reader`], one concrete [`Writer`], and the traits that generated types implement.
//!
//! Why not serde: generated code that calls one concrete reader type-checks several times faster than derived code, and
//! an object's loop exists once in the binary. `Serialize` and `Deserialize` are there for users, as bridges
//! ([`serialize`], [`deserialize`]).

// Why a reader of our own: a pull parser such as jiter would bring more crates and gain nothing. Decoding takes 0.6 to 0.75 of
// the instructions, and 0.5 to 0.7 of the time, of the fastest of serde_json, simd-json and sonic-rs with derives; all of
// it is safe code. `docs/costs.md` of the repository has the figures and what prints them.

mod any;
mod bridge;
mod failure;
mod field;
mod object;
mod path;
mod property;
mod reader;
pub(crate) mod redacted;
pub(crate) mod rules;
mod scan;
#[cfg(test)]
mod tests;
mod to_json;
mod traits;
mod tuples;
mod types;
mod union;
pub(crate) mod validate;
pub(crate) mod value;
mod writer;

use std::time::Instant;

pub(crate) use self::bridge::bridges;
pub use self::bridge::{deserialize, serialize};
pub use self::failure::Failure;
pub use self::field::Field;
pub use self::property::{common, debug, debug_declared, debug_without, equal};
pub use self::reader::{Kind, Position, Reader};
pub(crate) use self::rules::wrappers;
pub use self::rules::{Checker, Mapping, Numeric, Real, Sequence, Text};
pub use self::to_json::ToJson;
pub use self::traits::{Additional, Json, Property, nothing};
pub use self::union::Case;
pub use self::writer::Writer;

/// Reads a whole text.
///
/// # Errors
///
/// When the text is not JSON (RFC 8259), does not match the type, or goes on after the value.
pub fn from_str<T: Json>(text: &str) -> Result<T, Failure> {
    read_whole(Reader::new(text))
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
    read_whole(Reader::new(text).until(deadline))
}

/// [`from_str`] for a text that was read from another one, in the time that is left for that.
pub(crate) fn from_str_in<T: Json>(outer: &Reader<'_>, text: &str) -> Result<T, Failure> {
    read_whole(Reader::new(text).until(outer.deadline()))
}

fn read_whole<T: Json>(mut reader: Reader<'_>) -> Result<T, Failure> {
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

//! Text that stands for something else.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::json::{self, Checker, Failure, Json, Reader, Writer};

/// A text with what `T` makes of it, for formats that the options give a type.
///
/// It is written as it was received. Text that `T` refuses is kept too: a server's mistake in one property
/// costs that property.
///
/// ```
/// use std::net::Ipv4Addr;
/// use openapi_build_runtime::{Parsed, json};
///
/// let address: Parsed<Ipv4Addr> = json::from_str(r#""10.0.0.1""#).unwrap();
/// assert_eq!(address.get(), Some(&Ipv4Addr::new(10, 0, 0, 1)));
/// let broken: Parsed<Ipv4Addr> = json::from_str(r#""10.0.0""#).unwrap();
/// assert_eq!((broken.get(), broken.as_str()), (None, "10.0.0"));
/// assert_eq!(Parsed::from(Ipv4Addr::LOCALHOST).as_str(), "127.0.0.1");
/// ```
#[derive(Clone)]
pub struct Parsed<T> {
    text: String,
    value: Option<T>,
}

impl<T> Parsed<T> {
    /// The value; none if `T` refuses the text.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value; none if `T` refuses the text.
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// The text, as it was received and will be sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: FromStr> Parsed<T> {
    /// A text, with what it stands for if `T` takes it.
    pub(super) fn of(text: String) -> Self {
        let value = text.parse().ok();
        Self { text, value }
    }
}

impl<T: fmt::Display> From<T> for Parsed<T> {
    fn from(value: T) -> Self {
        Self {
            text: value.to_string(),
            value: Some(value),
        }
    }
}

impl<T: FromStr> FromStr for Parsed<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        let value = Some(text.parse()?);
        let text = text.to_owned();
        Ok(Self { text, value })
    }
}

/// Equal texts.
impl<T> PartialEq for Parsed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Parsed<T> {}

impl<T> fmt::Debug for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T> fmt::Display for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<T: FromStr + 'static> Json for Parsed<T> {
    fn blank() -> Self {
        Self {
            text: String::new(),
            value: None,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        String::read(reader).map(Self::of)
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.text);
    }
}

/// Bytes as text in base64 ([RFC 4648](https://www.rfc-editor.org/rfc/rfc4648#section-4)), for `format: byte`.
///
/// It is written as it was received.
///
/// ```
/// use openapi_build_runtime::{Base64, json};
///
/// let sent = Base64::from(b"hello".as_slice());
/// assert_eq!(json::to_string(&sent), r#""aGVsbG8=""#);
/// let received: Base64 = json::from_str(r#""aGVsbG8""#).unwrap();
/// assert_eq!(received.bytes().unwrap(), b"hello");
/// assert_eq!(received.as_str(), "aGVsbG8");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64(String);

impl Base64 {
    /// The bytes, of either alphabet of RFC 4648 and with or without padding; none if the text is
    /// no base64.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]
            .iter()
            .find_map(|alphabet| alphabet.decode(&self.0).ok())
    }

    /// The text, as it was received and will be sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(STANDARD.encode(bytes))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

/// Takes the text as it is.
impl FromStr for Base64 {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl Json for Base64 {
    fn blank() -> Self {
        Self::default()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        String::read(reader).map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

/// Text that is JSON of `T`, for `contentSchema`.
///
/// It is written as it was received. Text that is no JSON of `T` is kept too.
///
/// ```
/// use openapi_build_runtime::{JsonText, json};
///
/// let text: JsonText<Vec<i64>> = json::from_str(r#""[1, 2]""#).unwrap();
/// assert_eq!((text.get(), text.as_str()), (Some(&vec![1, 2]), "[1, 2]"));
/// let broken: JsonText<Vec<i64>> = json::from_str(r#""[DONE]""#).unwrap();
/// assert_eq!((broken.get(), broken.as_str()), (None, "[DONE]"));
/// assert_eq!(JsonText::from(vec![3]).as_str(), "[3]");
/// ```
#[derive(Clone)]
pub struct JsonText<T> {
    text: String,
    // In a box, so that it may hold what holds it.
    value: Option<Box<T>>,
}

impl<T> JsonText<T> {
    /// The value; none if the text is no JSON of it.
    pub fn get(&self) -> Option<&T> {
        self.value.as_deref()
    }

    /// The value; none if the text is no JSON of it.
    pub fn into_value(self) -> Option<T> {
        self.value.map(|value| *value)
    }

    /// The text, as it was received and will be sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Json> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        Self {
            text: json::to_string(&value),
            value: Some(Box::new(value)),
        }
    }
}

impl<T> Default for JsonText<T> {
    fn default() -> Self {
        Self {
            text: String::new(),
            value: None,
        }
    }
}

/// Equal texts.
impl<T> PartialEq for JsonText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The value: in the text there may be what it hides.
impl<T: fmt::Debug> fmt::Debug for JsonText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JsonText").field(&self.value).finish()
    }
}

impl<T: Json> Json for JsonText<T> {
    fn blank() -> Self {
        Self::default()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let text = String::read(reader)?;
        let value = match json::from_str_in(reader, &text) {
            Ok(value) => Some(Box::new(value)),
            Err(failure) if failure.is_timeout() => {
                return Err(Failure::timed_out(reader.offset()));
            }
            Err(_) => None,
        };
        Ok(Self { text, value })
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.text);
    }

    fn check(&self, at: &mut Checker<'_>) {
        self.value.check(at);
    }
}

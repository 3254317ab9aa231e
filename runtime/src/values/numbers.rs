//! Numbers that are kept as they are written.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::text::Parsed;
use crate::json::value::Number;
use crate::json::{self, Checker, Failure, Json, Kind, Numeric, Reader, Real, Writer};

/// A number with what `T` makes of its own text, for numbers that the options give a type: `rust_decimal::Decimal` gets
/// every digit, which `f64` would not.
///
/// It is written as it was received: as a number or, where a server does that, as text. A number that `T` refuses is kept too.
///
/// ```
/// use openapi_build_runtime::{ParsedNumber, json};
///
/// let exact: ParsedNumber<u128> = json::from_str("340282366920938463463374607431768211455").unwrap();
/// assert_eq!(exact.get(), Some(&u128::MAX));
/// let fraction: ParsedNumber<u128> = json::from_str("1.50").unwrap();
/// assert_eq!((fraction.get(), fraction.as_str()), (None, "1.50"));
/// assert_eq!(json::to_string(&ParsedNumber::from(7_u128)), "7");
/// ```
#[derive(Clone)]
pub struct ParsedNumber<T> {
    parsed: Parsed<T>,
    /// Whether it is written as text.
    is_quoted: bool,
}

impl<T> ParsedNumber<T> {
    /// The value; none if `T` refuses the number.
    pub fn into_value(self) -> Option<T> {
        self.parsed.into_value()
    }

    /// A text in quotes where it is no number of JSON.
    fn of(parsed: Parsed<T>) -> Self {
        Self {
            is_quoted: !is_number(parsed.as_str()),
            parsed,
        }
    }
}

/// Its text, and what `T` makes of it.
impl<T> Deref for ParsedNumber<T> {
    type Target = Parsed<T>;

    fn deref(&self) -> &Parsed<T> {
        &self.parsed
    }
}

/// What `Display` writes. If that is no number of JSON, it is sent as text.
impl<T: fmt::Display> From<T> for ParsedNumber<T> {
    fn from(value: T) -> Self {
        Self::of(value.into())
    }
}

impl<T: FromStr> FromStr for ParsedNumber<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self::of)
    }
}

/// Equal texts.
impl<T> PartialEq for ParsedNumber<T> {
    fn eq(&self, other: &Self) -> bool {
        self.parsed == other.parsed
    }
}

impl<T> Eq for ParsedNumber<T> {}

impl<T> fmt::Debug for ParsedNumber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<T> fmt::Display for ParsedNumber<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parsed.fmt(f)
    }
}

impl<T: FromStr + 'static> Json for ParsedNumber<T> {
    fn blank() -> Self {
        Self {
            parsed: Parsed::of("0".to_owned()),
            is_quoted: false,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        if let Some(parsed) = quoted(reader)? {
            return Ok(Self {
                parsed,
                is_quoted: true,
            });
        }
        Ok(Self {
            parsed: Parsed::of(reader.number()?.to_owned()),
            is_quoted: false,
        })
    }

    fn write(&self, writer: &mut Writer) {
        match self.is_quoted {
            true => writer.string(self.as_str()),
            false => writer.raw(self.as_str()),
        }
    }

    fn check(&self, _at: &mut Checker<'_>) {}
}

impl<T> Numeric for ParsedNumber<T> {
    fn number(&self) -> Option<Real> {
        let text = self.as_str();
        let whole = text.parse::<i128>().map(Real::Integer).ok();
        whole.or_else(|| text.parse().map(Real::Float).ok())
    }
}

/// A number that servers write as a number or as text, for `type: [integer, string]` and what else says that.
///
/// It is written as it was received. One that is made from a number is written as a number.
///
/// ```
/// use openapi_build_runtime::{NumberOrText, json};
///
/// let temperature: NumberOrText<i32> = json::from_str(r#""-5""#).unwrap();
/// assert_eq!(temperature.get(), -5);
/// assert_eq!(json::to_string(&temperature), r#""-5""#);
/// assert_eq!(json::to_string(&NumberOrText::from(7)), "7");
/// ```
#[derive(Clone)]
pub struct NumberOrText<T> {
    value: T,
    /// Where it was written as text.
    text: Option<Box<str>>,
}

impl<T> NumberOrText<T> {
    /// The number.
    pub fn get(&self) -> T
    where
        T: Copy,
    {
        self.value
    }

    /// The text, where it was written as text.
    pub fn as_text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

impl<T> From<T> for NumberOrText<T> {
    fn from(value: T) -> Self {
        Self { value, text: None }
    }
}

/// Equal numbers, however they are written.
impl<T: PartialEq> PartialEq for NumberOrText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: PartialEq> PartialEq<T> for NumberOrText<T> {
    fn eq(&self, other: &T) -> bool {
        self.value == *other
    }
}

impl<T: fmt::Debug> fmt::Debug for NumberOrText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for NumberOrText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Json + FromStr> Json for NumberOrText<T> {
    fn blank() -> Self {
        T::blank().into()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        let Some(parsed) = quoted::<T>(reader)? else {
            return T::read(reader).map(Self::from);
        };
        let text = Some(parsed.as_str().into());
        let value = parsed.into_value().unwrap_or_else(T::blank);
        Ok(Self { value, text })
    }

    fn write(&self, writer: &mut Writer) {
        match &self.text {
            Some(text) => writer.string(text),
            None => self.value.write(writer),
        }
    }

    fn check(&self, _at: &mut Checker<'_>) {}
}

impl<T: Numeric> Numeric for NumberOrText<T> {
    fn number(&self) -> Option<Real> {
        self.value.number()
    }
}

impl Numeric for Number {
    fn number(&self) -> Option<Real> {
        let whole = self.as_i64().map(i128::from);
        let whole = whole.or_else(|| self.as_u64().map(i128::from));
        whole
            .map(Real::Integer)
            .or_else(|| self.as_f64().map(Real::Float))
    }
}

/// A number in quotes, if that is what comes next.
fn quoted<T: FromStr>(reader: &mut Reader<'_>) -> Result<Option<Parsed<T>>, Failure> {
    if reader.peek()? != Kind::String {
        return Ok(None);
    }
    let known = |text: &str| text.parse().ok();
    reader.text("a number, or the text of one", known).map(Some)
}

fn is_number(text: &str) -> bool {
    json::from_str::<Number>(text).is_ok() && !text.contains(char::is_whitespace)
}

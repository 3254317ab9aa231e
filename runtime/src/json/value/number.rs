use std::fmt;
use std::str::FromStr;

use crate::json::{self, Failure, Writer};

/// A JSON number of any size and precision, as it is written.
///
/// Two are equal if they are the same number: `1.5`, `1.50` and `15e-1`. But a number that is written as a whole one, such as
/// `1`, is another than `1.0`, because they are of different types for many programs.
#[derive(Clone)]
pub struct Number(Form);

#[derive(Clone)]
enum Form {
    Unsigned(u64),
    /// Below 0.
    Signed(i64),
    /// Any other, as JSON text.
    Text(Box<str>),
}

impl Number {
    /// The number that this JSON text of one is.
    pub(crate) fn of_json(text: &str) -> Self {
        // A minus before a zero is kept.
        if text != "-0" {
            if let Ok(number) = text.parse() {
                return Self(Form::Unsigned(number));
            }
            if let Ok(number) = text.parse() {
                return Self(Form::Signed(number));
            }
        }
        Self(Form::Text(text.into()))
    }

    /// The number of a double, in as few digits as tell it apart from others; none for infinities and NaN, which JSON does not have.
    pub fn from_f64(number: f64) -> Option<Self> {
        let mut buffer = zmij::Buffer::new();
        number
            .is_finite()
            .then(|| Self(Form::Text(buffer.format_finite(number).into())))
    }

    /// The number, if it is a whole one, written so, and in range.
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Form::Unsigned(number) => i64::try_from(number).ok(),
            Form::Signed(number) => Some(number),
            Form::Text(_) => None,
        }
    }

    /// The number, if it is a whole one, written so, and in range.
    pub fn as_u64(&self) -> Option<u64> {
        match self.0 {
            Form::Unsigned(number) => Some(number),
            Form::Signed(_) | Form::Text(_) => None,
        }
    }

    /// The nearest double; none for a number beyond the largest one.
    pub fn as_f64(&self) -> Option<f64> {
        match &self.0 {
            Form::Unsigned(number) => Some(*number as f64),
            Form::Signed(number) => Some(*number as f64),
            Form::Text(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        }
    }

    /// Whether it is the number that this JSON text of one is, however each is written: `1` is `1.0`.
    pub(super) fn is_same(&self, text: &str) -> bool {
        if let (Some(number), Ok(other)) = (self.as_i64(), text.parse::<i64>()) {
            return number == other;
        }
        let own = self.to_string();
        match (Scientific::of(&own), Scientific::of(text)) {
            (Some(one), Some(other)) => one == other || one.is_zero() && other.is_zero(),
            _ => own == text,
        }
    }

    /// As JSON.
    pub(crate) fn write(&self, writer: &mut Writer) {
        match &self.0 {
            Form::Unsigned(number) => writer.integer(*number),
            Form::Signed(number) => writer.integer(*number),
            Form::Text(text) => writer.raw(text),
        }
    }

    /// Whether it is written as a whole number, of any size.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Unsigned(_) | Form::Signed(_) => true,
            Form::Text(text) => is_integer(text),
        }
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(Form::Unsigned(number))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        match u64::try_from(number) {
            Ok(number) => Self(Form::Unsigned(number)),
            Err(_) => Self(Form::Signed(number)),
        }
    }
}

macro_rules! integers {
    ($($integer:ident as $wide:ident)*) => {$(
        impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                Self::from($wide::from(number))
            }
        }
    )*};
}

integers!(i8 as i64 i16 as i64 i32 as i64 u8 as u64 u16 as u64 u32 as u64);

/// Reads what JSON calls a number.
impl FromStr for Number {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        json::from_str(text)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Unsigned(one), Form::Unsigned(other)) => one == other,
            (Form::Signed(one), Form::Signed(other)) => one == other,
            (Form::Text(one), Form::Text(other)) => {
                one == other || is_integer(one) == is_integer(other) && same(one, other)
            }
            _ => false,
        }
    }
}

fn is_integer(text: &str) -> bool {
    !text.contains(['.', 'e', 'E'])
}

/// Whether two texts are the same number.
fn same(one: &str, other: &str) -> bool {
    match (Scientific::of(one), Scientific::of(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// A number as digits that neither begin nor end with a zero, and the power of ten of the first one.
#[derive(PartialEq)]
struct Scientific {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Scientific {
    fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// None where the exponent is beyond what counts in any place.
    fn of(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = before.bytes().chain(after.bytes()).collect();
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let ends = digits.iter().rposition(|digit| *digit != b'0');
        let Some(last) = ends else {
            return Some(Self {
                negative,
                digits: Vec::new(),
                exponent: 0,
            });
        };
        digits.truncate(last + 1);
        digits.drain(..zeros);
        let first = i64::try_from(before.len()).ok()? - i64::try_from(zeros).ok()?;
        Some(Self {
            negative,
            digits,
            exponent: exponent.parse::<i64>().ok()?.checked_add(first)?,
        })
    }
}

/// As JSON has it.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Unsigned(number) => number.fmt(f),
            Form::Signed(number) => number.fmt(f),
            Form::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_are_those_that_are_the_same_number() {
        let same = |one: &str, other: &str| Number::of_json(one) == Number::of_json(other);
        for (one, other) in [
            ("1", "1"),
            ("1.5", "1.50"),
            ("1.5", "15e-1"),
            ("0.0", "0e99999999999999999999"),
            ("1e999", "10E+998"),
            ("0.0010", "1e-3"),
            ("1e99999999999999999999", "1e99999999999999999999"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("1", "1.0"),
            ("1", "-1"),
            ("0.0", "-0.0"),
            ("1e999", "1e998"),
            ("12345678901234567890123", "12345678901234567890124"),
            ("0.1", "0.10000000000000000001"),
            ("100000000000000000000", "1e20"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn gives_what_fits() {
        let number = Number::of_json("-9223372036854775808");
        assert_eq!((number.as_i64(), number.as_u64()), (Some(i64::MIN), None));
        let number = Number::of_json("18446744073709551615");
        assert_eq!((number.as_i64(), number.as_u64()), (None, Some(u64::MAX)));
        let number = Number::of_json("18446744073709551616");
        assert_eq!(
            (number.as_u64(), number.as_f64()),
            (None, Some(18446744073709551616.0))
        );
        assert!(number.is_integer());
        let number = Number::of_json("1e999");
        assert_eq!(
            (number.as_f64(), number.to_string()),
            (None, "1e999".to_owned())
        );
        assert!(
            Number::of_json("-0")
                .as_f64()
                .is_some_and(f64::is_sign_negative)
        );
        assert_eq!(
            Number::from_f64(1000.0).map(|number| number.to_string()),
            Some("1000.0".to_owned())
        );
        assert!(Number::from_f64(f64::NAN).is_none());
    }
}

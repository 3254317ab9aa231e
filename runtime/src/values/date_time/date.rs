use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;

use super::ParseDateError;
use super::calendar::two;
use crate::json::{Failure, Json, Reader, Writer};

/// A day as OpenAPI's `date` writes it (`full-date` of RFC 3339 section 5.6): `2025-06-16`.
///
/// ```
/// let day: openapi_build_runtime::Date = "2024-02-29".parse()?;
/// assert_eq!(day.days_in_month(), 29);
/// # Ok::<(), openapi_build_runtime::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    fn parse(text: &[u8]) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
            return None;
        };
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
        let month = i8::try_from(two(m1, m2)?).ok()?;
        let day = i8::try_from(two(d1, d2)?).ok()?;
        civil::Date::new(year.try_into().ok()?, month, day)
            .ok()
            .map(Self)
    }
}

impl Deref for Date {
    type Target = civil::Date;

    fn deref(&self) -> &civil::Date {
        &self.0
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for civil::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        Self::parse(text.as_bytes()).ok_or(ParseDateError("a date"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Json for Date {
    fn blank() -> Self {
        Self(civil::Date::default())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.text("an RFC 3339 date", |text| Self::parse(text.as_bytes()))
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

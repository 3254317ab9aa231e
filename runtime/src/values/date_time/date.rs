use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;

use jiff::civil;

use super::calendar::two;
use super::{DateTime, ParseDateError};
use crate::json::{Failure, Json, Reader, Writer};

/// A day as OpenAPI's `date` writes it (`full-date` of RFC 3339 section 5.6): `2025-06-16`.
///
/// Some servers write a date-time in its place. It is read, and written back; only its day counts, wherever that was.
///
/// ```
/// let day: openapi_build_runtime::Date = "2024-02-29".parse()?;
/// assert_eq!(day.days_in_month(), 29);
/// # Ok::<(), openapi_build_runtime::ParseDateError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Date {
    day: civil::Date,
    /// What was written in its place.
    written: Option<DateTime>,
}

impl Date {
    fn parse(text: &[u8]) -> Option<Self> {
        let written = text.get(10..).filter(|rest| !rest.is_empty());
        let written = written.map(|_| DateTime::parse(text).ok_or(())).transpose();
        let mut date = Self::parse_exact(text.get(..10)?)?;
        date.written = written.ok()?;
        Some(date)
    }

    /// A text that RFC 3339 describes.
    fn parse_exact(text: &[u8]) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
            return None;
        };
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
        let month = i8::try_from(two(m1, m2)?).ok()?;
        let day = i8::try_from(two(d1, d2)?).ok()?;
        civil::Date::new(year.try_into().ok()?, month, day)
            .ok()
            .map(Self::from)
    }
}

/// By day; what was written in its place does not count.
impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.day == other.day
    }
}

impl Eq for Date {}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By day; what was written in its place does not count.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.day.cmp(&other.day)
    }
}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.day.hash(state);
    }
}

impl Deref for Date {
    type Target = civil::Date;

    fn deref(&self) -> &civil::Date {
        &self.day
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self {
            day: date,
            written: None,
        }
    }
}

impl From<Date> for civil::Date {
    fn from(date: Date) -> Self {
        date.day
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
        match &self.written {
            Some(written) => fmt::Display::fmt(written, f),
            None => fmt::Display::fmt(&self.day, f),
        }
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Json for Date {
    fn blank() -> Self {
        civil::Date::default().into()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        // Where it may be another type's, it has to be what the document says.
        let parse = match reader.is_guess() {
            true => Self::parse_exact,
            false => Self::parse,
        };
        reader.text("a date", |text| parse(text.as_bytes()))
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }
}

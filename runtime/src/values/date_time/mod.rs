use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::{Timestamp, tz::Offset};

use crate::json::{Failure, Json, Reader, Writer};

mod calendar;
mod date;
#[cfg(test)]
mod tests;

use calendar::{ascii, civil, days, digits, two};
pub use date::Date;

const DAY: i64 = 86_400;
const SECOND: u32 = 1_000_000_000;

/// An instant as OpenAPI's `date-time` writes it (RFC 3339 section 5.6), which is written back as it was read:
/// offset, number of digits of the fraction, letter case and separator.
///
/// Two are equal, and ordered, by their instant alone. For arithmetic and time zones there is
/// [`timestamp`](Self::timestamp).
///
/// - Of a fraction with more than nine digits, nine are kept.
/// - A leap second (`23:59:60` UTC) is kept and comes after second 59; its timestamp is that of second 59.
/// - Years are 0000 to 9999. The last two days of 9999 are beyond [`Timestamp::MAX`], which then is the timestamp.
///
/// ```
/// use openapi_build_runtime::DateTime;
///
/// let written: DateTime = "2025-06-16T18:54:17.500+02:00".parse()?;
/// assert_eq!(written.to_string(), "2025-06-16T18:54:17.500+02:00");
/// assert_eq!(written, "2025-06-16T16:54:17.5Z".parse()?);
/// assert_eq!(written.timestamp().as_second(), 1_750_092_857);
/// # Ok::<(), openapi_build_runtime::ParseDateError>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTime {
    /// Since 1970-01-01T00:00:00Z.
    second: i64,
    /// From 1,000,000,000 on in a leap second.
    nanosecond: u32,
    zone: Zone,
    separator: Separator,
    /// How many digits the fraction has, 0 to 9.
    digits: u8,
}

/// The offset in minutes, or one of the ways to write that there is none.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Zone(i16);

impl Zone {
    const UPPER_Z: Self = Self(i16::MAX);
    const LOWER_Z: Self = Self(i16::MAX - 1);
    /// `-00:00`: UTC is known, the local offset is not (RFC 3339 section 4.3).
    const UNKNOWN: Self = Self(i16::MAX - 2);

    fn seconds(self) -> i32 {
        match self {
            Self::UPPER_Z | Self::LOWER_Z | Self::UNKNOWN => 0,
            Self(minutes) => i32::from(minutes) * 60,
        }
    }
}

#[derive(Clone, Copy)]
enum Separator {
    UpperT = b'T' as isize,
    LowerT = b't' as isize,
    Space = b' ' as isize,
}

/// A text is not the date or date-time that RFC 3339 describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseDateError(&'static str);

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not {} (RFC 3339)", self.0)
    }
}

impl std::error::Error for ParseDateError {}

impl DateTime {
    /// The present instant, to be written with nanoseconds and `Z`.
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    /// The instant.
    pub fn timestamp(self) -> Timestamp {
        let nanosecond = (self.nanosecond % SECOND).cast_signed();
        Timestamp::new(self.second, nanosecond).unwrap_or(Timestamp::MAX)
    }

    /// The offset from UTC that it was written with; zero for `Z`.
    pub fn offset(self) -> Offset {
        Offset::from_seconds(self.zone.seconds()).unwrap_or(Offset::UTC)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let [
            y1,
            y2,
            y3,
            y4,
            b'-',
            m1,
            m2,
            b'-',
            d1,
            d2,
            separator,
            h1,
            h2,
            b':',
            i1,
            i2,
            b':',
            s1,
            s2,
            rest @ ..,
        ] = text
        else {
            return None;
        };
        let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
        let day = days(year, two(*m1, *m2)?, two(*d1, *d2)?)?;
        let separator = match separator {
            b'T' => Separator::UpperT,
            b't' => Separator::LowerT,
            b' ' => Separator::Space,
            _ => return None,
        };
        let (hour, minute, second) = (two(*h1, *h2)?, two(*i1, *i2)?, two(*s1, *s2)?);
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (mut nanosecond, digits, rest) = fraction(rest)?;
        let zone = zone(rest)?;
        let is_leap = second == 60;
        let time = hour * 3600 + minute * 60 + second - u32::from(is_leap);
        let second = day * DAY + i64::from(time) - i64::from(zone.seconds());
        if is_leap {
            if second.rem_euclid(DAY) != DAY - 1 {
                return None;
            }
            nanosecond += SECOND;
        }
        Some(Self {
            second,
            nanosecond,
            zone,
            separator,
            digits,
        })
    }

    /// Calls `part` with the parts of the text.
    fn render<E>(self, mut part: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
        let local = self.second + i64::from(self.zone.seconds());
        let (year, month, day) = civil(local.div_euclid(DAY));
        if !(0..=9999).contains(&year) {
            // Not RFC 3339. Only from a timestamp, never from text.
            return part(&self.timestamp().to_string());
        }
        let time = local.rem_euclid(DAY) as u32;
        let is_leap = u32::from(self.nanosecond >= SECOND);
        let year = year as u32;
        let [[y1, y2], [y3, y4]] = [digits(year / 100), digits(year % 100)];
        let [[m1, m2], [d1, d2]] = [digits(month), digits(day)];
        let [[h1, h2], [i1, i2]] = [digits(time / 3600), digits(time / 60 % 60)];
        let [s1, s2] = digits(time % 60 + is_leap);
        let t = self.separator as u8;
        let text = [
            y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, t, h1, h2, b':', i1, i2, b':', s1, s2,
        ];
        part(ascii(&text))?;
        if self.digits > 0 {
            let mut text = [b'.'; 10];
            let mut rest = self.nanosecond % SECOND;
            for digit in text.iter_mut().skip(1).rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            part(ascii(text.get(..=self.digits.into()).unwrap_or(&text)))?;
        }
        match self.zone {
            Zone::UPPER_Z => part("Z"),
            Zone::LOWER_Z => part("z"),
            Zone::UNKNOWN => part("-00:00"),
            Zone(minutes) => {
                let sign = if minutes < 0 { b'-' } else { b'+' };
                let minutes = u32::from(minutes.unsigned_abs());
                let [[h1, h2], [m1, m2]] = [digits(minutes / 60), digits(minutes % 60)];
                part(ascii(&[sign, h1, h2, b':', m1, m2]))
            }
        }
    }
}

/// Nanoseconds and number of digits of the fraction at the start, and what follows it.
#[inline]
fn fraction(text: &[u8]) -> Option<(u32, u8, &[u8])> {
    let Some(mut rest) = text.strip_prefix(b".") else {
        return Some((0, 0, text));
    };
    let (mut value, mut digits) = (0, 0);
    let mut scale = SECOND;
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        rest = tail;
        if digits < 9 {
            scale /= 10;
            value += u32::from(digit - b'0') * scale;
            digits += 1;
        }
    }
    (digits > 0).then_some((value, digits, rest))
}

#[inline]
fn zone(text: &[u8]) -> Option<Zone> {
    match *text {
        [b'Z'] => Some(Zone::UPPER_Z),
        [b'z'] => Some(Zone::LOWER_Z),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = i16::try_from(hours * 60 + minutes).ok()?;
            Some(match (sign, minutes) {
                (b'-', 0) => Zone::UNKNOWN,
                (b'-', _) => Zone(-minutes),
                _ => Zone(minutes),
            })
        }
        _ => None,
    }
}

impl FromStr for DateTime {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        Self::parse(text.as_bytes()).ok_or(ParseDateError("a date-time"))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.render(|part| f.write_str(part))
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// By instant; how it is written does not count.
impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By instant; how it is written does not count.
impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.second, self.nanosecond).cmp(&(other.second, other.nanosecond))
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.second, self.nanosecond).hash(state);
    }
}

/// Written in UTC with `Z` and as many digits of a fraction as it needs.
impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        let nanosecond = timestamp.subsec_nanosecond();
        // Before 1970 both parts of a timestamp are negative.
        let second = timestamp.as_second() - i64::from(nanosecond < 0);
        let nanosecond = nanosecond.rem_euclid(SECOND.cast_signed()).cast_unsigned();
        let mut digits = 9;
        let mut rest = nanosecond;
        while digits > 0 && rest.is_multiple_of(10) {
            digits -= 1;
            rest /= 10;
        }
        Self {
            second,
            nanosecond,
            zone: Zone::UPPER_Z,
            separator: Separator::UpperT,
            digits,
        }
    }
}

impl From<DateTime> for Timestamp {
    fn from(date_time: DateTime) -> Self {
        date_time.timestamp()
    }
}

impl Json for DateTime {
    fn blank() -> Self {
        Self {
            second: 0,
            nanosecond: 0,
            zone: Zone::UPPER_Z,
            separator: Separator::UpperT,
            digits: 0,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        reader.text("an RFC 3339 date-time", |text| Self::parse(text.as_bytes()))
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw("\"");
        let _ = self.render(|part| {
            writer.raw(part);
            Ok::<_, std::convert::Infallible>(())
        });
        writer.raw("\"");
    }
}

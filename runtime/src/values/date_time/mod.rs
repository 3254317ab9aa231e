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
/// Servers write other texts, too, which are read and written back likewise:
///
/// - without an offset: UTC is assumed, and [`has_offset`](Self::has_offset) says so;
/// - with an offset such as `+0200` or `+02`;
/// - without seconds.
///
/// Of what they say:
///
/// - A fraction counts to the nanosecond; 18 of its digits are written back.
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
    /// The ten digits of a fraction behind the nanoseconds that can be kept, as a number of nine.
    beyond: u32,
    zone: Zone,
    form: OffsetForm,
    separator: Separator,
    /// How many digits the fraction has, 0 to 18.
    digits: u8,
    /// Whether the text has seconds.
    has_seconds: bool,
}

/// How an offset is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OffsetForm {
    /// `+02:00`
    Colon,
    /// `+0200`
    Plain,
    /// `+02`
    Hours,
}

/// The offset in minutes, or one of the ways to write that there is none.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Zone(i16);

impl Zone {
    const UPPER_Z: Self = Self(i16::MAX);
    const LOWER_Z: Self = Self(i16::MAX - 1);
    /// `-00:00`: UTC is known, the local offset is not (RFC 3339 section 4.3).
    const UNKNOWN: Self = Self(i16::MAX - 2);
    /// Nothing is written.
    const NONE: Self = Self(i16::MAX - 3);

    fn seconds(self) -> i32 {
        match self {
            Self::UPPER_Z | Self::LOWER_Z | Self::UNKNOWN | Self::NONE => 0,
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

/// A text is neither the date or date-time that RFC 3339 describes, nor one that servers write in its place.
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

    /// Whether it was written with an offset, or with `Z`. Without one, its instant is a guess: that of UTC.
    pub fn has_offset(self) -> bool {
        self.zone != Zone::NONE
    }

    /// The offset from UTC that it was written with; zero for `Z`, and without one.
    pub fn offset(self) -> Offset {
        Offset::from_seconds(self.zone.seconds()).unwrap_or(Offset::UTC)
    }

    /// A text that RFC 3339 describes.
    fn parse_exact(text: &[u8]) -> Option<Self> {
        Self::parse(text).filter(|one| {
            one.has_seconds && one.has_offset() && one.form == OffsetForm::Colon && one.digits <= 9
        })
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
        let (hour, minute) = (two(*h1, *h2)?, two(*i1, *i2)?);
        let (second, fraction, rest) = match rest {
            [b':', s1, s2, rest @ ..] => {
                let (fraction, rest) = Fraction::read(rest)?;
                (Some(two(*s1, *s2)?), fraction, rest)
            }
            rest => (None, Fraction::default(), rest),
        };
        let (has_seconds, second) = (second.is_some(), second.unwrap_or(0));
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (zone, form) = zone(rest)?;
        let is_leap = second == 60;
        let time = hour * 3600 + minute * 60 + second - u32::from(is_leap);
        let second = day * DAY + i64::from(time) - i64::from(zone.seconds());
        let mut nanosecond = fraction.nanosecond;
        if is_leap {
            if second.rem_euclid(DAY) != DAY - 1 {
                return None;
            }
            nanosecond += SECOND;
        }
        Some(Self {
            second,
            nanosecond,
            beyond: fraction.beyond,
            zone,
            form,
            separator,
            digits: fraction.digits,
            has_seconds,
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
        let written = if self.has_seconds { 19 } else { 16 };
        part(ascii(text.get(..written).unwrap_or(&text)))?;
        if self.digits > 0 {
            let mut text = [b'.'; 19];
            let numbers = [self.beyond, self.nanosecond % SECOND];
            let mut places = text.iter_mut().skip(1).rev();
            for mut rest in numbers {
                for digit in places.by_ref().take(9) {
                    *digit = b'0' + (rest % 10) as u8;
                    rest /= 10;
                }
            }
            part(ascii(text.get(..=self.digits.into()).unwrap_or(&text)))?;
        }
        match self.zone {
            Zone::UPPER_Z => part("Z"),
            Zone::LOWER_Z => part("z"),
            Zone::NONE => Ok(()),
            zone => {
                let (is_negative, minutes) = match zone {
                    Zone::UNKNOWN => (true, 0),
                    Zone(minutes) => (minutes < 0, u32::from(minutes.unsigned_abs())),
                };
                let sign = if is_negative { b'-' } else { b'+' };
                let [[h1, h2], [m1, m2]] = [digits(minutes / 60), digits(minutes % 60)];
                match self.form {
                    OffsetForm::Colon => part(ascii(&[sign, h1, h2, b':', m1, m2])),
                    OffsetForm::Plain => part(ascii(&[sign, h1, h2, m1, m2])),
                    OffsetForm::Hours => part(ascii(&[sign, h1, h2])),
                }
            }
        }
    }
}

/// The fraction of a second.
#[derive(Default)]
struct Fraction {
    nanosecond: u32,
    beyond: u32,
    digits: u8,
}

impl Fraction {
    /// The one at the start, if there is one, and what follows it.
    #[inline]
    fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let mut fraction = Self::default();
        let Some(mut rest) = text.strip_prefix(b".") else {
            return Some((fraction, text));
        };
        let mut scale = SECOND;
        while let [digit @ b'0'..=b'9', tail @ ..] = rest {
            rest = tail;
            let number = match fraction.digits {
                0..9 => &mut fraction.nanosecond,
                9..18 => &mut fraction.beyond,
                _ => continue,
            };
            scale /= 10;
            *number += u32::from(digit - b'0') * scale;
            fraction.digits += 1;
            if scale == 1 {
                scale = SECOND;
            }
        }
        (fraction.digits > 0).then_some((fraction, rest))
    }
}

#[inline]
fn zone(text: &[u8]) -> Option<(Zone, OffsetForm)> {
    let (sign, hours, minutes, form) = match *text {
        [b'Z'] => return Some((Zone::UPPER_Z, OffsetForm::Colon)),
        [b'z'] => return Some((Zone::LOWER_Z, OffsetForm::Colon)),
        [] => return Some((Zone::NONE, OffsetForm::Colon)),
        [sign, h1, h2, b':', m1, m2] => (sign, two(h1, h2)?, two(m1, m2)?, OffsetForm::Colon),
        [sign, h1, h2, m1, m2] => (sign, two(h1, h2)?, two(m1, m2)?, OffsetForm::Plain),
        [sign, h1, h2] => (sign, two(h1, h2)?, 0, OffsetForm::Hours),
        _ => return None,
    };
    if hours > 23 || minutes > 59 {
        return None;
    }
    let minutes = i16::try_from(hours * 60 + minutes).ok()?;
    let zone = match (sign, minutes) {
        (b'-', 0) => Zone::UNKNOWN,
        (b'-', _) => Zone(-minutes),
        (b'+', _) => Zone(minutes),
        _ => return None,
    };
    Some((zone, form))
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
            beyond: 0,
            zone: Zone::UPPER_Z,
            form: OffsetForm::Colon,
            separator: Separator::UpperT,
            digits,
            has_seconds: true,
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
            beyond: 0,
            zone: Zone::UPPER_Z,
            form: OffsetForm::Colon,
            separator: Separator::UpperT,
            digits: 0,
            has_seconds: true,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
        // Where it may be another type's, it has to be what the document says.
        let parse = match reader.is_guess() {
            true => Self::parse_exact,
            false => Self::parse,
        };
        reader.text("a date-time", |text| parse(text.as_bytes()))
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

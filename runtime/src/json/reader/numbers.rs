//! Numbers of JSON text (RFC 8259 section 6).

use super::Reader;
use crate::json::failure::Failure;

impl<'a> Reader<'a> {
    /// Reads a number and hands out its text.
    pub fn number(&mut self) -> Result<&'a str, Failure> {
        if !matches!(self.look(), b'-' | b'0'..=b'9') {
            return Err(self.failure("a number"));
        }
        let bytes = self.rest();
        let Some(length) = number_length(bytes) else {
            return Err(Failure::new("not a number of JSON").at(self.offset()));
        };
        let start = self.offset();
        self.advance(length);
        Ok(self.slice(start, start + length))
    }

    /// Reads a number that is a whole one, however it is written: `1`, `1.0`, `1e3`.
    /// Fails beyond the range of `i128`.
    pub fn integer(&mut self) -> Result<i128, Failure> {
        self.look();
        let start = self.position();
        self.whole()?.ok_or_else(|| {
            self.rewind(start);
            self.failure("a whole number")
        })
    }

    /// Reads a number: its value, if it is a whole one within the range of `i128`.
    pub(in crate::json) fn whole(&mut self) -> Result<Option<i128>, Failure> {
        let text = self.number()?;
        Ok(match text.parse::<i64>() {
            Ok(small) => Some(small.into()),
            Err(_) => whole(text),
        })
    }

    /// Reads a number as the nearest `f64`. Fails when it is beyond the largest one.
    pub fn float(&mut self) -> Result<f64, Failure> {
        self.look();
        let start = self.position();
        match self.number()?.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => {
                self.rewind(start);
                Err(self.failure(format!(
                    "f64, a number from {:e} to {:e}",
                    f64::MIN,
                    f64::MAX
                )))
            }
        }
    }
}

/// The length of the number at the start, if it follows the grammar.
fn number_length(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    match digits(at) {
        0 => return None,
        count if count > 1 && bytes.get(at) == Some(&b'0') => return None,
        count => at += count,
    }
    if bytes.get(at) == Some(&b'.') {
        match digits(at + 1) {
            0 => return None,
            count => at += 1 + count,
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        match digits(at + 1 + sign) {
            0 => return None,
            count => at += 1 + sign + count,
        }
    }
    Some(at)
}

/// The exact value of a number's text if it is whole and fits.
fn whole(text: &str) -> Option<i128> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()),
        None => (text, Some(0)),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let after = after.trim_end_matches('0');
    let (negative, before) = match before.strip_prefix('-') {
        Some(before) => (true, before),
        None => (false, before),
    };
    let digits = || before.bytes().chain(after.bytes());
    if digits().all(|digit| digit == b'0') {
        return Some(0);
    }
    let shift = exponent?.checked_sub(i64::try_from(after.len()).ok()?)?;
    // Digits that the exponent would move behind the point must be zeros.
    let zeros = before.len() - before.trim_end_matches('0').len();
    let cut = match usize::try_from(shift.min(0).unsigned_abs()).ok()? {
        0 => 0,
        cut if after.is_empty() && cut <= zeros => cut,
        _ => return None,
    };
    let mut value = 0_i128;
    for digit in digits().take(before.len() + after.len() - cut) {
        let digit = i128::from(digit - b'0');
        let digit = if negative { -digit } else { digit };
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    let scale = 10_i128.checked_pow(u32::try_from(shift.max(0)).ok()?)?;
    value.checked_mul(scale)
}

//! Numbers of JSON text (RFC 8259 section 6).

use std::fmt::Display;

use super::Reader;
use super::digits::{Decimal, SCALES, decimal, digits};
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

    /// Reads a whole number of the type `name` of Rust, which has these limits.
    #[inline(never)]
    pub(in crate::json) fn any_integer<N: TryFrom<i128> + Display>(
        &mut self,
        name: &'static str,
        least: N,
        greatest: N,
    ) -> Result<N, Failure> {
        self.look();
        let start = self.position();
        match self.whole()?.map(N::try_from) {
            Some(Ok(number)) => Ok(number),
            _ => {
                self.rewind(start);
                Err(self.failure(format!("{name}, a whole number from {least} to {greatest}")))
            }
        }
    }

    /// Reads a number: its value, if it is a whole one within the range of `i128`.
    fn whole(&mut self) -> Result<Option<i128>, Failure> {
        let text = self.number()?;
        Ok(match text.parse::<i64>() {
            Ok(number) => Some(number.into()),
            Err(_) => whole(text),
        })
    }

    /// The next value and its length, if it is a whole number of at most 18 digits that is written as such.
    #[inline]
    pub(in crate::json) fn short_integer(&mut self) -> Option<(i64, usize)> {
        self.look();
        let (negative, unsigned) = sign(self.rest());
        let (mut value, mut count) = (0_i64, 0);
        for digit in unsigned
            .iter()
            .take(19)
            .take_while(|byte| byte.is_ascii_digit())
        {
            value = value.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
            count += 1;
        }
        let has_leading_zero = count > 1 && unsigned.first() == Some(&b'0');
        let follows = unsigned.get(count);
        if !(1..=18).contains(&count)
            || has_leading_zero
            || matches!(follows, Some(b'.' | b'e' | b'E'))
        {
            return None;
        }
        let length = count + usize::from(negative);
        Some((if negative { -value } else { value }, length))
    }

    /// Reads a number as the nearest `f64`. Fails when it is beyond the largest one.
    #[inline]
    pub fn float(&mut self) -> Result<f64, Failure> {
        self.look();
        let (negative, unsigned) = sign(self.rest());
        let word = unsigned.first_chunk().and_then(|word| decimal(*word));
        if let Some(decimal) = word.or_else(|| longer_decimal(unsigned))
            && decimal.digits < EXACT
            && let Some(scale) = SCALES.get(decimal.decimals)
        {
            self.advance(decimal.length + usize::from(negative));
            // Both are exact, so the quotient is the nearest one.
            let number = decimal.digits.cast_signed() as f64 / scale.cast_signed() as f64;
            return Ok(if negative { -number } else { number });
        }
        self.any_float()
    }

    #[inline(never)]
    fn any_float(&mut self) -> Result<f64, Failure> {
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

/// The numbers up to which `f64` has all whole ones: 2^53.
const EXACT: u64 = 9_007_199_254_740_992;

/// Whether there is a minus, and what follows it.
#[inline]
fn sign(bytes: &[u8]) -> (bool, &[u8]) {
    match bytes {
        [b'-', tail @ ..] => (true, tail),
        _ => (false, bytes),
    }
}

/// The number of at most 18 digits at the start, if it follows the grammar and has no exponent.
#[inline(never)]
fn longer_decimal(bytes: &[u8]) -> Option<Decimal> {
    // It ends in these, if it is one.
    let bytes = bytes.get(..24).unwrap_or(bytes);
    let (mut value, mut count) = digits(bytes);
    if count == 0 || count > 1 && bytes.first() == Some(&b'0') {
        return None;
    }
    let mut rest = bytes.get(count..)?;
    let mut decimals = 0;
    if let [b'.', tail @ ..] = rest {
        let after;
        (after, decimals) = digits(tail);
        rest = tail.get(decimals..)?;
        if decimals == 0 {
            return None;
        }
        count += decimals;
        value = value
            .wrapping_mul(*SCALES.get(decimals)?)
            .wrapping_add(after);
    }
    (count <= 18 && !matches!(rest, [b'e' | b'E', ..])).then_some(Decimal {
        digits: value,
        decimals,
        length: bytes.len() - rest.len(),
    })
}

/// The length of the number at the start, if it follows the grammar.
fn number_length(bytes: &[u8]) -> Option<usize> {
    let count = |from: usize| match digits(bytes.get(from..).unwrap_or_default()) {
        (_, 0) => None,
        (_, count) => Some(count),
    };
    let start = usize::from(bytes.first() == Some(&b'-'));
    let whole = count(start)?;
    if whole > 1 && bytes.get(start) == Some(&b'0') {
        return None;
    }
    let mut at = start + whole;
    if bytes.get(at) == Some(&b'.') {
        at += 1 + count(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at += 1 + sign + count(at + 1 + sign)?;
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

//! Digits of JSON text, eight at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Powers of ten.
pub(super) const SCALES: [u64; 19] = {
    let mut scales = [1; 19];
    let (mut rest, mut scale): (&mut [u64], u64) = (&mut scales, 1);
    while let [first, tail @ ..] = rest {
        *first = scale;
        scale *= 10;
        rest = tail;
    }
    scales
};

/// What the digits at the start say, and how many there are. Of more than 19, the value has lost the first ones.
pub(super) fn digits(bytes: &[u8]) -> (u64, usize) {
    let (mut value, mut rest) = (0_u64, bytes);
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let (digits, others) = split(u64::from_le_bytes(*word));
        let bits = others.trailing_zeros() & !7;
        let count = (bits / 8) as usize;
        // Zeros before them.
        let digits = digits.checked_shl(64 - bits).unwrap_or_default();
        let scale = SCALES.get(count).copied().unwrap_or_default();
        value = value.wrapping_mul(scale).wrapping_add(eight(digits));
        if count < 8 {
            return (value, bytes.len() - rest.len() + count);
        }
        rest = tail;
    }
    while let [digit @ b'0'..=b'9', tail @ ..] = rest {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        rest = tail;
    }
    (value, bytes.len() - rest.len())
}

/// The values of digits, the first one in the lowest byte; and the top bits of the bytes that are none.
#[inline]
const fn split(text: u64) -> (u64, u64) {
    let digits = text ^ (ONES * b'0' as u64);
    (digits, (((digits & !TOPS) + ONES * 0x76) | digits) & TOPS)
}

/// A number without a sign and an exponent.
pub(super) struct Decimal {
    /// All of them, those after the point too.
    pub(super) digits: u64,
    /// How many of them stand after the point.
    pub(super) decimals: usize,
    /// Of the text.
    pub(super) length: usize,
}

/// The number at the start of a word in which it also ends, if it follows the grammar and has no exponent.
// Places in the word are counted in bits.
#[inline]
pub(super) fn decimal(word: [u8; 8]) -> Option<Decimal> {
    let text = u64::from_le_bytes(word);
    let (mut digits, others) = split(text);
    let whole = others.trailing_zeros() & !7;
    let next = text.checked_shr(whole)? as u8;
    let (mut end, mut length) = (whole, whole);
    if next == b'.' {
        let others = others & (others - 1);
        length = others.trailing_zeros() & !7;
        end = length - 8;
        // Digits after the point move to its place.
        let before = !(u64::MAX << whole);
        digits = (digits & before) | ((digits >> 8) & !before);
        if end == whole {
            return None;
        }
    }
    let follows = text.checked_shr(length)? as u8;
    let leading_zero = word.first() == Some(&b'0') && whole > 8;
    if whole == 0 || leading_zero || follows | 0x20 == b'e' {
        return None;
    }
    Some(Decimal {
        // Zeros before them.
        digits: eight(digits << (64 - end)),
        decimals: ((end - whole) / 8) as usize,
        length: (length / 8) as usize,
    })
}

/// The value of eight digits, the first one in the lowest byte.
#[inline]
const fn eight(digits: u64) -> u64 {
    let pairs = (digits * 10 + (digits >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs * 100 + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (fours * 10_000 + (fours >> 32)) & 0xffff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_all_the_digits_and_nothing_else() {
        let text = "1234567890123456789";
        for length in 0..=text.len() {
            let (number, _) = text.split_at(length);
            let value = number.parse().unwrap_or(0);
            for other in (0..=0xff_u8).filter(|byte| !byte.is_ascii_digit()) {
                for tail in [0, 1, 9] {
                    let mut bytes = number.as_bytes().to_vec();
                    bytes.extend(std::iter::repeat_n(other, tail));
                    assert_eq!(digits(&bytes), (value, length));
                }
            }
        }
    }

    #[test]
    fn reads_the_numbers_that_end_in_a_word() {
        let read = |text: &str| {
            let word = text.as_bytes().first_chunk()?;
            let Decimal {
                digits,
                decimals,
                length,
            } = decimal(*word)?;
            Some((digits, decimals, length))
        };
        assert_eq!(read("7,......"), Some((7, 0, 1)));
        assert_eq!(read("0]999999"), Some((0, 0, 1)));
        assert_eq!(read("1234567}"), Some((1_234_567, 0, 7)));
        assert_eq!(read("149.78, "), Some((14_978, 2, 6)));
        assert_eq!(read("0.00012,"), Some((12, 5, 7)));
        assert_eq!(read("12345.6\n"), Some((123_456, 1, 7)));
        assert_eq!(read("1.5.5555"), Some((15, 1, 3)));
        assert_eq!(read("1\u{fe}234567"), Some((1, 0, 1)));
        for other in [
            "12345678",
            "1234567.",
            "1.234567",
            ".5,     ",
            "1.,     ",
            "01,     ",
            "00.5,   ",
            "1e5,    ",
            "1.5E5,  ",
            "-1,     ",
            "        ",
            "\0\0\0\0\0\0\0\0",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}

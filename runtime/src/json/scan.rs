//! Texts eight bytes at a time: finding what cannot stand for itself in a JSON string (RFC 8259 section 7), which is
//! quotation marks, backslashes and control characters; and comparing names.

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The offset of the first special byte; the length if there is none.
#[inline]
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let special = special(*word);
        if special != 0 {
            return bytes.len() - rest.len() + (special.trailing_zeros() / 8) as usize;
        }
        rest = tail;
    }
    bytes.len() - rest.len() + short_plain_length(rest)
}

/// The same for less than a word: the end of a text.
#[cold]
#[inline(never)]
fn short_plain_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| !is_special(**byte)).count()
}

/// Whether no byte is special. Faster than looking for the place of one: it reads the end as a whole word, too.
#[inline]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let Some(end) = bytes.last_chunk::<8>() else {
        return is_short_plain(bytes);
    };
    let (words, _) = bytes.as_chunks::<8>();
    words
        .iter()
        .fold(special(*end), |found, word| found | special(*word))
        == 0
}

#[inline]
fn is_short_plain(bytes: &[u8]) -> bool {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(&[a, b, c, d]), Some(&[e, f, g, h])) => special([a, b, c, d, e, f, g, h]) == 0,
        _ => !bytes.iter().any(|byte| is_special(*byte)),
    }
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte == b'"' || byte == b'\\' || byte < 0x20
}

/// The top bit of each special byte. Only the lowest bit that is set is exact: a borrow may set more above it.
#[inline]
fn special(bytes: [u8; 8]) -> u64 {
    let word = u64::from_le_bytes(bytes);
    // This exchange of neighbours puts the quotation mark next to the control characters.
    let below = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (below | backslash) & !word & TOPS
}

/// Whether two texts of the same length are the same; without a call for short ones.
#[inline]
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    match (ends(one), ends(other)) {
        (Some(one), Some(other)) if one == other => {}
        (None, None) => {
            return match (halves(one), halves(other)) {
                (Some(one), Some(other)) => one == other,
                _ => one == other,
            };
        }
        _ => return false,
    }
    one.len() <= 16 || one == other
}

/// The first and the last eight bytes.
#[inline]
fn ends(text: &[u8]) -> Option<(u64, u64)> {
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    Some((u64::from_le_bytes(*first), u64::from_le_bytes(*last)))
}

/// The first and the last four bytes.
#[inline]
fn halves(text: &[u8]) -> Option<(u32, u32)> {
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    Some((u32::from_le_bytes(*first), u32::from_le_bytes(*last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_special_byte_at_every_place() {
        for special in (0..0x20).chain([b'"', b'\\']) {
            for length in 0..30 {
                for place in 0..length {
                    let mut bytes = vec![b'x'; length];
                    bytes[place] = special;
                    assert_eq!(plain_length(&bytes), place);
                    assert!(!is_plain(&bytes));
                }
            }
        }
    }

    #[test]
    fn passes_over_everything_else() {
        for byte in (0x20..=0xff).filter(|byte| !matches!(byte, b'"' | b'\\')) {
            for length in 0..30 {
                assert_eq!(plain_length(&vec![byte; length]), length);
                assert!(is_plain(&vec![byte; length]));
            }
            // A special byte after it is not blurred by the one before it.
            assert_eq!(
                plain_length(&[byte, b'"', byte, 0x1f, byte, byte, byte, byte]),
                1
            );
        }
    }

    #[test]
    fn texts_are_the_same_if_no_byte_differs() {
        for length in 0..40 {
            let text = vec![b'x'; length];
            assert!(same(&text, &text.clone()));
            for place in 0..length {
                let mut other = text.clone();
                other[place] = b'y';
                assert!(!same(&text, &other));
            }
        }
    }
}

//! Numbers beyond those that 64 bits or a double hold, such as `1e999`: `serde_json` refuses a text for them.

use std::ops::Range;

/// Whether a number in JSON is beyond every double.
pub(super) fn is_huge(number: &str) -> bool {
    let is_number =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    let begins = number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    begins
        && number.len() > 4
        && number.bytes().all(is_number)
        && number.parse().is_ok_and(f64::is_infinite)
}

/// The text with such numbers in quotes, and where they are: nothing changes its place, as the quotes stand in the place of a
/// number's first and last letters.
pub(super) fn hide(text: &str) -> (String, Vec<Range<usize>>) {
    let mut bytes = text.as_bytes().to_vec();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
        let length = match byte {
            b'"' => length_of_string(rest),
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &&u8| {
                    byte.is_ascii_digit() || matches!(**byte, b'+' | b'-' | b'.' | b'e' | b'E')
                };
                rest.iter().take_while(is_part).count()
            }
            _ => 0,
        };
        let end = at + 1 + length;
        if byte != b'"' && text.get(at..end).is_some_and(is_huge) {
            for quote in [at, end - 1] {
                bytes
                    .get_mut(quote)
                    .into_iter()
                    .for_each(|byte| *byte = b'"');
            }
            places.push(at..end);
        }
        at = end;
    }
    // Only digits and signs were replaced, by quotes.
    (String::from_utf8(bytes).unwrap_or_default(), places)
}

/// The length of what follows the first quote of a text.
fn length_of_string(rest: &[u8]) -> usize {
    let mut is_escaped = false;
    let end = rest.iter().position(|&byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_beyond_doubles_are_hidden() {
        let long = "9".repeat(400);
        let text = format!(r#"{{"a":1e999,"1e999":["\"1e999",-1e999, 1e308,{long},1e-999]}}"#);
        let (hidden, places) = hide(&text);
        assert_eq!(hidden.len(), text.len());
        let found: Vec<&str> = places
            .into_iter()
            .filter_map(|place| text.get(place))
            .collect();
        assert_eq!(found, ["1e999", "-1e999", &long]);
        assert!(serde_json::from_str::<serde_json::Value>(&hidden).is_ok());
    }
}

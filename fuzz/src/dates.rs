use jiff::{Timestamp, civil};
use openapi_build_runtime::{Date, DateTime, json};

/// A date-time or a date that is read is the one that jiff reads, and is written as it was.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(time) = text.parse::<DateTime>() {
        let written = time.to_string();
        // More digits than these are cut off.
        if fraction(text) <= 18 {
            assert_eq!(written, text);
        }
        assert_eq!(written.parse::<DateTime>().ok(), Some(time));
        assert_eq!(
            json::from_str::<DateTime>(&json::to_string(&time)).ok(),
            Some(time)
        );
        // A second of 60 is one that jiff takes for the one before it.
        let is_leap = text.get(17..19) == Some("60");
        match text.parse::<Timestamp>() {
            Ok(theirs) if !is_leap => assert_eq!(time.timestamp(), theirs, "{text}"),
            _ => {}
        }
    } else if is_rfc3339(text) {
        assert!(text.parse::<Timestamp>().is_err(), "{text} was refused");
    }
    let ours = text.parse::<Date>().ok();
    if let Some(date) = ours
        && fraction(text) <= 18
    {
        assert_eq!(date.to_string(), text);
    }
    if text.len() == 10 {
        let theirs = text.parse::<civil::Date>().ok();
        assert_eq!(ours.map(civil::Date::from), theirs, "{text}");
    }
}

/// How many digits a fraction of a second has.
fn fraction(text: &str) -> usize {
    let after = text.split_once('.').map_or("", |(_, after)| after);
    after.bytes().take_while(u8::is_ascii_digit).count()
}

/// Whether a text has the form of RFC 3339, section 5.6; jiff reads others, too.
fn is_rfc3339(text: &str) -> bool {
    let form: String = text
        .chars()
        .map(|character| match character {
            '0'..='9' => '0',
            '+' | '-' => '-',
            other => other,
        })
        .collect();
    let Some(rest) = form.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches('0');
            if zone.len() == fraction.len() || fraction.len() - zone.len() > 9 {
                return false;
            }
            zone
        }
        None => rest,
    };
    let is_zone = match rest {
        "Z" => true,
        // jiff reads offsets of more than a day.
        "-00:00" => text
            .get(text.len() - 5..text.len() - 3)
            .is_some_and(|hours| hours <= "23"),
        _ => false,
    };
    // A leap second is one only at the end of a day in UTC, which jiff doesn't ask.
    is_zone && text.get(17..19) != Some("60")
}

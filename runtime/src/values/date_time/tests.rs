use std::collections::HashSet;

use super::*;
use crate::json::{from_str, to_string};

#[test]
fn text_in_is_text_out() {
    for text in [
        "2025-06-16T16:54:17Z",
        "2025-06-16T16:54:17.946514Z",
        "2025-06-16T16:54:17.0Z",
        "2025-06-16T16:54:17.120Z",
        "2025-06-16T16:54:17.000000000Z",
        "2025-06-16T16:54:17.123456789+02:00",
        "2025-06-16t16:54:17z",
        "2025-06-16 16:54:17.5-07:30",
        "1985-04-12T23:20:50.52Z",
        "1996-12-19T16:39:57-08:00",
        "1937-01-01T12:00:27.87+00:20",
        "2025-06-16T16:54:17-00:00",
        "2025-06-16T16:54:17+00:00",
        "2025-06-16T16:54:17+23:59",
        "2025-06-16T16:54:17-23:59",
        "1990-12-31T23:59:60Z",
        "1990-12-31T15:59:60.25-08:00",
        "0000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+12:00",
        "9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59-12:00",
        "1969-12-31T23:59:59.5Z",
        "2000-02-29T00:00:00Z",
        "2024-02-29T23:59:59.9Z",
    ] {
        let written = format!("\"{text}\"");
        let value: DateTime = from_str(&written).unwrap();
        assert_eq!(to_string(&value), written);
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse(), Ok(value));
    }
}

/// Texts of servers that RFC 3339 does not describe.
#[test]
fn what_servers_write_is_kept() {
    for (text, instant) in [
        ("2025-06-16T16:54:17", "2025-06-16T16:54:17Z"),
        ("2025-06-16 16:54:17.946514", "2025-06-16T16:54:17.946514Z"),
        ("2025-06-16T16:54", "2025-06-16T16:54:00Z"),
        ("2025-06-16T16:54Z", "2025-06-16T16:54:00Z"),
        ("2025-06-16T16:54+02:00", "2025-06-16T14:54:00Z"),
        ("2025-06-16T16:54:17+0000", "2025-06-16T16:54:17Z"),
        ("2025-06-16T16:54:17.5-0730", "2025-06-17T00:24:17.5Z"),
        ("2025-06-16T16:54:17+02", "2025-06-16T14:54:17Z"),
        ("2025-06-16T16:54:17-00", "2025-06-16T16:54:17Z"),
        (
            "2025-06-16T16:54:17.1234567891Z",
            "2025-06-16T16:54:17.123456789Z",
        ),
        (
            "2025-06-16T16:54:17.123456789000000012Z",
            "2025-06-16T16:54:17.123456789Z",
        ),
        ("2025-06-16T16:54:17.000000000000Z", "2025-06-16T16:54:17Z"),
    ] {
        let written = format!("\"{text}\"");
        let value: DateTime = from_str(&written).unwrap();
        assert_eq!(to_string(&value), written);
        assert_eq!(value, instant.parse().unwrap(), "{text}");
        let has_offset = text.contains(['Z', '+']) || text.matches('-').count() > 2;
        assert_eq!(value.has_offset(), has_offset, "{text}");
    }
    // Of more digits than there is room for, the first ones are kept.
    let long: DateTime = "2025-06-16T16:54:17.1234567890123456789Z".parse().unwrap();
    assert_eq!(long.to_string(), "2025-06-16T16:54:17.123456789012345678Z");
}

#[test]
fn a_date_time_in_the_place_of_a_date_is_kept() {
    for text in [
        "2025-06-16T00:00:00Z",
        "2025-06-16T00:00:00",
        "2025-06-16 23:59:59.5+02:00",
    ] {
        let written = format!("\"{text}\"");
        let date: Date = from_str(&written).unwrap();
        assert_eq!(to_string(&date), written);
        assert_eq!(date, "2025-06-16".parse().unwrap());
        assert_eq!(date.day(), 16);
    }
    for text in [
        "2025-06-16T",
        "2025-06-16T25:00:00Z",
        "2025-06-16 x",
        "2025-06-1",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
}

/// jiff reads the same instants.
#[test]
fn instants_are_right() {
    for text in [
        "2025-06-16T16:54:17.946514Z",
        "1996-12-19T16:39:57-08:00",
        "1937-01-01T12:00:27.87+00:20",
        "1969-12-31T23:59:59.5Z",
        "0000-03-01T00:00:00Z",
        "0000-01-01T00:00:00+12:00",
        "1900-02-28T23:59:59Z",
        "9999-12-30T21:59:59.999999999Z",
        "1990-12-31T23:59:60Z",
    ] {
        let value: DateTime = text.parse().unwrap();
        let theirs: Timestamp = text.parse().unwrap();
        assert_eq!(value.timestamp(), theirs, "{text}");
        if !text.contains(":60") {
            assert_eq!(DateTime::from(theirs), value);
            assert_eq!(DateTime::from(theirs).to_string(), theirs.to_string());
        }
    }
    // Every day of 800 years, there and back.
    let mut day = days(1600, 1, 1).unwrap();
    for year in 1600..2400 {
        for month in 1..=12 {
            for date in 1..=31 {
                if let Some(number) = days(year, month, date) {
                    assert_eq!(number, day);
                    assert_eq!(civil(day), (year.into(), month, date));
                    day += 1;
                }
            }
        }
    }
    assert_eq!(days(1970, 1, 1), Some(0));
}

#[test]
fn refuses_what_is_no_date_time() {
    for text in [
        "",
        "2025-06-16",
        "2025-06-16T16",
        "2025-06-16T16:54:",
        "2025-06-16T16:54:1Z",
        "2025-06-16T16:54.5Z",
        "2025-06-16T16:54:17 Z",
        "2025-06-16T16:54:17+2",
        "2025-06-16T16:54:17+020",
        "2025-06-16T16:54:17*0200",
        "2025-06-16T16:54:17.Z",
        "2025-06-16T16:54:17,5Z",
        "2025-06-16X16:54:17Z",
        "2025-06-16T16:54:17ZZ",
        "2025-06-16T16:54:17Z ",
        "2025-13-16T16:54:17Z",
        "2025-00-16T16:54:17Z",
        "2025-02-29T16:54:17Z",
        "1900-02-29T16:54:17Z",
        "2025-06-31T16:54:17Z",
        "2025-06-00T16:54:17Z",
        "2025-06-16T24:00:00Z",
        "2025-06-16T16:60:17Z",
        "2025-06-16T16:54:61Z",
        "2025-06-16T16:54:60Z",
        "2025-06-16T16:54:17+24:00",
        "2025-06-16T16:54:17+02:60",
        "20250616T165417Z",
        "+2025-06-16T16:54:17Z",
        "2025-06-16T16:54:17.5\u{661}Z",
    ] {
        let failure = text.parse::<DateTime>().unwrap_err();
        assert_eq!(failure.to_string(), "not a date-time (RFC 3339)", "{text}");
    }
}

#[test]
fn only_the_instant_counts() {
    let times: Vec<DateTime> = [
        "2025-06-16T18:00:00.000+02:00",
        "2025-06-16T16:00:00z",
        "2025-06-16T16:00:00.000000001Z",
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect();
    assert_eq!(times[0], times[1]);
    assert!(times[1] < times[2]);
    assert_eq!(times.iter().collect::<HashSet<_>>().len(), 2);
    let leap: DateTime = "1990-12-31T23:59:60Z".parse().unwrap();
    assert!(leap > "1990-12-31T23:59:59.999Z".parse().unwrap());
    assert!(leap < "1991-01-01T00:00:00Z".parse().unwrap());
}

#[test]
fn the_limits_are_as_documented() {
    let fine: DateTime = "2025-06-16T16:54:17.1234567899Z".parse().unwrap();
    assert_eq!(fine.timestamp().subsec_nanosecond(), 123_456_789);
    let last: DateTime = "9999-12-31T23:59:59Z".parse().unwrap();
    assert_eq!(last.timestamp(), Timestamp::MAX);
    assert_eq!(last.to_string(), "9999-12-31T23:59:59Z");
    let offset: DateTime = "2025-06-16T16:54:17-07:30".parse().unwrap();
    assert_eq!(offset.offset().seconds(), -27_000);
    assert_eq!(DateTime::from(Timestamp::MIN).timestamp(), Timestamp::MIN);
    assert!(!DateTime::from(Timestamp::MIN).to_string().is_empty());
    assert_eq!(size_of::<Option<DateTime>>(), 24);
}

#[test]
fn days_are_read_and_written() {
    for text in ["2025-06-16", "0000-01-01", "9999-12-31", "2024-02-29"] {
        assert_eq!(
            to_string(&from_str::<Date>(&format!("\"{text}\"")).unwrap()),
            format!("\"{text}\"")
        );
    }
    for text in ["", "2025-6-16", "2025-02-29", "20250616", "2025-13-01"] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    let day: Date = "2024-02-29".parse().unwrap();
    assert_eq!(day.tomorrow().unwrap().to_string(), "2024-03-01");
}

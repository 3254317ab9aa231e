use crate::json::from_str;
use crate::{AdditionalProperties, Date, DateTime, Nullable};

#[test]
fn serde_sees_what_json_says() {
    let time: DateTime = serde_json::from_str("\"2025-06-16T16:54:17.50z\"").unwrap();
    assert_eq!(
        serde_json::to_string(&time).unwrap(),
        "\"2025-06-16T16:54:17.50z\""
    );
    let day: Date = serde_json::from_str("\"2025-06-16\"").unwrap();
    assert_eq!(serde_json::to_string(&day).unwrap(), "\"2025-06-16\"");
    let text = r#"{"a":[1,-2,2.5,true,null,"x\ny",[],{}],"b":{"c":18446744073709551615}}"#;
    let more: AdditionalProperties = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&more).unwrap(), text);
    assert_eq!(
        serde_json::to_value(&more).unwrap(),
        serde_json::from_str::<serde_json::Value>(text).unwrap()
    );
    assert_eq!(more, from_str(text).unwrap());
}

#[test]
fn nullable_works_in_types_of_the_user() {
    for (text, value) in [("null", Nullable::Null), ("3", Nullable::Value(3_i64))] {
        assert_eq!(serde_json::from_str::<Nullable<i64>>(text).unwrap(), value);
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }
    assert_eq!(
        serde_json::from_value::<Nullable<String>>("x".into()).unwrap(),
        "x".into()
    );
}

#[test]
fn failures_of_either_side_come_through() {
    let failure = serde_json::from_str::<DateTime>("\"yesterday\"").unwrap_err();
    assert!(failure.to_string().contains("a date-time"), "{failure}");
    assert!(serde_json::from_str::<Nullable<bool>>("[").is_err());
    // A writer that is full.
    let mut full: &mut [u8] = &mut [0; 3];
    let more: AdditionalProperties = from_str(r#"{"a":{"b":[1]}}"#).unwrap();
    let failure = serde_json::to_writer(&mut full, &more).unwrap_err();
    assert!(failure.is_io());
}

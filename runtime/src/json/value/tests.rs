use serde_json::json;

use super::*;

/// Texts whose numbers serde_json would change or refuse.
const NUMBERS: [&str; 12] = [
    "12345678901234567890123",
    "-12345678901234567890123",
    "18446744073709551616",
    "0.1000000000000000055511151231257827021181583404541015625",
    "1.50",
    "1E5",
    "1e+5",
    "1e999",
    "-1e-999",
    "-0",
    "-0.0",
    "1e99999999999999999999",
];

#[test]
fn numbers_are_written_to_the_letter() {
    for number in NUMBERS {
        let text = format!(r#"{{"a":[{number}],"b":{number}}}"#);
        let value: Value = text.parse().unwrap();
        assert_eq!(value.to_string(), text);
        assert_eq!(value, value.clone());
        let more: crate::AdditionalProperties = json::from_str(&text).unwrap();
        assert_eq!(json::to_string(&more), text);
    }
}

#[test]
fn a_gigantic_number_is_read_in_one_pass() {
    let digits = format!("0.{}1", "0".repeat(2_000_000));
    let value: Value = digits.parse().unwrap();
    assert_eq!(value.as_f64(), Some(0.0));
    assert_eq!(value, format!("{digits}00").parse::<Value>().unwrap());
    let whole: Value = "7".repeat(2_000_000).parse().unwrap();
    assert_eq!((whole.as_f64(), whole.as_u64()), (None, None));
}

#[test]
fn it_is_made_from_what_serde_json_has() {
    let theirs = json!({"a": [1, -2, 2.5, true, null, "x"], "b": {"c": u64::MAX, "d": 1e300}});
    let ours = Value::from(theirs.clone());
    assert_eq!(ours, theirs);
    assert_eq!(theirs, ours);
    assert_eq!(ours.to_string(), theirs.to_string());
    assert_eq!(serde_json::to_value(&ours).unwrap(), theirs);
    assert_eq!(serde_json::from_value::<Value>(theirs).unwrap(), ours);
    // What serde cannot hand on is an error and not another number.
    let large: Value = "1e999".parse().unwrap();
    assert!(serde_json::to_string(&large).is_err());
}

#[test]
fn places_are_reached_and_changed() {
    let mut value = Value::from(json!({"a": {"b/c": [1, {"~d": "x"}]}, "e": null}));
    assert_eq!(value["a"]["b/c"][1]["~d"], "x");
    assert_eq!(value["a"]["none"][7], Value::Null);
    assert_eq!(value.pointer("/a/b~1c/1/~0d"), Some(&Value::from("x")));
    assert_eq!(value.pointer(""), Some(&value));
    for none in ["a", "/a/b~1c/01", "/a/b~1c/+1", "/a/b~1c/2", "/e/f"] {
        assert_eq!(value.pointer(none), None, "{none}");
    }
    *value.get_mut("e").unwrap() = Value::from(vec![1.5]);
    let item = value.get_mut("e").and_then(|items| items.get_mut(0));
    assert_eq!(item.map(Value::take), Some(1.5.into()));
    assert_eq!(value["e"], json!([null]));
    assert_eq!(
        format!("{:?}", Value::from(json!({"a": [1, "x", true, null]}))),
        r#"Object {"a": Array [Number(1), String("x"), Bool(true), Null]}"#
    );
}

#[test]
fn it_is_compared_with_plain_values() {
    assert_eq!(Value::from(7_u8), 7);
    assert_eq!(Value::from(-7_i64), -7_i8);
    assert_eq!(Value::from(2.5), 2.5);
    assert_eq!(Value::from("a"), "a".to_owned());
    assert_eq!(Value::from(Some(true)), true);
    assert_ne!(Value::from(None::<bool>), false);
    assert_eq!(Value::from(f64::INFINITY), Value::Null);
}

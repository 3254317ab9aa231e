use super::failure;
use crate::Nullable;
use crate::json::{Failure, Kind, Reader, from_slice, from_str, to_string};
use serde_json::Value;

/// Each is refused whether it is read or passed over, and serde_json refuses it too.
#[test]
fn refuses_what_the_grammar_does_not_allow() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "tru",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "NaN",
        "Infinity",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,]",
        "[1 2]",
        "]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "{,}",
        "}",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u+123\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"a\nb\"",
        "\"\t\"",
        "\"\0\"",
        "'a'",
        "1 2",
        "[] x",
        "{} {}",
        "// c\n1",
        "\u{a0}1",
        "\u{feff}\u{feff}1",
        "1\0",
        "[1}",
        "{\"a\":1]",
        "nullnull",
    ] {
        assert!(from_str::<Value>(text).is_err(), "{text:?} was read");
        let mut reader = Reader::new(text);
        let skipped = reader.skip().and_then(|()| reader.finish());
        assert!(skipped.is_err(), "{text:?} was passed over");
        let theirs = serde_json::from_str::<Value>(text);
        assert!(theirs.is_err(), "{text:?} is read by serde_json");
    }
}

#[test]
fn reads_what_serde_json_reads() {
    for text in [
        "null",
        " true ",
        "false",
        "0",
        "-0",
        "-0.0",
        "12",
        "-7",
        "18446744073709551615",
        "-9223372036854775808",
        "1.5",
        "1e3",
        "1E-2",
        "1e+2",
        "0.1",
        "5e-324",
        "1.7976931348623157e308",
        "123456789012345678901234567890",
        "\"\"",
        "\"a\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u00e9\\u20AC\"",
        "\"\\ud83d\\ude00\"",
        "\"\u{e9}\u{20ac}\u{1f600}\"",
        "\"\u{7f}\"",
        "\"\\u0000\"",
        "[]",
        "[ ]",
        "[1, [2, {\"a\": []}]]",
        "{}",
        "{ }",
        "{\"a\":1,\"b\":[true,null]}",
        "{\"\":0}",
        "{\"a\":1,\"a\":2}",
        "\r\n\t [1\n,\t2\r]",
        "{\"a\\nb\":\"a long text that goes on beyond \\u0065ight bytes\"}",
    ] {
        let theirs: Value = serde_json::from_str(text).unwrap();
        assert_eq!(from_str::<Value>(text).unwrap(), theirs, "{text}");
        assert_eq!(
            from_slice::<Value>(text.as_bytes()).unwrap(),
            theirs,
            "{text}"
        );
        assert_eq!(to_string(&theirs), serde_json::to_string(&theirs).unwrap());
        let mut reader = Reader::new(text);
        assert_eq!(reader.raw().unwrap(), text.trim());
        reader.finish().unwrap();
    }
}

#[test]
fn passes_over_a_byte_order_mark() {
    assert_eq!(from_slice::<Vec<i64>>(b"\xef\xbb\xbf[1]").unwrap(), [1]);
    assert_eq!(
        from_slice::<i64>(b"\xef\xbb1").unwrap_err().offset(),
        Some(0)
    );
}

#[test]
fn says_where_bytes_are_not_utf_8() {
    let failure = from_slice::<String>(b"\"ab\xff\"").unwrap_err();
    assert_eq!(failure.to_string(), "$: not UTF-8 (at byte 3)");
}

#[test]
fn goes_128_levels_deep_and_no_deeper() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(from_str::<Value>(&nested(128)).is_ok());
    let failure = from_str::<Value>(&nested(129)).unwrap_err();
    assert_eq!(failure.reason(), "nested deeper than 128 levels");
    let endless = "{\"a\":".repeat(1_000_000);
    assert!(from_str::<Value>(&endless).is_err());
    assert!(Reader::new(&endless).skip().is_err());
    // The depth is given back: siblings do not add up.
    assert!(from_str::<Value>(&format!("[{}[]]", "[{}],".repeat(500))).is_ok());
}

#[test]
fn says_what_was_expected_and_what_was_found_but_not_the_value() {
    assert_eq!(
        failure::<bool>("\"1234\""),
        "$: expected a boolean, found a string (at byte 0)"
    );
    assert_eq!(
        failure::<String>(" 1234"),
        "$: expected a string, found a number (at byte 1)"
    );
    assert_eq!(
        failure::<u8>("1234"),
        "$: expected u8, a whole number from 0 to 255, found a number (at byte 0)"
    );
    assert_eq!(
        failure::<Vec<i64>>("[1,{}]"),
        "$[1]: expected a number, found an object (at byte 3)"
    );
    assert_eq!(
        failure::<Vec<i64>>("[1;2]"),
        "$: expected `,` or `]`, found something else (at byte 2)"
    );
    assert_eq!(
        failure::<bool>(""),
        "$: expected a boolean, found the end of the text (at byte 0)"
    );
    assert_eq!(
        failure::<uuid::Uuid>("\"1234\""),
        "$: expected a UUID, found other text (at byte 0)"
    );
    assert_eq!(
        failure::<crate::DateTime>("\"1234\""),
        "$: expected a date-time, found other text (at byte 0)"
    );
    let debug = format!("{:?}", from_str::<bool>("\"1234\"").unwrap_err());
    assert!(!debug.contains("1234"), "{debug}");
}

#[test]
fn paths_name_properties_of_maps() {
    type Doors = std::collections::BTreeMap<String, Vec<Nullable<bool>>>;
    assert_eq!(
        failure::<Doors>(r#"{"front":[true],"the \"back\" door":[null,3]}"#),
        r#"$["the \"back\" door"][1]: expected a boolean, found a number (at byte 42)"#
    );
}

#[test]
fn hands_out_the_text_of_a_value_and_goes_back() -> Result<(), Failure> {
    let text = r#" {"n": {"kind": 1}, "kind": "a", "\u006bind": "circle\n"} "#;
    let mut reader = Reader::new(text);
    assert_eq!(reader.peek()?, Kind::Object);
    let start = reader.position();
    assert_eq!(reader.raw()?, text.trim());
    reader.finish()?;
    reader.rewind(start);
    assert!(reader.value::<bool>().is_err());
    Ok(())
}

/// Texts that are damaged at random are read, and passed over, exactly when serde_json reads them.
#[test]
fn agrees_with_serde_json_on_damaged_texts() {
    const TEXT: &str = r#"{"a":[1,-2.5e+3,0.10,true,false,null],"b\u00e9":{"c":"x\n\ud83d\ude00é€","d":[]},"":"a longer text, \"quoted\""}"#;
    const BYTES: &[u8] = b"{}[]\",:\\0123456789.eE+-tfnu \n\x00\x1f\x7f\xc3\xa9";
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut valid = 0;
    for _ in 0..20_000 {
        let mut bytes = TEXT.as_bytes().to_vec();
        for _ in 0..=random(2) {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes[at] = BYTES[random(BYTES.len())],
                1 => bytes.insert(at, BYTES[random(BYTES.len())]),
                _ => drop(bytes.remove(at)),
            }
        }
        let ours = from_slice::<Value>(&bytes).ok();
        let theirs = serde_json::from_slice::<Value>(&bytes).ok();
        let shown = String::from_utf8_lossy(&bytes);
        assert_eq!(ours.is_some(), theirs.is_some(), "{shown}");
        if let Some(ours) = &ours {
            // Not compared with theirs: serde_json rounds some floats by one digit.
            assert_eq!(
                from_str::<Value>(&to_string(ours)).as_ref().ok(),
                Some(ours),
                "{shown}"
            );
        }
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let mut reader = Reader::new(text);
            let skipped = reader.skip().and_then(|()| reader.finish());
            assert_eq!(skipped.is_ok(), theirs.is_some(), "{text}");
        }
        valid += usize::from(theirs.is_some());
    }
    assert!(valid > 1000, "{valid}");
}

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::failure;
use crate::json::{Field, Json, Property, from_str, nothing, to_string};
use crate::{AdditionalProperties, Nullable, Uuid, Value};

#[track_caller]
fn reads<T: Json + PartialEq + Debug>(text: &str, value: T) {
    assert_eq!(from_str::<T>(text).unwrap(), value, "{text}");
}

#[track_caller]
fn writes<T: Json>(value: T, text: &str) {
    assert_eq!(to_string(&value), text);
}

#[test]
fn tuples_are_arrays_of_their_length() {
    reads(" [ 1.5, \"a\", null ]", (1.5, "a".to_owned(), Value::Null));
    reads("[true]", (true,));
    writes(
        (1, Some("a".to_owned()), Vec::<bool>::new()),
        "[1,\"a\",[]]",
    );
    for text in ["[]", "[1]", "[1,2,3]", "[1,\"2\"]", "{}", "[1,2"] {
        assert!(from_str::<(i64, i64)>(text).is_err(), "{text}");
    }
    let failure = from_str::<Vec<(i64, bool)>>("[[1,true],[1]]").unwrap_err();
    assert!(
        failure
            .to_string()
            .contains("$[1]: expected an array of 2 items"),
        "{failure}"
    );
}

#[test]
fn whole_numbers_may_be_written_as_floats() {
    for text in [
        "1000", "1e3", "1.0e3", "1000.000", "10000e-1", "0.1e4", "1E+3", "1000.0",
    ] {
        reads(text, 1000_i64);
        reads(text, 1000_u16);
    }
    reads("-0", 0_u8);
    reads("0e999999999999999999999", 0_i32);
    reads("0.0", 0_i8);
    reads("9223372036854775807", i64::MAX);
    reads("-9223372036854775808.0", i64::MIN);
    reads("18446744073709551615", u64::MAX);
    reads("1.8446744073709551615e19", u64::MAX);
    reads("-170141183460469231731687303715884105728", i128::MIN);
    for text in [
        "1.5",
        "1e-1",
        "15e-1",
        "1.05e1",
        "1e400",
        "1e99999999999999999999",
        "9223372036854775808",
        "\"1\"",
    ] {
        assert!(from_str::<i64>(text).is_err(), "{text}");
    }
    assert!(failure::<u32>("-1").contains("a whole number from 0 to 4294967295"));
    writes(i64::MIN, "-9223372036854775808");
    writes(u64::MAX, "18446744073709551615");
}

/// Numbers of every length, read alone and within an array: as Rust's library reads them, if JSON has them so.
#[test]
fn numbers_are_exact_at_every_length() {
    const DIGITS: &str = "98765432101234567890123";
    let (whole, fractions) = (
        ["0", "00", "05", "10"],
        ["", ".", ".0", ".05", ".5e", ".e1"],
    );
    let mut texts: Vec<String> = (0..=DIGITS.len())
        .map(|length| DIGITS[..length].to_owned())
        .chain(whole.map(str::to_owned))
        .collect();
    texts = texts
        .iter()
        .flat_map(|text| [text.clone(), format!("-{text}")])
        .collect();
    let fraction = |length: usize| format!(".{}", &DIGITS[..length]);
    let fractions: Vec<String> = (1..=DIGITS.len())
        .map(fraction)
        .chain(fractions.map(str::to_owned))
        .collect();
    for text in texts {
        for fraction in &fractions {
            for exponent in ["", "e0", "E2", "e-3", "e+21"] {
                agrees(&format!("{text}{fraction}{exponent}"));
            }
        }
    }
}

fn agrees(text: &str) {
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    let float = text.parse().ok().filter(|_| is_json);
    let bits = float.map(f64::to_bits);
    let read = |text: &str| from_str::<f64>(text).ok().map(f64::to_bits);
    assert_eq!(read(text), bits, "{text}");
    let list = format!("[{text},{text}\n]");
    let read = from_str::<Vec<f64>>(&list).ok();
    let read = read.map(|all| all.into_iter().map(f64::to_bits).collect());
    assert_eq!(read, bits.map(|bits| vec![bits; 2]), "{list}");
    if let Ok(integer) = text.parse::<i128>() {
        let integer = Some(integer).filter(|_| is_json);
        let small = integer.and_then(|integer| i64::try_from(integer).ok());
        assert_eq!(from_str::<i128>(text).ok(), integer, "{text}");
        assert_eq!(from_str::<i64>(text).ok(), small, "{text}");
        let read = from_str::<Vec<i64>>(&list).ok();
        assert_eq!(read, small.map(|small| vec![small; 2]), "{list}");
    }
}

#[test]
fn floats_are_written_as_javascript_does() {
    for (value, text) in [
        (5.0, "5"),
        (-5.0, "-5"),
        (0.0, "0"),
        (0.1, "0.1"),
        (-1.25, "-1.25"),
        (9_007_199_254_740_991.0, "9007199254740991"),
        (1e300, "1e+300"),
        (f64::NAN, "null"),
        (f64::INFINITY, "null"),
    ] {
        let written = to_string(&value);
        assert_eq!(written, text);
        if value.is_finite() {
            reads(&written, value);
        }
    }
    assert!(
        from_str::<f64>(&to_string(&-0.0_f64))
            .unwrap()
            .is_sign_negative()
    );
    reads("9007199254740993", 9_007_199_254_740_992.0_f64);
    writes(0.1_f32, "0.1");
    writes(3.0_f32, "3");
    reads("0.1", 0.1_f32);
    writes(f32::NAN, "null");
    writes(f32::MAX, "3.4028235e+38");
    assert!(from_str::<f32>("1e39").is_err());
    assert!(from_str::<f64>("1e309").is_err());
}

#[test]
fn free_numbers_stay_what_they_were() {
    for text in [
        "18446744073709551615",
        "-9223372036854775808",
        "5.0",
        "-0.0",
        "0.1",
        "5",
    ] {
        assert_eq!(to_string(&from_str::<Value>(text).unwrap()), text);
    }
}

#[test]
fn strings_survive() {
    for text in [
        "",
        "a",
        "\"\\/\u{8}\u{c}\n\r\t",
        "\0\u{1f}\u{7f}",
        "é€😀 and \"more\"",
        "no escapes, but longer than eight bytes",
    ] {
        let written = to_string(&text.to_owned());
        assert_eq!(written, serde_json::to_string(text).unwrap());
        reads(&written, text.to_owned());
    }
}

#[test]
fn null_and_absent_stay_apart() {
    reads("null", None::<bool>);
    reads("true", Some(true));
    reads("null", Nullable::<bool>::Null);
    reads("true", Nullable::Value(true));
    writes(None::<bool>, "null");
    writes(
        vec![Nullable::Absent, Nullable::Null, Nullable::Value(1_i64)],
        "[null,null,1]",
    );
    writes(
        BTreeMap::from([
            ("a".to_owned(), Nullable::<bool>::Absent),
            ("b".to_owned(), Nullable::Null),
        ]),
        r#"{"b":null}"#,
    );
    reads("null", ());
    assert!(from_str::<()>("0").is_err());
}

#[test]
fn uuids_in_every_form_are_written_in_one() {
    let uuid = Uuid::from_u128(0x73a0a199_024f_454d_a916_9bbda8502c12);
    for text in [
        "73a0a199-024f-454d-a916-9bbda8502c12",
        "73A0A199-024F-454D-A916-9BBDA8502C12",
        "73a0a199024f454da9169bbda8502c12",
        "{73a0a199-024f-454d-a916-9bbda8502c12}",
    ] {
        reads(&format!("\"{text}\""), uuid);
    }
    reads(r#""\u00373a0a199-024f-454d-a916-9bbda8502c12""#, uuid);
    writes(uuid, "\"73a0a199-024f-454d-a916-9bbda8502c12\"");
    for text in [
        "",
        "73a0a199-024f-454d-a916-9bbda8502c1",
        "73a0a199-024f-454d-a9169-bbda8502c12",
        "g3a0a199-024f-454d-a916-9bbda8502c12",
    ] {
        assert!(from_str::<Uuid>(&format!("\"{text}\"")).is_err(), "{text}");
    }
}

#[test]
fn containers_nest() {
    reads("[[1],[],[2,3]]", vec![vec![1_i64], vec![], vec![2, 3]]);
    reads(
        "{\"a\":[true]}",
        BTreeMap::from([("a".to_owned(), Box::new(vec![true]))]),
    );
    writes(
        BTreeMap::from([("a\n".to_owned(), vec![Some(1_u8), None])]),
        r#"{"a\n":[1,null]}"#,
    );
    let more: AdditionalProperties = from_str(r#"{"a":{"b":[1,2.5]}}"#).unwrap();
    writes(more.clone(), r#"{"a":{"b":[1,2.5]}}"#);
    assert_eq!(more.len(), 1);
}

#[derive(Debug, Default, PartialEq)]
struct Counts {
    small: i8,
    whole: Option<i32>,
    long: i64,
    huge: u64,
    single: f32,
    double: Vec<f64>,
}

impl Json for Counts {
    const FIELDS: &'static [Field] = &[
        Field::optional("small"),
        Field::optional("whole"),
        Field::optional("long"),
        Field::optional("huge"),
        Field::optional("single"),
        Field::optional("double"),
    ];

    fn blank() -> Self {
        Self::default()
    }

    fn property(&self, index: usize) -> &dyn Property {
        match index {
            0 => &self.small,
            1 => &self.whole,
            2 => &self.long,
            3 => &self.huge,
            4 => &self.single,
            5 => &self.double,
            _ => nothing(),
        }
    }

    fn property_mut(&mut self, index: usize) -> &mut dyn Property {
        match index {
            0 => &mut self.small,
            1 => &mut self.whole,
            2 => &mut self.long,
            3 => &mut self.huge,
            4 => &mut self.single,
            5 => &mut self.double,
            _ => nothing(),
        }
    }
}

/// However far beyond the range a number is, the failure names where it stands and the type that it has there.
#[test]
fn a_number_out_of_range_is_told_by_path_and_type() {
    let beyond = |digits: usize| format!("9{}", "0".repeat(digits));
    for digits in [3, 20, 40, 400] {
        let number = beyond(digits);
        for (name, kind) in [
            ("small", "i8, a whole number from -128 to 127"),
            (
                "whole",
                "i32, a whole number from -2147483648 to 2147483647",
            ),
            (
                "long",
                "i64, a whole number from -9223372036854775808 to 9223372036854775807",
            ),
            ("huge", "u64, a whole number from 0 to 18446744073709551615"),
            ("single", "f32, a number from -3.4028235e38 to 3.4028235e38"),
            (
                "double",
                "f64, a number from -1.7976931348623157e308 to 1.7976931348623157e308",
            ),
        ] {
            let (open, close, step) = match name {
                "double" => ("[1, ", "]", "[1]"),
                _ => ("", "", ""),
            };
            for number in [number.clone(), format!("-{number}"), format!("{number}.0")] {
                let text = format!(r#"[{{"{name}": {open}{number}{close}}}]"#);
                let read = from_str::<Vec<Counts>>(&text);
                let fits = match name {
                    "small" => false,
                    "whole" => digits < 9,
                    "long" => digits < 18,
                    "huge" => digits < 19 && !number.starts_with('-'),
                    "single" => digits < 38,
                    _ => digits < 308,
                };
                let said = read.map(drop).map_err(|failure| failure.to_string());
                let at = text.find(&number).unwrap();
                let expected =
                    format!("$[0].{name}{step}: expected {kind}, found a number (at byte {at})");
                assert_eq!(said, if fits { Ok(()) } else { Err(expected) }, "{text}");
            }
        }
    }
    assert_eq!(
        failure::<i64>("1.5").split(',').next(),
        Some("$: expected i64")
    );
}

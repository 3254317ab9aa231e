//! Integers have all that their bounds allow, within 64 bits.

use openapi_build::diagnostics::Diagnostics;
use openapi_build::document::Document;
use openapi_build::ir::{Type, TypeKind};
use openapi_build::{Config, Source, lower};

const FORMATS: [&str; 9] = [
    "", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
];

/// Bounds at the edges of types.
const NUMBERS: [i128; 12] = [
    i64::MIN as i128,
    i32::MIN as i128 - 1,
    i8::MIN as i128,
    -1,
    0,
    1,
    i8::MAX as i128,
    u8::MAX as i128,
    u32::MAX as i128,
    i64::MAX as i128,
    i64::MAX as i128 + 10_000,
    u64::MAX as i128,
];

fn limits(name: &str) -> (i128, i128) {
    match name {
        "i8" => (i8::MIN.into(), i8::MAX.into()),
        "i16" => (i16::MIN.into(), i16::MAX.into()),
        "i32" => (i32::MIN.into(), i32::MAX.into()),
        "i64" => (i64::MIN.into(), i64::MAX.into()),
        "u8" => (0, u8::MAX.into()),
        "u16" => (0, u16::MAX.into()),
        "u32" => (0, u32::MAX.into()),
        "u64" => (0, u64::MAX.into()),
        other => panic!("{other}"),
    }
}

#[test]
fn an_integer_has_all_that_its_bounds_allow() {
    let pairs = NUMBERS.iter().enumerate().flat_map(|(index, least)| {
        let most = NUMBERS[index..].iter();
        most.map(move |most| (*least, *most))
    });
    let pairs: Vec<(i128, i128)> = pairs.collect();
    let all = FORMATS
        .iter()
        .flat_map(|format| pairs.iter().map(move |pair| (*format, *pair)));
    let all: Vec<(&str, (i128, i128))> = all.collect();
    let mut text = "openapi: 3.1.0\ninfo: { title: Bounds, version: '1' }\ncomponents:\n  schemas:\n    All:\n      properties:\n".to_owned();
    for (index, (format, (least, most))) in all.iter().enumerate() {
        let format = match *format {
            "" => String::new(),
            format => format!("format: {format}, "),
        };
        text += &format!(
            "        p{index}: {{ type: integer, {format}minimum: {least}, maximum: {most} }}\n"
        );
    }
    let mut diagnostics = Diagnostics::new();
    let source = Source::from_text("bounds.yaml", text);
    let document = Document::read(source, &mut diagnostics).expect("a document");
    let api = lower(&document, &Config::default(), &mut diagnostics);
    let TypeKind::Struct(object) = &api.types[0].kind else {
        panic!("no object");
    };
    assert_eq!(object.fields.len(), all.len());
    for (field, (format, (least, most))) in object.fields.iter().zip(&all) {
        let Type::Integer(name) = field.ty else {
            panic!("{:?}", field.ty);
        };
        let has = limits(name);
        // No integer of 64 bits has both.
        let is_beyond = *least < 0 && *most > i64::MAX.into();
        assert!(
            is_beyond || has.0 <= *least && *most <= has.1,
            "{format} from {least} to {most} is {name}"
        );
    }
    let told = diagnostics
        .iter()
        .filter(|one| one.code == "integer-beyond");
    let beyond = all
        .iter()
        .filter(|(_, (least, most))| *least < 0 && *most > i64::MAX.into());
    assert_eq!(told.count(), beyond.count());
}

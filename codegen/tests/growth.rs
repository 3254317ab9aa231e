//! Output that would be as large as the product of two parts of a document stays in proportion to the document.

use openapi_build::{Config, Generated, Source, generate};

/// Each part is there so many times.
const MANY: usize = 1000;

fn list(one: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..MANY).map(one).collect();
    all.join(",")
}

fn generated(schemas: &str) -> (Generated, usize) {
    let document = format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"T","version":"1"}},"paths":{{}},"components":{{"schemas":{{{schemas}}}}}}}"#
    );
    let source = Source::from_text("growth.json", &document);
    let generated = generate(source, &Config::default(), "client.rs");
    let output = generated
        .output
        .as_ref()
        .expect("a document without errors");
    let size = output.files.iter().map(|(_, text)| text.len()).sum();
    (generated, size)
}

fn says(generated: &Generated, code: &str) -> bool {
    let mut reports = generated.reports.iter();
    reports.any(|report| report.to_string().contains(code))
}

/// An object whose properties are all the alias `A`.
fn users_of(alias: &str) -> String {
    let properties = list(|i| format!(r##""x{i}":{{"$ref":"#/components/schemas/A"}}"##));
    format!(r#""A":{alias},"B":{{"type":"object","properties":{{{properties}}}}}"#)
}

#[test]
fn a_long_pattern_is_not_copied_to_every_place() {
    let pattern = "a".repeat(20_000);
    let alias = format!(r#"{{"type":"string","pattern":"{pattern}"}}"#);
    let (generated, size) = generated(&users_of(&alias));
    assert!(size < 4_000_000, "{size} bytes");
    assert!(says(&generated, "too-many-rules"));
}

#[test]
fn many_rules_are_not_copied_to_every_place() {
    let parts = list(|i| format!(r#"{{"type":"string","pattern":"x{i}"}}"#));
    let (generated, size) = generated(&users_of(&format!(r#"{{"allOf":[{parts}]}}"#)));
    assert!(size < 8_000_000, "{size} bytes");
    assert!(says(&generated, "keyword-unchecked"));
}

#[test]
fn rules_that_few_places_have_are_all_copied() {
    let alias = format!(r#"{{"type":"string","pattern":"{}"}}"#, "a".repeat(500));
    let (generated, size) = generated(&users_of(&alias));
    assert!(size > MANY * 500, "{size} bytes");
    assert!(!says(&generated, "too-many-rules"));
}

/// As many unions of a number and of what `schema` describes.
fn unions_of(schema: &str) -> String {
    let union = r##"{"oneOf":[{"$ref":"#/components/schemas/S"},{"type":"integer"}]}"##;
    format!(r#""S":{schema},{}"#, list(|i| format!(r#""A{i}":{union}"#)))
}

#[test]
fn the_values_of_an_enum_are_not_copied_to_every_union() {
    let values = list(|i| format!(r#""value{i}""#));
    let (generated, size) = generated(&unions_of(&format!(r#"{{"enum":[{values}]}}"#)));
    assert!(size < 8_000_000, "{size} bytes");
    assert!(says(&generated, "union-of-unions"));
}

#[test]
fn the_properties_of_an_object_are_not_copied_to_every_union() {
    let properties = list(|i| format!(r#""property{i}":{{"type":"string"}}"#));
    let object = format!(r#"{{"type":"object","properties":{{{properties}}}}}"#);
    let (generated, size) = generated(&unions_of(&object));
    assert!(size < 8_000_000, "{size} bytes");
    assert!(says(&generated, "union-of-unions"));
}

/// A union of unions that hold it, each of which has the forms of all others. It was found at random.
const UNIONS_OF_EACH_OTHER: &str = r##""A":{"allOf":[{"oneOf":[{"additionalProperties":{}},
{"anyOf":[{"$ref":"#/components/schemas/A"},{"type":"object"},{"$ref":"#/components/schemas/A"}],"not":{"type":"object"}},
{"anyOf":[{"$ref":"#/components/schemas/A"},{"type":"object"}],"oneOf":[{"required":["b","c","kind"]},{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/A"}]}]},
{"not":{"additionalProperties":{"required":["a","c","items"]}}}],
"oneOf":[{"oneOf":[{"allOf":[{"$ref":"#/components/schemas/A/additionalProperties"},{"$ref":"#/components/schemas/A"},{"required":["a","c","items"]}]},{"$ref":"#/components/schemas/A"},{"allOf":[{"enum":["a",1,null]},{"$ref":"#/components/schemas/A/allOf/0"}],"items":{"$ref":"#/components/schemas/A/items"}}]}]}"##;

#[test]
fn the_forms_of_unions_that_hold_each_other_are_not_copied_into_all_of_them() {
    let (generated, size) = generated(UNIONS_OF_EACH_OTHER);
    assert!(size < 2_000_000, "{size} bytes");
    assert!(says(&generated, "union-of-unions"));
}

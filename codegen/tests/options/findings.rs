//! Which entry counts, and what is said of one that is wrong.

use openapi_build::Config;
use openapi_build::diagnostics::Report;

use super::{Made, all_told, followed, made, made_with, told};

#[test]
fn patterns_match_one_step_or_any_in_one_file_or_in_all() {
    let hidden = |made: &Made| made.text.matches(".secret()").count();
    assert_eq!(
        hidden(&followed(
            "\"/components/schemas/*/properties/token\".sensitive = true\n"
        )),
        1
    );
    assert_eq!(
        hidden(&followed(
            "\"/components/schemas/Pet/**/pin\".sensitive = true\n"
        )),
        2
    );
    assert_eq!(hidden(&followed("\"/**/pin\".sensitive = true\n")), 2);
    assert_eq!(
        hidden(&followed("\"common.yaml#/**/token\".sensitive = true\n")),
        1
    );
    assert_eq!(
        hidden(&followed("\"*#/**/properties/token\".sensitive = true\n")),
        2
    );
    // A pattern does what it can: not all that it matches are properties.
    assert_eq!(hidden(&followed("\"*#/**\".sensitive = true\n")), 24);
    let made = followed("\"/**/schemas/*\".derives = [\"Eq\"]\n");
    assert!(
        made.item("pub struct Pet ")
            .contains("#[derive(Clone, Eq)]")
    );
    assert!(
        made.item("pub struct Far ")
            .contains("#[derive(Clone, Eq)]")
    );
    assert!(
        made.item("pub struct PetHome ")
            .contains("#[derive(Clone)]")
    );
    all_told(&[
        (
            "\"/components/schemas/*/propertys/token\".sensitive = true",
            "2:1: error[unused-option]: nothing in the document matches `/components/schemas/*/propertys/token` (help: something matches as far as `/components/schemas/*`)",
        ),
        (
            "\"*#/nothing/**\".sensitive = true",
            "2:1: error[unused-option]",
        ),
        (
            "\"/**/type\".sensitive = true",
            "2:12: warning[option-without-effect]",
        ),
        (
            "\"/**/good\".type = \"u8\"",
            "2:12: error[impossible-option]",
        ),
    ]);
}

#[test]
fn the_more_specific_entry_wins_and_two_that_are_equal_are_an_error() {
    let made = followed(
        "\"/**/properties/*\".optional = true\n\"/components/schemas/*/properties/token\".optional = false\n\"Pet.id\".optional = false\n",
    );
    let pet = made.item("pub struct Pet ");
    assert!(
        pet.contains("token: String")
            && pet.contains("id: String")
            && pet.contains("kind: Option<PetKind>")
    );
    let made = followed(
        "\"/**/token\".type = \"u8\"\n\"*#/**/properties/*\" = { type = \"u16\", optional = true }\n\"/components/*/Pet/properties/id\".type = \"u32\"\n",
    );
    let pet = made.item("pub struct Pet ");
    assert!(pet.contains("id: Option<Parsed<u32>>") && pet.contains("pin: Option<Parsed<u16>>"));
    assert!(pet.contains("token: Option<Parsed<u8>>"));
    // Each key by itself.
    let made = followed("\"/**/properties/id\".type = \"u8\"\n\"Pet.id\".name = \"key\"\n");
    assert!(made.item("pub struct Pet ").contains("key: Parsed<u8>"));
    all_told(&[
        (
            "\"/components/*/Pet/properties/id\".type = \"u8\"\n\"/components/schemas/*/properties/id\".type = \"u16\"\n",
            "3:39: error[conflicting-options]: `/components/*/Pet/properties/id` and `/components/schemas/*/properties/id` say different things about `type` of one place",
        ),
        (
            "\"Pet.id\".type = \"u8\"\n\"/components/schemas/Pet/properties/id\".type = \"u16\"\n",
            "2:10: error[conflicting-options]",
        ),
        (
            "\"Pet.id\".type = \"u8\"\n\"/**/Pet/properties/id\".type = \"u16\"\n",
            "3:25: warning[option-without-effect]: `type` of `/**/Pet/properties/id` has no effect: other entries say what holds there",
        ),
        (
            "\"Pet.id\".optional = false\n",
            "2:10: warning[option-without-effect]: `optional` of `Pet.id` has no effect: no other entry says `true` there",
        ),
        (
            "Pet = {}\n",
            "2:1: warning[option-without-effect]: nothing is said about `Pet`",
        ),
    ]);
}

#[test]
fn a_place_that_does_not_exist_is_told_with_the_nearest_one_that_does() {
    all_told(&[
        (
            "Pat.name = \"A\"",
            "2:1: error[unused-option]: the document has no schema and no operation `Pat` (help: did you mean `Pet`?)",
        ),
        (
            "\"Pat.id\".optional = true",
            "2:1: error[unused-option]: the document has no schema and no operation `Pat.id` (help: did you mean `Pet.id`?)",
        ),
        (
            "\"Pet.tokn\".sensitive = true",
            "2:1: error[unused-option]: the document has no `Pet.tokn`: there is no property `tokn` (help: did you mean `token`?)",
        ),
        (
            "\"Pet.owner.token\".sensitive = true",
            "2:1: error[unused-option]: the document has no `Pet.owner.token`: there is no property `token` (help: it refers to `common.yaml#/Owner`: name the property of that)",
        ),
        (
            "\"/components/schemas/Pet/properties/tokn\".sensitive = true",
            "2:1: error[unused-option]: the document has no `/components/schemas/Pet/properties/tokn` (help: did you mean `/components/schemas/Pet/properties/token`?)",
        ),
        (
            "\"/components/schemas/Far/properties/away\".sensitive = true",
            "2:1: error[unused-option]: the document has no `/components/schemas/Far/properties/away` (help: what is written there refers to another place: try `common.yaml#/Far/properties/away`)",
        ),
        (
            "\"commons.yaml#/Far\".name = \"A\"",
            "2:1: error[unused-option]: the document has no file `commons.yaml`",
        ),
        ("\"**/token\".sensitive = true", "2:1: error[unused-option]"),
        ("\"\".sensitive = true", "2:1: error[unused-option]"),
    ]);
    // Dots in names: each way to read them counts.
    followed("\"a.b.d\".sensitive = true\n");
    all_told(&[(
        "\"a.b.c\".sensitive = true",
        "2:1: error[unused-option]: `a.b.c` may be several places of the document (help: write one of `/components/schemas/a.b/properties/c`, `/components/schemas/a/properties/b.c`)",
    )]);
}

#[test]
fn findings_show_the_line_of_the_options_and_the_place_in_the_document() {
    let made = made("serde = true\n\n[places.\"Pet.good\"]\nname = \"fine\"\ntype = \"u8\"\n");
    let report = made
        .reports
        .iter()
        .find(|report| report.diagnostic().code == "impossible-option");
    let text = report.unwrap().to_string();
    assert!(text.contains(" 5 | type = \"u8\"\n   | ^^^^\n"), "{text}");
    assert!(
        text.contains("shop.yaml:26:9: at this place of the document"),
        "{text}"
    );
}

#[test]
fn options_of_a_program_are_told_by_their_place_in_the_document() {
    let mut config = Config::default();
    config.place("Pet.pin").optional = Some(true);
    config.place("Pet.id").r#type = Some("u8".to_owned());
    let made = made_with(&config);
    assert!(made.item("pub struct Pet ").contains("id: Parsed<u8>"));
    let found = made.found();
    assert!(
        found.len() == 1
            && found[0].starts_with(
                "warning[option-without-effect]: `optional` of `Pet.pin` has no effect"
            ),
        "{found:?}"
    );
}

#[test]
fn filters_and_formats_are_told_at_their_line() {
    let made = made(
        "[formats]\nbyte = \"1\"\n[include]\noperations = [\n  \"get_pet\",\n  \"get_pets\",\n]\n",
    );
    let found: Vec<String> = made.reports.iter().map(Report::headline).collect();
    let told = |text: &str| {
        found
            .iter()
            .any(|one| one.starts_with(&format!("options.toml:{text}")))
    };
    assert!(
        told("2:1: error[invalid-type]: the type of the format `byte`"),
        "{found:?}"
    );
    assert!(
        told("6:3: error[unused-option]: `include.operations` names `get_pets`"),
        "{found:?}"
    );
}

/// What would take the square of its length takes minutes here.
#[test]
fn options_that_nobody_would_write_end_soon_too() {
    let long = [
        format!("\"/components{}\".skip = true\n", "/a".repeat(300_000)),
        format!("\"{}\".skip = true\n", "/**/a".repeat(100_000)),
        format!("\"{}\".skip = true\n", "/*".repeat(100_000)),
        format!("\"Pet{}\".skip = true\n", ".a".repeat(300_000)),
        format!("\"{}#/a\".skip = true\n", "../x/".repeat(100_000)),
    ];
    let found = told(&long.concat());
    assert_eq!(found.len(), long.len());
    assert!(
        found
            .iter()
            .all(|one| one.len() < 5_000 && one.contains("unused-option"))
    );

    let many = |place: fn(usize) -> String| -> String {
        (0..2_000)
            .map(|i| format!("{:?}.sensitive = true\n", place(i)))
            .collect()
    };
    for (lines, code) in [
        (many(|i| format!("Pet{i}.id")), "unused-option"),
        (
            many(|i| format!("Pet{}.x{i}", ".home".repeat(100))),
            "unused-option",
        ),
        (
            many(|i| format!("/components/schemas/Pet/properties/id{i}")),
            "unused-option",
        ),
        (many(|i| format!("file{i}.yaml#/Pet")), "unused-option"),
        (
            many(|i| format!("/**/properties/x{i}/**/y{i}/**")),
            "unused-option",
        ),
    ] {
        let found = told(&lines);
        assert!(
            found.iter().all(|one| one.contains(code)),
            "{:?}",
            found.first()
        );
        assert!(!found.is_empty());
    }
}

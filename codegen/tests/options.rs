//! Options that speak of places of the document: what each key does, where it can't be done, and what is said then.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use openapi_build::diagnostics::Report;
use openapi_build::{Config, Generated, generate_from};

const DOCUMENT: &str = "\
openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /pets/{id}:
    get:
      operationId: get_pet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: deep, in: query, required: true, schema: { type: boolean } }
        - { name: page, in: query, schema: { type: integer } }
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } }
    delete:
      operationId: delete_pet
      responses: { '204': { description: '' } }
components:
  schemas:
    Pet:
      type: object
      required: [id, kind, token]
      properties:
        id: { type: string }
        kind: { type: string, enum: [cat, dog] }
        token: { type: string }
        pin: { type: string }
        weight: { type: number }
        good: { type: boolean }
        home: { type: object, required: [street], properties: { street: { type: string }, pin: { type: string } } }
        owner: { $ref: 'common.yaml#/Owner' }
        price: { $ref: '#/components/schemas/Money' }
    Money: { type: string }
    Names: { type: array, items: { type: string } }
    Old: { type: object, properties: { of: { $ref: '#/components/schemas/Older' } } }
    Older: { type: object, properties: { x: { type: integer } } }
    'a.b': { type: object, properties: { c: { type: string } } }
    a: { type: object, properties: { b.c: { type: string }, b: { type: object, properties: { d: { type: string } } } } }
    Far: { $ref: 'common.yaml#/Far' }
    Both:
      allOf:
        - { $ref: '#/components/schemas/Older' }
        - { type: object, required: [more], properties: { more: { type: string } } }
    Animal:
      type: object
      properties: { species: { type: string } }
      discriminator: { propertyName: species }
";

const COMMON: &str = "\
Owner:
  type: object
  required: [name]
  properties: { name: { type: string }, token: { type: string }, older: { type: array, items: { $ref: '#/Owner' } } }
Far:
  type: object
  required: [away]
  properties: { away: { type: string } }
";

/// What comes of the document with these options.
struct Made {
    text: String,
    reports: Vec<Report>,
}

fn made(options: &str) -> Made {
    made_with(&Config::from_toml("options.toml", options).expect("options"))
}

fn made_with(config: &Config) -> Made {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("openapi-build-options-{}-{number}", std::process::id());
    let directory: PathBuf = std::env::temp_dir().join(name);
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("shop.yaml"), DOCUMENT).unwrap();
    fs::write(directory.join("common.yaml"), COMMON).unwrap();
    let generated: Generated = generate_from(&directory.join("shop.yaml"), config, "client.rs");
    fs::remove_dir_all(&directory).unwrap();
    let files = generated.output.iter().flat_map(|output| &output.files);
    Made {
        text: files
            .flat_map(|(_, text)| text.lines())
            .flat_map(|line| [line.trim_start(), "\n"])
            .collect(),
        reports: generated.reports,
    }
}

impl Made {
    /// What is said of options.
    fn found(&self) -> Vec<String> {
        let is_option = |report: &&Report| report.diagnostic().code.contains("option");
        let reports = self.reports.iter().filter(is_option);
        reports.map(Report::one_line).collect()
    }

    /// The definition of a type with what stands above it, or the beginning of a function. No line is indented.
    fn item(&self, head: &str) -> &str {
        let at = self
            .text
            .find(head)
            .unwrap_or_else(|| panic!("no `{head}` in {}", self.text));
        let start = self.text[..at].rfind("\n\n").unwrap_or(0);
        let end = self.text[at..].find("\n}\n").expect("an end");
        &self.text[start..at + end]
    }
}

/// The document with `[places]` and these lines has no finding about options; gives the code.
fn followed(lines: &str) -> Made {
    let made = made(&format!("[places]\n{lines}"));
    assert_eq!(made.found(), [""; 0], "{lines}");
    made
}

/// What is said about `[places]` and these lines, without the name of the file.
fn told(lines: &str) -> Vec<String> {
    let made = made(&format!("[places]\n{lines}"));
    let lines = made.found().into_iter();
    lines
        .map(|line| {
            line.strip_prefix("options.toml:")
                .unwrap_or(&line)
                .to_owned()
        })
        .collect()
}

/// Each of these lines alone is told about like this, at its place.
fn all_told(cases: &[(&str, &str)]) {
    for (lines, expected) in cases {
        let told = told(lines);
        assert!(
            told.len() == 1 && told[0].starts_with(expected),
            "{lines}\n{told:#?}\ninstead of\n{expected}"
        );
    }
}

#[test]
fn optional_makes_properties_and_parameters_optional() {
    let made = followed(
        "\"Pet.token\".optional = true\n\"common.yaml#/Owner/properties/name\".optional = true\n\
         \"Pet.home.street\".optional = true\n\"Both.more\".optional = true\n\"Far.away\".optional = true\n\
         \"/paths/~1pets~1{id}/get/parameters/1\".optional = true\n",
    );
    assert!(
        made.item("pub struct Pet ")
            .contains("token: Option<String>")
    );
    assert!(
        made.item("pub struct Owner ")
            .contains("name: Option<String>")
    );
    assert!(
        made.item("pub struct PetHome ")
            .contains("street: Option<String>")
    );
    assert!(
        made.item("pub struct Both ")
            .contains("more: Option<String>")
    );
    assert!(
        made.item("pub struct Far ")
            .contains("away: Option<String>")
    );
    assert!(
        made.item("pub fn get_pet")
            .contains("id: &str) -> operations::GetPetCall"),
        "{}",
        made.item("pub fn get_pet")
    );
    all_told(&[
        (
            "\"Pet.pin\".optional = true",
            "2:11: warning[option-without-effect]: `optional` of `Pet.pin` has no effect: nothing requires what is there",
        ),
        (
            "\"/paths/~1pets~1{id}/get/parameters/0\".optional = true",
            "2:40: error[impossible-option]: `optional` of `/paths/~1pets~1{id}/get/parameters/0` can't be followed: there is no URL without it",
        ),
    ]);
}

#[test]
fn sensitive_values_are_hidden_in_every_file() {
    let made = followed(
        "\"Pet.token\".sensitive = true\n\"common.yaml#/Owner/properties/token\".sensitive = true\n",
    );
    assert_eq!(made.text.matches(".secret()").count(), 2, "{}", made.text);
    all_told(&[(
        "Money.sensitive = true",
        "2:7: warning[option-without-effect]: `sensitive` of `Money` has no effect: no property has this schema as its own (help: name the properties that hold the value",
    )]);
}

#[test]
fn names_are_those_of_types_fields_functions_and_arguments() {
    let made = followed(
        "Pet.name = \"Animal2\"\n\"Pet.id\".name = \"key\"\n\"Pet.home\".name = \"Address\"\nget_pet.name = \"fetch\"\n\
         \"/paths/~1pets~1{id}/get/parameters/0\".name = \"pet\"\n\"/components/schemas/Pet/properties/kind/enum/0\".name = \"Tiger\"\n\
         \"common.yaml#/Owner\".name = \"Person\"\n\"common.yaml#/Owner/properties/name\".name = \"called\"\n",
    );
    assert!(made.item("pub struct Animal2 ").contains("pub key: String"));
    assert!(
        made.item("pub struct Animal2 ")
            .contains("pub home: Option<Address>")
    );
    assert!(made.item("pub fn fetch").contains("pet: &str"));
    assert!(made.item("pub enum Animal2Kind").contains("\nTiger,"));
    assert!(
        made.item("pub struct Person ")
            .contains("pub called: String")
    );
    all_told(&[
        (
            "\"Pet.id\".name = \"Key\"",
            "2:10: warning[option-without-effect]: `name` of `Pet.id` has no effect: no type is made of what is there",
        ),
        (
            "\"Pet.id\".name = \"theKey\"",
            "2:10: error[impossible-option]: `name` of `Pet.id` can't be followed: `theKey` is taken or not written as Rust writes names; it would be `the_key`",
        ),
        (
            "\"Pet.kind\".name = \"id\"",
            "2:12: error[impossible-option]: `name` of `Pet.kind` can't be followed: `id` is taken",
        ),
        (
            "Money.name = \"String\"",
            "2:7: error[impossible-option]: `name` of `Money` can't be followed: `String` is taken",
        ),
        (
            "\"/paths/*/*\".name = \"same\"",
            "2:14: error[impossible-option]: `name` of `/paths/*/*` can't be followed: `same` is taken",
        ),
        (
            "\"Pet.id\".name = \"a b\"",
            "2:10: error[invalid-options]: `name` of `Pet.id`: `a b` is no name in Rust",
        ),
        (
            "\"/info\".name = \"x\"",
            "2:9: warning[option-without-effect]: `name` of `/info` has no effect",
        ),
    ]);
}

#[test]
fn types_are_those_of_texts_numbers_and_references_and_json_is_one_of_everything() {
    let made = followed(
        "\"Pet.id\".type = \"u64\"\n\"Pet.weight\".type = \"f32\"\n\"Pet.home\".type = \"json\"\n\"Pet.price\".type = \"crate::Euro\"\n\
         \"Pet.owner\".type = \"json\"\n\"Pet.kind\".type = \"string\"\nOlder.type = \"json\"\n\
         \"common.yaml#/Far/properties/away\".type = \"std::net::IpAddr\"\n",
    );
    let pet = made.item("pub struct Pet ");
    for field in [
        "id: Parsed<u64>",
        "weight: Option<f32>",
        "home: Option<Value>",
        "price: Option<Parsed<crate::Euro>>",
        "owner: Option<Value>",
        "kind: String",
    ] {
        assert!(pet.contains(field), "{field} in {pet}");
    }
    assert!(
        made.item("pub struct Far ")
            .contains("away: Parsed<std::net::IpAddr>")
    );
    assert!(made.text.contains("pub type Older = Value;"));
    all_told(&[
        (
            "\"Pet.good\".type = \"u8\"",
            "2:12: error[impossible-option]: `type` of `Pet.good` can't be followed: it is no text and no number, so its type can only be `json`",
        ),
        ("Pet.type = \"crate::Pet\"", "2:5: error[impossible-option]"),
        (
            "\"Pet.owner\".type = \"crate::Owner\"",
            "2:13: error[impossible-option]: `type` of `Pet.owner` can't be followed: what it refers to can't have the type `crate::Owner`",
        ),
        (
            "\"Pet.weight\".type = \"u8\"",
            "2:14: error[impossible-option]: `type` of `Pet.weight` can't be followed: `u8` can't be the type of this number",
        ),
        (
            "\"Pet.id\".type = \"u8 or so\"",
            "2:10: error[invalid-options]: `type` of `Pet.id`: `u8 or so` is no type",
        ),
        (
            "get_pet.type = \"json\"",
            "2:9: warning[option-without-effect]",
        ),
    ]);
}

#[test]
fn derives_and_attributes_stand_at_the_types() {
    let made = followed(
        "Pet.derives = [\"Eq\", \"my :: Trait\", \"Clone\", \"Eq\"]\n\"Pet.kind\".attributes = [\"allow(dead_code)\", \"#[doc(hidden)]\"]\n\
         \"Pet.home\".derives = [\"Hash\"]\n\"common.yaml#/Far\".derives = [\"Hash\"]\n",
    );
    assert!(
        made.item("pub struct Pet ")
            .contains("#[derive(Clone, Eq, my::Trait)]\n")
    );
    assert!(
        made.item("pub struct PetHome ")
            .contains("#[derive(Clone, Hash)]\n")
    );
    assert!(
        made.item("pub struct Far ")
            .contains("#[derive(Clone, Hash)]\n")
    );
    assert!(made.item("pub enum PetKind").contains(
        "#[derive(Clone, Debug, PartialEq, Eq, Hash)]\n#[allow(dead_code)]\n#[doc(hidden)]\n#[non_exhaustive]"
    ));
    all_told(&[
        (
            "Money.derives = [\"Hash\"]",
            "2:7: error[impossible-option]: `derives` of `Money` can't be followed: `Money` is no struct or enum but another name for a type",
        ),
        (
            "Names.attributes = [\"a\"]",
            "2:7: error[impossible-option]",
        ),
        (
            "Pet.derives = [\"Debug\", \"serde::Serialize\"]",
            "2:5: warning[option-without-effect]",
        ),
        (
            "\"Pet.id\".derives = [\"Hash\"]",
            "2:10: warning[option-without-effect]: `derives` of `Pet.id` has no effect: no struct or enum is made of what is there",
        ),
        (
            "Pet.derives = [\"Hash)] struct X; #[derive(Y\"]",
            "2:5: error[invalid-options]",
        ),
        (
            "Pet.attributes = [\"a] pub struct X; #[b\"]",
            "2:5: error[invalid-options]",
        ),
    ]);
}

#[test]
fn skip_leaves_out_what_nothing_needs() {
    let made = followed(
        "delete_pet.skip = true\n\"Pet.pin\".skip = true\n\"/paths/~1pets~1{id}/get/parameters/2\".skip = true\nNames.skip = true\n\
         Old.skip = true\n\"common.yaml#/Owner/properties/older\".skip = true\n\"Pet.token\" = { optional = true, skip = true }\n",
    );
    for gone in [
        "delete_pet",
        "page",
        "Names",
        "struct Old ",
        "older:",
        "token: Option<String>,\npub pin",
    ] {
        assert!(!made.text.contains(gone), "{gone}");
    }
    // What only it needed stays: it is a component of its own.
    assert!(made.text.contains("pub struct Older "));
    assert!(!made.item("pub struct Pet ").contains("pin"));
    let needed = "`skip` of `Pet` can't be followed: the operation `get_pet` needs it";
    all_told(&[
        (
            "Pet.skip = true",
            &format!("2:5: error[impossible-option]: {needed}"),
        ),
        (
            "Older.skip = true",
            "2:7: error[impossible-option]: `skip` of `Older` can't be followed: `Old` needs it",
        ),
        (
            "\"Pet.id\".skip = true",
            "2:10: error[impossible-option]: `skip` of `Pet.id` can't be followed: it is required",
        ),
        (
            "\"Animal.species\".skip = true",
            "2:18: error[impossible-option]: `skip` of `Animal.species` can't be followed: its value says which type an object has",
        ),
        (
            "\"/paths/~1pets~1{id}/get/parameters/1\".skip = true",
            "2:40: error[impossible-option]",
        ),
        (
            "\"/info/title\".skip = true",
            "2:15: warning[option-without-effect]: `skip` of `/info/title` has no effect: what is there can't be left out",
        ),
    ]);
    // Together they can be left out.
    followed("Old.skip = true\nOlder.skip = true\n\"Both\".skip = true\n");
}

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

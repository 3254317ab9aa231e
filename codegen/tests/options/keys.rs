//! What each key does, and where it can't be done.

use super::{all_told, followed};

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
            "Money.name = \"Default\"",
            "2:7: error[impossible-option]: `name` of `Money` can't be followed: `Default` is taken",
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
            "\"Pet.weight\".type = \"u7\"",
            "2:14: error[impossible-option]: `type` of `Pet.weight` can't be followed: `u7` can't be the type of this number",
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

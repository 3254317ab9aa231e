//! `enum`.

use crate::printed::made;

#[test]
fn values_are_named_by_what_they_are() {
    let made = made(
        "Mixed: { enum: [-1, 2.5, true, [1], { a: 1 }, on air] }
         Open: { type: string, enum: [unknown, Unknown, ''] }",
    );
    assert_eq!(
        made.value_names("Mixed"),
        [
            "ValueMinus1",
            "Value2Point5",
            "True",
            "List",
            "Object",
            "OnAir"
        ]
    );
    // `Unknown` is what keeps values that are not listed.
    assert!(!made.value_names("Open").contains(&"Unknown"));
}

#[test]
fn names_and_descriptions_of_extensions_stay_with_their_values() {
    // Null and the repeated value are none of the variants.
    let made = made(
        "Code: { enum: [null, 10, 10, 20, 30], x-enum-varnames: [Nothing, Ten, Again, Twenty] }",
    );
    assert_eq!(made.ty("Code"), "10 | 20 | 30");
    assert_eq!(made.value_names("Code"), ["Ten", "Twenty", "Value30"]);
}

#[test]
fn values_whose_words_are_the_same_have_names_of_their_own() {
    let made = made("Order: { type: string, enum: [name, -name, NAME, 'na-me'] }");
    let mut names = made.value_names("Order");
    assert_eq!(names.len(), 4);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn a_single_value_is_nothing_that_anybody_has_to_give() {
    let made = made(
        "Event: { type: object, required: [kind, level], properties: { kind: { const: created }, level: { enum: [low, high] } } }",
    );
    let (object, _) = made.arguments("Event");
    assert_eq!(object, ["level"]);
}

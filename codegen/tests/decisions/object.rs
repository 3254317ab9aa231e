//! Objects: properties, and what happens to others.

use crate::printed::made;

#[test]
fn more_arguments_than_a_function_takes_are_given_by_name() {
    let with = |count: usize| {
        let names: Vec<String> = (0..count).map(|at| format!("p{at}")).collect();
        let properties: Vec<String> = names
            .iter()
            .map(|name| format!("{name}: {{ type: string }}"))
            .collect();
        let made = made(&format!(
            "Wide: {{ type: object, required: [{}], properties: {{ {} }} }}",
            names.join(", "),
            properties.join(", ")
        ));
        made.arguments("Wide").1
    };
    assert_eq!(with(7), None);
    assert_eq!(with(8).as_deref(), Some("WideRequired"));
}

#[test]
fn values_by_pattern_are_the_type_that_all_patterns_have() {
    let made = made(
        "Same: { type: object, patternProperties: { '^a': { type: string, minLength: 1 }, '^b': { type: string } } }
         Differing: { type: object, patternProperties: { '^a': { type: string }, '^b': { type: integer } } }",
    );
    // Each pattern has its own rules, which are not those of all.
    assert_eq!(made.ty("Same"), "= Map<String>");
    assert_eq!(made.ty("Differing"), "= Map<DifferingValue>");
    assert_eq!(made.ty("DifferingValue"), "String(String) | Integer(i64)");
}

#[test]
fn null_has_a_place_in_a_map_of_values() {
    let made = made(
        "Scores: { type: object, additionalProperties: { type: [integer, 'null'], minimum: 0 } }
         Named: { type: object, properties: { name: { type: string } }, additionalProperties: { type: [integer, 'null'] } }",
    );
    assert!(
        made.ty("Scores").starts_with("= Map<Option<"),
        "{}",
        made.ty("Scores")
    );
    assert_eq!(made.ty("Named"), "{ name?: String, ..: Option<i64> }");
}

#[test]
fn properties_that_are_one_word_in_rust_stay_apart() {
    let made = made(
        "Twins: { type: object, properties: { user-id: { type: string }, user_id: { type: integer }, userId: { type: boolean } } }",
    );
    assert_eq!(
        made.ty("Twins"),
        "{ user-id?: String, user_id?: i64, userId?: Bool }"
    );
    let mut names = made.field_names("Twins");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn what_is_required_and_not_declared_is_no_property() {
    let made =
        made("A: { type: object, required: [a, ghost], properties: { a: { type: string } } }");
    assert_eq!(made.ty("A"), "{ a: String }");
}

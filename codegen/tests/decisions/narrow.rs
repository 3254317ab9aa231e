//! Schemas that are no objects and hold together.

use crate::printed::{Made, made};

/// The type of a value that satisfies all of these schemas, and what was found.
fn together(parts: &str) -> (String, Made) {
    let made = made(&format!(
        "Holder: {{ type: object, properties: {{ v: {{ allOf: [{parts}] }} }} }}"
    ));
    let ty = made.ty("Holder");
    let inner = ty.trim_start_matches("{ v?: ").trim_end_matches(" }");
    (inner.to_owned(), made)
}

#[test]
fn the_narrower_type_counts_wherever_it_stands() {
    for (parts, expected) in [
        ("{ type: number }, { type: integer }", "i64"),
        ("{ type: integer }, { type: number }", "i64"),
        ("{ type: string, format: date }, { type: string }", "Date"),
        ("{ type: string }, { type: string, format: date }", "Date"),
        (
            "{ type: integer, format: int32 }, { type: number }, { type: integer }",
            "i32",
        ),
        (
            "{ type: array, items: { type: number } }, { type: array, items: { type: integer } }",
            "Vec<i64>",
        ),
        (
            "{ type: array }, { type: array, items: { type: string } }",
            "Vec<String>",
        ),
    ] {
        let (ty, made) = together(parts);
        assert_eq!(ty, expected, "{parts}");
        assert_eq!(made.found("all-of-conflict"), [""; 0], "{parts}");
    }
}

#[test]
fn of_a_contradiction_the_last_part_counts() {
    for (parts, expected) in [
        ("{ type: string }, { type: integer }", "i64"),
        ("{ type: integer }, { type: string }", "String"),
        (
            "{ type: string, format: date }, { type: string, format: uuid }",
            "Uuid",
        ),
        ("{ type: string, enum: [a] }, { type: boolean }", "Bool"),
        (
            "{ type: array, items: { type: string } }, { type: string }",
            "String",
        ),
    ] {
        let (ty, made) = together(parts);
        assert_eq!(ty, expected, "{parts}");
        let found = made.found("all-of-conflict");
        assert_eq!(found, ["Holder/properties/v/allOf/1"], "{parts}");
    }
}

#[test]
fn lists_leave_the_values_that_all_parts_allow() {
    let values = |parts: &str| {
        let (ty, made) = together(parts);
        assert_eq!(made.found("all-of-conflict"), [""; 0], "{parts}");
        made.ty(&ty)
    };
    assert_eq!(
        values("{ enum: [a, b, c] }, { enum: [c, b, d] }"),
        r#""b" | "c""#
    );
    assert_eq!(
        values("{ enum: [a, 1, 2.5, true] }, { type: integer }"),
        "1"
    );
    assert_eq!(
        values("{ enum: [a, 1, 2.5, true] }, { type: number }"),
        "1 | 2.5"
    );
    assert_eq!(values("{ type: string }, { enum: [a, 1, true] }"), r#""a""#);
}

#[test]
fn the_list_that_is_all_there_is_keeps_its_name() {
    let made = made(
        "Color: { type: string, enum: [red, blue] }
         Paint: { type: object, properties: { color: { allOf: [{ $ref: '#/components/schemas/Color' }, { enum: [blue, red, green] }] } } }",
    );
    assert_eq!(made.ty("Paint"), "{ color?: Color }");
}

#[test]
fn rules_of_all_parts_hold_and_each_once() {
    let (ty, _) = together(
        "{ type: string, minLength: 1 }, { type: string, maxLength: 9 }, { type: string, minLength: 1, pattern: x }",
    );
    let rules = ["MinLength(1)", "MaxLength(9)", "Pattern(\"x\")"];
    assert!(
        rules.iter().all(|rule| ty.matches(rule).count() == 1),
        "{ty}"
    );
}

#[test]
fn rules_that_are_more_than_a_place_checks_are_named() {
    let parts: Vec<String> = (0..40)
        .map(|at| format!("{{ type: string, pattern: p{at} }}"))
        .collect();
    let (ty, made) = together(&parts.join(", "));
    assert_eq!(ty.matches("Pattern").count(), 32);
    assert_eq!(made.found("keyword-unchecked").len(), 8);
}

#[test]
fn a_password_in_any_part_is_kept_out_of_debug() {
    let (ty, _) = together("{ type: string, format: password }, { type: string, maxLength: 9 }");
    assert!(ty.ends_with(" secret"), "{ty}");
}

#[test]
fn what_is_null_in_all_parts_is_null_alone() {
    let user = |parts: &str| together(parts).0;
    assert_eq!(user("{ type: 'null' }, { type: [string, 'null'] }"), "Json");
    assert_eq!(
        user("{ type: [string, 'null'] }, { type: [string, 'null'], maxLength: 3 }"),
        "String|null [MaxLength(3)]"
    );
    assert_eq!(
        user("{ type: [string, 'null'] }, { type: string, maxLength: 3 }"),
        "String [MaxLength(3)]"
    );
}

//! Unions that hold secrets, which their `Debug` must not print.

use crate::printed::made;

#[test]
fn a_union_holds_what_its_variants_hold_however_deep() {
    let made = made(
        "Login: { type: object, properties: { pass: { type: string, format: password } } }
         Keys: { type: object, properties: { logins: { type: array, items: { type: object, additionalProperties: { $ref: '#/components/schemas/Login' } } } } }
         Deep: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Keys' }] }
         Around: { oneOf: [{ type: boolean }, { $ref: '#/components/schemas/Deep' }] }
         Plain: { oneOf: [{ type: string }, { type: integer }] }
         Own: { oneOf: [{ type: string, format: password }, { type: integer }] }
         Hidden: { oneOf: [{ type: string }, { type: object, properties: { a: { type: string } }, additionalProperties: { type: string, format: password } }] }",
    );
    for (name, sensitive) in [
        ("Deep", true),
        ("Around", true),
        ("Plain", false),
        ("Own", true),
        ("Hidden", true),
    ] {
        assert_eq!(made.union(name).sensitive, sensitive, "{name}");
    }
}

#[test]
fn a_circle_of_unions_has_a_secret_wherever_one_can_be_reached() {
    let made = made(
        "A: { oneOf: [{ type: string }, { $ref: '#/components/schemas/B' }] }
         B: { oneOf: [{ type: integer }, { type: array, items: { $ref: '#/components/schemas/A' } }, { $ref: '#/components/schemas/S' }] }
         S: { type: object, properties: { key: { type: string, format: password } } }",
    );
    assert!(made.union("A").sensitive && made.union("B").sensitive);
}

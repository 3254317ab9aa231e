//! Inline types that are the same are one.

use crate::printed::made;

const POINT: &str = "{ type: object, properties: { x: { type: integer, description: Right. } } }";

#[test]
fn equal_inline_types_are_one_however_deep_and_each_has_its_name() {
    let outer = format!("{{ type: object, properties: {{ at: {POINT} }} }}");
    let made = made(&format!(
        "A: {{ type: object, properties: {{ one: {outer}, two: {outer} }} }}"
    ));
    assert_eq!(made.names(), ["A", "AOne", "AOneAt", "ATwo", "ATwoAt"]);
    assert_eq!(made.ty("A"), "{ one?: AOne, two?: ATwo }");
    assert_eq!(made.ty("ATwo"), "same as AOne");
    assert_eq!(made.ty("ATwoAt"), "same as AOneAt");
}

#[test]
fn the_description_of_the_type_may_differ_but_not_that_of_a_field() {
    let other = POINT.replace("Right.", "Left.");
    let described = POINT.replacen("type: object", "type: object, description: A point.", 1);
    let made = made(&format!(
        "A: {{ type: object, properties: {{ one: {POINT}, two: {other}, three: {described} }} }}"
    ));
    assert_eq!(made.ty("AThree"), "same as AOne");
    assert_eq!(made.ty("ATwo"), "{ x?: i64 }");
}

#[test]
fn components_keep_their_names_and_take_none_in() {
    let made = made(&format!(
        "P: {POINT}\nQ: {POINT}\nA: {{ type: object, properties: {{ p: {{ $ref: '#/components/schemas/P' }}, q: {{ $ref: '#/components/schemas/Q' }}, own: {POINT} }} }}"
    ));
    assert_eq!(made.ty("A"), "{ p?: P, q?: Q, own?: AOwn }");
}

#[test]
fn rules_and_requirements_keep_types_apart() {
    let required = POINT.replace("type: object", "type: object, required: [x]");
    let ruled = POINT.replace("integer", "integer, minimum: 1");
    let sized = POINT.replace("type: object", "type: object, minProperties: 1");
    let made = made(&format!(
        "A: {{ type: object, properties: {{ a: {POINT}, b: {required}, c: {ruled}, d: {sized} }} }}"
    ));
    assert_eq!(made.ty("A"), "{ a?: AA, b?: AB, c?: AC, d?: AD }");
}

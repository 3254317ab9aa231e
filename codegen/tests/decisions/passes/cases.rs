//! What tells the variants of a union apart.

use crate::printed::made;

#[test]
fn constants_that_all_objects_require_are_a_tag() {
    let made = made(
        "A: { type: object, required: [kind], properties: { kind: { const: a }, x: { type: string } } }
         B: { type: object, required: [kind], properties: { kind: { const: b }, x: { type: string } } }
         It: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
    );
    // Nothing else about an object matters.
    assert_eq!(made.cases("It"), ["A, tag kind a", "B, tag kind b"]);
}

#[test]
fn constants_that_some_may_leave_out_are_hints() {
    let made = made(
        "A: { type: object, properties: { kind: { const: a }, x: { type: string } } }
         B: { type: object, required: [kind], properties: { kind: { const: b } } }
         It: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
    );
    assert_eq!(
        made.cases("It"),
        [
            "A, hint kind a, knows kind/x",
            "B, hint kind b, needs kind, knows kind"
        ]
    );
}

#[test]
fn one_more_property_is_looked_at_as_long_as_it_tells_more_apart() {
    let object = |kind: &str, size: &str| {
        format!(
            "{{ type: object, required: [kind, size], properties: {{ kind: {{ const: {kind} }}, size: {{ const: {size} }}, same: {{ const: all }} }} }}"
        )
    };
    let made = made(&format!(
        "A: {}\nB: {}\nC: {}
         It: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}, {{ $ref: '#/components/schemas/C' }}] }}",
        object("x", "s"),
        object("x", "l"),
        object("y", "l"),
    ));
    assert_eq!(
        made.cases("It"),
        [
            "A, tag kind x, hint size s",
            "B, tag kind x, hint size l",
            "C, tag kind y, hint size l"
        ]
    );
}

#[test]
fn numbers_are_tags_as_texts() {
    let made = made(
        "One: { type: object, required: [v], properties: { v: { const: 1 } } }
         Two: { type: object, required: [v], properties: { v: { enum: [2, 3] } } }
         It: { oneOf: [{ $ref: '#/components/schemas/One' }, { $ref: '#/components/schemas/Two' }] }",
    );
    assert_eq!(made.cases("It"), ["One, tag v 1", "Two, tag v 2/3"]);
}

#[test]
fn what_takes_less_is_tried_first() {
    let made = made(
        "It: { oneOf: [{ type: number }, { type: string }, { type: integer }, { type: string, format: date }] }",
    );
    assert_eq!(made.cases("It"), ["Integer", "Date", "Number", "String"]);
}

#[test]
fn a_union_that_is_a_variant_has_a_form_for_each_of_its_own() {
    let made = made(
        "A: { type: object, properties: { a: { type: string } } }
         B: { type: object, properties: { b: { type: string } } }
         Ab: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
         It: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Ab' }] }",
    );
    assert_eq!(made.cases("It"), ["String", "Ab, knows a", "Ab, knows b"]);
}

#[test]
fn tags_of_a_union_within_stand_for_it_only_where_the_property_is_the_same() {
    let nested = |property: &str| {
        let made = made(&format!(
            "A: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }} }}
             B: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, b: {{ type: string }} }} }}
             C: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }} }}
             Ab: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], discriminator: {{ propertyName: {property} }} }}
             It: {{ oneOf: [{{ $ref: '#/components/schemas/C' }}, {{ $ref: '#/components/schemas/Ab' }}], discriminator: {{ propertyName: kind }} }}"
        ));
        made.cases("It")
    };
    assert_eq!(
        nested("kind"),
        ["C, tag kind C", "Ab, tag kind A", "Ab, tag kind B"]
    );
    assert_eq!(
        nested("sort"),
        [
            "C, tag kind C",
            "Ab, needs kind, knows kind",
            "Ab, needs kind, knows kind/b"
        ]
    );
}

#[test]
fn a_tag_that_two_variants_have_leaves_their_properties_to_decide() {
    let made = made(
        "A: { type: object, properties: { a: { type: string } } }
         B: { type: object, properties: { b: { type: string } } }
         It: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind, mapping: { x: A } } }
         Twice: { oneOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/D' }], discriminator: { propertyName: kind } }
         C: { type: object, required: [kind], properties: { kind: { enum: [x, y] }, c: { type: string } } }
         D: { type: object, required: [kind], properties: { kind: { enum: [y, z] }, d: { type: string } } }",
    );
    assert_eq!(made.cases("It"), ["A, tag kind x", "B, tag kind B"]);
    assert_eq!(
        made.cases("Twice"),
        [
            "C, tag kind x/y, needs kind, knows kind/c",
            "D, tag kind y/z, needs kind, knows kind/d"
        ]
    );
}

#[test]
fn strings_of_a_list_tell_it_from_any_text_with_a_format() {
    let made = made("When: { anyOf: [{ enum: [today, now] }, { type: string, format: date }] }");
    assert_eq!(made.cases("When"), ["Date", "Listed, one of today/now"]);
}

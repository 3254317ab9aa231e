//! Properties that all variants of a union have.

use crate::printed::{Made, made};

fn union(variants: [&str; 2]) -> Made {
    let [a, b] = variants;
    made(&format!(
        "A: {a}\nB: {b}\nIt: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}] }}"
    ))
}

#[test]
fn a_property_of_one_type_is_common_whether_or_not_it_is_required() {
    let made = union([
        "{ type: object, required: [id], properties: { id: { type: string }, size: { type: integer }, a: { type: string } } }",
        "{ type: object, properties: { id: { type: string }, size: { type: string }, b: { type: string } } }",
    ]);
    assert_eq!(made.common("It"), ["id: String"]);
}

#[test]
fn one_variant_that_is_no_object_leaves_nothing_common() {
    let object = "{ type: object, properties: { id: { type: string } } }";
    assert_eq!(union([object, "{ type: string }"]).common("It"), [""; 0]);
    let map = "{ type: object, additionalProperties: { type: string } }";
    assert_eq!(union([object, map]).common("It"), [""; 0]);
}

#[test]
fn a_property_that_either_variant_deprecates_is_deprecated() {
    let fine = "{ type: object, properties: { id: { type: string } } }";
    let old = "{ type: object, properties: { id: { type: string, deprecated: true }, x: { type: string } } }";
    for variants in [[fine, old], [old, fine]] {
        assert_eq!(union(variants).common("It"), ["id: String deprecated"]);
    }
    let other = "{ type: object, properties: { id: { type: string }, y: { type: string } } }";
    assert_eq!(union([fine, other]).common("It"), ["id: String"]);
}

#[test]
fn a_property_in_a_box_is_not_common() {
    let made = union([
        "{ type: object, properties: { next: { $ref: '#/components/schemas/A' }, id: { type: string } } }",
        "{ type: object, properties: { next: { $ref: '#/components/schemas/A' }, id: { type: string }, b: { type: string } } }",
    ]);
    assert_eq!(made.ty("A"), "{ next?: Box<A>, id?: String }");
    assert_eq!(made.common("It"), ["id: String"]);
}

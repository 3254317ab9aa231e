//! What says which variant a value is, written without the user's doing.

use crate::printed::{Made, made};

fn union(variant: &str, discriminator: &str) -> Made {
    made(&format!(
        "A: {variant}
         B: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, b: {{ type: string }} }} }}
         It: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], discriminator: {discriminator} }}"
    ))
}

const KIND: &str = "{ propertyName: kind, mapping: { a: A, b: B } }";

#[test]
fn a_required_tag_is_set_in_the_value_and_not_written_again() {
    let made = union(
        "{ type: object, required: [kind], properties: { kind: { type: string } } }",
        KIND,
    );
    assert_eq!(made.ty("A"), r#"{ kind: String = "a" }"#);
    assert_eq!(made.ty("It"), "A(A) a | B(B) b");
}

#[test]
fn a_tag_that_may_be_missing_is_set_and_written() {
    let made = union(
        "{ type: object, properties: { kind: { type: string } } }",
        KIND,
    );
    assert_eq!(made.ty("A"), r#"{ kind?: String = "a" }"#);
    assert_eq!(made.ty("It"), "A(A) a + a | B(B) b");
}

#[test]
fn a_tag_that_is_not_declared_is_written_by_the_union() {
    let made = union(
        "{ type: object, properties: { x: { type: string } } }",
        KIND,
    );
    assert_eq!(made.ty("A"), "{ x?: String }");
    assert_eq!(made.ty("It"), "A(A) a + a | B(B) b");
}

#[test]
fn a_tag_out_of_a_list_is_that_value_of_the_enum() {
    let made = union(
        "{ type: object, required: [kind], properties: { kind: { type: string, enum: [x, a, b] } } }",
        KIND,
    );
    assert_eq!(made.ty("A"), r#"{ kind: AKind = "a" }"#);
}

#[test]
fn a_tag_that_the_list_does_not_have_is_set_by_nobody() {
    let made = union(
        "{ type: object, required: [kind], properties: { kind: { type: string, enum: [x, y] } } }",
        KIND,
    );
    assert_eq!(made.ty("A"), "{ kind: AKind }");
}

#[test]
fn of_several_tags_the_caller_names_one() {
    let several = "{ propertyName: kind, mapping: { a: A, aa: A, b: B } }";
    let declared = "{ type: object, required: [kind], properties: { kind: { type: string } } }";
    assert_eq!(union(declared, several).ty("A"), "{ kind: String }");
    let undeclared = union(
        "{ type: object, properties: { x: { type: string } } }",
        several,
    );
    assert_eq!(undeclared.ty("It"), "A(A) a aa + chosen | B(B) b");
    // Other properties are typed, so there is no place for the choice.
    let typed = "{ type: object, properties: { x: { type: string } }, additionalProperties: { type: integer } }";
    assert_eq!(union(typed, several).ty("It"), "A(A) a aa + a | B(B) b");
}

#[test]
fn the_variant_for_values_without_a_tag_writes_none() {
    let made = union(
        "{ type: object, properties: { x: { type: string } } }",
        "{ propertyName: kind, mapping: { a: A, b: B }, defaultMapping: A }",
    );
    assert_eq!(made.ty("It"), "A(A) a default | B(B) b");
}

#[test]
fn a_struct_that_two_unions_call_by_different_tags_has_none_from_the_beginning() {
    let schemas = |other: &str| {
        let made = made(&format!(
            "A: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }} }}
             B: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }}, b: {{ type: string }} }} }}
             One: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], discriminator: {{ propertyName: kind, mapping: {{ a: A }} }} }}
             Two: {{ oneOf: [{{ $ref: '#/components/schemas/B' }}, {{ $ref: '#/components/schemas/A' }}], discriminator: {{ propertyName: kind, mapping: {{ {other}: A }} }} }}"
        ));
        made.ty("A")
    };
    assert_eq!(schemas("a"), r#"{ kind: String = "a" }"#);
    assert_eq!(schemas("z"), "{ kind: String }");
}

#[test]
fn an_optional_constant_that_tells_variants_apart_is_set() {
    let made = made(
        "A: { type: object, properties: { kind: { const: a }, size: { const: 1, default: 1 }, word: { const: w } } }
         B: { type: object, properties: { kind: { const: b } } }
         It: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
    );
    // A constant that is the default is set, too; one that is neither is not.
    assert_eq!(
        made.ty("A"),
        r#"{ kind?: AKind = "a", size?: ASize = 1, word?: AWord }"#
    );
}

#[test]
fn a_tag_that_is_set_is_no_argument() {
    let wide = |kind: &str| {
        let names: Vec<String> = (0..7).map(|at| format!("p{at}")).collect();
        let properties: Vec<String> = names
            .iter()
            .map(|name| format!("{name}: {{ type: string }}"))
            .collect();
        let object = format!(
            "{{ type: object, required: [kind, {}], properties: {{ kind: {kind}, {} }} }}",
            names.join(", "),
            properties.join(", ")
        );
        union(&object, KIND).arguments("A").1
    };
    // Seven are left, which a function takes.
    assert_eq!(wide("{ type: string }"), None);
    assert_eq!(wide("{ type: integer }").as_deref(), Some("ARequired"));
}

//! `readOnly` and `writeOnly`.

use crate::printed::{Made, made_for};

/// What becomes of schemas of which `It` is sent and received.
fn both_ways(schemas: &str) -> Made {
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/It' } } }";
    made_for(
        &format!(
            "/it: {{ post: {{ requestBody: {{ required: true, {content} }}, responses: {{ '200': {{ description: It., {content} }} }} }} }}"
        ),
        schemas,
    )
}

#[test]
fn a_property_of_one_side_makes_two_types_and_is_required_on_its_own_side_alone() {
    let made = both_ways(
        "It: { type: object, required: [id, key], properties: { id: { type: string, readOnly: true }, key: { type: string, writeOnly: true }, name: { type: string } } }",
    );
    assert_eq!(made.ty("It"), "{ id: String, name?: String }");
    assert_eq!(made.ty("ItRequest"), "{ key: String, name?: String }");
}

#[test]
fn schemas_without_such_a_property_are_one_type() {
    let made = both_ways(
        "Part: { type: object, properties: { name: { type: string } } }
         It: { type: object, properties: { id: { type: string, readOnly: true }, part: { $ref: '#/components/schemas/Part' } } }",
    );
    assert_eq!(made.names(), ["Part", "It", "ItRequest"]);
    assert_eq!(made.ty("ItRequest"), "{ part?: Part }");
}

#[test]
fn whatever_leads_to_such_a_property_is_two_types_in_a_circle_too() {
    let made = both_ways(
        "Leaf: { type: object, properties: { id: { type: string, readOnly: true }, up: { type: array, items: { $ref: '#/components/schemas/It' } } } }
         It: { type: object, properties: { leaves: { type: object, additionalProperties: { $ref: '#/components/schemas/Leaf' } } } }",
    );
    assert_eq!(made.ty("It"), "{ leaves?: Map<Leaf> }");
    assert_eq!(made.ty("ItRequest"), "{ leaves?: Map<LeafRequest> }");
    assert_eq!(made.ty("LeafRequest"), "{ up?: Vec<ItRequest> }");
}

#[test]
fn a_part_of_an_all_of_says_the_side_of_its_property() {
    let made = both_ways(
        "Id: { type: string, readOnly: true }
         It: { type: object, properties: { id: { allOf: [{ $ref: '#/components/schemas/Id' }, { description: The id. }] }, name: { type: string } } }",
    );
    assert_eq!(made.ty("ItRequest"), "{ name?: String }");
}

#[test]
fn inline_schemas_differ_by_side_without_a_name_in_the_document() {
    let made = both_ways(
        "It: { type: object, properties: { inner: { type: object, properties: { id: { type: integer, readOnly: true }, name: { type: string } } } } }",
    );
    assert_eq!(made.ty("It"), "{ inner?: ItInner }");
    assert_eq!(made.ty("ItInner"), "{ id?: i64, name?: String }");
    assert_eq!(made.ty("ItRequest"), "{ inner?: ItRequestInner }");
    assert_eq!(made.ty("ItRequestInner"), "{ name?: String }");
}

#[test]
fn a_password_of_the_other_side_is_hidden_where_a_server_sends_it_all_the_same() {
    let made = both_ways(
        "It: { type: object, properties: { name: { type: string }, pass: { type: string, format: password, writeOnly: true } } }",
    );
    assert_eq!(made.ty("It"), "{ name?: String, hides pass }");
    assert_eq!(
        made.ty("ItRequest"),
        "{ name?: String, pass?: String secret }"
    );
}

#[test]
fn a_union_has_variants_for_each_side() {
    let made = both_ways(
        "A: { type: object, properties: { id: { type: string, readOnly: true }, a: { type: string } } }
         B: { type: object, properties: { b: { type: string } } }
         It: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }",
    );
    assert_eq!(made.ty("It"), "A(A) | B(B)");
    assert_eq!(made.ty("ItRequest"), "A(ARequest) | B(B)");
}

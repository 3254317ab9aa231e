//! Types that contain themselves.

use crate::printed::made;

#[test]
fn one_box_cuts_a_circle_and_lists_and_unions_need_none() {
    let made = made(
        "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' }, many: { type: array, items: { $ref: '#/components/schemas/A' } } } }
         B: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
         U: { oneOf: [{ type: string }, { $ref: '#/components/schemas/H' }] }
         H: { type: object, properties: { u: { $ref: '#/components/schemas/U' } } }",
    );
    assert_eq!(made.ty("A"), "{ b?: Box<B>, many?: Vec<A> }");
    assert_eq!(made.ty("B"), "{ a?: A }");
    assert_eq!(made.ty("H"), "{ u?: U }");
    assert_eq!(made.found("endless-object"), [""; 0]);
}

#[test]
fn an_object_that_requires_itself_becomes_optional_where_the_circle_begins() {
    let made = made(
        "A: { type: object, required: [b], properties: { b: { $ref: '#/components/schemas/B' } } }
         B: { type: object, required: [a, n], properties: { a: { $ref: '#/components/schemas/A' }, n: { type: integer } } }",
    );
    assert_eq!(made.ty("A"), "{ b?: Box<B> }");
    assert_eq!(made.ty("B"), "{ a: A, n: i64 }");
    assert_eq!(made.found("endless-object"), ["A/properties/b"]);
}

#[test]
fn what_may_be_null_or_empty_ends_by_itself() {
    let made = made(
        "A: { type: object, required: [next, list], properties: { next: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }, list: { type: array, items: { $ref: '#/components/schemas/A' } } } }",
    );
    assert_eq!(made.ty("A"), "{ next: Box<A>|null, list: Vec<A> }");
    assert_eq!(made.found("endless-object"), [""; 0]);
}

#[test]
fn a_list_of_itself_through_another_alias_is_one_type_of_its_own() {
    let made = made(
        "A: { type: array, items: { $ref: '#/components/schemas/B' } }
         B: { type: object, additionalProperties: { $ref: '#/components/schemas/A' } }",
    );
    assert_eq!(made.ty("A"), "(Vec<B>)");
    assert_eq!(made.ty("B"), "= Map<A>");
}

#[test]
fn a_tuple_that_holds_itself_without_end_is_json_there() {
    let made = made(
        "Pair: { type: array, prefixItems: [{ type: string }, { $ref: '#/components/schemas/Pair' }], items: false, minItems: 2 }
         Chain: { type: array, prefixItems: [{ type: string }, { type: array, items: { $ref: '#/components/schemas/Chain' } }], items: false, minItems: 2 }",
    );
    assert_eq!(made.ty("Pair"), "= (String, Json)");
    assert_eq!(made.found("alias-as-json"), ["Pair"]);
    assert_eq!(made.ty("Chain"), "((String, Vec<Chain>))");
}

#[test]
fn lists_of_lists_by_name_are_a_new_type_every_few_levels() {
    let levels: Vec<String> = (0..40)
        .map(|at| {
            format!(
                "L{at}: {{ type: array, items: {{ $ref: '#/components/schemas/L{}' }} }}",
                at + 1
            )
        })
        .collect();
    let made = made(&format!("{}\nL40: {{ type: string }}", levels.join("\n")));
    let own = (0..40).filter(|at| made.ty(&format!("L{at}")).starts_with('('));
    assert_eq!(own.count(), 2);
}

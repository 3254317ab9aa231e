//! `allOf`, and unions beside other keywords.

use crate::printed::made;

#[test]
fn a_property_that_two_parts_declare_is_what_both_allow() {
    let made = made(
        "Base: { type: object, properties: { kind: { type: string }, size: { type: number } } }
         Small: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, required: [kind], properties: { size: { type: integer }, kind: { type: string, minLength: 1 } } }] }",
    );
    assert_eq!(
        made.ty("Small"),
        "{ kind: String [MinLength(1)], size?: i64 }"
    );
}

#[test]
fn the_only_part_that_says_something_is_the_type() {
    let made = made(
        "Size: { type: object, properties: { x: { type: integer } } }
         Crate: { type: object, properties: { size: { description: How large., allOf: [{ $ref: '#/components/schemas/Size' }, { description: Nothing. }] } } }
         Strict: { type: object, properties: { size: { required: [x], allOf: [{ $ref: '#/components/schemas/Size' }] } } }",
    );
    assert_eq!(made.ty("Crate"), "{ size?: Size }");
    assert_eq!(made.ty("Strict"), "{ size?: StrictSize }");
    assert_eq!(made.ty("StrictSize"), "{ x: i64 }");
}

#[test]
fn a_component_among_the_parts_twice_counts_once() {
    let made = made(
        "Base: { type: object, minProperties: 1, properties: { a: { type: string } } }
         Left: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { b: { type: string } } }
         Both: { allOf: [{ $ref: '#/components/schemas/Left' }, { $ref: '#/components/schemas/Base' }] }",
    );
    assert_eq!(made.ty("Both"), "{ a?: String, b?: String }");
    assert_eq!(made.struct_rules("Both"), "[MinProperties(1)]");
}

#[test]
fn a_part_that_is_the_whole_is_said_once_and_adds_nothing() {
    let made = made(
        "A: { allOf: [{ $ref: '#/components/schemas/B' }], properties: { a: { type: string } } }
         B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { b: { type: string } } }",
    );
    assert_eq!(made.ty("A"), "{ b?: String, a?: String }");
    assert_eq!(made.ty("B"), "{ a?: String, b?: String }");
    assert_eq!(made.found("circular-all-of").len(), 1);
}

#[test]
fn the_whole_is_null_where_every_part_may_be() {
    let made = made(
        "Maybe: { type: [object, 'null'], properties: { a: { type: string } } }
         Sure: { type: object, properties: { b: { type: string } } }
         Both: { allOf: [{ $ref: '#/components/schemas/Maybe' }, { $ref: '#/components/schemas/Sure' }] }
         Neither: { allOf: [{ $ref: '#/components/schemas/Maybe' }, { type: [object, 'null'], properties: { b: { type: string } } }] }
         User: { type: object, properties: { both: { $ref: '#/components/schemas/Both' }, neither: { $ref: '#/components/schemas/Neither' } } }",
    );
    assert_eq!(made.ty("User"), "{ both?: Both, neither?: Neither|null }");
}

#[test]
fn properties_say_nothing_of_values_that_are_no_objects() {
    let made = made("Word: { allOf: [{ type: string }, { properties: { x: { type: string } } }] }");
    assert_eq!(made.ty("Word"), "= String");
    assert_eq!(made.found("keyword-unchecked"), ["Word/allOf/1"]);
}

#[test]
fn an_object_that_is_text_is_plain_json() {
    let made = made(
        "Nothing: { allOf: [{ type: string }, { type: object, properties: { x: { type: string } } }] }",
    );
    assert_eq!(made.ty("Nothing"), "= Json");
    assert_eq!(made.found("all-of-as-json"), ["Nothing"]);
}

#[test]
fn variants_beside_text_are_not_checked() {
    let made = made(
        "Word: { allOf: [{ type: string }, { anyOf: [{ type: string, maxLength: 1 }, { type: integer }] }] }",
    );
    assert_eq!(made.ty("Word"), "= String");
    assert_eq!(made.found("keyword-unchecked"), ["Word/allOf/1"]);
}

#[test]
fn unions_that_only_require_properties_make_no_variants() {
    let made = made(
        "Contact: { type: object, properties: { mail: { type: string }, phone: { type: string } }, anyOf: [{ required: [mail] }, { required: [phone] }] }",
    );
    assert_eq!(made.ty("Contact"), "{ mail?: String, phone?: String }");
    assert_eq!(made.found("keyword-unchecked"), ["Contact"]);
}

#[test]
fn each_variant_has_what_stands_beside_the_union() {
    let made = made(
        "Cat: { type: object, properties: { purrs: { type: boolean } } }
         Dog: { type: object, properties: { barks: { type: boolean } } }
         Pet: { type: object, required: [name], properties: { name: { type: string } }, oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }",
    );
    assert_eq!(made.ty("Pet"), "Cat(PetCat) | Dog(PetDog)");
    assert_eq!(made.ty("PetCat"), "{ name: String, purrs?: Bool }");
    assert_eq!(made.ty("PetDog"), "{ name: String, barks?: Bool }");
    // The variants are as they were where nothing stands beside them.
    assert_eq!(made.ty("Cat"), "{ purrs?: Bool }");
}

#[test]
fn a_forbidding_part_does_not_forbid_what_others_declare() {
    let made = made(
        "A: { allOf: [{ type: object, properties: { a: { type: string } }, additionalProperties: false }, { type: object, properties: { b: { type: string } } }] }
         B: { allOf: [{ type: object, additionalProperties: { type: integer } }, { type: object, properties: { b: { type: string } }, additionalProperties: { type: string } }] }",
    );
    assert_eq!(made.ty("A"), "{ a?: String, b?: String }");
    assert_eq!(made.ty("B"), "{ b?: String, ..: i64 }");
}

/// Two unions that stand together, and what is left of their four combinations.
fn combined(left: [&str; 2], right: [&str; 2]) -> String {
    let [a, b] = left;
    let [c, d] = right;
    made(&format!(
        "A: {a}\nB: {b}\nC: {c}\nD: {d}
         All: {{ allOf: [{{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}] }}, {{ oneOf: [{{ $ref: '#/components/schemas/C' }}, {{ $ref: '#/components/schemas/D' }}] }}] }}"
    ))
    .ty("All")
}

fn object(property: &str, values: &str, required: bool) -> String {
    let required = if required { property } else { "" };
    format!(
        "{{ type: object, required: [{required}], properties: {{ {property}: {{ enum: [{values}] }} }} }}"
    )
}

#[test]
fn of_two_unions_only_combinations_that_can_be_are_variants() {
    let cat = object("kind", "cat", true);
    let dog = object("kind", "dog", true);
    let (loud, quiet) = (
        object("kind", "cat", true),
        object("kind", "dog, cow", true),
    );
    assert_eq!(
        combined([&cat, &dog], [&loud, &quiet]),
        "A(A) | BAndD(AllBAndD)"
    );
}

#[test]
fn a_constant_that_nobody_requires_excludes_nothing() {
    let (cat, dog) = (object("kind", "cat", false), object("kind", "dog", false));
    let (cow, hen) = (object("tag", "cow", false), object("tag", "hen", false));
    assert_eq!(
        combined([&cat, &dog], [&cow, &hen]),
        "AAndC(AllAAndC) | AAndD(AllAAndD) | BAndC(AllBAndC) | BAndD(AllBAndD)"
    );
}

#[test]
fn types_exclude_each_other_where_they_have_no_value_in_common() {
    let text = "{ type: string }";
    let number = "{ type: integer }";
    let list = "{ type: array, items: { type: string } }";
    assert_eq!(combined([text, number], [list, "{ type: number }"]), "= B");
}

#[test]
fn lists_exclude_each_other_where_they_have_no_value_in_common() {
    let number = "{ type: integer }";
    assert_eq!(
        combined(
            ["{ enum: [a] }", "{ enum: [b] }"],
            ["{ enum: [b, c] }", number]
        ),
        "= B"
    );
}

#[test]
fn a_property_is_null_where_every_part_of_it_may_be() {
    let maybe = "{ type: [object, 'null'], properties: { a: { type: string } } }";
    let sure = "{ type: object, properties: { b: { type: string } } }";
    let made = made(&format!(
        "User: {{ type: object, properties: {{ one: {{ allOf: [{maybe}, {sure}] }}, both: {{ allOf: [{maybe}, {maybe}, {{ description: It. }}] }} }} }}"
    ));
    assert_eq!(made.ty("User"), "{ one?: UserOne, both?: UserBoth|null }");
}

//! `oneOf` and `anyOf`.

use crate::printed::made;

#[test]
fn unions_without_a_name_dissolve_in_the_one_they_stand_in() {
    let made = made(
        "Named: { oneOf: [{ type: boolean }, { type: array, items: { type: string } }] }
         All: { oneOf: [{ type: string }, { anyOf: [{ type: integer }, { type: 'null' }] }, { $ref: '#/components/schemas/Named' }] }
         User: { type: object, properties: { all: { $ref: '#/components/schemas/All' } } }",
    );
    assert_eq!(
        made.ty("All"),
        "String(String) | Integer(i64) | Named(Named)"
    );
    assert_eq!(made.ty("User"), "{ all?: All|null }");
}

#[test]
fn a_union_of_one_schema_is_that_schema() {
    let made = made(
        "Cat: { type: object, properties: { name: { type: string } } }
         User: { type: object, properties: { cat: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { type: 'null' }] } } }",
    );
    assert_eq!(made.ty("User"), "{ cat?: Cat|null }");
}

#[test]
fn a_union_that_is_a_variant_of_itself_is_no_variant() {
    let made = made(
        "Tree: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Tree' }, { type: integer }] }",
    );
    assert_eq!(made.ty("Tree"), "String(String) | Integer(i64)");
}

#[test]
fn a_union_of_nothing_but_itself_is_plain_json_and_said_once() {
    let made = made("Ghost: { anyOf: [{ $ref: '#/components/schemas/Ghost' }] }");
    assert_eq!(made.ty("Ghost"), "= Json");
    assert_eq!(made.api.fallbacks.len(), 1);
}

#[test]
fn variants_of_one_type_are_one_and_lose_rules_that_differ() {
    let made = made(
        "Id: { oneOf: [{ type: string, maxLength: 3 }, { type: string, minLength: 9 }, { type: integer }] }
         Same: { oneOf: [{ type: string, maxLength: 3 }, { type: string, maxLength: 3, description: Again. }, { type: integer }] }",
    );
    assert_eq!(made.ty("Id"), "String(String) | Integer(i64)");
    assert_eq!(made.found("keyword-unchecked"), ["Id"]);
    assert_eq!(
        made.ty("Same"),
        "String(String) [MaxLength(3)] | Integer(i64)"
    );
}

#[test]
fn tags_of_variants_of_one_type_are_all_its_tags() {
    let made = made(
        "Cat: { type: object, properties: { name: { type: string } } }
         Kitten: { $ref: '#/components/schemas/Cat' }
         Dog: { type: object, properties: { age: { type: integer } } }
         Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { cat: Cat, tom: '#/components/schemas/Cat', dog: Dog } } }",
    );
    assert_eq!(
        made.ty("Pet"),
        "Cat(Cat) cat tom + chosen | Dog(Dog) dog + dog"
    );
}

#[test]
fn lists_and_any_text_are_one_open_enum() {
    let made = made(
        "Open: { anyOf: [{ type: string }, { type: string, enum: [a, b] }] }
         Lists: { oneOf: [{ const: a, description: First. }, { enum: [b, a] }] }
         Numbers: { oneOf: [{ const: 1, title: Low }, { const: 2, title: High }] }",
    );
    assert_eq!(made.ty("Open"), r#""a" | "b""#);
    assert_eq!(made.ty("Lists"), r#""a" | "b""#);
    assert_eq!(made.ty("Numbers"), "1 | 2");
    assert_eq!(made.value_names("Numbers"), ["Low", "High"]);
}

#[test]
fn a_component_that_one_list_decides_is_that_enum_and_no_second_name_for_it() {
    for schema in [
        "{ anyOf: [{ type: string }, { type: string, enum: [a, b] }] }",
        "{ anyOf: [{ type: string }, { enum: [a, b] }, { type: 'null' }] }",
        "{ allOf: [{ type: string, enum: [a, b] }, { description: Some. }] }",
        "{ allOf: [{ enum: [a, b] }, { enum: [a, b, c] }] }",
        "{ allOf: [{ type: integer }, { enum: [a, b] }] }",
    ] {
        let made = made(&format!("It: {schema}"));
        assert_eq!(made.names(), ["It"], "{schema}");
        assert_eq!(made.ty("It"), r#""a" | "b""#, "{schema}");
    }
    // A list that has a name keeps it.
    let made = made(
        "Level: { type: string, enum: [a, b] }
         It: { anyOf: [{ type: string }, { $ref: '#/components/schemas/Level' }] }",
    );
    assert_eq!(made.ty("It"), "= Level");
}

#[test]
fn lists_that_have_names_or_are_of_two_kinds_stay_apart() {
    let made = made(
        "A: { type: string, enum: [a] }
         B: { type: string, enum: [b] }
         Named: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
         Kinds: { oneOf: [{ enum: [x, y] }, { enum: [1, 2] }] }",
    );
    assert_eq!(made.ty("Named"), "A(A) | B(B)");
    assert_eq!(made.union("Kinds").variants.len(), 2);
}

#[test]
fn a_text_with_a_format_is_no_open_enum() {
    let made =
        made("When: { anyOf: [{ type: string, format: date }, { type: string, enum: [today] }] }");
    assert_eq!(made.union("When").variants.len(), 2);
}

#[test]
fn variants_are_called_by_the_first_thing_that_tells_them_apart() {
    let names = |variants: &str| {
        let made = made(&format!("It: {{ oneOf: [{variants}] }}"));
        let variants = made.union("It").variants.iter();
        let names: Vec<String> = variants.map(|one| one.name.to_string()).collect();
        names.join(" ")
    };
    let object = |inside: &str| format!("{{ type: object, {inside} }}");
    // A constant.
    let constants = [
        object("properties: { kind: { const: circle } }"),
        object("properties: { kind: { const: square }, side: { type: integer } }"),
    ];
    assert_eq!(names(&constants.join(", ")), "Circle Square");
    // A title.
    let titles = [
        object("title: Big box"),
        object("title: Small box, properties: { a: {} }"),
    ];
    assert_eq!(names(&titles.join(", ")), "BigBox SmallBox");
    // A property that no other one has.
    let own = [
        object("required: [id, card], properties: { id: {}, card: {} }"),
        object("required: [id, bank], properties: { id: {}, bank: {} }"),
    ];
    assert_eq!(names(&own.join(", ")), "Card Bank");
    // The types.
    let types = "{ type: integer, format: int64 }, { type: array, items: { type: string } }, { type: array, items: { type: integer } }";
    assert_eq!(names(types), "Integer StringList IntegerList");
}

#[test]
fn a_mapping_to_what_is_no_variant_is_named() {
    let made = made(
        "A: { type: object, properties: { a: { type: string } } }
         B: { type: object, properties: { b: { type: string } } }
         Other: { type: object }
         Pet: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind, mapping: { a: A, o: Other, g: Ghost } } }",
    );
    assert_eq!(made.ty("Pet"), "A(A) a + a | B(B) B + B");
    assert_eq!(
        made.found("discriminator-variant"),
        ["Pet/discriminator/mapping/o", "Pet/discriminator/mapping/g"]
    );
}

#[test]
fn too_many_combinations_of_unions_are_not_typed() {
    let union = |prefix: &str| {
        let variants: Vec<String> = (0..8)
            .map(|at| format!("{{ type: object, required: [{prefix}{at}], properties: {{ {prefix}{at}: {{ type: string }} }} }}"))
            .collect();
        format!("{{ oneOf: [{}] }}", variants.join(", "))
    };
    let made = made(&format!(
        "Wide: {{ allOf: [{}, {}] }}",
        union("a"),
        union("b")
    ));
    assert_eq!(made.union("Wide").variants.len(), 8);
    assert_eq!(made.found("union-as-json"), ["Wide/allOf/1"]);
    assert_eq!(made.api.fallbacks.len(), 1);
}
